import type { CaseState, Change, Ctx, FactSheet, Facts, NewEvent, Proceeding, Row, Table } from '../case/types.ts';
import { lookUp } from '../look-up.ts';
import type { ActedAs, Person } from '../people/types.ts';
import { dayOf } from '../time/day.ts';
import type { Instant } from '../time/types.ts';
import { evolve } from './evolve.ts';

/** State of a proceeding that silence opened and a later paper showed to be without ground (design 5, two times). */
export const VOID = 'Void';

/** An act of which only the day is known stands at the end of that day, behind what happened on it by the hour. */
export const LAST_MOMENT = 'T23:59:59.999+08:00';

/** Not after `at`; where of the earlier one only the day is known, the order of entry decides within that day. */
export const notAfter = (earlier: Instant, at: Instant): boolean =>
  earlier <= at || (earlier.endsWith(LAST_MOMENT) && dayOf(earlier) === dayOf(at));

/** How the id of somebody outside begins, of whom one of us enters what they did. */
export const OUTSIDE_ID = 'outside:';

export const SYSTEM: ActedAs = { id: 'system', role: 'system' };

/**
 * On whose strength something happens. `live`: somebody does it now. `time`: the tipster, another body or the passing of time.
 * `paper`: a past act of ours, or an act of a paper file. `late`: what had fallen due before it was entered.
 */
export type Strength = 'live' | 'time' | 'paper' | 'late';

/** The events of one decision, with the state they lead to. */
export class Run {
  state: CaseState;
  readonly facts: Facts;
  readonly events: NewEvent[] = [];
  strength: Strength = 'time';
  /** Proceedings of which a person was told that nothing is sent for what is long over. */
  readonly told = new Set<string>();
  constructor(state: CaseState, facts: Facts) {
    this.state = state;
    this.facts = facts;
  }

  /** @throws Error where the case has no proceeding of this id: whoever asks has it from the case */
  proceeding(id: string): Proceeding {
    return there(this.state.proceedings, id);
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

/** What stands in a record of a case under an id that the case itself names. @throws Error where it names what is not there */
export function there<T>(record: Readonly<Record<string, T>>, id: string): T {
  const found = lookUp(record, id);
  if (found === undefined) throw new Error(`a case names ${id} and has it not`);
  return found;
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

interface RowsByName {
  /** Under undefined: what is no act, for which nobody asks. */
  acts: Map<string | undefined, Row[]>;
  expiries: Map<string, Row[]>;
}
const byName = new WeakMap<Table, RowsByName>();

function named(table: Table): RowsByName {
  let rows = byName.get(table);
  if (!rows) {
    rows = { acts: new Map(), expiries: new Map() };
    const put = <Name>(map: Map<Name, Row[]>, name: Name, row: Row) => map.set(name, [...(map.get(name) ?? []), row]);
    for (const row of table.rows) {
      put(rows.acts, row.act, row);
      for (const deadline of row.expiry ?? []) put(rows.expiries, deadline, row);
    }
    byName.set(table, rows);
  }
  return rows;
}

/** The rows of an act, in the table's order. */
export const actRows = (table: Table, act: string): readonly Row[] => named(table).acts.get(act) ?? [];
/** The rows of a clock's expiry, in the table's order. */
export const expiryRows = (table: Table, deadline: string): readonly Row[] => named(table).expiries.get(deadline) ?? [];

/** The first of some rows that applies. */
export function rowFor(table: Table, ctx: Ctx, rows: readonly Row[]): Row | undefined {
  return rows.find((r) => reaches(r, table, ctx.p.state) && flagged(r, ctx.p) && (r.when?.(ctx) ?? true));
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
