import { Client, isGrpcServiceError } from '@temporalio/client';
import { NamespaceNotFoundError } from '@temporalio/common';
import {
  DefaultLogger,
  makeTelemetryFilterString,
  NativeConnection,
  Runtime,
  TransportError,
  Worker,
  type WorkerOptions,
} from '@temporalio/worker';
import type { KeyService } from '../ledger/ground/keys.ts';
import type { Drivers } from '../ledger/types.ts';
import { outsideQueue } from '../workflows/contract.ts';
import { workflowBundle } from './bundle.ts';
import { dataConverter } from './codec.ts';
import type { Secure } from './connection.ts';
import { createDrivers } from './drivers.ts';
import { driverIds } from './ids.ts';
import { createActivities, type DrivenLedger } from './index.ts';
import type { Outside } from './ports.ts';

/** Something that reads the outbox and calls the drivers until it is stopped. */
export interface RunningRelay {
  stop(): Promise<void>;
}

export interface WorkerDeps {
  /** `host:port` of the Temporal server. */
  address: string;
  /** TLS, a client's key, an API key; default: in the clear. */
  secure?: Secure;
  namespace: string;
  taskQueue: string;
  ledger: DrivenLedger;
  keys: KeyService;
  outside: Outside;
  /** Starts the relay with the drivers it calls; they throw while Temporal is not reached. */
  relay?: (drivers: Drivers) => RunningRelay;
  /** Folder in which the bundle is kept. */
  cacheDir: string;
  /** `address:port` at which the SDK shows its own figures under `/metrics`; default: nowhere. */
  metrics?: string | undefined;
  log?: (line: string) => void;
}

export interface RunningWorker {
  /** Resolves when it serves for the first time; rejects as `over`. */
  ready: Promise<void>;
  /** Resolves when it was shut down; rejects when it cannot start and waiting does not mend it. */
  over: Promise<void>;
  /** Whether it is connected and polls now. */
  serving(): boolean;
  shutdown(): Promise<void>;
}

/** Temporal is not there now; whoever asked tries again. */
class TemporalAway extends Error {
  override name = 'TemporalAway';
}

/**
 * Answers of a server that are the same tomorrow, by their numbers in gRPC: INVALID_ARGUMENT, PERMISSION_DENIED, FAILED_PRECONDITION,
 * OUT_OF_RANGE, UNIMPLEMENTED, UNAUTHENTICATED.
 */
const REFUSALS: readonly number[] = [3, 7, 9, 11, 12, 16];

/** Whether waiting may mend it: Temporal is away, or is not yet as it has to be. */
function mayPass(error: unknown): boolean {
  if (error instanceof TemporalAway || error instanceof TransportError) return true;
  // A server that has just come up knows its namespaces a moment later.
  if (error instanceof NamespaceNotFoundError) return true;
  const said = isGrpcServiceError(error) ? error : (error as Error).cause;
  return isGrpcServiceError(said) && !REFUSALS.includes(said.code);
}

/** Few pollers and few slots: the ledger's pool is the bottleneck, and memory is bounded by them. */
export const WORKER_LIMITS = {
  maxCachedWorkflows: 500,
  maxConcurrentWorkflowTaskExecutions: 20,
  maxConcurrentActivityTaskExecutions: 20,
  workflowTaskPollerBehavior: { type: 'simple-maximum', maximum: 5 },
  activityTaskPollerBehavior: { type: 'simple-maximum', maximum: 5 },
  shutdownGraceTime: '4 seconds',
  shutdownForceTime: '8 seconds',
} satisfies Partial<WorkerOptions>;

/** The same beside it for what leads out of the house. */
export const OUTSIDE_LIMITS = {
  maxConcurrentActivityTaskExecutions: 20,
  activityTaskPollerBehavior: { type: 'simple-maximum', maximum: 2 },
  shutdownGraceTime: WORKER_LIMITS.shutdownGraceTime,
  shutdownForceTime: WORKER_LIMITS.shutdownForceTime,
} satisfies Partial<WorkerOptions>;

/** Runs workers until all have ended; when one ends, the others are told to. */
async function together(workers: readonly Worker[]): Promise<void> {
  const runs = workers.map((worker) =>
    worker.run().finally(() => {
      for (const other of workers) if (other.getState() === 'RUNNING') other.shutdown();
    }),
  );
  await Promise.allSettled(runs);
  await Promise.all(runs);
}

let installed = false;

/**
 * One runtime for the process; signals are left to the program, which ends things in order.
 * @param metrics `address:port` at which Prometheus reads the SDK's figures: what waits, what failed, what is kept in memory. They name kinds
 *   of drivers and of effects and count them, so that whoever reads them sees a tip arrive
 * @throws where nothing can listen there
 */
export function installRuntime(log: (line: string) => void, metrics?: string): void {
  if (installed) return;
  try {
    Runtime.install({
      logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
        // The worker of what leads out of the house drives nothing, and that is no news.
        if (/^No workflows registered/.test(message)) return;
        const { error } = (meta ?? {}) as { error?: unknown };
        log(`temporal ${level.toLowerCase()}: ${message}${error instanceof Error ? ` (${error.message})` : ''}`);
      }),
      shutdownSignals: [],
      // What the core says while it waits for a server, many times a second, is said once by the worker itself.
      telemetryOptions: {
        logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }), forward: {} },
        ...(metrics === undefined ? {} : { metrics: { prometheus: { bindAddress: metrics } } }),
      },
    });
  } catch (error) {
    if (metrics === undefined) throw error;
    throw new Error(`the figures of Temporal's SDK cannot be shown at ${metrics}`, { cause: error });
  }
  installed = true;
}

/**
 * Runs the drivers and their effects until `shutdown`. Comes up whether or not Temporal is there, waits for it with pauses
 * from half a second to two, and connects again when it was lost. Returns when the bundle is ready. What keeps it from starting and is not
 * Temporal's absence is told and ends it (`over`).
 */
export async function runWorker(deps: WorkerDeps): Promise<RunningWorker> {
  const log = deps.log ?? (() => undefined);
  installRuntime(log, deps.metrics);
  const bundle = await workflowBundle(deps.cacheDir);
  const converter = dataConverter(deps.keys);
  const ids = driverIds(deps.keys);
  const activities = createActivities(deps.ledger, deps.outside, ids, log);

  let stopping = false;
  let wake: () => void = () => undefined;
  let worker: Worker | undefined;
  let outside: Worker | undefined;
  let client: Client | undefined;
  let isReady: () => void = () => undefined;
  const served = new Promise<void>((resolve) => {
    isReady = resolve;
  });
  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      wake = resolve;
      setTimeout(resolve, ms).unref();
    });

  const drivers = createDrivers(
    () => {
      if (client === undefined) throw new TemporalAway('Temporal is not there');
      return client;
    },
    deps.taskQueue,
    ids,
  );
  /** Begins what is done for the whole house, as long as this worker serves. @throws what waiting does not mend */
  const beginHouse = async (serving: Worker) => {
    for (const begin of [drivers.forget, drivers.digest]) {
      for (let begun = false; !begun && !stopping && serving.getState() === 'RUNNING'; ) {
        try {
          await begin();
          begun = true;
        } catch (error) {
          if (!mayPass(error)) throw error;
          await rest(500);
        }
      }
    }
  };
  const over = (async () => {
    let wait = 500;
    let said = '';
    // From then on, whatever ends it, it comes up again.
    let started = false;
    while (!stopping) {
      let connection: NativeConnection | undefined;
      let running: Promise<void> | undefined;
      try {
        connection = await NativeConnection.connect({ address: deps.address, ...deps.secure });
        const common = { connection, namespace: deps.namespace, activities, dataConverter: converter };
        worker = await Worker.create({
          ...common,
          taskQueue: deps.taskQueue,
          workflowBundle: bundle,
          ...WORKER_LIMITS,
        });
        outside = await Worker.create({ ...common, taskQueue: outsideQueue(deps.taskQueue), ...OUTSIDE_LIMITS });
        client = new Client({ connection, namespace: deps.namespace, dataConverter: converter });
        if (stopping) break;
        running = together([worker, outside]);
        running.catch(() => undefined);
        await beginHouse(worker);
        started = true;
        if (worker.getState() === 'RUNNING') {
          log('the worker serves');
          isReady();
          wait = 500;
          said = '';
        }
        await running;
      } catch (error) {
        if (!started && !mayPass(error)) throw error;
        const why = (error as Error).message.split('\n')[0] ?? '';
        if (why !== said) log(`Temporal is not there: ${why}; the worker waits for it`);
        said = why;
      } finally {
        for (const one of [worker, outside]) if (one?.getState() === 'RUNNING') one.shutdown();
        await running?.catch(() => undefined);
        worker = undefined;
        outside = undefined;
        client = undefined;
        await connection?.close().catch(() => undefined);
      }
      if (stopping) break;
      await rest(wait);
      wait = Math.min(wait * 2, 2_000);
    }
  })();

  const relay = deps.relay?.(drivers);
  const ready = Promise.race([served, over]);
  for (const promise of [ready, over]) promise.catch(() => undefined);

  return {
    ready,
    over,
    serving: () => worker?.getState() === 'RUNNING' && outside?.getState() === 'RUNNING',
    async shutdown() {
      stopping = true;
      await relay?.stop();
      wake();
      for (const one of [worker, outside]) if (one?.getState() === 'RUNNING') one.shutdown();
      await over.catch(() => undefined);
    },
  };
}
