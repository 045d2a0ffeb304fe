import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ROOT } from '../../bin/lib/build.ts';
import { freePort } from '../../bin/lib/ports.ts';
import { eachLine, readyMessage, spawnEntry } from '../../bin/lib/processes.ts';
import { fileKeys } from '../../ledger/ground/keys.ts';
import { freshDatabase } from '../support/database.ts';

const folder = mkdtempSync(join(tmpdir(), 'mingcha-figures-'));
/** What tells figures of one name apart: kinds, queues and how it went. */
const LABELS = [
  ...['service_name', 'namespace', 'task_queue', 'worker_type', 'poller_type'],
  ...['workflow_type', 'activity_type', 'eager', 'failure_reason'],
  ...['operation', 'status_code', 'le'],
];

const stops: (() => Promise<void>)[] = [() => Promise.resolve(rmSync(folder, { recursive: true, force: true }))];
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

test("a worker shows the figures of Temporal's SDK where it is told to, of kinds and never of a case; where it cannot, it says so and ends", async () => {
  const temporal = process.env.TEST_TEMPORAL_ADDRESS;
  if (!temporal) throw new Error('TEST_TEMPORAL_ADDRESS is not set: give this test folder `temporal`.');
  const database = await freshDatabase();
  stops.push(() => database.drop());
  const keys = join(folder, 'keys.json');
  fileKeys(keys, { create: true });
  const port = await freePort();
  const worker = (queue: string) => {
    const child = spawnEntry('bin/worker.ts', {
      MINGCHA_DATA: folder,
      MINGCHA_DEMO: '1',
      MINGCHA_KEYS: keys,
      DATABASE_URL: database.url,
      SMTP_URL: 'smtp://127.0.0.1:9',
      TEMPORAL_ADDRESS: temporal,
      TEMPORAL_NAMESPACE: 'default',
      TASK_QUEUE: queue,
      MINGCHA_TEMPORAL_METRICS: `${port}`,
    });
    const lines: string[] = [];
    eachLine(child, (line) => lines.push(line));
    const code = new Promise<number | null>((done) => child.once('close', done));
    return { child, lines, code };
  };
  const serving = worker('figures');
  stops.push(async () => {
    serving.child.kill('SIGTERM');
    await serving.code;
  });
  await readyMessage(serving.child).catch((error: Error) => {
    throw new Error(`${error.message}:\n${serving.lines.join('\n')}`);
  });

  const figures = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  // Those that are there from the first driver on; what failed is counted from the first failure on.
  const named = [...readFileSync(join(ROOT, 'docs/operations.md'), 'utf8').matchAll(/`(temporal_\w+)/g)].map(
    ([, name]) => name ?? '',
  );
  expect(named).toContain('temporal_workflow_task_schedule_to_start_latency');
  const healthy = named.filter((name) => !/failed|failure|miss|evict/.test(name));
  await expect
    .poll(
      async () => {
        const text = await figures();
        return healthy.filter((name) => !text.includes(`# TYPE ${name} `));
      },
      { timeout: 20_000 },
    )
    .toEqual([]);
  const labels = new Set([...(await figures()).matchAll(/[{,](\w+)="/g)].map(([, label]) => label));
  expect([...labels].filter((label) => !LABELS.includes(label ?? ''))).toEqual([]);

  const second = worker('figures-too');
  expect(await second.code).toBe(1);
  expect(second.lines).toEqual([
    expect.stringMatching(
      /^The worker cannot start: the figures of Temporal's SDK cannot be shown at 127\.0\.0\.1:\d+: /,
    ),
  ]);
});
