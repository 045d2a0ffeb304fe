import { createTransport } from 'nodemailer';
import { NeverTaken } from './once.ts';
import type { Post } from './ports.ts';

/** Codes with which a mail server says never (5yz), as opposed to not now (4yz). */
const isFinal = (code: unknown): boolean => typeof code === 'number' && code >= 500 && code < 600;

/**
 * The way to a mail server.
 * @param smtpUrl `smtp://user:password@host:587` or `smtps://…`
 * @param from address of the sender; says nothing of what the office does
 */
export function smtpPost(smtpUrl: string, from = 'no-reply@notice.invalid'): Post {
  const url = new URL(smtpUrl);
  const transport = createTransport({
    host: url.hostname,
    port: url.port === '' ? (url.protocol === 'smtps:' ? 465 : 587) : Number(url.port),
    secure: url.protocol === 'smtps:',
    ...(url.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    pool: true,
    maxConnections: 2,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      try {
        await transport.sendMail({
          from,
          to: mail.to,
          subject: mail.subject,
          text: mail.text,
          messageId: `<${mail.messageId}>`,
          xMailer: false,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        // What the server answered may quote the address.
        const { responseCode, code } = error as { responseCode?: unknown; code?: unknown };
        if (isFinal(responseCode)) throw new NeverTaken(`the mail server said ${String(responseCode)}`);
        throw Object.assign(new Error('the mail server did not take the mail'), {
          code: typeof responseCode === 'number' ? responseCode : typeof code === 'string' ? code : undefined,
        });
      }
    },
    close: () => transport.close(),
  };
}
