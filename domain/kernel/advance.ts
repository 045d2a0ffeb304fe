import { confirmationAt } from '../authority/settled.ts';
import { openClocks } from '../case/clocks.ts';
import { lawOf } from '../case/edition.ts';
import { RUNGS, type RungId, rungEvent, rungsOf } from '../case/rungs.ts';
import type { CaseState, Change, Clock, ClockOutcome, Facts, NewEvent, Proceeding } from '../case/types.ts';
import type { Bilingual } from '../law/types.ts';
import { reached } from '../people/left.ts';
import { INSIDE } from '../people/may.ts';
import type { Role } from '../people/types.ts';
import { TABLES } from '../proceedings/tables.ts';
import { dayOf, toInstant } from '../time/day.ts';
import type { Instant } from '../time/types.ts';
import { fire } from './fire.ts';
import { toldRole } from './owing.ts';
import { bare, expiryRows, Run, rowFor, type Strength, SYSTEM, there } from './run.ts';
import { type Reaching, reach, transitionOf } from './transition.ts';

/** Outcome of a clock's expiry (design 6): only a confirmed duty of ours can be breached; a lapsed right is never a breach. */
function outcomeOf(clock: Clock, facts: Facts, at: Instant): ClockOutcome {
  switch (clock.kind) {
    case 'our-duty':
      // What was confirmed at that instant, not when the timer came: a late timer changes nothing.
      return clock.confidence === 'text' || confirmationAt(facts.authority, clock.deadline, clock.edition, at)
        ? 'breach'
        : 'warn';
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

/** Stands for a rung where an edition of the law comes into force and reaches a running clock. */
const EDITION = 'edition';

interface Next {
  clock: Clock;
  rung: RungId | typeof EDITION;
  at: Instant;
  /** The edition that reaches the clock, where it is one. */
  reaching?: Reaching;
}

/**
 * The next rung or expiry of a case, or of one proceeding's clocks, or the day on which a change in the law reaches one; null when
 * nothing waits. What ends at the very instant of the change ends under the old law. A warning whose moment is behind what the case
 * was advanced to, or not after `heard`, is over: only ends are made up for.
 */
export function nextInstant(
  c: CaseState,
  facts: Pick<Facts, 'calendars' | 'law'>,
  proceeding?: string,
  heard?: Instant,
): Next | null {
  const isOver = (at: Instant) => (heard === undefined ? at < c.advancedTo : at <= heard);
  let next: Next | null = null;
  for (const clock of openClocks(c)) {
    if (proceeding && clock.proceeding !== proceeding) continue;
    for (const rung of rungsOf(clock, facts.calendars, c.id)) {
      if (clock.fired.includes(rung.id) || (rung.id !== 'expiry' && isOver(rung.at))) continue;
      if (next === null || rung.at < next.at) next = { clock, rung: rung.id, at: rung.at };
    }
  }
  const law = lawOf(facts);
  if (law.transitions.size === 0) return next;
  for (const clock of openClocks(c)) {
    if (proceeding && clock.proceeding !== proceeding) continue;
    const reaching = transitionOf(clock, law);
    if (reaching && (next === null || reaching.at < next.at)) {
      next = { clock, rung: EDITION, at: reaching.at, reaching };
    }
  }
  return next;
}

/**
 * Who is told of what is not done yet: before its end whoever owes it, with the end the head of the unit, then one level more each time.
 * Where one of them is outside, another stands in (`standIn`); what would reach no head, nobody being left or the case not being linked
 * yet, stands with whoever takes it in.
 */
function told({ state: c, facts: { directory, now } }: Run, p: Proceeding, rung: Exclude<RungId, 'expiry'>): Role {
  const head = rung === 'late-5' && INSIDE.principal?.(c) ? 'principal' : 'dept-head';
  const role = rung === 'late-1' || rung === 'late-5' ? head : toldRole(c, p);
  return INSIDE[role]?.(c) === false ? 'clerk' : reached(role, c, directory, dayOf(now));
}

function warn(run: Run, clock: Clock, rung: Exclude<RungId, 'expiry'>, at: Instant): void {
  const p = run.proceeding(clock.proceeding);
  const title = titleOf(run, clock);
  const said = RUNGS[rung];
  const text = { zh: `${title.zh}：${said.zh}`, en: `${title.en}: ${said.en}` };
  run.push(
    bare(p, 'rung', rungEvent(clock, rung), at, clock.deadline, [
      { op: 'fired', clock: clock.id, rung },
      { op: 'task', task: { to: told(run, p, rung), text, basis: clock.deadline } },
    ]),
  );
}

function expire(run: Run, clock: Clock, at: Instant): void {
  const p = run.proceeding(clock.proceeding);
  const table = TABLES[p.kind];
  const ctx = run.ctx(p, at, {}, true, null);
  const row = rowFor(table, ctx, expiryRows(table, clock.deadline));
  const outcome = row?.outcome?.(ctx) ?? outcomeOf(clock, run.facts, at);
  const own: Change[] = [{ op: 'fired', clock: clock.id, rung: 'expiry', outcome }];
  if (!row) {
    if (outcome !== 'lapse' && outcome !== 'over')
      own.push({ op: 'task', task: { to: 'unit-head', text: overText(titleOf(run, clock)), basis: clock.deadline } });
    if (outcome !== 'breach' && outcome !== 'warn')
      own.push({ op: 'stop', clock: clock.id, why: outcome === 'lapse' ? 'lapsed' : 'ended' });
    run.push(bare(p, 'expiry', clock.deadline, at, clock.deadline, own));
    return;
  }
  fire(run, table, row, p, {
    type: 'expiry',
    name: clock.deadline,
    at,
    actor: SYSTEM,
    facts: {},
    words: {},
    person: null,
    first: own,
  });
  const after = there(run.state.clocks, clock.id);
  if (!after.stopped && outcome !== 'breach' && outcome !== 'warn') {
    run.push(
      bare(run.proceeding(clock.proceeding), 'expiry', `${clock.deadline}:closed`, at, clock.deadline, [
        { op: 'stop', clock: clock.id, why: outcome === 'lapse' ? 'lapsed' : 'ended' },
      ]),
    );
  }
}

const titleOf = (run: Run, clock: Clock): Bilingual =>
  lawOf(run.facts).editionOf(clock)?.title ?? { zh: clock.deadline, en: clock.deadline };

const overText = (t: Bilingual): Bilingual => ({ zh: `${t.zh}：期限已过`, en: `${t.en}: the period is over` });

export function advanceRun(run: Run, now: Instant, strength: Strength = 'time'): void {
  const before = run.strength;
  run.strength = strength;
  for (;;) {
    const next = nextInstant(run.state, run.facts, undefined, strength === 'late' ? now : undefined);
    if (!next || next.at > now) break;
    if (next.reaching) reach(run, next.clock, next.reaching);
    else if (next.rung === 'expiry') expire(run, next.clock, next.at);
    else if (next.rung !== EDITION) warn(run, next.clock, next.rung, next.at);
  }
  run.strength = before;
}

/**
 * Makes up for what fell due before an act was entered: every end with its own date, no warnings, nothing sent. What was passed over
 * does not come up again.
 */
export function makeUp(run: Run, now: Instant): void {
  advanceRun(run, now, 'late');
  const last = run.events.at(-1);
  if (!last || run.state.advancedTo >= now) return;
  last.changes = [...last.changes, { op: 'advanced', to: now }];
  run.state = { ...run.state, advancedTo: now };
}

/**
 * Applies every rung and expiry up to `now`, in order, each dated by its own instant.
 * @returns the events and the state they lead to; no events when nothing was due.
 */
export function advance(c: CaseState, now: Instant, facts: Facts): { state: CaseState; events: NewEvent[] } {
  const run = new Run(c, facts);
  if (facts.entering) makeUp(run, toInstant(now));
  else advanceRun(run, toInstant(now));
  return { state: run.state, events: run.events };
}
