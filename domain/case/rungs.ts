import type { Bilingual } from '../law/types.ts';
import { workedThrough, workingDayAt, workingDayFrom, workingDayUntil } from '../time/calendars.ts';
import { compute } from '../time/count.ts';
import { addDays, addMonths, dateOf, dayNumberOf, HOUR_MS, instantOf, millisOf, startOfDay } from '../time/day.ts';
import type { Calendars, Count, Due, Instant } from '../time/types.ts';
import type { Clock, ClockKind, ClockMove } from './types.ts';

/**
 * What is told of a clock beside its end, each once, in the order of time (house rules). `near` is told no more: it stands in what was
 * recorded before.
 */
export const RUNGS = {
  half: { zh: '期限已过半', en: 'half of the period is over' },
  'four-fifths': { zh: '期限已过八成', en: 'four fifths of the period are over' },
  'last-day': { zh: '届满前的最后工作日', en: 'the last working day before the last day' },
  'two-hours': { zh: '还有两小时届满', en: 'two hours are left' },
  near: { zh: '临近届满', en: 'due soon' },
  alarm: { zh: '按严格计算已届满', en: 'over on the strict count' },
  'late-1': { zh: '逾期未办，报上一级', en: 'late: told one level up' },
  'late-5': { zh: '持续逾期，再报上一级', en: 'still late: told another level up' },
} as const satisfies Record<string, Bilingual>;
export type RungId = Exclude<keyof typeof RUNGS, 'near'> | 'expiry';

export interface Rung {
  id: RungId;
  at: Instant;
}

/** Periods of at most so many days are told of on their last working day alone. House rule. */
const SHORT_DAYS = 10;
/** Shares of a period after which it is told of. House rule. */
const SHARES: readonly [RungId, number][] = [
  ['half', 0.5],
  ['four-fifths', 0.8],
];
/** Hours before its end at which a period in hours is told of. House rule. */
const HOURS_LEFT = 2;
/** Working days after the last day on which what is late is told of. House rule. */
const LATE: readonly [RungId, number][] = [
  ['late-1', 1],
  ['late-5', 5],
];
/** The first hour of the working day, over which what is told on a day is spread, case by case. House rule. */
const MORNING_HOUR = '09';
const MORNING_MINUTES = 60;

/** Clocks whose end somebody of this house must meet. */
const OURS: ReadonlySet<ClockKind> = new Set(['our-duty', 'house']);
export const isOurs = (kind: ClockKind): boolean => OURS.has(kind);

/** By the count, which a clock keeps through everything but a pause, an extension or a change in the law that gives another. */
const memo = new WeakMap<
  Count,
  {
    calendars: Calendars;
    kind: Clock['kind'];
    moved: ClockMove | undefined;
    caseId: string | undefined;
    due: Due;
    rungs: readonly Rung[] | null;
  }
>();

function reckon(clock: Clock, count: Count, calendars: Calendars) {
  const known = memo.get(count);
  if (known && known.calendars === calendars && known.moved === clock.moved && known.kind === clock.kind) return known;
  const due = compute(count, calendars);
  const reckoned = { calendars, kind: clock.kind, moved: clock.moved, caseId: undefined, due, rungs: null };
  memo.set(count, reckoned);
  return reckoned;
}

/** Minute of the first hour in which the dates of a case are told of: follows from its id alone, which tells no time. */
function minuteOf(caseId: string): number {
  let sum = 0;
  for (const character of caseId) sum = (sum * 31 + character.charCodeAt(0)) % MORNING_MINUTES;
  return sum;
}

/** The day on which this share of a period in days is used up, as a day number; of months and years the share of their days. */
function dayOfShare(count: Count, due: Due, share: number, calendars: Calendars): number | null {
  const more = (count.extensions ?? []).filter((_, i) => due.extensions[i] === 'accepted');
  const length = more.reduce((sum, one) => sum + one.length, count.length);
  const start = dayNumberOf(count.start);
  const months = count.unit === 'months' ? length : count.unit === 'years' ? 12 * length : null;
  const total = months === null ? length : addMonths(start, months) - start;
  if (total <= SHORT_DAYS) return null;
  const unit = months === null ? count.unit : 'cd';
  const used = compute({ ...count, unit, length: Math.ceil(total * share), extensions: [] }, calendars).due;
  return used === null ? null : dayNumberOf(used);
}

function ladder(
  clock: Clock,
  count: Count,
  due: Due,
  expiresAt: Instant,
  calendars: Calendars,
  caseId: string,
): Rung[] {
  const rungs: Rung[] = [];
  const minute = String(minuteOf(caseId)).padStart(2, '0');
  const morningOf = (day: number): Instant => `${dateOf(day)}T${MORNING_HOUR}:${minute}:00+08:00`;
  const ours = isOurs(clock.kind);
  const last = due.due === null ? null : dayNumberOf(due.due);
  if (ours && count.unit === 'h') {
    const end = millisOf(expiresAt);
    rungs.push({ id: 'half', at: instantOf(end - (count.length * HOUR_MS) / 2) });
    rungs.push({ id: 'two-hours', at: instantOf(end - HOURS_LEFT * HOUR_MS) });
  } else if (ours && last !== null) {
    // Counted back, what may be a rest day is not worked on: the last working day on or before it is the last one.
    const lastWorked = count.direction === 'back' && due.alarm ? dayNumberOf(due.alarm) : last;
    const before = workingDayUntil(lastWorked - 1, calendars);
    for (const [id, share] of count.direction === 'back' ? [] : SHARES) {
      const day = dayOfShare(count, due, share, calendars);
      if (day !== null && workingDayFrom(day, calendars) < before)
        rungs.push({ id, at: morningOf(workingDayFrom(day, calendars)) });
    }
    rungs.push({ id: 'last-day', at: morningOf(before) });
  }
  if (count.unit === 'cd†' && due.alarm && due.alarm !== due.due)
    rungs.push({ id: 'alarm', at: startOfDay(addDays(due.alarm, 1)) });
  // A clock counted from a past day may be over when it starts: then it ends at its start, never before what started it.
  rungs.push({ id: 'expiry', at: expiresAt < clock.started ? clock.started : expiresAt });
  if (ours && last !== null)
    for (const [id, days] of LATE)
      rungs.push({ id, at: morningOf(workingDayAt(workedThrough(last, calendars) + days, last, calendars)) });
  const real = rungs.filter((r) => r.id === 'expiry' || r.at > clock.started);
  // A date that a notice moved into the past is reached when the notice is published: nothing is dated before what caused it.
  const moved = clock.moved?.at;
  return moved === undefined ? real : real.map((r) => (r.at < moved ? { ...r, at: moved } : r));
}

/** What a clock comes to under the calendars; null where it has no number. */
export const dueOf = (clock: Clock, calendars: Calendars): Due | null =>
  clock.count === null ? null : reckon(clock, clock.count, calendars).due;

/**
 * The instants a clock waits for, earliest first. None while suspended. Its end is an instant of law; what is told before and after
 * comes in the first hour of a working day, case by case.
 */
export function rungsOf(clock: Clock, calendars: Calendars, caseId: string): readonly Rung[] {
  if (clock.count === null) return [];
  const known = reckon(clock, clock.count, calendars);
  if (known.rungs !== null && known.caseId === caseId) return known.rungs;
  const { due } = known;
  const rungs =
    due.expiresAt === null || due.due === null ? [] : ladder(clock, clock.count, due, due.expiresAt, calendars, caseId);
  rungs.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  memo.set(clock.count, { ...known, caseId, rungs });
  return rungs;
}
