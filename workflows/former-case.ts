import {
  allHandlersFinished,
  ChildWorkflowCancellationType,
  condition,
  isCancellation,
  ParentClosePolicy,
  setHandler,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import type { ProceedingKind } from '../domain/case/types.ts';
import type { CaseRef, Ref } from './contract.ts';
import { ASK_AGAIN, ledger, nudge } from './drive.ts';
import { FORMER, goOn, renamed } from './former.ts';

/** Driver of a case as it was before it remembered whom it had begun, for the replay of its histories; goes on as `tip`. */
export async function caseDriver(ref: CaseRef): Promise<void> {
  let woken = false;
  setHandler(nudge, () => {
    woken = true;
  });
  for (;;) {
    woken = false;
    const open = await ledger.openProceedings(ref);
    if (open.length > 0 && renamed()) await goOn(ref);
    await Promise.all(open.map(({ id, kind, driver }) => see(kind, { case: ref.case, proceeding: id }, driver)));
    if (open.length === 0 && !woken) return;
    if (workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished);
      await goOn(ref);
    }
    await condition(() => woken, ASK_AGAIN);
  }
}

async function see(kind: ProceedingKind, ref: Ref, driver: string | undefined): Promise<void> {
  const type = Object.entries(FORMER).find(([, name]) => name === kind)?.[0];
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
