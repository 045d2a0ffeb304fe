/** What the tipster is told and asks for: notices, the result, withdrawal. */
import type { AnyCtx } from '../../case/types.ts';
import { guard } from '../../refusal.ts';
import type { RowOf } from '../define.ts';
import { AT_REST } from '../investigation/closing.ts';
import { investigations } from '../investigation/head.ts';
import { openClock, ownLimit } from '../parts/rows.ts';
import { type Here, more } from './head.ts';

export const named = (ctx: AnyCtx) => ctx.case.tipster.named;
export const noticeWanted = (ctx: AnyCtx) => ctx.case.tipster.named && ctx.case.tipster.wantsNotice;

export const notWithdrawn = guard('already-withdrawn', 'state', (ctx: Here) => !ctx.p.facts.withdrawn);

export const realName = guard('not-real-name', 'state', named);

export const noticeOwed = guard('notice-not-owed', 'state', (ctx) => openClock(ctx, 'tip-acceptance-notice') !== null);
/** The states in which each of the notices is the right one. */
const NOTICE_FITS = {
  accepted: ['Accepted', 'Merged', 'MergedDone'],
  refused: ['NotAccepted'],
  transferred: ['Transferred', 'TransferDone', 'HandedOver'],
};

export const noticeFits = guard('notice-not-this', 'form', (ctx: Here<{ told: keyof typeof NOTICE_FITS }>) =>
  NOTICE_FITS[ctx.form.told].includes(ctx.p.state),
);

/** The answer can only be given once concluded: until then the age of the request is shown, and nothing warns. */
export const feedbackLength = (ctx: AnyCtx) =>
  ctx.p.state === 'MergedDone' || investigations(ctx.case).some((p) => AT_REST.some((state) => state === p.state))
    ? ownLimit('tip-result-feedback')(ctx)
    : null;

/** The same row twice: where the tipster asked to withdraw, the case goes on by own motion from here. */
export const goesOnByOwnMotion = <R extends RowOf<string, string, never, string, string, unknown>>(row: R): R[] => [
  more(row, {
    flag: 'withdrawal-asked',
    lower: ['withdrawal-asked'],
    raise: ['own-motion'],
    stop: ['house-withdrawal'],
  }),
  more(row, { flag: '!withdrawal-asked' }),
];
