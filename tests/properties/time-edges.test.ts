/** The edges of counting: the first and last of what is let in, the day a suspension begins, the one unit more that is too many. */
import { describe, expect, test } from 'vitest';
import { PUBLISHED } from '../../domain/law/calendars/index.ts';
import { calendarsOf, checkCalendar, workedThrough, workingDayAt } from '../../domain/time/calendars.ts';
import { convention } from '../../domain/time/conventions.ts';
import { compute } from '../../domain/time/count.ts';
import {
  addDays,
  dayNumber,
  FIRST_DAY,
  instantOf,
  isWorking,
  isWorkingDay,
  LAST_DAY,
  millisOf,
  weekdayOf,
} from '../../domain/time/day.ts';
import { explain } from '../../domain/time/explain.ts';
import { legalDay, legalInstant, SPAN } from '../../domain/time/fields.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import { answer, computeRequest, MOST_DAYS } from '../../domain/time/request.ts';
import type { Calendar, Count } from '../../domain/time/types.ts';

const days = (count: Count) => explain(count, CALENDARS).days.map((d) => d.date);

describe('a suspension', () => {
  const TEN: Count = { unit: 'wd', length: 10, start: '2026-10-12' };

  test('from the very day of the start leaves nothing that a calendar says', () => {
    const due = compute({ ...TEN, pauses: [{ from: '2026-10-12', to: null }] }, CALENDARS);
    expect(due).toMatchObject({ due: null, expiresAt: null, calendars: [], provisional: false, remaining: 10 });
    expect(days({ ...TEN, pauses: [{ from: '2026-10-12', to: null }] })).toEqual(['2026-10-12']);
  });

  test('that begins before another is over, or on the day on which it ends, is one with it', () => {
    const until = (...pauses: NonNullable<Count['pauses']>) => days({ ...TEN, pauses }).at(-1);
    const first = { from: '2026-10-14', to: '2026-10-19' };
    for (const from of ['2026-10-14', '2026-10-16', '2026-10-18', '2026-10-19']) {
      expect([from, until(first, { from, to: null }), until({ from, to: null }, first)]).toEqual([
        from,
        '2026-10-14',
        '2026-10-14',
      ]);
    }
    expect(until(first, { from: '2026-10-20', to: null })).toBe('2026-10-20');
    const text = explain({ ...TEN, pauses: [first, { from: '2026-10-20', to: null }] }, CALENDARS).groups.at(-1)?.text;
    expect(text?.en).toBe('from Wednesday 21 October 2026: suspended, not resumed yet');
  });
});

test('counted back or in hours nothing is extended: each extension is refused, in its place', () => {
  const back: Count = { unit: 'wd', length: 7, start: '2026-10-15', direction: 'back' };
  const hours: Count = { unit: 'h', length: 48, start: '2026-10-15T10:00:00+08:00' };
  const extensions = ['2026-09-01', '2026-10-20'].map((granted) => ({ length: 2, granted }));
  for (const count of [back, hours]) {
    const plain = compute(count, CALENDARS);
    expect(plain.extensions).toEqual([]);
    expect(compute({ ...count, extensions }, CALENDARS)).toEqual({ ...plain, extensions: ['refused', 'refused'] });
  }
});

describe('a text is a date or an instant', () => {
  const none = (text: string) => {
    try {
      millisOf(text);
      return false;
    } catch (e) {
      return e instanceof RangeError;
    }
  };
  const ONES = ['2026-09-30', '2026-09-30T16:40+08:00', '2026-09-30T16:40:59Z', '2026-09-30T16:40:00.123456789-05:30'];

  test('with every digit and every mark in its place, and with nothing behind it', () => {
    for (const text of ONES) {
      expect([text, none(text)]).toEqual([text, false]);
      for (let i = 0; i < text.length; i++)
        for (const other of ['/', ':', ';', '-', '.', ',', 'T', 't', 'Z', 'z', '+', ' ', 'x', '٣']) {
          // The sign of the offset may be the other one.
          const may = text[i] === other || (['+', '-'].includes(text[i]!) && i > 10 && ['+', '-'].includes(other));
          const changed = text.slice(0, i) + other + text.slice(i + 1);
          if (!may) expect([changed, none(changed)]).toEqual([changed, true]);
        }
      for (const rest of ['0', ' ', 'Z', '+08:00'])
        expect([text + rest, none(text + rest)]).toEqual([text + rest, true]);
    }
  });

  test('whose parts there are: the first and the last of each, and none beyond', () => {
    const yes = ['0000-01-01', '2026-01-01', '2026-12-31', '2024-02-29', '2000-02-29', '2026-04-30', '2026-01-31'];
    const no = ['2026-00-01', '2026-13-01', '2026-01-00', '2026-01-32', '2026-04-31', '2026-02-29', '1900-02-29'];
    expect([yes.filter(none), no.filter((text) => !none(text))]).toEqual([[], []]);
    const at = (time: string, offset = '+08:00') => none(`2026-09-30T${time}${offset}`);
    expect(['00:00', '23:59', '23:59:59', '00:00:00.000000000'].filter((t) => at(t))).toEqual([]);
    expect(['24:00', '23:60', '23:59:60', '23:59:59.', '23:59:59.0000000000'].filter((t) => !at(t))).toEqual([]);
    expect(['+00:00', '-18:59', '+18:00'].filter((o) => at('12:00', o))).toEqual([]);
    expect(['+19:00', '-08:60', '+8:00', '+0800', '+08', ''].filter((o) => !at('12:00', o))).toEqual([]);
  });

  test('of one moment however it is written', () => {
    const same = ['2026-09-30T16:40:01+08:00', '2026-09-30T08:40:01Z', '2026-09-30T03:10:01-05:30'];
    expect(new Set(same.map(millisOf))).toEqual(new Set([Date.UTC(2026, 8, 30, 8, 40, 1)]));
    expect(millisOf('2026-09-30T08:40:01.0456789Z') - millisOf('2026-09-30T08:40:01Z')).toBe(45);
    expect([millisOf('1969-12-31T23:59:59.999Z'), millisOf('1970-01-01')]).toEqual([-1, -8 * 3_600_000]);
    for (const [y, m, d] of [
      [1970, 1, 1],
      [1999, 12, 31],
      [2000, 2, 29],
      [2000, 3, 1],
      [2100, 2, 28],
      [2101, 7, 9],
    ] as const)
      expect(millisOf(`${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}T00:00Z`)).toBe(
        Date.UTC(y, m - 1, d),
      );
  });
});

test('an instant is written to the millisecond, and with none where there is none', () => {
  const at = Date.parse('2026-10-12T10:00:00+08:00');
  expect([0, 7, 70, 700, 1000].map((ms) => instantOf(at + ms))).toEqual([
    '2026-10-12T10:00:00+08:00',
    '2026-10-12T10:00:00.007+08:00',
    '2026-10-12T10:00:00.070+08:00',
    '2026-10-12T10:00:00.700+08:00',
    '2026-10-12T10:00:01+08:00',
  ]);
  expect(instantOf(Date.parse('2026-10-11T16:05:09.040Z'))).toBe('2026-10-12T00:05:09.040+08:00');
});

describe('the days that can be counted', () => {
  test('begin in 1940 and end in 2230, and none beyond is answered for', () => {
    for (const n of [FIRST_DAY, LAST_DAY]) expect(() => isWorking(n, CALENDARS)).not.toThrow();
    for (const n of [FIRST_DAY - 1, LAST_DAY + 1]) {
      expect(() => isWorking(n, CALENDARS)).toThrow(/lies outside the years 1940 to 2230/);
    }
    expect(() => isWorkingDay('1939-12-31', CALENDARS)).toThrow('1939-12-31');
    expect(() => isWorkingDay('2231-01-01', CALENDARS)).toThrow('2231-01-01');
    expect(isWorkingDay('2230-12-31', CALENDARS)).toBe(true);
    expect(isWorkingDay('1940-01-01', CALENDARS)).toBe(false);
    expect(() => workedThrough(LAST_DAY, CALENDARS)).not.toThrow();
    expect(() => workedThrough(LAST_DAY + 1, CALENDARS)).toThrow(/2231-01-01 lies outside/);
    const all = workedThrough(LAST_DAY, CALENDARS);
    expect(workingDayAt(all, LAST_DAY - 40, CALENDARS)).toBe(LAST_DAY);
    expect(() => workingDayAt(all + 1, LAST_DAY - 40, CALENDARS)).toThrow('the period leaves the years 1940 to 2230');
  });

  test('can be named in a form as far as a period has room on both sides', () => {
    expect(SPAN).toEqual({ first: '1950-01-01', last: addDays('2230-12-31', -20_000) });
    const day = (text: string) =>
      legalDay()
        .safeParse(text)
        .error?.issues.map((i) => i.message) ?? null;
    expect([day(SPAN.first), day(SPAN.last)]).toEqual([null, null]);
    const span = `must lie between ${SPAN.first} and ${SPAN.last}`;
    expect([day(addDays(SPAN.first, -1)), day(addDays(SPAN.last, 1))]).toEqual([[span], [span]]);
    expect(day('no date')).toHaveLength(1);
    const at = (text: string) =>
      legalInstant()
        .safeParse(text)
        .error?.issues.map((i) => i.message) ?? null;
    expect(at(`${SPAN.last}T23:59:59+08:00`)).toBeNull();
    expect(at(`${SPAN.last}T23:59:59Z`)).toEqual([span]);
    expect(at(`${SPAN.first}T00:00:00+08:00`)).toBeNull();
    expect(at(`${SPAN.first}T00:00:00+09:00`)).toEqual([span]);
    const zh = legalDay().safeParse('1900-01-01').error?.issues[0];
    expect(zh).toMatchObject({ params: { zh: `须在${SPAN.first}至${SPAN.last}之间` } });
  });
});

describe('a request', () => {
  const base = { length: 1, start: '2026-10-12' };
  const said = (more: object) =>
    computeRequest.safeParse({ ...base, ...more }).error?.issues.map((i) => [i.path.join('.'), i.message]) ?? null;

  test('is let in up to the longest of its unit and told that bound by one more, whichever field it is', () => {
    const longest = { h: 10_000, cd: 10_000, 'cd†': 10_000, wd: 5_000, months: 360, years: 30 };
    for (const [unit, length] of Object.entries(longest)) {
      const start = unit === 'h' ? '2026-10-12T10:00:00+08:00' : base.start;
      expect([unit, said({ unit, length, start })]).toEqual([unit, null]);
      if (length === 10_000) continue;
      const no = `must be at most ${length} for the unit ${unit}`;
      for (const more of [length + 1, 10_000]) {
        expect(said({ unit, length: more })).toEqual([['length', no]]);
        expect(said({ unit, extension: { length: more, granted: base.start } })).toEqual([['extension.length', no]]);
      }
      // What is too long for every unit is said once.
      expect(said({ unit, length: 10_001 })).toEqual([['length', 'must be at most 10000']]);
    }
    expect(said({ unit: 'cd', length: 10_001 })).toEqual([['length', 'must be at most 10000']]);
    expect(said({ unit: 'cd', length: 0 })).toEqual([['length', 'must be at least 1']]);
    expect(said({ unit: 'cd', length: 1.5 })).toEqual([['length', 'must be a whole number']]);
  });

  test('names years from 2000 to 2100 as Shanghai counts them', () => {
    const start = (text: string) => said({ unit: 'cd', start: text })?.map(([, message]) => message) ?? null;
    expect([start('2000-01-01'), start('2100-12-31'), start('1999-12-31T16:00:00Z')]).toEqual([null, null, null]);
    const years = ['must lie in the years 2000 to 2100'];
    expect([start('1999-12-31'), start('2101-01-01'), start('2100-12-31T16:00:00Z')]).toEqual([years, years, years]);
    const real = 'must be a real date as 2026-09-30, or an instant with offset as 2026-09-30T16:40:00+08:00';
    expect(start('2026-02-30')).toEqual([real]);
  });

  test('has pauses that end no earlier than they begin, by the hour where both have one', () => {
    const pause = (from: string, to: string | null) => said({ unit: 'cd', pauses: [{ from, to }] });
    const no = [['pauses.0.to', 'must not come before the pause begins']];
    expect(pause('2026-10-14', '2026-10-14')).toBeNull();
    expect(pause('2026-10-14', '2026-10-13')).toEqual(no);
    expect(pause('2026-10-14', null)).toBeNull();
    expect(pause('2026-10-14T10:00:00+08:00', '2026-10-14T10:00:00+08:00')).toBeNull();
    expect(pause('2026-10-14T10:00:01+08:00', '2026-10-14T10:00:00+08:00')).toEqual(no);
    expect(pause('2026-10-14T10:00:00+08:00', '2026-10-14')).toBeNull();
    expect(pause('2026-10-14', '2026-10-14T00:00:00+08:00')).toBeNull();
    expect(pause('2026-10-14T10:00:00+08:00', '2026-10-13')).toEqual(no);
    expect(pause('x', '2026-10-13')?.map(([path]) => path)).toEqual(['pauses.0.from']);
    expect(pause('2026-10-13', 'x')?.map(([path]) => path)).toEqual(['pauses.0.to']);
  });

  test('in hours, or counted back, has no pause and no extension, and says so of each', () => {
    const all = { pauses: [{ from: base.start, to: null }], extension: { length: 1, granted: base.start } };
    expect(said({ unit: 'h', ...all, direction: 'back' })).toEqual([
      ['start', 'must be an instant with offset: hours run from a moment'],
      ['pauses', 'must be empty: periods in hours are never suspended'],
      ['extension', 'must be null: periods in hours are never extended'],
      ['direction', 'must be forward: only days, months and years count back'],
    ]);
    expect(said({ unit: 'cd', ...all, direction: 'back' })).toEqual([
      ['pauses', 'must be empty: a period counted back is never suspended'],
      ['extension', 'must be null: a period counted back is never extended'],
    ]);
    expect(said({ unit: 'cd', ...all, direction: 'forward' })).toBeNull();
    expect(said({ unit: 'cd', direction: 'back' })).toBeNull();
    expect(said({ unit: 'h', start: '2026-10-12T10:00:00+08:00', direction: 'forward' })).toBeNull();
  });

  const asked = (more: object) => answer(computeRequest.parse({ ...base, ...more }), CALENDARS);

  test('is answered with every day, up to a bound; beyond it the middle is left out and named', () => {
    const whole = asked({ unit: 'cd', length: MOST_DAYS - 1, roll: false });
    expect([whole.days.length, whole.omitted, whole.counted_days?.length]).toEqual([
      MOST_DAYS,
      undefined,
      MOST_DAYS - 1,
    ]);
    const all = explain({ unit: 'cd', length: MOST_DAYS + 100, start: base.start, roll: false }, CALENDARS).days;
    const cut = asked({ unit: 'cd', length: MOST_DAYS + 100, roll: false });
    expect(cut.days.length).toBe(MOST_DAYS);
    const shown = new Set(cut.days.map((d) => d.date));
    const left = all.map((d) => d.date).filter((d) => !shown.has(d));
    expect(cut.omitted).toEqual({ from: left[0], to: left.at(-1) });
    expect(left).toHaveLength(all.length - MOST_DAYS);
    expect(cut.counted_days).toBeUndefined();
    const one = asked({ unit: 'cd', length: MOST_DAYS, roll: false });
    const middle = addDays(base.start, MOST_DAYS / 2);
    expect(one.omitted).toEqual({ from: middle, to: middle });
  });

  test('is answered with what there is: an alarm, a remainder, a verdict on an extension, the horizon', () => {
    const plain = asked({ unit: 'cd', length: 3 });
    expect(Object.keys(plain).sort()).toEqual([
      'calendars',
      'conventions',
      'counted_days',
      'days',
      'due',
      'expiresAt',
      'groups',
      'horizon',
      'provisional',
      'summary',
    ]);
    expect(plain).toMatchObject({ due: '2026-10-15', horizon: '2026-12-31', provisional: false });
    expect(asked({ unit: 'cd†', length: 3 }).alarm).toBe('2026-10-15');
    expect(asked({ unit: 'cd', length: 3, pauses: [{ from: '2026-10-13', to: null }] }).remaining).toBe(2);
    const extension = (granted: string) =>
      asked({ unit: 'cd', length: 3, extension: { length: 2, granted } }).extension;
    expect([extension('2026-10-15'), extension('2026-10-16')]).toEqual(['accepted', 'refused']);
    const hours = asked({ unit: 'h', length: 3, start: '2026-10-12T10:00:30+08:00' });
    expect([hours.counted_days, hours.days.length]).toEqual([undefined, 1]);
  });
});

describe('an explanation of hours', () => {
  test('says the seconds where there are any', () => {
    const of = (start: string, direction: 'forward' | 'back' = 'forward') =>
      explain({ unit: 'h', length: 48, start, direction }, CALENDARS).summary;
    expect(of('2026-10-12T10:00:30+08:00').en).toBe(
      '48 hours from 2026-10-12 10:00:30 end at 2026-10-14 10:00:30, Beijing time; nights and holidays are not left out.',
    );
    expect(of('2026-10-12T10:00:00+08:00').zh).toBe(
      '自2026-10-12 10:00起48小时，至2026-10-14 10:00（北京时间）届满，夜间和节假日不扣除。',
    );
    expect(of('2026-10-12T02:30:00Z', 'back')).toEqual({
      zh: '2026-10-12 10:30之前48小时为2026-10-10 10:30（北京时间）。',
      en: '48 hours before 2026-10-12 10:30 is 2026-10-10 10:30, Beijing time.',
    });
  });
});

describe('a calendar of a notice', () => {
  const of2026 = PUBLISHED[2]!;
  const of2025 = PUBLISHED[1]!;
  const of2024 = PUBLISHED[0]!;
  const said = (c: Calendar) => checkCalendar(c).map(({ field, text }) => [field, text.zh, text.en]);
  const weekend = (d: string) => [0, 6].includes(weekdayOf(dayNumber(d)));

  test('is of a year that there can be', () => {
    const no = [['year', '年份须在2000至2100之间。', 'The year must lie between 2000 and 2100.']];
    for (const year of [1999, 2101, 2026.5, Number.NaN]) expect(said({ ...of2026, year })).toEqual(no);
    for (const year of [2000, 2100]) expect(said({ ...of2026, year, off: [], work: [] })).not.toEqual(no);
  });

  test('has a number and a date, of its year or the one before', () => {
    expect(said({ ...of2026, notice: ' ' })).toEqual([
      ['notice', '须写明通知文号。', 'The number of the notice is missing.'],
    ]);
    expect(said({ ...of2026, published: '' })).toEqual([
      ['published', '须写明通知发布日期。', 'The date of the notice is missing or no date.'],
    ]);
    const no = [['published', '通知发布日期须在2025年或2026年。', 'The notice must be of 2025 or 2026.']];
    for (const published of ['2024-12-31', '2027-01-01']) expect(said({ ...of2026, published })).toEqual(no);
    for (const published of ['2025-01-01', '2026-12-31']) expect(said({ ...of2026, published })).toEqual([]);
  });

  test('whose days all lie elsewhere is of another year, which is said instead of all else', () => {
    const no = [
      'year',
      '所列放假日和上班日都不在2027年，请核对年份。',
      'None of the days named lies in 2027: check the year.',
    ];
    expect(said({ ...of2026, year: 2027 })).toEqual([no]);
    expect(said({ ...of2026, year: 2027, published: '' }).map(([field]) => field)).toEqual(['year', 'published']);
    // One day within its reach is enough for its days to be looked at: also the first and the last that there can be.
    for (const day of ['2026-12-22', '2027-12-31']) {
      const texts = said({ ...of2026, year: 2027, off: [...of2026.off, day] });
      expect(texts.map(([field]) => field)).not.toContain('year');
    }
    for (const day of ['2026-12-21', '2028-01-01']) {
      expect(said({ ...of2026, year: 2027, off: [...of2026.off, day] })).toEqual([no]);
    }
    // A single day is a slip of that day.
    expect(said({ ...of2026, off: ['2020-05-01'], work: [] }).map(([field]) => field)).not.toContain('year');
  });

  test('names days of its year and of the last ten of the December before, each once', () => {
    const outside = (d: string) => [
      'off',
      `${d}不在2026年，也不在上年12月最后十日内。`,
      `${d}: neither in 2026 nor in the last ten days of the December before.`,
    ];
    const off = (...more: string[]) => said({ ...of2026, off: [...of2026.off, ...more] });
    expect([off('2025-12-22'), off('2026-12-31')]).toEqual([[], []]);
    expect([off('2025-12-21'), off('2027-01-01')]).toEqual([[outside('2025-12-21')], [outside('2027-01-01')]]);
    expect(off('2025-12-20', '2027-01-02')[0]?.[1]).toBe(
      '2025-12-20、2027-01-02不在2026年，也不在上年12月最后十日内。',
    );
    expect(off('2025-12-20', '2027-01-02')[0]?.[2]).toBe(
      '2025-12-20, 2027-01-02: neither in 2026 nor in the last ten days of the December before.',
    );
    expect(off('soon')).toEqual([['off', '“soon”不是日期。', '"soon" is not a date.']]);
    expect(off('2026-10-01')).toEqual([['off', '2026-10-01重复。', '2026-10-01 is named twice.']]);
    expect(said({ ...of2026, work: [...of2026.work, '2026-10-03'] })).toEqual([
      ['work', '2026-10-03既列为放假又列为上班。', '2026-10-03 is named both off and working.'],
    ]);
    const worked = [...of2026.work, '2026-10-12'];
    expect(said({ ...of2026, work: worked })).toEqual([
      ['work', '2026-10-12本是工作日，不能列为调休上班日。', '2026-10-12 is a weekday and cannot be a make-up day.'],
    ]);
    for (const day of ['2026-11-07', '2026-11-08']) {
      const more = { off: [...of2026.off, '2026-11-09'], work: [...of2026.work, day] };
      expect([day, said({ ...of2026, ...more })]).toEqual([day, []]);
    }
  });

  test('leaves the statutory days off, eleven until 2024 and thirteen since, and each that has a date', () => {
    const few = (c: Calendar, days: number) => {
      const gone = c.off.filter((d) => !weekend(d) && !/-(01-01|05-0[12]|10-0[123])$/.test(d)).slice(0, days);
      return said({ ...c, off: c.off.filter((d) => !gone.includes(d)), names: {} }).map(([, , en]) => en);
    };
    for (const [c, least] of [
      [of2024, 11],
      [of2025, 13],
      [of2026, 13],
    ] as const) {
      expect(few(c, 0)).toEqual([]);
      expect(few(c, 1)).toEqual([
        `Weekdays off less make-up days come to ${least - 1}, fewer than the ${least} statutory days off.`,
      ]);
    }
    const without = (c: Calendar, day: string) => said({ ...c, off: c.off.filter((d) => d !== day), names: {} });
    expect(without(of2026, '2026-05-02')).toEqual([
      ['off', '2026-05-02（劳动节）须放假。', '2026-05-02 (Labour Day) must be off.'],
    ]);
    expect(without(of2025, '2025-05-02').map(([, , en]) => en)).toContain('2025-05-02 (Labour Day) must be off.');
    expect(without(of2024, '2024-05-02').map(([, , en]) => en)).not.toContain('2024-05-02 (Labour Day) must be off.');
    expect(said({ ...of2026, off: [], work: [], names: {} })).toEqual([
      ['off', '未列出放假日。', 'No day off is named.'],
    ]);
  });

  test('names none of its days a holiday that is not off', () => {
    const name = { zh: '节', en: 'day' };
    const named = (day: string) => said({ ...of2026, names: { ...of2026.names, [day]: name } });
    const no = (day: string) => [['names', `${day}有节名，但未列为放假。`, `${day} has a name but is not named off.`]];
    expect(named('2026-10-02')).toEqual([]);
    for (const day of ['2026-10-12', '2026-10-10', 'soon']) expect([day, named(day)]).toEqual([day, no(day)]);
  });
});

test('a period counted back says which working day is the last before it only where its own last day is none', () => {
  const said = (start: string) => explain({ unit: 'wd', length: 2, start, direction: 'back' }, CALENDARS).summary;
  // Before Friday 16 October Wednesday and Thursday lie in full: Tuesday is a working day. Before Wednesday 14 October it is Sunday.
  expect(said('2026-10-16').en).toBe(
    'At the latest on Tuesday 13 October 2026, so that 2 working days lie in full before Friday 16 October 2026.',
  );
  expect(said('2026-10-14').en).toMatch(
    /That is a day off; the last working day before it is Saturday 10 October 2026\.$/,
  );
  expect([said('2026-10-16').zh.includes('休息日'), said('2026-10-14').zh.includes('休息日')]).toEqual([false, true]);
});

test('what is said of extensions is said where one can be granted: of no period that is counted back', () => {
  const numbers = (more: Partial<Count>) =>
    explain(
      { unit: 'wd', length: 5, start: '2026-10-12', extensions: [{ length: 2, granted: '2026-10-13' }], ...more },
      CALENDARS,
    ).conventions.map((c) => c.number);
  const both = (of: number[]) => [13, 14].filter((n) => of.includes(n));
  expect([both(numbers({})), both(numbers({ extensions: [] })), both(numbers({ direction: 'back' }))]).toEqual([
    [13, 14],
    [],
    [],
  ]);
});

test('of days for which no calendar is published only those are provisional of which a calendar would say something', () => {
  // Thursday 1 March 2029.
  const of = (more: Omit<Count, 'start'> & { start?: string }) => {
    const { groups } = explain({ start: '2029-03-01', ...more }, CALENDARS);
    const said = groups.filter((g) => g.text.en.endsWith('; provisional, no calendar published'));
    expect(groups.filter((g) => g.text.zh.endsWith('；放假安排未公布，暂定'))).toEqual(said);
    return said.map((g) => `${g.from.slice(5)} ${g.to.slice(5)}`);
  };
  expect(of({ unit: 'wd', length: 3 })).toEqual(['03-02 03-06']);
  expect(of({ unit: 'wd', length: 3, pauses: [{ from: '2029-03-02', to: '2029-03-05' }] })).toEqual([
    '03-02 03-02',
    '03-06 03-07',
  ]);
  // Ten days end on Sunday 11 March.
  expect(of({ unit: 'cd', length: 10 })).toEqual(['03-11 03-11', '03-12 03-12']);
  expect(of({ unit: 'cd', length: 10, roll: false })).toEqual([]);
  expect(of({ unit: 'cd', length: 8 })).toEqual(['03-09 03-09']);
  expect(of({ unit: 'wd', length: 2, direction: 'back' })).toEqual(['02-26 02-26', '02-27 02-28']);
  expect(of({ unit: 'cd', length: 2, direction: 'back' })).toEqual(['02-26 02-26']);
  expect(of({ unit: 'h', length: 48, start: '2029-03-01T10:00:00+08:00' })).toEqual([]);
});

test('of two calendars of a year the later published counts, and of two of one day the one given last', () => {
  const [newest, ...earlier] = CALENDARS.list.toReversed();
  const counts = (...two: [notice: string, published: string][]) => {
    const list = two.map(([notice, published]) => ({ ...newest!, notice, published }));
    return [...calendarsOf([...earlier, ...list]).named.values()].findLast((d) => ['a', 'b'].includes(d.notice))
      ?.notice;
  };
  expect(counts(['a', '2025-11-04'], ['b', '2025-11-04'])).toBe('b');
  expect(counts(['a', '2025-12-01'], ['b', '2025-11-04'])).toBe('a');
  expect(counts(['a', '2025-11-04'], ['b', '2025-12-01'])).toBe('b');
});

test('calendars know their last day, their years, and the earlier days that they name', () => {
  expect(calendarsOf([])).toMatchObject({ list: [], horizon: null, spans: [] });
  const all = calendarsOf([...PUBLISHED].reverse());
  expect([all.horizon, [...all.years].sort(), all.list.map((c) => c.year)]).toEqual([
    '2026-12-31',
    [2024, 2025, 2026],
    [2024, 2025, 2026],
  ]);
  expect(all.spans[0]).toMatchObject({
    notice: PUBLISHED[0]!.notice,
    first: dayNumber('2024-01-01'),
    last: dayNumber('2024-12-31'),
    early: [dayNumber('2023-12-30'), dayNumber('2023-12-31')],
  });
  // The name of a run goes with all its days; a make-up day has none.
  const name = (day: string) => all.named.get(dayNumber(day))?.name?.en ?? null;
  expect([name('2026-10-01'), name('2026-10-07'), name('2026-10-10'), name('2024-01-01')]).toEqual([
    'National Day',
    'National Day',
    null,
    "New Year's Day",
  ]);
});

test('there are eighteen conventions and no other', () => {
  expect([convention(1).number, convention(18).number]).toEqual([1, 18]);
  for (const number of [0, 19, 1.5])
    expect(() => convention(number)).toThrow(`there is no counting convention ${number}`);
});
