import { z } from 'zod';
import type { Ctx } from '../../case/types.ts';
import { ROLES } from '../../people/types.ts';
import { type FactsOf, proceeding } from '../define.ts';
import { NAMES } from '../parts/names.ts';
import { RECUSALS } from '../parts/recusal.ts';
import { t } from '../parts/rows.ts';

/** One act that was entered from paper: whom it names as having acted, and who typed it in. */
export const ENTRY = z.object({
  /** Number of its event in the case. */
  event: z.int(),
  proceeding: z.string(),
  act: z.string(),
  at: z.string(),
  /** Number of the document that it rests on; null where a tipster acted. */
  number: z.string().nullable(),
  /** Its pages as who entered it counted them; none where it was entered before pages were asked for. */
  pages: z.int().optional(),
  enteredBy: z.string(),
  /** Who is named as having acted in life, as the other officer, as witness, as having taken in the document. */
  named: z.array(z.string()),
});
export type Entry = z.output<typeof ENTRY>;

/** Somebody who is told that they, or somebody of theirs who has left or may not see the case, are named. */
export const TOLD = z.object({
  person: z.string(),
  /** Post under which they find it in their work list. */
  role: z.enum(ROLES),
  organ: z.string(),
  /** Whom the paper names. */
  named: z.string(),
});
export type Told = z.output<typeof TOLD>;

const FACTS = z.object({
  ...RECUSALS,
  entries: z.array(ENTRY),
  told: z.array(TOLD),
  /** By whom it names: what they say of it. */
  answers: z.record(z.string(), z.enum(['own', 'contested'])),
  contestedBy: z.array(z.string().nullable()),
  confirmedBy: z.string().nullable(),
  /** What was entered last, by whom and when: what a second person has read of it. */
  last: z.object({ by: z.string(), put: z.string() }),
});
export type Kept = FactsOf<typeof FACTS>;

/** A moment of this proceeding. */
export type Here<Form = unknown> = Ctx<Form, Kept>;

/** House (design 5, two times): what was typed in about others, until a second person and those named have looked at it. */
export const {
  row,
  some,
  flagged,
  table,
  allIn: checks,
} = proceeding({
  kind: 'paper',
  title: t('纸质补录核对', 'Check of what was entered from paper'),
  section: 'house',
  owner: 'unit-head',
  readers: ['unit-head', 'dept-head'],
  tipsterTold: false,
  states: {
    Unconfirmed: t('待第二人核对', 'Waits for a second person'),
    Confirmed: NAMES.confirmed,
    Contested: t('有异议', 'Contested'),
    Refuted: NAMES.refuted,
  },
  ends: ['Confirmed', 'Refuted'],
  flags: {
    confirmed: NAMES.confirmed,
    contested: t('被列名的人提出异议', 'Contested by somebody named'),
    refuted: NAMES.refuted,
    'recusal-pending': NAMES['recusal-pending'],
    urgent: NAMES.urgent,
  },
  outlive: [],
  facts: FACTS,
});

export const entriesOf = (facts: Kept): Entry[] => facts.entries ?? [];
