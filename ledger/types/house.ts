import type { Authority } from '../../domain/case/types.ts';
import type { Directory } from '../../domain/people/types.ts';
import type { Calendars } from '../../domain/time/types.ts';

/** The house as decisions look at it. */
export interface HouseReading {
  directory(): Promise<Directory>;
  authority(): Promise<Authority>;
  calendars(): Promise<Calendars>;
  /** Whether tips and acts are taken by the house of this version (`house_version`): what the last load found, none for each question. */
  houseStands(version: string): Promise<boolean>;
}
