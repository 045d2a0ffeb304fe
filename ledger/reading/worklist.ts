import { confirmable, OWN_LENGTHS } from '../../domain/authority/decide.ts';
import type { Clock, ProceedingKind } from '../../domain/case/types.ts';
import { DEADLINES } from '../../domain/law/index.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import { lookUp } from '../../domain/look-up.ts';
import type { Person, Role } from '../../domain/people/types.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { type Branch, branchesOf, letIn, notShutOut, seeing, through, Values } from '../doors/access.ts';
import { ask, instantFrom } from '../ground/db.ts';
import type { Core } from '../truth/core.ts';
import { authorityOf, type House } from '../truth/house.ts';
import { ABOVE } from '../truth/project.ts';
import type { Page, WorkItem } from '../types.ts';
import { decodeCursor, INSTANT, paged, pageSize } from './cursor.ts';
import { type Lacking, lackingIn, namesFrom, namingOf, standsWith } from './handover.ts';
import { actLabel, deadlineTitle, restsOn, standingLabel } from './view.ts';
import { namesOf } from './visible.ts';

interface WorkRead {
  case_id: string;
  item: string;
  role: Role;
  /** Whose it is by name; empty: whoever holds the post. */
  person: string;
  what: WorkItem['what'];
  proceeding: string;
  about: string;
  due_at: string;
  since: Date;
  number: string;
  former_number: string | null;
  kind: ProceedingKind;
  state: string;
  flags: string[];
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
  const inside = letIn(branches, house, day, values);
  const from = after
    ? `AND (w.due_at, w.case_id, w.item) > (${values.add(after[0])}::timestamptz, ${values.add(after[1])}::uuid, ${values.add(after[2])})`
    : '';
  // What is for this person by name stands under the post that they hold.
  const own = branches.flatMap((b) => (b.person === '' && b.role !== ABOVE ? [{ ...b, person: person.id }] : []));
  const part = (b: Branch, role: string, whose: string) =>
    `(SELECT w.case_id, w.item, w.role, w.person, w.what, w.proceeding, w.about, w.due_at, w.since, c.number, c.former_number
      FROM work w JOIN cases c ON c.id = w.case_id
      WHERE w.organ = ${values.add(b.organ)} AND w.role = ${values.add(role)} AND w.person ${whose}
        ${from} AND ${shut} AND ${inside} ${through(b, house, day, values)}
      ORDER BY w.due_at, w.case_id, w.item LIMIT ${most})`;
  // Whoever names officers has what stands with those who are none any more, or away.
  const lacking = new Map<string, Lacking>();
  const orphaned = namingOf(branches).flatMap((b) =>
    Object.keys(house.directory.organs).flatMap((organ) => {
      if (b.role === ABOVE ? lookUp(house.directory.organs, organ)?.superior !== b.organ : organ !== b.organ) return [];
      const found = lackingIn(organ, house, day);
      for (const one of found) lacking.set(`${organ} ${one.person}`, one);
      if (found.length === 0) return [];
      const whose = `${standsWith(found, values)} AND ${namesFrom(b, house, day, values)}`;
      return [part({ ...b, organ }, 'officer', whose)];
    }),
  );
  const parts = [...[...branches, ...own].map((b) => part(b, b.role, `= ${values.add(b.person)}`)), ...orphaned];
  const rows = await ask<WorkRead>(
    core.pool,
    `SELECT w.*, CASE WHEN w.due_at = 'infinity' THEN 'infinity' ELSE ${INSTANT('w.due_at')} END AS due_at,
       p.kind, p.state, p.flags, k.due, k.provisional, k.deadline, t.text, c.organ,
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
      label: standingLabel(r),
      what: r.what,
      role: r.role,
      text:
        r.role === 'officer' && r.person !== person.id
          ? toReassign(r, house, lacking.get(`${r.organ} ${r.person}`)?.deputy?.deputy)
          : workText(r),
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

export const namedText: Bilingual = {
  zh: '补录的纸质办理列有您或者您单位已离岗的人员：请核对，不属实的提出异议',
  en: 'What was entered from paper names you, or somebody who has left your unit: look at it, contest what is not so',
};

/** What waits for a second person. */
export function toDecide(kind: ProceedingKind, act: string): Bilingual {
  const label = actLabel(kind, act);
  return { zh: `待决定：${label.zh}`, en: `To decide: ${label.en}` };
}

function toReassign(r: WorkRead, house: House, deputy: string | undefined): Bilingual {
  const text = workText(r);
  const called = (id: string) => lookUp(house.directory.people, id)?.name ?? { zh: id, en: id };
  const name = called(r.person);
  if (deputy !== undefined)
    return {
      zh: `承办人${name.zh}不在岗，由${called(deputy).zh}代理，请指定其参与办理：${text.zh}`,
      en: `${name.en} is away and ${called(deputy).en} stands in, name them: ${text.en}`,
    };
  return {
    zh: `承办人${name.zh}已离岗，请改派：${text.zh}`,
    en: `${name.en} is no officer any more, name another: ${text.en}`,
  };
}

function workText(r: WorkRead): Bilingual {
  if (r.text) return r.text;
  if (r.what === 'named') return namedText;
  if (r.what === 'proposal') return toDecide(r.kind, r.about);
  if (r.deadline) return deadlineTitle(r.deadline);
  // Nothing runs: what waits is the next step itself.
  const { title } = TABLES[r.kind];
  const state = standingLabel(r);
  return {
    zh: `${title.zh}：现为“${state.zh}”，待办下一步`,
    en: `${title.en}: state “${state.en}”, next step open`,
  };
}
