import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import {
  type Actor,
  type ChangeAct,
  type ChangeGround,
  type ChangeRequest,
  changeActRefused,
  changeRequestsOf,
} from '../../domain/authority/changes.ts';
import { type Drawn, drawnUp } from '../../domain/authority/draft.ts';
import { both } from '../../domain/authority/set-up.ts';
import type { Change, RecordedAuthorityAct } from '../../domain/authority/types.ts';
import { lookUp, sure } from '../../domain/look-up.ts';
import { rolesOn } from '../../domain/people/may.ts';
import { BY_TWO, CONCERNED_BY_TWO, type Person } from '../../domain/people/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { Instant, PlainDate } from '../../domain/time/types.ts';
import { ask } from '../ground/db.ts';
import { oneTimePassword } from '../ground/drawn.ts';
import { Refused } from '../ground/errors.ts';
import { oneTimeHash, oneTimeUntil } from '../truth/accounts.ts';
import type { Core } from '../truth/core.ts';
import { type House, standingIn } from '../truth/house.ts';
import { becomeTrue, type FirstHash } from '../truth/people.ts';
import type { FirstPassword } from '../types.ts';
import { type Settling, settleThen, superiorOf } from './authority.ts';

/* -------------------------------------------------------------------------------------------------- who, and where */

/** Whether somebody speaks for the organ above. */
export const speaksAbove = (house: House, person: Person, organ: string, day: PlainDate): boolean => {
  const superior = superiorOf(house, organ);
  return superior !== null && BY_TWO.above.some((role) => rolesOn(person, superior, day).has(role));
};

/** Whether somebody reads everything of the organ, or what waits for the organ above alone. */
export const readsAll = (person: Person, organ: string, day: PlainDate): boolean => {
  const roles = rolesOn(person, organ, day);
  return CONCERNED_BY_TWO.some((role) => roles.has(role));
};

/** Which organ is meant, and which request of it: left out, whichever it can be. */
export interface Meant {
  organ?: string | undefined;
  request?: number | undefined;
  /** Whether an organ that went into another is meant as well: what was decided there is still read. */
  past?: boolean;
}

/**
 * The organ whose people somebody looks at: the one they name, where they have a part in it; else their own, else one beneath in which
 * something waits for theirs.
 * @throws Refused
 */
export function organOf(
  core: Core,
  house: House,
  person: Person,
  { organ: named, request, past = false }: Meant = {},
): string {
  const day = dayOf(core.now());
  const organs = standingIn(house);
  if (named !== undefined) {
    const there = organs.includes(named) || (past && lookUp(house.authorities, named) !== undefined);
    if (there && (readsAll(person, named, day) || speaksAbove(house, person, named, day))) return named;
    throw new Refused(refuse('not-your-role/page'));
  }
  const own = organs.find((o) => readsAll(person, o, day));
  if (own !== undefined) return own;
  const beneath = organs.filter((o) => speaksAbove(house, person, o, day));
  const waits = (o: string) => waitingIn(house, o).some((r) => (request ?? r.number) === r.number);
  const organ = beneath.find(waits) ?? beneath[0];
  if (organ === undefined) throw new Refused(refuse('not-your-role/page'));
  return organ;
}

const sitsAbove = (house: House, organ: string, day: PlainDate): boolean =>
  Object.values(house.directory.people).some((p) => speaksAbove(house, p, organ, day));

/** Somebody as they act in an organ, or above it. */
export const actorIn = (house: House, person: Person, organ: string, day: PlainDate): Actor => ({
  id: person.id,
  ...(person.same ? { same: person.same } : {}),
  roles: rolesOn(person, organ, day),
  above: speaksAbove(house, person, organ, day),
});

/** One request, of an organ that is named or of whichever it can be. */
type MeantRequest = Meant & { request: number };

/** Any number: whoever approves changes takes it, whatever the organ. */
const CHANGING = 727369_03;

/* ----------------------------------------------------------------------------------------------- what stands against */

/** What changes come to in the house as it is. */
export const drawnIn = (
  house: House,
  organ: string,
  changes: readonly Change[],
  day: PlainDate,
  request = 0,
  approver = '',
) => drawnUp(changes, { organ, directory: house.directory, served: house.served, today: day, request, approver });

/** One request of an organ. */
export const requestIn = (house: House, organ: string, number: number): ChangeRequest | undefined =>
  changeRequestsOf(house.acts[organ] ?? []).find((r) => r.number === number);

/** The requests of an organ that nobody has decided. */
export const waitingIn = (house: House, organ: string): ChangeRequest[] =>
  changeRequestsOf(house.acts[organ] ?? []).filter((r) => r.decided === null);

/** On what acts about this request are looked at: directory and journal as they are now. */
export const groundIn = (
  house: House,
  organ: string,
  day: PlainDate,
  request: ChangeRequest | null | undefined,
  drawn: Drawn,
): ChangeGround => ({
  request,
  drawn,
  sitsAbove: sitsAbove(house, organ, day),
  waiting: waitingIn(house, organ).length,
});

/** Looks at an act as directory and journal are now. @throws Refused */
function mustBeTheirs(core: Core, house: House, organ: string, person: Person, act: ChangeAct): void {
  const day = dayOf(core.now());
  const request = act.act === 'ask-change' ? null : requestIn(house, organ, act.request);
  const changes = act.act === 'ask-change' ? act.changes : (request?.changes ?? []);
  const drawn = drawnIn(house, organ, changes, day, request?.number, person.id);
  const no = changeActRefused(act, actorIn(house, person, organ, day), groundIn(house, organ, day, request, drawn));
  if (no) throw new Refused(no);
}

/** One of the acts, asked anew under the lock of the journal, so that of two who decide at once one is too late. */
function settling(
  core: Core,
  person: Person,
  act: ChangeAct,
  named?: string | undefined,
  also: Partial<Settling> = {},
): Settling {
  const request = act.act === 'ask-change' ? undefined : act.request;
  const organ = (house: House, who: Person) => organOf(core, house, who, { organ: named, request });
  return {
    name: act.act,
    body: act,
    organ,
    async act() {
      const house = await core.house.fresh();
      const now = house.directory.people[person.id];
      if (!now) throw new Refused(refuse('not-your-role/authority'));
      mustBeTheirs(core, house, organ(house, now), now, act);
      return act;
    },
    ...also,
  };
}

/** Asks for changes, with a reason. Nothing is done by it. @returns number of the request @throws Refused */
export async function askChanges(
  core: Core,
  person: Person,
  { changes, reason }: { changes: Change[]; reason: string },
  idempotencyKey: string,
): Promise<number> {
  const act = settling(core, person, { act: 'ask-change', changes, reason });
  return (await settleThen(core, person, act, idempotencyKey)).number;
}

export async function consentChanges(
  core: Core,
  person: Person,
  { request, organ }: MeantRequest,
  document: string | null,
): Promise<void> {
  const act = settling(core, person, { act: 'consent-change', request, document }, organ);
  await settleThen(core, person, act, randomUUID());
}

export async function declineChanges(
  core: Core,
  person: Person,
  { request, organ }: MeantRequest,
  reason: string,
): Promise<void> {
  await settleThen(
    core,
    person,
    settling(core, person, { act: 'decline-change', request, reason }, organ),
    randomUUID(),
  );
}

/** Whom a change adds. */
const addedBy = (change: Change) =>
  change.kind === 'add-person' ? [change] : change.kind === 'add-organ' ? change.people : [];

/** One-time passwords of the people whom a request adds, and their hashes. */
async function firstPasswords(changes: readonly Change[], now: Instant) {
  const until = oneTimeUntil(now);
  const drawn: FirstPassword[] = [];
  const hashes = new Map<string, FirstHash>();
  for (const { login, name } of changes.flatMap(addedBy)) {
    const password = oneTimePassword();
    drawn.push({ login, name: both(name), password });
    hashes.set(login, { hash: await oneTimeHash(password), until });
  }
  return { drawn, hashOf: (login: string) => sure(hashes.get(login), 'a first password of everybody who is added') };
}

/**
 * A second person approves: with that it is done, wholly or not at all.
 * @returns passwords of the people it adds; nobody is shown them again
 * @throws Refused
 */
export async function approveChanges(
  core: Core,
  person: Person,
  { request, organ: named }: MeantRequest,
): Promise<FirstPassword[]> {
  const house = await core.house.fresh();
  const asked = requestIn(house, organOf(core, house, person, { organ: named, request }), request);
  const first = await firstPasswords(asked?.decided === null ? asked.changes : [], core.now());
  const act = { act: 'approve-change', request } as const;
  await settleThen(
    core,
    person,
    settling(core, person, act, named, {
      // Names of units and people are the same for all organs: of two that give the same one at once the second is refused.
      first: (client) => ask(client, 'SELECT pg_advisory_xact_lock($1)', [CHANGING]),
      async becomes(client: pg.PoolClient, made: RecordedAuthorityAct) {
        const now = await core.house.fresh();
        const found = requestIn(now, made.organ, request);
        if (!found) throw new Refused(refuse('request-unknown'));
        const { organ, actor: by, recordedAt: at } = made;
        const { rows } = drawnIn(now, organ, found.changes, dayOf(at), request, person.id);
        await becomeTrue(core, client, rows, { organ, request, by, at, hashOf: first.hashOf });
      },
    }),
    randomUUID(),
  );
  return first.drawn;
}
