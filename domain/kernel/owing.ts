import type { CaseState, Clock, Proceeding, Row, Table } from '../case/types.ts';
import { postsOf, putForwardBy, standIn } from '../people/may.ts';
import type { Role } from '../people/types.ts';
import { TABLES } from '../proceedings/tables.ts';
import { flagged, isEnded, reaches } from './run.ts';

/** The post that a rung or a silence is told to, and that owes the steps of a proceeding where no row says more. */
const taskRole = (p: Pick<Proceeding, 'kind'>): Role => TABLES[p.kind].owner;

/** Before an officer is named, what is the officers' is the head's who names one. */
const untilNamed = (role: Role, c: Pick<CaseState, 'officers'>): Role =>
  role === 'officer' && c.officers.length === 0 ? 'unit-head' : role;

/** The post that is told of a date of this proceeding that moved. */
export const toldRole = (c: Pick<CaseState, 'officers'>, p: Pick<Proceeding, 'kind'>): Role =>
  untilNamed(taskRole(p), c);

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
    if (typeof who !== 'object' || !('staff' in who)) continue;
    for (const role of row.proposedBy ? putForwardBy(row, c) : who.staff) roles.add(role);
  }
  if (roles.size === 0) roles.add(taskRole(p));
  return [...roles].map((role) => untilNamed(role, c));
}

/** Whether a row takes a proceeding from where it stands to another state, by an act that a post takes or enters. */
const leads = (row: Row, table: Table, p: Proceeding): boolean =>
  Array.isArray(row.from) &&
  reaches(row, table, p.state) &&
  flagged(row, p) &&
  (typeof row.to === 'string' ? [row.to] : row.to.among).some((to) => to !== 'same' && to !== p.state) &&
  postsOf(row.by).length > 0;

/**
 * Acts that the table names for the present state and that lead on from it, each with the posts that take its next half: who
 * decides where it is proposed already, who proposes where it is a pair. For reading only: whether an act may be taken now is for
 * `actsFor` to say.
 */
export function leadsOn(c: CaseState, p: Proceeding): { act: string; by: (Role | 'superior')[] }[] {
  const table = TABLES[p.kind];
  if (isEnded(table, p.state)) return [];
  const found = new Map<string, Set<Role | 'superior'>>();
  for (const row of table.rows) {
    if (row.act === undefined || !leads(row, table, p)) continue;
    const forward = row.proposedBy !== undefined && !p.proposals[row.act];
    const posts = found.get(row.act) ?? new Set();
    for (const role of forward ? putForwardBy(row, c) : postsOf(row.by)) posts.add(standIn(role, c));
    found.set(row.act, posts);
  }
  return [...found].map(([act, by]) => ({ act, by: [...by] }));
}
