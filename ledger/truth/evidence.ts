import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { refuse } from '../../domain/refusal.ts';
import { dayOf, instantOf, millisOf, toInstant } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { EVIDENCE_LIMITS } from '../../domain/tip.ts';
import { ask, type Queryable } from '../ground/db.ts';
import { Refused } from '../ground/errors.ts';
import { seal, sealer, unseal } from '../ground/keys.ts';
import type { CaseKey } from '../ground/sealing.ts';
import type { EvidenceInput, StagedEvidence, UploadRoom } from '../types.ts';
import type { Core } from './core.ts';
import { type Bundle, hex } from './write.ts';

/** Bytes of an original that are sealed in one piece, unless memory is short. */
const PIECE = 512 * 1024;
/** Bytes that each original may hold whatever memory is left, so that none waits for another. */
const ALWAYS = 64 * 1024;
/** Pieces that are written at the same moment; the rest of the pool is for those who send no files. */
const WRITERS = 2;
/** How long an original waits for the act that takes it in. */
const WAITS_MS = 60 * 60_000;

export interface AboutEvidence {
  name: string;
  type: string;
  sha256: string;
}

/** As it is sealed. `key`: of the original's pieces; absent in those that were sealed under the key of the case itself. */
type SealedAbout = AboutEvidence & { key?: string };

/** Lets so many work at a time; the others wait in order. */
function slots(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = most;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((turn) => waiting.push(turn));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

/** Writes pieces of originals, a few at a time. */
export type Writing = ReturnType<typeof slots>;
export const newWriting = (): Writing => slots(WRITERS);

const pieceContext = (id: string, number: number) => `upload:${id}:${number}`;

/**
 * Seals an original piece by piece while it arrives and stores the pieces, for an act within the hour to take in. No more is asked
 * of `bytes` than `room` allows to be held. What broke off leaves nothing behind.
 */
export async function stage(core: Core, bytes: AsyncIterable<Uint8Array>, room?: UploadRoom): Promise<StagedEvidence> {
  const id = randomUUID();
  const key = randomBytes(32);
  const plain = createHash('sha256');
  const sealed = createHash('sha256');
  const found = { size: 0, sealedBytes: 0, pieces: 0 };
  let piece = sealer(key, pieceContext(id, 0));
  let held = 0;
  let taken = 0;
  const giveBack = () => {
    room?.give(taken);
    taken = 0;
  };
  const store = async () => {
    const done = piece.finish();
    sealed.update(done);
    found.sealedBytes += done.length;
    await core.writing(() =>
      ask(
        core.pool,
        `WITH u AS (
           INSERT INTO uploads (id, created_at, bytes) VALUES ($1, $2, $3)
           ON CONFLICT (id) DO UPDATE SET bytes = uploads.bytes + excluded.bytes RETURNING id)
         INSERT INTO evidence_chunks (evidence, number, sealed) SELECT id, $4, $5 FROM u`,
        [id, core.now(), done.length, found.pieces, done],
        'piece',
      ),
    );
    found.pieces += 1;
    held = 0;
    giveBack();
    piece = sealer(key, pieceContext(id, found.pieces));
  };
  try {
    for await (const chunk of bytes) {
      plain.update(chunk);
      found.size += chunk.length;
      piece.add(chunk);
      held += chunk.length;
      const more = Math.max(0, held - ALWAYS - taken);
      const fits = room?.take(more) ?? true;
      if (fits) taken += more;
      if (!fits || held >= PIECE) await store();
    }
    if (held > 0 || found.pieces === 0) await store();
  } catch (error) {
    if (found.sealedBytes > 0) await drop(core, [id]).catch(() => undefined);
    throw error;
  } finally {
    giveBack();
  }
  return {
    id,
    key: key.toString('base64'),
    size: found.size,
    sealedBytes: found.sealedBytes,
    sha256: plain.digest('hex'),
    sealedSha256: sealed.digest('hex'),
  };
}

/** Throws originals away that no act took in; what is evidence it does not touch. Those left over go within the hour. */
export async function drop(core: Core, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await ask(core.pool, 'SELECT drop_uploads($1::uuid[])', [ids]);
}

/** Notes that originals wait for a form to come. */
export async function keep(core: Core, ids: readonly string[]): Promise<void> {
  if (ids.length > 0)
    await ask(core.pool, 'UPDATE uploads SET kept_at = $2 WHERE id = ANY ($1::uuid[])', [ids, core.now()]);
}

/** Throws originals away that wait for a form, the largest first: whoever fills the room with much goes before who keeps a photo. */
export async function makeRoom(core: Core, bytes: number): Promise<number> {
  const largest = await ask<{ id: string; bytes: string }>(
    core.pool,
    `SELECT id, bytes FROM (
       SELECT id, bytes, sum(bytes) OVER (ORDER BY bytes DESC, id) - bytes AS before FROM uploads WHERE kept_at IS NOT NULL) u
     WHERE before < $1`,
    [bytes],
  );
  await drop(
    core,
    largest.map((u) => u.id),
  );
  return largest.reduce((sum, u) => sum + Number(u.bytes), 0);
}

/** Throws away what no act took in within the hour. */
export async function dropOld(core: Core): Promise<void> {
  const before = instantOf(millisOf(core.now()) - WAITS_MS);
  await ask(core.pool, 'SELECT drop_uploads(ARRAY(SELECT id FROM uploads WHERE created_at <= $1))', [before]);
}

/** Sealed bytes of originals that no act has taken in. */
export async function stagedBytes(core: Core): Promise<number> {
  const [row] = await ask<{ bytes: string }>(core.pool, 'SELECT coalesce(sum(bytes), 0) AS bytes FROM uploads');
  return Number(row?.bytes ?? 0);
}

/** Takes originals in, in the transaction of the event: from now on they are evidence. @throws Refused when one waited too long */
export async function takeIn(db: Queryable, files: readonly StagedEvidence[]): Promise<void> {
  const rows = await ask<{ id: string; bytes: string }>(
    db,
    'DELETE FROM uploads WHERE id = ANY ($1::uuid[]) RETURNING id, bytes',
    [files.map((f) => f.id)],
  );
  const there = new Map(rows.map((r) => [r.id, Number(r.bytes)]));
  if (there.size === files.length && files.every((f) => there.get(f.id) === f.sealedBytes)) return;
  throw new Refused(refuse('upload-gone'));
}

const ticketKey = (core: Core) => core.keys.mac('idempotency', 'ticket of an original that waits');

/** What a form carries so that a file need not be sent again: sealed, so that it tells nothing and cannot be made up. */
export const ticketOf = (core: Core, file: EvidenceInput): string =>
  seal(ticketKey(core), Buffer.from(JSON.stringify(file)), 'upload').toString('base64url');

/** The original of a ticket; null for one that is not ours. Whether it still waits, `takeIn` finds. */
export function ofTicket(core: Core, ticket: string): EvidenceInput | null {
  try {
    return JSON.parse(
      unseal(ticketKey(core), Buffer.from(ticket, 'base64url'), 'upload').toString('utf8'),
    ) as EvidenceInput;
  } catch {
    return null;
  }
}

/** What the event that takes originals in keeps of them in the open. */
export const evidenceFacts = (files: readonly EvidenceInput[]) =>
  files.map((f) => ({ id: f.id, size: f.size, sealed: f.sealedSha256 }));

export const evidenceRows = (
  key: CaseKey,
  files: readonly EvidenceInput[],
  event: number,
  source: string,
): NonNullable<Bundle['evidence']> =>
  files.map((f) => {
    const about: SealedAbout = { name: f.name, type: f.type, sha256: f.sha256, key: f.key };
    return {
      id: f.id,
      event,
      source,
      size: f.size,
      sealed_about: hex(key.sealBytes(`evidence:${f.id}`, Buffer.from(JSON.stringify(about)))),
      sealed_sha256: `\\x${f.sealedSha256}`,
    };
  });

/** What is known of an original, and how its pieces are opened. @throws Error when the seal does not open */
export function openAbout(
  key: CaseKey,
  id: string,
  sealedAbout: Uint8Array,
): { about: AboutEvidence; piece(number: number, sealed: Uint8Array): Buffer } {
  const { key: own, ...about } = JSON.parse(
    key.openBytes(`evidence:${id}`, sealedAbout).toString('utf8'),
  ) as SealedAbout;
  const fileKey = own === undefined ? null : Buffer.from(own, 'base64');
  return {
    about,
    piece: (number, sealed) =>
      fileKey === null
        ? key.openBytes(`evidence:${id}:${number}`, sealed)
        : unseal(fileKey, sealed, pieceContext(id, number)),
  };
}

/** The pieces of an original as they are sealed, one after the other, up to the first number that is not there. */
export async function* sealedPieces(db: Queryable, id: string): AsyncGenerator<{ number: number; sealed: Buffer }> {
  for (let number = 0; ; number++) {
    const [row] = await ask<{ sealed: Buffer }>(
      db,
      'SELECT sealed FROM evidence_chunks WHERE evidence = $1 AND number = $2',
      [id, number],
      'original-piece',
    );
    if (!row) return;
    yield { number, sealed: row.sealed };
  }
}

const MB = 1024 * 1024;

/** Refuses what one receipt sends beyond a day's measure: of what lies with the case already, by the day that ends at midnight. */
export async function withinTheDay(core: Core, caseId: string, files: readonly EvidenceInput[], now: Instant) {
  const { dayFiles, dayBytes } = EVIDENCE_LIMITS;
  const [row] = await ask<{ n: number; bytes: string }>(
    core.pool,
    `SELECT count(*)::int AS n, coalesce(sum(size), 0) AS bytes FROM evidence
      WHERE case_id = $1 AND source = 'tipster' AND added_at >= $2`,
    [caseId, toInstant(`${dayOf(now)}T00:00:00+08:00`)],
  );
  const n = row?.n ?? 0;
  const bytes = Number(row?.bytes ?? 0);
  if (n + files.length <= dayFiles && bytes + files.reduce((sum, f) => sum + f.size, 0) <= dayBytes) return;
  const left = { files: Math.max(0, dayFiles - n), mb: Math.max(0, Math.floor((dayBytes - bytes) / MB)) };
  throw new Refused(
    refuse('evidence-day-full', {
      put: { files: dayFiles, mb: dayBytes / MB, leftFiles: left.files, leftMb: left.mb },
    }),
  );
}
