import { z } from 'zod';
import type { Ctx } from '../../case/types.ts';
import { CLOCK_WORDS, STAGES } from '../../law/glossary.ts';
import { OUTCOMES } from '../../law/grounds.ts';
import { type FactsOf, proceeding } from '../define.ts';
import { MATTER_REGIMES } from '../intake/terms.ts';
import { FOLLOWERS } from '../parts/merging.ts';
import { NAMES } from '../parts/names.ts';
import { RECUSALS } from '../parts/recusal.ts';
import { t } from '../parts/rows.ts';

const FACTS = z.object({
  ...RECUSALS,
  ...FOLLOWERS,
  /** Several may stand together. */
  outcomes: z.array(z.enum(OUTCOMES.map((x) => x.id))),
  tracks: z.array(z.enum(['handling', 'police', 'discipline', 'other-body', 'recovery'])),
  proposesPenalty: z.boolean(),
  crimeSuspected: z.boolean(),
  officialInvolved: z.boolean(),
  fraudFound: z.boolean(),
  /** Whether something else remains to be investigated beside a suspected crime. */
  otherMatters: z.boolean(),
  officers: z.array(z.string()),
  suspendedOn: z.string(),
  /** The organ that a suspension waits for. */
  awaits: z.string(),
  bySilence: z.boolean(),
  noObjection: z.boolean(),
  accusedCleared: z.boolean(),
  transferTo: z.string(),
  matterRegime: z.enum(MATTER_REGIMES.map(([id]) => id)),
  /** What was merged into which case, and when its own case was filed. */
  follower: z.string(),
  leading: z.string(),
  filedAt: z.string(),
});
export type Kept = FactsOf<typeof FACTS>;
/** A moment of this proceeding. */
export type Here<Form = unknown> = Ctx<Form, Kept>;

/** 3.2 Investigation. */
export const {
  row,
  more,
  some,
  flagged,
  table,
  allIn: investigations,
} = proceeding({
  kind: 'investigation',
  title: STAGES.investigation,
  section: '3.2',
  owner: 'officer',
  readers: ['unit-head', 'dept-head'],
  tipsterTold: true,
  states: {
    Accepted: NAMES.accepted,
    Investigating: t('调查中', 'Investigating'),
    Suspended: CLOCK_WORDS.suspended,
    TransferringOut: NAMES['being-transferred'],
    AwaitingOutcome: t('待处理', 'Awaiting the outcome'),
    MergedIn: t('并入主案', 'Merged into a leading case'),
    Concluded: t('办结', 'Concluded'),
    Archived: t('归档', 'Archived'),
  },
  ends: ['Archived'],
  flags: {
    extended: NAMES.extended,
    'case-filed': t('已立案', 'Case filed'),
    'evidence-held': t('登记保存', 'Evidence held'),
    'evidence-secured': t('证据已固定', 'Evidence secured'),
    'contact-cleared': t('接触方案已审核', 'Contact cleared'),
    disputed: NAMES.disputed,
    urgent: NAMES.urgent,
    'recusal-pending': NAMES['recusal-pending'],
    'jurisdiction-dispute': NAMES['jurisdiction-dispute'],
    'awaiting-designation': NAMES['awaiting-designation'],
    'own-motion': NAMES['own-motion'],
  },
  outlive: ['tip-result-feedback', 'tip-review'],
  facts: FACTS,
});
