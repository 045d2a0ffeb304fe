import type { Effects, Publishing } from '../ledger/types.ts';
import { once } from './once.ts';

/** Replaces an entry of the public register by its corrected text. */
export const correctPublication = (ledger: Effects & Publishing) =>
  once(ledger, ['correct-publication'], async ({ key }) => ledger.applyToRegister(key));
