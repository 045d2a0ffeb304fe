/** The public's pages as they are sent: what is asked before a tip goes off, what its teller reads afterwards. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PDF, type Product, product, TIP } from './support.ts';

let p: Product;
beforeAll(async () => {
  p = await product();
});
afterAll(() => p.close());

const bare = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const HTML = { Accept: 'text/html' };
const FORM = { ...HTML, 'Content-Type': 'application/x-www-form-urlencoded' };

function tell(fields: Record<string, string>, { path = '/tell', files = [] as [string, Buffer][] } = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ 'accused-name': '某单位', clue: '某事', ...fields }))
    form.append(name, value);
  for (const [name, bytes] of files) form.append('evidence', new Blob([new Uint8Array(bytes)]), name);
  return p.ask('POST', path, { form, headers: HTML });
}
const errors = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/<p class="error" id="([^"]+)-error">([^<]+)</g)].map((m) => [m[1]!, m[2]!] as const),
  );
const comeBack = (receipt: string, path = '/progress') =>
  p.ask('POST', path, { raw: new URLSearchParams({ receipt }).toString(), headers: FORM });
const receiptIn = (html: string) => /<p class="receipt"[^>]*>([^<]+)</.exec(html)![1]!;

describe('a real name that is not whole', () => {
  const BEGUN = { name: '某甲', email: 'a@example.invalid', 'wants-notice': 'yes' };

  test('stops before sending and leaves the choice to who tells; what was typed stands, nothing is stored', async () => {
    const before = await p.rows();
    const answer = await tell(BEGUN);
    expect(answer.status).toBe(422);
    expect(errors(answer.text)).toEqual({ 'id-number': expect.stringContaining('还缺：证件号') });
    expect(answer.text).toContain('href="#id-number"');
    expect(answer.text).toMatch(/<input[^>]*name="anonymous"/);
    for (const value of ['某甲', 'a@example.invalid', '某单位']) expect(answer.text).toContain(`value="${value}"`);
    expect(answer.text).toMatch(/name="wants-notice"[^>]*checked/);
    expect(await p.rows()).toEqual(before);
    const english = await tell(BEGUN, { path: '/en/tell' });
    expect(errors(english.text)['id-number']).toMatch(/ID number\. .*Go on anonymously/);
  });

  test('goes on anonymously where that is chosen, and with a name where it is completed', async () => {
    const anonymous = await tell({ ...BEGUN, anonymous: 'yes' });
    expect([anonymous.status, bare(anonymous.text).includes('本次按匿名举报办理')]).toEqual([201, true]);
    const named = await tell({ ...BEGUN, 'id-number': 'X1234567' });
    expect([named.status, bare(named.text).includes('本次按匿名举报办理')]).toEqual([201, false]);
  });

  test('is not asked of those who began no name, or want no notice', async () => {
    expect((await tell({ email: 'a@example.invalid', 'wants-notice': 'yes' })).status).toBe(201);
    expect((await tell({ name: '某甲' })).status).toBe(201);
    expect((await p.ask('GET', '/tell', { headers: HTML })).text).not.toContain('name="anonymous"');
  });
});

describe('a form with mistakes', () => {
  test('shows them all at once, each file by its name', async () => {
    const answer = await tell(
      { clue: '', amount: '12万', email: 'nobody', name: '某甲', 'wants-notice': 'yes' },
      {
        files: [
          ['名册.pdf', Buffer.from('MZ\0\x01')],
          ['好.pdf', PDF],
          ['说明.txt', Buffer.alloc(0)],
        ],
      },
    );
    expect(answer.status).toBe(422);
    const found = errors(answer.text);
    expect(Object.keys(found).sort()).toEqual(['amount', 'clue', 'email', 'evidence', 'id-number']);
    expect(found.evidence).toMatch(/^“名册\.pdf”：内容与文件名的结尾不符.*。“说明\.txt”：文件是空的/);
    expect(found.evidence).not.toContain('好.pdf');
  });

  test.each(['12万', '十二', '-5', '1e3', '多'])('says of the amount %s: digits, in yuan', async (amount) => {
    expect(errors((await tell({ amount })).text)).toEqual({ amount: '金额：请只用数字填写，以元为单位，例如：120000' });
    expect(errors((await tell({ amount }, { path: '/en/tell' })).text).amount).toContain('digits only, in yuan');
  });

  test.each(['120,000 元', '１２００００', '0', '99.5'])('takes the amount %s', async (amount) => {
    expect((await tell({ amount })).status).toBe(201);
  });
});

describe('the page of progress', () => {
  test('speaks to its reader, and of conclusion only as something that follows acceptance', async () => {
    const told = await tell({ name: '某甲', 'id-number': 'X1', phone: '1', 'wants-notice': 'yes' });
    const receipt = receiptIn(told.text);
    expect(bare(told.text)).toContain('如受理，举报办结');
    const zh = bare((await comeBack(receipt)).text);
    expect(zh).toContain('如受理，举报办结');
    expect(zh).toContain('视为自接收之日起受理');
    const en = bare((await comeBack(receipt, '/en/progress')).text);
    expect(en).toContain('Conclude your tip, if it is accepted');
    expect(en).toContain('Tell you whether your tip is accepted');
    expect(en).not.toMatch(/\btipster\b/i);
    expect(en).toContain('(ministry order 49), art. 21 ¶1');

    await p.post('/api/receipts/messages', { receipt, text: '一句' });
    expect(bare((await comeBack(receipt)).text)).toContain('您留了言');
    expect(bare((await comeBack(receipt, '/en/progress')).text)).toContain('Your message');
  });

  test('after acceptance names that state once for one minute, and says what comes next', async () => {
    const { receipt } = await p.assigned(TIP);
    const api = await p.post<{ timeline: { text: { zh: string } }[] }>('/api/receipts', { receipt });
    expect(api.body.timeline.filter((e) => e.text.zh === '已受理').length).toBe(2);
    const { text } = await comeBack(receipt);
    const timeline = /<ol class="timeline">(.*?)<\/ol>/s.exec(text)![1]!;
    expect(timeline.match(/已受理/g)).toHaveLength(1);
    expect(bare(text)).toContain('情形复杂的，期限经批准可以延长');
    expect(bare(text)).not.toContain('如受理');
  });

  test('has a sentence in both languages for every state that a tipster is told, and for no other', async () => {
    const { STEPS } = await import('../../web/citizen/steps.ts');
    const { TABLES } = await import('../../domain/proceedings/tables.ts');
    const { TOLD } = await import('../../domain/proceedings/tables.ts');
    const states = [...TOLD].flatMap((kind) =>
      Object.keys(TABLES[kind as 'intake'].states).map((state) => `${kind}.${state}`),
    );
    expect(Object.keys(STEPS).sort()).toEqual(states.sort());
    for (const { zh, en } of Object.values(STEPS)) {
      expect(zh).toMatch(/。$/);
      expect(en).toMatch(/\.$/);
      expect(zh).not.toMatch(/[,:;?!()]/);
    }
  });
});

test('the other language is that of the same page, and of what was sent the form that it came from', async () => {
  const { receipt } = await p.tell();
  const other = (html: string) => /class="lang" href="([^"]+)"/.exec(html)![1];
  expect(other((await comeBack(receipt)).text)).toBe('/en/progress');
  expect(other((await comeBack(receipt, '/en/progress')).text)).toBe('/progress');
  expect(other((await tell({})).text)).toBe('/en/progress');
  expect(other((await tell({ clue: '' })).text)).toBe('/en/tell');
  expect(other((await p.ask('GET', '/register?search=x', { headers: HTML })).text)).toBe('/en/register?search=x');
  expect(other((await p.ask('GET', '/no-such-page', { headers: HTML })).text)).toBe('/en/no-such-page');
  expect(other((await p.ask('GET', '/en/no-such-page', { headers: HTML })).text)).toBe('/no-such-page');
});

test('an English page that calls a law by its short name gives its whole title', async () => {
  const { text } = await p.ask('GET', '/en/calculator?deadline=labour-complaint-accept&start=2025-03-03', {
    headers: HTML,
  });
  expect(bare(text)).toContain('Provisions on implementing the labour-security inspection regulations');
  const names = /<section class="names"(.*?)<\/section>/s.exec(text)![1]!;
  expect(bare(names)).toMatch(/ZJ-LSI\s*: Zhejiang regulations on labour-security inspection/);
  expect((await p.ask('GET', '/calculator', { headers: HTML })).text).not.toContain('class="names"');
});

test('Chinese in pages, files for a calendar and mails has full-width punctuation', async () => {
  const { NEWS } = await import('../../activities/notice.ts');
  const { LETTERS } = await import('../../domain/notices.ts');
  const { DEADLINES } = await import('../../domain/law/index.ts');
  const HALF = /\p{Script=Han}[,:;?!()]|[,;:()]\p{Script=Han}/u;
  const { receipt } = await p.assigned(TIP);
  const texts = [
    NEWS.subject,
    NEWS.text,
    ...Object.values(LETTERS).flatMap(({ title, body }) => [title.zh, body.zh]),
    bare((await comeBack(receipt)).text),
    bare((await tell({ clue: '', amount: 'x' })).text),
  ];
  for (const path of ['/', '/tell', '/progress', '/register', '/calculator'])
    texts.push(bare((await p.ask('GET', path, { headers: HTML })).text));
  for (const { id, parts } of DEADLINES) {
    if (parts[0]?.length == null) continue;
    for (const path of ['/calculator', '/calculator.ics']) {
      const query = new URLSearchParams({ deadline: id, start: '2026-05-06', time: '09:30' });
      const { text } = await p.ask('GET', `${path}?${query}`, { headers: HTML });
      texts.push(path === '/calculator' ? bare(text) : text.replaceAll('\r\n ', '').replace(/^[A-Z;=-]+:/gm, ''));
    }
  }
  const found = texts.flatMap((text) => {
    const at = text.search(HALF);
    return at < 0 ? [] : [text.slice(Math.max(0, at - 25), at + 25)];
  });
  expect([...new Set(found)]).toEqual([]);
});
