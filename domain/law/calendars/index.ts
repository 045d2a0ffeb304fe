import { calendarsOf } from '../../time/calendars.ts';
import type { Calendar, Calendars } from '../../time/types.ts';
import { calendar2024 } from './2024.ts';
import { calendar2025 } from './2025.ts';
import { calendar2026 } from './2026.ts';

export { type CalendarProblem, calendarsOf, checkCalendar } from '../../time/calendars.ts';

/** The notices known when this edition was made, oldest first. The 2027 notice was not out on 2026-11-22. */
export const PUBLISHED: Calendar[] = [calendar2024, calendar2025, calendar2026];

/** `PUBLISHED`, ready for counting. */
export const CALENDARS: Calendars = calendarsOf(PUBLISHED);
