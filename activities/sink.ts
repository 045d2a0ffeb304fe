import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A mail as the demonstration's sink received it. */
export interface SunkMail {
  messageId: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
}

export interface Sink {
  port: number;
  /** For `SMTP_URL`. */
  url: string;
  stop(): Promise<void>;
}

/**
 * A real SMTP server on 127.0.0.1 for the demonstration: takes every mail, sends none on.
 * @param options.port 0: any free port
 * @param options.onMail called before the sender is told that the mail was taken; where it fails the sender is told to try again
 */
export async function startSink(options: {
  port: number;
  host?: string;
  onMail: (mail: SunkMail) => Promise<void> | void;
}): Promise<Sink> {
  const host = options.host ?? '127.0.0.1';
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: 1_000_000,
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', done);
      stream.on('end', () => {
        (async () => {
          if (stream.sizeExceeded) throw Object.assign(new Error('the mail is too big'), { responseCode: 552 });
          const mail = await PostalMime.parse(Buffer.concat(chunks));
          await options.onMail({
            messageId: (mail.messageId ?? '').replaceAll(/[<>]/g, ''),
            from: mail.from?.address ?? '',
            to: session.envelope.rcptTo.map(({ address }) => address),
            subject: mail.subject ?? '',
            text: mail.text ?? '',
          });
        })().then(
          () => done(),
          (error: Error) =>
            done(Object.assign(error, { responseCode: (error as { responseCode?: number }).responseCode ?? 451 })),
        );
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(options.port, host, () => resolve());
  });
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  return {
    port,
    url: `smtp://${host}:${port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The sink's mails in a folder, one file for each Message-ID, so that a mail sent twice is there once. */
export interface Mailbox {
  add(mail: SunkMail, at: string): Promise<void>;
  /** Newest first, each with the instant it came. */
  list(): Promise<(SunkMail & { at: string })[]>;
}

/** @param folder made when it does not exist */
export function folderMailbox(folder: string): Mailbox {
  return {
    async add(mail, at) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const name = createHash('sha256').update(mail.messageId).digest('hex').slice(0, 32);
      const draft = join(folder, `${name}.${process.pid}.new`);
      await writeFile(draft, JSON.stringify({ ...mail, at }), { mode: 0o600 });
      await rename(draft, join(folder, `${name}.json`));
    },
    async list() {
      const names = await readdir(folder).catch((): string[] => []);
      const mails = await Promise.all(
        names
          .filter((name) => name.endsWith('.json'))
          .map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as SunkMail & { at: string }),
      );
      return mails.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
    },
  };
}
