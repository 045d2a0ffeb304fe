import type { ProceedingKind, Table } from '../case/types.ts';
import { disclosure } from './disclosure.ts';
import { intake } from './intake/index.ts';
import { investigation } from './investigation/index.ts';
import { listing } from './listing/index.ts';
import { paper } from './paper.ts';
import { penalty } from './penalty/index.ts';
import { policeReferral } from './police-referral/index.ts';

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

/** Proceedings of which a tipster is told the state. */
export const TOLD: ReadonlySet<string> = new Set(
  Object.values(TABLES).flatMap((table) => (table.tipsterTold ? [table.kind] : [])),
);
