/** On-site checks, and the period of labour inspection. */
import { guard } from '../../refusal.ts';
import { dayOf } from '../../time/day.ts';
import type { PlainDate } from '../../time/types.ts';
import { isOver, openClock } from '../parts/rows.ts';
import type { Here } from './head.ts';

export const notYetOver = guard('notice-too-late', 'form', (ctx: Here<{ checkNotice: string }>) => {
  if (ctx.form.checkNotice !== 'before') return true;
  const clock = openClock(ctx, 'onsite-inspection-notice');
  return clock !== null && !isOver(clock, ctx);
});

export const onSpotGround = guard(
  'on-spot-ground',
  'form',
  (ctx: Here<{ checkNotice: string; noticeWouldSpoil?: boolean | undefined }>) =>
    ctx.form.checkNotice !== 'on-spot' || ctx.form.noticeWouldSpoil === true,
);

export const checkAhead = guard(
  'check-in-past',
  'form',
  (ctx: Here<{ checkOn: PlainDate }>) => ctx.form.checkOn >= dayOf(ctx.at),
);

export const pendingReason = guard(
  'inspection-not-running',
  'state',
  (ctx) => openClock(ctx, 'inspection-investigate') !== null,
);
