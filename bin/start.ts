import { randomBytes } from 'node:crypto';
import { accessSync, chmodSync, constants, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { folderMailbox, startSink } from '../activities/sink.ts';
import { fileKeys } from '../ledger/ground/keys.ts';
import { witnessVkey } from '../ledger/keeping/log/checkpoint.ts';
import { migrate } from '../ledger/keeping/migrate.ts';
import { upgrade } from '../ledger/keeping/upgrade.ts';
import { DEMO_STAFF } from '../prisma/seed.ts';
import { announcing } from './lib/announce.ts';
import { ensureConsole, ensurePrismaClient, ROOT } from './lib/build.ts';
import { systemClock } from './lib/compose.ts';
import { readIfThere, writePrivate } from './lib/files.ts';
import { commandSettings, type Running, refuse, writeRunning } from './lib/lifecycle.ts';
import { DEMO_ORIGIN, signingKey } from './lib/outside.ts';
import { isFree, rememberedPort } from './lib/ports.ts';
import { startPostgres } from './lib/postgres.ts';
import { commandOf, eachLine, isAlive, pause, readyMessage, run, spawnEntry, supervise } from './lib/processes.ts';
import { type Settings, toEnvironment } from './lib/settings.ts';
import { obtainTemporalCli, prepareTemporal, startTemporal, temporalThere } from './lib/temporal.ts';
import { temporalSecurity } from './lib/tls.ts';
import { onChange, RUNS, serveConsole } from './lib/watching.ts';
import { onWritableGround } from './lib/writable.ts';

/** Ctrl-C to the last process gone. */
const STOP_MS = 18_000;

const settings = commandSettings('start');
/** `npm run dev`: what is saved runs a moment later. */
const watching = process.argv.includes('--watch');
/** `npm start -- --empty`: staff and no case, as on the first day of an office. */
const asked = process.argv.includes('--empty');
const begun = performance.now();
const seconds = () => `${((performance.now() - begun) / 1000).toFixed(1)} s`;
let ending: Promise<void> | undefined;
const { done, doing, ready, timed, took, trouble, whatTook } = announcing(
  (line) => console.log(line),
  seconds,
  () => ending !== undefined,
);

/* ------------------------------------------------------------------------------------------ one start per folder */

await onWritableGround('bin/start.ts', settings);
const { dataDir } = settings;
try {
  mkdirSync(dataDir, { recursive: true });
  accessSync(dataDir, constants.W_OK);
} catch {
  refuse(`Nothing can be written to the data folder ${dataDir}: choose another with MINGCHA_DATA.`);
}
// PostgreSQL's own user must get through to its folder, nobody else sees what is in here.
chmodSync(dataDir, 0o711);
const lock = join(dataDir, 'start.pid');
const other = Number(readIfThere(lock));
if (other > 0 && other !== process.pid && isAlive(other) && commandOf(other).includes('bin/start')) {
  refuse(
    `Mingcha already runs from ${dataDir} (process ${other}): stop it, or choose another folder with MINGCHA_DATA.`,
  );
}
writePrivate(lock, String(process.pid));

/** A folder that began empty stays so: a later start puts nothing into it. */
const emptyMark = join(dataDir, 'began-empty');
if (asked && readIfThere(emptyMark) === undefined) {
  const no = !settings.demo
    ? 'Without a demonstration there are no cases to leave out: an authority begins with `npm run setup`.'
    : readIfThere(join(dataDir, 'demo-password')) !== undefined
      ? `The demonstration in ${dataDir} has its cases already: choose another folder with MINGCHA_DATA.`
      : null;
  if (no !== null) {
    rmSync(lock, { force: true });
    refuse(no);
  }
  writePrivate(emptyMark, '');
}
const empty = readIfThere(emptyMark) !== undefined;

/* ------------------------------------------------------------------------------------------------ ending in order */

const nothing = () => undefined;
type Stop = () => Promise<void>;
/** Ended in this order: what serves people, what drives, what they rest on. */
const stages: { front: Stop[]; middle: Stop[]; ground: Stop[] } = { front: [], middle: [], ground: [] };
const aborted = new AbortController();

async function endAll(): Promise<void> {
  aborted.abort();
  for (const stage of [stages.front, stages.middle, stages.ground]) {
    await Promise.all(stage.map((stop) => stop().catch((error: Error) => trouble(error.message))));
  }
  rmSync(lock, { force: true });
  rmSync(join(dataDir, 'running.json'), { force: true });
}

function end(code: number, word: string): void {
  if (ending) {
    // Asked again: hurry.
    for (const stage of Object.values(stages)) for (const stop of stage) void stop();
    return;
  }
  console.log(word);
  setTimeout(() => process.exit(1), STOP_MS).unref();
  const from = performance.now();
  ending = endAll().then(() => {
    console.log(`Stopped in ${((performance.now() - from) / 1000).toFixed(1)} s; \`npm start\` goes on where it was.`);
    process.exit(code);
  });
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0, 'Stopping …'));
// What nobody foresaw must not leave servers behind.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: Error) => end(1, error.stack ?? String(error)));
}

/** Waits for something that must be stopped, also when the stop was asked for while it was still coming up. */
async function own<T extends { stop: Stop }>(stage: keyof typeof stages, coming: Promise<T>): Promise<T> {
  let here: T | undefined;
  stages[stage].push(async () => {
    here ??= await coming.catch(() => undefined);
    await here?.stop();
  });
  here = await coming;
  if (ending) await new Promise(() => {});
  return here;
}

/* ---------------------------------------------------------------------------------------------------- coming up */

const running: Running = { start: process.pid, pids: {}, env: {} };
const note = (name: keyof Running['pids']) => (pid: number) => {
  running.pids[name] = pid;
  if (!ending) writeRunning(dataDir, running);
};

async function demoPassword(): Promise<string> {
  const file = join(dataDir, 'demo-password');
  const password =
    settings.demoPassword ?? readIfThere(file)?.trim() ?? randomBytes(9).toString('base64url').replaceAll(/[-_]/g, 'x');
  writePrivate(file, `${password}\n`);
  return password;
}

function entry(stage: keyof typeof stages, name: 'api' | 'worker' | 'witness', env: Record<string, string>) {
  const child = supervise({
    name,
    graceMs: 10_000,
    log: trouble,
    onPid: note(name),
    start: () => {
      const started = spawnEntry(`bin/${name}.ts`, env);
      eachLine(started, (line) => console.log(`    ${name} │ ${line}`));
      return started;
    },
    ready: readyMessage,
  });
  stages[stage].push(child.stop);
  if (watching && name !== 'witness') {
    const unwatch = onChange(RUNS[name], () => {
      doing(`${name}: begins again with what was saved`);
      child.renew();
    });
    stages[stage].push(async () => unwatch());
  }
  return child;
}

/** A witness beside the demonstration; in earnest it is run by somebody else, elsewhere. */
async function demoWitness(): Promise<Settings['witness']> {
  if (!settings.logKeyPath) return undefined;
  const log = signingKey(settings.logKeyPath, { create: DEMO_ORIGIN });
  const folder = join(dataDir, 'witness');
  const key = signingKey(join(folder, 'key'), { create: 'witness.example/demo' });
  const port = await rememberedPort(dataDir, 'witness');
  await entry('middle', 'witness', {
    MINGCHA_LOG_VKEY: log.vkey(),
    MINGCHA_WITNESS_DATA: folder,
    MINGCHA_WITNESS_PORT: String(port),
  }).ready;
  return { url: `http://127.0.0.1:${port}/`, vkey: witnessVkey(key) };
}

/** What can be refused before anything is started. */
async function choosePort(): Promise<number> {
  if (settings.keysPath) fileKeys(settings.keysPath, { create: settings.demo });
  const port = settings.port === 0 ? await rememberedPort(dataDir, 'pages') : settings.port;
  if (!(await isFree(port, settings.host))) {
    throw new Error(`Port ${port} is taken: free it, or choose another with MINGCHA_PORT.`);
  }
  return port;
}

/** Where Temporal is or will be; a server of our own is looked for, fetched or built while everything else comes up. */
async function lookForTemporal() {
  if (settings.temporalAddress) return { address: settings.temporalAddress, ours: null };
  const folder = join(dataDir, 'temporal');
  const ports = await prepareTemporal(folder, trouble);
  const cli = obtainTemporalCli({
    cacheDir: settings.cacheDir,
    progress: (line) => doing(`Temporal server: ${line}`),
    packed: settings.packed,
    took,
    signal: aborted.signal,
  });
  stages.ground.push(() => cli.then(nothing, nothing));
  cli.catch(nothing);
  return { address: `127.0.0.1:${ports.port}`, ours: { folder, ports, cli } };
}
type Temporal = Awaited<ReturnType<typeof lookForTemporal>>;

/** The database with its newest schema: ours, or the one that was named. */
async function bringUpDatabase(): Promise<string> {
  const postgres = settings.databaseUrl
    ? undefined
    : await timed(
        'PostgreSQL',
        own(
          'ground',
          startPostgres({
            dataDir: join(dataDir, 'postgres'),
            cacheDir: settings.cacheDir,
            log: trouble,
            onPid: note('postgres'),
          }),
        ),
      );
  const databaseUrl = settings.databaseUrl ?? postgres?.url ?? '';
  if (postgres) done(`PostgreSQL on 127.0.0.1:${postgres.port}`);
  const { applied, total } = await timed('migrations', migrate(databaseUrl));
  done(applied.length > 0 ? `schema: ${applied.length} of ${total} migrations applied` : 'schema up to date');
  // What an earlier version left is brought up while everything else comes up: the house works meanwhile.
  const upgraded = settings.keysPath
    ? upgrade({ databaseUrl, keys: fileKeys(settings.keysPath), now: systemClock.now }).then((finished) => {
        if (finished.length > 0 && applied.length < total) done(`brought up: ${finished.join(', ')}`);
      })
    : Promise.resolve();
  upgraded.catch((error: Error) => trouble(`an upgrade was cut off and goes on at the next start: ${error.message}`));
  return databaseUrl;
}

/** Where mail goes: the server that was named, or a folder. */
async function bringUpMail(): Promise<{ smtpUrl?: string }> {
  if (settings.smtpUrl) return {};
  const sink = async () => {
    const mailbox = folderMailbox(join(dataDir, 'mail'));
    return startSink({
      port: await rememberedPort(dataDir, 'mail'),
      onMail: (mail) => mailbox.add(mail, systemClock.now()),
    });
  };
  return { smtpUrl: (await own('middle', sink())).url };
}

/** Whether there is a server that drives, and where its own pages are. */
async function bringUpTemporal({ address, ours }: Temporal): Promise<{ driven: boolean; ui?: string | undefined }> {
  if (!ours) {
    await temporalThere(address, settings.temporalNamespace, temporalSecurity(settings), trouble);
    done(`Temporal server at ${address}`);
    return { driven: true };
  }
  try {
    const found = await ours.cli;
    const server = await timed(
      'Temporal coming up',
      own(
        'middle',
        startTemporal({
          cli: found.path,
          dataDir: ours.folder,
          port: ours.ports.port,
          // Temporal's own page has no sign-in and shows every driver to the microsecond: on only when asked for.
          ...(process.argv.includes('--ui') ? { uiPort: ours.ports.uiPort } : {}),
          namespace: settings.temporalNamespace,
          log: trouble,
          onPid: note('temporal'),
        }),
      ),
    );
    done(`Temporal server on ${server.address}`);
    return { driven: true, ui: server.ui };
  } catch (error) {
    if (ending) return new Promise(() => {});
    // The ledger takes tips and acts all the same; nothing is sent until there is a server.
    trouble((error as Error).message);
    return { driven: false };
  }
}

/** The console is built while the rest comes up; watched, it is served as it changes. */
const buildConsole = (): Promise<unknown> =>
  (watching ? Promise.resolve(false) : ensureConsole()).then(
    (built) => built && done('console built'),
    (error: Error) => trouble(`the console could not be built: ${firstError(error)}`),
  );

const bundleWorkflows = () =>
  run(process.execPath, ['--import', 'tsx', 'activities/bundle.ts', join(settings.cacheDir, 'workflows')], {
    cwd: ROOT,
    signal: aborted.signal,
  });

/** Brings everything up, each thing as soon as what it stands on is there. */
async function bringUp(port: number): Promise<void> {
  console.log(`Mingcha 明察${settings.demo ? ' (demo mode)' : ''}, data in ${dataDir}`);
  const temporal = await lookForTemporal();
  const client = ensurePrismaClient();
  client.catch(nothing);
  const databaseUrl = await bringUpDatabase();
  const mail = await bringUpMail();
  const witness = settings.demo && !settings.witness ? await demoWitness() : settings.witness;
  // Known to this start and to the commands beside it, so that it can ask what is up where nobody else is told.
  const operationsToken = settings.operationsToken ?? randomBytes(24).toString('base64url');
  const { demoPassword: _, ...handed } = {
    ...settings,
    ...(witness ? { witness } : {}),
    operationsToken,
    port,
    databaseUrl,
    temporalAddress: temporal.address,
    ...mail,
  };
  const env = toEnvironment(handed);
  running.env = env;
  await client;

  const api = entry('front', 'api', env);
  const seeded = settings.demo ? timed('the demonstration’s cases', seedDemo(env)) : Promise.resolve(undefined);
  seeded.catch(nothing);
  const consoleBuilt = timed('building the console', buildConsole());
  const bundled = timed('bundling the workflows', bundleWorkflows());
  await api.ready;
  const address = `http://${settings.host === '0.0.0.0' ? '127.0.0.1' : settings.host}:${port}`;
  done(`pages answer on ${address}/`);
  const password = await seeded;

  const { driven, ui } = await bringUpTemporal(temporal);
  await bundled;
  if (driven) {
    const worker = entry('front', 'worker', env);
    await timed('the worker', worker.ready);
    done('worker');
    await healthy(address, operationsToken);
  }
  await consoleBuilt;
  const live = watching
    ? await own(
        'front',
        rememberedPort(dataDir, 'console').then((free) => serveConsole(free, address)),
      )
    : undefined;
  ready(welcome({ driven, address, console: live?.url ?? `${address}/console`, ui, password }));
}

/** What a start says at its end: where everything is. */
function welcome(at: {
  driven: boolean;
  address: string;
  console: string;
  ui: string | undefined;
  password: string | undefined;
}): string {
  return `
${at.driven ? `All is ready after ${seconds()}.` : 'Pages and console answer; effects wait until there is a Temporal server.'}${whatTook() === '' ? '' : `\n\n  What took how long, side by side: ${whatTook()}`}

  Tell a tip 举报        ${at.address}/
  Public register 公示   ${at.address}/register
  Staff 工作台           ${at.console}
  All up? 是否就绪       ${at.address}/api/health${at.ui ? `\n  Temporal's own pages   ${at.ui}/namespaces/${settings.temporalNamespace}` : ''}
${at.password ? signIns(at.address, at.password) : ''}
Ctrl-C stops everything; the next \`npm start\` goes on where it was.
`;
}

/** The first line of a tool's output that says what is wrong. */
const firstError = (error: Error): string =>
  error.message
    .split('\n')
    .find((line, index) => index > 0 && /(error|could not|cannot)\b.*\S{3}/i.test(line) && !/:$/.test(line)) ??
  error.message;

function signIns(address: string, password: string): string {
  const lines = DEMO_STAFF.map(({ login }) => login).reduce<string[]>(([...before], login) => {
    const last = before.pop() ?? '';
    return last.length + login.length > 60 ? [...before, last, login] : [...before, last ? `${last}  ${login}` : login];
  }, []);
  const names = lines.map((line, n) => `${n === 0 ? '  Sign-in names          ' : ' '.repeat(25)}${line}`).join('\n');
  return `  Mail of the demo       ${address}/demo/mail

${names}
  Password for all       ${password}
`;
}

/** Enters the demo authority and, unless it is to begin empty, its cases, once; a second start finds them. */
async function seedDemo(env: Record<string, string>): Promise<string> {
  const password = await demoPassword();
  const { code, output } = await run(
    process.execPath,
    ['--import', 'tsx', 'bin/seed.ts', ...(empty ? ['--empty'] : [])],
    {
      cwd: ROOT,
      env: { ...env, MINGCHA_DEMO_PASSWORD: password },
      log: (line) => doing(line),
      signal: aborted.signal,
    },
  );
  if (code !== 0) throw new Error(`The demo authority could not be entered: ${output.split('\n').at(-1)}`);
  done(empty ? 'demo authority, without a case' : 'demo authority and its cases');
  return password;
}

/** Asks the product itself whether all of it is up, as an operator would. */
async function healthy(address: string, token: string): Promise<void> {
  let body = '';
  for (let waited = 0; waited < 20_000; waited += 200) {
    try {
      const answer = await fetch(`${address}/api/health`);
      if (answer.ok) return;
      const parts = await fetch(`${address}/api/operations`, { headers: { Authorization: `Bearer ${token}` } });
      body = await parts.text();
    } catch (error) {
      body = (error as Error).message;
    }
    await pause(200);
  }
  trouble(`not everything is up: ${body}`);
}

const port = await choosePort().catch((error: Error) => {
  rmSync(lock, { force: true });
  return refuse(error.message);
});
bringUp(port).catch((error: Error) => {
  if (!ending) end(1, error.message);
});
