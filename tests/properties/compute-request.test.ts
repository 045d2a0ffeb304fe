import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DEADLINES, editionFrom } from '../../domain/law/index.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import { answer, answerFor, computeRequest, deadlineRequest, requestFor } from '../../domain/time/request.ts';
import { sample } from '../support/proof.ts';

const between = (from: string, to: string) =>
  fc.date({ min: new Date(from), max: new Date(to), noInvalidDate: true }).map((d) => d.toISOString());
const moment = fc.oneof(
  { weight: 6, arbitrary: between('2015-01-01', '2030-12-31').map((d) => d.slice(0, 10)) },
  { weight: 4, arbitrary: between('2020-01-01', '2030-12-31').map((d) => `${d.slice(0, 19)}+08:00`) },
  { weight: 1, arbitrary: between('1900-01-01', '2200-12-31').map((d) => d.slice(0, 10)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', '某', '2026-02-30', '2026-13-01T00:00:00+08:00', '2026-01-01T25:00:00Z'),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 50 }) },
);
const length = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 60 }) },
  { weight: 1, arbitrary: fc.integer() },
);
const gone = {
  start: moment,
  pauses: fc.array(fc.record({ from: moment, to: fc.option(moment) }), { maxLength: 3 }),
  extension: fc.option(fc.record({ length, granted: moment })),
};
const free = fc.record(
  {
    unit: fc.constantFrom('h', 'cd', 'cd†', 'wd', 'months', 'years'),
    length,
    ...gone,
    direction: fc.constantFrom('forward', 'back'),
    roll: fc.boolean(),
  },
  { requiredKeys: ['unit', 'length', 'start'] },
);
const ofRow = fc.record(
  {
    deadline: fc.constantFrom(...DEADLINES.map((row) => row.id)),
    part: fc.nat({ max: 4 }),
    ...gone,
  },
  { requiredKeys: ['deadline', 'start'] },
);

it('whatever a date is asked of, it is computed or refused at a field; nothing is thrown', () => {
  let computed = 0;
  fc.assert(
    fc.property(free, (asked) => {
      const request = computeRequest.safeParse(asked);
      if (!request.success) return request.error.issues.length > 0;
      computed += 1;
      return typeof answer(request.data, CALENDARS) === 'object';
    }),
    { numRuns: sample(2_000, 200_000), seed: 20261129 },
  );
  expect(computed).toBeGreaterThan(200);
});

it('the same holds for the periods of the catalogue', () => {
  let computed = 0;
  fc.assert(
    fc.property(ofRow, (asked) => {
      const byId = deadlineRequest.safeParse(asked);
      if (!byId.success) return true;
      const { deadline, ...rest } = byId.data;
      const row = editionFrom(deadline, rest.start)!;
      let wanted: ReturnType<typeof requestFor>;
      try {
        wanted = requestFor(row, rest);
      } catch (error) {
        // A period without a number, or a part that there is not, is refused in words.
        return error instanceof Error && error.message.length > 0;
      }
      const request = computeRequest.safeParse(wanted);
      if (request.success) computed += 1;
      return !request.success || typeof answerFor(row, request.data, CALENDARS) === 'object';
    }),
    { numRuns: sample(4_000, 100_000), seed: 20261129 },
  );
  expect(computed).toBeGreaterThan(200);
});
