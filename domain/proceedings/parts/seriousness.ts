import type { z } from 'zod';
import { TERMS } from '../../law/glossary.ts';
import { labelsOf, SERIOUSNESS } from '../../law/grounds.ts';
import { choice } from './forms.ts';

const { zh, en } = TERMS.seriousness;

/** How grave a dishonesty is. */
export const SERIOUSNESS_FIELD = choice(
  `${zh}（轻微的原则上不公示）`,
  `${en} (a slight one is as a rule not published)`,
  labelsOf(SERIOUSNESS),
);
export type Seriousness = z.output<typeof SERIOUSNESS_FIELD>;
