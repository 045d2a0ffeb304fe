/** Whether the relations in force, and those that are over, are those which the journals of the authorities say. */
import { type Change, type ChangeRequest, relatedBy } from '../../domain/authority/changes.ts';
import { namesIn } from '../../domain/authority/names.ts';
import { rowId } from '../../domain/authority/requests.ts';
import { both } from '../../domain/authority/set-up.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import { Namesakes } from '../../domain/people/names.ts';
import { tied } from '../../domain/people/selves.ts';
import { sameText } from '../../domain/text/same.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { Instant, PlainDate } from '../../domain/time/types.ts';
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
  /** Whether it must stand there: of some the rows of today do not say whether they were found then. */
  must: boolean;
  /** Two accounts that it ties as those of one person. */
  tie: readonly [string, string] | null;
}

interface Staff {
  id: string;
  name: Bilingual;
  former: Bilingual[] | null;
  /** In which organs they had posts, each from the first day on. */
  posts: readonly { organ: string; from: PlainDate }[];
}

const keyOf = (staff: string, related: string) => `${staff} ${related}`;

/** A change that was approved. */
interface Approved {
  organ: string;
  request: number;
  at: Instant;
  change: Change;
  /** Whom it makes, where they are called by their row. */
  own: string;
}

/** What was approved, in the order in which it was; of an organ that begins by the request of the one above. */
const approved = (requestsIn: ReadonlyMap<string, readonly ChangeRequest[]>): Approved[] =>
  [...requestsIn]
    .flatMap(([organ, requests]) =>
      requests.flatMap(({ number, changes, decided }) =>
        decided?.approved ? [{ organ, request: number, changes, at: decided.at }] : [],
      ),
    )
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.request - b.request))
    .flatMap(({ changes, ...by }) =>
      changes
        .map((change, row) => ({ ...by, change, own: rowId(by.organ, by.request, row) }))
        .filter(({ change: c }) => c.kind !== 'add-organ' || c.id !== by.organ),
    );

/** Names that requests gave to somebody, and by the how-manieth change. */
interface Given {
  /** Whether they came by the first of these. */
  added: boolean;
  names: { at: number; name: Bilingual }[];
}

function givenIn(all: readonly Approved[]): Map<string, Given> {
  const given = new Map<string, Given>();
  all.forEach(({ change, own }, at) => {
    for (const { table, id, name } of namesIn(change, own)) {
      if (table !== 'staff') continue;
      const known = given.get(id) ?? { added: change.kind !== 'rename-person', names: [] };
      known.names.push({ at, name: both(name) });
      given.set(id, known);
    }
  });
  return given;
}

/** Ids of everybody who is the same person, as far as the relations say it until now. */
const selvesIn = (found: ReadonlyMap<string, Said>, id: string): readonly string[] =>
  tied([...found.values()].flatMap((said) => (said.tie && said.until === null ? [said.tie] : []))).get(id) ?? [];

/** @param stands whether there is such a row */
function said(all: readonly Approved[], staff: readonly Staff[], stands: (key: string) => boolean): Map<string, Said> {
  const found = new Map<string, Said>();
  const given = givenIn(all);
  const byId = new Map(staff.map((one) => [one.id, one]));
  const namesakes = new Namesakes();
  for (const { id, name, former } of staff)
    namesakes.put(id, [name, ...(former ?? []), ...(given.get(id)?.names.map((one) => one.name) ?? [])]);
  all.forEach(({ organ, request, at, change, own }, n) => {
    const day = dayOf(at);
    const first = all.findIndex((a) => a.organ === organ && a.request === request);
    for (const says of relatedBy(change)) {
      const whose = says.staff ?? own;
      if (says.related !== null) {
        const key = keyOf(whose, says.related);
        const before = found.get(key) ?? { organ: null, request: null, must: true, tie: null, until: null };
        // One that was withdrawn is declared again in its own row.
        found.set(key, says.so ? { organ, request, until: null, must: true, tie: null } : { ...before, until: day });
        continue;
      }
      const selves = new Set([whose, ...selvesIn(found, whose)]);
      for (const id of namesakes.of(says.name)) {
        const one = byId.get(id);
        const { added = false, names = [] } = given.get(id) ?? {};
        if (!one || selves.has(id) || (added && (names[0]?.at ?? n) > n)) continue;
        const key = keyOf(whose, id);
        // What somebody was called then is known where nothing was given to them since. An addition was not always asked of every
        // writing of a name; a change of a name was from the beginning.
        const must =
          names.every((name) => name.at < first) &&
          one.posts.some((post) => post.organ === organ && post.from <= day) &&
          (change.kind === 'rename-person' || sameText(one.name.zh) === sameText(says.name.zh));
        if (must || stands(key)) found.set(key, { organ, request, until: null, must, tie: [whose, id] });
      }
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
  const staff = await ask<Staff>(
    db,
    `SELECT id, name, former_names AS former,
       coalesce((SELECT jsonb_agg(jsonb_build_object('organ', g.organ, 'from', g.from_day)) FROM grants g
         WHERE g.staff = s.id AND (g.until_day IS NULL OR g.until_day >= g.from_day)), '[]') AS posts
     FROM staff s ORDER BY id`,
  );
  const standing = new Set(rows.map((row) => keyOf(row.staff, row.related)));
  const expected = said(approved(requestsIn), staff, (key) => standing.has(key));
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
