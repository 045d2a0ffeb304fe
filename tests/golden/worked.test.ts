/** The worked examples of the specification of counting, by the names of their rows. */
import { describe, expect, test } from 'vitest';
import { compute } from '../../domain/time/count.ts';
import { explain } from '../../domain/time/explain.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import type { Count } from '../../domain/time/types.ts';

const received = '2026-09-30T16:40:00+08:00';
const filed = '2026-03-02T10:00:00+08:00';
const due = (count: Count) => compute(count, CALENDARS);
const countedDays = (count: Count) =>
  explain(count, CALENDARS)
    .days.filter((d) => d.counted)
    .map((d) => d.date);

describe('a tip received on Wednesday 30 September 2026', () => {
  test('tip-review, 5 working days: 8, 9, 10, 12 and 13 October, the make-up Saturday among them', () => {
    const count: Count = { unit: 'wd', length: 5, start: received };
    expect(due(count)).toEqual({
      due: '2026-10-13',
      expiresAt: '2026-10-14T00:00:00+08:00',
      provisional: false,
      calendars: ['国办发明电〔2025〕7号'],
      extensions: [],
    });
    expect(countedDays(count)).toEqual(['2026-10-08', '2026-10-09', '2026-10-10', '2026-10-12', '2026-10-13']);
  });

  test('tip-acceptance-notice, 10 working days: 20 October', () => {
    expect(due({ unit: 'wd', length: 10, start: received }).due).toBe('2026-10-20');
  });

  test('tip-investigate, 60 working days: 29 December, certain', () => {
    const d = due({ unit: 'wd', length: 60, start: received });
    expect([d.due, d.provisional]).toEqual(['2026-12-29', false]);
  });

  test('tip-investigate extended by 30: days 61 and 62 are 30 and 31 December, the other 28 are provisional', () => {
    expect(due({ unit: 'wd', length: 62, start: received })).toMatchObject({ due: '2026-12-31', provisional: false });
    const count: Count = {
      unit: 'wd',
      length: 60,
      start: received,
      extensions: [{ length: 30, granted: '2026-12-20T10:00:00+08:00' }],
    };
    const d = due(count);
    expect([d.extensions, d.provisional, d.due?.slice(0, 4)]).toEqual([['accepted'], true, '2027']);
    expect(countedDays(count).filter((day) => day > '2026-12-31')).toHaveLength(28);
  });

  test('disclosure-withdraw, 3 working days after an annulment that day: Saturday 10 October', () => {
    expect(due({ unit: 'wd', length: 3, start: received }).due).toBe('2026-10-10');
  });

  test('police-approve, 3 days †: alarm on 3 October, the latest day by roll-over 8 October', () => {
    expect(due({ unit: 'cd†', length: 3, start: received })).toMatchObject({
      alarm: '2026-10-03',
      due: '2026-10-08',
      expiresAt: '2026-10-09T00:00:00+08:00',
    });
  });
});

test('fine-pay, 15 days from a penalty received on 21 September: 6 October rolls to 8 October', () => {
  expect(due({ unit: 'cd', length: 15, start: '2026-09-21T10:00:00+08:00' }).due).toBe('2026-10-08');
});

test('evidence-preserve, 7 working days from Friday 13 February: 2 March, as 14 and 28 February count', () => {
  expect(due({ unit: 'wd', length: 7, start: '2026-02-13T10:00:00+08:00' }).due).toBe('2026-03-02');
});

test('a case filed on 2 March: 60 working days, 60 + 30, and 90 calendar days that roll off a Sunday', () => {
  expect(due({ unit: 'wd', length: 60, start: filed }).due).toBe('2026-05-28');
  const extensions = [{ length: 30, granted: '2026-05-20T10:00:00+08:00' }];
  expect(due({ unit: 'wd', length: 60, start: filed, extensions }).due).toBe('2026-07-10');
  expect(due({ unit: 'cd', length: 90, start: filed }).due).toBe('2026-06-01');
  expect(due({ unit: 'cd', length: 90, start: filed, roll: false }).due).toBe('2026-05-31');
});

test('hearing-notify, 7 full working days before 15 October: notice by Tuesday 29 September', () => {
  const count: Count = { unit: 'wd', length: 7, start: '2026-10-15T09:00:00+08:00', direction: 'back' };
  expect(due(count)).toMatchObject({ due: '2026-09-29', alarm: '2026-09-29' });
  expect(countedDays(count)).toEqual([
    '2026-09-30',
    '2026-10-08',
    '2026-10-09',
    '2026-10-10',
    '2026-10-12',
    '2026-10-13',
    '2026-10-14',
  ]);
});
