import type { FactSheet, Json } from './types.ts';

/** Facts that name events of their case by the number that the ledger gives them. A new one is entered here; a test looks for it. */
const NAMES_EVENTS: ReadonlySet<string> = new Set(['event', 'textEvent', 'reasonEvent', 'undoes']);

/** Facts with other numbers for the events that they name; null: nothing is said of that event. */
export function withEventNumbers(facts: FactSheet, number: (event: number) => number | null): FactSheet {
  const renamed = (value: Json, names: boolean): Json => {
    if (names && typeof value === 'number') return number(value);
    if (Array.isArray(value)) {
      const list = value.map((one) => renamed(one, names));
      return names ? list.filter((one) => one !== null) : list;
    }
    return typeof value === 'object' && value !== null ? sheet(value) : value;
  };
  const sheet = (given: FactSheet): FactSheet =>
    Object.fromEntries(Object.entries(given).map(([name, value]) => [name, renamed(value, NAMES_EVENTS.has(name))]));
  return sheet(facts);
}
