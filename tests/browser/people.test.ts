import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import writeXlsx from 'write-excel-file/node';
import { CONSOLE_FOLDER } from '../../bin/lib/build.ts';
import { DEMO_DIRECTORY } from '../../prisma/seed.ts';
import { type Product, product } from '../api/support.ts';
import {
  consolePage,
  DESK,
  dialog,
  NOW,
  openBrowser,
  PHONE,
  TABLET,
  usable,
  usableAtEveryWidth,
  visitor,
} from './support.ts';

type Viewport = typeof DESK;

let p: Product;
let browser: Browser;
beforeAll(async () => {
  p = await product({ now: NOW, consoleFolder: CONSOLE_FOLDER });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await p?.close();
});

async function signedIn(login: string, path: string, viewport: Viewport, language: 'zh' | 'en' = 'zh', at = p) {
  const opened = await consolePage(browser, at, login, path, { viewport, language });
  await opened.page.locator('.parts').waitFor();
  return opened;
}

const shown = process.env.MINGCHA_LOOK;
/** A page that anybody can use; kept as a picture where somebody wants to look at it. */
async function looked(page: Page, name: string, { width }: Viewport): Promise<void> {
  await usable(page, `${name} ${width}`);
  await pictured(page, name, width);
}
async function pictured(page: Page, name: string, width: number): Promise<void> {
  if (shown) await page.screenshot({ path: `${shown}/${name}-${width}.png`, fullPage: true, animations: 'disabled' });
}

/** Chooses in a list that is searched as one types. */
async function choose(page: Page, label: string | RegExp, typed: string, option: string): Promise<void> {
  const field = dialog(page).getByLabel(label).first();
  await field.click();
  await field.fill(typed);
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: option }).first().click();
  await page.keyboard.press('Tab');
}

const put = (page: Page) => dialog(page).getByRole('button', { name: '放入变更清单' }).click();

it('the administrator collects changes into one request, which outlives a reload and says each mistake at its row and field', async () => {
  const { page, close } = await signedIn('admin', '/people', DESK);
  await page.locator('.unit', { hasText: '基金监督机构' }).click();
  await looked(page, 'people', DESK);
  await page.getByRole('button', { name: '新增人员' }).click();
  await dialog(page)
    .getByLabel(/^用户名/)
    .fill('clerk');
  await dialog(page).getByLabel('姓名', { exact: true }).fill('新承办人');
  await dialog(page).getByLabel('职务，与文书一致', { exact: true }).fill('承办人');
  await dialog(page).getByRole('checkbox', { name: '承办人', exact: true }).check();
  await looked(page, 'form', DESK);

  // What is half typed is there again, and in which unit it was begun.
  await page.reload();
  await dialog(page).waitFor();
  expect(await dialog(page).getByLabel('姓名', { exact: true }).inputValue()).toBe('新承办人');
  expect(await dialog(page).innerText()).toContain('基金监督机构');
  expect(await dialog(page).innerText()).toContain('一次性密码');
  await put(page);

  await page.getByRole('searchbox').fill('承办人乙');
  await expect.poll(() => page.locator('.staff > li').count()).toBe(1);
  await page.getByRole('button', { name: '办理变更：承办人乙' }).click();
  await page.getByRole('button', { name: '调整岗位' }).click();
  await choose(page, '机构', '法制', '法制机构');
  await dialog(page).getByLabel('职务，与文书一致', { exact: true }).fill('法制审核岗');
  await dialog(page).getByRole('checkbox', { name: '法制审核', exact: true }).check();
  const follows = await dialog(page).locator('section.proposal').innerText();
  expect(follows).toContain('原职务终止：承办人乙');
  expect(follows).toContain('须由监督机构负责人另行指定承办人');
  await looked(page, 'form with what follows', DESK);
  await put(page);

  const rows = page.locator('#changes .change-list > li');
  await page.locator('#changes').getByText('有1处错误').waitFor();
  expect(await rows.nth(0).locator('.change-faults').innerText()).toMatch(/^用户名：.*clerk/);
  expect(await rows.nth(1).locator('.change-faults').count()).toBe(0);
  expect(await page.getByRole('button', { name: '提交申请' }).isDisabled()).toBe(true);
  await looked(page, 'changes with a mistake', DESK);

  await page.reload();
  await page.getByRole('button', { name: /^修改第1项/ }).click();
  await dialog(page).locator('.ant-form-item-explain-error').waitFor();
  await dialog(page)
    .getByLabel(/^用户名/)
    .fill('newcomer');
  await dialog(page).getByRole('button', { name: '保存修改' }).click();
  await page.locator('#changes').getByText('核对无误').waitFor();
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.getByText('请填写理由').waitFor();
  await page.getByLabel('理由', { exact: true }).fill('人员调整');
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.getByText(/已提交第\d+号申请/).waitFor();
  expect(await page.locator('#changes').count()).toBe(0);

  await page.getByRole('link', { name: /^申请/ }).click();
  await page.locator('#waiting').getByText('等待安全管理员批准').waitFor();
  expect(await page.locator('#waiting').innerText()).toContain('由您提出，须由另一人办理');
  // Who asked may withdraw it, and not approve it.
  expect(await page.getByRole('button', { name: '批准并办理' }).count()).toBe(0);
  expect(await page.getByRole('button', { name: /撤\s*回/ }).count()).toBe(1);
  await looked(page, 'asked', DESK);
  await close();
});

it('the security administrator approves in a session of their own, and the new person signs in with the password that is shown once', async () => {
  const { page, close } = await signedIn('approver', '/people/requests', PHONE);
  await page.locator('#waiting').getByText('新承办人').first().waitFor();
  await looked(page, 'to approve', PHONE);
  await page.getByRole('button', { name: '批准并办理' }).click();
  const password = (await page.getByRole('status').locator('code').textContent())!;
  await page.locator('#decided').getByText('已办理').waitFor();
  const decided = await page.locator('#decided').innerText();
  for (const text of ['系统管理员', '安全管理员', '人员调整']) expect(decided).toContain(text);
  await looked(page, 'approved', PHONE);
  await page.reload();
  await page.locator('#decided').getByText('已办理').waitFor();
  expect(await page.content()).not.toContain(password);
  await page.getByRole('link', { name: '机构和人员' }).click();
  await page.getByRole('searchbox').fill('newcomer');
  await page.locator('.staff').getByText('新承办人').waitFor();
  await close();

  const context = await visitor(browser, { viewport: PHONE });
  const own = await context.newPage();
  await own.goto(`${p.address}/console/`);
  await own.getByLabel('用户名').fill('newcomer');
  await own.getByLabel('密码', { exact: true }).fill(password);
  await own.getByRole('button', { name: /登\s*录/ }).click();
  await own.getByRole('heading', { name: '设置自己的密码' }).waitFor();
  await context.close();
});

it('who we are is changed with the consent of the principal, who is said to be asked, and stands in its history', async () => {
  const admin = await signedIn('admin', '/people/about', DESK, 'en');
  await admin.page.getByRole('button', { name: 'Change who we are' }).click();
  for (const [field, value] of [
    ['Area', '示例市'],
    ['Telephone', '12333'],
    ['Address', '示例路1号'],
    ['Hours', '工作日9：00至17：00'],
    ['Address that people type (https)', 'https://example.gov.cn'],
  ] as const)
    await dialog(admin.page).getByLabel(field, { exact: true }).fill(value);
  await looked(admin.page, 'who we are, form', DESK);
  await dialog(admin.page).getByRole('button', { name: 'Put into the list' }).click();
  await admin.page.locator('#changes').getByText('The principal consents to it').waitFor();
  await admin.page.getByLabel('Reason', { exact: true }).fill('电话变更');
  await admin.page.getByRole('button', { name: 'Send the request' }).click();
  await admin.page.getByText(/^Request no\. \d+ is sent/).waitFor();
  await admin.close();

  const principal = await signedIn('principal', '/people/requests', PHONE);
  // Nothing that is for others to ask.
  expect(await principal.page.getByRole('button', { name: '办理变更' }).count()).toBe(0);
  await principal.page.getByRole('button', { name: '同意', exact: true }).click();
  await principal.page.locator('#waiting').getByText('您已同意，须由另一人批准').waitFor();
  await looked(principal.page, 'consented', PHONE);
  await principal.close();

  const approver = await signedIn('approver', '/people/requests', DESK);
  await approver.page.getByRole('button', { name: '批准并办理' }).click();
  await approver.page.getByRole('link', { name: '本机关信息' }).click();
  await approver.page.locator('#before').getByText('电话变更').waitFor();
  expect(await approver.page.locator('#about').innerText()).toContain('12333');
  await looked(approver.page, 'who we are', DESK);
  await approver.close();
});

it('a leaver and a deputy say what follows, and a request is declined with its reason', async () => {
  const admin = await signedIn('admin', '/people', PHONE);
  await admin.page.getByRole('searchbox').fill('officer1');
  await expect.poll(() => admin.page.locator('.staff > li').count()).toBe(1);
  await admin.page.getByRole('button', { name: '办理变更：承办人甲' }).click();
  await looked(admin.page, 'what can be changed', PHONE);
  await admin.page.getByRole('button', { name: '指定代理' }).click();
  await choose(admin.page, '代理人', '监督机构负责人', '监督机构负责人');
  expect(await dialog(admin.page).locator('section.proposal').innerText()).toContain('转由上一级办理');
  await looked(admin.page, 'deputy', PHONE);
  // Left without being put into the list, it is as it was when it is begun again.
  await dialog(admin.page)
    .getByRole('button', { name: /取\s*消/ })
    .click();
  await admin.page.getByRole('button', { name: '指定代理' }).click();
  expect(await dialog(admin.page).innerText()).toContain('监督机构负责人');
  await dialog(admin.page)
    .getByRole('button', { name: /取\s*消/ })
    .click();
  await admin.page.getByRole('button', { name: '离任' }).click();
  expect(await dialog(admin.page).locator('section.proposal').innerText()).toContain('登录会话立即结束');
  await put(admin.page);
  await admin.page.locator('#changes').getByText('核对无误').waitFor();
  await admin.page.getByLabel('理由', { exact: true }).fill('调离');
  await admin.page.getByRole('button', { name: '提交申请' }).click();
  await admin.page.getByText(/已提交第\d+号申请/).waitFor();
  await admin.close();

  const approver = await signedIn('approver', '/people/requests', DESK);
  await declinedAfterReload(approver.page, '尚未交接');
  await approver.page.locator('#decided').getByText('尚未交接').waitFor();
  await approver.close();
});

/** Says why a request is sent back; the reason is still there when the page was loaded anew, and gone when it was sent. */
async function declinedAfterReload(page: Page, why: string): Promise<void> {
  const reason = page.getByLabel('退回理由');
  await reason.fill(why);
  await page.reload();
  await reason.waitFor();
  expect(await reason.inputValue()).toBe(why);
  await page.getByRole('button', { name: /退\s*回/ }).click();
  await reason.waitFor({ state: 'detached' });
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain(why);
}

it('a request about an account is decided in the same way, and its reason for declining outlives a reload, too', async () => {
  const admin = await consolePage(browser, p, 'admin', '/accounts', { viewport: DESK, language: 'zh' });
  await admin.page.getByLabel('人员').fill('officer1');
  await admin.page.locator('.ant-select-item-option:visible').first().click();
  await admin.page.getByRole('radio', { name: '重置密码', exact: true }).check();
  await admin.page.getByLabel('理由').fill('忘记密码');
  await admin.page.getByRole('button', { name: '提交申请' }).click();
  await admin.page.locator('.requests').getByText('忘记密码').waitFor();
  await admin.close();

  const approver = await consolePage(browser, p, 'approver', '/accounts', { viewport: DESK, language: 'zh' });
  await approver.page.getByLabel('退回理由').waitFor();
  await usableAtEveryWidth(approver.page, 'account', (width) => pictured(approver.page, 'account', width));
  await declinedAfterReload(approver.page, '本人未到场');
  await approver.page.locator('.requests').getByText('本人未到场').waitFor();
  await approver.close();
});

it.each([
  ['admin', '/people'],
  ['approver', '/people/requests'],
  ['auditor', '/people'],
  ['admin', '/people/table'],
  ['principal', '/people/about'],
  ['superior', '/people'],
] as const)(
  '%s finds what is theirs from the navigation, at every width and in both languages: %s',
  async (login, path) => {
    for (const language of ['zh', 'en'] as const) {
      const { page, close } = await signedIn(login, path, DESK, language);
      await page
        .locator('.bar')
        .getByRole('link', { name: language === 'zh' ? '人员' : 'People', exact: true })
        .waitFor();
      await page.locator('section.panel').first().waitFor();
      // Only who asks is offered anything to ask for; the others are told who does.
      const asks = login === 'admin' || login === 'approver';
      if (path === '/people' && login !== 'superior') {
        await page.locator('.staff > li').first().waitFor();
        const change = page.getByRole('button', { name: language === 'zh' ? /^办理变更/ : /^Change something/ });
        expect((await change.count()) > 0).toBe(asks);
      }
      if (!asks)
        expect(await page.locator('.lead').innerText()).toMatch(
          /由系统管理员提出|上级机关任职|The administrator asks for|organ above/,
        );
      const name = `${login}${path.replaceAll('/', '-')}-${language}`;
      await usableAtEveryWidth(page, name, (width) => pictured(page, name, width));
      await close();
    }
  },
);

it.each([
  [PHONE, 'en'],
  [TABLET, 'zh'],
] as const)(
  'the form of each change that begins at a person or a unit is usable: %o, %s',
  async (viewport, language) => {
    const { page, close } = await signedIn('admin', '/people', viewport, language);
    await page.getByRole('searchbox').fill('officer1');
    await expect.poll(() => page.locator('.staff > li').count()).toBe(1);
    await page.locator('.staff [aria-expanded]').click();
    await page.locator('.unit-tree summary').click();
    await page.locator('.unit').nth(1).click();
    await page.getByRole('searchbox').fill('officer1');
    const buttons = page.locator('#units .row-of-buttons button, .staff .row-of-buttons button');
    const seen: string[] = [];
    // The chosen unit is not theirs: everybody again.
    const count = await page.locator('#units .row-of-buttons button').count();
    for (let i = 0; i < count; i++) seen.push(await opened(buttons.nth(i)));
    await page.locator('.unit').first().click();
    await page.locator('.staff > li').first().waitFor();
    if ((await page.locator('.staff .row-of-buttons').count()) === 0)
      await page.locator('.staff [aria-expanded]').click();
    const own = page.locator('.staff .row-of-buttons button');
    for (let i = 0; i < (await own.count()); i++) seen.push(await opened(own.nth(i)));
    expect(new Set(seen).size).toBeGreaterThanOrEqual(14);
    await close();

    async function opened(button: ReturnType<Page['locator']>): Promise<string> {
      await button.click();
      await dialog(page).locator('form').waitFor({ state: 'attached' });
      await page.waitForFunction(() => document.getAnimations().every((a) => a.playState !== 'running'));
      const title = await dialog(page).locator('.ant-drawer-title').innerText();
      await looked(page, `form ${title} ${language}`.replaceAll(/[ ·:：]+/g, '-'), viewport);
      await page.keyboard.press('Escape');
      await dialog(page).waitFor({ state: 'hidden' });
      return title;
    }
  },
);

it('of two thousand people a page is read at a time, and each of them is found', async () => {
  const { clerk } = DEMO_DIRECTORY.people;
  const many = Array.from({ length: 2000 }, (_, i) => {
    const id = `staff${String(i + 1).padStart(4, '0')}`;
    const name = { zh: `示例人员${i + 1}`, en: `Example ${i + 1}` };
    return [id, { ...clerk!, id, login: id, name, grants: clerk!.grants.map((g) => ({ ...g, post: name })) }] as const;
  });
  const large = await product({
    now: NOW,
    consoleFolder: CONSOLE_FOLDER,
    directory: { ...DEMO_DIRECTORY, people: { ...DEMO_DIRECTORY.people, ...Object.fromEntries(many) } },
  });
  try {
    const { page, close } = await signedIn('admin', '/people', DESK, 'zh', large);
    const total = many.length + Object.values(DEMO_DIRECTORY.people).filter((one) => one.id !== 'superior').length;
    await page.getByText(`共${total}人`).waitFor();
    const rows = page.locator('.staff > li');
    expect(await rows.count()).toBe(100);
    await page.getByRole('button', { name: '已显示 100 条，继续显示' }).click();
    await expect.poll(() => rows.count()).toBe(200);
    // Under the bar that stays at the top a button is half covered: the page is judged from its beginning.
    await page.evaluate(() => scrollTo(0, 0));
    await usable(page, 'two hundred of two thousand');
    await page.getByRole('searchbox').fill('示例人员1999');
    await page.getByText('共1人').waitFor();
    await page.getByRole('button', { name: '办理变更：示例人员1999' }).click();
    await page.getByRole('button', { name: '指定代理' }).click();
    await choose(page, '代理人', 'staff0007', '示例人员7');
    await close();
  } finally {
    await large.close();
  }
});

/** A file as a spreadsheet program writes it. */
const xlsx = async (rows: (string | Date | null)[][]): Promise<Buffer> =>
  writeXlsx(
    rows.map((row) => row.map((value) => (value instanceof Date ? { value, format: 'yyyy-mm-dd' } : value))),
  ).toBuffer();
const HEAD = ['用户名', '姓名', '所在机构', '职务', '岗位', '任职起', '电话'];

it('a spreadsheet is read line by line, corrected, and becomes a list of changes; what goes out comes back as nothing to change', async () => {
  const { page, close } = await signedIn('admin', '/people/table', PHONE);
  const choose = (name: string, mimeType: string, buffer: Buffer) =>
    page.getByLabel(/^选择表格文件/).setInputFiles({ name, mimeType, buffer });
  const sheet = (...rows: (string | Date | null)[][]) => xlsx([['市局花名册'], HEAD, ...rows]);
  const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

  await choose('花名册.xlsx', xlsxType, Buffer.from('PK nothing'));
  await page.getByText('不能作为表格读取').waitFor();
  const first = ['table1', '新人甲', '基金监督机构', '承办人', '承办人、国王', new Date(Date.UTC(2000, 0, 1)), '1'];
  await choose(
    '花名册.xlsx',
    xlsxType,
    await sheet(first, ['clerk2', '', '基金监督机构', '受理员', '受理员', null, null]),
  );
  await page.getByText('有2处错误').waitFor();
  const faults = await page.locator('.table-lines').innerText();
  for (const text of ['第3行', '岗位：没有“国王”这个岗位', '第4行', '姓名：没有填写']) expect(faults).toContain(text);
  expect(await page.locator('#import').innerText()).toContain('“电话”一栏没有读取');
  expect(await page.getByRole('button', { name: /^放入变更清单/ }).count()).toBe(0);
  await looked(page, 'table with mistakes', PHONE);

  const from = new Date(Date.UTC(Number(NOW.slice(0, 4)), Number(NOW.slice(5, 7)), 15));
  const right = ['table1', '新人甲', '基金监督机构', '承办人', '承办人', from, '1'];
  await choose(
    '花名册.xlsx',
    xlsxType,
    await sheet(right, ['table2', '新人乙', '基金监督机构', '受理员', '受理员', null, null]),
  );
  await page.getByRole('button', { name: '放入变更清单（2项）' }).click();
  await page.locator('#changes').getByText('核对无误').waitFor();
  const listed = await page.locator('#changes').innerText();
  for (const text of ['新人甲', 'table2', '15日']) expect(listed).toContain(text);
  await looked(page, 'table in the list', PHONE);
  await page.getByRole('button', { name: '清空清单' }).click();

  // Written in the old encoding of the country, as spreadsheets of here do.
  const gb = Buffer.concat([
    Buffer.from('6c6f67696e2cd0d5c3fb2ccbf9d4dabbfab9b92cd6b0cef12cb8dacebb0d0a', 'hex'),
    Buffer.from('gb1,', 'ascii'),
    Buffer.from('d0c2c8cb', 'hex'),
    Buffer.from(',records,', 'ascii'),
    Buffer.from('caf6bcbe', 'hex'),
    Buffer.from(',legal', 'ascii'),
  ]);
  await choose('gb.csv', 'text/csv', gb);
  await page.getByRole('button', { name: '放入变更清单（1项）' }).waitFor();
  expect(await page.locator('.table-lines').innerText()).toContain('新人');

  for (const name of ['导出 XLSX', '导出人员 CSV', '导出机构 CSV']) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
    await page.getByLabel(/^选择表格文件/).setInputFiles(await download.path());
    await page.getByText('与现状相同，没有变更').waitFor();
  }
  await close();
});

it('the principal sets the years of rotation; who has held a post for longer stands on the page of people and in the news', async () => {
  const { page, close } = await signedIn('principal', '/people/rotation', DESK);
  await page.getByRole('button', { name: '设定轮岗年限' }).click();
  await dialog(page).getByLabel('任同一职务满几年（不填即不提示）').fill('1');
  await dialog(page).getByLabel('理由').fill('内控制度');
  await usable(page, 'rotation being set');
  await dialog(page).getByRole('button', { name: '设定', exact: true }).click();
  await page.locator('#rotation .requests li').first().waitFor();
  expect(await page.locator('#rotation').innerText()).toContain('任同一职务满1年，提前3个月提示');
  await dialog(page).waitFor({ state: 'detached' });
  await usableAtEveryWidth(page, 'rotation', (width) => pictured(page, 'rotation', width));
  await page.getByRole('link', { name: /^消息/ }).click();
  await page.locator('#n-announced').waitFor();
  await usableAtEveryWidth(page, 'rotation in the news', (width) => pictured(page, 'rotation-news', width));
  await close();
  const inEnglish = await signedIn('admin', '/people/rotation', PHONE, 'en');
  await inEnglish.page.locator('#rotation .requests li').first().waitFor();
  await looked(inEnglish.page, 'rotation-en', PHONE);
  await inEnglish.page.getByRole('link', { name: /^News/ }).click();
  await inEnglish.page.locator('#n-announced').waitFor();
  await looked(inEnglish.page, 'rotation-news-en', PHONE);
  await inEnglish.close();
});

it('somebody of the past is entered without an account, in a form that anybody can use', async () => {
  const { page, close } = await signedIn('admin', '/people', PHONE);
  await page.getByRole('button', { name: '登记既往人员' }).click();
  await dialog(page).getByLabel('姓名').first().fill('老承办人');
  await usableAtEveryWidth(page, 'past person', (width) => pictured(page, 'past', width));
  await close();
});

it('what was decided is found by kind and by person on the page of requests', async () => {
  const { page, close } = await signedIn('auditor', '/people/requests', DESK);
  const decided = page.locator('#decided .requests > li');
  await page.locator('#decided').getByLabel('变更种类').click();
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: '新增人员' }).first().click();
  const many = () => decided.locator('h3').allInnerTexts();
  await expect.poll(async () => (await many()).every((text) => text.includes('新增人员'))).toBe(true);
  await usableAtEveryWidth(page, 'history by kind', (width) => pictured(page, 'history', width));
  await close();
});
