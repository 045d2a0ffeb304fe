import type { OwnLength } from '../../authority/decide.ts';
import { houseLimitOn } from '../../authority/settled.ts';
import type { AnyCtx, Clock, FactSheet, Outside, Task, Who } from '../../case/types.ts';
import type { ClockId } from '../../law/index.ts';
import type { Bilingual } from '../../law/types.ts';
import { lookUp } from '../../look-up.ts';
import type { Role } from '../../people/types.ts';
import { dayOf } from '../../time/day.ts';
import { type Addressee, type EffectOf, type RowOf, type StartOf, type TaskOf, vocabulary } from '../define.ts';

/** Short forms that the tables share, so that a row reads beside the rule. */
export const t = (zh: string, en: string): Bilingual => ({ zh, en });
export const task = (to: Role, zh: string, en: string, basis: string): Task => ({ to, text: { zh, en }, basis });

export const CLERK: Who = { staff: ['clerk'] };
export const UNIT_HEAD: Who = { staff: ['unit-head'] };
export const DEPT_HEAD: Who = { staff: ['dept-head'] };
/** One assigned officer enters the step and names the other. */
export const OFFICERS: Who = { staff: ['officer'], two: true };
/** An act of another body, entered from its paper. */
export const external = (outside: Outside, enteredBy: Role[] = ['clerk', 'officer']): Who => ({ outside, enteredBy });

/**
 * House: what another body did, and what ends something by it, is entered by one of ours and looked at by another. It counts from when it
 * was entered (`decide`), so that the second look costs nobody a day.
 */
export const lookedAt = (entered: Who): { proposedBy: Who; by: Who } => ({
  proposedBy: entered,
  by: { staff: ['unit-head', 'dept-head', 'legal'] },
});

/** The open clock of a deadline: this proceeding's own, else the case's. */
export function openClock(ctx: AnyCtx, deadline: ClockId): Clock | null {
  const open = Object.values(ctx.case.clocks).filter((k) => k.deadline === deadline && k.stopped === null);
  return open.find((k) => k.proceeding === ctx.p.id) ?? open[0] ?? null;
}

/** Whether a clock of this deadline is open in this proceeding, over or not. */
export const runs = (ctx: AnyCtx, ...deadlines: ClockId[]): boolean =>
  Object.values(ctx.case.clocks).some(
    (k) => k.proceeding === ctx.p.id && k.stopped === null && deadlines.some((id) => id === k.deadline),
  );

/** Whether one of these clocks has run out in this proceeding before. */
export const runOutBefore =
  (...deadlines: readonly ClockId[]) =>
  (ctx: AnyCtx): boolean =>
    Object.values(ctx.case.clocks).some(
      (k) => k.proceeding === ctx.p.id && k.outcome !== null && deadlines.some((id) => id === k.deadline),
    );

/**
 * Whether a clock was over at the act's own moment; an expiry later than that does not count (design 5, two times), nor one that a
 * paper entered late has overtaken: its outcome stays, the clock runs again.
 */
export const isOver = (clock: Clock, ctx: AnyCtx) =>
  clock.outcome !== null && clock.outcome.at <= ctx.at && clock.fired.includes('expiry');

/** How often in a row a clock that starts itself again has run out in this proceeding, the present time not counted. */
function runOuts(ctx: AnyCtx, deadline: ClockId): number {
  let n = 0;
  for (const k of Object.values(ctx.case.clocks)) {
    if (k.deadline !== deadline || k.proceeding !== ctx.p.id) continue;
    if (k.stopped?.why === 'again' || k.stopped?.why === 'ended') n += k.outcome ? 1 : 0;
    else if (k.stopped) n = 0;
  }
  return n;
}

/** A house limit that an authority may set on a duty without a number; it only warns. */
export const ownLimit = (deadline: OwnLength) => (ctx: AnyCtx) =>
  houseLimitOn(ctx.facts.authority, deadline, dayOf(ctx.at));

/** A reminder to the silent body, every next time a report upward (statutes 3, house watch). */
export function remindThenReport(deadline: ClockId, to: Addressee) {
  const data = (ctx: AnyCtx) => ({ deadline, times: runOuts(ctx, deadline) + 1 });
  return [
    { kind: 'remind', to, data, when: (ctx) => runOuts(ctx, deadline) === 0 },
    { kind: 'report-upward', to: 'superior', data, when: (ctx) => runOuts(ctx, deadline) > 0 },
  ] satisfies EffectOf<unknown, unknown>[];
}

/** The silent body is asked each time that one of these clocks has run out, and from the second time on reported upward as well. */
export function askAndReport(to: Addressee, data: (ctx: AnyCtx) => FactSheet, ...deadlines: readonly ClockId[]) {
  return [
    { kind: 'remind', to, data },
    { kind: 'report-upward', to: 'superior', data, when: runOutBefore(...deadlines) },
  ] satisfies EffectOf<unknown, unknown>[];
}

interface Again<State extends string, Flag extends string, Kept> {
  /** The clock that starts again. */
  deadline: ClockId;
  length?: StartOf<unknown, Kept>['length'];
  /** The clocks at whose end it does; absent: its own. */
  over?: readonly ClockId[];
  from: 'open' | 'any' | readonly State[];
  label: Bilingual;
  tell?: readonly TaskOf<unknown, Kept>[];
  basis?: string;
  flag?: Flag;
  /** What is sent beside. */
  effects?: readonly EffectOf<unknown, Kept>[];
}

type Repeats<State extends string, Flag extends string, Kept> = RowOf<State, Flag, Kept, never, never, unknown>;

function again<State extends string, Flag extends string, Kept>(
  a: Again<State, Flag, Kept>,
  kind?: 'watch',
): Repeats<State, Flag, Kept> {
  return vocabulary<State, Flag, Kept>().row({
    expiry: a.over ?? [a.deadline],
    label: a.label,
    from: a.from,
    by: 'system',
    ...(a.flag ? { flag: a.flag } : {}),
    basis: a.basis ?? 'house: house clock',
    to: 'same',
    start: [{ deadline: a.deadline, ...(a.length ? { length: a.length } : {}), ...(kind ? { kind } : {}) }],
    ...(a.tell ? { tasks: a.tell } : {}),
    ...(a.effects ? { effects: a.effects } : {}),
  });
}

/** `house-… over (system)`: somebody is told and the clock starts again. */
export const warnAgain = <const State extends string = never, const Flag extends string = never, Kept = unknown>(
  a: Again<State, Flag, Kept>,
): Repeats<State, Flag, Kept> => again(a);

/**
 * `house-… over (system)`, a watch on another body's silence, and again until it answers. `to`: that body is sent a reminder, then it
 * goes upward; where something else is sent, `effects` say what.
 */
export const watchAgain = <const State extends string = never, const Flag extends string = never, Kept = unknown>(
  a: Again<State, Flag, Kept> & ({ to: Addressee } | { effects: readonly EffectOf<unknown, Kept>[] }),
): Repeats<State, Flag, Kept> => again('to' in a ? { effects: remindThenReport(a.deadline, a.to), ...a } : a, 'watch');

/**
 * What a tipster does online with the receipt; the clerk enters the same act from a letter, a call or a visit, with its paper.
 * Staff never act as the tipster without one. Of a row that has no condition of its own.
 */
export function fromTipster<R extends RowOf<string, string, never, string, string, unknown>>(row: R): R[] {
  return [
    { ...row, by: 'tipster', when: (ctx) => ctx.person === null },
    { ...row, by: external('any', ['clerk']) },
  ];
}

/**
 * The same, where it takes something from the tipster: what is entered from paper is put forward, and another one confirms it before it
 * takes effect. So is what is done with a receipt that staff handed out: whoever entered the tip has seen it, and might be its holder.
 */
export function confirmedFromTipster<R extends RowOf<string, string, never, string, string, unknown>>(row: R): R[] {
  return [
    { ...row, by: 'tipster', when: (ctx) => ctx.person === null && ownVoice(ctx) },
    {
      ...row,
      proposedBy: external('any', ['clerk']),
      by: { staff: ['clerk', 'unit-head'] },
      when: (ctx) => ctx.person !== null && !byReceipt(row, ctx),
    },
    {
      ...row,
      proposedBy: 'tipster',
      by: UNIT_HEAD,
      when: (ctx) => (ctx.person === null ? !ownVoice(ctx) : byReceipt(row, ctx)),
    },
  ];
}

/** What the holder of the receipt does is the tipster's alone where no staff had it before their eyes; or a paper tells of it. */
const ownVoice = (ctx: AnyCtx): boolean => ctx.receiptSeen !== true || ctx.facts.entering !== undefined;

const byReceipt = ({ act = '' }: { act?: string }, ctx: AnyCtx): boolean =>
  lookUp(ctx.p.proposals, act)?.by === 'tipster';
