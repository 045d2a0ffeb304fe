import { Context } from '@temporalio/activity';
import { NOBODY_AT_IT } from '../workflows/contract.ts';

/**
 * An activity that says all the while that somebody is at it, so that one whose worker was killed is begun again soon and not when the
 * longest time that it may take is over.
 */
export const beating =
  <A extends unknown[], R>(activity: (...args: A) => Promise<R>): ((...args: A) => Promise<R>) =>
  async (...args) => {
    const context = Context.current();
    const beat = setInterval(() => context.heartbeat(), NOBODY_AT_IT / 6);
    try {
      return await activity(...args);
    } finally {
      clearInterval(beat);
    }
  };
