import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { openAsBound } from '../../activities/codec.ts';
import { listening } from './ports.ts';

/** As much as Temporal's page asks for at once. */
const LARGEST = 16 * 1024 * 1024;

/** Payloads as JSON writes them: every bytes in base64. */
interface Written {
  payloads: { metadata?: Record<string, string>; data?: string }[];
}

const hashed = (text: string) => createHash('sha256').update(text).digest();
const bytes = (text: string) => Buffer.from(text, 'base64');
const text = (data: Uint8Array) => Buffer.from(data).toString('base64');

/**
 * Opens payloads for Temporal's own page and command line: `POST /<access>/decode`, or `POST /decode` with the key as a Bearer
 * token. It opens and never seals, so that nobody puts anything into a driver through it. What it cannot open goes back as it came.
 * @param options.key with which everything in Temporal is sealed
 * @param options.access key of who may read, behind which the address lies
 * @param options.origin of Temporal's page; no other page of a browser is answered
 */
export async function startCodec(options: {
  key: Uint8Array;
  access: string;
  origin: string;
  host: string;
  port: number;
}): Promise<{ port: number; stop(): Promise<void> }> {
  const open = openAsBound(options.key);
  const may = (given: string) => timingSafeEqual(hashed(given), hashed(options.access));
  const server = createServer((request, response) => {
    const headers = {
      'Access-Control-Allow-Origin': options.origin,
      'Access-Control-Allow-Headers': 'authorization,content-type,x-namespace',
      'Access-Control-Allow-Methods': 'POST',
      'Cache-Control': 'no-store',
      Vary: 'Origin',
    };
    const say = (status: number, body = '') =>
      response.writeHead(status, { ...headers, 'Content-Type': 'application/json' }).end(body);
    if (request.method === 'OPTIONS') return say(204);
    const [, first = '', second] = (request.url ?? '').replace(/\?.*$/s, '').split('/');
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const [given, what] = second === undefined ? [bearer, first] : [decodeURIComponent(first), second];
    if (!may(given)) return say(401, '{"message":"The key is missing or wrong: it stands in MINGCHA_CODEC_KEY."}');
    if (request.method !== 'POST' || what !== 'decode') return say(404, '{"message":"POST …/decode"}');
    const pieces: Buffer[] = [];
    let size = 0;
    request.on('data', (piece: Buffer) => {
      size += piece.length;
      if (size > LARGEST) request.destroy();
      else pieces.push(piece);
    });
    request.on('error', () => {});
    request.on('end', () => {
      try {
        const said = JSON.parse(Buffer.concat(pieces).toString()) as Partial<Written>;
        if (typeof said !== 'object') throw new Error('no list');
        // An empty list, such as what a nudge says, is left out where Protobuf is written as JSON.
        const { payloads = [] } = said;
        const opened = payloads.map((payload) => {
          const { metadata, data } = open({
            metadata: Object.fromEntries(Object.entries(payload.metadata ?? {}).map(([k, v]) => [k, bytes(v)])),
            data: bytes(payload.data ?? ''),
          });
          return {
            metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([k, v]) => [k, text(v)])),
            data: text(data ?? Buffer.alloc(0)),
          };
        });
        say(200, JSON.stringify({ payloads: opened }));
      } catch {
        say(400, '{"message":"These are no payloads."}');
      }
    });
  });
  server.requestTimeout = 10_000;
  return {
    port: await listening(server, options),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
