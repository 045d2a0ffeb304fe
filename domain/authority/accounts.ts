/** What two people do about the account of a third: a reset, a lock, its end. Nobody does it alone, and nobody to themselves. */

import type { Refusal } from '../case/types.ts';
import type { Self } from '../people/selves.ts';
import type { Role } from '../people/types.ts';
import { atFields, refuse } from '../refusal.ts';
import { approversOf, askersOf, notTheirs, type Request, requestsOf } from './requests.ts';
import type { AccountChange, AuthorityAct, RecordedAuthorityAct } from './types.ts';

/** What was asked for about an account, and what a second person made of it. */
export interface AccountRequest extends Omit<Request, 'consented'> {
  person: string;
  what: AccountChange;
}

/** The requests in a journal, in the order in which they were made; none is ever forgotten. */
export const accountRequestsOf = (acts: readonly RecordedAuthorityAct[]): AccountRequest[] =>
  requestsOf(acts, 'account').map(({ asked: { person, what }, consented: _, ...request }) => ({
    ...request,
    person,
    what,
  }));

/** The account that a request is about, as it stands. */
export interface Account {
  id: string;
  /** Posts in the organ today, also of one that is locked. */
  roles: readonly Role[];
  locked: boolean;
  factor: boolean;
}

type AccountAct = Extract<AuthorityAct, { act: 'ask-account' | 'approve-account' | 'decline-account' }>;

/** Whether the account is already as it is asked to be. */
function isSo(what: AccountChange, { locked, factor }: Account): Refusal | null {
  if (what === 'lock') return locked ? refuse('account-is-so') : null;
  if (what === 'unlock') return locked ? null : refuse('account-is-so/open');
  return what === 'factor' && !factor ? refuse('account-is-so/factor') : null;
}

/** Why this act about an account cannot be done on what the journal and the account say, or null. */
export function accountActRefused(
  act: AccountAct,
  person: Self,
  roles: ReadonlySet<Role>,
  account: Account | null,
  acts: readonly RecordedAuthorityAct[],
): Refusal | null {
  const requests = accountRequestsOf(acts);
  const request = act.act === 'ask-account' ? null : requests.find((r) => r.number === act.request);
  const about = act.act === 'ask-account' ? act.person : request?.person;
  const not = notTheirs('account', request, person, new Set(about === undefined ? [] : [about]));
  if (not) return not;
  // What was asked about somebody who has left since is declined all the same.
  if (!account && act.act !== 'decline-account') return atFields(refuse('person-unknown'), 'person');
  const asks = act.act === 'ask-account';
  if (!(asks ? askersOf : approversOf)(account?.roles ?? []).some((role) => roles.has(role)))
    return refuse(asks ? 'not-your-role/ask-account' : 'not-your-role/approve-account');
  if (act.act === 'decline-account' || !account) return null;
  const what = act.act === 'ask-account' ? act.what : request?.what;
  const so = what ? isSo(what, account) : null;
  if (so) return so;
  if (act.act === 'ask-account' && requests.some((r) => r.decided === null && r.person === act.person))
    return refuse('request-open');
  return null;
}
