import type { CaseState, Change, Clock, NewEvent, Proceeding } from '../case/types.ts';
import { compareInstants, toInstant } from '../time/day.ts';
import type { Instant } from '../time/types.ts';

type Applied = Pick<NewEvent, 'changes' | 'occurredAt' | 'proceeding'>;

/** The state that an event makes: what it changes is copied once, the state before is never written to, nor the event. */
interface Draft {
  next: CaseState;
  before: CaseState;
  /** Copies that are this draft's own. */
  proceedings: Proceeding[];
  clocks: Clock[];
}

/** The state after an event. Knows no law: an event carries everything it does, so old events read the same for ever. */
export function evolve(c: CaseState, event: Applied): CaseState {
  const d: Draft = { next: { ...c, version: c.version + 1 }, before: c, proceedings: [], clocks: [] };
  const at = event.occurredAt;
  for (const change of event.changes) apply(d, change, at);
  const p = d.next.proceedings[event.proceeding];
  if (p && at > p.touched) {
    const own = ownProceeding(d, p.id);
    if (own) own.touched = at;
  }
  const instant = at.endsWith('+08:00') ? at : toInstant(at);
  if (instant > d.next.advancedTo) d.next.advancedTo = instant;
  return d.next;
}

/** Spelt out, so that all have one shape and are copied fast. */
const copyOf = (p: Proceeding): Proceeding => ({
  id: p.id,
  kind: p.kind,
  state: p.state,
  before: p.before,
  run: p.run,
  flags: p.flags,
  opened: p.opened,
  ended: p.ended,
  touched: p.touched,
  linked: p.linked,
  facts: p.facts,
  proposals: p.proposals,
  doers: p.doers,
});

const copyOfClock = (k: Clock): Clock => {
  const copy = plainCopyOfClock(k);
  if (k.moved !== undefined) copy.moved = k.moved;
  return copy;
};

const plainCopyOfClock = (k: Clock): Clock => ({
  id: k.id,
  deadline: k.deadline,
  part: k.part,
  proceeding: k.proceeding,
  kind: k.kind,
  confidence: k.confidence,
  edition: k.edition,
  count: k.count,
  started: k.started,
  fired: k.fired,
  outcome: k.outcome,
  stopped: k.stopped,
});

/** Something was put forward: what comes next is told apart from it. */
function putLast(d: Draft, put: Instant | undefined): void {
  const { lastPut } = d.next;
  if (put !== undefined && (lastPut === undefined || compareInstants(put, lastPut) > 0)) d.next.lastPut = put;
}

function ownProceeding(d: Draft, id: string): Proceeding | null {
  const p = d.next.proceedings[id];
  if (!p || d.proceedings.includes(p)) return p ?? null;
  const own = copyOf(p);
  d.proceedings.push(own);
  if (d.next.proceedings === d.before.proceedings) d.next.proceedings = { ...d.before.proceedings };
  d.next.proceedings[id] = own;
  return own;
}

function ownClock(d: Draft, id: string): Clock | null {
  const k = d.next.clocks[id];
  if (!k || d.clocks.includes(k)) return k ?? null;
  const own = copyOfClock(k);
  d.clocks.push(own);
  setClock(d, own);
  return own;
}

function setClock(d: Draft, k: Clock): void {
  if (d.next.clocks === d.before.clocks) d.next.clocks = { ...d.before.clocks };
  d.next.clocks[k.id] = k;
}

function apply(d: Draft, change: Change, at: string): void {
  switch (change.op) {
    case 'open':
      if (d.next.proceedings === d.before.proceedings) d.next.proceedings = { ...d.before.proceedings };
      d.next.proceedings[change.proceeding.id] = change.proceeding;
      return;
    case 'state': {
      const p = ownProceeding(d, change.proceeding);
      if (!p) return;
      p.state = change.to;
      p.ended = change.ended ? (p.ended ?? at) : null;
      p.proposals = {};
      if (change.before !== undefined) p.before = change.before;
      if (change.run !== undefined) p.run = change.run;
      return;
    }
    case 'flag': {
      const p = ownProceeding(d, change.proceeding);
      if (!p) return;
      const others = p.flags.filter((f) => f !== change.flag);
      p.flags = change.on ? [...others, change.flag] : others;
      return;
    }
    case 'facts': {
      const p = ownProceeding(d, change.proceeding);
      if (p) p.facts = { ...p.facts, ...change.facts };
      putLast(d, (change.facts.last as { put?: Instant } | undefined)?.put);
      return;
    }
    case 'proposal': {
      const p = ownProceeding(d, change.proceeding);
      if (!p) return;
      const { [change.act]: _, ...others } = p.proposals;
      p.proposals = change.proposal ? { ...others, [change.act]: change.proposal } : others;
      putLast(d, change.proposal?.put);
      return;
    }
    case 'doer': {
      const p = ownProceeding(d, change.proceeding);
      if (!p) return;
      const doer = change.with ? { by: change.by, with: change.with, at } : { by: change.by, at };
      p.doers = { ...p.doers, [change.act]: doer };
      return;
    }
    case 'clock':
      setClock(d, change.clock);
      return;
    case 'stop': {
      const k = ownClock(d, change.clock);
      if (k) k.stopped = { at, why: change.why };
      return;
    }
    case 'pause': {
      const k = ownClock(d, change.clock);
      if (!k?.count) return;
      k.count = { ...k.count, pauses: [...(k.count.pauses ?? []), { from: change.from, to: null }] };
      // Entered behind an end that it shows to be none: the clock may end again; the outcome once recorded stays.
      if (k.outcome !== null && k.outcome.at > at) k.fired = k.fired.filter((rung) => rung !== 'expiry');
      return;
    }
    case 'resume': {
      const k = ownClock(d, change.clock);
      if (!k?.count) return;
      const pauses = (k.count.pauses ?? []).map((x) => (x.to === null ? { ...x, to: change.to } : x));
      k.count = { ...k.count, pauses };
      return;
    }
    case 'extend': {
      const k = ownClock(d, change.clock);
      if (!k?.count) return;
      const extensions = [...(k.count.extensions ?? []), { length: change.length, granted: change.granted }];
      k.count = { ...k.count, extensions };
      // A new last day has its own rungs and its own end; an outcome once recorded stays.
      k.fired = [];
      return;
    }
    case 'fired': {
      const k = ownClock(d, change.clock);
      if (!k) return;
      // A breach once recorded stays, whatever a second end comes to.
      const what = k.outcome?.what === 'breach' ? k.outcome.what : change.outcome;
      k.fired = [...k.fired, change.rung];
      if (change.outcome && what) k.outcome = { what, at };
      return;
    }
    case 'moved': {
      const k = ownClock(d, change.clock);
      if (k) k.moved = change.move;
      return;
    }
    case 'handover': {
      const k = ownClock(d, change.clock);
      if (k) k.proceeding = change.proceeding;
      return;
    }
    case 'case':
      Object.assign(d.next, change.set);
      putLast(d, change.set.accused?.asked?.put);
      return;
    case 'advanced': {
      const to = toInstant(change.to);
      if (to > d.next.advancedTo) d.next.advancedTo = to;
      return;
    }
    case 'task':
    case 'effect':
    case 'merged':
      return;
  }
}
