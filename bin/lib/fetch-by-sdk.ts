import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { eachLine, pause, spawnEntry } from './processes.ts';

/** The servers that the Temporal SDK can download by itself. */
export type SdkServer = 'dev-server' | 'time-skipping';

const size = (folder: string): number =>
  readdirSync(folder).reduce(
    (sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );

/**
 * Lets the Temporal SDK download one of its servers, in a process of its own so that it can be ended: after
 * `silenceMs` without a byte, which is what a closed network gives.
 * @param target where the executable shall lie
 * @returns why it did not work, or undefined when `target` is there
 */
export async function fetchBySdk(kind: SdkServer, target: string, silenceMs = 8_000): Promise<string | undefined> {
  const folder = `${dirname(target)}.${process.pid}.fetch`;
  mkdirSync(folder, { recursive: true });
  const child = spawnEntry('bin/lib/fetch-by-sdk.ts', { MINGCHA_FETCH: JSON.stringify({ kind, folder }) });
  let last = '';
  eachLine(child, (line) => {
    last = line.trim() || last;
  });
  let code: number | undefined;
  child.once('exit', (value) => {
    code = value ?? 137;
  });
  child.once('error', (error) => {
    last = error.message;
    code = 127;
  });
  try {
    let bytes = 0;
    for (let silent = 0; code === undefined; silent += 100) {
      await pause(100);
      const now = size(folder);
      if (now > bytes) silent = 0;
      bytes = now;
      if (silent >= silenceMs) {
        child.kill('SIGKILL');
        return 'the download address does not answer';
      }
    }
    const file = readdirSync(folder).find((name) => name.startsWith('temporal'));
    if (code !== 0 || file === undefined) return last || 'the download failed';
    mkdirSync(dirname(target), { recursive: true });
    renameSync(join(folder, file), target);
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { kind, folder } = JSON.parse(process.env.MINGCHA_FETCH ?? '{}') as { kind: SdkServer; folder: string };
  process.on('disconnect', () => process.exit(1));
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const server = { executable: { type: 'cached-download' as const, downloadDir: folder } };
  try {
    const environment =
      kind === 'dev-server'
        ? await TestWorkflowEnvironment.createLocal({ server })
        : await TestWorkflowEnvironment.createTimeSkipping({ server });
    await environment.teardown();
    process.exit(0);
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}
