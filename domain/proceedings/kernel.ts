import { z } from 'zod';
import { deadlineById } from '../law/index.ts';
import { certificateOn, grantsOn, may, rolesOn, secondOfficer } from '../people/may.ts';
import type { Person } from '../people/types.ts';
import { dayOf, toInstant } from '../time/day.ts';
import type { Instant, PlainDate } from '../time/types.ts';
import { noticesFor } from '../notices.ts';
import { divide, DOCUMENT, optionalWords, PAPER, WITH_OFFICER, words } from './forms.ts';
import { evolve } from './evolve.ts';
import { refuse } from './refusal.ts';
import { rungsOf } from './rungs.ts';
import { REACTIONS, TABLES } from './tables.ts';
import type {
  ActedAs,
  ActRequest,
  CaseState,
  Change,
  Clock,
  ClockOutcome,
  ClockStart,
  Ctx,
  Facts,
  FactSheet,
  NewEvent,
  Proceeding,
  ProceedingKind,
  RecordedEvent,
  Refusal,
  Row,
  StopReason,
  Table,
  Verdict,
  Who,
} from './types.ts';

/** State of a proceeding that silence opened and a later paper showed to be without ground (design 5, two times). */
export const VOID = 'Void';

const SYSTEM: ActedAs = { id: 'system', role: 'system' };
/** An explicit instant this close to now is the act's own moment, not a date in the past. */
const NOW_TOLERANCE_MS = 5 * 60_000;

type Phase = 'act' | 'propose' | 'decide' | 'decline';
export type Named = { name: string; phase: Phase };

/** The events of one decision, with the state they lead to. */
class Run {
  state: CaseState;
  readonly facts: Facts;
  readonly events: NewEvent[] = [];
  constructor(state: CaseState, facts: Facts) {
    this.state = state;
    this.facts = facts;
  }

  push(event: NewEvent): void {
    this.events.push(event);
    this.state = evolve(this.state, event);
  }

  ctx(p: Proceeding, at: Instant, form: FactSheet, filled: boolean, person: Person | null): Ctx {
    return { case: this.state, p, form, filled, at, facts: this.facts, person };
  }
}

const isEnded = (table: Table, state: string) => state === VOID || table.ends.includes(state);

/** Whether a row can apply in a state. */
function reaches(row: Row, table: Table, state: string): boolean {
  if (state === VOID || row.from === 'none') return false;
  if (row.from === 'any') return true;
  if (row.from === 'open') return !isEnded(table, state);
  if (row.from === 'ended') return isEnded(table, state);
  return row.from.includes(state);
}

function flagged(row: Row, p: Proceeding): boolean {
  if (!row.flag) return true;
  return row.flag.startsWith('!') ? !p.flags.includes(row.flag.slice(1)) : p.flags.includes(row.flag);
}

function rowFor(table: Table, ctx: Ctx, match: (row: Row) => boolean): Row | undefined {
  return table.rows.find((r) => match(r) && reaches(r, table, ctx.p.state) && flagged(r, ctx.p) && (r.when?.(ctx) ?? true));
}

/** Open clocks of a deadline that a row of this proceeding means: its own, else the case's. */
function clocksOf(c: CaseState, p: Proceeding, deadline: string): Clock[] {
  const open = Object.values(c.clocks).filter((k) => k.deadline === deadline && k.stopped === null);
  const own = open.filter((k) => k.proceeding === p.id);
  return own.length > 0 ? own : open;
}

function stopReason(clock: Clock, at: Instant): StopReason {
  if (clock.outcome === null) return clock.kind === 'right' ? 'used' : 'met';
  return clock.outcome.at > at ? 'entered-late' : 'met-late';
}

const clockId = (c: CaseState, deadline: string, offset: number) =>
  `${deadline}-${Object.values(c.clocks).filter((k) => k.deadline === deadline).length + 1 + offset}`;

/** Builds the clock a row starts, or null where its region or condition is not given. */
function newClock(spec: ClockStart, ctx: Ctx, proceeding: string, on: PlainDate | undefined, offset: number): Clock | null {
  if (spec.when && !spec.when(ctx)) return null;
  const own = spec.length?.(ctx) ?? null;
  const start = spec.at?.(ctx) ?? on ?? ctx.at;
  const base = { id: clockId(ctx.case, spec.deadline, offset), deadline: spec.deadline, part: spec.part ?? 0, proceeding };
  const rest = { started: ctx.at, fired: [], outcome: null, stopped: null };
  if (spec.deadline.startsWith('house-')) {
    const limit = own ?? ctx.facts.authority.houseLimits[spec.deadline] ?? null;
    const count = limit ? { unit: limit.unit, length: limit.length, start, pauses: [], extensions: [] } : null;
    return { ...base, kind: spec.kind ?? 'house', confidence: 'house', edition: null, count, ...rest };
  }
  const row = deadlineById(spec.deadline);
  if (!row) throw new Error(`unknown deadline ${spec.deadline}`);
  if (row.region !== null && row.region !== ctx.facts.authority.region) return null;
  const part = row.parts[spec.part ?? 0];
  const length = own?.length ?? part?.length ?? null;
  const unit = own?.unit ?? part?.unit ?? null;
  const count =
    length === null || unit === null
      ? null
      : { unit, length, start, direction: row.direction, roll: row.roll, pauses: [], extensions: [] };
  return { ...base, kind: spec.kind ?? row.kind, confidence: row.confidence, edition: row.edition.inForce, count, ...rest };
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
function fire(run: Run, table: Table, row: Row, p: Proceeding, f: Firing): void {
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
  for (const id of row.cancel ?? []) for (const k of clocksOf(c, p, id)) stop(k, 'cancelled');
  for (const id of row.supersede ?? []) for (const k of clocksOf(c, p, id)) stop(k, 'superseded');
  for (const id of row.stop ?? []) for (const k of clocksOf(c, p, id)) stop(k, f.type === 'expiry' && k.outcome === null && k.kind !== 'our-duty' ? 'ended' : stopReason(k, f.at));
  for (const id of row.pause ?? []) for (const k of clocksOf(c, p, id)) changes.push({ op: 'pause', clock: k.id, from: f.on ?? f.at });
  for (const id of row.resume?.clocks ?? []) for (const k of clocksOf(c, p, id)) changes.push({ op: 'resume', clock: k.id, to: row.resume!.at(ctx) });
  for (const e of row.extend ?? []) for (const k of clocksOf(c, p, e.clock)) changes.push({ op: 'extend', clock: k.id, length: e.by(ctx), granted: f.on ?? f.at });
  const started: Record<string, number> = {};
  for (const spec of row.start ?? []) {
    const clock = newClock(spec, ctx, target.id, f.on, started[spec.deadline] ?? 0);
    if (!clock) continue;
    for (const old of Object.values(c.clocks)) {
      if (old.deadline === spec.deadline && old.part === clock.part && old.stopped === null && old.proceeding === target.id) stop(old, 'again');
    }
    started[spec.deadline] = (started[spec.deadline] ?? 0) + 1;
    changes.push({ op: 'clock', clock });
  }
  for (const flag of row.raise ?? []) changes.push({ op: 'flag', proceeding: target.id, flag, on: true });
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
      changes.push({ op: 'effect', effect: { kind: e.kind, proceeding: target.id, to: e.to, data: e.data?.(ctx) ?? {} } });
    }
  }
  const entered = opening || to !== p.state ? to : undefined;
  for (const effect of noticesFor({ kind: table.kind, name: f.name, type: f.type, entered, ctx, proceeding: target.id })) {
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
      if (k.proceeding !== p.id || opening || k.stopped || table.outlive.includes(k.deadline) || handed.has(k.deadline)) continue;
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

function newInstance(c: CaseState, table: Table, state: string, ended: boolean, at: Instant, linked: string | null): Proceeding {
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
const unborn = (kind: ProceedingKind, at: Instant, linked: string | null): Proceeding => ({
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
  const base = { type: 'reaction' as const, name: r.do.act, at: f.at, ...(f.on ? { on: f.on } : {}), actor: SYSTEM, facts: form, words: {}, person: null };
  const mark = run.events.length;
  if ('open' in r.do) {
    const kind = r.do.open;
    const table = TABLES[kind];
    if (r.do.unlessOpen && Object.values(run.state.proceedings).some((q) => q.kind === kind && q.ended === null)) return;
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

/** Outcome of a clock's expiry (design 6): only a confirmed duty of ours can be breached; a lapsed right is never a breach. */
function outcomeOf(clock: Clock, facts: Facts): ClockOutcome {
  switch (clock.kind) {
    case 'our-duty':
      return clock.confidence === 'text' || facts.authority.confirmed.includes(clock.deadline) ? 'breach' : 'warn';
    case 'others-duty':
      return 'silence';
    case 'right':
      return 'lapse';
    case 'term':
    case 'bar':
      return 'over';
    default:
      return 'warn';
  }
}

/** The next rung or expiry of a case, or of one proceeding's clocks; null when nothing waits. */
export function nextInstant(c: CaseState, facts: Pick<Facts, 'calendars'>, proceeding?: string) {
  let next: { clock: Clock; rung: string; at: Instant } | null = null;
  for (const clock of Object.values(c.clocks)) {
    if (clock.stopped || clock.count === null || (proceeding && clock.proceeding !== proceeding)) continue;
    for (const rung of rungsOf(clock, facts.calendars)) {
      if (clock.fired.includes(rung.id)) continue;
      if (next === null || rung.at < next.at) next = { clock, rung: rung.id, at: rung.at };
    }
  }
  return next;
}

function expire(run: Run, clock: Clock, rung: string, at: Instant): void {
  const p = run.state.proceedings[clock.proceeding]!;
  const table = TABLES[p.kind];
  if (rung !== 'expiry') {
    run.push(bare(p, 'rung', `${clock.deadline}:${rung}`, at, clock.deadline, [
      { op: 'fired', clock: clock.id, rung },
      { op: 'task', task: { to: taskRole(p), text: nearText(clock, rung), basis: clock.deadline } },
    ]));
    return;
  }
  const ctx = run.ctx(p, at, {}, true, null);
  const row = rowFor(table, ctx, (r) => r.expiry?.includes(clock.deadline) ?? false);
  const outcome = row?.outcome?.(ctx) ?? outcomeOf(clock, run.facts);
  const own: Change[] = [{ op: 'fired', clock: clock.id, rung: 'expiry', outcome }];
  if (!row) {
    if (outcome !== 'lapse' && outcome !== 'over') own.push({ op: 'task', task: { to: 'unit-head', text: overText(clock), basis: clock.deadline } });
    if (outcome !== 'breach' && outcome !== 'warn') own.push({ op: 'stop', clock: clock.id, why: outcome === 'lapse' ? 'lapsed' : 'ended' });
    run.push(bare(p, 'expiry', clock.deadline, at, clock.deadline, own));
    return;
  }
  fire(run, table, row, p, { type: 'expiry', name: clock.deadline, at, actor: SYSTEM, facts: {}, words: {}, person: null, first: own });
  const after = run.state.clocks[clock.id]!;
  if (!after.stopped && outcome !== 'breach' && outcome !== 'warn') {
    run.push(bare(run.state.proceedings[clock.proceeding]!, 'expiry', `${clock.deadline}:closed`, at, clock.deadline, [
      { op: 'stop', clock: clock.id, why: outcome === 'lapse' ? 'lapsed' : 'ended' },
    ]));
  }
}

function bare(p: Proceeding, type: NewEvent['type'], name: string, at: Instant, basis: string, changes: Change[]): NewEvent {
  return { type, proceeding: p.id, kind: p.kind, name, occurredAt: at, actor: SYSTEM, from: p.state, to: p.state, basis, facts: {}, words: {}, changes };
}

const taskRole = (p: Proceeding) => (p.kind === 'intake' ? 'clerk' : p.kind === 'listing' ? 'credit' : p.kind === 'disclosure' ? 'disclosure' : 'officer');
const titleOf = (clock: Clock) => deadlineById(clock.deadline)?.title ?? { zh: clock.deadline, en: clock.deadline };
const nearText = (clock: Clock, rung: string) => {
  const t = titleOf(clock);
  return rung === 'alarm'
    ? { zh: `${t.zh}:按严格计算已到期`, en: `${t.en}: over on the strict count` }
    : { zh: `${t.zh}:即将到期`, en: `${t.en}: due soon` };
};
const overText = (clock: Clock) => {
  const t = titleOf(clock);
  return { zh: `${t.zh}:期限已过`, en: `${t.en}: the period is over` };
};

function advanceRun(run: Run, now: Instant): void {
  for (;;) {
    const next = nextInstant(run.state, run.facts);
    if (!next || next.at > now) return;
    expire(run, next.clock, next.rung, next.at);
  }
}

/**
 * Applies every rung and expiry up to `now`, in order, each dated by its own instant.
 * @returns the events and the state they lead to; no events when nothing was due.
 */
export function advance(c: CaseState, now: Instant, facts: Facts): { state: CaseState; events: NewEvent[] } {
  const run = new Run(c, facts);
  advanceRun(run, toInstant(now));
  return { state: run.state, events: run.events };
}

/** Opens a case: the state before its first event, then the opening row of intake. */
export function openCase(blank: CaseState, facts: Facts, opening: { form: FactSheet; words: FactSheet; actor: ActedAs }): { state: CaseState; events: NewEvent[] } {
  const run = new Run(blank, facts);
  const table = TABLES.intake;
  const row = table.rows.find((r) => r.from === 'none');
  if (!row?.act) throw new Error('intake has no opening row');
  fire(run, table, row, unborn('intake', blank.receivedAt, null), {
    type: 'opened',
    name: row.act,
    at: blank.receivedAt,
    actor: opening.actor,
    facts: opening.form,
    words: opening.words,
    person: null,
  });
  return { state: run.state, events: run.events };
}

/** `accept:propose` → propose, `accept:decline` → decline. */
export function parseAct(act: string): Named {
  const [name = '', suffix] = act.split(':');
  return { name, phase: suffix === 'propose' ? 'propose' : suffix === 'decline' ? 'decline' : 'act' };
}

const whoActs = (row: Row, phase: Phase): Who => (phase === 'propose' ? row.proposedBy! : row.by);
const needsTwo = (who: Who) => typeof who === 'object' && 'staff' in who && who.two === true;
const isOutside = (who: Who) => typeof who === 'object' && 'outside' in who;

const schemas = new WeakMap<Row, Map<Phase, z.ZodObject>>();

/** The form of an act: the row's own fields with those that its kind adds (second officer, document, paper, opinion). */
export function formOf(row: Row, phase: Phase): z.ZodObject {
  let byPhase = schemas.get(row);
  if (!byPhase) schemas.set(row, (byPhase = new Map()));
  const known = byPhase.get(phase);
  if (known) return known;
  const who = whoActs(row, phase);
  const shape: Record<string, z.ZodType> =
    phase === 'decide'
      ? { opinion: optionalWords('审批意见', 'Opinion') }
      : phase === 'decline'
        ? { reasons: words('不同意的理由', 'Reasons for declining') }
        : { ...(row.form?.shape ?? {}) };
  if (needsTwo(who)) shape.withOfficer = WITH_OFFICER;
  if (isOutside(who)) shape.document = DOCUMENT;
  else if (who !== 'tipster' && who !== 'system') shape.paper = PAPER.optional();
  const schema = z.strictObject(shape);
  byPhase.set(phase, schema);
  return schema;
}

const phaseOf = (row: Row, named: Named): Phase => (named.phase === 'act' && row.proposedBy ? 'decide' : named.phase);

const fitsPhase = (row: Row, phase: Phase) => (phase === 'propose' || phase === 'decline' ? row.proposedBy !== undefined : true);

/** The act's legal moment: instant and, where only the day is known, the day. */
function momentOf(req: ActRequest, now: Instant): { at: Instant; on?: PlainDate } | Refusal {
  if (req.occurredAt === undefined) return { at: now };
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(req.occurredAt);
  if (isDay) {
    const today = dayOf(now);
    if (req.occurredAt > today) return inFuture();
    return { at: req.occurredAt === today ? now : toInstant(`${req.occurredAt}T23:59:59.999+08:00`), on: req.occurredAt };
  }
  const at = toInstant(req.occurredAt);
  const ahead = Date.parse(at) - Date.parse(now);
  if (ahead > 0) return ahead <= NOW_TOLERANCE_MS ? { at: now } : inFuture();
  return { at: -ahead <= NOW_TOLERANCE_MS ? now : at };
}

const inFuture = () =>
  refuse('occurred-in-future', '发生时间不能晚于现在。', 'An act cannot have happened in the future.', 'state', 'CC art. 201');

const isRefusal = (x: object): x is Refusal => 'code' in x;

/**
 * Decides one act on the state advanced to the act's own moment (design 5).
 * @returns every event to record, expiries up to `facts.now` first; or a refusal, and then nothing is to be recorded.
 */
export function decide(c: CaseState, req: ActRequest, facts: Facts): Verdict {
  const now = toInstant(facts.now);
  const run = new Run(c, { ...facts, now });
  advanceRun(run, now);
  const refusal = decideOn(run, req, now);
  return refusal ? { ok: false, refusal } : { ok: true, events: run.events };
}

function decideOn(run: Run, req: ActRequest, now: Instant): Refusal | null {
  const moment = momentOf(req, now);
  if (isRefusal(moment)) return moment;
  const { at, on } = moment;
  const current = run.state.proceedings[req.proceeding];
  if (!current) return refuse('proceeding-unknown', '没有这个程序。', 'There is no such proceeding in this case.', 'state');
  if (at < current.opened && !on) return beforeItsEvent();
  if (at < run.state.receivedAt) return beforeItsEvent();
  const named = parseAct(req.act);
  const table = TABLES[current.kind];
  if (!table.rows.some((r) => r.act === named.name)) {
    return refuse('act-unknown', '没有这个办理事项。', 'There is no such act in this proceeding.', 'form');
  }

  if (at < current.touched) {
    const back = turnBack(run, current, table, named, at);
    if (back) return back;
  }
  const p = run.state.proceedings[req.proceeding]!;
  const person = 'staff' in req.by ? (run.facts.directory.people[req.by.staff] ?? null) : null;
  const raw = (typeof req.form === 'object' && req.form !== null ? req.form : {}) as Record<string, unknown>;
  const asking = run.ctx(p, at, raw as FactSheet, true, person);
  const row = rowFor(table, asking, (r) => r.act === named.name && fitsPhase(r, named.phase));
  if (!row) return notNow(table, named.name, p);
  const phase = phaseOf(row, named);
  const who = whoActs(row, phase);

  const allowed = permission(run.state, run.facts, person, who, row, p, req, dayOf(at));
  if (allowed) return allowed;
  const parsed = formOf(row, phase).safeParse(raw);
  if (!parsed.success) return badForm(parsed.error);
  const { document, paper, withOfficer, ...own } = parsed.data as Record<string, unknown> & {
    document?: NewEvent['document'];
    paper?: NewEvent['paper'];
    withOfficer?: string;
  };
  if (withOfficer !== undefined && person) {
    const two = secondOfficer(person.id, withOfficer, run.state, run.facts.directory, dayOf(at));
    if (two) return two;
  }
  if (paper && !(paper.second in run.facts.directory.people && paper.second !== person?.id)) {
    return refuse('paper-second', '补录须有另一名工作人员见证。', 'A paper act needs a second member of staff.', 'house', 'house: paper acts');
  }
  const ownDoing = !isOutside(who) && who !== 'tipster';
  if (ownDoing && !paper && (on ? on < dayOf(now) : at < now)) {
    return refuse('own-act-backdated', '本机关自己的办理以录入时为准;更早的日期只能作为纸质办理补录(文号、扫描件、第二人)。', 'What we ourselves do happens when it is recorded; an earlier day only as a paper act with number, scan and a second person.', 'house', 'house: two times');
  }
  if (document && document.date > dayOf(now)) return inFuture();
  const { facts: kept, words: sealed } = divide(phase === 'act' || phase === 'propose' ? row.form : formOf(row, phase), own);

  const proposal = p.proposals[row.act!];
  if (phase === 'decide' || phase === 'decline') {
    if (!proposal) return refuse('nothing-proposed', '还没有人提出这一步,不能直接决定。', 'Nobody has proposed this step yet.', 'house', 'house: pairs');
    if (person && (proposal.by === person.id || p.doers[`${row.act}:propose`]?.with === person.id)) {
      return refuse('not-your-own-proposal', '提出的人不能自己批准。', 'Nobody approves what they proposed.', 'law', 'seed 003 part 五; seed 004 (四)');
    }
  }
  const form = phase === 'decide' ? { ...proposal!.facts, ...kept } : kept;
  const ctx = run.ctx(p, at, form, true, person);
  if (phase !== 'decline') {
    const no = guardsOf(row, ctx);
    if (no) return no;
    const bound = extensionBound(row, ctx, p);
    if (bound) return bound;
    if (on && (row.start ?? []).some((s) => deadlineById(s.deadline)?.parts[s.part ?? 0]?.unit === 'h' && (s.when?.(ctx) ?? true))) {
      return refuse('instant-needed', '这一步起算以小时计的期限,请填写具体时刻。', 'A period in hours starts here: give the time of day.', 'law', 'CC art. 201');
    }
  }
  const actor = actedAs(run.state, run.facts, person, who, phase, withOfficer, dayOf(at), row);
  const meta = { at, ...(on ? { on } : {}), actor, words: sealed, person, ...(document ? { document } : {}), ...(paper ? { paper } : {}) };
  if (phase === 'propose' || phase === 'decline') {
    const number = run.state.version + 1;
    run.push({
      ...bare(p, phase === 'propose' ? 'proposal' : 'declined', `${row.act}`, at, row.basis, [
        { op: 'proposal', proceeding: p.id, act: row.act!, proposal: phase === 'propose' ? { act: row.act!, by: actor.id, at, facts: kept, event: number } : null },
        ...(phase === 'propose' && person
          ? [{ op: 'doer' as const, proceeding: p.id, act: `${row.act}:propose`, by: person.id, ...(withOfficer ? { with: withOfficer } : {}) }]
          : []),
      ]),
      facts: kept,
      words: sealed,
      actor,
      ...(on ? { occurredOn: on } : {}),
      ...(document ? { document } : {}),
      ...(paper ? { paper } : {}),
    });
    return null;
  }
  const first: Change[] = proposal ? [{ op: 'proposal', proceeding: p.id, act: row.act!, proposal: null }] : [];
  fire(run, table, row, p, {
    type: 'act',
    name: row.act!,
    ...meta,
    facts: form,
    first,
    ...(person ? { doer: { act: row.act!, by: person.id, ...(withOfficer ? { with: withOfficer } : {}) } } : {}),
  });
  // An act of a past day may have started clocks that are already over.
  advanceRun(run, now);
  return null;
}

const beforeItsEvent = () =>
  refuse('before-its-event', '发生时间早于它所回应的事项。', 'The act is dated before the event it answers.', 'state', null);

function notNow(table: Table, act: string, p: Proceeding): Refusal {
  const state = table.states[p.state] ?? { zh: p.state, en: p.state };
  const label = table.rows.find((r) => r.act === act)!.label;
  return refuse('not-in-this-state', `“${state.zh}”状态下不能办理“${label.zh}”。`, `“${label.en}” is not possible in the state “${state.en}”.`, 'state', null);
}

function badForm(error: z.ZodError): Refusal {
  return {
    ...refuse('form-invalid', '表单有误,请按提示更正。', 'The form has mistakes: correct the named fields.', 'form'),
    fields: error.issues.map((i) => {
      const extra = i.code === 'unrecognized_keys' ? i.keys : [];
      return { field: [...i.path, ...extra].join('.'), message: { zh: zhIssue(i), en: i.message } };
    }),
  };
}

/** Chinese wording of a schema issue. */
export function zhIssue(i: z.core.$ZodIssue): string {
  switch (i.code) {
    case 'unrecognized_keys':
      return '没有这个字段';
    case 'too_big':
      return '超出上限';
    case 'too_small':
      return '未填写或低于下限';
    case 'invalid_value':
      return '不在可选范围内';
    case 'invalid_type':
      return i.input === undefined ? '必填' : '类型不对';
    default:
      return '格式不对';
  }
}

function permission(c: CaseState, facts: Facts, person: Person | null, who: Who, row: Row, p: Proceeding, req: Pick<ActRequest, 'by'>, day: PlainDate): Refusal | null {
  if ('tipster' in req.by) {
    const open = who === 'tipster' || (typeof who === 'object' && 'outside' in who && who.tipsterToo === true);
    return open ? null : refuse('not-for-tipster', '这一步不由举报人办理。', 'This step is not taken by the tipster.', 'person');
  }
  if (!person) return refuse('person-unknown', '没有这名工作人员。', 'There is no such member of staff.', 'person');
  return may(person, who, row, c, p, facts.directory, day);
}

function guardsOf(row: Row, ctx: Ctx): Refusal | null {
  for (const g of row.guards ?? []) {
    const no = g.check(ctx);
    if (no) return no;
  }
  return null;
}

/** An extension comes before expiry and stays inside its bound (counting.md 13–14; statutes 4). */
function extensionBound(row: Row, ctx: Ctx, p: Proceeding): Refusal | null {
  for (const e of row.extend ?? []) {
    for (const clock of clocksOf(ctx.case, p, e.clock)) {
      if (clock.fired.includes('expiry') && clock.outcome && clock.outcome.at <= ctx.at) {
        return refuse('extension-after-expiry', '期限已届满,不能再延长。', 'The period is over: it can no longer be extended.', 'law', clauseOf(clock));
      }
      const rule = deadlineById(clock.deadline)?.extension;
      if (!rule || !clock.count || !ctx.filled) continue;
      const used = (clock.count.extensions ?? []).reduce((sum, x) => sum + x.length, 0);
      if (rule.times === 'once' && used > 0) {
        return refuse('extension-once', '该期限只能延长一次。', 'This period can be extended once only.', 'law', clauseOf(clock));
      }
      if (rule.max !== null && used + e.by(ctx) > rule.max) {
        return refuse('extension-beyond-bound', `延长合计不得超过${rule.max}个单位日。`, `Extensions may not exceed ${rule.max} in all.`, 'law', clauseOf(clock));
      }
    }
  }
  return null;
}

const clauseOf = (clock: Clock) => deadlineById(clock.deadline)?.source.en ?? clock.deadline;

function actedAs(c: CaseState, facts: Facts, person: Person | null, who: Who, phase: Phase, withOfficer: string | undefined, day: PlainDate, _row: Row): ActedAs {
  if (!person) return { id: 'tipster', role: 'tipster' };
  if (typeof who === 'object' && 'outside' in who) return { id: `outside:${who.outside}`, role: 'outside', enteredBy: person.id };
  const held = rolesOn(person, c.organ, day);
  const wanted = typeof who === 'object' && 'staff' in who ? who.staff : [];
  const role = wanted.find((r) => held.has(r)) ?? [...held][0] ?? wanted[0]!;
  const grant = grantsOn(person, day).find((g) => g.roles.includes(role)) ?? grantsOn(person, day)[0];
  const certificate = certificateOn(person, day)?.number;
  return {
    id: person.id,
    role,
    organ: grant?.organ ?? c.organ,
    ...(grant ? { unit: grant.unit, post: grant.post.zh } : {}),
    ...(certificate && phase !== 'decline' ? { certificate } : {}),
    ...(withOfficer ? { withOfficer } : {}),
  };
}

/**
 * An act dated before the last event of its proceeding. Where only silence came after it, what silence did is compensated by a
 * `superseded` event; where people acted since, the act must still be possible now; else it is refused.
 */
function turnBack(run: Run, current: Proceeding, table: Table, named: Named, at: Instant): Refusal | null {
  const history: readonly (RecordedEvent | NewEvent)[] = [...(run.facts.history ?? []), ...run.events];
  const then = stateAt(run, history, at);
  const past = then?.proceedings[current.id];
  if (!then || !past) return beforeItsEvent();
  const ctx: Ctx = { case: then, p: past, form: {}, filled: false, at, facts: run.facts, person: null };
  const possibleThen = table.rows.some((r) => r.act === named.name && reaches(r, table, past.state) && flagged(r, past) && (r.when?.(ctx) ?? true));
  const later = history.filter((e) => e.occurredAt > at && e.proceeding === current.id);
  const possibleNow = table.rows.some((r) => r.act === named.name && reaches(r, table, current.state) && flagged(r, current));
  if (!possibleThen) return possibleNow ? beforeItsEvent() : notNow(table, named.name, past);
  const stateMoved = past.state !== current.state;
  const byPeople = later.some((e) => e.type !== 'expiry' && e.type !== 'rung' && e.type !== 'moved');
  if (!stateMoved) return null;
  if (byPeople) {
    return possibleNow
      ? null
      : refuse('later-acts', '此后已有办理记录,不能再补录到那之前。', 'People have acted since then: the act can no longer be entered before that.', 'state');
  }
  supersede(run, then, past, current, later, at);
  return null;
}

/** The case as its events up to an instant make it; null before its first event. */
function stateAt(run: Run, history: readonly (RecordedEvent | NewEvent)[], at: Instant): CaseState | null {
  const upTo = history.filter((e) => e.occurredAt <= at);
  if (upTo.length === 0) return null;
  let state = blankOf(run.state);
  for (const e of upTo) state = evolve(state, e);
  return state;
}

/** The case before its first event: what the opening event does not carry. */
export function blankOf(c: CaseState): CaseState {
  return {
    ...c,
    accused: { natural: c.accused.natural, linked: false, units: [], heads: [], persons: [] },
    officers: [],
    recused: [],
    mergedInto: null,
    proceedings: {},
    clocks: {},
    version: 0,
    advancedTo: c.receivedAt,
  };
}

function supersede(run: Run, then: CaseState, past: Proceeding, current: Proceeding, later: readonly (RecordedEvent | NewEvent)[], at: Instant): void {
  const changes: Change[] = [];
  const moved = later.filter((e) => e.type === 'expiry');
  for (const q of Object.values(run.state.proceedings)) {
    if (then.proceedings[q.id] || q.linked !== current.id || q.state === VOID) continue;
    changes.push({ op: 'state', proceeding: q.id, to: VOID, ended: true });
    for (const k of Object.values(run.state.clocks)) {
      if (k.proceeding === q.id && !k.stopped && !then.clocks[k.id]) changes.push({ op: 'stop', clock: k.id, why: 'without-ground' });
    }
  }
  for (const k of Object.values(run.state.clocks)) {
    const was = then.clocks[k.id];
    if (!was && k.proceeding === current.id && !k.stopped) changes.push({ op: 'stop', clock: k.id, why: 'without-ground' });
    if (was && !was.stopped && (k.stopped || k.proceeding !== was.proceeding)) {
      changes.push({ op: 'clock', clock: { ...k, proceeding: was.proceeding, stopped: null } });
    }
  }
  for (const flag of current.flags) if (!past.flags.includes(flag)) changes.push({ op: 'flag', proceeding: current.id, flag, on: false });
  for (const flag of past.flags) if (!current.flags.includes(flag)) changes.push({ op: 'flag', proceeding: current.id, flag, on: true });
  changes.push({ op: 'state', proceeding: current.id, to: past.state, ended: past.ended !== null, before: past.before });
  changes.push({
    op: 'task',
    task: {
      to: 'unit-head',
      text: { zh: '因逾期推定的状态已被补录推翻,已发出的文书请人工处理', en: 'A state reached by silence was shown to be wrong: deal with the letters already sent' },
      basis: 'house: two times',
    },
  });
  run.push({ ...bare(current, 'superseded', moved[0]?.name ?? 'silence', run.facts.now, 'house: two times', changes), to: past.state, facts: { from: at } });
}

export interface OfferedAct {
  proceeding: string;
  kind: ProceedingKind;
  act: string;
  label: { zh: string; en: string };
  basis: string;
  schema: unknown;
  /** Facts of the pending proposal, where one decides it. */
  proposal?: { by: string; at: Instant; facts: FactSheet };
}
export interface RefusedAct {
  proceeding: string;
  kind: ProceedingKind;
  act: string;
  label: { zh: string; en: string };
  refusal: Refusal;
}

const jsonSchemas = new WeakMap<z.ZodObject, unknown>();
/** JSON Schema of a form, titles and options included. */
export function jsonSchemaOf(schema: z.ZodObject): unknown {
  let json = jsonSchemas.get(schema);
  if (!json) jsonSchemas.set(schema, (json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })));
  return json;
}

/** What a person may do now in a case, each with its form, and what they may not, each with the reason. Case advanced to now. */
export function actsFor(c: CaseState, person: Person, facts: Facts): { allowed: OfferedAct[]; refused: RefusedAct[] } {
  const allowed: OfferedAct[] = [];
  const refused: RefusedAct[] = [];
  const day = dayOf(facts.now);
  for (const p of Object.values(c.proceedings)) {
    const table = TABLES[p.kind];
    const ctx: Ctx = { case: c, p, form: {}, filled: false, at: facts.now, facts, person };
    const seen = new Set<string>();
    for (const row of table.rows) {
      if (!row.act || row.from === 'none') continue;
      const phases: [string, Phase][] = row.proposedBy
        ? [[`${row.act}:propose`, 'propose'], [row.act, 'decide'], [`${row.act}:decline`, 'decline']]
        : [[row.act, 'act']];
      for (const [act, phase] of phases) {
        const who = whoActs(row, phase);
        if (who === 'system' || who === 'tipster' || seen.has(act)) continue;
        const here = reaches(row, table, p.state) && flagged(row, p) && (row.when?.(ctx) ?? true);
        if (!here && table.rows.some((r) => r !== row && r.act === row.act && reaches(r, table, p.state) && flagged(r, p) && (r.when?.(ctx) ?? true))) continue;
        const basic = { proceeding: p.id, kind: p.kind, act, label: phaseLabel(row, phase) };
        const proposal = p.proposals[row.act];
        if ((phase === 'decide' || phase === 'decline') && !proposal && here) {
          const role = permission(c, facts, person, who, row, p, { by: { staff: person.id } }, day);
          if (phase === 'decide' && !role) {
            seen.add(act);
            refused.push({ ...basic, refusal: refuse('nothing-proposed', '还没有人提出这一步。', 'Nobody has proposed this step yet.', 'house', 'house: pairs') });
          }
          continue;
        }
        const no = !here ? notNow(table, row.act, p) : (permission(c, facts, person, who, row, p, { by: { staff: person.id } }, day) ?? ownProposal(p, row, phase, person) ?? (phase === 'decline' ? null : (guardsOf(row, ctx) ?? extensionBound(row, ctx, p))));
        if (no) {
          if (no.code === 'not-your-role' || no.code === 'case-unknown') continue;
          if (no.code === 'not-in-this-state' && (phase !== 'act' && phase !== 'propose' || isEnded(table, p.state) || permission(c, facts, person, who, row, p, { by: { staff: person.id } }, day))) continue;
          seen.add(act);
          refused.push({ ...basic, refusal: no });
          continue;
        }
        seen.add(act);
        allowed.push({
          ...basic,
          basis: row.basis,
          schema: jsonSchemaOf(formOf(row, phase)),
          ...(proposal && phase !== 'propose' ? { proposal: { by: proposal.by, at: proposal.at, facts: proposal.facts } } : {}),
        });
      }
    }
  }
  return { allowed, refused };
}

function ownProposal(p: Proceeding, row: Row, phase: Phase, person: Person): Refusal | null {
  const mine = p.proposals[row.act!]?.by === person.id || p.doers[`${row.act}:propose`]?.with === person.id;
  return (phase === 'decide' || phase === 'decline') && mine
    ? refuse('not-your-own-proposal', '提出的人不能自己批准。', 'Nobody approves what they proposed.', 'law', 'seed 003 part 五; seed 004 (四)')
    : null;
}

function phaseLabel(row: Row, phase: Phase) {
  if (phase === 'propose') return { zh: `提出:${row.label.zh}`, en: `Propose: ${row.label.en}` };
  if (phase === 'decline') return { zh: `不同意:${row.label.zh}`, en: `Decline: ${row.label.en}` };
  if (phase === 'decide') return { zh: `批准:${row.label.zh}`, en: `Approve: ${row.label.en}` };
  return row.label;
}

/** Applies a system act of another case (merge, leading case ended) to this one, in the ledger's same transaction. */
export function systemAct(c: CaseState, kind: ProceedingKind, act: string, form: FactSheet, facts: Facts): { state: CaseState; events: NewEvent[] } {
  const run = new Run(c, facts);
  advanceRun(run, facts.now);
  for (const p of Object.values(run.state.proceedings)) {
    if (p.kind !== kind) continue;
    const table = TABLES[kind];
    const row = rowFor(table, run.ctx(p, facts.now, form, true, null), (x) => x.act === act);
    if (row) fire(run, table, row, p, { type: 'reaction', name: act, at: facts.now, actor: SYSTEM, facts: form, words: {}, person: null });
  }
  return { state: run.state, events: run.events };
}

