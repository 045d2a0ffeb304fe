import type pg from 'pg';
import { instantOf, millisOf } from '../../domain/time/day.ts';
import { ask, inTransaction } from '../ground/db.ts';
import { listen } from '../ground/news.ts';
import { toBeCounted } from '../house/calendars.ts';
import type { Drivers, TimePort } from '../types.ts';

export interface RelayOptions {
  pool: pg.Pool;
  drivers: Drivers;
  clock: TimePort;
  /** Starts and nudges a second, so that acts keep their latency (design 12: 77–110 starts/s is all there is). */
  perSecond?: number;
  /** Longest pause between looks, in milliseconds; whoever writes into the outbox says so, and that ends the pause. */
  idleMs?: number;
  log?: (line: string) => void;
}

export interface Relay {
  /** Ends after the batch in hand. */
  stop(): Promise<void>;
}

interface Row {
  id: string;
  kind: 'start' | 'nudge';
  case_id: string;
  proceeding: string | null;
  attempts: number;
}

const BATCH = 20;
const LONGEST_WAIT_MS = 60_000;

/** How long a row that failed so often waits before the next try. */
const waitAfter = (attempts: number) => Math.min(LONGEST_WAIT_MS, 500 * 2 ** Math.min(attempts, 10));

/**
 * Delivers one batch. Rows are held by their locks while they are delivered, so several relays share the work and a relay that is
 * killed leaves them as they were; a row is deleted only after its delivery. A nudge carries nothing, so the rows of one
 * driver are one delivery.
 * @returns rows delivered, and rows that failed
 */
export async function relayOnce(
  options: Pick<RelayOptions, 'pool' | 'drivers' | 'clock'>,
  batch = BATCH,
): Promise<{ delivered: number; failed: number }> {
  return inTransaction(options.pool, async (client) => {
    const now = options.clock.now();
    const rows = await ask<Row>(
      client,
      // A nudge does not start a driver before the moment that chance has given it.
      `SELECT id, kind, case_id, proceeding, attempts FROM outbox o WHERE not_before <= $1
         AND NOT EXISTS (SELECT 1 FROM outbox s WHERE s.case_id = o.case_id AND s.kind = 'start'
           AND s.attempts = 0 AND s.not_before > $1)
       ORDER BY not_before, id LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [now, batch],
      'outbox',
    );
    const targets = new Map<string, { first: Row; all: Row[] }>();
    for (const row of rows) {
      const target = `${row.case_id} ${row.kind === 'start' ? 'start' : (row.proceeding ?? '')}`;
      const known = targets.get(target);
      if (known) known.all.push(row);
      else targets.set(target, { first: row, all: [row] });
    }
    const done: string[] = [];
    const failed: Row[] = [];
    await Promise.all(
      [...targets.values()].map(async ({ first, all }) => {
        try {
          if (first.kind === 'start') await options.drivers.start(first.case_id);
          else await options.drivers.nudge(first.case_id, first.proceeding);
          done.push(...all.map((r) => r.id));
        } catch {
          failed.push(...all);
        }
      }),
    );
    if (done.length > 0) await ask(client, 'DELETE FROM outbox WHERE id = ANY ($1::bigint[])', [done]);
    for (const row of failed) {
      await ask(client, 'UPDATE outbox SET attempts = attempts + 1, not_before = $2 WHERE id = $1', [
        row.id,
        instantOf(millisOf(now) + waitAfter(row.attempts)),
      ]);
    }
    return { delivered: done.length, failed: failed.length };
  });
}

/** Pause before rows that are due and held are looked at again. */
const HELD_MS = 200;

/** Tries in vain before anything is said about drivers that have never been reached: about eight seconds. */
const PATIENCE = 5;

/** Milliseconds until the first row is due, by the clock of the house; null where none waits. */
async function nextDue({ pool, clock }: Pick<RelayOptions, 'pool' | 'clock'>): Promise<number | null> {
  const [row] = await ask<{ at: Date | null }>(pool, 'SELECT min(not_before) AS at FROM outbox', [], 'outbox-next');
  return row?.at ? row.at.getTime() - millisOf(clock.now()) : null;
}

/** Reads the outbox until stopped, throttled: when it is told of news, when a row is due, and now and then. While Temporal or the database is away it tries again, ever less often. */
export function startRelay(options: RelayOptions): Relay {
  const perSecond = options.perSecond ?? 40;
  const idleMs = options.idleMs ?? 5_000;
  let stopping = false;
  let wake: () => void = () => {};
  let heard = false;
  /** @param deaf news does not end it: it keeps the pace, or waits for who is away. */
  const rest = (ms: number, deaf: boolean) =>
    new Promise<void>((resolve) => {
      if (stopping || (heard && !deaf)) return resolve();
      const timer = setTimeout(resolve, ms);
      wake = () => {
        if (deaf && !stopping) return;
        clearTimeout(timer);
        resolve();
      };
    });
  const hear = () => {
    heard = true;
    wake();
  };
  const batch = Math.max(1, Math.min(BATCH, perSecond));

  const run = async () => {
    let trouble = 0;
    // Drivers that were never reached are still starting: that is no news yet.
    let reached = false;
    let told = false;
    let ears: Awaited<ReturnType<typeof listen>> = null;
    while (!stopping) {
      if (ears === null || ears.broken()) ears = await listen(options.pool, hear);
      heard = false;
      try {
        const { delivered, failed } = await relayOnce(options, batch);
        if (await toBeCounted(options.pool)) await options.drivers.count().catch(() => undefined);
        if (failed > 0 && delivered === 0) {
          trouble = Math.min(trouble + 1, 6);
          if (!told && trouble >= (reached ? 1 : PATIENCE)) {
            told = true;
            options.log?.('the relay cannot reach the drivers and tries again');
          }
        } else if (delivered > 0) {
          if (told) options.log?.('the relay reaches the drivers again');
          [trouble, told, reached] = [0, false, true];
        }
        if (trouble > 0) await rest(250 * 2 ** trouble, true);
        else if (delivered + failed > 0) await rest(((delivered + failed) * 1000) / perSecond, true);
        else {
          const due = await nextDue(options);
          // What is due and was not there for us is in another relay's hands, or waits for its driver's start.
          await rest(Math.min(due === null ? idleMs : due > 0 ? due : HELD_MS, idleMs), false);
        }
      } catch {
        if (!told) {
          told = true;
          options.log?.('the relay cannot reach the database and tries again');
        }
        trouble = Math.min(trouble + 1, 6);
        await rest(250 * 2 ** trouble, true);
      }
    }
    ears?.stop();
  };
  const running = run();
  return {
    async stop() {
      stopping = true;
      wake();
      await running;
    },
  };
}
