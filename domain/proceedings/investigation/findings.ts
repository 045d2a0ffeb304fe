/** Evidence and findings. Lessons from cases: evidence before contact, a match is a lead. */
import { TERMS, TIP_WORDS } from '../../law/glossary.ts';
import { guard } from '../../refusal.ts';
import { dayOf } from '../../time/day.ts';
import type { Amount } from '../parts/amounts.ts';
import { affirmed, option } from '../parts/forms.ts';
import { flagged, type Here } from './head.ts';

export const evidenceFirst = guard('evidence-first', 'state', (ctx) => flagged(ctx, 'contact-cleared'));

export const secured = guard('evidence-not-secured', 'state', (ctx) => flagged(ctx, 'evidence-secured'));

export const undisputed = guard('disputed-finding', 'state', (ctx) => !flagged(ctx, 'disputed'));

export const EVIDENCE = [
  ['documents', '书证、档案', 'Documents and files'],
  ['statements', '证人证言、当事人陈述', 'Statements'],
  ['records', '银行、系统等电子数据', 'Bank and system records'],
  ['expert', '鉴定意见、审计报告', 'Expert opinion or audit'],
  ['on-site', '勘验、现场笔录', 'On-site record'],
  ['data-match', '数据比对', 'Data match'],
] as const;
export const moreThanMatch = guard('match-is-a-lead', 'form', (ctx: Here<{ evidence: string[] }>) =>
  ctx.form.evidence.some((x) => x !== 'data-match'),
);

/** What the findings say of a penalty. */
interface Findings {
  proposesPenalty: boolean;
  causedBy: string;
  intent: string;
  ground?: string | undefined;
}

/** Holds of findings that propose a penalty. */
const forPenalty = (fits: (ctx: Here<Findings>) => boolean) => (ctx: Here<Findings>) =>
  !ctx.form.proposesPenalty || fits(ctx);

export const causeAnswered = guard(
  'cause-and-intent',
  'form',
  forPenalty(({ form }) => form.causedBy !== 'unclear' && form.intent !== 'unclear'),
);

export const groundNamed = guard(
  'penalty-ground',
  'form',
  forPenalty(({ form }) => form.ground !== undefined),
);

export const filedFirst = guard(
  'case-not-filed',
  'form',
  forPenalty((ctx) => flagged(ctx, 'case-filed')),
);

export const undisputedForPenalty = guard(
  'disputed-finding',
  'form',
  forPenalty((ctx) => !flagged(ctx, 'disputed')),
);

export const amountsKnown = guard('amount-not-known-yet', 'form', (ctx: Here<{ amounts: Amount[] }>) =>
  ctx.form.amounts.every((a) => a.knownOn <= dayOf(ctx.at)),
);

export const ROLES_INVOLVED = [
  ['organiser', '组织者', 'Organiser'],
  ['insider', '内部人员', 'Insider'],
  ['willing', '自愿参与', 'Willing'],
  ['deceived', '受骗参与', 'Deceived'],
  option('employer', TIP_WORDS['accused.employer']),
  ['service-body', '服务机构', 'Service body'],
] as const;
const UNCLEAR = ['unclear', '尚不清楚', 'Not clear'] as const;
export const INTENT = [
  ['intent', '故意', 'Intent'],
  ['negligence', '过失', 'Negligence'],
  ['none', '没有主观过错', 'No fault'],
  UNCLEAR,
] as const;
export const CAUSED_BY = [
  ['accused', '被举报人', 'The accused'],
  ['agency', '经办机构', 'The agency'],
  ['third-party', '第三人', 'A third party'],
  UNCLEAR,
] as const;
export const TRACKS = [
  ['handling', '行政处理', 'Handling decision'],
  ['police', '移送公安', 'Police'],
  ['discipline', '移送纪检监察', 'Discipline inspection'],
  ['other-body', '移送或者建议其他机关', 'Another body'],
  option('recovery', TERMS.recovery),
] as const;

export const COVERED = affirmed('举报涉及的每个人、每件事都已查明', 'Every person and act of the tip is covered');
