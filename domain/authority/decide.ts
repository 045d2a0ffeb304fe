import type { Refusal } from '../case/types.ts';
import { type DeadlineId, editionsOf, houseLimitById } from '../law/index.ts';
import type { Bilingual, Deadline } from '../law/types.ts';
import { lookUp } from '../look-up.ts';
import { rolesOn } from '../people/may.ts';
import { BY_TWO, type Person, type Role } from '../people/types.ts';
import { atFields, refuse } from '../refusal.ts';
import type { RefusalKey } from '../refusals.ts';
import { addDays, dayOf } from '../time/day.ts';
import type { Instant, PlainDate } from '../time/types.ts';
import { calendarActRefused } from './calendars.ts';
import { ENTERS } from './requests.ts';
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
  'set-rotation': ['principal'],
  'propose-calendar': ['admin'],
  'approve-calendar': ['legal', 'principal'],
  'decline-calendar': ['legal', 'principal'],
  // Whose turn it is depends on whose account it is (accounts.ts).
  'ask-account': BY_TWO.ask,
  'approve-account': BY_TWO.approve,
  'decline-account': BY_TWO.approve,
  // And what is touched by the change (changes.ts).
  'ask-change': BY_TWO.ask,
  'consent-change': [...BY_TWO.consent, ENTERS],
  'approve-change': BY_TWO.approve,
  // Who asked withdraws it by this.
  'decline-change': [...BY_TWO.approve, ...BY_TWO.consent, ...BY_TWO.ask],
  // These come with the approval in the organ above, and nobody does them by themselves.
  'begin-organ': [],
  'end-organ': [],
  'take-over': [],
};

const NOT_YOURS: Record<AuthorityAct['act'], RefusalKey> = {
  'confirm-row': 'not-your-role/confirm-row',
  'withdraw-confirmation': 'not-your-role/confirm-row',
  'set-house-limit': 'not-your-role/set-house-limit',
  'set-hearing-amounts': 'not-your-role/set-house-limit',
  'set-rotation': 'not-your-role/set-house-limit',
  'propose-calendar': 'not-your-role/propose-calendar',
  'approve-calendar': 'not-your-role/approve-calendar',
  'decline-calendar': 'not-your-role/approve-calendar',
  'ask-account': 'not-your-role/ask-account',
  'approve-account': 'not-your-role/approve-account',
  'decline-account': 'not-your-role/approve-account',
  'ask-change': 'not-your-role/ask-change',
  'consent-change': 'not-your-role/consent-change',
  'approve-change': 'not-your-role/approve-change',
  'decline-change': 'not-your-role/approve-change',
  'begin-organ': 'not-your-role/authority',
  'end-organ': 'not-your-role/authority',
  'take-over': 'not-your-role/authority',
};

/** What the organ above has a part in. */
const ABOVE_TOO: readonly AuthorityAct['act'][] = ['consent-change', 'decline-change'];

/**
 * The role in which this person may settle this in the organ, or null.
 * @param superior the organ above, where its people have a part
 */
export function roleFor(
  person: Person,
  organ: string,
  act: AuthorityAct['act'],
  day: PlainDate,
  superior: string | null = null,
): Role | null {
  const own = rolesOn(person, organ, day);
  const role = ROLES_OF[act].find((one) => own.has(one));
  if (role !== undefined || superior === null || !ABOVE_TOO.includes(act)) return role ?? null;
  const above = rolesOn(person, superior, day);
  return BY_TWO.above.find((one) => above.has(one)) ?? null;
}

/** Why this person may not settle this in the organ, or null: it is theirs to do. */
export function mayNotSettle(
  person: Person,
  organ: string,
  act: AuthorityAct['act'],
  day: PlainDate,
  superior: string | null = null,
): Refusal | null {
  if (roleFor(person, organ, act, day, superior) !== null) return null;
  return refuse(NOT_YOURS[act]);
}

const sameLimit = (a: Limit | null, b: Limit | null) => a?.length === b?.length && a?.unit === b?.unit;

/** A first value may reach back, for paper files of before; from then on nothing that was in force is undone. */
function fromIsWrong(from: PlainDate, first: boolean, today: PlainDate): Refusal | null {
  if (!first && from < today) {
    return atFields(refuse('from-in-past'), 'from');
  }
  if (from < EARLIEST) return atFields(refuse('from-too-early'), 'from');
  if (from > addDays(today, DAYS_AHEAD)) return atFields(refuse('from-too-far'), 'from');
  return null;
}

function confirmationRefused(
  act: Extract<AuthorityAct, { act: 'confirm-row' | 'withdraw-confirmation' }>,
  settled: Settled,
  now: Instant,
): Refusal | null {
  const editions = editionsOf(act.deadline);
  if (editions.length === 0) return atFields(refuse('deadline-unknown'), 'deadline');
  const row = editions.find((d) => d.edition.inForce === act.edition);
  if (!row) return atFields(refuse('edition-unknown'), 'edition');
  const standing = confirmationAt(settled, act.deadline, act.edition, now);
  if (act.act === 'withdraw-confirmation') {
    if (standing) return null;
    return atFields(refuse('not-confirmed'), 'deadline');
  }
  if (confirmable(row) === null) {
    return atFields(refuse('confirmation-not-needed'), 'deadline');
  }
  if (standing) {
    return atFields(refuse('already-confirmed'), 'deadline');
  }
  if (act.readOn > dayOf(now)) return atFields(refuse('read-in-future'), 'readOn');
  return null;
}

function limitRefused(
  act: Extract<AuthorityAct, { act: 'set-house-limit' }>,
  baseline: Baseline,
  settled: Settled,
  today: PlainDate,
): Refusal | null {
  if (!isSettable(act.limit)) return atFields(refuse('limit-unknown'), 'limit');
  const { value } = act;
  if (value && value.length > LONGEST[value.unit]) {
    const most = LONGEST[value.unit];
    return atFields(refuse('limit-too-long', { put: { most } }), 'value.length');
  }
  const authority = { ...baseline, limits: settled.limits };
  const first =
    lookUp(baseline.houseLimits, act.limit) === undefined && !settled.limits.some((l) => l.id === act.limit);
  const no = fromIsWrong(act.from, first, today);
  if (no) return no;
  if (!first || value === null) {
    const later = settled.limits.some((l) => l.id === act.limit && l.from > act.from);
    if (!later && sameLimit(houseLimitOn(authority, act.limit, act.from), value))
      return atFields(refuse('limit-unchanged'), 'value');
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
    return atFields(refuse('amounts-unchanged'), 'amounts');
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
  superior: string | null = null,
): Refusal | null {
  const today = dayOf(now);
  const no = mayNotSettle(person, organ, act.act, today, superior);
  if (no) return no;
  switch (act.act) {
    case 'confirm-row':
    case 'withdraw-confirmation':
      return confirmationRefused(act, settled, now);
    case 'set-house-limit':
      return limitRefused(act, baseline, settled, today);
    case 'set-hearing-amounts':
      return hearingRefused(act, baseline, settled, today);
    case 'set-rotation':
      return (settled.rotation?.years ?? null) === act.years &&
        (act.years === null || settled.rotation?.ahead === act.ahead)
        ? atFields(refuse('rotation-unchanged'), 'years')
        : null;
    case 'propose-calendar':
    case 'approve-calendar':
    case 'decline-calendar':
      return calendarActRefused(act, person, acts);
    // They are asked of the account or the directory, too, under the lock of the journal (ledger/house).
    case 'ask-account':
    case 'approve-account':
    case 'decline-account':
    case 'ask-change':
    case 'consent-change':
    case 'approve-change':
    case 'decline-change':
    case 'begin-organ':
    case 'end-organ':
    case 'take-over':
      return null;
  }
}
