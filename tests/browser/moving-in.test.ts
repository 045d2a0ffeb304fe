import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bilingual } from '../../domain/law/types.ts';
import { codeAt } from '../support/authenticator.ts';
import { example, installation } from '../support/moving-in.ts';
import { DESK, dialog, fillRegistration, openBrowser, PHONE, usable, watch } from './support.ts';

let house: Awaited<ReturnType<typeof installation>>;
let browser: Browser;
const passwords = new Map<string, string>();
beforeAll(async () => {
  house = await installation();
  const { code, out, err } = await house.setUp(example());
  expect([code, err.includes('✗')]).toEqual([0, false]);
  const told = JSON.parse(out) as { passwords: { login: string; password: string }[] };
  for (const { login, password } of told.passwords) passwords.set(login, password);
  await house.serve();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

const OWN = 'lantern orbit gravel';
const WORDS = {
  zh: {
    name: '用户名',
    password: '密码',
    signIn: '登录',
    first: '设置自己的密码',
    current: '现在的密码',
    next: '新密码',
    again: '再输一遍新密码',
    set: '设置新密码',
    differ: '两次输入的新密码不一样',
    wrong: '现在的密码不对。',
    weak: /密码须有12个字符以上/,
    out: '退出',
    account: '我的账号',
    changed: '密码已修改',
    line: '修改了密码',
    end: /^结束 .+ 的会话$/,
    factor: '设置第二验证因素',
    code: '验证码',
    confirm: '确认并启用',
    wrongCode: /验证码不对/,
    kept: '我已保存好',
    file: '存成文件',
    renew: '更换手机或验证器',
    goOn: '继续更换',
    newCodes: '重新生成恢复码',
    makeNew: /^重新生成，/,
    left: (n: number) => `还有 ${n} 个恢复码没有用过。`,
    qr: /密钥的二维码/,
  },
  en: {
    name: 'Sign-in name',
    password: 'Password',
    signIn: 'Sign in',
    first: 'Set a password of your own',
    current: 'Present password',
    next: 'New password',
    again: 'New password again',
    set: 'Set the new password',
    differ: 'The two new passwords differ',
    wrong: 'The present password is wrong.',
    weak: /A password has 12 characters or more/,
    out: 'Sign out',
    account: 'My account',
    changed: 'The password is changed',
    line: 'The password was changed',
    end: /^End the session of /,
    factor: 'Set a second factor',
    code: 'Code',
    confirm: 'Confirm',
    wrongCode: /The code is wrong/,
    kept: 'I have kept them',
    file: 'Keep as a file',
    renew: 'Renew it for another phone',
    goOn: 'Go on',
    newCodes: 'New recovery codes',
    makeNew: /^Make new ones/,
    left: (n: number) => `Recovery codes left: ${n}.`,
    qr: /as a QR code/,
  },
} as const;

type Viewport = typeof PHONE;
async function open(viewport: Viewport, language: 'zh' | 'en') {
  const context = await browser.newContext({ viewport, baseURL: house.address, timezoneId: 'Asia/Shanghai' });
  context.setDefaultTimeout(20_000);
  const { wrong } = watch(context, house.address);
  await context.addInitScript(
    `if (location.protocol === 'http:') localStorage.setItem('mingcha-language', '${language}')`,
  );
  const page = await context.newPage();
  return {
    page,
    async close() {
      expect(wrong).toEqual([]);
      await context.close();
    },
  };
}

async function signIn(page: Page, login: string, password: string, w: (typeof WORDS)['zh' | 'en']) {
  await page.goto('/console/');
  await page.getByLabel(w.name).fill(login);
  await page.getByLabel(w.password, { exact: true }).fill(password);
  await page.getByRole('button', { name: w.signIn }).click();
}

describe.each([
  ['zh', PHONE],
  ['zh', DESK],
  ['en', PHONE],
  ['en', DESK],
] as const)('in production, in %s, on a screen of %j', (language, viewport) => {
  const { organ, contact, filings } = example();
  const said = (text: unknown) => (text as Bilingual)[language];

  it('a public page says in its head and foot who receives what is told, and under which numbers it is registered', async () => {
    const { page, close } = await open(viewport, language);
    for (const path of ['/', '/tell', '/register']) {
      await page.goto(`${language === 'zh' ? '' : '/en'}${path}`);
      const head = await page.locator('header .brand').innerText();
      expect([said(organ.wordmark), said(organ.name)].filter((text) => !head.includes(text))).toEqual([]);
      const foot = await page.locator('footer').innerText();
      const numbers = Object.values(filings!) as string[];
      const there = [said(organ.name), said(contact.otherWays), contact.telephone, ...numbers];
      expect(there.filter((text) => !foot.includes(text))).toEqual([]);
      await usable(page, `${path} in production`);
    }
    await close();
  });

  it('the page of sign-in names the authority, and says nothing of a demonstration', async () => {
    const { page, close } = await open(viewport, language);
    await page.goto('/console/');
    await page.getByText(said(organ.name)).waitFor();
    expect(await page.locator('body').innerText()).not.toMatch(/示范|演示|demo/i);
    await usable(page, 'sign-in in production');
    // Where there is a demonstration it is said where the names stand.
    await page.route('**/api/authority', (route) => route.fulfill({ json: { name: organ.name, demo: true } }));
    await page.reload();
    await page.getByText(/示范环境|In a demonstration/).waitFor();
    await usable(page, 'sign-in of a demonstration');
    await close();
  });
});

const change = async (page: Page, w: (typeof WORDS)['zh' | 'en'], current: string, next: string, again = next) => {
  await page.getByLabel(w.current, { exact: true }).fill(current);
  await page.getByLabel(w.next, { exact: true }).fill(next);
  await page.getByLabel(w.again, { exact: true }).fill(again);
  // By the keyboard: a message that goes while it is pressed moves the button.
  await expect.poll(() => page.getByRole('button', { name: w.set }).isEnabled()).toBe(true);
  await page.getByLabel(w.again, { exact: true }).press('Enter');
};

/** What the page shows of a secret, as an authenticator is told it. */
const secretOn = async (page: Page) => (await page.locator('.secret code').textContent())!;
const codesOn = (page: Page) => page.locator('.recovery li code').allTextContents();
const give = async (page: Page, w: (typeof WORDS)['zh' | 'en'], code: string) => {
  await page.getByLabel(w.code, { exact: true }).fill(code);
  await page.getByLabel(w.code, { exact: true }).press('Enter');
};

/** Sets a second factor on the page that comes before everything else; the phone is computed from what the page shows. */
async function setFactor(page: Page, w: (typeof WORDS)['zh' | 'en']) {
  await page.getByRole('heading', { name: w.factor }).waitFor();
  await page.goto('/console/law');
  await page.getByRole('heading', { name: w.factor }).waitFor();
  expect(await page.getByRole('navigation').count()).toBe(0);
  await page.getByRole('img', { name: w.qr }).waitFor();
  expect(await page.locator('canvas').count()).toBe(0);
  const secret = await secretOn(page);
  await usable(page, 'first factor');
  await give(page, w, codeAt(secret, Date.now(), 40));
  await page.getByText(w.wrongCode).first().waitFor();
  await usable(page, 'first factor, with a mistake');
  await give(page, w, codeAt(secret, Date.now()));
  await page.getByRole('button', { name: w.kept }).waitFor();
  const codes = await codesOn(page);
  expect(codes).toHaveLength(10);
  const href = (await page.getByRole('link', { name: w.file }).getAttribute('href'))!;
  for (const code of codes) expect(decodeURIComponent(href)).toContain(code);
  await usable(page, 'recovery codes');
  await page.getByRole('button', { name: w.kept }).click();
  return { secret, codes };
}

describe('the first day of people who did not exist before', () => {
  it.each([
    ['clerk', PHONE, 'zh'],
    ['auditor', DESK, 'zh'],
    ['principal', PHONE, 'en'],
    ['unit-head', DESK, 'en'],
  ] as const)('%s signs in and can do nothing but set a password', async (login, viewport, language) => {
    const w = WORDS[language];
    const once = passwords.get(login)!;
    const { page, close } = await open(viewport, language);
    await signIn(page, login, once, w);
    await page.getByRole('heading', { name: w.first }).waitFor();
    await page.goto('/console/law');
    await page.getByRole('heading', { name: w.first }).waitFor();
    expect(await page.getByRole('navigation').count()).toBe(0);
    await usable(page, `first password ${login}`);

    await change(page, w, once, 'too short', 'other');
    await page.getByText(w.differ).waitFor();
    await change(page, w, once, 'too short');
    await page.getByText(w.weak).waitFor();
    await usable(page, `first password, with mistakes ${login}`);
    await change(page, w, 'not the one', OWN);
    await page.getByText(w.wrong).waitFor();
    await change(page, w, once, OWN);

    if (login === 'auditor') await setFactor(page, w);
    await page.getByRole('navigation').waitFor();
    await page.goto('/console/account');
    await page.getByRole('heading', { name: w.account }).waitFor();
    await page.getByText(w.line).first().waitFor();
    await usable(page, `account ${login}`);
    await close();
  });

  it('a tip is told and registered by the clerk, and accepted by the head of the unit', async () => {
    const citizen = await open(PHONE, 'zh');
    await citizen.page.goto('/tell');
    await citizen.page.locator('#accused-name').fill('某职业培训学校');
    await citizen.page.locator('#clue').fill('开班二十人，到课三人，按二十人申领补贴。');
    await citizen.page.locator('#staff').selectOption('no');
    await citizen.page.getByRole('button', { name: '提交举报' }).click();
    await citizen.page.locator('.receipt').waitFor();
    await citizen.close();

    const w = WORDS.zh;
    const send = async (page: Page) => {
      await dialog(page).locator('.drawer-foot .ant-btn-primary').click();
      // What says that the act before was recorded may stand there still.
      await dialog(page).waitFor({ state: 'hidden' });
      await page.getByRole('status').filter({ hasText: '已记录' }).waitFor();
    };
    const clerk = await open(DESK, 'zh');
    await signIn(clerk.page, 'clerk', OWN, w);
    await clerk.page.locator('.work-item').getByRole('link').first().click();
    await clerk.page.locator('#acts').getByRole('button', { name: '登记', exact: true }).click();
    await fillRegistration(clerk.page);
    await send(clerk.page);
    await clerk.page.getByRole('button', { name: /^提出[:：]受理$/ }).click();
    await send(clerk.page);
    await clerk.close();

    const head = await open(DESK, 'zh');
    await signIn(head.page, 'unit-head', OWN, w);
    await head.page.locator('.work-item').getByRole('link').first().click();
    await head.page.getByRole('button', { name: '查看并批准' }).click();
    await send(head.page);
    await head.page.locator('.proceeding', { hasText: '已受理' }).first().waitFor();
    await head.close();
  });

  it('changes the password on the account’s own page, where another session can be ended', async () => {
    const w = WORDS.zh;
    const first = await open(DESK, 'zh');
    await signIn(first.page, 'clerk', OWN, w);
    await first.page.getByRole('navigation').waitFor();
    const second = await open(PHONE, 'zh');
    await signIn(second.page, 'clerk', OWN, w);
    await second.page.getByRole('navigation').waitFor();

    await first.page.locator('.me-name').click();
    await first.page.getByRole('heading', { name: w.account }).waitFor();
    const others = first.page.locator('#sessions li').filter({ hasNotText: '本会话' });
    await others.first().waitFor();
    const before = await others.count();
    await others.first().getByRole('button', { name: w.end }).click();
    await expect.poll(() => others.count()).toBe(before - 1);
    await second.page.goto('/console/search');
    await second.page.getByRole('button', { name: w.signIn }).waitFor();

    await change(first.page, w, OWN, 'harbour violet kettle');
    await first.page.getByText(w.changed).waitFor();
    await first.page.locator('#sign-ins').getByText(w.line).nth(1).waitFor();
    await expect.poll(() => others.count()).toBe(0);
    await usable(first.page, 'account, changed');
    await first.close();
    await second.close();
  });
});

/** Recovery codes that are left, by sign-in name. */
const kept = new Map<string, string[]>();

describe('a second factor, in a browser, with a phone that is computed from what the page shows', () => {
  it.each([
    ['admin', PHONE, 'zh'],
    ['custodian', DESK, 'en'],
  ] as const)(
    '%s sets one, comes in with it, renews it and makes new recovery codes',
    async (login, viewport, language) => {
      const w = WORDS[language];
      const once = passwords.get(login)!;
      const { page, close } = await open(viewport, language);
      await signIn(page, login, once, w);
      await change(page, w, once, OWN);
      const { codes } = await setFactor(page, w);
      await page.getByRole('navigation').waitFor();

      const again = await open(viewport, language);
      await signIn(again.page, login, OWN, w);
      await again.page.getByLabel(w.code, { exact: true }).waitFor();
      await usable(again.page, 'second step');
      // Until then nothing is open.
      expect((await again.page.request.get('/api/session')).status()).toBe(401);
      await give(again.page, w, '000000');
      await again.page.getByText(w.wrongCode).first().waitFor();
      await usable(again.page, 'second step, with a mistake');
      await give(again.page, w, codes[0]!);
      await again.page.getByRole('navigation').waitFor();
      await again.close();

      await page.goto('/console/account');
      await page.getByText(w.left(9)).waitFor();
      await usable(page, 'account with a factor');
      await page.getByRole('button', { name: w.renew }).click();
      await page.locator('#factor').getByLabel(w.current, { exact: true }).fill(OWN);
      await give(page, w, codes[1]!);
      await page.locator('.secret').waitFor();
      const secret = await secretOn(page);
      await give(page, w, codeAt(secret, Date.now()));
      await page.getByRole('button', { name: w.kept }).click();
      await page.getByText(w.left(10)).waitFor();

      await page.getByRole('button', { name: w.newCodes }).click();
      // Of the next half minute: the present one is spent.
      await give(page, w, codeAt(secret, Date.now(), 1));
      await page.getByRole('button', { name: w.kept }).waitFor();
      kept.set(login, await codesOn(page));
      expect(kept.get(login)).toHaveLength(10);
      await page.getByRole('button', { name: w.kept }).click();
      await page.getByText(w.left(10)).waitFor();
      await close();
    },
  );

  it('is chosen by the head of a unit, who takes it away again', async () => {
    const w = WORDS.zh;
    const { page, close } = await open(DESK, 'zh');
    await signIn(page, 'unit-head', OWN, w);
    await page.getByRole('navigation').waitFor();
    await page.goto('/console/account');
    await page.locator('#factor').getByRole('button', { name: '启用' }).click();
    await page.locator('.secret').waitFor();
    await usable(page, 'account, setting a factor');
    await give(page, w, codeAt(await secretOn(page), Date.now()));
    const codes = await page
      .getByRole('button', { name: w.kept })
      .waitFor()
      .then(() => codesOn(page));
    await page.getByRole('button', { name: w.kept }).click();
    await page.locator('#factor').getByRole('button', { name: '停用' }).click();
    await usable(page, 'account, taking a factor away');
    await page.locator('#factor').getByLabel(w.current, { exact: true }).fill('not the one');
    await give(page, w, codes[0]!);
    await page.getByText('现在的密码不对。').waitFor();
    await page.locator('#factor').getByLabel(w.current, { exact: true }).fill(OWN);
    await give(page, w, codes[0]!);
    await page.locator('#factor').getByRole('button', { name: '启用' }).waitFor();
    await page.locator('#sign-ins').getByText('停用了第二验证因素').waitFor();
    await close();
  });
});

it('who lost password and phone is let in again by two: one asks, the other approves, and the password is shown once', async () => {
  const w = WORDS.zh;
  const approver = await open(PHONE, 'zh');
  await signIn(approver.page, 'approver', passwords.get('approver')!, w);
  await change(approver.page, w, passwords.get('approver')!, OWN);
  await setFactor(approver.page, w);
  await approver.page.getByRole('navigation').waitFor();

  const admin = await open(DESK, 'zh');
  await signIn(admin.page, 'admin', OWN, w);
  await give(admin.page, w, kept.get('admin')![0]!);
  await admin.page.getByRole('link', { name: '账号', exact: true }).click();
  await admin.page.getByRole('heading', { name: '提出申请' }).waitFor();
  await usable(admin.page, 'accounts');
  await admin.page.getByLabel('人员').click();
  await admin.page.getByLabel('人员').fill('custodian');
  await admin.page.locator('.ant-select-item-option').filter({ hasText: 'custodian' }).click();
  await admin.page.getByLabel('重置密码和第二验证因素').check();
  await admin.page.getByLabel('理由', { exact: true }).fill('手机遗失，密码忘记');
  await admin.page.getByRole('button', { name: '提交申请' }).click();
  await admin.page.getByText('等待批准').waitFor();
  // Who asked does not approve.
  expect(await admin.page.getByRole('button', { name: '批准并办理' }).count()).toBe(0);
  await usable(admin.page, 'accounts, asked');
  await admin.close();

  await approver.page.goto('/console/accounts');
  await usable(approver.page, 'accounts, to approve');
  await approver.page.getByRole('button', { name: '批准并办理' }).click();
  const password = (await approver.page.getByRole('status').locator('code').textContent())!;
  expect(password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
  await approver.page.getByText('已办理').waitFor();
  await usable(approver.page, 'accounts, approved');
  await approver.page.reload();
  await approver.page.getByText('已办理').waitFor();
  expect(await approver.page.content()).not.toContain(password);
  await approver.close();

  const custodian = await open(PHONE, 'en');
  await signIn(custodian.page, 'custodian', OWN, WORDS.en);
  await custodian.page.getByText('The name or the password is wrong.').waitFor();
  await signIn(custodian.page, 'custodian', password, WORDS.en);
  await change(custodian.page, WORDS.en, password, 'harbour violet kettle');
  await setFactor(custodian.page, WORDS.en);
  await custodian.page.getByRole('navigation').waitFor();
  await custodian.page.goto('/console/account');
  await custodian.page.locator('#done-to-me').getByText('手机遗失，密码忘记').waitFor();
  await usable(custodian.page, 'account, reset by others');
  await custodian.close();
});
