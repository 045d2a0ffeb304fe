import type pg from 'pg';
import type { KeyService } from '../../ledger/ground/keys.ts';
import { stateBinding } from '../../ledger/ground/truth.ts';
import { changeSealed } from '../../ledger/index.ts';

/** Changes rows of the house under their seals, as an act of ours would: what is written otherwise is not in force. */
export async function rewrite(
  { owner, keys }: { owner: pg.Pool; keys: KeyService },
  table: 'staff' | 'grants' | 'certificates' | 'organs' | 'units',
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

/** Binds the states of cases as they stand, as if we had written them. */
export async function bindStates(
  { owner, keys }: { owner: pg.Pool; keys: KeyService },
  ids: readonly string[] | null = null,
): Promise<void> {
  const { rows } = await owner.query<{ id: string; state: string }>(
    'SELECT id, state::text AS state FROM cases WHERE $1::uuid[] IS NULL OR id = ANY ($1)',
    [ids],
  );
  for (const { id, state } of rows) {
    await owner.query('UPDATE cases SET state_mac = $2 WHERE id = $1', [id, stateBinding(keys, id, state)]);
  }
}
