import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningWorker } from '../../activities/worker.ts';
import { OUTSIDE_LIMITS, WORKER_LIMITS } from '../../activities/worker.ts';
import { doing, REGISTRATION } from '../ledger/house.ts';
import { TOLD } from '../support/scenes.ts';
import { type ServedHouse, servedHouse, temporalOfOurOwn } from '../support/served.ts';
import { until } from '../support/skipping.ts';

let env: TestWorkflowEnvironment;
let house: ServedHouse;
let worker: RunningWorker;
/** Mails that the server has before it and answers when it is told to. */
let held = 0;
let answer = () => {};
const answered = new Promise<void>((resolve) => {
  answer = resolve;
});

beforeAll(async () => {
  env = await temporalOfOurOwn();
  house = await servedHouse(env.address, {
    onMail: async () => {
      held += 1;
      await answered;
    },
  });
  worker = await house.work();
  await worker.ready;
}, 120_000);
afterAll(async () => {
  answer();
  await worker.shutdown();
  await house.close();
  await env.teardown();
});

it('a mail server that answers nobody holds up no call into the ledger: cases go on while every mail waits', async () => {
  const cases =
    OUTSIDE_LIMITS.maxConcurrentActivityTaskExecutions + WORKER_LIMITS.maxConcurrentActivityTaskExecutions + 2;
  for (let i = 0; i < cases; i++) {
    const { caseId } = await house.ledger.tell(TOLD);
    const act = doing(house.ledger, caseId);
    await act('clerk', 'intake-1', 'register', REGISTRATION);
    await act('clerk', 'intake-1', 'accept:propose', {});
    await act('unithead', 'intake-1', 'accept', {});
    await act('clerk', 'intake-1', 'notice-sent:propose', { told: 'accepted', noticeHow: 'page' });
    await act('unithead', 'intake-1', 'notice-sent', {});
  }
  await until(async () => expect(held).toBeGreaterThan(1));
  // Its letter is placed by the same driver that has its mail in hand, and the next case is driven from its beginning.
  const { caseId } = await house.ledger.tell(TOLD);
  await until(async () => {
    const { status } = await env.client.workflow.getHandle(house.driver(caseId, 'intake-1')).describe();
    expect(status.name).toBe('RUNNING');
  });
  await until(async () => {
    const { rows } = await house.owner.query(
      "SELECT count(*)::int AS n FROM effects WHERE kind = 'letter' AND status = 'done'",
    );
    expect(rows[0].n).toBe(cases);
  });
  const { rows } = await house.owner.query(
    "SELECT count(*)::int AS n FROM effects WHERE kind = 'notice' AND status = 'todo'",
  );
  expect(rows[0].n).toBe(cases);
}, 120_000);
