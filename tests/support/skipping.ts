import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { workflowBundle } from '../../activities/bundle.ts';
import { dataConverter } from '../../activities/codec.ts';
import { createDrivers } from '../../activities/drivers.ts';
import { folderExchange } from '../../activities/exchange.ts';
import { driverIds } from '../../activities/ids.ts';
import { createActivities } from '../../activities/index.ts';
import type { Outside } from '../../activities/ports.ts';
import { smtpPost } from '../../activities/post.ts';
import { type SunkMail, startSink } from '../../activities/sink.ts';
import { installRuntime } from '../../activities/worker.ts';
import { instantOf, millisOf, toInstant } from '../../domain/time/day.ts';
import { type KeyService, relayOnce } from '../../ledger/index.ts';
import type { Drivers, Todo } from '../../ledger/types.ts';
import { type Activities, outsideQueue } from '../../workflows/contract.ts';
import { doing, testHouse } from '../ledger/house.ts';

const QUEUE = 'skipping';

/** Tries again until it does not throw; gives up with its last error after twenty seconds. */
export async function until<T>(attempt: () => Promise<T>): Promise<T> {
  for (const begun = performance.now(); ; ) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() - begun > 20_000) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

/** One thing that was done in the world or asked of the ledger, in order. */
export interface Deed {
  what: keyof Activities;
  /** Effect key, or the driver that asked. */
  of: string;
  at: string;
  how: 'under way' | 'done' | 'failed';
}

/** The SDK gives the server five seconds to start, which a busy machine may not have: then once more. */
async function started(start: () => Promise<TestWorkflowEnvironment>): Promise<TestWorkflowEnvironment> {
  for (let tries = 1; ; tries++) {
    try {
      return await start();
    } catch (error) {
      if (tries === 5) throw error;
    }
  }
}

/**
 * A real ledger on a real PostgreSQL and real drivers on the time-skipping server, with one time for both: the ledger's
 * clock is the environment's, moved to a fixed beginning. The relay is drained wherever time stands still, so that a
 * nudge never waits for weeks that are skipped.
 */
export async function skippingHouse(
  options: {
    now?: string;
    outside?: (real: Outside) => Outside;
    onMail?: (mail: SunkMail) => void;
    /** Keys for what Temporal stores; default: those of the house. */
    keys?: KeyService;
    /** Files with interceptors for the drivers. */
    interceptors?: string[];
  } = {},
) {
  const path = process.env.TEST_TEMPORAL_SERVER;
  if (!path)
    throw new Error('TEST_TEMPORAL_SERVER is not set: give this test folder `test-server` in vitest.config.ts.');
  installRuntime(() => undefined);
  const beginning = toInstant(options.now ?? '2025-03-03T10:00:00+08:00');
  const house = await testHouse({ now: beginning });
  const folder = mkdtempSync(join(tmpdir(), 'mingcha-skipping-'));
  const mails: SunkMail[] = [];
  const sink = await startSink({
    port: 0,
    onMail: (mail) => {
      options.onMail?.(mail);
      mails.push(mail);
    },
  });
  const post = smtpPost(sink.url);
  const real: Outside = { post, exchange: folderExchange(join(folder, 'exchange')) };
  const converter = dataConverter(options.keys ?? house.keys);
  const ids = driverIds(options.keys ?? house.keys);
  const env = await started(() =>
    TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path } },
      client: { dataConverter: converter },
    }),
  );
  const offset = millisOf(beginning) - (await env.currentTimeMs());
  /** The ledger's clock never runs back, however the two clocks round. */
  const sync = async () => {
    const now = instantOf((await env.currentTimeMs()) + offset);
    if (now > house.clock.now()) house.clock.set(now);
  };
  const drivers = createDrivers(() => env.client, QUEUE, ids);
  /** What each driver was last told to sleep until. */
  const sleeping = new Map<string, string>();
  /**
   * A driver whose own instant is just now is left to its timer: the test server loses a workflow task that cancels a
   * timer in the moment in which it fires. A nudge lost does not matter.
   */
  const gentle: Drivers = {
    start: (caseId) => drivers.start(caseId),
    count: () => drivers.count(),
    async nudge(caseId, proceeding) {
      const until = proceeding === null ? undefined : sleeping.get(ids.ofProceeding(caseId, proceeding));
      if (until !== undefined && Math.abs(millisOf(until) - millisOf(house.clock.now())) < 5_000) return;
      await drivers.nudge(caseId, proceeding);
    },
  };
  const drain = async () => {
    for (;;) {
      const { delivered } = await relayOnce({ pool: house.pool, drivers: gentle, clock: house.clock });
      if (delivered === 0) return;
    }
  };

  const deeds: Deed[] = [];
  /** What the worker told who runs it. */
  const said: string[] = [];
  const activities = createActivities(house.ledger, options.outside?.(real) ?? real, ids, (line) => said.push(line));
  const shifted = (answer: unknown): unknown => {
    const todo = answer as Todo | undefined;
    return todo?.next ? { ...todo, next: instantOf(millisOf(todo.next) - offset) } : answer;
  };
  const timed = Object.fromEntries(
    Object.entries(activities).map(([name, activity]) => [
      name,
      async (...args: unknown[]) => {
        await sync();
        const [first] = args as [string | { case: string; proceeding?: string } | undefined];
        const asker = (ref: { case: string; proceeding?: string }) =>
          ref.proceeding === undefined ? ids.ofCase(ref.case) : ids.ofProceeding(ref.case, ref.proceeding);
        const deed: Deed = {
          what: name as keyof Activities,
          of: typeof first === 'object' ? asker(first) : (first ?? ''),
          at: house.clock.now(),
          how: 'under way',
        };
        deeds.push(deed);
        const answer = await (activity as (...a: unknown[]) => Promise<unknown>)(...args).catch((error) => {
          deed.how = 'failed';
          throw error;
        });
        deed.how = 'done';
        if (name === 'todo' || name === 'advance')
          sleeping.set(deed.of, (answer as Todo).next ?? '9999-12-31T00:00:00+08:00');
        await drain();
        return shifted(answer);
      },
    ]),
  );
  const worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue: QUEUE,
    ...(options.interceptors
      ? {
          workflowsPath: fileURLToPath(new URL('../../workflows/index.ts', import.meta.url)),
          interceptors: { workflowModules: options.interceptors },
        }
      : { workflowBundle: await workflowBundle(join(tmpdir(), 'mingcha-test-workflows')) }),
    activities: timed,
    dataConverter: converter,
    maxCachedWorkflows: 100,
  });
  const outside = await Worker.create({
    connection: env.nativeConnection,
    taskQueue: outsideQueue(QUEUE),
    activities: timed,
    dataConverter: converter,
  });
  const running = Promise.all([worker.run(), outside.run()]);

  /** Waits, with time standing still, until every driver of a case has nothing left to do now. */
  const settle = async (caseId: string) => {
    await drain();
    await until(async () => {
      const { proceedings } = await house.ledger.driversOf(caseId);
      for (const { id, live } of proceedings) {
        if (!live) continue;
        const driver = ids.ofProceeding(caseId, id);
        if (!deeds.some((d) => d.of === driver && d.how === 'done')) throw new Error(`${id} has no driver yet`);
        const todo = await house.ledger.todo(caseId, id);
        if (todo.next !== null && todo.next <= house.clock.now()) throw new Error(`${id} waits for ${todo.next}`);
        /** Addressees who do not take what is sent; what comes after has to wait. */
        const closed = new Set<string>();
        for (const { key, kind, to } of todo.effects) {
          if (deeds.some((d) => d.of === key && d.how === 'failed')) closed.add(to);
          if (!closed.has(to)) throw new Error(`${id} still has ${kind} ${key} to do`);
        }
      }
    });
  };

  const at = (caseId: string) => {
    const act = doing(house.ledger, caseId);
    return {
      caseId,
      /** One act now; its news reach the drivers at once. */
      async do(by: string, proceeding: string, name: string, form: Record<string, unknown> = {}) {
        await sync();
        const answer = await act(by, proceeding, name, form).catch((e) => {
          throw Object.assign(e, { message: JSON.stringify(e.refusal ?? e.message) });
        });
        await settle(caseId);
        return answer;
      },
      /** Proposed by one, decided by the other. */
      async pair(first: string, second: string, proceeding: string, name: string, form: Record<string, unknown> = {}) {
        await sync();
        await act(first, proceeding, `${name}:propose`, form).catch((e) => {
          throw Object.assign(e, { message: JSON.stringify(e.refusal ?? e.message) });
        });
        const answer = await act(second, proceeding, name, {});
        await settle(caseId);
        return answer;
      },
      settle: () => settle(caseId),
    };
  };

  return {
    ...house,
    env,
    ids,
    drivers,
    drain,
    settle,
    worker,
    deeds,
    said,
    mails,
    queue: QUEUE,
    handle: (caseId: string, proceeding?: string) =>
      env.client.workflow.getHandle(
        proceeding === undefined ? ids.ofCase(caseId) : ids.ofProceeding(caseId, proceeding),
      ),
    /** Opens a case by a tip and waits until its driver has begun. */
    async tell(tip: Parameters<typeof house.ledger.tell>[0]) {
      await sync();
      const told = await house.ledger.tell(tip, randomBytes(8).toString('hex'));
      await settle(told.caseId);
      return { ...at(told.caseId), receipt: told.receipt };
    },
    /** Lets time pass to an instant, or to ten o'clock of a day, every timer on the way firing. */
    async to(when: string, caseId: string) {
      await sync();
      const target = millisOf(when.length === 10 ? `${when}T10:00:00+08:00` : when);
      const left = target - millisOf(house.clock.now());
      if (left > 0) await env.sleep(left);
      await sync();
      await settle(caseId);
    },
    async close() {
      worker.shutdown();
      outside.shutdown();
      await running;
      await env.teardown();
      post.close();
      await sink.stop();
      await house.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
export type SkippingHouse = Awaited<ReturnType<typeof skippingHouse>>;

/** A house for one test, so that each begins on the same day. */
export async function inHouse<T>(
  options: Parameters<typeof skippingHouse>[0],
  work: (house: SkippingHouse) => Promise<T>,
): Promise<T> {
  const house = await skippingHouse(options);
  try {
    return await work(house);
  } finally {
    await house.close();
  }
}
