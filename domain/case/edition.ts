import { CATALOGUE, type Catalogue, type ClockId } from '../law/index.ts';
import { compute } from '../time/count.ts';
import { dayOf } from '../time/day.ts';
import type { PlainDate } from '../time/types.ts';
import { clocksOf } from './clocks.ts';
import type { AnyCtx, Facts } from './types.ts';

/** The catalogue that a decision goes by: the published one, unless its facts bring another. */
export const lawOf = (facts: Pick<Facts, 'law'>): Catalogue => facts.law ?? CATALOGUE;

/**
 * The last day that a part of a row comes to from a start, for guards that count without a clock: by the edition in force on the
 * act's own day. null where the row has no such part or no number of days.
 */
export function dueByRow(ctx: AnyCtx, id: ClockId, part: number, start: PlainDate): PlainDate | null {
  const row = lawOf(ctx.facts).editionOn(id, dayOf(ctx.at));
  if (!row) return null;
  const { direction, roll } = row;
  const of = row.parts[part];
  if (!of || of.length === null || of.unit === 'h') return null;
  return compute({ unit: of.unit, length: of.length, start, direction, roll }, ctx.facts.calendars).due;
}

/** The most by which the running clock of a row may be extended, in its own units; 0 where its edition names no bound. */
export function mostByRow(ctx: AnyCtx, id: ClockId): number {
  const [clock] = clocksOf(ctx.case, ctx.p, id);
  return (clock && lawOf(ctx.facts).editionOf(clock)?.extension?.max) ?? 0;
}
