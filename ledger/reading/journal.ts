import { createHmac, randomUUID } from 'node:crypto';
import type { Bilingual } from '../../domain/law/types.ts';
import { grantsOn, lineOf, rolesOn } from '../../domain/people/may.ts';
import type { Directory, Person, Role } from '../../domain/people/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { sameText } from '../../domain/text/same.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { PlainDate } from '../../domain/time/types.ts';
import { notShutOut, Values } from '../doors/access.ts';
import { ask, instantFrom, type Queryable } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import { lineMac } from '../ground/lines.ts';
import type { Core } from '../truth/core.ts';
import type { JournalEntry, Page } from '../types.ts';
import { decodeCursor, INSTANT, paged, pageSize } from './cursor.ts';

/** Kinds of reading, as inspection reads them. */
export const READINGS = {
  case: { zh: '查看案件', en: 'A case was opened' },
  tip: { zh: '查看举报内容', en: 'A tip was opened' },
  thread: { zh: '查看往来留言', en: 'A thread with a tipster was opened' },
  evidence: { zh: '查看材料原件', en: 'An original was opened' },
  identity: { zh: '查看举报人身份', en: 'The identity of a tipster was shown' },
  'identity-opened': { zh: '为申请人打开举报人身份', en: 'The identity of a tipster was opened for who asked' },
  'notice-address': {
    zh: '为寄发消息使用举报人的通知地址',
    en: 'The address of a tipster was used to send news',
  },
  'count-differs': {
    zh: '核对纸质案卷时页数不符',
    en: 'A check of a paper file that did not agree with what was entered',
  },
  search: { zh: '按姓名查找被举报人', en: 'A person was searched for by name' },
  'sign-in': { zh: '登录', en: 'Sign-in' },
  'sign-in-failed': { zh: '登录失败', en: 'Sign-in failed' },
  journal: { zh: '查看查阅记录', en: 'The access journal was read' },
} as const satisfies Record<string, Bilingual>;
export type Reading = keyof typeof READINGS;

/** The tag of a name that was searched for. Not that of the cases: the journal alone leads from a search to no case. */
export const searchTag = (core: Core, name: string): Buffer =>
  createHmac('sha256', core.keys.key('search'))
    .update(`journal\n${sameText(name)}`)
    .digest()
    .subarray(0, 8);

/**
 * Writes readings of one person into the journal. A reading that is shown was recorded before: whoever answers waits for this.
 * @param reader null: nobody of the house (a sign-in under a name that does not exist); `of`: the product itself, for an organ
 */
export async function note(
  core: Core,
  reader: Person | { of: string } | null,
  readings: readonly { what: Reading; caseId?: string; tag?: Buffer }[],
  db: Queryable = core.pool,
): Promise<void> {
  const now = core.now();
  const person = reader !== null && 'id' in reader ? reader : null;
  const grants = person ? grantsOn(person, dayOf(now)) : [];
  const organs = reader !== null && 'of' in reader ? [reader.of] : grants.map((g) => g.organ);
  const distinct = <T>(values: T[]) => [...new Set(values)].sort();
  const by = {
    at: now,
    reader: person?.id ?? null,
    organs: distinct(organs),
    units: distinct(grants.map((g) => g.unit)),
    roles: distinct(grants.flatMap((g) => g.roles)),
  };
  const lines = readings.map(({ what, caseId = null, tag }) => {
    const line = { id: randomUUID(), ...by, what, case_id: caseId, tag: tag ? `\\x${tag.toString('hex')}` : null };
    return { ...line, mac: `\\x${lineMac(core.keys, 'access_journal', line).toString('hex')}` };
  });
  await ask(
    db,
    `INSERT INTO access_journal (id, at, reader, organs, units, roles, what, case_id, tag, mac)
     SELECT x.id, $2, $3, $4::text[], $5::text[], $6::text[], x.what, x.case_id, x.tag::bytea, x.mac::bytea
     FROM jsonb_to_recordset($1::jsonb) AS x(id uuid, what text, case_id uuid, tag text, mac text)`,
    [
      JSON.stringify(lines.map(({ id, what, case_id, tag, mac }) => ({ id, what, case_id, tag, mac }))),
      by.at,
      by.reader,
      by.organs,
      by.units,
      by.roles,
    ],
    'journal',
  );
}

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
