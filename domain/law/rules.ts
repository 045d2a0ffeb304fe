import { cite } from './cite.ts';
import { weakest } from './deadlines/row.ts';
import type { Bilingual, Confidence, Rule } from './types.ts';

interface RuleInput<Id extends string> {
  id: Id;
  nature: Rule['nature'];
  zh: string;
  en: string;
  /** Citation in short form, see `cite`. */
  law: string;
  lawNote?: Bilingual;
  marks?: readonly Confidence[];
}

function rule<const Id extends string>(r: RuleInput<Id>): Rule<Id> {
  const base = cite(r.law);
  const citation = r.lawNote ? { zh: `${base.zh}（${r.lawNote.zh}）`, en: `${base.en} (${r.lawNote.en})` } : base;
  const marks = r.marks ?? ['text'];
  return {
    id: r.id,
    text: { zh: r.zh, en: r.en },
    source: citation.en,
    citation,
    confidence: weakest(marks),
    ...(marks.length > 1 ? { marks } : {}),
    nature: r.nature,
  };
}

const note = (zh: string, en: string): Bilingual => ({ zh, en });

const ALL = [
  // Recusal
  rule({
    id: 'recuse-enforcement',
    nature: 'guard',
    zh: '执法人员与案件有直接利害关系或者其他关系可能影响公正的应当回避；当事人可以申请；由负责人决定；决定前不停止调查',
    en: 'Officers with a direct interest or other relation that may affect fairness must step aside; a party may ask; the head decides; the inquiry goes on meanwhile',
    law: 'APL 43; M48 26',
  }),
  rule({
    id: 'recuse-tip',
    nature: 'guard',
    zh: '有利害关系的工作人员应当回避；举报人可以说明理由并提供证据申请，由部门决定；部门负责人的回避由上级人力资源社会保障行政部门决定',
    en: 'Interested officers step aside; the tipster may ask with reason and evidence, the department decides; for the head of the department the superior HRSS department decides',
    law: 'M49 35',
  }),
  rule({
    id: 'recuse-civil-servant',
    nature: 'guard',
    zh: '涉及本人利益、亲属利益或者其他情形的公务员应当回避；本人应当申请，利害关系人可以申请，机关可以直接决定',
    en: 'Own interest, relatives’ interest, other cause; own duty to ask; interested persons may ask; the organ may decide by itself',
    law: 'CSL 76–77',
  }),
  rule({
    id: 'recuse-petition',
    nature: 'guard',
    zh: '与信访事项或者信访人有直接利害关系的工作人员应当回避',
    en: 'Staff with a direct interest in the matter or the petitioner step aside',
    law: 'PR 28 ¶3',
  }),
  rule({
    id: 'recuse-inspection',
    nature: 'guard',
    zh: '本人或者近亲属有利害关系的监察员应当回避；浙江：监察员由机构负责人决定，机构负责人由部门负责人决定',
    en: 'Inspectors with own or relatives’ interest step aside; Zhejiang: body head decides for staff, department head decides for the body head',
    law: 'LSI 16; ZJ-LSI 24',
  }),
  rule({
    id: 'recuse-supervision',
    nature: 'guard',
    zh: '被调查人或者检举人近亲属、证人、利害关系人等应当回避；检举人也可以申请',
    en: 'Relative of subject or accuser, witness, interested person, other; the accuser too may ask',
    law: 'SL 67; GP 47–48',
  }),
  rule({
    id: 'recuse-audit',
    nature: 'guard',
    zh: '与被稽核单位负责人或者被稽核人有亲属关系、经济利益等的稽核人员应当回避；被稽核方可以口头或者书面申请，由经办机构负责人决定，其间不停止稽核',
    en: 'Kinship with the audited unit’s head or the person, money interest, other; the audited side may ask orally or in writing; the head of the agency decides; the audit goes on meanwhile',
    law: 'AUD 7',
  }),
  rule({
    id: 'recuse-hearing-chair',
    nature: 'guard',
    zh: '听证由非本案调查人员主持；当事人可以申请回避',
    en: 'The chair must not be an investigator of the case; the party may ask recusal',
    law: 'APL 64(4)',
  }),
  // Who acts, and what must be apart
  rule({
    id: 'two-officers',
    nature: 'guard',
    zh: '具有执法资格的人员不少于两人，出示证件；监察、基金监督、稽核、移送专案组、监察措施均不少于两人',
    en: 'At least two officers with enforcement qualification, showing cards; inspection, fund supervision, audit, referral task force and supervision measures: two each',
    law: 'APL 42, 55; LSI 16; TR 5; SL 44; M48 26; AUD 10(2)',
  }),
  rule({
    id: 'refuse-without-card',
    nature: 'guard',
    zh: '未出示证件的，当事人有权拒绝',
    en: 'No card shown: the person may refuse',
    law: 'APL 55',
  }),
  rule({
    id: 'decider-not-collector',
    nature: 'guard',
    zh: '作出罚款决定的机关与收缴机构分离；罚没款上缴国库，不得与考核挂钩',
    en: 'The organ that fines does not collect; money goes to the treasury; never tied to appraisal',
    law: 'APL 67, 74',
  }),
  rule({
    id: 'legal-review',
    nature: 'guard',
    zh: '涉及重大公共利益、经过听证、法律关系复杂等情形，决定前由具备资格的人员法制审核；未经审核或者审核未通过的不得作出决定',
    en: 'Before the decision: public interest, heard cases, complex law: review by qualified legal staff; without it no decision',
    law: 'APL 58',
  }),
  rule({
    id: 'collective-decision',
    nature: 'guard',
    zh: '情节复杂或者重大违法行为给予处罚的，由负责人集体讨论决定',
    en: 'Complex or heavy penalties are decided collectively by the heads',
    law: 'APL 57 ¶2',
  }),
  rule({
    id: 'full-record',
    nature: 'duty',
    zh: '启动、调查取证、审核、决定、送达、执行全过程以文字、音像记录，归档保存',
    en: 'Start, evidence, review, decision, service and execution recorded in text and sound or image, archived',
    law: 'APL 47',
  }),
  rule({
    id: 'case-ledger',
    nature: 'duty',
    zh: '欺诈案件统一台账和信息系统：立案、查处、决定、执行、移送、结案、归档全程跟踪',
    en: 'One ledger and information system for fraud cases: filing, inquiry, decision, execution, referral, closing, archive all tracked',
    law: 'FRAUD16 2, 5–6, 8–9',
    marks: ['secondary'],
  }),
  rule({
    id: 'duties-apart-agency',
    nature: 'guard',
    zh: '受理、初审、复核、审批、支付由不同人员办理，不得混岗；关键环节双人、双岗、双控',
    en: 'Accept, first check, re-check, approve, pay by different people; no mixed posts; two people, two posts, two controls at key points',
    law: 'INC12 (四)',
  }),
  rule({
    id: 'duties-apart-finance',
    nature: 'guard',
    zh: '财务与业务分离，经办与稽核分离；会计主管、记账、审核不得为同一人',
    en: 'Finance apart from business; handling apart from audit; chief accountant, bookkeeper and checker not the same person',
    law: 'SH21 (一), (四)',
  }),
  rule({
    id: 'sysadmin-not-clerk',
    nature: 'guard',
    zh: '系统管理员不得兼任业务岗位',
    en: 'System administrators hold no business post',
    law: 'INC12 (四)',
  }),
  rule({
    id: 'no-conflicting-permissions',
    nature: 'guard',
    zh: '初审与复审、失业保险业务与财务权限不得集于一人；权限随岗位调整及时变更，账号不得混用，授权变更按流程留痕',
    en: 'Nobody holds both first and second review, or both unemployment-business and finance rights; rights change with the post; no shared accounts; grants and changes follow a recorded process',
    law: 'SH21 (五)',
  }),
  rule({
    id: 'big-payment-head',
    nature: 'guard',
    zh: '大额支付由经办机构主要领导审核',
    en: 'Large payments are reviewed by the head of the agency',
    law: 'INC12 (四)',
  }),
  rule({
    id: 'rotation',
    nature: 'duty',
    zh: '定期轮岗，重点是失业保险和高风险岗位',
    en: 'Rotate staff, above all unemployment-fund and high-risk posts',
    law: 'SH21 (一)',
  }),
  rule({
    id: 'graded-review',
    nature: 'duty',
    zh: '重点、高风险业务分级审核，过程留痕',
    en: 'Key and high-risk business is reviewed in grades; the process is recorded',
    law: 'SIO 36–38',
  }),
  // Protecting whoever told
  rule({
    id: 'tipster-secret-inspection',
    nature: 'duty',
    zh: '为举报人保密；泄露的给予处分',
    en: 'The department keeps the tipster secret; staff who leak are disciplined',
    law: 'LSI 9; SIC 21; ZJ-LSI 10, 37',
  }),
  rule({
    id: 'tipster-secret-petition',
    nature: 'guard',
    zh: '不得将检举控告材料或者情况透露、转给被检举控告的人员或者单位',
    en: 'Never pass on or reveal accusation material to the accused person or unit',
    law: 'PR 30 ¶3, 46(5)',
  }),
  rule({
    id: 'tipster-secret-discipline',
    nature: 'guard',
    zh: '检举控告人姓名、单位、住址和内容严格保密，不得给被检举人；核查不得暴露检举人；公开须经本人同意',
    en: 'Name, unit, address and content secret; never given to the accused; check without exposing the accuser; publicity only with consent',
    law: 'DI20 47; SL 74(3)',
    marks: ['secondary', 'text'],
  }),
  rule({
    id: 'tipster-secret-police',
    nature: 'duty',
    zh: '公安机关保护报案人、举报人及其近亲属；不愿公开姓名的予以保密并注明',
    en: 'Police protect the informant and relatives and keep the name secret on request, noted in the file',
    law: 'PSB 173',
  }),
  rule({
    id: 'tipster-secret-fund',
    nature: 'guard',
    zh: '不得私自摘抄、复制、扣押、销毁举报材料；不得泄露举报人姓名、身份、单位、住址、联系方式；核查时不出示举报信原件或者复印件；匿名信函除特殊情况外不鉴定笔迹；宣传须经书面同意。内部规定（非第49号令）：接谈场所不致暴露，材料由专人保管',
    en: 'No private copying, holding or destroying of the material; no leak of name, identity, unit, address or contact; the letter is shown neither as original nor as copy in the inquiry; handwriting of anonymous letters is not examined save in special cases; publicity only with written consent. House rule, not in M49: a reception place that does not expose, material kept by named staff (M49 art. 38 asks for 专门人员 only)',
    law: 'M49 36',
  }),
  rule({
    id: 'no-retaliation',
    nature: 'duty',
    zh: '不得压制、打击报复；用人单位打击报复的处二千元以上二万元以下罚款；国家工作人员报复陷害的追究刑事责任',
    en: 'No suppression or revenge; 2,000–20,000 yuan fine on an employer who retaliates; crime when an official does it',
    law: 'CON 41; PR 18, 46(6); LSI 30(4); CL 254; SL 73',
  }),
  rule({
    id: 'false-vs-mistaken',
    nature: 'duty',
    zh: '捏造事实诬告应当追究；与事实有出入甚至错告的，不是诬告；应当告知举报人',
    en: 'Invented facts are punishable; a mistaken tip is not; the reporter is told so',
    law: 'CrPL 111; PSB 172; PR 47; CL 243',
  }),
  rule({
    id: 'clear-the-accused',
    nature: 'duty',
    zh: '对受到不实检举控告的公职人员，监察机关应当及时澄清',
    en: 'The supervision organ clears a wrongly accused official in time',
    law: 'GP 53',
  }),
  rule({
    id: 'real-name-vs-anonymous',
    nature: 'threshold',
    zh: '实名、匿名均可，鼓励实名；提供身份证件和真实有效联系方式为实名，其余视为匿名；仅有告知要求的实名举报人应予告知',
    en: 'Both allowed, real name encouraged; real name = ID document and true contact, anything else counts as anonymous; only a real-name tipster who asked is owed notices',
    law: 'M49 15, 22, 30; PR 23',
  }),
  rule({
    id: 'tip-minimum-content',
    nature: 'threshold',
    zh: '被举报人姓名或者单位名称和有效线索；尽可能提供地址、代码或者证件号码、法定代表人、证明材料',
    en: 'Name of the person or unit reported and a valid clue; as far as possible address, code or ID number, legal representative, proof',
    law: 'M49 13',
  }),
  rule({
    id: 'tip-recording',
    nature: 'guard',
    zh: '现场举报录音录像须经举报人同意；电话录音告知即可',
    en: 'Recording on site needs the consent of the tipster; on the phone it needs only telling',
    law: 'M49 17',
  }),
  rule({
    id: 'tip-refusal-grounds',
    nature: 'ground',
    zh: '不属举报范围；无法确定被举报人或者没有有效线索；已办结且没有新的线索',
    en: 'Outside scope (arts. 7–10); nobody identifiable or no valid clue; concluded matter without a new clue',
    law: 'M49 21 ¶1(1)–(3)',
  }),
  rule({
    id: 'tip-merge',
    nature: 'guard',
    zh: '办理期间的重复举报可以合并；有新的有效线索的，自决定合并之日重新计算办理期限',
    en: 'A repeat while the tip is pending may be merged; with a new valid clue the whole period starts again from the day the merge is decided',
    law: 'M49 23 ¶2',
  }),
  rule({
    id: 'group-representatives',
    nature: 'threshold',
    zh: '多人反映同一事项的推选代表，不超过五人',
    en: 'More than a few people with one matter choose representatives, at most 5',
    law: 'PR 20; ZJ-LSI 20; M49 16',
  }),
  rule({
    id: 'repeat-petition',
    nature: 'ground',
    zh: '同一事项正在规定期限内办理的，上级不予受理；复核后不再受理',
    en: 'Same matter already being handled within its period: the superior does not accept; after re-examination: not accepted again',
    law: 'PR 19 ¶3, 36 ¶3',
  }),
  rule({
    id: 'repeat-police-report',
    nature: 'ground',
    zh: '重复报案予以说明，不再登记，有新的事实除外',
    en: 'Duplicates are explained, not registered, unless new facts',
    law: 'PSB 175 ¶3',
  }),
  rule({
    id: 'not-a-dispute-channel',
    nature: 'ground',
    zh: '应当通过调解、仲裁或者诉讼解决的事项，告知其途径',
    en: 'Matters for mediation, arbitration or court are pointed there',
    law: 'LSI 21; ZJ-LSI 22(2)',
  }),
  // Publishing and secrecy
  rule({
    id: 'never-publish',
    nature: 'guard',
    zh: '国家秘密；第三方商业秘密、个人隐私（同意或者重大公共利益除外）；内部事务、过程性信息、执法案卷可以不公开；能够区分处理的区分处理',
    en: 'State secrets; third-party business secrets and privacy (unless consent or major public interest); internal and process information and case files may be withheld; separate what can be separated',
    law: 'OGI 14–16, 37',
  }),
  rule({
    id: 'publish-penalty',
    nature: 'duty',
    zh: '有一定社会影响的处罚决定依法公开；依据、程序、救济渠道事先公示',
    en: 'Penalties of some social influence are published; basis, procedure and remedy published beforehand',
    law: 'APL 39, 48; OGI 20(6)',
  }),
  rule({
    id: 'enforcement-secrecy',
    nature: 'duty',
    zh: '执法中知悉的国家秘密、商业秘密、个人隐私应当保密',
    en: 'State and business secrets and privacy learnt in the case are kept',
    law: 'APL 50; SIL 81, 92; SIO 49, 54',
  }),
  rule({
    id: 'pipl-state-organ',
    nature: 'guard',
    zh: '在法定职责范围和必要限度内处理；境内存储；告知有碍履职的可以不告知；目的消失即删除，法律要求保存的除外；处理敏感信息或者自动化决策前评估；有权要求说明，重大影响事项不得仅由自动化决策',
    en: 'Only within statutory powers and what the duty needs; stored in China; notice may be withheld when it would hinder the duty; deletion when the purpose is gone unless law keeps it; assessment before sensitive data or automated decisions; right to an explanation, no decision by machine alone where it matters',
    law: 'PIPL 24, 33–36, 47, 55',
  }),
  // Criminal referral
  rule({
    id: 'referral-file',
    nature: 'guard',
    zh: '移送书、调查报告、涉案物品清单、检验报告或者鉴定结论、其他材料；公安机关在回执上签字',
    en: 'Referral letter; investigation report; list of goods; test or appraisal reports; other materials. Police sign the receipt',
    law: 'TR 6–7',
  }),
  rule({
    id: 'refer-not-fine',
    nature: 'guard',
    zh: '不得以罚代刑；已作出的警告、停业、证照处理不停止执行；已缴罚款折抵罚金；移送后对法院将判处罚金的行为不再罚款',
    en: 'Never a fine in place of a referral; earlier warnings, closures, licence actions stay in force; earlier fines are set off against criminal fines; after referral no new fine for what the court will fine',
    law: 'TR 11; APL 8, 27, 35',
  }),
  rule({
    id: 'evidence-carries-over',
    nature: 'duty',
    zh: '行政机关收集的物证、书证、视听资料、电子数据可以在刑事诉讼中使用',
    en: 'Material, documentary, audio-visual and electronic evidence of the organ may be used in the criminal case',
    law: 'CrPL 54',
  }),
  rule({
    id: 'fraud-is-fraud',
    nature: 'ground',
    zh: '骗取社会保险基金属刑法第二百六十六条的诈骗（2014年立法解释）',
    en: 'Cheating social-insurance money is fraud under the Criminal Law art. 266 (2014 interpretation)',
    law: 'FRAUD15; F16-14; CL 266',
    marks: ['secondary', 'text'],
  }),
  rule({
    id: 'fraud-threshold',
    nature: 'threshold',
    zh: '数额标准因地而异（全国“数额较大”为三千元至一万元以上；如广东一例为六千元、十万元、五十万元）。属配置，不是常数',
    en: 'Amounts are regional (nationally 3,000–10,000 yuan and up for "large"; a Guangdong example 6,000, 100,000, 500,000). Configuration, not a constant',
    law: 'CL 266',
    lawNote: note('司法解释；东莞新闻实例', 'judicial interpretation; a news example from Dongguan'),
    marks: ['secondary', 'memory'],
  }),
  rule({
    id: 'referral-supervised',
    nature: 'duty',
    zh: '移送工作受检察机关和监察机关监督；任何人可以举报应移送而不移送',
    en: 'Procurators and supervision organs oversee referrals; anyone may report a failure to refer',
    law: 'TR 14',
  }),
  // Penalty
  rule({
    id: 'statement-and-defence',
    nature: 'guard',
    zh: '决定前告知内容、事实、理由、依据和权利；听取、复核，成立的采纳；不得因申辩加重；未听取的不得作出决定，明确放弃的除外',
    en: 'Tell content, facts, reasons, basis and rights before the decision; hear, re-check, adopt if founded; never heavier because of the defence; without it no decision unless waived',
    law: 'APL 44–45, 62',
  }),
  rule({
    id: 'hearing-threshold',
    nature: 'threshold',
    zh: '较大数额罚款、没收，降低资质、吊销许可，停产停业、关闭、限制从业，其他较重处罚应告知听证权。数额因地而异（一例：个人五千元、单位十万元），上海、浙江数额未核实',
    en: 'Hearing right for larger fines, larger confiscation, loss of grade or licence, closure, stoppage or trade ban, other heavy penalties. Amounts are regional (example seen: 5,000 yuan for persons, 100,000 for units); Shanghai and Zhejiang not verified',
    law: 'APL 63',
    lawNote: note('数额见转载的市政府问答，似为广东', 'amounts: a mirrored city-government Q&A, apparently Guangdong'),
    marks: ['text', 'secondary'],
  }),
  rule({
    id: 'fine-2-5x',
    nature: 'threshold',
    zh: '骗取待遇或者基金支出：责令退回，处骗取金额二倍以上五倍以下罚款；服务机构解除协议、吊销执业资格；医疗机构停业六至十二个月',
    en: 'Cheating benefits or fund expenditure: order return and a fine of 2–5 times the amount; service bodies lose the agreement, licensed staff the licence; medical bodies 6–12 months’ suspension',
    law: 'SIL 87–88; SIO 55; GD-UIR 41',
  }),
  rule({
    id: 'fine-conflict',
    nature: 'threshold',
    zh: '旧规定为一至三倍；后法、上位法应优先，劳动保障监察条例第三十二条从其他法律。须律师确认；按行为时的版本适用',
    en: 'Older rules say 1–3 times; the later statute of higher rank (SIL) should prevail; LSI art. 32 defers to other laws. Counsel to confirm; a version per date of the act (APL art. 37); the reading is ours',
    law: 'LSI 27 ¶2, 32; UIR 28; SIL 87–88; APL 37',
  }),
  rule({
    id: 'diversion',
    nature: 'ground',
    zh: '隐匿、转移、侵占、挪用基金：责令追回，没收违法所得，给予处分',
    en: 'Hidden, moved, taken, diverted money: order recovery, confiscate gains, discipline',
    law: 'SIL 91; SIO 56',
  }),
  rule({
    id: 'obstructing-check',
    nature: 'threshold',
    zh: '服务机构拒绝或者虚假陈述：责令改正，一万元至五万元；用人单位、培训机构：二千元至二万元；拒绝基金监督检查：责令改正，通报批评、警告，处分责任人员',
    en: 'Service body refusing or lying: order, then 10,000–50,000 yuan; employer or training body: 2,000–20,000; refusing the fund inspectors: order, then circular criticism and warning, discipline of the persons',
    law: 'SIO 57; LSI 30; M48 34',
  }),
  rule({
    id: 'training-body',
    nature: 'threshold',
    zh: '培训机构违反培训规定：责令改正，没收，一万元至五万元罚款，情节严重的吊销许可证',
    en: 'Breach of training rules: order, confiscation, 10,000–50,000 yuan, licence revoked if grave',
    law: 'LSI 28',
  }),
  rule({
    id: 'no-double-fine',
    nature: 'guard',
    zh: '一事不二罚款；按罚款数额高的规定处罚',
    en: 'One act, one fine; the highest applies',
    law: 'APL 29',
  }),
  rule({
    id: 'leniency',
    nature: 'ground',
    zh: '主动消除危害、受胁迫、主动供述、立功的应当从轻减轻；轻微并及时改正没有危害的不予处罚；初次且危害轻微并改正的可以不予处罚；能证明没有主观过错的不予处罚',
    en: 'Must reduce for removing harm, coercion, confession of unknown acts, merit; no penalty for slight and corrected without harm; may spare first minor acts; no fault proven: none',
    law: 'APL 32–33',
  }),
  rule({
    id: 'insufficient-evidence',
    nature: 'guard',
    zh: '违法事实不清、证据不足的，不得给予处罚',
    en: 'Unclear facts or weak evidence: no penalty',
    law: 'APL 40',
  }),
  rule({
    id: 'discretion-benchmark',
    nature: 'duty',
    zh: '行政处罚裁量基准应当向社会公布',
    en: 'Discretion benchmarks are published',
    law: 'APL 34',
  }),
  // Listing
  rule({
    id: 'list-conditions',
    nature: 'ground',
    zh: '（一）未登记参保，受罚后仍不改正；（二）以虚假材料参保，业务超过二十人次或者获利超过二万元；（三）骗取待遇或者基金超过一万元，或者虽不足而拒不退回；（四）丧失资格后冒领超过六个月或者一万元，拒不退回或者违反还款协议；（五）恶意使用或者泄露个人权益记录；（六）服务机构违反服务协议造成基金损失超过十万元；（七）用人单位或者第三人有能力而拒不偿还先行支付的工伤待遇超过一万元；（八）法律、法规、规章规定的其他情形',
    en: '(1) no registration, not corrected after penalty; (2) false documents to join, over 20 person-times of business or over 20,000 yuan gain; (3) cheating benefits or funds over 10,000 yuan, or less but refusing to return; (4) drawing after loss of the right over 6 months or over 10,000 yuan and refusing to return or breaking the repayment agreement; (5) wilful misuse or leak of personal rights records; (6) service bodies breaking the service agreement with over 100,000 yuan fund loss; (7) employer or third party able but refusing to repay advanced work-injury benefits over 10,000 yuan; (8) other by law, regulation or rule',
    law: 'M45 5',
    lawNote: note('据转载', 'through reposts'),
    marks: ['secondary'],
  }),
  rule({
    id: 'list-decision',
    nature: 'guard',
    zh: '书面列入决定，载明理由、期限、救济和退出；浙江：由机关负责人签发；记明责任人员',
    en: 'Written listing decision with reasons, term, remedy and way out; Zhejiang: signed by the head of the organ; officers responsible named in the entry',
    law: 'ZJ-CR 24, 27; SH-CR 25, 33; M45',
    marks: ['text', 'memory'],
  }),
  rule({
    id: 'list-two-letters',
    nature: 'duty',
    zh: '信用修复告知书与处罚或者列入决定书同时送达（两书同达）',
    en: 'The repair notice goes with the penalty or listing decision (两书同达)',
    law: 'GBF25',
    marks: ['secondary'],
  }),
  rule({
    id: 'list-repair',
    nature: 'guard',
    zh: '上海：提供单位可以出具修复证明；浙江：列入严重失信名单的不适用一般修复；全国：最短公示期满后方可修复',
    en: 'Shanghai: the provider may certify; Zhejiang: ordinary repair is not open to listed serious cases; nationally only after the minimum publicity period',
    law: 'SH-CR 38; ZJ-CR 32; CR26 12, 14',
  }),
  rule({
    id: 'list-natural-persons',
    nature: 'guard',
    zh: '浙江：自然人信息共享查询，不公开，法律另有规定的除外；全国：“信用中国”原则上不公示自然人。内部规定：自然人列入名单一律不进入我公开登记；自然人处罚须经隐去信息后公开',
    en: 'Zhejiang: data on natural persons shared and queried, not published unless a law says so; nationally: not published on 信用中国 as a rule. House rule on top: natural persons’ listings are not in our public register at all; a natural person’s penalty is in it only after redaction',
    law: 'ZJ-CR 15; CR26 12 ¶3',
    lawNote: note('末句为内部规定', 'the last sentence is house'),
  }),
  rule({
    id: 'list-measures-published',
    nature: 'guard',
    zh: '惩戒措施须已公布、相称且与事项关联',
    en: 'Only published measures; proportionate; linked to the matter',
    law: 'SH-CR 32; ZJ-CR 28',
  }),
  rule({
    id: 'sh-excluded-penalties',
    nature: 'ground',
    zh: '上海：目录归集普通程序处罚，不含轻微或者自行改正的',
    en: 'Shanghai: the catalogue takes ordinary-procedure penalties, not slight or self-corrected ones',
    law: 'SH-CR 9(4)',
  }),
  // Reward
  rule({
    id: 'reward-rule',
    nature: 'threshold',
    zh: '举报查证属实并挽回或者减少重大损失的，对实名举报人给予奖励；按损失金额比例，最高十万元，多个机关奖励合计亦同；无损失的给予小额定额。比例各地不同：内蒙古二万元以下二百元，其上百分之一；山东按对象百分之二、三、五，无损失五百元',
    en: 'Verified tip, real interest of the fund; owed to real-name tipsters when a major loss was recovered or reduced (M49; a Jiangxi rule of 2020 spoke of anonymous tips too: for counsel); by share of the loss, cap 100,000 yuan per tip, also when several bodies reward; no loss: a small fixed sum. Rates differ: Inner Mongolia 200 up to 20,000, then 1 %; Shandong 2/3/5 % by type of target, 500 without loss',
    law: 'M49 37; RW; IM-RW; RW-C',
    lawNote: note('中央本级细则待读', 'the central rule is still to be read'),
    marks: ['text', 'secondary'],
  }),
  rule({
    id: 'reward-excluded',
    nature: 'ground',
    zh: '无明确对象或者查无实据；已受理或者已正确办结；正在诉讼、仲裁；主要事实已为人社、纪检、审计、公安掌握；负有职责的人员；受委托第三方；举报涉及本人利益的',
    en: 'No clear target or nothing found; already accepted or concluded correctly; in court or arbitration; main facts already known to HRSS, discipline, audit or police; persons whose duty it is; contracted third parties; tips about one’s own interest',
    law: 'HB-RW 2',
    lawNote: note('并据宁夏解读', 'and a Ningxia reading'),
    marks: ['secondary'],
  }),
  rule({
    id: 'reward-secret',
    nature: 'guard',
    zh: '奖励不得暴露举报人；尽可能不用现金',
    en: 'The reward must not expose the tipster; pay without cash where possible',
    law: 'RW',
    lawNote: note('据天津、江西报道', 'through reports from Tianjin and Jiangxi'),
    marks: ['secondary'],
  }),
  rule({
    id: 'reward-inspection',
    nature: 'duty',
    zh: '劳动保障监察举报：为查处重大案件提供主要线索的给予奖励',
    en: 'Labour-security tips: reward for main clues to grave cases',
    law: 'LSI 9',
  }),
  // Incidents and the rest
  rule({
    id: 'incident-signature',
    nature: 'guard',
    zh: '要情报告由负责人或者分管负责人签字并盖章；负责人为第一责任人',
    en: 'Incident reports are signed by the head or deputy and sealed; the head is first responsible',
    law: 'INC20 4; INC12 (六); M48 28, 36',
    marks: ['secondary', 'text'],
  }),
  rule({
    id: 'audit-rectify',
    nature: 'duty',
    zh: '被审计单位在规定时间内整改，报告审计机关和本级政府并公布；拒不整改的追责',
    en: 'The audited unit corrects in the time set, reports to the auditor and its government, publishes; refusal: liability',
    law: 'AL 52; INC12 (十三)',
  }),
  rule({
    id: 'subsidy-publicity',
    nature: 'duty',
    zh: '补贴发放前公示名单',
    en: 'Names of subsidy recipients are shown before payment',
    law: 'SH21 (三)',
  }),
  rule({
    id: 'risk-platform',
    nature: 'duty',
    zh: '对有风险的补贴申请人，报送就业资金风险防控平台提示',
    en: 'Risky subsidy applicants are reported to the employment-fund risk platform for a warning',
    law: 'SH21 (三)',
  }),
  rule({
    id: 'return-wrong-payments',
    nature: 'duty',
    zh: '重发、错发的待遇应当追回',
    en: 'Repeated or wrong payments are recovered',
    law: 'SH21 (三); SIO 46',
  }),
  rule({
    id: 'typical-cases',
    nature: 'duty',
    zh: '曝光典型案例，开展警示教育',
    en: 'Typical cases are exposed and used for warning',
    law: 'SH-PC21; INC12 (十)',
  }),
  rule({
    id: 'review-not-worse',
    nature: 'guard',
    zh: '复议不得作出对申请人更为不利的变更决定',
    en: 'Reconsideration must not worsen the applicant’s position',
    law: 'ARL 63',
  }),
  rule({
    id: 'no-self-evidence-in-review',
    nature: 'guard',
    zh: '复议期间被申请人不得自行向申请人和其他单位、个人收集证据',
    en: 'The respondent may not collect new evidence during reconsideration',
    law: 'ARL 46',
  }),
  rule({
    id: 'redo-not-same',
    nature: 'guard',
    zh: '决定撤销后不得以同一事实和理由作出相同或者基本相同的行为，因程序被撤销的除外',
    en: 'After annulment the same act on the same facts is barred (except annulment for procedure)',
    law: 'ARL 64',
  }),
] as const;

/** The id of every rule, as literals. */
export type RuleId = (typeof ALL)[number]['id'];

/** The rules without a deadline, in the order of the law file: 80. */
export const RULES: readonly Rule<RuleId>[] = ALL;

const byId = new Map<string, Rule<RuleId>>(RULES.map((r) => [r.id, r]));

/** The rule with this id, or undefined. */
export function ruleById(id: RuleId): Rule<RuleId>;
export function ruleById(id: string): Rule<RuleId> | undefined;
export function ruleById(id: string): Rule<RuleId> | undefined {
  return byId.get(id);
}
