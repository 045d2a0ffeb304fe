import { z } from 'zod';
import type { Ctx } from '../../case/types.ts';
import { TERMS } from '../../law/glossary.ts';
import { type FactsOf, proceeding } from '../define.ts';
import { AMOUNTS } from '../parts/amounts.ts';
import { NAMES } from '../parts/names.ts';
import { RECUSALS } from '../parts/recusal.ts';
import { t } from '../parts/rows.ts';
import { NOTICE } from './terms.ts';

/** What is imposed: the sums and the kinds of the penalty. */
const SANCTION = z.object({ fine: NOTICE.fine, confiscation: NOTICE.confiscation, kinds: NOTICE.kinds });
export type Sanction = z.output<typeof SANCTION>;

/** What the findings hand over. */
export const FINDINGS = z.object({
  ground: NOTICE.ground.optional(),
  amounts: AMOUNTS.optional(),
  actEndedOn: z.string().optional(),
  violations: z.array(z.string()).optional(),
  roles: z.array(z.string()).optional(),
  intent: z.string().optional(),
});

const FACTS = z.object({
  ...RECUSALS,
  ...NOTICE,
  /** Answered by the findings. */
  intent: z.string(),
  noticed: SANCTION.nullable(),
  decided: SANCTION,
  /** Of the decision annulled on the party's own remedy: nothing heavier may follow. */
  ceiling: SANCTION.nullable(),
  decidedDay: z.string(),
  hearingOn: z.string(),
  statements: z.int(),
  criminalOutcome: z.enum(['convicted', 'no-punishment']),
  noPenaltyGround: z.string(),
  /** Of what reversed it: by whom, how, on which day. */
  body: z.enum(['own', 'reconsideration-organ', 'court', 'superior-organ']),
  how: z.string(),
  decidedOn: z.string(),
  procedural: z.boolean(),
});
export type Kept = FactsOf<typeof FACTS>;

/** A moment of this proceeding. */
export type Here<Form = unknown> = Ctx<Form, Kept>;

/** Statutes 3.3, penalty 处罚: from the proposal to its execution or its reversal. */
export const {
  row,
  some,
  flagged,
  table,
  allIn: penalties,
} = proceeding({
  kind: 'penalty',
  title: TERMS.penalty,
  section: '3.3',
  owner: 'officer',
  readers: ['unit-head', 'dept-head', 'principal', 'legal', 'hearing-chair', 'credit', 'disclosure', 'second-person'],
  tipsterTold: false,
  states: {
    Proposed: NAMES['penalty-proposed'],
    AwaitingDefence: t('待申辩', 'Awaiting the defence'),
    HearingScheduled: t('待听证', 'Hearing to be held'),
    LegalReview: t('法制审核', 'Legal review'),
    Decision: NAMES['to-be-decided'],
    Decided: t('已决定', 'Decided'),
    Served: t('已送达', 'Served'),
    Reversed: t('撤销变更', 'Reversed'),
    Executed: t('已执行', 'Executed'),
    NotPunished: t('不予处罚', 'Not punished'),
    Annulled: t('撤销终局', 'Annulled for good'),
  },
  ends: ['Executed', 'NotPunished', 'Annulled'],
  flags: {
    'criminal-hold': t('刑事在办', 'Criminal hold'),
    'decide-barred': t('办案期限受阻（移送规定第十一条），效力由法律顾问判断', 'Barred (TR 11), effect for counsel'),
    overdue: TERMS.overdue,
    'unchecked-statement': t('陈述申辩待复核', 'Statement to be re-checked'),
    'hearing-told': t('已通知听证', 'Hearing told'),
    heard: t('已听证', 'Heard'),
    'defence-over': t('陈述申辩已毕', 'Defence heard or waived'),
    'legal-passed': NAMES['legal-passed'],
    'no-penalty-proposed': t('拟不予处罚', 'No penalty proposed'),
    paid: t('已缴清', 'Paid'),
    performed: t('已履行', 'Carried out'),
    'recusal-pending': NAMES['recusal-pending'],
    urgent: NAMES.urgent,
  },
  outlive: ['reconsider-ask', 'sue-directly', 'penalty-upward-filing', 'onsite-fine-handover'],
  facts: FACTS,
});
