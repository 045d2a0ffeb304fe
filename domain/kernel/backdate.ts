import type {
  CaseState,
  Change,
  Ctx,
  FactSheet,
  NewEvent,
  Proceeding,
  RecordedEvent,
  Refusal,
  Row,
  Table,
} from '../case/types.ts';
import { sure } from '../look-up.ts';
import type { Person } from '../people/types.ts';
import { divide } from '../proceedings/parts/forms.ts';
import { refuse } from '../refusal.ts';
import type { Instant, PlainDate } from '../time/types.ts';
import { advanceRun } from './advance.ts';
import { evolve } from './evolve.ts';
import { fire } from './fire.ts';
import { badForm, fitsPhase, formOf, legible, type Named, phaseOf } from './form-of.ts';
import { beforeItsEvent, notNow } from './permit.ts';
import { actRows, bare, notAfter, Run, rowFor, SYSTEM, there, VOID } from './run.ts';

type Known = (RecordedEvent | NewEvent) & { number: number };

/** An act dated before the last event of its proceeding, as it was asked for. */
export interface Backdated {
  current: Proceeding;
  table: Table;
  named: Named;
  at: Instant;
  on: PlainDate | undefined;
  raw: Record<string, unknown>;
  /** Facts of the waiting proposal, where one decides it. */
  pending: FactSheet | undefined;
  person: Person | null;
}

/**
 * What becomes of such an act. `behind`: what silence did since stands all the same, the act is recorded behind it, with the
 * proceeding as it was then for its guards. `undone`: silence was shown to be wrong and its work is compensated in the run.
 * Neither: the act is decided on the present state.
 */
export type TurnedBack =
  | { refusal: Refusal }
  | { behind?: { row: Row; then: CaseState; past: Proceeding }; undone?: true };

const laterActs = () => refuse('later-acts');

const wentOn = () => refuse('proceeding-went-on');

/**
 * Decides how an act enters the past. It is tried on the proceeding as it was at its own moment, and time is run from there: an
 * expiry since that does not come again was wrong, and is compensated by a `superseded` event; one that comes again stands. Where
 * people have acted since on what would be undone, the act must still be possible now; else it is refused.
 */
export function turnBack(run: Run, b: Backdated): TurnedBack {
  const { current, table, named, at } = b;
  const known = holding(run);
  const then = stateAt(run, known, at);
  const past = then?.proceedings[current.id];
  if (!then || !past) return { refusal: beforeItsEvent() };
  const rows = actRows(table, named.name);
  const asked = { ...b.pending, ...legible(rows, b.raw) };
  const wanted = rows.filter((r) => fitsPhase(r, named.phase));
  const ask = (c: CaseState, p: Proceeding): Ctx => ({
    case: c,
    p,
    form: asked,
    filled: true,
    at,
    facts: run.facts,
    person: b.person,
  });
  const rowThen = rowFor(table, ask(then, past), wanted);
  const rowNow = rowFor(table, ask(run.state, current), wanted);
  if (!rowThen) return { refusal: rowNow ? beforeItsEvent() : notNow(table, named.name, past) };

  const later = known.filter((e) => !notAfter(e.occurredAt, at));
  const silent = later.filter((e) => e.type === 'expiry' && e.proceeding === current.id);
  if (silent.length === 0) return rowNow ? {} : { refusal: laterActs() };

  const phase = phaseOf(rowThen, named);
  const parsed = formOf(rowThen, phase, run.facts.entering !== undefined).safeParse(b.raw);
  if (!parsed.success) return { refusal: badForm(parsed.error) };
  const { facts } = divide(rowThen.form, parsed.data as Record<string, unknown>);
  const trial = new Run(then, run.facts);
  fire(trial, table, rowThen, past, {
    type: 'act',
    name: named.name,
    at,
    ...(b.on ? { on: b.on } : {}),
    actor: SYSTEM,
    facts: { ...b.pending, ...facts },
    words: {},
    person: b.person,
  });
  advanceRun(trial, run.facts.now);
  const again = new Map(
    trial.events
      .filter((e) => e.type === 'expiry' && e.proceeding === current.id)
      .map((e) => [keyOf(e, trial.state), { means: meaningOf(e), tells: tells(e) }]),
  );
  const inTrial = (e: Known) => again.get(keyOf(e, run.state));
  // What comes the same with the act and without it is no work of the act: a calendar published since may have moved it for both.
  const without = new Run(then, run.facts);
  advanceRun(without, run.facts.now);
  const came = (r: Run, e: Known) => {
    const same = r.events.filter(
      (x) => x.type === 'expiry' && x.proceeding === current.id && turnOf(x, r.state) === turnOf(e, run.state),
    );
    return same.map((x) => `${x.occurredAt} ${meaningOf(x)}`).join();
  };
  const alike = (e: Known) => came(trial, e) !== '' && came(trial, e) === came(without, e);
  const wrong = silent.filter((e) => inTrial(e)?.means !== meaningOf(e) && !alike(e));
  if (!wrong.some((e) => tells(e) || inTrial(e)?.tells)) {
    if (rowNow) return {};
    const row = behind(rowThen, trial, current, at);
    // What would still be pending in an ended proceeding is dealt with in the one that took it on.
    const pends = row.start.length > 0 || row.raise.length > 0;
    return current.ended !== null && pends ? { refusal: wentOn() } : { behind: { row, then, past } };
  }

  const undone = withReactions(known, wrong);
  const first = Math.min(...undone.map((e) => e.number));
  const byPeople = later.some(
    (e) => e.number > first && e.proceeding === current.id && !undone.includes(e) && !byTime(e) && moves(e),
  );
  if (byPeople || !supersede(run, then, past, current, undone, at)) return rowNow ? {} : { refusal: laterActs() };
  return { undone: true };
}

/** Deadline and start of an expiry. */
function turnOf(e: Omit<NewEvent, 'words'>, c: CaseState): string {
  const own = e.changes.find((x) => x.op === 'fired');
  return [e.name, own?.op === 'fired' ? c.clocks[own.clock]?.count?.start : ''].join(' ');
}

/** Deadline, start and instant of an expiry: what makes it the same one. */
const keyOf = (e: Omit<NewEvent, 'words'>, c: CaseState): string => `${turnOf(e, c)} ${e.occurredAt}`;

/** What it came to: the state it led to, or the flags. */
const meaningOf = (e: Omit<NewEvent, 'words'>): string =>
  e.from !== e.to ? e.to : e.changes.flatMap((x) => (x.op === 'flag' ? [`${x.flag}=${x.on}`] : [])).join(' ');

const byTime = (e: Known) => e.type === 'expiry' || e.type === 'rung' || e.type === 'moved';

/** It carried the proceeding on. */
const moves = (e: Omit<NewEvent, 'words'>) => e.from !== e.to || e.changes.some((c) => c.op === 'flag');

/** An expiry that did more than warn: what it did has to be undone if it was wrong. */
const tells = (e: Omit<NewEvent, 'words'>) =>
  moves(e) || e.changes.some((c) => c.op === 'open' || c.op === 'handover' || c.op === 'facts' || c.op === 'case');

/** Every event that still holds, numbered: what a `superseded` event undid is left out, and it too. */
function holding(run: Run): Known[] {
  const base = run.state.version - run.events.length;
  const all: Known[] = [
    ...(run.facts.history ?? []),
    ...run.events.map((e, i): Known => ({ ...e, number: base + i + 1 })),
  ];
  const gone = new Set(
    all.flatMap((e) => (e.type === 'superseded' && Array.isArray(e.facts.undoes) ? e.facts.undoes : [])),
  );
  return all.filter((e) => e.type !== 'superseded' && !gone.has(e.number));
}

/** The case as its events up to an instant make it; null before its first event. */
function stateAt(run: Run, known: readonly Known[], at: Instant): CaseState | null {
  const upTo = known.filter((e) => notAfter(e.occurredAt, at));
  if (upTo.length === 0) return null;
  let state = blankOf(run.state);
  for (const e of upTo) {
    // An act entered late may have reacted on a proceeding that began after it: at that moment there was nothing to react on.
    const there = e.proceeding in state.proceedings || e.changes.some((x) => x.op === 'open');
    if (there || e.proceeding === '') state = evolve(state, e);
  }
  return state;
}

/** The case before its first event: what the opening event does not carry. */
function blankOf(c: CaseState): CaseState {
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

/** Expiries with the reactions that they caused: recorded behind them, of the same instant. */
function withReactions(known: readonly Known[], expiries: readonly Known[]): Known[] {
  const out: Known[] = [];
  for (const e of expiries) {
    out.push(e);
    for (const next of known.slice(known.indexOf(e) + 1)) {
      if (next.type !== 'reaction' || next.occurredAt !== e.occurredAt) break;
      out.push(next);
    }
  }
  return out;
}

/** The act as it stands behind the silence that came all the same: its flags and clocks as they are by now, the state unmoved. */
function behind(row: Row, trial: Run, current: Proceeding, at: Instant): Row & Required<Pick<Row, 'start' | 'raise'>> {
  const now = there(trial.state.proceedings, current.id);
  const runs = (deadline: string) =>
    Object.values(trial.state.clocks).some(
      (k) => k.deadline === deadline && k.proceeding === current.id && k.started === at && !k.stopped,
    );
  return {
    ...row,
    from: 'any',
    to: 'same',
    keepsState: false,
    start: (row.start ?? []).filter((s) => runs(s.deadline)),
    raise: (row.raise ?? []).filter((f) => now.flags.includes(f)),
    lower: (row.lower ?? []).filter((f) => !now.flags.includes(f)),
  };
}

/**
 * Compensates what silence did: states, flags, facts and clocks as they were, what it opened closed as opened without ground.
 * Outcomes once recorded stay with their clocks. False where what it opened has gone on to other proceedings or to its end.
 */
function supersede(
  run: Run,
  then: CaseState,
  past: Proceeding,
  current: Proceeding,
  undone: readonly Known[],
  at: Instant,
): boolean {
  const c = run.state;
  const made = undone.flatMap((e) => e.changes);
  const opened = new Set<string | null>(made.flatMap((x) => (x.op === 'open' ? [x.proceeding.id] : [])));
  for (const q of Object.values(c.proceedings)) {
    if (q.state === VOID) continue;
    if (opened.has(q.id) && q.ended !== null) return false;
    if (!opened.has(q.id) && opened.has(q.linked)) return false;
  }

  const changes: Change[] = [];
  for (const x of made)
    if (x.op === 'open') changes.push({ op: 'state', proceeding: x.proceeding.id, to: VOID, ended: true });
  const closed = new Set(made.flatMap((x) => (x.op === 'stop' || x.op === 'handover' ? [x.clock] : [])));
  const started = new Set(made.flatMap((x) => (x.op === 'clock' ? [x.clock.id] : [])));
  for (const k of Object.values(c.clocks)) {
    const was = then.clocks[k.id];
    if (was && !was.stopped && (closed.has(k.id) || opened.has(k.proceeding))) {
      // It runs again from where it was, and may expire again; what was recorded of it stays.
      const fired = k.fired.filter((rung) => rung !== 'expiry');
      changes.push({
        op: 'clock',
        clock: {
          ...k,
          // A change in the law that had reached it meanwhile reaches it again.
          edition: was.edition,
          confidence: was.confidence,
          count: was.count,
          proceeding: was.proceeding,
          fired,
          stopped: null,
        },
      });
    } else if (!k.stopped && !was && (started.has(k.id) || opened.has(k.proceeding))) {
      changes.push({ op: 'stop', clock: k.id, why: 'without-ground' });
    }
  }
  const touched = new Set(undone.map((e) => e.proceeding).filter((id) => then.proceedings[id] && !opened.has(id)));
  for (const id of touched) {
    const was = there(then.proceedings, id);
    const is = there(c.proceedings, id);
    const own = undone.filter((e) => e.proceeding === id);
    for (const x of own.flatMap((e) => e.changes)) {
      if (x.op === 'flag' && x.proceeding === id)
        changes.push({ op: 'flag', proceeding: id, flag: x.flag, on: was.flags.includes(x.flag) });
      if (x.op === 'facts' && x.proceeding === id)
        changes.push({ op: 'facts', proceeding: id, facts: earlier(x.facts, was.facts, is.facts) });
      if (x.op === 'case') changes.push({ op: 'case', set: earlierCase(x.set, then) });
    }
    // Where people have carried another proceeding on since, it stays where they left it.
    const led = own.findLast((e) => e.from !== e.to)?.to;
    if (led !== undefined && is.state === led && was.state !== is.state)
      changes.push({
        op: 'state',
        proceeding: id,
        to: was.state,
        ended: was.ended !== null,
        before: was.before,
        run: was.run,
      });
  }
  for (const [act, proposal] of Object.entries(current.proposals))
    changes.push({ op: 'proposal', proceeding: current.id, act, proposal });
  changes.push({
    op: 'task',
    task: {
      to: 'unit-head',
      text: {
        zh: '因逾期推定的状态已被补录推翻，已发出的文书请人工处理',
        en: 'A state reached by silence was shown to be wrong: deal with the letters already sent',
      },
      basis: 'house: two times',
    },
  });
  const { name } = sure(undone[0], 'an expiry that was wrong');
  run.push({
    ...bare(current, 'superseded', name, run.facts.now, 'house: two times', changes),
    to: past.state,
    facts: { from: at, undoes: undone.map((e) => e.number) },
  });
  return true;
}

/** The facts that an undone event set, as they were before it; those that somebody has set since stay. */
function earlier(set: FactSheet, was: FactSheet, is: FactSheet): FactSheet {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  return Object.fromEntries(
    Object.keys(set)
      .filter((key) => same(is[key], set[key]))
      .map((key) => [key, was[key] ?? null]),
  );
}

const earlierCase = (set: Extract<Change, { op: 'case' }>['set'], then: CaseState) =>
  Object.fromEntries(Object.keys(set).map((key) => [key, then[key as keyof typeof set]])) as typeof set;
