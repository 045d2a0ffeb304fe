import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEADLINES, INSTRUMENTS } from '../../domain/law/index.ts';
import golden from '../golden/dates.json' with { type: 'json' };
import { type Product, product } from './support.ts';

type Computed = {
  due: string;
  alarm?: string;
  extension?: string;
  counted_days?: string[];
  provisional: boolean;
  days: unknown[];
  summary: { zh: string; en: string };
};

let p: Product;
beforeAll(async () => {
  p = await product();
});
afterAll(() => p.close());

const compute = (body: unknown) => p.post<Computed>('/api/law/compute', body);

describe('POST /api/law/compute', () => {
  test('agrees with every golden date', async () => {
    expect(golden.length).toBe(149);
    for (const g of golden as {
      id: string;
      unit: string;
      length: number;
      start: string;
      pauses: object[];
      extension: object | null;
      direction?: string;
      expect: Partial<Computed>;
    }[]) {
      const { unit, length, start, pauses, extension, direction } = g;
      const { body } = await compute({ unit, length, start, pauses, extension, ...(direction ? { direction } : {}) });
      const { due, extension: granted, counted_days } = g.expect;
      expect([g.id, body.due, body.extension, body.provisional]).toEqual([g.id, due, granted, false]);
      if (g.expect.alarm !== undefined) expect([g.id, body.alarm]).toEqual([g.id, g.expect.alarm]);
      if (counted_days) expect([g.id, body.counted_days]).toEqual([g.id, counted_days]);
      expect(body.summary.zh.length * body.summary.en.length).toBeGreaterThan(0);
    }
  });

  test('takes a deadline of the catalogue in place of a length', async () => {
    const byId = await compute({ deadline: 'tip-review', start: '2025-03-03T09:00:00+08:00' });
    const byLength = await compute({ unit: 'wd', length: 5, start: '2025-03-03T09:00:00+08:00' });
    const { edition: _, ...counted } = byId.body as object as { edition: unknown };
    expect(counted).toEqual(byLength.body);
    expect(byId.body.due).toBe('2025-03-10');
  });

  test('counts under the edition in force on the day of the start, and says which one', async () => {
    const ask = async (start: string, part = 1) =>
      (await compute({ deadline: 'credit-publish-window', part, start })).body as object as Record<string, unknown>;
    expect(await ask('2026-03-31')).toMatchObject({
      due: '2029-03-31',
      edition: { inForce: '2023-05-01', until: '2026-04-01', confidence: 'secondary', source: { en: 'CR23' } },
    });
    expect(await ask('2026-04-01')).toMatchObject({
      due: '2027-04-01',
      edition: { inForce: '2026-04-01', until: null, confidence: 'text' },
    });
    expect((await compute({ deadline: 'credit-repair-accept', start: '2026-04-02' })).body.due).toBe('2026-04-08');
    (await compute({ deadline: 'credit-repair-accept', start: '2026-03-30' })).wrong(
      ['deadline'],
      422,
      'deadline-without-number',
    );
  });

  test('says provisional past the last published calendar', async () => {
    expect((await compute({ unit: 'wd', length: 60, start: '2026-12-20' })).body.provisional).toBe(true);
  });

  const BARE = { unit: 'wd', length: 5, start: '2025-03-03' };
  test.each<[string, unknown, string[]]>([
    ['nothing', {}, ['length', 'start', 'unit']],
    ['a unit that is none', { ...BARE, unit: 'weeks' }, ['unit']],
    ['an unknown field', { ...BARE, colour: 1 }, ['colour']],
    ['no days', { ...BARE, length: 0 }, ['length']],
    ['half a day', { ...BARE, length: 1.5 }, ['length']],
    ['days as text', { ...BARE, length: '5' }, ['length']],
    ['too many days', { ...BARE, length: 10_001 }, ['length']],
    ['a day that is none', { ...BARE, start: '2025-02-30' }, ['start']],
    ['a year out of reach', { ...BARE, start: '1900-01-01' }, ['start']],
    ['words for a start', { ...BARE, start: 'tomorrow' }, ['start']],
    [
      'a pause that ends before it begins',
      { ...BARE, pauses: [{ from: '2025-03-05', to: '2025-03-04' }] },
      ['pauses.0.to'],
    ],
    ['a pause without a beginning', { ...BARE, pauses: [{ to: '2025-03-04' }] }, ['pauses.0.from']],
    ['an extension by nothing', { ...BARE, extension: { length: 0, granted: '2025-03-04' } }, ['extension.length']],
    ['hours from a day', { unit: 'h', length: 24, start: '2025-03-03' }, ['start']],
    [
      'hours with a pause',
      { unit: 'h', length: 24, start: '2025-03-03T09:00:00+08:00', pauses: [{ from: '2025-03-04', to: null }] },
      ['pauses'],
    ],
    ['a deadline with a length of its own', { deadline: 'tip-review', length: 7, start: '2025-03-03' }, ['length']],
    ['a deadline without a start', { deadline: 'tip-review' }, ['start']],
    ['an id that is a number', { deadline: 7, start: '2025-03-03' }, ['deadline']],
  ])('refuses %s, naming the field', async (_what, body, fields) => {
    (await compute(body)).wrong(fields);
  });

  test('refuses a deadline that is none, one without a number and a part that is none', async () => {
    (await compute({ deadline: 'no-such-thing', start: '2025-03-03' })).wrong(['deadline'], 422, 'deadline-unknown');
    const without = DEADLINES.find((d) => d.parts[0]?.length == null)!;
    (await compute({ deadline: without.id, start: '2025-03-03' })).wrong(['deadline'], 422, 'deadline-without-number');
    (await compute({ deadline: 'tip-review', part: 9, start: '2025-03-03' })).wrong(
      ['deadline'],
      422,
      'deadline-without-number',
    );
  });

  test.each(['[]', '"x"', '7', 'true'])('refuses %s for a body', async (raw) => {
    (await p.ask('POST', '/api/law/compute', { raw, headers: { 'Content-Type': 'application/json' } })).problem(
      422,
      'input-invalid',
    );
  });

  test('keeps nothing of what was asked', async () => {
    const before = await p.rows();
    await compute(BARE);
    expect(await p.rows()).toEqual(before);
  });
});

describe('the catalogue', () => {
  test('comes whole, with source and confidence', async () => {
    const { body } = await p.get<{ items: { id: string; source: { zh: string }; confidence: string }[] }>(
      '/api/law/deadlines',
    );
    expect(body.items.map((d) => d.id)).toEqual(DEADLINES.map((d) => d.id));
    for (const d of body.items)
      expect([d.id, d.source.zh.length > 0, d.confidence.length > 0]).toEqual([d.id, true, true]);
  });
  test('gives one, and a 404 for what is none', async () => {
    expect((await p.get('/api/law/deadlines/tip-review')).body.id).toBe('tip-review');
    (await p.get('/api/law/deadlines/none')).problem(404, 'not-found');
  });
  test('gives the edition of a day and the days of all, and refuses a day that is none', async () => {
    const at = async (query: string) =>
      (await p.get<{ source: { en: string }; editions: unknown }>(`/api/law/deadlines/credit-repair-decide${query}`))
        .body;
    expect((await at('')).source.en).toBe('CR26 art. 16 ¶3');
    expect((await at('?on=2026-04-01')).source.en).toBe('CR26 art. 16 ¶3');
    expect(await at('?on=2026-03-31')).toMatchObject({
      source: { en: 'CR23' },
      editions: [
        { inForce: '2023-05-01', until: '2026-04-01' },
        { inForce: '2026-04-01', until: null },
      ],
    });
    for (const on of ['2026-02-30', 'today', '2026-04-01T00:00:00+08:00'])
      (await p.get(`/api/law/deadlines/tip-review?on=${encodeURIComponent(on)}`)).wrong(['on']);
  });
});

describe('the page of the law', () => {
  const words = (text: string) => text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  const read = async (path: string) => {
    const { status, text } = await p.get(path);
    expect([path, status]).toEqual([path, 200]);
    return words(text.replace(/.*<main[^>]*>|<\/main>.*/gs, ''));
  };

  test('lists every instrument with its edition, where it was read and when it was last checked, national ones first', async () => {
    const { text } = await p.get('/law');
    const list = await read('/law');
    for (const { title } of INSTRUMENTS) expect(list).toContain(title.zh);
    expect(list.indexOf('民法典')).toBeLessThan(list.indexOf('浙江省劳动保障监察条例'));
    expect(list.indexOf('宪法')).toBeLessThan(list.indexOf('浙江省劳动保障监察条例'));
    expect(list).toMatch(/行政处罚法 版本 2021年 施行 没有记载日期 读自 [^版]+ 核实 [^版]+ 最近核对 2026年11月28日/);
    expect(list).toMatch(/民事诉讼法 版本 2023年 [^版]+ 最近核对 没有人记下日期/);
    expect(text).toContain('href="/law/M49"');
    expect(await read('/en/law')).toMatch(/Civil Procedure Law \(2023\) .*?Last checked nobody recorded a day/);
  });

  test('tells an instrument article by article in the order of the law, in both languages', async () => {
    const zh = await read('/law/M49');
    const at = ['第二条', '第七条', '第十一条', '第十五条', '第二十一条', '第二十二条', '第二十七条', '第三十三条'].map(
      (a) => zh.indexOf(` ${a} `),
    );
    expect(at).toEqual([...at].sort((a, b) => a - b));
    expect(at).not.toContain(-1);
    expect(zh).toMatch(/第二十一条第一款 人力资源社会保障行政部门：举报审查.*?5个工作日，起算：接收举报/);
    expect(zh).toContain('“受理情况告知”的例外：不适用：匿名举报，或者未要求告知的');
    expect(zh).toMatch(/无可计算，因为：/);
    const en = await read('/en/law/M49');
    expect(en).toMatch(/Art\. 22 .*?Exception to “Tell the tipster whether the tip is accepted”: not owed/);
    expect(en).toContain('Nothing to compute, because:');
    // Numbers of documents and words that the catalogue itself quotes are Chinese; nothing that the page says is.
    expect(en).not.toMatch(/第.{1,4}[条款项]|例外|计算|没有/);
  });

  test('leads from each place where a provision is only named to the one where it is told', async () => {
    for (const { short } of INSTRUMENTS) {
      const { text } = await p.get(`/law/${short}`);
      for (const [, path = '', anchor = ''] of text.matchAll(/href="(\/law\/[^"#]+)#([^"]+)"/g)) {
        const target = await p.get(path);
        expect([short, path, anchor, target.text.includes(`id="${anchor}"`)]).toEqual([short, path, anchor, true]);
      }
    }
  });

  test('says on an instrument whether its check is more than a year ago', async () => {
    expect(await read('/law/M49')).not.toContain('已超过一年');
    p.clock.set('2027-11-29T10:00:00+08:00');
    expect(await read('/law/M49')).toContain('2026年11月28日 已超过一年');
    expect(await read('/en/law')).toContain('28 November 2026 more than a year ago');
    expect(await read('/law/CPL')).toContain('没有人记下日期');
  });

  test('has no page for what is no instrument', async () => {
    for (const path of ['/law/none', '/law/__proto__', '/law/m49'])
      expect([path, (await p.get(path)).status]).toEqual([path, 404]);
  });
});
