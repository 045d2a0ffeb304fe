import { ask, type Queryable } from '../ground/db.ts';
import type { KeyService } from '../ground/keys.ts';
import { bytesOf, receiptBinding, rowText, type Seal, sealOf, stateBinding, type TruthName } from '../ground/truth.ts';
import type { AccessRow, CaseColumns, ClockRow, ProceedingRow, WorkRow } from './project.ts';

/** Bytes as PostgreSQL reads them from a JSON text. */
export const hex = (bytes: Uint8Array): string =>
  `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`;

export interface EventRow {
  number: number;
  type: string;
  proceeding: string;
  kind: string;
  name: string;
  occurred_at: string;
  occurred_on: string | null;
  recorded_at: string;
  actor: unknown;
  from_state: string | null;
  to_state: string;
  basis: string;
  facts: unknown;
  document: unknown;
  paper: unknown;
  changes: unknown;
  cause: number | null;
  sealed: string | null;
  prev: string;
  hash: string;
}

export interface EffectRow {
  key: string;
  event: number;
  /** Which of the changes of its event causes it. */
  place: number;
  proceeding: string;
  kind: string;
  addressee: string;
  data: unknown;
  status: 'todo' | 'done';
  created_at: string;
  done_at: string | null;
  result: unknown;
}

export interface TaskRow {
  id: string;
  event: number;
  place: number;
  proceeding: string;
  clock: string | null;
  organ: string;
  role: string;
  text: unknown;
  basis: string;
  since: string;
  closed_at: string | null;
}

/** Everything that one decision writes for one case. Empty lists cost nothing: their part of the statement is left out. */
export interface Bundle {
  case: CaseColumns & {
    id: string;
    version: number;
    head: string;
    /** Version that the decision was made on; null for a new case. */
    expect: number | null;
    /** Number of the publication under whose calendars the dates are counted; absent: as before. */
    counted?: number;
    /** All the tags that it is found by from now on; absent: those that it has. */
    tags?: number[];
    /**
     * Writing of the row that the decision was made on. What this statement deletes and replaces it sees as of its start: had a
     * rebuild written the rows for reading anew while it waited for the lock, the old ones would be gone and the new ones unseen.
     */
    seen?: string;
    fresh?: {
      number: string;
      received_at: string;
      listed_at: string;
      recorded_at: string;
      channel: string;
      wrapped_key: string;
      accused_tag: string | null;
    };
  };
  /** Travels apart, as text: the order of its proceedings and clocks is the order of events, which jsonb would not keep. */
  state: unknown;
  /** Of a new case: the state before its first event. */
  genesis?: unknown;
  events: EventRow[];
  proceedings: ProceedingRow[];
  clocks: ClockRow[];
  workPut: WorkRow[];
  workGone: WorkRow[];
  accessPut: AccessRow[];
  accessGone: AccessRow[];
  effects: EffectRow[];
  tasks: TaskRow[];
  /** Clocks that stopped: their open tasks are closed. */
  stopped: string[];
  /** Set when other officers were named: open tasks for officers go to them. */
  officers: string[] | null;
  /** `wait`: milliseconds before it is delivered. */
  outbox: { kind: 'start' | 'nudge'; proceeding: string | null; wait: number }[];
  at: string;
  receipt?: { lookup: string; salt: string; mac: string };
  idempotency?: {
    key_hash: string;
    body_hash: string;
    sealed_answer: string | null;
    kept_for?: string;
    case_id: string | null;
    first_event: number | null;
    last_event: number | null;
  };
  vault?: string;
  notice?: string;
  evidence?: {
    id: string;
    event: number;
    source: string;
    size: number;
    sealed_about: string;
    sealed_sha256: string;
  }[];
}

/** The first moment of the day of an instant, by the one legal time. */
export const dayOf = (column: string) =>
  `date_trunc('day', ${column} AT TIME ZONE INTERVAL '+08:00') AT TIME ZONE INTERVAL '+08:00'`;

const CASE_FIELDS = `id uuid, organ text, accused_linked boolean, accused_units text[], accused_heads text[],
  accused_persons text[], officers text[], recused text[], kinds text[], fund text, open boolean,
  version int, head bytea, expect int, seen text, counted int, tags bigint[], state_mac bytea`;

const INSERT_CASE = `c AS (
  INSERT INTO cases (id, number, organ, received_at, listed_at, recorded_at, channel, genesis, state, version, head, wrapped_key,
    accused_linked, accused_units, accused_heads, accused_persons, officers, recused, kinds, fund, open, accused_tag,
    counted, search_tags, state_mac)
  SELECT x.id, f.number, x.organ, f.received_at, f.listed_at, f.recorded_at, f.channel, $3::json, $2::json, x.version, x.head,
    f.wrapped_key, x.accused_linked, x.accused_units, x.accused_heads, x.accused_persons, x.officers, x.recused, x.kinds,
    x.fund, x.open, f.accused_tag, x.counted, coalesce(x.tags, '{}'), x.state_mac
  FROM jsonb_to_record($1::jsonb->'case') AS x(${CASE_FIELDS}),
    jsonb_to_record($1::jsonb->'case'->'fresh') AS f(number text, received_at timestamptz, listed_at timestamptz,
      recorded_at timestamptz, channel text, wrapped_key bytea, accused_tag bytea)
  RETURNING id, listed_at)`;

const UPDATE_CASE = `c AS (
  UPDATE cases SET state = $2::json, state_mac = x.state_mac, version = x.version, head = x.head, organ = x.organ, fund = x.fund, open = x.open,
    accused_linked = x.accused_linked, accused_units = x.accused_units, accused_heads = x.accused_heads,
    accused_persons = x.accused_persons, officers = x.officers, recused = x.recused, kinds = x.kinds,
    counted = coalesce(x.counted, cases.counted),
    search_tags = coalesce(x.tags, cases.search_tags)
  FROM jsonb_to_record($1::jsonb->'case') AS x(${CASE_FIELDS})
  WHERE cases.id = x.id AND cases.version = x.expect AND (x.seen IS NULL OR cases.xmin::text = x.seen)
  RETURNING cases.id, cases.listed_at)`;

const set = (part: string, fields: string) => `jsonb_to_recordset($1::jsonb->'${part}') AS x(${fields})`;

/** Part of the bundle → statement that writes it for the case `c`, which is no row when the version had moved on. */
const PARTS = {
  events: `w_events AS (
    INSERT INTO events (case_id, number, type, proceeding, kind, name, occurred_at, occurred_on, recorded_at, actor,
      from_state, to_state, basis, facts, document, paper, changes, cause, sealed, prev, hash)
    SELECT c.id, x.* FROM c, ${set(
      'events',
      `number int, type text, proceeding text, kind text, name text, occurred_at timestamptz, occurred_on date,
      recorded_at timestamptz, actor jsonb, from_state text, to_state text, basis text, facts jsonb, document jsonb,
      paper jsonb, changes jsonb, cause int, sealed bytea, prev bytea, hash bytea`,
    )})`,
  proceedings: `w_proceedings AS (
    INSERT INTO proceedings (case_id, id, kind, state, flags, opened_at, ended_at, touched_at, linked, heads_see, listed_at)
    SELECT c.id, x.*, c.listed_at FROM c, ${set(
      'proceedings',
      `id text, kind text, state text, flags text[], opened_at timestamptz, ended_at timestamptz,
      touched_at timestamptz, linked text, heads_see boolean`,
    )}
    ON CONFLICT (case_id, id) DO UPDATE SET state = excluded.state, flags = excluded.flags,
      opened_at = excluded.opened_at, ended_at = excluded.ended_at, touched_at = excluded.touched_at,
      linked = excluded.linked, heads_see = excluded.heads_see)`,
  clocks: `w_clocks AS (
    INSERT INTO clocks (case_id, id, proceeding, deadline, part, kind, confidence, status, started_at, due, alarm,
      expires_at, provisional, calendars, outcome, outcome_at, stopped_at, stopped_why, heads_see, organ)
    SELECT c.id, x.*, $1::jsonb->'case'->>'organ' FROM c, ${set(
      'clocks',
      `id text, proceeding text, deadline text, part int, kind text, confidence text, status text,
      started_at timestamptz, due text, alarm date, expires_at timestamptz, provisional boolean, calendars text[],
      outcome text, outcome_at timestamptz, stopped_at timestamptz, stopped_why text, heads_see boolean`,
    )}
    ON CONFLICT (case_id, id) DO UPDATE SET proceeding = excluded.proceeding, kind = excluded.kind,
      confidence = excluded.confidence, status = excluded.status, started_at = excluded.started_at, due = excluded.due,
      alarm = excluded.alarm, expires_at = excluded.expires_at, provisional = excluded.provisional,
      calendars = excluded.calendars, outcome = excluded.outcome, outcome_at = excluded.outcome_at,
      stopped_at = excluded.stopped_at, stopped_why = excluded.stopped_why, heads_see = excluded.heads_see, organ = excluded.organ)`,
  workGone: `w_work_gone AS (
    DELETE FROM work w USING c, ${set('workGone', 'item text, organ text, role text, person text')}
    WHERE w.case_id = c.id AND w.item = x.item AND w.organ = x.organ AND w.role = x.role AND w.person = x.person)`,
  workPut: `w_work AS (
    INSERT INTO work (case_id, item, organ, role, person, what, proceeding, about, due_at, since)
    SELECT c.id, x.* FROM c, ${set(
      'workPut',
      `item text, organ text, role text, person text, what text, proceeding text, about text, due_at timestamptz,
      since timestamptz`,
    )}
    ON CONFLICT (case_id, item, organ, role, person) DO UPDATE SET about = excluded.about, due_at = excluded.due_at,
      since = excluded.since)`,
  accessGone: `w_access_gone AS (
    DELETE FROM case_access a USING c, ${set('accessGone', 'organ text, role text, person text')}
    WHERE a.case_id = c.id AND a.organ = x.organ AND a.role = x.role AND a.person = x.person)`,
  accessPut: `w_access AS (
    INSERT INTO case_access (case_id, organ, role, person, listed_at)
    SELECT c.id, x.*, c.listed_at
    FROM c, ${set('accessPut', 'organ text, role text, person text')}
    ON CONFLICT DO NOTHING)`,
  effects: `w_effects AS (
    INSERT INTO effects (key, case_id, event, place, proceeding, kind, addressee, data, status, attempts, created_at, done_at,
      result)
    SELECT x.key, c.id, x.event, x.place, x.proceeding, x.kind, x.addressee, x.data, x.status, 0, x.created_at, x.done_at, x.result
    FROM c, ${set(
      'effects',
      `key text, event int, place int, proceeding text, kind text, addressee text, data jsonb, status text,
      created_at timestamptz, done_at timestamptz, result jsonb`,
    )})`,
  tasks: `w_tasks AS (
    INSERT INTO tasks (id, case_id, event, place, proceeding, clock, organ, role, text, basis, since, closed_at)
    SELECT x.id, c.id, x.event, x.place, x.proceeding, x.clock, x.organ, x.role, x.text, x.basis, x.since, x.closed_at FROM c, ${set(
      'tasks',
      `id text, event int, place int, proceeding text, clock text, organ text, role text, text jsonb, basis text,
      since timestamptz, closed_at timestamptz`,
    )} ON CONFLICT (id) DO NOTHING)`,
  stopped: `w_closed AS (
    UPDATE tasks t SET closed_at = ($1::jsonb->>'at')::timestamptz FROM c
    WHERE t.case_id = c.id AND t.closed_at IS NULL
      AND t.clock IN (SELECT jsonb_array_elements_text($1::jsonb->'stopped'))
    RETURNING t.id),
  w_closed_work AS (
    DELETE FROM work w USING c, w_closed t WHERE w.case_id = c.id AND w.what = 'task' AND w.about = t.id)`,
  officers: `w_left AS (
    DELETE FROM work w USING c WHERE w.case_id = c.id AND w.what = 'task' AND w.role = 'officer'
      AND w.person NOT IN (SELECT jsonb_array_elements_text($1::jsonb->'officers'))),
  w_came AS (
    INSERT INTO work (case_id, item, organ, role, person, what, proceeding, about, due_at, since)
    SELECT c.id, 'task:' || t.id, t.organ, t.role, o.person, 'task', t.proceeding, t.id, ${dayOf('t.since')}, t.since
    FROM c JOIN tasks t ON t.case_id = c.id, jsonb_array_elements_text($1::jsonb->'officers') AS o(person)
    WHERE t.role = 'officer' AND t.closed_at IS NULL AND t.done_at IS NULL
    ON CONFLICT DO NOTHING)`,
  outbox: `w_outbox AS (
    INSERT INTO outbox (kind, case_id, proceeding, created_at, attempts, not_before)
    SELECT x.kind, c.id, x.proceeding, ($1::jsonb->>'at')::timestamptz, 0,
      ($1::jsonb->>'at')::timestamptz + x.wait * INTERVAL '1 millisecond'
    FROM c, ${set('outbox', 'kind text, proceeding text, wait int')})`,
  receipt: `w_receipt AS (
    INSERT INTO receipts (lookup, salt, mac, case_id, binding)
    SELECT x.lookup, x.salt, x.mac, c.id, x.binding
    FROM c, jsonb_to_record($1::jsonb->'receipt') AS x(lookup text, salt bytea, mac bytea, binding bytea))`,
  idempotency: `w_idempotency AS (
    INSERT INTO idempotency (key_hash, body_hash, sealed_answer, kept_for, case_id, first_event, last_event, created_at)
    SELECT x.*, ($1::jsonb->>'at')::timestamptz
    FROM c, jsonb_to_record($1::jsonb->'idempotency') AS x(key_hash bytea, body_hash bytea, sealed_answer bytea,
      kept_for bytea, case_id uuid, first_event int, last_event int))`,
  vault: `w_vault AS (
    INSERT INTO vault (case_id, sealed) SELECT c.id, ($1::jsonb->>'vault')::bytea FROM c)`,
  notice: `w_notice AS (
    INSERT INTO notice_addresses (case_id, sealed) SELECT c.id, ($1::jsonb->>'notice')::bytea FROM c)`,
  evidence: `w_evidence AS (
    INSERT INTO evidence (id, case_id, event, source, added_at, size, sealed_about, sealed_sha256)
    SELECT x.id, c.id, x.event, x.source, ($1::jsonb->>'at')::timestamptz, x.size, x.sealed_about, x.sealed_sha256
    FROM c, ${set(
      'evidence',
      'id uuid, event int, source text, size bigint, sealed_about bytea, sealed_sha256 bytea',
    )})`,
  // A rebuild writes a version anew that has its seal.
  seals: `w_seals AS (
    INSERT INTO seals (tab, key, version, state, salt, content, mac)
    SELECT x.* FROM c, ${set(
      'seals',
      'tab text, key text, version int, state text, salt bytea, content bytea, mac bytea',
    )}
    ON CONFLICT DO NOTHING)`,
} satisfies Partial<Record<keyof Sealed, string>>;

/** A bundle with the seals of what is true in it. */
type Sealed = Bundle & {
  seals: (Pick<Seal, 'tab' | 'key' | 'version' | 'state'> & Record<'salt' | 'content' | 'mac', string>)[];
};

/** What stands in the rows of a bundle, under seals: made here from what is written, not from what was read back. */
function sealed(keys: KeyService, bundle: Bundle): Sealed {
  const { id, version, head, fresh, tags } = bundle.case;
  const seals: Seal[] = [];
  const put = (name: TruthName, key: string, row: object, v = 1) =>
    seals.push(sealOf(keys, name, key, v, rowText(row)));
  put('heads', id, { id, version, head }, version);
  if (fresh) {
    put('cases', id, { id, number: fresh.number, recorded_at: fresh.recorded_at, wrapped_key: fresh.wrapped_key });
    put('lists', id, { id, listed_at: fresh.listed_at, accused_tag: fresh.accused_tag });
  }
  // Between two acts there is room for what tags the case anew.
  if (tags) put('tags', id, { id, search_tags: `{${tags.join()}}` }, version * 1_000);
  for (const { closed_at: _, ...task } of bundle.tasks) put('tasks', task.id, { ...task, case_id: id });
  const receipt = bundle.receipt && {
    ...bundle.receipt,
    binding: hex(receiptBinding(keys, { lookup: bundle.receipt.lookup, mac: bytesOf(bundle.receipt.mac), caseId: id })),
  };
  if (receipt) put('receipts', receipt.lookup, { ...receipt, case_id: id });
  if (bundle.vault) put('vault', id, { case_id: id, sealed: bundle.vault });
  if (bundle.notice) put('notice_addresses', id, { case_id: id, sealed: bundle.notice });
  for (const e of bundle.evidence ?? []) put('evidence', e.id, { ...e, case_id: id, added_at: bundle.at });
  return {
    ...bundle,
    ...(receipt ? { receipt } : {}),
    seals: seals.map((s) => ({ ...s, salt: hex(s.salt), content: hex(s.content), mac: hex(s.mac) })),
  };
}

type Part = keyof typeof PARTS;
const ORDER = Object.keys(PARTS) as Part[];

const statements = new Map<string, { name: string; text: string }>();

function statementFor(fresh: boolean, parts: Part[]): { name: string; text: string } {
  const name = `${fresh ? 'n' : 'u'}${parts.map((p) => ORDER.indexOf(p).toString(36)).join('')}`;
  let known = statements.get(name);
  if (!known) {
    const text = `WITH ${[fresh ? INSERT_CASE : UPDATE_CASE, ...parts.map((p) => PARTS[p])].join(',\n')}
      SELECT c.id, (SELECT version::text FROM house_version) AS house FROM c`;
    known = { name, text };
    statements.set(name, known);
  }
  return known;
}

/**
 * Writes a bundle and the seals of what is true in it with one statement, which is one transaction where none is open.
 * @returns the version of the house it was written beside; null when the case had moved on and nothing was written
 * @throws the error of PostgreSQL when a receipt, number or key exists already; then nothing was written either
 */
export async function writeBundle(db: Queryable, keys: KeyService, given: Bundle): Promise<string | null> {
  const bundle = sealed(keys, given);
  const parts = ORDER.filter((part) => {
    const value = bundle[part];
    return Array.isArray(value) ? value.length > 0 || part === 'officers' : value !== undefined && value !== null;
  });
  const { name, text } = statementFor(bundle.case.expect === null, parts);
  const { state, genesis, ...rows } = bundle;
  const stateText = JSON.stringify(state);
  const { id } = bundle.case;
  const bound = { ...rows, case: { ...rows.case, state_mac: hex(stateBinding(keys, id, stateText)) } };
  const values = [JSON.stringify(bound), stateText];
  if (bundle.case.expect === null) values.push(JSON.stringify(genesis));
  const [row] = await ask<{ id: string; house: string }>(db, text, values, name);
  return row?.house ?? null;
}
