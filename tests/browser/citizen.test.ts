import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PDF, PNG, type Product } from '../api/support.ts';
import { barriers, beyond, DESK, misworded, openBrowser, PHONE, show, usable, visitor, watch } from './support.ts';

/** What is no evidence, whatever it is called. */
const PROGRAM = Buffer.from('MZ\0\x01');

let browser: Browser;
let p: Product;
beforeAll(async () => {
  browser = await openBrowser();
  p = await show();
});
afterAll(async () => {
  await browser?.close();
  await p?.close();
});

/** Runs with a visitor of their own, and holds that nothing was asked elsewhere and no script failed. */
async function visiting(
  options: Parameters<typeof visitor>[1],
  work: (page: Page, seen: { asked: string[] }, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const context = await visitor(browser, options);
  try {
    const seen = watch(context, p.address);
    await work(await context.newPage(), seen, context);
    expect(seen.wrong).toEqual([]);
  } finally {
    await context.close();
  }
}

const WORDS = {
  zh: {
    base: '',
    send: '提交举报',
    kept: '我已抄下',
    right: '核对正确',
    wrong: '与凭证不符',
    show: '查看',
    write: '发送',
    up: '上传',
    back: '查看进展',
    withdraw: '撤回举报',
    heard: '留言已送达',
    have: '材料已收到',
    recorded: '已记录',
    add: '上传材料',
    count: '计算',
    none: '没有与这个凭证对应的举报',
  },
  en: {
    base: '/en',
    send: 'Send the tip',
    kept: 'I have written it down',
    right: 'That is right',
    wrong: 'not the end of the receipt',
    show: 'Show',
    write: 'Send',
    up: 'Upload',
    back: 'Come back',
    withdraw: 'Withdraw',
    heard: 'reached the department',
    have: 'We have your evidence',
    recorded: 'Recorded',
    add: 'Add evidence',
    count: 'Count',
    none: 'No tip belongs to this receipt',
  },
} as const;

describe.each([
  ['a phone of 320 px, in Chinese', PHONE, 'zh'],
  ['a desk of 1280 px, in English', DESK, 'en'],
] as const)('without scripts, on %s', (_what, viewport, lang) => {
  const w = WORDS[lang];

  test('a tip is told, kept, come back to, added to and withdrawn', async () => {
    await visiting({ viewport, scripts: false }, async (page, { asked }) => {
      await page.goto(`${p.address}${w.base || '/'}`);
      await page.locator('.choices a').first().click();
      expect(new URL(page.url()).pathname).toBe(`${w.base}/tell`);

      // What is missing is named, with links to the fields, and what was typed stands there again.
      await page.locator('#accused-name').fill('某职业培训学校');
      await page.locator('#where').fill('某区某街');
      await page.locator('#staff').selectOption('no');
      await page.locator('details:has(#accused-address) > summary').click();
      await page.locator('#accused-address').fill('某路一号');
      await page.locator('#amount').fill('十二万');
      await page.getByRole('button', { name: w.send }).click();
      const problems = page.getByRole('alert');
      await problems.waitFor();
      expect(await problems.locator('a').evaluateAll((links) => links.map((a) => a.getAttribute('href')))).toEqual([
        '#clue',
        '#amount',
      ]);
      expect(await page.locator('#accused-name').inputValue()).toBe('某职业培训学校');
      expect(await page.locator('#accused-address').inputValue()).toBe('某路一号');
      expect(await page.locator('#where').inputValue()).toBe('某区某街');
      expect(await page.locator('#staff').inputValue()).toBe('no');
      expect(await page.locator('#amount').inputValue()).toBe('十二万');
      expect(await page.locator('#clue').getAttribute('aria-invalid')).toBe('true');

      // A file that is not what it says: the words stay, too.
      await page.locator('#amount').fill('120,000 元');
      await page.locator('#clue').fill('开班二十人，到课三人，\n按二十人申领补贴。');
      await page.locator('#evidence').setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer: PROGRAM });
      await page.getByRole('button', { name: w.send }).click();
      await problems.waitFor();
      expect(await page.locator('#clue').inputValue()).toBe('开班二十人，到课三人，\n按二十人申领补贴。');
      expect(await page.locator('#evidence-error').count()).toBe(1);

      const key = await page.locator('input[name=key]').inputValue();
      await page.locator('#evidence').setInputFiles([
        { name: '名册.pdf', mimeType: 'application/pdf', buffer: PDF },
        { name: '照片.png', mimeType: 'image/png', buffer: PNG },
      ]);
      await page.getByRole('button', { name: w.send }).click();
      const receipt = (await page.locator('.receipt').textContent())!;
      expect(receipt).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
      expect(key.length).toBeGreaterThan(20);

      // Typed back before leaving.
      const first = receipt.endsWith('A') ? 'BBBB' : 'AAAA';
      await page.locator('#back').fill(first);
      await page.getByRole('button', { name: w.kept }).click();
      expect(await page.locator('.error').textContent()).toContain(w.wrong);
      expect(await page.locator('.receipt').textContent()).toBe(receipt);
      await page.locator('#back').fill(receipt.slice(-4).toLowerCase());
      await page.getByRole('button', { name: w.kept }).click();
      expect(await page.getByRole('status').textContent()).toContain(w.right);
      expect(await page.locator('main li strong').first().textContent()).toMatch(/2026/);

      // Come back; first with a mistake.
      await page.locator('nav').getByRole('link', { name: w.back }).click();
      await page.locator('#receipt').fill(receipt.replace(/.$/, ''));
      await page.getByRole('button', { name: w.show }).click();
      expect(await page.getByRole('alert').textContent()).toContain(w.none);
      await page.locator('#receipt').fill(receipt.toLowerCase());
      await page.getByRole('button', { name: w.show }).click();
      expect(await page.locator('.timeline li').count()).toBeGreaterThan(0);

      await page.locator('#text').first().fill('补充：名册见附件。');
      await page.getByRole('button', { name: w.write, exact: true }).click();
      expect(await page.getByRole('status').textContent()).toContain(w.heard);
      expect(await page.locator('.thread .mine').textContent()).toContain('补充：名册见附件。');

      const add = page.locator('details', { hasText: w.add });
      await add.locator('summary').click();
      await page.locator('#evidence').setInputFiles({ name: '录音.pdf', mimeType: 'application/pdf', buffer: PROGRAM });
      await page.getByRole('button', { name: w.up }).click();
      await page.getByRole('alert').waitFor();
      await page.locator('#evidence').setInputFiles({ name: '更多.pdf', mimeType: 'application/pdf', buffer: PDF });
      await page.getByRole('button', { name: w.up }).click();
      expect(await page.getByRole('status').textContent()).toContain(w.have);
      expect(await add.locator('li').count()).toBe(3);

      const withdraw = page.locator('details', { hasText: w.withdraw });
      await withdraw.locator('summary').click();
      await withdraw.locator('textarea').fill('另行处理');
      await withdraw.getByRole('button').click();
      expect(await page.getByRole('status').textContent()).toContain(w.recorded);

      // No address ever holds a receipt, and the browser keeps nothing.
      for (const url of asked) expect(url.toUpperCase()).not.toContain(receipt.slice(0, 14));
      expect(await page.context().cookies()).toEqual([]);
    });
  });

  test('register and calculator answer', async () => {
    await visiting({ viewport, scripts: false }, async (page) => {
      await page.goto(`${p.address}${w.base}/register`);
      const entries = page.locator('article h2 a');
      expect(await entries.count()).toBeGreaterThan(2);
      const name = (await entries.first().textContent())!;
      await entries.first().click();
      expect(await page.locator('h1').textContent()).toBe(name);
      await page.goto(`${p.address}${w.base}/register`);
      await page.locator('#search').fill('没有这样的单位');
      await page.locator('form button').click();
      expect(await page.locator('article').count()).toBe(0);

      await page.goto(`${p.address}${w.base}/calculator`);
      await page.locator('#deadline').selectOption('tip-review');
      await page.locator('#start').fill('2026-09-30');
      await page.getByRole('button', { name: w.count, exact: true }).click();
      // Holidays from the first to the seventh of October; the tenth, a Saturday, is worked.
      expect(await page.locator('.date').textContent()).toContain(lang === 'zh' ? '2026年10月13日' : '13 October 2026');
      expect(await page.locator('main li').count()).toBeGreaterThan(1);
      expect(await page.locator('#deadline').inputValue()).toBe('tip-review');
      await page.locator('#deadline').selectOption('');
      await page
        .locator('details', { has: page.locator('#unit') })
        .locator('summary')
        .click();
      await page.locator('#unit').selectOption('h');
      await page.getByRole('button', { name: w.count, exact: true }).click();
      expect(await page.getByRole('alert').count()).toBe(1);
    });
  });
});

describe.each(['zh', 'en'] as const)('every page in %s', (lang) => {
  const w = WORDS[lang];
  test('is free of barriers (WCAG 2.2 AA) and needs no scrolling to the side at 320 px or at 1280', async () => {
    await visiting({ viewport: PHONE, locale: lang === 'zh' ? 'zh-CN' : 'en-GB' }, async (page) => {
      const look = async (name: string) => {
        await usable(page, `${lang} ${name}`);
        await page.setViewportSize(DESK);
        expect([name, await beyond(page)]).toEqual([name, []]);
        await page.setViewportSize(PHONE);
        expect(await page.locator('html').getAttribute('lang')).toBe(lang === 'zh' ? 'zh-CN' : 'en');
        expect(await page.locator('h1').count()).toBe(1);
      };
      const open = async (path: string) => {
        await page.goto(`${p.address}${w.base}${path}` || '/');
        await look(path);
      };
      for (const path of [
        '',
        '/tell',
        '/progress',
        '/register',
        '/calculator',
        '/law',
        '/law/M49',
        '/law/CR23',
        '/no-such-page',
        '/demo/mail',
      ])
        await open(path);
      await open('/register?search=nothing-of-that-name');
      await open('/calculator?deadline=tip-review&start=2026-09-30&unit=wd&length=5');
      await open('/calculator?unit=cd†&length=20&start=2026-12-20');
      await open('/calculator?start=nonsense&unit=wd&length=5');
      await open('/calculator?unit=years&length=2&start=2024-03-01');
      await open('/calculator?unit=wd&length=7&direction=back&start=2026-03-20');
      const statuses = ['published', 'withdrawn', 'expired'];
      for (const status of statuses) {
        const { rows } = await p.owner.query<{ id: string }>('SELECT id FROM register WHERE status = $1 LIMIT 1', [
          status,
        ]);
        if (rows[0]) await open(`/register/${rows[0].id}`);
      }

      await page.goto(`${p.address}${w.base}/tell`);
      for (const details of await page.locator('details').all()) await details.locator('summary').click();
      await look('tell, all open');
      await page.locator('#email').fill('nobody');
      await page.locator('#amount').fill('lots');
      await page.getByRole('button', { name: w.send }).click();
      await page.getByRole('alert').waitFor();
      await look('tell, with mistakes');
      await page.locator('#accused-name').fill('长'.repeat(200));
      await page.locator('#clue').fill('W'.repeat(400));
      await page.locator('#amount').fill('1');
      await page.locator('#email').fill('a@example.invalid');
      await page.getByRole('button', { name: w.send }).click();
      const receipt = (await page.locator('.receipt').textContent())!;
      await look('told');
      await page.locator('#back').fill('0000');
      await page.getByRole('button', { name: w.kept }).click();
      await look('told, mistyped');
      await page.locator('#back').fill(receipt.slice(-4));
      await page.getByRole('button', { name: w.kept }).click();
      await look('told, kept');
      await page.goto(`${p.address}${w.base}/progress`);
      await page.locator('#receipt').fill('nonsense');
      await page.getByRole('button', { name: w.show }).click();
      await look('unknown receipt');
      await page.locator('#receipt').fill(receipt);
      await page.getByRole('button', { name: w.show }).click();
      await page
        .locator('#text')
        .first()
        .fill(`${'x'.repeat(300)}\n${'话'.repeat(100)}`);
      await page.getByRole('button', { name: w.write, exact: true }).click();
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      await look('progress, all open');
    });
  });
});

test('the checks for barriers and for words are able to find one', async () => {
  await visiting({ viewport: PHONE }, async (page) => {
    await page.goto(`${p.address}/`);
    await page.evaluate(() => {
      document.querySelector('main')!.innerHTML += '<img src="/assets/icon.svg"><div id="wide"></div>';
      document.getElementById('wide')!.style.cssText = 'width:900px;height:10px';
    });
    expect((await barriers(page)).join()).toContain('image-alt');
    expect((await beyond(page)).length).toBeGreaterThan(0);
    const said = ['等待,批准', 'decline-change', 'undefined', '1 days'];
    await page.evaluate((lines) => {
      const paragraphs = lines.map((line) => `<p>${line}</p>`).join('');
      document.querySelector('main')!.insertAdjacentHTML('beforeend', paragraphs);
    }, said);
    expect(await misworded(page)).toEqual(said.slice(0, 3));
    await page.evaluate(() => {
      document.documentElement.lang = 'en';
    });
    expect(await misworded(page)).toEqual(said.slice(1));
  });
});

test('the first page is under 100 KB with everything it needs, and no page needs more', async () => {
  await visiting({ viewport: PHONE }, async (page, _seen, context) => {
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
    let bytes = 0;
    devtools.on('Network.loadingFinished', (e) => {
      bytes += e.encodedDataLength;
    });
    for (const path of ['/', '/tell', '/progress', '/register', '/calculator', '/law', '/law/APL']) {
      bytes = 0;
      await page.goto(`${p.address}${path}`, { waitUntil: 'networkidle' });
      expect(bytes).toBeGreaterThan(1_000);
      expect([path, bytes < 100_000]).toEqual([path, true]);
    }
  });
});

describe('by keyboard alone', () => {
  test('a tip is told and kept, and the focus is always seen', async () => {
    await visiting({ viewport: DESK, scripts: true }, async (page) => {
      const focused = () =>
        page.evaluate(() => {
          const e = document.activeElement as HTMLElement;
          const style = getComputedStyle(e);
          const box = e.getBoundingClientRect();
          return {
            id: e.id,
            name: e.getAttribute('name') ?? '',
            tag: e.tagName,
            type: e.getAttribute('type') ?? '',
            href: e.getAttribute('href') ?? '',
            seen:
              style.outlineStyle !== 'none' &&
              Number.parseFloat(style.outlineWidth) >= 2 &&
              box.width > 0 &&
              box.height > 0,
          };
        });
      /** Goes on with the tabulator until something has the focus; every stop on the way is visible. */
      const tabTo = async (there: (f: Awaited<ReturnType<typeof focused>>) => boolean) => {
        for (let n = 0; n < 80; n++) {
          await page.keyboard.press('Tab');
          const f = await focused();
          if (f.tag === 'BODY') continue;
          expect([f, f.seen]).toEqual([f, true]);
          if (there(f)) return f;
        }
        throw new Error('the tabulator never came there');
      };
      await page.goto(`${p.address}/`);
      await page.keyboard.press('Tab');
      expect((await focused()).href).toBe('#content');
      await tabTo((f) => f.href === '/tell' && f.tag === 'A');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/tell');
      await tabTo((f) => f.id === 'accused-name');
      await page.keyboard.type('某单位');
      await tabTo((f) => f.id === 'staff');
      await page.keyboard.press('ArrowDown');
      await tabTo((f) => f.id === 'clue');
      await page.keyboard.type('某事');
      await tabTo((f) => f.tag === 'BUTTON' && f.type === 'submit');
      await page.keyboard.press('Enter');
      const receipt = (await page.locator('.receipt').textContent())!;
      await tabTo((f) => f.id === 'back');
      await page.keyboard.type(receipt.slice(-4));
      await page.keyboard.press('Enter');
      await page.getByRole('status').waitFor();
    });
  });

  test('the skip link leads to the content', async () => {
    await visiting({ viewport: PHONE }, async (page) => {
      await page.goto(`${p.address}/tell`);
      await page.keyboard.press('Tab');
      const skip = page.locator('.skip');
      expect(await skip.evaluate((e) => e.getBoundingClientRect().left >= 0)).toBe(true);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
    });
  });
});

test('the other language is one click away, on the same page', async () => {
  await visiting({ viewport: PHONE, scripts: false }, async (page) => {
    for (const path of ['/', '/tell', '/progress', '/register', '/calculator', '/law', '/law/APL']) {
      await page.goto(`${p.address}${path}`);
      await page.locator('.lang').click();
      expect(new URL(page.url()).pathname).toBe(path === '/' ? '/en' : `/en${path}`);
      await page.locator('.lang').click();
      expect(new URL(page.url()).pathname).toBe(path);
    }
  });
});
