import type { Clock } from '../../domain/case/types.ts';
import { DUTIES } from '../../domain/law/duties.ts';
import type { Person } from '../../domain/people/types.ts';
import { dayOf } from '../../domain/time/day.ts';
import { BROAD, branchesOf, letIn, notShutOut, seeing, through, Values } from '../doors/access.ts';
import { ask } from '../ground/db.ts';
import type { Core } from '../truth/core.ts';
import { authorityOf, type House } from '../truth/house.ts';
import { ABOVE } from '../truth/project.ts';
import type { Lists } from '../types.ts';
import { decodeCursor, INSTANT, paged, pageSize } from './cursor.ts';
import { bindingsOf, clockView as viewOfClock } from './view.ts';
import { namesOf } from './visible.ts';

/** Open clocks of the cases a person may see, by their end. */
export async function deadlines(
  core: Core,
  person: Person,
  cursor?: string,
  limit?: number,
): ReturnType<Lists['deadlines']> {
  const house = await core.house.fresh();
  const now = core.now();
  const day = dayOf(now);
  const branches = seeing(branchesOf(person, house, day));
  const size = pageSize(limit);
  const after = decodeCursor(core, cursor, ['instant', 'id', 'text']);
  if (branches.length === 0) return { items: [] };
  const values = new Values();
  const most = values.add(size + 1);
  const shut = notShutOut(person, house, day, values);
  const from = after
    ? [`${values.add(after[0])}::timestamptz`, `${values.add(after[1])}::uuid`, values.add(after[2])].join(', ')
    : null;
  const open = (k: string) =>
    `${k}.status = 'open' AND ${k}.expires_at IS NOT NULL ${
      from === null ? '' : `AND (${k}.expires_at, ${k}.case_id, ${k}.id) > (${from})`
    }`;
  const broad = [...new Set(branches.filter((b) => BROAD.has(b.role)).map((b) => b.organ))];
  const clerkOf = new Set(branches.filter((b) => b.role === 'clerk').map((b) => b.organ));
  // Built only where it is used: a statement may have no value that it does not name.
  const inside = broad.length > 0 ? letIn(branches, house, day, values) : '';
  const parts = [
    ...broad.map(
      (organ) => `(SELECT k.case_id, k.id, k.expires_at FROM clocks k JOIN cases c ON c.id = k.case_id
        WHERE k.organ = ${values.add(organ)} ${clerkOf.has(organ) ? '' : 'AND k.heads_see'} AND ${open('k')} AND ${shut} AND ${inside}
        ORDER BY k.expires_at, k.case_id, k.id LIMIT ${most})`,
    ),
    ...branches
      .filter((b) => b.role === ABOVE || (!BROAD.has(b.role) && !clerkOf.has(b.organ)))
      .map(
        // Put in order before the cases are asked who is shut out, which then ends with the page: an officer may have thousands.
        (b) => `(SELECT k.case_id, k.id, k.expires_at FROM (SELECT o.case_id, o.id, o.expires_at
          FROM case_access a JOIN clocks o ON o.case_id = a.case_id
          WHERE a.organ = ${values.add(b.organ)} AND a.role = ${values.add(b.role)} AND a.person = ${values.add(b.person)}
            AND ${open('o')} ${broad.includes(b.organ) && b.role !== ABOVE ? 'AND NOT o.heads_see' : ''}
          ORDER BY o.expires_at, o.case_id, o.id OFFSET 0) k JOIN cases c ON c.id = k.case_id
        WHERE ${shut} ${through(b, house, day, values)} ORDER BY k.expires_at, k.case_id, k.id LIMIT ${most})`,
      ),
  ];
  const rows = await ask<{
    case_id: string;
    id: string;
    expires: string;
    number: string;
    former_number: string | null;
    organ: string;
    clock: Clock | null;
  }>(
    core.pool,
    `SELECT u.case_id, u.id, ${INSTANT('u.expires_at')} AS expires, c.number, c.former_number, c.organ, c.state->'clocks'->u.id AS clock
     FROM (SELECT DISTINCT ON (expires_at, case_id, id) * FROM (${parts.join(' UNION ALL ')}) x
       ORDER BY expires_at, case_id, id LIMIT ${most}) u JOIN cases c ON c.id = u.case_id
     ORDER BY u.expires_at, u.case_id, u.id`,
    values.list,
  );
  const found = rows.flatMap(({ clock, ...r }) => (clock ? [{ ...r, clock }] : []));
  const bindings = await bindingsOn(core, found.slice(0, size), house);
  return paged(
    core,
    found,
    size,
    (r) => [r.expires, r.case_id, r.id],
    (r) => ({
      caseId: r.case_id,
      ...namesOf(r),
      clock: viewOfClock(r.clock, house.calendars, now, authorityOf(house, r.organ), bindings.get(r.case_id)),
    }),
  );
}

const OF_A_DUTY: ReadonlySet<string> = new Set(DUTIES.flatMap((d) => [...d.rows]));

/** By case: the clocks that run besides for one duty; read only for cases of which the page shows a clock of such a duty. */
async function bindingsOn(
  core: Core,
  rows: readonly { case_id: string; clock: Clock | null }[],
  house: House,
): Promise<Map<string, ReturnType<typeof bindingsOf>>> {
  const ids = new Set(rows.filter((r) => r.clock && OF_A_DUTY.has(r.clock.deadline)).map((r) => r.case_id));
  if (ids.size === 0) return new Map();
  const states = await ask<{ id: string; clocks: Record<string, Clock> }>(
    core.pool,
    "SELECT id, state->'clocks' AS clocks FROM cases WHERE id = ANY ($1::uuid[])",
    [[...ids]],
  );
  return new Map(states.map((s) => [s.id, bindingsOf(Object.values(s.clocks), house.calendars)]));
}
