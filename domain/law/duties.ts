import type { HouseLimitId } from './house.ts';
import type { DeadlineId } from './index.ts';
import type { Bilingual } from './types.ts';

/** One duty (or one end of a status) on which several rows set a period, national and regional ones among them. */
export interface Duty<Id extends string = string> {
  id: Id;
  title: Bilingual;
  /** Rows and house limits that run side by side; all bind the same side. */
  rows: readonly (DeadlineId | HouseLimitId)[];
  /** Short-name form; null: rows of one duty by their own words. */
  basis: string | null;
}

const duty = <const Id extends string>(
  id: Id,
  zh: string,
  en: string,
  rows: Duty['rows'],
  basis: string | null = null,
): Duty<Id> => ({ id, title: { zh, en }, rows, basis });

const ALL = [
  duty(
    'penalty-decision',
    '作出处罚决定',
    'Decide the penalty',
    ['penalty-decide', 'tip-investigate', 'inspection-decide'],
    'APL art. 60; M49 art. 27 ¶2; LSI-25 art. 37',
  ),
  duty('investigation', '查清举报事项', 'Finish the investigation', ['tip-investigate', 'inspection-investigate']),
  duty('transfer', '移送有管辖权的部门', 'Transfer to the competent department', [
    'tip-transfer-jurisdiction',
    'tip-transfer-yunnan',
  ]),
  duty('petition-notice', '信访事项的告知', 'Answer on a petition received', [
    'petition-direct-notice',
    'petition-assigned-notice',
    'zj-petition-sort',
  ]),
  duty('information-request', '信息公开申请的答复', 'Answer an information request', ['foi-reply', 'foi-misfiled']),
  duty('objection', '异议的核查处理', 'Decide an objection', ['credit-objection-decide', 'sh-objection-provider']),
  duty('revocation-told', '告知平台依据已撤销', 'Tell the platform that the basis is gone', [
    'sh-revoked-notify',
    'house-revoke-push',
  ]),
  duty('deletion', '平台删除记录', 'Deletion by the platform', [
    'sh-revoked-delete',
    'sh-repair-delete',
    'house-delete-watch',
  ]),
  duty('procurator-opinion', '回复检察意见', 'Answer the procurator’s opinion', [
    'nonprosecution-reply',
    'house-opinion',
  ]),
  duty('end-of-publicity', '公示期满', 'End of publicity', [
    'credit-publish-window',
    'list-term',
    'hb-unpublish',
    'house-publicity',
  ]),
  duty('incident-report', '要情报告', 'Report an incident', [
    'national-incident-report',
    'zj-incident-report',
    'zj-major-incident-report',
    'sh-incident-duty',
    'house-incident',
  ]),
] as const;

export type DutyId = (typeof ALL)[number]['id'];

/** The duties on which more than one row sets a period. Each row runs; the earlier end binds and is named first. */
export const DUTIES: readonly Duty<DutyId>[] = ALL;
