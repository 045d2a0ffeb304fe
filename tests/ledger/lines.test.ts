import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instantOf } from '../../domain/time/day.ts';
import { createSessions, passwordHash, verify } from '../../ledger/index.ts';
import { beat } from '../../ledger/keeping/beat.ts';
import { newSigningKey, signerFrom, verifierFrom } from '../../ledger/keeping/log/checkpoint.ts';
import { upgrade } from '../../ledger/keeping/upgrade.ts';
import { rewrite } from '../support/sealed.ts';
import { type TestHouse, testHouse } from './house.ts';

/** The access journal and the log of sign-ins: what the owner of the database does to their lines is found. */
let house: TestHouse;
const signer = signerFrom(newSigningKey('log.example'));
const log = verifierFrom(signer.vkey());
const beats = async () => {
  await beat({ ...house, signer, outside: { log }, now: house.clock.now });
  house.clock.add(600_000);
};
beforeAll(async () => {
  // Of today: what is older than a year may be gone.
  house = await testHouse({ now: instantOf(Date.now()) });
  await upgrade({ databaseUrl: house.url, keys: house.keys, now: house.clock.now });
  const hash = await passwordHash('a good password');
  await rewrite(house, 'staff', 'true', 'password_hash = $1', [hash]);
  for (let round = 0; round < 3; round++) {
    await createSessions(house).signIn('clerk', 'a good password');
    await createSessions(house).signIn('unithead', 'a good password');
    await beats();
  }
});
afterAll(() => house.close());

const TABLES = ['access_journal', 'sign_ins'] as const;
/** What `verify` says of these lines, with our keys and without. */
const named = async (keys = true) =>
  (await verify(keys ? house : { ...house, keys: null })).findings.map((f) => `${f.caseId}: ${f.detail}`);

/** What only the owner of the database can do: with its triggers off, and then all as it was. */
async function meanwhile(statements: string, look: () => Promise<void>): Promise<void> {
  const { owner } = house;
  await owner.query(
    `CREATE TABLE kept_journal AS SELECT * FROM access_journal; CREATE TABLE kept_log AS SELECT * FROM sign_ins;
     CREATE TABLE kept_batches AS SELECT * FROM line_batches; SET session_replication_role = replica; ${statements};
     SET session_replication_role = DEFAULT`,
  );
  try {
    await look();
  } finally {
    await owner.query(
      `SET session_replication_role = replica; DELETE FROM access_journal; DELETE FROM sign_ins; DELETE FROM line_batches;
       INSERT INTO access_journal SELECT * FROM kept_journal; INSERT INTO sign_ins OVERRIDING SYSTEM VALUE SELECT * FROM kept_log;
       INSERT INTO line_batches SELECT * FROM kept_batches;
       DROP TABLE kept_journal, kept_log, kept_batches; SET session_replication_role = DEFAULT`,
    );
  }
  expect(await named()).toEqual([]);
}

it('lines that are as they were written are, whoever looks', async () => {
  const { rows } = await house.owner.query(
    'SELECT tab, count(*)::int AS n FROM line_batches GROUP BY tab ORDER BY tab',
  );
  expect(rows).toEqual(TABLES.map((tab) => ({ tab, n: 3 })));
  expect(await named()).toEqual([]);
  expect(await named(false)).toEqual([]);
});

describe.each(TABLES)('%s', (table) => {
  const one = `(SELECT min(ctid) FROM ${table})`;
  it.each([
    ['emptied', `DELETE FROM ${table}`],
    ['emptied with its batches', `DELETE FROM ${table}; DELETE FROM line_batches WHERE tab = '${table}'`],
    ['without one line', `DELETE FROM ${table} WHERE ctid = ${one}`],
    ['with a line of another moment', `UPDATE ${table} SET at = at + interval '1 hour' WHERE ctid = ${one}`],
    [
      'with two lines that changed their batches',
      `UPDATE ${table} SET batch = (SELECT max(batch) FROM ${table}) WHERE ctid = ${one}`,
    ],
    ['with lines that no batch has any more', `UPDATE ${table} SET batch = NULL`],
  ])('%s is found, by somebody without our keys too', async (_, statements) => {
    await meanwhile(statements, async () => {
      expect(await named()).not.toEqual([]);
      expect(await named(false)).not.toEqual([]);
    });
  });

  it('with a line that the application’s role put in, before a beat and after it, is found', async () => {
    const columns = table === 'access_journal' ? 'reader, organs, units, roles, what' : 'login, staff, outcome';
    const write = `INSERT INTO ${table} (id, at, mac, ${columns})
      SELECT gen_random_uuid(), at + interval '1 hour', mac, ${columns} FROM ${table} LIMIT 1`;
    await meanwhile(write, async () => {
      expect(await named()).toEqual([
        expect.stringMatching(`^${table}: ${table} line .* was put in or changed by somebody else$`),
      ]);
    });
  });

  it('with a line that is there already can not be added to, and its copy under another name is found', async () => {
    const columns =
      table === 'access_journal' ? 'at, reader, organs, units, roles, what, mac' : 'at, login, staff, outcome, mac';
    const copies = (id: string, batch: string) =>
      `INSERT INTO ${table} (id, batch, ${columns}) SELECT ${id}, ${batch}, ${columns} FROM ${table}, generate_series(1, 40)`;
    for (const batch of ['NULL', 'batch'])
      await expect(house.pool.query(copies('id', batch))).rejects.toThrow(/duplicate key/);
    for (const batch of ['NULL', 'batch']) {
      await meanwhile(copies('gen_random_uuid()', batch), async () => {
        const found = await named();
        expect(found.filter((f) => /line .* was put in or changed by somebody else$/.test(f))).toHaveLength(240);
      });
    }
    // Nor by the owner, who takes away what refuses it.
    const { rows } = await house.owner.query<{ def: string }>(
      "SELECT pg_get_constraintdef(oid) AS def FROM pg_constraint WHERE conname = 'access_journal_pkey'",
    );
    const [drop, again] =
      table === 'access_journal'
        ? [
            'ALTER TABLE access_journal DROP CONSTRAINT access_journal_pkey',
            `ALTER TABLE access_journal ADD ${rows[0]!.def}`,
          ]
        : ['DROP INDEX sign_ins_id', 'CREATE UNIQUE INDEX sign_ins_id ON sign_ins (id)'];
    await meanwhile(`${drop}; ${copies('id', 'NULL')}`, async () => {
      const found = await named(false);
      expect(found.filter((f) => /line .* stands there 41 times$/.test(f))).toHaveLength(6);
    });
    await house.owner.query(again!);
  });

  it('can be changed by the application in nothing but its batch, once', async () => {
    await expect(house.pool.query(`UPDATE ${table} SET at = now()`)).rejects.toThrow(/permission denied/);
    await expect(house.pool.query(`UPDATE ${table} SET batch = 1`)).rejects.toThrow(/only ever added/);
    await expect(house.owner.query(`UPDATE ${table} SET at = now()`)).rejects.toThrow(/only ever added/);
    await expect(house.pool.query(`DELETE FROM ${table}`)).rejects.toThrow(/permission denied/);
    await expect(house.pool.query('DELETE FROM line_batches')).rejects.toThrow(/permission denied/);
  });
});

it('the log of sign-ins goes by whole batches when its term is over, and what stays can still be compared', async () => {
  const own = await testHouse({ now: '2024-03-03T09:00:00+08:00' });
  try {
    await upgrade({ databaseUrl: own.url, keys: own.keys, now: own.clock.now });
    for (const day of ['2024-03-03', '2024-03-04', '2026-11-01']) {
      own.clock.set(day);
      await createSessions(own).signIn('nobody', 'of no account');
      await beat({ ...own, signer, outside: { log }, now: own.clock.now });
    }
    await own.pool.query("SELECT forget_sign_ins('infinity')");
    const { rows } = await own.owner.query('SELECT at::date::text AS day FROM sign_ins');
    expect(rows).toEqual([{ day: '2026-11-01' }]);
    expect((await verify(own)).findings).toEqual([]);
  } finally {
    await own.close();
  }
});
