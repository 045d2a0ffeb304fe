import type { CaseState, EventType, ProceedingKind } from '../../domain/case/types.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import { lookUp } from '../../domain/look-up.ts';
import { newsDesks } from '../../domain/people/digest.ts';
import type { ActedAs, Person } from '../../domain/people/types.ts';
import { NEWS, type NewsSource, newsKindOf } from '../../domain/proceedings/news.ts';
import { LEADING_BOUNDS } from '../../domain/proceedings/parts/merging.ts';
import { DAY_MS, dayOf, instantOf, millisOf } from '../../domain/time/day.ts';
import type { Instant, PlainDate } from '../../domain/time/types.ts';
import { type Branch, branchesOf, letIn, notShutOut, readableKinds, seeing, through, Values } from '../doors/access.ts';
import { note } from '../doors/journal.ts';
import { ask } from '../ground/db.ts';
import { readWords } from '../ground/sealing.ts';
import type { Core } from '../truth/core.ts';
import type { House } from '../truth/house.ts';
import { keyOf } from '../truth/loading.ts';
import { dayOf as daySql } from '../truth/write.ts';
import type { NewsItem, NewsPage } from '../types.ts';
import { decodeCursor, encodeCursor, INSTANT, paged, pageSize } from './cursor.ts';
import { announcedTo } from './rotation.ts';
import { actLabel, eventLabel } from './view.ts';
import { namesOf } from './visible.ts';
import { namedText, toDecide } from './worklist.ts';

/** Days for which something is news. House rule: what still waits then stands in the work list. */
const NEWS_DAYS = 60;
/** Where counting ends: beyond, a badge says "more". */
const UNREAD_MOST = 100;

/** Which cases a person sees, over the columns of `cases c`, as a condition that can be asked of several tables. */
interface Sight {
  values: Values;
  sees: string;
  /** Places of the work list whose news reach them. */
  places(work: string): string;
  /** Whose news reaches them, theirs among it. */
  desks: string[];
}

/** null: they see no case at all. */
function sightOf(person: Person, house: House, day: PlainDate): Sight | null {
  const branches = branchesOf(person, house, day);
  if (seeing(branches).length === 0) return null;
  const values = new Values();
  const desks = newsDesks(person, day);
  const placesOf = (list: readonly Branch[]) =>
    list
      .flatMap((b) =>
        // What is for somebody by name stands under the post that they hold.
        [...new Set([b.person, ...desks])].map(
          (who) => `(${values.add(b.organ)}, ${values.add(b.role)}, ${values.add(who)})`,
        ),
      )
      .join(', ');
  const own = placesOf(branches.filter((b) => b.for === undefined));
  const derived = branches
    .filter((b) => b.for !== undefined)
    .map((b) => ({ places: placesOf([b]), inside: through(b, house, day, values) }));
  return {
    sees: `${notShutOut(person, house, day, values)} AND ${letIn(branches, house, day, values)}`,
    places: (work) => {
      const among = (places: string) => `(${work}.organ, ${work}.role, ${work}.person) IN (${places})`;
      return `(${[
        ...(own === '' ? [] : [among(own)]),
        ...derived.map(
          ({ places, inside }) =>
            `(${among(places)} AND EXISTS (SELECT FROM cases c WHERE c.id = ${work}.case_id ${inside} OFFSET 0))`,
        ),
      ].join(' OR ')})`;
    },
    desks,
    values,
  };
}

/** Where an act of ours names officers. As the index of news spells it. */
const NAMES_OFFICERS = `changes @? '$[*].set.officers'`;

/**
 * Whether the reader may know of an event `e` of a case that they see, by the rule of `numbersFor`: nothing of the vault, nothing that
 * came of another case of a merge which they may not see, nor what followed from such an event.
 */
const known = (s: Sight): string => `CASE
  -- Nearly every event: seen at once.
  WHEN e.cause IS NULL AND NOT e.facts ?| '{follower,leading,through}' THEN e.name NOT LIKE 'identity-%'
  ELSE NOT EXISTS (WITH RECURSIVE chain AS (
    SELECT e.name, e.facts, e.cause
    UNION ALL SELECT k.name, k.facts, k.cause FROM chain JOIN events k ON k.case_id = e.case_id AND k.number = chain.cause)
  SELECT FROM chain WHERE chain.name LIKE 'identity-%'
    OR chain.facts ?| '{follower,leading,through}' AND EXISTS (
      SELECT FROM (
        SELECT chain.facts->>'follower' AS id
        UNION ALL SELECT chain.facts->>'leading' WHERE chain.name = '${LEADING_BOUNDS.act}'
        UNION ALL SELECT x FROM jsonb_array_elements_text(
          CASE jsonb_typeof(chain.facts->'through') WHEN 'array' THEN chain.facts->'through' ELSE '[]' END) x
      ) o WHERE o.id IS NOT NULL AND NOT EXISTS (SELECT FROM cases c WHERE c.id = o.id::uuid AND ${s.sees}))) END`;

/**
 * Rows of news of one reader, recorded after an instant; each once. Every part is asked of the case as it is now: whoever has come to be
 * outside since sees and counts nothing. What somebody did themselves is no news to them. What is found by an index is found first
 * (OFFSET 0), and only then is its case asked.
 */
function newsSql(s: Sight, me: Person, since: string): string {
  const about = `${s.values.add(s.desks)}::text[]`;
  const recent = (e: string) =>
    `${e}.recorded_at > ${since}::timestamptz AND ${e}.actor->>'id' <> ${s.values.add(me.id)}`;
  const seen = (and = '') => `JOIN LATERAL (SELECT FROM cases c
    WHERE c.id = e.case_id ${and} AND ${s.sees} OFFSET 0) c ON true WHERE ${known(s)}`;
  const row = (source: NewsSource, item: string, more = 'NULL::text AS task') =>
    `SELECT e.case_id, e.number, '${source}' AS source, ${item} AS item, e.recorded_at AS at, ${more}`;
  // Of several places in which it stands for one reader, the first.
  const waits = (what: string) => `(SELECT w.* FROM work w
    WHERE w.what = '${what}' AND w.what <> 'clock' AND ${s.places('w')} AND NOT EXISTS (
      SELECT FROM work v WHERE v.case_id = w.case_id AND v.item = w.item AND ${s.places('v')}
        AND (v.organ, v.role, v.person) < (w.organ, w.role, w.person) OFFSET 0) OFFSET 0) w`;
  const last = (which: string) => `JOIN LATERAL (SELECT x.* FROM events x WHERE x.case_id = w.case_id AND ${which}
    ORDER BY x.number DESC LIMIT 1) e ON ${recent('e')}`;
  const event = (which: string) => `(SELECT e.* FROM events e WHERE ${recent('e')} AND ${which} OFFSET 0) e`;
  const settles = `(e.type = 'declined' OR e.${NAMES_OFFICERS})`;
  return [
    `${row('task', 'w.item', 't.id AS task')} FROM ${waits('task')} JOIN tasks t ON t.id = w.about
      ${last('x.number = t.event')} ${seen()}`,
    `${row('proposal', 'w.item')} FROM ${waits('proposal')}
      ${last(`x.type = 'proposal' AND x.proceeding = w.proceeding AND x.name = w.about`)} ${seen()}`,
    `${row('named', 'w.item')} FROM ${waits('named')}
      ${last(`x.proceeding = w.proceeding
        AND x.facts->'told' @> jsonb_build_array(jsonb_build_object('person', w.person, 'named', w.about))`)} ${seen()}`,
    // Only who was not an officer before.
    `${row('assigned', `'event:' || e.number`)} FROM ${event(`${settles} AND e.${NAMES_OFFICERS}`)}
      ${seen(`AND c.officers && ${about}`)} AND EXISTS (
        SELECT FROM jsonb_path_query(e.changes, '$[*].set.officers[*]') o
        WHERE o #>> '{}' = ANY (${about}) AND NOT EXISTS (
          SELECT FROM (SELECT x.changes FROM events x
            WHERE x.case_id = e.case_id AND x.number < e.number AND x.${NAMES_OFFICERS} ORDER BY x.number DESC LIMIT 1) before,
            jsonb_path_query(before.changes, '$[*].set.officers[*]') was WHERE was = o))`,
    `${row('declined', `'event:' || e.number`)} FROM ${event(`${settles} AND e.type = 'declined' AND (
        SELECT x.actor->>'id' FROM events x WHERE x.case_id = e.case_id AND x.number < e.number AND x.type = 'proposal'
          AND x.proceeding = e.proceeding AND x.name = e.name ORDER BY x.number DESC LIMIT 1) = ANY (${about})`)} ${seen()}`,
    // What is entered from paper is told by itself.
    `${row('beside', `'event:' || e.number`)} FROM ${event(
      `e.actor->>'withOfficer' = ANY (${about}) AND NOT e.actor ? 'enteredBy'`,
    )} ${seen()}`,
    `${row('for', `'event:' || e.number`)} FROM ${event(`e.actor->>'for' = ANY (${about})`)} ${seen()}`,
  ].join('\nUNION ALL\n');
}

const windowFrom = (now: Instant): Instant => instantOf(millisOf(now) - NEWS_DAYS * DAY_MS);

async function markOf(core: Core, person: Person): Promise<Instant | null> {
  const [row] = await ask<{ to: string }>(
    core.pool,
    `SELECT ${INSTANT('read_to')} AS to FROM news_marks WHERE staff = $1`,
    [person.id],
  );
  return row?.to ?? null;
}

const later = (a: Instant, b: Instant | null): Instant => (b !== null && millisOf(b) > millisOf(a) ? b : a);

/** How much of what somebody may see now is unread, at most `UNREAD_MOST`. */
export async function unreadNews(core: Core, person: Person): Promise<number> {
  const house = await core.house.fresh();
  const now = core.now();
  const sight = sightOf(person, house, dayOf(now));
  const mark = await markOf(core, person);
  const announced = announcedTo(house, person, dayOf(now), windowFrom(now), mark).filter((a) => a.unread).length;
  if (sight === null) return Math.min(announced, UNREAD_MOST);
  const since = sight.values.add(later(windowFrom(now), mark));
  const [row] = await ask<{ n: number }>(
    core.pool,
    `SELECT count(*)::int AS n FROM (
       SELECT FROM (${newsSql(sight, person, since)}) n LIMIT ${UNREAD_MOST}) few`,
    sight.values.list,
  );
  return Math.min((row?.n ?? 0) + announced, UNREAD_MOST);
}

interface NewsRow {
  case_id: string;
  event: number;
  source: NewsSource;
  item: string;
  on_day: string;
  at: string;
  newest: string;
  number: string;
  former_number: string | null;
  type: EventType;
  kind: ProceedingKind;
  name: string;
  actor: ActedAs;
  sealed: Buffer | null;
  text: Bilingual | null;
  due: string | null;
  provisional: boolean | null;
}

/** What is news to a person, newest day first; within a day in no order that tells which came first. */
export async function news(core: Core, person: Person, cursor?: string, limit?: number): Promise<NewsPage> {
  const house = await core.house.fresh();
  const now = core.now();
  const day = dayOf(now);
  const after = decodeCursor(core, cursor, ['instant', 'id', 'text']);
  const size = pageSize(limit);
  const sight = sightOf(person, house, day);
  const mark = await markOf(core, person);
  const told = announcedTo(house, person, day, windowFrom(now), mark);
  const announced = after ? [] : told.map(({ at: _, ...one }) => one);
  const upTo = (newest: string | undefined) =>
    encodeCursor(core, [[newest ?? windowFrom(now), ...told.map((one) => one.at)].reduce(later)]);
  if (sight === null) return { items: [], unread: await unreadNews(core, person), upTo: upTo(undefined), announced };
  const { values } = sight;
  const since = values.add(windowFrom(now));
  const from = after
    ? `WHERE (n.on_day, n.case_id, n.item) < (${values.add(after[0])}::timestamptz, ${values.add(after[1])}::uuid, ${values.add(after[2])})`
    : '';
  const [unread, rows] = await Promise.all([
    unreadNews(core, person),
    ask<NewsRow>(
      core.pool,
      `WITH all_of_it AS MATERIALIZED (SELECT n.*, ${daySql('n.at')} AS on_day
         FROM (${newsSql(sight, person, since)}) n)
       SELECT n.case_id, n.number AS event, n.source, n.item, ${INSTANT('n.on_day')} AS on_day, ${INSTANT('n.at')} AS at,
         (SELECT ${INSTANT('max(a.at)')} FROM all_of_it a) AS newest, c.number, c.former_number,
         e.type, e.kind, e.name, e.actor, e.sealed, t.text, k.due, k.provisional
       FROM (SELECT * FROM all_of_it n ${from} ORDER BY n.on_day DESC, n.case_id DESC, n.item DESC LIMIT ${values.add(size + 1)}) n
       JOIN cases c ON c.id = n.case_id
       JOIN events e ON e.case_id = n.case_id AND e.number = n.number
       LEFT JOIN tasks t ON t.id = n.task
       LEFT JOIN clocks k ON k.case_id = n.case_id AND k.id = t.clock
       ORDER BY n.on_day DESC, n.case_id DESC, n.item DESC`,
      values.list,
    ),
  ]);
  const reasons = await reasonsOf(core, person, rows.slice(0, size), house, now);
  return {
    ...paged(
      core,
      rows,
      size,
      (r) => [r.on_day, r.case_id, r.item],
      (r): NewsItem => ({
        caseId: r.case_id,
        ...namesOf(r),
        what: newsKindOf(r.source, r),
        label: NEWS[newsKindOf(r.source, r)],
        kind: r.kind,
        text: textOf(r),
        by: byOf(r.actor, house),
        day: dayOf(r.at),
        unread: mark === null || millisOf(r.at) > millisOf(mark),
        ...(r.due === null ? {} : { due: r.due, provisional: r.provisional ?? false }),
        ...(r.source === 'declined' ? { reason: reasons.get(r) ?? null } : {}),
      }),
    ),
    unread,
    upTo: upTo(rows[0]?.newest),
    announced,
  };
}

const byOf = ({ id }: ActedAs, { directory }: House): NewsItem['by'] => {
  const person = lookUp(directory.people, id);
  return person ? { id, name: person.name } : null;
};

function textOf(r: NewsRow): Bilingual {
  if (r.source === 'task') return r.text ?? eventLabel(r);
  if (r.source === 'named') return namedText;
  if (r.source === 'proposal') return toDecide(r.kind, r.name);
  if (r.source === 'assigned') return { zh: '指派您为承办人', en: 'You were named as an officer of the case' };
  if (r.source === 'declined') return eventLabel(r);
  const label = r.type === 'act' ? actLabel(r.kind, r.name) : eventLabel(r);
  if (r.source === 'for') return { zh: `代您办理：${label.zh}`, en: `Done in your place: ${label.en}` };
  return { zh: `以您为第二承办人：${label.zh}`, en: `With you as the second officer: ${label.en}` };
}

/** Why something was declined, where the words of its proceeding may be read; that they were is written into the journal first. */
async function reasonsOf(
  core: Core,
  person: Person,
  rows: readonly NewsRow[],
  house: House,
  now: Instant,
): Promise<Map<NewsRow, string>> {
  const declined = rows.filter((r) => r.source === 'declined');
  const found = new Map<NewsRow, string>();
  if (declined.length === 0) return found;
  const ids = [...new Set(declined.map((r) => r.case_id))];
  const cases = await ask<{ id: string; state: CaseState; wrapped_key: Buffer | null }>(
    core.pool,
    'SELECT id, state, wrapped_key FROM cases WHERE id = ANY ($1::uuid[])',
    [ids],
  );
  const read = new Set<string>();
  for (const { id, state, wrapped_key } of cases) {
    const kinds = readableKinds(person, state, house, dayOf(now));
    const key = keyOf(core, id, wrapped_key);
    for (const r of declined) {
      if (r.case_id !== id || !kinds.has(r.kind)) continue;
      const reasons = readWords(key, { number: r.event, sealed: r.sealed }).words?.reasons;
      if (typeof reasons !== 'string') continue;
      found.set(r, reasons);
      read.add(id);
    }
  }
  if (read.size > 0)
    await note(
      core,
      person,
      [...read].map((caseId) => ({ what: 'case', caseId })),
    );
  return found;
}

/** Everything is read up to what stands for the newest of a page. Never goes back. @throws Refused 422 */
export async function readNews(core: Core, person: Person, upTo: string): Promise<void> {
  const at = decodeCursor(core, upTo, ['instant']);
  if (at === null) return;
  await ask(
    core.pool,
    `INSERT INTO news_marks (staff, read_to) VALUES ($1, $2)
     ON CONFLICT (staff) DO UPDATE SET read_to = greatest(news_marks.read_to, excluded.read_to)`,
    [person.id, at[0]],
  );
}

/** How many steps of ours, as the work list has them for somebody, are due from now to the end of that day. */
export async function dueUntil(core: Core, person: Person, until: Instant): Promise<number> {
  const house = await core.house.fresh();
  const now = core.now();
  const sight = sightOf(person, house, dayOf(now));
  if (sight === null) return 0;
  const [from, to] = [sight.values.add(now), sight.values.add(until)];
  const [row] = await ask<{ n: number }>(
    core.pool,
    `SELECT count(*)::int AS n FROM (SELECT DISTINCT w.case_id, w.item FROM work w JOIN cases c ON c.id = w.case_id
       WHERE w.what = 'clock' AND ${sight.places('w')} AND w.due_at > ${from}::timestamptz AND w.due_at < ${to}::timestamptz
         AND ${sight.sees}) due`,
    sight.values.list,
  );
  return row?.n ?? 0;
}
