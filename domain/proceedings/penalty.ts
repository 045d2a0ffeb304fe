import { z } from 'zod';
import { confirmationAt, hearingAmountsOn } from '../authority/settled.ts';
import { dueByRow } from '../case/edition.ts';
import { dueOf } from '../case/rungs.ts';
import type { Clock, ClockStart, Ctx, FactSheet, Json, Row, Table, Who } from '../case/types.ts';
import {
  LENIENCY_GROUNDS,
  LISTING_CONDITIONS,
  labelsOf,
  NO_PENALTY_GROUNDS,
  PENALTY_KINDS,
  WITHDRAWAL_REASONS,
} from '../law/grounds.ts';
import type { Bilingual } from '../law/types.ts';
import { guard } from '../refusal.ts';
import { dayOf } from '../time/day.ts';
import type { PlainDate } from '../time/types.ts';
import { affirmed, choice, choices, date, docNumber, words, yesNo, yuan } from './parts/forms.ts';
import { RECUSAL } from './parts/recusal.ts';
import { DEPT_HEAD, external, isOver, OFFICERS, label as t, task } from './parts/rows.ts';
import { URGENCY } from './parts/urgency.ts';

const CHAIR: Who = { staff: ['hearing-chair'] };
const LEGAL: Who = { staff: ['legal'] };
const PARTY = external('party');

/** On what a penalty rests. Closed: what is none of these needs a clause of its own and is entered as `other-by-law`. */
export const PENALTY_GROUNDS = [
  ['cheating-fund', '骗取社会保险基金支出（社会保险法第八十七条）', 'Cheating fund expenditure (SIL 87)'],
  ['cheating-benefits', '骗取社会保险待遇（社会保险法第八十八条）', 'Cheating benefits (SIL 88)'],
  ['service-body', '社会保险服务机构骗取基金（经办条例第五十五条）', 'Service body cheating the fund (SIO 55)'],
  [
    'diversion',
    '隐匿、转移、侵占、挪用基金（社会保险法第九十一条）',
    'Fund money hidden, moved, taken or diverted (SIL 91)',
  ],
  [
    'obstructing-check',
    '拒绝或者阻碍检查（经办条例第五十七条、监察条例第三十条）',
    'Obstructing a check (SIO 57; LSI 30)',
  ],
  ['training-body', '职业培训机构违规（监察条例第二十八条）', 'Training body breaking the rules (LSI 28)'],
  ['retaliation', '打击报复举报人（监察条例第三十条）', 'Retaliation against a tipster (LSI 30)'],
  ['records-leaked', '泄露个人权益记录（社会保险法第九十二条）', 'Leak of personal rights records (SIL 92)'],
  ['other-by-law', '法律、法规、规章规定的其他情形', 'Another case named by law, regulation or rule'],
] as const;

/** Grounds whose fine is two to five times the sum cheated (SIL 87–88; SIO 55). The older 1–3× (LSI 27 ¶2) gives way to the statute. */
const MULTIPLE_GROUNDS: readonly Json[] = ['cheating-fund', 'cheating-benefits', 'service-body'];

const AMOUNT_KINDS = [
  ['drawn', '骗取、多领', 'Drawn'],
  ['paid-in', '已缴', 'Paid in'],
  ['net', '净额', 'Net'],
  ['forecast', '测算', 'Forecast'],
  ['recovered', '已追回', 'Recovered'],
  ['gain', '违法所得', 'Unlawful gain'],
] as const;

const SERVICE = [
  ['direct', '直接送达', 'Handed over'],
  ['left', '留置送达', 'Left at the place'],
  ['post', '邮寄送达', 'Posted'],
  ['electronic', '经同意以传真、电子邮件送达', 'By fax or e-mail with consent'],
] as const;

const kindsOfPenalty = labelsOf(PENALTY_KINDS.filter((k) => k.id !== 'detention'));

/** Amounts, each with the day on which it was known: paid in, drawn, net, forecast and recovered are never one figure. */
const AMOUNTS = z
  .array(
    z.strictObject({
      kind: choice('性质', 'Which amount', AMOUNT_KINDS),
      yuan: yuan('金额（元）', 'Amount, yuan'),
      knownOn: date('查明日', 'Day it was known'),
      from: date('所属期间起', 'Period from').optional(),
      until: date('所属期间止', 'Period until').optional(),
    }),
  )
  .max(50)
  .meta({ title: '金额', titleEn: 'Amounts' });

/** The notice of the intended penalty 行政处罚事先告知书. */
const NOTICE = {
  noticeNumber: docNumber('告知书文号', 'Number of the notice'),
  ground: choice('处罚依据', 'Ground', PENALTY_GROUNDS),
  clause: docNumber('具体条款', 'Clause').optional(),
  amounts: AMOUNTS,
  actEndedOn: date('违法行为终了之日（仍在继续的不填）', 'Day the act ended (empty: still going on)').optional(),
  discoveredOn: date('此前已发现的，发现之日', 'Day it was discovered, if before the tip').optional(),
  financialHarm: yesNo('涉及金融安全且有危害后果', 'Financial safety was harmed'),
  kinds: choices('拟处罚种类', 'Kinds of penalty', kindsOfPenalty),
  fine: yuan('拟罚款（元）', 'Fine, yuan'),
  confiscation: yuan('拟没收（元）', 'Confiscation, yuan'),
  leniency: choices('从轻、减轻情节', 'Leniency', labelsOf(LENIENCY_GROUNDS)).optional(),
  finedBefore: yesNo('同一行为已受过罚款', 'The same act was fined before'),
  complex: yesNo('案情疑难复杂、涉及多个法律关系', 'Complex, several legal relations'),
  grave: yesNo('重大违法行为', 'Grave violation'),
  publicInterest: yesNo('涉及重大公共利益', 'Major public interest'),
  listingConditions: choices(
    '符合的列入失信名单情形',
    'Listing conditions met',
    labelsOf(LISTING_CONDITIONS),
  ).optional(),
  told: affirmed(
    '已告知拟处罚的内容、事实、理由、依据，以及陈述、申辩、要求听证的权利',
    'Content, facts, reasons, basis and the rights to state, defend and be heard were told',
  ),
};

const REASONS = { reasons: words('理由', 'Reasons') };
const HOW = choice('结果', 'How', labelsOf(WITHDRAWAL_REASONS));

const num = (v: Json | undefined) => (typeof v === 'number' ? v : 0);
const list = (v: Json | undefined): Json[] => (Array.isArray(v) ? v : []);
const sheet = (v: Json | undefined): FactSheet => (v && typeof v === 'object' && !Array.isArray(v) ? v : {});
/** The act's form where it has the field, else what the proceeding keeps. */
const of = (ctx: Ctx, key: string): Json | undefined => ctx.form[key] ?? ctx.p.facts[key];
const flag = (ctx: Ctx, name: string) => ctx.p.flags.includes(name);
/** Sums differ by less than half a fen. */
const more = (a: number, b: number) => a > b + 0.005;

const SUMS = ['fine', 'confiscation'];
const sums = (s: FactSheet) => num(s.fine) + num(s.confiscation);
const keepSums = (form: FactSheet): FactSheet => ({
  fine: num(form.fine),
  confiscation: num(form.confiscation),
  kinds: list(form.kinds),
});
const moneyOwed = (ctx: Ctx) => sums(sheet(ctx.p.facts.decided)) > 0;
const conductOwed = (ctx: Ctx) => list(sheet(ctx.p.facts.decided).kinds).some((k) => !SUMS.includes(String(k)));

/** Whether a clock of this proceeding is open and not yet over at the act's moment. */
function pending(ctx: Ctx, deadline: string): Clock | null {
  const open = Object.values(ctx.case.clocks).find(
    (k) => k.deadline === deadline && k.proceeding === ctx.p.id && !k.stopped && !isOver(k, ctx),
  );
  return open ?? null;
}

/** A right used in time: the clock was not over at the act's moment, even if the paper is entered after it lapsed. */
function inTime(ctx: Ctx, deadline: string): boolean {
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
function hearingApplies(ctx: Ctx): boolean {
  const kinds = list(of(ctx, 'kinds'));
  if (kinds.some((k) => k === 'licence' || k === 'business' || k === 'other')) return true;
  const limits = hearingAmountsOn(ctx.facts.authority, dayOf(ctx.at));
  if (!limits) return true;
  const natural = ctx.case.accused.natural;
  const limit =
    natural === null ? Math.min(limits.person, limits.unit) : natural === true ? limits.person : limits.unit;
  return num(of(ctx, 'fine')) >= limit || num(of(ctx, 'confiscation')) >= limit;
}

/** APL art. 58 ¶1: major public interest, heard, complex. */
const reviewDue = (ctx: Ctx) =>
  flag(ctx, 'heard') || ctx.p.facts.complex === true || ctx.p.facts.publicInterest === true;

const AFTER_DEFENCE = {
  choose: (ctx: Ctx) => (reviewDue(ctx) ? 'LegalReview' : 'Decision'),
  among: ['LegalReview', 'Decision'],
};
const START_REVIEW: ClockStart = { deadline: 'house-legal-review', when: reviewDue };
const START_WINDOWS: ClockStart[] = [{ deadline: 'hearing-ask', when: hearingApplies }, { deadline: 'house-defence' }];
const WINDOWS = ['hearing-ask', 'house-defence'];
const othersPending = (ctx: Ctx, clock: string) => WINDOWS.some((id) => id !== clock && pending(ctx, id));

const START_REMEDIES: ClockStart[] = [{ deadline: 'reconsider-ask' }, { deadline: 'sue-directly' }];
const START_SERVED: ClockStart[] = [
  { deadline: 'fine-pay', when: moneyOwed },
  { deadline: 'house-perform', when: conductOwed },
  ...START_REMEDIES,
];

/** A new notice is owed: what was heard, reviewed and proposed on the old one is gone. */
const NEW_NOTICE = ['hearing-told', 'heard', 'defence-over', 'legal-passed', 'no-penalty-proposed'];
const BEFORE_DECISION = ['Proposed', 'AwaitingDefence', 'HearingScheduled', 'LegalReview', 'Decision'];

/** The last day on which the act may still be punished, or null while it goes on (APL art. 36; a bar does not roll). */
function punishableUntil(ctx: Ctx): PlainDate | null {
  const ended = of(ctx, 'actEndedOn');
  if (typeof ended !== 'string') return null;
  return dueByRow(ctx, 'limitation-penalty', of(ctx, 'financialHarm') === true ? 1 : 0, ended);
}

function discoveredOn(ctx: Ctx): PlainDate {
  const received = dayOf(ctx.case.receivedAt);
  const earlier = of(ctx, 'discoveredOn');
  return typeof earlier === 'string' && earlier < received ? earlier : received;
}

/** A tip or complaint within the period keeps it open (LSI art. 20), so discovery counts and not today. */
const notTimeBarred = guard('time-barred', 'form', (ctx) => {
  const until = punishableUntil(ctx);
  return until === null || discoveredOn(ctx) <= until;
});

const amountsKnown = guard('amount-known-later', 'form', (ctx) =>
  list(ctx.form.amounts).every((a) => String(sheet(a).knownOn) <= dayOf(ctx.at)),
);

const sumsMatchKinds = guard(
  'sum-without-kind',
  'form',
  (ctx) =>
    list(ctx.form.kinds).includes('fine') === num(ctx.form.fine) > 0 &&
    list(ctx.form.kinds).includes('confiscation') === num(ctx.form.confiscation) > 0,
);

/** The sum cheated: all amounts drawn. */
const drawn = (ctx: Ctx) =>
  list(of(ctx, 'amounts'))
    .map(sheet)
    .filter((a) => a.kind === 'drawn')
    .reduce((sum, a) => sum + num(a.yuan), 0);

const isMultiple = (ctx: Ctx) => MULTIPLE_GROUNDS.includes(of(ctx, 'ground') ?? null);
const alreadyFined = (ctx: Ctx) => of(ctx, 'finedBefore') === true || ctx.p.facts.criminalOutcome === 'convicted';

const fineNotAbove = guard(
  'fine-above-5x',
  'form',
  (ctx) => !isMultiple(ctx) || !more(num(ctx.form.fine), 5 * drawn(ctx)),
);

const fineNotBelow = guard(
  'fine-below-2x',
  'form',
  (ctx) =>
    !isMultiple(ctx) ||
    alreadyFined(ctx) ||
    list(of(ctx, 'leniency')).length > 0 ||
    !more(2 * drawn(ctx), num(ctx.form.fine)),
);

const notFinedTwice = guard('fined-before', 'form', (ctx) => !alreadyFined(ctx) || num(ctx.form.fine) === 0);

/** Bound set by the decision that was annulled on the party's own remedy. */
const notWorse = guard('worse-after-remedy', 'form', (ctx) => {
  const ceiling = ctx.p.facts.ceiling;
  if (!ceiling) return true;
  return SUMS.every((k) => !more(num(ctx.form[k]), num(sheet(ceiling)[k])));
});

/** Lesson of the published cases: a match is a lead; who caused it and whether there was intent is answered first. */
const intentAnswered = guard(
  'intent-unanswered',
  'state',
  (ctx) => ctx.p.facts.intent !== undefined && ctx.p.facts.intent !== null,
);

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
const noteNotice = (ctx: Ctx): FactSheet => ({ noticed: keepSums(ctx.form) });

const hearingOpen = guard('no-hearing-right', 'state', hearingApplies);

const hearingInTime = guard('hearing-asked-late', 'state', (ctx) => inTime(ctx, 'hearing-ask'));

/** The full number of working days lies between the notice and the hearing (statutes 4: counted back). */
const noticePossible = guard('hearing-too-near', 'form', (ctx) => {
  const on = ctx.form.hearingOn;
  if (typeof on !== 'string') return false;
  const due = dueByRow(ctx, 'hearing-notify', 0, on);
  return due !== null && dayOf(ctx.at) <= due;
});

const toldInTime = guard('hearing-notice-late', 'state', (ctx) => {
  const clock = Object.values(ctx.case.clocks).find(
    (k) => k.deadline === 'hearing-notify' && k.proceeding === ctx.p.id && !k.stopped,
  );
  const due = clock && dueOf(clock, ctx.facts.calendars)?.due;
  return !!due && dayOf(ctx.at) <= due;
});

const hearingTold = guard('hearing-not-told', 'state', (ctx) => flag(ctx, 'hearing-told'));

const hearingDayCome = guard(
  'hearing-day-not-come',
  'state',
  (ctx) => String(ctx.p.facts.hearingOn ?? '') <= dayOf(ctx.at),
);

/** Who investigates the case, or has done so before another took over. */
function investigators(ctx: Ctx): Set<string> {
  const ids = new Set(ctx.case.officers);
  for (const p of Object.values(ctx.case.proceedings)) {
    if (p.kind === 'investigation') for (const id of list(p.facts.officers)) ids.add(String(id));
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

const notHeld = guard('criminal-hold', 'state', (ctx) => !flag(ctx, 'criminal-hold'));

const wasNoticed = guard('notice-not-served', 'state', (ctx) => !!ctx.p.facts.noticed && flag(ctx, 'defence-over'));

const statementChecked = guard('statement-not-checked', 'state', (ctx) => !flag(ctx, 'unchecked-statement'));

const legallyPassed = guard('legal-review-missing', 'state', (ctx) => !reviewDue(ctx) || flag(ctx, 'legal-passed'));

const collective = guard(
  'collective-decision',
  'form',
  (ctx) => !(ctx.p.facts.complex === true || ctx.p.facts.grave === true) || ctx.form.collectiveRecord !== undefined,
);

/** Never heavier because of the defence; heavier for other reasons is other content, and that content was not told (APL art. 44). */
const notHeavier = guard('heavier-than-noticed', 'form', (ctx) => {
  const noticed = sheet(ctx.p.facts.noticed);
  const kinds = list(noticed.kinds);
  return (
    SUMS.every((k) => !more(num(ctx.form[k]), num(noticed[k]))) && list(ctx.form.kinds).every((k) => kinds.includes(k))
  );
});

const publishGrounded = guard(
  'publish-ground',
  'form',
  (ctx) => ctx.form.mustPublish !== true || ctx.form.publishGround !== undefined,
);

const paidInFull = guard(
  'not-paid-in-full',
  'form',
  (ctx) => !more(sums(sheet(ctx.p.facts.decided)), num(ctx.form.amount)),
);

const surchargeStated = guard(
  'surcharge-not-stated',
  'form',
  (ctx) => !flag(ctx, 'overdue') || ctx.form.surcharge !== undefined,
);

const surchargeBound = guard(
  'surcharge-above-fine',
  'form',
  (ctx) => !more(num(ctx.form.surcharge), num(sheet(ctx.p.facts.decided).fine)),
);

const decidedBeforeHeard = guard(
  'decided-after-it-reached-us',
  'form',
  (ctx) =>
    String(ctx.form.decidedOn) <= dayOf(ctx.at) && String(ctx.form.decidedOn) >= String(ctx.p.facts.decidedDay ?? ''),
);

const changedOrUnlawful = guard(
  'nothing-stands',
  'state',
  (ctx) => ctx.p.facts.how === 'changed' || ctx.p.facts.how === 'unlawful',
);

const notTheSame = guard(
  'same-act-again',
  'form',
  (ctx) =>
    !['court', 'reconsideration-organ'].includes(String(ctx.p.facts.body)) ||
    ctx.p.facts.procedural === true ||
    ctx.form.newFacts === true,
);

const conditionMet = guard('listing-condition-not-met', 'form', (ctx) =>
  list(ctx.p.facts.listingConditions).includes(ctx.form.condition ?? null),
);

const notListedYet = guard(
  'listing-open',
  'state',
  (ctx) =>
    !Object.values(ctx.case.proceedings).some(
      (q) => q.kind === 'listing' && q.ended === null && q.facts.penalty === ctx.p.id,
    ),
);

const filingOwed = guard('filing-not-owed', 'state', (ctx) => !!openFiling(ctx));
const openFiling = (ctx: Ctx) =>
  Object.values(ctx.case.clocks).find(
    (k) => k.deadline === 'penalty-upward-filing' && k.proceeding === ctx.p.id && !k.stopped,
  );

const onTheSpot = guard('collected-on-the-spot', 'form', (ctx) => {
  const fine = num(sheet(ctx.p.facts.decided).fine);
  const limit = ctx.form.onTheSpot === 'small' ? 100 : Number.POSITIVE_INFINITY;
  return fine > 0 && fine <= limit && !more(num(ctx.form.amount), fine);
});

/** One of the two windows is over: on to the next step when it was the last, else the other one is awaited. */
function windowOver(clock: 'hearing-ask' | 'house-defence', label: Bilingual, basis: string): Row[] {
  const outcome: Pick<Row, 'outcome'> = clock === 'house-defence' ? { outcome: () => 'over' } : {};
  return [
    {
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
    },
    {
      expiry: [clock],
      label,
      from: ['AwaitingDefence', 'HearingScheduled'],
      by: 'system',
      basis,
      to: 'same',
      ...outcome,
    },
  ];
}

const waivesOnly = (ctx: Ctx, what: string) => {
  const named = list(ctx.form.waives);
  return ctx.filled && named.length === 1 && named[0] === what;
};
const WAIVER = z.object({
  waives: choices('放弃的权利', 'Waives', [
    ['hearing', '要求听证', 'The hearing'],
    ['defence', '陈述申辩', 'Statement and defence'],
  ]),
});

const REVERSED: Pick<Row, 'cancel' | 'start' | 'tasks'> = {
  cancel: ['penalty-serve', 'service-by-announcement', 'fine-pay', 'house-perform', 'reconsider-ask', 'sue-directly'],
  start: [{ deadline: 'house-redo' }],
  tasks: [
    task('officer', '处罚决定已被撤销或者变更：退还已缴款项、恢复原状', 'Reversed: refund or restore', 'AEL art. 41'),
  ],
};

/** Statutes 3.3, penalty 处罚: from the proposal to its execution or its reversal. */
export const penalty: Table = {
  kind: 'penalty',
  title: t('行政处罚', 'Penalty'),
  section: '3.3',
  states: {
    Proposed: t('拟处罚', 'Penalty proposed'),
    AwaitingDefence: t('待申辩', 'Awaiting the defence'),
    HearingScheduled: t('待听证', 'Hearing to be held'),
    LegalReview: t('法制审核', 'Legal review'),
    Decision: t('待决定', 'To be decided'),
    Decided: t('已决定', 'Decided'),
    Served: t('送达', 'Served'),
    Reversed: t('撤销变更', 'Reversed'),
    Executed: t('已执行', 'Executed'),
    NotPunished: t('不予处罚', 'Not punished'),
    Annulled: t('撤销终局', 'Annulled for good'),
  },
  ends: ['Executed', 'NotPunished', 'Annulled'],
  flags: {
    'criminal-hold': t('刑事在办', 'Criminal hold'),
    'decide-barred': t('办案期限受阻（移送规定第十一条），效力由法律顾问判断', 'Barred (TR 11), effect for counsel'),
    overdue: t('逾期', 'Overdue'),
    'unchecked-statement': t('陈述申辩待复核', 'Statement to be re-checked'),
    'hearing-told': t('已通知听证', 'Hearing told'),
    heard: t('已听证', 'Heard'),
    'defence-over': t('陈述申辩已毕', 'Defence heard or waived'),
    'legal-passed': t('法制审核通过', 'Legal review passed'),
    'no-penalty-proposed': t('拟不予处罚', 'No penalty proposed'),
    paid: t('已缴清', 'Paid'),
    performed: t('已履行', 'Carried out'),
    'recusal-pending': t('回避待决', 'Recusal pending'),
    urgent: t('紧急', 'Urgent'),
  },
  outlive: ['reconsider-ask', 'sue-directly', 'penalty-upward-filing', 'onsite-fine-handover'],
  rows: [
    {
      act: 'propose',
      label: t('拟处罚', 'Penalty proposed'),
      from: 'none',
      by: 'system',
      basis: 'APL art. 57; house: opened by the findings',
      to: 'Proposed',
      carry: ['urgent'],
      start: [{ deadline: 'house-propose' }],
    },
    {
      act: 'findings-again',
      label: t('补充调查后的结论', 'Findings after a further inquiry'),
      from: ['Proposed'],
      by: 'system',
      basis: 'APL arts. 57–58: sent back for missing facts; no clock is renewed',
      to: 'same',
    },
    {
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
    },
    {
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
    },
    {
      expiry: ['service-by-announcement'],
      label: t('公告期满视为送达', 'Announcement over: counts as served'),
      from: ['Proposed'],
      by: 'system',
      basis: 'CPL art. 95',
      to: 'AwaitingDefence',
      outcome: () => 'over',
      start: START_WINDOWS,
    },
    {
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
    },
    {
      expiry: ['house-propose'],
      label: t('拟处罚久未告知', 'Nothing served yet'),
      from: ['Proposed'],
      by: 'system',
      basis: 'house: house-propose',
      to: 'same',
      start: [{ deadline: 'house-propose' }],
      tasks: [task('unit-head', '拟处罚告知书尚未送达', 'The notice of the intended penalty is not served', 'house')],
    },
    {
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
      note: (ctx) => ({ statements: num(ctx.p.facts.statements) + 1 }),
      to: 'same',
      raise: ['unchecked-statement'],
    },
    {
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
    },
    {
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
    },
    {
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
    },
    ...windowOver('hearing-ask', t('要求听证期满', 'The right to ask for a hearing lapses'), 'APL art. 64(1)'),
    ...windowOver('house-defence', t('陈述申辩期满', 'The window for the defence is over'), 'house: house-defence'),
    {
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
    },
    {
      act: 'waive',
      label: t('明确放弃听证', 'Waive the hearing expressly'),
      from: ['AwaitingDefence'],
      by: PARTY,
      when: (ctx) => waivesOnly(ctx, 'hearing'),
      basis: 'APL art. 64',
      form: WAIVER,
      to: 'same',
      stop: ['hearing-ask'],
    },
    {
      act: 'waive',
      label: t('明确放弃陈述申辩', 'Waive the defence expressly'),
      from: ['AwaitingDefence'],
      by: PARTY,
      when: (ctx) => waivesOnly(ctx, 'defence'),
      basis: 'APL arts. 45, 62',
      form: WAIVER,
      to: 'same',
      stop: ['house-defence'],
    },
    {
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
    },
    {
      act: 'schedule-hearing',
      label: t('确定听证日期', 'Set the day of the hearing'),
      from: ['HearingScheduled'],
      by: CHAIR,
      guards: [chairApart, noticePossible],
      basis: 'APL art. 64(2)(4)',
      form: z.object({ hearingOn: date('听证日期', 'Day of the hearing') }),
      to: 'same',
      lower: ['hearing-told'],
      start: [{ deadline: 'hearing-notify', at: (ctx) => String(ctx.form.hearingOn) }],
    },
    {
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
    },
    {
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
    },
    {
      act: 'postpone-hearing',
      label: t('延期听证', 'Postpone the hearing'),
      from: ['HearingScheduled'],
      by: CHAIR,
      guards: [chairApart, noticePossible],
      basis: 'APL art. 64; reasons noted',
      form: z.object({ hearingOn: date('新的听证日期', 'New day of the hearing'), ...REASONS }),
      to: 'same',
      lower: ['hearing-told'],
      start: [{ deadline: 'hearing-notify', at: (ctx) => String(ctx.form.hearingOn) }, { deadline: 'house-hearing' }],
    },
    {
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
    },
    {
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
    },
    {
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
    },
    {
      expiry: ['house-hearing'],
      label: t('听证久未举行', 'The hearing is not held'),
      from: ['HearingScheduled'],
      by: 'system',
      basis: 'house: house-hearing',
      to: 'same',
      start: [{ deadline: 'house-hearing' }],
      tasks: [task('unit-head', '听证尚未举行', 'The hearing has not been held', 'house')],
    },
    {
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
    },
    {
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
    },
    {
      expiry: ['house-legal-review'],
      label: t('法制审核久未完成', 'The legal review is not done'),
      from: ['LegalReview'],
      by: 'system',
      basis: 'house: house-legal-review',
      to: 'same',
      start: [{ deadline: 'house-legal-review' }],
      tasks: [task('dept-head', '法制审核尚未完成', 'The legal review is not done', 'house')],
    },
    {
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
        { deadline: 'penalty-publish', when: (ctx) => ctx.form.mustPublish === true },
        { deadline: 'penalty-upward-filing', when: (ctx) => ctx.case.regime === 'labour-inspection' },
      ],
    },
    {
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
    },
    {
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
    },
    {
      act: 'refer-to-police',
      label: t('移送公安机关', 'Refer to the police'),
      from: ['Decision'],
      by: DEPT_HEAD,
      flag: '!criminal-hold',
      basis: 'APL art. 57 ¶1(4); TR art. 11: a fine never replaces it',
      form: z.object(REASONS),
      to: 'same',
      raise: ['criminal-hold', 'decide-barred'],
    },
    {
      act: 'hold',
      label: t('刑事程序在办', 'The criminal track holds the act'),
      from: BEFORE_DECISION,
      by: 'system',
      flag: '!criminal-hold',
      basis: 'TR art. 11',
      to: 'same',
      raise: ['criminal-hold', 'decide-barred'],
    },
    {
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
    },
    {
      act: 'hold-ended-by-conviction',
      label: t('刑事判决后终结处罚', 'Ended by the conviction'),
      from: BEFORE_DECISION,
      by: 'system',
      when: (ctx) => ctx.form.outcome !== 'no-punishment' && !onlyWeCanOrder(ctx),
      basis: 'APL arts. 8, 35; refer-not-fine',
      note: () => ({ criminalOutcome: 'convicted', noPenaltyGround: 'criminal-outcome' }),
      to: 'NotPunished',
      cancel: ['penalty-decide', 'inspection-decide'],
      lower: ['criminal-hold'],
    },
    {
      act: 'hold-ended-by-conviction',
      label: t('刑事判决后处理所余事项', 'After the conviction: what only the authority can order'),
      from: BEFORE_DECISION,
      by: 'system',
      basis: 'APL arts. 8, 27, 35; refer-not-fine',
      note: (ctx) => ({ criminalOutcome: ctx.form.outcome === 'no-punishment' ? 'no-punishment' : 'convicted' }),
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
    },
    {
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
    },
    {
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
    },
    {
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
    },
    {
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
    },
    {
      expiry: ['service-by-announcement'],
      label: t('公告期满视为送达', 'Announcement over: counts as served'),
      from: ['Decided'],
      by: 'system',
      basis: 'CPL art. 95',
      to: 'Served',
      outcome: () => 'over',
      start: START_SERVED,
    },
    {
      expiry: ['penalty-serve'],
      label: t('未在法定期限内送达', 'Not served in time'),
      from: ['Decided'],
      by: 'system',
      basis: 'APL art. 61: the decision does not bind the party yet',
      to: 'same',
      tasks: [task('unit-head', '处罚决定书逾期未送达', 'The decision was not served in time', 'APL art. 61')],
    },
    {
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
          data: (ctx) => ({ penalty: ctx.p.id, report: ctx.form.filingNumber ?? null }),
        },
      ],
    },
    {
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
    },
    {
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
    },
    {
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
    },
    {
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
      start: START_REMEDIES.map((s) => ({ ...s, when: (ctx: Ctx) => ctx.p.state === 'Decided' })),
    },
    // Money collected stays owed to the bank whatever becomes of the penalty.
    {
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
    },
    {
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
    },
    {
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
        choose: (ctx) => (conductOwed(ctx) && !flag(ctx, 'performed') ? 'Served' : 'Executed'),
        among: ['Served', 'Executed'],
      },
      stop: ['fine-pay'],
      lower: ['overdue'],
      raise: ['paid'],
    },
    {
      act: 'carried-out',
      label: t('非金钱处罚已执行', 'Penalty without money carried out'),
      from: ['Served'],
      by: OFFICERS,
      basis: 'APL arts. 66, 72: warning, circular, licence act, stoppage',
      when: conductOwed,
      form: z.object({ carriedOut: words('执行情况', 'What was done') }),
      to: {
        choose: (ctx) => (moneyOwed(ctx) && !flag(ctx, 'paid') ? 'Served' : 'Executed'),
        among: ['Served', 'Executed'],
      },
      stop: ['house-perform'],
      raise: ['performed'],
    },
    {
      expiry: ['house-perform'],
      label: t('逾期未履行', 'Not carried out'),
      from: ['Served'],
      by: 'system',
      basis: 'house: house-perform',
      to: 'same',
      raise: ['overdue'],
      tasks: [task('officer', '处罚逾期未履行', 'The penalty has not been carried out', 'house')],
    },
    {
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
    },
    {
      act: 'propose-listing',
      label: t('提出列入失信名单', 'Propose a listing'),
      from: ['Served', 'Executed'],
      by: { staff: ['credit'] },
      guards: [conditionMet, notListedYet],
      basis: 'M45 art. 5; house: once served and not under remedy',
      form: z.object({ condition: choice('列入情形', 'Condition', labelsOf(LISTING_CONDITIONS)) }),
      to: 'same',
    },
    {
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
    },
    {
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
        { deadline: 'fine-pay', when: (ctx) => sums(ctx.form) > 0, at: (ctx) => String(ctx.form.receivedOn) },
        {
          deadline: 'house-perform',
          when: (ctx) => list(ctx.form.kinds).some((k) => !SUMS.includes(String(k))),
          at: (ctx) => String(ctx.form.receivedOn),
        },
      ],
    },
    {
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
        ceiling: ['court', 'reconsideration-organ'].includes(String(ctx.p.facts.body))
          ? (ctx.p.facts.decided ?? null)
          : null,
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
    },
    {
      act: 'nothing-to-redo',
      label: t('无需重新处理', 'Nothing to redo'),
      from: ['Reversed'],
      proposedBy: OFFICERS,
      by: DEPT_HEAD,
      basis: 'AEL art. 41; house: nothing is left to do',
      form: z.object(REASONS),
      to: 'Annulled',
      stop: ['house-redo'],
    },
    {
      expiry: ['house-redo'],
      label: t('撤销后久未处理', 'Nobody has decided what follows'),
      from: ['Reversed'],
      by: 'system',
      basis: 'house: house-redo',
      to: 'same',
      start: [{ deadline: 'house-redo' }],
      tasks: [task('dept-head', '撤销变更后尚未决定如何处理', 'Nobody has decided what follows the reversal', 'house')],
    },
    // 3.2, for every open state of every section; here also of the chair (APL art. 64(4)).
    ...RECUSAL,
    ...URGENCY,
  ],
};

/** After a conviction something may be left that only the authority can order: licence, business, trade ban (APL arts. 8, 35). */
function onlyWeCanOrder(ctx: Ctx): boolean {
  return list(sheet(ctx.p.facts.noticed).kinds).some((k) => !SUMS.includes(String(k)));
}

/** The on-the-spot fine waits at this part: 0 with the officer, 1 with the organ. */
function waitsAt(part: number) {
  return (ctx: Ctx) =>
    Object.values(ctx.case.clocks).some(
      (k) => k.deadline === 'onsite-fine-handover' && k.proceeding === ctx.p.id && k.part === part && !k.stopped,
    );
}

function handoverAt(part: number) {
  return guard('on-the-spot-not-collected', 'state', waitsAt(part));
}
