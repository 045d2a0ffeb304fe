import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Directory } from '../../domain/people/types.ts';
import { createLedger, fileKeys, openPool, verify } from '../../ledger/index.ts';
import { migrate } from '../../ledger/keeping/migrate.ts';
import { upgrade } from '../../ledger/keeping/upgrade.ts';
import type { Ledger, Page } from '../../ledger/types.ts';
import { HandClock, whole } from '../ledger/house.ts';
import { type OldInstallation, oldInstallation } from '../support/old-installation.ts';

let folder: string;
let old: OldInstallation;
let pool: pg.Pool;
let owner: pg.Pool;
let clock: HandClock;
let ledger: Ledger;
let directory: Directory;
/** What the cases were called before. */
let before: { id: string; number: string }[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingcha-numbers-'));
  old = await oldInstallation(join(folder, 'keys.json'));
  owner = new pg.Pool({ connectionString: old.url, max: 2 });
  before = (await owner.query('SELECT id, number FROM cases ORDER BY number')).rows;
  await migrate(old.url);
  const keys = fileKeys(join(folder, 'keys.json'));
  clock = new HandClock(old.now);
  await upgrade({ databaseUrl: old.url, keys, now: clock.now });
  pool = openPool(old.url, { max: 5 });
  ledger = createLedger({ pool, keys, clock });
  directory = await ledger.directory();
});
afterAll(async () => {
  await pool.end();
  await owner.end();
  await old.drop();
  rmSync(folder, { recursive: true, force: true });
});

const person = (login: string) => Object.values(directory.people).find((p) => p.login === login)!;

async function all<T>(read: (cursor?: string) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await read(cursor);
    items.push(...page.items);
    if (page.next === undefined) return items;
    cursor = page.next;
  }
}

/** An id that holds the millisecond in which it was made. */
const TELLS_WHEN = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-/;

test('every case of before has a number drawn by chance, keeps its own as the former one, and is found by both', async () => {
  const clerk = person('clerk');
  const items = await all((cursor) => ledger.cases(clerk, {}, cursor, 7));
  expect(items.length).toBeGreaterThan(5);
  expect(new Set(items.map((c) => c.number)).size).toBe(items.length);
  for (const { id, number, formerNumber } of items) {
    expect(number).toMatch(/^00[0-9A-Z]{7}$/);
    expect(before.map((b) => b.number)).toContain(formerNumber);
    for (const typed of [number, formerNumber!, formerNumber!.replace('-', '')]) {
      expect((await ledger.cases(clerk, { number: typed })).items.map((c) => c.id)).toEqual([id]);
    }
  }
});

test('no id that staff are shown tells when a case came', async () => {
  for (const p of ['clerk', 'officer1', 'unithead', 'depthead', 'inspector'].map(person)) {
    const found = await all((cursor) => ledger.cases(p, {}, cursor));
    const shown: unknown[] = [
      found,
      await all((cursor) => ledger.worklist(p, cursor)),
      await all((cursor) => ledger.deadlines(p, cursor)),
      await ledger.oversight(p).catch(() => null),
    ];
    for (const { id } of found.slice(0, 4)) shown.push(await ledger.caseView(p, id), await ledger.actsOf(p, id));
    for (const one of shown) expect(JSON.stringify(one)).not.toMatch(TELLS_WHEN);
  }
  for (const receipt of Object.values(old.receipts)) {
    const { caseId: _, ...progress } = (await ledger.progress(receipt))!;
    expect(JSON.stringify(progress)).not.toMatch(TELLS_WHEN);
  }
});

test('old addresses answer for who may see the case, and for nobody else', async () => {
  const clerk = person('clerk');
  const admin = person('admin');
  const seenBy = new Map((await all((cursor) => ledger.cases(clerk, {}, cursor))).map((c) => [c.formerNumber, c]));
  const refusal = async (work: Promise<unknown>) =>
    work.then(
      () => 'answered',
      (error: { refusal?: unknown }) => error.refusal,
    );
  const nobody = await refusal(ledger.caseView(admin, '7f2ad0d2-4a0a-4d3c-9e8e-0f3a5f1c2b1d'));
  expect(nobody).toMatchObject({ code: 'case-unknown' });
  for (const { id, number } of before) {
    const shown = seenBy.get(number);
    if (shown) {
      const [byOld, byNew] = [await ledger.caseView(clerk, id), await ledger.caseView(clerk, shown.id)];
      expect(byOld).toEqual(byNew);
      expect([byOld.id, byOld.formerNumber]).toEqual([shown.id, number]);
      expect(shown.id).not.toBe(id);
      expect(await refusal(ledger.caseView(admin, shown.id))).toEqual(nobody);
    }
    expect(await refusal(ledger.caseView(admin, id))).toEqual(nobody);
  }
});

test('acts, originals and tasks go on under the new names', async () => {
  const clerk = person('clerk');
  const { caseId } = (await ledger.openReceipt(old.receipts.anonymous))!;
  const { rows } = await owner.query('SELECT outer_id FROM cases WHERE id = $1', [caseId]);
  const id = rows[0].outer_id as string;
  const view = await ledger.caseView(clerk, id);
  const [original] = view.evidence;
  expect(original!.id).not.toMatch(TELLS_WHEN);
  expect(JSON.stringify(view.timeline[0]!.facts)).toContain(original!.id);
  const { bytes } = await ledger.openEvidence(clerk, id, original!.id);
  expect((await whole(bytes)).length).toBe(original!.size);
  const done = await ledger.act({
    caseId: id,
    proceeding: 'intake-1',
    act: 'reply',
    form: { text: '已收到' },
    by: clerk.id,
    idempotencyKey: 'a reply under the new name',
  });
  expect(done.case.id).toBe(id);
});

test('tasks, letters and effects of before tell no number of an event, and answer under the old name and the new', async () => {
  const { rows } = await owner.query<{ id: string; outer_id: string; role: string }>(
    "SELECT id, outer_id, role FROM tasks WHERE closed_at IS NULL AND done_at IS NULL AND role IN ('clerk', 'unit-head', 'dept-head') ORDER BY id",
  );
  expect(rows.length).toBeGreaterThan(1);
  const shown: string[] = [];
  for (const login of ['clerk', 'unithead', 'depthead', 'officer1']) {
    const p = person(login);
    shown.push(JSON.stringify(await all((cursor) => ledger.worklist(p, cursor))));
    for (const { id } of await all((cursor) => ledger.cases(p, {}, cursor)))
      shown.push(JSON.stringify(await ledger.caseView(p, id)));
  }
  for (const receipt of Object.values(old.receipts)) shown.push(JSON.stringify(await ledger.progress(receipt)));
  for (const text of shown) expect(text).not.toMatch(/"([0-9a-f-]{36}:)?\d+:\d+(:given-up)?"/);
  const who: Record<string, string> = { clerk: 'clerk', 'unit-head': 'unithead', 'dept-head': 'depthead' };
  for (const [i, name] of (['outer_id', 'id'] as const).entries()) {
    const task = rows[i]!;
    const holder = person(who[task.role]!);
    await ledger.taskDone(holder, task[name]);
    const { rows: done } = await owner.query('SELECT done_by FROM tasks WHERE id = $1', [task.id]);
    expect(done).toEqual([{ done_by: holder.id }]);
    await expect(ledger.taskDone(person('admin'), task[name])).rejects.toMatchObject({
      refusal: { code: 'case-unknown' },
    });
  }
});

test('the chain, the seals and the tables of the cases of before are whole', async () => {
  const keys = fileKeys(join(folder, 'keys.json'));
  const { findings, cases } = await verify({ pool: owner, keys });
  expect(findings).toEqual([]);
  expect(cases).toBe(before.length);
});
