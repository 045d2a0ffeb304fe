import { z } from 'zod';
import { dueByRow, mostByRow } from '../case/edition.ts';
import type { Ctx, FactSheet, Guard, Refusal, Row, Table } from '../case/types.ts';
import {
  CONCLUSION_GROUNDS,
  CONDUCT,
  EVIDENCE_DISPOSITIONS,
  INSPECTION_SUSPENSION_GROUNDS,
  labelsOf,
  type OUTCOMES,
  TIP_SUSPENSION_GROUNDS,
} from '../law/grounds.ts';
import { lookUp } from '../look-up.ts';
import { canSee, certificateOn, rolesOn } from '../people/may.ts';
import { atFields, guard, refuse } from '../refusal.ts';
import { dayOf } from '../time/day.ts';
import { LINK_FORM, LINK_GUARDS, linkNote, linkPatch } from './intake.ts';
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
  yuan,
} from './parts/forms.ts';
import { jurisdiction } from './parts/jurisdiction.ts';
import {
  clueAdded,
  followerLeft,
  leadingAccepted,
  leadingKnown,
  noFollowers,
  repeatMerged,
  tellMerged,
} from './parts/merging.ts';
import { sameOfficers } from './parts/outside.ts';
import { RECUSAL, tipsterRecusal } from './parts/recusal.ts';
import {
  asked,
  CLERK,
  DEPT_HEAD,
  external,
  isOver,
  label,
  listOf,
  OFFICERS,
  openClock,
  ownLimit,
  remindThenReport,
  task,
  textOf,
  UNIT_HEAD,
  warnAgain,
  watchAgain,
} from './parts/rows.ts';
import { URGENCY } from './parts/urgency.ts';
import { PENALTY_GROUNDS } from './penalty.ts';

type OutcomeId = (typeof OUTCOMES)[number]['id'];

const inspection = (ctx: Ctx) => ctx.case.regime === 'labour-inspection';
const flagged = (ctx: Ctx, flag: string) => ctx.p.flags.includes(flag);
const of = (ctx: Ctx, kind: string) => Object.values(ctx.case.proceedings).filter((p) => p.kind === kind);
const noticeWanted = (ctx: Ctx) => ctx.case.tipster.named && ctx.case.tipster.wantsNotice;

/* ---- outcomes: facts on AwaitingOutcome, several may stand together ---- */

const outcomesOf = (ctx: Ctx): string[] => listOf(ctx.p.facts.outcomes).map(String);
const withOutcome =
  (id: OutcomeId) =>
  (ctx: Ctx): FactSheet => ({ outcomes: [...new Set([...outcomesOf(ctx), id])] });
const withoutOutcome =
  (id: OutcomeId) =>
  (ctx: Ctx): FactSheet => ({ outcomes: outcomesOf(ctx).filter((x) => x !== id) });
/** A new run asks every question again. */
const afresh = (): FactSheet => ({
  outcomes: [],
  tracks: [],
  proposesPenalty: false,
  crimeSuspected: false,
  officialInvolved: false,
});

const referralOpen = (ctx: Ctx) => of(ctx, 'police-referral').some((p) => p.ended === null);
/** A penalty not yet decided: its answer is still owed, unless the criminal track holds it (TR art. 11). */
const penaltyOwed = (ctx: Ctx) =>
  of(ctx, 'penalty').some((p) =>
    ['Proposed', 'AwaitingDefence', 'HearingScheduled', 'LegalReview', 'Decision'].includes(p.state),
  ) && !outcomesOf(ctx).includes('referred');

const OWED = {
  penalty: label('行政处罚', 'penalty'),
  police: label('移送公安', 'police'),
  discipline: label('移送纪检监察', 'discipline'),
  'other-body': label('其他机关', 'other body'),
  handling: label('行政处理', 'handling decision'),
  none: label('调查结论', 'any outcome at all'),
};

/** What still has no outcome. */
function unanswered(ctx: Ctx): (keyof typeof OWED)[] {
  const has = (...ids: OutcomeId[]) => ids.some((id) => outcomesOf(ctx).includes(id));
  const open: (keyof typeof OWED)[] = [];
  const { facts } = ctx.p;
  const tracks = listOf(facts.tracks);
  if (penaltyOwed(ctx) || (facts.proposesPenalty === true && !has('penalty', 'no-penalty', 'referred')))
    open.push('penalty');
  if (facts.crimeSuspected === true && !has('referred')) open.push('police');
  if ((facts.officialInvolved === true || tracks.includes('discipline')) && !has('passed-on')) open.push('discipline');
  if (tracks.includes('other-body') && !has('passed-on', 'transferred')) open.push('other-body');
  if (tracks.includes('handling') && !has('handling-decision', 'penalty', 'no-penalty')) open.push('handling');
  if (outcomesOf(ctx).length === 0) open.push('none');
  return open;
}

const everyFindingAnswered: Guard = {
  id: 'finding-without-outcome',
  check(ctx) {
    const open = unanswered(ctx);
    if (open.length === 0) return null;
    const said = { zh: open.map((x) => OWED[x].zh).join('、'), en: open.map((x) => OWED[x].en).join(', ') };
    return refuse('finding-without-outcome', { put: { open: said } });
  },
};

/** Which heads of M49 art. 27 ¶1 the outcomes support: (1) before all others; a withdrawn case with fraud found is (3). */
export function conclusionGrounds(outcomes: readonly string[], facts: FactSheet): string[] {
  if (outcomes.some((x) => ['penalty', 'handling-decision', 'referred', 'passed-on', 'transferred'].includes(x)))
    return ['handled'];
  const grounds = outcomes.flatMap((x) =>
    x === 'nothing-found'
      ? ['nothing-found']
      : x === 'no-penalty'
        ? ['other']
        : [facts.fraudFound === true ? 'other' : 'nothing-found'],
  );
  return [...new Set(grounds)];
}

const groundFits = guard('conclusion-ground', 'form', (ctx) =>
  conclusionGrounds(outcomesOf(ctx), ctx.p.facts).includes(String(ctx.form.concludeGround)),
);

/* ---- who investigates ---- */

/** Why a person cannot be named as an officer of this case: post, certificate, duties apart, or outside it; null: they can. */
function notAssignable(ctx: Ctx, id: string): Refusal | null {
  const day = dayOf(ctx.at);
  const person = lookUp(ctx.facts.directory.people, id);
  if (!person || !rolesOn(person, ctx.case.organ, day).has('officer')) {
    return refuse('not-an-officer');
  }
  const clerks = ['register', 'link-accused'].flatMap((act) => [
    ctx.case.proceedings['intake-1']?.doers[act]?.by,
    ctx.p.doers[act]?.by,
  ]);
  if (clerks.includes(id)) {
    return refuse('clerk-is-not-officer');
  }
  if (!certificateOn(person, day) || !canSee(person, { ...ctx.case, officers: [id] }, ctx.facts.directory, day)) {
    // One sentence for every reason: it must not betray who is accused, in this case or in one merged into it.
    return refuse('officer-not-available');
  }
  return null;
}

/** Two or more officers: role and certificate on the day, not the registering clerk, not recused, not of the accused's side. */
const assignable: Guard = {
  id: 'assignable',
  check(ctx) {
    if (!ctx.filled) return null;
    const named = listOf(ctx.form.officers).map(String);
    if (new Set(named).size < 2 || new Set(named).size !== named.length) {
      return atFields(refuse('two-officers/assigned'), 'officers');
    }
    for (const id of named) {
      const no = notAssignable(ctx, id);
      if (no) return atFields(no, 'officers');
    }
    return null;
  },
};

/** Officers whom an assignment may name now; nobody else is offered. */
const assignees = (ctx: Ctx): string[] =>
  Object.keys(ctx.facts.directory.people).filter((id) => notAssignable(ctx, id) === null);

const linked = guard('accused-not-linked', 'state', (ctx) => ctx.case.accused.linked);

const OFFICERS_FORM = z.object({
  officers: staffList('承办人', 'Officers', 1),
  conflictChecked: affirmed(
    '已核对利益关系，含聘用、借调人员',
    'Conflicts were checked, contract and seconded staff included',
  ),
});

/* ---- lessons from cases: evidence before contact, a match is a lead ---- */

const evidenceFirst = guard('evidence-first', 'state', (ctx) => flagged(ctx, 'contact-cleared'));

const secured = guard('evidence-not-secured', 'state', (ctx) => flagged(ctx, 'evidence-secured'));

const undisputed = guard('disputed-finding', 'state', (ctx) => !flagged(ctx, 'disputed'));

const EVIDENCE = [
  ['documents', '书证、档案', 'Documents and files'],
  ['statements', '证人证言、当事人陈述', 'Statements'],
  ['records', '银行、系统等电子数据', 'Bank and system records'],
  ['expert', '鉴定意见、审计报告', 'Expert opinion or audit'],
  ['on-site', '勘验、现场笔录', 'On-site record'],
  ['data-match', '数据比对', 'Data match'],
] as const;
const moreThanMatch = guard('match-is-a-lead', 'form', (ctx) =>
  listOf(ctx.form.evidence).some((x) => x !== 'data-match'),
);
const causeAnswered = guard(
  'cause-and-intent',
  'form',
  (ctx) => ctx.form.proposesPenalty !== true || (ctx.form.causedBy !== 'unclear' && ctx.form.intent !== 'unclear'),
);
const groundNamed = guard(
  'penalty-ground',
  'form',
  (ctx) => ctx.form.proposesPenalty !== true || ctx.form.ground !== undefined,
);
const filedFirst = guard(
  'case-not-filed',
  'form',
  (ctx) => ctx.form.proposesPenalty !== true || flagged(ctx, 'case-filed'),
);
const undisputedForPenalty = guard(
  'disputed-finding',
  'form',
  (ctx) => ctx.form.proposesPenalty !== true || !flagged(ctx, 'disputed'),
);
const amountsKnown = guard('amount-not-known-yet', 'form', (ctx) =>
  listOf(ctx.form.amounts).every((a) => {
    const on = a !== null && typeof a === 'object' && !Array.isArray(a) ? textOf(a.knownOn) : null;
    return on === null || on <= dayOf(ctx.at);
  }),
);

const AMOUNTS = z
  .array(
    z.strictObject({
      kind: choice('性质', 'Which amount', [
        ['drawn', '骗取、多领', 'Drawn'],
        ['paid-in', '已缴', 'Paid in'],
        ['net', '净额', 'Net'],
        ['forecast', '测算', 'Forecast'],
        ['recovered', '已追回', 'Recovered'],
        ['gain', '违法所得', 'Unlawful gain'],
      ]),
      yuan: yuan('金额（元）', 'Amount, yuan'),
      knownOn: date('查明日', 'Day it was known'),
      from: date('所属期间起', 'Period from').optional(),
      until: date('所属期间止', 'Period until').optional(),
    }),
  )
  .max(50)
  .meta({ title: '金额', titleEn: 'Amounts' });

const ROLES_INVOLVED = [
  ['organiser', '组织者', 'Organiser'],
  ['insider', '内部人员', 'Insider'],
  ['willing', '自愿参与', 'Willing'],
  ['deceived', '受骗参与', 'Deceived'],
  ['employer', '用人单位', 'Employer'],
  ['service-body', '服务机构', 'Service body'],
] as const;
const INTENT = [
  ['intent', '故意', 'Intent'],
  ['negligence', '过失', 'Negligence'],
  ['none', '没有主观过错', 'No fault'],
  ['unclear', '尚不清楚', 'Not clear'],
] as const;
const CAUSED_BY = [
  ['accused', '被举报人', 'The accused'],
  ['agency', '经办机构', 'The agency'],
  ['third-party', '第三人', 'A third party'],
  ['unclear', '尚不清楚', 'Not clear'],
] as const;
const TRACKS = [
  ['handling', '行政处理', 'Handling decision'],
  ['police', '移送公安', 'Police'],
  ['discipline', '移送纪检监察', 'Discipline inspection'],
  ['other-body', '移送或者建议其他机关', 'Another body'],
  ['recovery', '追回', 'Recovery'],
] as const;

const COVERED = affirmed('举报涉及的每个人、每件事都已查明', 'Every person and act of the tip is covered');

/* ---- filing, suspension, checks ---- */

/** An act undiscovered for the term of limitation (a longer one where financial safety is harmed) is not punished; the tip is the discovery. */
const withinLimitation = guard('out-of-time', 'form', (ctx) => {
  const ended = textOf(ctx.form.actEndedOn);
  if (ended === null) return true;
  const due = dueByRow(ctx, 'limitation-penalty', ctx.form.financialHarm === true ? 1 : 0, ended);
  return due === null || dayOf(ctx.case.receivedAt) <= due;
});

/** The head of the inspection body files inspection cases (LSI-25 art. 19), the head of the department all others. */
const fileCase = (body: boolean): Row => ({
  act: 'file-case',
  label: label('立案', 'File a case'),
  from: ['Investigating'],
  flag: '!case-filed',
  when: (ctx) => inspection(ctx) === body,
  proposedBy: OFFICERS,
  by: body ? UNIT_HEAD : DEPT_HEAD,
  guards: [withinLimitation],
  basis: body ? 'LSI art. 14; LSI-25 art. 19' : 'APL art. 54 ¶2; M48 art. 25',
  form: z.object({
    standardMet: affirmed('符合立案标准', 'The standard of filing is met'),
    actEndedOn: date('违法行为终了之日（仍在继续的不填）', 'Day the act ended (empty: still going on)').optional(),
    financialHarm: yesNo('涉及金融安全且有危害后果', 'Financial safety was harmed').optional(),
    filingNumber: docNumber('立案文号', 'Number of the filing').optional(),
  }),
  to: 'same',
  raise: ['case-filed'],
  start: [{ deadline: 'penalty-decide' }, ...(body ? [{ deadline: 'inspection-investigate' }] : [])],
});

const ZJ_GROUNDS = INSPECTION_SUSPENSION_GROUNDS.map((g) => [`zj-${g.id}`, g.zh, g.en] as const);
const zhejiang = (ctx: Ctx) => String(asked(ctx, 'suspend', 'suspendGround') ?? '').startsWith('zj-');
const onlyZhejiang = guard(
  'suspension-without-rule',
  'form',
  (ctx) =>
    !zhejiang(ctx) ||
    (ctx.facts.authority.region === 'zhejiang' && inspection(ctx) && openClock(ctx, 'inspection-investigate') !== null),
);

const AWAITS = [
  ['none', '无', 'None'],
  ['court', '人民法院', 'Court'],
  ['arbitration', '仲裁机构', 'Arbitration'],
  ['procurator', '人民检察院', 'Procurator'],
  ['superior', '上级机关', 'Superior organ'],
  ['other', '其他有权机关', 'Another competent organ'],
] as const;

/** A second extension or suspension does not lengthen the days of a notice that is owed already. */
const toldNext = (ctx: Ctx) => ctx.case.tipster.named && openClock(ctx, 'inspection-extend-notice') === null;

const suspend = (zj: boolean): Row => ({
  act: 'suspend',
  label: label('中止', 'Suspend'),
  from: ['Investigating'],
  when: (ctx) => zhejiang(ctx) === zj,
  proposedBy: OFFICERS,
  by: DEPT_HEAD,
  guards: [onlyZhejiang],
  basis: zj ? 'ZJ-LSI art. 30 ¶2' : 'M49 art. 28',
  form: z.object({
    suspendGround: choice('中止情形', 'Ground', [...labelsOf(TIP_SUSPENSION_GROUNDS), ...ZJ_GROUNDS]),
    // Waiting for another body to annul a paper (a mediation, a judgment) is a suspension with its own follow-up.
    awaits: choice('等待的机关', 'Waiting for', AWAITS),
    awaitsAnnulment: yesNo('等待该机关撤销、变更其文书', 'Waiting for it to annul or change its own paper').optional(),
    askedOn: date('已于何日函请', 'Asked on').optional(),
    suspendReasons: words('理由', 'Reasons'),
  }),
  to: 'Suspended',
  pause: zj ? ['inspection-investigate'] : ['tip-investigate'],
  start: [
    { deadline: zj ? 'inspection-suspend' : 'tip-suspend' },
    { deadline: 'house-suspend-check' },
    ...(zj ? [{ deadline: 'inspection-extend-notice', when: toldNext }] : []),
  ],
  note: (ctx) => ({ suspendedOn: dayOf(ctx.at) }),
});

const causeEnd = (ctx: Ctx) => String(ctx.form.causeEndedOn);
const causeEndFits = guard(
  'cause-ended-on',
  'form',
  (ctx) => causeEnd(ctx) <= dayOf(ctx.at) && causeEnd(ctx) >= String(ctx.p.facts.suspendedOn ?? ''),
);

const notYetOver = guard('notice-too-late', 'form', (ctx) => {
  if (ctx.form.checkNotice !== 'before') return true;
  const clock = openClock(ctx, 'onsite-inspection-notice');
  return clock !== null && !isOver(clock, ctx);
});
const onSpotGround = guard(
  'on-spot-ground',
  'form',
  (ctx) => ctx.form.checkNotice !== 'on-spot' || ctx.form.noticeWouldSpoil === true,
);
const checkAhead = guard('check-in-past', 'form', (ctx) => String(ctx.form.checkOn) >= dayOf(ctx.at));

const pendingReason = guard(
  'inspection-not-running',
  'state',
  (ctx) => openClock(ctx, 'inspection-investigate') !== null,
);

/* ---- leaving, merging, coming back ---- */

const LEAVES: Pick<Row, 'to' | 'start'> = {
  to: 'TransferringOut',
  start: [{ deadline: 'house-receipt', kind: 'watch' }],
};

const filedAt = (ctx: Ctx) => (typeof ctx.form.filedAt === 'string' ? ctx.form.filedAt : null);
/** The earlier filing binds (house): a merged case brings its own 90 days along where the leading one has none or later ones. */
const earlierFiling = (ctx: Ctx) => {
  const brought = filedAt(ctx);
  const own = openClock(ctx, 'penalty-decide');
  return brought !== null && (own === null || (own.count !== null && brought < own.count.start));
};
const joins = (row: Row): Row[] => [
  {
    ...row,
    when: earlierFiling,
    raise: [...(row.raise ?? []), 'case-filed'],
    start: [...(row.start ?? []), { deadline: 'penalty-decide', at: (ctx) => filedAt(ctx) ?? ctx.at }],
  },
  { ...row, when: (ctx) => !earlierFiling(ctx) },
];

const OPEN_CLOCKS_OF_WORK = [
  'house-assign',
  'house-assist',
  'house-suspend-check',
  'tip-suspend',
  'inspection-suspend',
  'inspection-investigate',
  'inspection-extend-notice',
  'onsite-inspection-notice',
  'inspection-report-comment',
];

const AT_REST = ['Concluded', 'Archived'];
const noted = (ctx: Ctx) => String(ctx.form.clueReceivedOn);
/** The receipt of the clue under review: the start of its own period of review. */
const clueReceived = (ctx: Ctx) => openClock(ctx, 'tip-review')?.count?.start ?? ctx.at;
const clueWaits = guard('no-clue-waits', 'state', (ctx) => openClock(ctx, 'tip-review') !== null);
const cluePast = guard('clue-date/investigation', 'form', (ctx) => noted(ctx) <= dayOf(ctx.at));
const reopenedByClue: Pick<Row, 'to' | 'stop' | 'start' | 'lower'> = {
  to: 'Accepted',
  stop: ['tip-review', 'house-close'],
  start: [{ deadline: 'tip-investigate', at: clueReceived }, { deadline: 'house-assign' }],
  lower: ['extended', 'evidence-secured', 'contact-cleared'],
};

const resultAsked = guard('result-not-asked', 'state', (ctx) => openClock(ctx, 'tip-result-feedback') !== null);
const resultTold = guard('result-still-owed', 'state', (ctx) => openClock(ctx, 'tip-result-feedback') === null);
const nothingHeld = guard('evidence-still-held', 'state', (ctx) => !flagged(ctx, 'evidence-held'));

const nothingElseOpen = guard(
  'other-proceedings-open',
  'state',
  (ctx) =>
    !Object.values(ctx.case.proceedings).some(
      (p) => p.ended === null && ['penalty', 'police-referral'].includes(p.kind),
    ),
);

const returnedHere = (ctx: Ctx) => ctx.p.state === 'TransferringOut' || outcomesOf(ctx).includes('transferred');
const penaltyGoesOn = (ctx: Ctx) => of(ctx, 'penalty').some((p) => p.ended === null && p.state !== 'Served');

/** 3.2 Investigation. */
export const investigation: Table = {
  kind: 'investigation',
  title: label('调查', 'Investigation'),
  section: '3.2',
  states: {
    Accepted: label('已受理', 'Accepted'),
    Investigating: label('调查中', 'Investigating'),
    Suspended: label('中止', 'Suspended'),
    TransferringOut: label('移送中', 'Being transferred'),
    AwaitingOutcome: label('待处理', 'Awaiting the outcome'),
    MergedIn: label('并入主案', 'Merged into a leading case'),
    Concluded: label('办结', 'Concluded'),
    Archived: label('归档', 'Archived'),
  },
  ends: ['Archived'],
  flags: {
    extended: label('延长', 'Extended'),
    'case-filed': label('已立案', 'Case filed'),
    'evidence-held': label('登记保存', 'Evidence held'),
    'evidence-secured': label('证据已固定', 'Evidence secured'),
    'contact-cleared': label('接触方案已审核', 'Contact cleared'),
    disputed: label('有异议', 'Disputed'),
    urgent: label('紧急', 'Urgent'),
    'recusal-pending': label('回避待决', 'Recusal pending'),
    'jurisdiction-dispute': label('管辖争议', 'Jurisdiction dispute'),
    'awaiting-designation': label('待指定管辖', 'Awaiting designation'),
    'own-motion': label('依职权', 'Own motion'),
  },
  outlive: ['tip-result-feedback', 'tip-review'],
  rows: [
    {
      act: 'accepted',
      label: label('受理后进入调查', 'Accepted in intake'),
      from: 'none',
      by: 'system',
      basis: 'M49 arts. 21, 27',
      to: 'Accepted',
      carry: ['urgent', 'own-motion', 'recusal-pending', 'jurisdiction-dispute', 'awaiting-designation'],
      note: (ctx) => {
        const from = ctx.case.proceedings[ctx.p.linked ?? '']?.facts ?? {};
        return {
          bySilence: from.bySilence === true,
          ...(from.recusals ? { recusals: from.recusals, recusalsAsked: from.recusalsAsked ?? 0 } : {}),
        };
      },
      start: [{ deadline: 'house-assign' }],
    },
    {
      act: 'assign',
      label: label('指派承办人', 'Assign officers'),
      from: ['Accepted'],
      by: UNIT_HEAD,
      guards: [linked, assignable],
      basis: 'APL arts. 42–43; M48 art. 26; M49 art. 35',
      form: OFFICERS_FORM,
      offers: assignees,
      patch: (ctx) => ({ officers: listOf(ctx.form.officers).map(String) }),
      to: 'Investigating',
      stop: ['house-assign'],
    },
    warnAgain({
      deadline: 'house-assign',
      label: label('逾期未指派', 'Nobody assigned in time'),
      from: ['Accepted'],
      tell: [task('dept-head', '案件尚未指派承办人', 'No officers are assigned to a case', 'house: house-assign')],
    }),
    {
      act: 'reassign',
      label: label('改派承办人', 'Reassign officers'),
      from: ['Accepted', 'Investigating', 'AwaitingOutcome', 'Suspended'],
      by: UNIT_HEAD,
      guards: [linked, assignable],
      basis: 'APL arts. 42–43; M48 art. 26; M49 art. 35',
      form: OFFICERS_FORM,
      offers: assignees,
      patch: (ctx) => ({ officers: listOf(ctx.form.officers).map(String) }),
      to: 'same',
    },
    {
      act: 'link-accused',
      label: label('更正被举报人关联', 'Correct the link of the accused'),
      from: 'open',
      by: { staff: ['clerk', 'unit-head'] },
      guards: LINK_GUARDS,
      basis: 'house: insiders found later are outside from then on',
      form: LINK_FORM,
      note: linkNote,
      patch: linkPatch,
      to: 'same',
    },
    fileCase(false),
    fileCase(true),
    {
      act: 'secure-evidence',
      label: label('固定证据', 'Secure the evidence'),
      from: ['Investigating', 'Suspended'],
      by: OFFICERS,
      basis: 'house: evidence before contact (cf. APL art. 56)',
      form: z.object({
        securedKinds: choices('已固定的证据', 'What was secured', EVIDENCE),
        securedOn: date('固定日期', 'Day'),
        where: optionalWords('存放和说明', 'Where, and remarks'),
      }),
      to: 'same',
      raise: ['evidence-secured'],
    },
    {
      act: 'clear-contact',
      label: label('审核接触方案', 'Clear the plan of contact'),
      from: ['Investigating', 'Suspended'],
      proposedBy: OFFICERS,
      by: UNIT_HEAD,
      guards: [secured],
      basis: 'house: what the first question reveals (cf. M49 art. 36)',
      form: z.object({
        revealsNobody: affirmed('接触方案不会暴露举报人', 'The plan reveals no tipster'),
        plan: words('接触方案', 'Plan of contact'),
      }),
      to: 'same',
      raise: ['contact-cleared'],
    },
    {
      act: 'question-accused',
      label: label('询问被举报人', 'Question the accused'),
      from: ['Investigating'],
      by: OFFICERS,
      guards: [evidenceFirst],
      basis: 'APL art. 55; M48 art. 26',
      form: z.object({
        questionedOn: date('询问日期', 'Day'),
        cardsShown: affirmed('已出示证件', 'Cards were shown'),
        letterNotShown: affirmed('未出示举报材料原件或者复印件', 'The letter was not shown, neither original nor copy'),
        record: words('笔录要点', 'Record'),
      }),
      to: 'same',
    },
    ...RECUSAL,
    {
      act: 'tipster-asks-recusal',
      label: label('举报人申请回避', 'The tipster asks for a recusal'),
      from: 'open',
      by: 'system',
      basis: 'M49 art. 35',
      ...tipsterRecusal,
    },
    {
      act: 'keep-evidence',
      label: label('先行登记保存证据', 'Keep evidence in advance'),
      from: ['Investigating'],
      flag: '!evidence-held',
      proposedBy: OFFICERS,
      by: DEPT_HEAD,
      basis: 'APL art. 56; LSI-25 arts. 27–28',
      form: z.object({
        mayVanish: affirmed('证据可能灭失或者以后难以取得', 'It may vanish or be hard to get later'),
        listNumber: docNumber('登记保存清单编号', 'Number of the list'),
        items: words('物品和材料', 'Items'),
      }),
      to: 'same',
      raise: ['evidence-held'],
      start: [{ deadline: 'evidence-preserve' }],
    },
    {
      act: 'decide-evidence',
      label: label('处理登记保存的证据', 'Decide on evidence held'),
      from: 'open',
      flag: 'evidence-held',
      proposedBy: OFFICERS,
      by: DEPT_HEAD,
      basis: 'APL art. 56; LSI-25 art. 28',
      form: z.object({ disposition: choice('处理', 'What happens to it', labelsOf(EVIDENCE_DISPOSITIONS)) }),
      to: 'same',
      lower: ['evidence-held'],
      stop: ['evidence-preserve'],
    },
    {
      expiry: ['evidence-preserve'],
      label: label('登记保存期满，解除', 'Evidence released'),
      from: 'open',
      flag: 'evidence-held',
      by: 'system',
      basis: 'APL art. 56; LSI-25 art. 28(3)',
      to: 'same',
      lower: ['evidence-held'],
      stop: ['evidence-preserve'],
      tasks: [
        task(
          'officer',
          '登记保存期满未处理，证据解除保存，请返还',
          'Nothing was decided in time: the evidence is released, give it back',
          'LSI-25 art. 28(3)',
        ),
      ],
    },
    {
      act: 'plan-check',
      label: label('安排现场检查', 'Plan an on-site check'),
      from: ['Investigating'],
      by: OFFICERS,
      guards: [checkAhead],
      basis: 'M48 art. 22(1)',
      form: z.object({
        checkOn: date('检查日期', 'Day of the check'),
        spoil: yesNo('事先通知有碍检查', 'Notice beforehand would spoil it'),
      }),
      to: 'same',
      // A check moved to another day takes the place of the one before.
      cancel: ['onsite-inspection-notice'],
      start: [
        {
          deadline: 'onsite-inspection-notice',
          at: (ctx) => String(ctx.form.checkOn),
          when: (ctx) => ctx.form.spoil !== true,
        },
      ],
    },
    {
      act: 'notify-check',
      label: label('通知被检查单位', 'Notify the unit of the check'),
      from: ['Investigating'],
      by: OFFICERS,
      guards: [evidenceFirst, notYetOver, onSpotGround],
      basis: 'M48 art. 22(1)',
      form: z.object({
        checkNotice: choice('方式', 'How', [
          ['before', '事先通知', 'Beforehand'],
          ['on-spot', '到场送达', 'Served on the spot'],
        ]),
        noticeWouldSpoil: yesNo('事先通知有碍检查', 'Notice beforehand would spoil it').optional(),
        checkNoticeNumber: docNumber('通知书文号', 'Number of the notice'),
      }),
      to: 'same',
      stop: ['onsite-inspection-notice'],
    },
    {
      expiry: ['onsite-inspection-notice'],
      label: label('检查通知已来不及', 'Too late to notify'),
      from: 'open',
      by: 'system',
      basis: 'M48 art. 22(1)',
      to: 'same',
      // Nothing is missed yet: the check is moved, or the ground for notice on the spot is noted.
      outcome: () => 'warn',
      tasks: [
        task(
          'officer',
          '事先通知已来不及：另定检查日，或者到场送达并注明理由',
          'Too late to notify beforehand: move the check, or note the ground for notice on the spot',
          'M48 art. 22(1)',
        ),
      ],
    },
    {
      act: 'draft-report-received',
      label: label('被检查单位收到检查报告', 'Draft report received by the unit'),
      from: ['Investigating'],
      by: external('subject', ['officer']),
      guards: [evidenceFirst],
      basis: 'M48 art. 22(3)',
      to: 'same',
      start: [{ deadline: 'inspection-report-comment' }],
    },
    {
      act: 'comment',
      label: label('被检查单位提出意见', 'The unit comments'),
      from: ['Investigating'],
      by: external('subject', ['officer', 'clerk']),
      basis: 'M48 art. 22(3)',
      form: z.object({ noObjection: yesNo('无异议', 'No objection'), comment: optionalWords('意见', 'Comment') }),
      to: 'same',
      stop: ['inspection-report-comment'],
    },
    {
      expiry: ['inspection-report-comment'],
      label: label('逾期未提意见，视为无异议', 'Silence: no objection'),
      from: 'open',
      by: 'system',
      basis: 'M48 art. 22(3)',
      to: 'same',
      note: () => ({ noObjection: true }),
    },
    {
      act: 'request-help',
      label: label('请求协查', 'Ask for help'),
      from: ['Investigating'],
      by: UNIT_HEAD,
      basis: 'M49 arts. 24–25; APL art. 26',
      form: z.object({
        helpFrom: choice('协查单位', 'Of whom', [
          ['hrss', '其他人社部门', 'Another HRSS department'],
          ['bank', '银行', 'Bank'],
          ['police', '公安机关', 'Police'],
          ['civil-affairs', '民政部门', 'Civil affairs'],
          ['tax', '税务机关', 'Tax authority'],
          ['other', '其他单位', 'Another body'],
        ]),
        helpNumber: docNumber('协查函文号', 'Number of the letter'),
      }),
      to: 'same',
      start: [{ deadline: 'house-assist', kind: 'watch' }],
    },
    {
      act: 'help-answered',
      label: label('协查有结果', 'Help given or refused'),
      from: ['Investigating', 'Suspended', 'AwaitingOutcome'],
      by: external('any'),
      basis: 'M49 arts. 24–25; APL art. 26',
      form: z.object({ helpGiven: yesNo('已提供协助', 'Help was given') }),
      to: 'same',
      stop: ['house-assist'],
    },
    watchAgain({
      deadline: 'house-assist',
      to: 'other-authority',
      label: label('协查未获答复', 'No answer to the request for help'),
      from: ['Investigating', 'Suspended', 'AwaitingOutcome'],
      tell: [task('officer', '协查尚无答复', 'No answer to the request for help', 'house: house-assist')],
    }),
    {
      act: 'extend',
      label: label('延长办理期限', 'Extend the tip'),
      from: ['Investigating'],
      proposedBy: OFFICERS,
      by: DEPT_HEAD,
      basis: 'M49 art. 27 ¶2',
      form: z.object({
        days: count('延长（工作日）', 'Working days', 1, 365),
        complex: affirmed('情形复杂', 'The case is complex'),
        extendReasons: words('理由', 'Reasons'),
      }),
      to: 'same',
      raise: ['extended'],
      extend: [{ clock: 'tip-investigate', by: (ctx) => Number(ctx.form.days) }],
    },
    {
      act: 'extend-inspection',
      label: label('延长监察调查期限', 'Extend the inspection'),
      from: ['Investigating'],
      when: inspection,
      proposedBy: OFFICERS,
      by: DEPT_HEAD,
      guards: [pendingReason],
      basis: 'LSI art. 17; ZJ-LSI art. 30',
      form: z.object({
        complex: affirmed('情况复杂', 'The case is complex'),
        extendReasons: words('理由', 'Reasons'),
      }),
      to: 'same',
      raise: ['extended'],
      extend: [{ clock: 'inspection-investigate', by: (ctx) => mostByRow(ctx, 'inspection-investigate') }],
      start: [{ deadline: 'inspection-extend-notice', when: toldNext }],
    },
    suspend(false),
    suspend(true),
    {
      act: 'complainant-told',
      label: label('告知投诉人延长或者中止', 'Complainant told of extension or suspension'),
      from: 'open',
      when: inspection,
      by: OFFICERS,
      guards: [guard('nothing-to-tell', 'state', (ctx) => openClock(ctx, 'inspection-extend-notice') !== null)],
      basis: 'ZJ-LSI art. 30 ¶3',
      form: z.object({ tellNumber: docNumber('告知书文号', 'Number of the notice') }),
      to: 'same',
      stop: ['inspection-extend-notice'],
    },
    {
      ...warnAgain({
        deadline: 'house-suspend-check',
        label: label('复查中止情形', 'Re-check of the suspension'),
        from: ['Suspended'],
        tell: [
          task('unit-head', '请说明中止情形是否仍在', 'Say whether the cause of the suspension goes on', 'M49 art. 28'),
        ],
      }),
      effects: remindThenReport('house-suspend-check', 'awaited-organ').map((e) => ({
        ...e,
        when: (ctx: Ctx) =>
          textOf(ctx.p.facts.awaits) !== null && ctx.p.facts.awaits !== 'none' && (e.when?.(ctx) ?? true),
        data: (ctx: Ctx) => ({ ...e.data?.(ctx), awaits: ctx.p.facts.awaits ?? 'none' }),
      })),
    },
    {
      act: 'recheck-suspension',
      label: label('确认中止情形仍在', 'Confirm that the cause goes on'),
      from: ['Suspended'],
      by: UNIT_HEAD,
      basis: 'M49 art. 28; house: periodic re-check',
      form: z.object({ causeGoesOn: affirmed('中止情形仍在', 'The cause goes on') }),
      to: 'same',
      start: [{ deadline: 'house-suspend-check' }],
    },
    {
      act: 'resume',
      label: label('恢复办理', 'Resume'),
      from: ['Suspended'],
      proposedBy: OFFICERS,
      by: DEPT_HEAD,
      guards: [causeEndFits],
      basis: 'M49 art. 28; ZJ-LSI art. 30 ¶2',
      form: z.object({ causeEndedOn: date('中止情形消除之日', 'Day the cause ended') }),
      to: 'Investigating',
      resume: { clocks: ['tip-investigate', 'inspection-investigate'], at: causeEnd },
      stop: ['house-suspend-check', 'tip-suspend', 'inspection-suspend'],
    },
    ...jurisdiction('open', LEAVES),
    {
      ...LEAVES,
      act: 'competence-lacking',
      label: label('不属本部门职责，移送', 'Competence found lacking'),
      from: ['Accepted', 'Investigating'],
      proposedBy: OFFICERS,
      by: DEPT_HEAD,
      basis: 'M49 arts. 21 ¶2, 27 ¶1(1)',
      form: z.object({
        transferTo: choice('移送至', 'To whom', [
          ['hrss', '其他人力资源社会保障部门', 'Another HRSS department'],
          ['medical-security', '医疗保障行政部门', 'Medical-security department'],
          ['finance', '财政部门', 'Finance department'],
          ['collection-body', '社会保险费征收机构', 'Contribution-collection body'],
          ['other', '其他有权机关', 'Another competent body'],
        ]),
        transferNumber: docNumber('移送函文号', 'Number of the transfer letter'),
        transferReasons: words('理由', 'Reasons'),
      }),
    },
    {
      act: 'receipt',
      label: label('对方收到', 'Receipt by the other body'),
      from: ['TransferringOut'],
      by: external('other-authority'),
      basis: 'M49 art. 27 ¶1(1); house: tracked until somebody has it',
      note: withOutcome('transferred'),
      to: 'AwaitingOutcome',
      stop: ['house-receipt'],
    },
    {
      act: 'returned',
      label: label('退回', 'Returned'),
      // An accepted tip stays accepted, also where the return comes after the receipt (3.1).
      from: ['TransferringOut', 'AwaitingOutcome'],
      when: returnedHere,
      by: external('other-authority'),
      basis: 'house: an accepted tip stays accepted',
      note: withoutOutcome('transferred'),
      to: 'Investigating',
      stop: ['house-receipt'],
      start: [{ deadline: 'tip-investigate' }],
    },
    watchAgain({
      deadline: 'house-receipt',
      to: 'other-authority',
      label: label('移送未获回执', 'No receipt of the transfer'),
      from: ['TransferringOut'],
      tell: [task('officer', '移送尚无回执，请催办', 'No receipt of the transfer: ask', 'house: house-receipt')],
    }),
    {
      act: 'merge',
      label: label('并入主案', 'Merge into a leading case'),
      from: ['Accepted', 'Investigating', 'Suspended'],
      proposedBy: OFFICERS,
      by: UNIT_HEAD,
      guards: [leadingKnown, leadingAccepted, noFollowers, nothingHeld, nothingElseOpen],
      basis: 'M49 art. 23 ¶2',
      form: z.object({
        leading: caseId('主案', 'Leading case'),
        sameSubject: affirmed('同一被举报人', 'Same person or unit reported'),
        sameFacts: affirmed('同一事实', 'Same facts'),
        newClue: yesNo('有新的有效线索', 'There is a new valid clue'),
      }),
      patch: (ctx) => ({ mergedInto: String(ctx.form.leading), ...sameOfficers(ctx) }),
      note: (ctx) => {
        const filed = openClock(ctx, 'penalty-decide')?.count?.start;
        return { follower: ctx.case.id, leading: ctx.form.leading ?? null, ...(filed ? { filedAt: filed } : {}) };
      },
      to: 'MergedIn',
      supersede: ['tip-investigate', 'penalty-decide'],
      cancel: OPEN_CLOCKS_OF_WORK,
    },
    ...joins({
      ...repeatMerged,
      from: ['Accepted', 'Investigating', 'Suspended', 'TransferringOut', 'AwaitingOutcome'],
      basis: 'M49 art. 23 ¶2',
      to: 'same',
      supersede: ['tip-investigate'],
      start: [
        {
          deadline: 'tip-investigate',
          at: (ctx) => (typeof ctx.form.mergedOn === 'string' ? ctx.form.mergedOn : ctx.at),
          // A suspension goes on: the new period begins frozen.
          paused: (ctx) => openClock(ctx, 'tip-investigate')?.count?.pauses?.some((x) => x.to === null) ?? false,
        },
      ],
      // The new period may be extended again (counting.md 17).
      lower: ['extended'],
      tasks: [
        task(
          'officer',
          '并入新的有效线索，办理期限重新起算',
          'A new valid clue was merged in: the whole period starts again',
          'M49 art. 23 ¶2',
        ),
      ],
    }),
    ...joins({ ...clueAdded, from: 'open', basis: 'M49 art. 23 ¶2; house', to: 'same' }),
    followerLeft,
    {
      act: 'tipster-withdrew',
      label: label('举报人撤回，依职权继续', 'The tipster withdrew; goes on by own motion'),
      from: 'open',
      by: 'system',
      basis: 'house: M49 has no rule on withdrawal; it never ends the case',
      to: 'same',
      raise: ['own-motion'],
    },
    {
      act: 'nothing-found',
      label: label('未发现问题或者证据不足', 'Nothing found, or weak evidence'),
      from: ['Investigating'],
      proposedBy: OFFICERS,
      by: UNIT_HEAD,
      basis: 'APL art. 40; M49 art. 27 ¶1(2)',
      form: z.object({
        nothingWhy: choice('情形', 'Which', [
          ['nothing', '未发现违法事实', 'No violation'],
          ['weak', '证据不足', 'Weak evidence'],
        ]),
        covered: COVERED,
        report: words('调查结论', 'Conclusion of the inquiry'),
      }),
      note: withOutcome('nothing-found'),
      to: 'AwaitingOutcome',
      stop: ['inspection-investigate'],
    },
    {
      act: 'withdraw-case',
      label: label('撤销立案', 'Withdraw the filed case'),
      from: ['Investigating'],
      flag: 'case-filed',
      proposedBy: OFFICERS,
      by: DEPT_HEAD,
      basis: 'APL art. 33; LSI art. 18(3); LSI-25 art. 35',
      form: z.object({
        withdrawCaseWhy: choice('情形', 'Why', [
          ['slight-corrected', '轻微并已改正', 'Slight and corrected'],
          ['facts-fail', '违法事实不能成立', 'The facts do not stand'],
        ]),
        fraudFound: yesNo('查实有欺诈骗取行为', 'Fraud was found'),
        report: words('调查结论', 'Conclusion of the inquiry'),
      }),
      note: withOutcome('case-withdrawn'),
      to: 'AwaitingOutcome',
      lower: ['case-filed'],
      cancel: ['penalty-decide', 'inspection-investigate', 'inspection-decide'],
    },
    {
      act: 'expert-finding',
      label: label('取得鉴定、审计结论', 'Expert finding received'),
      from: ['Investigating', 'Suspended'],
      by: external('any', ['officer']),
      basis: 'APL art. 46; M48 art. 22',
      form: z.object({
        findingKind: choice('种类', 'Kind', [
          ['audit', '审计', 'Audit'],
          ['appraisal', '鉴定', 'Appraisal'],
          ['medical', '劳动能力或者伤情鉴定', 'Disability or injury assessment'],
        ]),
      }),
      to: 'same',
    },
    {
      act: 'contest-finding',
      label: label('对鉴定、审计结论有异议', 'An expert finding is contested'),
      from: ['Investigating', 'Suspended', 'AwaitingOutcome'],
      by: external('party'),
      basis: 'APL arts. 40, 45; house: re-appraisal before referral',
      to: 'same',
      raise: ['disputed'],
      tasks: [
        task(
          'officer',
          '鉴定、审计结论有异议，移送或者处罚前应重新鉴定',
          'Contested finding: re-appraise before referral or penalty',
          'house: re-appraisal before referral',
        ),
      ],
    },
    {
      act: 're-appraised',
      label: label('重新鉴定完成', 'Re-appraised'),
      from: ['Investigating', 'Suspended', 'AwaitingOutcome'],
      flag: 'disputed',
      by: external('any', ['officer']),
      basis: 'house: re-appraisal before referral',
      form: z.object({
        reappraisal: choice('结果', 'Result', [
          ['upheld', '维持', 'Upheld'],
          ['changed', '改变', 'Changed'],
        ]),
      }),
      to: 'same',
      lower: ['disputed'],
    },
    {
      act: 'suspect-crime',
      label: label('涉嫌犯罪', 'Crime suspected'),
      from: ['Investigating'],
      by: OFFICERS,
      guards: [undisputed, moreThanMatch],
      basis: 'TR art. 3',
      form: z.object({
        crimeStandard: choice('达到的标准', 'Standard met', [
          ['amount', '涉案金额', 'Amount involved'],
          ['circumstances', '情节', 'Circumstances'],
          ['consequences', '造成的后果', 'Consequences'],
        ]),
        crimeKind: choice('涉嫌', 'Suspected of', [
          ['fraud', '诈骗', 'Fraud'],
          ['embezzlement', '贪污、职务侵占', 'Embezzlement'],
          ['misappropriation', '挪用', 'Misappropriation'],
          ['duty', '渎职', 'Breach of duty'],
          ['other', '其他', 'Other'],
        ]),
        evidence: choices('证据', 'Evidence', EVIDENCE),
        otherMatters: yesNo('还有其他事项需继续调查', 'Something else remains to be investigated'),
        suspicion: words('涉嫌犯罪的事实', 'Facts'),
      }),
      note: () => ({ crimeSuspected: true }),
      to: 'same',
    },
    {
      act: 'official-involved',
      label: label('涉及公职人员', 'An official is involved'),
      from: ['Investigating'],
      by: UNIT_HEAD,
      basis: 'SL arts. 15, 37; TR art. 19',
      form: z.object({
        cadre: choice('管理权限', 'Cadre authority', [
          ['own', '本级', 'Own level'],
          ['above', '上级', 'Above'],
          ['unknown', '待确定', 'To be found out'],
        ]),
      }),
      note: () => ({ officialInvolved: true }),
      to: 'same',
      tasks: [
        task(
          'unit-head',
          '将线索移送纪检监察机关',
          'Pass the lead to the discipline or supervision organ',
          'SL art. 37',
        ),
      ],
    },
    {
      act: 'findings-ready',
      label: label('提出调查结论', 'Findings ready'),
      from: ['Investigating'],
      proposedBy: OFFICERS,
      by: UNIT_HEAD,
      guards: [moreThanMatch, causeAnswered, groundNamed, filedFirst, undisputedForPenalty, amountsKnown],
      basis: 'APL art. 57; M48 art. 22',
      form: z.object({
        covered: COVERED,
        proposesPenalty: yesNo('拟给予行政处罚', 'A penalty is proposed'),
        ground: choice('处罚依据', 'Ground of the penalty', PENALTY_GROUNDS).optional(),
        violations: choices('查实的行为', 'Violations', labelsOf(CONDUCT)).optional(),
        roles: choices('有关人员的角色', 'Roles of the involved', ROLES_INVOLVED),
        intent: choice('主观状态', 'Intent', INTENT),
        causedBy: choice('由谁造成', 'Who caused it', CAUSED_BY),
        amounts: AMOUNTS,
        actEndedOn: date('违法行为终了之日（仍在继续的不填）', 'Day the act ended (empty: still going on)').optional(),
        evidence: choices('证据', 'Evidence', EVIDENCE),
        tracks: choices('其他去向', 'Other tracks', TRACKS).optional(),
        report: words('调查结论', 'Conclusion of the inquiry'),
      }),
      to: 'AwaitingOutcome',
      stop: ['inspection-investigate'],
      // Sent back and concluded again: no clock is renewed.
      start: [
        { deadline: 'inspection-decide', when: (ctx) => inspection(ctx) && !openClock(ctx, 'inspection-decide') },
      ],
    },
    {
      act: 'penalty-decided',
      label: label('已作出处罚决定', 'Penalty decided'),
      from: ['AwaitingOutcome', 'Investigating', 'Suspended', 'Concluded'],
      by: 'system',
      basis: 'M49 art. 27 ¶1(1)',
      note: withOutcome('penalty'),
      to: 'same',
    },
    {
      act: 'not-punished',
      label: label('查实，不予处罚', 'Verified, not punished'),
      from: ['AwaitingOutcome', 'Investigating', 'Suspended', 'Concluded'],
      by: 'system',
      // `penalty-decide` and `inspection-decide` are stopped where they are driven, in 3.3.
      basis: 'M49 art. 27 ¶1(3) (reading, for counsel)',
      note: withOutcome('no-penalty'),
      to: 'same',
    },
    {
      act: 'handling-decision',
      label: label('行政处理决定', 'Handling decision'),
      from: ['AwaitingOutcome'],
      by: DEPT_HEAD,
      guards: [guard('penalty-pending', 'state', (ctx) => !penaltyOwed(ctx))],
      basis: 'LSI-25 art. 37; M49 art. 27 ¶1(1)',
      form: z.object({
        handlingNumber: docNumber('处理决定文号', 'Number of the decision'),
        handling: choice('内容', 'What', [
          ['correct', '责令改正', 'Ordered to correct'],
          ['return', '责令退回', 'Ordered to return'],
          ['other', '其他处理', 'Other'],
        ]),
      }),
      note: withOutcome('handling-decision'),
      to: 'same',
      stop: ['penalty-decide', 'inspection-decide'],
    },
    {
      act: 'referral-received',
      label: label('公安机关签收移送', 'Referral received by the police'),
      from: ['AwaitingOutcome', 'Investigating'],
      by: 'system',
      basis: 'M49 art. 27 ¶1(1)',
      note: withOutcome('referred'),
      to: {
        // Everything else covered: nothing is left to investigate.
        choose: (ctx) =>
          ctx.p.state === 'Investigating' && ctx.p.facts.otherMatters !== false ? 'Investigating' : 'AwaitingOutcome',
        among: ['AwaitingOutcome', 'Investigating'],
      },
    },
    {
      act: 'referral-received',
      label: label('公安机关签收移送', 'Referral received by the police'),
      from: ['Suspended', 'Concluded'],
      by: 'system',
      basis: 'M49 art. 27 ¶1(1)',
      note: withOutcome('referred'),
      to: 'same',
    },
    {
      act: 'passed-on',
      label: label('已提出建议或者移送其他机关', 'Proposal or referral to another body'),
      from: ['AwaitingOutcome'],
      by: external('other-authority'),
      basis: 'M49 art. 27 ¶1(1)',
      form: z.object({
        passedTo: choice('去向', 'To whom', [
          ['discipline', '纪检监察机关', 'Discipline or supervision organ'],
          ['other', '其他机关', 'Another body'],
        ]),
      }),
      note: withOutcome('passed-on'),
      to: 'same',
    },
    {
      act: 'sent-back',
      label: label('退回补充调查', 'Sent back'),
      from: ['AwaitingOutcome'],
      by: 'system',
      basis: 'APL arts. 57–58: facts missing; no clock is renewed',
      to: 'Investigating',
      tasks: [task('officer', '事实不清，退回补充调查', 'Facts are missing: back to the inquiry', 'APL arts. 57–58')],
    },
    {
      act: 'referral-dropped',
      label: label('未移送公安机关', 'Referral dropped'),
      from: ['AwaitingOutcome', 'Investigating'],
      by: 'system',
      basis: 'TR art. 5; no clock is renewed',
      note: (ctx) => ({ ...withoutOutcome('referred')(ctx), crimeSuspected: false }),
      to: 'Investigating',
    },
    {
      act: 'returned-from-track',
      label: label('刑事程序退回，处罚程序继续', 'Returned from the criminal track; the penalty goes on by itself'),
      from: ['AwaitingOutcome', ...AT_REST],
      when: penaltyGoesOn,
      by: 'system',
      basis: 'TR arts. 10, 13; APL art. 27',
      note: (ctx) => ({ ...withoutOutcome('referred')(ctx), crimeSuspected: false }),
      to: 'same',
    },
    {
      act: 'returned-from-track',
      label: label('刑事程序退回', 'Returned from the criminal track'),
      from: ['AwaitingOutcome', 'Investigating', ...AT_REST],
      by: 'system',
      basis: 'TR arts. 10, 13; no new tip-investigate (M49 silent; house)',
      note: (ctx) => ({ ...withoutOutcome('referred')(ctx), crimeSuspected: false }),
      to: 'Investigating',
      stop: ['house-close'],
      tasks: [
        task(
          'officer',
          '案件从刑事程序退回，请依法处理',
          'The case came back from the criminal track',
          'TR arts. 10, 13',
        ),
      ],
    },
    {
      act: 'extend-inspection-decide',
      label: label('延长监察处理期限', 'Extend the decision of the inspection'),
      from: ['AwaitingOutcome'],
      when: inspection,
      proposedBy: OFFICERS,
      by: DEPT_HEAD,
      basis: 'LSI-25 art. 37',
      form: z.object({
        days: count('延长（工作日）', 'Working days', 1, 365),
        special: affirmed('情况特殊', 'A special case'),
      }),
      to: 'same',
      extend: [{ clock: 'inspection-decide', by: (ctx) => Number(ctx.form.days) }],
    },
    {
      expiry: ['inspection-decide'],
      label: label('逾期未作处理决定', 'Inspection not decided in time'),
      from: ['AwaitingOutcome', 'Investigating'],
      by: 'system',
      basis: 'LSI-25 art. 37',
      to: 'same',
      tasks: [task('dept-head', '监察案件逾期未处理', 'An inspection case is not decided in time', 'LSI-25 art. 37')],
    },
    {
      act: 'conclude',
      label: label('办结', 'Conclude'),
      from: ['AwaitingOutcome'],
      proposedBy: UNIT_HEAD,
      by: DEPT_HEAD,
      guards: [everyFindingAnswered, groundFits],
      basis: 'M49 art. 27 ¶1(1)–(3)',
      form: z.object({
        concludeGround: choice('办结依据', 'Ground', labelsOf(CONCLUSION_GROUNDS)),
        report: words('办结报告', 'Closing report'),
        controlGap: optionalWords('风险点和整改建议', 'Control gap and advice'),
      }),
      to: 'Concluded',
      stop: ['tip-investigate', 'house-redo'],
      cancel: ['house-assist', 'inspection-decide'],
      // The request that waited counts, for the house limit, from the day there is a result to tell.
      supersede: ['tip-result-feedback'],
      start: [
        { deadline: 'house-close' },
        {
          deadline: 'tip-result-feedback',
          when: (ctx) => openClock(ctx, 'tip-result-feedback') !== null,
          length: ownLimit('tip-result-feedback'),
        },
      ],
    },
    warnAgain({
      deadline: 'house-redo',
      label: label('重新处理逾期', 'Ordered again, not concluded'),
      from: 'open',
      tell: [
        task(
          'dept-head',
          '上级责令重新处理的案件尚未办结',
          'A case ordered to be done again is not concluded',
          'M49 art. 29',
        ),
      ],
    }),
    {
      expiry: ['tip-investigate', 'inspection-investigate'],
      label: label('办理期限届满', 'Not concluded in time'),
      from: 'open',
      by: 'system',
      basis: 'M49 arts. 27 ¶2, 39(1); LSI art. 17',
      to: 'same',
      tasks: [task('dept-head', '案件逾期未办结', 'A case was not concluded in time', 'M49 art. 39(1)')],
    },
    {
      expiry: ['penalty-decide'],
      label: label('处罚期限届满', 'Ninety days over'),
      from: 'any',
      by: 'system',
      basis: 'APL art. 60; criminal hold: TR art. 11, effect for counsel',
      to: 'same',
      outcome: (ctx) => (referralOpen(ctx) ? 'warn' : 'breach'),
      tasks: [task('dept-head', '自立案起已满九十日', 'Ninety days since the filing are over', 'APL art. 60')],
    },
    {
      expiry: ['tip-result-feedback'],
      label: label('结果答复超过内部时限', 'Result not answered within the house limit'),
      from: AT_REST,
      by: 'system',
      basis: 'M49 art. 30 (no number of days)',
      to: 'same',
      outcome: () => 'warn',
      tasks: [
        task('unit-head', '举报人要求的处理结果尚未答复', 'The tipster still waits for the result', 'M49 art. 30'),
      ],
    },
    {
      act: 'give-feedback',
      label: label('答复处理结果', 'Give the result'),
      from: AT_REST,
      proposedBy: CLERK,
      by: UNIT_HEAD,
      guards: [resultAsked],
      basis: 'M49 art. 30',
      form: z.object({
        feedbackHow: choice('答复方式', 'How', [
          ['written', '书面', 'Written'],
          ['oral', '口头并记录', 'Aloud, and noted down'],
        ]),
        feedbackText: words('答复内容', 'What is told'),
        nothingSecret: affirmed('不含涉密和他人隐私内容', 'Nothing secret or private in it'),
      }),
      to: 'same',
      stop: ['tip-result-feedback'],
    },
    {
      act: 'clear-accused',
      label: label('澄清正名', 'Clear the wrongly accused'),
      from: ['AwaitingOutcome', ...AT_REST],
      proposedBy: UNIT_HEAD,
      by: DEPT_HEAD,
      guards: [
        guard(
          'not-cleared',
          'state',
          (ctx) => outcomesOf(ctx).includes('nothing-found') || outcomesOf(ctx).includes('case-withdrawn'),
        ),
      ],
      basis: 'GP art. 53; house for others',
      form: z.object({
        clearedHow: choice('方式', 'How', [
          ['letter', '书面告知本人', 'Letter to the person'],
          ['unit', '向所在单位说明', 'Statement to their unit'],
          ['public', '公开说明（经本人同意）', 'Public statement, with consent'],
        ]),
        revealsNobody: affirmed('澄清内容不暴露举报人', 'It reveals no tipster'),
      }),
      to: 'same',
      note: () => ({ accusedCleared: true }),
    },
    {
      act: 'archive',
      label: label('归档', 'Archive'),
      from: ['Concluded'],
      proposedBy: CLERK,
      by: UNIT_HEAD,
      guards: [resultTold, nothingHeld],
      basis: 'M49 arts. 27, 30; APL art. 47',
      form: z.object({
        packageComplete: affirmed('案卷材料齐全', 'The archive package is complete'),
        archiveNumber: docNumber('档号', 'Archive number'),
        retention: choice('保管期限', 'Kept', [
          ['permanent', '永久', 'Permanently'],
          ['long', '长期', 'Long'],
          ['short', '短期', 'Short'],
        ]),
      }),
      to: 'Archived',
      stop: ['house-close'],
      effects: [tellMerged('leading-archived')],
    },
    warnAgain({
      deadline: 'house-close',
      label: label('逾期未归档', 'Not archived in time'),
      from: ['Concluded'],
      tell: [task('unit-head', '已办结案件尚未归档', 'A concluded case is not archived', 'house: house-close')],
    }),
    {
      act: 'note-clue',
      label: label('收到新线索', 'A new clue was received'),
      from: AT_REST,
      by: CLERK,
      guards: [cluePast],
      basis: 'M49 art. 21 ¶1, ¶3',
      form: z.object({ clueReceivedOn: date('接收日', 'Day of receipt'), clue: words('新线索', 'The clue', 20_000) }),
      to: 'same',
      // A second clue does not lengthen the review of the first.
      start: [{ deadline: 'tip-review', at: noted, when: (ctx) => openClock(ctx, 'tip-review') === null }],
    },
    {
      ...reopenedByClue,
      act: 'new-clue',
      label: label('新线索有效，重新受理', 'New and valid clue: accepted again'),
      from: AT_REST,
      proposedBy: CLERK,
      by: UNIT_HEAD,
      guards: [clueWaits],
      basis: 'M49 art. 21 ¶1(3) read the other way',
      form: z.object({ trulyNew: affirmed('确有新的有效线索', 'The clue is new and valid') }),
      note: afresh,
    },
    {
      act: 'no-new-clue',
      label: label('没有新的有效线索', 'Nothing new in it'),
      from: AT_REST,
      proposedBy: CLERK,
      by: UNIT_HEAD,
      guards: [clueWaits],
      basis: 'M49 art. 21 ¶1(3)',
      form: z.object({ refusalReasons: words('理由', 'Reasons') }),
      to: 'same',
      stop: ['tip-review'],
    },
    {
      ...reopenedByClue,
      expiry: ['tip-review'],
      label: label('新线索期满视为受理', 'New clue accepted by silence'),
      from: AT_REST,
      by: 'system',
      basis: 'M49 art. 21 ¶3',
      note: afresh,
      tasks: [
        task(
          'unit-head',
          '新线索期满未审查，视为受理',
          'The new clue was not reviewed in time: accepted',
          'M49 art. 21 ¶3',
        ),
      ],
    },
    {
      act: 'redo',
      label: label('上级责令重新处理', 'The superior orders it done again'),
      from: AT_REST,
      by: external('superior-organ'),
      basis: 'M49 arts. 26, 29',
      form: z.object({
        timeSet: count('上级确定的期限', 'Time set by the superior', 1, 1000).optional(),
        timeUnit: choice('单位', 'Unit', [
          ['wd', '工作日', 'Working days'],
          ['cd', '日', 'Calendar days'],
        ]).optional(),
      }),
      note: afresh,
      to: 'Investigating',
      stop: ['house-close'],
      // Where the superior sets a time, that time runs; else the house limit.
      start: [
        {
          deadline: 'house-redo',
          length: (ctx) =>
            typeof ctx.form.timeSet === 'number'
              ? { length: ctx.form.timeSet, unit: ctx.form.timeUnit === 'cd' ? 'cd' : 'wd' }
              : null,
        },
      ],
    },
    ...(['leading-archived', 'leading-refused', 'leading-transferred'] as const).map(
      (act): Row => ({
        act,
        label: label('主案办结', 'Leading case ended'),
        from: ['MergedIn'],
        by: 'system',
        basis: 'M49 arts. 23, 30',
        to: 'Archived',
        effects: [{ kind: 'notice', to: 'tipster', when: noticeWanted }],
      }),
    ),
    ...URGENCY,
  ],
};
