import { letterOf } from '../../domain/effects.ts';
import { ask, inTransaction } from '../ground/db.ts';
import { sealRows } from '../ground/truth.ts';
import type { Core } from '../truth/core.ts';
import { effect } from './effects.ts';

/** A letter on the receipt page or in the file, once per effect. */
export async function placeLetter(core: Core, key: string): Promise<void> {
  const e = await effect(core, key);
  await inTransaction(core.pool, async (client) => {
    const placed = await ask(
      client,
      `INSERT INTO letters (effect, case_id, proceeding, addressee, template, placed_at)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (effect) DO NOTHING RETURNING effect`,
      [key, e.caseId, e.proceeding, e.to, letterOf(e), core.now()],
    );
    if (placed.length > 0) await sealRows(client, core.keys, 'letters', [key]);
  });
}
