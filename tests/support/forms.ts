import type { FactSheet } from '../../domain/case/types.ts';

/** A registration that links the accused, a body, to nobody of the house. A test overrides what it is about. */
export const REGISTRATION: FactSheet = {
  accusedUnit: 'none',
  accusedNatural: false,
  regime: 'fund',
  money: 'out',
  identityStore: true,
};
/** The same where the accused is a natural person. */
export const OF_A_PERSON: FactSheet = { ...REGISTRATION, accusedNatural: true };

const TWO = { withOfficer: 'officer2' };

/** The notice of a fine in which nothing is special. A test adds its number, for what it is, of how much, and how it was served. */
export const PLAIN_FINE = {
  financialHarm: false,
  kinds: ['fine'],
  confiscation: 0,
  finedBefore: false,
  complex: false,
  grave: false,
  publicInterest: false,
  told: true,
  ...TWO,
};
/** Of three times 40,000 yuan that a body drew from a fund: enough for a hearing and for a listing. A test adds number and days. */
export const CHEATING_FINE = {
  ...PLAIN_FINE,
  ground: 'cheating-fund',
  fine: 120_000,
  listingConditions: ['cheating'],
  service: 'direct',
};

/** Why the police should have it; a test says in which words. */
export const SUSPICION = {
  crimeStandard: 'amount',
  crimeKind: 'fraud',
  evidence: ['documents', 'records'],
  otherMatters: false,
  suspicion: 'words',
  ...TWO,
};
/** What the principal is told of it; a test adds the number. */
export const REFERRAL = {
  offence: 'words',
  files: ['letter', 'report', 'goods'],
  expertFinding: 'none',
  ...TWO,
};
export const TASK_FORCE = { taskForce: ['officer1', 'officer2'] };
