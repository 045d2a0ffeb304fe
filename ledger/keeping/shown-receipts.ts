import { ask } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import { SYSTEM } from '../truth/beside.ts';
import { recordStep } from '../truth/change.ts';
import { heldReceipt, receiptShown, shownUntil } from '../truth/held-receipt.ts';
import { calendarsAt, factsFor, HouseKeeper } from '../truth/house.ts';
import { fold, loadCase, loadEvents, nowFor } from '../truth/loading.ts';
import { writeBundle } from '../truth/write.ts';
import type { UpgradeJob, Upgrading } from './upgrade.ts';

const BATCH = 500;
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** Notes in one case who read the tip while a receipt that was held back was shown beside it. */
async function noteReaders(house: Upgrading, keeper: HouseKeeper, id: string): Promise<void> {
  const loaded = await loadCase({ keys: house.keys, house: keeper, pool: house.db }, id, null, house.db).catch(
    (error: unknown) => {
      // What was not written by us is decided on by nobody; `verify` names it.
      if (error instanceof Refused) return null;
      throw error;
    },
  );
  if (!loaded) return;
  const [first] = await loadEvents(house.db, id, 1, 1);
  if (!first || heldReceipt(house, { id, wrapped: loaded.wrapped, first }) === null) return;
  const rows = await ask<{ reader: string }>(
    house.db,
    `SELECT DISTINCT reader FROM access_journal
     WHERE case_id = $1 AND what = 'tip' AND reader IS NOT NULL AND at < $2 ORDER BY reader`,
    [id, new Date(shownUntil(first))],
  );
  const known = loaded.state.receiptShownTo ?? [];
  const readers = rows.map((r) => r.reader).filter((reader) => !known.includes(reader));
  if (readers.length === 0) return;
  const now = nowFor({ now: () => house.now }, loaded.state);
  const events = [receiptShown(loaded.state, readers, SYSTEM, now)];
  const facts = {
    ...factsFor(loaded.house, loaded.state.organ, now),
    calendars: calendarsAt(loaded.house, loaded.counted),
  };
  const step = { loaded, after: fold(loaded.state, events), events };
  const { bundle } = recordStep({ keys: house.keys, startsIn: () => 0 }, step, now, undefined, facts);
  if ((await writeBundle(house.db, house.keys, bundle)) === null)
    throw new Error('the case was written to while it was locked');
}

/**
 * An earlier version showed a receipt that was held back to everybody who took the case in and opened it, and noted nobody: whoever
 * opened the tip while it was shown counts as having seen it.
 */
export const shownReceipts: UpgradeJob = {
  name: 'receipts-shown',
  async step(house, cursor) {
    const after = typeof cursor === 'string' ? cursor : NO_ID;
    const rows = await ask<{ id: string; entered: boolean }>(
      house.db,
      `SELECT c.id::text, e.actor->>'role' <> 'tipster' AS entered
       FROM cases c JOIN events e ON e.case_id = c.id AND e.number = 1
       WHERE c.id > $1 ORDER BY c.id LIMIT ${BATCH}`,
      [after],
    );
    const keeper = new HouseKeeper(house.db);
    for (const { id, entered } of rows) if (entered) await noteReaders(house, keeper, id);
    return rows.at(-1)?.id ?? null;
  },
};
