import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CaseHead, Page, RegisterEntry, WorkItem } from '../../ledger/types.ts';
import { CASES } from '../../prisma/cases/cases.ts';
import { type Product, product, SetClock } from '../support/product.ts';

let demo: Product;
beforeAll(async () => {
  demo = await product({ clock: new SetClock('2026-11-22T14:00:00+08:00'), seed: true });
});
afterAll(() => demo?.stop());

it('on its first start the demonstration shows what was published, and what was withdrawn as withdrawn', async () => {
  await demo.settled();
  const { body } = await demo.anyone.get<Page<RegisterEntry>>('/api/register');
  const shown = (kind: string) =>
    body.items
      .filter((e) => e.kind === kind)
      .map((e) => `${e.name} ${e.status}`)
      .sort();
  expect(shown('penalty')).toEqual(['东源县某企业 published', '某纺织品公司 withdrawn']);
  expect(shown('listing')).toContain('东源县某企业 published');
  expect(shown('listing')).not.toContain('某纺织品公司 published');
});

it('it sends nothing of the past: no mail and no parcel, for all that was done when it was lived', async () => {
  expect(demo.mails).toEqual([]);
  expect(demo.parcels()).toEqual([]);
});

it('its staff find their work over HTTP', async () => {
  // Each by the post behind the door by which it came in, and by no other.
  const doors = ['clerk', 'special'].map((login) => demo.as(login).get<Page<CaseHead>>('/api/cases?limit=200'));
  const ids = (await Promise.all(doors)).flatMap(({ body }) => body.items.map((c) => c.id));
  expect(ids).toHaveLength(CASES.length);
  expect(new Set(ids).size).toBe(CASES.length);
  for (const login of ['clerk', 'officer1', 'unithead', 'depthead', 'principal', 'credit', 'disclosure', 'superior']) {
    const work = await demo.as(login).get<Page<WorkItem>>('/api/worklist');
    expect(work.body.items.length, login).toBeGreaterThan(0);
  }
  expect((await demo.as('admin').get<Page<CaseHead>>('/api/cases')).body.items).toEqual([]);
  expect(await demo.signIn('clerk', 'not the password')).toBeNull();
});
