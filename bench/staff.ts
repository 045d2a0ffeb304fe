import { DEMO_STAFF } from '../prisma/seed.ts';
import { option, print, say } from './lib/args.ts';
import { asking } from './lib/ask.ts';
import { inHan } from './lib/numbered.ts';
import { bringUp } from './lib/product.ts';
import { latencyOf } from './lib/stats.ts';

/** An office of two thousand comes in one file; what everybody does all day, before and after, in the same run. */
const people = option('people', 2_000);
const units = option('units', 60);
const times = option('times', 60);

const product = await bringUp();
const ask = asking(product);

/** What is read all day, and by whom. */
const READ: [as: string, path: string][] = [
  ['clerk', '/api/session'],
  ['clerk', '/api/worklist?limit=50'],
  ['unithead', '/api/worklist?limit=50'],
  ['unithead', '/api/cases?limit=50'],
  ['unithead', '/api/deadlines?limit=50'],
  ['officer1', '/api/news'],
  ['inspector', '/api/oversight/journal?limit=50'],
  ['admin', '/api/authority/people'],
  ['admin', '/api/authority/accounts'],
];

/** Each read so often, one after the other: processor time of the API for one, and how long it takes. */
async function read() {
  const found: Record<string, { apiMs: number; p50: number; p95: number }> = {};
  for (const [as, path] of READ) {
    for (let i = 0; i < 5; i++) await ask(as, 'GET', path);
    const before = product.cpu('api');
    const took: number[] = [];
    for (let i = 0; i < times; i++) {
      const from = performance.now();
      await ask(as, 'GET', path);
      took.push(performance.now() - from);
    }
    const { p50, p95 } = latencyOf(took);
    found[`${as} ${path}`] = { apiMs: (product.cpu('api') - before) / times, p50, p95 };
  }
  return found;
}

/** A tip is read for whom of the house it names: processor time of the API for one. */
async function tell(): Promise<number> {
  const source = { kind: 'tips', named: false } as const;
  await product.load({ connections: 4, seconds: 1, warmSeconds: 0, source });
  const before = product.cpu('api');
  const { requests } = await product.load({ connections: 4, seconds: 4, warmSeconds: 0, source });
  return (product.cpu('api') - before) / requests;
}

const toldByFew = await tell();
const few = await read();
say(`read with ${DEMO_STAFF.length} people`);

const changes = [
  ...Array.from({ length: units }, (_, i) => ({ kind: 'add-unit', id: `bench-${i}`, name: `示例科室${i}` })),
  ...Array.from({ length: people }, (_, i) => ({
    kind: 'add-person',
    login: `bench${i}`,
    name: `示例人员${inHan(i)}`,
    unit: `bench-${i % units}`,
    post: '承办人',
    roles: ['officer'],
    certificate: { number: `BENCH-${i}`, from: '2026-01-01', until: '2036-12-31' },
  })),
];
const begun = performance.now();
const { number } = await ask<{ number: number }>('admin', 'POST', '/api/authority/people/requests', {
  changes,
  reason: '整体录入',
});
const asked = performance.now();
const { passwords } = await ask<{ passwords: { login: string; password: string }[] }>(
  'approver',
  'POST',
  `/api/authority/people/requests/${number}/approval`,
);
const approved = performance.now();
if (passwords.length !== people) throw new Error(`${passwords.length} passwords of ${people}`);
say(`${people} people in ${((approved - begun) / 1000).toFixed(1)} s`);

const many = await read();
const toldByMany = await tell();
const signIns: number[] = [];
for (const { login, password } of passwords.slice(0, 20)) {
  const from = performance.now();
  const answer = await fetch(`http://${product.host}:${product.port}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  if (!answer.ok) throw new Error(`sign-in: ${answer.status}`);
  signIns.push(performance.now() - from);
}
await product.stop();

print('staff', {
  people,
  units,
  seconds: { asked: (asked - begun) / 1000, approved: (approved - asked) / 1000, both: (approved - begun) / 1000 },
  signInP50: latencyOf(signIns).p50,
  tips: { before: toldByFew, after: toldByMany, ratio: toldByMany / toldByFew },
  reads: Object.fromEntries(
    Object.entries(many).map(([path, after]) => {
      const before = few[path];
      return [path, { before, after, ratio: before ? after.p50 / before.p50 : null }];
    }),
  ),
});
