import { everTogether, FOLLOWER_BOUNDS, joinedInto, LEADING_BOUNDS } from '../../domain/proceedings/parts/merging.ts';
import { ask } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import { recordStep, type Step, spread } from '../truth/change.ts';
import { calendarsAt, factsFor, HouseKeeper } from '../truth/house.ts';
import { type Loaded, loadCase, nowFor } from '../truth/loading.ts';
import { writeBundle } from '../truth/write.ts';
import type { UpgradeJob, Upgrading } from './upgrade.ts';

const BATCH = 500;
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** All cases that a merge ever brought together with this one, itself among them. */
async function loadTogether(house: Upgrading, keeper: HouseKeeper, id: string): Promise<Map<string, Loaded>> {
  const found = new Map<string, Loaded>();
  const asked = new Set([id]);
  for (const next of asked) {
    try {
      const one = await loadCase({ keys: house.keys, house: keeper, pool: house.db }, next, null, house.db);
      if (!one) continue;
      found.set(next, one);
      for (const other of everTogether(one.state)) asked.add(other);
    } catch (error) {
      // What was not written by us is decided on by nobody; `verify` names it.
      if (!(error instanceof Refused)) throw error;
    }
  }
  return found;
}

/** Each of the cases learns who is outside the others; a case that nothing is new to is left as it is. */
async function bind(house: Upgrading, cases: ReadonlyMap<string, Loaded>): Promise<void> {
  const all = [...cases.values()];
  const now = all
    .map((c) => nowFor({ now: () => house.now }, c.state))
    .reduce((latest, at) => (at > latest ? at : latest), house.now);
  const factsOf = ({ house: known, counted }: Loaded, organ: string) => ({
    ...factsFor(known, organ, now),
    calendars: calendarsAt(known, counted),
  });
  const steps = new Map<string, Step>();
  const pairs = all.flatMap(({ state: lead }) =>
    all.flatMap(({ state: tip }) => (tip.id !== lead.id && joinedInto(tip, lead) ? [{ lead, tip }] : [])),
  );
  // One after the other, and on from each: what a leading case learnt of one tip, its others learn of it.
  for (const { lead, tip } of pairs) {
    const first = [
      { id: lead.id, beside: tip.id, acts: [{ ...FOLLOWER_BOUNDS, form: { follower: tip.id } }] },
      { id: tip.id, beside: lead.id, acts: [LEADING_BOUNDS] },
    ];
    for (const { beside, ...to } of first) {
      const known = steps.get(beside)?.after ?? cases.get(beside)?.state;
      if (known) spread([{ ...to, beside: known }], (id) => cases.get(id) ?? null, factsOf, steps);
    }
  }
  for (const step of steps.values()) {
    if (step.events.length === 0) continue;
    const facts = factsOf(step.loaded, step.after.organ);
    const { bundle } = recordStep({ keys: house.keys, startsIn: () => 0 }, step, now, undefined, facts);
    if ((await writeBundle(house.db, house.keys, bundle)) === null)
      throw new Error('the case was written to while it was locked');
  }
}

/**
 * Cases merged by an earlier version keep the same people outside, the leading one and those merged into it; also those that have a
 * new clue since their leading case was refused.
 */
export const bothWays: UpgradeJob = {
  name: 'merged-both-ways',
  async step(house, cursor) {
    const after = typeof cursor === 'string' ? cursor : NO_ID;
    // From each leading case; from the tip itself where its leading case does not know of it.
    const rows = await ask<{ id: string; begins: boolean }>(
      house.db,
      `SELECT c.id::text, c.state::text LIKE '%"followers"%'
         OR (l.id IS NOT NULL AND l.state::text NOT LIKE '%' || c.id || '%') AS begins
       FROM cases c LEFT JOIN cases l ON l.id = (c.state->>'mergedInto')::uuid
       WHERE c.id > $1 ORDER BY c.id LIMIT ${BATCH}`,
      [after],
    );
    const keeper = new HouseKeeper(house.db);
    for (const { id, begins } of rows) if (begins) await bind(house, await loadTogether(house, keeper, id));
    return rows.at(-1)?.id ?? null;
  },
};
