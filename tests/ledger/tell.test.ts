import { afterAll, beforeAll, expect, it } from 'vitest';
import { doing, NAMED, REGISTRATION, type TestHouse, TIP, testHouse } from './house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.close());

it('a tip is a case with its clocks, and the receipt opens it', async () => {
  const told = await house.ledger.tell(NAMED, 'key-1');
  expect(told.named).toBe(true);
  expect(told.next.length).toBeGreaterThan(0);
  expect(await house.ledger.openReceipt(told.receipt)).toEqual({ caseId: told.caseId });
  const again = await house.ledger.tell(NAMED, 'key-1');
  expect(again).toEqual(told);
});

it('an act is an event and the case moves', async () => {
  const told = await house.ledger.tell(TIP);
  const act = doing(house.ledger, told.caseId);
  const done = await act('clerk', 'intake-1', 'register', REGISTRATION);
  expect(done.events.map((e) => e.name)).toEqual(['register']);
  expect(done.case.details[0]!.state).toBe('UnderReview');
});
