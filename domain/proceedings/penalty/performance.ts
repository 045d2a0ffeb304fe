/** The served decision: payment, surcharge, the fine taken on the spot, what is filed upwards. */
import type { AnyCtx } from '../../case/types.ts';
import { guard } from '../../refusal.ts';
import type { StartOf } from '../define.ts';
import { runs } from '../parts/rows.ts';
import { flagged, type Here, type Kept } from './head.ts';
import { isSum, more, sums } from './sanction.ts';

export const moneyOwed = ({ p }: Here) => p.facts.decided !== undefined && sums(p.facts.decided) > 0;
export const conductOwed = ({ p }: Here) => p.facts.decided?.kinds.some((k) => !isSum(k)) ?? false;

export const START_REMEDIES: StartOf<unknown, Kept>[] = [{ deadline: 'reconsider-ask' }, { deadline: 'sue-directly' }];
export const START_SERVED: StartOf<unknown, Kept>[] = [
  { deadline: 'fine-pay', when: moneyOwed },
  { deadline: 'house-perform', when: conductOwed },
  ...START_REMEDIES,
];

/** What was paid, and beside it the surcharge. */
interface Paid {
  amount: number;
  surcharge?: number | undefined;
}

export const paidInFull = guard(
  'not-paid-in-full',
  'form',
  (ctx: Here<Paid>) => !more(ctx.p.facts.decided ? sums(ctx.p.facts.decided) : 0, ctx.form.amount),
);

export const surchargeStated = guard(
  'surcharge-not-stated',
  'form',
  (ctx: Here<Paid>) => !flagged(ctx, 'overdue') || ctx.form.surcharge !== undefined,
);

export const surchargeBound = guard(
  'surcharge-above-fine',
  'form',
  (ctx: Here<Paid>) => !more(ctx.form.surcharge ?? 0, ctx.p.facts.decided?.fine ?? 0),
);

export const filingOwed = guard('filing-not-owed', 'state', (ctx) => runs(ctx, 'penalty-upward-filing'));

export const onTheSpot = guard(
  'collected-on-the-spot',
  'form',
  (ctx: Here<Pick<Paid, 'amount'> & { onTheSpot: string }>) => {
    const fine = ctx.p.facts.decided?.fine ?? 0;
    const limit = ctx.form.onTheSpot === 'small' ? 100 : Number.POSITIVE_INFINITY;
    return fine > 0 && fine <= limit && !more(ctx.form.amount, fine);
  },
);

/** The on-the-spot fine waits at this part: 0 with the officer, 1 with the organ. */
export const waitsAt = (part: number) => (ctx: AnyCtx) =>
  Object.values(ctx.case.clocks).some(
    (k) => k.deadline === 'onsite-fine-handover' && k.proceeding === ctx.p.id && k.part === part && !k.stopped,
  );

export const handoverAt = (part: number) => guard('on-the-spot-not-collected', 'state', waitsAt(part));
