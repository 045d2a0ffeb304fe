import type { ClockKind, ClockMove, ClockOutcome, StopReason } from '../../domain/case/types.ts';
import type { Bilingual, Confidence, Deadline } from '../../domain/law/types.ts';
import type { Count, Instant, PlainDate } from '../../domain/time/types.ts';

/** A row below `text` was read and answered for by the authority's lawyer. */
export interface ConfirmationView {
  /** What was read, and where. */
  citation: string;
  /** The day on which it was confirmed. */
  date: PlainDate;
  /** Name of the post or person. */
  by: Bilingual;
}

export interface ClockView {
  id: string;
  deadline: string;
  part: number;
  proceeding: string;
  title: Bilingual;
  kind: ClockKind;
  confidence: Confidence | 'house';
  /** The confirmation that stood at its end, or stands now; null: none. */
  confirmation: ConfirmationView | null;
  /** The law gives no number: the length is the authority's own, and only warns. */
  ownLength: boolean;
  /** The clause of its own edition, or `house rule`. */
  basis: Bilingual;
  /** The edition that it keeps: first day in force, and that of the next; null: a house limit. */
  edition: Deadline['edition'] | null;
  /** By the day where it counts days. */
  started: Instant | PlainDate;
  count: Count | null;
  paused: boolean;
  due: PlainDate | Instant | null;
  alarm: PlainDate | null;
  expiresAt: Instant | null;
  provisional: boolean;
  calendars: string[];
  /** Open and past its end, computed when read: right even while every timer is late. */
  overdue: boolean;
  outcome: { what: ClockOutcome; at: Instant } | null;
  stopped: { at: Instant; why: StopReason } | null;
  /** The last time that a published calendar or a change in the law moved the date: the old one, the new one and the cause. */
  moved: ClockMove | null;
  /** Set while another clock of the same duty runs besides: the one that ends first binds and is named first. */
  binding: { duty: Bilingual; first: ClockName; others: ClockName[] } | null;
}

/** A clock named beside another one. `due` null: suspended. */
export interface ClockName {
  id: string;
  deadline: string;
  title: Bilingual;
  due: PlainDate | Instant | null;
}
