import type { Person } from '../../domain/people/types.ts';
import type { Instant } from '../../domain/time/types.ts';

/** What is kept for a while only. */
export interface Forgetting {
  /**
   * Deletes what is kept for a day only (answers to tips), originals that no act took in, sessions that are over, and lines of the log of
   * sign-ins whose term is over.
   */
  forget(): Promise<void>;
}

/** The end of a file. */
export interface Retention {
  /**
   * Destroys the key of a case that is over, at the end of its retention: two people, a head one of them, with a ground. An
   * event of the case; nobody opens its words again.
   */
  destroyKey(caseId: string, first: Person, second: Person, ground: string): Promise<{ at: Instant }>;
}
