import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PUBLISHED } from '../../domain/law/calendars/index.ts';
import { keysOf, newKeys, openPool, Refused, setUp, verify } from '../../ledger/index.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { AUTHORITY, DIRECTORY } from '../support/people.ts';

let database: FreshDatabase;
let pool: pg.Pool;
const keys = keysOf(newKeys());
beforeAll(async () => {
  database = await freshDatabase();
  pool = openPool(database.url, { max: 4 });
});
afterAll(async () => {
  await pool?.end();
  await database?.drop();
});

const first = (hash: string) =>
  setUp(
    { pool, keys },
    {
      directory: DIRECTORY,
      authorities: [AUTHORITY],
      calendars: PUBLISHED,
      passwords: () => hash,
      now: '2025-03-03T09:00:00+08:00',
      first: true,
    },
  );

test('of many first set-ups at once one makes the house, and the others change nothing of it', async () => {
  const all = await Promise.allSettled(['a', 'b', 'c', 'd'].map(first));
  const made = all.flatMap((one, i) => (one.status === 'fulfilled' ? [i] : []));
  expect(made).toHaveLength(1);
  for (const one of all) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(Refused);
  const { rows } = await pool.query<{ hash: string; once: boolean }>(
    'SELECT DISTINCT password_hash AS hash, password_once AS once FROM staff',
  );
  expect(rows).toEqual([{ hash: 'abcd'.charAt(made[0]!), once: true }]);
  expect((await verify({ pool, keys })).findings).toEqual([]);
});

test('that a password is one for one use is sealed: who takes the mark away in the database has opened nothing', async () => {
  const owner = new pg.Pool({ connectionString: database.url, max: 1 });
  await owner.query("UPDATE staff SET password_once = NULL WHERE id = 'clerk'");
  await owner.end();
  const { findings } = await verify({ pool, keys });
  expect(findings.map(({ detail }) => detail)).toEqual([expect.stringMatching(/^staff clerk is not what was sealed/)]);
});
