/**
 * What changes in an organ: its units, people, posts, certificates, relations, deputies, and what it says of itself. One table of kinds:
 * what is asked for, what stands against it, whom it concerns, which posts it touches, and what it makes true.
 */

import { z } from 'zod';
import type { Refusal } from '../case/types.ts';
import { REGION_WORDS } from '../law/glossary.ts';
import { type Bilingual, REGIONS } from '../law/types.ts';
import { deputyRefused, overlaps, ownGrants } from '../people/deputies.ts';
import { endsWith } from '../people/held.ts';
import { type Called, formerOf } from '../people/names.ts';
import { calledOn, everCalled, goesOn } from '../people/organs.ts';
import { isSelf, type Self } from '../people/selves.ts';
import {
  BY_TWO,
  type Certificate,
  type Grant,
  type Organ,
  type Person,
  ROLES,
  type Role,
  type Unit,
} from '../people/types.ts';
import { atFields, refuse } from '../refusal.ts';
import type { RefusalKey } from '../refusals.ts';
import { exact, line, name, phone, titled } from '../text/fields.ts';
import { sameText } from '../text/same.ts';
import { addDays } from '../time/day.ts';
import { legalDay } from '../time/fields.ts';
import type { PlainDate } from '../time/types.ts';
import { DAYS_AHEAD } from './decide.ts';
import type { Consenting, Draft, Drawn } from './draft.ts';
import { NAMESAKE, type Namesake } from './namesakes.ts';
import {
  approversOf,
  askersOf,
  ENTERS,
  FIRST_ACT,
  notTheirs,
  OFFICERS,
  type Request,
  requestsOf,
  rowId,
} from './requests.ts';
import {
  beginningFaults,
  both,
  certificateRefused,
  FILING,
  inBoth,
  LOGIN,
  OTHER_WAYS,
  peopleIn,
  publicUrlRefused,
  saidIn,
  setUpSchema,
  UNIT,
  unitsIn,
  WORDMARK,
} from './set-up.ts';
import type { AuthorityAct, FromAbove, RecordedAuthorityAct } from './types.ts';

/** Most changes in one request: an authority as large as one that is set up from a file. */
export const MOST_CHANGES = 5_000;

/** Somebody of the organ, one of its units: as the form lets them be chosen. */
const colleague = (zh: string, en: string) => titled(exact(64, 1), zh, en, { widget: 'colleague' });
const person = colleague('人员', 'Person');
const anyUnit = exact(40, 1);
const unit = titled(anyUnit, '机构', 'Unit', { widget: 'own-unit' });
const parent = titled(anyUnit.nullable(), '上级机构（不选即直属本机关）', 'Unit above (left out: none)', {
  widget: 'own-unit',
});
/** Words in one language, or in both. */
const bilingual = (text: ZodText, zh: string, en: string) => titled(inBoth(text), zh, en, { widget: 'both' });
type ZodText = Parameters<typeof inBoth>[0];
/** The day from which it is so. */
const from = titled(legalDay(), '自哪一日起（不填即批准当日）', 'From (left out: the day of the approval)').optional();
const until = titled(legalDay(), '最后一日（不填即不定期）', 'Last day (left out: without end)').optional();
const post = {
  unit,
  post: bilingual(name(80), '职务，与文书一致', 'Post, as it stands on documents'),
  roles: titled(z.array(z.enum(ROLES)).min(1).max(ROLES.length), '在本系统的岗位', 'What the post does here', {
    widget: 'roles',
  }),
};
/** Wherever somebody is given a name. @param zh what it says of the same person */
const namesakeOr = (zh: string, en: string) =>
  titled(
    z.enum(NAMESAKE),
    '在任或者离任人员中有同名的（没有的不选）',
    'Somebody of this name is here or was (left out: nobody)',
    {
      options: [
        { value: 'same', zh, en },
        { value: 'another', zh: '不是同一人（须由正职负责人同意）', en: 'Somebody else (the principal consents)' },
      ],
    },
  ).optional();
const comesBack = namesakeOr('是同一人，离任后重新任职', 'The same person, who left and comes back');
const areTied = namesakeOr('是同一人：两项记录互为关联', 'The same person: the two are tied');
const bilingualName = bilingual(name(80), '姓名', 'Name');
const number = titled(line(60), '证号', 'Number of the certificate');
const certificate = {
  number,
  from: titled(legalDay(), '有效期起', 'Valid from'),
  until: titled(legalDay(), '有效期止', 'Valid until'),
};
const { organ: begun, units: begunUnits, people: begunPeople, contact, filings, publicUrl } = setUpSchema.shape;
const [begunUnit, begunPerson] = [begunUnits.element.shape, begunPeople.element.shape];
const asBoth = { widget: 'both' } as const;
const REGION_OPTIONS = REGIONS.map((value) => ({ value, ...REGION_WORDS[value] }));
/** From what an organ begins: the fields of a set-up file, as a form asks for them. */
const BEGINNING = {
  organ: titled(
    z.strictObject({
      name: titled(begun.shape.name, '机关名称', 'Name of the organ', asBoth),
      area: titled(begun.shape.area, '管辖区域', 'Area', asBoth),
      region: titled(
        begun.shape.region.default(null),
        '适用哪个地区的规定（不选即只适用全国规定）',
        'Whose regional rules are law (left out: national ones alone)',
        { options: REGION_OPTIONS },
      ),
      wordmark: titled(
        begun.shape.wordmark,
        '网站名称（不填则为“明察”）',
        'Name of the site (left out: Mingcha)',
        asBoth,
      ),
    }),
    '机关',
    'The organ',
  ),
  units: titled(
    z
      .array(
        z.strictObject({
          id: titled(begunUnit.id, '编号：小写字母、数字、短横', 'Id: small letters, digits, dashes'),
          name: titled(begunUnit.name, '名称', 'Name', asBoth),
          parent: titled(begunUnit.parent, '上级机构的编号', 'Id of the unit above'),
        }),
      )
      .min(1)
      .max(500),
    '机构',
    'Units',
  ),
  people: titled(
    z
      .array(
        z.strictObject({
          login: titled(
            begunPerson.login,
            '用户名：小写字母、数字、点、短横',
            'Sign-in name: small letters, digits, dots, dashes',
          ),
          name: titled(begunPerson.name, '姓名', 'Name', asBoth),
          namesake: comesBack,
          unit: titled(begunPerson.unit, '所在机构的编号', 'Id of the unit'),
          post: titled(begunPerson.post, '职务，与文书一致', 'Post, as it stands on documents', asBoth),
          roles: titled(begunPerson.roles, '在本系统的岗位', 'What the post does here', { widget: 'roles' }),
          certificate: titled(z.strictObject(certificate), '监督检查证', 'Inspection certificate').optional(),
        }),
      )
      .min(1)
      .max(5_000),
    '首批人员',
    'First people',
  ),
  contact: titled(
    z.strictObject({
      telephone: titled(contact.shape.telephone, '电话', 'Telephone'),
      address: titled(contact.shape.address, '地址', 'Address', asBoth),
      hours: titled(contact.shape.hours, '办公时间', 'Hours', asBoth),
      otherWays: titled(
        contact.shape.otherWays,
        '其他举报途径（信箱、来访等）',
        'Other ways to tell (a letter box, a desk)',
        asBoth,
      ),
    }),
    '联系方式',
    'How it is reached',
  ),
  filings: titled(
    z.strictObject({
      websiteCode: titled(filings.unwrap().shape.websiteCode, '网站标识码', 'Website identification code'),
      icp: titled(filings.unwrap().shape.icp, 'ICP备案号', 'ICP filing number'),
      publicSecurity: titled(filings.unwrap().shape.publicSecurity, '公安备案号', 'Public-security filing number'),
    }),
    '网站标识和备案编号',
    'Numbers of the site',
  ).optional(),
  publicUrl: titled(publicUrl, '公众输入的网址（https）', 'Address that people type (https)'),
};
/** A kind with what people call it. */
const called = <S extends z.ZodRawShape>(zh: string, en: string, shape: S) => titled(z.strictObject(shape), zh, en);

/** A name in both languages, to be compared. */
const canonicalName = ({ zh, en }: Bilingual): string => `${zh}\n${en}`;

/** A field of a change, and what is wrong with it. */
export type SayField = (field: string, refusal: Refusal) => void;

/** Whom a change concerns and which posts it gives or takes. */
export interface Touched {
  persons: readonly string[];
  roles: readonly Role[];
  /** Those of the roles that it takes. */
  takes?: readonly Role[];
}
const NOBODY: Touched = { persons: [], roles: [] };

/** Tables with rows that a change makes or ends. */
export type RowTable = 'units' | 'staff' | 'grants' | 'certificates' | 'deputies';

/** A row that a change makes, as far as the change itself says what stands there. */
export interface MadeRow {
  table: Exclude<RowTable, 'staff'>;
  /** null: it is named after its request (`rowId`). */
  key: string | null;
  says: { readonly [column: string]: unknown };
  until: PlainDate | null;
}

/** What a change says of the relation of somebody: from then on it is so, or no more. */
export type Relating = {
  /** null: whom the change makes, called by their row. */
  staff: string | null;
  so: boolean;
} & (
  | { related: string }
  /** Whoever else has or had the name that it gives. */
  | { related: null; name: Bilingual }
);

interface Kind<S extends z.ZodType> {
  schema: S;
  /** Notes in the draft what becomes true, saying what stands against it; what was said undoes the whole request. */
  into(change: z.output<S>, draft: Draft, say: SayField): Touched;
  /** Whom it names. Who is concerned without being named is told by `into`. */
  names?(change: z.output<S>): readonly string[];
  /** @param day the first on which it is so; `id`: name of a row that it makes (`rowId`) */
  makes?(change: z.output<S>, day: PlainDate, id: string): readonly MadeRow[];
  /** A relation stands in a row of its own that is made, ended and made anew, so it says of both. */
  relates?(change: z.output<S>): readonly Relating[];
  /** Where rows are over by it, from its first day on. */
  ends?: readonly RowTable[];
  /** What is known of it before anything is noted: others may rest on it. */
  ahead?(change: z.output<S>, draft: Draft, say: SayField): void;
  /** It is noted before those of other kinds: they may name whom it adds. */
  first?: true;
  /** How many of them one request may have. */
  most?: { many: number; else: RefusalKey };
}
const kind = <S extends z.ZodType>(schema: S, into: Kind<S>['into'], more: Omit<Kind<S>, 'schema' | 'into'> = {}) => ({
  schema,
  into,
  ...more,
});

/* --------------------------------------------------------------------------------------------------- what they share */

/** The first day of a change; what is wrong with it is said. */
function dayFrom(day: PlainDate | undefined, { today }: Draft, say: SayField): PlainDate {
  if (day === undefined) return today;
  if (day < today) say('from', refuse('from-in-past/change'));
  else if (day > addDays(today, DAYS_AHEAD)) say('from', refuse('from-too-far/change'));
  return day;
}

function unitOf(of: string, draft: Draft, field: string, say: SayField): Unit | null {
  const unit = draft.units.get(of);
  if (unit?.organ === draft.organ) return unit;
  say(field, refuse('unit-unknown'));
  return null;
}

/** A unit that stands on these days. */
function standing(of: string, draft: Draft, field: string, until: PlainDate | null, say: SayField): void {
  const unit = unitOf(of, draft, field, say);
  if (unit?.until !== undefined && (until === null || until > unit.until)) say(field, refuse('unit-ended'));
}

/** Somebody who has or had a post in the organ. */
function personOf(of: string, draft: Draft, field: string, say: SayField): Person | null {
  const person = draft.people.get(of);
  if (person?.grants.some((g) => g.organ === draft.organ)) return person;
  say(field, refuse('person-unknown'));
  return null;
}

/** Somebody who is still there on this day. */
function staying(of: string, draft: Draft, field: string, day: PlainDate, say: SayField): Person | null {
  const person = personOf(of, draft, field, say);
  if (person?.until === undefined || person.until >= day) return person;
  say(field, refuse('person-left'));
  return null;
}

/** Own posts in the organ, now or to come; one that was taken on its first day, or before it began, is none. */
export const postsFrom = (person: Person, { organ }: Pick<Draft, 'organ'>, day: PlainDate): Grant[] =>
  ownGrants(person).filter((g) => g.organ === organ && (g.until === null || (g.until >= day && g.until >= g.from)));

const rolesOf = (grants: readonly Grant[]): Role[] => [...new Set(grants.flatMap((g) => g.roles))];

/** Ends posts from a day on. */
function end(person: Person, grants: readonly Grant[], day: PlainDate, draft: Draft): void {
  const ended = new Map(grants.map((g) => [g.id, endsWith(g.from, day, draft.today)]));
  for (const [id, until] of ended) if (id !== undefined) draft.rows.ended.set(id, until);
  draft.people.set(person.id, {
    ...person,
    grants: person.grants.map((g) => {
      const until = g.for === undefined ? ended.get(g.id) : undefined;
      return until === undefined ? g : { ...g, until };
    }),
  });
}

function endDeputyships(ids: readonly string[], day: PlainDate, draft: Draft): void {
  const until = addDays(day, -1);
  for (const one of ids) draft.rows.deputiesEnded.set(one, until);
  draft.deputies = draft.deputies.map((d) => (ids.includes(d.id) ? { ...d, until } : d));
}

type Certified = Pick<Certificate, 'number' | 'from' | 'until'>;
/** A name is given: of whom else it is, is asked once everybody is there. */
function named(person: Person, namesake: Namesake | undefined, draft: Draft, say: SayField, field = 'namesake'): void {
  draft.named.push({ row: draft.row, person, name: person.name, namesake, field, say });
}

/** What a name says of ties: where it is said to be of the same person. */
const tying = (
  staff: string | null,
  name: z.output<typeof bilingualName>,
  namesake: Namesake | undefined,
): Relating[] => (namesake === 'same' ? [{ staff, related: null, name: both(name), so: true }] : []);

/** Called otherwise from now on; whoever names them as before means them. */
const renamed = (before: Called, name: Bilingual): Called => ({
  name,
  ...formerOf(name, [...(before.formerNames ?? []), before.name]),
});

interface Post {
  unit: string;
  post: z.output<typeof post.post>;
  roles: readonly Role[];
  from?: PlainDate | undefined;
  until?: PlainDate | undefined;
}

/** The row of a post. */
const postRow = (staff: string, { unit, post, roles, until }: Post, from: PlainDate) => ({
  table: 'grants' as const,
  key: null,
  says: { staff, unit, post: both(post), roles: [...new Set(roles)], from },
  until: until ?? null,
});

/** Gives a post. */
function give(person: Person, asked: Post, day: PlainDate, draft: Draft, say: SayField): Touched {
  const { says, until } = postRow(person.id, asked, day);
  if (until !== null && until < day) say('until', refuse('until-before-from'));
  standing(asked.unit, draft, 'unit', until, say);
  const { organ, approver, row } = draft;
  const { staff, ...post } = says;
  const grant = { ...post, id: draft.idOf(row), organ, until, approver };
  draft.people.set(person.id, { ...person, grants: [...person.grants, grant] });
  draft.rows.grants.push({ ...grant, staff });
  draft.changed.add(person.id);
  return touching(says.roles);
}

const certificateRow = (staff: string, { number, from, until }: Certified): MadeRow => ({
  table: 'certificates',
  key: number,
  says: { staff, from },
  until,
});

function putCertificate(
  person: Person,
  c: Certified,
  field: (of: string) => string,
  draft: Draft,
  say: SayField,
): void {
  const no = certificateRefused(c.from, c.until, draft.today);
  if (no) say(field('until'), no);
  if (draft.certificates.has(c.number))
    say(field('number'), refuse('certificate-taken', { put: { number: c.number } }));
  draft.certificates.set(c.number, person.id);
  draft.people.set(person.id, { ...person, certificates: [...person.certificates, c] });
  draft.rows.certificates.push({ ...c, staff: person.id });
}

/** A certificate of somebody of the past, which may be over. */
function putPastCertificate(id: string, c: Certified, draft: Draft, say: SayField): void {
  const person = draft.people.get(id);
  if (c.until < c.from) say('certificate.until', refuse('set-up/certificate-backwards'));
  if (draft.certificates.has(c.number))
    say('certificate.number', refuse('certificate-taken', { put: { number: c.number } }));
  draft.certificates.set(c.number, id);
  if (person) draft.people.set(id, { ...person, certificates: [...person.certificates, c] });
  draft.rows.certificates.push({ ...c, staff: id });
}

/** A certificate in force of somebody of this organ. */
function certificateOf(number: string, draft: Draft, say: SayField): { person: Person; until: PlainDate } | null {
  const person = draft.people.get(draft.certificates.get(number) ?? '');
  const found = person?.certificates.find((c) => c.number === number && c.until >= draft.today);
  if (person && found && person.grants.some((g) => g.organ === draft.organ)) return { person, until: found.until };
  say('number', refuse('certificate-unknown'));
  return null;
}

/** What is touched beside whom the change names. */
const touching = (roles: readonly Role[], takes: readonly Role[] = []): Touched => ({ persons: [], roles, takes });
const thePerson = (c: { person: string }) => [c.person];

/* --------------------------------------------------------------------------------------------------------- the table */

const KINDS = {
  'add-unit': kind(
    called('增设机构', 'Add a unit', {
      kind: z.literal('add-unit'),
      id: titled(anyUnit, '编号：小写字母、数字、短横', 'Id: small letters, digits, dashes'),
      name: bilingual(name(80), '名称', 'Name'),
      parent: parent.optional(),
    }),
    (c, draft, say) => {
      if (!UNIT.test(c.id)) say('id', refuse('set-up/unit-id'));
      const parent = c.parent ?? null;
      if (parent !== null) standing(parent, draft, 'parent', null, say);
      draft.moved.set(c.id, draft.row);
      draft.rows.units.push({ id: c.id, organ: draft.organ, name: both(c.name), parent });
      return NOBODY;
    },
    {
      makes: (c) => [{ table: 'units', key: c.id, says: {}, until: null }],
      ahead(c, draft, say) {
        if (draft.units.has(c.id)) say('id', refuse('unit-taken', { put: { unit: c.id } }));
        else
          draft.units.set(c.id, { id: c.id, organ: draft.organ, name: { zh: '', en: '' }, parent: c.parent ?? null });
      },
    },
  ),
  'rename-unit': kind(
    called('机构更名', 'Rename a unit', {
      kind: z.literal('rename-unit'),
      unit,
      name: bilingual(name(80), '名称', 'Name'),
    }),
    (c, draft, say) => {
      const unit = unitOf(c.unit, draft, 'unit', say);
      if (unit) draft.putUnit({ ...unit, ...renamed(unit, both(c.name)) });
      return NOBODY;
    },
  ),
  'move-unit': kind(
    called('调整隶属', 'Move a unit', { kind: z.literal('move-unit'), unit, parent }),
    (c, draft, say) => {
      const unit = unitOf(c.unit, draft, 'unit', say);
      if (c.parent !== null) standing(c.parent, draft, 'parent', unit?.until ?? null, say);
      if (!unit) return NOBODY;
      if (unit.parent === c.parent) say('parent', refuse('change-nothing'));
      draft.moved.set(unit.id, draft.row);
      // Who sat above it stays outside a case against it; who sits above it now is outside as well.
      const formerly = [...new Set([...(unit.formerly ?? []), ...(unit.parent === null ? [] : [unit.parent])])];
      draft.putUnit({ ...unit, parent: c.parent, ...(formerly.length > 0 ? { formerly } : {}) });
      return NOBODY;
    },
  ),
  'end-unit': kind(
    called('撤销机构', 'Close a unit', { kind: z.literal('end-unit'), unit, from }),
    (c, draft, say) => {
      const day = dayFrom(c.from, draft, say);
      const unit = unitOf(c.unit, draft, 'unit', say);
      if (unit?.until !== undefined) say('unit', refuse('unit-ended'));
      if (unit) {
        draft.putUnit({ ...unit, until: addDays(day, -1) });
        draft.emptied.set(unit.id, draft.row);
      }
      return NOBODY;
    },
    { ends: ['units'] },
  ),
  'add-person': kind(
    called('新增人员', 'Add a person', {
      kind: z.literal('add-person'),
      login: titled(
        exact(32, 1),
        '用户名：小写字母、数字、点、短横',
        'Sign-in name: small letters, digits, dots, dashes',
      ),
      name: bilingualName,
      namesake: comesBack,
      ...post,
      from,
      until,
      certificate: titled(z.strictObject(certificate), '监督检查证', 'Inspection certificate').optional(),
    }),
    (c, draft, say) => {
      const day = dayFrom(c.from, draft, say);
      if (!LOGIN.test(c.login)) say('login', refuse('set-up/login'));
      if (draft.logins.has(c.login)) say('login', refuse('login-taken', { put: { login: c.login } }));
      draft.logins.add(c.login);
      const made: Person = {
        id: c.login,
        login: c.login,
        name: both(c.name),
        grants: [],
        certificates: [],
        related: [],
      };
      named(made, c.namesake, draft, say);
      draft.rows.people.push({ id: c.login, login: c.login, name: made.name });
      const touched = give(made, c, day, draft, say);
      const person = draft.people.get(c.login);
      if (c.certificate && person) putCertificate(person, c.certificate, (of) => `certificate.${of}`, draft, say);
      return touched;
    },
    {
      first: true,
      names: (c) => [c.login],
      relates: (c) => tying(c.login, c.name, c.namesake),
      makes: (c, day) => [postRow(c.login, c, day), ...(c.certificate ? [certificateRow(c.login, c.certificate)] : [])],
    },
  ),
  /**
   * Somebody who worked here before the product, for files of then: named, without an account, and outside what touches the post like
   * whoever held one since.
   */
  'add-past-person': kind(
    called('登记既往人员', 'Enter somebody of the past', {
      kind: z.literal('add-past-person'),
      name: bilingualName,
      namesake: areTied,
      ...post,
      from: titled(legalDay(), '任职首日', 'First day of the post'),
      until: titled(legalDay(), '任职最后一日', 'Last day of the post'),
      certificate: titled(z.strictObject(certificate), '当时的监督检查证', 'Inspection certificate of then').optional(),
    }),
    (c, draft, say) => {
      if (c.until >= draft.today) say('until', refuse('past-person'));
      if (c.until < c.from) say('until', refuse('until-before-from'));
      unitOf(c.unit, draft, 'unit', say);
      const id = draft.idOf(draft.row);
      const made: Person = {
        id,
        login: id,
        name: both(c.name),
        grants: [],
        certificates: [],
        related: [],
        until: c.until,
      };
      named(made, c.namesake, draft, say);
      const { organ, approver } = draft;
      const { says, until } = postRow(id, c, c.from);
      const { staff, ...held } = says;
      const grant = { ...held, id, organ, until, approver };
      draft.people.set(id, { ...made, grants: [grant] });
      draft.rows.people.push({ id, login: id, name: made.name, until: c.until });
      draft.rows.grants.push({ ...grant, staff });
      if (c.certificate) putPastCertificate(id, c.certificate, draft, say);
      return NOBODY;
    },
    {
      relates: (c) => tying(null, c.name, c.namesake),
      makes: (c, _day, id) => [postRow(id, c, c.from), ...(c.certificate ? [certificateRow(id, c.certificate)] : [])],
    },
  ),
  'rename-person': kind(
    called('更正姓名', 'Correct a name', {
      kind: z.literal('rename-person'),
      person,
      name: bilingualName,
      namesake: areTied,
    }),
    (c, draft, say) => {
      const person = personOf(c.person, draft, 'person', say);
      if (person) {
        const called = renamed(person, both(c.name));
        const next = { ...person, ...called };
        draft.people.set(person.id, next);
        draft.rows.named.set(person.id, called);
        named(next, c.namesake, draft, say);
      }
      return NOBODY;
    },
    { names: thePerson, relates: (c) => tying(c.person, c.name, c.namesake) },
  ),
  /** The posts of before end with it: who works elsewhere keeps nothing of where they were. */
  'change-post': kind(
    called('调整岗位', 'Change the post', { kind: z.literal('change-post'), person, ...post, from, until }),
    (c, draft, say) => {
      const day = dayFrom(c.from, draft, say);
      const person = staying(c.person, draft, 'person', day, say);
      if (!person) return touching(c.roles);
      const old = postsFrom(person, draft, day);
      end(person, old, day, draft);
      give(draft.people.get(person.id) ?? person, c, day, draft, say);
      return touching([...rolesOf(old), ...c.roles], rolesOf(old));
    },
    { names: thePerson, makes: (c, day) => [postRow(c.person, c, day)], ends: ['grants'] },
  ),
  'add-post': kind(
    called('增加职务', 'Add a post', { kind: z.literal('add-post'), person, ...post, from, until }),
    (c, draft, say) => {
      const day = dayFrom(c.from, draft, say);
      const person = staying(c.person, draft, 'person', day, say);
      return person ? give(person, c, day, draft, say) : touching(c.roles);
    },
    { names: thePerson, makes: (c, day) => [postRow(c.person, c, day)] },
  ),
  'end-post': kind(
    called('免去职务', 'End a post', {
      kind: z.literal('end-post'),
      person,
      post: titled(exact(120, 1), '职务', 'Post', { widget: 'held-post' }),
      from,
    }),
    (c, draft, say) => {
      const day = dayFrom(c.from, draft, say);
      const person = personOf(c.person, draft, 'person', say);
      const found = person ? postsFrom(person, draft, day).filter((g) => g.id === c.post) : [];
      if (person && found.length === 0) say('post', refuse('post-unknown'));
      if (person) end(person, found, day, draft);
      return touching(rolesOf(found), rolesOf(found));
    },
    { names: thePerson, ends: ['grants'] },
  ),
  /** Every post here ends, and what was given for later is void; the account is shut, where no other organ has them. */
  leave: kind(
    called('离任', 'Leave', { kind: z.literal('leave'), person, from }),
    (c, draft, say) => {
      const day = dayFrom(c.from, draft, say);
      const person = staying(c.person, draft, 'person', day, say);
      if (!person) return NOBODY;
      const old = postsFrom(person, draft, day);
      end(person, old, day, draft);
      const mine = draft.deputies.filter(
        (d) => d.organ === draft.organ && (d.person === c.person || d.deputy === c.person) && d.until >= day,
      );
      endDeputyships(
        mine.map((d) => d.id),
        day,
        draft,
      );
      const left = draft.people.get(c.person) ?? person;
      if (!ownGrants(left).some((g) => g.organ !== draft.organ && (g.until === null || g.until >= day))) {
        const until = addDays(day, -1);
        draft.people.set(c.person, { ...left, until });
        draft.rows.left.set(c.person, until);
      }
      return touching(rolesOf(old), rolesOf(old));
    },
    { names: thePerson, ends: ['grants', 'deputies', 'staff'] },
  ),
  'give-certificate': kind(
    called('登记证件', 'Enter a certificate', { kind: z.literal('give-certificate'), person, ...certificate }),
    (c, draft, say) => {
      const person = staying(c.person, draft, 'person', draft.today, say);
      const { number, from, until } = c;
      if (person) putCertificate(person, { number, from, until }, (of) => of, draft, say);
      return NOBODY;
    },
    { names: thePerson, makes: (c) => [certificateRow(c.person, c)] },
  ),
  'check-certificate': kind(
    called('年度核验', 'Yearly check of a certificate', {
      kind: z.literal('check-certificate'),
      number,
      on: titled(legalDay(), '核验日期', 'Day of the check'),
    }),
    (c, draft, say) => {
      if (c.on > draft.today) say('on', refuse('checked-in-future'));
      const found = certificateOf(c.number, draft, say);
      if (!found) return NOBODY;
      draft.rows.certificatesChanged.set(c.number, {
        until: draft.rows.certificatesChanged.get(c.number)?.until ?? found.until,
        checkedOn: c.on,
      });
      return { persons: [found.person.id], roles: [] };
    },
  ),
  'end-certificate': kind(
    called('注销证件', 'End a certificate', { kind: z.literal('end-certificate'), number, from }),
    (c, draft, say) => {
      const day = dayFrom(c.from, draft, say);
      const found = certificateOf(c.number, draft, say);
      if (!found) return NOBODY;
      const until = addDays(day, -1);
      const { person } = found;
      if (until >= found.until) say('from', refuse('change-nothing'));
      draft.people.set(person.id, {
        ...person,
        certificates: person.certificates.map((x) => (x.number === c.number ? { ...x, until } : x)),
      });
      const checkedOn = draft.rows.certificatesChanged.get(c.number)?.checkedOn ?? null;
      draft.rows.certificatesChanged.set(c.number, { until, checkedOn });
      return { persons: [person.id], roles: [] };
    },
    { ends: ['certificates'] },
  ),
  /** To a person or a unit: they are outside a case against these. */
  'declare-relation': kind(
    called('申报关系', 'Declare a relation', {
      kind: z.literal('declare-relation'),
      person,
      related: titled(exact(64, 1), '与何人或者何机构', 'To whom, or to which unit', { widget: 'colleague-or-unit' }),
    }),
    (c, draft, say) => {
      const person = personOf(c.person, draft, 'person', say);
      if (c.related === c.person) say('related', refuse('relation-itself'));
      else if (!draft.people.has(c.related) && !draft.units.has(c.related)) say('related', refuse('relation-unknown'));
      else if (person?.related.includes(c.related)) say('related', refuse('relation-known'));
      if (person) draft.people.set(person.id, { ...person, related: [...person.related, c.related] });
      draft.rows.relations.push({ staff: c.person, related: c.related });
      draft.rows.relationsEnded = draft.rows.relationsEnded.filter(
        (one) => one.staff !== c.person || one.related !== c.related,
      );
      return NOBODY;
    },
    {
      names: (c) => [c.person, c.related],
      relates: (c) => [{ staff: c.person, related: c.related, so: true }],
    },
  ),
  'withdraw-relation': kind(
    called('撤销关系', 'Withdraw a relation', {
      kind: z.literal('withdraw-relation'),
      person,
      related: titled(exact(64, 1), '与何人或者何机构', 'To whom, or to which unit', { widget: 'colleague-or-unit' }),
    }),
    (c, draft, say) => {
      const person = personOf(c.person, draft, 'person', say);
      if (person && !person.related.includes(c.related)) say('related', refuse('relation-unknown'));
      if (person)
        draft.people.set(person.id, { ...person, related: person.related.filter((one) => one !== c.related) });
      draft.rows.relationsEnded.push({ staff: c.person, related: c.related });
      // It opens cases from which they were outside.
      draft.needsPrincipal = true;
      return NOBODY;
    },
    {
      names: (c) => [c.person, c.related],
      relates: (c) => [{ staff: c.person, related: c.related, so: false }],
    },
  ),
  /** For a leave: the deputy holds the posts of whoever is away on these days, beside their own. */
  'appoint-deputy': kind(
    called('指定代理', 'Appoint a deputy', {
      kind: z.literal('appoint-deputy'),
      person,
      deputy: colleague('代理人', 'Deputy'),
      from,
      until: titled(legalDay(), '最后一日', 'Last day'),
    }),
    (c, draft, tell) => {
      let wrong = false;
      const say: SayField = (field, refusal) => {
        wrong = true;
        tell(field, refusal);
      };
      const day = dayFrom(c.from, draft, say);
      if (c.until < day) say('until', refuse('until-before-from'));
      else if (c.until > addDays(day, DAYS_AHEAD)) say('until', refuse('until-too-far'));
      const span = { from: day, until: c.until };
      const person = staying(c.person, draft, 'person', day, say);
      if (person && c.deputy !== c.person && isSelf(person, c.deputy)) say('deputy', refuse('deputy-itself'));
      const deputy = c.deputy === c.person ? null : staying(c.deputy, draft, 'deputy', day, say);
      const idle = (one: Person | null) =>
        one && c.until >= day && !postsFrom(one, draft, day).some((g) => overlaps(g, span));
      if (idle(person)) say('person', refuse('deputy-idle'));
      if (idle(deputy)) say('deputy', refuse('deputy-idle'));
      if (draft.deputies.some((d) => d.organ === draft.organ && d.person === c.person && overlaps(d, span)))
        say('person', refuse('deputy-twice'));
      const no = deputyRefused(draft.deputies, { person: c.person, deputy: c.deputy, ...span });
      if (no) say('deputy', no);
      // What cannot be is nothing that others could rest on.
      if (!person || !deputy || wrong) return NOBODY;
      const made = { id: draft.idOf(draft.row), organ: draft.organ, person: c.person, deputy: c.deputy, ...span };
      draft.deputies = [...draft.deputies, made];
      draft.rows.deputies.push(made);
      draft.changed.add(c.deputy);
      return touching(draft.rolesWithin(c.person, span));
    },
    {
      names: (c) => [c.person, c.deputy],
      makes: (c, from) => [
        { table: 'deputies', key: null, says: { person: c.person, deputy: c.deputy, from }, until: c.until },
      ],
      // Nobody sends more people on leave at once. House rule.
      most: { many: 200, else: 'deputies-too-many' },
    },
  ),
  'end-deputy': kind(
    called('提前结束代理', 'End a deputyship early', {
      kind: z.literal('end-deputy'),
      deputyship: titled(exact(120, 1), '代理', 'Deputyship', { widget: 'deputyship' }),
      from,
    }),
    (c, draft, say) => {
      const day = dayFrom(c.from, draft, say);
      const found = draft.deputies.find((d) => d.id === c.deputyship && d.organ === draft.organ && d.until >= day);
      if (!found) {
        say('deputyship', refuse('deputy-unknown'));
        return NOBODY;
      }
      endDeputyships([found.id], day, draft);
      return { persons: [found.person, found.deputy], roles: draft.rolesWithin(found.person, found) };
    },
    { ends: ['deputies'] },
  ),
  /** An organ beneath this one, with its first units and people, from which it runs itself. */
  'add-organ': kind(
    called('设立下级机关', 'Add an organ beneath', {
      kind: z.literal('add-organ'),
      id: titled(exact(40, 1), '编号：小写字母、数字、短横', 'Id: small letters, digits, dashes'),
      ...BEGINNING,
    }),
    (c, draft, say) => {
      if (!UNIT.test(c.id)) say('id', refuse('set-up/unit-id'));
      if (draft.organs.has(c.id)) say('id', refuse('organ-taken', { put: { organ: c.id } }));
      const called = sameText(both(c.organ.name).zh);
      if ([...draft.organs.values()].some((o) => everCalled(o).some((n) => sameText(n.zh) === called)))
        say('organ.name', refuse('organ-name-taken'));
      beginningFaults(c, draft, say);
      const organ: Organ = {
        id: c.id,
        name: both(c.organ.name),
        superior: draft.organ,
        region: c.organ.region,
      };
      draft.organs.set(c.id, organ);
      const units = unitsIn(c, c.id);
      units.forEach((u, i) => {
        const other = draft.units.get(u.id);
        if (other && other.organ !== c.id) say(`units.${i}.id`, refuse('unit-taken', { put: { unit: u.id } }));
        else draft.units.set(u.id, u);
      });
      const { row, today, approver } = draft;
      const people = peopleIn(c, { organ: c.id, today, approver }, (i) => rowId(c.id, FIRST_ACT, i));
      const own = new Set<string>();
      people.forEach((p, i) => {
        if (draft.logins.has(p.login) && !own.has(p.login))
          say(`people.${i}.login`, refuse('login-taken', { put: { login: p.login } }));
        own.add(p.login);
        draft.logins.add(p.login);
        for (const { number } of p.certificates)
          if (draft.certificates.has(number))
            say(`people.${i}.certificate`, refuse('certificate-taken', { put: { number } }));
      });
      for (const p of people) for (const { number } of p.certificates) draft.certificates.set(number, p.id);
      people.forEach((p, i) => {
        named(p, c.people[i]?.namesake, draft, say, `people.${i}.namesake`);
      });
      draft.rows.organs.push({
        organ,
        says: saidIn(c),
        row,
        units,
        people: people.map(({ id, login, name }) => ({ id, login, name })),
        grants: people.flatMap((p) => p.grants.map((g, i) => ({ ...g, id: g.id ?? `${p.id}-${i}`, staff: p.id }))),
        certificates: people.flatMap((p) => p.certificates.map((one) => ({ ...one, staff: p.id }))),
      });
      draft.needsPrincipal = true;
      return NOBODY;
    },
    {
      names: (c) => c.people.map((p) => p.login),
      relates: (c) => c.people.flatMap((p) => tying(p.login, p.name, p.namesake)),
      makes: (c, day) => [
        ...c.units.map((u) => ({ table: 'units' as const, key: u.id, says: { organ: c.id }, until: null })),
        ...c.people.flatMap((p, i) => [
          { ...postRow(p.login, p, day), key: rowId(c.id, FIRST_ACT, i) },
          ...(p.certificate ? [certificateRow(p.login, p.certificate)] : []),
        ]),
      ],
      most: { many: 50, else: 'organs-too-many' },
    },
  ),
  /** What is of before keeps the name of before. The organ above says so, whose decision it is. */
  'rename-organ': kind(
    called('机关更名', 'Rename the organ', {
      kind: z.literal('rename-organ'),
      name: bilingual(name(80), '名称', 'Name'),
      from,
    }),
    (c, draft, say) => {
      const day = dayFrom(c.from, draft, say);
      const own = draft.organs.get(draft.organ);
      const next = both(c.name);
      if (own && canonicalName(calledOn(own, day)) === canonicalName(next)) say('name', refuse('change-nothing'));
      const others = [...draft.organs.values()].filter((o) => o.id !== draft.organ);
      if (others.some((o) => everCalled(o).some((n) => sameText(n.zh) === sameText(next.zh))))
        say('name', refuse('organ-name-taken'));
      if (own) draft.organs.set(own.id, { ...own, renamed: [...(own.renamed ?? []), { from: day, name: next }] });
      draft.needsAbove = true;
      return NOBODY;
    },
  ),
  /** 机构改革: what an organ beneath has goes on under another of the same rank, from the day of the approval. */
  'merge-organ': kind(
    called('下级机关并入', 'Merge an organ into another', {
      kind: z.literal('merge-organ'),
      organ: titled(exact(40, 1), '撤销的机关', 'The organ that ends', { widget: 'organ-beneath' }),
      successor: titled(exact(40, 1), '并入的机关', 'The organ that goes on', { widget: 'organ-beneath' }),
      posts: titled(
        z
          .array(
            z.strictObject({
              person: titled(exact(64, 1), '人员（用户名）', 'Person (sign-in name)'),
              unit: titled(anyUnit, '并入机关的机构编号', 'Unit of the organ that goes on'),
              post: post.post,
              roles: post.roles,
            }),
          )
          .max(MOST_CHANGES),
        '人员在并入机关的职务（不列的即离任）',
        'Posts of its people in the organ that goes on (who is not named leaves)',
      ),
    }),
    (c, draft, say) => {
      const { today, organ: above } = draft;
      const beneath = (id: string, field: string) => {
        const found = draft.organs.get(id);
        const isOurs = found?.superior != null && goesOn(Object.fromEntries(draft.organs), found.superior) === above;
        if (!found || !isOurs) say(field, refuse('organ-not-beneath'));
        else if (found.ended) say(field, refuse('organ-ended'));
        else return found;
        return null;
      };
      const ends = beneath(c.organ, 'organ');
      if (c.successor === c.organ) say('successor', refuse('organ-itself'));
      const next = c.successor === c.organ ? null : beneath(c.successor, 'successor');
      const staff = [...draft.people.values()].filter((p) => postsFrom(p, { organ: c.organ }, today).length > 0);
      const here = new Set(staff.map((p) => p.id));
      if (!ends || !next) return NOBODY;
      draft.organs.set(ends.id, { ...ends, ended: { from: today, at: '', successor: next.id } });
      for (const p of staff) end(p, postsFrom(p, { organ: c.organ }, today), today, draft);
      const until = addDays(today, -1);
      for (const u of draft.units.values())
        if (u.organ === c.organ && (u.until === undefined || u.until > until)) draft.putUnit({ ...u, until });
      endDeputyships(
        draft.deputies.filter((d) => d.organ === c.organ && d.until > until).map((d) => d.id),
        today,
        draft,
      );
      const posts = c.posts.map((asked, i) => {
        const at =
          (field: string): SayField =>
          (_, refusal) =>
            say(`posts.${i}.${field}`, refusal);
        if (!here.has(asked.person)) at('person')('', refuse('person-unknown'));
        standing(asked.unit, { ...draft, organ: next.id }, 'unit', null, at('unit'));
        const { staff: whose, ...given } = postRow(asked.person, asked, today).says;
        const grant = { ...given, organ: next.id, until: null, approver: draft.approver };
        const person = draft.people.get(asked.person);
        if (person) draft.people.set(person.id, { ...person, grants: [...person.grants, grant] });
        draft.changed.add(asked.person);
        return { ...grant, staff: whose };
      });
      for (const { id } of staff) {
        const left = draft.people.get(id);
        if (!left || ownGrants(left).some((g) => g.until === null || g.until >= today)) continue;
        draft.people.set(id, { ...left, until });
        draft.rows.left.set(id, until);
      }
      draft.rows.merged.push({ organ: c.organ, successor: next.id, row: draft.row, posts });
      draft.needsPrincipal = true;
      return { persons: [...here], roles: [] };
    },
    {
      names: (c) => [...new Set(c.posts.map((p) => p.person))],
      // Named after the act by which the successor takes it over (`rowsTakenOver`).
      ends: ['units', 'grants', 'deputies', 'staff'],
      most: { many: 50, else: 'organs-too-many' },
    },
  ),
  /** Who receives a tip, as citizens read it. */
  'say-of-oneself': kind(
    called('修改本机关信息', 'Change who we are', {
      kind: z.literal('say-of-oneself'),
      area: bilingual(line(80), '管辖区域', 'Area'),
      telephone: titled(phone(40), '电话', 'Telephone'),
      address: bilingual(line(200), '地址', 'Address'),
      hours: bilingual(line(200), '办公时间', 'Hours'),
      publicUrl: titled(exact(200, 1), '公众输入的网址（https）', 'Address that people type (https)'),
      wordmark: bilingual(WORDMARK, '网站名称（不填则为“明察”）', 'Name of the site (left out: Mingcha)').optional(),
      otherWays: bilingual(
        OTHER_WAYS,
        '其他举报途径（信箱、来访等）',
        'Other ways to tell (a letter box, a desk)',
      ).optional(),
      websiteCode: titled(FILING, '网站标识码', 'Website identification code').optional(),
      icp: titled(FILING, 'ICP备案号', 'ICP filing number').optional(),
      publicSecurity: titled(FILING, '公安备案号', 'Public-security filing number').optional(),
    }),
    (c, draft, say) => {
      const no = publicUrlRefused(c.publicUrl, draft.served);
      if (no) say('publicUrl', no);
      draft.needsPrincipal = true;
      return NOBODY;
    },
  ),
};

export type ChangeKind = keyof typeof KINDS;

type KindOf<K extends ChangeKind> = (typeof KINDS)[K];
/** One thing that changes. */
export type Change = { [K in ChangeKind]: z.output<KindOf<K>['schema']> }[ChangeKind];

export const changeSchema = z.discriminatedUnion('kind', [
  KINDS['add-unit'].schema,
  KINDS['rename-unit'].schema,
  KINDS['move-unit'].schema,
  KINDS['end-unit'].schema,
  KINDS['add-person'].schema,
  KINDS['add-past-person'].schema,
  KINDS['rename-person'].schema,
  KINDS['change-post'].schema,
  KINDS['add-post'].schema,
  KINDS['end-post'].schema,
  KINDS.leave.schema,
  KINDS['give-certificate'].schema,
  KINDS['check-certificate'].schema,
  KINDS['end-certificate'].schema,
  KINDS['declare-relation'].schema,
  KINDS['withdraw-relation'].schema,
  KINDS['appoint-deputy'].schema,
  KINDS['end-deputy'].schema,
  KINDS['add-organ'].schema,
  KINDS['rename-organ'].schema,
  KINDS['merge-organ'].schema,
  KINDS['say-of-oneself'].schema,
]);

export const CHANGE_KINDS: readonly ChangeKind[] = changeSchema.options.map((one) => one.shape.kind.value);

const kindOf = ({ kind }: Change) => KINDS[kind] as Kind<z.ZodType<Change>>;

/** Whom a change names. */
export const namedBy = (change: Change): readonly string[] => kindOf(change).names?.(change) ?? [];
/**
 * The rows that a change makes, as far as it says itself what stands there.
 * @param today the day of its approval
 * @param id `rowId` of the change
 */
export const rowsMadeBy = (change: Change, today: PlainDate, id: string): readonly MadeRow[] =>
  kindOf(change).makes?.(change, firstDay(change, today), id) ?? [];
/** What a change says of the relations of people. */
export const relatedBy = (change: Change): readonly Relating[] => kindOf(change).relates?.(change) ?? [];
/** The tables in which rows are over by a change. */
export const endedBy = (change: Change): readonly RowTable[] => kindOf(change).ends ?? [];
/** The first day on which a change is so. @param today the day of its approval */
export const firstDay = (change: Change, today: PlainDate): PlainDate =>
  ('from' in change ? change.from : undefined) ?? today;

export const comesFirst = (change: Change): boolean => kindOf(change).first ?? false;
/** Tells the draft what others may rest on. */
export const announced = (change: Change, draft: Draft, say: SayField): void =>
  kindOf(change).ahead?.(change, draft, say);
/** Notes one change in the draft. @param many the how-manieth of its kind it is */
export function noteChange(change: Change, many: number, draft: Draft, say: SayField): Touched {
  const { into, most } = kindOf(change);
  const persons = namedBy(change);
  if (most && many > most.many) {
    say('kind', refuse(most.else, { put: { most: most.many } }));
    return { persons, roles: [] };
  }
  const touched = into(change, draft, say);
  return { ...touched, persons: [...persons, ...touched.persons] };
}

/**
 * The change that an act from above names, as the journal of the organ above has it.
 * @param organ in whose journal the act lies
 * @returns null: nobody asked for it, it was not approved, or it is about another
 */
export function changeFromAbove(
  act: FromAbove,
  organ: string,
  above: readonly RecordedAuthorityAct[],
): { request: ChangeRequest; change: Change } | null {
  const request = changeRequestsOf(above).find((r) => r.number === act.request && r.decided?.approved);
  const change = request?.changes[act.row];
  if (!request || !change) return null;
  const fits =
    (act.act === 'begin-organ' && change.kind === 'add-organ' && change.id === organ) ||
    (act.act === 'end-organ' &&
      change.kind === 'merge-organ' &&
      change.organ === organ &&
      change.successor === act.successor) ||
    (act.act === 'take-over' &&
      change.kind === 'merge-organ' &&
      change.successor === organ &&
      change.organ === act.organ);
  return fits ? { request, change } : null;
}

/** Posts that a merger gives in the organ that goes on. @param act number of the act by which it takes the other over */
export const rowsTakenOver = (
  change: Extract<Change, { kind: 'merge-organ' }>,
  act: number,
  day: PlainDate,
): readonly MadeRow[] =>
  change.posts.map((p, i) => ({ ...postRow(p.person, p, day), key: rowId(change.successor, act, i) }));

/** What was asked to change. */
export interface ChangeRequest extends Request {
  changes: readonly Change[];
}

export const changeRequestsOf = (acts: readonly RecordedAuthorityAct[]): ChangeRequest[] =>
  requestsOf(acts, 'change').map(({ asked, ...request }) => ({ ...request, changes: asked.changes }));

export type ChangeAct = Extract<AuthorityAct, { act: `${string}-change` }>;

/** Who acts: posts in the organ, and whether they decide in the organ above. */
export interface Actor extends Self {
  roles: ReadonlySet<Role>;
  above: boolean;
}

/** On what an act about a change is looked at. */
export interface ChangeGround {
  /** undefined: there is none; null: it is only being made. */
  request: ChangeRequest | null | undefined;
  /** What the changes come to today. */
  drawn: Pick<Drawn, 'organ' | 'faults' | 'touched' | 'officers' | 'consent'>;
  /** Whether somebody sits in the organ above who could consent. */
  sitsAbove: boolean;
  /** How many requests of the organ wait. */
  waiting: number;
}

/** Requests of an organ that wait at once: whoever decides reads each of them, and each is worked out anew for whoever looks. House rule. */
const MOST_WAITING = 30;

/** Whether somebody asks for changes at all, be it for those alone that concern one of the officers. */
export const asksForSome = (actor: Actor, organ: string): boolean =>
  OFFICERS.some(
    (one) =>
      changeActRefused({ act: 'ask-change', changes: [], reason: '' }, actor, {
        request: null,
        drawn: { organ, faults: [], touched: [], officers: [one], consent: 'nobody' },
        sitsAbove: false,
        waiting: 0,
      }) === null,
  );

/**
 * Why this act about a change cannot be done on what journal and directory say, or null. Screens, work lists, the preview and the act
 * itself ask here.
 */
export function changeActRefused(
  act: ChangeAct,
  actor: Actor,
  { request, drawn, sitsAbove, waiting }: ChangeGround,
): Refusal | null {
  const concerned = new Set(drawn.touched.flatMap((t) => t.persons));
  const withdraws = act.act === 'decline-change' && request && isSelf(actor, request.by.id) && request.decided === null;
  if (withdraws) return null;
  if (act.act === 'consent-change' && request?.consented && request.decided === null)
    return refuse('consent-not-needed');
  const not = notTheirs('change', request, actor, concerned);
  if (not) return not;
  // Whoever stands in for one of the three does so for what concerns that one alone.
  const touches = drawn.officers;
  const is = (roles: readonly Role[]) => roles.some((role) => actor.roles.has(role));
  switch (act.act) {
    case 'ask-change':
      if (!is(askersOf(touches))) return refuse('not-your-role/ask-change');
      if (waiting >= MOST_WAITING) return refuse('requests-many', { put: { most: MOST_WAITING } });
      break;
    case 'consent-change':
      return consentRefused(act.document, actor, drawn.consent, sitsAbove);
    case 'decline-change':
      // Whoever is asked to consent sends it back as well as who approves.
      if (is(approversOf(touches)) || saysYes(actor, drawn.consent)) return null;
      return refuse('not-your-role/approve-change');
    case 'approve-change':
      if (!is(approversOf(touches))) return refuse('not-your-role/approve-change');
      if (drawn.consent !== 'nobody' && request?.consented == null) return refuse('consent-needed');
      // Consented to by the principal, where by now it is for the organ above.
      if (
        drawn.consent === 'above' &&
        request?.consented?.document === null &&
        request.consented.by.organ === drawn.organ
      )
        return refuse('consent-needed');
  }
  const [first] = drawn.faults;
  if (!first) return null;
  const fields = drawn.faults.map(({ row, field, refusal }) => ({
    field: `changes.${row}.${field}`,
    message: refusal.message,
  }));
  return { ...first.refusal, fields };
}

const saysYes = (actor: Actor, consent: Consenting): boolean =>
  (consent === 'principal' && BY_TWO.consent.some((role) => actor.roles.has(role))) ||
  (consent === 'above' && actor.above);

function consentRefused(
  document: string | null,
  actor: Actor,
  consent: Consenting,
  sitsAbove: boolean,
): Refusal | null {
  if (consent === 'nobody') return refuse('consent-not-needed');
  if (consent === 'above' && !sitsAbove) {
    if (!actor.roles.has(ENTERS)) return refuse('not-your-role/consent-change');
    return document === null ? atFields(refuse('document-needed'), 'document') : null;
  }
  if (!saysYes(actor, consent)) return refuse('not-your-role/consent-change');
  return document === null ? null : atFields(refuse('document-not-taken'), 'document');
}
