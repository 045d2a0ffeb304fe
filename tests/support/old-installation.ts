import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import pg from 'pg';
import { migrate } from '../../ledger/keeping/migrate.ts';
import { type FreshDatabase, freshDatabase } from './database.ts';

/** What an installation of an earlier commit left behind, taken with that commit's own program and the demonstration's cases. */
interface Left {
  commit: string;
  /** Legal time at which it was stopped. */
  now: string;
  migrations: string[];
  /** The key file. */
  keys: Record<string, string>;
  password: string;
  /** A session of `clerk` that was open, as the cookie of that time. */
  cookie: string;
  /** Receipts by what was told: an anonymous tip with a file and a message, a named one that is being investigated, … */
  receipts: Record<'anonymous' | 'named' | 'staff' | 'leading' | 'follower' | 'undriven', string>;
  sequences: Record<string, string>;
  /** Every row of every table, as PostgreSQL writes a row as text. */
  rows: Record<string, string[]>;
}

export type OldInstallation = Omit<Left, 'rows' | 'sequences' | 'migrations' | 'keys'> & FreshDatabase;

const FIXTURE = new URL('../upgrade/fixtures/b90eb0a.json.gz', import.meta.url);

/**
 * A database as an installation of commit b90eb0a left it: its own migrations, every row, nothing newer. Whoever tests an upgrade
 * calls `migrate(url)` and what follows it.
 * @param keysPath where its key file is written
 */
export async function oldInstallation(keysPath: string): Promise<OldInstallation> {
  const left = JSON.parse(gunzipSync(readFileSync(FIXTURE)).toString('utf8')) as Left;
  const { migrations, keys, sequences, rows, ...told } = left;
  writeFileSync(keysPath, JSON.stringify(keys), { mode: 0o600 });
  const database = await freshDatabase({ empty: true });
  await migrate(database.url, { until: migrations.at(-1) });
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query('BEGIN');
    // Tables come in the order of their names, not of what rests on what.
    await client.query('SET LOCAL session_replication_role = replica');
    for (const [table, texts] of Object.entries(rows)) {
      await client.query(`DELETE FROM "${table}"`);
      await client.query(
        `INSERT INTO "${table}" OVERRIDING SYSTEM VALUE SELECT (x::"${table}").* FROM unnest($1::text[]) AS t(x)`,
        [texts],
      );
    }
    for (const [name, value] of Object.entries(sequences)) await client.query('SELECT setval($1, $2)', [name, value]);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
  return { ...told, ...database };
}
