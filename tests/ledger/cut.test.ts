import { afterAll, beforeAll, expect, it } from 'vitest';
import { Unavailable } from '../../ledger/index.ts';
import { proven, sample } from '../support/proof.ts';
import { doing, REGISTRATION, type TestHouse, TIP, testHouse } from './house.ts';

const CUTS = sample(8, 100);

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.close());

it('whatever a cut connection interrupts is answered as "not now", and as nothing else', async () => {
  const { caseId, receipt } = await house.ledger.tell(TIP);
  const clerk = house.person('clerk');
  await doing(house.ledger, caseId)('clerk', 'intake-1', 'register', REGISTRATION);
  const asked = {
    progress: () => house.ledger.progress(receipt),
    message: () => house.ledger.addMessage(receipt, '补充一句。'),
    view: () => house.ledger.caseView(clerk, caseId),
    list: () => house.ledger.cases(clerk),
    work: () => house.ledger.worklist(clerk),
    register: () => house.ledger.register({}),
    tell: () => house.ledger.tell(TIP),
  };
  const others: string[] = [];
  let unavailable = 0;
  let cutting = true;
  const cut = (async () => {
    for (let i = 0; i < CUTS; i++) {
      await house.owner.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
      );
      await Promise.allSettled(Object.values(asked).map((ask) => ask()));
    }
    cutting = false;
  })();
  await Promise.all(
    Object.entries(asked).flatMap(([name, ask]) =>
      [1, 2].map(async () => {
        while (cutting) {
          await ask().catch((error: Error) => {
            if (error instanceof Unavailable) unavailable += 1;
            else others.push(`${name}: ${error.name} ${error.message} ${JSON.stringify(error)}`);
          });
        }
      }),
    ),
  );
  await cut;
  expect([...new Set(others)]).toEqual([]);
  expect(unavailable).toBeGreaterThan(0);
  proven('Whatever a cut connection interrupts is answered as not now', { cuts: CUTS, unavailable });
});
