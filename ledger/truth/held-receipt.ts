/** A receipt that was held back from who entered a tip, as it lies with the case; who may be shown it is a matter of the doors. */
import type { CaseState, NewEvent } from '../../domain/case/types.ts';
import type { ActedAs } from '../../domain/people/types.ts';
import type { Instant } from '../../domain/time/types.ts';
import { readWords } from '../ground/sealing.ts';
import { beside } from './beside.ts';
import type { Core } from './core.ts';
import { keyOf, type StoredEvent } from './loading.ts';

/** Under what it is sealed with the words of the tip. */
export const RECEIPT_HELD = 'receiptHeld';

/** Days for which a receipt that was held back waits for who takes the letter in. House rule. */
const RECEIPT_HELD_DAYS = 30;

/** The receipt that was held back from who entered a tip, sealed with its words; null where none was, or it cannot be read. */
export function heldReceipt(
  core: Pick<Core, 'keys'>,
  { id, wrapped, first }: { id: string; wrapped: Buffer | null; first: StoredEvent | undefined },
): string | null {
  const held = first && readWords(keyOf(core, id, wrapped), first).words?.[RECEIPT_HELD];
  return typeof held === 'string' ? held : null;
}

/** Until when a receipt that was held back is shown. */
export const shownUntil = (first: StoredEvent): number => first.recorded_at.getTime() + RECEIPT_HELD_DAYS * 86_400_000;

const BASIS = 'house: whoever is outside does not come back as the tipster; M49 arts. 34–36';

/** What notes for ever that a receipt that was held back was before the eyes of these, beside those of before. */
export const receiptShown = (c: CaseState, ids: readonly string[], actor: ActedAs, now: Instant): NewEvent => {
  const shownTo = [...new Set([...(c.receiptShownTo ?? []), ...ids])];
  return beside(
    'receipt-shown',
    now,
    actor,
    { shownTo: [...ids] },
    {
      basis: BASIS,
      changes: [{ op: 'case', set: { receiptShownTo: shownTo } }],
    },
  );
};
