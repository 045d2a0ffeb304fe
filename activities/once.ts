import { ApplicationFailure } from '@temporalio/common';
import type { EffectKind, Json } from '../domain/case/types.ts';
import { Refused } from '../ledger/ground/errors.ts';
import type { EffectFull, Effects } from '../ledger/types.ts';

/** The other side will never take it: no further tries, a person sees to it. The message must not say anything of a person. */
export class NeverTaken extends Error {
  override name = 'NeverTaken';
}

/** The ledger does not know the case or effect, as after a copy was restored: however often it is asked, that does not get better. */
const notThere = (error: unknown): boolean =>
  error instanceof Refused && ['case-unknown', 'effect-unknown'].includes(error.refusal.code);

/**
 * An activity around one effect: asks the ledger what the key stands for, does it unless it is done or given up, and
 * records that it was done. A repeat after a crash is caught by the ledger or by the other side, who know the key.
 */
export function once(
  ledger: Effects,
  kinds: readonly EffectKind[],
  act: (effect: EffectFull) => Promise<Json | undefined>,
): (key: string) => Promise<void> {
  return async (key) => {
    const effect = await ledger.effect(key);
    if (effect.status !== 'todo') return;
    if (!kinds.includes(effect.kind))
      throw new NeverTaken(`an effect of kind ${effect.kind} came to the wrong activity`);
    const last = await ledger.effectAttempted(key);
    const result = await act(effect).catch((error: unknown) => {
      // A day on which no worker ran has used up no try: this one was made, and a person has what is left of the period.
      throw last && !notThere(error)
        ? new NeverTaken('its period leaves no time for another try', { cause: error })
        : error;
    });
    await ledger.effectDone(key, result);
  };
}

/**
 * Lets no error out of an activity as it is: what a database or a mail server says may name a person, and would stand in
 * the log. Out goes the kind of error, its code and the places in the code.
 */
export function bland<A extends unknown[], R>(
  activity: (...args: A) => Promise<R>,
  tell: (line: string) => void,
): (...args: A) => Promise<R> {
  return async (...args) => {
    try {
      return await activity(...args);
    } catch (error) {
      const { name, code } =
        error instanceof Error ? (error as Error & { code?: unknown }) : { name: 'unknown', code: '' };
      const gone = notThere(error);
      if (gone) tell('a driver asked for what is not in the ledger, as after a copy was restored: it ends');
      const failure = ApplicationFailure.create({
        message: `${name}${typeof code === 'string' || typeof code === 'number' ? ` ${code}` : ''}`,
        type: gone ? 'NotInTheLedger' : 'Failed',
        nonRetryable: gone || error instanceof NeverTaken,
      });
      const places =
        error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
      failure.stack = [`${failure.name}: ${failure.message}`, ...places].join('\n');
      throw failure;
    }
  };
}
