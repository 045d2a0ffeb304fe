/** What a calendar must be before it is published beside those in force, and what it would change. */
import { type CalendarProblem, calendarsOf, checkCalendar, fixedHoliday } from './calendars.ts';
import { dateOf, dayNumber, dayNumberOfParts, isWorking, weekdayOf } from './day.ts';
import { CALENDARS } from './published.ts';
import type { Calendar, Calendars, PlainDate } from './types.ts';

interface Text {
  zh: string;
  en: string;
}

/** The field of a calendar that is wrong, and why. */
export interface PublicationProblem {
  field: CalendarProblem['field'] | 'amends';
  text: Text;
}

/** Whether two calendars say the same: the same days and names from the same notice, in whatever order. */
export function sameCalendar(a: Calendar, b: Calendar): boolean {
  const text = (c: Calendar) =>
    JSON.stringify([
      c.year,
      c.notice,
      c.published,
      [...c.off].sort(),
      [...c.work].sort(),
      Object.entries(c.names ?? {})
        .map(([day, name]) => [day, name.zh, name.en])
        .sort(),
      c.amends ?? null,
    ]);
  return text(a) === text(b);
}

const weekend = (date: PlainDate) => [0, 6].includes(weekdayOf(dayNumber(date)));
/** How many days off of a calendar fall on weekdays. */
export const weekdaysOff = (c: Pick<Calendar, 'off'>): number => c.off.filter((d) => !weekend(d)).length;

/**
 * More than this a year cannot have had, of days off on weekdays and of weekends worked. A notice gives the statutory days, thirteen at
 * most, and beyond them exchanges: a weekday off for a weekend worked. So the numbers of one year are close to those of another; the
 * most that any known notice has, and one working week more for what is out of the ordinary (a holiday made longer, a day given once),
 * is a bound that no true notice passes. Derived from the notices that come with the product, never from what was published here.
 */
const A_WORKING_WEEK = 5;
const most = (count: (c: Calendar) => number) => Math.max(...CALENDARS.list.map(count)) + A_WORKING_WEEK;
export const MOST_WEEKDAYS_OFF = most(weekdaysOff);
export const MOST_WEEKENDS_WORKED = most((c) => c.work.length);

/** Whether a year can have been like that at all, as problems by field. @param c with weekends alone to be worked */
function impossible(c: Calendar): PublicationProblem[] {
  const problems: PublicationProblem[] = [];
  const [off, work] = [weekdaysOff(c), c.work.length];
  if (workingDaysOf(c.year, calendarsOf([c])) === 0) {
    problems.push({
      field: 'off',
      text: { zh: `${c.year}年没有一个工作日。`, en: `${c.year} would have no working day at all.` },
    });
  } else if (off > MOST_WEEKDAYS_OFF) {
    problems.push({
      field: 'off',
      text: {
        zh: `放假的工作日有${off}天；一年不可能多于${MOST_WEEKDAYS_OFF}天，请与通知原文核对。`,
        en: `${off} weekdays are off; a year cannot have more than ${MOST_WEEKDAYS_OFF}. Compare it with the notice.`,
      },
    });
  }
  if (work > MOST_WEEKENDS_WORKED) {
    problems.push({
      field: 'work',
      text: {
        zh: `调休上班有${work}天；一年不可能多于${MOST_WEEKENDS_WORKED}天，请与通知原文核对。`,
        en: `${work} weekend days are worked; a year cannot have more than ${MOST_WEEKENDS_WORKED}. Compare it with the notice.`,
      },
    });
  }
  return problems;
}

/**
 * Why a calendar cannot be published beside those in force; empty when it can. Beyond what `checkCalendar` asks of every calendar:
 * it is of a year already known or of the next one (the notice of a year comes in the November before), its notice is not of the
 * future and not another year's, and one that takes the place of another names the notice it amends.
 * @param today the day of publishing in Asia/Shanghai
 */
export function checkPublication(c: Calendar, inForce: Calendars, today: PlainDate): PublicationProblem[] {
  const problems: PublicationProblem[] = [...checkCalendar(c)];
  const say = (field: PublicationProblem['field'], zh: string, en: string) =>
    problems.push({ field, text: { zh, en } });
  if (problems.some((p) => p.field === 'year')) return problems;
  const days = problems.some((p) => p.field === 'off' || p.field === 'work');
  if (!days) problems.push(...impossible(c));
  const thisYear = Number(today.slice(0, 4));
  const known = inForce.list.find((x) => x.year === c.year);
  const last = inForce.list.at(-1)?.year ?? thisYear - 1;
  if (c.year > thisYear + 1) {
    say(
      'year',
      `${c.year}年的放假安排不可能已经公布（今年是${thisYear}年）。`,
      `The days off of ${c.year} cannot be published yet: it is ${thisYear}.`,
    );
  } else if (!known && c.year > last + 1) {
    say('year', `须先公布${last + 1}年的日历。`, `The calendar of ${last + 1} comes first.`);
  } else if (!known && c.year <= last) {
    say('year', `${c.year}年早于已知的日历。`, `${c.year} lies before the calendars that are known.`);
  }
  if (c.published > today && !problems.some((p) => p.field === 'published')) {
    say('published', '通知发布日期晚于今天。', 'The date of the notice lies after today.');
  }
  const other = inForce.list.find((x) => x.year !== c.year && x.notice === c.notice.trim());
  if (other) {
    say('notice', `该文号是${other.year}年放假安排的文号。`, `This is the number of the notice for ${other.year}.`);
  }
  const amends = c.amends?.trim();
  if (!known) {
    if (amends !== undefined) {
      say('amends', `${c.year}年还没有日历，没有可以修改的通知。`, `There is no calendar of ${c.year} to amend.`);
    }
    return problems;
  }
  if (sameCalendar({ ...known, amends: c.amends }, c)) {
    say('year', `与现行的${c.year}年日历相同，无须再公布。`, `This is the calendar of ${c.year} already in force.`);
    return problems;
  }
  if (amends === undefined || amends === '') {
    say(
      'amends',
      `${c.year}年已有日历，须写明所修改的通知：${known.notice}。`,
      `${c.year} has a calendar: name the notice that is amended, ${known.notice}.`,
    );
  } else if (amends !== known.notice) {
    say('amends', `现行的通知是${known.notice}。`, `The notice in force is ${known.notice}.`);
  }
  if (c.published < known.published) {
    say(
      'published',
      `早于所修改的通知（${known.published}）。`,
      `It lies before the notice that is amended (${known.published}).`,
    );
  }
  return problems;
}

/** What is unusual about a calendar and ought to be looked at twice; nothing that forbids it. */
export function oddities(c: Calendar): Text[] {
  const odd: Text[] = [];
  const gained = weekdaysOff(c) - c.work.length;
  const usual = c.year < 2025 ? 11 : 13;
  if (gained !== usual) {
    odd.push({
      zh: `放假的工作日减去调休上班日为${gained}天；以往的通知都是${usual}天，请与通知原文核对。`,
      en: `Weekdays off less make-up days come to ${gained}; past notices have ${usual}. Compare it with the notice.`,
    });
  }
  const unnamed = [...c.off].sort().filter((date, i, all) => {
    const before = all[i - 1];
    return (before === undefined || dayNumber(before) + 1 !== dayNumber(date)) && !c.names?.[date];
  });
  if (unnamed.length > 0) {
    odd.push({
      zh: `自${unnamed.join('、')}起的放假没有节名，期限说明里只写“放假”。`,
      en: `The days off from ${unnamed.join(', ')} have no name: explanations will say "days off" only.`,
    });
  }
  return odd;
}

/** How many days of a year are working days under the calendars. */
export function workingDaysOf(year: number, calendars: Calendars): number {
  let days = 0;
  for (let n = dayNumberOfParts(year, 1, 1); n <= dayNumberOfParts(year, 12, 31); n++) {
    if (isWorking(n, calendars)) days++;
  }
  return days;
}

/** One day that would be another kind of day. `name`: the holiday, where the notice names it. */
export interface DayChange {
  date: PlainDate;
  /** What it becomes. */
  to: 'off' | 'work';
  name: Text | null;
}

/** The calendars in force once this one is published: it takes the place of that of its year. */
export const withCalendar = (inForce: Calendars, c: Calendar): Calendars =>
  calendarsOf([...inForce.list.filter((x) => x.year !== c.year), c]);

/** The days that are working days under one of two calendars only, in order: those of the calendar's year and the December before. */
export function dayChanges(before: Calendars, after: Calendars, year: number): DayChange[] {
  const changes: DayChange[] = [];
  for (let n = dayNumberOfParts(year - 1, 12, 1); n <= dayNumberOfParts(year, 12, 31); n++) {
    const works = isWorking(n, after);
    if (works === isWorking(n, before)) continue;
    const name = after.named.get(n)?.name ?? (works ? null : fixedHoliday(n));
    changes.push({ date: dateOf(n), to: works ? 'work' : 'off', name });
  }
  return changes;
}
