import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataConverter } from '../../activities/codec.ts';
import { driverIds } from '../../activities/ids.ts';
import { ensureNamespace } from '../../bin/lib/temporal.ts';
import { PROCEEDING_KINDS, type ProceedingKind } from '../../domain/case/types.ts';
import { fileKeys } from '../../ledger/index.ts';
import { migrate } from '../../ledger/keeping/migrate.ts';
import { upgrade } from '../../ledger/keeping/upgrade.ts';
import { oldInstallation } from '../support/old-installation.ts';
import { type Product, product, SetClock } from '../support/product.ts';

/**
 * An installation of commit b90eb0a with its drivers: those of that commit under the ids of their cases, and beside them those of
 * later ones under hashed ids, all under the names of before. Only whoever is told to look may go on or end: the test's Temporal
 * has no instant that comes by itself.
 */
let p: Product;
let folder: string;
let connection: Connection;
let temporal: Client;
const clock = new SetClock('2026-11-27T10:00:00+08:00');
const names = {
  intake: 'intakeDriver',
  investigation: 'investigationDriver',
  penalty: 'penaltyDriver',
  'police-referral': 'policeReferralDriver',
  listing: 'listingDriver',
  disclosure: 'disclosureDriver',
  paper: 'paperDriver',
} satisfies Partial<Record<ProceedingKind, string>>;
let begun = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingcha-drivers-'));
  const keysPath = join(folder, 'keys.json');
  const old = await oldInstallation(keysPath);
  const keys = fileKeys(keysPath);
  const namespace = `drivers-${randomUUID()}`;
  const taskQueue = `drivers-${randomUUID()}`;
  const address = process.env.TEST_TEMPORAL_ADDRESS!;
  await ensureNamespace(address, namespace);
  connection = await Connection.connect({ address });
  temporal = new Client({ connection, namespace, dataConverter: dataConverter(keys) });
  const ids = driverIds(keys);
  const client = new pg.Client({ connectionString: old.url });
  await client.connect();
  const { rows } = await client.query<{ case: string; proceeding: string; kind: keyof typeof names }>(
    'SELECT case_id AS case, id AS proceeding, kind FROM proceedings WHERE ended_at IS NULL ORDER BY case_id, id',
  );
  await client.end();
  for (const [i, { case: caseId, proceeding, kind }] of rows.entries()) {
    const args = [{ case: caseId, proceeding }];
    const start = (type: string, workflowId: string, given: unknown[]) =>
      temporal.workflow
        .start(type, { taskQueue, workflowId, args: given })
        .then(() => begun++)
        .catch(() => undefined);
    if (i % 2 === 0) {
      await start('caseDriver', caseId, [{ case: caseId }]);
      await start(names[kind], `${caseId}.${proceeding}`, args);
    } else {
      await start('caseDriver', ids.ofCase(caseId), [{ case: caseId }]);
      await start(names[kind], ids.ofProceeding(caseId, proceeding), [{ ...args[0], caseDriver: ids.ofCase(caseId) }]);
    }
  }
  await migrate(old.url);
  await upgrade({ databaseUrl: old.url, keys, now: clock.now });
  p = await product({ clock, standing: { database: old, keysPath, namespace, taskQueue } });
}, 120_000);
afterAll(async () => {
  await p.stop();
  await connection.close();
  rmSync(folder, { recursive: true, force: true });
});

test('every driver of before ends, and every open proceeding is driven under the name of its kind', async () => {
  expect(begun).toBeGreaterThan(40);
  await p.settled();
  const running = async () => {
    const found: string[] = [];
    for await (const w of temporal.workflow.list({ query: `ExecutionStatus = 'Running'` }))
      if (!['forgetting', 'digesting'].includes(w.type)) found.push(w.type);
    return found;
  };
  const wanted = async () => {
    const { rows } = await p.database.query<{ id: string }>('SELECT id FROM cases');
    const live = await Promise.all(
      rows.map(async ({ id }) => (await p.ledger.driversOf(id)).proceedings.filter((q) => q.live)),
    );
    return [...live.filter((of) => of.length > 0).map(() => 'tip'), ...live.flat().map((q) => q.kind)].sort();
  };
  await expect
    .poll(async () => ({ running: (await running()).sort(), wanted: await wanted() }), {
      timeout: 120_000,
      interval: 1_000,
    })
    .toSatisfy(({ running, wanted }) => running.join() === wanted.join());
  expect(new Set(await running()).size).toBeGreaterThan(3);
  for (const name of new Set(await running())) expect(['tip', ...PROCEEDING_KINDS]).toContain(name);
}, 240_000);
