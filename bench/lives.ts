import { testHouse } from '../tests/ledger/house.ts';
import { option, print, say } from './lib/args.ts';
import { LIFE, liveInDomain, liveInLedger } from './lib/life.ts';
import { repeat, spread } from './lib/stats.ts';
import { database } from './lib/test-database.ts';

/** Whole lives of more than 400 days a second: in the pure domain, and through the ledger under a test clock. */
const seconds = option('seconds', 3);
const runs = option('runs', 5);
const batch = option('batch', 20);

let events = 0;
/** Lives in a second of processor time: the same on a busy machine, but for its caches. */
const perProcessorSecond: number[] = [];
const domain = await repeat(runs + 1, async () => {
  const from = performance.now();
  const used = process.cpuUsage();
  let lives = 0;
  while (performance.now() - from < seconds * 1000) {
    events = liveInDomain();
    lives += 1;
  }
  const { user, system } = process.cpuUsage(used);
  perProcessorSecond.push(lives / ((user + system) / 1e6));
  return lives / ((performance.now() - from) / 1000);
});
say(`domain: ${domain.map((x) => x.toFixed(0)).join(' ')} lives/s, ${events} events each`);

const stop = await database();
const house = await testHouse({ connections: 20 });
let recorded = 0;
const ledger = await repeat(runs + 1, async () => {
  const from = performance.now();
  recorded = await liveInLedger(house, batch);
  return batch / ((performance.now() - from) / 1000);
});
const one = await repeat(runs, async () => {
  const from = performance.now();
  await liveInLedger(house, 1);
  return performance.now() - from;
});
await house.close();
await stop();

print('lives', {
  acts: LIFE.filter((s) => 'act' in s).length,
  events,
  // The first run warms the compiler up and is left out.
  domainPerSecond: spread(domain.slice(1), 0),
  domainPerProcessorSecond: spread(perProcessorSecond.slice(1), 0),
  ledgerPerSecond: spread(ledger.slice(1), 1),
  ledgerEventsPerLife: recorded / batch,
  oneLifeMs: spread(one, 0),
});
