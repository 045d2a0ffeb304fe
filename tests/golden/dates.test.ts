import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { compute } from '../../domain/time/count.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import { answer, computeRequest } from '../../domain/time/request.ts';
import { type Count, UNITS } from '../../domain/time/types.ts';
import dates from './dates.json' with { type: 'json' };

const golden = z.array(
  z.object({
    id: z.string(),
    group: z.string(),
    unit: z.enum(UNITS),
    length: z.number(),
    start: z.string(),
    pauses: z.array(z.object({ from: z.string(), to: z.string().nullable() })),
    extension: z.object({ length: z.number(), granted: z.string() }).nullable(),
    direction: z.enum(['forward', 'back']).optional(),
    expect: z.strictObject({
      due: z.string().nullable(),
      alarm: z.string().optional(),
      counted_days: z.array(z.string()).optional(),
      extension: z.enum(['accepted', 'refused']).optional(),
    }),
    why: z.string(),
  }),
);

const cases = golden.parse(dates);

describe('every golden date is agreed with', () => {
  test('all 149 are there', () => expect(cases.length).toBe(149));

  test.each(cases.map((c) => [c.id, c.group, c.why, c] as const))('%s %s: %s', (_id, _group, _why, c) => {
    const { unit, length, start, pauses, extension, direction } = c;
    const given = answer(computeRequest.parse({ unit, length, start, pauses, extension, direction }), CALENDARS);
    expect(given.due).toBe(c.expect.due);
    if (unit === 'cd†' || direction === 'back') expect(given.alarm).toBe(c.expect.alarm);
    else expect(given.alarm).toBeUndefined();
    expect(given.extension).toBe(c.expect.extension);
    if (c.expect.counted_days) {
      expect(given.counted_days).toEqual(c.expect.counted_days);
      expect(given.days.filter((d) => d.counted).map((d) => d.date)).toEqual(c.expect.counted_days);
    }
    expect(given.provisional).toBe(false);

    const count: Count = { unit, length, start, pauses, extensions: extension ? [extension] : [], direction };
    const due = compute(count, CALENDARS);
    expect([due.due, due.alarm]).toEqual([given.due, given.alarm]);
  });
});
