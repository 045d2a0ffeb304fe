/** What the register is told, by when, and how long it shows it. */
import type { ClockId } from '../../law/index.ts';
import type { StartOf } from '../define.ts';
import type { Seriousness } from '../parts/seriousness.ts';
import { dishonesty, type Here, type Kept, natural } from './head.ts';

/** Number that the ledger gives to the event now made: where the sealed text lies. */
export const thisEvent = (ctx: Here) => ctx.case.version + 1;
/** Number of the event in which the text lies sealed that was proposed. */
export const sealedIn = ({ p }: Here, act: 'take-down' | 'withdraw' | 'correct') => p.proposals[act]?.event ?? null;

/** What the register is told: ids, numbers, choices. The words lie sealed in the named event. */
export const entry = (ctx: Here) => ({
  penalty: ctx.p.facts.penalty ?? null,
  natural: natural(ctx),
  decisionNumber: ctx.p.facts.decisionNumber ?? null,
  textEvent: ctx.p.facts.textEvent ?? null,
});

export const PUBLISH_CLOCKS: ClockId[] = ['penalty-publish', 'enforcement-publish', 'proactive-publish'];
export const UNPUBLISHED: ClockId[] = [...PUBLISH_CLOCKS, 'house-privacy-review', 'house-publish'];
export const LIMITS: ClockId[] = ['credit-publish-window', 'hb-unpublish', 'house-publicity'];

const seriousness = (s: Seriousness) => (ctx: Here) => dishonesty(ctx) && ctx.p.facts.seriousness === s;
const inHebei = (ctx: Here) => ctx.facts.authority.region === 'hebei';
const documentDay = (ctx: Here) => ctx.p.facts.decisionOn ?? ctx.at;

/** The publicity limit by kind of row (statutes 3.7, second table). A house term does not roll, like every term. */
export const START_LIMIT: StartOf<unknown, Kept>[] = [
  { deadline: 'credit-publish-window', part: 0, at: documentDay, when: seriousness('slight') },
  { deadline: 'credit-publish-window', part: 1, at: documentDay, when: seriousness('ordinary') },
  { deadline: 'credit-publish-window', part: 2, at: documentDay, when: seriousness('serious') },
  { deadline: 'hb-unpublish', part: 0, when: (ctx) => !dishonesty(ctx) && !natural(ctx) },
  { deadline: 'hb-unpublish', part: 1, when: (ctx) => !dishonesty(ctx) && natural(ctx) },
  { deadline: 'house-publicity', kind: 'term', when: (ctx) => !dishonesty(ctx) && !inHebei(ctx) },
];
