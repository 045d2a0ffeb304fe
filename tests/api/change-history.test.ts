import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ChangeHistory } from '../../ledger/types.ts';
import { newKey, type Product, product } from './support.ts';

const AT = '/api/authority/people/requests';
let p: Product;
beforeAll(async () => {
  p = await product({ now: '2026-06-10T10:00:00+08:00' });
});
afterAll(() => p?.close());

async function asks(changes: object[], approve = true): Promise<number> {
  const asked = await p.post<{ number: number }>(AT, { changes, reason: '调整' }, { as: 'admin', key: newKey() });
  expect([asked.status, asked.text.slice(0, 300)]).toEqual([202, expect.any(String)]);
  const { number } = asked.body;
  const decided = approve
    ? await p.post(`${AT}/${number}/approval`, undefined, { as: 'approver' })
    : await p.post(`${AT}/${number}/decline`, { reason: '重复' }, { as: 'approver' });
  expect([decided.status, decided.text.slice(0, 300)]).toEqual([200, expect.any(String)]);
  return number;
}
const found = async (query = '', as = 'auditor') => (await p.get<ChangeHistory>(`${AT}${query}`, as)).body;
const numbers = async (query?: string) => (await found(query)).items.map((r) => r.number);

it('what was decided is found by kind of change and by person, newest first, a page at a time', async () => {
  expect(await found()).toEqual({ items: [] });
  const relation = await asks([{ kind: 'declare-relation', person: 'officer1', related: 'clerk' }]);
  const declined = await asks([{ kind: 'rename-person', person: 'legal', name: '法制岗' }], false);
  const deputy = await asks([
    { kind: 'rename-person', person: 'credit', name: '信用岗' },
    { kind: 'appoint-deputy', person: 'officer1', deputy: 'officer2', until: '2026-07-01' },
  ]);
  const [held] = (await p.ledger.directory()).deputies ?? [];
  const ended = await asks([{ kind: 'end-deputy', deputyship: held!.id }]);
  // One that waits is not among them.
  await p.post(
    AT,
    { changes: [{ kind: 'rename-person', person: 'clerk', name: '受理' }], reason: '更正' },
    { as: 'admin', key: newKey() },
  );
  expect(await numbers()).toEqual([ended, deputy, declined, relation]);
  expect(await numbers('?kind=rename-person')).toEqual([deputy, declined]);
  expect(await numbers('?person=officer1')).toEqual([ended, deputy, relation]);
  expect(await numbers('?person=officer2')).toEqual([ended, deputy]);
  expect(await numbers('?person=clerk')).toEqual([relation]);
  expect(await numbers('?person=approver')).toEqual([ended, deputy, declined, relation]);
  expect(await numbers('?kind=appoint-deputy&person=credit')).toEqual([deputy]);
  expect(await numbers('?kind=leave')).toEqual([]);
  expect(await numbers(`?before=${declined}`)).toEqual([relation]);
  // Of a long request what was looked for.
  const [one] = (await found('?kind=appoint-deputy')).items;
  expect([one!.count, one!.changes.map((c) => c.kind)]).toEqual([2, ['appoint-deputy']]);
  (await p.get(`${AT}?kind=nothing`, 'auditor')).wrong(['kind']);
  (await p.get(AT, 'clerk')).problem(403, 'not-your-role');
});

it('fifty stand on a page, and the next one goes on where it ended', async () => {
  for (let n = 0; n < 52; n++) await asks([{ kind: 'rename-person', person: 'disclosure', name: `公开岗${n}` }], false);
  const first = await found('?person=disclosure');
  expect(first.items).toHaveLength(50);
  const second = await found(`?person=disclosure&before=${first.next}`);
  expect([second.items.length, second.next]).toEqual([2, undefined]);
  expect(new Set([...first.items, ...second.items].map((r) => r.number)).size).toBe(52);
});
