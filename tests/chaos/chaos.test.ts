import { expect, test } from 'vitest';
import { ROOT } from '../../bin/lib/build.ts';
import { run } from '../../bin/lib/processes.ts';
import { proven, sample } from '../support/proof.ts';

interface Outcome {
  seed: number;
  perTarget: Record<string, number>;
  counts: Record<string, number>;
  trouble: { cut: number; unavailable: number; broken: Record<'cut' | 'stalled' | 'garbled', number> };
  kills: { target: string; store: boolean }[];
  losses: string[];
  seconds: number;
}

const SEED = 20_261_129;
const KILLS = sample(3, 40);
const TARGETS = sample('worker,postgres,temporal', 'worker,api,temporal,postgres');

test(
  'worker, PostgreSQL and Temporal with its store killed at work, files sent over lines that break: nothing is lost, nothing happens twice',
  async () => {
    const { code, output } = await run(
      process.execPath,
      [
        ...['--import', 'tsx', 'tests/chaos/run.ts', '--seed', String(SEED), '--kills', String(KILLS)],
        ...['--targets', TARGETS, '--people', String(sample(2, 6)), '--senders', String(sample(1, 3))],
      ],
      { cwd: ROOT },
    );
    const last = output.split('\n').at(-1) ?? '';
    expect(last.startsWith('{'), output.slice(-3000)).toBe(true);
    const outcome = JSON.parse(last) as Outcome;
    expect(outcome.losses, output.slice(-3000)).toEqual([]);
    expect(code, output.slice(-3000)).toBe(0);
    for (const target of TARGETS.split(',')) expect(outcome.perTarget[target]).toBeGreaterThan(0);
    expect(outcome.kills).toHaveLength(KILLS);
    expect(outcome.kills.filter((k) => k.store)).toHaveLength(1);
    // A drill in which nobody worked proves nothing.
    for (const what of ['tips', 'originals', 'files', 'acts', 'instants', 'letters', 'mails', 'parcels']) {
      expect(outcome.counts[what], `${what} in ${last}`).toBeGreaterThan(0);
    }
    const { broken } = outcome.trouble;
    for (const [what, times] of Object.entries(broken)) expect(times, `${what} in ${last}`).toBeGreaterThan(0);
    proven('Processes killed at work, files over lines that break: nothing is lost, doubled or misdated', {
      seed: outcome.seed,
      ...Object.fromEntries(Object.entries(outcome.perTarget).map(([target, n]) => [`kills of ${target}`, n])),
      ...outcome.counts,
      ...Object.fromEntries(Object.entries(broken).map(([what, n]) => [`bodies ${what}`, n])),
      losses: outcome.losses.length,
    });
  },
  sample(240_000, 4 * 3_600_000),
);
