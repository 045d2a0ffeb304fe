import pg from 'pg';
import type { Instant } from '../../domain/time/types.ts';
import { ask, inTransaction, type Queryable } from '../ground/db.ts';
import type { KeyService } from '../ground/keys.ts';
import { changeSealed } from '../ground/truth.ts';
import {
  bindLines,
  bindReceipts,
  bindSessions,
  bindStates,
  sealAsFound,
  sealHouse,
  sealMoreAsFound,
} from './as-found.ts';
import { bothWays } from './both-ways.ts';
import { NAME_TAGS } from './name-tags.ts';
import { nextSteps } from './next-steps.ts';
import { onPaper } from './on-paper.ts';
import { shownReceipts } from './shown-receipts.ts';

/** What a job is given: a connection in a transaction, as the owner of the tables; the keys; legal time. */
export interface Upgrading {
  db: Queryable;
  keys: KeyService;
  now: Instant;
}

/** What SQL alone cannot bring up in an existing installation, because it needs the keys. */
export interface UpgradeJob {
  /** For ever the same: under it stands how far the job has come. */
  name: string;
  /**
   * One bounded piece of the work. It and the mark of how far it came become true together, so that a job that is cut off goes on
   * where it was.
   * @param cursor what the piece before gave back; null for the first
   * @returns where to go on, as JSON; null when all is done
   */
  step(house: Upgrading, cursor: unknown): Promise<unknown>;
}

/** In the order in which they run. Each must leave an installation alone that never needed it. */
export const UPGRADES: readonly UpgradeJob[] = [
  // First: until then nobody who was signed in is, and nobody sees a case.
  bindSessions,
  bindStates,
  sealHouse,
  onPaper,
  bothWays,
  nextSteps,
  bindReceipts,
  NAME_TAGS,
  shownReceipts,
  ...bindLines,
  // The last of all: what others bring up is sealed as they leave it.
  sealAsFound,
  sealMoreAsFound,
];

/** Two programs never upgrade at once. */
const LOCK = 72707370;

/**
 * Runs every job that is not done yet to its end. The house may work meanwhile: who reads what a job makes anew looks in both places
 * until `upgraded` says that it is done.
 * @param options.databaseUrl of the owner of the tables
 * @returns names of the jobs that were finished now
 */
export async function upgrade(
  options: { databaseUrl: string; keys: KeyService; now: () => Instant; log?: (line: string) => void },
  jobs: readonly UpgradeJob[] = UPGRADES,
): Promise<string[]> {
  const finished: string[] = [];
  const pool = new pg.Pool({ connectionString: options.databaseUrl, max: 2, application_name: 'mingcha-upgrade' });
  pool.on('error', () => {});
  try {
    const lock = await pool.connect();
    try {
      await ask(lock, 'SELECT pg_advisory_lock($1)', [LOCK]);
      for (const job of jobs) if (await runJob(pool, options, job)) finished.push(job.name);
    } finally {
      // Ends the connection and with it the lock.
      lock.release(true);
    }
  } finally {
    await pool.end();
  }
  return finished;
}

async function runJob(pool: pg.Pool, options: Parameters<typeof upgrade>[0], job: UpgradeJob): Promise<boolean> {
  for (let pieces = 0; ; pieces++) {
    const done = await inTransaction(pool, async (db) => {
      const [row] = await ask<{ cursor: unknown; done: boolean }>(
        db,
        'SELECT cursor, done_at IS NOT NULL AS done FROM upgrades WHERE name = $1',
        [job.name],
      );
      if (row?.done) return 'before';
      const now = options.now();
      const cursor = await job.step({ db, keys: options.keys, now }, row?.cursor ?? null);
      const mark = () =>
        ask(
          db,
          `INSERT INTO upgrades (name, cursor, done_at) VALUES ($1, $2, $3)
           ON CONFLICT (name) DO UPDATE SET cursor = excluded.cursor, done_at = excluded.done_at`,
          [job.name, cursor === null ? null : JSON.stringify(cursor), cursor === null ? now : null],
        );
      if (cursor === null) await changeSealed(db, options.keys, 'upgrades', [job.name], mark);
      else await mark();
      return cursor === null ? 'now' : 'not yet';
    });
    if (done === 'before') return false;
    if (done === 'now') {
      options.log?.(`upgrade ${job.name}: done`);
      return true;
    }
    if (pieces % 50 === 0) options.log?.(`upgrade ${job.name}: under way`);
  }
}
