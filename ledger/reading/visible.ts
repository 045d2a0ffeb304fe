import type { Person } from '../../domain/people/types.ts';
import type { Instant } from '../../domain/time/types.ts';
import { type Core, caseUnknown } from '../truth/core.ts';
import { type Loaded, loadCase, nowFor, seen } from '../truth/loading.ts';
import type { CaseNames } from '../types.ts';

/** What people call the case of a row. */
export const namesOf = (r: { number: string; former_number: string | null }): CaseNames => ({
  number: r.number,
  formerNumber: r.former_number,
});

/** A case a person may see, or the refusal that says nothing. */
export async function visible(core: Core, person: Person, caseId: string): Promise<{ loaded: Loaded; now: Instant }> {
  const loaded = await loadCase(core, caseId);
  if (!loaded) throw caseUnknown();
  const now = nowFor(core, loaded.state);
  seen(person, loaded.state, loaded.house, now);
  return { loaded, now };
}
