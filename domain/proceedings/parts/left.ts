/** That somebody is left who can take the next step, asked of every act that puts people outside a case. */
import type { AnyCtx, CasePatch, CaseState, Ctx } from '../../case/types.ts';
import { type Inside, lacks, nobodyDecides } from '../../people/left.ts';
import { isAbove, rolesOn } from '../../people/may.ts';
import type { Role } from '../../people/types.ts';
import { dayOf } from '../../time/day.ts';
import type { PlainDate } from '../../time/types.ts';
import type { TaskOf } from '../define.ts';
import { task } from './rows.ts';

/** The day on which something is recorded, whenever it was. */
export const recordedOn = ({ facts: { entering, now } }: AnyCtx): PlainDate => dayOf(entering?.recordedAt ?? now);

/** The day of an act and the one on which it is recorded: who is left has to be left on both. */
export const daysOf = (ctx: AnyCtx): PlainDate[] => [...new Set([dayOf(ctx.at), recordedOn(ctx)])];

/** Whether somebody of the organ above acts who holds no post here: no colleague of whom they put outside. */
export const fromAbove = ({ person, case: c, facts: { directory } }: AnyCtx, day: PlainDate): boolean =>
  person !== null && isAbove(person, c, directory, day) && rolesOn(person, c.organ, day).size === 0;

interface Put {
  /** Beside whom a head has to be left; absent: nobody in particular. */
  actors?: readonly (string | null | undefined)[];
  /** The case as it is without the act, in one way or another: what it lacks already, the act does not take. */
  before: readonly Inside[];
  after: Inside;
  /** Posts among which a head beside the actors is looked for. */
  heads?: readonly (Role | 'superior')[] | undefined;
}

/**
 * Whether an act leaves somebody who takes the case in, who decides at each level, here or above, two different people, and a head beside
 * who acts; what was lacking before is not taken by it.
 */
export const leavesEnough = (ctx: AnyCtx, { actors, before, after, heads }: Put): boolean =>
  daysOf(ctx).every((day) => {
    const asked = (c: Inside) => lacks(c, actors ?? [], ctx.facts.directory, day, heads);
    const had = before.map(asked);
    return [...asked(after)].every((needed) => had.some((lacking) => lacking.has(needed)));
  });

/** Whoever has the case at hand learns that nobody can decide it, and who has to name somebody first. */
export const nobodyLeft = <Form, Kept>(patch: (ctx: Ctx<Form, Kept>) => CasePatch): TaskOf<Form, Kept> => ({
  ...task(
    'clerk',
    '本案没有可以作出决定的负责人：请报请上级机关（没有上级机关的，报请任命机关）指派负责人，指派后更正被举报人关联',
    'Nobody is left who can decide this case: ask the organ above, or where there is none the organ that appoints, to name a head; then correct the link of the accused',
    'M49 art. 35; house: no case is lost',
  ),
  when: (ctx) => {
    const after: CaseState = { ...ctx.case, ...patch(ctx) };
    return nobodyDecides(after, ctx.facts.directory, recordedOn(ctx));
  },
});
