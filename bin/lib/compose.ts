import { isIP } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import type { Secure } from '../../activities/connection.ts';
import { folderExchange } from '../../activities/exchange.ts';
import { smtpPost } from '../../activities/post.ts';
import { folderMailbox } from '../../activities/sink.ts';
import type { WorkerDeps } from '../../activities/worker.ts';
import { publicAddresses } from '../../api/addresses.ts';
import type { Deps, Vitals } from '../../api/deps.ts';
import { httpSessions } from '../../api/sessions.ts';
import { createUploads } from '../../api/uploads.ts';
import type { EffectKind } from '../../domain/case/types.ts';
import { instantOf } from '../../domain/time/day.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import { lateness, type Tries } from '../../ledger/driving/lateness.ts';
import {
  createLedger,
  createSessions,
  fileKeys,
  type KeyService,
  openPool,
  startRelay,
  type TimePort,
} from '../../ledger/index.ts';
import type { HouseReading } from '../../ledger/types.ts';
import { seed } from '../../prisma/seed.ts';
import { site } from '../../web/citizen/mount.ts';
import { lasts, WAYS } from '../../workflows/ways.ts';
import { CONSOLE_FOLDER } from './build.ts';
import { refuse } from './lifecycle.ts';
import { keepBeating } from './outside.ts';
import { type Settings, SettingsError, type SettingsFor, written } from './settings.ts';
import { shared } from './shared.ts';
import { takesNow } from './takes.ts';
import { temporalWatch } from './temporal.ts';
import { mailSecurity, temporalSecurity } from './tls.ts';

/** The system's clock: the one place of the running product where time is read. */
export const systemClock: TimePort = { now: () => instantOf(Date.now()) };

/** What the files of a setting hold; ends the process with one sentence where one cannot be read. */
function secured<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof SettingsError) refuse(error.message);
    throw error;
  }
}

/** What everything else is built on. */
export interface Foundation {
  clock: TimePort;
  keys: KeyService;
  pool: pg.Pool;
  close(): Promise<void>;
}

/** Opens key file and database pool. Ends the process with one sentence when the key file is not usable. */
export function foundation(
  settings: SettingsFor<'verify'>,
  name: string,
  connections = 20,
  clock: TimePort = systemClock,
): Foundation {
  let keys: KeyService;
  try {
    keys = fileKeys(settings.keysPath);
  } catch (error) {
    refuse((error as Error).message);
  }
  const pool = openPool(settings.databaseUrl, { max: connections, name });
  return { clock, keys, pool, close: () => pool.end() };
}

/** The name of the connection by which a worker says that it serves. */
const SERVING = 'mingcha-serving';
const LOOK_MS = 250;

/** While `serving` is true one connection of this name is open: health counts those, so a worker that still waits for Temporal is none. */
export function showServing({ databaseUrl }: SettingsFor<'worker'>, serving: () => boolean): { stop(): Promise<void> } {
  let shown: pg.Client | null = null;
  let last: Promise<void> = Promise.resolve();
  const look = async () => {
    if (serving() && shown === null) {
      const client = new pg.Client({
        connectionString: databaseUrl,
        application_name: SERVING,
        connectionTimeoutMillis: 2_000,
        keepAlive: true,
      });
      const gone = () => {
        if (shown === client) shown = null;
      };
      client.on('error', gone).on('end', gone);
      await client.connect();
      shown = client;
    } else if (!serving() && shown !== null) {
      const client: pg.Client = shown;
      shown = null;
      await client.end();
    }
  };
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    last = look()
      .catch(() => undefined)
      .finally(() => {
        busy = false;
      });
  }, LOOK_MS);
  return {
    async stop() {
      clearInterval(timer);
      await last;
      const client: pg.Client | null = shown;
      shown = null;
      await client?.end().catch(() => undefined);
    },
  };
}

const LASTS = Object.fromEntries(Object.entries(WAYS).map(([kind, way]) => [kind, lasts(way)])) as Record<
  EffectKind,
  Tries
>;

/** What runs, for operators and for yes or no. Asked with the login's own rights, which alone may see who is connected. */
function vitalsOf(
  databaseUrl: string,
  temporalAddress: string,
  secure: Secure,
  clock: TimePort,
  ledger: Pick<HouseReading, 'houseStands'>,
): Pick<Deps, 'vitals' | 'takes'> & { close(): Promise<void> } {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 2,
    application_name: 'mingcha-vitals',
    connectionTimeoutMillis: 2_000,
    query_timeout: 2_000,
  });
  pool.on('error', () => {});
  const temporalAnswers = temporalWatch(temporalAddress, secure);
  return {
    takes: shared(() => takesNow(pool, ledger)),
    vitals: shared(async (): Promise<Vitals> => {
      const workers = pool
        .query<{ n: number }>(
          'SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database()',
          [SERVING],
        )
        .then(({ rows: [row] }) => row?.n ?? 0);
      const [known, temporal] = await Promise.all([
        Promise.all([workers, lateness(pool, clock.now(), LASTS)]).catch(() => undefined),
        temporalAnswers(),
      ]);
      const [serving, waiting] = known ?? [0, { backlog: null, late: null, overdue: null }];
      return { database: known !== undefined, temporal, worker: serving > 0, ...waiting };
    }),
    close: () => pool.end(),
  };
}

/** Within which time a driver starts, where a setting says so. */
const startsOf = ({ driversWithin }: Settings) => (driversWithin === undefined ? {} : { driversWithin });

/** Everything the HTTP side is given. `time`: another clock than the system's, for tests. */
export function composeApi(
  settings: SettingsFor<'api'>,
  time: TimePort = systemClock,
): { deps: Deps; close(): Promise<void> } {
  const { clock, keys, pool, close } = foundation(settings, 'mingcha-api', 20, time);
  // A demonstration answers to the names of its machine.
  const served = settings.publicUrls.length > 0 ? { served: settings.publicUrls } : {};
  const ledger = createLedger({ pool, keys, clock, ...startsOf(settings), ...served });
  const health = vitalsOf(
    settings.databaseUrl,
    settings.temporalAddress,
    secured(() => temporalSecurity(settings)),
    clock,
    ledger,
  );
  const mailbox = folderMailbox(join(settings.dataDir, 'mail'));
  const addresses = publicAddresses(
    settings.publicUrls,
    isIP(settings.host) === 4 && settings.host !== '0.0.0.0' ? [settings.host] : [],
  );
  const life = { totalMs: settings.sessionHours * 3_600_000, idleMs: settings.sessionIdleMinutes * 60_000 };
  const deps: Deps = {
    ledger,
    clock,
    addresses,
    securityContacts: settings.securityContacts,
    sessions: httpSessions(createSessions({ pool, keys, clock, life }), clock, addresses),
    uploads: createUploads(settings.uploads),
    formMac: (data) => keys.mac('session', `citizen form\n${data}`),
    vitals: health.vitals,
    takes: health.takes,
    operations: { token: settings.operationsToken ?? null },
    log: pino({ level: 'info', base: null }),
    demo: settings.demo
      ? {
          mails: async () =>
            (await mailbox.list()).map(({ to, subject, text, at }) => ({
              to: to.join(', '),
              subject,
              text,
              receivedAt: at,
            })),
        }
      : null,
    site,
    consoleFolder: CONSOLE_FOLDER,
    calendars: CALENDARS,
  };
  return {
    deps,
    async close() {
      await Promise.all([close(), health.close()]);
    },
  };
}

/** Everything the worker is given: the drivers' side of the ledger, the relay and the ways out of the building. */
export function composeWorker(
  settings: SettingsFor<'worker'>,
  time: TimePort = systemClock,
): { deps: WorkerDeps; close(): Promise<void> } {
  const { clock, keys, pool, close } = foundation(settings, 'mingcha-worker', 20, time);
  const log = (line: string) => console.log(line);
  const ledger = createLedger({ pool, keys, clock, ...startsOf(settings) });
  const beating = keepBeating({ pool, keys, clock, log }, settings);
  const outside = {
    post: smtpPost(settings.smtpUrl, {
      from: settings.mailFrom,
      bounces: settings.mailBounces,
      security: secured(() => mailSecurity(settings)),
    }),
    exchange: folderExchange(join(settings.dataDir, 'exchange')),
  };
  return {
    deps: {
      address: settings.temporalAddress,
      secure: secured(() => temporalSecurity(settings)),
      namespace: settings.temporalNamespace,
      taskQueue: settings.taskQueue,
      ledger,
      keys,
      outside,
      relay: (drivers) => startRelay({ pool, drivers, clock, log }),
      cacheDir: join(settings.cacheDir, 'workflows'),
      metrics: settings.temporalMetrics && written(settings.temporalMetrics),
      log,
    },
    async close() {
      await beating.stop();
      outside.post.close();
      await close();
    },
  };
}

/** The demonstration's authority and cases, entered through the same ledger as everything else. */
export function composeSeed(
  settings: SettingsFor<'verify'>,
  password: string,
  { time = systemClock, empty = false }: { time?: TimePort; empty?: boolean } = {},
): { seed(): Promise<void>; close(): Promise<void> } {
  const { clock, keys, pool, close } = foundation(settings, 'mingcha-seed', 4, time);
  const ledger = createLedger({ pool, keys, clock, ...startsOf(settings) });
  return {
    seed: () => seed({ pool, ledger, keys, clock, password, empty, log: (line) => console.log(line) }),
    close,
  };
}
