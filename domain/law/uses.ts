import type { RefusalCode } from '../refusals.ts';
import type { DeadlineId } from './index.ts';
import type { RuleId } from './rules.ts';
import type { Bilingual } from './types.ts';
import type { LaterSection } from './without-clock.ts';

/**
 * What a rule of the catalogue has become:
 * - `guard`: a guard of a proceeding's table; `refusal`: a refusal of the permission check or inside a guard;
 * - `act`: an act of a table; `field`: something an official must write down, `option`: one choice of it;
 * - `grounds`: a closed list; `clock`: a row of the catalogue that a table starts;
 * - `code`: a place outside the tables, by file and the name found there;
 * - `duty`: nothing of the engine, and why: done by people outside of it, by another body or unit, or later.
 */
export type RuleUse =
  | { by: 'guard'; guard: string }
  | { by: 'refusal'; code: string }
  | { by: 'act'; kind: string; act: string }
  | { by: 'field'; kind: string; act: string; field: string; option?: string }
  | { by: 'grounds'; list: string }
  | { by: 'clock'; deadline: DeadlineId }
  | { by: 'code'; file: string; name: string }
  | { by: 'duty'; of: 'people' | 'other-body' | 'other-unit'; note: Bilingual }
  | { by: 'duty'; of: 'later'; section: LaterSection; note: Bilingual };

const guard = (id: string): RuleUse => ({ by: 'guard', guard: id });
const refusal = (code: RefusalCode): RuleUse => ({ by: 'refusal', code });
const act = (kind: string, name: string): RuleUse => ({ by: 'act', kind, act: name });
const field = (kind: string, name: string, of: string, option?: string): RuleUse => ({
  by: 'field',
  kind,
  act: name,
  field: of,
  ...(option ? { option } : {}),
});
const grounds = (list: string): RuleUse => ({ by: 'grounds', list });
const clock = (deadline: DeadlineId): RuleUse => ({ by: 'clock', deadline });
const code = (file: string, name: string): RuleUse => ({ by: 'code', file, name });
const duty = (of: 'people' | 'other-body' | 'other-unit', zh: string, en: string): RuleUse => ({
  by: 'duty',
  of,
  note: { zh, en },
});
const later = (section: LaterSection, zh: string, en: string): RuleUse => ({
  by: 'duty',
  of: 'later',
  section,
  note: { zh, en },
});

const MAY = 'domain/people/may.ts';
const REWARD = later('3.8', '奖励程序以后建立', 'Waits for the reward proceeding');

/** For each rule of statutes part 2: where it is kept, or why nothing of the engine keeps it. */
export const RULE_USES: Record<RuleId, readonly RuleUse[]> = {
  // Recusal
  'recuse-enforcement': [
    refusal('officer-not-available'),
    act('investigation', 'decide-recusal'),
    guard('recusal-own-case'),
  ],
  'recuse-tip': [act('intake', 'ask-recusal'), act('intake', 'decide-recusal'), code(MAY, 'standIn')],
  'recuse-civil-servant': [act('intake', 'notice-own-recusal')],
  'recuse-petition': [
    duty('other-unit', '信访渠道的工作人员，由该渠道办理', 'Staff of the petition channel, decided there'),
  ],
  'recuse-inspection': [clock('recusal-decide'), act('investigation', 'record-recusal-request')],
  'recuse-supervision': [
    later(
      '3.5',
      '监察机关的人员；移送纪检监察的程序以后建立',
      'Staff of the supervision organ; that referral comes later',
    ),
  ],
  'recuse-audit': [duty('other-body', '经办机构稽核人员的回避', 'Recusal inside the agency’s audit')],
  'recuse-hearing-chair': [guard('chair-is-investigator')],
  // Who acts, and what must be apart
  'two-officers': [
    refusal('two-officers'),
    guard('assignable'),
    guard('task-force-needed'),
    guard('task-force-members'),
  ],
  'refuse-without-card': [field('investigation', 'question-accused', 'cardsShown'), refusal('certificate-expired')],
  'decider-not-collector': [act('penalty', 'on-the-spot-banked'), refusal('not-the-same-person')],
  'legal-review': [guard('legal-review-missing'), act('penalty', 'legal-passed')],
  'collective-decision': [guard('collective-decision'), field('penalty', 'decide', 'collectiveRecord')],
  'full-record': [field('investigation', 'archive', 'packageComplete'), code('ledger/ground/chain.ts', 'eventHash')],
  'case-ledger': [act('investigation', 'archive'), code('ledger/truth/record.ts', 'bundle')],
  'duties-apart-agency': [refusal('clerk-is-not-officer'), refusal('not-the-same-person')],
  'duties-apart-finance': [
    act('penalty', 'on-the-spot-banked'),
    duty('other-body', '财务岗位在经办机构和财政', 'The finance posts are in the agency and the treasury'),
  ],
  'sysadmin-not-clerk': [code(MAY, 'NO_FILE'), code('domain/people/apart.ts', 'APART')],
  'no-conflicting-permissions': [refusal('not-the-same-person'), guard('lister-does-not-decide')],
  'big-payment-head': [REWARD],
  rotation: [
    code('domain/people/rotation.ts', 'heldLong'),
    duty('people', '系统只提示，轮岗由机关安排', 'It is announced; the authority rotates its staff'),
  ],
  'graded-review': [duty('other-body', '经办业务的分级审核', 'Graded review of the agency’s business')],
  // Protecting whoever told
  'tipster-secret-inspection': [code('ledger/ground/sealing.ts', 'newCaseKey'), code(MAY, 'canSee')],
  'tipster-secret-petition': [code(MAY, 'lineOf')],
  'tipster-secret-discipline': [
    code('ledger/ground/sealing.ts', 'newCaseKey'),
    later('3.5', '密封移送线索的程序以后建立', 'The sealed referral of clues comes later'),
  ],
  'tipster-secret-police': [
    code('activities/police-package.ts', 'policePackage'),
    duty('other-body', '公安机关自己的保密义务', 'The police’s own duty of secrecy'),
  ],
  'tipster-secret-fund': [
    field('investigation', 'question-accused', 'letterNotShown'),
    field('disclosure', 'hand-in', 'tipsterGone'),
    code('ledger/acts/identity.ts', 'openIdentity'),
  ],
  'no-retaliation': [field('penalty', 'serve-notice', 'ground', 'retaliation')],
  'false-vs-mistaken': [code('web/citizen/home.tsx', '弄错了不算诬告')],
  'clear-the-accused': [act('investigation', 'clear-accused')],
  'real-name-vs-anonymous': [code('domain/tip.ts', 'isRealName'), guard('not-real-name'), guard('notice-not-owed')],
  'tip-minimum-content': [code('domain/tip.ts', 'tipSchema'), act('intake', 'ask-supplement')],
  'tip-recording': [
    duty(
      'people',
      '产品不录音录像；接谈、来电的同意和告知由受理员办理',
      'The product records no sound; consent and telling are the clerk’s',
    ),
  ],
  'tip-refusal-grounds': [grounds('tip-refusal'), guard('inside-scope'), guard('concluded-case-unnamed')],
  'tip-merge': [act('intake', 'merge-new-clue'), guard('leading-not-accepted'), act('investigation', 'repeat-merged')],
  'group-representatives': [
    duty(
      'people',
      '推选代表由接谈人员办理，代表不超过五人',
      'Choosing at most five representatives happens at the reception',
    ),
  ],
  'repeat-petition': [duty('other-unit', '信访渠道的受理条件', 'A ground of the petition channel')],
  'repeat-police-report': [duty('other-body', '公安机关的受案条件', 'A ground of the police')],
  'not-a-dispute-channel': [grounds('route'), guard('not-that-channel'), act('intake', 'hand-over')],
  // Publishing and secrecy
  'never-publish': [
    grounds('non-publication'),
    field('disclosure', 'hand-in', 'secretsGone'),
    field('disclosure', 'hand-in', 'thirdPartiesGone'),
  ],
  'publish-penalty': [guard('publish-ground'), clock('penalty-publish'), act('disclosure', 'publish')],
  'enforcement-secrecy': [code(MAY, 'canSee'), field('disclosure', 'hand-in', 'thirdPartiesGone')],
  'pipl-state-organ': [code('ledger/ground/sealing.ts', 'newCaseKey'), guard('natural-not-redacted')],
  // Criminal referral
  'referral-file': [grounds('referral-file'), guard('referral-file-incomplete')],
  'refer-not-fine': [guard('criminal-hold'), act('penalty', 'hold'), act('penalty', 'hold-ended-by-conviction')],
  'evidence-carries-over': [code('activities/police-package.ts', 'policePackage')],
  'fraud-is-fraud': [field('investigation', 'suspect-crime', 'crimeKind', 'fraud')],
  'fraud-threshold': [field('investigation', 'suspect-crime', 'crimeStandard')],
  'referral-supervised': [act('police-referral', 'ask-procurator'), code('ledger/reading/oversight.ts', 'oversight')],
  // Penalty
  'statement-and-defence': [
    guard('notice-not-served'),
    guard('statement-not-checked'),
    guard('heavier-than-noticed'),
    guard('defence-window-running'),
  ],
  'hearing-threshold': [guard('no-hearing-right'), code('domain/case/types.ts', 'hearingThreshold')],
  'fine-2-5x': [guard('fine-above-5x'), guard('fine-below-2x')],
  'fine-conflict': [guard('fine-below-2x'), code('domain/proceedings/penalty/sanction.ts', 'MULTIPLE_GROUNDS')],
  diversion: [field('penalty', 'serve-notice', 'ground', 'diversion')],
  'obstructing-check': [field('penalty', 'serve-notice', 'ground', 'obstructing-check')],
  'training-body': [field('penalty', 'serve-notice', 'ground', 'training-body')],
  'no-double-fine': [guard('fined-before')],
  leniency: [grounds('leniency'), grounds('no-penalty'), guard('fine-below-2x')],
  'insufficient-evidence': [guard('match-is-a-lead'), guard('cause-and-intent'), grounds('no-penalty')],
  'discretion-benchmark': [
    duty('people', '裁量基准由机关另行公布', 'The authority publishes its benchmarks elsewhere'),
  ],
  // Listing
  'list-conditions': [grounds('listing'), guard('listing-condition-not-met')],
  'list-decision': [
    guard('listing-decision-incomplete'),
    guard('responsible-officers-unknown'),
    act('listing', 'list'),
  ],
  'list-two-letters': [field('listing', 'list', 'twoLetters'), field('penalty', 'serve', 'repairNotice')],
  'list-repair': [guard('repair-before-minimum'), guard('no-repair-for-serious-in-zhejiang')],
  'list-natural-persons': [guard('natural-listing-never'), guard('natural-dishonesty-entry')],
  'list-measures-published': [
    duty(
      'other-body',
      '联合惩戒措施由各机关依公布的清单采取',
      'The measures are taken by other bodies from their published lists',
    ),
  ],
  'sh-excluded-penalties': [
    duty(
      'other-body',
      '上海归集目录的范围，由信用中心掌握',
      'The scope of the Shanghai catalogue, kept by the credit centre',
    ),
  ],
  // Reward
  'reward-rule': [REWARD],
  'reward-excluded': [grounds('reward-exclusion'), REWARD],
  'reward-secret': [REWARD],
  'reward-inspection': [REWARD],
  // Incidents and the rest
  'incident-signature': [later('3.9', '基金要情程序以后建立', 'Waits for the fund-incident proceeding')],
  'audit-rectify': [duty('other-body', '被审计单位的整改', 'Correction by the audited unit')],
  'subsidy-publicity': [duty('other-body', '补贴发放部门的公示', 'Shown by the department that pays the subsidy')],
  'risk-platform': [duty('other-body', '就业资金风险防控平台在产品之外', 'The risk platform is outside the product')],
  'return-wrong-payments': [
    field('investigation', 'findings-ready', 'tracks', 'recovery'),
    later('3.10', '追回程序以后建立', 'Waits for the recovery proceeding'),
  ],
  'typical-cases': [duty('people', '曝光典型案例由机关决定', 'The authority decides which cases to show')],
  'review-not-worse': [guard('worse-after-remedy')],
  'no-self-evidence-in-review': [later('3.3 remedies', '复议程序以后建立', 'Waits for the track of reconsideration')],
  'redo-not-same': [guard('same-act-again')],
};
