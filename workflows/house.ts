import { proxyActivities, setCurrentDetails, sleep } from '@temporalio/workflow';
import type { HouseCalls } from './contract.ts';
import { goOn, runIsOver } from './former.ts';

const house = proxyActivities<HouseCalls>({
  startToCloseTimeout: '10 minutes',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

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
    if (runIsOver()) await goOn<Counted>({ ...(from === undefined ? {} : { from }), moved });
  }
}

/** Deletes every minute what is kept for a time and over it: answers to tips, sessions, files that no act took in. */
export async function forgetting(): Promise<void> {
  for (;;) {
    await house.forget();
    if (runIsOver()) await goOn(undefined);
    await sleep('1 minute', { summary: 'what is kept for a time' });
  }
}
