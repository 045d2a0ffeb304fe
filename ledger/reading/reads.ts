import { confirmable, OWN_LENGTHS } from '../../domain/authority/decide.ts';
import type { CaseState, Clock, ProceedingKind } from '../../domain/case/types.ts';
import { numberTyped } from '../../domain/case-number.ts';
import { actsFor, advance } from '../../domain/kernel/index.ts';
import { DUTIES } from '../../domain/law/duties.ts';
import { DEADLINES, editionOf } from '../../domain/law/index.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import { lookUp } from '../../domain/look-up.ts';
import { LETTERS, type NamedDate } from '../../domain/notices.ts';
import { canSee, rolesOn } from '../../domain/people/may.ts';
import type { Person, Role } from '../../domain/people/types.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { refuse } from '../../domain/refusal.ts';
import { sameText } from '../../domain/text/same.ts';
import { dayOf } from '../../domain/time/day.ts';
import { explain } from '../../domain/time/explain.ts';
import type { Calendars, Instant } from '../../domain/time/types.ts';
import { keptName } from '../../files/names.ts';
import { ABOVE, branchesOf, letIn, notShutOut, readableKinds, seeing, Values } from '../doors/access.ts';
import { hiddenFrom, numbered, numbersFor, stateFor } from '../doors/hidden.ts';
import { byTheDay, toldAt } from '../ground/days.ts';
import { ask, instantFrom, inTransaction } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import { type CaseKey, type ReadWords, readWords, whole } from '../ground/sealing.ts';
import { changeSealed } from '../ground/truth.ts';
import { authorityOf, factsFor, type House } from '../house/house.ts';
import {
  type Core,
  caseUnknown,
  columnsFrom,
  keyOf,
  type Loaded,
  loadCase,
  loadEvents,
  nowFor,
  type StoredEvent,
  seen,
} from '../truth/core.ts';
import { openAbout } from '../truth/evidence.ts';
import { outerKey } from '../truth/record.ts';
import { formerTags, nameIn, nameTag, numberTag, pairTags, TAGGED } from '../truth/search-tags.ts';
import type {
  CaseHead,
  CaseNames,
  CaseSearch,
  CaseView,
  ClockView,
  EvidenceView,
  Ledger,
  LetterView,
  MessageView,
  Page,
  ReferralView,
  TaskView,
  WorkItem,
} from '../types.ts';
import { decodeCursor, INSTANT, paged, pageSize } from './cursor.ts';
import { note, type Reading, searchTag } from './journal.ts';
import {
  actLabel,
  bareDocument,
  bindingsOf,
  caseSummary,
  deadlineTitle,
  eventLabel,
  eventView,
  letterBody,
  restsOn,
  stateLabel,
  clockView as viewOfClock,
} from './view.ts';

const namesOf = (r: { number: string; former_number: string | null }): CaseNames => ({
  number: r.number,
  formerNumber: r.former_number,
});

interface WorkRead {
  case_id: string;
  item: string;
  role: Role;
  what: WorkItem['what'];
  proceeding: string;
  about: string;
  due_at: string;
  since: Date;
  number: string;
  former_number: string | null;
  kind: ProceedingKind;
  state: string;
  due: string | null;
  provisional: boolean | null;
  deadline: string | null;
  confidence: Clock['confidence'] | null;
  /** Read only where a confirmation may stand. */
  clock: Clock | null;
  organ: string;
  text: Bilingual | null;
}

/** What waits for a person, by next due date; a task stands by the day it came up. */
export async function worklist(core: Core, person: Person, cursor?: string, limit?: number): Promise<Page<WorkItem>> {
  const house = await core.house.fresh();
  const now = core.now();
  const day = dayOf(now);
  const branches = branchesOf(person, house, day);
  const size = pageSize(limit);
  const after = decodeCursor(core, cursor, ['end', 'id', 'text']);
  if (seeing(branches).length === 0) return { items: [] };
  const values = new Values();
  const most = values.add(size + 1);
  const shut = notShutOut(person, house, day, values);
  const inside = letIn(branches, values);
  const from = after
    ? `AND (w.due_at, w.case_id, w.item) > (${values.add(after[0])}::timestamptz, ${values.add(after[1])}::uuid, ${values.add(after[2])})`
    : '';
  // What is for this person by name stands under the post that they hold.
  const own = branches.flatMap((b) => (b.person === '' && b.role !== ABOVE ? [{ ...b, person: person.id }] : []));
  const parts = [...branches, ...own].map(
    (
      b,
    ) => `(SELECT w.case_id, w.item, w.role, w.what, w.proceeding, w.about, w.due_at, w.since, c.number, c.former_number
      FROM work w JOIN cases c ON c.id = w.case_id
      WHERE w.organ = ${values.add(b.organ)} AND w.role = ${values.add(b.role)} AND w.person = ${values.add(b.person)}
        ${from} AND ${shut} AND ${inside}
      ORDER BY w.due_at, w.case_id, w.item LIMIT ${most})`,
  );
  const rows = await ask<WorkRead>(
    core.pool,
    `SELECT w.*, CASE WHEN w.due_at = 'infinity' THEN 'infinity' ELSE ${INSTANT('w.due_at')} END AS due_at,
       p.kind, p.state, k.due, k.provisional, k.deadline, t.text, c.organ,
       coalesce(t.outer_id::text, w.about) AS about,
       CASE WHEN k.confidence IN ('memory', 'secondary') OR k.deadline = ANY (${values.add(CONFIRMABLE)}::text[])
         THEN c.state->'clocks'->k.id END AS clock, k.confidence
     FROM (SELECT DISTINCT ON (due_at, case_id, item) * FROM (${parts.join(' UNION ALL ')}) u
       ORDER BY due_at, case_id, item LIMIT ${most}) w
     JOIN cases c ON c.id = w.case_id
     JOIN proceedings p ON p.case_id = w.case_id AND p.id = w.proceeding
     LEFT JOIN clocks k ON k.case_id = w.case_id AND k.id = CASE w.what WHEN 'clock' THEN w.about
       WHEN 'proposal' THEN (SELECT o.about FROM work o WHERE o.case_id = w.case_id
         AND o.item = 'clock:' || w.proceeding AND o.what = 'clock' LIMIT 1) END
     LEFT JOIN tasks t ON w.what = 'task' AND t.id = w.about
     ORDER BY w.due_at, w.case_id, w.item`,
    values.list,
  );
  return paged(
    core,
    rows,
    size,
    (r) => [r.due_at, r.case_id, r.item],
    (r) => ({
      caseId: r.case_id,
      ...namesOf(r),
      proceeding: r.proceeding,
      kind: r.kind,
      state: r.state,
      label: stateLabel(r.kind, r.state),
      what: r.what,
      role: r.role,
      text: workText(r),
      due: r.due,
      ...(r.what === 'proposal' && r.deadline ? { period: deadlineTitle(r.deadline) } : {}),
      provisional: r.provisional ?? false,
      ...(r.confidence ? { restsOn: workRestsOn(r, r.confidence, house, now) } : {}),
      // A proposal without a clock stands by the day it was made, which is no date to be met.
      overdue: r.due !== null && r.due_at !== 'infinity' && Date.parse(r.due_at) <= Date.parse(now),
      since: dayOf(instantFrom(r.since)),
      ...(r.what === 'task' ? { task: r.about } : {}),
    }),
  );
}

/** Rows of which a confirmation may stand beside a text that was read. */
const CONFIRMABLE = DEADLINES.filter((d) => confirmable(d) !== null).map((d) => d.id);

const workRestsOn = (
  r: WorkRead,
  confidence: Clock['confidence'],
  house: House,
  now: Instant,
): NonNullable<WorkItem['restsOn']> =>
  r.clock
    ? restsOn(r.clock, authorityOf(house, r.organ), now)
    : { confidence, confirmation: null, ownLength: r.due !== null && OWN_LENGTHS.includes(r.deadline ?? '') };

function workText(r: WorkRead): Bilingual {
  if (r.text) return r.text;
  if (r.what === 'named') {
    return {
      zh: '补录的纸质办理列有您或者您单位已离岗的人员：请核对，不属实的提出异议',
      en: 'What was entered from paper names you, or somebody who has left your unit: look at it, contest what is not so',
    };
  }
  if (r.what === 'proposal') {
    const label = actLabel(r.kind, r.about);
    return { zh: `待决定：${label.zh}`, en: `To decide: ${label.en}` };
  }
  if (r.deadline) return deadlineTitle(r.deadline);
  // Nothing runs: what waits is the next step itself.
  const { title } = TABLES[r.kind];
  const state = stateLabel(r.kind, r.state);
  return {
    zh: `${title.zh}：现为“${state.zh}”，待办下一步`,
    en: `${title.en}: state “${state.en}”, next step open`,
  };
}

/**
 * Marks a task as seen to; who may see its case and holds its role may do so.
 * @param asked what it is called outside, or its former name
 */
export async function taskDone(core: Core, person: Person, asked: string): Promise<void> {
  const now = core.now();
  const day = dayOf(now);
  const [named] = await ask<{ id: string; case_id: string }>(
    core.pool,
    'SELECT id, case_id FROM tasks WHERE id = $1 UNION ALL SELECT id, case_id FROM tasks WHERE outer_id::text = $1',
    [asked],
  );
  const loaded = named ? await loadCase(core, named.case_id) : null;
  if (!named || !loaded) throw caseUnknown();
  const { id: task, case_id: caseId } = named;
  seen(person, loaded.state, loaded.house, now);
  const branches = branchesOf(person, loaded.house, day);
  await inTransaction(core.pool, async (client) => {
    const [mine] = await ask<{ done: boolean }>(
      client,
      `SELECT done_at IS NOT NULL AS done FROM tasks t WHERE t.id = $1 AND (t.organ || ' ' || t.role) = ANY ($2::text[])
       FOR UPDATE`,
      [task, branches.map((b) => `${b.organ} ${b.role}`)],
    );
    if (!mine) throw new Refused(refuse('not-your-role/task'));
    if (mine.done) return;
    await changeSealed(client, core.keys, 'tasks', [task], () =>
      ask(client, 'UPDATE tasks SET done_by = $2, done_at = $3 WHERE id = $1', [task, person.id, now]),
    );
    await ask(client, "DELETE FROM work WHERE case_id = $1 AND what = 'task' AND about = $2", [caseId, task]);
  });
}

/** Posts that look at nearly every case of their organ: for them the board reads along the index of all clocks. */
const BROAD: ReadonlySet<string> = new Set(['clerk', 'unit-head', 'dept-head']);

interface HeadRow {
  case_id: string;
  listed: string;
  number: string;
  former_number: string | null;
  organ: string;
  received_at: Date;
  channel: string;
  fund: string;
  officers: string[];
  named: boolean;
  merged_into: string | null;
  proceedings: { id: string; kind: ProceedingKind; state: string; ended: boolean }[];
  due: string | null;
  provisional: boolean | null;
  expires_at: Date | null;
}

/** Up to so many late clocks, what is overdue is found from them; beyond, soon enough among the newest cases. */
const FEW = 2_000;

async function lateRows(core: Core, now: Instant): Promise<number> {
  const [row] = await ask<{ n: number }>(
    core.pool,
    `SELECT count(*)::int AS n FROM (SELECT 1 FROM work o WHERE o.what = 'clock' AND o.due_at <= $1 LIMIT ${FEW}) late`,
    [now],
    'late',
  );
  return row?.n ?? 0;
}

/** The accused is called so, or a part of the name may be: pairs of other names can have the same tags. */
function named(core: Core, name: string, values: Values): string {
  const tags = (pairs: number[]) => (pairs.length === 0 ? 'false' : `c.search_tags @> ${values.add(pairs)}::bigint[]`);
  const former = formerTags(core.keys, name);
  return `(c.accused_tag = ${values.add(nameTag(core.keys, name))} OR ${tags(pairTags(core.keys, name))}
    OR (NOT c.search_tags @> '{${TAGGED}}'
      AND (c.accused_tag = ANY (${values.add(former.whole)}::bytea[]) OR ${tags(former.pairs)})))`;
}

/** Of these cases those whose accused is called so, or by a name of which that is a part. */
async function trulyNamed(core: Core, ids: readonly string[], name: string): Promise<ReadonlySet<string>> {
  const rows = await ask<{ id: string; whole: boolean; wrapped_key: Buffer | null; sealed: Buffer | null }>(
    core.pool,
    `SELECT c.id, c.accused_tag = $2 OR (NOT c.search_tags @> '{${TAGGED}}' AND c.accused_tag = ANY ($3::bytea[])) AS whole,
       c.wrapped_key, e.sealed
     FROM cases c JOIN events e ON e.case_id = c.id AND e.number = 1 WHERE c.id = ANY ($1::uuid[])`,
    [ids, nameTag(core.keys, name), formerTags(core.keys, name).whole],
  );
  const asked = sameText(name);
  const fits = rows.filter(
    (r) => r.whole || sameText(nameIn(core.keys, r.id, r.wrapped_key, r.sealed) ?? '').includes(asked),
  );
  return new Set(fits.map((r) => r.id));
}

/** How often a page of what may be so named is looked through for what is; beyond, the list goes on with its cursor. */
const ROUNDS = 20;

/** Cases a person may see, newest first. */
export async function cases(
  core: Core,
  person: Person,
  search: CaseSearch = {},
  cursor?: string,
  limit?: number,
): Promise<Page<CaseHead>> {
  if (!search.accused) return casesRead(core, person, { ...search, accused: undefined }, cursor, limit);
  const size = pageSize(limit);
  const items: CaseHead[] = [];
  let next = cursor;
  for (let round = 0; round < ROUNDS && items.length < size; round++) {
    const page = await casesRead(core, person, search, next, size - items.length);
    const named = await trulyNamed(
      core,
      page.items.map((c) => c.id),
      search.accused,
    );
    items.push(...page.items.filter((c) => named.has(c.id)));
    next = page.next;
    if (next === undefined) break;
  }
  return next === undefined ? { items } : { items, next };
}

async function casesRead(
  core: Core,
  person: Person,
  search: CaseSearch,
  cursor: string | undefined,
  limit: number | undefined,
): Promise<Page<CaseHead>> {
  const house = await core.house.fresh();
  const now = core.now();
  const day = dayOf(now);
  const branches = seeing(branchesOf(person, house, day));
  const size = pageSize(limit);
  const after = decodeCursor(core, cursor, ['instant', 'id']);
  if (search.accused !== undefined)
    await note(core, person, [{ what: 'search', tag: searchTag(core, search.accused) }]);
  if (branches.length === 0) return { items: [] };
  const values = new Values();
  const most = values.add(size + 1);
  const conditions = [notShutOut(person, house, day, values)];
  if (search.fund !== undefined) conditions.push(`c.fund = ${values.add(search.fund)}`);
  if (search.number !== undefined && search.number !== '') {
    const typed = numberTyped(search.number);
    if (sameText(search.number) === '') conditions.push('false');
    else {
      // A document number that begins with other characters is no beginning of a case number.
      const like = values.add(`${typed === '' || /[^\p{ASCII}]/u.test(sameText(search.number)) ? '-' : typed}%`);
      const whole = values.add([numberTag(core.keys, search.number)]);
      conditions.push(`(c.number LIKE ${like} OR replace(c.former_number, '-', '') LIKE ${like}
        OR c.search_tags @> ${whole}::bigint[])`);
    }
  }
  if (search.accused !== undefined) conditions.push(named(core, search.accused, values));
  if (search.open !== undefined) conditions.push(`c.open = ${values.add(search.open)}`);
  const fewLate = search.overdue === true && (await lateRows(core, now)) < FEW;
  if (search.overdue !== undefined && !fewLate) {
    conditions.push(`${search.overdue ? '' : 'NOT '}EXISTS (SELECT 1 FROM work o WHERE o.case_id = c.id
      AND o.what = 'clock' AND o.due_at <= ${values.add(now)}::timestamptz)`);
  }
  const before = (alias: string, id: string) =>
    after
      ? `AND (${alias}.listed_at, ${alias}.${id}) < (${values.add(after[0])}::timestamptz, ${values.add(after[1])}::uuid)`
      : '';
  const clerk = branches.some((b) => b.role === 'clerk');
  const broad = branches.some((b) => BROAD.has(b.role));
  if (search.kind !== undefined && (fewLate || !broad)) {
    conditions.push(`EXISTS (SELECT 1 FROM proceedings p WHERE p.case_id = c.id AND p.kind = ${values.add(search.kind)}
      ${search.state === undefined ? '' : `AND p.state = ${values.add(search.state)}`} OFFSET 0)`);
  }
  let source: string;
  if (fewLate) {
    source = `SELECT c.id AS case_id, c.listed_at FROM work o JOIN cases c ON c.id = o.case_id
      WHERE o.what = 'clock' AND o.due_at <= ${values.add(now)}::timestamptz
        AND ${conditions.join(' AND ')} ${before('c', 'id')} AND ${letIn(branches, values)}`;
  } else if (search.kind !== undefined && broad) {
    const state = search.state === undefined ? '' : `AND p.state = ${values.add(search.state)}`;
    // Heads see linked cases only; where a person is an officer besides, both ways in are needed.
    const linked = clerk || branches.some((b) => !BROAD.has(b.role)) ? '' : 'AND p.heads_see';
    source = `SELECT p.case_id, p.listed_at FROM proceedings p JOIN cases c ON c.id = p.case_id
      WHERE p.kind = ${values.add(search.kind)} ${state} ${linked} ${before('p', 'case_id')}
        AND ${conditions.join(' AND ')} AND ${letIn(branches, values)}
      ORDER BY p.listed_at DESC, p.case_id DESC`;
  } else if (search.number || search.accused !== undefined) {
    source = `SELECT c.id AS case_id, c.listed_at FROM cases c
      WHERE ${conditions.join(' AND ')} ${before('c', 'id')} AND ${letIn(branches, values)}
      ORDER BY c.listed_at DESC, c.id DESC LIMIT ${most}`;
  } else {
    source = branches
      .map(
        (b) => `(SELECT a.case_id, a.listed_at FROM case_access a JOIN cases c ON c.id = a.case_id
          WHERE a.organ = ${values.add(b.organ)} AND a.role = ${values.add(b.role)} AND a.person = ${values.add(b.person)}
            ${before('a', 'case_id')} AND ${conditions.join(' AND ')}
          ORDER BY a.listed_at DESC, a.case_id DESC LIMIT ${most})`,
      )
      .join(' UNION ALL ');
  }
  const rows = await ask<HeadRow>(
    core.pool,
    `SELECT f.case_id, ${INSTANT('f.listed_at')} AS listed, c.number, c.former_number, c.organ, c.received_at, c.channel, c.fund,
       c.officers, (c.state->'tipster'->>'named')::boolean AS named, c.state->>'mergedInto' AS merged_into,
       p.list AS proceedings, k.due, k.provisional, k.expires_at
     FROM (SELECT DISTINCT listed_at, case_id FROM (${source}) u
       ORDER BY listed_at DESC, case_id DESC LIMIT ${most}) f
     JOIN cases c ON c.id = f.case_id
     LEFT JOIN LATERAL (SELECT json_agg(json_build_object('id', x.id, 'kind', x.kind, 'state', x.state,
         'ended', x.ended_at IS NOT NULL) ORDER BY x.opened_at, x.id) AS list
       FROM proceedings x WHERE x.case_id = c.id) p ON true
     LEFT JOIN LATERAL (SELECT x.due, x.provisional, x.expires_at FROM clocks x WHERE x.case_id = c.id AND x.status = 'open'
         AND x.kind IN ('our-duty', 'house') AND x.expires_at IS NOT NULL ORDER BY x.expires_at LIMIT 1) k ON true
     ORDER BY f.listed_at DESC, f.case_id DESC`,
    values.list,
  );
  return paged(
    core,
    rows,
    size,
    (r) => [r.listed, r.case_id],
    (r) => ({
      id: r.case_id,
      ...namesOf(r),
      organ: r.organ,
      receivedAt: dayOf(instantFrom(r.received_at)),
      channel: r.channel,
      fund: r.fund,
      named: r.named,
      mergedInto: r.merged_into,
      officers: r.officers,
      proceedings: r.proceedings.map((p) => ({ ...p, label: stateLabel(p.kind, p.state) })),
      nextDue: r.due,
      nextProvisional: r.provisional ?? false,
      overdue: r.expires_at !== null && Date.parse(now) >= r.expires_at.getTime(),
    }),
  );
}

/** Open clocks of the cases a person may see, by their end. */
export async function deadlines(
  core: Core,
  person: Person,
  cursor?: string,
  limit?: number,
): ReturnType<Ledger['deadlines']> {
  const house = await core.house.fresh();
  const now = core.now();
  const day = dayOf(now);
  const branches = seeing(branchesOf(person, house, day));
  const size = pageSize(limit);
  const after = decodeCursor(core, cursor, ['instant', 'id', 'text']);
  if (branches.length === 0) return { items: [] };
  const values = new Values();
  const most = values.add(size + 1);
  const shut = notShutOut(person, house, day, values);
  const from = after
    ? [`${values.add(after[0])}::timestamptz`, `${values.add(after[1])}::uuid`, values.add(after[2])].join(', ')
    : null;
  const open = (k: string) =>
    `${k}.status = 'open' AND ${k}.expires_at IS NOT NULL ${
      from === null ? '' : `AND (${k}.expires_at, ${k}.case_id, ${k}.id) > (${from})`
    }`;
  const broad = [...new Set(branches.filter((b) => BROAD.has(b.role)).map((b) => b.organ))];
  const clerkOf = new Set(branches.filter((b) => b.role === 'clerk').map((b) => b.organ));
  // Built only where it is used: a statement may have no value that it does not name.
  const inside = broad.length > 0 ? letIn(branches, values) : '';
  const parts = [
    ...broad.map(
      (organ) => `(SELECT k.case_id, k.id, k.expires_at FROM clocks k JOIN cases c ON c.id = k.case_id
        WHERE k.organ = ${values.add(organ)} ${clerkOf.has(organ) ? '' : 'AND k.heads_see'} AND ${open('k')} AND ${shut} AND ${inside}
        ORDER BY k.expires_at, k.case_id, k.id LIMIT ${most})`,
    ),
    ...branches
      .filter((b) => b.role === ABOVE || (!BROAD.has(b.role) && !clerkOf.has(b.organ)))
      .map(
        // Put in order before the cases are asked who is shut out, which then ends with the page: an officer may have thousands.
        (b) => `(SELECT k.case_id, k.id, k.expires_at FROM (SELECT o.case_id, o.id, o.expires_at
          FROM case_access a JOIN clocks o ON o.case_id = a.case_id
          WHERE a.organ = ${values.add(b.organ)} AND a.role = ${values.add(b.role)} AND a.person = ${values.add(b.person)}
            AND ${open('o')} ${broad.includes(b.organ) && b.role !== ABOVE ? 'AND NOT o.heads_see' : ''}
          ORDER BY o.expires_at, o.case_id, o.id OFFSET 0) k JOIN cases c ON c.id = k.case_id
        WHERE ${shut} ORDER BY k.expires_at, k.case_id, k.id LIMIT ${most})`,
      ),
  ];
  const rows = await ask<{
    case_id: string;
    id: string;
    expires: string;
    number: string;
    former_number: string | null;
    organ: string;
    clock: Clock | null;
  }>(
    core.pool,
    `SELECT u.case_id, u.id, ${INSTANT('u.expires_at')} AS expires, c.number, c.former_number, c.organ, c.state->'clocks'->u.id AS clock
     FROM (SELECT DISTINCT ON (expires_at, case_id, id) * FROM (${parts.join(' UNION ALL ')}) x
       ORDER BY expires_at, case_id, id LIMIT ${most}) u JOIN cases c ON c.id = u.case_id
     ORDER BY u.expires_at, u.case_id, u.id`,
    values.list,
  );
  const found = rows.filter((r) => r.clock !== null);
  const bindings = await bindingsOn(core, found.slice(0, size), house);
  return paged(
    core,
    found,
    size,
    (r) => [r.expires, r.case_id, r.id],
    (r) => ({
      caseId: r.case_id,
      ...namesOf(r),
      clock: viewOfClock(r.clock!, house.calendars, now, authorityOf(house, r.organ), bindings.get(r.case_id)),
    }),
  );
}

const OF_A_DUTY: ReadonlySet<string> = new Set(DUTIES.flatMap((d) => [...d.rows]));

/** By case: the clocks that run besides for one duty; read only for cases of which the page shows a clock of such a duty. */
async function bindingsOn(
  core: Core,
  rows: readonly { case_id: string; clock: Clock | null }[],
  house: House,
): Promise<Map<string, ReturnType<typeof bindingsOf>>> {
  const ids = new Set(rows.filter((r) => r.clock && OF_A_DUTY.has(r.clock.deadline)).map((r) => r.case_id));
  if (ids.size === 0) return new Map();
  const states = await ask<{ id: string; clocks: Record<string, Clock> }>(
    core.pool,
    "SELECT id, state->'clocks' AS clocks FROM cases WHERE id = ANY ($1::uuid[])",
    [[...ids]],
  );
  return new Map(states.map((s) => [s.id, bindingsOf(Object.values(s.clocks), house.calendars)]));
}

/** A case a person may see, or the refusal that says nothing. */
async function visible(core: Core, person: Person, caseId: string): Promise<{ loaded: Loaded; now: Instant }> {
  const loaded = await loadCase(core, caseId);
  if (!loaded) throw caseUnknown();
  const now = nowFor(core, loaded.state);
  seen(person, loaded.state, loaded.house, now);
  return { loaded, now };
}

/** Words of an event, where they may be read: undefined when not. */
function wordsFor(
  row: StoredEvent,
  key: CaseKey | null,
  kinds: ReadonlySet<ProceedingKind>,
  person: Person,
): ReadWords | undefined {
  const own = row.actor.id === person.id || row.actor.enteredBy === person.id;
  if (!kinds.has(row.kind) && !own) return undefined;
  return readWords(key, row);
}

/** Letters as they were placed, those of one moment as the case caused them; a date that one names is explained in it, under the calendars known now. */
export async function lettersOf(core: Core, caseId: string, calendars: Calendars, to?: string): Promise<LetterView[]> {
  const rows = await core.plain((db) =>
    db.letter.findMany({
      where: { caseId, ...(to === undefined ? {} : { addressee: to }) },
    }),
  );
  if (rows.length === 0) return [];
  const effects = await core.plain((db) =>
    db.effect.findMany({
      where: { key: { in: rows.map((r) => r.effect) } },
      select: { key: true, data: true },
      orderBy: [{ event: 'asc' }, { place: 'asc' }],
    }),
  );
  const data = new Map(effects.map((e) => [e.key, e.data]));
  const caused = new Map(effects.map((e, at) => [e.key, at]));
  const placed = (a: (typeof rows)[number], b: (typeof rows)[number]) =>
    a.placedAt.getTime() - b.placedAt.getTime() || (caused.get(a.effect) ?? 0) - (caused.get(b.effect) ?? 0);
  return rows.sort(placed).map((r) => {
    const known = lookUp(LETTERS, r.template);
    const body = whole(() => {
      const { dates = [] } = (data.get(r.effect) ?? {}) as { dates?: NamedDate[] };
      return letterBody(known?.body ?? { zh: '', en: '' }, dates, calendars);
    });
    return {
      id: outerKey(core.keys, r.effect),
      to: r.addressee,
      template: r.template,
      title: known?.title ?? { zh: r.template, en: r.template },
      body: body ?? { zh: '', en: '' },
      placedAt: instantFrom(r.placedAt),
      ...(body ? {} : { damaged: true as const }),
    };
  });
}

const DAMAGED = { name: '', type: '', sha256: '', damaged: true } as const;

export async function evidenceOf(core: Core, caseId: string, key: CaseKey | null): Promise<EvidenceView[]> {
  if (key === null) return [];
  const rows = await core.plain((db) =>
    db.evidence.findMany({ where: { caseId }, orderBy: [{ event: 'asc' }, { id: 'asc' }] }),
  );
  return rows.map((r) => {
    const about = whole(() => openAbout(key, r.id, r.sealedAbout).about);
    return {
      id: r.id,
      ...(about ? { ...about, name: keptName(about.name, about.type) } : DAMAGED),
      size: Number(r.size),
      addedAt: instantFrom(r.addedAt),
      from: r.source as EvidenceView['from'],
    };
  });
}

/** Events that make up the thread with the tipster, and which field of their words is the message. */
const THREAD: Record<string, { from: MessageView['from']; field: string }> = {
  message: { from: 'tipster', field: 'text' },
  supply: { from: 'tipster', field: 'text' },
  reply: { from: 'authority', field: 'text' },
  'ask-supplement': { from: 'authority', field: 'question' },
  'give-feedback': { from: 'authority', field: 'feedbackText' },
};

export function threadOf(rows: readonly StoredEvent[], key: CaseKey | null): MessageView[] {
  if (key === null) return [];
  return rows.flatMap((row) => {
    const line = row.type === 'act' ? THREAD[row.name] : undefined;
    if (!line || (row.kind !== 'intake' && row.kind !== 'investigation')) return [];
    const words = whole(() => key.openWords(row.number, row.sealed));
    const text = words ? words[line.field] : '';
    return typeof text === 'string'
      ? [{ from: line.from, at: instantFrom(row.recorded_at), text, ...(words ? {} : { damaged: true as const }) }]
      : [];
  });
}

/** The tasks of a case, each with the event that it follows from. */
async function tasksOf(core: Core, caseId: string): Promise<{ event: number; task: TaskView }[]> {
  const rows = await core.plain((db) =>
    db.task.findMany({ where: { caseId, closedAt: null }, orderBy: [{ since: 'asc' }, { id: 'asc' }] }),
  );
  return rows.map((r) => ({
    event: r.event,
    task: {
      id: r.outerId ?? r.id,
      caseId,
      proceeding: r.proceeding,
      to: r.role as Role,
      text: r.text as unknown as Bilingual,
      basis: r.basis,
      since: dayOf(instantFrom(r.since)),
      done: r.doneBy !== null && r.doneAt !== null ? { by: r.doneBy, at: instantFrom(r.doneAt) } : null,
    },
  }));
}

/** Everything of one case, as far as this person may see and read it. */
export async function caseView(core: Core, person: Person, caseId: string): Promise<CaseView> {
  const { loaded, now } = await visible(core, person, caseId);
  const { state, house } = loaded;
  const key = keyOf(core, caseId, loaded.wrapped);
  const kinds = readableKinds(person, state, house, dayOf(now));
  const readsTip = kinds.has('intake');
  const [all, hidden, letters, evidence, everyTask] = await Promise.all([
    loadEvents(core.pool, caseId),
    hiddenFrom(core.pool, person, state, house, now),
    lettersOf(core, caseId, house.calendars),
    readsTip ? evidenceOf(core, caseId, key) : [],
    tasksOf(core, caseId),
  ]);
  const numbers = numbersFor(all.map(columnsFrom), person, hidden);
  const rows = all.filter((row) => numbers.has(row.number));
  const timeline = rows.map((row) => eventView(numbered(columnsFrom(row), numbers), wordsFor(row, key, kinds, person)));
  const tasks = everyTask.flatMap(({ event, task }) => (numbers.has(event) ? [task] : []));
  const messages = readsTip ? threadOf(rows, key) : [];
  const opened: Reading[] = readsTip ? (messages.length > 0 ? ['tip', 'thread'] : ['tip']) : ['case'];
  await note(
    core,
    person,
    opened.map((what) => ({ what, caseId })),
  );
  const people = new Set<string>([...state.officers, ...state.recused]);
  for (const e of timeline) {
    const { id: by, enteredBy, receivedBy, withOfficer } = e.actor;
    for (const id of [by, enteredBy, receivedBy, withOfficer, e.paper?.second]) if (id) people.add(id);
  }
  for (const p of Object.values(state.proceedings)) {
    for (const proposal of Object.values(p.proposals)) people.add(proposal.by);
  }
  for (const t of tasks) if (t.done) people.add(t.done.by);
  const view: CaseView = {
    ...caseSummary(
      stateFor(state, hidden, numbers),
      loaded.named,
      house.calendars,
      now,
      authorityOf(house, state.organ),
    ),
    version: numbers.size,
    accused: state.accused,
    regime: state.regime,
    recused: state.recused,
    ...(readsTip ? { tip: timeline[0]?.words ?? null } : {}),
    timeline,
    letters,
    evidence,
    messages,
    tasks,
    people: Object.fromEntries(
      [...people].flatMap((id) => {
        const known = lookUp(house.directory.people, id);
        return known ? [[id, { name: known.name, login: known.login }]] : [];
      }),
    ),
  };
  return byTheDay(view, toldAt(state, rows.map(columnsFrom)));
}

/** What a person may do in a case now, and what not, with the reasons; on the state advanced to now. */
export async function actsOf(core: Core, person: Person, caseId: string): ReturnType<Ledger['actsOf']> {
  const { loaded, now } = await visible(core, person, caseId);
  const facts = factsFor(loaded.house, loaded.state.organ, now);
  const { state } = advance(loaded.state, now, facts);
  const leading = await leadingNamed(core, state, person, now);
  return actsFor(state, person, leading ? { ...facts, leading } : facts);
}

/** The case that a waiting proposal would merge this one into, as far as this person may see it; null where none is named. */
async function leadingNamed(core: Core, c: CaseState, person: Person, now: Instant): Promise<CaseState | null> {
  const waiting = Object.values(c.proceedings).flatMap((p) => Object.values(p.proposals));
  const id = waiting.map((p) => p.facts.leading).find((x) => typeof x === 'string' && x !== c.id);
  const other = typeof id === 'string' ? await loadCase(core, id) : null;
  if (!other || !canSee(person, other.state, other.house.directory, dayOf(now))) return null;
  return advance(other.state, now, factsFor(other.house, other.state.organ, now)).state;
}

/** One clock with the explanation of its date. */
export async function clockView(
  core: Core,
  person: Person,
  caseId: string,
  clock: string,
): ReturnType<Ledger['clockView']> {
  const { loaded, now } = await visible(core, person, caseId);
  const known = lookUp(loaded.state.clocks, clock);
  if (!known) {
    throw new Refused(refuse('clock-unknown'));
  }
  const { calendars } = loaded.house;
  const bindings = bindingsOf(Object.values(loaded.state.clocks), calendars);
  const events = (await loadEvents(core.pool, caseId)).map(columnsFrom);
  const view = {
    clock: viewOfClock(known, calendars, now, authorityOf(loaded.house, loaded.state.organ), bindings),
    explanation: known.count === null ? null : explain(known.count, calendars),
  };
  return byTheDay(view, toldAt(loaded.state, events));
}

const TURNS: Record<string, ReferralView['turn']> = {
  AtPolice: 'police',
  PoliceReconsidering: 'police',
  AwaitingFiling: 'police',
  ProcuratorSupervision: 'procurator',
  OutcomeKnown: 'nobody',
  ReturnedToAdministrative: 'nobody',
  NotReferred: 'nobody',
};

/** Who owes the next step: the body whose time runs, else the one that the state names, else we. */
function turnOf(state: string, clocks: readonly ClockView[]): ReferralView['turn'] {
  const named = TURNS[state];
  if (named === 'nobody' && !clocks.some((k) => !k.stopped && k.count)) return named;
  const open = clocks.filter((k) => !k.stopped && k.expiresAt).sort((a, b) => (a.expiresAt! < b.expiresAt! ? -1 : 1));
  for (const k of open) {
    if (k.kind !== 'others-duty' && k.kind !== 'watch') continue;
    const obligor = editionOf({ ...k, edition: k.edition?.inForce ?? null })?.obligor;
    if (obligor === 'police' || obligor === 'procurator') return obligor;
  }
  if (named) return named;
  if (state === 'CriminalTrack') return 'police';
  return 'authority';
}

interface ReferralRow {
  case_id: string;
  id: string;
  listed: string;
  number: string;
  former_number: string | null;
  state: CaseState;
}

/** Every police referral for discipline inspection: whose turn, since when, which clocks, papers by number, date and kind. */
export async function oversight(
  core: Core,
  person: Person,
  cursor?: string,
  limit?: number,
): Promise<Page<ReferralView>> {
  const house = await core.house.fresh();
  const now = core.now();
  const day = dayOf(now);
  const organs = [...new Set(person.grants.map((g) => g.organ))].filter((organ) =>
    rolesOn(person, organ, day).has('inspector'),
  );
  if (organs.length === 0) {
    throw new Refused(refuse('not-your-role/board'));
  }
  const size = pageSize(limit);
  const after = decodeCursor(core, cursor, ['instant', 'id', 'text']);
  const values = new Values();
  const most = values.add(size + 1);
  const from = after
    ? `AND (p.listed_at, p.case_id, p.id) < (${values.add(after[0])}::timestamptz, ${values.add(after[1])}::uuid, ${values.add(after[2])})`
    : '';
  const rows = await ask<ReferralRow>(
    core.pool,
    `SELECT p.case_id, p.id, ${INSTANT('p.listed_at')} AS listed, c.number, c.former_number, c.state
     FROM proceedings p JOIN cases c ON c.id = p.case_id
     WHERE p.kind = 'police-referral' AND c.organ = ANY (${values.add(organs)}::text[])
       AND ${notShutOut(person, house, day, values)} ${from}
     ORDER BY p.listed_at DESC, p.case_id DESC, p.id DESC LIMIT ${most}`,
    values.list,
  );
  const ids = [...new Set(rows.slice(0, size).map((r) => r.case_id))];
  const events = await ask<StoredEvent & { case_id: string }>(
    core.pool,
    `SELECT case_id, number, type, proceeding, kind, name, occurred_at, occurred_on::text, recorded_at, to_state,
       from_state, document FROM events
     WHERE case_id = ANY ($1::uuid[]) AND kind = 'police-referral' ORDER BY case_id, number`,
    [ids],
  );
  return paged(
    core,
    rows,
    size,
    (r) => [r.listed, r.case_id, r.id],
    (r) =>
      referralView(
        r,
        events.filter((e) => e.case_id === r.case_id && e.proceeding === r.id),
        house,
        now,
      ),
  );
}

/** Their end is only noted: silence on these means that the file is theirs and complete (TR art. 7; PSB art. 180). */
const ONLY_NOTED = new Set(['police-forward', 'police-incomplete']);

function referralView(r: ReferralRow, events: readonly StoredEvent[], house: House, now: Instant): ReferralView {
  const p = r.state.proceedings[r.id]!;
  const own = Object.values(r.state.clocks).filter((k) => k.proceeding === r.id);
  // Of this board's own clocks alone: it shows nothing of the rest of the case.
  const bindings = bindingsOf(own, house.calendars);
  const clocks = own.map((k) => viewOfClock(k, house.calendars, now, authorityOf(house, r.state.organ), bindings));
  const moved = events.filter((e) => e.from_state !== e.to_state);
  const since = instantFrom(moved.at(-1)?.occurred_at ?? new Date(p.opened));
  return {
    caseId: r.case_id,
    ...namesOf(r),
    proceeding: r.id,
    state: p.state,
    label: stateLabel(p.kind, p.state),
    turn: turnOf(p.state, clocks),
    since,
    ended: p.ended !== null,
    silent: clocks.some(
      (k) =>
        (k.kind === 'others-duty' || k.kind === 'watch') &&
        !ONLY_NOTED.has(k.deadline) &&
        ((!k.stopped && k.overdue) || (p.ended === null && k.outcome?.what === 'silence' && k.outcome.at >= since)),
    ),
    clocks,
    documents: events.flatMap((e) =>
      e.document ? [{ ...bareDocument(e.document), receivedAt: instantFrom(e.occurred_at), act: eventLabel(e) }] : [],
    ),
    steps: moved.map((e) => ({
      at: instantFrom(e.occurred_at),
      label: eventLabel(e),
      toLabel: stateLabel(e.kind, e.to_state),
    })),
  };
}
