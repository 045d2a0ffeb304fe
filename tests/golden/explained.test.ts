/** Whole explanations as a person reads them, checked by reading: each group of days with its reason and source, and the sentences. */
import { expect, test } from 'vitest';
import { calendarsOf } from '../../domain/time/calendars.ts';
import { explain, reasonOf } from '../../domain/time/explain.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import type { Count } from '../../domain/time/types.ts';
import EXPLAINED from './explained.json' with { type: 'json' };

test.each(EXPLAINED.map((told) => [told.name, told] as const))('%s', (name, told) => {
  const count = told.count as Count;
  const calendars = name === 'with no calendar at all' ? calendarsOf([]) : CALENDARS;
  const { groups, summary, conventions, due } = explain(count, calendars);
  expect(groups.map((g) => [g.reason, g.source, g.text.zh, g.text.en])).toEqual(told.groups);
  expect(summary).toEqual(told.summary);
  expect(conventions.map((c) => c.number)).toEqual(told.conventions);
  // A list of dates says the same without the days.
  expect(reasonOf(count, calendars)).toEqual({ summary, due });
});

test('a group says its first and its last day, and they follow one another without a hole', () => {
  for (const told of EXPLAINED) {
    const { groups, days } = explain(told.count as Count, CALENDARS);
    expect(groups[0]?.from).toBe(days[0]?.date);
    const own = groups.filter((g) => !g.text.en.includes('not resumed yet'));
    expect(own.at(-1)?.to).toBe(days.at(-1)?.date);
    expect(own.map((g) => days.filter((d) => d.date >= g.from && d.date <= g.to).length).reduce((a, b) => a + b)).toBe(
      days.length,
    );
  }
});
