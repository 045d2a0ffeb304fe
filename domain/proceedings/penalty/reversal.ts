/** A decision annulled, changed or withdrawn, and what follows it: a new one, the list. */
import { labelsOf, WITHDRAWAL_REASONS } from '../../law/grounds.ts';
import { guard } from '../../refusal.ts';
import { dayOf } from '../../time/day.ts';
import type { PlainDate } from '../../time/types.ts';
import { choice } from '../parts/forms.ts';
import { task } from '../parts/rows.ts';
import { type Here, type Kept, some } from './head.ts';

export const HOW = choice('结果', 'How', labelsOf(WITHDRAWAL_REASONS));

export const decidedBeforeHeard = guard(
  'decided-after-it-reached-us',
  'form',
  (ctx: Here<{ decidedOn: PlainDate; reachedOn: PlainDate }>) =>
    ctx.form.decidedOn >= (ctx.p.facts.decidedDay ?? '') &&
    ctx.form.decidedOn <= ctx.form.reachedOn &&
    ctx.form.reachedOn <= dayOf(ctx.at),
);

export const changedOrUnlawful = guard(
  'nothing-stands',
  'state',
  (ctx: Here) => ctx.p.facts.how === 'changed' || ctx.p.facts.how === 'unlawful',
);

/** Whether the decision was annulled on the party's own remedy. */
export const onRemedy = ({ p }: Here) => p.facts.body === 'court' || p.facts.body === 'reconsideration-organ';

export const notTheSame = guard(
  'same-act-again',
  'form',
  (ctx: Here<{ newFacts: boolean }>) => !onRemedy(ctx) || (ctx.p.facts.procedural ?? false) || ctx.form.newFacts,
);

export const conditionMet = guard(
  'listing-condition-not-met',
  'form',
  (ctx: Here<{ condition: NonNullable<Kept['listingConditions']>[number] }>) =>
    ctx.p.facts.listingConditions?.includes(ctx.form.condition) ?? false,
);

export const notListedYet = guard(
  'listing-open',
  'state',
  (ctx) =>
    !Object.values(ctx.case.proceedings).some(
      (q) => q.kind === 'listing' && q.ended === null && q.facts.penalty === ctx.p.id,
    ),
);

export const REVERSED = some({
  cancel: ['penalty-serve', 'service-by-announcement', 'fine-pay', 'house-perform', 'reconsider-ask', 'sue-directly'],
  start: [{ deadline: 'house-redo' }],
  tasks: [
    task('officer', '处罚决定已被撤销或者变更：退还已缴款项、恢复原状', 'Reversed: refund or restore', 'AEL art. 41'),
  ],
});
