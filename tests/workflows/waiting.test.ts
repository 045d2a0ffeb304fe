import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../../bin/lib/ports.ts';
import { type OwnTemporal, startTemporal } from '../../bin/lib/temporal.ts';
import { TOLD } from '../support/scenes.ts';
import { type ServedHouse, servedHouse } from '../support/served.ts';
import { until } from '../support/skipping.ts';

let house: ServedHouse;
let server: OwnTemporal | undefined;
let port: number;
const dataDir = mkdtempSync(join(tmpdir(), 'mingcha-waiting-'));
const cli = process.env.TEST_TEMPORAL_CLI ?? '';
const serve = () => startTemporal({ cli, dataDir, port, namespace: 'waiting' });

beforeAll(async () => {
  port = await freePort();
  house = await servedHouse(`127.0.0.1:${port}`, { namespace: 'waiting' });
});
afterAll(async () => {
  await server?.stop();
  await house.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Waits for a driver, asked over a connection of its own. */
async function driven(caseId: string): Promise<string> {
  const connection = await Connection.connect({ address: `127.0.0.1:${port}` });
  try {
    const { workflow } = new Client({ connection, namespace: 'waiting' });
    return await until(async () => {
      const { status, runId } = await workflow.getHandle(house.driver(caseId, 'intake-1')).describe();
      if (status.name !== 'RUNNING') throw new Error(status.name);
      return runId;
    });
  } finally {
    await connection.close();
  }
}

it('the worker comes up without Temporal, waits for it, says each reason once, and goes on after every loss', async () => {
  const worker = await house.work();
  const early = await house.ledger.tell(TOLD);
  expect(worker.serving()).toBe(false);
  server = await serve();
  await worker.ready;
  const run = await driven(early.caseId);

  await server.stop();
  const late = await house.ledger.tell(TOLD);
  server = await serve();
  await driven(late.caseId);
  // What was driven before the loss is driven still, by the same run.
  expect(await driven(early.caseId)).toBe(run);
  expect(worker.serving()).toBe(true);
  const complaints = house.said.filter((line) => line.includes('is not there'));
  expect(complaints.length).toBeGreaterThan(0);
  expect(new Set(complaints).size).toBe(complaints.length);
  expect(house.said.join('\n')).not.toContain('canary');
  await worker.shutdown();
  expect(worker.serving()).toBe(false);
}, 90_000);
