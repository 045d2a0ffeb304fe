import { z } from 'zod';
import type { Ctx } from '../../case/types.ts';
import { STAGES } from '../../law/glossary.ts';
import { type FactsOf, proceeding } from '../define.ts';
import { NAMES } from '../parts/names.ts';
import { RECUSALS } from '../parts/recusal.ts';
import { t } from '../parts/rows.ts';

const FACTS = z.object({
  ...RECUSALS,
  taskForce: z.array(z.string()),
  returned: z.boolean(),
});
/** A moment of this proceeding. */
export type Here<Form = unknown> = Ctx<Form, FactsOf<typeof FACTS>>;

/** Statutes 3.4, criminal referral 行刑衔接: down to the procurator, and the way back. */
export const {
  row,
  some,
  table,
  allIn: referrals,
} = proceeding({
  kind: 'police-referral',
  title: STAGES['referral-to-police'],
  section: '3.4',
  owner: 'officer',
  readers: ['unit-head', 'dept-head', 'principal'],
  tipsterTold: false,
  states: {
    ReferralDrafting: t('拟移送', 'Referral being drafted'),
    AwaitingPrincipal: t('待批准', 'Awaiting the principal'),
    Transmitting: t('移送公安机关中', 'Being handed to the police'),
    AtPolice: t('公安审查中', 'With the police'),
    Supplementing: t('补充材料', 'Material to be supplied'),
    EscalateToProcurator: t('提请监督', 'To be put to the procurator'),
    RefusalReceived: t('收到不立案', 'Refusal received'),
    PoliceReconsidering: t('复议中', 'Police reconsidering'),
    RefusalUpheld: t('维持不立案', 'Refusal upheld'),
    ProcuratorSupervision: t('立案监督中', 'Under the procurator’s supervision'),
    AwaitingFiling: t('待立案', 'Police told to file'),
    HandingOver: t('移交中', 'Handing over'),
    CriminalTrack: t('刑事程序中', 'Criminal track'),
    OpinionReceived: NAMES['opinion-received'],
    OutcomeKnown: t('刑事结果已知', 'Criminal outcome known'),
    ReturnedToAdministrative: t('退回行政处理', 'Returned to administrative handling'),
    NotReferred: t('未移送', 'Not referred'),
  },
  ends: ['OutcomeKnown', 'ReturnedToAdministrative', 'NotReferred'],
  flags: { urgent: NAMES.urgent, 'recusal-pending': NAMES['recusal-pending'] },
  outlive: ['returned-case-act', 'nonprosecution-reply'],
  facts: FACTS,
});
