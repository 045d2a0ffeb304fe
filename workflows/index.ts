import { drive } from './drive.ts';
import { caseDriver } from './former-case.ts';
import { ROAD } from './road.ts';

export { counting, digesting, forgetting } from './house.ts';
export { tip } from './tip.ts';
export const { intake, investigation, penalty, listing, disclosure, paper } = ROAD;
const policeReferral = ROAD['police-referral'];

// For one release: what was begun under these names (former.ts).
export {
  caseDriver,
  drive as disclosureDriver,
  drive as intakeDriver,
  drive as investigationDriver,
  drive as listingDriver,
  drive as paperDriver,
  drive as penaltyDriver,
  drive as policeReferralDriver,
  policeReferral as 'police-referral',
};
