import { openClocks } from '../case/clocks.ts';
import { dueOf } from '../case/rungs.ts';
import type { CaseState, Clock, FactSheet, Facts, NewEvent, Proceeding } from '../case/types.ts';
import { deadlineById, houseLimitById } from '../law/index.ts';
import type { Bilingual } from '../law/types.ts';
import { paperBar } from '../proceedings/paper/read-off.ts';
import { TOLD } from '../proceedings/tables.ts';
import { toInstant } from '../time/day.ts';
import { endText } from '../time/explain.ts';
import type { Calendars, Instant, PlainDate } from '../time/types.ts';
import { advance } from './advance.ts';
import { evolve } from './evolve.ts';
import { toldRole } from './owing.ts';

/** A calendar as it was published: the running number of the publication, the notice, and who did it when. */
export interface PublishedCalendar {
  number: number;
  year: number;
  notice: string;
  at: Instant;
  /** Staff id of the administrator. */
  by: string;
}

interface Move {
  clock: Clock;
  from: PlainDate | Instant | null;
  to: PlainDate | Instant | null;
  /** The last working day of a date counted back, where it moved. */
  alarm: { from: PlainDate | null; to: PlainDate | null } | null;
  /** End under the new calendars, for finding the last. */
  ends: Instant;
}

/** The open clocks whose date is another one under other calendars. */
function movesOf(c: CaseState, before: Calendars, after: Calendars): Move[] {
  const moves: Move[] = [];
  for (const clock of openClocks(c)) {
    const was = dueOf(clock, before);
    const is = dueOf(clock, after);
    if (was === null || is === null) continue;
    const alarm = was.alarm !== is.alarm ? { from: was.alarm ?? null, to: is.alarm ?? null } : null;
    if (was.due === is.due && alarm === null) continue;
    moves.push({ clock, from: was.due, to: is.due, alarm, ends: is.expiresAt ?? '9' });
  }
  return moves;
}

/**
 * Counts the open clocks of a case again under a newly published calendar: what was due until the publication happens under the
 * calendars of before, then each date that moved is an event with the old date, the new one and the notice as its cause, then what
 * the new dates have brought happens. Rungs fire once per clock (design 6): one that has fired does not fire again for the moved
 * date, one that has not fires at its new instant, at the earliest when the calendar was published. What was recorded stays.
 * One task per proceeding tells those who are responsible; it ends with the last of the clocks that moved. A tipster who wants news
 * is sent one notice, which says nothing but that there is some.
 * @param facts with the calendars after the publication
 * @returns the events in order, the state they lead to, and how many dates moved
 */
export function recount(
  c: CaseState,
  published: PublishedCalendar,
  before: Calendars,
  facts: Facts,
): { state: CaseState; events: NewEvent[]; moved: number } {
  const at = toInstant(published.at);
  // Somebody who did not know of the publication yet may have acted since.
  const when = at > c.advancedTo ? at : c.advancedTo;
  const due = advance(c, when < facts.now ? when : facts.now, { ...facts, calendars: before });
  const events: NewEvent[] = [...due.events];
  let { state } = due;
  const moves = movesOf(state, before, facts.calendars);
  // Whoever wants news is written to once, however many of their dates moved; what moved is said on their page.
  // While what was entered from paper is not confirmed, nothing leaves the building.
  const news =
    state.tipster.wantsNotice && paperBar(state) === null
      ? moves.find((m) => m.clock.kind === 'our-duty' && TOLD.has(state.proceedings[m.clock.proceeding]?.kind ?? ''))
      : undefined;
  for (const p of Object.values(state.proceedings)) {
    const own = moves.filter((m) => m.clock.proceeding === p.id);
    const last = own.reduce<Move | null>((x, m) => (x === null || m.ends > x.ends ? m : x), null);
    for (const m of own) {
      const event = eventOf(state, p, m, published, when, m === last ? own : null);
      if (m === news)
        event.changes.push({ op: 'effect', effect: { kind: 'notice', proceeding: p.id, to: 'tipster', data: {} } });
      events.push(event);
      state = evolve(state, event);
    }
  }
  const then = advance(state, facts.now, facts);
  const base = events.length;
  for (const e of then.events) events.push(e.cause === undefined ? e : { ...e, cause: e.cause + base });
  return { state: then.state, events, moved: moves.length };
}

function eventOf(
  c: CaseState,
  p: Proceeding,
  m: Move,
  published: PublishedCalendar,
  when: Instant,
  tells: Move[] | null,
): NewEvent {
  return {
    type: 'moved',
    proceeding: p.id,
    kind: p.kind,
    name: 'calendar-published',
    occurredAt: when,
    actor: { id: published.by, role: 'admin' },
    from: p.state,
    to: p.state,
    basis: published.notice,
    facts: {
      publication: published.number,
      notice: published.notice,
      year: published.year,
      clock: m.clock.id,
      deadline: m.clock.deadline,
      from: m.from,
      to: m.to,
      ...(m.alarm ? { alarmFrom: m.alarm.from, alarmTo: m.alarm.to } : {}),
    },
    words: {},
    changes: [
      { op: 'moved', clock: m.clock.id, move: { at: when, from: m.from, to: m.to, notice: published.notice } },
      ...(tells
        ? [
            {
              op: 'task' as const,
              task: {
                to: toldRole(c, p),
                text: taskText(tells, published.notice),
                basis: published.notice,
              },
            },
          ]
        : []),
    ],
  };
}

/** What a row or a house limit is called now; its id where it is known no more. */
export const deadlineTitle = (deadline: string): Bilingual =>
  deadlineById(deadline)?.title ?? houseLimitById(deadline)?.title ?? { zh: deadline, en: deadline };

const movement = (deadline: string, from: PlainDate | Instant | null, to: PlainDate | Instant | null): Bilingual => {
  const [title, a, b] = [deadlineTitle(deadline), endText(from), endText(to)];
  return { zh: `“${title.zh}”由${a.zh}改为${b.zh}`, en: `“${title.en}” from ${a.en} to ${b.en}` };
};

function taskText(moves: readonly Move[], notice: string): Bilingual {
  const first = moves.reduce((x, m) => (m.ends < x.ends ? m : x));
  const shown = movement(first.clock.deadline, first.from, first.to);
  return moves.length === 1
    ? {
        zh: `放假安排公布，期限变动：${shown.zh}（${notice}）`,
        en: `Days off published, a date moved: ${shown.en} (${notice})`,
      }
    : {
        zh: `放假安排公布，${moves.length}项期限变动，最先届满的：${shown.zh}（${notice}）`,
        en: `Days off published, ${moves.length} dates moved, the first to end: ${shown.en} (${notice})`,
      };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/**
 * What an event of a moved date says, in both languages: which date, from when to when. Null where the facts are not those of one
 * moved date.
 */
export function movedText(facts: FactSheet): Bilingual | null {
  const deadline = textOf(facts.deadline);
  if (deadline === null) return null;
  const [from, to] = [textOf(facts.from), textOf(facts.to)];
  if (from === to && (facts.alarmFrom !== undefined || facts.alarmTo !== undefined)) {
    const said = movement(deadline, textOf(facts.alarmFrom), textOf(facts.alarmTo));
    return {
      zh: `放假安排公布，最后工作日变动：${said.zh}`,
      en: `Days off published, the last working day moved: ${said.en}`,
    };
  }
  const said = movement(deadline, from, to);
  return { zh: `放假安排公布，期限变动：${said.zh}`, en: `Days off published, a date moved: ${said.en}` };
}
