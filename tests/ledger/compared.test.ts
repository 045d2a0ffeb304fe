import { afterAll, beforeAll, expect, it } from 'vitest';
import { COMPARED } from '../../ledger/ground/truth.ts';
import { sealRows, verify } from '../../ledger/index.ts';
import { doing, NAMED, original, REGISTRATION, type TestHouse, testHouse } from './house.ts';
import { listed, settle } from './road.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await testHouse();
  const { ledger, owner, clock } = house;
  const { caseId: over, act } = await listed(house);
  await act('disclosure', 'disclosure-1', 'publish');
  await settle(ledger, over);
  const { caseId } = await ledger.tell({
    ...NAMED,
    evidence: [await original(ledger, '工资表.pdf', 'application/pdf', Buffer.from('%PDF-1.4 x'))],
  });
  const own = doing(ledger, caseId);
  await own('clerk', 'intake-1', 'register', REGISTRATION);
  await own('clerk', 'intake-1', 'reply', { text: '已收到。' });
  await own('clerk', 'intake-1', 'reply', { text: '请补充。' });
  await own('clerk', 'intake-1', 'reply', { text: '已补充。' });
  const [first, second] = (await ledger.todo(caseId, 'intake-1')).effects;
  const text = { zh: '没有送达', en: 'It was not delivered' };
  await ledger.effectGivenUp(first!.key, { to: 'clerk', text, basis: 'house' });
  await givenUpBefore(second!.key, text);
  clock.add(40 * 86_400_000);
  await ledger.advanceCase(caseId);
  await owner.query('CREATE SCHEMA kept');
  // The owner of the database takes away what would refuse a word.
  const { rows: checks } = await owner.query<{ t: string; name: string }>(
    "SELECT conrelid::regclass::text AS t, conname AS name FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace",
  );
  for (const { t, name } of checks) await owner.query(`ALTER TABLE ${t} DROP CONSTRAINT ${name}`);
  for (const t of Object.keys(COMPARED)) await owner.query(`CREATE TABLE kept.${t} AS SELECT * FROM ${t}`);
  expect((await verify(house)).findings).toEqual([]);
});
afterAll(() => house.close());

/** Gives an effect up as earlier editions did: without an event, its task called after it. */
async function givenUpBefore(key: string, text: object): Promise<void> {
  const { owner, keys, clock } = house;
  await owner.query("UPDATE effects SET status = 'given-up', done_at = $2 WHERE key = $1", [key, clock.now()]);
  await owner.query(
    `INSERT INTO tasks (id, case_id, event, place, proceeding, organ, role, text, basis, since)
     SELECT $1 || ':given-up', e.case_id, e.event, e.place, e.proceeding, c.organ, 'clerk', $2, 'house', $3
     FROM effects e JOIN cases c ON c.id = e.case_id WHERE e.key = $1`,
    [key, JSON.stringify(text), clock.now()],
  );
  await owner.query(
    `INSERT INTO work (case_id, item, organ, role, person, what, proceeding, about, due_at, since)
     SELECT t.case_id, 'task:' || t.id, t.organ, t.role, '', 'task', t.proceeding, t.id,
       date_trunc('day', t.since AT TIME ZONE 'Asia/Shanghai') AT TIME ZONE 'Asia/Shanghai', t.since
     FROM tasks t WHERE t.id = $1 || ':given-up'`,
    [key],
  );
  await sealRows(owner, keys, 'effects', [key]);
  await sealRows(owner, keys, 'tasks', [`${key}:given-up`]);
}

type Kind = [where: string, columns?: string[]];
/** Rows that are compared in different ways: of each kind one is changed, in every column or in those that make the difference. */
const KINDS: Record<string, Kind[]> = {
  work: [["what = 'task'"], ["what = 'clock'"]],
  effects: [
    ["status = 'done'"],
    ["status = 'todo'", ['status', 'done_at', 'result']],
    ["status = 'given-up'", ['status', 'done_at', 'result']],
  ],
  tasks: [
    ["id NOT LIKE '%:given-up' AND closed_at IS NULL"],
    ["text->>'en' = 'It was not delivered' AND id NOT LIKE '%:given-up'"],
    ["id LIKE '%:given-up'"],
    ['closed_at IS NOT NULL', ['closed_at']],
  ],
  clocks: [['stopped_at IS NULL'], ['stopped_at IS NOT NULL', ['outcome', 'outcome_at', 'stopped_at', 'stopped_why']]],
  events: [['sealed IS NOT NULL']],
};

/** Another value of the same type. Everything is said by the second. */
const OTHER: Record<string, string> = {
  text: "coalesce(%s, '') || 'x'",
  jsonb: `'{"tampered": 1}'`,
  json: `'{"tampered": 1}'`,
  int4: 'coalesce(%s, 0) + 1000',
  bool: 'NOT %s',
  timestamptz: "coalesce(nullif(%s, 'infinity'), '2025-01-01') + interval '1 second'",
  date: "coalesce(%s, '2025-01-01') + 1",
  bytea: "coalesce(%s, '') || '\\x00'",
  uuid: 'gen_random_uuid()',
  _text: "array_append(%s, 'x')",
  _int8: 'array_append(%s, 7)',
};

async function found(table: string, tamper: string): Promise<number> {
  const client = await house.owner.connect();
  try {
    // As the owner of the database, with every guard of it switched off.
    await client.query("SET session_replication_role = 'replica'");
    const { rowCount } = await client.query(tamper);
    expect(rowCount, tamper).toBe(1);
    return (await verify(house)).findings.length;
  } finally {
    await client.query(
      `DELETE FROM ${table}; INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM kept.${table};`,
    );
    client.release(true);
  }
}

it.each(Object.entries(COMPARED))(
  '%s: a row changed in any column, deleted or inserted differs from what the events give',
  async (table, besides) => {
    const { rows: columns } = await house.owner.query<{ c: string; type: string }>(
      "SELECT column_name AS c, udt_name AS type FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1",
      [table],
    );
    const { rows: names } = await house.owner.query<{ c: string; type: string }>(
      `SELECT a.attname AS c, t.typname AS type FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
       JOIN pg_type t ON t.oid = a.atttypid WHERE i.indrelid = $1::regclass AND i.indisprimary
       ORDER BY array_position(i.indkey::int2[], a.attnum)`,
      [table],
    );
    const last = names.at(-1);
    const missed: string[] = [];
    for (const [kind, some] of KINDS[table] ?? [['true']]) {
      const one = `ctid = (SELECT ctid FROM ${table} WHERE ${kind} ORDER BY ctid LIMIT 1)`;
      for (const { c, type } of columns) {
        if (c in besides || (some && !some.includes(c))) continue;
        const to = OTHER[type]?.replaceAll('%s', c);
        expect(to, `${c}: ${type}`).toBeDefined();
        if ((await found(table, `UPDATE ${table} SET ${c} = ${to} WHERE ${one}`)) === 0)
          missed.push(`${c} where ${kind}`);
      }
      if ((await found(table, `DELETE FROM ${table} WHERE ${one}`)) === 0) missed.push(`deleted where ${kind}`);
      const made = OTHER[last!.type]!.replaceAll('%s', `t.${last!.c}`);
      // What else tells two cases apart.
      const other = table === 'cases' ? ", 'number', t.number || 'x', 'outer_id', gen_random_uuid()" : '';
      const insert = `INSERT INTO ${table} OVERRIDING SYSTEM VALUE
        SELECT (jsonb_populate_record(t, jsonb_build_object('${last!.c}', ${made}${other}))).* FROM ${table} t WHERE t.${one}`;
      if ((await found(table, insert)) === 0) missed.push(`inserted like one where ${kind}`);
    }
    expect(missed).toEqual([]);
  },
);
