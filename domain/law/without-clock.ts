import type { HouseLimitId } from './house.ts';
import type { DeadlineId } from './index.ts';
import type { Bilingual } from './types.ts';

/** Sections of the state machine that have no table yet. */
export type LaterSection = '3.3 remedies' | '3.5' | '3.8' | '3.9' | '3.10';

/**
 * Why no table starts a clock on a row:
 * - `reference`: law a reader must know, no duty of the product;
 * - `other-body`: another body's internal matter, of which no paper reaches us;
 * - `other-unit`: the unit that took the matter over keeps the period in its own register;
 * - `later`: waits for a proceeding that comes later;
 * - `swept`: dates of the year and archive terms, swept by the periodic driver;
 * - `inherits`: its instant is that of another row;
 * - `act`: at once or promptly; the act itself is the row, and nothing is counted;
 * - `guard`: no clock of a case, guards count it;
 * - `house`: the law has no number, a house limit stands in its place;
 * - `unverified`: drives nothing until it is confirmed;
 * - `no-section`: no section of the state machine names it.
 */
export type WithoutClock = { note: Bilingual } & (
  | { why: 'reference' | 'other-body' | 'other-unit' | 'swept' | 'unverified' | 'no-section' }
  | { why: 'later'; section: LaterSection }
  | { why: 'inherits'; row: DeadlineId }
  | { why: 'act'; kind: string; act: string }
  | { why: 'guard'; guards: readonly string[] }
  | { why: 'house'; limit: HouseLimitId }
);

const n = (zh: string, en: string): { note: Bilingual } => ({ note: { zh, en } });

const REMEDIES = {
  why: 'later',
  section: '3.3 remedies',
  ...n('复议、诉讼、申请强制执行的程序以后建立', 'Waits for the tracks of remedies and enforcement'),
} as const;
const DISCIPLINE = {
  why: 'later',
  section: '3.5',
  ...n('移送纪检监察的程序以后建立', 'Waits for the referral to discipline and supervision organs'),
} as const;
const REWARD = { why: 'later', section: '3.8', ...n('奖励程序以后建立', 'Waits for the reward proceeding') } as const;
const INCIDENT = {
  why: 'later',
  section: '3.9',
  ...n('基金要情程序以后建立', 'Waits for the fund-incident proceeding'),
} as const;
const RECOVERY = {
  why: 'later',
  section: '3.10',
  ...n('追回程序以后建立', 'Waits for the recovery proceeding'),
} as const;
const SWEPT = {
  why: 'swept',
  ...n('每年的日期和保管期限，由定期驱动查扫', 'A date of the year or a keeping term: swept by the periodic driver'),
} as const;
const PETITION_REGISTER = {
  why: 'other-unit',
  ...n('信访渠道接收后由其台账计时', 'Kept in the petition register of the unit that took the matter over'),
} as const;
const FOI_REGISTER = {
  why: 'other-unit',
  ...n('信息公开工作机构接收后由其台账计时', 'Kept in the register of the FOI unit that took the matter over'),
} as const;
const AUDIT = { why: 'other-body', ...n('经办机构自己的稽核', 'The agency’s own audit') } as const;
const CREDIT_BODY = {
  why: 'reference',
  ...n('地方信用机构的保存期限', 'A keeping term of the local credit body'),
} as const;

/** The rows of the catalogue, and the house limits, on which no table starts a clock, each with its reason. */
export const WITHOUT_CLOCK = {
  // 1.1 intake and triage
  'tip-transfer-jurisdiction': {
    why: 'inherits',
    row: 'tip-review',
    ...n('没有自己的期限，在举报审查期限之内', 'No period of its own: inside that of tip-review'),
  },
  'agency-handover': {
    why: 'other-body',
    ...n('经办机构移交的线索按举报接收', 'What the agency passes on arrives as a tip'),
  },
  'petition-dispatch': { why: 'other-body', ...n('信访部门的内部期限', 'A period inside the petition office') },
  'petition-urgent-report': PETITION_REGISTER,
  'zj-petition-sort': {
    why: 'no-section',
    ...n(
      '与《信访工作条例》并行是否仍有效未核，状态机未列，须律师确认',
      'Whether it is still in force beside PR was not checked, and no section names it: for counsel',
    ),
  },
  'incident-file': INCIDENT,
  // 1.2 investigation
  'case-file': {
    why: 'act',
    kind: 'investigation',
    act: 'file-case',
    ...n('符合标准及时立案，无天数', 'Promptly once the standard is met: no number'),
  },
  'limitation-penalty': {
    why: 'guard',
    guards: ['out-of-time', 'time-barred'],
    ...n('时效不是案件的期限，立案和告知时核对', 'A bar, not a clock of the case: checked at filing and at the notice'),
  },
  'petition-conclude': PETITION_REGISTER,
  'petition-review-ask': PETITION_REGISTER,
  'petition-review-decide': PETITION_REGISTER,
  'petition-recheck-ask': PETITION_REGISTER,
  'petition-recheck-decide': PETITION_REGISTER,
  'duty-silence': {
    why: 'no-section',
    ...n(
      '履职申请不是举报；不作为之诉属救济程序，状态机未列',
      'A request to protect one’s own rights is no tip; no section names it, a suit for inaction belongs to the remedies',
    ),
  },
  'audit-notice': AUDIT,
  'audit-result-clean': AUDIT,
  'audit-opinion-serve': AUDIT,
  // 1.3 penalty, hearing, review, enforcement
  'defence-window': {
    why: 'house',
    limit: 'house-defence',
    ...n(
      '法律未定天数；未听取的不得决定',
      'No number in the act: the authority may set a window, and unheard there is no decision',
    ),
  },
  'fine-surcharge-stop': REMEDIES,
  'reconsider-accept': REMEDIES,
  'reconsider-copy': REMEDIES,
  'reconsider-reply': REMEDIES,
  'reconsider-decide': REMEDIES,
  'sue-after-reconsider': REMEDIES,
  'court-defence': REMEDIES,
  'correct-after-opinion': REMEDIES,
  'enforce-demand': REMEDIES,
  'enforce-apply': REMEDIES,
  'enforce-court-accept': REMEDIES,
  'enforce-suspended-end': REMEDIES,
  // 1.4 referral to the police
  'police-complainant-notice': {
    why: 'reference',
    ...n('公安机关对自行控告人的通知', 'The police tell a complainant who went to them himself'),
  },
  'police-complainant-review': {
    why: 'reference',
    ...n('自行控告人的救济，不是移送机关的', 'The remedy of a complainant of his own, not of the sender'),
  },
  'nonprosecution-internal': { why: 'reference', ...n('检察机关内部期限', 'Inside the procuratorate') },
  'dutycrime-nonfiling': {
    why: 'reference',
    ...n('职务犯罪现多由监察机关管辖', 'Most duty crimes now go to supervision organs'),
  },
  // 1.5 referral to discipline and supervision organs
  'discipline-refer': DISCIPLINE,
  'discipline-upward': DISCIPLINE,
  'discipline-downward': DISCIPLINE,
  'discipline-ack': DISCIPLINE,
  'discipline-feedback': DISCIPLINE,
  'discipline-disposition': DISCIPLINE,
  'discipline-quarterly': { why: 'reference', ...n('纪检监察机关内部反馈', 'Inside the discipline organ') },
  'official-review': { why: 'reference', ...n('受处分公职人员的救济', 'The remedy of a sanctioned official') },
  // 1.6 blacklist and credit
  'list-term': {
    why: 'unverified',
    ...n(
      '年限未经核实，不计时；公示期限另行计算',
      'The years are unverified and start no timer; publicity is counted apart',
    ),
  },
  'sh-query-window': CREDIT_BODY,
  'zj-bad-record-window': CREDIT_BODY,
  'zj-query-log': CREDIT_BODY,
  // 1.7 disclosure
  'foi-supplement': FOI_REGISTER,
  'foi-third-party': FOI_REGISTER,
  'foi-annual': SWEPT,
  // 1.8 reward and recovery
  'reward-notify': REWARD,
  'reward-claim': REWARD,
  'benefit-stop-notice': {
    why: 'reference',
    ...n('待遇领取人等对经办机构的义务', 'What recipients and employers owe to the agency'),
  },
  'benefit-stop': RECOVERY,
  'overpaid-return': RECOVERY,
  'overdue-contribution': { why: 'reference', ...n('费率，不是期限', 'A rate, not a period') },
  // 1.9 fund incidents and periodic reports
  'zj-incident-report': INCIDENT,
  'zj-major-incident-report': INCIDENT,
  'zj-incident-closing': INCIDENT,
  'zj-incident-halfyear': SWEPT,
  'national-incident-report': INCIDENT,
  'tip-annual-report': SWEPT,
  'zj-supervision-report': SWEPT,
  'zj-special-inspection': SWEPT,
  'zj-monthly-audit': { why: 'reference', ...n('经办机构稽核部门的工作', 'Work of the agency’s audit unit') },
  'zj-rotating-audit': { why: 'reference', ...n('省级安排', 'Planned by the province') },
  'board-briefing': {
    why: 'other-body',
    ...n('经办机构向监督委员会汇报', 'The agency briefs the supervision committee'),
  },
  'sh-incident-duty': INCIDENT,
  'hn-campaign-report': { why: 'reference', ...n('历史文件，不再适用', 'Historical, not in force') },
  'pipl-assessment-keep': SWEPT,
  'archive-keep': SWEPT,
  'archive-transfer': SWEPT,
  // House limits of sections that have no table yet
  'house-instalment': REMEDIES,
  'house-remedy-watch': REMEDIES,
  'house-demand': REMEDIES,
  'house-higher-court': REMEDIES,
  'house-court-watch': REMEDIES,
  'house-refer': DISCIPLINE,
  'house-discipline-receipt': DISCIPLINE,
  'house-discipline': DISCIPLINE,
  'house-discipline-answer': DISCIPLINE,
  'house-reward': REWARD,
  'house-reward-claim': REWARD,
  'house-reward-reach': REWARD,
  'house-reward-pay': REWARD,
  'house-frozen': REWARD,
  'house-incident': INCIDENT,
  'house-incident-receipt': INCIDENT,
  'house-incident-update': INCIDENT,
  'house-closing': INCIDENT,
  'house-order': RECOVERY,
  'house-return': RECOVERY,
  'house-setoff': RECOVERY,
  'house-held': RECOVERY,
} as const satisfies Partial<Record<DeadlineId | HouseLimitId, WithoutClock>>;

/** Why no table starts a clock on this row or house limit, or undefined where one does. */
export function withoutClock(id: DeadlineId | HouseLimitId): WithoutClock | undefined {
  return (WITHOUT_CLOCK as Partial<Record<string, WithoutClock>>)[id];
}
