import type { NewEvent } from '../../domain/case/types.ts';
import { keepingBar } from '../../domain/kernel/keeping.ts';
import { rolesIn } from '../../domain/people/may.ts';
import { isSelf } from '../../domain/people/selves.ts';
import type { Person } from '../../domain/people/types.ts';
import { atFields, refuse } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { ask } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import { KEY_DESTROYED } from '../ground/sealing.ts';
import { changeSealed } from '../ground/truth.ts';
import { change } from '../truth/change.ts';
import type { Core } from '../truth/core.ts';
import { factsFor } from '../truth/house.ts';
import { seen } from '../truth/loading.ts';

const HEADS = ['principal', 'dept-head', 'unit-head'] as const;

const BASIS = 'house: two people destroy the key of a case at the end of its retention; SI-ARC annex 9';

/**
 * Destroys the key of a case that is over and whose file need not be kept any longer: its words, who told it and what it is found by are gone for everybody, its events and
 * their chain stay. Two people who may see the case do it together, a head one of them; it is an event of the case, and the list of destroyed keys goes outside with
 * the next checkpoint.
 * @param ground why retention is over: the list or decision it is done by
 */
export async function destroyKey(
  core: Core,
  caseId: string,
  first: Person,
  second: Person,
  ground: string,
): Promise<{ at: Instant }> {
  if (isSelf(first, second.id)) {
    throw new Refused(refuse('two-people/destroy'));
  }
  if (ground.trim() === '') {
    throw new Refused(atFields(refuse('ground-needed'), 'ground'));
  }
  return change<{ at: Instant }>(core, caseId, { beside: true }, async (loaded, now) => {
    const { state, house } = loaded;
    for (const person of [first, second]) seen(person, state, house, now);
    const rolesOf = (p: Person) => rolesIn(p, state, house.directory, dayOf(now));
    const head = [first, second].find((p) => HEADS.some((role) => rolesOf(p).has(role)));
    const role = HEADS.find((r) => head && rolesOf(head).has(r));
    if (!head || !role) {
      throw new Refused(refuse('not-your-role/destroy'));
    }
    const kept = keepingBar(state, dayOf(now), factsFor(house, state.organ, now));
    if (kept) throw new Refused(kept);
    if (loaded.wrapped === null) return { done: { at: now } };
    const other = head === first ? second : first;
    const event: NewEvent = {
      type: 'act',
      proceeding: '',
      kind: 'intake',
      name: KEY_DESTROYED,
      occurredAt: now,
      actor: { id: head.id, role, organ: state.organ },
      from: null,
      to: '',
      basis: BASIS,
      facts: { ground, second: other.id },
      words: {},
      changes: [],
    };
    return {
      events: [event],
      after: async (client) => {
        const sealed = ['cases', 'lists', 'tags', 'vault', 'notice_addresses'] as const;
        const destroy = sealed.reduceRight<() => Promise<unknown>>(
          (change, name) => () => changeSealed(client, core.keys, name, [caseId], change),
          () => ask(client, 'SELECT destroy_case_key($1)', [caseId]),
        );
        await destroy();
      },
      answer: () => ({ at: now }),
    };
  });
}
