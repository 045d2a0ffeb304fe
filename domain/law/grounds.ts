import { TERMS } from './glossary.ts';
import type { RegimeId } from './regimes.ts';
import type { Bilingual, Ground } from './types.ts';

function ground<const Id extends string>(id: Id, zh: string, en: string, clause: string): Ground<Id> {
  return { id, zh, en, clause };
}

const called = <const Id extends string>(id: Id, { zh, en }: Bilingual, clause: string) => ground(id, zh, en, clause);

/** A closed list as `[id, zh, en]`, the shape the forms take. */
export function labelsOf<Id extends string>(list: readonly Ground<Id>[]): readonly (readonly [Id, string, string])[] {
  return list.map((g) => [g.id, g.zh, g.en] as const);
}

/** Why a tip is refused (M49 21 ¶1). No other ground is good. */
export const TIP_REFUSAL_GROUNDS = [
  ground('out-of-scope', '不属于举报范围', 'Outside the scope of tips (arts. 7–10)', 'M49 21 ¶1(1)'),
  ground(
    'no-target-or-clue',
    '无法确定被举报人，或者没有有效线索',
    'Nobody identifiable is reported, or there is no valid clue',
    'M49 21 ¶1(2)',
  ),
  ground(
    'concluded-no-new-clue',
    '已经办结且没有新的线索',
    'The matter was concluded and there is no new clue',
    'M49 21 ¶1(3)',
  ),
] as const;

/** Why the handling of a tip is suspended (M49 28): these six and no others. */
export const TIP_SUSPENSION_GROUNDS = [
  ground(
    'legal-question',
    '涉及法律适用问题，需要有权机关作出解释或者确认',
    'A legal question must be settled by a competent organ',
    'M49 28',
  ),
  ground('person-missing', '被举报人或者有关人员下落不明', 'A person concerned cannot be found', 'M49 28'),
  ground(
    'unit-ended',
    '被举报单位终止，尚未确定权利义务承受人',
    'The unit has ended and has no successor yet',
    'M49 28',
  ),
  ground('force-majeure', '不可抗力', 'Force majeure', 'M49 28'),
  ground('refer-upward', '案情重大复杂，需要请示上级', 'Grave or complex: must go to the superior', 'M49 28'),
  ground('other-by-law', '法律、法规、规章规定的其他情形', 'Another case named by law, regulation or rule', 'M49 28'),
] as const;

/** Why a labour-security inspection case is suspended: Zhejiang only (ZJ-LSI 30 ¶2). */
export const INSPECTION_SUSPENSION_GROUNDS = [
  ground('absconded', '当事人逃匿', 'The party absconded', 'ZJ-LSI 30 ¶2'),
  ground('evidence-unobtainable', '无法取得证据', 'Evidence cannot be had', 'ZJ-LSI 30 ¶2'),
  ground('other-legal-cause', '其他法定情形', 'Another legal cause', 'ZJ-LSI 30 ¶2'),
] as const;

/** Under which head an accepted tip is concluded (M49 27 ¶1). */
export const CONCLUSION_GROUNDS = [
  ground(
    'handled',
    '已依法作出处理、处罚决定，或者已移送、提出处理建议',
    'Decided, handled, transferred, referred or passed on with a proposal',
    'M49 27 ¶1(1)',
  ),
  ground('nothing-found', '未发现违法违规问题', 'No violation found', 'M49 27 ¶1(2)'),
  ground('other', '其他依法应当办结的情形', 'Another case in which it is to be concluded', 'M49 27 ¶1(3)'),
] as const;

export const NOT_PUNISHED: Bilingual = { zh: '查实，不予处罚', en: 'Verified, not punished' };

/** What became of a finding; several may stand together before the conclusion. */
export const OUTCOMES = [
  called('penalty', TERMS.penalty, 'M49 27 ¶1(1)'),
  ground('handling-decision', '行政处理决定', 'Handling decision without a penalty', 'M49 27 ¶1(1)'),
  ground('referred', '移送公安机关', 'Referred to the police', 'M49 27 ¶1(1)'),
  ground('passed-on', '移送纪检监察机关或者提出处理建议', 'Passed on to another body', 'M49 27 ¶1(1)'),
  ground('transferred', '移送有管辖权的部门', 'Transferred to the competent department', 'M49 27 ¶1(1)'),
  ground('nothing-found', '未发现违法', 'Nothing found', 'M49 27 ¶1(2)'),
  ground('case-withdrawn', '撤销立案', 'Filed case withdrawn', 'LSI 18(3)'),
  called('no-penalty', NOT_PUNISHED, 'M49 27 ¶1(3)'),
] as const;

/** Why a penalty decision is not published (3.7). */
export const NON_PUBLICATION_GROUNDS = [
  ground('no-social-influence', '不具有一定社会影响', 'Not of some social influence', 'APL 48 ¶1'),
  ground(
    'state-secret',
    '国家秘密，或者公开可能危及国家安全、公共安全、经济安全、社会稳定',
    'State secret, or danger to state, public or economic security or social stability',
    'OGI 14',
  ),
  ground(
    'third-party',
    '商业秘密、个人隐私，公开会损害第三方合法权益',
    'Business secret or privacy of a third party',
    'OGI 15',
  ),
  ground('internal', '内部事务信息、过程性信息、执法案卷信息', 'Internal or process information, case file', 'OGI 16'),
  ground('redaction-impossible', '无法隐去应当隐去的信息', 'Redaction is impossible', 'OGI 37; M49 36'),
] as const;

/** Why no penalty is given. */
export const NO_PENALTY_GROUNDS = [
  ground(
    'slight-corrected',
    '违法行为轻微并及时改正，没有造成危害后果',
    'Slight, corrected in time, no harm',
    'APL 33 ¶1',
  ),
  ground(
    'first-minor',
    '初次违法且危害后果轻微并及时改正',
    'First violation, slight harm, corrected in time',
    'APL 33 ¶1',
  ),
  ground('no-fault', '当事人有证据足以证明没有主观过错', 'The party proves that there was no fault', 'APL 33 ¶2'),
  ground('evidence-insufficient', '违法事实不清、证据不足', 'Facts unclear or evidence insufficient', 'APL 40'),
  ground('slight-by-law', '违法行为轻微，依法可以不予处罚', 'Slight, by law not to be punished', 'APL 57 ¶1(2)'),
  ground('facts-do-not-stand', '违法事实不能成立', 'The facts do not stand', 'APL 57 ¶1(3)'),
  ground('out-of-time', '超过处罚时效', 'Out of time', 'APL 36'),
  ground('criminal-outcome', '人民法院已就同一行为判处刑罚', 'The court has punished the same act', 'APL 8, 35'),
] as const;

/** Why a penalty must be lighter (APL 32). */
export const LENIENCY_GROUNDS = [
  ground('harm-removed', '主动消除或者减轻危害后果', 'Removed or reduced the harm on their own', 'APL 32'),
  ground('coerced', '受他人胁迫或者诱骗', 'Coerced or tricked by others', 'APL 32'),
  ground('confessed', '主动供述行政机关尚未掌握的违法行为', 'Confessed acts not yet known', 'APL 32'),
  ground('merit', '配合查处有立功表现', 'Merit in helping the inquiry', 'APL 32'),
  ground('other-by-law', '法律、法规、规章规定的其他情形', 'Another case named by law', 'APL 32'),
] as const;

/** On what condition a subject is listed for serious dishonesty (M45 5; read in reposts). */
export const LISTING_CONDITIONS = [
  ground(
    'no-registration',
    '未依法办理参保登记，经处罚后仍不改正',
    'No registration, not corrected after the penalty',
    'M45 5(1)',
  ),
  ground(
    'false-documents',
    '以虚假材料参保，业务超过二十人次或者获利超过二万元',
    'False documents to join: over 20 person-times of business or over 20,000 yuan gain',
    'M45 5(2)',
  ),
  ground(
    'cheating',
    '骗取待遇或者基金超过一万元，或者不足一万元而拒不退回',
    'Cheating benefits or funds over 10,000 yuan, or less but refusing to return',
    'M45 5(3)',
  ),
  ground(
    'drawing-after-loss',
    '丧失资格后领取超过六个月或者一万元，拒不退回或者违反还款协议',
    'Drawing after loss of the right over 6 months or over 10,000 yuan, and refusing to return or breaking the agreement',
    'M45 5(4)',
  ),
  ground(
    'records-misused',
    '恶意使用或者泄露个人权益记录',
    'Wilful misuse or leak of personal rights records',
    'M45 5(5)',
  ),
  ground(
    'service-agreement',
    '服务机构违反服务协议，造成基金损失超过十万元',
    'Service body breaking the agreement, over 100,000 yuan fund loss',
    'M45 5(6)',
  ),
  ground(
    'advance-not-repaid',
    '有能力而拒不偿还先行支付的工伤待遇超过一万元',
    'Able but refusing to repay advanced work-injury benefits over 10,000 yuan',
    'M45 5(7)',
  ),
  ground('other-by-law', '法律、法规、规章规定的其他情形', 'Another case named by law, regulation or rule', 'M45 5(8)'),
] as const;

/** The papers of a referral to the police (TR 6). The first three are the least a file has. */
export const REFERRAL_FILE = [
  ground('letter', '涉嫌犯罪案件移送书', 'Referral letter', 'TR 6'),
  ground('report', '案件调查报告', 'Investigation report', 'TR 6'),
  ground('goods', '涉案物品清单', 'List of goods', 'TR 6'),
  ground('appraisal', '检验报告或者鉴定结论', 'Test or appraisal reports', 'TR 6'),
  ground('other', '其他有关材料', 'Other materials', 'TR 6'),
] as const;

/** What happens to evidence kept in advance (APL 56; LSI-25 27–28). */
export const EVIDENCE_DISPOSITIONS = [
  ground('given-back', '发还', 'Given back', 'APL 56; LSI-25 28(3)'),
  ground('kept', '依法采取查封、扣押等措施', 'Kept by law: sealed or seized', 'APL 56'),
  ground('handed-over', '移送有关机关', 'Handed over to another organ', 'APL 56'),
] as const;

/** Kinds of penalty (APL 9). */
export const PENALTY_KINDS = [
  ground('warning', '警告', 'Warning', 'APL 9(1)'),
  ground('circular', '通报批评', 'Circular criticism', 'APL 9(1)'),
  ground('fine', '罚款', 'Fine', 'APL 9(2)'),
  ground('confiscation', '没收违法所得、没收非法财物', 'Confiscation', 'APL 9(2)'),
  ground(
    'licence',
    '暂扣许可证件、降低资质等级、吊销许可证件',
    'Licence held, grade lowered or licence revoked',
    'APL 9(3)',
  ),
  ground(
    'business',
    '限制开展生产经营活动、责令停产停业、责令关闭、限制从业',
    'Business restricted, stopped or closed, trade ban',
    'APL 9(4)',
  ),
  ground('detention', '行政拘留', 'Administrative detention', 'APL 9(5)'),
  ground('other', '法律、行政法规规定的其他行政处罚', 'Other penalty by law or regulation', 'APL 9(6)'),
] as const;

/** How grave a dishonesty is; a slight one is as a rule not published. */
export const SERIOUSNESS = [
  ground('slight', '轻微', 'Slight', 'CR26 10, 12, 14'),
  ground('ordinary', '一般', 'Ordinary', 'CR26 10, 12, 14'),
  ground('serious', '严重', 'Serious', 'CR26 10, 12, 14'),
] as const;

/** Remedies of a party against a decision. */
const REMEDIES = [
  ground('reconsideration', '行政复议', 'Administrative reconsideration', 'ARL 20'),
  called('suit', TERMS.suit, 'ALL 46'),
  ground('suit-after-reconsideration', '复议后起诉', 'Suit after reconsideration', 'ALL 45'),
] as const;

/** Why a published decision is withdrawn (APL 48 ¶2). */
export const WITHDRAWAL_REASONS = [
  ground('changed', '依法变更', 'Changed', 'APL 48 ¶2'),
  ground('annulled', '依法撤销', 'Annulled', 'APL 48 ¶2'),
  ground('unlawful', '确认违法', 'Declared unlawful', 'APL 48 ¶2'),
  ground('void', '确认无效', 'Declared void', 'APL 48 ¶2'),
] as const;

/** By which way a tip came in. */
const CHANNELS = [
  ground('web', '网络', 'Web', 'house'),
  ground('letter', '来信', 'By letter', 'house'),
  ground('telephone', '电话', 'Telephone', 'M49 17'),
  ground('visit', '现场', 'Visit', 'M49 16–17'),
  ground('other-body', '其他机关转来', 'From another body', 'house'),
] as const;

/** Where a matter that is no tip under M49 belongs: the right route to tell. */
export const ROUTES = [
  ground('labour-complaint', '劳动保障监察投诉', 'Labour-security complaint', 'M49 11 ¶1'),
  ground('petition', '信访', 'Petition', 'M49 11 ¶1'),
  ground('information-request', '政府信息公开', 'Information request', 'OGI 39'),
  ground(
    'benefit-objection',
    '待遇或者鉴定异议（复议、诉讼、再次鉴定）',
    'Objection to a benefit or an assessment',
    'M49 11 ¶1',
  ),
  ground('arbitration', '劳动争议调解仲裁', 'Labour mediation or arbitration', 'M49 11 ¶1'),
  ground('enquiry', '咨询', 'Enquiry', 'M49 11 ¶1'),
  ground('finance-or-collection', '财政部门或者征收机构', 'Finance department or collection body', 'M49 11 ¶2'),
  ground('medical-security', '医疗保障行政部门', 'Medical-security department', 'SIO 4'),
  called('discipline', TERMS.discipline, 'SL 37'),
] as const;

/** A kind of conduct on the tip form, with the regime it points to. A hint for routing, never a finding. */
export interface ConductType<Id extends string = string> extends Ground<Id> {
  regime: RegimeId;
}

function conduct<const Id extends string>(
  id: Id,
  zh: string,
  en: string,
  clause: string,
  regime: RegimeId = 'fund-tip',
): ConductType<Id> {
  return { id, zh, en, clause, regime };
}

/** Violation types of the tip form, in plain words. */
export const CONDUCT = [
  conduct(
    'drawn-after-death',
    '人去世了，养老金等还在领',
    'Pension or benefit still drawn for someone who died',
    'M49 7(4)',
  ),
  conduct('drawn-in-prison', '服刑期间还在领待遇', 'Benefit drawn while serving a sentence', 'M49 7(4)'),
  conduct('drawn-after-new-job', '已重新就业还在领失业金', 'Unemployment benefit drawn after a new job', 'M49 7(4)'),
  conduct('drawn-twice', '重复领取待遇', 'The same kind of benefit drawn twice', 'M49 7'),
  conduct('impersonation', '冒用他人身份领取', 'Drawn in another person’s name', 'M49 7'),
  conduct(
    'sham-eligibility',
    '假材料参保、虚构劳动关系、挂靠代缴、违规补缴',
    'False papers or sham employment to join or to pay back contributions',
    'M49 7(1)',
  ),
  conduct('forged-papers', '伪造、变造证件、档案、材料骗取基金', 'Forged papers to cheat the fund', 'M49 7(2)'),
  conduct('early-retirement', '改档案、造材料违规提前退休', 'Altered files to retire early', 'M49 7(3)'),
  conduct('work-injury-fraud', '编造、伪造工伤骗取待遇', 'Invented or staged work injury', 'M49 7'),
  conduct('organising', '中介或者个人组织、协助他人骗保', 'Organising or helping others to cheat', 'M49 7(3)'),
  conduct(
    'service-body-fraud',
    '工伤医疗、康复、辅助器具等服务机构骗取基金',
    'Medical, rehabilitation or aid bodies cheating the work-injury fund',
    'M49 8',
  ),
  conduct(
    'sham-training',
    '虚假培训、缩水培训套取失业保险基金补贴',
    'Sham or shortened training to draw subsidies from the unemployment fund',
    'M49 8(2)',
  ),
  conduct(
    'subsidy-fraud',
    '骗取、截留就业补助资金（财政资金）',
    'Employment subsidies from the budget cheated or withheld',
    'EPL 60; EF26',
    'employment-subsidy',
  ),
  conduct('embezzlement', '隐匿、转移、侵占、挪用基金', 'Fund money hidden, moved, taken or diverted', 'M49 9; SIL 91'),
  conduct(
    'irregular-approval',
    '经办人员违规办理参保、补缴、待遇审批',
    'Agency staff registering, back-paying or approving benefits against the rules',
    'M49 9',
  ),
  conduct(
    'records-altered',
    '篡改缴费、待遇或者权益记录，更改收款账户',
    'Contribution or benefit records or accounts altered',
    'M49 9',
  ),
  conduct(
    'related-body',
    '工伤认定、劳动能力鉴定、退休审批等有关单位违规',
    'Related bodies breaking the rules on injury findings, assessments or retirement approval',
    'M49 10',
  ),
  conduct('records-leaked', '泄露、贩卖参保人个人信息', 'Personal rights records leaked or sold', 'SIL 92; M45 5(5)'),
  conduct('refusing-return', '多领的钱拒不退回', 'Refusing to return wrong payments', 'SIO 46'),
  conduct(
    'official-bribery',
    '工作人员收受好处、索取回扣',
    'Staff taking bribes or kickbacks',
    'SL 37; TR 18–19',
    'official-conduct',
  ),
  conduct(
    'contributions-unpaid',
    '单位不参保、不缴或者少缴社会保险费',
    'Employer does not register or pay contributions',
    'M49 11 ¶1',
    'not-a-tip',
  ),
  conduct('medical-fraud', '骗取医疗保险、生育保险基金', 'Medical or maternity insurance cheated', 'SIO 4', 'medical'),
  conduct('other', '其他骗取、套取、挪用、贪占行为', 'Other cheating, drawing or diverting of fund money', 'M49 7–10'),
] as const;

export type ConductId = (typeof CONDUCT)[number]['id'];

/** Why a reward is not given (a Ningxia reading; HB-RW 2). */
const REWARD_EXCLUSIONS = [
  ground('nothing-found', '无明确对象或者查无实据', 'No clear target or nothing found', 'HB-RW 2'),
  ground('already-handled', '已受理或者已正确办结', 'Already accepted or concluded correctly', 'HB-RW 2'),
  ground('in-court', '正在诉讼、仲裁', 'In court or arbitration', 'HB-RW 2'),
  ground('already-known', '主要事实已为有关机关掌握', 'Main facts already known to the authorities', 'HB-RW 2'),
  ground('own-duty', '举报属于本人职责', 'Reporting was their duty', 'HB-RW 2'),
  ground('contracted', '受委托的第三方', 'Contracted third party', 'HB-RW 2'),
  ground('own-interest', '举报涉及本人利益', 'A tip about one’s own interest', 'HB-RW 2'),
  ground('anonymous', '非实名举报', 'Not a real-name tip', 'M49 37'),
  ground('no-major-loss', '未挽回或者减少重大损失', 'No major loss recovered or reduced', 'M49 37'),
] as const;

/** Every closed list by name, for screens and tests that go over all of them. */
export const GROUND_LISTS: Readonly<Record<string, readonly Ground[]>> = {
  'tip-refusal': TIP_REFUSAL_GROUNDS,
  'tip-suspension': TIP_SUSPENSION_GROUNDS,
  'inspection-suspension': INSPECTION_SUSPENSION_GROUNDS,
  conclusion: CONCLUSION_GROUNDS,
  outcome: OUTCOMES,
  'non-publication': NON_PUBLICATION_GROUNDS,
  'no-penalty': NO_PENALTY_GROUNDS,
  leniency: LENIENCY_GROUNDS,
  listing: LISTING_CONDITIONS,
  'referral-file': REFERRAL_FILE,
  'evidence-disposition': EVIDENCE_DISPOSITIONS,
  'penalty-kind': PENALTY_KINDS,
  remedy: REMEDIES,
  withdrawal: WITHDRAWAL_REASONS,
  channel: CHANNELS,
  route: ROUTES,
  conduct: CONDUCT,
  'reward-exclusion': REWARD_EXCLUSIONS,
};
