import type { EffectKind } from '../domain/case/types.ts';
import type { EFFECTS, Reason } from '../domain/effects.ts';
import type { EffectCalls, FormerCalls } from './contract.ts';

type Said = typeof EFFECTS;

/** How one kind of effect is done and how often it is tried; what it is, and what is said when it cannot be done, stands in the domain. */
export interface Way {
  does: keyof EffectCalls | keyof FormerCalls;
  /** Leads out of the house, where somebody may be slow: on a queue of its own, so that no call into the ledger waits behind it. */
  outside: boolean;
  /** Milliseconds of pause after the first failure; doubled each time up to `longest`. */
  first: number;
  longest: number;
  /**
   * Where no period of the law says how long (`EffectRef.until`): tries are counted, not hours, so that a day on which no worker ran
   * uses up none of them.
   */
  tries: number;
  /** Reason that the ledger turns into a task for a person. */
  givesUp: Reason;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Inside our own house only a database or a full disk can stand in the way; about nine hours. */
const INSIDE = { outside: false, first: SECOND, longest: 10 * MINUTE, tries: 60 } as const;
/** A mail server that is down or busy; about two days. */
const MAIL = { outside: true, first: 30 * SECOND, longest: 2 * HOUR, tries: 30 } as const;
/** Another body; about two days. */
const BODY = { outside: true, first: 10 * SECOND, longest: HOUR, tries: 50 } as const;

/** A mail of numbers: what cannot be sent within the hour is left to the next one, as the ledger says, too. */
export const DIGEST = { first: 10 * SECOND, longest: 10 * MINUTE, within: HOUR } as const;

const FIGURES = { inside: INSIDE, mail: MAIL, body: BODY };

/** The way of each kind of effect. Drivers carry no law, so they say again what the domain says of it; the compiler compares. */
export const WAYS: {
  [Kind in EffectKind]: Way &
    (typeof FIGURES)[Said[Kind]['way']] & {
      does: Said[Kind]['does'];
      givesUp: Said[Kind]['failed']['why'];
    };
} = {
  letter: { does: 'letter', ...INSIDE, givesUp: 'not-placed' },
  notice: { does: 'notice', ...MAIL, givesUp: 'mail-not-accepted' },
  publish: { does: 'publish', ...INSIDE, givesUp: 'register-not-changed' },
  'withdraw-publication': { does: 'withdrawPublication', ...INSIDE, givesUp: 'register-not-changed' },
  'expire-publication': { does: 'expirePublication', ...INSIDE, givesUp: 'register-not-changed' },
  'correct-publication': { does: 'correctPublication', ...INSIDE, givesUp: 'register-not-changed' },
  'credit-list': { does: 'creditList', ...BODY, givesUp: 'credit-platform-not-reached' },
  'credit-remove': { does: 'creditRemove', ...BODY, givesUp: 'credit-platform-not-reached' },
  'police-package': { does: 'policePackage', ...BODY, givesUp: 'package-not-delivered' },
  remind: { does: 'remind', ...BODY, givesUp: 'body-not-reached' },
  'report-upward': { does: 'reportUpward', ...BODY, givesUp: 'body-not-reached' },
};

/**
 * Kinds of before, kept for one release. `tell-merged` did nothing: the ledger had ended the merged cases in the same transaction. It is
 * marked as done where it still stands.
 */
export const FORMER_WAYS: Readonly<Record<string, Way | undefined>> = {
  'tell-merged': { does: 'tellMerged', ...INSIDE, givesUp: 'not-placed' },
};

const A_TRY = 2 * MINUTE;

/** Milliseconds that all tries of a way take with the pauses between them, and its longest pause with the try after it. */
export function lasts(way: Way): { all: number; last: number } {
  let all = way.tries * A_TRY;
  for (let i = 0; i < way.tries - 1; i++) all += Math.min(way.first * 2 ** i, way.longest);
  return { all, last: way.longest + A_TRY };
}
