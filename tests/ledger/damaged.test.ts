import { afterAll, beforeAll, expect, it } from 'vitest';
import { LETTERS } from '../../domain/notices.ts';
import { verify } from '../../ledger/index.ts';
import { registerEntryPage, registerPage } from '../../web/register/pages.tsx';
import { doing, NAMED, REGISTRATION, type TestHouse, TIP, testHouse } from './house.ts';
import { listed, settle } from './road.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.close());

/** What keeps rows from being changed is put aside, as whoever owns the tables could. */
const spoilt = (statement: string) =>
  house.owner.query(`BEGIN; SET LOCAL session_replication_role = replica; ${statement}; COMMIT`);
const flipped = (column: string) => `${column} = set_byte(${column}, 30, get_byte(${column}, 30) # 1)`;
const spoilKey = (caseId: string) => spoilt(`UPDATE cases SET ${flipped('wrapped_key')} WHERE id = '${caseId}'`);
const refusedWith = (code: string) => ({ refusal: { code } });

it('a damaged message or story takes its own words away and closes no page, neither of the case nor of the receipt', async () => {
  const told = await house.ledger.tell({ accused: { name: '示例单位' }, clue: '线索' });
  await house.ledger.addMessage(told.receipt, '第一条');
  await house.ledger.addMessage(told.receipt, '第二条');
  const spoil = (number: number) =>
    spoilt(`UPDATE events SET ${flipped('sealed')} WHERE case_id = '${told.caseId}' AND number = ${number}`);
  const { rows } = await house.owner.query<{ number: number }>(
    "SELECT number FROM events WHERE case_id = $1 AND name = 'message' ORDER BY number",
    [told.caseId],
  );
  await spoil(rows[0]!.number);
  await spoil(1);
  const view = await house.ledger.caseView(house.person('clerk'), told.caseId);
  expect(view.messages.map((m) => [m.text, m.damaged ?? false])).toEqual([
    ['', true],
    ['第二条', false],
  ]);
  expect(view.timeline.filter((e) => e.words === null && e.damaged)).toHaveLength(2);
  expect(view.tip).toBeNull();
  const progress = await house.ledger.progress(told.receipt);
  expect(progress?.messages.map((m) => m.damaged ?? false)).toEqual([true, false]);
  expect((await house.ledger.cases(house.person('clerk'), { accused: '示例单位' })).items).toHaveLength(1);
});

it('a case whose key is damaged stays open: it says what cannot be shown, takes what needs no key, and refuses words', async () => {
  const told = await house.ledger.tell(TIP);
  await house.ledger.addMessage(told.receipt, '第一条');
  await spoilKey(told.caseId);
  const view = await house.ledger.caseView(house.person('clerk'), told.caseId);
  expect(view.tip).toBeNull();
  expect(view.timeline[0]).toMatchObject({ words: null, damaged: true });
  expect(view.messages).toMatchObject([{ text: '', damaged: true }]);
  expect((await house.ledger.progress(told.receipt))?.messages).toMatchObject([{ damaged: true }]);
  const before = view.version;
  const damaged = refusedWith('case-key-damaged');
  await expect(house.ledger.addMessage(told.receipt, '第二条')).rejects.toMatchObject(damaged);
  const act = doing(house.ledger, told.caseId);
  await expect(act('clerk', 'intake-1', 'reply', { text: '回复' })).rejects.toMatchObject(damaged);
  expect((await house.ledger.caseView(house.person('clerk'), told.caseId)).version).toBe(before);
  // Its periods go on, and whoever is to act is not held up by words that are lost.
  const idempotencyKey = 'registered-once';
  const done = await act('clerk', 'intake-1', 'register', REGISTRATION, { idempotencyKey });
  expect(done.case.version).toBeGreaterThan(before);
  const again = await act('clerk', 'intake-1', 'register', REGISTRATION, { idempotencyKey });
  expect(again).toMatchObject({ repeated: true, case: { version: done.case.version } });
  expect((await verify(house)).findings).toEqual(
    expect.arrayContaining([expect.objectContaining({ what: 'seal', detail: 'the key of the case cannot be opened' })]),
  );
});

it('words that were destroyed as the rules require are not called damaged, nor damaged ones destroyed', async () => {
  const told = await house.ledger.tell(TIP);
  await spoilt(`UPDATE cases SET wrapped_key = NULL WHERE id = '${told.caseId}'`);
  const view = await house.ledger.caseView(house.person('clerk'), told.caseId);
  expect(view.timeline[0]!.words).toBeNull();
  expect(view.timeline.some((e) => e.damaged)).toBe(false);
});

it('a damaged request for an identity closes neither the list of requests, the page of the receipt nor the case', async () => {
  const { ledger, person } = house;
  const told = await ledger.tell(NAMED);
  const act = doing(ledger, told.caseId);
  await act('clerk', 'intake-1', 'register', REGISTRATION);
  const why = { ground: 'reward', clause: '示例办法第一条', reason: '发放奖励须核对身份' } as const;
  const asked = await ledger.askIdentity(person('clerk'), told.caseId, why);
  await ledger.decideIdentity(person('principal'), asked.id, { granted: true, reason: '同意' });
  await ledger.openIdentity(person('custodian'), asked.id);
  await spoilt(
    `UPDATE events SET ${flipped('sealed')} WHERE case_id = '${told.caseId}' AND name LIKE 'identity-%' AND sealed IS NOT NULL`,
  );
  await spoilt(`UPDATE vault SET ${flipped('sealed')} WHERE case_id = '${told.caseId}'`);
  for (const who of ['clerk', 'principal', 'custodian']) {
    expect(await ledger.identityRequests(person(who)), who).toMatchObject([
      { id: asked.id, damaged: true, reason: '' },
    ]);
  }
  expect((await ledger.progress(told.receipt))?.openings).toMatchObject([{ damaged: true, reason: '' }]);
  expect((await ledger.caseView(person('clerk'), told.caseId)).timeline.some((e) => e.damaged)).toBe(true);
  await expect(ledger.readIdentity(person('clerk'), asked.id)).rejects.toMatchObject(
    refusedWith('identity-unreadable'),
  );
});

it('a damaged letter or entry of the register closes no page, and nothing is published with half of its words', async () => {
  const { caseId, act } = await listed(house);
  await settle(house.ledger, caseId);
  await act('disclosure', 'disclosure-1', 'publish');
  // Nobody who told is written to here: a letter stands for those of a named tip.
  await spoilt(`INSERT INTO letters (effect, case_id, proceeding, addressee, template, placed_at)
    SELECT key, case_id, proceeding, 'tipster', '${Object.keys(LETTERS)[0]}', now() FROM effects
    WHERE case_id = '${caseId}' AND key NOT IN (SELECT effect FROM letters) ORDER BY key LIMIT 1`);
  const sealedWords = await house.owner.query<{ number: number; sealed: Buffer }>(
    'SELECT number, sealed FROM events WHERE case_id = $1 AND sealed IS NOT NULL',
    [caseId],
  );
  await spoilt(`UPDATE events SET ${flipped('sealed')} WHERE case_id = '${caseId}' AND sealed IS NOT NULL`);
  await expect(settle(house.ledger, caseId)).rejects.toMatchObject(refusedWith('words-unreadable'));
  expect((await house.ledger.register({})).items).toEqual([]);
  for (const { number, sealed } of sealedWords.rows) {
    await spoilt(
      `UPDATE events SET sealed = '\\x${sealed.toString('hex')}' WHERE case_id = '${caseId}' AND number = ${number}`,
    );
  }
  await settle(house.ledger, caseId);
  expect((await house.ledger.register({})).items).toHaveLength(2);

  for (const damage of ['null', '"x"', '[1]', '{"dates": "x"}', '{"dates": [null]}', '{"dates": [{"count": 1}]}']) {
    await spoilt(`UPDATE effects SET data = '${damage}'
      WHERE key IN (SELECT effect FROM letters WHERE case_id = '${caseId}')`);
    const { letters } = await house.ledger.caseView(house.person('officer1'), caseId);
    expect(letters.length, damage).toBeGreaterThan(0);
    expect(
      letters.every((l) => l.damaged || l.body.zh !== ''),
      damage,
    ).toBe(true);
    await spoilt(`UPDATE register SET version = version + 1, content = '${damage}' WHERE case_id = '${caseId}'`);
    const { items } = await house.ledger.register({});
    expect(items, damage).toHaveLength(2);
    expect((await house.ledger.register({ search: '示例学校' })).items, damage).toHaveLength(2);
    expect(registerPage('zh', { items }, '')).toContain('示例学校');
    for (const item of items) {
      expect(await house.ledger.registerEntry(item.id)).toEqual(item);
      expect(registerEntryPage('zh', item).includes('存储已损坏'), damage).toBe(!damage.startsWith('{'));
    }
  }
});
