import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createMute, type ServerHttp2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withTemporal } from '../../activities/connection.ts';
import { type RunningWorker, runWorker } from '../../activities/worker.ts';
import { createServer } from '../../api/server.ts';
import { composeApi, composeWorker, showServing } from '../../bin/lib/compose.ts';
import { eachLine, spawnEntry } from '../../bin/lib/processes.ts';
import { loadSettings } from '../../bin/lib/settings.ts';
import { temporalAnswers } from '../../bin/lib/temporal.ts';
import { writeKeyFile } from '../../ledger/ground/keys.ts';
import { cuttableWay } from '../api/support.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { proven, sample } from '../support/proof.ts';
import { temporalOfOurOwn } from '../support/served.ts';

/** Looks while it is away, each of which waits two seconds in vain: the pauses of a shared channel would grow with each. */
const LOOKS = sample(16, 150);
/** What people are promised. */
const BACK_WITHIN_MS = 5_000;
const PATIENCE = { timeout: 60_000, interval: 50 };
const quiet = () => undefined;
const TOKEN = 'a-token-of-operators-in-tests';

let database: FreshDatabase;
let way: Awaited<ReturnType<typeof cuttableWay>>;
let environment: Record<string, string | undefined>;
let url: string;
const folder = mkdtempSync(join(tmpdir(), 'mingcha-back-'));
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const temporal = process.env.TEST_TEMPORAL_ADDRESS;
  if (!temporal)
    throw new Error('TEST_TEMPORAL_ADDRESS is not set: give this test folder `temporal` in vitest.config.ts.');
  way = await cuttableWay(`tcp://${temporal}`);
  database = await freshDatabase();
  const keys = join(folder, 'keys.json');
  writeKeyFile(keys);
  environment = {
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: new URL(way.url).host,
    TASK_QUEUE: `back-${randomUUID()}`,
    SMTP_URL: 'smtp://127.0.0.1:9',
    MINGCHA_DATA: folder,
    MINGCHA_KEYS: keys,
    MINGCHA_DEMO: '1',
    MINGCHA_OPERATIONS_TOKEN: TOKEN,
    MINGCHA_CACHE: process.env.MINGCHA_CACHE,
  };
  const api = composeApi(loadSettings(environment, 'api'));
  const server = createServer({ ...api.deps, log: { info: quiet, warn: quiet, error: quiet } });
  url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;
  closing.push(() => server.close().then(api.close));
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
  await way.close();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** A worker as the command composes it, with the sign by which it says that it serves. */
async function work(): Promise<{ worker: RunningWorker; end(): Promise<void> }> {
  const settings = loadSettings(environment, 'worker');
  const { deps, close } = composeWorker(settings);
  const worker = await runWorker({ ...deps, log: quiet });
  const shown = showServing(settings, worker.serving);
  let over: Promise<void> | undefined;
  const end = () => {
    over ??= (async () => {
      await shown.stop();
      await worker.shutdown();
      await close();
    })();
    return over;
  };
  closing.push(end);
  return { worker, end };
}

/** What everybody may ask. */
const health = async () => (await fetch(`${url}/api/health`)).status;
/** What operators read of the parts. */
async function parts(): Promise<{ temporal: boolean; worker: boolean; ready: boolean }> {
  const answer = await fetch(`${url}/api/operations`, { headers: { Authorization: `Bearer ${TOKEN}` } });
  return (await answer.json()) as Awaited<ReturnType<typeof parts>>;
}

test('a worker that waits for Temporal is not counted; one that serves is; one that went away is not', async () => {
  await way.cut();
  const { worker, end } = await work();
  expect(worker.serving()).toBe(false);
  // Each look waits in vain for two seconds: time enough for a sign that should not be there.
  for (let n = 0; n < 3; n++) {
    const [answers, told] = await Promise.all([temporalAnswers(new URL(way.url).host), parts()]);
    expect([answers, told]).toMatchObject([false, { temporal: false, worker: false, ready: false }]);
  }
  expect(await health()).toBe(503);

  await way.mend();
  await worker.ready;
  await expect.poll(parts, PATIENCE).toMatchObject({ temporal: true, worker: true, ready: true });
  expect(await health()).toBe(200);

  await worker.shutdown();
  await expect.poll(parts, PATIENCE).toMatchObject({ temporal: true, worker: false, ready: false });
  expect(await health()).toBe(503);
  await end();
}, 180_000);

test('after a long outage of Temporal the house says that all is ready within five seconds of its return', async () => {
  // Its channel goes on trying in a rhythm of its own.
  const { worker, end } = await work();
  await worker.ready;
  await expect.poll(health, PATIENCE).toBe(200);
  await way.cut();
  const gone = performance.now();
  await expect.poll(health, PATIENCE).toBe(503);
  for (let n = 0; n < LOOKS; n++) {
    expect(await Promise.all([temporalAnswers(new URL(way.url).host), health()])).toEqual([false, 503]);
  }
  const away = performance.now() - gone;
  await way.mend();
  const back = performance.now();
  await expect.poll(health, { timeout: BACK_WITHIN_MS, interval: 50 }).toBe(200);
  proven('Temporal is known to be back within five seconds of its return', {
    'seconds away': Math.round(away / 1000),
    'milliseconds until known': Math.round(performance.now() - back),
  });
  await end();
}, 600_000);

test('a worker whom Temporal refuses what runs for the whole house says why and ends as failed', async () => {
  // The longest name of a queue that we take is one too long for it.
  const strict = await temporalOfOurOwn({ longestName: 99 });
  closing.push(() => strict.teardown());
  const child = spawnEntry('bin/worker.ts', {
    ...environment,
    TEMPORAL_ADDRESS: strict.address,
    TEMPORAL_NAMESPACE: 'default',
    TASK_QUEUE: 'q'.repeat(100),
  });
  closing.push(async () => void child.kill('SIGKILL'));
  const lines: string[] = [];
  eachLine(child, (line) => lines.push(line));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  expect([code, lines]).toEqual([1, [expect.stringMatching(/^The worker cannot start: .*length/)]]);
}, 60_000);

test('a server that takes a call and never answers is given up, and the connection to it is closed', async () => {
  const open = new Set<ServerHttp2Session>();
  const mute = createMute();
  mute.on('session', (session) => {
    open.add(session);
    session.on('error', () => {});
    session.on('close', () => open.delete(session));
  });
  await new Promise<void>((listening) => mute.listen(0, '127.0.0.1', listening));
  try {
    const address = `127.0.0.1:${(mute.address() as AddressInfo).port}`;
    await expect(withTemporal({ address, connectTimeout: 300 }, async () => 'never')).rejects.toThrow();
    await expect.poll(() => open.size).toBe(0);
  } finally {
    for (const session of open) session.destroy();
    mute.close();
  }
});
