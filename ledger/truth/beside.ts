import type { Change, FactSheet, NewEvent } from '../../domain/case/types.ts';
import { rolesOn } from '../../domain/people/may.ts';
import type { ActedAs, Person } from '../../domain/people/types.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';

/** An event of the case beside its tables: touches no proceeding, stays for ever. */
export function opening(
  name: string,
  now: Instant,
  actor: ActedAs,
  facts: FactSheet,
  { words = {}, changes = [] }: { words?: FactSheet; changes?: Change[] } = {},
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
    basis: 'house: every opening is an event; M49 arts. 34, 36',
    facts,
    words,
    changes,
  };
}

export function actorOf(person: Person, organ: string, now: Instant): ActedAs {
  const [role] = [...rolesOn(person, organ, dayOf(now)), ...person.grants.flatMap((g) => g.roles)];
  return { id: person.id, role: role ?? 'second-person', organ };
}
