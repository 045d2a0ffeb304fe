import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { dataConverter } from '../../activities/codec.ts';
import { folderExchange } from '../../activities/exchange.ts';
import { driverIds } from '../../activities/ids.ts';
import { smtpPost } from '../../activities/post.ts';
import { type SunkMail, startSink } from '../../activities/sink.ts';
import { installRuntime, type RunningWorker, runWorker } from '../../activities/worker.ts';
import { instantOf } from '../../domain/time/day.ts';
import { type KeyService, startRelay } from '../../ledger/index.ts';
import { testHouse } from '../ledger/house.ts';

/**
 * The development server of this machine.
 * @param options.longAfter events after which it calls a history long
 * @param options.longestName characters of a name that it takes at most
 */
export function temporalOfOurOwn(
  options: { longAfter?: number; longestName?: number } = {},
): Promise<TestWorkflowEnvironment> {
  const path = process.env.TEST_TEMPORAL_CLI;
  if (!path) throw new Error('TEST_TEMPORAL_CLI is not set: give this test folder `temporal` in vitest.config.ts.');
  installRuntime(() => undefined);
  return TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path },
      extraArgs: Object.entries({
        'limit.historyCount.suggestContinueAsNew': options.longAfter,
        'limit.maxIDLength': options.longestName,
      }).flatMap(([name, value]) => (value === undefined ? [] : ['--dynamic-config-value', `${name}=${value}`])),
    },
  });
}

/** A ledger, a worker and its relay as `bin/worker` runs them, in this process, against a given Temporal server. */
export async function servedHouse(
  address: string,
  options: {
    namespace?: string;
    keys?: KeyService;
    onMail?: (mail: SunkMail) => Promise<void>;
    driversWithin?: number;
  } = {},
) {
  const { driversWithin = 0 } = options;
  const house = await testHouse({ now: instantOf(Date.now()), driversWithin });
  const folder = mkdtempSync(join(tmpdir(), 'mingcha-served-'));
  const mails: SunkMail[] = [];
  const sink = await startSink({
    port: 0,
    onMail: async (mail) => {
      await options.onMail?.(mail);
      mails.push(mail);
    },
  });
  const post = smtpPost(sink.url);
  const keys = options.keys ?? house.keys;
  const said: string[] = [];
  // The ledger's clock stands still, so that nothing falls due; the relay's runs, since it waits between tries.
  const clock = { now: () => instantOf(Date.now()) };
  const work = (withKeys: KeyService = keys): Promise<RunningWorker> =>
    runWorker({
      address,
      namespace: options.namespace ?? 'default',
      taskQueue: `queue-${house.url.slice(-12)}`,
      ledger: house.ledger,
      keys: withKeys,
      outside: { post, exchange: folderExchange(join(folder, 'exchange')) },
      relay: (drivers) => startRelay({ pool: house.pool, drivers, clock, idleMs: 20, perSecond: 1000 }),
      cacheDir: join(tmpdir(), 'mingcha-test-workflows'),
      log: (line) => said.push(line),
    });
  return {
    ...house,
    mails,
    said,
    work,
    converter: dataConverter(keys),
    ids: driverIds(keys),
    driver: (caseId: string, proceeding?: string) =>
      proceeding === undefined ? driverIds(keys).ofCase(caseId) : driverIds(keys).ofProceeding(caseId, proceeding),
    async close() {
      post.close();
      await sink.stop();
      await house.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
export type ServedHouse = Awaited<ReturnType<typeof servedHouse>>;
