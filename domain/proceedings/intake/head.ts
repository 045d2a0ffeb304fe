import { z } from 'zod';
import type { Ctx } from '../../case/types.ts';
import { type FactsOf, proceeding } from '../define.ts';
import { FOLLOWERS } from '../parts/merging.ts';
import { NAMES } from '../parts/names.ts';
import { TRANSFER_TO } from '../parts/receivers.ts';
import { RECUSALS } from '../parts/recusal.ts';
import { t } from '../parts/rows.ts';
import { CHANNEL, MATTER_REGIMES, MONEY, TRACK_CLOCKS } from './terms.ts';

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
  /** Of the letter that a transfer went out with: named when it was decided, or sent after it. */
  transferNumber: z.string(),
  letterNumber: z.string(),
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
    Transferred: NAMES['being-transferred'],
    Merged: t('并案', 'Merged'),
    ChannelHandover: t('转渠道中', 'Being handed to another channel'),
    Accepted: NAMES.accepted,
    NotAccepted: NAMES['not-accepted'],
    TransferDone: NAMES.transferred,
    HandedOver: t('已转渠道', 'Handed over'),
    MergedDone: t('随主案办结', 'Concluded with the leading case'),
    Withdrawn: NAMES.withdrawn,
  },
  ends: ['Accepted', 'NotAccepted', 'TransferDone', 'HandedOver', 'MergedDone', 'Withdrawn'],
  flags: {
    urgent: NAMES.urgent,
    'jurisdiction-dispute': NAMES['jurisdiction-dispute'],
    'awaiting-designation': NAMES['awaiting-designation'],
    'recusal-pending': NAMES['recusal-pending'],
    'withdrawal-asked': t('申请撤回', 'Withdrawal asked'),
    'own-motion': NAMES['own-motion'],
  },
  outlive: ['tip-acceptance-notice', 'tip-result-feedback', 'petition-assignment-objection', ...TRACK_CLOCKS],
  facts: FACTS,
});
