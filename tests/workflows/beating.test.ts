import { MockActivityEnvironment } from '@temporalio/testing';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { beating } from '../../activities/beating.ts';
import { ledgerCalls } from '../../activities/ledger-calls.ts';
import { NOBODY_AT_IT } from '../../workflows/contract.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Runs an activity and counts how often it says that somebody is still at it. */
function run(activity: () => Promise<unknown>) {
  const environment = new MockActivityEnvironment();
  let beats = 0;
  environment.on('heartbeat', () => {
    beats += 1;
  });
  return { done: environment.run(activity), beats: () => beats };
}

it('a call for the whole house says all the while that somebody is at it, and no longer than that', async () => {
  let end: () => void = () => undefined;
  const work = new Promise<void>((resolve) => {
    end = resolve;
  });
  const { done, beats } = run(beating(() => work));
  await vi.advanceTimersByTimeAsync(NOBODY_AT_IT);
  const before = beats();
  expect(before).toBeGreaterThan(2);
  end();
  await done;
  await vi.advanceTimersByTimeAsync(NOBODY_AT_IT);
  expect(beats()).toBe(before);
});

it('each of them does', async () => {
  const never = () => new Promise<never>(() => undefined);
  const calls = ledgerCalls(
    {
      ...{ driversOf: never, todo: never, advanceCase: never, effect: never, effectGivenUp: never },
      ...{ countPage: never, nextDigest: never, digestsAt: never, forget: never },
    },
    { ofCase: String, ofProceeding: String, ofHouse: String },
  );
  for (const name of ['countPage', 'forget', 'nextDigest', 'digestsAt'] as const) {
    const { beats } = run(() => calls[name]('2025-03-03T14:00:00+08:00'));
    await vi.advanceTimersByTimeAsync(NOBODY_AT_IT);
    expect([name, beats() > 2]).toEqual([name, true]);
  }
});
