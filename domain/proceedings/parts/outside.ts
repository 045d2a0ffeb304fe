import type { AnyCtx, CasePatch, CaseState, KeptOut } from '../../case/types.ts';
import { lookUp } from '../../look-up.ts';
import { headsAside, keptOut, shutOut } from '../../people/may.ts';
import { dayOf } from '../../time/day.ts';

/**
 * What follows from who is outside a case now: an officer found to be of the accused's side leaves at once, and where a post has nobody
 * else, another takes its place.
 */
export function withoutThem(c: CaseState, ctx: AnyCtx): CasePatch {
  const { directory, entering, now } = ctx.facts;
  // Of a past act it holds from now on; only what a file tells goes on from its own moment.
  const day = dayOf(entering ? ctx.at : now);
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

const without = (c: CaseState, other: string): Record<string, KeptOut> => {
  const { [other]: _, ...rest } = c.alsoOut ?? {};
  return rest;
};

/** Whom a case tells another one to keep outside: all that it keeps, without what it has from that one, which would else never end. */
const told = (c: CaseState, to: string): KeptOut => keptOut({ ...c, alsoOut: without(c, to) });

const NOBODY: KeptOut = { units: [], heads: [], persons: [], recused: [] };
const same = (one: KeptOut, other: KeptOut): boolean =>
  (['units', 'heads', 'persons', 'recused'] as const).every((key) => {
    const [a, b] = [new Set<string>(one[key]), new Set<string>(other[key])];
    return a.size === b.size && [...a].every((id) => b.has(id));
  });

/** Whether one case of a merge does not keep outside yet, or still does, whom the other one tells it. */
const learns = (c: CaseState, other: CaseState): boolean =>
  !same(told(other, c.id), lookUp(c.alsoOut ?? {}, other.id) ?? NOBODY);

/** The other case of a merge brings something new: only then is there an event, and what goes to and fro comes to an end. */
export const bringsNews = ({ case: c, facts: { beside } }: AnyCtx): boolean =>
  beside !== undefined && learns(c, beside);

const boundBy = (c: CaseState, other: CaseState) => ({ ...c.alsoOut, [other.id]: told(other, c.id) });

/** Who is outside the other case of a merge, leading or merged, is outside this one from now on; nothing changes where nobody is. */
export const binds = (ctx: AnyCtx): CasePatch => {
  const { beside } = ctx.facts;
  if (!beside || !bringsNews(ctx)) return {};
  const alsoOut = boundBy(ctx.case, beside);
  return { alsoOut, ...withoutThem({ ...ctx.case, alsoOut }, ctx) };
};

/** The other case of a merge that is undone binds no longer: each keeps who is outside it on its own account. */
export function bindsNoMore(other: string, ctx: AnyCtx): CasePatch {
  const alsoOut = without(ctx.case, other);
  return { alsoOut, ...withoutThem({ ...ctx.case, alsoOut }, ctx) };
}

/** A tip is a case of its own again: nobody investigates it yet, and it is bound by what is its own. */
export function leavesLeading(ctx: AnyCtx): CasePatch {
  const { mergedInto } = ctx.case;
  const alone: CasePatch = { mergedInto: null, officers: [] };
  return mergedInto === null
    ? alone
    : { ...alone, ...bindsNoMore(mergedInto, { ...ctx, case: { ...ctx.case, officers: [] } }) };
}

/** The two cases of a merge as each would keep outside whom the other does. */
export const together = (c: CaseState, other: CaseState): CaseState[] => [
  { ...c, alsoOut: boundBy(c, other) },
  { ...other, alsoOut: boundBy(other, c) },
];

/** A tip that is merged has the officers of its leading case, and nobody who is outside that one. */
export const joinsLeading = (ctx: AnyCtx): CasePatch => {
  const { leading } = ctx.facts;
  if (!leading) return {};
  const { officers } = leading;
  const alsoOut = boundBy(ctx.case, leading);
  const c = { ...ctx.case, alsoOut, officers };
  return { alsoOut, officers, ...withoutThem(c, { ...ctx, case: c }) };
};

/** Whoever investigates the leading case investigates what was merged into it. */
export const sameOfficers = (ctx: AnyCtx): CasePatch => {
  const leading = ctx.facts.beside;
  if (!leading) return {};
  const c = { ...ctx.case, officers: leading.officers };
  return { officers: leading.officers, ...withoutThem(c, { ...ctx, case: c }) };
};
