/** A unit of legal time. `cd†`: calendar days of a rule that never defines 日; the strict day is kept as `alarm`. */
export const UNITS = ['h', 'cd', 'cd†', 'wd', 'months', 'years'] as const;
export type Unit = (typeof UNITS)[number];

/** ISO 8601 instant with offset, e.g. `2026-09-30T16:40:00+08:00`. */
export type Instant = string;
/** Plain legal date in Asia/Shanghai, e.g. `2026-09-30`. */
export type PlainDate = string;

/** The official days of one State Council notice. `off`: days off; `work`: make-up working days on weekends. */
export interface Calendar {
  year: number;
  notice: string;
  published: PlainDate;
  off: PlainDate[];
  work: PlainDate[];
  /** Names of the holidays for explanations, by first day of each run in `off`. */
  names?: Record<PlainDate, { zh: string; en: string }>;
  /** Number of the notice that this one amends, where it takes the place of a calendar in force. */
  amends?: string | undefined;
}

/** What a notice says of one day. `name`: the holiday, null for make-up days and unnamed runs. */
export interface NamedDay {
  kind: 'off' | 'work';
  notice: string;
  name: { zh: string; en: string } | null;
}

/** Calendars made ready for counting by `calendarsOf` (calendars.ts); days are numbered from 1970-01-01. */
export interface Calendars {
  /** The calendars in force, one per year, by year. */
  readonly list: readonly Calendar[];
  /** The last day of the last published year; null when none is published. */
  readonly horizon: PlainDate | null;
  readonly years: ReadonlySet<number>;
  /** Days that a notice names, by day number. */
  readonly named: ReadonlyMap<number, NamedDay>;
  /** Per calendar: its year as day numbers, and the days of the December before that it names. */
  readonly spans: readonly { notice: string; first: number; last: number; early: readonly number[] }[];
  /** `worked[i]`: working days among the first `i` days of the countable span (day.ts `FIRST_DAY`). */
  readonly worked: Int32Array;
}

/** Days `from + 1 … to` are frozen (counting.md 9); `to: null` while still suspended. */
export interface Pause {
  from: Instant | PlainDate;
  to: Instant | PlainDate | null;
}

/** An extension in the period's own unit, granted at an instant. */
export interface Extension {
  length: number;
  granted: Instant | PlainDate;
}

/** The budget of one clock: what is counted, from when, with what pauses and extensions. Never a date. */
export interface Count {
  unit: Unit;
  length: number;
  start: Instant | PlainDate;
  direction?: 'forward' | 'back' | undefined;
  /** Default true; false for terms and bars (counting.md 4). */
  roll?: boolean | undefined;
  pauses?: Pause[];
  extensions?: Extension[];
}

export type DayReason =
  | 'counted'
  | 'weekend'
  | 'holiday'
  | 'make-up'
  | 'paused'
  | 'rolled'
  | 'start'
  /** Counted back: the latest day on which the act still leaves the full period. */
  | 'limit'
  /** Counted back: `limit` falls on a rest day, as does every day up to it from `alarm`. */
  | 'not-a-working-day';

export interface ExplainedDay {
  date: PlainDate;
  counted: boolean;
  reason: DayReason;
  /** Notice number, clause or null. */
  source: string | null;
}

/** What a count comes to under the given calendars. */
export interface Due {
  /** The last day (plain date), or the instant for hours; null while suspended. */
  due: PlainDate | Instant | null;
  /** `cd†`: the strict day, absent while suspended before it. Counted back: last working day on or before `due`. */
  alarm?: PlainDate;
  /** 00:00+08:00 of the day after `due`; for hours the instant itself; null while suspended. */
  expiresAt: Instant | null;
  /** True when it had to be known whether a day without a published calendar is a working day. */
  provisional: boolean;
  /** Notice numbers that the date rests on. */
  calendars: string[];
  /** Verdict on each extension, in order. */
  extensions: ('accepted' | 'refused')[];
  /** Units left, given when suspended; calendar days for months and years (counting.md 11). */
  remaining?: number;
}
