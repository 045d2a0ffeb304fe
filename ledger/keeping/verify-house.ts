/** What belongs to no case: the journals of the authorities, the calendars, the sessions. */
import type { Baseline } from '../../domain/authority/types.ts';
import { authorityActHash, baselineHash, canonical } from '../ground/chain.ts';
import { ask, type Queryable } from '../ground/db.ts';
import type { KeyService } from '../ground/keys.ts';
import { isBound, type SessionRow, sessionBinding } from '../ground/truth.ts';
import { type AuthorityActRow, authorityActFrom } from '../truth/house.ts';
import type { Finding, Verified } from './verify-findings.ts';
import { verifyPeople } from './verify-people.ts';

/** The journals of the authorities: no act missing, changed or cut off, nothing of the set-up changed under them. */
export async function verifyAuthorities(db: Queryable, result: Verified): Promise<void> {
  const authorities = await ask<{ organ: string; acts: number; head: Buffer | null } & Baseline>(
    db,
    `SELECT organ, acts, head, house_limits AS "houseLimits", hearing_threshold AS "hearingThreshold", about
     FROM authorities ORDER BY organ`,
  );
  const rows = await ask<AuthorityActRow & { prev: Buffer; hash: Buffer }>(
    db,
    'SELECT organ, number, act, facts, actor, recorded_at, prev, hash FROM authority_acts ORDER BY organ, number',
  );
  for (const a of authorities) {
    const found = (what: Finding['what'], detail: string) =>
      result.findings.push({ caseId: `authority ${a.organ}`, what, detail });
    const own = rows.filter((r) => r.organ === a.organ);
    let head: Buffer = baselineHash(a.organ, a);
    own.forEach((row, i) => {
      if (row.number !== i + 1) found('authority-gap', `act ${i + 1} is missing, ${row.number} stands there`);
      const hash = authorityActHash(head, authorityActFrom(row));
      if (!row.prev.equals(head) || !row.hash.equals(hash))
        found('authority-chain', `act ${row.number} does not follow from the one before`);
      head = hash;
    });
    if (a.acts !== own.length) found('authority-gap', `${own.length} acts instead of ${a.acts}`);
    if (own.length > 0 && !a.head?.equals(head))
      found('authority-head', 'the head of the journal is not the last hash');
    result.acts += own.length;
  }
}

/** Who is in the house, by whose request and approval. */
export async function verifyPeopleOf(db: Queryable, result: Verified): Promise<void> {
  const rows = await ask<AuthorityActRow>(
    db,
    'SELECT organ, number, act, facts, actor, recorded_at FROM authority_acts ORDER BY organ, number',
  );
  await verifyPeople(db, rows.map(authorityActFrom), result);
}

/** Sessions that were put in, turned to another person or prolonged by somebody with the database: they open nothing, and are named. */
export async function verifySessions(db: Queryable, keys: KeyService, result: Verified): Promise<void> {
  const rows = await ask<SessionRow>(
    db,
    'SELECT token_hash, id, staff, created_at, expires_at, half, binding FROM sessions ORDER BY created_at, id',
  );
  for (const row of rows) {
    if (isBound(sessionBinding(keys, row), row.binding)) continue;
    const detail = `sessions ${row.id} was put in or changed by somebody else: it is not bound to ${row.staff}`;
    result.findings.push({ caseId: 'sessions', what: 'truth', detail });
  }
}

/** The calendars in force: each as it was published last, none missing in between, no case counted for one that was not published. */
export async function verifyCalendars(db: Queryable, result: Verified): Promise<void> {
  const found = (detail: string) => result.findings.push({ caseId: 'calendars', what: 'calendar', detail });
  const publications = await ask<{ number: number; year: number; data: unknown; replaced: unknown }>(
    db,
    'SELECT number, year, data, replaced FROM calendar_publications ORDER BY number',
  );
  const calendars = await ask<{ year: number; data: unknown }>(db, 'SELECT year, data FROM calendars');
  const last = new Map<number, string>();
  publications.forEach((p, i) => {
    if (p.number !== i + 1) found(`publication ${i + 1} is missing, ${p.number} stands there`);
    const before = last.get(p.year);
    if (before !== undefined && canonical(p.replaced) !== before)
      found(`publication ${p.number} did not take the place of the one before`);
    last.set(p.year, canonical(p.data));
  });
  const inForce = new Map(calendars.map((c) => [c.year, canonical(c.data)]));
  for (const [year, data] of last) {
    if (inForce.get(year) !== data) found(`the calendar of ${year} is not the one that was published last`);
  }
  const [ahead] = await ask<{ n: number }>(db, 'SELECT count(*)::int AS n FROM cases WHERE counted > $1', [
    publications.length,
  ]);
  if (ahead && ahead.n > 0) found(`${ahead.n} cases counted for a publication that is not there`);
}
