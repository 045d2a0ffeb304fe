import {
  type Checkpoint,
  cosign,
  openCheckpoint,
  parseAddCheckpoint,
  parseNote,
  type Signer,
  type Verifier,
} from './checkpoint.ts';
import { isConsistent } from './tree.ts';

export interface WitnessAnswer {
  status: 200 | 400 | 403 | 404 | 409 | 422;
  body: string;
  type?: string;
  /** What it keeps from now on; only with 200. Written down before the answer goes out. */
  seen?: Checkpoint;
}

/** What a witness answers to `add-checkpoint` (C2SP tlog-witness): it cosigns what goes on from what it saw, and nothing else. */
export function addCheckpoint(
  parts: { log: Verifier; witness: Signer; seconds: number },
  seen: Checkpoint | null,
  body: string,
): WitnessAnswer {
  const asked = parseAddCheckpoint(body);
  const note = asked && parseNote(asked.note);
  if (!asked || !note) return { status: 400, body: 'this is no add-checkpoint request\n' };
  if (note.text.split('\n')[0] !== parts.log.name) return { status: 404, body: 'this log is not known here\n' };
  const next = openCheckpoint(asked.note, parts.log);
  if (!next) return { status: 403, body: 'the log did not sign this\n' };
  if (asked.old > next.size) return { status: 400, body: 'old is larger than the checkpoint\n' };
  const last = seen?.size ?? 0;
  if (asked.old !== last) return { status: 409, body: `${last}\n`, type: 'text/x.tlog.size' };
  if (seen && next.size === seen.size && !next.root.equals(seen.root)) {
    return { status: 409, body: `${last}\n`, type: 'text/x.tlog.size' };
  }
  if (seen ? !isConsistent(seen, next, asked.proof) : asked.proof.length > 0) {
    return { status: 422, body: 'the checkpoint does not go on from the last one\n' };
  }
  return { status: 200, body: cosign(parts.witness, note.text, parts.seconds), seen: next };
}
