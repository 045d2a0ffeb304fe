import { randomUUID } from 'node:crypto';
import type { CaseState, Change, FactSheet, NewEvent } from '../../domain/case/types.ts';
import { IDENTITY_GROUND_NAMES } from '../../domain/law/identity-grounds.ts';
import { lookUp } from '../../domain/look-up.ts';
import {
  type IdentityRequest,
  identityApprovers,
  identityCustodians,
  identityState,
  shownUntil,
  withheldAtMost,
} from '../../domain/people/identity.ts';
import { canSee, rolesOn } from '../../domain/people/may.ts';
import type { ActedAs, Person } from '../../domain/people/types.ts';
import { atFields, refuse } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { keptName } from '../../files/names.ts';
import { readableKinds } from '../doors/access.ts';
import { isOfVault } from '../doors/hidden.ts';
import { sha256 } from '../ground/chain.ts';
import { ask, type Queryable } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import { type CaseKey, type ReadWords, readWords, whole } from '../ground/sealing.ts';
import type { House } from '../house/house.ts';
import { note } from '../reading/journal.ts';
import type { Identity, IdentityRequestView, Ledger, Progress } from '../types.ts';
import {
  bodyHash,
  type Core,
  caseUnknown,
  change,
  idempotencyRow,
  keyHash,
  keyOf,
  type Loaded,
  loadCase,
  mismatch,
  type StoredEvent,
  seen,
} from './core.ts';
import { openAbout } from './evidence.ts';

/** An event of the case beside its tables: touches no proceeding, stays for ever. */
function opening(
  name: string,
  now: Instant,
  actor: ActedAs,
  facts: FactSheet,
  { words = {}, changes = [] }: { words?: FactSheet; changes?: Change[] } = {},
): NewEvent {
  return {
    type: 'act',
    proceeding: '',
    kind: 'intake',
    name,
    occurredAt: now,
    actor,
    from: null,
    to: '',
    basis: 'house: every opening is an event; M49 arts. 34, 36',
    facts,
    words,
    changes,
  };
}

function actorOf(person: Person, organ: string, now: Instant): ActedAs {
  const [role] = [...rolesOn(person, organ, dayOf(now)), ...person.grants.flatMap((g) => g.roles)];
  return { id: person.id, role: role ?? 'second-person', organ };
}

const requestUnknown = () => new Refused(refuse('identity-request-unknown'));

/** Whoever did anything in the case itself; asking for an identity and answering that is nothing of the case. */
async function actedIn(db: Queryable, caseId: string): Promise<Set<string>> {
  const rows = await ask<{ id: string }>(
    db,
    `SELECT DISTINCT unnest(ARRAY[actor->>'id', actor->>'enteredBy', actor->>'receivedBy', actor->>'withOfficer', paper->>'second']) AS id
     FROM events WHERE case_id = $1 AND name NOT LIKE 'identity-%'`,
    [caseId],
  );
  return new Set(rows.flatMap((r) => (r.id === null ? [] : [r.id])));
}

const patched = (c: CaseState, request: IdentityRequest): Change[] => [
  { op: 'case', set: { identity: { ...c.identity, [request.id]: request } } },
];

/** What somebody is to a request; null: nothing, and they learn nothing of it. */
function partOf(
  person: Person,
  r: IdentityRequest,
  c: CaseState,
  house: House,
  now: Instant,
  acted: ReadonlySet<string>,
): IdentityRequestView['mine'] | null {
  const day = dayOf(now);
  const holds = (people: Person[]) => people.some((p) => p.id === person.id);
  if (r.asker === person.id) return canSee(person, c, house.directory, day) ? 'asker' : null;
  if (r.decided?.by === person.id) return 'approver';
  if (r.opened?.by === person.id) return 'custodian';
  if (r.decided === undefined && holds(identityApprovers(c, r.asker, house.directory, day, acted))) return 'approver';
  const others = [r.asker, r.decided?.by ?? ''];
  return r.decided?.granted && holds(identityCustodians(c, others, house.directory, day, acted)) ? 'custodian' : null;
}

function requestView(
  r: IdentityRequest,
  mine: IdentityRequestView['mine'],
  loaded: Pick<Loaded, 'house' | 'named' | 'state'>,
  words: (event: number) => ReadWords,
  now: Instant,
): IdentityRequestView {
  const { state: c, house } = loaded;
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
      ...(mine === 'custodian' && state === 'approved' ? ['open' as const] : []),
      ...(mine === 'asker' && state === 'opened' ? ['read' as const] : []),
    ],
    asker: name(r.asker),
    ground: r.ground,
    clause: String(asked.words?.clause ?? ''),
    reason: String(asked.words?.reason ?? ''),
    at: r.at,
    ...(asked.damaged || said.damaged ? { damaged: true as const } : {}),
    ...(r.decided
      ? {
          decided: {
            by: name(r.decided.by),
            at: r.decided.at,
            granted: r.decided.granted,
            reason: String(said.words?.reason ?? ''),
            ...(r.decided.withheldUntil
              ? { withheld: { clause: String(said.words?.withheldClause ?? ''), until: r.decided.withheldUntil } }
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

/** Asks to learn who told. Recorded before anybody is asked to approve. */
export async function askIdentity(
  core: Core,
  person: Person,
  caseId: string,
  { ground, clause, reason }: Parameters<Ledger['askIdentity']>[2],
  idempotencyKey?: string,
): ReturnType<Ledger['askIdentity']> {
  const hash =
    idempotencyKey === undefined ? undefined : keyHash(core, person.id, caseId, `identity ${idempotencyKey}`);
  const bodyIs = bodyHash(idempotencyKey ?? '', { ground, clause, reason });
  const id = await change<string>(
    core,
    caseId,
    { beside: true, ...(hash ? { keyHash: hash } : {}) },
    async (loaded, now) => {
      const { state, house } = loaded;
      seen(person, state, house, now);
      if (loaded.repeat) {
        if (!loaded.repeat.bodyHash.equals(bodyIs)) throw mismatch();
        const before = Object.values(state.identity ?? {}).find((r) => r.event === loaded.repeat?.first);
        if (!before) throw mismatch();
        return { done: before.id };
      }
      const [vault] = await ask(core.pool, 'SELECT 1 FROM vault WHERE case_id = $1', [caseId]);
      if (!vault) {
        throw new Refused(refuse('no-identity'));
      }
      const open = Object.values(state.identity ?? {}).some(
        (r) => r.asker === person.id && !['refused', 'over'].includes(identityState(r, now)),
      );
      if (open) {
        throw new Refused(refuse('identity-asked-already'));
      }
      const day = dayOf(now);
      const acted = await actedIn(core.pool, caseId);
      if (identityApprovers(state, person.id, house.directory, day, acted).length === 0) throw nobody('approver');
      if (identityCustodians(state, [person.id], house.directory, day, acted).length === 0) throw nobody('custodian');
      const request: IdentityRequest = {
        id: randomUUID(),
        asker: person.id,
        ground,
        at: now,
        event: state.version + 1,
      };
      const event = opening(
        'identity-asked',
        now,
        actorOf(person, state.organ, now),
        { request: request.id, ground, asker: person.id },
        { words: { clause, reason }, changes: patched(state, request) },
      );
      return {
        events: [event],
        ...(hash
          ? {
              extra: (n: { first: number; last: number }) => ({ idempotency: idempotencyRow(hash, bodyIs, caseId, n) }),
            }
          : {}),
        answer: () => request.id,
      };
    },
  );
  return oneOf(core, person, id);
}

const nobody = (who: 'approver' | 'custodian') =>
  new Refused(who === 'approver' ? refuse('no-approver') : refuse('no-custodian'));

/** Case ids of requests, by a condition on the state. */
const withRequests = (core: Core, condition: string, values: unknown[]) =>
  ask<{ id: string }>(
    core.pool,
    `SELECT c.id FROM cases c WHERE (c.state->'identity') IS NOT NULL AND ${condition} ORDER BY c.id`,
    values,
  );

async function caseOf(core: Core, request: string): Promise<string> {
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

async function oneOf(core: Core, person: Person, request: string): Promise<IdentityRequestView> {
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
): ReturnType<Ledger['identityRequests']> {
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

/** One step of a request by somebody whose step it is; refused like an unknown request to everybody else. */
async function step(
  core: Core,
  person: Person,
  request: string,
  as: 'approver' | 'custodian',
  from: 'asked' | 'approved',
  make: (r: IdentityRequest, c: CaseState, now: Instant) => { event: NewEvent },
): Promise<IdentityRequestView> {
  await change(core, await caseOf(core, request), { beside: true }, async (loaded, now) => {
    const r = lookUp(loaded.state.identity ?? {}, request);
    const acted = await actedIn(core.pool, loaded.state.id);
    if (!r || partOf(person, r, loaded.state, loaded.house, now, acted) !== as) throw requestUnknown();
    if (identityState(r, now) !== from) {
      throw new Refused(refuse('identity-state'));
    }
    return { events: [make(r, loaded.state, now).event], answer: () => undefined };
  });
  return oneOf(core, person, request);
}

/** A head with no act in the case approves or refuses. */
export function decideIdentity(
  core: Core,
  person: Person,
  request: string,
  { granted, reason, withheld }: Parameters<Ledger['decideIdentity']>[2],
): ReturnType<Ledger['decideIdentity']> {
  return step(core, person, request, 'approver', 'asked', (r, c, now) => {
    const day = dayOf(now);
    if (withheld && (!granted || withheld.until <= day || withheld.until > withheldAtMost(day))) {
      const most = withheldAtMost(day);
      throw new Refused(atFields(refuse('withheld-too-long', { put: { day: most } }), 'withheld.until'));
    }
    const decided = {
      by: person.id,
      at: now,
      granted,
      event: c.version + 1,
      ...(withheld ? { withheldUntil: withheld.until } : {}),
    };
    return {
      event: opening(
        granted ? 'identity-approved' : 'identity-refused',
        now,
        actorOf(person, c.organ, now),
        { request: r.id, asker: r.asker, ...(withheld ? { withheldUntil: withheld.until } : {}) },
        {
          words: { reason, ...(withheld ? { withheldClause: withheld.clause } : {}) },
          changes: patched(c, { ...r, decided }),
        },
      ),
    };
  });
}

/** The custodian opens it for who asked, and is shown nothing. */
export async function openIdentity(core: Core, person: Person, request: string): ReturnType<Ledger['openIdentity']> {
  const opened = await step(core, person, request, 'custodian', 'approved', (r, c, now) => ({
    event: opening(
      'identity-opened',
      now,
      actorOf(person, c.organ, now),
      { request: r.id, ground: r.ground, asker: r.asker },
      { changes: patched(c, { ...r, opened: { by: person.id, at: now } }) },
    ),
  }));
  await note(core, person, [{ what: 'identity-opened', caseId: await caseOf(core, request) }]);
  return opened;
}

/** Who told, for who asked and nobody else, within a day of the opening. */
export async function readIdentity(core: Core, person: Person, request: string): ReturnType<Ledger['readIdentity']> {
  const caseId = await caseOf(core, request);
  const loaded = await loadCase(core, caseId);
  const r = lookUp(loaded?.state.identity ?? {}, request);
  const now = core.now();
  if (!loaded || !r || partOf(person, r, loaded.state, loaded.house, now, new Set()) !== 'asker')
    throw requestUnknown();
  const until = shownUntil(r);
  if (until === null || identityState(r, now) !== 'opened') {
    throw new Refused(until === null ? refuse('identity-not-open') : refuse('identity-over'));
  }
  const [row] = await ask<{ sealed: Buffer }>(core.pool, 'SELECT sealed FROM vault WHERE case_id = $1', [caseId]);
  if (!row) throw requestUnknown();
  // Opened first: what cannot be shown is not recorded as shown.
  const identity = whole(() => JSON.parse(core.keys.unwrap('vault', row.sealed, caseId).toString('utf8')) as Identity);
  if (identity === null) {
    throw new Refused(refuse('identity-unreadable'));
  }
  await note(core, person, [{ what: 'identity', caseId }]);
  return { ...identity, until };
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
    .filter((r) => r.opened && !(r.decided?.withheldUntil && today < r.decided.withheldUntil))
    .map((r) => {
      const { words, damaged } = readWords(key, { number: r.event, sealed: sealed.get(r.event) ?? null });
      return {
        at: r.opened!.at,
        ground: IDENTITY_GROUND_NAMES[r.ground],
        clause: String(words?.clause ?? ''),
        reason: String(words?.reason ?? ''),
        ...(damaged ? { damaged } : {}),
      };
    })
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** The unaltered original; the opening is recorded first. */
export async function openEvidence(
  core: Core,
  person: Person,
  caseId: string,
  evidence: string,
): ReturnType<Ledger['openEvidence']> {
  const unknown = () => new Refused(refuse('evidence-unknown'));
  const loaded = await loadCase(core, caseId);
  if (!loaded) throw caseUnknown();
  const today = core.now();
  seen(person, loaded.state, loaded.house, today);
  if (!readableKinds(person, loaded.state, loaded.house, dayOf(today)).has('intake')) throw unknown();
  const [about] = await ask<{ sealed_about: Buffer }>(
    core.pool,
    'SELECT sealed_about FROM evidence WHERE id::text = $1 AND case_id = $2',
    [evidence, caseId],
  );
  const key = keyOf(core, caseId, loaded.wrapped);
  if (!about || !key) throw unknown();
  const pieces = await ask<{ number: number; sealed: Buffer }>(
    core.pool,
    'SELECT number, sealed FROM evidence_chunks WHERE evidence = $1 ORDER BY number',
    [evidence],
  );
  // Opened first: what cannot be shown is not recorded as shown.
  const file = original(key, evidence, about.sealed_about, pieces);
  await note(core, person, [{ what: 'evidence', caseId }]);
  await change(core, caseId, { beside: true }, async (now, at) => ({
    events: [opening('evidence-opened', at, actorOf(person, now.state.organ, at), { evidence })],
    answer: () => undefined,
  }));
  return file;
}

/** The original as it was sent, under an honest name. @throws Refused where one byte of it is not as it was sealed */
function original(
  key: CaseKey,
  evidence: string,
  sealedAbout: Buffer,
  pieces: readonly { number: number; sealed: Buffer }[],
): Awaited<ReturnType<Ledger['openEvidence']>> {
  try {
    const { about, piece } = openAbout(key, evidence, sealedAbout);
    const bytes = Buffer.concat(pieces.map((p) => piece(p.number, p.sealed)));
    if (sha256(bytes).toString('hex') !== about.sha256) throw new Error('a piece is missing');
    return { name: keptName(about.name, about.type), type: about.type, sha256: about.sha256, bytes };
  } catch {
    throw new Refused(refuse('evidence-unreadable'));
  }
}

/** The address that wants notice; only the mail activity asks. Its use is a standing ground of the custodian, and an event. */
export async function noticeAddress(core: Core, caseId: string): ReturnType<Ledger['noticeAddress']> {
  const [row] = await ask<{ sealed: Buffer; wants: boolean; organ: string }>(
    core.pool,
    `SELECT n.sealed, c.organ, (c.state->'tipster'->>'wantsNotice')::boolean AS wants
     FROM notice_addresses n JOIN cases c ON c.id = n.case_id WHERE n.case_id::text = $1`,
    [caseId],
  );
  if (!row?.wants) return null;
  await note(core, { of: row.organ }, [{ what: 'notice-address', caseId }]);
  await change(core, caseId, { beside: true }, async (_, now) => ({
    events: [opening('notice-address-used', now, { id: 'system', role: 'system' }, { ground: 'service' })],
    answer: () => undefined,
  }));
  return JSON.parse(core.keys.unwrap('notice', row.sealed, caseId).toString('utf8')) as {
    email?: string;
    phone?: string;
  };
}
