/** What a calendar must be before it is published beside those in force, what is said of it, and which days it changes. */
import { describe, expect, test } from 'vitest';
import { calendarsOf } from '../../domain/time/calendars.ts';
import { addDays, dayNumber, isWorkingDay, weekdayOf } from '../../domain/time/day.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import {
  checkPublication,
  dayChanges,
  MOST_WEEKDAYS_OFF,
  MOST_WEEKENDS_WORKED,
  oddities,
  sameCalendar,
  weekdaysOff,
  withCalendar,
  workingDaysOf,
} from '../../domain/time/publishing.ts';
import type { Calendar, Calendars, PlainDate } from '../../domain/time/types.ts';
import { CALENDAR_2027, WITH_DECEMBER } from '../support/calendars.ts';

const TODAY = '2026-12-15';
const AFTER_2027 = withCalendar(CALENDARS, CALENDAR_2027);
const AMENDED: Calendar = {
  ...CALENDAR_2027,
  notice: 'example amendment 2027',
  amends: CALENDAR_2027.notice,
  off: [...CALENDAR_2027.off, '2027-01-06', '2027-01-07'],
};
const NOTHING: Calendars = calendarsOf([]);

const weekend = (d: PlainDate) => [0, 6].includes(weekdayOf(dayNumber(d)));
const daysOf = (year: number): PlainDate[] =>
  Array.from({ length: 366 }, (_, i) => addDays(`${year}-01-01`, i)).filter((d) => d.startsWith(String(year)));
/** The example with so many weekdays off, and so many weekends worked. */
const sized = (off: number, work: number): Calendar => {
  const free = daysOf(2027).filter((d) => !weekend(d) && !CALENDAR_2027.off.includes(d));
  const ends = daysOf(2027).filter((d) => weekend(d) && !CALENDAR_2027.off.includes(d));
  return {
    ...CALENDAR_2027,
    off: [...CALENDAR_2027.off, ...free.slice(0, off - weekdaysOff(CALENDAR_2027))].sort(),
    work: ends.slice(0, work),
  };
};
/** Another year's calendar out of the example. */
const asOf = (year: number): Calendar => {
  const moved = (d: PlainDate) => `${year}${d.slice(4)}`;
  const off = CALENDAR_2027.off.map(moved);
  const more = daysOf(year).filter((d) => !weekend(d) && !off.includes(d));
  return {
    year,
    notice: `example notice ${year}`,
    published: `${year - 1}-12-15`,
    off: [...off, ...more.slice(0, 4)],
    work: [],
  };
};

const problems = (c: Calendar, inForce = CALENDARS, today = TODAY) => checkPublication(c, inForce, today);
const said = (c: Calendar, inForce = CALENDARS, today = TODAY) =>
  problems(c, inForce, today).map(({ field, text }) => [field, text.zh, text.en]);

describe('a calendar of a year', () => {
  test('can be published as the next one, on the day of its notice and not before', () => {
    expect(said(CALENDAR_2027)).toEqual([]);
    expect(said(CALENDAR_2027, CALENDARS, '2026-12-14')).toEqual([
      ['published', '通知发布日期晚于今天。', 'The date of the notice lies after today.'],
    ]);
  });

  test('is asked for the date of its notice once where there is none', () => {
    expect(problems({ ...CALENDAR_2027, published: '' }).map((p) => p.field)).toEqual(['published']);
    expect(problems({ ...CALENDAR_2027, published: '9999' }).map((p) => p.field)).toEqual(['published']);
  });

  test('is of this year or the next, whatever lies between', () => {
    expect(said(asOf(2028))).toEqual([
      [
        'year',
        '2028年的放假安排不可能已经公布（今年是2026年）。',
        'The days off of 2028 cannot be published yet: it is 2026.',
      ],
      ['published', '通知发布日期晚于今天。', 'The date of the notice lies after today.'],
    ]);
    expect(said(asOf(2028), AFTER_2027, '2027-12-15')).toEqual([]);
  });

  test('leaves no year out, and none comes before those that are known', () => {
    expect(said(asOf(2028), CALENDARS, '2027-12-15')).toEqual([
      ['year', '须先公布2027年的日历。', 'The calendar of 2027 comes first.'],
    ]);
    expect(said(asOf(2023))).toEqual([
      ['year', '2023年早于已知的日历。', '2023 lies before the calendars that are known.'],
    ]);
  });

  test('where none is known at all the first may be that of this year, and no earlier or later one', () => {
    expect(said(asOf(2026), NOTHING)).toEqual([]);
    expect(said(asOf(2027), NOTHING)).toEqual([
      ['year', '须先公布2026年的日历。', 'The calendar of 2026 comes first.'],
    ]);
    expect(problems(asOf(2025), NOTHING).map((p) => p.field)).toEqual(['year']);
  });

  test('that is no year is told that alone', () => {
    expect(problems({ ...CALENDAR_2027, year: 1999, notice: '', off: [] }).map((p) => p.field)).toEqual(['year']);
  });

  test('does not bear the number of another year’s notice, blanks around it or not', () => {
    const of2026 = CALENDARS.list.at(-1)!.notice;
    for (const notice of [of2026, ` ${of2026} `]) {
      expect(said({ ...CALENDAR_2027, notice })).toEqual([
        ['notice', '该文号是2026年放假安排的文号。', 'This is the number of the notice for 2026.'],
      ]);
    }
  });

  test('amends nothing where there is none of its year', () => {
    expect(said({ ...CALENDAR_2027, amends: 'a notice' })).toEqual([
      ['amends', '2027年还没有日历，没有可以修改的通知。', 'There is no calendar of 2027 to amend.'],
    ]);
    expect(said({ ...CALENDAR_2027, amends: '' })).toHaveLength(1);
  });
});

describe('a calendar in the place of another', () => {
  test('names the notice that it amends, and that one alone', () => {
    expect(said(AMENDED, AFTER_2027)).toEqual([]);
    expect(said({ ...AMENDED, amends: ` ${CALENDAR_2027.notice} ` }, AFTER_2027)).toEqual([]);
    for (const amends of [undefined, '', ' ']) {
      expect(said({ ...AMENDED, amends }, AFTER_2027)).toEqual([
        [
          'amends',
          '2027年已有日历，须写明所修改的通知：example notice 2027。',
          '2027 has a calendar: name the notice that is amended, example notice 2027.',
        ],
      ]);
    }
    expect(said({ ...AMENDED, amends: 'another' }, AFTER_2027)).toEqual([
      ['amends', '现行的通知是example notice 2027。', 'The notice in force is example notice 2027.'],
    ]);
  });

  test('is not older than what it amends', () => {
    expect(said({ ...AMENDED, published: '2026-12-14' }, AFTER_2027)).toEqual([
      ['published', '早于所修改的通知（2026-12-15）。', 'It lies before the notice that is amended (2026-12-15).'],
    ]);
  });

  test('is not the same again, whatever it says to amend', () => {
    const same = [['year', '与现行的2027年日历相同，无须再公布。', 'This is the calendar of 2027 already in force.']];
    expect(said(CALENDAR_2027, AFTER_2027)).toEqual(same);
    expect(said({ ...CALENDAR_2027, amends: 'another' }, AFTER_2027)).toEqual(same);
  });
});

describe('what no year can have been like', () => {
  test('is more weekdays off than any known notice has and a working week', () => {
    const known = Math.max(...CALENDARS.list.map(weekdaysOff));
    expect(MOST_WEEKDAYS_OFF).toBe(known + 5);
    expect(said(sized(MOST_WEEKDAYS_OFF, 1))).toEqual([]);
    expect(said(sized(MOST_WEEKDAYS_OFF + 1, 1))).toEqual([
      [
        'off',
        '放假的工作日有25天；一年不可能多于24天，请与通知原文核对。',
        '25 weekdays are off; a year cannot have more than 24. Compare it with the notice.',
      ],
    ]);
  });

  test('is more weekends worked than any known notice has and a working week', () => {
    expect(MOST_WEEKENDS_WORKED).toBe(Math.max(...CALENDARS.list.map((c) => c.work.length)) + 5);
    // With more days off against them, so that the statutory ones remain.
    expect(MOST_WEEKDAYS_OFF - MOST_WEEKENDS_WORKED).toBeLessThan(13);
    const of = (work: number) => said(sized(MOST_WEEKDAYS_OFF, work)).map(([, , en]) => en);
    const tooFew = (work: number) =>
      `Weekdays off less make-up days come to ${MOST_WEEKDAYS_OFF - work}, fewer than the 13 statutory days off.`;
    expect(of(MOST_WEEKENDS_WORKED - 2)).toEqual([]);
    expect(of(MOST_WEEKENDS_WORKED)).toEqual([tooFew(MOST_WEEKENDS_WORKED)]);
    // Of a year of before 2025, with eleven statutory days, both bounds can be reached at once.
    const early = (work: number): Calendar => ({
      ...asOf(2024),
      off: daysOf(2024).filter(
        (d) => asOf(2024).off.includes(d) || (!weekend(d) && d < '2024-02-15' && d > '2024-01-05'),
      ),
      work: daysOf(2024)
        .filter((d) => weekend(d) && !asOf(2024).off.includes(d))
        .slice(0, work),
    });
    expect(weekdaysOff(early(0))).toBeGreaterThan(MOST_WEEKDAYS_OFF);
    const worked = (work: number) => said(early(work), NOTHING, '2024-01-02').filter(([field]) => field === 'work');
    expect(worked(MOST_WEEKENDS_WORKED)).toEqual([]);
    expect(worked(MOST_WEEKENDS_WORKED + 1)).toEqual([
      [
        'work',
        '调休上班有14天；一年不可能多于13天，请与通知原文核对。',
        '14 weekend days are worked; a year cannot have more than 13. Compare it with the notice.',
      ],
    ]);
  });

  test('is a year without a working day, which is said once', () => {
    expect(said({ ...CALENDAR_2027, off: daysOf(2027), work: [] })).toEqual([
      ['off', '2027年没有一个工作日。', '2027 would have no working day at all.'],
    ]);
  });

  test('is not looked at while the days themselves are wrong', () => {
    const all = daysOf(2027);
    for (const wrong of [{ off: [...all, 'x'] }, { off: all, work: ['x'] }, { off: all, work: ['2027-01-06'] }]) {
      const texts = said({ ...CALENDAR_2027, work: [], ...wrong }).map(([, , en]) => en);
      expect(texts).not.toHaveLength(0);
      expect(texts).not.toContain('2027 would have no working day at all.');
    }
    // A name that is wrong leaves the days as they are.
    const names = { '2026-12-31': { zh: '节', en: 'day' } };
    expect(problems({ ...CALENDAR_2027, names, off: all, work: [] }).map((p) => p.field)).toEqual(['names', 'off']);
  });
});

describe('two calendars say the same', () => {
  const named: Calendar = {
    ...CALENDAR_2027,
    work: ['2027-01-09', '2027-02-13'],
    names: { '2027-01-01': { zh: '元旦', en: 'New Year' }, '2027-05-01': { zh: '劳动节', en: 'Labour Day' } },
  };

  test('in whatever order their days and names stand', () => {
    const turned: Calendar = {
      ...named,
      off: [...named.off].reverse(),
      work: [...named.work].reverse(),
      names: Object.fromEntries(Object.entries(named.names ?? {}).reverse()),
    };
    expect(sameCalendar(named, turned)).toBe(true);
    expect(sameCalendar(turned, named)).toBe(true);
    expect(sameCalendar({ ...CALENDAR_2027, names: {} }, CALENDAR_2027)).toBe(true);
    expect(sameCalendar({ ...CALENDAR_2027, amends: undefined }, CALENDAR_2027)).toBe(true);
  });

  test('and nothing else of them differs', () => {
    const others: Partial<Calendar>[] = [
      { year: 2028 },
      { notice: 'another' },
      { published: '2026-12-16' },
      { off: named.off.slice(1) },
      { work: named.work.slice(1) },
      { names: {} },
      { names: { ...named.names, '2027-10-01': { zh: '国庆节', en: 'National Day' } } },
      { names: { ...named.names, '2027-05-01': { zh: '五一', en: 'Labour Day' } } },
      { names: { ...named.names, '2027-05-01': { zh: '劳动节', en: 'May Day' } } },
      { amends: 'a notice' },
    ];
    for (const other of others) expect([other, sameCalendar(named, { ...named, ...other })]).toEqual([other, false]);
  });
});

describe('what is unusual', () => {
  const texts = (c: Calendar) => oddities(c).map(({ zh, en }) => [zh, en]);
  const noName = (...days: string[]) => [
    `自${days.join('、')}起的放假没有节名，期限说明里只写“放假”。`,
    `The days off from ${days.join(', ')} have no name: explanations will say "days off" only.`,
  ];

  test('is nothing of the notices that came with the product', () => {
    for (const c of CALENDARS.list) expect([c.year, texts(c)]).toEqual([c.year, []]);
  });

  test('is another number of days gained than the statutory one: eleven until 2024, thirteen since', () => {
    const of = (c: Calendar, by: number) => texts({ ...c, off: c.off.filter((d) => weekend(d) || by-- <= 0) })[0];
    for (const [c, usual] of [
      [CALENDARS.list[0]!, 11],
      [CALENDARS.list[1]!, 13],
    ] as const) {
      expect(of(c, 1)).toEqual([
        `放假的工作日减去调休上班日为${usual - 1}天；以往的通知都是${usual}天，请与通知原文核对。`,
        `Weekdays off less make-up days come to ${usual - 1}; past notices have ${usual}. Compare it with the notice.`,
      ]);
    }
    expect(texts(CALENDAR_2027)[0]![1]).toContain('come to 15; past notices have 13.');
  });

  test('is a run of days off whose first day has no name, in whatever order the days are given', () => {
    const firsts = ['2027-01-01', '2027-01-04', '2027-02-08', '2027-05-01', '2027-10-01'];
    expect(texts(CALENDAR_2027).at(-1)).toEqual(noName(...firsts));
    expect(texts({ ...CALENDAR_2027, off: [...CALENDAR_2027.off].reverse() }).at(-1)).toEqual(noName(...firsts));
    const name = { zh: '节', en: 'day' };
    const names = Object.fromEntries(firsts.map((d) => [d, name]));
    expect(texts({ ...CALENDAR_2027, names })).toHaveLength(1);
    expect(texts({ ...CALENDAR_2027, names: { ...names, '2027-05-02': name } })).toHaveLength(1);
    const { '2027-05-01': _, ...others } = names;
    expect(texts({ ...CALENDAR_2027, names: { ...others, '2027-05-02': name } }).at(-1)).toEqual(noName('2027-05-01'));
  });
});

describe('the days that a publication changes', () => {
  test('are those that are working days under one of the two alone, with the holiday where it is named', () => {
    const name = { zh: '春节', en: 'Spring Festival' };
    const before = CALENDARS;
    const after = withCalendar(before, { ...CALENDAR_2027, names: { '2027-02-08': name } });
    const changes = dayChanges(before, after, 2027);
    const kinds = daysOf(2027).filter((d) => isWorkingDay(d, before) !== isWorkingDay(d, after));
    expect(changes.map((c) => c.date)).toEqual(kinds);
    for (const c of changes) expect(c.to).toBe(isWorkingDay(c.date, after) ? 'work' : 'off');
    expect(changes.find((c) => c.date === '2027-01-09')).toEqual({ date: '2027-01-09', to: 'work', name: null });
    expect(changes.filter((c) => c.name !== null).map((c) => [c.date, c.name])).toEqual(
      ['08', '09', '10', '11', '12'].map((d) => [`2027-02-${d}`, name]),
    );
  });

  test('of the December before are among them, from its first day on', () => {
    const days = (c: Calendar) => dayChanges(AFTER_2027, withCalendar(AFTER_2027, c), 2027).map((x) => x.date);
    expect(days(WITH_DECEMBER)).toEqual(['2026-12-22', '2026-12-23', '2026-12-24', '2026-12-25']);
    const far = (d: string): Calendar => ({ ...CALENDAR_2027, off: [d, ...CALENDAR_2027.off] });
    expect(days(far('2026-12-01'))).toEqual(['2026-12-01']);
    expect(days(far('2026-11-30'))).toEqual([]);
    const last: Calendar = { ...CALENDAR_2027, off: [...CALENDAR_2027.off, '2027-12-31'] };
    expect(days(last)).toEqual(['2027-12-31']);
    expect(dayChanges(AFTER_2027, AFTER_2027, 2027)).toEqual([]);
  });

  test('a holiday fixed by date bears its own name where the notice that goes leaves it, and is no holiday once it is worked', () => {
    // The notice of a year names every holiday; without it the date alone says what New Year is.
    const worked: Calendar = { ...CALENDAR_2027, off: CALENDAR_2027.off.slice(1), work: [] };
    const without = withCalendar(CALENDARS, worked);
    expect(dayChanges(without, CALENDARS, 2027).find((c) => c.date === '2027-01-01')).toEqual({
      date: '2027-01-01',
      to: 'off',
      name: { zh: '元旦', en: "New Year's Day" },
    });
    expect(dayChanges(CALENDARS, without, 2027).find((c) => c.date === '2027-01-01')).toEqual({
      date: '2027-01-01',
      to: 'work',
      name: null,
    });
  });

  test('a calendar takes the place of that of its year and stands in order beside the others', () => {
    expect(withCalendar(AFTER_2027, AMENDED).list.map((c) => c.notice)).toEqual([
      ...CALENDARS.list.map((c) => c.notice),
      AMENDED.notice,
    ]);
    // Also where the one in force was published later: what is published now counts.
    const early: Calendar = { ...AMENDED, published: '2026-12-01' };
    expect(withCalendar(AFTER_2027, early).list.at(-1)).toEqual(early);
  });

  test('leave a year with as many working days as a walk through it finds', () => {
    for (const calendars of [CALENDARS, AFTER_2027]) {
      for (const year of [2024, 2026, 2027]) {
        const walked = daysOf(year).filter((d) => isWorkingDay(d, calendars)).length;
        expect([year, workingDaysOf(year, calendars)]).toEqual([year, walked]);
      }
    }
    const edges: Calendar = { ...CALENDAR_2027, off: [...CALENDAR_2027.off, '2027-12-31'] };
    expect(workingDaysOf(2027, calendarsOf([edges]))).toBe(workingDaysOf(2027, AFTER_2027) - 1);
    const begins: Calendar = { ...CALENDAR_2027, off: CALENDAR_2027.off.slice(1) };
    expect(workingDaysOf(2027, calendarsOf([begins]))).toBe(workingDaysOf(2027, AFTER_2027) + 1);
  });
});
