export { caseDriver } from './case.ts';
export { disclosureDriver } from './disclosure.ts';
export { intakeDriver } from './intake.ts';
export { investigationDriver } from './investigation.ts';
export { listingDriver } from './listing.ts';
export { paperDriver } from './paper.ts';
export { penaltyDriver } from './penalty.ts';
export { policeReferralDriver } from './police-referral.ts';
