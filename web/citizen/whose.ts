import type { Request, Response } from 'express';
import type { PublicAddresses } from '../../api/addresses.ts';
import type { Receiver } from '../../ledger/types.ts';

/** The organs of a house, and the one that a page is about. */
export interface Whose {
  /** By id; one as a rule. */
  receivers: readonly Receiver[];
  /** The one that was chosen, or whose address was typed; null: none of several yet, or there is one alone. */
  chosen: Receiver | null;
}

/** An organ by its id. */
export const receiverOf = (receivers: readonly Receiver[], id: unknown): Receiver | null =>
  receivers.find((one) => one.id === id) ?? null;

/** Of several organs the one that the address of a page names, else the one whose own address it is. */
export function whoseOf(receivers: readonly Receiver[], req: Request, addresses: PublicAddresses): Whose {
  if (receivers.length < 2) return { receivers, chosen: null };
  const origin = addresses.of(req)?.origin;
  const at = origin === undefined ? [] : receivers.filter((one) => one.publicUrl === origin);
  const [only = null] = at.length === 1 ? at : [];
  return { receivers, chosen: receiverOf(receivers, req.query.organ) ?? only };
}

/** Whose page it is, as `waysIn` found it. */
export const whose = (res: Response): Whose =>
  (res.locals as { whose?: Whose }).whose ?? { receivers: [], chosen: null };
