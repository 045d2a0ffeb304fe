import type { Refusal } from '../case/types.ts';
import { refuse } from '../refusal.ts';
import type { RefusalKey } from '../refusals.ts';
import { CASE_ROLES, OFFICERS_OF_THE_SYSTEM, ROLE_NAMES, type Role } from './types.ts';

/**
 * Posts that nobody holds together (不相容岗位): one of `these` beside one of `those`. Every refusal of a combination comes from here. That
 * who registers a tip does not investigate it, and who proposes does not decide, is asked in each case (`may`).
 */
const APART: readonly { these: readonly Role[]; those: readonly Role[]; why: RefusalKey }[] = [
  { these: ['admin'], those: CASE_ROLES, why: 'posts-apart/admin' },
  { these: OFFICERS_OF_THE_SYSTEM, those: OFFICERS_OF_THE_SYSTEM, why: 'posts-apart' },
  { these: ['approver', 'auditor'], those: CASE_ROLES, why: 'posts-apart/system' },
  { these: ['custodian'], those: [...CASE_ROLES, ...OFFICERS_OF_THE_SYSTEM], why: 'posts-apart/custodian' },
  // The page where a tip is told says so.
  { these: ['special'], those: ['clerk'], why: 'posts-apart/special' },
  {
    these: ['inspector'],
    those: [...CASE_ROLES, ...OFFICERS_OF_THE_SYSTEM, 'custodian'],
    why: 'posts-apart/inspector',
  },
];

/** Why one person may not hold these posts together: one refusal for each pair; none where they go together. */
export function heldApart(roles: readonly Role[]): Refusal[] {
  const held = [...new Set(roles)];
  return held.flatMap((one, i) =>
    held.slice(i + 1).flatMap((other) => {
      const found = APART.find(
        ({ these, those }) =>
          (these.includes(one) && those.includes(other)) || (these.includes(other) && those.includes(one)),
      );
      return found ? [refuse(found.why, { put: { one: ROLE_NAMES[one], other: ROLE_NAMES[other] } })] : [];
    }),
  );
}
