import pg from 'pg';
import { instantOf } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { isAway, Unavailable, Unreadable } from './errors.ts';

export type Queryable = Pick<pg.Pool, 'query'> | Pick<pg.PoolClient, 'query'>;

/** The role that may insert and read events and nothing else with them; every connection of the application takes it. */
export const APP_ROLE = 'mingcha_app';

/** A statement that takes longer is ended by the server. */
const LONGEST_STATEMENT_MS = 30_000;

/**
 * The pool of the application: each connection runs as `mingcha_app`, which the migration creates and grants to the login
 * of `DATABASE_URL`. A statement that hangs is ended, so that a caller is told instead of waiting for ever.
 */
export function openPool(databaseUrl: string, options: { max?: number; name?: string } = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: options.max ?? 20,
    // The schema of ours and the system's, in this order, whatever the database sets for the role: nothing stands in front of a table.
    options: `-c role=${APP_ROLE} -c statement_timeout=${LONGEST_STATEMENT_MS} -c search_path=pg_catalog,public,pg_temp`,
    application_name: options.name ?? 'mingcha',
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
  });
  // A connection that dies while idle must not end the process; the next query asks for a new one.
  pool.on('error', () => {});
  // Between the pool's hands and the borrower's, too: an error that nobody hears would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** A query whose failures are either `Unavailable` or the error of PostgreSQL itself. */
export async function ask<R extends pg.QueryResultRow>(
  db: Queryable,
  text: string,
  values: unknown[] = [],
  name?: string,
): Promise<R[]> {
  try {
    const result = await db.query<R>(name ? { name, text, values } : { text, values });
    return result.rows;
  } catch (error) {
    throw isAway(error) ? new Unavailable(error) : error;
  }
}

/** The row of a statement that always has one. @throws Unavailable */
export async function askOne<R extends pg.QueryResultRow>(...asking: Parameters<typeof ask>): Promise<R> {
  const [row] = await ask<R>(...asking);
  if (!row) throw new Error('a statement that always has a row has none');
  return row;
}

/** Runs `work` in one transaction on one connection; undone when it throws. */
export async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  let client: pg.PoolClient;
  try {
    client = await pool.connect();
  } catch (error) {
    throw isAway(error) ? new Unavailable(error) : error;
  }
  let broken = false;
  // While it is lent out nobody else listens: a connection that dies now must end the request, not the process.
  const died = () => {
    broken = true;
  };
  client.on('error', died);
  try {
    await ask(client, 'BEGIN');
    const result = await work(client);
    await ask(client, 'COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {
      broken = true;
    });
    throw isAway(error) ? new Unavailable(error) : error;
  } finally {
    client.off('error', died);
    client.release(broken);
  }
}

/** Reads on one connection that all see the same moment, however long they take. */
export async function inSnapshot<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(pool, async (client) => {
    await ask(client, `${ONE_MOMENT}; SET LOCAL statement_timeout = 0`);
    return work(client);
  });
}

/** The same for reads that a request waits for: a statement that hangs is ended as any other. */
export async function inMoment<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(pool, async (client) => {
    await ask(client, ONE_MOMENT);
    return work(client);
  });
}
const ONE_MOMENT = 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY';

/**
 * A time from a column, as the domain writes instants.
 * @throws Unreadable where it is none: `infinity`, which the driver gives as a number, or out of the range of dates
 */
export function instantFrom(date: Date): Instant {
  const given: unknown = date;
  if (!(given instanceof Date) || Number.isNaN(given.getTime())) throw new Unreadable(`${String(given)} is no instant`);
  return instantOf(given.getTime());
}
export const instantOrNull = (date: Date | null): Instant | null => (date === null ? null : instantFrom(date));
