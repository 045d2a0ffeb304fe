import type { Ref } from '../activities/contract.ts';
import { drive } from './driver.ts';
import { BODY, INSIDE, MAIL, type Road } from './ways.ts';

/** The check of what was entered from paper (house). Awaits the second person and those named; only its house clock runs. */
export const paperRoad: Road = { letter: INSIDE, notice: MAIL, 'report-upward': BODY };

export async function paperDriver(ref: Ref): Promise<void> {
  await drive(ref, paperRoad);
}
