/** Whatever somebody writes in the tables of the house: verify ends by itself, names the table, and still looks at everything else. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { verify } from '../../ledger/index.ts';
import { doing, REGISTRATION, type TestHouse, TIP, testHouse } from './house.ts';

let house: TestHouse;
let damaged: string;
beforeAll(async () => {
  house = await testHouse();
  const { caseId } = await house.ledger.tell(TIP);
  await doing(house.ledger, caseId)('clerk', 'intake-1', 'register', REGISTRATION);
  const confirm = { act: 'confirm-row', deadline: 'penalty-publish', edition: null } as const;
  await house.ledger.settle(
    house.person('legal'),
    { ...confirm, citation: '部内规范第七条', readOn: '2025-02-28' },
    crypto.randomUUID(),
  );
  damaged = (await house.ledger.tell(TIP)).caseId;
  await doing(house.ledger, damaged)('clerk', 'intake-1', 'register', REGISTRATION);
});
afterAll(() => house.close());

const JSON_COLUMNS: Record<string, string[]> = {
  organs: ['name'],
  units: ['name', 'formerly'],
  staff: ['name'],
  grants: ['post'],
  authorities: ['house_limits', 'about'],
  authority_acts: ['facts', 'actor'],
  calendars: ['data'],
};
const SHAPES = ['{"x":1}', '[]', '"x"', 'null', '7', '[[{}]]'];

/** What a statement leaves is looked at, and taken back whole: the checks of the database itself do not stand in the way. */
async function withDamage(statements: string[]): Promise<string> {
  const name = house.url.split('/').at(-1);
  expect(name).toBeDefined();
  const client = await house.owner.connect();
  const tables = [...Object.keys(JSON_COLUMNS), 'house_version', 'events'];
  try {
    await client.query('SET session_replication_role = replica');
    for (const t of tables) await client.query(`CREATE TEMP TABLE IF NOT EXISTS kept_${t} AS TABLE public.${t}`);
    for (const s of statements) await client.query(s);
    const { findings } = await verify(house);
    return findings.map((f) => `${f.caseId} ${f.what} ${f.detail}`).join('\n');
  } finally {
    for (const t of tables) {
      await client.query(`DELETE FROM public.${t}`);
      await client.query(`INSERT INTO public.${t} SELECT * FROM kept_${t}`);
      await client.query(`DROP TABLE kept_${t}`);
    }
    await client.query('SET session_replication_role = DEFAULT');
    client.release();
  }
}

/** A tampering elsewhere, which has to be found whatever else was done. */
const elsewhere = () =>
  `UPDATE events SET name = 'reply' WHERE case_id = '${damaged}' AND number = (SELECT max(number) FROM events WHERE case_id = '${damaged}')`;

beforeEach(async () => {
  expect((await verify(house)).findings).toEqual([]);
});

const MATRIX = Object.entries(JSON_COLUMNS).flatMap(([table, columns]) =>
  columns.map((column) => [table, column] as const),
);
it.each(MATRIX)('%s.%s of any shape', async (table, column) => {
  for (const shape of SHAPES) {
    const found = await withDamage([`UPDATE ${table} SET ${column} = '${shape}'::jsonb`, elsewhere()]);
    expect(found, shape).toMatch(new RegExp(`\\b${table.replace(/s$/, '')}`));
    expect(found, shape).toContain(`${damaged} chain`);
  }
});

it.each(Object.keys(JSON_COLUMNS))('every row of %s gone', async (table) => {
  const count = await house.owner.query(`SELECT 1 FROM ${table} LIMIT 1`);
  const found = await withDamage([`DELETE FROM ${table}`, elsewhere()]);
  if (count.rowCount) expect(found).toMatch(new RegExp(`\\b${table.replace(/s$/, '')}`));
  expect(found).toContain(`${damaged} chain`);
});

it('the version of the house gone', async () => {
  const found = await withDamage(['DELETE FROM house_version', elsewhere()]);
  expect(found).toContain('house_version');
  expect(found).toContain(`${damaged} chain`);
});
