import type { AnyCtx, CasePatch, CaseState, Ctx } from '../../case/types.ts';
import { lookUp } from '../../look-up.ts';
import { headsAside, keptOut, shutOut } from '../../people/may.ts';
import { dayOf } from '../../time/day.ts';

/**
 * What follows from who is outside a case now: an officer found to be of the accused's side leaves at once, and where a post has nobody
 * else, another takes its place.
 */
export function withoutThem(c: CaseState, ctx: AnyCtx): CasePatch {
  const { directory } = ctx.facts;
  const day = dayOf(ctx.at);
  const officers = c.officers.filter((id) => {
    const person = lookUp(directory.people, id);
    return person !== undefined && !shutOut(person, c, directory, day);
  });
  const accused = keptOut(c).heads;
  const posts = headsAside(c, directory, day).filter((role) => !accused.includes(role));
  return {
    ...(officers.length < ctx.case.officers.length ? { officers } : {}),
    ...(posts.length > 0 || ctx.case.headsAside ? { headsAside: posts } : {}),
  };
}

/** Who is outside the tip that joins, or has joined, is outside the leading case from now on. */
export const bindsLeading = (ctx: AnyCtx): CasePatch => {
  const follower = ctx.facts.beside;
  if (!follower) return {};
  const alsoOut = { ...ctx.case.alsoOut, [follower.id]: keptOut(follower) };
  return { alsoOut, ...withoutThem({ ...ctx.case, alsoOut }, ctx) };
};

/** A tip that left binds no longer. */
export const bindsNoMore = (ctx: Ctx<{ follower: string }, unknown>): CasePatch => {
  const { [ctx.form.follower]: _, ...alsoOut } = ctx.case.alsoOut ?? {};
  return { alsoOut, ...withoutThem({ ...ctx.case, alsoOut }, ctx) };
};

/** Whoever investigates the leading case investigates what was merged into it. */
export const sameOfficers = (ctx: AnyCtx): CasePatch => {
  const leading = ctx.facts.beside ?? ctx.facts.leading;
  if (!leading) return {};
  const c = { ...ctx.case, officers: leading.officers };
  return { officers: leading.officers, ...withoutThem(c, { ...ctx, case: c }) };
};
