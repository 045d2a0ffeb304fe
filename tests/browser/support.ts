import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { CONSOLE_FOLDER } from '../../bin/lib/build.ts';
import { chromiumHere } from '../../bin/lib/temporal.ts';
import { PASSWORD, type Product, product } from '../api/support.ts';
import { HALF } from '../support/half-width.ts';

/** A Wednesday inside the known calendars. */
export const NOW = '2026-06-10T10:00:00+08:00';
export const PHONE = { width: 320, height: 640 };
export const TABLET = { width: 768, height: 1024 };
export const DESK = { width: 1280, height: 800 };

/**
 * @param which `whole`: the browser itself, not its shell
 * @throws Error with the remedy where there is no browser: these promises are kept in a real one or not at all
 */
export function chromiumPath(which?: { whole: boolean }): string {
  const path = chromiumHere(which);
  if (!path || !existsSync(path)) {
    throw new Error(
      'There is no Chromium for the browser tests: install Debian’s `chromium` and `chromium-headless-shell`, or set CHROMIUM to the path of a Chromium or Chrome.',
    );
  }
  return path;
}

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox', '--disable-background-networking'] });

/** The product with pages, console and the demonstration's cases, what the register shows included. */
export async function show(): Promise<Product> {
  const p = await product({ now: NOW, consoleFolder: CONSOLE_FOLDER, seeded: true });
  const { rows } = await p.owner.query<{ id: string }>('SELECT id FROM cases ORDER BY number');
  for (const { id } of rows) await p.toTheRegister(id);
  return p;
}

/** What a page must never do, whoever looks at it: ask another host, or fail in its scripts. */
export function watch(context: BrowserContext, address: string) {
  const asked: string[] = [];
  const wrong: string[] = [];
  context.on('request', (request) => {
    const url = request.url();
    if (url.startsWith('data:') || url.startsWith('blob:')) return;
    asked.push(url);
    if (!url.startsWith(address)) wrong.push(`asked ${url}`);
  });
  context.on('weberror', (error) => wrong.push(`error ${error.error().message}`));
  context.on('console', (message) => {
    // An answer that is not 2xx is told to the console by the browser itself; refusals are answers, too.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      wrong.push(`console ${message.text()}`);
    }
  });
  return { asked, wrong };
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe finds against WCAG 2.2 AA on the page as it stands. */
export async function barriers(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const found = await page.evaluate(async (rules) => {
    const { axe: here } = window as unknown as { axe: typeof axe };
    const { violations } = await here.run(document, { runOnly: rules, resultTypes: ['violations'] });
    return violations.map(
      (v) => `${v.id}: ${v.help} ${v.nodes.map((n) => `${n.target.join(' ')} ${n.failureSummary ?? ''}`).join(' | ')}`,
    );
  }, RULES);
  return found;
}

/** A context of its own; the browser's clock stands where the product's does. */
export async function visitor(
  browser: Browser,
  options: { viewport: { width: number; height: number }; scripts?: boolean; locale?: string },
): Promise<BrowserContext> {
  const { viewport, scripts = true, locale = 'zh-CN' } = options;
  const context = await browser.newContext({
    viewport,
    locale,
    javaScriptEnabled: scripts,
    timezoneId: 'Asia/Shanghai',
  });
  context.setDefaultTimeout(20_000);
  await context.clock.setFixedTime(new Date(NOW));
  return context;
}

/** How far the page goes beyond the screen to the side, in pixels, and what sticks out. */
export async function beyond(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('body *')]
      .filter((e) => e.getBoundingClientRect().right > width + 1)
      .slice(0, 5)
      .map((e) => `${e.tagName.toLowerCase()}.${e.className} ${Math.round(e.getBoundingClientRect().right)}`);
  });
}

/** Lines of the page that no person would write: half-width punctuation in Chinese, one of something as many, words of the code. */
export async function misworded(page: Page): Promise<string[]> {
  const { text, codes, lang } = await page.evaluate(() => ({
    text: document.body.innerText,
    // Made by chance, to be typed.
    codes: [...document.querySelectorAll('code')].map((code) => code.innerText),
    lang: document.documentElement.lang,
  }));
  const CODE = /\b(undefined|null|NaN)\b|\[object |^(none|[a-z]+(-[a-z]+)+)$/;
  const MANY = /(^|[^\d.,:/-])1 (days|hours|people|months|years|times|items|acts|steps|documents|cases|things)\b/;
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => !codes.includes(line))
    .filter((line) => CODE.test(line) || (lang.startsWith('zh') ? HALF.test(line) : MANY.test(line)));
}

/** A page that anybody can use: nothing to the side, no barrier, and each line as a person would write it. */
export async function usable(page: Page, name: string): Promise<void> {
  expect([name, await misworded(page)]).toEqual([name, []]);
  expect([name, await beyond(page)]).toEqual([name, []]);
  expect([name, await barriers(page)]).toEqual([name, []]);
}

/** The same of a page that is open, on a phone, on a tablet and at a desk; `look` is shown each. */
export async function usableAtEveryWidth(
  page: Page,
  name: string,
  look: (width: number) => Promise<unknown> = async () => undefined,
): Promise<void> {
  for (const viewport of [PHONE, TABLET, DESK]) {
    await page.setViewportSize(viewport);
    // A frame in which the page has taken its new width.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await usable(page, `${name} ${viewport.width}`);
    await look(viewport.width);
  }
}

/** A page of the console as a member of staff sees it; `close` checks that nothing went wrong on the way. */
export async function consolePage(
  browser: Browser,
  { address }: Pick<Product, 'address'>,
  login: string,
  path: string,
  { viewport = DESK, language = 'zh' }: { viewport?: typeof DESK; language?: 'zh' | 'en' } = {},
) {
  const context = await visitor(browser, { viewport });
  const { wrong } = watch(context, address);
  await context.addInitScript(
    `if (location.protocol === 'http:') localStorage.setItem('mingcha-language', '${language}')`,
  );
  const signedIn = await context.request.post(`${address}/api/session`, { data: { login, password: PASSWORD } });
  expect(signedIn.ok()).toBe(true);
  const page = await context.newPage();
  await page.goto(`${address}/console${path}`);
  await page.locator('h1').waitFor();
  return {
    page,
    async close() {
      expect(wrong).toEqual([]);
      await context.close();
    },
  };
}

/** The drawer of an act. */
export const dialog = (page: Page) => page.getByRole('dialog');

/** Fills in the form by which a tip is registered as concerning nobody of the house; nothing is sent. */
export async function fillRegistration(page: Page): Promise<void> {
  const form = dialog(page);
  await form.getByLabel(/所属内设机构/).click();
  await page.getByTitle('不属于本机关').click();
  await form.getByRole('radiogroup').filter({ hasText: '是否' }).getByLabel('否').first().check();
  await form.locator('.ant-form-item', { hasText: '事项类别' }).getByRole('combobox').click();
  await page.getByTitle('社会保险基金监督举报').click();
  await form.getByLabel(/身份信息已单独封存/).check();
}
