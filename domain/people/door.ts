import { lookUp } from '../look-up.ts';
import type { PlainDate } from '../time/types.ts';
import { rolesOn } from './may.ts';
import type { Directory, Role } from './types.ts';

/** The intake posts that stand beside the ordinary reception. */
export const DOORS = ['special', 'above'] as const;
export type Door = (typeof DOORS)[number];

const held = (role: Role, organ: string, directory: Directory, day: PlainDate) =>
  Object.values(directory.people).some((p) => rolesOn(p, organ, day).has(role));

/** Doors beside the ordinary reception behind which somebody sits on this day. */
export function otherDoors(organ: string, directory: Directory, day: PlainDate): Door[] {
  const above = lookUp(directory.organs, organ)?.superior;
  return [
    ...(held('special', organ, directory, day) ? ['special' as const] : []),
    ...(above && held('dept-head', above, directory, day) ? ['above' as const] : []),
  ];
}

/**
 * Which door a tip goes to by what it says: one that concerns staff, names people who shall not see it, or asks for another door never
 * lies with the ordinary reception while there is another. The tipster's own choice comes first; null: the ordinary reception.
 */
export function doorFor(
  told: { concernsStaff?: string | undefined; notThese?: string | undefined; door?: Door | undefined },
  doors: readonly Door[],
): Door | null {
  if (told.concernsStaff !== 'yes' && told.notThese === undefined && told.door === undefined) return null;
  return told.door !== undefined && doors.includes(told.door) ? told.door : (doors[0] ?? null);
}
