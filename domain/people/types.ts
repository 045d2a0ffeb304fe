import type { Bilingual } from '../law/types.ts';
import type { PlainDate } from '../time/types.ts';

/** Posts that work on cases. */
export const CASE_ROLES = [
  'clerk',
  'special',
  'officer',
  'unit-head',
  'dept-head',
  'principal',
  'legal',
  'credit',
  'disclosure',
  'second-person',
  'hearing-chair',
] as const;
/** 三员: who enters, who approves, who reads the log of both. */
export const OFFICERS_OF_THE_SYSTEM = ['admin', 'approver', 'auditor'] as const;
export const ROLES = [...CASE_ROLES, 'custodian', 'inspector', ...OFFICERS_OF_THE_SYSTEM] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_NAMES: Record<Role, Bilingual> = {
  clerk: { zh: '受理员', en: 'Intake clerk' },
  special: { zh: '专门受理员', en: 'Special intake' },
  officer: { zh: '承办人', en: 'Investigating officer' },
  'unit-head': { zh: '监督机构负责人', en: 'Head of the supervision unit' },
  'dept-head': { zh: '部门负责人', en: 'Head of the department' },
  principal: { zh: '正职负责人', en: 'Principal officer' },
  legal: { zh: '法制审核', en: 'Legal reviewer' },
  credit: { zh: '信用管理', en: 'Credit post' },
  disclosure: { zh: '公开', en: 'Disclosure post' },
  'second-person': { zh: '复核人', en: 'Second person' },
  'hearing-chair': { zh: '听证主持人', en: 'Hearing chair' },
  custodian: { zh: '身份保管员', en: 'Identity custodian' },
  inspector: { zh: '纪检监察', en: 'Discipline inspection' },
  admin: { zh: '系统管理员', en: 'Administrator' },
  approver: { zh: '安全管理员', en: 'Security administrator' },
  auditor: { zh: '安全审计员', en: 'Security auditor' },
};

/** Fewest characters of a password that somebody chooses. House rule; there is none that it must be changed after some time. */
export const PASSWORD_LEAST = 12;

/** How long a password that somebody else knows opens anything. House rule. */
export const ONE_TIME_HOURS = 72;

/** A post held in a unit, giving roles for a time (design 7). Dates are inclusive. */
export interface Grant {
  organ: string;
  unit: string;
  post: Bilingual;
  roles: Role[];
  from: PlainDate;
  until: PlainDate | null;
  approver: string;
}

/** 监督检查证. */
export interface Certificate {
  number: string;
  from: PlainDate;
  until: PlainDate;
}

export interface Person {
  id: string;
  login: string;
  name: Bilingual;
  grants: Grant[];
  certificates: Certificate[];
  /** Declared relatives among units or staff, by id: they are outside a case against these. */
  related: string[];
}

export interface Organ {
  id: string;
  name: Bilingual;
  superior: string | null;
  region: string | null;
}

/** A unit and the units that its heads belong to, nearest first. */
export interface Unit {
  id: string;
  organ: string;
  name: Bilingual;
  parent: string | null;
}

export interface Directory {
  organs: Record<string, Organ>;
  units: Record<string, Unit>;
  people: Record<string, Person>;
}

/** Who did a thing, as they were at that moment. */
export interface ActedAs {
  /** Staff id, or `tipster`, or `outside:police` with the person who entered it in `enteredBy`. */
  id: string;
  role: Role | 'tipster' | 'outside' | 'system';
  organ?: string;
  unit?: string;
  post?: string;
  certificate?: string;
  withOfficer?: string;
  /** Who typed it in, where that is not the doing itself: another body's act, a paper act, a past act of a paper file. */
  enteredBy?: string;
  /** In a paper file: who took in the other body's document in life. */
  receivedBy?: string;
}
