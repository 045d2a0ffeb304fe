import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CONSOLE_FOLDER } from '../../bin/lib/build.ts';
import { PASSWORD, type Product, product, TIP } from '../api/support.ts';
import { barriers, beyond, DESK, NOW, openBrowser, PHONE, usable, visitor, watch } from './support.ts';

/** A case on which two periods for one duty run, and its receipt. */
let browser: Browser;
let p: Product;
let id: string;
let receipt: string;
beforeAll(async () => {
  browser = await openBrowser();
  p = await product({ now: NOW, consoleFolder: CONSOLE_FOLDER });
  ({ id, receipt } = await p.assigned({
    ...TIP,
    tipster: { name: '某甲', idNumber: 'X1234567', email: 'a@example.invalid', wantsNotice: true },
  }));
  await p.pair(id, ['clerk', 'unithead'], 'intake-1', 'notice-sent', { told: 'accepted', noticeHow: 'page' });
  await p.pair(id, ['officer1', 'depthead'], 'investigation-1', 'file-case', {
    standardMet: true,
    actEndedOn: '2026-01-31',
    withOfficer: 'officer2',
  });
  const { rows } = await p.owner.query<{ key: string }>(
    "SELECT key FROM effects WHERE case_id = $1 AND kind = 'letter' AND status = 'todo'",
    [id],
  );
  for (const { key } of rows) await p.ledger.placeLetter(key);
});
afterAll(async () => {
  await browser?.close();
  await p?.close();
});

async function visiting(
  options: Parameters<typeof visitor>[1],
  work: (page: Page, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const context = await visitor(browser, options);
  try {
    const seen = watch(context, p.address);
    await work(await context.newPage(), context);
    expect(seen.wrong).toEqual([]);
  } finally {
    await context.close();
  }
}

const WORDS = {
  zh: {
    base: '',
    count: '计算',
    add: '再加一次中止',
    pauses: '中止',
    extension: '延长',
    due: '2026年12月24日',
    paused: '10月12日至16日：中止',
    show: '查看',
    why: '为什么是这一天',
    binds: '先到的为准',
    by: '2026年9月3日',
    clause: '第二十七条',
  },
  en: {
    base: '/en',
    count: 'Count',
    add: 'Add a suspension',
    pauses: 'Suspensions',
    extension: 'Extension',
    due: '24 December 2026',
    paused: '12–16 October 2026: suspended',
    show: 'Show',
    why: 'Why this day',
    binds: 'The earlier one, above, binds',
    by: '3 September 2026',
    clause: 'art. 27',
  },
} as const;

describe.each([
  ['a phone of 320 px, in Chinese', PHONE, 'zh'],
  ['a desk of 1280 px, in English', DESK, 'en'],
] as const)('without scripts, on %s', (_what, viewport, lang) => {
  const w = WORDS[lang];

  test('the calculator takes a deadline, two suspensions and an extension, draws the days and gives the file', async () => {
    await visiting({ viewport, scripts: false }, async (page) => {
      await page.goto(`${p.address}${w.base}/calculator`);
      const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
      await page.locator('#deadline').selectOption('tip-investigate');
      await page.locator('#start').fill('2026-08-31');
      await page.locator('summary', { hasText: w.pauses }).click();
      await page.locator('#pause-1-from').fill('2026-10-11');
      await page.locator('#pause-1-to').fill('2026-10-09');
      await press(w.add);

      // One more line, what was typed stands, nothing is counted or blamed yet, and the reader is taken to the new line.
      expect(new URL(page.url()).hash).toBe('#pause-2-from');
      expect(await page.locator('#pause-1-from').inputValue()).toBe('2026-10-11');
      expect(await page.locator('#deadline').inputValue()).toBe('tip-investigate');
      expect(await page.getByRole('alert').count()).toBe(0);
      await page.locator('#pause-2-from').fill('2026-11-09');
      await page.locator('#pause-2-to').fill('2026-11-13');
      await press(w.count);

      const alert = page.getByRole('alert');
      expect(await alert.locator('a').getAttribute('href')).toBe('#pause-1-to');
      expect(await page.locator('#pause-1-to').getAttribute('aria-invalid')).toBe('true');
      await page.locator('#pause-1-to').fill('2026-10-16');
      await page.locator('summary', { hasText: w.extension }).click();
      await page.locator('#extend').fill('10');
      await page.locator('#granted').fill('2026-11-20');
      await press(w.count);

      // By hand: 22 working days in September, three before the first suspension, sixteen between and twenty-nine after the two.
      expect(await page.locator('.date').textContent()).toContain(w.due);
      expect(await page.locator('.groups').textContent()).toContain(w.paused);
      expect(await page.locator('table.month').count()).toBe(5);
      expect(await page.locator('td.d-due').count()).toBe(1);
      expect(await page.locator('td.d-start').count()).toBe(1);
      expect(await page.locator('td.d-paused').count()).toBe(9);
      expect(await page.locator('#granted').inputValue()).toBe('2026-11-20');

      const download = page.waitForEvent('download');
      await page.locator('a[href*="calculator.ics"]').click();
      expect((await download).suggestedFilename()).toBe('deadline.ics');
    });
  });

  test('the tipster reads of each next date why it is that day; the earlier of two first', async () => {
    await visiting({ viewport, scripts: false }, async (page) => {
      await page.goto(`${p.address}${w.base}/progress`);
      await page.locator('#receipt').fill(receipt);
      await page.getByRole('button', { name: w.show }).click();
      const dates = page.locator('.next > li');
      const both = dates.filter({ hasText: w.binds });
      expect(await both.count()).toBe(1);
      expect(await both.locator('strong').first().textContent()).toBe(w.by);
      const why = both.locator('details').first();
      expect(await why.locator('.groups').isVisible()).toBe(false);
      await why.locator('summary').first().click();
      expect(await why.locator('.groups').isVisible()).toBe(true);
      // Three months, read in a minute.
      expect(await why.locator('.groups li').count()).toBeLessThan(10);
      expect(await why.innerText()).toContain(lang === 'zh' ? '端午节' : 'Dragon Boat');
      expect(await page.locator('article', { hasText: w.clause }).first().innerText()).toContain(w.by.slice(-6));
    });
  });

  test('with all of it open these pages are free of barriers and need no scrolling to the side', async () => {
    await visiting({ viewport, locale: lang === 'zh' ? 'zh-CN' : 'en-GB' }, async (page) => {
      const openAll = async () => {
        await page.evaluate(() => {
          for (const details of document.querySelectorAll('details')) details.open = true;
        });
      };
      for (const query of [
        '',
        '?deadline=tip-investigate&start=2026-08-31&pause-1-from=2026-10-11&pause-1-to=2026-10-16&extend=40&granted=2026-11-20',
        '?unit=cd†&length=3&start=2026-06-10',
        '?unit=h&length=24&start=2026-06-10&time=09:30',
        '?unit=wd&length=5&start=2026-06-10&pause-1-from=2026-06-12',
        '?unit=weeks&length=&start=2026-02-30&time=99:99&extend=x&pause-1-to=2026-06-12',
      ]) {
        await page.goto(`${p.address}${w.base}/calculator${query}`);
        await openAll();
        await usable(page, `${lang} calculator ${query}`);
      }
      await page.goto(`${p.address}${w.base}/progress`);
      await page.locator('#receipt').fill(receipt);
      await page.getByRole('button', { name: w.show }).click();
      await openAll();
      await usable(page, `${lang} progress`);
    });
  });
});

describe.each([
  ['a phone of 320 px', PHONE, 'en', 'The earlier one binds', 'Ends first and binds', 'Conclude the accepted tip'],
  ['a desk of 1280 px', DESK, 'zh', '以先到期的为准', '先到期，以此为准', '举报办结'],
] as const)('in the console on %s', (_what, viewport, lang, later, first, title) => {
  test('each of two periods for one duty says which binds: on the case, in its explanation and on the board', async () => {
    await visiting({ viewport, locale: lang === 'zh' ? 'zh-CN' : 'en-GB' }, async (page, context) => {
      const answer = await context.request.post(`${p.address}/api/session`, {
        data: { login: 'officer1', password: PASSWORD },
      });
      expect(answer.ok()).toBe(true);
      await context.addInitScript((l) => localStorage.setItem('mingcha-language', l), lang);
      await page.goto(`${p.address}/console/cases/${id}`);
      const marks = page.locator('#clocks .binding');
      await marks.first().waitFor();
      const said = await marks.allTextContents();
      // The earlier is named first.
      expect(said.map((text) => (text.includes(first) ? 'first' : text.includes(later) ? 'later' : text))).toEqual([
        'first',
        'later',
      ]);
      await page.locator('#clocks').getByRole('button', { name: title }).click();
      const dialog = page.getByRole('dialog');
      await dialog.locator('.groups').waitFor();
      expect(await dialog.locator('.binding').textContent()).toContain(first);
      expect(await dialog.locator('.groups li').count()).toBeLessThan(10);
      await page.waitForFunction(() => document.getAnimations().every((a) => a.playState !== 'running'));
      expect(await beyond(page)).toEqual([]);
      // Buttons that the open drawer covers in part cannot be pressed while it is open.
      const found = await barriers(page);
      expect(found.filter((one) => !one.startsWith('target-size') || one.includes('drawer'))).toEqual([]);
      await page.goto(`${p.address}/console/deadlines`);
      await page.locator('.board .binding').first().waitFor();
      expect(await page.locator('.board .binding').count()).toBe(2);
      await usable(page, `${lang} board`);
    });
  });
});
