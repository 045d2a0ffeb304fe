import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ensureConsole, ensurePrismaClient, ROOT } from '../bin/lib/build.ts';
import { run } from '../bin/lib/processes.ts';
import { loadSettings } from '../bin/lib/settings.ts';
import { onWritableGround } from '../bin/lib/writable.ts';
import { type TestServer, testPostgres, testTemporal, testTimeSkipping } from './support/servers.ts';

/** Everything that has to hold, in one command: `npm test`. Words after it go to Vitest. */

await onWritableGround('tests/run.ts', loadSettings(process.env, 'doctor'));

const begun = performance.now();
const seconds = (from = begun) => `${((performance.now() - from) / 1000).toFixed(1)} s`;
const reports = join(ROOT, '.reports');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const results: { name: string; good: boolean; took: string }[] = [];

async function check(name: string, program: string, args: string[], live = false): Promise<boolean> {
  const from = performance.now();
  const { code, output } = await run(program, args, {
    cwd: ROOT,
    env: { FORCE_COLOR: '0', NO_COLOR: '1' },
    ...(live ? { log: (line) => console.log(line) } : {}),
  });
  const good = code === 0;
  results.push({ name, good, took: seconds(from) });
  console.log(`${good ? '✓' : '✗'} ${name} (${seconds(from)})`);
  if (!good && !live) console.log(output);
  return good;
}

async function step<T>(name: string, work: () => Promise<T>): Promise<T | undefined> {
  const from = performance.now();
  try {
    const result = await work();
    results.push({ name, good: true, took: seconds(from) });
    console.log(`✓ ${name} (${seconds(from)})`);
    return result;
  } catch (error) {
    results.push({ name, good: false, took: seconds(from) });
    console.log(`✗ ${name} (${seconds(from)})\n${(error as Error).message}`);
    return undefined;
  }
}

const tool = (name: string) => join(ROOT, 'node_modules', '.bin', name);
const folders = [
  'domain',
  'files',
  'ledger',
  'workflows',
  'activities',
  'api',
  'web',
  'prisma',
  'bin',
  'tests',
  'bench',
];

const servers: TestServer[] = [];
async function bring(name: string, start: () => Promise<TestServer>): Promise<void> {
  const server = await step(name, start);
  if (!server) return;
  servers.push(server);
  Object.assign(process.env, server.env);
}
async function stopAll(): Promise<void> {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stopAll().finally(() => process.exit(130)));
}

await step('database client', ensurePrismaClient);
// What only reads the sources runs beside what only waits for servers.
const sources = async () => {
  // By its path: the compiler that other tools read sources with brings a command of the same name.
  const compiler = join(ROOT, 'node_modules', 'typescript-7', 'bin', 'tsc');
  const types = check('types', process.execPath, [compiler, '--noEmit', '-p', '.']);
  await check('formatter and linter', tool('biome'), ['ci', '--colors=off', '--reporter=summary', '.']);
  await check('imports go one way', tool('depcruise'), ['--config', '.dependency-cruiser.cjs', ...folders]);
  await check('nothing is there that nobody uses', tool('knip'), ['--no-progress']);
  await types;
};
const prepare = async () => {
  await bring('PostgreSQL', testPostgres);
  await bring('time-skipping server', testTimeSkipping);
  await bring('Temporal server', testTemporal);
  await step('console', ensureConsole);
};
if (availableParallelism() > 1) await Promise.all([sources(), prepare()]);
else {
  await sources();
  await prepare();
}

await check('tests', tool('vitest'), ['run', ...process.argv.slice(2)], true);
await stopAll();

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
}
let report: Report | undefined;
try {
  report = JSON.parse(readFileSync(join(reports, 'vitest.json'), 'utf8')) as Report;
} catch {
  console.log('✗ Vitest left no report');
}

const bad = results.filter(({ good }) => !good);
console.log(`\nOn Node ${process.version}, after ${seconds()}:`);
for (const { name, good, took } of results) console.log(`  ${good ? '✓' : '✗'} ${name} (${took})`);
if (report) {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = report;
  console.log(`  ${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests + numTodoTests} skipped`);
}
process.exit(bad.length === 0 && report !== undefined ? 0 : 1);
