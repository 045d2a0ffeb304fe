import type { WorkflowInterceptors } from '@temporalio/workflow';

/** In which the drivers make a mistake where they would have a letter placed. */
export const interceptors = (): WorkflowInterceptors => ({
  outbound: [
    {
      async scheduleActivity(input, next) {
        if (input.activityType === 'letter') throw new TypeError('a mistake');
        return next(input);
      },
    },
  ],
});
