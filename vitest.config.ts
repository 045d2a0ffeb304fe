import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
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
  types: [],
  mutation: [],
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

/** Folders whose files share a process, which loads the law once: what they keep, they keep in a database of their own. */
const shared = new Set(['golden', 'properties', 'law', 'proceedings', 'people', 'files', 'text', 'api', 'ledger']);

/** Kills the machine's servers: after all others, and alone. */
const alone = new Set(['chaos']);

/** What takes a minute begins first, so that nobody waits for it at the end. */
const LONG_ONES = ['browser/console', 'start/whole', 'browser/law', 'browser/citizen', 'start/temporal-back'];
class LongOnesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONG_ONES.findIndex((name) => moduleId.endsWith(`/tests/${name}.test.ts`));
      return at < 0 ? LONG_ONES.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

const folders = readdirSync(new URL('./tests', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'support')
  .map((entry) => entry.name)
  .sort();

export default defineConfig({
  test: {
    reporters: ['default', ['json', { outputFile: process.env.TEST_REPORT ?? '.reports/vitest.json' }]],
    // Two more than there are cores: a test in a browser or of a whole start waits longer than it works.
    maxWorkers: availableParallelism() + 2,
    sequence: { sequencer: LongOnesFirst },
    projects: folders.map((name) => ({
      test: {
        name,
        include: [`tests/${name}/**/*.test.{ts,tsx}`],
        environment: 'node',
        // The Temporal SDK is native code, which does not live in worker threads.
        pool: 'forks' as const,
        globalSetup: (needs[name] ?? ['postgres']).map((need) => `tests/support/setup/${need}.ts`),
        isolate: !shared.has(name),
        sequence: { groupOrder: alone.has(name) ? 1 : 0 },
        testTimeout: LONG ? 4 * 3_600_000 : 60_000,
        hookTimeout: 120_000,
      },
    })),
  },
});
