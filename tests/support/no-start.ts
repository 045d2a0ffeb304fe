import type { WorkflowInterceptors } from '@temporalio/workflow';

/** In which the driver of an intake cannot be begun. */
export const interceptors = (): WorkflowInterceptors => ({
  outbound: [
    {
      async startChildWorkflowExecution(input, next) {
        if (input.workflowType === 'intake') throw new Error('it cannot be begun');
        return next(input);
      },
    },
  ],
});
