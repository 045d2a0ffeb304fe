import { IDENTITY_GROUND_NAMES } from '../../../domain/law/identity-grounds.ts';
import type { Bilingual } from '../../../domain/law/types.ts';
import type { FieldLabel } from './table-words.ts';

const w = (zh: string, en: string): Bilingual => ({ zh, en });

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
  'receipt-shown': { shownTo: w('看过凭证的人员', 'Who has seen the receipt') },
  'notice-address-used': {
    ground: {
      ...w('用途', 'Use'),
      options: [{ value: 'service', ...w('寄发有新消息的通知', 'To send word that there is news') }],
    },
  },
};
