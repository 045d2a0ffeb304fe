import { MigrationError, migrate } from '../ledger/migrate.ts';
import { commandSettings, refuse } from './lib/lifecycle.ts';

const settings = commandSettings('migrate');
try {
  const { applied, total } = await migrate(settings.databaseUrl, { log: (line) => console.log(line) });
  console.log(
    applied.length === 0
      ? `The schema is up to date (${total} migrations).`
      : `${applied.length} of ${total} applied now.`,
  );
} catch (error) {
  if (error instanceof MigrationError) refuse(error.message);
  refuse(`The database does not answer at DATABASE_URL: ${(error as Error).message || 'connection refused'}.`);
}
