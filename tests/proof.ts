import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensurePrismaClient, ROOT } from '../bin/lib/build.ts';
import { systemClock } from '../bin/lib/compose.ts';
import { readIfThere } from '../bin/lib/files.ts';
import { refuse } from '../bin/lib/lifecycle.ts';
import { eachLine } from '../bin/lib/processes.ts';
import { FIGURES, type Proven } from './support/proof.ts';
import { pageOf, rowsIn, withRowsOf } from './support/proof-page.ts';
import { type TestServer, testPostgres, testTemporal } from './support/servers.ts';

const USAGE = `npm run proof -- [options] [test files]
  Runs the long proofs in full, one file after the other, and writes after each what it showed into docs/proof.md: what was
  tried, when, with which seed, and what came of it. A proof that fails, or takes too long, costs its own rows only; the
  exit code is 1 then.
  --minutes N   how long each file may take (240)
  --list        names the files`;

/** Asked to end: vitest and what it started, and after this long whatever of them is left. */
const GRACE_MS = 30_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '240' },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const minutes = /^\d{1,4}$/.test(values.minutes) ? Number(values.minutes) : refuse('--minutes must be a whole number.');

/** Every test file that has a long form. */
const proofs = readdirSync(join(ROOT, 'tests'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.test\.tsx?$/.test(name))
  .map((name) => `tests/${name.replaceAll('\\', '/')}`)
  .filter((name) => readFileSync(join(ROOT, name), 'utf8').includes('/support/proof.ts'))
  .sort();
if (values.list) {
  console.log(proofs.join('\n'));
  process.exit(0);
}
const chosen = positionals.length > 0 ? positionals : proofs;
for (const name of chosen) {
  if (!proofs.includes(name)) refuse(`${name} has no long form; \`npm run proof -- --list\` names those that have.`);
}

const page = join(ROOT, 'docs', 'proof.md');
const servers: TestServer[] = [];
let stopOne: (() => void) | undefined;
let asked = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    asked = true;
    stopOne?.();
  });
}

/** Runs one file in a group of processes of its own. @returns null where all held, else in a few words why not */
async function run(file: string): Promise<string | null> {
  const child = spawn(process.execPath, [join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'), 'run', file], {
    cwd: ROOT,
    env: { ...process.env, MINGCHA_PROOF: '1', NO_COLOR: '1', FORCE_COLOR: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  eachLine(child, (line) => console.log(line));
  const signalAll = (signal: NodeJS.Signals) => {
    try {
      process.kill(-child.pid!, signal);
    } catch {}
  };
  let late = false;
  let last: NodeJS.Timeout | undefined;
  stopOne = () => {
    signalAll('SIGTERM');
    last = setTimeout(() => signalAll('SIGKILL'), GRACE_MS);
  };
  const bound = setTimeout(() => {
    late = true;
    stopOne?.();
  }, minutes * 60_000);
  const code = await new Promise<number | null>((done) => child.once('close', done));
  clearTimeout(bound);
  clearTimeout(last);
  stopOne = undefined;
  if (asked) return 'it was interrupted';
  if (late) return `it took longer than ${minutes} minutes`;
  return code === 0 ? null : 'it failed';
}

const failed: string[] = [];
try {
  await ensurePrismaClient();
  for (const bring of [testPostgres, testTemporal]) {
    const server = await bring();
    servers.push(server);
    Object.assign(process.env, server.env);
  }
  for (const file of chosen) {
    if (asked) break;
    rmSync(FIGURES, { recursive: true, force: true });
    mkdirSync(FIGURES, { recursive: true });
    const begun = performance.now();
    const why = await run(file);
    const seconds = Math.round((performance.now() - begun) / 1000);
    console.log(`${why === null ? '✓' : '✗'} ${file} (${seconds} s)${why === null ? '' : `: ${why}`}`);
    if (why !== null) failed.push(`${file}: ${why}`);
    // Whoever ends it by hand has not found it wrong.
    if (asked) break;
    const found = readdirSync(FIGURES)
      .sort()
      .map((name) => JSON.parse(readFileSync(join(FIGURES, name), 'utf8')) as Proven);
    const ran = { file, day: systemClock.now().slice(0, 10), seconds, node: process.versions.node, why };
    const kept = rowsIn(readIfThere(page) ?? '').filter((row) => proofs.includes(row.file));
    writeFileSync(page, pageOf(withRowsOf(kept, ran, found)));
  }
} finally {
  for (const server of servers.reverse()) await server.stop();
}
console.log(
  failed.length === 0 && !asked ? 'docs/proof.md written.' : `docs/proof.md written but for:\n${failed.join('\n')}`,
);
process.exit(failed.length === 0 && !asked ? 0 : 1);
