import type { ProceedingKind } from '../../domain/case/types.ts';
import { numberTyped } from '../../domain/case-number.ts';
import type { Person } from '../../domain/people/types.ts';
import { sameText } from '../../domain/text/same.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { BROAD, branchesOf, letIn, notShutOut, seeing, through, Values } from '../doors/access.ts';
import { unseen } from '../doors/hidden.ts';
import { note, searchTag } from '../doors/journal.ts';
import { ask, instantFrom } from '../ground/db.ts';
import type { Core } from '../truth/core.ts';
import { formerTags, nameIn, nameTag, numberTag, pairTags, TAGGED } from '../truth/search-tags.ts';
import type { CaseHead, CaseSearch, Page } from '../types.ts';
import { decodeCursor, INSTANT, paged, pageSize } from './cursor.ts';
import { standingLabel } from './view.ts';
import { namesOf } from './visible.ts';

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
  proceedings: { id: string; kind: ProceedingKind; state: string; flags: string[]; ended: boolean }[];
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
        AND ${conditions.join(' AND ')} ${before('c', 'id')} AND ${letIn(branches, house, day, values)}`;
  } else if (search.kind !== undefined && broad) {
    const state = search.state === undefined ? '' : `AND p.state = ${values.add(search.state)}`;
    // Heads see linked cases only; where a person is an officer besides, both ways in are needed.
    const linked = clerk || branches.some((b) => !BROAD.has(b.role)) ? '' : 'AND p.heads_see';
    source = `SELECT p.case_id, p.listed_at FROM proceedings p JOIN cases c ON c.id = p.case_id
      WHERE p.kind = ${values.add(search.kind)} ${state} ${linked} ${before('p', 'case_id')}
        AND ${conditions.join(' AND ')} AND ${letIn(branches, house, day, values)}
      ORDER BY p.listed_at DESC, p.case_id DESC`;
  } else if (search.number || search.accused !== undefined) {
    source = `SELECT c.id AS case_id, c.listed_at FROM cases c
      WHERE ${conditions.join(' AND ')} ${before('c', 'id')} AND ${letIn(branches, house, day, values)}
      ORDER BY c.listed_at DESC, c.id DESC LIMIT ${most}`;
  } else {
    source = branches
      .map(
        (b) => `(SELECT a.case_id, a.listed_at FROM case_access a JOIN cases c ON c.id = a.case_id
          WHERE a.organ = ${values.add(b.organ)} AND a.role = ${values.add(b.role)} AND a.person = ${values.add(b.person)}
            ${before('a', 'case_id')} AND ${conditions.join(' AND ')} ${through(b, house, day, values)}
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
     LEFT JOIN LATERAL (SELECT json_agg(json_build_object('id', x.id, 'kind', x.kind, 'state', x.state, 'flags', x.flags,
         'ended', x.ended_at IS NOT NULL) ORDER BY x.opened_at, x.id) AS list
       FROM proceedings x WHERE x.case_id = c.id) p ON true
     LEFT JOIN LATERAL (SELECT x.due, x.provisional, x.expires_at FROM clocks x WHERE x.case_id = c.id AND x.status = 'open'
         AND x.kind IN ('our-duty', 'house') AND x.expires_at IS NOT NULL ORDER BY x.expires_at LIMIT 1) k ON true
     ORDER BY f.listed_at DESC, f.case_id DESC`,
    values.list,
  );
  const leaders = new Set(rows.flatMap((r) => r.merged_into ?? []));
  const hidden = await unseen(core.pool, person, [...leaders], house, now);
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
      mergedInto: r.merged_into !== null && hidden.has(r.merged_into) ? null : r.merged_into,
      officers: r.officers,
      proceedings: r.proceedings.map(({ flags, ...p }) => ({ ...p, label: standingLabel({ ...p, flags }) })),
      nextDue: r.due,
      nextProvisional: r.provisional ?? false,
      overdue: r.expires_at !== null && Date.parse(now) >= r.expires_at.getTime(),
    }),
  );
}
