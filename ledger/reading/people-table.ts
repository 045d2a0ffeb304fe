import { MOST_FAULTS } from '../../domain/authority/draft.ts';
import {
  cellOf,
  readTable,
  type Sheet,
  type TableGround,
  type Written,
  writeTable,
} from '../../domain/authority/table.ts';
import { issuesOf } from '../../domain/kernel/form-of.ts';
import type { Person } from '../../domain/people/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time/day.ts';
import { Refused } from '../ground/errors.ts';
import { organOf, readsAll } from '../house/people.ts';
import type { Core } from '../truth/core.ts';
import type { House } from '../truth/house.ts';
import type { TableView } from '../types.ts';
import { namesIn, previewIn } from './people.ts';

function groundOf(core: Core, house: House, person: Person): TableGround {
  const today = dayOf(core.now());
  const organ = organOf(core, house, person);
  // Whoever sits in the organ above reads what waits for it alone.
  if (!readsAll(person, organ, today)) throw new Refused(refuse('not-your-role/page'));
  return { organ, directory: house.directory, today };
}

/** Units and people of the organ as tables. @throws Refused */
export async function table(core: Core, person: Person): Promise<Written> {
  const house = await core.house.fresh();
  return writeTable(groundOf(core, house, person));
}

/**
 * What tables would change, and what stands against it: what is wrong in a cell, else what is wrong with the whole.
 * @throws Refused for who may ask for no change
 */
export async function tableRead(core: Core, person: Person, sheets: readonly Sheet[]): Promise<TableView> {
  const house = await core.house.fresh();
  const read = readTable(sheets, groundOf(core, house, person), issuesOf);
  // A line that could not be read is missing in the whole: what comes of that says nothing.
  const whole = read.faults.length === 0 ? read.changes : [];
  const asked = whole.map(({ change }, row) => ({ row, change }));
  const { faults, ...said } = previewIn(core, house, person, asked);
  for (const { row, field, code, message } of faults) {
    const at = whole[row];
    if (at) read.faults.push({ ...cellOf(at, field), code, message });
  }
  const order = new Map(sheets.map(({ name }, i) => [name, i]));
  read.faults.sort((a, b) => (order.get(a.sheet) ?? 0) - (order.get(b.sheet) ?? 0) || a.line - b.line);
  read.faults.splice(MOST_FAULTS);
  const names = namesIn(
    house,
    read.changes.map(({ change }) => change),
  );
  // Where the parts of a change stand is for the faults alone.
  return { ...read, changes: read.changes.map(({ parts: _, ...one }) => one), ...said, names };
}
