import { z } from 'zod';
import { hearingAmountsOn } from '../../authority/settled.ts';
import { dueByRow } from '../../case/edition.ts';
import { dueOf } from '../../case/rungs.ts';
import type { AnyCtx, Clock, Ctx, Who } from '../../case/types.ts';
import { labelsOf, WITHDRAWAL_REASONS } from '../../law/grounds.ts';
import type { ClockId } from '../../law/index.ts';
import type { Bilingual } from '../../law/types.ts';
import { guard } from '../../refusal.ts';
import { dayOf } from '../../time/day.ts';
import type { PlainDate } from '../../time/types.ts';
import type { StartOf } from '../define.ts';
import { investigations } from '../investigation/head.ts';
import type { Amount } from '../parts/amounts.ts';
import { choice, choices, words } from '../parts/forms.ts';
import { external, isOver, runs, task } from '../parts/rows.ts';
import { flagged, type Here, type Kept, row, type Sanction, some } from './head.ts';
import type { GroundId, NOTICE } from './terms.ts';

export const CHAIR: Who = { staff: ['hearing-chair'] };
export const LEGAL: Who = { staff: ['legal'] };
export const PARTY = external('party');

/** Grounds whose fine is two to five times the sum cheated (SIL 87–88; SIO 55). The older 1–3× (LSI 27 ¶2) gives way to the statute. */
const MULTIPLE_GROUNDS: readonly GroundId[] = ['cheating-fund', 'cheating-benefits', 'service-body'];

export const REASONS = { reasons: words('理由', 'Reasons') };
export const HOW = choice('结果', 'How', labelsOf(WITHDRAWAL_REASONS));

/** The act's form where it has the field, else what the proceeding keeps. */
const orKept = <K extends keyof Kept>(ctx: Here<Partial<Pick<Kept, K>>>, key: K): Kept[K] | undefined =>
  ctx.form[key] ?? ctx.p.facts[key];
/** Sums differ by less than half a fen. */
const more = (a: number, b: number) => a > b + 0.005;

const SUMS = ['fine', 'confiscation'] as const;
export const isSum = (kind: Sanction['kinds'][number]) => SUMS.some((sum) => sum === kind);
export const sums = (s: Pick<Sanction, 'fine' | 'confiscation'>) => s.fine + s.confiscation;
export const keepSums = ({ fine, confiscation, kinds }: Sanction): Sanction => ({ fine, confiscation, kinds });
export const moneyOwed = ({ p }: Here) => p.facts.decided !== undefined && sums(p.facts.decided) > 0;
export const conductOwed = ({ p }: Here) => p.facts.decided?.kinds.some((k) => !isSum(k)) ?? false;

/** Whether a clock of this proceeding is open and not yet over at the act's moment. */
export function pending(ctx: AnyCtx, deadline: ClockId): Clock | null {
  const open = Object.values(ctx.case.clocks).find(
    (k) => k.deadline === deadline && k.proceeding === ctx.p.id && !k.stopped && !isOver(k, ctx),
  );
  return open ?? null;
}

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
function hearingApplies(ctx: Here<Partial<Sanction>>): boolean {
  const kinds = orKept(ctx, 'kinds') ?? [];
  if (kinds.some((k) => k === 'licence' || k === 'business' || k === 'other')) return true;
  const limits = hearingAmountsOn(ctx.facts.authority, dayOf(ctx.at));
  if (!limits) return true;
  const natural = ctx.case.accused.natural;
  const limit = natural === null ? Math.min(limits.person, limits.unit) : natural ? limits.person : limits.unit;
  return SUMS.some((sum) => (orKept(ctx, sum) ?? 0) >= limit);
}

/** APL art. 58 ¶1: major public interest, heard, complex. */
const reviewDue = (ctx: Here): boolean =>
  flagged(ctx, 'heard') || (ctx.p.facts.complex ?? false) || (ctx.p.facts.publicInterest ?? false);

export const AFTER_DEFENCE = {
  choose: (ctx: Here) => (reviewDue(ctx) ? 'LegalReview' : 'Decision'),
  among: ['LegalReview', 'Decision'],
} as const;
export const START_REVIEW: StartOf<unknown, Kept> = { deadline: 'house-legal-review', when: reviewDue };
export const START_WINDOWS: StartOf<Partial<Sanction>, Kept>[] = [
  { deadline: 'hearing-ask', when: hearingApplies },
  { deadline: 'house-defence' },
];
export const WINDOWS: ClockId[] = ['hearing-ask', 'house-defence'];
const othersPending = (ctx: AnyCtx, clock: ClockId) => WINDOWS.some((id) => id !== clock && pending(ctx, id));

export const START_REMEDIES: StartOf<unknown, Kept>[] = [{ deadline: 'reconsider-ask' }, { deadline: 'sue-directly' }];
export const START_SERVED: StartOf<unknown, Kept>[] = [
  { deadline: 'fine-pay', when: moneyOwed },
  { deadline: 'house-perform', when: conductOwed },
  ...START_REMEDIES,
];

/** What the notice tells; another act goes by what was told. */
type Told = Partial<Pick<Kept, keyof typeof NOTICE & keyof Kept>>;

/** A new notice is owed: what was heard, reviewed and proposed on the old one is gone. */
export const NEW_NOTICE = ['hearing-told', 'heard', 'defence-over', 'legal-passed', 'no-penalty-proposed'] as const;

/** The last day on which the act may still be punished, or null while it goes on (APL art. 36; a bar does not roll). */
function punishableUntil(ctx: Here<Told>): PlainDate | null {
  const ended = orKept(ctx, 'actEndedOn');
  return ended === undefined ? null : dueByRow(ctx, 'limitation-penalty', orKept(ctx, 'financialHarm') ? 1 : 0, ended);
}

function discoveredOn(ctx: Here<Told>): PlainDate {
  const received = dayOf(ctx.case.receivedAt);
  const earlier = orKept(ctx, 'discoveredOn');
  return earlier !== undefined && earlier < received ? earlier : received;
}

/** A tip or complaint within the period keeps it open (LSI art. 20), so discovery counts and not today. */
export const notTimeBarred = guard('time-barred', 'form', (ctx: Here<Told>) => {
  const until = punishableUntil(ctx);
  return until === null || discoveredOn(ctx) <= until;
});

const amountsKnown = guard('amount-known-later', 'form', (ctx: Here<{ amounts: Amount[] }>) =>
  ctx.form.amounts.every((a) => a.knownOn <= dayOf(ctx.at)),
);

export const sumsMatchKinds = guard('sum-without-kind', 'form', (ctx: Here<Sanction>) =>
  SUMS.every((sum) => ctx.form.kinds.includes(sum) === ctx.form[sum] > 0),
);

/** The sum cheated: all amounts drawn. */
const drawn = (ctx: Here<Told>) =>
  (orKept(ctx, 'amounts') ?? []).filter((a) => a.kind === 'drawn').reduce((sum, a) => sum + a.yuan, 0);

const isMultiple = (ctx: Here<Told>) => MULTIPLE_GROUNDS.some((ground) => ground === orKept(ctx, 'ground'));
const alreadyFined = (ctx: Here<Told>) =>
  (orKept(ctx, 'finedBefore') ?? false) || ctx.p.facts.criminalOutcome === 'convicted';

export const fineNotAbove = guard(
  'fine-above-5x',
  'form',
  (ctx: Here<Told & Sanction>) => !isMultiple(ctx) || !more(ctx.form.fine, 5 * drawn(ctx)),
);

export const fineNotBelow = guard(
  'fine-below-2x',
  'form',
  (ctx: Here<Told & Sanction>) =>
    !isMultiple(ctx) ||
    alreadyFined(ctx) ||
    (orKept(ctx, 'leniency') ?? []).length > 0 ||
    !more(2 * drawn(ctx), ctx.form.fine),
);

export const notFinedTwice = guard(
  'fined-before',
  'form',
  (ctx: Here<Told & Sanction>) => !alreadyFined(ctx) || ctx.form.fine === 0,
);

/** Bound set by the decision that was annulled on the party's own remedy. */
const notWorse = guard('worse-after-remedy', 'form', (ctx: Here<Sanction>) => {
  const { ceiling } = ctx.p.facts;
  return !ceiling || SUMS.every((sum) => !more(ctx.form[sum], ceiling[sum]));
});

/** Lesson of the published cases: a match is a lead; who caused it and whether there was intent is answered first. */
const intentAnswered = guard('intent-unanswered', 'state', (ctx: Here) => ctx.p.facts.intent !== undefined);

export const NOTICE_GUARDS = [
  intentAnswered,
  notTimeBarred,
  amountsKnown,
  sumsMatchKinds,
  notFinedTwice,
  fineNotAbove,
  fineNotBelow,
  notWorse,
];
export const noteNotice = (ctx: Here<Sanction>) => ({ noticed: keepSums(ctx.form) });

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
  (ctx) => !ctx.person || !investigators(ctx).has(ctx.person.id),
);

export const hearingOver = guard('hearing-still-open', 'state', (ctx) => !pending(ctx, 'hearing-ask'));

export const noHouseWindow = guard('defence-window-running', 'state', (ctx) => !pending(ctx, 'house-defence')?.count);

export const notHeld = guard('criminal-hold', 'state', (ctx) => !flagged(ctx, 'criminal-hold'));

export const wasNoticed = guard(
  'notice-not-served',
  'state',
  (ctx: Here) => !!ctx.p.facts.noticed && flagged(ctx, 'defence-over'),
);

export const statementChecked = guard('statement-not-checked', 'state', (ctx) => !flagged(ctx, 'unchecked-statement'));

export const legallyPassed = guard(
  'legal-review-missing',
  'state',
  (ctx: Here) => !reviewDue(ctx) || flagged(ctx, 'legal-passed'),
);

export const collective = guard(
  'collective-decision',
  'form',
  (ctx: Here<{ collectiveRecord?: string | undefined }>) =>
    !(ctx.p.facts.complex || ctx.p.facts.grave) || ctx.form.collectiveRecord !== undefined,
);

/** Never heavier because of the defence; heavier for other reasons is other content, and that content was not told (APL art. 44). */
export const notHeavier = guard('heavier-than-noticed', 'form', (ctx: Here<Sanction>) => {
  const noticed: Sanction = ctx.p.facts.noticed ?? { fine: 0, confiscation: 0, kinds: [] };
  return (
    SUMS.every((sum) => !more(ctx.form[sum], noticed[sum])) &&
    ctx.form.kinds.every((kind) => noticed.kinds.includes(kind))
  );
});

export const publishGrounded = guard(
  'publish-ground',
  'form',
  (ctx: Here<{ mustPublish: boolean; publishGround?: string | undefined }>) =>
    !ctx.form.mustPublish || ctx.form.publishGround !== undefined,
);

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

export const decidedBeforeHeard = guard(
  'decided-after-it-reached-us',
  'form',
  (ctx: Here<{ decidedOn: PlainDate }>) =>
    ctx.form.decidedOn <= dayOf(ctx.at) && ctx.form.decidedOn >= (ctx.p.facts.decidedDay ?? ''),
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

/** One of the two windows is over: on to the next step when it was the last, else the other one is awaited. */
export function windowOver(clock: 'hearing-ask' | 'house-defence', label: Bilingual, basis: string) {
  const outcome = clock === 'house-defence' ? { outcome: () => 'over' as const } : {};
  return [
    row({
      expiry: [clock],
      label,
      from: ['AwaitingDefence'],
      by: 'system',
      when: (ctx) => !othersPending(ctx, clock),
      basis,
      to: AFTER_DEFENCE,
      ...outcome,
      stop: WINDOWS,
      raise: ['defence-over'],
      start: [START_REVIEW],
    }),
    row({
      expiry: [clock],
      label,
      from: ['AwaitingDefence', 'HearingScheduled'],
      by: 'system',
      basis,
      to: 'same',
      ...outcome,
    }),
  ];
}

export const waivesOnly = (ctx: Ctx<{ waives?: string[] }, unknown>, what: string) => {
  const { waives = [] } = ctx.form;
  return ctx.filled && waives.length === 1 && waives[0] === what;
};
export const WAIVER = z.object({
  waives: choices('放弃的权利', 'Waives', [
    ['hearing', '要求听证', 'The hearing'],
    ['defence', '陈述申辩', 'Statement and defence'],
  ]),
});

export const REVERSED = some({
  cancel: ['penalty-serve', 'service-by-announcement', 'fine-pay', 'house-perform', 'reconsider-ask', 'sue-directly'],
  start: [{ deadline: 'house-redo' }],
  tasks: [
    task('officer', '处罚决定已被撤销或者变更：退还已缴款项、恢复原状', 'Reversed: refund or restore', 'AEL art. 41'),
  ],
});

/** What the criminal track ended with. */
export const CONVICTION = z.object({ outcome: z.enum(['convicted', 'no-punishment']).nullish() });

/** After a conviction something may be left that only the authority can order: licence, business, trade ban (APL arts. 8, 35). */
export const onlyWeCanOrder = ({ p }: Here) => p.facts.noticed?.kinds.some((kind) => !isSum(kind)) ?? false;

/** The on-the-spot fine waits at this part: 0 with the officer, 1 with the organ. */
export const waitsAt = (part: number) => (ctx: AnyCtx) =>
  Object.values(ctx.case.clocks).some(
    (k) => k.deadline === 'onsite-fine-handover' && k.proceeding === ctx.p.id && k.part === part && !k.stopped,
  );

export const handoverAt = (part: number) => guard('on-the-spot-not-collected', 'state', waitsAt(part));
