import type { CasePatch, CaseState, Ctx, FactSheet, NewEvent, ProceedingKind, Row } from '../../case/types.ts';
import { guard } from '../../refusal.ts';
import { dayOf } from '../../time/day.ts';
import { bindsLeading, bindsNoMore, sameOfficers } from './outside.ts';
import { label, listOf } from './rows.ts';

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

/** What an event of a merged case does to its leading case afterwards: who steps outside the one is outside the other. */
export const boundActs = (e: Seen): CrossAct[] =>
  leadingOf(e) === null && sets(e, 'accused', 'recused', 'alsoOut')
    ? [{ kind: 'intake', act: 'follower-bounds', form: {} }]
    : [];

/**
 * What an event of a leading case does to the cases merged into it: its end, carried by the effect `tell-merged`, and other officers.
 */
export function followerActs(e: Seen): CrossAct[] {
  const officers: CrossAct[] = sets(e, 'officers') ? [{ kind: 'intake', act: 'leading-officers', form: {} }] : [];
  return officers.concat(endActs(e));
}

function endActs(e: Seen): CrossAct[] {
  return e.changes.flatMap((c) =>
    c.op === 'effect' && c.effect.kind === 'tell-merged' && typeof c.effect.data.act === 'string'
      ? both(c.effect.data.act, {})
      : [],
  );
}

/** The effect that tells merged cases; harmless where there are none. */
export const tellMerged = (
  act: 'leading-refused' | 'leading-transferred' | 'leading-archived' | 'leading-returned',
): NonNullable<Row['effects']>[number] => ({
  kind: 'tell-merged',
  to: 'merged-cases',
  data: () => ({ act }),
  when: (ctx) => followersOf(ctx.case).length > 0,
});

/** Ids of the cases merged into this one and not un-merged. */
export function followersOf(c: CaseState): string[] {
  const ids = Object.values(c.proceedings).flatMap((p) => listOf(p.facts.followers).map(String));
  const left = new Set(Object.values(c.proceedings).flatMap((p) => listOf(p.facts.followersLeft).map(String)));
  return [...new Set(ids)].filter((id) => !left.has(id));
}

const joined = (ctx: Ctx): FactSheet => {
  const id = String(ctx.form.follower);
  return {
    followers: [...new Set([...listOf(ctx.p.facts.followers), id])],
    followersLeft: listOf(ctx.p.facts.followersLeft).filter((x) => x !== id),
  };
};

/** Rows of the leading case: a merged tip joins, its clue is added. The table says what else changes in a state. */
export const clueAdded: Pick<Row, 'act' | 'label' | 'by' | 'note' | 'patch'> = {
  act: 'clue-added',
  label: label('并入举报，补充线索', 'A tip was merged in, its clue added'),
  by: 'system',
  note: joined,
  patch: bindsLeading,
};
export const repeatMerged: Pick<Row, 'act' | 'label' | 'by' | 'note' | 'patch'> = {
  act: 'repeat-merged',
  label: label('并入带新线索的重复举报', 'A repeat with a new valid clue was merged in'),
  by: 'system',
  note: joined,
  patch: bindsLeading,
};
export const followerLeft: Row = {
  act: 'follower-left',
  label: label('并入的举报已分出', 'A merged tip left again'),
  from: 'any',
  by: 'system',
  basis: 'house: un-merge',
  to: 'same',
  note: (ctx) => ({ followersLeft: [...listOf(ctx.p.facts.followersLeft), String(ctx.form.follower)] }),
  patch: bindsNoMore,
};

/** Rows of intake by which two merged cases keep the same people outside and the same officers. */
export const TOGETHER: Row[] = [
  {
    act: 'follower-bounds',
    label: label('并入的举报有人须回避', 'Somebody is outside a merged tip'),
    from: 'any',
    by: 'system',
    basis: 'M49 art. 35; house: what a merged tip excludes, the leading case excludes',
    to: 'same',
    patch: bindsLeading,
  },
  {
    act: 'leading-officers',
    label: label('承办人与主案一致', 'The officers of the leading case'),
    from: 'any',
    when: (ctx) => ctx.case.mergedInto !== null,
    by: 'system',
    basis: 'house: a merged tip is investigated with its leading case',
    to: 'same',
    patch: sameOfficers,
  },
];

const leadingFacts = (ctx: Ctx) => ctx.facts.leading ?? null;
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

/** The leading case is another case of this organ, itself not merged and not without officers' knowledge of it. */
export const leadingKnown = guard(
  'leading-unknown',
  'form',
  (ctx) => {
    const leading = leadingFacts(ctx);
    return (
      leading !== null && leading.id !== ctx.case.id && leading.organ === ctx.case.organ && leading.mergedInto === null
    );
  },
  { fields: () => ['leading'] },
);
export const leadingOpen = guard(
  'leading-not-open',
  'form',
  (ctx) => {
    const leading = leadingFacts(ctx);
    return leading !== null && (accepted(leading) || underReview(leading));
  },
  { fields: () => ['leading'] },
);
export const leadingAccepted = guard(
  'leading-not-accepted',
  'form',
  (ctx) => {
    const leading = leadingFacts(ctx);
    return leading !== null && accepted(leading);
  },
  { fields: () => ['leading'] },
);
export const leadingUnderReview = guard(
  'leading-not-under-review',
  'form',
  (ctx) => {
    const leading = leadingFacts(ctx);
    return leading !== null && underReview(leading);
  },
  { fields: () => ['leading'] },
);
export const noFollowers = guard('has-merged-tips', 'state', (ctx) => followersOf(ctx.case).length === 0);
