import type { Ref } from '../activities/contract.ts';
import { drive } from './driver.ts';
import { BODY, CREDIT, INSIDE, MAIL, REGISTER, type Road } from './ways.ts';

/**
 * Disclosure (law 3.7). Awaits the review by a second person and the end of the term. On the way: the decision put into the public
 * register, corrected, taken out when it was annulled (within three working days, APL art. 48 ¶2) or when its term is
 * over; the credit platform told of a withdrawal.
 */
export const disclosureRoad: Road = {
  publish: REGISTER,
  'correct-publication': REGISTER,
  'withdraw-publication': REGISTER,
  'expire-publication': REGISTER,
  'credit-remove': CREDIT,
  letter: INSIDE,
  notice: MAIL,
  remind: BODY,
  'report-upward': BODY,
};

export async function disclosureDriver(ref: Ref): Promise<void> {
  await drive(ref, disclosureRoad);
}
