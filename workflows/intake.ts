import type { Ref } from '../activities/contract.ts';
import { drive } from './driver.ts';
import { BODY, INSIDE, MAIL, type Road } from './ways.ts';

/**
 * Intake (law 3.1). Awaits the clerk, the unit head and the review clock, whose end means acceptance. On the way: the letter on the
 * receipt page and the mail that there is news (M49 arts. 11, 21, 22), those who were merged told apart, reminders to a
 * body that does not confirm a transfer or a designation, then a report upward.
 */
export const intakeRoad: Road = {
  letter: INSIDE,
  notice: MAIL,
  'tell-merged': INSIDE,
  remind: BODY,
  'report-upward': BODY,
};

export async function intakeDriver(ref: Ref): Promise<void> {
  await drive(ref, intakeRoad);
}
