import type { CaseState, Clock } from '../../domain/case/types.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import type { EventColumns } from './chain.ts';

/** Plain data with every text changed; what has none that changes is the same as before, and not copied. */
export function mapTexts<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => mapTexts(item, change));
    return (items.some((item, i) => item !== value[i]) ? items : value) as T;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  let result: T = value;
  for (const [name, item] of Object.entries(value)) {
    const mapped = mapTexts(item, change);
    if (mapped !== item) result = { ...result, [name]: mapped };
  }
  return result;
}

/**
 * When somebody outside was writing to us: the receipt of the tip, and what the tipster did since. To the second that would tell who
 * it was to whoever knows when a colleague sat at a screen, so it is shown by the day, wherever it stands. What we did ourselves, and
 * what runs by the hour, stays exact.
 */
export const toldAt = (c: CaseState, events: readonly EventColumns[] = []): ReadonlySet<Instant> =>
  new Set([
    c.receivedAt,
    ...events.filter((e) => e.actor.role === 'tipster').flatMap((e) => [e.occurredAt, e.recordedAt]),
  ]);

/** An answer in which these instants are days. */
export const byTheDay = <T>(answer: T, instants: ReadonlySet<Instant>): T =>
  mapTexts(answer, (text) => (instants.has(text) ? dayOf(text) : text));

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/;

/** What a clock counts from: by the day where it counts days, since its beginning may be the receipt of the tip. */
export const countedFrom = ({ started, count }: Clock): Pick<Clock, 'started' | 'count'> =>
  count?.unit === 'h'
    ? { started, count }
    : { started: dayOf(started), count: mapTexts(count, (text) => (INSTANT.test(text) ? dayOf(text) : text)) };
