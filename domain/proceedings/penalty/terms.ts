import {
  LENIENCY_GROUNDS,
  LISTING_CONDITIONS,
  labelsOf,
  NO_PENALTY_GROUNDS,
  PENALTY_KINDS,
} from '../../law/grounds.ts';
import { AMOUNTS } from '../parts/amounts.ts';
import { affirmed, choice, choices, date, docNumber, yesNo, yuan } from '../parts/forms.ts';

/** On what a penalty rests. Closed: what is none of these needs a clause of its own and is entered as `other-by-law`. */
export const PENALTY_GROUNDS = [
  ['cheating-fund', '骗取社会保险基金支出（社会保险法第八十七条）', 'Cheating fund expenditure (SIL 87)'],
  ['cheating-benefits', '骗取社会保险待遇（社会保险法第八十八条）', 'Cheating benefits (SIL 88)'],
  ['service-body', '社会保险服务机构骗取基金（经办条例第五十五条）', 'Service body cheating the fund (SIO 55)'],
  [
    'diversion',
    '隐匿、转移、侵占、挪用基金（社会保险法第九十一条）',
    'Fund money hidden, moved, taken or diverted (SIL 91)',
  ],
  [
    'obstructing-check',
    '拒绝或者阻碍检查（经办条例第五十七条、监察条例第三十条）',
    'Obstructing a check (SIO 57; LSI 30)',
  ],
  ['training-body', '职业培训机构违规（监察条例第二十八条）', 'Training body breaking the rules (LSI 28)'],
  ['retaliation', '打击报复举报人（监察条例第三十条）', 'Retaliation against a tipster (LSI 30)'],
  ['records-leaked', '泄露个人权益记录（社会保险法第九十二条）', 'Leak of personal rights records (SIL 92)'],
  ['other-by-law', '法律、法规、规章规定的其他情形', 'Another case named by law, regulation or rule'],
] as const;
export type GroundId = (typeof PENALTY_GROUNDS)[number][0];

export const kindsOfPenalty = labelsOf(PENALTY_KINDS.filter((k) => k.id !== 'detention'));

export const NO_PENALTY_GROUND = choice('不予处罚的理由', 'Ground of no penalty', labelsOf(NO_PENALTY_GROUNDS));

/** Told in the notice; the decision goes by that unless it says it anew. */
export const LENIENCY = choices('从轻、减轻情节', 'Leniency', labelsOf(LENIENCY_GROUNDS)).optional();

/** The notice of the intended penalty 行政处罚事先告知书. */
export const NOTICE = {
  noticeNumber: docNumber('告知书文号', 'Number of the notice'),
  ground: choice('处罚依据', 'Ground', PENALTY_GROUNDS),
  clause: docNumber('具体条款', 'Clause').optional(),
  amounts: AMOUNTS,
  actEndedOn: date('违法行为终了之日（仍在继续的不填）', 'Day the act ended (empty: still going on)').optional(),
  discoveredOn: date('此前已发现的，发现之日', 'Day it was discovered, if before the tip').optional(),
  financialHarm: yesNo('涉及金融安全且有危害后果', 'Financial safety was harmed'),
  kinds: choices('拟处罚种类', 'Kinds of penalty', kindsOfPenalty),
  fine: yuan('拟罚款（元）', 'Fine, yuan'),
  confiscation: yuan('拟没收（元）', 'Confiscation, yuan'),
  leniency: LENIENCY,
  finedBefore: yesNo('同一行为已受过罚款', 'The same act was fined before'),
  complex: yesNo('案情疑难复杂、涉及多个法律关系', 'Complex, several legal relations'),
  grave: yesNo('重大违法行为', 'Grave violation'),
  publicInterest: yesNo('涉及重大公共利益', 'Major public interest'),
  listingConditions: choices(
    '符合的列入失信名单情形',
    'Listing conditions met',
    labelsOf(LISTING_CONDITIONS),
  ).optional(),
  told: affirmed(
    '已告知拟处罚的内容、事实、理由、依据，以及陈述、申辩、要求听证的权利',
    'Content, facts, reasons, basis and the rights to state, defend and be heard were told',
  ),
};

/** States in which a penalty is not decided yet. */
export const BEFORE_DECISION = ['Proposed', 'AwaitingDefence', 'HearingScheduled', 'LegalReview', 'Decision'] as const;
