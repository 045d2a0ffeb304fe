import { lawOf } from '../case/edition.ts';
import { dueOf } from '../case/rungs.ts';
import type { Change, Clock, FactSheet } from '../case/types.ts';
import { CATALOGUE, type Catalogue, cite, type Deadline } from '../law/index.ts';
import type { Bilingual, DeadlinePart, Transition } from '../law/types.ts';
import { compute } from '../time/count.ts';
import { dayOf, isPlainDate, startOfDay } from '../time/day.ts';
import { dateText, endText } from '../time/explain.ts';
import type { Calendars, Count, Instant, PlainDate } from '../time/types.ts';
import { toldRole } from './owing.ts';
import { bare, LAST_MOMENT, type Run } from './run.ts';

/** Name of the event by which an edition that came into force reached a running clock. */
export const EDITION_IN_FORCE = 'edition-in-force';

/** An edition that reaches a running clock: by which rule, with which part, from which instant. */
export interface Reaching {
  edition: Deadline;
  inForce: PlainDate;
  rule: Transition;
  part: DeadlinePart;
  at: Instant;
}

/** Whether the length of a clock is that of its edition: one that an act has set is no affair of a change in the law. */
function lengthOfRule(clock: Clock, law: Catalogue): boolean {
  const own = law.editionsOf(clock.deadline).find((d) => d.edition.inForce === clock.edition);
  const part = own?.parts[clock.part];
  if (!part) return true;
  return (clock.count?.length ?? null) === part.length && (clock.count?.unit ?? null) === part.unit;
}

/**
 * The next edition that reaches a running clock, and the first instant of its day. null where none does: the clock began under it
 * or later, is over already, has a length that an act has set, or the edition leaves running clocks as they are.
 */
export function transitionOf(clock: Clock, law: Catalogue): Reaching | null {
  if (clock.fired.includes('expiry')) return null;
  for (const edition of law.transitions.get(clock.deadline) ?? []) {
    const { inForce } = edition.edition;
    const rule = edition.transition;
    if (!inForce || !rule || (clock.edition !== null && clock.edition >= inForce)) continue;
    const at = startOfDay(inForce);
    const part = edition.parts[clock.part];
    if (at <= clock.started || !part || !lengthOfRule(clock, law)) continue;
    if (rule.reaches === 'running' || dayOf(clock.started) >= rule.reaches.begunFrom)
      return { edition, inForce, rule, part, at };
  }
  return null;
}

/** The budget of a clock under an edition that has reached it; its own where the rule leaves it the later end. */
function countUnder(clock: Clock, { edition, rule, part, at }: Reaching, calendars: Calendars): Count | null {
  const { length, unit } = part;
  if (length === null) return null;
  const began = clock.started.endsWith(LAST_MOMENT) ? dayOf(clock.started) : clock.started;
  const { start, pauses = [], extensions = [] } = clock.count ?? { start: began };
  const { direction, roll } = edition;
  const moment = (when: PlainDate | Instant, or: Instant) => (unit === 'h' && isPlainDate(when) ? or : when);
  if (rule.length === 'afresh') {
    const day = dayOf(at);
    const on = pauses.filter((p) => p.to === null || dayOf(p.to) > day);
    return {
      unit,
      length,
      start: moment(day, at),
      direction,
      roll,
      pauses: on.map((p) => ({ ...p, from: dayOf(p.from) < day ? day : p.from })),
      extensions: [],
    };
  }
  const whole: Count = { unit, length, start: moment(start, clock.started), direction, roll, pauses, extensions };
  const was = clock.count === null ? null : compute(clock.count, calendars);
  const is = compute(whole, calendars);
  // An extension that was granted in time is not lost because the period under it became shorter.
  if (was?.extensions.some((x, i) => x === 'accepted' && is.extensions[i] !== 'accepted')) return clock.count;
  const keeps = rule.length === 'later' && was?.expiresAt && is.expiresAt && was.expiresAt > is.expiresAt;
  return keeps ? clock.count : whole;
}

function movement(edition: Deadline, from: PlainDate | Instant | null, to: PlainDate | Instant | null): Bilingual {
  const [a, b] = [endText(from), endText(to)];
  return {
    zh: `新规定施行，期限变动：“${edition.title.zh}”由${a.zh}改为${b.zh}`,
    en: `A new edition is in force, a date moved: “${edition.title.en}” from ${a.en} to ${b.en}`,
  };
}

/**
 * An edition comes into force and reaches a running clock: one event, at the first instant of its day, with the old date, the new
 * one and the clause as its cause. The clock's own edition says that it has been done. A new last day has its own rungs, as after an
 * extension; none is dated before the day of coming into force.
 */
export function reach(run: Run, clock: Clock, reaching: Reaching): void {
  const { edition, inForce, rule, at } = reaching;
  const { calendars } = run.facts;
  const p = run.proceeding(clock.proceeding);
  const before = lawOf(run.facts).editionOf(clock);
  const count = countUnder(clock, reaching, calendars);
  const under: Clock = {
    ...clock,
    kind: clock.kind === before?.kind ? edition.kind : clock.kind,
    confidence: edition.confidence,
    edition: inForce,
    count,
  };
  const from = dueOf(clock, calendars)?.due ?? null;
  const to = dueOf(under, calendars)?.due ?? null;
  const law = cite(rule.law);
  const changes: Change[] = [{ op: 'clock', clock: under }];
  if (from !== to) {
    under.fired = [];
    under.moved = { at, from, to, notice: law.en, edition: inForce };
    changes.push({
      op: 'task',
      task: { to: toldRole(run.state, p), text: movement(edition, from, to), basis: law.en },
    });
  }
  const facts: FactSheet = {
    clock: clock.id,
    deadline: clock.deadline,
    edition: inForce,
    editionBefore: clock.edition,
    from,
    to,
  };
  run.push({ ...bare(p, 'moved', EDITION_IN_FORCE, at, law.en, changes), facts });
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** What an event of this kind says, in both languages; null where the facts are not those of one. */
export function editionText(facts: FactSheet, law: Catalogue = CATALOGUE): Bilingual | null {
  const [id, day] = [text(facts.deadline), text(facts.edition)];
  const edition = id && day ? law.editionOn(id, day) : undefined;
  if (!edition || !day) return null;
  const [from, to] = [text(facts.from), text(facts.to)];
  if (from !== to) return movement(edition, from, to);
  const on = dateText(day);
  return {
    zh: `“${edition.title.zh}”自${on.zh}起依新规定，届满日不变`,
    en: `“${edition.title.en}” is under its new edition from ${on.en}; its date stays`,
  };
}
