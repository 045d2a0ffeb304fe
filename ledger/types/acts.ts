import type { Bilingual } from '../../domain/law/types.ts';
import type { Person } from '../../domain/people/types.ts';
import type { RefusalCode } from '../../domain/refusals.ts';
import type { Instant, PlainDate } from '../../domain/time/types.ts';
import type { CaseSummary, EventView } from './case.ts';
import type { ClerkTip, EnteredAnswer } from './intake.ts';

export interface Asking {
  caseId: string;
  proceeding: string;
  act: string;
  occurredAt?: Instant | PlainDate | undefined;
  form: unknown;
  /** `put` of what it decides on, as whoever decides has read it (`OfferedAct.proposal`); null: they do not say. */
  answers?: Instant | null | undefined;
  /** Staff id. */
  by: string;
  idempotencyKey: string;
}

export interface ActAnswer {
  events: EventView[];
  case: CaseSummary;
  /** True when this is the answer of an earlier request with the same key. */
  repeated: boolean;
}

/** The work of an officer, handed over in many cases for one reason. */
export interface HandingOver {
  officer: string;
  cases: { caseId: string; proceeding: string }[];
  successors: string[];
  /** The officer stays named beside them, to go on after a leave. */
  stays: boolean;
  reason: string;
}

/** Of each case whether it was handed over; one in which these cannot be named is left as it is, and it is said why. */
export interface HandedOver {
  done: { caseId: string; number: string }[];
  left: { caseId: string; code: RefusalCode; message: Bilingual }[];
}

/** What staff do in a case. */
export interface Acts {
  /** Opens a case from paper, with its past acts, wholly or not at all. */
  enter(tip: ClerkTip, idempotencyKey?: string): Promise<EnteredAnswer & { case: CaseSummary }>;
  /** Decides and records one act. Nothing is written on refusal. */
  act(asking: Asking): Promise<ActAnswer>;
  /** Names others in place of an officer, by an act in each of the cases. Sent again with the same key, it goes on where it was. */
  handOver(person: Person, asked: HandingOver, idempotencyKey: string): Promise<HandedOver>;
  /**
   * Shows whoever takes a case in the receipt that was held back from who entered it, to be handed to the tipster (`CaseView.receiptWaits`).
   * Who was shown it is noted for ever; to them alone it is shown again.
   */
  showReceipt(person: Person, caseId: string): Promise<{ receipt: string }>;
  /** Marks a task as seen to. */
  taskDone(person: Person, task: string): Promise<void>;
}
