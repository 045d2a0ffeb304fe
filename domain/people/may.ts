import {
  type CaseState,
  type KeptOut,
  OPENS_TO,
  type Proceeding,
  type Refusal,
  type Row,
  type Who,
} from '../case/types.ts';
import { lookUp } from '../look-up.ts';
import { refuse } from '../refusal.ts';
import type { PlainDate } from '../time/types.ts';
import { ownHeld } from './deputies.ts';
import { heldBy } from './held.ts';
import { holderOn } from './organs.ts';
import { accountsOf, isSelf } from './selves.ts';
import { type Directory, type Grant, OFFICERS_OF_THE_SYSTEM, type Person, type Role } from './types.ts';

/** Grants of a person in force on a day. */
export const grantsOn = (person: Person, day: PlainDate): Grant[] =>
  person.grants.filter((g) => g.from <= day && (g.until === null || day <= g.until));

/** Whether somebody's account is over: they left. */
export const hasLeft = (person: Person, day: PlainDate): boolean => person.until !== undefined && person.until < day;

/** Whether somebody has nothing to sign in for: they left, or the last of their posts, those of a deputy among them, is over. */
export const isWithoutPost = (person: Person, day: PlainDate): boolean =>
  hasLeft(person, day) || person.grants.every((g) => g.until !== null && g.until < day);

/** Roles a person holds in an organ on a day. */
export function rolesOn(person: Person, organ: string, day: PlainDate): Set<Role> {
  const roles = new Set<Role>();
  for (const g of person.grants) {
    if (g.organ !== organ || g.from > day || (g.until !== null && day > g.until)) continue;
    for (const role of g.roles) roles.add(role);
  }
  return roles;
}

/** Roles of the posts that a person holds in an organ on a day, whether they can sign in or not. */
export const rolesHeld = (person: Person, organ: string, day: PlainDate): Set<Role> =>
  person.locked ? rolesOn({ ...person, grants: [...heldBy(person)] }, organ, day) : rolesOn(person, organ, day);

/** Who holds each post of an organ on a day, by directory: asked of every case, and a directory stays the same until the house changes. */
const holders = new WeakMap<Directory, Map<string, ReadonlyMap<Role, readonly Person[]>>>();
/** Days and organs that are remembered of one directory; what is asked is today, and now and then the day of a paper. */
const REMEMBERED = 64;

function postsOn(directory: Directory, organ: string, day: PlainDate): ReadonlyMap<Role, readonly Person[]> {
  let known = holders.get(directory);
  if (known === undefined || known.size > REMEMBERED) {
    known = new Map();
    holders.set(directory, known);
  }
  const key = `${day} ${organ}`;
  const before = known.get(key);
  if (before) return before;
  const found = new Map<Role, Person[]>();
  for (const person of Object.values(directory.people))
    for (const role of rolesOn(person, organ, day)) {
      const others = found.get(role);
      if (others) others.push(person);
      else found.set(role, [person]);
    }
  known.set(key, found);
  return found;
}

/** Who holds a post in an organ on a day, in the order of the directory. */
export const holdersOn = (directory: Directory, organ: string, role: Role, day: PlainDate): readonly Person[] =>
  postsOn(directory, organ, day).get(role) ?? [];

/** Who holds a post in an organ on a day and cannot sign in. */
const lockedAt = (directory: Directory, organ: string, role: Role, day: PlainDate): Person[] =>
  Object.values(directory.people).filter((p) => p.locked && rolesHeld(p, organ, day).has(role));

/** Everybody who holds a post in an organ on a day, also whoever cannot sign in. */
export const heldByWhom = (directory: Directory, organ: string, role: Role, day: PlainDate): readonly Person[] => [
  ...holdersOn(directory, organ, role, day),
  ...lockedAt(directory, organ, role, day),
];

/** The certificate (监督检查证) of a person valid on a day, or null (APL art. 42; design 7). */
export const certificateOn = (person: Person, day: PlainDate) =>
  person.certificates.find((c) => c.from <= day && day <= c.until) ?? null;

/** A unit with every unit above it: the line of its heads. */
export function lineOf(unit: string, directory: Directory): string[] {
  const line: string[] = [];
  for (let at: string | null | undefined = unit; at && !line.includes(at); at = lookUp(directory.units, at)?.parent)
    line.push(at);
  return line;
}

/** A unit with every unit that it stands or stood beneath: which years a tip is about is known to nobody before it is read. */
export function linesOf(unit: string, directory: Directory): string[] {
  const lines = new Set([unit]);
  for (const at of lines) {
    const { parent = null, formerly = [] } = lookUp(directory.units, at) ?? {};
    for (const above of parent === null ? formerly : [parent, ...formerly]) lines.add(above);
  }
  return [...lines];
}

/** The heads' posts, from the bottom up. */
export const HEADS: readonly Role[] = ['unit-head', 'dept-head', 'principal'];

/** Posts of which another takes the place where every holder is outside: the heads', and those of intake. */
export const REPLACED: readonly Role[] = [...HEADS, 'clerk', 'special'];

/** Who is outside a case: on its own account and on that of every tip merged into it. */
export function keptOut(c: Pick<CaseState, 'accused' | 'recused' | 'barred' | 'alsoOut'>): KeptOut {
  const { units, persons } = c.accused;
  const heads = c.barred ? [...new Set([...c.accused.heads, ...c.barred])] : c.accused.heads;
  const own: KeptOut = { units, heads, persons, recused: c.recused };
  if (c.alsoOut === undefined) return own;
  // By id, not as they came: a state read back from the database has its keys in another order.
  const others = Object.entries(c.alsoOut).sort(([a], [b]) => (a < b ? -1 : 1));
  const all = [own, ...others.map(([, out]) => out)];
  const joined = <T>(of: (out: KeptOut) => readonly T[]): T[] => [...new Set(all.flatMap(of))];
  return {
    units: joined((out) => out.units),
    heads: joined((out) => out.heads),
    persons: joined((out) => out.persons),
    recused: joined((out) => out.recused),
  };
}

/** Posts that decide nothing in this case: accused, or left without anybody who is not outside. */
type Posts = Bounds & Pick<CaseState, 'door' | 'headsAside'>;
const headsOutside = (c: Posts): Role[] => [...new Set([...keptOut(c).heads, ...(c.headsAside ?? [])])];

/**
 * Posts whose every holder is outside the case: to be kept with whatever act put them there. The special intake post that nobody holds is
 * one of them where it would take over from the reception.
 */
export function headsAside(c: Bounds, directory: Directory, day: PlainDate): Role[] {
  const held = (role: Role) => holdersIn(c, directory, role, day);
  const out = (p: Person) => shutOut(p, c, directory, day);
  // Where whoever stands in for somebody away is outside, it goes one level up as well.
  // Whoever is outside is so with a locked account, too; who is not decides nothing with it.
  const aside = (role: Role) =>
    held(role).every((p) => out(p) || isAway(p, c.organ, directory, day)) &&
    (held(role).some(out) || lockedAt(directory, c.organ, role, day).some(out));
  return REPLACED.filter((role) => aside(role) || (role === 'special' && held(role).length === 0 && aside('clerk')));
}

/**
 * Who acts in place of a post: for a head who is outside one level up, at last the organ above (statutes 3.1; M49 art. 35); for the
 * reception the post whose door the case came through, or that took over because nobody of the reception is left.
 */
export function standIn(role: Role, c: Posts): Role | 'superior' {
  const outside = headsOutside(c);
  if (role === 'clerk') {
    if (c.door === 'above') return 'superior';
    return c.door === 'special' || outside.includes('clerk') ? standIn('special', c) : 'clerk';
  }
  if (role === 'special') return outside.includes('special') ? 'superior' : 'special';
  if (role === 'dept-head' && c.accused.asked?.looks === 'superior') return 'superior';
  if (!HEADS.includes(role) || !outside.includes(role)) return role;
  return role === 'unit-head' ? standIn('dept-head', c) : 'superior';
}

const proposesAsStandIn = (row: Row, c: CaseState) =>
  headsOutside(c).includes('unit-head') &&
  typeof row.proposedBy === 'object' &&
  'staff' in row.proposedBy &&
  row.proposedBy.staff.includes('unit-head');

/** Posts that a row names, whether they do it or enter it. */
export const postsOf = (who: Who | undefined): Role[] =>
  typeof who !== 'object' ? [] : 'staff' in who ? who.staff : who.enteredBy;

/** Whether the posts that would put it forward are outside, so that who stands in for them may be the one who decides. */
const putFromAside = (role: Role, c: CaseState): boolean =>
  role === 'unit-head' ? headsOutside(c).includes(role) : role === 'clerk' && standIn(role, c) === 'superior';

/**
 * Posts that put a pair forward. Where these are outside one person may stand in for both halves, and nobody decides what they proposed:
 * the officers of the case put it forward, too, and before some are named whoever takes the case in (house: two people).
 */
export function putForwardBy(row: Row, c: CaseState): Role[] {
  const posts = postsOf(row.proposedBy);
  if (posts.length === 0 || !posts.every((role) => putFromAside(role, c))) return posts;
  return [...new Set<Role>([...posts, c.officers.length === 0 ? 'clerk' : 'officer'])];
}

/** By what a case touches a person: who and what is named in it, one of these puts them outside. */
export interface Reach {
  /** Themselves and their relatives, in whatever account. */
  persons: ReadonlySet<string>;
  /** Units in which one of these sits or sat. */
  units: ReadonlySet<string>;
  /** By organ: posts that one of these holds or held. */
  posts: ReadonlyMap<string, ReadonlySet<Role>>;
}

/** Everybody of whom a relation is declared, with their relatives. */
const relatives = new WeakMap<Directory, ReadonlyMap<string, readonly Person[]>>();

/** Related is related, whichever of the two declared it. */
export function relativesOf(person: Person, directory: Directory): readonly Person[] {
  let known = relatives.get(directory);
  if (known === undefined) {
    const found = new Map<string, Set<Person>>();
    const put = (id: string, other: Person) => found.set(id, (found.get(id) ?? new Set()).add(other));
    for (const one of Object.values(directory.people))
      for (const id of one.related) {
        const other = lookUp(directory.people, id);
        if (!other || isSelf(one, other.id)) continue;
        // Declared of one account it holds of every other.
        for (const a of accountsOf(one, directory))
          for (const b of accountsOf(other, directory)) {
            put(a.id, b);
            put(b.id, a);
          }
      }
    known = new Map([...found].map(([id, all]) => [id, [...all]]));
    relatives.set(directory, known);
  }
  return known.get(person.id) ?? [];
}

/** Somebody in every account of theirs, with their relatives. */
export const nearTo = (person: Person, directory: Directory): readonly Person[] => [
  ...accountsOf(person, directory),
  ...relativesOf(person, directory),
];

/**
 * What touches a person on a day: who is named in a case, or holds or held a post in what it names, is outside with their relatives; a
 * relation declared to a unit counts like a post in it. A post that ended counts however long ago: which years a tip is about is known
 * to nobody before it is read. The one rule, of `shutOut` and of the lists in SQL.
 */
export function reachOf(person: Person, directory: Directory, day: PlainDate): Reach {
  const near = nearTo(person, directory);
  const related = person.same ? accountsOf(person, directory).flatMap((one) => one.related) : person.related;
  // Who goes on for an organ never held the posts that are accused there. Who stands in for somebody holds no post by it: else each deputy were outside every case of that post for ever.
  const held = near.flatMap((one) => ownHeld(one).filter((g) => g.from <= day));
  const posts = new Map<string, Set<Role>>();
  for (const { organ, roles } of held) posts.set(organ, new Set([...(posts.get(organ) ?? []), ...roles]));
  return {
    persons: new Set([...near.map((one) => one.id), ...related]),
    units: new Set([...held.map((g) => g.unit), ...related]),
    posts,
  };
}

/** Units which, accused, put these ones outside, being theirs or in the line of their heads. */
export const shuttingUnits = (units: ReadonlySet<string>, directory: Directory): string[] => [
  ...new Set([
    ...units,
    ...Object.keys(directory.units).filter((unit) => linesOf(unit, directory).some((id) => units.has(id))),
  ]),
];

/** What of a case says who is outside it. */
export type Bounds = Pick<CaseState, 'organ' | 'accused' | 'recused' | 'barred' | 'alsoOut'>;

/** Whether a person is outside this case altogether: the accused and theirs, and who stepped aside. Nobody is told which. */
export function shutOut(person: Person, c: Bounds, directory: Directory, day: PlainDate): boolean {
  const { units, heads, persons, recused } = keptOut(c);
  if (recused.some((id) => isSelf(person, id))) return true;
  if (units.length + heads.length + persons.length === 0) return false;
  const reach = reachOf(person, directory, day);
  return (
    persons.some((id) => reach.persons.has(id)) ||
    heads.some((head) => reach.posts.get(c.organ)?.has(head)) ||
    units.some((unit) => linesOf(unit, directory).some((id) => reach.units.has(id)))
  );
}

/** Whether somebody through whom a post came to a deputy is outside this case: then it gives the deputy nothing in it. */
export const cameFromOutside = (g: Pick<Grant, 'for'>, c: Bounds, directory: Directory, day: PlainDate): boolean =>
  g.for?.some((id) => {
    const person = lookUp(directory.people, id);
    return person === undefined || shutOut(person, c, directory, day);
  }) ?? false;

/** Posts in force in this case, in its organ or another: what came to a deputy from somebody outside it gives nothing. */
export const grantsIn = (person: Person, c: Bounds, directory: Directory, day: PlainDate, organ = c.organ): Grant[] =>
  grantsOn(person, day).filter((g) => g.organ === organ && !cameFromOutside(g, c, directory, day));

/** Roles of a person in this case. */
export function rolesIn(person: Person, c: Bounds, directory: Directory, day: PlainDate, organ = c.organ): Set<Role> {
  // Hardly anybody is a deputy, and this is asked of everybody in turn.
  if (!person.grants.some((g) => g.for !== undefined)) return rolesOn(person, organ, day);
  return new Set(grantsIn(person, c, directory, day, organ).flatMap((g) => g.roles));
}

/** Who holds a post in this case, in its organ or another. */
export const holdersIn = (
  c: Bounds,
  directory: Directory,
  role: Role,
  day: PlainDate,
  organ = c.organ,
): readonly Person[] => {
  const all = holdersOn(directory, organ, role, day);
  return directory.deputies ? all.filter((p) => rolesIn(p, c, directory, day, organ).has(role)) : all;
};

/** Whether somebody who is not outside sits at a post, themselves or for somebody who is not either. */
export const isManned = (
  directory: Directory,
  organ: string,
  role: Role,
  day: PlainDate,
  outside: (person: Person) => boolean,
): boolean => {
  const out = (id: string) => {
    const person = lookUp(directory.people, id);
    return person === undefined || outside(person);
  };
  return holdersOn(directory, organ, role, day).some(
    (p) =>
      !outside(p) &&
      grantsOn(p, day).some((g) => g.organ === organ && g.roles.includes(role) && !(g.for?.some(out) ?? false)),
  );
};

/** Whether somebody is away on a day and another stands in for them here. */
const isAway = (person: Person, organ: string, directory: Directory, day: PlainDate): boolean =>
  directory.deputies?.some(
    (d) =>
      d.person === person.id &&
      d.from <= day &&
      day <= d.until &&
      (d.organ === organ || d.organ === holderOn(directory.organs, organ, day)),
  ) ?? false;

const opensTo = (role: Role) => (c: CaseState) =>
  Object.values(c.proceedings).some((p) => OPENS_TO[p.kind].some((post) => post === role));

/**
 * Registered as concerning nobody of the house although the tip says that it does: until a second person confirms that, nobody has
 * linked it.
 */
export const awaitsSecond = (c: CaseState): boolean =>
  !c.accused.linked && lookUp(c.proceedings, 'intake-1')?.doers.register !== undefined;

/** Whether this head's post is the one that looks as a second person. */
const looks = (role: Role) => (c: CaseState) => c.accused.asked?.looks === role;

/** Whether heads see a case at all: once it is linked, and the head of the department where a second person has to look at the link. */
export const headsSee = (c: CaseState): boolean => c.accused.linked || awaitsSecond(c);

/** The posts that see a case, each with the stage from which it concerns them. */
export const INSIDE: Partial<Record<Role, (c: CaseState) => boolean>> = {
  ...Object.fromEntries(
    Object.values(OPENS_TO).flatMap((posts) =>
      posts.map((role): [Role, (c: CaseState) => boolean] => [role, opensTo(role)]),
    ),
  ),
  clerk: (c) => standIn('clerk', c) === 'clerk',
  special: (c) => standIn('clerk', c) === 'special',
  'unit-head': (c) => c.accused.linked || looks('unit-head')(c),
  principal: (c) => looks('principal')(c) || opensTo('principal')(c),
  'dept-head': headsSee,
};

/**
 * May this person see this case at all? Need to know: officers their own cases, posts from the stage that concerns them,
 * the intake post alone until the accused is linked, the organ above its lower organs' cases against heads; the administrator, the
 * custodian of identities and the inspector never (seed 004 (四): administrators hold no business post; design 7).
 */
export function canSee(person: Person, c: CaseState, directory: Directory, day: PlainDate): boolean {
  if (shutOut(person, c, directory, day)) return false;
  if (seesNoFile(person, day)) return false;
  const roles = rolesIn(person, c, directory, day);
  if (c.officers.includes(person.id) && roles.has('officer')) return true;
  for (const role of roles) if (INSIDE[role]?.(c)) return true;
  return isAbove(person, c, directory, day);
}

/** Who holds the post that acts in place of this one, in the organ above where it goes there, and may see the case. */
export function holdersFor(role: Role, c: Bounds & Posts, directory: Directory, day: PlainDate): Person[] {
  const post = standIn(role, c);
  const organ = post === 'superior' ? lookUp(directory.organs, c.organ)?.superior : c.organ;
  if (organ == null) return [];
  const held: Role = post === 'superior' ? 'dept-head' : post;
  return holdersIn(c, directory, held, day, organ).filter((p) => !seesNoFile(p, day) && !shutOut(p, c, directory, day));
}

/** Posts that look as a second person, the next one where nobody of the one before can: the head of the department, above, the others. */
const LOOKS: readonly (Role | 'superior')[] = ['dept-head', 'superior', 'unit-head', 'principal'];
/** Those of them who see a case that is linked. */
export const DECIDES = LOOKS.filter((post) => post !== 'principal');
/**
 * The post of which somebody looks after the one who asked; null: nobody is left.
 * @param askers who asked and who typed it in
 * @param posts which are asked, the first first
 */
export function whoLooks(
  c: Bounds & Pick<CaseState, 'door'>,
  askers: readonly (string | null | undefined)[],
  directory: Directory,
  day: PlainDate,
  posts = LOOKS,
): Role | 'superior' | null {
  const above = lookUp(directory.organs, c.organ)?.superior;
  const can = (post: Role | 'superior') => {
    const organ = post === 'superior' ? above : c.organ;
    const role = post === 'superior' ? 'dept-head' : post;
    if (organ == null) return false;
    return holdersIn(c, directory, role, day, organ).some(
      (p) => !askers.some((id) => isSelf(p, id)) && !seesNoFile(p, day) && !shutOut(p, c, directory, day),
    );
  };
  return posts.find(can) ?? null;
}

/** Who takes this case in, as far as they are not outside. */
const takers = (c: Bounds & Pick<CaseState, 'door'>, directory: Directory, day: PlainDate): Person[] =>
  holdersFor('clerk', { ...c, headsAside: headsAside(c, directory, day) }, directory, day);
/** Whether somebody sits at the post that takes this case in: one that nobody sees is lost. */
export const isTakenIn = (c: Bounds & Pick<CaseState, 'door'>, directory: Directory, day: PlainDate): boolean =>
  takers(c, directory, day).length > 0;
/** Whether this person is one of them. */
export const takesIn = (
  person: Person,
  c: Bounds & Pick<CaseState, 'door'>,
  directory: Directory,
  day: PlainDate,
): boolean => takers(c, directory, day).some((p) => p.id === person.id);

/** Whoever holds one of these posts sees no file, whatever else they hold. */
export const NO_FILE: readonly Role[] = [...OFFICERS_OF_THE_SYSTEM, 'custodian'];
export const seesNoFile = (person: Person, day: PlainDate): boolean =>
  grantsOn(person, day).some((g) => g.roles.some((role) => NO_FILE.includes(role)));

/** Whether the organ above has a part in the case: heads of this organ are outside, or its intake went there. */
export const goesAbove = (c: CaseState): boolean =>
  headsOutside(c).some((role) => HEADS.includes(role)) ||
  standIn('clerk', c) === 'superior' ||
  c.accused.asked?.looks === 'superior';

/** Whether the person decides in the organ above, for a case that goes there. */
export function isAbove(person: Person, c: CaseState, directory: Directory, day: PlainDate): boolean {
  const above = lookUp(directory.organs, c.organ)?.superior;
  return (
    above !== null && above !== undefined && goesAbove(c) && rolesIn(person, c, directory, day, above).has('dept-head')
  );
}

/** Whether the person holds the post that looks at this link as a second person: the head of the department, where none is said. */
export function isAskedToLook(person: Person, c: CaseState, directory: Directory, day: PlainDate): boolean {
  const { looks: asked } = c.accused.asked ?? {};
  const post = asked === 'unit-head' || asked === 'principal' ? asked : standIn('dept-head', c);
  return post === 'superior' ? isAbove(person, c, directory, day) : rolesIn(person, c, directory, day).has(post);
}

/** One answer for a case that does not exist and for one that this person may not see. */
export const notYours = () => refuse('case-unknown');

const registeredBy = (c: CaseState) => c.proceedings['intake-1']?.doers.register?.by;

const clerkInvestigates = () => refuse('clerk-is-not-officer');

/**
 * May this person do this act of this case now? null is yes; a refusal carries the clause.
 * `who` is the row's proposer or decider. Day in Asia/Shanghai.
 */
export function may(
  person: Person,
  who: Who,
  row: Row,
  c: CaseState,
  p: Proceeding,
  directory: Directory,
  day: PlainDate,
): Refusal | null {
  if (who === 'system' || who === 'tipster') {
    return refuse('not-for-staff');
  }
  if (!canSee(person, c, directory, day)) return notYours();
  const wanted = who === row.proposedBy && who !== row.by ? putForwardBy(row, c) : postsOf(who);
  const roles = rolesIn(person, c, directory, day);
  const held = wanted.filter((role) => {
    const stand = standIn(role, c);
    // Where the head of department proposes in place of an accused unit head, the organ above decides.
    if (role === 'dept-head' && who === row.by && proposesAsStandIn(row, c) && isAbove(person, c, directory, day))
      return true;
    if (stand === 'superior') return isAbove(person, c, directory, day);
    return roles.has(stand);
  });
  const eligible = held.filter((role) => role !== 'officer' || c.officers.includes(person.id));
  if (held.length === 0) {
    return refuse('not-your-role');
  }
  if (eligible.length === 0) {
    return refuse('not-assigned');
  }
  const asOfficer = eligible.includes('officer') && !eligible.some((r) => r !== 'officer');
  // To answer for one's own name is no step of enforcement: it needs no certificate.
  const enforces = p.kind !== 'paper';
  if (asOfficer && enforces && !certificateOn(person, day)) {
    return refuse('certificate-expired');
  }
  if (asOfficer && enforces && p.kind !== 'intake' && isSelf(person, registeredBy(c))) return clerkInvestigates();
  for (const act of row.notSameAs ?? []) {
    const doer = lookUp(p.doers, act);
    if (doer && (isSelf(person, doer.by) || isSelf(person, doer.with))) {
      return refuse('not-the-same-person');
    }
  }
  return null;
}

/**
 * Whether somebody else than who puts it forward could decide it, once the case is linked: what waits for nobody is not put forward.
 * @param by who puts it forward
 */
export function somebodyDecides(
  row: Row,
  by: string,
  c: CaseState,
  p: Proceeding,
  directory: Directory,
  day: PlainDate,
): boolean {
  const linked = c.accused.linked ? c : { ...c, accused: { ...c.accused, linked: true } };
  const could = (other: Person) => !isSelf(other, by) && may(other, row.by, row, linked, p, directory, day) === null;
  const above = lookUp(directory.organs, c.organ)?.superior;
  return (
    postsOf(row.by).some((role) => {
      const post = standIn(role, linked);
      return post !== 'superior' && holdersOn(directory, c.organ, post, day).some(could);
    }) ||
    (above != null && holdersOn(directory, above, 'dept-head', day).some(could))
  );
}

/** Whether `other` can stand beside `person` as the second officer (APL arts. 42, 55; TR art. 5; M48 art. 26). */
export function secondOfficer(
  person: string,
  other: string,
  c: CaseState,
  directory: Directory,
  day: PlainDate,
): Refusal | null {
  const second = lookUp(directory.people, other);
  const fit =
    second !== undefined &&
    !isSelf(second, person) &&
    c.officers.includes(other) &&
    rolesIn(second, c, directory, day).has('officer') &&
    !shutOut(second, c, directory, day);
  if (!fit) {
    return refuse('two-officers');
  }
  if (isSelf(second, registeredBy(c))) return clerkInvestigates();
  if (!certificateOn(second, day)) {
    return refuse('certificate-expired/second');
  }
  return null;
}
