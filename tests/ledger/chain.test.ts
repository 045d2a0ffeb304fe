import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rebuild, verify } from '../../ledger/index.ts';
import { doing, NAMED, original, REGISTRATION, type TestHouse, TIP, testHouse } from './house.ts';

let house: TestHouse;
let caseId: string;
beforeAll(async () => {
  house = await testHouse();
  const { ledger, clock } = house;
  const file = Buffer.from('%PDF-1.4 nothing');
  const told = await ledger.tell({
    ...NAMED,
    evidence: [await original(ledger, 'a.pdf', 'application/pdf', file)],
  });
  caseId = told.caseId;
  const act = doing(ledger, caseId);
  await act('clerk', 'intake-1', 'register', REGISTRATION);
  await act('clerk', 'intake-1', 'accept:propose');
  await act('unithead', 'intake-1', 'accept');
  await act('clerk', 'intake-1', 'notice-sent:propose', { told: 'accepted', noticeHow: 'page' });
  await act('unithead', 'intake-1', 'notice-sent');
  await ledger.addMessage(told.receipt, 'a message');
  clock.add(40 * 86_400_000);
  await ledger.advanceCase(caseId);
  await ledger.tell(TIP);
});
afterAll(() => house.close());

const check = async () => verify(house);
const whats = async () => [...new Set((await check()).findings.map((f) => f.what))];

it('a house that nobody tampered with verifies clean', async () => {
  const { cases, events, findings } = await check();
  expect(findings).toEqual([]);
  expect(cases).toBe(2);
  expect(events).toBeGreaterThan(6);
});

/** Runs a change as the owner of the schema, with the guard of the events switched off, and undoes it afterwards. */
async function tampered(table: string, change: string, values: unknown[] = []): Promise<string[]> {
  const { owner } = house;
  await owner.query(`CREATE TABLE untouched AS SELECT * FROM ${table}`);
  await owner.query('ALTER TABLE events DISABLE TRIGGER USER');
  try {
    const { rowCount } = await owner.query(change, values);
    expect(rowCount).toBeGreaterThan(0);
    return await whats();
  } finally {
    await owner.query(`TRUNCATE ${table}`);
    await owner.query(`INSERT INTO ${table} SELECT * FROM untouched`);
    await owner.query('DROP TABLE untouched');
    await owner.query('ALTER TABLE events ENABLE TRIGGER USER');
  }
}

const other: Record<string, string> = {
  text: "coalesce(%s, '') || 'x'",
  jsonb: `CASE WHEN jsonb_typeof(%s) = 'array' THEN %s || '[{"op":"flag","proceeding":"intake-1","flag":"x","on":true}]'
    ELSE coalesce(%s, '{}') || '{"tampered": 1}' END`,
  integer: 'coalesce(%s, 0) + 1000',
  'timestamp with time zone': "%s + interval '1 second'",
  date: "coalesce(%s, '2025-01-01') + 1",
  bytea: "coalesce(%s, '') || '\\x00'",
  uuid: `'${randomUUID()}'`,
};

it('a change of any column of any event is found', async () => {
  const { rows } = await house.owner.query<{ column_name: string; data_type: string }>(
    "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'events'",
  );
  expect(rows.length).toBeGreaterThan(18);
  for (const { column_name: column, data_type } of rows) {
    const to = (other[data_type] ?? '').replaceAll('%s', `"${column}"`);
    expect(to, data_type).not.toBe('');
    const found = await tampered('events', `UPDATE events SET "${column}" = ${to} WHERE case_id = $1 AND number = 2`, [
      caseId,
    ]);
    expect(found, column).not.toEqual([]);
    expect(
      found.some((w) => w === 'chain' || w === 'gap'),
      column,
    ).toBe(true);
  }
  expect(await whats()).toEqual([]);
});

it('a missing event, an added one and a swapped case are found', async () => {
  expect(await tampered('events', 'DELETE FROM events WHERE case_id = $1 AND number = 2', [caseId])).toContain('gap');
  expect(
    await tampered(
      'events',
      `DELETE FROM events WHERE case_id = $1 AND number = (SELECT max(number) FROM events WHERE case_id = $1)`,
      [caseId],
    ),
  ).toContain('head');
});

it('a change of a state, a copy of it, a read table or an original is found', async () => {
  const id = [caseId];
  expect(
    await tampered(
      'cases',
      `UPDATE cases SET state = jsonb_set(state::jsonb, '{officers}', '["x"]') WHERE id = $1`,
      id,
    ),
  ).toContain('state');
  expect(await tampered('cases', `UPDATE cases SET officers = '{x}' WHERE id = $1`, id)).toContain('columns');
  expect(
    await tampered('cases', `UPDATE cases SET genesis = jsonb_set(genesis::jsonb, '{fund}', '"x"') WHERE id = $1`, id),
  ).toContain('chain');
  expect(await tampered('clocks', `UPDATE clocks SET due = '2030-01-01' WHERE case_id = $1`, id)).toContain('clocks');
  expect(await tampered('proceedings', `UPDATE proceedings SET state = 'x' WHERE case_id = $1`, id)).toContain(
    'proceedings',
  );
  expect(await tampered('work', `DELETE FROM work WHERE case_id = $1 AND what = 'clock'`, id)).toContain('work');
  expect(await tampered('case_access', `DELETE FROM case_access WHERE case_id = $1`, id)).toContain('access');
  expect(await tampered('effects', `DELETE FROM effects WHERE case_id = $1`, id)).toContain('effects');
  expect(await tampered('evidence_chunks', `UPDATE evidence_chunks SET sealed = sealed || '\\x00'`)).toContain(
    'evidence',
  );
});

it('read tables lost or spoilt are made again from the events, and the drivers are called', async () => {
  const { owner } = house;
  await owner.query('TRUNCATE proceedings, clocks, work, case_access, tasks, outbox');
  await owner.query(`UPDATE cases SET state = '{}', officers = '{x}' WHERE id = $1`, [caseId]);
  expect(await whats()).not.toEqual([]);
  const done = await rebuild(house);
  expect(done).toEqual({ cases: 2, drivers: 2, broken: [] });
  expect((await check()).findings).toEqual([]);
  const { rows } = await owner.query('SELECT kind, proceeding FROM outbox');
  expect(rows).toEqual([
    { kind: 'nudge', proceeding: null },
    { kind: 'nudge', proceeding: null },
  ]);
});

it('verifying while people write finds nothing, since each batch is read as one moment', async () => {
  const told = await house.ledger.tell(TIP);
  let writing = true;
  const writer = (async () => {
    for (let i = 0; writing; i++) await house.ledger.addMessage(told.receipt, `message ${i}`);
  })();
  for (let i = 0; i < 10; i++) expect((await check()).findings).toEqual([]);
  writing = false;
  await writer;
});

it('the application cannot change or delete an event, nor can the owner without switching off the guard', async () => {
  const { pool, owner } = house;
  for (const attempt of [
    "UPDATE events SET basis = 'x'",
    'DELETE FROM events',
    'TRUNCATE events',
    'ALTER TABLE events DISABLE TRIGGER USER',
    'DELETE FROM cases',
    "UPDATE vault SET sealed = ''",
    "UPDATE evidence_chunks SET sealed = ''",
  ]) {
    await expect(pool.query(attempt), attempt).rejects.toMatchObject({ code: '42501' });
  }
  await expect(owner.query("UPDATE events SET basis = 'x'")).rejects.toMatchObject({ code: '42501' });
  await expect(owner.query('DELETE FROM events')).rejects.toMatchObject({ code: '42501' });
  await expect(owner.query('TRUNCATE events')).rejects.toMatchObject({ code: '42501' });
  expect((await pool.query('SELECT current_user')).rows).toEqual([{ current_user: 'mingcha_app' }]);
});

it('when the key of a case is destroyed by two people its chain stays whole and its words are gone', async () => {
  const { ledger, person } = house;
  const { caseId: over } = await ledger.tell(NAMED);
  const destroy = (a: string, b: string, ground = '示例鉴定意见') =>
    ledger.destroyKey(over, person(a), person(b), ground);
  const act = doing(ledger, over);
  await act('clerk', 'intake-1', 'register', REGISTRATION);
  await expect(destroy('clerk', 'unithead')).rejects.toMatchObject({ refusal: { code: 'case-not-over' } });
  await act('clerk', 'intake-1', 'refuse:propose', {
    refusalGround: 'no-target-or-clue',
    refusalReasons: '无法核实',
  });
  await act('unithead', 'intake-1', 'refuse');
  await expect(destroy('clerk', 'clerk')).rejects.toMatchObject({ refusal: { code: 'two-people' } });
  await expect(destroy('clerk', 'unithead', ' ')).rejects.toMatchObject({ refusal: { code: 'ground-needed' } });
  // Thirty years from the end of the year in which it was over, and not a day less; what is kept for ever, never.
  for (const day of ['2025-03-04', '2055-12-31']) {
    house.clock.set(day);
    await expect(destroy('clerk', 'unithead'), day).rejects.toMatchObject({
      refusal: { code: 'retention-runs', basis: { kind: 'law', clause: expect.stringMatching(/SI-ARC/) } },
    });
  }
  house.clock.set('2056-01-01');
  const found = async () =>
    (await ledger.cases(person('unithead'), { accused: TIP.accused.name }, undefined, 100)).items.map((c) => c.id);
  expect(await found()).toContain(over);
  await destroy('clerk', 'unithead');
  // Nor is it found by a name: a tag says whether a name that is asked for is the one.
  expect(await found()).not.toContain(over);
  // Who told it and where news were sent lie under keys of the house: they go as well.
  const { rows } = await house.owner.query<{ n: number }>(
    'SELECT (SELECT count(*) FROM vault WHERE case_id = $1)::int + (SELECT count(*) FROM notice_addresses WHERE case_id = $1)::int AS n',
    [over],
  );
  expect(rows).toEqual([{ n: 0 }]);
  expect(await whats()).toEqual([]);
  const view = await ledger.caseView(person('unithead'), over);
  expect(view.tip).toBeNull();
  expect(view.messages).toEqual([]);
});
