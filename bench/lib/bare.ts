import { createHash, randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';

/**
 * The bare counterpart: the rows that one tip or act of the product has written, written again for other cases by the plainest
 * means, one statement a table in one transaction with `pg`, without law, seals, chain or HTTP.
 */

const TABLES = [
  'cases',
  'events',
  'proceedings',
  'clocks',
  'work',
  'case_access',
  'effects',
  'tasks',
  'outbox',
  'receipts',
  'idempotency',
] as const;

type Row = Record<string, string | null>;
export type Snapshot = Record<string, Map<string, Row>>;

interface Column {
  name: string;
  type: string;
  key: boolean;
  generated: boolean;
}

/** Everything as PostgreSQL spells it, so that it can be given back unchanged. */
const plain = { getTypeParser: () => (value: string | Buffer) => String(value) } as unknown as pg.CustomTypesConfig;

async function columnsOf(pool: pg.Pool, table: string): Promise<Column[]> {
  const { rows } = await pool.query<Column>(
    `SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attidentity <> '' AS generated,
       coalesce(a.attnum = ANY (i.indkey), false) AS key
     FROM pg_attribute a LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
     WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`,
    [table],
  );
  return rows;
}

export interface Tables {
  columns: Record<string, Column[]>;
}

export async function readTables(pool: pg.Pool): Promise<Tables> {
  const columns: Tables['columns'] = {};
  for (const table of TABLES) columns[table] = await columnsOf(pool, table);
  return { columns };
}

/** The rows of a case as they are now. Answers under a key have no case in them: `key` names theirs by time. */
export async function snapshot(pool: pg.Pool, tables: Tables, caseId: string, since: Date): Promise<Snapshot> {
  const out: Snapshot = {};
  for (const table of TABLES) {
    const columns = tables.columns[table] ?? [];
    const where =
      table === 'cases' ? 'id = $1' : table === 'idempotency' ? '(case_id = $1 OR created_at >= $2)' : 'case_id = $1';
    const text = `SELECT ${columns.map((c) => c.name).join(', ')} FROM ${table} WHERE ${where}`;
    const values = table === 'idempotency' ? [caseId, since] : [caseId];
    const { rows } = await pool.query<Row>({ text, values, types: plain });
    const keys = columns.filter((c) => c.key).map((c) => c.name);
    out[table] = new Map(rows.map((row) => [keys.map((k) => row[k]).join('|'), row]));
  }
  return out;
}

interface Statement {
  name: string;
  text: string;
  values: (string | null)[];
}

/** What must be other in every repetition. */
const FRESH: Record<string, () => string> = {
  'cases.number': () => `B-${randomBytes(8).toString('hex')}`,
  'receipts.lookup': () => randomBytes(8).toString('hex'),
  'idempotency.key_hash': () => `\\x${randomBytes(32).toString('hex')}`,
};

/** A keyed hash: the same rows of another case have another one. */
const NAME = /\b[0-9a-f]{32}\b/;

let serial = 0;

/** The statements that make `after` of `before`, first the lock where there was something. */
export function statementsOf(tables: Tables, before: Snapshot | null, after: Snapshot, caseId: string): Statement[] {
  const out: Statement[] = [];
  const add = (text: string, values: (string | null)[]) => {
    serial += 1;
    out.push({ name: `bare${serial}`, text, values });
  };
  if (before) add('SELECT state FROM cases WHERE id = $1 FOR UPDATE', [caseId]);
  for (const table of TABLES) {
    const columns = (tables.columns[table] ?? []).filter((c) => !c.generated);
    const was = before?.[table] ?? new Map<string, Row>();
    const is = after[table] ?? new Map<string, Row>();
    const fresh = [...is].filter(([key]) => !was.has(key)).map(([, row]) => row);
    if (fresh.length > 0) {
      let n = 0;
      const tuples = fresh.map(() => `(${columns.map((c) => `$${++n}::${c.type}`).join(', ')})`);
      add(
        `INSERT INTO ${table} (${columns.map((c) => c.name).join(', ')}) VALUES ${tuples.join(', ')}`,
        fresh.flatMap((row) => columns.map((c) => row[c.name] ?? null)),
      );
    }
    for (const [key, row] of is) {
      const old = was.get(key);
      const changed = columns.filter((c) => !c.key && old && old[c.name] !== row[c.name]);
      if (changed.length === 0) continue;
      const keys = columns.filter((c) => c.key);
      add(
        `UPDATE ${table} SET ${changed.map((c, i) => `${c.name} = $${i + 1}::${c.type}`).join(', ')}
         WHERE ${keys.map((c, i) => `${c.name} = $${changed.length + i + 1}::${c.type}`).join(' AND ')}`,
        [...changed, ...keys].map((c) => row[c.name] ?? null),
      );
    }
    for (const [key, row] of was) {
      if (is.has(key) || table === 'outbox') continue;
      const keys = columns.filter((c) => c.key);
      add(
        `DELETE FROM ${table} WHERE ${keys.map((c, i) => `${c.name} = $${i + 1}::${c.type}`).join(' AND ')}`,
        keys.map((c) => row[c.name] ?? null),
      );
    }
  }
  return out;
}

/** Places of a statement's values that differ from repetition to repetition. */
function holes(tables: Tables, s: Statement, caseId: string): ((id: string) => string | null)[] {
  const insert = /^INSERT INTO (\w+)/.exec(s.text)?.[1];
  const columns = insert ? (tables.columns[insert] ?? []).filter((c) => !c.generated) : [];
  return s.values.map((value, i) => {
    const fresh = insert ? FRESH[`${insert}.${columns[i % columns.length]?.name}`] : undefined;
    if (fresh) return fresh;
    // Names of effects and tasks, alone or in what waits; what is inside a document stays as it was.
    if (value !== null && value.length < 120 && NAME.test(value))
      return (id) => value.replace(NAME, (name) => createHash('md5').update(`${name} ${id}`).digest('hex'));
    if (value !== null && value.length < 120 && value.includes(caseId)) return (id) => value.replace(caseId, id);
    return () => value;
  });
}

export interface BareJob {
  databaseUrl: string;
  connections: number;
  seconds: number;
  /** Each repetition runs these transactions one after the other for one case. */
  transactions: Statement[][];
  caseId: string;
  tables: Tables;
  /** Cases to write on; without them each repetition has a new id. */
  cases?: string[];
}

/** Transactions a second. */
export async function runBare(job: BareJob): Promise<{ perSecond: number; times: number[] }> {
  const pool = new pg.Pool({ connectionString: job.databaseUrl, max: job.connections });
  const transactions = job.transactions.map((list) =>
    list.map((s) => ({ name: s.name, text: s.text, values: holes(job.tables, s, job.caseId) })),
  );
  let next = 0;
  let done = 0;
  const times: number[] = [];
  const warm = performance.now() + 1_000;
  const until = warm + job.seconds * 1000;
  await Promise.all(
    Array.from({ length: job.connections }, async () => {
      const client = await pool.connect();
      for (;;) {
        const id = job.cases ? job.cases[next++] : randomUUID();
        if (id === undefined || performance.now() >= until) break;
        for (const list of transactions) {
          const from = performance.now();
          await client.query('BEGIN');
          for (const { name, text, values } of list)
            await client.query({ name, text, values: values.map((v) => v(id)) });
          await client.query('COMMIT');
          const now = performance.now();
          if (from < warm) continue;
          done += 1;
          times.push(now - from);
        }
      }
      client.release();
    }),
  );
  const seconds = (Math.min(performance.now(), until) - warm) / 1000;
  await pool.end();
  return { perSecond: done / Math.max(0.001, seconds), times };
}

if (process.send) {
  process.on('message', (job: BareJob) => {
    runBare(job).then(
      (found) => process.send?.(found, () => process.exit(0)),
      (error: Error) => {
        process.stderr.write(`${error.stack}\n`);
        process.exit(1);
      },
    );
  });
}
