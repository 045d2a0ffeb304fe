import type { Ledger } from '../ledger/types.ts';
import { once } from './once.ts';

/** Replaces an entry of the public register by its corrected text. */
export const correctPublication = (ledger: Ledger) =>
  once(ledger, ['correct-publication'], async ({ key }) => ledger.applyToRegister(key));
