import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrate, migrations } from '../../ledger/keeping/migrate.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

let database: FreshDatabase;
let folder: string;
let client: pg.Client;

const write = (name: string, sql: string) => {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'migration.sql'), sql);
};
const names = async () =>
  (
    await client.query<{ migration_name: string }>('SELECT migration_name FROM _prisma_migrations ORDER BY finished_at')
  ).rows.map((row) => row.migration_name);

beforeEach(async () => {
  database = await freshDatabase({ empty: true });
  folder = mkdtempSync(join(tmpdir(), 'mingcha-migrations-'));
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  write('0001_first', 'CREATE TABLE one (a int); CREATE TABLE two (b int);');
  write('0002_second', 'ALTER TABLE one ADD COLUMN c int;');
});
afterEach(async () => {
  await client.end();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

describe('migrations', () => {
  test('are applied in order, once, and recorded as Prisma records them', async () => {
    expect(await migrate(database.url, { folder })).toEqual({ applied: ['0001_first', '0002_second'], total: 2 });
    expect(await migrate(database.url, { folder })).toEqual({ applied: [], total: 2 });
    const { rows } = await client.query('SELECT * FROM _prisma_migrations ORDER BY migration_name');
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      migration_name: '0001_first',
      checksum: migrations(folder)[0]?.checksum,
      applied_steps_count: 1,
      rolled_back_at: null,
      logs: null,
    });
    expect(rows[0].finished_at).toBeInstanceOf(Date);
  });

  test('that fail leave nothing behind, and the next attempt goes on from there', async () => {
    write('0002_second', 'CREATE TABLE three (a int); ALTER TABLE nowhere ADD COLUMN c int;');
    await expect(migrate(database.url, { folder })).rejects.toThrow(/0002_second failed and was undone/);
    expect(await names()).toEqual(['0001_first']);
    expect((await client.query("SELECT to_regclass('three') AS t")).rows[0].t).toBeNull();
    write('0002_second', 'ALTER TABLE one ADD COLUMN c int;');
    expect((await migrate(database.url, { folder })).applied).toEqual(['0002_second']);
  });

  test('that were changed after they had been applied are refused by name', async () => {
    await migrate(database.url, { folder });
    write('0001_first', 'CREATE TABLE one (a bigint);');
    write('0003_third', 'CREATE TABLE four (a int);');
    await expect(migrate(database.url, { folder })).rejects.toThrow(/0001_first was changed after it had been applied/);
    expect(await names()).not.toContain('0003_third');
  });

  test('of a newer program make the older one refuse', async () => {
    await migrate(database.url, { folder });
    const older = mkdtempSync(join(tmpdir(), 'mingcha-migrations-'));
    cpSync(join(folder, '0001_first'), join(older, '0001_first'), { recursive: true });
    await expect(migrate(database.url, { folder: older })).rejects.toThrow(
      /0002_second, which this program does not know/,
    );
    rmSync(older, { recursive: true, force: true });
  });

  test('called by several processes at once are applied once', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => migrate(database.url, { folder })));
    expect(answers.flatMap(({ applied }) => applied).sort()).toEqual(['0001_first', '0002_second']);
  });

  test('of the project apply to an empty database, and fresh test databases have them', async () => {
    const { applied, total } = await migrate(database.url);
    expect(applied).toHaveLength(total);
    const copy = await freshDatabase();
    expect(await migrate(copy.url)).toEqual({ applied: [], total });
    await copy.drop();
  });
});
