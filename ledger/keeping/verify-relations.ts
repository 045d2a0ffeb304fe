/** Whether the relations in force, and those that are over, are those which the journals of the authorities say. */
import { type ChangeRequest, relatedBy } from '../../domain/authority/changes.ts';
import { rowId } from '../../domain/authority/requests.ts';
import { both } from '../../domain/authority/set-up.ts';
import { sameText } from '../../domain/text/same.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { PlainDate } from '../../domain/time/types.ts';
import { ask, type Queryable } from '../ground/db.ts';

interface Row {
  staff: string;
  related: string;
  organ: string | null;
  request: number | null;
  until: PlainDate | null;
}

/** A relation as the journals say it. */
interface Said extends Omit<Row, 'staff' | 'related'> {
  /** Whether it must stand there: who left was called otherwise afterwards, and as what then no row says. */
  must: boolean;
}

interface Staff {
  id: string;
  name: string;
  until: PlainDate | null;
}

const keyOf = (staff: string, related: string) => `${staff} ${related}`;

/** What was approved, in the order in which it was. */
const approved = (requestsIn: ReadonlyMap<string, readonly ChangeRequest[]>) =>
  [...requestsIn]
    .flatMap(([organ, requests]) =>
      requests.flatMap((r) =>
        r.decided?.approved ? [{ organ, request: r.number, changes: r.changes, at: r.decided.at }] : [],
      ),
    )
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.request - b.request));

function said(requestsIn: ReadonlyMap<string, readonly ChangeRequest[]>, staff: readonly Staff[]): Map<string, Said> {
  const found = new Map<string, Said>();
  const all = approved(requestsIn);
  const left = new Set<string>();
  all.forEach(({ organ, request, changes, at }, n) => {
    const day = dayOf(at);
    const from = all.slice(n).flatMap((a) => a.changes.map((c, row) => ({ c, id: rowId(a.organ, a.request, row) })));
    for (const [row, change] of changes.entries()) {
      const says = relatedBy(change);
      if (says === null) continue;
      const own = rowId(organ, request, row);
      if (says.related !== null) {
        const key = keyOf(says.staff ?? own, says.related);
        const before = found.get(key) ?? { organ: null, request: null, must: true, until: null };
        // One that was withdrawn is declared again in its own row.
        found.set(key, says.so ? { organ, request, until: null, must: true } : { ...before, until: day });
      } else if (says.so && 'name' in change && change.name !== undefined) {
        const name = sameText(both(change.name).zh);
        // Who came with this request or later was not here then.
        const later = new Set(
          from.flatMap(({ c, id }) => (c.kind === 'add-person' ? [c.login] : c.kind === 'add-past-person' ? [id] : [])),
        );
        const renamed = new Set(from.flatMap(({ c }) => (c.kind === 'rename-person' ? [c.person] : [])));
        for (const one of staff) {
          const there = says.staff === null || (left.has(one.id) && one.until !== null && one.until < day);
          if (later.has(one.id) || !there) continue;
          const must = !renamed.has(one.id);
          if (must && sameText(one.name) !== name) continue;
          found.set(keyOf(says.staff ?? own, one.id), { organ, request, until: null, must });
        }
      }
    }
    for (const [row, change] of changes.entries()) {
      if (change.kind === 'leave') left.add(change.person);
      if (change.kind === 'add-past-person') left.add(rowId(organ, request, row));
    }
  });
  return found;
}

/**
 * @param requestsIn of each organ
 * @param earnest organs that moved in in earnest: a set-up declares no relation
 * @param say is given the organ that declared it, where one is known
 */
export async function verifyRelations(
  db: Queryable,
  requestsIn: ReadonlyMap<string, readonly ChangeRequest[]>,
  earnest: ReadonlySet<string>,
  say: (organ: string, detail: string) => void,
): Promise<void> {
  const rows = await ask<Row & { of: string | null }>(
    db,
    `SELECT staff, related, organ, request, until_day::text AS until,
       (SELECT g.organ FROM grants g WHERE g.staff = r.staff ORDER BY g.from_day, g.id LIMIT 1) AS of
     FROM relations r ORDER BY staff, related`,
  );
  const staff = await ask<Staff>(db, `SELECT id, name->>'zh' AS name, until_day::text AS until FROM staff ORDER BY id`);
  const expected = said(requestsIn, staff);
  for (const row of rows) {
    const key = keyOf(row.staff, row.related);
    const is = expected.get(key) ?? { organ: null, request: null, until: null };
    expected.delete(key);
    const where = row.organ ?? row.of ?? '';
    if (is.request === null && row.request === null && earnest.has(where))
      say(where, `no approved request stands behind relations ${key}`);
    else if (is.organ !== row.organ || is.request !== row.request || is.until !== row.until)
      say(where, `relations ${key} is not what the journal says`);
  }
  for (const [key, { organ, request, must }] of expected)
    if (must) say(organ ?? '', `relations ${key}, which request ${request} made, is gone`);
}
