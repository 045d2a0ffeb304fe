import { z } from 'zod';
import type { Ctx } from '../../case/types.ts';
import { type FactsOf, proceeding } from '../define.ts';
import { PAPER_ONLY } from '../paper/stands-on-paper.ts';
import { NAMES } from '../parts/names.ts';
import { RECUSALS } from '../parts/recusal.ts';
import { t } from '../parts/rows.ts';
import { SERIOUSNESS_FIELD } from '../parts/seriousness.ts';

const FACTS = z.object({
  ...RECUSALS,
  natural: z.boolean(),
  /** The penalty that it rests on. */
  penalty: z.string(),
  seriousness: z.enum(SERIOUSNESS_FIELD.options),
  repeated: z.boolean(),
  /** Whether the subject was heard before the listing. */
  heard: z.boolean(),
  listedOn: z.string(),
  sentOnPaper: z.boolean(),
  channel: z.enum(['credit-china', 'centre', 'direct']),
  objectionResult: z.enum(['corrected', 'unfounded']).nullable(),
  gapsTold: z.boolean(),
  falsePapersOn: z.string(),
});
/** A moment of this proceeding. */
export type Here<Form = unknown> = Ctx<Form, FactsOf<typeof FACTS>>;

/** Statutes 3.6, blacklist 失信名单. */
export const { row, flagged, table } = proceeding({
  kind: 'listing',
  title: t('失信名单', 'Dishonesty listing'),
  section: '3.6',
  owner: 'credit',
  readers: ['unit-head', 'dept-head', 'principal', 'credit'],
  tipsterTold: false,
  states: {
    Proposed: t('拟列入', 'Proposed'),
    AwaitingStatement: t('待陈述', 'Awaiting the statement'),
    ToDecide: NAMES['to-be-decided'],
    Listed: t('已列入', 'Listed'),
    Masked: t('已临时屏蔽', 'Masked for a time'),
    RepairAsked: t('申请修复', 'Repair asked'),
    RepairIncomplete: t('待补正', 'Application incomplete'),
    Repairing: t('修复中', 'Repair under decision'),
    NotListed: t('不列入', 'Not listed'),
    Expired: t('到期移出', 'Expired'),
    Repaired: NAMES.repaired,
    Revoked: t('撤销', 'Revoked'),
    Removed: t('更正移出', 'Removed'),
  },
  ends: ['NotListed', 'Expired', 'Repaired', 'Revoked', 'Removed'],
  flags: {
    disputed: NAMES.disputed,
    extended: NAMES.extended,
    'mask-asked': t('申请屏蔽', 'Masking asked'),
    [PAPER_ONLY]: NAMES['paper-only'],
    urgent: NAMES.urgent,
    'recusal-pending': NAMES['recusal-pending'],
  },
  outlive: [
    'sh-revoked-notify',
    'sh-revoked-delete',
    'sh-repair-delete',
    'house-revoke-push',
    'house-delete-watch',
    'credit-repair-answer',
    'house-platform',
  ],
  facts: FACTS,
});
