import { houseLimitOn } from '../authority/settled.ts';
import { clocksOf, openClocks } from '../case/clocks.ts';
import { lawOf } from '../case/edition.ts';
import {
  type CaseState,
  type Change,
  type Clock,
  type ClockStart,
  type Ctx,
  type Effect,
  type FactSheet,
  type NewEvent,
  PROCEEDING_KINDS,
  type Proceeding,
  type ProceedingKind,
  type Reaction,
  type Row,
  type StopReason,
  type Table,
  type Task,
} from '../case/types.ts';
import { goesUp } from '../effects.ts';
import { appliesIn } from '../law/index.ts';
import { sure } from '../look-up.ts';
import { noticesFor } from '../notices.ts';
import { reached } from '../people/left.ts';
import type { ActedAs, Person } from '../people/types.ts';
import { STANDS_ON_PAPER } from '../proceedings/paper/stands-on-paper.ts';
import { goingAlong } from '../proceedings/parts/merging.ts';
import { isThat, REACTIONS, TABLES } from '../proceedings/tables.ts';
import { compute } from '../time/count.ts';
import { dayOf, isPlainDate } from '../time/day.ts';
import type { Instant, PlainDate } from '../time/types.ts';
import { heldBack, tellWithheld, withholds } from './outward.ts';
import { actRows, isEnded, notAfter, type Run, rowFor, SYSTEM } from './run.ts';

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

/** Number that the next clock of a deadline bears in this case. */
function numberOf(c: CaseState, deadline: string): number {
  let n = 1;
  for (const k of Object.values(c.clocks)) if (k.deadline === deadline) n += 1;
  return n;
}

/**
 * Builds the clock a row starts, under the edition in force on the act's own day; null where its region or condition is not given, or
 * where that edition rests on another instrument than the row is about.
 */
function newClock(
  spec: ClockStart,
  ctx: Ctx,
  proceeding: string,
  on: PlainDate | undefined,
  offset: number,
): Clock | null {
  if (spec.when && !spec.when(ctx)) return null;
  const { deadline } = spec;
  const row = deadline.startsWith('house-') ? null : lawOf(ctx.facts).editionOn(deadline, dayOf(ctx.at));
  if (row === undefined) throw new Error(`unknown deadline ${deadline}`);
  if (row && !appliesIn(row, ctx.facts.authority.region)) return null;
  if (row && spec.under && !row.instruments.includes(spec.under)) return null;
  const part = spec.part ?? 0;
  const limit = row ? row.parts[part] : houseLimitOn(ctx.facts.authority, deadline, dayOf(ctx.at));
  const span = spec.length?.(ctx) ?? limit;
  const day = spec.at?.(ctx) ?? on ?? ctx.at;
  return {
    id: `${deadline}-${numberOf(ctx.case, deadline) + offset}`,
    deadline,
    part,
    proceeding,
    kind: spec.kind ?? row?.kind ?? 'house',
    confidence: row?.confidence ?? 'house',
    edition: row?.edition.inForce ?? null,
    count:
      !span || span.length === null
        ? null
        : {
            unit: span.unit,
            length: span.length,
            // Hours run from a moment: where only the day is known, from its end.
            start: span.unit === 'h' && isPlainDate(day) ? ctx.at : day,
            ...(row ? { direction: row.direction } : {}),
            // Durations do not roll (counting.md 4), those of a house rule neither.
            roll: row ? row.roll : spec.kind !== 'term',
            pauses: spec.paused?.(ctx) ? [{ from: day, to: null }] : [],
            extensions: [],
          },
    started: ctx.at,
    fired: [],
    outcome: null,
    stopped: null,
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

/** The clocks that one event closes, each once. */
class Closing {
  private readonly done: string[] = [];
  private readonly c: CaseState;
  private readonly p: Proceeding;
  private readonly f: Firing;
  private readonly changes: Change[];
  /** Entered with a date that time has gone beyond. */
  private readonly late: boolean;
  constructor(c: CaseState, p: Proceeding, f: Firing, changes: Change[]) {
    this.c = c;
    this.p = p;
    this.f = f;
    this.changes = changes;
    this.late = f.type === 'act' && f.at < c.advancedTo;
  }

  stop(clock: Clock, why: StopReason): void {
    if (this.done.includes(clock.id)) return;
    this.done.push(clock.id);
    this.changes.push({ op: 'stop', clock: clock.id, why });
  }

  /**
   * Closes the open clocks of a deadline, `why` null: as met. Of an act entered late also the one that time has closed since, and
   * what came of that.
   */
  close(open: Clock[], deadline: string, why: StopReason | null, part?: number): void {
    const { at, type } = this.f;
    const since = this.late ? closedSince(this.c, this.p, deadline, at) : [];
    const late = part === undefined ? since : since.filter((k) => k.part === part);
    for (const k of open) {
      if (late.length > 0 && !notAfter(k.started, at)) this.stop(k, 'without-ground');
      else this.stop(k, why ?? (type === 'expiry' ? silenceReason(k) : stopReason(k, at)));
    }
    for (const k of late) this.stop(k, why ?? 'entered-late');
  }
}

const REACTIONS_OF = Object.fromEntries(
  PROCEEDING_KINDS.map((kind) => [kind, REACTIONS.filter((r) => r.on.kind === kind)]),
) as Record<ProceedingKind, Reaction[]>;

/** Where a row leads. */
interface Led {
  to: string;
  ended: boolean;
  /** It begins an instance, which is `target`; else `target` is the proceeding itself. */
  opening: boolean;
  target: Proceeding;
  /** Back to the state that was kept. */
  back: boolean;
}

function leadsTo(run: Run, table: Table, row: Row, p: Proceeding, ctx: Ctx): Led {
  const chosen = typeof row.to === 'object' ? row.to.choose(ctx) : row.to;
  const back = chosen === 'before';
  const to = chosen === 'same' ? p.state : back ? (p.before ?? p.state) : chosen;
  const ended = isEnded(table, to);
  const opening = row.from === 'none' || row.opensRun === true;
  const linked = row.opensRun ? p.id : p.linked;
  const target = opening ? newInstance(run.state, table, to, ended, ctx.at, linked) : p;
  return { to, ended, opening, target, back };
}

/** One event while it is put together. */
interface Draft extends Led {
  run: Run;
  table: Table;
  row: Row;
  p: Proceeding;
  f: Firing;
  ctx: Ctx;
  /** The case before it. */
  c: CaseState;
  noted: FactSheet;
  changes: Change[];
  closing: Closing;
}

/** Applies a row: one event with all its changes, then the reactions of other proceedings. */
export function fire(run: Run, table: Table, row: Row, p: Proceeding, f: Firing): void {
  const c = run.state;
  const ctx = run.ctx(p, f.at, f.facts, true, f.person);
  const noted = row.note ? { ...f.facts, ...row.note(ctx) } : f.facts;
  const changes: Change[] = [...(f.first ?? [])];
  const closing = new Closing(c, p, f, changes);
  const d: Draft = { ...leadsTo(run, table, row, p, ctx), run, table, row, p, f, ctx, c, noted, changes, closing };
  if (d.opening) changes.push({ op: 'open', proceeding: d.target });
  closeClocks(d);
  startClocks(d);
  changeProceeding(d);
  const withheld = causeEffects(d);
  const reactions = reactionsTo(d);
  if (d.ended) endClocks(d, reactions);
  run.push(eventOf(d));
  const index = run.events.length - 1;
  for (const r of reactions) react(run, r, d.target.id, f, index);
  if (withheld.some(goesUp)) standsOnPaper(run, table, d.target.id, f, index);
}

/** What the row cancels, supersedes, stops, pauses, resumes and extends. */
function closeClocks({ row, p, f, ctx, c, changes, closing }: Draft): void {
  for (const id of row.cancel ?? []) closing.close(clocksOf(c, p, id), id, 'cancelled');
  for (const id of row.supersede ?? []) closing.close(clocksOf(c, p, id), id, 'superseded');
  for (const id of row.stop ?? []) closing.close(clocksOf(c, p, id), id, null);
  for (const id of row.pause ?? [])
    for (const k of clocksOf(c, p, id)) changes.push({ op: 'pause', clock: k.id, from: f.on ?? f.at });
  const { resume } = row;
  if (resume)
    for (const id of resume.clocks)
      for (const k of clocksOf(c, p, id)) changes.push({ op: 'resume', clock: k.id, to: resume.at(ctx) });
  for (const e of row.extend ?? [])
    for (const k of clocksOf(c, p, e.clock))
      changes.push({ op: 'extend', clock: k.id, length: e.by(ctx), granted: f.on ?? f.at });
}

/** What it starts; a clock of the same period that still runs there is closed first. */
function startClocks({ run, row, f, ctx, c, target, changes, closing }: Draft): void {
  const started: Record<string, number> = {};
  for (const spec of row.start ?? []) {
    const fresh = newClock(spec, ctx, target.id, f.on, started[spec.deadline] ?? 0);
    if (!fresh) continue;
    const again = run.strength === 'late' && row.expiry?.includes(spec.deadline) === true;
    const clock = again ? lastRound(fresh, run) : fresh;
    const open = openClocks(c).filter(
      (k) => k.deadline === spec.deadline && k.part === clock.part && k.proceeding === target.id,
    );
    closing.close(open, spec.deadline, 'again', clock.part);
    started[spec.deadline] = (started[spec.deadline] ?? 0) + 1;
    changes.push({ op: 'clock', clock });
  }
}

/** Flags, facts, state, who did it, and what the row changes of the case. */
function changeProceeding({ row, p, f, ctx, c, noted, to, ended, opening, target, back, changes }: Draft): void {
  const flag = (name: string, on: boolean) => changes.push({ op: 'flag', proceeding: target.id, flag: name, on });
  for (const name of row.raise ?? []) flag(name, true);
  for (const name of row.carry ?? []) if (p.linked && c.proceedings[p.linked]?.flags.includes(name)) flag(name, true);
  for (const name of row.lower ?? []) flag(name, false);
  if (Object.keys(noted).length > 0) changes.push({ op: 'facts', proceeding: target.id, facts: noted });
  const reopened = p.ended !== null && !ended;
  if (!opening && (to !== p.state || row.keepsState || back || reopened)) {
    const keep = row.keepsState ? p.state : back ? null : p.before;
    changes.push({ op: 'state', proceeding: p.id, to, ended, before: keep, ...(reopened ? { run: p.run + 1 } : {}) });
  }
  if (f.doer) changes.push({ op: 'doer', proceeding: target.id, ...f.doer });
  if (row.patch) changes.push({ op: 'case', set: row.patch(ctx) });
}

/** The state that is entered by it; undefined: none. */
const enteredBy = ({ opening, to, p }: Draft): string | undefined => (opening || to !== p.state ? to : undefined);

/**
 * Tasks, effects and notices, and how merged cases go along.
 * @returns what would leave the building and does not, since nothing but a paper speaks for it
 */
function causeEffects(d: Draft): Effect[] {
  const { run, table, row, f, ctx, target, changes } = d;
  for (const { when, ...task } of row.tasks ?? []) {
    if (when?.(ctx) ?? true) changes.push({ op: 'task', task: told(task, d) });
  }
  const withheld: Effect[] = [];
  const cause = (effect: Effect) => {
    if (withholds(run, target, effect)) withheld.push(effect);
    else changes.push({ op: 'effect', effect });
  };
  for (const e of row.effects ?? []) {
    if (e.when?.(ctx) ?? true) cause({ kind: e.kind, proceeding: target.id, to: e.to, data: e.data?.(ctx) ?? {} });
  }
  const { name, type } = f;
  for (const effect of noticesFor({ kind: table.kind, name, type, entered: enteredBy(d), ctx, proceeding: target.id }))
    cause(effect);
  const goAlong = goingAlong(ctx.case).length > 0 ? row.merged : undefined;
  const held = heldBack(run);
  if (goAlong !== undefined && !held) changes.push({ op: 'merged', act: goAlong });
  for (const told of tellWithheld(run, target, withheld, goAlong !== undefined && held))
    changes.push({ op: 'task', task: told });
  return withheld;
}

/** What a head is to look at, of whom none is left, stands with whoever takes the case in: else it would stand in nobody's list. */
function told(task: Task, { ctx, changes }: Draft): Task {
  const set = changes.flatMap((x) => (x.op === 'case' ? [x.set] : []));
  const after: CaseState = Object.assign({}, ctx.case, ...set);
  return { ...task, to: reached(task.to, after, ctx.facts.directory, dayOf(ctx.facts.now)) };
}

function reactionsTo(d: Draft): Reaction[] {
  const { type, name } = d.f;
  const event = { type, name, entered: enteredBy(d) };
  return REACTIONS_OF[d.table.kind].filter(({ on }) => isThat(on, event));
}

/** A proceeding that ends takes its clocks along, save those that outlive it or go over to what it opens. */
function endClocks({ table, p, c, opening, closing }: Draft, reactions: readonly Reaction[]): void {
  const handed = new Set(reactions.flatMap((r) => ('open' in r.do ? (r.do.handOver ?? []) : [])));
  for (const k of openClocks(c)) {
    if (k.proceeding !== p.id || opening || table.outlive.includes(k.deadline) || handed.has(k.deadline)) continue;
    closing.stop(k, 'ended');
  }
}

const eventOf = ({ table, row, p, f, noted, to, opening, target, changes }: Draft): NewEvent => ({
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

/** What a paper says was put up or listed has not been by us: a pair does it now, or records why not. */
function standsOnPaper(run: Run, table: Table, id: string, f: Firing, index: number): void {
  const p = run.proceeding(id);
  const row = rowFor(table, run.ctx(p, f.at, {}, true, null), actRows(table, STANDS_ON_PAPER));
  if (!row) return;
  const mark = run.events.length;
  fire(run, table, row, p, {
    type: 'reaction',
    name: STANDS_ON_PAPER,
    at: f.at,
    ...(f.on ? { on: f.on } : {}),
    actor: SYSTEM,
    facts: {},
    words: {},
    person: null,
  });
  const first = run.events[mark];
  if (first) first.cause = index;
}

/** Of a clock that its own end starts again, the round that is not over yet: rounds of months that are over warn nobody. */
function lastRound(clock: Clock, run: Run): Clock {
  let round = clock;
  while (round.count !== null) {
    const end = sure(compute(round.count, run.facts.calendars).expiresAt, 'the end of a round, which nothing suspends');
    if (end > run.facts.now || end <= round.started) break;
    round = { ...round, started: end, count: { ...round.count, start: end } };
  }
  return round;
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
    const row = actRows(table, r.do.act).find((x) => x.from === 'none');
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
      const p = run.proceeding(id);
      if (p.kind !== on) continue;
      const table = TABLES[on];
      const row = rowFor(table, run.ctx(p, f.at, form, true, null), actRows(table, act));
      if (row) fire(run, table, row, p, base);
    }
  }
  const first = run.events[mark];
  if (first) first.cause = cause;
}
