import type pg from 'pg';
import { APP_ROLE, ask, inSnapshot } from '../ground/db.ts';
import { COMPARED, NOT_TRUTH, TRUTH_NAMES, tableOf } from '../ground/truth.ts';

/** Every table of ours: what verify reads stands in these and nowhere else. */
const TABLES = [
  ...new Set([...TRUTH_NAMES.map(tableOf), ...Object.keys(COMPARED), ...Object.keys(NOT_TRUTH), '_prisma_migrations']),
].sort();

/** What the application's role adds to and never changes; the migrations take the rights away, one by one. */
const ONLY_ADDED_TO = [
  'events',
  'receipts',
  'vault',
  'notice_addresses',
  'evidence',
  'evidence_chunks',
  'letters',
  'credit_records',
  'authority_acts',
  'register_changes',
  'certificates',
  'relations',
  'organs',
  'units',
  'line_batches',
];
/** What it changes in single columns and takes no row of. */
const NEVER_EMPTIED = [
  'cases',
  'register',
  'staff',
  'grants',
  'authorities',
  'calendars',
  'calendar_publications',
  'effects',
  'tasks',
  'sessions',
  'seals',
  'log_leaves',
  'log_heads',
];

/** Asks whether the database still refuses what it is to refuse: rights that somebody gave, triggers that somebody switched off. */
export async function verifyRefuses(pool: pg.Pool, found: (table: string, detail: string) => void): Promise<void> {
  await inSnapshot(pool, async (db) => {
    await ask(db, 'SET LOCAL search_path = pg_catalog, pg_temp');
    const tables = await ask<{ name: string; wrong: string[] }>(
      db,
      `SELECT c.relname AS name, array_remove(ARRAY[
         CASE WHEN c.relname = ANY ($2::text[]) AND has_table_privilege($4, c.oid, 'UPDATE, DELETE, TRUNCATE')
             OR c.relname = ANY ($3::text[]) AND has_table_privilege($4, c.oid, 'DELETE, TRUNCATE')
           THEN 'may be changed or emptied by the role of the application' END,
         CASE WHEN EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgenabled <> 'O')
           THEN 'has triggers that do not act' END
       ], NULL) AS wrong
       FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname = ANY ($1::text[])
       ORDER BY c.relname`,
      [TABLES, ONLY_ADDED_TO, NEVER_EMPTIED, APP_ROLE],
    );
    for (const { name, wrong } of tables) if (wrong.length > 0) found(name, wrong.join(', '));
  });
}

/**
 * Asks, before anything is read, whether what verify reads are the rows that stand in the tables: a view, a rule, a policy, a table under
 * another or one of the same name elsewhere could show it clean rows. Names are looked up in the system's catalogue alone.
 */
export async function verifyOrdinary(pool: pg.Pool, found: (table: string, detail: string) => void): Promise<void> {
  await inSnapshot(pool, async (db) => {
    // Nothing that somebody put into another schema is asked in place of the system's own.
    await ask(db, 'SET LOCAL search_path = pg_catalog, pg_temp');
    const tables = await ask<{ name: string; wrong: string[] }>(
      db,
      `SELECT t.name, array_remove(ARRAY[
         CASE WHEN c.oid IS NULL THEN 'is not in the schema public' END,
         CASE WHEN c.relkind <> 'r' THEN 'is not a table' END,
         CASE WHEN c.relpersistence <> 'p' THEN 'is not kept as a table is' END,
         CASE WHEN EXISTS (SELECT FROM pg_rewrite r WHERE r.ev_class = c.oid) THEN 'has rules' END,
         CASE WHEN c.relrowsecurity OR c.relforcerowsecurity OR EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid)
           THEN 'has row security' END,
         CASE WHEN EXISTS (SELECT FROM pg_inherits i WHERE c.oid IN (i.inhparent, i.inhrelid)) OR c.relispartition
           THEN 'is one of several tables' END,
         CASE WHEN EXISTS (SELECT FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid
             WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
               AND (a.attgenerated <> '' OR y.typnamespace <> 'pg_catalog'::regnamespace)) THEN 'has columns of a kind of its own' END
       ], NULL) AS wrong
       FROM unnest($1::text[]) AS t(name)
       LEFT JOIN pg_class c ON c.relname = t.name AND c.relnamespace = 'public'::regnamespace ORDER BY t.name`,
      [TABLES],
    );
    for (const { name, wrong } of tables) if (wrong.length > 0) found(name, wrong.join(', '));
    const functions = await ask<{ name: string }>(
      db,
      `SELECT DISTINCT p.proname AS name FROM pg_proc p JOIN pg_proc q ON q.proname = p.proname
       WHERE p.pronamespace = 'public'::regnamespace AND q.pronamespace = 'pg_catalog'::regnamespace
       UNION SELECT oprname FROM pg_operator WHERE oprnamespace = 'public'::regnamespace
       UNION SELECT typname FROM pg_type t WHERE typnamespace = 'public'::regnamespace
         AND EXISTS (SELECT FROM pg_type s WHERE s.typnamespace = 'pg_catalog'::regnamespace AND s.typname = t.typname)
       ORDER BY 1`,
    );
    for (const { name } of functions) found('public', `has ${name}, which is a name of the system's`);
  });
  // As verify itself looks them up.
  await inSnapshot(pool, async (db) => {
    const shadowed = await ask<{ name: string }>(
      db,
      `SELECT t.name FROM pg_catalog.unnest($1::pg_catalog.text[]) AS t(name)
       JOIN pg_catalog.pg_class c ON c.relname OPERATOR(pg_catalog.=) t.name
         AND c.relnamespace OPERATOR(pg_catalog.=) 'public'::pg_catalog.regnamespace
       WHERE pg_catalog.to_regclass(t.name)::pg_catalog.oid OPERATOR(pg_catalog.<>) c.oid ORDER BY t.name`,
      [TABLES],
    );
    for (const { name } of shadowed) found(name, 'stands behind another of its name');
  });
}
