/** By choice: a mail at fixed times that says how much there is, and nothing of what. House rules. */
import type { Bilingual } from '../law/types.ts';
import { lookUp } from '../look-up.ts';
import { workingDayFrom } from '../time/calendars.ts';
import { addDays, dateOf, dayNumberOf, dayOf, startOfDay, toInstant, weekdayOf } from '../time/day.ts';
import type { Calendars, Instant, PlainDate } from '../time/types.ts';
import { grantsOn } from './may.ts';
import type { Directory, Person } from './types.ts';

/** Times of a working day at which a digest can come: never when something arrives, which would tell when that was. */
export const DIGEST_TIMES = ['08:30', '11:30', '14:00', '17:00'] as const;
export type DigestTime = (typeof DIGEST_TIMES)[number];

const at = (day: string, time: DigestTime): Instant => toInstant(`${day}T${time}:00+08:00`);

/** The next moment after this one at which digests come. */
export function nextDigest(after: Instant, calendars: Calendars): Instant {
  for (let day = dayNumberOf(dayOf(after)); ; day += 1) {
    day = workingDayFrom(day, calendars);
    const found = DIGEST_TIMES.map((time) => at(dateOf(day), time)).find((x) => x > toInstant(after));
    if (found !== undefined) return found;
  }
}

/** Which of the times a moment is; null: none. */
export const digestTimeOf = (moment: Instant): DigestTime | null =>
  DIGEST_TIMES.find((time) => at(dayOf(moment), time) === toInstant(moment)) ?? null;

/** The end of the week, Sunday midnight, in which a moment is. */
export const endOfWeek = (moment: Instant): Instant => {
  const day = dayOf(moment);
  return startOfDay(addDays(day, 7 - ((weekdayOf(dayNumberOf(day)) + 6) % 7)));
};

/** What a digest says. */
export interface DigestCount {
  news: number;
  due: number;
}

/** All that a digest says: two numbers, in both languages. */
export const digestText = ({ news, due }: DigestCount): { subject: Bilingual; body: Bilingual } => ({
  subject: { zh: '工作提示', en: 'Your digest' },
  body: {
    zh: `新消息${news}条，本周到期${due}项。请登录工作台查看。`,
    en: `${news} new, ${due} due this week. Please sign in to the console.`,
  },
});

/**
 * Whose news reaches somebody on a day, by id: their own, and that of everybody in whose place they stand while these are away. The one
 * place where that is asked. What of it they may see is another question.
 */
export const newsDesks = (person: Person, day: PlainDate): string[] => [
  ...new Set([person.id, ...grantsOn(person, day).flatMap((g) => g.for?.[0] ?? [])]),
];

/** Whether somebody is away on a day and another really stands in for them: then nobody writes to them, but to their deputy. */
export const isAway = (person: Person, directory: Directory, day: PlainDate): boolean =>
  (directory.deputies ?? []).some((d) => {
    const deputy = lookUp(directory.people, d.deputy);
    return (
      d.person === person.id &&
      d.from <= day &&
      day <= d.until &&
      deputy !== undefined &&
      newsDesks(deputy, day).includes(person.id)
    );
  });
