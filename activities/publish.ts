import type { Effects, Publishing } from '../ledger/types.ts';
import { once } from './once.ts';

/** Puts a decision or a listing into the public register. */
export const publish = (ledger: Effects & Publishing) =>
  once(ledger, ['publish'], async ({ key }) => ledger.applyToRegister(key));
