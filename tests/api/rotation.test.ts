import { afterAll, beforeAll, expect, it } from 'vitest';
import type { NewsPage, PeopleView } from '../../ledger/types.ts';
import { newKey, type Product, product } from './support.ts';

let p: Product;
beforeAll(async () => {
  p = await product({ now: '2026-06-10T10:00:00+08:00' });
});
afterAll(() => p?.close());

const view = async (login: string) => (await p.get<PeopleView>('/api/authority/people', login)).body.rotation;
const news = async (login: string) => (await p.get<NewsPage>('/api/news', login)).body;
const unread = async (login: string) => (await p.get<{ unread: number }>('/api/news/unread', login)).body.unread;
const sets = (as: string, years: number | null, ahead = 3) =>
  p.post('/api/authority/rotation', { years, ahead, reason: '内控制度' }, { as, key: newKey() });

it('how long anybody holds a post is announced to the administrator and the principal once the principal has set the years, and to nobody else', async () => {
  expect(await view('admin')).toMatchObject({ set: null, held: [], total: 0, history: [] });
  expect((await news('admin')).announced).toEqual([]);
  expect((await sets('admin', 1)).problem(403, 'not-your-role').detailZh).toContain('轮岗年限');
  (await sets('principal', 31)).wrong(['years']);
  expect((await sets('principal', 1)).status).toBe(200);
  const rotation = (await view('admin'))!;
  expect(rotation.set).toEqual({ years: 1, ahead: 3, setOn: '2026-06-10' });
  expect(rotation.total).toBeGreaterThan(0);
  expect(rotation.held.length).toBe(rotation.total);
  expect([rotation.mayNot === null, (await view('principal'))!.mayNot === null]).toEqual([false, true]);

  for (const login of ['admin', 'principal']) {
    const { announced, unread: many } = await news(login);
    expect(announced).toHaveLength(rotation.total);
    expect(announced[0]).toMatchObject({ what: 'rotation', day: '2026-06-10', unread: true });
    expect(announced[0]!.text.zh).toMatch(/^轮岗：/);
    expect([many >= rotation.total, await unread(login)]).toEqual([true, many]);
  }
  for (const login of ['clerk', 'unithead', 'officer1', 'legal', 'auditor'])
    expect([login, (await news(login)).announced]).toEqual([login, []]);

  const { upTo } = await news('admin');
  await p.post('/api/news/read', { upTo }, { as: 'admin' });
  expect([await unread('admin'), (await news('admin')).announced[0]?.unread]).toEqual([0, false]);
  // After sixty days it is news no more; the page of people has it all the same.
  p.clock.set('2026-08-20T10:00:00+08:00');
  p.signedOut();
  expect((await news('admin')).announced).toEqual([]);
  expect((await view('admin'))!.total).toBe(rotation.total);
  expect((await sets('principal', null)).status).toBe(200);
  expect(await view('admin')).toMatchObject({ set: null, held: [], total: 0 });
  expect((await view('admin'))!.history).toHaveLength(2);
});
