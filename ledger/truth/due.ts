import type { NewEvent } from '../../domain/case/types.ts';
import { advance } from '../../domain/kernel/index.ts';
import type { Instant } from '../../domain/time/types.ts';
import { factsFor } from './house.ts';
import type { Loaded } from './loading.ts';

/** A case with what fell due before `now`, and the events that come behind that. */
interface Due {
  loaded: Loaded;
  followedBy(events: NewEvent[]): NewEvent[];
}

/** A case with which nothing is written before. */
export const nothingDue = (loaded: Loaded): Due => ({ loaded, followedBy: (events) => events });

/** A case advanced to now, so that what is decided comes behind what fell due. */
export function dueBefore(loaded: Loaded, now: Instant): Due {
  const first = advance(loaded.state, now, factsFor(loaded.house, loaded.state.organ, now));
  return {
    loaded: { ...loaded, state: first.state },
    followedBy: (events) => [...first.events, ...shifted(first.events.length, events)],
  };
}

/** The same events behind so many others: a cause is named by its place. */
export const shifted = (others: number, events: readonly NewEvent[]): NewEvent[] =>
  events.map((e) => (e.cause === undefined ? e : { ...e, cause: e.cause + others }));
