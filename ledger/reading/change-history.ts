/** What was decided of the changes of an organ, found by kind and by person. */
import { type ChangeRequest, changeRequestsOf, namedBy } from '../../domain/authority/changes.ts';
import { rowId } from '../../domain/authority/requests.ts';
import type { Change } from '../../domain/authority/types.ts';
import type { Person } from '../../domain/people/types.ts';
import { dayOf } from '../../domain/time/day.ts';
import { organOf, readsAll } from '../house/people.ts';
import type { Core } from '../truth/core.ts';
import type { House } from '../truth/house.ts';
import type { ChangeHistory, ChangesSought } from '../types.ts';
import { concernsAbove, requestView } from './people.ts';

/** Requests on one page, changes of each of them. */
const PAGE = 50;
const SHOWN = 20;

/** Who stands in for whom by each deputyship that was asked for, those that were void before they began among them. */
const deputyships = (organ: string, requests: readonly ChangeRequest[]): ReadonlyMap<string, readonly string[]> =>
  new Map(
    requests.flatMap((r) =>
      r.changes.flatMap((c, row) =>
        c.kind === 'appoint-deputy' ? [[rowId(organ, r.number, row), [c.person, c.deputy]] as const] : [],
      ),
    ),
  );

/** Whom a change is about, also where it names a deputyship or a certificate of theirs. */
function about(change: Change, { directory }: House, standIns: ReturnType<typeof deputyships>): readonly string[] {
  if (change.kind === 'end-deputy') return standIns.get(change.deputyship) ?? [];
  if (change.kind === 'check-certificate' || change.kind === 'end-certificate') {
    const { number } = change;
    return Object.values(directory.people).flatMap((p) =>
      p.certificates.some((c) => c.number === number) ? [p.id] : [],
    );
  }
  return namedBy(change);
}

/** Whether a request is about somebody, or they had a part in it. */
const concerns = (
  r: ChangeRequest,
  who: string,
  organ: string,
  house: House,
  standIns: ReturnType<typeof deputyships>,
): boolean =>
  [r.by.id, r.consented?.by.id, r.decided?.by.id].includes(who) ||
  r.changes.some((change, row) => about(change, house, standIns).includes(who) || rowId(organ, r.number, row) === who);

/** @throws Refused for who has no part in the organ */
export async function changeHistory(
  core: Core,
  person: Person,
  { organ: named, kind, person: who, before }: ChangesSought,
): Promise<ChangeHistory> {
  const house = await core.house.fresh();
  const day = dayOf(core.now());
  const organ = organOf(core, house, person, { organ: named, past: true });
  const all = readsAll(person, organ, day);
  const items: ChangeHistory['items'] = [];
  const requests = changeRequestsOf(house.acts[organ] ?? []);
  const standIns = deputyships(organ, requests);
  for (const r of requests.reverse()) {
    if (r.decided === null || (before !== undefined && r.number >= before)) continue;
    if (kind !== undefined && !r.changes.some((c) => c.kind === kind)) continue;
    if (who !== undefined && !concerns(r, who, organ, house, standIns)) continue;
    // Of a long list what was looked for is shown first.
    const first = { ...r, changes: kind === undefined ? r.changes : r.changes.filter((c) => c.kind === kind) };
    const view = { ...requestView(core, house, organ, person, r, 0), ...shownOf(core, house, organ, person, first) };
    if (!all && !concernsAbove(house, organ, view, day)) continue;
    if (items.length === PAGE) return { items, next: String(items.at(-1)?.number) };
    items.push(view);
  }
  return { items };
}

const shownOf = (core: Core, house: House, organ: string, person: Person, r: ChangeRequest) => {
  const { changes, names } = requestView(core, house, organ, person, r, SHOWN);
  return { changes, names };
};
