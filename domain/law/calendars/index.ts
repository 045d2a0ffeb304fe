import type { Calendar } from '../../time/types.ts';
import { calendar2024 } from './2024.ts';
import { calendar2025 } from './2025.ts';
import { calendar2026 } from './2026.ts';

/** The notices known when this edition was made, oldest first. The 2027 notice was not out on 2026-11-22. */
export const PUBLISHED: Calendar[] = [calendar2024, calendar2025, calendar2026];
