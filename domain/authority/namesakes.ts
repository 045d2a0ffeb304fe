/** Who is given a name that somebody here has or had: the same person, or somebody else? Relations and who is outside hang on it. */
import type { Refusal } from '../case/types.ts';
import type { Bilingual } from '../law/types.ts';
import { everNamed, Namesakes } from '../people/names.ts';
import { goesOn } from '../people/organs.ts';
import { isSelf, oneOf, selvesOf } from '../people/selves.ts';
import type { Person } from '../people/types.ts';
import { refuse } from '../refusal.ts';
import type { SayField } from './changes.ts';
import type { Draft } from './draft.ts';

/** What is said of somebody whose name another one has or had. */
export const NAMESAKE = ['same', 'another'] as const;
export type Namesake = (typeof NAMESAKE)[number];

/** Accounts and records of before that one person can have: more of one name are not all the same. House rule. */
const MOST_ACCOUNTS = 50;
/** Of these so many are told. */
const TOLD = 8;

/** A name that a request gives, and what it says of who else has it. */
export interface Naming {
  row: number;
  /** As they were when it was given. */
  person: Person;
  name: Bilingual;
  /** undefined: nobody else has it. */
  namesake: Namesake | undefined;
  /** Where it is asked. */
  field: string;
  say: SayField;
}

/**
 * Asks of every name that a request gives, row by row, whose else it is: of those who are or were here, and of those named before in the
 * same request. Whoever is said to be the same person is one person with all of that name (`people/selves.ts`): what keeps the one away
 * keeps the other away, and what the one has done the other has done. That it is somebody else is for the principal to say as well.
 * @param here who is or was here, as they are called before the request
 */
export function askOfNamesakes(draft: Draft, here: Iterable<Person>): void {
  if (draft.named.length === 0) return;
  const namesakes = new Namesakes();
  const known = new Map<string, Person>();
  for (const person of here) {
    known.set(person.id, person);
    namesakes.put(person.id, everNamed(person));
  }
  const given = new Map<string, Person>();
  const now = (id: string) => draft.people.get(id) ?? given.get(id) ?? known.get(id);
  for (const naming of draft.named.toSorted((a, b) => a.row - b.row)) {
    const { name, namesake, say, field } = naming;
    const person = now(naming.person.id) ?? naming.person;
    given.set(person.id, person);
    const others: Person[] = [];
    for (const id of namesakes.of(name)) {
      const other = isSelf(person, id) ? undefined : now(id);
      if (other) others.push(other);
      if (others.length > MOST_ACCOUNTS) break;
    }
    namesakes.put(person.id, [name]);
    if (others.length === 0) continue;
    if (namesake === 'another') draft.needsPrincipal = true;
    const no = namesakeRefused(namesake, person, others, draft, now);
    if (no) say(field, no);
    else if (namesake === 'same') given.set(person.id, tie(person, others, draft));
  }
}

const accountsOf = (people: readonly Person[], now: (id: string) => Person | undefined): Person[] =>
  [...new Set(people.flatMap(selvesOf))].flatMap((id) => now(id) ?? people.filter((p) => p.id === id));

/** These people as they are told to whoever asks: ours by their sign-in names, others by the organ alone in which they are or were. */
function toldAs(people: readonly Person[], { organ, organs }: Draft): Bilingual {
  const told = (language: keyof Bilingual) => {
    const each = people.map((p) => {
      if (p.grants.length === 0 || p.grants.some((g) => goesOn(Object.fromEntries(organs), g.organ) === organ))
        return p.login;
      const { name } = organs.get(p.grants.at(-1)?.organ ?? '') ?? { name: { zh: '…', en: '…' } };
      return name[language];
    });
    const once = [...new Set(each)];
    return [...once.slice(0, TOLD), ...(once.length > TOLD ? ['…'] : [])].join('、');
  };
  return { zh: told('zh'), en: told('en') };
}

/** Why this cannot be said of somebody whose name these others have or had, or null. */
function namesakeRefused(
  namesake: Namesake | undefined,
  person: Person,
  others: readonly Person[],
  draft: Draft,
  now: (id: string) => Person | undefined,
): Refusal | null {
  const { today, rows } = draft;
  const put = { logins: toldAs(others, draft) };
  if (namesake === undefined) return refuse('namesake', { put });
  if (namesake === 'another') return null;
  if (others.length > MOST_ACCOUNTS) return refuse('namesake/many', { put: { most: MOST_ACCOUNTS } });
  const isHere = (p: Person) => p.until === undefined || p.until >= today;
  // Of two in post nobody is both; of two of that name who were here nobody says which one it was, so that all are.
  const inPost = new Set(accountsOf(others, now).filter(isHere).map(oneOf));
  if (inPost.size > 0 && accountsOf([person], now).some(isHere)) return refuse('namesake/here', { put });
  if (inPost.size > 1) return refuse('namesake/several', { put });
  // What is said of the same two beside it would be taken for what there is between relatives.
  const said = [...rows.relations, ...rows.relationsEnded];
  const isSaid = (id: string) => said.some((r) => r.staff === person.id && r.related === id);
  return others.some(({ id }) => isSaid(id)) ? refuse('relation-known') : null;
}

function tie(person: Person, others: readonly Person[], draft: Draft): Person {
  const ids = others.map((p) => p.id);
  const tied: Person = {
    ...person,
    related: [...new Set([...person.related, ...ids])],
    same: [...new Set([...(person.same ?? []), ...others.flatMap(selvesOf)])],
  };
  if (draft.people.has(person.id)) draft.people.set(person.id, tied);
  draft.rows.relations.push(...ids.map((id) => ({ staff: person.id, related: id })));
  return tied;
}
