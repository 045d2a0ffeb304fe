import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import pg from 'pg';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createCodec, dataConverter } from '../../activities/codec.ts';
import { eachLine, readyMessage, spawnEntry } from '../../bin/lib/processes.ts';
import { ensureNamespace } from '../../bin/lib/temporal.ts';
import { PUBLISHED } from '../../domain/law/calendars/index.ts';
import { instantOf } from '../../domain/time/day.ts';
import { fileKeys, openPool, passwordHash, setUp } from '../../ledger/index.ts';
import { DEMO_AUTHORITY, DEMO_DIRECTORY } from '../../prisma/seed.ts';
import { PDF, PNG, REGISTRATION } from '../api/support.ts';
import { freshDatabase } from '../support/database.ts';
import { dump, filesBelow, payloadsIn, seenBy, traces } from './traces.ts';

/*
 * The product as it runs, API and worker in processes of their own with real servers, told a tip whose every word is planted; then
 * everything it wrote anywhere is searched for those words.
 */

const PASSWORD = 'only for these tests';
/** What somebody told: every planted word begins with it. */
const TOLD = `q${randomBytes(6).toString('hex')}`;
/** Who told it: must not even be shown to those who read the tip. */
const WHO = `w${randomBytes(6).toString('hex')}`;
/** Where it was told from. */
const FROM = `n${randomBytes(6).toString('hex')}`;
/** An address on loopback that nothing else uses. */
const PEER = process.platform === 'linux' ? '127.0.0.77' : undefined;
const FORWARDED = '203.0.113.77';
const TRACELESS = [FROM, FORWARDED, ...(PEER ? [PEER] : [])];

const folder = mkdtempSync(join(tmpdir(), 'mingcha-leaks-'));
const namespace = `leaks-${randomBytes(4).toString('hex')}`;
const said: string[] = [];
const mails: { to: string[]; raw: string }[] = [];
const answers: { method: string; path: string; status: number; headers: IncomingHttpHeaders; text: string }[] = [];
const children: ChildProcess[] = [];
let database: Awaited<ReturnType<typeof freshDatabase>>;
let owner: pg.Pool;
let sink: SMTPServer;
let port = 0;
let receipts: string[] = [];
/** Who has the key of a tip and its words can have the receipt within the hour. */
let keysOfTips: string[] = [];
let caseIds: string[] = [];

interface Sent {
  json?: unknown;
  form?: FormData;
  fields?: Record<string, string>;
  raw?: string;
  cookie?: string;
  key?: string;
}

/** Asks as a browser of a citizen would through a proxy, with every header that could betray them planted. */
async function ask(method: string, path: string, sent: Sent = {}) {
  const { json, form, fields, raw, cookie, key } = sent;
  const encoded = form ? new Request('http://x/', { method: 'POST', body: form }) : undefined;
  const body = encoded
    ? Buffer.from(await encoded.arrayBuffer())
    : json !== undefined
      ? JSON.stringify(json)
      : fields
        ? new URLSearchParams(fields).toString()
        : raw;
  const type =
    encoded?.headers.get('content-type') ??
    (fields ? 'application/x-www-form-urlencoded' : body !== undefined ? 'application/json' : undefined);
  return new Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        localAddress: PEER,
        headers: {
          'User-Agent': `${FROM}-agent/1.0`,
          Referer: `https://${FROM}-referrer.example/page?${FROM}`,
          'X-Forwarded-For': `${FORWARDED}, ${FROM}-proxy`,
          'X-Real-IP': FORWARDED,
          Forwarded: `for=${FORWARDED};by=${FROM}`,
          'Accept-Language': `zh-CN;q=0.9, ${FROM}`,
          'Sec-Fetch-Site': 'same-origin',
          Via: `1.1 ${FROM}-via`,
          'X-Client-Data': `${FROM}-client`,
          ...(cookie ? { Cookie: cookie } : { Cookie: `other=${FROM}-cookie` }),
          ...(key ? { 'Idempotency-Key': key } : {}),
          ...(type ? { 'Content-Type': type } : {}),
          ...(body !== undefined ? { 'Content-Length': Buffer.byteLength(body) } : {}),
        },
      },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          const one = {
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            text: Buffer.concat(parts).toString(),
          };
          answers.push({ method, path, ...one });
          resolve(one);
        });
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

const cookies = new Map<string, string>();
async function as(login: string): Promise<string> {
  const known = cookies.get(login);
  if (known) return known;
  const answer = await ask('POST', '/api/session', { json: { login, password: PASSWORD } });
  const cookie = String(answer.headers['set-cookie']).split(';')[0]!;
  cookies.set(login, cookie);
  return cookie;
}

const key = () => randomBytes(16).toString('hex');
async function act(id: string, login: string, proceeding: string, name: string, form: object = {}): Promise<void> {
  const answer = await ask('POST', `/api/cases/${id}/acts`, {
    cookie: await as(login),
    key: key(),
    json: { proceeding, act: name, form },
  });
  expect([name, answer.status, answer.text.slice(0, 400)]).toEqual([name, 200, expect.any(String)]);
}

/** A PDF and a picture with words in them. */
const pdf = (word: string) => Buffer.concat([PDF, Buffer.from(`\n% ${word}\n`)]);
const png = (word: string) => Buffer.concat([PNG, Buffer.from(word)]);

async function start(entry: string, env: Record<string, string>): Promise<void> {
  const child = spawnEntry(entry, env);
  children.push(child);
  eachLine(child, (line) => {
    said.push(line);
    const at = /http:\/\/127\.0\.0\.1:(\d+)\//.exec(line);
    if (at) port = Number(at[1]);
  });
  await readyMessage(child);
}

beforeAll(async () => {
  database = await freshDatabase();
  owner = new pg.Pool({ connectionString: database.url, max: 2 });
  const keysPath = join(folder, 'keys.json');
  const keys = fileKeys(keysPath, { create: true });
  const pool = openPool(database.url, { max: 1 });
  const hash = await passwordHash(PASSWORD);
  await setUp(
    { pool, keys },
    {
      directory: DEMO_DIRECTORY,
      authorities: [DEMO_AUTHORITY],
      calendars: PUBLISHED,
      passwords: () => hash,
      now: instantOf(Date.now()),
    },
  );
  await pool.end();
  const temporalAddress = process.env.TEST_TEMPORAL_ADDRESS!;
  await ensureNamespace(temporalAddress, namespace);
  sink = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        mails.push({ to: session.envelope.rcptTo.map((r) => r.address), raw: Buffer.concat(parts).toString() });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
  const mailPort = (sink.server.address() as { port: number }).port;
  const env = {
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_NAMESPACE: namespace,
    SMTP_URL: `smtp://127.0.0.1:${mailPort}`,
    MINGCHA_KEYS: keysPath,
    MINGCHA_DATA: folder,
    MINGCHA_PORT: '0',
    MINGCHA_DEMO: '1',
  };
  await Promise.all([start('bin/api.ts', env), start('bin/worker.ts', env)]);
  await live();
}, 120_000);

afterAll(async () => {
  for (const child of children) {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode === null && child.kill('SIGTERM')) await gone;
  }
  await new Promise<void>((resolve) => sink.close(() => resolve()));
  await owner.end();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** A tip by the API and one by the page, every field planted; mistakes on the way; the staff at work; the effects done. */
async function live(): Promise<void> {
  const form = new FormData();
  form.append(
    'tip',
    JSON.stringify({
      accused: {
        name: `${TOLD}-accused`,
        kind: 'employer',
        address: `${TOLD}-accused-address`,
        code: `${TOLD}-code`,
        representative: `${TOLD}-representative`,
      },
      clue: `${TOLD}-clue`,
      fund: 'pension',
      when: `${TOLD}-when`,
      where: `${TOLD}-where`,
      concernsStaff: 'no',
      tipster: {
        name: `${WHO}-name`,
        idNumber: `${WHO}-id`,
        phone: `${WHO}-phone`,
        email: `${WHO}-mail@example.invalid`,
        address: `${WHO}-address`,
        wantsNotice: true,
      },
    }),
  );
  form.append('evidence', new Blob([new Uint8Array(pdf(`${TOLD}-file`))]), `${TOLD}-file.pdf`);
  const ofTheProgramme = key();
  const told = await ask('POST', '/api/tips', { form, key: ofTheProgramme });
  expect([told.status, told.text.slice(0, 200)]).toEqual([201, expect.any(String)]);
  const first = (JSON.parse(told.text) as { receipt: string }).receipt;

  const ofThePage = /name="key" value="([^"]+)"/.exec((await ask('GET', '/tell')).text)![1]!;
  keysOfTips = [ofTheProgramme, ofThePage];
  const page = new FormData();
  for (const [name, value] of Object.entries({
    key: ofThePage,
    'accused-name': `${TOLD}-page-accused`,
    'accused-address': `${TOLD}-page-address`,
    clue: `${TOLD}-page-clue`,
    when: `${TOLD}-page-when`,
    where: `${TOLD}-page-where`,
    phone: `${WHO}-page-phone`,
  })) {
    page.append(name, value);
  }
  page.append('evidence', new Blob([new Uint8Array(png(`${TOLD}-picture`))]), `${TOLD}-picture.png`);
  const onPage = await ask('POST', '/tell', { form: page });
  expect(onPage.status).toBe(201);
  const second = /class="receipt"[^>]*>([^<]+)</.exec(onPage.text)![1]!;
  receipts = [first, second];
  await ask('POST', '/tell/kept', { fields: { key: ofThePage, back: 'ZZZZ' } });
  await ask('POST', '/tell/kept', { fields: { key: ofThePage, back: second.slice(-4) } });

  // Mistakes, each with planted words: nothing of them may stay either.
  await ask('POST', '/api/tips', { json: { accused: { name: `${TOLD}-mistake` }, clue: `${TOLD}-x`, what: TOLD } });
  await ask('POST', '/api/tips', { raw: `{"accused": ${TOLD}-malformed` });
  await ask('POST', '/api/receipts', { json: { receipt: `${TOLD}-guess` } });
  await ask('POST', '/api/receipts', { json: { receipt: `${first}${TOLD}` } });
  await ask('POST', '/tell', { fields: { clue: `${TOLD}-wrong-form` } });
  await ask('GET', `/register?search=${TOLD}-search`);
  await ask('GET', `/api/register?search=${TOLD}-search`);
  await ask('GET', `/${TOLD}-no-such-page`);
  await ask('POST', '/api/session', { json: { login: `${TOLD}-login`, password: `${TOLD}-password` } });

  await ask('POST', '/api/receipts/messages', {
    json: { receipt: first, text: `${TOLD}-message` },
    key: `${TOLD}-key-of-the-message`,
  });
  const more = new FormData();
  more.append('receipt', first);
  more.append('evidence', new Blob([new Uint8Array(pdf(`${TOLD}-later`))]), `${TOLD}-later.pdf`);
  expect((await ask('POST', '/api/receipts/evidence', { form: more })).status).toBe(200);
  await ask('POST', '/progress', { fields: { receipt: first } });
  await ask('POST', '/progress/message', { fields: { receipt: second, text: `${TOLD}-page-message` } });

  const found = await ask('GET', '/api/cases?limit=10', { cookie: await as('clerk') });
  caseIds = (JSON.parse(found.text) as { items: { id: string; named: boolean }[] }).items
    .sort((a, b) => Number(b.named) - Number(a.named))
    .map((c) => c.id);
  expect(caseIds).toHaveLength(2);
  const [id] = caseIds as [string, string];
  await act(id, 'clerk', 'intake-1', 'register', REGISTRATION);
  await act(id, 'clerk', 'intake-1', 'ask-supplement', {
    missing: 'clue',
    contacted: true,
    question: `${TOLD}-question`,
  });
  const supplied = await ask('POST', '/api/receipts/acts', {
    json: { receipt: first, proceeding: 'intake-1', act: 'supply', form: { text: `${TOLD}-supply` } },
  });
  expect(supplied.status).toBe(200);
  await act(id, 'clerk', 'intake-1', 'accept:propose');
  await act(id, 'unithead', 'intake-1', 'accept');
  await act(id, 'clerk', 'intake-1', 'notice-sent:propose', { told: 'accepted', noticeHow: 'page' });
  await act(id, 'unithead', 'intake-1', 'notice-sent');
  await act(id, 'unithead', 'investigation-1', 'assign', { officers: ['officer1', 'officer2'], conflictChecked: true });
  await ask('POST', `/api/cases/${id}/acts`, {
    cookie: await as('clerk'),
    key: key(),
    json: { proceeding: 'intake-1', act: 'register', form: { [`${TOLD}-field`]: `${TOLD}-value` } },
  });
  const withdrawn = await ask('POST', '/api/receipts/acts', {
    json: { receipt: second, proceeding: 'intake-1', act: 'withdraw', form: { withdrawalReason: `${TOLD}-reason` } },
  });
  expect(withdrawn.status).toBe(200);

  await vi.waitFor(
    async () => {
      const { rows } = await owner.query<{ todo: number; outbox: number; done: number }>(
        `SELECT (SELECT count(*)::int FROM effects WHERE status = 'todo') AS todo, (SELECT count(*)::int FROM outbox) AS outbox,
           (SELECT count(*)::int FROM effects WHERE status = 'done') AS done`,
      );
      expect(rows[0]).toMatchObject({ todo: 0, outbox: 0 });
      expect(rows[0]!.done).toBeGreaterThan(0);
      expect(mails.length).toBeGreaterThan(0);
    },
    { timeout: 60_000, interval: 200 },
  );
}

/** A receipt as it was shown, without its dashes, and its secret part alone. */
const receiptWords = () =>
  receipts.flatMap((r) => [r, r.replaceAll('-', ''), r.replaceAll('-', '').slice(8, 27), r.toLowerCase()]);
const secret = () => [TOLD, WHO, ...keysOfTips, ...TRACELESS, ...receiptWords()];

describe('what somebody told, who they are and where they told it from', () => {
  test('are seen by those who may read the tip, so that the search below is able to fail', async () => {
    const [id] = caseIds as [string, string];
    const view = await ask('GET', `/api/cases/${id}`, { cookie: await as('clerk') });
    for (const field of ['accused', 'clue', 'where', 'message', 'supply', 'question', 'file.pdf', 'later.pdf']) {
      expect([field, view.text.includes(`${TOLD}-${field}`)]).toEqual([field, true]);
    }
    const requested = await ask('POST', `/api/cases/${id}/identity-requests`, {
      cookie: await as('clerk'),
      key: `identity-${id}`,
      json: { ground: 'notice', clause: `${TOLD}-clause`, reason: `${TOLD}-reason` },
    });
    const request = `/api/identity-requests/${(JSON.parse(requested.text) as { id: string }).id}`;
    const yes = { granted: true, reason: `${TOLD}-yes` };
    await ask('POST', `${request}/decision`, { cookie: await as('principal'), json: yes });
    await ask('POST', `${request}/opening`, { cookie: await as('custodian'), json: {} });
    const opened = await ask('GET', `${request}/identity`, { cookie: await as('clerk') });
    expect(opened.text).toContain(`${WHO}-name`);
    expect(traces(opened.text, [WHO, FROM])).toEqual([WHO]);
    for (const word of [TOLD, 'abcdefg']) {
      const bytes = Buffer.from(`xy${word}z`);
      for (const held of [
        bytes,
        Buffer.from(bytes.toString('hex')),
        Buffer.from(bytes.toString('base64')),
        Buffer.from(bytes.toString(), 'utf16le'),
      ]) {
        expect(traces(held, [word])).toEqual([word]);
      }
    }
  });

  test('lie in no table, in no form', async () => {
    const everything = await dump(owner);
    expect(traces(everything, ['pension', 'demo', caseIds[0]!])).toHaveLength(3);
    expect(traces(everything, secret())).toEqual([]);
  });

  test('lie in no file of the database, its log of writes included', async () => {
    await owner.query('CHECKPOINT');
    const { rows } = await owner.query<{ folder: string; oid: string; pid: number }>(
      `SELECT current_setting('data_directory') AS folder, oid::text, pg_backend_pid() AS pid
       FROM pg_database WHERE datname = current_database()`,
    );
    const { folder: told, oid, pid } = rows[0]!;
    const data = seenBy(pid, told);
    let files = 0;
    let seen = 0;
    for (const part of [join('base', oid), 'pg_wal', 'log', 'pg_log', 'pg_stat_tmp']) {
      for (const { path, bytes } of filesBelow(join(data, part))) {
        files += 1;
        if (bytes.includes(caseIds[0]!)) seen += 1;
        expect([path, [TOLD, WHO, FROM, ...receiptWords()].filter((word) => bytes.includes(word))]).toEqual([path, []]);
      }
    }
    expect(files).toBeGreaterThan(50);
    expect(seen).toBeGreaterThan(0);
  });

  test('lie in no log of API and worker, and in no statement that PostgreSQL shows', async () => {
    expect(said.length).toBeGreaterThan(1);
    expect(traces(said.join('\n'), [...secret(), ...caseIds])).toEqual([]);
    const { rows } = await owner.query<{ query: string }>('SELECT query FROM pg_stat_activity');
    expect(traces(rows.map((r) => r.query).join('\n'), secret())).toEqual([]);
  });

  test('lie in no file that the product writes', () => {
    for (const { path, bytes } of filesBelow(folder)) expect([path, traces(bytes, secret())]).toEqual([path, []]);
  });

  test('are in no mail: it goes to the address and says only that there is news', () => {
    for (const { to, raw } of mails) {
      expect(to).toEqual([`${WHO}-mail@example.invalid`]);
      const rest = raw.replace(/^To: .*\r?\n/m, '');
      const text = rest
        .replaceAll(/=\r?\n/g, '')
        .replaceAll(/=([0-9A-F]{2})/g, (_, h: string) => String.fromCharCode(Number.parseInt(h, 16)));
      const decoded = rest
        .split(/\r?\n\r?\n/)
        .map((block) => Buffer.from(block.replaceAll(/\s/g, ''), 'base64').toString())
        .join('\n');
      for (const form of [rest, text, decoded]) {
        expect(traces(form, [TOLD, WHO, FROM, ...receiptWords(), ...caseIds])).toEqual([]);
      }
    }
  });

  test('are in no answer to others: staff without access, the public, operations', async () => {
    for (const login of ['inspector', 'admin', 'legal', 'credit', 'disclosure', 'checker', 'principal', 'superior']) {
      const cookie = await as(login);
      for (const path of [
        '/api/worklist',
        '/api/cases',
        `/api/cases?accused=${TOLD}-accused`,
        '/api/deadlines',
        '/api/oversight/referrals',
        `/api/cases/${caseIds[0]}`,
        `/api/cases/${caseIds[0]}/acts`,
      ]) {
        const { text } = await ask('GET', path, { cookie });
        expect([login, path, traces(text, [TOLD, WHO, ...caseIds])]).toEqual([login, path, []]);
      }
    }
    for (const path of [
      '/api/register',
      '/api/register?format=atom',
      '/register',
      '/metrics',
      '/api/health',
      '/demo/mail',
    ]) {
      const { text } = await ask('GET', path);
      expect([path, traces(text, [TOLD, WHO, ...caseIds])]).toEqual([path, []]);
    }
  });

  test('who told it is in no answer but the identity’s own', () => {
    const with_ = answers.filter(({ path, text }) => text.includes(WHO) && !path.endsWith('/identity'));
    expect(with_.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  test('a receipt is in no address: not in a link, not in a redirect, and only in answers to its holder', () => {
    for (const { path, headers, text } of answers) {
      expect(traces(`${path} ${headers.location ?? ''}`, receiptWords())).toEqual([]);
      for (const [, link] of text.matchAll(/(?:href|action|src)="([^"]*)"/g))
        expect(traces(link!, receiptWords())).toEqual([]);
    }
    const shown = answers.filter(({ text }) => traces(text, receiptWords()).length > 0).map(({ path }) => path);
    expect(new Set(shown)).toEqual(new Set(['/api/tips', '/tell', '/tell/kept', '/progress', '/progress/message']));
  });

  test('no citizen is given a cookie', () => {
    for (const { path, headers } of answers) {
      if (path !== '/api/session') expect([path, headers['set-cookie']]).toEqual([path, undefined]);
    }
  });
});

describe('Temporal', () => {
  test('holds ids and instants, sealed, and nothing that was told, sealed or not', async () => {
    const connection = await Connection.connect({ address: process.env.TEST_TEMPORAL_ADDRESS! });
    try {
      const keys = fileKeys(join(folder, 'keys.json'));
      const client = new Client({ connection, namespace, dataConverter: dataConverter(keys) });
      const codec = createCodec(keys.key('temporal'));
      const workflows: { workflowId: string; runId: string; raw: unknown }[] = [];
      await vi.waitFor(
        async () => {
          workflows.length = 0;
          for await (const w of client.workflow.list()) workflows.push(w);
          expect(workflows.length).toBeGreaterThanOrEqual(4);
        },
        { timeout: 20_000, interval: 200 },
      );
      let sealed = 0;
      let opened = '';
      for (const { workflowId, runId, raw } of workflows) {
        const handle = client.workflow.getHandle(workflowId, runId);
        const history = await handle.fetchHistory();
        const bytes = Buffer.from(temporal.api.history.v1.History.encode(history).finish());
        const described = JSON.stringify([raw, (await handle.describe()).raw]);
        expect([workflowId, traces(bytes, secret()), traces(described, secret())]).toEqual([workflowId, [], []]);
        // Nobody learns from names what a case is about: ids and kinds only.
        expect(traces(described, ['pension', 'employer', '2026-'])).toEqual([]);
        for (const payload of payloadsIn(history)) {
          expect(Buffer.from(payload.metadata.encoding!).toString()).toBe('binary/encrypted');
          sealed += 1;
          // What a parent writes for its child is bound to the child.
          const plain = await Promise.any(
            workflows.map(({ workflowId: bound }) =>
              codec.decode([payload], { type: 'workflow', namespace, workflowId: bound }),
            ),
          );
          opened += Buffer.from(plain[0]!.data ?? []).toString();
        }
      }
      expect(sealed).toBeGreaterThan(10);
      expect(opened).toContain(caseIds[0]);
      expect(traces(opened, secret())).toEqual([]);
    } finally {
      await connection.close();
    }
  });
});
