import { type CalendarProposal, proposalsOf } from '../../domain/authority/calendars.ts';
import { mayNotSettle } from '../../domain/authority/decide.ts';
import { PUBLISHED } from '../../domain/law/calendars/index.ts';
import { isSelf } from '../../domain/people/selves.ts';
import type { ActedAs, Person } from '../../domain/people/types.ts';
import { dayOf } from '../../domain/time/day.ts';
import { checkPublication, dayChanges, oddities, withCalendar, workingDaysOf } from '../../domain/time/publishing.ts';
import type { Calendar, PlainDate } from '../../domain/time/types.ts';
import type { CalendarPublicationModel } from '../../prisma/generated/models.ts';
import { ask, instantFrom, instantOrNull } from '../ground/db.ts';
import { organFor, organsThat } from '../house/authority.ts';
import { oneOf } from '../house/calendars.ts';
import type { Core } from '../truth/core.ts';
import type { House } from '../truth/house.ts';
import type { CalendarBook, CalendarPreview, CalendarProposalView, CalendarPublication } from '../types.ts';

/** How many dates each of these publications has moved so far. */
async function movedBy(core: Core, publications: number[]): Promise<ReadonlyMap<number, number>> {
  const counted = await ask<{ publication: number; moved: number }>(
    core.pool,
    `SELECT (facts->>'publication')::int AS publication, count(*)::int AS moved FROM events
     WHERE type = 'moved' AND (facts->>'publication')::int = ANY ($1::int[]) GROUP BY 1`,
    [publications],
  );
  return new Map(counted.map((c) => [c.publication, c.moved]));
}

const view = (r: CalendarPublicationModel, moved: ReadonlyMap<number, number>): CalendarPublication => ({
  number: r.number,
  year: r.year,
  notice: r.notice,
  published: r.published.toISOString().slice(0, 10),
  replaced: (r.replaced as Calendar | null)?.notice ?? null,
  by: r.enteredBy,
  at: instantFrom(r.enteredAt),
  state: r.doneAt === null ? 'counting' : 'done',
  cases: r.cases,
  left: r.casesLeft,
  moved: moved.get(r.number) ?? 0,
  doneAt: instantOrNull(r.doneAt),
});

/** Who proposes calendars and who approves them look at what they would change. @throws Refused for everybody else */
function concerned(house: House, person: Person, day: PlainDate): string {
  const may = (['propose-calendar', 'approve-calendar'] as const).find((act) =>
    organsThat(house, act).some((organ) => mayNotSettle(person, organ, act, day) === null),
  );
  return organFor(house, person, may ?? 'propose-calendar', day);
}

/** The calendars in force, those that come with the product and are not published yet, and what was published when. */
export async function calendarBook(core: Core): Promise<CalendarBook> {
  const { calendars } = await core.house.fresh();
  const rows = await core.plain((db) => db.calendarPublication.findMany({ orderBy: { number: 'desc' }, take: 50 }));
  const moved = await movedBy(
    core,
    rows.map((r) => r.number),
  );
  return {
    items: calendars.list.map((c) => ({ ...c, workingDays: workingDaysOf(c.year, calendars) })),
    horizon: calendars.horizon,
    // One of a year before the first that is known would be refused.
    bundled: PUBLISHED.filter((b) => b.year > (calendars.list.at(-1)?.year ?? 0)),
    publications: rows.map((r) => view(r, moved)),
  };
}

/**
 * What would become of a calendar: its mistakes by field, what to look at twice, the days that would change. How many dates would move
 * is not said: a number over cases that somebody may not see tells them that there are such cases. Changes nothing.
 * @throws Refused `not-your-role` for who neither proposes nor approves
 */
export async function previewCalendar(core: Core, person: Person, calendar: Calendar): Promise<CalendarPreview> {
  const house = await core.house.fresh();
  const today = dayOf(core.now());
  concerned(house, person, today);
  const problems = checkPublication(calendar, house.calendars, today);
  const inForce = house.calendars.list.find((c) => c.year === calendar.year) ?? null;
  const base = { inForce: inForce?.notice ?? null, after: house.publication };
  if (problems.length > 0) return { ...base, problems, oddities: [], changes: [], workingDays: null };
  const next = withCalendar(house.calendars, calendar);
  return {
    ...base,
    problems: [],
    oddities: oddities(calendar),
    changes: dayChanges(house.calendars, next, calendar.year),
    workingDays: { before: workingDaysOf(calendar.year, house.calendars), after: workingDaysOf(calendar.year, next) },
  };
}

/** A publication with the dates that it moved. @throws where there is none of this number */
export async function calendarPublication(core: Core, number: number): Promise<CalendarPublication> {
  const row = await core.plain((db) => db.calendarPublication.findUniqueOrThrow({ where: { number } }));
  return view(row, await movedBy(core, [number]));
}

const proposalView = (
  p: CalendarProposal,
  organ: string,
  house: House,
  person: Person,
  day: PlainDate,
): CalendarProposalView => {
  const who = (by: ActedAs) => ({
    id: by.id,
    role: by.role,
    name: house.directory.people[by.id]?.name ?? { zh: by.id, en: by.id },
  });
  return {
    number: p.number,
    calendar: p.calendar,
    by: who(p.by),
    at: p.at,
    decided: p.decided && { ...p.decided, by: who(p.decided.by) },
    mayDecide:
      p.decided === null && !isSelf(person, p.by.id) && mayNotSettle(person, organ, 'approve-calendar', day) === null,
  };
};

/** The calendars that were proposed, newest first, for who proposes and who approves. */
export async function calendarProposals(core: Core, person: Person): Promise<CalendarProposalView[]> {
  const house = await core.house.fresh();
  const day = dayOf(core.now());
  const organ = concerned(house, person, day);
  return proposalsOf(house.acts[organ] ?? [])
    .map((p) => proposalView(p, organ, house, person, day))
    .reverse();
}

export const calendarProposal = async (core: Core, person: Person, number: number): Promise<CalendarProposalView> =>
  oneOf(await calendarProposals(core, person), number);
