import type { ActRequest, CaseState } from '../../domain/case/types.ts';
import { decide } from '../../domain/kernel/index.ts';
import { lookUp } from '../../domain/look-up.ts';
import { canSee } from '../../domain/people/may.ts';
import type { Person } from '../../domain/people/types.ts';
import { everTogether } from '../../domain/proceedings/parts/merging.ts';
import { refuse } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { hiddenFrom, numbered, numbersFor, stateFor } from '../doors/hidden.ts';
import { note } from '../doors/journal.ts';
import type { EventColumns } from '../ground/chain.ts';
import { ask } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import { openCaseKey, readWords } from '../ground/sealing.ts';
import { caseSummary, eventView } from '../reading/view.ts';
import { change, type Peer } from '../truth/change.ts';
import { type Core, caseUnknown } from '../truth/core.ts';
import { authorityOf, factsFor, type House } from '../truth/house.ts';
import { askedUnder, type Repeat } from '../truth/idempotency.ts';
import { columnsFrom, fold, type Loaded, loadEvents, needsHistory, recordedFrom, seen } from '../truth/loading.ts';
import type { ActAnswer, Asking, EventView } from '../types.ts';

/**
 * Decides one act of a staff member or the tipster and records it.
 * @param formOf makes the form from the case as it stands, where what was asked says it of many cases at once
 */
export async function act(
  core: Core,
  asking: Asking,
  formOf: (loaded: Loaded) => unknown = () => asking.form,
): Promise<ActAnswer> {
  const { idempotencyKey, answers, ...rest } = asking;
  const body = { ...rest, ...(answers ? { answers } : {}) };
  const actor = ({ state, house }: Loaded, now: Instant) =>
    seen(lookUp(house.directory.people, asking.by), state, house, now);
  const once = {
    asked: askedUnder(core, asking.by, asking.caseId, idempotencyKey, body),
    admit: actor,
    again: (loaded: Loaded, now: Instant, events: Omit<Repeat, 'bodyHash'>) =>
      repeated(core, loaded, events, actor(loaded, now), now),
  };
  return change<ActAnswer>(core, asking.caseId, { once }, async (loaded, now, peer) => {
    const person = actor(loaded, now);
    const request = requestOf({ ...asking, form: formOf(loaded) }, { staff: asking.by });
    const [events, reader] = await Promise.all([
      decided(core, loaded, request, now, peer).catch((error: unknown) => tried(core, asking, person, error)),
      readerOf(core, loaded, person, now),
    ]);
    return {
      events,
      answer: ({ after, columns, house }) => ({
        ...reader(after, columns, (e, i) => eventView(e, { words: events[i]?.words ?? null }), now, house),
        repeated: false,
      }),
    };
  });
}

/** A check of a paper file that does not agree leaves a line in the access journal: pages are guessed by nobody unseen. @throws the refusal */
async function tried(core: Core, { act, caseId }: Asking, person: Person, error: unknown): Promise<never> {
  if (act === 'confirm' && error instanceof Refused && error.refusal.code === 'documents-differ')
    await note(core, person, [{ what: 'count-differs', caseId }]);
  throw error;
}

const requestOf = (
  asking: Pick<Asking, 'proceeding' | 'act' | 'occurredAt' | 'form' | 'answers'>,
  by: ActRequest['by'],
): ActRequest => ({
  proceeding: asking.proceeding,
  act: asking.act,
  form: asking.form,
  by,
  ...(asking.occurredAt !== undefined ? { occurredAt: asking.occurredAt } : {}),
  ...(asking.answers !== undefined ? { answers: asking.answers } : {}),
});

/** The events of an act, or the refusal as an error. */
export async function decided(core: Core, loaded: Loaded, request: ActRequest, now: string, peer: Peer) {
  const { state, house } = loaded;
  const facts = factsFor(house, state.organ, now);
  if (needsHistory(state, request.proceeding, request.occurredAt, facts)) {
    facts.history = (await loadEvents(core.pool, state.id)).map((row) => recordedFrom(columnsFrom(row)));
  }
  const leading = await leadingCase(loaded, request, now, peer);
  if (leading) facts.leading = leading;
  let verdict: ReturnType<typeof decide>;
  try {
    verdict = decide(state, request, facts);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Refused(refuse('form-invalid'));
  }
  if (!verdict.ok) throw new Refused(verdict.refusal);
  return verdict.events;
}

/** The case that a merge names, as far as the person may see it. */
async function leadingCase(loaded: Loaded, request: ActRequest, now: string, peer: Peer): Promise<CaseState | null> {
  const form = request.form as { leading?: unknown } | null;
  const proposed = lookUp(lookUp(loaded.state.proceedings, request.proceeding)?.proposals ?? {}, request.act)?.facts
    .leading;
  const id = typeof form?.leading === 'string' ? form.leading : typeof proposed === 'string' ? proposed : null;
  if (id === null || id === loaded.state.id) return null;
  const other = await peer(id);
  if (!other) return null;
  const person = 'staff' in request.by ? lookUp(loaded.house.directory.people, request.by.staff) : undefined;
  return person && canSee(person, other.state, other.house.directory, dayOf(now)) ? other.state : null;
}

/** Tells an act's events and its case to this person: without what they may not know of. */
async function readerOf(core: Core, loaded: Loaded, person: Person, now: Instant) {
  const { state } = loaded;
  const alone = everTogether(state).length === 0 && state.identity === undefined;
  const before = alone ? null : (await loadEvents(core.pool, state.id)).map(columnsFrom);
  const hidden = await hiddenFrom(core.pool, person, state, loaded.house, now, before ?? []);
  return (
    c: CaseState,
    columns: EventColumns[],
    view: (e: EventColumns, i: number) => EventView,
    at: Instant,
    house: House,
  ): Omit<ActAnswer, 'repeated'> => {
    const summary = (state: CaseState) =>
      caseSummary(state, loaded.named, house.calendars, at, authorityOf(house, c.organ));
    if (before === null) return { events: columns.map(view), case: summary(c) };
    const earlier = before.filter((e) => e.number < (columns[0]?.number ?? 0));
    const numbers = numbersFor([...earlier, ...columns], person, hidden);
    return {
      events: columns.flatMap((e, i) => (numbers.has(e.number) ? [view(numbered(e, numbers, hidden), i)] : [])),
      case: { ...summary(stateFor(c, hidden, numbers)), version: numbers.size },
    };
  };
}

/** The answer that was given at first: the events of then, and the case as it was then. */
async function repeated(
  core: Core,
  loaded: Loaded,
  { first, last }: Omit<Repeat, 'bodyHash'>,
  person: Person,
  now: Instant,
): Promise<ActAnswer> {
  if (first === null || last === null) throw caseUnknown();
  const rows = await loadEvents(core.pool, loaded.state.id, 1, last);
  const [row] = await ask<{ genesis: CaseState }>(core.pool, 'SELECT genesis FROM cases WHERE id = $1', [
    loaded.state.id,
  ]);
  if (!row) throw caseUnknown();
  const columns = rows.map(columnsFrom);
  const then = fold(row.genesis, columns);
  const asked = rows.slice(first - 1);
  const key = openCaseKey(core.keys, loaded.state.id, loaded.wrapped);
  const reader = await readerOf(core, loaded, person, now);
  return {
    ...reader(
      then,
      columns.slice(first - 1),
      (e, i) => eventView(e, readWords(key, asked[i] ?? { number: e.number, sealed: null })),
      columns.at(-1)?.recordedAt ?? now,
      loaded.house,
    ),
    repeated: true,
  };
}
