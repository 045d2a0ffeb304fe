/** Who names officers in which cases, and whose work stands with them: that of who is no officer any more, and of who is away. */
import { heldBy } from '../../domain/people/held.ts';
import { certificateOn, rolesOn } from '../../domain/people/may.ts';
import type { Deputyship, Person, Role } from '../../domain/people/types.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { refuse } from '../../domain/refusal.ts';
import { addDays, dayOf } from '../../domain/time/day.ts';
import type { PlainDate } from '../../domain/time/types.ts';
import { type Branch, branchesOf, letIn, notShutOut, through, Values } from '../doors/access.ts';
import { ask } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import type { Core } from '../truth/core.ts';
import type { House } from '../truth/house.ts';
import { ABOVE } from '../truth/project.ts';
import type { HandedCase, HandoverView, Page, WaitingItem } from '../types.ts';
import { decodeCursor, INSTANT, paged, pageSize } from './cursor.ts';
import { standingLabel } from './view.ts';
import { namesOf } from './visible.ts';

/** States in which others may be named in place of the officers. */
const OPEN = TABLES.investigation.rows.flatMap((row) =>
  row.act === 'reassign' && Array.isArray(row.from) ? row.from : [],
);

/** Places from which officers are named: the head of the unit, and one level up whoever decides in their place. */
const NAMING: readonly Branch['role'][] = ['unit-head', 'dept-head', ABOVE];
export const namingOf = (branches: readonly Branch[]): Branch[] => branches.filter((b) => NAMING.includes(b.role));

const aside = (role: Role) =>
  `(c.accused_heads @> '{${role}}' OR coalesce((c.state->'headsAside')::jsonb ? '${role}', false))`;

/** Whether officers of a case `c` are named from this place, as `standIn` says of the head of the unit; the act itself asks again. */
export function namesFrom(b: Branch, house: House, day: PlainDate, values: Values): string {
  const organs =
    b.role === ABOVE
      ? Object.values(house.directory.organs).flatMap((o) => (o.superior === b.organ ? [o.id] : []))
      : [b.organ];
  const level =
    b.role === 'unit-head'
      ? `NOT ${aside('unit-head')}`
      : `${aside('unit-head')} AND ${b.role === ABOVE ? '' : 'NOT '}${aside('dept-head')}`;
  return `(c.organ = ANY (${values.add(organs)}::text[]) AND ${level} ${through(b, house, day, values)})`;
}

/** Somebody whose work as an officer stands with who names officers. */
export interface Lacking {
  organ: string;
  person: string;
  /** Who stands in for them; null: they are no officer any more. */
  deputy: Deputyship | null;
  /** The first day on which it is so. */
  since: PlainDate;
}

const wasOfficer = (person: Person, organ: string) =>
  heldBy(person).filter((g) => g.organ === organ && g.roles.includes('officer'));

/**
 * Officers of an organ who are none any more – they left, work elsewhere, or their account is locked – and those who are away while another
 * stands in for them: a deputy takes part in a case once named in it.
 */
export function lackingIn(organ: string, house: House, day: PlainDate): Lacking[] {
  return Object.values(house.directory.people).flatMap((person): Lacking[] => {
    const held = wasOfficer(person, organ).filter((g) => g.from <= day);
    if (held.length === 0) return [];
    if (!rolesOn(person, organ, day).has('officer')) {
      const last = held.flatMap((g) => (g.until !== null && g.until < day ? [g.until] : [])).sort();
      return [{ organ, person: person.id, deputy: null, since: addDays(last.at(-1) ?? addDays(day, -1), 1) }];
    }
    const deputy = house.directory.deputies?.find(
      (d) => d.person === person.id && d.organ === organ && d.from <= day && day <= d.until,
    );
    return deputy ? [{ organ, person: person.id, deputy, since: deputy.from }] : [];
  });
}

/** Of work `w` in a case `c`: it stands with one of these, and no deputy of theirs is named in the case yet. */
export function standsWith(lacking: readonly Lacking[], values: Values): string {
  const people = values.add(lacking.map((one) => one.person));
  const away = lacking.flatMap(({ person, deputy }) => (deputy ? [{ person, deputy: deputy.deputy }] : []));
  if (away.length === 0) return `= ANY (${people}::text[])`;
  return `= ANY (${people}::text[]) AND NOT EXISTS (SELECT 1 FROM unnest(${values.add(away.map((d) => d.person))}::text[],
    ${values.add(away.map((d) => d.deputy))}::text[]) AS d(person, deputy) WHERE d.person = w.person AND d.deputy = ANY (c.officers))`;
}

/** The cases in which this person may name others in place of an officer `w`, as parts of a statement; null: they name nobody. */
function handing(person: Person, house: House, day: PlainDate, values: Values): { from: string; where: string } | null {
  const branches = branchesOf(person, house, day);
  const naming = namingOf(branches);
  if (naming.length === 0) return null;
  return {
    from: `FROM case_access w JOIN cases c ON c.id = w.case_id
      JOIN proceedings p ON p.case_id = c.id AND p.kind = 'investigation' AND p.ended_at IS NULL
        AND p.state = ANY (${values.add(OPEN)}::text[])`,
    where: `WHERE w.role = 'officer' AND c.open AND c.accused_linked AND ${notShutOut(person, house, day, values)}
      AND ${letIn(branches, house, day, values)}
      AND (${naming.map((b) => namesFrom(b, house, day, values)).join(' OR ')})`,
  };
}

interface Counted {
  person: string;
  organ: string;
  cases: number;
}

/** In how many cases each of these officers is named, of those in which this person names officers. */
async function counted(core: Core, house: House, person: Person, lacking: readonly Lacking[] | null) {
  const values = new Values();
  const cases = handing(person, house, dayOf(core.now()), values);
  if (cases === null || lacking?.length === 0) return [];
  const whom = lacking ? `AND w.person ${standsWith(lacking, values)}` : '';
  return ask<Counted>(
    core.pool,
    `SELECT w.person, c.organ, count(*)::int AS cases ${cases.from} ${cases.where} ${whom} GROUP BY w.person, c.organ ORDER BY c.organ, w.person`,
    values.list,
  );
}

const nameIn = (house: House, id: string) => house.directory.people[id]?.name ?? { zh: id, en: id };

/** Officers who are named in cases in which this person names officers, and who can be named in their place. @throws Refused for who names nobody */
export async function handover(core: Core, person: Person): Promise<HandoverView> {
  const house = await core.house.fresh();
  const day = dayOf(core.now());
  if (namingOf(branchesOf(person, house, day)).length === 0) throw new Refused(refuse('not-your-role/page'));
  const rows = await counted(core, house, person, null);
  const organs = new Set(rows.map((r) => r.organ));
  const lacking = new Map([...organs].map((organ) => [organ, lackingIn(organ, house, day)]));
  return {
    officers: rows.map(({ person: id, organ, cases }) => {
      const found = lacking.get(organ)?.find((one) => one.person === id);
      const { deputy = null } = found ?? {};
      return {
        id,
        organ,
        name: nameIn(house, id),
        cases,
        stands: found ? (deputy ? 'away' : 'gone') : 'here',
        deputy: deputy && { id: deputy.deputy, name: nameIn(house, deputy.deputy), until: deputy.until },
      };
    }),
    successors: Object.values(house.directory.people).flatMap((p) =>
      [...organs].flatMap((organ) =>
        rolesOn(p, organ, day).has('officer') && certificateOn(p, day)
          ? [{ id: p.id, organ, login: p.login, name: p.name }]
          : [],
      ),
    ),
  };
}

interface HandedRow {
  case_id: string;
  number: string;
  former_number: string | null;
  proceeding: string;
  kind: 'investigation';
  state: string;
  flags: string[];
  officers: string[];
  /** Its first clock; null: none has an end. */
  about: string | null;
  due_at: string;
  due: string | null;
  provisional: boolean | null;
}

/** Cases in which an officer is named and this person may name others in their place, by next due date. */
export async function handedCases(
  core: Core,
  person: Person,
  officer: string,
  cursor?: string,
  limit?: number,
): Promise<Page<HandedCase>> {
  const house = await core.house.fresh();
  const values = new Values();
  const cases = handing(person, house, dayOf(core.now()), values);
  if (cases === null) throw new Refused(refuse('not-your-role/page'));
  const size = pageSize(limit);
  const after = decodeCursor(core, cursor, ['end', 'id']);
  const whose = values.add(officer);
  const beyond = after
    ? `WHERE (h.due_at, h.case_id) > (${values.add(after[0])}::timestamptz, ${values.add(after[1])}::uuid)`
    : '';
  const rows = await ask<HandedRow>(
    core.pool,
    `SELECT h.*, CASE WHEN h.due_at = 'infinity' THEN 'infinity' ELSE ${INSTANT('h.due_at')} END AS due_at, k.due, k.provisional
     FROM (SELECT c.id AS case_id, c.number, c.former_number, c.officers, p.id AS proceeding, p.kind, p.state, p.flags,
         o.about, coalesce(o.due_at, 'infinity') AS due_at
       ${cases.from} LEFT JOIN LATERAL (SELECT o.about, o.due_at FROM work o WHERE o.case_id = c.id
         AND o.item = 'clock:' || p.id ORDER BY o.due_at LIMIT 1) o ON true ${cases.where} AND w.person = ${whose}) h
     LEFT JOIN clocks k ON k.case_id = h.case_id AND k.id = h.about
     ${beyond} ORDER BY h.due_at, h.case_id LIMIT ${values.add(size + 1)}`,
    values.list,
  );
  return paged(
    core,
    rows,
    size,
    (r) => [r.due_at, r.case_id],
    (r) => ({
      caseId: r.case_id,
      ...namesOf(r),
      proceeding: r.proceeding,
      label: standingLabel(r),
      officers: r.officers.map((id) => ({ id, name: nameIn(house, id) })),
      due: r.due,
      provisional: r.provisional ?? false,
    }),
  );
}

/** What waits for who names officers: whose work stands with them, in how many cases. */
export async function toHandOver(core: Core, person: Person): Promise<WaitingItem[]> {
  const house = await core.house.fresh();
  const day = dayOf(core.now());
  if (namingOf(branchesOf(person, house, day)).length === 0) return [];
  const lacking = Object.keys(house.directory.organs).flatMap((organ) => lackingIn(organ, house, day));
  const rows = await counted(core, house, person, lacking);
  return rows.flatMap(({ person: id, organ, cases }): WaitingItem[] => {
    const found = lacking.find((one) => one.person === id && one.organ === organ);
    if (!found) return [];
    const who = nameIn(house, id);
    const deputy = found.deputy && nameIn(house, found.deputy.deputy);
    return [
      {
        what: 'handover',
        about: id,
        can: 'hand-over',
        text: deputy
          ? {
              zh: `${who.zh}不在岗，由${deputy.zh}代理：${cases}件案件请指定代理人参与办理`,
              en: `${who.en} is away, ${deputy.en} stands in: name a deputy in ${cases} ${cases === 1 ? 'case' : 'cases'}`,
            }
          : {
              zh: `${who.zh}已不是承办人：${cases}件案件请改派`,
              en: `${who.en} is no officer any more: name another in ${cases} ${cases === 1 ? 'case' : 'cases'}`,
            },
        since: found.since,
        until: null,
      },
    ];
  });
}
