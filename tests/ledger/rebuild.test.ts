import { afterAll, beforeAll, expect, it } from 'vitest';
import { rebuild, verify } from '../../ledger/index.ts';
import { doing, REGISTRATION, type TestHouse, TIP, testHouse } from './house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.close());

/** Resolves when so many statements of this database wait for a lock. */
async function waiting(n: number): Promise<void> {
  for (;;) {
    const { rows } = await house.owner.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (rows[0]?.n === n) return;
  }
}

it('an act that was decided before a rebuild and comes after it leaves no row for reading behind', async () => {
  const { caseId } = await house.ledger.tell(TIP);
  const act = doing(house.ledger, caseId);
  await act('clerk', 'intake-1', 'register', REGISTRATION);
  await act('clerk', 'intake-1', 'accept:propose');
  const holder = await house.owner.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM cases WHERE id = $1 FOR UPDATE', [caseId]);
  const rebuilt = rebuild(house);
  await waiting(1);
  // Ends what waited for the clerk and for the unit head.
  const accepted = act('unithead', 'intake-1', 'accept');
  await waiting(2);
  await holder.query('COMMIT');
  holder.release();
  expect((await rebuilt).broken).toEqual([]);
  expect((await accepted).events.map((e) => e.name)).toContain('accept');
  expect((await verify(house)).findings).toEqual([]);
});
