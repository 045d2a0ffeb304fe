import { toInstant } from '../time/day.ts';
import type { CaseState, Change, Clock, NewEvent, Proceeding } from './types.ts';

type Applied = Pick<NewEvent, 'changes' | 'occurredAt' | 'proceeding'>;

/** The state after an event. Knows no law: an event carries everything it does, so old events read the same for ever. */
export function evolve(c: CaseState, event: Applied): CaseState {
  const next: CaseState = { ...c, version: c.version + 1 };
  for (const change of event.changes) apply(next, c, change, event.occurredAt);
  const p = next.proceedings[event.proceeding];
  if (p && event.occurredAt > p.touched) onProceeding(next, c, p.id, { touched: event.occurredAt });
  const instant = toInstant(event.occurredAt);
  if (instant > next.advancedTo) next.advancedTo = instant;
  return next;
}

/** `next` is this event's own; its lists are copied when first written to, and the state before is never touched. */
function onProceeding(next: CaseState, c: CaseState, id: string, patch: Partial<Proceeding>): void {
  const p = next.proceedings[id];
  if (!p) return;
  if (next.proceedings === c.proceedings) next.proceedings = { ...c.proceedings };
  next.proceedings[id] = { ...p, ...patch };
}

function onClock(next: CaseState, c: CaseState, k: Clock | undefined, patch: Partial<Clock>): void {
  if (k) setClock(next, c, { ...k, ...patch });
}

function setClock(next: CaseState, c: CaseState, k: Clock): void {
  if (next.clocks === c.clocks) next.clocks = { ...c.clocks };
  next.clocks[k.id] = k;
}

function apply(next: CaseState, c: CaseState, change: Change, at: string): void {
  switch (change.op) {
    case 'open':
      if (next.proceedings === c.proceedings) next.proceedings = { ...c.proceedings };
      next.proceedings[change.proceeding.id] = change.proceeding;
      return;
    case 'state': {
      const p = next.proceedings[change.proceeding];
      onProceeding(next, c, change.proceeding, {
        state: change.to,
        ended: change.ended ? (p?.ended ?? at) : null,
        proposals: {},
        ...(change.before !== undefined ? { before: change.before } : {}),
        ...(change.run !== undefined ? { run: change.run } : {}),
      });
      return;
    }
    case 'flag': {
      const others = (next.proceedings[change.proceeding]?.flags ?? []).filter((f) => f !== change.flag);
      onProceeding(next, c, change.proceeding, { flags: change.on ? [...others, change.flag] : others });
      return;
    }
    case 'facts': {
      const p = next.proceedings[change.proceeding];
      onProceeding(next, c, change.proceeding, { facts: { ...p?.facts, ...change.facts } });
      return;
    }
    case 'proposal': {
      const { [change.act]: _, ...others } = next.proceedings[change.proceeding]?.proposals ?? {};
      const proposals = change.proposal ? { ...others, [change.act]: change.proposal } : others;
      onProceeding(next, c, change.proceeding, { proposals });
      return;
    }
    case 'doer': {
      const doer = { by: change.by, ...(change.with ? { with: change.with } : {}), at };
      const doers = { ...next.proceedings[change.proceeding]?.doers, [change.act]: doer };
      onProceeding(next, c, change.proceeding, { doers });
      return;
    }
    case 'clock':
      setClock(next, c, change.clock);
      return;
    case 'stop':
      onClock(next, c, next.clocks[change.clock], { stopped: { at, why: change.why } });
      return;
    case 'pause': {
      const k = next.clocks[change.clock];
      if (!k?.count) return;
      const pauses = [...(k.count.pauses ?? []), { from: change.from, to: null }];
      // Entered behind an end that it shows to be none: the clock may end again; the outcome once recorded stays.
      const overtaken = k.outcome !== null && k.outcome.at > at;
      const fired = overtaken ? k.fired.filter((rung) => rung !== 'expiry') : k.fired;
      onClock(next, c, k, { count: { ...k.count, pauses }, fired });
      return;
    }
    case 'resume': {
      const k = next.clocks[change.clock];
      if (!k?.count) return;
      const pauses = (k.count.pauses ?? []).map((x) => (x.to === null ? { ...x, to: change.to } : x));
      onClock(next, c, k, { count: { ...k.count, pauses } });
      return;
    }
    case 'extend': {
      const k = next.clocks[change.clock];
      if (!k?.count) return;
      const extensions = [...(k.count.extensions ?? []), { length: change.length, granted: change.granted }];
      // A new last day has its own rungs and its own end; an outcome once recorded stays.
      onClock(next, c, k, { count: { ...k.count, extensions }, fired: [] });
      return;
    }
    case 'fired': {
      const k = next.clocks[change.clock];
      if (!k) return;
      // A breach once recorded stays, whatever a second end comes to.
      const what = k.outcome?.what === 'breach' ? k.outcome.what : change.outcome;
      onClock(next, c, k, {
        fired: [...k.fired, change.rung],
        ...(change.outcome && what ? { outcome: { what, at } } : {}),
      });
      return;
    }
    case 'handover':
      onClock(next, c, next.clocks[change.clock], { proceeding: change.proceeding });
      return;
    case 'case':
      Object.assign(next, change.set);
      return;
    case 'task':
    case 'effect':
      return;
  }
}
