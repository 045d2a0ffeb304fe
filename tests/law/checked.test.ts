/** Which edition of each instrument was read, where, and on which day it was last checked; what is not recorded is not guessed. */
import { describe, expect, it } from 'vitest';
import { CHECKED, freshness, nationalFirst, uncheckedOn } from '../../domain/law/checked.ts';
import { INSTRUMENTS } from '../../domain/law/index.ts';

describe('the record of the instruments', () => {
  it('has a line for each and for nothing else', () => {
    expect(Object.keys(CHECKED).sort()).toEqual(INSTRUMENTS.map((i) => i.short as string).sort());
    expect(nationalFirst()).toHaveLength(INSTRUMENTS.length);
  });

  it('says where each was read in both languages, and a day only as a day', () => {
    for (const [short, { where, on, place }] of Object.entries(CHECKED)) {
      for (const said of [where, place])
        if (said) expect([short, said.zh !== '' && said.en !== '']).toEqual([short, true]);
      if (on !== null) expect([short, on]).toEqual([short, expect.stringMatching(/^20\d\d-[01]\d-[0-3]\d$/)]);
    }
  });

  it('has the year of an edition where the title names one, and the same', () => {
    for (const { short, title } of INSTRUMENTS) {
      const year = /\((?:\D*)(20\d\d)\)$|〔(20\d\d)〕/.exec(`${title.en}`) ?? /〔(20\d\d)〕/.exec(title.zh);
      const named = year?.slice(1).find((x) => x !== undefined);
      if (named) expect([short, CHECKED[short].edition]).toEqual([short, Number(named)]);
    }
  });
});

describe('a check', () => {
  it('is old after a year, not on the day a year later', () => {
    expect(freshness({ on: '2026-11-28' }, '2027-11-28')).toBe('fresh');
    expect(freshness({ on: '2026-11-28' }, '2027-11-29')).toBe('old');
    expect(freshness({ on: '2024-02-29' }, '2025-02-28')).toBe('fresh');
    expect(freshness({ on: '2024-02-29' }, '2025-03-01')).toBe('old');
  });

  it('of which nobody recorded a day is neither fresh nor old', () => {
    expect(freshness({ on: null }, '2027-11-28')).toBe('unrecorded');
  });

  it('of each instrument is in one of the lists or fresh', () => {
    const recorded = INSTRUMENTS.filter((i) => CHECKED[i.short].on !== null).length;
    expect(uncheckedOn('2026-11-29')).toEqual({ old: [], unrecorded: expect.any(Array) });
    const late = uncheckedOn('2099-01-01');
    expect([late.old.length, late.unrecorded.length]).toEqual([recorded, INSTRUMENTS.length - recorded]);
    expect(uncheckedOn('2026-11-29', {}).unrecorded).toHaveLength(INSTRUMENTS.length);
  });
});
