import type { Change, ChangeKind } from '../../domain/authority/changes.ts';
import type { About } from '../../domain/authority/types.ts';
import { type Directory, hasAccount, type Person, ROLE_NAMES, type Role } from '../../domain/people/types.ts';
import { DIRECTORY } from './people.ts';

type Of<K extends ChangeKind> = Extract<Change, { kind: K }>;

/** What shows of a kind of change that it is taken and that it is refused. */
interface Example<K extends ChangeKind> {
  /** What is asked for and approved before. */
  before?: Change[];
  /** @param d the house with what was before */
  taken(d: Directory): Of<K>;
  /** Whether it is so, in the house after the approval. */
  so(d: Directory, about: About | null): boolean;
  refused: Of<K>;
  /** `field code` of what stands against it. */
  fault: string;
}

/** A number, or a sign-in name, as a part of a Chinese name: figures and letters beside one are none of it. */
export const inHan = (of: number | string): string =>
  String(of).replace(/[0-9a-z]/g, (sign) => String.fromCodePoint(0x5000 + sign.charCodeAt(0)));

/** Another of the officers of the system. */
export const officerOf = (id: string, role: Role): Directory['people'] => {
  const admin = DIRECTORY.people.admin!;
  return { [id]: { ...admin, id, login: id, grants: admin.grants.map((g) => ({ ...g, roles: [role] })) } };
};

/** The test house with its security administrator and its auditor. */
export const HOUSE_OF_OFFICERS: Directory = {
  ...DIRECTORY,
  people: { ...DIRECTORY.people, ...officerOf('approver', 'approver'), ...officerOf('auditor', 'auditor') },
};

type Beginning = Omit<Of<'add-organ'>, 'kind' | 'id'>;
/** From what an organ begins: everybody at one post, five posts that it needs and those at which cases are decided. */
export const beginning = (id: string, zh: string, roles: readonly Role[] = FIRST_ROLES): Beginning => ({
  organ: { name: { zh, en: `${id} department` }, area: { zh: `${zh}辖区`, en: `the area of ${id}` }, region: null },
  units: [
    { id: `${id}-office`, name: '局领导' },
    { id: `${id}-supervision`, name: '基金监督股', parent: `${id}-office` },
  ],
  people: roles.map((role) => ({
    login: `${id}-${role}`,
    name: `${zh}${ROLE_NAMES[role].zh}`,
    unit: `${id}-supervision`,
    post: ROLE_NAMES[role],
    roles: [role],
    ...(role === 'officer' ? { certificate: { number: `C-${id}`, from: LONG_AGO, until: '2030-12-31' } } : {}),
  })),
  contact: { telephone: '12333', address: '示例路2号', hours: '工作日九时至十七时' },
  publicUrl: `https://${id}.example.invalid`,
});
const FIRST_ROLES: readonly Role[] = [
  'admin',
  'approver',
  'auditor',
  'custodian',
  'principal',
  'clerk',
  'officer',
  'unit-head',
  'dept-head',
  'legal',
];

const NOBODY: Person = { id: '', login: '', name: { zh: '', en: '' }, grants: [], certificates: [], related: [] };
const person = (d: Directory, id: string): Person => d.people[id] ?? NOBODY;
const LEGAL: Role[] = ['legal'];
const POST = { unit: 'legal-office', post: '法制审核员', roles: LEGAL };
/** The day on which examples are asked for, and one long before. */
export const EXAMPLES_ON = '2026-05-20';
const LONG_AGO = '2020-01-01';

const COUNTY = beginning('county', '示例县人社局');

/** Every kind of change, taken and refused: a kind without an example does not compile. Sooner ones leave the later ones possible. */
export const EXAMPLES: { [K in ChangeKind]: Example<K> } = {
  'add-unit': {
    taken: () => ({ kind: 'add-unit', id: 'second', name: '监督二科', parent: 'leadership' }),
    so: (d) => d.units.second?.parent === 'leadership',
    refused: { kind: 'add-unit', id: 'training', name: '培训' },
    fault: 'id unit-taken',
  },
  'rename-unit': {
    taken: () => ({ kind: 'rename-unit', unit: 'labour', name: { zh: '劳动监察支队', en: 'Labour inspection' } }),
    so: (d) => d.units.labour?.name.zh === '劳动监察支队',
    refused: { kind: 'rename-unit', unit: 'provincial-supervision', name: '监督处' },
    fault: 'unit unit-unknown',
  },
  'move-unit': {
    taken: () => ({ kind: 'move-unit', unit: 'labour', parent: 'leadership' }),
    so: (d) => d.units.labour?.parent === 'leadership' && d.units.labour.formerly === undefined,
    refused: { kind: 'move-unit', unit: 'agency-hall', parent: 'agency-office' },
    fault: 'parent change-nothing',
  },
  'end-unit': {
    before: [{ kind: 'add-unit', id: 'third', name: '监督三科' }],
    taken: () => ({ kind: 'end-unit', unit: 'third' }),
    so: (d) => d.units.third?.until !== undefined,
    refused: { kind: 'end-unit', unit: 'agency-office' },
    fault: 'unit unit-holds',
  },
  'add-person': {
    taken: () => ({
      kind: 'add-person',
      login: 'newcomer',
      name: '新人',
      ...POST,
      certificate: { number: 'N-1', from: LONG_AGO, until: '2030-12-31' },
    }),
    so: (d) => person(d, 'newcomer').certificates.length === 1 && person(d, 'newcomer').grants.length === 1,
    refused: { kind: 'add-person', login: 'clerk', name: '新人', ...POST },
    fault: 'login login-taken',
  },
  'add-past-person': {
    taken: () => ({
      kind: 'add-past-person',
      name: '老承办人',
      unit: 'fund-supervision',
      post: '科员',
      roles: ['officer'],
      from: '2015-03-01',
      until: '2022-06-30',
      certificate: { number: 'OLD-1', from: '2015-03-01', until: '2020-03-01' },
    }),
    so: (d) => Object.values(d.people).some((p) => p.name.zh === '老承办人' && p.grants.length === 1 && !hasAccount(p)),
    refused: {
      kind: 'add-past-person',
      name: '老承办人',
      unit: 'fund-supervision',
      post: '科员',
      roles: ['officer'],
      from: '2015-03-01',
      until: '2099-06-30',
    },
    fault: 'until past-person',
  },
  'rename-person': {
    taken: () => ({ kind: 'rename-person', person: 'credit', name: '信用岗' }),
    so: (d) => person(d, 'credit').name.zh === '信用岗',
    refused: { kind: 'rename-person', person: 'superior', name: '某' },
    fault: 'person person-unknown',
  },
  'change-post': {
    taken: () => ({ kind: 'change-post', person: 'clerk2', ...POST }),
    so: (d) => person(d, 'clerk2').grants.some((g) => g.unit === 'legal-office' && g.until === null),
    refused: { kind: 'change-post', person: 'admin', ...POST },
    fault: 'person last-holder',
  },
  'add-post': {
    taken: () => ({ kind: 'add-post', person: 'disclosure', ...POST }),
    so: (d) => person(d, 'disclosure').grants.length === 2,
    refused: { kind: 'add-post', person: 'admin', ...POST },
    fault: 'roles posts-apart',
  },
  'end-post': {
    before: [{ kind: 'add-post', person: 'special', ...POST }],
    taken: (d) => ({ kind: 'end-post', person: 'special', post: person(d, 'special').grants.at(-1)?.id ?? '' }),
    so: (d) => !person(d, 'special').grants.some((g) => g.unit === 'legal-office' && g.until === null),
    refused: { kind: 'end-post', person: 'clerk', post: 'nobodys' },
    fault: 'post post-unknown',
  },
  leave: {
    taken: () => ({ kind: 'leave', person: 'expired' }),
    so: (d) => person(d, 'expired').grants.every((g) => g.until !== null),
    refused: { kind: 'leave', person: 'custodian' },
    fault: 'person last-holder',
  },
  'give-certificate': {
    taken: () => ({ kind: 'give-certificate', person: 'legal', number: 'N-2', from: LONG_AGO, until: '2030-12-31' }),
    so: (d) => person(d, 'legal').certificates.length === 1,
    refused: { kind: 'give-certificate', person: 'legal', number: 'HR-officer1', from: LONG_AGO, until: '2030-12-31' },
    fault: 'number certificate-taken',
  },
  'check-certificate': {
    taken: () => ({ kind: 'check-certificate', number: 'HR-officer1', on: LONG_AGO }),
    so: (d) => person(d, 'officer1').certificates[0]?.checkedOn === LONG_AGO,
    refused: { kind: 'check-certificate', number: 'HR-officer1', on: '2099-01-01' },
    fault: 'on checked-in-future',
  },
  'end-certificate': {
    before: [{ kind: 'give-certificate', person: 'checker', number: 'N-3', from: LONG_AGO, until: '2030-12-31' }],
    taken: () => ({ kind: 'end-certificate', number: 'N-3' }),
    so: (d) => person(d, 'checker').certificates.every((c) => c.until < '2030-12-31'),
    refused: { kind: 'end-certificate', number: 'nobodys' },
    fault: 'number certificate-unknown',
  },
  'declare-relation': {
    taken: () => ({ kind: 'declare-relation', person: 'officer1', related: 'agency-office' }),
    so: (d) => person(d, 'officer1').related.includes('agency-office'),
    refused: { kind: 'declare-relation', person: 'clerk', related: 'clerk' },
    fault: 'related relation-itself',
  },
  'withdraw-relation': {
    taken: () => ({ kind: 'withdraw-relation', person: 'kin', related: 'training' }),
    so: (d) => person(d, 'kin').related.length === 0,
    refused: { kind: 'withdraw-relation', person: 'clerk', related: 'training' },
    fault: 'related relation-unknown',
  },
  'appoint-deputy': {
    taken: () => ({ kind: 'appoint-deputy', person: 'officer1', deputy: 'officer3', until: '2026-05-29' }),
    so: (d) => d.deputies?.some((one) => one.person === 'officer1' && one.deputy === 'officer3') ?? false,
    refused: { kind: 'appoint-deputy', person: 'clerk', deputy: 'clerk', until: '2026-05-29' },
    fault: 'deputy deputy-itself',
  },
  'end-deputy': {
    before: [{ kind: 'appoint-deputy', person: 'kin', deputy: 'officer3', until: '2026-05-29' }],
    taken: (d) => ({ kind: 'end-deputy', deputyship: d.deputies?.find((one) => one.person === 'kin')?.id ?? '' }),
    so: (d) => d.deputies?.find((one) => one.person === 'kin')?.until !== '2026-05-29',
    refused: { kind: 'end-deputy', deputyship: 'nobodys' },
    fault: 'deputyship deputy-unknown',
  },
  'add-organ': {
    taken: () => ({ kind: 'add-organ', id: 'county', ...COUNTY }),
    // It is not of this organ: what it comes to is asked of a whole ledger (tests/ledger/organs.test.ts).
    so: (d) => d.organs.county?.superior === 'city' && d.units['county-office']?.organ === 'county',
    refused: { kind: 'add-organ', id: 'province', ...COUNTY },
    fault: 'id organ-taken',
  },
  'rename-organ': {
    taken: () => ({ kind: 'rename-organ', name: { zh: '市人力资源和社会保障局', en: 'City bureau' } }),
    so: (d) => d.organs.city?.renamed?.at(-1)?.name.en === 'City bureau',
    refused: { kind: 'rename-organ', name: '省人社厅' },
    fault: 'name organ-name-taken',
  },
  'merge-organ': {
    before: [
      { kind: 'add-organ', id: 'east', ...beginning('east', '东县人社局') },
      { kind: 'add-organ', id: 'west', ...beginning('west', '西县人社局') },
    ],
    taken: () => ({
      kind: 'merge-organ',
      organ: 'east',
      successor: 'west',
      posts: [{ person: 'east-clerk', unit: 'west-supervision', post: '受理员', roles: ['clerk'] }],
    }),
    so: (d) =>
      d.organs.east?.ended?.successor === 'west' && person(d, 'east-clerk').grants.some((g) => g.organ === 'west'),
    refused: { kind: 'merge-organ', organ: 'city', successor: 'province', posts: [] },
    fault: 'organ organ-not-beneath',
  },
  'say-of-oneself': {
    taken: () => ({
      kind: 'say-of-oneself',
      area: '全市',
      telephone: '12333',
      address: '示例路1号',
      hours: '工作日九时至十七时',
      publicUrl: 'https://tips.example.invalid',
      wordmark: { zh: '举报网', en: 'Tips' },
      otherWays: '来信、来访',
      websiteCode: '0000000000',
      icp: '示ICP备00000000号',
      publicSecurity: '示公网安备00000000000000号',
    }),
    so: (_, about) => about?.telephone === '12333' && about.wordmark?.en === 'Tips',
    refused: {
      kind: 'say-of-oneself',
      area: '全市',
      telephone: '12333',
      address: '示例路1号',
      hours: '工作日九时至十七时',
      publicUrl: 'http://tips.example.invalid',
    },
    fault: 'publicUrl set-up',
  },
};
export const KINDS = Object.keys(EXAMPLES) as ChangeKind[];
