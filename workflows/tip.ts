import {
  allHandlersFinished,
  ChildWorkflowCancellationType,
  condition,
  ParentClosePolicy,
  setCurrentDetails,
  setHandler,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import type { ProceedingKind } from '../domain/case/types.ts';
import type { CaseRef, Ref } from './contract.ts';
import { ASK_AGAIN, ledger, nudge } from './drive.ts';
import { goOn, runIsOver } from './former.ts';

/**
 * A case: sees to it that every proceeding which the ledger calls open has its driver, and remembers those that it began. They are
 * abandoned, not awaited: they outlive this workflow's runs. Ends when every proceeding has ended.
 */
export async function tip(ref: CaseRef): Promise<void> {
  let woken = false;
  setHandler(nudge, () => {
    woken = true;
  });
  const there = new Set<string>();

  const begin = async (kind: ProceedingKind, driver: string, own: Ref) => {
    try {
      const child = await startChild(kind, {
        workflowId: driver,
        args: [own],
        staticSummary: kind,
        parentClosePolicy: ParentClosePolicy.ABANDON,
        cancellationType: ChildWorkflowCancellationType.ABANDON,
      });
      there.add(driver);
      // One that failed is not begun again at once, lest it go round and round.
      child.result().then(
        () => {
          there.delete(driver);
          woken = true;
        },
        () => there.delete(driver),
      );
    } catch (error) {
      // Begun by an earlier run of this workflow. Whatever else stands in the way fails the task, which Temporal shows and repeats.
      if ((error as Error).name !== 'WorkflowExecutionAlreadyStartedError') throw error;
    }
  };

  for (;;) {
    woken = false;
    const open = await ledger.openProceedings(ref);
    await Promise.all(
      open
        .filter(({ driver, later }) => !later && !there.has(driver))
        .map(({ id, kind, driver }) =>
          begin(kind, driver, { case: ref.case, proceeding: id, caseDriver: workflowInfo().workflowId }),
        ),
    );
    setCurrentDetails(open.map(({ kind }) => `- ${kind}`).join('\n'));
    if (open.length === 0 && !woken) return;
    // A nudge not yet answered needs no carrying over: the next run begins by asking.
    if (runIsOver()) {
      await condition(allHandlersFinished);
      await goOn(ref);
    }
    await condition(() => woken, ASK_AGAIN, { summary: 'asks again' });
  }
}
