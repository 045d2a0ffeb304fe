/** After the notice: the windows for a hearing and for the defence, and waiving them. */
import { z } from 'zod';
import type { AnyCtx, Clock, Ctx } from '../../case/types.ts';
import type { ClockId } from '../../law/index.ts';
import type { Bilingual } from '../../law/types.ts';
import { guard } from '../../refusal.ts';
import type { StartOf } from '../define.ts';
import { choices } from '../parts/forms.ts';
import { external, isOver } from '../parts/rows.ts';
import { AFTER_DEFENCE, START_REVIEW } from './decision.ts';
import { type Kept, row, type Sanction } from './head.ts';
import { hearingApplies } from './hearing.ts';

export const PARTY = external('party');

/** Whether a clock of this proceeding is open and not yet over at the act's moment. */
export function pending(ctx: AnyCtx, deadline: ClockId): Clock | null {
  const open = Object.values(ctx.case.clocks).find(
    (k) => k.deadline === deadline && k.proceeding === ctx.p.id && !k.stopped && !isOver(k, ctx),
  );
  return open ?? null;
}

export const START_WINDOWS: StartOf<Partial<Sanction>, Kept>[] = [
  { deadline: 'hearing-ask', when: hearingApplies },
  { deadline: 'house-defence' },
];

export const WINDOWS: ClockId[] = ['hearing-ask', 'house-defence'];
const othersPending = (ctx: AnyCtx, clock: ClockId) => WINDOWS.some((id) => id !== clock && pending(ctx, id));

export const hearingOver = guard('hearing-still-open', 'state', (ctx) => !pending(ctx, 'hearing-ask'));

export const noHouseWindow = guard('defence-window-running', 'state', (ctx) => !pending(ctx, 'house-defence')?.count);

/** One of the two windows is over: on to the next step when it was the last, else the other one is awaited. */
export function windowOver(clock: 'hearing-ask' | 'house-defence', label: Bilingual, basis: string) {
  const outcome = clock === 'house-defence' ? { outcome: () => 'over' as const } : {};
  return [
    row({
      expiry: [clock],
      label,
      from: ['AwaitingDefence'],
      by: 'system',
      when: (ctx) => !othersPending(ctx, clock),
      basis,
      to: AFTER_DEFENCE,
      ...outcome,
      stop: WINDOWS,
      raise: ['defence-over'],
      start: [START_REVIEW],
    }),
    row({
      expiry: [clock],
      label,
      from: ['AwaitingDefence', 'HearingScheduled'],
      by: 'system',
      basis,
      to: 'same',
      ...outcome,
    }),
  ];
}

export const waivesOnly = (ctx: Ctx<{ waives?: string[] }, unknown>, what: string) => {
  const { waives = [] } = ctx.form;
  return ctx.filled && waives.length === 1 && waives[0] === what;
};

export const WAIVER = z.object({
  waives: choices('放弃的权利', 'Waives', [
    ['hearing', '要求听证', 'The hearing'],
    ['defence', '陈述申辩', 'Statement and defence'],
  ]),
});
