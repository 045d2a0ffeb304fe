import type { z } from 'zod';
import { lookUp } from '../look-up.ts';
import { calledIn, namedBy, namedIn, sameText } from '../text/same.ts';
import type { PlainDate } from '../time/types.ts';
import type { Tip, tipSchema } from '../tip.ts';
import { HEADS, rolesOn } from './may.ts';
import { type Directory, ROLE_NAMES, type Role } from './types.ts';

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

/** Doors beside the ordinary reception behind which somebody sits on this day. */
export function otherDoors(organ: string, directory: Directory, day: PlainDate): Door[] {
  const above = lookUp(directory.organs, organ)?.superior;
  return [
    ...(holders('special', organ, directory, day).length > 0 ? ['special' as const] : []),
    ...(above && holders('dept-head', above, directory, day).length > 0 ? ['above' as const] : []),
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

/**
 * Which door a tip goes to by what it says. One that concerns staff, accuses a name of the house, says who shall not see it, or asks for another door never lies with
 * the ordinary reception while there is another; nor with the special intake post where that one is kept away, or accused: then it is
 * for the organ above, and so where the story names it, unless who tells it chose that post. Else their own choice comes first.
 * @returns null: the ordinary reception; `nobody`: whoever could receive it is kept away or accused
 */
export function doorFor(
  told: Told,
  organ: string,
  directory: Directory,
  day: PlainDate,
  { ours }: Pick<Named, 'ours'> = namedOf(told, organ, directory),
): Door | null | 'nobody' {
  const away = told.notPosts ?? [];
  const asks = told.notThese !== undefined || told.door !== undefined || away.length > 0;
  if (told.concernsStaff !== 'yes' && !asks && !ours) return null;
  const doors = otherDoors(organ, directory, day);
  const names = (text: string | undefined) => namesSpecial(text, organ, directory, day);
  const barred =
    away.includes('special') ||
    [told.notThese, told.accused.name, told.accused.representative].some(
      (text) => names(text) || callsSpecial(text, organ, directory, day),
    );
  const open = barred ? doors.filter((door) => door !== 'special') : doors;
  // Who decides in place of the heads here sits in the organ above.
  if (away.includes('heads') && !open.includes('above')) return 'nobody';
  if (told.door !== undefined && open.includes(told.door)) return told.door;
  const [first] = open;
  if (first === undefined) return away.length > 0 || doors.length > 0 ? 'nobody' : null;
  return open.includes('above') && names(told.clue) ? 'above' : first;
}

/** Everything by which people and units of a house are named, as it is compared: made once for each state of the house. */
interface Names {
  people: { id: string; names: string[]; posts: { organ: string; names: string[] }[] }[];
  units: string[];
}
const NAMES = new WeakMap<Directory, Names>();
const inBoth = ({ zh, en }: { zh: string; en: string }) => [...new Set([zh, en].map(sameText))];
function namesOf(directory: Directory): Names {
  const known = NAMES.get(directory);
  if (known) return known;
  const names: Names = {
    people: Object.values(directory.people).map((p) => ({
      id: p.id,
      names: inBoth(p.name),
      // A head is spoken of by the post.
      posts: p.grants
        .filter((g) => g.roles.some((role) => HEADS.includes(role)))
        .map(({ organ, post, roles }) => ({
          organ,
          names: [...inBoth(post), ...roles.flatMap((role) => inBoth(ROLE_NAMES[role]))],
        })),
    })),
    units: Object.values(directory.units).flatMap((u) => inBoth(u.name)),
  };
  NAMES.set(directory, names);
  return names;
}

/** Whom of the house a tip itself names. */
export interface Named {
  /** Who is accused is called by the name of somebody or of a unit of the house. */
  ours: boolean;
  /** Ids of staff whose name the accused, or who represents them, is called by. */
  accused: string[];
  /** Ids of staff whom it says shall not see it: by name, heads of this organ also by their post. */
  away: string[];
}

/**
 * Whom of the house a tip names. A namesake is taken for the one whose name it is: who that is finds somebody else.
 */
export function namedOf(
  { accused, notThese }: Pick<Told, 'accused' | 'notThese'>,
  organ: string,
  directory: Directory,
): Named {
  const { people, units } = namesOf(directory);
  const texts = [accused.name, accused.representative].filter((text) => text !== undefined).map(namedBy);
  const calls = (names: string[]) => names.some((name) => texts.some((named) => named(name)));
  const found = people.filter(({ names }) => calls(names)).map(({ id }) => id);
  const said = notThese === undefined ? () => false : namedBy(notThese);
  const kept = people.filter(({ names, posts }) =>
    [...names, ...posts.flatMap((post) => (post.organ === organ ? post.names : []))].some(said),
  );
  return { ours: found.length > 0 || calls(units), accused: found, away: kept.map(({ id }) => id) };
}
