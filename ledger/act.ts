import { lookUp } from '../domain/look-up.ts';
import { canSee } from '../domain/people/may.ts';
import { decide } from '../domain/proceedings/kernel.ts';
import type { ActRequest, CaseState } from '../domain/proceedings/types.ts';
import { dayOf } from '../domain/time/day.ts';
import {
  bodyHash,
  type Core,
  caseUnknown,
  change,
  columnsFrom,
  fold,
  idempotencyRow,
  keyHash,
  type Loaded,
  loadEvents,
  mismatch,
  needsHistory,
  type Peer,
  recordedFrom,
  seen,
} from './core.ts';
import { ask } from './db.ts';
import { Refused } from './errors.ts';
import { authorityOf, factsFor } from './house.ts';
import { openCaseKey } from './sealing.ts';
import type { ActAnswer, Asking } from './types.ts';
import { caseSummary, eventView } from './view.ts';

/** Decides one act of a staff member or the tipster and records it. */
export async function act(core: Core, asking: Asking): Promise<ActAnswer> {
  const { idempotencyKey, ...body } = asking;
  const hash = keyHash(core, asking.by, asking.caseId, idempotencyKey);
  const bodyIs = bodyHash(idempotencyKey, body);
  return change<ActAnswer>(core, asking.caseId, { keyHash: hash }, async (loaded, now, peer) => {
    seen(lookUp(loaded.house.directory.people, asking.by), loaded.state, loaded.house, now);
    if (loaded.repeat) {
      if (!loaded.repeat.bodyHash.equals(bodyIs)) throw mismatch();
      return { done: await repeated(core, loaded) };
    }
    const request = requestOf(asking, { staff: asking.by });
    const events = await decided(core, loaded, request, now, peer);
    return {
      events,
      extra: (numbers) => ({ idempotency: idempotencyRow(hash, bodyIs, asking.caseId, numbers) }),
      answer: ({ after, columns, house, named }) => ({
        events: columns.map((e, i) => eventView(e, events[i]!.words)),
        case: caseSummary(after, named, house.calendars, now, authorityOf(house, after.organ)),
        repeated: false,
      }),
    };
  });
}

export const requestOf = (
  asking: Pick<Asking, 'proceeding' | 'act' | 'occurredAt' | 'form'>,
  by: ActRequest['by'],
): ActRequest => ({
  proceeding: asking.proceeding,
  act: asking.act,
  form: asking.form,
  by,
  ...(asking.occurredAt !== undefined ? { occurredAt: asking.occurredAt } : {}),
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
    throw new Refused({
      code: 'form-invalid',
      message: { zh: '日期或者时刻无效。', en: 'A date or instant is not valid.' },
      basis: { kind: 'form', clause: null },
    });
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

/** The answer that was given at first: the events of then, and the case as it was then. */
async function repeated(core: Core, loaded: Loaded): Promise<ActAnswer> {
  const { first, last } = loaded.repeat!;
  if (first === null || last === null) throw caseUnknown();
  const rows = await loadEvents(core.pool, loaded.state.id, 1, last);
  const [row] = await ask<{ genesis: CaseState }>(core.pool, 'SELECT genesis FROM cases WHERE id = $1', [
    loaded.state.id,
  ]);
  if (!row) throw caseUnknown();
  const columns = rows.map(columnsFrom);
  const then = fold(row.genesis, columns);
  const key = openCaseKey(core.keys, loaded.state.id, loaded.wrapped);
  return {
    events: columns
      .slice(first - 1)
      .map((e, i) => eventView(e, key ? key.openWords(e.number, rows[first - 1 + i]!.sealed) : null)),
    case: caseSummary(
      then,
      loaded.named,
      loaded.house.calendars,
      columns.at(-1)!.recordedAt,
      authorityOf(loaded.house, then.organ),
    ),
    repeated: true,
  };
}
