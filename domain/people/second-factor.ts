import type { PlainDate } from '../time/types.ts';
import { grantsOn } from './may.ts';
import { OFFICERS_OF_THE_SYSTEM, type Person, type Role } from './types.ts';

/** Posts whose holders come in with a second factor or not at all. House rule. */
const FACTOR_NEEDED: readonly Role[] = [...OFFICERS_OF_THE_SYSTEM, 'custodian'];

/** Recovery codes that a factor comes with. House rule. */
export const RECOVERY_CODES = 10;

/**
 * Whether a person must have a second factor.
 * @param earnest organs that an authority moved into in earnest: in a demonstration nobody is made to
 */
export const factorNeeded = (person: Person, earnest: ReadonlySet<string>, day: PlainDate): boolean =>
  grantsOn(person, day).some((g) => earnest.has(g.organ) && g.roles.some((role) => FACTOR_NEEDED.includes(role)));
