/** Review: what is asked for, merging into a leading case, a new clue. */
import { guard } from '../../refusal.ts';
import { dayOf } from '../../time/day.ts';
import type { PlainDate } from '../../time/types.ts';
import { affirmed, caseId } from '../parts/forms.ts';
import { joinsLeading } from '../parts/outside.ts';
import { CLERK, UNIT_HEAD } from '../parts/rows.ts';
import { type Here, some } from './head.ts';
import { named } from './telling.ts';

export const supplementAsked = guard(
  'tipster-not-contacted',
  'form',
  (ctx: Here<{ contacted: boolean }>) => !named(ctx) || ctx.form.contacted,
);

export const REVIEWED = ['UnderReview', 'AwaitingSupplement'] as const;

export const MERGE = {
  leading: caseId('主案', 'Leading case'),
  sameSubject: affirmed('同一被举报人', 'Same person or unit reported'),
};

const mergeNote = (ctx: Here<{ leading: string }>) => ({ follower: ctx.case.id, leading: ctx.form.leading });
export const merge = some({
  from: REVIEWED,
  proposedBy: CLERK,
  by: UNIT_HEAD,
  to: 'Merged',
  stop: ['tip-review', 'house-supplement'],
  supersede: ['tip-investigate'],
  patch: (ctx: Here<{ leading: string }>) => ({ mergedInto: ctx.form.leading, ...joinsLeading(ctx) }),
  note: mergeNote,
});

export const fromNewReceipt = (ctx: Here<{ clueReceivedOn: PlainDate }>) => ctx.form.clueReceivedOn;
export const newReceiptFits = guard(
  'clue-date',
  'form',
  (ctx: Here<{ clueReceivedOn: PlainDate }>) =>
    fromNewReceipt(ctx) <= dayOf(ctx.at) && (ctx.p.ended === null || fromNewReceipt(ctx) >= dayOf(ctx.p.ended)),
);
