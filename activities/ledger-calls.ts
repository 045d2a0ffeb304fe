import type { Counting, Digests, Driving, Effects, Forgetting, GivingUp } from '../ledger/types.ts';
import type { DriverIds, HouseCalls, LedgerCalls } from '../workflows/contract.ts';
import { beating } from './beating.ts';
import { taskFor } from './giving-up.ts';

/** What drivers ask of the ledger. Answers hold ids, instants and keys only. */
export function ledgerCalls(
  ledger: Driving &
    Pick<Effects, 'effect'> &
    GivingUp &
    Pick<Counting, 'countPage'> &
    Pick<Digests, 'nextDigest' | 'digestsAt'> &
    Forgetting,
  ids: DriverIds,
): LedgerCalls & HouseCalls {
  return {
    async openProceedings(ref) {
      const { proceedings } = await ledger.driversOf(ref.case);
      return proceedings
        .filter((p) => p.live)
        .map(({ id, kind, later }) => ({
          id,
          kind,
          driver: ids.ofProceeding(ref.case, id),
          ...(later ? { later } : {}),
        }));
    },
    todo: (ref) => ledger.todo(ref.case, ref.proceeding),
    async advance(ref) {
      await ledger.advanceCase(ref.case, ref.proceeding);
      return ledger.todo(ref.case, ref.proceeding);
    },
    countPage: beating((from) => ledger.countPage(from)),
    forget: beating(() => ledger.forget()),
    nextDigest: beating((after) => ledger.nextDigest(after)),
    digestsAt: beating((moment, from) => ledger.digestsAt(moment, from)),
    async giveUp(key, why) {
      const effect = await ledger.effect(key);
      if (effect.status === 'todo') await ledger.effectGivenUp(key, taskFor(effect, why));
    },
  };
}
