import { z } from 'zod';
import { exact, line, prose } from '../../domain/text/fields.ts';
import { checkCalendar } from '../../domain/time/calendars.ts';
import type { Calendar } from '../../domain/time/types.ts';
import type { CalendarBooks, CalendarPublication, Counting } from '../../ledger/types.ts';
import { type FieldError, fieldError } from '../problem.ts';
import { routesOn } from '../route.ts';

const route = routesOn<CalendarBooks & Pick<Counting, 'countPublications'>>();

const words = line(60);

/** One sentence for a field that is missing or of another kind. */
const plain =
  (what: string, kind: string) =>
  (issue: { input?: unknown }): string =>
    issue.input === undefined ? `${what} is missing.` : `${what} must be ${kind}.`;

const day = exact(40, 0, plain('A day', 'text such as 2027-01-01'));

/** Their number is kept in four bytes. */
const MOST_PUBLICATIONS = 2 ** 31 - 1;

/** A calendar as the file of a notice holds it; whether its days make sense is for the ledger to say, field by field. */
const calendar = {
  year: z
    .number({ error: plain('The year', 'a number such as 2027') })
    .int()
    .min(1)
    .max(9999)
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
  }).map((p) => fieldError(p.field, p.text));
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

const after = z
  .number()
  .int()
  .min(0)
  .max(MOST_PUBLICATIONS)
  .meta({ description: 'Number of the last publication seen, as the preview gave it' });
const number = z.object({ number: z.coerce.number().int().min(1).max(1_000_000) });
/** What is told of a publication; how many cases and dates it reaches would tell of cases that the reader may not see. */
const told = ({ cases: _cases, left: _left, moved: _moved, ...publication }: CalendarPublication) => publication;

export const getPublications = route({
  method: 'get',
  path: '/api/calendars/publications',
  summary: {
    zh: '日历的公布记录',
    en: 'What was published when, whether its counting is done, and what could be published',
  },
  audience: 'staff',
  answers: {
    200: { zh: '公布记录，以及随系统附带而尚未公布的日历', en: 'Publications, newest first, and bundled calendars' },
    403: { zh: '不是您的岗位', en: 'Not for your post' },
  },
  async handle({ person }, { ledger }) {
    await ledger.calendarProposals(person);
    const { publications, bundled } = await ledger.calendarBook();
    return { body: { items: publications.map(told), bundled } };
  },
});

export const postCalendarPreview = route({
  method: 'post',
  path: '/api/calendars/preview',
  summary: { zh: '核对日历', en: 'What publishing a calendar would change; changes nothing' },
  audience: 'staff',
  body: z.strictObject(calendar),
  alsoWrong,
  answers: {
    200: { zh: '问题、变动的日子', en: 'Mistakes by field, or the days that would change' },
    403: { zh: '不是您的岗位', en: 'Not for your post' },
  },
  handle: async ({ person, body }, { ledger }) => ({ body: await ledger.previewCalendar(person, calendarOf(body)) }),
});

export const postCalendar = route({
  method: 'post',
  path: '/api/calendars',
  summary: { zh: '提议日历', en: 'Propose a calendar: a second person approves it' },
  audience: { role: 'admin' },
  body: z.strictObject({ ...calendar, after }),
  alsoWrong,
  answers: {
    202: { zh: '已提议，等待批准', en: 'Proposed; it waits to be approved' },
    409: { zh: '其间已有人公布，或者已有一份等待批准', en: 'Somebody published meanwhile, or one waits already' },
    422: { zh: '日历有误，没有提议', en: 'The calendar has mistakes; nothing was proposed' },
  },
  handle: async ({ person, body }, { ledger }) => ({
    status: 202,
    body: await ledger.proposeCalendar(person, calendarOf(body), body.after),
    headers: { Location: '/api/calendars/proposals' },
  }),
});

export const getCalendarProposals = route({
  method: 'get',
  path: '/api/calendars/proposals',
  summary: { zh: '提议的日历', en: 'Calendars that were proposed, and what became of them' },
  audience: 'staff',
  answers: { 200: { zh: '提议', en: 'Newest first' }, 403: { zh: '不是您的岗位', en: 'Not for your post' } },
  handle: async ({ person }, { ledger }) => ({ body: { items: await ledger.calendarProposals(person) } }),
});

export const postCalendarApproval = route({
  method: 'post',
  path: '/api/calendars/proposals/{number}/approval',
  summary: { zh: '批准并公布日历', en: 'A second person approves a calendar: every running date is counted again' },
  audience: 'staff',
  params: number,
  body: z.strictObject({ after }),
  answers: {
    202: { zh: '已公布，正在重新计算', en: 'Published; the running dates are being counted' },
    403: { zh: '须由另一人批准，或者不是您的岗位', en: 'For another person, or not for your post' },
    409: { zh: '其间已有人公布，或者已经办理', en: 'Somebody published meanwhile, or it was decided' },
  },
  async handle({ person, params, body }, { ledger, log }) {
    const publication = await ledger.approveCalendar(person, params.number, body.after);
    // What is cut off here is gone on with by the worker; an answer need not wait for it.
    ledger.countPublications().catch((error: unknown) => {
      log.warn(
        { error: error instanceof Error ? error.name : 'unknown' },
        'the counting of a published calendar was cut off; the worker goes on with it',
      );
    });
    return { status: 202, body: told(publication), headers: { Location: '/api/calendars/publications' } };
  },
});

export const postCalendarDecline = route({
  method: 'post',
  path: '/api/calendars/proposals/{number}/decline',
  summary: { zh: '退回日历', en: 'Decline a calendar with a reason' },
  audience: 'staff',
  params: number,
  body: z.strictObject({ reason: prose(2000) }),
  answers: {
    200: { zh: '已退回', en: 'Declined; it stays on record' },
    403: { zh: '须由另一人办理，或者不是您的岗位', en: 'For another person, or not for your post' },
    409: { zh: '已经办理', en: 'It was decided already' },
  },
  handle: async ({ person, params, body }, { ledger }) => ({
    body: await ledger.declineCalendar(person, params.number, body.reason),
  }),
});
