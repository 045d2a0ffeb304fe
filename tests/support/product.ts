import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, vi } from 'vitest';
import type { DrivenLedger } from '../../activities/index.ts';
import { messageIdOf } from '../../activities/notice.ts';
import type { Parcel } from '../../activities/ports.ts';
import { folderMailbox, type SunkMail, startSink } from '../../activities/sink.ts';
import { runWorker } from '../../activities/worker.ts';
import type { ServedLedger } from '../../api/deps.ts';
import { createServer } from '../../api/server.ts';
import { composeApi, composeSeed, composeWorker } from '../../bin/lib/compose.ts';
import { loadSettings } from '../../bin/lib/settings.ts';
import { ensureNamespace } from '../../bin/lib/temporal.ts';
import { PUBLISHED } from '../../domain/law/calendars/index.ts';
import { instantOf, isPlainDate, millisOf, toInstant } from '../../domain/time/day.ts';
import { fileKeys, writeKeyFile } from '../../ledger/ground/keys.ts';
import { openPool, passwordHash, setUp } from '../../ledger/index.ts';
import type { TimePort } from '../../ledger/types.ts';
import { DEMO_AUTHORITY, DEMO_DIRECTORY } from '../../prisma/seed.ts';
import { type FreshDatabase, freshDatabase } from './database.ts';

/** A clock that stands until a test moves it, and never runs back. */
export class SetClock implements TimePort {
  #now: string;
  constructor(now: string) {
    this.#now = toInstant(now);
  }
  now = (): string => this.#now;
  /** To an instant, or to 10:00 of a day. */
  set(when: string): void {
    const at = toInstant(isPlainDate(when) ? `${when}T10:00:00+08:00` : when);
    if (millisOf(at) < millisOf(this.#now)) throw new Error(`${at} is before ${this.#now}`);
    this.#now = at;
  }
  /** A little later, so that two acts of one day do not share an instant. */
  tick(minutes = 1): void {
    this.#now = instantOf(millisOf(this.#now) + minutes * 60_000);
  }
}

/** An answer with its body as the caller expects it; text where it is not JSON. */
export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

export interface Caller {
  get<T>(path: string): Promise<Answer<T>>;
  /** JSON, or multipart when a form is given. `key`: Idempotency-Key; for staff, default: a new one. */
  post<T>(path: string, body?: unknown, key?: string): Promise<Answer<T>>;
}

/** An effect as its row stands. */
export interface EffectRow {
  key: string;
  kind: string;
  addressee: string;
  status: string;
  attempts: number;
}

export interface Product {
  url: string;
  ledger: ServedLedger & DrivenLedger;
  clock: TimePort;
  /** What an operator with the owner's rights sees of the database. */
  database: pg.Pool;
  /** Nobody: the public and the holders of receipts. */
  anyone: Caller;
  /** A member of staff over HTTP; signs in when needed, and again when the session is over. */
  as(login: string): Caller;
  /** Signs in and gives the cookie; null where name or password is wrong. */
  signIn(login: string, password?: string): Promise<string | null>;
  /** Every mail the sink took, in order. */
  mails: SunkMail[];
  /** Every parcel handed to other bodies. */
  parcels(): (Omit<Parcel, 'key'> & { reference: string })[];
  effects(caseId: string): Promise<EffectRow[]>;
  /** Waits until the relay has delivered everything and every effect is done or handed to a person. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

const PASSWORD = 'a demo password';
/** How long drivers may take until all is done; generous, because it ends as soon as it is so. */
const PATIENCE = { timeout: 60_000, interval: 50 };

async function answerOf<T>(response: Response): Promise<Answer<T>> {
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json') && text !== '';
  return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
}

/**
 * The whole product in this process, composed as the commands compose it, on a database of its own: API, worker and relay, with
 * the real PostgreSQL, the real Temporal server and a real mail sink. Legal time is the clock's that is given.
 * @param options.clock default: the system's
 * @param options.seed the demonstration's cases too; else only its staff
 * @param options.standing a database that is set up already, with its key file, instead of a new one; in Temporal its drivers, if any
 */
export async function product(
  options: {
    clock?: TimePort;
    seed?: boolean;
    standing?: { database: FreshDatabase; keysPath: string; namespace?: string; taskQueue?: string };
  } = {},
): Promise<Product> {
  const address = process.env.TEST_TEMPORAL_ADDRESS;
  if (!address)
    throw new Error('TEST_TEMPORAL_ADDRESS is not set: give this test folder `temporal` in vitest.config.ts.');
  const folder = mkdtempSync(join(tmpdir(), 'mingcha-product-'));
  const database = options.standing?.database ?? (await freshDatabase());
  const mails: SunkMail[] = [];
  const mailbox = folderMailbox(join(folder, 'mail'));
  const keysPath = options.standing?.keysPath ?? join(folder, 'keys.json');
  if (!options.standing) writeKeyFile(keysPath);
  const sink = await startSink({
    port: 0,
    onMail: async (mail) => {
      await mailbox.add(mail, '');
      mails.push(mail);
    },
  });
  mkdirSync(join(folder, 'exchange'));
  // Cases that stand in several databases have the same drivers' ids: each keeps to a namespace of its own.
  const namespace = options.standing ? (options.standing.namespace ?? `standing-${randomUUID()}`) : undefined;
  if (namespace !== undefined) await ensureNamespace(address, namespace);
  const environment = {
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    TASK_QUEUE: options.standing?.taskQueue ?? `test-${randomUUID()}`,
    SMTP_URL: sink.url,
    MINGCHA_DATA: folder,
    MINGCHA_KEYS: keysPath,
    MINGCHA_DEMO: '1',
    MINGCHA_DRIVERS_WITHIN: '0',
    MINGCHA_CACHE: process.env.MINGCHA_CACHE,
  };
  const quiet = () => undefined;
  const api = composeApi(loadSettings(environment, 'api'), options.clock);
  const { clock } = api.deps;
  const server = createServer({ ...api.deps, log: { info: quiet, warn: quiet, error: quiet } });
  const url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;
  if (options.standing) {
    // Its staff and cases are there.
  } else if (options.seed) {
    const { seed, close } = composeSeed(loadSettings(environment, 'verify'), PASSWORD, { time: clock });
    await seed();
    await close();
  } else {
    const pool = openPool(database.url, { max: 1 });
    const hash = await passwordHash(PASSWORD);
    await setUp(
      { pool, keys: fileKeys(keysPath) },
      {
        directory: DEMO_DIRECTORY,
        authorities: [DEMO_AUTHORITY],
        calendars: PUBLISHED,
        passwords: () => hash,
        now: clock.now(),
      },
    );
    await pool.end();
  }
  // After the seed, as `npm start` does it: cases that are still being played in the past are driven by nobody.
  const work = composeWorker(loadSettings(environment, 'worker'), clock);
  const worker = await runWorker({ ...work.deps, log: quiet });
  await worker.ready;
  const owner = new pg.Pool({ connectionString: database.url, max: 2 });
  owner.on('error', quiet);

  const post = (path: string, body: unknown, headers: Record<string, string>) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: body instanceof FormData ? headers : { ...headers, 'Content-Type': 'application/json' },
      body: body instanceof FormData ? body : JSON.stringify(body ?? {}),
    });

  async function signIn(login: string, password = PASSWORD): Promise<string | null> {
    const response = await post('/api/session', { login, password }, {});
    return response.ok ? (response.headers.get('set-cookie')?.split(';')[0] ?? null) : null;
  }

  const cookies = new Map<string, string>();
  async function signedIn<T>(login: string, ask: (cookie: string) => Promise<Response>): Promise<Answer<T>> {
    const known = cookies.get(login);
    const response = known ? await ask(known) : null;
    if (response && response.status !== 401) return answerOf(response);
    const cookie = await signIn(login);
    if (cookie === null) throw new Error(`${login} cannot sign in`);
    cookies.set(login, cookie);
    return answerOf(await ask(cookie));
  }

  return {
    url,
    ledger: { ...api.deps.ledger, ...work.deps.ledger },
    clock,
    database: owner,
    signIn,
    mails,
    anyone: {
      get: async (path) => answerOf(await fetch(`${url}${path}`)),
      post: async (path, body, key) =>
        answerOf(await post(path, body, key === undefined ? {} : { 'Idempotency-Key': key })),
    },
    as: (login) => ({
      get: (path) => signedIn(login, (Cookie) => fetch(`${url}${path}`, { headers: { Cookie } })),
      post: (path, body, key = randomUUID()) =>
        signedIn(login, (Cookie) => post(path, body, { Cookie, 'Idempotency-Key': key })),
    }),
    parcels() {
      const there = join(folder, 'exchange');
      return readdirSync(there, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.json'))
        .map(
          (name) => JSON.parse(readFileSync(join(there, name), 'utf8')) as Omit<Parcel, 'key'> & { reference: string },
        );
    },
    effects: async (caseId) =>
      (
        await owner.query<EffectRow>(
          'SELECT key, kind, addressee, status, attempts FROM effects WHERE case_id = $1 ORDER BY event, key',
          [caseId],
        )
      ).rows,
    settled: () =>
      vi.waitFor(async () => {
        // The relay counts its pauses after a failure by a clock that may be standing.
        await owner.query('UPDATE outbox SET not_before = $1 WHERE not_before > $1', [clock.now()]);
        const { rows } = await owner.query<{ waiting: number }>(
          "SELECT (SELECT count(*) FROM outbox)::int + (SELECT count(*) FROM effects WHERE status = 'todo')::int AS waiting",
        );
        expect(rows[0]!.waiting).toBe(0);
      }, PATIENCE),
    async stop() {
      await worker.shutdown();
      await Promise.all([server.close(), work.close()]);
      await Promise.all([api.close(), owner.end(), sink.stop()]);
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The Message-ID of the mail of one effect: what was sent can be counted effect by effect. */
export const mailOf = messageIdOf;
