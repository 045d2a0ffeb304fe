import type {
  Counting,
  Crediting,
  Digests,
  Driving,
  Effects,
  Forgetting,
  GivingUp,
  Letters,
  NoticeAddresses,
  Publishing,
} from '../ledger/types.ts';
import type { Activities, DriverIds } from '../workflows/contract.ts';
import { correctPublication } from './correct-publication.ts';
import { creditList } from './credit-list.ts';
import { creditRemove } from './credit-remove.ts';
import { digest } from './digest.ts';
import { expirePublication } from './expire-publication.ts';
import { ledgerCalls } from './ledger-calls.ts';
import { letter } from './letter.ts';
import { notice } from './notice.ts';
import { bland } from './once.ts';
import { each, onlySuccessors } from './own.ts';
import { policePackage } from './police-package.ts';
import type { Outside } from './ports.ts';
import { publish } from './publish.ts';
import { remind } from './remind.ts';
import { reportUpward } from './report-upward.ts';
import { withdrawPublication } from './withdraw-publication.ts';

/** What drivers and their effects need of the ledger: nothing that a person does, no screen, no key of a case. */
export type DrivenLedger = Driving &
  Effects &
  GivingUp &
  Letters &
  Publishing &
  Crediting &
  NoticeAddresses &
  Counting &
  Digests &
  Forgetting;

/**
 * Every activity by the name an operator sees. No error leaves one with words in it.
 * @param tell says a line to who runs the worker
 */
export function createActivities(
  ledger: DrivenLedger,
  outside: Outside,
  ids: DriverIds,
  tell: (line: string) => void = () => undefined,
): Activities {
  const { post, exchange } = outside;
  const activities: Activities = {
    ...ledgerCalls(ledger, ids),
    letter: letter(ledger),
    notice: notice(ledger, post),
    publish: publish(ledger),
    withdrawPublication: withdrawPublication(ledger),
    expirePublication: expirePublication(ledger),
    correctPublication: correctPublication(ledger),
    creditList: creditList(ledger, exchange),
    creditRemove: creditRemove(ledger, exchange),
    policePackage: policePackage(ledger, exchange),
    remind: remind(ledger, exchange),
    reportUpward: reportUpward(ledger, exchange),
    digest: digest(ledger, post),
    tellMerged: (key) => ledger.effectDone(key),
  };
  return onlySuccessors(each(activities, (activity) => bland(activity, tell)));
}
