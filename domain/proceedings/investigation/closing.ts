/** Leaving, conclusion and rest, and the new clue that opens a case again. */
import type { AnyCtx } from '../../case/types.ts';
import type { ClockId } from '../../law/index.ts';
import { guard } from '../../refusal.ts';
import { dayOf } from '../../time/day.ts';
import type { PlainDate } from '../../time/types.ts';
import { openClock } from '../parts/rows.ts';
import { penalties } from '../penalty/head.ts';
import { flagged, type Here, some } from './head.ts';

export const noticeWanted = (ctx: AnyCtx) => ctx.case.tipster.named && ctx.case.tipster.wantsNotice;

export const LEAVES = some({
  to: 'TransferringOut',
  start: [{ deadline: 'house-receipt', kind: 'watch' }],
});

export const OPEN_CLOCKS_OF_WORK: ClockId[] = [
  'house-assign',
  'house-assist',
  'house-suspend-check',
  'tip-suspend',
  'inspection-suspend',
  'inspection-investigate',
  'inspection-extend-notice',
  'onsite-inspection-notice',
  'inspection-report-comment',
];

export const AT_REST = ['Concluded', 'Archived'] as const;
export const noted = (ctx: Here<{ clueReceivedOn: PlainDate }>) => ctx.form.clueReceivedOn;
/** The receipt of the clue under review: the start of its own period of review. */
const clueReceived = (ctx: AnyCtx) => openClock(ctx, 'tip-review')?.count?.start ?? ctx.at;
export const clueWaits = guard('no-clue-waits', 'state', (ctx) => openClock(ctx, 'tip-review') !== null);
export const cluePast = guard(
  'clue-date/investigation',
  'form',
  (ctx: Here<{ clueReceivedOn: PlainDate }>) => noted(ctx) <= dayOf(ctx.at),
);

export const reopenedByClue = some({
  to: 'Accepted',
  stop: ['tip-review', 'house-close'],
  start: [{ deadline: 'tip-investigate', at: clueReceived }, { deadline: 'house-assign' }],
  lower: ['extended', 'evidence-secured', 'contact-cleared'],
});

export const resultTold = guard('result-still-owed', 'state', (ctx) => openClock(ctx, 'tip-result-feedback') === null);
export const nothingHeld = guard('evidence-still-held', 'state', (ctx) => !flagged(ctx, 'evidence-held'));

export const nothingElseOpen = guard(
  'other-proceedings-open',
  'state',
  (ctx) =>
    !Object.values(ctx.case.proceedings).some(
      (p) => p.ended === null && ['penalty', 'police-referral'].includes(p.kind),
    ),
);

export const penaltyGoesOn = (ctx: AnyCtx) => penalties(ctx.case).some((p) => p.ended === null && p.state !== 'Served');
