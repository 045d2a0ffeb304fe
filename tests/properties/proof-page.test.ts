import { expect, test } from 'vitest';
import { pageOf, type Ran, rowsIn, withRowsOf } from '../support/proof-page.ts';

const ran = (file: string, over: Partial<Ran> = {}): Ran => ({
  file: `tests/${file}.test.ts`,
  day: '2026-11-29',
  seconds: 3_600,
  node: '24.0.0',
  why: null,
  ...over,
});

test('a proof that fails, is late or never ran takes no row from another, and its own say so', () => {
  const first = withRowsOf([], ran('api/b'), [
    { promise: 'Nothing is lost', figures: { seed: 7, requests: 200_000, answers: 'all | good' } },
    { promise: 'Nothing is twice', figures: { requests: 12 } },
  ]);
  const second = withRowsOf(rowsIn(pageOf(first)), ran('api/a'), [{ promise: 'It comes back', figures: { n: 1 } }]);
  const page = pageOf(second);
  expect(page).toContain(
    '| Nothing is lost | seed 7; requests 200,000; answers all good | `tests/api/b.test.ts` | 2026-11-29, 3,600 s, Node 24.0.0 |',
  );
  expect(pageOf(rowsIn(page))).toBe(page);

  const failed = withRowsOf(rowsIn(page), ran('api/b', { day: '2026-12-01', seconds: 4, why: 'it failed' }), [
    { promise: 'Nothing is lost', figures: { seed: 8 } },
  ]);
  expect(failed.map((row) => [row.promise, row.when.slice(0, 10)])).toEqual([
    ['It comes back', '2026-11-29'],
    ['**not shown**', '2026-12-01'],
    ['Nothing is lost', '2026-12-01'],
  ]);
  // What was shown before is not shown any more.
  expect(pageOf(failed)).not.toContain('Nothing is twice');
});
