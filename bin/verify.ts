import { fileKeys, openPool, verify } from '../ledger/index.ts';
import { commandSettings, refuse } from './lib/lifecycle.ts';
import { outsideKnown } from './lib/outside.ts';

/** `--without-keys`: by somebody of another organ, who has a copy of the database, the public key and the checkpoints. */
const stranger = process.argv.includes('--without-keys');
const settings = commandSettings(stranger ? 'witnessed' : 'verify');
// Under the name of the application: who looks from inside the database does not see who is asking.
const pool = openPool(settings.databaseUrl, { max: 8, name: 'mingcha-api' });
const keysOf = (path: string | undefined) => {
  try {
    return fileKeys(path ?? '');
  } catch (error) {
    return refuse((error as Error).message);
  }
};
const keys = stranger ? null : keysOf(settings.keysPath);
const outside = outsideKnown(settings);
const { cases, events, acts, sealed, log, findings } = await verify(
  { pool, keys, ...(outside ? { outside } : {}) },
  (line) => console.log(line),
);
console.log(
  !outside
    ? 'Checked against no checkpoint: set MINGCHA_LOG_KEY or MINGCHA_LOG_VKEY and where the checkpoints are (docs/operations.md).'
    : `Checked against ${log.checkpoint ? `the checkpoint of ${log.checkpoint.size} leaves` : 'no checkpoint yet'}${
        log.checkpoint?.witnessed ? `, witnessed at ${log.checkpoint.witnessed}` : ', which no witness cosigned'
      }; ${log.waiting} sealed since the last beat.`,
);
for (const f of findings.slice(0, 100)) console.log(`${f.caseId} ${f.what}: ${f.detail}`);
if (findings.length > 100) console.log(`… and ${findings.length - 100} more`);
if (stranger) console.log('Without keys: nothing sealed was opened.');
console.log(
  findings.length === 0
    ? `Everything agrees: ${cases} cases, ${events} events, ${acts} acts of authorities, ${sealed} sealed rows, ${log.leaves} leaves of the log.`
    : `${findings.length} findings in ${cases} cases: nothing was changed. Keep a copy of the database before you do anything.`,
);
await pool.end();
process.exitCode = findings.length === 0 ? 0 : 1;
