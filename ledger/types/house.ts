import type { Authority } from '../../domain/case/types.ts';
import type { Directory } from '../../domain/people/types.ts';
import type { Calendars } from '../../domain/time/types.ts';

/** The house as decisions look at it. */
export interface HouseReading {
  directory(): Promise<Directory>;
  authority(): Promise<Authority>;
  calendars(): Promise<Calendars>;
}
