/** The cases as they stand in the database, a batch at a time, with all the rows that belong to them. */

import { createHash } from 'node:crypto';
import type { CaseState, FactSheet } from '../../domain/case/types.ts';
import { ask, askOne, type Queryable } from '../ground/db.ts';
import type { KeyService } from '../ground/keys.ts';
import { headSeals } from '../ground/verify-truth.ts';
import { sealedPieces } from '../truth/evidence.ts';
import type { House } from '../truth/house.ts';
import { EVENT_COLUMNS, type StoredEvent } from '../truth/loading.ts';
import type { CaseColumns, ClockRow, ProceedingRow, WorkRow } from '../truth/project.ts';
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

/** A row of a read table as it is stored: its times come as dates. */
type Dated<Row, Times extends keyof Row> = { case_id: string } & Omit<Row, Times> & {
    [K in Times]: Date | Extract<Row[K], null>;
  };

export interface StoredEffect {
  case_id: string;
  key: string;
  kind: string;
  addressee: string;
  data: FactSheet | null;
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
  const events = grouped(
    await ask<StoredEvent & { case_id: string }>(
      db,
      `SELECT case_id, ${EVENT_COLUMNS} FROM events WHERE case_id = ANY ($1::uuid[]) ORDER BY case_id, number`,
      [ids],
    ),
  );
  const proceedings = grouped(
    await ask<Dated<ProceedingRow, 'opened_at' | 'ended_at' | 'touched_at'> & { listed_at: Date }>(
      db,
      'SELECT * FROM proceedings WHERE case_id = ANY ($1::uuid[])',
      [ids],
    ),
  );
  const clocks = grouped(
    await ask<Dated<ClockRow, 'started_at' | 'expires_at' | 'outcome_at' | 'stopped_at'> & { organ: string }>(
      db,
      `SELECT *, alarm::text AS alarm FROM clocks WHERE case_id = ANY ($1::uuid[])`,
      [ids],
    ),
  );
  const work = grouped(
    await ask<Omit<Dated<WorkRow, 'since'>, 'due_at'> & { due_at: Date | number }>(
      db,
      `SELECT * FROM work WHERE case_id = ANY ($1::uuid[])`,
      [ids],
    ),
  );
  const access = grouped(
    await ask<{ case_id: string; organ: string; role: string; person: string; listed_at: Date }>(
      db,
      'SELECT case_id, organ, role, person, listed_at FROM case_access WHERE case_id = ANY ($1::uuid[])',
      [ids],
    ),
  );
  const effects = grouped(
    await ask<StoredEffect>(
      db,
      `SELECT case_id, key, event, place, kind, addressee, data, proceeding, status, created_at, done_at, result FROM effects
     WHERE case_id = ANY ($1::uuid[])`,
      [ids],
    ),
  );
  const tasks = grouped(
    await ask<StoredTask>(
      db,
      `SELECT case_id, id, event, place, proceeding, clock, organ, role, text, basis, since, closed_at, done_at FROM tasks
     WHERE case_id = ANY ($1::uuid[])`,
      [ids],
    ),
  );
  const evidence = grouped(
    await ask<{
      case_id: string;
      id: string;
      event: number;
      sealed_sha256: Buffer;
      found: string | null;
    }>(
      db,
      `SELECT e.case_id, e.id, e.event, e.sealed_sha256, NULL AS found FROM evidence e WHERE e.case_id = ANY ($1::uuid[])`,
      [ids],
    ),
  );
  const letters = grouped(
    await ask<{
      case_id: string;
      effect: string;
      proceeding: string;
      addressee: string;
      template: string;
    }>(db, 'SELECT case_id, effect, proceeding, addressee, template FROM letters WHERE case_id = ANY ($1::uuid[])', [
      ids,
    ]),
  );
  const credit = grouped(
    await ask<{ case_id: string; effect: string; proceeding: string; kind: string; data: unknown }>(
      db,
      'SELECT case_id, effect, proceeding, kind, data FROM credit_records WHERE case_id = ANY ($1::uuid[])',
      [ids],
    ),
  );
  const register = grouped(
    await ask<{ case_id: string; id: string; proceeding: string; kind: string }>(
      db,
      'SELECT case_id, id, proceeding, kind FROM register WHERE case_id = ANY ($1::uuid[])',
      [ids],
    ),
  );
  const changes = grouped(
    await ask<{ case_id: string; effect: string; entry: string }>(
      db,
      `SELECT e.case_id, r.effect, r.entry FROM register_changes r JOIN effects e ON e.key = r.effect
     WHERE e.case_id = ANY ($1::uuid[])`,
      [ids],
    ),
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
  /** null: it cannot be loaded, and what follows from it is not looked at. */
  house: House | null;
  /** null: by somebody without our keys. */
  keys: KeyService | null;
}
