import type pg from 'pg';
import { instantOf } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { ask, askOne, inSnapshot, type Queryable } from '../ground/db.ts';
import type { KeyService } from '../ground/keys.ts';
import { AS_FOUND, commitment, isOurs } from '../ground/truth.ts';
import { paged, SEAL, sealFrom } from '../ground/verify-truth.ts';
import { BATCH, BEAT_MS, fillerOf, type HeadRow, isSigned, type Outside } from './beat.ts';
import { type Checkpoint, cosignedAt, openCheckpoint, parseNote } from './log/checkpoint.ts';
import { append, EMPTY, type Frontier, leafHash, rootOf } from './log/tree.ts';

/** What the log was checked against. */
export interface LogVerified {
  leaves: number;
  /** Sealed since the last beat, and not outside yet. */
  waiting: number;
  /** The latest checkpoint outside, and when the witness cosigned it; null where there is none. */
  checkpoint: { size: number; witnessed: Instant | null } | null;
}

/**
 * Checks the log against the checkpoints outside, and every leaf against what it stands for. Needs no key of ours: who has a copy of
 * the database, the folder or the witness and the two public keys can do it.
 */
export async function verifyLog(
  pool: pg.Pool,
  keys: KeyService | null,
  outside: Outside | null,
  found: (detail: string) => void,
): Promise<LogVerified> {
  const outer = outside ? await checkpointsOf(outside, found) : [];
  return inSnapshot(pool, async (db) => {
    const heads = await ask<HeadRow>(db, 'SELECT size, beat, frontier, note FROM log_heads ORDER BY size');
    const headOf = new Map(heads.map((h) => [Number(h.size), h]));
    const when = (leaf: number): string => {
      const head = heads.find((h) => Number(h.size) > leaf);
      return head ? `sealed in the ten minutes before ${instantOf(Number(head.beat) * BEAT_MS)}` : 'of no batch';
    };
    const bySize = new Map<number, Checkpoint[]>();
    for (const c of outer) bySize.set(c.size, [...(bySize.get(c.size) ?? []), c]);
    let tree = EMPTY;
    let differs = false;
    /** Fillers since the last head: no beat writes more than one batch of them. */
    let fillers = 0;
    let from = 0;
    const endsBatch = (head: HeadRow | undefined) => {
      if (!head) return;
      if (fillers > BATCH) found(`a head between ${from} and ${tree.size} leaves is gone`);
      fillers = 0;
      from = tree.size;
    };
    const goesOn = (head: HeadRow | undefined) => {
      if (!head || differs || isOf(head, tree)) return;
      differs = true;
      found(`the log up to ${tree.size} is not the one of its head (${when(tree.size - 1)})`);
    };
    for await (const { own } of paged(
      db,
      'log',
      `SELECT l.number AS _number, l.hash AS _hash, l.filler AS _filler, s.tab AS _tab, s.key AS _key, ${SEAL}
       FROM log_leaves l LEFT JOIN seals s ON s.leaf = l.number ORDER BY l.number`,
    )) {
      const number = Number(own._number);
      const hash = Buffer.from((own._hash ?? '').slice(2), 'hex');
      if (number !== tree.size) {
        found(`leaf ${tree.size} is missing (${when(tree.size)})`);
        differs = true;
        break;
      }
      const seal = sealFrom(own);
      const filler = own._filler ? leafHash(fillerOf(Buffer.from(own._filler.slice(2), 'hex'))) : null;
      if (seal) {
        const what = `${seal.tab} ${seal.key.replaceAll('\x1f', ' ')} version ${seal.version}`;
        if (!leafHash(commitment(seal)).equals(hash))
          found(`the seal of ${what} is not the one in the log (leaf ${number})`);
        else if (keys && !isOurs(keys, seal)) found(`the seal of ${what} is not ours`);
        // One that stands for a row is called no filler: fillers are counted.
        if (own._filler !== null) found(`leaf ${number} stands for the seal of ${what} and is called a filler`);
      } else if (!filler?.equals(hash)) {
        found(`leaf ${number} stands for something that is gone (${when(number)})`);
      }
      tree = append(tree, [hash]);
      // What comes after the first batch that differs differs too.
      if (!differs && bySize.get(tree.size)?.some((c) => !rootOf(tree).equals(c.root))) {
        differs = true;
        found(`the log up to ${tree.size} is not the one of the checkpoint outside (${when(tree.size - 1)})`);
      }
      if (filler) fillers += 1;
      goesOn(headOf.get(tree.size));
      endsBatch(headOf.get(tree.size));
    }
    for (const head of heads) {
      const wrong = headDiffers(head, outside);
      if (wrong) found(`the head of ${head.size} leaves ${wrong}`);
    }
    // Every checkpoint went outside from the head of its size.
    for (const size of bySize.keys()) {
      if (size <= tree.size && !headOf.has(size))
        found(`the head of ${size} leaves is gone, and the checkpoint outside says that there was one`);
    }
    const end = Number(heads.at(-1)?.size ?? 0);
    if (end !== tree.size) found(`the log has ${tree.size} leaves, and its last head says ${end}`);
    await verifyBeats(db, heads, found);
    const last = outer.reduce<Checkpoint | null>((a, b) => (a && a.size > b.size ? a : b), null);
    if (last && last.size > tree.size) {
      found(
        `the log ends at ${tree.size}, the checkpoint outside says ${last.size}: it was cut, or an older copy stands here`,
      );
    }
    if (outside && !last && heads.length > 0) found('there is no checkpoint outside');
    const [sealed] = await ask(db, 'SELECT 1 FROM upgrades WHERE name = $1 AND done_at IS NOT NULL', [AS_FOUND]);
    if (!sealed && (heads.length > 0 || last)) found('the mark that everything found was sealed is gone');
    const loose = await ask<{ tab: string; key: string }>(
      db,
      `SELECT s.tab, s.key FROM seals s WHERE s.leaf IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM log_leaves l WHERE l.number = s.leaf) LIMIT 100`,
    );
    for (const s of loose) found(`the seal of ${s.tab} ${s.key} names a leaf that is not there`);
    if (outside?.folder) {
      const back = await ask<{ id: string }>(
        db,
        'SELECT id FROM cases WHERE id::text = ANY ($1::text[]) AND wrapped_key IS NOT NULL',
        [await outside.folder.destroyed()],
      );
      for (const { id } of back) found(`the key of case ${id} was destroyed and is there again`);
    }
    const [waits] = await ask<{ n: number }>(db, 'SELECT count(*)::int AS n FROM seals WHERE leaf IS NULL');
    const at = last && outside?.witness ? cosignedAt(last.note, outside.witness.key) : null;
    return {
      leaves: tree.size,
      waiting: waits?.n ?? 0,
      checkpoint: last && { size: last.size, witnessed: at === null ? null : instantOf(at * 1000) },
    };
  });
}

/** Whether a head has the roots from which the log goes on at its size. */
const isOf = (head: HeadRow, tree: Frontier): boolean => head.frontier.equals(Buffer.concat(tree.nodes));

/** What is wrong with a head by itself; its leaves are compared with its roots. */
function headDiffers(head: HeadRow, outside: Outside | null): string | null {
  if (outside) return isSigned(head, outside.log) ? null : 'was not signed by the log';
  // Without the public key of the log: whether it says the size at least.
  return parseNote(head.note)?.text.split('\n')[1] === head.size ? null : 'carries the checkpoint of another';
}

/**
 * One head a beat, in their order, none ahead of the time; and the log goes on while acts do. By the clocks that wrote the rows: a copy
 * of the database is looked at later.
 */
async function verifyBeats(db: Queryable, heads: HeadRow[], found: (detail: string) => void): Promise<void> {
  const [first, last] = [heads[0], heads.at(-1)];
  if (!first || !last) return;
  heads.forEach((head, i) => {
    const before = heads[i - 1];
    if (before && Number(before.beat) >= Number(head.beat))
      found(`the head of ${head.size} leaves is dated before that of ${before.size}`);
  });
  const at = (head: HeadRow, beats: number) => new Date((Number(head.beat) + beats) * BEAT_MS);
  const { newest, latest } = await askOne<{ newest: Date | null; latest: Date }>(
    db,
    `SELECT e.newest, greatest(now(), e.newest, (SELECT max(until) FROM line_batches WHERE isfinite(until))) AS latest
     FROM (SELECT max(recorded_at) AS newest FROM events WHERE isfinite(recorded_at)) e`,
  );
  for (const head of heads) {
    if (at(head, 0) > new Date(latest.getTime() + BEAT_MS))
      found(`the head of ${head.size} leaves is dated ahead of the time`);
  }
  // Of each case that has an act waiting, its newest: what is written while the log runs is in it two beats later.
  const [waits] = await ask<{ oldest: Date | null }>(
    db,
    `SELECT min(e.at) AS oldest FROM seals s
     JOIN (SELECT case_id::text AS key, max(recorded_at) AS at FROM events WHERE isfinite(recorded_at) GROUP BY case_id) e ON e.key = s.key
     WHERE s.tab = 'heads' AND s.leaf IS NULL AND e.at >= $1`,
    [at(first, 0)],
  );
  const oldest = waits?.oldest;
  if (oldest && newest && (newest > at(last, 3) || oldest < at(last, -2)))
    found(
      `acts since ${instantOf(oldest.getTime())} wait to be sealed into the log for longer than two beats: its last head is of ${instantOf(at(last, 0).getTime())}`,
    );
}

/** Every checkpoint outside that the log signed; two that contradict each other are found by their roots. */
async function checkpointsOf(outside: Outside, found: (detail: string) => void): Promise<Checkpoint[]> {
  const { folder, witness, log } = outside;
  const checkpoints: Checkpoint[] = [];
  const take = (note: string, where: string) => {
    const c = openCheckpoint(note, log);
    if (c) checkpoints.push(c);
    else found(`a checkpoint ${where} is not signed by the log`);
  };
  for (const note of (await folder?.all()) ?? []) take(note, 'in the folder');
  if (witness) {
    try {
      const note = await witness.last();
      if (note !== null) {
        if (cosignedAt(note, witness.key) === null) found('the checkpoint of the witness is not cosigned by it');
        // Last, so that of two of one size the cosigned one counts.
        take(note, 'of the witness');
      }
    } catch (error) {
      found(`the witness does not answer: ${(error as Error).message}`);
    }
  }
  return checkpoints;
}
