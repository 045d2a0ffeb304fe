import { Agent, request } from 'node:http';
import { pause } from '../../bin/lib/processes.ts';

/** An answer as it came; `body` is null where it was not JSON. */
export interface Reply {
  status: number;
  body: Record<string, unknown> | null;
  bytes: Buffer;
  cookie: string | null;
}

interface Sending {
  method: 'GET' | 'POST';
  path: string;
  body?: unknown;
  /** Sign-in name; the session is opened when it is first needed. */
  as?: string;
  key?: string;
  /** A body as it is, in place of JSON. */
  raw?: Raw;
  /** Counted as an act in flight. */
  act?: boolean;
}

export interface Raw {
  type: string;
  bytes: Buffer;
  /** Sent as far as here, then nothing for `ms`, then the rest; `cut`: then the connection breaks. */
  stall?: { at: number; ms: number; cut?: boolean };
}

/** What the drill's client went through. */
export interface Trouble {
  /** 503 answers, each sent again with the same key. */
  unavailable: number;
  /** Connections refused, cut or silent, each sent again with the same key. */
  cut: number;
  /** 5xx answers other than 503: the product must not give any. */
  unforeseen: string[];
}

const SILENT_MS = 30_000;
const GIVE_UP_MS = 180_000;

/** A client as a browser with patience would be: it sends again with the same key until it has an answer. */
export class PatientClient {
  readonly trouble: Trouble = { unavailable: 0, cut: 0, unforeseen: [] };
  /** Acts sent and not yet answered. */
  inFlight = 0;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });
  readonly #address: URL;
  readonly #password: string;
  readonly #sessions = new Map<string, Promise<string>>();

  constructor(address: string, password: string) {
    this.#address = new URL(address);
    this.#password = password;
  }

  #once(sending: Sending, cookie: string | null): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const { raw } = sending;
      const body = raw?.bytes ?? (sending.body === undefined ? undefined : Buffer.from(JSON.stringify(sending.body)));
      const req = request(
        {
          agent: this.#agent,
          host: this.#address.hostname,
          port: this.#address.port,
          method: sending.method,
          path: sending.path,
          headers: {
            ...(body === undefined
              ? {}
              : { 'content-type': raw?.type ?? 'application/json', 'content-length': body.length }),
            ...(sending.key === undefined ? {} : { 'idempotency-key': sending.key }),
            ...(cookie === null ? {} : { cookie }),
          },
          timeout: SILENT_MS,
        },
        (res) => {
          const chunks: Buffer[] = [];
          res.on('data', (chunk: Buffer) => chunks.push(chunk));
          res.on('error', reject);
          res.on('end', () => {
            const bytes = Buffer.concat(chunks);
            let answer: Reply['body'] = null;
            try {
              answer = JSON.parse(bytes.toString('utf8')) as Reply['body'];
            } catch {}
            resolve({
              status: res.statusCode ?? 0,
              body: answer,
              bytes,
              cookie: res.headers['set-cookie']?.[0]?.split(';')[0] ?? null,
            });
          });
        },
      );
      req.on('timeout', () => req.destroy(new Error('silent')));
      req.on('error', reject);
      if (!raw?.stall) return void req.end(body);
      const { at, ms, cut } = raw.stall;
      req.write(raw.bytes.subarray(0, at));
      setTimeout(() => (cut ? req.destroy(new Error('cut')) : req.end(raw.bytes.subarray(at))), ms);
    });
  }

  /** Sends once, whatever comes of it: the status of an answer, or null where none came. */
  async breakOff(sending: Sending): Promise<number | null> {
    return this.#once(sending, null).then(
      ({ status }) => status,
      () => null,
    );
  }

  async #signIn(login: string): Promise<string> {
    const reply = await this.send({ method: 'POST', path: '/api/session', body: { login, password: this.#password } });
    if (reply.status !== 200 || reply.cookie === null) throw new Error(`${login} could not sign in: ${reply.status}`);
    return reply.cookie;
  }

  #session(login: string): Promise<string> {
    const known = this.#sessions.get(login) ?? this.#signIn(login);
    this.#sessions.set(login, known);
    return known;
  }

  /** Sends until there is an answer that is not 503, with the same key each time. */
  async send(sending: Sending): Promise<Reply> {
    const from = performance.now();
    for (;;) {
      let again = 200;
      try {
        const cookie = sending.as === undefined ? null : await this.#session(sending.as);
        if (sending.act) this.inFlight += 1;
        try {
          const reply = await this.#once(sending, cookie);
          if (reply.status < 500) return reply;
          if (reply.status === 503) {
            this.trouble.unavailable += 1;
            // The header asks for ten seconds; a drill asks sooner, which only makes it harder.
            again = 500;
          } else {
            this.trouble.unforeseen.push(
              `${sending.method} ${sending.path} ${reply.status} ${String(reply.body?.code)}`,
            );
            again = 1_000;
          }
        } finally {
          if (sending.act) this.inFlight -= 1;
        }
      } catch {
        this.trouble.cut += 1;
      }
      if (performance.now() - from > GIVE_UP_MS) throw new Error(`${sending.path}: no answer in three minutes`);
      await pause(again);
    }
  }

  close(): void {
    this.#agent.destroy();
  }
}
