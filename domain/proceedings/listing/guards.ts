import { z } from 'zod';
import type { AnyCtx, Outside, Proceeding, Who } from '../../case/types.ts';
import type { ClockId } from '../../law/index.ts';
import { lookUp } from '../../look-up.ts';
import { isSelf } from '../../people/selves.ts';
import { guard } from '../../refusal.ts';
import { addMonths, dateOf, dayNumber, dayOf } from '../../time/day.ts';
import type { StartOf } from '../define.ts';
import { words } from '../parts/forms.ts';
import { DEPT_HEAD, external as entered, runs } from '../parts/rows.ts';
import type { Seriousness } from '../parts/seriousness.ts';
import { flagged, type Here } from './head.ts';

export const CREDIT: Who = { staff: ['credit'] };
export const external = (outside: Outside): Who => entered(outside, ['credit', 'clerk', 'officer']);
/** That the basis fell is entered by one and decided on by another; where the penalty of this case fell, it follows from that. */
export const ANNULLED_ELSEWHERE = { proposedBy: external('any'), by: DEPT_HEAD };

const region = (ctx: AnyCtx) => ctx.facts.authority.region;
export const inShanghai = (ctx: AnyCtx) => region(ctx) === 'shanghai';
export const notShanghai = (ctx: AnyCtx) => !inShanghai(ctx);
export const inZhejiang = (ctx: AnyCtx) => region(ctx) === 'zhejiang';

/** The listing stands: it may be objected to, repaired, masked, revoked or run out. */
export const SAME_FIVE = ['Listed', 'Masked', 'RepairAsked', 'RepairIncomplete', 'Repairing'] as const;
/** States in which an answer of the platform to a repair application may still come. */
export const ANSWER_DUE = [...SAME_FIVE, 'Repaired', 'Expired'] as const;

const REPAIR_CLOCKS: ClockId[] = ['credit-repair-answer', 'credit-repair-accept', 'credit-repair-decide'];
export const OBJECTION_CLOCKS: ClockId[] = [
  'credit-objection-push',
  'credit-objection-decide',
  'house-objection',
  'zj-objection-decide',
  'sh-objection-mark',
  'sh-objection-own',
  'sh-objection-forward',
  'sh-objection-provider',
];
export const ALL_BUT_WINDOW: ClockId[] = [
  ...OBJECTION_CLOCKS,
  ...REPAIR_CLOCKS,
  'house-repair-supplement',
  'house-platform',
  'credit-mask-restructuring',
  'house-mask-check',
];
export const DELETION_WATCHES: ClockId[] = ['sh-revoked-delete', 'sh-repair-delete', 'house-delete-watch'];

/** What a delivery to the credit platform does to a listing, and as what it stands on our own register from then on. */
export const STANDS_AS = {
  list: 'published',
  correct: 'published',
  restore: 'published',
  revoked: 'withdrawn',
  removed: 'withdrawn',
  mask: 'withdrawn',
  expired: 'expired',
  repaired: 'repaired',
} as const;
type Mode = keyof typeof STANDS_AS;
/** A natural person's listing is never in the public register (list-natural-persons). */
export const entry = (ctx: Here, mode: Mode, seriousness = ctx.p.facts.seriousness) => {
  const natural = ctx.p.facts.natural ?? false;
  return { mode, listing: ctx.p.id, natural, register: !natural && seriousness !== 'slight' };
};
export const matter = (what: string) => (ctx: AnyCtx) => ({ matter: what, listing: ctx.p.id });

/** Months of publicity before repair can be asked, by seriousness (CR26 10, 12, 14); slight: as a rule none. */
const MINIMUM_MONTHS: Record<Seriousness, number> = { slight: 0, ordinary: 3, serious: 12 };
const monthsLater = (day: string, months: number) => dateOf(addMonths(dayNumber(day), months));

/** Whoever proposed the listing takes no decision on the objection to it or on its repair; proposing is the credit post's work. */
export const listerDecidesNot = guard('lister-does-not-decide', 'state', (ctx) => {
  const lister = ctx.p.doers['list:propose']?.by;
  if (!ctx.person || !isSelf(ctx.person, lister)) return true;
  return !ctx.person.grants.some((g) => g.roles.includes('unit-head') || g.roles.includes('dept-head'));
});

/** Lesson of the published cases: who caused it, and was there intent, is answered before any listing. */
export const intentAnswered = guard(
  'no-listing-without-intent',
  'form',
  (ctx: Here<{ subjectRole: string; intent: boolean }>) => ctx.form.subjectRole !== 'deceived' && ctx.form.intent,
);

export const listedBefore = guard(
  'listed-before',
  'form',
  (ctx: Here<{ repeated: boolean }>) => ctx.p.linked === null || !ctx.p.facts.repeated || ctx.form.repeated,
);

/** What a listing decision has to state. */
export const CONTENTS = [
  ['reasons', '事由和依据', 'Reasons and grounds'],
  ['term', '期限', 'Term'],
  ['remedy', '救济途径', 'Remedy'],
  ['way-out', '移出条件', 'Way out'],
] as const;
type Contents = (typeof CONTENTS)[number][0];

export const decisionComplete = guard('listing-decision-incomplete', 'form', (ctx: Here<{ contains: Contents[] }>) =>
  CONTENTS.every(([part]) => ctx.form.contains.includes(part)),
);

export const officersKnown = guard(
  'responsible-officers-unknown',
  'form',
  (ctx: Here<{ responsible: string[] }>) =>
    ctx.form.responsible.every((id) => lookUp(ctx.facts.directory.people, id) !== undefined),
  { fields: ['responsible'] },
);

export const withUs = guard('objection-not-with-us', 'state', (ctx) => runs(ctx, 'house-objection'));

export const underDecision = (deadline: ClockId) =>
  guard('objection-not-accepted', 'state', (ctx) => runs(ctx, deadline));

export const toldBefore = guard(
  'subject-told-before',
  'form',
  (ctx: Here<{ toldOn: string }>) => ctx.form.toldOn <= dayOf(ctx.at),
);

export const centreOnlyInShanghai = guard(
  'no-such-centre',
  'form',
  (ctx: Here<{ channel: string }>) => ctx.form.channel !== 'centre' || inShanghai(ctx),
);

export const minimumOver = guard('repair-before-minimum', 'state', (ctx: Here) => {
  const { listedOn, seriousness } = ctx.p.facts;
  const months = seriousness ? MINIMUM_MONTHS[seriousness] : 0;
  return listedOn === undefined || months === 0 || dayOf(ctx.at) > monthsLater(listedOn, months);
});

export const notSeriousInZhejiang = guard(
  'no-repair-for-serious-in-zhejiang',
  'state',
  (ctx: Here) => !(inZhejiang(ctx) && ctx.p.facts.seriousness === 'serious'),
);

export const noFalsePapers = guard('false-papers-within-three-years', 'state', (ctx: Here) => {
  const on = ctx.p.facts.falsePapersOn;
  return on === undefined || dayOf(ctx.at) > monthsLater(on, 36);
});

export const pushed = guard('repair-not-pushed', 'state', (ctx) => runs(ctx, 'credit-repair-accept'));

export const notPushedYet = guard('repair-already-pushed', 'state', (ctx) => !runs(ctx, 'credit-repair-accept'));

export const gapsOnce = guard('gaps-told-once', 'state', (ctx: Here) => !ctx.p.facts.gapsTold);

export const notYetDisputed = guard('objection-pending', 'state', (ctx) => !flagged(ctx, 'disputed'));

export const uncheckedBefore = guard(
  'no-objection-to-recheck',
  'state',
  (ctx: Here) => ctx.p.facts.objectionResult === 'unfounded',
);

export const notTold = guard('platform-already-told', 'state', (ctx) =>
  runs(ctx, 'sh-revoked-notify', 'house-revoke-push'),
);

export const deletionOutstanding = guard('no-deletion-outstanding', 'state', (ctx) => runs(ctx, ...DELETION_WATCHES));

/** Deletion after the listing fell: in Shanghai the centre is told by SH-CR 37, elsewhere by our own rule (CR26 19 ¶2 by analogy). */
export const TELL_PLATFORM: StartOf<unknown, unknown>[] = [
  { deadline: 'sh-revoked-notify' },
  { deadline: 'house-revoke-push', when: notShanghai },
];

export const falsePapersNoted = (ctx: Here<{ ground: string }>) =>
  ctx.form.ground === 'false-papers' ? { falsePapersOn: dayOf(ctx.at) } : {};

/** A reaction names the penalty that fell; a listing that rests on another one stands. */
export const FALLEN = z.object({ penalty: z.string().optional() });
export const restsOnIt = (ctx: Here<{ penalty?: string | undefined }>) =>
  ctx.form.penalty === undefined || (ctx.p.facts.penalty ?? ctx.form.penalty) === ctx.form.penalty;

export const REASONS = z.object({ reasons: words('理由', 'Reasons') });

/** Whether a listing stands on the public register: a slight one is as a rule not published, a natural person's never (CR26 arts. 10, 12 ¶3). */
export const isDisclosed = ({ facts }: Pick<Proceeding, 'facts'>): boolean =>
  facts.natural !== true && facts.seriousness !== undefined && facts.seriousness !== 'slight';
