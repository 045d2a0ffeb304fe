import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestHouse, testHouse } from './house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.close());

const TYPES: Record<string, string> = {
  String: 'text',
  Int: 'integer',
  BigInt: 'bigint',
  Boolean: 'boolean',
  Bytes: 'bytea',
  Json: 'jsonb',
  '@db.Json': 'json',
  '@db.Uuid': 'uuid',
  '@db.Date': 'date',
  '@db.Timestamptz(6)': 'timestamp with time zone',
};

/** Tables and columns as schema.prisma tells them: `table.column` → type, with `?` where it may be null. */
function told(): Record<string, string> {
  const text = readFileSync(new URL('../../prisma/schema.prisma', import.meta.url), 'utf8');
  const columns: Record<string, string> = {};
  for (const [, body = ''] of text.matchAll(/^model \w+ \{\n([\s\S]*?)^\}/gm)) {
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1];
    for (const line of body.split('\n')) {
      const field = /^ {2}(\w+)\s+(\w+)(\[\]|\?)?(.*)$/.exec(line);
      if (!field) continue;
      const [, name, type = '', mark, rest = ''] = field;
      const column = / @map\("(\w+)"\)/.exec(rest)?.[1] ?? name;
      const native = /@db\.\w+(\(\d\))?/.exec(rest)?.[0];
      columns[`${table}.${column}`] = `${mark === '[]' ? 'ARRAY' : TYPES[native ?? type]}${mark === '?' ? '?' : ''}`;
    }
  }
  return columns;
}

it('schema.prisma tells the tables as the migrations make them, column by column', async () => {
  const { rows } = await house.owner.query<{ table: string; column: string; type: string; nullable: string }>(
    `SELECT table_name AS "table", column_name AS "column", data_type AS type, is_nullable AS nullable
     FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'`,
  );
  const made = Object.fromEntries(
    rows.map((r) => [`${r.table}.${r.column}`, `${r.type}${r.nullable === 'YES' ? '?' : ''}`]),
  );
  expect(Object.keys(made).length).toBeGreaterThan(150);
  expect(told()).toEqual(made);
});

it('the role of the application takes away only what is work in hand, and writes nothing of the schema', async () => {
  const may = async (right: string) =>
    (
      await house.owner.query<{ t: string }>(
        `SELECT relname AS t FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
           AND has_table_privilege('mingcha_app', oid, $1) ORDER BY relname`,
        [right],
      )
    ).rows.map((r) => r.t);
  // Read tables, which are worked out anew, and what is on its way or counts.
  expect(await may('DELETE')).toEqual([
    'case_access',
    'clocks',
    'idempotency',
    'outbox',
    'proceedings',
    'sign_in_gates',
    'uploads',
    'work',
  ]);
  for (const right of ['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE'])
    expect(await may(right)).not.toContain('_prisma_migrations');
  expect(await may('SELECT')).toContain('_prisma_migrations');
});
