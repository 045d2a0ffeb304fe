import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DIGEST_TIMES } from '../../domain/people/digest.ts';
import { createLedger, rebuild, verify } from '../../ledger/index.ts';
import { bindLines, bindReceipts, bindSessions, bindStates, sealAsFound } from '../../ledger/keeping/as-found.ts';
import { beat } from '../../ledger/keeping/beat.ts';
import { newSigningKey, signerFrom, verifierFrom } from '../../ledger/keeping/log/checkpoint.ts';
import { upgrade } from '../../ledger/keeping/upgrade.ts';
import {
  type Column,
  describeStatement,
  type Heard,
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
  statements = statementsIn(ROOT, ['ledger', 'bin', 'activities', 'api']);
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

it('every statement fits the schema, and its row is said as it is answered', async () => {
  const client = await house.owner.connect();
  const wrong: string[] = [];
  let described = 0;
  for (const { at, texts, row } of statements) {
    // What begins and ends a transaction is no question.
    for (const text of texts.filter((one) => !/^(BEGIN|COMMIT|ROLLBACK|SET TRANSACTION)\b/.test(one))) {
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

/**
 * Where a text only passes through: what asks in the name of all others, the next page of a question that was heard, and the
 * migrations, which are files of their own.
 */
const PASSED_ON = [
  'ledger/ground/db.ts: ask',
  'ledger/ground/truth.ts: askText',
  'ledger/ground/truth.ts: askTexts',
  'ledger/ground/verify-truth.ts: onward',
  'ledger/keeping/migrate.ts: migrate',
];

/** Takes away what binds rows and seals them, as an installation of before has them. */
const AS_BEFORE = `SET LOCAL session_replication_role = replica;
  UPDATE receipts SET binding = NULL; UPDATE sessions SET binding = NULL; UPDATE cases SET state_mac = NULL;
  UPDATE access_journal SET mac = NULL; UPDATE sign_ins SET mac = NULL; DELETE FROM log_heads; DELETE FROM seals`;

it('a statement that is put together while it runs is heard, and answers with the row that is said of it', async () => {
  const heard: Heard[] = [];
  const hear = (one: Heard) => heard.push(one);
  const pool = overheard(house.pool, hear);
  const { keys, clock, person } = house;
  const ledger = createLedger({ pool, keys, clock });
  const { caseId } = await ledger.tell(NAMED);
  const clerk = person('clerk');
  await ledger.worklist(clerk);
  await ledger.handover(person('unithead'));
  await ledger.handedCases(person('unithead'), 'officer1');
  await ledger.cases(clerk, { number: 'x', fund: 'unknown', accused: '某单位', open: true, overdue: false });
  await ledger.deadlines(clerk);
  await ledger.news(clerk);
  const { moment, wait } = await ledger.nextDigest();
  clock.add(wait);
  await ledger.chooseDigest(clerk, { times: [...DIGEST_TIMES], address: 'clerk@example.invalid' });
  await ledger.digest('clerk', moment);
  await ledger.journal(person('inspector'));
  await ledger.oversight(person('inspector'));
  await ledger.identityRequests(clerk, caseId);
  await ledger.calendarBook();
  await verify({ ...house, pool });
  await rebuild({ pool, keys, clock });
  // As whoever follows a link of before.
  const former = `${caseId.slice(0, 14)}8${caseId.slice(15)}`;
  await expect(ledger.caseView(clerk, former)).rejects.toThrow('case-unknown');
  await upgrade({ databaseUrl: house.url, keys, now: clock.now });
  const signer = signerFrom(newSigningKey('log.example'));
  const log = verifierFrom(signer.vkey());
  await beat({ pool, keys, signer, outside: { log }, now: clock.now });
  await house.owner.query(AS_BEFORE);
  for (const job of [bindReceipts, bindSessions, bindStates, ...bindLines, sealAsFound])
    for (let cursor: unknown = null; ; ) {
      cursor = await job.step({ db: overheard(house.owner, hear), keys, now: clock.now() }, cursor);
      if (cursor === null) break;
    }
  const built = statements.filter((s) => s.texts.length === 0 && !PASSED_ON.includes(s.within));
  const unheard: string[] = [];
  const wrong = built.flatMap(({ at, from, row }) => {
    const answers = heard.filter(({ stack }) => stack.split(/\)?\n/).some((frame) => frame.endsWith(`/${from}`)));
    if (answers.length === 0) unheard.push(at);
    return answers.flatMap(({ text, columns }) =>
      row ? differences(row, columns, text).map((what) => `${at}: ${what}`) : [],
    );
  });
  expect([...new Set(wrong)]).toEqual([]);
  expect(unheard).toEqual([]);
  const asking = statements.map((s) => s.within);
  expect(PASSED_ON.filter((within) => !asking.includes(within))).toEqual([]);
});
