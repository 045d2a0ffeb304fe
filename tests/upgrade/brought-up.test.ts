import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLedger, fileKeys, openPool, rebuild, verify } from '../../ledger/index.ts';
import { migrate } from '../../ledger/keeping/migrate.ts';
import { upgrade } from '../../ledger/keeping/upgrade.ts';
import { seed } from '../../prisma/seed.ts';
import { TIP } from '../ledger/house.ts';
import { beginning } from '../support/changes.ts';
import { type OldInstallation, oldInstallation } from '../support/old-installation.ts';
import { type Product, product, SetClock } from '../support/product.ts';

/** An installation of commit b90eb0a, brought up as `npm run migrate` does it and then served by the product of today. */
let p: Product;
let old: OldInstallation;
let folder: string;
let keysPath: string;
/** Two weeks after it was stopped: every tip's review is over. */
const clock = new SetClock('2026-12-10T10:00:00+08:00');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingcha-brought-up-'));
  keysPath = join(folder, 'keys.json');
  old = await oldInstallation(keysPath);
  await migrate(old.url);
  await upgrade({ databaseUrl: old.url, keys: fileKeys(keysPath), now: clock.now });
  p = await product({ clock, standing: { database: old, keysPath } });
});
afterAll(async () => {
  await p.stop();
  rmSync(folder, { recursive: true, force: true });
});

const progress = (receipt: string) =>
  p.anyone.post<{ thread: { text: string }[]; timeline: unknown[] }>('/api/receipts', { receipt });

test('every receipt of before opens its case', async () => {
  for (const receipt of Object.values(old.receipts)) expect((await progress(receipt)).status).toBe(200);
  expect(JSON.stringify((await progress(old.receipts.anonymous)).body)).toContain('补充一句：去年也有。');
});

test('staff sign in with the passwords of before', async () => {
  for (const login of ['clerk', 'officer1', 'unithead', 'principal', 'inspector', 'admin', 'superior']) {
    expect(await p.signIn(login, old.password)).not.toBeNull();
  }
  expect(await p.signIn('clerk', 'another password')).toBeNull();
});

test('what nobody had driven yet is driven, and every date that passed meanwhile is recorded with its own day', async () => {
  const pool = openPool(old.url, { max: 2 });
  const { cases, broken } = await rebuild({ pool, keys: fileKeys(keysPath), clock });
  await pool.end();
  expect(broken).toEqual([]);
  expect(cases).toBeGreaterThan(30);
  await p.settled();
  const over = async () => {
    const { rows } = await p.database.query<{ n: number; day: string }>(
      `SELECT count(DISTINCT e.case_id)::int AS n, min(e.occurred_at AT TIME ZONE 'Asia/Shanghai')::date::text AS day
       FROM events e JOIN cases c ON c.id = e.case_id
       WHERE c.channel = 'web' AND e.type = 'expiry' AND e.name = 'tip-review'`,
    );
    return rows;
  };
  // Five working days from Wednesday 25 November 2026 end on 2 December; the review is over at the beginning of the next day.
  await expect.poll(over, { timeout: 45_000, interval: 250 }).toEqual([{ n: 4, day: '2026-12-03' }]);
});

test('its posts stand as they were, and a change of them is asked for', async () => {
  const pool = openPool(old.url, { max: 4 });
  const ledger = createLedger({ pool, keys: fileKeys(keysPath), clock });
  const { admin } = (await ledger.directory()).people;
  const { people, requests } = await ledger.people(admin!, {});
  expect(people.find((x) => x.id === 'clerk')?.posts).toMatchObject([{ roles: ['clerk'], until: null, for: null }]);
  expect(requests).toEqual([]);
  const changes = [{ kind: 'rename-person' as const, person: 'clerk', name: '受理员' }];
  const asked = await ledger.askChanges(admin!, { changes, reason: '更正' }, 'one change');
  expect(asked).toMatchObject({ decided: null, faults: [] });
  await pool.end();
});

test('an organ beneath is added, receives a tip of its own, and those of before see nothing of it', async () => {
  const pool = openPool(old.url, { max: 4 });
  const keys = fileKeys(keysPath);
  const ledger = createLedger({ pool, keys, clock });
  const of = async (id: string) => (await ledger.directory()).people[id]!;
  // As each start of a demonstration does: posts that came with a later edition are there then.
  await seed({ pool, keys, clock, ledger, password: old.password, empty: true, log: () => {} });
  const { number, needs } = await ledger.askChanges(
    await of('admin'),
    { changes: [{ kind: 'add-organ', id: 'county', ...beginning('county', '甲县人社局') }], reason: '设立' },
    'an organ',
  );
  expect(needs).toBe('principal');
  await ledger.consentChanges(await of('principal'), number, null);
  await ledger.approveChanges(await of('approver'), number);
  expect((await ledger.receivers()).map((r) => r.id)).toContain('county');
  const told = await ledger.tell({ ...TIP, organ: 'county' });
  const seeing: string[] = [];
  for (const person of Object.values((await ledger.directory()).people))
    if ((await ledger.cases(person, {})).items.some((c) => c.id === told.caseId)) seeing.push(person.id);
  expect(seeing).toEqual(['county-clerk']);
  await pool.end();
});

test('and after all that every case, seal and table agrees', async () => {
  const pool = openPool(old.url, { max: 4 });
  const { findings, cases } = await verify({ pool, keys: fileKeys(keysPath) });
  await pool.end();
  expect(findings).toEqual([]);
  expect(cases).toBeGreaterThan(30);
});
