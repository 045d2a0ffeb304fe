import { createHmac, randomInt } from 'node:crypto';
import type pg from 'pg';
import type { CaseState, Facts, NewEvent, RecordedEvent } from '../../domain/case/types.ts';
import { advance, evolve, nextInstant, recount, systemAct } from '../../domain/kernel/index.ts';
import type { Catalogue } from '../../domain/law/index.ts';
import { lookUp } from '../../domain/look-up.ts';
import { canSee } from '../../domain/people/may.ts';
import type { Person } from '../../domain/people/types.ts';
import {
  boundActs,
  type CrossAct,
  followerActs,
  followersOf,
  leadingActs,
  leadingOf,
} from '../../domain/proceedings/parts/merging.ts';
import { refuse } from '../../domain/refusal.ts';
import { compareInstants, dayOf, isPlainDate, millisOf, toInstant } from '../../domain/time/day.ts';
import type { Instant, PlainDate } from '../../domain/time/types.ts';
import { newsFor } from '../driving/news.ts';
import { canonical, type EventColumns, sha256 } from '../ground/chain.ts';
import { ask, instantFrom, inTransaction, type Queryable } from '../ground/db.ts';
import { Refused, sqlState, Unavailable } from '../ground/errors.ts';
import type { KeyService } from '../ground/keys.ts';
import { createPlain, type Plain } from '../ground/plain.ts';
import { type CaseKey, openCaseKey } from '../ground/sealing.ts';
import { isBound, stateBinding } from '../ground/truth.ts';
import { calendarsAt, factsFor, type House, HouseKeeper } from '../house/house.ts';
import type { CaseNames, TimePort } from '../types.ts';
import { newWriting, type Writing } from './evidence.ts';
import { bundle, type Recording } from './record.ts';
import { documentTags } from './search-tags.ts';
import { type Bundle, hex, writeBundle } from './write.ts';

export interface LedgerOptions {
  pool: pg.Pool;
  keys: KeyService;
  clock: TimePort;
  /** Organ that takes tips from the page; default: the one that has settled its house limits. */
  organ?: string;
  /** The catalogue to go by; default: the published one. */
  law?: Catalogue;
  /** Milliseconds within which a new driver starts, at a moment of chance; default: a minute. */
  driversWithin?: number;
}

/** What the rooms of the ledger share. */
export interface Core {
  pool: pg.Pool;
  keys: KeyService;
  now(): Instant;
  /** After how many milliseconds a driver that is due now starts: Temporal keeps its start, which must not tell when a tip came. */
  startsIn(): number;
  house: HouseKeeper;
  /** Plain reads through Prisma. */
  plain: Plain;
  organ: string | undefined;
  /** Takes turns at writing pieces of originals. */
  writing: Writing;
  /** Tells the relays that something was written. */
  news(): void;
}

const A_MINUTE = 60_000;

export function createCore(options: LedgerOptions): Core {
  return {
    pool: options.pool,
    keys: options.keys,
    now: () => toInstant(options.clock.now()),
    startsIn: () => randomInt((options.driversWithin ?? A_MINUTE) + 1),
    house: new HouseKeeper(options.pool, options, options.law),
    plain: createPlain(options.pool),
    organ: options.organ,
    writing: newWriting(),
    news: newsFor(options.pool),
  };
}

/** The organ that takes tips from the page. */
export function intakeOrgan(core: Core, house: House): string {
  const organ = core.organ ?? Object.keys(house.authorities).sort()[0];
  if (organ === undefined) throw new Unavailable(new Error('no authority is set up yet'), 5);
  return organ;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const isId = (id: string): boolean => UUID.test(id);

export const caseUnknown = () => new Refused(refuse('case-unknown'));

export interface Loaded {
  state: CaseState;
  /** Which writing of the row this is: another one, be it a rebuild that changes nothing, means deciding again. */
  seen: string;
  head: Buffer;
  wrapped: Buffer | null;
  recordedAt: Instant;
  /** Number of the publication under whose calendars its dates were counted last. */
  counted: number;
  /** Tags that it is found by; none: a case of before that is still to be tagged. */
  tags: readonly number[];
  /** What the case is called; its state keeps the number that it began with. */
  named: CaseNames;
  house: House;
  repeat: { bodyHash: Buffer; first: number | null; last: number | null } | null;
}

interface CaseRow {
  state: string;
  state_mac: Buffer | null;
  number: string;
  former_number: string | null;
  seen: string;
  head: Buffer;
  wrapped_key: Buffer | null;
  recorded_at: Date;
  counted: number;
  tags: string;
  house: string;
  body_hash: Buffer | null;
  first_event: number | null;
  last_event: number | null;
}

const CASE = `SELECT c.state::text AS state, c.state_mac, c.xmin::text AS seen, c.head, c.wrapped_key, c.recorded_at, c.counted,
    c.search_tags::text AS tags,
    c.number, c.former_number, h.version::text AS house,
    i.body_hash, i.first_event, i.last_event
  FROM cases c CROSS JOIN house_version h LEFT JOIN idempotency i ON i.key_hash = $2
  WHERE c.id = $1`;

/** What stands in the case was not written by an act of ours (or an upgrade has not come to it yet): nobody decides on it. */
const caseDiffers = () => new Refused(refuse('case-differs'));

/** A case as it stands, with the house it must be decided in; null when there is none. */
export async function loadCase(
  core: Core,
  caseId: string,
  keyHash: Buffer | null = null,
  lock?: pg.PoolClient,
): Promise<Loaded | null> {
  if (!isId(caseId)) return null;
  const [row] = lock
    ? await ask<CaseRow>(lock, `${CASE} FOR UPDATE OF c`, [caseId, keyHash], 'case-locked')
    : await ask<CaseRow>(core.pool, CASE, [caseId, keyHash], 'case');
  if (!row) return null;
  if (!isBound(stateBinding(core.keys, caseId, row.state), row.state_mac)) throw caseDiffers();
  let house = await core.house.at(row.house);
  // Who waited for the lock reads the case as it is now, but the version of the house as of the start of the statement.
  if (row.counted > house.publication) house = await core.house.fresh();
  return {
    state: JSON.parse(row.state) as CaseState,
    seen: row.seen,
    head: row.head,
    wrapped: row.wrapped_key,
    recordedAt: instantFrom(row.recorded_at),
    counted: row.counted,
    tags: JSON.parse(`[${row.tags.slice(1, -1)}]`) as number[],
    named: { number: row.number, formerNumber: row.former_number },
    house,
    repeat: row.body_hash ? { bodyHash: row.body_hash, first: row.first_event, last: row.last_event } : null,
  };
}

export interface StoredEvent {
  number: number;
  type: EventColumns['type'];
  proceeding: string;
  kind: EventColumns['kind'];
  name: string;
  occurred_at: Date;
  occurred_on: string | null;
  recorded_at: Date;
  actor: EventColumns['actor'];
  from_state: string | null;
  to_state: string;
  basis: string;
  facts: EventColumns['facts'];
  document: EventColumns['document'];
  paper: EventColumns['paper'];
  changes: EventColumns['changes'];
  cause: number | null;
  sealed: Buffer | null;
  prev: Buffer;
  hash: Buffer;
}

export const EVENT_COLUMNS = `number, type, proceeding, kind, name, occurred_at, occurred_on::text, recorded_at, actor,
  from_state, to_state, basis, facts, document, paper, changes, cause, sealed, prev, hash`;

/** The open columns of a stored event, spelt as they were when it was hashed. */
export function columnsFrom(row: StoredEvent): EventColumns {
  return {
    number: row.number,
    type: row.type,
    proceeding: row.proceeding,
    kind: row.kind,
    name: row.name,
    occurredAt: instantFrom(row.occurred_at),
    occurredOn: row.occurred_on,
    recordedAt: instantFrom(row.recorded_at),
    actor: row.actor,
    from: row.from_state,
    to: row.to_state,
    basis: row.basis,
    facts: row.facts,
    document: row.document,
    paper: row.paper,
    changes: row.changes,
    cause: row.cause,
  };
}

export function recordedFrom(e: EventColumns): RecordedEvent {
  const { occurredOn, document, paper, cause, ...rest } = e;
  return {
    ...rest,
    ...(occurredOn !== null ? { occurredOn } : {}),
    ...(document !== null ? { document } : {}),
    ...(paper !== null ? { paper } : {}),
    ...(cause !== null ? { cause } : {}),
  };
}

export async function loadEvents(db: Queryable, caseId: string, from = 1, to = 2 ** 31 - 1): Promise<StoredEvent[]> {
  return ask<StoredEvent>(
    db,
    `SELECT ${EVENT_COLUMNS} FROM events WHERE case_id = $1 AND number BETWEEN $2 AND $3 ORDER BY number`,
    [caseId, from, to],
    'events',
  );
}

export const fold = (state: CaseState, events: readonly Pick<NewEvent, 'changes' | 'occurredAt' | 'proceeding'>[]) =>
  events.reduce((c, e) => evolve(c, e), state);

/** Never before what the case has already seen, should the clocks of two machines differ. */
export function nowFor(core: Core, state: CaseState): Instant {
  const now = core.now();
  return compareInstants(state.advancedTo, now) > 0 ? toInstant(state.advancedTo) : now;
}

/** Whether an act dated like this may have to be decided on an earlier state. */
export function needsHistory(
  state: CaseState,
  proceeding: string,
  occurredAt: Instant | PlainDate | undefined,
  facts: Facts,
): boolean {
  if (occurredAt === undefined) return false;
  const touched = lookUp(state.proceedings, proceeding)?.touched;
  if (touched === undefined) return false;
  let at: number;
  try {
    at = isPlainDate(occurredAt) ? millisOf(occurredAt) + 86_400_000 : millisOf(occurredAt);
  } catch {
    return false;
  }
  if (at <= millisOf(touched)) return true;
  const next = nextInstant(state, facts);
  return next !== null && next.at <= facts.now;
}

/** Refuses a person who may not see the case, in the words for a case that does not exist. */
export function seen(person: Person | undefined, state: CaseState, house: House, now: Instant): Person {
  if (!person || !canSee(person, state, house.directory, dayOf(now))) throw caseUnknown();
  return person;
}

export function keyOf(core: Core, caseId: string, wrapped: Buffer | null): CaseKey | null {
  return openCaseKey(core.keys, caseId, wrapped);
}

/** Hash under which a key is stored: of whom and for which case it was used, too. */
export const keyHash = (core: Core, who: string, caseId: string, key: string): Buffer =>
  core.keys.mac('idempotency', JSON.stringify([who, caseId, key]));

/** Hash of a body under the key that came with it: says nothing to who does not know that key. */
export const bodyHash = (key: string, body: unknown): Buffer =>
  createHmac('sha256', sha256(`body\n${key}`))
    .update(canonical(body))
    .digest();

export const mismatch = () => new Refused(refuse('idempotency-mismatch'));

/** Turns text that PostgreSQL cannot hold (a NUL character) into a refusal of the form. */
export function unstorable(error: unknown): unknown {
  const { code } = sqlState(error);
  if (code !== '22P05' && code !== '22021') return error;
  return new Refused(refuse('form-invalid/characters'));
}

const TRIES = 5;

/** What a decision wants written. */
export interface Decision<T> {
  events: NewEvent[];
  /** Rows that go with it, in the same transaction: the answer under its key, pieces of evidence. */
  extra?: (numbers: { first: number; last: number }) => Partial<Bundle>;
  /** What does not fit into one statement; runs first, in the same transaction. */
  before?: (client: Queryable) => Promise<void>;
  /** What may only follow the events; runs last, in the same transaction. */
  after?: (client: Queryable) => Promise<void>;
  answer: (written: Written) => T;
  recounted?: Recording['recounted'];
}

export interface Written {
  after: CaseState;
  columns: EventColumns[];
  key: CaseKey | null;
  now: Instant;
  house: House;
  named: CaseNames;
}

/** Another case that a decision looks at (the leading case of a merge); advanced in memory, written only when acts reach it. */
export type Peer = (caseId: string) => Promise<Loaded | null>;

type Decide<T> = (loaded: Loaded, now: Instant, peer: Peer) => Promise<{ done: T } | Decision<T>>;

/** Acts of these events on other cases: the leading case of a merge, the cases merged into one that ended. */
function ripples(after: CaseState, events: readonly NewEvent[]): { id: string; acts: CrossAct[] }[] {
  const found: { id: string; acts: CrossAct[] }[] = [];
  for (const e of events) {
    // A follower is named by the ledger: the event itself knows its leading case only.
    const leading = leadingOf(e);
    if (leading !== null) {
      const acts = leadingActs(e).map((x) => ({ ...x, form: { ...x.form, follower: after.id } }));
      found.push({ id: leading, acts });
    }
    const bound = after.mergedInto === null ? [] : boundActs(e);
    if (bound.length > 0) {
      found.push({
        id: after.mergedInto!,
        acts: bound.map((x) => ({ ...x, form: { ...x.form, follower: after.id } })),
      });
    }
    const toFollowers = followerActs(e);
    if (toFollowers.length > 0) for (const id of followersOf(after)) found.push({ id, acts: toFollowers });
  }
  return found;
}

interface Step {
  loaded: Loaded;
  after: CaseState;
  events: NewEvent[];
  recounted?: Recording['recounted'];
}

function recordStep(core: Core, step: Step, now: Instant, by: string | undefined) {
  const facts = factsFor(step.loaded.house, step.after.organ, now);
  const key = keyOf(core, step.after.id, step.loaded.wrapped);
  const recording: Recording = {
    before: step.loaded.state,
    after: step.after,
    events: step.events,
    head: step.loaded.head,
    key,
    keys: core.keys,
    recordedAt: now,
    calendars: facts.calendars,
    authority: facts.authority,
    startsIn: core.startsIn(),
    ...(by !== undefined ? { by } : {}),
    ...(step.recounted ? { recounted: step.recounted } : {}),
  };
  const made = bundle(recording);
  made.bundle.case.seen = step.loaded.seen;
  const { tags } = step.loaded;
  const more = documentTags(core.keys, made.columns).filter((tag) => !tags.includes(tag));
  if (tags.length > 0 && more.length > 0) made.bundle.case.tags = [...tags, ...more];
  return { key, ...made };
}

/**
 * Decides on a case and writes what follows, under the case's version: when somebody else acted in between, it is decided again
 * on what is true then. With one case, that is one statement; where other cases are touched, all are locked in the order of their
 * ids and decided on again. The last tries take the lock first, so that they cannot be overtaken.
 */
export async function change<T>(core: Core, caseId: string, options: Options, decide: Decide<T>): Promise<T> {
  const together = new Set([caseId]);
  for (let attempt = 1; ; attempt++) {
    try {
      const result =
        together.size > 1 || attempt >= TRIES - 1
          ? await inTransaction(core.pool, (client) => changeLocked(core, client, caseId, together, options, decide))
          : await changeAlone(core, caseId, together, options, decide);
      if (result !== AGAIN) {
        core.news();
        return result;
      }
    } catch (error) {
      if (error instanceof OnceMore && attempt < TRIES * 2) continue;
      if (error instanceof Behind && attempt < TRIES * 2) {
        for (const id of error.cases) await countAgain(core, id);
        continue;
      }
      // Somebody with the same key was faster: the next look finds their answer.
      if (options.keyHash && sqlState(error).constraint === 'idempotency_pkey' && attempt < TRIES) continue;
      throw unstorable(error);
    }
  }
}

const AGAIN = Symbol('again');
/** Undoes the transaction, because another case must be locked as well. */
class OnceMore extends Error {}

/** A calendar was published and these cases not counted again yet: that comes first. */
class Behind extends Error {
  readonly cases: readonly string[];
  constructor(cases: readonly string[]) {
    super('a calendar was published');
    this.cases = cases;
  }
}

/** Whether a calendar was published since the dates of this case were counted. */
export const isBehind = (loaded: Loaded): boolean => loaded.counted < loaded.house.publication;

function upToDate<L extends Loaded | null>(loaded: L): L {
  if (loaded !== null && isBehind(loaded)) throw new Behind([loaded.state.id]);
  return loaded;
}

/**
 * Counts the dates of a case under every calendar published since it was counted last; writes each date that moved as an event and
 * nothing when there is none to count for. Whoever comes first does it: the counting of a publication, a driver, an act.
 * @returns how many dates moved
 */
export function countAgain(core: Core, caseId: string): Promise<number> {
  return change<number>(core, caseId, { counts: true }, async (loaded, now) => {
    const { house } = loaded;
    if (!isBehind(loaded)) return { done: 0 };
    let { state } = loaded;
    const events: NewEvent[] = [];
    let moved = 0;
    for (const [i, published] of house.publications.entries()) {
      if (published.number <= loaded.counted) continue;
      // Each calendar is in force until the next one: what ends after that ends under the next.
      const until = house.publications[i + 1]?.at ?? now;
      const facts = {
        ...factsFor(house, state.organ, until < now ? until : now),
        calendars: calendarsAt(house, published.number),
      };
      const done = recount(state, published, calendarsAt(house, published.number - 1), facts);
      events.push(...shifted(events.length, done.events));
      state = done.state;
      moved += done.moved;
    }
    const recounted = { publication: house.publication, before: calendarsAt(house, loaded.counted) };
    return { events, recounted, answer: () => moved };
  });
}

interface Options {
  keyHash?: Buffer;
  /** It comes beside the tables of the proceedings: what fell due before is written first, else the case would take it for over. */
  beside?: boolean;
  by?: string;
  /** This is the counting itself. */
  counts?: boolean;
}

/** A case with what fell due before `now`, and the events that come behind that. */
interface Due {
  loaded: Loaded;
  followedBy(events: NewEvent[]): NewEvent[];
}

const nothingDue = (loaded: Loaded): Due => ({ loaded, followedBy: (events) => events });

function dueBefore(loaded: Loaded, now: Instant): Due {
  const first = advance(loaded.state, now, factsFor(loaded.house, loaded.state.organ, now));
  return {
    loaded: { ...loaded, state: first.state },
    followedBy: (events) => [...first.events, ...shifted(first.events.length, events)],
  };
}

/** The same events behind so many others: a cause is named by its place. */
const shifted = (others: number, events: readonly NewEvent[]): NewEvent[] =>
  events.map((e) => (e.cause === undefined ? e : { ...e, cause: e.cause + others }));

async function changeAlone<T>(
  core: Core,
  caseId: string,
  together: Set<string>,
  options: Options,
  decide: Decide<T>,
): Promise<T | typeof AGAIN> {
  const loaded = await loadCase(core, caseId, options.keyHash ?? null);
  if (!loaded) throw caseUnknown();
  if (!options.counts) upToDate(loaded);
  const now = nowFor(core, loaded.state);
  const due = options.beside ? dueBefore(loaded, now) : nothingDue(loaded);
  const decided = await decide(due.loaded, now, async (id) => upToDate(await loadCase(core, id)));
  if ('done' in decided) return decided.done;
  const events = due.followedBy(decided.events);
  const after = fold(loaded.state, events);
  const beyond = ripples(after, events);
  if (beyond.length > 0) {
    for (const { id } of beyond) together.add(id);
    return AGAIN;
  }
  const made = recordStep(core, { loaded, after, events, recounted: decided.recounted }, now, options.by);
  Object.assign(made.bundle, decided.extra?.({ first: due.loaded.state.version + 1, last: after.version }));
  const { before, after: following } = decided;
  const written =
    before || following
      ? await inTransaction(core.pool, async (client) => {
          await before?.(client);
          const house = await writeBundle(client, core.keys, made.bundle);
          // Somebody acted in between: what came before must not stay without it.
          if (house === null) throw new OnceMore();
          await following?.(client);
          return house;
        })
      : await writeBundle(core.pool, core.keys, made.bundle);
  if (written === null) return AGAIN;
  core.house.seen(written);
  return decided.answer({ after, columns: made.columns, key: made.key, now, house: loaded.house, named: loaded.named });
}

async function changeLocked<T>(
  core: Core,
  client: pg.PoolClient,
  caseId: string,
  together: Set<string>,
  options: Options,
  decide: Decide<T>,
): Promise<T> {
  const cases = new Map<string, Loaded>();
  for (const id of [...together].sort()) {
    const one = await loadCase(core, id, id === caseId ? (options.keyHash ?? null) : null, client);
    if (one) cases.set(id, one);
  }
  const behind = options.counts ? [] : [...cases.values()].filter(isBehind);
  if (behind.length > 0) throw new Behind(behind.map((x) => x.state.id));
  const loaded = cases.get(caseId);
  if (!loaded) throw caseUnknown();
  const now = [...cases.values()]
    .map((x) => nowFor(core, x.state))
    .sort()
    .at(-1)!;
  const due = options.beside ? dueBefore(loaded, now) : nothingDue(loaded);
  const decided = await decide(due.loaded, now, async (id) => {
    const known = cases.get(id);
    if (known || together.has(id)) return known ?? null;
    together.add(id);
    throw new OnceMore();
  });
  if ('done' in decided) return decided.done;
  const events = due.followedBy(decided.events);
  const after = fold(loaded.state, events);
  await decided.before?.(client);
  const made = recordStep(core, { loaded, after, events, recounted: decided.recounted }, now, options.by);
  Object.assign(made.bundle, decided.extra?.({ first: due.loaded.state.version + 1, last: after.version }));
  const written = await writeBundle(client, core.keys, made.bundle);
  if (written === null) throw new OnceMore();
  await decided.after?.(client);
  const steps = new Map<string, Step>();
  const waiting = ripples(after, events).map((ripple) => ({ ...ripple, beside: after }));
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { id, acts, beside } = next;
    if (!together.has(id)) {
      together.add(id);
      throw new OnceMore();
    }
    const peer = cases.get(id);
    if (!peer || id === caseId) continue;
    const step = steps.get(id) ?? { loaded: peer, after: peer.state, events: [] };
    for (const act of acts) {
      const facts = { ...factsFor(peer.house, step.after.organ, now), beside };
      const done = systemAct(step.after, act.kind, act.act, act.form, facts);
      step.events.push(...shifted(step.events.length, done.events));
      step.after = done.state;
      // What came to a leading case goes on to the others merged into it.
      waiting.push(...ripples(done.state, done.events).map((ripple) => ({ ...ripple, beside: done.state })));
    }
    steps.set(id, step);
  }
  for (const step of steps.values()) {
    if (step.events.length === 0) continue;
    if ((await writeBundle(client, core.keys, recordStep(core, step, now, undefined).bundle)) === null)
      throw new OnceMore();
  }
  return decided.answer({ after, columns: made.columns, key: made.key, now, house: loaded.house, named: loaded.named });
}

export const idempotencyRow = (
  hash: Buffer,
  body: Buffer,
  caseId: string,
  numbers: { first: number; last: number },
): NonNullable<Bundle['idempotency']> => ({
  key_hash: hex(hash),
  body_hash: hex(body),
  sealed_answer: null,
  case_id: caseId,
  first_event: numbers.first,
  last_event: numbers.last,
});
