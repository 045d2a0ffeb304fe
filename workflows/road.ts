import type { ProceedingKind } from '../domain/case/types.ts';
import type { Ref } from './contract.ts';
import { drive } from './drive.ts';

/**
 * The drivers in the order in which a tip walks. They differ in nothing but the name that Temporal shows: what a proceeding
 * waits for and what it causes stands in its table in domain/proceedings, and a driver asks the ledger.
 */
export const ROAD = {
  /** Law 3.1. Awaits the clerk, the unit head and the review clock, whose end means acceptance (M49 arts. 11, 21, 22). */
  intake: drive,
  /** Law 3.2. Awaits the officers, the clocks of tip and inspection, other bodies asked for help (M49 art. 30 at its end). */
  investigation: drive,
  /** Law 3.3. Awaits the party's statement, hearing and legal review, service, performance and remedies. */
  penalty: drive,
  /** Law 3.4. Awaits the principal, the police, the procurator. */
  'police-referral': drive,
  /** Law 3.6. Awaits the subject's statement, the decision, repair and objection, and the end of the term. */
  listing: drive,
  /** Law 3.7. Awaits the review by a second person, corrections and the end of the term (APL art. 48). */
  disclosure: drive,
  /** House. The check of what was entered from paper: awaits the second person and those named. */
  paper: drive,
} satisfies Record<ProceedingKind, (ref: Ref) => Promise<void>>;
