import { verify } from '../ledger/index.ts';
import { foundation } from './lib/compose.ts';
import { commandSettings } from './lib/lifecycle.ts';

const { clock, keys, pool, close } = foundation(commandSettings('verify'), 'mingcha-verify', 8);
const { cases, events, acts, findings } = await verify({ pool, keys, clock }, (line) => console.log(line));
for (const f of findings.slice(0, 100)) console.log(`${f.caseId} ${f.what}: ${f.detail}`);
if (findings.length > 100) console.log(`… and ${findings.length - 100} more`);
console.log(
  findings.length === 0
    ? `Everything agrees: ${cases} cases, ${events} events, ${acts} acts of authorities.`
    : `${findings.length} findings in ${cases} cases: nothing was changed. Keep a copy of the database before you do anything.`,
);
await close();
process.exitCode = findings.length === 0 ? 0 : 1;
