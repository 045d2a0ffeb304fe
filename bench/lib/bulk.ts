import type pg from 'pg';

/**
 * Many cases fast, for measuring reads only: cases that went through the domain one by one are the templates, and their rows for
 * reading are copied with new ids, numbers and times by INSERT … SELECT. The copies have no events, no receipts and no
 * chain: `bin/verify` would refuse them. Nothing but a bench may do this.
 */
export async function copyCases(pool: pg.Pool, templates: readonly string[], copies: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(
      `CREATE TEMP TABLE copy ON COMMIT DROP AS
       SELECT gen_random_uuid() AS id, n, ($1::uuid[])[1 + (n % array_length($1::uuid[], 1))] AS template,
         -- Received over the two years before, the latest first; what is due moves along a little.
         make_interval(secs => n * 63072000.0 / $2) AS ago, make_interval(secs => (n % 30) * 86400) AS later
       FROM generate_series(0, $2::int - 1) AS n`,
      [templates, copies],
    );
    await client.query('CREATE INDEX ON copy (template)');
    const columns = async (table: string) =>
      (
        await client.query<{ name: string }>(
          `SELECT attname AS name FROM pg_attribute
           WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attidentity = '' ORDER BY attnum`,
          [table],
        )
      ).rows.map((r) => r.name);
    const copy = async (table: string, change: Record<string, string>) => {
      const names = await columns(table);
      const own = table === 'cases' ? 't.id' : 't.case_id';
      await client.query(
        `INSERT INTO ${table} (${names.join(', ')})
         SELECT ${names.map((c) => change[c] ?? `t.${c}`).join(', ')} FROM copy k JOIN ${table} t ON ${own} = k.template`,
      );
    };
    const ofTask = (is: string, other: string) => `CASE t.what WHEN 'task' THEN ${is} ELSE ${other} END`;
    await copy('cases', {
      id: 'k.id',
      number: "to_char(t.received_at - k.ago, 'YYYY') || '-' || lpad((1000000 + k.n)::text, 7, '0')",
      received_at: 't.received_at - k.ago',
      listed_at: 't.listed_at - k.ago',
      recorded_at: 't.recorded_at - k.ago',
      state: 'replace(t.state::text, k.template::text, k.id::text)::json',
      genesis: "'{}'::json",
      accused_tag: "decode(md5(k.n::text), 'hex')",
    });
    await copy('proceedings', { case_id: 'k.id', listed_at: 't.listed_at - k.ago' });
    await copy('clocks', { case_id: 'k.id', expires_at: 't.expires_at + k.later' });
    await copy('tasks', { case_id: 'k.id', id: 'md5(t.id || k.id::text)' });
    await copy('work', {
      case_id: 'k.id',
      item: ofTask("'task:' || md5(t.about || k.id::text)", 't.item'),
      about: ofTask('md5(t.about || k.id::text)', 't.about'),
      due_at: 't.due_at + k.later',
    });
    await copy('case_access', { case_id: 'k.id', listed_at: 't.listed_at - k.ago' });
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}
