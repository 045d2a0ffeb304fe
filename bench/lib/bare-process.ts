import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BareJob } from './bare.ts';

/** Runs the bare transactions in a process of their own. */
export function bare(job: BareJob): Promise<{ perSecond: number; times: number[] }> {
  const child = fork(fileURLToPath(new URL('./bare.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => code && reject(new Error('the bare transactions failed')));
    child.once('message', (found) => resolve(found as { perSecond: number; times: number[] }));
    child.send(job);
  });
}
