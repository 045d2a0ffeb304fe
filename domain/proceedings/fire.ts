import { appliesIn, deadlineById } from '../law/index.ts';
import { noticesFor } from '../notices.ts';
import type { Person } from '../people/types.ts';
import { isPlainDate } from '../time/day.ts';
import type { Instant, PlainDate } from '../time/types.ts';
import { clocksOf, isEnded, notAfter, type Run, rowFor, SYSTEM } from './run.ts';
import { REACTIONS, TABLES } from './tables.ts';
import type {
  ActedAs,
  CaseState,
  Change,
  Clock,
  ClockStart,
  Ctx,
  FactSheet,
  NewEvent,
  Proceeding,
  ProceedingKind,
  Row,
  StopReason,
  Table,
} from './types.ts';

function stopReason(clock: Clock, at: Instant): StopReason {
  if (clock.outcome === null) return clock.kind === 'right' ? 'used' : 'met';
  // An extension, a pause or the act itself was entered behind an end that is thereby shown to be none.
  return clock.outcome.at > at || !clock.fired.includes('expiry') ? 'entered-late' : 'met-late';
}

const BY_TIME: StopReason[] = ['lapsed', 'ended', 'again'];

/** Clocks that time closed after the moment of an act which would have stopped them. */
const closedSince = (c: CaseState, p: Proceeding, deadline: string, at: Instant): Clock[] =>
  Object.values(c.clocks).filter(
    (k) =>
      k.deadline === deadline &&
      k.proceeding === p.id &&
      k.stopped !== null &&
      BY_TIME.includes(k.stopped.why) &&
      k.stopped.at > at &&
      notAfter(k.started, at) &&
      k.outcome !== null &&
      k.outcome.at > at,
  );

/** A clock closed by the passing of time was not met by anybody. */
const silenceReason = (clock: Clock): StopReason => (clock.kind === 'right' ? 'lapsed' : 'ended');

const clockId = (c: CaseState, deadline: string, offset: number) =>
  `${deadline}-${Object.values(c.clocks).filter((k) => k.deadline === deadline).length + 1 + offset}`;

/** Builds the clock a row starts, or null where its region or condition is not given. */
function newClock(
  spec: ClockStart,
  ctx: Ctx,
  proceeding: string,
  on: PlainDate | undefined,
  offset: number,
): Clock | null {
  if (spec.when && !spec.when(ctx)) return null;
  const own = spec.length?.(ctx) ?? null;
  const day = spec.at?.(ctx) ?? on ?? ctx.at;
  // Hours run from a moment: where only the day is known, from its end.
  const from = (unit: string) => (unit === 'h' && isPlainDate(day) ? ctx.at : day);
  const base = {
    id: clockId(ctx.case, spec.deadline, offset),
    deadline: spec.deadline,
    part: spec.part ?? 0,
    proceeding,
  };
  const rest = { started: ctx.at, fired: [], outcome: null, stopped: null };
  const pauses = () => (spec.paused?.(ctx) ? [{ from: day, to: null }] : []);
  if (spec.deadline.startsWith('house-')) {
    const limit = own ?? ctx.facts.authority.houseLimits[spec.deadline] ?? null;
    // Durations do not roll (counting.md 4), those of a house rule neither.
    const roll = spec.kind !== 'term';
    const count = limit
      ? { unit: limit.unit, length: limit.length, start: from(limit.unit), roll, pauses: pauses(), extensions: [] }
      : null;
    return { ...base, kind: spec.kind ?? 'house', confidence: 'house', edition: null, count, ...rest };
  }
  const row = deadlineById(spec.deadline);
  if (!row) throw new Error(`unknown deadline ${spec.deadline}`);
  if (!appliesIn(row, ctx.facts.authority.region)) return null;
  const part = row.parts[spec.part ?? 0];
  const length = own?.length ?? part?.length ?? null;
  const unit = own?.unit ?? part?.unit ?? null;
  const count =
    length === null || unit === null
      ? null
      : { unit, length, start: from(unit), direction: row.direction, roll: row.roll, pauses: pauses(), extensions: [] };
  return {
    ...base,
    kind: spec.kind ?? row.kind,
    confidence: row.confidence,
    edition: row.edition.inForce,
    count,
    ...rest,
  };
}

interface Firing {
  type: NewEvent['type'];
  name: string;
  at: Instant;
  on?: PlainDate;
  actor: ActedAs;
  facts: FactSheet;
  words: FactSheet;
  person: Person | null;
  document?: NewEvent['document'];
  paper?: NewEvent['paper'];
  /** Changes that come before those of the row (an expiry's own). */
  first?: Change[];
  doer?: { act: string; by: string; with?: string };
}

/** Applies a row: one event with all its changes, then the reactions of other proceedings. */
export function fire(run: Run, table: Table, row: Row, p: Proceeding, f: Firing): void {
  const c = run.state;
  const ctx = run.ctx(p, f.at, f.facts, true, f.person);
  const noted = row.note ? { ...f.facts, ...row.note(ctx) } : f.facts;
  const changes: Change[] = [...(f.first ?? [])];
  const stopped = new Set<string>();
  const stop = (clock: Clock, why: StopReason) => {
    if (stopped.has(clock.id)) return;
    stopped.add(clock.id);
    changes.push({ op: 'stop', clock: clock.id, why });
  };

  const before = p.before;
  const chosen = typeof row.to === 'object' ? row.to.choose(ctx) : row.to;
  const to = chosen === 'same' ? p.state : chosen === 'before' ? (before ?? p.state) : chosen;
  const ended = isEnded(table, to);
  const opening = row.from === 'none' || row.opensRun === true;
  const target = opening ? newInstance(run.state, table, to, ended, f.at, row.opensRun ? p.id : p.linked) : p;

  if (opening) changes.push({ op: 'open', proceeding: target });
  const late = f.type === 'act' && f.at < c.advancedTo;
  /** Closes the clocks of a deadline; of an act entered late also the one that time has closed since, and what came of that. */
  const close = (
    open: Clock[],
    deadline: string,
    why: (k: Clock) => StopReason,
    lateWhy: StopReason,
    part?: number,
  ) => {
    const since = late ? closedSince(c, p, deadline, f.at).filter((k) => part === undefined || k.part === part) : [];
    for (const k of open) stop(k, since.length > 0 && !notAfter(k.started, f.at) ? 'without-ground' : why(k));
    for (const k of since) stop(k, lateWhy);
  };
  for (const id of row.cancel ?? []) close(clocksOf(c, p, id), id, () => 'cancelled', 'cancelled');
  for (const id of row.supersede ?? []) close(clocksOf(c, p, id), id, () => 'superseded', 'superseded');
  for (const id of row.stop ?? [])
    close(
      clocksOf(c, p, id),
      id,
      (k) => (f.type === 'expiry' ? silenceReason(k) : stopReason(k, f.at)),
      'entered-late',
    );
  for (const id of row.pause ?? [])
    for (const k of clocksOf(c, p, id)) changes.push({ op: 'pause', clock: k.id, from: f.on ?? f.at });
  for (const id of row.resume?.clocks ?? [])
    for (const k of clocksOf(c, p, id)) changes.push({ op: 'resume', clock: k.id, to: row.resume!.at(ctx) });
  for (const e of row.extend ?? [])
    for (const k of clocksOf(c, p, e.clock))
      changes.push({ op: 'extend', clock: k.id, length: e.by(ctx), granted: f.on ?? f.at });
  const started: Record<string, number> = {};
  for (const spec of row.start ?? []) {
    const clock = newClock(spec, ctx, target.id, f.on, started[spec.deadline] ?? 0);
    if (!clock) continue;
    const open = Object.values(c.clocks).filter(
      (k) => k.deadline === spec.deadline && k.part === clock.part && k.stopped === null && k.proceeding === target.id,
    );
    close(open, spec.deadline, () => 'again', 'again', clock.part);
    started[spec.deadline] = (started[spec.deadline] ?? 0) + 1;
    changes.push({ op: 'clock', clock });
  }
  for (const flag of row.raise ?? []) changes.push({ op: 'flag', proceeding: target.id, flag, on: true });
  for (const flag of row.carry ?? []) {
    if (p.linked && c.proceedings[p.linked]?.flags.includes(flag))
      changes.push({ op: 'flag', proceeding: target.id, flag, on: true });
  }
  for (const flag of row.lower ?? []) changes.push({ op: 'flag', proceeding: target.id, flag, on: false });
  if (Object.keys(noted).length > 0) changes.push({ op: 'facts', proceeding: target.id, facts: noted });
  if (!opening && (to !== p.state || row.keepsState || chosen === 'before' || (p.ended !== null && !ended))) {
    const keep = row.keepsState ? p.state : chosen === 'before' ? null : p.before;
    const reopened = p.ended !== null && !ended;
    changes.push({ op: 'state', proceeding: p.id, to, ended, before: keep, ...(reopened ? { run: p.run + 1 } : {}) });
  }
  if (f.doer) changes.push({ op: 'doer', proceeding: target.id, ...f.doer });
  if (row.patch) changes.push({ op: 'case', set: row.patch(ctx) });
  for (const task of row.tasks ?? []) changes.push({ op: 'task', task });
  for (const e of row.effects ?? []) {
    if (e.when?.(ctx) ?? true) {
      changes.push({
        op: 'effect',
        effect: { kind: e.kind, proceeding: target.id, to: e.to, data: e.data?.(ctx) ?? {} },
      });
    }
  }
  const entered = opening || to !== p.state ? to : undefined;
  for (const effect of noticesFor({
    kind: table.kind,
    name: f.name,
    type: f.type,
    entered,
    ctx,
    proceeding: target.id,
  })) {
    changes.push({ op: 'effect', effect });
  }
  const reactions = REACTIONS.filter(
    (r) =>
      r.on.kind === table.kind &&
      ((r.on.act !== undefined && f.type !== 'expiry' && r.on.act === f.name) ||
        (r.on.expiry !== undefined && f.type === 'expiry' && r.on.expiry === f.name) ||
        (r.on.entered !== undefined && r.on.entered === entered)),
  );
  if (ended) {
    const handed = new Set(reactions.flatMap((r) => ('open' in r.do ? (r.do.handOver ?? []) : [])));
    for (const k of Object.values(c.clocks)) {
      if (k.proceeding !== p.id || opening || k.stopped || table.outlive.includes(k.deadline) || handed.has(k.deadline))
        continue;
      stop(k, 'ended');
    }
  }
  run.push({
    type: f.type,
    proceeding: target.id,
    kind: table.kind,
    name: f.name,
    occurredAt: f.at,
    ...(f.on ? { occurredOn: f.on } : {}),
    actor: f.actor,
    from: opening ? null : p.state,
    to,
    basis: row.basis,
    facts: noted,
    ...(f.document ? { document: f.document } : {}),
    ...(f.paper ? { paper: f.paper } : {}),
    words: f.words,
    changes,
  });
  const cause = run.events.length - 1;
  for (const r of reactions) react(run, r, target.id, f, cause);
}

function newInstance(
  c: CaseState,
  table: Table,
  state: string,
  ended: boolean,
  at: Instant,
  linked: string | null,
): Proceeding {
  const n = Object.values(c.proceedings).filter((q) => q.kind === table.kind).length + 1;
  return {
    id: `${table.kind}-${n}`,
    kind: table.kind,
    state,
    before: null,
    run: 1,
    flags: [],
    opened: at,
    ended: ended ? at : null,
    touched: at,
    linked,
    facts: {},
    proposals: {},
    doers: {},
  };
}

/** Proceeding used as `p` while a row with `from: 'none'` opens one. */
export const unborn = (kind: ProceedingKind, at: Instant, linked: string | null): Proceeding => ({
  id: '',
  kind,
  state: '',
  before: null,
  run: 0,
  flags: [],
  opened: at,
  ended: null,
  touched: at,
  linked,
  facts: {},
  proposals: {},
  doers: {},
});

function react(run: Run, r: (typeof REACTIONS)[number], source: string, f: Firing, cause: number): void {
  const from = run.state.proceedings[source];
  if (!from) return;
  const why = run.ctx(from, f.at, f.facts, true, f.person);
  if (r.when && !r.when(why)) return;
  const form = r.do.form?.(why) ?? {};
  const base = {
    type: 'reaction' as const,
    name: r.do.act,
    at: f.at,
    ...(f.on ? { on: f.on } : {}),
    actor: SYSTEM,
    facts: form,
    words: {},
    person: null,
  };
  const mark = run.events.length;
  if ('open' in r.do) {
    const kind = r.do.open;
    const table = TABLES[kind];
    if (r.do.unlessOpen && Object.values(run.state.proceedings).some((q) => q.kind === kind && q.ended === null))
      return;
    const p = unborn(kind, f.at, source);
    const row = table.rows.find((x) => x.from === 'none' && x.act === r.do.act);
    if (!row) throw new Error(`no opening row ${r.do.act} in ${kind}`);
    const handed = (r.do.handOver ?? []).flatMap((id) => clocksOf(run.state, from, id).map((k) => k.id));
    const id = `${kind}-${Object.values(run.state.proceedings).filter((q) => q.kind === kind).length + 1}`;
    fire(run, table, row, p, {
      ...base,
      first: handed.map((clock) => ({ op: 'handover' as const, clock, proceeding: id })),
    });
  } else {
    const { on, act } = r.do;
    for (const id of Object.keys(run.state.proceedings)) {
      const p = run.state.proceedings[id]!;
      if (p.kind !== on) continue;
      const table = TABLES[on];
      const row = rowFor(table, run.ctx(p, f.at, form, true, null), (x) => x.act === act);
      if (row) fire(run, table, row, p, base);
    }
  }
  const first = run.events[mark];
  if (first) first.cause = cause;
}
