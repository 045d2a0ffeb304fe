import type pg from 'pg';
import {
  authorityActRefused,
  confirmable,
  DAYS_AHEAD,
  LONGEST,
  mayNotSettle,
  OWN_LENGTHS,
  openReading,
  roleFor,
} from '../../domain/authority/decide.ts';
import { confirmationAt, hearingAmountsOn, houseLimitOn, settledBy } from '../../domain/authority/settled.ts';
import type { AuthorityAct, Baseline, RecordedAuthorityAct } from '../../domain/authority/types.ts';
import type { ProceedingKind } from '../../domain/case/types.ts';
import { CHECKED, freshness, nationalFirst } from '../../domain/law/checked.ts';
import { appliesIn, DEADLINES, editionsOf, HOUSE_LIMITS } from '../../domain/law/index.ts';
import type { InstrumentShort } from '../../domain/law/instruments.ts';
import type { Deadline, Instrument } from '../../domain/law/types.ts';
import { lookUp } from '../../domain/look-up.ts';
import { grantsOn } from '../../domain/people/may.ts';
import type { ActedAs, Person } from '../../domain/people/types.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { refuse } from '../../domain/refusal.ts';
import { compareInstants, dayOf } from '../../domain/time/day.ts';
import type { Instant, PlainDate } from '../../domain/time/types.ts';
import { authorityActHash, baselineHash } from '../ground/chain.ts';
import { ask, inTransaction } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import { changeSealed, sealRows } from '../ground/truth.ts';
import { type Core, intakeOrgan, unstorable } from '../truth/core.ts';
import { type AuthorityActRow, authorityActFrom, authorityOf, type House } from '../truth/house.ts';
import { askedUnder, cameSecond, numberBefore, rememberNumber } from '../truth/idempotency.ts';
import type {
  AuthorityActAnswer,
  AuthorityActView,
  AuthorityLaw,
  AuthorityLimits,
  InstrumentView,
  LawRowView,
  LimitView,
} from '../types.ts';

const TRIES = 3;

/** The authority a person reads: their own, else one beneath theirs, else the one that takes tips from the page. */
function organRead(core: Core, house: House, person: Person, day: PlainDate): string {
  const own = grantsOn(person, day).map((g) => g.organ);
  return (
    own.find((organ) => Object.hasOwn(house.authorities, organ)) ??
    Object.values(house.authorities).find((a) => a.superior !== null && own.includes(a.superior))?.organ ??
    intakeOrgan(core, house)
  );
}

/** Who did it, as they were at that moment. */
function actedAs(person: Person, organ: string, role: ActedAs['role'], day: PlainDate): ActedAs {
  const grant = grantsOn(person, day).find((g) => g.organ === organ && g.roles.some((r) => r === role));
  return {
    id: person.id,
    role,
    organ,
    ...(grant ? { unit: grant.unit, post: grant.post.zh } : {}),
  };
}

const nameIn = (house: House) => (id: string) => lookUp(house.directory.people, id)?.name ?? { zh: id, en: id };

const actView = (a: RecordedAuthorityAct, house: House): AuthorityActView => ({
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

/** The organ for which this person may settle this. @throws Refused where there is none */
export function organFor(house: House, person: Person, name: AuthorityAct['act'], day: PlainDate): string {
  const organs = Object.keys(house.authorities);
  const organ = organs.find((o) => mayNotSettle(person, o, name, day) === null);
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
  const organ = organFor(house, person, settling.name, day);
  const asked = askedUnder(core, by, `authority:${organ}`, key, settling.body);
  const [recorded, repeated] = await inTransaction(core.pool, async (client) => {
    const [row] = await ask<Baseline & { head: Buffer | null }>(
      client,
      `SELECT house_limits AS "houseLimits", hearing_threshold AS "hearingThreshold", about, head FROM authorities
       WHERE organ = $1 FOR UPDATE`,
      [organ],
    );
    if (!row) throw new Error(`the authority of ${organ} is gone`);
    const { head, ...baseline } = row;
    const before = await journal(client, organ);
    const number = await numberBefore(client, asked);
    const known = before.find((made) => made.number === number);
    if (known) return [known, true] as const;
    const act = await settling.act(client);
    const last = before.at(-1)?.recordedAt;
    const now = last !== undefined && compareInstants(last, core.now()) > 0 ? last : core.now();
    const no = authorityActRefused(act, person, organ, baseline, settledBy(before, nameIn(house)), now, before);
    const role = roleFor(person, organ, act.act, day);
    if (no || !role) throw new Refused(no ?? refuse('not-your-role/authority'));
    const made: RecordedAuthorityAct = {
      organ,
      number: before.length + 1,
      act,
      actor: actedAs(person, organ, role, day),
      recordedAt: now,
    };
    const prev = head ?? baselineHash(organ, baseline);
    const own = authorityActHash(prev, made);
    const { act: name, ...facts } = act;
    await ask(
      client,
      `INSERT INTO authority_acts (organ, number, act, facts, actor, recorded_at, prev, hash)
       VALUES ($1, $2, $3, $4::jsonb, $5::jsonb, $6, $7, $8)`,
      [organ, made.number, name, JSON.stringify(facts), JSON.stringify(made.actor), now, prev, own],
    );
    await sealRows(client, core.keys, 'authority_acts', [[organ, String(made.number)]]);
    await changeSealed(client, core.keys, 'authorities', [organ], () =>
      ask(client, 'UPDATE authorities SET acts = $2, head = $3 WHERE organ = $1', [organ, made.number, own]),
    );
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

/** Which proceedings start a clock on a row or a house limit. */
const USED: ReadonlyMap<string, ProceedingKind[]> = (() => {
  const used = new Map<string, ProceedingKind[]>();
  for (const table of Object.values(TABLES)) {
    for (const { deadline } of table.rows.flatMap((r) => r.start ?? [])) {
      const kinds = used.get(deadline) ?? [];
      if (!kinds.includes(table.kind)) used.set(deadline, [...kinds, table.kind]);
    }
  }
  return used;
})();

const why = (person: Person, organ: string, act: AuthorityAct['act'], day: PlainDate) =>
  mayNotSettle(person, organ, act, day)?.message ?? null;

const about = (house: House, organ: string): AuthorityLaw['organ'] => ({
  id: organ,
  name: nameOfOrgan(house, organ),
  region: authorityOf(house, organ).region,
});

const nameOfOrgan = (house: House, organ: string) =>
  lookUp(house.directory.organs, organ)?.name ?? { zh: organ, en: organ };

/** The catalogue as an authority holds it: every row in force with what its lawyer has confirmed, and since when. */
export async function authorityLaw(core: Core, person: Person): Promise<AuthorityLaw> {
  const house = await core.house.fresh();
  const now = core.now();
  const day = dayOf(now);
  const organ = organRead(core, house, person, day);
  return {
    today: day,
    organ: about(house, organ),
    mayNot: why(person, organ, 'confirm-row', day),
    items: DEADLINES.flatMap((d) => editionsOf(d.id).toReversed()).map((row) => lawRow(row, house, organ, now)),
    instruments: nationalFirst().map((i) => instrumentView(i, day)),
  };
}

function instrumentView(
  { short, title, confidence, inForce }: Instrument<InstrumentShort>,
  today: PlainDate,
): InstrumentView {
  const { edition, where, place, on } = CHECKED[short];
  return {
    short,
    title,
    confidence,
    inForce,
    edition,
    where,
    place,
    checkedOn: on,
    freshness: freshness({ on }, today),
  };
}

function lawRow(row: Deadline, house: House, organ: string, now: Instant): LawRowView {
  const authority = authorityOf(house, organ);
  const { inForce } = row.edition;
  const standing = confirmationAt(authority, row.id, inForce, now);
  return {
    id: row.id,
    stage: row.stage,
    title: row.title,
    source: row.source,
    confidence: row.confidence,
    kind: row.kind,
    use: row.use,
    region: row.region,
    alsoIn: [...(row.alsoIn ?? [])],
    applies: appliesIn(row, authority.region),
    parts: row.parts.map(({ length, unit, when }) => ({ length, unit, ...(when ? { when } : {}) })),
    edition: row.edition,
    note: row.note ?? null,
    usedBy: USED.get(row.id) ?? [],
    confirmable: confirmable(row),
    reading: openReading(row.id),
    confirmation: standing ? { citation: standing.citation, date: dayOf(standing.from), by: standing.by } : null,
    history: (house.acts[organ] ?? [])
      .filter(({ act }) => 'deadline' in act && act.deadline === row.id && act.edition === inForce)
      .map((a) => actView(a, house)),
  };
}

/** House limits and the amounts of the hearing, as an authority has set them: now, what is to come, and who set what when. */
export async function authorityLimits(core: Core, person: Person): Promise<AuthorityLimits> {
  const house = await core.house.fresh();
  const day = dayOf(core.now());
  const organ = organRead(core, house, person, day);
  const authority = authorityOf(house, organ);
  const acts = house.acts[organ] ?? [];
  const history = (id: string) =>
    acts.filter(({ act }) => act.act === 'set-house-limit' && act.limit === id).map((a) => actView(a, house));
  const settable = [
    ...HOUSE_LIMITS.map((h) => ({
      id: h.id as string,
      title: h.title,
      sections: [...h.sections],
      effect: h.effect,
      note: h.note ?? null,
      law: null,
    })),
    ...DEADLINES.filter((d) => OWN_LENGTHS.includes(d.id)).map((d) => ({
      id: d.id as string,
      title: d.title,
      sections: [],
      effect: { zh: '提醒，不记逾期', en: 'Warns, records no breach' },
      note: {
        zh: '法律没有给出天数，本机关可以自定提醒的时间',
        en: 'The law gives no number: a length of the house only warns',
      },
      law: d.source,
    })),
  ];
  const items: LimitView[] = settable.map((s) => ({
    ...s,
    usedBy: USED.get(s.id) ?? [],
    value: houseLimitOn(authority, s.id, day),
    next: (authority.limits ?? [])
      .filter((l) => l.id === s.id && l.from > day)
      .map(({ from, limit }) => ({ from, value: limit }))
      .sort((a, b) => (a.from < b.from ? -1 : 1)),
    atSetUp: lookUp(authority.houseLimits, s.id) ?? null,
    history: history(s.id),
  }));
  return {
    today: day,
    organ: about(house, organ),
    mayNot: why(person, organ, 'set-house-limit', day),
    longest: LONGEST,
    daysAhead: DAYS_AHEAD,
    items,
    hearing: {
      amounts: hearingAmountsOn(authority, day),
      next: (authority.hearing ?? []).filter((h) => h.from > day).map(({ from, amounts }) => ({ from, amounts })),
      atSetUp: authority.hearingThreshold,
      history: acts.filter(({ act }) => act.act === 'set-hearing-amounts').map((a) => actView(a, house)),
    },
  };
}
