/** A column that holds no instant: verify names it and looks at everything else; the case says that it differs, and lists show the others. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verify } from '../../ledger/index.ts';
import { doing, NAMED, REGISTRATION, type TestHouse, TIP, testHouse } from './house.ts';

let house: TestHouse;
let damaged: string;
let other: string;
let receipt: string;
beforeAll(async () => {
  house = await testHouse();
  for (const tip of [TIP, NAMED]) {
    const told = await house.ledger.tell(tip);
    [other, damaged, receipt] = [damaged, told.caseId, told.receipt];
    await house.ledger.addMessage(receipt, '补充');
    await doing(house.ledger, damaged)('clerk', 'intake-1', 'register', REGISTRATION);
    await doing(house.ledger, damaged)('clerk', 'intake-1', 'accept:propose');
  }
  await house.ledger.caseView(house.person('clerk'), damaged);
});
afterAll(() => house.close());

/** What somebody wrote is taken back whole afterwards. */
async function written<T>(table: string, statements: string[], work: () => Promise<T>): Promise<T> {
  const client = await house.owner.connect();
  const tables = [...new Set([table, 'events'])];
  try {
    await client.query('SET session_replication_role = replica');
    for (const t of tables) await client.query(`CREATE TEMP TABLE kept_${t} AS TABLE public.${t}`);
    for (const s of statements) await client.query(s);
    return await work();
  } finally {
    for (const t of tables) {
      await client.query(`DELETE FROM public.${t}`);
      await client.query(`INSERT INTO public.${t} OVERRIDING SYSTEM VALUE SELECT * FROM kept_${t}`);
      await client.query(`DROP TABLE kept_${t}`);
    }
    await client.query('SET session_replication_role = DEFAULT');
    client.release();
  }
}
const said = async () => (await verify(house)).findings.map((f) => `${f.caseId} ${f.what} ${f.detail}`).join('\n');
const elsewhere = () => `UPDATE events SET name = 'reply' WHERE case_id = '${other}' AND number = 2`;

/** Queues, answers kept for repeats and the record of migrations: no truth, and nothing that verify reads. */
const NO_TRUTH = ['_prisma_migrations', 'idempotency', 'outbox'];

it('in any table is named by table, and what was done elsewhere is found all the same', {
  timeout: 120_000,
}, async () => {
  const { rows } = await house.owner.query<{ tab: string; col: string }>(
    `SELECT c.table_name AS tab, c.column_name AS col FROM information_schema.columns c JOIN pg_class k ON k.relname = c.table_name
     WHERE c.table_schema = 'public' AND k.relkind = 'r' AND c.data_type = 'timestamp with time zone' AND c.is_generated = 'NEVER'
     ORDER BY 1, 2`,
  );
  const seen: string[] = [];
  for (const { tab, col } of rows) {
    const { rows: there } = await house.owner.query<{ row: string }>(`SELECT ctid::text AS row FROM ${tab} LIMIT 1`);
    if (!there[0]) continue;
    for (const value of ['infinity', '-infinity']) {
      const found = await written(
        tab,
        [`UPDATE ${tab} SET ${col} = '${value}' WHERE ctid = (SELECT max(ctid) FROM ${tab})`, elsewhere()],
        said,
      );
      expect(found, `${tab}.${col} ${value}`).toContain(`${other} chain event 2 does not follow`);
      if (!new RegExp(`\\b${tab.replace(/s$/, '')}`).test(found) && !NO_TRUTH.includes(tab))
        seen.push(`${tab}.${col} ${value}`);
    }
  }
  expect(seen).toEqual([]);
});

it('of an event closes that case alone, in the words of one that differs, for staff and for the tipster', async () => {
  const differs = { refusal: { code: 'case-differs' } };
  for (const value of ['infinity', '-infinity']) {
    const set = `UPDATE events SET recorded_at = '${value}' WHERE case_id = '${damaged}' AND number = 2`;
    await written('events', [set], async () => {
      await expect(house.ledger.caseView(house.person('clerk'), damaged)).rejects.toMatchObject(differs);
      await expect(house.ledger.progress(receipt)).rejects.toMatchObject(differs);
      expect((await house.ledger.caseView(house.person('clerk'), other)).id).toBe(other);
      const list = await house.ledger.cases(house.person('clerk'), {});
      expect(list.items.map((i) => i.id)).toContain(other);
      expect(await said()).toMatch(new RegExp(`events ${damaged} 2 has -?Infinity in recorded_at`));
    });
  }
  await written('cases', [`UPDATE cases SET received_at = 'infinity' WHERE id = '${damaged}'`], async () => {
    const list = await house.ledger.cases(house.person('clerk'), {});
    expect(list.items.map((i) => i.id)).toEqual([other]);
  });
  expect((await verify(house)).findings).toEqual([]);
});

it('in a batch of lines, which the application itself could put in, is found and ends nothing', async () => {
  const put = `INSERT INTO line_batches (tab, number, lines, until, digest) VALUES ('access_journal', 999, 1, 'infinity', '\\x00')`;
  const found = await written('line_batches', [put, elsewhere()], said);
  expect(found).toContain('batch 999 is dated infinity in line_batches');
  expect(found).toContain(`${other} chain event 2`);
});
