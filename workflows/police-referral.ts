import type { Ref } from '../activities/contract.ts';
import { drive } from './driver.ts';
import { BODY, INSIDE, MAIL, type Road, type Way } from './ways.ts';

/** The file must be with the police 24 hours after approval (TR art. 5): after about five hours a person carries it there. */
const PACKAGE: Way = { first: '10 seconds', longest: '10 minutes', tries: 35, givesUp: 'package-not-delivered' };

/**
 * Referral to the police (law 3.4). Awaits the principal, the police, the procurator. On the way: the package to the police, reminders
 * to a police organ or procurator that is silent, then a report to the body above.
 */
export const policeReferralRoad: Road = {
  'police-package': PACKAGE,
  remind: BODY,
  'report-upward': BODY,
  letter: INSIDE,
  notice: MAIL,
};

export async function policeReferralDriver(ref: Ref): Promise<void> {
  await drive(ref, policeReferralRoad);
}
