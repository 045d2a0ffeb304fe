import { REGISTRATION } from '../tests/ledger/house.ts';
import { option, print, say } from './lib/args.ts';
import { readTables, snapshot, statementsOf } from './lib/bare.ts';
import { bare } from './lib/bare-process.ts';
import { bringUp, mark, type Product } from './lib/product.ts';
import { latencyOf, repeat, spread } from './lib/stats.ts';

/**
 * Acts recorded over HTTP by 20 connections: each registers a case, proposes to accept it, and accepts it, by those who may.
 * Beside it the same changes of rows by bare transactions; and at 10 a second.
 */
const seconds = option('seconds', 8);
const runs = option('runs', 3);
const connections = option('connections', 20);
const steadySeconds = option('steady', 30);

const steps = [
  { by: 'clerk', proceeding: 'intake-1', act: 'register', form: REGISTRATION },
  { by: 'clerk', proceeding: 'intake-1', act: 'accept:propose', form: {} },
  { by: 'unithead', proceeding: 'intake-1', act: 'accept', form: {} },
];
const chainOf = async (product: Product) =>
  Promise.all(steps.map(async ({ by, ...step }) => ({ ...step, cookie: await product.cookie(by) })));

/** Cases just told, and nothing else done to them. */
async function tell(product: Product, n: number): Promise<string[]> {
  const since = new Date();
  for (let there = 0; there < n; ) {
    await product.load({ connections: 50, seconds: 2, warmSeconds: 0, source: { kind: 'tips', named: false } });
    there = Number(
      (await product.pool.query<{ n: string }>('SELECT count(*) AS n FROM cases WHERE recorded_at >= $1', [since]))
        .rows[0]?.n,
    );
  }
  const { rows } = await product.pool.query<{ id: string }>(
    'SELECT id FROM cases WHERE recorded_at >= $1 ORDER BY id LIMIT $2',
    [since, n],
  );
  return rows.map((r) => r.id);
}

/** `--apis 2`: as many API processes share the connections. */
const apis = option('apis', 1);

const product = await bringUp({ apis });
const chain = await chainOf(product);

// One case, looked at before and after each act: what the bare transactions have to write.
const tables = await readTables(product.pool);
const [model = ''] = await tell(product, 1);
const transactions: ReturnType<typeof statementsOf>[] = [];
let before = await snapshot(product.pool, tables, model, new Date(Date.now() + 60_000));
for (const { cookie, proceeding, act, form } of chain) {
  const answer = await fetch(`http://${product.host}:${product.port}/api/cases/${model}/acts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `model-${mark()}`, cookie },
    body: JSON.stringify({ proceeding, act, form }),
  });
  if (answer.status !== 200) throw new Error(`${act}: ${answer.status} ${await answer.text()}`);
  const after = await snapshot(product.pool, tables, model, new Date(Date.now() + 60_000));
  transactions.push(statementsOf(tables, before, after, model));
  before = after;
}

/** Enough cases that none of the runs ends before its time. */
const enough = Math.ceil(((seconds + 4) * option('expect', 1_500)) / steps.length);
const cpu = () => {
  const [api, postgres] = [product.cpu('api'), product.cpu('postgres')];
  return (requests: number) => ({
    api: (product.cpu('api') - api) / requests,
    postgres: (product.cpu('postgres') - postgres) / requests,
  });
};
const measured = await repeat(runs, async (run) => {
  const acts = async () => ({ kind: 'acts' as const, cases: await tell(product, enough), chain });
  if (run === 0) await product.load({ connections, seconds: 3, warmSeconds: 0, source: await acts() });
  const source = await acts();
  const used = cpu();
  const over = await product.load({ connections, seconds, warmSeconds: 0, source });
  const cost = used(over.requests);
  const plain = await bare({
    databaseUrl: product.databaseUrl,
    connections,
    seconds,
    transactions,
    caseId: model,
    tables,
    cases: await tell(product, enough * 2),
  });
  say(`acts ${over.perSecond.toFixed(0)}/s, bare ${plain.perSecond.toFixed(0)}/s`);
  return { over, plain, cost };
});
const steady = await product.load({
  connections,
  seconds: steadySeconds,
  warmSeconds: 2,
  rate: 10,
  source: { kind: 'acts', cases: await tell(product, Math.ceil(((steadySeconds + 2) * 10) / steps.length)), chain },
});
await product.stop();

print('acts', {
  connections,
  apis,
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
    statements: transactions.map((t) => t.length + 2),
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
  at10: { latency: latencyOf(steady.times), statuses: steady.statuses },
});
