/** The sanction itself: kinds and sums, the bounds of a fine, what may not become heavier. */
import { guard } from '../../refusal.ts';
import type { Here, Kept, Sanction } from './head.ts';
import type { GroundId, NOTICE } from './terms.ts';

/** Grounds whose fine is two to five times the sum cheated (SIL 87–88; SIO 55). The older 1–3× (LSI 27 ¶2) gives way to the statute. */
const MULTIPLE_GROUNDS: readonly GroundId[] = ['cheating-fund', 'cheating-benefits', 'service-body'];

/** The act's form where it has the field, else what the proceeding keeps. */
export const orKept = <K extends keyof Kept>(ctx: Here<Partial<Pick<Kept, K>>>, key: K): Kept[K] | undefined =>
  ctx.form[key] ?? ctx.p.facts[key];
/** Sums differ by less than half a fen. */
export const more = (a: number, b: number) => a > b + 0.005;

export const SUMS = ['fine', 'confiscation'] as const;
export const isSum = (kind: Sanction['kinds'][number]) => SUMS.some((sum) => sum === kind);
export const sums = (s: Pick<Sanction, 'fine' | 'confiscation'>) => s.fine + s.confiscation;
export const keepSums = ({ fine, confiscation, kinds }: Sanction): Sanction => ({ fine, confiscation, kinds });

/** What the notice tells; another act goes by what was told. */
export type Told = Partial<Pick<Kept, keyof typeof NOTICE & keyof Kept>>;

export const sumsMatchKinds = guard('sum-without-kind', 'form', (ctx: Here<Sanction>) =>
  SUMS.every((sum) => ctx.form.kinds.includes(sum) === ctx.form[sum] > 0),
);

/** The sum cheated: all amounts drawn. */
const drawn = (ctx: Here<Told>) =>
  (orKept(ctx, 'amounts') ?? []).filter((a) => a.kind === 'drawn').reduce((sum, a) => sum + a.yuan, 0);

const isMultiple = (ctx: Here<Told>) => MULTIPLE_GROUNDS.some((ground) => ground === orKept(ctx, 'ground'));
const alreadyFined = (ctx: Here<Told>) =>
  (orKept(ctx, 'finedBefore') ?? false) || ctx.p.facts.criminalOutcome === 'convicted';

export const fineNotAbove = guard(
  'fine-above-5x',
  'form',
  (ctx: Here<Told & Sanction>) => !isMultiple(ctx) || !more(ctx.form.fine, 5 * drawn(ctx)),
);

export const fineNotBelow = guard(
  'fine-below-2x',
  'form',
  (ctx: Here<Told & Sanction>) =>
    !isMultiple(ctx) ||
    alreadyFined(ctx) ||
    (orKept(ctx, 'leniency') ?? []).length > 0 ||
    !more(2 * drawn(ctx), ctx.form.fine),
);

export const notFinedTwice = guard(
  'fined-before',
  'form',
  (ctx: Here<Told & Sanction>) => !alreadyFined(ctx) || ctx.form.fine === 0,
);

/** Bound set by the decision that was annulled on the party's own remedy. */
export const notWorse = guard('worse-after-remedy', 'form', (ctx: Here<Sanction>) => {
  const { ceiling } = ctx.p.facts;
  return !ceiling || SUMS.every((sum) => !more(ctx.form[sum], ceiling[sum]));
});

/** Never heavier because of the defence; heavier for other reasons is other content, and that content was not told (APL art. 44). */
export const notHeavier = guard('heavier-than-noticed', 'form', (ctx: Here<Sanction>) => {
  const noticed: Sanction = ctx.p.facts.noticed ?? { fine: 0, confiscation: 0, kinds: [] };
  return (
    SUMS.every((sum) => !more(ctx.form[sum], noticed[sum])) &&
    ctx.form.kinds.every((kind) => noticed.kinds.includes(kind))
  );
});

/** After a conviction something may be left that only the authority can order: licence, business, trade ban (APL arts. 8, 35). */
export const onlyWeCanOrder = ({ p }: Here) => p.facts.noticed?.kinds.some((kind) => !isSum(kind)) ?? false;
