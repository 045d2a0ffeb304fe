import {
  asksForSome,
  type ChangeAct,
  type ChangeRequest,
  changeActRefused,
  changeRequestsOf,
} from '../../domain/authority/changes.ts';
import { DAYS_AHEAD } from '../../domain/authority/decide.ts';
import type { Fault } from '../../domain/authority/draft.ts';
import { saidAt } from '../../domain/authority/said.ts';
import type { Change } from '../../domain/authority/types.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import { lookUp } from '../../domain/look-up.ts';
import { heldBy, lastHeld } from '../../domain/people/held.ts';
import { hasLeft, rolesOn } from '../../domain/people/may.ts';
import { calledOn, goesOn } from '../../domain/people/organs.ts';
import { isSelf } from '../../domain/people/selves.ts';
import { type ActedAs, hasAccount, type Person, ROLE_NAMES } from '../../domain/people/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { addDays, dayOf } from '../../domain/time/day.ts';
import type { PlainDate } from '../../domain/time/types.ts';
import { Refused } from '../ground/errors.ts';
import { superiorOf } from '../house/authority.ts';
import {
  actorIn,
  drawnIn,
  groundIn,
  type Meant,
  organOf,
  readsAll,
  requestIn,
  speaksAbove,
  waitingIn,
} from '../house/people.ts';
import type { Core } from '../truth/core.ts';
import { aboutIn, type House, nameOfOrgan, standingIn } from '../truth/house.ts';
import type {
  ByView,
  ChangeFault,
  ChangePreview,
  ChangeRequestView,
  OrganBeneath,
  PeopleSought,
  PeopleView,
  PostView,
  StaffView,
} from '../types.ts';
import { rotationIn } from './rotation.ts';

/** People on one page, requests that were decided, changes of one in a list. */
const PAGE = 100;
const DECIDED = 50;
const SHOWN = 20;
/** A certificate is looked at once a year. House rule. */
const CHECK_DAYS = 366;

const faultView = ({ row, field, refusal }: Fault): ChangeFault => ({
  row,
  field,
  code: refusal.code,
  message: refusal.message,
});

type Rows = readonly { row: number; change: Change }[];

/** What stands against these changes today. Changes nothing. @throws Refused for who may ask for none */
export const previewChanges = async (core: Core, person: Person, rows: Rows): Promise<ChangePreview> =>
  previewIn(core, await core.house.fresh(), person, rows);

/** The same in a house that is read already. */
export function previewIn(core: Core, house: House, person: Person, rows: Rows): ChangePreview {
  const organ = organOf(core, house, person);
  const day = dayOf(core.now());
  const actor = actorIn(house, person, organ, day);
  if (!asksForSome(actor, organ)) throw new Refused(refuse('not-your-role/ask-change'));
  const changes = rows.map((r) => r.change);
  const drawn = drawnIn(house, organ, changes, day);
  // What is wrong with the changes themselves is told of each.
  const ground = groundIn(house, organ, day, null, { ...drawn, faults: [] });
  const act = { act: 'ask-change', changes, reason: '' } as const;
  const refused = changes.length === 0 ? null : changeActRefused(act, actor, ground);
  return {
    refused: refused && { code: refused.code, message: refused.message },
    faults: drawn.faults.map((f) => ({ ...faultView(f), row: rows[f.row]?.row ?? f.row })),
    needs: drawn.consent === 'nobody' ? null : drawn.consent,
  };
}

const nameIn =
  (house: House) =>
  (id: string): Bilingual =>
    lookUp(house.directory.people, id)?.name ?? lookUp(house.directory.units, id)?.name ?? { zh: id, en: id };

function byView(house: House, { id, role, for: whose }: ActedAs): ByView {
  const name = nameIn(house);
  return { id, role, name: name(id), for: whose === undefined ? null : { id: whose, name: name(whose) } };
}

/** Whoever and whatever of the house these changes name: people, units, posts, deputyships. */
export function namesIn(house: House, changes: readonly Change[]): Record<string, Bilingual> {
  const names: Record<string, Bilingual> = {};
  for (const change of changes)
    for (const value of Object.values(change)) {
      if (typeof value !== 'string') continue;
      const found = lookUp(house.directory.people, value) ?? lookUp(house.directory.units, value);
      if (found) names[value] = found.name;
    }
  for (const change of changes) {
    if (change.kind === 'end-post') {
      const held = heldBy(lookUp(house.directory.people, change.person) ?? { grants: [] }).find(
        (g) => g.id === change.post,
      );
      if (held) names[change.post] = held.post;
    }
    if (change.kind === 'end-deputy') {
      const found = house.directory.deputies?.find((d) => d.id === change.deputyship);
      const [of, by] = [found?.person, found?.deputy].map((id) => lookUp(house.directory.people, id ?? '')?.name);
      if (of && by) names[change.deputyship] = { zh: `${by.zh}代${of.zh}`, en: `${by.en} for ${of.en}` };
    }
  }
  return names;
}

function kindsIn(changes: readonly Change[]): ChangeRequestView['kinds'] {
  const counts = new Map<Change['kind'], number>();
  for (const { kind } of changes) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => ({ kind, count }));
}

function decidedView(house: House, decided: NonNullable<ChangeRequest['decided']>, day: PlainDate) {
  const { successor, ...rest } = decided;
  const ended = successor === undefined ? null : { id: successor, name: ownNameOf(house, successor, day) };
  return { ...rest, by: byView(house, decided.by), ended };
}

export function requestView(
  core: Core,
  house: House,
  organ: string,
  person: Person,
  r: ChangeRequest,
  most: number,
): ChangeRequestView {
  const day = dayOf(core.now());
  const waits = r.decided === null;
  const drawn = waits ? drawnIn(house, organ, r.changes, day, r.number) : null;
  const ground = drawn && groundIn(house, organ, day, r, drawn);
  const actor = actorIn(house, person, organ, day);
  const may = (act: ChangeAct) => ground !== null && changeActRefused(act, actor, ground) === null;
  const byDocument = ground?.drawn.consent === 'above' && !ground.sitsAbove;
  const changes = r.changes.slice(0, most);
  const decline = may({ act: 'decline-change', request: r.number, reason: '' });
  return {
    number: r.number,
    reason: r.reason,
    by: byView(house, r.by),
    at: r.at,
    count: r.changes.length,
    kinds: kindsIn(r.changes),
    changes,
    names: namesIn(house, changes),
    needs: drawn === null || drawn.consent === 'nobody' ? null : drawn.consent,
    byDocument,
    consented: r.consented && { ...r.consented, by: byView(house, r.consented.by) },
    decided: r.decided && decidedView(house, r.decided, day),
    faults: drawn?.faults.map(faultView) ?? [],
    may: {
      consent: may({ act: 'consent-change', request: r.number, document: byDocument ? '-' : null }),
      approve: may({ act: 'approve-change', request: r.number }),
      decline: decline && !isSelf(person, r.by.id),
      withdraw: decline && isSelf(person, r.by.id),
    },
  };
}

/** What the organ above reads: what waits for it, and what it consented to. */
export const concernsAbove = (house: House, organ: string, view: ChangeRequestView, day: PlainDate): boolean =>
  view.needs === 'above' ||
  (view.consented !== null &&
    rolesOn(
      house.directory.people[view.consented.by.id] ?? {
        id: '',
        login: '',
        name: { zh: '', en: '' },
        grants: [],
        certificates: [],
        related: [],
      },
      superiorOf(house, organ) ?? '',
      day,
    ).size > 0);

/** One request with all of its changes. @throws Refused */
export async function changeRequest(
  core: Core,
  person: Person,
  meant: Meant & { request: number },
): Promise<ChangeRequestView> {
  const house = await core.house.fresh();
  const day = dayOf(core.now());
  const organ = organOf(core, house, person, { ...meant, past: true });
  const found = requestIn(house, organ, meant.request);
  const view = found && requestView(core, house, organ, person, found, found.changes.length);
  if (!view || !(readsAll(person, organ, day) || concernsAbove(house, organ, view, day)))
    throw new Refused(refuse('request-unknown'));
  return view;
}

function staffView(house: House, p: Person, organ: string, day: PlainDate): StaffView {
  const name = nameIn(house);
  const named = (id: string) => ({ id, name: name(id) });
  const posts: PostView[] = heldBy(p)
    .filter((g) => g.organ === organ && (g.until === null || g.until >= day || hasLeft(p, day)))
    .map((g) => ({
      id: g.id ?? null,
      unit: g.unit,
      post: g.post,
      roles: g.roles,
      from: g.from,
      until: lastHeld(g),
      approver: g.approver,
      for: g.for ? named(g.for[0]) : null,
    }));
  return {
    id: p.id,
    login: hasAccount(p) ? p.login : null,
    name: p.name,
    posts,
    certificates: p.certificates.map((c) => ({
      ...c,
      checkDue: c.until >= day && addDays(c.checkedOn ?? c.from, CHECK_DAYS) <= day,
    })),
    related: p.related.map(named),
    deputies: (house.directory.deputies ?? [])
      .filter((d) => d.organ === organ && d.person === p.id && d.until >= day)
      .map(({ id, deputy, from, until }) => ({ id, deputy, name: name(deputy), from, until })),
    locked: p.locked !== undefined,
    until: p.until ?? null,
  };
}

const grantsHere = (p: Person, organ: string) => heldBy(p).filter((g) => g.organ === organ && g.for === undefined);

/** What somebody is looked for by: their names, their posts, what these do, the units in which they are. */
const soughtIn = (house: House, p: Person, organ: string): string[] => [
  p.login,
  ...Object.values(p.name),
  ...grantsHere(p, organ).flatMap((g) => [
    ...Object.values(g.post),
    ...Object.values(lookUp(house.directory.units, g.unit)?.name ?? {}),
    ...g.roles.flatMap((role) => Object.values(ROLE_NAMES[role])),
  ]),
];

/** What an organ itself is called, or was called last. */
function ownNameOf(house: House, id: string, day: PlainDate): Bilingual {
  const organ = lookUp(house.directory.organs, id);
  return organ ? calledOn(organ, day) : { zh: id, en: id };
}

/** Organs that went into this one, or into one that did. */
const before = (house: House, organ: string, day: PlainDate): PeopleView['before'] =>
  Object.keys(house.directory.organs)
    .filter((id) => id !== organ && goesOn(house.directory.organs, id) === organ)
    .map((id) => ({ id, name: ownNameOf(house, id, day) }));

/** Organs directly beneath, by name. */
const beneath = (house: House, organ: string, day: PlainDate): OrganBeneath[] =>
  Object.values(house.directory.organs)
    .filter((o) => o.superior !== null && goesOn(house.directory.organs, o.superior) === organ)
    .map(({ id, region, ended = null }) => {
      const first = house.acts[id]?.[0];
      const begun = first?.act.act === 'begin-organ' ? first.act : null;
      return {
        id,
        name: ownNameOf(house, id, day),
        area: saidAt(lookUp(house.abouts, id) ?? [])?.area ?? null,
        region,
        request: begun?.request ?? null,
        since: begun && first ? dayOf(first.recordedAt) : null,
        ended: ended && {
          from: ended.from,
          successor: { id: ended.successor, name: ownNameOf(house, ended.successor, day) },
        },
      };
    })
    .sort((a, b) => (a.name.zh < b.name.zh ? -1 : 1));

/** Units, people and requests of the organ. @throws Refused for who has no part in it */
export async function people(
  core: Core,
  person: Person,
  { organ: named, unit, q, after }: PeopleSought,
): Promise<PeopleView> {
  const house = await core.house.fresh();
  const day = dayOf(core.now());
  const organ = organOf(core, house, person, { organ: named });
  const all = readsAll(person, organ, day);
  const here = all ? Object.values(house.directory.people).filter((p) => grantsHere(p, organ).length > 0) : [];
  const now = (p: Person) => grantsHere(p, organ).filter((g) => g.from <= day && (g.until ?? day) >= day);
  const counts = new Map<string, number>();
  for (const p of here) for (const id of new Set(now(p).map((g) => g.unit))) counts.set(id, (counts.get(id) ?? 0) + 1);
  const wanted = q?.toLowerCase() ?? '';
  const found = here
    .filter(
      (p) =>
        (unit === undefined ||
          grantsHere(p, organ).some((g) => g.unit === unit && (g.until === null || g.until >= day))) &&
        (wanted === '' || soughtIn(house, p, organ).some((text) => text.toLowerCase().includes(wanted))),
    )
    .sort((a, b) => (a.login < b.login ? -1 : 1));
  const page = found.filter((p) => after === undefined || p.login > after);
  const shown = page.slice(0, PAGE);
  const requests = changeRequestsOf(house.acts[organ] ?? []);
  const old = requests.filter((r) => r.decided !== null).slice(-DECIDED);
  const views = requests
    .filter((r) => r.decided === null || old.includes(r))
    .map((r) => requestView(core, house, organ, person, r, SHOWN))
    .filter((view) => all || concernsAbove(house, organ, view, day))
    .reverse();
  const actor = actorIn(house, person, organ, day);
  return {
    today: day,
    daysAhead: DAYS_AHEAD,
    organ: { id: organ, name: nameOfOrgan(house, organ, day) },
    beneath: all ? beneath(house, organ, day) : [],
    before: all ? before(house, organ, day) : [],
    waitingIn: [...new Set(toDecideIn(core, house, person, (o) => o !== organ).map((r) => r.organ))].map((id) => ({
      id,
      name: nameOfOrgan(house, id, day),
    })),
    about: aboutIn(house, organ),
    saidFirst: lookUp(house.abouts, organ)?.find(({ since }) => since === null)?.about ?? null,
    units: all
      ? Object.values(house.directory.units)
          .filter((u) => u.organ === organ)
          .map(({ id, name, parent, until = null }) => ({ id, name, parent, until, people: counts.get(id) ?? 0 }))
      : [],
    people: shown.map((p) => staffView(house, p, organ, day)),
    total: found.length,
    next: page.length > PAGE ? (shown.at(-1)?.login ?? null) : null,
    requests: views,
    rotation: all ? rotationIn(house, organ, person, day) : null,
    may: { ask: asksForSome(actor, organ) },
  };
}

/** Requests for changes of people that this person may consent to or approve, in whatever organ, oldest first. */
export async function changesToDecide(core: Core, person: Person): Promise<(ChangeRequestView & { organ: string })[]> {
  return toDecideIn(core, await core.house.fresh(), person);
}

function toDecideIn(core: Core, house: House, person: Person, which: (organ: string) => boolean = () => true) {
  const day = dayOf(core.now());
  // Every work list asks: what waits is worked out for those alone who may have a part in it.
  return standingIn(house)
    .filter(which)
    .filter((organ) => readsAll(person, organ, day) || speaksAbove(house, person, organ, day))
    .flatMap((organ) =>
      waitingIn(house, organ).map((r) => ({ ...requestView(core, house, organ, person, r, SHOWN), organ })),
    )
    .filter(({ may }) => may.consent || may.approve);
}
