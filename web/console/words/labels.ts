import { cite } from '../../../domain/law/cite.ts';
import { GLOSSARY } from '../../../domain/law/glossary.ts';
import type { Bilingual } from '../../../domain/law/types.ts';

const w = (zh: string, en: string): Bilingual => ({ zh, en });

/** A label of the glossary, or the fallback where it has none. */
export const labelOf = (key: string, fallback?: Bilingual): Bilingual =>
  GLOSSARY[key] ?? fallback ?? w(key.split('.').at(-1) ?? key, key.split('.').at(-1) ?? key);

/** Labels of a group of the glossary as options: `tip.fund` → pension, work-injury, … */
export function optionsOf(prefix: string): { value: string; zh: string; en: string }[] {
  return Object.entries(GLOSSARY)
    .filter(([key]) => key.startsWith(`${prefix}.`) && !key.slice(prefix.length + 1).includes('.'))
    .map(([key, text]) => ({ value: key.slice(prefix.length + 1), ...text }));
}

export const isHouse = (basis: string): boolean => basis.startsWith('house');

/** A clause in both languages. A house rule says that it is one; what cannot be resolved is shown as written. */
export function clause(basis: string): Bilingual {
  const parts = basis.split(';').map((segment): Bilingual => {
    const text = segment.trim();
    if (isHouse(text)) {
      const rest = text.replace(/^house:?\s*/, '');
      return w(rest ? `内部规定(${rest})` : '内部规定', rest ? `House rule (${rest})` : 'House rule');
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

/** Bodies outside that act in a case. */
export const OUTSIDE: Record<string, Bilingual> = {
  police: w('公安机关', 'Police'),
  procurator: w('检察机关', 'Procurator'),
  court: w('人民法院', 'Court'),
  'reconsideration-organ': w('行政复议机关', 'Reconsideration organ'),
  party: w('当事人', 'Party'),
  subject: w('被列入的对象', 'Listed subject'),
  'credit-platform': w('信用平台', 'Credit platform'),
  'other-authority': w('其他机关', 'Another authority'),
  'superior-organ': w('上级机关', 'Organ above'),
  superior: w('上级机关', 'Organ above'),
  bank: w('银行', 'Bank'),
  any: w('外部机关或者个人', 'Somebody outside'),
  tipster: w('举报人', 'Tipster'),
  applicant: w('申请人', 'Applicant'),
  register: w('公开登记簿', 'Public register'),
};

/** Facts that acts leave besides the fields of their forms. */
export const FACTS: Record<string, Bilingual> = {
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
  returned: w('已退回行政处理', 'Returned to administrative handling'),
  heard: w('已陈述申辩', 'Statement heard'),
  listedOn: w('列入日期', 'Listed on'),
  objectionResult: w('异议处理结果', 'Result of the objection'),
  matter: w('事项', 'Matter'),
  referral: w('移送', 'Referral'),
  ground: w('依据', 'Ground'),
  number: w('文号', 'Number'),
  due: w('到期日', 'Due'),
  before: w('原到期日', 'Due before'),
  after: w('新到期日', 'Due now'),
  cause: w('原因', 'Cause'),
  notice: w('放假通知文号', 'Number of the notice'),
  clock: w('计时', 'Clock'),
  rung: w('提醒级别', 'Reminder'),
  evidence: w('证据', 'Evidence'),
  first: w('开启人', 'Opened by'),
  second: w('第二人', 'Second person'),
  deadline: w('期限', 'Deadline'),
};

export const RUNGS: Record<string, Bilingual> = {
  half: w('已用一半时间', 'Half of the time used'),
  eighty: w('已用八成时间', '80 % of the time used'),
  last: w('到期前最后一个工作日', 'Last working day before due'),
  expiry: w('到期', 'Expiry'),
};

export const IDENTITY_GROUNDS: Record<string, Bilingual> = {
  reward: w('发放奖励', 'Paying a reward'),
  notice: w('依法告知', 'Giving notice as the law requires'),
  retaliation: w('处理打击报复', 'Dealing with retaliation'),
  'court-order': w('法院要求', 'Order of a court'),
  'evidence-check': w('核实证据', 'Checking evidence'),
};
