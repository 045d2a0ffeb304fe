/**
 * Dates counted by hand, with the reasoning beside each: for every row of the catalogue that has a length, and for what
 * the rows do not reach. They go through `editionFrom` and `requestFor`, as every surface does, so a row with a wrong length,
 * unit, direction, roll or day of coming into force fails here and not only in a comparison of numbers.
 */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DEADLINES, editionFrom, editionsOf } from '../../domain/law/index.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import { answer, computeRequest, requestFor } from '../../domain/time/request.ts';
import { UNITS } from '../../domain/time/types.ts';
import byHand from './by-hand.json' with { type: 'json' };

const cases = z
  .array(
    z.strictObject({
      id: z.string(),
      row: z.string().optional(),
      part: z.int().default(0),
      /** A period that no row has: a house limit, a question to the calculator. */
      count: z
        .strictObject({
          unit: z.enum(UNITS),
          length: z.int(),
          direction: z.enum(['forward', 'back']).optional(),
          roll: z.boolean().optional(),
        })
        .optional(),
      start: z.string(),
      pauses: z.array(z.strictObject({ from: z.string(), to: z.string().nullable() })).default([]),
      extension: z.strictObject({ length: z.int(), granted: z.string() }).nullable().default(null),
      expect: z.strictObject({
        due: z.string().nullable(),
        alarm: z.string().optional(),
        extension: z.enum(['accepted', 'refused']).optional(),
        remaining: z.int().optional(),
        provisional: z.literal(true).optional(),
      }),
      why: z.string().min(20),
    }),
  )
  .parse(byHand);
type Case = (typeof cases)[number];

function requestOf({ row, part, count, start, pauses, extension }: Case) {
  if (count) return { ...count, start, pauses, extension };
  const known = editionFrom(row ?? '', start);
  if (!known) throw new Error(`there is no row ${row}`);
  return requestFor(known, { part, start, pauses, extension });
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
/** `Tue 13 Oct 2026`, as the reasoning writes it. */
const said = (date: string) => {
  const d = new Date(date.slice(0, 10));
  return `${WEEKDAYS[d.getUTCDay()]} ${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()}`;
};

describe('every date counted by hand is agreed with', () => {
  test.each(cases.map((c) => [c.id, c.row ?? 'no row', c.why, c] as const))('%s %s: %s', (_id, _row, _why, c) => {
    const given = answer(computeRequest.parse(requestOf(c)), CALENDARS);
    expect({
      due: given.due,
      alarm: given.alarm,
      extension: given.extension,
      remaining: given.remaining,
      provisional: given.provisional || undefined,
    }).toEqual({
      due: c.expect.due,
      alarm: c.expect.alarm,
      extension: c.expect.extension,
      remaining: c.expect.remaining,
      provisional: c.expect.provisional,
    });
  });

  test('and the reasoning beside it ends on the same day', () => {
    for (const { id, expect: e, why } of cases) {
      if (e.due === null) expect(why, id).toContain(`${e.remaining} `);
      else expect(why, id).toContain(said(e.due));
    }
  });
});

describe('what is counted by hand', () => {
  test('is every part of every edition of every row that has a length', () => {
    const name = (id: string, inForce: string | null | undefined, part: number) => `${id} of ${inForce}, ${part}`;
    const done = new Set(
      cases.map((c) => name(c.row ?? '', c.row && editionFrom(c.row, c.start)?.edition.inForce, c.part)),
    );
    const parts = DEADLINES.flatMap((row) => editionsOf(row.id)).flatMap((d) =>
      d.parts.flatMap((p, i) => (p.length === null ? [] : [name(d.id, d.edition.inForce, i)])),
    );
    expect(parts.filter((p) => !done.has(p))).toEqual([]);
  });

  test('is more than two hundred cases that begin in 2024 to 2026, each once', () => {
    const inside = cases.filter((c) => c.start >= '2024' && c.start < '2027');
    expect(inside.length).toBeGreaterThanOrEqual(200);
    const asked = cases.map((c) => JSON.stringify([c.row, c.part, c.count, c.start, c.pauses, c.extension]));
    expect(asked.filter((a, i) => asked.indexOf(a) !== i)).toEqual([]);
    expect(new Set(cases.map((c) => c.id)).size).toBe(cases.length);
  });

  test('is every unit, both directions, suspensions, extensions, month ends, bars, alarms and the horizon', () => {
    const requests = cases.map((c) => ({ ...c, ...requestOf(c) }));
    const some = (what: string, is: (c: (typeof requests)[number]) => boolean, least = 2) =>
      expect(requests.filter(is).length, what).toBeGreaterThanOrEqual(least);
    for (const unit of UNITS) some(unit, (c) => c.unit === unit, 5);
    some('counted back', (c) => c.direction === 'back', 10);
    some('suspended and resumed', (c) => c.pauses?.some((p) => p.to !== null) ?? false, 8);
    some('still suspended', (c) => c.expect.due === null, 1);
    some('extended', (c) => c.expect.extension === 'accepted', 8);
    some('extended too late', (c) => c.expect.extension === 'refused', 3);
    some('a term or bar that ends on a rest day', (c) => c.roll === false && c.why.includes('does not roll'), 4);
    some('no such day in the month', (c) => c.why.includes('the last day of the month'), 10);
    some('the leap day', (c) => c.start.startsWith('2024-02-29'), 8);
    some('alarm before due', (c) => c.expect.alarm !== undefined && c.expect.alarm !== c.expect.due, 8);
    some('due on a make-up day', (c) => c.why.endsWith('(make-up day).'), 10);
    some('past the horizon', (c) => c.expect.provisional === true, 6);
    some('another offset', (c) => c.start.endsWith('Z'), 2);
  });
});
