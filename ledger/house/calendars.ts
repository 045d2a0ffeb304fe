import { randomUUID } from 'node:crypto';
import { proposalsOf } from '../../domain/authority/calendars.ts';
import type { Person } from '../../domain/people/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time/day.ts';
import { checkPublication, type PublicationProblem, sameCalendar } from '../../domain/time/publishing.ts';
import type { Calendar } from '../../domain/time/types.ts';
import { ask, inTransaction, type Queryable } from '../ground/db.ts';
import { Refused, Unavailable } from '../ground/errors.ts';
import { changeSealed, sealRows } from '../ground/truth.ts';
import { countAgain } from '../truth/change.ts';
import type { Core } from '../truth/core.ts';
import type { House } from '../truth/house.ts';
import type { Counting } from '../types.ts';
import { organFor, settle, settleThen } from './authority.ts';

const AT_ONCE = 8;
const PAGE = 500;
/** Any two numbers; whoever publishes takes the first, whoever counts the second. */
const PUBLISHING = 727369_01;
export const COUNTING = 727369_02;

const invalid = (problems: readonly PublicationProblem[]) =>
  new Refused({
    ...refuse('calendar-invalid'),
    fields: problems.map((p) => ({ field: p.field, message: p.text })),
  });

const overtaken = () => new Refused(refuse('calendar-overtaken'));

/** @throws Refused where somebody has published since `after`, or the calendar has mistakes */
function publishable(core: Core, house: House, calendar: Calendar, after: number | undefined): void {
  if (after !== undefined && after !== house.publication) throw overtaken();
  const problems = checkPublication(calendar, house.calendars, dayOf(core.now()));
  if (problems.length > 0) throw invalid(problems);
}

const NOTHING = '00000000-0000-0000-0000-000000000000';

/** One of several proposals. @throws Refused `proposal-unknown` */
export function oneOf<P extends { number: number }>(proposals: readonly P[], number: number): P {
  const found = proposals.find((p) => p.number === number);
  if (!found) throw new Refused(refuse('proposal-unknown'));
  return found;
}

/**
 * Proposes the calendar of a notice; nothing is counted with it before a second person approves it. The same one once more while it
 * waits is the answer of the first time.
 * @param after number of the last publication that the administrator has seen; another one since then is a refusal
 * @returns number of the proposal
 * @throws Refused `not-your-role`, `calendar-invalid` with the fields, `calendar-overtaken`, `proposal-open`
 */
export async function proposeCalendar(core: Core, person: Person, calendar: Calendar, after?: number): Promise<number> {
  const house = await core.house.fresh();
  const organ = organFor(house, person, 'propose-calendar', dayOf(core.now()));
  const waits = proposalsOf(house.acts[organ] ?? []).find(
    (p) => p.decided === null && p.by.id === person.id && sameCalendar(p.calendar, calendar),
  );
  if (waits) return waits.number;
  const { number } = await settleThen(
    core,
    person,
    {
      name: 'propose-calendar',
      body: { calendar, after },
      async act() {
        publishable(core, await core.house.fresh(), calendar, after);
        return { act: 'propose-calendar', calendar };
      },
    },
    randomUUID(),
  );
  return number;
}

/** Sends a proposed calendar back with a reason. It stays in the journal for ever. */
export async function declineCalendar(core: Core, person: Person, proposal: number, reason: string): Promise<void> {
  await settle(core, person, { act: 'decline-calendar', proposal, reason }, randomUUID());
}

/**
 * A second person approves a proposed calendar: with that it is published, wholly or not at all, and from then on every date is counted
 * with it. The running dates are counted again by `countPublications`; until a case's turn has come, whatever is done with it counts it
 * first. Approved once more by the same person is the answer of the first time.
 * @param after number of the last publication that the person has seen; another one since then is a refusal
 * @returns number of the publication
 * @throws Refused `not-your-role`, `two-people`, `proposal-unknown`, `proposal-decided`, `calendar-invalid`, `calendar-overtaken`
 */
export async function approveCalendar(core: Core, person: Person, proposal: number, after?: number): Promise<number> {
  const before = await core.house.fresh();
  const organ = organFor(before, person, 'approve-calendar', dayOf(core.now()));
  const known = proposalsOf(before.acts[organ] ?? []).find((p) => p.number === proposal)?.decided;
  return known?.approved && known.by.id === person.id && known.publication !== null
    ? known.publication
    : publish(core, person, proposal, after);
}

async function publish(core: Core, person: Person, proposal: number, after: number | undefined): Promise<number> {
  let number = 0;
  await settleThen(
    core,
    person,
    {
      name: 'approve-calendar',
      body: { proposal, after },
      async act(client) {
        await ask(client, 'SELECT pg_advisory_xact_lock($1)', [PUBLISHING]);
        number = (await core.house.fresh()).publication + 1;
        return { act: 'approve-calendar', proposal, publication: number };
      },
      async becomes(client, _made, journal) {
        const house = await core.house.fresh();
        const { calendar } = oneOf(proposalsOf(journal), proposal);
        publishable(core, house, calendar, after);
        await becomeTrue(core, client, calendar, house, number, person);
      },
    },
    randomUUID(),
  );
  return number;
}

async function becomeTrue(
  core: Core,
  client: Queryable,
  calendar: Calendar,
  house: House,
  number: number,
  person: Person,
): Promise<void> {
  const replaced = house.calendars.list.find((c) => c.year === calendar.year) ?? null;
  await ask(
    client,
    `INSERT INTO calendar_publications (number, year, notice, published, data, replaced, entered_by, entered_at, cases,
       cases_left, done_at)
     SELECT $1, $2, $3, $4, $5::jsonb, $6::jsonb, $7, $8, n, n, NULL
     FROM (SELECT count(DISTINCT case_id)::int AS n FROM clocks WHERE status = 'open' AND expires_at IS NOT NULL) x`,
    [
      number,
      calendar.year,
      calendar.notice,
      calendar.published,
      JSON.stringify(calendar),
      replaced && JSON.stringify(replaced),
      person.id,
      core.now(),
    ],
  );
  await sealRows(client, core.keys, 'calendar_publications', [String(number)]);
  await changeSealed(client, core.keys, 'calendars', [String(calendar.year)], () =>
    ask(
      client,
      `INSERT INTO calendars (year, notice, published, data, entered_by, entered_at) VALUES ($1, $2, $3, $4::jsonb, $5, $6)
       ON CONFLICT (year) DO UPDATE SET notice = excluded.notice, published = excluded.published, data = excluded.data,
         entered_by = excluded.entered_by, entered_at = excluded.entered_at`,
      [calendar.year, calendar.notice, calendar.published, JSON.stringify(calendar), person.id, core.now()],
    ),
  );
}

const uncounted = (db: Queryable) =>
  ask<{ number: number; cases_left: number }>(
    db,
    'SELECT number, cases_left FROM calendar_publications WHERE done_at IS NULL ORDER BY number',
  );

/** Whether a publication is not wholly counted. */
export const toBeCounted = async (db: Queryable): Promise<boolean> => (await uncounted(db)).length > 0;

/** Cases with running dates that are behind a publication, from one on. */
const behind = (db: Queryable, from: string, last: number, most: number) =>
  ask<{ id: string }>(
    db,
    `SELECT c.id FROM cases c
     WHERE c.id > $1 AND c.counted < $2
       AND EXISTS (SELECT 1 FROM clocks k WHERE k.case_id = c.id AND k.status = 'open' AND k.expires_at IS NOT NULL)
     ORDER BY c.id LIMIT $3`,
    [from, last, most],
  );

/**
 * Counts the running dates of some cases again for every publication that is not wholly counted: by whoever comes first, and only by
 * one at a time. Each case is one transaction, so that being cut off at any moment loses nothing and repeats nothing.
 * @param from where the page before ended; default: at the beginning
 */
export async function countPage(core: Core, from: string = NOTHING): ReturnType<Counting['countPage']> {
  const last = (await uncounted(core.pool)).at(-1)?.number;
  if (last === undefined) return { moved: 0, left: 0, from: null };
  return inTransaction(core.pool, async (client) => {
    const left = async () => Math.max(1, ...(await uncounted(core.pool)).map((p) => p.cases_left));
    const [lock] = await ask<{ mine: boolean }>(client, 'SELECT pg_try_advisory_xact_lock($1) AS mine', [COUNTING]);
    if (!lock?.mine) return { moved: 0, left: await left(), from: null };
    await core.house.fresh();
    const cases = await behind(core.pool, from, last, PAGE);
    const end = cases.at(-1)?.id;
    if (end !== undefined) {
      const { moved, failed } = await countAll(core, cases);
      await ask(
        core.pool,
        `UPDATE calendar_publications SET cases_left = greatest(cases_left - $1, 0) WHERE number <= $2 AND done_at IS NULL`,
        [cases.length - failed, last],
      );
      return { moved, left: await left(), from: end };
    }
    if ((await behind(core.pool, NOTHING, last, 1)).length > 0) return { moved: 0, left: await left(), from: null };
    await ask(
      core.pool,
      'UPDATE calendar_publications SET done_at = $1, cases_left = 0 WHERE number <= $2 AND done_at IS NULL',
      [core.now(), last],
    );
    // Another one may have been published meanwhile.
    return { moved: 0, left: 0, from: NOTHING };
  });
}

/** Counts page by page as far as it can be done now. @returns publications still to be counted */
export async function countPublications(core: Core): ReturnType<Counting['countPublications']> {
  let moved = 0;
  for (let from: string | null = NOTHING; from !== null; ) {
    const page: Awaited<ReturnType<typeof countPage>> = await countPage(core, from);
    moved += page.moved;
    from = page.from;
  }
  return { moved, waiting: (await uncounted(core.pool)).length };
}

/** Counts some cases, several at once. One that cannot be counted does not hold up the others. */
async function countAll(core: Core, cases: readonly { id: string }[]): Promise<{ moved: number; failed: number }> {
  const sum = { moved: 0, failed: 0 };
  let next = 0;
  const worker = async () => {
    for (let row = cases[next++]; row !== undefined; row = cases[next++]) {
      try {
        const moved = await countAgain(core, row.id);
        sum.moved += moved;
      } catch (error) {
        if (error instanceof Unavailable) throw error;
        sum.failed++;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return sum;
}
