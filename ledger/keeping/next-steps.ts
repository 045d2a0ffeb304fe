import { ask } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import { authorityOf, calendarsAt, HouseKeeper } from '../truth/house.ts';
import { loadCase } from '../truth/loading.ts';
import { project } from '../truth/project.ts';
import type { UpgradeJob } from './upgrade.ts';

const BATCH = 500;
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** Open cases that an earlier version had in the lists of heads who do not see them yet stand in the list of whoever takes them in. */
export const nextSteps: UpgradeJob = {
  name: 'next-steps-unlinked',
  async step(house, cursor) {
    const after = typeof cursor === 'string' ? cursor : NO_ID;
    const rows = await ask<{ id: string }>(
      house.db,
      `SELECT id::text FROM cases WHERE id > $1 AND open AND NOT accused_linked ORDER BY id LIMIT ${BATCH} FOR UPDATE`,
      [after],
    );
    const keeper = new HouseKeeper(house.db);
    for (const { id } of rows) {
      try {
        const one = await loadCase({ keys: house.keys, house: keeper, pool: house.db }, id, null, house.db);
        if (!one) continue;
        const calendars = calendarsAt(one.house, one.counted);
        const { work } = project(one.state, calendars, authorityOf(one.house, one.state.organ));
        await ask(house.db, "DELETE FROM work WHERE case_id = $1 AND what <> 'task'", [id]);
        await ask(
          house.db,
          `INSERT INTO work (case_id, item, organ, role, person, what, proceeding, about, due_at, since)
           SELECT $1, x.* FROM jsonb_to_recordset($2) AS x(item text, organ text, role text, person text, what text,
             proceeding text, about text, due_at timestamptz, since timestamptz)`,
          [id, JSON.stringify(work)],
        );
      } catch (error) {
        // What was not written by us is decided on by nobody; `verify` names it.
        if (!(error instanceof Refused)) throw error;
      }
    }
    return rows.at(-1)?.id ?? null;
  },
};
