/** The notice before a decision: what it says, and whether the act may still be punished. */
import { dueByRow } from '../../case/edition.ts';
import { guard } from '../../refusal.ts';
import { dayOf } from '../../time/day.ts';
import type { PlainDate } from '../../time/types.ts';
import type { Amount } from '../parts/amounts.ts';
import type { Here, Sanction } from './head.ts';
import {
  fineNotAbove,
  fineNotBelow,
  keepSums,
  notFinedTwice,
  notWorse,
  orKept,
  sumsMatchKinds,
  type Told,
} from './sanction.ts';

/** A new notice is owed: what was heard, reviewed and proposed on the old one is gone. */
export const NEW_NOTICE = ['hearing-told', 'heard', 'defence-over', 'legal-passed', 'no-penalty-proposed'] as const;

/** The last day on which the act may still be punished, or null while it goes on (APL art. 36; a bar does not roll). */
function punishableUntil(ctx: Here<Told>): PlainDate | null {
  const ended = orKept(ctx, 'actEndedOn');
  return ended === undefined ? null : dueByRow(ctx, 'limitation-penalty', orKept(ctx, 'financialHarm') ? 1 : 0, ended);
}

/** A tip or complaint within the period keeps it open (LSI art. 20), so discovery counts, by it or before it, and not today. */
export const notTimeBarred = guard('time-barred', 'form', (ctx: Here<Told>) => {
  const until = punishableUntil(ctx);
  const received = dayOf(ctx.case.receivedAt);
  const discovered = [received, orKept(ctx, 'discoveredOn') ?? received];
  return until === null || discovered.some((day) => day <= until);
});

const amountsKnown = guard('amount-known-later', 'form', (ctx: Here<{ amounts: Amount[] }>) =>
  ctx.form.amounts.every((a) => a.knownOn <= dayOf(ctx.at)),
);

/** Lesson of the published cases: a match is a lead; who caused it and whether there was intent is answered first. */
const intentAnswered = guard('intent-unanswered', 'state', (ctx: Here) => ctx.p.facts.intent !== undefined);

export const NOTICE_GUARDS = [
  intentAnswered,
  notTimeBarred,
  amountsKnown,
  sumsMatchKinds,
  notFinedTwice,
  fineNotAbove,
  fineNotBelow,
  notWorse,
];

export const noteNotice = (ctx: Here<Sanction>) => ({ noticed: keepSums(ctx.form) });
