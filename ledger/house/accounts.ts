import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import {
  type Account,
  type AccountRequest,
  accountActRefused,
  accountRequestsOf,
} from '../../domain/authority/accounts.ts';
import type { AccountChange, AuthorityAct } from '../../domain/authority/types.ts';
import { lookUp } from '../../domain/look-up.ts';
import { rolesOn } from '../../domain/people/may.ts';
import { type ActedAs, ONE_TIME_HOURS, type Person, type Role } from '../../domain/people/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { dayOf, instantOf, millisOf } from '../../domain/time/day.ts';
import type { Instant, PlainDate } from '../../domain/time/types.ts';
import { ask, type Queryable } from '../ground/db.ts';
import { oneTimePassword } from '../ground/drawn.ts';
import { Refused } from '../ground/errors.ts';
import { changeSealed } from '../ground/truth.ts';
import { endSessions, nameFactor, passwordHash, putSignIn } from '../truth/accounts.ts';
import type { Core } from '../truth/core.ts';
import type { House } from '../truth/house.ts';
import type { AccountRequestView, AccountsView, SignInView } from '../types.ts';
import { organFor, settleThen } from './authority.ts';

const HOUR_MS = 3_600_000;

interface AccountRow extends Account {
  login: string;
  name: Person['name'];
  factorId: string | null;
}

/** Whoever has or had a post in an organ, with the posts of today; also one that is locked, whom the directory gives none. */
const accountsIn = (db: Queryable, organ: string, day: PlainDate, id: string | null = null) =>
  ask<AccountRow>(
    db,
    `SELECT s.id, s.login, s.name, NOT s.active AS locked, s.factor AS "factorId", s.factor IS NOT NULL AS factor,
       ARRAY(SELECT DISTINCT unnest(g.roles) FROM grants g WHERE g.staff = s.id AND g.organ = $1
         AND g.from_day <= $2::date AND (g.until_day IS NULL OR g.until_day >= $2::date)) AS roles
     FROM staff s WHERE EXISTS (SELECT FROM grants g WHERE g.staff = s.id AND g.organ = $1)
       AND ($3::text IS NULL OR s.id = $3) ORDER BY s.login`,
    [organ, day, id],
  );

type AccountAct = Extract<AuthorityAct, { act: 'ask-account' | 'approve-account' | 'decline-account' }>;

/** What stands against an act, by journal and account as they are; null: nothing. */
function refusedFor(
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
  const [account = null] = id === undefined ? [] : await accountsIn(db, organ, day, id);
  const no = refusedFor(house, organ, person, act, account, core.now());
  if (no) throw new Refused(no);
  return act;
}

const who = (house: House, { id, role }: ActedAs) => ({
  id,
  role,
  name: lookUp(house.directory.people, id)?.name ?? { zh: id, en: id },
});

const requestView = (house: House, r: AccountRequest, mayDecide: boolean): AccountRequestView => ({
  number: r.number,
  person: who(house, { id: r.person, role: 'system' }),
  what: r.what,
  reason: r.reason,
  by: who(house, r.by),
  at: r.at,
  decided: r.decided && { ...r.decided, by: who(house, r.decided.by) },
  mayDecide,
});

/** The organs for whose accounts somebody has a part: they ask, approve, or read what the others did. */
const CONCERNED: readonly Role[] = ['admin', 'approver', 'auditor'];

/** Accounts of the organ, and what was asked about them, newest first. @throws Refused for everybody else */
export async function accounts(core: Core, person: Person): Promise<AccountsView> {
  const house = await core.house.fresh();
  const day = dayOf(core.now());
  const organ = Object.keys(house.authorities).find((o) => CONCERNED.some((r) => rolesOn(person, o, day).has(r)));
  if (organ === undefined) throw new Refused(refuse('not-your-role/page'));
  const rows = await accountsIn(core.pool, organ, day);
  const accountOf = (id: string): Account | null => rows.find((a) => a.id === id) ?? null;
  const may = (act: AccountAct, account: Account | null) =>
    refusedFor(house, organ, person, act, account, core.now()) === null;
  return {
    people: rows.map(({ factorId: _, ...account }) => ({
      ...account,
      may: account.locked
        ? may({ act: 'ask-account', person: account.id, what: 'unlock', reason: '' }, account)
        : may({ act: 'ask-account', person: account.id, what: 'lock', reason: '' }, account),
    })),
    requests: accountRequestsOf(house.acts[organ] ?? [])
      .map((r) => requestView(house, r, may({ act: 'approve-account', request: r.number }, accountOf(r.person))))
      .reverse(),
  };
}

/** What two others did about somebody's own account, newest first. */
export async function ownAccount(core: Core, person: Person): Promise<AccountRequestView[]> {
  const house = await core.house.fresh();
  return Object.values(house.acts)
    .flatMap(accountRequestsOf)
    .filter((r) => r.person === person.id && r.decided?.approved)
    .map((r) => requestView(house, r, false))
    .reverse();
}

const oneOf = async (core: Core, person: Person, number: number): Promise<AccountRequestView> => {
  const found = (await accounts(core, person)).requests.find((r) => r.number === number);
  if (!found) throw new Refused(refuse('request-unknown'));
  return found;
};

/** Asks for something about the account of somebody else, with a reason. Nothing is done by it. @throws Refused */
export async function askAccount(
  core: Core,
  person: Person,
  { person: whose, what, reason }: { person: string; what: AccountChange; reason: string },
): Promise<AccountRequestView> {
  const act = { act: 'ask-account', person: whose, what, reason } as const;
  const settling = { name: act.act, body: act, act: (client: pg.PoolClient) => asked(core, client, person, act) };
  const { number } = await settleThen(core, person, settling, randomUUID());
  return oneOf(core, person, number);
}

/** Sends a request back with a reason. @throws Refused */
export async function declineAccount(
  core: Core,
  person: Person,
  request: number,
  reason: string,
): Promise<AccountRequestView> {
  const act = { act: 'decline-account', request, reason } as const;
  const settling = { name: act.act, body: act, act: (client: pg.PoolClient) => asked(core, client, person, act) };
  await settleThen(core, person, settling, randomUUID());
  return oneOf(core, person, request);
}

/**
 * A second person approves: with that it is done, wholly or not at all.
 * @returns the one-time password, where one was asked for; nobody is shown it again
 * @throws Refused
 */
export async function approveAccount(
  core: Core,
  person: Person,
  request: number,
): Promise<{ request: AccountRequestView; password: string | null }> {
  const password = oneTimePassword();
  const hashed = await passwordHash(password);
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
  return { request: await oneOf(core, person, request), password: sets ? password : null };
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
  const [account] = await accountsIn(db, organ, dayOf(at), staff);
  if (!account) throw new Refused(refuse('person-unknown'));
  const change = (set: string, values: unknown[] = []) =>
    changeSealed(db, core.keys, 'staff', [staff], () =>
      ask(db, `UPDATE staff SET ${set} WHERE id = $1`, [staff, ...values]),
    );
  if (what === 'password' || what === 'both') {
    const until = instantOf(millisOf(at) + ONE_TIME_HOURS * HOUR_MS);
    await change('password_hash = $2, password_once = true, password_until = $3', [hashed, until]);
  }
  if ((what === 'factor' || what === 'both') && account.factorId !== null)
    await nameFactor(db, core.keys, { staff, before: account.factorId, next: null, at });
  if (what === 'lock' || what === 'unlock') await change('active = $2', [what === 'unlock']);
  await endSessions(db, staff, null, at);
  const line = { at, login: account.login, staff, tag: null, outcome: OUTCOME[what], by };
  await putSignIn(db, core.keys, line);
}
