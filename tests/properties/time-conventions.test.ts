/** Each settled convention of counting, by example, where the golden dates do not reach. */
import { describe, expect, test } from 'vitest';
import { PUBLISHED } from '../../domain/law/calendars/index.ts';
import { calendarsOf, checkCalendar } from '../../domain/time/calendars.ts';
import { CONVENTIONS } from '../../domain/time/conventions.ts';
import { compute } from '../../domain/time/count.ts';
import { addDays, compareInstants, dayOf, isWorkingDay, startOfDay, toInstant } from '../../domain/time/day.ts';
import { explain } from '../../domain/time/explain.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import { answer, computeRequest, MOST_DAYS, requestFor } from '../../domain/time/request.ts';
import type { Calendar, Count } from '../../domain/time/types.ts';

const due = (count: Count) => compute(count, CALENDARS);
const filed = '2026-03-02T10:00:00+08:00';

describe('days and instants', () => {
  test('the day is that of Shanghai, and exact midnight belongs to the new day', () => {
    expect(dayOf('2026-09-29T15:59:59.999Z')).toBe('2026-09-29');
    expect(dayOf('2026-09-29T16:00:00Z')).toBe('2026-09-30');
    expect(dayOf('2026-02-14T12:30:00-05:00')).toBe('2026-02-15');
    expect(dayOf('2026-02-14')).toBe('2026-02-14');
  });

  test('one instant has one spelling', () => {
    expect(toInstant('2026-09-29T16:00Z')).toBe('2026-09-30T00:00:00+08:00');
    expect(toInstant('2026-09-29T16:00:00.5Z')).toBe('2026-09-30T00:00:00.500+08:00');
    expect(toInstant('2026-09-30')).toBe(startOfDay('2026-09-30'));
    expect(compareInstants('2026-09-30', '2026-09-29T16:00:00Z')).toBe(0);
    expect(compareInstants('2026-09-30T00:00:00+08:00', '2026-09-30T00:00:01+08:00')).toBeLessThan(0);
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
  });

  test.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-9-30',
    '20260930',
    '2026-09-30T16:40:00',
    '2026-09-30T24:00:00+08:00',
    '2026-09-30T16:60:00+08:00',
    '2026-09-30T16:40:60+08:00',
    '2026-09-30T16:40:00+0800',
    '2026-09-30T16:40:00.+08:00',
    '2026-09-30T16:40:00+08:00 ',
    '2026-09-30 16:40:00+08:00',
    '2026-09-30T16:40:00+08:00[Asia/Shanghai]',
    '',
  ])('"%s" is no day and no instant', (text) => {
    expect(() => dayOf(text)).toThrow(RangeError);
  });
});

describe('suspension', () => {
  test('on the last day: no expiry meanwhile, the first working day after the resumption day is the last', () => {
    const count: Count = { unit: 'wd', length: 60, start: filed };
    expect(due(count).due).toBe('2026-05-28');
    expect(due({ ...count, pauses: [{ from: '2026-05-28', to: '2026-06-12' }] }).due).toBe('2026-06-15');
    expect(due({ ...count, pauses: [{ from: '2026-05-29', to: '2026-06-12' }] }).due).toBe('2026-05-28');
  });

  test('within the last day: nothing changes', () => {
    const pauses = [{ from: '2026-05-28T09:00:00+08:00', to: '2026-05-28T15:00:00+08:00' }];
    expect(due({ unit: 'wd', length: 60, start: filed, pauses }).due).toBe('2026-05-28');
  });

  test('between the nominal and the rolled end: the first day after the resumption day, rolled; the alarm stays', () => {
    const count: Count = { unit: 'cd†', length: 60, start: filed };
    expect(due(count)).toMatchObject({ alarm: '2026-05-01', due: '2026-05-06' });
    expect(due({ ...count, pauses: [{ from: '2026-05-03', to: '2026-05-15' }] })).toMatchObject({
      alarm: '2026-05-01',
      due: '2026-05-18',
    });
    expect(due({ ...count, pauses: [{ from: '2026-05-06', to: '2026-05-15' }] }).due).toBe('2026-05-18');
    expect(due({ ...count, pauses: [{ from: '2026-05-02', to: '2026-05-04' }] }).due).toBe('2026-05-06');
    expect(due({ ...count, pauses: [{ from: '2026-05-03', to: null }] })).toMatchObject({
      alarm: '2026-05-01',
      due: null,
      expiresAt: null,
      remaining: 0,
    });
  });

  test('a term suspended on its last day goes on to the day after the resumption and does not roll', () => {
    const count: Count = { unit: 'cd', length: 60, start: filed, roll: false };
    expect(due(count).due).toBe('2026-05-01');
    expect(due({ ...count, pauses: [{ from: '2026-05-01', to: '2026-05-08' }] }).due).toBe('2026-05-09');
    expect(due({ ...count, pauses: [{ from: '2026-05-02', to: '2026-05-08' }] }).due).toBe('2026-05-01');
  });

  test('still running: no date, and what is left; begun after expiry: no effect', () => {
    const count: Count = { unit: 'wd', length: 60, start: filed };
    expect(due({ ...count, pauses: [{ from: '2026-03-04', to: null }] })).toEqual({
      due: null,
      expiresAt: null,
      provisional: false,
      calendars: ['国办发明电〔2025〕7号'],
      extensions: [],
      remaining: 58,
    });
    expect(due({ ...count, pauses: [{ from: '2026-06-01', to: null }] }).due).toBe('2026-05-28');
    expect(due({ unit: 'months', length: 1, start: filed, pauses: [{ from: filed, to: null }] }).remaining).toBe(31);
  });
});

describe('extension', () => {
  const count: Count = { unit: 'cd', length: 60, start: filed };

  test('several: each is judged by the date as the earlier ones left it, in the order of the grants', () => {
    const late = { length: 30, granted: '2026-05-20' };
    const timely = { length: 30, granted: '2026-05-06T23:59:59+08:00' };
    expect(due({ ...count, extensions: [late] }).extensions).toEqual(['refused']);
    const both = due({ ...count, extensions: [late, timely] });
    expect([both.extensions, both.due]).toEqual([['accepted', 'accepted'], due({ ...count, length: 120 }).due]);
  });

  test('until 24:00 of the rolled last day, not at 00:00 of the next', () => {
    const at = (granted: string) => due({ ...count, extensions: [{ length: 30, granted }] }).extensions[0];
    expect(at('2026-05-06T23:59:59.999+08:00')).toBe('accepted');
    expect(at('2026-05-07T00:00:00+08:00')).toBe('refused');
  });

  test('a suspension begun after the old end and before the extended one counts', () => {
    const extensions = [{ length: 30, granted: '2026-04-30' }];
    const pauses = [{ from: '2026-05-11', to: '2026-05-21' }];
    expect(due({ ...count, extensions, pauses }).due).toBe('2026-06-10');
    expect(due({ ...count, pauses }).due).toBe('2026-05-06');
  });

  test('while suspended an extension is in time', () => {
    const pauses = [{ from: '2026-03-12', to: null }];
    const d = due({ ...count, pauses, extensions: [{ length: 30, granted: '2026-08-01' }] });
    expect([d.extensions, d.remaining]).toEqual([['accepted'], 80]);
  });
});

describe('hours', () => {
  test('are exact, whatever the offset, and know no pause and no extension', () => {
    const d = due({
      unit: 'h',
      length: 24,
      start: '2026-02-14T12:30:15.250-05:00',
      pauses: [{ from: '2026-02-15', to: '2026-02-20' }],
      extensions: [{ length: 24, granted: '2026-02-15' }],
    });
    expect(d).toEqual({
      due: '2026-02-16T01:30:15.250+08:00',
      expiresAt: '2026-02-16T01:30:15.250+08:00',
      provisional: false,
      calendars: [],
      extensions: ['refused'],
    });
  });

  test('do not run from a plain date', () => {
    expect(() => due({ unit: 'h', length: 24, start: '2026-02-14' })).toThrow(/2026-02-14/);
  });
});

describe('counted back', () => {
  test('calendar days may end on a rest day; the alarm is the working day before it', () => {
    const d = due({ unit: 'cd†', length: 3, start: '2026-03-11', direction: 'back' });
    expect([d.due, d.alarm, d.expiresAt]).toEqual(['2026-03-07', '2026-03-06', '2026-03-08T00:00:00+08:00']);
  });

  test('a month back lies in full between', () => {
    expect(due({ unit: 'months', length: 1, start: '2026-03-31', direction: 'back' }).due).toBe('2026-02-27');
  });
});

describe('past the last published calendar', () => {
  test('weekends and the holidays fixed by date, and a mark', () => {
    expect(due({ unit: 'wd', length: 1, start: '2026-12-31' })).toMatchObject({
      due: '2027-01-04',
      provisional: true,
      calendars: [],
    });
    expect(due({ unit: 'wd', length: 1, start: '2026-12-30' })).toMatchObject({
      due: '2026-12-31',
      provisional: false,
    });
    const off = ['2027-01-01', '2027-05-01', '2027-05-02', '2027-10-01', '2027-10-02', '2027-10-03'];
    for (const day of off) expect(isWorkingDay(day, CALENDARS)).toBe(false);
    for (const day of ['2027-05-03', '2027-10-04', '2027-02-08']) expect(isWorkingDay(day, CALENDARS)).toBe(true);
    expect(isWorkingDay('2028-05-02', CALENDARS)).toBe(false);
  });

  test('a term that does not roll rests on no calendar and is certain', () => {
    const d = due({ unit: 'years', length: 3, start: '2026-03-02', roll: false });
    expect([d.due, d.provisional, d.calendars]).toEqual(['2029-03-02', false, []]);
  });

  test('before the first published calendar the date is marked too', () => {
    expect(due({ unit: 'wd', length: 5, start: '2023-03-01' }).provisional).toBe(true);
    expect(due({ unit: 'wd', length: 1, start: '2023-12-29' })).toMatchObject({
      due: '2024-01-02',
      provisional: false,
    });
  });

  test('a new notice makes the date certain, and may reach into the December before', () => {
    const base = PUBLISHED.find((c) => c.year === 2026)!;
    const invented: Calendar = {
      year: 2027,
      notice: 'a notice made up for this test',
      published: '2026-11-10',
      off: ['2026-12-31', '2027-01-01', '2027-05-01', '2027-05-02', '2027-10-01', '2027-10-02', '2027-10-03'],
      work: ['2027-01-03'],
    };
    const d = compute({ unit: 'wd', length: 1, start: '2026-12-30' }, calendarsOf([base, invented]));
    expect(d).toMatchObject({
      due: '2027-01-03',
      provisional: false,
      calendars: [base.notice, invented.notice],
    });
  });

  test('of two notices of one year the later published replaces the earlier', () => {
    const old = PUBLISHED.find((c) => c.year === 2026)!;
    const changed: Calendar = { ...old, notice: 'changed', published: '2026-02-01', work: [] };
    expect(isWorkingDay('2026-10-10', calendarsOf([changed, old]))).toBe(false);
    expect(isWorkingDay('2026-10-10', calendarsOf([old, changed]))).toBe(false);
    expect(isWorkingDay('2026-10-10', calendarsOf([old]))).toBe(true);
  });
});

describe('a calendar fit to be published', () => {
  const good = PUBLISHED[2]!;
  const fields = (change: Partial<Calendar>) => checkCalendar({ ...good, ...change }).map((p) => p.field);

  test('those of 2024, 2025 and 2026 are', () => {
    for (const calendar of PUBLISHED) expect(checkCalendar(calendar)).toEqual([]);
  });

  test('a wrong one is told its fields', () => {
    expect(fields({ year: 1999 })).toEqual(['year']);
    expect(fields({ notice: ' ' })).toEqual(['notice']);
    expect(fields({ published: '2025-02-30' })).toEqual(['published']);
    expect(fields({ published: '2023-02-20' })).toEqual(['published']);
    expect(fields({ off: [...good.off, '2025-12-21'] })).toEqual(['off']);
    expect(fields({ off: [...good.off, '2027-01-01'] })).toEqual(['off']);
    expect(fields({ off: [...good.off, '2026-10-01'] })).toEqual(['off']);
    expect(fields({ off: [...good.off, 'soon'] })).toEqual(['off']);
    expect(fields({ off: good.off.filter((d) => d !== '2026-10-02') })).toContain('off');
    expect(fields({ off: good.off.filter((d) => d !== '2026-02-17') })).toEqual(['off']);
    expect(fields({ off: [] })).toContain('off');
    expect(fields({ work: [...good.work, '2026-10-12'] })).toEqual(['work']);
    expect(fields({ work: [...good.work, '2026-10-03'] })).toContain('work');
    expect(fields({ names: { '2026-08-01': { zh: '节', en: 'day' } } })).toEqual(['names']);
  });
});

describe('the explanation', () => {
  test('names the holiday, the notice and the make-up day in a few lines', () => {
    const { groups, summary } = explain({ unit: 'wd', length: 5, start: '2026-09-30T16:40:00+08:00' }, CALENDARS);
    expect(groups.map((g) => g.text.en)).toEqual([
      'Wednesday 30 September 2026: the day of the start, which does not count (CC 201)',
      '1–7 October 2026: National Day, off by State Council notice, not counted (国办发明电〔2025〕7号)',
      '8–9 October 2026: working days 1–2',
      'Saturday 10 October 2026: make-up working day by official notice, working day 3 (国办发明电〔2025〕7号)',
      '11–13 October 2026: working days 4–5, weekends left out',
    ]);
    expect(groups[1]?.text.zh).toBe('2026年10月1日至7日：国庆节放假，不计入（国办发明电〔2025〕7号）');
    expect(summary).toEqual({
      zh: '自2026年9月30日（星期三）起5个工作日，至2026年10月13日（星期二）24时届满。',
      en: '5 working days from Wednesday 30 September 2026 end on Tuesday 13 October 2026 at 24:00.',
    });
  });

  test('sixty working days are read in a minute', () => {
    const { groups, days } = explain({ unit: 'wd', length: 60, start: filed }, CALENDARS);
    expect(days.length).toBeGreaterThan(80);
    expect(groups.length).toBeLessThanOrEqual(8);
  });

  test('says why a last day on a weekend does not move on, or why it moved to one: the notice makes it a working day', () => {
    const on = (length: number) => explain({ unit: 'cd', length, start: '2026-09-30' }, CALENDARS).groups.at(-1)!;
    expect(on(10)).toMatchObject({
      from: '2026-10-10',
      to: '2026-10-10',
      reason: 'make-up',
      source: '国办发明电〔2025〕7号',
    });
    expect(on(10).text).toEqual({
      zh: '2026年10月10日（星期六）：第10日，虽逢周末，按放假通知为调休上班日，末日不顺延（国办发明电〔2025〕7号）',
      en: 'Saturday 10 October 2026: day 10, a weekend day that is worked by official notice, so the last day does not move on (国办发明电〔2025〕7号)',
    });
    // An ordinary Saturday moves on to Monday, and a day that has no need to stay is an ordinary day.
    expect(on(17)).toMatchObject({ from: '2026-10-19', reason: 'rolled' });
    expect(on(9)).toMatchObject({ to: '2026-10-09', reason: 'counted' });
    const unrolled = explain({ unit: 'cd', length: 10, start: '2026-09-30', roll: false }, CALENDARS).groups.at(-1)!;
    expect(unrolled).toMatchObject({ to: '2026-10-10', reason: 'counted' });
    // 5 April 2024 was off; Sunday 7 April was worked.
    const moved = explain({ unit: 'cd', length: 5, start: '2024-03-31' }, CALENDARS).groups.at(-1)!;
    expect(moved).toMatchObject({ from: '2024-04-07', reason: 'rolled' });
    expect(moved.text.zh).toContain('按国办发明电〔2023〕7号为调休上班日');
    expect(moved.text.en).toContain('a weekend day that is worked by 国办发明电〔2023〕7号');
  });

  test('says what was suspended, refused, rolled and provisional', () => {
    const said = explain(
      {
        unit: 'cd†',
        length: 60,
        start: '2026-11-02',
        pauses: [{ from: '2026-11-10', to: '2026-11-12' }],
        extensions: [{ length: 5, granted: '2027-02-01' }],
      },
      CALENDARS,
    );
    expect(said.days.filter((d) => d.reason === 'paused').map((d) => d.date)).toEqual(['2026-11-11', '2026-11-12']);
    expect(said.days.at(-1)).toEqual({ date: '2027-01-04', counted: false, reason: 'rolled', source: 'CC 203' });
    expect(said.summary.en).toMatch(/refused.*Provisional/);
    expect(said.conventions.map((c) => c.number)).toEqual([1, 2, 3, 4, 5, 9, 13, 14, 15, 18]);
  });

  test('a working day on which the last day was stopped by a suspension is no weekend', () => {
    const pauses = [{ from: '2026-05-06', to: '2026-05-15' }];
    const { days, groups } = explain({ unit: 'cd', length: 60, start: filed, pauses }, CALENDARS);
    expect(days.find((d) => d.date === '2026-05-06')).toMatchObject({ counted: false, reason: 'rolled' });
    expect(groups.find((g) => g.from === '2026-05-06')?.text.en).toContain('suspended on this day, so no expiry');
  });

  test('ends with the suspension while it runs', () => {
    const count: Count = { unit: 'wd', length: 5, start: '2026-03-02', pauses: [{ from: '2026-03-04', to: null }] };
    const { days, groups, summary } = explain(count, CALENDARS);
    expect(days.map((d) => d.date)).toEqual(['2026-03-02', '2026-03-03', '2026-03-04']);
    expect(groups.at(-1)?.reason).toBe('paused');
    expect(summary.en).toContain('3 working days left');
  });

  test('knows eighteen conventions in both languages', () => {
    expect(CONVENTIONS.map((c) => c.number)).toEqual(Array.from({ length: 18 }, (_, i) => i + 1));
    for (const c of CONVENTIONS) expect(c.zh.length > 5 && c.en.length > 20).toBe(true);
  });
});

describe('a request from outside', () => {
  const good = { unit: 'wd', length: 5, start: '2026-09-30T16:40:00+08:00', pauses: [], extension: null };
  const wrong = (change: Record<string, unknown>) => {
    const result = computeRequest.safeParse({ ...good, ...change });
    return result.success ? [] : result.error.issues.map((i) => [...i.path, ...('keys' in i ? i.keys : [])].join('.'));
  };

  test('is accepted as the golden cases have it, with or without pauses and extension', () => {
    expect(wrong({})).toEqual([]);
    expect(computeRequest.parse({ unit: 'cd†', length: 3, start: '2026-09-30' })).toMatchObject({
      pauses: [],
      extension: null,
    });
  });

  test.each([
    ['unit', { unit: 'weeks' }],
    ['unit', { unit: undefined }],
    ['length', { length: 0 }],
    ['length', { length: 1.5 }],
    ['length', { length: '5' }],
    ['length', { length: 10_001 }],
    ['length', { unit: 'years', length: 31 }],
    ['start', { start: '2026-02-30' }],
    ['start', { start: '2026-09-30T16:40:00' }],
    ['start', { start: '1999-12-31' }],
    ['start', { start: '2101-01-01T00:00:00+08:00' }],
    ['start', { start: 20260930 }],
    ['start', { unit: 'h', start: '2026-09-30' }],
    ['pauses', { unit: 'h', pauses: [{ from: '2026-10-01', to: '2026-10-02' }] }],
    ['extension', { unit: 'h', extension: { length: 1, granted: '2026-10-01' } }],
    ['direction', { unit: 'h', direction: 'back' }],
    ['direction', { direction: 'sideways' }],
    ['pauses', { direction: 'back', pauses: [{ from: '2026-09-01', to: null }] }],
    ['extension', { direction: 'back', extension: { length: 1, granted: '2026-09-01' } }],
    ['pauses.0.to', { pauses: [{ from: '2026-10-09', to: '2026-10-08' }] }],
    ['pauses.0.to', { pauses: [{ from: '2026-10-09T12:00:00+08:00', to: '2026-10-09T11:59:00+08:00' }] }],
    [
      'pauses.1.from',
      {
        pauses: [
          { from: '2026-10-09', to: null },
          { from: 'then', to: null },
        ],
      },
    ],
    ['pauses.0.to', { pauses: [{ from: '2026-10-09' }] }],
    ['extension.length', { extension: { length: -1, granted: '2026-10-01' } }],
    ['extension.granted', { extension: { length: 1, granted: '2026-02-29' } }],
    ['extension.length', { unit: 'months', extension: { length: 361, granted: '2026-10-01' } }],
    ['roll', { roll: 'no' }],
    ['holidays', { holidays: [] }],
  ])('is refused naming %s: %j', (field, change) => {
    expect(wrong(change)).toEqual([field]);
  });

  test('the longest that is let in is computed, the middle of its days left out', () => {
    const longest = computeRequest.parse({
      unit: 'years',
      length: 30,
      start: '2100-12-31',
      pauses: [{ from: '2100-12-31', to: '2100-12-31' }],
      extension: { length: 30, granted: '2100-12-31' },
    });
    const given = answer(longest, CALENDARS);
    expect([given.due, given.days.length, given.counted_days]).toEqual(['2160-12-31', MOST_DAYS, undefined]);
    expect(given.omitted).toBeDefined();
    const back = computeRequest.parse({ unit: 'wd', length: 5000, start: '2000-01-01', direction: 'back' });
    expect(answer(back, CALENDARS).due?.slice(0, 2)).toBe('19');
  });

  test('a row of the catalogue gives its unit, length, direction and roll', () => {
    const row = {
      id: 'a-term',
      parts: [
        { length: 3, unit: 'years' as const, start: { zh: '', en: '' } },
        { length: null, unit: null, start: { zh: '', en: '' } },
      ],
      direction: 'forward' as const,
      roll: false,
    };
    const full = { ...emptyRow, ...row };
    const ask = { start: '2026-03-02', pauses: [], extension: null };
    const request = requestFor(full, { ...ask, part: 0 });
    expect(request).toEqual({
      unit: 'years',
      length: 3,
      start: '2026-03-02',
      pauses: [],
      extension: null,
      roll: false,
    });
    expect(() => requestFor(full, { ...ask, part: 1 })).toThrow(/a-term/);
    expect(() => requestFor(full, { ...ask, part: 2 })).toThrow(/part 2/);
  });
});

const words = { zh: '', en: '' };
const emptyRow = {
  stage: '',
  title: words,
  who: words,
  obligor: 'other' as const,
  kind: 'term' as const,
  extension: null,
  suspends: null,
  ifMissed: null,
  source: words,
  instruments: [],
  confidence: 'text' as const,
  region: null,
  edition: { inForce: null, until: null },
  use: 'clock' as const,
};
