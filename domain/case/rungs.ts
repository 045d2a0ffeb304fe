import type { Bilingual } from '../law/types.ts';
import { lookUp } from '../look-up.ts';
import { workedThrough, workingDayAt, workingDayFrom, workingDayUntil } from '../time/calendars.ts';
import { compute } from '../time/count.ts';
import { addDays, addMonths, dateOf, dayNumberOf, HOUR_MS, instantOf, millisOf, startOfDay } from '../time/day.ts';
import type { Calendars, Count, Due, Instant } from '../time/types.ts';
import type { Clock, ClockKind } from './types.ts';

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
type RungName = keyof typeof RUNGS;
export type RungId = Exclude<RungName, 'near'> | 'expiry';

const AFTER_ITS_END: Record<RungName, boolean> = {
  half: false,
  'four-fifths': false,
  'last-day': false,
  'two-hours': false,
  near: false,
  alarm: true,
  'late-1': true,
  'late-5': true,
};

/** Name of the event by which a rung is told of. */
export const rungEvent = (clock: Pick<Clock, 'deadline'>, rung: RungName): string => `${clock.deadline}:${rung}`;
/** Whether an event of this name tells of what is late; else it tells of what comes. */
export const tellsLate = (event: string): boolean => lookUp(AFTER_ITS_END, event.split(':')[1] ?? '') ?? false;

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

/** What a count comes to, and the days on which it is told of it, found when they are asked for. */
interface Reckoned {
  due: Due;
  told: Told | null;
}
/** By the count, which a clock keeps through everything but a pause, an extension or a change in the law that gives another. */
const byCount = new WeakMap<Count, { calendars: Calendars; reckoned: Reckoned }>();
/** Many cases count the same length from the same day: what comes of that is the same for all. */
const byDay = new WeakMap<Calendars, Map<string, Reckoned>>();
/** So many days and lengths are remembered; then it begins anew. */
const REMEMBERED = 4_000;

/** What alone decides a count in days of which nothing was paused or extended; null for others. */
const plain = ({ unit, length, start, direction, roll, pauses = [], extensions = [] }: Count): string | null =>
  unit === 'h' || pauses.length + extensions.length > 0
    ? null
    : `${unit} ${length} ${dayNumberOf(start)} ${direction} ${roll}`;

function reckonedAnew(count: Count, calendars: Calendars): Reckoned {
  const key = plain(count);
  if (key === null) return { due: compute(count, calendars), told: null };
  let known = byDay.get(calendars);
  if (known === undefined || known.size >= REMEMBERED) {
    known = new Map();
    byDay.set(calendars, known);
  }
  const reckoned = known.get(key) ?? { due: compute(count, calendars), told: null };
  known.set(key, reckoned);
  return reckoned;
}

function reckon(count: Count, calendars: Calendars): Reckoned {
  const known = byCount.get(count);
  if (known?.calendars === calendars) return known.reckoned;
  const reckoned = reckonedAnew(count, calendars);
  byCount.set(count, { calendars, reckoned });
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

/** Days, as numbers, in whose first hour something is told: before the end, and after it. */
interface Told {
  before: readonly (readonly [RungId, number])[];
  late: readonly (readonly [RungId, number])[];
}

/** The days before its end on which a period in days that is ours is told of. */
function toldBefore(count: Count, due: Due, last: number, calendars: Calendars): Told['before'] {
  if (count.unit === 'h') return [];
  // Counted back, what may be a rest day is not worked on: the last working day on or before it is the last one.
  const lastWorked = count.direction === 'back' && due.alarm ? dayNumberOf(due.alarm) : last;
  const lastDay = workingDayUntil(lastWorked - 1, calendars);
  const shares = (count.direction === 'back' ? [] : SHARES).flatMap(([id, share]) => {
    const used = dayOfShare(count, due, share, calendars);
    const day = used === null ? lastDay : workingDayFrom(used, calendars);
    return day < lastDay ? [[id, day] as const] : [];
  });
  return [...shares, ['last-day', lastDay]];
}

function toldOn(count: Count, { due, told }: Reckoned, calendars: Calendars): Told {
  if (told !== null) return told;
  const last = due.due === null ? null : dayNumberOf(due.due);
  if (last === null) return { before: [], late: [] };
  const after = (days: number) => workingDayAt(workedThrough(last, calendars) + days, last, calendars);
  return { before: toldBefore(count, due, last, calendars), late: LATE.map(([id, days]) => [id, after(days)]) };
}

function ladder(clock: Clock, count: Count, calendars: Calendars, caseId: string): Rung[] {
  const reckoned = reckon(count, calendars);
  const { due, expiresAt, alarm } = reckoned.due;
  if (due === null || expiresAt === null) return [];
  const ours = isOurs(clock.kind);
  if (ours) reckoned.told = toldOn(count, reckoned, calendars);
  const { before, late } = (ours && reckoned.told) || { before: [], late: [] };
  const minute = String(minuteOf(caseId)).padStart(2, '0');
  const inTheMorning = ([id, day]: readonly [RungId, number]): Rung => ({
    id,
    at: `${dateOf(day)}T${MORNING_HOUR}:${minute}:00+08:00`,
  });
  const rungs: Rung[] = [];
  if (ours && count.unit === 'h') {
    const end = millisOf(expiresAt);
    rungs.push({ id: 'half', at: instantOf(end - (count.length * HOUR_MS) / 2) });
    rungs.push({ id: 'two-hours', at: instantOf(end - HOURS_LEFT * HOUR_MS) });
  }
  rungs.push(...before.map(inTheMorning));
  if (count.unit === 'cd†' && alarm && alarm !== due) rungs.push({ id: 'alarm', at: startOfDay(addDays(alarm, 1)) });
  // A clock counted from a past day may be over when it starts: then it ends at its start, never before what started it.
  rungs.push({ id: 'expiry', at: expiresAt < clock.started ? clock.started : expiresAt });
  rungs.push(...late.map(inTheMorning));
  const real = rungs.filter((r) => r.id === 'expiry' || r.at > clock.started);
  // A date that a notice moved into the past is reached when the notice is published: nothing is dated before what caused it.
  const moved = clock.moved?.at;
  const dated = moved === undefined ? real : real.map((r) => (r.at < moved ? { ...r, at: moved } : r));
  return dated.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** What a clock comes to under the calendars; null where it has no number. */
export const dueOf = (clock: Clock, calendars: Calendars): Due | null =>
  clock.count === null ? null : reckon(clock.count, calendars).due;

/** By the clock as it stands, of one case. */
const ladders = new WeakMap<Clock, { calendars: Calendars; caseId: string; rungs: readonly Rung[] }>();

/**
 * The instants a clock waits for, earliest first. None while suspended. Its end is an instant of law; what is told before and after
 * comes in the first hour of a working day, case by case.
 */
export function rungsOf(clock: Clock, calendars: Calendars, caseId: string): readonly Rung[] {
  if (clock.count === null) return [];
  const known = ladders.get(clock);
  if (known?.calendars === calendars && known.caseId === caseId) return known.rungs;
  const rungs = ladder(clock, clock.count, calendars, caseId);
  ladders.set(clock, { calendars, caseId, rungs });
  return rungs;
}
