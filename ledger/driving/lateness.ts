import type { EffectKind } from '../../domain/case/types.ts';
import { instantOf, millisOf } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { askOne, type Queryable } from '../ground/db.ts';

/** A driver that wakes at an instant has applied it within a minute. */
const A_MINUTE = 60_000;

/** What waits although its time is over: figures for who runs the house, of no case and no person. */
export interface Lateness {
  /** Starts and nudges that the relay has not delivered. */
  backlog: number;
  /** Clocks that ended more than a minute ago without their end being recorded. */
  late: number;
  /** Effects neither done nor given up. */
  overdue: number;
}

/**
 * Counts them.
 * @param lasts for each kind of effect the milliseconds after which every try is over
 * @throws Unavailable
 */
export async function lateness(db: Queryable, now: Instant, lasts: Record<EffectKind, number>): Promise<Lateness> {
  const kinds = Object.entries(lasts);
  return askOne<Lateness>(
    db,
    `SELECT (SELECT count(*)::int FROM outbox) AS backlog,
       (SELECT count(*)::int FROM clocks WHERE status = 'open' AND outcome IS NULL AND expires_at <= $1) AS late,
       (SELECT count(*)::int FROM effects e JOIN unnest($2::text[], $3::timestamptz[]) AS w(kind, since) USING (kind)
         WHERE e.status = 'todo' AND e.created_at <= w.since) AS overdue`,
    [
      instantOf(millisOf(now) - A_MINUTE),
      kinds.map(([kind]) => kind),
      kinds.map(([, ms]) => instantOf(millisOf(now) - ms)),
    ],
    'lateness',
  );
}
