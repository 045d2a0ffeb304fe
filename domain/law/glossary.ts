import type { AccountChange } from '../authority/types.ts';
import { lookUp } from '../look-up.ts';
import { ROLE_NAMES } from '../people/types.ts';
import type { Bilingual, Confidence, Deadline, DeadlineKind, HouseExpiry, Obligor, Region } from './types.ts';

const w = (zh: string, en: string): Bilingual => ({ zh, en });

/** The words of the field: the same one in code, tables, addresses, screens and letters. */
export const TERMS = {
  discipline: w('纪检监察机关', 'Discipline or supervision organ'),
  tip: w('举报', 'Tip'),
  tipster: w('举报人', 'Tipster'),
  accused: w('被举报人', 'Accused'),
  case: w('案件', 'Case'),
  proceeding: w('程序', 'Proceeding'),
  act: w('办理行为', 'Act'),
  event: w('记录', 'Event'),
  deadline: w('期限', 'Deadline'),
  clock: w('计时', 'Clock'),
  calendar: w('日历', 'Calendar'),
  organ: w('机关', 'Organ'),
  unit: w('内设机构', 'Unit'),
  post: w('岗位', 'Post'),
  letter: w('文书', 'Letter'),
  referral: w('移送', 'Referral'),
  listing: w('列入名单', 'Listing'),
  seriousness: w('失信程度', 'Seriousness'),
  disclosure: w('公开', 'Disclosure'),
  receipt: w('查询凭证', 'Receipt'),
  effect: w('待办事务', 'Effect'),
  driver: w('驱动流程', 'Driver'),
  recusal: w('回避', 'Recusal'),
  evidence: w('证据', 'Evidence'),
  penalty: w('行政处罚', 'Penalty'),
  hearing: w('听证', 'Hearing'),
  reconsideration: w('行政复议', 'Reconsideration'),
  suit: w('行政诉讼', 'Suit'),
  service: w('送达', 'Service'),
  demand: w('催告', 'Demand'),
  enforcement: w('强制执行', 'Enforcement'),
  opinion: w('检察意见', 'Procurator’s opinion'),
  reward: w('奖励', 'Reward'),
  incident: w('要情', 'Fund incident'),
  'major-incident': w('重大要情', 'Major incident'),
  recovery: w('追回', 'Recovery'),
  repair: w('信用修复', 'Credit repair'),
  objection: w('异议', 'Objection'),
  masking: w('临时屏蔽', 'Temporary masking'),
  publicity: w('公示期', 'Publicity'),
  'working-day': w('工作日', 'Working day'),
  'make-up-day': w('调休上班日', 'Make-up working day'),
  'day-off': w('放假日', 'Day off'),
  'rest-day': w('休息日', 'Rest day'),
  'due-date': w('到期日', 'Due date'),
  'alarm-date': w('严格日期', 'Strict date'),
  provisional: w('暂定', 'Provisional'),
  breach: w('逾期', 'Breach'),
  overdue: w('已逾期', 'Overdue'),
  'house-rule': w('内部规定', 'House rule'),
  'house-limit': w('内部时限', 'House limit'),
  confirmation: w('法务确认', 'Legal confirmation'),
  clause: w('条款', 'Clause'),
  basis: w('依据', 'Basis'),
  'real-name': w('实名举报', 'Real-name tip'),
  anonymous: w('匿名举报', 'Anonymous tip'),
  certificate: w('监督检查证', 'Inspection certificate'),
} as const satisfies Record<string, Bilingual>;

/** Who acts: posts of the house, the parties, and the bodies outside. */
const ROLE_WORDS = {
  ...ROLE_NAMES,
  tipster: TERMS.tipster,
  outside: w('外部机关', 'Outside body'),
  system: w('系统（按时间）', 'System (by time)'),
} as const satisfies Record<string, Bilingual>;

const ABOVE = w('上级机关', 'Organ above');

/** Bodies and persons outside the house that act in a case or are written to. */
export const OUTSIDE_WORDS = {
  police: w('公安机关', 'Police'),
  procurator: w('检察机关', 'Procurator'),
  court: w('人民法院', 'Court'),
  'reconsideration-organ': w('行政复议机关', 'Reconsideration organ'),
  party: w('当事人', 'Party'),
  subject: w('被列入的对象', 'Listed subject'),
  'credit-platform': w('信用平台', 'Credit platform'),
  'other-authority': w('其他机关', 'Another authority'),
  'superior-organ': ABOVE,
  superior: ABOVE,
  bank: w('银行', 'Bank'),
  any: w('外部机关或者个人', 'Somebody outside'),
  tipster: TERMS.tipster,
  applicant: w('申请人', 'Applicant'),
  register: w('公开登记簿', 'Public register'),
  'awaited-organ': w('所等待的机关', 'Organ that is waited for'),
} as const satisfies Record<string, Bilingual>;

/** What the end of a deadline means, and whose clock it is. */
const KINDS: Record<DeadlineKind | 'house' | 'watch', Bilingual> = {
  'our-duty': w('本机关义务', 'Our duty'),
  'others-duty': w('他方义务', 'Another’s duty'),
  right: w('权利', 'Right'),
  term: w('有效期', 'Term'),
  bar: w('时效', 'Limitation'),
  house: TERMS['house-limit'],
  watch: w('跟踪', 'Watch'),
};

/** Who owes or holds it. */
const OBLIGORS: Record<Obligor, Bilingual> = {
  authority: w('本机关', 'Authority'),
  agency: w('经办机构', 'Social-insurance agency'),
  police: OUTSIDE_WORDS.police,
  procurator: OUTSIDE_WORDS.procurator,
  court: OUTSIDE_WORDS.court,
  'reconsideration-organ': OUTSIDE_WORDS['reconsideration-organ'],
  superior: OUTSIDE_WORDS.superior,
  discipline: TERMS.discipline,
  'credit-platform': OUTSIDE_WORDS['credit-platform'],
  party: OUTSIDE_WORDS.party,
  tipster: TERMS.tipster,
  subject: w('被检查或者被列入的对象', 'Inspected or listed subject'),
  'petition-office': w('信访部门', 'Petition office'),
  'third-party': w('第三方', 'Third party'),
  other: OUTSIDE_WORDS['other-authority'],
};

/** How the source was read. */
const CONFIDENCES: Record<Confidence | 'house', Bilingual> = {
  text: w('已读原文', 'Article read'),
  secondary: w('据转述', 'Read in a report'),
  memory: w('未核实，仅提醒', 'Unverified, warns only'),
  house: TERMS['house-rule'],
};

/** Units of legal time. */
const UNIT_WORDS = {
  h: w('小时', 'hours'),
  cd: w('日', 'calendar days'),
  'cd†': w('日（规定未定义）', 'days (never defined by the rule)'),
  wd: w('工作日', 'working days'),
  months: w('个月', 'months'),
  years: w('年', 'years'),
} as const satisfies Record<string, Bilingual>;

/** How a row is used. */
const USES: Record<Deadline['use'], Bilingual> = {
  clock: w('案件计时', 'Clock of a case'),
  age: w('无天数，显示已过时间', 'No number: age shown'),
  swept: w('定期任务', 'Periodic duty'),
  reference: w('仅供参考', 'Reference only'),
};

/** Regions with rows of their own. */
export const REGION_WORDS: Record<Region, Bilingual> = {
  zhejiang: w('浙江', 'Zhejiang'),
  shanghai: w('上海', 'Shanghai'),
  yunnan: w('云南', 'Yunnan'),
  'inner-mongolia': w('内蒙古', 'Inner Mongolia'),
  hebei: w('河北', 'Hebei'),
  hunan: w('湖南', 'Hunan'),
};

/** Parts of the catalogue. */
export const STAGES = {
  intake: w('接收', 'Reception'),
  triage: w('分流', 'Triage'),
  investigation: w('调查', 'Investigation'),
  penalty: w('处罚与救济', 'Penalty and remedies'),
  recovery: w('执行与追回', 'Enforcement and recovery'),
  'referral-to-police': w('行刑衔接', 'Referral to the police'),
  'referral-to-discipline': w('移送纪检监察', 'Referral to discipline'),
  blacklist: w('失信名单与信用', 'Blacklist and credit'),
  disclosure: TERMS.disclosure,
  reward: TERMS.reward,
  'fund-incident-report': w('要情报告', 'Fund-incident report'),
  'periodic-report': w('定期报告', 'Periodic report'),
} as const satisfies Record<string, Bilingual>;

/** How a clock ended, and what its end did. */
export const CLOCK_WORDS = {
  running: w('计时中', 'Running'),
  suspended: w('中止', 'Suspended'),
  breach: TERMS.breach,
  silence: w('对方逾期未复', 'Their silence'),
  lapse: w('权利丧失', 'Right lapsed'),
  over: w('期满', 'Over'),
  warn: w('已提醒', 'Warned'),
  met: w('按期完成', 'Met'),
  'met-late': w('逾期后完成', 'Met late'),
  'entered-late': w('按期完成，补录', 'Met, entered late'),
  cancelled: w('取消', 'Cancelled'),
  superseded: w('被新期限取代', 'Superseded'),
  used: w('已行使', 'Used'),
  lapsed: w('已丧失', 'Lapsed'),
  again: w('重新计时', 'Started again'),
  ended: w('程序终结', 'Ended with its proceeding'),
  'without-ground': w('无据，作废', 'Without ground'),
} as const satisfies Record<string, Bilingual>;

/** What the end of a house clock does. */
const HOUSE_EXPIRIES: Record<HouseExpiry, Bilingual> = {
  warn: w('提醒', 'Warn'),
  'warn-again': w('提醒并重新计时', 'Warn, start again'),
  watch: w('催办他方', 'Remind the other body'),
  lapse: w('状态随之变化', 'A state ends'),
};

const OTHER = w('其他', 'Other');
const UNKNOWN = w('不清楚', 'Unknown');

/** The choices of the tip form. */
export const TIP_WORDS = {
  'accused.person': w('个人', 'Person'),
  'accused.employer': w('用人单位', 'Employer'),
  'accused.agency-staff': w('经办或者人社工作人员', 'Agency or HRSS staff'),
  'accused.training-body': w('培训机构', 'Training body'),
  'accused.intermediary': w('中介', 'Intermediary'),
  'accused.other': OTHER,
  'accused.unknown': UNKNOWN,
  'fund.pension': w('养老保险', 'Pension'),
  'fund.work-injury': w('工伤保险', 'Work injury'),
  'fund.unemployment': w('失业保险', 'Unemployment'),
  'fund.employment-subsidy': w('就业补贴', 'Employment subsidy'),
  'fund.training-subsidy': w('培训补贴', 'Training subsidy'),
  'fund.medical': w('医疗保险', 'Medical'),
  'fund.maternity': w('生育保险', 'Maternity'),
  'fund.unknown': UNKNOWN,
  'amount.drawn': w('领出的钱', 'Drawn'),
  'amount.paid-in': w('缴进的钱', 'Paid in'),
  'amount.forecast': w('估算将领的钱', 'Forecast'),
  'amount.unknown': UNKNOWN,
  'interest.none': w('没有关系', 'None'),
  'interest.victim': w('受害人', 'Victim'),
  'interest.colleague': w('同事', 'Colleague'),
  'interest.competitor': w('同行竞争', 'Competitor'),
  'interest.in-dispute': w('有纠纷', 'In dispute'),
  'interest.other': OTHER,
  'known.saw': w('亲眼所见', 'Saw it'),
  'known.documents': w('见过材料', 'Saw documents'),
  'known.told': w('听人说', 'Was told'),
  'known.work': w('工作中得知', 'Through work'),
  'known.other': OTHER,
  'staff.yes': w('涉及工作人员', 'Concerns staff'),
  'staff.no': w('不涉及工作人员', 'Does not concern staff'),
  'staff.unsure': w('不确定', 'Unsure'),
  'door.special': w('与普通受理岗位分开的专门受理岗位', 'The special intake post, apart from the ordinary reception'),
  'door.above': ABOVE,
  'away.reception': w('普通受理岗位', 'The ordinary reception'),
  'away.special': w('专门受理岗位', 'The special intake post'),
  'away.heads': w(
    '本机关负责人（监督机构、部门、正职）',
    'The heads here: of the supervision unit, the department and the organ',
  ),
} as const satisfies Record<string, Bilingual>;

/** What two people do about the account of a third. */
const ACCOUNT_CHANGES: Record<AccountChange, Bilingual> = {
  password: w('重置密码', 'Reset the password'),
  factor: w('重置第二验证因素', 'Reset the second factor'),
  both: w('重置密码和第二验证因素', 'Reset password and second factor'),
  lock: w('锁定账号', 'Lock the account'),
  unlock: w('解锁账号', 'Open the account again'),
};

/** The parts of the glossary that no table has. */
export const CHAPTERS: readonly (readonly [
  prefix: string,
  title: Bilingual,
  words: Readonly<Record<string, Bilingual>>,
])[] = [
  ['term', w('术语', 'Terms'), TERMS],
  ['role', w('角色', 'Roles'), ROLE_WORDS],
  ['outside', w('外部机关和个人', 'Outside bodies and persons'), OUTSIDE_WORDS],
  ['kind', w('期限种类', 'Kinds of deadline'), KINDS],
  ['obligor', w('义务人或者权利人', 'Who owes or holds it'), OBLIGORS],
  ['clock', w('计时结果', 'Clocks'), CLOCK_WORDS],
  ['confidence', w('核实程度', 'Confidence'), CONFIDENCES],
  ['unit', w('时间单位', 'Units'), UNIT_WORDS],
  ['use', w('用途', 'Use of a row'), USES],
  ['stage', w('阶段', 'Stages'), STAGES],
  ['region', w('地区', 'Regions'), REGION_WORDS],
  ['house', w('内部时限到期', 'End of a house clock'), HOUSE_EXPIRIES],
  ['account', w('账号事项', 'Changes of an account'), ACCOUNT_CHANGES],
  ['tip', w('举报表', 'Tip form'), TIP_WORDS],
];

/** Every word that stands in no table, by key: `term.tip`, `role.clerk`, `kind.our-duty`, … Those of the tables: `tableChapters`. */
export const GLOSSARY: Readonly<Record<string, Bilingual>> = Object.fromEntries(
  CHAPTERS.flatMap(([prefix, , words]) => Object.entries(words).map(([key, word]) => [`${prefix}.${key}`, word])),
);

/** The label of a key of the glossary; the key itself where it has none, so that a screen never shows a hole. */
export function label(key: string): Bilingual {
  return lookUp(GLOSSARY, key) ?? w(key, key);
}
