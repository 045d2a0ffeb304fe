/**
 * Days and instants as integers. A legal day is a day of Asia/Shanghai, a fixed +08:00 (counting.md 1), so neither a
 * time-zone table nor a date library is needed: docs/decisions/0002-dates.md.
 */
import type { Calendars, Instant, PlainDate } from './types.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
const OFFSET_MS = 8 * HOUR_MS;

/** The span in which days can be counted, as day numbers; wide enough for every request that the schema lets in. */
export const FIRST_DAY = dayNumberOfParts(1940, 1, 1);
export const LAST_DAY = dayNumberOfParts(2230, 12, 31);

export interface DateParts {
  year: number;
  month: number;
  day: number;
}

/** Day number (1970-01-01 = 0) of a Gregorian date; the parts are taken as valid. */
export function dayNumberOfParts(year: number, month: number, day: number): number {
  // Years begin in March here, so that the leap day is the last day of a year.
  const y = month > 2 ? year : year - 1;
  const m = month > 2 ? month - 3 : month + 9;
  const leaps = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  return 365 * y + leaps + Math.floor((153 * m + 2) / 5) + day - 719_469;
}

/** The Gregorian date of a day number. */
export function partsOfDayNumber(n: number): DateParts {
  const z = n + 719_468;
  const era = Math.floor(z / 146_097);
  const inEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365,
  );
  const inYear = inEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const m = Math.floor((5 * inYear + 2) / 153);
  const month = m < 10 ? m + 3 : m - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: inYear - Math.floor((153 * m + 2) / 5) + 1,
  };
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** 0 Sunday … 6 Saturday. */
export function weekdayOf(n: number): number {
  return (((n + 4) % 7) + 7) % 7;
}

/** The same day number `months` later (earlier if negative), else the last day of that month (CC 202). */
export function addMonths(n: number, months: number): number {
  const { year, month, day } = partsOfDayNumber(n);
  const index = year * 12 + month - 1 + months;
  const y = Math.floor(index / 12);
  const m = index - y * 12 + 1;
  return dayNumberOfParts(y, m, Math.min(day, daysInMonth(y, m)));
}

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const c = text.charCodeAt(i) - 48;
    if (!(c >= 0 && c <= 9)) return Number.NaN;
    value = value * 10 + c;
  }
  return value;
}

function dateAt(text: string): number {
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return Number.NaN;
  if (!(month >= 1 && month <= 12 && day >= 1 && year >= 0) || day > daysInMonth(year, month)) return Number.NaN;
  return dayNumberOfParts(year, month, day);
}

/** Milliseconds since 1970 of an ISO instant with offset; NaN if it is none. Digits past the millisecond are cut. */
function instantAt(text: string): number {
  const date = dateAt(text);
  if (Number.isNaN(date) || text.charCodeAt(10) !== 84 || text.charCodeAt(13) !== 58) return Number.NaN;
  const hour = digits(text, 11, 13);
  const minute = digits(text, 14, 16);
  if (!(hour <= 23 && minute <= 59)) return Number.NaN;
  let i = 16;
  let second = 0;
  let millis = 0;
  if (text.charCodeAt(i) === 58) {
    second = digits(text, 17, 19);
    if (!(second <= 59)) return Number.NaN;
    i = 19;
    if (text.charCodeAt(i) === 46) {
      const from = ++i;
      while (i < text.length && !Number.isNaN(digits(text, i, i + 1))) i++;
      if (i === from || i - from > 9) return Number.NaN;
      millis = digits(text.slice(from, i).padEnd(3, '0'), 0, 3);
    }
  }
  let offset = 0;
  const sign = text.charCodeAt(i);
  if (sign === 90) {
    if (text.length !== i + 1) return Number.NaN;
  } else if ((sign === 43 || sign === 45) && text.length === i + 6 && text.charCodeAt(i + 3) === 58) {
    const h = digits(text, i + 1, i + 3);
    const m = digits(text, i + 4, i + 6);
    if (!(h <= 18 && m <= 59)) return Number.NaN;
    offset = (h * 60 + m) * (sign === 43 ? 60_000 : -60_000);
  } else return Number.NaN;
  return date * DAY_MS + hour * HOUR_MS + minute * 60_000 + second * 1000 + millis - offset;
}

/** Whether the text is a plain date by form; says nothing of its being a real one. */
export function isPlainDate(x: Instant | PlainDate): boolean {
  return x.length === 10;
}

/** Day number of a plain date. RangeError when there is no such date. */
export function dayNumber(date: PlainDate): number {
  const n = date.length === 10 ? dateAt(date) : Number.NaN;
  if (Number.isNaN(n)) throw new RangeError(`"${date}" is not a date of the form 2026-09-30`);
  return n;
}

/** Milliseconds since 1970 of an instant, or of the start of a plain date in Shanghai. RangeError for anything else. */
export function millisOf(x: Instant | PlainDate): number {
  if (x.length === 10) return dayNumber(x) * DAY_MS - OFFSET_MS;
  const ms = instantAt(x);
  if (Number.isNaN(ms)) {
    throw new RangeError(`"${x}" is neither a date nor an instant with offset, as 2026-09-30T16:40:00+08:00`);
  }
  return ms;
}

/** Day number of the Shanghai day of an instant, or of a plain date; exact midnight belongs to the new day. */
export function dayNumberOf(x: Instant | PlainDate): number {
  return x.length === 10 ? dayNumber(x) : Math.floor((millisOf(x) + OFFSET_MS) / DAY_MS);
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n);
}

/** The plain date of a day number. */
export function dateOf(n: number): PlainDate {
  const { year, month, day } = partsOfDayNumber(n);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** The instant at +08:00 of milliseconds since 1970; milliseconds are written only when there are any. */
export function instantOf(ms: number): Instant {
  const local = ms + OFFSET_MS;
  const n = Math.floor(local / DAY_MS);
  const rest = local - n * DAY_MS;
  const seconds = Math.floor(rest / 1000);
  const millis = rest % 1000;
  const time = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${dateOf(n)}T${time}${millis ? `.${String(millis).padStart(3, '0')}` : ''}+08:00`;
}

/** The Asia/Shanghai day of an instant; a plain date is given back. RangeError when it is neither. */
export function dayOf(instant: Instant | PlainDate): PlainDate {
  return dateOf(dayNumberOf(instant));
}

/** 00:00 +08:00 of a legal day. */
export function startOfDay(date: PlainDate): Instant {
  return `${dateOf(dayNumber(date))}T00:00:00+08:00`;
}

/** The plain date `days` calendar days later, earlier if negative. */
export function addDays(date: PlainDate, days: number): PlainDate {
  return dateOf(dayNumber(date) + days);
}

/** Negative, zero or positive as `a` is before, at or after `b`; a plain date stands for its first instant. */
export function compareInstants(a: Instant | PlainDate, b: Instant | PlainDate): number {
  return millisOf(a) - millisOf(b);
}

/** One spelling for one instant: +08:00, seconds always, milliseconds if any; a plain date becomes its first instant. */
export function toInstant(x: Instant | PlainDate): Instant {
  return instantOf(millisOf(x));
}

/** Whether the numbered day is a working day: by notice, else Monday to Friday but the fixed holidays (counting.md 18). */
export function isWorking(n: number, calendars: Calendars): boolean {
  const before = calendars.worked[n - FIRST_DAY];
  const through = calendars.worked[n - FIRST_DAY + 1];
  if (before === undefined || through === undefined)
    throw new RangeError(`${dateOf(n)} lies outside the years 1940 to 2230`);
  return through > before;
}

/** Whether a legal day (or the legal day of an instant) is a working day under the calendars (counting.md 3). */
export function isWorkingDay(date: Instant | PlainDate, calendars: Calendars): boolean {
  return isWorking(dayNumberOf(date), calendars);
}
