import type { Directory, Person, Role } from '../domain/people/types.ts';
import type { Authority, Facts } from '../domain/proceedings/types.ts';
import { calendarsOf } from '../domain/time/calendars.ts';
import type { Calendar, Calendars, Instant } from '../domain/time/types.ts';
import { ask, type Queryable } from './db.ts';

/** Everything outside the cases that decisions look at, as of one version of the house tables. */
export interface House {
  version: string;
  directory: Directory;
  authorities: Record<string, Authority>;
  calendars: Calendars;
}

/** What `decide` may look at in a case of this organ. */
export function factsFor(house: House, organ: string, now: Instant): Facts {
  return { now, calendars: house.calendars, authority: authorityOf(house, organ), directory: house.directory };
}

/** What the authority has settled; an organ that has settled nothing has no house limits. */
export function authorityOf(house: House, organ: string): Authority {
  const known = house.authorities[organ];
  if (known) return known;
  const { superior = null, region = null } = house.directory.organs[organ] ?? {};
  return { organ, superior, region, houseLimits: {}, hearingThreshold: null, confirmed: [] };
}

interface HouseRow {
  version: string;
  organs: { id: string; name: Person['name']; superior: string | null; region: string | null }[];
  units: { id: string; organ: string; name: Person['name']; parent: string | null }[];
  staff: { id: string; login: string; name: Person['name']; active: boolean }[];
  grants: (Person['grants'][number] & { staff: string; roles: Role[] })[];
  certificates: (Person['certificates'][number] & { staff: string })[];
  relations: { staff: string; related: string }[];
  authorities: {
    organ: string;
    houseLimits: Authority['houseLimits'];
    hearingThreshold: Authority['hearingThreshold'];
  }[];
  confirmed: { organ: string; deadline: string }[];
  calendars: Calendar[];
}

const LOAD = `
SELECT version::text,
  (SELECT coalesce(jsonb_agg(to_jsonb(o)), '[]') FROM organs o) AS organs,
  (SELECT coalesce(jsonb_agg(to_jsonb(u)), '[]') FROM units u) AS units,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'login', s.login, 'name', s.name, 'active', s.active)), '[]')
     FROM staff s) AS staff,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('staff', g.staff, 'organ', g.organ, 'unit', g.unit, 'post', g.post,
     'roles', g.roles, 'from', g.from_day, 'until', g.until_day, 'approver', g.approver) ORDER BY g.id), '[]')
     FROM grants g) AS grants,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('staff', c.staff, 'number', c.number, 'from', c.from_day,
     'until', c.until_day) ORDER BY c.number), '[]') FROM certificates c) AS certificates,
  (SELECT coalesce(jsonb_agg(to_jsonb(r)), '[]') FROM relations r) AS relations,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('organ', a.organ, 'houseLimits', a.house_limits,
     'hearingThreshold', a.hearing_threshold)), '[]') FROM authorities a) AS authorities,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('organ', k.organ, 'deadline', k.deadline)), '[]')
     FROM confirmations k) AS confirmed,
  (SELECT coalesce(jsonb_agg(c.data ORDER BY c.year), '[]') FROM calendars c) AS calendars
FROM house_version`;

async function loadHouse(db: Queryable, before: House | null): Promise<House> {
  const [row] = await ask<HouseRow>(db, LOAD);
  if (!row) throw new Error('the table house_version is empty: run the migrations');
  const people: Directory['people'] = {};
  for (const s of row.staff) {
    people[s.id] = { id: s.id, login: s.login, name: s.name, grants: [], certificates: [], related: [] };
  }
  const inactive = new Set(row.staff.filter((s) => !s.active).map((s) => s.id));
  for (const { staff, ...grant } of row.grants) if (!inactive.has(staff)) people[staff]?.grants.push(grant);
  for (const { staff, ...certificate } of row.certificates) people[staff]?.certificates.push(certificate);
  for (const { staff, related } of row.relations) people[staff]?.related.push(related);
  const organs = Object.fromEntries(row.organs.map((o) => [o.id, o]));
  const authorities = Object.fromEntries(
    row.authorities.map((a) => [
      a.organ,
      {
        ...a,
        superior: organs[a.organ]?.superior ?? null,
        region: organs[a.organ]?.region ?? null,
        confirmed: row.confirmed.filter((c) => c.organ === a.organ).map((c) => c.deadline),
      },
    ]),
  );
  // Dates already counted stay remembered as long as the calendars themselves are the same.
  const same = before !== null && JSON.stringify(before.calendars.list) === JSON.stringify(row.calendars);
  return {
    version: row.version,
    directory: { organs, units: Object.fromEntries(row.units.map((u) => [u.id, u])), people },
    authorities,
    calendars: same ? before.calendars : calendarsOf(row.calendars),
  };
}

/** Remembers the house and loads it again when its version has moved. */
export class HouseKeeper {
  #known: House | null = null;
  #loading: Promise<House> | null = null;
  readonly #db: Queryable;
  constructor(db: Queryable) {
    this.#db = db;
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

  async reload(): Promise<House> {
    this.#loading ??= loadHouse(this.#db, this.#known)
      .then((house) => {
        this.#known = house;
        return house;
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
