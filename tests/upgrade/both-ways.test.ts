import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseState } from '../../domain/case/types.ts';
import { decide } from '../../domain/kernel/index.ts';
import { sure } from '../../domain/look-up.ts';
import { fileKeys } from '../../ledger/ground/keys.ts';
import { createLedger, openPool, verify } from '../../ledger/index.ts';
import { bothWays } from '../../ledger/keeping/both-ways.ts';
import { migrate } from '../../ledger/keeping/migrate.ts';
import { UPGRADES, upgrade } from '../../ledger/keeping/upgrade.ts';
import { recordStep } from '../../ledger/truth/change.ts';
import { factsFor, HouseKeeper } from '../../ledger/truth/house.ts';
import { fold, loadCase } from '../../ledger/truth/loading.ts';
import { writeBundle } from '../../ledger/truth/write.ts';
import { type OldInstallation, oldInstallation } from '../support/old-installation.ts';

const NOW = '2026-12-01T09:00:00+08:00';
const clock = { now: () => NOW };
let folder: string;
let old: OldInstallation;
let pool: pg.Pool;
let tip: string;
let leading: string;
const keys = () => fileKeys(join(folder, 'keys.json'));
const run = (jobs = UPGRADES) => upgrade({ databaseUrl: old.url, keys: keys(), now: clock.now }, jobs);
const ledger = () => createLedger({ pool, keys: keys(), clock });

/** Links the accused of one case as an earlier version did: the other case of the merge hears nothing of it. */
async function linkedAlone(id: string, accused: object): Promise<void> {
  const core = { keys: keys(), house: new HouseKeeper(pool), pool, startsIn: () => 0 };
  const loaded = sure(await loadCase(core, id), 'the case');
  const facts = factsFor(loaded.house, loaded.state.organ, NOW);
  const verdicts = Object.keys(loaded.state.proceedings).map((proceeding) =>
    decide(
      loaded.state,
      {
        proceeding,
        act: 'link-accused',
        form: { accusedUnit: 'none', accusedNatural: true, ...accused },
        by: { staff: loaded.house.directory.people.clerk!.id },
      },
      facts,
    ),
  );
  const verdict = verdicts.find((v) => v.ok);
  if (!verdict?.ok) throw new Error(`not linked: ${JSON.stringify(verdicts)}`);
  const { events } = verdict;
  const { bundle } = recordStep(core, { loaded, after: fold(loaded.state, events), events }, NOW);
  expect(await writeBundle(pool, core.keys, bundle)).not.toBeNull();
}

const sees = async (login: string, id: string) => {
  const one = ledger();
  const { people } = await one.directory();
  return one.caseView(people[login]!, id).then(
    () => true,
    () => false,
  );
};
const who = async (login: string) => [await sees(login, leading), await sees(login, tip)];
const events = async () => Number((await pool.query<{ n: string }>('SELECT count(*) AS n FROM events')).rows[0]!.n);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingcha-both-ways-'));
  old = await oldInstallation(join(folder, 'keys.json'));
  await migrate(old.url);
  pool = openPool(old.url, { max: 4 });
  await run(UPGRADES.filter((job) => job !== bothWays));
  const { rows } = await pool.query<{ state: CaseState }>(
    "SELECT state FROM cases WHERE state->>'mergedInto' IS NOT NULL ORDER BY id",
  );
  const merged = rows[0]!.state;
  tip = merged.id;
  leading = sure(merged.mergedInto, 'the leading case');
});
afterAll(async () => {
  await pool.end();
  await old.drop();
  rmSync(folder, { recursive: true, force: true });
});

test('cases merged by an earlier version exclude the same people afterwards, in both directions', async () => {
  expect(await who('depthead')).toEqual([true, true]);
  await linkedAlone(leading, { accusedHeads: ['dept-head'] });
  await linkedAlone(tip, { accusedPersons: ['unithead'] });
  expect([await who('depthead'), await who('unithead')]).toEqual([
    [false, true],
    [true, false],
  ]);
  expect(await run()).toEqual(['merged-both-ways']);
  expect([await who('depthead'), await who('unithead')]).toEqual([
    [false, false],
    [false, false],
  ]);
  const { rows } = await pool.query("SELECT case_id, name FROM events WHERE name LIKE '%-bounds' ORDER BY name");
  expect(rows).toEqual([
    { case_id: leading, name: 'follower-bounds' },
    { case_id: tip, name: 'leading-bounds' },
  ]);
  expect((await verify({ pool, keys: keys() })).findings).toEqual([]);
});

test('run once more, or again from its beginning, it changes nothing', async () => {
  const there = await events();
  expect(await run()).toEqual([]);
  expect(await run([{ ...bothWays, name: 'of this test' }])).toEqual(['of this test']);
  expect(await events()).toBe(there);
});
