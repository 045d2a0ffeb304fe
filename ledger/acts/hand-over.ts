import { rolesOn } from '../../domain/people/may.ts';
import type { Person } from '../../domain/people/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time/day.ts';
import { Refused } from '../ground/errors.ts';
import type { Core } from '../truth/core.ts';
import type { Loaded } from '../truth/loading.ts';
import type { HandedOver, HandingOver } from '../types.ts';
import { act } from './act.ts';

/** Who is named in the case as it stands: whoever is an officer no more cannot stay. */
function officersAfter(core: Core, { state, house }: Loaded, { officer, successors, stays }: HandingOver): string[] {
  if (!state.officers.includes(officer)) throw new Refused(refuse('not-its-officer'));
  const day = dayOf(core.now());
  const remain = state.officers.filter((id) => {
    const person = house.directory.people[id];
    return person !== undefined && (stays || id !== officer) && rolesOn(person, state.organ, day).has('officer');
  });
  return [...new Set([...remain, ...successors])];
}

/**
 * Names others in place of an officer in each of these cases: an act of its own in each, under the same guards, with the same reason. A
 * case in which that is refused is left as it is.
 */
export async function handOver(
  core: Core,
  person: Person,
  asked: HandingOver,
  idempotencyKey: string,
): Promise<HandedOver> {
  const { cases, ...form } = asked;
  const done: HandedOver['done'] = [];
  const left: HandedOver['left'] = [];
  for (const { caseId, proceeding } of cases) {
    const asking = { caseId, proceeding, act: 'reassign', form, by: person.id, idempotencyKey };
    try {
      const answer = await act(core, asking, (loaded) => ({
        officers: officersAfter(core, loaded, asked),
        conflictChecked: true,
        reason: asked.reason,
      }));
      done.push({ caseId, number: answer.case.number });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { code, message } = error.refusal;
      left.push({ caseId, code, message });
    }
  }
  return { done, left };
}
