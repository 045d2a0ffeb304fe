import { createHash } from 'node:crypto';
import type pg from 'pg';
import { canonical } from './chain.ts';
import { ask, inSnapshot, type Queryable } from './db.ts';
import type { KeyService } from './keys.ts';
import { askText, bytesOf, isBound, type RowText, rowText, sealRows } from './truth.ts';
import { paged } from './verify-truth.ts';

/**
 * Tables to which lines are only added, too many for a seal each: a line carries a MAC, so that none can be put in, and each beat seals
 * a digest over the lines since the last, so that none can be taken away. `columns` are those that the MAC is over.
 */
export const LINES = {
  access_journal: {
    key: 'id',
    type: 'uuid',
    columns: `t.id, t.at, t.reader, to_jsonb(t.organs) AS organs, to_jsonb(t.units) AS units, to_jsonb(t.roles) AS roles, t.what,
      t.case_id, t.tag`,
  },
  // The number is given by the database as the line is written; the id makes of each line one that can stand there once.
  sign_ins: { key: 'number', type: 'bigint', columns: 't.id, t.at, t.login, t.staff, t.tag, t.outcome, t.by' },
} as const;
export type LinesName = keyof typeof LINES;
export const LINES_NAMES = Object.keys(LINES) as LinesName[];

/** Lines of one table that one beat takes in at most; the others wait for the next. */
const MOST = 50_000;

/** The MAC of a line, by its columns, about to be written or as they are spelt; bytes as `\x…`. */
export const lineMac = (keys: KeyService, name: LinesName, line: object): Buffer =>
  keys.mac('truth', `line\n${canonical([name, rowText(line)])}`);

const digesting = () => {
  const hash = createHash('sha256');
  return { add: (row: RowText) => hash.update(`${canonical(row)}\n`), end: () => hash.digest() };
};

/** Takes the lines since the last beat into a batch and seals it, in the transaction of the beat. */
export async function batchLines(db: Queryable, keys: KeyService, number: number): Promise<void> {
  for (const name of LINES_NAMES) {
    const { key, columns } = LINES[name];
    const lines = await askText(
      db,
      `WITH taken AS (
         UPDATE ${name} t SET batch = $1 WHERE t.batch IS NULL AND t.${key} IN (
           SELECT ${key} FROM ${name} WHERE batch IS NULL ORDER BY ${key} LIMIT ${MOST})
         RETURNING t.*)
       SELECT ${columns}, max(t.at) OVER ()::text AS _until FROM taken t ORDER BY t.${key}`,
      [number],
    );
    const [first] = lines;
    if (!first) continue;
    const digest = digesting();
    for (const { row } of lines) digest.add(row);
    await ask(db, 'INSERT INTO line_batches (tab, number, lines, until, digest) VALUES ($1, $2, $3, $4, $5)', [
      name,
      number,
      lines.length,
      first.own._until,
      digest.end(),
    ]);
    await sealRows(db, keys, 'line_batches', [[name, String(number)]]);
  }
}

/**
 * Compares every line with its MAC and every batch with its digest: a line that was put in, changed or taken away is named. Lines of
 * the last minutes, which no beat has taken in yet, can be taken away unseen.
 * @param keys null: the digests alone are compared
 */
export async function verifyLines(
  pool: pg.Pool,
  keys: KeyService | null,
  found: (name: LinesName, detail: string) => void,
): Promise<void> {
  await inSnapshot(pool, async (db) => {
    for (const name of LINES_NAMES) await verifyTable(db, keys, name, (detail) => found(name, detail));
  });
}

async function verifyTable(
  db: Queryable,
  keys: KeyService | null,
  name: LinesName,
  found: (detail: string) => void,
): Promise<void> {
  const { key, columns } = LINES[name];
  const rows = await ask<{ number: string; lines: number; digest: Buffer; over: boolean; at: string; dated: boolean }>(
    db,
    `SELECT number::text, lines, digest, until::text AS at, tab = 'sign_ins' AND until < now() - interval '12 months' AS over,
       isfinite(until) AS dated
     FROM line_batches WHERE tab = $1 ORDER BY number`,
    [name],
  );
  const batches = new Map(rows.map((b) => [b.number, b]));
  for (const { number, at, dated } of rows) if (!dated) found(`batch ${number} is dated ${at} in line_batches`);
  const seen = new Set<string>();
  const close = (open: Open) => {
    const batch = batches.get(open.number);
    seen.add(open.number);
    if (!batch) found(`lines name a batch ${open.number} that is not there`);
    else if (batch.lines !== open.lines || !batch.digest.equals(open.digest.end())) {
      found(
        `of ${batch.lines} lines until ${batch.at} ${open.lines} stand there, and they are not those that were sealed`,
      );
    }
  };
  const twice = await ask<{ id: string; n: number }>(
    db,
    `SELECT id, count(*)::int AS n FROM ${name} GROUP BY id HAVING count(*) > 1 ORDER BY id LIMIT 100`,
  );
  for (const { id, n } of twice) found(`line ${id} stands there ${n} times`);
  let open = null as Open | null;
  for await (const { row, own } of paged(
    db,
    `lines_${name}`,
    `SELECT ${columns}, t.batch::text AS _batch, t.mac AS _mac, t.${key}::text AS _line FROM ${name} t
     ORDER BY t.batch NULLS LAST, t.${key}`,
  )) {
    if (keys && !isBound(lineMac(keys, name, row), own._mac ? bytesOf(own._mac) : null)) {
      found(`line ${own._line} was put in or changed by somebody else`);
    }
    const number: string | null = own._batch ?? null;
    if (number === null) continue;
    if (open?.number !== number) {
      if (open) close(open);
      open = { number, lines: 0, digest: digesting() };
    }
    open.lines++;
    open.digest.add(row);
  }
  if (open) close(open);
  for (const [number, batch] of batches) {
    // What is older than its term is taken away batch by batch.
    if (!seen.has(number) && !batch.over) found(`all ${batch.lines} lines until ${batch.at} are gone`);
  }
}

/** A batch whose lines are being read. */
interface Open {
  number: string;
  lines: number;
  digest: ReturnType<typeof digesting>;
}
