import { type CaseState, PROCEEDING_KINDS, type ProceedingKind } from '../../domain/case/types.ts';
import { lookUp } from '../../domain/look-up.ts';
import {
  awaitsSecond,
  grantsOn,
  INSIDE,
  isAbove,
  isAskedToLook,
  NO_FILE,
  reachOf,
  rolesIn,
  rolesOn,
  seesNoFile,
  shuttingUnits,
  standIn,
} from '../../domain/people/may.ts';
import { selvesOf } from '../../domain/people/selves.ts';
import type { Grant, Person, Role } from '../../domain/people/types.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import type { PlainDate } from '../../domain/time/types.ts';
import type { House } from '../truth/house.ts';
import { ABOVE } from '../truth/project.ts';

/** A place in `case_access` or `work` that a person looks at. */
export interface Branch {
  organ: string;
  role: Role | typeof ABOVE;
  person: string;
  /** Whose post it is and through whom it came, where it is looked at as a deputy alone. */
  for?: NonNullable<Person['grants'][number]['for']>;
}

/** Values of a statement, numbered as they come. */
export class Values {
  readonly list: unknown[] = [];
  add(value: unknown): string {
    this.list.push(value);
    return `$${this.list.length}`;
  }
}

/** Where a person's posts look on a day: every role in every organ; officers look at what is their own. */
export function branchesOf(person: Person, house: House, day: PlainDate): Branch[] {
  const branches: Branch[] = [];
  for (const organ of organsOf(person, day)) {
    const roles = rolesOn(person, organ, day);
    const above = Object.values(house.directory.organs).some((o) => o.superior === organ);
    const noFile = NO_FILE.some((role) => roles.has(role));
    const known = new Set<string>();
    // Of a post that somebody holds themselves nothing comes by standing in for another.
    const grants = grantsOn(person, day).filter((g) => g.organ === organ);
    for (const { roles: given, for: whose } of grants.sort((a, b) => Number(!!a.for) - Number(!!b.for)))
      for (const role of given) {
        if (known.has(role) || known.has(`${role} ${whose}`)) continue;
        known.add(whose ? `${role} ${whose}` : role);
        const as = whose ? { for: whose } : {};
        if (above && role === 'dept-head') branches.push({ organ, role: ABOVE, person: '', ...as });
        if (!noFile) branches.push({ organ, role, person: role === 'officer' ? person.id : '', ...as });
      }
  }
  return branches;
}

/** Branches through which a case is seen at all (people/may.ts `canSee`). */
export const seeing = (branches: readonly Branch[]): Branch[] =>
  branches.filter((b) => b.role === 'officer' || b.role === ABOVE || b.role in INSIDE);

const organsOf = (person: Person, day: PlainDate) => [...new Set(grantsOn(person, day).map((g) => g.organ))].sort();

/**
 * The half of `canSee` that shuts people out, over the columns of `cases c`: what touches the person by the rule of `shutOut`, the
 * recused, and who sees no file at all. The columns hold what was merged into the case, too (`columnsOf`).
 */
export const notShutOut = (person: Person, house: House, day: PlainDate, values: Values): string =>
  seesNoFile(person, day) ? 'false' : isInside(person, house, day, values);

function isInside(person: Person, house: House, day: PlainDate, values: Values): string {
  const reach = reachOf(person, house.directory, day);
  const oneOf = (list: Iterable<string>) => `${values.add([...list])}::text[]`;
  const parts = [
    `NOT (c.recused && ${oneOf(selvesOf(person))})`,
    `NOT (c.accused_persons && ${oneOf(reach.persons)})`,
    `NOT (c.accused_units && ${oneOf(shuttingUnits(reach.units, house.directory))})`,
  ];
  for (const [organ, roles] of reach.posts) {
    parts.push(`NOT (c.organ = ${values.add(organ)} AND c.accused_heads && ${oneOf(roles)})`);
  }
  return parts.join(' AND ');
}

/** What a post that came to a deputy asks of a case `c` besides: nobody through whom it came is outside it. */
export function through(branch: Pick<Branch, 'for'>, house: House, day: PlainDate, values: Values): string {
  const inside = (branch.for ?? []).map((id) => {
    const person = lookUp(house.directory.people, id);
    return person ? `AND ${isInside(person, house, day, values)}` : 'AND false';
  });
  return inside.join(' ');
}

/** The posts by which somebody is discipline inspection on a day; where they have one of their own, what comes to them besides adds nothing. */
export function inspecting(person: Person, day: PlainDate): Grant[] {
  const held = grantsOn(person, day).filter((g) => g.roles.includes('inspector'));
  const own = held.filter((g) => g.for === undefined);
  return [...own, ...held.filter((g) => !own.some((o) => o.organ === g.organ))];
}

/** The other half of `canSee`: some post of the person, or their being its officer, opens the case `c`. */
export function letIn(branches: readonly Branch[], house: House, day: PlainDate, values: Values): string {
  const ways = new Map<string, Branch[]>();
  for (const b of seeing(branches)) {
    const way = (b.for ?? []).join(' ');
    ways.set(way, [...(ways.get(way) ?? []), b]);
  }
  // OFFSET 0 keeps it a question asked per row, so that a list read along its index stops after one page.
  const parts = [...ways.values()].map((list) => {
    const rows = list.map((b) => `(${values.add(b.organ)}, ${values.add(b.role)}, ${values.add(b.person)})`);
    const way = `EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = c.id
    AND (a.organ, a.role, a.person) IN (${rows.join(', ')}) OFFSET 0)`;
    const [first] = list;
    return first?.for ? `(${way} ${through(first, house, day, values)})` : way;
  });
  if (parts.length === 0) return 'false';
  return parts.length === 1 ? parts.join('') : `(${parts.join(' OR ')})`;
}

/** Proceedings whose sealed words somebody who may see the case may read. The tip itself belongs to intake. */
export function readableKinds(person: Person, c: CaseState, house: House, day: PlainDate): ReadonlySet<ProceedingKind> {
  const roles = new Set<Role>(rolesIn(person, c, house.directory, day));
  if (isAbove(person, c, house.directory, day)) roles.add('dept-head');
  // A tip that came by another door is read there.
  if (standIn('clerk', c) !== 'clerk') roles.delete('clerk');
  const kinds = new Set<ProceedingKind>();
  for (const table of Object.values(TABLES)) if (table.readers.some((role) => roles.has(role))) kinds.add(table.kind);
  // Whoever is asked to look at what one person alone found reads what it was found from, and only while they are asked.
  if (awaitsSecond(c) && isAskedToLook(person, c, house.directory, day)) kinds.add('intake');
  if (roles.has('officer') && c.officers.includes(person.id)) for (const kind of PROCEEDING_KINDS) kinds.add(kind);
  return kinds;
}

/** Posts that look at nearly every case of their organ: for them the board reads along the index of all clocks. */
export const BROAD: ReadonlySet<string> = new Set(['clerk', 'unit-head', 'dept-head']);
