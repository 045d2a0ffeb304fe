import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrate, migrations } from '../../ledger/keeping/migrate.ts';

/** A database for one test file, with the whole schema and nothing in it. */
export interface FreshDatabase {
  url: string;
  /** Removes it, cutting off whoever is still connected. */
  drop(): Promise<void>;
}

/** Any number; everyone who makes the template takes the same. */
const LOCK = 514229;

const named = (url: string, database: string): string => {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
};

async function asAdmin<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const url = process.env.TEST_DATABASE_URL;
  if (!url) {
    throw new Error('TEST_DATABASE_URL is not set: give this test folder `postgres` in vitest.config.ts.');
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The migrated template, made by whoever comes first; its name tells the migrations it was made from. */
async function template(client: pg.Client): Promise<string> {
  const sum = createHash('sha256')
    .update(
      migrations()
        .map(({ checksum }) => checksum)
        .join(),
    )
    .digest('hex')
    .slice(0, 16);
  const name = `template_${sum}`;
  const there = async () => (await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])).rowCount === 1;
  if (await there()) return name;
  await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
  try {
    if (await there()) return name;
    const draft = `${name}_draft`;
    await client.query(`DROP DATABASE IF EXISTS ${draft}`);
    await client.query(`CREATE DATABASE ${draft}`);
    await migrate(named(process.env.TEST_DATABASE_URL ?? '', draft));
    await client.query(`ALTER DATABASE ${draft} RENAME TO ${name}`);
    return name;
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [LOCK]);
  }
}

/**
 * A new database with the whole schema, copied from a template within a fraction of a second.
 * @param options.empty without any table, for tests of the migrations themselves
 */
export async function freshDatabase(options: { empty?: boolean } = {}): Promise<FreshDatabase> {
  const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`;
  await asAdmin(async (client) => {
    const source = options.empty ? 'template0' : await template(client);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${source}`);
  });
  return {
    url: named(process.env.TEST_DATABASE_URL ?? '', name),
    drop: () =>
      asAdmin(async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}
