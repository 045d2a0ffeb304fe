import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fileKeys } from '../../ledger/ground/keys.ts';
import { migrate } from '../../ledger/keeping/migrate.ts';
import { type UpgradeJob, upgrade } from '../../ledger/keeping/upgrade.ts';
import { type OldInstallation, oldInstallation } from '../support/old-installation.ts';

let folder: string;
let old: OldInstallation;
const now = () => '2026-12-01T09:00:00+08:00';
const run = (jobs?: readonly UpgradeJob[]) =>
  upgrade({ databaseUrl: old.url, keys: fileKeys(join(folder, 'keys.json')), now }, jobs);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingcha-upgrade-'));
  old = await oldInstallation(join(folder, 'keys.json'));
  await migrate(old.url);
});
afterEach(async () => {
  await old.drop();
  rmSync(folder, { recursive: true, force: true });
});

describe('what needs the keys is brought up', () => {
  test('once, and nothing is left to do the second time', async () => {
    await run();
    expect(await run()).toEqual([]);
  });

  test('from where it was cut off, no piece twice', async () => {
    const steps: unknown[] = [];
    let broken = true;
    const job: UpgradeJob = {
      name: 'of this test',
      async step({ db }, cursor) {
        const at = (cursor as { n: number } | null)?.n ?? 0;
        await db.query('INSERT INTO relations (staff, related) VALUES ($1, $2)', ['clerk', `piece ${at}`]);
        if (at === 2 && broken) throw new Error('the light went out');
        steps.push(at);
        return at === 4 ? null : { n: at + 1 };
      },
    };
    await expect(run([job])).rejects.toThrow('the light went out');
    broken = false;
    expect(await run([job])).toEqual(['of this test']);
    expect(steps).toEqual([0, 1, 2, 3, 4]);
    const client = new pg.Client({ connectionString: old.url });
    await client.connect();
    const { rows } = await client.query("SELECT related FROM relations WHERE related LIKE 'piece %' ORDER BY related");
    await client.end();
    expect(rows.map((r) => r.related)).toEqual([0, 1, 2, 3, 4].map((n) => `piece ${n}`));
  });

  test('by one program at a time', async () => {
    let inside = 0;
    const job: UpgradeJob = {
      name: 'of this test',
      async step() {
        expect(++inside).toBe(1);
        await new Promise((done) => setImmediate(done));
        inside--;
        return null;
      },
    };
    const finished = await Promise.all([run([job]), run([job]), run([job])]);
    expect(finished.flat()).toEqual(['of this test']);
  });
});
