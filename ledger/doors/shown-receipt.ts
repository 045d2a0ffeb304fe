/** Receipts that staff had before their eyes: of every tip that they entered, since the receipt is read out or printed by them. */
import { lookUp } from '../../domain/look-up.ts';
import { shutOut } from '../../domain/people/may.ts';
import { refuse } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { Refused } from '../ground/errors.ts';
import { readWords } from '../ground/sealing.ts';
import type { Core } from '../truth/core.ts';
import { keyOf, type Loaded, loadEvents, openedByStaff } from '../truth/loading.ts';
import { RECEIPT_HELD } from './receipt.ts';

/**
 * Who of the staff has seen the receipt of a case, as its opening says: whoever entered the tip; where it was held back from them,
 * whoever took the case in, `intake` while nobody is known by name. Null: the tipster has it from the page, and nobody saw it.
 */
async function shownTo(core: Core, { state, wrapped }: Loaded): Promise<string | null> {
  const [first] = await loadEvents(core.pool, state.id, 1, 1);
  if (first && !openedByStaff(first)) return null;
  const key = keyOf(core, state.id, wrapped);
  const held = first !== undefined && readWords(key, first).words?.[RECEIPT_HELD] !== undefined;
  if (first && !held) return first.actor.enteredBy ?? first.actor.id;
  return state.proceedings['intake-1']?.doers.register?.by ?? 'intake';
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
): Promise<{ tipster: true; receiptShownTo?: string }> {
  const shown = await shownTo(core, loaded);
  if (shown === null) return { tipster: true };
  const { directory } = loaded.house;
  const person = lookUp(directory.people, shown);
  if (person && shutOut(person, loaded.state, directory, dayOf(now)))
    throw new Refused(refuse('receipt-seen-by-outsider'));
  return { tipster: true, receiptShownTo: shown };
}
