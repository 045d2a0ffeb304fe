import type { CaseState } from '../../domain/case/types.ts';
import { needsDriver } from '../driving/drive.ts';
import { eventHash, genesisHash } from '../ground/chain.ts';
import { ask, instantFrom, inTransaction } from '../ground/db.ts';
import { createCore, type LedgerOptions } from '../truth/core.ts';
import { authorityOf, calendarsAt } from '../truth/house.ts';
import { columnsFrom, fold, loadEvents } from '../truth/loading.ts';
import { bundle, derive } from '../truth/record.ts';
import { dayOf, writeBundle } from '../truth/write.ts';

export interface Rebuilt {
  cases: number;
  /** Drivers that will be started or told to ask again. */
  drivers: number;
  /** Cases whose chain is broken: left as they are, for bin/verify and a person. */
  broken: string[];
}

const NOTHING = '00000000-0000-0000-0000-000000000000';
const BATCH = 200;

/**
 * Makes the state, the copies of it and the read tables again from the events, case by case, each in one transaction under its lock,
 * and enqueues the driver of every case that is not over: for a lost Temporal store or a changed projection. What is marked as done
 * stays done. May run while the house works, and may be cut off and repeated.
 */
export async function rebuild(options: LedgerOptions, report: (line: string) => void = () => {}): Promise<Rebuilt> {
  const core = createCore(options);
  const result: Rebuilt = { cases: 0, drivers: 0, broken: [] };
  for (let after = NOTHING; ; ) {
    const rows = await ask<{ id: string }>(core.pool, `SELECT id FROM cases WHERE id > $1 ORDER BY id LIMIT ${BATCH}`, [
      after,
    ]);
    if (rows.length === 0) break;
    for (const { id } of rows) {
      const done = await rebuildCase(options, core, id);
      result.cases++;
      if (done === 'broken') result.broken.push(id);
      else if (done === 'live') result.drivers++;
      after = id;
    }
    report(`${result.cases} cases, ${result.drivers} drivers`);
  }
  return result;
}

async function rebuildCase(
  options: LedgerOptions,
  core: ReturnType<typeof createCore>,
  id: string,
): Promise<'broken' | 'live' | 'over'> {
  const now = core.now();
  return inTransaction(options.pool, async (client) => {
    const [row] = await ask<{ genesis: CaseState; version: number; counted: number }>(
      client,
      'SELECT genesis, version, counted FROM cases WHERE id = $1 FOR UPDATE',
      [id],
    );
    if (!row) return 'over';
    const house = await core.house.fresh();
    const events = await loadEvents(client, id);
    let head: Buffer = genesisHash(row.genesis);
    for (const [i, e] of events.entries()) {
      const hash = eventHash(head, id, columnsFrom(e), e.sealed);
      if (e.number !== i + 1 || !e.hash.equals(hash)) return 'broken';
      head = hash;
    }
    const state = fold(row.genesis, events.map(columnsFrom));
    const authority = authorityOf(house, state.organ);
    for (const table of ['proceedings', 'clocks', 'work', 'case_access']) {
      await ask(client, `DELETE FROM ${table} WHERE case_id = $1`, [id]);
    }
    const made = bundle({
      before: null,
      after: state,
      events: [],
      head,
      key: null,
      keys: options.keys,
      recordedAt: now,
      // A case that is still to be counted for a new calendar keeps its dates until then.
      calendars: calendarsAt(house, row.counted),
      authority,
    }).bundle;
    made.case.expect = row.version;
    const derived = derive(
      options.keys,
      state,
      events.map((e) => ({
        number: e.number,
        event: { type: e.type, proceeding: e.proceeding, occurredAt: instantFrom(e.occurred_at), changes: e.changes },
      })),
      authority,
      now,
      false,
    );
    // Those of before keep the name that they had.
    const there = await ask<{ event: number; place: number }>(
      client,
      'SELECT event, place FROM tasks WHERE case_id = $1',
      [id],
    );
    const known = new Set(there.map((t) => `${t.event} ${t.place}`));
    made.tasks = derived.tasks.filter((t) => !known.has(`${t.event} ${t.place}`));
    const todo = await ask<{ proceeding: string }>(
      client,
      "SELECT DISTINCT proceeding FROM effects WHERE case_id = $1 AND status = 'todo'",
      [id],
    );
    const busy = new Set(todo.map((e) => e.proceeding));
    const live = Object.values(state.proceedings).some((p) => needsDriver(state, house, p, busy.has(p.id)));
    // A nudge starts the driver of a case that is gone, and makes one that is there look for its proceedings again.
    made.outbox = live ? [{ kind: 'nudge', proceeding: null, wait: 0 }] : [];
    await writeBundle(client, options.keys, made);
    await ask(
      client,
      `INSERT INTO work (case_id, item, organ, role, person, what, proceeding, about, due_at, since)
       SELECT t.case_id, 'task:' || t.id, t.organ, t.role, p.person, 'task', t.proceeding, t.id, ${dayOf('t.since')}, t.since
       FROM tasks t CROSS JOIN LATERAL unnest(
         CASE WHEN t.role = 'officer' THEN $2::text[] ELSE ARRAY[''] END) AS p(person)
       WHERE t.case_id = $1 AND t.closed_at IS NULL AND t.done_at IS NULL
       ON CONFLICT DO NOTHING`,
      [id, state.officers],
    );
    return live ? 'live' : 'over';
  });
}
