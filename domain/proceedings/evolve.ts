import { toInstant } from '../time/day.ts';
import type { CaseState, Change, Clock, NewEvent, Proceeding } from './types.ts';

type Applied = Pick<NewEvent, 'changes' | 'occurredAt' | 'proceeding'>;

/** The state after an event. Knows no law: an event carries everything it does, so old events read the same for ever. */
export function evolve(c: CaseState, event: Applied): CaseState {
  const proceedings = { ...c.proceedings };
  const clocks = { ...c.clocks };
  let next: CaseState = { ...c, proceedings, clocks, version: c.version + 1 };
  const at = event.occurredAt;

  const onProceeding = (id: string, patch: (p: Proceeding) => Partial<Proceeding>) => {
    const p = proceedings[id];
    if (p) proceedings[id] = { ...p, ...patch(p) };
  };
  const onClock = (id: string, patch: (k: Clock) => Partial<Clock>) => {
    const k = clocks[id];
    if (k) clocks[id] = { ...k, ...patch(k) };
  };

  for (const change of event.changes) next = apply(change, next);

  function apply(change: Change, state: CaseState): CaseState {
    switch (change.op) {
      case 'open':
        proceedings[change.proceeding.id] = change.proceeding;
        return state;
      case 'state':
        onProceeding(change.proceeding, (p) => ({
          state: change.to,
          ended: change.ended ? (p.ended ?? at) : null,
          proposals: {},
          ...(change.before !== undefined ? { before: change.before } : {}),
          ...(change.run !== undefined ? { run: change.run } : {}),
        }));
        return state;
      case 'flag':
        onProceeding(change.proceeding, (p) => {
          const others = p.flags.filter((f) => f !== change.flag);
          return { flags: change.on ? [...others, change.flag] : others };
        });
        return state;
      case 'facts':
        onProceeding(change.proceeding, (p) => ({ facts: { ...p.facts, ...change.facts } }));
        return state;
      case 'proposal':
        onProceeding(change.proceeding, (p) => {
          const { [change.act]: _, ...others } = p.proposals;
          return { proposals: change.proposal ? { ...others, [change.act]: change.proposal } : others };
        });
        return state;
      case 'doer':
        onProceeding(change.proceeding, (p) => ({
          doers: { ...p.doers, [change.act]: { by: change.by, ...(change.with ? { with: change.with } : {}), at } },
        }));
        return state;
      case 'clock':
        clocks[change.clock.id] = change.clock;
        return state;
      case 'stop':
        onClock(change.clock, () => ({ stopped: { at, why: change.why } }));
        return state;
      case 'pause':
        onClock(change.clock, (k) =>
          k.count
            ? { count: { ...k.count, pauses: [...(k.count.pauses ?? []), { from: change.from, to: null }] } }
            : {},
        );
        return state;
      case 'resume':
        onClock(change.clock, (k) =>
          k.count
            ? {
                count: {
                  ...k.count,
                  pauses: (k.count.pauses ?? []).map((x) => (x.to === null ? { ...x, to: change.to } : x)),
                },
              }
            : {},
        );
        return state;
      case 'extend':
        onClock(change.clock, (k) =>
          k.count
            ? {
                count: {
                  ...k.count,
                  extensions: [...(k.count.extensions ?? []), { length: change.length, granted: change.granted }],
                },
                fired: k.fired.filter((r) => r === 'expiry'),
              }
            : {},
        );
        return state;
      case 'fired':
        onClock(change.clock, (k) => ({
          fired: [...k.fired, change.rung],
          ...(change.outcome ? { outcome: { what: change.outcome, at } } : {}),
        }));
        return state;
      case 'handover':
        onClock(change.clock, () => ({ proceeding: change.proceeding }));
        return state;
      case 'case':
        return { ...state, ...change.set };
      case 'task':
      case 'effect':
        return state;
    }
  }

  onProceeding(event.proceeding, (p) => (at > p.touched ? { touched: at } : {}));
  const instant = toInstant(at);
  return instant > next.advancedTo ? { ...next, advancedTo: instant } : next;
}
