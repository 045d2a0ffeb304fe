import type { CaseState, EventType, FactSheet, ProceedingKind } from '../../domain/case/types.ts';
import type { OfferedAct, RefusedAct } from '../../domain/kernel/index.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import type { ActedAs, Person, Role } from '../../domain/people/types.ts';
import type { Explanation } from '../../domain/time/explain.ts';
import type { Instant, PlainDate } from '../../domain/time/types.ts';
import type { ClockView } from './clocks.ts';

export interface ProceedingView {
  id: string;
  kind: ProceedingKind;
  title: Bilingual;
  state: string;
  label: Bilingual;
  flags: { id: string; label: Bilingual }[];
  opened: Instant | PlainDate;
  ended: Instant | null;
  linked: string | null;
  facts: FactSheet;
  /** Acts proposed and not yet decided. */
  proposals: {
    act: string;
    label: Bilingual;
    by: string;
    at: Instant;
    facts: FactSheet;
    /** Posts that may decide it; `superior`: the organ above. */
    waitsFor: (Role | 'superior')[];
  }[];
  /** Acts that lead on from the present state, with the posts that take or enter them; for reading, no promise that they may be taken. */
  leadsOn: { act: string; label: Bilingual; by: (Role | 'superior')[] }[];
}

/** An event as the console shows it. `words` are absent where this person may not read them, null after their key was destroyed or where they are damaged. */
export interface EventView {
  number: number;
  type: EventType;
  proceeding: string;
  kind: ProceedingKind;
  name: string;
  label: Bilingual;
  /** By the day where the tipster did it, as `recordedAt`. */
  occurredAt: Instant | PlainDate;
  occurredOn?: PlainDate;
  recordedAt: Instant | PlainDate;
  actor: ActedAs;
  from: string | null;
  to: string;
  toLabel: Bilingual;
  basis: string;
  facts: FactSheet;
  document?: { kind: string; number: string; date: PlainDate };
  paper?: { number: string; scan: string; second: string };
  cause?: number;
  words?: FactSheet | null;
  /** The words are not as they were sealed. */
  damaged?: true;
}

/** What a case is called by people. */
export interface CaseNames {
  /** Code of the region, six characters drawn by chance, a check character. */
  number: string;
  /** The running number of a case that was opened before numbers were drawn by chance. */
  formerNumber: string | null;
}

export interface CaseHead extends CaseNames {
  id: string;
  organ: string;
  receivedAt: PlainDate;
  channel: string;
  fund: string;
  named: boolean;
  mergedInto: string | null;
  officers: string[];
  proceedings: { id: string; kind: ProceedingKind; state: string; label: Bilingual; ended: boolean }[];
  /** The earliest end of an open clock of our own; null if there is none. */
  nextDue: PlainDate | Instant | null;
  /** That date rests on days whose calendar is not published yet. */
  nextProvisional: boolean;
  overdue: boolean;
}

export interface TaskView {
  id: string;
  caseId: string;
  proceeding: string;
  to: Role;
  text: Bilingual;
  basis: string;
  since: PlainDate;
  done: { by: string; at: Instant } | null;
}

export interface LetterView {
  id: string;
  to: string;
  template: string;
  title: Bilingual;
  /** The whole text; where the letter names a date, with the explanation of it. */
  body: Bilingual;
  /** Who sends it and how they were reached when it was placed, a line each. */
  from: Bilingual;
  placedAt: Instant;
  /** What it was written from cannot be read; the text is empty. */
  damaged?: true;
}

export interface EvidenceView {
  id: string;
  name: string;
  type: string;
  size: number;
  sha256: string;
  addedAt: Instant | PlainDate;
  from: 'tipster' | 'staff';
  /** Its name and kind are not as they were sealed, and are empty. */
  damaged?: true;
}

export interface MessageView {
  from: 'tipster' | 'authority';
  at: Instant | PlainDate;
  text: string;
  /** It is not as it was sealed; the text is empty. */
  damaged?: true;
}

export interface CaseSummary extends CaseHead {
  /** Number of the last event that this person knows of. */
  version: number;
  clocks: ClockView[];
  details: ProceedingView[];
}

export interface CaseView extends CaseSummary {
  accused: CaseState['accused'];
  regime: CaseState['regime'];
  recused: string[];
  /** What the tip says, without who told it; absent where this person may not read it. */
  tip?: FactSheet | null;
  /** The receipt of a letter was not given to who entered it: this person may be shown it (`showReceipt`), to give it to the tipster. */
  receiptWaits?: true;
  timeline: EventView[];
  letters: LetterView[];
  evidence: EvidenceView[];
  messages: MessageView[];
  tasks: TaskView[];
  /** Names and posts of the staff this case mentions. */
  people: Record<string, { name: Bilingual; login: string }>;
}

/** One case on the screen. */
export interface CaseReading {
  caseView(person: Person, caseId: string): Promise<CaseView>;
  actsOf(person: Person, caseId: string): Promise<{ allowed: OfferedAct[]; refused: RefusedAct[] }>;
  clockView(
    person: Person,
    caseId: string,
    clock: string,
  ): Promise<{ clock: ClockView; explanation: Explanation | null }>;
  /** The unaltered original, for the sandboxed viewer; logged as an event of the case. */
  openEvidence(
    person: Person,
    caseId: string,
    evidence: string,
  ): Promise<{ name: string; type: string; sha256: string; size: number; bytes: AsyncIterable<Buffer> }>;
}
