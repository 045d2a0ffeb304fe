import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { LONG } from './tests/support/proof.ts';

interface Project {
  folders: string[];
  /** What its tests need from outside their own process. */
  needs: ('postgres' | 'temporal' | 'test-server' | 'console')[];
  /** Its files share a process, which loads the law once: what they keep, they keep in a database of their own. */
  shared?: true;
  /** Its files draw by chance what they try. */
  draws?: true;
}

/**
 * Folders by what their tests need. `npm test` brings each up once for all; a single file run with `npx vitest run tests/<folder>/…`
 * has it brought up by the same setups. Folders that need nothing are one project, so that the law is read once for all of them.
 */
const PROJECTS: Record<string, Project> = {
  domain: {
    folders: ['golden', 'properties', 'law', 'proceedings', 'people', 'files', 'text', 'types', 'mutation'],
    needs: [],
    shared: true,
    draws: true,
  },
  ledger: { folders: ['ledger'], needs: ['postgres'], shared: true },
  start: { folders: ['start'], needs: ['postgres', 'temporal'] },
  upgrade: { folders: ['upgrade'], needs: ['postgres', 'temporal'] },
  workflows: { folders: ['workflows'], needs: ['postgres', 'test-server', 'temporal'] },
  replay: { folders: ['replay'], needs: [] },
  api: { folders: ['api'], needs: ['postgres', 'temporal'], shared: true },
  browser: { folders: ['browser'], needs: ['postgres', 'temporal', 'console'] },
  leaks: { folders: ['leaks'], needs: ['postgres', 'temporal'] },
  roads: { folders: ['roads'], needs: ['postgres', 'temporal', 'console'] },
  chaos: { folders: ['chaos'], needs: ['postgres', 'temporal'] },
};

/** Kills the machine's servers: after all others, and alone. */
const alone = new Set(['chaos']);

/** What takes a minute begins first, so that nobody waits for it at the end. */
const LONG_ONES = [
  'browser/people',
  'browser/moving-in',
  'browser/console',
  'start/whole',
  'browser/law',
  'browser/citizen',
  'start/temporal-back',
];
class LongOnesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONG_ONES.findIndex((name) => moduleId.endsWith(`/tests/${name}.test.ts`));
      return at < 0 ? LONG_ONES.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

const placed = new Set(Object.values(PROJECTS).flatMap(({ folders }) => folders));
for (const { name } of readdirSync(new URL('./tests', import.meta.url), { withFileTypes: true }).filter(
  (entry) => entry.isDirectory() && entry.name !== 'support' && !placed.has(entry.name),
)) {
  throw new Error(`tests/${name} belongs to no project of vitest.config.ts: its tests would not run.`);
}

export default defineConfig({
  test: {
    reporters: ['default', ['json', { outputFile: process.env.TEST_REPORT ?? '.reports/vitest.json' }]],
    // Two more than there are cores: a test in a browser or of a whole start waits longer than it works.
    maxWorkers: availableParallelism() + 2,
    sequence: { sequencer: LongOnesFirst },
    projects: Object.entries(PROJECTS).map(([name, { folders, needs, shared, draws }]) => ({
      test: {
        name,
        include: folders.map((folder) => `tests/${folder}/**/*.test.{ts,tsx}`),
        environment: 'node',
        // The Temporal SDK is native code, which does not live in worker threads.
        pool: 'forks' as const,
        globalSetup: needs.map((need) => `tests/support/setup/${need}.ts`),
        setupFiles: draws ? ['tests/support/setup/seeded.ts'] : [],
        isolate: !shared,
        sequence: { groupOrder: alone.has(name) ? 1 : 0 },
        testTimeout: LONG ? 4 * 3_600_000 : 60_000,
        hookTimeout: 120_000,
      },
    })),
  },
});
