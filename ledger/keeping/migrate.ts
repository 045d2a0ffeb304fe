import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/** The schema cannot be brought up to date. `message` is a sentence that names what to do. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

/** The lock that Prisma's own `migrate deploy` takes, so that the two never run at once. */
const LOCK = 72707369;

const FOLDER = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

/** One migration of the project: folder name, SQL, and the SHA-256 of the SQL in hex. */
export interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

/** The project's migrations in the order in which they apply. */
export function migrations(folder = FOLDER): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

/**
 * Brings a database up to date: every migration that is not yet applied, in order, each in a transaction of its own,
 * recorded in Prisma's standard table. Several processes may call it at once; one works, the others wait.
 * @param options.until the last migration to apply, for what an earlier program left
 * @returns the names applied now, and how many migrations there are
 * @throws MigrationError when an applied migration was edited, is unknown to this program, or was left unfinished;
 *   nothing is changed then
 */
export async function migrate(
  databaseUrl: string,
  options: { folder?: string; log?: (line: string) => void; until?: string | undefined } = {},
): Promise<{ applied: string[]; total: number }> {
  const { until } = options;
  const known = migrations(options.folder).filter(({ name }) => until === undefined || name <= until);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await client.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (
      id VARCHAR(36) PRIMARY KEY NOT NULL,
      checksum VARCHAR(64) NOT NULL,
      finished_at TIMESTAMPTZ,
      migration_name VARCHAR(255) NOT NULL,
      logs TEXT,
      rolled_back_at TIMESTAMPTZ,
      started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
      applied_steps_count INTEGER NOT NULL DEFAULT 0
    )`);
    const { rows } = await client.query<{ migration_name: string; checksum: string; finished: boolean }>(
      `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
         FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
    );
    const byName = new Map(known.map((migration) => [migration.name, migration]));
    for (const row of rows) {
      const mine = byName.get(row.migration_name);
      if (!row.finished) {
        throw new MigrationError(
          `Migration ${row.migration_name} was begun and not finished: repair the database, then mark it with \`prisma migrate resolve\`.`,
        );
      }
      if (!mine) {
        throw new MigrationError(
          `The database already has migration ${row.migration_name}, which this program does not know: start the newer program.`,
        );
      }
      if (mine.checksum !== row.checksum) {
        throw new MigrationError(
          `Migration ${row.migration_name} was changed after it had been applied: restore the file and write a new migration instead.`,
        );
      }
    }
    const done = new Set(rows.map((row) => row.migration_name));
    const applied: string[] = [];
    for (const migration of known) {
      if (done.has(migration.name)) continue;
      await client.query('BEGIN');
      try {
        await client.query(migration.sql);
        await client.query(
          `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
           VALUES ($1, $2, clock_timestamp(), $3, now(), 1)`,
          [randomUUID(), migration.checksum, migration.name],
        );
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK');
        throw new MigrationError(
          `Migration ${migration.name} failed and was undone: ${(error as Error).message.replace(/\.?$/, '.')}`,
          { cause: error },
        );
      }
      options.log?.(`applied ${migration.name}`);
      applied.push(migration.name);
    }
    return { applied, total: known.length };
  } finally {
    await client.end();
  }
}
