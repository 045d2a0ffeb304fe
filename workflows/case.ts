import {
  allHandlersFinished,
  ChildWorkflowCancellationType,
  condition,
  continueAsNew,
  isCancellation,
  ParentClosePolicy,
  setHandler,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import type { CaseRef, Ref } from '../activities/contract.ts';
import type { ProceedingKind } from '../domain/proceedings/types.ts';
import { ASK_AGAIN, ledger, nudge } from './driver.ts';

/** The driver of each proceeding by the name of its workflow type. */
const DRIVERS: Record<ProceedingKind, string> = {
  intake: 'intakeDriver',
  investigation: 'investigationDriver',
  penalty: 'penaltyDriver',
  'police-referral': 'policeReferralDriver',
  listing: 'listingDriver',
  disclosure: 'disclosureDriver',
  paper: 'paperDriver',
};

/**
 * A case: sees to it that every proceeding which the ledger calls open has its driver. The drivers are abandoned, not
 * awaited: they outlive this workflow's runs. Ends when every proceeding has ended.
 */
export async function caseDriver(ref: CaseRef): Promise<void> {
  let woken = false;
  setHandler(nudge, () => {
    woken = true;
  });
  for (;;) {
    woken = false;
    const open = await ledger.openProceedings(ref);
    await Promise.all(open.map(({ id, kind, driver }) => see(kind, { case: ref.case, proceeding: id }, driver)));
    if (open.length === 0 && !woken) return;
    // A nudge not yet answered needs no carrying over: the next run begins by asking.
    if (workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof caseDriver>(ref);
    }
    await condition(() => woken, ASK_AGAIN);
  }
}

/** Starts a driver; one that is already there is what was wanted. */
async function see(kind: ProceedingKind, ref: Ref, driver: string | undefined): Promise<void> {
  const type = DRIVERS[kind];
  if (type === undefined) return;
  try {
    await startChild(type, {
      // Answers recorded before ids were hashed name none: then it was made of the case and the proceeding.
      workflowId: driver ?? `${ref.case}.${ref.proceeding}`,
      args: [driver === undefined ? ref : { ...ref, caseDriver: workflowInfo().workflowId }],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      cancellationType: ChildWorkflowCancellationType.ABANDON,
    });
  } catch (error) {
    if (isCancellation(error)) throw error;
  }
}
