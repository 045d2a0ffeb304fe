import { dayOf } from '../time/day.ts';
import type { Instant, PlainDate } from '../time/types.ts';
import type { Deadline } from './types.ts';

/** What of a clock says which edition it keeps. */
export interface UnderEdition {
  deadline: string;
  /** Day its edition came into force; null: not known. */
  edition: PlainDate | null;
  started: Instant;
}

/** The editions of every row, side by side. */
export interface Catalogue {
  /** Every edition of a row, oldest first; none for an id that is no row. */
  editionsOf(id: string): readonly Deadline[];
  /**
   * The edition in force on a day. Before the first known one, that one: nothing older is known. undefined for an id that is no
   * row.
   */
  editionOn(id: string, day: PlainDate): Deadline | undefined;
  /**
   * The edition that a clock keeps. One that the catalogue no longer has is read as the edition in force on the day the clock
   * started. undefined for a house limit.
   */
  editionOf(clock: UnderEdition): Deadline | undefined;
  /**
   * The edition for a start as somebody typed it, a date or an instant; the newest where that is none: what is wrong with the start
   * is said by who reads it.
   */
  editionFrom(id: string, start: string): Deadline | undefined;
  /** Editions that reach running clocks, oldest first, by row; only rows that have one. */
  transitions: ReadonlyMap<string, readonly Deadline[]>;
}

const begins = (d: Deadline): string => d.edition.inForce ?? '';

/** A catalogue of these rows, each given by its newest edition with the earlier ones in it. */
export function catalogueOf(rows: readonly Deadline[]): Catalogue {
  const byId = new Map<string, readonly Deadline[]>(rows.map((d) => [d.id, [...(d.earlier ?? []), d]]));
  const transitions = new Map<string, readonly Deadline[]>();
  for (const [id, editions] of byId) {
    const reaching = editions.filter((d) => d.transition && d.edition.inForce);
    if (reaching.length > 0) transitions.set(id, reaching);
  }
  const editionsOf = (id: string) => byId.get(id) ?? [];
  const editionOn = (id: string, day: PlainDate) => {
    const editions = editionsOf(id);
    return editions.findLast((d) => begins(d) <= day) ?? editions[0];
  };
  return {
    editionsOf,
    editionOn,
    editionOf: (clock) =>
      editionsOf(clock.deadline).find((d) => d.edition.inForce === clock.edition) ??
      editionOn(clock.deadline, dayOf(clock.started)),
    editionFrom: (id, start) => {
      try {
        return editionOn(id, dayOf(start));
      } catch {
        return editionsOf(id).at(-1);
      }
    },
    transitions,
  };
}
