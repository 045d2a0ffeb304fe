import type { CaseState, EffectKind, FactSheet, NewEvent, ProceedingKind } from '../../domain/case/types.ts';
import { systemAct } from '../../domain/kernel/index.ts';
import { PAPER_ONLY, STANDS_ON_PAPER } from '../../domain/proceedings/paper/stands-on-paper.ts';
import { ask, type Queryable } from '../ground/db.ts';
import { openCaseKey } from '../ground/sealing.ts';
import { authorityOf, calendarsAt, factsFor, HouseKeeper } from '../truth/house.ts';
import { fold } from '../truth/loading.ts';
import { bundle } from '../truth/record.ts';
import { writeBundle } from '../truth/write.ts';
import type { UpgradeJob, Upgrading } from './upgrade.ts';

const BATCH = 20;
const UP: readonly EffectKind[] = ['publish', 'correct-publication', 'credit-list'];

interface Caused {
  case_id: string;
  proceeding: string;
  kind: EffectKind;
  proceeding_kind: ProceedingKind;
  sent: boolean;
}

interface CaseRow {
  state: CaseState;
  seen: string;
  head: Buffer;
  wrapped_key: Buffer | null;
  counted: number;
}

const ON_PAPER = `FROM effects e JOIN events v ON v.case_id = e.case_id AND v.number = e.event
  WHERE v.paper IS NOT NULL AND e.kind = ANY ($1::text[])`;

/** Marks what stands in one case on the strength of paper, and gives its pair the house clock of twenty working days. */
async function mark(house: Upgrading, keeper: HouseKeeper, caseId: string, caused: readonly Caused[]): Promise<void> {
  const { db, now } = house;
  const [row] = await ask<CaseRow>(
    db,
    `SELECT state, xmin::text AS seen, head, wrapped_key, counted FROM cases WHERE id = $1 FOR UPDATE`,
    [caseId],
  );
  if (!row) return;
  // What was not put up yet is no longer: the pair does it now.
  await ask(
    db,
    `UPDATE effects e SET status = 'done', done_at = $2, result = '{"withheld": true}'::jsonb
     FROM events v WHERE v.case_id = e.case_id AND v.number = e.event AND v.paper IS NOT NULL
       AND e.case_id = $1 AND e.status = 'todo' AND e.kind = ANY ($3::text[])`,
    [caseId, now, UP],
  );
  const known = await keeper.fresh();
  const facts = { ...factsFor(known, row.state.organ, now), calendars: calendarsAt(known, row.counted) };
  const events: NewEvent[] = [];
  for (const c of caused) {
    const state = fold(row.state, events);
    if (state.proceedings[c.proceeding]?.flags.includes(PAPER_ONLY)) continue;
    const form: FactSheet = c.kind === 'credit-list' && c.sent ? { sentOnPaper: true } : {};
    const done = systemAct(state, c.proceeding_kind, STANDS_ON_PAPER, form, facts, c.proceeding);
    const base = events.length;
    for (const e of done.events) events.push(e.cause === undefined ? e : { ...e, cause: e.cause + base });
  }
  if (events.length === 0) return;
  const made = bundle({
    before: row.state,
    after: fold(row.state, events),
    events,
    head: row.head,
    key: openCaseKey(house.keys, caseId, row.wrapped_key),
    keys: house.keys,
    recordedAt: now,
    calendars: facts.calendars,
    authority: authorityOf(known, row.state.organ),
  }).bundle;
  made.case.seen = row.seen;
  if ((await writeBundle(db, house.keys, made)) === null)
    throw new Error('the case was written to while it was locked');
}

const causedIn = (db: Queryable, cases: string[]): Promise<Caused[]> =>
  ask<Caused>(
    db,
    `SELECT e.case_id, e.proceeding, e.kind, p.kind AS proceeding_kind,
       EXISTS (SELECT 1 FROM credit_records r WHERE r.effect = e.key) AS sent
     FROM effects e JOIN events v ON v.case_id = e.case_id AND v.number = e.event
       JOIN proceedings p ON p.case_id = e.case_id AND p.id = e.proceeding
     WHERE v.paper IS NOT NULL AND e.kind = ANY ($1::text[]) AND e.case_id = ANY ($2::uuid[])
     ORDER BY e.case_id, e.event`,
    [UP, cases],
  );

/**
 * What an installation of before published or listed on the strength of paper alone stays up, is marked, and is a task for a pair
 * within twenty working days (house).
 */
export const onPaper: UpgradeJob = {
  name: 'on-paper',
  async step(house, cursor) {
    const after = typeof cursor === 'string' ? cursor : '00000000-0000-0000-0000-000000000000';
    const rows = await ask<{ case_id: string }>(
      house.db,
      `SELECT DISTINCT e.case_id ${ON_PAPER} AND e.case_id > $2 ORDER BY e.case_id LIMIT ${BATCH}`,
      [UP, after],
    );
    const last = rows.at(-1);
    if (!last) return null;
    const keeper = new HouseKeeper(house.db);
    const caused = await causedIn(
      house.db,
      rows.map((r) => r.case_id),
    );
    for (const { case_id } of rows) {
      await mark(
        house,
        keeper,
        case_id,
        caused.filter((c) => c.case_id === case_id),
      );
    }
    return last.case_id;
  },
};
