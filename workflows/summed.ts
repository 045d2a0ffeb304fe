import { type ActivityInterfaceFor, type ActivityOptions, proxyActivities } from '@temporalio/workflow';

/** Calls that say in Temporal's page what each of them is for. */
export const summed = <Calls extends object>(
  options: ActivityOptions,
  summaries: Record<keyof Calls & string, string>,
): ActivityInterfaceFor<Calls> => {
  const calls: Partial<ActivityInterfaceFor<Calls>> = {};
  for (const [name, summary] of Object.entries(summaries) as [keyof Calls & string, string][])
    calls[name] = proxyActivities<Calls>({ ...options, summary })[name];
  return calls as ActivityInterfaceFor<Calls>;
};
