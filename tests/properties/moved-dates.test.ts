/** Promises of a date that a published calendar moves, over generated publications: earlier, later, into the past, again and again. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CaseState, NewEvent } from '../../domain/case/types.ts';
import { advance, evolve, recount } from '../../domain/kernel/index.ts';
import { calendarsOf } from '../../domain/time/calendars.ts';
import { compute } from '../../domain/time/count.ts';
import { addDays, dayNumber, HOUR_MS, instantOf, millisOf, weekdayOf } from '../../domain/time/day.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import type { Calendars } from '../../domain/time/types.ts';
import { CALENDAR_2027 } from '../support/calendars.ts';
import { proven, sample } from '../support/proof.ts';
import { investigating, underReview } from '../support/roads.ts';

const RUNS = sample(100, 2_000, 30);

/** Weekdays from the middle of October 2026 to the middle of March 2027: any of them may become a day off. */
const WEEKDAYS = Array.from({ length: 155 }, (_, i) => addDays('2026-10-13', i)).filter(
  (d) => ![0, 6].includes(weekdayOf(dayNumber(d))),
);

const publications = fc.array(
  fc.record({
    /** Hours after the last step, and how long after its publication the case is counted. */
    wait: fc.integer({ min: 0, max: 24 * 40 }),
    late: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 24 * 6 })),
    /** Whether the driver was awake until then. */
    awake: fc.boolean(),
    off: fc.subarray(WEEKDAYS, { minLength: 0, maxLength: 60 }),
  }),
  { minLength: 1, maxLength: 6 },
);

const plus = (instant: string, hours: number) => instantOf(millisOf(instant) + hours * HOUR_MS);

/** The calendars with these weekdays off besides what the notices name. */
function withOff(off: readonly string[]): Calendars {
  const base = CALENDARS.list.filter((c) => c.year !== 2026);
  const own = CALENDARS.list.find((c) => c.year === 2026)!;
  const of = (year: string) => off.filter((d) => d.startsWith(year));
  return calendarsOf([
    ...base,
    { ...own, off: [...new Set([...own.off, ...of('2026')])].sort() },
    { ...CALENDAR_2027, off: [...new Set([...CALENDAR_2027.off, ...of('2027')])].sort() },
  ]);
}

interface Story {
  facts: ReturnType<ReturnType<typeof investigating>['facts']>;
  state: CaseState;
  begun: CaseState;
  now: string;
  calendars: Calendars;
  events: NewEvent[];
  publications: { at: string; before: Calendars; after: Calendars; events: NewEvent[]; on: CaseState }[];
}

type Publication = { wait: number; late: number; awake: boolean; off: string[] };

/** A case through the publications, and then until long after its last date. */
function lived(
  begun: CaseState,
  facts: ReturnType<ReturnType<typeof investigating>['facts']>,
  list: Publication[],
): Story {
  const s: Story = { facts, state: begun, begun, now: facts.now, calendars: CALENDARS, events: [], publications: [] };
  const add = (events: NewEvent[]) => {
    for (const e of events) s.state = evolve(s.state, e);
    s.events.push(...events);
  };
  list.forEach(({ wait, late, awake, off }, i) => {
    const at = plus(s.now, wait);
    if (awake) add(advance(s.state, at, { ...facts, now: at, calendars: s.calendars }).events);
    s.now = plus(at, late);
    const after = withOff(off);
    const on = s.state;
    const published = { number: i + 1, year: 2026, notice: `notice ${i + 1}`, at, by: 'admin' };
    const { events } = recount(s.state, published, s.calendars, { ...facts, now: s.now, calendars: after });
    s.publications.push({ at, before: s.calendars, after, events, on });
    add(events);
    s.calendars = after;
  });
  s.now = plus(s.now, 24 * 400);
  add(advance(s.state, s.now, { ...facts, now: s.now, calendars: s.calendars }).events);
  return s;
}

const BEGINNINGS = { 'under review': underReview, 'under investigation': investigating };
const each = (check: (s: Story) => void) => {
  for (const begin of Object.values(BEGINNINGS)) {
    fc.assert(
      fc.property(publications, (list) => {
        const l = begin();
        check(lived(l.state, l.facts(), list));
      }),
      { numRuns: RUNS },
    );
  }
};

const firedIn = (events: readonly NewEvent[]) =>
  events.flatMap((e) =>
    e.changes.flatMap((x) => (x.op === 'fired' ? [{ clock: x.clock, rung: x.rung, at: e.occurredAt }] : [])),
  );

test('no rung is repeated, however often and wherever calendars move the date', () => {
  let several = 0;
  each((s) => {
    const all = firedIn(s.events).map((f) => `${f.clock} ${f.rung}`);
    expect(new Set(all).size).toBe(all.length);
    if (s.events.filter((e) => e.type === 'moved').length > 2) several++;
  });
  expect(several).toBeGreaterThan(RUNS / 4);
  proven('No rung is repeated, however often and wherever calendars move a date', { publications: RUNS, several });
});

test('no rung is lost: every date that has come has its expiry, at its instant or when it was moved into the past', () => {
  let intoThePast = 0;
  each((s) => {
    const fired = new Map(firedIn(s.events).map((f) => [`${f.clock} ${f.rung}`, f.at]));
    for (const k of Object.values(s.state.clocks)) {
      if (!k.count || s.begun.clocks[k.id]?.stopped) continue;
      // A house clock begins again whenever it has ended: its last turn still runs.
      if (compute(k.count, s.calendars).expiresAt! > s.now) continue;
      const at = fired.get(`${k.id} expiry`) ?? (s.begun.clocks[k.id]?.fired.includes('expiry') ? 'before' : undefined);
      if (k.stopped && at === undefined) continue;
      expect(at, `${k.id} has ended`).toBeDefined();
      if (at === 'before' || at === undefined) continue;
      // The calendars of that instant, of before and after what was published in it, counted without the engine's ladder of rungs.
      const under = [
        s.publications.filter((p) => p.at < at).at(-1)?.after ?? CALENDARS,
        ...s.publications.filter((p) => p.at === at).map((p) => p.after),
      ];
      const ends = under.map((c) => compute(k.count!, c).expiresAt!);
      const moved = s.publications.some((p) => p.at === at);
      if (moved && !ends.includes(at)) intoThePast++;
      expect([...ends, ...(moved ? [at] : []), k.started], `${k.id} ended at ${at}`).toContain(at);
      if (moved) expect(ends.some((e) => e <= at)).toBe(true);
    }
  });
  expect(intoThePast).toBeGreaterThan(0);
});

test('nothing is dated before what caused it, and events stay in the order of their instants', () => {
  each((s) => {
    const times = s.events.map((e) => e.occurredAt);
    expect(times).toEqual([...times].sort());
    for (const p of s.publications) {
      for (const e of p.events.filter((x) => x.type === 'moved')) expect(e.occurredAt >= p.at).toBe(true);
    }
  });
});

test('each date that moves is one event with the old day, the new day and the notice; a date that stays is none', () => {
  let earlier = 0;
  let later = 0;
  each((s) => {
    for (const p of s.publications) {
      const moved = p.events.filter((e) => e.type === 'moved');
      const clocks = moved.map((e) => e.facts.clock);
      expect(new Set(clocks).size).toBe(clocks.length);
      const when = p.at > p.on.advancedTo ? p.at : p.on.advancedTo;
      const then = advance(p.on, when, { ...s.facts, now: when, calendars: p.before }).state;
      for (const k of Object.values(then.clocks)) {
        if (k.stopped || !k.count) continue;
        const [from, to] = [compute(k.count, p.before), compute(k.count, p.after)];
        const event = moved.find((e) => e.facts.clock === k.id);
        if (event === undefined) {
          expect([k.id, from.due, from.alarm]).toEqual([k.id, to.due, to.alarm]);
          continue;
        }
        expect(event.facts).toMatchObject({ from: from.due, to: to.due, deadline: k.deadline });
        expect(event.basis).toBe(event.facts.notice);
        if (to.due! < from.due!) earlier++;
        if (to.due! > from.due!) later++;
      }
    }
  });
  expect(earlier).toBeGreaterThan(RUNS / 10);
  expect(later).toBeGreaterThan(RUNS / 10);
});

test('counting again for a calendar that changes no day moves nothing', () => {
  each((s) => {
    const l = investigating();
    const facts = { ...l.facts(), now: s.now, calendars: s.calendars };
    const published = { number: 99, year: 2026, notice: 'the same', at: s.now, by: 'admin' };
    expect(recount(s.state, published, s.calendars, facts)).toMatchObject({ events: [], moved: 0 });
  });
});

test('what was recorded of a clock stays, and an act in time stays in time, when its date moves', () => {
  each((s) => {
    const was = new Map<string, string>();
    let c = s.begun;
    for (const e of s.events) {
      c = evolve(c, e);
      for (const k of Object.values(c.clocks)) {
        if (k.outcome?.what === 'breach') was.set(k.id, k.outcome.at);
        if (was.has(k.id)) expect(k.outcome).toEqual({ what: 'breach', at: was.get(k.id) });
        for (const rung of s.begun.clocks[k.id]?.fired ?? []) expect(k.fired).toContain(rung);
      }
    }
  });
});
