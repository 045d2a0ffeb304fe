import type { Bilingual } from '../../domain/law/types.ts';
import type { ActedAs, Person } from '../../domain/people/types.ts';
import type { Calendar, Instant, PlainDate } from '../../domain/time/types.ts';

/** A publication of a calendar and how far the counting of the running dates has come. */
export interface CalendarPublication {
  number: number;
  year: number;
  notice: string;
  published: PlainDate;
  /** Number of the notice whose calendar it took the place of. */
  replaced: string | null;
  /** Staff id. */
  by: string;
  at: Instant;
  state: 'counting' | 'done';
  /** Cases with running dates when it was published, and those still to be counted. */
  cases: number;
  left: number;
  /** Dates that moved so far. */
  moved: number;
  doneAt: Instant | null;
}

export interface CalendarBook {
  /** In force, by year. */
  items: (Calendar & { workingDays: number })[];
  /** Dates up to this day are certain; null while no calendar is known. */
  horizon: PlainDate | null;
  /** Calendars that come with this edition of the product and are not published yet. */
  bundled: Calendar[];
  /** Newest first. */
  publications: CalendarPublication[];
}

export interface CalendarPreview {
  /** Number of the notice in force for this year. */
  inForce: string | null;
  /** Number of the last publication, to be given back when publishing. */
  after: number;
  /** Mistakes by field; while there are any, the rest is empty. */
  problems: { field: string; text: Bilingual }[];
  /** What to look at twice. */
  oddities: Bilingual[];
  /** Days that would become another kind of day. */
  changes: { date: PlainDate; to: 'off' | 'work'; name: Bilingual | null }[];
  workingDays: { before: number; after: number } | null;
}

/** A calendar that was proposed, and what a second person made of it. */
export interface CalendarProposalView {
  number: number;
  calendar: Calendar;
  by: { id: string; role: ActedAs['role']; name: Bilingual };
  at: Instant;
  /** null while it waits. `publication`: the number under which it became true. */
  decided: {
    approved: boolean;
    by: { id: string; role: ActedAs['role']; name: Bilingual };
    at: Instant;
    reason: string | null;
    publication: number | null;
  } | null;
  /** Whether the one who asks may approve or decline it. */
  mayDecide: boolean;
}

/** The calendars and their publication. */
export interface CalendarBooks {
  /** The calendars in force, those still to be published, and what was published when. */
  calendarBook(): Promise<CalendarBook>;
  /** What publishing a calendar would change; for who proposes and who approves. */
  previewCalendar(person: Person, calendar: Calendar): Promise<CalendarPreview>;
  /** Newest first; for who proposes and who approves. */
  calendarProposals(person: Person): Promise<CalendarProposalView[]>;
  proposeCalendar(person: Person, calendar: Calendar, after?: number): Promise<CalendarProposalView>;
  /** Publishes a proposed calendar; the running dates are counted again by `countPublications`. Safe to repeat. */
  approveCalendar(person: Person, proposal: number, after?: number): Promise<CalendarPublication>;
  declineCalendar(person: Person, proposal: number, reason: string): Promise<CalendarProposalView>;
}

/** Counts running dates under what was published. */
export interface Counting {
  /** Counts the running dates for what was published and goes on where it was cut off; each date that moved is an event. */
  countPublications(): Promise<{ moved: number; waiting: number }>;
  /**
   * One page of the same. `left`: cases still to be counted; `from`: where to go on at once, null: nothing more can be counted now,
   * because all is (`left` is 0), somebody else counts or a case could not be counted.
   */
  countPage(from?: string): Promise<{ moved: number; left: number; from: string | null }>;
}
