import type { Person } from '../../domain/people/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { note } from '../doors/journal.ts';
import { showable } from '../doors/shown-receipt.ts';
import { Refused } from '../ground/errors.ts';
import { actorOf } from '../truth/beside.ts';
import { change } from '../truth/change.ts';
import type { Core } from '../truth/core.ts';
import { receiptShown } from '../truth/held-receipt.ts';
import { loadEvents, seen } from '../truth/loading.ts';
import type { Acts } from '../types.ts';

/**
 * Shows a receipt that was held back from who entered the tip to whoever takes the case in, so that they hand it over. To whom, is
 * noted first, once for each of them.
 * @throws Refused `receipt-not-held`, `receipt-shown-already`
 */
export async function showReceipt(core: Core, person: Person, caseId: string): ReturnType<Acts['showReceipt']> {
  const receipt = await change<string>(core, caseId, { beside: true }, async (loaded, now) => {
    const { state, house } = loaded;
    seen(person, state, house, now);
    const [first] = await loadEvents(core.pool, state.id, 1, 1);
    const held = showable(core, person, loaded, first, now);
    if (held === null) throw new Refused(refuse('receipt-not-held'));
    if (state.receiptShownTo?.includes(person.id)) return { done: held };
    return {
      events: [receiptShown(state, [person.id], actorOf(person, state.organ, now), now)],
      answer: () => held,
    };
  });
  await note(core, person, [{ what: 'receipt', caseId }]);
  return { receipt };
}
