/** Whom the paper names: they are told of it, and say whether it was so. */
import type { Proceeding } from '../../case/types.ts';
import { guard } from '../../refusal.ts';
import type { Here, Kept, Told } from './head.ts';

export const toldOf = (facts: Kept): Told[] => facts.told ?? [];

type Answer = 'own' | 'contested';
export const answersOf = (facts: Kept): Record<string, Answer> => facts.answers ?? {};

/** For whom this person answers: themselves, and those in whose place they were told. */
const answersFor = ({ p, person }: Here): string[] => [
  ...new Set(
    toldOf(p.facts)
      .filter((x) => x.person === person?.id)
      .map((x) => x.named),
  ),
];

/** Those who were told and have not answered for somebody: it stands in their work list. */
export const unanswered = (p: Pick<Proceeding, 'kind' | 'facts' | 'state'>): Told[] =>
  p.kind !== 'paper' || p.state === 'Refuted' ? [] : notAnswered(p.facts as Kept);
const notAnswered = (facts: Kept) => toldOf(facts).filter((x) => !(x.named in answersOf(facts)));

export const named = guard(
  // The code of a post that does not take this step: to everybody else the act is not there.
  'not-your-role/not-named',
  'state',
  (ctx: Here) => answersFor(ctx).length > 0,
);

export const answered = (ctx: Here, answer: Answer): Kept => {
  const before = answersOf(ctx.p.facts);
  // What was contested stays contested: settling it is not for who contested it.
  const now = answersFor(ctx).map((id) => [id, before[id] === 'contested' ? 'contested' : answer] as const);
  return { answers: { ...before, ...Object.fromEntries(now) } };
};

/** Whom one person is told about, once, under the post that they hold now. */
export const onceEach = (told: readonly Told[]): Told[] => [
  ...new Map(told.map((x) => [`${x.person} ${x.named}`, x])).values(),
];
