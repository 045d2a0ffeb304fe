import { dueOf } from './case/rungs.ts';
import type { Ctx, Effect, FactSheet, Json, NewEvent, ProceedingKind } from './case/types.ts';
import type { DeadlineId } from './law/index.ts';
import type { Bilingual } from './law/types.ts';
import type { Count, Instant, PlainDate } from './time/types.ts';

/**
 * Event × who is told × how. A letter is placed on the receipt page (tipster) or in the file (party, other bodies); the mail says
 * only that there is news; both together are the notice (M49 art. 22 names paper, e-mail and SMS).
 */
export interface Notice {
  on: { kind: ProceedingKind; act?: string; entered?: string; expiry?: string };
  to: 'tipster' | 'party' | 'subject' | 'applicant';
  /** Letter template id; its words are in `LETTERS`. */
  letter: string;
  how: ('page' | 'mail')[];
  when?: (ctx: Ctx) => boolean;
  basis: string;
  /** Rows of the catalogue whose running clocks the letter names, each with its date and the explanation of it. */
  names?: readonly DeadlineId[];
}

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

/** Letters by template id: short, plain, free of anything that somebody told us. */
export const LETTERS: Record<string, { title: Bilingual; body: Bilingual }> = {
  accepted: {
    title: { zh: '受理告知', en: 'Your tip was accepted' },
    body: {
      zh: '您的举报已受理，自接收之日起计算办理期限。',
      en: 'Your tip was accepted. The period for dealing with it runs from the day it was received.',
    },
  },
  refused: {
    title: { zh: '不予受理告知', en: 'Your tip was not accepted' },
    body: {
      zh: '您的举报不予受理。如有新的有效线索，可以再次举报。',
      en: 'Your tip was not accepted. You may tell us again if you have a new valid clue.',
    },
  },
  transferred: {
    title: { zh: '移送告知', en: 'Your tip was passed on' },
    body: {
      zh: '您反映的事项属于其他机关职责，已依法移送。',
      en: 'What you reported belongs to another body; it was passed on as the law requires.',
    },
  },
  route: {
    title: { zh: '反映渠道告知', en: 'The right way for your matter' },
    body: {
      zh: '您反映的事项应通过其他渠道办理，我们已转交并告知您。',
      en: 'Your matter belongs to another channel; we have handed it over.',
    },
  },
  concluded: {
    title: { zh: '办结告知', en: 'Your tip was concluded' },
    body: {
      zh: '您举报的事项已办结。您可以申请告知处理结果。',
      en: 'The matter you reported was concluded. You may ask for the result.',
    },
  },
  feedback: {
    title: { zh: '处理结果告知', en: 'The result of your tip' },
    body: {
      zh: '承办部门已答复您举报事项的处理结果。',
      en: 'The department has answered you on the result of your tip.',
    },
  },
  recusal: {
    title: { zh: '回避申请答复', en: 'Answer on the recusal you asked for' },
    body: { zh: '对您提出的回避申请已作出决定。', en: 'The recusal you asked for was decided.' },
  },
  message: {
    title: { zh: '新消息', en: 'A new message' },
    body: { zh: '承办部门给您留了一条消息。', en: 'The department left you a message.' },
  },
};

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

/** Proceedings of which a tipster is told the state; what is done about the accused elsewhere is not theirs to know. */
export const TOLD: ReadonlySet<string> = new Set(['intake', 'investigation']);

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
    if (n.on.kind !== e.kind) continue;
    const hit =
      (n.on.act !== undefined && e.type !== 'expiry' && n.on.act === e.name) ||
      (n.on.expiry !== undefined && e.type === 'expiry' && n.on.expiry === e.name) ||
      (n.on.entered !== undefined && n.on.entered === e.entered);
    if (!hit || !(n.when?.(e.ctx) ?? true)) continue;
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
