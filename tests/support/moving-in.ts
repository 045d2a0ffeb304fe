import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { createServer } from '../../api/server.ts';
import { ROOT } from '../../bin/lib/build.ts';
import { composeApi } from '../../bin/lib/compose.ts';
import { loadSettings } from '../../bin/lib/settings.ts';
import type { SetUpFile } from '../../domain/authority/set-up.ts';
import { authority } from './certificates.ts';
import { freshDatabase } from './database.ts';
import { production } from './production.ts';

/** The file that stands in docs/ as an example. */
export const example = (): SetUpFile =>
  JSON.parse(readFileSync(join(ROOT, 'docs/setup.example.json'), 'utf8')) as SetUpFile;

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createTcpServer().listen(0, '127.0.0.1', () => {
      const at = server.address();
      server.close(() => resolve(typeof at === 'object' && at ? at.port : 0));
    });
  });

/** An installation in earnest on an empty database: settings, key file, Temporal, a mail server that asks for TLS. Nobody is set up yet. */
export async function installation() {
  const folder = mkdtempSync(join(tmpdir(), 'mingcha-moving-in-'));
  const database = await freshDatabase({ empty: true });
  const temporal = process.env.TEST_TEMPORAL_ADDRESS;
  if (!temporal)
    throw new Error('TEST_TEMPORAL_ADDRESS is not set: give this test folder `temporal` in vitest.config.ts.');
  const ours = authority('authority of this test');
  const mail = { refuses: false, from: [] as string[] };
  const mails = new SMTPServer({
    ...ours.certify('mail', ['127.0.0.1']),
    secure: true,
    logger: false,
    authOptional: true,
    disableReverseLookup: true,
    onMailFrom({ address }, _session, done) {
      mail.from.push(address);
      done(mail.refuses ? Object.assign(new Error('no such sender'), { responseCode: 550 }) : undefined);
    },
  });
  mails.on('error', () => undefined);
  await new Promise<void>((resolve) => mails.listen(0, '127.0.0.1', () => resolve()));
  const at = mails.server.address();
  const port = await freePort();
  writeFileSync(join(folder, 'mail-ca.pem'), ours.ca);
  const address = `http://127.0.0.1:${port}`;
  const env: Record<string, string> = {
    ...production,
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: temporal,
    SMTP_URL: `smtps://127.0.0.1:${typeof at === 'object' && at ? at.port : 0}`,
    SMTP_TLS_CA: join(folder, 'mail-ca.pem'),
    MINGCHA_KEYS: join(folder, 'keys.json'),
    MINGCHA_DATA: join(folder, 'data'),
    MINGCHA_PUBLIC_URL: `https://tips.example.gov.cn,${address}`,
    MINGCHA_PORT: String(port),
    ...(process.env.MINGCHA_CACHE ? { MINGCHA_CACHE: process.env.MINGCHA_CACHE } : {}),
  };
  let served: { close(): Promise<void> } | undefined;

  /** A command as an official types it. */
  const run = (
    command: string,
    args: readonly string[] = [],
    asked: { typed?: string; env?: Record<string, string> } = {},
  ) =>
    new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
      const child = spawn(process.execPath, ['--import', 'tsx', `bin/${command}.ts`, ...args], {
        cwd: ROOT,
        env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env, ...asked.env },
      });
      let [out, err] = ['', ''];
      child.stdout.on('data', (part: Buffer) => {
        out += part.toString();
      });
      child.stderr.on('data', (part: Buffer) => {
        err += part.toString();
      });
      child.once('close', (code) => resolve({ code, out, err }));
      child.stdin.end(asked.typed ?? '');
    });
  const keys = await run('keys', [env.MINGCHA_KEYS ?? '']);
  const migrated = await run('migrate');
  if (keys.code !== 0 || migrated.code !== 0) throw new Error(`${keys.err}${migrated.out}${migrated.err}`);

  return {
    address,
    database,
    folder,
    mail,
    run,
    /** Sets up from a file, as JSON. */
    async setUp(file: unknown) {
      const path = join(folder, `file-${Math.random().toString(36).slice(2)}.json`);
      writeFileSync(path, JSON.stringify(file));
      return run('setup', ['--from', path, '--json']);
    },
    /** The pages and the API, as bin/api composes them, in this process. */
    async serve() {
      const settings = loadSettings(env, 'api');
      const { deps, close } = composeApi(settings);
      const server = createServer(deps, settings.door);
      await server.listen(settings.port, settings.host);
      served = {
        async close() {
          await server.close();
          await close();
        },
      };
      return deps;
    },
    async close() {
      await served?.close();
      await new Promise<void>((resolve) => mails.close(() => resolve()));
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
