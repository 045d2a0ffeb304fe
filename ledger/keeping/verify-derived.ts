/** Effects and tasks of a case, compared with what follows from its events. */
import type { NewEvent } from '../../domain/case/types.ts';
import type { Instant } from '../../domain/time/types.ts';
import { instantFrom, instantOrNull } from '../ground/db.ts';
import { openedByStaff, type StoredEvent } from '../truth/loading.ts';
import { derive, GIVEN_UP } from '../truth/record.ts';
import type { TaskRow } from '../truth/write.ts';
import type { Found } from './verify-findings.ts';
import { comparing, type Folded } from './verify-projection.ts';
import type { Stored, StoredEffect, StoredTask } from './verify-rows.ts';

/** What an event had done or asked for: named by the event and the place of the change in it. */
interface Place {
  event: number;
  place: number;
}

const placeOf = (x: Place) => `of event ${x.event}, change ${x.place}`;

/** Rows of before spell case, event and place in their name; without our keys nobody knows what the others are called. */
const nameFor = ({ row, keys }: Stored, have: string, x: Place, want: string) =>
  keys === null || have === `${row.id}:${x.event}:${x.place}` ? have : want;

/** Effects and tasks as they follow from the events. */
export function verifyDerived(folded: Folded, found: Found): void {
  const { row, state, events, tables, keys, authority } = folded;
  const derived = derive(
    keys,
    state,
    events.map((e) => ({ number: e.number, event: e0(e) })),
    authority,
    state.advancedTo,
    false,
  );
  const recorded = new Map(events.map((e) => [e.number, instantFrom(e.recorded_at)]));
  const effects = tables.effects.get(row.id) ?? [];
  const tasks = tables.tasks.get(row.id) ?? [];
  const given = tasks.filter((t) => t.id.endsWith(GIVEN_UP));
  verifyEffects(folded, derived.effects, effects, recorded, found);
  verifyTasks(
    folded,
    derived.tasks,
    tasks.filter((t) => !given.includes(t)),
    recorded,
    found,
  );
  verifyGivenUp(events, effects, given, found);
}

type Derived = ReturnType<typeof derive>;
type Recorded = ReadonlyMap<number, Instant>;

function verifyEffects(
  folded: Folded,
  expected: Derived['effects'],
  effects: StoredEffect[],
  recorded: Recorded,
  found: Found,
): void {
  const namesOf = new Map(effects.map((e) => [placeOf(e), e.key]));
  comparing(found)(
    'effects',
    expected.map(({ key, kind, addressee, data, proceeding, event, place }) => {
      const named = nameFor(folded, namesOf.get(placeOf({ event, place })) ?? '', { event, place }, key);
      const what = { key: named, kind, addressee, data, proceeding, created_at: recorded.get(event) };
      return [`effect ${placeOf({ event, place })}`, what];
    }),
    effects.map((e) => {
      const { key, kind, addressee, data, proceeding } = e;
      const what = { key, kind, addressee, data, proceeding, created_at: instantFrom(e.created_at) };
      // Nothing came of it yet. What came of others is under a seal.
      const early = e.status === 'todo' && (e.done_at !== null || e.result !== null) ? { early: true } : {};
      return [`effect ${placeOf(e)}`, { ...what, ...early }];
    }),
  );
}

function verifyTasks(
  folded: Folded,
  expected: Derived['tasks'],
  own: StoredTask[],
  recorded: Recorded,
  found: Found,
): void {
  const { events } = folded;
  const called = new Map(own.map((t) => [placeOf(t), t.id]));
  comparing(found)(
    'tasks',
    expected.map((t) => {
      const { proceeding, clock, text, basis, since } = t;
      const id = nameFor(folded, called.get(placeOf(t)) ?? '', t, t.id);
      return [
        `task ${placeOf(t)}`,
        { id, proceeding, clock, text, basis, since, closed_at: closedAt(t, events, recorded) },
      ];
    }),
    own.map((t) => {
      const { id, proceeding, clock, text, basis } = t;
      const times = { since: instantFrom(t.since), closed_at: instantOrNull(t.closed_at) };
      return [`task ${placeOf(t)}`, { id, proceeding, clock, text, basis, ...times }];
    }),
  );
}

/** An effect is given up by an event that asks somebody to do it instead, and by nothing else. */
function verifyGivenUp(events: StoredEvent[], effects: StoredEffect[], given: StoredTask[], found: Found): void {
  const namesOf = new Map(effects.map((e) => [placeOf(e), e.key]));
  for (const t of given) {
    if (namesOf.get(placeOf(t)) !== t.id.slice(0, -GIVEN_UP.length) || t.closed_at !== null)
      found('tasks', `task ${placeOf(t)}, given up, should not be there`);
  }
  const instead = new Set(
    events.flatMap((e) =>
      e.changes.flatMap((x) => (x.op === 'task' && x.task.instead ? [placeOf(x.task.instead)] : [])),
    ),
  );
  for (const t of given) instead.add(placeOf(t));
  for (const e of effects) {
    const told = instead.has(placeOf(e));
    if (e.status === 'given-up' && !told) found('effects', `effect ${placeOf(e)} was given up by no event`);
    if (e.status === 'todo' && told) found('effects', `effect ${placeOf(e)} was given up, and is to be done`);
  }
}

/** When the task of an event was closed by the end of the clock that it is about, or with the paper file that it came with. */
function closedAt(task: Pick<TaskRow, 'event' | 'clock'>, events: StoredEvent[], recorded: Recorded): Instant | null {
  const at = recorded.get(task.event) ?? '';
  const own = events[task.event - 1];
  const [first] = events;
  const entered = first !== undefined && openedByStaff(first) && at === recorded.get(1);
  if (entered && own && (own.type === 'rung' || own.type === 'expiry' || own.type === 'moved')) return at;
  if (task.clock === null) return null;
  const stop = events.find(
    (e) =>
      (recorded.get(e.number) ?? '') >= at &&
      e.changes.some((change) => change.op === 'stop' && change.clock === task.clock),
  );
  return stop ? instantFrom(stop.recorded_at) : null;
}

const e0 = (e: StoredEvent): Pick<NewEvent, 'type' | 'proceeding' | 'occurredAt' | 'changes'> => ({
  type: e.type,
  proceeding: e.proceeding,
  occurredAt: instantFrom(e.occurred_at),
  changes: e.changes,
});
