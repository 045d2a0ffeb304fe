/** The cases as they stand in the database, a batch at a time, with all the rows that belong to them. */

import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { CaseState } from '../../domain/case/types.ts';
import { ask, askOne, type Queryable } from '../ground/db.ts';
import type { KeyService } from '../ground/keys.ts';
import { headSeals } from '../ground/verify-truth.ts';
import { sealedPieces } from '../truth/evidence.ts';
import type { House } from '../truth/house.ts';
import { EVENT_COLUMNS, type StoredEvent } from '../truth/loading.ts';
import type { CaseColumns, ProceedingRow } from '../truth/project.ts';
import type { TaskRow } from '../truth/write.ts';

export interface CaseRow extends CaseColumns {
  id: string;
  number: string;
  former_number: string | null;
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
  counted: number;
}

const BATCH = 200;

/** The next cases in the order of their ids. */
export const casesAfter = (db: Queryable, after: string): Promise<CaseRow[]> =>
  ask<CaseRow>(
    db,
    `SELECT id, number, former_number, organ, received_at, listed_at, channel, genesis, state, version, head, wrapped_key, accused_linked,
       accused_units, accused_heads, accused_persons, officers, recused, kinds, fund, open, counted, state_mac,
       state::text AS state_text
     FROM cases WHERE id > $1 ORDER BY id LIMIT ${BATCH}`,
    [after],
  );

const grouped = <T extends { case_id: string }>(rows: T[]): Map<string, T[]> => {
  const map = new Map<string, T[]>();
  for (const row of rows) {
    const list = map.get(row.case_id);
    if (list) list.push(row);
    else map.set(row.case_id, [row]);
  }
  return map;
};

export interface StoredEffect {
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
}

export interface StoredTask extends Omit<TaskRow, 'since' | 'closed_at'> {
  case_id: string;
  since: Date;
  closed_at: Date | null;
  done_at: Date | null;
}

export type Tables = Awaited<ReturnType<typeof tablesOf>>;

export async function tablesOf(db: Queryable, ids: string[]) {
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
  const effects = await read<StoredEffect>(
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
  let read = 0;
  for await (const { sealed } of sealedPieces(db, evidence)) {
    hash.update(sealed);
    read += 1;
  }
  const { n } = await askOne<{ n: number }>(db, 'SELECT count(*)::int AS n FROM evidence_chunks WHERE evidence = $1', [
    evidence,
  ]);
  return n === read ? hash.digest('hex') : `${read} pieces of ${n} follow each other`;
}

/** A case as it stands in the database, with the house that it is counted by. */
export interface Stored {
  row: CaseRow;
  events: StoredEvent[];
  tables: Tables;
  house: House;
  /** null: by somebody without our keys. */
  keys: KeyService | null;
}
