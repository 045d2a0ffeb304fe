/** Which page stands at which address is the console's own business. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const PAGES = [...readFileSync('web/console/app.tsx', 'utf8').matchAll(/<Route path="(\/[a-z-]+)/g)].map(
  ([, path = '']) => path,
);

test('neither the domain nor the ledger names a page of the console', () => {
  expect(PAGES).toContain('/people');
  const named = ['domain', 'ledger', 'workflows', 'activities']
    .flatMap((room) => readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)))
    .filter((path) => path.endsWith('.ts'))
    .filter((path) => {
      const text = readFileSync(path, 'utf8');
      return PAGES.some((page) => new RegExp(`['"\`]${page}(/[^'"\`]*)?['"\`]`).test(text));
    });
  expect(named).toEqual([]);
});
