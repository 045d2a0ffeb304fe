/** Calendars of the State Council's notices, made ready for counting, and what makes one fit to be published. */
import {
  dateOf,
  dayNumber,
  dayNumberOfParts,
  FIRST_DAY,
  isWorking,
  LAST_DAY,
  partsOfDayNumber,
  weekdayOf,
} from './day.ts';
import type { Calendar, Calendars, NamedDay } from './types.ts';

interface Text {
  zh: string;
  en: string;
}

/** The measure that fixes the statutory holidays (全国年节及纪念日放假办法), as a source of a day. */
export const HOLIDAY_MEASURE = '放假办法 2';

/** In force since 2025-01-01, 2 May is a statutory holiday too. */
const SECOND_OF_MAY_SINCE = 2025;

const FIXED: { month: number; day: number; name: Text }[] = [
  { month: 1, day: 1, name: { zh: '元旦', en: "New Year's Day" } },
  { month: 5, day: 1, name: { zh: '劳动节', en: 'Labour Day' } },
  { month: 5, day: 2, name: { zh: '劳动节', en: 'Labour Day' } },
  { month: 10, day: 1, name: { zh: '国庆节', en: 'National Day' } },
  { month: 10, day: 2, name: { zh: '国庆节', en: 'National Day' } },
  { month: 10, day: 3, name: { zh: '国庆节', en: 'National Day' } },
];

function fixedIn(year: number): { n: number; name: Text }[] {
  return FIXED.filter((f) => !(f.month === 5 && f.day === 2 && year < SECOND_OF_MAY_SINCE)).map((f) => ({
    n: dayNumberOfParts(year, f.month, f.day),
    name: f.name,
  }));
}

/** The statutory holiday that falls on the day by its date alone, whatever the calendars say; null if none. */
export function fixedHoliday(n: number): Text | null {
  return fixedIn(partsOfDayNumber(n).year).find((f) => f.n === n)?.name ?? null;
}

const SPAN = LAST_DAY - FIRST_DAY + 1;

/** Weekends and fixed holidays only; what a day is where no notice speaks. */
const WITHOUT_NOTICE: Uint8Array = (() => {
  const working = new Uint8Array(SPAN);
  for (let i = 0; i < SPAN; i++) {
    const weekday = weekdayOf(FIRST_DAY + i);
    working[i] = weekday === 0 || weekday === 6 ? 0 : 1;
  }
  for (let year = partsOfDayNumber(FIRST_DAY).year; year <= partsOfDayNumber(LAST_DAY).year; year++) {
    for (const { n } of fixedIn(year)) working[n - FIRST_DAY] = 0;
  }
  return working;
})();

/**
 * Calendars ready for counting. Of two calendars of one year the later published replaces the earlier wholly (a notice
 * changed in an emergency is entered complete); a notice that names days of the December before overrides the year
 * before for those days. The list is not judged here: `checkCalendar` does that. RangeError for a day that is none.
 */
export function calendarsOf(list: readonly Calendar[]): Calendars {
  const byYear = new Map<number, Calendar>();
  for (const calendar of list) {
    const other = byYear.get(calendar.year);
    if (!other || other.published <= calendar.published) byYear.set(calendar.year, calendar);
  }
  const inForce = [...byYear.values()].sort((a, b) => a.year - b.year);
  const named = new Map<number, NamedDay>();
  const working = WITHOUT_NOTICE.slice();
  for (const calendar of inForce) {
    // A published year rests on its notice alone: a fixed holiday counts only as far as the notice names it.
    for (const { n } of fixedIn(calendar.year)) {
      const weekday = weekdayOf(n);
      if (weekday !== 0 && weekday !== 6) working[n - FIRST_DAY] = 1;
    }
  }
  for (const calendar of inForce) {
    let name: Text | null = null;
    let before = Number.NaN;
    for (const date of [...calendar.off].sort()) {
      const n = dayNumber(date);
      if (n !== before + 1) name = null;
      name = calendar.names?.[date] ?? name;
      before = n;
      named.set(n, { kind: 'off', notice: calendar.notice, name });
      working[n - FIRST_DAY] = 0;
    }
    for (const date of calendar.work) {
      const n = dayNumber(date);
      named.set(n, { kind: 'work', notice: calendar.notice, name: null });
      working[n - FIRST_DAY] = 1;
    }
  }
  const worked = new Int32Array(SPAN + 1);
  let sum = 0;
  for (let i = 0; i < working.length; i++) {
    sum += working[i] ?? 0;
    worked[i + 1] = sum;
  }
  const last = inForce.at(-1);
  return {
    list: inForce,
    horizon: last ? `${last.year}-12-31` : null,
    years: new Set(byYear.keys()),
    named,
    spans: inForce.map(({ year, notice, off, work }) => {
      const first = dayNumberOfParts(year, 1, 1);
      const early = [...off, ...work].map(dayNumber).filter((n) => n < first);
      return { notice, first, last: dayNumberOfParts(year, 12, 31), early };
    }),
    worked,
  };
}

/** Whether a notice covers the day: its year is published, or a notice names the day. */
export function isPublished(n: number, calendars: Calendars): boolean {
  return calendars.named.has(n) || calendars.years.has(partsOfDayNumber(n).year);
}

/** Whether notices cover every day from `from` to `to`, both included. */
export function arePublished(from: number, to: number, calendars: Calendars): boolean {
  let n = from;
  while (n <= to) {
    const { year } = partsOfDayNumber(n);
    if (calendars.years.has(year)) n = dayNumberOfParts(year + 1, 1, 1);
    else if (calendars.named.has(n)) n++;
    else return false;
  }
  return true;
}

/** Numbers of the notices that say what the days are, given as pairs of first and last, both included. */
export function noticesFor(days: readonly (readonly [number, number])[], calendars: Calendars): string[] {
  const notices: string[] = [];
  for (const { notice, first, last, early } of calendars.spans) {
    const touched = days.some(([from, to]) => (from <= last && to >= first) || early.some((n) => n >= from && n <= to));
    if (touched) notices.push(notice);
  }
  return notices;
}

/** The `target`-th working day of the countable span, searched from `hint` on, which must not lie after it. */
export function workingDayAt(target: number, hint: number, calendars: Calendars): number {
  const { worked } = calendars;
  let i = hint - FIRST_DAY + 1;
  for (;;) {
    const have = worked[i];
    if (have === undefined) throw new RangeError('the period leaves the years 1940 to 2230');
    if (have >= target) return FIRST_DAY + i - 1;
    // Never jumps past the day: each day adds at most one.
    i += target - have;
  }
}

/** Working days up to and including the numbered day, since the beginning of the countable span. */
export function workedThrough(n: number, calendars: Calendars): number {
  const sum = calendars.worked[n - FIRST_DAY + 1];
  if (sum === undefined) throw new RangeError(`${dateOf(n)} lies outside the years 1940 to 2230`);
  return sum;
}

/** The first working day on or after the numbered day. */
export function workingDayFrom(n: number, calendars: Calendars): number {
  let d = n;
  while (!isWorking(d, calendars)) d++;
  return d;
}

/** The last working day on or before the numbered day. */
export function workingDayUntil(n: number, calendars: Calendars): number {
  let d = n;
  while (!isWorking(d, calendars)) d--;
  return d;
}

/** Why a calendar cannot be published: the field at fault and one sentence. */
export interface CalendarProblem {
  field: 'year' | 'notice' | 'published' | 'off' | 'work' | 'names';
  text: Text;
}

function dayNumberOrNull(date: string): number | null {
  try {
    return dayNumber(date);
  } catch {
    return null;
  }
}

/**
 * Every reason why the calendar cannot be that of a State Council notice; empty when there is none. Days must lie in
 * its year or in the last ten days of the December before (the 2024 notice named 30 and 31 December 2023); make-up
 * days must be weekend days; statutory holidays fixed by date must be off; the weekdays off, less the make-up days,
 * cannot be fewer than the statutory days off (11 up to 2024, 13 since: 放假办法 art. 2).
 */
export function checkCalendar(c: Calendar): CalendarProblem[] {
  const problems: CalendarProblem[] = [];
  const say = (field: CalendarProblem['field'], zh: string, en: string) => problems.push({ field, text: { zh, en } });
  if (!Number.isInteger(c.year) || c.year < 2000 || c.year > 2100) {
    say('year', '年份须在2000至2100之间。', 'The year must lie between 2000 and 2100.');
    return problems;
  }
  if (!c.notice.trim()) say('notice', '须写明通知文号。', 'The number of the notice is missing.');
  const first = dayNumberOfParts(c.year - 1, 12, 22);
  const last = dayNumberOfParts(c.year, 12, 31);
  const known = [...c.off, ...c.work].map(dayNumberOrNull).filter((n) => n !== null);
  if (known.length > 1 && known.every((n) => n < first || n > last)) {
    // The year is wrong, not every day of it.
    say(
      'year',
      `所列放假日和上班日都不在${c.year}年，请核对年份。`,
      `None of the days named lies in ${c.year}: check the year.`,
    );
  }
  const wrongYear = problems.some((p) => p.field === 'year');
  const published = dayNumberOrNull(c.published);
  if (published === null) say('published', '须写明通知发布日期。', 'The date of the notice is missing or no date.');
  else if (!wrongYear && (published < dayNumberOfParts(c.year - 1, 1, 1) || published > last)) {
    say(
      'published',
      `通知发布日期须在${c.year - 1}年或${c.year}年。`,
      `The notice must be of ${c.year - 1} or ${c.year}.`,
    );
  }
  if (wrongYear) return problems;
  const seen = new Map<number, 'off' | 'work'>();
  let gained = 0;
  for (const field of ['off', 'work'] as const) {
    const outside = c[field].filter((date) => {
      const n = dayNumberOrNull(date);
      return n !== null && (n < first || n > last);
    });
    if (outside.length > 0) {
      say(
        field,
        `${outside.join('、')}不在${c.year}年，也不在上年12月最后十日内。`,
        `${outside.join(', ')}: neither in ${c.year} nor in the last ten days of the December before.`,
      );
    }
    for (const date of c[field]) {
      const n = dayNumberOrNull(date);
      if (n === null) {
        say(field, `“${date}”不是日期。`, `"${date}" is not a date.`);
        continue;
      }
      if (seen.has(n)) {
        say(
          field,
          seen.get(n) === field ? `${date}重复。` : `${date}既列为放假又列为上班。`,
          seen.get(n) === field ? `${date} is named twice.` : `${date} is named both off and working.`,
        );
        continue;
      }
      seen.set(n, field);
      const weekend = weekdayOf(n) === 0 || weekdayOf(n) === 6;
      if (field === 'work' && !weekend) {
        say('work', `${date}本是工作日，不能列为调休上班日。`, `${date} is a weekday and cannot be a make-up day.`);
      }
      if (field === 'off' && !weekend) gained++;
      if (field === 'work' && weekend) gained--;
    }
  }
  if (c.off.length === 0) say('off', '未列出放假日。', 'No day off is named.');
  else {
    for (const { n, name } of fixedIn(c.year)) {
      if (seen.get(n) === 'off') continue;
      say('off', `${dateOf(n)}（${name.zh}）须放假。`, `${dateOf(n)} (${name.en}) must be off.`);
    }
    const least = c.year < SECOND_OF_MAY_SINCE ? 11 : 13;
    if (gained < least) {
      say(
        'off',
        `放假的工作日减去调休上班日为${gained}天，少于法定的${least}天。`,
        `Weekdays off less make-up days come to ${gained}, fewer than the ${least} statutory days off.`,
      );
    }
  }
  for (const date of Object.keys(c.names ?? {})) {
    const n = dayNumberOrNull(date);
    if (n === null || seen.get(n) !== 'off') {
      say('names', `${date}有节名，但未列为放假。`, `${date} has a name but is not named off.`);
    }
  }
  return problems;
}
