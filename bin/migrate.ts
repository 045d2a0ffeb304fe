import { fileKeys } from '../ledger/ground/keys.ts';
import { MigrationError, migrate } from '../ledger/keeping/migrate.ts';
import { upgrade } from '../ledger/keeping/upgrade.ts';
import { systemClock } from './lib/compose.ts';
import { commandSettings, refuse } from './lib/lifecycle.ts';

const { databaseUrl, keysPath } = commandSettings('migrate');
const log = (line: string) => console.log(line);
try {
  const keys = fileKeys(keysPath);
  const { applied, total } = await migrate(databaseUrl, { log });
  console.log(
    applied.length === 0
      ? `The schema is up to date (${total} migrations).`
      : `${applied.length} of ${total} applied now.`,
  );
  const finished = await upgrade({ databaseUrl, keys, now: systemClock.now, log });
  if (finished.length > 0) console.log(`What needs the keys was brought up: ${finished.join(', ')}.`);
} catch (error) {
  if (error instanceof MigrationError) refuse(error.message);
  if (/^(There is no|The) key file /.test((error as Error).message)) refuse((error as Error).message);
  refuse(`The database does not answer at DATABASE_URL: ${(error as Error).message || 'connection refused'}.`);
}
