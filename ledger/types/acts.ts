import type { Person } from '../../domain/people/types.ts';
import type { Instant, PlainDate } from '../../domain/time/types.ts';
import type { CaseSummary, EventView } from './case.ts';
import type { ClerkTip, EnteredAnswer } from './intake.ts';

export interface Asking {
  caseId: string;
  proceeding: string;
  act: string;
  occurredAt?: Instant | PlainDate | undefined;
  form: unknown;
  /** `put` of what it decides on, as whoever decides has read it (`OfferedAct.proposal`). */
  answers?: Instant | undefined;
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

/** What staff do in a case. */
export interface Acts {
  /** Opens a case from paper, with its past acts, wholly or not at all. */
  enter(tip: ClerkTip, idempotencyKey?: string): Promise<EnteredAnswer & { case: CaseSummary }>;
  /** Decides and records one act. Nothing is written on refusal. */
  act(asking: Asking): Promise<ActAnswer>;
  /** Marks a task as seen to. */
  taskDone(person: Person, task: string): Promise<void>;
}
