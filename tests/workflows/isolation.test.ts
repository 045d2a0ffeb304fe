import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Worker } from '@temporalio/worker';
import { expect, it } from 'vitest';
import { temporalOfOurOwn } from '../support/served.ts';

it('what one driver keeps in a variable of its module no other one sees', async () => {
  const env = await temporalOfOurOwn();
  try {
    const worker = await Worker.create({
      connection: env.nativeConnection,
      taskQueue: 'remembering',
      workflowsPath: fileURLToPath(new URL('../support/remembering.ts', import.meta.url)),
    });
    await worker.runUntil(async () => {
      const words = ['one', 'two', 'three'];
      const begun = await Promise.all(
        words.map((word) =>
          env.client.workflow.start('remember', { taskQueue: 'remembering', workflowId: word, args: [word] }),
        ),
      );
      // All have written before any reads.
      await Promise.all(begun.map((driver) => driver.query('__stack_trace')));
      await Promise.all(begun.map((driver) => driver.signal('go')));
      expect(await Promise.all(begun.map((driver) => driver.result()))).toEqual(words.map((word) => [word, word]));
    });
  } finally {
    await env.teardown();
  }
});

it('the bundler of drivers is the one that this was shown with: its version is pinned', () => {
  const require = createRequire(createRequire(import.meta.url).resolve('@temporalio/worker/package.json'));
  const { version } = require('webpack/package.json') as { version: string };
  const { overrides } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    overrides: Record<string, string>;
  };
  expect(overrides.webpack).toBe(version);
});
