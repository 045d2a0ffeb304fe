/** What a browser keeps of a tip: nothing. In a real Chromium, scripts on and off, with its cache of whole pages at work. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Product } from '../api/support.ts';
import { chromiumPath, PHONE, show, visitor } from './support.ts';

let browser: Browser;
let p: Product;
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: ['--no-sandbox', '--disable-background-networking'],
    // The driver turns the cache of whole pages off; people have it.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
  p = await show();
});
afterAll(async () => {
  await browser?.close();
  await p?.close();
});

const STORY = '开班二十人，到课三人。';
const FIELDS = {
  'accused-name': '某职业培训学校',
  clue: STORY,
  amount: '98765',
  when: '去年三月',
  where: '某区某街',
};
const SECRET = Object.values(FIELDS);

/** All that can be read on a page, in fields too. */
const readable = (page: Page) =>
  page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input:not([type=hidden]), textarea')];
    return [document.body.innerText, ...fields.map((f) => f.value)].join('\n');
  });
const holds = async (page: Page, words: readonly string[]) => {
  const text = await readable(page);
  return words.filter((word) => text.includes(word));
};

/** Back to the page that was opened first: what was sent in between is of no address. */
async function backToFirst(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const { entries } = await devtools.send('Page.getNavigationHistory');
  const [first] = entries.filter((e) => e.url.startsWith(p.address));
  await devtools.send('Page.navigateToHistoryEntry', { entryId: first!.id });
  await page.waitForURL((url) => url.href === first!.url);
  await page.locator('main form').first().waitFor();
}

describe.each([true, false])('with scripts %s', (scripts) => {
  test('Back and reload after sending show neither the story nor a receipt that was typed back', async () => {
    const context = await visitor(browser, { viewport: PHONE, scripts });
    try {
      const page = await context.newPage();
      await page.goto(`${p.address}/tell`);
      for (const [id, value] of Object.entries(FIELDS)) await page.locator(`#${id}`).fill(value);
      await page.locator('summary', { hasText: '填写我的信息' }).click();
      await page.locator('#phone').fill('13800000000');
      await page.getByRole('button', { name: '提交举报' }).click();
      const receipt = (await page.locator('.receipt').textContent())!;

      await page.locator('#back').fill('0000');
      await page.getByRole('button', { name: '我已抄下' }).click();
      await page.locator('.error').waitFor();
      await page.locator('#back').fill(receipt.slice(-4));
      await page.getByRole('button', { name: '我已抄下' }).click();
      await page.getByRole('status').waitFor();
      expect(await holds(page, [receipt])).toEqual([]);

      await page.reload();
      expect(await holds(page, [...SECRET, receipt])).toEqual([]);
      await backToFirst(page);
      expect(new URL(page.url()).pathname).toBe('/tell');
      expect(await holds(page, [...SECRET, '13800000000', receipt])).toEqual([]);
      expect(await page.locator('#clue').inputValue()).toBe('');
    } finally {
      await context.close();
    }
  });

  test('a message is not in the field again after it was sent', async () => {
    const { receipt } = await p.tell();
    const context = await visitor(browser, { viewport: PHONE, scripts });
    try {
      const page = await context.newPage();
      await page.goto(`${p.address}/progress`);
      await page.locator('#receipt').fill(receipt);
      await page.getByRole('button', { name: '查看', exact: true }).click();
      await page.locator('#text').fill(STORY);
      await page.getByRole('button', { name: '发送', exact: true }).click();
      await page.getByRole('status').waitFor();
      await backToFirst(page);
      expect(await holds(page, [STORY, receipt])).toEqual([]);
      expect(await page.locator('#receipt').inputValue()).toBe('');
      // The addresses that only take forms lead to the pages that have them.
      for (const [from, to] of [
        ['/progress/message', '/progress'],
        ['/progress/evidence', '/progress'],
        ['/progress/act', '/progress'],
        ['/tell/kept', '/tell'],
      ]) {
        await page.goto(`${p.address}${from}`);
        expect(new URL(page.url()).pathname).toBe(to);
      }
    } finally {
      await context.close();
    }
  });
});
