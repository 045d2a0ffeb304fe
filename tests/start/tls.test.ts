import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type TLSSocket } from 'node:tls';
import { NativeConnection } from '@temporalio/worker';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NEWS } from '../../activities/notice.ts';
import { smtpPost } from '../../activities/post.ts';
import { ROOT } from '../../bin/lib/build.ts';
import { senderRefused } from '../../bin/lib/mail.ts';
import { eachLine, readyMessage, run, spawnEntry } from '../../bin/lib/processes.ts';
import { loadSettings } from '../../bin/lib/settings.ts';
import { temporalAnswers, temporalFault, temporalThere } from '../../bin/lib/temporal.ts';
import { mailSecurity, temporalSecurity, tlsFault } from '../../bin/lib/tls.ts';
import { fileKeys } from '../../ledger/ground/keys.ts';
import { authority, type Certified } from '../support/certificates.ts';
import { freshDatabase } from '../support/database.ts';
import { production } from '../support/production.ts';

const folder = mkdtempSync(join(tmpdir(), 'mingcha-tls-'));
const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text, { mode: 0o600 });
  return path;
};

/** One authority for both servers and for us, and one that nobody knows. */
const ours = authority('authority of this test');
const stranger = authority('somebody else');
const server = ours.certify('server', ['127.0.0.1']);
const elsewhere = ours.certify('server', ['temporal.example.org']);
const client = ours.certify('mingcha');
const unknown = stranger.certify('mingcha');

const CA = file('ca.pem', ours.ca);
const WRONG_CA = file('wrong-ca.pem', stranger.ca);
const CERT = file('cert.pem', client.cert);
const KEY = file('key.pem', client.key);
const WRONG_CERT = file('wrong-cert.pem', unknown.cert);
const WRONG_KEY = file('wrong-key.pem', unknown.key);

const stops: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What stands in front of a Temporal server in earnest: ends TLS, lets in who shows a certificate of our authority, passes on. */
async function front(certified = server) {
  const behind = process.env.TEST_TEMPORAL_ADDRESS;
  if (!behind) throw new Error('TEST_TEMPORAL_ADDRESS is not set: give this test folder `temporal`.');
  const { hostname, port } = new URL(`tcp://${behind}`);
  const open = new Set<Socket | TLSSocket>();
  const options = { ca: ours.ca, requestCert: true, rejectUnauthorized: true, ALPNProtocols: ['h2'] };
  let tries = 0;
  const listening = createServer({ ...certified, ...options }, (near) => {
    const far = connect(Number(port), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.on('error', () => {});
      one.on('close', () => other.destroy());
      one.pipe(other);
    }
  });
  listening.on('tlsClientError', () => {});
  listening.on('connection', () => {
    tries += 1;
  });
  await new Promise<void>((done) => listening.listen(0, '127.0.0.1', done));
  stops.push(async () => {
    for (const socket of open) socket.destroy();
    await new Promise<void>((done) => listening.close(() => done()));
  });
  return {
    address: `127.0.0.1:${(listening.address() as AddressInfo).port}`,
    tries: () => tries,
    /** From the next connection on it shows another certificate. */
    certify: (other: Certified) => listening.setSecureContext({ ...other, ca: ours.ca }),
  };
}

/** A mail server with STARTTLS that lets in who shows a certificate of our authority. */
async function mailServer(over: { withoutTls?: boolean; secure?: boolean } = {}) {
  /** Of each mail, whether it came over TLS. */
  const taken: boolean[] = [];
  const mails = new SMTPServer({
    ...server,
    ca: ours.ca,
    requestCert: true,
    rejectUnauthorized: true,
    secure: over.secure ?? false,
    logger: false,
    closeTimeout: 100,
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: over.withoutTls ? ['STARTTLS'] : [],
    onData: (stream, session, done) => {
      stream.resume();
      stream.on('end', () => {
        taken.push(session.secure);
        done();
      });
    },
  });
  mails.on('error', () => {});
  await new Promise<void>((done) => mails.listen(0, '127.0.0.1', () => done()));
  stops.push(() => new Promise((done) => mails.close(() => done())));
  return { taken, port: (mails.server.address() as AddressInfo).port };
}

const FILES = (prefix: string, ca?: string, cert?: string, key?: string) => ({
  ...(ca ? { [`${prefix}_CA`]: ca } : {}),
  ...(cert ? { [`${prefix}_CERT`]: cert } : {}),
  ...(key ? { [`${prefix}_KEY`]: key } : {}),
});

describe('Temporal behind TLS that asks who we are', () => {
  let address: string;
  beforeAll(async () => {
    ({ address } = await front());
  });
  const secureBy = (env: Record<string, string>) => temporalSecurity(loadSettings({ ...production, ...env }, 'worker'));

  test('is reached with the files of the settings, by the client and by the worker’s native connection alike', async () => {
    const secure = secureBy(FILES('TEMPORAL_TLS', CA, CERT, KEY));
    expect(await temporalFault(address, secure)).toBeNull();
    expect(await temporalAnswers(address, 5_000, secure)).toBe(true);
    const native = await NativeConnection.connect({ address, ...secure });
    await native.close();
  });

  test('under another name with TEMPORAL_TLS_SERVER_NAME', async () => {
    const { address: other } = await front(elsewhere);
    const without = secureBy(FILES('TEMPORAL_TLS', CA, CERT, KEY));
    expect(await temporalAnswers(other, 1_000, without)).toBe(false);
    expect(await temporalFault(other, without)).toMatch(/for another name; .*TEMPORAL_TLS_SERVER_NAME$/);
    const named = secureBy({
      ...FILES('TEMPORAL_TLS', CA, CERT, KEY),
      TEMPORAL_TLS_SERVER_NAME: 'temporal.example.org',
    });
    expect(await temporalAnswers(other, 5_000, named)).toBe(true);
    const native = await NativeConnection.connect({ address: other, ...named });
    await native.close();
  });

  test.each([
    [
      'an authority that did not sign it',
      FILES('TEMPORAL_TLS', WRONG_CA, CERT, KEY),
      /^its certificate is signed by no authority that is known here; .*TEMPORAL_TLS_CA$/,
    ],
    [
      'only the authorities that everybody knows',
      { TEMPORAL_TLS: '1' },
      /^its certificate is signed by no authority that is known here; .*TEMPORAL_TLS_CA$/,
    ],
    [
      'no certificate of ours',
      FILES('TEMPORAL_TLS', CA),
      /^it wants a certificate of ours; .*TEMPORAL_TLS_CERT .*TEMPORAL_TLS_KEY$/,
    ],
    [
      'a certificate that its authority did not sign',
      FILES('TEMPORAL_TLS', CA, WRONG_CERT, WRONG_KEY),
      /it may not take our certificate: look at TEMPORAL_TLS_CERT and TEMPORAL_TLS_KEY$/,
    ],
    [
      'a key that is another’s',
      FILES('TEMPORAL_TLS', CA, CERT, WRONG_KEY),
      /^our own files cannot be used; correct TEMPORAL_TLS_CA/,
    ],
    ['no TLS', {}, /^it closes connections in the clear; set TEMPORAL_TLS to 1/],
  ])('is not reached with %s, and one sentence says what to set', async (_what, env, sentence) => {
    const secure = secureBy(env as Record<string, string>);
    expect(await temporalAnswers(address, 1_000, secure)).toBe(false);
    expect(await temporalFault(address, secure)).toMatch(sentence);
    await expect(NativeConnection.connect({ address, ...secure })).rejects.toThrow();
  });

  test.each([
    'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
    'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE',
    'ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN',
  ])('a server that says why (%s) is understood', (code) => {
    expect(tlsFault({ code }, 'TEMPORAL_TLS', true)).toMatch(/^it does not take our certificate; .*TEMPORAL_TLS_CERT/);
    expect(tlsFault({ code: 'ECONNREFUSED' }, 'TEMPORAL_TLS', true)).toBeNull();
  });

  test('in the clear is not reached with TLS, and one sentence says what to unset', async () => {
    const clear = process.env.TEST_TEMPORAL_ADDRESS!;
    expect(await temporalFault(clear, secureBy({ TEMPORAL_TLS: '1' }))).toMatch(
      /^it speaks no TLS; unset TEMPORAL_TLS/,
    );
    expect(await temporalFault(clear)).toBeNull();
  });
});

describe('a mail server with STARTTLS that asks who we are', () => {
  const post = async (port: number, env: Record<string, string>, scheme = 'smtp') => {
    const settings = loadSettings({ ...production, ...env, SMTP_URL: `${scheme}://127.0.0.1:${port}` }, 'worker');
    const security = mailSecurity(settings);
    const one = smtpPost(settings.smtpUrl, { from: 'notice@example.gov.cn', security });
    stops.push(async () => one.close());
    const asked = senderRefused(settings.smtpUrl, 'notice@example.gov.cn', security).catch(
      (error: Error) => tlsFault(error, 'SMTP_TLS', security.cert !== undefined) ?? error.message,
    );
    const sent = one.send({ to: 'someone@example.com', ...NEWS, messageId: 'abc@notice.invalid' }).then(
      () => 'sent',
      (error: Error) => error.message,
    );
    return { asked: await asked, sent: await sent };
  };

  test.each(['smtp', 'smtps'])('takes our mails over %s with the files of the settings', async (scheme) => {
    const { port, taken } = await mailServer({ secure: scheme === 'smtps' });
    expect(await post(port, FILES('SMTP_TLS', CA, CERT, KEY), scheme)).toEqual({ asked: null, sent: 'sent' });
    expect(taken).toEqual([true]);
  });

  test.each([
    [
      'an authority that did not sign it',
      FILES('SMTP_TLS', WRONG_CA, CERT, KEY),
      /^its certificate is signed by no authority that is known here; .*SMTP_TLS_CA$/,
    ],
    [
      'only the authorities that everybody knows',
      {},
      /^its certificate is signed by no authority that is known here; .*SMTP_TLS_CA$/,
    ],
    [
      'no certificate of ours',
      FILES('SMTP_TLS', CA),
      /^it wants a certificate of ours; .*SMTP_TLS_CERT .*SMTP_TLS_KEY$/,
    ],
    [
      'a certificate that its authority did not sign',
      FILES('SMTP_TLS', CA, WRONG_CERT, WRONG_KEY),
      /it may not take our certificate: look at SMTP_TLS_CERT and SMTP_TLS_KEY$/,
    ],
  ])('with %s gets no mail, and one sentence says what to set', async (_what, env, sentence) => {
    const { port, taken } = await mailServer();
    const { asked, sent } = await post(port, env as Record<string, string>);
    expect(asked).toMatch(sentence);
    expect(sent).toBe('the mail server did not take the mail');
    expect(taken).toEqual([]);
  });

  test('that offers no TLS gets no mail outside the demonstration, whatever files are set', async () => {
    const { port, taken } = await mailServer({ withoutTls: true });
    const { asked, sent } = await post(port, FILES('SMTP_TLS', CA, CERT, KEY));
    expect(asked).toMatch(/^it offers no TLS/);
    expect(sent).toBe('the mail server did not take the mail');
    expect(taken).toEqual([]);
  });

  test('that begins with STARTTLS is not spoken to as smtps', async () => {
    const { port } = await mailServer();
    expect((await post(port, FILES('SMTP_TLS', CA, CERT, KEY), 'smtps')).asked).toMatch(
      /^it speaks no TLS from the first word; write smtp:/,
    );
  });
});

describe('the commands say it in one sentence', () => {
  const own = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => /^(PATH|HOME|MINGCHA_CACHE)$/.test(name)),
  );

  test('doctor: what is wrong with the connection to Temporal and to the mail server, and which file is not there', async () => {
    const [{ address }, mails] = [await front(), await mailServer()];
    const doctor = async (env: Record<string, string>) =>
      (
        await run(process.execPath, ['--import', 'tsx', 'bin/doctor.ts'], {
          cwd: ROOT,
          env: {
            ...own,
            MINGCHA_DATA: folder,
            TEMPORAL_ADDRESS: address,
            SMTP_URL: `smtp://127.0.0.1:${mails.port}`,
            MINGCHA_MAIL_FROM: 'notice@example.gov.cn',
            ...env,
          },
        })
      ).output;
    const good = await doctor({ ...FILES('TEMPORAL_TLS', CA, CERT, KEY), ...FILES('SMTP_TLS', CA, CERT, KEY) });
    expect(good).toMatch(/✓ Temporal server .*answers at/);
    expect(good).toMatch(/✓ Mail .*lets notice@example\.gov\.cn send/);
    const bad = await doctor({ ...FILES('TEMPORAL_TLS', CA), ...FILES('SMTP_TLS', WRONG_CA) });
    expect(bad).toMatch(/✗ Temporal server .*does not answer: it wants a certificate of ours; .*TEMPORAL_TLS_CERT/);
    expect(bad).toMatch(/✗ Mail .*its certificate is signed by no authority that is known here; .*SMTP_TLS_CA/);
    const none = await doctor(FILES('TEMPORAL_TLS', join(folder, 'nowhere.pem')));
    expect(none).toMatch(
      /✗ Settings .*TEMPORAL_TLS_CA names the file \S+nowhere\.pem, which cannot be read; correct it/,
    );
    expect(none).not.toMatch(/^\s+at /m);
  });

  test('start: each reason why Temporal is not usable yet is said once, and the house goes on as soon as it is', async () => {
    const there = await front(stranger.certify('server', ['127.0.0.1']));
    const said: string[] = [];
    const secure = temporalSecurity(loadSettings({ ...production, ...FILES('TEMPORAL_TLS', CA, CERT, KEY) }, 'worker'));
    const waits = { connect: 300, again: 50 };
    const coming = temporalThere(there.address, 'tls', secure, (line) => said.push(line), waits);
    await expect.poll(() => said.length).toBe(1);
    expect(said[0]).toMatch(
      /^Temporal at \S+ \(TEMPORAL_ADDRESS\) is not usable yet: its certificate is signed by no authority that is known here; name the file of its authority in TEMPORAL_TLS_CA$/,
    );
    const tries = there.tries();
    await expect.poll(there.tries, { timeout: 10_000 }).toBeGreaterThan(tries + 3);
    there.certify(elsewhere);
    await expect.poll(() => said.length).toBe(2);
    expect(said[1]).toMatch(/TEMPORAL_TLS_SERVER_NAME$/);
    there.certify(server);
    await coming;
    expect(said).toHaveLength(2);
  });

  test('worker: works for a Temporal that asks who we are', async () => {
    const { address } = await front();
    const database = await freshDatabase();
    stops.push(() => database.drop());
    const keys = join(folder, 'keys.json');
    fileKeys(keys, { create: true });
    const worker = spawnEntry('bin/worker.ts', {
      ...own,
      MINGCHA_DATA: folder,
      MINGCHA_DEMO: '1',
      MINGCHA_KEYS: keys,
      DATABASE_URL: database.url,
      SMTP_URL: 'smtp://127.0.0.1:9',
      TEMPORAL_ADDRESS: address,
      TEMPORAL_NAMESPACE: 'default',
      ...FILES('TEMPORAL_TLS', CA, CERT, KEY),
    });
    const lines: string[] = [];
    eachLine(worker, (line) => lines.push(line));
    const gone = new Promise<void>((done) => worker.once('exit', () => done()));
    stops.push(async () => {
      worker.kill('SIGTERM');
      await gone;
    });
    await readyMessage(worker).catch((error: Error) => {
      throw new Error(`${error.message}:\n${lines.join('\n')}`);
    });
    expect(lines.filter((line) => /Temporal/.test(line))).toEqual([]);
  });
});
