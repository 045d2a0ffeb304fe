import { clocksOf } from '../case/clocks.ts';
import { lawOf } from '../case/edition.ts';
import type { ActRequest, CaseState, Ctx, Facts, Proceeding, Refusal, Row, Table, Who } from '../case/types.ts';
import { sure } from '../look-up.ts';
import { may } from '../people/may.ts';
import type { Person } from '../people/types.ts';
import { refuse } from '../refusal.ts';
import type { PlainDate } from '../time/types.ts';
import { actRows } from './run.ts';

export const beforeItsEvent = () => refuse('before-its-event');

export function notNow(table: Table, act: string, p: Proceeding): Refusal {
  const state = table.states[p.state] ?? { zh: p.state, en: p.state };
  const { label } = sure(actRows(table, act)[0], 'a row of the act');
  return refuse('not-in-this-state', { put: { state, act: label } });
}

export function permission(
  c: CaseState,
  facts: Facts,
  person: Person | null,
  who: Who,
  row: Row,
  p: Proceeding,
  req: Pick<ActRequest, 'by'>,
  day: PlainDate,
): Refusal | null {
  if ('tipster' in req.by) {
    return who === 'tipster' ? null : refuse('not-for-tipster');
  }
  if (!person) return refuse('person-unknown/asking');
  return may(person, who, row, c, p, facts.directory, day);
}

export function guardsOf(row: Row, ctx: Ctx): Refusal | null {
  for (const g of row.guards ?? []) {
    const no = g.check(ctx);
    if (no) return no;
  }
  return null;
}

/** An extension comes before expiry and stays inside the bound of the clock's own edition (counting.md 13–14; statutes 4). */
export function extensionBound(row: Row, ctx: Ctx, p: Proceeding): Refusal | null {
  for (const e of row.extend ?? []) {
    for (const clock of clocksOf(ctx.case, p, e.clock)) {
      const edition = lawOf(ctx.facts).editionOf(clock);
      const clause = edition?.source.en ?? clock.deadline;
      if (clock.fired.includes('expiry') && clock.outcome && clock.outcome.at <= ctx.at) {
        return refuse('extension-after-expiry', { clause });
      }
      const rule = edition?.extension;
      if (!rule || !clock.count || !ctx.filled) continue;
      const used = (clock.count.extensions ?? []).reduce((sum, x) => sum + x.length, 0);
      if (rule.times === 'once' && used > 0) {
        return refuse('extension-once', { clause });
      }
      if (rule.max !== null && used + e.by(ctx) > rule.max) {
        return refuse('extension-beyond-bound', { clause, put: { most: rule.max } });
      }
    }
  }
  return null;
}
