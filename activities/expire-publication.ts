import type { Effects, Publishing } from '../ledger/types.ts';
import { once } from './once.ts';

/** Takes an entry out of the public register whose term is over. */
export const expirePublication = (ledger: Effects & Publishing) =>
  once(ledger, ['expire-publication'], async ({ key }) => ledger.applyToRegister(key));
