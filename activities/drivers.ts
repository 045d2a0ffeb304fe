import { type Client, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { Drivers } from '../ledger/types.ts';
import { type CaseRef, COUNTING, DIGESTING, type DriverIds, FORGETTING, NUDGE, TIP } from '../workflows/contract.ts';
import { soon } from './connection.ts';
import { formerId } from './ids.ts';

/**
 * How the relay starts and nudges drivers. Both may be repeated at will: already started is done, and a nudge to a driver
 * that is gone goes to the driver of the case, which asks the ledger whether it is still needed. `forget`: what is kept for a time
 * only is deleted from now on. `digest`: digests come from now on.
 * @param client the present client; throws where Temporal is not reached
 */
export function createDrivers(
  client: () => Client,
  taskQueue: string,
  ids: DriverIds,
): Drivers & { forget(): Promise<void>; digest(): Promise<void> } {
  const caseOptions = (caseId: string) => ({
    workflowId: ids.ofCase(caseId),
    taskQueue,
    args: [{ case: caseId }] as [CaseRef],
  });
  const once = async (what: string, options: { workflowId: string; args?: [CaseRef] }) => {
    try {
      const temporal = client();
      await soon(temporal, () => temporal.workflow.start(what, { taskQueue, ...options }));
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  };
  return {
    start: (caseId) => once(TIP, caseOptions(caseId)),
    count: () => once(COUNTING, { workflowId: ids.ofHouse(COUNTING) }),
    forget: () => once(FORGETTING, { workflowId: ids.ofHouse(FORGETTING) }),
    digest: () => once(DIGESTING, { workflowId: ids.ofHouse(DIGESTING) }),
    async nudge(caseId, proceeding) {
      const temporal = client();
      const { workflow } = temporal;
      const signal = async (id: string): Promise<boolean> => {
        try {
          await soon(temporal, () => workflow.getHandle(id).signal(NUDGE));
          return true;
        } catch (error) {
          if (error instanceof WorkflowNotFoundError) return false;
          throw error;
        }
      };
      const former = formerId(caseId, proceeding);
      if (former !== null) await signal(former);
      if (proceeding !== null && (await signal(ids.ofProceeding(caseId, proceeding)))) return;
      await soon(temporal, () =>
        workflow.signalWithStart(TIP, { ...caseOptions(caseId), signal: NUDGE, signalArgs: [] }),
      );
    },
  };
}
