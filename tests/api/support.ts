import { randomBytes } from 'node:crypto';
import { connect, createServer as createTcpServer, type Socket } from 'node:net';
import { Writable } from 'node:stream';
import pg from 'pg';
import { pino } from 'pino';
import { expect } from 'vitest';
import { publicAddresses } from '../../api/addresses.ts';
import type { Deps } from '../../api/deps.ts';
import { DOOR, type Door } from '../../api/gate.ts';
import type { ProblemDocument } from '../../api/problem.ts';
import { createServer } from '../../api/server.ts';
import { httpSessions } from '../../api/sessions.ts';
import { createUploads, type Uploads } from '../../api/uploads.ts';
import { takesNow } from '../../bin/lib/takes.ts';
import type { FactSheet } from '../../domain/case/types.ts';
import type { OfferedAct } from '../../domain/kernel/index.ts';
import { PUBLISHED } from '../../domain/law/calendars/index.ts';
import type { Directory } from '../../domain/people/types.ts';
import { documentsOf } from '../../domain/proceedings/paper/documents.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import type { KeyName, KeyService } from '../../ledger/ground/keys.ts';
import {
  createLedger,
  createSessions,
  keysOf,
  newKeys,
  openPool,
  passwordHash,
  SESSION,
  type SessionOptions,
  setUp,
} from '../../ledger/index.ts';
import { DEMO_AUTHORITY, DEMO_DIRECTORY } from '../../prisma/seed.ts';
import { seedCases } from '../../prisma/seed-cases.ts';
import { site } from '../../web/citizen/mount.ts';
import { HandClock } from '../ledger/house.ts';
import { freshDatabase } from '../support/database.ts';
import { CHEATING_FINE, REGISTRATION } from '../support/forms.ts';

export const PASSWORD = 'only for these tests';
const hashed = passwordHash(PASSWORD);

/** Monday 3 March 2025, an ordinary working week inside the known calendars. */
export const MONDAY = '2025-03-03T09:00:00+08:00';

export const TIP = { accused: { name: '示例职业培训学校' }, clue: '学员从未到课，仍申领培训补贴。' };

export { REGISTRATION };

/** The smallest PNG: one pixel. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
export const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

export const newKey = () => randomBytes(16).toString('hex');

export interface Asked {
  json?: unknown;
  /** Sent as it is. */
  raw?: string | Buffer;
  form?: FormData;
  headers?: Record<string, string>;
  /** Sign-in name. */
  as?: string;
  /** Idempotency-Key. */
  key?: string;
}

/** What came back; `body` is the parsed JSON, or the text where it is none. */
export class Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  constructor(status: number, headers: Headers, text: string) {
    this.status = status;
    this.headers = headers;
    this.text = text;
  }
  get body(): T {
    return JSON.parse(this.text) as T;
  }
  /** The problem document of a refusal, whole and in both languages. */
  problem(status: number, code: string): ProblemDocument {
    expect([this.status, this.text.slice(0, 400)]).toEqual([status, expect.stringContaining(`"code":"${code}"`)]);
    expect(this.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    const p = JSON.parse(this.text) as ProblemDocument;
    expect(p).toMatchObject({ type: `urn:mingcha:problem:${code}`, status, code });
    expect(p.title.length * p.detail.length).toBeGreaterThan(0);
    expect(p.detailZh).toMatch(/\p{Script=Han}/u);
    expect(p.requestId).toBe(this.headers.get('x-request-id'));
    return p;
  }
  /** The problem, and that it names these fields. */
  wrong(fields: string[], status = 422, code = 'input-invalid'): ProblemDocument {
    const p = this.problem(status, code);
    expect((p.errors ?? []).map((e) => e.field).sort()).toEqual([...fields].sort());
    for (const e of p.errors ?? []) expect(e.message.length * e.messageZh.length).toBeGreaterThan(0);
    return p;
  }
}

export type ActDone = {
  events: { name: string; number: number }[];
  case: { version: number };
  repeated: boolean;
};

/** A keyhole: counts what a key is used for, and lets every use through. */
function watched(keys: KeyService): { keys: KeyService; uses: string[] } {
  const uses: string[] = [];
  const note = (what: string, name: KeyName) => uses.push(`${what} ${name}`);
  return {
    uses,
    keys: {
      wrap: (name, plaintext, context) => {
        note('wrap', name);
        return keys.wrap(name, plaintext, context);
      },
      unwrap: (name, blob, context) => {
        note('unwrap', name);
        return keys.unwrap(name, blob, context);
      },
      mac: (name, data) => {
        note('mac', name);
        return keys.mac(name, data);
      },
      key: (name) => keys.key(name),
    },
  };
}

/** A way to PostgreSQL on loopback that can be cut, mended, and made to lose one answer. */
export async function cuttableWay(databaseUrl: string) {
  const real = new URL(databaseUrl);
  const open = new Set<Socket>();
  let losing: string | null = null;
  let lost = 0;
  const server = createTcpServer((near) => {
    const far = connect(Number(real.port), real.hostname);
    let doomed = false;
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (chunk: Buffer) => {
      if (losing !== null && chunk.includes(losing)) {
        losing = null;
        doomed = true;
      }
      far.write(chunk);
    });
    far.on('data', (chunk: Buffer) => {
      if (doomed) {
        // PostgreSQL has done it; whoever asked never hears of it.
        lost += 1;
        near.destroy();
        far.destroy();
      } else near.write(chunk);
    });
  });
  let port = 0;
  const listen = () =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        const address = server.address();
        if (typeof address === 'object' && address) port = address.port;
        resolve();
      });
    });
  await listen();
  const through = new URL(databaseUrl);
  through.hostname = '127.0.0.1';
  through.port = String(port);
  const cut = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
    });
  return {
    url: through.href,
    /** From now on PostgreSQL cannot be reached. */
    cut,
    mend: listen,
    /** The answer to the next statement with this text is lost on its way back. */
    loseAnswerTo(statement: string) {
      losing = statement;
    },
    lost: () => lost,
    close: cut,
  };
}

const WITH = { withOfficer: 'officer2' };
const AMOUNTS = [{ kind: 'drawn', yuan: 40_000, knownOn: '2025-03-13' }];

/**
 * A paper file as `POST /api/cases` takes it: from the tip of 3 March 2025 to a penalty of 10 April, disclosed on 11 April. The party
 * and the text of the disclosure are the test's.
 */
export function penaltyOnPaper(
  party: string,
  text = `${party}：以虚构学员骗取补贴，罚款十二万元。`,
  number = '罚〔2025〕1号',
) {
  const act = (proceeding: string, name: string, by: string, occurredAt: string, form: object = {}) => ({
    proceeding,
    act: name,
    by,
    occurredAt,
    // What the authority did itself is a paper act, also in a paper file.
    form: {
      ...form,
      paper: { number: '补〔2025〕1号', pages: 2, scan: 'scan-1', second: by === 'clerk' ? 'unithead' : 'clerk' },
    } as Record<string, unknown>,
  });
  const pair = (proceeding: string, name: string, [first, second]: [string, string], at: string, form: object = {}) => [
    act(proceeding, `${name}:propose`, first, `${at}T10:00:00+08:00`, form),
    act(proceeding, name, second, `${at}T11:00:00+08:00`),
  ];
  return {
    tip: {
      accused: { name: '示例职业培训学校', kind: 'training-body' },
      clue: '学员从未到课，仍申领培训补贴。',
      fund: 'unemployment',
      concernsStaff: 'no',
    },
    channel: 'letter',
    receivedAt: MONDAY,
    acts: [
      act('intake-1', 'register', 'clerk', '2025-03-03T15:00:00+08:00', REGISTRATION),
      ...pair('intake-1', 'accept', ['clerk', 'unithead'], '2025-03-05'),
      act('investigation-1', 'assign', 'unithead', '2025-03-06T10:00:00+08:00', {
        officers: ['officer1', 'officer2'],
        conflictChecked: true,
      }),
      ...pair('investigation-1', 'file-case', ['officer1', 'depthead'], '2025-03-12', {
        standardMet: true,
        actEndedOn: '2025-01-31',
        ...WITH,
      }),
      ...pair('investigation-1', 'findings-ready', ['officer1', 'unithead'], '2025-03-14', {
        covered: true,
        proposesPenalty: true,
        ground: 'cheating-fund',
        violations: ['drawn-after-death'],
        roles: ['organiser'],
        intent: 'intent',
        causedBy: 'accused',
        amounts: AMOUNTS,
        actEndedOn: '2025-01-31',
        evidence: ['documents', 'records'],
        report: '调查报告',
        ...WITH,
      }),
      act('penalty-1', 'serve-notice', 'officer1', '2025-03-17T10:00:00+08:00', {
        ...CHEATING_FINE,
        noticeNumber: '告〔2025〕1号',
        amounts: AMOUNTS,
        actEndedOn: '2025-01-31',
      }),
      ...pair('penalty-1', 'decide', ['officer1', 'depthead'], '2025-04-10', {
        decisionNumber: number,
        kinds: ['fine'],
        fine: 120_000,
        confiscation: 0,
        announcedTo: 'present',
        mustPublish: true,
        publishGround: 'social-influence',
        ...WITH,
      }),
      act('penalty-1', 'serve', 'officer1', '2025-04-10T14:00:00+08:00', {
        service: 'direct',
        receipt: '回证1',
        remediesTold: true,
        repairNotice: true,
        ...WITH,
      }),
      act('disclosure-1', 'hand-in', 'disclosure', '2025-04-11T09:00:00+08:00', {
        decisionNumber: number,
        partyName: party,
        text,
        tipsterGone: true,
        thirdPartiesGone: true,
        secretsGone: true,
        remedyNamed: true,
        dishonesty: false,
      }),
      act('disclosure-1', 'pass', 'checker', '2025-04-11T10:00:00+08:00', { checked: true }),
      act('disclosure-1', 'publish', 'disclosure', '2025-04-11T11:00:00+08:00'),
    ],
  };
}

/** The product's HTTP side on a database of its own, with the demonstration's authority and a clock that tests move. */
export async function product(
  options: {
    now?: string;
    directory?: Directory;
    connections?: number;
    consoleFolder?: string;
    /** Puts a cuttable way between the product and PostgreSQL. */
    cuttable?: boolean;
    /** Enters the demonstration's cases. */
    seeded?: boolean;
    /** What runs; default: everything. */
    vitals?: Deps['vitals'];
    takes?: Deps['takes'];
    /** Default: figures of operations are not had over the public address. */
    operationsToken?: string;
    /** Public addresses; default: this machine alone. */
    addresses?: string[];
    /** How long sessions live and how sign-ins are paced; default: ten hours, used or not, since tests move the clock at will. */
    sessions?: Pick<SessionOptions, 'life' | 'pace' | 'pause'>;
    uploads?: Uploads;
    /** Default: nobody waits, however much a test asks in a minute. */
    door?: Door;
  } = {},
) {
  const database = await freshDatabase();
  const way = options.cuttable ? await cuttableWay(database.url) : null;
  const clock = new HandClock(options.now ?? MONDAY);
  const { keys, uses } = watched(keysOf(newKeys()));
  const pool = openPool(way?.url ?? database.url, { max: options.connections ?? 8, name: 'mingcha-api' });
  const statements: string[] = [];
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...a: unknown[]) => unknown;
    Object.assign(client, {
      query(first: string | { text: string }, ...rest: unknown[]) {
        statements.push(typeof first === 'string' ? first : first.text);
        return query(first, ...rest);
      },
    });
  });
  const owner = new pg.Pool({ connectionString: database.url, max: 2 });
  owner.on('error', () => {});
  const hash = await hashed;
  await setUp(
    { pool, keys },
    {
      directory: options.directory ?? DEMO_DIRECTORY,
      authorities: [DEMO_AUTHORITY],
      calendars: PUBLISHED,
      passwords: () => hash,
      now: clock.now(),
    },
  );
  const log: string[] = [];
  const ledger = createLedger({ pool, keys, clock });
  const addresses = publicAddresses(options.addresses ?? []);
  const deps: Deps = {
    ledger,
    clock,
    sessions: httpSessions(
      createSessions({ pool, keys, clock, life: { ...SESSION, idleMs: SESSION.totalMs }, ...options.sessions }),
      clock,
      addresses,
    ),
    addresses,
    uploads: options.uploads ?? createUploads(),
    securityContacts: ['mailto:nobody@mingcha.invalid'],
    formMac: (data) => keys.mac('session', `citizen form\n${data}`),
    vitals:
      options.vitals ??
      (async () => ({ database: true, temporal: true, worker: true, backlog: 0, late: 0, overdue: 0 })),
    takes: options.takes ?? (() => takesNow(pool, ledger)),
    operations: { token: options.operationsToken ?? null },
    log: pino(
      { base: null },
      new Writable({
        write(chunk: Buffer, _encoding, done) {
          log.push(chunk.toString());
          done();
        },
      }),
    ),
    demo: { mails: async () => [] },
    site,
    consoleFolder: options.consoleFolder ?? null,
    calendars: CALENDARS,
  };
  if (options.seeded) await seedCases({ pool, keys, ledger, clock, log: () => undefined });
  const everybody = { ...DOOR, waiting: { ...DOOR.waiting, perMinute: 1_000_000 } };
  const server = createServer(deps, options.door ?? everybody);
  const port = await server.listen(0, '127.0.0.1');
  const address = `http://127.0.0.1:${port}`;
  const cookies = new Map<string, string>();

  async function raw(method: string, path: string, asked: Asked = {}): Promise<Response> {
    const { json, raw: sent, form, headers = {}, as, key } = asked;
    const body = json !== undefined ? JSON.stringify(json) : (sent ?? form);
    return fetch(`${address}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(json !== undefined ? { 'Content-Type': 'application/json' } : {}),
        ...(as !== undefined ? { Cookie: await cookieOf(as) } : {}),
        ...(key !== undefined ? { 'Idempotency-Key': key } : {}),
        // What a browser says of a form that is sent from our own page.
        ...(method === 'POST' && !path.startsWith('/api/') ? { 'Sec-Fetch-Site': 'same-origin' } : {}),
        ...headers,
      },
      ...(body !== undefined ? { body: body as BodyInit } : {}),
    });
  }
  async function ask<T = Record<string, unknown>>(method: string, path: string, asked: Asked = {}): Promise<Answer<T>> {
    const answer = await raw(method, path, asked);
    return new Answer<T>(answer.status, answer.headers, await answer.text());
  }
  /** The cookie of a session of this person, opened once. */
  async function cookieOf(login: string): Promise<string> {
    const known = cookies.get(login);
    if (known) return known;
    const answer = await ask('POST', '/api/session', { json: { login, password: PASSWORD } });
    expect(answer.status).toBe(200);
    const cookie = answer.headers.get('set-cookie')!.split(';')[0]!;
    cookies.set(login, cookie);
    return cookie;
  }

  /** The key that a page of a form is made with. */
  const pageKey = async (path = '/tell') => /name="key" value="([^"]+)"/.exec((await ask('GET', path)).text)![1]!;
  const tell = async (tip: unknown = TIP, key?: string) => {
    const answer = await ask<{ receipt: string; receivedAt: string; named: boolean }>('POST', '/api/tips', {
      json: tip,
      ...(key ? { key } : {}),
    });
    expect(answer.status).toBe(201);
    // The id of the case is none of the holder's business; tests look it up behind the counter.
    return { ...answer.body, id: (await ledger.openReceipt(answer.body.receipt))!.caseId };
  };
  /** Does an act over HTTP; the answer is for the test to judge. */
  const act = (
    caseId: string,
    as: string,
    proceeding: string,
    name: string,
    form: Record<string, unknown> = {},
    more: { occurredAt?: string; key?: string; answers?: string } = {},
  ) => {
    const { key = newKey(), ...said } = more;
    return ask<ActDone>('POST', `/api/cases/${caseId}/acts`, {
      as,
      key,
      json: { proceeding, act: name, form, ...said },
    });
  };
  /** An act that has to succeed; of what was put forward anew, who decides says what they have read. */
  const done = async (...[id, as, on, name, form, more]: Parameters<typeof act>) => {
    let answer = await act(id, as, on, name, form, more);
    if (answer.status === 409 && answer.text.includes('changed-since-read')) {
      const offered = await ask<{ allowed: OfferedAct[] }>('GET', `/api/cases/${id}/acts`, { as });
      const put = offered.body.allowed.find((a) => a.proceeding === on && a.act === name)?.proposal?.put;
      answer = await act(id, as, on, name, form, { ...more, ...(put ? { answers: put } : {}) });
    }
    expect([answer.status, answer.text.slice(0, 600)]).toEqual([200, expect.any(String)]);
    return answer.body;
  };
  /** Proposed by one, decided by the other. */
  const pair = async (
    caseId: string,
    [first, second]: [string, string],
    proceeding: string,
    name: string,
    form: Record<string, unknown> = {},
  ) => {
    await done(caseId, first, proceeding, `${name}:propose`, form);
    return done(caseId, second, proceeding, name);
  };

  /** Does what a driver does with the effects on the register that a case owes. */
  const toTheRegister = async (id: string) => {
    const { rows } = await owner.query<{ key: string }>(
      "SELECT key FROM effects WHERE case_id = $1 AND status = 'todo' AND kind LIKE '%publi%' ORDER BY event",
      [id],
    );
    for (const { key: effect } of rows) {
      await ledger.applyToRegister(effect);
      await ledger.effectDone(effect);
    }
  };

  return {
    address,
    deps,
    database,
    way,
    clock,
    keys,
    pool,
    owner,
    ledger,
    log,
    /** Uses of keys and statements so far, to compare the work of two requests. */
    uses,
    statements,
    raw,
    ask,
    get: <T = Record<string, unknown>>(path: string, as?: string) => ask<T>('GET', path, as ? { as } : {}),
    post: <T = Record<string, unknown>>(path: string, json: unknown, more: Asked = {}) =>
      ask<T>('POST', path, { json, ...more }),
    cookieOf,
    pageKey,
    /** Forgets every cookie: sessions end with the clock. */
    signedOut: () => cookies.clear(),
    tell,
    act,
    done,
    pair,
    /** A tip told and registered; its case. */
    async registered(tip: unknown = TIP) {
      const { receipt, id } = await tell(tip);
      await done(id, 'clerk', 'intake-1', 'register', REGISTRATION);
      return { id, receipt };
    },
    /** Accepted and given to two officers. */
    async assigned(tip: unknown = TIP) {
      const { receipt, id } = await tell(tip);
      await done(id, 'clerk', 'intake-1', 'register', REGISTRATION);
      await pair(id, ['clerk', 'unithead'], 'intake-1', 'accept');
      await done(id, 'unithead', 'investigation-1', 'assign', {
        officers: ['officer1', 'officer2'],
        conflictChecked: true,
      });
      return { id, receipt };
    },
    /** Enters a paper file over HTTP; a second person confirms it, the pair publishes it now. The case's id. */
    async onPaper(file: ReturnType<typeof penaltyOnPaper>): Promise<string> {
      const answer = await ask<{ id: string }>('POST', '/api/cases', { as: 'clerk', key: newKey(), json: file });
      expect([answer.status, answer.text.slice(0, 600)]).toEqual([201, expect.any(String)]);
      const { id } = answer.body;
      const { details } = (
        await ask<{ details: { kind: string; facts: FactSheet }[] }>('GET', `/api/cases/${id}`, { as: 'unithead' })
      ).body;
      const documents = documentsOf(details.find((d) => d.kind === 'paper')!.facts).map(({ number }) => ({
        number,
        pages: 2,
      }));
      await done(id, 'unithead', 'paper-1', 'confirm', { documents, seen: true });
      await pair(id, ['disclosure', 'checker'], 'disclosure-1', 'put-up', { textChecked: true });
      await toTheRegister(id);
      return id;
    },
    toTheRegister,
    /** Rows of every table, by name; of files only those that an act took in. */
    async rows(): Promise<Record<string, number>> {
      const { rows: tables } = await owner.query<{ name: string }>(
        "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'uploads' ORDER BY 1",
      );
      const counts: Record<string, number> = {};
      for (const { name } of tables) {
        const waiting = name === 'evidence_chunks' ? ' WHERE evidence NOT IN (SELECT id FROM uploads)' : '';
        const { rows } = await owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM "${name}"${waiting}`);
        counts[name] = rows[0]!.n;
      }
      return counts;
    },
    async close() {
      await server.close();
      await pool.end();
      await way?.close();
      await owner.end();
      await database.drop();
    },
  };
}
export type Product = Awaited<ReturnType<typeof product>>;
