import type { Ledger } from '../ledger/types.ts';
import { once } from './once.ts';
import { parcelOf } from './parcel.ts';
import type { Exchange } from './ports.ts';

/** Lets those whose tips were merged into this case know of its end. */
export const tellMerged = (ledger: Ledger, exchange: Exchange) =>
  once(ledger, ['tell-merged'], async (effect) => exchange.deliver(parcelOf(effect)));
