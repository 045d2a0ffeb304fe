import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pause } from '../bin/lib/processes.ts';
import { option, print, say } from './lib/args.ts';
import { bringUp, mark } from './lib/product.ts';
import { latencyOf, quantile } from './lib/stats.ts';

/** Several uploads of 200 MB at once, and tips meanwhile: what the API's memory grows by, and how long a tip takes. Beside it the same bytes copied to a disk. */
const MB = 1024 * 1024;
const uploads = option('uploads', 5);
const files = option('files', 4);
const megabytes = option('megabytes', 50);
const perSecond = option('tips', 10);

const product = await bringUp();
const piece = Buffer.alloc(MB);
for (let i = 0; i < piece.length; i += 4) piece.writeUInt32LE((i * 2_654_435_761) >>> 0, i);
const boundary = `bench-${mark()}`;
const head = (name: string, filename?: string) =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${filename ? `; filename="${filename}"` : ''}\r\n\r\n`;

/** One request with files, written as fast as it is taken. */
async function upload(): Promise<number> {
  const answered = new Promise<number>((resolve, reject) => {
    const sending = request(
      {
        host: product.host,
        port: product.port,
        path: '/api/tips',
        method: 'POST',
        headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}`, 'Transfer-Encoding': 'chunked' },
      },
      (answer) => {
        answer.resume();
        answer.once('end', () => resolve(answer.statusCode ?? 0));
      },
    );
    sending.once('error', reject);
    const write = (bytes: Buffer | string) =>
      sending.write(bytes) ? Promise.resolve() : new Promise<void>((done) => sending.once('drain', () => done()));
    void (async () => {
      for (let f = 0; f < files; f++) {
        await write(head('evidence', `${f}.pdf`));
        await write('%PDF-1.4\n');
        for (let m = 0; m < megabytes; m++) await write(m === 0 ? piece.subarray(16) : piece);
        await write('\r\n');
      }
      const tip = JSON.stringify({ accused: { name: `bench ${mark()}` }, clue: 'bench' });
      await write(`${head('tip')}${tip}\r\n--${boundary}--\r\n`);
      sending.end();
    })();
  });
  return answered;
}

async function tip(): Promise<number> {
  const from = performance.now();
  const answer = await fetch(`http://${product.host}:${product.port}/api/tips`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ accused: { name: `bench ${mark()}` }, clue: 'bench' }),
  });
  await answer.arrayBuffer();
  if (answer.status !== 201) throw new Error(`a tip was answered ${answer.status}`);
  return performance.now() - from;
}

/** The same bytes, one file beside the other, written to the disk and synchronised. */
function bareCopy(): number {
  const folder = mkdtempSync(join(tmpdir(), 'mingcha-bench-copy-'));
  const from = performance.now();
  for (let f = 0; f < uploads * files; f++) {
    const file = openSync(join(folder, String(f)), 'w');
    for (let m = 0; m < megabytes; m++) writeSync(file, piece);
    fsyncSync(file);
    closeSync(file);
  }
  const ms = performance.now() - from;
  rmSync(folder, { recursive: true, force: true });
  return ms;
}

for (let n = 0; n < 100; n++) await tip();
const alone: number[] = [];
for (let n = 0; n < 100; n++) alone.push(await tip());
await pause(2_000);
const before = product.rss('api');
let most = before;
let going = true;
const watching = (async () => {
  while (going) {
    most = Math.max(most, product.rss('api'));
    await pause(50);
  }
})();
const times: number[] = [];
const tips = (async () => {
  while (going) {
    const from = performance.now();
    times.push(await tip());
    await pause(Math.max(0, 1000 / perSecond - (performance.now() - from)));
  }
})();
const cpu = product.cpu('api');
const from = performance.now();
const statuses = await Promise.all(Array.from({ length: uploads }, upload));
const ms = performance.now() - from;
const used = product.cpu('api') - cpu;
going = false;
await Promise.all([watching, tips]);
await pause(3_000);
const after = product.rss('api');
await product.stop();
const copy = bareCopy();
const total = uploads * files * megabytes;
say(`${total} MB in ${(ms / 1000).toFixed(1)} s`);

print('uploads', {
  uploads,
  megabytesEach: files * megabytes,
  statuses,
  routePerMinute: Number(product.env.MINGCHA_ROUTE_PER_MINUTE),
  rssMb: { before, most, after, grownBy: most - before },
  mbPerSecond: Math.round(total / (ms / 1000)),
  apiCpuMsPerMb: Number((used / total).toFixed(2)),
  tipsAlone: latencyOf(alone),
  tipsMeanwhile: { n: times.length, ...latencyOf(times) },
  bareCopy: { mbPerSecond: Math.round(total / (copy / 1000)) },
  ratio: Number((copy / ms).toFixed(2)),
  holds: { memory: most - before <= 64, tips: quantile(times, 0.95) <= 100 },
});
