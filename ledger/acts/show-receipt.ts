import type { Person } from '../../domain/people/types.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Instant } from '../../domain/time/types.ts';
import { note } from '../doors/journal.ts';
import { showable } from '../doors/shown-receipt.ts';
import { Refused } from '../ground/errors.ts';
import { actorOf } from '../truth/beside.ts';
import { change } from '../truth/change.ts';
import type { Core } from '../truth/core.ts';
import { receiptShown } from '../truth/held-receipt.ts';
import { type Loaded, loadEvents, seen } from '../truth/loading.ts';
import type { Acts } from '../types.ts';

/**
 * Shows a receipt that was held back from who entered the tip to whoever takes the case in, so that they hand it over. To whom, is
 * noted first, once for each of them.
 * @throws Refused `receipt-not-held`, `receipt-shown-already`
 */
export async function showReceipt(core: Core, person: Person, caseId: string): ReturnType<Acts['showReceipt']> {
  const receiptFor = async (loaded: Loaded, now: Instant) => {
    seen(person, loaded.state, loaded.house, now);
    const [first] = await loadEvents(core.pool, loaded.state.id, 1, 1);
    const receipt = showable(core, person, loaded, first, now);
    if (receipt === null) throw new Refused(refuse('receipt-not-held'));
    return receipt;
  };
  const receipt = await change<string>(core, caseId, { beside: true }, async (loaded, now) => {
    const receipt = await receiptFor(loaded, now);
    const { state } = loaded;
    if (state.receiptShownTo?.includes(person.id)) return { done: receipt };
    return {
      events: [receiptShown(state, [person.id], actorOf(person, state.organ, now), now)],
      answer: () => receipt,
    };
  });
  await note(core, person, [{ what: 'receipt', caseId }]);
  return { receipt };
}
