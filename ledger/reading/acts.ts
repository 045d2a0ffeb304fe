import type { CaseState } from '../../domain/case/types.ts';
import { actsFor, advance } from '../../domain/kernel/index.ts';
import { canSee } from '../../domain/people/may.ts';
import type { Person } from '../../domain/people/types.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import type { Core } from '../truth/core.ts';
import { factsFor } from '../truth/house.ts';
import { loadCase } from '../truth/loading.ts';
import type { CaseReading } from '../types.ts';
import { visible } from './visible.ts';

/** What a person may do in a case now, and what not, with the reasons; on the state advanced to now. */
export async function actsOf(core: Core, person: Person, caseId: string): ReturnType<CaseReading['actsOf']> {
  const { loaded, now } = await visible(core, person, caseId);
  const facts = factsFor(loaded.house, loaded.state.organ, now);
  const { state } = advance(loaded.state, now, facts);
  const leading = await leadingNamed(core, state, person, now);
  return actsFor(state, person, leading ? { ...facts, leading } : facts);
}

/** The case that a waiting proposal would merge this one into, as far as this person may see it; null where none is named. */
async function leadingNamed(core: Core, c: CaseState, person: Person, now: Instant): Promise<CaseState | null> {
  const waiting = Object.values(c.proceedings).flatMap((p) => Object.values(p.proposals));
  const id = waiting.map((p) => p.facts.leading).find((x) => typeof x === 'string' && x !== c.id);
  const other = typeof id === 'string' ? await loadCase(core, id) : null;
  if (!other || !canSee(person, other.state, other.house.directory, dayOf(now))) return null;
  return advance(other.state, now, factsFor(other.house, other.state.organ, now)).state;
}
