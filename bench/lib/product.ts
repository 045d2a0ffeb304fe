import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { ROOT } from '../../bin/lib/build.ts';
import { freePort } from '../../bin/lib/ports.ts';
import { startPostgres } from '../../bin/lib/postgres.ts';
import { eachLine, pause, readyMessage, run, spawnEntry } from '../../bin/lib/processes.ts';
import { loadSettings } from '../../bin/lib/settings.ts';
import { obtainTemporalCli, startTemporal } from '../../bin/lib/temporal.ts';
import { fileKeys } from '../../ledger/index.ts';
import { migrate } from '../../ledger/keeping/migrate.ts';
import { say } from './args.ts';
import type { Job, Measured } from './generator.ts';

const PASSWORD = 'only for measuring';

/** The product on servers of its own, in a folder that is thrown away. */
export interface Product {
  host: string;
  port: number;
  databaseUrl: string;
  /** As the owner of the schema. */
  pool: pg.Pool;
  dataDir: string;
  env: Record<string, string>;
  /** Session cookie of a member of staff. */
  cookie(login: string): Promise<string>;
  /** Runs a load from a process of its own. */
  load(job: Omit<Job, 'host' | 'ports'>): Promise<Measured>;
  rss(name: 'api' | 'worker'): number;
  /** Processor time used so far, in milliseconds: what it says does not depend on what else the machine does. */
  cpu(name: 'api' | 'postgres'): number;
  stop(): Promise<void>;
}

/** Resident memory of a process in MB. */
export function rssOf(pid: number): number {
  const kb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kb) / 1024);
}

const TICK_MS = 10;

/** Parent and processor time (milliseconds) of a process, `gone`: of its children that have ended; null when it is gone. */
function usedBy(pid: number | string): { parent: number; ms: number; gone: number } | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    const [parent, user, system, userGone, systemGone] = [1, 11, 12, 13, 14].map((i) => Number(fields[i]));
    return { parent: parent!, ms: (user! + system!) * TICK_MS, gone: (userGone! + systemGone!) * TICK_MS };
  } catch {
    return null;
  }
}

/** Of a server and all its children. */
function usedByTree(pid: number): number {
  const own = usedBy(pid);
  let ms = (own?.ms ?? 0) + (own?.gone ?? 0);
  for (const name of readdirSync('/proc').filter((n) => /^\d+$/.test(n))) {
    const used = usedBy(name);
    if (used?.parent === pid) ms += used.ms;
  }
  return ms;
}

/**
 * Brings up PostgreSQL (with fsync, as in the product), the demonstration's staff and the API; with `driven` also Temporal and
 * the worker. `apis`: how many API processes, one by default.
 */
export async function bringUp(options: { driven?: boolean; apis?: number } = {}): Promise<Product> {
  const dataDir = mkdtempSync(join(tmpdir(), 'mingcha-bench-'));
  chmodSync(dataDir, 0o711);
  const postgres = await startPostgres({ dataDir: join(dataDir, 'postgres'), log: say });
  await migrate(postgres.url);
  fileKeys(join(dataDir, 'keys.json'), { create: true });
  const { cacheDir } = loadSettings({ MINGCHA_CACHE: process.env.MINGCHA_CACHE }, 'doctor');
  const stops: (() => Promise<void>)[] = [() => postgres.stop()];
  let temporal = '127.0.0.1:9';
  if (options.driven) {
    const cli = await obtainTemporalCli({ cacheDir, progress: say });
    const server = await startTemporal({ cli: cli.path, dataDir: join(dataDir, 'temporal'), log: say });
    stops.unshift(() => server.stop());
    temporal = server.address;
  }
  const ports = await Promise.all(Array.from({ length: options.apis ?? 1 }, freePort));
  const port = ports[0]!;
  const env: Record<string, string> = {
    DATABASE_URL: postgres.url,
    TEMPORAL_ADDRESS: temporal,
    SMTP_URL: 'smtp://127.0.0.1:9',
    MINGCHA_DATA: dataDir,
    MINGCHA_PORT: String(port),
    MINGCHA_HOST: '127.0.0.1',
    MINGCHA_DEMO: '1',
    MINGCHA_DRIVERS_WITHIN: '0',
    MINGCHA_KEYS: join(dataDir, 'keys.json'),
    MINGCHA_CACHE: cacheDir,
    // A bench is one sender with the load of a city: what it measures is the work, not the waiting place.
    MINGCHA_ROUTE_PER_MINUTE: process.env.MINGCHA_ROUTE_PER_MINUTE ?? '1000000',
  };
  const seeded = await run(process.execPath, ['--import', 'tsx', 'bin/seed.ts'], {
    cwd: ROOT,
    env: { ...env, MINGCHA_DEMO_PASSWORD: PASSWORD },
  });
  if (seeded.code !== 0) throw new Error(`the seed failed: ${seeded.output}`);
  const pids: Record<'api' | 'worker', number[]> = { api: [], worker: [] };
  const entry = async (name: 'api' | 'worker', more: Record<string, string> = {}) => {
    const child = spawnEntry(`bin/${name}.ts`, { ...env, ...more });
    eachLine(child, (line) => process.env.BENCH_VERBOSE && say(`${name}: ${line}`));
    if (child.pid !== undefined) pids[name].push(child.pid);
    const gone = new Promise<void>((done) => child.once('exit', () => done()));
    stops.unshift(async () => {
      child.kill('SIGTERM');
      await gone;
    });
    await readyMessage(child);
  };
  for (const p of ports) await entry('api', { MINGCHA_PORT: String(p) });
  if (options.driven) await entry('worker');

  const pool = new pg.Pool({ connectionString: postgres.url, max: 4 });
  pool.on('error', () => {});
  stops.unshift(() => pool.end());
  const cookies = new Map<string, Promise<string>>();
  let generator: ChildProcess | undefined;
  stops.unshift(async () => void generator?.kill());
  const host = '127.0.0.1';
  return {
    host,
    port,
    databaseUrl: postgres.url,
    pool,
    dataDir,
    env,
    cookie(login) {
      const known =
        cookies.get(login) ??
        fetch(`http://${host}:${port}/api/session`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ login, password: PASSWORD }),
        }).then((answer) => {
          const cookie = answer.headers.get('set-cookie')?.split(';')[0];
          if (!cookie) throw new Error(`${login} could not sign in: ${answer.status}`);
          return cookie;
        });
      cookies.set(login, known);
      return known;
    },
    load(job) {
      const file = fileURLToPath(new URL('./generator.ts', import.meta.url));
      generator ??= fork(file, { execArgv: ['--import', 'tsx'], serialization: 'advanced' });
      const child = generator;
      return new Promise((resolve, reject) => {
        const lost = () => reject(new Error('the load generator ended'));
        child.once('exit', lost);
        child.once('message', (message) => {
          child.off('exit', lost);
          const measured = message as Measured;
          // How fast something is refused says nothing of how fast it is done.
          const others = Object.keys(measured.statuses).filter((status) => !/^2/.test(status));
          if (others.length > 0) reject(new Error(`not done: ${JSON.stringify(measured.statuses)}`));
          else resolve(measured);
        });
        child.send({ ...job, host, ports } satisfies Job);
      });
    },
    cpu: (name) =>
      name === 'api' ? pids.api.reduce((sum, pid) => sum + (usedBy(pid)?.ms ?? 0), 0) : usedByTree(postgres.pid() ?? 0),
    rss: (name) => rssOf(pids[name][0] ?? 0),
    async stop() {
      for (const stop of stops) await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Waits until the relay has handed over what there is. */
export async function drained(pool: pg.Pool, ms: number): Promise<void> {
  for (const from = performance.now(); performance.now() - from < ms; await pause(500)) {
    const { rows } = await pool.query<{ n: string }>('SELECT count(*) AS n FROM outbox');
    if (Number(rows[0]?.n) === 0) return;
  }
}

export const mark = (): string => randomBytes(6).toString('hex');
