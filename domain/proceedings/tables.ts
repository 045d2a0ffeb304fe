import type { ProceedingKind, Table } from '../case/types.ts';
import { disclosure } from './disclosure.ts';
import { intake } from './intake.ts';
import { investigation } from './investigation.ts';
import { listing } from './listing.ts';
import { paper } from './paper.ts';
import { penalty } from './penalty.ts';
import { policeReferral } from './police-referral.ts';

export { REACTIONS } from './reactions.ts';

/** Every proceeding by kind. Buttons, forms, permissions, diagrams, documents and the tested model come from here. */
export const TABLES: Record<ProceedingKind, Table> = {
  intake,
  investigation,
  penalty,
  'police-referral': policeReferral,
  listing,
  disclosure,
  paper,
};
