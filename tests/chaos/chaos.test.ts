import { expect, test } from 'vitest';
import { ROOT } from '../../bin/lib/build.ts';
import { run } from '../../bin/lib/processes.ts';

interface Outcome {
  seed: number;
  perTarget: Record<string, number>;
  counts: Record<string, number>;
  kills: { target: string; store: boolean }[];
  losses: string[];
}

test('worker, PostgreSQL and Temporal with its store killed at work: nothing is lost, nothing happens twice', async () => {
  const { code, output } = await run(
    process.execPath,
    ['--import', 'tsx', 'bin/chaos.ts', '--kills', '3', '--targets', 'worker,postgres,temporal', '--people', '4'],
    { cwd: ROOT },
  );
  const last = output.split('\n').at(-1) ?? '';
  expect(last.startsWith('{'), output.slice(-3000)).toBe(true);
  const outcome = JSON.parse(last) as Outcome;
  expect(outcome.losses, output.slice(-3000)).toEqual([]);
  expect(code, output.slice(-3000)).toBe(0);
  expect(outcome.perTarget).toEqual({ worker: 1, postgres: 1, temporal: 1, api: 0 });
  expect(outcome.kills.filter((k) => k.store)).toHaveLength(1);
  // A drill in which nobody worked proves nothing.
  for (const what of ['tips', 'files', 'acts', 'instants', 'letters', 'mails', 'parcels']) {
    expect(outcome.counts[what], `${what} in ${last}`).toBeGreaterThan(0);
  }
}, 240_000);
