/** What an investigation comes to: several outcomes may stand together, and every finding has one before it is concluded. */
import type { AnyCtx, Guard } from '../../case/types.ts';
import type { CONCLUSION_GROUNDS, OUTCOMES } from '../../law/grounds.ts';
import { guard, refuse } from '../../refusal.ts';
import { t } from '../parts/rows.ts';
import { penalties } from '../penalty/head.ts';
import { BEFORE_DECISION } from '../penalty/terms.ts';
import { referrals } from '../police-referral/head.ts';
import type { Here, Kept } from './head.ts';

type OutcomeId = (typeof OUTCOMES)[number]['id'];
type ConclusionId = (typeof CONCLUSION_GROUNDS)[number]['id'];

export const outcomesOf = ({ p }: Here): OutcomeId[] => p.facts.outcomes ?? [];
export const withOutcome = (id: OutcomeId) => (ctx: Here) => ({ outcomes: [...new Set([...outcomesOf(ctx), id])] });
export const withoutOutcome = (id: OutcomeId) => (ctx: Here) => ({ outcomes: outcomesOf(ctx).filter((x) => x !== id) });
/** A new run asks every question again. */
export const afresh = () => ({
  outcomes: [],
  tracks: [],
  proposesPenalty: false,
  crimeSuspected: false,
  officialInvolved: false,
});

export const referralOpen = (ctx: AnyCtx) => referrals(ctx.case).some((p) => p.ended === null);
/** A penalty not yet decided: its answer is still owed, unless the criminal track holds it (TR art. 11). */
export const penaltyOwed = (ctx: Here) =>
  penalties(ctx.case).some((p) => BEFORE_DECISION.some((state) => state === p.state)) &&
  !outcomesOf(ctx).includes('referred');

const OWED = {
  penalty: t('行政处罚', 'penalty'),
  police: t('移送公安', 'police'),
  discipline: t('移送纪检监察', 'discipline'),
  'other-body': t('其他机关', 'other body'),
  handling: t('行政处理', 'handling decision'),
  none: t('调查结论', 'any outcome at all'),
};

/** What still has no outcome. */
function unanswered(ctx: Here): (keyof typeof OWED)[] {
  const has = (...ids: OutcomeId[]) => ids.some((id) => outcomesOf(ctx).includes(id));
  const open: (keyof typeof OWED)[] = [];
  const { facts } = ctx.p;
  const { tracks = [] } = facts;
  if (penaltyOwed(ctx) || (facts.proposesPenalty && !has('penalty', 'no-penalty', 'referred'))) open.push('penalty');
  if (facts.crimeSuspected && !has('referred')) open.push('police');
  if ((facts.officialInvolved || tracks.includes('discipline')) && !has('passed-on')) open.push('discipline');
  if (tracks.includes('other-body') && !has('passed-on', 'transferred')) open.push('other-body');
  if (tracks.includes('handling') && !has('handling-decision', 'penalty', 'no-penalty')) open.push('handling');
  if (outcomesOf(ctx).length === 0) open.push('none');
  return open;
}

export const everyFindingAnswered: Guard<unknown, Kept> = {
  id: 'finding-without-outcome',
  check(ctx) {
    const open = unanswered(ctx);
    if (open.length === 0) return null;
    const said = { zh: open.map((x) => OWED[x].zh).join('、'), en: open.map((x) => OWED[x].en).join(', ') };
    return refuse('finding-without-outcome', { put: { open: said } });
  },
};

/** Which heads of M49 art. 27 ¶1 the outcomes support: (1) before all others; a withdrawn case with fraud found is (3). */
export function conclusionGrounds(outcomes: readonly OutcomeId[], facts: Pick<Kept, 'fraudFound'>): ConclusionId[] {
  if (outcomes.some((x) => ['penalty', 'handling-decision', 'referred', 'passed-on', 'transferred'].includes(x)))
    return ['handled'];
  const grounds = outcomes.map((x) =>
    x === 'nothing-found'
      ? 'nothing-found'
      : x === 'no-penalty'
        ? 'other'
        : facts.fraudFound
          ? 'other'
          : 'nothing-found',
  );
  return [...new Set(grounds)];
}

export const groundFits = guard('conclusion-ground', 'form', (ctx: Here<{ concludeGround: ConclusionId }>) =>
  conclusionGrounds(outcomesOf(ctx), ctx.p.facts).includes(ctx.form.concludeGround),
);

export const returnedHere = (ctx: Here) => ctx.p.state === 'TransferringOut' || outcomesOf(ctx).includes('transferred');
