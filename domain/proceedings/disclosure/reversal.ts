/** That the decision was reversed, before its publication or after. */
import { z } from 'zod';
import { type Here, some } from './head.ts';
import { UNPUBLISHED } from './publicity.ts';

type OfPenalty = Here<{ penalty?: string | undefined }>;
export const ofThisPenalty = (ctx: OfPenalty) =>
  ctx.form.penalty === undefined || ctx.form.penalty === ctx.p.facts.penalty;

/** The latest run for this decision: a changed decision opens one new draft only. */
export const noLaterRun = (ctx: Here) =>
  !Object.values(ctx.case.proceedings).some((q) => q.kind === 'disclosure' && q.linked === ctx.p.id);

export const REVERSED_BEFORE = some({ cancel: UNPUBLISHED, lower: ['passed'] });
export const OF_PENALTY = z.object({ penalty: z.string().optional() });
export const REVERSAL = OF_PENALTY.extend({ reversedOn: z.string().optional() });
