import { expect, it } from 'vitest';
import { RUNGS } from '../../domain/case/rungs.ts';
import type { ProceedingKind } from '../../domain/case/types.ts';
import { NEWS, newsKindOf } from '../../domain/proceedings/news.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';

const event = (type: Parameters<typeof newsKindOf>[1]['type'], name: string, kind: ProceedingKind = 'intake') => ({
  type,
  kind,
  name,
});

it('every rung is news that a period approaches or that it is late, before and after its end', () => {
  const kinds = Object.keys(RUNGS).map((rung) => [rung, newsKindOf('task', event('rung', `some-period:${rung}`))]);
  expect(Object.fromEntries(kinds)).toEqual({
    half: 'approaching',
    'four-fifths': 'approaching',
    'last-day': 'approaching',
    'two-hours': 'approaching',
    near: 'approaching',
    alarm: 'late',
    'late-1': 'late',
    'late-5': 'late',
  });
  expect(newsKindOf('task', event('expiry', 'some-period'))).toBe('late');
  expect(newsKindOf('task', event('moved', 'calendar-published'))).toBe('moved');
});

it('every act that leaves somebody a task is news of a kind with a name, and only contesting a paper file is contested', () => {
  const contested = Object.values(TABLES).flatMap((table) =>
    table.rows.flatMap((row) => {
      const name = row.act;
      if (name === undefined || !row.tasks?.length) return [];
      const what = newsKindOf('task', event('act', name, table.kind));
      expect(NEWS[what].zh).toMatch(/./);
      return what === 'contested' ? [`${table.kind} ${name}`] : [];
    }),
  );
  expect(new Set(contested)).toEqual(new Set(['paper contest']));
});
