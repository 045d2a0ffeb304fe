import type { Ledger } from '../ledger/types.ts';
import { once } from './once.ts';

/** Places a letter on the receipt page of the tipster, or in the file for a party or another body. */
export const letter = (ledger: Ledger) =>
  once(ledger, ['letter'], async ({ key }) => {
    await ledger.placeLetter(key);
    return { placed: true };
  });
