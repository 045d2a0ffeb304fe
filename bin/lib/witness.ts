import { createServer } from 'node:http';
import { join } from 'node:path';
import { openCheckpoint, type Signer, type Verifier } from '../../ledger/keeping/log/checkpoint.ts';
import { addCheckpoint } from '../../ledger/keeping/log/witness.ts';
import { readIfThere, writePrivate } from './files.ts';
import { listening } from './ports.ts';

/** More than any checkpoint with its proof. */
const LARGEST = 64 * 1024;

/**
 * A witness of one log, for the organ above or discipline inspection: keeps the last size and root in a folder of its own, cosigns
 * what goes on from there and refuses anything else. `POST /add-checkpoint` as C2SP tlog-witness has it; `GET /checkpoint` gives the
 * last one with its cosignature.
 */
export async function startWitness(options: {
  folder: string;
  log: Verifier;
  witness: Signer;
  host: string;
  port: number;
  seconds: () => number;
}): Promise<{ port: number; stop(): Promise<void> }> {
  const { log, witness, seconds } = options;
  const file = join(options.folder, 'last.checkpoint');
  const kept = () => readIfThere(file) ?? null;
  const unreadable = kept();
  if (unreadable !== null && !openCheckpoint(unreadable, log)) {
    throw new Error(`The file ${file} is not a checkpoint of this log: look at it before anything is cosigned again.`);
  }
  const server = createServer((request, response) => {
    const say = (status: number, body: string, type = 'text/plain; charset=utf-8') => {
      response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body);
    };
    if (request.method === 'GET' && request.url === '/checkpoint') {
      const note = kept();
      say(note === null ? 404 : 200, note ?? 'nothing was cosigned yet\n');
      return;
    }
    if (request.method !== 'POST' || request.url !== '/add-checkpoint') {
      say(404, 'POST /add-checkpoint or GET /checkpoint\n');
      return;
    }
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (piece: string) => {
      body += piece;
      if (body.length > LARGEST) request.destroy();
    });
    request.on('error', () => {});
    request.on('end', () => {
      // Read, decided and written in one go: two that come at once are taken one after the other.
      const last = kept();
      const answer = addCheckpoint(
        { log, witness, seconds: seconds() },
        last === null ? null : openCheckpoint(last, log),
        body,
      );
      if (answer.seen) writePrivate(file, answer.seen.note + answer.body);
      say(answer.status, answer.body, answer.type);
    });
  });
  server.requestTimeout = 10_000;
  return {
    port: await listening(server, options),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
