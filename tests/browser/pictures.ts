import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { driverIds } from '../../activities/ids.ts';
import { ROOT } from '../../bin/lib/build.ts';
import { startCodec } from '../../bin/lib/codec.ts';
import { eachLine } from '../../bin/lib/processes.ts';
import { fileKeys } from '../../ledger/index.ts';
import type { CaseHead, CaseView, Page as List } from '../../ledger/types.ts';
import { REGISTRATION } from '../support/forms.ts';
import { openBrowser } from './support.ts';

/**
 * Takes the pictures of the documents from a product that was started just now, with the demonstration's cases and nothing else:
 * `npx tsx tests/browser/pictures.ts`. Writes docs/pictures/*.png; with the word `temporal` behind it, those of Temporal's own page alone.
 */

const PASSWORD = 'only for pictures';
/** Told by hand; of no case of the demonstration. */
const ACCUSED = '某图册职业培训学校';
const MOST_BYTES = 300_000;
const alone = process.argv.includes('temporal');
const target = join(ROOT, 'docs', 'pictures');
const folder = mkdtempSync(join(tmpdir(), 'mingcha-pictures-'));
chmodSync(folder, 0o755);
mkdirSync(target, { recursive: true });

interface Addresses {
  pages: string;
  temporal: string;
}

function start(): { child: ChildProcess; address: Promise<Addresses> } {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/start.ts', '--ui'], {
    cwd: ROOT,
    env: { ...process.env, MINGCHA_DATA: folder, MINGCHA_PORT: '0', MINGCHA_DEMO_PASSWORD: PASSWORD },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const found: Addresses = { pages: '', temporal: '' };
  const address = new Promise<Addresses>((resolve, reject) => {
    eachLine(child, (line) => {
      console.log(line);
      found.pages = /pages answer on (http:\/\/[^/\s]+)/.exec(line)?.[1] ?? found.pages;
      found.temporal = /Temporal's own pages\s+(http:\S+)/.exec(line)?.[1] ?? found.temporal;
      // The last that it says.
      if (found.temporal !== '') resolve(found);
    });
    child.once('exit', () => reject(new Error('the product ended before it was ready')));
  });
  return { child, address };
}

async function shoot(page: Page, name: string, height?: number): Promise<void> {
  if (alone && !name.startsWith('temporal')) return;
  const path = join(target, `${name}.png`);
  if (height === undefined) await page.screenshot({ path, animations: 'disabled' });
  else {
    const width = page.viewportSize()?.width ?? 0;
    const clip = { x: 0, y: 0, width, height };
    await page.screenshot({ path, animations: 'disabled', fullPage: true, clip });
  }
  const { size } = statSync(path);
  if (size > MOST_BYTES) throw new Error(`${name}.png has ${size} bytes, more than ${MOST_BYTES}`);
  console.log(`${name}.png ${Math.round(size / 1000)} KB`);
}

/** The receipt of a tip told by hand. */
async function citizen(browser: Browser, address: string): Promise<string> {
  const phone = await browser.newContext({
    viewport: { width: 390, height: 780 },
    deviceScaleFactor: 2,
    locale: 'zh-CN',
    javaScriptEnabled: false,
  });
  const page = await phone.newPage();
  await page.goto(`${address}/tell`);
  await page.locator('#accused-name').fill(ACCUSED);
  await page.locator('#accused-kind').selectOption('training-body');
  await page.locator('#staff').selectOption('no');
  await shoot(page, 'tell-phone');
  await page.locator('#clue').fill('开班登记二十人，每天到课三人，按二十人申领补贴。名册上的签名是同一个人的笔迹。');
  await page.locator('#fund').selectOption('training-subsidy');
  await page.locator('form button[type=submit]').click();
  await page.locator('.receipt').waitFor();
  await shoot(page, 'receipt-phone');
  const receipt = (await page.locator('.receipt').textContent()) ?? '';
  await phone.close();

  const desk = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'zh-CN' });
  const wide = await desk.newPage();
  await wide.goto(`${address}/calculator?${PERIOD}`);
  await shoot(wide, 'calculator', 1740);
  await wide.goto(`${address}/register`);
  await shoot(wide, 'register');
  await desk.close();

  const narrow = await small(browser);
  const calculator = await narrow.newPage();
  await calculator.goto(`${address}/calculator?${PERIOD}`);
  await shoot(calculator, 'calculator-phone', 2860);
  await narrow.close();
  return receipt;
}

/** A period over two holidays, with a suspension for asking a third party. */
const PERIOD = 'deadline=foi-reply&start=2026-09-23&pause-1-from=2026-10-13&pause-1-to=2026-10-16';

const small = (browser: Browser) =>
  browser.newContext({ viewport: { width: 320, height: 640 }, locale: 'zh-CN', deviceScaleFactor: 1.25 });

/** What the holder of a receipt reads of the next dates, with the first reasons open. */
async function reasons(browser: Browser, address: string, receipt: string): Promise<void> {
  const read = async (page: Page, name: string) => {
    await page.goto(`${address}/progress`);
    await page.locator('#receipt').fill(receipt);
    await page.locator('main form button').click();
    await page.locator('.next > li').first().waitFor();
    for (const why of await page.locator('.next > li:has(.hint) > details').all()) {
      await why.locator('summary').first().click();
    }
    await shoot(page, name, page.viewportSize()?.width === 320 ? 2000 : 1200);
  };
  const desk = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'zh-CN' });
  await read(await desk.newPage(), 'reasons-receipt');
  await desk.close();
  const narrow = await small(browser);
  await read(await narrow.newPage(), 'reasons-receipt-phone');
  await narrow.close();
}

async function signedIn(browser: Browser, address: string, login: string, height = 900, width = 1280) {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN', baseURL: address });
  const answer = await context.request.post('/api/session', { data: { login, password: PASSWORD } });
  if (!answer.ok()) throw new Error(`${login} cannot sign in`);
  return { context, page: await context.newPage() };
}

const TWO = { withOfficer: 'officer2' };

/** Acts that come one upon the other are one on a picture of their times. */
const apart = () => new Promise((resolve) => setTimeout(resolve, 10_000));

/** The tip told above is taken on, so that its dates can be read: a case is filed, and two periods run for one duty. */
async function takenOn(browser: Browser, { pages: address, temporal }: Addresses) {
  const clerk = await signedIn(browser, address, 'clerk');
  const found = (await (
    await clerk.context.request.get(`/api/cases?accused=${encodeURIComponent(ACCUSED)}`)
  ).json()) as List<CaseHead>;
  const told = found.items[0]?.id ?? '';
  const staffs = new Map([['clerk', clerk]]);
  const { ofProceeding } = driverIds(fileKeys(join(folder, 'keys.json')));
  const api = temporal.replace('/namespaces/', '/api/v1/namespaces/');
  /** A driver has seen what comes after it has begun. */
  const driven = async (proceeding: string) => {
    while (!(await fetch(`${api}/workflows/${ofProceeding(told, proceeding)}`)).ok)
      await new Promise((resolve) => setTimeout(resolve, 250));
  };
  const act = async (login: string, proceeding: string, name: string, form: object = {}) => {
    const one = staffs.get(login) ?? (await signedIn(browser, address, login));
    staffs.set(login, one);
    const answer = await one.context.request.post(`/api/cases/${told}/acts`, {
      headers: { 'Idempotency-Key': `pictures-${login}-${name}` },
      data: { proceeding, act: name, form },
    });
    if (!answer.ok()) throw new Error(`${login} ${name}: ${await answer.text()}`);
  };
  await driven('intake-1');
  await act('clerk', 'intake-1', 'register', REGISTRATION);
  await act('clerk', 'intake-1', 'accept:propose');
  await act('unithead', 'intake-1', 'accept');
  await driven('investigation-1');
  await apart();
  await act('unithead', 'investigation-1', 'assign', { officers: ['officer1', 'officer2'], conflictChecked: true });
  await act('officer1', 'investigation-1', 'file-case:propose', {
    standardMet: true,
    actEndedOn: '2026-08-31',
    ...TWO,
  });
  await apart();
  await act('depthead', 'investigation-1', 'file-case');
  return {
    told,
    act,
    driven,
    async close() {
      for (const one of staffs.values()) await one.context.close();
    },
  };
}

async function staff(browser: Browser, address: string, told: string, receipt: string): Promise<void> {
  const as = (login: string, height?: number, width?: number) => signedIn(browser, address, login, height, width);
  const open = async (page: Page, path: string) => {
    await page.goto(`/console${path}`);
    await page.locator('h1').waitFor();
    await page.waitForLoadState('networkidle');
  };

  await reasons(browser, address, receipt);
  for (const [width, height, name] of [
    [1280, 1150, 'reasons-case'],
    [320, 1700, 'reasons-case-phone'],
  ] as const) {
    const one = await as('officer1', height, width);
    await open(one.page, `/cases/${told}`);
    await one.page.locator('#clocks').getByRole('button', { name: '举报办结' }).click();
    await one.page.locator('.months').waitFor();
    await one.page.waitForFunction(() => document.getAnimations().every((a) => a.playState !== 'running'));
    await shoot(one.page, name);
    await one.context.close();
  }

  const officer = await as('officer1', 1300);
  const heads = (await (await officer.context.request.get('/api/cases?open=true&limit=200')).json()) as List<CaseHead>;
  let best: { id: string; score: number } | undefined;
  for (const { id } of heads.items) {
    const view = (await (await officer.context.request.get(`/api/cases/${id}`)).json()) as CaseView;
    // One that fits on a picture: a single proceeding to act in, several clocks that end, some of it past.
    const open = view.proceedings.filter((x) => !x.ended).length;
    const clocks = view.clocks.filter((k) => !k.stopped && k.expiresAt && !k.overdue).length;
    const score = clocks + Math.min(view.timeline.length, 12) / 4 - 4 * (open - 1);
    if (!best || score > best.score) best = { id, score };
  }
  if (!best) throw new Error('officer1 has no case');
  await open(officer.page, `/cases/${best.id}`);
  await shoot(officer.page, 'case');
  await officer.context.close();

  for (const [login, path, name] of [
    ['clerk', '/', 'worklist'],
    ['inspector', '/oversight', 'oversight'],
  ] as const) {
    const one = await as(login);
    await open(one.page, path);
    await shoot(one.page, name);
    await one.context.close();
  }
}

/** The drivers of the case in Temporal's own page: the list of them, and the history of its investigation without the codec server and with it. */
async function drivers(browser: Browser, address: string, told: string): Promise<void> {
  const keys = fileKeys(join(folder, 'keys.json'));
  const ids = driverIds(keys);
  const { origin } = new URL(address);
  const access = randomUUID();
  const codec = await startCodec({ key: keys.key('temporal'), access, origin, host: '127.0.0.1', port: 0 });
  const context = await browser.newContext({ viewport: { width: 1280, height: 620 }, timezoneId: 'UTC' });
  const page = await context.newPage();
  const ofCase = `WorkflowId="${ids.ofCase(told)}" OR ParentWorkflowId="${ids.ofCase(told)}"`;
  const list = `${address}/workflows?query=${encodeURIComponent(ofCase)}`;
  await page.goto(list);
  await page.getByTestId('workflows-summary-table-configuration-button').click();
  // Wide enough without it.
  await page.getByTestId('orderable-list-item-Run ID').getByRole('button').last().click();
  await page.goto(list);
  await page.getByRole('button', { name: 'Collapse saved views' }).click();
  const investigation = page.getByRole('link', { name: ids.ofProceeding(told, 'investigation-1') }).first();
  await investigation.waitFor();
  await shoot(page, 'temporal-list');

  await page.setViewportSize({ width: 1280, height: 1380 });
  await investigation.click();
  const compact = page.getByText('Compact', { exact: true });
  await compact.click();
  await page.getByText('todo', { exact: true }).first().waitFor();
  await shoot(page, 'temporal-sealed');

  await page.getByRole('button', { name: 'Configure Codec Server' }).click();
  await page.getByPlaceholder('Paste your endpoint here').fill(`http://127.0.0.1:${codec.port}/${access}`);
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.reload();
  await compact.click();
  await page
    .getByText(/^tip-investigate /)
    .first()
    .waitFor();
  await page.getByText('"investigation-1"').first().waitFor();
  await shoot(page, 'temporal-history');
  await context.close();
  await codec.stop();
}

const { child, address } = start();
const browser = await openBrowser();
try {
  const at = await address;
  // What the seed owes to the register is published by its drivers.
  for (let waited = 0; waited < 60_000; waited += 500) {
    const { items } = (await (await fetch(`${at.pages}/api/register`)).json()) as List<unknown>;
    if (items.length > 4) break;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const receipt = await citizen(browser, at.pages);
  const one = await takenOn(browser, at);
  if (!alone) await staff(browser, at.pages, one.told, receipt);
  await one.act('officer1', 'investigation-1', 'suspect-crime', {
    crimeStandard: 'amount',
    crimeKind: 'fraud',
    evidence: ['documents', 'records'],
    otherMatters: false,
    suspicion: '已查明的金额达到追诉标准。',
    ...TWO,
  });
  await one.driven('police-referral-1');
  await one.close();
  await drivers(browser, at.temporal, one.told);
} finally {
  await browser.close();
  const gone = new Promise((resolve) => child.once('exit', resolve));
  if (child.exitCode === null && child.kill('SIGINT')) await gone;
  rmSync(folder, { recursive: true, force: true });
}
