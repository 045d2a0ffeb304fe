import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { expect, it } from 'vitest';
import { workflowBundle } from '../../activities/bundle.ts';
import { FAILURE_CONVERTER } from '../../activities/codec.ts';
import {
  DIGESTING,
  type DigestCalls,
  type DigestRef,
  type HouseCalls,
  outsideQueue,
} from '../../workflows/contract.ts';
import { temporalOfOurOwn } from '../support/served.ts';
import { until } from '../support/skipping.ts';

const QUEUE = 'digests';
const MOMENT = '2025-03-03T14:00:00+08:00';
const PAGES = [0, 1, 2].map((page) => Array.from({ length: 20 }, (_, i) => `staff${page * 20 + i}`));
const ALL = PAGES.flat();

/**
 * Digests for sixty people on three pages, at a moment that has come.
 * @param options.longAfter events after which Temporal calls a history long
 * @param options.page awaited before a page is told, by its number
 */
async function digests(
  options: {
    longAfter?: number;
    slow: (staff: string) => boolean | Promise<boolean>;
    page?: (page: number) => Promise<void>;
  },
  work: (digesting: WorkflowHandle, written: string[]) => Promise<void>,
): Promise<void> {
  const { longAfter, slow, page: told = async () => undefined } = options;
  const env = await temporalOfOurOwn(longAfter === undefined ? {} : { longAfter });
  const written: string[] = [];
  const house: Pick<HouseCalls, 'nextDigest' | 'digestsAt'> = {
    nextDigest: async (after) => ({ moment: MOMENT, wait: after === MOMENT ? 86_400_000 : 0 }),
    // As the ledger does: whoever was written to is not named again.
    digestsAt: async (_, from) => {
      const page = from === undefined ? 0 : Number(from);
      await told(page);
      const staff = (PAGES[page] ?? []).filter((one) => !written.includes(one));
      return { staff, from: page + 1 < PAGES.length ? String(page + 1) : null };
    },
  };
  const outside: DigestCalls = {
    digest: async ({ staff }: DigestRef) => {
      if (await slow(staff)) throw new Error('450 try again later');
      written.push(staff);
    },
  };
  const common = {
    connection: env.nativeConnection,
    namespace: env.namespace ?? 'default',
    dataConverter: { failureConverterPath: FAILURE_CONVERTER },
  };
  try {
    const inside = await Worker.create({
      ...common,
      taskQueue: QUEUE,
      workflowBundle: await workflowBundle(join(tmpdir(), 'mingcha-test-workflows')),
      activities: house,
    });
    const mails = await Worker.create({ ...common, taskQueue: outsideQueue(QUEUE), activities: outside });
    await mails.runUntil(
      inside.runUntil(async () => {
        const handle = await env.client.workflow.start(DIGESTING, { taskQueue: QUEUE, workflowId: DIGESTING });
        await work(handle, written);
        await handle.terminate().catch(() => undefined);
      }),
    );
  } finally {
    await env.teardown();
  }
}

it('whom the mail server does not take a digest for yet holds up nobody behind them, on no page', async () => {
  const slow = new Set(PAGES[0]?.slice(0, 12));
  await digests({ slow: (staff) => slow.has(staff) }, async (_, written) => {
    const expected = ALL.filter((one) => !slow.has(one));
    await until(async () => expect([...written].sort()).toEqual([...expected].sort()));
  });
}, 120_000);

it('a moment with more people than one history takes goes on in another run, writes to each once, and holds nobody up there either', async () => {
  const slow = new Set(PAGES[0]?.slice(0, 2));
  let mended = false;
  await digests({ longAfter: 40, slow: (staff) => slow.has(staff) && !mended }, async (digesting, written) => {
    const first = (await digesting.describe()).runId;
    const toBe = (expected: string[]) =>
      expect.poll(() => [...written].sort(), { timeout: 60_000 }).toEqual([...expected].sort());
    await toBe(ALL.filter((one) => !slow.has(one)));
    expect((await digesting.describe()).runId).not.toBe(first);
    mended = true;
    await toBe(ALL);
  });
}, 120_000);

/** What is waited for until it is let go. */
function held() {
  let letGo: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return { gone, letGo };
}
/** Ended by hand and by nothing else. */
const isCancelled = (digesting: WorkflowHandle, run: string) =>
  expect
    .poll(
      async () => {
        const { status, runId } = await digesting.describe();
        return [status.name, runId];
      },
      { timeout: 60_000 },
    )
    .toEqual(['CANCELLED', run]);

it('ended by hand while a page is asked for, with mails that are tried again, they are over', async () => {
  const [asked, told] = [held(), held()];
  const page = async (number: number) => {
    if (number !== 1) return;
    asked.letGo();
    await told.gone;
  };
  await digests({ longAfter: 20, slow: () => true, page }, async (digesting) => {
    const { runId } = await digesting.describe();
    try {
      await asked.gone;
      await digesting.cancel();
      await isCancelled(digesting, runId);
    } finally {
      told.letGo();
    }
  });
}, 120_000);

it('ended by hand while a run waits for the last mail before it goes on, they begin no other run', async () => {
  const mail = held();
  const slow = async (staff: string) => {
    if (staff === 'staff0') await mail.gone;
    return false;
  };
  await digests({ longAfter: 20, slow }, async (digesting) => {
    try {
      const { runId } = await digesting.describe();
      const givenUp = async () =>
        (await digesting.fetchHistory()).events?.some((e) => e.activityTaskCancelRequestedEventAttributes);
      await expect.poll(givenUp, { timeout: 60_000 }).toBe(true);
      await digesting.cancel();
      mail.letGo();
      await isCancelled(digesting, runId);
    } finally {
      mail.letGo();
    }
  });
}, 120_000);
