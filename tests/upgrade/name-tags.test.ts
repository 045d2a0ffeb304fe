import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sameText } from '../../domain/text/same.ts';
import type { KeyService } from '../../ledger/ground/keys.ts';
import { createLedger, fileKeys, openPool } from '../../ledger/index.ts';
import { bindReceipts } from '../../ledger/keeping/as-found.ts';
import { migrate } from '../../ledger/keeping/migrate.ts';
import { NAME_TAGS } from '../../ledger/keeping/name-tags.ts';
import { onPaper } from '../../ledger/keeping/on-paper.ts';
import { UPGRADES, upgrade } from '../../ledger/keeping/upgrade.ts';
import { nameIn } from '../../ledger/truth/search-tags.ts';
import type { Ledger } from '../../ledger/types.ts';
import { HandClock } from '../ledger/house.ts';
import { type OldInstallation, oldInstallation } from '../support/old-installation.ts';

let folder: string;
let old: OldInstallation;
let pool: pg.Pool;
let owner: pg.Pool;
let keys: KeyService;
let clock: HandClock;
let ledger: Ledger;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingcha-tags-'));
  old = await oldInstallation(join(folder, 'keys.json'));
  owner = new pg.Pool({ connectionString: old.url, max: 2 });
  await migrate(old.url);
  keys = fileKeys(join(folder, 'keys.json'));
  clock = new HandClock(old.now);
  // What nobody works without goes first.
  const first = UPGRADES.slice(0, UPGRADES.indexOf(NAME_TAGS)).filter((job) => job !== bindReceipts && job !== onPaper);
  expect(first.map((job) => job.name)).toEqual([
    'session-bindings',
    'state-bindings',
    'house-as-found',
    'merged-both-ways',
    'next-steps-unlinked',
  ]);
  await upgrade({ databaseUrl: old.url, keys, now: () => old.now }, first);
  pool = openPool(old.url, { max: 5 });
  ledger = createLedger({ pool, keys, clock });
});
afterAll(async () => {
  await pool.end();
  await owner.end();
  await old.drop();
  rmSync(folder, { recursive: true, force: true });
});

test('cases of before are found by whole name all the while, and by parts and numbers once they are tagged anew', async () => {
  const directory = await ledger.directory();
  const clerk = Object.values(directory.people).find((p) => p.login === 'clerk')!;
  const { rows } = await owner.query<{ id: string; former: string; wrapped_key: Buffer; sealed: Buffer }>(
    `SELECT c.id, c.former_number AS former, c.wrapped_key, e.sealed
     FROM cases c JOIN events e ON e.case_id = c.id AND e.number = 1 ORDER BY c.id`,
  );
  const seen: { id: string; name: string; former: string }[] = [];
  const find = async (asked: { accused?: string; number?: string }) =>
    (await ledger.cases(clerk, asked, undefined, 200)).items.map((c) => c.number);
  for (const r of rows) {
    const name = nameIn(keys, r.id, r.wrapped_key, r.sealed);
    if (name !== null && (await find({ accused: name })).length > 0) seen.push({ id: r.id, name, former: r.former });
  }
  expect(seen.length).toBeGreaterThan(10);
  const untagged = async () =>
    (await owner.query<{ n: number }>("SELECT count(*)::int AS n FROM cases WHERE search_tags = '{}'")).rows[0]!.n;
  expect(await untagged()).toBe(rows.length);

  // Cut off after one piece it goes on where it was.
  let pieces = 0;
  const cutOff = {
    ...NAME_TAGS,
    step: async (...args: Parameters<typeof NAME_TAGS.step>) => {
      if (pieces++ > 0) throw new Error('cut off');
      return NAME_TAGS.step(...args);
    },
  };
  const options = { databaseUrl: old.url, keys, now: clock.now };
  await expect(upgrade(options, [cutOff])).rejects.toThrow('cut off');
  expect(await upgrade(options, [NAME_TAGS])).toEqual([NAME_TAGS.name]);
  expect(await untagged()).toBe(0);
  for (const { name, former } of seen.slice(0, 12)) {
    const whole = await find({ accused: name });
    expect(await find({ accused: [...name].join('・') })).toEqual(whole);
    const part = [...sameText(name)].slice(-3).join('');
    expect(await find({ accused: part })).toEqual(expect.arrayContaining(whole));
    const [number] = await find({ number: former });
    expect(whole).toContain(number);
    expect(await find({ number: former.slice(5) })).toContain(number);
  }
});
