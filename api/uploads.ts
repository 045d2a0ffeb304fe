import { statfs } from 'node:fs/promises';
import type { Originals, UploadRoom } from '../ledger/types.ts';
import { problem } from './problem.ts';

const MB = 1024 * 1024;

export interface UploadLimits {
  /** Requests with files that a process reads at the same moment. */
  atOnce: number;
  /** Bytes of all of them that it holds in memory beyond 64 KB each. */
  heldBytes: number;
  /** Sealed bytes that may wait for an act in the database. */
  waitingBytes: number;
  /** Bytes that stay free on the disk of the database. */
  freeBytes: number;
  /** A path on that disk; null: not on this machine, and not looked at. */
  disk: string | null;
}

export const UPLOAD_LIMITS: UploadLimits = {
  atOnce: 100,
  heldBytes: 16 * MB,
  waitingBytes: 4096 * MB,
  freeBytes: 1024 * MB,
  disk: null,
};

/** The line on which a request with files comes. */
export interface Line {
  /** Bytes that have come on it since it was given its place. */
  bytes(): number;
  /** Leaves it. */
  close(): void;
}

/** Whoever has been sending slower than this in bytes a second for so long makes room when all places are taken, or all room is. */
const SLOW = { perSecond: 32 * 1024, afterMs: 20_000 };

/** How far a line was when it was looked at, in milliseconds and bytes. */
interface Mark {
  at: number;
  bytes: number;
}
interface Seen {
  before: Mark;
  last: Mark;
}

/** What all uploads of a process share. */
export interface Uploads {
  readonly room: UploadRoom;
  /** Lets one chunk of one upload go on in each turn of the event loop, so that who sends no files is behind one chunk and not behind all. */
  turn(): Promise<void>;
  /**
   * Lets a request with files in; what it answers lets it out again, however often it is called. Where all places are taken, the
   * slowest of those that crawl is left for it; where all room is, first go the files that wait for a form.
   * @throws Problem 503 that says why no files are taken just now
   */
  enter(ledger: Pick<Originals, 'stagedBytes' | 'makeRoom'>, line: Line): Promise<() => void>;
}

const notNow = (key: 'uploads-busy' | 'no-room-for-files', seconds: number) =>
  problem(key, { headers: { 'Retry-After': String(seconds) } });

/** Free bytes on the disk of a path; null where the system does not say. */
async function freeOn(path: string): Promise<number | null> {
  try {
    const found = await statfs(path);
    return found.bavail * found.bsize;
  } catch {
    return null;
  }
}

export function createUploads(
  limits: UploadLimits = UPLOAD_LIMITS,
  freeBytes: typeof freeOn = freeOn,
  now: () => number = () => performance.now(),
): Uploads {
  const within = new Map<Line, Seen>();
  let held = 0;
  const chunks: (() => void)[] = [];
  const next = () => {
    chunks.shift()?.();
    if (chunks.length > 0) setImmediate(next);
  };
  /** Looks at everybody who has not been looked at for a while, so that a pace is that of lately, whatever came before. */
  const look = () => {
    const at = now();
    for (const [line, seen] of within) {
      if (at - seen.last.at < SLOW.afterMs) continue;
      seen.before = seen.last;
      seen.last = { at, bytes: line.bytes() };
    }
  };
  /** Leaves the slowest of those that crawl. @returns whether there is room now */
  const makeRoom = (): boolean => {
    const at = now();
    const slow = [...within]
      .filter(([, { before }]) => at - before.at >= SLOW.afterMs)
      .map(([line, { before }]) => ({ line, perSecond: ((line.bytes() - before.bytes) * 1000) / (at - before.at) }))
      .sort((a, b) => a.perSecond - b.perSecond)[0];
    if (slow === undefined || slow.perSecond >= SLOW.perSecond) return false;
    within.delete(slow.line);
    slow.line.close();
    return true;
  };
  return {
    turn: () =>
      new Promise((go) => {
        chunks.push(go);
        if (chunks.length === 1) setImmediate(next);
      }),
    room: {
      take(bytes) {
        if (held + bytes > limits.heldBytes) return false;
        held += bytes;
        return true;
      },
      give(bytes) {
        held -= bytes;
      },
    },
    async enter(ledger, line) {
      look();
      if (within.size >= limits.atOnce && !makeRoom()) {
        throw notNow('uploads-busy', 60);
      }
      const begins = { at: now(), bytes: line.bytes() };
      within.set(line, { before: begins, last: begins });
      const leave = () => void within.delete(line);
      try {
        // A disk that is to be looked at and cannot be has no room: else a slip in its path fills it up unseen.
        const free = limits.disk === null ? Number.POSITIVE_INFINITY : ((await freeBytes(limits.disk)) ?? 0);
        const waiting = await ledger.stagedBytes();
        const over = waiting - limits.waitingBytes;
        if (free < limits.freeBytes || (over > 0 && (await ledger.makeRoom(over)) < over && !makeRoom())) {
          throw notNow('no-room-for-files', free < limits.freeBytes ? 600 : 60);
        }
        return leave;
      } catch (error) {
        leave();
        throw error;
      }
    },
  };
}
