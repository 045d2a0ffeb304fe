import type { Ref } from '../activities/contract.ts';
import { drive } from './driver.ts';
import { BODY, CREDIT, INSIDE, MAIL, REGISTER, type Road } from './ways.ts';

/**
 * Listing (law 3.6). Awaits the subject's statement, the decision, repair and objection, and the end of the term. On the way: the entry
 * sent to the credit platform and its removal, the public register where the subject is no natural person, reminders to
 * a platform that does not confirm a deletion, then a report upward.
 */
export const listingRoad: Road = {
  'credit-list': CREDIT,
  'credit-remove': CREDIT,
  publish: REGISTER,
  'withdraw-publication': REGISTER,
  'expire-publication': REGISTER,
  'correct-publication': REGISTER,
  letter: INSIDE,
  notice: MAIL,
  remind: BODY,
  'report-upward': BODY,
};

export async function listingDriver(ref: Ref): Promise<void> {
  await drive(ref, listingRoad);
}
