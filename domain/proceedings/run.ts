import type { Person } from '../people/types.ts';
import { dayOf } from '../time/day.ts';
import type { Instant } from '../time/types.ts';
import { evolve } from './evolve.ts';
import type {
  ActedAs,
  CaseState,
  Change,
  Clock,
  Ctx,
  FactSheet,
  Facts,
  NewEvent,
  Proceeding,
  Row,
  Table,
} from './types.ts';

/** State of a proceeding that silence opened and a later paper showed to be without ground (design 5, two times). */
export const VOID = 'Void';

/** An act of which only the day is known stands at the end of that day, behind what happened on it by the hour. */
export const LAST_MOMENT = 'T23:59:59.999+08:00';

/** Not after `at`; where of the earlier one only the day is known, the order of entry decides within that day. */
export const notAfter = (earlier: Instant, at: Instant): boolean =>
  earlier <= at || (earlier.endsWith(LAST_MOMENT) && dayOf(earlier) === dayOf(at));

export const SYSTEM: ActedAs = { id: 'system', role: 'system' };

/** The events of one decision, with the state they lead to. */
export class Run {
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

  /** A place to come back to. */
  mark(): { state: CaseState; events: number } {
    return { state: this.state, events: this.events.length };
  }

  /** Forgets what was pushed since. */
  backTo(mark: { state: CaseState; events: number }): void {
    this.state = mark.state;
    this.events.length = mark.events;
  }

  ctx(p: Proceeding, at: Instant, form: FactSheet, filled: boolean, person: Person | null): Ctx {
    return { case: this.state, p, form, filled, at, facts: this.facts, person };
  }
}

export const isEnded = (table: Table, state: string) => state === VOID || table.ends.includes(state);

/** Whether a row can apply in a state. */
export function reaches(row: Row, table: Table, state: string): boolean {
  if (state === VOID || row.from === 'none') return false;
  if (row.from === 'any') return true;
  if (row.from === 'open') return !isEnded(table, state);
  if (row.from === 'ended') return isEnded(table, state);
  return row.from.includes(state);
}

export function flagged(row: Row, p: Proceeding): boolean {
  if (!row.flag) return true;
  return row.flag.startsWith('!') ? !p.flags.includes(row.flag.slice(1)) : p.flags.includes(row.flag);
}

export function rowFor(table: Table, ctx: Ctx, match: (row: Row) => boolean): Row | undefined {
  return table.rows.find(
    (r) => match(r) && reaches(r, table, ctx.p.state) && flagged(r, ctx.p) && (r.when?.(ctx) ?? true),
  );
}

/**
 * Open clocks of a deadline that a row of this proceeding means: its own, else the case's. A clock of another instance of the same
 * kind is never meant: two referrals or two listings of one case keep their clocks apart.
 */
export function clocksOf(c: CaseState, p: Proceeding, deadline: string): Clock[] {
  const open = Object.values(c.clocks).filter((k) => k.deadline === deadline && k.stopped === null);
  const own = open.filter((k) => k.proceeding === p.id);
  return own.length > 0 ? own : open.filter((k) => c.proceedings[k.proceeding]?.kind !== p.kind);
}

export function bare(
  p: Proceeding,
  type: NewEvent['type'],
  name: string,
  at: Instant,
  basis: string,
  changes: Change[],
): NewEvent {
  return {
    type,
    proceeding: p.id,
    kind: p.kind,
    name,
    occurredAt: at,
    actor: SYSTEM,
    from: p.state,
    to: p.state,
    basis,
    facts: {},
    words: {},
    changes,
  };
}
