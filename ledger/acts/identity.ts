import { randomUUID } from 'node:crypto';
import type { CaseState, Change, NewEvent } from '../../domain/case/types.ts';
import { lookUp } from '../../domain/look-up.ts';
import {
  asItCounts,
  askerSees,
  type IdentityRequest,
  identityApprovers,
  identityCustodians,
  identityState,
  shownUntil,
  withheldAtMost,
} from '../../domain/people/identity.ts';
import { isSelf } from '../../domain/people/selves.ts';
import type { Person } from '../../domain/people/types.ts';
import { atFields, refuse } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { note } from '../doors/journal.ts';
import { Refused } from '../ground/errors.ts';
import { whole } from '../ground/sealing.ts';
import { actedIn, caseOf, oneOf, partOf, requestUnknown } from '../reading/identity.ts';
import { actorOf, beside } from '../truth/beside.ts';
import { change } from '../truth/change.ts';
import type { Core } from '../truth/core.ts';
import { askedUnder, type Repeat } from '../truth/idempotency.ts';
import { type Loaded, loadCase, seen } from '../truth/loading.ts';
import type { Identity, IdentityRequests, IdentityRequestView } from '../types.ts';

const patched = (c: CaseState, request: IdentityRequest): Change[] => [
  { op: 'case', set: { identity: { ...c.identity, [request.id]: request } } },
];

/** Asks to learn who told. Recorded before anybody is asked to approve. */
export async function askIdentity(
  core: Core,
  person: Person,
  caseId: string,
  { ground, clause, reason }: Parameters<IdentityRequests['askIdentity']>[2],
  idempotencyKey?: string,
): ReturnType<IdentityRequests['askIdentity']> {
  const admit = ({ state, house }: Loaded, now: Instant) => void seen(person, state, house, now);
  const once =
    idempotencyKey === undefined
      ? null
      : {
          asked: askedUnder(core, person.id, caseId, `identity ${idempotencyKey}`, { ground, clause, reason }),
          admit,
          again: ({ state }: Loaded, _: Instant, { first }: Omit<Repeat, 'bodyHash'>) => {
            const before = Object.values(state.identity ?? {}).find((r) => r.event === first);
            if (!before) throw new Refused(refuse('idempotency-mismatch'));
            return before.id;
          },
        };
  const id = await change<string>(core, caseId, { beside: true, once }, async (loaded, now) => {
    const { state, house } = loaded;
    admit(loaded, now);
    const vault = await core.plain((db) => db.vault.findUnique({ where: { caseId }, select: { caseId: true } }));
    if (!vault) {
      throw new Refused(refuse('no-identity'));
    }
    const open = Object.values(state.identity ?? {}).some(
      (r) => isSelf(person, r.asker) && !['refused', 'over'].includes(identityState(r, now)),
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
    const event = beside(
      'identity-asked',
      now,
      actorOf(person, state.organ, now),
      { request: request.id, ground, asker: person.id },
      { words: { clause, reason }, changes: patched(state, request) },
    );
    return {
      events: [event],
      answer: () => request.id,
    };
  });
  return oneOf(core, person, id);
}

const nobody = (who: 'approver' | 'custodian') =>
  new Refused(who === 'approver' ? refuse('no-approver') : refuse('no-custodian'));

/**
 * One step of a request by somebody whose step it is; refused like an unknown request to everybody else. Who asked and who approved
 * are looked at again: what is given is given by nobody, and to nobody, who is outside the case by now.
 */
async function step(
  core: Core,
  person: Person,
  request: string,
  as: 'approver' | 'custodian',
  from: 'asked' | 'approved',
  gives: boolean,
  make: (r: IdentityRequest, c: CaseState, now: Instant) => { event: NewEvent },
): Promise<IdentityRequestView> {
  await change(core, await caseOf(core, request), { beside: true }, async (loaded, now) => {
    const { state, house } = loaded;
    const stored = lookUp(state.identity ?? {}, request);
    const acted = await actedIn(core.pool, state.id);
    if (!stored || partOf(person, stored, state, house, now, acted) !== as) throw requestUnknown();
    const day = dayOf(now);
    const r = asItCounts(stored, state, house.directory, day);
    if (identityState(r, now) !== from) {
      if (identityState(stored, now) !== from) throw new Refused(refuse('identity-state'));
      const others = identityApprovers(state, r.asker, house.directory, day, acted);
      throw others.length === 0 ? nobody('approver') : new Refused(refuse('identity-approver-outside'));
    }
    if (gives && !askerSees(r, state, house.directory, day)) throw new Refused(refuse('identity-asker-outside'));
    return { events: [make(r, loaded.state, now).event], answer: () => undefined };
  });
  return oneOf(core, person, request);
}

/** A head with no act in the case approves or refuses. */
export function decideIdentity(
  core: Core,
  person: Person,
  request: string,
  { granted, reason, withheld }: Parameters<IdentityRequests['decideIdentity']>[2],
): ReturnType<IdentityRequests['decideIdentity']> {
  return step(core, person, request, 'approver', 'asked', granted, (r, c, now) => {
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
      event: beside(
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
export async function openIdentity(
  core: Core,
  person: Person,
  request: string,
): ReturnType<IdentityRequests['openIdentity']> {
  const opened = await step(core, person, request, 'custodian', 'approved', true, (r, c, now) => ({
    event: beside(
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
export async function readIdentity(
  core: Core,
  person: Person,
  request: string,
): ReturnType<IdentityRequests['readIdentity']> {
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
  const row = await core.plain((db) => db.vault.findUnique({ where: { caseId } }));
  if (!row) throw requestUnknown();
  // Opened first: what cannot be shown is not recorded as shown.
  const identity = whole(() => JSON.parse(core.keys.unwrap('vault', row.sealed, caseId).toString('utf8')) as Identity);
  if (identity === null) {
    throw new Refused(refuse('identity-unreadable'));
  }
  await note(core, person, [{ what: 'identity', caseId }]);
  return { ...identity, until };
}
