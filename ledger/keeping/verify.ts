import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Baseline } from '../../domain/authority/types.ts';
import type { CaseState, NewEvent } from '../../domain/case/types.ts';
import { decidedByTwo, putsUp } from '../../domain/kernel/pairs.ts';
import type { Instant } from '../../domain/time/types.ts';
import { authorityActHash, baselineHash, canonical, eventHash, genesisHash } from '../ground/chain.ts';
import { ask, inSnapshot, instantFrom, instantOrNull, type Queryable } from '../ground/db.ts';
import type { KeyService } from '../ground/keys.ts';
import { verifyLines } from '../ground/lines.ts';
import { KEY_DESTROYED, openCaseKey } from '../ground/sealing.ts';
import { fits, isBound, rowText, type SessionRow, sessionBinding, stateBinding } from '../ground/truth.ts';
import { headSeals, verifyTruth } from '../ground/verify-truth.ts';
import type { LedgerOptions } from '../truth/core.ts';
import {
  type AuthorityActRow,
  authorityActFrom,
  authorityOf,
  calendarsAt,
  type House,
  HouseKeeper,
} from '../truth/house.ts';
import { columnsFrom, EVENT_COLUMNS, fold, type StoredEvent } from '../truth/loading.ts';
import {
  accessKey,
  type ClockRow,
  columnsOf,
  type ProceedingRow,
  project,
  type WorkRow,
  workKey,
} from '../truth/project.ts';
import { derive, GIVEN_UP, taskWork } from '../truth/record.ts';
import { hex, type TaskRow } from '../truth/write.ts';
import type { Outside } from './beat.ts';
import { type LogVerified, verifyLog } from './verify-log.ts';
import { verifyOrdinary, verifyRefuses } from './verify-tables.ts';

export interface Finding {
  /** Of a finding in the journal of an authority: `authority <organ>`; in the calendars: `calendars`; in the log: `log`; else the table. */
  caseId: string;
  /** What is wrong: a stable word. */
  what:
    | 'genesis'
    | 'gap'
    | 'chain'
    | 'head'
    | 'version'
    | 'state'
    | 'columns'
    | 'seal'
    | 'evidence'
    | 'proceedings'
    | 'clocks'
    | 'work'
    | 'access'
    | 'effects'
    | 'tasks'
    | 'approval'
    | 'orphan'
    | 'authority-gap'
    | 'authority-chain'
    | 'authority-head'
    | 'calendar'
    | 'key'
    | 'truth'
    | 'log';
  detail: string;
}

export interface Verified {
  cases: number;
  events: number;
  /** Acts of authorities. */
  acts: number;
  /** Rows under a seal of their own. */
  sealed: number;
  /** The log over all of it, and what it was checked against. */
  log: LogVerified;
  findings: Finding[];
}

interface CaseRow {
  id: string;
  number: string;
  former_number: string | null;
  organ: string;
  received_at: Date;
  listed_at: Date;
  channel: string;
  genesis: CaseState;
  state: CaseState;
  state_text: string;
  state_mac: Buffer | null;
  version: number;
  head: Buffer;
  wrapped_key: Buffer | null;
  accused_linked: boolean;
  accused_units: string[];
  accused_heads: string[];
  accused_persons: string[];
  officers: string[];
  recused: string[];
  kinds: string[];
  fund: string;
  open: boolean;
  counted: number;
}

/** Tables whose every row belongs to a case. */
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
  'letters',
  'register',
  'credit_records',
];
const BATCH = 200;
const NOTHING = '00000000-0000-0000-0000-000000000000';

const grouped = <T extends { case_id: string }>(rows: T[]): Map<string, T[]> => {
  const map = new Map<string, T[]>();
  for (const row of rows) {
    const list = map.get(row.case_id);
    if (list) list.push(row);
    else map.set(row.case_id, [row]);
  }
  return map;
};

/**
 * Checks every case from its events alone: the chain over all open columns and sealed bytes, the seals, originals of evidence, the
 * state as the fold of the events, and the read tables as they follow from the state. Reads only. The database's own word is not
 * taken for anything that can be computed.
 * @param options.keys null: by somebody without our keys, who checks chains, tables, sealed rows, log and checkpoints, and opens nothing
 */
export async function verify(
  options: Pick<LedgerOptions, 'pool'> & { keys: LedgerOptions['keys'] | null; outside?: Outside },
  report: (line: string) => void = () => {},
): Promise<Verified> {
  const houses = new HouseKeeper(options.pool);
  const result: Verified = {
    cases: 0,
    events: 0,
    acts: 0,
    sealed: 0,
    log: { leaves: 0, waiting: 0, checkpoint: null },
    findings: [],
  };
  const notPlain = new Map<string, string>();
  const ordinary = () => verifyOrdinary(options.pool, (name, detail) => notPlain.set(name, detail));
  await ordinary();
  for (let after = NOTHING; ; ) {
    // One batch is one moment: acts go on while it is read.
    const rows = await inSnapshot(options.pool, async (db) => {
      const cases = await ask<CaseRow>(
        db,
        `SELECT id, number, former_number, organ, received_at, listed_at, channel, genesis, state, version, head, wrapped_key, accused_linked,
           accused_units, accused_heads, accused_persons, officers, recused, kinds, fund, open, counted, state_mac,
           state::text AS state_text
         FROM cases WHERE id > $1 ORDER BY id LIMIT ${BATCH}`,
        [after],
      );
      const ids = cases.map((r) => r.id);
      const tables = await tablesOf(db, ids);
      // Read after the cases: a calendar published since is one that these were not counted for.
      const house = await houses.fresh();
      for (const row of cases) {
        const events = tables.events.get(row.id) ?? [];
        result.cases++;
        result.events += events.length;
        verifyCase(row, events, tables, house, options.keys, (what, detail) =>
          result.findings.push({ caseId: row.id, what, detail }),
        );
      }
      return cases;
    });
    const last = rows.at(-1);
    if (!last) break;
    after = last.id;
    report(`${result.cases} cases, ${result.events} events, ${result.findings.length} findings`);
  }
  await inSnapshot(options.pool, async (db) => {
    const lost = await ask<{ case_id: string; tab: string }>(
      db,
      OF_A_CASE.map(
        (table) =>
          `SELECT DISTINCT t.case_id, '${table}' AS tab FROM ${table} t LEFT JOIN cases c ON c.id = t.case_id WHERE c.id IS NULL`,
      ).join(' UNION ALL '),
    );
    for (const { case_id, tab } of lost) result.findings.push({ caseId: case_id, what: 'orphan', detail: tab });
    const pieces = await ask<{ evidence: string }>(
      db,
      `SELECT DISTINCT p.evidence FROM evidence_chunks p WHERE NOT EXISTS (SELECT 1 FROM evidence e WHERE e.id = p.evidence)
         AND NOT EXISTS (SELECT 1 FROM uploads u WHERE u.id = p.evidence)`,
    );
    for (const { evidence } of pieces)
      result.findings.push({ caseId: 'evidence', what: 'orphan', detail: `pieces of ${evidence}, which is nowhere` });
    const loose = await ask<{ effect: string }>(
      db,
      'SELECT effect FROM register_changes r WHERE NOT EXISTS (SELECT 1 FROM effects e WHERE e.key = r.effect)',
    );
    for (const { effect } of loose)
      result.findings.push({
        caseId: 'register_changes',
        what: 'approval',
        detail: `change ${effect} of the register follows from no act`,
      });
  });
  await inSnapshot(options.pool, (db) => verifyAuthorities(db, result));
  await inSnapshot(options.pool, (db) => verifyCalendars(db, result));
  result.sealed = await verifyTruth(options.pool, options.keys, (where, detail) =>
    result.findings.push({
      caseId: where.case ?? roomOf(where.table, where.key),
      what: 'truth',
      detail: `${where.table} ${where.key} ${detail}`,
    }),
  );
  const { keys } = options;
  if (keys) await inSnapshot(options.pool, (db) => verifySessions(db, keys, result));
  await verifyLines(options.pool, keys, (name, detail) =>
    result.findings.push({ caseId: name, what: 'truth', detail: `${name} ${detail}` }),
  );
  await verifyRefuses(options.pool, (name, detail) =>
    result.findings.push({ caseId: name, what: 'truth', detail: `${name} ${detail}` }),
  );
  result.log = await verifyLog(options.pool, options.keys, options.outside ?? null, (detail) =>
    result.findings.push({ caseId: 'log', what: 'log', detail }),
  );
  // Again, since what was read may have been put in its place meanwhile.
  await ordinary();
  result.findings.unshift(
    ...[...notPlain].map(([name, detail]) => ({
      caseId: name,
      what: 'truth' as const,
      detail: `${name} ${detail}: what is read there may not be what stands there`,
    })),
  );
  return result;
}

const roomOf = (table: string, key: string): string =>
  table.startsWith('authorit') ? `authority ${key.split(' ')[0]}` : table.startsWith('calendar') ? 'calendars' : table;

/** The journals of the authorities: no act missing, changed or cut off, nothing of the set-up changed under them. */
async function verifyAuthorities(db: Queryable, result: Verified): Promise<void> {
  const authorities = await ask<{ organ: string; acts: number; head: Buffer | null } & Baseline>(
    db,
    `SELECT organ, acts, head, house_limits AS "houseLimits", hearing_threshold AS "hearingThreshold" FROM authorities
     ORDER BY organ`,
  );
  const rows = await ask<AuthorityActRow & { prev: Buffer; hash: Buffer }>(
    db,
    'SELECT organ, number, act, facts, actor, recorded_at, prev, hash FROM authority_acts ORDER BY organ, number',
  );
  for (const a of authorities) {
    const found = (what: Finding['what'], detail: string) =>
      result.findings.push({ caseId: `authority ${a.organ}`, what, detail });
    const own = rows.filter((r) => r.organ === a.organ);
    let head: Buffer = baselineHash(a.organ, a);
    own.forEach((row, i) => {
      if (row.number !== i + 1) found('authority-gap', `act ${i + 1} is missing, ${row.number} stands there`);
      const hash = authorityActHash(head, authorityActFrom(row));
      if (!row.prev.equals(head) || !row.hash.equals(hash))
        found('authority-chain', `act ${row.number} does not follow from the one before`);
      head = hash;
    });
    if (a.acts !== own.length) found('authority-gap', `${own.length} acts instead of ${a.acts}`);
    if (own.length > 0 && !a.head?.equals(head))
      found('authority-head', 'the head of the journal is not the last hash');
    result.acts += own.length;
  }
}

/** Sessions that were put in, turned to another person or prolonged by somebody with the database: they open nothing, and are named. */
async function verifySessions(db: Queryable, keys: KeyService, result: Verified): Promise<void> {
  const rows = await ask<SessionRow>(
    db,
    'SELECT token_hash, id, staff, created_at, expires_at, binding FROM sessions ORDER BY created_at, id',
  );
  for (const row of rows) {
    if (isBound(sessionBinding(keys, row), row.binding)) continue;
    const detail = `sessions ${row.id} was put in or changed by somebody else: it is not bound to ${row.staff}`;
    result.findings.push({ caseId: 'sessions', what: 'truth', detail });
  }
}

/** The calendars in force: each as it was published last, none missing in between, no case counted for one that was not published. */
async function verifyCalendars(db: Queryable, result: Verified): Promise<void> {
  const found = (detail: string) => result.findings.push({ caseId: 'calendars', what: 'calendar', detail });
  const publications = await ask<{ number: number; year: number; data: unknown; replaced: unknown }>(
    db,
    'SELECT number, year, data, replaced FROM calendar_publications ORDER BY number',
  );
  const calendars = await ask<{ year: number; data: unknown }>(db, 'SELECT year, data FROM calendars');
  const last = new Map<number, string>();
  publications.forEach((p, i) => {
    if (p.number !== i + 1) found(`publication ${i + 1} is missing, ${p.number} stands there`);
    const before = last.get(p.year);
    if (before !== undefined && canonical(p.replaced) !== before)
      found(`publication ${p.number} did not take the place of the one before`);
    last.set(p.year, canonical(p.data));
  });
  const inForce = new Map(calendars.map((c) => [c.year, canonical(c.data)]));
  for (const [year, data] of last) {
    if (inForce.get(year) !== data) found(`the calendar of ${year} is not the one that was published last`);
  }
  const [ahead] = await ask<{ n: number }>(db, 'SELECT count(*)::int AS n FROM cases WHERE counted > $1', [
    publications.length,
  ]);
  if (ahead && ahead.n > 0) found(`${ahead.n} cases counted for a publication that is not there`);
}

interface StoredTask extends Omit<TaskRow, 'since' | 'closed_at'> {
  case_id: string;
  since: Date;
  closed_at: Date | null;
  done_at: Date | null;
}

type Tables = Awaited<ReturnType<typeof tablesOf>>;

async function tablesOf(db: Queryable, ids: string[]) {
  const read = <R extends pg.QueryResultRow & { case_id: string }>(text: string) =>
    ask<R>(db, text, [ids]).then(grouped<R>);
  const events = await read<StoredEvent & { case_id: string }>(
    `SELECT case_id, ${EVENT_COLUMNS} FROM events WHERE case_id = ANY ($1::uuid[]) ORDER BY case_id, number`,
  );
  const proceedings = await read<
    { case_id: string; opened_at: Date; ended_at: Date | null; touched_at: Date } & Omit<ProceedingRow, 'x'>
  >('SELECT * FROM proceedings WHERE case_id = ANY ($1::uuid[])');
  const clocks = await read<{ case_id: string; organ: string } & Record<string, unknown>>(
    `SELECT *, alarm::text AS alarm FROM clocks WHERE case_id = ANY ($1::uuid[])`,
  );
  const work = await read<{ case_id: string; due_at: Date | number; since: Date } & Record<string, unknown>>(
    `SELECT * FROM work WHERE case_id = ANY ($1::uuid[])`,
  );
  const access = await read<{ case_id: string; organ: string; role: string; person: string; listed_at: Date }>(
    'SELECT case_id, organ, role, person, listed_at FROM case_access WHERE case_id = ANY ($1::uuid[])',
  );
  const effects = await read<{
    case_id: string;
    key: string;
    kind: string;
    addressee: string;
    data: unknown;
    proceeding: string;
    event: number;
    place: number;
    status: string;
    created_at: Date;
    done_at: Date | null;
    result: unknown;
  }>(
    `SELECT case_id, key, event, place, kind, addressee, data, proceeding, status, created_at, done_at, result FROM effects
     WHERE case_id = ANY ($1::uuid[])`,
  );
  const tasks = await read<StoredTask>(
    `SELECT case_id, id, event, place, proceeding, clock, organ, role, text, basis, since, closed_at, done_at FROM tasks
     WHERE case_id = ANY ($1::uuid[])`,
  );
  const evidence = await read<{
    case_id: string;
    id: string;
    event: number;
    sealed_sha256: Buffer;
    found: string | null;
  }>(
    `SELECT e.case_id, e.id, e.event, e.sealed_sha256, NULL AS found FROM evidence e WHERE e.case_id = ANY ($1::uuid[])`,
  );
  const letters = await read<{
    case_id: string;
    effect: string;
    proceeding: string;
    addressee: string;
    template: string;
  }>('SELECT case_id, effect, proceeding, addressee, template FROM letters WHERE case_id = ANY ($1::uuid[])');
  const credit = await read<{ case_id: string; effect: string; proceeding: string; kind: string; data: unknown }>(
    'SELECT case_id, effect, proceeding, kind, data FROM credit_records WHERE case_id = ANY ($1::uuid[])',
  );
  const register = await read<{ case_id: string; id: string; proceeding: string; kind: string }>(
    'SELECT case_id, id, proceeding, kind FROM register WHERE case_id = ANY ($1::uuid[])',
  );
  const changes = await read<{ case_id: string; effect: string; entry: string }>(
    `SELECT e.case_id, r.effect, r.entry FROM register_changes r JOIN effects e ON e.key = r.effect
     WHERE e.case_id = ANY ($1::uuid[])`,
  );
  const heads = await headSeals(db, ids);
  for (const list of evidence.values()) for (const e of list) e.found = await hashOfPieces(db, e.id);
  return {
    events,
    proceedings,
    clocks,
    work,
    access,
    effects,
    tasks,
    evidence,
    letters,
    credit,
    register,
    changes,
    heads,
  };
}

async function hashOfPieces(db: Queryable, evidence: string): Promise<string> {
  const hash = createHash('sha256');
  for (let n = 0; ; n++) {
    const [piece] = await ask<{ sealed: Buffer }>(
      db,
      'SELECT sealed FROM evidence_chunks WHERE evidence = $1 AND number = $2',
      [evidence, n],
    );
    if (!piece) {
      const [all] = await ask<{ n: number }>(db, 'SELECT count(*)::int AS n FROM evidence_chunks WHERE evidence = $1', [
        evidence,
      ]);
      return all?.n === n ? hash.digest('hex') : `${n} pieces of ${all?.n} follow each other`;
    }
    hash.update(piece.sealed);
  }
}

function verifyCase(
  row: CaseRow,
  events: StoredEvent[],
  tables: Tables,
  house: House,
  keys: LedgerOptions['keys'] | null,
  found: (what: Finding['what'], detail: string) => void,
): void {
  const g = row.genesis;
  if (
    g.id !== row.id ||
    // A case from before numbers were drawn by chance keeps the number that it began with as its former one.
    g.number !== (row.former_number ?? row.number) ||
    g.receivedAt !== instantFrom(row.received_at) ||
    g.channel !== row.channel ||
    g.version !== 0
  )
    found('genesis', 'the case before its first event is not that of the table');
  let head: Buffer = genesisHash(g);
  const sealedHeads = new Map((tables.heads.get(row.id) ?? []).map((s) => [s.version, s]));
  if (!sealedHeads.has(events.length)) found('truth', `the head after event ${events.length} was never sealed`);
  const key = keys === null ? null : openCaseKey(keys, row.id, row.wrapped_key);
  if (key?.damaged) found('seal', 'the key of the case cannot be opened');
  const seals = new Map<string, { event: number; sealed: string }>();
  events.forEach((e, i) => {
    if (e.number !== i + 1) found('gap', `event ${i + 1} is missing, ${e.number} stands there`);
    const hash = eventHash(head, row.id, columnsFrom(e), e.sealed);
    if (!e.prev.equals(head) || !e.hash.equals(hash))
      found('chain', `event ${e.number} does not follow from the one before`);
    head = hash;
    const seal = sealedHeads.get(i + 1);
    if (seal && !fits(seal, 'heads', rowText({ id: row.id, version: i + 1, head: hex(head) })))
      found('truth', `the chain up to event ${e.number} is not the one that was sealed`);
    if (e.sealed && key !== null && !key.damaged) {
      if (tryOr(() => key.openWords(e.number, e.sealed), null) === null)
        found('seal', `event ${e.number} cannot be opened`);
    }
    for (const s of Array.isArray(e.facts.originals) ? e.facts.originals : []) {
      const { id, sealed } = s as { id: string; sealed: string };
      seals.set(id, { event: e.number, sealed });
    }
  });
  if (row.wrapped_key === null && !events.some((e) => e.name === KEY_DESTROYED))
    found('key', 'the key of the case is gone and no act destroyed it');
  if (events.length === 0) found('gap', 'the case has no events');
  if (!row.head.equals(head)) found('head', 'the head of the chain is not the last hash');
  if (row.version !== events.length) found('version', `${row.version} instead of ${events.length}`);
  try {
    const state = fold(g, events.map(columnsFrom));
    if (canonical(state) !== canonical(row.state)) found('state', 'the state is not the fold of the events');
    if (keys && !isBound(stateBinding(keys, row.id, row.state_text), row.state_mac))
      found('state', 'the state was not written by us');
    const columns = columnsOf(state);
    for (const [name, value] of Object.entries(columns)) {
      if (canonical(value) !== canonical(row[name as keyof CaseRow])) found('columns', name);
    }
    verifyTables(row, state, events, tables, house, keys, found);
    verifyApprovals(row.id, events, tables, (detail) => found('approval', detail));
  } catch (error) {
    // What somebody wrote in its place need not be a state at all.
    found('state', `nothing follows from the events: ${(error as Error).message}`);
  }
  const evidence = tables.evidence.get(row.id) ?? [];
  for (const e of evidence) {
    const stated = seals.get(e.id);
    seals.delete(e.id);
    if (stated?.sealed !== e.found || e.sealed_sha256.toString('hex') !== e.found || stated?.event !== e.event)
      found('evidence', `${e.id} is not what was taken in`);
  }
  for (const id of seals.keys()) found('evidence', `${id} is gone`);
}

function verifyTables(
  row: CaseRow,
  state: CaseState,
  events: StoredEvent[],
  tables: Tables,
  house: House,
  keys: KeyService | null,
  found: (what: Finding['what'], detail: string) => void,
): void {
  const authority = authorityOf(house, state.organ);
  const expected = project(state, calendarsAt(house, row.counted), authority);
  const compare = (what: Finding['what'], want: [string, unknown][], have: [string, unknown][]) => {
    const there = new Map<string, string>();
    for (const [k, v] of have) {
      if (there.has(k)) found(what, `${k} is there twice`);
      there.set(k, canonical(v));
    }
    for (const [k, v] of want) {
      if (there.get(k) !== canonical(v)) found(what, `${k} ${there.has(k) ? 'differs' : 'is missing'}`);
      there.delete(k);
    }
    for (const k of there.keys()) found(what, `${k} should not be there`);
  };
  compare(
    'proceedings',
    expected.proceedings.map((p) => [p.id, { ...p, listed_at: row.listed_at.toISOString() }]),
    (tables.proceedings.get(row.id) ?? []).map(({ case_id: _, ...p }: Record<string, unknown>) => [
      String(p.id),
      {
        ...p,
        opened_at: instantFrom(p.opened_at as Date),
        ended_at: instantOrNull(p.ended_at as Date | null),
        touched_at: instantFrom(p.touched_at as Date),
        listed_at: (p.listed_at as Date).toISOString(),
      },
    ]),
  );
  compare(
    'clocks',
    expected.clocks.map((k) => [k.id, { ...k, organ: state.organ }]),
    (tables.clocks.get(row.id) ?? []).map(({ case_id: _, ...k }) => {
      const times = ['started_at', 'expires_at', 'outcome_at', 'stopped_at'] as const satisfies (keyof ClockRow)[];
      const spelt = Object.fromEntries(times.map((t) => [t, instantOrNull(k[t] as Date | null)]));
      return [String(k.id), { ...k, ...spelt }];
    }),
  );
  compare(
    'access',
    expected.access.map((a) => [accessKey(a), { ...a, listed_at: row.listed_at.toISOString() }]),
    (tables.access.get(row.id) ?? []).map(({ case_id: _, ...a }) => [
      accessKey(a),
      { ...a, listed_at: a.listed_at.toISOString() },
    ]),
  );
  const work = (tables.work.get(row.id) ?? []).map(({ case_id: _, ...w }) => ({
    ...(w as unknown as WorkRow),
    due_at: w.due_at instanceof Date ? instantFrom(w.due_at) : 'infinity',
    since: instantFrom(w.since),
  }));
  const tasks = tables.tasks.get(row.id) ?? [];
  const open = tasks.filter((t) => t.closed_at === null && t.done_at === null);
  compare(
    'work',
    [...expected.work, ...open.flatMap((t) => taskWork({ ...t, since: instantFrom(t.since) }, state))].map((w) => [
      workKey(w),
      w,
    ]),
    work.map((w) => [workKey(w), w]),
  );
  const derived = derive(
    keys,
    state,
    events.map((e) => ({ number: e.number, event: e0(e) })),
    authority,
    state.advancedTo,
    false,
  );
  const recorded = new Map(events.map((e) => [e.number, instantFrom(e.recorded_at)]));
  const placeOf = (x: { event: number; place: number }) => `of event ${x.event}, change ${x.place}`;
  /** Rows of before spell case, event and place in their name; without our keys nobody knows what the others are called. */
  const nameFor = (have: string, x: { event: number; place: number }, want: string) =>
    keys === null || have === `${row.id}:${x.event}:${x.place}` ? have : want;
  const effects = tables.effects.get(row.id) ?? [];
  const namesOf = new Map(effects.map((e) => [placeOf(e), e.key]));
  compare(
    'effects',
    derived.effects.map(({ key, kind, addressee, data, proceeding, event, place }) => {
      const named = nameFor(namesOf.get(placeOf({ event, place })) ?? '', { event, place }, key);
      const what = { key: named, kind, addressee, data, proceeding, created_at: recorded.get(event) };
      return [`effect ${placeOf({ event, place })}`, what];
    }),
    effects.map((e) => {
      const { key, kind, addressee, data, proceeding } = e;
      const what = { key, kind, addressee, data, proceeding, created_at: instantFrom(e.created_at) };
      // Nothing came of it yet. What came of others is under a seal.
      const early = e.status === 'todo' && (e.done_at !== null || e.result !== null) ? { early: true } : {};
      return [`effect ${placeOf(e)}`, { ...what, ...early }];
    }),
  );
  const given = tasks.filter((t) => t.id.endsWith(GIVEN_UP));
  const own = tasks.filter((t) => !given.includes(t));
  const called = new Map(own.map((t) => [placeOf(t), t.id]));
  compare(
    'tasks',
    derived.tasks.map((t) => {
      const { proceeding, clock, text, basis, since } = t;
      const id = nameFor(called.get(placeOf(t)) ?? '', t, t.id);
      return [
        `task ${placeOf(t)}`,
        { id, proceeding, clock, text, basis, since, closed_at: closedAt(t, row, events, recorded) },
      ];
    }),
    own.map((t) => {
      const { id, proceeding, clock, text, basis } = t;
      const times = { since: instantFrom(t.since), closed_at: instantOrNull(t.closed_at) };
      return [`task ${placeOf(t)}`, { id, proceeding, clock, text, basis, ...times }];
    }),
  );
  for (const t of given) {
    if (namesOf.get(placeOf(t)) !== t.id.slice(0, -GIVEN_UP.length) || t.closed_at !== null)
      found('tasks', `task ${placeOf(t)}, given up, should not be there`);
  }
  const instead = new Set(
    events.flatMap((e) =>
      e.changes.flatMap((x) => (x.op === 'task' && x.task.instead ? [placeOf(x.task.instead)] : [])),
    ),
  );
  for (const t of given) instead.add(placeOf(t));
  for (const e of effects) {
    const told = instead.has(placeOf(e));
    if (e.status === 'given-up' && !told) found('effects', `effect ${placeOf(e)} was given up by no event`);
    if (e.status === 'todo' && told) found('effects', `effect ${placeOf(e)} was given up, and is to be done`);
  }
}

/**
 * Nothing stands before the public, on the platform or in the file that no act put there, and nothing was put up that two did not decide
 * on. Whoever has all our keys can write a row and its seal; what follows from no event is named here.
 */
function verifyApprovals(id: string, events: StoredEvent[], tables: Tables, found: (detail: string) => void): void {
  const decided = events.map(({ paper, ...e }) => ({ ...e, ...(paper ? { paper } : {}) }));
  for (const e of decided) {
    if (putsUp(e) && !decidedByTwo(e, decided))
      found(`event ${e.number} (${e.name}) puts something up that two people did not decide on`);
  }
  const effects = new Map((tables.effects.get(id) ?? []).map((e) => [e.key, e]));
  const changes = tables.changes.get(id) ?? [];
  const register = tables.register.get(id) ?? [];
  for (const c of changes) {
    const e = effects.get(c.effect);
    const entry = register.find((r) => r.id === c.entry);
    const own = c.entry === '' || (entry?.proceeding === e?.proceeding && entry?.kind === 'penalty');
    if (e?.addressee !== 'register' || !own) found(`change ${c.effect} of the register is not what its act says`);
  }
  for (const r of register) {
    const put =
      r.kind === 'penalty'
        ? changes.some((c) => c.entry === r.id && effects.get(c.effect)?.kind === 'publish')
        : [...effects.values()].some((e) => e.kind === 'credit-list' && e.proceeding === r.proceeding);
    if (!put) found(`entry ${r.id} of the register was put up by no act`);
  }
  for (const c of tables.credit.get(id) ?? []) {
    const e = effects.get(c.effect);
    const own = e !== undefined && e.kind === c.kind && e.proceeding === c.proceeding;
    if (!own || canonical(e.data) !== canonical(c.data)) found(`credit record ${c.effect} is not what an act says`);
  }
  for (const l of tables.letters.get(id) ?? []) {
    const e = effects.get(l.effect);
    const own = e?.kind === 'letter' && e.proceeding === l.proceeding && e.addressee === l.addressee;
    const { letter } = (e?.data ?? {}) as { letter?: unknown };
    if (!own || String(letter ?? e.kind) !== l.template) found(`letter ${l.effect} is not what an act says`);
  }
}

/** When the task of an event was closed by the end of the clock that it is about, or with the paper file that it came with. */
function closedAt(
  task: Pick<TaskRow, 'event' | 'clock'>,
  row: CaseRow,
  events: StoredEvent[],
  recorded: ReadonlyMap<number, Instant>,
): Instant | null {
  const at = recorded.get(task.event) ?? '';
  const own = events[task.event - 1];
  const entered = row.channel !== 'web' && at === recorded.get(1);
  if (entered && own && (own.type === 'rung' || own.type === 'expiry' || own.type === 'moved')) return at;
  if (task.clock === null) return null;
  const stop = events.find(
    (e) =>
      (recorded.get(e.number) ?? '') >= at &&
      e.changes.some((change) => change.op === 'stop' && change.clock === task.clock),
  );
  return stop ? instantFrom(stop.recorded_at) : null;
}

const e0 = (e: StoredEvent): Pick<NewEvent, 'type' | 'proceeding' | 'occurredAt' | 'changes'> => ({
  type: e.type,
  proceeding: e.proceeding,
  occurredAt: instantFrom(e.occurred_at),
  changes: e.changes,
});

function tryOr<T, D>(work: () => T, otherwise: D): T | D {
  try {
    return work();
  } catch {
    return otherwise;
  }
}
