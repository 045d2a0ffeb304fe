import type { Instant } from '../time/types.ts';
import { evolve } from './evolve.ts';
import type { Named } from './form-of.ts';
import { beforeItsEvent, notNow } from './permit.ts';
import { refuse } from './refusal.ts';
import { bare, flagged, type Run, reaches, VOID } from './run.ts';
import type { CaseState, Change, Ctx, NewEvent, Proceeding, RecordedEvent, Refusal, Table } from './types.ts';

/**
 * An act dated before the last event of its proceeding. Where only silence came after it, what silence did is compensated by a
 * `superseded` event; where people acted since, the act must still be possible now; else it is refused.
 */
export function turnBack(run: Run, current: Proceeding, table: Table, named: Named, at: Instant): Refusal | null {
  const history: readonly (RecordedEvent | NewEvent)[] = [...(run.facts.history ?? []), ...run.events];
  const then = stateAt(run, history, at);
  const past = then?.proceedings[current.id];
  if (!then || !past) return beforeItsEvent();
  const ctx: Ctx = { case: then, p: past, form: {}, filled: false, at, facts: run.facts, person: null };
  const possibleThen = table.rows.some(
    (r) => r.act === named.name && reaches(r, table, past.state) && flagged(r, past) && (r.when?.(ctx) ?? true),
  );
  const later = history.filter((e) => e.occurredAt > at && e.proceeding === current.id);
  const possibleNow = table.rows.some(
    (r) => r.act === named.name && reaches(r, table, current.state) && flagged(r, current),
  );
  if (!possibleThen) return possibleNow ? beforeItsEvent() : notNow(table, named.name, past);
  const stateMoved = past.state !== current.state;
  const byPeople = later.some((e) => e.type !== 'expiry' && e.type !== 'rung' && e.type !== 'moved');
  if (!stateMoved) return null;
  if (byPeople) {
    return possibleNow
      ? null
      : refuse(
          'later-acts',
          '此后已有办理记录,不能再补录到那之前。',
          'People have acted since then: the act can no longer be entered before that.',
          'state',
        );
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

function supersede(
  run: Run,
  then: CaseState,
  past: Proceeding,
  current: Proceeding,
  later: readonly (RecordedEvent | NewEvent)[],
  at: Instant,
): void {
  const changes: Change[] = [];
  const moved = later.filter((e) => e.type === 'expiry');
  for (const q of Object.values(run.state.proceedings)) {
    if (then.proceedings[q.id] || q.linked !== current.id || q.state === VOID) continue;
    changes.push({ op: 'state', proceeding: q.id, to: VOID, ended: true });
    for (const k of Object.values(run.state.clocks)) {
      if (k.proceeding === q.id && !k.stopped && !then.clocks[k.id])
        changes.push({ op: 'stop', clock: k.id, why: 'without-ground' });
    }
  }
  for (const k of Object.values(run.state.clocks)) {
    const was = then.clocks[k.id];
    if (!was && k.proceeding === current.id && !k.stopped)
      changes.push({ op: 'stop', clock: k.id, why: 'without-ground' });
    if (was && !was.stopped && (k.stopped || k.proceeding !== was.proceeding)) {
      changes.push({ op: 'clock', clock: { ...k, proceeding: was.proceeding, stopped: null } });
    }
  }
  for (const flag of current.flags)
    if (!past.flags.includes(flag)) changes.push({ op: 'flag', proceeding: current.id, flag, on: false });
  for (const flag of past.flags)
    if (!current.flags.includes(flag)) changes.push({ op: 'flag', proceeding: current.id, flag, on: true });
  changes.push({
    op: 'state',
    proceeding: current.id,
    to: past.state,
    ended: past.ended !== null,
    before: past.before,
  });
  changes.push({
    op: 'task',
    task: {
      to: 'unit-head',
      text: {
        zh: '因逾期推定的状态已被补录推翻,已发出的文书请人工处理',
        en: 'A state reached by silence was shown to be wrong: deal with the letters already sent',
      },
      basis: 'house: two times',
    },
  });
  run.push({
    ...bare(current, 'superseded', moved[0]?.name ?? 'silence', run.facts.now, 'house: two times', changes),
    to: past.state,
    facts: { from: at },
  });
}
