import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ROOT } from '../../bin/lib/build.ts';
import { readIfThere } from '../../bin/lib/files.ts';
import { startPostgres } from '../../bin/lib/postgres.ts';
import { isAlive, run, waitGone } from '../../bin/lib/processes.ts';

let closed: string;
const path = process.env.PATH;
beforeEach(() => {
  closed = mkdtempSync(join(tmpdir(), 'mingcha-closed-'));
  chmodSync(closed, 0o700);
});
afterEach(() => {
  process.env.PATH = path;
  // Where no mount is possible the cluster lies outside; the note beside it says where.
  for (const folder of readdirSync(closed)) {
    const outside = readIfThere(join(closed, folder, 'where-the-cluster-is'))?.trim();
    if (outside) rmSync(dirname(dirname(outside)), { recursive: true, force: true });
  }
  rmSync(closed, { recursive: true, force: true });
});

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

/** The programs of this machine but one. */
function without(program: string): void {
  const folder = join(closed, 'programs');
  mkdirSync(folder);
  for (const from of (path ?? '').split(delimiter).reverse()) {
    let names: string[] = [];
    try {
      names = readdirSync(from);
    } catch {}
    for (const name of names) {
      if (name === program) continue;
      rmSync(join(folder, name), { force: true });
      symlinkSync(join(from, name), join(folder, name));
    }
  }
  process.env.PATH = folder;
}

describe('from a folder that only its owner may enter, with blanks and Chinese characters in its name', () => {
  const ways: [string, () => void][] = [
    ['where mounts are allowed', () => {}],
    ['where no mount is possible', () => without('unshare')],
  ];
  test.each(ways)('PostgreSQL starts, goes on and is found again: %s', async (_, prepare) => {
    prepare();
    const dataDir = join(closed, '明察 数据');
    let server = await startPostgres({ dataDir, cacheDir: join(closed, 'cache') });
    await ask(server.url, "CREATE TABLE t AS SELECT '举报'::text AS word");
    const first = server.pid() ?? 0;
    await server.stop();
    server = await startPostgres({ dataDir, cacheDir: join(closed, 'cache') });
    expect(await ask(server.url, 'SELECT word FROM t')).toEqual([{ word: '举报' }]);
    expect(server.pid()).not.toBe(first);
    await server.stop();
    // A start that was itself killed leaves its server: the next one must know it for its own.
    const killed = await run(process.execPath, [
      '--import',
      'tsx',
      '--input-type=module',
      '--eval',
      `const { startPostgres } = await import(${JSON.stringify(join(ROOT, 'bin/lib/postgres.ts'))});
       const server = await startPostgres(${JSON.stringify({ dataDir, cacheDir: join(closed, 'cache') })});
       console.log('pid', server.pid());
       process.kill(process.pid, 'SIGKILL');`,
    ]);
    const left = Number(/pid (\d+)/.exec(killed.output)?.[1]);
    expect(isAlive(left)).toBe(true);
    const said: string[] = [];
    server = await startPostgres({ dataDir, cacheDir: join(closed, 'cache'), log: (line) => said.push(line) });
    expect(said.join()).toContain('left behind');
    expect(await waitGone(left, 10_000)).toBe(true);
    expect(await ask(server.url, 'SELECT word FROM t')).toEqual([{ word: '举报' }]);
    await server.stop();
  });

  test.each(ways)('its superuser cannot read what only root may read: %s', async (_, prepare) => {
    prepare();
    const server = await startPostgres({
      dataDir: join(closed, 'data'),
      cacheDir: join(closed, 'cache'),
      disposable: true,
    });
    try {
      const secret = '/etc/shadow';
      await expect(ask(server.adminUrl, `SELECT pg_read_file('${secret}')`)).rejects.toThrow(/denied/i);
    } finally {
      await server.stop();
    }
  });
});
