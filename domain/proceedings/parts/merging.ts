import { z } from 'zod';
import type { AnyCtx, CasePatch, CaseState, Ctx, FactSheet, NewEvent, ProceedingKind } from '../../case/types.ts';
import { guard } from '../../refusal.ts';
import { dayOf } from '../../time/day.ts';
import { vocabulary } from '../define.ts';
import { leavesEnough } from './left.ts';
import { binds, bindsNoMore, bringsNews, sameOfficers, together } from './outside.ts';
import { t } from './rows.ts';

/** A system act to apply to another case in the same transaction (`systemAct`). */
export interface CrossAct {
  kind: ProceedingKind;
  act: string;
  form: FactSheet;
}

type Seen = Pick<NewEvent, 'type' | 'kind' | 'name' | 'facts' | 'occurredAt' | 'changes'>;

const decided = (e: Seen, ...names: string[]) => e.type === 'act' && names.includes(e.name);
const both = (act: string, form: FactSheet): CrossAct[] => [
  { kind: 'intake', act, form },
  { kind: 'investigation', act, form },
];

/** Id of the leading case that an event of a merge or its undoing touches; null for every other event. */
export function leadingOf(e: Seen): string | null {
  const id = e.facts.leading;
  const merge =
    (e.kind === 'intake' && decided(e, 'merge-duplicate', 'merge-new-clue', 'merge-under-review', 'unmerge')) ||
    (e.kind === 'investigation' && decided(e, 'merge'));
  return merge && typeof id === 'string' ? id : null;
}

/**
 * What a merge event of one case does to its leading case. A row that does not fit the leading case's state does nothing, so both
 * proceedings are named; only a repeat with a new valid clue restarts `tip-investigate` (M49 art. 23 ¶2).
 */
export function leadingActs(e: Seen): CrossAct[] {
  if (leadingOf(e) === null) return [];
  const form: FactSheet = { follower: e.facts.follower ?? null, mergedOn: dayOf(e.occurredAt) };
  if (e.name === 'unmerge') return both('follower-left', form);
  if (e.name === 'merge-new-clue') return [{ kind: 'investigation', act: 'repeat-merged', form }];
  if (e.kind === 'intake') return both('clue-added', { ...form, newClue: e.name === 'merge-under-review' });
  const filed: FactSheet = { ...form, ...(e.facts.filedAt ? { filedAt: e.facts.filedAt } : {}) };
  return [{ kind: 'investigation', act: e.facts.newClue === true ? 'repeat-merged' : 'clue-added', form: filed }];
}

const sets = (e: Seen, ...keys: (keyof CasePatch)[]) =>
  e.changes.some((c) => c.op === 'case' && keys.some((key) => c.set[key] !== undefined));

/** By itself, too: for merges of before (`ledger/keeping`). */
export const FOLLOWER_BOUNDS: CrossAct = { kind: 'intake', act: 'follower-bounds', form: {} };
export const LEADING_BOUNDS: CrossAct = { kind: 'intake', act: 'leading-bounds', form: {} };

/** Ids of the cases through which it came to this event who is outside: who may not see one of them, is not told of it. */
const cameThrough = ({ facts }: Seen, ...last: string[]): FactSheet => {
  const through = Array.isArray(facts.through) ? facts.through : [];
  const from = [facts.follower, facts.leading].filter((id) => typeof id === 'string');
  return { through: [...new Set([...through, ...from, ...last])] };
};

/** What an event of a merged case does to the cases that lead it: who steps outside the one is outside the other. */
export const boundActs = (e: Seen): CrossAct[] =>
  sets(e, 'accused', 'recused', 'alsoOut') ? [{ ...FOLLOWER_BOUNDS, form: cameThrough(e) }] : [];

/**
 * What an event of a leading case does to the cases merged into it: they go where it goes, have its officers, and who is outside it is
 * outside them.
 */
export function followerActs(e: Seen): CrossAct[] {
  const officers: CrossAct[] = sets(e, 'officers') ? [{ kind: 'intake', act: 'leading-officers', form: {} }] : [];
  const bounds: CrossAct[] = sets(e, 'accused', 'recused', 'alsoOut')
    ? [{ ...LEADING_BOUNDS, form: cameThrough(e) }]
    : [];
  return officers.concat(
    bounds,
    e.changes.flatMap((c) => (c.op === 'merged' ? both(c.act, {}) : [])),
  );
}

/** What a leading case keeps of the tips merged into it. */
export const FOLLOWERS = {
  followers: z.array(z.string()),
  followersLeft: z.array(z.string()),
  /** Ended with this case when it was refused: they go on, if at all, by themselves. */
  followersEnded: z.array(z.string()),
};
/** What the tip that joins or has left tells its leading case. */
const FOLLOWER = z.object({
  follower: z.string(),
  mergedOn: z.iso.date().optional(),
  newClue: z.boolean().optional(),
  filedAt: z.string().optional(),
});
export type Followed = z.output<typeof FOLLOWER>;
type Leading = { followers?: string[]; followersLeft?: string[]; followersEnded?: string[] };

const leading = (c: CaseState): Leading[] => Object.values(c.proceedings).map(({ facts }) => facts as Leading);
const left = (c: CaseState) => leading(c).flatMap((x) => x.followersLeft ?? []);
const joinedTo = (c: CaseState) => leading(c).flatMap((x) => x.followers ?? []);

/** Ids of the cases into which this one is or was merged, or would be by a proposal that waits. */
function leadersOf(c: CaseState): string[] {
  const proceedings = Object.values(c.proceedings);
  const sheets = proceedings.flatMap((p) => [p.facts, ...Object.values(p.proposals).map((x) => x.facts)]);
  return [c.mergedInto, ...sheets.map((facts) => facts.leading)].filter((id) => typeof id === 'string');
}

/** Ids of the cases that were ever merged into this one, and of those that it was, or would be, merged into. */
export const everTogether = (c: CaseState): string[] => [
  ...new Set([...Object.keys(c.alsoOut ?? {}), ...joinedTo(c), ...left(c), ...leadersOf(c)]),
];

/** Ids of the cases merged into this one and not un-merged: a tip that left and came again is written where it came to alone. */
export const followersOf = (c: CaseState): string[] => [
  ...new Set(
    leading(c).flatMap(({ followers = [], followersLeft = [] }) =>
      followers.filter((id) => !followersLeft.includes(id)),
    ),
  ),
];

/** Of them those that go where this case goes: all but those that ended when it was refused. */
export function goingAlong(c: CaseState): string[] {
  const ended = leading(c).flatMap((x) => x.followersEnded ?? []);
  return followersOf(c).filter((id) => !ended.includes(id));
}

/** What a refusal leaves on the case that others were merged into: none of them goes along any longer, should it be opened again. */
export const endsThem = (ctx: AnyCtx): Leading => {
  const followersEnded = followersOf(ctx.case);
  return followersEnded.length > 0 ? { followersEnded } : {};
};

/** Ids of the cases that this one was merged into: they learn who is outside it; from one that it left nothing comes of it. */
export function boundTo(c: CaseState): string[] {
  const followers = followersOf(c);
  const all = [...leadersOf(c), ...Object.keys(c.alsoOut ?? {})];
  return [...new Set(all)].filter((id) => !followers.includes(id));
}

const { row, some } = vocabulary<never, never, Leading>();

const joined = (ctx: Ctx<{ follower: string }, Leading>): Leading => {
  const { followers = [], followersLeft = [], followersEnded } = ctx.p.facts;
  const { follower } = ctx.form;
  const others = (ids: string[]) => ids.filter((id) => id !== follower);
  return {
    followers: [...new Set([...followers, follower])],
    followersLeft: others(followersLeft),
    ...(followersEnded ? { followersEnded: others(followersEnded) } : {}),
  };
};

/** Rows of the leading case: a merged tip joins, its clue is added. The table says what else changes in a state. */
export const clueAdded = some({
  act: 'clue-added',
  label: t('并入举报，补充线索', 'A tip was merged in, its clue added'),
  by: 'system',
  takes: FOLLOWER,
  note: joined,
  patch: binds,
});
export const repeatMerged = some({
  act: 'repeat-merged',
  label: t('并入带新线索的重复举报', 'A repeat with a new valid clue was merged in'),
  by: 'system',
  takes: FOLLOWER,
  note: joined,
  patch: binds,
});
export const followerLeft = row({
  act: 'follower-left',
  label: t('并入的举报已分出', 'A merged tip left again'),
  from: 'any',
  by: 'system',
  takes: FOLLOWER,
  basis: 'house: un-merge',
  to: 'same',
  note: (ctx) => ({ followersLeft: [...(ctx.p.facts.followersLeft ?? []), ctx.form.follower] }),
  patch: (ctx) => bindsNoMore(ctx.form.follower, ctx),
});

/** Of a merge that was not undone: a tip that has a new clue since its leading case was refused is bound, and binds, as before. */
export const joinedInto = (c: CaseState, other: CaseState): boolean =>
  c.mergedInto === other.id || followersOf(other).includes(c.id);

const leadsThis = ({ case: c, facts: { beside } }: AnyCtx): boolean => beside !== undefined && joinedInto(c, beside);
const joinsThis = ({ case: c, facts: { beside } }: AnyCtx): boolean => beside !== undefined && joinedInto(beside, c);

const { row: inIntake } = vocabulary<never, never, { leading?: string | null }>();

/** Rows of intake by which two merged cases keep the same people outside and the same officers. */
export const TOGETHER = [
  inIntake({
    act: 'follower-bounds',
    label: t('并入的举报有人须回避', 'Somebody is outside a merged tip'),
    from: 'any',
    when: (ctx) => joinsThis(ctx) && bringsNews(ctx),
    by: 'system',
    basis: 'M49 art. 35; house: what a merged tip excludes, the leading case excludes',
    to: 'same',
    patch: binds,
  }),
  inIntake({
    act: 'leading-bounds',
    label: t('主案有人须回避', 'Somebody is outside the leading case'),
    from: 'any',
    when: (ctx) => leadsThis(ctx) && bringsNews(ctx),
    by: 'system',
    basis: 'M49 art. 35; house: what a leading case excludes, the tips merged into it exclude',
    to: 'same',
    note: (ctx) => ({ leading: ctx.facts.beside?.id ?? null }),
    patch: binds,
  }),
  inIntake({
    act: 'leading-officers',
    label: t('承办人与主案一致', 'The officers of the leading case'),
    from: 'any',
    when: (ctx) => ctx.case.mergedInto !== null,
    by: 'system',
    basis: 'house: a merged tip is investigated with its leading case',
    to: 'same',
    patch: sameOfficers,
  }),
];

const leads =
  (fits: (leading: CaseState, ctx: AnyCtx) => boolean) =>
  (ctx: AnyCtx): boolean =>
    ctx.facts.leading !== undefined && fits(ctx.facts.leading, ctx);
const investigationOf = (c: CaseState) =>
  Object.values(c.proceedings)
    .filter((p) => p.kind === 'investigation')
    .at(-1) ?? null;
const intakeOf = (c: CaseState) =>
  Object.values(c.proceedings)
    .filter((p) => p.kind === 'intake')
    .at(-1) ?? null;
const UNCONCLUDED = ['Accepted', 'Investigating', 'Suspended', 'TransferringOut', 'AwaitingOutcome'];

/** Accepted and not concluded (M49 art. 23 ¶2). */
const accepted = (c: CaseState) => UNCONCLUDED.includes(investigationOf(c)?.state ?? '');
const underReview = (c: CaseState) =>
  investigationOf(c) === null && ['Received', 'UnderReview', 'AwaitingSupplement'].includes(intakeOf(c)?.state ?? '');

const LEADING = { fields: ['leading'] };
/** The leading case is another case of this organ, itself not merged and not without officers' knowledge of it. */
export const leadingKnown = guard(
  'leading-unknown',
  'form',
  leads(
    (leading, ctx) => leading.id !== ctx.case.id && leading.organ === ctx.case.organ && leading.mergedInto === null,
  ),
  LEADING,
);
export const leadingOpen = guard(
  'leading-not-open',
  'form',
  leads((leading) => accepted(leading) || underReview(leading)),
  LEADING,
);
/** Whoever is outside one of them is outside the other, too: somebody is left who decides. */
export const headsLeft = guard(
  'no-head-left',
  'form',
  (ctx) => {
    const { leading } = ctx.facts;
    const before = leading ? [ctx.case, leading] : [];
    return !leading || together(ctx.case, leading).every((after) => leavesEnough(ctx, { before, after }));
  },
  LEADING,
);
export const leadingAccepted = guard('leading-not-accepted', 'form', leads(accepted), LEADING);
export const leadingUnderReview = guard('leading-not-under-review', 'form', leads(underReview), LEADING);
export const noFollowers = guard('has-merged-tips', 'state', (ctx) => goingAlong(ctx.case).length === 0);
