import { z } from 'zod';
import { confirmationAt, hearingAmountsOn } from '../../authority/settled.ts';
import { dueByRow } from '../../case/edition.ts';
import { dueOf } from '../../case/rungs.ts';
import type { AnyCtx, Clock, Ctx, Who } from '../../case/types.ts';
import {
  LENIENCY_GROUNDS,
  LISTING_CONDITIONS,
  labelsOf,
  NO_PENALTY_GROUNDS,
  WITHDRAWAL_REASONS,
} from '../../law/grounds.ts';
import type { ClockId } from '../../law/index.ts';
import type { Bilingual } from '../../law/types.ts';
import { guard } from '../../refusal.ts';
import { dayOf } from '../../time/day.ts';
import type { PlainDate } from '../../time/types.ts';
import type { StartOf } from '../define.ts';
import { investigations } from '../investigation/head.ts';
import type { Amount } from '../parts/amounts.ts';
import { affirmed, choice, choices, date, docNumber, words, yesNo, yuan } from '../parts/forms.ts';
import { RECUSAL } from '../parts/recusal.ts';
import { DEPT_HEAD, external, isOver, OFFICERS, runs, t, task } from '../parts/rows.ts';
import { URGENCY } from '../parts/urgency.ts';
import { FINDINGS, flagged, type Here, type Kept, row, type Sanction, some, table } from './head.ts';
import { BEFORE_DECISION, type GroundId, kindsOfPenalty, NOTICE, SERVICE } from './terms.ts';

const CHAIR: Who = { staff: ['hearing-chair'] };
const LEGAL: Who = { staff: ['legal'] };
const PARTY = external('party');

/** Grounds whose fine is two to five times the sum cheated (SIL 87–88; SIO 55). The older 1–3× (LSI 27 ¶2) gives way to the statute. */
const MULTIPLE_GROUNDS: readonly GroundId[] = ['cheating-fund', 'cheating-benefits', 'service-body'];

const REASONS = { reasons: words('理由', 'Reasons') };
const HOW = choice('结果', 'How', labelsOf(WITHDRAWAL_REASONS));

/** The act's form where it has the field, else what the proceeding keeps. */
const orKept = <K extends keyof Kept>(ctx: Here<Partial<Pick<Kept, K>>>, key: K): Kept[K] | undefined =>
  ctx.form[key] ?? ctx.p.facts[key];
/** Sums differ by less than half a fen. */
const more = (a: number, b: number) => a > b + 0.005;

const SUMS = ['fine', 'confiscation'] as const;
const isSum = (kind: Sanction['kinds'][number]) => SUMS.some((sum) => sum === kind);
const sums = (s: Pick<Sanction, 'fine' | 'confiscation'>) => s.fine + s.confiscation;
const keepSums = ({ fine, confiscation, kinds }: Sanction): Sanction => ({ fine, confiscation, kinds });
const moneyOwed = ({ p }: Here) => p.facts.decided !== undefined && sums(p.facts.decided) > 0;
const conductOwed = ({ p }: Here) => p.facts.decided?.kinds.some((k) => !isSum(k)) ?? false;

/** Whether a clock of this proceeding is open and not yet over at the act's moment. */
function pending(ctx: AnyCtx, deadline: ClockId): Clock | null {
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

const AFTER_DEFENCE = {
  choose: (ctx: Here) => (reviewDue(ctx) ? 'LegalReview' : 'Decision'),
  among: ['LegalReview', 'Decision'],
} as const;
const START_REVIEW: StartOf<unknown, Kept> = { deadline: 'house-legal-review', when: reviewDue };
const START_WINDOWS: StartOf<Partial<Sanction>, Kept>[] = [
  { deadline: 'hearing-ask', when: hearingApplies },
  { deadline: 'house-defence' },
];
const WINDOWS: ClockId[] = ['hearing-ask', 'house-defence'];
const othersPending = (ctx: AnyCtx, clock: ClockId) => WINDOWS.some((id) => id !== clock && pending(ctx, id));

const START_REMEDIES: StartOf<unknown, Kept>[] = [{ deadline: 'reconsider-ask' }, { deadline: 'sue-directly' }];
const START_SERVED: StartOf<unknown, Kept>[] = [
  { deadline: 'fine-pay', when: moneyOwed },
  { deadline: 'house-perform', when: conductOwed },
  ...START_REMEDIES,
];

/** What the notice tells; another act goes by what was told. */
type Told = Partial<Pick<Kept, keyof typeof NOTICE & keyof Kept>>;

/** A new notice is owed: what was heard, reviewed and proposed on the old one is gone. */
const NEW_NOTICE = ['hearing-told', 'heard', 'defence-over', 'legal-passed', 'no-penalty-proposed'] as const;

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
const notTimeBarred = guard('time-barred', 'form', (ctx: Here<Told>) => {
  const until = punishableUntil(ctx);
  return until === null || discoveredOn(ctx) <= until;
});

const amountsKnown = guard('amount-known-later', 'form', (ctx: Here<{ amounts: Amount[] }>) =>
  ctx.form.amounts.every((a) => a.knownOn <= dayOf(ctx.at)),
);

const sumsMatchKinds = guard('sum-without-kind', 'form', (ctx: Here<Sanction>) =>
  SUMS.every((sum) => ctx.form.kinds.includes(sum) === ctx.form[sum] > 0),
);

/** The sum cheated: all amounts drawn. */
const drawn = (ctx: Here<Told>) =>
  (orKept(ctx, 'amounts') ?? []).filter((a) => a.kind === 'drawn').reduce((sum, a) => sum + a.yuan, 0);

const isMultiple = (ctx: Here<Told>) => MULTIPLE_GROUNDS.some((ground) => ground === orKept(ctx, 'ground'));
const alreadyFined = (ctx: Here<Told>) =>
  (orKept(ctx, 'finedBefore') ?? false) || ctx.p.facts.criminalOutcome === 'convicted';

const fineNotAbove = guard(
  'fine-above-5x',
  'form',
  (ctx: Here<Told & Sanction>) => !isMultiple(ctx) || !more(ctx.form.fine, 5 * drawn(ctx)),
);

const fineNotBelow = guard(
  'fine-below-2x',
  'form',
  (ctx: Here<Told & Sanction>) =>
    !isMultiple(ctx) ||
    alreadyFined(ctx) ||
    (orKept(ctx, 'leniency') ?? []).length > 0 ||
    !more(2 * drawn(ctx), ctx.form.fine),
);

const notFinedTwice = guard(
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

const NOTICE_GUARDS = [
  intentAnswered,
  notTimeBarred,
  amountsKnown,
  sumsMatchKinds,
  notFinedTwice,
  fineNotAbove,
  fineNotBelow,
  notWorse,
];
const noteNotice = (ctx: Here<Sanction>) => ({ noticed: keepSums(ctx.form) });

const hearingOpen = guard('no-hearing-right', 'state', hearingApplies);

const hearingInTime = guard('hearing-asked-late', 'state', (ctx) => inTime(ctx, 'hearing-ask'));

/** The full number of working days lies between the notice and the hearing (statutes 4: counted back). */
const noticePossible = guard('hearing-too-near', 'form', (ctx: Here<{ hearingOn: PlainDate }>) => {
  const due = dueByRow(ctx, 'hearing-notify', 0, ctx.form.hearingOn);
  return due !== null && dayOf(ctx.at) <= due;
});

const toldInTime = guard('hearing-notice-late', 'state', (ctx) => {
  const clock = Object.values(ctx.case.clocks).find(
    (k) => k.deadline === 'hearing-notify' && k.proceeding === ctx.p.id && !k.stopped,
  );
  const due = clock && dueOf(clock, ctx.facts.calendars)?.due;
  return !!due && dayOf(ctx.at) <= due;
});

const hearingTold = guard('hearing-not-told', 'state', (ctx) => flagged(ctx, 'hearing-told'));

const hearingDayCome = guard(
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

const chairApart = guard(
  'chair-is-investigator',
  'state',
  (ctx) => !ctx.person || !investigators(ctx).has(ctx.person.id),
);

const hearingOver = guard('hearing-still-open', 'state', (ctx) => !pending(ctx, 'hearing-ask'));

const noHouseWindow = guard('defence-window-running', 'state', (ctx) => !pending(ctx, 'house-defence')?.count);

const notHeld = guard('criminal-hold', 'state', (ctx) => !flagged(ctx, 'criminal-hold'));

const wasNoticed = guard(
  'notice-not-served',
  'state',
  (ctx: Here) => !!ctx.p.facts.noticed && flagged(ctx, 'defence-over'),
);

const statementChecked = guard('statement-not-checked', 'state', (ctx) => !flagged(ctx, 'unchecked-statement'));

const legallyPassed = guard(
  'legal-review-missing',
  'state',
  (ctx: Here) => !reviewDue(ctx) || flagged(ctx, 'legal-passed'),
);

const collective = guard(
  'collective-decision',
  'form',
  (ctx: Here<{ collectiveRecord?: string | undefined }>) =>
    !(ctx.p.facts.complex || ctx.p.facts.grave) || ctx.form.collectiveRecord !== undefined,
);

/** Never heavier because of the defence; heavier for other reasons is other content, and that content was not told (APL art. 44). */
const notHeavier = guard('heavier-than-noticed', 'form', (ctx: Here<Sanction>) => {
  const noticed: Sanction = ctx.p.facts.noticed ?? { fine: 0, confiscation: 0, kinds: [] };
  return (
    SUMS.every((sum) => !more(ctx.form[sum], noticed[sum])) &&
    ctx.form.kinds.every((kind) => noticed.kinds.includes(kind))
  );
});

const publishGrounded = guard(
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

const paidInFull = guard(
  'not-paid-in-full',
  'form',
  (ctx: Here<Paid>) => !more(ctx.p.facts.decided ? sums(ctx.p.facts.decided) : 0, ctx.form.amount),
);

const surchargeStated = guard(
  'surcharge-not-stated',
  'form',
  (ctx: Here<Paid>) => !flagged(ctx, 'overdue') || ctx.form.surcharge !== undefined,
);

const surchargeBound = guard(
  'surcharge-above-fine',
  'form',
  (ctx: Here<Paid>) => !more(ctx.form.surcharge ?? 0, ctx.p.facts.decided?.fine ?? 0),
);

const decidedBeforeHeard = guard(
  'decided-after-it-reached-us',
  'form',
  (ctx: Here<{ decidedOn: PlainDate }>) =>
    ctx.form.decidedOn <= dayOf(ctx.at) && ctx.form.decidedOn >= (ctx.p.facts.decidedDay ?? ''),
);

const changedOrUnlawful = guard(
  'nothing-stands',
  'state',
  (ctx: Here) => ctx.p.facts.how === 'changed' || ctx.p.facts.how === 'unlawful',
);

/** Whether the decision was annulled on the party's own remedy. */
const onRemedy = ({ p }: Here) => p.facts.body === 'court' || p.facts.body === 'reconsideration-organ';

const notTheSame = guard(
  'same-act-again',
  'form',
  (ctx: Here<{ newFacts: boolean }>) => !onRemedy(ctx) || (ctx.p.facts.procedural ?? false) || ctx.form.newFacts,
);

const conditionMet = guard(
  'listing-condition-not-met',
  'form',
  (ctx: Here<{ condition: NonNullable<Kept['listingConditions']>[number] }>) =>
    ctx.p.facts.listingConditions?.includes(ctx.form.condition) ?? false,
);

const notListedYet = guard(
  'listing-open',
  'state',
  (ctx) =>
    !Object.values(ctx.case.proceedings).some(
      (q) => q.kind === 'listing' && q.ended === null && q.facts.penalty === ctx.p.id,
    ),
);

const filingOwed = guard('filing-not-owed', 'state', (ctx) => runs(ctx, 'penalty-upward-filing'));

const onTheSpot = guard('collected-on-the-spot', 'form', (ctx: Here<Pick<Paid, 'amount'> & { onTheSpot: string }>) => {
  const fine = ctx.p.facts.decided?.fine ?? 0;
  const limit = ctx.form.onTheSpot === 'small' ? 100 : Number.POSITIVE_INFINITY;
  return fine > 0 && fine <= limit && !more(ctx.form.amount, fine);
});

/** One of the two windows is over: on to the next step when it was the last, else the other one is awaited. */
function windowOver(clock: 'hearing-ask' | 'house-defence', label: Bilingual, basis: string) {
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

const waivesOnly = (ctx: Ctx<{ waives?: string[] }, unknown>, what: string) => {
  const { waives = [] } = ctx.form;
  return ctx.filled && waives.length === 1 && waives[0] === what;
};
const WAIVER = z.object({
  waives: choices('放弃的权利', 'Waives', [
    ['hearing', '要求听证', 'The hearing'],
    ['defence', '陈述申辩', 'Statement and defence'],
  ]),
});

const REVERSED = some({
  cancel: ['penalty-serve', 'service-by-announcement', 'fine-pay', 'house-perform', 'reconsider-ask', 'sue-directly'],
  start: [{ deadline: 'house-redo' }],
  tasks: [
    task('officer', '处罚决定已被撤销或者变更：退还已缴款项、恢复原状', 'Reversed: refund or restore', 'AEL art. 41'),
  ],
});

/** What the criminal track ended with. */
const CONVICTION = z.object({ outcome: z.enum(['convicted', 'no-punishment']).nullish() });

/** After a conviction something may be left that only the authority can order: licence, business, trade ban (APL arts. 8, 35). */
const onlyWeCanOrder = ({ p }: Here) => p.facts.noticed?.kinds.some((kind) => !isSum(kind)) ?? false;

/** The on-the-spot fine waits at this part: 0 with the officer, 1 with the organ. */
const waitsAt = (part: number) => (ctx: AnyCtx) =>
  Object.values(ctx.case.clocks).some(
    (k) => k.deadline === 'onsite-fine-handover' && k.proceeding === ctx.p.id && k.part === part && !k.stopped,
  );

const handoverAt = (part: number) => guard('on-the-spot-not-collected', 'state', waitsAt(part));

/** Statutes 3.3, penalty 处罚: from the proposal to its execution or its reversal. */
export const penalty = table([
  row({
    act: 'propose',
    label: t('拟处罚', 'Penalty proposed'),
    from: 'none',
    by: 'system',
    takes: FINDINGS,
    basis: 'APL art. 57; house: opened by the findings',
    to: 'Proposed',
    carry: ['urgent'],
    start: [{ deadline: 'house-propose' }],
  }),
  row({
    act: 'findings-again',
    label: t('补充调查后的结论', 'Findings after a further inquiry'),
    from: ['Proposed'],
    by: 'system',
    takes: FINDINGS,
    basis: 'APL arts. 57–58: sent back for missing facts; no clock is renewed',
    to: 'same',
  }),
  row({
    act: 'serve-notice',
    label: t('送达拟处罚告知书', 'Serve the notice of the intended penalty'),
    from: ['Proposed'],
    by: OFFICERS,
    guards: NOTICE_GUARDS,
    basis: 'APL arts. 44–45, 62–63',
    form: z.object({ ...NOTICE, service: choice('送达方式', 'Service', SERVICE) }),
    note: noteNotice,
    to: 'AwaitingDefence',
    stop: ['house-propose', 'service-by-announcement'],
    start: START_WINDOWS,
  }),
  row({
    act: 'announce-notice',
    label: t('公告送达告知书', 'Serve the notice by announcement'),
    from: ['Proposed'],
    by: OFFICERS,
    guards: NOTICE_GUARDS,
    basis: 'CPL art. 95; APL art. 61',
    form: z.object({
      ...NOTICE,
      noOtherWay: affirmed('受送达人下落不明，或者其他方式无法送达', 'Cannot be found, no other way of service'),
    }),
    note: noteNotice,
    to: 'same',
    stop: ['house-propose'],
    start: [{ deadline: 'service-by-announcement' }],
  }),
  row({
    expiry: ['service-by-announcement'],
    label: t('公告期满视为送达', 'Announcement over: counts as served'),
    from: ['Proposed'],
    by: 'system',
    basis: 'CPL art. 95',
    to: 'AwaitingDefence',
    outcome: () => 'over',
    start: START_WINDOWS,
  }),
  row({
    act: 'propose-not-to-punish',
    label: t('提出不予处罚', 'Propose not to punish'),
    from: ['Proposed'],
    by: OFFICERS,
    basis: 'APL arts. 33, 40, 57 ¶1(2)(3)',
    form: z.object({
      noPenaltyGround: choice('不予处罚的理由', 'Ground', labelsOf(NO_PENALTY_GROUNDS)),
      reasons: words('说明', 'Reasons'),
    }),
    to: 'Decision',
    stop: ['house-propose'],
    cancel: ['service-by-announcement'],
    raise: ['no-penalty-proposed'],
  }),
  row({
    expiry: ['house-propose'],
    label: t('拟处罚久未告知', 'Nothing served yet'),
    from: ['Proposed'],
    by: 'system',
    basis: 'house: house-propose',
    to: 'same',
    start: [{ deadline: 'house-propose' }],
    tasks: [task('unit-head', '拟处罚告知书尚未送达', 'The notice of the intended penalty is not served', 'house')],
  }),
  row({
    act: 'statement',
    label: t('当事人陈述申辩', 'Statement of the party'),
    from: ['AwaitingDefence', 'HearingScheduled'],
    by: PARTY,
    basis: 'APL art. 45',
    form: z.object({
      form: choice('方式', 'How', [
        ['written', '书面', 'In writing'],
        ['oral', '口头，已记录', 'Orally, noted down'],
      ]),
      content: words('陈述申辩内容', 'What was said'),
    }),
    note: (ctx) => ({ statements: (ctx.p.facts.statements ?? 0) + 1 }),
    to: 'same',
    raise: ['unchecked-statement'],
  }),
  row({
    act: 'recheck-statement',
    label: t('复核陈述申辩', 'Re-check the statement'),
    from: ['AwaitingDefence', 'HearingScheduled', 'LegalReview', 'Decision'],
    by: OFFICERS,
    flag: 'unchecked-statement',
    basis: 'APL art. 45 ¶1',
    form: z.object({
      adopted: choice('复核结果', 'Result', [
        ['yes', '采纳', 'Adopted'],
        ['partly', '部分采纳', 'Adopted in part'],
        ['no', '不采纳', 'Not adopted'],
      ]),
      reasons: words('复核意见', 'Reasons'),
    }),
    to: 'same',
    lower: ['unchecked-statement'],
  }),
  row({
    act: 'ask-hearing',
    label: t('要求听证', 'Ask for a hearing'),
    from: ['AwaitingDefence'],
    by: PARTY,
    guards: [hearingOpen, hearingInTime],
    basis: 'APL arts. 63, 64(1)',
    form: z.object({}),
    to: 'HearingScheduled',
    stop: ['hearing-ask'],
    // hearing-notify is counted back from the hearing: it starts when the day is set, in the next row.
    start: [{ deadline: 'house-hearing' }],
  }),
  row({
    act: 'other-facts-or-heavier',
    label: t('另有事实或者拟加重，重新告知', 'Other facts or heavier: a new notice'),
    // From Decision too (house): a heavier decision is refused there, and this is the way out.
    from: ['AwaitingDefence', 'Decision'],
    by: OFFICERS,
    basis: 'APL art. 44',
    form: z.object(REASONS),
    note: () => ({ noticed: null }),
    to: 'Proposed',
    cancel: ['hearing-ask', 'house-defence'],
    lower: NEW_NOTICE,
    start: [{ deadline: 'house-propose' }],
  }),
  ...windowOver('hearing-ask', t('要求听证期满', 'The right to ask for a hearing lapses'), 'APL art. 64(1)'),
  ...windowOver('house-defence', t('陈述申辩期满', 'The window for the defence is over'), 'house: house-defence'),
  row({
    act: 'waive',
    label: t('明确放弃权利', 'Waive expressly'),
    from: ['AwaitingDefence'],
    by: PARTY,
    when: (ctx) =>
      !(waivesOnly(ctx, 'hearing') && pending(ctx, 'house-defence')) &&
      !(waivesOnly(ctx, 'defence') && pending(ctx, 'hearing-ask')),
    basis: 'APL arts. 45, 62, 64',
    form: WAIVER,
    to: AFTER_DEFENCE,
    stop: WINDOWS,
    raise: ['defence-over'],
    start: [START_REVIEW],
  }),
  row({
    act: 'waive',
    label: t('明确放弃听证', 'Waive the hearing expressly'),
    from: ['AwaitingDefence'],
    by: PARTY,
    when: (ctx) => waivesOnly(ctx, 'hearing'),
    basis: 'APL art. 64',
    form: WAIVER,
    to: 'same',
    stop: ['hearing-ask'],
  }),
  row({
    act: 'waive',
    label: t('明确放弃陈述申辩', 'Waive the defence expressly'),
    from: ['AwaitingDefence'],
    by: PARTY,
    when: (ctx) => waivesOnly(ctx, 'defence'),
    basis: 'APL arts. 45, 62',
    form: WAIVER,
    to: 'same',
    stop: ['house-defence'],
  }),
  row({
    act: 'close-defence',
    label: t('合理期间已过，结束陈述申辩', 'A reasonable time has passed: close the defence'),
    from: ['AwaitingDefence'],
    by: OFFICERS,
    guards: [hearingOver, noHouseWindow],
    basis:
      'house: APL sets no days for the defence; without a house limit two officers record that a reasonable time has passed',
    form: z.object({
      reasonable: affirmed(
        '自告知书送达起已过合理期间，当事人没有其他陈述申辩',
        'A reasonable time has passed since service and the party has nothing further to say',
      ),
      reasons: words('说明', 'Reasons'),
    }),
    to: AFTER_DEFENCE,
    stop: WINDOWS,
    raise: ['defence-over'],
    start: [START_REVIEW],
  }),
  row({
    act: 'schedule-hearing',
    label: t('确定听证日期', 'Set the day of the hearing'),
    from: ['HearingScheduled'],
    by: CHAIR,
    guards: [chairApart, noticePossible],
    basis: 'APL art. 64(2)(4)',
    form: z.object({ hearingOn: date('听证日期', 'Day of the hearing') }),
    to: 'same',
    lower: ['hearing-told'],
    start: [{ deadline: 'hearing-notify', at: (ctx) => ctx.form.hearingOn }],
  }),
  row({
    act: 'tell-hearing',
    label: t('通知听证时间、地点', 'Tell the party time and place'),
    from: ['HearingScheduled'],
    by: OFFICERS,
    guards: [toldInTime],
    basis: 'APL art. 64(2)',
    form: z.object({
      hearingNotice: docNumber('听证通知书文号', 'Number of the hearing notice'),
      hearingService: choice('送达方式', 'Service', SERVICE),
    }),
    to: 'same',
    stop: ['hearing-notify'],
    raise: ['hearing-told'],
  }),
  row({
    expiry: ['hearing-notify'],
    label: t('未在法定期限前通知', 'Not told in time before the hearing'),
    from: ['HearingScheduled'],
    by: 'system',
    basis: 'APL art. 64(2): too late, the hearing must be moved',
    to: 'same',
    // Not yet a breach: the hearing cannot be held on that day, and a later day cures it.
    outcome: () => 'warn',
    tasks: [
      task(
        'unit-head',
        '听证通知已来不及，须延期听证',
        'Too late to tell the party: move the hearing',
        'APL art. 64(2)',
      ),
    ],
  }),
  row({
    act: 'postpone-hearing',
    label: t('延期听证', 'Postpone the hearing'),
    from: ['HearingScheduled'],
    by: CHAIR,
    guards: [chairApart, noticePossible],
    basis: 'APL art. 64; reasons noted',
    form: z.object({ hearingOn: date('新的听证日期', 'New day of the hearing'), ...REASONS }),
    to: 'same',
    lower: ['hearing-told'],
    start: [{ deadline: 'hearing-notify', at: (ctx) => ctx.form.hearingOn }, { deadline: 'house-hearing' }],
  }),
  row({
    act: 'hold-hearing',
    label: t('举行听证', 'Hearing held'),
    from: ['HearingScheduled'],
    by: CHAIR,
    guards: [chairApart, hearingTold, hearingDayCome],
    basis: 'APL arts. 64–65',
    form: z.object({
      hearingRecord: docNumber('听证笔录编号', 'Number of the record'),
      inPublic: choice('听证方式', 'Held', [
        ['public', '公开举行', 'In public'],
        ['closed', '涉及国家秘密、商业秘密、个人隐私，不公开', 'Closed: secrets or privacy'],
      ]),
      signed: affirmed('笔录已交当事人核对签名，拒签的已注明', 'The record was signed, or the refusal noted'),
    }),
    to: 'LegalReview',
    stop: ['house-hearing', 'hearing-notify', 'house-defence'],
    raise: ['heard', 'defence-over'],
    start: [{ deadline: 'house-legal-review' }],
  }),
  row({
    act: 'hearing-forgone',
    label: t('当事人缺席或者中途退出听证', 'The party stayed away or left'),
    from: ['HearingScheduled'],
    by: CHAIR,
    guards: [chairApart, hearingTold, hearingDayCome],
    basis: 'APL art. 64(6)',
    form: z.object({
      forgone: choice('情形', 'What happened', [
        ['absent', '无正当理由拒不出席', 'Absent without good reason'],
        ['left', '未经许可中途退出', 'Left without leave'],
      ]),
    }),
    to: AFTER_DEFENCE,
    stop: ['house-hearing', 'hearing-notify', 'house-defence'],
    raise: ['defence-over'],
    start: [START_REVIEW],
  }),
  row({
    act: 'withdraw-hearing',
    label: t('当事人放弃听证', 'The party gave the hearing up'),
    from: ['HearingScheduled'],
    by: PARTY,
    basis: 'APL art. 64(6)',
    form: z.object({}),
    to: AFTER_DEFENCE,
    stop: ['house-hearing', 'hearing-notify', 'house-defence'],
    raise: ['defence-over'],
    start: [START_REVIEW],
  }),
  row({
    expiry: ['house-hearing'],
    label: t('听证久未举行', 'The hearing is not held'),
    from: ['HearingScheduled'],
    by: 'system',
    basis: 'house: house-hearing',
    to: 'same',
    start: [{ deadline: 'house-hearing' }],
    tasks: [task('unit-head', '听证尚未举行', 'The hearing has not been held', 'house')],
  }),
  row({
    act: 'legal-passed',
    label: t('法制审核通过', 'Legal review passed'),
    from: ['LegalReview'],
    by: LEGAL,
    notSameAs: ['serve-notice', 'announce-notice'],
    basis: 'APL art. 58',
    form: z.object({
      opinionNumber: docNumber('审核意见书编号', 'Number of the opinion'),
      opinion: words('审核意见', 'Written opinion'),
    }),
    to: 'Decision',
    stop: ['house-legal-review'],
    raise: ['legal-passed'],
  }),
  row({
    act: 'legal-failed',
    label: t('法制审核不通过', 'Legal review failed'),
    from: ['LegalReview'],
    by: LEGAL,
    notSameAs: ['serve-notice', 'announce-notice'],
    basis: 'APL art. 58: without a pass no decision',
    form: z.object({
      factsMissing: yesNo('事实不清、证据不足，退回调查', 'Facts are missing: back to the inquiry'),
      ...REASONS,
    }),
    note: () => ({ noticed: null }),
    to: 'Proposed',
    stop: ['house-legal-review'],
    lower: NEW_NOTICE,
    start: [{ deadline: 'house-propose' }],
  }),
  row({
    expiry: ['house-legal-review'],
    label: t('法制审核久未完成', 'The legal review is not done'),
    from: ['LegalReview'],
    by: 'system',
    basis: 'house: house-legal-review',
    to: 'same',
    start: [{ deadline: 'house-legal-review' }],
    tasks: [task('dept-head', '法制审核尚未完成', 'The legal review is not done', 'house')],
  }),
  row({
    act: 'decide',
    label: t('作出处罚决定', 'Decide to punish'),
    from: ['Decision'],
    proposedBy: OFFICERS,
    by: DEPT_HEAD,
    notSameAs: ['legal-passed', 'hold-hearing'],
    guards: [
      notHeld,
      wasNoticed,
      statementChecked,
      legallyPassed,
      notTimeBarred,
      sumsMatchKinds,
      notHeavier,
      notFinedTwice,
      fineNotAbove,
      fineNotBelow,
      collective,
      publishGrounded,
    ],
    basis: 'APL arts. 57, 60',
    form: z.object({
      decisionNumber: docNumber('处罚决定书文号', 'Number of the decision'),
      kinds: choices('处罚种类', 'Kinds of penalty', kindsOfPenalty),
      fine: yuan('罚款（元）', 'Fine, yuan'),
      confiscation: yuan('没收（元）', 'Confiscation, yuan'),
      leniency: choices('从轻、减轻情节', 'Leniency', labelsOf(LENIENCY_GROUNDS)).optional(),
      collectiveRecord: docNumber('集体讨论记录文号', 'Number of the record of the collective decision').optional(),
      announcedTo: choice('宣告', 'Announced', [
        ['present', '当事人在场，当场交付', 'To the party, who is present'],
        ['absent', '当事人不在场', 'The party is absent'],
      ]),
      mustPublish: yesNo('应当公开', 'Must be published'),
      publishGround: choice('公开依据', 'Ground for publishing', [
        ['social-influence', '具有一定社会影响（行政处罚法第四十八条）', 'Of some social influence (APL 48)'],
        ['proactive', '应当主动公开的处罚（政府信息公开条例第二十条第六项）', 'Proactive information (OGI 20(6))'],
        ['three-systems', '行政执法公示制度（国办发〔2018〕118号）', 'Publicity of enforcement (G118)'],
      ]).optional(),
    }),
    note: (ctx) => ({ decided: keepSums(ctx.form), decidedDay: dayOf(ctx.at) }),
    to: 'Decided',
    stop: ['penalty-decide', 'inspection-decide'],
    start: [
      { deadline: 'penalty-serve', when: (ctx) => ctx.form.announcedTo === 'absent' },
      { deadline: 'penalty-publish', when: (ctx) => ctx.form.mustPublish },
      { deadline: 'penalty-upward-filing', when: (ctx) => ctx.case.regime === 'labour-inspection' },
    ],
  }),
  row({
    act: 'not-to-punish',
    label: t('决定不予处罚', 'Decide not to punish'),
    from: ['Decision'],
    by: DEPT_HEAD,
    notSameAs: ['propose-not-to-punish', 'legal-passed'],
    guards: [notHeld],
    basis: 'APL arts. 33, 40, 57 ¶1(2)(3)',
    form: z.object({
      noPenaltyGround: choice('不予处罚的理由', 'Ground', labelsOf(NO_PENALTY_GROUNDS)),
      decisionNumber: docNumber('不予处罚决定书文号', 'Number of the decision'),
      reasons: words('说明', 'Reasons'),
    }),
    to: 'NotPunished',
    stop: ['penalty-decide', 'inspection-decide'],
  }),
  row({
    act: 'send-back',
    label: t('退回', 'Send back'),
    from: ['Decision'],
    by: DEPT_HEAD,
    basis: 'APL art. 57',
    form: z.object({
      factsMissing: yesNo('事实不清、证据不足，退回调查', 'Facts are missing: back to the inquiry'),
      ...REASONS,
    }),
    note: () => ({ noticed: null }),
    to: 'Proposed',
    lower: NEW_NOTICE,
    start: [{ deadline: 'house-propose' }],
  }),
  row({
    act: 'refer-to-police',
    label: t('移送公安机关', 'Refer to the police'),
    from: ['Decision'],
    by: DEPT_HEAD,
    flag: '!criminal-hold',
    basis: 'APL art. 57 ¶1(4); TR art. 11: a fine never replaces it',
    form: z.object(REASONS),
    to: 'same',
    raise: ['criminal-hold', 'decide-barred'],
  }),
  row({
    act: 'hold',
    label: t('刑事程序在办', 'The criminal track holds the act'),
    from: BEFORE_DECISION,
    by: 'system',
    flag: '!criminal-hold',
    basis: 'TR art. 11',
    to: 'same',
    raise: ['criminal-hold', 'decide-barred'],
  }),
  row({
    act: 'lift-hold',
    label: t('刑事程序不再阻却', 'The hold is lifted'),
    from: BEFORE_DECISION,
    by: 'system',
    flag: 'criminal-hold',
    basis: 'TR arts. 10, 13',
    to: 'same',
    lower: ['criminal-hold'],
    tasks: [
      task(
        'legal',
        '刑事程序已退回：处罚办案期限所余天数由法律顾问判断',
        'Back from the criminal track: what is left of the 90 days is for counsel',
        'TR art. 11; APL art. 60',
      ),
    ],
  }),
  row({
    act: 'hold-ended-by-conviction',
    label: t('刑事判决后终结处罚', 'Ended by the conviction'),
    from: BEFORE_DECISION,
    by: 'system',
    takes: CONVICTION,
    when: (ctx) => ctx.form.outcome !== 'no-punishment' && !onlyWeCanOrder(ctx),
    basis: 'APL arts. 8, 35; refer-not-fine',
    note: () => ({ criminalOutcome: 'convicted', noPenaltyGround: 'criminal-outcome' }),
    to: 'NotPunished',
    cancel: ['penalty-decide', 'inspection-decide'],
    lower: ['criminal-hold'],
  }),
  row({
    act: 'hold-ended-by-conviction',
    label: t('刑事判决后处理所余事项', 'After the conviction: what only the authority can order'),
    from: BEFORE_DECISION,
    by: 'system',
    basis: 'APL arts. 8, 27, 35; refer-not-fine',
    takes: CONVICTION,
    note: (ctx) => ({ criminalOutcome: ctx.form.outcome ?? 'convicted' }),
    to: 'Decision',
    cancel: [
      'house-propose',
      'service-by-announcement',
      'house-hearing',
      'hearing-notify',
      'house-legal-review',
      ...WINDOWS,
    ],
    lower: ['criminal-hold'],
  }),
  row({
    expiry: ['penalty-decide', 'inspection-decide'],
    label: t('办案期限届满（刑事程序阻却）', 'Period over while barred (TR 11)'),
    from: BEFORE_DECISION,
    by: 'system',
    flag: 'decide-barred',
    // Whether the criminal track stays the period is open in law: no breach until counsel has confirmed a reading.
    when: (ctx) => confirmationAt(ctx.facts.authority, 'penalty-decide', undefined, ctx.at) === null,
    basis: 'TR art. 11: barred, effect for counsel',
    to: 'same',
    outcome: () => 'warn',
    tasks: [
      task(
        'legal',
        '办案期限届满，但受刑事程序阻却：效力由法律顾问判断',
        'Over while barred: effect for counsel',
        'TR art. 11',
      ),
    ],
  }),
  row({
    expiry: ['penalty-decide', 'inspection-decide'],
    label: t('办案期限届满', 'The period for the decision is over'),
    from: BEFORE_DECISION,
    by: 'system',
    basis: 'APL art. 60; LSI-25 art. 37',
    to: 'same',
    tasks: [
      task(
        'dept-head',
        '处罚办案期限已过，仍须作出决定',
        'The period is over; the decision is still owed',
        'APL art. 60',
      ),
    ],
  }),
  row({
    act: 'serve',
    label: t('交付或者送达处罚决定书', 'Hand over or serve the decision'),
    from: ['Decided'],
    by: OFFICERS,
    basis: 'APL art. 61',
    form: z.object({
      service: choice('送达方式', 'Service', SERVICE),
      receipt: docNumber('送达回证编号', 'Number of the receipt'),
      remediesTold: affirmed('已告知复议、诉讼的途径和期限', 'Ways and periods of remedy were told'),
      repairNotice: yesNo('已一并送达信用修复告知书', 'The notice on credit repair went with it'),
    }),
    to: 'Served',
    stop: ['penalty-serve', 'service-by-announcement'],
    start: START_SERVED,
  }),
  row({
    act: 'announce-decision',
    label: t('公告送达处罚决定书', 'Serve the decision by announcement'),
    from: ['Decided'],
    by: OFFICERS,
    basis: 'CPL art. 95; APL art. 61',
    form: z.object({
      announcement: docNumber('公告编号', 'Number of the announcement'),
      noOtherWay: affirmed('受送达人下落不明，或者其他方式无法送达', 'Cannot be found, no other way of service'),
    }),
    to: 'same',
    // House: the act that is in time for the seven working days is the announcement.
    stop: ['penalty-serve'],
    start: [{ deadline: 'service-by-announcement' }],
  }),
  row({
    expiry: ['service-by-announcement'],
    label: t('公告期满视为送达', 'Announcement over: counts as served'),
    from: ['Decided'],
    by: 'system',
    basis: 'CPL art. 95',
    to: 'Served',
    outcome: () => 'over',
    start: START_SERVED,
  }),
  row({
    expiry: ['penalty-serve'],
    label: t('未在法定期限内送达', 'Not served in time'),
    from: ['Decided'],
    by: 'system',
    basis: 'APL art. 61: the decision does not bind the party yet',
    to: 'same',
    tasks: [task('unit-head', '处罚决定书逾期未送达', 'The decision was not served in time', 'APL art. 61')],
  }),
  row({
    act: 'filed-upward',
    label: t('报上级备案', 'File with the superior'),
    from: 'any',
    by: OFFICERS,
    when: (ctx) => ctx.case.regime === 'labour-inspection',
    guards: [filingOwed],
    basis: 'LSI-25 art. 46 ¶2; ZJ-LSI art. 32 ¶2',
    form: z.object({ filingNumber: docNumber('备案报告文号', 'Number of the report') }),
    to: 'same',
    stop: ['penalty-upward-filing'],
    effects: [
      {
        kind: 'report-upward',
        to: 'superior',
        data: (ctx) => ({ penalty: ctx.p.id, report: ctx.form.filingNumber }),
      },
    ],
  }),
  row({
    act: 'correct-own',
    label: t('自行纠正或者撤销', 'Correct or annul our own decision'),
    from: ['Decided', 'Served'],
    proposedBy: OFFICERS,
    by: DEPT_HEAD,
    basis: 'APL art. 75 ¶2; LSI-25 art. 39; ZJ-LSI art. 32',
    form: z.object({
      how: HOW,
      orderedFromAbove: yesNo('上级责令', 'Ordered from above'),
      correctionNumber: docNumber('纠正决定文号', 'Number of the correcting decision'),
      ...REASONS,
    }),
    note: (ctx) => ({ body: 'own', decidedOn: dayOf(ctx.at), procedural: false }),
    to: 'Reversed',
    ...REVERSED,
  }),
  row({
    act: 'collected-on-the-spot',
    label: t('当场收缴罚款', 'Fine collected on the spot'),
    from: ['Decided', 'Served'],
    by: OFFICERS,
    guards: [onTheSpot],
    basis: 'APL arts. 68–70',
    form: z.object({
      onTheSpot: choice('当场收缴的依据', 'Ground', [
        ['small', '一百元以下罚款', 'Fine of up to 100 yuan'],
        ['hard-later', '不当场收缴事后难以执行', 'Hard to collect later'],
        ['remote', '边远地区，当事人提出', 'Remote place, asked by the party'],
      ]),
      amount: yuan('收缴金额（元）', 'Collected, yuan'),
      receipt: docNumber('专用票据号码', 'Number of the official receipt'),
    }),
    to: 'same',
    start: [{ deadline: 'onsite-fine-handover', part: 0 }],
  }),
  row({
    act: 'on-the-spot-handed-in',
    label: t('当场收缴的罚款交至本机关', 'On-the-spot fine handed in'),
    from: ['Decided', 'Served'],
    by: { staff: ['officer'] },
    guards: [handoverAt(0)],
    basis: 'APL art. 71',
    form: z.object({ receipt: docNumber('缴款凭证编号', 'Number of the receipt') }),
    to: 'same',
    stop: ['onsite-fine-handover'],
    start: [{ deadline: 'onsite-fine-handover', part: 1 }],
  }),
  row({
    act: 'on-the-spot-banked',
    label: t('当场收缴的罚款缴付银行', 'On-the-spot fine paid to the bank'),
    from: ['Decided', 'Served'],
    by: { staff: ['clerk', 'unit-head'] },
    notSameAs: ['collected-on-the-spot', 'on-the-spot-handed-in'],
    guards: [handoverAt(1)],
    basis: 'APL arts. 67, 71: who fines does not collect',
    form: z.object({ receipt: docNumber('银行回单编号', 'Number of the bank receipt') }),
    to: 'Executed',
    stop: ['onsite-fine-handover', 'fine-pay', 'penalty-serve'],
    lower: ['overdue'],
    raise: ['paid'],
    // House: handed over with the receipt, so the periods of remedy run from here where nothing was served before.
    start: START_REMEDIES.map((s) => ({ ...s, when: (ctx: Here) => ctx.p.state === 'Decided' })),
  }),
  // Money collected stays owed to the bank whatever becomes of the penalty.
  row({
    act: 'on-the-spot-handed-in',
    label: t('当场收缴的罚款交至本机关', 'On-the-spot fine handed in'),
    from: 'any',
    when: waitsAt(0),
    by: { staff: ['officer'] },
    basis: 'APL art. 71; house: also after the end',
    form: z.object({ receipt: docNumber('缴款凭证编号', 'Number of the receipt') }),
    to: 'same',
    stop: ['onsite-fine-handover'],
    start: [{ deadline: 'onsite-fine-handover', part: 1 }],
  }),
  row({
    act: 'on-the-spot-banked',
    label: t('当场收缴的罚款缴付银行', 'On-the-spot fine paid to the bank'),
    from: 'any',
    when: waitsAt(1),
    by: { staff: ['clerk', 'unit-head'] },
    notSameAs: ['collected-on-the-spot', 'on-the-spot-handed-in'],
    basis: 'APL arts. 67, 71; house: also after the end',
    form: z.object({ receipt: docNumber('银行回单编号', 'Number of the bank receipt') }),
    to: 'same',
    stop: ['onsite-fine-handover'],
  }),
  row({
    act: 'paid',
    label: t('已缴清', 'Paid in full'),
    from: ['Served'],
    by: { outside: 'bank', enteredBy: ['clerk', 'officer'] },
    guards: [paidInFull, surchargeStated, surchargeBound],
    basis: 'APL arts. 66–67, 72',
    form: z.object({
      amount: yuan('缴纳金额（元，不含加处罚款）', 'Paid, yuan, without surcharge'),
      surcharge: yuan('加处罚款（元）', 'Surcharge, yuan').optional(),
    }),
    to: {
      choose: (ctx) => (conductOwed(ctx) && !flagged(ctx, 'performed') ? 'Served' : 'Executed'),
      among: ['Served', 'Executed'],
    },
    stop: ['fine-pay'],
    lower: ['overdue'],
    raise: ['paid'],
  }),
  row({
    act: 'carried-out',
    label: t('非金钱处罚已执行', 'Penalty without money carried out'),
    from: ['Served'],
    by: OFFICERS,
    basis: 'APL arts. 66, 72: warning, circular, licence act, stoppage',
    when: conductOwed,
    form: z.object({ carriedOut: words('执行情况', 'What was done') }),
    to: {
      choose: (ctx) => (moneyOwed(ctx) && !flagged(ctx, 'paid') ? 'Served' : 'Executed'),
      among: ['Served', 'Executed'],
    },
    stop: ['house-perform'],
    raise: ['performed'],
  }),
  row({
    expiry: ['house-perform'],
    label: t('逾期未履行', 'Not carried out'),
    from: ['Served'],
    by: 'system',
    basis: 'house: house-perform',
    to: 'same',
    raise: ['overdue'],
    tasks: [task('officer', '处罚逾期未履行', 'The penalty has not been carried out', 'house')],
  }),
  row({
    expiry: ['fine-pay'],
    label: t('逾期未缴', 'Not paid in time'),
    from: ['Served'],
    by: 'system',
    basis: 'APL art. 72 ¶1(1): 3 % a day up to the fine',
    to: 'same',
    raise: ['overdue'],
    tasks: [
      task('officer', '罚款逾期未缴，每日加处百分之三', 'Not paid: 3 % a day up to the fine', 'APL art. 72 ¶1(1)'),
    ],
  }),
  row({
    act: 'propose-listing',
    label: t('提出列入失信名单', 'Propose a listing'),
    from: ['Served', 'Executed'],
    by: { staff: ['credit'] },
    guards: [conditionMet, notListedYet],
    basis: 'M45 art. 5; house: once served and not under remedy',
    form: z.object({ condition: choice('列入情形', 'Condition', labelsOf(LISTING_CONDITIONS)) }),
    to: 'same',
  }),
  row({
    act: 'reversed-outside',
    label: t('被复议机关、法院或者上级撤销变更', 'Reversed by another body'),
    // Re-opens an executed one: the reversal reaches us whenever it does.
    from: ['Decided', 'Served', 'Executed'],
    by: { outside: 'any', enteredBy: ['officer', 'clerk', 'legal'] },
    guards: [decidedBeforeHeard],
    basis: 'ARL arts. 63–67, 70; ALL arts. 70, 77',
    form: z.object({
      body: choice('作出机关', 'By whom', [
        ['reconsideration-organ', '行政复议机关', 'Reconsideration organ'],
        ['court', '人民法院', 'Court'],
        ['superior-organ', '上级机关', 'Superior organ'],
      ]),
      how: HOW,
      decidedOn: date('该决定作出之日', 'Day it was decided'),
      procedural: yesNo('仅因程序违法', 'For procedure only'),
      redoOrdered: yesNo('责令重新作出', 'Ordered to decide again'),
      final: affirmed('已经生效（一审判决须已过上诉期）', 'Final (a first judgment: the appeal period is over)'),
    }),
    to: 'Reversed',
    ...REVERSED,
  }),
  row({
    act: 'stands-changed',
    label: t('按变更后的内容继续执行', 'Stands in changed form'),
    from: ['Reversed'],
    by: DEPT_HEAD,
    guards: [changedOrUnlawful, sumsMatchKinds],
    basis: 'ARL arts. 63, 65; ALL arts. 74, 77',
    form: z.object({
      decisionNumber: docNumber('变更后的文书文号', 'Number of the deciding text'),
      kinds: choices('处罚种类', 'Kinds of penalty', kindsOfPenalty),
      fine: yuan('罚款（元）', 'Fine, yuan'),
      confiscation: yuan('没收（元）', 'Confiscation, yuan'),
      receivedOn: date('当事人收到之日', 'Day the party received it'),
    }),
    note: (ctx) => ({ decided: keepSums(ctx.form) }),
    to: 'Served',
    stop: ['house-redo'],
    lower: ['paid', 'performed', 'overdue'],
    start: [
      { deadline: 'fine-pay', when: (ctx) => sums(ctx.form) > 0, at: (ctx) => ctx.form.receivedOn },
      {
        deadline: 'house-perform',
        when: (ctx) => ctx.form.kinds.some((k) => !isSum(k)),
        at: (ctx) => ctx.form.receivedOn,
      },
    ],
  }),
  row({
    act: 'redo',
    label: t('重新作出处罚', 'Decide again'),
    from: ['Reversed'],
    proposedBy: OFFICERS,
    by: DEPT_HEAD,
    guards: [notTheSame],
    basis: 'ARL art. 64; ALL art. 71; redo-not-same, review-not-worse',
    form: z.object({
      newFacts: yesNo('有新的事实或者理由', 'On new facts or reasons'),
      redoBy: date('责令的期限', 'Day set by the deciding body').optional(),
      ...REASONS,
    }),
    note: (ctx) => ({
      noticed: null,
      ceiling: onRemedy(ctx) ? (ctx.p.facts.decided ?? null) : null,
    }),
    to: 'Proposed',
    stop: ['house-redo'],
    lower: [...NEW_NOTICE, 'unchecked-statement', 'paid', 'performed', 'overdue'],
    start: [{ deadline: 'house-propose' }],
    tasks: [
      task(
        'legal',
        '重新作出处罚：九十日办案期限是否重新起算由法律顾问判断',
        'Decided again: no rule renews the 90 days; for counsel',
        'APL art. 60',
      ),
    ],
  }),
  row({
    act: 'nothing-to-redo',
    label: t('无需重新处理', 'Nothing to redo'),
    from: ['Reversed'],
    proposedBy: OFFICERS,
    by: DEPT_HEAD,
    basis: 'AEL art. 41; house: nothing is left to do',
    form: z.object(REASONS),
    to: 'Annulled',
    stop: ['house-redo'],
  }),
  row({
    expiry: ['house-redo'],
    label: t('撤销后久未处理', 'Nobody has decided what follows'),
    from: ['Reversed'],
    by: 'system',
    basis: 'house: house-redo',
    to: 'same',
    start: [{ deadline: 'house-redo' }],
    tasks: [task('dept-head', '撤销变更后尚未决定如何处理', 'Nobody has decided what follows the reversal', 'house')],
  }),
  // 3.2, for every open state of every section; here also of the chair (APL art. 64(4)).
  ...RECUSAL,
  ...URGENCY,
]);
