import type { ClockId } from '../../law/index.ts';
import { ROLE_NAMES } from '../../people/types.ts';
import { option } from '../parts/forms.ts';

/** The regime a matter falls in (statutes 0.4), fixed at registration before anything else. */
export const MATTER_REGIMES = [
  ['fund', '社会保险基金监督举报', 'Tip on pension, work-injury or unemployment insurance money'],
  ['labour-inspection', '劳动保障监察', 'Labour-security inspection'],
  ['medical', '医疗、生育保险基金', 'Medical or maternity insurance money'],
  ['collection', '财政部门或者征收机构的事项', 'Matter of the finance department or the collection body'],
  [
    'petition',
    '信访、咨询、待遇异议、劳动争议或者信息公开',
    'Petition, enquiry, objection, labour dispute or information request',
  ],
  ['subsidy', '一般公共预算列支的就业补助资金', 'Employment subsidies from the general budget'],
  ['discipline', '公职人员的行为', 'Conduct of a public official'],
  ['other', '其他', 'Other'],
] as const;
export type MatterRegime = (typeof MATTER_REGIMES)[number][0];

/** "Wrongly out of the fund" and "never paid in" part ways at intake. */
export const MONEY = [
  ['out', '从基金中错误支出或者被骗出', 'Went wrongly out of the fund'],
  ['never-in', '应缴而从未缴入', 'Was never paid in'],
  ['both', '两者都有', 'Both'],
  ['none', '不涉及资金', 'No money'],
  ['unclear', '不清楚', 'Not clear'],
] as const;

export const CHANNEL = [
  ['labour-complaint', '劳动保障监察投诉', 'Labour-security complaint'],
  ['petition-direct', '信访（直接收到）', 'Petition received directly'],
  ['petition-assigned', '信访（转送、交办）', 'Petition assigned from above'],
  ['information-request', '政府信息公开', 'Information request'],
  option('discipline', ROLE_NAMES.inspector),
] as const;
export type Channel = (typeof CHANNEL)[number][0];

/** Clocks of the other tracks: the unit that took the matter keeps them. */
export const TRACK_CLOCKS: ClockId[] = [
  'labour-complaint-accept',
  'petition-direct-notice',
  'petition-assigned-notice',
  'foi-reply',
  'foi-misfiled',
];
