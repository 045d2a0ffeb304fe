/** Organs beneath on the screen, and among which whoever tells chooses. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CONSOLE_FOLDER } from '../../bin/lib/build.ts';
import { newKey, type Product, product } from '../api/support.ts';
import { beginning, inHan } from '../support/changes.ts';
import { consolePage, DESK, dialog, NOW, openBrowser, PHONE, usable, visitor } from './support.ts';

let p: Product;
let browser: Browser;
beforeAll(async () => {
  p = await product({ now: NOW, consoleFolder: CONSOLE_FOLDER });
  browser = await openBrowser();
  await added('east', '东县人社局');
  await added('west', '西县人社局');
});
afterAll(async () => {
  await browser?.close();
  await p?.close();
});

const REQUESTS = '/api/authority/people/requests';
async function decided(changes: object[]) {
  const asked = await p.post<{ number: number }>(
    REQUESTS,
    { changes, reason: '机构设置' },
    { as: 'admin', key: newKey() },
  );
  expect([asked.status, asked.text.slice(0, 300)]).toEqual([202, expect.any(String)]);
  const at = `${REQUESTS}/${asked.body.number}`;
  expect((await p.post(`${at}/consent`, {}, { as: 'principal' })).status).toBe(200);
  expect((await p.post(`${at}/approval`, {}, { as: 'approver' })).status).toBe(200);
}
const added = (id: string, zh: string) => decided([{ kind: 'add-organ', id, ...beginning(id, zh) }]);

const shown = process.env.MINGCHA_LOOK;
/** A page that anybody can use; kept as a picture where somebody wants to look at it. */
async function looked(page: Page, name: string, { width }: typeof DESK): Promise<void> {
  await usable(page, `${name} ${width}`);
  if (shown) await page.screenshot({ path: `${shown}/${name}-${width}.png`, fullPage: true, animations: 'disabled' });
}

it('the administrator sees the organs beneath, and asks for another whose mistakes stand at its rows and fields', async () => {
  const { page, close } = await consolePage(browser, p, 'admin', '/people/organs', { viewport: DESK, language: 'zh' });
  await page.getByRole('heading', { name: '东县人社局' }).waitFor();
  await looked(page, 'organs', DESK);
  await page.getByRole('button', { name: '设立下级机关' }).click();
  const form = dialog(page);
  await form.getByLabel('编号：小写字母、数字、短横').first().fill('north');
  await form.getByLabel('机关名称').first().fill('东县人社局');
  await form.getByLabel('管辖区域').first().fill('北县');
  await form.getByLabel('电话').fill('12333');
  await form.getByLabel('地址').first().fill('示例路3号');
  await form.getByLabel('办公时间').first().fill('工作日九时至十七时');
  await form.getByLabel('公众输入的网址（https）').fill('https://north.example.invalid');
  const unit = form.getByRole('group', { name: '机构 第 1 项' });
  await unit.getByLabel('编号：小写字母、数字、短横').fill('north-office');
  await unit.getByLabel('名称').first().fill('局领导');
  for (const row of [1, 2, 3, 4, 5]) {
    const person = form.getByRole('group', { name: `首批人员 第 ${row} 项` });
    await person.getByLabel('用户名：小写字母、数字、点、短横').fill(`north-${row}`);
    await person
      .getByLabel('姓名')
      .first()
      .fill(`示例人员${inHan(row)}`);
    await person.getByLabel('所在机构的编号').fill(row === 5 ? 'nowhere' : 'north-office');
  }
  await looked(page, 'add-organ', DESK);
  await form.getByRole('button', { name: '放入变更清单' }).click();
  const list = page.locator('#changes').locator('..');
  await page.getByText('已经有一个机关使用这个名称').first().waitFor();
  expect(await list.innerText()).toContain('第5行 所在机构的编号');
  await looked(page, 'add-organ-faults', DESK);
  await page.getByRole('button', { name: /^修改第1项/ }).click();
  await dialog(page).getByLabel('机关名称').first().fill('北县人社局');
  await dialog(page).getByRole('group', { name: '首批人员 第 5 项' }).getByLabel('所在机构的编号').fill('north-office');
  await dialog(page).getByRole('button', { name: '保存修改' }).click();
  await page.getByText('核对无误').waitFor();
  await page.getByLabel('理由').fill('机构设置');
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.getByText(/已提交第\d+号申请/).waitFor();
  await close();
});

it('an organ goes into another on the screen, and both are told of what follows', async () => {
  const { page, close } = await consolePage(browser, p, 'admin', '/people/organs', { viewport: PHONE, language: 'zh' });
  await page.getByRole('button', { name: '东县人社局并入其他机关' }).click();
  await dialog(page).getByText('应当回避的人仍然回避').waitFor();
  await looked(page, 'merge-organ', PHONE);
  await close();
  await decided([
    {
      kind: 'merge-organ',
      organ: 'east',
      successor: 'west',
      posts: [{ person: 'east-clerk', unit: 'west-supervision', post: '受理员', roles: ['clerk'] }],
    },
  ]);
  for (const viewport of [PHONE, DESK])
    for (const language of ['zh', 'en'] as const) {
      const opened = await consolePage(browser, p, 'admin', '/people/organs', { viewport, language });
      await opened.page
        .getByText(language === 'zh' ? /并入西县人社局/ : /went into west department/)
        .first()
        .waitFor();
      await looked(opened.page, `organs-merged-${language}`, viewport);
      await opened.close();
    }
});

it('whoever tells chooses by area on a phone as on a desk, in both languages, and the form says who receives it', async () => {
  for (const viewport of [PHONE, DESK])
    for (const lang of ['', '/en']) {
      const context = await visitor(browser, { viewport, scripts: true });
      const page = await context.newPage();
      await page.goto(`${p.address}${lang}/tell`);
      await page.getByRole('link', { name: lang === '' ? /西县人社局/ : /west department/ }).waitFor();
      await looked(page, `choose${lang.replace('/', '-')}`, viewport);
      await page.getByRole('link', { name: lang === '' ? /西县人社局/ : /west department/ }).click();
      await page.locator('#clue').waitFor();
      expect(await page.locator('.who').innerText()).toBe(lang === '' ? '西县人社局' : 'west department');
      await looked(page, `tell${lang.replace('/', '-')}`, viewport);
      await context.close();
    }
});
