import { z } from 'zod';
import type { AnyCtx, Outside, Who } from '../../case/types.ts';
import { LISTING_CONDITIONS, labelsOf } from '../../law/grounds.ts';
import type { ClockId } from '../../law/index.ts';
import { lookUp } from '../../look-up.ts';
import { guard } from '../../refusal.ts';
import { addMonths, dateOf, dayNumber, dayOf } from '../../time/day.ts';
import type { StartOf } from '../define.ts';
import { PAPER_ONLY, standsOnPaper } from '../paper.ts';
import {
  affirmed,
  caseId,
  choice,
  choices,
  count,
  date,
  docNumber,
  optionalWords,
  staffList,
  words,
  yesNo,
} from '../parts/forms.ts';
import { RECUSAL } from '../parts/recusal.ts';
import { DEPT_HEAD, external as entered, runOutBefore, runs, t, task, UNIT_HEAD } from '../parts/rows.ts';
import { URGENCY } from '../parts/urgency.ts';
import { flagged, type Here, row, SERIOUSNESS, type Seriousness, table } from './head.ts';

const CREDIT: Who = { staff: ['credit'] };
const external = (outside: Outside): Who => entered(outside, ['credit', 'clerk', 'officer']);

const region = (ctx: AnyCtx) => ctx.facts.authority.region;
const inShanghai = (ctx: AnyCtx) => region(ctx) === 'shanghai';
const notShanghai = (ctx: AnyCtx) => !inShanghai(ctx);
const inZhejiang = (ctx: AnyCtx) => region(ctx) === 'zhejiang';

/** The listing stands: it may be objected to, repaired, masked, revoked or run out. */
const SAME_FIVE = ['Listed', 'Masked', 'RepairAsked', 'RepairIncomplete', 'Repairing'] as const;
/** States in which an answer of the platform to a repair application may still come. */
const ANSWER_DUE = [...SAME_FIVE, 'Repaired', 'Expired'] as const;

const REPAIR_CLOCKS: ClockId[] = ['credit-repair-answer', 'credit-repair-accept', 'credit-repair-decide'];
const OBJECTION_CLOCKS: ClockId[] = [
  'credit-objection-push',
  'credit-objection-decide',
  'house-objection',
  'zj-objection-decide',
  'sh-objection-mark',
  'sh-objection-own',
  'sh-objection-forward',
  'sh-objection-provider',
];
const ALL_BUT_WINDOW: ClockId[] = [
  ...OBJECTION_CLOCKS,
  ...REPAIR_CLOCKS,
  'house-repair-supplement',
  'house-platform',
  'credit-mask-restructuring',
  'house-mask-check',
];
const DELETION_WATCHES: ClockId[] = ['sh-revoked-delete', 'sh-repair-delete', 'house-delete-watch'];

/** A natural person's listing is never in the public register (list-natural-persons). */
const entry = (ctx: Here, mode: string, seriousness = ctx.p.facts.seriousness) => {
  const natural = ctx.p.facts.natural ?? false;
  return { mode, listing: ctx.p.id, natural, register: !natural && seriousness !== 'slight' };
};
const matter = (what: string) => (ctx: AnyCtx) => ({ matter: what, listing: ctx.p.id });

/** Months of publicity before repair can be asked, by seriousness (CR26 10, 12, 14); slight: as a rule none. */
const MINIMUM_MONTHS: Record<Seriousness, number> = { slight: 0, ordinary: 3, serious: 12 };
const monthsLater = (day: string, months: number) => dateOf(addMonths(dayNumber(day), months));

/** Whoever proposed the listing takes no decision on the objection to it or on its repair; proposing is the credit post's work. */
const listerDecidesNot = guard('lister-does-not-decide', 'state', (ctx) => {
  const lister = ctx.p.doers['list:propose']?.by;
  if (!ctx.person || ctx.person.id !== lister) return true;
  return !ctx.person.grants.some((g) => g.roles.includes('unit-head') || g.roles.includes('dept-head'));
});

/** Lesson of the published cases: who caused it, and was there intent, is answered before any listing. */
const intentAnswered = guard(
  'no-listing-without-intent',
  'form',
  (ctx: Here<{ subjectRole: string; intent: boolean }>) => ctx.form.subjectRole !== 'deceived' && ctx.form.intent,
);

const listedBefore = guard(
  'listed-before',
  'form',
  (ctx: Here<{ repeated: boolean }>) => ctx.p.linked === null || !ctx.p.facts.repeated || ctx.form.repeated,
);

/** What a listing decision has to state. */
const CONTENTS = [
  ['reasons', '事由和依据', 'Reasons and grounds'],
  ['term', '期限', 'Term'],
  ['remedy', '救济途径', 'Remedy'],
  ['way-out', '移出条件', 'Way out'],
] as const;
type Contents = (typeof CONTENTS)[number][0];

const decisionComplete = guard('listing-decision-incomplete', 'form', (ctx: Here<{ contains: Contents[] }>) =>
  CONTENTS.every(([part]) => ctx.form.contains.includes(part)),
);

const officersKnown = guard(
  'responsible-officers-unknown',
  'form',
  (ctx: Here<{ responsible: string[] }>) =>
    ctx.form.responsible.every((id) => lookUp(ctx.facts.directory.people, id) !== undefined),
  { fields: ['responsible'] },
);

const withUs = guard('objection-not-with-us', 'state', (ctx) => runs(ctx, 'house-objection'));

const underDecision = (deadline: ClockId) => guard('objection-not-accepted', 'state', (ctx) => runs(ctx, deadline));

const toldBefore = guard(
  'subject-told-before',
  'form',
  (ctx: Here<{ toldOn: string }>) => ctx.form.toldOn <= dayOf(ctx.at),
);

const centreOnlyInShanghai = guard(
  'no-such-centre',
  'form',
  (ctx: Here<{ channel: string }>) => ctx.form.channel !== 'centre' || inShanghai(ctx),
);

const minimumOver = guard('repair-before-minimum', 'state', (ctx: Here) => {
  const { listedOn, seriousness } = ctx.p.facts;
  const months = seriousness ? MINIMUM_MONTHS[seriousness] : 0;
  return listedOn === undefined || months === 0 || dayOf(ctx.at) > monthsLater(listedOn, months);
});

const notSeriousInZhejiang = guard(
  'no-repair-for-serious-in-zhejiang',
  'state',
  (ctx: Here) => !(inZhejiang(ctx) && ctx.p.facts.seriousness === 'serious'),
);

const noFalsePapers = guard('false-papers-within-three-years', 'state', (ctx: Here) => {
  const on = ctx.p.facts.falsePapersOn;
  return on === undefined || dayOf(ctx.at) > monthsLater(on, 36);
});

const pushed = guard('repair-not-pushed', 'state', (ctx) => runs(ctx, 'credit-repair-accept'));

const notPushedYet = guard('repair-already-pushed', 'state', (ctx) => !runs(ctx, 'credit-repair-accept'));

const gapsOnce = guard('gaps-told-once', 'state', (ctx: Here) => !ctx.p.facts.gapsTold);

const notYetDisputed = guard('objection-pending', 'state', (ctx) => !flagged(ctx, 'disputed'));

const uncheckedBefore = guard(
  'no-objection-to-recheck',
  'state',
  (ctx: Here) => ctx.p.facts.objectionResult === 'unfounded',
);

const notTold = guard('platform-already-told', 'state', (ctx) => runs(ctx, 'sh-revoked-notify', 'house-revoke-push'));

const deletionOutstanding = guard('no-deletion-outstanding', 'state', (ctx) => runs(ctx, ...DELETION_WATCHES));

/** Deletion after the listing fell: in Shanghai the centre is told by SH-CR 37, elsewhere by our own rule (CR26 19 ¶2 by analogy). */
const TELL_PLATFORM: StartOf<unknown, unknown>[] = [
  { deadline: 'sh-revoked-notify' },
  { deadline: 'house-revoke-push', when: notShanghai },
];

const falsePapersNoted = (ctx: Here<{ ground: string }>) =>
  ctx.form.ground === 'false-papers' ? { falsePapersOn: dayOf(ctx.at) } : {};

/** A reaction names the penalty that fell; a listing that rests on another one stands. */
const FALLEN = z.object({ penalty: z.string().optional() });
const restsOnIt = (ctx: Here<{ penalty?: string | undefined }>) =>
  ctx.form.penalty === undefined || (ctx.p.facts.penalty ?? ctx.form.penalty) === ctx.form.penalty;

const REASONS = z.object({ reasons: words('理由', 'Reasons') });

/** Statutes 3.6, blacklist 失信名单. */
export const listing = table([
  row({
    act: 'condition-met',
    label: t('符合列入条件', 'A condition for listing is met'),
    from: 'none',
    by: 'system',
    basis: 'M45 art. 5',
    form: z.object({
      condition: choice('列入情形', 'Condition', labelsOf(LISTING_CONDITIONS)),
      natural: yesNo('自然人', 'A natural person'),
      penalty: caseId('处罚程序', 'The penalty it rests on'),
    }),
    to: 'Proposed',
    carry: ['urgent'],
    start: [{ deadline: 'house-list' }],
  }),
  row({
    act: 'serve-notice',
    label: t('送达列入告知书', 'Serve the notice of reasons'),
    from: ['Proposed'],
    by: CREDIT,
    basis: 'M45; ZJ-CR art. 28; GBF25',
    form: z.object({
      number: docNumber('告知书文号', 'Number of the notice'),
      service: choice('送达方式', 'How it was served', [
        ['direct', '直接送达', 'Handed over'],
        ['left', '留置送达', 'Left'],
        ['post', '邮寄送达', 'By post'],
        ['electronic', '经同意电子送达', 'Electronically, with consent'],
        ['announcement', '公告送达（已满三十日）', 'By announcement, thirty days over'],
      ]),
      rights: affirmed('已告知事由、依据和陈述申辩权利', 'Reasons, grounds and the right to be heard were told'),
      twoLetters: affirmed('修复告知书随处罚决定或者本告知书一并送达（两书同达）', 'The repair notice goes with it'),
    }),
    to: 'AwaitingStatement',
    stop: ['house-list'],
    start: [{ deadline: 'list-prior-notice' }, { deadline: 'house-statement', kind: 'right' }],
  }),
  row({
    expiry: ['house-list'],
    label: t('列入办理逾期', 'Nothing done on the listing'),
    from: ['Proposed', 'ToDecide'],
    by: 'system',
    basis: 'house: the head of the department is told',
    to: 'same',
    start: [{ deadline: 'house-list' }],
    tasks: [task('dept-head', '列入名单事项逾期未办', 'The listing has not moved', 'house: house-list')],
  }),
  row({
    act: 'statement',
    label: t('当事人陈述申辩', 'Statement of the subject'),
    from: ['AwaitingStatement'],
    by: external('subject'),
    basis: 'M45; ZJ-CR art. 28',
    form: z.object({ statement: words('陈述申辩内容', 'The statement') }),
    to: 'ToDecide',
    stop: ['list-prior-notice', 'house-statement'],
    start: [{ deadline: 'house-list' }],
    note: () => ({ heard: true }),
  }),
  row({
    expiry: ['house-statement'],
    label: t('逾期未陈述', 'No statement within the window'),
    from: ['AwaitingStatement'],
    by: 'system',
    basis: 'house: no rule sets the window',
    to: 'ToDecide',
    stop: ['list-prior-notice', 'house-statement'],
    start: [{ deadline: 'house-list' }],
    note: () => ({ heard: false }),
  }),
  row({
    act: 'list',
    label: t('列入名单', 'List'),
    from: ['ToDecide'],
    proposedBy: CREDIT,
    by: { staff: ['principal'] },
    guards: [intentAnswered, listedBefore, decisionComplete, officersKnown],
    basis:
      'M45; ZJ-CR arts. 24, 27; SH-CR arts. 25, 33; CR26 arts. 7–12; publicity counts from the day of the decision',
    form: z.object({
      number: docNumber('列入决定书文号', 'Number of the listing decision'),
      seriousness: SERIOUSNESS,
      repeated: yesNo('再次列入', 'Listed before'),
      subjectRole: choice('当事人的作用', 'The part the subject played', [
        ['organiser', '组织者', 'Organiser'],
        ['insider', '内部人员', 'Insider'],
        ['willing', '自愿参与', 'Took part willingly'],
        ['deceived', '受骗', 'Deceived'],
      ]),
      intent: yesNo('存在故意', 'There was intent'),
      contains: choices('决定书载明', 'The decision states', CONTENTS),
      reChecked: affirmed('已复核当事人的陈述申辩，或者当事人未陈述', 'The statement was re-checked, or none was made'),
      twoLetters: affirmed('修复告知书与决定书一并送达（两书同达）', 'The repair notice is served with the decision'),
      responsible: staffList('责任人员', 'Officers responsible', 1),
    }),
    to: 'Listed',
    stop: ['house-list'],
    start: [
      { deadline: 'credit-publish-window', part: 0, under: 'CR26', when: (ctx) => ctx.form.seriousness === 'slight' },
      {
        deadline: 'credit-publish-window',
        part: 1,
        under: 'CR26',
        when: (ctx) => ctx.form.seriousness === 'ordinary',
      },
      {
        deadline: 'credit-publish-window',
        part: 2,
        under: 'CR26',
        when: (ctx) => ctx.form.seriousness === 'serious',
      },
    ],
    note: (ctx) => ({ listedOn: dayOf(ctx.at) }),
    effects: [{ kind: 'credit-list', to: 'credit-platform', data: (ctx) => entry(ctx, 'list', ctx.form.seriousness) }],
    tasks: [
      task(
        'credit',
        '名单有效期未经核实，不自动计时，请人工跟踪',
        'The term of the listing is unverified and starts no timer: watch it by hand',
        'M45 (memory): list-term',
      ),
    ],
  }),
  ...standsOnPaper({
    from: SAME_FIVE,
    role: 'credit',
    told: [
      '补录的纸质案卷记载已列入，没有二人核对：请提出并由正职负责人现予核对，或者撤销',
      'The paper file says that it was listed, and no two have checked it: have the principal confirm it now, or revoke it',
    ],
  }),
  ...[true, false].map((sent) =>
    row({
      act: 'put-up',
      label: sent
        ? t('核对后维持列入', 'Confirm the listing, checked by two')
        : t('核对后现予列入并报送', 'List it now, checked by two'),
      from: ['Listed'],
      flag: PAPER_ONLY,
      when: (ctx) => (ctx.p.facts.sentOnPaper ?? false) === sent,
      proposedBy: CREDIT,
      by: { staff: ['principal'] },
      basis: 'M45; house: paper acts',
      form: z.object({
        textChecked: affirmed('已核对列入决定书原件', 'The original of the listing decision was checked'),
      }),
      to: 'same',
      stop: ['house-paper'],
      lower: [PAPER_ONLY],
      effects: sent ? [] : [{ kind: 'credit-list', to: 'credit-platform', data: (ctx) => entry(ctx, 'list') }],
    }),
  ),
  row({
    act: 'take-down',
    label: t('撤销只凭纸质办理作出的列入', 'Revoke what was listed on paper alone'),
    from: SAME_FIVE,
    flag: PAPER_ONLY,
    proposedBy: CREDIT,
    by: { staff: ['principal'] },
    basis: 'house: paper acts',
    form: REASONS,
    to: 'Revoked',
    stop: ['house-paper'],
    cancel: ['credit-publish-window', ...ALL_BUT_WINDOW],
    start: TELL_PLATFORM,
    lower: ['disputed', 'mask-asked', 'extended', PAPER_ONLY],
    effects: [{ kind: 'credit-remove', to: 'credit-platform', data: (ctx) => entry(ctx, 'revoked') }],
  }),
  row({
    act: 'do-not-list',
    label: t('不列入名单', 'Do not list'),
    from: ['ToDecide'],
    proposedBy: CREDIT,
    by: DEPT_HEAD,
    basis: 'M45',
    form: REASONS,
    to: 'NotListed',
    stop: ['house-list'],
  }),
  row({
    act: 'basis-annulled',
    label: t('列入依据被撤销', 'Basis annulled'),
    takes: FALLEN,
    when: restsOnIt,
    from: ['Proposed', 'AwaitingStatement', 'ToDecide'],
    by: external('any'),
    basis: 'CR26 art. 19 ¶2; SH-CR art. 37',
    to: 'NotListed',
    stop: ['house-list', 'list-prior-notice', 'house-statement'],
  }),
  row({
    act: 'drop',
    label: t('终止列入', 'Drop the listing'),
    from: ['Proposed', 'AwaitingStatement', 'ToDecide'],
    by: DEPT_HEAD,
    basis: 'house: the head of the department drops it, with reasons',
    form: REASONS,
    to: 'NotListed',
    stop: ['house-list', 'list-prior-notice', 'house-statement'],
  }),
  row({
    act: 'basis-annulled',
    label: t('列入依据被撤销', 'Basis annulled'),
    takes: FALLEN,
    when: restsOnIt,
    from: SAME_FIVE,
    by: external('any'),
    basis: 'SH-CR art. 37; CR26 art. 19 ¶2 (penalties: promptly; for listings by analogy, house)',
    to: 'Revoked',
    cancel: ['credit-publish-window', ...ALL_BUT_WINDOW],
    start: TELL_PLATFORM,
    lower: ['disputed', 'mask-asked', 'extended'],
    effects: [{ kind: 'credit-remove', to: 'credit-platform', data: (ctx) => entry(ctx, 'revoked') }],
  }),
  row({
    act: 'basis-annulled',
    label: t('列入依据被撤销', 'Basis annulled'),
    takes: FALLEN,
    when: restsOnIt,
    from: ['Expired', 'Repaired'],
    by: external('any'),
    basis: 'house: the entry is gone already; the platform is told so that no trace stays (SH-CR art. 37 by analogy)',
    to: 'same',
    tasks: [
      task(
        'credit',
        '列入依据在移出后被撤销，请书面告知平台',
        'The basis was annulled after the end: tell the platform in writing',
        'house: SH-CR art. 37 by analogy',
      ),
    ],
  }),
  row({
    expiry: ['credit-publish-window'],
    label: t('公示期满', 'Publicity over'),
    from: SAME_FIVE,
    by: 'system',
    basis: 'CR26 arts. 10, 12; removal by the term of the list only once that is verified',
    to: 'Expired',
    cancel: ALL_BUT_WINDOW.filter((d) => d !== 'credit-repair-answer' && d !== 'house-platform'),
    lower: ['disputed', 'mask-asked', 'extended'],
    effects: [{ kind: 'credit-remove', to: 'credit-platform', data: (ctx) => entry(ctx, 'expired') }],
    tasks: [
      task(
        'credit',
        '公示期满：有期限的处罚未满的、到期仍未改正的，依行业规定，请法制核实',
        'Publicity is over: a fixed-term penalty still running, or an act not corrected, is a question for counsel',
        'CR26 art. 12',
      ),
    ],
  }),
  row({
    act: 'objection',
    label: t('当事人提出异议', 'Objection of the subject'),
    from: SAME_FIVE,
    by: external('subject'),
    guards: [notYetDisputed, centreOnlyInShanghai],
    basis: 'CR26 art. 18; SH-CR art. 36; ZJ-CR art. 30',
    form: z.object({
      about: choice('异议事项', 'Against', [
        ['content', '内容', 'The content'],
        ['term', '期限', 'The term'],
        ['refused-repair', '不予修复', 'A refused repair'],
      ]),
      channel: choice('提出途径', 'By way of', [
        ['credit-china', '通过“信用中国”', '信用中国 (Credit China)'],
        ['centre', '通过市公共信用信息服务中心', 'The municipal credit centre'],
        ['direct', '直接向本机关', 'Straight to us'],
      ]),
      objection: words('异议内容', 'The objection'),
    }),
    to: 'same',
    raise: ['disputed'],
    start: [
      { deadline: 'credit-objection-push', when: (ctx) => ctx.form.channel === 'credit-china' },
      { deadline: 'house-objection', when: (ctx) => ctx.form.channel === 'direct' },
      { deadline: 'sh-objection-mark', when: (ctx) => ctx.form.channel === 'centre' },
      { deadline: 'sh-objection-own', when: (ctx) => ctx.form.channel === 'centre' },
      { deadline: 'sh-objection-forward', when: (ctx) => ctx.form.channel === 'centre' },
    ],
    note: () => ({ objectionResult: null }),
  }),
  row({
    act: 'objection-pushed',
    label: t('异议推送或者转交本机关', 'Objection pushed or forwarded to us'),
    from: SAME_FIVE,
    flag: 'disputed',
    by: external('credit-platform'),
    basis: 'CR26 art. 18; SH-CR art. 36(2)',
    to: 'same',
    stop: ['credit-objection-push', 'sh-objection-forward', 'sh-objection-own'],
    start: [
      { deadline: 'house-objection' },
      { deadline: 'sh-objection-provider', when: (ctx) => ctx.p.facts.channel === 'centre' },
    ],
  }),
  row({
    act: 'objection-marked',
    label: t('中心已标注', 'Marked by the centre'),
    from: SAME_FIVE,
    flag: 'disputed',
    when: inShanghai,
    by: external('credit-platform'),
    basis: 'SH-CR art. 36',
    to: 'same',
    stop: ['sh-objection-mark'],
  }),
  row({
    act: 'centre-decided',
    label: t('中心自行处理结果', 'Decided by the centre in its own field'),
    from: SAME_FIVE,
    flag: 'disputed',
    when: inShanghai,
    by: external('credit-platform'),
    basis: 'SH-CR art. 36(1)',
    form: z.object({
      objectionResult: choice('结果', 'Outcome', [
        ['corrected', '成立，已更正', 'Founded: corrected'],
        ['unfounded', '不成立', 'Unfounded'],
      ]),
    }),
    to: 'same',
    stop: OBJECTION_CLOCKS,
    lower: ['disputed'],
  }),
  row({
    act: 'accept-objection',
    label: t('受理异议', 'Accept the objection'),
    from: SAME_FIVE,
    flag: 'disputed',
    by: CREDIT,
    guards: [withUs],
    basis: 'CR26 art. 18; ZJ-CR art. 30',
    to: 'same',
    stop: ['house-objection'],
    start: [{ deadline: 'credit-objection-decide' }, { deadline: 'zj-objection-decide' }],
  }),
  row({
    act: 'extend-objection',
    label: t('延长异议核查', 'Extend the check of the objection'),
    from: SAME_FIVE,
    flag: 'disputed',
    proposedBy: CREDIT,
    by: UNIT_HEAD,
    guards: [underDecision('credit-objection-decide'), toldBefore],
    basis: 'CR26 art. 18: no cap, the subject told before',
    form: z.object({
      days: count('延长工作日', 'Working days added', 1, 60),
      toldOn: date('告知异议人的日期', 'Day on which the subject was told'),
      reasons: words('理由', 'Reasons'),
    }),
    to: 'same',
    extend: [{ clock: 'credit-objection-decide', by: (ctx) => ctx.form.days }],
  }),
  row({
    act: 'extend-objection-zhejiang',
    label: t('省发展改革部门负责人批准延长', 'Extended by the head of the provincial DRC'),
    from: SAME_FIVE,
    flag: 'disputed',
    when: inZhejiang,
    by: external('other-authority'),
    guards: [underDecision('zj-objection-decide')],
    basis: 'ZJ-CR art. 30: to 20 working days in all',
    form: z.object({ days: count('延长工作日', 'Working days added', 1, 60) }),
    to: 'same',
    extend: [{ clock: 'zj-objection-decide', by: (ctx) => ctx.form.days }],
  }),
  row({
    act: 'founded-removed',
    label: t('异议成立：移出名单', 'Founded: the listing falls'),
    from: SAME_FIVE,
    flag: 'disputed',
    proposedBy: CREDIT,
    by: DEPT_HEAD,
    guards: [listerDecidesNot],
    basis: 'CR26 art. 18; SH-CR art. 37',
    form: REASONS,
    to: 'Removed',
    stop: OBJECTION_CLOCKS,
    cancel: ['credit-publish-window', ...ALL_BUT_WINDOW.filter((d) => !OBJECTION_CLOCKS.includes(d))],
    start: TELL_PLATFORM,
    lower: ['disputed', 'mask-asked', 'extended'],
    effects: [{ kind: 'credit-remove', to: 'credit-platform', data: (ctx) => entry(ctx, 'removed') }],
  }),
  row({
    act: 'founded-corrected',
    label: t('异议成立：更正内容', 'Founded: entry corrected'),
    from: SAME_FIVE,
    flag: 'disputed',
    proposedBy: CREDIT,
    by: UNIT_HEAD,
    guards: [listerDecidesNot],
    basis: 'CR26 art. 18',
    form: z.object({ correction: words('更正内容', 'What is corrected') }),
    to: 'same',
    stop: OBJECTION_CLOCKS,
    lower: ['disputed'],
    note: () => ({ objectionResult: 'corrected' }),
    effects: [{ kind: 'credit-list', to: 'credit-platform', data: (ctx) => entry(ctx, 'correct') }],
  }),
  row({
    act: 'unfounded',
    label: t('异议不成立', 'Objection unfounded'),
    from: SAME_FIVE,
    flag: 'disputed',
    proposedBy: CREDIT,
    by: UNIT_HEAD,
    guards: [listerDecidesNot],
    basis: 'CR26 art. 18; ZJ-CR art. 31',
    form: REASONS,
    to: 'same',
    stop: OBJECTION_CLOCKS,
    lower: ['disputed'],
    note: () => ({ objectionResult: 'unfounded' }),
  }),
  row({
    act: 'recheck-asked',
    label: t('申请复核异议', 'Re-check of the objection asked'),
    from: SAME_FIVE,
    flag: '!disputed',
    when: inZhejiang,
    by: external('subject'),
    guards: [uncheckedBefore],
    basis: 'ZJ-CR art. 31',
    to: 'same',
    raise: ['disputed'],
    start: [{ deadline: 'zj-objection-decide' }],
  }),
  row({
    expiry: ['credit-objection-decide', 'sh-objection-provider'],
    label: t('异议逾期未决', 'Objection not decided by us'),
    from: SAME_FIVE,
    flag: 'disputed',
    by: 'system',
    basis: 'CR26 art. 18; SH-CR art. 36(2)',
    to: 'same',
    tasks: [task('dept-head', '异议处理已逾期', 'Deciding the objection is overdue', 'CR26 art. 18')],
  }),
  row({
    expiry: ['house-objection'],
    label: t('异议逾期未受理', 'Objection not accepted'),
    from: SAME_FIVE,
    flag: 'disputed',
    by: 'system',
    basis: 'house: the unit head is told',
    to: 'same',
    tasks: [task('unit-head', '异议尚未受理', 'The objection has not been accepted', 'house: house-objection')],
  }),
  row({
    expiry: [
      'credit-objection-push',
      'sh-objection-mark',
      'sh-objection-own',
      'sh-objection-forward',
      'zj-objection-decide',
    ],
    label: t('平台或者中心逾期', 'Platform or centre silent'),
    from: SAME_FIVE,
    flag: 'disputed',
    by: 'system',
    basis: 'CR26 art. 18; SH-CR art. 36; ZJ-CR art. 30; house: reminder, ask for the paper, then upward',
    to: 'same',
    tasks: [
      task('credit', '平台逾期未处理异议，请催要材料', 'The platform is silent: ask for the paper', 'CR26 art. 18'),
      task('unit-head', '平台逾期未处理异议', 'The platform is silent on an objection', 'CR26 art. 18'),
    ],
    effects: [{ kind: 'remind', to: 'credit-platform', data: matter('objection') }],
  }),
  row({
    act: 'repair-asked',
    label: t('当事人申请修复', 'Repair asked'),
    from: ['Listed'],
    by: external('subject'),
    guards: [minimumOver, notSeriousInZhejiang, noFalsePapers],
    basis: 'CR26 arts. 12, 14, 25; ZJ-CR art. 32',
    form: z.object({
      debtRepaid: affirmed('已退回或者缴清', 'The debt is repaid'),
      corrected: affirmed('已改正', 'The act is corrected'),
      promise: affirmed('已公开信用承诺', 'A public promise was made'),
    }),
    to: 'RepairAsked',
    start: [{ deadline: 'credit-repair-answer' }],
    note: () => ({ gapsTold: false }),
  }),
  row({
    act: 'repair-pushed',
    label: t('“信用中国”推送修复申请', 'Application pushed to us'),
    from: ['RepairAsked'],
    by: external('credit-platform'),
    guards: [notPushedYet],
    basis: 'CR26 art. 16 ¶2',
    to: 'same',
    start: [{ deadline: 'credit-repair-accept' }],
  }),
  row({
    expiry: ['credit-repair-answer'],
    label: t('平台逾期未反馈', 'Platform has not answered'),
    from: ANSWER_DUE,
    by: 'system',
    basis: 'CR26 art. 16 ¶1; house: the platform is asked',
    to: 'same',
    start: [{ deadline: 'house-platform', kind: 'watch' }],
    effects: [{ kind: 'remind', to: 'credit-platform', data: matter('repair-answer') }],
  }),
  row({
    expiry: ['house-platform'],
    label: t('平台仍未反馈', 'Platform still silent'),
    from: ANSWER_DUE,
    by: 'system',
    basis: 'house: upward',
    to: 'same',
    start: [{ deadline: 'house-platform', kind: 'watch' }],
    effects: [{ kind: 'report-upward', to: 'superior', data: matter('house-platform') }],
  }),
  row({
    act: 'repair-incomplete',
    label: t('一次性告知补正', 'Incomplete: all gaps told at once'),
    from: ['RepairAsked'],
    by: CREDIT,
    guards: [pushed, gapsOnce],
    basis: 'CR26 art. 16 ¶2',
    form: z.object({
      gaps: words('需补正的全部内容', 'All that is missing'),
      all: affirmed('已一次性告知全部内容', 'All gaps are told at once'),
    }),
    to: 'RepairIncomplete',
    stop: ['credit-repair-accept'],
    start: [{ deadline: 'house-repair-supplement', kind: 'right' }],
    note: () => ({ gapsTold: true }),
  }),
  row({
    act: 'repair-supplied',
    label: t('当事人补正', 'Application supplied'),
    from: ['RepairIncomplete'],
    by: external('subject'),
    basis: 'CR26 art. 16 ¶2; house: three working days anew from the supply',
    to: 'RepairAsked',
    stop: ['house-repair-supplement'],
    start: [{ deadline: 'credit-repair-accept' }],
  }),
  row({
    expiry: ['house-repair-supplement'],
    label: t('逾期未补正', 'Application lapsed'),
    from: ['RepairIncomplete'],
    by: 'system',
    basis: 'house: CR26 names no period; the subject may ask again at any time',
    to: 'Listed',
    stop: ['house-repair-supplement', 'credit-repair-answer', 'house-platform'],
    tasks: [
      task('credit', '修复申请逾期未补正，请通过“信用中国”告知', 'Application lapsed: tell through 信用中国', 'house'),
    ],
    effects: [{ kind: 'remind', to: 'credit-platform', data: matter('repair-lapsed') }],
  }),
  row({
    act: 'refuse-repair-application',
    label: t('不受理修复申请', 'Do not take the application'),
    from: ['RepairAsked'],
    proposedBy: CREDIT,
    by: UNIT_HEAD,
    guards: [pushed, listerDecidesNot],
    basis: 'CR26 arts. 16 ¶2, 25',
    form: z.object({
      ground: choice('不受理的原因', 'Ground', [
        ['conditions', '不符合修复条件', 'Conditions not met'],
        ['papers', '材料不齐全', 'Papers not complete'],
        ['false-papers', '材料虚假', 'False papers'],
      ]),
      reasons: words('理由', 'Reasons'),
    }),
    to: 'Listed',
    stop: ['credit-repair-accept'],
    note: falsePapersNoted,
  }),
  row({
    act: 'accept-repair',
    label: t('受理修复申请', 'Take the application'),
    from: ['RepairAsked'],
    by: CREDIT,
    guards: [pushed],
    basis: 'CR26 art. 16 ¶¶2–3',
    form: z.object({ papersComplete: affirmed('材料齐全', 'The papers are complete') }),
    to: 'Repairing',
    stop: ['credit-repair-accept'],
    start: [{ deadline: 'credit-repair-decide' }],
  }),
  row({
    expiry: ['credit-repair-accept', 'credit-repair-decide'],
    label: t('修复办理逾期', 'We were silent on the repair'),
    from: ['RepairAsked', 'Repairing'],
    by: 'system',
    basis: 'CR26 art. 16',
    to: 'same',
    tasks: [task('dept-head', '信用修复办理已逾期', 'The repair is overdue with us', 'CR26 art. 16')],
  }),
  row({
    act: 'extend-repair',
    label: t('延长修复办理', 'Extend the decision on the repair'),
    from: ['Repairing'],
    proposedBy: CREDIT,
    by: UNIT_HEAD,
    basis: 'CR26 art. 16 ¶3: at most 10 working days more, before expiry',
    form: z.object({
      days: count('延长工作日', 'Working days added', 1, 30),
      ground: choice('原因', 'Ground', [
        ['complex', '情况复杂', 'Complex'],
        ['checking', '需要核实', 'Needs checking'],
      ]),
    }),
    to: 'same',
    raise: ['extended'],
    extend: [{ clock: 'credit-repair-decide', by: (ctx) => ctx.form.days }],
  }),
  row({
    act: 'repaired',
    label: t('准予修复', 'Repaired'),
    from: ['Repairing'],
    proposedBy: CREDIT,
    by: DEPT_HEAD,
    guards: [listerDecidesNot],
    basis: 'CR26 arts. 14, 16; SH-CR art. 38',
    form: z.object({ number: docNumber('修复决定文号', 'Number of the repair decision') }),
    to: 'Repaired',
    stop: ['credit-repair-decide'],
    cancel: ['credit-publish-window', ...OBJECTION_CLOCKS, 'credit-mask-restructuring'],
    start: [{ deadline: 'sh-repair-delete' }, { deadline: 'house-delete-watch', kind: 'watch', when: notShanghai }],
    lower: ['extended', 'disputed', 'mask-asked'],
    effects: [{ kind: 'credit-remove', to: 'credit-platform', data: (ctx) => entry(ctx, 'repaired') }],
  }),
  row({
    act: 'repair-refused',
    label: t('不予修复', 'Repair refused'),
    from: ['Repairing'],
    proposedBy: CREDIT,
    by: DEPT_HEAD,
    guards: [listerDecidesNot],
    basis: 'CR26 arts. 16, 18',
    form: REASONS,
    to: 'Listed',
    stop: ['credit-repair-decide'],
    lower: ['extended'],
  }),
  row({
    act: 'result-fed-back',
    label: t('“信用中国”已反馈结果', 'Result fed back to the applicant'),
    from: ANSWER_DUE,
    when: (ctx) => runs(ctx, 'credit-repair-answer', 'house-platform'),
    by: external('credit-platform'),
    basis: 'CR26 art. 16 ¶1',
    to: 'same',
    stop: ['credit-repair-answer', 'house-platform'],
  }),
  row({
    act: 'ask-masking',
    label: t('申请临时屏蔽', 'Masking asked'),
    from: ['Listed'],
    flag: '!mask-asked',
    by: external('subject'),
    basis: 'CR26 art. 20',
    form: z.object({
      procedure: choice('程序', 'Procedure', [
        ['restructuring', '重整', 'Restructuring'],
        ['settlement', '和解', 'Settlement'],
      ]),
      ruling: docNumber('法院裁定文号', 'Number of the court ruling'),
    }),
    to: 'same',
    raise: ['mask-asked'],
    start: [{ deadline: 'credit-mask-restructuring' }],
  }),
  row({
    act: 'mask',
    label: t('临时屏蔽', 'Mask for a time'),
    from: ['Listed'],
    flag: 'mask-asked',
    proposedBy: CREDIT,
    by: DEPT_HEAD,
    guards: [listerDecidesNot],
    basis: 'CR26 art. 20: the least necessary',
    form: z.object({ scope: words('屏蔽范围（最小必要）', 'What is masked: the least necessary') }),
    to: 'Masked',
    lower: ['mask-asked'],
    stop: ['credit-mask-restructuring'],
    start: [{ deadline: 'house-mask-check', kind: 'watch' }],
    effects: [{ kind: 'credit-remove', to: 'credit-platform', data: (ctx) => entry(ctx, 'mask') }],
  }),
  row({
    act: 'refuse-masking',
    label: t('不予屏蔽', 'Masking refused'),
    from: SAME_FIVE,
    flag: 'mask-asked',
    proposedBy: CREDIT,
    by: DEPT_HEAD,
    guards: [listerDecidesNot],
    basis: 'CR26 art. 20; house: also while a repair asked meanwhile is decided',
    form: REASONS,
    to: 'same',
    lower: ['mask-asked'],
    stop: ['credit-mask-restructuring'],
  }),
  row({
    expiry: ['credit-mask-restructuring'],
    label: t('屏蔽申请逾期未决', 'Masking not decided'),
    from: SAME_FIVE,
    flag: 'mask-asked',
    by: 'system',
    basis: 'CR26 art. 20',
    to: 'same',
    tasks: [task('dept-head', '临时屏蔽申请已逾期', 'The application for masking is overdue', 'CR26 art. 20')],
  }),
  row({
    act: 'plan-failed',
    label: t('重整计划或者和解协议失败', 'The plan failed'),
    from: ['Masked'],
    by: external('court'),
    basis: 'CR26 art. 20',
    to: 'Listed',
    stop: ['house-mask-check'],
    effects: [{ kind: 'credit-list', to: 'credit-platform', data: (ctx) => entry(ctx, 'restore') }],
  }),
  row({
    act: 'repair-after-plan',
    label: t('计划执行完毕，申请修复', 'Plan carried out, repair asked'),
    from: ['Masked'],
    by: external('subject'),
    guards: [noFalsePapers],
    basis: 'CR26 art. 20 ¶3',
    form: z.object({ ruling: docNumber('法院裁定文号', 'Number of the court ruling') }),
    to: 'RepairAsked',
    stop: ['house-mask-check'],
    start: [{ deadline: 'credit-repair-answer' }],
    note: () => ({ gapsTold: false }),
  }),
  row({
    expiry: ['house-mask-check'],
    label: t('屏蔽期间无消息', 'No news during the masking'),
    from: ['Masked'],
    by: 'system',
    basis: 'house: the administrator or the court is asked',
    to: 'same',
    start: [{ deadline: 'house-mask-check', kind: 'watch' }],
    effects: [{ kind: 'remind', to: 'court', data: matter('house-mask-check') }],
  }),
  row({
    act: 'tell-platform',
    label: t('书面告知平台撤销', 'Tell the platform in writing'),
    from: ['Revoked', 'Removed'],
    by: CREDIT,
    guards: [notTold],
    basis: 'SH-CR art. 37; CR26 art. 19 ¶2; house elsewhere',
    form: z.object({ number: docNumber('告知文号', 'Number of the notice') }),
    to: 'same',
    stop: ['sh-revoked-notify', 'house-revoke-push'],
    start: [{ deadline: 'sh-revoked-delete' }, { deadline: 'house-delete-watch', kind: 'watch', when: notShanghai }],
  }),
  row({
    expiry: ['house-revoke-push'],
    label: t('尚未告知平台', 'Platform not told'),
    from: ['Revoked', 'Removed'],
    by: 'system',
    basis: 'house: the head of the department is warned',
    to: 'same',
    start: [{ deadline: 'house-revoke-push' }],
    tasks: [task('dept-head', '名单撤销尚未告知平台', 'The platform has not been told', 'CR26 art. 19 ¶2; house')],
  }),
  row({
    act: 'deletion-confirmed',
    label: t('平台确认删除', 'Deletion confirmed'),
    from: ['Revoked', 'Removed', 'Repaired'],
    by: external('credit-platform'),
    guards: [deletionOutstanding],
    basis: 'SH-CR arts. 37, 38; CR26 art. 19',
    to: 'same',
    stop: DELETION_WATCHES,
  }),
  row({
    expiry: DELETION_WATCHES,
    label: t('平台未确认删除', 'Deletion not confirmed'),
    from: ['Revoked', 'Removed', 'Repaired'],
    by: 'system',
    basis: 'SH-CR arts. 37, 38; house: reminder, then its superior',
    to: 'same',
    start: [{ deadline: 'house-delete-watch', kind: 'watch' }],
    effects: [
      { kind: 'remind', to: 'credit-platform', data: matter('deletion') },
      { kind: 'report-upward', to: 'superior', data: matter('deletion'), when: runOutBefore(...DELETION_WATCHES) },
    ],
  }),
  row({
    act: 'repeated',
    label: t('再次列入', 'Listed again'),
    from: ['Expired', 'Repaired'],
    by: CREDIT,
    basis: 'M45: the term of three years is unverified and starts no timer',
    form: z.object({
      condition: choice('列入情形', 'Condition', labelsOf(LISTING_CONDITIONS)),
      decision: docNumber('新的处罚决定文号', 'Number of the new decision'),
      facts: optionalWords('新的事实', 'The new facts'),
    }),
    to: 'Proposed',
    opensRun: true,
    start: [{ deadline: 'house-list' }],
    note: (ctx) => ({ natural: ctx.p.facts.natural ?? false, repeated: true }),
  }),
  // 3.2 and 3.1, for every open state of every section.
  ...RECUSAL,
  ...URGENCY,
]);
