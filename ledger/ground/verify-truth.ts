import type pg from 'pg';
import { ask, inSnapshot, type Queryable } from './db.ts';
import type { KeyService } from './keys.ts';
import {
  askText,
  askTexts,
  bytesOf,
  fits,
  isOurs,
  keySql,
  type Seal,
  type TextRow,
  TRUTH,
  TRUTH_NAMES,
  type Truth,
  type TruthName,
  tableOf,
  whenSql,
} from './truth.ts';

/** What differs: of which table, which row, and how. `case` where the row belongs to one, `gone` where it is no longer there. */
export type Differs = (
  where: { table: TruthName; key: string; case: string | null; gone?: true },
  detail: string,
) => void;

const PAGE = 2_000;

export const sealFrom = (own: Record<string, string | null>): Seal | null =>
  own._version === null || own._version === undefined
    ? null
    : {
        tab: own._tab ?? '',
        key: own._key ?? '',
        version: Number(own._version),
        state: (own._state ?? '') as Seal['state'],
        salt: bytesOf(own._salt),
        content: bytesOf(own._content),
        mac: bytesOf(own._mac),
      };

export const SEAL = 's.version AS _version, s.state AS _state, s.salt AS _salt, s.content AS _content, s.mac AS _mac';

const declared = (name: string, text: string): string =>
  `DECLARE pages_${name} NO SCROLL CURSOR FOR ${text}; FETCH ${PAGE} FROM pages_${name};`;

/** The rest of a long question after its first page, in the transaction of the caller, which closes what is open. */
async function* onward(db: Queryable, name: string, first: TextRow[]): AsyncGenerator<TextRow> {
  for (let rows = first; ; rows = await askText(db, `FETCH ${PAGE} FROM pages_${name}`)) {
    yield* rows;
    if (rows.length < PAGE) return;
  }
}

/** Rows of a long question, page by page. */
export async function* paged(db: Queryable, name: string, text: string): AsyncGenerator<TextRow> {
  const [first = []] = await askTexts(db, declared(name, text));
  yield* onward(db, name, first);
}

const CASE_IS_KEY: ReadonlySet<TruthName> = new Set(['heads', 'cases', 'vault', 'notice_addresses', 'lists', 'tags']);

/**
 * Compares every row of truth with its last seal, and every seal with its row: what was changed, deleted, inserted, or swapped with
 * another. Without keys only the seals' hashes are compared; the log says whether the seals themselves are true.
 */
export async function verifyTruth(pool: pg.Pool, keys: KeyService | null, differs: Differs): Promise<number> {
  return inSnapshot(pool, async (db) => {
    const rows = await compareTruth(db, keys, TRUTH_NAMES, differs);
    // An honest change must not cover up what was done before it.
    for (const { own } of await askText(
      db,
      `SELECT s.tab AS _tab, s.key AS _key, ${SEAL} FROM seals s WHERE s.state = 'differed'`,
    )) {
      const name = own._tab as TruthName;
      differs(placeOf(name, own._key ?? '', null), `before version ${own._version} it was not what had been sealed`);
    }
    return rows;
  });
}

/**
 * Compares tables of truth row by row with their last seals, in the transaction of the caller.
 * @returns how many rows there were
 */
export async function compareTruth(
  db: Queryable,
  keys: KeyService | null,
  names: readonly TruthName[],
  differs: Differs,
): Promise<number> {
  let rows = 0;
  const firsts = await askTexts(db, names.map((name) => declared(name, comparing(name))).join(''));
  for (const [i, name] of names.entries()) {
    for await (const one of onward(db, name, firsts[i] ?? [])) rows += compare(name, one, keys, differs);
  }
  return rows;
}

const placeOf = (name: TruthName, key: string, caseId: string | null) => ({
  table: name,
  key: key.replaceAll('\x1f', ' '),
  case: caseId ?? (CASE_IS_KEY.has(name) ? key : null),
});

/** Every row beside its last seal, and every last seal beside its row. */
function comparing(name: TruthName): string {
  const { only }: Truth = TRUTH[name];
  return `SELECT ${only ? only.map((c) => `t.${c}`).join(', ') : 't.*'}, '${name}' AS _tab, s.key AS _key,
      ${keySql(name)} AS _row, ${SEAL}
    FROM (SELECT t.* FROM ${tableOf(name)} t WHERE ${whenSql(name)}) t FULL JOIN (
      SELECT DISTINCT ON (key) * FROM seals WHERE tab = '${name}' ORDER BY key, version DESC) s ON s.key = ${keySql(name)}`;
}

function compare(name: TruthName, { row, own }: TextRow, keys: KeyService | null, differs: Differs): number {
  const seal = sealFrom(own);
  if (!own._row) {
    if (seal && !fits(seal, name, null)) differs({ ...placeOf(name, seal.key, null), gone: true }, 'is gone');
    return 0;
  }
  const at = placeOf(name, own._row, row.case_id ?? null);
  if (!seal) differs(at, 'was put in by somebody else: it has no seal');
  else if (keys && !isOurs(keys, seal)) differs(at, 'carries a seal that is not ours');
  else if (!fits(seal, name, row)) {
    differs(at, fits(seal, name, null) ? 'was sealed as taken away and is there' : 'is not what was sealed');
  }
  return 1;
}

/** The seals of the heads of some cases, by case: each act's, oldest first. */
export async function headSeals(db: Queryable, cases: readonly string[]): Promise<Map<string, Seal[]>> {
  const rows = await ask<Seal>(
    db,
    `SELECT tab, key, version, state, salt, content, mac FROM seals WHERE tab = 'heads' AND key = ANY ($1::text[])
     ORDER BY key, version`,
    [cases],
  );
  const map = new Map<string, Seal[]>();
  for (const seal of rows) {
    const list = map.get(seal.key);
    if (list) list.push(seal);
    else map.set(seal.key, [seal]);
  }
  return map;
}
