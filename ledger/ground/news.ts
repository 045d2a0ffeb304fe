import type pg from 'pg';

/** Channel on which a relay hears that there may be rows in the outbox. Nothing is said on it but that. */
const CHANNEL = 'mingcha_outbox';

/** Between two words of one process, in milliseconds. */
const PAUSE_MS = 20;

/**
 * Tells the relays that there may be news: at once, and then once a pause. Not in the transaction that brings them, since PostgreSQL
 * lets transactions that notify commit only one after the other. Whoever misses a word looks by itself a little later.
 */
export function newsFor(pool: pg.Pool): () => void {
  let waiting = false;
  let again = false;
  const say = () => {
    waiting = true;
    again = false;
    pool.query(`NOTIFY ${CHANNEL}`).catch(() => undefined);
    setTimeout(() => {
      waiting = false;
      if (again) say();
    }, PAUSE_MS).unref();
  };
  return () => {
    if (waiting) again = true;
    else say();
  };
}

/**
 * Listens on a connection of its own until it is stopped or breaks.
 * @param hear called for every word, and when the connection is gone
 * @returns how to stop; null where no connection is to be had now
 */
export async function listen(pool: pg.Pool, hear: () => void): Promise<{ stop(): void; broken(): boolean } | null> {
  let client: pg.PoolClient;
  try {
    client = await pool.connect();
  } catch {
    return null;
  }
  let over = false;
  const stop = () => {
    if (over) return;
    over = true;
    client.off('notification', hear);
    client.off('error', broke);
    client.off('end', broke);
    // It would go on listening in somebody else's hands.
    client.release(true);
  };
  const broke = () => {
    stop();
    hear();
  };
  client.on('notification', hear);
  client.on('error', broke);
  client.on('end', broke);
  try {
    await client.query(`LISTEN ${CHANNEL}`);
  } catch {
    stop();
    return null;
  }
  return { stop, broken: () => over };
}
