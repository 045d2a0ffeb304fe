/** What may be asked of the counting engine from outside, and its answer: `POST /api/law/compute`, `npm run due`. */
import { z } from 'zod';
import type { Deadline } from '../law/types.ts';
import { exact } from '../text/fields.ts';
import type { Convention } from './conventions.ts';
import { addDays, dayNumberOf, dayOf, isPlainDate, millisOf, partsOfDayNumber } from './day.ts';
import { dateText, type ExplainedGroup, explain } from './explain.ts';
import { type Calendars, type Count, type ExplainedDay, type Instant, type PlainDate, UNITS } from './types.ts';

const MOST_UNITS = 10_000;

/** The longest period of each unit that is counted on request; the longest in the catalogue is far below. */
const LONGEST: Record<(typeof UNITS)[number], number> = {
  h: MOST_UNITS,
  cd: MOST_UNITS,
  'cd†': MOST_UNITS,
  wd: 5_000,
  months: 360,
  years: 30,
};

const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;

/** An instant with offset or a plain date, a real one, in the years 2000–2100 of Shanghai. */
const when = exact(40).superRefine((text, ctx) => {
  let year: number;
  try {
    year = partsOfDayNumber(dayNumberOf(text)).year;
  } catch {
    ctx.addIssue({
      code: 'custom',
      message: 'must be a real date as 2026-09-30, or an instant with offset as 2026-09-30T16:40:00+08:00',
      params: { zh: '须为真实日期（如2026-09-30），或者带时区的时刻（如2026-09-30T16:40:00+08:00）' },
    });
    return;
  }
  if (year < FIRST_YEAR || year > LAST_YEAR) {
    ctx.addIssue({
      code: 'custom',
      message: `must lie in the years ${FIRST_YEAR} to ${LAST_YEAR}`,
      params: { zh: `须在${FIRST_YEAR}年至${LAST_YEAR}年之间` },
    });
  }
});

const units = z
  .int('must be a whole number')
  .min(1, 'must be at least 1')
  .max(MOST_UNITS, `must be at most ${MOST_UNITS}`);

const pause = z.strictObject({ from: when, to: when.nullable() }).superRefine(({ from, to }, ctx) => {
  // What is no date was said of its own field.
  if (to === null || !when.safeParse(from).success || !when.safeParse(to).success) return;
  // A plain date has no hour: beside an instant only the days are compared.
  const exact = !isPlainDate(from) && !isPlainDate(to);
  const ends = exact ? millisOf(to) - millisOf(from) : dayNumberOf(to) - dayNumberOf(from);
  if (ends < 0) {
    const message = 'must not come before the pause begins';
    ctx.addIssue({ code: 'custom', path: ['to'], message, params: { zh: '不得早于中止开始' } });
  }
});

const extension = z.strictObject({ length: units, granted: when });

/** What a clock has gone through: the part that both forms of the request share. */
const ledger = {
  start: when,
  pauses: z.array(pause).max(200, 'must be at most 200 pauses').default([]),
  extension: extension.nullable().default(null),
};

/**
 * A period to compute: `{ unit, length, start, pauses, extension, direction?, roll? }`. Lengths in the unit. Refused,
 * each with the field: unknown fields, impossible dates, years outside 2000–2100, a pause that ends before it begins,
 * hours from a plain date, pauses or extensions of hours and of periods counted back (no rule has them). `roll` says
 * nothing for `wd`, `h` and periods counted back: they never roll.
 */
export const computeRequest = z
  .strictObject({
    unit: z.enum(UNITS),
    length: units,
    ...ledger,
    direction: z.enum(['forward', 'back']).optional(),
    roll: z.boolean().optional(),
  })
  .superRefine((r, ctx) => {
    const refuse = (path: (string | number)[], message: string, zh: string) =>
      ctx.addIssue({ code: 'custom', path, message, params: { zh } });
    const longest = LONGEST[r.unit];
    const most = [`must be at most ${longest} for the unit ${r.unit}`, `该单位最多${longest}`] as const;
    const tooLong = (length: number) => length > longest && length <= MOST_UNITS;
    if (tooLong(r.length)) refuse(['length'], ...most);
    if (r.extension && tooLong(r.extension.length)) refuse(['extension', 'length'], ...most);
    if (r.unit === 'h') {
      if (isPlainDate(r.start)) {
        refuse(['start'], 'must be an instant with offset: hours run from a moment', '按小时计的期限须有起算时刻');
      }
      if (r.pauses.length > 0) {
        refuse(['pauses'], 'must be empty: periods in hours are never suspended', '按小时计的期限不中止');
      }
      if (r.extension) {
        refuse(['extension'], 'must be null: periods in hours are never extended', '按小时计的期限不延长');
      }
      if (r.direction === 'back') {
        refuse(['direction'], 'must be forward: only days, months and years count back', '按小时计的期限不倒算');
      }
    } else if (r.direction === 'back') {
      if (r.pauses.length > 0) {
        refuse(['pauses'], 'must be empty: a period counted back is never suspended', '倒算的期限不中止');
      }
      if (r.extension) {
        refuse(['extension'], 'must be null: a period counted back is never extended', '倒算的期限不延长');
      }
    }
  });

export type ComputeRequest = z.output<typeof computeRequest>;

/** The same for a row of the catalogue: `part` chooses among the parts of a row that has several (0 first). */
export const deadlineRequest = z.strictObject({
  deadline: exact(100, 1),
  part: z.int().min(0).max(20).default(0),
  ...ledger,
});

export type DeadlineRequest = z.output<typeof deadlineRequest>;

/**
 * The request that a row of the catalogue makes of `{ start, pauses, extension }`: its unit, length, direction and
 * roll. To be given to `computeRequest` as any other. RangeError when the row has no such part or names no number.
 */
export function requestFor(row: Deadline, ask: Omit<DeadlineRequest, 'deadline'>): z.input<typeof computeRequest> {
  const part = row.parts[ask.part];
  if (!part) throw new RangeError(`${row.id} has no part ${ask.part}, only ${row.parts.length}`);
  if (part.length === null || part.unit === null) {
    const { until } = row.edition;
    throw new RangeError(
      until === null
        ? `${row.id} names no number of days or hours`
        : `The catalogue has no number of days or hours for ${row.id} in the edition that was replaced on ${until}`,
    );
  }
  const { start, pauses, extension: granted } = ask;
  const request = { unit: part.unit, length: part.length, start, pauses, extension: granted };
  if (row.direction === 'back') return { ...request, direction: 'back' };
  return row.roll || part.unit === 'h' ? request : { ...request, roll: false };
}

/** The longest list of days that an answer spells out; of longer ones the middle is left out. */
export const MOST_DAYS = 1_500;

/** Which edition of a row an answer rests on: the one in force on the day of the start. */
export interface EditionSaid {
  deadline: string;
  /** First day in force; null: not known. */
  inForce: PlainDate | null;
  /** First day no longer in force: that of the next edition; null: none is known. */
  until: PlainDate | null;
  source: { zh: string; en: string };
  confidence: Deadline['confidence'];
  /** Set where the start lies before the day the oldest known edition came into force: what applied then is not in the catalogue. */
  early?: { zh: string; en: string };
}

/** What the engine says to a request; dates as in `Due`. */
export interface ComputeAnswer {
  due: PlainDate | Instant | null;
  alarm?: PlainDate;
  expiresAt: Instant | null;
  provisional: boolean;
  /** Last day that a published calendar covers. */
  horizon: PlainDate | null;
  calendars: string[];
  extension?: 'accepted' | 'refused';
  /** Units left while suspended; calendar days for months and years. */
  remaining?: number;
  /** The days counted; not for hours, nor where days are left out. */
  counted_days?: PlainDate[];
  days: ExplainedDay[];
  /** Days of the middle that `days` leaves out. */
  omitted?: { from: PlainDate; to: PlainDate };
  groups: ExplainedGroup[];
  summary: { zh: string; en: string };
  conventions: Convention[];
  /** Of a row of the catalogue. */
  edition?: EditionSaid;
}

/** The count of a request, as the engine takes it. */
function countOf(request: ComputeRequest): Count {
  const { unit, length, start, pauses, extension: granted, direction, roll } = request;
  return { unit, length, start, pauses, extensions: granted ? [granted] : [], direction, roll };
}

/** Computes and explains a valid request under the calendars. Pure. */
export function answer(request: ComputeRequest, calendars: Calendars): ComputeAnswer {
  const { due, days, groups, summary, conventions } = explain(countOf(request), calendars);
  const short = days.length <= MOST_DAYS;
  const half = MOST_DAYS / 2;
  const [from, to] = short ? [] : [days[half], days.at(-half - 1)];
  return {
    due: due.due,
    ...(due.alarm === undefined ? {} : { alarm: due.alarm }),
    expiresAt: due.expiresAt,
    provisional: due.provisional,
    horizon: calendars.horizon,
    calendars: due.calendars,
    ...(due.extensions[0] === undefined ? {} : { extension: due.extensions[0] }),
    ...(due.remaining === undefined ? {} : { remaining: due.remaining }),
    ...(request.unit !== 'h' && short ? { counted_days: days.filter((d) => d.counted).map((d) => d.date) } : {}),
    days: short ? days : [...days.slice(0, half), ...days.slice(-half)],
    ...(from && to ? { omitted: { from: from.date, to: to.date } } : {}),
    groups,
    summary,
    conventions,
  };
}

/** The same for a row of the catalogue, given by the edition that is counted under; the answer names it. */
export function answerFor(row: Deadline, request: ComputeRequest, calendars: Calendars): ComputeAnswer {
  const { id: deadline, source, confidence } = row;
  const early = earlyText(row, request.start);
  return {
    ...answer(request, calendars),
    edition: { deadline, ...row.edition, source, confidence, ...(early ? { early } : {}) },
  };
}

/** That a period begins before the rule it is counted by was in force; null where it does not, or where the day is not known. */
export function earlyText({ edition }: Pick<Deadline, 'edition'>, start: Instant | PlainDate) {
  const { inForce } = edition;
  if (inForce === null || dayOf(start) >= inForce) return null;
  const day = dateText(inForce);
  return {
    zh: `起算日早于该规定施行之日（${day.zh}）：当时适用的规定不在目录中，以上按最早的已知版本演算。`,
    en: `The start lies before ${day.en}, when this rule came into force: what applied then is not in the catalogue, and the oldest known edition is counted by.`,
  };
}

/** Names an edition: from which day, and until when where a later one is known. null where the day is not known. */
export function editionText({ inForce, until }: Pick<EditionSaid, 'inForce' | 'until'>) {
  if (inForce === null) return null;
  const from = dateText(inForce);
  if (until === null) return { zh: `${from.zh}起施行的规定`, en: `edition in force from ${from.en}` };
  const to = dateText(addDays(until, -1));
  return { zh: `${from.zh}起施行、至${to.zh}止的规定`, en: `edition in force from ${from.en} to ${to.en}` };
}
