import type { Effects } from '../ledger/types.ts';
import { once } from './once.ts';
import { parcelOf } from './parcel.ts';
import type { Exchange } from './ports.ts';

/** Reminds another body that owes us a step. */
export const remind = (ledger: Effects, exchange: Exchange) =>
  once(ledger, ['remind'], async (effect) => exchange.deliver(parcelOf(effect)));
