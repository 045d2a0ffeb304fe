import type { Effects, Letters } from '../ledger/types.ts';
import { once } from './once.ts';

/** Places a letter on the receipt page of the tipster, or in the file for a party or another body. */
export const letter = (ledger: Effects & Letters) =>
  once(ledger, ['letter'], async ({ key }) => {
    await ledger.placeLetter(key);
    return { placed: true };
  });
