/** Receipts that staff had before their eyes: of every tip that they entered, since the receipt is read out or printed by them. */
import { lookUp } from '../../domain/look-up.ts';
import { shutOut, takesIn } from '../../domain/people/may.ts';
import type { Person } from '../../domain/people/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { dayOf, millisOf } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { Refused } from '../ground/errors.ts';
import type { Core } from '../truth/core.ts';
import { heldReceipt, shownUntil } from '../truth/held-receipt.ts';
import { type Loaded, loadEvents, openedByStaff, type StoredEvent } from '../truth/loading.ts';

/**
 * The receipt that may be shown to a person now, to be handed over; null where there is none for them: whoever takes the case in is
 * shown it, for thirty days.
 * @throws Refused `receipt-shown-already` where a colleague has it who can still hand it over
 */
export function showable(
  core: Pick<Core, 'keys'>,
  person: Person,
  { state, house, wrapped }: Pick<Loaded, 'state' | 'house' | 'wrapped'>,
  first: StoredEvent | undefined,
  now: Instant,
): string | null {
  const day = dayOf(now);
  const { directory } = house;
  if (!first || millisOf(now) >= shownUntil(first) || !takesIn(person, state, directory, day)) return null;
  const receipt = heldReceipt(core, { id: state.id, wrapped, first });
  const shown = state.receiptShownTo ?? [];
  if (receipt === null || shown.includes(person.id)) return receipt;
  const handsOver = (id: string) => {
    const other = lookUp(directory.people, id);
    return other !== undefined && takesIn(other, state, directory, day);
  };
  if (shown.some(handsOver)) throw new Refused(refuse('receipt-shown-already'));
  return receipt;
}

/**
 * Who of the staff has seen the receipt of a case: whoever entered the tip, as its opening says; where it was held back from them, all
 * to whom it was shown, `intake` where nobody was noted. Null: the tipster has it from the page, and nobody saw it.
 */
async function shownTo(core: Core, { state, wrapped }: Loaded): Promise<string[] | null> {
  const [first] = await loadEvents(core.pool, state.id, 1, 1);
  if (first && !openedByStaff(first)) return null;
  const shown = state.receiptShownTo ?? [];
  const held = heldReceipt(core, { id: state.id, wrapped, first }) !== null;
  const all = first && !held ? [first.actor.enteredBy ?? first.actor.id, ...shown] : shown;
  return all.length > 0 ? [...new Set(all)] : ['intake'];
}

/**
 * As whom the holder of a receipt comes. With one that somebody saw who is outside the case by now, nobody comes any further: it might
 * be they.
 * @throws Refused `receipt-seen-by-outsider`
 */
export async function holderOf(
  core: Core,
  loaded: Loaded,
  now: Instant,
): Promise<{ tipster: true; receiptShownTo?: string[] }> {
  const shown = await shownTo(core, loaded);
  if (shown === null) return { tipster: true };
  const { directory } = loaded.house;
  const outside = (id: string) => {
    const person = lookUp(directory.people, id);
    return person !== undefined && shutOut(person, loaded.state, directory, dayOf(now));
  };
  if (shown.some(outside)) throw new Refused(refuse('receipt-seen-by-outsider'));
  return { tipster: true, receiptShownTo: shown };
}
