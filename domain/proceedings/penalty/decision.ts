/** Legal review and the decision. */
import { z } from 'zod';
import type { Who } from '../../case/types.ts';
import { guard } from '../../refusal.ts';
import type { StartOf } from '../define.ts';
import { words } from '../parts/forms.ts';
import { flagged, type Here, type Kept } from './head.ts';

export const LEGAL: Who = { staff: ['legal'] };

export const REASONS = { reasons: words('理由', 'Reasons') };

/** APL art. 58 ¶1: major public interest, heard, complex. */
const reviewDue = (ctx: Here): boolean =>
  flagged(ctx, 'heard') || (ctx.p.facts.complex ?? false) || (ctx.p.facts.publicInterest ?? false);

export const AFTER_DEFENCE = {
  choose: (ctx: Here) => (reviewDue(ctx) ? 'LegalReview' : 'Decision'),
  among: ['LegalReview', 'Decision'],
} as const;
export const START_REVIEW: StartOf<unknown, Kept> = { deadline: 'house-legal-review', when: reviewDue };

export const notHeld = guard('criminal-hold', 'state', (ctx) => !flagged(ctx, 'criminal-hold'));

export const wasNoticed = guard(
  'notice-not-served',
  'state',
  (ctx: Here) => !!ctx.p.facts.noticed && flagged(ctx, 'defence-over'),
);

export const statementChecked = guard('statement-not-checked', 'state', (ctx) => !flagged(ctx, 'unchecked-statement'));

export const legallyPassed = guard(
  'legal-review-missing',
  'state',
  (ctx: Here) => !reviewDue(ctx) || flagged(ctx, 'legal-passed'),
);

export const collective = guard(
  'collective-decision',
  'form',
  (ctx: Here<{ collectiveRecord?: string | undefined }>) =>
    !(ctx.p.facts.complex || ctx.p.facts.grave) || ctx.form.collectiveRecord !== undefined,
);

export const publishGrounded = guard(
  'publish-ground',
  'form',
  (ctx: Here<{ mustPublish: boolean; publishGround?: string | undefined }>) =>
    !ctx.form.mustPublish || ctx.form.publishGround !== undefined,
);

/** What the criminal track ended with. */
export const CONVICTION = z.object({ outcome: z.enum(['convicted', 'no-punishment']).nullish() });
