import { chineseNumber, cite } from '../../../domain/law/cite.ts';
import { GLOSSARY } from '../../../domain/law/glossary.ts';
import { IDENTITY_GROUND_NAMES } from '../../../domain/law/identity-grounds.ts';
import type { Bilingual } from '../../../domain/law/types.ts';
import { lookUp } from '../../../domain/look-up.ts';
import type { FieldLabel } from './form-labels.ts';

const w = (zh: string, en: string): Bilingual => ({ zh, en });

/** A label of the glossary, or the fallback where it has none. */
export const labelOf = (key: string, fallback?: Bilingual): Bilingual =>
  lookUp(GLOSSARY, key) ?? fallback ?? w(key.split('.').at(-1) ?? key, key.split('.').at(-1) ?? key);

/** Labels of a group of the glossary as options: `tip.fund` → pension, work-injury, … */
export function optionsOf(prefix: string): { value: string; zh: string; en: string }[] {
  return Object.entries(GLOSSARY)
    .filter(([key]) => key.startsWith(`${prefix}.`) && !key.slice(prefix.length + 1).includes('.'))
    .map(([key, text]) => ({ value: key.slice(prefix.length + 1), ...text }));
}

const ONE = /^((?:calendar |working )?day|hour|month|year)s\b/;

/** A length with its unit in words: 5个工作日, 1 working day. */
export function lengthOf(length: number, unit: string): Bilingual {
  const { zh, en } = labelOf(`unit.${unit}`);
  return w(`${length}${unit === 'wd' ? '个' : ''}${zh}`, `${length} ${length === 1 ? en.replace(ONE, '$1') : en}`);
}

/** What the short names of house rules mean to somebody who does not know the tables. */
const HOUSE_RULES: Record<string, Bilingual> = {
  thread: w('往来留言', 'messages to and from the tipster'),
  pairs: w('一人提出，另一人决定', 'one person proposes, another decides'),
  'two times': w('发生时间和录入时间分别记录', 'when it happened and when it was recorded are kept apart'),
  'paper acts': w('纸质办理补录须有第二人', 'an act on paper is entered with a second person'),
  'un-merge': w('并入的可以再分出', 'what was merged may be taken out again'),
  upward: w('逾期未办的向上报告', 'silence is reported upward'),
  withdrawal: w('撤回须有决定', 'a withdrawal is decided upon'),
  'house clock': w('内部时限', 'a limit of the house'),
};

/** The measure that fixes the holidays is cited by conventions; it is no instrument of the catalogue of periods. */
const HOLIDAYS = /^放假办法 (\d+)(?:–(\d+))?$/;

export const isHouse = (basis: string): boolean => basis.startsWith('house');

/** A clause in both languages. A house rule says that it is one; what cannot be resolved is shown as written. */
export function clause(basis: string): Bilingual {
  // A semicolon within brackets belongs to the words of a house rule.
  const parts = basis.split(/;(?![^(]*\))/).map((segment): Bilingual => {
    const text = segment.trim();
    if (isHouse(text)) {
      const rest = text.replace(/^house:?\s*/, '');
      const rule = HOUSE_RULES[/^house-[a-z-]+$/.test(rest) ? 'house clock' : rest];
      if (rule) return w(`内部规定（${rule.zh}）`, `House rule: ${rule.en}`);
      // The reasons of house rules are written in English in the tables.
      const zh = /\p{Script=Han}/u.test(rest) ? `内部规定（${rest}）` : '内部规定';
      return w(zh, rest ? `House rule: ${rest}` : 'House rule');
    }
    const [, from, to] = HOLIDAYS.exec(text) ?? [];
    if (from) {
      const articles = [from, ...(to ? [to] : [])].map((n) => `第${chineseNumber(Number(n))}条`);
      return w(
        `《全国年节及纪念日放假办法》${articles.join('至')}`,
        `Measures on Holidays (National Festivals and Memorial Days), ${to ? `arts. ${from}–${to}` : `art. ${from}`}`,
      );
    }
    try {
      return w(cite(text.replace(/\barts?\. /g, '')).zh, text);
    } catch {
      return w(text, text);
    }
  });
  return { zh: parts.map((p) => p.zh).join('；'), en: parts.map((p) => p.en).join('; ') };
}

export const CHANNELS: Record<string, Bilingual> = {
  web: w('网上', 'Online'),
  letter: w('来信', 'Letter'),
  telephone: w('电话', 'Telephone'),
  visit: w('来访', 'Visit'),
  'other-body': w('其他机关转来', 'From another body'),
};

const grounds = Object.entries(IDENTITY_GROUND_NAMES).map(([value, name]) => ({ value, ...name }));
const IDENTITY: Record<string, FieldLabel> = {
  request: w('申请编号', 'Request'),
  asker: w('申请人', 'Asked by'),
  ground: { ...w('理由', 'Ground'), options: grounds },
  clause: w('依据', 'Clause'),
  reason: w('说明', 'Reason'),
  withheldClause: w('暂不告知的依据', 'Clause for not telling yet'),
  withheldUntil: w('暂不告知举报人，至', 'The tipster is not told until'),
};

/** Fields of the acts that stand beside the tables. */
export const BESIDE: Record<string, Record<string, FieldLabel>> = {
  'identity-asked': IDENTITY,
  'identity-approved': IDENTITY,
  'identity-refused': IDENTITY,
  'identity-opened': IDENTITY,
  'notice-address-used': {
    ground: {
      ...w('用途', 'Use'),
      options: [{ value: 'service', ...w('寄发有新消息的通知', 'To send word that there is news') }],
    },
  },
};

/**
 * Facts that acts leave besides the fields of their forms. `group` names the labels of their values in the glossary, `like` a field
 * with the same values.
 */
export const FACTS: Record<string, Bilingual & { group?: string; like?: string }> = {
  withOfficer: w('另一名承办人', 'The other officer'),
  document: w('依据文书', 'Document'),
  'document.kind': w('文书名称', 'Kind of document'),
  'document.number': w('文号', 'Number'),
  'document.date': w('文书日期', 'Date'),
  paper: w('纸质办理补录', 'Paper act'),
  'paper.number': w('文号', 'Number'),
  'paper.scan': w('扫描件编号', 'Scan'),
  'paper.second': w('见证的第二人', 'Second person'),
  opinion: w('审批意见', 'Opinion'),
  reasons: w('理由', 'Reasons'),
  accusedKind: { ...w('被举报人类别', 'Kind of accused'), group: 'tip.accused' },
  fund: { ...w('基金', 'Fund'), group: 'tip.fund' },
  concernsStaff: { ...w('是否涉及工作人员', 'Concerns staff'), group: 'tip.staff' },
  conduct: { ...w('行为', 'Conduct'), group: 'conduct' },
  channel: { ...w('渠道', 'Channel'), group: 'channel' },
  named: w('实名', 'Real name'),
  wantsNotice: w('要求告知', 'Wants notice'),
  hasAmount: w('写明金额', 'States an amount'),
  evidence: w('证据', 'Evidence'),
  'evidence.id': w('编号', 'Id'),
  'evidence.size': w('大小（字节）', 'Size, bytes'),
  'evidence.sealed': w('密封后校验值', 'Hash of what is sealed'),
  originals: w('证据原件', 'Originals'),
  'originals.id': w('编号', 'Id'),
  'originals.size': w('大小（字节）', 'Size, bytes'),
  'originals.sealed': w('密封后校验值', 'Hash of what is sealed'),
  'evidence.sha256': w('校验值', 'SHA-256'),
  matterRegime: { ...w('事项类别', 'Regime'), like: 'regime' },
  bySilence: w('逾期未审查，视为受理', 'Taken as accepted, by silence'),
  effectiveFrom: w('生效日', 'Effective from'),
  crimeSuspected: w('涉嫌犯罪', 'Crime suspected'),
  officialInvolved: w('涉及公职人员', 'An official is involved'),
  accusedCleared: w('被举报人无责', 'Accused cleared'),
  returned: w('已退回行政处理', 'Returned to administrative handling'),
  withdrawn: w('已撤回', 'Withdrawn'),
  resultAsked: w('已申请告知结果', 'Result asked for'),
  suspendedOn: w('中止日', 'Suspended on'),
  noObjection: w('无异议', 'No objection'),
  transferTo: { ...w('移送至', 'Transferred to'), like: 'to' },
  leading: w('主案', 'Leading case'),
  follower: w('从案', 'Following case'),
  followersLeft: w('已分出的从案', 'Cases taken out again'),
  mergedInto: w('并入', 'Merged into'),
  heard: w('已陈述申辩', 'Statement heard'),
  statements: w('陈述申辩次数', 'Statements so far'),
  noticed: w('告知的金额', 'Sums in the notice'),
  decided: w('决定的金额', 'Sums decided'),
  decidedDay: w('决定日', 'Decided on'),
  decidedOn: w('决定日', 'Decided on'),
  decisionOn: w('决定日', 'Decision of'),
  listedOn: w('列入日期', 'Listed on'),
  filedAt: w('立案时间', 'Filed at'),
  natural: w('自然人', 'Natural person'),
  repeated: w('再次', 'Again'),
  objectionResult: w('异议处理结果', 'Result of the objection'),
  criminalOutcome: { ...w('刑事结果', 'Criminal outcome'), like: 'outcome' },
  noPenaltyGround: { ...w('不予处罚的理由', 'Ground of no penalty'), like: 'ground' },
  penalty: w('所依据的处罚', 'The penalty it rests on'),
  policeReferral: w('行刑衔接', 'Referral to the police'),
  referral: w('移送', 'Referral'),
  against: { ...w('针对', 'Against'), group: 'role' },
  asker: w('申请人', 'Who asked'),
  recusals: w('回避次数', 'Recusals'),
  gapsTold: w('已告知补正', 'Told what is missing'),
  mustPublish: w('依法应当公开', 'Must be published'),
  procedural: w('程序违法', 'On procedure'),
  ceiling: w('上限', 'Ceiling'),
  overdue: w('已逾期', 'Overdue'),
  textEvent: w('文字见记录号', 'Text in event no.'),
  reasonEvent: w('理由见记录号', 'Reasons in event no.'),
  matter: w('事项', 'Matter'),
  ground: w('理由', 'Ground'),
  number: w('文号', 'Number'),
  outcomes: { ...w('处理方式', 'Outcomes'), group: 'outcomes' },
  tracks: { ...w('去向', 'Tracks'), group: 'outcomes' },
  proposesPenalty: w('拟处罚', 'A penalty is proposed'),
  outcome: w('结果', 'Outcome'),
  body: w('机关', 'Body'),
  tipster: w('举报人', 'Tipster'),
  due: w('到期日', 'Due'),
  before: w('原到期日', 'Due before'),
  after: w('新到期日', 'Due now'),
  cause: w('原因', 'Cause'),
  notice: w('放假通知文号', 'Number of the notice'),
  year: w('年度', 'Year'),
  moves: w('变动的期限', 'Dates moved'),
  clock: w('计时', 'Clock'),
  second: w('第二人', 'Second person'),
  deadline: w('期限', 'Deadline'),
  text: w('内容', 'Text'),
};
