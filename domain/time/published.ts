import { PUBLISHED } from '../law/calendars/index.ts';
import { calendarsOf } from './calendars.ts';
import type { Calendars } from './types.ts';

/** The notices known when this edition was made, ready for counting. */
export const CALENDARS: Calendars = calendarsOf(PUBLISHED);
