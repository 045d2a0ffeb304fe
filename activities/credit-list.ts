import type { Crediting, Effects } from '../ledger/types.ts';
import { once } from './once.ts';
import { parcelOf } from './parcel.ts';
import type { Exchange } from './ports.ts';

/** Sends a listing to the credit platform. */
export const creditList = (ledger: Crediting & Effects, exchange: Exchange) =>
  once(ledger, ['credit-list'], async (effect) => {
    const { reference } = await exchange.deliver(parcelOf(effect));
    await ledger.recordCredit(effect.key, { platform: effect.to, reference });
    return { reference };
  });
