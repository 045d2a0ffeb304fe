import type { ConfirmedRow } from '../../domain/authority/types.ts';
import type { Authority } from '../../domain/case/types.ts';
import { HOUSE_LIMITS } from '../../domain/law/house.ts';
import type { Certificate, Directory, Person, Role } from '../../domain/people/types.ts';

const FROM = '2020-01-01';

function person(
  id: string,
  zh: string,
  en: string,
  unit: string,
  roles: Role[],
  more: { organ?: string; certificate?: Partial<Certificate> | false; related?: string[]; until?: string } = {},
): Person {
  const organ = more.organ ?? 'city';
  const certificate = { number: `HR-${id}`, from: FROM, until: '2029-12-31', ...(more.certificate || {}) };
  const carded = more.certificate !== false && (roles.includes('officer') || more.certificate !== undefined);
  return {
    id,
    login: id,
    name: { zh, en },
    grants: [{ organ, unit, post: { zh, en }, roles, from: FROM, until: more.until ?? null, approver: 'admin' }],
    certificates: carded ? [certificate] : [],
    related: more.related ?? [],
  };
}

const unit = (id: string, zh: string, en: string, parent: string | null, organ = 'city') => ({
  id,
  organ,
  name: { zh, en },
  parent,
});

const byId = <T extends { id: string }>(list: T[]): Record<string, T> => Object.fromEntries(list.map((x) => [x.id, x]));

/**
 * A city authority with the organ above it. Sign-in names are ids: clerk, clerk2, officer1–3, expired (an officer whose certificate is
 * over), special (the other intake post), custodian, kin (an officer related to unit `training`), unithead, depthead, principal, legal, credit, disclosure, checker, inspector,
 * admin; superior and superior2 in `province`. Units: leadership → fund-supervision; agency-office → agency-hall; training; labour.
 */
export const DIRECTORY: Directory = {
  organs: {
    city: { id: 'city', name: { zh: '市人社局', en: 'City department' }, superior: 'province', region: null },
    province: { id: 'province', name: { zh: '省人社厅', en: 'Provincial department' }, superior: null, region: null },
  },
  units: byId([
    unit('leadership', '局领导', 'Leadership', null),
    unit('fund-supervision', '基金监督科', 'Fund supervision', 'leadership'),
    unit('legal-office', '法规科', 'Legal office', 'leadership'),
    unit('credit-office', '信用管理科', 'Credit office', 'leadership'),
    unit('disclosure-office', '政务公开办', 'Disclosure office', 'leadership'),
    unit('special-office', '专门受理岗', 'Special intake', null),
    unit('records', '档案室', 'Records', 'leadership'),
    unit('discipline', '驻局纪检监察组', 'Discipline inspection', null),
    unit('technology', '信息中心', 'Technology', 'leadership'),
    unit('agency-office', '社保经办机构', 'Social-insurance agency', null),
    unit('agency-hall', '经办大厅', 'Agency hall', 'agency-office'),
    unit('training', '职业培训指导中心', 'Training guidance', null),
    unit('labour', '劳动保障监察机构', 'Labour inspection', null),
    unit('provincial-supervision', '省基金监督处', 'Provincial fund supervision', null, 'province'),
  ]),
  people: byId([
    person('clerk', '受理员', 'Intake clerk', 'fund-supervision', ['clerk']),
    person('clerk2', '受理员乙', 'Second intake clerk', 'fund-supervision', ['clerk']),
    person('special', '专门受理员', 'Special intake', 'special-office', ['special']),
    person('officer1', '承办人甲', 'First officer', 'fund-supervision', ['officer']),
    person('officer2', '承办人乙', 'Second officer', 'fund-supervision', ['officer']),
    person('officer3', '承办人丙', 'Third officer', 'fund-supervision', ['officer']),
    person('expired', '承办人丁', 'Fourth officer', 'fund-supervision', ['officer'], {
      certificate: { until: '2025-12-31' },
    }),
    person('kin', '承办人戊', 'Fifth officer', 'fund-supervision', ['officer'], { related: ['training'] }),
    person('unithead', '监督机构负责人', 'Head of the supervision unit', 'fund-supervision', ['unit-head']),
    person('depthead', '部门负责人', 'Head of the department', 'leadership', ['dept-head']),
    person('principal', '正职负责人', 'Principal officer', 'leadership', ['principal']),
    person('legal', '法制审核', 'Legal reviewer', 'legal-office', ['legal']),
    person('credit', '信用管理岗', 'Credit post', 'credit-office', ['credit']),
    person('disclosure', '公开岗', 'Disclosure post', 'disclosure-office', ['disclosure']),
    person('checker', '复核人', 'Second person', 'legal-office', ['second-person', 'hearing-chair']),
    person('custodian', '身份保管员', 'Identity custodian', 'records', ['custodian']),
    person('inspector', '纪检监察', 'Discipline inspection', 'discipline', ['inspector']),
    person('admin', '系统管理员', 'Administrator', 'technology', ['admin']),
    person('superior', '省厅负责人', 'Head in the organ above', 'provincial-supervision', ['dept-head'], {
      organ: 'province',
    }),
    person('superior2', '省厅监督处', 'Supervision in the organ above', 'provincial-supervision', ['unit-head'], {
      organ: 'province',
    }),
  ]),
};

/** Example lengths for every house clock: ten working days each. */
export const HOUSE_EXAMPLES: Authority['houseLimits'] = Object.fromEntries(
  HOUSE_LIMITS.map((h) => [h.id, { length: 10, unit: 'wd' as const }]),
);

/** Rows that the authority's lawyer confirmed before everything a test does. */
export const confirmedRows = (...deadlines: string[]): ConfirmedRow[] =>
  deadlines.map((deadline) => ({
    deadline,
    edition: null,
    from: '2020-01-01T09:00:00+08:00',
    until: null,
    citation: '示例文件第一条',
    readOn: '2020-01-01',
    by: { zh: '法制审核', en: 'Legal reviewer' },
  }));

/** An authority without a region; hearing offered from 5 000 yuan (persons) and 100 000 yuan (units). */
export const AUTHORITY: Authority = {
  organ: 'city',
  superior: 'province',
  region: null,
  houseLimits: { ...HOUSE_EXAMPLES, 'house-register': { length: 2, unit: 'wd' } },
  hearingThreshold: { person: 5_000, unit: 100_000 },
  confirmed: [],
};
