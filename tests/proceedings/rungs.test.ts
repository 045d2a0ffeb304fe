/** When a clock is spoken of beside its end: which days and hours, of which kinds of clock (house rules; design of the clocks). */
import { describe, expect, it } from 'vitest';
import { dueOf, type Rung, rungsOf } from '../../domain/case/rungs.ts';
import type { Clock } from '../../domain/case/types.ts';
import { isWorkingDay } from '../../domain/time/day.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import type { Count } from '../../domain/time/types.ts';

const clock = (count: Count | null, more: Partial<Clock> = {}): Clock => ({
  id: 'x-1',
  deadline: 'x',
  part: 0,
  proceeding: 'intake-1',
  kind: 'our-duty',
  confidence: 'text',
  edition: null,
  count,
  started: '2026-10-08T16:00:00+08:00',
  fired: [],
  outcome: null,
  stopped: null,
  ...more,
});
const START = '2026-10-08';
/** Each with its day, and the hour where it is told in the morning. */
const read = (rungs: readonly Rung[]) => rungs.map(({ id, at }) => `${id} ${at.slice(5, 13)}`);
const of = (count: Count | null, more: Partial<Clock> = {}) => read(rungsOf(clock(count, more), CALENDARS, 'case-1'));

describe('a clock of ours', () => {
  it('of more than ten days is spoken of when half and four fifths are used, rounded up, on its last working day before, and late', () => {
    expect(of({ unit: 'wd', length: 11, start: START })).toEqual([
      'half 10-15T09',
      'four-fifths 10-20T09',
      'last-day 10-21T09',
      'expiry 10-23T00',
      'late-1 10-23T09',
      'late-5 10-29T09',
    ]);
    // 17 October, the ninth day, is a Saturday; four fifths of it are used on its last working day before.
    expect(of({ unit: 'cd', length: 18, start: START })).toEqual([
      'half 10-19T09',
      'last-day 10-23T09',
      'expiry 10-27T00',
      'late-1 10-27T09',
      'late-5 11-02T09',
    ]);
  });

  it('of ten days or less on its last working day before and late, whether law or the house gave it', () => {
    for (const kind of ['our-duty', 'house'] as const)
      expect(of({ unit: 'wd', length: 10, start: START }, { kind })).toEqual([
        'last-day 10-20T09',
        'expiry 10-22T00',
        'late-1 10-22T09',
        'late-5 10-28T09',
      ]);
  });

  it('of months has its shares counted in days', () => {
    expect(of({ unit: 'months', length: 2, start: START })).toEqual([
      'half 11-09T09',
      'four-fifths 11-26T09',
      'last-day 12-07T09',
      'expiry 12-09T00',
      'late-1 12-09T09',
      'late-5 12-15T09',
    ]);
  });

  it('that was extended has its shares of the whole, and one that was suspended leaves the pause out', () => {
    const extended: Count = {
      unit: 'wd',
      length: 11,
      start: START,
      extensions: [{ length: 11, granted: '2026-10-20' }],
    };
    expect(of(extended).slice(0, 2)).toEqual(['half 10-22T09', 'four-fifths 11-02T09']);
    const refused: Count = { ...extended, extensions: [{ length: 11, granted: '2026-12-20' }] };
    expect(of(refused)[0]).toBe('half 10-15T09');
    const paused: Count = { unit: 'wd', length: 11, start: START, pauses: [{ from: '2026-10-12', to: '2026-10-14' }] };
    expect(of(paused)[0]).toBe('half 10-19T09');
    const pauses = [{ from: '2026-10-12', to: '2027-02-12' }];
    const months = of({ unit: 'months', length: 3, start: START, pauses });
    expect(months).toEqual(of({ unit: 'cd', length: 92, start: START, pauses }));
    expect(months.map((x) => x.split(' ')[0]).slice(0, 3)).toEqual(['half', 'four-fifths', 'last-day']);
  });

  it('counted back has no shares', () => {
    expect(of({ unit: 'wd', length: 15, start: '2026-11-30', direction: 'back' })).toEqual([
      'last-day 11-05T09',
      'expiry 11-09T00',
      'late-1 11-09T09',
      'late-5 11-13T09',
    ]);
  });

  it('in hours is spoken of at half of them and two hours before, at any time of the day, and late by days', () => {
    expect(of({ unit: 'h', length: 24, start: '2026-10-08T16:00:00+08:00' })).toEqual([
      'half 10-09T04',
      'two-hours 10-09T14',
      'expiry 10-09T16',
      'late-1 10-10T09',
      'late-5 10-15T09',
    ]);
  });

  it('says nothing of what was over when it began, and nothing while it is suspended or has no number', () => {
    const started = '2026-10-21T12:00:00+08:00';
    expect(of({ unit: 'wd', length: 11, start: START }, { started })[0]).toBe('expiry 10-23T00');
    expect(of({ unit: 'wd', length: 5, start: START, pauses: [{ from: START, to: null }] })).toEqual([]);
    expect(of(null)).toEqual([]);
    expect(dueOf(clock(null), CALENDARS)).toBeNull();
  });

  it('is spoken of in the first hour of a working day, each case at a minute of its own', () => {
    const minutes = new Set<string>();
    for (let i = 0; i < 400; i++) {
      const id = `00000000-0000-4000-8000-${i.toString(16).padStart(12, '0')}`;
      const rungs = rungsOf(clock({ unit: 'cd', length: 11 + (i % 40), start: START }), CALENDARS, id);
      const spoken = rungs.filter((r) => r.id !== 'expiry');
      for (const { at } of spoken) {
        expect(isWorkingDay(at, CALENDARS)).toBe(true);
        expect(at.slice(11, 13)).toBe('09');
      }
      const own = new Set(spoken.map(({ at }) => at.slice(14, 19)));
      expect(own.size).toBe(1);
      minutes.add([...own].join());
    }
    expect(minutes.size).toBeGreaterThan(40);
    // One count, asked for by another case and again.
    const one = clock({ unit: 'wd', length: 5, start: START });
    const asked = (id: string) => rungsOf(one, CALENDARS, id)[0]?.at.slice(14, 16);
    expect([asked('a'), asked('b'), asked('a')]).toEqual(['37', '38', '37']);
  });
});

it('what others owe, a right, a term and a bar end, and are spoken of by nobody before or after', () => {
  for (const kind of ['others-duty', 'right', 'term', 'bar'] as const)
    expect(of({ unit: 'wd', length: 30, start: START }, { kind })).toEqual(['expiry 11-19T00']);
  expect(of({ unit: 'cd†', length: 9, start: START }, { kind: 'right' })).toEqual([
    'alarm 10-18T00',
    'expiry 10-20T00',
  ]);
});

it('what a notice moved into the past is spoken of when the notice came, each thing once, and never before it', () => {
  const moved = {
    from: '2026-10-22',
    to: '2026-10-15',
    at: '2026-10-20T15:00:00+08:00',
    notice: 'n',
  } as Clock['moved'];
  const rungs = rungsOf(clock({ unit: 'wd', length: 5, start: START }, { moved: moved as never }), CALENDARS, 'case-1');
  expect(read(rungs)).toEqual(['last-day 10-20T15', 'expiry 10-20T15', 'late-1 10-20T15', 'late-5 10-21T09']);
});
