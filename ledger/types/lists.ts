import type { ProceedingKind } from '../../domain/case/types.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import type { Person, Role } from '../../domain/people/types.ts';
import type { Instant, PlainDate } from '../../domain/time/types.ts';
import type { CaseHead, CaseNames } from './case.ts';
import type { ClockView } from './clocks.ts';
import type { Page } from './common.ts';

export interface WorkItem extends CaseNames {
  caseId: string;
  proceeding: string;
  kind: ProceedingKind;
  state: string;
  label: Bilingual;
  /** `clock`: a step of ours is due; `proposal`: waits for my decision; `task`: somebody must look. */
  what: 'clock' | 'proposal' | 'task' | 'named';
  role: Role;
  text: Bilingual;
  /** A proposal has the date of our clock in its proceeding that ends first. */
  due: PlainDate | Instant | null;
  /** Of a proposal: which period ends on that date. */
  period?: Bilingual;
  provisional: boolean;
  /** What the date rests on, as on the clock; absent where there is no date of a clock. */
  restsOn?: Pick<ClockView, 'confidence' | 'confirmation' | 'ownLength'>;
  overdue: boolean;
  since: PlainDate;
  task?: string;
}

/** What waits for a person and is no work of a case: it can be theirs without their seeing the case. */
export interface WaitingItem {
  what: 'identity' | 'calendar' | 'people' | 'handover';
  /** Id of the request, number of the proposal; of a request for changes of people the organ, too; whose cases are handed over. */
  about: string;
  can: 'decide' | 'open' | 'read' | 'hand-over';
  text: Bilingual;
  since: PlainDate;
  /** Until when it can be read; null: no end. */
  until: Instant | null;
}

/** An officer who is named in cases in which others can be named in their place. */
export interface HandingOfficer {
  id: string;
  organ: string;
  name: Bilingual;
  /** In how many of them. */
  cases: number;
  /** `gone`: they are no officer any more; `away`: another stands in for them today. */
  stands: 'here' | 'away' | 'gone';
  deputy: { id: string; name: Bilingual; until: PlainDate } | null;
}

/** Whose cases can be handed over by somebody, and to whom at all; in each case it is asked anew. */
export interface HandoverView {
  officers: HandingOfficer[];
  successors: { id: string; organ: string; login: string; name: Bilingual }[];
}

/** A case in which an officer is named. */
export interface HandedCase extends CaseNames {
  caseId: string;
  proceeding: string;
  label: Bilingual;
  officers: { id: string; name: Bilingual }[];
  due: PlainDate | Instant | null;
  provisional: boolean;
}

export interface CaseSearch {
  /** Beginning of a case number, or of a former one. */
  number?: string | undefined;
  kind?: ProceedingKind | undefined;
  state?: string | undefined;
  fund?: string | undefined;
  /** Whole name of the accused, found by keyed hash. */
  accused?: string | undefined;
  open?: boolean | undefined;
  overdue?: boolean | undefined;
}

/** What a person has before them, and finds. */
export interface Lists {
  worklist(person: Person, cursor?: string, limit?: number): Promise<Page<WorkItem>>;
  /** What waits for a person beside the cases' work. */
  waiting(person: Person): Promise<WaitingItem[]>;
  /** @throws Refused for who names no officers */
  handover(person: Person): Promise<HandoverView>;
  /** Cases in which this officer is named and the person may name others, by next due date. @throws Refused for who names no officers */
  handedCases(person: Person, officer: string, cursor?: string, limit?: number): Promise<Page<HandedCase>>;
  cases(person: Person, search?: CaseSearch, cursor?: string, limit?: number): Promise<Page<CaseHead>>;
  /** Open clocks by end, earliest first: the deadline board. */
  deadlines(
    person: Person,
    cursor?: string,
    limit?: number,
  ): Promise<Page<CaseNames & { caseId: string; clock: ClockView }>>;
}
