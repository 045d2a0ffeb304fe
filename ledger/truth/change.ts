import type pg from 'pg';
import type { CaseState, Facts, NewEvent } from '../../domain/case/types.ts';
import { recount, systemAct } from '../../domain/kernel/index.ts';
import type { CrossAct } from '../../domain/proceedings/parts/merging.ts';
import type { Instant } from '../../domain/time/types.ts';
import type { EventColumns } from '../ground/chain.ts';
import { inTransaction, type Queryable } from '../ground/db.ts';
import type { CaseKey } from '../ground/sealing.ts';
import type { CaseNames } from '../types.ts';
import { type Core, caseUnknown, unstorable } from './core.ts';
import { dueBefore, nothingDue, shifted } from './due.ts';
import { calendarsAt, factsFor, type House } from './house.ts';
import { answeredBefore, cameSecond, type Once, rememberedBy } from './idempotency.ts';
import { fold, isBehind, keyOf, type Loaded, loadCase, nowFor } from './loading.ts';
import { bundle, type Recording } from './record.ts';
import { ripples } from './ripples.ts';
import { documentTags } from './search-tags.ts';
import { type Bundle, writeBundle } from './write.ts';

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

/** What is decided on a case beside others. */
export interface Step {
  loaded: Loaded;
  after: CaseState;
  events: NewEvent[];
  recounted?: Recording['recounted'];
}

/** Writes what was decided on a case, under these calendars. */
export function recordStep(
  core: Pick<Core, 'keys' | 'startsIn'>,
  step: Step,
  now: Instant,
  by?: string,
  facts = factsFor(step.loaded.house, step.after.organ, now),
) {
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
export async function change<T>(core: Core, caseId: string, options: Options<T>, decide: Decide<T>): Promise<T> {
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
      if (options.once && cameSecond(error) && attempt < TRIES) continue;
      throw unstorable(error);
    }
  }
}

const AGAIN = Symbol('again');

/** Undoes the transaction and decides again: another case must be locked as well, or something else was faster. */
export class OnceMore extends Error {}

/** A calendar was published and these cases not counted again yet: that comes first. */
class Behind extends Error {
  readonly cases: readonly string[];
  constructor(cases: readonly string[]) {
    super('a calendar was published');
    this.cases = cases;
  }
}

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

interface Options<T> {
  /** It is done once for each key. */
  once?: Once<Loaded, T> | null;
  /** It comes beside the tables of the proceedings: what fell due before is written first, else the case would take it for over. */
  beside?: boolean;
  by?: string;
  /** This is the counting itself. */
  counts?: boolean;
}

/** Decides, unless the same was asked before: then the answer is that of the first time. */
async function decideOnce<T>(
  { once }: Options<T>,
  loaded: Loaded,
  now: Instant,
  peer: Peer,
  decide: Decide<T>,
): ReturnType<Decide<T>> {
  if (!once) return decide(loaded, now, peer);
  const before = await answeredBefore(once, loaded, now);
  if (before) return before;
  const decided = await decide(loaded, now, peer);
  if ('done' in decided) return decided;
  const { extra } = decided;
  return {
    ...decided,
    extra: (numbers) => ({ ...extra?.(numbers), ...rememberedBy(once.asked, loaded.state.id, numbers) }),
  };
}

async function changeAlone<T>(
  core: Core,
  caseId: string,
  together: Set<string>,
  options: Options<T>,
  decide: Decide<T>,
): Promise<T | typeof AGAIN> {
  const loaded = await loadCase(core, caseId, options.once?.asked.hash);
  if (!loaded) throw caseUnknown();
  if (!options.counts) upToDate(loaded);
  const now = nowFor(core, loaded.state);
  const due = options.beside ? dueBefore(loaded, now) : nothingDue(loaded);
  const decided = await decideOnce(options, due.loaded, now, async (id) => upToDate(await loadCase(core, id)), decide);
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

/** Acts that go to a case, with the one beside it from which they come. */
interface Waiting {
  id: string;
  acts: CrossAct[];
  beside: CaseState;
}

/**
 * What goes from one case to others, and from these on, until nobody learns anything new by it.
 * @param caseOf the other case, locked; null for one that nothing goes to
 * @param goesTo told of all the cases to which something goes, before it is asked for one of them
 */
export function spread(
  first: readonly Waiting[],
  caseOf: (id: string) => Loaded | null,
  factsOf: (loaded: Loaded, organ: string) => Facts,
  steps = new Map<string, Step>(),
  goesTo: (ids: readonly string[]) => void = () => undefined,
): Map<string, Step> {
  const waiting = [...first];
  goesTo(waiting.map(({ id }) => id));
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { id, acts, beside } = next;
    const loaded = caseOf(id);
    if (!loaded) continue;
    const step = steps.get(id) ?? { loaded, after: loaded.state, events: [] };
    for (const act of acts) {
      const facts = { ...factsOf(loaded, step.after.organ), beside };
      const done = systemAct(step.after, act.kind, act.act, act.form, facts);
      step.events.push(...shifted(step.events.length, done.events));
      step.after = done.state;
      // What came to a leading case goes on to the others merged into it.
      const further = ripples(done.state, done.events).map((ripple) => ({ ...ripple, beside: done.state }));
      goesTo(further.map((ripple) => ripple.id));
      waiting.push(...further);
    }
    steps.set(id, step);
  }
  return steps;
}

async function changeLocked<T>(
  core: Core,
  client: pg.PoolClient,
  caseId: string,
  together: Set<string>,
  options: Options<T>,
  decide: Decide<T>,
): Promise<T> {
  const cases = new Map<string, Loaded>();
  for (const id of [...together].sort()) {
    const one = await loadCase(core, id, id === caseId ? options.once?.asked.hash : null, client);
    if (one) cases.set(id, one);
  }
  const behind = options.counts ? [] : [...cases.values()].filter(isBehind);
  if (behind.length > 0) throw new Behind(behind.map((x) => x.state.id));
  const loaded = cases.get(caseId);
  if (!loaded) throw caseUnknown();
  const now = [...cases.values()]
    .map((x) => nowFor(core, x.state))
    .reduce((latest, at) => (at > latest ? at : latest), nowFor(core, loaded.state));
  const due = options.beside ? dueBefore(loaded, now) : nothingDue(loaded);
  const peer = async (id: string) => {
    const known = cases.get(id);
    if (known || together.has(id)) return known ?? null;
    together.add(id);
    throw new OnceMore();
  };
  const decided = await decideOnce(options, due.loaded, now, peer, decide);
  if ('done' in decided) return decided.done;
  const events = due.followedBy(decided.events);
  const after = fold(loaded.state, events);
  await decided.before?.(client);
  const made = recordStep(core, { loaded, after, events, recounted: decided.recounted }, now, options.by);
  Object.assign(made.bundle, decided.extra?.({ first: due.loaded.state.version + 1, last: after.version }));
  const written = await writeBundle(client, core.keys, made.bundle);
  if (written === null) throw new OnceMore();
  await decided.after?.(client);
  const steps = spread(
    ripples(after, events).map((ripple) => ({ ...ripple, beside: after })),
    (id) => (id === caseId ? null : (cases.get(id) ?? null)),
    (peer, organ) => factsFor(peer.house, organ, now),
    new Map(),
    (ids) => {
      // All at once: a leading case may have hundreds.
      const lacking = ids.filter((id) => !together.has(id));
      for (const id of lacking) together.add(id);
      if (lacking.length > 0) throw new OnceMore();
    },
  );
  for (const step of steps.values()) {
    if (step.events.length === 0) continue;
    if ((await writeBundle(client, core.keys, recordStep(core, step, now).bundle)) === null) throw new OnceMore();
  }
  return decided.answer({ after, columns: made.columns, key: made.key, now, house: loaded.house, named: loaded.named });
}
