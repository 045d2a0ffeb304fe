/** Who looks at what another has entered, and what they are asked. */
import type { Ctx } from '../../case/types.ts';
import { lookUp } from '../../look-up.ts';
import { isSelf } from '../../people/selves.ts';
import { guard } from '../../refusal.ts';
import { onStaff } from '../intake/linking.ts';
import { entriesOf, type Here } from './head.ts';

/** Whether this is who acts, in whatever account. */
const isMine = ({ person }: Pick<Ctx, 'person'>, id: string | null): boolean => person !== null && isSelf(person, id);

export const notTheEnterer = guard(
  'entered-by-yourself',
  'state',
  (ctx: Here) => !entriesOf(ctx.p.facts).some((e) => isMine(ctx, e.enteredBy)),
);

export const apart = guard('own-matter', 'state', (ctx: Here) => {
  const { contestedBy = [] } = ctx.p.facts;
  return ![...contestedBy, ...entriesOf(ctx.p.facts).map((e) => e.enteredBy)].some((id) => isMine(ctx, id));
});

/** That a tip on staff concerns none of them is found by two, also where a paper says that one found it. */
export const oursLookedFor = guard(
  'ours-not-looked-for',
  'form',
  (ctx: Ctx<{ noneOfOurs?: boolean | undefined }, unknown>) => {
    const { accused, recused, proceedings } = ctx.case;
    const linked = accused.units.length + accused.heads.length + accused.persons.length > 0;
    const keepsAway = lookUp(proceedings, 'intake-1')?.facts.keepsAway === true && recused.length === 0;
    return (!keepsAway && (linked || !onStaff(ctx))) || ctx.form.noneOfOurs === true;
  },
  { fields: ['noneOfOurs'] },
);
