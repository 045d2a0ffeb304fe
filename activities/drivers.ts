import { type Client, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { Drivers } from '../ledger/types.ts';
import { soon } from './connection.ts';
import type { CaseRef } from './contract.ts';
import type { DriverIds } from './ids.ts';

const NUDGE = 'nudge';
const CASE_DRIVER = 'caseDriver';

/**
 * How the relay starts and nudges drivers. Both may be repeated at will: already started is done, and a nudge to a driver
 * that is gone goes to the driver of the case, which asks the ledger whether it is still needed.
 * @param client the present client; throws where Temporal is not reached
 */
export function createDrivers(client: () => Client, taskQueue: string, ids: DriverIds): Drivers {
  const caseOptions = (caseId: string) => ({
    workflowId: ids.ofCase(caseId),
    taskQueue,
    args: [{ case: caseId } satisfies CaseRef],
  });
  return {
    async start(caseId) {
      try {
        const temporal = client();
        await soon(temporal, () => temporal.workflow.start(CASE_DRIVER, caseOptions(caseId)));
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      }
    },
    async nudge(caseId, proceeding) {
      const temporal = client();
      const { workflow } = temporal;
      if (proceeding !== null) {
        try {
          await soon(temporal, () => workflow.getHandle(ids.ofProceeding(caseId, proceeding)).signal(NUDGE));
          return;
        } catch (error) {
          if (!(error instanceof WorkflowNotFoundError)) throw error;
        }
      }
      await soon(temporal, () =>
        workflow.signalWithStart(CASE_DRIVER, { ...caseOptions(caseId), signal: NUDGE, signalArgs: [] }),
      );
    },
  };
}
