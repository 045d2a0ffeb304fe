/** What two people do about the account of a third: a reset, a lock, its end. Nobody does it alone, and nobody to themselves. */
import type { Refusal } from '../case/types.ts';
import type { ActedAs, Person, Role } from '../people/types.ts';
import { atFields, refuse } from '../refusal.ts';
import type { Instant } from '../time/types.ts';
import type { AccountChange, AuthorityAct, RecordedAuthorityAct } from './types.ts';

/** What was asked for, and what a second person made of it. */
export interface AccountRequest {
  /** Number of the act in the journal of the authority. */
  number: number;
  person: string;
  what: AccountChange;
  reason: string;
  by: ActedAs;
  at: Instant;
  /** null while it waits. */
  decided: { approved: boolean; by: ActedAs; at: Instant; reason: string | null } | null;
}

/** The requests in a journal, in the order in which they were made; none is ever forgotten. */
export function accountRequestsOf(acts: readonly RecordedAuthorityAct[]): AccountRequest[] {
  const requests: AccountRequest[] = [];
  for (const { act, actor, recordedAt, number } of acts) {
    if (act.act === 'ask-account') {
      const { person, what, reason } = act;
      requests.push({ number, person, what, reason, by: actor, at: recordedAt, decided: null });
    } else if (act.act === 'approve-account' || act.act === 'decline-account') {
      const request = requests.find((r) => r.number === act.request);
      if (!request) continue;
      const reason = act.act === 'decline-account' ? act.reason : null;
      request.decided = { approved: act.act === 'approve-account', by: actor, at: recordedAt, reason };
    }
  }
  return requests;
}

/** The account that a request is about, as it stands. */
export interface Account {
  id: string;
  /** Posts in the organ today, also of one that is locked. */
  roles: readonly Role[];
  locked: boolean;
  factor: boolean;
}

type AccountAct = Extract<AuthorityAct, { act: 'ask-account' | 'approve-account' | 'decline-account' }>;

/**
 * Of three officers of the system the one concerned has no part: then the security administrator asks for the administrator, and the
 * auditor approves for the security administrator, so that no loss of one of them shuts the house.
 */
const asksFor = (account: Account): Role => (account.roles.includes('admin') ? 'approver' : 'admin');
const approvesFor = (account: Account): Role =>
  account.roles.includes('admin') || account.roles.includes('approver') ? 'auditor' : 'approver';

/** Whether the account is already as it is asked to be. */
function isSo(what: AccountChange, { locked, factor }: Account): Refusal | null {
  if (what === 'lock') return locked ? refuse('account-is-so') : null;
  if (what === 'unlock') return locked ? null : refuse('account-is-so/open');
  return what === 'factor' && !factor ? refuse('account-is-so/factor') : null;
}

/** Why this act about an account cannot be done on what the journal and the account say, or null. */
export function accountActRefused(
  act: AccountAct,
  person: Pick<Person, 'id'>,
  roles: ReadonlySet<Role>,
  account: Account | null,
  acts: readonly RecordedAuthorityAct[],
): Refusal | null {
  const requests = accountRequestsOf(acts);
  const request = act.act === 'ask-account' ? null : requests.find((r) => r.number === act.request);
  if (request === undefined) return refuse('request-unknown');
  if (request && request.decided !== null) return refuse('request-decided');
  if (!account) return atFields(refuse('person-unknown'), 'person');
  if (account.id === person.id) return refuse('account-own');
  if (request?.by.id === person.id) return refuse('two-people/account');
  // Where the organ has a second administrator or security administrator, they serve as well.
  const usual: Role = act.act === 'ask-account' ? 'admin' : 'approver';
  const instead = act.act === 'ask-account' ? asksFor(account) : approvesFor(account);
  if (!roles.has(usual) && !roles.has(instead))
    return refuse(act.act === 'ask-account' ? 'not-your-role/ask-account' : 'not-your-role/approve-account');
  if (act.act === 'decline-account') return null;
  const what = act.act === 'ask-account' ? act.what : request?.what;
  const so = what ? isSo(what, account) : null;
  if (so) return so;
  if (act.act === 'ask-account' && requests.some((r) => r.decided === null && r.person === act.person))
    return refuse('request-open');
  return null;
}
