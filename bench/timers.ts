import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, NativeConnection, Worker } from '@temporalio/worker';
import { runWorker, WORKER_LIMITS } from '../activities/worker.ts';
import { pause } from '../bin/lib/processes.ts';
import { loadSettings } from '../bin/lib/settings.ts';
import { obtainTemporalCli, startTemporal } from '../bin/lib/temporal.ts';
import { PUBLISHED } from '../domain/law/calendars/index.ts';
import { addDays, dayOf, instantOf, millisOf } from '../domain/time/day.ts';
import { createLedger, keysOf, newKeys, openPool, setUp, startRelay } from '../ledger/index.ts';
import type { PastAct } from '../ledger/types.ts';
import { REGISTRATION } from '../tests/ledger/house.ts';
import { freshDatabase } from '../tests/support/database.ts';
import { AUTHORITY, DIRECTORY } from '../tests/support/people.ts';
import { option, print, say } from './lib/args.ts';
import { drained } from './lib/product.ts';
import { quantile } from './lib/stats.ts';
import { database } from './lib/test-database.ts';

/**
 * How late a legal instant is recorded and its effect begun, through the real Temporal server and a real worker: single timers
 * half a second apart, and many on one instant. Legal time is the system's clock. The authority of the bench has a house
 * limit of 24 hours on the receipt of a transfer; files of paper are transferred 24 hours before their instant, and at
 * that instant the other body is reminded: one expiry, one task, one effect each.
 * Beside them as many empty workflows that only sleep until one instant (design 12 measured 22 a second).
 */
const singles = option('singles', 200);
const together = option('together', 1_000);
const apartMs = option('apart', 500);
const leadSeconds = option('lead', Math.ceil(together / 8) + 30);

const stopDatabase = await database();
const fresh = await freshDatabase();
const dataDir = mkdtempSync(join(tmpdir(), 'mingcha-bench-timers-'));
const { cacheDir } = loadSettings({ MINGCHA_CACHE: process.env.MINGCHA_CACHE }, 'doctor');
const cli = await obtainTemporalCli({ cacheDir, progress: say });
const temporal = await startTemporal({ cli: cli.path, dataDir, log: say });

const clock = { now: () => instantOf(Date.now()) };
const keys = keysOf(newKeys());
const pool = openPool(fresh.url, { max: 20 });
await setUp(
  { pool, keys },
  {
    directory: DIRECTORY,
    authorities: [
      { ...AUTHORITY, houseLimits: { ...AUTHORITY.houseLimits, 'house-receipt': { length: 24, unit: 'h' } } },
    ],
    calendars: PUBLISHED,
    passwords: () => 'no password',
    now: clock.now(),
  },
);
const ledger = createLedger({ pool, keys, clock, driversWithin: 0 });
/** When the other body was first reminded of a case, in milliseconds since 1970. */
const reminded = new Map<string, number>();
const worker = await runWorker({
  address: temporal.address,
  namespace: 'mingcha',
  taskQueue: 'mingcha',
  ledger,
  keys,
  outside: {
    post: { send: async () => {}, close: () => {} },
    exchange: {
      async deliver({ caseNumber, key }) {
        if (!reminded.has(caseNumber)) reminded.set(caseNumber, Date.now());
        return { reference: key };
      },
    },
  },
  relay: (drivers) => startRelay({ pool, drivers, clock, log: say }),
  cacheDir: join(cacheDir, 'workflows'),
  log: say,
});
await worker.ready;

let papers = 0;
/** A file that was transferred 24 hours before `due`. */
async function file(due: number): Promise<{ number: string; due: number }> {
  const today = dayOf(clock.now());
  const act = (by: string, name: string, occurredAt: string, form: object = {}): PastAct => {
    papers += 1;
    const paper = { number: `卷${papers}`, pages: 2, scan: '扫描件', second: 'checker' };
    return { proceeding: 'intake', act: name, by, occurredAt, form: { ...form, paper } };
  };
  const day = (n: number, hour: number) => `${addDays(today, -n)}T${hour}:00:00+08:00`;
  const transfer = { transferTo: 'medical-security', transferNumber: '移1号', transferReasons: '由医疗保障部门管理。' };
  const at = due - 24 * 3_600_000;
  const { case: entered } = await ledger.enter({
    accused: { name: '示例医院', kind: 'employer' },
    clue: '住院记录与本人行程不符。',
    fund: 'medical',
    concernsStaff: 'no',
    channel: 'letter',
    receivedAt: day(4, 10),
    by: 'clerk',
    acts: [
      act('clerk', 'register', day(4, 11), { ...REGISTRATION, regime: 'medical' }),
      act('clerk', 'transfer:propose', day(4, 12), transfer),
      act('unithead', 'transfer', instantOf(at)),
    ],
  });
  return { number: entered.number, due };
}

/** Seconds from an instant to its record and to the beginning of its effect. */
async function lateness(files: { number: string; due: number }[], waitMs: number) {
  const numbers = files.map((f) => f.number);
  const dueOf = new Map(files.map((f) => [f.number, f.due]));
  const read = async () =>
    (
      await pool.query<{ number: string; occurred_at: Date; recorded_at: Date }>(
        `SELECT c.number, e.occurred_at, e.recorded_at FROM cases c JOIN events e ON e.case_id = c.id
         WHERE c.number = ANY ($1) AND e.type = 'expiry' AND e.occurred_at >= $2`,
        [numbers, new Date(Math.min(...files.map((f) => f.due)))],
      )
    ).rows;
  let rows = await read();
  for (const from = performance.now(); performance.now() - from < waitMs; rows = await read()) {
    if (rows.length >= files.length && numbers.every((n) => reminded.has(n))) break;
    await pause(500);
  }
  const begun = files.flatMap((f) => {
    const at = reminded.get(f.number);
    return at === undefined ? [] : [(at - f.due) / 1000];
  });
  const recorded = rows.map((r) => (r.recorded_at.getTime() - r.occurred_at.getTime()) / 1000);
  const of = (list: number[]) => ({
    p50: Number(quantile(list, 0.5).toFixed(3)),
    p99: Number(quantile(list, 0.99).toFixed(3)),
    max: Number(quantile(list, 1).toFixed(3)),
  });
  return {
    instants: files.length,
    recorded: rows.length,
    ownDates: rows.every((r) => r.occurred_at.getTime() === dueOf.get(r.number)),
    recordedAfter: of(recorded),
    effects: begun.length,
    effectAfter: of(begun),
  };
}

const settle = async () => {
  await drained(pool, 300_000);
  await pause(5_000);
};

const firstDue = Date.now() + (Math.ceil(singles / 12) + 20) * 1000;
const alone: { number: string; due: number }[] = [];
for (let i = 0; i < singles; i++) alone.push(await file(firstDue + i * apartMs));
await settle();
if (Date.now() > firstDue) say('the first instants came before their drivers were there');
await pause(Math.max(0, firstDue + singles * apartMs - Date.now()) + 1_000);
const single = await lateness(alone, 60_000);
say(`single: recorded p99 ${single.recordedAfter.p99} s, effect p99 ${single.effectAfter.p99} s`);

const midnight = millisOf(clock.now()) + leadSeconds * 1000;
const many: { number: string; due: number }[] = [];
for (let i = 0; i < together; i += 20) {
  many.push(...(await Promise.all(Array.from({ length: Math.min(20, together - i) }, () => file(midnight)))));
}
await settle();
const early = midnight - Date.now();
if (early < 0) say(`the drivers came up ${-early} ms after the instant: give --lead more seconds`);
await pause(Math.max(0, early));
const one = await lateness(many, 300_000);
say(
  `${together} on one instant: recorded within ${one.recordedAfter.max} s, effects begun within ${one.effectAfter.max} s`,
);

await worker.shutdown();

/** As many empty workflows that sleep until one instant, with a worker of the same limits: what Temporal alone takes. */
async function bareTimers(n: number): Promise<{ max: number; p50: number }> {
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('./lib/bare-workflows.ts', import.meta.url)),
  });
  const native = await NativeConnection.connect({ address: temporal.address });
  const bareWorker = await Worker.create({
    connection: native,
    namespace: 'mingcha',
    taskQueue: 'bare',
    workflowBundle,
    ...WORKER_LIMITS,
  });
  const running = bareWorker.run();
  const connection = await Connection.connect({ address: temporal.address });
  const client = new Client({ connection, namespace: 'mingcha' });
  const at = Date.now() + (Math.ceil(n / 20) + 10) * 1000;
  const ids = Array.from({ length: n }, (_, i) => `bare-${i}`);
  for (let i = 0; i < n; i += 20) {
    await Promise.all(
      ids
        .slice(i, i + 20)
        .map((workflowId) => client.workflow.start('bareTimer', { workflowId, taskQueue: 'bare', args: [at] })),
    );
  }
  if (Date.now() > at) say('the empty workflows were not all there at their instant');
  await pause(Math.max(0, at - Date.now()));
  const late: number[] = [];
  for (const workflowId of ids) {
    const handle = client.workflow.getHandle(workflowId);
    await handle.result();
    late.push(((await handle.describe()).closeTime!.getTime() - at) / 1000);
  }
  bareWorker.shutdown();
  await running;
  await native.close();
  await connection.close();
  return { p50: Number(quantile(late, 0.5).toFixed(3)), max: Number(quantile(late, 1).toFixed(3)) };
}
const bare = await bareTimers(together);
say(`${together} empty workflows on one instant: over within ${bare.max} s`);

await pool.end();
await temporal.stop();
await fresh.drop();
await stopDatabase();
rmSync(dataDir, { recursive: true, force: true });
print('timers', { single, together: { ...one, readyBeforeMs: early }, bare });
process.exit(0);
