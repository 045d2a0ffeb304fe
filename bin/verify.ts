import { verify } from '../ledger/index.ts';
import { foundation } from './lib/compose.ts';
import { commandSettings } from './lib/lifecycle.ts';
import { outsideOf } from './lib/outside.ts';

const settings = commandSettings('verify');
const { clock, keys, pool, close } = foundation(settings, 'mingcha-verify', 8);
const outside = outsideOf(settings)?.outside;
const { cases, events, acts, sealed, log, findings } = await verify(
  { pool, keys, clock, ...(outside ? { outside } : {}) },
  (line) => console.log(line),
);
console.log(
  !outside
    ? 'Checked against no checkpoint: set MINGCHA_LOG_KEY and where the checkpoints are (docs/operations.md).'
    : `Checked against ${log.checkpoint ? `the checkpoint of ${log.checkpoint.size} leaves` : 'no checkpoint yet'}${
        log.checkpoint?.witnessed ? `, witnessed at ${log.checkpoint.witnessed}` : ', which no witness cosigned'
      }; ${log.waiting} sealed since the last beat.`,
);
for (const f of findings.slice(0, 100)) console.log(`${f.caseId} ${f.what}: ${f.detail}`);
if (findings.length > 100) console.log(`… and ${findings.length - 100} more`);
console.log(
  findings.length === 0
    ? `Everything agrees: ${cases} cases, ${events} events, ${acts} acts of authorities, ${sealed} sealed rows, ${log.leaves} leaves of the log.`
    : `${findings.length} findings in ${cases} cases: nothing was changed. Keep a copy of the database before you do anything.`,
);
await close();
process.exitCode = findings.length === 0 ? 0 : 1;
