import type pg from 'pg';
import { authorityActRefused, mayNotSettle, roleFor } from '../../domain/authority/decide.ts';
import { settledBy } from '../../domain/authority/settled.ts';
import type { AuthorityAct, Baseline, RecordedAuthorityAct } from '../../domain/authority/types.ts';
import { lookUp } from '../../domain/look-up.ts';
import { grantsOn } from '../../domain/people/may.ts';
import type { ActedAs, Person } from '../../domain/people/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { compareInstants, dayOf } from '../../domain/time/day.ts';
import type { PlainDate } from '../../domain/time/types.ts';
import { baselineHash } from '../ground/chain.ts';
import { ask, inTransaction } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import { writeAct } from '../truth/authority.ts';
import { type Core, unstorable } from '../truth/core.ts';
import { type AuthorityActRow, authorityActFrom, type House, isBegunByAnother, standingIn } from '../truth/house.ts';
import { askedUnder, cameSecond, numberBefore, rememberNumber } from '../truth/idempotency.ts';
import type { AuthorityActAnswer, AuthorityActView } from '../types.ts';

const TRIES = 3;

/** Who did it, as they were at that moment. */
function actedAs(
  person: Person,
  organ: string,
  superior: string | null,
  role: ActedAs['role'],
  day: PlainDate,
): ActedAs {
  const grants = grantsOn(person, day).filter((g) => g.roles.some((r) => r === role));
  const of = (where: string | null) => {
    const here = grants.filter((g) => g.organ === where);
    return here.find((g) => g.for === undefined) ?? here[0];
  };
  const grant = of(organ) ?? of(superior);
  return {
    id: person.id,
    role,
    organ: grant?.organ ?? organ,
    ...(grant ? { unit: grant.unit, post: grant.post.zh } : {}),
    ...(grant?.for ? { for: grant.for[0] } : {}),
  };
}

const nameIn = (house: House) => (id: string) => lookUp(house.directory.people, id)?.name ?? { zh: id, en: id };

/** An act with who did it. */
export const actView = (a: RecordedAuthorityAct, house: House): AuthorityActView => ({
  number: a.number,
  act: a.act,
  at: a.recordedAt,
  by: { id: a.actor.id, role: a.actor.role, name: nameIn(house)(a.actor.id) },
});

/** The answer that was given at first: the act as it lies in the journal. */
const answer = (a: RecordedAuthorityAct, house: House, repeated: boolean): AuthorityActAnswer => ({
  ...actView(a, house),
  organ: a.organ,
  repeated,
});

/**
 * Records an act of the authority that a person works for, under the lock of its journal. Who may not, and what stands against it, is
 * refused and nothing is written. The same key with the same content gives the same answer.
 */
export const settle = (
  core: Core,
  person: Person,
  act: AuthorityAct,
  idempotencyKey: string,
): Promise<AuthorityActAnswer> =>
  settleThen(core, person, { name: act.act, body: act, act: async () => act }, idempotencyKey);

/** An act whose last words, or what becomes true with it, are found under the lock of the journal. */
export interface Settling {
  name: AuthorityAct['act'];
  /** For which organ, where it is not the first for which they may. */
  organ?(house: House, person: Person): string;
  /** What is waited for before the journal is locked. */
  first?(client: pg.PoolClient): Promise<unknown>;
  /** What was asked, for knowing the same request again. */
  body: unknown;
  act(client: pg.PoolClient): Promise<AuthorityAct>;
  /** What becomes true in the same transaction, once nothing stands against the act; what it throws undoes it. */
  becomes?(client: pg.PoolClient, made: RecordedAuthorityAct, journal: readonly RecordedAuthorityAct[]): Promise<void>;
}

/** As `settle`, with what becomes true in the same transaction. */
export async function settleThen(
  core: Core,
  person: Person,
  settling: Settling,
  idempotencyKey: string,
): Promise<AuthorityActAnswer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await settleOnce(core, person.id, settling, idempotencyKey);
    } catch (error) {
      if (cameSecond(error) && attempt < TRIES) continue;
      throw unstorable(error);
    }
  }
}

export const superiorOf = (house: House, organ: string): string | null =>
  lookUp(house.directory.organs, organ)?.superior ?? null;

/** The organs that settle this: the days off, which are the same for all of a house, that of its set-up alone. */
export const organsThat = (house: House, name: AuthorityAct['act']): string[] =>
  standingIn(house).filter((o) => !name.endsWith('-calendar') || !isBegunByAnother(house, o));

/** The organ for which this person may settle this. @throws Refused where there is none */
export function organFor(house: House, person: Person, name: AuthorityAct['act'], day: PlainDate): string {
  const organs = organsThat(house, name);
  const organ = organs.find((o) => mayNotSettle(person, o, name, day, superiorOf(house, o)) === null);
  if (organ !== undefined) return organ;
  const first = organs[0];
  const no = first !== undefined ? mayNotSettle(person, first, name, day) : null;
  throw new Refused(no ?? refuse('not-your-role/authority'));
}

async function settleOnce(core: Core, by: string, settling: Settling, key: string): Promise<AuthorityActAnswer> {
  const house = await core.house.fresh();
  const day = dayOf(core.now());
  const person = lookUp(house.directory.people, by);
  if (!person) throw new Refused(refuse('not-your-role/authority'));
  const organ = settling.organ?.(house, person) ?? organFor(house, person, settling.name, day);
  const superior = superiorOf(house, organ);
  const asked = askedUnder(core, by, `authority:${organ}`, key, settling.body);
  const [recorded, repeated] = await inTransaction(core.pool, async (client) => {
    await settling.first?.(client);
    const [row] = await ask<Baseline & { head: Buffer | null }>(
      client,
      `SELECT house_limits AS "houseLimits", hearing_threshold AS "hearingThreshold", about, head FROM authorities
       WHERE organ = $1 FOR UPDATE`,
      [organ],
    );
    if (!row) throw new Error(`the authority of ${organ} is gone`);
    const { head, ...baseline } = row;
    const before = await journal(client, organ);
    if (before.at(-1)?.act.act === 'end-organ') throw new Refused(refuse('organ-ended'));
    const number = await numberBefore(client, asked);
    const known = before.find((made) => made.number === number);
    if (known) return [known, true] as const;
    const act = await settling.act(client);
    const last = before.at(-1)?.recordedAt;
    const now = last !== undefined && compareInstants(last, core.now()) > 0 ? last : core.now();
    const no = authorityActRefused(
      act,
      person,
      organ,
      baseline,
      settledBy(before, nameIn(house)),
      now,
      before,
      superior,
    );
    const role = roleFor(person, organ, act.act, day, superior);
    if (no || !role) throw new Refused(no ?? refuse('not-your-role/authority'));
    const made: RecordedAuthorityAct = {
      organ,
      number: before.length + 1,
      act,
      actor: actedAs(person, organ, superior, role, day),
      recordedAt: now,
    };
    await writeAct(client, core.keys, made, head ?? baselineHash(organ, baseline));
    await rememberNumber(client, asked, made.number, now);
    await settling.becomes?.(client, made, before);
    return [made, false] as const;
  });
  return answer(recorded, await core.house.fresh(), repeated);
}

async function journal(client: pg.PoolClient, organ: string): Promise<RecordedAuthorityAct[]> {
  const rows = await ask<AuthorityActRow>(
    client,
    'SELECT organ, number, act, facts, actor, recorded_at FROM authority_acts WHERE organ = $1 ORDER BY number',
    [organ],
  );
  return rows.map(authorityActFrom);
}
