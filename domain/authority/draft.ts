/** The organ as it would be once a request is approved: worked out whole before anything of it is so. */

import type { Refusal } from '../case/types.ts';
import { lookUp } from '../look-up.ts';
import { heldApart } from '../people/apart.ts';
import { byDeputy, heldFor, overlaps, ownGrants, ownHeld } from '../people/deputies.ts';
import { heldBy } from '../people/held.ts';
import { HEADS, rolesOn } from '../people/may.ts';
import type { Called } from '../people/names.ts';
import { inLineWith } from '../people/organs.ts';
import { isAmong } from '../people/selves.ts';
import {
  type Certificate,
  type Deputyship,
  type Directory,
  type Grant,
  type Organ,
  type Person,
  ROLE_NAMES,
  type Role,
  type Unit,
} from '../people/types.ts';
import { refuse } from '../refusal.ts';
import { addDays } from '../time/day.ts';
import type { PlainDate } from '../time/types.ts';
import { announced, type Change, type ChangeKind, comesFirst, noteChange, type Touched } from './changes.ts';
import { askOfNamesakes, type Naming } from './namesakes.ts';
import { OFFICERS, rowId } from './requests.ts';
import { circlesAmong, NEEDED, type TypedAbout } from './set-up.ts';

/** An organ that begins, with its first units and people; its own journal begins with it. */
export interface BegunOrgan extends Pick<Rows, 'units' | 'people' | 'grants' | 'certificates'> {
  organ: Organ;
  says: TypedAbout;
  /** Which change of the request it is. */
  row: number;
}

/** An organ that goes into another. What ends in it stands among the rows that end. */
export interface MergedOrgan {
  organ: string;
  successor: string;
  row: number;
  /** Posts of its people in the successor, in the order of the change: they are named after the act by which that one takes it over. */
  posts: Omit<Grant & { staff: string }, 'id'>[];
}

/** What a request makes true, row by row. */
export interface Rows {
  merged: MergedOrgan[];
  organs: BegunOrgan[];
  units: Unit[];
  unitsChanged: Map<string, Unit>;
  /** `until`: somebody of the past, who never had an account. */
  people: Pick<Person, 'id' | 'login' | 'name' | 'until'>[];
  named: Map<string, Called>;
  /** Last day of the account of who leaves. */
  left: Map<string, PlainDate>;
  grants: (Grant & { id: string; staff: string })[];
  ended: Map<string, PlainDate>;
  certificates: (Certificate & { staff: string })[];
  certificatesChanged: Map<string, { until: PlainDate; checkedOn: PlainDate | null }>;
  relations: { staff: string; related: string }[];
  relationsEnded: { staff: string; related: string }[];
  deputies: Deputyship[];
  deputiesEnded: Map<string, PlainDate>;
}

/** On what a request is looked at. */
export interface Ground {
  organ: string;
  directory: Directory;
  today: PlainDate;
  /** The addresses that the pages of this installation answer to; left out: not known. */
  served?: readonly string[] | undefined;
  /** Number of the request in the journal. */
  request: number;
  /** Who approves. */
  approver: string;
}

export interface Draft extends Pick<Ground, 'organ' | 'today' | 'approver'> {
  served: Ground['served'];
  /** Which change is being noted. */
  row: number;
  organs: Map<string, Organ>;
  units: Map<string, Unit>;
  people: Map<string, Person>;
  logins: Set<string>;
  /** Names that the request gives to people. */
  named: Naming[];
  /** Whose each certificate is. */
  certificates: Map<string, string>;
  deputies: readonly Deputyship[];
  rows: Rows;
  /** Units put beneath another, units that end, people who are given something: by which change. */
  moved: Map<string, number>;
  emptied: Map<string, number>;
  changed: Set<string>;
  /** Whether the principal consents whatever posts it touches. */
  needsPrincipal: boolean;
  /** Whether the organ above consents whatever posts it touches. */
  needsAbove: boolean;
  idOf(row: number): string;
  putUnit(unit: Unit): void;
  /** Roles of a person in the organ on these days, those that they hold as a deputy included. */
  rolesWithin(person: string, span: { from: PlainDate; until: PlainDate }): Role[];
}

/** A change that cannot be, which one and which field of it. */
export interface Fault {
  row: number;
  field: string;
  refusal: Refusal;
}

/** Whose consent a request needs besides. */
export type Consenting = 'nobody' | 'principal' | 'above';

export interface Drawn {
  organ: string;
  faults: Fault[];
  /** Of each change. */
  touched: Touched[];
  /** Of administrators and security administrators, those whom every one of the changes concerns. */
  officers: Role[];
  consent: Consenting;
  rows: Rows;
}

/** Faults that are told at most, the first ones: whoever mends these asks again. */
export const MOST_FAULTS = 500;

/** Posts whose change the principal consents to. */
const DECIDING: readonly Role[] = [...HEADS, 'custodian', 'approver'];

/** Posts that an organ never goes without from one day to the next: five that guard it, and those at which cases are decided. */
const NEVER_EMPTY: readonly Role[] = [...NEEDED, 'clerk', 'unit-head', 'dept-head'];

/** Of a request that does nothing. */
export const noRows = (): Rows => ({
  organs: [],
  merged: [],
  units: [],
  unitsChanged: new Map(),
  people: [],
  named: new Map(),
  left: new Map(),
  grants: [],
  ended: new Map(),
  certificates: [],
  certificatesChanged: new Map(),
  relations: [],
  relationsEnded: [],
  deputies: [],
  deputiesEnded: new Map(),
});

/**
 * Who is or was here, above or beneath, the whole line: whom a tip of a case that comes here can name. Of organs beside nobody is told
 * who works there.
 */
function near({ organ, directory }: Ground): Person[] {
  const line = inLineWith(directory.organs, organ);
  return Object.values(directory.people).filter((p) => ownHeld(p).some((g) => line.has(g.organ)));
}

function begun({ organ, directory, today, served, request, approver }: Ground): Draft {
  const people = new Map(
    Object.values(directory.people).map((p) => {
      const { locked: _, ...rest } = p;
      return [p.id, { ...rest, grants: ownHeld(p) }];
    }),
  );
  const rows = noRows();
  const units = new Map(Object.entries(directory.units));
  const draft: Draft = {
    organ,
    today,
    served,
    approver,
    row: 0,
    organs: new Map(Object.entries(directory.organs)),
    units,
    people,
    logins: new Set([...people.values()].map((p) => p.login)),
    named: [],
    certificates: new Map([...people.values()].flatMap((p) => p.certificates.map((c) => [c.number, p.id]))),
    deputies: directory.deputies ?? [],
    rows,
    moved: new Map(),
    emptied: new Map(),
    changed: new Set(),
    needsPrincipal: false,
    needsAbove: false,
    idOf: (row) => rowId(organ, request, row),
    putUnit(unit) {
      units.set(unit.id, unit);
      rows.unitsChanged.set(unit.id, unit);
    },
    rolesWithin(person, span) {
      const all = [...(people.get(person)?.grants ?? []), ...heldIn(draft, person)];
      return [...new Set(all.filter((g) => g.organ === organ && overlaps(g, span)).flatMap((g) => g.roles))];
    },
  };
  return draft;
}

const heldIn = (draft: Draft, person: string): Grant[] =>
  heldFor(person, (id) => draft.people.get(id), byDeputy(draft.deputies));

/** Days from today on at which something about these posts begins or is over. */
const turns = (grants: readonly Grant[], today: PlainDate): PlainDate[] =>
  [...new Set([today, ...grants.flatMap((g) => [g.from, ...(g.until === null ? [] : [addDays(g.until, 1)])])])]
    .filter((day) => day >= today)
    .sort();

/** Whether somebody would be missing on some day on whom there is somebody now. */
function wouldBeEmpty(role: Role, before: readonly Person[], after: readonly Person[], { organ, today }: Draft) {
  const grants = (people: readonly Person[]) =>
    people.flatMap((p) => ownGrants(p).filter((g) => g.organ === organ && g.roles.includes(role)));
  const [was, is] = [grants(before), grants(after)];
  const held = (all: readonly Grant[], day: PlainDate) =>
    all.some((g) => g.from <= day && (g.until === null || day <= g.until));
  return turns([...was, ...is], today).some((day) => held(was, day) && !held(is, day));
}

function circles(draft: Draft, say: (fault: Fault) => void): void {
  const found = circlesAmong(draft.moved.keys(), (id) => draft.units.get(id)?.parent);
  for (const [unit, row] of draft.moved) {
    const circle = found.get(unit);
    if (circle) say({ row, field: 'parent', refusal: refuse('set-up/circle', { put: { circle } }) });
  }
}

/** Everything that stands against the whole, once each change is noted. */
function asAWhole(draft: Draft, ground: Ground, touched: readonly Touched[], say: (fault: Fault) => void): void {
  const people = [...draft.people.values()];
  for (const [unit, row] of draft.emptied) {
    const last = draft.units.get(unit)?.until ?? '';
    const later = (until: PlainDate | null | undefined) => until == null || until > last;
    const holds =
      [...draft.units.values()].some((u) => u.parent === unit && later(u.until)) ||
      people.some((p) =>
        p.grants.some((g) => g.unit === unit && later(g.until) && (g.until === null || g.until >= g.from)),
      );
    if (holds) say({ row, field: 'unit', refusal: refuse('unit-holds') });
  }
  const here = (p: Person) => lookUp(ground.directory.people, p.id)?.locked === undefined;
  const before = Object.values(ground.directory.people);
  const rowOf = (of: (t: Touched) => boolean) => touched.findLastIndex(of);
  for (const role of NEVER_EMPTY) {
    const row = rowOf((t) => t.takes?.includes(role) ?? false);
    if (row >= 0 && wouldBeEmpty(role, before, people.filter(here), draft))
      say({ row, field: 'person', refusal: refuse('last-holder', { put: { role: ROLE_NAMES[role] } }) });
  }
  apart(draft, rowOf, say);
}

/** Nobody holds together what is held apart, of their own or as a deputy, on any day from now on. */
function apart(draft: Draft, rowOf: (of: (t: Touched) => boolean) => number, say: (fault: Fault) => void): void {
  const reached = new Map([...draft.changed].map((id) => [id, id]));
  for (const [id, because] of reached)
    for (const d of draft.deputies)
      if (d.person === id && d.until >= draft.today && !reached.has(d.deputy)) reached.set(d.deputy, because);
  for (const [id, because] of reached) {
    const grants = [...(draft.people.get(id)?.grants ?? []), ...heldIn(draft, id)];
    const said = new Set<string>();
    for (const day of turns(grants, draft.today)) {
      const held = grants.filter((g) => g.from <= day && (g.until === null || day <= g.until));
      for (const refusal of heldApart(held.flatMap((g) => g.roles))) {
        if (said.has(refusal.message.en)) continue;
        said.add(refusal.message.en);
        say({ row: rowOf((t) => t.persons.includes(because)), field: 'roles', refusal });
      }
    }
  }
}

function consenting(draft: Draft, { directory }: Ground, touched: readonly Touched[]): Consenting {
  const roles = new Set(touched.flatMap((t) => t.roles));
  if (draft.needsAbove) return 'above';
  if (!draft.needsPrincipal && !DECIDING.some((role) => roles.has(role))) return 'nobody';
  const concerned = new Set(touched.flatMap((t) => t.persons));
  const principals = Object.values(directory.people).filter((p) =>
    rolesOn(p, draft.organ, draft.today).has('principal'),
  );
  const none = principals.every((p) => isAmong(p, concerned));
  return roles.has('principal') || none ? 'above' : 'principal';
}

/** Works out what these changes come to. Rows may name units and people that others of them add, in whatever order they stand. */
export function drawnUp(changes: readonly Change[], ground: Ground): Drawn {
  const draft = begun(ground);
  const faults: Fault[] = [];
  const say = (fault: Fault) => faults.push(fault);
  const at = (row: number) => (field: string, refusal: Refusal) => say({ row, field, refusal });
  changes.forEach((change, row) => {
    announced(change, draft, at(row));
  });
  const touched = changes.map((): Touched => ({ persons: [], roles: [] }));
  const noted = new Map<ChangeKind, number>();
  const note = (first: boolean) =>
    changes.forEach((change, row) => {
      if (comesFirst(change) !== first) return;
      const many = (noted.get(change.kind) ?? 0) + 1;
      noted.set(change.kind, many);
      draft.row = row;
      touched[row] = noteChange(change, many, draft, at(row));
    });
  note(true);
  note(false);
  askOfNamesakes(draft, near(ground));
  circles(draft, say);
  // What comes of rows that are wrong themselves says nothing.
  if (faults.length === 0) asAWhole(draft, ground, touched, say);
  const holds = (id: string, role: Role) =>
    heldBy(lookUp(ground.directory.people, id) ?? { grants: [] }).some(
      (g) => g.organ === draft.organ && g.roles.includes(role) && (g.until === null || g.until >= draft.today),
    );
  faults.sort((a, b) => a.row - b.row);
  faults.splice(MOST_FAULTS);
  const officers = OFFICERS.filter(
    (role) =>
      changes.length > 0 && touched.every((t) => t.roles.includes(role) || t.persons.some((id) => holds(id, role))),
  );
  return {
    organ: draft.organ,
    faults,
    touched,
    officers,
    consent: consenting(draft, ground, touched),
    rows: draft.rows,
  };
}
