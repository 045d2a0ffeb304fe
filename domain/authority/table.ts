/**
 * Units and people as tables, as an office keeps them: a line for each unit and for each post of somebody. What a table says is compared
 * with what is so; what differs becomes changes that are asked for like any others. Who is missing in a table is left as they are.
 */
import type { z } from 'zod';
import { REGION_WORDS } from '../law/glossary.ts';
import { type Bilingual, REGIONS, type Region } from '../law/types.ts';
import { heldBy } from '../people/held.ts';
import { type Certificate, type Grant, type Person, ROLE_NAMES, ROLES, type Role, type Unit } from '../people/types.ts';
import { refuse } from '../refusal.ts';
import { type FaultCode, INPUT_INVALID } from '../refusals.ts';
import { sameText } from '../text/same.ts';
import { addDays } from '../time/day.ts';
import type { PlainDate } from '../time/types.ts';
import { type Change, changeSchema, MOST_CHANGES, postsFrom } from './changes.ts';
import type { Ground } from './draft.ts';

/** What stands in one cell, as text. Days come as they are written, or as the number by which a spreadsheet counts them. */
export type Cell = string | null;
export interface Sheet {
  name: string;
  rows: readonly (readonly Cell[])[];
}

const called = (zh: string, en: string): Bilingual => ({ zh, en });

/** Columns in the order in which they are written. */
export const TABLE_COLUMNS = {
  /** Organs beneath, to be added with the units and people that name them. */
  organs: {
    organ: called('机关编号', 'Organ id'),
    organName: called('机关名称', 'Organ name'),
    organNameEn: called('机关英文名称', 'Organ name in English'),
    area: called('管辖区域', 'Area'),
    areaEn: called('英文管辖区域', 'Area in English'),
    region: called('适用地区规定', 'Region'),
    telephone: called('电话', 'Telephone'),
    address: called('地址', 'Address'),
    addressEn: called('英文地址', 'Address in English'),
    hours: called('办公时间', 'Hours'),
    hoursEn: called('英文办公时间', 'Hours in English'),
    publicUrl: called('对外网址', 'Public address'),
  },
  units: {
    id: called('机构编号', 'Unit id'),
    name: called('机构名称', 'Unit name'),
    nameEn: called('机构英文名称', 'Unit name in English'),
    parent: called('上级机构', 'Unit above'),
    organ: called('所属机关', 'Organ'),
  },
  people: {
    login: called('用户名', 'Sign-in name'),
    name: called('姓名', 'Name'),
    nameEn: called('英文姓名', 'Name in English'),
    namesake: called('同名人员', 'Namesake'),
    unit: called('所在机构', 'Unit'),
    post: called('职务', 'Post'),
    postEn: called('英文职务', 'Post in English'),
    roles: called('岗位', 'Roles'),
    from: called('任职起', 'From'),
    until: called('任职止', 'Until'),
    certificate: called('监督检查证号', 'Certificate'),
    certificateFrom: called('证件有效期起', 'Certificate from'),
    certificateUntil: called('证件有效期止', 'Certificate until'),
    organ: called('所属机关', 'Organ'),
  },
} as const;
export type TableName = keyof typeof TABLE_COLUMNS;
export type Column = { [T in TableName]: keyof (typeof TABLE_COLUMNS)[T] }[TableName];

/** Without these a table says nothing. */
const NEEDED_COLUMNS: Record<TableName, readonly Column[]> = {
  organs: ['organ', 'organName', 'area', 'telephone', 'address', 'hours', 'publicUrl'],
  units: ['id', 'name'],
  people: ['login', 'name', 'unit', 'post', 'roles'],
};

/** Where something stands: line as the spreadsheet counts it, from 1. */
export interface Place {
  sheet: string;
  line: number;
}
export interface TableFault extends Place {
  /** null: it is about the line, or about the sheet. */
  column: Column | null;
  code: FaultCode;
  message: Bilingual;
}

/** Where the units and people stand with which an organ begins, in its order of them. */
export type Parts = Record<'units' | 'people', readonly Place[]>;

/** What a file comes to. */
export interface TableRead {
  /** In the order of the file. */
  changes: (Place & { change: Change; parts?: Parts })[];
  faults: TableFault[];
  /** Units and people that are as the file says. */
  unchanged: { units: number; people: number };
  /** Sheets and columns that say nothing here. */
  ignored: { sheet: string; column: string | null }[];
}

/* ------------------------------------------------------------------------------------------------------ reading cells */

/** A line of a table, by column; cells that say nothing are left out. */
interface Line extends Place {
  cells: Partial<Record<Column, string>>;
}

const textOf = (cell: Cell | undefined): string => cell?.trim() ?? '';

/** Days are numbers to a spreadsheet, that of the first of 1970 is this one; those of our time begin with these digits (1954 to 2119). */
const DAY_1970 = 25_569;
const A_DAY = /^[2-7]\d{4}$/;
const DAY = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/;

/** A day as it is written in spreadsheets, whether or not there is such a day; null: it is written in no such way. */
function dayIn(text: string): PlainDate | null {
  if (A_DAY.test(text)) return addDays('1970-01-01', Number(text) - DAY_1970);
  const [, year, month, day] = DAY.exec(text) ?? [];
  return year && month && day ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : null;
}

const ROLE_CALLED = new Map<string, Role>(
  ROLES.flatMap((role) => [role, ...Object.values(ROLE_NAMES[role])].map((name) => [sameText(name), role] as const)),
);
const SEPARATES = /[、，,;；|/\n]+/;

/** Lines beneath which no heading is looked for: a title and a note may stand above it. */
const HEADING_WITHIN = 10;

interface Heading {
  table: TableName;
  /** Which column of ours each of the sheet is. */
  columns: (Column | null)[];
  row: number;
}

function headingOf({ rows }: Sheet): Heading | null {
  for (const [row, cells] of rows.slice(0, HEADING_WITHIN).entries()) {
    const said = cells.map((cell) => sameText(textOf(cell)));
    for (const table of ['people', 'units', 'organs'] as const) {
      const names: [string, Bilingual][] = Object.entries(TABLE_COLUMNS[table]);
      const columns = said.map(
        (text) =>
          (names.find(([key, { zh, en }]) => [key, zh, en].some((name) => sameText(name) === text))?.[0] ??
            null) as Column | null,
      );
      if (columns.includes(NEEDED_COLUMNS[table][0] ?? null)) return { table, columns, row };
    }
  }
  return null;
}

/** What is wrong with a change, field by field, as forms say it. */
type IssuesOf = (error: z.ZodError) => { at: string[]; message: Bilingual }[];

class Reader {
  readonly read: TableRead = { changes: [], faults: [], unchanged: { units: 0, people: 0 }, ignored: [] };
  readonly lines: Record<TableName, Line[]> = { organs: [], units: [], people: [] };
  private readonly told = new Set<string>();
  private readonly issuesOf: IssuesOf;
  constructor(issuesOf: IssuesOf) {
    this.issuesOf = issuesOf;
  }

  /** What follows from a mistake in the same cell says nothing more. */
  fault({ sheet, line }: Place, column: Column | null, { code, message }: Pick<TableFault, 'code' | 'message'>): void {
    const cell = JSON.stringify([sheet, line, column]);
    if (this.told.has(cell)) return;
    this.told.add(cell);
    this.read.faults.push({ sheet, line, column, code, message });
  }

  sheet(sheet: Sheet): void {
    const { rows, name } = sheet;
    const heading = headingOf(sheet);
    if (!heading) {
      if (rows.some((cells) => cells.some((cell) => textOf(cell) !== '')))
        this.read.ignored.push({ sheet: name, column: null });
      return;
    }
    const { table, columns, row } = heading;
    for (const [i, cell] of (rows[row] ?? []).entries())
      if (columns[i] === null && textOf(cell) !== '')
        this.read.ignored.push({ sheet: name, column: textOf(cell).slice(0, 40) });
    const missing = NEEDED_COLUMNS[table].filter((column) => !columns.includes(column));
    const names: Partial<Record<Column, Bilingual>> = TABLE_COLUMNS[table];
    for (const column of missing)
      this.fault(
        { sheet: name, line: row + 1 },
        column,
        refuse('table/column-missing', { put: { column: names[column] ?? column } }),
      );
    if (missing.length > 0) return;
    for (const [i, cells] of rows.entries()) {
      if (i <= row) continue;
      const line: Line = { sheet: name, line: i + 1, cells: {} };
      for (const [k, column] of columns.entries()) {
        const text = textOf(cells[k]);
        if (column !== null && text !== '' && line.cells[column] === undefined) line.cells[column] = text;
      }
      if (Object.keys(line.cells).length === 0) continue;
      this.lines[table].push(line);
      for (const column of NEEDED_COLUMNS[table])
        if (line.cells[column] === undefined) this.fault(line, column, refuse('table/empty'));
    }
  }

  /** A day; undefined where there is none, or none that can be read. */
  day(line: Line, column: Column): PlainDate | undefined {
    const text = line.cells[column];
    if (text === undefined) return undefined;
    const day = dayIn(text);
    if (day !== null) return day;
    this.fault(line, column, refuse('table/day', { put: { said: text.slice(0, 40) } }));
    return undefined;
  }

  roles(line: Line): Role[] {
    const roles = new Set<Role>();
    for (const said of (line.cells.roles ?? '').split(SEPARATES).map((part) => part.trim())) {
      if (said === '') continue;
      const role = ROLE_CALLED.get(sameText(said));
      if (role) roles.add(role);
      else this.fault(line, 'roles', refuse('table/role', { put: { said: said.slice(0, 40) } }));
    }
    return [...roles];
  }

  /** @param change as a form would send it: what is wrong in it is told at its cell */
  change(place: Place, change: z.input<typeof changeSchema>, parts?: Parts): void {
    const { sheet, line } = place;
    const { data, error } = changeSchema.safeParse(change);
    if (data) this.read.changes.push({ sheet, line, change: data, ...(parts ? { parts } : {}) });
    for (const { at, message } of error ? this.issuesOf(error) : []) {
      const { column, ...where } = cellOf({ sheet, line, change, ...(parts ? { parts } : {}) }, at.join('.'));
      this.fault(where, column, { code: INPUT_INVALID, message });
    }
  }
}

/** Where the field of a change stands in its table: of an organ that begins, in the line of the unit or of the person. */
export function cellOf(
  { sheet, line, change, parts }: Place & { change: { kind: Change['kind'] }; parts?: Parts },
  field: string,
): Place & { column: Column | null } {
  const [, table, row = '', inner = ''] = /^(units|people)\.(\d+)\.?(.*)$/.exec(field) ?? [];
  const part = table === 'units' || table === 'people' ? parts?.[table][Number(row)] : undefined;
  if (!part) return { sheet, line, column: columnOf(change, field) };
  const kind = table === 'units' ? 'add-unit' : 'add-person';
  return { sheet: part.sheet, line: part.line, column: columnOf({ kind }, inner) };
}

const ORGAN_COLUMN: Partial<Record<string, Column>> = {
  id: 'organ',
  'organ.name': 'organName',
  'organ.area': 'area',
  'organ.region': 'region',
  'contact.telephone': 'telephone',
  'contact.address': 'address',
  'contact.hours': 'hours',
  publicUrl: 'publicUrl',
};

/** The column in which the field of a change stands. */
export function columnOf(change: { kind: Change['kind'] }, field: string): Column | null {
  const [outer = '', inner] = field.split('.');
  const english = inner === 'en';
  if (change.kind === 'add-organ') return ORGAN_COLUMN[field.replace(/\.(zh|en)$/, '')] ?? null;
  if (change.kind.endsWith('-unit')) return outer === 'unit' ? 'id' : unitColumn(outer, english);
  if (change.kind === 'give-certificate') return CERTIFICATE[outer] ?? 'login';
  if (outer === 'certificate') return CERTIFICATE[inner ?? ''] ?? 'certificate';
  if (outer === 'person') return 'login';
  if (change.kind === 'end-post') return 'post';
  if (outer === 'name') return english ? 'nameEn' : 'name';
  if (outer === 'post') return english ? 'postEn' : 'post';
  return (['login', 'namesake', 'unit', 'roles', 'from', 'until'] as const).find((column) => column === outer) ?? null;
}
const unitColumn = (field: string, english: boolean): Column | null =>
  field === 'name' ? (english ? 'nameEn' : 'name') : field === 'id' || field === 'parent' ? field : null;
const CERTIFICATE: Partial<Record<string, Column>> = {
  number: 'certificate',
  from: 'certificateFrom',
  until: 'certificateUntil',
};

/* --------------------------------------------------------------------------------------------- what differs from what is */

/** In one language where the other is left empty: what stands there already is kept where the first is the same. */
function named(zh: string, en: string | undefined, now: Bilingual | undefined): Bilingual {
  if (en !== undefined) return { zh, en };
  return now?.zh === zh ? now : { zh, en: zh };
}
const isSame = (a: Bilingual, b: Bilingual) => a.zh === b.zh && a.en === b.en;
const typed = ({ zh, en }: Bilingual): string | Bilingual => (zh === en ? zh : { zh, en });

/** Units by id, and by a name that only one of them bears. */
function unitsCalled(units: Iterable<Pick<Unit, 'id' | 'name'>>): (said: string) => string {
  const byName = new Map<string, string | null>();
  const ids = new Set<string>();
  for (const { id, name } of units) {
    ids.add(id);
    for (const one of new Set([name.zh, name.en].map(sameText)))
      byName.set(one, byName.has(one) && byName.get(one) !== id ? null : id);
  }
  return (said) => (ids.has(said) ? said : (byName.get(sameText(said)) ?? said));
}

function readUnits(reader: Reader, units: readonly Unit[]): (said: string) => string {
  const known = new Map(units.map((u) => [u.id, u]));
  const rows = reader.lines.units.map((line) => {
    const { id = '', name = '', nameEn } = line.cells;
    return { line, id, name: named(name, nameEn, known.get(id)?.name) };
  });
  const said = new Map(rows.map((row) => [row.id, row]));
  const idOf = unitsCalled([...units.filter((u) => !said.has(u.id)), ...rows]);
  const first = new Map<string, number>();
  for (const { line, id, name } of rows) {
    const before = first.get(id);
    if (before !== undefined && id !== '') {
      reader.fault(line, 'id', refuse('table/unit-twice', { put: { line: before } }));
      continue;
    }
    first.set(id, line.line);
    const parent = line.cells.parent === undefined ? null : idOf(line.cells.parent);
    const now = known.get(id);
    if (!now) {
      reader.change(line, { kind: 'add-unit', id, name: typed(name), ...(parent === null ? {} : { parent }) });
      continue;
    }
    const renamed = !isSame(name, now.name);
    if (renamed) reader.change(line, { kind: 'rename-unit', unit: id, name: typed(name) });
    if (parent !== now.parent) reader.change(line, { kind: 'move-unit', unit: id, parent });
    if (!renamed && parent === now.parent) reader.read.unchanged.units += 1;
  }
  return idOf;
}

/** A post as a line says it. */
interface Said {
  line: Line;
  unit: string;
  post: Bilingual;
  roles: Role[];
  from: PlainDate | undefined;
  until: PlainDate | undefined;
}

const sameRoles = (a: readonly Role[], b: readonly Role[]) => a.length === b.length && a.every((r) => b.includes(r));
const isPost = (said: Said, g: Grant): boolean =>
  said.unit === g.unit &&
  isSame(said.post, g.post) &&
  sameRoles(said.roles, g.roles) &&
  (said.until ?? null) === g.until &&
  (said.from === undefined || said.from === g.from);

function postSaid(reader: Reader, line: Line, idOf: (said: string) => string, grants: readonly Grant[]): Said {
  const { unit = '', post = '', postEn } = line.cells;
  const now = grants.find((g) => g.post.zh === post)?.post;
  return {
    line,
    unit: unit === '' ? '' : idOf(unit),
    post: named(post, postEn, now),
    roles: reader.roles(line),
    from: reader.day(line, 'from'),
    until: reader.day(line, 'until'),
  };
}

function certificateIn(reader: Reader, line: Line): Certificate | null {
  const number = line.cells.certificate;
  const [from = '', until = ''] = [reader.day(line, 'certificateFrom'), reader.day(line, 'certificateUntil')];
  return number === undefined && from === '' && until === '' ? null : { number: number ?? '', from, until };
}

/** The certificates of somebody's lines that they do not have yet. */
function newCertificates(
  reader: Reader,
  lines: readonly Line[],
  has: readonly Certificate[],
): { line: Line; certificate: Certificate }[] {
  const found = new Map<string, { line: Line; certificate: Certificate }>();
  for (const line of lines) {
    const certificate = certificateIn(reader, line);
    if (!certificate || found.has(certificate.number)) continue;
    const now = has.find((c) => c.number === certificate.number);
    if (!now) found.set(certificate.number, { line, certificate });
    else if (now.from !== certificate.from || now.until !== certificate.until)
      reader.fault(line, 'certificate', refuse('table/certificate-differs', { put: { number: now.number } }));
  }
  return [...found.values()];
}

/** What a post is asked for with; the day from which it was held already is none from which it shall be. */
const asked = ({ unit, post, roles, from, until }: Said, grants: readonly Grant[] = []) => ({
  unit,
  post: typed(post),
  roles,
  ...(from === undefined || grants.some((g) => g.from === from) ? {} : { from }),
  ...(until === undefined ? {} : { until }),
});

/** Somebody as the lines of one sign-in name say it. */
interface Member {
  name: Bilingual;
  lines: readonly Line[];
  posts: readonly Said[];
}

const SAME = ['是同一人', '同一人', 'same'].map(sameText);
const ANOTHER = ['不是同一人', '另一人', 'another'].map(sameText);

function namesakeIn(reader: Reader, line: Line): { namesake?: 'same' | 'another' } {
  const said = line.cells.namesake;
  if (said === undefined) return {};
  if (SAME.includes(sameText(said))) return { namesake: 'same' };
  if (ANOTHER.includes(sameText(said))) return { namesake: 'another' };
  reader.fault(line, 'namesake', refuse('table/namesake', { put: { said: said.slice(0, 40) } }));
  return {};
}

function addPerson(reader: Reader, login: string, { name, lines, posts }: Member): void {
  const [first, ...others] = posts;
  if (!first) return;
  const certificates = newCertificates(reader, lines, []);
  const own = certificates.find((c) => c.line === first.line);
  const certificate = own ? { certificate: own.certificate } : {};
  const namesake = namesakeIn(reader, first.line);
  const change = { login, name: typed(name), ...namesake, ...asked(first), ...certificate };
  reader.change(first.line, { kind: 'add-person', ...change });
  for (const post of others) reader.change(post.line, { kind: 'add-post', person: login, ...asked(post) });
  for (const c of certificates)
    if (c !== own) reader.change(c.line, { kind: 'give-certificate', person: login, ...c.certificate });
}

function changePerson(reader: Reader, person: Person, { name, lines, posts }: Member, grants: readonly Grant[]): void {
  const before = reader.read.changes.length + reader.read.faults.length;
  const [first] = posts;
  if (!first) return;
  const { id } = person;
  if (!isSame(name, person.name))
    reader.change(first.line, {
      kind: 'rename-person',
      person: id,
      name: typed(name),
      ...namesakeIn(reader, first.line),
    });
  const left = [...grants];
  const given = posts.filter((post) => {
    const at = left.findIndex((g) => isPost(post, g));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  if (posts.length === 1 && given.length === 1 && left.length > 0)
    reader.change(first.line, { kind: 'change-post', person: id, ...asked(first, left) });
  else {
    for (const post of given) reader.change(post.line, { kind: 'add-post', person: id, ...asked(post, left) });
    for (const g of left) if (g.id) reader.change(first.line, { kind: 'end-post', person: id, post: g.id });
  }
  for (const { line, certificate } of newCertificates(reader, lines, person.certificates))
    reader.change(line, { kind: 'give-certificate', person: id, ...certificate });
  if (reader.read.changes.length + reader.read.faults.length === before) reader.read.unchanged.people += 1;
}

/** Posts of somebody's own in the organ, of now and to come, also where the account is locked. */
const postsIn = (person: Person, { organ, today }: TableGround): Grant[] =>
  postsFrom({ ...person, grants: [...heldBy(person)] }, { organ }, today);

function readPeople(reader: Reader, ground: TableGround, idOf: (said: string) => string): void {
  const { directory } = ground;
  const byLogin = new Map(Object.values(directory.people).map((p) => [p.login, p]));
  const groups = new Map<string, Line[]>();
  for (const line of reader.lines.people) {
    const login = line.cells.login ?? '';
    // A line without a name to sign in is nobody's but its own.
    const key = login === '' ? `${line.sheet} ${line.line}` : login;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  for (const lines of groups.values()) {
    const [head] = lines;
    const login = head?.cells.login ?? '';
    const person = byLogin.get(login);
    const grants = person ? postsIn(person, ground) : [];
    const name = named(head?.cells.name ?? '', head?.cells.nameEn, person?.name);
    const posts: Said[] = [];
    const seen = new Map<string, number>();
    for (const line of lines) {
      if (!isSame(named(line.cells.name ?? '', line.cells.nameEn, name), name)) {
        reader.fault(line, 'login', refuse('table/login-twice', { put: { login, line: head?.line ?? 0 } }));
        continue;
      }
      // The same post once more beside another certificate says nothing but that.
      const { certificate, certificateFrom, certificateUntil, ...post } = line.cells;
      const before = seen.get(JSON.stringify(line.cells));
      if (before !== undefined) reader.fault(line, null, refuse('table/twice', { put: { line: before } }));
      else if (!seen.has(JSON.stringify(post))) posts.push(postSaid(reader, line, idOf, grants));
      for (const cells of [line.cells, post]) seen.set(JSON.stringify(cells), before ?? line.line);
    }
    const member = { name, lines, posts };
    // Whose sign-in name it is in another organ is for the request to say.
    if (person && (grants.length > 0 || heldBy(person).some((g) => g.organ === ground.organ)))
      changePerson(reader, person, member, grants);
    else addPerson(reader, login, member);
  }
}

function regionIn(reader: Reader, line: Line): Region | undefined {
  const said = line.cells.region;
  const found = REGIONS.find((region) =>
    [region, ...Object.values(REGION_WORDS[region])].some((name) => sameText(name) === sameText(said ?? '')),
  );
  if (said !== undefined && !found)
    reader.fault(
      line,
      'region',
      refuse('table/region', {
        put: { said: said.slice(0, 40), known: REGIONS.map((region) => REGION_WORDS[region].zh).join('、') },
      }),
    );
  return found;
}

/** Organs that the table adds, each with the units and people that name it; the others are read as ever. */
function readOrgans(reader: Reader, { organ: own, directory }: TableGround): void {
  const { lines } = reader;
  const added = new Map<string, Line>();
  for (const line of lines.organs) {
    const id = line.cells.organ ?? '';
    const before = added.get(id);
    if (before) reader.fault(line, 'organ', refuse('table/organ-twice', { put: { line: before.line } }));
    else added.set(id, line);
  }
  const beneath = new Map<string, Record<'units' | 'people', Line[]>>();
  for (const table of ['units', 'people'] as const)
    lines[table] = lines[table].filter((line) => {
      const organ = line.cells.organ;
      if (organ === undefined || organ === own) return true;
      if (added.has(organ)) {
        const of = beneath.get(organ) ?? { units: [], people: [] };
        beneath.set(organ, of);
        of[table].push(line);
      } else
        reader.fault(
          line,
          'organ',
          Object.hasOwn(directory.organs, organ) ? refuse('table/organ-itself') : refuse('organ-unknown'),
        );
      return false;
    });
  for (const [id, line] of added) {
    const { units = [], people = [] } = beneath.get(id) ?? {};
    const { organName = '', organNameEn, area = '', areaEn, telephone = '', publicUrl = '' } = line.cells;
    const { address = '', addressEn, hours = '', hoursEn } = line.cells;
    const inBoth = (zh: string, en: string | undefined) => typed(named(zh, en, undefined));
    const rows = units.map((one) => ({
      id: one.cells.id ?? '',
      name: named(one.cells.name ?? '', one.cells.nameEn, undefined),
    }));
    const idOf = unitsCalled(rows);
    reader.change(
      line,
      {
        kind: 'add-organ',
        id,
        organ: {
          name: inBoth(organName, organNameEn),
          area: inBoth(area, areaEn),
          region: regionIn(reader, line) ?? null,
        },
        units: rows.map(({ name, ...unit }, i) => {
          const parent = units[i]?.cells.parent;
          return { ...unit, name: typed(name), ...(parent === undefined ? {} : { parent: idOf(parent) }) };
        }),
        people: people.map((one) => {
          const { login = '', name = '', nameEn, unit = '', post = '', postEn } = one.cells;
          for (const column of ['from', 'until'] as const)
            if (one.cells[column] !== undefined) reader.fault(one, column, refuse('table/organ-begins'));
          const certificate = certificateIn(reader, one);
          return {
            login,
            name: inBoth(name, nameEn),
            ...namesakeIn(reader, one),
            unit: unit === '' ? '' : idOf(unit),
            post: inBoth(post, postEn),
            roles: reader.roles(one),
            ...(certificate ? { certificate } : {}),
          };
        }),
        contact: { telephone, address: inBoth(address, addressEn), hours: inBoth(hours, hoursEn) },
        publicUrl,
      },
      { units, people },
    );
  }
}

/* ------------------------------------------------------------------------------------------------------- the way out */

/** A table as it is written: a row for each line, cells in the order of the columns. */
export type Written = Record<TableName, string[][]>;

/** Units and people of the organ as tables that read back as what they are. */
export function writeTable(ground: TableGround): Written {
  const { organ, directory } = ground;
  const put = <T extends TableName>(table: T, cells: Partial<Record<Column, string | null>>): string[] =>
    Object.keys(TABLE_COLUMNS[table]).map((column) => cells[column as Column] ?? '');
  const inBoth = ({ zh, en }: Bilingual) => [zh, zh === en ? '' : en] as const;
  const units = Object.values(directory.units)
    .filter((u) => u.organ === organ && u.until === undefined)
    .map(({ id, name, parent }) => {
      const [zh, en] = inBoth(name);
      return put('units', { id, name: zh, nameEn: en, parent });
    });
  const people = Object.values(directory.people)
    .sort((a, b) => (a.login < b.login ? -1 : 1))
    .flatMap((person) => {
      const grants = postsIn(person, ground);
      const [name, nameEn] = inBoth(person.name);
      const certificates = person.certificates.filter((c) => c.until >= ground.today);
      return Array.from({ length: grants.length === 0 ? 0 : Math.max(grants.length, certificates.length) }, (_, i) => {
        const g = grants[Math.min(i, grants.length - 1)];
        const c = certificates[i];
        const [post, postEn] = g ? inBoth(g.post) : [];
        return put('people', {
          login: person.login,
          name,
          nameEn,
          unit: g?.unit ?? null,
          post: post ?? null,
          postEn: postEn ?? null,
          roles: g?.roles.map((role) => ROLE_NAMES[role].zh).join('、') ?? null,
          from: g?.from ?? null,
          until: g?.until ?? null,
          certificate: c?.number ?? null,
          certificateFrom: c?.from ?? null,
          certificateUntil: c?.until ?? null,
        });
      });
    });
  // Organs beneath run themselves: what can be written here of them is how they are added.
  return { organs: [], units, people };
}

export type TableGround = Pick<Ground, 'organ' | 'directory' | 'today'>;

/** What a file of tables would change. Nothing is done. */
export function readTable(sheets: readonly Sheet[], ground: TableGround, issuesOf: IssuesOf): TableRead {
  const reader = new Reader(issuesOf);
  for (const sheet of sheets) reader.sheet(sheet);
  const { lines, read } = reader;
  const none = { sheet: sheets[0]?.name ?? '', line: 1 };
  if (lines.organs.length + lines.units.length + lines.people.length === 0 && read.faults.length === 0)
    reader.fault(none, null, refuse('table'));
  const units = Object.values(ground.directory.units).filter((u) => u.organ === ground.organ && u.until === undefined);
  readOrgans(reader, ground);
  const idOf = readUnits(reader, units);
  readPeople(reader, ground, idOf);
  if (read.changes.length > MOST_CHANGES)
    reader.fault(none, null, refuse('table/too-many', { put: { most: MOST_CHANGES } }));
  return read;
}
