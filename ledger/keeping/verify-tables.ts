import type pg from 'pg';
import { ask, inSnapshot } from '../ground/db.ts';
import { COMPARED, NOT_TRUTH, TRUTH_NAMES, tableOf } from '../ground/truth.ts';

/** Every table of ours: what verify reads stands in these and nowhere else. */
const TABLES = [
  ...new Set([...TRUTH_NAMES.map(tableOf), ...Object.keys(COMPARED), ...Object.keys(NOT_TRUTH), '_prisma_migrations']),
].sort();

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
