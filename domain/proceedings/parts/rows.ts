import type { OwnLength } from '../../authority/decide.ts';
import { houseLimitOn } from '../../authority/settled.ts';
import type { Clock, Ctx, FactSheet, Json, Outside, Row, Task, Who } from '../../case/types.ts';
import type { Bilingual } from '../../law/types.ts';
import type { Role } from '../../people/types.ts';
import { dayOf } from '../../time/day.ts';

/** Short forms that the tables share, so that a row reads beside the rule. */
export const label = (zh: string, en: string): Bilingual => ({ zh, en });
export const task = (to: Role, zh: string, en: string, basis: string): Task => ({ to, text: { zh, en }, basis });

export const CLERK: Who = { staff: ['clerk'] };
export const UNIT_HEAD: Who = { staff: ['unit-head'] };
export const DEPT_HEAD: Who = { staff: ['dept-head'] };
/** One assigned officer enters the step and names the other. */
export const OFFICERS: Who = { staff: ['officer'], two: true };
/** An act of another body, entered from its paper. */
export const external = (outside: Outside, enteredBy: Role[] = ['clerk', 'officer']): Who => ({ outside, enteredBy });

/** The open clock of a deadline: this proceeding's own, else the case's. */
export function openClock(ctx: Ctx, deadline: string): Clock | null {
  const open = Object.values(ctx.case.clocks).filter((k) => k.deadline === deadline && k.stopped === null);
  return open.find((k) => k.proceeding === ctx.p.id) ?? open[0] ?? null;
}

/**
 * Whether a clock was over at the act's own moment; an expiry later than that does not count (design 5, two times), nor one that a
 * paper entered late has overtaken: its outcome stays, the clock runs again.
 */
export const isOver = (clock: Clock, ctx: Ctx) =>
  clock.outcome !== null && clock.outcome.at <= ctx.at && clock.fired.includes('expiry');

/** How often in a row a clock that starts itself again has run out in this proceeding, the present time not counted. */
function runOuts(ctx: Ctx, deadline: string): number {
  let n = 0;
  for (const k of Object.values(ctx.case.clocks)) {
    if (k.deadline !== deadline || k.proceeding !== ctx.p.id) continue;
    if (k.stopped?.why === 'again' || k.stopped?.why === 'ended') n += k.outcome ? 1 : 0;
    else if (k.stopped) n = 0;
  }
  return n;
}

/** A field of the form, or of the waiting proposal while it is being decided: for rows of a pair that differ by a choice. */
export const asked = (ctx: Ctx, act: string, field: string): Json | undefined =>
  ctx.form[field] ?? ctx.p.proposals[act]?.facts[field];

export const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
export const textOf = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);

/** A house limit that an authority may set on a duty without a number; it only warns. */
export const ownLimit = (deadline: OwnLength) => (ctx: Ctx) =>
  houseLimitOn(ctx.facts.authority, deadline, dayOf(ctx.at));

/** A reminder to the silent body, every next time a report upward (statutes 3, house watch). */
export function remindThenReport(deadline: string, to: string): NonNullable<Row['effects']> {
  const data = (ctx: Ctx): FactSheet => ({ deadline, times: runOuts(ctx, deadline) + 1 });
  return [
    { kind: 'remind', to, data, when: (ctx) => runOuts(ctx, deadline) === 0 },
    { kind: 'report-upward', to: 'superior', data, when: (ctx) => runOuts(ctx, deadline) > 0 },
  ];
}

interface Again {
  deadline: string;
  from: Row['from'];
  label: Bilingual;
  tell: Task[];
  basis?: string;
  flag?: string;
}

/** `house-… over (system)`: somebody is told and the clock starts again. */
export const warnAgain = (a: Again): Row => ({
  expiry: [a.deadline],
  label: a.label,
  from: a.from,
  by: 'system',
  ...(a.flag ? { flag: a.flag } : {}),
  basis: a.basis ?? 'house: house clock',
  to: 'same',
  start: [{ deadline: a.deadline }],
  tasks: a.tell,
});

/** `house-… over (system)`, a watch on another body's silence: reminder, then upward, and again until it answers. */
export const watchAgain = (a: Again & { to: string }): Row => ({
  ...warnAgain(a),
  start: [{ deadline: a.deadline, kind: 'watch' }],
  effects: remindThenReport(a.deadline, a.to),
});

/**
 * What a tipster does online with the receipt; the clerk enters the same act from a letter, a call or a visit, with its paper.
 * Staff never act as the tipster without one.
 */
export function fromTipster(row: Omit<Row, 'by'>): Row[] {
  return [
    { ...row, by: 'tipster', when: (ctx) => ctx.person === null && (row.when?.(ctx) ?? true) },
    { ...row, by: external('any', ['clerk']), when: (ctx) => ctx.person !== null && (row.when?.(ctx) ?? true) },
  ];
}

/** The same row twice: where the tipster asked to withdraw, the case goes on by own motion from here. */
export function goesOnByOwnMotion(row: Row): Row[] {
  return [
    {
      ...row,
      flag: 'withdrawal-asked',
      lower: [...(row.lower ?? []), 'withdrawal-asked'],
      raise: [...(row.raise ?? []), 'own-motion'],
      stop: [...(row.stop ?? []), 'house-withdrawal'],
    },
    { ...row, flag: '!withdrawal-asked' },
  ];
}
