/** Whether a post was ever held: whoever held one for an hour is outside what touches it, like whoever held it for years. */
import { addDays } from '../time/day.ts';
import type { PlainDate } from '../time/types.ts';
import type { Grant, Person } from './types.ts';

/**
 * Posts that somebody holds or held, whether they can sign in or not: a locked account takes none away. Who is outside, whom a name or a
 * post means and who held what is asked of these; who acts, of `grants`.
 */
export const heldBy = ({ grants, locked = [] }: Pick<Person, 'grants' | 'locked'>): readonly Grant[] =>
  locked.length === 0 ? grants : [...grants, ...locked];

type Days = Pick<Grant, 'from' | 'until'>;

/** Whether it was held, be it for a part of its first day: then it ends with the day before that, and nothing is done by it any more. */
export const wasHeld = ({ from, until }: Days): boolean => until === null || until >= addDays(from, -1);

/** The last day on which it was held; null: it has no end. */
export const lastHeld = ({ from, until }: Days): PlainDate | null => (until !== null && until < from ? from : until);

/**
 * The day with which a post ends that is taken.
 * @param from its first day
 * @param day the first on which it is held no more
 * @param today on which that is approved: a post that has not begun by then is void, and was never held (`wasHeld`)
 */
export const endsWith = (from: PlainDate, day: PlainDate, today: PlainDate): PlainDate =>
  addDays(day, from === day && from > today ? -2 : -1);
