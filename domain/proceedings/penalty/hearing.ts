/** The hearing: who may ask for it, when it is told and held, who presides. */

import { hearingAmountsOn } from '../../authority/settled.ts';
import { dueByRow } from '../../case/edition.ts';
import { dueOf } from '../../case/rungs.ts';
import type { AnyCtx, Who } from '../../case/types.ts';
import type { ClockId } from '../../law/index.ts';
import { isAmong } from '../../people/selves.ts';
import { guard } from '../../refusal.ts';
import { dayOf } from '../../time/day.ts';
import type { PlainDate } from '../../time/types.ts';
import { investigations } from '../investigation/head.ts';
import { isOver } from '../parts/rows.ts';
import { flagged, type Here, type Sanction } from './head.ts';
import { orKept, SUMS } from './sanction.ts';

export const CHAIR: Who = { staff: ['hearing-chair'] };

/** A right used in time: the clock was not over at the act's moment, even if the paper is entered after it lapsed. */
function inTime(ctx: AnyCtx, deadline: ClockId): boolean {
  const last = Object.values(ctx.case.clocks)
    .filter((k) => k.deadline === deadline && k.proceeding === ctx.p.id)
    .at(-1);
  if (!last || (last.stopped && last.stopped.why !== 'lapsed')) return false;
  return !isOver(last, ctx);
}

/**
 * Whether the party may ask for a hearing (APL art. 63 ¶1): larger sums than the authority's amounts, loss of grade or licence,
 * stoppage, closure, trade ban, other heavy penalties. Amounts not set: always offered. Unknown whether a person: the lower amount.
 */
export function hearingApplies(ctx: Here<Partial<Sanction>>): boolean {
  const kinds = orKept(ctx, 'kinds') ?? [];
  if (kinds.some((k) => k === 'licence' || k === 'business' || k === 'other')) return true;
  const limits = hearingAmountsOn(ctx.facts.authority, dayOf(ctx.at));
  if (!limits) return true;
  const natural = ctx.case.accused.natural;
  const limit = natural === null ? Math.min(limits.person, limits.unit) : natural ? limits.person : limits.unit;
  return SUMS.some((sum) => (orKept(ctx, sum) ?? 0) >= limit);
}

export const hearingOpen = guard('no-hearing-right', 'state', hearingApplies);

export const hearingInTime = guard('hearing-asked-late', 'state', (ctx) => inTime(ctx, 'hearing-ask'));

/** The full number of working days lies between the notice and the hearing (statutes 4: counted back). */
export const noticePossible = guard('hearing-too-near', 'form', (ctx: Here<{ hearingOn: PlainDate }>) => {
  const due = dueByRow(ctx, 'hearing-notify', 0, ctx.form.hearingOn);
  return due !== null && dayOf(ctx.at) <= due;
});

export const toldInTime = guard('hearing-notice-late', 'state', (ctx) => {
  const clock = Object.values(ctx.case.clocks).find(
    (k) => k.deadline === 'hearing-notify' && k.proceeding === ctx.p.id && !k.stopped,
  );
  const due = clock && dueOf(clock, ctx.facts.calendars)?.due;
  return !!due && dayOf(ctx.at) <= due;
});

export const hearingTold = guard('hearing-not-told', 'state', (ctx) => flagged(ctx, 'hearing-told'));

export const hearingDayCome = guard(
  'hearing-day-not-come',
  'state',
  (ctx: Here) => (ctx.p.facts.hearingOn ?? '') <= dayOf(ctx.at),
);

/** Who investigates the case, or has done so before another took over. */
function investigators(ctx: AnyCtx): Set<string> {
  const ids = new Set(ctx.case.officers);
  for (const { facts } of investigations(ctx.case)) for (const id of facts.officers ?? []) ids.add(id);
  for (const p of Object.values(ctx.case.proceedings)) {
    for (const doer of Object.values(p.doers)) if (doer.with !== undefined) ids.add(doer.by).add(doer.with);
  }
  return ids;
}

export const chairApart = guard(
  'chair-is-investigator',
  'state',
  (ctx) => !ctx.person || !isAmong(ctx.person, investigators(ctx)),
);
