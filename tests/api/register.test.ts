import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Product, penaltyOnPaper, product } from './support.ts';

type Entry = { id: string; name: string | null; status: string; content: Record<string, unknown>; publishedAt: string };

const FORMULA = '=HYPERLINK("https://evil.example","点此")';
const ODD = '<b>甲</b> & "乙",丙';

let p: Product;
let cases: string[];
beforeAll(async () => {
  p = await product({ now: '2025-05-06T10:00:00+08:00' });
  cases = [];
  for (const [i, party] of [FORMULA, '@sum(1)', '\t+1', ODD, '示例培训学校'].entries()) {
    cases.push(await p.onPaper(penaltyOnPaper(party, undefined, `罚〔2025〕${i + 1}号`)));
  }
});
afterAll(() => p.close());

const list = async () => (await p.get<{ items: Entry[]; next?: string }>('/api/register')).body.items;

describe('the public register', () => {
  test('is open to anyone and shows what was written for publication, nothing of case or tip', async () => {
    const answer = await p.get<{ items: Entry[] }>('/api/register');
    expect(answer.body.items).toHaveLength(5);
    for (const id of cases) expect(answer.text).not.toContain(id);
    expect(answer.text).not.toContain('学员从未到课');
    expect(answer.text).not.toContain('调查报告');
    expect(answer.body.items.map((e) => e.status)).toEqual(Array(5).fill('published'));
  });

  test('gives one entry, and a 404 for what is not there', async () => {
    const [first] = await list();
    expect((await p.get<Entry>(`/api/register/${first!.id}`)).body).toEqual(first);
    for (const id of ['nothing', cases[0], 'x'.repeat(64), "'%20OR%201=1"]) {
      (await p.get(`/api/register/${id}`)).problem(404, 'not-found');
    }
    (await p.get(`/api/register/${'x'.repeat(65)}`)).wrong(['id']);
  });

  test('finds by name and number, and treats the signs of a pattern as signs', async () => {
    const found = async (search: string) =>
      (await p.get<{ items: Entry[] }>(`/api/register?search=${encodeURIComponent(search)}`)).body.items.length;
    expect(await found('示例培训')).toBe(1);
    expect(await found('罚〔2025〕1号')).toBe(1);
    expect([await found('%'), await found('_'), await found('\\')]).toEqual([0, 0, 0]);
    expect(await found('没有这样的单位')).toBe(0);
  });

  test.each([
    ['?kind=reward', ['kind']],
    ['?format=xls', ['format']],
    ['?colour=red', ['colour']],
    [`?search=${'x'.repeat(201)}`, ['search']],
    ['?search=a&search=b', ['search']],
  ])('%s names the field', async (query, fields) => {
    (await p.get(`/api/register${query}`)).wrong(fields);
  });

  test.each(['x', Buffer.from('["x","y"]').toString('base64url'), Buffer.from('{}').toString('base64url')])(
    'a cursor that we never gave (%s) is refused',
    async (cursor) => {
      (await p.get(`/api/register?cursor=${cursor}`)).problem(422, 'cursor-invalid');
    },
  );
});

describe('as CSV', () => {
  test('no cell is a formula, quotes are doubled, every entry is a line', async () => {
    const answer = await p.get('/api/register?format=csv');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    // Spreadsheets read it as UTF-8 only with the mark at its beginning, which `text()` leaves out.
    const bytes = Buffer.from(await (await p.raw('GET', '/api/register?format=csv')).arrayBuffer());
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
    const cells = [...answer.text.matchAll(/"((?:[^"]|"")*)"/g)].map((m) => m[1]!);
    expect(cells.length).toBe(5 * 9);
    for (const cell of cells) expect(cell).not.toMatch(/^\s*[=+\-@]/);
    expect(cells).toContain(`'${FORMULA.replaceAll('"', '""')}`);
    expect(cells).toContain(ODD.replaceAll('"', '""'));
    expect((await p.ask('GET', '/api/register', { headers: { Accept: 'text/csv' } })).text).toBe(answer.text);
  });
});

describe('as Atom', () => {
  test('is a feed whose text is escaped and whose links lead to the entries', async () => {
    const answer = await p.get('/api/register?format=atom');
    expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    expect(answer.text).toMatch(
      /^<\?xml version="1.0" encoding="utf-8"\?>\n<feed xmlns="http:\/\/www.w3.org\/2005\/Atom"/,
    );
    expect(answer.text.match(/<entry>/g)).toHaveLength(5);
    expect(answer.text).not.toContain('<b>');
    const tags = answer.text.replaceAll(
      /<\?xml.*?\?>|<\/?(feed|id|title|updated|published|entry|link|summary|author|name)\b[^<>]*>/g,
      '',
    );
    expect(tags).not.toMatch(/[<>]/);
    for (const [, href] of answer.text.matchAll(/<link href="([^"]+)"/g)) {
      expect((await p.get(href!)).status).toBe(200);
    }
  });
});

test('the pages show the same, escaped, in both languages', async () => {
  for (const base of ['', '/en']) {
    const page = await p.get(`${base}/register`);
    expect(page.text).not.toContain('<b>甲');
    expect(page.text).toContain('&lt;b&gt;甲');
    for (const e of await list()) {
      const entry = await p.get(`${base}/register/${e.id}`);
      expect(entry.status).toBe(200);
      // In words: no name of a field, no id of a list.
      expect(entry.text).toContain(base ? 'CNY 120,000' : '120,000 元');
      expect(entry.text).toContain(base ? 'Number of the decision' : '处罚决定书文号');
      for (const raw of ['register.', 'decisionNumber', 'drawn-after-death', '2025-04-'])
        expect(entry.text).not.toContain(raw);
    }
    expect((await p.get(`${base}/register/nothing`)).status).toBe(404);
  }
});

test('a withdrawn entry stays and says that it was withdrawn and why, without what it said', async () => {
  const before = (await list()).find((e) => e.name === '示例培训学校')!;
  const id = cases[4]!;
  await p.pair(id, ['legal', 'depthead'], 'penalty-1', 'reversed-outside', {
    body: 'reconsideration-organ',
    how: 'annulled',
    decidedOn: '2025-05-06',
    reachedOn: '2025-05-06',
    procedural: false,
    redoOrdered: false,
    final: true,
    document: { kind: '行政复议决定书', number: '复〔2025〕1号', date: '2025-05-06' },
  });
  await p.pair(id, ['disclosure', 'checker'], 'disclosure-1', 'withdraw', { publicReason: '原决定已被撤销' });
  await p.toTheRegister(id);
  const after = (await p.get<Entry>(`/api/register/${before.id}`)).body;
  expect(after.status).toBe('withdrawn');
  expect(JSON.stringify(after.content)).toContain('原决定已被撤销');
  expect(JSON.stringify(after.content)).not.toContain('罚款十二万元');
  expect((await p.get(`/register/${before.id}`)).text).toContain('已撤回');
  expect((await p.get(`/en/register/${before.id}`)).text).toContain('Withdrawn');
  expect((await p.get('/api/register?format=csv')).text).toContain('withdrawn');
  expect((await p.get('/api/register?format=atom')).text).toContain('withdrawn');
});
