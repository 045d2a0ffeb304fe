import type { Crediting, Effects } from '../ledger/types.ts';
import { once } from './once.ts';
import { parcelOf } from './parcel.ts';
import type { Exchange } from './ports.ts';

/** Tells the credit platform to take a listing out. */
export const creditRemove = (ledger: Crediting & Effects, exchange: Exchange) =>
  once(ledger, ['credit-remove'], async (effect) => {
    const { reference } = await exchange.deliver(parcelOf(effect));
    await ledger.recordCredit(effect.key, { platform: effect.to, reference });
    return { reference };
  });
