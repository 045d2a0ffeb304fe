import type { EffectKind, ProceedingKind } from '../domain/case/types.ts';
import type { Reason } from '../domain/effects.ts';
import type { Instant } from '../domain/time/types.ts';
import type { Todo } from '../ledger/types.ts';

/** Name of the workflow type that drives a case; a proceeding is driven by the one named as its kind. Both stand in the clear. */
export const TIP = 'tip';
export type DriverName = typeof TIP | ProceedingKind;

/** Name of the one signal: there may be news in the ledger. Says nothing: order, loss and repetition do not matter. */
export const NUDGE = 'nudge';

/** Names of what is done for the whole house. */
export const COUNTING = 'counting';
export const FORGETTING = 'forgetting';
export const DIGESTING = 'digesting';

/** Queue beside that of the drivers and the ledger, for what leads out of the house. */
export const outsideQueue = (taskQueue: string): string => `${taskQueue}-outside`;

/** Ids of drivers; in the clear, too. */
export interface DriverIds {
  ofCase(caseId: string): string;
  ofProceeding(caseId: string, proceeding: string): string;
  ofHouse(what: typeof COUNTING | typeof FORGETTING | typeof DIGESTING): string;
}

/** All that the driver of a case carries. */
export interface CaseRef {
  case: string;
}

/** All that the driver of a proceeding carries. */
export interface Ref extends CaseRef {
  /** Instance, such as `police-referral-2`. */
  proceeding: string;
  /** Id of the driver of the case; absent in drivers begun when that was the id of the case. */
  caseDriver?: string;
}

/** Calls into the ledger. They may be repeated at will. */
export interface LedgerCalls {
  /** Proceedings of a case that need a driver; one that is not there yet of those marked `later` is begun at the next nudge. */
  openProceedings(ref: CaseRef): Promise<{ id: string; kind: ProceedingKind; driver: string; later?: boolean }[]>;
  todo(ref: Ref): Promise<Todo>;
  /** Applies every instant that has come, then answers as `todo`. */
  advance(ref: Ref): Promise<Todo>;
  /** Makes an effect that could not be done a task for a person. */
  giveUp(key: string, why: Reason): Promise<void>;
}

type Camel<S extends string> = S extends `${infer A}-${infer B}` ? `${A}${Capitalize<Camel<B>>}` : S;

/** One activity per kind of effect; each takes the effect's key, and a second call with the same key does nothing. */
export type EffectCalls = Record<Camel<EffectKind>, (key: string) => Promise<void>>;

/** One mail to one member of staff, for one of the moments at which digests come. */
export interface DigestRef {
  staff: string;
  moment: Instant;
}

/** Leads out of the house. */
export interface DigestCalls {
  digest(ref: DigestRef): Promise<void>;
}

/** Milliseconds after which a call for the whole house of which nobody was heard to be at it is begun again. */
export const NOBODY_AT_IT = 30_000;

/** Calls for the whole house. */
export interface HouseCalls {
  /** Counts the running dates of some cases again after a calendar was published, from where the last page ended. */
  countPage(from?: string): Promise<{ moved: number; left: number; from: string | null }>;
  /** Deletes what is kept for a time and over it. */
  forget(): Promise<void>;
  /** The next moment at which digests come, and in how many milliseconds that is. */
  nextDigest(after?: Instant): Promise<{ moment: Instant; wait: number }>;
  /** Who is to be written to for a moment, a page at a time. */
  digestsAt(moment: Instant, from?: string): Promise<{ staff: string[]; from: string | null }>;
}

/** What an effect of before asked for, kept for one release: a driver that was at it finds it, and its history replays. */
export interface FormerCalls {
  tellMerged(key: string): Promise<void>;
}

export type Activities = LedgerCalls & EffectCalls & FormerCalls & HouseCalls & DigestCalls;
