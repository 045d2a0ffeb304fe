import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../bin/lib/build.ts';
import { LONG, proven } from '../support/proof.ts';
import { REASONS } from './reasons.ts';

/** Seed of the draw that `npm run proof` tries, and how many are drawn so that at least 600 are tried. */
const SEED = 20_261_129;
const DRAWN = 900;
/** Of the changes that are tried, as many as this are noticed. */
const LEAST = 0.85;
const MINUTES = 60;

it('a change of the domain that no test needs to notice is of a line that is there, and says why', () => {
  for (const { file, code, why } of REASONS) {
    expect(readFileSync(join(ROOT, file), 'utf8'), file).toContain(code);
    expect(why.length).toBeGreaterThan(20);
  }
});

// The whole draw takes as long as many runs of these tests: it is made by `npm run proof` alone.
if (LONG)
  it(
    'a small change of the domain is noticed by its tests, or says why it need not be',
    () => {
      const { MINGCHA_PROOF: _, ...env } = process.env;
      const words = ['run', '--silent', 'mutants', '--', '--mutants', String(DRAWN), '--seed', String(SEED)];
      const done = spawnSync('npm', words, { cwd: ROOT, env, encoding: 'utf8', maxBuffer: 2 ** 28 });
      // What stopped it (its first run of the tests, most often) stands at the end of what it printed.
      if (done.status !== 0) throw new Error(`${done.stdout.slice(-10_000)}\n${done.stderr.slice(-10_000)}`);
      const said = JSON.parse(done.stdout.trim().split('\n').at(-1) ?? '') as Record<string, number>;
      console.log(
        done.stdout
          .split('\n')
          .filter((line) => /^(Survived|NoCoverage) /.test(line))
          .join('\n'),
      );
      expect(said.tried).toBeGreaterThanOrEqual(600);
      expect(said.score).toBeGreaterThanOrEqual(LEAST);
      proven('A small change of the domain is noticed by its tests', said);
    },
    MINUTES * 60_000,
  );
