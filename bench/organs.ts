import { option, print, say } from './lib/args.ts';
import { asking } from './lib/ask.ts';
import { inHan } from './lib/numbered.ts';
import { bringUp } from './lib/product.ts';

/** Twelve organs with sixty units and two thousand people come in one file beneath the organ of the demonstration. */
const organs = option('organs', 12);
const units = option('units', 60);
const people = option('people', 2_000);

const product = await bringUp();
const ask = asking(product);

const POSTS = [
  '系统管理员',
  '安全管理员',
  '安全审计员',
  '身份保管员',
  '正职负责人',
  '部门负责人',
  '监督机构负责人',
  '受理员',
];
const of = (i: number) => `bench${i % organs}`;
const sheets = [
  {
    name: '下级机关',
    rows: [
      ['机关编号', '机关名称', '管辖区域', '电话', '地址', '办公时间', '对外网址'],
      ...Array.from({ length: organs }, (_, i) => [
        `bench${i}`,
        `示例县${i}人社局`,
        `示例县${i}`,
        '12333',
        '示例路1号',
        '工作日九时至十七时',
        'https://tips.example.invalid',
      ]),
    ],
  },
  {
    name: '机构',
    rows: [
      ['机构编号', '机构名称', '所属机关'],
      ...Array.from({ length: units }, (_, i) => [`bench-unit-${i}`, `示例科室${i}`, of(i)]),
    ],
  },
  {
    name: '人员',
    rows: [
      ['用户名', '姓名', '所在机构', '职务', '岗位', '所属机关'],
      ...Array.from({ length: people }, (_, i) => {
        const post = POSTS[Math.floor(i / organs)] ?? '承办人';
        return [`bench-person-${i}`, `示例人员${inHan(i)}`, `bench-unit-${i % organs}`, post, post, of(i)];
      }),
    ],
  },
];

const took: Record<string, number> = {};
async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  const result = await work();
  took[what] = Math.round(performance.now() - from);
  say(`${what}: ${took[what]} ms`);
  return result;
}

const REQUESTS = '/api/authority/people/requests';
const read = await timed('read', () =>
  ask<{ changes: { change: object }[]; faults: object[] }>('admin', 'POST', '/api/authority/people/table', { sheets }),
);
if (read.faults.length > 0) throw new Error(JSON.stringify(read.faults.slice(0, 5)));
const { number } = await timed('asked', () =>
  ask<{ number: number }>('admin', 'POST', REQUESTS, {
    changes: read.changes.map(({ change }) => change),
    reason: '整体设立',
  }),
);
await timed('consented', () => ask('principal', 'POST', `${REQUESTS}/${number}/consent`, {}));
const { passwords } = await timed('approved', () =>
  ask<{ passwords: object[] }>('approver', 'POST', `${REQUESTS}/${number}/approval`),
);
await timed('beneath', () => ask('admin', 'GET', '/api/authority/people'));
await product.stop();
print('organs', {
  organs,
  units,
  people: passwords.length,
  ms: took,
  inAllMs: ['read', 'asked', 'consented', 'approved'].reduce((sum, what) => sum + (took[what] ?? 0), 0),
});
