import { chmodSync, cpSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The text of a file, or undefined when there is none. Any other failure is thrown. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes a file in one step, readable by its owner only, so that a killed process never leaves half of it. */
export function writePrivate(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, path);
}

/**
 * Copies a folder, its links as they are. The owner may write into the copy whatever the modes of the original say: they are handed on,
 * and in a folder that was closed nothing could be made.
 * @param taken which paths of the original, with all below them; default all
 */
export function copyWritable(from: string, to: string, taken?: (path: string) => boolean): void {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true, ...(taken ? { filter: taken } : {}) });
  for (const name of ['.', ...readdirSync(to, { recursive: true, encoding: 'utf8' })]) {
    const path = join(to, name);
    const found = lstatSync(path);
    if (!found.isSymbolicLink()) chmodSync(path, found.mode | 0o200);
  }
}
