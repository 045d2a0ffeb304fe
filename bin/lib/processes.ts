import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A line of text for a person or a log file, without its line end. */
export type Log = (line: string) => void;

/** Whether a process with this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line of a process, words separated by spaces; empty when it cannot be read. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    try {
      return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8', stdio: 'pipe' });
    } catch {
      return '';
    }
  }
}

/** Waits until a process is gone. Resolves to false when it still lives after `ms` milliseconds. */
export async function waitGone(pid: number, ms: number): Promise<boolean> {
  for (let waited = 0; isAlive(pid); waited += 50) {
    if (waited >= ms) return false;
    await pause(50);
  }
  return true;
}

/** Resolves after `ms` milliseconds of real time. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Whether something comes to pass within `ms` milliseconds; a failure counts as not. Leaves no timer behind. */
export async function within(promise: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([
      promise.then(
        () => true,
        () => false,
      ),
      late,
    ]);
  } finally {
    clearTimeout(timer);
  }
}

/** Calls `log` once for every whole line a child writes, on either stream. */
export function eachLine(child: ChildProcess, log: Log): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    let rest = '';
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) log(line.trimEnd());
    });
    stream.on('end', () => {
      if (rest) log(rest);
      rest = '';
    });
  }
}

/**
 * Starts a TypeScript file of this project as a Node process of its own, in its own process group, so that Ctrl-C in
 * the terminal reaches only the supervisor, who ends things in order. The child has a channel to its parent: it may
 * send `{ ready: true }`, and it ends itself when the parent is gone.
 */
export function spawnEntry(entry: string, env: Record<string, string | undefined>): ChildProcess {
  const file = fileURLToPath(new URL(`../../${entry}`, import.meta.url));
  return spawn(process.execPath, ['--import', 'tsx', file], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  });
}

/** Resolves when the child sends `{ ready: true }`; rejects when it ends before. */
export function readyMessage(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on('message', (message: unknown) => {
      if (typeof message === 'object' && message !== null && 'ready' in message) resolve();
    });
    child.once('exit', () => reject(new Error('ended before it was ready')));
  });
}

/** A process that is kept alive. */
export interface Supervised {
  readonly name: string;
  /** The process id of the present incarnation. */
  pid(): number | undefined;
  /** How often it was started again. */
  restarts(): number;
  /** Resolves when the first incarnation that got there is ready; rejects when stopped before. */
  ready: Promise<void>;
  /** Ends the present incarnation; the next one begins without a pause. */
  renew(): void;
  /** Ends it: signal, and after the grace SIGKILL. Calling again hurries. */
  stop(): Promise<void>;
}

/**
 * Keeps a process alive: starts it, waits until it is ready, and starts it again when it ends unasked, after a pause
 * that doubles from 0.2 s to 10 s and begins anew once an incarnation has lived for 30 s.
 */
export function supervise(options: {
  name: string;
  start: () => ChildProcess | Promise<ChildProcess>;
  ready: (child: ChildProcess) => Promise<void>;
  log: Log;
  signal?: NodeJS.Signals;
  graceMs?: number;
  /** Called with the new process id at every start. */
  onPid?: (pid: number) => void;
}): Supervised {
  const { name, log, signal = 'SIGTERM', graceMs = 10_000 } = options;
  let child: ChildProcess | undefined;
  let stopping = false;
  let renewing = false;
  let restarts = 0;
  let wake: () => void = () => {};
  let isReady: () => void = () => {};
  let isLost: (error: Error) => void = () => {};
  const ready = new Promise<void>((resolve, reject) => {
    isReady = resolve;
    isLost = reject;
  });
  ready.catch(() => {});

  const over = (async () => {
    let wait = 200;
    while (!stopping) {
      const begun = performance.now();
      try {
        const present = await options.start();
        child = present;
        const ended = new Promise<string>((resolve) => {
          present.once('error', (error) => resolve(error.message));
          present.once('exit', (code, by) => resolve(by ? `ended by ${by}` : `ended with code ${code}`));
        });
        if (present.pid !== undefined) options.onPid?.(present.pid);
        if (stopping) present.kill(signal);
        const up = options.ready(present);
        up.then(() => isReady()).catch(() => {});
        const reason = await ended;
        await up.catch(() => {});
        child = undefined;
        if (!stopping && !renewing) log(`${name} ${reason}; it is started again`);
      } catch (error) {
        child = undefined;
        if (!stopping) log(`${name} could not be started: ${(error as Error).message}`);
      }
      if (stopping) break;
      if (performance.now() - begun > 30_000 || renewing) wait = 200;
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      if (!renewing) await within(woken, wait);
      renewing = false;
      wait = Math.min(wait * 2, 10_000);
      restarts += 1;
    }
    isLost(new Error(`${name} was stopped`));
  })();

  return {
    name,
    pid: () => child?.pid,
    restarts: () => restarts,
    ready,
    renew() {
      renewing = true;
      wake();
      child?.kill(signal);
    },
    async stop() {
      if (stopping) {
        child?.kill('SIGKILL');
        return over;
      }
      stopping = true;
      wake();
      child?.kill(signal);
      const late = setTimeout(() => child?.kill('SIGKILL'), graceMs);
      await over;
      clearTimeout(late);
    },
  };
}

/**
 * Runs a program to its end.
 * @returns its exit code and everything it wrote; code 127 when it could not be started.
 */
export function run(
  command: string,
  args: string[],
  options: {
    env?: Record<string, string | undefined>;
    cwd?: string;
    log?: Log;
    timeoutMs?: number;
    signal?: AbortSignal | undefined;
  } = {},
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const lines: string[] = [];
    eachLine(child, (line) => {
      lines.push(line);
      options.log?.(line);
    });
    const late = options.timeoutMs ? setTimeout(() => child.kill('SIGKILL'), options.timeoutMs) : undefined;
    const abort = () => child.kill('SIGINT');
    options.signal?.addEventListener('abort', abort);
    if (options.signal?.aborted) abort();
    const end = (code: number) => {
      clearTimeout(late);
      options.signal?.removeEventListener('abort', abort);
      resolve({ code, output: lines.join('\n') });
    };
    child.once('error', (error) => {
      lines.push(error.message);
      end(127);
    });
    child.once('close', (code) => end(code ?? 137));
  });
}
