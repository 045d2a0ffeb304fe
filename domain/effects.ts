import { dueOf } from './case/rungs.ts';
import type { CaseState, Effect, EffectKind, FactSheet } from './case/types.ts';
import type { ClockId } from './law/index.ts';
import type { Bilingual } from './law/types.ts';
import { lookUp } from './look-up.ts';
import type { Role } from './people/types.ts';
import { instantOf, millisOf } from './time/day.ts';
import type { Calendars, Instant } from './time/types.ts';

/** What is said of a kind of effect. */
interface Said {
  /** The call that carries it out. */
  does: string;
  /** Where it goes: within the house, by mail, to another body. How often each is tried is a technical matter (`workflows/ways.ts`). */
  way: 'inside' | 'mail' | 'body';
  /** It changes our own public register, or the list of another body's platform. */
  place: 'register' | 'platform' | null;
  /** It puts something up there, or takes it down; `text`: up, save where it only takes a faulty text down first. */
  moves: 'up' | 'down' | 'text' | null;
  /** It reminds another body or reports to the superior: not of what a paper says about the past. */
  reminds: boolean;
  /** The clocks within which it has to be done: a person has most of what is left of them. None: it is tried as long as the way is. */
  serves: readonly ClockId[];
  /** When it cannot be done: which sentence is said, and to whom. `owner`: to the post that has the proceeding at hand. */
  failed: { why: Reason; to: Role | 'owner' };
}

/** What a person is told of what could not be done. */
export const UNDONE = {
  'not-placed': {
    zh: '文书未能放入查询页或案卷，请人工送交并记录。',
    en: 'A letter could not be placed on the receipt page or in the file: deliver it by hand and note it.',
  },
  'mail-not-accepted': {
    zh: '提醒邮件未能送出，请改用其他方式告知有新进展。',
    en: 'The mail that there is news was not accepted: tell the person in another way that there is news.',
  },
  'register-not-changed': {
    zh: '公示平台未能更新，请人工公开、更正或撤下该条信息。',
    en: 'The public register could not be changed: publish, correct or take down the entry by hand.',
  },
  'credit-platform-not-reached': {
    zh: '信用平台未能接收，请以书面方式报送或请求移出。',
    en: 'The credit platform could not be reached: send the entry or its removal in writing.',
  },
  'package-not-delivered': {
    zh: '移送材料未能送达公安机关，请在时限内派人送交并取得回执。',
    en: 'The package for the police was not delivered: carry it there within the time limit and have the receipt signed.',
  },
  'body-not-reached': {
    zh: '提醒或报告未能送达有关机关，请以书面方式送交。',
    en: 'A reminder or report did not reach the other body: send it in writing.',
  },
  'not-done': { zh: '有一项办理事项未能完成，请人工处理。', en: 'Something could not be done: see to it by hand.' },
} as const satisfies Record<string, Bilingual>;
export type Reason = keyof typeof UNDONE;

const NOWHERE = { place: null, moves: null, reminds: false, serves: [] } as const;
const LETTER = { ...NOWHERE, way: 'inside', failed: { why: 'not-placed', to: 'owner' } } as const;
const REGISTER = {
  ...NOWHERE,
  way: 'inside',
  place: 'register',
  failed: { why: 'register-not-changed', to: 'owner' },
} as const;
const PLATFORM = {
  ...NOWHERE,
  way: 'body',
  place: 'platform',
  failed: { why: 'credit-platform-not-reached', to: 'credit' },
} as const;
const BODY = { ...NOWHERE, way: 'body', reminds: true } as const;

/** Every kind of effect. */
export const EFFECTS = {
  letter: { ...LETTER, does: 'letter' },
  notice: { ...NOWHERE, does: 'notice', way: 'mail', failed: { why: 'mail-not-accepted', to: 'owner' } },
  publish: {
    ...REGISTER,
    does: 'publish',
    moves: 'up',
    serves: ['penalty-publish', 'enforcement-publish', 'proactive-publish'],
  },
  'withdraw-publication': { ...REGISTER, does: 'withdrawPublication', moves: 'down', serves: ['disclosure-withdraw'] },
  'expire-publication': { ...REGISTER, does: 'expirePublication', moves: 'down' },
  'correct-publication': { ...REGISTER, does: 'correctPublication', moves: 'text' },
  'credit-list': { ...PLATFORM, does: 'creditList', moves: 'up' },
  'credit-remove': { ...PLATFORM, does: 'creditRemove', moves: 'down' },
  'police-package': {
    ...NOWHERE,
    does: 'policePackage',
    way: 'body',
    serves: ['police-transmit'],
    failed: { why: 'package-not-delivered', to: 'owner' },
  },
  remind: { ...BODY, does: 'remind', failed: { why: 'body-not-reached', to: 'owner' } },
  'report-upward': { ...BODY, does: 'reportUpward', failed: { why: 'body-not-reached', to: 'unit-head' } },
} as const satisfies Record<EffectKind, Said>;

type Shown = Pick<Effect, 'kind' | 'data'>;
/** What is said of a kind that may be of a newer release, or stand in an event of before; nothing then. */
export const saidOf = (kind: string): Said | undefined => lookUp<Said>(EFFECTS, kind);

/** Which letter an effect places. `data`: null where somebody took it away. */
export const letterOf = ({ kind, data }: { kind: string; data: FactSheet | null }): string =>
  typeof data?.letter === 'string' ? data.letter : kind;

/** Whether a period of the law may say how long it is tried. */
export const servesAClock = (kind: EffectKind): boolean => (saidOf(kind)?.serves.length ?? 0) > 0;

const moves = ({ kind }: Shown): Said['moves'] => saidOf(kind)?.moves ?? null;

/** It takes something of ours down, or back: what is wrong may always come down (house). */
export const comesDown = (e: Shown): boolean =>
  moves(e) === 'down' || (moves(e) === 'text' && e.data.corrected !== true);

/** It puts something before the public or on the platform. */
export const goesUp = (e: Shown): boolean => moves(e) !== null && !comesDown(e);

/** It comes down from another body's list, which has to be told. */
export const askedOfOthers = (e: Shown): boolean => comesDown(e) && saidOf(e.kind)?.place === 'platform';

/** It reminds another body, or reports to the superior. */
export const isReminder = (e: Pick<Effect, 'kind'>): boolean => saidOf(e.kind)?.reminds ?? false;

/** House rule: of the time in which something has to be done, the machine has this part, a person the rest. */
const MACHINES_SHARE = 3;

/** A clock as an effect asks it that may serve it. */
export interface Served {
  deadline: string;
  /** When it stopped; the beginning of one that still runs. */
  from: Instant;
  /** null: it has no end. */
  end: Instant | null;
}

/**
 * The instant at which an effect of this kind is given up, so that a person still has twice as long as the machine had: a third of what was
 * left of the clock that it serves when it was caused. null where it serves none that has an end ahead; its way says then how long it is
 * tried.
 * @param clocks those of its proceeding, in the order of the case
 */
export function givenUpBy(kind: string, clocks: readonly Served[]): Instant | null {
  const serves: readonly string[] = saidOf(kind)?.serves ?? [];
  const clock = clocks.filter((k) => serves.includes(k.deadline)).at(-1);
  if (!clock?.end) return null;
  const [from, until] = [millisOf(clock.from), millisOf(clock.end)];
  return until > from ? instantOf(from + Math.floor((until - from) / MACHINES_SHARE)) : null;
}

/** The same by the clocks of a case. */
export const givenUpAt = (
  c: Pick<CaseState, 'clocks'>,
  e: Pick<Effect, 'kind' | 'proceeding'>,
  calendars: Calendars,
): Instant | null =>
  givenUpBy(
    e.kind,
    Object.values(c.clocks)
      .filter((k) => k.proceeding === e.proceeding)
      .map((k) => ({
        deadline: k.deadline,
        from: k.stopped?.at ?? k.started,
        end: dueOf(k, calendars)?.expiresAt ?? null,
      })),
  );
