import { option, print, say } from './lib/args.ts';
import { readTables, snapshot, statementsOf } from './lib/bare.ts';
import { bare } from './lib/bare-process.ts';
import { bringUp, drained } from './lib/product.ts';
import { latencyOf, quantile, repeat, spread } from './lib/stats.ts';

/** Tips accepted over HTTP: as many as go through 50 connections, and at 50 a second; beside it the bare rows. */
const seconds = option('seconds', 8);
const runs = option('runs', 3);
const connections = option('connections', 50);
const steadySeconds = option('steady', 30);

const product = await bringUp();
const tips = { kind: 'tips', named: false } as const;
const begun = new Date();
await product.load({ connections: 1, seconds: 0.01, warmSeconds: 0, source: tips, rate: 100 });
const tables = await readTables(product.pool);
const caseId = (await product.pool.query<{ id: string }>('SELECT id FROM cases ORDER BY id DESC LIMIT 1')).rows[0]!.id;
const rows = await snapshot(product.pool, tables, caseId, begun);
const statements = statementsOf(tables, null, rows, caseId);

const cpu = () => {
  const [api, postgres] = [product.cpu('api'), product.cpu('postgres')];
  return (requests: number) => ({
    api: (product.cpu('api') - api) / requests,
    postgres: (product.cpu('postgres') - postgres) / requests,
  });
};
const measured = await repeat(runs, async (run) => {
  if (run === 0) await product.load({ connections, seconds: 3, warmSeconds: 0, source: tips });
  const used = cpu();
  const over = await product.load({ connections, seconds, warmSeconds: 0, source: tips });
  const cost = used(over.requests);
  const plain = await bare({
    databaseUrl: product.databaseUrl,
    connections,
    seconds,
    transactions: [statements],
    caseId,
    tables,
  });
  say(`tips ${over.perSecond.toFixed(0)}/s, bare ${plain.perSecond.toFixed(0)}/s`);
  return { over, plain, cost };
});
const steady = await product.load({ connections, seconds: steadySeconds, warmSeconds: 2, rate: 50, source: tips });
await product.stop();

// Beside the drivers: the relay, the worker and Temporal take their share of the same cores.
const driven = await bringUp({ driven: true });
const beside = await driven.load({ connections, seconds, warmSeconds: 3, source: tips });
await drained(driven.pool, 1_000);
const steadyBeside = await driven.load({ connections, seconds: steadySeconds, warmSeconds: 2, rate: 20, source: tips });
await driven.stop();

print('tips', {
  connections,
  perSecond: spread(
    measured.map((m) => m.over.perSecond),
    0,
  ),
  latency: latencyOf(measured.flatMap((m) => m.over.times)),
  statuses: measured.map((m) => m.over.statuses),
  // Milliseconds of processor for one: the API is one process, so its share bounds what it can take.
  processorMs: {
    api: spread(
      measured.map((m) => m.cost.api),
      2,
    ),
    postgres: spread(
      measured.map((m) => m.cost.postgres),
      2,
    ),
  },
  bare: {
    statements: statements.length + 2,
    perSecond: spread(
      measured.map((m) => m.plain.perSecond),
      0,
    ),
    latency: latencyOf(measured.flatMap((m) => m.plain.times)),
  },
  ratio: spread(
    measured.map((m) => m.over.perSecond / m.plain.perSecond),
    2,
  ),
  at50: { latency: latencyOf(steady.times), statuses: steady.statuses },
  driven: {
    perSecond: Math.round(beside.perSecond),
    p95: quantile(beside.times, 0.95),
    statuses: beside.statuses,
    at20: latencyOf(steadyBeside.times),
  },
});
