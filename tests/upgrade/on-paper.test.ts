import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, dayOf, isWorkingDay, startOfDay } from '../../domain/time/day.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import { fileKeys } from '../../ledger/ground/keys.ts';
import { createLedger, openPool, verify } from '../../ledger/index.ts';
import { migrate } from '../../ledger/keeping/migrate.ts';
import { upgrade } from '../../ledger/keeping/upgrade.ts';
import { doing } from '../ledger/house.ts';
import { settle } from '../ledger/road.ts';
import { type OldInstallation, oldInstallation } from '../support/old-installation.ts';

const NOW = '2026-12-01T09:00:00+08:00';
const clock = { now: () => NOW };
let folder: string;
let old: OldInstallation;
let pool: pg.Pool;
let before: { id: string; status: string; version: number }[];
const keys = () => fileKeys(join(folder, 'keys.json'));
const standing = async () =>
  (
    await pool.query<{ id: string; status: string; version: number }>(
      'SELECT id, status, version FROM register ORDER BY id',
    )
  ).rows;
const marked = async () =>
  (
    await pool.query<{ case_id: string; id: string; kind: string }>(
      "SELECT case_id, id, kind FROM proceedings WHERE 'paper-only' = ANY (flags) ORDER BY kind",
    )
  ).rows;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingcha-on-paper-'));
  old = await oldInstallation(join(folder, 'keys.json'));
  await migrate(old.url);
  pool = openPool(old.url, { max: 4 });
  before = await standing();
  await upgrade({ databaseUrl: old.url, keys: keys(), now: clock.now });
});
afterAll(async () => {
  await pool.end();
  await old.drop();
  rmSync(folder, { recursive: true, force: true });
});

test('what an installation of before published on the strength of paper stays up and is marked', async () => {
  expect(before.some((r) => r.status === 'published')).toBe(true);
  expect(await standing()).toEqual(before);
  const { items } = await createLedger({ pool, keys: keys(), clock }).register({});
  const up = items.filter((r) => r.status === 'published');
  expect(up.map((r) => r.onPaper)).toEqual(up.map(() => true));
  // Nothing of the past goes out any more on the strength of it.
  const { rows } = await pool.query(
    "SELECT 1 FROM effects WHERE status = 'todo' AND kind IN ('publish', 'credit-list')",
  );
  expect(rows).toEqual([]);
  expect((await verify({ pool, keys: keys() })).findings).toEqual([]);
});

test('it is a task for the post, due in twenty working days', async () => {
  const ledger = createLedger({ pool, keys: keys(), clock });
  const { people } = await ledger.directory();
  let last = dayOf(NOW);
  for (let left = 20; left > 0; ) {
    last = addDays(last, 1);
    if (isWorkingDay(last, CALENDARS)) left -= 1;
  }
  const { rows } = await pool.query<{ expires_at: Date }>(
    "SELECT expires_at FROM clocks WHERE deadline = 'house-paper'",
  );
  expect(rows.length).toBe((await marked()).length);
  for (const r of rows) expect(r.expires_at.getTime()).toBe(Date.parse(startOfDay(addDays(last, 1))));
  for (const [login, kind] of [
    ['disclosure', 'disclosure'],
    ['credit', 'listing'],
  ] as const) {
    if (!(await marked()).some((m) => m.kind === kind)) continue;
    const { items } = await ledger.worklist(people[login]!);
    expect(items.some((w) => w.kind === kind && w.what === 'task')).toBe(true);
  }
});

test('the pair confirms it, and the mark is gone; or takes it down', async () => {
  const ledger = createLedger({ pool, keys: keys(), clock });
  const all = await marked();
  const disclosed = all.find((m) => m.kind === 'disclosure')!;
  const act = doing(ledger, disclosed.case_id);
  await act('disclosure', disclosed.id, 'put-up:propose', { textChecked: true });
  await expect(act('disclosure', disclosed.id, 'put-up')).rejects.toMatchObject({
    refusal: { code: 'not-your-role' },
  });
  await act('checker', disclosed.id, 'put-up');
  await settle(ledger, disclosed.case_id);
  const listing = all.find((m) => m.kind === 'listing');
  if (listing) {
    const list = doing(ledger, listing.case_id);
    await list('credit', listing.id, 'take-down:propose', { reasons: '原件与录入不一致。' });
    await list('principal', listing.id, 'take-down');
    const sent = await settle(ledger, listing.case_id);
    expect(sent).toContain('credit-remove credit-platform');
  }
  const left = await marked();
  expect(left.map((m) => m.id)).not.toContain(disclosed.id);
  const { items } = await ledger.register({});
  expect(items.filter((r) => r.onPaper)).toEqual([]);
  expect(items.filter((r) => r.kind === 'penalty').length).toBe(
    before.length - items.filter((r) => r.kind === 'listing').length,
  );
  expect((await verify({ pool, keys: keys() })).findings).toEqual([]);
});

test('run once more, the upgrade changes nothing', async () => {
  const events = async () => Number((await pool.query<{ n: string }>('SELECT count(*) AS n FROM events')).rows[0]!.n);
  const there = await events();
  expect(await upgrade({ databaseUrl: old.url, keys: keys(), now: clock.now })).toEqual([]);
  expect(await events()).toBe(there);
});
