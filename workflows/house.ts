import {
  ActivityCancellationType,
  CancellationScope,
  condition,
  isCancellation,
  patched,
  proxyActivities,
  setCurrentDetails,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { Instant } from '../domain/time/types.ts';
import { type DigestCalls, type HouseCalls, NOBODY_AT_IT, outsideQueue } from './contract.ts';
import { goOn, runIsOver } from './former.ts';
import { summed } from './summed.ts';
import { DIGEST } from './ways.ts';

const house = summed<HouseCalls>(
  {
    startToCloseTimeout: '10 minutes',
    // One whose worker was killed in the middle is begun again long before (`activities/beating.ts`).
    heartbeatTimeout: NOBODY_AT_IT,
    retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
  },
  {
    countPage: 'counts a page of cases',
    forget: 'deletes what is over its time',
    nextDigest: 'when do digests come',
    digestsAt: 'who is written to',
  },
);

/** Where a counting goes on in its next run. */
interface Counted {
  from?: string;
  moved?: number;
}

/** Counts the running dates again after a calendar was published, a page of cases at a time, until every case is counted. */
export async function counting({ from, moved = 0 }: Counted = {}): Promise<void> {
  for (let pause = 1; ; ) {
    const page = await house.countPage(from);
    moved += page.moved;
    setCurrentDetails(`${page.left} cases to count, ${moved} dates moved`);
    if (page.from === null) {
      if (page.left === 0) return;
      // Somebody else counts, or a case cannot be counted now.
      await sleep(pause * 1000, { summary: 'tries again' });
      pause = Math.min(pause * 2, 60);
    }
    from = page.from ?? undefined;
    if (runIsOver()) await goOn({ ...(from === undefined ? {} : { from }), moved } satisfies Counted);
  }
}

/** Deletes every minute what is kept for a time and over it: answers to tips, sessions, files that no act took in. */
export async function forgetting(): Promise<void> {
  for (;;) {
    await house.forget();
    if (runIsOver()) await goOn();
    await sleep('1 minute', { summary: 'what is kept for a time' });
  }
}

/** Mails under way: a few that a mail server does not take yet hold up nobody behind them. How many meet it at once its connections say. */
const UNDER_WAY = 500;

/** Whether a run should end before its moment does. One that was at it under the code of before goes on. */
const endsWithin = (): boolean => runIsOver() && patched('a moment in several runs');

/**
 * Sleeps until digests come, and has each written. What was missed while nothing ran is not made up for: the ledger says so.
 * @param begun the moment at which the run before was
 */
export async function digesting(after?: Instant, begun?: Instant): Promise<void> {
  let last = after;
  let goesOn = begun;
  for (;;) {
    const { moment, wait } = goesOn === undefined ? await house.nextDigest(last) : { moment: goesOn, wait: 0 };
    goesOn = undefined;
    setCurrentDetails(`next at ${moment}`);
    if (wait > 0) await sleep(wait, { summary: 'until digests come' });
    const mails = new CancellationScope();
    const going = new Set<Promise<void>>();
    for (let from: string | undefined; ; ) {
      const page = await house.digestsAt(moment, from);
      for (const staff of page.staff) {
        while (going.size >= UNDER_WAY) await Promise.race(going);
        const one: Promise<void> = mails.run(() => writtenTo(staff, moment)).finally(() => going.delete(one));
        // Nobody may be waiting for it when it is cancelled.
        one.catch(() => undefined);
        going.add(one);
      }
      if (page.from === null) break;
      from = page.from;
      if (endsWithin()) {
        // Who is not written to by then is named to the next run again; who was written to is not.
        await condition(() => going.size === 0, DIGEST.first, { summary: 'ends this run' });
        mails.cancel();
        await Promise.allSettled(going);
        await goOn(last, moment);
      }
    }
    await Promise.all(going);
    last = moment;
    if (runIsOver()) await goOn(last);
  }
}

/** One mail; whom the mail server does not take it for in time gets the next one. */
async function writtenTo(staff: string, moment: Instant): Promise<void> {
  const outside = proxyActivities<DigestCalls>({
    taskQueue: outsideQueue(workflowInfo().taskQueue),
    startToCloseTimeout: '2 minutes',
    scheduleToCloseTimeout: DIGEST.within,
    retry: { initialInterval: DIGEST.first, backoffCoefficient: 2, maximumInterval: DIGEST.longest },
    summary: `digest ${moment}`,
    // A try that is under way ends before anybody else writes the same mail.
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  });
  try {
    await outside.digest({ staff, moment });
  } catch (error) {
    if (isCancellation(error)) throw error;
  }
}
