/**
 * What a budget of legal time comes to. Pure integer arithmetic over day numbers; the conventions are those of
 * conventions.ts, whose numbers stand in brackets here.
 */

import { sure } from '../look-up.ts';
import { arePublished, noticesFor, workedThrough, workingDayAt, workingDayFrom, workingDayUntil } from './calendars.ts';
import { addMonths, dateOf, dayNumberOf, HOUR_MS, instantOf, isPlainDate, millisOf, startOfDay } from './day.ts';
import type { Calendars, Count, Due, Extension, Instant, Pause, PlainDate } from './types.ts';

/** Frozen days from `first` to `last` (Infinity while suspended); disjoint, not touching, in order. */
export interface Frozen {
  first: number;
  last: number;
}

interface Walked {
  start: number;
  frozen: Frozen[];
  /** Length in the count's unit with the extensions accepted. */
  length: number;
  /** The day on which the budget is used up (counted back: the first of the full days); null while suspended before. */
  nominal: number | null;
  end: number | null;
}
export interface TraceForward extends Walked {
  way: 'forward';
  due: Due;
}
/** What is counted back always has an end: it is never suspended. */
export interface TraceBack extends Walked {
  way: 'back';
  due: Due & { due: PlainDate; alarm: PlainDate };
  end: number;
}
/** Hours always have an end: they are never suspended. */
export interface TraceHours extends Walked {
  way: 'hours';
  due: Due & { due: Instant };
  end: number;
}
/** A count as it was walked, for the explanation; day numbers throughout. */
export type Trace = TraceForward | TraceBack | TraceHours;

/** Where one walk through the days ends. `alarm`: the strict day. */
interface Walk {
  nominal: number | null;
  alarm: number | null;
  due: number | null;
  remaining: number;
}

const NO_FREEZE: Frozen[] = [];

/** [9]: days `from + 1 … to` are frozen; two pauses at once, or one that follows another, are one. */
function freeze(pauses: Pause[] | undefined): Frozen[] {
  if (!pauses || pauses.length === 0) return NO_FREEZE;
  const spans: Frozen[] = [];
  for (const pause of pauses) {
    const first = dayNumberOf(pause.from) + 1;
    const last = pause.to === null ? Number.POSITIVE_INFINITY : dayNumberOf(pause.to);
    if (last >= first) spans.push({ first, last });
  }
  if (spans.length < 2) return spans;
  spans.sort((a, b) => a.first - b.first);
  const merged: Frozen[] = [];
  for (const span of spans) {
    const before = merged.at(-1);
    if (before && span.first <= before.last + 1) before.last = Math.max(before.last, span.last);
    else merged.push(span);
  }
  return merged;
}

function requireLength(length: number): void {
  if (!Number.isInteger(length) || length < 1) throw new RangeError(`a period of length ${length} cannot be counted`);
}

/** Countable days in a budget: its own units, or for months and years [7] the calendar days from the start [11]. */
function budget(start: number, count: Count, length: number): number {
  if (count.unit === 'months') return addMonths(start, length) - start;
  if (count.unit === 'years') return addMonths(start, 12 * length) - start;
  return length;
}

/** Walks `length` units forward from the day after `start` [2], around the frozen days, to the end that law gives. */
function walk(start: number, length: number, count: Count, frozen: Frozen[], calendars: Calendars): Walk {
  const byWorkingDays = count.unit === 'wd';
  const onWorkingDay = byWorkingDays || count.roll !== false;
  let left = budget(start, count, length);
  let from = start + 1;
  for (const span of frozen) {
    if (span.last < from) continue;
    if (span.first > from) {
      const have = byWorkingDays
        ? workedThrough(span.first - 1, calendars) - workedThrough(from - 1, calendars)
        : span.first - from;
      if (have >= left) break;
      left -= have;
    }
    if (span.last === Number.POSITIVE_INFINITY) {
      return { nominal: null, alarm: null, due: null, remaining: left };
    }
    from = span.last + 1;
  }
  const nominal = byWorkingDays
    ? workingDayAt(workedThrough(from - 1, calendars) + left, from - 1, calendars)
    : from + left - 1;
  const alarm = settle(nominal, false, frozen, calendars);
  const due = onWorkingDay ? settle(nominal, true, frozen, calendars) : alarm;
  return { nominal, alarm, due, remaining: 0 };
}

/** The days from `from` to `to` that are not frozen, as pairs of first and last. */
function unfrozen(from: number, to: number, frozen: Frozen[]): [number, number][] {
  const spans: [number, number][] = [];
  let first = from;
  for (const span of frozen) {
    if (span.first > to) break;
    if (span.last < first) continue;
    if (span.first > first) spans.push([first, span.first - 1]);
    first = span.last + 1;
  }
  if (first <= to) spans.push([first, to]);
  return spans;
}

/** The days whose being working days decided the date; none for a term in calendar days that does not roll. */
function lookedAt(start: number, end: Walk, count: Count, frozen: Frozen[]): [number, number][] {
  const last = end.due ?? sure(frozen.at(-1), 'the suspension that runs').first - 1;
  if (count.unit === 'wd') return unfrozen(start + 1, last, frozen);
  return count.roll === false || end.nominal === null ? [] : unfrozen(end.nominal, last, frozen);
}

/**
 * The day on which a period whose budget is used up on `nominal` expires: rolled to a working day [4] if wanted, and
 * never while suspended: a day at whose end a suspension is running is not the last [10]. Null while it still runs.
 */
function settle(nominal: number, onWorkingDay: boolean, frozen: Frozen[], calendars: Calendars): number | null {
  let day = nominal;
  let i = 0;
  let span = frozen[i];
  for (;;) {
    if (onWorkingDay) day = workingDayFrom(day, calendars);
    while (span && span.last < day) span = frozen[++i];
    if (!span || span.first > day + 1) return day;
    if (span.last === Number.POSITIVE_INFINITY) return null;
    day = span.last + 1;
  }
}

/** [14]: each extension in the order of the grants; in time until 24:00 of the day due at that moment. */
function extend(
  extensions: Extension[],
  length: number,
  run: (length: number) => Walk,
): { length: number; walk: Walk; verdicts: ('accepted' | 'refused')[] } {
  const verdicts = new Array<'accepted' | 'refused'>(extensions.length).fill('refused');
  const order = extensions.map((extension, i) => ({ extension, i, at: millisOf(extension.granted) }));
  order.sort((a, b) => a.at - b.at || a.i - b.i);
  let total = length;
  let last = run(total);
  for (const { extension, i } of order) {
    requireLength(extension.length);
    if (last.due !== null && dayNumberOf(extension.granted) > last.due) continue;
    verdicts[i] = 'accepted';
    total += extension.length;
    last = run(total);
  }
  return { length: total, walk: last, verdicts };
}

function traceForward(count: Count, calendars: Calendars): TraceForward {
  const start = dayNumberOf(count.start);
  const frozen = freeze(count.pauses);
  const run = (length: number) => walk(start, length, count, frozen, calendars);
  const granted = count.extensions ?? [];
  const extended = granted.length > 0 ? extend(granted, count.length, run) : null;
  const end = extended?.walk ?? run(count.length);
  const looked = lookedAt(start, end, count, frozen);
  const date = end.due === null ? null : dateOf(end.due);
  const due: Due = {
    due: date,
    expiresAt: end.due === null ? null : `${dateOf(end.due + 1)}T00:00:00+08:00`,
    provisional: !looked.every(([from, to]) => arePublished(from, to, calendars)),
    calendars: noticesFor(looked, calendars),
    extensions: extended?.verdicts ?? [],
  };
  if (count.unit === 'cd†' && end.alarm !== null) due.alarm = dateOf(end.alarm);
  if (end.due === null) due.remaining = end.remaining;
  const total = extended?.length ?? count.length;
  return { way: 'forward', due, start, frozen, length: total, nominal: end.nominal, end: end.due };
}

/** [8]: N full days of the unit lie strictly between the act and the event; nothing rolls forward. */
function traceBack(count: Count, calendars: Calendars): TraceBack {
  const event = dayNumberOf(count.start);
  let first: number;
  if (count.unit === 'wd') {
    const target = workedThrough(event - 1, calendars) - count.length + 1;
    // Two and a half calendar days to a working day is more than any calendar needs; the hint only has to lie before.
    let hint = event - 1 - Math.ceil(count.length * 2.5);
    while (workedThrough(hint, calendars) >= target) hint -= 31;
    first = workingDayAt(target, hint, calendars);
  } else if (count.unit === 'months') first = addMonths(event, -count.length);
  else if (count.unit === 'years') first = addMonths(event, -12 * count.length);
  else first = event - count.length;
  const last = first - 1;
  const alarm = workingDayUntil(last, calendars);
  const lookedTo = count.unit === 'wd' ? event - 1 : last;
  const due: TraceBack['due'] = {
    due: dateOf(last),
    alarm: dateOf(alarm),
    expiresAt: startOfDay(dateOf(last + 1)),
    provisional: !arePublished(alarm, lookedTo, calendars),
    calendars: noticesFor([[alarm, lookedTo]], calendars),
    extensions: (count.extensions ?? []).map(() => 'refused'),
  };
  return { way: 'back', due, start: event, frozen: NO_FREEZE, length: count.length, nominal: first, end: last };
}

/** [6]: from the moment, through nights and holidays; no roll, no pause, no extension. */
function traceHours(count: Count): TraceHours {
  if (isPlainDate(count.start)) throw new RangeError(`hours run from an instant, and "${count.start}" is a date`);
  const from = millisOf(count.start);
  const at = count.direction === 'back' ? from - count.length * HOUR_MS : from + count.length * HOUR_MS;
  const instant = instantOf(at);
  const due: TraceHours['due'] = {
    due: instant,
    expiresAt: instant,
    provisional: false,
    calendars: [],
    extensions: (count.extensions ?? []).map(() => 'refused'),
  };
  const end = dayNumberOf(instant);
  const start = dayNumberOf(count.start);
  return { way: 'hours', due, start, frozen: NO_FREEZE, length: count.length, nominal: end, end };
}

/** `compute` with what the explanation needs of the way there. */
export function trace(count: Count, calendars: Calendars): Trace {
  requireLength(count.length);
  if (count.unit === 'h') return traceHours(count);
  return count.direction === 'back' ? traceBack(count, calendars) : traceForward(count, calendars);
}

/**
 * What a count comes to under the calendars: due date, alarm, instant of expiry (statutes part 4, counting.md). For
 * hours pauses have no effect and extensions are refused, as for periods counted back: no rule has such. RangeError for
 * a length that is no positive integer, a date that is none, hours from a plain date, days outside 1940–2230.
 */
export function compute(count: Count, calendars: Calendars): Due {
  return trace(count, calendars).due;
}
