import type { Role } from '../people/types.ts';
import { flagged, reaches } from './run.ts';
import { TABLES } from './tables.ts';
import type { CaseState, Clock, Proceeding } from './types.ts';

/** The post that a rung or a silence is told to, and that owes the steps of a proceeding where no row says more. */
export const taskRole = (p: Pick<Proceeding, 'kind'>): Role =>
  p.kind === 'intake' ? 'clerk' : p.kind === 'listing' ? 'credit' : p.kind === 'disclosure' ? 'disclosure' : 'officer';

/**
 * Posts that owe the next step of a proceeding: those whose act stops this clock in the present state (who proposes, where it is
 * a pair), else the usual one. Before an officer is named, the head who names one.
 * @param clock the open clock that ends first; null where none has an end
 */
export function owing(c: CaseState, p: Proceeding, clock: Clock | null): Role[] {
  const table = TABLES[p.kind];
  const roles = new Set<Role>();
  for (const row of clock ? table.rows : []) {
    if (!row.act || !clock || !row.stop?.includes(clock.deadline)) continue;
    if (!reaches(row, table, p.state) || !flagged(row, p)) continue;
    const who = row.proposedBy ?? row.by;
    if (typeof who === 'object' && 'staff' in who) for (const role of who.staff) roles.add(role);
  }
  if (roles.size === 0) roles.add(taskRole(p));
  return [...roles].map((role) => (role === 'officer' && c.officers.length === 0 ? 'unit-head' : role));
}
