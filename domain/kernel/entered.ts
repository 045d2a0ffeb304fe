import type { CaseState, FactSheet, Facts, Json, NewEvent, RecordedEvent } from '../case/types.ts';
import { lookUp } from '../look-up.ts';
import { heldBy } from '../people/held.ts';
import { canSee, grantsOn, HEADS, lineOf, rolesOn } from '../people/may.ts';
import { accountsOf, isSelf } from '../people/selves.ts';
import type { Directory, Person } from '../people/types.ts';
import type { Entry, Told } from '../proceedings/paper/head.ts';
import { isEntered, paperBar } from '../proceedings/paper/read-off.ts';
import { TABLES } from '../proceedings/tables.ts';
import { dayOf } from '../time/day.ts';
import type { PlainDate } from '../time/types.ts';
import { fire, unborn } from './fire.ts';
import { actRows, Run, rowFor, SYSTEM } from './run.ts';

type Typed = Pick<
  RecordedEvent,
  'number' | 'proceeding' | 'name' | 'type' | 'occurredAt' | 'actor' | 'paper' | 'document'
>;

/** What one event says was done, by whom, in whose presence. */
function entryOf(e: Typed): Entry {
  const { actor, paper, document } = e;
  const pages = paper?.pages ?? document?.pages;
  const enteredBy = actor.enteredBy ?? '';
  const acted = actor.role === 'outside' || actor.role === 'tipster' ? actor.receivedBy : actor.id;
  const named = [acted, actor.withOfficer, paper?.second].filter((id): id is string => typeof id === 'string');
  return {
    event: e.number,
    proceeding: e.proceeding,
    act: e.type === 'proposal' ? `${e.name}:propose` : e.name,
    at: e.occurredAt,
    number: paper?.number ?? document?.number ?? null,
    ...(pages === undefined ? {} : { pages }),
    enteredBy,
    named: [...new Set(named)].filter((id) => id !== enteredBy),
  };
}

const postOf = (person: Person, c: CaseState, day: PlainDate): Pick<Told, 'role' | 'organ'> | null => {
  const grant = grantsOn(person, day).find((g) => g.organ === c.organ) ?? grantsOn(person, day)[0];
  const role = grant?.roles[0];
  return grant && role ? { role, organ: grant.via ?? grant.organ } : null;
};

/** Heads of the unit in which somebody held their last post, else of the units above it. */
function headsOf(person: Person | undefined, directory: Directory, day: PlainDate): Person[] {
  const last = [...(person ? heldBy(person) : [])]
    .sort((a, b) => (a.until ?? '9999').localeCompare(b.until ?? '9999'))
    .at(-1);
  if (!last) return [];
  for (const unit of lineOf(last.unit, directory)) {
    const heads = Object.values(directory.people).filter((p) =>
      grantsOn(p, day).some((g) => g.unit === unit && g.roles.some((r) => HEADS.includes(r))),
    );
    if (heads.length > 0) return heads;
  }
  return [];
}

/**
 * Who is told that somebody is named: they themselves where they are in post and may see the case, else the head of their unit, else
 * any head who may. Nobody is told of a case that they may not see, and who typed it in is not told in another's place.
 */
function toldOf(named: string, enteredBy: string, c: CaseState, directory: Directory, day: PlainDate): Told[] {
  const person = lookUp(directory.people, named);
  const told = (p: Person): Told[] => {
    const post = canSee(p, c, directory, day) ? postOf(p, c, day) : null;
    return post ? [{ person: p.id, ...post, named }] : [];
  };
  const themselves = person ? accountsOf(person, directory).flatMap(told) : [];
  if (themselves.length > 0) return themselves;
  const inPlace = (p: Person) => (isSelf(p, enteredBy) || isSelf(p, named) ? [] : told(p));
  const own = headsOf(person, directory, day).flatMap(inPlace);
  if (own.length > 0) return own;
  const staff = Object.values(directory.people);
  const heads = staff.filter((p) => HEADS.some((role) => rolesOn(p, c.organ, day).has(role))).flatMap(inPlace);
  if (heads.length > 0) return heads;
  return staff.filter((p) => grantsOn(p, day).some((g) => g.roles.includes('dept-head'))).flatMap(inPlace);
}

/** Records that past acts were entered: from here they wait for a second person, and those named are told. */
export function noteEntered(run: Run, typed: readonly Typed[]): void {
  if (typed.length === 0) return;
  const table = TABLES.paper;
  const { now, directory, entering } = run.facts;
  const at = entering?.recordedAt ?? now;
  const entries = typed.map(entryOf);
  const told = new Map<string, Told>();
  for (const e of entries) {
    for (const id of e.named) {
      for (const x of toldOf(id, e.enteredBy, run.state, directory, dayOf(at))) told.set(`${x.named} ${x.person}`, x);
    }
  }
  const form: FactSheet = {
    entries: JSON.parse(JSON.stringify(entries)) as Json,
    told: JSON.parse(JSON.stringify([...told.values()])) as Json,
  };
  const p = Object.values(run.state.proceedings).find((x) => x.kind === 'paper');
  const asking = p ?? unborn('paper', at, null);
  const row = p
    ? rowFor(table, run.ctx(p, at, form, true, null), actRows(table, 'entered'))
    : actRows(table, 'entered').find((r) => r.from === 'none');
  if (!row) return;
  run.strength = 'time';
  fire(run, table, row, asking, {
    type: 'reaction',
    name: 'entered',
    at,
    actor: SYSTEM,
    facts: form,
    words: {},
    person: null,
  });
}

/**
 * Events for which nothing but a paper speaks so far: what was entered since a second person last confirmed the file, all of it where it
 * is contested or was refuted, and what followed from it by itself. Empty where nothing waits.
 */
export function onPaperAlone(
  c: CaseState,
  events: readonly (Pick<RecordedEvent, 'number' | 'type' | 'kind' | 'name' | 'proceeding' | 'actor'> & {
    cause?: number | null;
  })[],
): ReadonlySet<number> {
  const bar = paperBar(c);
  const found = new Set<number>();
  if (bar === null) return found;
  const confirmed = events.findLast((e) => e.kind === 'paper' && e.type === 'act' && e.name === 'confirm');
  const since = bar === 'unconfirmed' ? (confirmed?.number ?? 0) : 0;
  const touched = new Set<string>();
  for (const e of events) {
    const entered = e.number > since && isEntered(c, e.number);
    const follows = e.cause != null && found.has(e.cause);
    const byItself = e.actor.id === SYSTEM.id && touched.has(e.proceeding);
    if (!entered && !follows && !byItself) continue;
    found.add(e.number);
    touched.add(e.proceeding);
  }
  return found;
}

/** What a whole paper file says was done, noted once it is there. */
export function fileEntered(
  c: CaseState,
  facts: Facts,
  events: readonly RecordedEvent[],
): { state: CaseState; events: NewEvent[] } {
  const run = new Run(c, facts);
  noteEntered(
    run,
    events.filter((e) => e.actor.enteredBy !== undefined && e.type !== 'opened'),
  );
  return { state: run.state, events: run.events };
}
