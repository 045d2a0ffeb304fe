import { cameFromOutside } from '../../domain/people/may.ts';
import type { Person } from '../../domain/people/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time/day.ts';
import { branchesOf } from '../doors/access.ts';
import { ask, inTransaction } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import { changeSealed } from '../ground/truth.ts';
import { type Core, caseUnknown } from '../truth/core.ts';
import { loadCase, seen } from '../truth/loading.ts';

/**
 * Marks a task as seen to; who may see its case and holds its role may do so.
 * @param asked what it is called outside, or its former name
 */
export async function taskDone(core: Core, person: Person, asked: string): Promise<void> {
  const now = core.now();
  const day = dayOf(now);
  const [named] = await ask<{ id: string; case_id: string }>(
    core.pool,
    'SELECT id, case_id FROM tasks WHERE id = $1 UNION ALL SELECT id, case_id FROM tasks WHERE outer_id::text = $1',
    [asked],
  );
  const loaded = named ? await loadCase(core, named.case_id) : null;
  if (!named || !loaded) throw caseUnknown();
  const { id: task, case_id: caseId } = named;
  seen(person, loaded.state, loaded.house, now);
  const { state, house } = loaded;
  const branches = branchesOf(person, house, day).filter((b) => !cameFromOutside(b, state, house.directory, day));
  await inTransaction(core.pool, async (client) => {
    const [mine] = await ask<{ done: boolean }>(
      client,
      `SELECT done_at IS NOT NULL AS done FROM tasks t WHERE t.id = $1 AND (t.organ || ' ' || t.role) = ANY ($2::text[])
       FOR UPDATE`,
      [task, branches.map((b) => `${b.organ} ${b.role}`)],
    );
    if (!mine) throw new Refused(refuse('not-your-role/task'));
    if (mine.done) return;
    await changeSealed(client, core.keys, 'tasks', [task], () =>
      ask(client, 'UPDATE tasks SET done_by = $2, done_at = $3 WHERE id = $1', [task, person.id, now]),
    );
    await ask(client, "DELETE FROM work WHERE case_id = $1 AND what = 'task' AND about = $2", [caseId, task]);
  });
}
