/** Who stands in for a colleague on leave, and what that gives them. */
import type { Refusal } from '../case/types.ts';
import { refuse } from '../refusal.ts';
import type { PlainDate } from '../time/types.ts';
import { heldBy } from './held.ts';
import type { Deputyship, Grant, Person } from './types.ts';

type Span = { from: PlainDate; until: PlainDate | null };
const earlier = (a: PlainDate | null, b: PlainDate | null) => (a === null ? b : b === null || a < b ? a : b);

/** The days that both have; null: none. */
function shared(a: Span, b: Span): Span | null {
  const from = a.from > b.from ? a.from : b.from;
  const until = earlier(a.until, b.until);
  return until !== null && until < from ? null : { from, until };
}

export const overlaps = (a: Span, b: Span): boolean => shared(a, b) !== null;

/** Longest chain of deputies, each of whom stands in for the one before: nobody further on holds anything by it. House rule. */
export const LONGEST_CHAIN = 5;

/** Posts of somebody's own, each in the organ in which it was given. */
export const ownGrants = (person: Pick<Person, 'grants'>): Grant[] => person.grants.filter(isOwn);

const isOwn = (g: Grant): boolean => g.for === undefined && g.via === undefined;

/** The same of whoever holds them, whether they can sign in or not. */
export const ownHeld = (person: Pick<Person, 'grants' | 'locked'>): Grant[] => heldBy(person).filter(isOwn);

/**
 * What somebody holds as a deputy: the posts of whoever is away, and those which these hold as deputies themselves, on the days that all
 * of them share. It rests on a post of their own in that organ, and ends with it. Never their own posts, and never in a circle.
 */
export function heldFor(
  deputy: string,
  people: (id: string) => Pick<Person, 'grants'> | undefined,
  byDeputy: ReadonlyMap<string, readonly Deputyship[]>,
): Grant[] {
  const found: Grant[] = [];
  const from = (at: string, through: readonly string[], within: Span | null) => {
    for (const one of byDeputy.get(at) ?? []) {
      if (one.person === deputy || through.includes(one.person)) continue;
      const span = within === null ? one : shared(within, one);
      if (span === null) continue;
      for (const g of ownGrants(people(one.person) ?? { grants: [] })) {
        const held = g.organ === one.organ ? shared(span, g) : null;
        const { id: _, ...post } = g;
        if (held) found.push({ ...post, ...held, for: [one.person, ...through] });
      }
      if (through.length + 1 < LONGEST_CHAIN) from(one.person, [one.person, ...through], span);
    }
  };
  from(deputy, [], null);
  const own = ownGrants(people(deputy) ?? { grants: [] });
  return found.flatMap((g) => restingOn(g, own));
}

/** The days of a post on which one of these posts in the same organ is held, too. */
function restingOn(g: Grant, own: readonly Grant[]): Grant[] {
  const spans: Span[] = [];
  for (const one of own.filter((o) => o.organ === g.organ).sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const span = shared(g, one);
    const last = spans.at(-1);
    if (span === null) continue;
    if (last && (last.until === null || span.from <= last.until)) {
      last.until =
        last.until === null || span.until === null ? null : last.until > span.until ? last.until : span.until;
    } else spans.push({ ...span });
  }
  return spans.map((span) => ({ ...g, ...span }));
}

export function byDeputy(deputies: readonly Deputyship[]): Map<string, Deputyship[]> {
  const map = new Map<string, Deputyship[]>();
  for (const one of deputies) map.set(one.deputy, [...(map.get(one.deputy) ?? []), one]);
  return map;
}

/** Everybody who stands in for somebody on some of these days, or in whose place they stand, one way after another. */
function* following(
  deputies: readonly Deputyship[],
  who: string,
  towards: 'person' | 'deputy',
  within: Span,
  way: readonly string[] = [],
): Generator<readonly string[]> {
  yield way;
  if (way.length > LONGEST_CHAIN) return;
  for (const d of deputies) {
    const [at, next] = towards === 'deputy' ? [d.person, d.deputy] : [d.deputy, d.person];
    if (at === who && overlaps(d, within)) yield* following(deputies, next, towards, within, [...way, next]);
  }
}

/** Why this deputy does not stand in on these days beside those who do already, or null: no circle, and no chain that is too long. */
export function deputyRefused(
  deputies: readonly Deputyship[],
  { person, deputy, ...within }: Pick<Deputyship, 'person' | 'deputy' | 'from' | 'until'>,
): Refusal | null {
  if (deputy === person) return refuse('deputy-itself');
  const onward = [...following(deputies, deputy, 'deputy', within)];
  const back = onward.find((way) => way.at(-1) === person);
  if (back) return refuse('deputy-circle', { put: { circle: [person, deputy, ...back].join(' → ') } });
  const before = [...following(deputies, person, 'person', within)];
  const longest = (ways: (readonly string[])[]) => Math.max(...ways.map((way) => way.length));
  if (longest(before) + 1 + longest(onward) <= LONGEST_CHAIN) return null;
  return refuse('deputy-chain', { put: { most: LONGEST_CHAIN } });
}
