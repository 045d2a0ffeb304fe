import { z } from 'zod';
import type { Ctx } from '../../case/types.ts';
import { type FactsOf, proceeding } from '../define.ts';
import { FOLLOWERS } from '../parts/merging.ts';
import { RECUSALS } from '../parts/recusal.ts';
import { t } from '../parts/rows.ts';
import { CHANNEL, MATTER_REGIMES, MONEY, TRACK_CLOCKS, TRANSFER_TO } from './terms.ts';

const FACTS = z.object({
  ...RECUSALS,
  ...FOLLOWERS,
  matterRegime: z.enum(MATTER_REGIMES.map(([id]) => id)),
  money: z.enum(MONEY.map(([id]) => id)),
  /** What the tip itself says. */
  concernsStaff: z.enum(['yes', 'no', 'unsure']),
  /** Who is accused bears the name of somebody or of a unit of the house. */
  bearsOurName: z.boolean(),
  /** The tip says in its own words who shall not see it. */
  keepsAway: z.boolean(),
  /** Whom of the house the tip itself names: people and units that it accuses, people whom it keeps away. */
  namesPersons: z.array(z.string()),
  namesUnits: z.array(z.string()),
  namesAway: z.array(z.string()),
  transferTo: z.enum(TRANSFER_TO.map(([id]) => id)),
  channelTo: z.enum(CHANNEL.map(([id]) => id)),
  bySilence: z.boolean(),
  effectiveFrom: z.string(),
  withdrawn: z.boolean(),
  resultAsked: z.boolean(),
  /** What was merged into which case. */
  follower: z.string(),
  leading: z.string().nullable(),
});
export type Kept = FactsOf<typeof FACTS>;
/** A moment of this proceeding. */
export type Here<Form = unknown> = Ctx<Form, Kept>;

/** 3.1 Intake and triage. */
export const {
  row,
  more,
  some,
  table,
  allIn: intakes,
} = proceeding({
  kind: 'intake',
  title: t('受理', 'Intake'),
  section: '3.1',
  owner: 'clerk',
  readers: ['clerk', 'special', 'unit-head', 'dept-head'],
  tipsterTold: true,
  states: {
    Received: t('已接收', 'Received'),
    UnderReview: t('审查中', 'Under review'),
    AwaitingSupplement: t('待补充', 'Awaiting supplement'),
    Transferred: t('移送中', 'Being transferred'),
    Merged: t('并案', 'Merged'),
    ChannelHandover: t('转渠道中', 'Being handed to another channel'),
    Accepted: t('已受理', 'Accepted'),
    NotAccepted: t('不予受理', 'Not accepted'),
    TransferDone: t('已移送', 'Transferred'),
    HandedOver: t('已转渠道', 'Handed over'),
    MergedDone: t('随主案办结', 'Concluded with the leading case'),
    Withdrawn: t('撤回', 'Withdrawn'),
  },
  ends: ['Accepted', 'NotAccepted', 'TransferDone', 'HandedOver', 'MergedDone', 'Withdrawn'],
  flags: {
    urgent: t('紧急', 'Urgent'),
    'jurisdiction-dispute': t('管辖争议', 'Jurisdiction dispute'),
    'awaiting-designation': t('待指定管辖', 'Awaiting designation'),
    'recusal-pending': t('回避待决', 'Recusal pending'),
    'withdrawal-asked': t('申请撤回', 'Withdrawal asked'),
    'own-motion': t('依职权', 'Own motion'),
  },
  outlive: ['tip-acceptance-notice', 'tip-result-feedback', 'petition-assignment-objection', ...TRACK_CLOCKS],
  facts: FACTS,
});
