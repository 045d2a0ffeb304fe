import type { CaseState } from '../../domain/case/types.ts';
import { IDENTITY_GROUND_NAMES } from '../../domain/law/identity-grounds.ts';
import { lookUp } from '../../domain/look-up.ts';
import {
  asItCounts,
  askerSees,
  type IdentityRequest,
  identityApprovers,
  identityCustodians,
  identityState,
  shownUntil,
} from '../../domain/people/identity.ts';
import { canSee, shutOut } from '../../domain/people/may.ts';
import type { Person } from '../../domain/people/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { isOfVault } from '../doors/hidden.ts';
import { ask, type Queryable } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import { type CaseKey, type ReadWords, readWords } from '../ground/sealing.ts';
import type { Core } from '../truth/core.ts';
import type { House } from '../truth/house.ts';
import { keyOf, type Loaded, loadCase, type StoredEvent } from '../truth/loading.ts';
import type { IdentityRequests, IdentityRequestView, Progress } from '../types.ts';

/** Words that were said under seal; empty where they cannot be read. */
const saidIn = (words: ReadWords['words'], of: string): string => {
  const said = words?.[of];
  return typeof said === 'string' ? said : '';
};

/** The same for a request that is not there and for one that is nobody's business. */
export const requestUnknown = () => new Refused(refuse('identity-request-unknown'));

/** Whoever did anything in the case itself; asking for an identity and answering that is nothing of the case. */
export async function actedIn(db: Queryable, caseId: string): Promise<Set<string>> {
  const rows = await ask<{ id: string }>(
    db,
    `SELECT DISTINCT unnest(ARRAY[actor->>'id', actor->>'enteredBy', actor->>'receivedBy', actor->>'withOfficer', paper->>'second']) AS id
     FROM events WHERE case_id = $1 AND name NOT LIKE 'identity-%'`,
    [caseId],
  );
  return new Set(rows.flatMap((r) => (r.id === null ? [] : [r.id])));
}

/**
 * What somebody is to a request; null: nothing, and they learn nothing of it. Whoever is outside the case by now is nothing to it,
 * whatever they were.
 */
export function partOf(
  person: Person,
  r: IdentityRequest,
  c: CaseState,
  house: House,
  now: Instant,
  acted: ReadonlySet<string>,
): IdentityRequestView['mine'] | null {
  const day = dayOf(now);
  const holds = (people: Person[]) => people.some((p) => p.id === person.id);
  if (shutOut(person, c, house.directory, day)) return null;
  if (r.asker === person.id) return canSee(person, c, house.directory, day) ? 'asker' : null;
  if (r.decided?.by === person.id) return 'approver';
  if (r.opened?.by === person.id) return 'custodian';
  const { decided } = asItCounts(r, c, house.directory, day);
  if (decided === undefined && holds(identityApprovers(c, r.asker, house.directory, day, acted))) return 'approver';
  const others = [r.asker, r.decided?.by ?? ''];
  return r.decided?.granted && holds(identityCustodians(c, others, house.directory, day, acted)) ? 'custodian' : null;
}

function requestView(
  stored: IdentityRequest,
  mine: IdentityRequestView['mine'],
  loaded: Pick<Loaded, 'house' | 'named' | 'state'>,
  words: (event: number) => ReadWords,
  now: Instant,
): IdentityRequestView {
  const { state: c, house } = loaded;
  const r = asItCounts(stored, c, house.directory, dayOf(now));
  const name = (id: string) => lookUp(house.directory.people, id)?.name ?? { zh: id, en: id };
  const state = identityState(r, now);
  const asked = words(r.event);
  const said = r.decided ? words(r.decided.event) : { words: null };
  const until = shownUntil(r);
  return {
    id: r.id,
    number: loaded.named.number,
    ...(mine === 'asker' ? { caseId: c.id } : {}),
    mine,
    state,
    can: [
      ...(mine === 'approver' && state === 'asked' ? ['decide' as const] : []),
      ...(mine === 'custodian' && state === 'approved' && askerSees(r, c, house.directory, dayOf(now))
        ? ['open' as const]
        : []),
      ...(mine === 'asker' && state === 'opened' ? ['read' as const] : []),
    ],
    asker: name(r.asker),
    ground: r.ground,
    clause: saidIn(asked.words, 'clause'),
    reason: saidIn(asked.words, 'reason'),
    at: r.at,
    ...(asked.damaged || said.damaged ? { damaged: true as const } : {}),
    ...(r.decided
      ? {
          decided: {
            by: name(r.decided.by),
            at: r.decided.at,
            granted: r.decided.granted,
            reason: saidIn(said.words, 'reason'),
            ...(r.decided.withheldUntil
              ? { withheld: { clause: saidIn(said.words, 'withheldClause'), until: r.decided.withheldUntil } }
              : {}),
          },
        }
      : {}),
    ...(r.opened && until ? { opened: { at: r.opened.at, until } } : {}),
  };
}

/** Reads the sealed words of events by number. */
async function wordsOf(core: Core, caseId: string, key: CaseKey | null): Promise<(event: number) => ReadWords> {
  const rows = await ask<{ number: number; sealed: Buffer | null }>(
    core.pool,
    `SELECT number, sealed FROM events WHERE case_id = $1 AND name LIKE 'identity-%'`,
    [caseId],
  );
  const sealed = new Map(rows.map((r) => [r.number, r.sealed]));
  return (event) => readWords(key, { number: event, sealed: sealed.get(event) ?? null });
}

/** Case ids of requests, by a condition on the state. */
const withRequests = (core: Core, condition: string, values: unknown[]) =>
  ask<{ id: string }>(
    core.pool,
    `SELECT c.id FROM cases c WHERE (c.state->'identity') IS NOT NULL AND ${condition} ORDER BY c.id`,
    values,
  );

/** The case that a request is about. @throws Refused `identity-request-unknown` */
export async function caseOf(core: Core, request: string): Promise<string> {
  const [row] = await withRequests(core, `(c.state->'identity'->$1) IS NOT NULL`, [request]);
  if (!row) throw requestUnknown();
  return row.id;
}

async function viewsOf(core: Core, person: Person, caseId: string): Promise<IdentityRequestView[]> {
  const loaded = await loadCase(core, caseId);
  if (!loaded) return [];
  const now = core.now();
  const acted = await actedIn(core.pool, caseId);
  const parts = Object.values(loaded.state.identity ?? {}).flatMap((r) => {
    const mine = partOf(person, r, loaded.state, loaded.house, now, acted);
    return mine ? [{ r, mine }] : [];
  });
  if (parts.length === 0) return [];
  const words = await wordsOf(core, caseId, keyOf(core, caseId, loaded.wrapped));
  return parts.map(({ r, mine }) => requestView(r, mine, loaded, words, now));
}

/** One request as somebody whom it concerns sees it. @throws Refused `identity-request-unknown` to everybody else */
export async function oneOf(core: Core, person: Person, request: string): Promise<IdentityRequestView> {
  const views = await viewsOf(core, person, await caseOf(core, request));
  const found = views.find((v) => v.id === request);
  if (!found) throw requestUnknown();
  return found;
}

/** Requests that concern a person, newest first. */
export async function identityRequests(
  core: Core,
  person: Person,
  caseId?: string,
): ReturnType<IdentityRequests['identityRequests']> {
  const house = await core.house.fresh();
  const organs = [
    ...new Set(
      person.grants.flatMap((g) => [
        g.organ,
        ...Object.values(house.directory.organs).flatMap((o) => (o.superior === g.organ ? [o.id] : [])),
      ]),
    ),
  ];
  const rows =
    caseId === undefined
      ? await withRequests(core, 'c.organ = ANY ($1::text[])', [organs])
      : await withRequests(core, 'c.id::text = $1', [caseId]);
  const views: IdentityRequestView[] = [];
  for (const { id } of rows) views.push(...(await viewsOf(core, person, id)));
  return views.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

/** What the holder of the receipt reads of openings: when and why, unless a head withholds it for now. */
export function openingsFor(
  c: CaseState,
  rows: readonly StoredEvent[],
  key: CaseKey | null,
  now: Instant,
): Progress['openings'] {
  const today = dayOf(now);
  const sealed = new Map(rows.filter(isOfVault).map((r) => [r.number, r.sealed]));
  return Object.values(c.identity ?? {})
    .filter((r) => !(r.decided?.withheldUntil && today < r.decided.withheldUntil))
    .flatMap(({ opened, ...r }) => (opened ? [{ ...r, opened }] : []))
    .map((r) => {
      const { words, damaged } = readWords(key, { number: r.event, sealed: sealed.get(r.event) ?? null });
      return {
        at: r.opened.at,
        ground: IDENTITY_GROUND_NAMES[r.ground],
        clause: saidIn(words, 'clause'),
        reason: saidIn(words, 'reason'),
        ...(damaged ? { damaged } : {}),
      };
    })
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}
