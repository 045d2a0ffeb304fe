/** What others read off what was entered: which events it is, and what of it bars anything from leaving the building. */
import type { AnyCtx, CaseState } from '../../case/types.ts';
import { checks, type Entry, entriesOf } from './head.ts';

export const entered = (c: CaseState): Entry[] => checks(c).flatMap((p) => entriesOf(p.facts));

/** Whether an event of this case was entered from paper. */
export const isEntered = (c: CaseState, event: number): boolean => entered(c).some((e) => e.event === event);

/** Whether the last doing of an act of this proceeding was entered from paper. */
export const doneOnPaper = (ctx: AnyCtx, act: string): boolean => {
  const doer = ctx.p.doers[act];
  return (
    doer !== undefined && entered(ctx.case).some((e) => e.proceeding === ctx.p.id && e.act === act && e.at === doer.at)
  );
};

/** What stands in the way of anything leaving the building in this case; null where nothing does. */
export function paperBar(c: CaseState): 'unconfirmed' | 'contested' | 'refuted' | null {
  for (const p of checks(c)) {
    if (p.state === 'Refuted') return 'refuted';
    if (p.state === 'Contested') return 'contested';
    if (p.state === 'Unconfirmed') return 'unconfirmed';
  }
  return null;
}
