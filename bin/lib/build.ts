import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readIfThere } from './files.ts';
import { run } from './processes.ts';

/** The project's folder. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Hash over names and contents of files and folders, named from `root`. */
export function fingerprint(paths: string[], root = ROOT, without: ReadonlySet<string> = new Set()): string {
  const hash = createHash('sha256');
  const visit = (path: string) => {
    const full = join(root, path);
    const stat = statSync(full, { throwIfNoEntry: false });
    if (stat?.isDirectory()) {
      for (const name of readdirSync(full).sort()) if (!without.has(name)) visit(join(path, name));
    } else if (stat) hash.update(`\0${path}\0`).update(readFileSync(full));
  };
  for (const path of paths) visit(path);
  return hash.digest('hex');
}

/** Runs a program of node_modules/.bin unless its sources are those of the last run. */
async function once(options: {
  sources: string[];
  stamp: string;
  program: string;
  args: string[];
  env?: Record<string, string>;
}): Promise<boolean> {
  const stamp = join(ROOT, options.stamp);
  const now = fingerprint([...options.sources, 'package-lock.json']);
  if (readIfThere(stamp) === now) return false;
  const { code, output } = await run(join(ROOT, 'node_modules', '.bin', options.program), options.args, {
    cwd: ROOT,
    env: { NO_COLOR: '1', FORCE_COLOR: '0', ...options.env },
  });
  if (code !== 0) throw new Error(`\`${options.program} ${options.args.join(' ')}\` failed:\n${output}`);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
  return true;
}

/**
 * Generates the database client when schema.prisma has changed. Prisma's schema engine, which its command wants to
 * download, is not needed for that; any existing file satisfies it (design 12).
 * @returns whether there was something to do
 */
export async function ensurePrismaClient(): Promise<boolean> {
  if (!existsSync(join(ROOT, 'prisma', 'schema.prisma'))) return false;
  return once({
    sources: ['prisma/schema.prisma', 'prisma.config.ts'],
    stamp: 'prisma/generated/.stamp',
    program: 'prisma',
    args: ['generate'],
    env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' },
  });
}

/** Folder of the built console. */
export const CONSOLE_FOLDER = join(ROOT, 'dist', 'console');

/** The console's Vite configuration, from the project's folder. */
export const CONSOLE_CONFIG = 'web/console/vite.config.ts';

/**
 * Builds the console into dist/console when one of its sources has changed.
 * @returns whether there was something to do
 */
export async function ensureConsole(): Promise<boolean> {
  return once({
    sources: ['web', 'domain'],
    stamp: 'dist/console.stamp',
    program: 'vite',
    args: ['build', '--config', CONSOLE_CONFIG, '--outDir', CONSOLE_FOLDER, '--emptyOutDir', '--logLevel', 'warn'],
  });
}
