import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../bin/lib/postgres.ts';
import { say } from './args.ts';

/** A PostgreSQL with the product's own settings, fsync included, for the ledger of the tests. */
export async function database(): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'mingcha-bench-pg-'));
  const server = await startPostgres({ dataDir, log: say });
  process.env.TEST_DATABASE_URL = server.adminUrl;
  return async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
