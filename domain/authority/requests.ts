/** What one asks for and another approves: the one shape of everything that takes two people in the journal of an authority. */

import type { Refusal } from '../case/types.ts';
import { isAmong, isSelf, type Self } from '../people/selves.ts';
import { type ActedAs, BY_TWO, type Role } from '../people/types.ts';
import { refuse } from '../refusal.ts';
import type { RefusalKey } from '../refusals.ts';
import type { Instant } from '../time/types.ts';
import type { AuthorityAct, RecordedAuthorityAct } from './types.ts';

/** Who said yes besides, where that is needed. `document`: of the organ above, entered by whoever is named. */
export interface Consent {
  by: ActedAs;
  at: Instant;
  document: string | null;
}

/** What was asked for, and what others made of it. */
export interface Request {
  /** Number of the act in the journal of the authority. */
  number: number;
  reason: string;
  by: ActedAs;
  at: Instant;
  consented: Consent | null;
  /** null while it waits. `successor`: nobody said no; it ended with the organ, which went into that one. */
  decided: { approved: boolean; by: ActedAs; at: Instant; reason: string | null; successor?: string } | null;
}

/** With which act the journal begins of an organ that was added by the one above; its first rows are named after it. */
export const FIRST_ACT = 1;

/** Name of a row that a change makes and that has no name of its own. */
export const rowId = (organ: string, request: number, row: number): string => `${organ}/${request}/${row}`;

/** What is asked for in this way. */
export type Subject = 'account' | 'change';
export type Asking<S extends Subject> = Extract<AuthorityAct, { act: `ask-${S}` }>;

/**
 * The requests of a kind in a journal, in the order in which they were made; none is ever forgotten. What waits in an organ that goes into
 * another ends by the act by which the organ ends.
 */
export function requestsOf<S extends Subject>(
  acts: readonly RecordedAuthorityAct[],
  subject: S,
): (Request & { asked: Asking<S> })[] {
  const requests = new Map<number, Request & { asked: Asking<S> }>();
  for (const { act, actor: by, recordedAt: at, number } of acts) {
    if (act.act === `ask-${subject}`) {
      const { reason } = act as Asking<Subject>;
      requests.set(number, { number, asked: act as Asking<S>, reason, by, at, consented: null, decided: null });
      continue;
    }
    if (act.act === 'end-organ') {
      // Nobody is left who could decide it, and nothing that it could change.
      for (const request of requests.values())
        request.decided ??= { approved: false, by, at, reason: null, successor: act.successor };
      continue;
    }
    const request = 'request' in act ? requests.get(act.request) : undefined;
    if (!request || !act.act.endsWith(`-${subject}`)) continue;
    if (act.act === 'consent-change') request.consented = { by, at, document: act.document };
    else
      request.decided = {
        approved: act.act === `approve-${subject}`,
        by,
        at,
        reason: 'reason' in act ? act.reason : null,
      };
  }
  return [...requests.values()];
}

const [ASKS] = BY_TWO.ask;
const [APPROVES] = BY_TWO.approve;
/** The two by whom changes come about; what concerns one of them alone is for whoever stands in. */
export const OFFICERS = [ASKS, APPROVES] as const;
/** Who enters what the organ above has written, where nobody of it sits here. */
export const ENTERS: Role = APPROVES;

/**
 * Of three officers of the system the one concerned has no part: then the security administrator asks for the administrator, and the
 * auditor approves for both, so that no loss of one of them shuts the house. Where the organ has a second of them, they serve as well.
 * @param roles posts that the request touches
 */
export const askersOf = (roles: readonly Role[]): readonly Role[] => (roles.includes(ASKS) ? BY_TWO.ask : [ASKS]);
export const approversOf = (roles: readonly Role[]): readonly Role[] =>
  OFFICERS.some((one) => roles.includes(one)) ? BY_TWO.approve : [APPROVES];

/** What is said of a kind where its request is about whoever acts, or was made by them. */
const SAID: Record<Subject, { own: RefusalKey; two: RefusalKey }> = {
  account: { own: 'account-own', two: 'two-people/account' },
  change: { own: 'change-own', two: 'two-people/change' },
};

/**
 * Why this person does nothing more about a request, or null.
 * @param request undefined: there is none; null: it is only being made
 * @param concerned whom it is about
 */
export function notTheirs(
  subject: Subject,
  request: (Pick<Request, 'by' | 'decided'> & Partial<Pick<Request, 'consented'>>) | null | undefined,
  person: Self,
  concerned: ReadonlySet<string>,
): Refusal | null {
  if (request === undefined) return refuse('request-unknown');
  if (request && request.decided !== null) return refuse('request-decided');
  if (isAmong(person, concerned)) return refuse(SAID[subject].own);
  // Whoever only entered what the organ above consented to in writing has said nothing themselves.
  const said = request?.consented?.document === null ? request.consented.by.id : null;
  if (request && (isSelf(person, request.by.id) || isSelf(person, said))) return refuse(SAID[subject].two);
  return null;
}
