import { condition, defineSignal, setHandler } from '@temporalio/workflow';

/** A variable of the module: each workflow must have its own. */
const seen: string[] = [];

export const go = defineSignal('go');

/** Remembers a word where a careless driver would, waits for others to do the same, and tells what it finds there. */
export async function remember(word: string): Promise<string[]> {
  let told = false;
  setHandler(go, () => {
    told = true;
  });
  seen.push(word);
  (globalThis as { words?: string[] }).words = [...((globalThis as { words?: string[] }).words ?? []), word];
  await condition(() => told);
  return [...seen, ...((globalThis as { words?: string[] }).words ?? [])];
}
