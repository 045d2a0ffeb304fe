/** What is said of a request that cannot be counted, and of the edition that a date rests on, in both languages. */
import { describe, expect, test } from 'vitest';
import { DEADLINES, deadlineById, editionsOf } from '../../domain/law/index.ts';
import type { Deadline } from '../../domain/law/types.ts';
import { calendarsOf, checkCalendar, fixedHoliday } from '../../domain/time/calendars.ts';
import { addDays, dayNumber, isWorkingDay } from '../../domain/time/day.ts';
import { dateText, endText, lengthText } from '../../domain/time/explain.ts';
import { legalDay, legalInstant } from '../../domain/time/fields.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import {
  answerFor,
  computeRequest,
  deadlineRequest,
  earlyText,
  editionText,
  requestFor,
} from '../../domain/time/request.ts';
import { UNITS } from '../../domain/time/types.ts';
import { CALENDAR_2027 } from '../support/calendars.ts';

const base = { unit: 'cd', length: 1, start: '2026-10-12' };
/** Field, English and Chinese of each issue of a request. */
const said = (more: object) =>
  computeRequest
    .safeParse({ ...base, ...more })
    .error?.issues.map((i) => [i.path.join('.'), i.message, i.code === 'custom' ? i.params?.zh : null]) ?? null;

describe('a request that is refused says why in Chinese, too', () => {
  test.each<[object, string, string]>([
    [{ start: 'x' }, 'start', '须为真实日期（如2026-09-30），或者带时区的时刻（如2026-09-30T16:40:00+08:00）'],
    [{ start: '1999-12-31' }, 'start', '须在2000年至2100年之间'],
    [{ pauses: [{ from: '2026-10-14', to: '2026-10-13' }] }, 'pauses.0.to', '不得早于中止开始'],
    [{ unit: 'wd', length: 5_001 }, 'length', '该单位最多5000'],
    [{ unit: 'h' }, 'start', '按小时计的期限须有起算时刻'],
    [{ direction: 'back', pauses: [{ from: '2026-10-14', to: null }] }, 'pauses', '倒算的期限不中止'],
    [{ direction: 'back', extension: { length: 1, granted: '2026-10-14' } }, 'extension', '倒算的期限不延长'],
  ])('%j', (more, field, zh) => {
    expect(said(more)?.map(([path, , text]) => [path, text])).toEqual([[field, zh]]);
  });

  test('of hours each of the four', () => {
    const more = {
      unit: 'h',
      pauses: [{ from: '2026-10-14', to: null }],
      extension: { length: 1, granted: '2026-10-14' },
    };
    expect(said({ ...more, direction: 'back' })?.map(([, , zh]) => zh)).toEqual([
      '按小时计的期限须有起算时刻',
      '按小时计的期限不中止',
      '按小时计的期限不延长',
      '按小时计的期限不倒算',
    ]);
  });

  test('and how many pauses there may be', () => {
    const pauses = (n: number) =>
      said({ pauses: Array.from({ length: n }, () => ({ from: '2026-10-14', to: '2026-10-14' })) });
    expect([pauses(200), pauses(201)?.map(([field, en]) => [field, en])]).toEqual([
      null,
      [['pauses', 'must be at most 200 pauses']],
    ]);
  });
});

describe('a row of the catalogue that is asked for', () => {
  const ask = { part: 0, start: '2026-10-12', pauses: [], extension: null };
  const of = (row: Deadline, more: Partial<typeof ask> = {}) => requestFor(row, { ...ask, ...more });

  test('gives its unit and length, counts back or does not roll where the row says so, hours never', () => {
    for (const row of DEADLINES) {
      row.parts.forEach(({ length, unit }, part) => {
        if (length === null || unit === null) return;
        const { direction, roll, ...rest } = of(row, { part });
        expect([row.id, rest]).toEqual([row.id, { unit, length, start: ask.start, pauses: [], extension: null }]);
        const back = row.direction === 'back';
        expect([row.id, direction]).toEqual([row.id, back ? 'back' : undefined]);
        expect([row.id, roll]).toEqual([row.id, back || row.roll || unit === 'h' ? undefined : false]);
      });
    }
  });

  test('with another part than it has, or without a number, is told so; of a former edition, until when it was in force', () => {
    const row = deadlineById('tip-investigate');
    expect(() => of(row, { part: row.parts.length })).toThrow(
      `tip-investigate has no part ${row.parts.length}, only ${row.parts.length}`,
    );
    const without = (part: object, until: string | null = null): Deadline => ({
      ...row,
      edition: { ...row.edition, until },
      parts: [{ ...row.parts[0]!, ...part }],
    });
    for (const part of [{ length: null }, { unit: null }]) {
      expect(() => of(without(part))).toThrow('tip-investigate names no number of days or hours');
      expect(() => of(without(part, '2026-04-01'))).toThrow(
        'The catalogue has no number of days or hours for tip-investigate in the edition that was replaced on 2026-04-01',
      );
    }
  });

  test('takes a part from the first to the twenty-first, the first where none is said', () => {
    const part = (more: object) => deadlineRequest.safeParse({ deadline: 'x', start: '2026-10-12', ...more });
    expect(part({}).data?.part).toBe(0);
    expect([-1, 0, 20, 21].map((n) => part({ part: n }).success)).toEqual([false, true, true, false]);
    expect(deadlineRequest.safeParse({ deadline: '', start: '2026-10-12' }).success).toBe(false);
  });

  test('is answered with the edition that was counted by, and with a word where nothing older is known', () => {
    const [row] = editionsOf('tip-investigate');
    const first = row!.edition.inForce!;
    const answered = (start: string) =>
      answerFor(row!, computeRequest.parse({ ...base, unit: 'wd', length: 60, start }), CALENDARS).edition;
    expect(answered(first)).toEqual({
      deadline: 'tip-investigate',
      ...row!.edition,
      source: row!.source,
      confidence: row!.confidence,
    });
    const day = dateText(first);
    expect(answered(addDays(first, -1))?.early).toEqual({
      zh: `起算日早于该规定施行之日（${day.zh}）：当时适用的规定不在目录中，以上按最早的已知版本演算。`,
      en: `The start lies before ${day.en}, when this rule came into force: what applied then is not in the catalogue, and the oldest known edition is counted by.`,
    });
    const unknown = { edition: { ...row!.edition, inForce: null } };
    expect(earlyText(unknown, '1990-01-01')).toBeNull();
  });
});

test('an edition is named by its first day, and its last where a later one is known; by nothing where no day is', () => {
  const [from, to] = [dateText('2023-05-01'), dateText('2026-03-31')];
  expect(editionText({ inForce: null, until: '2026-04-01' })).toBeNull();
  expect(editionText({ inForce: '2023-05-01', until: null })).toEqual({
    zh: `${from.zh}起施行的规定`,
    en: `edition in force from ${from.en}`,
  });
  expect(editionText({ inForce: '2023-05-01', until: '2026-04-01' })).toEqual({
    zh: `${from.zh}起施行、至${to.zh}止的规定`,
    en: `edition in force from ${from.en} to ${to.en}`,
  });
});

test('a day, an end and a length read as one says them', () => {
  expect(dateText('2026-10-12')).toEqual({ zh: '2026年10月12日（星期一）', en: 'Monday 12 October 2026' });
  expect(dateText('2026-01-04')).toEqual({ zh: '2026年1月4日（星期日）', en: 'Sunday 4 January 2026' });
  expect(endText(null)).toEqual({ zh: '无', en: 'no date' });
  expect(endText('2026-10-12')).toEqual(dateText('2026-10-12'));
  const at = '2026-10-12T10:00:00+08:00';
  expect(endText(at)).toEqual({ zh: at, en: at });
  expect(UNITS.map((unit) => [lengthText(1, unit).en, lengthText(2, unit).en, lengthText(2, unit).zh])).toEqual([
    ['1 hour', '2 hours', '2小时'],
    ['1 calendar day', '2 calendar days', '2日'],
    ['1 calendar day', '2 calendar days', '2日'],
    ['1 working day', '2 working days', '2个工作日'],
    ['1 month', '2 months', '2个月'],
    ['1 year', '2 years', '2年'],
  ]);
});

test('a field of a form says of a day that it is none, once, and of an offset that nowhere has that it is no instant', () => {
  const of = (schema: ReturnType<typeof legalDay> | ReturnType<typeof legalInstant>, text: string) =>
    schema.safeParse(text).error?.issues.map((i) => [i.code, i.code === 'custom' ? i.params?.zh : null]) ?? null;
  expect(of(legalDay(), '2026-02-30')).toEqual([['invalid_format', null]]);
  expect(of(legalInstant(), '2026-02-30T10:00:00+08:00')).toEqual([['invalid_format', null]]);
  expect(of(legalInstant(), '2026-10-12T10:00:00+19:00')).toEqual([['custom', '不是真实的日期或者时刻']]);
  expect(of(legalInstant(), '2026-10-12T10:00:00+18:00')).toBeNull();
});

describe('a notice made ready for counting', () => {
  const name = (zh: string) => ({ zh, en: zh });
  const named = (day: string, calendars = CALENDARS) => calendars.named.get(dayNumber(day)) ?? null;

  test('gives a name to the days of its run and to no other run, in whatever order its days stand', () => {
    const c = { ...CALENDAR_2027, names: { '2027-02-08': name('春节'), '2027-05-03': name('五一') } };
    for (const off of [c.off, [...c.off].reverse()]) {
      const made = calendarsOf([{ ...c, off }]);
      const of = (day: string) => named(day, made)?.name?.zh ?? null;
      expect(
        ['2027-01-05', '2027-02-08', '2027-02-12', '2027-05-02', '2027-05-03', '2027-05-05', '2027-10-01'].map(of),
      ).toEqual([null, '春节', '春节', null, '五一', '五一', null]);
      expect(named('2027-02-08', made)).toEqual({ kind: 'off', notice: c.notice, name: name('春节') });
      expect(named('2027-01-09', made)).toEqual({ kind: 'work', notice: c.notice, name: null });
    }
  });

  test('leaves a holiday fixed by date a working day where it does not name it, unless it falls on a weekend', () => {
    // 1 October 2027 is a Friday, 2 and 3 October a weekend; 1 and 2 May a weekend.
    const made = calendarsOf([{ ...CALENDAR_2027, off: [], work: [] }]);
    const works = (day: string) => isWorkingDay(day, made);
    expect(['2027-10-01', '2027-10-02', '2027-10-03', '2027-05-01', '2027-05-02', '2027-01-01'].map(works)).toEqual([
      true,
      false,
      false,
      false,
      false,
      true,
    ]);
    // Where no notice speaks, they are off, and 2 May only since 2025.
    const nothing = calendarsOf([]);
    const worked = (day: string) => isWorkingDay(day, nothing);
    expect(['2027-10-01', '2024-05-01', '2024-05-02', '2025-05-02'].map(worked)).toEqual([false, false, true, false]);
  });

  test('knows the holidays that a date alone is', () => {
    const of = (day: string) => fixedHoliday(dayNumber(day))?.en ?? null;
    expect(
      [
        '2026-01-01',
        '2026-01-02',
        '2026-05-01',
        '2025-05-02',
        '2024-05-02',
        '2026-10-01',
        '2026-10-02',
        '2026-10-03',
        '2026-10-04',
      ].map(of),
    ).toEqual([
      "New Year's Day",
      null,
      'Labour Day',
      'Labour Day',
      null,
      'National Day',
      'National Day',
      'National Day',
      null,
    ]);
  });

  test('with two days that are none is not of another year, but has two days that are none', () => {
    const problems = checkCalendar({ ...CALENDAR_2027, off: ['x', 'y'], work: [] });
    expect(problems.map((p) => p.field)).not.toContain('year');
    expect(problems.filter((p) => p.text.en.endsWith('is not a date.'))).toHaveLength(2);
  });
});
