import { randomUUID } from 'node:crypto';
import { REGISTRATION } from '../tests/ledger/house.ts';
import { option, print, say } from './lib/args.ts';
import { copyCases } from './lib/bulk.ts';
import { bringUp } from './lib/product.ts';
import { latencyOf, quantile } from './lib/stats.ts';

/** Work list, search and deadline board with many cases and ten readers; beside each a bare indexed query. */
const cases = option('cases', 100_000);
const seconds = option('seconds', 4);
const readers = option('readers', 10);

const product = await bringUp();
const api = `http://${product.host}:${product.port}`;

/** One case, brought over HTTP as far as `steps` says. */
async function template(steps: [by: string, proceeding: string, act: string, form: object][]): Promise<string> {
  const since = new Date();
  await product.load({
    connections: 1,
    seconds: 0.01,
    warmSeconds: 0,
    rate: 100,
    source: { kind: 'tips', named: false },
  });
  const id = (
    await product.pool.query<{ id: string }>('SELECT id FROM cases WHERE recorded_at >= $1 ORDER BY id DESC LIMIT 1', [
      since,
    ])
  ).rows[0]!.id;
  for (const [by, proceeding, act, form] of steps) {
    const answer = await fetch(`${api}/api/cases/${id}/acts`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
        cookie: await product.cookie(by),
      },
      body: JSON.stringify({ proceeding, act, form }),
    });
    if (answer.status !== 200) throw new Error(`${act}: ${answer.status} ${await answer.text()}`);
  }
  return id;
}

const registered = ['clerk', 'intake-1', 'register', REGISTRATION] as [string, string, string, object];
const proposed = ['clerk', 'intake-1', 'accept:propose', {}] as [string, string, string, object];
const accepted = ['unithead', 'intake-1', 'accept', {}] as [string, string, string, object];
const assigned = [
  'unithead',
  'investigation-1',
  'assign',
  { officers: ['officer1', 'officer2'], conflictChecked: true },
] as [string, string, string, object];
const today = new Date().toISOString().slice(0, 10);
const withdrawn = [
  ['clerk', 'intake-1', 'withdraw:propose', { document: { kind: '撤回举报的书面申请', number: '收1号', date: today } }],
  ['unithead', 'intake-1', 'withdraw', {}],
] as [string, string, string, object][];
const letGo = [
  ['clerk', 'intake-1', 'let-go:propose', { nothingToActOn: true }],
  ['unithead', 'intake-1', 'let-go', {}],
] as [string, string, string, object][];
/** How an authority's cases stand after years: most are over, a fifth is open, an officer has hundreds and not all. */
const shares: [string, number][] = [
  [await template([registered, ...withdrawn, ...letGo]), 780],
  [await template([]), 50],
  [await template([registered]), 60],
  [await template([registered, proposed]), 40],
  [await template([registered, proposed, accepted]), 68],
  [await template([registered, proposed, accepted, assigned]), 2],
];
// Told apart by a step that has no factor in common with the thousand places, so that no kind comes in a row.
const templates = Array.from({ length: 1_000 }, (_, i) => {
  let place = (i * 387) % 1_000;
  return shares.find(([, share]) => {
    place -= share;
    return place < 0;
  })![0];
});
const from = performance.now();
await copyCases(product.pool, templates, cases);
await product.pool.query('VACUUM ANALYZE');
const { rows: sizes } = await product.pool.query<{ size: string }>(
  'SELECT pg_size_pretty(pg_database_size(current_database())) AS size',
);
say(`${cases} cases in ${((performance.now() - from) / 1000).toFixed(0)} s, ${sizes[0]?.size}`);

const year = new Date().getUTCFullYear();
const queries: Record<string, { path: string; as: string[] }> = {
  worklist: { path: '/api/worklist', as: ['clerk', 'unithead', 'officer1', 'depthead'] },
  board: { path: '/api/deadlines', as: ['clerk', 'unithead', 'officer1'] },
  'search: newest': { path: '/api/cases', as: ['clerk', 'unithead', 'officer1'] },
  'search: state': { path: '/api/cases?kind=intake&state=UnderReview', as: ['clerk', 'unithead'] },
  'search: number': { path: `/api/cases?number=${year}-10000`, as: ['clerk', 'unithead'] },
  'search: accused': { path: `/api/cases?accused=${encodeURIComponent('示例学校')}`, as: ['clerk', 'unithead'] },
  'search: fund': { path: '/api/cases?fund=training-subsidy&open=true', as: ['clerk', 'unithead'] },
  'search: overdue': { path: '/api/cases?overdue=true', as: ['clerk', 'unithead'] },
};
/** `--only board` measures what begins with that word. */
const only = process.argv.includes('--only') ? (process.argv[process.argv.indexOf('--only') + 1] ?? '') : '';
const found: Record<string, object> = {};
for (const [name, path, login] of Object.entries(queries)
  .filter(([name]) => name.startsWith(only))
  .flatMap(([name, { path, as }]) => as.map((login) => [`${name}, ${login}`, path, login] as const))) {
  const requests = [{ path, cookie: await product.cookie(login) }];
  const api = product.cpu('api');
  const postgres = product.cpu('postgres');
  const m = await product.load({
    connections: readers,
    seconds,
    warmSeconds: 1.5,
    source: { kind: 'reads', requests },
  });
  found[name] = {
    ...latencyOf(m.times),
    perSecond: Math.round(m.perSecond),
    // Of one request, warm-up included.
    processorMs: {
      api: Number(((product.cpu('api') - api) / (m.requests + m.warmed)).toFixed(2)),
      postgres: Number(((product.cpu('postgres') - postgres) / (m.requests + m.warmed)).toFixed(2)),
    },
    statuses: m.statuses,
  };
  say(`${name}: p50 ${quantile(m.times, 0.5).toFixed(1)} ms, p95 ${quantile(m.times, 0.95).toFixed(1)} ms`);
}

/** The bare thing underneath: fifty rows of one index with their cases, by ten connections, no HTTP, nobody shut out. */
async function bareQuery(text: string, values: unknown[]): Promise<object> {
  const times: number[] = [];
  const until = performance.now() + seconds * 1000;
  await Promise.all(
    Array.from({ length: Math.min(readers, 4) }, async () => {
      while (performance.now() < until) {
        const begun = performance.now();
        await product.pool.query({ name: text.slice(0, 50), text, values });
        times.push(performance.now() - begun);
      }
    }),
  );
  return { ...latencyOf(times), perSecond: Math.round(times.length / seconds) };
}
const organ = (await product.pool.query<{ organ: string }>('SELECT organ FROM cases LIMIT 1')).rows[0]?.organ;
const bare = {
  worklist: await bareQuery(
    `SELECT w.*, c.number FROM work w JOIN cases c ON c.id = w.case_id
     WHERE w.organ = $1 AND w.role = 'clerk' AND w.person = '' ORDER BY w.due_at, w.case_id, w.item LIMIT 50`,
    [organ],
  ),
  board: await bareQuery(
    `SELECT k.*, c.number FROM clocks k JOIN cases c ON c.id = k.case_id
     WHERE k.organ = $1 AND k.status = 'open' AND k.expires_at IS NOT NULL
     ORDER BY k.expires_at, k.case_id, k.id LIMIT 50`,
    [organ],
  ),
  search: await bareQuery(
    `SELECT c.id, c.number, c.state FROM proceedings p JOIN cases c ON c.id = p.case_id
     WHERE p.kind = 'intake' AND p.state = 'UnderReview' ORDER BY p.listed_at DESC, p.case_id LIMIT 50`,
    [],
  ),
};
const rss = product.rss('api');
await product.stop();
print('worklist', { cases, readers, over: found, bare, apiRssMb: rss });
