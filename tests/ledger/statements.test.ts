import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLedger, rebuild, verify } from '../../ledger/index.ts';
import { bindLines, bindReceipts, bindSessions, bindStates } from '../../ledger/keeping/as-found.ts';
import {
  type Column,
  describeStatement,
  overheard,
  type Said,
  type Statement,
  statementsIn,
} from '../support/statements.ts';
import { NAMED, type TestHouse, testHouse } from './house.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

let house: TestHouse;
let statements: Statement[];
/** By table and number of the column: whether it may be null. */
let mayBeNull: ReadonlySet<string>;

beforeAll(async () => {
  statements = statementsIn(ROOT, ['ledger']);
  house = await testHouse();
  const { rows } = await house.owner.query<{ column: string }>(
    `SELECT attrelid || ' ' || attnum AS column FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
     WHERE c.relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attnotnull`,
  );
  mayBeNull = new Set(rows.map((r) => r.column));
});
afterAll(() => house.close());

/** How the values of a type come out of the driver. */
const COMES_AS: Record<number, string> = {
  16: 'boolean',
  17: 'Buffer',
  20: 'string',
  21: 'number',
  23: 'number',
  25: 'string',
  28: 'string',
  114: 'json',
  701: 'number',
  1184: 'Date',
  1700: 'string',
  2950: 'string',
  3802: 'json',
};

/** In what a row as it is said to be differs from the columns of the answer. */
function differences(row: Record<string, Said>, columns: readonly Column[], text: string): string[] {
  const there = new Map(columns.map((c) => [c.name, c]));
  const more = columns.filter((c) => !(c.name in row)).map((c) => `${c.name} is answered and not said`);
  const wrong = Object.entries(row).flatMap(([name, said]) => {
    const column = there.get(name);
    if (!column) return [`${name} is said and not answered`];
    const comes = COMES_AS[column.type] ?? 'json';
    // Whoever narrows what stands in a JSON column says more than the schema does.
    const fits = said.is.includes(comes) || comes === 'json';
    const asked = new RegExp(`\\b${name}\\b (IS NOT NULL|=|[<>])`).test(text);
    const empty = mayBeNull.has(`${column.table} ${column.number}`) && !asked && !said.nullable;
    return [
      ...(fits ? [] : [`${name} comes as ${comes} and is said to be ${said.is.join(' or ')}`]),
      ...(empty ? [`${name} may be null`] : []),
    ];
  });
  return [...more, ...wrong];
}

it('every statement of the ledger fits the schema, and its row is said as it is answered', async () => {
  const client = await house.owner.connect();
  const wrong: string[] = [];
  let described = 0;
  for (const { at, texts, row } of statements) {
    // What begins and ends a transaction is no question.
    for (const text of texts.filter((one) => !/^(BEGIN|COMMIT|SET TRANSACTION)\b/.test(one))) {
      try {
        const columns = await describeStatement(client, text);
        described++;
        if (row) wrong.push(...differences(row, columns, text).map((what) => `${at}: ${what}`));
      } catch (error) {
        wrong.push(`${at}: ${(error as Error).message}`);
      }
    }
  }
  client.release();
  expect(described).toBeGreaterThan(150);
  expect(wrong).toEqual([]);
});

/** Statements of which the code says no part in one place. */
const LOOKS: [file: string, RegExp][] = [
  ['ledger/truth/write.ts', /^WITH c AS [\s\S]* AS house FROM c$/],
  ['ledger/doors/addresses.ts', /^SELECT (id|outer_id)::text AS from/],
  ['ledger/keeping/verify.ts', /^SELECT DISTINCT t[.]case_id, '\w+' AS tab [\s\S]* UNION ALL/],
];

it('a statement that is put together while it runs answers with the row that is said of it', async () => {
  const heard: { text: string; columns: Column[] }[] = [];
  const hear = (text: string, columns: Column[]) => heard.push({ text, columns });
  const pool = overheard(house.pool, hear);
  const { keys, clock, person } = house;
  const ledger = createLedger({ pool, keys, clock });
  const { caseId } = await ledger.tell(NAMED);
  const clerk = person('clerk');
  await ledger.worklist(clerk);
  await ledger.cases(clerk, { number: 'x', fund: 'unknown', accused: '某单位', open: true, overdue: false });
  await ledger.deadlines(clerk);
  await ledger.journal(person('inspector'));
  await ledger.oversight(person('inspector'));
  await ledger.identityRequests(clerk, caseId);
  await ledger.calendarBook();
  await verify({ ...house, pool });
  await rebuild({ pool, keys, clock });
  // As whoever follows a link of before.
  const former = `${caseId.slice(0, 14)}8${caseId.slice(15)}`;
  await expect(ledger.caseView(clerk, former)).rejects.toThrow('case-unknown');
  for (const job of [bindReceipts, bindSessions, bindStates, ...bindLines])
    await job.step({ db: overheard(house.owner, hear), keys, now: clock.now() }, null);
  const built = statements.filter((s) => s.texts.length === 0 && s.row);
  const unheard: string[] = [];
  const wrong = built.flatMap(({ at, looks, row }) => {
    const like = looks ?? LOOKS.find(([file]) => at.startsWith(`${file}:`))?.[1];
    const answers = heard.filter(({ text }) => like?.test(text));
    if (answers.length === 0) unheard.push(at);
    return answers.flatMap(({ text, columns }) => differences(row!, columns, text).map((what) => `${at}: ${what}`));
  });
  expect([...new Set(wrong)]).toEqual([]);
  expect(unheard).toEqual([]);
});
