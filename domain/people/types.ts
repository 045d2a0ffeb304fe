import type { Bilingual } from '../law/types.ts';
import type { Instant, PlainDate } from '../time/types.ts';

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

/**
 * Who has a part in what takes two people: they ask, consent, approve. Of two who ask or approve the second stands in for the first where
 * the first is concerned (`domain/authority/requests.ts`); those above consent where the principal is.
 */
export const BY_TWO = {
  ask: ['admin', 'approver'],
  consent: ['principal'],
  above: ['principal', 'dept-head'],
  approve: ['approver', 'auditor'],
} as const satisfies Record<string, readonly Role[]>;
/** Who sees what is asked for in their own organ. */
export const CONCERNED_BY_TWO = [...OFFICERS_OF_THE_SYSTEM, ...BY_TWO.consent] as const satisfies readonly Role[];

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
/** A browser is forgotten so many days after somebody signed in from it last (house: a quarter of a year). */
export const KNOWN_DAYS = 90;

/** A post held in a unit, giving roles for a time (design 7). Dates are inclusive. */
export interface Grant {
  /** By which a change of posts names it; one that came by a deputyship has none. */
  id?: string;
  organ: string;
  unit: string;
  post: Bilingual;
  roles: Role[];
  from: PlainDate;
  until: PlainDate | null;
  approver: string;
  /** In which organ it is held, where it counts in another as well, which went into that one. */
  via?: string;
  /** Whose post it is, and through whom it came, where it is held as their deputy alone. */
  for?: readonly [string, ...string[]];
}

/** 监督检查证. */
export interface Certificate {
  number: string;
  from: PlainDate;
  until: PlainDate;
  /** When it was looked at last in the yearly check. */
  checkedOn?: PlainDate;
}

/** Somebody stands in for a colleague on leave: both days are included. */
export interface Deputyship {
  id: string;
  organ: string;
  person: string;
  deputy: string;
  from: PlainDate;
  until: PlainDate;
}

export interface Person {
  id: string;
  login: string;
  name: Bilingual;
  /** Posts by which they act. */
  grants: Grant[];
  /** The account is locked: the posts that they hold all the same. Nothing is done by them, nor do they count where somebody is looked for who acts. */
  locked?: readonly Grant[];
  certificates: Certificate[];
  /** Declared relatives among units or staff, by id: they are outside a case against these. */
  related: string[];
  /** Other accounts of theirs, from before they left and came back: one person (`selves.ts`). */
  same?: readonly string[];
  /** What they were called before. */
  formerNames?: readonly Bilingual[];
  /** Last day of the account of somebody who leaves or left. */
  until?: PlainDate;
}

/** Whoever was here before the product has no sign-in name: in its place stands by which row they were entered. */
export const hasAccount = ({ login }: Pick<Person, 'login'>): boolean => !login.includes('/');

export interface Organ {
  id: string;
  /** As it was called first. */
  name: Bilingual;
  superior: string | null;
  region: string | null;
  /** What it was called since, each from a day on, in the order in which they take effect. */
  renamed?: readonly { from: PlainDate; name: Bilingual }[];
  /** It went into another: the first day on which it is no more, and when that was approved. */
  ended?: { from: PlainDate; at: Instant; successor: string };
}

/** A unit and the units that its heads belong to, nearest first. */
export interface Unit {
  id: string;
  organ: string;
  name: Bilingual;
  parent: string | null;
  /** Units that it stood beneath before. */
  formerly?: readonly string[];
  /** What it was called before. */
  formerNames?: readonly Bilingual[];
  /** Its last day. */
  until?: PlainDate;
}

export interface Directory {
  organs: Record<string, Organ>;
  units: Record<string, Unit>;
  people: Record<string, Person>;
  /** Who stands in for whom; what it gives stands with the deputies' grants already. */
  deputies?: readonly Deputyship[];
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
  /** Whose post it was, where it was held as their deputy alone. */
  for?: string;
  /** Who typed it in, where that is not the doing itself: another body's act, a paper act, a past act of a paper file. */
  enteredBy?: string;
  /** In a paper file: who took in the other body's document in life. */
  receivedBy?: string;
  /**
   * Of the holder of a receipt that staff handed out: all who had it before their eyes; `intake` where only the post is known. One alone,
   * as text, in events of before.
   */
  receiptShownTo?: string | string[];
}
