import type { FactSheet, ProceedingKind } from '../../domain/case/types.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import { lookUp } from '../../domain/look-up.ts';
import { takesIn } from '../../domain/people/may.ts';
import type { Person, Role } from '../../domain/people/types.ts';
import { dayOf, millisOf } from '../../domain/time/day.ts';
import { readableKinds } from '../doors/access.ts';
import { hiddenFrom, numbered, numbersFor, stateFor } from '../doors/hidden.ts';
import { note, type Reading } from '../doors/journal.ts';
import { RECEIPT_HELD } from '../doors/receipt.ts';
import { byTheDay, toldAt } from '../ground/days.ts';
import { instantFrom } from '../ground/db.ts';
import { type CaseKey, type ReadWords, readWords } from '../ground/sealing.ts';
import type { Core } from '../truth/core.ts';
import { authorityOf } from '../truth/house.ts';
import { columnsFrom, keyOf, loadEvents, type StoredEvent } from '../truth/loading.ts';
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

/** Days for which a receipt that was held back waits for who takes the letter in. House rule. */
const RECEIPT_HELD_DAYS = 30;

/** The words of a tip, and beside them the receipt that was held back when it was entered: for who takes it in, for some days. */
function withoutReceipt(
  [first]: readonly EventView[],
  takesItIn: boolean,
): { tip: FactSheet | null; receiptHeld?: string } {
  const { [RECEIPT_HELD]: held, ...tip } = first?.words ?? {};
  if (!first?.words) return { tip: null };
  return { tip, ...(takesItIn && typeof held === 'string' ? { receiptHeld: held } : {}) };
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
    for (const id of [by, whose, enteredBy, receivedBy, receiptShownTo, withOfficer, e.paper?.second])
      if (id) people.add(id);
  }
  for (const p of Object.values(state.proceedings)) {
    for (const proposal of Object.values(p.proposals)) people.add(proposal.by);
  }
  for (const t of tasks) if (t.done) people.add(t.done.by);
  const held = rows[0] && millisOf(now) - rows[0].recorded_at.getTime() < RECEIPT_HELD_DAYS * 86_400_000;
  const { tip, receiptHeld } = withoutReceipt(
    timeline,
    held === true && takesIn(person, state, house.directory, dayOf(now)),
  );
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
    ...(receiptHeld === undefined ? {} : { receiptHeld }),
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
