import type { Change, EffectKind, FactSheet, Json, ProceedingKind } from '../../domain/case/types.ts';
import { givenUpAt, servesAClock } from '../../domain/effects.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import type { Role } from '../../domain/people/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { canonical } from '../ground/chain.ts';
import { ask, instantFrom } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import { sealOf, sealRows, valueText } from '../ground/truth.ts';
import { beside, causeThere, SYSTEM } from '../truth/beside.ts';
import { change, OnceMore } from '../truth/change.ts';
import type { Core } from '../truth/core.ts';
import { loadCase } from '../truth/loading.ts';
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

/** What an effect is, for who carries it out. @throws Refused `effect-unknown` */
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

/** Counts a try. @returns whether it is the last one (`givenUpAt`) */
export async function effectAttempted(core: Core, key: string): Promise<boolean> {
  const [tried] = await ask<Pick<EffectRow, 'case_id' | 'proceeding' | 'kind'>>(
    core.pool,
    "UPDATE effects SET attempts = attempts + 1 WHERE key = $1 AND status = 'todo' RETURNING case_id, proceeding, kind",
    [key],
  );
  if (!tried || !servesAClock(tried.kind)) return false;
  const loaded = await loadCase(core, tried.case_id);
  const until = loaded && givenUpAt(loaded.state, tried, loaded.house.calendars);
  return !!until && core.now() >= until;
}

/** An effect was carried out; a second time changes nothing. @throws Refused `effect-unknown` */
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

/** An effect that cannot be done becomes a task for a person, once; an event of the case. */
export async function effectGivenUp(
  core: Core,
  key: string,
  task: { to: Role; text: Bilingual; basis: string },
): Promise<void> {
  const { caseId, proceeding } = await effect(core, key);
  await change<void>(core, caseId, { beside: true }, async ({ state }, now) => {
    const [open] = await ask<{ event: number; place: number }>(
      core.pool,
      "SELECT event, place FROM effects WHERE key = $1 AND status = 'todo'",
      [key],
    );
    if (!open) return { done: undefined };
    const changes: Change[] = [{ op: 'task', task: { ...task, instead: { ...open, proceeding } } }];
    const event = {
      ...beside('effect-given-up', now, SYSTEM, {}, { basis: task.basis, changes }),
      cause: causeThere(open.event, state),
    };
    return {
      events: [event],
      after: async (client) => {
        const rows = await ask(
          client,
          "UPDATE effects SET status = 'given-up', done_at = $2 WHERE key = $1 AND status = 'todo' RETURNING key",
          [key, now],
        );
        // It was done after all, or another has given it up.
        if (rows.length === 0) throw new OnceMore();
        await sealRows(client, core.keys, 'effects', [key]);
      },
      answer: () => undefined,
    };
  });
}
