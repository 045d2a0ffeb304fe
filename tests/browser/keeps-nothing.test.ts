/** What a browser keeps of a tip: nothing. In a real Chromium, scripts on and off, with its cache of whole pages at work. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Product } from '../api/support.ts';
import { chromiumPath, PHONE, show, visitor } from './support.ts';

let browser: Browser;
let p: Product;
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: chromiumPath({ whole: true }),
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
      // Forward the browser asks before it sends anything again; sent again it shows neither.
      const nothing = () => holds(page, [...SECRET, receipt]).catch(() => 'on its way');
      await page.goForward().catch(() => undefined);
      await expect.poll(nothing, { timeout: 10_000 }).toEqual([]);
      await page.reload().catch(() => undefined);
      await expect.poll(nothing, { timeout: 10_000 }).toEqual([]);
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

/** A browser of somebody's own, with a profile on disk, as it is on a shared machine. */
const withProfile = (folder: string, args: string[] = []) =>
  chromium.launchPersistentContext(folder, {
    executablePath: chromiumPath({ whole: true }),
    // The driver's own way of hiding windows keeps no sessions.
    headless: false,
    args: ['--headless=new', '--no-sandbox', '--disable-background-networking', ...args],
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });

/** Which of these words lie in any file of a profile, in either of the ways in which browsers write text. */
function leftIn(folder: string, words: readonly string[]): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
    .map((path) => readFileSync(path));
  return words.filter((word) =>
    files.some((bytes) => bytes.includes(Buffer.from(word)) || bytes.includes(Buffer.from(word, 'utf16le'))),
  );
}

test('in no file of the browser, and on no page that it restores, is anything that was told, or a receipt', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mingcha-profile-'));
  const careless = mkdtempSync(join(tmpdir(), 'mingcha-profile-'));
  const MESSAGE = '还有一张名册没有交。';
  let context = await withProfile(folder);
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(`${p.address}/tell`);
    // A mistake first: what was typed came back on a page of its own.
    await page.locator('#clue').fill(STORY);
    await page.getByRole('button', { name: '提交举报' }).click();
    await page.locator('.error').first().waitFor();
    for (const [id, value] of Object.entries(FIELDS)) await page.locator(`#${id}`).fill(value);
    await page.getByRole('button', { name: '提交举报' }).click();
    const receipt = (await page.locator('.receipt').textContent())!;
    await page.locator('#back').fill(receipt);
    await page.getByRole('button', { name: '我已抄下' }).click();
    await page.getByRole('status').waitFor();
    await page.goto(`${p.address}/progress`);
    await page.locator('#receipt').fill(receipt);
    await page.getByRole('button', { name: '查看', exact: true }).click();
    await page.locator('#text').fill(MESSAGE);
    await page.getByRole('button', { name: '发送', exact: true }).click();
    await page.getByRole('status').waitFor();
    await page.goto(`${p.address}/tell`);
    // Half a story, never sent.
    await page.locator('#where').fill(FIELDS.where);
    await context.close();
    const words = [...SECRET, MESSAGE, receipt, receipt.replaceAll('-', '')];
    expect(leftIn(folder, words)).toEqual([]);

    context = await withProfile(folder, ['--restore-last-session']);
    await expect
      .poll(() => context.pages().some((one) => one.url().startsWith(p.address)), { timeout: 20_000 })
      .toBe(true);
    for (const one of context.pages()) expect(await holds(one, words)).toEqual([]);
    await context.close();

    // The search is able to find: without what our forms do, the receipt is written down.
    context = await withProfile(careless);
    const other = context.pages()[0] ?? (await context.newPage());
    await other.goto(`${p.address}/progress`);
    await other.evaluate(() => document.querySelector('main input[type=password]')!.remove());
    await other.locator('#receipt').fill(receipt);
    await other.getByRole('button', { name: '查看', exact: true }).click();
    await other.locator('#text').waitFor();
    await context.close();
    expect(leftIn(careless, words)).toEqual([receipt]);
  } finally {
    await context.close();
    for (const one of [folder, careless]) rmSync(one, { recursive: true, force: true });
  }
});
