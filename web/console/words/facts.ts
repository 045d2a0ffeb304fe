import { TERMS } from '../../../domain/law/glossary.ts';
import type { Bilingual } from '../../../domain/law/types.ts';
import { labelOf } from './labels.ts';

const w = (zh: string, en: string): Bilingual => ({ zh, en });

const SEALED_FILE = {
  id: w('编号', 'Id'),
  size: w('大小（字节）', 'Size, bytes'),
  sealed: w('密封后校验值', 'Hash of what is sealed'),
};

/** A title of its own, or that of a field of the forms with the same values. */
type Title = (Bilingual & { like?: string }) | { zh?: never; en?: never; like: string };

/**
 * Facts that acts leave besides the fields of their forms. `group` names the labels of their values in the glossary, `like` a field
 * with the same values. A fact that a field of the same name gives its title to does not stand here.
 */
export const FACTS: Record<string, Title & { group?: string }> = {
  contestedBy: w('提出异议的人', 'Contested by'),
  accusedKind: { ...w('被举报人类别', 'Kind of accused'), group: 'tip.accused' },
  fund: { ...w('基金', 'Fund'), group: 'tip.fund' },
  concernsStaff: { ...w('是否涉及工作人员', 'Concerns staff'), group: 'tip.staff' },
  keepsAway: w('举报人写明不得接触的人', 'Says who shall not see it'),
  bearsOurName: w(
    '被举报人与本机关人员或内设机构同名',
    'The accused bears the name of a member of staff or a unit of ours',
  ),
  conduct: { ...w('行为', 'Conduct'), group: 'conduct' },
  channel: { ...w('渠道', 'Channel'), group: 'channel' },
  named: w('实名', 'Real name'),
  wantsNotice: w('要求告知', 'Wants notice'),
  hasAmount: w('写明金额', 'States an amount'),
  'evidence.id': SEALED_FILE.id,
  'evidence.size': SEALED_FILE.size,
  'evidence.sealed': SEALED_FILE.sealed,
  originals: w('证据原件', 'Originals'),
  'originals.id': SEALED_FILE.id,
  'originals.size': SEALED_FILE.size,
  'originals.sealed': SEALED_FILE.sealed,
  'evidence.sha256': w('校验值', 'SHA-256'),
  matterRegime: { like: 'regime' },
  bySilence: w('逾期未审查，视为受理', 'Taken as accepted, by silence'),
  effectiveFrom: w('生效日', 'Effective from'),
  namesPersons: { ...w('举报指明的工作人员', 'Staff whom it names'), like: 'accusedPersons' },
  namesUnits: { ...w('举报指明的机构', 'Units that it names'), like: 'accusedUnit' },
  namesAway: { ...w('举报指明不得接触的人员', 'People whom it keeps away'), like: 'keptAway' },
  apart: w('举报人要求另行受理', 'Asks for another door'),
  from: w('自', 'From'),
  undoes: w('不再作数的序号', 'Numbers that no longer count'),
  crimeSuspected: labelOf('act.investigation.suspect-crime'),
  officialInvolved: labelOf('act.investigation.official-involved'),
  accusedCleared: w('被举报人无责', 'Accused cleared'),
  returned: w('已退回行政处理', 'Returned to administrative handling'),
  withdrawn: labelOf('state.disclosure.Withdrawn'),
  resultAsked: w('已申请告知结果', 'Result asked for'),
  suspendedOn: w('中止日', 'Suspended on'),
  follower: w('从案', 'Following case'),
  followers: w('并入的案件', 'Cases merged in'),
  followersLeft: w('已分出的从案', 'Cases taken out again'),
  followersEnded: w('随本案办结的从案', 'Cases that ended with this one'),
  mergedInto: w('并入', 'Merged into'),
  heard: w('已陈述申辩', 'Statement heard'),
  statements: w('陈述申辩次数', 'Statements so far'),
  noticed: w('告知的金额', 'Sums in the notice'),
  decided: w('决定的金额', 'Sums decided'),
  decidedDay: w('决定日', 'Decided on'),
  decisionOn: w('决定日', 'Decision of'),
  listedOn: w('列入日期', 'Listed on'),
  filedAt: w('立案时间', 'Filed at'),
  criminalOutcome: { ...w('刑事结果', 'Criminal outcome'), like: 'outcome' },
  policeReferral: labelOf('proceeding.police-referral'),
  referral: TERMS.referral,
  recusals: w('回避次数', 'Recusals'),
  gapsTold: w('已告知补正', 'Told what is missing'),
  ceiling: w('上限', 'Ceiling'),
  overdue: TERMS.overdue,
  textEvent: w('文字见记录号', 'Text in event no.'),
  reasonEvent: w('理由见记录号', 'Reasons in event no.'),
  matter: w('事项', 'Matter'),
  ground: w('理由', 'Ground'),
  number: { like: 'document.number' },
  outcomes: { ...w('处理方式', 'Outcomes'), group: 'outcomes' },
  outcome: w('结果', 'Outcome'),
  tipster: TERMS.tipster,
  due: w('到期日', 'Due'),
  before: w('原到期日', 'Due before'),
  after: w('新到期日', 'Due now'),
  cause: w('原因', 'Cause'),
  notice: w('放假通知文号', 'Number of the notice'),
  year: w('年度', 'Year'),
  moves: w('变动的期限', 'Dates moved'),
  clock: TERMS.clock,
  second: { like: 'paper.second' },
  deadline: TERMS.deadline,
  text: w('内容', 'Text'),
};
