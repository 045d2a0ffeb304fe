import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What tries many lives or many dates takes seconds; most changes are noticed long before by what tells one case. */
const SLOW = [
  'text/words',
  'people/left',
  'people/may',
  'properties/extension-and-breach',
  'properties/one-interpreter',
  'properties/moved-dates',
  'properties/meaning',
  'properties/time',
  'properties/two-times',
  'proceedings/model-walk',
];
class QuickOnesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => SLOW.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
    return [...files].sort((a, b) => rank(a) - rank(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}

/** The tests of the domain alone, in one process that loads the law once: what notices a change of it, without a server. */
export default defineConfig({
  test: {
    include: ['golden', 'properties', 'law', 'proceedings', 'people', 'text'].map(
      (room) => `tests/${room}/**/*.test.ts`,
    ),
    // It reads the text of the sources, which is another one where changes are tried.
    exclude: ['tests/text/once.test.ts'],
    environment: 'node',
    isolate: false,
    sequence: { sequencer: QuickOnesFirst },
    testTimeout: 120_000,
  },
});
