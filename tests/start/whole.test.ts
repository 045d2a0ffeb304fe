import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from '../../bin/lib/build.ts';
import { readRunning } from '../../bin/lib/lifecycle.ts';
import { eachLine, isAlive, pause, run, waitGone } from '../../bin/lib/processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'mingcha-whole-'));
const PASSWORD = 'only for this test';
const lines: string[] = [];
let started: ChildProcess | undefined;

/** `npm start` in a folder of its own, on any free port. */
function start(): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/start.ts'], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      MINGCHA_CACHE: process.env.MINGCHA_CACHE,
      MINGCHA_DATA: folder,
      MINGCHA_PORT: '0',
      MINGCHA_DEMO_PASSWORD: PASSWORD,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  eachLine(child, (line) => lines.push(line));
  return child;
}

const over = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => {
    if (child.exitCode !== null) resolve(child.exitCode);
    child.once('exit', (code) => resolve(code));
  });

/** Waits for a line of the running start, and fails with all it said when it ends before. */
async function says(child: ChildProcess, what: RegExp): Promise<void> {
  while (!lines.some((line) => what.test(line))) {
    if (child.exitCode !== null) throw new Error(`the start ended:\n${lines.join('\n')}`);
    await pause(50);
  }
}

const address = () => `http://127.0.0.1:${readRunning(folder)?.env.MINGCHA_PORT}`;

async function post(path: string, body: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${address()}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

beforeAll(() => chmodSync(folder, 0o755));
afterAll(async () => {
  if (started && started.exitCode === null) {
    started.kill('SIGINT');
    await over(started);
  }
  rmSync(folder, { recursive: true, force: true });
});

test('one command brings everything up, ends it within 20 s, and the next one goes on where it was', async () => {
  started = start();
  await says(started, /All is ready/);
  expect(lines.some((line) => line.includes(PASSWORD))).toBe(true);
  expect(lines.filter((line) => line.startsWith('  !'))).toEqual([]);
  const tip = await post('/api/tips', { accused: { name: '某培训学校' }, clue: '学员从未到校' });
  expect(tip.status).toBe(201);
  expect((await post('/api/session', { login: 'clerk', password: PASSWORD })).status).toBe(200);

  const second = start();
  expect(await over(second)).toBe(1);
  expect(lines.at(-1)).toMatch(/^Mingcha already runs from .*MINGCHA_DATA\.$/);

  const running = readRunning(folder)?.pids ?? {};
  expect(Object.keys(running).sort()).toEqual(['api', 'postgres', 'temporal', 'witness', 'worker']);
  // Temporal's own page has no sign-in: nobody sees it unless it was asked for.
  expect((await run('ps', ['-o', 'args=', '-p', String(running.temporal)])).output).toContain('--headless');
  const pids = Object.values(running);
  const before = address();
  started.kill('SIGINT');
  const code = await Promise.race([over(started), pause(20_000).then(() => 'still running')]);
  expect(code).toBe(0);
  expect(pids.filter(isAlive)).toEqual([]);

  lines.length = 0;
  started = start();
  await says(started, /All is ready/);
  expect(address()).toBe(before);
  const progress = await post('/api/receipts', { receipt: tip.body.receipt });
  expect(progress.status).toBe(200);

  // The supervisor itself killed: its children end themselves, and the next start ends the servers it left.
  const orphans = readRunning(folder)?.pids ?? {};
  started.kill('SIGKILL');
  await over(started);
  for (const name of ['api', 'worker'] as const) expect(await waitGone(orphans[name] ?? 0, 15_000)).toBe(true);
  lines.length = 0;
  started = start();
  await says(started, /All is ready/);
  for (const pid of Object.values(orphans)) expect(isAlive(pid)).toBe(false);
  expect((await post('/api/receipts', { receipt: tip.body.receipt })).status).toBe(200);
  expect(readFileSync(join(folder, 'postgres', 'server.log'), 'utf8')).not.toContain('学员从未到校');
}, 240_000);
