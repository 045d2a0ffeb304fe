import type { CaseState, EffectKind, Proceeding } from '../../domain/case/types.ts';
import { givenUpAt } from '../../domain/effects.ts';
import { advance, nextInstant } from '../../domain/kernel/index.ts';
import { lookUp } from '../../domain/look-up.ts';
import type { Instant } from '../../domain/time/types.ts';
import { ask } from '../ground/db.ts';
import { change, countAgain } from '../truth/change.ts';
import { type Core, caseUnknown } from '../truth/core.ts';
import { factsFor } from '../truth/house.ts';
import { isBehind, loadCase } from '../truth/loading.ts';
import type { Driving, EffectRef, Todo } from '../types.ts';

/** Applies what time has brought to a case and records it. */
export async function advanceCase(core: Core, caseId: string, by?: string): ReturnType<Driving['advanceCase']> {
  return change<{ events: number; now: Instant }>(core, caseId, by === undefined ? {} : { by }, async (loaded, now) => {
    const { events } = advance(loaded.state, now, factsFor(loaded.house, loaded.state.organ, now));
    if (events.length === 0) return { done: { events: 0, now } };
    return { events, answer: () => ({ events: events.length, now }) };
  });
}

interface OpenEffect {
  key: string;
  proceeding: string;
  kind: EffectKind;
  addressee: string;
}

const openEffects = (core: Core, caseId: string) =>
  ask<OpenEffect>(
    core.pool,
    `SELECT key, proceeding, kind, addressee FROM effects WHERE case_id = $1 AND status = 'todo'
     ORDER BY event, place`,
    [caseId],
    'effects-todo',
  );

/**
 * Whether a proceeding needs a driver: it has not ended, something is to be done, or a clock with an end runs. One without a number
 * shows its age and keeps nobody waiting.
 * @param busy whether effects of it are to be done
 */
export const needsDriver = (
  c: CaseState,
  house: Parameters<typeof nextInstant>[1],
  { id, ended }: Pick<Proceeding, 'id' | 'ended'>,
  busy: boolean,
): boolean =>
  ended === null ||
  busy ||
  Object.values(c.clocks).some((k) => k.proceeding === id && k.stopped === null && k.count !== null) ||
  nextInstant(c, house, id) !== null;

/** What a proceeding's driver has to do; a case that is behind a calendar is counted first. @throws Refused `case-unknown` */
export async function todo(core: Core, caseId: string, proceeding: string): Promise<Todo> {
  const read = () => Promise.all([loadCase(core, caseId), openEffects(core, caseId)]);
  let [loaded, effects] = await read();
  if (loaded && isBehind(loaded)) {
    // A case that came in while a calendar was published is told of it by its driver at the latest.
    await countAgain(core, caseId);
    [loaded, effects] = await read();
  }
  const p = lookUp(loaded?.state.proceedings ?? {}, proceeding);
  if (!loaded || !p) throw caseUnknown();
  const { calendars } = loaded.house;
  const { state } = loaded;
  const own = effects
    .filter((e) => e.proceeding === proceeding)
    .map(({ key, kind, addressee }): EffectRef => {
      const until = givenUpAt(state, { kind, proceeding }, calendars);
      return { key, kind, to: addressee, ...(until ? { until } : {}) };
    });
  const next = nextInstant(loaded.state, loaded.house, proceeding);
  return {
    effects: own,
    next: next?.at ?? null,
    state: p.state,
    waitsFor: next && { deadline: next.clock.deadline, rung: next.rung },
    ended: !needsDriver(loaded.state, loaded.house, p, own.length > 0),
  };
}

/** Proceedings of what was just recorded and opened one: its driver begins when the nudge for it is due, whatever wakes the case meanwhile. */
const opening = (core: Core, caseId: string) =>
  ask<{ proceeding: string }>(
    core.pool,
    `SELECT DISTINCT e.proceeding FROM outbox o JOIN events e ON e.case_id = o.case_id AND e.recorded_at = o.created_at
     WHERE o.case_id = $1 AND o.kind = 'nudge' AND o.proceeding IS NULL AND o.attempts = 0 AND o.not_before > $2`,
    [caseId, core.now()],
    'opening',
  );

export async function driversOf(core: Core, caseId: string): ReturnType<Driving['driversOf']> {
  const [loaded, effects, opened] = await Promise.all([
    loadCase(core, caseId),
    openEffects(core, caseId),
    opening(core, caseId),
  ]);
  if (!loaded) throw caseUnknown();
  const busy = new Set(effects.map((e) => e.proceeding));
  const later = new Set(opened.map((e) => e.proceeding));
  const proceedings = Object.values(loaded.state.proceedings).map((p) => ({
    id: p.id,
    kind: p.kind,
    live: needsDriver(loaded.state, loaded.house, p, busy.has(p.id)),
    later: later.has(p.id),
  }));
  return { proceedings, ended: proceedings.every((p) => !p.live) };
}
