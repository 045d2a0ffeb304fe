import { lookUp } from '../../domain/look-up.ts';
import type { Person } from '../../domain/people/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { explain } from '../../domain/time/explain.ts';
import { byTheDay, toldAt } from '../ground/days.ts';
import { Refused } from '../ground/errors.ts';
import type { Core } from '../truth/core.ts';
import { authorityOf } from '../truth/house.ts';
import { columnsFrom, loadEvents } from '../truth/loading.ts';
import type { CaseReading } from '../types.ts';
import { bindingsOf, clockView as viewOfClock } from './view.ts';
import { visible } from './visible.ts';

/** One clock with the explanation of its date. */
export async function clockView(
  core: Core,
  person: Person,
  caseId: string,
  clock: string,
): ReturnType<CaseReading['clockView']> {
  const { loaded, now } = await visible(core, person, caseId);
  const known = lookUp(loaded.state.clocks, clock);
  if (!known) {
    throw new Refused(refuse('clock-unknown'));
  }
  const { calendars } = loaded.house;
  const bindings = bindingsOf(Object.values(loaded.state.clocks), calendars);
  const events = (await loadEvents(core.pool, caseId)).map(columnsFrom);
  const view = {
    clock: viewOfClock(known, calendars, now, authorityOf(loaded.house, loaded.state.organ), bindings),
    explanation: known.count === null ? null : explain(known.count, calendars),
  };
  return byTheDay(view, toldAt(loaded.state, events));
}
