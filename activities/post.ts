import { createTransport } from 'nodemailer';
import { NeverTaken } from './once.ts';
import type { Post } from './ports.ts';

/**
 * Whether a mail server says never (5yz, not 4yz) to this receiver or this mail. What it says to the sender, the account or the lack of
 * TLS is about settings, which are put right while the mail waits.
 */
const isFinal = (code: unknown, command: unknown): boolean =>
  typeof code === 'number' && code >= 500 && code < 600 && (command === 'RCPT TO' || command === 'DATA');

/** How the mail server is spoken to; `required`: not a word of a mail without TLS. */
export interface MailSecurity {
  required: boolean;
  ca?: Buffer;
  cert?: Buffer;
  key?: Buffer;
  servername?: string;
}

/** Sender of a demonstration, whose sink takes everything; no mail server on the internet does. */
const DEMO_SENDER = 'no-reply@notice.invalid';

/** Whether a text can be the sender or receiver of a mail. */
export const isAddress = (text: string): boolean => /^[^\s@<>(),;:"\\[\]]+@[^\s@<>(),;:"\\[\]]+$/.test(text);

/** The account with which one signs in at a mail server, where it is an address: large providers take no other sender. */
export function accountOf(smtpUrl: string): string | undefined {
  try {
    const account = decodeURIComponent(new URL(smtpUrl).username);
    return isAddress(account) ? account : undefined;
  } catch {
    return undefined;
  }
}

/** What a connection to a mail server is made with, for sending and for trying. */
export function smtpOptions(smtpUrl: string, security: MailSecurity) {
  const url = new URL(smtpUrl);
  const { required, ...tls } = security;
  return {
    host: url.hostname,
    port: url.port === '' ? (url.protocol === 'smtps:' ? 465 : 587) : Number(url.port),
    secure: url.protocol === 'smtps:',
    requireTLS: required,
    tls,
    ...(url.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 30_000,
  };
}

/**
 * The way to a mail server.
 * @param smtpUrl `smtp://user:password@host:587` or `smtps://…`
 * @param options.from address of the sender, default the account of the mail server; says nothing of what the office does
 * @param options.bounces where mails that nobody takes come back to, default the sender
 */
export function smtpPost(
  smtpUrl: string,
  options: { from?: string | undefined; bounces?: string | undefined; security?: MailSecurity } = {},
): Post {
  const { from = accountOf(smtpUrl) ?? DEMO_SENDER, security = { required: false } } = options;
  const { bounces = from } = options;
  const transport = createTransport({
    ...smtpOptions(smtpUrl, security),
    pool: true,
    maxConnections: 2,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      try {
        await transport.sendMail({
          from,
          envelope: { from: bounces, to: mail.to },
          to: mail.to,
          subject: mail.subject,
          text: mail.text,
          // Of the sender's own domain: another one is taken for forged.
          messageId: `<${mail.messageId.split('@')[0]}@${from.split('@')[1]}>`,
          xMailer: false,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        // What the server answered may quote the address.
        const { responseCode, code, command } = error as Record<'responseCode' | 'code' | 'command', unknown>;
        if (isFinal(responseCode, command)) throw new NeverTaken(`the mail server said ${String(responseCode)}`);
        throw Object.assign(new Error('the mail server did not take the mail'), {
          code: typeof responseCode === 'number' ? responseCode : typeof code === 'string' ? code : undefined,
        });
      }
    },
    close: () => transport.close(),
  };
}
