import type pg from 'pg';
import { ask, inSnapshot, type Queryable } from '../ground/db.ts';
import type { KeyService } from '../ground/keys.ts';
import { verifyLines } from '../ground/lines.ts';
import { verifyTruth } from '../ground/verify-truth.ts';
import type { LedgerOptions } from '../truth/core.ts';
import { type House, HouseKeeper } from '../truth/house.ts';
import type { Outside } from './beat.ts';
import { verifyCase } from './verify-case.ts';
import { part, type Verified } from './verify-findings.ts';
import { verifyAuthorities, verifyCalendars, verifyPeopleOf, verifySessions } from './verify-house.ts';
import { verifyLog } from './verify-log.ts';
import { casesAfter, tablesOf } from './verify-rows.ts';
import { verifyOrdinary, verifyRefuses } from './verify-tables.ts';

/** Tables whose every row belongs to a case. */
const OF_A_CASE = [
  'events',
  'proceedings',
  'clocks',
  'effects',
  'tasks',
  'work',
  'case_access',
  'evidence',
  'receipts',
  'letters',
  'register',
  'credit_records',
];

/** Where what is wrong with the house as a whole is told. */
const HOUSE = 'the house (organs, units, staff, grants, authorities, calendars)';

const NOTHING = '00000000-0000-0000-0000-000000000000';

/**
 * Checks every case from its events alone: the chain over all open columns and sealed bytes, the seals, originals of evidence, the
 * state as the fold of the events, and the read tables as they follow from the state. Reads only. The database's own word is not
 * taken for anything that can be computed.
 * @param options.keys null: by somebody without our keys, who checks chains, tables, sealed rows, log and checkpoints, and opens nothing
 */
export async function verify(
  options: Pick<LedgerOptions, 'pool'> & { keys: LedgerOptions['keys'] | null; outside?: Outside },
  report: (line: string) => void = () => {},
): Promise<Verified> {
  const result: Verified = {
    cases: 0,
    events: 0,
    acts: 0,
    sealed: 0,
    log: { leaves: 0, waiting: 0, checkpoint: null },
    findings: [],
  };
  const notPlain = new Map<string, string>();
  const ordinary = () => verifyOrdinary(options.pool, (name, detail) => notPlain.set(name, detail));
  await ordinary();
  await part('cases and what belongs to them', result, () => verifyCases(options.pool, options.keys, result, report));
  const { pool } = options;
  await part('rows that belong to nothing', result, () => inSnapshot(pool, (db) => verifyOrphans(db, result)));
  await part('authorities', result, () => inSnapshot(pool, (db) => verifyAuthorities(db, result)));
  await part('staff, grants, units', result, () => inSnapshot(pool, (db) => verifyPeopleOf(db, result)));
  await part('calendars', result, () => inSnapshot(pool, (db) => verifyCalendars(db, result)));
  await part('rows of truth and their seals', result, async () => {
    result.sealed = await verifyTruth(pool, options.keys, (where, detail) =>
      result.findings.push({
        caseId: where.case ?? roomOf(where.table, where.key),
        what: 'truth',
        detail: `${where.table} ${where.key} ${detail}`,
      }),
    );
  });
  const { keys } = options;
  if (keys) await part('sessions', result, () => inSnapshot(pool, (db) => verifySessions(db, keys, result)));
  const inTable = (name: string, detail: string) =>
    result.findings.push({ caseId: name, what: 'truth', detail: `${name} ${detail}` });
  await part('lines of the journals, line_batches', result, () => verifyLines(pool, keys, inTable));
  await part('what the database refuses', result, () => verifyRefuses(pool, inTable));
  await part('the log (log_leaves, log_heads, seals)', result, async () => {
    result.log = await verifyLog(pool, options.keys, options.outside ?? null, (detail) =>
      result.findings.push({ caseId: 'log', what: 'log', detail }),
    );
  });
  // Again, since what was read may have been put in its place meanwhile.
  await ordinary();
  result.findings.unshift(
    ...[...notPlain].map(([name, detail]) => ({
      caseId: name,
      what: 'truth' as const,
      detail: `${name} ${detail}: what is read there may not be what stands there`,
    })),
  );
  return result;
}

/** Every case, a batch of them at a moment. */
async function verifyCases(
  pool: pg.Pool,
  keys: KeyService | null,
  result: Verified,
  report: (line: string) => void,
): Promise<void> {
  const houses = new HouseKeeper(pool);
  let fell = false;
  /** Null where it cannot be loaded: what needs no house is looked at all the same. */
  const houseOfNow = async (): Promise<House | null> => {
    if (fell) return null;
    await part(HOUSE, result, async () => void (await houses.fresh()));
    fell = result.findings.some((f) => f.caseId === HOUSE);
    return fell ? null : houses.get();
  };
  for (let after = NOTHING; ; ) {
    // One batch is one moment: acts go on while it is read.
    const rows = await inSnapshot(pool, async (db) => {
      const cases = await casesAfter(db, after);
      const tables = await tablesOf(
        db,
        cases.map((r) => r.id),
      );
      // Read after the cases: a calendar published since is one that these were not counted for.
      const house = await houseOfNow();
      for (const row of cases) {
        const events = tables.events.get(row.id) ?? [];
        result.cases++;
        result.events += events.length;
        verifyCase({ row, events, tables, house, keys }, (what, detail) =>
          result.findings.push({ caseId: row.id, what, detail }),
        );
      }
      return cases;
    });
    const last = rows.at(-1);
    if (!last) break;
    after = last.id;
    report(`${result.cases} cases, ${result.events} events, ${result.findings.length} findings`);
  }
}

/** What stands in the tables and belongs to nothing. */
async function verifyOrphans(db: Queryable, result: Verified): Promise<void> {
  const lost = await ask<{ case_id: string; tab: string }>(
    db,
    OF_A_CASE.map(
      (table) =>
        `SELECT DISTINCT t.case_id, '${table}' AS tab FROM ${table} t LEFT JOIN cases c ON c.id = t.case_id WHERE c.id IS NULL`,
    ).join(' UNION ALL '),
  );
  for (const { case_id, tab } of lost) result.findings.push({ caseId: case_id, what: 'orphan', detail: tab });
  const pieces = await ask<{ evidence: string }>(
    db,
    `SELECT DISTINCT p.evidence FROM evidence_chunks p WHERE NOT EXISTS (SELECT 1 FROM evidence e WHERE e.id = p.evidence)
         AND NOT EXISTS (SELECT 1 FROM uploads u WHERE u.id = p.evidence)`,
  );
  for (const { evidence } of pieces)
    result.findings.push({ caseId: 'evidence', what: 'orphan', detail: `pieces of ${evidence}, which is nowhere` });
  const loose = await ask<{ effect: string }>(
    db,
    'SELECT effect FROM register_changes r WHERE NOT EXISTS (SELECT 1 FROM effects e WHERE e.key = r.effect)',
  );
  for (const { effect } of loose)
    result.findings.push({
      caseId: 'register_changes',
      what: 'approval',
      detail: `change ${effect} of the register follows from no act`,
    });
}

const roomOf = (table: string, key: string): string =>
  table.startsWith('authorit') ? `authority ${key.split(' ')[0]}` : table.startsWith('calendar') ? 'calendars' : table;
