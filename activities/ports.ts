import type { EffectKind, FactSheet, ProceedingKind } from '../domain/case/types.ts';
import type { Instant } from '../domain/time/types.ts';

/** A mail that says nothing but that there is news. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** Derived from the effect's key: who has it already may drop a second one. */
  messageId: string;
}

/** The way to a mail server. */
export interface Post {
  /**
   * @throws NeverTaken when the server refuses the mail for good; any other error means: try again. Neither message may
   * hold the address.
   */
  send(mail: Mail): Promise<void>;
  close(): void;
}

/** What is handed to another body: numbers, dates and choices, never words that somebody told us. */
export interface Parcel {
  /** The effect's key; a second parcel with it is the first one again. Stays with us: the other body has the reference. */
  key: string;
  kind: EffectKind;
  /** `police`, `procurator`, `superior`, `credit-platform` … */
  to: string;
  caseNumber: string;
  /** Under which the other body may know the case. */
  formerNumber?: string;
  proceeding: ProceedingKind;
  occurredAt: Instant;
  data: FactSheet;
}

/** The way to other bodies: police, procurator, courts, the organ above, the credit platform. */
export interface Exchange {
  /** Idempotent by key. @returns number under which the hand-over can be found again */
  deliver(parcel: Parcel): Promise<{ reference: string }>;
}

/** Everything outside the house that an effect may touch; given at the composition root. */
export interface Outside {
  post: Post;
  exchange: Exchange;
}
