import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
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
  /** What all answers of the process that nobody has taken yet may have us hold in memory, in bytes. */
  owedBytes: number;
  /** Connections of the process at once. */
  connections: number;
  /** How often it is looked. */
  lookMs: number;
}

export const PATIENCE: Patience = {
  idleMs: 30_000,
  totalMs: 60_000,
  uploadMs: 30 * 60_000,
  leastPerMinute: 60_000,
  heldBytes: 64 * 1024 * 1024,
  owedBytes: 64 * 1024 * 1024,
  connections: 4_000,
  lookMs: 1_000,
};

const MINUTE_MS = 60_000;
/** Requests that wait on one connection; no browser sends a second before it has the first answer, and no program so many. */
const MOST_PIPELINED = 32;

/**
 * Answers the requests of a connection one after the other: a client may send them all at once (RFC 9112 9.3.2), and of answers that nobody
 * reads one is made, not a thousand. A connection with more of them waiting than any program sends is closed; what the parser still finds in
 * the bytes that it has, and whatever waits when a connection ends, reaches nobody.
 */
export function inTurn(handle: RequestListener): RequestListener {
  const waiting = new WeakMap<Socket, [IncomingMessage, ServerResponse][]>();
  const first = (line: [IncomingMessage, ServerResponse][]) => {
    const [next] = line;
    if (!next?.[0].socket.writable) return;
    next[1].once('close', () => {
      line.shift();
      first(line);
    });
    handle(...next);
  };
  return (req, res) => {
    const { socket } = req;
    if (!socket.writable) return;
    const line = waiting.get(socket) ?? [];
    waiting.set(socket, line);
    line.push([req, res]);
    if (line.length > MOST_PIPELINED) socket.destroy();
    else if (line.length === 1) first(line);
  };
}

/** What each piece that a body came in costs beside its bytes, roughly: a line may bring one byte at a time. */
const PIECE = 256;
/** What of the body of a request with files lies in memory: its texts, and the beginning of a file that is being looked at. */
const heldOf = new WeakMap<IncomingMessage, number>();

/** Notes that so many bytes more, or less, of an unfinished request with files are held. */
export function hold(req: IncomingMessage, bytes: number): void {
  heldOf.set(req, (heldOf.get(req) ?? 0) + bytes);
}

/** Answers that are large, and to people who signed in: they have the time that files have. */
const large = new WeakSet<ServerResponse>();
export const takesLong = (res: ServerResponse): void => void large.add(res);

interface Watched {
  req: IncomingMessage;
  res: ServerResponse;
  uploads: boolean;
  /** Bytes on the connection before the request, and at the beginning of the minute that is being measured. */
  first: number;
  /** Pieces of the body so far, and of those that lie unread. */
  pieces: number;
  unread: number;
  minute: { from: number; read: number };
  /** Bytes on the connection when it was last looked at, in and out, and when it was last seen to move. */
  read: number;
  taken: number;
  moved: number;
  /** Looks until the reader has what waits, at the pace since the last one; Infinity where nothing was taken. */
  wait: number;
  /** When what is going on began: the request, then its answer. */
  since: number;
  answering: boolean;
}

/** Whether we are waiting for bytes of the request: what has come and lies unread is our own slowness, not theirs. */
const awaitsSender = ({ req }: Watched) => !req.complete && req.readableLength === 0;
const awaitsReader = ({ req, res }: Watched) =>
  res.writableLength > 0 || (res.writableEnded && !res.writableFinished) || req.socket.writableLength > 0;

/** Bytes that the other side has taken: those given to a connection less those that the system could not send on, also of one large piece. */
function takenOn(socket: Socket): number {
  const { _handle: line } = socket as Socket & { _handle?: { bytesWritten: number; writeQueueSize: number } | null };
  return line ? line.bytesWritten - line.writeQueueSize : 0;
}

const owedTo = ({ req, res }: Watched): number => (req.socket.destroyed ? 0 : res.writableLength);

/** Everything of a request without files lies in memory until it is whole; of one that is answered, nothing but what is still to be thrown away. */
function heldFor({ req, res, uploads, first, pieces, unread }: Watched): number {
  const lying = req.readableLength === 0 ? 0 : req.readableLength + unread * PIECE;
  if (req.complete || res.closed) return lying;
  return uploads ? (heldOf.get(req) ?? 0) + lying : req.socket.bytesRead - first + pieces * PIECE;
}

type Bytes = (one: Watched) => number;

/** Where all together have us hold too much, they are left in this order until there is room. */
function relieve(going: Iterable<Watched>, of: Bytes, most: number, order: (a: Watched, b: Watched) => number): void {
  const holding = [...going].filter((one) => of(one) > 0 && !one.req.socket.destroyed);
  let held = holding.reduce((sum, one) => sum + of(one), 0);
  if (held <= most) return;
  for (const one of holding.sort(order)) {
    if (held <= most) return;
    held -= of(one);
    one.req.socket.destroy();
  }
}

/** Nobody who holds little goes for the sake of one who holds more, however long they have been at it. */
const largest = (a: Watched, b: Watched) => heldFor(b) - heldFor(a) || a.since - b.since;
/** An honest reader of something large is through in a moment; of those that take nothing, whoever has most waiting. */
const slowest = (a: Watched, b: Watched) => b.wait - a.wait || owedTo(b) - owedTo(a);

/**
 * Leaves whoever keeps a connection without moving a byte, or for longer than any honest line needs, in either direction and on every
 * route, or sends files more slowly than any line, or has us hold more than there is room for, of a request or of answers: the connection is closed and the request ends as one that broke off. Time in which the answer is being worked out is ours.
 * Of more connections than there is room for, the one that has been quiet the longest goes, then the one that has been sending the longest.
 */
export function watch(server: Server, patience: Patience, now: () => number = () => performance.now()): () => void {
  const going = new Set<Watched>();
  /** Connections on which nobody is asking anything, those that have been quiet the longest first. */
  const quiet = new Set<Socket>();
  let connections = 0;
  /** Bytes on a connection when the request before was answered: with a request comes the beginning of its body. */
  const ended = new WeakMap<Socket, number>();
  server.requestTimeout = patience.uploadMs;
  server.headersTimeout = Math.min(patience.idleMs, patience.uploadMs);

  /** What is being answered is never left for the sake of a new connection. */
  const crowded = (): Socket | undefined => {
    const [first] = quiet;
    if (first) return first;
    const sending = [...going].filter((one) => !one.req.socket.destroyed && awaitsSender(one));
    return (sending.find((one) => !one.uploads) ?? sending[0])?.req.socket;
  };
  server.on('connection', (socket: Socket) => {
    connections++;
    socket.once('close', () => {
      connections--;
      quiet.delete(socket);
    });
    if (connections > patience.connections) (crowded() ?? socket).destroy();
    if (!socket.destroyed) quiet.add(socket);
  });

  server.on('request', (req: IncomingMessage, res: ServerResponse) => {
    const at = now();
    quiet.delete(req.socket);
    const uploads = /^multipart\//i.test(req.headers['content-type'] ?? '');
    const { bytesRead: read } = req.socket;
    const taken = takenOn(req.socket);
    const minute = { from: at, read };
    const first = ended.get(req.socket) ?? 0;
    res.once('close', () => {
      ended.set(req.socket, req.socket.bytesRead);
      if (!req.socket.destroyed) quiet.add(req.socket);
    });
    const counts = { pieces: 0, unread: 0, wait: 0 };
    const one: Watched = {
      req,
      res,
      uploads,
      first,
      minute,
      read,
      taken,
      ...counts,
      moved: at,
      since: at,
      answering: false,
    };
    going.add(one);
    const push = req.push.bind(req);
    req.push = (chunk, encoding) => {
      if (req.readableLength === 0) one.unread = 0;
      one.unread++;
      one.pieces++;
      return push(chunk, encoding);
    };
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
      const taken = takenOn(socket);
      const still = reading ? taken === one.taken : sending && socket.bytesRead === one.read;
      if (!still) one.moved = at;
      one.wait = owedTo(one) / (taken - one.taken);
      one.read = socket.bytesRead;
      one.taken = taken;
      // What lies unread is our own slowness: then the minute begins anew.
      if (!sending) one.minute = { from: at, read: socket.bytesRead };
      const crawls = one.uploads && at - one.minute.from >= MINUTE_MS;
      if (crawls && socket.bytesRead - one.minute.read < patience.leastPerMinute) socket.destroy();
      else if (crawls) one.minute = { from: at, read: socket.bytesRead };
      const files = one.answering ? large.has(one.res) : one.uploads;
      const most = files ? patience.uploadMs : patience.totalMs;
      if (at - one.moved >= patience.idleMs || at - one.since >= most) socket.destroy();
    }
    relieve(going, heldFor, patience.heldBytes, largest);
    relieve(going, owedTo, patience.owedBytes, slowest);
  };
  const timer = setInterval(look, patience.lookMs);
  timer.unref();
  return () => clearInterval(timer);
}
