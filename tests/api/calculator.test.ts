/** The public calculator over HTTP: every deadline and every bare length, errors beside their fields, the file for a calendar. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEADLINES, editionFrom, inFull } from '../../domain/law/index.ts';
import { type Product, product } from './support.ts';

let p: Product;
beforeAll(async () => {
  p = await product();
});
afterAll(() => p.close());

const page = (query: Record<string, string>, path = '/calculator') =>
  p.ask('GET', `${path}?${new URLSearchParams(query)}`, { headers: { Accept: 'text/html' } });

/** The file as a program asks for it. */
const file = (query: Record<string, string>) =>
  p.ask('GET', `/calculator.ics?${new URLSearchParams(query)}`, { headers: { Accept: 'application/json' } });

/** Text of the page without marks and entities. */
const bare = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&#x27;', "'")
    .replace(/\s+/g, ' ');

/** The table of a month: day of the month → class of its cell. */
function monthOf(html: string, caption: string): Map<number, string> {
  const table = new RegExp(`<caption>${caption}</caption>(.*?)</table>`).exec(html)?.[1] ?? '';
  return new Map(
    [...table.matchAll(/<td(?: class="day d-([a-z-]+)")?>(\d+)/g)].map(([, mark, day]) => [Number(day), mark ?? '']),
  );
}

/** Reads RFC 5545 the other way: unfolds, splits name, parameters and value, undoes the escapes. */
function readCalendar(raw: string) {
  expect(raw.endsWith('\r\n')).toBe(true);
  expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  for (const line of raw.split('\r\n')) {
    const octets = new TextEncoder().encode(line).length;
    expect([line, octets <= 75]).toEqual([line, true]);
    // A fold inside a character would leave half of one.
    expect(line).not.toContain('\ufffd');
  }
  const lines = raw.replaceAll('\r\n ', '').split('\r\n').filter(Boolean);
  const events: Record<string, string>[] = [];
  let open: Record<string, string> | null = null;
  const stack: string[] = [];
  for (const line of lines) {
    const at = line.indexOf(':');
    const [head, value] = [line.slice(0, at), line.slice(at + 1)];
    if (head === 'BEGIN') {
      stack.push(value);
      if (value === 'VEVENT') open = {};
    } else if (head === 'END') {
      expect(stack.pop()).toBe(value);
      if (value === 'VEVENT') events.push(open!);
    } else if (open && stack.at(-1) === 'VEVENT') {
      expect([head, open[head]]).toEqual([head, undefined]);
      open[head] = value.replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c));
    }
  }
  expect(stack).toEqual([]);
  expect(lines[0]).toBe('BEGIN:VCALENDAR');
  expect(lines.filter((l) => l === 'VERSION:2.0').length).toBe(1);
  expect(lines.some((l) => l.startsWith('PRODID:'))).toBe(true);
  return events;
}

const calendar = async (query: Record<string, string>, path = '/calculator.ics') => {
  const answer = await p.ask('GET', `${path}?${new URLSearchParams(query)}`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
  return readCalendar(answer.text);
};

const NATIONAL = { deadline: 'tip-review', start: '2026-09-30' };

describe('the calculator', () => {
  test('offers every part of every row that has a number, under its stage and with its region, and no other', async () => {
    const { text } = await page({});
    const offered = [...text.matchAll(/<option value="([^"]+)"/g)].map((m) => m[1]!);
    const countable = DEADLINES.flatMap((d) =>
      d.parts.flatMap((part, n) =>
        part.length === null || part.unit === null ? [] : [n === 0 ? d.id : `${d.id}.${n}`],
      ),
    );
    expect(new Set(offered)).toEqual(
      new Set([...countable, 'h', 'cd', 'cd†', 'wd', 'months', 'years', 'forward', 'back']),
    );
    expect(text.match(/<optgroup/g)?.length).toBeGreaterThan(8);
    expect(text).toMatch(/<option value="sh-objection-provider"[^>]*>[^<]*上海/);
    expect((await page({}, '/en/calculator')).text).toMatch(/<option value="sh-objection-provider"[^>]*>[^<]*Shanghai/);
  });

  test('answers every one of them as the API does, in both languages, with clause, confidence and days', async () => {
    let counted = 0;
    for (const newest of DEADLINES) {
      for (const [n, part] of newest.parts.entries()) {
        if (part.length === null || part.unit === null) continue;
        const start = '2025-09-26';
        const hours = part.unit === 'h';
        const api = await p.post<{ due: string; provisional: boolean; summary: { zh: string; en: string } }>(
          '/api/law/compute',
          { deadline: newest.id, part: n, start: hours ? `${start}T09:30:00+08:00` : start },
        );
        // An earlier edition, in force on that day, may have had no number.
        const row = editionFrom(newest.id, start)!;
        for (const [path, lang] of [
          ['/calculator', 'zh'],
          ['/en/calculator', 'en'],
        ] as const) {
          const answer = await page(
            { deadline: n === 0 ? row.id : `${row.id}.${n}`, start, ...(hours ? { time: '09:30' } : {}) },
            path,
          );
          const text = bare(answer.text);
          expect([row.id, n, answer.status]).toEqual([row.id, n, api.status]);
          if (api.status === 422) continue;
          counted++;
          const [y, m, d] = api.body.due.slice(0, 10).split('-').map(Number);
          const day = lang === 'zh' ? `${y}年${m}月${d}日` : `${y}`;
          expect([row.id, text.includes(day)]).toEqual([row.id, true]);
          expect([row.id, text.includes(api.body.summary[lang].replace(/\s+/g, ' '))]).toEqual([row.id, true]);
          const clause = lang === 'zh' ? row.source.zh : inFull(row.source.en);
          expect([row.id, text.includes(clause)]).toEqual([row.id, true]);
        }
      }
    }
    expect(counted).toBeGreaterThan(200);
  });

  test('counts under the edition in force on the day of the start, and names it', async () => {
    const of = async (start: string) => bare((await page({ deadline: 'credit-publish-window', start })).text);
    expect(await of('2025-09-26')).toMatch(/版本.{1,30}2026年4月1日起由新规定代替/);
    expect(await of('2026-05-06')).toMatch(/版本 2026年4月1日起施行/);
  });

  test('says so where the start lies before the day the rule came into force, in the language of the page', async () => {
    const of = async (start: string, path?: string) => bare((await page({ deadline: 'tip-review', start }, path)).text);
    expect(await of('2023-04-28')).toMatch(/起算日早于该规定施行之日（2023年5月1日/);
    expect(await of('2023-04-28', '/en/calculator')).toMatch(/The start lies before Monday 1 May 2023/);
    expect(await of('2023-05-01')).not.toContain('早于该规定施行之日');
  });

  test('draws the days: day zero, counted, weekend, holiday, make-up day and the last one', async () => {
    const { text } = await page(NATIONAL);
    const october = monthOf(text, '2026年10月');
    expect(monthOf(text, '2026年9月').get(30)).toBe('start');
    for (const n of [1, 2, 3, 4, 5, 6, 7]) expect([n, october.get(n)]).toEqual([n, 'holiday']);
    expect([8, 9, 10, 11, 12, 13, 14].map((n) => october.get(n))).toEqual([
      'counted',
      'counted',
      'make-up',
      'weekend',
      'counted',
      'due',
      '',
    ]);
    expect(october.size).toBe(31);
    expect(bare(text)).toContain('计入');
  });

  test('draws pauses, and the days before an event that is counted back from', async () => {
    const paused = await page({
      unit: 'wd',
      length: '5',
      start: '2025-03-03',
      'pause-1-from': '2025-03-05',
      'pause-1-to': '2025-03-07',
      'pause-3-from': '2025-03-11',
      'pause-3-to': '2025-03-12',
    });
    const march = monthOf(paused.text, '2025年3月');
    expect([3, 4, 5, 6, 7, 8, 10, 11, 12, 13].map((n) => march.get(n))).toEqual([
      'start',
      'counted',
      'counted',
      'paused',
      'paused',
      'weekend',
      'counted',
      'counted',
      'paused',
      'due',
    ]);
    const back = await page({ unit: 'wd', length: '7', direction: 'back', start: '2025-03-20' });
    const before = monthOf(back.text, '2025年3月');
    expect([before.get(20), before.get(19), before.get(11), before.get(10)]).toEqual([
      'start',
      'counted',
      'counted',
      'due',
    ]);
  });

  test('draws of two years the first and the last months, and says so', async () => {
    const { text } = await page({ unit: 'years', length: '2', start: '2024-03-01' });
    const captions = [...text.matchAll(/<caption>([^<]+)</g)].map((m) => m[1]);
    expect(captions).toEqual(['2024年3月', '2024年4月', '2026年2月', '2026年3月']);
    expect(bare(text)).toContain('2024年5月至2026年1月（共21个月）');
  });

  test('adds a line for one more pause without script, and asks nothing of what is not filled in yet', async () => {
    const one = await page({ unit: 'wd', length: '5', start: '', 'pause-1-from': '2025-03-05', add: 'pause' });
    expect(one.status).toBe(200);
    expect(one.text).toContain('id="pause-2-from"');
    expect(one.text).not.toContain('role="alert"');
    expect(one.text).toContain('value="2025-03-05"');
    const twenty = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`pause-${i + 1}-from`, '2025-03-05']));
    const full = await page({ unit: 'wd', length: '5', start: '2025-03-03', ...twenty, add: 'pause' });
    expect(full.text).toContain('id="pause-20-from"');
    expect(full.text).not.toContain('id="pause-21-from"');
  });

  test('counts an extension, and says when the rule knows none or allows less', async () => {
    const granted = { extend: '30', granted: '2026-11-10' };
    const fine = await page({ deadline: 'tip-investigate', start: '2026-09-30', ...granted });
    expect(bare(fine.text)).toContain('批准延长的30个工作日');
    expect(fine.text).not.toContain('class="note"');
    const more = await page({ deadline: 'tip-investigate', start: '2026-09-30', ...granted, extend: '31' });
    expect(bare(more.text)).toContain('超过限度');
    const none = await page({ ...NATIONAL, extend: '5', granted: '2026-10-09' });
    expect(bare(none.text)).toContain('没有规定延长');
    const late = await page({ unit: 'wd', length: '5', start: '2025-03-03', extend: '5', granted: '2025-03-20' });
    expect(bare(late.text)).toContain('已在届满之后，无效');
  });

  test('says provisional past the last published calendar, and what is suspended has no day and no file', async () => {
    expect((await page({ unit: 'wd', length: '10', start: '2026-12-28' })).text).toContain('暂定</span>');
    const open = { unit: 'wd', length: '5', start: '2025-03-03', 'pause-1-from': '2025-03-05' };
    const text = bare((await page(open)).text);
    expect(text).toContain('没有届满日');
    expect(text).not.toContain('.ics');
    (await file(open)).problem(409, 'no-date');
  });

  const BARE = { unit: 'wd', length: '5', start: '2025-03-03' };
  test.each<[string, Record<string, string>, string[]]>([
    ['an unknown deadline', { deadline: 'no-such-thing', start: '2025-03-03' }, ['deadline']],
    ['a part that is none', { deadline: 'tip-review.7', start: '2025-03-03' }, ['deadline']],
    ['a deadline without a number', { deadline: 'tip-urgent-report', start: '2025-03-03' }, ['deadline']],
    ['a unit that does not exist', { ...BARE, unit: 'weeks' }, ['unit']],
    ['no length', { ...BARE, length: '' }, ['length']],
    ['a length in words', { ...BARE, length: 'five' }, ['length']],
    ['no days', { ...BARE, length: '0' }, ['length']],
    ['a day that is none', { ...BARE, start: '2025-02-30' }, ['start']],
    ['a year out of reach', { ...BARE, start: '1900-01-01' }, ['start']],
    ['hours without a time of day', { ...BARE, unit: 'h' }, ['time']],
    ['a time that is none', { ...BARE, unit: 'h', time: '25:00' }, ['time']],
    ['a direction that is none', { ...BARE, direction: 'sideways' }, ['direction']],
    ['hours counted back', { ...BARE, unit: 'h', time: '09:30', direction: 'back' }, ['direction']],
    [
      'a pause that ends before it starts',
      { ...BARE, 'pause-1-from': '2025-03-05', 'pause-1-to': '2025-03-04' },
      ['pause-1-to'],
    ],
    [
      'the same in the third line',
      { ...BARE, 'pause-1-from': '2025-03-04', 'pause-3-from': '2025-03-07', 'pause-3-to': '2025-03-06' },
      ['pause-3-to'],
    ],
    ['a pause without a beginning', { ...BARE, 'pause-2-to': '2025-03-04' }, ['pause-2-from']],
    ['a pause in hours', { ...BARE, unit: 'h', time: '09:30', 'pause-2-from': '2025-03-04' }, ['pause-2-from']],
    ['an extension without its day', { ...BARE, extend: '5' }, ['granted']],
    ['an extension by nothing', { ...BARE, extend: '0', granted: '2025-03-04' }, ['extend']],
    ['a day of extension without its length', { ...BARE, granted: '2025-03-04' }, ['extend']],
    ['two mistakes at once', { ...BARE, unit: 'weeks', granted: '2025-03-04' }, ['extend', 'unit']],
  ])('refuses %s beside its field, and in the file naming it', async (_what, query, fields) => {
    for (const [path, word] of [
      ['/calculator', /\p{Script=Han}/u],
      ['/en/calculator', /[a-z]/],
    ] as const) {
      const { status, text } = await page(query, path);
      expect(status).toBe(422);
      const wrong = [...text.matchAll(/<p class="error" id="([^"]+)-error">([^<]+)</g)];
      expect(wrong.map((m) => m[1]).sort()).toEqual(fields);
      for (const [, id, words] of wrong) {
        expect(words).toMatch(word);
        expect(text).toContain(`href="#${id}"`);
        expect(text).toMatch(new RegExp(`aria-invalid="true"[^>]*aria-describedby="[^"]*${id}-error`));
      }
      expect(text).not.toContain('.ics');
    }
    (await file(query)).wrong(fields);
    expect((await page(query, '/calculator.ics')).headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  test.each<[string, Record<string, string>, string, string]>([
    [
      'hours without a time of day',
      { ...BARE, unit: 'h' },
      '请填写时刻，例如 16:40',
      'give the time of day, e.g. 16:40',
    ],
    ['a day that is none', { ...BARE, start: '2025-02-30' }, '没有这一天', 'there is no such day'],
    ['a unit that does not exist', { ...BARE, unit: 'weeks' }, '没有这个单位', 'There is no such unit'],
    [
      'earlier rules without a known length',
      { deadline: 'credit-repair-decide', start: '2025-09-26' },
      '我们不掌握旧规定的天数',
      'their length is not known to us',
    ],
  ])('says of %s in plain words what to do', async (_what, query, zh, en) => {
    for (const [path, words] of [
      ['/calculator', zh],
      ['/en/calculator', en],
    ] as const) {
      const { status, text } = await page(query, path);
      expect([status, bare(text).includes(words)]).toEqual([422, true]);
      expect(bare(text)).not.toMatch(/T16:40:00|instant|offset|Invalid option/);
    }
    // The length can be given at once: its part of the form stands open.
    const { text } = await page(query);
    expect(text).toMatch(/<details class="part" open="">\s*<summary>自行填写长度/);
  });

  test('counted back speaks of the event, and has one name for the working day before the latest day', async () => {
    const back = { unit: 'months', length: '1', direction: 'back', start: '2025-07-16' };
    const { text } = await page(back);
    expect(bare(text)).toContain('该事项当日，不计入');
    expect(text).toContain('最后工作日：最迟之日是休息日');
    expect(text).not.toContain('从严之日');
    const en = bare((await page(back, '/en/calculator')).text);
    expect(en).toContain('the day of the event, not counted');
    expect((await calendar(back)).map((e) => e.SUMMARY)).toEqual(['1个月：最后工作日', '1个月：最迟之日']);
  });

  test('keeps the question when the language is switched', async () => {
    const { text } = await page(NATIONAL);
    expect(text).toMatch(/class="lang" href="\/en\/calculator\?deadline=tip-review&amp;start=2026-09-30"/);
  });

  test('keeps nothing, and takes what is typed for text', async () => {
    const before = await p.rows();
    const { text } = await page({ ...BARE, unit: '"><script>alert(1)</script>', 'pause-1-from': '"><b>' });
    expect(text).not.toContain('<script');
    expect(text).not.toContain('"><b>');
    expect(await p.rows()).toEqual(before);
  });
});

describe('the file for a calendar', () => {
  test('is RFC 5545: a whole day, stamped by the clock of the product, with the explanation unharmed', async () => {
    const [event, ...more] = await calendar(NATIONAL);
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      DTSTAMP: '20250303T010000Z',
      'DTSTART;VALUE=DATE': '20261013',
      'DTEND;VALUE=DATE': '20261014',
      SUMMARY: '举报审查：届满',
      STATUS: 'CONFIRMED',
    });
    const api = await p.post<{ summary: { zh: string }; groups: { text: { zh: string } }[] }>(
      '/api/law/compute',
      NATIONAL,
    );
    expect(event!.DESCRIPTION!.split('\n').slice(0, 1 + api.body.groups.length)).toEqual([
      api.body.summary.zh,
      ...api.body.groups.map((g) => g.text.zh),
    ]);
    const [english] = await calendar(NATIONAL, '/en/calculator.ics');
    expect(english!.SUMMARY).toBe('Review of the tip: last day');
    expect(english!.DESCRIPTION).toContain('supervision of social-insurance funds (ministry order 49), art. 21 ¶1');
    expect(english!.DESCRIPTION).toContain('(Civil Code, general part, 201)');
  });

  test('escapes commas, semicolons, backslashes and line breaks', async () => {
    const { icsOf } = await import('../../web/page/ics.ts');
    const words = `a,b;c\\d\n第一行\r\n${'很长的一行，'.repeat(40)}😀${'x'.repeat(200)}`;
    const raw = icsOf(
      [{ uid: 'u', at: '2024-02-29', summary: words, description: words, tentative: false }],
      '2025-03-03T09:00:00+08:00',
    );
    const [event] = readCalendar(raw);
    expect(event!.SUMMARY).toBe(words.replaceAll('\r\n', '\n'));
    expect(event!['DTEND;VALUE=DATE']).toBe('20240301');
  });

  test('has the moment for hours', async () => {
    const [event] = await calendar({ unit: 'h', length: '24', start: '2025-03-07', time: '16:40' });
    expect(event!.DTSTART).toBe('20250308T084000Z');
  });

  test('has the strict day besides, and says what is provisional', async () => {
    const strict = await calendar({ unit: 'cd†', length: '3', start: '2025-03-05' });
    expect(strict.map((e) => e['DTSTART;VALUE=DATE'])).toEqual(['20250308', '20250310']);
    expect(new Set(strict.map((e) => e.UID)).size).toBe(2);
    const [provisional] = await calendar({ unit: 'wd', length: '10', start: '2026-12-28' }, '/en/calculator.ics');
    expect(provisional!.SUMMARY).toContain('(provisional)');
    expect(provisional!.STATUS).toBe('TENTATIVE');
  });

  test('bears the same id for the same question and another for another', async () => {
    const uid = async (query: Record<string, string>) => (await calendar(query))[0]!.UID!;
    const first = await uid({ start: '2026-09-30', deadline: 'tip-review' });
    p.clock.add(60_000);
    expect(await uid({ ...NATIONAL, unit: 'h', length: '3' })).toBe(first);
    expect(await uid({ ...NATIONAL, start: '2026-09-29' })).not.toBe(first);
    expect(await uid({ ...NATIONAL, 'pause-1-from': '2026-10-08', 'pause-1-to': '2026-10-09' })).not.toBe(first);
  });
});
