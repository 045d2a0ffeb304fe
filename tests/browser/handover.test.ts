import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Product } from '../api/support.ts';
import { consolePage, DESK, openBrowser, show, usableAtEveryWidth } from './support.ts';

let p: Product;
let browser: Browser;
beforeAll(async () => {
  p = await show();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await p?.close();
});

const pictures = process.env.MINGCHA_LOOK;

it('the head of a unit hands the cases of an officer over: chooses whose, to whom and why, and reads what came of each', async () => {
  for (const language of ['en', 'zh'] as const) {
    const { page, close } = await consolePage(browser, p, 'unithead', '/', { viewport: DESK, language });
    const zh = language === 'zh';
    await page.getByRole('link', { name: zh ? '批量改派' : 'Hand over cases' }).click();
    await page.locator('#officers').getByRole('radio').first().check();
    const first = page.locator('.handed .work-item');
    await first.first().waitFor();
    const many = await first.count();
    await usableAtEveryWidth(page, `handover ${language}`, (width) =>
      pictures
        ? page.screenshot({ path: `${pictures}/handover-${language}-${width}.png`, fullPage: true })
        : Promise.resolve(),
    );
    if (zh) {
      const send = page.getByRole('button', { name: `改派${many}件` });
      expect(await send.isDisabled()).toBe(true);
      await page.getByLabel('接手的承办人').click();
      await page.locator('.ant-select-dropdown:visible .ant-select-item-option').last().click();
      await page.keyboard.press('Escape');
      await page.getByLabel('理由').fill('承办人轮岗');
      await page.getByRole('checkbox', { name: /已核对利益关系/ }).check();
      await send.click();
      const outcome = page.locator('[aria-live] .ant-alert');
      await outcome.waitFor();
      expect(await outcome.innerText()).toMatch(/^已改派\d+件/);
      await usableAtEveryWidth(page, 'handed over', (width) =>
        pictures ? page.screenshot({ path: `${pictures}/handed-${width}.png`, fullPage: true }) : Promise.resolve(),
      );
    }
    await close();
  }
});
