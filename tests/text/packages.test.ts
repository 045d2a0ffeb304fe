/** Decision 1 says of every package why it is there, and of none that is not. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}
const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

test('every package that is installed has its row in the decision, and every row its package', () => {
  const record = readFileSync('docs/decisions/0001-dependencies.md', 'utf8');
  // A name of ours in the first column of the table is a folder, with a slash at its end.
  const named = [...record.matchAll(/^\| ([^|]+) \|/gm)]
    .flatMap(([, chosen = '']) => [...chosen.matchAll(/`([^`]+[^`/])`/g)])
    .map(([, name = '']) => name);
  expect(named.sort()).toEqual(Object.keys({ ...dependencies, ...devDependencies }).sort());
});
