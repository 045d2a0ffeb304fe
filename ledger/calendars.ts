import { rolesOn } from '../domain/people/may.ts';
import type { Person } from '../domain/people/types.ts';
import { advance, dueOf } from '../domain/proceedings/kernel.ts';
import type { FactSheet, NewEvent } from '../domain/proceedings/types.ts';
import { refuse } from '../domain/refusal.ts';
import { calendarsOf, checkCalendar } from '../domain/time/calendars.ts';
import { dayOf } from '../domain/time/day.ts';
import type { Calendar, Calendars } from '../domain/time/types.ts';
import { type Core, change } from './core.ts';
import { ask } from './db.ts';
import { Refused } from './errors.ts';
import { factsFor } from './house.ts';
import type { Ledger } from './types.ts';

const AT_ONCE = 8;

/**
 * Publishes the calendar of a notice. Every open clock is counted again; a date that moves is an event with old date, new date and
 * the notice as its cause, and only proceedings whose instants moved are nudged. What was due before is applied first, under the
 * calendars that were in force.
 */
export async function publishCalendar(
  core: Core,
  person: Person,
  calendar: Calendar,
): ReturnType<Ledger['publishCalendar']> {
  const now = core.now();
  const day = dayOf(now);
  if (!person.grants.some((g) => rolesOn(person, g.organ, day).has('admin'))) {
    throw new Refused(
      refuse('not-your-role', '只有系统管理员可以公布日历。', 'Only the administrator publishes a calendar.', 'person'),
    );
  }
  const problems = checkCalendar(calendar);
  if (problems.length > 0) {
    throw new Refused({
      ...refuse('calendar-invalid', '日历有误,请更正。', 'The calendar has mistakes.', 'form'),
      fields: problems.map((p) => ({ field: p.field, message: p.text })),
    });
  }
  const before = await core.house.fresh();
  const list = [...before.calendars.list.filter((c) => c.year !== calendar.year), calendar];
  const after = calendarsOf(list.sort((a, b) => a.year - b.year));
  await ask(
    core.pool,
    `INSERT INTO calendars (year, notice, published, data, entered_by, entered_at) VALUES ($1, $2, $3, $4::jsonb, $5, $6)
     ON CONFLICT (year) DO UPDATE SET notice = excluded.notice, published = excluded.published, data = excluded.data,
       entered_by = excluded.entered_by, entered_at = excluded.entered_at`,
    [calendar.year, calendar.notice, calendar.published, JSON.stringify(calendar), person.id, now],
  );
  await core.house.reload();
  const rows = await ask<{ case_id: string; clocks: number }>(
    core.pool,
    `SELECT case_id, count(*)::int AS clocks FROM clocks WHERE status = 'open' AND due IS NOT NULL GROUP BY case_id`,
  );
  let moved = 0;
  let next = 0;
  const worker = async () => {
    for (let row = rows[next++]; row !== undefined; row = rows[next++]) {
      moved += await recount(core, row.case_id, person, calendar, before.calendars, after);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { clocks: rows.reduce((sum, r) => sum + r.clocks, 0), moved };
}

/**
 * Counts the open clocks of one case again. What a date was is read from its projection, so that a publication that was cut off in
 * the middle is completed by repeating it.
 */
async function recount(
  core: Core,
  caseId: string,
  person: Person,
  calendar: Calendar,
  before: Calendars,
  after: Calendars,
): Promise<number> {
  return change<number>(core, caseId, {}, async (loaded, now) => {
    const facts = factsFor(loaded.house, loaded.state.organ, now);
    const due = advance(loaded.state, now, { ...facts, calendars: before });
    const stored = await ask<{ id: string; due: string | null }>(
      core.pool,
      "SELECT id, due FROM clocks WHERE case_id = $1 AND status = 'open'",
      [caseId],
    );
    const was = new Map(stored.map((row) => [row.id, row.due]));
    const events: NewEvent[] = [...due.events];
    const wake: string[] = [];
    let count = 0;
    for (const p of Object.values(due.state.proceedings)) {
      const moves: FactSheet[] = [];
      for (const k of Object.values(due.state.clocks)) {
        const from = was.get(k.id);
        if (k.proceeding !== p.id || k.stopped || from === undefined) continue;
        const to = dueOf(k, after)?.due ?? null;
        if (from !== to) moves.push({ clock: k.id, from, to });
      }
      if (moves.length === 0) continue;
      count += moves.length;
      wake.push(p.id);
      events.push({
        type: 'moved',
        proceeding: p.id,
        kind: p.kind,
        name: 'calendar-published',
        occurredAt: now,
        actor: { id: person.id, role: 'admin' },
        from: p.state,
        to: p.state,
        basis: calendar.notice,
        facts: { notice: calendar.notice, year: calendar.year, moves },
        words: {},
        changes: [],
      });
    }
    return { events, rewrite: { wake }, answer: () => count };
  });
}
