import { lookUp } from '../../domain/look-up.ts';
import { ownGrants } from '../../domain/people/deputies.ts';
import { heldBy } from '../../domain/people/held.ts';
import { grantsOn, linesOf, nearTo, shuttingUnits } from '../../domain/people/may.ts';
import { type Called, everNamed } from '../../domain/people/names.ts';
import { accountsOf } from '../../domain/people/selves.ts';
import type { Directory, Person, Role } from '../../domain/people/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { PlainDate } from '../../domain/time/types.ts';
import { inspecting, notShutOut, Values } from '../doors/access.ts';
import { note, READINGS, type Reading, searchTag } from '../doors/journal.ts';
import { ask, instantFrom } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import type { Core } from '../truth/core.ts';
import { type House, nameOfOrgan } from '../truth/house.ts';
import type { JournalEntry, Page } from '../types.ts';
import { decodeCursor, INSTANT, paged, pageSize } from './cursor.ts';

/** The units of a person with those above and below them. */
function lineOfPerson(person: Person, directory: Directory, day: PlainDate): string[] {
  const own = ownGrants(person)
    .filter((g) => grantsOn(person, day).includes(g))
    .map((g) => g.unit);
  const above = own.flatMap((unit) => linesOf(unit, directory));
  return [...new Set([...above, ...shuttingUnits(new Set(own), directory)])].sort();
}

const names = (one: Called): string[] => everNamed(one).flatMap(({ zh, en }) => [zh, en]);

/**
 * Which rows tell somebody nothing of themselves: none of their own readings and of those of their line and their relatives, none about a
 * case from which they are outside, and no search for a name of theirs: whoever searched for it once would know it by its tag.
 */
function nothingOf(core: Core, person: Person, house: House, day: PlainDate, values: Values): string {
  const { directory } = house;
  const near = nearTo(person, directory);
  const line = lineOfPerson(person, directory, day);
  const called = [
    ...near.flatMap(names),
    ...near.flatMap((one) => heldBy(one).flatMap((g) => [g.post.zh, g.post.en])),
    ...[...line, ...accountsOf(person, directory).flatMap((one) => one.related)].flatMap((id) => {
      const unit = lookUp(directory.units, id);
      return unit ? names(unit) : [];
    }),
  ];
  const tags = [...new Set(called)].map((name) => `\\x${searchTag(core, name).toString('hex')}`);
  const self = values.add(person.id);
  return `(j.reader IS DISTINCT FROM ${self} AND NOT (j.units && ${values.add(line)}::text[])
    AND (j.reader IS NULL OR NOT (j.reader = ANY (${values.add(near.map((one) => one.id))}::text[])))
    AND (j.tag IS NULL OR NOT (j.tag = ANY (${values.add(tags)}::bytea[])))
    AND (j.case_id IS NULL OR (${notShutOut(person, house, day, values)})))`;
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
  const posts = inspecting(person, day);
  if (posts.length === 0) {
    throw new Refused(refuse('not-your-role/journal'));
  }
  const size = pageSize(limit);
  const after = decodeCursor(core, cursor, ['instant', 'id']);
  const values = new Values();
  const most = values.add(size + 1);
  const tellsNothingOf = (id: string) => {
    const one = lookUp(directory.people, id);
    return one ? nothingOf(core, one, house, day, values) : 'false';
  };
  // Of these through whom a post came it tells a deputy as little as it tells them.
  const ways = posts.map(({ organ, for: through = [] }) => {
    const below = Object.values(directory.organs).filter((o) => o.superior === organ);
    const theirs = `(j.organs = '{}' OR j.organs && ${values.add([organ, ...below.map((o) => o.id)])}::text[])`;
    return `(${[theirs, ...[person.id, ...through].map(tellsNothingOf)].join(' AND ')})`;
  });
  const from = after ? `AND (j.at, j.id) < (${values.add(after[0])}::timestamptz, ${values.add(after[1])}::uuid)` : '';
  const rows = await ask<Row>(
    core.pool,
    `SELECT j.id, j.at, ${INSTANT('j.at')} AS at_text, j.reader, j.organs, j.roles, j.what, j.case_id, c.number, j.tag
     FROM access_journal j LEFT JOIN cases c ON c.id = j.case_id
     WHERE (${ways.join(' OR ')}) ${from}
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
        organs: r.organs.map((id) => nameOfOrgan(house, id, dayOf(instantFrom(r.at)))),
        what: r.what,
        label: READINGS[r.what],
        caseId: r.case_id,
        number: r.number,
        tag: r.tag === null ? null : r.tag.toString('hex'),
      };
    },
  );
}
