/** `npm start -- --empty`: a house on its first day, and it stays what it was begun as. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ROOT } from '../../bin/lib/build.ts';
import { readRunning } from '../../bin/lib/lifecycle.ts';
import { eachLine, pause } from '../../bin/lib/processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'mingcha-empty-'));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const PASSWORD = 'only for this test';

/** A start in a folder: what it says, and its end. */
function start(dataDir: string, ...args: string[]) {
  const lines: string[] = [];
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/start.ts', ...args], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      MINGCHA_CACHE: process.env.MINGCHA_CACHE,
      MINGCHA_DATA: dataDir,
      MINGCHA_PORT: '0',
      MINGCHA_DEMO_PASSWORD: PASSWORD,
      // Pages answer without Temporal, and nothing here waits for it.
      TEMPORAL_ADDRESS: '127.0.0.1:9',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  eachLine(child, (line) => lines.push(line));
  const over = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const says = async (what: RegExp) => {
    while (!lines.some((line) => what.test(line))) {
      if (child.exitCode !== null) throw new Error(`the start ended:\n${lines.join('\n')}`);
      await pause(50);
    }
  };
  const end = () => {
    child.kill('SIGTERM');
    return over;
  };
  return { lines, over, says, end };
}

async function asOf(login: string, path: string) {
  const address = `http://127.0.0.1:${readRunning(folder)?.env.MINGCHA_PORT}`;
  const signedIn = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: PASSWORD }),
  });
  const cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!;
  return (await fetch(`${address}${path}`, { headers: { cookie } })).json();
}

test('a house that begins empty has its staff, what they see to first, and no case; a plain start puts none into it', async () => {
  for (const args of [['--empty'], []]) {
    const one = start(folder, ...args);
    // The authority is entered while the pages come up: either may be there first.
    await Promise.all([one.says(/demo authority, without a case/), one.says(/pages answer on/)]);
    expect(await asOf('clerk', '/api/worklist?limit=50')).toMatchObject({ items: [] });
    expect(await asOf('unithead', '/api/cases?limit=50')).toMatchObject({ items: [] });
    const { steps } = (await asOf('admin', '/api/authority/first-days')) as {
      steps: { id: string; open: unknown[] }[];
    };
    expect(steps.find((s) => s.id === 'law')!.open).toHaveLength(1);
    expect(await one.end()).toBe(0);
  }
}, 180_000);

test('where the demonstration has its cases already it is said, and nothing is started', async () => {
  const other = mkdtempSync(join(tmpdir(), 'mingcha-full-'));
  chmodSync(other, 0o755);
  writeFileSync(join(other, 'demo-password'), 'x\n');
  const one = start(other, '--empty');
  expect(await one.over).not.toBe(0);
  expect(one.lines.join('\n')).toMatch(/has its cases already: choose another folder with MINGCHA_DATA/);
  rmSync(other, { recursive: true, force: true });
});
