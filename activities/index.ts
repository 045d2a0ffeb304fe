import type { Ledger } from '../ledger/types.ts';
import type { Activities } from './contract.ts';
import { correctPublication } from './correct-publication.ts';
import { creditList } from './credit-list.ts';
import { creditRemove } from './credit-remove.ts';
import { expirePublication } from './expire-publication.ts';
import type { DriverIds } from './ids.ts';
import { ledgerCalls } from './ledger-calls.ts';
import { letter } from './letter.ts';
import { notice } from './notice.ts';
import { bland } from './once.ts';
import { onlySuccessors } from './own.ts';
import { policePackage } from './police-package.ts';
import type { Outside } from './ports.ts';
import { publish } from './publish.ts';
import { remind } from './remind.ts';
import { reportUpward } from './report-upward.ts';
import { tellMerged } from './tell-merged.ts';
import { withdrawPublication } from './withdraw-publication.ts';

/** Every activity by the name an operator sees. No error leaves one with words in it. */
export function createActivities(ledger: Ledger, outside: Outside, ids: DriverIds): Activities {
  const { post, exchange } = outside;
  const calls = ledgerCalls(ledger, ids);
  return onlySuccessors({
    openProceedings: bland(calls.openProceedings),
    todo: bland(calls.todo),
    advance: bland(calls.advance),
    giveUp: bland(calls.giveUp),
    letter: bland(letter(ledger)),
    notice: bland(notice(ledger, post)),
    publish: bland(publish(ledger)),
    withdrawPublication: bland(withdrawPublication(ledger)),
    expirePublication: bland(expirePublication(ledger)),
    correctPublication: bland(correctPublication(ledger)),
    creditList: bland(creditList(ledger, exchange)),
    creditRemove: bland(creditRemove(ledger, exchange)),
    policePackage: bland(policePackage(ledger, exchange)),
    remind: bland(remind(ledger, exchange)),
    reportUpward: bland(reportUpward(ledger, exchange)),
    tellMerged: bland(tellMerged(ledger)),
  });
}
