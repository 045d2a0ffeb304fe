import type { About, Baseline, FromAbove, RecordedAuthorityAct } from '../../domain/authority/types.ts';
import type { ActedAs, Organ } from '../../domain/people/types.ts';
import { compareInstants } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { authorityActHash, baselineHash } from '../ground/chain.ts';
import { ask, askOne, instantFrom, type Queryable } from '../ground/db.ts';
import type { KeyService } from '../ground/keys.ts';
import { changeSealed, sealRows } from '../ground/truth.ts';

/** Writes an act at the end of its journal, in the transaction that holds it. @param prev what it is chained to */
export async function writeAct(
  db: Queryable,
  keys: KeyService,
  made: RecordedAuthorityAct,
  prev: Uint8Array,
): Promise<void> {
  const { organ, number, actor, recordedAt } = made;
  const own = authorityActHash(prev, made);
  const { act, ...facts } = made.act;
  await ask(
    db,
    `INSERT INTO authority_acts (organ, number, act, facts, actor, recorded_at, prev, hash)
     VALUES ($1, $2, $3, $4::jsonb, $5::jsonb, $6, $7, $8)`,
    [organ, number, act, JSON.stringify(facts), JSON.stringify(actor), recordedAt, prev, own],
  );
  await sealRows(db, keys, 'authority_acts', [[organ, String(number)]]);
  await changeSealed(db, keys, 'authorities', [organ], () =>
    ask(db, 'UPDATE authorities SET acts = $2, head = $3 WHERE organ = $1', [organ, number, own]),
  );
}

/**
 * Writes an act at the end of the journal of another organ than that of the transaction, and holds it until this is over.
 * @returns its number
 */
export async function appendAct(
  db: Queryable,
  keys: KeyService,
  organ: string,
  act: FromAbove,
  { actor, at }: { actor: ActedAs; at: Instant },
): Promise<number> {
  const row = await askOne<Baseline & { acts: number; head: Buffer | null; last: Date | null }>(
    db,
    `SELECT house_limits AS "houseLimits", hearing_threshold AS "hearingThreshold", about, acts, head,
       (SELECT max(t.recorded_at) FROM authority_acts t WHERE t.organ = a.organ) AS last
     FROM authorities a WHERE organ = $1 FOR UPDATE`,
    [organ],
  );
  const { acts, head, last, ...baseline } = row;
  const before = last ? instantFrom(last) : at;
  const recordedAt = compareInstants(before, at) > 0 ? before : at;
  const number = acts + 1;
  await writeAct(db, keys, { organ, number, act, actor, recordedAt }, head ?? baselineHash(organ, baseline));
  return number;
}

/** Writes an organ with a journal of its own, which begins with its first act. It has set no limits yet. */
export async function beginOrgan(
  db: Queryable,
  keys: KeyService,
  { id, name, superior, region }: Organ,
  about: About,
  first: RecordedAuthorityAct,
): Promise<void> {
  await ask(db, 'INSERT INTO organs (id, name, superior, region) VALUES ($1, $2::jsonb, $3, $4)', [
    id,
    JSON.stringify(name),
    superior,
    region,
  ]);
  await sealRows(db, keys, 'organs', [id]);
  const baseline = { houseLimits: {}, hearingThreshold: null, about };
  await ask(
    db,
    `INSERT INTO authorities (organ, house_limits, hearing_threshold, about) VALUES ($1, '{}', NULL, $2::jsonb)`,
    [id, JSON.stringify(about)],
  );
  await sealRows(db, keys, 'authorities', [id]);
  await writeAct(db, keys, first, baselineHash(id, baseline));
}
