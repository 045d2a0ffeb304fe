import { spawn } from 'node:child_process';
import { chmodSync, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { driverIds } from '../../activities/ids.ts';
import { startSink } from '../../activities/sink.ts';
import { ROOT } from '../../bin/lib/build.ts';
import { foundation } from '../../bin/lib/compose.ts';
import { readRunning, refuse } from '../../bin/lib/lifecycle.ts';
import { eachLine, pause, run } from '../../bin/lib/processes.ts';
import { loadSettings } from '../../bin/lib/settings.ts';
import { CALENDARS } from '../../domain/time/published.ts';
import { createLedger } from '../../ledger/index.ts';
import { chanceOf } from './chance.ts';
import { check, failedDrivers, type Ground, quiet } from './checks.ts';
import { PatientClient } from './client.ts';
import { type Kill, killOnce, planKills, TARGETS, type Target } from './kill.ts';
import { Load } from './load.ts';

const USAGE = `npm run chaos -- [options]
  Starts the whole product in a temporary folder, puts people to work in it over HTTP, some of them sending files over
  lines that break, stall and garble, kills its processes with SIGKILL at seeded moments, and checks at the end that
  nothing is lost, doubled or misdated. One JSON object is the last line of what it prints; the exit code is 1 on any loss.
  --kills N       how many kills (20)
  --seed N        repeats a plan of kills and roads (a new one each time, printed)
  --targets LIST  of worker,api,temporal,postgres (all)
  --keep-store    does not delete Temporal's store
  --people N      people at work side by side (6)
  --senders N     of people who send files, beside them (2)
  --keep          keeps the folder`;

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    seed: { type: 'string' },
    targets: { type: 'string', default: TARGETS.join() },
    'keep-store': { type: 'boolean', default: false },
    people: { type: 'string', default: '6' },
    senders: { type: 'string', default: '2' },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const wholeNumber = (name: string, text: string): number =>
  /^\d{1,9}$/.test(text) ? Number(text) : refuse(`--${name} must be a whole number; it is ${text}.`);
const kills = wholeNumber('kills', values.kills);
const people = wholeNumber('people', values.people);
const senders = wholeNumber('senders', values.senders);
const seed = values.seed === undefined ? Math.floor(Math.random() * 1e9) : wholeNumber('seed', values.seed);
const targets = values.targets.split(',').map((name) => {
  const target = TARGETS.find((t) => t === name);
  return target ?? refuse(`--targets knows ${TARGETS.join(', ')}; not ${name}.`);
}) as Target[];

const begun = performance.now();
const say = (line: string) => console.log(`${((performance.now() - begun) / 1000).toFixed(1).padStart(6)} s  ${line}`);
const PASSWORD = 'only for this drill';
const QUIET_MS = 300_000;

const dataDir = mkdtempSync(join(tmpdir(), 'mingcha-chaos-'));
chmodSync(dataDir, 0o755);
say(`seed ${seed}, ${kills} kills of ${targets.join(', ')}, data in ${dataDir}`);

const mails = new Map<string, number>();
const sink = await startSink({
  port: 0,
  onMail: ({ messageId }) => void mails.set(messageId, (mails.get(messageId) ?? 0) + 1),
});

/** The product as a person starts it, in a folder and on ports of its own. */
const own = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => /^(PATH|HOME|MINGCHA_CACHE)$/.test(name)),
);
const product = spawn(process.execPath, ['--import', 'tsx', 'bin/start.ts'], {
  cwd: ROOT,
  env: {
    ...own,
    MINGCHA_DATA: dataDir,
    MINGCHA_PORT: '0',
    // What is drilled is that nothing is lost; chance would only make the drill longer.
    MINGCHA_DRIVERS_WITHIN: '0',
    // One sender here is a whole city: its place in a queue is tested elsewhere.
    MINGCHA_ROUTE_PER_MINUTE: '1000000',
    MINGCHA_DEMO_PASSWORD: PASSWORD,
    SMTP_URL: sink.url,
  },
  stdio: ['ignore', 'pipe', 'pipe'],
});
const said = createWriteStream(join(dataDir, 'start.log'), { mode: 0o600 });
const lines: string[] = [];
eachLine(product, (line) => {
  lines.push(line);
  said.write(`${line}\n`);
});
const productOver = new Promise<void>((resolve) => product.once('exit', () => resolve()));
let stopping = false;
product.once('exit', (code) => {
  if (!stopping) refuse(`the product ended by itself (${code}):\n${lines.slice(-20).join('\n')}`);
});

async function stopProduct(): Promise<void> {
  stopping = true;
  if (product.exitCode === null && product.signalCode === null) product.kill('SIGTERM');
  await productOver;
  await sink.stop();
  said.end();
  if (!values.keep) rmSync(dataDir, { recursive: true, force: true });
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stopProduct().finally(() => process.exit(130)));
}

while (!lines.some((line) => line.includes('All is ready'))) await pause(100);
say('the product is ready');

const { env } = readRunning(dataDir) ?? refuse('the product left no note of what runs');
const settings = loadSettings(env, 'rebuild');
const address = `http://127.0.0.1:${settings.port}`;
/** Looks from outside, as the owner of the schema, so that the drill does not ask the product about itself. */
const pool = new pg.Pool({ connectionString: settings.databaseUrl, max: 4, connectionTimeoutMillis: 2_000 });
pool.on('error', () => {});
const casesBefore = Number((await pool.query<{ n: string }>('SELECT count(*) AS n FROM cases')).rows[0]?.n);

const client = new PatientClient(address, PASSWORD);
const load = new Load(client, chanceOf(seed), `示例学校 ${seed}`);
const plans = planKills(chanceOf(seed + 1), kills, targets, !values['keep-store']);
const done: Kill[] = [];

async function command(file: string): Promise<{ code: number; output: string }> {
  return run(process.execPath, ['--import', 'tsx', file], { cwd: ROOT, env: { ...own, MINGCHA_DATA: dataDir } });
}

const work = Promise.all([load.run(people), load.runUploads(senders), load.runFiles()]);
work.catch((error: Error) => say(`the load broke off: ${error.message}`));
await pause(3_000);
const chance = chanceOf(seed + 2);
for (const plan of plans) {
  await pause(500 + chance() * 2_500);
  const kill = await killOnce(plan, {
    dataDir,
    address,
    client,
    load,
    pool,
    chance,
    log: say,
    async rebuild() {
      const { code, output } = await command('bin/rebuild.ts');
      say(`bin/rebuild: ${output.split('\n').at(-1)}`);
      if (code !== 0) load.book.refused.push(`bin/rebuild ended with ${code}: ${output.slice(-300)}`);
    },
  });
  done.push(kill);
  const when = { act: 'with an act in flight', effect: 'with an effect owed', instant: 'before a legal instant' }[
    kill.moment
  ];
  say(
    `kill ${done.length}: ${kill.target} ${when} (${kill.inFlight} acts in flight${
      kill.owed === null ? '' : `, ${kill.owed} effects owed`
    })${kill.store ? ', its store deleted' : ''}; back after ${(kill.backAfterMs / 1000).toFixed(1)} s`,
  );
}
load.stop();
await work;
// Instants that were entered and are still to come belong to the drill.
const { book } = load;
const lastDue = Math.max(0, ...book.files.map((f) => Date.parse(f.dueAt)));
await pause(Math.max(0, lastDue - Date.now()) + 1_000);
say(`the people have gone home: ${book.tips.length} tips, ${book.acts.length} acts, ${book.files.length} paper files`);

const { clock, keys, pool: appPool, close } = foundation(settings, 'mingcha-chaos', 8);
const connection = await Connection.connect({ address: settings.temporalAddress });
const ground: Ground = {
  pool,
  ledger: createLedger({ pool: appPool, keys, clock }),
  calendars: CALENDARS,
  ids: driverIds(keys),
  temporal: new Client({ connection, namespace: settings.temporalNamespace }),
  client,
  dataDir,
  mails,
};
const rest = await quiet(ground, QUIET_MS);
say(`quiet after ${(rest.afterMs / 1000).toFixed(1)} s`);
const verdict = await check(ground, book, casesBefore);
const failed = await failedDrivers(ground.temporal);
const verified = await command('bin/verify.ts');
say(`bin/verify: ${verified.output.split('\n').at(-1)}`);

const losses = [
  ...rest.still.map((what) => `not quiet: ${what}`),
  ...verdict.losses,
  ...book.refused.map((what) => `refused: ${what}`),
  ...book.unequal.map((what) => `two answers to one request: ${what}`),
  ...client.trouble.unforeseen.map((what) => `unforeseen answer: ${what}`),
  ...lines.filter((line) => line.includes('unforeseen error')),
  ...(failed > 0 ? [`${failed} drivers failed`] : []),
  ...(verified.code === 0 ? [] : [`bin/verify: ${verified.output.slice(-500)}`]),
];

await connection.close();
await close();
await pool.end();
client.close();
await stopProduct();

const { counts, lateness } = verdict;
const perTarget = Object.fromEntries(TARGETS.map((t) => [t, done.filter((k) => k.target === t).length]));
console.log(`
Seed ${seed}: ${done.length} kills (${TARGETS.map((t) => `${t} ${perTarget[t]}`).join(', ')})
  answered     ${counts.tips} tips, ${counts.files} paper files, ${counts.acts} acts; ${book.twins} requests sent twice at once
  files        ${counts.originals} with tips and after them (${counts.originalsMb} MB), each whole and once; broken on the way: ${book.broken.cut} cut, ${book.broken.stalled} stalled, ${book.broken.garbled} garbled; ${counts.leftWaiting} left waiting by kills, gone after their hour
  sent again   ${client.trouble.unavailable} after 503, ${client.trouble.cut} after a lost connection
  instants     ${counts.instants} applied, each once, dated by itself; recorded ${lateness.median} s after (median), ${lateness.most} s at most
  effects      ${counts.effects} done: ${counts.letters} letters, ${counts.mails} mails (${counts.mailsSentAgain} sent again under the same id), ${counts.registerVersions} register versions, ${counts.parcels} parcels
  ${losses.length === 0 ? 'nothing lost, nothing twice' : `${losses.length} LOSSES`}`);
for (const loss of losses.slice(0, 40)) console.log(`    ! ${loss}`);
console.log(
  JSON.stringify({
    seed,
    kills: done,
    perTarget,
    counts,
    lateness,
    trouble: { ...client.trouble, twins: book.twins, broken: book.broken },
    quietAfterMs: rest.afterMs,
    losses: losses.slice(0, 100),
    seconds: Math.round((performance.now() - begun) / 1000),
  }),
);
process.exit(losses.length === 0 ? 0 : 1);
