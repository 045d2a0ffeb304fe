import { z } from 'zod';
import { dueByRow, mostByRow } from '../../case/edition.ts';
import type { AnyCtx, Guard, Refusal } from '../../case/types.ts';
import {
  CONCLUSION_GROUNDS,
  CONDUCT,
  EVIDENCE_DISPOSITIONS,
  INSPECTION_SUSPENSION_GROUNDS,
  labelsOf,
  type OUTCOMES,
  TIP_SUSPENSION_GROUNDS,
} from '../../law/grounds.ts';
import type { ClockId } from '../../law/index.ts';
import { lookUp } from '../../look-up.ts';
import { canSee, certificateOn, rolesOn } from '../../people/may.ts';
import { atFields, guard, refuse } from '../../refusal.ts';
import { dayOf } from '../../time/day.ts';
import type { PlainDate } from '../../time/types.ts';
import type { RowOf } from '../define.ts';
import { intakes } from '../intake/head.ts';
import { LINK_FORM, LINK_GUARDS, linkNote, linkPatch, SECOND } from '../intake/index.ts';
import { AMOUNTS, type Amount } from '../parts/amounts.ts';
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
import { jurisdiction } from '../parts/jurisdiction.ts';
import {
  clueAdded,
  type Followed,
  followerLeft,
  leadingAccepted,
  leadingKnown,
  noFollowers,
  repeatMerged,
  tellMerged,
} from '../parts/merging.ts';
import { sameOfficers } from '../parts/outside.ts';
import { RECUSAL, tipsterRecusal } from '../parts/recusal.ts';
import {
  CLERK,
  DEPT_HEAD,
  external,
  isOver,
  OFFICERS,
  openClock,
  ownLimit,
  remindThenReport,
  t,
  task,
  UNIT_HEAD,
  warnAgain,
  watchAgain,
} from '../parts/rows.ts';
import { URGENCY } from '../parts/urgency.ts';
import { penalties } from '../penalty/head.ts';
import { BEFORE_DECISION, PENALTY_GROUNDS } from '../penalty/terms.ts';
import { referrals } from '../police-referral/head.ts';
import { flagged, type Here, type Kept, more, row, some, table } from './head.ts';

type OutcomeId = (typeof OUTCOMES)[number]['id'];
type ConclusionId = (typeof CONCLUSION_GROUNDS)[number]['id'];

const inspection = (ctx: AnyCtx) => ctx.case.regime === 'labour-inspection';
const noticeWanted = (ctx: AnyCtx) => ctx.case.tipster.named && ctx.case.tipster.wantsNotice;

/* ---- outcomes: facts on AwaitingOutcome, several may stand together ---- */

const outcomesOf = ({ p }: Here): OutcomeId[] => p.facts.outcomes ?? [];
const withOutcome = (id: OutcomeId) => (ctx: Here) => ({ outcomes: [...new Set([...outcomesOf(ctx), id])] });
const withoutOutcome = (id: OutcomeId) => (ctx: Here) => ({ outcomes: outcomesOf(ctx).filter((x) => x !== id) });
/** A new run asks every question again. */
const afresh = () => ({
  outcomes: [],
  tracks: [],
  proposesPenalty: false,
  crimeSuspected: false,
  officialInvolved: false,
});

const referralOpen = (ctx: AnyCtx) => referrals(ctx.case).some((p) => p.ended === null);
/** A penalty not yet decided: its answer is still owed, unless the criminal track holds it (TR art. 11). */
const penaltyOwed = (ctx: Here) =>
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

const everyFindingAnswered: Guard<unknown, Kept> = {
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

const groundFits = guard('conclusion-ground', 'form', (ctx: Here<{ concludeGround: ConclusionId }>) =>
  conclusionGrounds(outcomesOf(ctx), ctx.p.facts).includes(ctx.form.concludeGround),
);

/* ---- who investigates ---- */

/** Why a person cannot be named as an officer of this case: post, certificate, duties apart, or outside it; null: they can. */
function notAssignable(ctx: AnyCtx, id: string): Refusal | null {
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
const assignable: Guard<{ officers: string[] }> = {
  id: 'assignable',
  check(ctx) {
    if (!ctx.filled) return null;
    const named = ctx.form.officers;
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
const assignees = (ctx: AnyCtx): string[] =>
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
const moreThanMatch = guard('match-is-a-lead', 'form', (ctx: Here<{ evidence: string[] }>) =>
  ctx.form.evidence.some((x) => x !== 'data-match'),
);

/** What the findings say of a penalty. */
interface Findings {
  proposesPenalty: boolean;
  causedBy: string;
  intent: string;
  ground?: string | undefined;
}
/** Holds of findings that propose a penalty. */
const forPenalty = (fits: (ctx: Here<Findings>) => boolean) => (ctx: Here<Findings>) =>
  !ctx.form.proposesPenalty || fits(ctx);

const causeAnswered = guard(
  'cause-and-intent',
  'form',
  forPenalty(({ form }) => form.causedBy !== 'unclear' && form.intent !== 'unclear'),
);
const groundNamed = guard(
  'penalty-ground',
  'form',
  forPenalty(({ form }) => form.ground !== undefined),
);
const filedFirst = guard(
  'case-not-filed',
  'form',
  forPenalty((ctx) => flagged(ctx, 'case-filed')),
);
const undisputedForPenalty = guard(
  'disputed-finding',
  'form',
  forPenalty((ctx) => !flagged(ctx, 'disputed')),
);
const amountsKnown = guard('amount-not-known-yet', 'form', (ctx: Here<{ amounts: Amount[] }>) =>
  ctx.form.amounts.every((a) => a.knownOn <= dayOf(ctx.at)),
);

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

/** The act to be punished. */
interface Act {
  actEndedOn?: string | undefined;
  financialHarm?: boolean | undefined;
}

/** An act undiscovered for the term of limitation (a longer one where financial safety is harmed) is not punished; the tip is the discovery. */
const withinLimitation = guard('out-of-time', 'form', (ctx: Here<Act>) => {
  const ended = ctx.form.actEndedOn;
  if (ended === undefined) return true;
  const due = dueByRow(ctx, 'limitation-penalty', ctx.form.financialHarm ? 1 : 0, ended);
  return due === null || dayOf(ctx.case.receivedAt) <= due;
});

/** The head of the inspection body files inspection cases (LSI-25 art. 19), the head of the department all others. */
const fileCase = (body: boolean) =>
  row({
    act: 'file-case',
    label: t('立案', 'File a case'),
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
    start: [{ deadline: 'penalty-decide' }, ...(body ? [{ deadline: 'inspection-investigate' } as const] : [])],
  });

const ZJ_GROUNDS = INSPECTION_SUSPENSION_GROUNDS.map((g) => [`zj-${g.id}`, g.zh, g.en] as const);
const SUSPENSION_GROUNDS = [...labelsOf(TIP_SUSPENSION_GROUNDS), ...ZJ_GROUNDS] as const;
type SuspensionGround = (typeof SUSPENSION_GROUNDS)[number][0];
/** The ground of a suspension, of what is proposed where it is being decided. */
const zhejiang = (ctx: Here<{ suspendGround?: SuspensionGround }>) =>
  ctx.form.suspendGround?.startsWith('zj-') ?? false;
const onlyZhejiang = guard(
  'suspension-without-rule',
  'form',
  (ctx: Here<{ suspendGround: SuspensionGround }>) =>
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
const toldNext = (ctx: AnyCtx) => ctx.case.tipster.named && openClock(ctx, 'inspection-extend-notice') === null;

const suspend = (zj: boolean) =>
  row({
    act: 'suspend',
    label: t('中止', 'Suspend'),
    from: ['Investigating'],
    when: (ctx) => zhejiang(ctx) === zj,
    proposedBy: OFFICERS,
    by: DEPT_HEAD,
    guards: [onlyZhejiang],
    basis: zj ? 'ZJ-LSI art. 30 ¶2' : 'M49 art. 28',
    form: z.object({
      suspendGround: choice('中止情形', 'Ground', SUSPENSION_GROUNDS),
      // Waiting for another body to annul a paper (a mediation, a judgment) is a suspension with its own follow-up.
      awaits: choice('等待的机关', 'Waiting for', AWAITS),
      awaitsAnnulment: yesNo(
        '等待该机关撤销、变更其文书',
        'Waiting for it to annul or change its own paper',
      ).optional(),
      askedOn: date('已于何日函请', 'Asked on').optional(),
      suspendReasons: words('理由', 'Reasons'),
    }),
    to: 'Suspended',
    pause: zj ? ['inspection-investigate'] : ['tip-investigate'],
    start: [
      { deadline: zj ? 'inspection-suspend' : 'tip-suspend' },
      { deadline: 'house-suspend-check' },
      ...(zj ? [{ deadline: 'inspection-extend-notice', when: toldNext } as const] : []),
    ],
    note: (ctx) => ({ suspendedOn: dayOf(ctx.at) }),
  });

const causeEnd = (ctx: Here<{ causeEndedOn: PlainDate }>) => ctx.form.causeEndedOn;
const causeEndFits = guard(
  'cause-ended-on',
  'form',
  (ctx: Here<{ causeEndedOn: PlainDate }>) =>
    causeEnd(ctx) <= dayOf(ctx.at) && causeEnd(ctx) >= (ctx.p.facts.suspendedOn ?? ''),
);

const notYetOver = guard('notice-too-late', 'form', (ctx: Here<{ checkNotice: string }>) => {
  if (ctx.form.checkNotice !== 'before') return true;
  const clock = openClock(ctx, 'onsite-inspection-notice');
  return clock !== null && !isOver(clock, ctx);
});
const onSpotGround = guard(
  'on-spot-ground',
  'form',
  (ctx: Here<{ checkNotice: string; noticeWouldSpoil?: boolean | undefined }>) =>
    ctx.form.checkNotice !== 'on-spot' || ctx.form.noticeWouldSpoil === true,
);
const checkAhead = guard(
  'check-in-past',
  'form',
  (ctx: Here<{ checkOn: PlainDate }>) => ctx.form.checkOn >= dayOf(ctx.at),
);

const pendingReason = guard(
  'inspection-not-running',
  'state',
  (ctx) => openClock(ctx, 'inspection-investigate') !== null,
);

/* ---- leaving, merging, coming back ---- */

const LEAVES = some({
  to: 'TransferringOut',
  start: [{ deadline: 'house-receipt', kind: 'watch' }],
});

/** The earlier filing binds (house): a merged case brings its own 90 days along where the leading one has none or later ones. */
const earlierFiling = (ctx: Here<{ filedAt?: string | undefined }>) => {
  const brought = ctx.form.filedAt;
  const own = openClock(ctx, 'penalty-decide');
  return brought !== undefined && (own === null || (own.count !== null && brought < own.count.start));
};
/** A row by which a merged case joins, twice: where it brings the earlier filing along, and where not. */
const joins = <R extends RowOf<string, string, never, string, string, Followed>>(row: R): R[] => [
  more(row, {
    when: earlierFiling,
    raise: ['case-filed'],
    start: [{ deadline: 'penalty-decide', at: (ctx) => ctx.form.filedAt ?? ctx.at }],
  }),
  more(row, { when: (ctx) => !earlierFiling(ctx) }),
];

const OPEN_CLOCKS_OF_WORK: ClockId[] = [
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

const AT_REST = ['Concluded', 'Archived'] as const;
const noted = (ctx: Here<{ clueReceivedOn: PlainDate }>) => ctx.form.clueReceivedOn;
/** The receipt of the clue under review: the start of its own period of review. */
const clueReceived = (ctx: AnyCtx) => openClock(ctx, 'tip-review')?.count?.start ?? ctx.at;
const clueWaits = guard('no-clue-waits', 'state', (ctx) => openClock(ctx, 'tip-review') !== null);
const cluePast = guard(
  'clue-date/investigation',
  'form',
  (ctx: Here<{ clueReceivedOn: PlainDate }>) => noted(ctx) <= dayOf(ctx.at),
);
const reopenedByClue = some({
  to: 'Accepted',
  stop: ['tip-review', 'house-close'],
  start: [{ deadline: 'tip-investigate', at: clueReceived }, { deadline: 'house-assign' }],
  lower: ['extended', 'evidence-secured', 'contact-cleared'],
});

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

const returnedHere = (ctx: Here) => ctx.p.state === 'TransferringOut' || outcomesOf(ctx).includes('transferred');
const penaltyGoesOn = (ctx: AnyCtx) => penalties(ctx.case).some((p) => p.ended === null && p.state !== 'Served');

/** 3.2 Investigation. */
export const investigation = table([
  row({
    act: 'accepted',
    label: t('受理后进入调查', 'Accepted in intake'),
    from: 'none',
    by: 'system',
    basis: 'M49 arts. 21, 27',
    to: 'Accepted',
    carry: ['urgent', 'own-motion', 'recusal-pending', 'jurisdiction-dispute', 'awaiting-designation'],
    note: (ctx) => {
      const from = intakes(ctx.case).find((p) => p.id === ctx.p.linked)?.facts ?? {};
      return {
        bySilence: from.bySilence ?? false,
        ...(from.recusals ? { recusals: from.recusals, recusalsAsked: from.recusalsAsked ?? 0 } : {}),
      };
    },
    start: [{ deadline: 'house-assign' }],
  }),
  row({
    act: 'assign',
    label: t('指派承办人', 'Assign officers'),
    from: ['Accepted'],
    by: UNIT_HEAD,
    guards: [linked, assignable],
    basis: 'APL arts. 42–43; M48 art. 26; M49 art. 35',
    form: OFFICERS_FORM,
    offers: assignees,
    patch: (ctx) => ({ officers: ctx.form.officers }),
    to: 'Investigating',
    stop: ['house-assign'],
  }),
  warnAgain({
    deadline: 'house-assign',
    label: t('逾期未指派', 'Nobody assigned in time'),
    from: ['Accepted'],
    tell: [task('dept-head', '案件尚未指派承办人', 'No officers are assigned to a case', 'house: house-assign')],
  }),
  row({
    act: 'reassign',
    label: t('改派承办人', 'Reassign officers'),
    from: ['Accepted', 'Investigating', 'AwaitingOutcome', 'Suspended'],
    by: UNIT_HEAD,
    guards: [linked, assignable],
    basis: 'APL arts. 42–43; M48 art. 26; M49 art. 35',
    form: OFFICERS_FORM,
    offers: assignees,
    patch: (ctx) => ({ officers: ctx.form.officers }),
    to: 'same',
  }),
  row({
    act: 'link-accused',
    label: t('更正被举报人关联', 'Correct the link of the accused'),
    from: 'open',
    by: { staff: ['clerk', 'unit-head'] },
    guards: LINK_GUARDS,
    basis: 'house: insiders found later are outside from then on',
    form: LINK_FORM,
    note: linkNote,
    patch: linkPatch,
    tasks: SECOND,
    to: 'same',
  }),
  fileCase(false),
  fileCase(true),
  row({
    act: 'secure-evidence',
    label: t('固定证据', 'Secure the evidence'),
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
  }),
  row({
    act: 'clear-contact',
    label: t('审核接触方案', 'Clear the plan of contact'),
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
  }),
  row({
    act: 'question-accused',
    label: t('询问被举报人', 'Question the accused'),
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
  }),
  ...RECUSAL,
  row({
    act: 'tipster-asks-recusal',
    label: t('举报人申请回避', 'The tipster asks for a recusal'),
    from: 'open',
    by: 'system',
    basis: 'M49 art. 35',
    ...tipsterRecusal,
  }),
  row({
    act: 'keep-evidence',
    label: t('先行登记保存证据', 'Keep evidence in advance'),
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
  }),
  row({
    act: 'decide-evidence',
    label: t('处理登记保存的证据', 'Decide on evidence held'),
    from: 'open',
    flag: 'evidence-held',
    proposedBy: OFFICERS,
    by: DEPT_HEAD,
    basis: 'APL art. 56; LSI-25 art. 28',
    form: z.object({ disposition: choice('处理', 'What happens to it', labelsOf(EVIDENCE_DISPOSITIONS)) }),
    to: 'same',
    lower: ['evidence-held'],
    stop: ['evidence-preserve'],
  }),
  row({
    expiry: ['evidence-preserve'],
    label: t('登记保存期满，解除', 'Evidence released'),
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
  }),
  row({
    act: 'plan-check',
    label: t('安排现场检查', 'Plan an on-site check'),
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
        at: (ctx) => ctx.form.checkOn,
        when: (ctx) => !ctx.form.spoil,
      },
    ],
  }),
  row({
    act: 'notify-check',
    label: t('通知被检查单位', 'Notify the unit of the check'),
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
  }),
  row({
    expiry: ['onsite-inspection-notice'],
    label: t('检查通知已来不及', 'Too late to notify'),
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
  }),
  row({
    act: 'draft-report-received',
    label: t('被检查单位收到检查报告', 'Draft report received by the unit'),
    from: ['Investigating'],
    by: external('subject', ['officer']),
    guards: [evidenceFirst],
    basis: 'M48 art. 22(3)',
    to: 'same',
    start: [{ deadline: 'inspection-report-comment' }],
  }),
  row({
    act: 'comment',
    label: t('被检查单位提出意见', 'The unit comments'),
    from: ['Investigating'],
    by: external('subject', ['officer', 'clerk']),
    basis: 'M48 art. 22(3)',
    form: z.object({ noObjection: yesNo('无异议', 'No objection'), comment: optionalWords('意见', 'Comment') }),
    to: 'same',
    stop: ['inspection-report-comment'],
  }),
  row({
    expiry: ['inspection-report-comment'],
    label: t('逾期未提意见，视为无异议', 'Silence: no objection'),
    from: 'open',
    by: 'system',
    basis: 'M48 art. 22(3)',
    to: 'same',
    note: () => ({ noObjection: true }),
  }),
  row({
    act: 'request-help',
    label: t('请求协查', 'Ask for help'),
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
  }),
  row({
    act: 'help-answered',
    label: t('协查有结果', 'Help given or refused'),
    from: ['Investigating', 'Suspended', 'AwaitingOutcome'],
    by: external('any'),
    basis: 'M49 arts. 24–25; APL art. 26',
    form: z.object({ helpGiven: yesNo('已提供协助', 'Help was given') }),
    to: 'same',
    stop: ['house-assist'],
  }),
  watchAgain({
    deadline: 'house-assist',
    to: 'other-authority',
    label: t('协查未获答复', 'No answer to the request for help'),
    from: ['Investigating', 'Suspended', 'AwaitingOutcome'],
    tell: [task('officer', '协查尚无答复', 'No answer to the request for help', 'house: house-assist')],
  }),
  row({
    act: 'extend',
    label: t('延长办理期限', 'Extend the tip'),
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
    extend: [{ clock: 'tip-investigate', by: (ctx) => ctx.form.days }],
  }),
  row({
    act: 'extend-inspection',
    label: t('延长监察调查期限', 'Extend the inspection'),
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
  }),
  suspend(false),
  suspend(true),
  row({
    act: 'complainant-told',
    label: t('告知投诉人延长或者中止', 'Complainant told of extension or suspension'),
    from: 'open',
    when: inspection,
    by: OFFICERS,
    guards: [guard('nothing-to-tell', 'state', (ctx) => openClock(ctx, 'inspection-extend-notice') !== null)],
    basis: 'ZJ-LSI art. 30 ¶3',
    form: z.object({ tellNumber: docNumber('告知书文号', 'Number of the notice') }),
    to: 'same',
    stop: ['inspection-extend-notice'],
  }),
  warnAgain({
    deadline: 'house-suspend-check',
    label: t('复查中止情形', 'Re-check of the suspension'),
    from: ['Suspended'],
    tell: [
      task('unit-head', '请说明中止情形是否仍在', 'Say whether the cause of the suspension goes on', 'M49 art. 28'),
    ],
    effects: remindThenReport('house-suspend-check', 'awaited-organ').map((e) => ({
      ...e,
      when: (ctx: Here) => (ctx.p.facts.awaits ?? 'none') !== 'none' && e.when(ctx),
      data: (ctx: Here) => ({ ...e.data(ctx), awaits: ctx.p.facts.awaits ?? 'none' }),
    })),
  }),
  row({
    act: 'recheck-suspension',
    label: t('确认中止情形仍在', 'Confirm that the cause goes on'),
    from: ['Suspended'],
    by: UNIT_HEAD,
    basis: 'M49 art. 28; house: periodic re-check',
    form: z.object({ causeGoesOn: affirmed('中止情形仍在', 'The cause goes on') }),
    to: 'same',
    start: [{ deadline: 'house-suspend-check' }],
  }),
  row({
    act: 'resume',
    label: t('恢复办理', 'Resume'),
    from: ['Suspended'],
    proposedBy: OFFICERS,
    by: DEPT_HEAD,
    guards: [causeEndFits],
    basis: 'M49 art. 28; ZJ-LSI art. 30 ¶2',
    form: z.object({ causeEndedOn: date('中止情形消除之日', 'Day the cause ended') }),
    to: 'Investigating',
    resume: { clocks: ['tip-investigate', 'inspection-investigate'], at: causeEnd },
    stop: ['house-suspend-check', 'tip-suspend', 'inspection-suspend'],
  }),
  ...jurisdiction('open', LEAVES),
  row({
    ...LEAVES,
    act: 'competence-lacking',
    label: t('不属本部门职责，移送', 'Competence found lacking'),
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
  }),
  row({
    act: 'receipt',
    label: t('对方收到', 'Receipt by the other body'),
    from: ['TransferringOut'],
    by: external('other-authority'),
    basis: 'M49 art. 27 ¶1(1); house: tracked until somebody has it',
    note: withOutcome('transferred'),
    to: 'AwaitingOutcome',
    stop: ['house-receipt'],
  }),
  row({
    act: 'returned',
    label: t('退回', 'Returned'),
    // An accepted tip stays accepted, also where the return comes after the receipt (3.1).
    from: ['TransferringOut', 'AwaitingOutcome'],
    when: returnedHere,
    by: external('other-authority'),
    basis: 'house: an accepted tip stays accepted',
    note: withoutOutcome('transferred'),
    to: 'Investigating',
    stop: ['house-receipt'],
    start: [{ deadline: 'tip-investigate' }],
  }),
  watchAgain({
    deadline: 'house-receipt',
    to: 'other-authority',
    label: t('移送未获回执', 'No receipt of the transfer'),
    from: ['TransferringOut'],
    tell: [task('officer', '移送尚无回执，请催办', 'No receipt of the transfer: ask', 'house: house-receipt')],
  }),
  row({
    act: 'merge',
    label: t('并入主案', 'Merge into a leading case'),
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
    patch: (ctx) => ({ mergedInto: ctx.form.leading, ...sameOfficers(ctx) }),
    note: (ctx) => {
      const filed = openClock(ctx, 'penalty-decide')?.count?.start;
      return { follower: ctx.case.id, leading: ctx.form.leading, ...(filed ? { filedAt: filed } : {}) };
    },
    to: 'MergedIn',
    supersede: ['tip-investigate', 'penalty-decide'],
    cancel: OPEN_CLOCKS_OF_WORK,
  }),
  ...joins(
    row({
      ...repeatMerged,
      from: ['Accepted', 'Investigating', 'Suspended', 'TransferringOut', 'AwaitingOutcome'],
      basis: 'M49 art. 23 ¶2',
      to: 'same',
      supersede: ['tip-investigate'],
      start: [
        {
          deadline: 'tip-investigate',
          at: (ctx: Here<{ mergedOn?: PlainDate | undefined }>) => ctx.form.mergedOn ?? ctx.at,
          // A suspension goes on: the new period begins frozen.
          paused: (ctx: AnyCtx) =>
            openClock(ctx, 'tip-investigate')?.count?.pauses?.some((x) => x.to === null) ?? false,
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
  ),
  ...joins(row({ ...clueAdded, from: 'open', basis: 'M49 art. 23 ¶2; house', to: 'same' })),
  followerLeft,
  row({
    act: 'tipster-withdrew',
    label: t('举报人撤回，依职权继续', 'The tipster withdrew; goes on by own motion'),
    from: 'open',
    by: 'system',
    basis: 'house: M49 has no rule on withdrawal; it never ends the case',
    to: 'same',
    raise: ['own-motion'],
  }),
  row({
    act: 'nothing-found',
    label: t('未发现问题或者证据不足', 'Nothing found, or weak evidence'),
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
  }),
  row({
    act: 'withdraw-case',
    label: t('撤销立案', 'Withdraw the filed case'),
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
  }),
  row({
    act: 'expert-finding',
    label: t('取得鉴定、审计结论', 'Expert finding received'),
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
  }),
  row({
    act: 'contest-finding',
    label: t('对鉴定、审计结论有异议', 'An expert finding is contested'),
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
  }),
  row({
    act: 're-appraised',
    label: t('重新鉴定完成', 'Re-appraised'),
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
  }),
  row({
    act: 'suspect-crime',
    label: t('涉嫌犯罪', 'Crime suspected'),
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
  }),
  row({
    act: 'official-involved',
    label: t('涉及公职人员', 'An official is involved'),
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
      task('unit-head', '将线索移送纪检监察机关', 'Pass the lead to the discipline or supervision organ', 'SL art. 37'),
    ],
  }),
  row({
    act: 'findings-ready',
    label: t('提出调查结论', 'Findings ready'),
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
    start: [{ deadline: 'inspection-decide', when: (ctx) => inspection(ctx) && !openClock(ctx, 'inspection-decide') }],
  }),
  row({
    act: 'penalty-decided',
    label: t('已作出处罚决定', 'Penalty decided'),
    from: ['AwaitingOutcome', 'Investigating', 'Suspended', 'Concluded'],
    by: 'system',
    basis: 'M49 art. 27 ¶1(1)',
    note: withOutcome('penalty'),
    to: 'same',
  }),
  row({
    act: 'not-punished',
    label: t('查实，不予处罚', 'Verified, not punished'),
    from: ['AwaitingOutcome', 'Investigating', 'Suspended', 'Concluded'],
    by: 'system',
    // `penalty-decide` and `inspection-decide` are stopped where they are driven, in 3.3.
    basis: 'M49 art. 27 ¶1(3) (reading, for counsel)',
    note: withOutcome('no-penalty'),
    to: 'same',
  }),
  row({
    act: 'handling-decision',
    label: t('行政处理决定', 'Handling decision'),
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
  }),
  row({
    act: 'referral-received',
    label: t('公安机关签收移送', 'Referral received by the police'),
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
  }),
  row({
    act: 'referral-received',
    label: t('公安机关签收移送', 'Referral received by the police'),
    from: ['Suspended', 'Concluded'],
    by: 'system',
    basis: 'M49 art. 27 ¶1(1)',
    note: withOutcome('referred'),
    to: 'same',
  }),
  row({
    act: 'passed-on',
    label: t('已提出建议或者移送其他机关', 'Proposal or referral to another body'),
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
  }),
  row({
    act: 'sent-back',
    label: t('退回补充调查', 'Sent back'),
    from: ['AwaitingOutcome'],
    by: 'system',
    basis: 'APL arts. 57–58: facts missing; no clock is renewed',
    to: 'Investigating',
    tasks: [task('officer', '事实不清，退回补充调查', 'Facts are missing: back to the inquiry', 'APL arts. 57–58')],
  }),
  row({
    act: 'referral-dropped',
    label: t('未移送公安机关', 'Referral dropped'),
    from: ['AwaitingOutcome', 'Investigating'],
    by: 'system',
    basis: 'TR art. 5; no clock is renewed',
    note: (ctx) => ({ ...withoutOutcome('referred')(ctx), crimeSuspected: false }),
    to: 'Investigating',
  }),
  row({
    act: 'returned-from-track',
    label: t('刑事程序退回，处罚程序继续', 'Returned from the criminal track; the penalty goes on by itself'),
    from: ['AwaitingOutcome', ...AT_REST],
    when: penaltyGoesOn,
    by: 'system',
    basis: 'TR arts. 10, 13; APL art. 27',
    note: (ctx) => ({ ...withoutOutcome('referred')(ctx), crimeSuspected: false }),
    to: 'same',
  }),
  row({
    act: 'returned-from-track',
    label: t('刑事程序退回', 'Returned from the criminal track'),
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
  }),
  row({
    act: 'extend-inspection-decide',
    label: t('延长监察处理期限', 'Extend the decision of the inspection'),
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
    extend: [{ clock: 'inspection-decide', by: (ctx) => ctx.form.days }],
  }),
  row({
    expiry: ['inspection-decide'],
    label: t('逾期未作处理决定', 'Inspection not decided in time'),
    from: ['AwaitingOutcome', 'Investigating'],
    by: 'system',
    basis: 'LSI-25 art. 37',
    to: 'same',
    tasks: [task('dept-head', '监察案件逾期未处理', 'An inspection case is not decided in time', 'LSI-25 art. 37')],
  }),
  row({
    act: 'conclude',
    label: t('办结', 'Conclude'),
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
  }),
  warnAgain({
    deadline: 'house-redo',
    label: t('重新处理逾期', 'Ordered again, not concluded'),
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
  row({
    expiry: ['tip-investigate', 'inspection-investigate'],
    label: t('办理期限届满', 'Not concluded in time'),
    from: 'open',
    by: 'system',
    basis: 'M49 arts. 27 ¶2, 39(1); LSI art. 17',
    to: 'same',
    tasks: [task('dept-head', '案件逾期未办结', 'A case was not concluded in time', 'M49 art. 39(1)')],
  }),
  row({
    expiry: ['penalty-decide'],
    label: t('处罚期限届满', 'Ninety days over'),
    from: 'any',
    by: 'system',
    basis: 'APL art. 60; criminal hold: TR art. 11, effect for counsel',
    to: 'same',
    outcome: (ctx) => (referralOpen(ctx) ? 'warn' : 'breach'),
    tasks: [task('dept-head', '自立案起已满九十日', 'Ninety days since the filing are over', 'APL art. 60')],
  }),
  row({
    expiry: ['tip-result-feedback'],
    label: t('结果答复超过内部时限', 'Result not answered within the house limit'),
    from: AT_REST,
    by: 'system',
    basis: 'M49 art. 30 (no number of days)',
    to: 'same',
    outcome: () => 'warn',
    tasks: [task('unit-head', '举报人要求的处理结果尚未答复', 'The tipster still waits for the result', 'M49 art. 30')],
  }),
  row({
    act: 'give-feedback',
    label: t('答复处理结果', 'Give the result'),
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
  }),
  row({
    act: 'clear-accused',
    label: t('澄清正名', 'Clear the wrongly accused'),
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
  }),
  row({
    act: 'archive',
    label: t('归档', 'Archive'),
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
  }),
  warnAgain({
    deadline: 'house-close',
    label: t('逾期未归档', 'Not archived in time'),
    from: ['Concluded'],
    tell: [task('unit-head', '已办结案件尚未归档', 'A concluded case is not archived', 'house: house-close')],
  }),
  row({
    act: 'note-clue',
    label: t('收到新线索', 'A new clue was received'),
    from: AT_REST,
    by: CLERK,
    guards: [cluePast],
    basis: 'M49 art. 21 ¶1, ¶3',
    form: z.object({ clueReceivedOn: date('接收日', 'Day of receipt'), clue: words('新线索', 'The clue', 20_000) }),
    to: 'same',
    // A second clue does not lengthen the review of the first.
    start: [{ deadline: 'tip-review', at: noted, when: (ctx) => openClock(ctx, 'tip-review') === null }],
  }),
  row({
    ...reopenedByClue,
    act: 'new-clue',
    label: t('新线索有效，重新受理', 'New and valid clue: accepted again'),
    from: AT_REST,
    proposedBy: CLERK,
    by: UNIT_HEAD,
    guards: [clueWaits],
    basis: 'M49 art. 21 ¶1(3) read the other way',
    form: z.object({ trulyNew: affirmed('确有新的有效线索', 'The clue is new and valid') }),
    note: afresh,
  }),
  row({
    act: 'no-new-clue',
    label: t('没有新的有效线索', 'Nothing new in it'),
    from: AT_REST,
    proposedBy: CLERK,
    by: UNIT_HEAD,
    guards: [clueWaits],
    basis: 'M49 art. 21 ¶1(3)',
    form: z.object({ refusalReasons: words('理由', 'Reasons') }),
    to: 'same',
    stop: ['tip-review'],
  }),
  row({
    ...reopenedByClue,
    expiry: ['tip-review'],
    label: t('新线索期满视为受理', 'New clue accepted by silence'),
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
  }),
  row({
    act: 'redo',
    label: t('上级责令重新处理', 'The superior orders it done again'),
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
          ctx.form.timeSet !== undefined
            ? { length: ctx.form.timeSet, unit: ctx.form.timeUnit === 'cd' ? 'cd' : 'wd' }
            : null,
      },
    ],
  }),
  ...(['leading-archived', 'leading-refused', 'leading-transferred'] as const).map((act) =>
    row({
      act,
      label: t('主案办结', 'Leading case ended'),
      from: ['MergedIn'],
      by: 'system',
      basis: 'M49 arts. 23, 30',
      to: 'Archived',
      effects: [{ kind: 'notice', to: 'tipster', when: noticeWanted }],
    }),
  ),
  ...URGENCY,
]);
