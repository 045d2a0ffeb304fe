import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import {
  type Account,
  type AccountRequest,
  accountActRefused,
  accountRequestsOf,
} from '../../domain/authority/accounts.ts';
import type { AccountChange, AuthorityAct } from '../../domain/authority/types.ts';
import { rolesOn } from '../../domain/people/may.ts';
import type { Person } from '../../domain/people/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { Instant, PlainDate } from '../../domain/time/types.ts';
import { ask, type Queryable } from '../ground/db.ts';
import { oneTimePassword } from '../ground/drawn.ts';
import { Refused } from '../ground/errors.ts';
import { changeSealed } from '../ground/truth.ts';
import { endSessions, nameFactor, oneTimeHash, oneTimeUntil, putSignIn } from '../truth/accounts.ts';
import type { Core } from '../truth/core.ts';
import type { House } from '../truth/house.ts';
import type { SignInView } from '../types.ts';
import { organFor, settleThen } from './authority.ts';

interface AccountRow extends Account {
  login: string;
  name: Person['name'];
  factorId: string | null;
}

/** Whoever has or had a post in an organ and has not left, with the posts of today; also one that is locked, whom the directory gives none. */
export const accountsIn = (
  db: Queryable,
  organ: string,
  day: PlainDate,
  { ids = null, q = '', most = null }: { ids?: readonly string[] | null; q?: string; most?: number | null },
) =>
  ask<AccountRow>(
    db,
    `SELECT s.id, s.login, s.name, NOT s.active AS locked, s.factor AS "factorId", s.factor IS NOT NULL AS factor,
       ARRAY(SELECT DISTINCT unnest(g.roles) FROM grants g WHERE g.staff = s.id AND g.organ = $1
         AND g.from_day <= $2::date AND (g.until_day IS NULL OR g.until_day >= $2::date)) AS roles
     FROM staff s WHERE EXISTS (SELECT FROM grants g WHERE g.staff = s.id AND g.organ = $1)
       AND (s.until_day IS NULL OR s.until_day >= $2::date) AND ($3::text[] IS NULL OR s.id = ANY ($3))
       AND strpos(lower(concat_ws(' ', s.login, s.name->>'zh', s.name->>'en')), lower($4)) > 0 ORDER BY s.login LIMIT $5`,
    [organ, day, ids, q, most],
  );

/** What is asked, approved or declined about an account. */
export type AccountAct = Extract<AuthorityAct, { act: 'ask-account' | 'approve-account' | 'decline-account' }>;

/** What stands against an act, by journal and account as they are; null: nothing. */
export function refusedFor(
  house: House,
  organ: string,
  person: Person,
  act: AccountAct,
  account: Account | null,
  at: Instant,
) {
  const roles = rolesOn(person, organ, dayOf(at));
  return accountActRefused(act, person, roles, account, house.acts[organ] ?? []);
}

const personOf = (house: House, organ: string, act: AccountAct): string | undefined =>
  act.act === 'ask-account'
    ? act.person
    : accountRequestsOf(house.acts[organ] ?? []).find((r) => r.number === act.request)?.person;

/** Looks under the lock of the journal, so that of two who decide at once one is too late. @throws Refused */
async function asked<A extends AccountAct>(core: Core, db: Queryable, person: Person, act: A): Promise<A> {
  const house = await core.house.fresh();
  const day = dayOf(core.now());
  const organ = organFor(house, person, act.act, day);
  const id = personOf(house, organ, act);
  const [account = null] = id === undefined ? [] : await accountsIn(db, organ, day, { ids: [id] });
  const no = refusedFor(house, organ, person, act, account, core.now());
  if (no) throw new Refused(no);
  return act;
}

/** Asks for something about the account of somebody else, with a reason. Nothing is done by it. @returns number of the request @throws Refused */
export async function askAccount(
  core: Core,
  person: Person,
  { person: whose, what, reason }: { person: string; what: AccountChange; reason: string },
): Promise<number> {
  const act = { act: 'ask-account', person: whose, what, reason } as const;
  const settling = { name: act.act, body: act, act: (client: pg.PoolClient) => asked(core, client, person, act) };
  return (await settleThen(core, person, settling, randomUUID())).number;
}

/** Sends a request back with a reason. @throws Refused */
export async function declineAccount(core: Core, person: Person, request: number, reason: string): Promise<void> {
  const act = { act: 'decline-account', request, reason } as const;
  const settling = { name: act.act, body: act, act: (client: pg.PoolClient) => asked(core, client, person, act) };
  await settleThen(core, person, settling, randomUUID());
}

/**
 * A second person approves: with that it is done, wholly or not at all.
 * @returns the one-time password, where one was asked for; nobody is shown it again
 * @throws Refused
 */
export async function approveAccount(core: Core, person: Person, request: number): Promise<string | null> {
  const password = oneTimePassword();
  const hashed = await oneTimeHash(password);
  const act = { act: 'approve-account', request } as const;
  let what = null as AccountChange | null;
  await settleThen(
    core,
    person,
    {
      name: act.act,
      body: act,
      act: (client) => asked(core, client, person, act),
      async becomes(client, made, journal) {
        const found = accountRequestsOf(journal).find((r) => r.number === request);
        if (!found) throw new Refused(refuse('request-unknown'));
        what = found.what;
        await becomeTrue(core, client, found, { organ: made.organ, by: person.id, at: made.recordedAt, hashed });
      },
    },
    randomUUID(),
  );
  const sets = what === 'password' || what === 'both';
  return sets ? password : null;
}

const OUTCOME: Record<AccountChange, SignInView['outcome']> = {
  password: 'reset',
  factor: 'reset',
  both: 'reset',
  lock: 'locked',
  unlock: 'unlocked',
};

async function becomeTrue(
  core: Core,
  db: Queryable,
  { person: staff, what }: AccountRequest,
  { organ, by, at, hashed }: { organ: string; by: string; at: Instant; hashed: string },
): Promise<void> {
  const [account] = await accountsIn(db, organ, dayOf(at), { ids: [staff] });
  if (!account) throw new Refused(refuse('person-unknown'));
  const change = (asks: () => Promise<unknown>) => changeSealed(db, core.keys, 'staff', [staff], asks);
  if (what === 'password' || what === 'both') {
    const until = oneTimeUntil(at);
    await change(() =>
      ask(db, 'UPDATE staff SET password_hash = $2, password_once = true, password_until = $3 WHERE id = $1', [
        staff,
        hashed,
        until,
      ]),
    );
  }
  if ((what === 'factor' || what === 'both') && account.factorId !== null)
    await nameFactor(db, core.keys, { staff, before: account.factorId, next: null, at });
  if (what === 'lock' || what === 'unlock')
    await change(() => ask(db, 'UPDATE staff SET active = $2 WHERE id = $1', [staff, what === 'unlock']));
  await endSessions(db, staff, null, at);
  const line = { at, login: account.login, staff, tag: null, outcome: OUTCOME[what], by };
  await putSignIn(db, core.keys, line);
}
