import { createHmac, randomUUID } from 'node:crypto';
import type { Bilingual } from '../../domain/law/types.ts';
import { grantsOn } from '../../domain/people/may.ts';
import type { Person } from '../../domain/people/types.ts';
import { sameText } from '../../domain/text/same.ts';
import { dayOf } from '../../domain/time/day.ts';
import { ask, type Queryable } from '../ground/db.ts';
import { lineMac } from '../ground/lines.ts';
import type { Core } from '../truth/core.ts';

/** Kinds of reading, as inspection reads them. */
export const READINGS = {
  case: { zh: '查看案件', en: 'A case was opened' },
  tip: { zh: '查看举报内容', en: 'A tip was opened' },
  thread: { zh: '查看往来留言', en: 'A thread with a tipster was opened' },
  evidence: { zh: '查看材料原件', en: 'An original was opened' },
  identity: { zh: '查看举报人身份', en: 'The identity of a tipster was shown' },
  receipt: { zh: '查看待交给举报人的查询凭证', en: 'A receipt was shown, to be handed to the tipster' },
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
