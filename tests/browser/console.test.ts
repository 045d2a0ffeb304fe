import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseView } from '../../ledger/types.ts';
import { DEMO_STAFF } from '../../prisma/seed.ts';
import { REFERRAL, REGISTRATION, SUSPICION, TASK_FORCE } from '../support/forms.ts';
import { type Product, product, SetClock } from '../support/product.ts';
import { barriers, dialog, fillRegistration, openBrowser, PHONE } from './support.ts';

const PASSWORD = 'a demo password';
const CANARY = '只有举报人才知道的一句话';
const WIDE = { width: 1280, height: 900 };
/** A picture of one pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

const clock = new SetClock('2026-11-20T09:00:00+08:00');
let house: Product;
let browser: Browser;

beforeAll(async () => {
  house = await product({ clock });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

async function open(
  viewport: { width: number; height: number } = WIDE,
  language?: 'zh' | 'en',
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport, baseURL: house.url });
  if (language) await context.addInitScript((l) => localStorage.setItem('mingcha-language', l), language);
  return { context, page: await context.newPage() };
}

/** Signs in through the page itself. */
async function signIn(page: Page, login: string): Promise<void> {
  await page.getByLabel('用户名').fill(login);
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('button', { name: '退出' }).waitFor();
}

/** A page with the session already there: what signing in looks like is a test of its own. */
async function as(
  login: string,
  path: string,
  viewport = WIDE,
  language?: 'zh' | 'en',
): Promise<{ context: BrowserContext; page: Page }> {
  const found = await open(viewport, language);
  const answer = await found.context.request.post('/api/session', { data: { login, password: PASSWORD } });
  expect(answer.ok()).toBe(true);
  await found.page.goto(`/console${path}`);
  await found.page.locator('h1').waitFor();
  return found;
}

const heading = (page: Page) => page.locator('h1');
const send = (page: Page) => dialog(page).locator('.drawer-foot .ant-btn-primary').click();
/** What says that the act before was recorded may stand there still: the form is gone first. */
async function recorded(page: Page): Promise<void> {
  await dialog(page).waitFor({ state: 'hidden' });
  await page.getByRole('status').filter({ hasText: '已记录' }).waitFor();
}

async function tell(): Promise<{ id: string; number: string }> {
  const form = new FormData();
  const tip = {
    accused: { name: '某培训学校', kind: 'training-body' },
    clue: CANARY,
    fund: 'training-subsidy',
    conduct: ['sham-training'],
    concernsStaff: 'no',
  };
  form.set('tip', JSON.stringify(tip));
  form.append('evidence', new Blob([PNG], { type: 'image/png' }), '签到表.png');
  const all = async () => {
    const { body } = await house.as('clerk').get<{ items: { id: string; number: string }[] }>('/api/cases?limit=200');
    return body.items;
  };
  // The order of a day's cases tells nothing of when each came: the new one is the one that was not there.
  const before = new Set((await all()).map((c) => c.id));
  expect((await house.anyone.post('/api/tips', form)).status).toBe(201);
  return (await all()).find((c) => !before.has(c.id))!;
}

const act = (by: string, id: string, proceeding: string, name: string, form: object) =>
  house.as(by).post<{ detail?: string }>(`/api/cases/${id}/acts`, { proceeding, act: name, form });

/** A told tip that has come as far as its officers. */
async function investigated(): Promise<{ id: string; number: string }> {
  const told = await tell();
  const steps: [string, string, string, object][] = [
    ['clerk', 'intake-1', 'register', REGISTRATION],
    ['clerk', 'intake-1', 'accept:propose', {}],
    ['unithead', 'intake-1', 'accept', {}],
    ['unithead', 'investigation-1', 'assign', { officers: ['officer1', 'officer2'], conflictChecked: true }],
  ];
  for (const [by, proceeding, name, form] of steps) {
    clock.tick();
    const { status, body } = await act(by, told.id, proceeding, name, form);
    expect(status, body.detail).toBe(200);
  }
  return told;
}

const past = (proceeding: string, name: string, by: string, day: string, form: object, document?: object) => ({
  proceeding,
  act: name,
  by,
  occurredAt: `${day}T09:00:00+08:00`,
  form: document
    ? form
    : { ...form, paper: { number: '补1', pages: 2, scan: 'scan-1', second: by === 'clerk' ? 'unithead' : 'clerk' } },
  ...(document ? { document: { ...document, pages: 1 } } : {}),
});

/** A paper file whose police never answered. */
async function silentReferral(): Promise<string> {
  const { status, body } = await house.as('clerk').post<{ case: { number: string }; detail?: string }>('/api/cases', {
    channel: 'letter',
    receivedAt: '2026-06-02T10:00:00+08:00',
    tip: { accused: { name: '某制造厂' }, clue: CANARY, fund: 'work-injury', concernsStaff: 'no' },
    acts: [
      past('intake', 'register', 'clerk', '2026-06-03', REGISTRATION),
      past('intake', 'accept:propose', 'clerk', '2026-06-04', {}),
      past('intake', 'accept', 'unithead', '2026-06-05', {}),
      past('investigation', 'assign', 'unithead', '2026-06-08', {
        officers: ['officer1', 'officer2'],
        conflictChecked: true,
      }),
      past('investigation', 'suspect-crime', 'officer1', '2026-07-15', { ...SUSPICION, suspicion: CANARY }),
      past('police-referral', 'name-task-force', 'unithead', '2026-07-16', TASK_FORCE),
      past('police-referral', 'report', 'officer1', '2026-07-20', {
        ...REFERRAL,
        number: '移〔2026〕3号',
        offence: CANARY,
        files: ['letter', 'report', 'goods', 'appraisal', 'other'],
      }),
      past('police-referral', 'approve', 'principal', '2026-07-21', { number: '移〔2026〕3号' }),
      past(
        'police-referral',
        'receipt-signed',
        'officer1',
        '2026-07-21',
        {},
        {
          kind: '回执',
          number: '受〔2026〕17号',
          date: '2026-07-21',
        },
      ),
    ],
  });
  expect(status, body.detail).toBe(201);
  return body.case.number;
}

describe('who comes in', () => {
  it('every member of staff signs in and lands where their post works', async () => {
    const { context, page } = await open();
    await page.goto('/console/');
    for (const { login, roles } of DEMO_STAFF) {
      await signIn(page, login);
      const lands = roles.includes('inspector')
        ? '移送监督'
        : roles.includes('admin')
          ? '系统'
          : roles.includes('custodian')
            ? '身份知悉申请'
            : roles.some((role) => role === 'approver' || role === 'auditor')
              ? '账号'
              : '待办';
      await expect.poll(() => heading(page).textContent(), { message: login }).toBe(lands);
      await page.getByRole('button', { name: '退出' }).click();
    }
    await context.close();
  });

  it('a wrong password gets a sentence and keeps the name', async () => {
    const { context, page } = await open();
    await page.goto('/console/');
    await page.getByLabel('用户名').fill('clerk');
    await page.getByLabel('密码', { exact: true }).fill('wrong');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('alert').filter({ hasText: '用户名或密码' }).waitFor();
    expect(await page.getByLabel('用户名').inputValue()).toBe('clerk');
    await context.close();
  });

  it('an administrator is told that cases are not theirs, and gets none by its address', async () => {
    const { id } = await tell();
    const { context, page } = await as('admin', `/cases/${id}`);
    await page.getByRole('alert').waitFor();
    expect(await page.content()).not.toContain(CANARY);
    await page.goto('/console/');
    await page.getByText('管理员不接触案件').waitFor();
    await context.close();
  });

  it('a case of before shows the number that it had beside the new one, and is found by it', async () => {
    const { id, number } = await tell();
    await house.database.query("UPDATE cases SET former_number = '2025-000777' WHERE number = $1", [number]);
    const { context, page } = await as('clerk', `/cases/${id}`);
    await page.getByRole('heading', { name: `案件 ${number}` }).waitFor();
    expect(await page.locator('.head-facts').innerText()).toMatch(/原编号\s*2025-000777/);
    await page.goto('/console/search?number=2025-000777');
    expect(await page.locator('.result').innerText()).toContain(`原编号 2025-000777`);
    await context.close();
  });

  it('the language that was chosen stays chosen', async () => {
    const { context, page } = await as('clerk', '/');
    await page.getByRole('button', { name: 'English' }).click();
    await page.reload();
    await page.getByRole('heading', { name: 'Work list' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await context.close();
  });
});

describe('a case is worked on one page', () => {
  it('from the work list through form, proposal and approval, each step recorded once', async () => {
    const told = await tell();
    const clerk = await as('clerk', '/');
    await clerk.page
      .locator('.work-item', { hasText: told.number })
      .getByRole('link', { name: '登记' })
      .first()
      .click();
    await clerk.page.getByRole('heading', { name: `案件 ${told.number}` }).waitFor();
    await clerk.page.locator('#acts').getByRole('button', { name: '登记', exact: true }).click();

    // What is missing is named at its field before anything is sent.
    await send(clerk.page);
    await dialog(clerk.page).getByText('须确认此项').waitFor();
    await fillRegistration(clerk.page);
    clock.tick();
    await send(clerk.page);
    await recorded(clerk.page);

    await clerk.page.getByRole('button', { name: /^提出[:：]受理$/ }).click();
    clock.tick();
    await send(clerk.page);
    await recorded(clerk.page);
    // What is proposed says so, and whom it waits for.
    await clerk.page.locator('.waiting-for', { hasText: '已提出：受理' }).getByText('待监督机构负责人决定').waitFor();
    await clerk.page.getByRole('button', { name: '重新提出：受理' }).waitFor();
    await clerk.context.close();

    const head = await as('unithead', '/');
    await head.page.locator('.work-item', { hasText: told.number }).getByRole('link').first().click();
    await head.page.getByRole('button', { name: '查看并批准' }).click();
    await dialog(head.page).getByText('待您批准的提议').waitFor();
    clock.tick();
    await send(head.page);
    await recorded(head.page);
    await head.page.locator('.proceeding', { hasText: '已受理' }).first().waitFor();
    const { body } = await house.as('clerk').get<CaseView>(`/api/cases/${told.id}`);
    expect(body.timeline.filter((e) => e.type === 'act' && e.name === 'accept')).toHaveLength(1);
    expect(body.timeline.filter((e) => e.name === 'register')).toHaveLength(1);
    await head.context.close();
  });

  it('what may not be done says why, with the clause', async () => {
    const { id } = await investigated();
    const { context, page } = await as('officer1', `/cases/${id}`);
    await page
      .getByText(/为什么不能办/)
      .first()
      .click();
    const refused = page.locator('.refused li', { hasText: '接触被举报人之前' });
    await refused.getByText('依据').waitFor();
    // Where the state is the reason, it says which state that is, for how many acts, and what leads on from it.
    const byState = page.locator('.refused li', { hasText: '现在是“调查中”状态' }).first();
    await byState.getByText(/^\d+ 项：/).waitFor();
    await byState.getByText(/^(从这一状态可以办|先办)：.+（承办人.*）/).waitFor();
    await context.close();
  });

  it('what the server refuses is said at the field, and what was typed stays', async () => {
    const { id } = await investigated();
    const { context, page } = await as('clerk', `/cases/${id}`);
    await page.route('**/acts', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      const body = route.request().postDataJSON() as { form: Record<string, unknown> };
      // As if this field had been left out by an older page.
      return route.continue({ postData: JSON.stringify({ ...body, form: {} }) });
    });
    await page.locator('#messages').getByRole('button', { name: '回复' }).click();
    await dialog(page).getByLabel(/^回复/).fill('请补充名册');
    await send(page);
    await dialog(page).locator('.ant-form-item-explain-error').waitFor();
    expect(await dialog(page).getByLabel(/^回复/).inputValue()).toBe('请补充名册');
    await context.close();
  });

  it('an act whose answer was lost on the way is sent again without being done twice', async () => {
    const { id } = await investigated();
    const { context, page } = await as('clerk', `/cases/${id}`);
    let lost = 0;
    await page.route('**/acts', async (route) => {
      if (route.request().method() !== 'POST' || lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      return route.abort();
    });
    await page.locator('#messages').getByRole('button', { name: '回复' }).click();
    await dialog(page).getByLabel(/^回复/).fill('已收到');
    clock.tick();
    await send(page);
    await dialog(page).getByRole('alert').filter({ hasText: '再次提交不会重复办理' }).waitFor();
    await send(page);
    await page.getByRole('status').filter({ hasText: '没有重复' }).waitFor();
    const { body } = await house.as('clerk').get<CaseView>(`/api/cases/${id}`);
    expect(lost).toBe(1);
    expect(body.timeline.filter((e) => e.name === 'reply')).toHaveLength(1);
    await context.close();
  });

  it('what was proposed anew while it was read is not decided on unread: the new one is shown, and decided on then', async () => {
    const { id } = await tell();
    const refusal = (route: string) => ({ refusalGround: 'no-target-or-clue', refusalReasons: '无线索', route });
    const steps: [string, object][] = [
      ['register', REGISTRATION],
      ['refuse:propose', refusal('petition')],
    ];
    for (const [name, form] of steps) {
      clock.tick();
      expect((await act('clerk', id, 'intake-1', name, form)).status).toBe(200);
    }
    const { context, page } = await as('unithead', `/cases/${id}`);
    await page.getByRole('button', { name: '查看并批准' }).click();
    const shown = dialog(page).locator('.proposal');
    await shown.filter({ hasText: '信访' }).waitFor();
    clock.tick();
    expect((await act('clerk', id, 'intake-1', 'refuse:propose', refusal('enquiry'))).status).toBe(200);
    clock.tick();
    await send(page);
    await dialog(page).getByRole('alert').filter({ hasText: '您看到的内容已经改变' }).waitFor();
    await shown.filter({ hasText: '咨询' }).waitFor();
    clock.tick();
    await send(page);
    await recorded(page);
    await context.close();
  });

  it('a session that ends in the middle of a form does not lose the form', async () => {
    const { id } = await investigated();
    const { context, page } = await as('clerk', `/cases/${id}`);
    await page.locator('#messages').getByRole('button', { name: '回复' }).click();
    await dialog(page).getByLabel(/^回复/).fill('谢谢您的补充');
    await context.request.delete('/api/session');
    await send(page);
    const again = page.getByRole('dialog', { name: '登录已过期' });
    await again.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await again.getByRole('button', { name: '登录' }).click();
    await again.waitFor({ state: 'hidden' });
    clock.tick();
    await send(page);
    await recorded(page);
    await page.locator('.thread', { hasText: '谢谢您的补充' }).waitFor();
    await context.close();
  });

  it('an original opens only after a warning, in a frame without rights, and the opening is an event', async () => {
    const { id } = await investigated();
    const { context, page } = await as('officer1', `/cases/${id}`);
    await page.locator('.evidence li', { hasText: '签到表' }).getByRole('button', { name: '查看' }).click();
    const openings = async () =>
      (await house.as('officer1').get<CaseView>(`/api/cases/${id}`)).body.timeline.filter(
        (e) => e.name === 'evidence-opened',
      ).length;
    expect(await openings()).toBe(0);
    await page.getByRole('button', { name: '打开原件并留痕' }).click();
    const frame = page.locator('iframe.viewer');
    await frame.waitFor();
    expect(await frame.getAttribute('sandbox')).toBe('');
    expect(await openings()).toBe(1);
    await context.close();
  });

  it('every date explains itself: days, reasons, notices, the clause', async () => {
    const { id } = await investigated();
    const { context, page } = await as('officer1', `/cases/${id}`);
    await page.locator('#clocks').getByRole('button', { name: '举报办结' }).click();
    await dialog(page).getByText('哪些日子计入').waitFor();
    await dialog(page)
      .getByText(/第二十七条/)
      .first()
      .waitFor();
    // Sixty working days from November pass the end of 2026, for whose days after no notice is out.
    await dialog(page).getByText('暂定', { exact: true }).first().waitFor();
    expect(await dialog(page).locator('.groups li').count()).toBeGreaterThan(2);
    expect(await dialog(page).locator('.months .last').count()).toBe(1);
    await context.close();
  });

  it('kept facts bear titles, never the names of fields', async () => {
    const { id } = await investigated();
    const { context, page } = await as('clerk', `/cases/${id}`);
    await page.locator('.timeline .event').first().waitFor();
    const titles = await page.locator('.timeline dt').allTextContents();
    expect(titles.length).toBeGreaterThan(5);
    expect(titles.filter((title) => !/\p{Script=Han}/u.test(title))).toEqual([]);
    await context.close();
  });
});

describe('the discipline inspection sees every referral and never the tip', () => {
  it('silence stands in words, steps and documents by number and date, no word of the tip', async () => {
    const number = await silentReferral();
    const { context, page } = await as('inspector', '/');
    const referral = page.locator('.referral', { hasText: number });
    await referral.getByText(/对方沉默：已等 \d+ 天/).waitFor();
    await referral.getByText(/经过 \d+ 步/).click();
    await referral.getByText('受〔2026〕17号').waitFor();
    expect(await page.content()).not.toContain(CANARY);
    await context.close();
  });
});

describe('nobody is left without a way on', () => {
  it('what cannot be read says so and is read again at a click', async () => {
    await tell();
    const { context, page } = await as('clerk', '/');
    let broken = true;
    await page.route('**/api/deadlines*', (route) => (broken ? route.abort() : route.continue()));
    await page.getByRole('link', { name: '期限看板' }).click();
    await page.getByRole('alert').filter({ hasText: '连不上服务器' }).waitFor();
    broken = false;
    await page.getByRole('button', { name: '重试' }).click();
    await page.locator('.board .card').first().waitFor();
    await context.close();
  });

  it('who could not be signed out is told so, and can be at a second try', async () => {
    const { context, page } = await as('clerk', '/');
    let broken = true;
    await page.route('**/api/session', (route) =>
      broken && route.request().method() === 'DELETE' ? route.abort() : route.continue(),
    );
    await page.getByRole('button', { name: '退出' }).click();
    await page.getByRole('alert').filter({ hasText: '连不上服务器' }).waitFor();
    broken = false;
    await page.getByRole('button', { name: '退出' }).click();
    await page.getByLabel('用户名').waitFor();
    await context.close();
  });

  it('a line that broke off once is tried again by itself; without a network it is said at once, beside what was read', async () => {
    await tell();
    const { context, page } = await as('clerk', '/');
    let asked = 0;
    await page.route('**/api/deadlines*', (route) => {
      asked += 1;
      return asked === 1 ? route.abort() : route.continue();
    });
    await page.getByRole('link', { name: '期限看板' }).click();
    await page.locator('.board .card').first().waitFor();
    expect(asked).toBe(2);
    expect(await page.getByRole('alert').count()).toBe(0);
    await context.setOffline(true);
    await page.getByRole('button', { name: '刷新' }).click();
    await page.getByRole('alert').filter({ hasText: '连不上服务器' }).waitFor();
    await page.locator('.board .card').first().waitFor();
    await context.close();
  });

  it('a long list is read on where it stopped, nothing twice and nothing left out', async () => {
    for (let i = 0; i < 3; i++) {
      clock.tick();
      await tell();
    }
    const { context, page } = await as('clerk', '/');
    await page.route('**/api/cases?*', (route) =>
      route.continue({ url: route.request().url().replace('limit=30', 'limit=2') }),
    );
    await page.getByRole('link', { name: '查找' }).click();
    const more = page.getByRole('button', { name: /继续显示/ });
    await more.waitFor();
    const rows = page.locator('.result');
    while (await more.count()) {
      const before = await rows.count();
      await more.click();
      await expect.poll(() => rows.count()).toBeGreaterThan(before);
    }
    const shown = await page.locator('.result a').allTextContents();
    const { body } = await house.as('clerk').get<{ items: { number: string }[] }>('/api/cases?limit=200');
    expect(shown).toEqual(body.items.map((c) => c.number));
    await context.close();
  });

  it('an act is reached, left and sent by the keyboard alone', async () => {
    const { id } = await investigated();
    const { context, page } = await as('clerk', `/cases/${id}`);
    const reply = page.locator('#messages').getByRole('button', { name: '回复' });
    await reply.focus();
    await page.keyboard.press('Enter');
    await dialog(page).waitFor();
    await expect.poll(() => dialog(page).evaluate((d) => d.contains(document.activeElement))).toBe(true);
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'hidden' });
    await expect.poll(() => reply.evaluate((b) => b === document.activeElement)).toBe(true);
    await context.close();
  });

  it('a tip that came by letter is entered with the time it truly came; one before the law asks for a mark', async () => {
    const { context, page } = await as('clerk', '/enter');
    await page.getByRole('button', { name: '录入', exact: true }).click();
    await page.getByText('请填写收到时间').waitFor();
    await page.getByLabel('被举报人姓名或名称').fill('某信箱厂');
    await page.getByLabel('线索（如实记录原话）').fill(CANARY);
    const came = page.getByLabel('实际收到的时间');
    const enter = async (time: string) => {
      await came.fill(time);
      // Takes the time over and sends the form, as Enter does in every field.
      await came.press('Enter');
    };
    await enter('2016-11-18 10:30');
    await page.getByLabel('年份无误').waitFor();
    const [sent] = await Promise.all([
      page.waitForRequest((r) => r.method() === 'POST' && r.url().endsWith('/api/cases')),
      enter('2026-11-18 10:30'),
    ]);
    expect(sent.postDataJSON()).toMatchObject({
      channel: 'letter',
      receivedAt: '2026-11-18T10:30:00+08:00',
      tip: { accused: { name: '某信箱厂', kind: 'unknown' }, clue: CANARY, fund: 'unknown', concernsStaff: 'unsure' },
    });
    await page.getByRole('status').filter({ hasText: '按匿名举报处理' }).waitFor();
    expect(await page.locator('.receipt').innerText()).toMatch(/\S/);
    await page.getByRole('link', { name: '打开案件' }).click();
    await page.getByText(CANARY).first().waitFor();
    await context.close();
  });

  it('every page is usable at 1280 points in Chinese and at 320 in English, without a fault that axe knows', async () => {
    const { id } = await investigated();
    await silentReferral();
    const pages: [string, string][] = [
      ['clerk', '/'],
      ['clerk', '/deadlines'],
      ['clerk', '/search'],
      ['clerk', '/enter'],
      ['inspector', '/oversight'],
      ['admin', '/admin'],
      ['officer1', `/cases/${id}`],
    ];
    const faults: string[] = [];
    const check = async (page: Page, where: string) => {
      // Half faded in, nothing has its own colours yet.
      await page.waitForFunction(() => document.getAnimations().every((a) => a.playState !== 'running'));
      for (const fault of await barriers(page)) faults.push(`${where}: ${fault}`);
    };
    for (const [viewport, language] of [
      [WIDE, 'zh'],
      [PHONE, 'en'],
    ] as const) {
      for (const [who, path] of pages) {
        const { context, page } = await as(who, path, viewport, language);
        await page.locator('.waiting').first().waitFor({ state: 'hidden' });
        const where = `${who} ${path} ${viewport.width} ${language}`;
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        if (width > viewport.width) faults.push(`${where}: ${width} points wide`);
        await check(page, where);
        if (path.startsWith('/cases/')) {
          for (const opener of ['.act-buttons button', '.clock-open']) {
            await page.locator(opener).first().click();
            await page.locator('.ant-drawer-body :is(form, .months)').first().waitFor();
            await check(page, `${where} ${opener}`);
            await page.keyboard.press('Escape');
            await dialog(page).waitFor({ state: 'hidden' });
          }
        }
        await context.close();
      }
    }
    expect(faults).toEqual([]);
  }, 240_000);
});
