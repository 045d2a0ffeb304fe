import type { Bilingual } from './types.ts';

/** Why somebody may come to know who told. */
export const IDENTITY_GROUNDS = ['reward', 'notice', 'retaliation', 'court-order', 'evidence-check'] as const;
export type IdentityGround = (typeof IDENTITY_GROUNDS)[number];

export const IDENTITY_GROUND_NAMES: Record<IdentityGround, Bilingual> = {
  reward: { zh: '发放奖励', en: 'Paying a reward' },
  notice: { zh: '依法告知', en: 'Giving notice as the law requires' },
  retaliation: { zh: '处理打击报复', en: 'Dealing with retaliation' },
  'court-order': { zh: '法院要求', en: 'Order of a court' },
  'evidence-check': { zh: '核实证据', en: 'Checking evidence' },
};
