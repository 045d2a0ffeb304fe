import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../bin/lib/build.ts';
import { readRunning } from '../bin/lib/lifecycle.ts';
import { freePort } from '../bin/lib/ports.ts';
import { eachLine, pause } from '../bin/lib/processes.ts';
import { option, print, say } from './lib/args.ts';
import { rssOf } from './lib/product.ts';
import { repeat, spread } from './lib/stats.ts';

/** First and later starts of the whole product with its servers in the cache, and memory of API and worker at rest. */
const runs = option('runs', 3);
const restSeconds = option('rest', 30);

interface Start {
  page: number;
  ready: number;
  stop: number;
  apiRssMb: number;
  workerRssMb: number;
}

async function start(dataDir: string, rest: number): Promise<Start> {
  const port = await freePort();
  const from = performance.now();
  const seconds = () => Number(((performance.now() - from) / 1000).toFixed(1));
  const own = Object.fromEntries(Object.entries(process.env).filter(([n]) => /^(PATH|HOME|MINGCHA_CACHE)$/.test(n)));
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/start.ts'], {
    cwd: ROOT,
    env: { ...own, MINGCHA_DATA: dataDir, MINGCHA_PORT: String(port), MINGCHA_DEMO_PASSWORD: 'only for measuring' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  eachLine(child, (line) => lines.push(line));
  const over = new Promise<void>((done) => child.once('exit', () => done()));
  let page = 0;
  while (page === 0) {
    if (child.exitCode !== null) throw new Error(lines.join('\n'));
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/`);
      await answer.text();
      if (answer.ok) page = seconds();
    } catch {
      await pause(50);
    }
  }
  while (!lines.some((line) => line.includes('All is ready'))) {
    if (child.exitCode !== null) throw new Error(lines.join('\n'));
    await pause(50);
  }
  const ready = seconds();
  await pause(rest * 1000);
  const pids = readRunning(dataDir)?.pids ?? {};
  const found = { apiRssMb: rssOf(pids.api ?? 0), workerRssMb: rssOf(pids.worker ?? 0) };
  const asked = performance.now();
  child.kill('SIGINT');
  await over;
  return { page, ready, stop: Number(((performance.now() - asked) / 1000).toFixed(1)), ...found };
}

const all = await repeat(runs, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'mingcha-bench-start-'));
  chmodSync(dataDir, 0o755);
  const first = await start(dataDir, restSeconds);
  const later = await start(dataDir, 1);
  rmSync(dataDir, { recursive: true, force: true });
  say(
    `first page ${first.page} s, ready ${first.ready} s; again ${later.ready} s; API ${first.apiRssMb} MB, worker ${first.workerRssMb} MB`,
  );
  return { first, later };
});
const of = (pick: (x: (typeof all)[number]) => number) => spread(all.map(pick), 1);
print('start', {
  firstPage: of((x) => x.first.page),
  firstReady: of((x) => x.first.ready),
  laterPage: of((x) => x.later.page),
  laterReady: of((x) => x.later.ready),
  stop: of((x) => x.first.stop),
  apiRssMb: of((x) => x.first.apiRssMb),
  workerRssMb: of((x) => x.first.workerRssMb),
});
