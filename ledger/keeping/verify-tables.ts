import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { APP_ROLE, ask, inSnapshot } from '../ground/db.ts';
import { COMPARED, NOT_TRUTH, TRUTH_NAMES, tableOf } from '../ground/truth.ts';

/** Every table of ours: what verify reads stands in these and nowhere else. */
const TABLES = [
  ...new Set([...TRUTH_NAMES.map(tableOf), ...Object.keys(COMPARED), ...Object.keys(NOT_TRUTH), '_prisma_migrations']),
].sort();

/**
 * What the database refuses by itself, line by line: which rights the application's role has on each table and column, which triggers act,
 * what the functions of the schema say, and as what the role comes. Kept beside this file as the migrations make it.
 */
export async function refusals(pool: pg.Pool): Promise<string[]> {
  return inSnapshot(pool, async (db) => {
    await ask(db, 'SET LOCAL search_path = pg_catalog, pg_temp');
    const lines = await ask<{ line: string }>(
      db,
      `WITH t AS (SELECT c.oid, c.relname FROM pg_class c
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname = ANY ($1::text[]))
       SELECT line FROM (
         SELECT format('%s may be given %s', t.relname, p.what) AS line FROM t, unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS p(what)
           WHERE has_table_privilege($2, t.oid, p.what)
         UNION ALL
         SELECT format('%s may be given UPDATE of %s', t.relname, a.attname) FROM t JOIN pg_attribute a ON a.attrelid = t.oid
           WHERE a.attnum > 0 AND NOT a.attisdropped AND has_column_privilege($2, t.oid, a.attnum, 'UPDATE')
             AND NOT has_table_privilege($2, t.oid, 'UPDATE')
         UNION ALL
         SELECT format('%s has %s %s', t.relname, CASE g.tgenabled WHEN 'O' THEN 'the trigger' ELSE 'a silent trigger' END,
           regexp_replace(pg_get_triggerdef(g.oid), '[[:space:]]+', ' ', 'g')) FROM t JOIN pg_trigger g ON g.tgrelid = t.oid WHERE NOT g.tgisinternal
         UNION ALL
         SELECT format('%s has silent rules of its own', t.relname) FROM t
           WHERE EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = t.oid AND g.tgisinternal AND g.tgenabled <> 'O')
         UNION ALL
         SELECT format('the function %s says %s', p.oid::regprocedure, md5(concat(p.prosecdef, p.proconfig, p.prosrc))) FROM pg_proc p
           WHERE p.pronamespace = 'public'::regnamespace
         UNION ALL
         SELECT format('the role comes with %s', s.setting) FROM pg_db_role_setting r, unnest(r.setconfig) AS s(setting)
           WHERE r.setrole = (SELECT oid FROM pg_roles WHERE rolname = $2)
         UNION ALL
         SELECT format('the role is %s', CASE WHEN r.rolsuper THEN 'a superuser' WHEN r.rolbypassrls THEN 'above policies' ELSE 'an owner' END)
           FROM pg_roles r WHERE r.rolname = $2 AND (r.rolsuper OR r.rolbypassrls
             OR EXISTS (SELECT FROM pg_class c JOIN t ON t.oid = c.oid WHERE pg_has_role($2, c.relowner, 'MEMBER')))) x
       ORDER BY line COLLATE "C"`,
      [TABLES, APP_ROLE],
    );
    return lines.map(({ line }) => line);
  });
}

/** As the migrations make it; a test writes the file anew from a database that they have just made. */
const AS_MADE = new URL('./refusals.json', import.meta.url);

/** Names what the database would no longer refuse, or what refuses otherwise than the migrations made it. */
export async function verifyRefuses(pool: pg.Pool, found: (what: string, detail: string) => void): Promise<void> {
  const made = new Set(JSON.parse(readFileSync(AS_MADE, 'utf8')) as string[]);
  const there = new Set(await refusals(pool));
  const named = (line: string) => (line.startsWith('the ') ? 'the database' : line.split(' ', 1).join(''));
  for (const line of there) {
    // A function that nothing of ours calls changes nothing; one that is called in a trigger shows there.
    if (!made.has(line) && !line.startsWith('the function')) found(named(line), `is not as it was made: ${line}`);
  }
  for (const line of made) if (!there.has(line)) found(named(line), `is not as it was made: no more ${line}`);
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
