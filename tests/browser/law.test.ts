import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthorityLaw, AuthorityLimits } from '../../ledger/types.ts';
import { DEMO_STAFF } from '../../prisma/seed.ts';
import type { Product } from '../api/support.ts';
import { consolePage, DESK, openBrowser, PHONE, show, usable, usableAtEveryWidth } from './support.ts';

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

const as = (login: string, path: string, viewport = DESK, language: 'zh' | 'en' = 'zh') =>
  consolePage(browser, p, login, path, { viewport, language });

const row = (page: Page, id: string) => page.locator(`#law-${id}`);
const dialog = (page: Page) => page.getByRole('dialog');
const law = async () => (await p.get<AuthorityLaw>('/api/authority/law', 'legal')).body;
const gone = (page: Page) => dialog(page).waitFor({ state: 'hidden' });

describe('law and house limits', () => {
  it.each(['zh', 'en'] as const)('are two lists that everybody can use, at every width: %s', async (language) => {
    for (const path of ['/law', '/law?view=limits']) {
      const { page, close } = await as('admin', path, DESK, language);
      await page
        .locator(path === '/law' ? '.law-row' : '.limit-row')
        .first()
        .waitFor();
      await usableAtEveryWidth(page, `${path} ${language}`);
      await close();
    }
  });

  it('are in the head of whoever signs in, who reads why it is not theirs to settle', async () => {
    const some = ['clerk', 'principal', 'legal', 'inspector', 'admin'];
    for (const { login, roles } of DEMO_STAFF.filter((s) => some.includes(s.login))) {
      const { page, close } = await as(login, '/');
      await page.getByRole('link', { name: '期限规则' }).click();
      await page.locator('.law-row').first().waitFor();
      const may = roles.includes('legal');
      expect([login, await page.getByRole('button', { name: /^确认[:：]/ }).count()]).toEqual([
        login,
        may ? (await law()).items.filter((r) => r.confirmable && !r.confirmation).length : 0,
      ]);
      if (!may) await page.getByText('只有本机关法制审核岗可以确认').waitFor();
      await page.getByRole('tab', { name: /内部时限/ }).click();
      await page.locator('.limit-row').first().waitFor();
      expect([login, (await page.getByRole('button', { name: /^设定[:：]/ }).count()) > 0]).toEqual([
        login,
        roles.includes('principal'),
      ]);
      await close();
    }
  });

  it('are filtered by state, region and words', async () => {
    const { page, close } = await as('clerk', '/law');
    const { items } = await law();
    await expect.poll(() => page.locator('.law-row').count()).toBe(items.length);
    await page.getByLabel('查找').fill('penalty-publish');
    await expect.poll(() => page.locator('.law-row').count()).toBe(1);
    await page.getByLabel('查找').fill('credit-repair-decide');
    const editions = items.filter((r) => r.id === 'credit-repair-decide');
    expect(editions.length).toBeGreaterThan(1);
    await expect.poll(() => page.locator('.law-row').count()).toBe(editions.length);
    expect(await page.getByText('旧版本').count()).toBe(editions.length - 1);
    await page.getByLabel('查找').fill('没有这样的期限');
    await page.getByText('没有符合条件的期限').waitFor();
    await page.getByLabel('查找').fill('');
    await page.getByLabel('显示').selectOption('unverified');
    await expect
      .poll(() => page.locator('.law-row').count())
      .toBe(items.filter((r) => r.confirmable !== null && r.confirmation === null).length);
    await page.getByLabel('地区').selectOption({ label: '河北' });
    await expect.poll(() => page.locator('.law-row').count()).toBe(1);
    await close();
  });
});

describe('what it rests on', () => {
  it('is listed with edition, place and day of the last check; a check more than a year ago is warned of by name', async () => {
    const { page, close } = await as('clerk', '/law?view=instruments');
    const { instruments } = await law();
    await expect.poll(() => page.locator('.instrument').count()).toBe(instruments.length);
    const of = (short: string) => page.locator(`[id="instrument-${short}"]`);
    expect(await of('APL').textContent()).toMatch(/2021年版.*最近核对：2026/);
    expect(await of('CPL').textContent()).toMatch(/没有人记下日期/);
    expect(await page.locator('.long-unchecked').textContent()).toMatch(/^\d+件规定没有人记下核对日期。$/);
    // As the ledger answers it a year later.
    await page.route('**/api/authority/law', async (asked) => {
      const answer = await asked.fetch();
      const body = (await answer.json()) as AuthorityLaw;
      const later = body.instruments.map((i) => (i.short === 'APL' ? { ...i, freshness: 'old' as const } : i));
      await asked.fulfill({ response: answer, json: { ...body, instruments: later } });
    });
    await page.goto(`${p.address}/console/law`);
    await page.locator('.long-unchecked.ant-alert-warning').waitFor();
    expect(await page.locator('.long-unchecked').textContent()).toContain('1件规定最近一次核对已超过一年：行政处罚法');
    await usable(page, 'the warning');
    await close();
  });

  it('can be used by everybody on a phone and at a desk, in both languages', async () => {
    for (const [viewport, language] of [
      [PHONE, 'zh'],
      [PHONE, 'en'],
      [DESK, 'en'],
    ] as const) {
      const { page, close } = await as('admin', '/law?view=instruments', viewport, language);
      await page.locator('.instrument').first().waitFor();
      await usable(page, `instruments ${viewport.width} ${language}`);
      await page.locator('#main a[href$="/console/law"]').click();
      await page.locator('.law-row:not(.instrument)').first().waitFor();
      await close();
    }
  });
});

describe('the lawyer', () => {
  it('confirms by keyboard alone, sees what is missing at its field, and the page says who, when and what', async () => {
    const { page, close } = await as('legal', '/law');
    const button = row(page, 'penalty-publish').getByRole('button', { name: /^确认[:：]/ });
    await button.focus();
    await page.keyboard.press('Enter');
    await dialog(page).getByLabel(/^依据/).waitFor();
    await dialog(page).getByLabel(/^依据/).focus();
    const look = dialog(page).getByRole('button', { name: '核对将要记录的内容' });
    await look.press('Enter');
    await dialog(page).getByText('请写明依据').waitFor();
    await dialog(page).getByLabel(/^依据/).fill('已读');
    await look.press('Enter');
    await dialog(page).getByText('依据至少6个字').waitFor();
    await usable(page, 'the form of a confirmation');
    await dialog(page).getByLabel(/^依据/).fill('部内规范第七条');
    await look.press('Enter');
    const review = dialog(page).getByRole('region', { name: '将要记录的内容' });
    await review.getByText('部内规范第七条').waitFor();
    expect(await review.textContent()).toMatch(/不能修改或者删除.*确认人法制审核岗/);
    await usable(page, 'what will be recorded');
    expect((await law()).items.find((r) => r.id === 'penalty-publish')?.confirmation).toBeNull();
    // Back to the form nothing is lost.
    await dialog(page).getByRole('button', { name: '返回修改' }).press('Enter');
    expect(await dialog(page).getByLabel(/^依据/).inputValue()).toBe('部内规范第七条');
    await look.press('Enter');
    await dialog(page).getByRole('button', { name: '确认并永久记录' }).press('Enter');
    await gone(page);
    await page.getByLabel('查找').fill('penalty-publish');
    await page.getByLabel('显示').selectOption('confirmed');
    await row(page, 'penalty-publish')
      .getByText(/法制审核岗确认：部内规范第七条/)
      .waitFor();
    await row(page, 'penalty-publish').getByText('记录（1）').press('Enter');
    await usable(page, 'a row that was confirmed');
    await close();
  });

  it('withdraws with a reason; an answer lost on the way is sent again without being recorded twice', async () => {
    const { page, close } = await as('legal', '/law');
    await page.getByLabel('显示').selectOption('confirmed');
    await row(page, 'penalty-publish')
      .getByRole('button', { name: /^撤回确认/ })
      .click();
    await dialog(page).getByLabel('理由').fill('所引文件已废止');
    let lost = 0;
    await page.route('**/withdrawal', async (asked) => {
      if (lost > 0) return asked.continue();
      lost += 1;
      await asked.fetch();
      return asked.abort();
    });
    await dialog(page).getByRole('button', { name: '撤回', exact: true }).click();
    await dialog(page).getByText('再次提交不会重复记录').waitFor();
    await dialog(page).getByRole('button', { name: '撤回', exact: true }).click();
    await gone(page);
    // The list shows the row where it now is.
    expect(await page.getByLabel('显示').inputValue()).toBe('unverified');
    await row(page, 'penalty-publish')
      .getByRole('button', { name: /^确认[:：]/ })
      .waitFor();
    const found = (await law()).items.find((r) => r.id === 'penalty-publish')!;
    expect([lost, found.confirmation, found.history.length]).toEqual([1, null, 2]);
    await close();
  });
});

describe('a confirmed date', () => {
  it('says so on the case page, in its explanation and on the board', async () => {
    const { rows } = await p.owner.query<{ case_id: string; deadline: string; edition: string | null }>(
      `SELECT k.case_id, k.deadline, c.state->'clocks'->k.id->>'edition' AS edition FROM clocks k JOIN cases c ON c.id = k.case_id
       WHERE k.status = 'open' AND k.confidence IN ('memory', 'secondary') AND k.due IS NOT NULL AND k.outcome IS NULL
         AND k.heads_see
         AND c.accused_heads = '{}' ORDER BY k.case_id LIMIT 1`,
    );
    const [clock] = rows;
    if (!clock) throw new Error('the demonstration has no open clock of an unverified row');
    const done = await p.ask('POST', `/api/authority/law/${clock.deadline}/confirmation`, {
      as: 'legal',
      key: 'key-of-the-browser-test',
      json: { edition: clock.edition, citation: '示例规范第三条', readOn: '2026-06-10' },
    });
    expect([done.status, done.text.slice(0, 200)]).toEqual([200, expect.any(String)]);
    const { page, close } = await as('unithead', `/cases/${clock.case_id}`);
    const line = page.locator('.clock-row', { hasText: '示例规范第三条' }).first();
    await line.waitFor();
    await line.locator('.clock-open').click();
    await dialog(page)
      .getByText(/经本机关法制人员（法制审核岗）确认：示例规范第三条/)
      .waitFor();
    await close();
    const board = await as('unithead', '/deadlines');
    await board.page.locator('.card', { hasText: '示例规范第三条' }).first().waitFor();
    await usable(board.page, 'the board');
    await board.close();
  });
});

describe('the principal', () => {
  it('sets a house limit, which stands beside the old one until its day; the server’s no is said at the field', async () => {
    const { page, close } = await as('principal', '/law?view=limits');
    const line = page.locator('#limit-house-assign');
    await line.getByRole('button', { name: /^设定[:：]/ }).click();
    await dialog(page).getByLabel('长度').fill('900');
    await dialog(page).getByLabel('理由').fill('人手变化');
    await dialog(page).getByRole('button', { name: '设定', exact: true }).click();
    await dialog(page).locator('.ant-form-item-explain-error', { hasText: '最长 750' }).waitFor();
    expect(await dialog(page).getByText('最长 750').count()).toBe(1);
    await usable(page, 'the form of a house limit');
    await dialog(page).getByLabel('长度').fill('3');
    await dialog(page).getByRole('button', { name: '设定', exact: true }).click();
    await gone(page);
    await line.getByText('3个工作日').first().waitFor();
    await line.getByText(/正职负责人设定/).waitFor();
    const { items } = (await p.get<AuthorityLimits>('/api/authority/limits', 'principal')).body;
    expect(items.find((l) => l.id === 'house-assign')).toMatchObject({ value: { length: 3, unit: 'wd' } });
    await close();
  });
});
