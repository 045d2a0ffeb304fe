import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fingerprint, ROOT } from './build.ts';
import { copyWritable } from './files.ts';

/** What is no source: made here, or the tool's own. */
const NOT_COPIED = new Set(['node_modules', '.git', '.mingcha', '.reports', 'dist', 'generated']);

/** Whether this process may write into a folder. */
export const isWritable = (folder: string): boolean => {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

/**
 * A copy of a checkout in which the programs that build (database client, console) may write; its packages stay where they are.
 * Kept under the hash of its sources, made in one step.
 */
export function copyOf(root: string, cacheDir: string): string {
  const copy = join(
    cacheDir,
    `checkout-${createHash('sha256')
      .update(root)
      .update(fingerprint(['.'], root, NOT_COPIED))
      .digest('hex')
      .slice(0, 16)}`,
  );
  if (existsSync(copy)) return copy;
  const draft = `${copy}.${process.pid}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(cacheDir, { recursive: true });
  copyWritable(
    root,
    draft,
    (from) =>
      !relative(root, from)
        .split(/[\\/]/)
        .some((name) => NOT_COPIED.has(name)),
  );
  // A folder of links instead of one link: tools keep scratch files in node_modules.
  const packages = join(root, 'node_modules');
  mkdirSync(join(draft, 'node_modules'));
  const isPackage = (name: string) => !name.startsWith('.') || name === '.bin';
  for (const name of readdirSync(packages).filter(isPackage))
    symlinkSync(join(packages, name), join(draft, 'node_modules', name));
  try {
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

/**
 * Goes on at once where the checkout can be written. Where it cannot, runs the same program from a copy in the cache folder with the
 * same words, and ends with its code.
 * @param program path of the program from the project's folder
 */
export async function onWritableGround(
  program: string,
  settings: { cacheDir: string; dataDir: string },
): Promise<void> {
  if (isWritable(ROOT)) return;
  const copy = copyOf(resolve(ROOT), settings.cacheDir);
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...process.argv.slice(2)], {
    cwd: copy,
    env: { ...process.env, MINGCHA_DATA: settings.dataDir },
    stdio: 'inherit',
  });
  // Ctrl-C reaches both; what is sent to this process alone is handed on.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  process.exit(await new Promise<number>((done) => child.once('exit', (code) => done(code ?? 1))));
}
