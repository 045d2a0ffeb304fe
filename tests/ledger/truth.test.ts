import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  COMPARED,
  changeSealed,
  NOT_TRUTH,
  TRUTH,
  TRUTH_NAMES,
  type Truth,
  tableOf,
} from '../../ledger/ground/truth.ts';
import { sealRows, verify } from '../../ledger/index.ts';
import { doing, NAMED, original, REGISTRATION, type TestHouse, TIP, testHouse } from './house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.close());

it('every column of every table is sealed, or compared with what the events give, or said not to be and why', async () => {
  const { rows } = await house.owner.query<{ t: string; c: string }>(
    `SELECT table_name AS t, column_name AS c FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'`,
  );
  const tables = [...new Set(rows.map((r) => r.t))];
  expect(tables.length).toBeGreaterThan(30);
  const sealed = (t: string, c: string) =>
    TRUTH_NAMES.some((name) => {
      const { only, besides = {} }: Truth = TRUTH[name];
      return tableOf(name) === t && (only ? only.includes(c) : !(c in besides));
    });
  const excused = (t: string, c: string) =>
    TRUTH_NAMES.some((name) => tableOf(name) === t && c in ((TRUTH[name] as Truth).besides ?? {}));
  // Compared: tests/ledger/compared.test.ts changes every one of them.
  const covered = ({ t, c }: { t: string; c: string }) =>
    t in NOT_TRUTH || t in COMPARED || sealed(t, c) || excused(t, c);
  // What is missing here: seal it (TRUTH, with sealRows), compare it (COMPARED, in verify), or say why not (ledger/ground/truth.ts).
  expect(rows.filter((r) => !covered(r))).toEqual([]);
  const there = new Set(rows.map((r) => `${r.t}.${r.c}`));
  const named = [...TRUTH_NAMES.map(tableOf), ...Object.keys(NOT_TRUTH), ...Object.keys(COMPARED)];
  expect(named.filter((t) => !tables.includes(t))).toEqual([]);
  expect(Object.keys(NOT_TRUTH).filter((t) => t in COMPARED || TRUTH_NAMES.some((n) => tableOf(n) === t))).toEqual([]);
  for (const name of TRUTH_NAMES) {
    const { key, only = [], besides = {} }: Truth = TRUTH[name];
    for (const c of [...key, ...only, ...Object.keys(besides)]) expect(there, name).toContain(`${tableOf(name)}.${c}`);
  }
  for (const [t, besides] of Object.entries(COMPARED))
    for (const c of Object.keys(besides)) expect(there).toContain(`${t}.${c}`);
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

it('what somebody changed and changed back is as sealed, and costs no line', async () => {
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

it('an honest change over a row that was tampered with is told for ever: neither it nor a later one covers that up', async () => {
  const { owner, pool, keys, ledger, person } = house;
  const { caseId } = await ledger.tell({ ...NAMED, accused: { ...NAMED.accused, name: '另一单位' } });
  await doing(ledger, caseId)('clerk', 'intake-1', 'register', REGISTRATION);
  await doing(ledger, caseId)('clerk', 'intake-1', 'reply', { text: '已收到。' });
  const [notice] = (await ledger.todo(caseId, 'intake-1')).effects;
  const text = { zh: '没有送达', en: 'It was not delivered' };
  await ledger.effectGivenUp(notice!.key, { to: 'clerk', text, basis: 'house' });
  const [task] = (await ledger.caseView(person('clerk'), caseId)).tasks;
  await owner.query("UPDATE tasks SET basis = '别的依据' WHERE id = $1", [task!.id]);
  await ledger.taskDone(person('clerk'), task!.id);
  // The row and its last seal agree; that they once did not stands between them.
  const told = `tasks ${task!.id} before version 2 it was not what had been sealed`;
  const details = async () => (await verify(house)).findings.flatMap((f) => (f.what === 'truth' ? [f.detail] : []));
  expect(await details()).toEqual([told]);
  await owner.query("UPDATE staff SET login = 'somebody' WHERE id = 'clerk'");
  const change = (login: string) =>
    changeSealed(pool, keys, 'staff', ['clerk'], () =>
      owner.query("UPDATE staff SET login = $1 WHERE id = 'clerk'", [login]),
    );
  await change('clerk-2');
  await change('clerk');
  expect((await details()).sort()).toEqual(['staff clerk before version 2 it was not what had been sealed', told]);
});
