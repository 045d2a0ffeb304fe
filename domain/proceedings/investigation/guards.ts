import { z } from 'zod';
import { dueByRow } from '../../case/edition.ts';
import type { AnyCtx, Guard, Refusal } from '../../case/types.ts';
import {
  type CONCLUSION_GROUNDS,
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
import type { Amount } from '../parts/amounts.ts';
import { affirmed, choice, date, docNumber, staffList, words, yesNo } from '../parts/forms.ts';
import type { Followed } from '../parts/merging.ts';
import { DEPT_HEAD, isOver, OFFICERS, openClock, t, UNIT_HEAD } from '../parts/rows.ts';
import { penalties } from '../penalty/head.ts';
import { BEFORE_DECISION } from '../penalty/terms.ts';
import { referrals } from '../police-referral/head.ts';
import { flagged, type Here, type Kept, more, row, some } from './head.ts';

type OutcomeId = (typeof OUTCOMES)[number]['id'];
type ConclusionId = (typeof CONCLUSION_GROUNDS)[number]['id'];

export const inspection = (ctx: AnyCtx) => ctx.case.regime === 'labour-inspection';
export const noticeWanted = (ctx: AnyCtx) => ctx.case.tipster.named && ctx.case.tipster.wantsNotice;

/* ---- outcomes: facts on AwaitingOutcome, several may stand together ---- */

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
export const assignable: Guard<{ officers: string[] }> = {
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
export const assignees = (ctx: AnyCtx): string[] =>
  Object.keys(ctx.facts.directory.people).filter((id) => notAssignable(ctx, id) === null);

export const linked = guard('accused-not-linked', 'state', (ctx) => ctx.case.accused.linked);

export const OFFICERS_FORM = z.object({
  officers: staffList('承办人', 'Officers', 1),
  conflictChecked: affirmed(
    '已核对利益关系，含聘用、借调人员',
    'Conflicts were checked, contract and seconded staff included',
  ),
});

/* ---- lessons from cases: evidence before contact, a match is a lead ---- */

export const evidenceFirst = guard('evidence-first', 'state', (ctx) => flagged(ctx, 'contact-cleared'));

export const secured = guard('evidence-not-secured', 'state', (ctx) => flagged(ctx, 'evidence-secured'));

export const undisputed = guard('disputed-finding', 'state', (ctx) => !flagged(ctx, 'disputed'));

export const EVIDENCE = [
  ['documents', '书证、档案', 'Documents and files'],
  ['statements', '证人证言、当事人陈述', 'Statements'],
  ['records', '银行、系统等电子数据', 'Bank and system records'],
  ['expert', '鉴定意见、审计报告', 'Expert opinion or audit'],
  ['on-site', '勘验、现场笔录', 'On-site record'],
  ['data-match', '数据比对', 'Data match'],
] as const;
export const moreThanMatch = guard('match-is-a-lead', 'form', (ctx: Here<{ evidence: string[] }>) =>
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

export const causeAnswered = guard(
  'cause-and-intent',
  'form',
  forPenalty(({ form }) => form.causedBy !== 'unclear' && form.intent !== 'unclear'),
);
export const groundNamed = guard(
  'penalty-ground',
  'form',
  forPenalty(({ form }) => form.ground !== undefined),
);
export const filedFirst = guard(
  'case-not-filed',
  'form',
  forPenalty((ctx) => flagged(ctx, 'case-filed')),
);
export const undisputedForPenalty = guard(
  'disputed-finding',
  'form',
  forPenalty((ctx) => !flagged(ctx, 'disputed')),
);
export const amountsKnown = guard('amount-not-known-yet', 'form', (ctx: Here<{ amounts: Amount[] }>) =>
  ctx.form.amounts.every((a) => a.knownOn <= dayOf(ctx.at)),
);

export const ROLES_INVOLVED = [
  ['organiser', '组织者', 'Organiser'],
  ['insider', '内部人员', 'Insider'],
  ['willing', '自愿参与', 'Willing'],
  ['deceived', '受骗参与', 'Deceived'],
  ['employer', '用人单位', 'Employer'],
  ['service-body', '服务机构', 'Service body'],
] as const;
export const INTENT = [
  ['intent', '故意', 'Intent'],
  ['negligence', '过失', 'Negligence'],
  ['none', '没有主观过错', 'No fault'],
  ['unclear', '尚不清楚', 'Not clear'],
] as const;
export const CAUSED_BY = [
  ['accused', '被举报人', 'The accused'],
  ['agency', '经办机构', 'The agency'],
  ['third-party', '第三人', 'A third party'],
  ['unclear', '尚不清楚', 'Not clear'],
] as const;
export const TRACKS = [
  ['handling', '行政处理', 'Handling decision'],
  ['police', '移送公安', 'Police'],
  ['discipline', '移送纪检监察', 'Discipline inspection'],
  ['other-body', '移送或者建议其他机关', 'Another body'],
  ['recovery', '追回', 'Recovery'],
] as const;

export const COVERED = affirmed('举报涉及的每个人、每件事都已查明', 'Every person and act of the tip is covered');

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
export const fileCase = (body: boolean) =>
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
export const toldNext = (ctx: AnyCtx) => ctx.case.tipster.named && openClock(ctx, 'inspection-extend-notice') === null;

export const suspend = (zj: boolean) =>
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

export const causeEnd = (ctx: Here<{ causeEndedOn: PlainDate }>) => ctx.form.causeEndedOn;
export const causeEndFits = guard(
  'cause-ended-on',
  'form',
  (ctx: Here<{ causeEndedOn: PlainDate }>) =>
    causeEnd(ctx) <= dayOf(ctx.at) && causeEnd(ctx) >= (ctx.p.facts.suspendedOn ?? ''),
);

export const notYetOver = guard('notice-too-late', 'form', (ctx: Here<{ checkNotice: string }>) => {
  if (ctx.form.checkNotice !== 'before') return true;
  const clock = openClock(ctx, 'onsite-inspection-notice');
  return clock !== null && !isOver(clock, ctx);
});
export const onSpotGround = guard(
  'on-spot-ground',
  'form',
  (ctx: Here<{ checkNotice: string; noticeWouldSpoil?: boolean | undefined }>) =>
    ctx.form.checkNotice !== 'on-spot' || ctx.form.noticeWouldSpoil === true,
);
export const checkAhead = guard(
  'check-in-past',
  'form',
  (ctx: Here<{ checkOn: PlainDate }>) => ctx.form.checkOn >= dayOf(ctx.at),
);

export const pendingReason = guard(
  'inspection-not-running',
  'state',
  (ctx) => openClock(ctx, 'inspection-investigate') !== null,
);

/* ---- leaving, merging, coming back ---- */

export const LEAVES = some({
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
export const joins = <R extends RowOf<string, string, never, string, string, Followed>>(row: R): R[] => [
  more(row, {
    when: earlierFiling,
    raise: ['case-filed'],
    start: [{ deadline: 'penalty-decide', at: (ctx) => ctx.form.filedAt ?? ctx.at }],
  }),
  more(row, { when: (ctx) => !earlierFiling(ctx) }),
];

export const OPEN_CLOCKS_OF_WORK: ClockId[] = [
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

export const AT_REST = ['Concluded', 'Archived'] as const;
export const noted = (ctx: Here<{ clueReceivedOn: PlainDate }>) => ctx.form.clueReceivedOn;
/** The receipt of the clue under review: the start of its own period of review. */
const clueReceived = (ctx: AnyCtx) => openClock(ctx, 'tip-review')?.count?.start ?? ctx.at;
export const clueWaits = guard('no-clue-waits', 'state', (ctx) => openClock(ctx, 'tip-review') !== null);
export const cluePast = guard(
  'clue-date/investigation',
  'form',
  (ctx: Here<{ clueReceivedOn: PlainDate }>) => noted(ctx) <= dayOf(ctx.at),
);
export const reopenedByClue = some({
  to: 'Accepted',
  stop: ['tip-review', 'house-close'],
  start: [{ deadline: 'tip-investigate', at: clueReceived }, { deadline: 'house-assign' }],
  lower: ['extended', 'evidence-secured', 'contact-cleared'],
});

export const resultAsked = guard('result-not-asked', 'state', (ctx) => openClock(ctx, 'tip-result-feedback') !== null);
export const resultTold = guard('result-still-owed', 'state', (ctx) => openClock(ctx, 'tip-result-feedback') === null);
export const nothingHeld = guard('evidence-still-held', 'state', (ctx) => !flagged(ctx, 'evidence-held'));

export const nothingElseOpen = guard(
  'other-proceedings-open',
  'state',
  (ctx) =>
    !Object.values(ctx.case.proceedings).some(
      (p) => p.ended === null && ['penalty', 'police-referral'].includes(p.kind),
    ),
);

export const returnedHere = (ctx: Here) => ctx.p.state === 'TransferringOut' || outcomesOf(ctx).includes('transferred');
export const penaltyGoesOn = (ctx: AnyCtx) => penalties(ctx.case).some((p) => p.ended === null && p.state !== 'Served');
