import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestHouse, testHouse } from './house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.close());

it('a damaged message or story takes its own words away and closes no page, neither of the case nor of the receipt', async () => {
  const told = await house.ledger.tell({ accused: { name: '示例单位' }, clue: '线索' });
  await house.ledger.addMessage(told.receipt, '第一条');
  await house.ledger.addMessage(told.receipt, '第二条');
  // What keeps events from being changed is put aside, as whoever owns the tables could.
  const spoil = (number: number) =>
    house.owner.query(`BEGIN; SET LOCAL session_replication_role = replica;
      UPDATE events SET sealed = set_byte(sealed, 30, get_byte(sealed, 30) # 1)
        WHERE case_id = '${told.caseId}' AND number = ${number}; COMMIT`);
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
  expect(view.timeline.filter((e) => e.words === null)).toHaveLength(2);
  expect(view.tip).toBeNull();
  const progress = await house.ledger.progress(told.receipt);
  expect(progress?.messages.map((m) => m.damaged ?? false)).toEqual([true, false]);
  expect((await house.ledger.cases(house.person('clerk'), { accused: '示例单位' })).items).toHaveLength(1);
});
