import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LONG } from './tests/support/proof.ts';

/**
 * What the tests of a folder need from outside their own process. `npm test` brings each up once for all; a single file
 * run with `npx vitest run tests/<folder>/…` has it brought up by the same setups.
 */
const needs: Record<string, ('postgres' | 'temporal' | 'test-server' | 'console')[]> = {
  golden: [],
  properties: [],
  law: [],
  proceedings: [],
  people: [],
  files: [],
  text: [],
  ledger: ['postgres'],
  start: ['postgres', 'temporal'],
  upgrade: ['postgres', 'temporal'],
  workflows: ['postgres', 'test-server', 'temporal'],
  replay: [],
  api: ['postgres', 'temporal'],
  browser: ['postgres', 'temporal', 'console'],
  leaks: ['postgres', 'temporal'],
  roads: ['postgres', 'temporal', 'console'],
  chaos: ['postgres', 'temporal'],
};

/** Folders whose tests kill or load the machine's servers, or measure time, run after all others and one file at a time. */
const alone = new Set(['chaos', 'browser', 'roads']);

const folders = readdirSync(new URL('./tests', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'support')
  .map((entry) => entry.name)
  .sort();

export default defineConfig({
  test: {
    reporters: ['default', ['json', { outputFile: process.env.TEST_REPORT ?? '.reports/vitest.json' }]],
    maxWorkers: Math.max(2, availableParallelism()),
    projects: folders.map((name) => ({
      test: {
        name,
        include: [`tests/${name}/**/*.test.{ts,tsx}`],
        environment: 'node',
        // The Temporal SDK is native code, which does not live in worker threads.
        pool: 'forks' as const,
        globalSetup: (needs[name] ?? ['postgres']).map((need) => `tests/support/setup/${need}.ts`),
        fileParallelism: !alone.has(name),
        sequence: { groupOrder: alone.has(name) ? 1 : 0 },
        testTimeout: LONG ? 4 * 3_600_000 : 60_000,
        hookTimeout: 120_000,
      },
    })),
  },
});
