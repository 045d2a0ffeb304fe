/** Who investigates. */
import { z } from 'zod';
import type { AnyCtx, Guard, Refusal } from '../../case/types.ts';
import { lookUp } from '../../look-up.ts';
import { canSee, certificateOn, rolesOn } from '../../people/may.ts';
import { howMany, isSelf } from '../../people/selves.ts';
import { atFields, guard, refuse } from '../../refusal.ts';
import { dayOf } from '../../time/day.ts';
import { affirmed, optionalWords, staffList } from '../parts/forms.ts';

/** Why a person cannot be named as an officer of this case: post, certificate, duties apart, or outside it; null: they can. */
function notAssignable(ctx: AnyCtx, id: string): Refusal | null {
  const day = dayOf(ctx.at);
  const person = lookUp(ctx.facts.directory.people, id);
  if (!person || !rolesOn(person, ctx.case.organ, day).has('officer')) {
    return refuse('not-an-officer');
  }
  const clerks = ['register', 'link-accused'].flatMap((act) => [
    ctx.case.proceedings['intake-1']?.doers[act]?.by,
    ctx.p.doers[act]?.by,
  ]);
  if (clerks.some((by) => isSelf(person, by))) {
    return refuse('clerk-is-not-officer');
  }
  if (!certificateOn(person, day) || !canSee(person, { ...ctx.case, officers: [id] }, ctx.facts.directory, day)) {
    // One sentence for every reason: it must not betray who is accused, in this case or in one merged into it.
    return refuse('officer-not-available');
  }
  return null;
}

/** Two or more officers: role and certificate on the day, not the registering clerk, not recused, not of the accused's side. */
export const assignable: Guard<{ officers: string[] }> = {
  id: 'assignable',
  check(ctx) {
    if (!ctx.filled) return null;
    const named = ctx.form.officers;
    const people = howMany(named, ctx.facts.directory);
    if (people < 2 || people !== named.length) {
      return atFields(refuse('two-officers/assigned'), 'officers');
    }
    for (const id of named) {
      const no = notAssignable(ctx, id);
      if (no) return atFields(no, 'officers');
    }
    return null;
  },
};

/** Officers whom an assignment may name now; nobody else is offered. */
export const assignees = (ctx: AnyCtx): string[] =>
  Object.keys(ctx.facts.directory.people).filter((id) => notAssignable(ctx, id) === null);

export const linked = guard('accused-not-linked', 'state', (ctx) => ctx.case.accused.linked);

export const OFFICERS_FORM = z.object({
  officers: staffList('承办人', 'Officers', 1),
  conflictChecked: affirmed(
    '已核对利益关系，含聘用、借调人员',
    'Conflicts were checked, contract and seconded staff included',
  ),
});

/** Why, as whoever hands over many cases at once says it for all of them. */
export const REASSIGN_FORM = OFFICERS_FORM.extend({ reason: optionalWords('改派理由', 'Reason', 2000) });
