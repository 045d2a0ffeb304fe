import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { dirname } from 'node:path';
import pg from 'pg';
import { accountOf } from '../activities/post.ts';
import { dayOf } from '../domain/time/day.ts';
import { fileKeys } from '../ledger/ground/keys.ts';
import { migrations } from '../ledger/keeping/migrate.ts';
import { ROOT } from './lib/build.ts';
import { checkpointsOutside, type Finding, freeDisk, lawChecked } from './lib/findings.ts';
import { commandSettings, readRunning } from './lib/lifecycle.ts';
import { senderRefused } from './lib/mail.ts';
import { isFree } from './lib/ports.ts';
import { findPostgres, postgresVersion, wayOfRunning } from './lib/postgres.ts';
import { isAlive, run } from './lib/processes.ts';
import { loadSettings, SettingsError } from './lib/settings.ts';
import { CLI_VERSION, findTemporalCli, onPath, temporalAnswers, temporalFault } from './lib/temporal.ts';
import { findTestServer } from './lib/test-server.ts';
import { mailSecurity, temporalSecurity, tlsFault } from './lib/tls.ts';
import { isWritable } from './lib/writable.ts';

const settings = commandSettings('doctor');
const running = readRunning(settings.dataDir);
const runs = running !== undefined && isAlive(running.start);
const short = (path: string) => path.replace(homedir(), '~');

async function version(program: string, args: string[]): Promise<string | undefined> {
  const path = onPath(program);
  if (!path) return undefined;
  const { code, output } = await run(path, args, { timeoutMs: 20_000 });
  return code === 0 ? (output.split('\n').find((line) => /\d+\.\d+/.test(line)) ?? output).trim() : undefined;
}

const checks: (() => Promise<Finding>)[] = [
  async () => {
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    const enough = major > 20 || (major === 20 && minor >= 19);
    const supported = major >= 22;
    return {
      what: 'Node.js',
      state: enough ? (supported ? 'good' : 'later') : 'missing',
      found: process.versions.node,
      remedy: enough
        ? 'works, but its line left support in April 2026: Node.js 24 is recommended'
        : 'install Node.js 24 (20.19 at least)',
    };
  },
  async () => {
    try {
      loadSettings(process.env, 'start');
      return {
        what: 'Settings',
        state: 'good',
        found: settings.demo ? 'demo mode: everything that is not set is brought along' : 'complete',
      };
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      return { what: 'Settings', state: 'missing', found: 'incomplete', remedy: error.message };
    }
  },
  async () => ({
    what: 'Project folder',
    state: 'good',
    found: isWritable(ROOT)
      ? short(ROOT)
      : `${short(ROOT)} cannot be written: commands run from a copy in the cache folder`,
  }),
  async () => {
    const { dataDir } = settings;
    let at = dataDir;
    while (!existsSync(at)) at = dirname(at);
    try {
      accessSync(at, constants.W_OK);
      return {
        what: 'Data folder',
        state: 'good',
        found: `${short(dataDir)}${existsSync(dataDir) ? '' : ' (made at the first start)'}`,
      };
    } catch {
      return {
        what: 'Data folder',
        state: 'missing',
        found: `${short(dataDir)} is not writable for ${userInfo().username}`,
        remedy: 'choose another folder with MINGCHA_DATA',
      };
    }
  },
  () => freeDisk(settings),
  async () => checkpointsOutside(settings),
  async () => lawChecked(dayOf(new Date().toISOString())),
  async () => {
    try {
      mkdirSync(settings.cacheDir, { recursive: true });
      accessSync(settings.cacheDir, constants.W_OK);
      return { what: 'Cache folder', state: 'good', found: short(settings.cacheDir) };
    } catch {
      return {
        what: 'Cache folder',
        state: 'missing',
        found: `${short(settings.cacheDir)} is not writable`,
        remedy: 'choose another folder with MINGCHA_CACHE',
      };
    }
  },
  async () => {
    const what = `Port ${settings.port}`;
    if (runs) return { what, state: 'good', found: 'used by the Mingcha that runs now' };
    return (await isFree(settings.port, settings.host))
      ? { what, state: 'good', found: 'free' }
      : {
          what,
          state: 'missing',
          found: 'taken by another program',
          remedy: 'free it or choose one with MINGCHA_PORT',
        };
  },
  async () => {
    const what = 'PostgreSQL';
    const address = settings.databaseUrl ?? (runs ? running.env.DATABASE_URL : undefined);
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
  },
  async () => {
    const what = 'Temporal server';
    const address = settings.temporalAddress ?? (runs ? running.env.TEMPORAL_ADDRESS : undefined);
    if (address) {
      const secure = settings.temporalAddress ? temporalSecurity(settings) : {};
      if (await temporalAnswers(address, 2_000, secure)) return { what, state: 'good', found: `answers at ${address}` };
      const why = await temporalFault(address, secure);
      return {
        what,
        state: runs ? 'later' : 'missing',
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
          remedy: `the first start downloads it, or builds ${CLI_VERSION} with ${go} in one or two minutes`,
        }
      : {
          what,
          state: 'missing',
          found: 'not on this machine yet, and no Go to build it',
          remedy: 'the first start tries a download; without one install `temporal` or Go, or set TEMPORAL_ADDRESS',
        };
  },
  async () => {
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
  },
  async () => {
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
  },
  async () => {
    const what = 'Test server (tests only)';
    const found = findTestServer(settings.cacheDir);
    if (found) return { what, state: 'good', found: short(found) };
    const [java, maven] = [await version('java', ['-version']), await version('mvn', ['-v'])];
    return {
      what,
      state: 'later',
      found: 'not on this machine yet',
      remedy:
        java && maven
          ? `\`npm test\` downloads it, or fetches it with Maven (${java})`
          : '`npm test` tries a download; without one install Java and Maven',
    };
  },
  async () => {
    const path =
      process.env.CHROMIUM ??
      ['chromium', 'chromium-browser', 'google-chrome'].map((name) => onPath(name)).find(Boolean);
    return path && existsSync(path)
      ? { what: 'Chromium (tests only)', state: 'good', found: path }
      : {
          what: 'Chromium (tests only)',
          state: 'later',
          found: 'none',
          remedy: 'install it (Debian: apt-get install chromium fonts-noto-cjk) or name it in CHROMIUM',
        };
  },
];

const marks = { good: '✓', later: '…', missing: '✗' } as const;
const findings = await Promise.all(
  checks.map((check) =>
    check().catch((error: Error): Finding => {
      if (!(error instanceof SettingsError)) throw error;
      return { what: 'Settings', state: 'missing', found: 'a file is not there', remedy: error.message };
    }),
  ),
);
const width = Math.max(...findings.map(({ what }) => what.length));
for (const { what, state, found, remedy } of findings) {
  console.log(`${marks[state]} ${what.padEnd(width)}  ${found}${state !== 'good' && remedy ? `; ${remedy}` : ''}`);
}
const missing = findings.filter(({ state }) => state === 'missing').length;
console.log(
  missing === 0
    ? `\n${runs ? 'Mingcha runs.' : '`npm start` can go ahead.'}`
    : `\n${missing} ${missing === 1 ? 'thing needs' : 'things need'} a hand before \`npm start\`.`,
);
process.exit(missing === 0 ? 0 : 1);
