import type { Effects } from '../ledger/types.ts';
import { once } from './once.ts';
import { parcelOf } from './parcel.ts';
import type { Exchange } from './ports.ts';

/** Reports to the organ above a body that stays silent, or our own breach. */
export const reportUpward = (ledger: Effects, exchange: Exchange) =>
  once(ledger, ['report-upward'], async (effect) => exchange.deliver(parcelOf(effect)));
