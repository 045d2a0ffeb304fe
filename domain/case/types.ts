import type { z } from 'zod';
import type { ConfirmedRow, DatedHearing, DatedLimit, HearingAmounts, Limit, Settled } from '../authority/types.ts';
import type { Catalogue } from '../law/editions.ts';
import type { InstrumentShort } from '../law/instruments.ts';
import type { Bilingual, Confidence, DeadlineKind } from '../law/types.ts';
import type { Door } from '../people/door.ts';
import type { IdentityRequest } from '../people/identity.ts';
import type { ActedAs, Directory, Person, Role } from '../people/types.ts';
import type { RefusalCode } from '../refusals.ts';
import type { Calendars, Count, Instant, PlainDate } from '../time/types.ts';

/**
 * The kinds of proceedings in the order in which a tip walks, each with the posts to which a case opens when it has one. Intake and
 * heads see a case for other reasons, its officers always (`canSee`). No column of the heads of proceedings: those, with their guards,
 * rest on who may see a case, which is asked without any table.
 */
export const OPENS_TO = {
  intake: [],
  investigation: [],
  penalty: ['legal', 'hearing-chair', 'credit', 'second-person'],
  'police-referral': ['principal'],
  listing: ['principal', 'credit'],
  disclosure: ['disclosure', 'second-person'],
  paper: [],
} as const satisfies Record<string, readonly Role[]>;
export type ProceedingKind = keyof typeof OPENS_TO;
export const PROCEEDING_KINDS = Object.keys(OPENS_TO) as ProceedingKind[];

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
/** What an act leaves in the open: numbers, dates, choices, ids. Never words that somebody told us. */
export type FactSheet = Record<string, Json>;

/** `house`: an authority's own limit; `watch`: a house clock on another body's silence. */
export type ClockKind = DeadlineKind | 'house' | 'watch';
export type ClockOutcome = 'breach' | 'silence' | 'lapse' | 'over' | 'warn';
/** `met-late`: after its breach. `entered-late`: met in time by a paper that was entered after the breach. */
export type StopReason =
  | 'met'
  | 'met-late'
  | 'entered-late'
  | 'cancelled'
  | 'superseded'
  | 'used'
  | 'lapsed'
  | 'again'
  | 'ended'
  | 'without-ground';

/** One deadline running in one case: a budget and its ledger, never a stored date (design 6). */
export interface Clock {
  id: string;
  deadline: string;
  part: number;
  /** The instance that drives it. */
  proceeding: string;
  kind: ClockKind;
  confidence: Confidence | 'house';
  /** Day on which the edition of the row came into force that this clock keeps; null: not known. */
  edition: PlainDate | null;
  /** null: at once, promptly or no number: its age is shown, it never expires. */
  count: Count | null;
  started: Instant;
  /** Rungs that have fired, `expiry` among them. */
  fired: string[];
  outcome: { what: ClockOutcome; at: Instant } | null;
  stopped: { at: Instant; why: StopReason } | null;
  /** The last time that a calendar moved its date; absent where none did. */
  moved?: ClockMove;
}

/** A date that a notice moved. `at`: when the calendar was published; `notice`: the number of the notice. */
export interface ClockMove {
  at: Instant;
  from: PlainDate | Instant | null;
  to: PlainDate | Instant | null;
  notice: string;
  /** Set where a change in the law moved it: the day on which it came into force; `notice` is its clause then. */
  edition?: PlainDate;
}

/** What somebody put forward and another one decides on. */
export interface PutForward {
  /** The act whose form it was put forward with. */
  act: string;
  by: string;
  at: Instant;
  /** When it was recorded, unlike that of any other: by this it is known again. Absent in cases of before. */
  put?: Instant;
  facts: FactSheet;
}

export interface Proposal extends PutForward {
  /** Number of the event that holds the sealed form. */
  event: number;
  /** The same was put forward before: whoever decides says which one they have read. Absent in cases of before. */
  again?: true;
}

export interface Proceeding<Kept = FactSheet> {
  id: string;
  kind: ProceedingKind;
  state: string;
  /** State to come back to (`to: 'before'`), kept while a remedy or the like is pending. */
  before: string | null;
  run: number;
  flags: string[];
  opened: Instant;
  ended: Instant | null;
  /** Latest legal instant of an event of this proceeding. */
  touched: Instant;
  linked: string | null;
  facts: Kept;
  proposals: Record<string, Proposal>;
  /** act → who did it last: for pairs, consecutive steps, task force. */
  doers: Record<string, { by: string; with?: string; at: Instant }>;
}

export interface CaseState {
  id: string;
  number: string;
  organ: string;
  region: string | null;
  receivedAt: Instant;
  channel: string;
  /** The tip's own choices; never who the tipster is. */
  tipster: { named: boolean; wantsNotice: boolean };
  accused: {
    natural: boolean | null;
    /** false until intake has linked the accused to a unit of the building, or to none. */
    linked: boolean;
    units: string[];
    heads: Role[];
    persons: string[];
    /** Who linked anybody here, in the order of their first time; absent: nobody did, or in an edition that kept no list. */
    everLinkedBy?: string[];
    /** What one person alone registered, until a second one has looked: with it come those who would be taken back in. */
    asked?: {
      units: string[];
      heads: Role[];
      persons: string[];
      by: string | null;
      looks?: Role | 'superior';
      typedBy?: string;
      at?: Instant;
      put?: Instant;
    };
  };
  fund: string;
  regime: 'fund' | 'labour-inspection';
  officers: string[];
  recused: string[];
  /** Heads' and intake posts of which every holder has stepped aside or is of the accused's side: another decides (M49 art. 35). */
  headsAside?: Role[];
  /** Which intake post has it instead of the ordinary reception; absent: the reception. */
  door?: Door;
  /** Posts that shall not see it, as who told it ticked: whoever holds or held one is outside. */
  barred?: Role[];
  /** By the id of a tip merged into this case: who is outside that one, and therefore this one too. */
  alsoOut?: Record<string, KeptOut>;
  /** Requests to learn who told, by id; for who asked, who approves and the custodian alone. */
  identity?: Record<string, IdentityRequest>;
  /** To whom a receipt was shown that was held back from who entered the tip; absent: to nobody yet, or none was held back. */
  receiptShownTo?: string[];
  mergedInto: string | null;
  /** When something was put forward last: what comes next is told apart from it. */
  lastPut?: Instant;
  proceedings: Record<string, Proceeding>;
  clocks: Record<string, Clock>;
  /** Number of the last event. */
  version: number;
  /** Instant up to which rungs and expiries were applied. */
  advancedTo: Instant;
}

/** Who is outside a case: the accused and theirs, and who stepped aside. */
export interface KeptOut {
  units: string[];
  heads: Role[];
  persons: string[];
  recused: string[];
}

/** Everything an event does to the state. `evolve` applies them and knows nothing else. */
export type Change =
  | { op: 'open'; proceeding: Proceeding }
  | { op: 'state'; proceeding: string; to: string; ended: boolean; before?: string | null; run?: number }
  | { op: 'flag'; proceeding: string; flag: string; on: boolean }
  | { op: 'facts'; proceeding: string; facts: FactSheet }
  | { op: 'proposal'; proceeding: string; act: string; proposal: Proposal | null }
  | { op: 'doer'; proceeding: string; act: string; by: string; with?: string }
  | { op: 'clock'; clock: Clock }
  | { op: 'stop'; clock: string; why: StopReason }
  | { op: 'pause'; clock: string; from: Instant }
  | { op: 'resume'; clock: string; to: Instant }
  | { op: 'extend'; clock: string; length: number; granted: Instant }
  | { op: 'fired'; clock: string; rung: string; outcome?: ClockOutcome }
  | { op: 'handover'; clock: string; proceeding: string }
  | { op: 'moved'; clock: string; move: ClockMove }
  | { op: 'case'; set: CasePatch }
  | { op: 'task'; task: Task }
  | { op: 'effect'; effect: Effect }
  /** Of a leading case: how the cases merged into it go on, in the same transaction. */
  | { op: 'merged'; act: EndOfLeading }
  /** What was entered late is told up to here: what fell due before is recorded or over, and never comes up again. */
  | { op: 'advanced'; to: Instant };

/** The act of a merged case by which it goes where its leading case goes. */
export type EndOfLeading = 'leading-refused' | 'leading-transferred' | 'leading-archived' | 'leading-returned';

export type CasePatch = Partial<
  Pick<
    CaseState,
    | 'officers'
    | 'recused'
    | 'headsAside'
    | 'door'
    | 'barred'
    | 'alsoOut'
    | 'identity'
    | 'receiptShownTo'
    | 'mergedInto'
    | 'accused'
    | 'regime'
    | 'tipster'
    | 'organ'
  >
>;

/** Something a person of the house must look at; shown in the work list until done. */
export interface Task {
  to: Role;
  text: Bilingual;
  basis: string;
  /** The effect that could not be done, in whose place it stands: of which proceeding, and which change of which event caused it. */
  instead?: { proceeding: string; event: number; place: number };
}

export const EFFECT_KINDS = [
  'letter',
  'notice',
  'publish',
  'withdraw-publication',
  'expire-publication',
  'correct-publication',
  'credit-list',
  'credit-remove',
  'police-package',
  'remind',
  'report-upward',
] as const;
export type EffectKind = (typeof EFFECT_KINDS)[number];

/** Something to be done to the world by a driver. Its key is made by the ledger from case, event and place. */
export interface Effect {
  kind: EffectKind;
  proceeding: string;
  /** Addressee: `tipster`, `party`, `police`, `procurator`, `superior`, `credit-platform`, `register` … */
  to: string;
  /** Letter template or subject; facts only. */
  data: FactSheet;
}

export type EventType =
  | 'opened'
  | 'act'
  | 'proposal'
  | 'declined'
  | 'expiry'
  | 'rung'
  | 'reaction'
  | 'superseded'
  | 'moved';

/** An act or an expiry, before the ledger numbers, seals and chains it. */
export interface NewEvent {
  type: EventType;
  proceeding: string;
  kind: ProceedingKind;
  /** Act id, deadline id or rung. */
  name: string;
  /** Legal instant it happened. */
  occurredAt: Instant;
  /** Given where only the day is known. */
  occurredOn?: PlainDate;
  actor: ActedAs;
  from: string | null;
  to: string;
  basis: string;
  facts: FactSheet;
  /** Document of another body, or the paper of a paper act: number, kind, date. Shown on the oversight board. */
  document?: { kind: string; number: string; date: PlainDate; pages?: number };
  paper?: { number: string; scan: string; second: string; pages?: number };
  /** The words of the form; sealed by the ledger, never in the state. */
  words: FactSheet;
  changes: Change[];
  /** Number of the event in this batch or the ledger that caused this one. */
  cause?: number;
}

/** An event as recorded for ever; `words` are sealed. */
export interface RecordedEvent extends Omit<NewEvent, 'words'> {
  number: number;
  recordedAt: Instant;
}

export type BasisKind = 'law' | 'house' | 'form' | 'state' | 'person';

/** A no: stable code, a sentence in both languages, and what it rests on. */
export interface Refusal {
  code: RefusalCode;
  message: Bilingual;
  basis: { kind: BasisKind; clause: string | null };
  /** What the person can do instead. */
  remedy?: Bilingual;
  fields?: { field: string; message: Bilingual }[];
}

export type Verdict = { ok: true; events: NewEvent[]; state: CaseState } | { ok: false; refusal: Refusal };

/** What the authority has settled for itself. */
export interface Authority {
  organ: string;
  superior: string | null;
  region: string | null;
  /** Settled at set-up: house-* id → length and unit; absent: not set, the clock has no end. */
  houseLimits: Record<string, Limit | undefined>;
  /** House limits set since, each from a day (`houseLimitOn`). */
  limits?: readonly DatedLimit[];
  /** Settled at set-up, yuan; APL 63 leaves the amounts to the regions. null: not set, a hearing is always offered. */
  hearingThreshold: HearingAmounts | null;
  /** Amounts set since, each from a day (`hearingAmountsOn`). */
  hearing?: readonly DatedHearing[];
  /** After how many years in the same post somebody is announced; no case asks for it. */
  rotation?: Settled['rotation'];
  /** Confirmations of rows by the authority's lawyer, withdrawn ones too (`confirmationAt`). */
  confirmed: readonly ConfirmedRow[];
}

/** Everything outside the case that a decision may look at. */
export interface Facts {
  now: Instant;
  /** A past act of a paper file is entered: by whom, and when it is really recorded; `now` is its own moment then. */
  entering?: { by: string; recordedAt: Instant };
  calendars: Calendars;
  /** The catalogue to go by; absent: the published one. */
  law?: Catalogue;
  authority: Authority;
  directory: Directory;
  /** All events of the case in order; needed only to decide an act dated before the last event. */
  history?: readonly RecordedEvent[];
  /** The leading case of a merge. */
  leading?: CaseState;
  /** The other case of a merge, as it is now: of what one does to the other. */
  beside?: CaseState;
}

/**
 * What guards, choices and lengths may look at. Guards may read the whole case.
 * @typeParam Form what a row's own form keeps in the open; @typeParam Kept the facts that the proceeding declares
 */
export interface Ctx<Form = FactSheet, Kept = FactSheet> {
  case: CaseState;
  p: Proceeding<Kept>;
  /** Kept facts of the form (of the proposal, where one decides a proposal). Empty when only asking "may I?". */
  form: Form;
  /** False while the screen only asks what could be done: guards on the form then say null. */
  filled: boolean;
  /** Legal instant of the act. */
  at: Instant;
  facts: Facts;
  person: Person | null;
  /** Asked by a receipt that staff had before their eyes. */
  receiptSeen?: true;
  /** The second officer named in the form. */
  withOfficer?: string;
}

/** A moment of a case, whatever the form and the proceeding are. */
export type AnyCtx = Ctx<unknown, unknown>;

export interface Guard<Form = unknown, Kept = unknown> {
  id: string;
  check: (ctx: Ctx<Form, Kept>) => Refusal | null;
}

export const OUTSIDE = [
  'police',
  'procurator',
  'court',
  'reconsideration-organ',
  'party',
  'subject',
  'credit-platform',
  'other-authority',
  'superior-organ',
  'bank',
  'any',
] as const;
export type Outside = (typeof OUTSIDE)[number];

/** `system`: by time or by reaction only. `tipster`: by the holder of the receipt. Outside: entered by staff from the paper. */
export type Who = { staff: Role[]; two?: boolean } | { outside: Outside; enteredBy: Role[] } | 'tipster' | 'system';

export interface ClockStart {
  deadline: string;
  part?: number;
  /** Start of the count; default the act's own instant (or day). */
  at?: (ctx: Ctx) => Instant | PlainDate;
  when?: (ctx: Ctx) => boolean;
  /** A length set by the act itself (a superior's order, an instalment plan). */
  length?: (ctx: Ctx) => { length: number; unit: 'h' | 'cd' | 'wd' | 'months' } | null;
  /** Overrides the catalogue's kind (`watch` for a house clock on another body's silence). */
  kind?: ClockKind;
  /** Only where the edition in force rests on this instrument (its short name): an earlier one had no such clock. */
  under?: InstrumentShort;
  /** Begins frozen: a suspension goes on over a restart. */
  paused?: (ctx: Ctx) => boolean;
}

export type Target = string | { choose: (ctx: Ctx) => string; among: string[] };

/** One row of a proceeding's table: state × act → state, with everything that goes with it. */
export interface Row {
  /** Act of a person, an outside body, the tipster, or a reaction. Exactly one of `act` and `expiry`. */
  act?: string;
  /** Clocks at whose expiry this row applies. */
  expiry?: string[];
  label: Bilingual;
  from: 'none' | 'open' | 'ended' | 'any' | string[];
  /** Picks among rows of one act: not a refusal, the row just does not apply. */
  when?: (ctx: Ctx) => boolean;
  by: Who;
  /** Makes it a pair: this one proposes with the form, `by` decides. Nobody decides what they proposed. */
  proposedBy?: Who;
  /** Doers of these earlier acts of the proceeding may not do this one. */
  notSameAs?: string[];
  /** Flag that must be up (or, with `!`, down). */
  flag?: string;
  guards?: Guard[];
  /** The clause, or `house: …`. */
  basis: string;
  form?: z.ZodObject;
  /** Only by whoever does it, now: never entered from paper. */
  inPerson?: true;
  /** What this one looks at as a second person, by whom and when it was put forward; null: nothing waits. */
  looksAt?: (c: CaseState, p: Proceeding) => PutForward | null;
  /** Staff whom its form may name; nobody else is offered. */
  offers?: (ctx: Ctx) => string[];
  /** `same`: state unchanged; `before`: back to the state kept. */
  to: 'same' | 'before' | Target;
  /** Remember the present state for `before`. */
  keepsState?: boolean;
  start?: ClockStart[];
  stop?: string[];
  cancel?: string[];
  supersede?: string[];
  pause?: string[];
  /** End of the pause: the day the cause ended, from the form. */
  resume?: { clocks: string[]; at: (ctx: Ctx) => Instant | PlainDate };
  extend?: { clock: string; by: (ctx: Ctx) => number }[];
  raise?: string[];
  lower?: string[];
  /** Of an opening row: flags taken over from the proceeding that caused it (flags go with the case). */
  carry?: string[];
  /** Outcome of an expiry, where it is not the one that follows from the clock's kind. */
  outcome?: (ctx: Ctx) => ClockOutcome;
  patch?: (ctx: Ctx) => CasePatch;
  /** Facts derived from the act, beside those kept from the form. */
  note?: (ctx: Ctx) => FactSheet;
  tasks?: (Task & { when?: (ctx: Ctx) => boolean })[];
  effects?: { kind: EffectKind; to: string; data?: (ctx: Ctx) => FactSheet; when?: (ctx: Ctx) => boolean }[];
  /** What follows for the cases merged into this one, where there are any. */
  merged?: EndOfLeading;
  /** A new linked instance begins in `to`; the ended one stays as it is. */
  opensRun?: boolean;
}

export interface Table {
  kind: ProceedingKind;
  title: Bilingual;
  /** Section of the specification. */
  section: string;
  owner: Role;
  readers: readonly Role[];
  tipsterTold: boolean;
  states: Record<string, Bilingual>;
  ends: string[];
  flags: Record<string, Bilingual>;
  /** Clocks that run on past the end: notices and answers still owed, rights the law keeps open. */
  outlive: string[];
  rows: Row[];
}

/** What one proceeding does to another (design 5). */
export interface Reaction {
  on: { kind: ProceedingKind; act?: string; entered?: string };
  when?: (ctx: Ctx) => boolean;
  do:
    | { open: ProceedingKind; act: string; handOver?: string[]; form?: (ctx: Ctx) => FactSheet; unlessOpen?: boolean }
    | { act: string; on: ProceedingKind; form?: (ctx: Ctx) => FactSheet };
  basis: string;
}

/** One act as asked for. */
export interface ActRequest {
  proceeding: string;
  act: string;
  occurredAt?: Instant | PlainDate;
  form: unknown;
  by: { staff: string } | { tipster: true; receiptShownTo?: string[] };
  /** `put` of what it decides on, as who decides has read it (`OfferedAct.proposal`); null: they do not say; absent: whatever waits now. */
  answers?: Instant | null;
}
