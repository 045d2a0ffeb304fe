import { ask } from './db.ts';
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
  TRUTH,
  TRUTH_NAMES,
  type Truth,
  tableOf,
  whenSql,
} from './truth.ts';
import type { UpgradeJob } from './upgrade.ts';

const PAGE = 1_000;

/** Binds the receipts of before to their cases. Only before the log has begun: afterwards a receipt without binding is nobody's. */
export const bindReceipts: UpgradeJob = {
  name: 'receipt-bindings',
  async step({ db, keys }) {
    const rows = await ask<{ lookup: string; mac: Buffer; case_id: string }>(
      db,
      `SELECT lookup, mac, case_id FROM receipts WHERE binding IS NULL AND NOT EXISTS (SELECT 1 FROM log_heads)
       ORDER BY lookup LIMIT ${PAGE} FOR UPDATE`,
    );
    if (rows.length === 0) return null;
    await ask(
      db,
      `UPDATE receipts r SET binding = x.binding FROM unnest($1::text[], $2::bytea[]) AS x(lookup, binding)
       WHERE r.lookup = x.lookup`,
      [
        rows.map((r) => r.lookup),
        rows.map((r) => receiptBinding(keys, { lookup: r.lookup, mac: r.mac, caseId: r.case_id })),
      ],
    );
    return rows.length < PAGE ? null : 'more';
  },
};

/**
 * Binds the sessions that are open, so that people stay signed in. Once: that it was done is sealed, and afterwards only a sign-in binds
 * one.
 */
export const bindSessions: UpgradeJob = {
  name: 'session-bindings',
  async step({ db, keys }) {
    const rows = await ask<SessionRow>(
      db,
      `SELECT token_hash, id, staff, created_at, expires_at, binding FROM sessions WHERE binding IS NULL
       ORDER BY token_hash LIMIT ${PAGE} FOR UPDATE`,
    );
    if (rows.length === 0) return null;
    await ask(
      db,
      `UPDATE sessions s SET binding = x.binding FROM unnest($1::bytea[], $2::bytea[]) AS x(token_hash, binding)
       WHERE s.token_hash = x.token_hash`,
      [rows.map((r) => r.token_hash), rows.map((r) => sessionBinding(keys, r))],
    );
    return rows.length < PAGE ? null : 'more';
  },
};

const asFound = (job: string, while_: string): UpgradeJob => ({
  name: job,
  async step({ db, keys }, cursor) {
    const at = typeof cursor === 'number' ? cursor : 0;
    const name = TRUTH_NAMES.filter((one) => foundBy(one) === job)[at];
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

/**
 * Seals what was there before there were seals, as it is found on this day; it is the first batch of the log. Runs after every job
 * that changes rows of truth, and never again once the log has begun.
 */
export const sealAsFound = asFound(AS_FOUND, 'NOT EXISTS (SELECT 1 FROM log_heads)');

/** The same for kinds of truth that came under seals when the log had begun. That it was done is sealed itself, and goes into the log. */
export const sealMoreAsFound = asFound(MORE_AS_FOUND, 'true');
