import { z } from 'zod';
import type { Ctx, Who } from '../case/types.ts';
import { OUTSIDE_WORDS, TERMS } from '../law/glossary.ts';
import { labelsOf, NON_PUBLICATION_GROUNDS } from '../law/grounds.ts';
import type { ClockId } from '../law/index.ts';
import { guard } from '../refusal.ts';
import { type FactsOf, proceeding, type StartOf } from './define.ts';
import { doneOnPaper, PAPER_ONLY, standsOnPaper } from './paper.ts';
import { affirmed, choice, docNumber, option, words, yesNo } from './parts/forms.ts';
import { NAMES } from './parts/names.ts';
import { OTHER_BODY } from './parts/receivers.ts';
import { RECUSAL, RECUSALS } from './parts/recusal.ts';
import { external, lookedAt, t, task, UNIT_HEAD, warnAgain } from './parts/rows.ts';
import { SERIOUSNESS_FIELD, type Seriousness } from './parts/seriousness.ts';
import { URGENCY } from './parts/urgency.ts';

const DISCLOSURE: Who = { staff: ['disclosure'] };
const SECOND: Who = { staff: ['second-person'] };

const FACTS = z.object({
  ...RECUSALS,
  /** Penalty decision (where absent), other enforcement result, other information of the proactive kind, or a listing. */
  what: z.enum(['penalty', 'enforcement-result', 'information', 'listing']),
  penalty: z.string().nullable(),
  natural: z.boolean(),
  mustPublish: z.boolean(),
  /** The day of the judicial or administrative document, from which CR26 counts. */
  decisionOn: z.string(),
  decisionNumber: z.string(),
  /** Number of the event in which the text lies sealed. */
  textEvent: z.int().nullable(),
  reasonEvent: z.int().nullable(),
  /** Entered as dishonesty data of a unit, beside our own pages (CR26 arts. 8–12). */
  dishonesty: z.boolean(),
  seriousness: z.enum(SERIOUSNESS_FIELD.options),
  how: z.string(),
  decidedOn: z.string(),
});
type Kept = FactsOf<typeof FACTS>;
type Here<Form = unknown> = Ctx<Form, Kept>;

const { row, some, flagged, table } = proceeding({
  kind: 'disclosure',
  title: TERMS.disclosure,
  section: '3.7',
  owner: 'disclosure',
  readers: ['unit-head', 'dept-head', 'disclosure', 'second-person'],
  tipsterTold: false,
  states: {
    Draft: t('草稿', 'Draft'),
    PrivacyReview: t('隐私审查', 'Privacy review'),
    Published: t('已公开', 'Published'),
    WithdrawalDue: t('待撤回', 'To be withdrawn'),
    Corrected: t('更正中', 'Being corrected'),
    Withdrawn: NAMES.withdrawn,
    Expired: NAMES['publicity-over'],
    NotPublished: t('不公开', 'Not published'),
    Closed: t('终结', 'Closed'),
  },
  ends: ['Withdrawn', 'Expired', 'NotPublished', 'Closed'],
  flags: {
    served: t('决定已送达', 'Decision served'),
    passed: t('审查通过', 'Redaction passed'),
    'limit-over': t('公示期已满', 'Publicity limit over'),
    correcting: t('待更正', 'Correction owed'),
    [PAPER_ONLY]: NAMES['paper-only'],
    'recusal-pending': NAMES['recusal-pending'],
    urgent: NAMES.urgent,
  },
  outlive: [],
  facts: FACTS,
});

type OfPenalty = Here<{ penalty?: string | undefined }>;
const ofThisPenalty = (ctx: OfPenalty) => ctx.form.penalty === undefined || ctx.form.penalty === ctx.p.facts.penalty;
const what = (ctx: Here) => ctx.p.facts.what ?? 'penalty';
const dishonesty = (ctx: Here) => ctx.p.facts.dishonesty ?? false;
const seriousness = (s: Seriousness) => (ctx: Here) => dishonesty(ctx) && ctx.p.facts.seriousness === s;
const natural = (ctx: Here) => ctx.p.facts.natural ?? false;
const inHebei = (ctx: Here) => ctx.facts.authority.region === 'hebei';
const documentDay = (ctx: Here) => ctx.p.facts.decisionOn ?? ctx.at;
/** Number that the ledger gives to the event now made: where the sealed text lies. */
const thisEvent = (ctx: Here) => ctx.case.version + 1;
/** Number of the event in which the text lies sealed that was proposed. */
const sealedIn = ({ p }: Here, act: 'take-down' | 'withdraw' | 'correct') => p.proposals[act]?.event ?? null;

/** What the register is told: ids, numbers, choices. The words lie sealed in the named event. */
const entry = (ctx: Here) => ({
  penalty: ctx.p.facts.penalty ?? null,
  natural: natural(ctx),
  decisionNumber: ctx.p.facts.decisionNumber ?? null,
  textEvent: ctx.p.facts.textEvent ?? null,
});

const PUBLISH_CLOCKS: ClockId[] = ['penalty-publish', 'enforcement-publish', 'proactive-publish'];
const UNPUBLISHED: ClockId[] = [...PUBLISH_CLOCKS, 'house-privacy-review', 'house-publish'];
const LIMITS: ClockId[] = ['credit-publish-window', 'hb-unpublish', 'house-publicity'];

/** The publicity limit by kind of row (statutes 3.7, second table). A house term does not roll, like every term. */
const START_LIMIT: StartOf<unknown, Kept>[] = [
  { deadline: 'credit-publish-window', part: 0, at: documentDay, when: seriousness('slight') },
  { deadline: 'credit-publish-window', part: 1, at: documentDay, when: seriousness('ordinary') },
  { deadline: 'credit-publish-window', part: 2, at: documentDay, when: seriousness('serious') },
  { deadline: 'hb-unpublish', part: 0, when: (ctx) => !dishonesty(ctx) && !natural(ctx) },
  { deadline: 'hb-unpublish', part: 1, when: (ctx) => !dishonesty(ctx) && natural(ctx) },
  { deadline: 'house-publicity', kind: 'term', when: (ctx) => !dishonesty(ctx) && !inHebei(ctx) },
];

const TEXT = {
  // Kept out of the register where the party is a natural person, whatever is written here.
  partyName: words('当事人名称（自然人写“某某”）', 'Name of the party (a natural person: redacted)', 200),
  text: words('公开文本', 'Text to be published', 20_000),
  tipsterGone: affirmed(
    '不含举报人信息，也不能据以推知举报人',
    'Nothing of the tipster, nor anything that leads to them',
  ),
  thirdPartiesGone: affirmed(
    '已隐去第三方商业秘密和个人隐私',
    'Business secrets and privacy of third parties blacked out',
  ),
  secretsGone: affirmed('不含国家秘密、内部和过程性信息', 'No state secrets, internal or process information'),
  naturalRedacted: yesNo(
    '自然人的姓名、证件号码等已隐去',
    'Name and numbers of a natural person blacked out',
  ).optional(),
};

const naturalRedacted = guard(
  'natural-not-redacted',
  'form',
  (ctx: Here<{ naturalRedacted?: boolean | undefined }>) => !natural(ctx) || ctx.form.naturalRedacted === true,
);

const noNaturalListing = guard(
  'natural-listing-never',
  'state',
  (ctx: Here) => !(what(ctx) === 'listing' && natural(ctx)),
);

interface Dishonesty {
  dishonesty: boolean;
  seriousness?: string | undefined;
}

const noNaturalDishonesty = guard(
  'natural-dishonesty-entry',
  'form',
  (ctx: Here<Dishonesty>) => !(ctx.form.dishonesty && natural(ctx)),
);

const seriousnessGiven = guard(
  'seriousness-needed',
  'form',
  (ctx: Here<Dishonesty>) => !ctx.form.dishonesty || ctx.form.seriousness !== undefined,
);

const decisionServed = guard(
  'decision-not-served',
  'state',
  (ctx: Here) => what(ctx) !== 'penalty' || flagged(ctx, 'served'),
);

const passed = guard('redaction-not-passed', 'state', (ctx) => flagged(ctx, 'passed') && !doneOnPaper(ctx, 'pass'));

/** The latest run for this decision: a changed decision opens one new draft only. */
const noLaterRun = (ctx: Here) =>
  !Object.values(ctx.case.proceedings).some((q) => q.kind === 'disclosure' && q.linked === ctx.p.id);

const REVERSED_BEFORE = some({ cancel: UNPUBLISHED, lower: ['passed'] });
const OF_PENALTY = z.object({ penalty: z.string().optional() });
const REVERSAL = OF_PENALTY.extend({ reversedOn: z.string().optional() });

/** Statutes 3.7, disclosure 公开. */
export const disclosure = table([
  row({
    act: 'decision',
    label: t('作出决定', 'A decision was made'),
    from: 'none',
    by: 'system',
    basis: 'APL art. 48; OGI art. 20(6); G118',
    to: 'Draft',
    carry: ['urgent'],
    takes: z.object({
      what: FACTS.shape.what.optional(),
      penalty: z.string(),
      natural: z.boolean(),
      mustPublish: z.boolean(),
      decisionOn: z.string(),
    }),
    start: [
      { deadline: 'enforcement-publish', when: (ctx) => ctx.form.what === 'enforcement-result' },
      { deadline: 'proactive-publish', when: (ctx) => ctx.form.what === 'information' },
      // House: a decision that need not be published is still published or its exception recorded, never forgotten.
      { deadline: 'house-publish', when: (ctx) => (ctx.form.what ?? 'penalty') === 'penalty' && !ctx.form.mustPublish },
    ],
  }),
  row({
    act: 'decision-served',
    label: t('决定已送达', 'The decision was served'),
    from: 'open',
    by: 'system',
    takes: OF_PENALTY,
    when: ofThisPenalty,
    basis: 'house: published once served',
    to: 'same',
    raise: ['served'],
  }),
  row({
    act: 'hand-in',
    label: t('提交审查', 'Hand in for review'),
    from: ['Draft'],
    by: DISCLOSURE,
    guards: [noNaturalListing, naturalRedacted, noNaturalDishonesty, seriousnessGiven],
    basis: 'OGI arts. 14–17; M49 art. 36; PIPL art. 34',
    form: z.object({
      decisionNumber: docNumber('处罚决定书文号', 'Number of the decision'),
      ...TEXT,
      remedyNamed: affirmed('文本载明救济途径和期限', 'The text names the remedy and its period'),
      dishonesty: yesNo('同时作为失信信息公示', 'Also entered as dishonesty data'),
      seriousness: SERIOUSNESS_FIELD.optional(),
    }),
    note: (ctx) => ({ textEvent: thisEvent(ctx) }),
    to: 'PrivacyReview',
    lower: ['passed'],
    start: [{ deadline: 'house-privacy-review' }],
  }),
  row({
    act: 'return',
    label: t('退回修改', 'Return'),
    from: ['PrivacyReview'],
    by: SECOND,
    notSameAs: ['hand-in'],
    basis: 'house: who redacts does not pass',
    form: z.object({ reasons: words('退回理由', 'Reasons') }),
    to: 'Draft',
    stop: ['house-privacy-review'],
    lower: ['passed'],
  }),
  warnAgain({
    deadline: 'house-privacy-review',
    label: t('隐私审查久未完成', 'Nobody looked'),
    from: ['PrivacyReview'],
    basis: 'house: house-privacy-review',
    tell: [task('unit-head', '公开文本的隐私审查尚未完成', 'The privacy review is not done', 'house')],
  }),
  row({
    act: 'pass',
    label: t('审查通过', 'Pass the redaction'),
    from: ['PrivacyReview'],
    by: SECOND,
    when: (ctx) => !flagged(ctx, 'passed') || doneOnPaper(ctx, 'pass'),
    notSameAs: ['hand-in'],
    basis: 'OGI art. 17; house: who redacts does not pass',
    form: z.object({
      checked: affirmed(
        '已逐项核对隐去内容，读者不能据以推知举报人',
        'Every redaction was checked; no reader can infer the tipster',
      ),
    }),
    to: 'same',
    raise: ['passed'],
  }),
  row({
    act: 'publish',
    label: t('公开', 'Publish'),
    from: ['PrivacyReview'],
    by: DISCLOSURE,
    notSameAs: ['pass'],
    guards: [passed, decisionServed, noNaturalListing],
    basis: 'APL art. 48 ¶1; OGI art. 20(6); G118',
    form: z.object({}),
    to: 'Published',
    stop: UNPUBLISHED,
    start: START_LIMIT,
    effects: [{ kind: 'publish', to: 'register', data: entry }],
  }),
  ...standsOnPaper({
    from: ['Published', 'Corrected', 'WithdrawalDue'],
    role: 'disclosure',
    told: [
      '补录的纸质案卷记载已公开，没有二人核对：请与复核人核对后现予公开，或者撤下',
      'The paper file says that it was published, and no two have checked it: check and publish it now with the second person, or take it down',
    ],
  }),
  row({
    act: 'put-up',
    label: t('核对后现予公开', 'Publish it now, checked by two'),
    from: ['Published'],
    flag: PAPER_ONLY,
    proposedBy: DISCLOSURE,
    by: SECOND,
    guards: [decisionServed, noNaturalListing],
    basis: 'APL art. 48 ¶1; house: paper acts',
    form: z.object({
      textChecked: affirmed('已逐项核对公开文本和决定书原件', 'The text was checked against the original decision'),
    }),
    to: 'same',
    stop: ['house-paper'],
    lower: [PAPER_ONLY],
    effects: [{ kind: 'publish', to: 'register', data: entry }],
  }),
  row({
    act: 'take-down',
    label: t('撤下只凭纸质办理公开的内容', 'Take down what was published on paper alone'),
    from: ['Published', 'Corrected'],
    flag: PAPER_ONLY,
    proposedBy: DISCLOSURE,
    by: SECOND,
    basis: 'house: paper acts',
    form: z.object({ publicReason: words('公开说明的理由', 'Reason to be published', 2000) }),
    note: (ctx) => ({ reasonEvent: sealedIn(ctx, 'take-down') }),
    to: 'Withdrawn',
    stop: ['house-paper'],
    cancel: [...LIMITS, 'house-correct'],
    lower: [PAPER_ONLY],
    effects: [
      {
        kind: 'withdraw-publication',
        to: 'register',
        data: (ctx) => ({ ...entry(ctx), reasonEvent: sealedIn(ctx, 'take-down') }),
      },
    ],
  }),
  row({
    act: 'not-publish',
    label: t('不予公开', 'Not to be published'),
    from: ['Draft', 'PrivacyReview'],
    proposedBy: DISCLOSURE,
    by: UNIT_HEAD,
    basis: 'APL art. 48 ¶1; OGI arts. 14–16',
    form: z.object({
      notPublishedGround: choice('不予公开的理由', 'Ground', labelsOf(NON_PUBLICATION_GROUNDS)),
      explanation: words('说明', 'Explanation'),
    }),
    to: 'NotPublished',
    stop: UNPUBLISHED,
    lower: ['passed'],
  }),
  row({
    act: 'decision-reversed',
    label: t('公开前决定被撤销变更', 'Reversed before publication'),
    from: ['Draft', 'PrivacyReview'],
    by: 'system',
    takes: OF_PENALTY,
    when: ofThisPenalty,
    basis: 'APL art. 48 ¶2; a changed decision opens a new draft',
    to: 'Closed',
    ...REVERSED_BEFORE,
  }),
  row({
    expiry: PUBLISH_CLOCKS,
    label: t('逾期未公开', 'Not published in time'),
    from: ['Draft', 'PrivacyReview'],
    by: 'system',
    basis: 'G118; OGI arts. 26, 53',
    to: 'same',
    tasks: [task('unit-head', '公开期限已过', 'The period for publishing is over', 'G118; OGI art. 26')],
  }),
  row({
    act: 'decision-reversed',
    label: t('已公开的决定被撤销变更', 'A published decision was reversed'),
    from: ['Published', 'Corrected'],
    by: 'system',
    takes: REVERSAL,
    when: ofThisPenalty,
    basis: 'APL art. 48 ¶2',
    to: 'WithdrawalDue',
    cancel: ['house-correct'],
    // Ours: the day that decision was made; another body's: the day it reached us, whenever two had looked at it here.
    start: [{ deadline: 'disclosure-withdraw', at: (ctx) => ctx.form.reversedOn ?? ctx.at }],
  }),
  row({
    act: 'withdraw',
    label: t('撤回并公开说明理由', 'Withdraw and say why in public'),
    from: ['WithdrawalDue'],
    proposedBy: DISCLOSURE,
    by: SECOND,
    basis: 'APL art. 48 ¶2',
    form: z.object({ publicReason: words('公开说明的理由', 'Reason to be published', 2000) }),
    note: (ctx) => ({ reasonEvent: sealedIn(ctx, 'withdraw') }),
    to: 'Withdrawn',
    stop: ['disclosure-withdraw'],
    cancel: LIMITS,
    effects: [
      {
        kind: 'withdraw-publication',
        to: 'register',
        data: (ctx) => ({
          ...entry(ctx),
          how: ctx.p.facts.how ?? null,
          decidedOn: ctx.p.facts.decidedOn ?? null,
          reasonEvent: sealedIn(ctx, 'withdraw'),
        }),
      },
      {
        kind: 'credit-remove',
        to: 'credit-platform',
        when: dishonesty,
        data: (ctx) => ({ penalty: ctx.p.facts.penalty ?? null, basis: 'CR26 art. 19 ¶2' }),
      },
    ],
  }),
  row({
    expiry: ['disclosure-withdraw'],
    label: t('未在法定期限内撤回', 'Not withdrawn in time'),
    from: ['WithdrawalDue'],
    by: 'system',
    basis: 'APL arts. 48 ¶2, 76',
    to: 'same',
    tasks: [
      task(
        'dept-head',
        '处罚决定已被撤销变更，公开信息逾期未撤回',
        'Reversed, and not withdrawn in time',
        'APL arts. 48 ¶2, 76',
      ),
    ],
  }),
  row({
    expiry: LIMITS,
    label: t('待撤回期间公示期满', 'The publicity limit is over while withdrawal is due'),
    from: ['WithdrawalDue'],
    by: 'system',
    basis: 'CR26 art. 12; house: taken down, the reason is still owed',
    to: 'same',
    outcome: () => 'over',
    raise: ['limit-over'],
    effects: [{ kind: 'expire-publication', to: 'register', data: entry }],
  }),
  row({
    act: 'annulment-fell-away',
    label: t('撤销经上诉、再审不再成立', 'The annulment fell away on appeal'),
    from: ['WithdrawalDue'],
    ...lookedAt(external('court', ['disclosure', 'clerk', 'officer'])),
    basis: 'house: before it was taken down',
    form: z.object({}),
    to: {
      choose: (ctx) =>
        flagged(ctx, 'limit-over') ? 'Expired' : flagged(ctx, 'correcting') ? 'Corrected' : 'Published',
      among: ['Published', 'Corrected', 'Expired'],
    },
    cancel: ['disclosure-withdraw'],
    // Its correction is owed as before.
    start: [{ deadline: 'house-correct', when: (ctx) => flagged(ctx, 'correcting') && !flagged(ctx, 'limit-over') }],
  }),
  row({
    act: 'report-mistake',
    label: t('公开文本有误或者漏隐', 'A mistake or a missed redaction'),
    from: ['Published'],
    by: { staff: ['disclosure', 'second-person', 'officer', 'clerk', 'unit-head', 'legal'] },
    basis: 'OGI art. 41; PIPL art. 57; house',
    form: z.object({
      mistake: choice('情形', 'What', [
        ['text', '文本有误', 'A mistake in the text'],
        ['redaction', '应当隐去的未隐去（先行撤下）', 'A redaction was missed: taken down first'],
      ]),
      explanation: words('说明', 'Explanation'),
    }),
    to: 'Corrected',
    raise: ['correcting'],
    start: [{ deadline: 'house-correct' }],
    effects: [
      {
        kind: 'correct-publication',
        to: 'register',
        data: (ctx) => ({ ...entry(ctx), takenDown: ctx.form.mistake === 'redaction', corrected: false }),
      },
    ],
  }),
  row({
    act: 'correct',
    label: t('更正后重新公开', 'Corrected version passed'),
    from: ['Corrected'],
    proposedBy: DISCLOSURE,
    by: SECOND,
    guards: [naturalRedacted],
    basis: 'house: old version kept inside, the publicity limit is not renewed',
    form: z.object(TEXT),
    note: (ctx) => ({ textEvent: sealedIn(ctx, 'correct') }),
    to: 'Published',
    stop: ['house-correct'],
    lower: ['correcting'],
    effects: [
      {
        kind: 'correct-publication',
        to: 'register',
        data: (ctx) => ({
          ...entry(ctx),
          textEvent: sealedIn(ctx, 'correct'),
          takenDown: false,
          corrected: true,
        }),
      },
    ],
  }),
  warnAgain({
    deadline: 'house-correct',
    label: t('更正久未完成', 'The correction is not done'),
    from: ['Corrected'],
    basis: 'house: house-correct',
    tell: [task('unit-head', '公开内容尚未更正', 'The publication is not corrected yet', 'house')],
  }),
  row({
    expiry: LIMITS,
    label: t('公示期满', 'Publicity limit over'),
    from: ['Published', 'Corrected'],
    by: 'system',
    basis: 'CR26 arts. 8–12; house: house-publicity',
    to: 'Expired',
    outcome: () => 'over',
    stop: LIMITS,
    cancel: ['house-correct'],
    effects: [{ kind: 'expire-publication', to: 'register', data: entry }],
  }),
  row({
    act: 'repaired',
    label: t('信用已修复', 'Credit repaired'),
    from: ['Published', 'Corrected'],
    by: 'system',
    // Repair ends the publicity of dishonesty data; a decision on our own pages keeps its own limit.
    takes: OF_PENALTY,
    when: (ctx) => dishonesty(ctx) && ofThisPenalty(ctx),
    basis: 'CR26 arts. 12, 14',
    to: 'Expired',
    cancel: [...LIMITS, 'house-correct'],
    effects: [{ kind: 'expire-publication', to: 'register', data: entry }],
  }),
  row({
    act: 'ordered-down',
    label: t('被责令提前撤下', 'Ordered to be taken down'),
    from: ['Published', 'Corrected'],
    proposedBy: { outside: 'any', enteredBy: ['disclosure', 'clerk', 'officer'] },
    by: SECOND,
    basis: 'house: the order is named, and seen by two',
    form: z.object({
      orderedBy: choice('责令机关', 'Ordered by', [
        option('superior-organ', OUTSIDE_WORDS.superior),
        option('court', OUTSIDE_WORDS.court),
        option('procurator', OUTSIDE_WORDS.procurator),
        OTHER_BODY,
      ]),
    }),
    to: 'Expired',
    cancel: [...LIMITS, 'house-correct'],
    effects: [{ kind: 'expire-publication', to: 'register', data: entry }],
  }),
  row({
    act: 'changed-decision-in-force',
    label: t('变更后的决定生效', 'The changed decision is in force'),
    // From WithdrawalDue too (house): the old entry is still to be withdrawn, the new decision is owed all the same.
    from: ['Withdrawn', 'WithdrawalDue', 'Closed'],
    by: 'system',
    takes: z.object({ penalty: z.string().optional(), decisionOn: z.string().optional() }),
    when: (ctx) => ofThisPenalty(ctx) && ctx.p.facts.how === 'changed' && noLaterRun(ctx),
    basis: 'APL art. 48; G118',
    note: (ctx) => ({
      natural: ctx.p.facts.natural ?? false,
      penalty: ctx.p.facts.penalty ?? null,
      mustPublish: true,
    }),
    to: 'Draft',
    opensRun: true,
    raise: ['served'],
    start: [{ deadline: 'penalty-publish', at: (ctx) => ctx.form.decisionOn ?? ctx.at }],
  }),
  row({
    act: 'ground-gone',
    label: t('不予公开的理由消失', 'The ground is gone'),
    from: ['NotPublished'],
    by: DISCLOSURE,
    basis: 'OGI arts. 14–17; house: house-publish',
    form: z.object({ explanation: words('说明', 'Explanation') }),
    to: 'Draft',
    lower: ['passed'],
    start: [{ deadline: 'house-publish' }],
  }),
  warnAgain({
    deadline: 'house-publish',
    label: t('久未公开', 'Not published yet'),
    from: ['Draft', 'PrivacyReview'],
    basis: 'house: house-publish',
    tell: [
      task('unit-head', '尚未公开或者记录不公开的理由', 'Neither published nor recorded as an exception', 'house'),
    ],
  }),
  // 3.2 and 3.1, for every open state of every section.
  ...RECUSAL,
  ...URGENCY,
]);
