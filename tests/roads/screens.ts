import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { ROOT } from '../../bin/lib/build.ts';
import { DESK, openBrowser, PHONE, usable } from '../browser/support.ts';
import type { Road } from './road.ts';

/** One look at a road from the screens: who looks, where, and the words that must be read there. */
export interface Look {
  name: string;
  /** Sign-in name; `tipster`: whoever holds the receipt, on a phone; `public`: anybody. */
  as: string;
  path: string;
  /** Words of what is pressed first, one after the other. */
  press?: (string | RegExp)[];
  reads: (string | RegExp)[];
}

/** `MINGCHA_ROAD_PICTURES=1` keeps the pictures, as `npm run pictures` does. */
const target = process.env.MINGCHA_ROAD_PICTURES ? join(ROOT, 'docs', 'pictures', 'roads') : null;

/** Of a long page the upper part is kept. */
const MOST_HIGH = 2_000;

/** Looks at a road from the screens, each as it is at the road's own moment. Every page must be usable by anybody. */
export async function looks(road: Road, list: readonly Look[]): Promise<void> {
  if (target) mkdirSync(target, { recursive: true });
  const browser = await openBrowser();
  try {
    for (const look of list) {
      const context = await visit(browser, road, look);
      try {
        const page = await open(context, road, look);
        const text = (await page.locator('body').innerText()).replaceAll(/\s+/g, ' ');
        for (const word of look.reads) expect(text, `${look.name} for ${look.as}`).toMatch(word);
        await usable(page, look.name);
        if (target) {
          const { width } = page.viewportSize()!;
          const height = Math.min(MOST_HIGH, await page.evaluate(() => document.documentElement.scrollHeight));
          await page.setViewportSize({ width, height });
          await page.screenshot({ path: join(target, `${look.name}.png`), animations: 'disabled' });
        }
      } finally {
        await context.close();
      }
    }
  } finally {
    await browser.close();
  }
}

async function visit(browser: Browser, road: Road, look: Look): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: look.as === 'tipster' ? PHONE : DESK,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    baseURL: road.product.url,
  });
  await context.clock.setFixedTime(new Date(road.clock.now()));
  if (look.as !== 'tipster' && look.as !== 'public') {
    const cookie = (await road.product.signIn(look.as))!;
    const [name = '', value = ''] = cookie.split(/=(.*)/s);
    await context.addCookies([
      { name, value, url: road.product.url, secure: true, httpOnly: true, sameSite: 'Strict' },
    ]);
  }
  return context;
}

async function open(context: BrowserContext, road: Road, look: Look): Promise<Page> {
  const page = await context.newPage();
  await page.goto(look.path.replace('{case}', road.caseId), { waitUntil: 'networkidle' });
  if (look.as === 'tipster') {
    await page.locator('#receipt').fill(road.receipt);
    await page.locator('form button[type=submit]').first().click();
  }
  await page.locator('h1').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page
    .getByText(/^正在读取.*…$/)
    .first()
    .waitFor({ state: 'hidden' });
  for (const words of look.press ?? []) await page.getByText(words, { exact: true }).first().click();
  return page;
}
