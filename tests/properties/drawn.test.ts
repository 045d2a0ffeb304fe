import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SEED } from '../support/proof.ts';

const TESTS = new URL('../', import.meta.url);

test('what the tests draw by chance is the same in every run: all begin from one seed, or name their own', () => {
  expect(fc.readConfigureGlobal().seed).toBe(SEED);
  const config = readFileSync(new URL('../vitest.config.ts', TESTS), 'utf8');
  const [, folders = ''] = /folders: \[([^\]]*)\],\s*needs: \[\],\s*shared: true,\s*draws: true/.exec(config) ?? [];
  const unseeded = readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && !folders.includes(`'${file.split('/')[0]}'`))
    .filter((file) => {
      const text = readFileSync(new URL(file, TESTS), 'utf8');
      const draws = text.match(/fc\.(?:assert|check|sample)\(/g) ?? [];
      return draws.length > (text.match(/\bseed: /g) ?? []).length;
    });
  expect(unseeded).toEqual([]);
});
