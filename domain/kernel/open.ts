import type { CaseState, FactSheet, Facts, NewEvent, ProceedingKind } from '../case/types.ts';
import type { ActedAs } from '../people/types.ts';
import { TABLES } from '../proceedings/tables.ts';
import { advanceRun } from './advance.ts';
import { fire, unborn } from './fire.ts';
import { actRows, Run, rowFor, SYSTEM } from './run.ts';

/** Opens a case: the state before its first event, then the opening row of intake. */
export function openCase(
  blank: CaseState,
  facts: Facts,
  opening: { form: FactSheet; words: FactSheet; actor: ActedAs },
): { state: CaseState; events: NewEvent[] } {
  const run = new Run(blank, facts);
  const table = TABLES.intake;
  const row = table.rows.find((r) => r.from === 'none');
  if (!row?.act) throw new Error('intake has no opening row');
  fire(run, table, row, unborn('intake', blank.receivedAt, null), {
    type: 'opened',
    name: row.act,
    at: blank.receivedAt,
    actor: opening.actor,
    facts: opening.form,
    words: opening.words,
    person: null,
  });
  return { state: run.state, events: run.events };
}

/** Applies a system act of another case (merge, leading case ended) to this one, in the ledger's same transaction. */
export function systemAct(
  c: CaseState,
  kind: ProceedingKind,
  act: string,
  form: FactSheet,
  facts: Facts,
  /** The instance that is meant; absent: every one of the kind. */
  only?: string,
): { state: CaseState; events: NewEvent[] } {
  const run = new Run(c, facts);
  advanceRun(run, facts.now);
  for (const p of Object.values(run.state.proceedings)) {
    if (p.kind !== kind || (only !== undefined && p.id !== only)) continue;
    const table = TABLES[kind];
    const row = rowFor(table, run.ctx(p, facts.now, form, true, null), actRows(table, act));
    if (row)
      fire(run, table, row, p, {
        type: 'reaction',
        name: act,
        at: facts.now,
        actor: SYSTEM,
        facts: form,
        words: {},
        person: null,
      });
  }
  return { state: run.state, events: run.events };
}
