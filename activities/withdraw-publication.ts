import type { Effects, Publishing } from '../ledger/types.ts';
import { once } from './once.ts';

/** Marks an entry of the public register as withdrawn, with the reason (APL art. 48 ¶2). */
export const withdrawPublication = (ledger: Effects & Publishing) =>
  once(ledger, ['withdraw-publication'], async ({ key }) => ledger.applyToRegister(key));
