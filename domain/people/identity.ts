import type { CaseState } from '../case/types.ts';
import type { IdentityGround } from '../law/identity-grounds.ts';
import { lookUp } from '../look-up.ts';
import { addMonths, DAY_MS, dateOf, dayNumberOf, instantOf, millisOf } from '../time/day.ts';
import type { Instant, PlainDate } from '../time/types.ts';
import { canSee, HEADS, rolesIn, seesNoFile, shutOut } from './may.ts';
import { isAmong, isSelf, selvesOf } from './selves.ts';
import type { Directory, Person } from './types.ts';

/** A request to learn who told. Its words (clause, reasons) are sealed with the events whose numbers it holds. */
export interface IdentityRequest {
  id: string;
  asker: string;
  ground: IdentityGround;
  at: Instant;
  event: number;
  decided?: {
    by: string;
    at: Instant;
    granted: boolean;
    event: number;
    /** The tipster is not told before this day. */
    withheldUntil?: PlainDate;
  };
  opened?: { by: string; at: Instant };
}

export const IDENTITY_STATES = ['asked', 'approved', 'refused', 'opened', 'over'] as const;
export type IdentityState = (typeof IDENTITY_STATES)[number];

/** What was opened is shown for a day. */
export const shownUntil = (r: IdentityRequest): Instant | null =>
  r.opened ? instantOf(millisOf(r.opened.at) + DAY_MS) : null;

/** Where a request stands now. */
export function identityState(r: IdentityRequest, now: Instant): IdentityState {
  const until = shownUntil(r);
  if (until !== null) return millisOf(now) < millisOf(until) ? 'opened' : 'over';
  return r.decided ? (r.decided.granted ? 'approved' : 'refused') : 'asked';
}

const WITHHELD_MONTHS = 6;
/** The last day until which the tipster may be left untold, for a decision of this day. */
export const withheldAtMost = (day: PlainDate): PlainDate => dateOf(addMonths(dayNumberOf(day), WITHHELD_MONTHS));

/** The request as it counts now: until it is opened, an approval by somebody who is outside the case by now is none (as with pairs). */
export function asItCounts(r: IdentityRequest, c: CaseState, directory: Directory, day: PlainDate): IdentityRequest {
  const { decided, ...asked } = r;
  const head = decided?.granted && !r.opened ? lookUp(directory.people, decided.by) : undefined;
  return head && shutOut(head, c, directory, day) ? asked : r;
}

/** Whether who asked still sees the case: for nobody else is anything approved or opened. */
export function askerSees(r: IdentityRequest, c: CaseState, directory: Directory, day: PlainDate): boolean {
  const asker = lookUp(directory.people, r.asker);
  return asker !== undefined && canSee(asker, c, directory, day);
}

/** Who has a part in the case, or is outside it, neither approves nor opens: whoever acted in it, its officers, who is shut out. */
const isPartial = (person: Person, c: CaseState, directory: Directory, day: PlainDate, acted: ReadonlySet<string>) =>
  isAmong(person, acted) ||
  selvesOf(person).some((id) => c.officers.includes(id)) ||
  shutOut(person, c, directory, day);

/**
 * Heads who may approve: of this organ, with no act in the case and not outside it; where there is none, of the organ above. Never who
 * asks.
 * @param acted who has done anything in the case
 */
export function identityApprovers(
  c: CaseState,
  asker: string,
  directory: Directory,
  day: PlainDate,
  acted: ReadonlySet<string>,
): Person[] {
  const people = Object.values(directory.people);
  const impartial = (p: Person) => !isSelf(p, asker) && !seesNoFile(p, day) && !isPartial(p, c, directory, day, acted);
  const own = people.filter((p) => HEADS.some((role) => rolesIn(p, c, directory, day).has(role)) && impartial(p));
  const above = lookUp(directory.organs, c.organ)?.superior;
  if (own.length > 0 || !above) return own;
  return people.filter((p) => rolesIn(p, c, directory, day, above).has('dept-head') && impartial(p));
}

/**
 * Custodians who may open it: neither who asks nor who approved, with no act in the case (also from a post of before) and not outside it.
 * @param acted who has done anything in the case
 */
export const identityCustodians = (
  c: CaseState,
  others: readonly string[],
  directory: Directory,
  day: PlainDate,
  acted: ReadonlySet<string>,
): Person[] =>
  Object.values(directory.people).filter(
    (p) =>
      !others.some((id) => isSelf(p, id)) &&
      rolesIn(p, c, directory, day).has('custodian') &&
      !isPartial(p, c, directory, day, acted),
  );
