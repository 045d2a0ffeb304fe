import { dueOf } from './case/rungs.ts';
import type { Ctx, Effect, FactSheet, Json, NewEvent, ProceedingKind } from './case/types.ts';
import type { DeadlineId } from './law/index.ts';
import type { LetterId } from './proceedings/letters.ts';
import { type Happens, isThat } from './proceedings/tables.ts';
import type { Count, Instant, PlainDate } from './time/types.ts';

/**
 * Event × who is told × how. A letter is placed on the receipt page (tipster) or in the file (party, other bodies); the mail says
 * only that there is news; both together are the notice (M49 art. 22 names paper, e-mail and SMS).
 */
export interface Notice {
  on: { [Kind in ProceedingKind]: Happens<Kind> }[ProceedingKind];
  to: 'tipster' | 'party' | 'subject' | 'applicant';
  letter: LetterId;
  how: ('page' | 'mail')[];
  when?: (ctx: Ctx) => boolean;
  basis: string;
  /** Rows of the catalogue whose running clocks the letter names, each with its date and the explanation of it. */
  names?: readonly DeadlineId[];
}

export { LETTERS } from './proceedings/letters.ts';

/** A date as a letter named it: the count as it stood and the last day that it came to. Kept with the letter's effect. */
export interface NamedDate {
  deadline: string;
  /** Day of its edition; absent in letters of an earlier version. */
  edition?: PlainDate | null;
  count: Count;
  due: PlainDate | Instant;
}

/** The dates that a letter names, as they stand before the event that sends it. */
function named(ctx: Ctx, rows: readonly string[]): NamedDate[] {
  return Object.values(ctx.case.clocks).flatMap(({ deadline, count, stopped, ...k }) => {
    if (stopped !== null || count === null || !rows.includes(deadline)) return [];
    const due = dueOf({ ...k, deadline, count, stopped }, ctx.facts.calendars)?.due ?? null;
    return due === null ? [] : [{ deadline, edition: k.edition, count, due }];
  });
}

/** A real-name tipster who asked to be told (M49 arts. 22, 30); one whose tip was merged or withdrawn has been told apart. */
const asked = (ctx: Ctx) => ctx.case.tipster.named && ctx.case.tipster.wantsNotice;

export const NOTICES: readonly Notice[] = [
  {
    on: { kind: 'intake', act: 'notice-sent' },
    to: 'tipster',
    letter: 'accepted',
    how: ['page', 'mail'],
    when: (ctx) => asked(ctx) && ['Accepted', 'Merged', 'MergedDone'].includes(ctx.p.state),
    basis: 'M49 art. 22',
    names: ['tip-investigate'],
  },
  {
    on: { kind: 'intake', act: 'notice-sent' },
    to: 'tipster',
    letter: 'refused',
    how: ['page', 'mail'],
    when: (ctx) => asked(ctx) && ctx.p.state === 'NotAccepted',
    basis: 'M49 art. 22',
  },
  {
    on: { kind: 'intake', entered: 'Transferred' },
    to: 'tipster',
    letter: 'transferred',
    how: ['page', 'mail'],
    when: (ctx) => ctx.case.tipster.named,
    basis: 'M49 art. 21 ¶2',
  },
  {
    on: { kind: 'intake', entered: 'ChannelHandover' },
    to: 'tipster',
    letter: 'route',
    how: ['page', 'mail'],
    basis: 'M49 art. 11 ¶1',
  },
  {
    on: { kind: 'investigation', entered: 'TransferringOut' },
    to: 'tipster',
    letter: 'transferred',
    how: ['page', 'mail'],
    when: (ctx) => ctx.case.tipster.named,
    basis: 'M49 art. 21 ¶2',
  },
  {
    on: { kind: 'investigation', act: 'conclude' },
    to: 'tipster',
    letter: 'concluded',
    how: ['page', 'mail'],
    when: asked,
    basis: 'M49 art. 30',
  },
  {
    on: { kind: 'investigation', act: 'give-feedback' },
    to: 'tipster',
    letter: 'feedback',
    how: ['page', 'mail'],
    basis: 'M49 art. 30',
  },
  {
    on: { kind: 'intake', act: 'give-feedback' },
    to: 'tipster',
    letter: 'feedback',
    how: ['page', 'mail'],
    basis: 'M49 art. 30',
  },
  { on: { kind: 'intake', act: 'reply' }, to: 'tipster', letter: 'message', how: ['mail'], basis: 'house: thread' },
];

/** Effects that the notice table attaches to an event. */
export function noticesFor(e: {
  kind: ProceedingKind;
  name: string;
  type: NewEvent['type'];
  entered: string | undefined;
  ctx: Ctx;
  proceeding: string;
}): Effect[] {
  const effects: Effect[] = [];
  for (const n of NOTICES) {
    if (n.on.kind !== e.kind || !isThat(n.on, e) || !(n.when?.(e.ctx) ?? true)) continue;
    if (n.how.includes('page')) {
      const dates = named(e.ctx, n.names ?? []);
      const data: FactSheet = { letter: n.letter, basis: n.basis };
      if (dates.length > 0) data.dates = JSON.parse(JSON.stringify(dates)) as Json;
      effects.push({ kind: 'letter', proceeding: e.proceeding, to: n.to, data });
    }
    if (n.how.includes('mail') && n.to === 'tipster' && e.ctx.case.tipster.wantsNotice) {
      effects.push({ kind: 'notice', proceeding: e.proceeding, to: n.to, data: {} });
    }
  }
  return effects;
}
