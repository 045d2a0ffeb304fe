import type { Ledger } from '../ledger/types.ts';
import { once } from './once.ts';

/** Puts a decision or a listing into the public register. */
export const publish = (ledger: Ledger) => once(ledger, ['publish'], async ({ key }) => ledger.applyToRegister(key));
