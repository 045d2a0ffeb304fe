import type { CaseState, EffectKind, FactSheet, Json, ProceedingKind } from '../../domain/case/types.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import type { Role } from '../../domain/people/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { canonical } from '../ground/chain.ts';
import { ask, instantFrom, inTransaction } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import { sealOf, sealRows, valueText } from '../ground/truth.ts';
import type { Core } from '../truth/core.ts';
import { authorityOf } from '../truth/house.ts';
import { placesOf } from '../truth/project.ts';
import { GIVEN_UP, taskWork } from '../truth/record.ts';
import type { EffectFull } from '../types.ts';

const effectUnknown = () => new Refused(refuse('effect-unknown'));

interface EffectRow {
  key: string;
  case_id: string;
  number: string;
  former_number: string | null;
  proceeding: string;
  proceeding_kind: ProceedingKind;
  kind: EffectKind;
  addressee: string;
  data: FactSheet;
  status: EffectFull['status'];
  attempts: number;
  result: Json;
  occurred_at: Date;
}

export async function effect(core: Core, key: string): Promise<EffectFull> {
  const [row] = await ask<EffectRow>(
    core.pool,
    `SELECT e.key, e.case_id, c.number, c.former_number, e.proceeding, p.kind AS proceeding_kind, e.kind, e.addressee, e.data,
       e.status, e.attempts, e.result, v.occurred_at
     FROM effects e JOIN cases c ON c.id = e.case_id
       JOIN proceedings p ON p.case_id = e.case_id AND p.id = e.proceeding
       JOIN events v ON v.case_id = e.case_id AND v.number = e.event
     WHERE e.key = $1`,
    [key],
    'effect',
  );
  if (!row) throw effectUnknown();
  return {
    key: row.key,
    caseId: row.case_id,
    caseNumber: row.number,
    formerNumber: row.former_number,
    proceeding: row.proceeding,
    proceedingKind: row.proceeding_kind,
    occurredAt: instantFrom(row.occurred_at),
    kind: row.kind,
    to: row.addressee,
    data: row.data,
    status: row.status,
    attempts: row.attempts,
    result: row.result,
  };
}

export async function effectAttempted(core: Core, key: string): Promise<void> {
  await ask(core.pool, "UPDATE effects SET attempts = attempts + 1 WHERE key = $1 AND status = 'todo'", [key]);
}

export async function effectDone(core: Core, key: string, result: Json = null): Promise<void> {
  const now = core.now();
  const row = { key, status: 'done', done_at: valueText(now), result: canonical(result) };
  // Given up is the first that can come of an effect, done the last.
  const { version, salt, content, mac } = sealOf(core.keys, 'effects', key, 2, row);
  const rows = await ask(
    core.pool,
    `WITH done AS (UPDATE effects SET status = 'done', done_at = $2, result = $3::jsonb
       WHERE key = $1 AND status <> 'done' RETURNING key),
     sealed AS (INSERT INTO seals (tab, key, version, state, salt, content, mac)
       SELECT 'effects', done.key, $4, 'is', $5, $6, $7 FROM done)
     SELECT 1 FROM effects WHERE key = $1`,
    [key, now, JSON.stringify(result), version, salt, content, mac],
  );
  if (rows.length === 0) throw effectUnknown();
}

/** An effect that cannot be done becomes a task, once. */
export async function effectGivenUp(
  core: Core,
  key: string,
  task: { to: Role; text: Bilingual; basis: string },
): Promise<void> {
  const now = core.now();
  const house = await core.house.fresh();
  await inTransaction(core.pool, async (client) => {
    const [row] = await ask<{
      case_id: string;
      event: number;
      place: number;
      proceeding: string;
      state: CaseState;
    }>(
      client,
      `UPDATE effects e SET status = 'given-up', done_at = $2 FROM cases c
       WHERE e.key = $1 AND e.status = 'todo' AND c.id = e.case_id
       RETURNING e.case_id, e.event, e.place, e.proceeding, c.state`,
      [key, now],
    );
    if (!row) return;
    const [place] = placesOf(task.to, row.state, authorityOf(house, row.state.organ));
    const made = {
      id: `${key}${GIVEN_UP}`,
      event: row.event,
      place: row.place,
      proceeding: row.proceeding,
      clock: null,
      organ: place?.organ ?? row.state.organ,
      role: place?.role ?? task.to,
      text: task.text,
      basis: task.basis,
      since: now,
      closed_at: null,
    };
    await ask(
      client,
      `INSERT INTO tasks (id, case_id, event, place, proceeding, organ, role, text, basis, since)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10)`,
      [
        made.id,
        row.case_id,
        made.event,
        made.place,
        made.proceeding,
        made.organ,
        made.role,
        JSON.stringify(made.text),
        made.basis,
        made.since,
      ],
    );
    await sealRows(client, core.keys, 'effects', [key]);
    await sealRows(client, core.keys, 'tasks', [made.id]);
    for (const w of taskWork(made, row.state)) {
      await ask(
        client,
        `INSERT INTO work (case_id, item, organ, role, person, what, proceeding, about, due_at, since)
         VALUES ($1, $2, $3, $4, $5, 'task', $6, $7, $8, $9)`,
        [row.case_id, w.item, w.organ, w.role, w.person, w.proceeding, w.about, w.due_at, w.since],
      );
    }
  });
}
