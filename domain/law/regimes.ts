import { cite } from './cite.ts';
import type { Confidence, Regime } from './types.ts';

function regime<const Id extends string>(
  id: Id,
  matter: readonly [zh: string, en: string],
  route: readonly [zh: string, en: string],
  law: string,
  confidence: Confidence = 'text',
): Regime<Id> {
  const citation = cite(law);
  return {
    id,
    matter: { zh: matter[0], en: matter[1] },
    route: { zh: route[0], en: route[1] },
    source: citation.en,
    citation,
    confidence,
  };
}

const ALL = [
  regime(
    'fund-tip',
    [
      '骗取、套取、挪用、贪占基本养老、工伤、失业保险基金（含失业保险基金列支的培训补贴）',
      'Fraud on, or diversion of, basic pension, work-injury or unemployment insurance money (training subsidies paid from the unemployment fund included)',
    ],
    [
      '社会保险基金监督举报，由人力资源社会保障部门基金监督机构办理',
      'A tip under M49: the fund-supervision unit of the HRSS department',
    ],
    'M49 2, 6–10',
  ),
  regime(
    'medical',
    ['医疗保险、生育保险基金', 'Medical or maternity insurance money'],
    ['移送医疗保障行政部门', 'Transfer out to the medical-security department'],
    'SIO 4',
  ),
  regime(
    'not-a-tip',
    [
      '未参保、未缴费，对待遇核定或者劳动能力鉴定有异议，劳动争议，信访，咨询，以举报名义申请信息公开',
      'Employer did not register or pay; objection to a benefit amount or a disability assessment; labour dispute; petition; enquiry; information request dressed as a tip',
    ],
    ['不属基金监督举报，告知正确途径', 'Not an M49 tip: tell the person the right route'],
    'M49 11 ¶1; OGI 39',
  ),
  regime(
    'finance-or-collection',
    ['财政部门或者社会保险费征收机构的事项', 'Matter of the finance department or of the contribution-collection body'],
    ['书面通知并移送有权机关（无天数）', 'Written notice and transfer to the competent body (no number of days)'],
    'M49 11 ¶2',
  ),
  regime(
    'employment-subsidy',
    ['一般公共预算列支的就业补助资金', 'Employment subsidies paid from the general budget'],
    [
      '不属第49号令；按就业促进法举报制度及时核实（无天数），并按资金管理办法和信访等一般规定',
      'Not M49: tip system of the Employment Promotion Law, prompt checking (no number of days), with EF26 and petition or general rules',
    ],
    'EPL 59–60; M49 2, 8(2); EF26',
    'secondary',
  ),
  regime(
    'official-conduct',
    ['公职人员的行为', 'Conduct of a public official'],
    ['按管理权限移送纪检监察机关', 'Discipline or supervision organ by cadre authority (管理权限)'],
    'SL 15, 37; TR 19; PR 22, 30',
  ),
  regime(
    'labour-inspection',
    ['用人单位或者培训机构违反劳动保障法律', 'Violation of labour-security law by an employer or training body'],
    ['劳动保障监察', 'Labour-security inspection'],
    'LSI 9–11, 28',
  ),
  regime(
    'several-agencies',
    ['几个行政机关都有处罚管辖权', 'Several agencies competent for a penalty'],
    ['由最先立案的机关管辖；有争议的报共同上级指定', 'First to file; dispute: common superior'],
    'APL 25',
  ),
] as const;

export type RegimeId = (typeof ALL)[number]['id'];

/** Which regime a matter falls in: to be fixed before any clock starts. */
export const REGIMES: readonly Regime<RegimeId>[] = ALL;
