import type { FactSheet, ProceedingKind } from '../../domain/case/types.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import { lookUp } from '../../domain/look-up.ts';
import type { Person, Role } from '../../domain/people/types.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { readableKinds } from '../doors/access.ts';
import { hiddenFrom, numbered, numbersFor, stateFor } from '../doors/hidden.ts';
import { note, type Reading } from '../doors/journal.ts';
import { showable } from '../doors/shown-receipt.ts';
import { byTheDay, toldAt } from '../ground/days.ts';
import { instantFrom } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import { type CaseKey, type ReadWords, readWords } from '../ground/sealing.ts';
import type { Core } from '../truth/core.ts';
import { RECEIPT_HELD } from '../truth/held-receipt.ts';
import { authorityOf } from '../truth/house.ts';
import { columnsFrom, keyOf, type Loaded, loadEvents, type StoredEvent } from '../truth/loading.ts';
import type { CaseView, EventView, TaskView } from '../types.ts';
import { lettersOf } from './letters.ts';
import { evidenceOf } from './originals.ts';
import { threadOf } from './thread.ts';
import { caseSummary, eventView, restingOnPaper } from './view.ts';
import { visible } from './visible.ts';

/** Words of an event, where they may be read: undefined when not. */
function wordsFor(
  row: StoredEvent,
  key: CaseKey | null,
  kinds: ReadonlySet<ProceedingKind>,
  person: Person,
): ReadWords | undefined {
  const own = row.actor.id === person.id || row.actor.enteredBy === person.id;
  if (!kinds.has(row.kind) && !own) return undefined;
  return readWords(key, row);
}

/** The words of a tip, never with the receipt that was held back when it was entered: that is shown by an act of its own. */
function withoutReceipt([first]: readonly EventView[]): FactSheet | null {
  const { [RECEIPT_HELD]: _, ...tip } = first?.words ?? {};
  return first?.words ? tip : null;
}

/** Whether there is a receipt that this person may be shown now. */
function receiptWaits(
  core: Core,
  person: Person,
  loaded: Loaded,
  first: StoredEvent | undefined,
  now: Instant,
): boolean {
  try {
    return showable(core, person, loaded, first, now) !== null;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

/** The tasks of a case, each with the event that it follows from. */
async function tasksOf(core: Core, caseId: string): Promise<{ event: number; task: TaskView }[]> {
  const rows = await core.plain((db) =>
    db.task.findMany({ where: { caseId, closedAt: null }, orderBy: [{ since: 'asc' }, { id: 'asc' }] }),
  );
  return rows.map((r) => ({
    event: r.event,
    task: {
      id: r.outerId ?? r.id,
      caseId,
      proceeding: r.proceeding,
      to: r.role as Role,
      text: r.text as unknown as Bilingual,
      basis: r.basis,
      since: dayOf(instantFrom(r.since)),
      done: r.doneBy !== null && r.doneAt !== null ? { by: r.doneBy, at: instantFrom(r.doneAt) } : null,
    },
  }));
}

/** Everything of one case, as far as this person may see and read it. */
export async function caseView(core: Core, person: Person, caseId: string): Promise<CaseView> {
  const { loaded, now } = await visible(core, person, caseId);
  const { state, house } = loaded;
  const key = keyOf(core, caseId, loaded.wrapped);
  const kinds = readableKinds(person, state, house, dayOf(now));
  const readsTip = kinds.has('intake');
  const [all, letters, evidence, everyTask] = await Promise.all([
    loadEvents(core.pool, caseId),
    lettersOf(core, caseId, state.organ, house),
    readsTip ? evidenceOf(core, caseId, key) : [],
    tasksOf(core, caseId),
  ]);
  const columns = all.map(columnsFrom);
  const hidden = await hiddenFrom(core.pool, person, state, house, now, columns);
  const numbers = numbersFor(columns, person, hidden);
  const onPaper = restingOnPaper(state, columns);
  const rows = all.filter((row) => numbers.has(row.number));
  const timeline = rows.map((row) =>
    eventView(
      numbered(columnsFrom(row), numbers, hidden),
      wordsFor(row, key, kinds, person),
      onPaper(row, row.to_state),
    ),
  );
  const tasks = everyTask.flatMap(({ event, task }) => (numbers.has(event) ? [task] : []));
  const messages = readsTip ? threadOf(rows, key) : [];
  const opened: Reading[] = readsTip ? (messages.length > 0 ? ['tip', 'thread'] : ['tip']) : ['case'];
  await note(
    core,
    person,
    opened.map((what) => ({ what, caseId })),
  );
  const people = new Set<string>([...state.officers, ...state.recused]);
  for (const e of timeline) {
    const { id: by, for: whose, enteredBy, receivedBy, receiptShownTo, withOfficer } = e.actor;
    const shown = [receiptShownTo ?? [], e.facts.shownTo ?? []].flat();
    for (const id of [by, whose, enteredBy, receivedBy, ...shown, withOfficer, e.paper?.second])
      if (typeof id === 'string') people.add(id);
  }
  for (const p of Object.values(state.proceedings)) {
    for (const proposal of Object.values(p.proposals)) people.add(proposal.by);
  }
  for (const t of tasks) if (t.done) people.add(t.done.by);
  const tip = withoutReceipt(timeline);
  const view: CaseView = {
    ...caseSummary(
      stateFor(state, hidden, numbers),
      loaded.named,
      house.calendars,
      now,
      authorityOf(house, state.organ),
    ),
    version: numbers.size,
    accused: state.accused,
    regime: state.regime,
    recused: state.recused,
    ...(readsTip ? { tip } : {}),
    ...(receiptWaits(core, person, loaded, all[0], now) ? { receiptWaits: true as const } : {}),
    timeline: timeline.map((e, i) => (i === 0 && e.words ? { ...e, words: tip } : e)),
    letters,
    evidence,
    messages,
    tasks,
    people: Object.fromEntries(
      [...people].flatMap((id) => {
        const known = lookUp(house.directory.people, id);
        return known ? [[id, { name: known.name, login: known.login }]] : [];
      }),
    ),
  };
  return byTheDay(view, toldAt(state, rows.map(columnsFrom)));
}
