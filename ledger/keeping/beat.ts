import { randomBytes, randomInt } from 'node:crypto';
import type pg from 'pg';
import { millisOf } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { sha256 } from '../ground/chain.ts';
import { ask, inTransaction, type Queryable } from '../ground/db.ts';
import type { KeyService } from '../ground/keys.ts';
import { batchLines } from '../ground/lines.ts';
import { AS_FOUND, commitment, isOurs, type Seal } from '../ground/truth.ts';
import {
  addCheckpointBody,
  openCheckpoint,
  type Signer,
  signCheckpoint,
  type Verifier,
  verifierFrom,
} from './log/checkpoint.ts';
import { append, consistencyProof, EMPTY, type Frontier, HASH_BYTES, leafHash, rootOf } from './log/tree.ts';

/** One batch every ten minutes, whether or not anything happened. */
export const BEAT_MS = 600_000;
/** Every batch is a multiple of this, so that its size says nothing. */
export const BATCH = 64;

/** Where checkpoints go: places that nobody who can change the database can change. */
export interface Outside {
  log: Verifier;
  /** A folder in which a file is written once. */
  folder?: {
    /** Every checkpoint in it, as notes. */
    all(): Promise<string[]>;
    /** The one of the largest log. */
    last(): Promise<string | null>;
    /** Writes one file; a checkpoint that is there already stays as it is. */
    put(name: string, text: string): Promise<void>;
    /** Ids of the cases whose keys were destroyed. */
    destroyed(): Promise<string[]>;
  };
  /** A witness (C2SP tlog-witness) of somebody else. */
  witness?: {
    key: Verifier;
    /** The last checkpoint that it cosigned, with its cosignature; null when it saw none. */
    last(): Promise<string | null>;
    /** Asks it to cosign. */
    add(body: string): Promise<{ status: number; body: string }>;
  };
}

/** The log in the database is not the one whose checkpoints are outside: nothing is signed until a person has looked. */
export class LogDiffers extends Error {
  override name = 'LogDiffers';
}

export interface BeatParts {
  pool: pg.Pool;
  keys: KeyService;
  signer: Signer;
  outside: Outside;
  now: () => Instant;
}

/** A line of `log_heads`: what a beat signed. */
export interface HeadRow {
  size: string;
  beat: string;
  frontier: Buffer;
  note: string;
}

export const fillerOf = (salt: Uint8Array): Buffer =>
  sha256(Buffer.concat([Buffer.from('mingcha filler\n'), Buffer.from(salt)]));

const frontierFrom = (row: HeadRow | undefined): Frontier => {
  if (!row) return EMPTY;
  const nodes: Buffer[] = [];
  for (let at = 0; at < row.frontier.length; at += HASH_BYTES) nodes.push(row.frontier.subarray(at, at + HASH_BYTES));
  return { size: Number(row.size), nodes };
};

const HEAD = 'size, beat, frontier, note';

/** Whether the log signed this head, with the size and the root that stand in the row. */
export function isSigned(head: HeadRow, log: Verifier): boolean {
  const signed = openCheckpoint(head.note, log);
  return signed !== null && String(signed.size) === head.size && rootOf(frontierFrom(head)).equals(signed.root);
}

/** The role of the application may put lines in: a head is one only when the log's key says so. @throws LogDiffers */
function mustBeSigned<H extends HeadRow | undefined>(head: H, log: Verifier): H {
  if (head && !isSigned(head, log))
    throw new LogDiffers(`the head of ${head.size} leaves was not signed by the log: run npm run verify`);
  return head;
}

const headAt = async (db: Queryable, log: Verifier, size: number | null): Promise<HeadRow | undefined> =>
  mustBeSigned(
    (
      await ask<HeadRow>(
        db,
        `SELECT ${HEAD} FROM log_heads WHERE $1::bigint IS NULL OR size = $1 ORDER BY size DESC LIMIT 1`,
        [size],
      )
    )[0],
    log,
  );

/** Any number; one batch at a time. */
const LOCK = 72707371;

/**
 * Puts what was sealed since the last beat into the log: in no order, filled up with leaves that stand for nothing, under a signed
 * checkpoint. Once per beat, however many processes call it; then hands the checkpoints outside that are not there yet.
 * @returns size of the log; null while an installation of before is still being sealed
 * @throws LogDiffers when the log is not the one that was signed last; nothing is signed then
 */
export async function beat(parts: BeatParts): Promise<{ size: number; witnessed: boolean } | null> {
  const size = await inTransaction(parts.pool, (db) => batch(db, parts));
  if (size === null) return null;
  await handOut(parts);
  return { size, witnessed: await askWitness(parts) };
}

async function batch(db: pg.PoolClient, parts: BeatParts): Promise<number | null> {
  const { keys, signer, outside, now } = parts;
  await ask(db, 'SELECT pg_advisory_xact_lock($1)', [LOCK]);
  const log = verifierFrom(signer.vkey());
  const [sealed] = await ask(db, 'SELECT 1 FROM upgrades WHERE name = $1 AND done_at IS NOT NULL', [AS_FOUND]);
  const last = await headAt(db, log, null);
  if (!sealed) {
    if (last) throw new LogDiffers('the mark that everything found was sealed is gone: run npm run verify');
    return null;
  }
  await mustGoOn(db, log, outside, Number(last?.size ?? 0));
  const number = Math.floor(millisOf(now()) / BEAT_MS);
  const since = await ask<HeadRow>(db, `SELECT ${HEAD} FROM log_heads WHERE beat >= $1 ORDER BY beat`, [number]);
  for (const head of since) {
    mustBeSigned(head, log);
    // The clocks of two processes may stand on both sides of a beat; no signature says when it was.
    if (Number(head.beat) > number + 1)
      throw new LogDiffers(`the head of ${head.size} leaves is dated ahead of the clock: run npm run verify`);
  }
  if (since.length > 0) return Number(last?.size);
  await batchLines(db, keys, number);
  const waiting = await ask<Seal>(
    db,
    'SELECT tab, key, version, state, salt, content, mac FROM seals WHERE leaf IS NULL FOR UPDATE SKIP LOCKED',
  );
  // A line that is not ours does not come in: verify names it.
  const seals = waiting.filter((s) => isOurs(keys, s));
  const fill = Math.max(1, Math.ceil(seals.length / BATCH)) * BATCH - seals.length;
  const ordered: { seal?: Seal; filler?: Buffer; hash: Buffer }[] = [
    ...seals.map((seal) => ({ seal, hash: leafHash(commitment(seal)) })),
    ...Array.from({ length: fill }, () => {
      const filler = randomBytes(16);
      return { filler, hash: leafHash(fillerOf(filler)) };
    }),
  ];
  const leaves: typeof ordered = [];
  for (const leaf of ordered) {
    const place = randomInt(leaves.length + 1);
    const there = leaves[place];
    leaves[place] = leaf;
    if (there) leaves.push(there);
  }
  const old = frontierFrom(last);
  const tree = append(
    old,
    leaves.map((l) => l.hash),
  );
  await ask(
    db,
    `INSERT INTO log_leaves (number, hash, filler)
     SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::bytea[])`,
    [leaves.map((_, i) => old.size + i), leaves.map((l) => l.hash), leaves.map((l) => l.filler ?? null)],
  );
  const placed = leaves.flatMap((l, i) => (l.seal ? [{ ...l.seal, leaf: old.size + i }] : []));
  await ask(
    db,
    `UPDATE seals s SET leaf = x.leaf FROM unnest($1::text[], $2::text[], $3::int[], $4::bigint[]) AS x(tab, key, version, leaf)
     WHERE s.tab = x.tab AND s.key = x.key AND s.version = x.version`,
    [placed.map((p) => p.tab), placed.map((p) => p.key), placed.map((p) => p.version), placed.map((p) => p.leaf)],
  );
  await ask(db, 'INSERT INTO log_heads (size, beat, frontier, note) VALUES ($1, $2, $3, $4)', [
    tree.size,
    number,
    Buffer.concat(tree.nodes),
    signCheckpoint(signer, { size: tree.size, root: rootOf(tree) }),
  ]);
  return tree.size;
}

/** What was handed outside last must be the beginning of what stands here. */
async function mustGoOn(db: Queryable, log: Verifier, outside: Outside, size: number): Promise<void> {
  const notes = [await outside.folder?.last(), await lastWitnessed(outside)];
  const checkpoints = notes.flatMap((note) => openCheckpoint(note ?? '', outside.log) ?? []);
  const last = checkpoints.reduce<(typeof checkpoints)[number] | null>((a, b) => (a && a.size >= b.size ? a : b), null);
  if (!last) return;
  if (last.size > size) {
    throw new LogDiffers(`the log ends at ${size}, and a checkpoint outside says ${last.size}: run npm run verify`);
  }
  const row = await headAt(db, log, last.size);
  if (!row || !rootOf(frontierFrom(row)).equals(last.root)) {
    throw new LogDiffers(`the log is not the one of the checkpoint outside at ${last.size}: run npm run verify`);
  }
}

/** A witness that does not answer holds nothing up: it is asked again at the next beat. */
const lastWitnessed = (outside: Outside): Promise<string | null> =>
  outside.witness?.last().catch(() => null) ?? Promise.resolve(null);

async function handOut({ pool, keys, outside, signer }: BeatParts): Promise<void> {
  const { folder, log } = outside;
  if (!folder) return;
  const there = openCheckpoint((await folder.last()) ?? '', log)?.size ?? 0;
  const heads = await ask<HeadRow>(pool, `SELECT ${HEAD} FROM log_heads WHERE size > $1 ORDER BY size`, [there]);
  for (const head of heads) {
    const { size, note } = mustBeSigned(head, verifierFrom(signer.vkey()));
    await folder.put(`${size.padStart(12, '0')}.checkpoint`, note);
  }
  const gone = await ask<Seal>(
    pool,
    `SELECT tab, key, version, state, salt, content, mac FROM seals WHERE tab = 'cases' AND version > 1`,
  );
  // A line that somebody put in says of no key that it was destroyed.
  for (const { key } of gone.filter((s) => isOurs(keys, s))) await folder.put(`${key}.destroyed`, `${key}\n`);
}

/** Brings the last checkpoint before the witness, with the proof that it goes on from the one the witness saw last. */
async function askWitness({ pool, outside, signer }: BeatParts): Promise<boolean> {
  const { witness, folder } = outside;
  const log = verifierFrom(signer.vkey());
  const last = await headAt(pool, log, null);
  if (!witness || !last) return false;
  let old = openCheckpoint((await lastWitnessed(outside)) ?? '', outside.log)?.size ?? 0;
  for (let tries = 0; tries < 2; tries++) {
    const before = old === 0 ? undefined : await headAt(pool, log, old);
    if (old > 0 && !before) throw new LogDiffers(`the witness saw a log of ${old}, which is not one of ours`);
    const rows = await ask<{ hash: Buffer }>(
      pool,
      'SELECT hash FROM log_leaves WHERE number >= $1 AND number < $2 ORDER BY number',
      [old, last.size],
    );
    const proof = consistencyProof(
      frontierFrom(before),
      rows.map((r) => r.hash),
    );
    const answer = await witness.add(addCheckpointBody(old, proof, last.note)).catch(() => null);
    if (!answer) return false;
    if (answer.status === 409 && tries === 0) {
      old = Number(answer.body);
      continue;
    }
    if (answer.status !== 200)
      throw new LogDiffers(`the witness refuses the checkpoint of ${last.size}: ${answer.body.trim()}`);
    await folder?.put(`${last.size.padStart(12, '0')}.witnessed`, last.note + answer.body);
    return true;
  }
  return false;
}
