/**
 * 轮岗: how long somebody has held the same post. The rules we have read say that staff are rotated and name no number of years (SH21
 * (一)), so the number is the authority's own, there is none until it sets one, and its end announces and takes nothing.
 */
import { addDays, addMonths, dateOf, dayNumberOf } from '../time/day.ts';
import type { PlainDate } from '../time/types.ts';
import { ownHeld } from './deputies.ts';
import { accountsOf } from './selves.ts';
import type { Directory, Grant, Person } from './types.ts';

/** After how many years in the same post somebody is announced, and how many months before. */
export interface Rotation {
  years: number;
  ahead: number;
}

/** Most that an authority may set. House rule. */
export const MOST_ROTATION = { years: 30, ahead: 24 } as const;

/** Somebody who has held the same post for nearly so long, or longer. */
export interface LongHeld {
  person: string;
  unit: string;
  post: Grant['post'];
  /** The first day of the post, without a day between it and now on which it was not held. */
  since: PlainDate;
  /** The day on which the years are full. */
  full: PlainDate;
  /** The day from which it is announced. */
  from: PlainDate;
}

const monthsOn = (day: PlainDate, months: number): PlainDate => dateOf(addMonths(dayNumberOf(day), months));

/** Since when a post is held: the same unit and one of the same roles, in one post after another without a gap. */
function heldSince(g: Grant, all: readonly Grant[]): PlainDate {
  let since = g.from;
  for (let before: Grant | undefined = g; before !== undefined; ) {
    before = all.find(
      (one) =>
        one.unit === g.unit &&
        one.from < since &&
        (one.until === null || addDays(one.until, 1) >= since) &&
        one.roles.some((role) => g.roles.includes(role)),
    );
    if (before) since = before.from;
  }
  return since;
}

/** Whoever is announced on a day, longest first. Who only stands in for another does not hold the post. */
export function heldLong(
  { people }: Pick<Directory, 'people'>,
  organ: string,
  rotation: Rotation | null,
  day: PlainDate,
): LongHeld[] {
  if (rotation === null) return [];
  const { years, ahead } = rotation;
  return Object.values(people)
    .flatMap((person) => {
      const ofOrgan = (one: Person) => ownHeld(one).filter((g) => g.organ === organ);
      // Whoever comes back under another account goes on from where they were.
      const own = accountsOf(person, { people }).flatMap(ofOrgan);
      const found = new Map<string, LongHeld>();
      for (const g of ofOrgan(person)) {
        if (g.from > day || (g.until !== null && g.until < day)) continue;
        const since = heldSince(g, own);
        const full = monthsOn(since, 12 * years);
        const from = monthsOn(full, -ahead);
        // Two posts beside each other in one unit are told once.
        const known = found.get(g.unit);
        if (from <= day && (known === undefined || since < known.since))
          found.set(g.unit, { person: person.id, unit: g.unit, post: g.post, since, full, from });
      }
      return [...found.values()];
    })
    .sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : a.person < b.person ? -1 : 1));
}
