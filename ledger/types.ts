import type { z } from 'zod';
import type { AuthorityAct, HearingAmounts, Limit, LimitUnit } from '../domain/authority/types.ts';
import type {
  Authority,
  CaseState,
  ClockKind,
  ClockMove,
  ClockOutcome,
  EffectKind,
  EventType,
  FactSheet,
  Json,
  ProceedingKind,
  StopReason,
} from '../domain/case/types.ts';
import type { OfferedAct, RefusedAct } from '../domain/kernel/index.ts';
import type { IdentityGround } from '../domain/law/identity-grounds.ts';
import type { Bilingual, Confidence, Deadline } from '../domain/law/types.ts';
import type { Door } from '../domain/people/door.ts';
import type { IdentityState } from '../domain/people/identity.ts';
import type { ActedAs, Directory, Person, Role } from '../domain/people/types.ts';
import type { Explanation } from '../domain/time/explain.ts';
import type { Calendar, Calendars, Count, Instant, PlainDate } from '../domain/time/types.ts';
import type { tipSchema } from '../domain/tip.ts';

/** The one source of the present (design 13). Instants are written as `instantOf` writes them: +08:00, milliseconds if any. */
export interface TimePort {
  now(): Instant;
}

/* ---------------------------------------------------------------- what comes in */

/** By which way a tip comes in; names in domain/law/grounds.ts. */
export const CHANNELS = ['web', 'letter', 'telephone', 'visit', 'other-body'] as const;
export type Channel = (typeof CHANNELS)[number];

/** An original whose pieces lie sealed with the ledger and that no act has taken in yet; it waits for an hour. */
export interface StagedEvidence {
  id: string;
  /** Of its pieces, base64; kept under the key of the case from the moment it is taken in. */
  key: string;
  /** Bytes as they came, and as they lie sealed. */
  size: number;
  sealedBytes: number;
  /** Over the bytes as they came, and over the sealed pieces in order; hex. */
  sha256: string;
  sealedSha256: string;
}

/** An original as an act takes it in. */
export interface EvidenceInput extends StagedEvidence {
  name: string;
  /** Media type as found by content, not as claimed. */
  type: string;
}

/** Bytes that all originals on their way may hold in the memory of a process. */
export interface UploadRoom {
  /** false: there is no room for so many; what is held is written first. */
  take(bytes: number): boolean;
  give(bytes: number): void;
}

/** A tip that `tipSchema` (domain/tip.ts) has let in, with its evidence. */
export type TipInput = z.input<typeof tipSchema> & { evidence?: EvidenceInput[] };

/** A next date as the citizen reads it. `due`: plain date, or instant for hours. */
export interface NextDate {
  deadline: string;
  title: Bilingual;
  due: PlainDate | Instant;
  provisional: boolean;
  /**
   * A published calendar has moved it, or a new edition of the law that reaches it (`edition`: its day): the day it was before and the
   * number of the notice or the clause. Absent where none did.
   */
  moved?: { from: PlainDate | Instant; notice: string; edition?: PlainDate };
  basis: string;
  /** The clause in words, and how well its text is known; absent in answers kept from an earlier version. */
  clause?: Bilingual;
  confidence?: Confidence | 'house';
  /** Confirmed by the authority's lawyer: what was read and when; absent as `clause`. */
  confirmation?: Pick<ConfirmationView, 'citation' | 'date'> | null;
  /** Why it is this date, in a sentence or two; absent as `clause`. */
  why?: Bilingual;
  /** The days counted and left out, in groups, and the conventions; in the progress of a receipt. */
  explanation?: Pick<Explanation, 'groups' | 'conventions'> & { calendars: string[] };
  /** Later dates for the same duty, which run besides: this one, the earlier, binds. */
  also?: NextDate[];
}

export interface TipAnswer {
  /** Shown once, kept nowhere in the open. */
  receipt: string;
  caseId: string;
  /** By the day, as everything that tells when somebody wrote to us. */
  receivedAt: PlainDate;
  /** Whether it counts as a real-name tip (M49 art. 15). */
  named: boolean;
  /** Details of the tipster were given that do not make a real name. */
  incomplete: boolean;
  next: NextDate[];
}

/** One past act of a paper file; decided like any other, at its own moment. `by` is a login. */
export interface PastAct {
  /** Instance id (`investigation-1`), or a kind, meaning its latest instance. */
  proceeding: string;
  act: string;
  /** A login; `tipster` for what the tipster did. */
  by: string;
  occurredAt: Instant | PlainDate;
  form: Record<string, unknown>;
  /** Put into the form as its `document`. */
  document?: { kind: string; number: string; date: PlainDate; pages?: number };
}

/** A tip that came by letter, telephone, visit or from another body, entered by the clerk with its true day. */
export interface ClerkTip extends TipInput {
  channel: Channel;
  receivedAt: Instant;
  /** Login of the clerk who enters it. */
  by: string;
  /** Received before the measures were in force, and that is no slip. */
  confirmBeforeLaw?: true | undefined;
  acts?: PastAct[];
}

export interface Asking {
  caseId: string;
  proceeding: string;
  act: string;
  occurredAt?: Instant | PlainDate;
  form: unknown;
  /** Staff id. */
  by: string;
  idempotencyKey: string;
}

/* ---------------------------------------------------------------- what is read */

export interface Page<T> {
  items: T[];
  /** Opaque; given back as `cursor`. */
  next?: string;
}

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
  timeline: EventView[];
  letters: LetterView[];
  evidence: EvidenceView[];
  messages: MessageView[];
  tasks: TaskView[];
  /** Names and posts of the staff this case mentions. */
  people: Record<string, { name: Bilingual; login: string }>;
}

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
  what: 'identity' | 'calendar';
  /** Id of the request, number of the proposal. */
  about: string;
  can: 'decide' | 'open' | 'read';
  text: Bilingual;
  since: PlainDate;
  /** Until when it can be read; null: no end. */
  until: Instant | null;
}

export interface CaseSearch {
  /** Beginning of a case number, or of a former one. */
  number?: string;
  kind?: ProceedingKind;
  state?: string;
  fund?: string;
  /** Whole name of the accused, found by keyed hash. */
  accused?: string;
  open?: boolean;
  overdue?: boolean;
}

export interface Progress {
  caseId: string;
  receivedAt: PlainDate;
  named: boolean;
  withdrawn: boolean;
  /** What has happened, in plain words, oldest first. */
  timeline: { at: Instant | PlainDate; text: Bilingual }[];
  /** `at`: the id of the state. */
  now: { proceeding: ProceedingKind; title: Bilingual; at: string; state: Bilingual }[];
  next: NextDate[];
  letters: LetterView[];
  messages: MessageView[];
  evidence: Pick<EvidenceView, 'name' | 'size' | 'addedAt' | 'damaged'>[];
  /** Openings of their identity, told unless a head withholds it for now. */
  openings: { at: Instant; ground: Bilingual; clause: string; reason: string; damaged?: true }[];
  /** Acts of their own that the holder may do now: withdrawal, asking for the result or a recusal, a supplement. */
  acts: { proceeding: string; act: string; label: Bilingual; schema: unknown }[];
}

/** A reading, as discipline inspection is told of it: who, as what, when, of which case; never what was read. */
export interface JournalEntry {
  id: string;
  at: Instant;
  /** null: a sign-in under a name that nobody of the house has; with a case, the product itself. */
  reader: { id: string; name: Bilingual } | null;
  roles: Role[];
  organs: Bilingual[];
  what: string;
  label: Bilingual;
  caseId: string | null;
  /** What people call the case. */
  number: string | null;
  /** The same for two searches for the same name, and nothing else. */
  tag: string | null;
}

/** A police referral on the inspector's board: dates, numbers and kinds only. */
export interface ReferralView extends CaseNames {
  caseId: string;
  proceeding: string;
  state: string;
  label: Bilingual;
  /** Who owes the next step. */
  turn: 'authority' | 'police' | 'procurator' | 'nobody';
  since: Instant;
  ended: boolean;
  /** The other side is silent past its time. */
  silent: boolean;
  clocks: ClockView[];
  documents: { kind: string; number: string; date: PlainDate; receivedAt: Instant; act: Bilingual }[];
  steps: { at: Instant; label: Bilingual; toLabel: Bilingual }[];
}

export interface RegisterEntry {
  id: string;
  kind: 'penalty' | 'listing';
  status: 'published' | 'withdrawn' | 'expired' | 'repaired';
  /** Name of the party; null where it is a natural person. */
  name: string | null;
  natural: boolean;
  organ: Bilingual;
  /** What is published: numbers, dates, choices and the words written for publication. */
  content: FactSheet;
  /** What is stored of the content cannot be read; it is empty. */
  damaged?: true;
  publishedAt: Instant;
  changedAt: Instant;
  until: PlainDate | null;
  version: number;
  /** Put up on the strength of a paper that was entered, and by no pair of ours yet: it stands, and is being checked. */
  onPaper: boolean;
}

/* ---------------------------------------------------------------- calendars */

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

/* ---------------------------------------------------------------- for the drivers */

export interface EffectRef {
  key: string;
  kind: EffectKind;
  to: string;
}

export interface Todo {
  effects: EffectRef[];
  /** Next rung or expiry of this proceeding's clocks; in the past when it waits to be applied. */
  next: Instant | null;
  /** Ended, no open clock of its own, no effect to do: the driver may go. */
  ended: boolean;
  /** Stage of the proceeding, as its table names it. Absent, as the next, in answers of before. */
  state?: string;
  /** Of what `next` is: id of the deadline and the rung that comes. */
  waitsFor?: { deadline: string; rung: string } | null;
}

export interface EffectFull extends EffectRef {
  caseId: string;
  caseNumber: string;
  /** Other bodies may know the case by it. */
  formerNumber: string | null;
  proceeding: string;
  proceedingKind: ProceedingKind;
  occurredAt: Instant;
  data: FactSheet;
  status: 'todo' | 'done' | 'given-up';
  attempts: number;
  result: Json;
}

/** What the relay calls; given by the composition. Both must be safe to repeat; already started is done. */
export interface Drivers {
  /** Starts the driver of a case. */
  start(caseId: string): Promise<void>;
  /** Tells a driver to ask the ledger again; `proceeding` null: the case's own. Starts it when it is gone. */
  nudge(caseId: string, proceeding: string | null): Promise<void>;
  /** Starts the counting of a publication. */
  count(): Promise<void>;
}

/* ---------------------------------------------------------------- what an authority settles for itself */

/** An act of the authority as its journal shows it. */
export interface AuthorityActView {
  number: number;
  act: AuthorityAct;
  at: Instant;
  by: { id: string; role: ActedAs['role']; name: Bilingual };
}

export interface AuthorityActAnswer extends AuthorityActView {
  organ: string;
  /** True when this is the answer of an earlier request with the same key. */
  repeated: boolean;
}

/** A row of the catalogue as an authority holds it. */
export interface LawRowView {
  id: string;
  stage: string;
  title: Bilingual;
  source: Bilingual;
  confidence: Confidence;
  kind: Deadline['kind'];
  use: Deadline['use'];
  region: string | null;
  alsoIn: string[];
  /** Law for this authority's region. */
  applies: boolean;
  parts: { length: number | null; unit: string | null; when?: Bilingual }[];
  edition: Deadline['edition'];
  note: Bilingual | null;
  /** Proceedings that start a clock on it. */
  usedBy: ProceedingKind[];
  /** Why it can be confirmed: not read, read in a report, its reading is open; null: nothing to confirm. */
  confirmable: 'memory' | 'secondary' | 'reading' | null;
  /** What is open in its reading. */
  reading: Bilingual | null;
  confirmation: ConfirmationView | null;
  /** Every confirmation and withdrawal, oldest first. */
  history: AuthorityActView[];
}

interface OfAuthority {
  /** The day by the ledger's clock: what a form begins with. */
  today: PlainDate;
  organ: { id: string; name: Bilingual; region: string | null };
  /** Why this person may not do it here; null: they may. */
  mayNot: Bilingual | null;
}

export interface AuthorityLaw extends OfAuthority {
  items: LawRowView[];
}

export interface LimitView {
  id: string;
  title: Bilingual;
  sections: string[];
  /** What its end does. */
  effect: Bilingual;
  note: Bilingual | null;
  /** The clause of a duty that the law leaves without a number; null: a house clock. */
  law: Bilingual | null;
  usedBy: ProceedingKind[];
  /** In force today; null: none. */
  value: Limit | null;
  /** Set to take effect later. */
  next: { from: PlainDate; value: Limit | null }[];
  /** Settled when the authority was set up. */
  atSetUp: Limit | null;
  history: AuthorityActView[];
}

export interface AuthorityLimits extends OfAuthority {
  longest: Record<LimitUnit, number>;
  daysAhead: number;
  items: LimitView[];
  /** From which fine or confiscation on a hearing is offered, yuan; null: always. */
  hearing: {
    amounts: HearingAmounts | null;
    next: { from: PlainDate; amounts: HearingAmounts | null }[];
    atSetUp: HearingAmounts | null;
    history: AuthorityActView[];
  };
}

/* ---------------------------------------------------------------- the door */

export interface ActAnswer {
  events: EventView[];
  case: CaseSummary;
  /** True when this is the answer of an earlier request with the same key. */
  repeated: boolean;
}

/** A request to learn who told, as the person asking, the approving head or the custodian sees it: never who told. */
export interface IdentityRequestView {
  id: string;
  number: string;
  /** For who asked alone: the case. */
  caseId?: string;
  /** What this person is to it. */
  mine: 'asker' | 'approver' | 'custodian';
  state: IdentityState;
  /** What this person can do now. */
  can: ('decide' | 'open' | 'read')[];
  asker: Bilingual;
  ground: IdentityGround;
  clause: string;
  reason: string;
  /** Some of its words are not as they were sealed, and are empty. */
  damaged?: true;
  at: Instant;
  decided?: {
    by: Bilingual;
    at: Instant;
    granted: boolean;
    reason: string;
    withheld?: { clause: string; until: PlainDate };
  };
  opened?: { at: Instant; until: Instant };
}

/** Who told, with what they left. */
export interface Identity {
  name?: string;
  idNumber?: string;
  phone?: string;
  email?: string;
  address?: string;
}

/**
 * The one door through which anything becomes true. Every method may throw `Refused` (with a Refusal) and `Unavailable`
 * (PostgreSQL cannot be reached; nothing was done, ask again).
 */
export interface Ledger {
  /** Takes a tip from the page. One round trip. Same key and body: the same answer for a day. */
  tell(tip: TipInput, idempotencyKey?: string): Promise<TipAnswer>;
  /** What a tip was answered that was told under this key: for an hour, or until its receipt was typed back; then null. */
  keptAnswer(idempotencyKey: string): Promise<TipAnswer | null>;
  /** The receipt of that answer was typed back: it is shown to nobody any more. */
  receiptKept(idempotencyKey: string): Promise<void>;
  /** Opens a case from paper, with its past acts, wholly or not at all. */
  enter(tip: ClerkTip, idempotencyKey?: string): Promise<TipAnswer & { case: CaseSummary }>;
  /** Decides and records one act. Nothing is written on refusal. */
  act(asking: Asking): Promise<ActAnswer>;

  /** null for every receipt that opens nothing, after equal work. */
  openReceipt(receipt: string): Promise<{ caseId: string } | null>;
  progress(receipt: string): Promise<Progress | null>;
  tipsterAct(
    receipt: string,
    asking: { proceeding: string; act: string; form: unknown; idempotencyKey?: string },
  ): Promise<Progress | null>;
  /** A message of the tipster, 1–20,000 characters. */
  addMessage(receipt: string, text: string, idempotencyKey?: string): Promise<Progress | null>;
  addEvidence(receipt: string, files: EvidenceInput[], idempotencyKey?: string): Promise<Progress | null>;

  /** Seals an original while it arrives; `tell`, `enter` or `addEvidence` within the hour takes it in. Breaks off: nothing is left. */
  stageEvidence(bytes: AsyncIterable<Uint8Array>, room?: UploadRoom): Promise<StagedEvidence>;
  /** Throws away originals that no act took in; what is evidence is not touched. */
  dropEvidence(ids: readonly string[]): Promise<void>;
  /** What a form carries in place of a file that waits, and back; null where it is not ours. */
  ticketOf(file: EvidenceInput): string;
  ofTicket(ticket: string): EvidenceInput | null;
  /** Sealed bytes that wait for an act. */
  stagedBytes(): Promise<number>;

  /** Applies every rung and expiry up to now. `by`: the proceeding whose driver asks; it is not nudged for its own news. */
  advanceCase(caseId: string, by?: string): Promise<{ events: number; now: Instant }>;
  /** What a proceeding's driver has to do, on the state advanced to now. */
  todo(caseId: string, proceeding: string): Promise<Todo>;
  /** What the case's own driver has to keep alive. `live`: not yet over for its driver. */
  driversOf(
    caseId: string,
  ): Promise<{ proceedings: { id: string; kind: ProceedingKind; live: boolean }[]; ended: boolean }>;
  effect(key: string): Promise<EffectFull>;
  /** Counts an attempt; for the operator's eye. */
  effectAttempted(key: string): Promise<void>;
  /** Idempotent. `result`: ids and numbers only. */
  effectDone(key: string, result?: Json): Promise<void>;
  /** Gives an effect up and makes a task for a person, never silence. Idempotent. */
  effectGivenUp(key: string, task: { to: Role; text: Bilingual; basis: string }): Promise<void>;
  /** Places the letter of a `letter` effect on the receipt page or in the file, once per effect. */
  placeLetter(key: string): Promise<void>;
  /** Applies a `publish`, `withdraw-publication`, `expire-publication` or `correct-publication` effect to the register, once. */
  applyToRegister(key: string): Promise<{ entry: string }>;
  /** Records that a `credit-list` or `credit-remove` effect was delivered, once. */
  recordCredit(key: string, delivery: { platform: string; reference: string }): Promise<void>;
  /** The address that wants notice, for the mail activity alone; its use is recorded without it. null when there is none. */
  noticeAddress(caseId: string): Promise<{ email?: string; phone?: string } | null>;

  worklist(person: Person, cursor?: string, limit?: number): Promise<Page<WorkItem>>;
  /** What waits for a person beside the cases' work. */
  waiting(person: Person): Promise<WaitingItem[]>;
  /** Marks a task as seen to. */
  taskDone(person: Person, task: string): Promise<void>;
  cases(person: Person, search?: CaseSearch, cursor?: string, limit?: number): Promise<Page<CaseHead>>;
  caseView(person: Person, caseId: string): Promise<CaseView>;
  actsOf(person: Person, caseId: string): Promise<{ allowed: OfferedAct[]; refused: RefusedAct[] }>;
  clockView(
    person: Person,
    caseId: string,
    clock: string,
  ): Promise<{ clock: ClockView; explanation: Explanation | null }>;
  /** Every police referral, for a person with the role inspector; refused for everyone else. */
  oversight(person: Person, cursor?: string, limit?: number): Promise<Page<ReferralView>>;
  /** Who read what, for a person with the role inspector; the reading is in it, too. */
  journal(person: Person, cursor?: string, limit?: number): Promise<Page<JournalEntry>>;
  /** Open clocks by end, earliest first: the deadline board. */
  deadlines(
    person: Person,
    cursor?: string,
    limit?: number,
  ): Promise<Page<CaseNames & { caseId: string; clock: ClockView }>>;
  register(query: { search?: string; kind?: RegisterEntry['kind'] }, cursor?: string): Promise<Page<RegisterEntry>>;
  registerEntry(id: string): Promise<RegisterEntry | null>;

  /** Asks to learn who told; anybody who sees the case, with ground, clause and reason. */
  askIdentity(
    person: Person,
    caseId: string,
    asked: { ground: IdentityGround; clause: string; reason: string },
    idempotencyKey?: string,
  ): Promise<IdentityRequestView>;
  /** Approved or refused by a head with no act in the case; `withheld` keeps it from the tipster for six months at most. */
  decideIdentity(
    person: Person,
    request: string,
    decision: { granted: boolean; reason: string; withheld?: { clause: string; until: PlainDate } },
  ): Promise<IdentityRequestView>;
  /** The custodian opens what was approved, for who asked. */
  openIdentity(person: Person, request: string): Promise<IdentityRequestView>;
  /** For who asked, for a day from the opening. */
  readIdentity(person: Person, request: string): Promise<Identity & { until: Instant }>;
  /** Requests that concern this person; of one case or of all. */
  identityRequests(person: Person, caseId?: string): Promise<IdentityRequestView[]>;
  /** Doors beside the ordinary reception, for the page of the tip. */
  otherDoors(): Promise<Door[]>;
  /**
   * Destroys the key of a case that is over, at the end of its retention: two people, a head one of them, with a ground. An
   * event of the case; nobody opens its words again.
   */
  destroyKey(caseId: string, first: Person, second: Person, ground: string): Promise<{ at: Instant }>;
  /** The unaltered original, for the sandboxed viewer; logged as an event of the case. */
  openEvidence(
    person: Person,
    caseId: string,
    evidence: string,
  ): Promise<{ name: string; type: string; sha256: string; bytes: Buffer }>;

  directory(): Promise<Directory>;
  authority(): Promise<Authority>;
  calendars(): Promise<Calendars>;
  /**
   * Records an act of the authority a person works for: a confirmation or its withdrawal (the lawyer), a house limit or the amounts of
   * the hearing (the principal). Same key and content: the same answer.
   */
  settle(person: Person, act: AuthorityAct, idempotencyKey: string): Promise<AuthorityActAnswer>;
  /** The catalogue with confirmations and their history, for any member of staff. */
  authorityLaw(person: Person): Promise<AuthorityLaw>;
  /** House limits and the amounts of the hearing with their history, for any member of staff. */
  authorityLimits(person: Person): Promise<AuthorityLimits>;
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
  /** Counts the running dates for what was published and goes on where it was cut off; each date that moved is an event. */
  countPublications(): Promise<{ moved: number; waiting: number }>;
  /**
   * One page of the same. `left`: cases still to be counted; `from`: where to go on at once, null: nothing more can be counted now,
   * because all is (`left` is 0), somebody else counts or a case could not be counted.
   */
  countPage(from?: string): Promise<{ moved: number; left: number; from: string | null }>;
  /**
   * Deletes what is kept for a day only (answers to tips), originals that no act took in, sessions that are over, and lines of the log of
   * sign-ins whose term is over.
   */
  forget(): Promise<void>;
}

/** A session that is open, as its owner and the administrator are shown it. */
export interface SessionView {
  id: string;
  staff: string;
  since: Instant;
  /** To a minute or so. */
  lastSeen: Instant;
  /** When it ends however much it is used. */
  until: Instant;
}

/** One line of the log of sign-ins. */
export interface SignInView {
  number: number;
  at: Instant;
  /** null: a name that is nobody's, known again by `tag`. */
  staff: string | null;
  tag: string | null;
  /** `held`: not let try, because too many were waiting; `ended`: the session was ended by `by`. */
  outcome: 'in' | 'wrong' | 'held' | 'ended' | 'differs';
  by: string | null;
}

/** Sign-in of staff; tokens are stored as hashes. */
export interface Sessions {
  /**
   * null where name or password is wrong, after equal work. Token: 256 bits, base64url. `others`: sessions of the same person that
   * were open already.
   * @throws Held where too many wait to try; Refused (`account-differs`) where the row of the person is not the one that was sealed
   */
  signIn(
    login: string,
    password: string,
  ): Promise<{ token: string; person: Person; expiresAt: Instant; others: number } | null>;
  /** The person of a live session; null when there is none, it was idle for too long, or no sign-in of ours made it what it is. */
  session(token: string): Promise<{ person: Person; id: string; expiresAt: Instant } | null>;
  signOut(token: string): Promise<void>;
  /** Sessions that are open: a person's own, or all of the organs that an administrator is one of. */
  sessionsOf(person: Person, whose: 'own' | 'organ'): Promise<SessionView[]>;
  /** Ends a session: one's own, or, as an administrator, one of the organ. @returns false where there is no such session. */
  endSession(person: Person, id: string): Promise<boolean>;
  /** The log, newest first: a person's own lines, or the organ's and those of names that are nobody's. */
  signIns(person: Person, whose: 'own' | 'organ', before?: number): Promise<SignInView[]>;
}
