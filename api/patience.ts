import type { IncomingMessage, Server, ServerResponse } from 'node:http';

export interface Patience {
  /** A sender or reader that moves no byte for so long is left. */
  idleMs: number;
  /** From the first byte of a request to its last, and from the first of an answer to its last; with files, longer. */
  totalMs: number;
  uploadMs: number;
  /** How often it is looked. */
  lookMs: number;
}

export const PATIENCE: Patience = { idleMs: 30_000, totalMs: 60_000, uploadMs: 30 * 60_000, lookMs: 1_000 };

interface Watched {
  req: IncomingMessage;
  res: ServerResponse;
  uploads: boolean;
  /** Bytes on the connection when it was last seen to move, and when. */
  read: number;
  written: number;
  moved: number;
  /** When what is going on began: the request, then its answer. */
  since: number;
  answering: boolean;
}

/** Whether we are waiting for bytes of the request: what has come and lies unread is our own slowness, not theirs. */
const awaitsSender = ({ req }: Watched) => !req.complete && req.readableLength === 0;
const awaitsReader = ({ req, res }: Watched) =>
  res.writableLength > 0 || (res.writableEnded && !res.writableFinished) || req.socket.writableLength > 0;

/**
 * Leaves whoever keeps a connection without moving a byte, or for longer than any honest line needs, in either direction and on every
 * route: the connection is closed and the request ends as one that broke off. Time in which the answer is being worked out is ours.
 */
export function watch(server: Server, patience: Patience, now: () => number = () => performance.now()): () => void {
  const going = new Set<Watched>();
  server.requestTimeout = patience.uploadMs;
  server.headersTimeout = Math.min(patience.idleMs, patience.uploadMs);

  server.on('request', (req: IncomingMessage, res: ServerResponse) => {
    const at = now();
    const uploads = /^multipart\//i.test(req.headers['content-type'] ?? '');
    const { bytesRead: read, bytesWritten: written } = req.socket;
    going.add({ req, res, uploads, read, written, moved: at, since: at, answering: false });
  });

  const look = () => {
    const at = now();
    for (const one of going) {
      const { socket } = one.req;
      // One that was answered before it was read goes on sending.
      if (socket.destroyed || (one.req.complete && one.res.closed)) {
        going.delete(one);
        continue;
      }
      if (!one.answering && one.req.complete) {
        one.answering = true;
        one.moved = at;
        one.since = Number.POSITIVE_INFINITY;
      }
      const [sending, reading] = [awaitsSender(one), awaitsReader(one)];
      if (reading && one.since === Number.POSITIVE_INFINITY) one.since = at;
      // Who does not read is not excused by what they send.
      const still = reading ? socket.bytesWritten === one.written : sending && socket.bytesRead === one.read;
      if (!still) one.moved = at;
      one.read = socket.bytesRead;
      one.written = socket.bytesWritten;
      const most = one.uploads && !one.answering ? patience.uploadMs : patience.totalMs;
      if (at - one.moved >= patience.idleMs || at - one.since >= most) socket.destroy();
    }
  };
  const timer = setInterval(look, patience.lookMs);
  timer.unref();
  return () => clearInterval(timer);
}
