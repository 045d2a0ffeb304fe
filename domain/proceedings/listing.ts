import { z } from 'zod';
import type { Ctx, FactSheet, Outside, Row, Table, Who } from '../case/types.ts';
import { LISTING_CONDITIONS, labelsOf } from '../law/grounds.ts';
import { lookUp } from '../look-up.ts';
import { guard } from '../refusal.ts';
import { addMonths, dateOf, dayNumber, dayOf } from '../time/day.ts';
import { PAPER_ONLY, standsOnPaper } from './paper.ts';
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
} from './parts/forms.ts';
import { RECUSAL } from './parts/recusal.ts';
import { DEPT_HEAD, external as entered, label, task, UNIT_HEAD } from './parts/rows.ts';
import { URGENCY } from './parts/urgency.ts';

const CREDIT: Who = { staff: ['credit'] };
const external = (outside: Outside): Who => entered(outside, ['credit', 'clerk', 'officer']);

const region = (ctx: Ctx) => ctx.facts.authority.region;
const inShanghai = (ctx: Ctx) => region(ctx) === 'shanghai';
const notShanghai = (ctx: Ctx) => !inShanghai(ctx);
const inZhejiang = (ctx: Ctx) => region(ctx) === 'zhejiang';

const runs = (ctx: Ctx, deadline: string) =>
  Object.values(ctx.case.clocks).some((k) => k.proceeding === ctx.p.id && k.deadline === deadline && !k.stopped);
const runOutBefore = (deadlines: string[]) => (ctx: Ctx) =>
  Object.values(ctx.case.clocks).some(
    (k) => k.proceeding === ctx.p.id && deadlines.includes(k.deadline) && k.outcome !== null,
  );

/** The listing stands: it may be objected to, repaired, masked, revoked or run out. */
const SAME_FIVE = ['Listed', 'Masked', 'RepairAsked', 'RepairIncomplete', 'Repairing'];
/** States in which an answer of the platform to a repair application may still come. */
const ANSWER_DUE = [...SAME_FIVE, 'Repaired', 'Expired'];

const REPAIR_CLOCKS = ['credit-repair-answer', 'credit-repair-accept', 'credit-repair-decide'];
const OBJECTION_CLOCKS = [
  'credit-objection-push',
  'credit-objection-decide',
  'house-objection',
  'zj-objection-decide',
  'sh-objection-mark',
  'sh-objection-own',
  'sh-objection-forward',
  'sh-objection-provider',
];
const ALL_BUT_WINDOW = [
  ...OBJECTION_CLOCKS,
  ...REPAIR_CLOCKS,
  'house-repair-supplement',
  'house-platform',
  'credit-mask-restructuring',
  'house-mask-check',
];
const DELETION_WATCHES = ['sh-revoked-delete', 'sh-repair-delete', 'house-delete-watch'];

/** A natural person's listing is never in the public register (list-natural-persons). */
const entry =
  (mode: string) =>
  (ctx: Ctx): FactSheet => ({
    mode,
    listing: ctx.p.id,
    natural: ctx.p.facts.natural === true,
    register: ctx.p.facts.natural !== true && (ctx.form.seriousness ?? ctx.p.facts.seriousness) !== 'slight',
  });
const matter = (what: string) => (ctx: Ctx) => ({ matter: what, listing: ctx.p.id });

/** Months of publicity before repair can be asked, by seriousness (CR26 10, 12, 14); slight: as a rule none. */
const MINIMUM_MONTHS: Record<string, number> = { slight: 0, ordinary: 3, serious: 12 };
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
  (ctx) => ctx.form.subjectRole !== 'deceived' && ctx.form.intent === true,
);

const listedBefore = guard(
  'listed-before',
  'form',
  (ctx) => ctx.p.linked === null || ctx.p.facts.repeated !== true || ctx.form.repeated === true,
);

const decisionComplete = guard('listing-decision-incomplete', 'form', (ctx) =>
  ['reasons', 'term', 'remedy', 'way-out'].every((x) =>
    ((ctx.form.contains as string[] | undefined) ?? []).includes(x),
  ),
);

const officersKnown = guard(
  'responsible-officers-unknown',
  'form',
  (ctx) =>
    ((ctx.form.responsible as string[] | undefined) ?? []).every(
      (id) => lookUp(ctx.facts.directory.people, id) !== undefined,
    ),
  { fields: () => ['responsible'] },
);

const withUs = guard('objection-not-with-us', 'state', (ctx) => runs(ctx, 'house-objection'));

const underDecision = (deadline: string) => guard('objection-not-accepted', 'state', (ctx) => runs(ctx, deadline));

const toldBefore = guard(
  'subject-told-before',
  'form',
  (ctx) => typeof ctx.form.toldOn === 'string' && ctx.form.toldOn <= dayOf(ctx.at),
);

const centreOnlyInShanghai = guard('no-such-centre', 'form', (ctx) => ctx.form.channel !== 'centre' || inShanghai(ctx));

const minimumOver = guard('repair-before-minimum', 'state', (ctx) => {
  const listedOn = ctx.p.facts.listedOn;
  const months = MINIMUM_MONTHS[String(ctx.p.facts.seriousness)] ?? 0;
  return typeof listedOn !== 'string' || months === 0 || dayOf(ctx.at) > monthsLater(listedOn, months);
});

const notSeriousInZhejiang = guard(
  'no-repair-for-serious-in-zhejiang',
  'state',
  (ctx) => !(inZhejiang(ctx) && ctx.p.facts.seriousness === 'serious'),
);

const noFalsePapers = guard('false-papers-within-three-years', 'state', (ctx) => {
  const on = ctx.p.facts.falsePapersOn;
  return typeof on !== 'string' || dayOf(ctx.at) > monthsLater(on, 36);
});

const pushed = guard('repair-not-pushed', 'state', (ctx) => runs(ctx, 'credit-repair-accept'));

const notPushedYet = guard('repair-already-pushed', 'state', (ctx) => !runs(ctx, 'credit-repair-accept'));

const gapsOnce = guard('gaps-told-once', 'state', (ctx) => ctx.p.facts.gapsTold !== true);

const notYetDisputed = guard('objection-pending', 'state', (ctx) => !ctx.p.flags.includes('disputed'));

const uncheckedBefore = guard('no-objection-to-recheck', 'state', (ctx) => ctx.p.facts.objectionResult === 'unfounded');

const notTold = guard(
  'platform-already-told',
  'state',
  (ctx) => runs(ctx, 'sh-revoked-notify') || runs(ctx, 'house-revoke-push'),
);

const deletionOutstanding = guard('no-deletion-outstanding', 'state', (ctx) =>
  DELETION_WATCHES.some((d) => runs(ctx, d)),
);

/** Deletion after the listing fell: in Shanghai the centre is told by SH-CR 37, elsewhere by our own rule (CR26 19 ¶2 by analogy). */
const TELL_PLATFORM = [{ deadline: 'sh-revoked-notify' }, { deadline: 'house-revoke-push', when: notShanghai }];

const falsePapersNoted = (ctx: Ctx): FactSheet =>
  ctx.form.ground === 'false-papers' ? { falsePapersOn: dayOf(ctx.at) } : {};

/** A reaction names the penalty that fell; a listing that rests on another one stands. */
const restsOnIt = (ctx: Ctx) =>
  ctx.form.penalty === undefined || (ctx.p.facts.penalty ?? ctx.form.penalty) === ctx.form.penalty;

const REASONS = z.object({ reasons: words('理由', 'Reasons') });

/** Statutes 3.6, blacklist 失信名单. */
export const listing: Table = {
  kind: 'listing',
  title: label('失信名单', 'Dishonesty listing'),
  section: '3.6',
  states: {
    Proposed: label('拟列入', 'Proposed'),
    AwaitingStatement: label('待陈述', 'Awaiting the statement'),
    ToDecide: label('待决定', 'To be decided'),
    Listed: label('已列入', 'Listed'),
    Masked: label('临时屏蔽', 'Masked for a time'),
    RepairAsked: label('申请修复', 'Repair asked'),
    RepairIncomplete: label('待补正', 'Application incomplete'),
    Repairing: label('修复中', 'Repair under decision'),
    NotListed: label('不列入', 'Not listed'),
    Expired: label('到期移出', 'Expired'),
    Repaired: label('已修复', 'Repaired'),
    Revoked: label('撤销', 'Revoked'),
    Removed: label('更正移出', 'Removed'),
  },
  ends: ['NotListed', 'Expired', 'Repaired', 'Revoked', 'Removed'],
  flags: {
    disputed: label('有异议', 'Disputed'),
    extended: label('延长', 'Extended'),
    'mask-asked': label('申请屏蔽', 'Masking asked'),
    [PAPER_ONLY]: label('只凭纸质补录列入，待核对', 'Listed on paper alone, to be checked'),
    urgent: label('紧急', 'Urgent'),
    'recusal-pending': label('回避待决', 'Recusal pending'),
  },
  outlive: [
    'sh-revoked-notify',
    'sh-revoked-delete',
    'sh-repair-delete',
    'house-revoke-push',
    'house-delete-watch',
    'credit-repair-answer',
    'house-platform',
  ],
  rows: [
    {
      act: 'condition-met',
      label: label('符合列入条件', 'A condition for listing is met'),
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
    },
    {
      act: 'serve-notice',
      label: label('送达列入告知书', 'Serve the notice of reasons'),
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
        ] as const),
        rights: affirmed('已告知事由、依据和陈述申辩权利', 'Reasons, grounds and the right to be heard were told'),
        twoLetters: affirmed('修复告知书随处罚决定或者本告知书一并送达（两书同达）', 'The repair notice goes with it'),
      }),
      to: 'AwaitingStatement',
      stop: ['house-list'],
      start: [{ deadline: 'list-prior-notice' }, { deadline: 'house-statement', kind: 'right' }],
    },
    {
      expiry: ['house-list'],
      label: label('列入办理逾期', 'Nothing done on the listing'),
      from: ['Proposed', 'ToDecide'],
      by: 'system',
      basis: 'house: the head of the department is told',
      to: 'same',
      start: [{ deadline: 'house-list' }],
      tasks: [task('dept-head', '列入名单事项逾期未办', 'The listing has not moved', 'house: house-list')],
    },
    {
      act: 'statement',
      label: label('当事人陈述申辩', 'Statement of the subject'),
      from: ['AwaitingStatement'],
      by: external('subject'),
      basis: 'M45; ZJ-CR art. 28',
      form: z.object({ statement: words('陈述申辩内容', 'The statement') }),
      to: 'ToDecide',
      stop: ['list-prior-notice', 'house-statement'],
      start: [{ deadline: 'house-list' }],
      note: () => ({ heard: true }),
    },
    {
      expiry: ['house-statement'],
      label: label('逾期未陈述', 'No statement within the window'),
      from: ['AwaitingStatement'],
      by: 'system',
      basis: 'house: no rule sets the window',
      to: 'ToDecide',
      stop: ['list-prior-notice', 'house-statement'],
      start: [{ deadline: 'house-list' }],
      note: () => ({ heard: false }),
    },
    {
      act: 'list',
      label: label('列入名单', 'List'),
      from: ['ToDecide'],
      proposedBy: CREDIT,
      by: { staff: ['principal'] },
      guards: [intentAnswered, listedBefore, decisionComplete, officersKnown],
      basis:
        'M45; ZJ-CR arts. 24, 27; SH-CR arts. 25, 33; CR26 arts. 7–12; publicity counts from the day of the decision',
      form: z.object({
        number: docNumber('列入决定书文号', 'Number of the listing decision'),
        seriousness: choice('失信程度', 'Seriousness', [
          ['slight', '轻微（原则上不公示）', 'Slight: as a rule not published'],
          ['ordinary', '一般', 'Ordinary'],
          ['serious', '严重', 'Serious'],
        ] as const),
        repeated: yesNo('再次列入', 'Listed before'),
        subjectRole: choice('当事人的作用', 'The part the subject played', [
          ['organiser', '组织者', 'Organiser'],
          ['insider', '内部人员', 'Insider'],
          ['willing', '自愿参与', 'Took part willingly'],
          ['deceived', '受骗', 'Deceived'],
        ] as const),
        intent: yesNo('存在故意', 'There was intent'),
        contains: choices('决定书载明', 'The decision states', [
          ['reasons', '事由和依据', 'Reasons and grounds'],
          ['term', '期限', 'Term'],
          ['remedy', '救济途径', 'Remedy'],
          ['way-out', '移出条件', 'Way out'],
        ] as const),
        reChecked: affirmed(
          '已复核当事人的陈述申辩，或者当事人未陈述',
          'The statement was re-checked, or none was made',
        ),
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
      effects: [{ kind: 'credit-list', to: 'credit-platform', data: entry('list') }],
      tasks: [
        task(
          'credit',
          '名单有效期未经核实，不自动计时，请人工跟踪',
          'The term of the listing is unverified and starts no timer: watch it by hand',
          'M45 (memory): list-term',
        ),
      ],
    },
    ...standsOnPaper({
      from: SAME_FIVE,
      role: 'credit',
      told: [
        '只凭补录的纸质办理列入：请提出并由正职负责人现予核对，或者撤销',
        'Listed on the strength of paper alone: have the principal confirm it now, or revoke it',
      ],
    }),
    ...[true, false].map(
      (sent): Row => ({
        act: 'put-up',
        label: sent
          ? label('核对后维持列入', 'Confirm the listing, checked by two')
          : label('核对后现予列入并报送', 'List it now, checked by two'),
        from: ['Listed'],
        flag: PAPER_ONLY,
        when: (ctx) => (ctx.p.facts.sentOnPaper === true) === sent,
        proposedBy: CREDIT,
        by: { staff: ['principal'] },
        basis: 'M45; house: paper acts',
        form: z.object({
          textChecked: affirmed('已核对列入决定书原件', 'The original of the listing decision was checked'),
        }),
        to: 'same',
        stop: ['house-paper'],
        lower: [PAPER_ONLY],
        effects: sent ? [] : [{ kind: 'credit-list', to: 'credit-platform', data: entry('list') }],
      }),
    ),
    {
      act: 'take-down',
      label: label('撤销只凭纸质办理作出的列入', 'Revoke what was listed on paper alone'),
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
      effects: [{ kind: 'credit-remove', to: 'credit-platform', data: entry('revoked') }],
    },
    {
      act: 'do-not-list',
      label: label('不列入名单', 'Do not list'),
      from: ['ToDecide'],
      proposedBy: CREDIT,
      by: DEPT_HEAD,
      basis: 'M45',
      form: REASONS,
      to: 'NotListed',
      stop: ['house-list'],
    },
    {
      act: 'basis-annulled',
      label: label('列入依据被撤销', 'Basis annulled'),
      when: restsOnIt,
      from: ['Proposed', 'AwaitingStatement', 'ToDecide'],
      by: external('any'),
      basis: 'CR26 art. 19 ¶2; SH-CR art. 37',
      to: 'NotListed',
      stop: ['house-list', 'list-prior-notice', 'house-statement'],
    },
    {
      act: 'drop',
      label: label('终止列入', 'Drop the listing'),
      from: ['Proposed', 'AwaitingStatement', 'ToDecide'],
      by: DEPT_HEAD,
      basis: 'house: the head of the department drops it, with reasons',
      form: REASONS,
      to: 'NotListed',
      stop: ['house-list', 'list-prior-notice', 'house-statement'],
    },
    {
      act: 'basis-annulled',
      label: label('列入依据被撤销', 'Basis annulled'),
      when: restsOnIt,
      from: SAME_FIVE,
      by: external('any'),
      basis: 'SH-CR art. 37; CR26 art. 19 ¶2 (penalties: promptly; for listings by analogy, house)',
      to: 'Revoked',
      cancel: ['credit-publish-window', ...ALL_BUT_WINDOW],
      start: TELL_PLATFORM,
      lower: ['disputed', 'mask-asked', 'extended'],
      effects: [{ kind: 'credit-remove', to: 'credit-platform', data: entry('revoked') }],
    },
    {
      act: 'basis-annulled',
      label: label('列入依据被撤销', 'Basis annulled'),
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
    },
    {
      expiry: ['credit-publish-window'],
      label: label('公示期满', 'Publicity over'),
      from: SAME_FIVE,
      by: 'system',
      basis: 'CR26 arts. 10, 12; removal by the term of the list only once that is verified',
      to: 'Expired',
      cancel: ALL_BUT_WINDOW.filter((d) => d !== 'credit-repair-answer' && d !== 'house-platform'),
      lower: ['disputed', 'mask-asked', 'extended'],
      effects: [{ kind: 'credit-remove', to: 'credit-platform', data: entry('expired') }],
      tasks: [
        task(
          'credit',
          '公示期满：有期限的处罚未满的、到期仍未改正的，依行业规定，请法制核实',
          'Publicity is over: a fixed-term penalty still running, or an act not corrected, is a question for counsel',
          'CR26 art. 12',
        ),
      ],
    },
    {
      act: 'objection',
      label: label('当事人提出异议', 'Objection of the subject'),
      from: SAME_FIVE,
      by: external('subject'),
      guards: [notYetDisputed, centreOnlyInShanghai],
      basis: 'CR26 art. 18; SH-CR art. 36; ZJ-CR art. 30',
      form: z.object({
        about: choice('异议事项', 'Against', [
          ['content', '内容', 'The content'],
          ['term', '期限', 'The term'],
          ['refused-repair', '不予修复', 'A refused repair'],
        ] as const),
        channel: choice('提出途径', 'By way of', [
          ['credit-china', '通过“信用中国”', '信用中国 (Credit China)'],
          ['centre', '通过市公共信用信息服务中心', 'The municipal credit centre'],
          ['direct', '直接向本机关', 'Straight to us'],
        ] as const),
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
    },
    {
      act: 'objection-pushed',
      label: label('异议推送或者转交本机关', 'Objection pushed or forwarded to us'),
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
    },
    {
      act: 'objection-marked',
      label: label('中心已标注', 'Marked by the centre'),
      from: SAME_FIVE,
      flag: 'disputed',
      when: inShanghai,
      by: external('credit-platform'),
      basis: 'SH-CR art. 36',
      to: 'same',
      stop: ['sh-objection-mark'],
    },
    {
      act: 'centre-decided',
      label: label('中心自行处理结果', 'Decided by the centre in its own field'),
      from: SAME_FIVE,
      flag: 'disputed',
      when: inShanghai,
      by: external('credit-platform'),
      basis: 'SH-CR art. 36(1)',
      form: z.object({
        objectionResult: choice('结果', 'Outcome', [
          ['corrected', '成立，已更正', 'Founded: corrected'],
          ['unfounded', '不成立', 'Unfounded'],
        ] as const),
      }),
      to: 'same',
      stop: OBJECTION_CLOCKS,
      lower: ['disputed'],
    },
    {
      act: 'accept-objection',
      label: label('受理异议', 'Accept the objection'),
      from: SAME_FIVE,
      flag: 'disputed',
      by: CREDIT,
      guards: [withUs],
      basis: 'CR26 art. 18; ZJ-CR art. 30',
      to: 'same',
      stop: ['house-objection'],
      start: [{ deadline: 'credit-objection-decide' }, { deadline: 'zj-objection-decide' }],
    },
    {
      act: 'extend-objection',
      label: label('延长异议核查', 'Extend the check of the objection'),
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
      extend: [{ clock: 'credit-objection-decide', by: (ctx) => Number(ctx.form.days) }],
    },
    {
      act: 'extend-objection-zhejiang',
      label: label('省发展改革部门负责人批准延长', 'Extended by the head of the provincial DRC'),
      from: SAME_FIVE,
      flag: 'disputed',
      when: inZhejiang,
      by: external('other-authority'),
      guards: [underDecision('zj-objection-decide')],
      basis: 'ZJ-CR art. 30: to 20 working days in all',
      form: z.object({ days: count('延长工作日', 'Working days added', 1, 60) }),
      to: 'same',
      extend: [{ clock: 'zj-objection-decide', by: (ctx) => Number(ctx.form.days) }],
    },
    {
      act: 'founded-removed',
      label: label('异议成立：移出名单', 'Founded: the listing falls'),
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
      effects: [{ kind: 'credit-remove', to: 'credit-platform', data: entry('removed') }],
    },
    {
      act: 'founded-corrected',
      label: label('异议成立：更正内容', 'Founded: entry corrected'),
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
      effects: [{ kind: 'credit-list', to: 'credit-platform', data: entry('correct') }],
    },
    {
      act: 'unfounded',
      label: label('异议不成立', 'Objection unfounded'),
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
    },
    {
      act: 'recheck-asked',
      label: label('申请复核异议', 'Re-check of the objection asked'),
      from: SAME_FIVE,
      flag: '!disputed',
      when: inZhejiang,
      by: external('subject'),
      guards: [uncheckedBefore],
      basis: 'ZJ-CR art. 31',
      to: 'same',
      raise: ['disputed'],
      start: [{ deadline: 'zj-objection-decide' }],
    },
    {
      expiry: ['credit-objection-decide', 'sh-objection-provider'],
      label: label('异议逾期未决', 'Objection not decided by us'),
      from: SAME_FIVE,
      flag: 'disputed',
      by: 'system',
      basis: 'CR26 art. 18; SH-CR art. 36(2)',
      to: 'same',
      tasks: [task('dept-head', '异议处理已逾期', 'Deciding the objection is overdue', 'CR26 art. 18')],
    },
    {
      expiry: ['house-objection'],
      label: label('异议逾期未受理', 'Objection not accepted'),
      from: SAME_FIVE,
      flag: 'disputed',
      by: 'system',
      basis: 'house: the unit head is told',
      to: 'same',
      tasks: [task('unit-head', '异议尚未受理', 'The objection has not been accepted', 'house: house-objection')],
    },
    {
      expiry: [
        'credit-objection-push',
        'sh-objection-mark',
        'sh-objection-own',
        'sh-objection-forward',
        'zj-objection-decide',
      ],
      label: label('平台或者中心逾期', 'Platform or centre silent'),
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
    },
    {
      act: 'repair-asked',
      label: label('当事人申请修复', 'Repair asked'),
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
    },
    {
      act: 'repair-pushed',
      label: label('“信用中国”推送修复申请', 'Application pushed to us'),
      from: ['RepairAsked'],
      by: external('credit-platform'),
      guards: [notPushedYet],
      basis: 'CR26 art. 16 ¶2',
      to: 'same',
      start: [{ deadline: 'credit-repair-accept' }],
    },
    {
      expiry: ['credit-repair-answer'],
      label: label('平台逾期未反馈', 'Platform has not answered'),
      from: ANSWER_DUE,
      by: 'system',
      basis: 'CR26 art. 16 ¶1; house: the platform is asked',
      to: 'same',
      start: [{ deadline: 'house-platform', kind: 'watch' }],
      effects: [{ kind: 'remind', to: 'credit-platform', data: matter('repair-answer') }],
    },
    {
      expiry: ['house-platform'],
      label: label('平台仍未反馈', 'Platform still silent'),
      from: ANSWER_DUE,
      by: 'system',
      basis: 'house: upward',
      to: 'same',
      start: [{ deadline: 'house-platform', kind: 'watch' }],
      effects: [{ kind: 'report-upward', to: 'superior', data: matter('house-platform') }],
    },
    {
      act: 'repair-incomplete',
      label: label('一次性告知补正', 'Incomplete: all gaps told at once'),
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
    },
    {
      act: 'repair-supplied',
      label: label('当事人补正', 'Application supplied'),
      from: ['RepairIncomplete'],
      by: external('subject'),
      basis: 'CR26 art. 16 ¶2; house: three working days anew from the supply',
      to: 'RepairAsked',
      stop: ['house-repair-supplement'],
      start: [{ deadline: 'credit-repair-accept' }],
    },
    {
      expiry: ['house-repair-supplement'],
      label: label('逾期未补正', 'Application lapsed'),
      from: ['RepairIncomplete'],
      by: 'system',
      basis: 'house: CR26 names no period; the subject may ask again at any time',
      to: 'Listed',
      stop: ['house-repair-supplement', 'credit-repair-answer', 'house-platform'],
      tasks: [
        task(
          'credit',
          '修复申请逾期未补正，请通过“信用中国”告知',
          'Application lapsed: tell through 信用中国',
          'house',
        ),
      ],
      effects: [{ kind: 'remind', to: 'credit-platform', data: matter('repair-lapsed') }],
    },
    {
      act: 'refuse-repair-application',
      label: label('不受理修复申请', 'Do not take the application'),
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
        ] as const),
        reasons: words('理由', 'Reasons'),
      }),
      to: 'Listed',
      stop: ['credit-repair-accept'],
      note: falsePapersNoted,
    },
    {
      act: 'accept-repair',
      label: label('受理修复申请', 'Take the application'),
      from: ['RepairAsked'],
      by: CREDIT,
      guards: [pushed],
      basis: 'CR26 art. 16 ¶¶2–3',
      form: z.object({ papersComplete: affirmed('材料齐全', 'The papers are complete') }),
      to: 'Repairing',
      stop: ['credit-repair-accept'],
      start: [{ deadline: 'credit-repair-decide' }],
    },
    {
      expiry: ['credit-repair-accept', 'credit-repair-decide'],
      label: label('修复办理逾期', 'We were silent on the repair'),
      from: ['RepairAsked', 'Repairing'],
      by: 'system',
      basis: 'CR26 art. 16',
      to: 'same',
      tasks: [task('dept-head', '信用修复办理已逾期', 'The repair is overdue with us', 'CR26 art. 16')],
    },
    {
      act: 'extend-repair',
      label: label('延长修复办理', 'Extend the decision on the repair'),
      from: ['Repairing'],
      proposedBy: CREDIT,
      by: UNIT_HEAD,
      basis: 'CR26 art. 16 ¶3: at most 10 working days more, before expiry',
      form: z.object({
        days: count('延长工作日', 'Working days added', 1, 30),
        ground: choice('原因', 'Ground', [
          ['complex', '情况复杂', 'Complex'],
          ['checking', '需要核实', 'Needs checking'],
        ] as const),
      }),
      to: 'same',
      raise: ['extended'],
      extend: [{ clock: 'credit-repair-decide', by: (ctx) => Number(ctx.form.days) }],
    },
    {
      act: 'repaired',
      label: label('准予修复', 'Repaired'),
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
      effects: [{ kind: 'credit-remove', to: 'credit-platform', data: entry('repaired') }],
    },
    {
      act: 'repair-refused',
      label: label('不予修复', 'Repair refused'),
      from: ['Repairing'],
      proposedBy: CREDIT,
      by: DEPT_HEAD,
      guards: [listerDecidesNot],
      basis: 'CR26 arts. 16, 18',
      form: REASONS,
      to: 'Listed',
      stop: ['credit-repair-decide'],
      lower: ['extended'],
    },
    {
      act: 'result-fed-back',
      label: label('“信用中国”已反馈结果', 'Result fed back to the applicant'),
      from: ANSWER_DUE,
      when: (ctx) => runs(ctx, 'credit-repair-answer') || runs(ctx, 'house-platform'),
      by: external('credit-platform'),
      basis: 'CR26 art. 16 ¶1',
      to: 'same',
      stop: ['credit-repair-answer', 'house-platform'],
    },
    {
      act: 'ask-masking',
      label: label('申请临时屏蔽', 'Masking asked'),
      from: ['Listed'],
      flag: '!mask-asked',
      by: external('subject'),
      basis: 'CR26 art. 20',
      form: z.object({
        procedure: choice('程序', 'Procedure', [
          ['restructuring', '重整', 'Restructuring'],
          ['settlement', '和解', 'Settlement'],
        ] as const),
        ruling: docNumber('法院裁定文号', 'Number of the court ruling'),
      }),
      to: 'same',
      raise: ['mask-asked'],
      start: [{ deadline: 'credit-mask-restructuring' }],
    },
    {
      act: 'mask',
      label: label('临时屏蔽', 'Mask for a time'),
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
      effects: [{ kind: 'credit-remove', to: 'credit-platform', data: entry('mask') }],
    },
    {
      act: 'refuse-masking',
      label: label('不予屏蔽', 'Masking refused'),
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
    },
    {
      expiry: ['credit-mask-restructuring'],
      label: label('屏蔽申请逾期未决', 'Masking not decided'),
      from: SAME_FIVE,
      flag: 'mask-asked',
      by: 'system',
      basis: 'CR26 art. 20',
      to: 'same',
      tasks: [task('dept-head', '临时屏蔽申请已逾期', 'The application for masking is overdue', 'CR26 art. 20')],
    },
    {
      act: 'plan-failed',
      label: label('重整计划或者和解协议失败', 'The plan failed'),
      from: ['Masked'],
      by: external('court'),
      basis: 'CR26 art. 20',
      to: 'Listed',
      stop: ['house-mask-check'],
      effects: [{ kind: 'credit-list', to: 'credit-platform', data: entry('restore') }],
    },
    {
      act: 'repair-after-plan',
      label: label('计划执行完毕，申请修复', 'Plan carried out, repair asked'),
      from: ['Masked'],
      by: external('subject'),
      guards: [noFalsePapers],
      basis: 'CR26 art. 20 ¶3',
      form: z.object({ ruling: docNumber('法院裁定文号', 'Number of the court ruling') }),
      to: 'RepairAsked',
      stop: ['house-mask-check'],
      start: [{ deadline: 'credit-repair-answer' }],
      note: () => ({ gapsTold: false }),
    },
    {
      expiry: ['house-mask-check'],
      label: label('屏蔽期间无消息', 'No news during the masking'),
      from: ['Masked'],
      by: 'system',
      basis: 'house: the administrator or the court is asked',
      to: 'same',
      start: [{ deadline: 'house-mask-check', kind: 'watch' }],
      effects: [{ kind: 'remind', to: 'court', data: matter('house-mask-check') }],
    },
    {
      act: 'tell-platform',
      label: label('书面告知平台撤销', 'Tell the platform in writing'),
      from: ['Revoked', 'Removed'],
      by: CREDIT,
      guards: [notTold],
      basis: 'SH-CR art. 37; CR26 art. 19 ¶2; house elsewhere',
      form: z.object({ number: docNumber('告知文号', 'Number of the notice') }),
      to: 'same',
      stop: ['sh-revoked-notify', 'house-revoke-push'],
      start: [{ deadline: 'sh-revoked-delete' }, { deadline: 'house-delete-watch', kind: 'watch', when: notShanghai }],
    },
    {
      expiry: ['house-revoke-push'],
      label: label('尚未告知平台', 'Platform not told'),
      from: ['Revoked', 'Removed'],
      by: 'system',
      basis: 'house: the head of the department is warned',
      to: 'same',
      start: [{ deadline: 'house-revoke-push' }],
      tasks: [task('dept-head', '名单撤销尚未告知平台', 'The platform has not been told', 'CR26 art. 19 ¶2; house')],
    },
    {
      act: 'deletion-confirmed',
      label: label('平台确认删除', 'Deletion confirmed'),
      from: ['Revoked', 'Removed', 'Repaired'],
      by: external('credit-platform'),
      guards: [deletionOutstanding],
      basis: 'SH-CR arts. 37, 38; CR26 art. 19',
      to: 'same',
      stop: DELETION_WATCHES,
    },
    {
      expiry: DELETION_WATCHES,
      label: label('平台未确认删除', 'Deletion not confirmed'),
      from: ['Revoked', 'Removed', 'Repaired'],
      by: 'system',
      basis: 'SH-CR arts. 37, 38; house: reminder, then its superior',
      to: 'same',
      start: [{ deadline: 'house-delete-watch', kind: 'watch' }],
      effects: [
        { kind: 'remind', to: 'credit-platform', data: matter('deletion') },
        { kind: 'report-upward', to: 'superior', data: matter('deletion'), when: runOutBefore(DELETION_WATCHES) },
      ],
    },
    {
      act: 'repeated',
      label: label('再次列入', 'Listed again'),
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
    },
    // 3.2 and 3.1, for every open state of every section.
    ...RECUSAL,
    ...URGENCY,
  ] satisfies Row[],
};
