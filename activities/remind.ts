import type { Ledger } from '../ledger/types.ts';
import { once } from './once.ts';
import { parcelOf } from './parcel.ts';
import type { Exchange } from './ports.ts';

/** Reminds another body that owes us a step. */
export const remind = (ledger: Ledger, exchange: Exchange) =>
  once(ledger, ['remind'], async (effect) => exchange.deliver(parcelOf(effect)));
