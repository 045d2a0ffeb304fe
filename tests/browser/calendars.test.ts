import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CONSOLE_FOLDER } from '../../bin/lib/build.ts';
import { PASSWORD, type Product, product } from '../api/support.ts';
import { CALENDAR_2027 } from '../support/calendars.ts';
import { DESK, openBrowser, PHONE, usable, visitor, watch } from './support.ts';

let p: Product;
let browser: Browser;
beforeAll(async () => {
  p = await product({ now: '2026-12-30T10:00:00+08:00', consoleFolder: CONSOLE_FOLDER });
  await p.assigned();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await p?.close();
});

async function signedIn(login: string, path: string, viewport: { width: number; height: number }) {
  const context = await visitor(browser, { viewport });
  const seen = watch(context, p.address);
  const answer = await context.request.post(`${p.address}/api/session`, { data: { login, password: PASSWORD } });
  expect(answer.ok()).toBe(true);
  const page = await context.newPage();
  await page.goto(`${p.address}/console${path}`);
  await page.locator('h1').waitFor();
  return { context, page, seen };
}

const paste = (page: Page, calendar: unknown) =>
  page.getByLabel('日历内容').fill(typeof calendar === 'string' ? calendar : JSON.stringify(calendar, null, 2));
const look = (page: Page) => page.getByRole('button', { name: '核对' }).click();

it('the administrator sees the known years, the mistakes of a file, and what a good one changes, on a phone and at a desk', async () => {
  for (const viewport of [PHONE, DESK]) {
    const { context, page, seen } = await signedIn('admin', '/calendars', viewport);
    await page.getByText('国办发明电〔2025〕7号').waitFor();
    expect(await page.locator('#known').innerText()).toContain('2026年12月31日');
    await page.locator('.calendar-years summary').first().click();
    await usable(page, `known ${viewport.width}`);
    await page.locator('.calendar-years summary').first().click();

    await paste(page, '{ "year": 2027, ');
    await look(page);
    await page.getByText('内容不是有效的 JSON').waitFor();
    await paste(page, { ...CALENDAR_2027, work: ['2027-02-04'], notice: '' });
    await look(page);
    const problems = page.locator('.calendar-problems li');
    await problems.first().waitFor();
    expect((await problems.allInnerTexts()).join('\n')).toMatch(/文号：.*\n*调休上班：2027-02-04/);
    expect(await page.getByRole('button', { name: '提交批准' }).count()).toBe(0);
    await usable(page, `mistakes ${viewport.width}`);

    await page.getByLabel('选择日历文件').setInputFiles({
      name: '2027.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(CALENDAR_2027)),
    });
    await look(page);
    await page.locator('.calendar-preview').waitFor();
    expect(await page.locator('.calendar-runs').innerText()).toContain('2027年2月8日');
    // No totals over cases that the administrator may not see.
    expect(await page.locator('.calendar-preview').innerText()).not.toMatch(/项期限|正在计时/);
    // A day that becomes off, one that becomes working: told by a letter, not by colour alone.
    expect(await page.locator('.calendar-preview td.m-changed', { hasText: /^4休/ }).count()).toBeGreaterThan(0);
    expect(await page.locator('.calendar-preview td.m-make-up').first().innerText()).toContain('班');
    await usable(page, `preview ${viewport.width}`);
    expect(seen.wrong).toEqual([]);
    await context.close();
  }
  expect((await p.ledger.calendarBook()).publications).toEqual([]);
});

it('is proposed by keyboard alone, after a mark that it was compared, and is not true yet', async () => {
  const { context, page, seen } = await signedIn('admin', '/calendars', DESK);
  await paste(page, CALENDAR_2027);
  await page.getByLabel('日历内容').focus();
  const reach = async (name: string) => {
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(
        () => document.activeElement?.textContent || document.activeElement?.closest('label')?.textContent || '',
      );
      if (at.includes(name)) return;
    }
    throw new Error(`${name} is not reached by Tab`);
  };
  await reach('核对');
  await page.keyboard.press('Enter');
  await page.locator('.calendar-preview').waitFor();
  const propose = page.getByRole('button', { name: '提交批准' });
  expect(await propose.isDisabled()).toBe(true);
  await reach('已与通知原文逐日核对');
  await page.keyboard.press('Space');
  await reach('提交批准');
  await page.keyboard.press('Enter');
  await page.getByText('已提议2027年日历').waitFor();
  await page.locator('#proposals').getByText('等待法制审核岗或者正职负责人批准').waitFor();
  await usable(page, 'proposed');
  expect(seen.wrong).toEqual([]);
  await context.close();
  expect((await p.ledger.calendarBook()).publications).toEqual([]);
});

it.each([PHONE, DESK])('who approves finds it in the work list, looks at it and decides ($width)', async (viewport) => {
  const { context, page, seen } = await signedIn('legal', '/', viewport);
  const waits = page.getByRole('link', { name: /批准或者退回2027年放假安排/ });
  await waits.waitFor();
  await usable(page, `work list with a calendar ${viewport.width}`);
  await waits.click();
  const proposal = page.locator('.calendar-decide');
  await proposal.getByRole('button', { name: '核对' }).click();
  await proposal.locator('.calendar-preview').waitFor();
  expect(await proposal.getByRole('button', { name: '批准并公布' }).isDisabled()).toBe(true);
  expect(await proposal.getByRole('button', { name: /退\s*回/ }).isDisabled()).toBe(true);
  await usable(page, `decide ${viewport.width}`);
  if (viewport === DESK) {
    await proposal.getByLabel('已与通知原文逐日核对').check();
    await proposal.getByRole('button', { name: '批准并公布' }).click();
    await page.locator('#history').getByText('已全部重新计算').waitFor();
    expect(await page.locator('#proposals').innerText()).toMatch(/批准/);
    await usable(page, 'published');
    expect((await p.ledger.calendarBook()).publications).toMatchObject([{ number: 1, state: 'done', by: 'legal' }]);
  }
  expect(seen.wrong).toEqual([]);
  await context.close();
});

it('an officer finds the moved dates on the work list and the case, and marks them as seen', async () => {
  const { context, page, seen } = await signedIn('officer1', '/', DESK);
  await page
    .getByText(/期限变动/)
    .first()
    .waitFor();
  await usable(page, 'work list with a moved date');
  const { items } = await p.ledger.worklist((await p.ledger.directory()).people.officer1!);
  const task = items.find((i) => i.what === 'task' && i.text.zh.includes('期限变动'))!;
  await page.goto(`${p.address}/console/cases/${task.caseId}`);
  await page.locator('.ev-moved').first().waitFor();
  expect(await page.locator('.ev-moved .event-title').first().innerText()).toMatch(/由2027年.*改为2027年/);
  expect(await page.locator('#clocks').innerText()).toContain('放假安排变动');
  await usable(page, 'case with a moved date');
  await page.locator('#tasks li', { hasText: '期限变动' }).getByRole('button', { name: '已处理' }).click();
  await page.locator('#tasks li.done', { hasText: '期限变动' }).waitFor();
  expect(seen.wrong).toEqual([]);
  await context.close();
});
