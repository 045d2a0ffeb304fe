import { afterAll, beforeAll, expect, it } from 'vitest';
import { verify } from '../../ledger/index.ts';
import { doing, NAMED, REGISTRATION, type TestHouse, TIP, testHouse } from './house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse({ connections: 30 });
});
afterAll(() => house.close());

const refusedWith = (code: string) => ({ refusal: { code } });
const eventsOf = async (caseId: string) =>
  (await house.owner.query<{ n: number }>('SELECT count(*)::int AS n FROM events WHERE case_id = $1', [caseId]))
    .rows[0]!.n;

/** Every row of every table, so that "nothing was written" can be said of all of them. */
async function everything(): Promise<Record<string, string>> {
  const { rows } = await house.owner.query<{ tablename: string }>(
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'house_version'",
  );
  const sums: Record<string, string> = {};
  for (const { tablename } of rows) {
    const { rows: sum } = await house.owner.query(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS sum FROM ${tablename} t`,
    );
    sums[tablename] = sum[0].sum;
  }
  return sums;
}

it('a refused act writes nothing at all', async () => {
  const { caseId } = await house.ledger.tell(TIP);
  const act = doing(house.ledger, caseId);
  const before = await everything();
  await expect(act('unithead', 'intake-1', 'accept')).rejects.toMatchObject(refusedWith('case-unknown'));
  await expect(act('clerk', 'intake-1', 'accept:propose')).rejects.toMatchObject(refusedWith('not-in-this-state'));
  await expect(act('clerk', 'intake-1', 'register', { regime: 'fund' })).rejects.toMatchObject(
    refusedWith('form-invalid'),
  );
  await expect(act('officer1', 'intake-1', 'register', REGISTRATION)).rejects.toMatchObject(
    refusedWith('case-unknown'),
  );
  await expect(
    act('clerk', 'intake-1', 'register', REGISTRATION, { occurredAt: '2025-03-04T09:00:00+08:00' }),
  ).rejects.toMatchObject(refusedWith('occurred-in-future'));
  await expect(
    act('clerk', 'intake-1', 'register', REGISTRATION, { occurredAt: '2025-02-03T09:00:00+08:00' }),
  ).rejects.toMatchObject(refusedWith('before-its-event'));
  await expect(act('clerk', 'intake-1', 'register', REGISTRATION, { occurredAt: 'yesterday' })).rejects.toMatchObject(
    refusedWith('form-invalid'),
  );
  expect(await everything()).toEqual(before);
});

it('an act that fails while it is being written leaves nothing behind', async () => {
  const { caseId } = await house.ledger.tell(TIP);
  const act = doing(house.ledger, caseId);
  const before = await everything();
  await house.owner.query(`CREATE FUNCTION trip() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'tripped'; END $$`);
  for (const table of ['events', 'proceedings', 'clocks', 'work', 'idempotency']) {
    await house.owner.query(`CREATE TRIGGER trip BEFORE INSERT OR UPDATE ON ${table} EXECUTE FUNCTION trip()`);
    await expect(act('clerk', 'intake-1', 'register', REGISTRATION), table).rejects.toThrow('tripped');
    await expect(house.ledger.tell(NAMED, 'tripping'), table).rejects.toThrow('tripped');
    await house.owner.query(`DROP TRIGGER trip ON ${table}`);
  }
  expect(await everything()).toEqual(before);
  await act('clerk', 'intake-1', 'register', REGISTRATION);
});

it('the same key with the same body gives the same answer and one event, however often and at once', async () => {
  const { caseId } = await house.ledger.tell(TIP);
  const act = doing(house.ledger, caseId);
  const key = { idempotencyKey: 'register-it' };
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => act('clerk', 'intake-1', 'register', REGISTRATION, key)),
  );
  expect(await eventsOf(caseId)).toBe(2);
  expect(answers.filter((a) => !a.repeated).length).toBe(1);
  const [first] = answers.filter((a) => !a.repeated);
  for (const again of answers) expect({ ...again, repeated: false }).toEqual(first);
  await act('clerk', 'intake-1', 'accept:propose');
  const later = await act('clerk', 'intake-1', 'register', REGISTRATION, key);
  expect({ ...later, repeated: false }).toEqual(first);
  await expect(
    act('clerk', 'intake-1', 'register', { ...REGISTRATION, accusedNatural: true }, key),
  ).rejects.toMatchObject(refusedWith('idempotency-mismatch'));
  expect(await eventsOf(caseId)).toBe(3);
});

it('a key belongs to a person and a case: used by another or elsewhere it is another key', async () => {
  const one = await house.ledger.tell(TIP);
  const two = await house.ledger.tell(TIP);
  const key = { idempotencyKey: 'the same everywhere' };
  await doing(house.ledger, one.caseId)('clerk', 'intake-1', 'register', REGISTRATION, key);
  await doing(house.ledger, two.caseId)('clerk', 'intake-1', 'register', REGISTRATION, key);
  expect(await eventsOf(two.caseId)).toBe(2);
});

it('of two people who act at once one is recorded and the other is told', async () => {
  const { caseId } = await house.ledger.tell(TIP);
  const act = doing(house.ledger, caseId);
  const both = await Promise.allSettled(
    ['clerk', 'clerk2', 'clerk', 'clerk2', 'clerk', 'clerk2'].map((who) =>
      act(who, 'intake-1', 'register', REGISTRATION),
    ),
  );
  expect(both.filter((x) => x.status === 'fulfilled').length).toBe(1);
  for (const x of both) {
    if (x.status === 'rejected') expect(x.reason).toMatchObject(refusedWith('not-in-this-state'));
  }
  expect(await eventsOf(caseId)).toBe(2);
});

it('many who write to one case at once are all heard, in one chain', async () => {
  const { caseId, receipt } = await house.ledger.tell(TIP);
  await Promise.all(Array.from({ length: 25 }, (_, i) => house.ledger.addMessage(receipt, `message ${i}`)));
  expect(await eventsOf(caseId)).toBe(26);
  const thread = (await house.ledger.progress(receipt))?.messages.map((m) => m.text).sort();
  expect(thread?.length).toBe(25);
  expect((await verify(house)).findings).toEqual([]);
});

it('the same tip with one key is one case and one receipt; another tip with that key is refused', async () => {
  const count = async () => (await house.owner.query('SELECT count(*)::int AS n FROM cases')).rows[0].n as number;
  const before = await count();
  const answers = await Promise.all(Array.from({ length: 6 }, () => house.ledger.tell(NAMED, 'tip-key')));
  expect(new Set(answers.map((a) => a.receipt)).size).toBe(1);
  expect(await count()).toBe(before + 1);
  await expect(house.ledger.tell(TIP, 'tip-key')).rejects.toMatchObject(refusedWith('idempotency-mismatch'));
  expect(await count()).toBe(before + 1);
});

it('the answer to a tip is kept for an hour at most, and then its receipt can be shown by nobody', async () => {
  const told = await house.ledger.tell(TIP, 'one-hour');
  house.clock.add(59 * 60_000);
  await house.ledger.forget();
  expect((await house.ledger.tell(TIP, 'one-hour')).receipt).toBe(told.receipt);
  house.clock.add(60_000);
  await house.ledger.forget();
  await expect(house.ledger.tell(TIP, 'one-hour')).rejects.toMatchObject(refusedWith('idempotency-expired'));
});

it('a merge reaches the leading case in the same transaction, also when both sides move at once', async () => {
  const tips = await Promise.all(Array.from({ length: 6 }, () => house.ledger.tell(TIP)));
  const [leading, ...others] = tips.map((t) => t.caseId);
  for (const id of [leading!, ...others]) await doing(house.ledger, id)('clerk', 'intake-1', 'register', REGISTRATION);
  const form = { leading: leading!, sameSubject: true, newClue: false };
  const merged = await Promise.allSettled(
    others.map(async (id) => {
      const act = doing(house.ledger, id);
      await act('clerk', 'intake-1', 'merge-under-review:propose', form);
      await act('unithead', 'intake-1', 'merge-under-review');
    }),
  );
  expect(merged.map((m) => (m.status === 'rejected' ? m.reason : 'done'))).toEqual(others.map(() => 'done'));
  const view = await house.ledger.caseView(house.person('clerk'), leading!);
  const joined = view.timeline.filter((e) => e.name === 'clue-added').map((e) => e.facts.follower);
  expect(joined.sort()).toEqual([...others].sort());
  expect((await verify(house)).findings).toEqual([]);
});

it('two merges that would lead into each other do not block each other', async () => {
  const [a, b] = await Promise.all([house.ledger.tell(TIP), house.ledger.tell(TIP)]);
  for (const { caseId } of [a, b]) await doing(house.ledger, caseId)('clerk', 'intake-1', 'register', REGISTRATION);
  for (const [x, y] of [
    [a, b],
    [b, a],
  ] as const) {
    await doing(house.ledger, x.caseId)('clerk', 'intake-1', 'merge-under-review:propose', {
      leading: y.caseId,
      sameSubject: true,
      newClue: false,
    });
  }
  const both = await Promise.allSettled(
    [a, b].map(({ caseId }) => doing(house.ledger, caseId)('unithead', 'intake-1', 'merge-under-review')),
  );
  expect(both.filter((x) => x.status === 'fulfilled').length).toBe(1);
  // The other half is refused from then on, and its page says so.
  const left = both[0]!.status === 'fulfilled' ? b.caseId : a.caseId;
  const page = await house.ledger.actsOf(house.person('unithead'), left);
  expect(page.allowed.map((x) => x.act)).not.toContain('merge-under-review');
  expect(page.refused.find((x) => x.act === 'merge-under-review')?.refusal.code).toBe('leading-unknown');
  await expect(doing(house.ledger, left)('unithead', 'intake-1', 'merge-under-review')).rejects.toMatchObject(
    refusedWith('leading-unknown'),
  );
  expect((await verify(house)).findings).toEqual([]);
});
