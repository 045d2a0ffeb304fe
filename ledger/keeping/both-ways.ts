import { FOLLOWER_BOUNDS, joinedInto, LEADING_BOUNDS } from '../../domain/proceedings/parts/merging.ts';
import { learns } from '../../domain/proceedings/parts/outside.ts';
import { ask } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import { recordStep, type Step, spread } from '../truth/change.ts';
import { calendarsAt, factsFor, HouseKeeper } from '../truth/house.ts';
import { type Loaded, loadCase, nowFor } from '../truth/loading.ts';
import { writeBundle } from '../truth/write.ts';
import type { UpgradeJob, Upgrading } from './upgrade.ts';

const BATCH = 20;

/** One merge of before, its leading case and all that were merged into it, in the order in which acts lock them, too. */
async function loadTogether(house: Upgrading, keeper: HouseKeeper, ids: readonly string[]): Promise<Loaded[]> {
  const found: Loaded[] = [];
  for (const id of [...ids].sort()) {
    try {
      const one = await loadCase({ keys: house.keys, house: keeper, pool: house.db }, id, null, house.db);
      if (one) found.push(one);
    } catch (error) {
      // What was not written by us is decided on by nobody; `verify` names it.
      if (!(error instanceof Refused)) throw error;
    }
  }
  return found;
}

/** Each of the cases learns who is outside the others; a case that nothing is new to is left as it is. */
async function bind(house: Upgrading, keeper: HouseKeeper, leading: string, followers: string[]): Promise<void> {
  const cases = await loadTogether(house, keeper, [leading, ...followers]);
  const lead = cases.find((c) => c.state.id === leading);
  if (!lead) return;
  const merged = cases.filter((c) => c !== lead && joinedInto(c.state, lead.state));
  const now = cases
    .map((c) => nowFor({ now: () => house.now }, c.state))
    .reduce((latest, at) => (at > latest ? at : latest), house.now);
  const caseOf = (id: string) => cases.find((c) => c.state.id === id) ?? null;
  const factsOf = ({ house: known, counted }: Loaded, organ: string) => ({
    ...factsFor(known, organ, now),
    calendars: calendarsAt(known, counted),
  });
  const steps = new Map<string, Step>();
  const told = merged.flatMap((c) => (learns(lead.state, c.state) ? [{ id: leading, beside: c.state }] : []));
  spread(
    told.map((x) => ({ ...x, acts: [{ ...FOLLOWER_BOUNDS, form: { follower: x.beside.id } }] })),
    caseOf,
    factsOf,
    steps,
  );
  const beside = steps.get(leading)?.after ?? lead.state;
  spread(
    merged.flatMap((c) =>
      learns(steps.get(c.state.id)?.after ?? c.state, beside)
        ? [{ id: c.state.id, acts: [LEADING_BOUNDS], beside }]
        : [],
    ),
    caseOf,
    factsOf,
    steps,
  );
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
    const after = typeof cursor === 'string' ? cursor : '';
    const rows = await ask<{ leading: string; followers: string[] }>(
      house.db,
      `SELECT led_by AS leading, array_agg(id::text ORDER BY id) AS followers
       FROM (SELECT id, coalesce(state->>'mergedInto', state#>>'{proceedings,intake-1,facts,leading}') AS led_by
             FROM cases) AS merges
       WHERE led_by > $1 GROUP BY 1 ORDER BY 1 LIMIT ${BATCH}`,
      [after],
    );
    const keeper = new HouseKeeper(house.db);
    for (const { leading, followers } of rows) await bind(house, keeper, leading, followers);
    return rows.at(-1)?.leading ?? null;
  },
};
