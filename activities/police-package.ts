import type { Effects } from '../ledger/types.ts';
import { once } from './once.ts';
import { parcelOf } from './parcel.ts';
import type { Exchange } from './ports.ts';

/** Hands the referral package to the police: its numbers and list; the paper itself is carried (TR art. 6). */
export const policePackage = (ledger: Effects, exchange: Exchange) =>
  once(ledger, ['police-package'], async (effect) => exchange.deliver(parcelOf(effect)));
