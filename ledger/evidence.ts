import { createHash, randomUUID } from 'node:crypto';
import { refuse } from '../domain/refusal.ts';
import { sha256 } from './chain.ts';
import { ask, type Queryable } from './db.ts';
import { Refused } from './errors.ts';
import type { CaseKey } from './sealing.ts';
import type { EvidenceInput } from './types.ts';
import { type Bundle, hex } from './write.ts';

/** Bytes of an original that are sealed in one piece. */
const PIECE = 1024 * 1024;

export interface SealedEvidence {
  id: string;
  size: number;
  pieces: Buffer[];
  about: Buffer;
  /** Over all sealed pieces in order; the event that takes the original in carries it. */
  sealedSha256: Buffer;
}

export interface AboutEvidence {
  name: string;
  type: string;
  sha256: string;
}

/** Seals an original as it is. @throws Refused when its hash is not what was announced. */
export function sealEvidence(key: CaseKey, file: EvidenceInput): SealedEvidence {
  const found = sha256(file.bytes).toString('hex');
  if (file.sha256 !== '' && file.sha256.toLowerCase() !== found) {
    throw new Refused(
      refuse(
        'evidence-damaged',
        '文件在传输中损坏，请重新上传。',
        'The file was damaged on its way: send it again.',
        'form',
      ),
    );
  }
  const id = randomUUID();
  const hash = createHash('sha256');
  const pieces: Buffer[] = [];
  for (let n = 0, at = 0; at < file.bytes.length || n === 0; n++, at += PIECE) {
    const piece = key.sealBytes(`evidence:${id}:${n}`, file.bytes.subarray(at, at + PIECE));
    hash.update(piece);
    pieces.push(piece);
  }
  const about: AboutEvidence = { name: file.name, type: file.type, sha256: found };
  return {
    id,
    size: file.bytes.length,
    pieces,
    about: key.sealBytes(`evidence:${id}`, Buffer.from(JSON.stringify(about))),
    sealedSha256: hash.digest(),
  };
}

/** What the event that takes originals in keeps of them in the open. */
export const evidenceFacts = (files: readonly SealedEvidence[]) =>
  files.map((f) => ({ id: f.id, size: f.size, sealed: f.sealedSha256.toString('hex') }));

export const evidenceRows = (
  files: readonly SealedEvidence[],
  event: number,
  source: string,
): NonNullable<Bundle['evidence']> =>
  files.map((f) => ({
    id: f.id,
    event,
    source,
    size: f.size,
    sealed_about: hex(f.about),
    sealed_sha256: hex(f.sealedSha256),
  }));

/** Stores the sealed pieces; in the transaction of the event that takes them in. */
export async function storePieces(db: Queryable, files: readonly SealedEvidence[]): Promise<void> {
  for (const file of files) {
    for (const [n, piece] of file.pieces.entries()) {
      await ask(
        db,
        'INSERT INTO evidence_chunks (evidence, number, sealed) VALUES ($1, $2, $3)',
        [file.id, n, piece],
        'piece',
      );
    }
  }
}
