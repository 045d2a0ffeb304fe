import { dueOf } from '../case/rungs.ts';
import type { Clock } from '../case/types.ts';
import { DUTIES, type Duty, type DutyId } from '../law/duties.ts';
import { compareInstants } from '../time/day.ts';
import type { Calendars } from '../time/types.ts';

/** Several running clocks of one duty: the one that ends first binds. */
export interface Binding {
  duty: Duty<DutyId>;
  /** Ends first. A tie goes to law before a house limit, then to the order of the duty's rows. */
  first: Clock;
  /** The others, by their ends; last those that have no date now, being suspended. */
  others: Clock[];
}

/**
 * Which of two clocks that end at one instant is named first, the same on every page: law before a house limit, then the order of
 * the rows of their duty, then by id. Negative: the first of the two.
 */
export function comparePrecedence(a: Clock, b: Clock): number {
  const house = Number(a.confidence === 'house') - Number(b.confidence === 'house');
  if (house !== 0) return house;
  for (const { rows } of DUTIES as readonly { rows: readonly string[] }[]) {
    const [x, y] = [rows.indexOf(a.deadline), rows.indexOf(b.deadline)];
    if (x >= 0 && y >= 0 && x !== y) return x - y;
  }
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/**
 * Where two or more rows set a period for one duty, all run and the earlier is named first (statutes 1.2: "run both and let the
 * earlier one bind"). Stopped clocks and rows without a number are left out; a duty is told only where at least two of its clocks
 * run. Earliest binding first; one that no clock binds now, all being suspended, is left out.
 */
export function bindingFirst(clocks: readonly Clock[], calendars: Calendars): Binding[] {
  const running = clocks.filter((k) => k.stopped === null && k.count !== null);
  const ends = new Map(running.map((k) => [k, dueOf(k, calendars)?.expiresAt ?? null]));
  const bindings: (Binding & { at: string })[] = [];
  for (const duty of DUTIES) {
    const rows: readonly string[] = duty.rows;
    const of = running.filter((k) => rows.includes(k.deadline));
    const place = (k: Clock) => rows.indexOf(k.deadline);
    of.sort((a, b) => {
      const [x, y] = [ends.get(a), ends.get(b)];
      if (!x || !y) return x ? -1 : y ? 1 : place(a) - place(b);
      return (
        compareInstants(x, y) ||
        Number(a.confidence === 'house') - Number(b.confidence === 'house') ||
        place(a) - place(b)
      );
    });
    const [first, ...others] = of;
    const at = first ? ends.get(first) : null;
    if (first && at && others.length > 0) bindings.push({ duty, first, others, at });
  }
  bindings.sort((a, b) => compareInstants(a.at, b.at));
  return bindings.map(({ at: _, ...binding }) => binding);
}
