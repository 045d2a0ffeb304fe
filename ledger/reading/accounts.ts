import { type Account, type AccountRequest, accountRequestsOf } from '../../domain/authority/accounts.ts';
import { lookUp } from '../../domain/look-up.ts';
import { rolesOn } from '../../domain/people/may.ts';
import { type ActedAs, OFFICERS_OF_THE_SYSTEM, type Person } from '../../domain/people/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time/day.ts';
import { Refused } from '../ground/errors.ts';
import { type AccountAct, accountsIn, refusedFor } from '../house/accounts.ts';
import type { Core } from '../truth/core.ts';
import { type House, standingIn } from '../truth/house.ts';
import type { AccountRequestView, AccountsView } from '../types.ts';

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

/** Accounts in one answer. */
const PAGE = 100;

/**
 * Accounts of the organ, those of whose login or name this is a part, and what was asked about any of them, newest first.
 * @throws Refused for everybody else
 */
export async function accounts(core: Core, person: Person, q = ''): Promise<AccountsView> {
  const house = await core.house.fresh();
  const day = dayOf(core.now());
  const organ = standingIn(house).find((o) => OFFICERS_OF_THE_SYSTEM.some((r) => rolesOn(person, o, day).has(r)));
  if (organ === undefined) throw new Refused(refuse('not-your-role/page'));
  const requests = accountRequestsOf(house.acts[organ] ?? []);
  const waiting = requests.filter((r) => r.decided === null).map((r) => r.person);
  const rows = await accountsIn(core.pool, organ, day, { q, most: PAGE + 1 });
  const asked = waiting.length === 0 ? [] : await accountsIn(core.pool, organ, day, { ids: waiting });
  const accountOf = (id: string): Account | null => asked.find((a) => a.id === id) ?? null;
  const may = (act: AccountAct, account: Account | null) =>
    refusedFor(house, organ, person, act, account, core.now()) === null;
  return {
    people: rows.slice(0, PAGE).map(({ factorId: _, ...account }) => ({
      ...account,
      may: account.locked
        ? may({ act: 'ask-account', person: account.id, what: 'unlock', reason: '' }, account)
        : may({ act: 'ask-account', person: account.id, what: 'lock', reason: '' }, account),
    })),
    more: rows.length > PAGE,
    requests: requests
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

/** One of them. @throws Refused `request-unknown` */
export const accountRequest = async (core: Core, person: Person, number: number): Promise<AccountRequestView> => {
  const found = (await accounts(core, person)).requests.find((r) => r.number === number);
  if (!found) throw new Refused(refuse('request-unknown'));
  return found;
};
