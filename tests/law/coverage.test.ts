/** On every quarter day of 2023 to 2028, in every region, each row has exactly one edition, and what it says can be computed. */
import { describe, expect, it } from 'vitest';
import {
  appliesIn,
  DEADLINES,
  editionFrom,
  editionOn,
  editionsOf,
  instrumentByShort,
  REGIONS,
} from '../../domain/law/index.ts';
import type { Deadline } from '../../domain/law/types.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import { answerFor, computeRequest, earlyText, requestFor } from '../../domain/time/request.ts';

const QUARTER_DAYS = [2023, 2024, 2025, 2026, 2027, 2028].flatMap((year) =>
  ['01-01', '04-01', '07-01', '10-01'].map((day) => `${year}-${day}`),
);
const AUTHORITIES = [null, ...REGIONS];

const holds = ({ edition: { inForce, until } }: Deadline, day: string) =>
  (inForce === null || inForce <= day) && (until === null || day < until);
const tooEarly = (id: string, day: string) => {
  const first = editionsOf(id)[0]!.edition.inForce;
  return first !== null && day < first;
};

describe('coverage in time', () => {
  it('every quarter day has one edition of each row in each region: no hole, no overlap, none before the first', () => {
    const wrong: string[] = [];
    let seen = 0;
    for (const region of AUTHORITIES) {
      for (const d of DEADLINES.filter((row) => appliesIn(row, region))) {
        for (const day of QUARTER_DAYS) {
          const there = editionsOf(d.id).filter((e) => holds(e, day));
          const wanted = tooEarly(d.id, day) ? 0 : 1;
          if (there.length !== wanted) wrong.push(`${region} ${d.id} ${day}: ${there.length} editions`);
          if (wanted === 1 && editionOn(d.id, day) !== there[0])
            wrong.push(`${region} ${d.id} ${day}: another one is taken`);
          seen += 1;
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(seen).toBeGreaterThan(AUTHORITIES.length * QUARTER_DAYS.length * 100);
  });

  it('the region of a row is the same in all its editions, so that an amendment moves no row out of a region', () => {
    const places = (d: Deadline) => JSON.stringify([d.region, d.alsoIn ?? []]);
    for (const d of DEADLINES) expect([d.id, ...new Set(editionsOf(d.id).map(places))]).toEqual([d.id, places(d)]);
  });

  it('each edition in force computes a date, or its row says that it has no number', () => {
    for (const d of DEADLINES) {
      for (const day of QUARTER_DAYS) {
        const row = editionFrom(d.id, day)!;
        row.parts.forEach(({ length, unit }, part) => {
          // Hours are counted from an instant.
          const ask = { part, start: unit === 'h' ? `${day}T09:00:00+08:00` : day, pauses: [], extension: null };
          if (length === null) {
            expect(() => requestFor(row, ask), `${d.id} ${day}`).toThrow(RangeError);
            return;
          }
          const { due, edition } = answerFor(row, computeRequest.parse(requestFor(row, ask)), CALENDARS);
          expect(due, `${d.id} ${day}`).not.toBeNull();
          expect([d.id, day, row.direction === 'back' ? due! <= day : due! > day]).toEqual([d.id, day, true]);
          expect([d.id, day, edition?.early !== undefined]).toEqual([d.id, day, tooEarly(d.id, day)]);
        });
      }
    }
  });
});

describe('what begins before its instrument was in force', () => {
  it('says so, by the day, up to the last day before and no longer', () => {
    const row = editionFrom('tip-review', '2023-04-30')!;
    const early = earlyText(row, '2023-04-30');
    expect(early?.zh).toMatch(/2023年5月1日.*不在目录中/);
    expect(early?.en).toMatch(/1 May 2023.*not in the catalogue/);
    expect(earlyText(row, '2023-05-01')).toBeNull();
    // Legal days begin at midnight in Shanghai.
    expect(earlyText(row, '2023-04-30T16:00:00Z')).toBeNull();
  });

  it('is known of every row whose first instrument has a day, and of no other', () => {
    for (const d of DEADLINES) {
      const first = editionsOf(d.id)[0]!;
      const day = first.edition.inForce;
      if (day === null) expect([d.id, earlyText(first, '1990-01-01')]).toEqual([d.id, null]);
      else expect([d.id, earlyText(first, '1990-01-01') !== null]).toEqual([d.id, true]);
      const known = instrumentByShort(first.instruments[0]!)?.inForce ?? null;
      if (known !== null) expect([d.id, day !== null]).toEqual([d.id, true]);
    }
  });
});
