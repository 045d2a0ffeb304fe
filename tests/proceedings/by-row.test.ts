/** What guards read of the catalogue without a clock: a last day by a row, and how far a running clock may be extended. */
import { expect, test } from 'vitest';
import { clocksOf, openClocks } from '../../domain/case/clocks.ts';
import { dueByRow, lawOf, mostByRow } from '../../domain/case/edition.ts';
import type { Ctx } from '../../domain/case/types.ts';
import { CATALOGUE, DEADLINES, deadlineById } from '../../domain/law/index.ts';
import { compute } from '../../domain/time/count.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import { filed, WITH } from '../support/roads.ts';

const l = filed();
const ctx: Ctx = {
  case: l.state,
  p: l.p('investigation'),
  form: {},
  filled: true,
  at: l.now,
  facts: l.facts(),
  person: null,
};

test('the last day by a row is what its edition of the day comes to; none without a number, in hours, or without such a part', () => {
  for (const row of DEADLINES) {
    row.parts.forEach(({ length, unit }, part) => {
      const edition = CATALOGUE.editionOn(row.id, '2026-10-12')?.parts[part];
      if (edition?.length !== length || edition?.unit !== unit) return;
      const own =
        length === null || unit === null || unit === 'h'
          ? null
          : compute({ unit, length, start: '2026-10-12', direction: row.direction, roll: row.roll }, CALENDARS).due;
      expect([row.id, part, dueByRow(ctx, row.id, part, '2026-10-12')]).toEqual([row.id, part, own]);
    });
    expect(dueByRow(ctx, row.id, row.parts.length, '2026-10-12')).toBeNull();
  }
  expect(dueByRow(ctx, 'house-assign', 0, '2026-10-12')).toBeNull();
});

test('a running clock may be extended by what its own edition says, and where that says nothing, or none runs, by nothing', () => {
  expect(mostByRow(ctx, 'tip-investigate')).toBe(deadlineById('tip-investigate').extension?.max);
  expect(mostByRow(ctx, 'tip-review')).toBe(0);
  expect(mostByRow(ctx, 'tip-acceptance-notice')).toBe(deadlineById('tip-acceptance-notice').extension?.max ?? 0);
  const none = { ...ctx, facts: { ...ctx.facts, law: { ...CATALOGUE, editionOf: () => undefined } } };
  expect(mostByRow(none, 'tip-investigate')).toBe(0);
  expect([lawOf(ctx.facts), lawOf(none.facts) === CATALOGUE]).toEqual([CATALOGUE, false]);
});

test('the clocks that a row means are its own, else those of the case, and never those of another of its kind', () => {
  const of = (proceedings: string[], id: string, kind: 'investigation' | 'intake' = 'investigation') => {
    const one = l.clock('tip-investigate');
    const clocks = Object.fromEntries(
      proceedings.map((proceeding, i) => [`k${i}`, { ...one, id: `k${i}`, proceeding }]),
    );
    const other = { ...l.p('investigation'), id: 'investigation-2' };
    const c = { ...l.state, clocks, proceedings: { ...l.state.proceedings, 'investigation-2': other } };
    return clocksOf(c, { id, kind }, 'tip-investigate').map((k) => k.id);
  };
  expect(of(['investigation-1', 'intake-1', 'investigation-2'], 'investigation-1')).toEqual(['k0']);
  expect(of(['intake-1', 'investigation-2'], 'investigation-1')).toEqual(['k0']);
  expect(of(['investigation-2'], 'investigation-1')).toEqual([]);
  expect(of(['investigation-1', 'investigation-2'], 'intake-1', 'intake')).toEqual(['k0', 'k1']);
  expect(clocksOf(l.state, l.p('investigation'), 'tip-review')).toEqual([]);
});

test('the clocks that run are those that nothing has stopped, paused or not', () => {
  const paused = filed();
  const ground = { suspendGround: 'force-majeure', awaits: 'none', suspendReasons: 'flood', ...WITH };
  paused.pair('officer1', 'depthead', 'suspend', ground);
  const running = openClocks(paused.state);
  expect(running.map((k) => k.deadline)).toContain('tip-investigate');
  expect(running.every((k) => k.stopped === null)).toBe(true);
  expect(Object.values(paused.state.clocks).filter((k) => k.stopped === null)).toEqual(running);
  expect(openClocks(paused.state)).toBe(running);
});
