/** The read tables of a case, compared with what follows from its state. */
import type { CaseState } from '../../domain/case/types.ts';
import { canonical } from '../ground/chain.ts';
import { instantFrom, instantOrNull } from '../ground/db.ts';
import type { House } from '../truth/house.ts';
import { type authorityOf, calendarsAt } from '../truth/house.ts';
import { accessKey, project, workKey } from '../truth/project.ts';
import { taskWork } from '../truth/record.ts';
import type { Finding, Found } from './verify-findings.ts';
import type { Stored } from './verify-rows.ts';

/** A case with the state that follows from its events. */
export interface Folded extends Stored {
  house: House;
  state: CaseState;
  authority: ReturnType<typeof authorityOf>;
}

type Rows = [key: string, row: unknown][];

export const comparing = (found: Found) => (what: Finding['what'], want: Rows, have: Rows) => {
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

/** The read tables as they follow from the state. */
export function verifyProjection({ row, state, tables, house, authority }: Folded, found: Found): void {
  const compare = comparing(found);
  const expected = project(state, calendarsAt(house, row.counted), authority);
  compare(
    'proceedings',
    expected.proceedings.map((p) => [p.id, { ...p, listed_at: row.listed_at.toISOString() }]),
    (tables.proceedings.get(row.id) ?? []).map(({ case_id: _, ...p }) => [
      p.id,
      {
        ...p,
        opened_at: instantFrom(p.opened_at),
        ended_at: instantOrNull(p.ended_at),
        touched_at: instantFrom(p.touched_at),
        listed_at: p.listed_at.toISOString(),
      },
    ]),
  );
  compare(
    'clocks',
    expected.clocks.map((k) => [k.id, { ...k, organ: state.organ }]),
    (tables.clocks.get(row.id) ?? []).map(({ case_id: _, ...k }) => [
      k.id,
      {
        ...k,
        started_at: instantFrom(k.started_at),
        expires_at: instantOrNull(k.expires_at),
        outcome_at: instantOrNull(k.outcome_at),
        stopped_at: instantOrNull(k.stopped_at),
      },
    ]),
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
    ...w,
    due_at: w.due_at instanceof Date ? instantFrom(w.due_at) : ('infinity' as const),
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
}
