import { houseLimitOn } from '../../authority/settled.ts';
import type { Ctx } from '../../case/types.ts';
import { dayOf } from '../../time/day.ts';
import type { StartOf } from '../define.ts';

/** The house rule of twenty working days, where the authority has set no other length. */
export const TWENTY = {
  deadline: 'house-paper',
  length: (ctx) => houseLimitOn(ctx.facts.authority, 'house-paper', dayOf(ctx.at)) ?? { length: 20, unit: 'wd' },
} satisfies StartOf<unknown, unknown>;
export const START_PAPER = [TWENTY];
/** What a file of before tells of nobody could check before it was entered. */
export const START_WHEN_ENTERED = [
  { ...TWENTY, at: ({ facts }: Pick<Ctx, 'facts'>) => facts.entering?.recordedAt ?? facts.now },
];
