import type { z } from 'zod';
import { lookUp } from '../look-up.ts';
import { calledIn, namedBy, namedIn, sameText } from '../text/same.ts';
import type { PlainDate } from '../time/types.ts';
import type { Tip, tipSchema } from '../tip.ts';
import { type Bounds, HEADS, REPLACED, rolesOn, shutOut } from './may.ts';
import { type Directory, type Person, ROLE_NAMES, type Role } from './types.ts';

/** The intake posts that stand beside the ordinary reception. */
export const DOORS = ['special', 'above'] as const;
export type Door = (typeof DOORS)[number];

/** What the form lets somebody tick of who shall not see the tip. */
export type Away = NonNullable<Tip['notPosts']>[number];

/** The posts behind each tick. */
const POSTS: Record<Away, readonly Role[]> = { reception: ['clerk'], special: ['special'], heads: HEADS };

/** Posts that a tip keeps away by its ticks. */
export const barredBy = (away: readonly Away[]): Role[] => [...new Set(away.flatMap((tick) => POSTS[tick]))];

const holders = (role: Role, organ: string, directory: Directory, day: PlainDate) =>
  Object.values(directory.people).filter((p) => rolesOn(p, organ, day).has(role));

/**
 * Doors beside the ordinary reception behind which somebody sits on this day.
 * @param outside whoever is not counted, being kept away or accused
 */
export function otherDoors(
  organ: string,
  directory: Directory,
  day: PlainDate,
  outside: (person: Person) => boolean = () => false,
): Door[] {
  const above = lookUp(directory.organs, organ)?.superior;
  const sits = (role: Role, where: string) => !holders(role, where, directory, day).every(outside);
  return [
    ...(sits('special', organ) ? ['special' as const] : []),
    ...(above && sits('dept-head', above) ? ['above' as const] : []),
  ];
}

/** Ticks that these doors can keep; the others are not offered, and the page says what to do instead. */
export function awayOffered(doors: readonly Door[]): Away[] {
  if (!doors.includes('above')) return doors.length > 0 ? ['reception'] : [];
  return ['reception', ...(doors.includes('special') ? ['special' as const] : []), 'heads'];
}

/** What our own pages call the special intake post, whatever a house calls it. */
const CALLED = ['专门受理', 'special intake'];

/** Whether a text names the special intake post, its unit or somebody who holds it. */
function namesSpecial(text: string | undefined, organ: string, directory: Directory, day: PlainDate): boolean {
  if (text === undefined) return false;
  const names = holders('special', organ, directory, day).flatMap((p) => [
    p.name,
    ...p.grants.flatMap((g) =>
      g.organ === organ && g.roles.includes('special') ? [g.post, lookUp(directory.units, g.unit)?.name ?? g.post] : [],
    ),
  ]);
  return [...CALLED, ...[ROLE_NAMES.special, ...names].flatMap((n) => [n.zh, n.en])].some((n) => namedIn(text, n));
}

/** Whether a text speaks of a holder of that post as one does of whom one knows the surname alone. */
const callsSpecial = (text: string | undefined, organ: string, directory: Directory, day: PlainDate): boolean =>
  text !== undefined && holders('special', organ, directory, day).some((p) => calledIn(text, p.name.zh));

/** What of a tip says where it goes, as it comes in. */
export type Told = Pick<
  z.input<typeof tipSchema>,
  'concernsStaff' | 'notThese' | 'notPosts' | 'door' | 'clue' | 'accused'
>;

/** A case of this organ that keeps outside whom a tip names and the posts that it ticks. */
const boundsOf = (organ: string, { notPosts = [] }: Pick<Told, 'notPosts'>, { accused, away }: Whom): Bounds => ({
  organ,
  accused: { natural: null, linked: false, units: [], heads: [], persons: accused },
  recused: away,
  barred: barredBy(notPosts),
});

/**
 * Which door a tip goes to by what it says. One that concerns staff, accuses a name of the house, says who shall not see it, or asks
 * for another door never lies with the ordinary reception while there is another; with nobody whom it names or keeps away; nor with the
 * special intake post where that one is kept away, or accused: then it is for the organ above, and so where the story names it, unless
 * who tells it chose that post. Else their own choice comes first.
 * @returns null: the ordinary reception; `nobody`: whoever could receive it is kept away or accused
 */
export function doorFor(
  told: Told,
  organ: string,
  directory: Directory,
  day: PlainDate,
  named: Named = namedOf(told, organ, directory),
): Door | null | 'nobody' {
  const away = told.notPosts ?? [];
  const asks = told.notThese !== undefined || told.door !== undefined || away.length > 0;
  if (told.concernsStaff !== 'yes' && !asks && !named.ours) return null;
  const bounds = boundsOf(organ, told, named);
  const outside = (person: Person) => shutOut(person, bounds, directory, day);
  const names = (text: string | undefined) => namesSpecial(text, organ, directory, day);
  const barred =
    away.includes('special') ||
    [told.notThese, told.accused.name, told.accused.representative].some(
      (text) => names(text) || callsSpecial(text, organ, directory, day),
    );
  const open = otherDoors(organ, directory, day, outside).filter((door) => door !== 'special' || !barred);
  // Who decides in place of the heads here sits in the organ above.
  if (away.includes('heads') && !open.includes('above')) return 'nobody';
  if (told.door !== undefined && open.includes(told.door)) return told.door;
  const [first] = open;
  if (first !== undefined) return open.includes('above') && names(told.clue) ? 'above' : first;
  if (away.length > 0 || otherDoors(organ, directory, day).length > 0) return 'nobody';
  return holders('clerk', organ, directory, day).every(outside) ? 'nobody' : null;
}

/** One post that somebody holds or held, by what it is called. */
interface PostNames {
  organ: string;
  names: string[];
}
/** Everything by which people, units and organs are named, as it is compared: made once for each state of the house. */
interface Names {
  people: { id: string; zh: string; names: string[]; posts: PostNames[] }[];
  /** Of units and organs: `organ` is whose it is. */
  places: PostNames[];
}
const NAMES = new WeakMap<Directory, Names>();
const inBoth = ({ zh, en }: { zh: string; en: string }) => [...new Set([zh, en].map(sameText))];
function namesOf(directory: Directory): Names {
  const known = NAMES.get(directory);
  if (known) return known;
  const names: Names = {
    people: Object.values(directory.people).map((p) => ({
      id: p.id,
      zh: p.name.zh,
      names: inBoth(p.name),
      // Who is spoken of by the post: heads, and who takes tips in.
      posts: p.grants
        .filter((g) => g.roles.some((role) => REPLACED.includes(role)))
        .map(({ organ, post, roles }) => ({
          organ,
          names: [
            ...inBoth(post),
            ...roles.filter((role) => REPLACED.includes(role)).flatMap((role) => inBoth(ROLE_NAMES[role])),
          ],
        })),
    })),
    places: [
      ...Object.values(directory.units).map((u) => ({ organ: u.organ, names: inBoth(u.name) })),
      ...Object.values(directory.organs).map((o) => ({ organ: o.id, names: inBoth(o.name) })),
    ],
  };
  NAMES.set(directory, names);
  return names;
}

/** Ids of staff whom a tip names, as its accused and as whom it keeps away. */
interface Whom {
  /** Whose name, or whose post, the accused or who represents them is called by. */
  accused: string[];
  /** Whom it says shall not see it: by name or by post. */
  away: string[];
}

/** Whom of the house a tip itself names. */
export interface Named extends Whom {
  /** Who is accused is called by the name of somebody, of a post or of a unit of the house. */
  ours: boolean;
}

/** The same without who takes tips in: where nobody else could, a letter stays with whoever has it in hand. */
export function withoutReception(named: Named, organ: string, directory: Directory, day: PlainDate): Named {
  const reception = new Set((['clerk', 'special'] as const).flatMap((r) => holders(r, organ, directory, day)));
  const others = (ids: string[]) => ids.filter((id) => ![...reception].some((p) => p.id === id));
  return { ...named, accused: others(named.accused), away: others(named.away) };
}

/** How one speaks to an authority of the authority itself, as `sameText` makes it. */
const YOURS = /^(?:你们?|您|贵|本|我们?|咱们?)(?:局|厅|委|单位|部门|机关|中心|科|处|室|大厅|窗口)的?/u;

/** Text without what says whose post it tells: the name of an organ or unit, “your office”. */
function bareOf(same: string, places: readonly PostNames[]): string {
  const yours = YOURS.exec(same)?.[0];
  if (yours !== undefined) return same.slice(yours.length);
  const whose = places.flatMap(({ names }) => names.filter((name) => name !== '' && same.startsWith(name)));
  const longest = whose.reduce((a, b) => (b.length > a.length ? b : a), '');
  return same.slice(longest.length).replace(/^的/u, '');
}

/**
 * Whom of the house a tip names. A namesake is taken for the one whose name it is: who that is finds somebody else. Whoever is a head
 * or takes tips in counts by the post as well, and by the surname as one calls whom one hardly knows; of the accused only where the tip
 * says that they are of the house, or names nothing but the post: others have a head of department, too.
 */
export function namedOf(
  { accused, notThese, concernsStaff }: Pick<Told, 'accused' | 'notThese' | 'concernsStaff'>,
  organ: string,
  directory: Directory,
): Named {
  const { people, places } = namesOf(directory);
  const staff = concernsStaff === 'yes' || accused.kind === 'agency-staff';
  const texts = [accused.name, accused.representative].filter((text) => text !== undefined);
  const asked = texts.map((text) => reading(text, organ, places));
  const kept = notThese === undefined ? null : reading(notThese, organ, places);
  const here = (p: Names['people'][number]) => p.posts.some((post) => post.organ === organ);
  const accuses = (p: Names['people'][number]) =>
    asked.some((a) => a.byName(p.names) || (staff || a.ours ? a.byPost(p) || (here(p) && a.calls(p.zh)) : a.isPost(p)));
  const found = people.filter(accuses).map(({ id }) => id);
  return {
    ours: found.length > 0 || asked.some((a) => a.ours || places.some(({ names }) => a.byName(names))),
    accused: found,
    away: people
      .filter((p) => kept !== null && (kept.byName(p.names) || kept.byPost(p) || (here(p) && kept.calls(p.zh))))
      .map(({ id }) => id),
  };
}

/** A text as it is asked for people and posts; a post counts in this organ, and elsewhere where the text says whose it is. */
function reading(text: string, organ: string, places: readonly PostNames[]) {
  const says = namedBy(text);
  const same = sameText(text);
  const bare = bareOf(same, places);
  const byName = (names: readonly string[]) => names.some(says);
  const organs = new Set([organ, ...places.filter(({ names }) => byName(names)).map((place) => place.organ)]);
  const posts = (p: Names['people'][number]) =>
    p.posts.filter((post) => organs.has(post.organ)).flatMap(({ names }) => names);
  return {
    byName,
    byPost: (p: Names['people'][number]) => byName(posts(p)),
    isPost: (p: Names['people'][number]) => posts(p).some((name) => name === same || name === bare),
    calls: (name: string) => calledIn(text, name),
    ours: YOURS.test(same),
  };
}
