import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, platform } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../../bin/lib/build.ts';
import { rangesOf } from './draw.ts';
import { REASONS } from './reasons.ts';

const USAGE = `npm run mutants -- [options]
  Changes domain/ in small ways, one at a time, runs the tests of the domain after each, and names the changes that no test noticed.
  What makes the changes (Stryker) is installed into tests/mutation from a lock of its own.
  --mutants N   how many are drawn by chance (1600); those of what a file works out once while it is loaded are left out
  --seed N      which (20261129)
  --in FOLDER   of which part of the domain (domain)`;

/** Line of Node that the README recommends: what makes the changes needs one newer than the oldest that we run on. */
const LINE = '24';
const HERE = join(ROOT, 'tests', 'mutation');
const REPORTS = join(ROOT, '.reports', 'mutation');

const { values } = parseArgs({
  options: {
    mutants: { type: 'string', default: '1600' },
    seed: { type: 'string', default: '20261129' },
    in: { type: 'string', default: 'domain' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}

const run = (command: string, args: string[], cwd = ROOT): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });

if (!existsSync(join(HERE, 'node_modules')) && (await run('npm', ['ci', '--legacy-peer-deps'], HERE)) !== 0) {
  throw new Error('What changes the domain cannot be installed: is the registry of packages there?');
}
if (Number(process.versions.node.split('.')[0]) < 22) {
  const system = platform() === 'win32' ? 'win' : platform();
  const node = ['--yes', '--package', `node-${system}-${arch()}@${LINE}`, 'node', '--import', 'tsx'];
  process.exit(await run('npx', [...node, ...process.argv.slice(1)]));
}

/** Lines and columns as the tool that makes the changes counts them. */
interface Place {
  start: { line: number; column: number };
  end: { line: number; column: number };
}
/** As its report says a change. */
interface Mutant {
  mutatorName: string;
  replacement?: string;
  status: string;
  location: Place;
}
type Files = { name: string; mutate: true; content: string }[];
interface Tool {
  Instrumenter: new (
    log: object,
  ) => {
    instrument(files: Files, options: object): Promise<{ mutants: readonly { fileName: string; location: Place }[] }>;
  };
}

const files: Files = readdirSync(join(ROOT, values.in), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .sort()
  .map((name) => join(ROOT, values.in, name))
  .map((name) => ({ name, mutate: true, content: readFileSync(name, 'utf8') }));
const inTool = (path: string) => join(HERE, 'node_modules', '@stryker-mutator', path);
const { Instrumenter } = (await import(inTool('instrumenter/dist/src/instrumenter.js'))) as Tool;
const silent = new Proxy({}, { get: () => () => false });
const options = { plugins: null, excludedMutations: [], ignorers: [] };
const { mutants } = await new Instrumenter(silent).instrument(files, options);
const mutate = rangesOf(
  mutants.map((m) => ({ file: relative(ROOT, m.fileName), ...m.location })),
  Number(values.mutants),
  Number(values.seed),
);

mkdirSync(REPORTS, { recursive: true });
const config = join(REPORTS, 'stryker.json');
const report = join(REPORTS, 'report.json');
writeFileSync(
  config,
  JSON.stringify({
    mutate,
    testRunner: 'vitest',
    plugins: [inTool('vitest-runner/dist/src/index.js')],
    vitest: { configFile: 'tests/mutation/vitest.config.ts', related: false },
    coverageAnalysis: 'perTest',
    ignoreStatic: true,
    concurrency: availableParallelism(),
    disableTypeChecks: false,
    ignorePatterns: ['.mingcha', '.reports', 'dist', 'docs/pictures', 'tests/mutation/node_modules', 'tests/replay'],
    tempDirName: '.reports/mutation/sandbox',
    reporters: ['json', 'progress-append-only'],
    jsonReporter: { fileName: report },
    timeoutMS: 60_000,
    allowConsoleColors: false,
  }),
);
process.env.MINGCHA_FEW = '1';
const code = await run(process.execPath, [inTool('core/bin/stryker.js'), 'run', config]);
if (code !== 0) process.exit(code);

const said = JSON.parse(readFileSync(report, 'utf8')) as { files: Record<string, { mutants: Mutant[] }> };
const all = Object.entries(said.files).flatMap(([file, f]) => f.mutants.map((m) => ({ ...m, file })));
const of = (...statuses: string[]) => all.filter((m) => statuses.includes(m.status));
const noticed = of('Killed', 'Timeout').length;
const missed = of('Survived', 'NoCoverage');
let explained = 0;
for (const { status, file, location, mutatorName, replacement = '' } of missed) {
  const where = `${file}:${location.start.line}:${location.start.column}`;
  const line = readFileSync(join(ROOT, file), 'utf8').split('\n')[location.start.line - 1] ?? '';
  const reason = REASONS.find((r) => r.file === file && line.includes(r.code));
  if (reason) explained += 1;
  const made = replacement.replace(/\s+/g, ' ').slice(0, 120);
  console.log(`${status} ${where} ${mutatorName} → ${made}${reason ? ` (${reason.why})` : ''}`);
}
console.log(
  JSON.stringify({
    seed: Number(values.seed),
    drawn: all.length,
    whileLoading: of('Ignored').length,
    tried: noticed + missed.length,
    noticed,
    explained,
    score: Math.round((1000 * noticed) / Math.max(1, noticed + missed.length)) / 1000,
  }),
);
