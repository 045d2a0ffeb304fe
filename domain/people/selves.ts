/**
 * One person in several accounts: who left and came back. What keeps one of them away keeps all away, and what one has done all have
 * done; what an account may passes on to none.
 */
import { lookUp } from '../look-up.ts';
import type { Directory, Person } from './types.ts';

/** Somebody with the other accounts that are theirs. */
export type Self = Pick<Person, 'id' | 'same'>;

/** Ids of all accounts of somebody, the one that is asked about first. */
export const selvesOf = ({ id, same = [] }: Self): readonly string[] => [id, ...same];

/** Whether an id is that of an account of this person. */
export const isSelf = (person: Self, id: string | null | undefined): boolean =>
  id === person.id || (id != null && (person.same?.includes(id) ?? false));

/** Whether one of these ids is that of an account of this person. */
export const isAmong = (person: Self, ids: ReadonlySet<string>): boolean => selvesOf(person).some((id) => ids.has(id));

/** Ids of all accounts of whoever has this one; nobody knows it: itself alone. */
const selvesOfId = (id: string, { people }: Pick<Directory, 'people'>): readonly string[] =>
  selvesOf(lookUp(people, id) ?? { id });

/** The one id for whoever has several accounts, by which people are counted. */
export const oneOf = (person: Self): string => selvesOf(person).reduce((first, id) => (id < first ? id : first));

/** How many people these accounts belong to. */
export const howMany = (ids: readonly string[], directory: Pick<Directory, 'people'>): number =>
  new Set(ids.map((id) => oneOf(lookUp(directory.people, id) ?? { id }))).size;

/** Whether two ids are those of one person. */
export const isOne = (
  a: string | null | undefined,
  b: string | null | undefined,
  directory: Pick<Directory, 'people'>,
): boolean => a === b || (a != null && b != null && selvesOfId(a, directory).includes(b));

/** All accounts of somebody. Hardly anybody has two, and this is asked of everybody in each case. */
export const accountsOf = (person: Person, { people }: Pick<Directory, 'people'>): readonly Person[] =>
  person.same === undefined ? [person] : [person, ...person.same.flatMap((id) => lookUp(people, id) ?? [])];

/** By id the other accounts of the same person, from which ties hold between two: whoever came back twice is one in all three. */
export function tied(ties: Iterable<readonly [string, string]>): Map<string, string[]> {
  const all = new Map<string, Set<string>>();
  for (const [a, b] of ties) {
    const joined = new Set([a, b, ...(all.get(a) ?? []), ...(all.get(b) ?? [])]);
    for (const id of joined) all.set(id, joined);
  }
  return new Map([...all].map(([id, joined]) => [id, [...joined].filter((other) => other !== id).sort()]));
}
