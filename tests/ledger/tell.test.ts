import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLedger, openPool, Unavailable } from '../../ledger/index.ts';
import { freshDatabase } from '../support/database.ts';
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

it('before the first authority is set up a tip is asked to come again, and then it is taken without a restart', async () => {
  const { pool, owner } = house;
  await owner.query('CREATE TABLE put_by AS SELECT * FROM authorities');
  await owner.query("CREATE TABLE put_by_seals AS SELECT * FROM seals WHERE tab = 'authorities'");
  await owner.query("DELETE FROM authorities; DELETE FROM seals WHERE tab = 'authorities'");
  const ledger = createLedger({ pool, keys: house.keys, clock: house.clock });
  await expect(ledger.tell(TIP)).rejects.toBeInstanceOf(Unavailable);
  await owner.query('INSERT INTO seals SELECT * FROM put_by_seals; INSERT INTO authorities SELECT * FROM put_by');
  expect((await ledger.tell(TIP)).receipt).toMatch(/-/);
});

it('a database that cannot be reached is said to be unavailable, and nothing else', async () => {
  const database = await freshDatabase();
  const pool = openPool(database.url);
  const ledger = createLedger({ pool, keys: house.keys, clock: house.clock });
  await pool.query('SELECT 1');
  await database.drop();
  for (const ask of [
    () => ledger.tell(TIP),
    () => ledger.openReceipt('x'),
    () => ledger.cases(house.person('clerk')),
    () => ledger.register({}),
    () => ledger.registerEntry('x'),
    () => ledger.todo('00000000-0000-7000-8000-000000000000', 'intake-1'),
    () =>
      ledger.act({
        caseId: '00000000-0000-7000-8000-000000000000',
        proceeding: 'x',
        act: 'x',
        form: {},
        by: 'x',
        idempotencyKey: 'x',
      }),
  ]) {
    await expect(ask()).rejects.toBeInstanceOf(Unavailable);
  }
  await pool.end();
});
