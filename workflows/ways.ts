import type { EffectKind } from '../domain/case/types.ts';
import type { EffectCalls, Reason } from './contract.ts';

/** How one kind of effect is done: how often it is tried, and what a person is told when it cannot be done. */
export interface Way {
  does: keyof EffectCalls;
  /** Leads out of the house, where somebody may be slow: on a queue of its own, so that no call into the ledger waits behind it. */
  outside: boolean;
  /** Milliseconds of pause after the first failure; doubled each time up to `longest`. */
  first: number;
  longest: number;
  /** Tries are counted, not hours: a day on which no worker ran uses up none of them. */
  tries: number;
  /** Reason that the ledger turns into a task for a person. */
  givesUp: Reason;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Inside our own house: only a database or a full disk can stand in the way. About nine hours. */
const INSIDE = { outside: false, first: SECOND, longest: 10 * MINUTE, tries: 60, givesUp: 'not-placed' } as const;
/** A mail server that is down or busy. About two days. */
const MAIL = { outside: true, first: 30 * SECOND, longest: 2 * HOUR, tries: 30, givesUp: 'mail-not-accepted' } as const;
/** The public register. About nine hours, so that a person still has two working days of the law's three. */
const REGISTER = { ...INSIDE, givesUp: 'register-not-changed' } as const;
/** Another body: reminders and reports. About two days. */
const BODY = { outside: true, first: 10 * SECOND, longest: HOUR, tries: 50, givesUp: 'body-not-reached' } as const;
/** The credit platform of another body. */
const CREDIT = { ...BODY, givesUp: 'credit-platform-not-reached' } as const;
/** The file must be with the police 24 hours after approval (TR art. 5): after about five hours a person carries it there. */
const PACKAGE = { ...BODY, longest: 10 * MINUTE, tries: 35, givesUp: 'package-not-delivered' } as const;

/** Every kind of effect has one way, in whatever proceeding it occurs. */
export const WAYS: Record<EffectKind, Way> = {
  letter: { does: 'letter', ...INSIDE },
  notice: { does: 'notice', ...MAIL },
  publish: { does: 'publish', ...REGISTER },
  'withdraw-publication': { does: 'withdrawPublication', ...REGISTER },
  'expire-publication': { does: 'expirePublication', ...REGISTER },
  'correct-publication': { does: 'correctPublication', ...REGISTER },
  'credit-list': { does: 'creditList', ...CREDIT },
  'credit-remove': { does: 'creditRemove', ...CREDIT },
  'police-package': { does: 'policePackage', ...PACKAGE },
  remind: { does: 'remind', ...BODY },
  'report-upward': { does: 'reportUpward', ...BODY },
  'tell-merged': { does: 'tellMerged', ...INSIDE },
};

/** Milliseconds after which an effect that is tried all the time has been given up: the pauses, and two minutes for each try. */
export function lasts(way: Way): number {
  let sum = way.tries * 2 * MINUTE;
  for (let i = 0; i < way.tries - 1; i++) sum += Math.min(way.first * 2 ** i, way.longest);
  return sum;
}
