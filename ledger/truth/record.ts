import type { Authority, CaseState, NewEvent } from '../../domain/case/types.ts';
import { VOID } from '../../domain/kernel/index.ts';
import { dayOf, millisOf, startOfDay } from '../../domain/time/day.ts';
import type { Calendars, Instant } from '../../domain/time/types.ts';
import { type EventColumns, eventHash } from '../ground/chain.ts';
import type { KeyService } from '../ground/keys.ts';
import type { CaseKey } from '../ground/sealing.ts';
import { accessKey, difference, type Projection, placesOf, project, type WorkRow, workKey } from './project.ts';
import { type Bundle, type EffectRow, type EventRow, hex, type TaskRow } from './write.ts';

export interface Recording {
  /** Null for a new case. */
  before: CaseState | null;
  after: CaseState;
  events: NewEvent[];
  /** Hash that the first of the events is chained to. */
  head: Uint8Array;
  key: CaseKey | null;
  keys: KeyService;
  recordedAt: Instant;
  calendars: Calendars;
  authority: Authority;
  /** Proceeding whose driver asks; it is not nudged for its own news. */
  by?: string;
  /** Its dates were counted again for publications up to this one; `before`: the calendars they were counted under until now. */
  recounted?: { publication: number; before: Calendars };
  /** Milliseconds after which a new driver starts; default: at once. No instant of the case is missed for it. */
  startsIn?: number;
  /** A paper file: what time brought before it was entered asks nobody to do anything any more. */
  past?: boolean;
}

/** The open columns of an event that gets this number. */
export function columnsOf(event: NewEvent, number: number, base: number, recordedAt: Instant): EventColumns {
  return {
    number,
    type: event.type,
    proceeding: event.proceeding,
    kind: event.kind,
    name: event.name,
    occurredAt: event.occurredAt,
    occurredOn: event.occurredOn ?? null,
    recordedAt,
    actor: event.actor,
    from: event.from,
    to: event.to,
    basis: event.basis,
    facts: event.facts,
    document: event.document ?? null,
    paper: event.paper ?? null,
    changes: event.changes,
    // The kernel counts causes within its batch.
    cause: event.cause === undefined ? null : base + event.cause + 1,
  };
}

function eventRow(e: EventColumns, sealed: Buffer | null, prev: Uint8Array, hash: Buffer): EventRow {
  const { occurredAt, occurredOn, recordedAt, from, to, ...same } = e;
  return {
    ...same,
    occurred_at: occurredAt,
    occurred_on: occurredOn,
    recorded_at: recordedAt,
    from_state: from,
    to_state: to,
    sealed: sealed === null ? null : hex(sealed),
    prev: hex(prev),
    hash: hex(hash),
  };
}

export interface Derived {
  effects: EffectRow[];
  tasks: TaskRow[];
  /** Work rows of the tasks that are open. */
  work: WorkRow[];
  /** Clocks that stopped. */
  stopped: string[];
}

/**
 * What an effect or a task is called, inside and outside: follows from case, event and place in the event, and tells none of them. Who
 * may not know of every event of a case must not see from the numbers of the others that there are more.
 */
const effectKey = (keys: KeyService, caseId: string, event: number, place: number): string =>
  keys.mac('truth', `effect\n${caseId}:${event}:${place}`).toString('hex', 0, 16);

/** Ends the name of a task of before, which came of an effect that could not be done and of no event. */
export const GIVEN_UP = ':given-up';

/** A key of before spells case, event and place. It is kept inside, since seals and what was handed over are bound to it. */
const FORMER = /^([0-9a-f-]{36}):(\d+):(\d+)$/;

/** What an effect is called outside. */
export function outerKey(keys: KeyService, key: string): string {
  const [, caseId, event, place] = FORMER.exec(key) ?? [];
  return caseId === undefined ? key : effectKey(keys, caseId, Number(event), Number(place));
}

/** The clock that an event of time is about: its tasks end with it. */
function aboutClock(event: Pick<NewEvent, 'type' | 'changes'>): string | null {
  for (const x of event.changes) {
    if (x.op === 'fired' || x.op === 'moved') return x.clock;
    if (x.op === 'clock' && event.type === 'moved') return x.clock.id;
  }
  return null;
}

/**
 * Effects and tasks that follow from events of a case; `after` says who its officers are now.
 * @param keys null: by somebody without our keys, for whom each is called by its event and place
 */
export function derive(
  keys: KeyService | null,
  after: CaseState,
  events: readonly { number: number; event: Pick<NewEvent, 'type' | 'proceeding' | 'occurredAt' | 'changes'> }[],
  authority: Authority,
  recordedAt: Instant,
  past: boolean,
): Derived {
  const effects: EffectRow[] = [];
  const tasks: TaskRow[] = [];
  const stopped = new Set<string>();
  const named = (event: number, place: number) =>
    keys === null ? `${event}:${place}` : effectKey(keys, after.id, event, place);
  for (const { number, event } of events) {
    const about = aboutClock(event);
    const byTime = event.type === 'rung' || event.type === 'expiry' || event.type === 'moved';
    event.changes.forEach((change, place) => {
      if (change.op === 'stop') stopped.add(change.clock);
      if (change.op === 'effect') {
        const { kind, proceeding, to, data } = change.effect;
        effects.push({
          key: named(number, place),
          event: number,
          place,
          proceeding,
          kind,
          addressee: to,
          data,
          status: 'todo',
          created_at: recordedAt,
          done_at: null,
          result: null,
        });
      }
      if (change.op === 'task') {
        const [place0] = placesOf(change.task.to, after, authority);
        tasks.push({
          id: named(number, place),
          event: number,
          place,
          proceeding: change.task.instead?.proceeding ?? event.proceeding,
          clock: about,
          organ: place0?.organ ?? after.organ,
          role: place0?.role ?? change.task.to,
          text: change.task.text,
          basis: change.task.basis,
          since: event.occurredAt,
          closed_at: past && byTime ? recordedAt : null,
        });
      }
    });
  }
  for (const task of tasks) {
    if (task.clock !== null && task.closed_at === null && stopped.has(task.clock)) task.closed_at = recordedAt;
  }
  const work = tasks.filter((t) => t.closed_at === null).flatMap((t) => taskWork(t, after));
  return { effects, tasks, work, stopped: [...stopped] };
}

/** The rows of the work list for an open task. */
export function taskWork(
  task: Pick<TaskRow, 'id' | 'role' | 'organ' | 'proceeding' | 'since'>,
  c: Pick<CaseState, 'officers'>,
): WorkRow[] {
  const persons = task.role === 'officer' ? c.officers : [''];
  return persons.map((person) => ({
    item: `task:${task.id}`,
    organ: task.organ,
    role: task.role,
    person,
    what: 'task' as const,
    proceeding: task.proceeding,
    about: task.id,
    // By the day: two tasks of one day do not tell which came first.
    due_at: startOfDay(dayOf(task.since)),
    since: task.since,
  }));
}

/** How long a new driver waits; not at all where something ends before it would be there. */
function startsIn(r: Recording, clocks: Projection['clocks']): number {
  const there = millisOf(r.recordedAt) + (r.startsIn ?? 0);
  return clocks.some((k) => k.expires_at !== null && k.stopped_at === null && millisOf(k.expires_at) <= there)
    ? 0
    : (r.startsIn ?? 0);
}

/** Which drivers must ask again: those with new effects, moved clocks or an end; the case's own when a proceeding opened. */
function nudges(r: Recording, p: { clocks: Projection['clocks'] }, effects: EffectRow[]): Bundle['outbox'] {
  const wait = startsIn(r, p.clocks);
  if (r.before === null) return [{ kind: 'start', proceeding: null, wait }];
  const wake = new Set<string>();
  const before = r.before;
  for (const e of effects) if (e.status === 'todo') wake.add(e.proceeding);
  for (const k of p.clocks) {
    wake.add(k.proceeding);
    const was = before.clocks[k.id]?.proceeding;
    if (was !== undefined) wake.add(was);
  }
  let opened = false;
  for (const q of Object.values(r.after.proceedings)) {
    const was = before.proceedings[q.id];
    if (was === undefined) opened = true;
    else if ((was.ended === null) !== (q.ended === null)) wake.add(q.id);
    // A driver that has gone is started again by the driver of the case.
    if (was !== undefined && was.ended !== null && q.ended === null && q.state !== VOID) opened = true;
  }
  const out: Bundle['outbox'] = [];
  if (opened) out.push({ kind: 'nudge', proceeding: null, wait });
  for (const id of wake) {
    if (id !== r.by && before.proceedings[id] !== undefined) out.push({ kind: 'nudge', proceeding: id, wait: 0 });
  }
  return out;
}

/** Rows that a driver must know of: a date that is only no longer provisional changes nothing that it waits for. */
function movedRows(before: Projection['clocks'], clocks: Projection['clocks']): Projection['clocks'] {
  const was = new Map(before.map((k) => [k.id, k]));
  return clocks.filter((k) => {
    const old = was.get(k.id);
    return old?.expires_at !== k.expires_at || old.alarm !== k.alarm || old.status !== k.status;
  });
}

/** Numbers, seals and chains events, and works out every row that they write. Pure but for the sealing's nonces. */
export function bundle(r: Recording): { bundle: Bundle; head: Buffer; columns: EventColumns[] } {
  const base = r.before?.version ?? 0;
  let head: Buffer = Buffer.from(r.head);
  const columns: EventColumns[] = [];
  const events: EventRow[] = r.events.map((event, i) => {
    const number = base + i + 1;
    const open = columnsOf(event, number, base, r.recordedAt);
    const words = Object.keys(event.words).length > 0;
    if (words && r.key === null)
      throw new Error('the key of this case was destroyed: nothing more can be sealed in it');
    const sealed = words && r.key ? r.key.sealWords(number, event.words) : null;
    const prev = head;
    head = eventHash(prev, r.after.id, open, sealed);
    columns.push(open);
    return eventRow(open, sealed, prev, head);
  });
  const after = project(r.after, r.calendars, r.authority);
  const before = r.before === null ? null : project(r.before, r.recounted?.before ?? r.calendars, r.authority);
  const numbered = r.events.map((event, i) => ({ number: base + i + 1, event }));
  const derived = derive(r.keys, r.after, numbered, r.authority, r.recordedAt, r.past ?? false);
  const proceedings = difference(before?.proceedings ?? [], after.proceedings, (x) => x.id).put;
  const clocks = difference(before?.clocks ?? [], after.clocks, (x) => x.id).put;
  const work = difference(before?.work ?? [], after.work, workKey);
  const access = difference(before?.access ?? [], after.access, accessKey);
  const officersMoved = r.before !== null && r.before.officers.join() !== r.after.officers.join();
  return {
    head,
    columns,
    bundle: {
      case: {
        ...after.columns,
        id: r.after.id,
        version: r.after.version,
        head: hex(head),
        expect: r.before === null ? null : r.before.version,
        ...(r.recounted ? { counted: r.recounted.publication } : {}),
      },
      state: r.after,
      events,
      proceedings,
      clocks,
      workPut: [...work.put, ...derived.work],
      workGone: work.gone,
      accessPut: access.put,
      accessGone: access.gone,
      effects: derived.effects,
      tasks: derived.tasks,
      stopped: r.before === null ? [] : derived.stopped,
      officers: officersMoved ? r.after.officers : null,
      outbox: nudges(r, { clocks: r.recounted ? movedRows(before?.clocks ?? [], clocks) : clocks }, derived.effects),
      at: r.recordedAt,
    },
  };
}
