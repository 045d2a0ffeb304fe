import { withEventNumbers } from '../../domain/case/event-numbers.ts';
import type { CaseState, FactSheet, Json } from '../../domain/case/types.ts';
import { canSee } from '../../domain/people/may.ts';
import type { Person } from '../../domain/people/types.ts';
import { everTogether, LEADING_BOUNDS } from '../../domain/proceedings/parts/merging.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import type { EventColumns } from '../ground/chain.ts';
import { ask, type Queryable } from '../ground/db.ts';
import type { House } from '../truth/house.ts';

/** Events of the vault: for who asked and who acted in it alone. */
export const isOfVault = (e: Pick<EventColumns, 'name'>): boolean => e.name.startsWith('identity-');

/**
 * Tips merged into this case, and cases into which it was merged, that this person may not see: for them there is no trace of these.
 * @param events of the case, where they name more of them than its state still does
 */
export function hiddenFrom(
  db: Queryable,
  person: Person,
  c: CaseState,
  house: House,
  now: Instant,
  events: readonly Pick<EventColumns, 'facts'>[],
): Promise<ReadonlySet<string>> {
  const named = events.flatMap((e) => [e.facts.leading, ...throughOf(e)]).filter((id) => typeof id === 'string');
  return unseen(db, person, [...new Set([...everTogether(c), ...named])], house, now);
}

/** Which of these cases a person may not see. */
export async function unseen(
  db: Queryable,
  person: Person,
  ids: readonly string[],
  house: House,
  now: Instant,
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await ask<{ id: string; state: CaseState }>(
    db,
    'SELECT id, state FROM cases WHERE id = ANY ($1::uuid[])',
    [ids],
  );
  const seen = rows.filter((r) => canSee(person, r.state, house.directory, dayOf(now))).map((r) => r.id);
  return new Set(ids.filter((id) => !seen.includes(id)));
}

/** Through which cases it came to a case who is outside it. */
const throughOf = ({ facts }: Pick<EventColumns, 'facts'>): Json[] =>
  Array.isArray(facts.through) ? facts.through : [];

/** Facts that a merge leaves on the proceeding of the leading case; on that of the merged one, which case leads. */
const OF_A_MERGE = ['follower', 'mergedOn', 'newClue', 'filedAt'];

/** Whether a fact names a case that is hidden. */
const names = (hidden: ReadonlySet<string>, fact: Json | undefined): boolean =>
  typeof fact === 'string' && hidden.has(fact);

function factsFor(facts: FactSheet, hidden: ReadonlySet<string>): FactSheet {
  const { through: _, ...kept } = facts;
  if (names(hidden, facts.follower)) for (const key of OF_A_MERGE) delete kept[key];
  if (names(hidden, facts.leading)) delete kept.leading;
  for (const key of ['followers', 'followersLeft', 'followersEnded']) {
    if (!Array.isArray(kept[key])) continue;
    const list = kept[key].filter((id) => !names(hidden, id));
    if (list.length > 0) kept[key] = list;
    else delete kept[key];
  }
  return kept;
}

type Numbers = ReadonlyMap<number, number>;

/** The state as a reader knows it: without the other cases of a merge that are hidden from them, events named by the numbers that they have for them. */
export function stateFor(c: CaseState, hidden: ReadonlySet<string>, numbers: Numbers): CaseState {
  const shown = (facts: FactSheet) => withEventNumbers(factsFor(facts, hidden), (n) => numbers.get(n) ?? null);
  const proceedings = Object.fromEntries(
    Object.entries(c.proceedings).map(([id, p]) => {
      const proposals = Object.entries(p.proposals).map(([act, x]) => [act, { ...x, facts: shown(x.facts) }]);
      return [id, { ...p, facts: shown(p.facts), proposals: Object.fromEntries(proposals) }];
    }),
  );
  const mergedInto = c.mergedInto !== null && hidden.has(c.mergedInto) ? null : c.mergedInto;
  return { ...c, mergedInto, proceedings };
}

/**
 * The numbers of the events that a reader knows, each with the number it has for them: counted without those that are hidden, so that
 * no hole tells of them.
 */
export function numbersFor(
  events: readonly EventColumns[],
  person: Pick<Person, 'id'>,
  hidden: ReadonlySet<string>,
): Map<number, number> {
  const numbers = new Map<number, number>();
  for (const e of events) {
    const mine = e.actor.id === person.id || e.facts.asker === person.id;
    if (isOfVault(e) && !mine) continue;
    if (names(hidden, e.facts.follower)) continue;
    if (e.name === LEADING_BOUNDS.act && names(hidden, e.facts.leading)) continue;
    if (throughOf(e).some((id) => names(hidden, id))) continue;
    if (e.cause !== null && !numbers.has(e.cause)) continue;
    numbers.set(e.number, numbers.size + 1);
  }
  return numbers;
}

/** An event under the number it has for a reader, without the cases that are hidden from them. */
export const numbered = (e: EventColumns, numbers: Numbers, hidden: ReadonlySet<string>): EventColumns => ({
  ...e,
  facts: withEventNumbers(factsFor(e.facts, hidden), (n) => numbers.get(n) ?? null),
  number: numbers.get(e.number) ?? e.number,
  cause: e.cause === null ? null : (numbers.get(e.cause) ?? null),
});
