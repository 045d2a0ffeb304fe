import { type BegunOrgan, type MergedOrgan, noRows, type Rows } from '../../domain/authority/draft.ts';
import { FIRST_ACT, rowId } from '../../domain/authority/requests.ts';
import { aboutOf } from '../../domain/authority/set-up.ts';
import type { ActedAs, Person } from '../../domain/people/types.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { Instant, PlainDate } from '../../domain/time/types.ts';
import { ask, type Queryable } from '../ground/db.ts';
import { oneTimePassword } from '../ground/drawn.ts';
import { changeSealed, sealRows, type TruthName } from '../ground/truth.ts';
import { endSessions, oneTimeHash, putSignIn } from './accounts.ts';
import { appendAct, beginOrgan } from './authority.ts';
import type { Core } from './core.ts';

/** The first password of somebody, and when it ends. */
export interface FirstHash {
  hash: string;
  until: Instant;
}

/** Rows that come as JSON, each value as its column of the table has it. */
const rowsIn = (table: TruthName) => `jsonb_populate_recordset(NULL::${table}, $1::jsonb) AS x`;
const inserted = (table: TruthName, columns: string) =>
  `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM ${rowsIn(table)}`;
const changed = (table: TruthName, set: string, key: string) =>
  `UPDATE ${table} t SET ${set} FROM ${rowsIn(table)} WHERE t.${key} = x.${key}`;

/** A row of `staff` as it begins. */
interface Account extends Pick<Person, 'id' | 'login' | 'name'> {
  password_hash: string;
  password_once: true;
  password_until: Instant;
  active: true;
  until_day: PlainDate | null;
}

const passwordOfNobody = async (at: Instant): Promise<FirstHash> => ({
  hash: await oneTimeHash(oneTimePassword()),
  until: at,
});

/** What a request makes true, in the transaction of its approval: one statement for all rows of a kind. */
export async function becomeTrue(
  core: Core,
  db: Queryable,
  rows: Rows,
  made: { organ: string; request: number; by: ActedAs; at: Instant; hashOf(login: string): FirstHash },
): Promise<void> {
  for (const begun of rows.organs) await begin(core, db, begun, made);
  const { organ, request } = made;
  /** @param asks inserts the rows, which it is given as JSON */
  const put = async <Row extends object>(
    name: TruthName,
    list: readonly Row[],
    key: (row: Row) => string,
    asks: (json: string) => Promise<unknown>,
  ) => {
    if (list.length === 0) return;
    await asks(JSON.stringify(list));
    await sealRows(
      db,
      core.keys,
      name,
      list.map((row) => [key(row)]),
    );
  };
  /** @param asks changes the rows, which it is given as JSON */
  const change = async <Row extends object>(
    name: TruthName,
    list: readonly Row[],
    key: (row: Row) => string,
    asks: (json: string) => Promise<unknown>,
  ) => {
    if (list.length === 0) return;
    await changeSealed(db, core.keys, name, list.map(key), () => asks(JSON.stringify(list)));
  };
  const ends = (map: ReadonlyMap<string, string>) => [...map].map(([id, day]) => ({ id, until_day: day }));
  const byId = ({ id }: { id: string }) => id;

  await put(
    'units',
    rows.units.map(({ until: _, formerly: __, formerNames: ___, ...u }) => ({ ...u, request })),
    byId,
    (json) => ask(db, inserted('units', 'id, organ, name, parent, request'), [json]),
  );
  await change(
    'units',
    [...rows.unitsChanged.values()].map(({ id, name, parent, formerly = null, formerNames = null, until = null }) => ({
      id,
      name,
      parent,
      formerly,
      former_names: formerNames,
      until_day: until,
    })),
    byId,
    (json) =>
      ask(
        db,
        changed(
          'units',
          'name = x.name, parent = x.parent, formerly = x.formerly, former_names = x.former_names, until_day = x.until_day',
          'id',
        ),
        [json],
      ),
  );
  const accounts: Account[] = [];
  for (const { until: last, ...p } of rows.people) {
    // Who never had an account has a password that nobody knows, and that was over before it began.
    const { hash, until } = last === undefined ? made.hashOf(p.login) : await passwordOfNobody(made.at);
    accounts.push({
      ...p,
      password_hash: hash,
      password_once: true,
      password_until: until,
      active: true,
      until_day: last ?? null,
    });
  }
  await put('staff', accounts, byId, (json) =>
    ask(db, inserted('staff', 'id, login, name, password_hash, password_once, password_until, active, until_day'), [
      json,
    ]),
  );
  await change(
    'staff',
    [...rows.named].map(([id, { name, formerNames = null }]) => ({ id, name, former_names: formerNames })),
    byId,
    (json) => ask(db, changed('staff', 'name = x.name, former_names = x.former_names', 'id'), [json]),
  );
  await put(
    'grants',
    rows.grants.map(({ from, until, ...g }) => ({ ...g, from_day: from, until_day: until, request })),
    byId,
    (json) =>
      ask(db, inserted('grants', 'id, staff, organ, unit, post, roles, from_day, until_day, approver, request'), [
        json,
      ]),
  );
  await change('grants', ends(rows.ended), byId, (json) =>
    ask(db, changed('grants', 'until_day = x.until_day', 'id'), [json]),
  );
  await put(
    'certificates',
    rows.certificates.map((c) => ({
      number: c.number,
      staff: c.staff,
      from_day: c.from,
      until_day: c.until,
      organ,
      request,
    })),
    ({ number }) => number,
    (json) => ask(db, inserted('certificates', 'number, staff, from_day, until_day, organ, request'), [json]),
  );
  await change(
    'certificates',
    [...rows.certificatesChanged].map(([number, c]) => ({ number, until_day: c.until, checked_on: c.checkedOn })),
    ({ number }) => number,
    (json) => ask(db, changed('certificates', 'until_day = x.until_day, checked_on = x.checked_on', 'number'), [json]),
  );
  await relations(core, db, rows, { organ, request, today: dayOf(made.at) });
  await put(
    'deputies',
    rows.deputies.map(({ from, until, ...d }) => ({ ...d, from_day: from, until_day: until, request })),
    byId,
    (json) => ask(db, inserted('deputies', 'id, organ, person, deputy, from_day, until_day, request'), [json]),
  );
  await change('deputies', ends(rows.deputiesEnded), byId, (json) =>
    ask(db, changed('deputies', 'until_day = x.until_day', 'id'), [json]),
  );
  await leave(core, db, rows, { by: made.by.id, at: made.at });
  for (const merged of rows.merged) await merge(core, db, merged, made);
}

/** An organ beneath, with those who run it from now on: what it begins with came by the first act of its own journal. */
async function begin(
  core: Core,
  db: Queryable,
  { organ, says, row, ...first }: BegunOrgan,
  made: Parameters<typeof becomeTrue>[3],
): Promise<void> {
  const { organ: superior, request, by: actor, at } = made;
  await beginOrgan(db, core.keys, organ, aboutOf(says, at), {
    organ: organ.id,
    number: FIRST_ACT,
    act: { act: 'begin-organ', superior, request, row },
    actor,
    recordedAt: at,
  });
  await becomeTrue(core, db, { ...noRows(), ...first }, { ...made, organ: organ.id, request: FIRST_ACT });
}

/** An organ goes into another: the journals of both say so, and its people have their posts there from the act by which that one takes it over. */
async function merge(
  core: Core,
  db: Queryable,
  { organ, successor, row, posts }: MergedOrgan,
  made: Parameters<typeof becomeTrue>[3],
): Promise<void> {
  const { organ: superior, request, by: actor, at } = made;
  const from = { superior, request, row };
  const taken = await appendAct(db, core.keys, successor, { act: 'take-over', ...from, organ }, { actor, at });
  const grants = posts.map((g, i) => ({ ...g, id: rowId(successor, taken, i) }));
  await becomeTrue(core, db, { ...noRows(), grants }, { ...made, organ: successor, request: taken });
  await appendAct(db, core.keys, organ, { act: 'end-organ', ...from, successor }, { actor, at });
}

/** One that was withdrawn is declared again in its own row. */
async function relations(
  core: Core,
  db: Queryable,
  rows: Rows,
  { organ, request, today }: { organ: string; request: number; today: PlainDate },
): Promise<void> {
  const keyed = (list: Rows['relations']) => list.map(({ staff, related }) => [staff, related]);
  if (rows.relations.length > 0)
    await changeSealed(db, core.keys, 'relations', keyed(rows.relations), () =>
      ask(
        db,
        `INSERT INTO relations (staff, related, organ, request) SELECT staff, related, $2, $3
           FROM jsonb_to_recordset($1::jsonb) AS x(staff text, related text)
         ON CONFLICT (staff, related) DO UPDATE SET until_day = NULL, organ = excluded.organ, request = excluded.request`,
        [JSON.stringify(rows.relations), organ, request],
      ),
    );
  if (rows.relationsEnded.length > 0)
    await changeSealed(db, core.keys, 'relations', keyed(rows.relationsEnded), () =>
      ask(
        db,
        `UPDATE relations t SET until_day = $2 FROM jsonb_to_recordset($1::jsonb) AS x(staff text, related text)
         WHERE t.staff = x.staff AND t.related = x.related`,
        [JSON.stringify(rows.relationsEnded), today],
      ),
    );
}

/** The account ends with the last day; where that is over, every session of theirs at once. */
async function leave(
  core: Core,
  db: Queryable,
  { left }: Rows,
  { by, at }: { by: string; at: Instant },
): Promise<void> {
  for (const [staff, day] of left) {
    await changeSealed(db, core.keys, 'staff', [staff], () =>
      ask(db, 'UPDATE staff SET until_day = $2 WHERE id = $1', [staff, day]),
    );
    if (day >= dayOf(at)) continue;
    await endSessions(db, staff, null, at);
    const [account] = await ask<{ login: string }>(db, 'SELECT login FROM staff WHERE id = $1', [staff]);
    if (account) await putSignIn(db, core.keys, { at, login: account.login, staff, tag: null, outcome: 'left', by });
  }
}
