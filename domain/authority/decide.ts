import { type DeadlineId, editionsOf, houseLimitById } from '../law/index.ts';
import type { Bilingual, Deadline } from '../law/types.ts';
import { lookUp } from '../look-up.ts';
import { rolesOn } from '../people/may.ts';
import type { Person, Role } from '../people/types.ts';
import type { Refusal } from '../proceedings/types.ts';
import { refuse } from '../refusal.ts';
import { addDays, dayOf } from '../time/day.ts';
import type { Instant, PlainDate } from '../time/types.ts';
import { calendarActRefused } from './calendars.ts';
import { confirmationAt, hearingAmountsOn, houseLimitOn } from './settled.ts';
import type { AuthorityAct, Baseline, Limit, LimitUnit, RecordedAuthorityAct, Settled } from './types.ts';

/** Rows whose text was read and whose reading is open in law: the lawyer's confirmation settles the reading. */
const OPEN_READINGS: Record<string, Bilingual> = {
  'penalty-decide': {
    zh: '移送公安机关后、刑事程序终结前，办案期限是否继续计算（行政执法机关移送涉嫌犯罪案件的规定第十一条）。确认即认为继续计算，届满记逾期。',
    en: 'Whether the period for the decision runs on while the criminal track bars it (TR art. 11). Confirming says that it does: its end is then a breach.',
  },
};

/** Rows without a number whose length the authority may set for itself (promptly, at once); such a length only warns. */
const OWN = ['tip-urgent-report', 'tip-result-feedback'] as const satisfies readonly DeadlineId[];
export type OwnLength = (typeof OWN)[number];
export const OWN_LENGTHS: readonly string[] = OWN;

/** Whether an authority may set the length of this clock: a house limit, or a duty that the law leaves without a number. */
export const isSettable = (id: string): boolean => houseLimitById(id) !== undefined || OWN_LENGTHS.includes(id);

/** Why a row can be confirmed: it was not read, it was read in a report, or its reading is open; null: nothing to confirm. */
export function confirmable(row: Pick<Deadline, 'id' | 'confidence'>): 'memory' | 'secondary' | 'reading' | null {
  if (row.confidence !== 'text') return row.confidence;
  return Object.hasOwn(OPEN_READINGS, row.id) ? 'reading' : null;
}

/** What is open in the reading of a row, or null. */
export const openReading = (id: string): Bilingual | null => OPEN_READINGS[id] ?? null;

/** Longest length of its own that an authority may set, in each unit: about three years, hours a month. House rule. */
export const LONGEST: Record<LimitUnit, number> = { h: 720, cd: 1_100, wd: 750, months: 60 };
/** Days by which a house limit or an amount may be set ahead. House rule. */
export const DAYS_AHEAD = 366;
/** Nothing an authority settles reaches back further: no paper file begins before. House rule. */
const EARLIEST: PlainDate = '2000-01-01';
/** Highest amount that is still sensible, yuan. */
export const MOST_YUAN = 100_000_000;

const ROLES_OF: Record<AuthorityAct['act'], readonly Role[]> = {
  'confirm-row': ['legal'],
  'withdraw-confirmation': ['legal'],
  'set-house-limit': ['principal'],
  'set-hearing-amounts': ['principal'],
  'propose-calendar': ['admin'],
  'approve-calendar': ['legal', 'principal'],
  'decline-calendar': ['legal', 'principal'],
};

const LAWYER: Bilingual = {
  zh: '只有本机关法制审核岗可以确认或者撤回确认。',
  en: 'Only the authority’s lawyer (legal reviewer) confirms a row or withdraws a confirmation.',
};
const PRINCIPAL: Bilingual = {
  zh: '只有本机关正职负责人可以设定内部时限和听证数额。',
  en: 'Only the principal officer of the authority sets house limits and the amounts of the hearing.',
};
const SECOND: Bilingual = {
  zh: '只有本机关法制审核岗或者正职负责人可以批准或者退回日历。',
  en: 'Only the authority’s lawyer or its principal officer approves or declines a calendar.',
};
const NOT_YOURS: Record<AuthorityAct['act'], Bilingual> = {
  'confirm-row': LAWYER,
  'withdraw-confirmation': LAWYER,
  'set-house-limit': PRINCIPAL,
  'set-hearing-amounts': PRINCIPAL,
  'propose-calendar': { zh: '只有系统管理员可以提议日历。', en: 'Only the administrator proposes a calendar.' },
  'approve-calendar': SECOND,
  'decline-calendar': SECOND,
};

/** The role in which this person may settle this in the organ, or null. */
export function roleFor(person: Person, organ: string, act: AuthorityAct['act'], day: PlainDate): Role | null {
  const own = rolesOn(person, organ, day);
  return ROLES_OF[act].find((role) => own.has(role)) ?? null;
}

/** Why this person may not settle this in the organ, or null: it is theirs to do. */
export function mayNotSettle(person: Person, organ: string, act: AuthorityAct['act'], day: PlainDate): Refusal | null {
  if (roleFor(person, organ, act, day) !== null) return null;
  const why = NOT_YOURS[act];
  return refuse('not-your-role', why.zh, why.en, 'person');
}

const wrong = (code: string, field: string, zh: string, en: string): Refusal => ({
  ...refuse(code, zh, en, 'form'),
  fields: [{ field, message: { zh, en } }],
});

const inTheWay = (code: string, field: string, zh: string, en: string): Refusal => ({
  ...refuse(code, zh, en, 'state'),
  fields: [{ field, message: { zh, en } }],
});

const sameLimit = (a: Limit | null, b: Limit | null) => a?.length === b?.length && a?.unit === b?.unit;

/** A first value may reach back, for paper files of before; from then on nothing that was in force is undone. */
function fromIsWrong(from: PlainDate, first: boolean, today: PlainDate): Refusal | null {
  if (!first && from < today) {
    return wrong(
      'from-in-past',
      'from',
      '已经设定过，新的只能自今天或者以后起施行。',
      'There is a value already: a new one takes effect today or later.',
    );
  }
  if (from < EARLIEST) return wrong('from-too-early', 'from', '不能早于 2000 年。', 'Not before the year 2000.');
  if (from > addDays(today, DAYS_AHEAD))
    return wrong(
      'from-too-far',
      'from',
      '最多提前一年设定。',
      'A value may be set at most a year before it takes effect.',
    );
  return null;
}

function confirmationRefused(
  act: Extract<AuthorityAct, { act: 'confirm-row' | 'withdraw-confirmation' }>,
  settled: Settled,
  now: Instant,
): Refusal | null {
  const editions = editionsOf(act.deadline);
  if (editions.length === 0)
    return wrong('deadline-unknown', 'deadline', '目录中没有这项期限。', 'The catalogue has no such deadline.');
  const row = editions.find((d) => d.edition.inForce === act.edition);
  if (!row) return wrong('edition-unknown', 'edition', '这项期限没有这个版本。', 'The deadline has no such edition.');
  const standing = confirmationAt(settled, act.deadline, act.edition, now);
  if (act.act === 'withdraw-confirmation') {
    if (standing) return null;
    return inTheWay(
      'not-confirmed',
      'deadline',
      '这一条目前没有确认，无从撤回。',
      'There is no confirmation to withdraw.',
    );
  }
  if (confirmable(row) === null) {
    return inTheWay(
      'confirmation-not-needed',
      'deadline',
      '这一条已核对原文，不需要确认。',
      'The text of this row was read: it needs no confirmation.',
    );
  }
  if (standing) {
    return inTheWay(
      'already-confirmed',
      'deadline',
      '这一条已经确认；如需更正，请先撤回。',
      'This row is confirmed already; to correct it, withdraw the confirmation first.',
    );
  }
  if (act.readOn > dayOf(now))
    return wrong('read-in-future', 'readOn', '查阅日期不能晚于今天。', 'The day of reading cannot be in the future.');
  return null;
}

function limitRefused(
  act: Extract<AuthorityAct, { act: 'set-house-limit' }>,
  baseline: Baseline,
  settled: Settled,
  today: PlainDate,
): Refusal | null {
  if (!isSettable(act.limit))
    return wrong('limit-unknown', 'limit', '没有这项内部时限。', 'There is no such house limit.');
  const { value } = act;
  if (value && value.length > LONGEST[value.unit]) {
    const most = LONGEST[value.unit];
    return wrong('limit-too-long', 'value.length', `最长 ${most}。`, `At most ${most} in this unit.`);
  }
  const authority = { ...baseline, limits: settled.limits };
  const first =
    lookUp(baseline.houseLimits, act.limit) === undefined && !settled.limits.some((l) => l.id === act.limit);
  const no = fromIsWrong(act.from, first, today);
  if (no) return no;
  if (!first || value === null) {
    const later = settled.limits.some((l) => l.id === act.limit && l.from > act.from);
    if (!later && sameLimit(houseLimitOn(authority, act.limit, act.from), value))
      return inTheWay('limit-unchanged', 'value', '与现行的一样，没有改变。', 'That is the value in force already.');
  }
  return null;
}

function hearingRefused(
  act: Extract<AuthorityAct, { act: 'set-hearing-amounts' }>,
  baseline: Baseline,
  settled: Settled,
  today: PlainDate,
): Refusal | null {
  const first = baseline.hearingThreshold === null && settled.hearing.length === 0;
  const no = fromIsWrong(act.from, first, today);
  if (no) return no;
  const is = hearingAmountsOn({ ...baseline, hearing: settled.hearing }, act.from);
  const later = settled.hearing.some((h) => h.from > act.from);
  if (!later && is?.person === act.amounts?.person && is?.unit === act.amounts?.unit)
    return inTheWay(
      'amounts-unchanged',
      'amounts',
      '与现行的一样，没有改变。',
      'Those are the amounts in force already.',
    );
  return null;
}

/** May this act be recorded? null is yes. The form itself (blank words, whole numbers, real days) is checked before. */
export function authorityActRefused(
  act: AuthorityAct,
  person: Person,
  organ: string,
  baseline: Baseline,
  settled: Settled,
  now: Instant,
  acts: readonly RecordedAuthorityAct[],
): Refusal | null {
  const today = dayOf(now);
  const no = mayNotSettle(person, organ, act.act, today);
  if (no) return no;
  switch (act.act) {
    case 'confirm-row':
    case 'withdraw-confirmation':
      return confirmationRefused(act, settled, now);
    case 'set-house-limit':
      return limitRefused(act, baseline, settled, today);
    case 'set-hearing-amounts':
      return hearingRefused(act, baseline, settled, today);
    case 'propose-calendar':
    case 'approve-calendar':
    case 'decline-calendar':
      return calendarActRefused(act, person, acts);
  }
}
