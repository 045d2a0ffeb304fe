import type { Unit } from '../time/types.ts';
import type { Bilingual, DeadlineKind, HouseExpiry, HouseLimit } from './types.ts';

const KIND: Record<HouseExpiry, DeadlineKind> = {
  warn: 'our-duty',
  'warn-again': 'our-duty',
  watch: 'others-duty',
  lapse: 'right',
};

/** One house clock: id, title, sections, what its end does, and that in a sentence. No length: the authority sets it. */
function house<const Id extends string>(
  id: Id,
  title: readonly [zh: string, en: string],
  sections: readonly string[],
  atExpiry: HouseExpiry,
  effect: readonly [zh: string, en: string],
  more: { kind?: DeadlineKind; note?: Bilingual } = {},
): HouseLimit<Id> {
  return {
    id,
    title: { zh: title[0], en: title[1] },
    sections,
    atExpiry,
    effect: { zh: effect[0], en: effect[1] },
    kind: more.kind ?? KIND[atExpiry],
    length: null,
    unit: null,
    ...(more.note ? { note: more.note } : {}),
  };
}

const AGAIN = ['提醒并上报一级，重新计时', 'Warn one level up, start again'] as const;
const REMIND = ['催办，其后向上报告，重新计时', 'Reminder, then report upward, start again'] as const;

const LIMITS = [
  // 3.1 intake
  house('house-register', ['登记', 'Register the tip'], ['3.1'], 'warn', [
    '提醒受理员和监督机构负责人',
    'Warn clerk and unit head',
  ]),
  house('house-supplement', ['补充材料', 'Supplement by the tipster'], ['3.1'], 'warn', [
    '告知监督机构负责人：不予受理、受理或者按期视为受理',
    'Tell the unit head: refuse, accept, or be accepted by silence',
  ]),
  house('house-receipt', ['移送回执', 'Receipt of a transfer'], ['3.1', '3.2'], 'watch', REMIND),
  house('house-designation-ask', ['报请指定管辖', 'Request for designation'], ['3.1', '3.2'], 'warn-again', [
    '提醒部门负责人，重新计时',
    'Warn the department head, start again',
  ]),
  house('house-designation', ['等待指定管辖', 'Designation overdue'], ['3.1', '3.2'], 'watch', [
    '再次向上报告，重新计时',
    'Report upward again, start again',
  ]),
  house('house-withdrawal', ['撤回申请的决定', 'Decision on a withdrawal'], ['3.1'], 'lapse', [
    '转为依职权处理',
    'Goes on by own motion',
  ]),
  house('house-handover', ['转渠道接收', 'Hand-over to another channel'], ['3.1'], 'watch', [
    '催办，告知监督机构负责人，重新计时',
    'Reminder, tell the unit head, start again',
  ]),
  // 3.2 investigation
  house('house-assign', ['指派承办人', 'Assign officers'], ['3.2'], 'warn-again', [
    '告知部门负责人，重新计时',
    'Tell the department head, start again',
  ]),
  house('house-recusal', ['回避决定', 'Decide on recusal'], ['3.2'], 'warn-again', AGAIN),
  house('house-assist', ['协查', 'Assistance by another body'], ['3.2'], 'watch', REMIND),
  house('house-suspend-check', ['中止情形复查', 'Re-check of a suspension'], ['3.2'], 'warn-again', [
    '监督机构负责人说明中止情形是否仍在，重新计时',
    'The unit head says whether the cause goes on, start again',
  ]),
  house('house-close', ['归档', 'Archive after conclusion'], ['3.2'], 'warn-again', [
    '告知监督机构负责人，重新计时',
    'Tell the unit head, start again',
  ]),
  house('house-redo', ['重新处理', 'Do it again'], ['3.2', '3.3'], 'warn-again', [
    '告知部门负责人，重新计时',
    'Tell the department head, start again',
  ]),
  // 3.3 penalty and remedies
  house('house-propose', ['拟处罚并告知', 'Serve the notice of the intended penalty'], ['3.3'], 'warn-again', [
    '告知监督机构负责人，重新计时',
    'Tell the unit head, start again',
  ]),
  house('house-defence', ['陈述申辩等待期', 'Window for statement and defence'], ['3.3'], 'lapse', [
    '进入法制审核或者决定',
    'Goes on to legal review or decision',
  ]),
  house('house-hearing', ['举行听证', 'Hold the hearing'], ['3.3'], 'warn-again', [
    '告知监督机构负责人，重新计时',
    'Tell the unit head, start again',
  ]),
  house('house-legal-review', ['法制审核', 'Legal review'], ['3.3'], 'warn-again', [
    '告知部门负责人，重新计时',
    'Tell the department head, start again',
  ]),
  house('house-perform', ['履行非金钱处罚', 'Carry out a penalty without money'], ['3.3'], 'warn', [
    '标记逾期并提醒',
    'Flag overdue and warn',
  ]),
  house(
    'house-instalment',
    ['分期缴款', 'Instalment'],
    ['3.3', '3.10'],
    'lapse',
    ['处罚：回到已送达并标记逾期；追回：拒不退回', 'Penalty: back to served, overdue; recovery: refused'],
    { note: { zh: '日期见批准或者协议', en: 'The date is that of the approval or agreement' } },
  ),
  house('house-remedy-watch', ['复议诉讼结果', 'Outcome of a remedy'], ['3.3', '3.10'], 'watch', [
    '询问，重新计时',
    'Ask, start again',
  ]),
  house('house-demand', ['送达催告书', 'Serve the demand'], ['3.3', '3.10'], 'warn-again', [
    '告知部门负责人，重新计时',
    'Tell the department head, start again',
  ]),
  house(
    'house-higher-court',
    ['向上一级法院申请复议', 'Ask the higher court'],
    ['3.3', '3.10'],
    'lapse',
    ['法院裁定生效，不再执行', 'The court’s ruling stands: given up'],
    {
      note: {
        zh: '行政强制法第五十六条第二款、第五十八条第三款为十五日，目录中无单独一行',
        en: '15 calendar days by AEL 56 ¶2, 58 ¶3: no row of its own in the catalogue',
      },
    },
  ),
  house('house-court-watch', ['法院执行', 'Enforcement by the court'], ['3.3', '3.10'], 'watch', [
    '催办，其后告知上一级法院，重新计时',
    'Reminder, then the higher court told, start again',
  ]),
  // 3.4 criminal referral
  house('house-draft', ['移送报告', 'Referral report'], ['3.4'], 'warn-again', [
    '告知正职负责人，重新计时',
    'Tell the principal, start again',
  ]),
  house('house-escalate', ['提请监督', 'Escalate the silence of the police'], ['3.4'], 'warn-again', [
    '告知正职负责人和上级，重新计时',
    'Tell the principal and upward, start again',
  ]),
  house('house-procurator', ['检察监督', 'Procurator’s supervision'], ['3.4'], 'watch', REMIND),
  house('house-criminal', ['刑事进展', 'News of the criminal track'], ['3.4'], 'watch', [
    '询问公安、检察院或者法院，其后向上报告，重新计时',
    'Ask police, procurator or court, then upward, start again',
  ]),
  house('house-opinion', ['检察意见办理', 'Handle a late opinion of the procurator'], ['3.4'], 'warn-again', [
    '告知上级，重新计时',
    'Tell the superior, start again',
  ]),
  // 3.5 discipline referral
  house('house-refer', ['移送线索', 'Send the sealed clue'], ['3.5'], 'warn-again', [
    '越过被举报人一线上报一级，重新计时',
    'One level up, past the line of the accused, start again',
  ]),
  house('house-discipline-receipt', ['纪检监察回执', 'Receipt by the discipline organ'], ['3.5'], 'watch', REMIND),
  house('house-discipline', ['纪检监察进展', 'News from the discipline organ'], ['3.5'], 'watch', REMIND),
  house(
    'house-discipline-answer',
    ['补充材料给纪检监察', 'Material asked by the discipline organ'],
    ['3.5'],
    'warn-again',
    ['提醒正职负责人，重新计时', 'Warn the principal, start again'],
  ),
  // 3.6 blacklist
  house('house-list', ['列入名单办理', 'Handle the listing'], ['3.6'], 'warn-again', [
    '告知部门负责人，重新计时',
    'Tell the department head, start again',
  ]),
  house('house-statement', ['列入前陈述期', 'Window for the subject’s statement'], ['3.6'], 'lapse', [
    '进入决定',
    'Goes on to the decision',
  ]),
  house('house-objection', ['受理异议', 'Accept an objection'], ['3.6'], 'warn', ['提醒', 'Warn']),
  house('house-repair-supplement', ['修复申请补正', 'Supplement of a repair application'], ['3.6'], 'lapse', [
    '申请失效，可随时重新申请',
    'Application lapses; may ask again at any time',
  ]),
  house('house-platform', ['平台反馈', 'Answer of the platform'], ['3.6'], 'watch', [
    '向上报告，重新计时',
    'Upward, start again',
  ]),
  house('house-mask-check', ['临时屏蔽复查', 'Check of a masking'], ['3.6'], 'watch', [
    '询问管理人或者法院，重新计时',
    'Ask the administrator or court, start again',
  ]),
  house('house-revoke-push', ['撤销信息推送', 'Push a revocation to the platform'], ['3.6'], 'warn-again', [
    '提醒部门负责人，重新计时',
    'Warn the department head, start again',
  ]),
  house('house-delete-watch', ['平台删除确认', 'Deletion by the platform'], ['3.6'], 'watch', [
    '催办，其后告知其上级，重新计时',
    'Reminder, then its superior, start again',
  ]),
  // 3.7 disclosure
  house('house-privacy-review', ['隐私审查', 'Privacy review'], ['3.7'], 'warn-again', [
    '告知监督机构负责人，重新计时',
    'Tell the unit head, start again',
  ]),
  house('house-correct', ['更正公开内容', 'Correct a publication'], ['3.7'], 'warn-again', [
    '告知监督机构负责人，重新计时',
    'Tell the unit head, start again',
  ]),
  house('house-publish', ['重新公开', 'Publish after the ground is gone'], ['3.7'], 'warn-again', [
    '告知监督机构负责人，重新计时',
    'Tell the unit head, start again',
  ]),
  house('house-publicity', ['公示期', 'Publicity on our own pages'], ['3.7'], 'lapse', ['公示期满撤下', 'Taken down'], {
    kind: 'term',
  }),
  house('house-paper', ['纸质补录核对', 'Check of what was entered from paper'], ['house'], 'warn-again', [
    '告知部门负责人，重新计时；未设定的为二十个工作日',
    'Tell the department head, start again; twenty working days where none is set',
  ]),
  // 3.8 reward
  house('house-reward', ['奖励办理', 'Handle the reward'], ['3.8'], 'warn-again', AGAIN),
  house('house-reward-claim', ['延后领取', 'Later claim for good cause'], ['3.8'], 'lapse', [
    '当地规定如此的视为放弃，否则仅提醒',
    'Counts as given up where the regional rule says so, else a warning',
  ]),
  house('house-reward-reach', ['联系举报人', 'Reach the tipster'], ['3.8'], 'lapse', [
    '未能领取，不丧失权利',
    'Not claimed; no loss of right',
  ]),
  house('house-reward-pay', ['发放奖励', 'Pay the reward'], ['3.8'], 'warn-again', [
    '告知部门负责人，重新计时',
    'Tell the department head, start again',
  ]),
  house('house-frozen', ['冻结复查', 'Look again at a frozen reward'], ['3.8'], 'warn-again', [
    '复查，重新计时',
    'Look again, start again',
  ]),
  // 3.9 fund incident
  house('house-incident', ['要情报告', 'Report the incident'], ['3.9'], 'warn-again', [
    '告知部门负责人，重新计时',
    'Tell the department head, start again',
  ]),
  house('house-incident-receipt', ['要情报告回执', 'Receipt of the report'], ['3.9'], 'watch', [
    '再次报送，其后再上一级，重新计时',
    'Send again, then the level above, start again',
  ]),
  house('house-incident-update', ['要情进展报告', 'Progress report'], ['3.9'], 'warn-again', [
    '告知部门负责人，重新计时',
    'Tell the department head, start again',
  ]),
  house('house-closing', ['要情结案报告', 'Closing report'], ['3.9'], 'warn-again', [
    '告知部门负责人，重新计时',
    'Tell the department head, start again',
  ]),
  // 3.10 recovery
  house('house-order', ['责令退回', 'Order the return'], ['3.10'], 'warn-again', [
    '告知部门负责人，重新计时',
    'Tell the department head, start again',
  ]),
  house(
    'house-return',
    ['退回期限', 'Return by the date in the order'],
    ['3.10'],
    'lapse',
    ['拒不退回', 'Counts as refused'],
    { kind: 'others-duty', note: { zh: '日期见责令退回决定', en: 'The date is that of the order' } },
  ),
  house('house-setoff', ['按月抵扣', 'Monthly set-off'], ['3.10'], 'warn-again', [
    '告知经办机构，重新计时',
    'Tell the agency, start again',
  ]),
  house('house-held', ['他机关保管款项', 'Money held by another organ'], ['3.10'], 'watch', [
    '询问，其后向上报告，重新计时',
    'Ask, then upward, start again',
  ]),
] as const;

export type HouseLimitId = (typeof LIMITS)[number]['id'];

/** Every house clock of the state machine. `length` is null: an authority sets it, and it is never shown as law. */
export const HOUSE_LIMITS: readonly HouseLimit<HouseLimitId>[] = LIMITS;

const byId = new Map<string, HouseLimit<HouseLimitId>>(HOUSE_LIMITS.map((h) => [h.id, h]));

/** The house clock with this id, or undefined. */
export function houseLimitById(id: HouseLimitId): HouseLimit<HouseLimitId>;
export function houseLimitById(id: string): HouseLimit<HouseLimitId> | undefined;
export function houseLimitById(id: string): HouseLimit<HouseLimitId> | undefined {
  return byId.get(id);
}

/** A length an authority has set for a house clock, or for a row of the catalogue that has no number. */
export interface HouseLength {
  length: number;
  unit: Extract<Unit, 'h' | 'cd' | 'wd' | 'months'>;
}

/**
 * How long the log of sign-ins is kept. No statute of the catalogue gives a number: decided here, for every authority, long enough for a
 * yearly inspection. No clock of a case runs on it.
 */
export const SIGN_IN_LOG: HouseLength = { length: 12, unit: 'months' };

/** Example lengths of the demo authority. They are examples, not law and not advice. */
export const DEMO_HOUSE_LIMITS: Record<HouseLimitId, HouseLength> = {
  'house-register': { length: 1, unit: 'wd' },
  'house-supplement': { length: 3, unit: 'wd' },
  'house-receipt': { length: 10, unit: 'wd' },
  'house-designation-ask': { length: 3, unit: 'wd' },
  'house-designation': { length: 5, unit: 'wd' },
  'house-withdrawal': { length: 3, unit: 'wd' },
  'house-handover': { length: 3, unit: 'wd' },
  'house-assign': { length: 2, unit: 'wd' },
  'house-recusal': { length: 3, unit: 'wd' },
  'house-assist': { length: 15, unit: 'wd' },
  'house-suspend-check': { length: 20, unit: 'wd' },
  'house-close': { length: 20, unit: 'wd' },
  'house-redo': { length: 20, unit: 'wd' },
  'house-propose': { length: 10, unit: 'wd' },
  'house-defence': { length: 5, unit: 'wd' },
  'house-hearing': { length: 20, unit: 'wd' },
  'house-legal-review': { length: 5, unit: 'wd' },
  'house-perform': { length: 15, unit: 'cd' },
  'house-instalment': { length: 1, unit: 'months' },
  'house-remedy-watch': { length: 60, unit: 'cd' },
  'house-demand': { length: 10, unit: 'wd' },
  'house-higher-court': { length: 15, unit: 'cd' },
  'house-court-watch': { length: 30, unit: 'cd' },
  'house-draft': { length: 5, unit: 'wd' },
  'house-escalate': { length: 5, unit: 'wd' },
  'house-procurator': { length: 30, unit: 'cd' },
  'house-criminal': { length: 60, unit: 'cd' },
  'house-opinion': { length: 20, unit: 'wd' },
  'house-refer': { length: 5, unit: 'wd' },
  'house-discipline-receipt': { length: 5, unit: 'wd' },
  'house-discipline': { length: 60, unit: 'cd' },
  'house-discipline-answer': { length: 5, unit: 'wd' },
  'house-list': { length: 10, unit: 'wd' },
  'house-statement': { length: 10, unit: 'wd' },
  'house-objection': { length: 3, unit: 'wd' },
  'house-repair-supplement': { length: 10, unit: 'wd' },
  'house-platform': { length: 5, unit: 'wd' },
  'house-mask-check': { length: 3, unit: 'months' },
  'house-revoke-push': { length: 3, unit: 'wd' },
  'house-delete-watch': { length: 5, unit: 'wd' },
  'house-privacy-review': { length: 2, unit: 'wd' },
  'house-correct': { length: 2, unit: 'wd' },
  'house-publish': { length: 7, unit: 'wd' },
  'house-publicity': { length: 36, unit: 'months' },
  'house-paper': { length: 20, unit: 'wd' },
  'house-reward': { length: 20, unit: 'wd' },
  'house-reward-claim': { length: 30, unit: 'wd' },
  'house-reward-reach': { length: 3, unit: 'months' },
  'house-reward-pay': { length: 10, unit: 'wd' },
  'house-frozen': { length: 3, unit: 'months' },
  'house-incident': { length: 3, unit: 'wd' },
  'house-incident-receipt': { length: 3, unit: 'wd' },
  'house-incident-update': { length: 1, unit: 'months' },
  'house-closing': { length: 10, unit: 'wd' },
  'house-order': { length: 10, unit: 'wd' },
  'house-return': { length: 30, unit: 'cd' },
  'house-setoff': { length: 1, unit: 'months' },
  'house-held': { length: 60, unit: 'cd' },
};
