import { compute } from '../time/count.ts';
import { addDays, dayOf, startOfDay } from '../time/day.ts';
import type { Calendars, Count, Due, Instant } from '../time/types.ts';
import type { Clock, ClockMove } from './types.ts';

export interface Rung {
  id: 'near' | 'alarm' | 'expiry';
  at: Instant;
}

/** Days before the last day at which our own duty is announced as near, for periods of five days or more. House rule. */
const NEAR_DAYS = 2;

/** By the count, which a clock keeps through everything but a pause, an extension or a change in the law that gives another. */
const memo = new WeakMap<
  Count,
  { calendars: Calendars; kind: Clock['kind']; moved: ClockMove | undefined; due: Due; rungs: readonly Rung[] }
>();

function reckon(clock: Clock, calendars: Calendars): { due: Due; rungs: readonly Rung[] } | null {
  if (clock.count === null) return null;
  const known = memo.get(clock.count);
  if (known && known.calendars === calendars && known.moved === clock.moved && known.kind === clock.kind) return known;
  const due = compute(clock.count, calendars);
  const rungs = due.expiresAt === null || due.due === null ? [] : ladder(clock, clock.count, due, due.expiresAt);
  const reckoned = { calendars, kind: clock.kind, moved: clock.moved, due, rungs };
  memo.set(clock.count, reckoned);
  return reckoned;
}

function ladder(clock: Clock, count: Count, due: Due, expiresAt: Instant): readonly Rung[] {
  const rungs: Rung[] = [];
  if (clock.kind === 'our-duty' && count.unit !== 'h' && count.direction !== 'back' && count.length >= 5) {
    rungs.push({ id: 'near', at: startOfDay(addDays(dayOf(expiresAt), -1 - NEAR_DAYS)) });
  }
  if (count.unit === 'cd†' && due.alarm && due.alarm !== due.due)
    rungs.push({ id: 'alarm', at: startOfDay(addDays(due.alarm, 1)) });
  // A clock counted from a past day may be over when it starts: then it ends at its start, never before what started it.
  rungs.push({ id: 'expiry', at: expiresAt < clock.started ? clock.started : expiresAt });
  const real = rungs.filter((r) => r.id === 'expiry' || r.at > clock.started);
  // A date that a notice moved into the past is reached when the notice is published: nothing is dated before what caused it.
  const moved = clock.moved?.at;
  return moved === undefined ? real : real.map((r) => (r.at < moved ? { ...r, at: moved } : r));
}

/** What a clock comes to under the calendars; null where it has no number. */
export const dueOf = (clock: Clock, calendars: Calendars): Due | null => reckon(clock, calendars)?.due ?? null;

/** The instants a clock waits for, earliest first. None while suspended. */
export const rungsOf = (clock: Clock, calendars: Calendars): readonly Rung[] => reckon(clock, calendars)?.rungs ?? [];
