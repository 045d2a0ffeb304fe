import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CONSOLE_FOLDER } from '../../bin/lib/build.ts';
import { type Product, product } from '../api/support.ts';
import { consolePage, NOW, openBrowser, usableAtEveryWidth } from './support.ts';

let p: Product;
let browser: Browser;
beforeAll(async () => {
  p = await product({ now: NOW, consoleFolder: CONSOLE_FOLDER });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await p?.close();
});

it.each([
  ['admin', '/admin', '先办这几件事', null],
  ['principal', '/', '填写听证的数额标准', '/console/law'],
])(
  'in a house without a case %s reads what is to be seen to first, with the way to what is theirs',
  async (login, path, says, leads) => {
    for (const language of ['zh', 'en'] as const) {
      const { page, close } = await consolePage(browser, p, login, path, { language });
      const first = page.locator('.first-days');
      await first.waitFor();
      if (language === 'zh') await first.getByText(says).first().waitFor({ state: 'attached' });
      // Folded for whom nothing of it falls to.
      expect(await first.evaluate((e) => (e as HTMLDetailsElement).open)).toBe(leads !== null);
      if (leads !== null) expect(await first.locator('h3 a').first().getAttribute('href')).toBe(leads);
      await usableAtEveryWidth(page, `${login} ${language}`);
      await close();
    }
  },
);
