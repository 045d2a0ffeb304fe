import type { Duration } from '@temporalio/common';
import type { EffectCalls, Reason } from '../activities/contract.ts';
import type { EffectKind } from '../domain/proceedings/types.ts';

/** How one kind of effect is done: how often it is tried, and what a person is told when it cannot be done. */
export interface Way {
  /** Pause after the first failure; doubled each time up to `longest`. */
  first: Duration;
  longest: Duration;
  /** Tries are counted, not hours: a day on which no worker ran uses up none of them. */
  tries: number;
  /** Reason that the ledger turns into a task for a person. */
  givesUp: Reason;
}

/** The effects that a proceeding has, each with its way. */
export type Road = Partial<Record<EffectKind, Way>>;

/** Inside our own house: only a database or a full disk can stand in the way. About nine hours. */
export const INSIDE: Way = { first: '1 second', longest: '10 minutes', tries: 60, givesUp: 'not-placed' };
/** A mail server that is down or busy. About two days. */
export const MAIL: Way = { first: '30 seconds', longest: '2 hours', tries: 30, givesUp: 'mail-not-accepted' };
/** The public register. About nine hours, so that a person still has two working days of the law's three. */
export const REGISTER: Way = { first: '1 second', longest: '10 minutes', tries: 60, givesUp: 'register-not-changed' };
/** The credit platform of another body. About two days. */
export const CREDIT: Way = {
  first: '10 seconds',
  longest: '1 hour',
  tries: 50,
  givesUp: 'credit-platform-not-reached',
};
/** Another body: reminders and reports. About two days. */
export const BODY: Way = { first: '10 seconds', longest: '1 hour', tries: 50, givesUp: 'body-not-reached' };

/** For a kind that a road does not name: it is done all the same. */
export const OTHERWISE: Way = { first: '10 seconds', longest: '1 hour', tries: 50, givesUp: 'not-done' };

export const ACTIVITY: Record<EffectKind, keyof EffectCalls> = {
  letter: 'letter',
  notice: 'notice',
  publish: 'publish',
  'withdraw-publication': 'withdrawPublication',
  'expire-publication': 'expirePublication',
  'correct-publication': 'correctPublication',
  'credit-list': 'creditList',
  'credit-remove': 'creditRemove',
  'police-package': 'policePackage',
  remind: 'remind',
  'report-upward': 'reportUpward',
  'tell-merged': 'tellMerged',
};
