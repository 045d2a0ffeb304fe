import type { Ref } from '../activities/contract.ts';
import { drive } from './driver.ts';
import { BODY, INSIDE, MAIL, type Road } from './ways.ts';

/**
 * Penalty (law 3.3). Awaits the party's statement, hearing and legal review, service, performance and remedies. On the way: the
 * letters to the party that are put into the file, reminders to a court or another organ that is silent, reports upward.
 * Service itself is done by officers (APL art. 61), not by this road.
 */
export const penaltyRoad: Road = {
  letter: INSIDE,
  notice: MAIL,
  remind: BODY,
  'report-upward': BODY,
};

export async function penaltyDriver(ref: Ref): Promise<void> {
  await drive(ref, penaltyRoad);
}
