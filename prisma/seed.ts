import type pg from 'pg';
import type { Authority } from '../domain/case/types.ts';
import { PUBLISHED } from '../domain/law/calendars/index.ts';
import { DEMO_HOUSE_LIMITS, type HouseLimitId } from '../domain/law/house.ts';
import type { Directory, Person, Role } from '../domain/people/types.ts';
import type { KeyService } from '../ledger/ground/keys.ts';
import { setUp } from '../ledger/house/staff.ts';
import { passwordHash } from '../ledger/truth/accounts.ts';
import type { HouseReading, Settling, TimePort } from '../ledger/types.ts';
import { type LivedLedger, seedCases } from './seed-cases.ts';

const ORGAN = 'demo';
const ABOVE = 'demo-above';
const FROM = '2024-01-01';
/** Length of a demonstration's inspection certificates; they are examples. */
const CERTIFICATE_UNTIL = '2030-12-31';

/** Sign-in name, roles, unit, post. Staff are named by role and by nothing else. */
const STAFF: readonly (readonly [login: string, roles: Role[], unit: string, zh: string, en: string])[] = [
  ['clerk', ['clerk'], 'reception', '受理员', 'Intake clerk'],
  ['special', ['special'], 'special-reception', '专门受理员', 'Special intake'],
  ['officer1', ['officer'], 'supervision', '承办人甲', 'First officer'],
  ['officer2', ['officer'], 'supervision', '承办人乙', 'Second officer'],
  ['unithead', ['unit-head'], 'supervision', '监督机构负责人', 'Head of the supervision unit'],
  ['depthead', ['dept-head'], 'leadership', '部门负责人', 'Head of the department'],
  ['principal', ['principal'], 'leadership', '正职负责人', 'Principal officer'],
  ['legal', ['legal'], 'legal-affairs', '法制审核岗', 'Legal reviewer'],
  ['credit', ['credit'], 'credit-management', '信用管理岗', 'Credit post'],
  ['disclosure', ['disclosure'], 'open-government', '公开岗', 'Disclosure post'],
  [
    'checker',
    ['second-person', 'hearing-chair'],
    'legal-affairs',
    '复核人、听证主持人',
    'Second person, hearing chair',
  ],
  ['custodian', ['custodian'], 'records', '身份保管员', 'Identity custodian'],
  ['inspector', ['inspector'], 'discipline', '纪检监察岗', 'Discipline inspection'],
  ['admin', ['admin'], 'information', '系统管理员', 'Administrator'],
  ['approver', ['approver'], 'information', '安全管理员', 'Security administrator'],
  ['auditor', ['auditor'], 'information', '安全审计员', 'Security auditor'],
];

/** Sign-ins of the demonstration, for the page that lists them. */
export const DEMO_STAFF: { login: string; roles: Role[] }[] = [
  ...STAFF.map(([login, roles]) => ({ login, roles })),
  { login: 'superior', roles: ['dept-head'] },
];

const UNITS: readonly (readonly [id: string, zh: string, en: string, parent: string | null])[] = [
  ['leadership', '局领导', 'Leadership', null],
  ['supervision', '基金监督机构', 'Fund supervision unit', 'leadership'],
  ['reception', '举报受理岗', 'Reception of tips', 'leadership'],
  ['special-reception', '专门受理岗', 'Special intake', null],
  ['records', '档案保管机构', 'Records', 'leadership'],
  ['legal-affairs', '法制机构', 'Legal affairs', 'leadership'],
  ['credit-management', '信用管理机构', 'Credit management', 'leadership'],
  ['open-government', '政务公开机构', 'Open government', 'leadership'],
  ['information', '信息机构', 'Information technology', 'leadership'],
  ['discipline', '派驻纪检监察机构', 'Discipline inspection', null],
  ['agency', '社会保险经办机构', 'Social-insurance agency', null],
  ['agency-hall', '经办大厅', 'Agency hall', 'agency'],
  ['employment', '就业服务机构', 'Employment service', null],
];

function person(login: string, roles: Role[], organ: string, unit: string, zh: string, en: string): Person {
  return {
    id: login,
    login,
    name: { zh, en },
    grants: [
      {
        organ,
        unit,
        post: { zh, en },
        roles,
        from: FROM,
        until: null,
        approver: login === 'principal' || organ === ABOVE ? 'superior' : 'principal',
      },
    ],
    certificates: roles.includes('officer') ? [{ number: `DEMO-${login}`, from: FROM, until: CERTIFICATE_UNTIL }] : [],
    related: [],
  };
}

/** The demonstration's authority: no region, so national rows only; an organ above it. */
export const DEMO_DIRECTORY: Directory = {
  organs: {
    [ORGAN]: {
      id: ORGAN,
      name: { zh: '示例市人力资源和社会保障局', en: 'Example city human-resources and social-security department' },
      superior: ABOVE,
      region: null,
    },
    [ABOVE]: {
      id: ABOVE,
      name: { zh: '示例省人力资源和社会保障厅', en: 'Example provincial department' },
      superior: null,
      region: null,
    },
  },
  units: Object.fromEntries([
    ...UNITS.map(([id, zh, en, parent]) => [id, { id, organ: ORGAN, name: { zh, en }, parent }]),
    [
      'above-supervision',
      {
        id: 'above-supervision',
        organ: ABOVE,
        name: { zh: '上级基金监督机构', en: 'Fund supervision above' },
        parent: null,
      },
    ],
  ]),
  people: Object.fromEntries(
    [
      ...STAFF.map(([login, roles, unit, zh, en]) => person(login, [...roles], ORGAN, unit, zh, en)),
      person('superior', ['dept-head'], ABOVE, 'above-supervision', '上级部门负责人', 'Head in the organ above'),
    ].map((p) => [p.id, p]),
  ),
};

/** Example house limits, shown as house rules; no amount set, so that a hearing is always offered. */
export const DEMO_AUTHORITY: Authority = {
  organ: ORGAN,
  superior: ABOVE,
  region: null,
  houseLimits: DEMO_HOUSE_LIMITS,
  hearingThreshold: null,
  confirmed: [],
};

/** The principal sets every example limit that has no value and was never set; in force since the demonstration's staff are in post. */
async function seedHouseLimits(ledger: HouseReading & Settling): Promise<void> {
  const principal = (await ledger.directory()).people.principal;
  if (!principal) throw new Error('the house limits need the demonstration’s staff: set them up first');
  const { items } = await ledger.authorityLimits(principal);
  for (const { id, value, history } of items) {
    const example = Object.hasOwn(DEMO_HOUSE_LIMITS, id) ? DEMO_HOUSE_LIMITS[id as HouseLimitId] : null;
    if (example === null || value !== null || history.length > 0) continue;
    await ledger.settle(
      principal,
      {
        act: 'set-house-limit',
        limit: id,
        value: example,
        from: FROM,
        reason: '演示用的示例，不是法律规定（an example of the demonstration, not law）',
      },
      `seed ${id}`,
    );
  }
}

/** Sets the demonstration up, staff and, unless it begins empty, cases. Safe to repeat: what is there stays, what is missing is added, the password is set. */
export async function seed(parts: {
  pool: pg.Pool;
  ledger: Settling & LivedLedger;
  keys: KeyService;
  clock: TimePort;
  password: string;
  /** As on the first day of an office: nothing was told yet. */
  empty?: boolean;
  log: (line: string) => void;
}): Promise<void> {
  const hash = await passwordHash(parts.password);
  await setUp(parts, {
    directory: DEMO_DIRECTORY,
    // Its house limits are set by its principal, as any authority's are.
    authorities: [{ ...DEMO_AUTHORITY, houseLimits: {} }],
    calendars: PUBLISHED,
    passwords: () => hash,
    now: parts.clock.now(),
  });
  await seedHouseLimits(parts.ledger);
  parts.log(`the demonstration's authority stands: ${DEMO_STAFF.length} members of staff`);
  if (!parts.empty) await seedCases(parts);
}
