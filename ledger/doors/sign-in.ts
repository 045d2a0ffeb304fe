import { randomBytes } from 'node:crypto';
import { verify } from '@node-rs/argon2';
import { SIGN_IN_LOG } from '../../domain/law/house.ts';
import { addMonths, dateOf, dayNumberOf, dayOf } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { ask, type Queryable } from '../ground/db.ts';
import { isOneTimeHash, passwordHash } from '../truth/accounts.ts';

/** How fast passwords may be tried. */
export interface Pace {
  /** After the first try of a name, until the next; doubled with each further one. */
  firstMs: number;
  /** The longest pause between two tries of one name. */
  longestMs: number;
  /** Tries of one name that begin later than this are refused instead of kept waiting. */
  mostWaitMs: number;
  /** A name that was not tried for so long begins anew. */
  forgetMs: number;
  /** All names together: one failure each `eachMs` in the long run, `atOnce` of them without waiting. Beyond `mostWaitMs` there is no place. */
  all: { eachMs: number; atOnce: number; mostWaitMs: number };
  /** The longest that a request is held; whose turn comes later keeps the place and asks again. */
  holdMs: number;
}

export const PACE: Pace = {
  firstMs: 1_000,
  longestMs: 60_000,
  mostWaitMs: 30_000,
  forgetMs: 15 * 60_000,
  all: { eachMs: 1_000, atOnce: 60, mostWaitMs: 10 * 60_000 },
  holdMs: 45_000,
};

/** Waits by the process's own monotonic time, which no standing test clock and no set clock stops; whoever has `left` is not waited for. */
export type Pause = (ms: number, left?: AbortSignal) => Promise<void>;
export const pauseOfProcess: Pause = (ms, left) =>
  new Promise((done) => {
    const end = () => {
      clearTimeout(timer);
      left?.removeEventListener('abort', end);
      done();
    };
    const timer = setTimeout(end, ms);
    if (left?.aborted) end();
    else left?.addEventListener('abort', end);
  });

/** Password hashes that are computed at once in this process: each takes 19 MiB and a core. */
const HASHES_AT_ONCE = 2;

/** Lets a few in at once, the others in the order in which they came. */
function fewAtOnce(most: number) {
  let busy = 0;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (busy >= most) await new Promise<void>((go) => waiting.push(go));
    else busy++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else busy--;
    }
  };
}
/** One for the process: how many hashes are computed has nothing to do with how many ledgers there are. */
export const hashing = fewAtOnce(HASHES_AT_ONCE);

/**
 * Whether this is the password of an account; undefined: there is none. Every answer costs as much as that to a wrong password that
 * somebody chose: how long it takes says neither whether there is an account nor whether its password is a one-time one.
 */
export async function passwordIs(hashed: string | undefined, password: string): Promise<boolean> {
  nobodys ??= passwordHash(randomBytes(16).toString('hex'));
  const right = hashed !== undefined && (await verify(hashed, password));
  if (hashed === undefined || isOneTimeHash(hashed)) await verify(await nobodys, password);
  return right;
}
let nobodys: Promise<string> | undefined;

const ms = (value: string) => `(${value} * interval '1 millisecond')`;

/**
 * The next place in the queue of one name, taken at once, so that however many come together each waits longer than the one before.
 * A place is counted as a failure until its try succeeds.
 * @returns milliseconds until the place; or null, nothing taken, where it lies too far off
 */
export async function placeOf(db: Queryable, key: Buffer, pace: Pace): Promise<number | null> {
  const pauseAfter = (tries: string) => ms(`least($2::float8 * power(2, greatest(${tries} - 2, 0)), $3::float8)`);
  const tries = `CASE WHEN g.free_at < clock_timestamp() - ${ms('$4::float8')} THEN 1 ELSE g.tries + 1 END`;
  const [row] = await ask<{ wait: number }>(
    db,
    `INSERT INTO sign_in_gates AS g (key, tries, free_at) VALUES ($1, 1, clock_timestamp() + ${pauseAfter('1')})
     ON CONFLICT (key) DO UPDATE SET tries = ${tries}, free_at = greatest(g.free_at, clock_timestamp()) + ${pauseAfter(`(${tries})`)}
     WHERE g.free_at <= clock_timestamp() + ${ms('$5::float8')}
     RETURNING extract(epoch FROM g.free_at - ${pauseAfter('g.tries')} - clock_timestamp())::float8 * 1000 AS wait`,
    [key, pace.firstMs, pace.longestMs, pace.forgetMs, pace.mostWaitMs],
  );
  return row ? Math.max(0, Math.ceil(row.wait)) : null;
}

/**
 * The same for all names together: some pass at once, then one after the other. A success gives its place back (`opened`), and so does
 * whoever leaves before their turn (`givenBack`).
 */
export async function placeAmongAll(
  db: Queryable,
  key: Buffer,
  { all }: Pace,
  mostWaitMs = all.mostWaitMs,
): Promise<number | null> {
  const [row] = await ask<{ wait: number }>(
    db,
    `INSERT INTO sign_in_gates AS g (key, tries, free_at) VALUES ($1, 0, clock_timestamp() + ${ms('$2::float8')})
     ON CONFLICT (key) DO UPDATE SET free_at = greatest(g.free_at, clock_timestamp()) + ${ms('$2::float8')}
     WHERE g.free_at <= clock_timestamp() + ${ms('$3::float8')}
     RETURNING extract(epoch FROM g.free_at - clock_timestamp())::float8 * 1000 - $2::float8 - $4::float8 AS wait`,
    [key, all.eachMs, all.eachMs * all.atOnce + mostWaitMs, all.eachMs * all.atOnce],
  );
  return row ? Math.max(0, Math.ceil(row.wait)) : null;
}

/** A place among all that nobody needs. */
export async function givenBack(db: Queryable, all: Buffer, pace: Pace): Promise<void> {
  await ask(db, `UPDATE sign_in_gates SET free_at = free_at - ${ms('$2::float8')} WHERE key = $1`, [
    all,
    pace.all.eachMs,
  ]);
}

/** A place that is kept for whoever asks again in time, once. What comes too late is no place: else many could be saved up for one moment. */
const LATE_MS = 30_000;
export async function keepPlace(db: Queryable, key: Buffer, waitMs: number): Promise<void> {
  await ask(
    db,
    `INSERT INTO sign_in_gates (key, tries, free_at) VALUES ($1, 0, clock_timestamp() + ${ms('$2::float8')})`,
    [key, waitMs],
  );
}
/** Milliseconds until the turn of a place that was kept, which is none any more; null: there is none of this name. */
export async function takeKept(db: Queryable, key: Buffer): Promise<number | null> {
  const [row] = await ask<{ wait: number }>(
    db,
    'DELETE FROM sign_in_gates WHERE key = $1 RETURNING extract(epoch FROM free_at - clock_timestamp())::float8 * 1000 AS wait',
    [key],
  );
  return row && row.wait >= -LATE_MS ? Math.max(0, Math.ceil(row.wait)) : null;
}

/** How long until a place can be had at all, in whole seconds, by the gate that refused. */
export async function secondsUntil(db: Queryable, key: Buffer, beforeMs: number): Promise<number> {
  const [row] = await ask<{ wait: number }>(
    db,
    'SELECT extract(epoch FROM free_at - clock_timestamp())::float8 * 1000 - $2::float8 AS wait FROM sign_in_gates WHERE key = $1',
    [key, beforeMs],
  );
  return Math.max(1, Math.ceil((row?.wait ?? 0) / 1000));
}

/** A right password: the name begins anew, and all together have their place back. */
export async function opened(db: Queryable, key: Buffer, all: Buffer, pace: Pace): Promise<void> {
  await ask(db, 'UPDATE sign_in_gates SET tries = 0, free_at = clock_timestamp() WHERE key = $1', [key]);
  await givenBack(db, all, pace);
}

/** Whether this refusal is the first of a gate in a minute: then it is worth a line in the log. */
export async function firstHeld(db: Queryable, key: Buffer): Promise<boolean> {
  const [row] = await ask(
    db,
    `UPDATE sign_in_gates SET held_at = clock_timestamp()
     WHERE key = $1 AND (held_at IS NULL OR held_at < clock_timestamp() - interval '1 minute') RETURNING 1`,
    [key],
  );
  return row !== undefined;
}

/** Gates that have nothing more to say. */
export async function forgetGates(db: Queryable): Promise<void> {
  await ask(db, `DELETE FROM sign_in_gates WHERE free_at < clock_timestamp() - ${ms('$1::float8')}`, [PACE.forgetMs]);
}

/** Lines of the log whose term is over. */
export async function forgetSignIns(db: Queryable, now: Instant): Promise<void> {
  const since = dateOf(addMonths(dayNumberOf(dayOf(now)), -SIGN_IN_LOG.length));
  await ask(db, 'SELECT forget_sign_ins($1)', [`${since}T00:00:00+08:00`]);
}
