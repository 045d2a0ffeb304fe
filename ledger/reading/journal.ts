import { grantsOn, lineOf, rolesOn } from '../../domain/people/may.ts';
import type { Directory, Person, Role } from '../../domain/people/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { PlainDate } from '../../domain/time/types.ts';
import { notShutOut, Values } from '../doors/access.ts';
import { note, READINGS, type Reading } from '../doors/journal.ts';
import { ask, instantFrom } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import type { Core } from '../truth/core.ts';
import type { JournalEntry, Page } from '../types.ts';
import { decodeCursor, INSTANT, paged, pageSize } from './cursor.ts';

/** The units of a person with those above and below them. */
function lineOfPerson(person: Person, directory: Directory, day: PlainDate): string[] {
  const own = grantsOn(person, day).map((g) => g.unit);
  const above = own.flatMap((unit) => [unit, ...lineOf(unit, directory)]);
  const below = Object.keys(directory.units).filter((unit) => lineOf(unit, directory).some((id) => own.includes(id)));
  return [...new Set([...above, ...below])].sort();
}

interface Row {
  id: string;
  at: Date;
  at_text: string;
  reader: string | null;
  organs: string[];
  roles: Role[];
  what: Reading;
  case_id: string | null;
  number: string | null;
  tag: Buffer | null;
}

/**
 * The journal for discipline inspection: who, as what, when, which case, what kind of reading; never what was read. Rows about the
 * reader's own line, and about cases from which they are shut out, are not among them: the inspection of the organ above has those.
 * Reading it is in it.
 */
export async function journal(
  core: Core,
  person: Person,
  cursor?: string,
  limit?: number,
): Promise<Page<JournalEntry>> {
  const house = await core.house.fresh();
  const day = dayOf(core.now());
  const { directory } = house;
  const organs = [...new Set(grantsOn(person, day).map((g) => g.organ))].filter((organ) =>
    rolesOn(person, organ, day).has('inspector'),
  );
  if (organs.length === 0) {
    throw new Refused(refuse('not-your-role/journal'));
  }
  const size = pageSize(limit);
  const after = decodeCursor(core, cursor, ['instant', 'id']);
  const below = Object.values(directory.organs).filter((o) => o.superior !== null && organs.includes(o.superior));
  const values = new Values();
  const most = values.add(size + 1);
  const shut = notShutOut(person, house, day, values);
  const own = values.add(lineOfPerson(person, directory, day));
  const me = values.add(person.id);
  const related = values.add([
    ...person.related,
    ...Object.values(directory.people)
      .filter((p) => p.related.includes(person.id))
      .map((p) => p.id),
  ]);
  const from = after ? `AND (j.at, j.id) < (${values.add(after[0])}::timestamptz, ${values.add(after[1])}::uuid)` : '';
  const rows = await ask<Row>(
    core.pool,
    `SELECT j.id, j.at, ${INSTANT('j.at')} AS at_text, j.reader, j.organs, j.roles, j.what, j.case_id, c.number, j.tag
     FROM access_journal j LEFT JOIN cases c ON c.id = j.case_id
     WHERE (j.organs = '{}' OR j.organs && ${values.add([...organs, ...below.map((o) => o.id)])}::text[])
       AND j.reader IS DISTINCT FROM ${me} AND NOT (j.units && ${own}::text[])
       AND (j.reader IS NULL OR NOT (j.reader = ANY (${related}::text[])))
       AND (j.case_id IS NULL OR (${shut})) ${from}
     ORDER BY j.at DESC, j.id DESC LIMIT ${most}`,
    values.list,
  );
  await note(core, person, [{ what: 'journal' }]);
  return paged(
    core,
    rows,
    size,
    (r) => [r.at_text, r.id],
    (r) => {
      const reader = r.reader === null ? null : directory.people[r.reader];
      return {
        id: r.id,
        at: instantFrom(r.at),
        reader: r.reader === null ? null : { id: r.reader, name: reader?.name ?? { zh: r.reader, en: r.reader } },
        roles: r.roles,
        organs: r.organs.map((id) => directory.organs[id]?.name ?? { zh: id, en: id }),
        what: r.what,
        label: READINGS[r.what],
        caseId: r.case_id,
        number: r.number,
        tag: r.tag === null ? null : r.tag.toString('hex'),
      };
    },
  );
}
