import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DigestChoice, NewsPage } from '../../ledger/types.ts';
import { type Product, product, REGISTRATION } from './support.ts';

let p: Product;
beforeAll(async () => {
  p = await product();
});
afterAll(async () => {
  await p?.close();
});

const newsOf = async (login: string) => (await p.get<NewsPage>('/api/news?limit=200', login)).body;
const unread = async (login: string) => (await p.get<{ unread: number }>('/api/news/unread', login)).body.unread;

it('news is read, counted and marked over HTTP; a reason comes with what was declined; no answer tells a minute', async () => {
  const { id } = await p.tell();
  await p.done(id, 'clerk', 'intake-1', 'register', { ...REGISTRATION });
  await p.done(id, 'clerk', 'intake-1', 'accept:propose');
  const [item] = (await newsOf('unithead')).items;
  expect(item).toMatchObject({ caseId: id, what: 'proposed', unread: true });
  expect(item!.day).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(JSON.stringify(item)).not.toMatch(/T\d\d:\d\d/);
  expect(await unread('unithead')).toBe(1);
  const { upTo } = await newsOf('unithead');
  const marked = await p.post('/api/news/read', { upTo }, { as: 'unithead' });
  expect(marked.status).toBe(204);
  expect(await unread('unithead')).toBe(0);
  expect((await newsOf('unithead')).items[0]).toMatchObject({ unread: false });
  await p.done(id, 'unithead', 'intake-1', 'accept:decline', { reasons: '材料不齐' });
  expect((await newsOf('clerk')).items).toMatchObject([{ caseId: id, what: 'declined', reason: '材料不齐' }]);
  for (const other of ['officer1', 'inspector', 'admin', 'legal'])
    expect([other, (await newsOf(other)).items, await unread(other)]).toEqual([other, [], 0]);
});

it('what stands for a page cannot be made up, nor moved by another', async () => {
  for (const upTo of ['x', 'a'.repeat(400), ''])
    expect((await p.post('/api/news/read', { upTo }, { as: 'unithead' })).status).toBe(422);
});

it('a digest is chosen with times from the list and an address, and is nobody else’s to read', async () => {
  const choice: DigestChoice = { times: ['08:30'], address: 'clerk@example.invalid' };
  expect((await p.post('/api/news/digest', choice, { as: 'clerk' })).status).toBe(204);
  expect((await p.get('/api/news/digest', 'clerk')).body).toEqual({
    ...choice,
    offered: ['08:30', '11:30', '14:00', '17:00'],
  });
  expect((await p.get('/api/news/digest', 'officer1')).body).toMatchObject({ times: [], address: null });
  expect(
    (await p.post('/api/news/digest', { times: ['08:31'], address: 'a@example.invalid' }, { as: 'clerk' })).status,
  ).toBe(422);
  expect((await p.post('/api/news/digest', { times: ['08:30'], address: 'nobody' }, { as: 'clerk' })).status).toBe(422);
  const none = await p.post<{ code: string }>('/api/news/digest', { times: ['08:30'], address: null }, { as: 'clerk' });
  expect([none.status, none.body.code]).toEqual([422, 'digest-address-needed']);
});
