/** From which an authority begins: organ, units, people, posts, and how it is reached. What is wrong in it is told by row and field. */
import { z } from 'zod';
import type { Refusal } from '../case/types.ts';
import { type Bilingual, REGIONS } from '../law/types.ts';
import { heldApart } from '../people/apart.ts';
import { type Directory, type Person, ROLE_NAMES, ROLES, type Role, type Unit } from '../people/types.ts';
import { refuse } from '../refusal.ts';
import { exact, line, name, phone } from '../text/fields.ts';
import { sameText } from '../text/same.ts';
import { legalDay } from '../time/fields.ts';
import type { Instant, PlainDate } from '../time/types.ts';
import { waitsFor } from './first-days.ts';
import type { About } from './types.ts';

export const LOGIN = /^[a-z][a-z0-9._-]{1,31}$/;
export const UNIT = /^[a-z][a-z0-9-]{0,39}$/;

/** In one language, or in both. */
export const inBoth = <T extends z.ZodType<string, string>>(text: T) =>
  z.union([text, z.strictObject({ zh: text, en: text })]);
type InBoth = string | Bilingual;
export const both = (text: InBoth): Bilingual => (typeof text === 'string' ? { zh: text, en: text } : text);

/** What an authority may say of itself besides; the lengths are ours. */
export const WORDMARK = line(80);
export const OTHER_WAYS = line(300);
export const FILING = line(60);

/** The file of `npm run setup -- --from`; `docs/setup.schema.json` is made from it. */
export const setUpSchema = z
  .strictObject({
    $schema: exact(200)
      .optional()
      .describe('Where this schema lies, for an editor that knows it. 本格式的位置，供编辑器使用。'),
    organ: z
      .strictObject({
        name: inBoth(name(80)).describe('Name of the authority. 机关名称。'),
        area: inBoth(line(80)).describe(
          'The area that it is responsible for, as citizens read it. 管辖区域，供公众阅读。',
        ),
        region: z
          .enum(REGIONS)
          .nullable()
          .describe(
            'Whose regional rules are law here; null: national rows only. 适用哪个地区的规定；null 表示只适用全国规定。',
          ),
        superior: inBoth(name(80)).optional().describe('Name of the organ above. 上级机关名称。'),
        wordmark: inBoth(WORDMARK)
          .optional()
          .describe('What this site is called, in the head of its pages. 网站名称，显示在每页上方。'),
      })
      .describe('The authority itself. 本机关。'),
    units: z
      .array(
        z.strictObject({
          id: exact(40, 1).describe(
            'By which rows name it: small letters, digits, dashes. 本文件内的编号：小写字母、数字、短横。',
          ),
          name: inBoth(name(80)).describe('名称。'),
          parent: exact(40, 1).optional().describe('The unit to which its head answers. 上级机构的编号。'),
        }),
      )
      .min(1)
      .max(500)
      .describe('Units. 机构。'),
    people: z
      .array(
        z.strictObject({
          login: exact(32, 1).describe(
            'Sign-in name: small letters, digits, dots, dashes. 用户名：小写字母、数字、点、短横。',
          ),
          name: inBoth(name(80)).describe('姓名。'),
          unit: exact(40, 1).describe('Id of the unit. 所在机构的编号。'),
          post: inBoth(name(80)).describe('Post, as it stands on documents. 职务，与文书一致。'),
          roles: z
            .array(z.enum(ROLES))
            .min(1)
            .max(ROLES.length)
            .describe('What the post does here. 在本系统承担的岗位。'),
          certificate: z
            .strictObject({ number: line(60), from: legalDay(), until: legalDay() })
            .optional()
            .describe('Inspection certificate: without one nobody acts as an officer. 没有监督检查证不能作为承办人。'),
        }),
      )
      .min(1)
      .max(5_000)
      .describe('People. 人员。'),
    contact: z
      .strictObject({
        telephone: phone(40),
        address: inBoth(line(200)),
        hours: inBoth(line(200)),
        otherWays: inBoth(OTHER_WAYS).optional().describe('How else a tip is told. 其他举报途径。'),
      })
      .describe('How the authority is reached. 联系方式。'),
    filings: z
      .strictObject({
        websiteCode: FILING.optional().describe('Website identification code. 网站标识码。'),
        icp: FILING.optional().describe('ICP filing number. ICP备案号。'),
        publicSecurity: FILING.optional().describe('Public-security filing number. 公安备案号。'),
      })
      .optional()
      .describe('Under which numbers the site is registered, as they were given. 网站标识和备案编号。'),
    publicUrl: exact(200, 1).describe('The https address that people type. 公众输入的 https 网址。'),
  })
  .describe('From which an authority begins. 开办机关的资料。');

export type SetUpFile = z.output<typeof setUpSchema>;

/** Texts of a part of the file that may be left out, in their order, each as it is described. */
const mayBeLeftOut = (part: z.ZodObject): { field: string; said: Bilingual }[] =>
  Object.entries(part.shape).flatMap(([field, schema]) => {
    if (!(schema instanceof z.ZodOptional)) return [];
    const [, en = '', zh = ''] = /^(.*)\. (.*)。$/.exec(schema.description ?? '') ?? [];
    return [{ field, said: { zh, en } }];
  });
/** What whoever asks instead of reading a file asks besides: of one schema, so that no field is forgotten. */
export const LEFT_OUT = {
  organ: mayBeLeftOut(setUpSchema.shape.organ),
  contact: mayBeLeftOut(setUpSchema.shape.contact),
  filings: mayBeLeftOut(setUpSchema.shape.filings.unwrap()),
} as const;

/** Posts without which an authority is not set up: five different people. */
export const NEEDED = ['admin', 'approver', 'auditor', 'custodian', 'principal'] as const satisfies readonly Role[];

/** What is wrong, and where: `people.3.roles`. Rows are counted from 0, as they lie in the file. */
export interface SetUpFault {
  field: string;
  message: Bilingual;
}

/** Units of a circle that are named. */
const SHOWN = 8;

/** Of units that stand in a circle the circle, as it is told of each of them. Each unit is looked at once, however long the ways are. */
export function circlesAmong(
  units: Iterable<string>,
  parentOf: (unit: string) => string | null | undefined,
): Map<string, string> {
  const seen = new Map<string, number>();
  const told = new Map<string, string>();
  let walk = 0;
  for (const unit of units) {
    const way: string[] = [];
    let at: string | null | undefined = unit;
    for (walk++; at != null && !seen.has(at); at = parentOf(at)) {
      seen.set(at, walk);
      way.push(at);
    }
    if (at == null || seen.get(at) !== walk) continue;
    const circle = way.slice(way.indexOf(at));
    circle.forEach((one, i) => {
      const shown = Array.from({ length: Math.min(SHOWN, circle.length) }, (_, k) => circle[(i + k) % circle.length]);
      told.set(one, [...shown, ...(circle.length > SHOWN ? ['…'] : []), one].join(' → '));
    });
  }
  return told;
}

/** What is wrong with the days of a certificate, or null. */
export function certificateRefused(from: PlainDate | undefined, until: PlainDate, today: PlainDate): Refusal | null {
  if (until < today) return refuse('set-up/certificate-expired', { put: { until } });
  return from !== undefined && until < from ? refuse('set-up/certificate-backwards') : null;
}

const text = z.string().optional().catch(undefined);
const rows = <S extends z.ZodRawShape>(shape: S) => z.array(z.object(shape).nullable().catch(null)).catch(() => []);
const knownRoles = z
  .array(z.enum(ROLES).nullable().catch(null))
  .transform((list) => list.filter((role) => role !== null))
  .catch(() => []);
const certificateSchema = z.object({ number: text, from: text, until: text }).optional().catch(undefined);
/** Whatever can be read of a file that is not whole, so that all mistakes are told at once. */
const readableSchema = z.object({
  organ: z.object({ name: z.unknown(), superior: z.unknown() }).nullable().catch(null),
  units: rows({ id: text, parent: text }),
  people: rows({ login: text, unit: text, roles: knownRoles, certificate: certificateSchema }),
  publicUrl: text,
});
type Readable = z.output<typeof readableSchema>;
/** What an organ begins with, as far as it can be read. */
type Beginning = Pick<Readable, 'units' | 'people' | 'publicUrl'>;

const nameIn = (value: unknown): string[] => {
  const found = z.union([z.string(), z.object({ zh: z.string(), en: z.string() })]).safeParse(value);
  return found.success ? Object.values(both(found.data)).map(sameText) : [];
};

type Say = (field: string, refusal: Refusal) => void;

/** Rows that say again what an earlier one said, each with the row of that one. */
function twice(values: readonly (string | undefined)[], again: (row: number, value: string, first: number) => void) {
  const first = new Map<string, number>();
  values.forEach((value, row) => {
    if (value === undefined) return;
    const before = first.get(value);
    if (before === undefined) first.set(value, row);
    else again(row, value, before);
  });
}

function unitFaults({ units }: Beginning, say: Say): void {
  const parents = new Map(units.flatMap((u) => (u?.id === undefined ? [] : [[u.id, u.parent] as const])));
  twice(
    units.map((u) => u?.id),
    (row, unit, first) => say(`units.${row}.id`, refuse('set-up/unit-twice', { put: { unit, row: first } })),
  );
  const circles = circlesAmong(parents.keys(), (unit) => parents.get(unit));
  units.forEach((u, row) => {
    if (u?.id !== undefined && !UNIT.test(u.id)) say(`units.${row}.id`, refuse('set-up/unit-id'));
    if (u?.parent === undefined) return;
    if (!parents.has(u.parent)) {
      say(`units.${row}.parent`, refuse('set-up/unit-unknown', { put: { unit: u.parent } }));
      return;
    }
    const circle = u.id === undefined ? undefined : circles.get(u.id);
    if (circle) say(`units.${row}.parent`, refuse('set-up/circle', { put: { circle } }));
  });
}

function peopleFaults({ people, units }: Beginning, today: PlainDate, say: Say): void {
  const known = new Set(units.flatMap((u) => u?.id ?? []));
  twice(
    people.map((p) => p?.login),
    (row, login, first) => say(`people.${row}.login`, refuse('set-up/login-twice', { put: { login, row: first } })),
  );
  twice(
    people.map((p) => p?.certificate?.number),
    (row, number, first) =>
      say(`people.${row}.certificate`, refuse('set-up/certificate-twice', { put: { number, row: first } })),
  );
  people.forEach((p, row) => {
    if (p === null) return;
    const at = `people.${row}`;
    if (p.login !== undefined && !LOGIN.test(p.login)) say(`${at}.login`, refuse('set-up/login'));
    if (p.unit !== undefined && !known.has(p.unit))
      say(`${at}.unit`, refuse('set-up/unit-unknown', { put: { unit: p.unit } }));
    for (const no of heldApart(p.roles)) say(`${at}.roles`, no);
    const { from, until } = p.certificate ?? {};
    const no = until === undefined ? null : certificateRefused(from, until, today);
    if (no) say(`${at}.certificate`, no);
  });
  for (const role of NEEDED) {
    if (people.some((p) => p?.roles.includes(role))) continue;
    say('people', refuse('set-up', { put: { role: ROLE_NAMES[role] } }));
  }
}

function isPublic(value: string): boolean {
  try {
    const { protocol, origin, href } = new URL(value);
    return protocol === 'https:' && href === `${origin}/`;
  } catch {
    return false;
  }
}

/**
 * Why an address is none that people could type, or null.
 * @param served the origins that the pages answer to; undefined: it is not known which
 */
export function publicUrlRefused(value: string, served: readonly string[] | undefined): Refusal | null {
  if (!isPublic(value)) return refuse('set-up/public-url');
  if (served === undefined || served.includes(new URL(value).origin)) return null;
  return refuse('set-up/public-url-unserved', { put: { served: served.join('、') } });
}

/** What is wrong with that from which an organ begins, by row and field: of a file, and of a request of the organ above. */
export function beginningFaults(
  beginning: Beginning,
  { today, served }: { today: PlainDate; served: readonly string[] | undefined },
  say: Say,
): void {
  unitFaults(beginning, say);
  peopleFaults(beginning, today, say);
  const no = beginning.publicUrl === undefined ? null : publicUrlRefused(beginning.publicUrl, served);
  if (no) say('publicUrl', no);
}

/**
 * Everything that is wrong in a file, by row and field; nothing of it is set up while there is anything.
 * @param context the day; `served`: the addresses that the pages answer to; `words`: how an issue of the schema is said
 */
export function readSetUp(
  raw: unknown,
  context: { today: PlainDate; served: readonly string[]; words(issue: z.core.$ZodIssue): Bilingual },
): { file: SetUpFile; faults: [] } | { file: null; faults: SetUpFault[] } {
  const { today, served, words } = context;
  const faults: SetUpFault[] = [];
  const parsed = setUpSchema.safeParse(raw);
  for (const issue of parsed.error?.issues ?? []) {
    const at = issue.path.map(String);
    // A role that is none is the fault of the row's roles.
    const field = at[0] === 'people' && at[2] === 'roles' ? at.slice(0, 3) : at;
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [null];
    for (const key of keys)
      faults.push({ field: [...field, ...(key === null ? [] : [key])].join('.'), message: words(issue) });
  }
  const say: Say = (field, { message }) => faults.push({ field, message });
  const readable = readableSchema.safeParse(parsed.data ?? raw).data;
  if (readable) {
    const { organ } = readable;
    if (nameIn(organ?.superior).some((one) => nameIn(organ?.name).includes(one)))
      say('organ.superior', refuse('set-up/superior-itself'));
    beginningFaults(readable, { today, served }, say);
  }
  return parsed.success && faults.length === 0 ? { file: parsed.data, faults: [] } : { file: null, faults };
}

/** The organ that is set up, and the one above it. */
const ORGAN = 'organ';
const ABOVE = 'organ-above';
/** Who gave the posts that stood from the beginning: nobody had one before. */
const BY_SET_UP = 'set-up';

/** What an authority says of itself, as it is typed. */
export interface TypedAbout {
  area: InBoth;
  telephone: string;
  address: InBoth;
  hours: InBoth;
  publicUrl: string;
  wordmark?: InBoth | undefined;
  otherWays?: InBoth | undefined;
  websiteCode?: string | undefined;
  icp?: string | undefined;
  publicSecurity?: string | undefined;
}

/** What an authority says of itself, as it is kept: in both languages, and of what was left out nothing. */
export function aboutOf(typed: TypedAbout, setUpAt: Instant): About {
  const { wordmark, otherWays, websiteCode, icp, publicSecurity } = typed;
  return {
    area: both(typed.area),
    telephone: typed.telephone,
    address: both(typed.address),
    hours: both(typed.hours),
    publicUrl: new URL(typed.publicUrl).origin,
    setUpAt,
    ...(wordmark === undefined ? {} : { wordmark: both(wordmark) }),
    ...(otherWays === undefined ? {} : { otherWays: both(otherWays) }),
    ...(websiteCode === undefined ? {} : { websiteCode }),
    ...(icp === undefined ? {} : { icp }),
    ...(publicSecurity === undefined ? {} : { publicSecurity }),
  };
}

/** From what an organ begins, in a file or in a request of the organ above. */
export type FromWhat = Pick<SetUpFile, 'units' | 'people' | 'contact' | 'filings' | 'publicUrl'> & {
  organ: Omit<SetUpFile['organ'], 'superior'>;
};

/** What it says of itself. */
export const saidIn = ({ organ: { wordmark, area }, contact, filings, publicUrl }: FromWhat): TypedAbout => ({
  ...contact,
  ...filings,
  wordmark,
  area,
  publicUrl,
});

export const unitsIn = ({ units }: FromWhat, organ: string): Unit[] =>
  units.map((u) => ({ id: u.id, organ, name: both(u.name), parent: u.parent ?? null }));

/** Its first people, each with one post. @param idOf name of the post of a row; left out: it has none yet */
export const peopleIn = (
  { people }: FromWhat,
  { organ, today, approver }: { organ: string; today: PlainDate; approver: string },
  idOf?: (row: number) => string,
): Person[] =>
  people.map((p, row) => ({
    id: p.login,
    login: p.login,
    name: both(p.name),
    grants: [
      {
        ...(idOf ? { id: idOf(row) } : {}),
        organ,
        unit: p.unit,
        post: both(p.post),
        roles: [...new Set(p.roles)],
        from: today,
        until: null,
        approver,
      },
    ],
    certificates: p.certificate ? [p.certificate] : [],
    related: [],
  }));

/** The house that a file describes. */
export function houseOf(file: SetUpFile, now: Instant, today: PlainDate) {
  const { organ } = file;
  const above = organ.superior;
  const directory: Directory = {
    organs: {
      [ORGAN]: {
        id: ORGAN,
        name: both(organ.name),
        superior: above === undefined ? null : ABOVE,
        region: organ.region,
      },
      ...(above === undefined
        ? {}
        : { [ABOVE]: { id: ABOVE, name: both(above), superior: null, region: organ.region } }),
    },
    units: Object.fromEntries(unitsIn(file, ORGAN).map((u) => [u.id, u])),
    people: Object.fromEntries(peopleIn(file, { organ: ORGAN, today, approver: BY_SET_UP }).map((p) => [p.login, p])),
  };
  return { organ: ORGAN, directory, about: aboutOf(saidIn(file), now) };
}

/** What cannot be done yet by the people of a file, post by post, in the order of a case. */
export const waitsForPeople = ({ people }: SetUpFile) =>
  waitsFor(
    (role) =>
      people.filter((p) => p.roles.includes(role) && (role !== 'officer' || p.certificate !== undefined)).length,
  );
