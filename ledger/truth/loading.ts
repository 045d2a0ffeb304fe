import type { CaseState, Facts, NewEvent, RecordedEvent } from '../../domain/case/types.ts';
import { evolve, nextInstant } from '../../domain/kernel/index.ts';
import { lookUp } from '../../domain/look-up.ts';
import { canSee } from '../../domain/people/may.ts';
import type { Person } from '../../domain/people/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { compareInstants, dayOf, isPlainDate, millisOf, toInstant } from '../../domain/time/day.ts';
import type { Instant, PlainDate } from '../../domain/time/types.ts';
import type { EventColumns } from '../ground/chain.ts';
import { ask, instantFrom, type Queryable } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import { type CaseKey, openCaseKey } from '../ground/sealing.ts';
import { isBound, stateBinding } from '../ground/truth.ts';
import type { CaseNames } from '../types.ts';
import { type Core, caseUnknown, isId } from './core.ts';
import type { House } from './house.ts';
import type { Repeat } from './idempotency.ts';

/** A case as it stands, with the house that it is decided in. */
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
  repeat: Repeat | null;
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
  core: Pick<Core, 'keys' | 'house'> & { pool: Queryable },
  caseId: string,
  keyHash: Buffer | null = null,
  lock?: Queryable,
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

/** Whether staff entered the tip, as its opening says: whatever the channel, which an earlier version let them choose freely. */
export const openedByStaff = ({ actor }: Pick<StoredEvent, 'actor'>): boolean => actor.role !== 'tipster';

/** Events of a case by number, both ends among them. */
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
export function nowFor(core: Pick<Core, 'now'>, state: CaseState): Instant {
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

export function keyOf(core: Pick<Core, 'keys'>, caseId: string, wrapped: Buffer | null): CaseKey | null {
  return openCaseKey(core.keys, caseId, wrapped);
}

/** Whether a calendar was published since the dates of this case were counted. */
export const isBehind = (loaded: Loaded): boolean => loaded.counted < loaded.house.publication;
