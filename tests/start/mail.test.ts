import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, test } from 'vitest';
import { NEWS } from '../../activities/notice.ts';
import { smtpPost } from '../../activities/post.ts';
import { senderRefused } from '../../bin/lib/mail.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const no = (code: number, words: string) => Object.assign(new Error(words), { responseCode: code });
interface Taken {
  from: string;
  text: string;
}

/** A mail server as large providers run them. */
async function mailServer(options: SMTPServerOptions = {}) {
  const taken: Taken[] = [];
  const commands: string[] = [];
  const server = new SMTPServer({
    logger: false,
    closeTimeout: 100,
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onRcptTo: (_address, _session, done) => {
      commands.push('RCPT');
      done();
    },
    onData: (stream, session, done) => {
      let text = '';
      stream.on('data', (part: Buffer) => {
        text += part.toString();
      });
      stream.on('end', () => {
        const { mailFrom } = session.envelope;
        taken.push({ from: mailFrom ? mailFrom.address : '', text });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  stops.push(() => new Promise((resolve) => server.close(() => resolve())));
  const address = server.server.address();
  return { taken, commands, port: typeof address === 'object' && address ? address.port : 0 };
}
/** The sender must be the account with which one signed in. */
const mustBeTheAccount: SMTPServerOptions = {
  onAuth: (auth, _session, done) => done(null, { user: auth.username ?? '' }),
  onMailFrom: (address, session, done) =>
    address.address === session.user ? done() : done(no(501, 'mail from address must be same as authorization user')),
};
/** The sender's domain must exist. */
const domainMustExist: SMTPServerOptions = {
  onMailFrom: (address, _session, done) =>
    /\.invalid$/.test(address.address) ? done(no(550, 'Sender address rejected: Domain not found')) : done(),
};

async function sent(url: string, options: Parameters<typeof smtpPost>[1] = {}) {
  const post = smtpPost(url, options);
  stops.push(async () => post.close());
  await post.send({ to: 'someone@example.com', ...NEWS, messageId: 'abc@notice.invalid' });
}

describe('notices of an installation are taken by mail servers', () => {
  test('whose sender must be the account: it is, where nothing else is set', async () => {
    const { port, taken } = await mailServer(mustBeTheAccount);
    await sent(`smtp://office%40example.com:pw@127.0.0.1:${port}`);
    expect(taken[0]!.from).toBe('office@example.com');
    expect(taken[0]!.text).toMatch(/^From: office@example\.com\r$/m);
    // Another domain than the sender's is taken for forged.
    expect(taken[0]!.text).toMatch(/^Message-ID: <abc@example\.com>\r$/m);
    expect(taken[0]!.text).not.toContain('invalid');
  });

  test('whose sender must exist: it is a setting, and what nobody takes comes back to another', async () => {
    const { port, taken } = await mailServer(domainMustExist);
    await sent(`smtp://127.0.0.1:${port}`, { from: 'notice@example.gov.cn', bounces: 'bounces@example.gov.cn' });
    expect(taken[0]!.from).toBe('bounces@example.gov.cn');
    expect(taken[0]!.text).toMatch(/^From: notice@example\.gov\.cn\r$/m);
    expect(taken[0]!.text).toMatch(/^Message-ID: <abc@example\.gov\.cn>\r$/m);
  });

  test('outside the demonstration not a word of a mail goes without TLS', async () => {
    const { port, taken } = await mailServer();
    await expect(
      sent(`smtp://127.0.0.1:${port}`, { from: 'a@example.com', security: { required: true } }),
    ).rejects.toThrow('the mail server did not take the mail');
    expect(taken).toEqual([]);
  });
});

describe('doctor asks the mail server with a real MAIL FROM', () => {
  const asked = (port: number, sender: string, account = '') =>
    senderRefused(`smtp://${account}127.0.0.1:${port}`, sender, { required: false });

  test('and says what it said, sending nothing', async () => {
    const strict = await mailServer(mustBeTheAccount);
    const account = 'office%40example.com:pw@';
    expect(await asked(strict.port, 'office@example.com', account)).toBeNull();
    expect(await asked(strict.port, 'other@example.com', account)).toBe(
      '501 mail from address must be same as authorization user',
    );
    const exists = await mailServer(domainMustExist);
    expect(await asked(exists.port, 'no-reply@notice.invalid')).toMatch(/^550 Sender address rejected/);
    expect(await asked(exists.port, 'notice@example.com')).toBeNull();
    expect([...strict.taken, ...exists.taken, ...strict.commands, ...exists.commands]).toEqual([]);
  });

  test('over TLS where it is offered, and a server without it is found where TLS is required', async () => {
    const { port } = await mailServer();
    expect(await senderRefused(`smtp://127.0.0.1:${port}`, 'a@example.com', { required: true })).toMatch(/no TLS/);
    const seen: boolean[] = [];
    const safe = await mailServer({
      disabledCommands: [],
      onMailFrom: (_address, session, done) => {
        seen.push(session.secure);
        done();
      },
    });
    const url = `smtp://127.0.0.1:${safe.port}`;
    // Its certificate is signed by nobody we know: that is an error, not a shrug.
    await expect(senderRefused(url, 'a@example.com', { required: true })).rejects.toThrow(/certificate|issuer/i);
    expect(seen).toEqual([]);
  });

  test('a server that is not there is an error in words', async () => {
    const { port } = await mailServer();
    for (const stop of stops.splice(0)) await stop();
    await expect(asked(port, 'a@example.com')).rejects.toThrow(/ECONNREFUSED|closed/);
  });
});
