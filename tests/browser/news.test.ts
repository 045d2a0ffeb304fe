import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Product, REGISTRATION } from '../api/support.ts';
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

const as = (login: string, path: string, viewport = DESK, language: 'zh' | 'en' = 'zh') =>
  consolePage(browser, p, login, path, { viewport, language });

it('news is counted in the head, listed by the day, opens its case and is marked as read', async () => {
  const { id } = await p.tell();
  await p.done(id, 'clerk', 'intake-1', 'register', { ...REGISTRATION });
  await p.done(id, 'clerk', 'intake-1', 'accept:propose');
  await p.done(id, 'unithead', 'intake-1', 'accept:decline', { reasons: '材料不齐，先补正' });
  const { page, close } = await as('clerk', '/');
  const link = page.getByRole('link', { name: /^消息 ?\d+\+? ?条未读$/ });
  await link.click();
  const item = page.locator('.work-item.unread', { hasText: '理由：材料不齐，先补正' });
  await item.waitFor();
  expect(await item.getByText('已退回', { exact: true }).count()).toBe(1);
  await page.getByRole('button', { name: '全部标为已读' }).click();
  await page.getByText('都已读过。').waitFor();
  await page.getByRole('link', { name: '消息', exact: true }).waitFor();
  expect(await page.locator('.work-item.unread').count()).toBe(0);
  await page.locator('.work-item', { hasText: '理由：材料不齐，先补正' }).getByRole('link').click();
  await page.waitForURL(`**/cases/${id}`);
  await close();
});

it('a digest is chosen on the account page, and what is typed is kept where it is refused', async () => {
  const { page, close } = await as('clerk', '/account');
  const section = page.locator('#digest');
  await section.getByLabel('08:30').check();
  await section.getByRole('button', { name: '保存' }).click();
  await section.getByText('选了发送时间，请填写收信的电子邮箱。').first().waitFor();
  expect(await section.getByLabel('08:30').isChecked()).toBe(true);
  await section.getByLabel('收信的电子邮箱').fill('clerk@example.invalid');
  await section.getByRole('button', { name: '保存' }).click();
  await section.getByText('已保存。').waitFor();
  await page.reload();
  await expect.poll(() => section.getByLabel('收信的电子邮箱').inputValue()).toBe('clerk@example.invalid');
  expect(await section.getByLabel('08:30').isChecked()).toBe(true);
  await section.getByLabel('08:30').uncheck();
  await section.getByRole('button', { name: '保存' }).click();
  await expect.poll(() => section.getByLabel('收信的电子邮箱').inputValue()).toBe('');
  await close();
});

it.each(['zh', 'en'] as const)('both pages can be used by everybody, at every width: %s', async (language) => {
  for (const path of ['/news', '/account']) {
    const { page, close } = await as('unithead', path, DESK, language);
    await page
      .locator(path === '/news' ? '.news-read' : '.digest-times')
      .first()
      .waitFor();
    await usableAtEveryWidth(page, `${path} ${language}`);
    await close();
  }
});

it('whoever works on no case has no news, and nothing in the head that would count it', async () => {
  const { page, close } = await as('inspector', '/');
  expect(await page.getByRole('link', { name: /^消息/ }).count()).toBe(0);
  await close();
});
