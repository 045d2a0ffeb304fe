/** Whether two people stand behind everything that only two can do, and an approved request behind every row that one made. */

import { accountRequestsOf } from '../../domain/authority/accounts.ts';
import {
  type ChangeRequest,
  changeFromAbove,
  changeRequestsOf,
  endedBy,
  firstDay,
  type MadeRow,
  namedBy,
  rowsMadeBy,
  rowsTakenOver,
} from '../../domain/authority/changes.ts';
import { namesGiven } from '../../domain/authority/names.ts';
import { type Request, requestsOf, rowId, type Subject } from '../../domain/authority/requests.ts';
import { aboutOf, both, saidIn } from '../../domain/authority/set-up.ts';
import { type DeclaredRow, tiesAmong } from '../../domain/authority/ties.ts';
import type { Change, FromAbove, RecordedAuthorityAct } from '../../domain/authority/types.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import { tied } from '../../domain/people/selves.ts';
import { addDays, compareInstants, dayOf } from '../../domain/time/day.ts';
import type { Instant, PlainDate } from '../../domain/time/types.ts';
import { canonical } from '../ground/chain.ts';
import { ask, instantFrom, type Queryable } from '../ground/db.ts';
import type { Finding, Verified } from './verify-findings.ts';
import { verifyRelations } from './verify-relations.ts';

type Say = (detail: string) => void;

/** Every decision names a request that waited, and nobody decided what they had asked for or what is about themselves. */
function byTwo(
  acts: readonly RecordedAuthorityAct[],
  subject: Subject,
  ofAll: (id: string) => readonly string[],
  say: Say,
): void {
  const requests = requestsOf(acts, subject);
  const decided = new Set<number>();
  for (const { act, actor, number } of acts) {
    if (act.act === 'end-organ') for (const r of requests) decided.add(r.number);
    if (!('request' in act) || !act.act.endsWith(`-${subject}`)) continue;
    const request = requests.find((r) => r.number === act.request && r.number < number);
    if (!request) say(`act ${number} decides on ${act.request}, which nobody asked for`);
    else if (decided.has(act.request)) say(`act ${number} decides on ${act.request} once more`);
    else if (act.act.startsWith('approve-')) {
      const { asked } = request;
      const about = asked.act === 'ask-account' ? [asked.person] : asked.changes.flatMap(namedBy);
      const consent = request.consented?.document === null ? request.consented.by.id : null;
      const had = [actor.id, request.by.id, ...(consent === null ? [] : [consent])];
      // Whoever left and came back is one person.
      if (new Set(had.map((id) => ofAll(id)[0])).size < had.length)
        say(`act ${number} was not done by another person than who asked and who consented`);
      for (const who of had)
        if (ofAll(who).some((id) => about.includes(id))) say(`act ${number} is about ${who}, who had a part in it`);
    }
    if (act.act !== 'consent-change') decided.add(act.request);
  }
}

interface Row {
  tab: MadeRow['table'];
  id: string;
  organ: string;
  request: number | null;
  approver: string | null;
  is: Record<string, unknown>;
}

/** What was ended by requests that were approved. */
interface Ends {
  /** Days with which it is over. */
  last: Set<PlainDate>;
  /** Days on which a post begins with whose end it is void (`endsWith`). */
  voids: Set<PlainDate>;
}

function endsIn(requests: readonly ChangeRequest[], tab: Row['tab']): Ends {
  const ends: Ends = { last: new Set(), voids: new Set() };
  for (const { changes, decided } of requests)
    for (const c of decided?.approved ? changes : []) {
      if (!decided || !endedBy(c).includes(tab)) continue;
      const today = dayOf(decided.at);
      const day = firstDay(c, today);
      // A post that was void from its first day on ended with the day before, until such posts were told from those held for a day.
      ends.last.add(addDays(day, -1));
      if (tab === 'grants' && day > today) ends.voids.add(day);
    }
  return ends;
}

/** Whether what began on this day can be over with that one. */
function isOver({ from, until }: Record<string, unknown>, { last, voids }: Ends): boolean {
  if (typeof until !== 'string') return false;
  return last.has(until) || (typeof from === 'string' && voids.has(from) && until === addDays(from, -2));
}

const ROWS = `
SELECT 'grants' AS tab, id, organ, request, approver,
  jsonb_build_object('staff', staff, 'unit', unit, 'post', post, 'roles', roles, 'from', from_day, 'until', until_day) AS is FROM grants
UNION ALL SELECT 'units', id, organ, request, NULL, jsonb_build_object('organ', organ, 'until', until_day) FROM units
UNION ALL SELECT 'certificates', number, organ, request, NULL,
  jsonb_build_object('staff', staff, 'from', from_day, 'until', until_day) FROM certificates
UNION ALL SELECT 'deputies', id, organ, request, NULL,
  jsonb_build_object('person', person, 'deputy', deputy, 'from', from_day, 'until', until_day) FROM deputies
ORDER BY 1, 2`;

function rowStands(row: Row, requests: readonly ChangeRequest[], ends: Ends): string | null {
  const { tab, id, organ, request } = row;
  const found = requests.find((r) => r.number === request && r.decided?.approved);
  if (!found?.decided) return `no approved request stands behind ${tab} ${id}`;
  const { at, by } = found.decided;
  const day = dayOf(at);
  for (const [n, change] of found.changes.entries()) {
    const own = rowId(organ, found.number, n);
    const rows =
      change.kind === 'merge-organ' ? rowsTakenOver(change, found.number, day) : rowsMadeBy(change, day, own);
    const made = rows.find((one) => one.table === tab && (one.key ?? own) === id);
    if (!made) continue;
    const there = Object.fromEntries(Object.keys(made.says).map((key) => [key, row.is[key]]));
    if (canonical(there) !== canonical(made.says)) return `${tab} ${id} is not what request ${request} says`;
    if (row.approver !== null && row.approver !== by.id) return `${tab} ${id} names another than who approved it`;
    const end = row.is.until;
    if (end === made.until || isOver(row.is, ends)) return null;
    return `${tab} ${id} ends on ${end}, and no approved request ended it then`;
  }
  return `request ${request} makes no ${tab} ${id}`;
}

/** The log of sign-ins names, of each reset and lock, who approved it: then they did. */
async function resets(db: Queryable, acts: readonly RecordedAuthorityAct[], result: Verified): Promise<void> {
  const lines = await ask<{ staff: string; by: string; at: Date; outcome: string }>(
    db,
    `SELECT staff, by, at, outcome FROM sign_ins WHERE outcome IN ('reset', 'locked', 'unlocked', 'left')
       AND staff IS NOT NULL AND by IS NOT NULL ORDER BY number`,
  );
  const staff = await ask<{ organ: string; staff: string }>(db, 'SELECT DISTINCT organ, staff FROM grants');
  /** Whoever ever worked for an organ. */
  const of = (organ: string) => staff.flatMap((s) => (s.organ === organ ? [s.staff] : []));
  const done = new Set<string>();
  const note = (r: Pick<Request, 'decided'>, staff: string) => {
    if (r.decided?.approved) done.add(`${staff} ${r.decided.by.id} ${r.decided.at}`);
  };
  for (const organ of new Set(acts.map((a) => a.organ))) {
    const own = acts.filter((a) => a.organ === organ);
    for (const r of accountRequestsOf(own)) note(r, r.person);
    for (const r of changeRequestsOf(own))
      for (const c of r.changes)
        if (endedBy(c).includes('staff'))
          for (const who of c.kind === 'merge-organ' ? of(c.organ) : namedBy(c)) note(r, who);
  }
  for (const { staff, by, at, outcome } of lines) {
    const instant: Instant = instantFrom(at);
    if (done.has(`${staff} ${by} ${instant}`)) continue;
    const detail = `sign_ins: ${staff} ${outcome} by ${by} at ${instant}: no approved request stands behind it`;
    result.findings.push({ caseId: 'sign_ins', what: 'authority-approval', detail });
  }
}

const actsIn = (acts: readonly RecordedAuthorityAct[], organ: string) => acts.filter((a) => a.organ === organ);

/** An act from above with the change behind it, as a request that the organ itself had approved: its rows name the act. */
interface FromAboveFound {
  act: FromAbove;
  made: RecordedAuthorityAct;
  change: Change;
  asOwn: ChangeRequest;
}

/** Acts from above in the journal of an organ, as far as an approved request in the journal above stands behind them; the others are said. */
function fromAbove(
  own: readonly RecordedAuthorityAct[],
  acts: readonly RecordedAuthorityAct[],
  say: Say,
): FromAboveFound[] {
  return own.flatMap((made, i) => {
    const { act } = made;
    if (!('superior' in act)) return [];
    const found = changeFromAbove(act, made.organ, actsIn(acts, act.superior));
    const decided = found?.request.decided;
    const place = act.act === 'begin-organ' ? i === 0 : act.act === 'end-organ' ? i === own.length - 1 : true;
    const theirs = decided?.by.id === made.actor.id && compareInstants(decided.at, made.recordedAt) <= 0;
    if (found && place && theirs)
      return [
        { act, made, change: found.change, asOwn: { ...found.request, number: made.number, changes: [found.change] } },
      ];
    say(`act ${made.number} (${act.act}): no approved request of the organ above stands behind it`);
    return [];
  });
}

/** Every organ that was added is what the request says, and what was approved of organs came about in their journals. */
async function verifyOrgans(
  db: Queryable,
  acts: readonly RecordedAuthorityAct[],
  found: readonly FromAboveFound[],
  say: (organ: string, what: Finding['what']) => Say,
): Promise<void> {
  const rows = await ask<{ id: string; name: unknown; superior: string | null; region: string | null; about: unknown }>(
    db,
    'SELECT o.id, o.name, o.superior, o.region, a.about FROM organs o LEFT JOIN authorities a ON a.organ = o.id ORDER BY o.id',
  );
  for (const { act, made, change } of found) {
    const row = rows.find((r) => r.id === made.organ);
    if (!row || act.act !== 'begin-organ' || change.kind !== 'add-organ') continue;
    const { id, ...is } = row;
    const about = aboutOf(saidIn(change), made.recordedAt);
    const says = { name: both(change.organ.name), superior: act.superior, region: change.organ.region, about };
    if (canonical(is) !== canonical(says))
      say(id, 'authority-row')(`organs ${id} is not what the organ above approved`);
  }
  const came = new Set(
    found.map(({ act, made }) => `${act.superior} ${act.request} ${act.row} ${act.act} ${made.organ}`),
  );
  for (const organ of new Set(acts.map((a) => a.organ)))
    for (const { number, changes, decided } of changeRequestsOf(actsIn(acts, organ)))
      for (const [row, c] of decided?.approved ? changes.entries() : []) {
        const wanted =
          c.kind === 'add-organ'
            ? [`begin-organ ${c.id}`]
            : c.kind === 'merge-organ'
              ? [`end-organ ${c.organ}`, `take-over ${c.successor}`]
              : [];
        for (const one of wanted)
          if (!came.has(`${organ} ${number} ${row} ${one}`))
            say(organ, 'authority-row')(`${one}, which request ${number} approved, did not come about`);
      }
}

/** Ids of all accounts of whoever has one, in the same order whichever it is. */
async function accountsOfAll(db: Queryable, acts: readonly RecordedAuthorityAct[]) {
  const rows = await ask<DeclaredRow>(
    db,
    'SELECT staff, related, organ, request FROM relations WHERE until_day IS NULL',
  );
  const byOrgan = Object.fromEntries([...new Set(acts.map((a) => a.organ))].map((o) => [o, actsIn(acts, o)]));
  const others = tied(tiesAmong(rows, byOrgan));
  return (id: string): readonly string[] => [id, ...(others.get(id) ?? [])].sort();
}

/** A former name is one that some request gave; what came with the set-up had another first. */
async function verifyNames(
  db: Queryable,
  acts: readonly RecordedAuthorityAct[],
  say: (organ: string, what: Finding['what']) => Say,
): Promise<void> {
  const rows = await ask<{ tab: 'units' | 'staff'; id: string; organ: string; former: Bilingual[] }>(
    db,
    `SELECT 'units' AS tab, id, organ, former_names AS former FROM units WHERE former_names IS NOT NULL
     UNION ALL SELECT 'staff', s.id, coalesce((SELECT g.organ FROM grants g WHERE g.staff = s.id ORDER BY g.from_day, g.id LIMIT 1), ''),
       s.former_names FROM staff s WHERE s.former_names IS NOT NULL ORDER BY 1, 2`,
  );
  const given = namesGiven([...new Set(acts.map((a) => a.organ))].map((organ) => actsIn(acts, organ)));
  for (const { tab, id, organ, former } of rows) {
    const known = given[tab].get(id) ?? [];
    const strange = former.filter((name) => !known.some((one) => canonical(one) === canonical(name)));
    // Whoever was renamed has been given a name at least once.
    if (known.length === 0 || strange.length > 1)
      say(organ, 'authority-row')(`${tab} ${id} has a former name that no approved request gave`);
  }
}

/** @param acts of all authorities, by organ and in order */
export async function verifyPeople(
  db: Queryable,
  acts: readonly RecordedAuthorityAct[],
  result: Verified,
): Promise<void> {
  const rows = await ask<Row>(db, ROWS);
  const earnest = await ask<{ organ: string }>(db, 'SELECT organ FROM authorities WHERE about IS NOT NULL');
  const say = (organ: string, what: Finding['what']) => (detail: string) =>
    result.findings.push({ caseId: `authority ${organ}`, what, detail });
  const ofAll = await accountsOfAll(db, acts);
  const requestsIn = new Map<string, ChangeRequest[]>();
  const endingsIn = new Map<string, ChangeRequest[]>();
  const begunByAnother = new Set<string>();
  const found: FromAboveFound[] = [];
  for (const organ of new Set(acts.map((a) => a.organ))) {
    const own = acts.filter((a) => a.organ === organ);
    byTwo(own, 'account', ofAll, say(organ, 'authority-approval'));
    byTwo(own, 'change', ofAll, say(organ, 'authority-approval'));
    const above = fromAbove(own, acts, say(organ, 'authority-approval'));
    found.push(...above);
    if (above.some(({ act }) => act.act === 'begin-organ')) begunByAnother.add(organ);
    const requests = changeRequestsOf(own);
    const of = (...kinds: FromAbove['act'][]) => above.filter(({ act }) => kinds.includes(act.act)).map((f) => f.asOwn);
    requestsIn.set(organ, [...of('begin-organ', 'take-over'), ...requests]);
    endingsIn.set(organ, [...of('end-organ'), ...requests]);
  }
  await verifyOrgans(db, acts, found, say);
  const ends = new Map<string, Ends>();
  for (const row of rows) {
    if (row.request === null) {
      // Nobody held a post who could have approved those of a set-up; every other one came by a request.
      if (
        begunByAnother.has(row.organ) ||
        (row.tab === 'grants' && row.approver !== 'set-up' && earnest.some((e) => e.organ === row.organ))
      )
        say(row.organ, 'authority-row')(`no approved request stands behind ${row.tab} ${row.id}`);
      continue;
    }
    const requests = requestsIn.get(row.organ) ?? [];
    const key = `${row.organ} ${row.tab}`;
    const over = ends.get(key) ?? endsIn(endingsIn.get(row.organ) ?? [], row.tab);
    ends.set(key, over);
    const wrong = rowStands(row, requests, over);
    if (wrong) say(row.organ, 'authority-row')(wrong);
  }
  await verifyNames(db, acts, say);
  await verifyRelations(db, requestsIn, new Set(earnest.map((e) => e.organ)), (organ, detail) =>
    say(organ, 'authority-row')(detail),
  );
  await resets(db, acts, result);
}
