import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventHash, genesisHash } from '../../ledger/ground/chain.ts';
import {
  commitment,
  rowText,
  sealedColumns,
  sealOf,
  TRUTH,
  TRUTH_NAMES,
  type Truth,
  type TruthName,
  tableOf,
  whenSql,
} from '../../ledger/ground/truth.ts';
import { verifyTruth } from '../../ledger/ground/verify-truth.ts';
import { createSessions, sealRows, verify } from '../../ledger/index.ts';
import { beat, LogDiffers, type Outside } from '../../ledger/keeping/beat.ts';
import {
  type Checkpoint,
  newSigningKey,
  openCheckpoint,
  signerFrom,
  verifierFrom,
  witnessVkey,
} from '../../ledger/keeping/log/checkpoint.ts';
import { leafHash } from '../../ledger/keeping/log/tree.ts';
import { addCheckpoint } from '../../ledger/keeping/log/witness.ts';
import { upgrade } from '../../ledger/keeping/upgrade.ts';
import { columnsFrom, loadEvents } from '../../ledger/truth/loading.ts';
import { hex } from '../../ledger/truth/write.ts';
import { CALENDAR_2027 } from '../support/calendars.ts';
import { DIRECTORY } from '../support/people.ts';
import { proven, sample } from '../support/proof.ts';
import { doing, NAMED, original, REGISTRATION, type TestHouse, TIP, testHouse } from './house.ts';
import { listed, settle } from './road.ts';

const signer = signerFrom(newSigningKey('log.example/1'));
const log = verifierFrom(signer.vkey());

/** A write-once folder and a witness in memory: what is in them, nobody who holds the database can change. */
function elsewhere() {
  const files = new Map<string, string>();
  const witness = signerFrom(newSigningKey('witness.example'));
  const kept: { last: Checkpoint | null; note: string | null; busy: boolean } = { last: null, note: null, busy: false };
  const of = (ending: string) => [...files.keys()].filter((n) => n.endsWith(ending)).sort();
  const outside: Outside = {
    log,
    folder: {
      all: async () => [...of('.checkpoint'), ...of('.witnessed')].map((n) => files.get(n)!),
      last: async () => files.get(of('.checkpoint').at(-1) ?? '') ?? null,
      put: async (name, text) => void (files.has(name) || files.set(name, text)),
      destroyed: async () => of('.destroyed').map((n) => n.replace('.destroyed', '')),
    },
    witness: {
      key: verifierFrom(witnessVkey(witness)),
      last: async () => kept.note,
      async add(body) {
        if (kept.busy) throw new Error('busy');
        const answer = addCheckpoint({ log, witness, seconds: 1_750_000_000 }, kept.last, body);
        if (answer.seen) {
          kept.last = answer.seen;
          kept.note = answer.seen.note + answer.body;
        }
        return answer;
      },
    },
  };
  return { outside, files, kept };
}

let house: TestHouse;
let mine: { caseId: string; receipt: string };
let theirs: { caseId: string; receipt: string };
const { outside, files } = elsewhere();
const beats = () => beat({ ...house, signer, outside, now: house.clock.now });
const check = () => verify({ ...house, outside });

/** Tables of which every row is kept, to be put back. */
let tables: string[];

beforeAll(async () => {
  const admin = DIRECTORY.people.admin!;
  const grants = admin.grants.map((g) => ({ ...g, roles: ['approver' as const] }));
  const approver = { ...admin, id: 'approver', login: 'approver', grants };
  house = await testHouse({ directory: { ...DIRECTORY, people: { ...DIRECTORY.people, approver } } });
  const { owner, pool, keys, ledger, clock, database, person } = house;
  await upgrade({ databaseUrl: database.url, keys, now: clock.now });
  const { caseId: over, act } = await listed(house);
  await act('disclosure', 'disclosure-1', 'publish');
  await settle(ledger, over);
  clock.add(60_000);
  await act('disclosure', 'disclosure-1', 'report-mistake', { mistake: 'text', explanation: '漏字' });
  await act('credit', 'listing-1', 'basis-annulled:propose', {
    document: { kind: '行政复议决定书', number: '复-3', date: '2026-03-12' },
  });
  await act('depthead', 'listing-1', 'basis-annulled');
  await settle(ledger, over);
  const { tasks: open } = await ledger.caseView(person('credit'), over);
  await ledger.taskDone(person('credit'), open.find((t) => t.to === 'credit')!.id);
  const tip = async () =>
    ledger.tell({
      ...NAMED,
      evidence: [await original(ledger, '工资表.pdf', 'application/pdf', Buffer.from('%PDF-1.4 x'))],
    });
  mine = await tip();
  theirs = await tip();
  for (const { caseId } of [mine, theirs]) {
    const act = doing(ledger, caseId);
    await act('clerk', 'intake-1', 'register', REGISTRATION);
    await act('clerk', 'intake-1', 'accept:propose');
    await act('unithead', 'intake-1', 'accept');
    await act('clerk', 'intake-1', 'notice-sent:propose', { told: 'accepted', noticeHow: 'page' });
    await act('unithead', 'intake-1', 'notice-sent');
    await settle(ledger, caseId);
    await act('clerk', 'intake-1', 'reply', { text: '已收到。' });
  }
  const [reply] = (await ledger.todo(mine.caseId, 'intake-1')).effects;
  const text = { zh: '没有送达', en: 'It was not delivered' };
  await ledger.effectGivenUp(reply!.key, { to: 'clerk', text, basis: 'house' });
  clock.set('2026-05-20');
  for (const { caseId } of [mine, theirs]) await ledger.advanceCase(caseId);
  await ledger.settle(
    person('legal'),
    {
      act: 'confirm-row',
      deadline: 'penalty-publish',
      edition: null,
      citation: '部内规范第七条',
      readOn: '2026-05-19',
    },
    'key of a test 1',
  );
  await ledger.settle(
    person('principal'),
    {
      act: 'set-house-limit',
      limit: 'house-register',
      value: { length: 3, unit: 'wd' },
      from: '2026-05-20',
      reason: '人手变化',
    },
    'key of a test 2',
  );
  const away = (who: string, deputy: string) =>
    ({ kind: 'appoint-deputy', person: who, deputy, from: '2026-06-20', until: '2026-06-25' }) as const;
  const declared = { kind: 'declare-relation', person: 'legal', related: 'agency-office' } as const;
  const asked = { changes: [away('clerk', 'credit'), away('special', 'legal'), declared], reason: '休假' };
  const { number } = await ledger.askChanges(person('admin'), asked, 'key of a test 3');
  await ledger.approveChanges(person('approver'), number);
  // What only the end of a long road or a rare act writes, by the hand that seals.
  const client = await owner.connect();
  await client.query("SET session_replication_role = 'replica'");
  const put = async (name: TruthName, rows: Record<string, unknown>[]) => {
    for (const row of rows) {
      await client.query(`INSERT INTO ${name} SELECT (jsonb_populate_record(NULL::${name}, $1)).*`, [
        JSON.stringify(row),
      ]);
      await sealRows(pool, keys, name, [TRUTH[name].key.map((k) => String(row[k]))]);
    }
  };
  const at = clock.now();
  const two = <T>(make: (n: number) => T): T[] => [make(1), make(2)];
  await put(
    'certificates',
    two((n) => ({ number: `c-${n}`, staff: `officer${n}`, from_day: '2025-01-01', until_day: '2026-01-01' })),
  );
  await put('relations', [{ staff: 'clerk', related: 'somebody' }]);
  await put(
    'second_factors',
    two((n) => ({
      id: randomUUID(),
      staff: `officer${n}`,
      secret: `\\x0${n}`,
      since: at,
      step: n,
      recovery: [`hash ${n}`],
      gone_at: n === 1 ? at : null,
    })),
  );
  await put('upgrades', [{ name: 'a job of another day', done_at: '2025-01-01T09:00:00+08:00' }]);
  await put('authorities', [{ organ: 'province', house_limits: {}, acts: 0 }]);
  const published = {
    notice: CALENDAR_2027.notice,
    published: CALENDAR_2027.published,
    entered_by: 'admin',
    entered_at: at,
  };
  const again = { ...CALENDAR_2027, off: CALENDAR_2027.off.slice(1) };
  await put('calendar_publications', [
    { number: 1, year: 2027, ...published, data: CALENDAR_2027, replaced: null, cases: 0, cases_left: 0, done_at: at },
    { number: 2, year: 2027, ...published, data: again, replaced: CALENDAR_2027, cases: 0, cases_left: 0, done_at: at },
  ]);
  await put('calendars', [{ year: 2027, ...published, data: again }]);
  client.release(true);
  expect(await createSessions(house).signIn('nobody', 'of no account')).toBeNull();
  await beats();
  // The owner of the database takes away what would refuse a word.
  const { rows: checks } = await owner.query<{ t: string; name: string }>(
    "SELECT conrelid::regclass::text AS t, conname AS name FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace",
  );
  for (const { t, name } of checks) await owner.query(`ALTER TABLE ${t} DROP CONSTRAINT ${name}`);
  const { rows } = await owner.query<{ t: string }>(
    "SELECT table_name AS t FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'",
  );
  tables = rows.map((r) => r.t);
  await owner.query('CREATE SCHEMA kept');
  for (const t of tables) await owner.query(`CREATE TABLE kept.${t} AS SELECT * FROM ${t}`);
});
afterAll(() => house.close());

type Run = (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;

/** Tampers as the owner of the database, with every guard of it switched off, looks, and puts back. */
async function tampered<T>(
  tamper: (run: Run) => Promise<unknown>,
  look: () => Promise<T>,
  touched = tables,
): Promise<T> {
  const client = await house.owner.connect();
  try {
    await client.query("SET session_replication_role = 'replica'");
    await tamper(async (text, values) => (await client.query(text, values)).rows);
    return await look();
  } finally {
    const back = touched.map(
      (t) => `DELETE FROM ${t}; INSERT INTO ${t} OVERRIDING SYSTEM VALUE SELECT * FROM kept.${t};`,
    );
    await client.query(back.join('\n'));
    client.release(true);
  }
}

const differing = async () => {
  const found: string[] = [];
  await verifyTruth(house.pool, house.keys, ({ table, key }, detail) => found.push(`${table} ${key} ${detail}`));
  return found;
};

const OTHER: Record<string, string> = {
  text: "coalesce(%s, '') || 'x'",
  jsonb: `coalesce(%s, '{}') || '{"tampered": 1}'`,
  integer: 'coalesce(%s, 0) + 1000',
  boolean: 'NOT coalesce(%s, false)',
  'timestamp with time zone': "coalesce(%s, '2025-01-01') + interval '1 microsecond'",
  date: "coalesce(%s, '2025-01-01') + 1",
  bytea: "coalesce(%s, '') || '\\x00'",
  bigint: '%s + 1',
  uuid: `'${randomUUID()}'`,
  ARRAY: "array_append(%s, 'x')",
  _int8: 'array_append(%s, 7)',
};

it.each(TRUTH_NAMES)('%s: a row changed in any column, deleted, inserted or swapped is found', async (name) => {
  const { owner } = house;
  const table = tableOf(name);
  const { key, only, besides = {} }: Truth = TRUTH[name];
  const { rows: columns } = await owner.query<{ c: string; type: string }>(
    `SELECT column_name AS c, CASE udt_name WHEN '_int8' THEN udt_name ELSE data_type END AS type
     FROM information_schema.columns WHERE table_name = $1 AND table_schema = $2`,
    [table, 'public'],
  );
  const { rows } = await owner.query<{ row: Record<string, unknown> }>(
    `SELECT to_jsonb(t) AS row FROM ${table} t WHERE ${whenSql(name)} ORDER BY ${key.join(', ')} LIMIT 50`,
  );
  const said = (row: Record<string, unknown>) =>
    JSON.stringify(columns.flatMap(({ c }) => (key.includes(c) || (only && !only.includes(c)) ? [] : [row[c]])));
  const [a] = rows.map((r) => r.row);
  // Swapping shows only where they say something different.
  const b = rows.map((r) => r.row).find((r, i) => i > 0 && (said(r) !== said(a!) || columns.length === key.length));
  if (!a || !b) throw new Error(`${table} has no two rows`);
  const where = (row: Record<string, unknown>) => key.map((k) => `${k}::text = '${String(row[k])}'`).join(' AND ');
  const insert = (run: Run, row: Record<string, unknown>) =>
    run(`INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT (jsonb_populate_record(NULL::${table}, $1)).*`, [
      JSON.stringify(row),
    ]);
  const find = (tamper: (run: Run) => Promise<unknown>) => tampered(tamper, differing, [table]);

  for (const { c, type } of columns) {
    if (key.includes(c) || (only && !only.includes(c)) || c in besides) continue;
    const to = OTHER[type];
    expect(to, type).toBeDefined();
    const found = await find((run) => run(`UPDATE ${table} SET ${c} = ${to!.replaceAll('%s', c)} WHERE ${where(a)}`));
    expect(
      found.some((f) => f.startsWith(`${name} `) && f.endsWith('is not what was sealed')),
      `${c}: ${found}`,
    ).toBe(true);
  }
  const deleted = await find((run) => run(`DELETE FROM ${table} WHERE ${where(a)}`));
  expect(deleted.some((f) => f.startsWith(`${name} `) && f.endsWith('is gone'))).toBe(true);

  const fresh = (value: unknown, type = '') =>
    type === 'uuid' ? randomUUID() : typeof value === 'number' ? value + 50_000 : `${value}-x`;
  const typeOf = (c: string) => columns.find((x) => x.c === c)?.type;
  const unique = [...key, ...['login', 'number'].filter((c) => !key.includes(c) && typeOf(c) === 'text')];
  const another = Object.fromEntries(unique.map((c) => [c, fresh(a[c], typeOf(c))]));
  const inserted = await find((run) =>
    insert(run, { ...a, ...(typeOf('outer_id') ? { outer_id: null, former_number: null } : {}), ...another }),
  );
  expect(
    inserted.some((f) => f.startsWith(`${name} `) && f.includes('has no seal')),
    `${inserted}`,
  ).toBe(true);

  if (columns.every(({ c }) => key.includes(c))) return;
  const names = (row: Record<string, unknown>) => Object.fromEntries(key.map((k) => [k, row[k]]));
  const swapped = await find(async (run) => {
    await run(`DELETE FROM ${table} WHERE (${where(a)}) OR (${where(b)})`);
    await insert(run, { ...a, ...names(b) });
    await insert(run, { ...b, ...names(a) });
  });
  expect(swapped.filter((f) => f.startsWith(`${name} `) && f.endsWith('is not what was sealed'))).toHaveLength(2);
});

const OF_A_CASE = [
  'events',
  'proceedings',
  'clocks',
  'effects',
  'tasks',
  'work',
  'case_access',
  'evidence',
  'receipts',
  'vault',
  'notice_addresses',
  'letters',
  'register',
  'credit_records',
  'outbox',
];

/** Every table without the case, and whatever seal names it or something of it. */
async function removeCase(run: Run, id: string): Promise<void> {
  const keys = new Set([id]);
  for (const [table, key] of Object.entries({
    receipts: 'lookup',
    evidence: 'id',
    letters: 'effect',
    register: 'id',
    credit_records: 'effect',
  })) {
    for (const row of await run(`SELECT ${key}::text AS k FROM ${table} WHERE case_id = $1`, [id]))
      keys.add(String(row.k));
  }
  for (const table of OF_A_CASE) await run(`DELETE FROM ${table} WHERE case_id = $1`, [id]);
  await run('DELETE FROM cases WHERE id = $1', [id]);
  await run('DELETE FROM seals WHERE key = ANY ($1)', [[...keys]]);
}

/** Changes a word of the past and computes the chain of the case anew, as the product does it. */
async function rewrite(run: Run, id: string): Promise<string> {
  const [row] = await run('SELECT genesis FROM cases WHERE id = $1', [id]);
  let head: Buffer = genesisHash(row!.genesis as never);
  for (const e of await loadEvents(house.owner, id)) {
    const columns = { ...columnsFrom(e), ...(e.number === 2 ? { basis: '别的依据' } : {}) };
    const hash = eventHash(head, id, columns, e.sealed);
    await run('UPDATE events SET basis = $3, prev = $4, hash = $5 WHERE case_id = $1 AND number = $2', [
      id,
      e.number,
      columns.basis,
      head,
      hash,
    ]);
    head = hash;
  }
  await run('UPDATE cases SET head = $2 WHERE id = $1', [id, head]);
  return hex(head);
}

const sql = (text: string) => (run: Run) =>
  run(text.replaceAll('$mine', `'${mine.caseId}'`).replaceAll('$theirs', `'${theirs.caseId}'`));

const TAMPERINGS: [string, (run: Run) => Promise<unknown>, RegExp][] = [
  [
    'an event is changed',
    sql(`UPDATE events SET facts = facts || '{"x":1}' WHERE case_id = $mine AND number = 2`),
    /event 2 does not follow/,
  ],
  [
    'sealed words are changed',
    sql(`UPDATE events SET sealed = sealed || '\\x00' WHERE case_id = $mine AND number = 1`),
    /event 1 does not follow/,
  ],
  [
    'the tail is cut off',
    sql(`DELETE FROM events WHERE case_id = $mine AND number = (SELECT max(number) FROM events WHERE case_id = $mine)`),
    /head of the chain/,
  ],
  [
    'two events are swapped',
    sql(
      `UPDATE events e SET basis = o.basis, facts = o.facts FROM events o WHERE e.case_id = $mine AND o.case_id = $mine AND e.number + o.number = 5 AND e.number IN (2, 3)`,
    ),
    /does not follow/,
  ],
  [
    'an original and its pieces are deleted',
    sql(
      `WITH gone AS (DELETE FROM evidence WHERE case_id = $mine RETURNING id) DELETE FROM evidence_chunks c USING gone WHERE c.evidence = gone.id`,
    ),
    /is gone/,
  ],
  [
    'a piece of an original is changed',
    sql(`UPDATE evidence_chunks SET sealed = sealed || '\\x00'`),
    /is not what was taken in/,
  ],
  ['a date is changed', sql(`UPDATE clocks SET due = '2030-01-01' WHERE case_id = $mine`), /differs/],
  ['a line of a work list is deleted', sql(`DELETE FROM work WHERE case_id = $mine`), /is missing/],
  [
    'somebody is let in',
    sql(
      `INSERT INTO case_access SELECT (jsonb_populate_record(a, '{"person":"x"}')).* FROM case_access a WHERE case_id = $mine LIMIT 1`,
    ),
    /should not be there/,
  ],
  ['an officer is named', sql(`UPDATE cases SET officers = '{x}' WHERE id = $mine`), /officers/],
  [
    'a calendar in force is changed',
    sql(`UPDATE calendars SET data = data || '{"off":[]}' WHERE year = (SELECT min(year) FROM calendars)`),
    /calendars \d+ is not what was sealed/,
  ],
  [
    'a house limit is changed',
    sql(`UPDATE authorities SET house_limits = house_limits || '{"x":1}' WHERE organ = 'city'`),
    /authorities city is not what was sealed/,
  ],
  [
    'a receipt is turned to another case',
    sql(`UPDATE receipts SET case_id = $theirs WHERE case_id = $mine`),
    /receipts \S+ is not what was sealed/,
  ],
  ['a receipt is deleted', sql('DELETE FROM receipts WHERE case_id = $mine'), /receipts \S+ is gone/],
  [
    'an identity is changed',
    sql(`UPDATE vault SET sealed = sealed || '\\x00' WHERE case_id = $mine`),
    /vault \S+ is not what was sealed/,
  ],
  ['an identity is deleted', sql('DELETE FROM vault WHERE case_id = $mine'), /vault \S+ is gone/],
  [
    'an address for news is deleted',
    sql('DELETE FROM notice_addresses WHERE case_id = $mine'),
    /notice_addresses \S+ is gone/,
  ],
  [
    'the public register is forged',
    sql(`UPDATE register SET content = '{"text":"x"}' WHERE id = (SELECT min(id) FROM register)`),
    /register \w+ is not what was sealed/,
  ],
  [
    'an entry of the public register is deleted',
    sql('DELETE FROM register WHERE id = (SELECT min(id) FROM register)'),
    /register \w+ is gone/,
  ],
  [
    'a record of the credit platform is deleted',
    sql('DELETE FROM credit_records WHERE effect = (SELECT min(effect) FROM credit_records)'),
    /credit_records \w+ is gone/,
  ],
  [
    'the name of an original is changed',
    sql(
      `UPDATE evidence SET sealed_about = set_byte(sealed_about, 30, (get_byte(sealed_about, 30) + 1) % 256) WHERE case_id = $mine`,
    ),
    /evidence \S+ is not what was sealed/,
  ],
  [
    'the key of a case is destroyed without an act',
    sql('UPDATE cases SET wrapped_key = NULL WHERE id = $mine'),
    /the key of the case is gone and no act destroyed it/,
  ],
  [
    'a post is put in',
    sql(
      `INSERT INTO grants SELECT 'x', staff, organ, unit, post, '{principal}', from_day, until_day, approver FROM grants LIMIT 1`,
    ),
    /grants x was put in by somebody else/,
  ],
  [
    'a case is removed whole, with its seals',
    (run) => removeCase(run, mine.caseId),
    /stands for something that is gone \(sealed in the ten minutes before 2026-05-20/,
  ],
  ['a chain is computed anew', (run) => rewrite(run, mine.caseId), /is not the one that was sealed/],
];

it('twenty-five ways to tamper are told apart from each other', () => {
  expect(TAMPERINGS).toHaveLength(25);
});

it('what nobody tampered with agrees with the checkpoint outside, and is witnessed', async () => {
  const { findings, log: about } = await check();
  expect(findings).toEqual([]);
  expect(about.leaves % 64).toBe(0);
  expect(about).toMatchObject({ waiting: 0, checkpoint: { size: about.leaves } });
  expect(about.checkpoint?.witnessed).not.toBeNull();
});

it.each(TAMPERINGS)('found when %s', async (_what, tamper, expected) => {
  const { findings } = await tampered(tamper, check);
  expect(findings.map((f) => f.detail)).toContainEqual(expect.stringMatching(expected));
});

describe('by somebody who has none of our keys, only the public one, a copy and the checkpoints', () => {
  const stranger = () => verify({ pool: house.pool, keys: null, outside });

  it('what nobody tampered with agrees', async () => {
    const { findings, cases } = await stranger();
    expect(findings).toEqual([]);
    expect(cases).toBe(3);
  });

  it.each(TAMPERINGS)('it is found when %s', async (_what, tamper) => {
    const { findings } = await tampered(tamper, stranger);
    expect(findings).not.toEqual([]);
  });
});

it('a receipt turned to another case opens neither', async () => {
  expect(await house.ledger.openReceipt(mine.receipt)).toEqual({ caseId: mine.caseId });
  const opened = await tampered(sql('UPDATE receipts SET case_id = $theirs WHERE case_id = $mine'), () =>
    house.ledger.openReceipt(mine.receipt),
  );
  expect(opened).toBeNull();
  const unbound = await tampered(sql('UPDATE receipts SET binding = NULL WHERE case_id = $mine'), () =>
    house.ledger.openReceipt(mine.receipt),
  );
  expect(unbound).toBeNull();
});

it('a chain computed anew with our own functions and our own keys, its seal and its leaf too, is found by the checkpoint outside', async () => {
  const { findings } = await tampered(async (run) => {
    const head = await rewrite(run, mine.caseId);
    for (const s of await run("SELECT key, version, leaf FROM seals WHERE tab = 'heads' AND key = $1", [mine.caseId])) {
      const version = Number(s.version);
      const [e] = await run('SELECT hash FROM events WHERE case_id = $1 AND number = $2', [mine.caseId, version]);
      const row = sealedColumns('heads', rowText({ id: mine.caseId, version, head: hex(e!.hash as Buffer) }));
      const seal = sealOf(house.keys, 'heads', mine.caseId, version, row);
      await run(
        "UPDATE seals SET salt = $3, content = $4, mac = $5 WHERE tab = 'heads' AND key = $1 AND version = $2",
        [mine.caseId, version, seal.salt, seal.content, seal.mac],
      );
      await run('UPDATE log_leaves SET hash = $2 WHERE number = $1', [s.leaf, leafHash(commitment(seal))]);
    }
    expect(head).toMatch(/^\\x/);
  }, check);
  expect(findings.map((f) => f.what)).toEqual(['log']);
  expect(findings[0]?.detail).toMatch(/is not the one of the checkpoint outside/);
});

it('a log that was cut, or a copy of before, is found; nothing more is signed until a person has looked', async () => {
  await tampered(
    async (run) => {
      await run('DELETE FROM log_heads');
      await run('DELETE FROM log_leaves');
      await run('UPDATE seals SET leaf = NULL');
    },
    async () => {
      expect((await check()).findings.map((f) => f.detail)).toContainEqual(
        expect.stringMatching(/the log ends at 0, the checkpoint outside says/),
      );
      await expect(beats()).rejects.toThrow(LogDiffers);
    },
  );
});

it('the role of the application can add to what is evidence, and neither change it nor take it away', async () => {
  const { rows } = await house.owner.query<{ t: string; p: string }>(
    `SELECT t.t, p.p FROM unnest($1::text[]) AS t(t), unnest('{UPDATE,DELETE,TRUNCATE}'::text[]) AS p(p)
     WHERE has_table_privilege('mingcha_app', t.t, p.p)`,
    [
      [
        'events',
        'receipts',
        'vault',
        'notice_addresses',
        'evidence',
        'evidence_chunks',
        'letters',
        'credit_records',
        'authority_acts',
        'register_changes',
        'grants',
        'certificates',
        'relations',
        'organs',
        'units',
        'seals',
        'log_leaves',
        'log_heads',
      ],
    ],
  );
  expect(rows).toEqual([]);
  const { rows: columns } = await house.owner.query<{ c: string }>(
    `SELECT c FROM unnest('{id,wrapped_key,genesis,received_at,recorded_at,channel}'::text[]) AS x(c)
     WHERE has_column_privilege('mingcha_app', 'cases', c, 'UPDATE')`,
  );
  expect(columns).toEqual([]);
  await expect(house.pool.query('DELETE FROM register')).rejects.toThrow(/permission denied/);
  await expect(house.pool.query('SELECT destroy_case_key($1)', [mine.caseId])).rejects.toThrow(/no act destroyed/);
});

it('a destroyed key leaves the log whole, lies outside in the list, and is found when it comes back', async () => {
  const { ledger, person, owner, clock } = house;
  const { caseId } = await ledger.tell(TIP);
  const act = doing(ledger, caseId);
  await act('clerk', 'intake-1', 'register', REGISTRATION);
  await act('clerk', 'intake-1', 'refuse:propose', { refusalGround: 'no-target-or-clue', refusalReasons: '无法核实' });
  await act('unithead', 'intake-1', 'refuse');
  const { rows } = await owner.query('SELECT wrapped_key FROM cases WHERE id = $1', [caseId]);
  clock.set('2057-01-01');
  await ledger.destroyKey(caseId, person('clerk'), person('unithead'), '示例鉴定意见');
  clock.add(600_000);
  await beats();
  expect([...files.keys()]).toContain(`${caseId}.destroyed`);
  expect((await check()).findings).toEqual([]);
  await owner.query('UPDATE cases SET wrapped_key = $2 WHERE id = $1', [caseId, rows[0].wrapped_key]);
  expect((await check()).findings.map((f) => f.detail)).toContain(
    `the key of case ${caseId} was destroyed and is there again`,
  );
});

it('the size of the tree, watched for a day of tips, tells nothing: a day without any looks the same', async () => {
  const count = sample(12, 144);
  const watch = async (tipsIn: (beat: number) => number) => {
    const own = await testHouse();
    const { outside: there, files: seen } = elsewhere();
    await upgrade({ databaseUrl: own.database.url, keys: own.keys, now: own.clock.now });
    await beat({ ...own, signer, outside: there, now: own.clock.now });
    seen.clear();
    const first = Number((await own.owner.query('SELECT max(size) AS n FROM log_heads')).rows[0].n);
    for (let i = 0; i < count; i++) {
      for (let n = tipsIn(i); n > 0; n--) await own.ledger.tell(TIP);
      own.clock.add(600_000);
      await beat({ ...own, signer, outside: there, now: own.clock.now });
      // Asked twice in one beat, it answers the same.
      if (i === 3) await beat({ ...own, signer, outside: there, now: own.clock.now });
    }
    const sizes = [...seen.values()].flatMap((note) => openCheckpoint(note, log)?.size ?? []).map((n) => n - first);
    const places = (
      await own.owner.query<{ at: number }>('SELECT (leaf % 64)::int AS at FROM seals WHERE leaf >= $1', [first])
    ).rows;
    await own.close();
    return { sizes, places: places.map((p) => p.at) };
  };
  const quiet = await watch(() => 0);
  const busy = await watch((i) => (i * 7) % 11);
  expect(busy.sizes).toEqual(quiet.sizes);
  expect(quiet.places).toEqual([]);
  // Where a leaf lies in its batch says nothing: they are everywhere in it.
  const quarters = [0, 1, 2, 3].map((q) => busy.places.filter((at) => Math.floor(at / 16) === q).length);
  for (const n of quarters) expect(n).toBeGreaterThan(busy.places.length / 10);
  proven('The size of the tree, watched for a day of tips, tells nothing', {
    beats: count,
    'tips on the busy day': Array.from({ length: count }, (_, i) => (i * 7) % 11).reduce((a, b) => a + b, 0),
    'tips on the quiet day': 0,
    'checkpoints whose size differs': busy.sizes.filter((size, i) => size !== quiet.sizes[i]).length,
    'leaves in each quarter of their batch': quarters.join(', '),
  });
});
