import type pg from 'pg';
import { changeSealed } from '../../ledger/index.ts';
import type { KeyService } from '../../ledger/keys.ts';

/** Changes rows of the house under their seals, as an act of ours would: what is written otherwise is not in force. */
export async function rewrite(
  { owner, keys }: { owner: pg.Pool; keys: KeyService },
  table: 'staff' | 'grants' | 'certificates',
  where: string,
  set: string,
  values: unknown[] = [],
): Promise<void> {
  const key = table === 'certificates' ? 'number' : 'id';
  const { rows } = await owner.query<{ key: string }>(`SELECT ${key} AS key FROM ${table} WHERE ${where}`);
  await changeSealed(
    owner,
    keys,
    table,
    rows.map((r) => r.key),
    () => owner.query(`UPDATE ${table} SET ${set} WHERE ${where}`, values),
  );
}
