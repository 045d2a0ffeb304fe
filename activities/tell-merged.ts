import type { Effects } from '../ledger/types.ts';
import { once } from './once.ts';

/**
 * What the end of a leading case does to those merged into it, the ledger did in the same transaction, and each of them
 * tells its own tipster by its own driver. This leaves a trace on the road of the leading case, and no other.
 */
export const tellMerged = (ledger: Effects) => once(ledger, ['tell-merged'], async () => ({ byOwnDrivers: true }));
