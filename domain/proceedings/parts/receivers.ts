import { OUTSIDE_WORDS, TERMS } from '../../law/glossary.ts';
import { option } from './forms.ts';

/** Any other, where a list names some. */
export const OTHER_BODY = ['other', '其他有权机关', 'Another competent body'] as const;

/** To whom a matter that is not ours goes. */
export const TRANSFER_TO = [
  ['hrss', '其他人力资源社会保障部门', 'Another HRSS department'],
  ['superior', '上级人力资源社会保障部门', 'The superior HRSS department'],
  ['medical-security', '医疗保障行政部门', 'Medical-security department'],
  ['finance', '财政部门', 'Finance department'],
  ['collection-body', '社会保险费征收机构', 'Contribution-collection body'],
  ['petition-organ', '信访事项责任机关', 'Organ responsible for a petition'],
  option('discipline', TERMS.discipline),
  option('police', OUTSIDE_WORDS.police),
  OTHER_BODY,
] as const;
export type TransferTo = (typeof TRANSFER_TO)[number][0];
