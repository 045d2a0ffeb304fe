import type pg from 'pg';
import type { About } from '../../domain/authority/types.ts';
import type { Authority } from '../../domain/case/types.ts';
import type { Directory, Person } from '../../domain/people/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { Calendar, Instant, PlainDate } from '../../domain/time/types.ts';
import { canonical, sha256 } from '../ground/chain.ts';
import { ask, inTransaction, type Queryable } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import type { KeyService } from '../ground/keys.ts';
import { changeSealed, sealRows } from '../ground/truth.ts';

/** Organs, units, staff, authorities and calendars to be set up. Passwords come as argon2id hashes (sessions.ts). */
export interface Setup {
  directory: Directory;
  authorities: (Authority & { about?: About })[];
  calendars: readonly Calendar[];
  /** Hash of the password of each login. */
  passwords: (login: string) => string;
  now: Instant;
  /** The first start of an authority: nothing may be there yet, and passwords serve to set others. */
  first?: boolean;
}

/** One set-up at a time. Any number. */
const LOCK = 281_828;

/** Organs and units before those that name them. */
function inOrder<T extends { id: string }>(rows: T[], above: (row: T) => string | null): T[] {
  const done: T[] = [];
  const placed = new Set<string>();
  const ids = new Set(rows.map((r) => r.id));
  while (done.length < rows.length) {
    const before = done.length;
    for (const row of rows) {
      const parent = above(row);
      if (placed.has(row.id) || (parent !== null && ids.has(parent) && !placed.has(parent))) continue;
      placed.add(row.id);
      done.push(row);
    }
    if (done.length === before) throw new Error('organs or units stand above each other in a circle');
  }
  return done;
}

async function putPerson(
  db: Queryable,
  keys: KeyService,
  person: Person,
  passwordHash: string,
  once: boolean,
  today: PlainDate,
): Promise<void> {
  await changeSealed(db, keys, 'staff', [person.id], () =>
    ask(
      db,
      `INSERT INTO staff (id, login, name, password_hash, password_once, active) VALUES ($1, $2, $3::jsonb, $4, $5, true)
       ON CONFLICT (id) DO UPDATE SET login = excluded.login, name = excluded.name, password_hash = excluded.password_hash`,
      [person.id, person.login, JSON.stringify(person.name), passwordHash, once || null],
    ),
  );
  for (const [n, g] of person.grants.entries()) await putGrant(db, keys, person.id, n + 1, g, today);
  for (const c of person.certificates) {
    const added = await ask(
      db,
      `INSERT INTO certificates (number, staff, from_day, until_day) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING
       RETURNING number`,
      [c.number, person.id, c.from, c.until],
    );
    if (added.length > 0) await sealRows(db, keys, 'certificates', [c.number]);
  }
  for (const related of person.related) {
    const added = await ask(
      db,
      'INSERT INTO relations (staff, related) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING staff',
      [person.id, related],
    );
    if (added.length > 0) await sealRows(db, keys, 'relations', [[person.id, related]]);
  }
}

/** A post with its roles. One that is settled otherwise now ends, and the other one begins: what somebody could do stays on record. */
async function putGrant(
  db: Queryable,
  keys: KeyService,
  staff: string,
  number: number,
  g: Person['grants'][number],
  today: PlainDate,
): Promise<void> {
  const what = [g.organ, g.unit, JSON.stringify(g.post), g.roles];
  const first = `${staff}-${number}`;
  const other = await ask<{ id: string; same: boolean }>(
    db,
    `SELECT id, (organ, unit, post, roles) IS NOT DISTINCT FROM ($2, $3, $4::jsonb, $5::text[]) AS same FROM grants
     WHERE (id = $1 OR id LIKE $1 || '.%') AND until_day IS NOT DISTINCT FROM $6`,
    [first, ...what, g.until],
  );
  if (other.some((row) => row.same)) return;
  for (const { id } of other) {
    await changeSealed(db, keys, 'grants', [id], () =>
      ask(db, 'UPDATE grants SET until_day = $2 WHERE id = $1', [id, today]),
    );
  }
  const id =
    other.length === 0
      ? first
      : `${first}.${sha256(canonical([...what, today]))
          .toString('hex')
          .slice(0, 8)}`;
  const added = await ask(
    db,
    `INSERT INTO grants (id, staff, organ, unit, post, roles, from_day, until_day, approver)
     VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING RETURNING id`,
    [id, staff, ...what, g.from, g.until, g.approver],
  );
  if (added.length > 0) await sealRows(db, keys, 'grants', [id]);
}

/**
 * Sets a house up, wholly or not at all. What is there stays; the same setup twice changes nothing but passwords.
 * @throws Refused (`set-up`) where it is to be the first and there is an organ already
 */
export async function setUp({ pool, keys }: { pool: pg.Pool; keys: KeyService }, setup: Setup): Promise<void> {
  const { directory, authorities, calendars, now, first = false } = setup;
  await inTransaction(pool, async (db) => {
    await ask(db, 'SELECT pg_advisory_xact_lock($1)', [LOCK]);
    if (first) {
      const [known] = await ask(db, 'SELECT 1 FROM organs LIMIT 1');
      if (known) throw new Refused(refuse('set-up/again'));
    }
    for (const o of inOrder(Object.values(directory.organs), (x) => x.superior)) {
      const added = await ask(
        db,
        `INSERT INTO organs (id, name, superior, region) VALUES ($1, $2::jsonb, $3, $4) ON CONFLICT (id) DO NOTHING
         RETURNING id`,
        [o.id, JSON.stringify(o.name), o.superior, o.region],
      );
      if (added.length > 0) await sealRows(db, keys, 'organs', [o.id]);
    }
    for (const u of inOrder(Object.values(directory.units), (x) => x.parent)) {
      const added = await ask(
        db,
        `INSERT INTO units (id, organ, name, parent) VALUES ($1, $2, $3::jsonb, $4) ON CONFLICT (id) DO NOTHING
         RETURNING id`,
        [u.id, u.organ, JSON.stringify(u.name), u.parent],
      );
      if (added.length > 0) await sealRows(db, keys, 'units', [u.id]);
    }
    for (const person of Object.values(directory.people)) {
      await putPerson(db, keys, person, setup.passwords(person.login), first, dayOf(now));
    }
    for (const a of authorities) {
      const added = await ask(
        db,
        `INSERT INTO authorities (organ, house_limits, hearing_threshold, about) VALUES ($1, $2::jsonb, $3::jsonb, $4::jsonb)
         ON CONFLICT (organ) DO NOTHING RETURNING organ`,
        [
          a.organ,
          JSON.stringify(a.houseLimits),
          JSON.stringify(a.hearingThreshold),
          a.about ? JSON.stringify(a.about) : null,
        ],
      );
      if (added.length > 0) await sealRows(db, keys, 'authorities', [a.organ]);
    }
    // A calendar that comes with a newer edition of the product is published by the administrator like any other.
    const [known] = await ask(db, 'SELECT 1 FROM calendars LIMIT 1');
    for (const c of known ? [] : calendars) {
      await ask(
        db,
        `INSERT INTO calendars (year, notice, published, data, entered_by, entered_at)
         VALUES ($1, $2, $3, $4::jsonb, NULL, $5) ON CONFLICT (year) DO NOTHING`,
        [c.year, c.notice, c.published, JSON.stringify(c), now],
      );
      await sealRows(db, keys, 'calendars', [String(c.year)]);
    }
  });
}
