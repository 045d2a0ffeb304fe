import { EFFECT_KINDS, type EffectKind } from '../../domain/case/types.ts';
import { givenUpBy, type Served, servesAClock } from '../../domain/effects.ts';
import { instantOf, millisOf } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { ask, askOne, instantFrom, instantOrNull, type Queryable } from '../ground/db.ts';

/** A driver that wakes at an instant has applied it within a minute. */
const A_MINUTE = 60_000;

/** What waits although its time is over: figures for who runs the house, of no case and no person. */
export interface Lateness {
  /** Starts and nudges that the relay has not delivered. */
  backlog: number;
  /** Clocks that ended more than a minute ago without their end being recorded. */
  late: number;
  /** Effects neither done nor given up although every try should be over. */
  overdue: number;
}

/** How long effects of a kind are tried, in milliseconds. */
export interface Tries {
  /** All tries of one that is tried as often as its way is. */
  all: number;
  /** The longest pause and the try after it: one whose period has an end is over with the first try behind that. */
  last: number;
}

/** Effects that serve a clock are looked at one by one, the oldest first; more than these that wait are a matter of thousands anyway. */
const LOOKED_AT = 1_000;

/**
 * Counts them. Of an effect that serves a clock, that clock says since when it is overdue (`givenUpBy`), of any other its way.
 * @throws Unavailable
 */
export async function lateness(db: Queryable, now: Instant, tries: Record<EffectKind, Tries>): Promise<Lateness> {
  const byWay = EFFECT_KINDS.filter((kind) => !servesAClock(kind));
  const [counted, byClock] = await Promise.all([
    askOne<Lateness>(
      db,
      `SELECT (SELECT count(*)::int FROM outbox) AS backlog,
         (SELECT count(*)::int FROM clocks WHERE status = 'open' AND outcome IS NULL AND expires_at <= $1) AS late,
         (SELECT count(*)::int FROM effects e JOIN unnest($2::text[], $3::timestamptz[]) AS w(kind, since) USING (kind)
           WHERE e.status = 'todo' AND e.created_at <= w.since) AS overdue`,
      [instantOf(millisOf(now) - A_MINUTE), byWay, byWay.map((kind) => instantOf(millisOf(now) - tries[kind].all))],
      'lateness',
    ),
    overdueByClock(db, now, tries),
  ]);
  return { ...counted, overdue: counted.overdue + byClock };
}

/** How many of the effects that serve a clock are overdue. */
async function overdueByClock(db: Queryable, now: Instant, tries: Record<EffectKind, Tries>): Promise<number> {
  // The clocks in the order in which the state has them.
  const rows = await ask<{
    key: string;
    kind: EffectKind;
    created_at: Date;
    deadline: string | null;
    begun: Date | null;
    expires_at: Date | null;
  }>(
    db,
    `SELECT e.key, e.kind, e.created_at, k.deadline, coalesce(k.stopped_at, k.started_at) AS begun, k.expires_at
     FROM (SELECT key, kind, case_id, proceeding, created_at FROM effects
         WHERE status = 'todo' AND kind = ANY ($1::text[]) ORDER BY created_at LIMIT ${LOOKED_AT}) e
       LEFT JOIN clocks k ON k.case_id = e.case_id AND k.proceeding = e.proceeding
     ORDER BY e.key, length(k.id), k.id COLLATE "C"`,
    [EFFECT_KINDS.filter(servesAClock)],
    'overdue',
  );
  const effects = new Map<string, { kind: EffectKind; created: Instant; clocks: Served[] }>();
  for (const { key, kind, created_at, deadline, begun, expires_at } of rows) {
    const one = effects.get(key) ?? { kind, created: instantFrom(created_at), clocks: [] };
    effects.set(key, one);
    if (deadline !== null && begun !== null)
      one.clocks.push({ deadline, from: instantFrom(begun), end: instantOrNull(expires_at) });
  }
  return [...effects.values()].filter(({ kind, created, clocks }) => {
    const until = givenUpBy(kind, clocks);
    const over = until === null ? millisOf(created) + tries[kind].all : millisOf(until) + tries[kind].last;
    return over <= millisOf(now);
  }).length;
}
