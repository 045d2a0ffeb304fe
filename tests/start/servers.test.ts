import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freePort, isFree, rememberedPort } from '../../bin/lib/ports.ts';
import { startPostgres } from '../../bin/lib/postgres.ts';
import { isAlive, pause, run, supervise, waitGone } from '../../bin/lib/processes.ts';
import { onChange } from '../../bin/lib/watching.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingcha-start-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function ask<R extends pg.QueryResultRow>(url: string, sql: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Asks until an answer comes: after a kill the server needs a moment. */
async function askAgain<R extends pg.QueryResultRow>(url: string, sql: string): Promise<R[]> {
  for (let tries = 0; ; tries++) {
    try {
      return await ask<R>(url, sql);
    } catch (error) {
      if (tries > 400) throw error;
      await pause(50);
    }
  }
}

describe('the embedded PostgreSQL', () => {
  test('goes on where it was after a stop, after kill -9, and after a start that was itself killed', async () => {
    let server = await startPostgres({ dataDir: folder });
    const { url } = server;
    expect(
      await ask(url, "SELECT pg_encoding_to_char(encoding) AS e FROM pg_database WHERE datname = 'mingcha'"),
    ).toEqual([{ e: 'UTF8' }]);
    await ask(url, "CREATE TABLE t AS SELECT '举报'::text AS word");

    const first = server.pid();
    process.kill(first ?? 0, 'SIGKILL');
    await waitGone(first ?? 0, 10_000);
    expect(await askAgain(url, 'SELECT word FROM t')).toEqual([{ word: '举报' }]);
    expect(server.pid()).not.toBe(first);
    await server.stop();

    // A start that is killed leaves its server running: the next one ends it and goes on.
    const orphan = await run(process.execPath, [
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      `const { startPostgres } = await import(${JSON.stringify(new URL('../../bin/lib/postgres.ts', import.meta.url).href)});
       await startPostgres({ dataDir: ${JSON.stringify(folder)} });
       process.kill(process.pid, 'SIGKILL');`,
    ]);
    expect(orphan.code).toBe(137);
    const left = Number(readFileSync(join(folder, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
    expect(isAlive(left)).toBe(true);
    server = await startPostgres({ dataDir: folder });
    expect(isAlive(left)).toBe(false);
    expect(server.url).toBe(url);
    expect(await ask(url, 'SELECT word FROM t')).toEqual([{ word: '举报' }]);
    await server.stop();
  });

  test('listens on this machine only and keeps its password from others', async () => {
    const server = await startPostgres({ dataDir: folder, disposable: true });
    try {
      expect(await ask(server.url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
      expect(await ask(server.url, 'SHOW unix_socket_directories')).toEqual([{ unix_socket_directories: '' }]);
      expect(statSync(join(folder, 'password')).mode & 0o077).toBe(0);
      await expect(ask(`postgres://mingcha:wrong@127.0.0.1:${server.port}/mingcha`, 'SELECT 1')).rejects.toThrow(
        /password authentication failed/,
      );
    } finally {
      await server.stop();
    }
  });
});

describe('supervision', () => {
  const starts = (script: string) => () =>
    spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const said = (child: ReturnType<ReturnType<typeof starts>>) =>
    new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve());
      child.once('exit', () => reject(new Error('ended')));
    });
  const serve = "process.send('up'); setInterval(() => {}, 1000);";

  test('starts a killed process again', async () => {
    const pids: number[] = [];
    const child = supervise({
      name: 'it',
      start: starts(serve),
      ready: said,
      log: () => {},
      onPid: (pid) => pids.push(pid),
    });
    await child.ready;
    process.kill(pids[0] ?? 0, 'SIGKILL');
    for (let tries = 0; pids.length < 2 && tries < 200; tries++) await pause(25);
    expect(pids).toHaveLength(2);
    expect(child.restarts()).toBe(1);
    await child.stop();
    expect(pids.map(isAlive)).toEqual([false, false]);
  });

  test('begins again with what was saved, and says nothing of an end', async () => {
    for (const room of ['ours', 'theirs']) mkdirSync(join(folder, room));
    const lines: string[] = [];
    const pids: number[] = [];
    const child = supervise({
      name: 'it',
      start: starts(serve),
      ready: said,
      log: (line) => lines.push(line),
      onPid: (pid) => pids.push(pid),
    });
    await child.ready;
    let saves = 0;
    const unwatch = onChange(
      ['ours'],
      () => {
        saves++;
        child.renew();
      },
      folder,
    );
    writeFileSync(join(folder, 'theirs', 'a.ts'), '1');
    writeFileSync(join(folder, 'ours', 'notes.txt'), '1');
    for (const name of ['a.ts', 'b.ts', 'c.tsx']) writeFileSync(join(folder, 'ours', name), '1');
    for (let tries = 0; pids.length < 2 && tries < 400; tries++) await pause(25);
    unwatch();
    await child.stop();
    expect(saves).toBe(1);
    expect(pids).toHaveLength(2);
    expect(pids.map(isAlive)).toEqual([false, false]);
    expect(lines).toEqual([]);
  });

  test('does not start again what it was told to stop, and cuts off what does not listen', async () => {
    const child = supervise({
      name: 'it',
      start: starts(`process.on('SIGTERM', () => {}); ${serve}`),
      ready: said,
      log: () => {},
      graceMs: 100,
    });
    await child.ready;
    const pid = child.pid() ?? 0;
    await child.stop();
    expect(isAlive(pid)).toBe(false);
    expect(child.restarts()).toBe(0);
  });
});

test('a server keeps its port from start to start, unless another has taken it', async () => {
  const port = await rememberedPort(folder, 'a');
  expect(await rememberedPort(folder, 'a')).toBe(port);
  expect(await rememberedPort(folder, 'b')).not.toBe(port);
  const { createServer } = await import('node:net');
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(port, '127.0.0.1', resolve));
  expect(await isFree(port)).toBe(false);
  expect(await rememberedPort(folder, 'a')).not.toBe(port);
  await new Promise((resolve) => taken.close(resolve));
  expect(await isFree(await freePort())).toBe(true);
});
