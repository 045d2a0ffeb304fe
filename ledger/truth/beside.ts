import type { CaseState, Change, FactSheet, NewEvent } from '../../domain/case/types.ts';
import { grantsOn, rolesOn } from '../../domain/people/may.ts';
import type { ActedAs, Person } from '../../domain/people/types.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';

const OPENED = 'house: every opening is an event; M49 arts. 34, 36';

/** Nobody: the product itself. */
export const SYSTEM: ActedAs = { id: 'system', role: 'system' };

/** An event of the case beside its tables: touches no proceeding, stays for ever. */
export function beside(
  name: string,
  now: Instant,
  actor: ActedAs,
  facts: FactSheet,
  { words = {}, changes = [], basis = OPENED }: { words?: FactSheet; changes?: Change[]; basis?: string } = {},
): NewEvent {
  return {
    type: 'act',
    proceeding: '',
    kind: 'intake',
    name,
    occurredAt: now,
    actor,
    from: null,
    to: '',
    basis,
    facts,
    words,
    changes,
  };
}

/** An event that stands in the ledger, as the cause of the first one decided on this state: within a batch, causes are counted from it. */
export const causeThere = (number: number, { version }: Pick<CaseState, 'version'>): number => number - version - 1;

/** Who somebody is to a case when they do what stands beside its tables. */
export function actorOf(person: Person, organ: string, now: Instant): ActedAs {
  const [role] = [...rolesOn(person, organ, dayOf(now)), ...person.grants.flatMap((g) => g.roles)];
  const grants = grantsOn(person, dayOf(now)).filter((g) => g.organ === organ && g.roles.some((r) => r === role));
  const [first] = grants;
  const stands = first?.for && grants.every((g) => g.for !== undefined) ? { for: first.for[0] } : {};
  return { id: person.id, role: role ?? 'second-person', organ: first?.via ?? organ, ...stands };
}
