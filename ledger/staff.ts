import type pg from 'pg';
import type { Directory, Person } from '../domain/people/types.ts';
import type { Authority } from '../domain/proceedings/types.ts';
import type { Calendar, Instant } from '../domain/time/types.ts';
import { ask, inTransaction, type Queryable } from './db.ts';

/** Organs, units, staff, authorities and calendars to be set up. Passwords come as argon2id hashes (sessions.ts). */
export interface Setup {
  directory: Directory;
  authorities: Authority[];
  calendars: readonly Calendar[];
  /** Hash of the password of each login. */
  passwords: (login: string) => string;
  now: Instant;
}

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

async function putPerson(db: Queryable, person: Person, passwordHash: string): Promise<void> {
  await ask(
    db,
    `INSERT INTO staff (id, login, name, password_hash, active) VALUES ($1, $2, $3::jsonb, $4, true)
     ON CONFLICT (id) DO UPDATE SET login = excluded.login, name = excluded.name, password_hash = excluded.password_hash`,
    [person.id, person.login, JSON.stringify(person.name), passwordHash],
  );
  for (const [n, g] of person.grants.entries()) {
    await ask(
      db,
      `INSERT INTO grants (id, staff, organ, unit, post, roles, from_day, until_day, approver)
       VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9)
       ON CONFLICT (id) DO UPDATE SET unit = excluded.unit, post = excluded.post, roles = excluded.roles`,
      [
        `${person.id}-${n + 1}`,
        person.id,
        g.organ,
        g.unit,
        JSON.stringify(g.post),
        g.roles,
        g.from,
        g.until,
        g.approver,
      ],
    );
  }
  for (const c of person.certificates) {
    await ask(
      db,
      `INSERT INTO certificates (number, staff, from_day, until_day) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [c.number, person.id, c.from, c.until],
    );
  }
  for (const related of person.related) {
    await ask(db, 'INSERT INTO relations (staff, related) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      person.id,
      related,
    ]);
  }
}

/** Sets a house up, wholly or not at all. What is there stays; the same setup twice changes nothing but passwords. */
export async function setUp(pool: pg.Pool, setup: Setup): Promise<void> {
  const { directory, authorities, calendars, now } = setup;
  await inTransaction(pool, async (db) => {
    for (const o of inOrder(Object.values(directory.organs), (x) => x.superior)) {
      await ask(
        db,
        `INSERT INTO organs (id, name, superior, region) VALUES ($1, $2::jsonb, $3, $4) ON CONFLICT (id) DO NOTHING`,
        [o.id, JSON.stringify(o.name), o.superior, o.region],
      );
    }
    for (const u of inOrder(Object.values(directory.units), (x) => x.parent)) {
      await ask(
        db,
        `INSERT INTO units (id, organ, name, parent) VALUES ($1, $2, $3::jsonb, $4) ON CONFLICT (id) DO NOTHING`,
        [u.id, u.organ, JSON.stringify(u.name), u.parent],
      );
    }
    for (const person of Object.values(directory.people)) await putPerson(db, person, setup.passwords(person.login));
    for (const a of authorities) {
      await ask(
        db,
        `INSERT INTO authorities (organ, house_limits, hearing_threshold) VALUES ($1, $2::jsonb, $3::jsonb)
         ON CONFLICT (organ) DO NOTHING`,
        [a.organ, JSON.stringify(a.houseLimits), JSON.stringify(a.hearingThreshold)],
      );
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
    }
  });
}
