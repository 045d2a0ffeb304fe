/** From which an authority begins: organ, units, people, posts, and how it is reached. What is wrong in it is told by row and field. */
import { z } from 'zod';
import type { Refusal } from '../case/types.ts';
import { type Bilingual, REGIONS } from '../law/types.ts';
import { heldApart } from '../people/apart.ts';
import { type Directory, type Person, ROLE_NAMES, ROLES, type Role } from '../people/types.ts';
import { refuse } from '../refusal.ts';
import { exact, line, name, phone } from '../text/fields.ts';
import { sameText } from '../text/same.ts';
import { legalDay } from '../time/fields.ts';
import type { Instant, PlainDate } from '../time/types.ts';
import type { About } from './types.ts';

const LOGIN = /^[a-z][a-z0-9._-]{1,31}$/;
const UNIT = /^[a-z][a-z0-9-]{0,39}$/;

/** In one language, or in both. */
const inBoth = <T extends z.ZodType<string, string>>(text: T) =>
  z.union([text, z.strictObject({ zh: text, en: text })]);
type InBoth = string | Bilingual;
const both = (text: InBoth): Bilingual => (typeof text === 'string' ? { zh: text, en: text } : text);

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
      })
      .describe('How the authority is reached. 联系方式。'),
    publicUrl: exact(200, 1).describe('The https address that people type. 公众输入的 https 网址。'),
  })
  .describe('From which an authority begins. 开办机关的资料。');

export type SetUpFile = z.output<typeof setUpSchema>;

/** Posts without which an authority is not set up: five different people. */
export const NEEDED = ['admin', 'approver', 'auditor', 'custodian', 'principal'] as const satisfies readonly Role[];

/** What is wrong, and where: `people.3.roles`. Rows are counted from 0, as they lie in the file. */
export interface SetUpFault {
  field: string;
  message: Bilingual;
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

function unitFaults({ units }: Readable, say: Say): void {
  const parents = new Map(units.flatMap((u) => (u?.id === undefined ? [] : [[u.id, u.parent] as const])));
  twice(
    units.map((u) => u?.id),
    (row, unit, first) => say(`units.${row}.id`, refuse('set-up/unit-twice', { put: { unit, row: first } })),
  );
  units.forEach((u, row) => {
    if (u?.id !== undefined && !UNIT.test(u.id)) say(`units.${row}.id`, refuse('set-up/unit-id'));
    if (u?.parent === undefined) return;
    if (!parents.has(u.parent)) {
      say(`units.${row}.parent`, refuse('set-up/unit-unknown', { put: { unit: u.parent } }));
      return;
    }
    const way = [u.id ?? ''];
    for (let at = u.parent as string | undefined; at !== undefined && !way.includes(at); at = parents.get(at))
      way.push(at);
    const last = parents.get(way.at(-1) ?? '');
    if (last !== undefined && last === u.id)
      say(`units.${row}.parent`, refuse('set-up/circle', { put: { circle: [...way, last].join(' → ') } }));
  });
}

function peopleFaults({ people, units }: Readable, today: PlainDate, say: Say): void {
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
    if (until === undefined) return;
    if (until < today) say(`${at}.certificate`, refuse('set-up/certificate-expired', { put: { until } }));
    else if (from !== undefined && until < from) say(`${at}.certificate`, refuse('set-up/certificate-backwards'));
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
    const { organ, publicUrl } = readable;
    if (nameIn(organ?.superior).some((one) => nameIn(organ?.name).includes(one)))
      say('organ.superior', refuse('set-up/superior-itself'));
    unitFaults(readable, say);
    peopleFaults(readable, today, say);
    if (publicUrl !== undefined) {
      if (!isPublic(publicUrl)) say('publicUrl', refuse('set-up/public-url'));
      else if (!served.includes(new URL(publicUrl).origin)) say('publicUrl', refuse('set-up/public-url-unserved'));
    }
  }
  return parsed.success && faults.length === 0 ? { file: parsed.data, faults: [] } : { file: null, faults };
}

/** The organ that is set up, and the one above it. */
const ORGAN = 'organ';
const ABOVE = 'organ-above';
/** Who gave the posts that stood from the beginning: nobody had one before. */
const BY_SET_UP = 'set-up';

/** The house that a file describes. */
export function houseOf(file: SetUpFile, now: Instant, today: PlainDate) {
  const { organ, contact } = file;
  const above = organ.superior;
  const person = (p: SetUpFile['people'][number]): Person => ({
    id: p.login,
    login: p.login,
    name: both(p.name),
    grants: [
      {
        organ: ORGAN,
        unit: p.unit,
        post: both(p.post),
        roles: [...new Set(p.roles)],
        from: today,
        until: null,
        approver: BY_SET_UP,
      },
    ],
    certificates: p.certificate ? [p.certificate] : [],
    related: [],
  });
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
    units: Object.fromEntries(
      file.units.map((u) => [u.id, { id: u.id, organ: ORGAN, name: both(u.name), parent: u.parent ?? null }]),
    ),
    people: Object.fromEntries(file.people.map((p) => [p.login, person(p)])),
  };
  const about: About = {
    area: both(organ.area),
    telephone: contact.telephone,
    address: both(contact.address),
    hours: both(contact.hours),
    publicUrl: new URL(file.publicUrl).origin,
    setUpAt: now,
  };
  return { organ: ORGAN, directory, about };
}

/** What waits until somebody holds a post. */
const WITHOUT: readonly (readonly [role: Role, least: number, without: Bilingual])[] = [
  [
    'clerk',
    1,
    { zh: '来件没有人登记，举报只能存着', en: 'nobody registers what comes in: tips are kept and nothing more' },
  ],
  [
    'special',
    1,
    { zh: '举报本机关人员的来件没有专门受理', en: 'tips about people of the house have no door of their own' },
  ],
  ['unit-head', 1, { zh: '没有人决定受理、指派承办人', en: 'nobody accepts a tip or names officers' }],
  [
    'officer',
    2,
    {
      zh: '不能调查：须有两名持有监督检查证的承办人',
      en: 'nothing is investigated: that takes two officers with a certificate',
    },
  ],
  ['dept-head', 1, { zh: '没有人批准立案和处罚', en: 'nobody approves filing a case or a penalty' }],
  [
    'legal',
    1,
    {
      zh: '处罚没有法制审核，期限规则没有人确认',
      en: 'no legal review of penalties, and nobody confirms rows of the law',
    },
  ],
  ['credit', 1, { zh: '不能列入失信名单', en: 'nobody is listed with the credit platform' }],
  ['disclosure', 1, { zh: '决定不能公开', en: 'no decision is published' }],
  ['second-person', 1, { zh: '公开前没有人复核', en: 'nobody checks what is to be published' }],
  ['hearing-chair', 1, { zh: '不能举行听证', en: 'no hearing is held' }],
  ['inspector', 1, { zh: '没有人监督移送', en: 'nobody oversees the referrals' }],
];

/** What cannot be done yet, post by post, in the order of a case. */
export function waitsFor({ people }: SetUpFile): { role: Role; without: Bilingual }[] {
  const held = (role: Role) =>
    people.filter((p) => p.roles.includes(role) && (role !== 'officer' || p.certificate !== undefined)).length;
  return WITHOUT.flatMap(([role, least, without]) => (held(role) < least ? [{ role, without }] : []));
}
