/**
 * Promises of the counting engine over generated cases. The oracle below walks day by day, on its own calendar sets
 * and Temporal's dates, and shares no code with the engine.
 */
import chineseDays from 'chinese-days';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { PUBLISHED } from '../../domain/law/calendars/index.ts';
import { calendarsOf } from '../../domain/time/calendars.ts';
import { compute } from '../../domain/time/count.ts';
import { isWorkingDay } from '../../domain/time/day.ts';
import { explain } from '../../domain/time/explain.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import { answer, computeRequest } from '../../domain/time/request.ts';
import type { Calendar, Calendars, Count, Extension, Pause, Unit } from '../../domain/time/types.ts';
import { proven, sample } from '../support/proof.ts';

const RUNS = sample(10_000, 1_000_000, 1_000);
/** For properties that build calendars or explanations for every case. */
const FEWER = Math.ceil(RUNS / 10);
const TIMEOUT = 30_000 + RUNS * 6;

const MS = 86_400_000;
const moved = (date: string, days: number) => new Date(Date.parse(date) + days * MS).toISOString().slice(0, 10);

/** Steps of one day are walked by the hundred million: each is worked out once. */
const steps = { after: new Map<string, string>(), before: new Map<string, string>() };
function shift(date: string, days: number): string {
  if (days !== 1 && days !== -1) return moved(date, days);
  const known = days === 1 ? steps.after : steps.before;
  let next = known.get(date);
  if (next === undefined) {
    next = moved(date, days);
    known.set(date, next);
  }
  return next;
}

const shanghaiDay = (x: string) =>
  x.length === 10 ? x : new Date(Date.parse(x) + 8 * 3_600_000).toISOString().slice(0, 10);

/** The oracle's own reading of calendars: sets of days, and the years that are published. */
interface Almanac {
  off: Set<string>;
  work: Set<string>;
  years: Set<string>;
}

function almanacOf(list: Calendar[]): Almanac {
  return {
    off: new Set(list.flatMap((c) => c.off)),
    work: new Set(list.flatMap((c) => c.work)),
    years: new Set(list.map((c) => String(c.year))),
  };
}

const FIXED = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'];

/** What the walk has looked up already, per almanac. */
const lookedUp = new WeakMap<Almanac, Map<string, boolean>>();
function works(date: string, a: Almanac): boolean {
  let days = lookedUp.get(a);
  if (!days) {
    days = new Map();
    lookedUp.set(a, days);
  }
  let working = days.get(date);
  if (working === undefined) {
    working = worksAnew(date, a);
    days.set(date, working);
  }
  return working;
}

function worksAnew(date: string, a: Almanac): boolean {
  if (a.work.has(date)) return true;
  if (a.off.has(date)) return false;
  const weekday = new Date(date).getUTCDay();
  if (weekday === 0 || weekday === 6) return false;
  if (a.years.has(date.slice(0, 4))) return true;
  return !FIXED.includes(date.slice(5)) || (date.endsWith('05-02') && date < '2025');
}

const unknown = (date: string, a: Almanac) => !a.years.has(date.slice(0, 4)) && !a.off.has(date) && !a.work.has(date);

interface Told {
  due: string | null;
  alarm?: string | undefined;
  provisional: boolean;
  verdicts: string[];
  remaining?: number;
}

function calendarDays(start: string, length: number, unit: Unit): number {
  if (unit !== 'months' && unit !== 'years') return length;
  const from = Temporal.PlainDate.from(start);
  const to = from.add(unit === 'months' ? { months: length } : { years: length });
  return from.until(to, { largestUnit: 'days' }).days;
}

/** Day by day from the start: counts the countable, then looks for a day on which the period can end. */
function walkForward(count: Count, length: number, a: Almanac): Told {
  const start = shanghaiDay(count.start);
  const pauses = (count.pauses ?? [])
    .map((p) => ({ from: shanghaiDay(p.from), to: p.to === null ? '9999-12-31' : shanghaiDay(p.to) }))
    .filter((p) => p.to > p.from);
  const frozen = (d: string) => pauses.some((p) => p.from < d && d <= p.to);
  const openSince = (count.pauses ?? [])
    .filter((p) => p.to === null)
    .map((p) => shanghaiDay(p.from))
    .sort()[0];
  const wd = count.unit === 'wd';
  const roll = wd || count.roll !== false;
  const budget = calendarDays(start, length, count.unit);
  let counted = 0;
  let provisional = false;
  let alarm: string | undefined;
  let day = start;
  for (;;) {
    day = shift(day, 1);
    if (openSince !== undefined && day > openSince) {
      return {
        due: null,
        alarm: count.unit === 'cd†' ? alarm : undefined,
        provisional,
        verdicts: [],
        remaining: budget - counted,
      };
    }
    if (frozen(day)) continue;
    if (counted < budget) {
      if (wd && unknown(day, a)) provisional = true;
      if (wd && !works(day, a)) continue;
      counted++;
    }
    if (counted < budget) continue;
    const suspendedAtItsEnd = pauses.some((p) => p.from <= day && day < p.to);
    if (!suspendedAtItsEnd && alarm === undefined) alarm = day;
    if (roll && unknown(day, a)) provisional = true;
    if (suspendedAtItsEnd || (roll && !works(day, a))) continue;
    return { due: day, alarm: count.unit === 'cd†' ? alarm : undefined, provisional, verdicts: [] };
  }
}

function oracle(count: Count, a: Almanac): Told {
  if (count.unit === 'h') {
    const at = new Date(Date.parse(count.start) + count.length * 3_600_000 + 8 * 3_600_000).toISOString();
    const due = `${at.slice(0, 19)}${at.slice(19, 23) === '.000' ? '' : at.slice(19, 23)}+08:00`;
    return { due, provisional: false, verdicts: [] };
  }
  if (count.direction === 'back') {
    const event = shanghaiDay(count.start);
    let provisional = false;
    let day = event;
    if (count.unit === 'months' || count.unit === 'years') {
      const duration = count.unit === 'months' ? { months: count.length } : { years: count.length };
      day = Temporal.PlainDate.from(event).subtract(duration).toString();
    } else {
      for (let left = count.length; left > 0; ) {
        day = shift(day, -1);
        if (count.unit === 'wd' && unknown(day, a)) provisional = true;
        if (count.unit !== 'wd' || works(day, a)) left--;
      }
    }
    const due = shift(day, -1);
    let alarm = due;
    if (unknown(alarm, a)) provisional = true;
    while (!works(alarm, a)) {
      alarm = shift(alarm, -1);
      if (unknown(alarm, a)) provisional = true;
    }
    return { due, alarm, provisional, verdicts: [] };
  }
  const verdicts: string[] = [];
  let length = count.length;
  for (const extension of count.extensions ?? []) {
    const now = walkForward(count, length, a).due;
    const inTime = now === null || shanghaiDay(extension.granted) <= now;
    verdicts.push(inTime ? 'accepted' : 'refused');
    if (inTime) length += extension.length;
  }
  return { ...walkForward(count, length, a), verdicts };
}

// Generators: starts from 2023 to 2027, so that published, earlier and later days are all met.
const dates = fc.integer({ min: 0, max: 5 * 365 }).map((n) => shift('2023-01-01', n));
const near = (from: string, days: number) => fc.integer({ min: -3, max: days }).map((n) => shift(from, n));
const OFFSETS: [string, number][] = [
  ['+08:00', 480],
  ['Z', 0],
  ['-05:00', -300],
  ['+05:45', 345],
];
const times = fc.tuple(fc.integer({ min: 0, max: 86_399 }), fc.constantFrom(...OFFSETS));

/** An instant on the given Shanghai day, written at any offset. */
function instantOn(date: string, [seconds, [name, minutes]]: [number, [string, number]]): string {
  const utc = Date.parse(date) + seconds * 1000 - 8 * 3_600_000;
  return new Date(utc + minutes * 60_000).toISOString().slice(0, 19) + name;
}
const onDay = (date: string) =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant(date) },
    { weight: 2, arbitrary: times.map((t) => instantOn(date, t)) },
    { weight: 1, arbitrary: fc.constant(`${date}T00:00:00+08:00`) },
  );

const LENGTHS: Record<Unit, number> = { h: 400, cd: 120, 'cd†': 30, wd: 95, months: 14, years: 2 };

const pausesNear = (start: string, days: number): fc.Arbitrary<Pause[]> =>
  fc.array(
    near(start, days).chain((from) =>
      fc.record({
        from: onDay(from),
        to: fc.oneof(
          { weight: 12, arbitrary: fc.integer({ min: 0, max: 40 }).chain((n) => onDay(shift(from, n))) },
          { weight: 1, arbitrary: fc.constant(null) },
        ),
      }),
    ),
    { maxLength: 4 },
  );

const extensionsNear = (start: string, days: number): fc.Arbitrary<Extension[]> =>
  fc
    .array(
      near(start, days * 2).chain((d) => fc.record({ length: fc.integer({ min: 1, max: 30 }), granted: onDay(d) })),
      { maxLength: 2 },
    )
    .map((list) => [...list].sort((a, b) => Date.parse(a.granted) - Date.parse(b.granted)))
    .filter((list) => list.every((e) => e.granted.length > 10) || list.length < 2);

const forwardUnits = fc.constantFrom<Unit>('cd', 'cd†', 'wd', 'wd', 'months', 'years');

const forward: fc.Arbitrary<Count> = fc.tuple(dates, forwardUnits).chain(([date, unit]) =>
  fc.integer({ min: 1, max: LENGTHS[unit] }).chain((length) => {
    const about = calendarDays(date, length, unit) * (unit === 'wd' ? 1.6 : 1) + 10;
    const days = Math.ceil(about);
    return fc.record({
      unit: fc.constant(unit),
      length: fc.constant(length),
      start: onDay(date),
      roll: fc.constantFrom(true, true, undefined, false),
      pauses: fc.oneof(fc.constant<Pause[]>([]), pausesNear(date, days)),
      extensions: fc.oneof(
        fc.constant<Extension[]>([]),
        extensionsNear(date, days).map((list) => (unit === 'years' ? list.map((e) => ({ ...e, length: 1 })) : list)),
      ),
    });
  }),
);

const back: fc.Arbitrary<Count> = fc
  .tuple(dates, fc.constantFrom<Unit>('cd', 'cd†', 'wd', 'wd', 'months', 'years'))
  .chain(([date, unit]) =>
    fc.record({
      unit: fc.constant(unit),
      length: fc.integer({ min: 1, max: LENGTHS[unit] }),
      start: onDay(date),
      direction: fc.constant('back' as const),
    }),
  );

const hours: fc.Arbitrary<Count> = fc.record({
  unit: fc.constant('h' as const),
  length: fc.integer({ min: 1, max: LENGTHS.h }),
  start: fc.tuple(dates, times).map(([d, t]) => instantOn(d, t)),
});

const anyCount = fc.oneof(
  { weight: 8, arbitrary: forward },
  { weight: 3, arbitrary: back },
  { weight: 1, arbitrary: hours },
);

const published = almanacOf(PUBLISHED);

function agrees(count: Count, calendars: Calendars, almanac: Almanac) {
  const given = compute(count, calendars);
  const told = oracle(count, almanac);
  const same =
    given.due === told.due &&
    given.alarm === told.alarm &&
    given.provisional === told.provisional &&
    given.remaining === told.remaining &&
    given.extensions.join() === told.verdicts.join();
  // A million times the sentence of a matcher is never read; it is made where there is a difference.
  if (!same) expect({ ...given, verdicts: given.extensions }).toMatchObject(told);
  return same;
}

test('the engine agrees with a day-by-day walk under the published calendars', { timeout: TIMEOUT }, () => {
  fc.assert(
    fc.property(anyCount, (count) => agrees(count, CALENDARS, published)),
    { numRuns: RUNS },
  );
  proven('The engine agrees with a day-by-day walk under the published calendars', { cases: RUNS, differences: 0 });
});

/** Calendars that no council would publish, for the parts of the published ones that hide mistakes. */
const strangeCalendars = fc
  .tuple(fc.subarray([2023, 2024, 2025, 2026], { minLength: 0 }), fc.integer({ min: 0, max: 2 ** 30 }))
  .chain(([years]) =>
    fc.tuple(
      ...years.map((year) =>
        fc
          .tuple(
            fc.uniqueArray(fc.integer({ min: year === years[0] ? -3 : 0, max: 364 }), { maxLength: 40 }),
            fc.nat({ max: 40 }),
          )
          .map(([days, cut]): Calendar => {
            const at = (n: number) => shift(`${year}-01-01`, n);
            const off = days.slice(0, cut).map(at);
            return { year, notice: `of ${year}`, published: `${year - 1}-11-01`, off, work: days.slice(cut).map(at) };
          }),
      ),
    ),
  );

test('the engine agrees with the walk under calendars of any kind', { timeout: TIMEOUT }, () => {
  fc.assert(
    fc.property(strangeCalendars, fc.array(anyCount, { minLength: 5, maxLength: 5 }), (list, counts) => {
      const calendars = calendarsOf(list);
      const almanac = almanacOf(list);
      return counts.every((count) => agrees(count, calendars, almanac));
    }),
    { numRuns: FEWER },
  );
  proven('The engine agrees with the walk under calendars of any kind', { cases: FEWER * 5, differences: 0 });
});

const later = (a: string | null, b: string | null) => (a ?? '9999') >= (b ?? '9999');

/** The published calendars with one day changed. */
function changed(date: string, to: 'off' | 'work'): Calendar[] {
  return PUBLISHED.map((c) => {
    const others = { off: c.off.filter((d) => d !== date), work: c.work.filter((d) => d !== date) };
    if (!date.startsWith(String(c.year))) return { ...c, ...others };
    return { ...c, ...others, [to]: [...others[to], date] };
  });
}

const publishedDates = fc.integer({ min: 0, max: 3 * 365 }).map((n) => shift('2024-01-01', n));
const pool = <T>(make: (date: string) => T) => {
  const made = new Map<string, T>();
  return (date: string): T => {
    let value = made.get(date);
    if (value === undefined) {
      value = make(date);
      made.set(date, value);
    }
    return value;
  };
};

/** A count and a published day within its reach, so that changing the day may matter. */
const countAndDay = fc.oneof(forward, back).chain((count) => {
  const start = shanghaiDay(count.start);
  const sign = count.direction === 'back' ? -1 : 1;
  return fc.tuple(
    fc.constant(count),
    fc.oneof(
      publishedDates,
      fc
        .integer({ min: 0, max: 140 })
        .map((n) => shift(start, sign * n))
        .map((d) => (d < '2024-01-01' || d > '2026-12-31' ? '2026-05-06' : d)),
    ),
  );
});

test('adding a day off never makes a forward date earlier nor a counted-back one later', { timeout: TIMEOUT }, () => {
  const withDayOff = pool((date) => calendarsOf(changed(date, 'off')));
  fc.assert(
    fc.property(countAndDay, ([count, date]) => {
      const before = compute(count, CALENDARS);
      const after = compute(count, withDayOff(date));
      if (count.direction === 'back') {
        expect(later(before.due, after.due) && later(before.alarm!, after.alarm!)).toBe(true);
      } else expect(later(after.due, before.due)).toBe(true);
    }),
    { numRuns: RUNS },
  );
});

test('adding a make-up day never makes a forward date later nor a counted-back one earlier', {
  timeout: TIMEOUT,
}, () => {
  const withMakeUp = pool((date) => calendarsOf(changed(date, 'work')));
  fc.assert(
    fc.property(countAndDay, ([count, date]) => {
      const before = compute(count, CALENDARS);
      const after = compute(count, withMakeUp(date));
      if (count.direction === 'back') {
        expect(later(after.due, before.due) && later(after.alarm!, before.alarm!)).toBe(true);
      } else expect(later(before.due, after.due)).toBe(true);
    }),
    { numRuns: RUNS },
  );
});

const plain: fc.Arbitrary<Count> = forward.map(({ unit, length, start, roll }) => ({ unit, length, start, roll }));
const wholeDays: fc.Arbitrary<Count> = plain.filter((c) => c.unit !== 'months' && c.unit !== 'years');

test('pause and resume keep the remainder', { timeout: TIMEOUT }, () => {
  fc.assert(
    fc.property(plain, fc.nat({ max: 140 }), fc.integer({ min: 1, max: 60 }), (count, after, rest) => {
      const from = shift(shanghaiDay(count.start), after);
      const to = shift(from, rest);
      const open = compute({ ...count, pauses: [{ from, to: null }] }, CALENDARS);
      const closed = compute({ ...count, pauses: [{ from, to }] }, CALENDARS);
      if (open.due !== null) {
        expect([open.due, closed.due]).toEqual([compute(count, CALENDARS).due, open.due]);
        return;
      }
      // What was left when it stopped, counted anew from the day of resumption, ends on the same day.
      const left = Math.max(open.remaining ?? 0, 1);
      const unit = count.unit === 'months' || count.unit === 'years' ? 'cd' : count.unit;
      const anew = compute({ ...count, unit, length: left, start: to }, CALENDARS);
      expect(closed.due).toBe(anew.due);
    }),
    { numRuns: RUNS },
  );
});

test('splitting a pause changes nothing, nor does giving it twice or turning the list round', {
  timeout: TIMEOUT,
}, () => {
  fc.assert(
    fc.property(plain, fc.nat({ max: 140 }), fc.nat({ max: 40 }), fc.nat({ max: 40 }), (count, after, x, y) => {
      const from = shift(shanghaiDay(count.start), after);
      const middle = shift(from, x);
      const to = shift(middle, y);
      const whole = compute({ ...count, pauses: [{ from, to }] }, CALENDARS);
      const split = [
        { from: `${from}T23:00:00+08:00`, to: `${middle}T09:30:00+08:00` },
        { from: `${middle}T15:30:00+08:00`, to },
      ];
      if (x > 0) expect(compute({ ...count, pauses: split }, CALENDARS)).toEqual(whole);
      const twice = [
        { from: middle, to },
        { from, to },
        { from, to: middle },
      ];
      expect(compute({ ...count, pauses: twice }, CALENDARS)).toEqual(whole);
    }),
    { numRuns: RUNS },
  );
});

test('a pause within one day changes nothing', { timeout: TIMEOUT }, () => {
  fc.assert(
    fc.property(forward, fc.nat({ max: 140 }), (count, after) => {
      const day = shift(shanghaiDay(count.start), after);
      const within = { from: `${day}T08:00:00+08:00`, to: `${day}T20:00:00+08:00` };
      const pauses = [...(count.pauses ?? []), within];
      expect(compute({ ...count, pauses }, CALENDARS)).toEqual(compute(count, CALENDARS));
    }),
    { numRuns: FEWER },
  );
});

test('an extension is refused after expiry and otherwise adds to the one budget', { timeout: TIMEOUT }, () => {
  fc.assert(
    fc.property(
      forward.map((c) => ({ ...c, extensions: [] })),
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: -20, max: 20 }),
      (count, length, days) => {
        const old = compute(count, CALENDARS);
        if (old.due === null) return;
        const by = count.unit === 'years' ? 1 : length;
        const granted = `${shift(old.due, days)}T${days === 0 ? '23:59:59' : '00:00:00'}+08:00`;
        const asked = compute({ ...count, extensions: [{ length: by, granted }] }, CALENDARS);
        if (days > 0) expect(asked).toEqual({ ...old, extensions: ['refused'] });
        else {
          const longer = compute({ ...count, length: count.length + by }, CALENDARS);
          expect(asked).toEqual({ ...longer, extensions: ['accepted'] });
        }
      },
    ),
    { numRuns: RUNS },
  );
});

test('a date is never before its alarm, expires the midnight after, and a rolled date is a working day', {
  timeout: TIMEOUT,
}, () => {
  fc.assert(
    fc.property(forward, (count) => {
      const d = compute(count, CALENDARS);
      if (d.due === null) {
        expect([d.expiresAt, typeof d.remaining]).toEqual([null, 'number']);
        return;
      }
      if (d.alarm) expect(d.alarm <= d.due).toBe(true);
      expect(d.expiresAt).toBe(`${shift(d.due, 1)}T00:00:00+08:00`);
      if (count.roll !== false || count.unit === 'wd') expect(works(d.due, published)).toBe(true);
    }),
    { numRuns: FEWER },
  );
});

test('the days explained are every day from the start to the end, and as many are counted as the budget has', {
  timeout: TIMEOUT,
}, () => {
  fc.assert(
    fc.property(wholeDays, pausesNear('2025-06-01', 90), (count, pauses) => {
      const paused = { ...count, start: '2025-06-01', pauses };
      const { days, groups, due } = explain(paused, CALENDARS);
      const counted = days.filter((d) => d.counted);
      expect(counted.length).toBe(count.length - (due.remaining ?? 0));
      expect(days.map((d) => d.date)).toEqual(days.map((_, i) => shift('2025-06-01', i)));
      if (due.due !== null) expect(days.at(-1)?.date).toBe(due.due);
      for (const d of counted) if (count.unit === 'wd') expect(works(d.date, published)).toBe(true);
      const grouped = due.due === null ? groups.slice(0, -1) : groups;
      let next = '2025-06-01';
      for (const g of grouped) {
        expect(g.from).toBe(next);
        next = shift(g.to, 1);
      }
      expect(next).toBe(shift(days.at(-1)!.date, 1));
    }),
    { numRuns: FEWER },
  );
});

test('counted back, the days explained hold the full number strictly between the act and the event', {
  timeout: TIMEOUT,
}, () => {
  fc.assert(
    fc.property(
      back.filter((c) => c.unit !== 'years' && c.unit !== 'months'),
      (count) => {
        const { days, due } = explain(count, CALENDARS);
        const counted = days.filter((d) => d.counted).map((d) => d.date);
        expect(counted.length).toBe(count.length);
        expect(counted.every((d) => d > due.due! && d < shanghaiDay(count.start))).toBe(true);
        expect([days[0]?.date, days.at(-1)?.date]).toEqual([due.alarm, shanghaiDay(count.start)]);
      },
    ),
    { numRuns: FEWER },
  );
});

test('a request that passes the schema is always answered', { timeout: TIMEOUT }, () => {
  const wild = fc.record(
    {
      unit: fc.constantFrom('h', 'cd', 'cd†', 'wd', 'months', 'years'),
      length: fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 10_000 })),
      start: fc.integer({ min: 0, max: 36_800 }).chain((n) => onDay(shift('2000-01-01', n))),
      pauses: fc.oneof(fc.constant([]), pausesNear('2050-01-01', 3000)),
      extension: fc.oneof(
        fc.constant(null),
        extensionsNear('2050-01-01', 9000).map((l) => l[0] ?? null),
      ),
      direction: fc.constantFrom('forward', 'back'),
      roll: fc.boolean(),
    },
    { requiredKeys: ['unit', 'length', 'start'] },
  );
  let answered = 0;
  fc.assert(
    fc.property(wild, (input) => {
      const parsed = computeRequest.safeParse(input);
      if (!parsed.success) return;
      answered++;
      const given = answer(parsed.data, CALENDARS);
      const open = given.due === null;
      expect(open).toBe(given.remaining !== undefined);
    }),
    { numRuns: FEWER },
  );
  expect(answered).toBeGreaterThan(FEWER / 10);
});

test('every day of 2024 to 2026 is a working day or not as an independent library has it', () => {
  let working = 0;
  for (let day = '2024-01-01'; day <= '2026-12-31'; day = shift(day, 1)) {
    expect([day, isWorkingDay(day, CALENDARS)]).toEqual([day, chineseDays.isWorkday(day)]);
    working += isWorkingDay(day, CALENDARS) ? 1 : 0;
  }
  expect(working).toBe(251 + 248 + 248);
});
