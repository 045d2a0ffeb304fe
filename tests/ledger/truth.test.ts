import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sealRows, verify } from '../../ledger/index.ts';
import { NOT_TRUTH, TRUTH, TRUTH_NAMES, type Truth, tableOf } from '../../ledger/truth.ts';
import { doing, NAMED, original, REGISTRATION, type TestHouse, TIP, testHouse } from './house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.close());

it('every table is truth under a seal, or is said not to be and why', async () => {
  const schema = readFileSync(new URL('../../prisma/schema.prisma', import.meta.url), 'utf8');
  const tables = [...schema.matchAll(/@@map\("(\w+)"\)/g)].map(([, table]) => table!);
  expect(tables.length).toBeGreaterThan(30);
  const truth = new Set<string>(TRUTH_NAMES.map(tableOf));
  // A table that is missing here: enter it in TRUTH and seal its rows with sealRows, or in NOT_TRUTH with the reason (ledger/truth.ts).
  expect(tables.filter((t) => !truth.has(t) && !(t in NOT_TRUTH))).toEqual([]);
  expect([...truth, ...Object.keys(NOT_TRUTH)].filter((t) => !tables.includes(t))).toEqual([]);
  expect([...truth].filter((t) => t in NOT_TRUTH)).toEqual([]);
  const { rows } = await house.owner.query<{ t: string; c: string }>(
    "SELECT table_name AS t, column_name AS c FROM information_schema.columns WHERE table_schema = 'public'",
  );
  const there = new Set(rows.map((r) => `${r.t}.${r.c}`));
  for (const name of TRUTH_NAMES) {
    const { key, only = [], besides = {} }: Truth = TRUTH[name];
    for (const c of [...key, ...only, ...Object.keys(besides)]) expect(there, name).toContain(`${tableOf(name)}.${c}`);
  }
});

it('what the ledger writes is sealed as it stands', async () => {
  const { ledger } = house;
  const { caseId } = await ledger.tell({
    ...NAMED,
    evidence: [await original(ledger, 'a.pdf', 'application/pdf', Buffer.from('%PDF-1.4 x'))],
  });
  await doing(ledger, caseId)('clerk', 'intake-1', 'register', REGISTRATION);
  await ledger.tell(TIP);
  const { findings, sealed } = await verify(house);
  expect(findings).toEqual([]);
  expect(sealed).toBeGreaterThan(20);
});

it('an honest change does not cover up a dishonest one', async () => {
  const { owner, pool, keys } = house;
  await owner.query("UPDATE staff SET login = 'somebody' WHERE id = 'clerk'");
  expect((await verify(house)).findings.map((f) => f.detail)).toEqual(['staff clerk is not what was sealed']);
  await owner.query("UPDATE staff SET login = 'clerk' WHERE id = 'clerk'");
  expect((await verify(house)).findings).toEqual([]);
  // What is as sealed already costs no line.
  const lines = async () => (await owner.query('SELECT count(*)::int AS n FROM seals')).rows[0].n;
  const before = await lines();
  await sealRows(pool, keys, 'staff', ['clerk']);
  expect(await lines()).toBe(before);
});
