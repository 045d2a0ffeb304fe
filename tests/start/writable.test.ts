import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
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
afterEach(() => rmSync(folder, { recursive: true, force: true }));

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
