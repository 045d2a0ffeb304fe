import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export interface Patience {
  /** A sender or reader that moves no byte for so long is left. */
  idleMs: number;
  /** From the first byte of a request to its last, and from the first of an answer to its last; with files, longer. */
  totalMs: number;
  uploadMs: number;
  /** What a sender of files brings in a minute at least, in bytes: a thousand a second, less than the slowest telephone. */
  leastPerMinute: number;
  /** What all unfinished requests of the process together may have us hold in memory, in bytes; files are passed on and do not count. */
  heldBytes: number;
  /** How often it is looked. */
  lookMs: number;
}

export const PATIENCE: Patience = {
  idleMs: 30_000,
  totalMs: 60_000,
  uploadMs: 30 * 60_000,
  leastPerMinute: 60_000,
  heldBytes: 64 * 1024 * 1024,
  lookMs: 1_000,
};

const MINUTE_MS = 60_000;
/** What of the body of a request with files lies in memory: its texts, and the beginning of a file that is being looked at. */
const heldOf = new WeakMap<IncomingMessage, number>();

/** Notes that so many bytes more, or less, of an unfinished request with files are held. */
export function hold(req: IncomingMessage, bytes: number): void {
  heldOf.set(req, (heldOf.get(req) ?? 0) + bytes);
}

interface Watched {
  req: IncomingMessage;
  res: ServerResponse;
  uploads: boolean;
  /** Bytes on the connection before the request, and at the beginning of the minute that is being measured. */
  first: number;
  minute: { from: number; read: number };
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

/** Everything of a request without files lies in memory until it is whole. */
const heldFor = ({ req, uploads, first }: Watched): number =>
  req.complete ? 0 : uploads ? (heldOf.get(req) ?? 0) : req.socket.bytesRead - first;

/** Where all together hold too much, those that have been at it longest are left: an honest one is through in a moment. */
function relieve(going: Iterable<Watched>, most: number): void {
  const holding = [...going].filter((one) => heldFor(one) > 0 && !one.req.socket.destroyed);
  let held = holding.reduce((sum, one) => sum + heldFor(one), 0);
  for (const one of holding.sort((a, b) => a.since - b.since)) {
    if (held <= most) return;
    held -= heldFor(one);
    one.req.socket.destroy();
  }
}

/**
 * Leaves whoever keeps a connection without moving a byte, or for longer than any honest line needs, in either direction and on every
 * route, or sends files more slowly than any line, or has us hold more than there is room for: the connection is closed and the request ends as one that broke off. Time in which the answer is being worked out is ours.
 */
export function watch(server: Server, patience: Patience, now: () => number = () => performance.now()): () => void {
  const going = new Set<Watched>();
  /** Bytes on a connection when the request before was answered: with a request comes the beginning of its body. */
  const ended = new WeakMap<Socket, number>();
  server.requestTimeout = patience.uploadMs;
  server.headersTimeout = Math.min(patience.idleMs, patience.uploadMs);

  server.on('request', (req: IncomingMessage, res: ServerResponse) => {
    const at = now();
    const uploads = /^multipart\//i.test(req.headers['content-type'] ?? '');
    const { bytesRead: read, bytesWritten: written } = req.socket;
    const minute = { from: at, read };
    const first = ended.get(req.socket) ?? 0;
    res.once('close', () => ended.set(req.socket, req.socket.bytesRead));
    going.add({ req, res, uploads, first, minute, read, written, moved: at, since: at, answering: false });
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
      // What lies unread is our own slowness: then the minute begins anew.
      if (!sending) one.minute = { from: at, read: socket.bytesRead };
      const crawls = one.uploads && at - one.minute.from >= MINUTE_MS;
      if (crawls && socket.bytesRead - one.minute.read < patience.leastPerMinute) socket.destroy();
      else if (crawls) one.minute = { from: at, read: socket.bytesRead };
      const most = one.uploads && !one.answering ? patience.uploadMs : patience.totalMs;
      if (at - one.moved >= patience.idleMs || at - one.since >= most) socket.destroy();
    }
    relieve(going, patience.heldBytes);
  };
  const timer = setInterval(look, patience.lookMs);
  timer.unref();
  return () => clearInterval(timer);
}
