import type pg from 'pg';
import { namesGiven } from '../../domain/authority/names.ts';
import { authoritiesOver, organOver } from '../../domain/authority/organs.ts';
import { type SaidSince, saidAt, saidOver, signature } from '../../domain/authority/said.ts';
import { settledBy } from '../../domain/authority/settled.ts';
import { type DeclaredRow, tiesAmong } from '../../domain/authority/ties.ts';
import type { About, AuthorityAct, RecordedAuthorityAct } from '../../domain/authority/types.ts';
import type { Authority, Facts } from '../../domain/case/types.ts';
import type { PublishedCalendar } from '../../domain/kernel/index.ts';
import type { Catalogue } from '../../domain/law/index.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import { lookUp } from '../../domain/look-up.ts';
import { byDeputy, heldFor } from '../../domain/people/deputies.ts';
import { wasHeld } from '../../domain/people/held.ts';
import { formerOf } from '../../domain/people/names.ts';
import { calledOn, goesOn, heldBySuccession, holderOn } from '../../domain/people/organs.ts';
import { tied } from '../../domain/people/selves.ts';
import type { ActedAs, Deputyship, Directory, Grant, Person, Role, Unit } from '../../domain/people/types.ts';
import { calendarsOf } from '../../domain/time/calendars.ts';
import { dayOf, toInstant } from '../../domain/time/day.ts';
import type { Calendar, Calendars, Instant, PlainDate } from '../../domain/time/types.ts';
import { ask, inMoment, instantFrom, type Queryable } from '../ground/db.ts';
import { HouseDiffers } from '../ground/errors.ts';
import type { KeyService } from '../ground/keys.ts';
import type { TruthName } from '../ground/truth.ts';
import { compareTruth } from '../ground/verify-truth.ts';

/** Everything outside the cases that decisions look at, as of one version of the house tables. */
export interface House {
  version: string;
  directory: Directory;
  authorities: Record<string, Authority>;
  /** What each authority has settled since it was set up, in order. */
  acts: Record<string, RecordedAuthorityAct[]>;
  calendars: Calendars;
  /** The catalogue that the ledger was told to go by; absent: the published one. */
  law?: Catalogue;
  /** The addresses that the pages of this installation answer to; absent: the ledger was not told. */
  served?: readonly string[];
  /** Calendars published since the house was set up, oldest first, each with the one it took the place of. */
  publications: readonly (PublishedCalendar & { replaced: Calendar | null })[];
  /** Number of the last publication; 0 before the first. */
  publication: number;
  /** Calendars of earlier publications, by their number, made when asked for. */
  earlier: Map<number, Calendars>;
  /** What authorities say of themselves, by organ: at set-up, and everything that was changed since. */
  abouts: Readonly<Record<string, readonly SaidSince[]>>;
  /** Organs of those that moved in in earnest, by `npm run setup`: no demonstration. */
  earnest: ReadonlySet<string>;
  /** Members of staff whose row is not what was sealed: they are named where they acted, and may nothing. */
  notAsSealed: ReadonlySet<string>;
}

/** The calendars in force after a publication, by its number: a case is counted under those of the last one it was counted for. */
export function calendarsAt(house: House, publication: number): Calendars {
  if (publication >= house.publication) return house.calendars;
  let calendars = house.earlier.get(publication);
  if (!calendars) {
    const byYear = new Map(house.calendars.list.map((c) => [c.year, c]));
    for (const p of [...house.publications].reverse()) {
      if (p.number <= publication) break;
      if (p.replaced) byYear.set(p.year, p.replaced);
      else byYear.delete(p.year);
    }
    calendars = calendarsOf([...byYear.values()].sort((a, b) => a.year - b.year));
    house.earlier.set(publication, calendars);
  }
  return calendars;
}

/** What `decide` may look at in a case of this organ. */
export function factsFor(house: House, organ: string, now: Instant): Facts {
  const { calendars, directory, law } = house;
  return { now, calendars, authority: authorityOf(house, organ), directory, ...(law ? { law } : {}) };
}

/** The organs that stand: those that went into another are settled, entered and told for in that one. */
export const standingIn = (house: House): string[] =>
  Object.keys(house.authorities).filter((organ) => lookUp(house.directory.organs, organ)?.ended === undefined);

/** What an organ says of itself, as it stood at this moment, or the one that went on for it by then; left out: now. */
export const aboutIn = (house: House, organ: string, at?: Instant): About | null => {
  const { organs } = house.directory;
  const holder = at === undefined ? goesOn(organs, organ) : holderOn(organs, organ, dayOf(at));
  return saidAt(lookUp(house.abouts, holder) ?? [], at);
};

/** How an organ was called on a day, or the one that went on for it by then. */
export function nameOfOrgan(house: House, organ: string, day: PlainDate): Bilingual {
  const { organs } = house.directory;
  const found = lookUp(organs, holderOn(organs, organ, day));
  return found ? calledOn(found, day) : { zh: organ, en: organ };
}

/** Who sends what is sent, as they were reached at this moment. */
export const senderIn = (house: House, organ: string, at: Instant): Bilingual =>
  signature(nameOfOrgan(house, organ, dayOf(at)), aboutIn(house, organ, at));

/** Whether an organ was added by the one above it, and did not come with the set-up. */
export const isBegunByAnother = (house: House, organ: string): boolean =>
  house.acts[organ]?.[0]?.act.act === 'begin-organ';

/** What the authority has settled; an organ that has settled nothing has no house limits. */
export function authorityOf(house: House, organ: string): Authority {
  const known = lookUp(house.authorities, organ);
  if (known) return known;
  const { superior = null, region = null } = lookUp(house.directory.organs, organ) ?? {};
  return { organ, superior, region, houseLimits: {}, hearingThreshold: null, confirmed: [] };
}

/** An act of an authority as its row stands. */
export interface AuthorityActRow {
  organ: string;
  number: number;
  act: AuthorityAct['act'];
  facts: Omit<AuthorityAct, 'act'>;
  actor: ActedAs;
  recorded_at: Date | string;
}

function actInstant({ organ, number, recorded_at }: AuthorityActRow): Instant {
  const at = new Date(recorded_at);
  if (Number.isNaN(at.getTime()))
    throw new HouseDiffers(`authority_acts ${organ} ${number} has no instant: run npm run verify`);
  return instantFrom(at);
}

export const authorityActFrom = (row: AuthorityActRow): RecordedAuthorityAct => ({
  organ: row.organ,
  number: row.number,
  act: { act: row.act, ...row.facts } as AuthorityAct,
  actor: row.actor,
  recordedAt: actInstant(row),
});

interface HouseRow {
  version: string;
  organs: { id: string; name: Person['name']; superior: string | null; region: string | null }[];
  units: (Omit<Unit, 'until' | 'formerly' | 'formerNames'> & {
    formerly: string[] | null;
    formerNames: Bilingual[] | null;
    until: string | null;
  })[];
  staff: {
    id: string;
    login: string;
    name: Person['name'];
    formerNames: Bilingual[] | null;
    active: boolean;
    until: string | null;
  }[];
  grants: (Grant & { id: string; staff: string; roles: Role[] })[];
  certificates: (Omit<Person['certificates'][number], 'checkedOn'> & { staff: string; checkedOn: string | null })[];
  relations: DeclaredRow[];
  deputies: Deputyship[];
  authorities: {
    organ: string;
    houseLimits: Authority['houseLimits'];
    hearingThreshold: Authority['hearingThreshold'];
  }[];
  abouts: { organ: string; about: About }[];
  acts: AuthorityActRow[];
  calendars: Calendar[];
  publications: (PublishedCalendar & { replaced: Calendar | null })[];
}

const LOAD = `
SELECT version::text,
  (SELECT coalesce(jsonb_agg(to_jsonb(o)), '[]') FROM organs o) AS organs,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'organ', u.organ, 'name', u.name, 'parent', u.parent,
     'formerly', u.formerly, 'formerNames', u.former_names, 'until', u.until_day)), '[]') FROM units u) AS units,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'login', s.login, 'name', s.name, 'active', s.active, 'formerNames', s.former_names,
     'until', s.until_day)), '[]') FROM staff s) AS staff,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'staff', g.staff, 'organ', g.organ, 'unit', g.unit, 'post', g.post,
     'roles', g.roles, 'from', g.from_day, 'until', g.until_day, 'approver', g.approver) ORDER BY g.from_day, g.id), '[]')
     FROM grants g) AS grants,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('staff', c.staff, 'number', c.number, 'from', c.from_day,
     'until', c.until_day, 'checkedOn', c.checked_on) ORDER BY c.number), '[]') FROM certificates c) AS certificates,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('staff', r.staff, 'related', r.related, 'organ', r.organ, 'request', r.request)), '[]') FROM relations r
     WHERE r.until_day IS NULL) AS relations,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'organ', d.organ, 'person', d.person, 'deputy', d.deputy,
     'from', d.from_day, 'until', d.until_day) ORDER BY d.id), '[]') FROM deputies d WHERE d.until_day >= d.from_day) AS deputies,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('organ', a.organ, 'houseLimits', a.house_limits,
     'hearingThreshold', a.hearing_threshold)), '[]') FROM authorities a) AS authorities,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('organ', a.organ, 'about', a.about)), '[]')
     FROM authorities a WHERE a.about IS NOT NULL) AS abouts,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('organ', t.organ, 'number', t.number, 'act', t.act, 'facts', t.facts,
     'actor', t.actor, 'recorded_at', t.recorded_at) ORDER BY t.organ, t.number), '[]') FROM authority_acts t) AS acts,
  (SELECT coalesce(jsonb_agg(c.data ORDER BY c.year), '[]') FROM calendars c) AS calendars,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('number', p.number, 'year', p.year, 'notice', p.notice,
     'at', p.entered_at, 'by', p.entered_by, 'replaced', p.replaced) ORDER BY p.number), '[]')
     FROM calendar_publications p) AS publications
FROM house_version`;

/** What belongs to one person: where such a row is not what was sealed, it alone is not in force. */
const OF_PEOPLE = ['staff', 'grants', 'certificates', 'relations', 'deputies'] as const;

/** What everybody's dates and doors depend on: where such a row is not what was sealed, nothing is decided. */
const OF_ALL = ['organs', 'units', 'authorities', 'authority_acts', 'calendars', 'calendar_publications'] as const;

export const HOUSE_TABLES = [...OF_PEOPLE, ...OF_ALL] as const;

type NotAsSealed = Record<(typeof OF_PEOPLE)[number], Set<string>>;

const allAsSealed = (): NotAsSealed => ({
  staff: new Set(),
  grants: new Set(),
  certificates: new Set(),
  relations: new Set(),
  deputies: new Set(),
});

/**
 * What stands in the tables of the house and was not put there by an act of ours: who can write in the database, and has not our keys,
 * gives nobody a password or a post, not for a minute either.
 * @throws HouseDiffers where something was changed that is not one person's alone, or a row is gone
 */
async function notAsSealed(db: Queryable, keys: KeyService): Promise<NotAsSealed> {
  const found = allAsSealed();
  const ofPeople = (name: TruthName): name is keyof NotAsSealed => Object.hasOwn(found, name);
  await compareTruth(db, keys, HOUSE_TABLES, ({ table, key, gone }, detail) => {
    if (gone || !ofPeople(table)) throw new HouseDiffers(`${table} ${key} ${detail}: run npm run verify`);
    found[table].add(key);
  });
  return found;
}

async function loadHouse(db: Queryable, keys: KeyService | null, before: House | null): Promise<House> {
  const [row] = await ask<HouseRow>(db, LOAD);
  if (!row) throw new Error('the table house_version is empty: run the migrations');
  const not = keys ? await notAsSealed(db, keys) : allAsSealed();
  row.grants = row.grants.filter((g) => wasHeld(g) && !not.grants.has(g.id));
  row.certificates = row.certificates.filter((c) => !not.certificates.has(c.number));
  row.relations = row.relations.filter((r) => !not.relations.has(`${r.staff} ${r.related}`));
  const people: Directory['people'] = {};
  for (const { id, login, name, until } of row.staff) {
    people[id] = { id, login, name, grants: [], certificates: [], related: [], ...(until === null ? {} : { until }) };
  }
  for (const { staff, ...grant } of row.grants) people[staff]?.grants.push(grant);
  for (const { id, active } of row.staff) {
    const person = active && !not.staff.has(id) ? undefined : people[id];
    if (person) [person.locked, person.grants] = [person.grants, []];
  }
  for (const { staff, checkedOn, ...certificate } of row.certificates)
    people[staff]?.certificates.push(checkedOn === null ? certificate : { ...certificate, checkedOn });
  for (const { staff, related } of row.relations) people[staff]?.related.push(related);
  const deputies = row.deputies.filter((d) => !not.deputies.has(d.id));
  const standIns = byDeputy(deputies);
  const held = [...standIns.keys()].map((id) => [id, heldFor(id, (one) => people[one], standIns)] as const);
  for (const [id, grants] of held) people[id]?.grants.push(...grants);
  const acts: House['acts'] = {};
  for (const one of row.acts.map(authorityActFrom)) {
    acts[one.organ] ??= [];
    acts[one.organ]?.push(one);
  }
  const organs = Object.fromEntries(row.organs.map((o) => [o.id, organOver(o, acts[o.id] ?? [])]));
  if (Object.values(organs).some((o) => o.ended))
    for (const person of Object.values(people)) {
      person.grants.push(...heldBySuccession(person.grants, organs));
      if (person.locked) person.locked = [...person.locked, ...heldBySuccession(person.locked, organs)];
    }
  // Before names were kept beside the row the journal alone had them.
  const given = namesGiven(Object.values(acts));
  for (const { id, name, formerNames } of row.staff)
    Object.assign(people[id] ?? {}, formerOf(name, [...(formerNames ?? []), ...(given.staff.get(id) ?? [])]));
  for (const [id, same] of tied(tiesAmong(row.relations, acts))) {
    const person = people[id];
    if (person) person.same = same;
  }
  const nameOf = (id: string) => lookUp(people, id)?.name ?? { zh: id, en: id };
  const settled = row.authorities.map((a): [string, Authority] => [
    a.organ,
    {
      ...a,
      superior: lookUp(organs, a.organ)?.superior ?? null,
      region: lookUp(organs, a.organ)?.region ?? null,
      ...settledBy(acts[a.organ] ?? [], nameOf),
    },
  ]);
  const authorities = authoritiesOver(Object.fromEntries(settled), organs);
  // Dates already counted stay remembered as long as the calendars themselves are the same.
  const same = before !== null && JSON.stringify(before.calendars.list) === JSON.stringify(row.calendars);
  const publication = row.publications.at(-1)?.number ?? 0;
  const earlier = new Map(before?.earlier);
  if (before !== null && before.publication < publication) earlier.set(before.publication, before.calendars);
  return {
    version: row.version,
    directory: {
      organs,
      units: Object.fromEntries(
        row.units.map(({ until, formerly, formerNames, ...u }) => [
          u.id,
          {
            ...u,
            ...formerOf(u.name, [...(formerNames ?? []), ...(given.units.get(u.id) ?? [])]),
            ...(formerly === null ? {} : { formerly }),
            ...(until === null ? {} : { until }),
          },
        ]),
      ),
      people,
      ...(deputies.length > 0 ? { deputies } : {}),
    },
    authorities,
    acts,
    calendars: same ? before.calendars : calendarsOf(row.calendars),
    publications: row.publications.map((p) => ({ ...p, at: toInstant(p.at) })),
    publication,
    earlier,
    abouts: Object.fromEntries(
      Object.keys(authorities).map((organ) => {
        const first = row.abouts.find((a) => a.organ === organ)?.about ?? null;
        return [organ, saidOver(first, acts[organ] ?? [])];
      }),
    ),
    earnest: new Set(row.abouts.map(({ organ }) => organ)),
    notAsSealed: not.staff,
  };
}

/** After how long a house that could not be loaded is tried again by whoever only asks whether it stands. */
const TRIED_AGAIN_MS = 2_000;

/** Remembers the house and loads it again when its version has moved. */
export class HouseKeeper {
  #known: House | null = null;
  /** The version that was last found not to load, and when. */
  #fell: { version: string; at: number } | null = null;
  #loading: Promise<House> | null = null;
  readonly #db: Queryable;
  readonly #told: Pick<House, 'law' | 'served'>;
  readonly #load: (before: House | null) => Promise<House>;
  /** @param sealed with these keys, what is not as sealed is not in force; without, everything is taken as it stands */
  constructor(db: Queryable, sealed?: { pool: pg.Pool; keys: KeyService }, told: Pick<House, 'law' | 'served'> = {}) {
    this.#db = db;
    this.#told = told;
    this.#load = (before) =>
      sealed ? inMoment(sealed.pool, (client) => loadHouse(client, sealed.keys, before)) : loadHouse(db, null, before);
  }

  /** The house as last seen; loaded at first. */
  async get(): Promise<House> {
    return this.#known ?? this.reload();
  }

  /** The house at this version or later. */
  async at(version: string): Promise<House> {
    if (this.#known?.version === version) return this.#known;
    const house = await this.reload();
    // A load that was under way may have begun before the change that was seen.
    return version !== '' && BigInt(house.version) < BigInt(version) ? this.reload() : house;
  }

  /** The house as it is now in the database. */
  async fresh(): Promise<House> {
    const [row] = await ask<{ version: string }>(this.#db, 'SELECT version::text FROM house_version');
    return this.at(row?.version ?? '');
  }

  /** Whether the house of this version can be loaded: as the last load found; one more where the version has moved or some time has gone by. */
  async stands(version: string): Promise<boolean> {
    if (this.#known?.version === version) return true;
    const fell = this.#fell;
    if (fell?.version === version && performance.now() - fell.at < TRIED_AGAIN_MS) return false;
    try {
      await this.at(version);
      this.#fell = null;
      return true;
    } catch {
      this.#fell = { version, at: performance.now() };
      return false;
    }
  }

  async reload(): Promise<House> {
    this.#loading ??= this.#load(this.#known)
      .then((house) => {
        this.#known = { ...house, ...this.#told };
        return this.#known;
      })
      .finally(() => {
        this.#loading = null;
      });
    return this.#loading;
  }

  /** Says that a newer version was seen; the next reader loads it. */
  seen(version: string): void {
    if (this.#known !== null && this.#known.version !== version) this.#known = null;
  }
}
