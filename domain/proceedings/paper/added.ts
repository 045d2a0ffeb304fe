/** What is added to the file, and as what a second person finds it. */
import { z } from 'zod';
import type { CaseState, Proceeding, PutForward } from '../../case/types.ts';
import { putForward } from '../parts/put-forward.ts';
import { ENTRY, type Entry, entriesOf, type Here, type Kept, TOLD } from './head.ts';
import { answersOf, onceEach, toldOf } from './named.ts';

/** What was entered, with whom it names. */
export const FILED = z.object({ entries: z.array(ENTRY).optional(), told: z.array(TOLD).optional() });

const lastEntered = (ctx: Here, entries: readonly Entry[]): Pick<Kept, 'last'> => {
  const by = entries.at(-1)?.enteredBy;
  return by === undefined ? {} : { last: { by, put: putForward(ctx.at, ctx.case, ctx.facts).put } };
};

/** What a second person confirms is the file as it was when they read it. */
export const asEntered = (_: CaseState, { facts }: Proceeding): PutForward | null => {
  const { last } = facts as Kept;
  return last === undefined ? null : { act: 'entered', by: last.by, at: last.put, put: last.put, facts: {} };
};

export const add = (ctx: Here<z.output<typeof FILED>>): Kept => {
  const { entries = [], told = [] } = ctx.form;
  return {
    entries: [...entriesOf(ctx.p.facts), ...entries],
    told: onceEach([...toldOf(ctx.p.facts), ...told]),
    ...lastEntered(ctx, entries),
    // What is added later is asked for anew, also of who has answered before.
    answers: Object.fromEntries(
      Object.entries(answersOf(ctx.p.facts)).filter(
        ([id, answer]) => answer === 'contested' || !told.some((x) => x.named === id),
      ),
    ),
  };
};
