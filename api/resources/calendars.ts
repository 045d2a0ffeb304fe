import { z } from 'zod';
import { exact, line } from '../../domain/text/fields.ts';
import { checkCalendar } from '../../domain/time/calendars.ts';
import type { Calendar } from '../../domain/time/types.ts';
import type { FieldError } from '../problem.ts';
import { route } from '../route.ts';

const words = line(60);

/** One sentence for a field that is missing or of another kind. */
const plain =
  (what: string, kind: string) =>
  (issue: { input?: unknown }): string =>
    issue.input === undefined ? `${what} is missing.` : `${what} must be ${kind}.`;

const day = exact(40, 0, plain('A day', 'text such as 2027-01-01'));

/** A calendar as the file of a notice holds it; whether its days make sense is for the ledger to say, field by field. */
const calendar = {
  year: z
    .number({ error: plain('The year', 'a number such as 2027') })
    .int()
    .meta({ description: 'The year of the notice' }),
  notice: line(100, 0, plain('The number of the notice', 'text')).meta({
    description: 'Number of the notice of the State Council',
  }),
  published: exact(40, 0, plain('The date of the notice', 'text such as 2025-11-04')).meta({
    description: 'Date of the notice, such as 2025-11-04',
  }),
  off: z
    .array(day, { error: plain('The list of days off', 'a list of dates') })
    .max(366)
    .meta({ description: 'Days off, weekends within the holidays too' }),
  work: z
    .array(day, { error: plain('The list of make-up working days', 'a list of dates; it may be empty') })
    .max(60)
    .meta({ description: 'Make-up working days' }),
  names: z
    .record(exact(40), z.strictObject({ zh: words, en: words }))
    .optional()
    .meta({ description: 'Names of the holidays, by the first day of each' }),
  amends: line(100, 0).optional().meta({ description: 'Number of the notice in force that this one amends' }),
};

/** What is wrong with the days of a file, even where another field of it is missing. */
function alsoWrong(body: unknown): FieldError[] {
  const b = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const days = (value: unknown) => (Array.isArray(value) ? value.filter((d) => typeof d === 'string') : []);
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  if (typeof b.year !== 'number') return [];
  const { year, notice, published, off, work } = b;
  return checkCalendar({
    year,
    notice: text(notice),
    published: text(published),
    off: days(off),
    work: days(work),
  }).map((p) => ({ field: p.field, message: p.text.en, messageZh: p.text.zh }));
}

type Asked = z.output<z.ZodObject<typeof calendar>>;

const calendarOf = ({ year, notice, published, off, work, names, amends }: Asked): Calendar => ({
  year,
  notice: notice.trim(),
  published: published.trim(),
  off: [...off].sort(),
  work: [...work].sort(),
  ...(names ? { names } : {}),
  ...(amends === undefined ? {} : { amends: amends.trim() }),
});

export const getCalendars = route({
  method: 'get',
  path: '/api/calendars',
  summary: { zh: '已公布的放假安排', en: 'The calendars in force, and until which day dates are certain' },
  audience: 'anyone',
  answers: { 200: { zh: '各年日历', en: 'One calendar a year; dates past the horizon are provisional' } },
  async handle(_call, { ledger }) {
    const { items, horizon } = await ledger.calendarBook();
    return { body: { items, horizon } };
  },
});

export const getPublications = route({
  method: 'get',
  path: '/api/calendars/publications',
  summary: {
    zh: '日历的公布记录',
    en: 'What was published when, how far its counting is, and what could be published',
  },
  audience: { role: 'admin' },
  answers: {
    200: { zh: '公布记录，以及随系统附带而尚未公布的日历', en: 'Publications, newest first, and bundled calendars' },
  },
  async handle(_call, { ledger }) {
    const { publications, bundled } = await ledger.calendarBook();
    return { body: { items: publications, bundled } };
  },
});

export const postCalendarPreview = route({
  method: 'post',
  path: '/api/calendars/preview',
  summary: { zh: '公布前核对日历', en: 'What publishing a calendar would change; changes nothing' },
  audience: { role: 'admin' },
  body: z.strictObject(calendar),
  alsoWrong,
  answers: { 200: { zh: '问题、变动的日子和期限', en: 'Mistakes by field, or the days and dates that would change' } },
  handle: async ({ person, body }, { ledger }) => ({ body: await ledger.previewCalendar(person!, calendarOf(body)) }),
});

export const postCalendar = route({
  method: 'post',
  path: '/api/calendars',
  summary: { zh: '公布日历', en: 'Publish a calendar: every running date is counted again' },
  audience: { role: 'admin' },
  body: z.strictObject({
    ...calendar,
    after: z.number().int().min(0).meta({ description: 'Number of the last publication seen, as the preview gave it' }),
  }),
  alsoWrong,
  answers: {
    202: { zh: '已公布，正在重新计算', en: 'Published; the running dates are being counted' },
    409: { zh: '其间已有人公布', en: 'Somebody published meanwhile' },
    422: { zh: '日历有误，没有公布', en: 'The calendar has mistakes; nothing was published' },
  },
  async handle({ person, body }, { ledger, log }) {
    const publication = await ledger.publishCalendar(person!, calendarOf(body), body.after);
    // What is cut off here is gone on with by the worker; an answer need not wait for it.
    ledger.countPublications().catch((error: unknown) => {
      log.warn(
        { error: error instanceof Error ? error.name : 'unknown' },
        'the counting of a published calendar was cut off; the worker goes on with it',
      );
    });
    return { status: 202, body: publication, headers: { Location: '/api/calendars/publications' } };
  },
});
