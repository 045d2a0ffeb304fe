import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPool, verify } from '../../ledger/index.ts';
import { refusals } from '../../ledger/keeping/verify-tables.ts';
import { type TestHouse, TIP, testHouse } from './house.ts';

/** What verify is shown instead of the rows that stand there. */
let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
  await house.ledger.tell(TIP);
});
afterAll(() => house.close());

const named = async (pool = house.pool) =>
  (await verify({ ...house, pool })).findings
    .map((f) => f.detail)
    .filter((d) => d.endsWith('what is read there may not be what stands there'));

/** A view that shows a copy to whoever asks under one name, and what stands there to the others. */
const VIEW = `ALTER TABLE grants RENAME TO grants_true; CREATE TABLE grants_clean AS SELECT * FROM grants_true;
  CREATE VIEW grants AS SELECT * FROM grants_true WHERE current_setting('application_name') <> 'mingcha-verify'
    UNION ALL SELECT * FROM grants_clean WHERE current_setting('application_name') = 'mingcha-verify';
  GRANT SELECT ON grants TO mingcha_app`;

it.each([
  [
    'a view',
    VIEW,
    'DROP VIEW grants; DROP TABLE grants_clean; ALTER TABLE grants_true RENAME TO grants',
    'grants is not a table, has rules',
  ],
  [
    'a policy',
    `ALTER TABLE letters ENABLE ROW LEVEL SECURITY; CREATE POLICY none_of_it ON letters USING (false)`,
    'DROP POLICY none_of_it ON letters; ALTER TABLE letters DISABLE ROW LEVEL SECURITY',
    'letters has row security',
  ],
  [
    'a table under it',
    'CREATE TABLE more () INHERITS (relations)',
    'DROP TABLE more',
    'relations is one of several tables',
  ],
  [
    'a rule',
    'CREATE RULE quiet AS ON INSERT TO uploads DO INSTEAD NOTHING',
    'DROP RULE quiet ON uploads',
    'uploads has rules',
  ],
  [
    'a column that is worked out',
    'ALTER TABLE uploads ADD COLUMN x bigint GENERATED ALWAYS AS (bytes + 1) STORED',
    'ALTER TABLE uploads DROP COLUMN x',
    'uploads has columns of a kind of its own',
  ],
  [
    'a function under a name of the system’s',
    "CREATE FUNCTION public.max(text) RETURNS text LANGUAGE sql AS 'SELECT $1'",
    'DROP FUNCTION public.max(text)',
    "public has max, which is a name of the system's",
  ],
])('verify names what it reads where that is %s, and nothing when it is gone', async (_, put, away, said) => {
  await house.owner.query(put);
  try {
    expect(await named()).toEqual([`${said}: what is read there may not be what stands there`]);
  } finally {
    await house.owner.query(away);
  }
  expect(await named()).toEqual([]);
});

it('a table of the same name in front of ours is not read: not by the database’s search path, nor a temporary one', async () => {
  const { rows } = await house.owner.query<{ name: string }>('SELECT current_database() AS name');
  const database = rows[0]!.name;
  await house.owner.query(
    `CREATE SCHEMA front; CREATE TABLE front.grants AS SELECT * FROM public.grants;
     GRANT USAGE ON SCHEMA front TO mingcha_app; GRANT SELECT ON front.grants TO mingcha_app;
     ALTER DATABASE "${database}" SET search_path = front, public`,
  );
  const pool = openPool(house.url, { max: 4 });
  try {
    expect((await pool.query("SELECT 'grants'::regclass = 'public.grants'::regclass AS ours")).rows).toEqual([
      { ours: true },
    ]);
    expect(await named(pool)).toEqual([]);
    // A connection that was told otherwise says so.
    const other = new pg.Pool({ connectionString: house.url, max: 4, options: '-c role=mingcha_app' });
    const found = await named(other).finally(() => other.end());
    expect(found).toEqual([
      'grants stands behind another of its name: what is read there may not be what stands there',
    ]);
  } finally {
    await pool.end();
    await house.owner.query(`ALTER DATABASE "${database}" RESET search_path; DROP SCHEMA front CASCADE`);
  }
});

it('verify asks under a name by which the application asks too', () => {
  const told = (file: string) => readFileSync(new URL(`../../bin/${file}`, import.meta.url), 'utf8');
  const name = /openPool\([^)]*name: '([^']+)'/.exec(told('verify.ts'))?.[1];
  expect(name).toBeDefined();
  expect(`${told('api.ts')}${told('worker.ts')}${told('lib/compose.ts')}`).toContain(`'${name}'`);
});

it('what the database refuses is kept as the migrations make it', async () => {
  const made = `${JSON.stringify(await refusals(house.pool), null, 2)}\n`;
  await expect(made).toMatchFileSnapshot('../../ledger/keeping/refusals.json');
});

it.each([
  [
    'a right to change what is only added to',
    'GRANT UPDATE ON events TO mingcha_app',
    'REVOKE UPDATE ON events FROM mingcha_app',
  ],
  [
    'a right to change one column',
    'GRANT UPDATE (case_id) ON receipts TO mingcha_app',
    'REVOKE UPDATE (case_id) ON receipts FROM mingcha_app',
  ],
  ['a right to take rows away', 'GRANT DELETE ON cases TO mingcha_app', 'REVOKE DELETE ON cases FROM mingcha_app'],
  ['a right given to everybody', 'GRANT TRUNCATE ON log_leaves TO PUBLIC', 'REVOKE TRUNCATE ON log_leaves FROM PUBLIC'],
  ['a trigger that is silent', 'ALTER TABLE sessions DISABLE TRIGGER ALL', 'ALTER TABLE sessions ENABLE TRIGGER ALL'],
  [
    'a trigger that is gone',
    'ALTER TRIGGER sessions_stay_ended ON sessions RENAME TO other; DROP TRIGGER other ON sessions',
    'CREATE TRIGGER sessions_stay_ended BEFORE UPDATE ON sessions FOR EACH ROW EXECUTE FUNCTION refuse_reopened_session()',
  ],
  [
    'a function that says something else',
    `ALTER FUNCTION destroy_case_key(uuid) RESET ALL`,
    `ALTER FUNCTION destroy_case_key(uuid) SET search_path = public`,
  ],
])('verify names %s, and nothing when it is as it was made', async (_, change, back) => {
  const found = async () => (await verify(house)).findings.map((f) => f.detail);
  await house.owner.query(change);
  try {
    expect((await found()).join('\n')).toMatch(/is not as it was made: /);
  } finally {
    await house.owner.query(back);
  }
  expect(await found()).toEqual([]);
});
