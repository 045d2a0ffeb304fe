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
