import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDrivers } from '../../activities/drivers.ts';
import { driverIds } from '../../activities/ids.ts';
import type { RunningWorker } from '../../activities/worker.ts';
import { keysOf, newKeys } from '../../ledger/index.ts';
import { doing, REGISTRATION } from '../ledger/house.ts';
import { TOLD } from '../support/scenes.ts';
import { type ServedHouse, servedHouse, temporalOfOurOwn } from '../support/served.ts';
import { until } from '../support/skipping.ts';

let env: TestWorkflowEnvironment;
let house: ServedHouse;
let worker: RunningWorker;
/** What the mail server waits for before it takes a mail, and how many it has before it. */
let gate: Promise<void> = Promise.resolve();
let waiting = 0;

beforeAll(async () => {
  env = await temporalOfOurOwn({ longAfter: 40 });
  house = await servedHouse(env.address, {
    onMail: async () => {
      waiting += 1;
      await gate;
    },
  });
  worker = await house.work();
  await worker.ready;
}, 120_000);
afterAll(async () => {
  await worker.shutdown();
  await house.close();
  await env.teardown();
});

const present = (id: string) => env.client.workflow.getHandle(id).describe();
const running = (id: string) =>
  until(async () => {
    const { status, runId, historyLength } = await present(id);
    if (status.name !== 'RUNNING') throw new Error(`${id} is ${status.name}`);
    return { runId, historyLength };
  });

/** Nudges a driver until it has begun a new run. */
async function nudgedOn(caseId: string, proceeding: string | null): Promise<string[]> {
  const id = house.driver(caseId, proceeding ?? undefined);
  const drivers = createDrivers(() => env.client, 'unused', house.ids);
  const seen = [(await running(id)).runId];
  for (let i = 0; i < 1000 && seen.length < 3; i++) {
    const before = (await running(id)).historyLength;
    await (proceeding === null ? env.client.workflow.getHandle(id).signal('nudge') : drivers.nudge(caseId, proceeding));
    await until(async () => {
      const { runId, historyLength } = await running(id);
      if (seen.at(-1) !== runId) seen.push(runId);
      else if (historyLength <= before) throw new Error('not asked yet');
    });
  }
  return seen;
}

async function toldAndRunning() {
  const { caseId } = await house.ledger.tell(TOLD);
  await running(house.driver(caseId));
  await running(house.driver(caseId, 'intake-1'));
  return { caseId, act: doing(house.ledger, caseId) };
}

describe('a driver whose history grows long', () => {
  it('continues as new with nothing but its reference, again and again, and still hears', async () => {
    const { caseId, act } = await toldAndRunning();
    for (const proceeding of ['intake-1', null]) {
      const runs = await nudgedOn(caseId, proceeding);
      expect(runs.length).toBeGreaterThanOrEqual(3);
      expect(new Set(runs).size).toBe(runs.length);
      expect((await running(house.driver(caseId, proceeding ?? undefined))).historyLength).toBeLessThan(60);
    }
    // The drivers of a case outlive its runs, and a new proceeding still gets one.
    await running(house.driver(caseId, 'intake-1'));
    await act('clerk', 'intake-1', 'register', REGISTRATION);
    await act('clerk', 'intake-1', 'accept:propose', {});
    await act('unithead', 'intake-1', 'accept', {});
    await running(house.driver(caseId, 'investigation-1'));
  });

  it('keeps an effect in hand until it is settled before it goes on, and does it once', async () => {
    const { caseId, act } = await toldAndRunning();
    let open = () => {};
    gate = new Promise((resolve) => {
      open = resolve;
    });
    const before = waiting;
    await act('clerk', 'intake-1', 'register', REGISTRATION);
    await act('clerk', 'intake-1', 'accept:propose', {});
    await act('unithead', 'intake-1', 'accept', {});
    await act('clerk', 'intake-1', 'notice-sent:propose', { told: 'accepted', noticeHow: 'page' });
    await act('unithead', 'intake-1', 'notice-sent', {});
    const id = house.driver(caseId, 'intake-1');
    await until(async () => {
      if (waiting === before) throw new Error('the mail is not on its way yet');
    });
    const { runId } = await running(id);
    for (let i = 0; i < 25; i++) await env.client.workflow.getHandle(id).signal('nudge');
    await until(async () => {
      if ((await running(id)).historyLength < 60) throw new Error('not long yet');
    });
    expect((await running(id)).runId).toBe(runId);
    const mails = house.mails.length;
    open();
    await until(async () => {
      if ((await present(id)).runId === runId && (await present(id)).status.name === 'RUNNING')
        throw new Error('still the first run');
    });
    const { rows } = await house.owner.query<{ attempts: number; status: string }>(
      `SELECT attempts, status FROM effects WHERE case_id = $1 AND kind = 'notice'`,
      [caseId],
    );
    expect(rows).toEqual([{ attempts: 1, status: 'done' }]);
    expect(house.mails.length).toBe(mails + 1);
  });
});

describe('a driver that is gone', () => {
  it('is started again by the next act, and so is that of the case', async () => {
    const { caseId, act } = await toldAndRunning();
    for (const id of [house.driver(caseId, 'intake-1'), house.driver(caseId)]) {
      await env.client.workflow.getHandle(id).terminate();
    }
    await act('clerk', 'intake-1', 'register', REGISTRATION);
    await running(house.driver(caseId));
    await running(house.driver(caseId, 'intake-1'));
  });
});

describe('a worker with another key', () => {
  it('opens nothing, harms nothing, and goes on with what is its own', async () => {
    const { caseId } = await toldAndRunning();
    const id = house.driver(caseId, 'intake-1');
    await worker.shutdown();
    const others = keysOf(newKeys());
    worker = await house.work(others);
    await worker.ready;
    await createDrivers(() => env.client, 'unused', house.ids).nudge(caseId, 'intake-1');
    const other = await house.ledger.tell(TOLD);
    await running(driverIds(others).ofProceeding(other.caseId, 'intake-1'));
    expect(worker.serving()).toBe(true);
    expect((await present(id)).status.name).toBe('RUNNING');
    expect(house.said.join('\n')).not.toContain('canary');
    await worker.shutdown();
    worker = await house.work();
    await worker.ready;
    const before = (await running(id)).historyLength;
    await until(async () => {
      if ((await running(id)).historyLength <= before) throw new Error('not gone on yet');
    });
  });
});
