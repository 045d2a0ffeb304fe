import { z } from 'zod';
import type { AnyCtx, Who } from '../../case/types.ts';
import { labelsOf, REFERRAL_FILE } from '../../law/grounds.ts';
import { lookUp } from '../../look-up.ts';
import { certificateOn } from '../../people/may.ts';
import { guard } from '../../refusal.ts';
import { dayOf } from '../../time/day.ts';
import {
  affirmed,
  choice,
  choices,
  date,
  docNumber,
  optionalWords,
  staffList,
  words,
  yesNo,
  yuan,
} from '../parts/forms.ts';
import { RECUSAL } from '../parts/recusal.ts';
import { external, OFFICERS, runOutBefore, runs, t, task } from '../parts/rows.ts';
import { URGENCY } from '../parts/urgency.ts';
import { type Here, row, table } from './head.ts';

const PRINCIPAL: Who = { staff: ['principal'] };

const matter = (what: string) => (ctx: AnyCtx) => ({ matter: what, referral: ctx.p.id });

const taskForceOf = (ctx: Here) => ctx.p.facts.taskForce ?? [];
const reconsidered = (ctx: AnyCtx) => ctx.p.doers['ask-reconsideration'] !== undefined;

const taskForceNamed = guard('task-force-needed', 'state', (ctx: Here) => taskForceOf(ctx).length >= 2);

/** Who proposes for the task force belongs to it, and so does the second officer; the decider is not an officer of the case. */
const byTaskForce = guard('not-in-task-force', 'state', (ctx: Here) => {
  const named = taskForceOf(ctx);
  if (named.length === 0 || !ctx.person || !ctx.case.officers.includes(ctx.person.id)) return true;
  return named.includes(ctx.person.id) && (ctx.withOfficer === undefined || named.includes(ctx.withOfficer));
});

const approverApart = guard(
  'approver-in-task-force',
  'state',
  (ctx: Here) =>
    !ctx.person || (!taskForceOf(ctx).includes(ctx.person.id) && !ctx.case.officers.includes(ctx.person.id)),
);

const replyOwed = guard(
  'no-opinion-to-answer',
  'state',
  (ctx) => runs(ctx, 'nonprosecution-reply') || runs(ctx, 'house-opinion'),
);

const membersFit = guard(
  'task-force-members',
  'form',
  (ctx: Here<{ taskForce: string[] }>) => {
    const named = ctx.form.taskForce;
    const day = dayOf(ctx.at);
    return (
      new Set(named).size === named.length &&
      named.every((id) => {
        const person = lookUp(ctx.facts.directory.people, id);
        return person !== undefined && ctx.case.officers.includes(id) && certificateOn(person, day) !== null;
      })
    );
  },
  { fields: ['taskForce'] },
);

/** Lesson of the published cases: people were held for months on a finding that did not stand. */
const findingStands = guard(
  'expert-finding-contested',
  'form',
  (ctx: Here<{ expertFinding: string }>) => ctx.form.expertFinding !== 'contested',
);

type FileId = (typeof REFERRAL_FILE)[number]['id'];

const fileComplete = guard(
  'referral-file-incomplete',
  'form',
  (ctx: Here<{ files: FileId[]; expertFinding: string }>) => {
    const least: FileId[] = ['letter', 'report', 'goods'];
    if (ctx.form.expertFinding !== 'none') least.push('appraisal');
    return least.every((f) => ctx.form.files.includes(f));
  },
);

const amountDated = guard(
  'amount-known-on',
  'form',
  (ctx: Here<{ amount?: number | undefined; amountKnownOn?: string | undefined }>) =>
    ctx.form.amount === undefined || ctx.form.amountKnownOn !== undefined,
);

const notTheReconsideration = guard('decision-on-reconsideration', 'state', (ctx) => !reconsidered(ctx));

const wasReconsidered = guard('no-reconsideration-asked', 'state', reconsidered);

const orderNamed = guard(
  'order-number-needed',
  'form',
  (ctx: Here<{ ground: string; orderNumber?: string | undefined }>) =>
    ctx.form.ground !== 'ordered' || ctx.form.orderNumber !== undefined,
);

const BEFORE_DECISION = ['Proposed', 'AwaitingDefence', 'HearingScheduled', 'LegalReview', 'Decision', 'Void'];
const outcomeReached = guard('no-administrative-outcome', 'state', (ctx) =>
  Object.values(ctx.case.proceedings).some(
    (p) =>
      (p.kind === 'penalty' && !BEFORE_DECISION.includes(p.state)) ||
      (p.kind === 'investigation' && ['AwaitingOutcome', 'Concluded', 'Archived'].includes(p.state)),
  ),
);

const returnedNote = () => ({ returned: true });
const ASK_PROCURATOR = z.object({ number: docNumber('立案监督建议书文号', 'Number of the proposal') });

/** Statutes 3.4, criminal referral 行刑衔接: down to the procurator, and the way back. */
export const policeReferral = table([
  row({
    act: 'suspect',
    label: t('发现涉嫌犯罪', 'Crime suspected'),
    from: 'none',
    by: 'system',
    basis: 'TR arts. 3, 5',
    to: 'ReferralDrafting',
    start: [{ deadline: 'police-taskforce' }, { deadline: 'house-draft' }],
    carry: ['urgent'],
  }),
  row({
    act: 'name-task-force',
    label: t('指定专案组', 'Name the task force'),
    from: ['ReferralDrafting'],
    by: { staff: ['unit-head'] },
    guards: [membersFit],
    basis: 'TR art. 5',
    form: z.object({ taskForce: staffList('专案组人员', 'Members of the task force', 2) }),
    to: 'same',
    stop: ['police-taskforce'],
  }),
  row({
    act: 'report',
    label: t('向正职负责人提交移送报告', 'Report to the principal'),
    from: ['ReferralDrafting'],
    by: OFFICERS,
    guards: [taskForceNamed, byTaskForce, fileComplete, findingStands, amountDated],
    basis: 'TR arts. 5, 6',
    form: z.object({
      number: docNumber('移送报告文号', 'Number of the referral report'),
      offence: words('涉嫌的犯罪及达到的追诉标准', 'The suspected offence and the standard it meets'),
      files: choices('随案材料', 'The file', labelsOf(REFERRAL_FILE)),
      expertFinding: choice('鉴定意见', 'Expert finding', [
        ['none', '无鉴定意见', 'None'],
        ['undisputed', '无争议', 'Not contested'],
        ['reappraised', '有争议，已重新鉴定', 'Contested and re-appraised'],
        ['contested', '有争议，未重新鉴定', 'Contested, not re-appraised'],
      ] as const),
      amount: yuan('涉案金额（实际骗取）', 'Amount actually drawn, yuan').optional(),
      amountKnownOn: date('查明该金额的日期', 'Day on which the amount was known').optional(),
    }),
    to: 'AwaitingPrincipal',
    stop: ['police-taskforce', 'house-draft'],
    start: [{ deadline: 'police-approve' }],
  }),
  row({
    act: 'no-crime',
    label: t('经核实不涉嫌犯罪', 'No crime after checking'),
    from: ['ReferralDrafting'],
    proposedBy: OFFICERS,
    by: { staff: ['dept-head'] },
    guards: [byTaskForce],
    basis: 'TR art. 5; house: reasons kept, visible to the superior',
    form: z.object({ reasons: words('理由', 'Reasons') }),
    to: 'NotReferred',
    stop: ['police-taskforce', 'house-draft'],
    effects: [{ kind: 'report-upward', to: 'superior', data: matter('no-crime') }],
  }),
  row({
    expiry: ['house-draft'],
    label: t('移送报告逾期', 'Referral report overdue'),
    from: ['ReferralDrafting'],
    by: 'system',
    basis: 'house: TR art. 16 punishes late referral',
    to: 'same',
    start: [{ deadline: 'house-draft' }],
    tasks: [task('principal', '移送报告尚未提交', 'The referral report has not been made', 'TR art. 16')],
  }),
  row({
    act: 'approve',
    label: t('批准移送', 'Approve the referral'),
    from: ['AwaitingPrincipal'],
    by: PRINCIPAL,
    notSameAs: ['report'],
    guards: [approverApart],
    basis: 'TR art. 5',
    form: z.object({ number: docNumber('移送书文号', 'Number of the referral letter') }),
    to: 'Transmitting',
    stop: ['police-approve'],
    start: [{ deadline: 'police-transmit' }],
    effects: [
      {
        kind: 'police-package',
        to: 'police',
        data: (ctx) => ({ referral: ctx.p.id, number: ctx.form.number }),
      },
    ],
  }),
  row({
    act: 'refuse',
    label: t('不批准移送', 'Refuse the referral'),
    from: ['AwaitingPrincipal'],
    by: PRINCIPAL,
    notSameAs: ['report'],
    guards: [approverApart],
    basis: 'TR art. 5',
    form: z.object({ reasons: words('不批准的理由', 'Reasons for the refusal') }),
    to: 'NotReferred',
    stop: ['police-approve'],
    effects: [{ kind: 'report-upward', to: 'superior', data: matter('referral-refused') }],
  }),
  row({
    expiry: ['police-approve'],
    label: t('逾期未批', 'Principal silent'),
    from: ['AwaitingPrincipal'],
    by: 'system',
    basis: 'TR arts. 5, 16; house: the superior organ is told',
    to: 'same',
    tasks: [task('principal', '移送审批已逾期', 'The decision on the referral is overdue', 'TR art. 16')],
    effects: [{ kind: 'report-upward', to: 'superior', data: matter('police-approve') }],
  }),
  row({
    act: 'redraft',
    label: t('重新移送', 'Redraft the referral'),
    from: ['NotReferred'],
    by: OFFICERS,
    guards: [orderNamed],
    basis: 'TR arts. 14, 16; SPP01 art. 12',
    form: z.object({
      ground: choice('依据', 'Ground', [
        ['new-facts', '发现新的事实', 'New facts'],
        ['ordered', '上级或者监督机关要求', 'Ordered'],
      ] as const),
      orderNumber: docNumber('要求移送的文书文号', 'Number of the paper that orders it').optional(),
      facts: optionalWords('新的事实', 'The new facts'),
    }),
    to: 'ReferralDrafting',
    start: [{ deadline: 'police-taskforce' }, { deadline: 'house-draft' }],
  }),
  row({
    act: 'receipt-signed',
    label: t('公安机关签收', 'Receipt signed by the police'),
    from: ['Transmitting'],
    by: external('police'),
    basis: 'TR art. 7',
    to: 'AtPolice',
    stop: ['police-transmit'],
    start: [{ deadline: 'police-file' }, { deadline: 'police-forward' }, { deadline: 'police-incomplete' }],
  }),
  row({
    act: 'not-taken',
    label: t('公安机关拒收', 'Police refuse to take the file'),
    from: ['Transmitting'],
    by: external('police'),
    basis: 'TR art. 17; PSB art. 180; house: proof of the attempt is kept',
    to: 'EscalateToProcurator',
    stop: ['police-transmit'],
    start: [{ deadline: 'house-escalate' }],
    tasks: [
      task(
        'principal',
        '公安机关拒收移送案件，请决定是否提请检察院监督',
        'The police did not take the file: decide on going to the procurator',
        'TR art. 17; PSB art. 180',
      ),
    ],
  }),
  row({
    expiry: ['police-transmit'],
    label: t('二十四小时内未移送', 'Not handed over in 24 hours'),
    from: ['Transmitting'],
    by: 'system',
    basis: 'TR arts. 5, 16',
    to: 'same',
    tasks: [
      task('principal', '批准后二十四小时内未移送', 'Not handed to the police within 24 hours', 'TR art. 16'),
      task('officer', '请立即移送公安机关', 'Hand the case to the police at once', 'TR art. 5'),
    ],
  }),
  row({
    act: 'forwarded',
    label: t('转送有管辖权的公安机关并被接收', 'Forwarded to, and received by, another police body'),
    from: ['AtPolice'],
    by: external('police'),
    basis: 'TR art. 7',
    to: 'same',
    stop: ['police-forward'],
    start: [{ deadline: 'police-file' }, { deadline: 'police-incomplete' }],
  }),
  row({
    act: 'no-police-matter',
    label: t('不属于公安机关管辖', 'No matter of the police'),
    from: ['AtPolice'],
    by: external('police'),
    basis: 'PSB art. 180 ¶3',
    form: z.object({
      goesTo: choice('应当转往', 'Where it goes', [
        ['other-authority', '其他主管机关', 'Another competent body'],
        ['discipline', '纪检监察机关', 'Discipline and supervision organ'],
      ] as const),
      rightOrgan: words('告知的主管机关', 'The organ they named'),
    }),
    to: 'ReturnedToAdministrative',
    stop: ['police-file', 'police-forward', 'police-incomplete'],
    start: [{ deadline: 'returned-case-act' }],
    tasks: [
      task(
        'unit-head',
        '公安机关退回并告知主管机关，请移送',
        'The police named the right organ: send the matter on',
        'PSB art. 180 ¶3',
      ),
    ],
  }),
  row({
    act: 'incomplete-told',
    label: t('公安机关告知补充材料', 'Police say that materials are missing'),
    from: ['AtPolice'],
    by: external('police'),
    basis: 'PSB art. 180 ¶2',
    form: z.object({ missing: words('需补充的材料', 'What is missing') }),
    to: 'Supplementing',
    stop: ['police-file', 'police-incomplete'],
    start: [{ deadline: 'police-supplement' }],
  }),
  row({
    expiry: ['police-forward', 'police-incomplete'],
    label: t('二十四小时内未转送或者未告知', 'Neither forwarded nor found incomplete in 24 hours'),
    from: ['AtPolice'],
    by: 'system',
    basis: 'TR art. 7; PSB art. 180; house: a late notice is still answered',
    to: 'same',
  }),
  row({
    act: 'supplied',
    label: t('补充材料已送达', 'Material supplied'),
    from: ['Supplementing'],
    by: OFFICERS,
    guards: [byTaskForce],
    basis: 'PSB art. 180; house: the police decide anew from the supply',
    form: z.object({ receiptNumber: docNumber('签收回执号', 'Number of the receipt') }),
    to: 'AtPolice',
    stop: ['police-supplement'],
    start: [{ deadline: 'police-file' }],
  }),
  row({
    expiry: ['police-supplement'],
    label: t('逾期未补充', 'Material not supplied in time'),
    from: ['Supplementing'],
    by: 'system',
    basis: 'PSB art. 180',
    to: 'same',
    tasks: [
      task('officer', '请立即补充移送材料', 'Supply the missing material at once', 'PSB art. 180'),
      task('principal', '补充材料已逾期', 'Supplying the material is overdue', 'PSB art. 180'),
    ],
  }),
  row({
    act: 'filed',
    label: t('公安机关立案', 'Police file the case'),
    from: ['AtPolice', 'Supplementing', 'EscalateToProcurator', 'ProcuratorSupervision'],
    by: external('police'),
    basis: 'TR art. 8; PSB art. 180',
    to: 'HandingOver',
    stop: [
      'police-file',
      'police-forward',
      'police-incomplete',
      'police-supplement',
      'house-escalate',
      'house-procurator',
      'police-explain',
    ],
    start: [{ deadline: 'police-handover' }],
  }),
  row({
    act: 'not-filed',
    label: t('公安机关不予立案', 'Police do not file'),
    from: ['AtPolice', 'Supplementing', 'EscalateToProcurator'],
    by: external('police'),
    guards: [notTheReconsideration],
    basis: 'TR art. 8; PSB art. 180',
    form: z.object({
      fileReturned: yesNo('案卷已退回', 'The file came back'),
      reasonsGiven: yesNo('说明了理由', 'Reasons were given'),
    }),
    to: 'RefusalReceived',
    stop: ['police-file', 'police-forward', 'police-incomplete', 'police-supplement', 'house-escalate'],
    start: [{ deadline: 'police-reconsider-ask' }],
  }),
  row({
    expiry: ['police-file'],
    label: t('公安机关逾期未决定', 'Police silent'),
    from: ['AtPolice'],
    by: 'system',
    basis: 'TR arts. 8, 17; a longer internal period of the police is reported (secondary): a warning only',
    to: 'EscalateToProcurator',
    start: [{ deadline: 'house-escalate' }],
    tasks: [
      task(
        'principal',
        '公安机关逾期未作出是否立案的决定，请决定是否提请检察院监督',
        'The police have not decided in time: decide on going to the procurator',
        'TR arts. 14, 17',
      ),
    ],
  }),
  row({
    act: 'taken-after-all',
    label: t('公安机关接收案件', 'Police take the case after all'),
    from: ['EscalateToProcurator'],
    by: external('police'),
    basis: 'TR art. 7',
    to: 'AtPolice',
    stop: ['house-escalate'],
    start: [{ deadline: 'police-file' }, { deadline: 'police-forward' }, { deadline: 'police-incomplete' }],
  }),
  row({
    act: 'ask-procurator',
    label: t('建议检察院立案监督', 'Ask the procurator to supervise'),
    from: ['EscalateToProcurator'],
    proposedBy: OFFICERS,
    by: PRINCIPAL,
    guards: [byTaskForce],
    basis: 'TR arts. 9, 14, 17; SPP01 arts. 10, 13',
    form: ASK_PROCURATOR,
    to: 'ProcuratorSupervision',
    stop: ['house-escalate'],
    start: [{ deadline: 'house-procurator', kind: 'watch' }],
  }),
  row({
    act: 'upheld',
    label: t('复议维持不立案', 'Refusal upheld on reconsideration'),
    from: ['EscalateToProcurator'],
    by: external('police'),
    guards: [wasReconsidered],
    basis: 'TR art. 9',
    to: 'RefusalUpheld',
    stop: ['house-escalate'],
    start: [{ deadline: 'procurator-ask' }],
  }),
  row({
    expiry: ['house-escalate'],
    label: t('未提请监督，公安机关仍未答复', 'We did not ask, the police are still silent'),
    from: ['EscalateToProcurator'],
    by: 'system',
    basis: 'house: TR art. 17, the principal and the government above are told',
    to: 'same',
    start: [{ deadline: 'house-escalate' }],
    tasks: [
      task(
        'principal',
        '移送案件仍未提请检察院监督',
        'The referral has still not gone to the procurator',
        'TR art. 17',
      ),
    ],
    effects: [{ kind: 'report-upward', to: 'superior', data: matter('house-escalate') }],
  }),
  row({
    act: 'ask-reconsideration',
    label: t('申请公安机关复议', 'Ask the police to reconsider'),
    from: ['RefusalReceived'],
    proposedBy: OFFICERS,
    by: PRINCIPAL,
    guards: [byTaskForce],
    basis: 'TR art. 9; PSB art. 181',
    form: z.object({ number: docNumber('复议申请文号', 'Number of the request') }),
    to: 'PoliceReconsidering',
    stop: ['police-reconsider-ask'],
    start: [{ deadline: 'police-reconsider-decide' }],
  }),
  row({
    act: 'ask-procurator',
    label: t('建议检察院立案监督', 'Ask the procurator to supervise'),
    from: ['RefusalReceived'],
    proposedBy: OFFICERS,
    by: PRINCIPAL,
    guards: [byTaskForce],
    basis: 'TR art. 9 ¶1',
    form: ASK_PROCURATOR,
    to: 'ProcuratorSupervision',
    stop: ['police-reconsider-ask'],
    start: [{ deadline: 'house-procurator', kind: 'watch' }],
  }),
  row({
    act: 'accept-refusal',
    label: t('接受不立案决定', 'Accept the refusal'),
    from: ['RefusalReceived'],
    by: PRINCIPAL,
    basis: 'TR art. 10',
    form: z.object({ reasons: words('理由', 'Reasons') }),
    to: 'ReturnedToAdministrative',
    stop: ['police-reconsider-ask'],
    start: [{ deadline: 'returned-case-act' }],
    note: returnedNote,
  }),
  row({
    expiry: ['police-reconsider-ask'],
    label: t('逾期未申请复议', 'Reconsideration not asked in time'),
    from: ['RefusalReceived'],
    by: 'system',
    basis: 'TR arts. 9, 10; the right lapses after the latest day, not after the strict one',
    to: 'ReturnedToAdministrative',
    start: [{ deadline: 'returned-case-act' }],
    note: returnedNote,
    tasks: [
      task('principal', '申请复议的期限已过，案件退回行政处理', 'The time to ask is over: back to us', 'TR art. 10'),
    ],
  }),
  row({
    act: 'filed',
    label: t('公安机关立案', 'Police file the case'),
    from: ['PoliceReconsidering'],
    by: external('police'),
    basis: 'TR art. 9; PSB art. 181',
    to: 'HandingOver',
    stop: ['police-reconsider-decide'],
    start: [{ deadline: 'police-handover' }],
  }),
  row({
    act: 'upheld',
    label: t('复议维持不立案', 'Refusal upheld on reconsideration'),
    from: ['PoliceReconsidering'],
    by: external('police'),
    basis: 'TR art. 9',
    to: 'RefusalUpheld',
    stop: ['police-reconsider-decide'],
    start: [{ deadline: 'procurator-ask' }],
  }),
  row({
    expiry: ['police-reconsider-decide'],
    label: t('公安机关逾期未作复议决定', 'Police silent on reconsideration'),
    from: ['PoliceReconsidering'],
    by: 'system',
    basis: 'TR arts. 9, 17',
    to: 'EscalateToProcurator',
    start: [{ deadline: 'house-escalate' }],
    tasks: [
      task(
        'principal',
        '公安机关逾期未作复议决定，请决定是否提请检察院监督',
        'No decision on reconsideration in time: decide on going to the procurator',
        'TR arts. 14, 17',
      ),
    ],
  }),
  row({
    act: 'ask-procurator',
    label: t('建议检察院立案监督', 'Ask the procurator to supervise'),
    from: ['RefusalUpheld'],
    proposedBy: OFFICERS,
    by: PRINCIPAL,
    guards: [byTaskForce],
    basis: 'TR art. 9 ¶2',
    form: ASK_PROCURATOR,
    to: 'ProcuratorSupervision',
    stop: ['procurator-ask'],
    start: [{ deadline: 'house-procurator', kind: 'watch' }],
  }),
  row({
    act: 'accept-refusal',
    label: t('接受不立案决定', 'Accept the refusal'),
    from: ['RefusalUpheld'],
    by: PRINCIPAL,
    basis: 'TR art. 10',
    form: z.object({ reasons: words('理由', 'Reasons') }),
    to: 'ReturnedToAdministrative',
    stop: ['procurator-ask'],
    start: [{ deadline: 'returned-case-act' }],
    note: returnedNote,
  }),
  row({
    expiry: ['procurator-ask'],
    label: t('逾期未建议立案监督', 'Procurator not asked in time'),
    from: ['RefusalUpheld'],
    by: 'system',
    basis: 'TR arts. 9 ¶2, 10',
    to: 'ReturnedToAdministrative',
    start: [{ deadline: 'returned-case-act' }],
    note: returnedNote,
    tasks: [
      task(
        'principal',
        '建议立案监督的期限已过，案件退回行政处理',
        'The time to ask is over: back to us',
        'TR art. 10',
      ),
    ],
  }),
  row({
    act: 'reasons-asked',
    label: t('检察院要求公安机关说明理由', 'Procurator asks the police for reasons'),
    from: ['ProcuratorSupervision'],
    by: external('procurator'),
    basis: 'PSB art. 182; SPP01 art. 10; counted from the notice to the police',
    to: 'same',
    start: [{ deadline: 'police-explain' }],
  }),
  row({
    expiry: ['police-explain'],
    label: t('公安机关逾期未说明理由', 'Police did not explain'),
    from: ['ProcuratorSupervision'],
    by: 'system',
    basis: 'SPP01 art. 13',
    to: 'same',
    effects: [{ kind: 'remind', to: 'procurator', data: matter('police-explain') }],
  }),
  row({
    act: 'reasons-stand',
    label: t('不立案理由成立', 'The reasons stand'),
    from: ['ProcuratorSupervision'],
    by: external('procurator'),
    basis: 'SPP01 art. 11',
    to: 'ReturnedToAdministrative',
    stop: ['police-explain', 'house-procurator'],
    start: [{ deadline: 'returned-case-act' }],
    note: returnedNote,
  }),
  row({
    act: 'told-to-file',
    label: t('检察院通知立案', 'Police told to file'),
    from: ['ProcuratorSupervision'],
    by: external('procurator'),
    basis: 'PSB art. 182; SPP01 art. 10; counted from the notice to the police',
    to: 'AwaitingFiling',
    stop: ['police-explain', 'house-procurator'],
    start: [{ deadline: 'police-file-ordered' }],
  }),
  row({
    expiry: ['house-procurator'],
    label: t('检察院未答复', 'Procurator silent'),
    from: ['ProcuratorSupervision'],
    by: 'system',
    basis: 'house: reminder, then report upward',
    to: 'same',
    start: [{ deadline: 'house-procurator', kind: 'watch' }],
    effects: [
      { kind: 'remind', to: 'procurator', data: matter('house-procurator') },
      {
        kind: 'report-upward',
        to: 'superior',
        data: matter('house-procurator'),
        when: runOutBefore('house-procurator'),
      },
    ],
  }),
  row({
    act: 'filed',
    label: t('公安机关立案', 'Police file the case'),
    from: ['AwaitingFiling'],
    by: external('police'),
    basis: 'PSB art. 182; SPP01 art. 10',
    to: 'HandingOver',
    stop: ['police-file-ordered', 'house-escalate'],
    start: [{ deadline: 'police-handover' }],
  }),
  row({
    expiry: ['police-file-ordered'],
    label: t('公安机关逾期未按通知立案', 'Police did not file as told'),
    from: ['AwaitingFiling'],
    by: 'system',
    basis: 'SPP01 art. 13',
    to: 'same',
    start: [{ deadline: 'house-escalate' }],
    effects: [{ kind: 'remind', to: 'procurator', data: matter('police-file-ordered') }],
  }),
  row({
    expiry: ['house-escalate'],
    label: t('公安机关仍未立案', 'Police still do not file'),
    from: ['AwaitingFiling'],
    by: 'system',
    basis: 'house: SPP01 art. 13 and TR art. 17, procurator and government above are told again',
    to: 'same',
    start: [{ deadline: 'house-escalate' }],
    effects: [
      { kind: 'remind', to: 'procurator', data: matter('house-escalate') },
      { kind: 'report-upward', to: 'superior', data: matter('house-escalate') },
    ],
  }),
  row({
    act: 'given-up',
    label: t('检察院不再监督', 'Procurator gives it up'),
    from: ['AwaitingFiling'],
    by: external('procurator'),
    basis: 'TR art. 10; house: nobody is left to ask',
    to: 'ReturnedToAdministrative',
    stop: ['police-file-ordered', 'house-escalate'],
    start: [{ deadline: 'returned-case-act' }],
    note: returnedNote,
  }),
  row({
    act: 'handed-over',
    label: t('移交涉案物品材料', 'Hand over goods and materials'),
    from: ['HandingOver'],
    by: OFFICERS,
    guards: [byTaskForce],
    basis: 'TR art. 12',
    form: z.object({
      recordNumber: docNumber('交接手续编号', 'Number of the transfer record'),
      signed: affirmed('交接手续双方已签字', 'Transfer record signed by both sides'),
    }),
    to: 'CriminalTrack',
    stop: ['police-handover'],
    start: [{ deadline: 'house-criminal', kind: 'watch' }],
  }),
  row({
    expiry: ['police-handover'],
    label: t('逾期未移交', 'Not handed over in time'),
    from: ['HandingOver'],
    by: 'system',
    basis: 'TR arts. 12, 15, 16',
    to: 'same',
    tasks: [task('officer', '请办结涉案物品材料移交', 'Finish the transfer of goods and materials', 'TR art. 12')],
    effects: [{ kind: 'remind', to: 'police', data: matter('police-handover') }],
  }),
  row({
    act: 'criminal-news',
    label: t('刑事进展', 'News of the criminal track'),
    from: ['CriminalTrack'],
    by: external('any'),
    basis: 'PSB art. 184; house: each news starts the watch again',
    form: z.object({
      news: choice('进展', 'News', [
        ['measure', '采取强制措施', 'Coercive measure'],
        ['prosecution', '移送起诉或者提起公诉', 'Sent for prosecution or charged'],
        ['other-body', '移送其他公安机关', 'Sent to another police body'],
        ['hearing', '开庭', 'Hearing'],
        ['other', '其他', 'Other'],
      ] as const),
    }),
    to: 'same',
    start: [{ deadline: 'house-criminal', kind: 'watch' }],
  }),
  row({
    expiry: ['house-criminal'],
    label: t('刑事程序无消息', 'No news of the criminal track'),
    from: ['CriminalTrack'],
    by: 'system',
    basis: 'house: ask police, procurator or court, then report upward',
    to: 'same',
    start: [{ deadline: 'house-criminal', kind: 'watch' }],
    effects: [
      { kind: 'remind', to: 'police', data: matter('house-criminal') },
      { kind: 'report-upward', to: 'superior', data: matter('house-criminal'), when: runOutBefore('house-criminal') },
    ],
  }),
  row({
    act: 'convicted',
    label: t('判决生效', 'Conviction in force'),
    from: ['CriminalTrack'],
    by: external('court'),
    basis: 'APL arts. 8, 27, 35; TR art. 11',
    form: z.object({
      outcome: choice('裁判结果', 'Outcome', [
        ['convicted', '有罪并判处刑罚', 'Convicted and punished'],
        ['no-punishment', '有罪但免予刑事处罚', 'Convicted without punishment'],
      ] as const),
      fine: yuan('罚金', 'Criminal fine, yuan').optional(),
    }),
    to: 'OutcomeKnown',
    stop: ['house-criminal'],
    tasks: [
      task(
        'unit-head',
        '刑事结果已知：罚款折抵罚金；免予刑事处罚的，仍可依法行政处罚；追回和名单照常办理',
        'Criminal outcome known: fines are set off; without punishment a penalty may still be due; recovery and listing go on',
        'APL arts. 27, 35; TR art. 11',
      ),
    ],
  }),
  row({
    act: 'track-ended',
    label: t('撤案、不起诉或者无罪', 'Dropped, not prosecuted or acquitted'),
    from: ['CriminalTrack'],
    by: external('any'),
    basis: 'PSB arts. 186–187; CrPL art. 177; APL art. 27; TR art. 13',
    form: z.object({
      how: choice('结果', 'How it ended', [
        ['dropped', '撤销案件', 'Dropped'],
        ['not-prosecuted', '不起诉', 'Not prosecuted'],
        ['acquitted', '宣告无罪', 'Acquitted'],
      ] as const),
      opinion: yesNo('随附检察意见', 'An opinion of the procurator came with it'),
    }),
    to: 'ReturnedToAdministrative',
    stop: ['house-criminal'],
    start: [{ deadline: 'returned-case-act' }, { deadline: 'nonprosecution-reply', when: (ctx) => ctx.form.opinion }],
    note: returnedNote,
  }),
  row({
    act: 'administrative-act-done',
    label: t('已作出行政处理', 'Administrative act done'),
    from: ['ReturnedToAdministrative', 'OpinionReceived'],
    when: (ctx) => runs(ctx, 'returned-case-act'),
    by: { staff: ['dept-head'] },
    guards: [outcomeReached],
    basis: 'TR arts. 10, 13; CrPL art. 177; APL art. 27',
    form: z.object({ number: docNumber('行政处理文书文号', 'Number of the administrative decision') }),
    to: 'same',
    stop: ['returned-case-act'],
  }),
  row({
    act: 'answer-procurator',
    label: t('书面答复检察意见', 'Answer the procurator in writing'),
    from: ['ReturnedToAdministrative', 'OpinionReceived'],
    proposedBy: OFFICERS,
    by: PRINCIPAL,
    guards: [replyOwed],
    basis: 'SPP21; CrPL art. 177',
    form: z.object({
      number: docNumber('复函文号', 'Number of the answer'),
      answer: choice('答复内容', 'What it says', [
        ['result', '处理结果', 'The result'],
        ['state-of-handling', '办理情况', 'The state of handling'],
      ] as const),
    }),
    to: 'ReturnedToAdministrative',
    stop: ['nonprosecution-reply', 'house-opinion'],
  }),
  row({
    act: 'answer-procurator',
    label: t('书面答复检察意见', 'Answer the procurator in writing'),
    from: 'any',
    when: (ctx) => runs(ctx, 'nonprosecution-reply') || runs(ctx, 'house-opinion'),
    proposedBy: OFFICERS,
    by: PRINCIPAL,
    basis: 'SPP21; CrPL art. 177; house: the answer stays owed while the referral it asked for goes on',
    form: z.object({
      number: docNumber('复函文号', 'Number of the answer'),
      answer: choice('答复内容', 'What it says', [
        ['result', '处理结果', 'The result'],
        ['state-of-handling', '办理情况', 'The state of handling'],
      ] as const),
    }),
    to: 'same',
    stop: ['nonprosecution-reply', 'house-opinion'],
  }),
  row({
    act: 'opinion-received',
    label: t('收到检察意见', 'Opinion of the procurator received'),
    from: ['ReturnedToAdministrative', 'OutcomeKnown', 'NotReferred'],
    by: external('procurator'),
    basis: 'CrPL art. 177; SPP21; APL art. 27',
    to: 'OpinionReceived',
    opensRun: true,
    start: [{ deadline: 'nonprosecution-reply' }, { deadline: 'returned-case-act' }, { deadline: 'house-opinion' }],
    tasks: [
      task('unit-head', '收到检察意见，请指定人员办理', 'An opinion arrived: have it dealt with', 'CrPL art. 177'),
    ],
  }),
  row({
    act: 'asked-to-refer',
    label: t('检察意见要求移送', 'The opinion asks us to refer'),
    from: ['OpinionReceived'],
    by: external('procurator'),
    basis: 'SPP01 art. 12; house: while the criminal track is open again, the administrative act waits (TR art. 11)',
    to: 'ReferralDrafting',
    cancel: ['returned-case-act'],
    start: [{ deadline: 'police-taskforce' }, { deadline: 'house-draft' }],
  }),
  row({
    expiry: ['nonprosecution-reply', 'house-opinion'],
    label: t('检察意见未答复', 'Opinion not answered'),
    from: ['OpinionReceived'],
    by: 'system',
    basis: 'SPP21 (secondary: warns until confirmed); house: the superior is told',
    to: 'same',
    start: [{ deadline: 'house-opinion' }],
    tasks: [task('principal', '检察意见尚未书面答复', 'The opinion has not been answered in writing', 'SPP21')],
    effects: [{ kind: 'report-upward', to: 'superior', data: matter('nonprosecution-reply') }],
  }),
  row({
    expiry: ['nonprosecution-reply', 'house-opinion'],
    label: t('检察意见未答复', 'Opinion not answered'),
    from: 'any',
    by: 'system',
    basis: 'SPP21 (secondary: warns until confirmed); house: the superior is told',
    to: 'same',
    tasks: [task('principal', '检察意见尚未书面答复', 'The opinion has not been answered in writing', 'SPP21')],
    effects: [{ kind: 'report-upward', to: 'superior', data: matter('nonprosecution-reply') }],
  }),
  // 3.2 and 3.1, for every open state of every section.
  ...RECUSAL,
  ...URGENCY,
]);
