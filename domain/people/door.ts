import type { z } from 'zod';
import type { CaseState } from '../case/types.ts';
import type { Bilingual } from '../law/types.ts';
import { lookUp } from '../look-up.ts';
import { surnameLast } from '../text/alike.ts';
import {
  beginningsOf,
  endsInSurname,
  isDouble,
  isOrganisation,
  isSomebody,
  type Reading,
  read,
  type Sure,
} from '../text/naming.ts';
import { BREAK, sameText } from '../text/same.ts';
import type { PlainDate } from '../time/types.ts';
import type { Tip, tipSchema } from '../tip.ts';
import { heldBy } from './held.ts';
import { type Bounds, HEADS, heldByWhom, holdersOn, isManned, isTakenIn, REPLACED, shutOut } from './may.ts';
import { everNamed } from './names.ts';
import { everCalled, inLineWith } from './organs.ts';
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
  const sits = (role: Role, where: string) => isManned(directory, where, role, day, outside);
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
function namesSpecial(
  text: string | undefined,
  organ: string,
  directory: Directory,
  day: PlainDate,
  sure: Sure,
): boolean {
  if (text === undefined) return false;
  const { names, saysOfOurs } = read(text);
  const { longer } = namesOf(directory);
  const held = heldByWhom(directory, organ, 'special', day);
  const posts = held.flatMap((p) =>
    heldBy(p).flatMap((g) =>
      g.organ === organ && g.roles.includes('special')
        ? [g.post, ...everNamed(lookUp(directory.units, g.unit) ?? { name: g.post })]
        : [],
    ),
  );
  return (
    held.some((p) =>
      everNamed(p)
        .flatMap(calledAs)
        .some((name) => names(name, sure, longer.get(name))),
    ) || [...CALLED.map(sameText), ...[ROLE_NAMES.special, ...posts].flatMap(inBoth)].some(saysOfOurs)
  );
}

/** What of a tip says where it goes, as it comes in. */
export type Told = Pick<
  z.input<typeof tipSchema>,
  'concernsStaff' | 'notThese' | 'notPosts' | 'door' | 'clue' | 'accused'
>;

/** A case of this organ that keeps outside whom a tip names and the posts that it ticks. */
const boundsOf = (organ: string, named: Whom, barred: Role[]): Bounds => ({
  organ,
  accused: { natural: null, linked: false, units: named.units, heads: [], persons: named.accused },
  recused: named.away,
  barred,
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
  const bounds = boundsOf(organ, named, barredBy(away));
  const names = (text: string | undefined, sure: Sure = true) => namesSpecial(text, organ, directory, day, sure);
  const ofOurs = told.concernsStaff === 'yes' || named.ours;
  const about = [told.notThese, ...(ofOurs ? [told.accused.name, told.accused.representative] : [])];
  const outside = (person: Person) => shutOut(person, bounds, directory, day);
  const barred = away.includes('special') || about.some((text) => names(text));
  const open = otherDoors(organ, directory, day, outside).filter((door) => door !== 'special' || !barred);
  // Who decides in place of the heads here sits in the organ above.
  if (away.includes('heads') && !open.includes('above')) return 'nobody';
  if (told.door !== undefined && open.includes(told.door)) return told.door;
  const [first] = open;
  if (first !== undefined) return open.includes('above') && names(told.clue, 'among others') ? 'above' : first;
  if (away.length > 0 || otherDoors(organ, directory, day).length > 0) return 'nobody';
  return isManned(directory, organ, 'clerk', day, outside) ? null : 'nobody';
}

/** One post that somebody holds or held, by what it is called. */
interface PostNames {
  organ: string;
  names: string[];
}
/** A unit, or an organ as a whole, whose it is and what it is called. */
interface Place extends PostNames {
  unit: string | null;
  /** What an organ is called for short: its rank alone, with or without the name of the place. */
  short: string[];
}
interface PersonNames {
  id: string;
  /** In the order of the directory. */
  place: number;
  zh: string;
  names: string[];
  /** Parts of a name that people go by alone (艾尔肯 of 艾尔肯·买买提). */
  parts: string[];
  /** The given name of two characters behind a surname of one. */
  given: string | null;
  /** Called by the surname alone, it being of two characters. */
  double: boolean;
  /** Where somebody sits or sat. */
  units: string[];
  organs: string[];
  posts: PostNames[];
}
/** Everything by which people, units and organs are named, as it is compared: made once for each state of the house. */
interface Names {
  people: PersonNames[];
  /** Whoever a text can name by more than a part of their own name: by the post they hold or held, or by a surname of two characters. */
  byMore: PersonNames[];
  /** By how a name of theirs, or a part of it that people go by, begins. */
  byBeginning: ReadonlyMap<string, readonly PersonNames[]>;
  byUnit: ReadonlyMap<string, readonly PersonNames[]>;
  places: Place[];
  /** By a name the longer ones of which it is a part. */
  longer: Map<string, string[]>;
  /** By a post the longer ones that end with it (局长: 副局长). */
  longerPosts: Map<string, string[]>;
}
const NAMES = new WeakMap<Directory, Names>();
const inBoth = ({ zh, en }: Bilingual) => [...new Set([zh, en].map(sameText))];
/** Names in both languages; in English also with the surname last. */
function calledAs({ zh, en }: Bilingual): string[] {
  return [...new Set([zh, en, surnameLast(en)].map(sameText))];
}
/** 市人社局 is 市局 to who deals with it, 某市人社局 also 某市局. */
function shortOf({ zh }: Bilingual): string[] {
  const [, place = '', rank = '', last = ''] =
    /^(\p{Script=Han}*?)([省市州盟区县旗])(?:人|社|劳)\p{Script=Han}*([局厅委])$/u.exec(sameText(zh)) ?? [];
  return last === '' ? [] : [rank + last, place + rank + last];
}
const partsOf = (zh: string) => zh.split(/[^\p{L}\p{M}\p{N}]/u).filter((part) => [...part].length >= 3);
/** By each of these what is longer and has it among its `parts`. */
function longerBy(all: Iterable<string>, parts: (one: string) => string[]): Map<string, string[]> {
  const known = new Set(all);
  const longer = new Map<string, string[]>();
  for (const one of known)
    for (const part of new Set(parts(one)))
      if (part !== one && known.has(part)) longer.set(part, [...(longer.get(part) ?? []), one]);
  return longer;
}
/** Parts of a name of Chinese characters; one in other letters is read in whole words. */
const within = (name: string): string[] =>
  /^\p{Script=Han}{3,12}$/u.test(name)
    ? [...name].flatMap((_, from) => [...name].map((_, to) => name.slice(from, to + 1)))
    : [];
const endsOf = (post: string): string[] => [...post].map((_, from) => post.slice(from));
/** A post of two (党组书记、局长) and one with a unit before it (基金监督科科长) are called by what they end with, too. */
const CALLED_BY = /(?:常务)?副?(?:书记|主任|[科处局股厅部组队站所院]长|主席)$/u;
const partsOfPost = (post: string): string[] =>
  post
    .split(/[、，,/兼()（）]|(?:和|及|暨)/u)
    .flatMap((part) => [sameText(part), CALLED_BY.exec(sameText(part))?.[0] ?? ''])
    .filter((part) => [...part].length >= 2);
/** What whoever leads a house is called beside the post. */
const LEADS = ['一把手', '主要领导', '主要负责人', '一号领导'];
const calledAtTop = (roles: readonly Role[]): string[] => (roles.some((r) => AT_TOP.includes(r)) ? LEADS : []);
const AT_TOP: readonly Role[] = ['dept-head', 'principal'];
/** Who stands in for the holder of a post, or holds one beside it, is called by it with one of these before. */
const OTHERS_OF_A_POST = ['副', '专门', '总', 'deputy', 'vice', 'assistant'];
const isReplaced = (role: Role) => REPLACED.includes(role);
function namedAs(p: Person, place: number): PersonNames {
  return {
    id: p.id,
    place,
    zh: p.name.zh,
    names: calledAs(p.name),
    parts: partsOf(p.name.zh).map(sameText),
    given: isDouble(p.name.zh) ? null : (/^\p{Script=Han}(\p{Script=Han}{2})$/u.exec(sameText(p.name.zh))?.[1] ?? null),
    double: isDouble(p.name.zh),
    units: [...new Set(heldBy(p).map((g) => g.unit))],
    organs: [...new Set(heldBy(p).map((g) => g.organ))],
    // Who is spoken of by the post: heads, and who takes tips in.
    posts: heldBy(p)
      .filter((g) => g.roles.some(isReplaced))
      .map(({ organ, post, roles }) => ({
        organ,
        names: [
          ...new Set([
            ...inBoth(post),
            ...partsOfPost(post.zh),
            ...calledAtTop(roles),
            ...roles.filter(isReplaced).flatMap((role) => inBoth(ROLE_NAMES[role])),
          ]),
        ],
      })),
  };
}

function groupedBy(
  all: readonly PersonNames[],
  keys: (p: PersonNames) => readonly string[],
): Map<string, PersonNames[]> {
  const found = new Map<string, PersonNames[]>();
  for (const p of all)
    for (const key of new Set(keys(p))) {
      const others = found.get(key);
      if (others) others.push(p);
      else found.set(key, [p]);
    }
  return found;
}

function namesOf(directory: Directory): Names {
  const known = NAMES.get(directory);
  if (known) return known;
  const all = Object.values(directory.people);
  // By each name that they have or had.
  const named = all.flatMap((p, place) => everNamed(p).map((name) => namedAs({ ...p, name }, place)));
  const names: Names = {
    people: named,
    byMore: named.filter((p) => p.double || p.posts.length > 0),
    byBeginning: groupedBy(named, ({ names, parts, given }) =>
      [...names, ...parts, ...(given === null ? [] : [given])].flatMap(beginningsOf),
    ),
    byUnit: groupedBy(named, (p) => p.units),
    longer: longerBy(
      all.flatMap((p) => everNamed(p).flatMap(calledAs)),
      within,
    ),
    longerPosts: longerBy(
      [
        ...all.flatMap((p) => heldBy(p).flatMap((g) => [...inBoth(g.post), ...partsOfPost(g.post.zh)])),
        ...Object.values(ROLE_NAMES).flatMap(inBoth),
      ],
      endsOf,
    ),
    places: [
      ...Object.values(directory.units).map((u) => ({
        organ: u.organ,
        unit: u.id,
        names: everNamed(u).flatMap(inBoth),
        short: [],
      })),
      ...Object.values(directory.organs).map((o) => ({
        organ: o.id,
        unit: null,
        names: everCalled(o).flatMap(inBoth),
        short: everCalled(o).flatMap(shortOf),
      })),
    ],
  };
  NAMES.set(directory, names);
  return names;
}

/** Whom of the staff a tip names. */
interface Whom {
  /** Ids of those whose name, or whose post, the accused or who represents them is called by. */
  accused: string[];
  /** Ids of the units by whose name they are called. */
  units: string[];
  /** Ids of those who it says shall not see it: by name, by post, or as the people of a unit. */
  away: string[];
}

/** Whom of the house a tip itself names. */
export interface Named extends Whom {
  /** Who is accused is called by the name of somebody, of a post, of a unit, or as ours. */
  ours: boolean;
}

/**
 * As one speaks to an authority of itself (你局, 贵单位, 你们科长), as `sameText` makes it, and as its own people speak of it (本局). Who
 * says 我 speaks of where they work themselves; and a company can begin with 你 or 贵, too.
 */
const YOURS =
  /(?:^贵|[你您])(?:[市省区县]?(?:人社)?(?:局|厅|委|处|科|室|股|办|所|站|队|单位|部门|机关|中心|大厅|窗口))|[你您]们|^(?:本|我们?)[局厅]/u;
const isYours = (same: string): boolean => YOURS.test(same) && !isOrganisation(same);
/** What every authority of this kind is called, whatever its full name. */
const OF_THIS_KIND =
  /人社(?:局|厅|部门)|人力资源(?:和|与|及)?社会保障(?:局|厅|部门)|社(?:会保险|保)(?:事业)?(?:管理)?(?:局|中心|经办机构)/u;

/** Its people, or one of them by name and post, after the name of a place. */
const PEOPLE_OF =
  /^(?:的?(?:人|人员|工作人员|职工|干部|领导|负责人)|的?\p{Script=Han}{0,3}(?:主任|[科处局股厅部组队站所院]长|书记|主管|专员|科员|办事员|受理员|经办人?|干事|同志|老师|先生|女士))?$/u;
/** Whether a text is nothing but the name of a place, its people, or somebody who works there. */
function isOf(same: string, place: string): boolean {
  if (!same.startsWith(place)) return false;
  const rest = same.slice(place.length);
  return PEOPLE_OF.test(rest) || isSomebody(rest.replace(/^的/u, ''));
}
/** All of a unit, said after its name. */
const ALL_OF = /^的?(?:所有|全体|任何|其他)?的?(?:人|工作人员|职工|干部|领导|负责人|同志|同事)/u;
/** What turns it into the opposite: they alone shall see it. */
const BUT_FOR = /(?:除了?|只有|只给|只让|仅限?|由|请)[^不]{0,4}$/u;

/** A text as it is asked for people and posts. */
function reading(text: string, organ: string, directory: Directory) {
  const { byMore, byBeginning, byUnit, places, longer, longerPosts } = namesOf(directory);
  const asked: Reading = read(text);
  const { same } = asked;
  // Of two thousand people hardly anybody is looked at.
  const maybe = new Set(byMore);
  for (const beginning of asked.beginnings()) for (const p of byBeginning.get(beginning) ?? []) maybe.add(p);
  const named = places.filter(({ names, short }) => names.some(asked.saysOfOurs) || short.some(asked.begins));
  // A post counts in this organ, and elsewhere where the text says whose it is; whom one calls by the surname also above.
  const organs = new Set([organ, ...named.map((place) => place.organ)]);
  const called = new Set([...organs, lookUp(directory.organs, organ)?.superior]);
  const posts = (p: PersonNames) => p.posts.filter((post) => organs.has(post.organ)).flatMap(({ names }) => names);
  // Other houses have an office and a records room, too: such a name alone says whose it is only where it says nothing else.
  const ofOurs =
    isYours(same) ||
    OF_THIS_KIND.test(same) ||
    named.some(({ unit, names }) => unit === null || names.some((name) => isOf(same, name)));
  // Nothing but the name of somebody: it says nothing of posts, nor of who is called by a part of it.
  const isName = [...maybe].some(({ names }) => names.includes(same));
  let known: string[] | undefined;
  const byName = () =>
    (known ??= [...maybe].flatMap(({ names }) => names.filter((name) => asked.names(name, true, longer.get(name)))));
  // 副局长 says nothing of the 局长, 正副局长 does.
  const isOtherPost = (before: string, post: string) =>
    !before.endsWith('正副') &&
    [...OTHERS_OF_A_POST.map((other) => other + post), ...(longerPosts.get(post) ?? [])].some((other) =>
      (before + post).endsWith(other),
    );
  // Words of other letters stand apart: what is left without the longer posts.
  const saysInWords = (post: string) =>
    [...(longerPosts.get(post) ?? []), ...OTHERS_OF_A_POST.map((other) => other + post)]
      .sort((a, b) => b.length - a.length)
      .reduce((rest, other) => rest.replaceAll(other, BREAK), same)
      .includes(post);
  // 受理员李红 is that one, and not all who hold the post.
  const saysPost = (post: string) =>
    asked.saysOfOurs(post) &&
    (/\p{Script=Han}/u.test(post)
      ? asked.stands(
          post,
          (before, after) =>
            !isOtherPost(before, post) &&
            !(LEADS.includes(post) && endsInSurname(before)) &&
            !byName().some((n) => before.endsWith(n) || after.startsWith(n)),
        )
      : saysInWords(post));
  const allOf = (name: string) => asked.stands(name, (before, after) => !BUT_FOR.test(before) && ALL_OF.test(after));
  const all = named.flatMap(({ unit, names }) => (unit !== null && names.some(allOf) ? [unit] : []));
  for (const unit of all) for (const p of byUnit.get(unit) ?? []) maybe.add(p);
  // Of a house of several organs a namesake elsewhere is nobody of ours.
  const near = new Set([...inLineWith(directory.organs, organ), ...organs]);
  for (const p of maybe) if (!p.organs.some((id) => near.has(id))) maybe.delete(p);
  return {
    /** Everybody whom it can name, in whatever way. */
    maybe,
    ofOurs,
    isOrganisation: isOrganisation(same),
    units: named.flatMap(({ unit }) => unit ?? []),
    /** Units all of whose people it names. */
    all,
    isNamed: (p: PersonNames, sure: Sure) =>
      isName ? p.names.includes(same) : p.names.some((name) => asked.names(name, sure, longer.get(name))),
    isPost: (p: PersonNames) => !isName && posts(p).includes(same),
    /** By the post, the surname, or a part of the name that people go by alone. */
    isCalled: (p: PersonNames) =>
      !isName &&
      (posts(p).some(saysPost) ||
        p.parts.some(asked.says) ||
        (p.posts.some((post) => called.has(post.organ)) && asked.calls(p.zh)) ||
        (p.given !== null && p.organs.some((id) => called.has(id)) && asked.callsByGiven(p.given)) ||
        (p.double && p.organs.some((id) => called.has(id)) && asked.calls(p.zh))),
  };
}

/** Everybody whom one of these can name, in the order of the directory. */
function inOrder(read: readonly { maybe: ReadonlySet<PersonNames> }[]): PersonNames[] {
  const all = new Set(read.flatMap(({ maybe }) => [...maybe]));
  return [...all].sort((a, b) => a.place - b.place);
}

/**
 * Whom of the house a tip names. A namesake is taken for the one whose name it is: who that is finds somebody else. Whoever is a head
 * or takes tips in counts by the post as well, and by the surname as one calls whom one hardly knows, here and in the organ above; of
 * the accused only where the tip says that they are of the house, or names nothing but the post: others have a head of department, too.
 */
export function namedOf(
  { accused, notThese, concernsStaff }: Pick<Told, 'accused' | 'notThese' | 'concernsStaff'>,
  organ: string,
  directory: Directory,
): Named {
  const texts = [accused.name, accused.representative].filter((text) => text !== undefined);
  const asked = texts.map((text) => reading(text, organ, directory));
  const kept = notThese === undefined ? null : reading(notThese, organ, directory);
  const maybe = inOrder([...asked, ...(kept === null ? [] : [kept])]);
  const found = (wanted: (p: PersonNames) => boolean) => [...new Set(maybe.filter(wanted).map(({ id }) => id))];
  const said = concernsStaff === 'yes' || accused.kind === 'agency-staff' || asked.some((a) => a.ofOurs);
  // Who is accused is somebody, but for what is called like an organisation: a name that is also a word is that of ours.
  const byName = found((p) =>
    asked.some((a) => a.isNamed(p, said || (a.isOrganisation ? false : 'somebody')) || a.isPost(p)),
  );
  const ofOurs = said || byName.length > 0;
  return {
    ours: byName.length > 0 || accused.kind === 'agency-staff' || asked.some((a) => a.ofOurs),
    accused: ofOurs ? found((p) => byName.includes(p.id) || asked.some((a) => a.isCalled(p))) : [],
    units: ofOurs ? [...new Set(asked.flatMap((a) => a.units))] : [],
    away:
      kept === null
        ? []
        : found((p) => kept.isNamed(p, true) || kept.isCalled(p) || p.units.some((unit) => kept.all.includes(unit))),
  };
}

/** Whom a file that lies here keeps outside, and which posts. */
export interface Keeps {
  named: Named;
  barred: Role[];
}

/**
 * Of what a letter names and ticks as much as leaves somebody who sees it: all of it; else without the reception, that has it in hand,
 * without the special post, at last nothing of names. Of a unit those stay outside who are not needed. Where nobody else could receive
 * it, it stays where it is.
 * @param base the case without that: a file with what its past acts made of it
 */
export function keepable(
  { named, barred }: Keeps,
  base: Bounds & Pick<CaseState, 'door'>,
  directory: Directory,
  day: PlainDate,
): Keeps {
  const { organ } = base;
  const people = Object.values(directory.people);
  const outOf = (whom: Partial<Whom>) => {
    const bounds = boundsOf(organ, { accused: [], units: [], away: [], ...whom }, []);
    return people.filter((p) => shutOut(p, bounds, directory, day)).map(({ id }) => id);
  };
  // Whose unit is accused, one by one.
  const accused = [...new Set([...named.accused, ...outOf({ units: named.units })])];
  const without = (...roles: Role[]): Keeps => {
    const hands = new Set(roles.flatMap((role) => holdersOn(directory, organ, role, day).map((p) => p.id)));
    // With somebody go their relatives.
    const others = accused.filter((id) => !outOf({ accused: [id] }).some((out) => hands.has(out)));
    const away = named.away.filter((id) => !hands.has(id));
    return { named: { ...named, accused: others, away, units: [] }, barred: barred.filter((r) => !roles.includes(r)) };
  };
  const takenIn = (way: Keeps): boolean => {
    const { accused, recused, barred } = boundsOf(organ, way.named, way.barred);
    const all = {
      ...base,
      accused: {
        ...base.accused,
        units: [...base.accused.units, ...accused.units],
        persons: [...base.accused.persons, ...accused.persons],
      },
      recused: [...base.recused, ...recused],
      barred: [...(base.barred ?? []), ...(barred ?? [])],
    };
    return isTakenIn(all, directory, day);
  };
  const nobody = { named: { ...named, accused: [], units: [], away: [] }, barred: [] };
  return [{ named, barred }, without('clerk'), without('clerk', 'special')].find(takenIn) ?? nobody;
}

/** A case that keeps nobody outside yet. */
export const keepingNobody = (organ: string): Bounds => boundsOf(organ, { accused: [], units: [], away: [] }, []);
