import { rebuild } from '../ledger/index.ts';
import { foundation } from './lib/compose.ts';
import { commandSettings } from './lib/lifecycle.ts';

const { clock, keys, pool, close } = foundation(commandSettings('verify'), 'mingcha-rebuild', 4);
const { cases, drivers, broken } = await rebuild({ pool, keys, clock }, (line) => console.log(line));
console.log(
  `${cases} cases made again from their events; ${drivers} drivers are started by the relay of the next worker.`,
);
for (const id of broken) console.log(`${id}: the chain is broken, left as it is: run bin/verify.`);
await close();
process.exitCode = broken.length === 0 ? 0 : 1;
