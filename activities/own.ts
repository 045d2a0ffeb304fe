import { activityInfo } from '@temporalio/activity';
import type { Activities } from '../workflows/contract.ts';
import { isFormerId } from './ids.ts';

/** Whether a driver asks that was begun before ids were hashed. Every case that is not over has been given another one. */
const asksFormerDriver = (): boolean => isFormerId(activityInfo().workflowExecution?.workflowId ?? '');

type Activity = (...given: unknown[]) => Promise<unknown>;

/** The same activities, each of them wrapped. */
export const each = (
  activities: Activities,
  wrap: (activity: Activity, name: keyof Activities) => Activity,
): Activities =>
  Object.fromEntries(
    Object.entries(activities).map(([name, activity]) => [name, wrap(activity as Activity, name as keyof Activities)]),
  ) as unknown as Activities;

/**
 * Leaves nothing to a driver of before: it is told that there is nothing to do and that it may go, and does no effect, so that no
 * proceeding is driven twice.
 */
export function onlySuccessors(activities: Activities): Activities {
  const over = { effects: [], next: null, ended: true };
  const answers: Partial<Record<keyof Activities, unknown>> = { openProceedings: [], todo: over, advance: over };
  return each(
    activities,
    (activity, name) =>
      async (...args) =>
        asksFormerDriver() ? answers[name] : activity(...args),
  );
}
