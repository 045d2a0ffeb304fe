import { sleep } from '@temporalio/workflow';

/** The least that a durable timer can be: sleeps until an instant and is over. No activity, no ledger. */
export async function bareTimer(at: number): Promise<void> {
  await sleep(Math.max(1, at - Date.now()));
}
