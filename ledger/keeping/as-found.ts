import { ask, type Queryable } from '../ground/db.ts';
import type { KeyService } from '../ground/keys.ts';
import { LINES, LINES_NAMES, lineMac } from '../ground/lines.ts';
import {
  AS_FOUND,
  askText,
  foundBy,
  keySql,
  keyText,
  MORE_AS_FOUND,
  putSeals,
  receiptBinding,
  type SessionRow,
  sealOf,
  sessionBinding,
  stateBinding,
  TRUTH,
  TRUTH_NAMES,
  type Truth,
  type TruthName,
  tableOf,
  whenSql,
} from '../ground/truth.ts';
import { HOUSE_TABLES } from '../truth/house.ts';
import type { UpgradeJob } from './upgrade.ts';

const PAGE = 1_000;

/** Gives rows of before what binds them with our keys, page by page; those that have it stay as they are. */
const binding = (job: {
  name: string;
  table: string;
  /** The column that binds a row, and the one that names it, with its type. */
  column: string;
  key: string;
  type: string;
  only?: string;
  /** Reads rows, with `rest` behind SELECT and the columns, and works out what binds each. */
  read(db: Queryable, keys: KeyService, rest: string): Promise<{ key: unknown; made: Buffer }[]>;
}): UpgradeJob => ({
  name: job.name,
  async step({ db, keys }) {
    const { table, column, key, type, only = 'true' } = job;
    const rows = await job.read(
      db,
      keys,
      `FROM ${table} t WHERE t.${column} IS NULL AND ${only} ORDER BY t.${key} LIMIT ${PAGE} FOR UPDATE`,
    );
    if (rows.length === 0) return null;
    await ask(
      db,
      `UPDATE ${table} t SET ${column} = x.made FROM unnest($1::${type}[], $2::bytea[]) AS x(key, made) WHERE t.${key} = x.key`,
      [rows.map((r) => r.key), rows.map((r) => r.made)],
    );
    return rows.length < PAGE ? null : 'more';
  },
});

/** Binds the receipts of before to their cases. Only before the log has begun: afterwards a receipt without binding is nobody's. */
export const bindReceipts = binding({
  name: 'receipt-bindings',
  table: 'receipts',
  column: 'binding',
  key: 'lookup',
  type: 'text',
  only: 'NOT EXISTS (SELECT 1 FROM log_heads)',
  read: async (db, keys, rest) =>
    (
      await ask<{ lookup: string; mac: Buffer; caseId: string }>(
        db,
        `SELECT t.lookup, t.mac, t.case_id AS "caseId" ${rest}`,
      )
    ).map((row) => ({ key: row.lookup, made: receiptBinding(keys, row) })),
});

/**
 * Binds the sessions that are open, so that people stay signed in. Once: that it was done is sealed, and afterwards only a sign-in binds
 * one.
 */
export const bindSessions = binding({
  name: 'session-bindings',
  table: 'sessions',
  column: 'binding',
  key: 'token_hash',
  type: 'bytea',
  read: async (db, keys, rest) =>
    (
      await ask<SessionRow>(
        db,
        `SELECT t.token_hash, t.id, t.staff, t.created_at, t.expires_at, t.half, t.binding ${rest}`,
      )
    ).map((row) => ({ key: row.token_hash, made: sessionBinding(keys, row) })),
});

/** Binds the states of cases of before. First of all: until then nobody sees them. */
export const bindStates = binding({
  name: 'state-bindings',
  table: 'cases',
  column: 'state_mac',
  key: 'id',
  type: 'uuid',
  read: async (db, keys, rest) =>
    (await ask<{ id: string; state: string }>(db, `SELECT t.id, t.state::text AS state ${rest}`)).map((row) => ({
      key: row.id,
      made: stateBinding(keys, row.id, row.state),
    })),
});

/** Gives the lines of before their MAC; afterwards one without was put in by somebody else. The next beat takes them into its batch. */
export const bindLines: readonly UpgradeJob[] = LINES_NAMES.map((name) => {
  const { key, type, columns } = LINES[name];
  return binding({
    name: `${name.replace('_', '-')}-bound`,
    table: name,
    column: 'mac',
    key,
    type,
    read: async (db, keys, rest) =>
      (await askText(db, `SELECT ${columns}, t.${key} AS _line ${rest}`)).map(({ row, own }) => ({
        key: own._line,
        made: lineMac(keys, name, row),
      })),
  });
});

const asFound = (
  job: string,
  while_: string,
  names: readonly TruthName[] = TRUTH_NAMES.filter((one) => foundBy(one) === job),
): UpgradeJob => ({
  name: job,
  async step({ db, keys }, cursor) {
    const at = typeof cursor === 'number' ? cursor : 0;
    const name = names[at];
    if (name === undefined) return null;
    const { key, only }: Truth = TRUTH[name];
    const found = await askText(
      db,
      `SELECT ${only ? only.map((c) => `t.${c}`).join(', ') : 't.*'} FROM ${tableOf(name)} t
       WHERE NOT EXISTS (SELECT 1 FROM seals s WHERE s.tab = $1 AND s.key = ${keySql(name)})
         AND ${whenSql(name)} AND ${while_} LIMIT ${PAGE} FOR UPDATE`,
      [name],
    );
    await putSeals(
      db,
      found.map(({ row }) =>
        sealOf(keys, name, keyText(key.map((c) => row[c] ?? '')), name === 'heads' ? Number(row.version) : 1, row),
      ),
    );
    return found.length < PAGE ? at + 1 : at;
  },
});

/** The rows of the house before all others: nobody works by one that has no seal. */
export const sealHouse = asFound('house-as-found', 'NOT EXISTS (SELECT 1 FROM log_heads)', HOUSE_TABLES);

/**
 * Seals what was there before there were seals, as it is found on this day; it is the first batch of the log. Runs after every job
 * that changes rows of truth, and never again once the log has begun.
 */
export const sealAsFound = asFound(AS_FOUND, 'NOT EXISTS (SELECT 1 FROM log_heads)');

/** The same for kinds of truth that came under seals when the log had begun. That it was done is sealed itself, and goes into the log. */
export const sealMoreAsFound = asFound(MORE_AS_FOUND, 'true');
