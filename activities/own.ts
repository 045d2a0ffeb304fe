import { activityInfo } from '@temporalio/activity';
import type { Activities } from './contract.ts';
import { isFormerId } from './ids.ts';

/** Whether a driver asks that was begun before ids were hashed. Every case that is not over has been given another one. */
const asksFormerDriver = (): boolean => isFormerId(activityInfo().workflowExecution?.workflowId ?? '');

/**
 * Leaves nothing to a driver of before: it is told that there is nothing to do and that it may go, and does no effect, so that no
 * proceeding is driven twice.
 */
export function onlySuccessors(activities: Activities): Activities {
  const over = { effects: [], next: null, ended: true };
  const answers: Partial<Record<keyof Activities, unknown>> = { openProceedings: [], todo: over, advance: over };
  const guarded = Object.entries(activities).map(([name, activity]) => [
    name,
    async (...args: unknown[]) =>
      asksFormerDriver()
        ? answers[name as keyof Activities]
        : (activity as (...given: unknown[]) => Promise<unknown>)(...args),
  ]);
  return Object.fromEntries(guarded) as unknown as Activities;
}
