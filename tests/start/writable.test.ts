import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ROOT } from '../../bin/lib/build.ts';
import { copyWritable } from '../../bin/lib/files.ts';
import { run } from '../../bin/lib/processes.ts';
import { copyOf } from '../../bin/lib/writable.ts';

let folder: string;
let root: string;
const write = (path: string, text: string) => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingcha-writable-'));
  root = join(folder, '只读 checkout');
  write('package.json', '{}');
  write('domain/law/index.ts', 'export {};');
  write('dist/console/index.html', 'old');
  write('node_modules/one/index.js', '');
  write('node_modules/.vite-temp/scratch', '');
});
/** Takes the right to write from all that is below a folder, or gives it back. */
const mode = (of: string, change: (mode: number) => number) => {
  for (const name of ['.', ...readdirSync(of, { recursive: true, encoding: 'utf8' })]) {
    const path = join(of, name);
    if (!lstatSync(path).isSymbolicLink()) chmodSync(path, change(statSync(path).mode));
  }
};
const close = () => mode(root, (was) => was & ~0o222);
const shut = (path: string) => (statSync(path).mode & 0o200) === 0;
afterEach(() => {
  mode(root, (was) => was | 0o200);
  rmSync(folder, { recursive: true, force: true });
});

test('a checkout that cannot be written is copied without what was made in it; its packages stay where they are', () => {
  const copy = copyOf(root, join(folder, 'cache'));
  expect(readFileSync(join(copy, 'domain/law/index.ts'), 'utf8')).toBe('export {};');
  expect(existsSync(join(copy, 'dist'))).toBe(false);
  expect(lstatSync(join(copy, 'node_modules')).isSymbolicLink()).toBe(false);
  expect(realpathSync(join(copy, 'node_modules/one'))).toBe(realpathSync(join(root, 'node_modules/one')));
  // Where tools keep scratch files they can write.
  expect(existsSync(join(copy, 'node_modules/.vite-temp'))).toBe(false);
});

test('the copy is used again, and made anew when a source has changed', () => {
  const cache = join(folder, 'cache');
  const copy = copyOf(root, cache);
  expect(copyOf(root, cache)).toBe(copy);
  write('domain/law/index.ts', 'export const changed = true;');
  expect(copyOf(root, cache)).not.toBe(copy);
});

test('into the copy of a checkout whose every mode forbids writing its owner may write', () => {
  close();
  expect(shut(join(root, 'domain'))).toBe(true);
  const copy = copyOf(root, join(folder, 'cache'));
  const made = ['.', 'domain/law', 'domain/law/index.ts', 'node_modules'].filter((path) => shut(join(copy, path)));
  expect(made).toEqual([]);
});

test('a copy keeps links as they are and what may be run', () => {
  write('native/bin/postgres', '#!');
  chmodSync(join(root, 'native/bin/postgres'), 0o755);
  symlinkSync('postgres', join(root, 'native/bin/postmaster'));
  close();
  const copy = join(folder, 'copy');
  copyWritable(join(root, 'native'), copy);
  expect(readlinkSync(join(copy, 'bin/postmaster'))).toBe('postgres');
  expect(statSync(join(copy, 'bin/postgres')).mode & 0o777).toBe(0o755);
});

test('the imports of a copy are judged as those of its checkout, though its packages are links', async () => {
  const copy = copyOf(ROOT, join(folder, 'cache'));
  const { code, output } = await run(
    join(copy, 'node_modules', '.bin', 'depcruise'),
    ['--config', '.dependency-cruiser.cjs', 'files', 'domain/text'],
    { cwd: copy },
  );
  expect(output).toContain('no dependency violations found');
  expect(code).toBe(0);
});
