import type { Ref } from '../activities/contract.ts';
import { drive } from './driver.ts';
import { BODY, INSIDE, MAIL, type Road } from './ways.ts';

/**
 * Investigation (law 3.2). Awaits the officers, the clocks of tip and inspection, other bodies asked for help. On the way: reminders
 * and reports upward where they are silent; at the end the tipster is told that it is concluded and, on request, the
 * result (M49 art. 30), and so is everyone whose tip was merged.
 */
export const investigationRoad: Road = {
  letter: INSIDE,
  notice: MAIL,
  'tell-merged': INSIDE,
  remind: BODY,
  'report-upward': BODY,
};

export async function investigationDriver(ref: Ref): Promise<void> {
  await drive(ref, investigationRoad);
}
