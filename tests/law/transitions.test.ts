/**
 * A change in the law that reaches running clocks: on its day, once, by one event for each clock with the old date, the new one and
 * the clause, whenever and however often time is looked at. The rules here are examples; no published row has one.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rungsOf } from '../../domain/case/rungs.ts';
import type { NewEvent } from '../../domain/case/types.ts';
import { dueOf, nextInstant } from '../../domain/kernel/index.ts';
import { Run } from '../../domain/kernel/run.ts';
import { EDITION_IN_FORCE, editionText, reach, transitionOf } from '../../domain/kernel/transition.ts';
import { within } from '../../domain/law/deadlines/row.ts';
import { CATALOGUE, cite, type DeadlineId, deadlineById } from '../../domain/law/index.ts';
import type { Deadline, Transition } from '../../domain/law/types.ts';
import { addDays, startOfDay } from '../../domain/time/day.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import type { Count, Unit } from '../../domain/time/types.ts';
import { amendedRow, catalogueWith } from '../support/amended.ts';
import { filed, investigating, received, underReview, WITH } from '../support/roads.ts';

const LAW = 'M49 41';
const FROM = '2026-10-09';

const changed = (
  id: DeadlineId,
  length: number | null,
  transition: Partial<Transition> | null,
  o: { from?: string; unit?: Unit; change?: Partial<Deadline> } = {},
) => {
  const part = deadlineById(id).parts[0]!;
  const parts =
    length === null ? [{ ...part, length: null, unit: null }] : [within(length, o.unit ?? part.unit!, part.start)];
  return amendedRow(id, o.from ?? FROM, {
    parts,
    source: cite(LAW),
    ...o.change,
    ...(transition ? { transition: { reaches: 'running', length: 'whole', law: LAW, ...transition } } : {}),
  });
};
const law = (...rows: Deadline[]) => catalogueWith(...rows);
const moved = (events: { type: string; name: string }[]) =>
  events.filter((e) => e.type === 'moved' && e.name === EDITION_IN_FORCE) as NewEvent[];

it('a catalogue knows the rows whose editions reach running clocks, oldest edition first, and of the published ones none', () => {
  const amended = law(changed('tip-review', 7, {}), changed('tip-investigate', 70, null));
  const found = [...amended.transitions].map(([id, editions]) => [id, editions.map((d) => d.edition.inForce)]);
  expect(found).toEqual([['tip-review', [FROM]]]);
  expect([...CATALOGUE.transitions]).toEqual([]);
});

// A case received on 30 September 2026: five working days of review end on 13 October.
describe('an edition that reaches running clocks', () => {
  it('moves the date at 00:00 of its day by one event with old date, new date and clause, and a task for who owes it', () => {
    const l = received({ law: law(changed('tip-review', 7, {})) });
    expect(l.to('2026-10-08').map((e) => e.type)).not.toContain('moved');
    expect(l.due('tip-review')).toBe('2026-10-13');
    const events = moved(l.to(FROM));
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      occurredAt: '2026-10-09T00:00:00+08:00',
      proceeding: 'intake-1',
      actor: { id: 'system' },
      basis: 'M49 art. 41',
      facts: {
        clock: 'tip-review-1',
        deadline: 'tip-review',
        edition: FROM,
        editionBefore: '2023-05-01',
        from: '2026-10-13',
        to: '2026-10-15',
      },
    });
    expect(l.tasks(events).map((t) => [t.to, t.basis])).toEqual([['clerk', 'M49 art. 41']]);
    expect(l.clock('tip-review')).toMatchObject({
      edition: FROM,
      moved: { at: '2026-10-09T00:00:00+08:00', from: '2026-10-13', to: '2026-10-15', edition: FROM },
    });
    expect(l.due('tip-review')).toBe('2026-10-15');
    const text = editionText(events[0]!.facts)!;
    expect(text.en).toContain('from Tuesday 13 October 2026 to Thursday 15 October 2026');
    expect(text.zh).toContain('新规定施行');
    l.check();
  });

  it('is an instant that the driver waits for, of its own proceeding alone, between the rungs', () => {
    const l = received({ law: law(changed('tip-review', 7, {})) });
    l.to('2026-10-08T12:00:00+08:00');
    const next = (proceeding?: string) => nextInstant(l.state, l.facts(), proceeding)?.at;
    const rungs = rungsOf(l.clock('tip-review'), CALENDARS, l.state.id).map((r) => r.at);
    expect(rungs.some((at) => at > startOfDay(FROM))).toBe(true);
    expect([next(), next('intake-1')]).toEqual([startOfDay(FROM), startOfDay(FROM)]);
    expect(next('penalty-1')).toBeUndefined();
    l.law = undefined;
    expect(next()! > startOfDay(FROM)).toBe(true);
  });

  it('is done once: looking again, or day by day, or a month late, comes to the same events', () => {
    const rows = law(changed('tip-review', 8, {}), changed('tip-investigate', 45, { length: 'afresh' }));
    const once = received({ law: rows });
    once.to('2026-11-20');
    const daily = received({ law: rows });
    for (let day = '2026-10-01'; day <= '2026-11-20'; day = addDays(day, 1)) {
      daily.to(day);
      expect(daily.to(day)).toEqual([]);
    }
    const bare = (l: typeof once) => l.events.map(({ recordedAt: _, cause: __, ...e }) => e);
    expect(bare(daily)).toEqual(bare(once));
    expect(daily.state).toEqual(once.state);
    expect(moved(once.events).map((e) => e.facts.clock)).toEqual(['tip-review-1', 'tip-investigate-1']);
  });

  it('ends the old law at midnight: what is over at that very instant is over under it', () => {
    const l = received({ law: law(changed('tip-review', 20, {}, { from: '2026-10-14' })) });
    const events = l.to('2026-10-14');
    expect(moved(events)).toEqual([]);
    expect(l.clock('tip-review')).toMatchObject({
      edition: '2023-05-01',
      outcome: { what: 'breach', at: '2026-10-14T00:00:00+08:00' },
    });
  });

  it('has new rungs, like an extension: what was nearly over is so again for the new last day', () => {
    const l = received({ law: law(changed('tip-review', 10, {}, { from: '2026-10-13' })) });
    const nearly = () => l.events.filter((e) => e.type === 'rung' && e.name === 'tip-review:last-day').length;
    l.to('2026-10-12T12:00:00+08:00');
    expect([nearly(), l.clock('tip-review').fired]).toEqual([1, ['last-day']]);
    l.to('2026-10-13');
    expect([l.due('tip-review'), l.clock('tip-review').fired]).toEqual(['2026-10-20', []]);
    l.to('2026-10-21');
    expect(nearly()).toBe(2);
    expect(l.clock('tip-review').outcome?.at).toBe('2026-10-21T00:00:00+08:00');
  });

  it('is never dated before itself: a date that it moves into the past is over on its day', () => {
    const l = received({ law: law(changed('tip-review', 1, {})) });
    l.to('2026-10-20');
    expect(l.due('tip-review')).toBe('2026-10-08');
    expect(l.clock('tip-review').outcome).toEqual({ what: 'breach', at: '2026-10-09T00:00:00+08:00' });
    l.check();
  });

  it('brings its own mark: a row that it makes certain may be breached from then on', () => {
    const l = received({ law: law(changed('tip-review', 7, {}, { change: { confidence: 'memory' } })) });
    l.to('2026-10-20');
    expect(l.clock('tip-review')).toMatchObject({ confidence: 'memory', outcome: { what: 'warn' } });
  });

  it('is waited for where nothing else is', () => {
    const l = received({ law: law(changed('tip-review', 7, {})) });
    const review = l.clock('tip-review');
    const suspended = { ...review.count!, pauses: [{ from: '2026-09-30', to: null }] };
    l.state = { ...l.state, clocks: { [review.id]: { ...review, count: suspended } } };
    expect(nextInstant(l.state, l.facts())).toMatchObject({ clock: { id: review.id }, at: startOfDay(FROM) });
  });

  it('gives a period without a number one, counted from its old start, and takes one away', () => {
    const none = received({ law: law(changed('tip-review', null, {})) });
    none.to('2026-12-01');
    expect(none.clock('tip-review')).toMatchObject({ edition: FROM, count: null, outcome: null });
    const l = underReview({ law: law(changed('tip-urgent-report', 3, {}, { unit: 'wd' })) });
    expect(l.clocks('tip-urgent-report')).toEqual([]);
    l.do('clerk', 'mark-urgent', { urgency: 'grave' });
    expect(l.clock('tip-urgent-report').count?.length ?? null).toBeNull();
    l.to(FROM);
    expect(l.due('tip-urgent-report')).toBe('2026-10-12');
  });
});

describe('how it counts', () => {
  const dueUnder = (transition: Partial<Transition>, length: number) => {
    const l = received({ law: law(changed('tip-review', length, transition)) });
    l.to(FROM);
    return [l.due('tip-review'), l.clock('tip-review').edition];
  };

  it('the whole new length from the old start', () => {
    expect(dueUnder({ length: 'whole' }, 7)).toEqual(['2026-10-15', FROM]);
    expect(dueUnder({ length: 'whole' }, 4)).toEqual(['2026-10-12', FROM]);
  });

  it('afresh from the day of coming into force, which is not counted itself', () => {
    expect(dueUnder({ length: 'afresh' }, 3)).toEqual(['2026-10-13', FROM]);
    expect(dueUnder({ length: 'afresh' }, 1)).toEqual(['2026-10-10', FROM]);
  });

  it('the later of the two ends', () => {
    expect(dueUnder({ length: 'later' }, 7)).toEqual(['2026-10-15', FROM]);
    expect(dueUnder({ length: 'later' }, 3)).toEqual(['2026-10-13', FROM]);
  });

  it('the new one where both end on one day', () => {
    const l = received({ law: law(changed('tip-review', 13, { length: 'later' }, { unit: 'cd' })) });
    l.to(FROM);
    expect([l.due('tip-review'), l.clock('tip-review').count?.unit]).toEqual(['2026-10-13', 'cd']);
  });

  it('afresh with the suspensions that still hold on its day, each from that day on', () => {
    const own = { unit: 'wd', length: 5, start: '2026-09-30' } as const;
    const afresh = (...pauses: NonNullable<Count['pauses']>) => {
      const l = received({ law: law(changed('tip-review', 3, { length: 'afresh' })) });
      const clock = l.clock('tip-review');
      l.state = { ...l.state, clocks: { ...l.state.clocks, [clock.id]: { ...clock, count: { ...own, pauses } } } };
      l.to(FROM);
      return l.clock('tip-review').count;
    };
    expect(afresh()).toMatchObject({ start: FROM, length: 3, pauses: [], extensions: [] });
    const [before, since] = ['2026-10-08T10:00:00+08:00', `${FROM}T10:00:00+08:00`];
    expect(afresh({ from: before, to: null })?.pauses).toEqual([{ from: FROM, to: null }]);
    expect(afresh({ from: before, to: '2026-10-12' })?.pauses).toEqual([{ from: FROM, to: '2026-10-12' }]);
    expect(afresh({ from: before, to: FROM }, { from: before, to: null })?.pauses).toEqual([{ from: FROM, to: null }]);
    for (const from of [since, '2026-10-12']) expect(afresh({ from, to: null })?.pauses).toEqual([{ from, to: null }]);
  });

  it('an event even where the date stays: the edition is another', () => {
    const l = received({ law: law(changed('tip-review', 3, { length: 'later' })) });
    const [event] = moved(l.to(FROM));
    expect([event?.facts.from, event?.facts.to, l.tasks([event!])]).toEqual(['2026-10-13', '2026-10-13', []]);
    expect(l.clock('tip-review').moved).toBeUndefined();
    expect(editionText(event!.facts)?.en).toContain('its date stays');
  });

  it('another kind with the same end: what only a duty of ours has is gone from that day', () => {
    const l = received({
      law: law(changed('tip-review', 3, { length: 'later' }, { change: { kind: 'others-duty' } })),
    });
    l.to('2026-10-12T12:00:00+08:00');
    expect(l.clock('tip-review')).toMatchObject({ kind: 'others-duty', count: { length: 5 } });
    expect(l.events.map((e) => e.name)).not.toContain('tip-review:last-day');
  });

  it('a suspended clock is reached too; its date comes when it runs again, with the new length', () => {
    const on = { from: '2026-11-02' };
    const suspended = (rows: Deadline[]) => {
      const l = filed(rows.length > 0 ? { law: law(...rows) } : {});
      l.on('2026-10-20');
      l.pair('officer1', 'depthead', 'suspend', {
        suspendGround: 'force-majeure',
        awaits: 'none',
        suspendReasons: 'words',
        ...WITH,
      });
      return l;
    };
    const [plain, l] = [suspended([]), suspended([changed('tip-investigate', 50, {}, on)])];
    for (const x of [plain, l]) x.to('2026-11-02');
    expect([l.due('tip-investigate'), l.clock('tip-investigate').count?.length]).toEqual([null, 50]);
    expect(l.clock('tip-investigate').count?.pauses).toEqual(plain.clock('tip-investigate').count?.pauses);
  });

  it('an extension that came too late anyway keeps nothing', () => {
    const l = received({ law: law(changed('tip-review', 3, {})) });
    const clock = l.clock('tip-review');
    const extended = (granted: string) => {
      const count = { ...clock.count!, extensions: [{ length: 2, granted }] };
      const state = { ...l.state, clocks: { ...l.state.clocks, [clock.id]: { ...clock, count } } };
      const run = new Run(state, l.facts());
      const at = startOfDay(FROM);
      const edition = l.law!.editionOn('tip-review', FROM)!;
      const [part] = edition.parts;
      reach(run, state.clocks[clock.id]!, { edition, inForce: FROM, rule: edition.transition!, part: part!, at });
      return run.state.clocks[clock.id]?.count?.length;
    };
    // Five working days are over on 13 October, three of the new edition on 9 October.
    expect(['2026-10-09', '2026-10-12', '2026-10-13', '2026-10-14'].map(extended)).toEqual([3, 5, 5, 3]);
  });

  it('an extension that was granted in time is kept, where the shorter period would have been over by then', () => {
    const row = changed('tip-investigate', 15, {}, { from: '2026-11-20' });
    const l = filed({ law: law(row) });
    l.on('2026-11-10').pair('officer1', 'depthead', 'extend', {
      days: 5,
      complex: true,
      extendReasons: 'words',
      ...WITH,
    });
    const before = l.due('tip-investigate');
    l.to('2026-11-20');
    expect([l.due('tip-investigate'), l.clock('tip-investigate').edition]).toEqual([before, '2026-11-20']);
  });
});

describe('which clocks it reaches', () => {
  it('those begun on the day it names or later, none before', () => {
    const of = (begunFrom: string) => {
      const l = received({ law: law(changed('tip-review', 7, { reaches: { begunFrom } })) });
      l.to(FROM);
      return [l.clock('tip-review').edition, l.due('tip-review')];
    };
    expect(of('2026-09-30')).toEqual([FROM, '2026-10-15']);
    expect(of('2026-10-01')).toEqual(['2023-05-01', '2026-10-13']);
  });

  it('none without a rule, none begun on its day, none that is over or stopped', () => {
    const none = received({ law: law(changed('tip-review', 7, null)) });
    none.to('2026-10-12');
    expect(moved(none.events)).toEqual([]);
    const begun = received({ law: law(changed('tip-review', 7, {})), receivedAt: '2026-10-09T00:00:00+08:00' });
    begun.to('2026-10-12');
    expect(moved(begun.events)).toEqual([]);
    const over = received({ law: law(changed('tip-review', 30, {}, { from: '2026-10-20' })) });
    over.to('2026-10-26');
    expect(moved(over.events)).toEqual([]);
    const stopped = investigating({ law: law(changed('tip-review', 30, {}, { from: '2026-10-12' })) });
    stopped.to('2026-10-20');
    expect(moved(stopped.events)).toEqual([]);
  });

  it('no length that an act has set, and no house limit', () => {
    const l = received({ law: law(changed('tip-review', 7, {})) });
    const clock = l.clock('tip-review');
    l.state = {
      ...l.state,
      clocks: { ...l.state.clocks, [clock.id]: { ...clock, count: { ...clock.count!, length: 6 } } },
    };
    expect(nextInstant(l.state, l.facts())?.at).not.toBe(startOfDay(FROM));
  });

  it('one whose own edition the catalogue has no more: nothing says that an act has set its length', () => {
    const l = received({ law: law(changed('tip-review', 7, {})) });
    const clock = { ...l.clock('tip-review'), edition: '2020-01-01' };
    expect(transitionOf(clock, l.law!)?.inForce).toBe(FROM);
    expect(transitionOf({ ...clock, edition: FROM }, l.law!)).toBeNull();
  });

  it('one that an act entered late begins under the old edition, and at once', () => {
    const l = received({ law: law(changed('tip-review', 7, {})), receivedAt: '2026-09-30T16:40:00+08:00' });
    l.on('2026-10-10');
    expect(moved(l.events)).toHaveLength(1);
    expect(moved(l.events)[0]?.occurredAt).toBe(startOfDay(FROM));
    expect(l.clock('tip-review').edition).toBe(FROM);
  });

  it('two editions one after the other reach it one after the other', () => {
    const second = amendedRow('tip-review', '2026-10-12', {
      parts: [within(12, 'wd', deadlineById('tip-review').parts[0]!.start)],
      transition: { reaches: 'running', length: 'whole', law: LAW },
    });
    const first = changed('tip-review', 7, {});
    const both: Deadline = {
      ...second,
      earlier: [first.earlier![0]!, { ...first, earlier: [], edition: { inForce: FROM, until: '2026-10-12' } }],
    };
    const l = received({ law: law(both) });
    l.to('2026-10-12');
    expect(moved(l.events).map((e) => [e.facts.editionBefore, e.facts.edition, e.facts.to])).toEqual([
      ['2023-05-01', FROM, '2026-10-15'],
      [FROM, '2026-10-12', '2026-10-22'],
    ]);
  });
});

describe('in every generated change', () => {
  const change = fc.record({
    from: fc.integer({ min: 1, max: 40 }).map((n) => addDays('2026-09-30', n)),
    length: fc.integer({ min: 1, max: 40 }),
    unit: fc.constantFrom<Unit>('wd', 'cd', 'cd†', 'months'),
    rule: fc.constantFrom('whole', 'afresh', 'later', null),
  });

  it('time applied at once or in steps comes to the same; no event is dated before what caused it; a rule moves a clock at most once', () => {
    fc.assert(
      fc.property(
        change,
        fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 12 }),
        ({ from, length, unit, rule }, steps) => {
          const months = unit === 'months' ? 1 : length;
          const rows = law(changed('tip-review', months, rule ? { length: rule } : null, { from, unit }));
          const once = received({ law: rows });
          once.to('2027-01-31');
          const stepped = received({ law: rows });
          let day = '2026-09-30';
          for (const n of steps) {
            day = addDays(day, n);
            stepped.to(day);
          }
          stepped.to('2027-01-31');
          expect(stepped.state).toEqual(once.state);
          const found = moved(once.events).filter((e) => e.facts.deadline === 'tip-review');
          expect(found.length).toBeLessThanOrEqual(rule ? 1 : 0);
          const at = once.events.map((e) => e.occurredAt);
          expect(at).toEqual([...at].sort());
          const clock = once.clock('tip-review');
          if (found.length === 0) expect([clock.edition, clock.count?.length]).toEqual(['2023-05-01', 5]);
          else {
            expect(clock.edition).toBe(from);
            expect(clock.outcome === null || clock.outcome.at >= startOfDay(from)).toBe(true);
            if (rule === 'later') expect(dueOf(clock, CALENDARS)!.due! >= '2026-10-13').toBe(true);
          }
          once.check();
        },
      ),
      { numRuns: 200 },
    );
  });
});
