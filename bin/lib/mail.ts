import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { hostname } from 'node:os';
import { connect as connectTls, TLSSocket } from 'node:tls';
import { type MailSecurity, smtpOptions } from '../../activities/post.ts';
import { closedOverTls } from './tls.ts';

const PATIENCE_MS = 15_000;

/** One conversation with a mail server, line by line. */
function conversation(first: Socket) {
  let socket = first;
  let text = '';
  let wake: (() => void) | undefined;
  let broken: Error | undefined;
  const listen = () => {
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('it did not answer in time')));
    socket.on('data', (part: Buffer) => {
      text += part.toString('latin1');
      wake?.();
    });
    socket.on('error', (error) => {
      broken = error;
      wake?.();
    });
    socket.on('close', () => {
      broken ??= socket instanceof TLSSocket ? closedOverTls() : new Error('it closed the connection');
      wake?.();
    });
  };
  listen();
  /** The next whole answer: its code, and its lines without it. */
  async function answer(): Promise<{ code: number; lines: string[] }> {
    for (;;) {
      const [whole, code] = /^(?:\d{3}-.*\r\n)*(\d{3})(?: .*)?\r\n/.exec(text) ?? [];
      if (whole !== undefined) {
        text = text.slice(whole.length);
        const lines = whole.trimEnd().split('\r\n');
        return { code: Number(code), lines: lines.map((line) => line.slice(4)) };
      }
      if (broken) throw broken;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  return {
    answer,
    say: (line: string) => {
      socket.write(`${line}\r\n`);
      return answer();
    },
    secure: async (options: object) => {
      socket.removeAllListeners();
      socket = connectTls({ socket, ...options });
      await new Promise<void>((resolve, reject) => {
        socket.once('secureConnect', resolve);
        socket.once('error', reject);
      });
      listen();
    },
    close: () => socket.destroy(),
  };
}

/**
 * Asks a mail server whether it would take mail of a sender, up to a real MAIL FROM; nothing is sent.
 * @returns null where it would; else its own words
 */
export async function senderRefused(smtpUrl: string, sender: string, security: MailSecurity): Promise<string | null> {
  const { host, port, secure, requireTLS, tls, auth } = smtpOptions(smtpUrl, security);
  // A name that is an address is not asked for by name.
  const encrypted = { host, ...(isIP(host) === 0 ? { servername: host } : {}), ...tls };
  const talk = conversation(secure ? connectTls({ ...encrypted, port }) : connectPlain({ host, port }));
  const no = ({ code, lines }: { code: number; lines: string[] }) => (code < 400 ? null : `${code} ${lines.join(' ')}`);
  try {
    const greeting = no(await talk.answer());
    if (greeting !== null) return greeting;
    const greet = () => talk.say(`EHLO ${hostname().replaceAll(/[^\w.-]/g, '-') || 'localhost'}`);
    let offers = await greet();
    const offersTls = offers.lines.some((line) => /^STARTTLS\b/i.test(line));
    if (!secure && requireTLS && !offersTls) return 'it offers no TLS, and outside demo mode mail goes with TLS alone';
    if (!secure && offersTls) {
      const refused = no(await talk.say('STARTTLS'));
      if (refused !== null) return refused;
      await talk.secure(encrypted);
      offers = await greet();
    }
    if (auth) {
      const plain = Buffer.from(`\0${auth.user}\0${auth.pass}`).toString('base64');
      const refused = no(await talk.say(`AUTH PLAIN ${plain}`));
      if (refused !== null) return refused;
    }
    const refused = no(await talk.say(`MAIL FROM:<${sender}>`));
    await talk.say('RSET');
    await talk.say('QUIT');
    return refused;
  } finally {
    talk.close();
  }
}
