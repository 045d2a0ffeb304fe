import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';

/**
 * The load generator: a process of its own, so that it does not take from the event loop that it measures. Gets one job
 * over the channel to its parent, warms up with it, answers with what it measured, and waits for the next.
 */

export interface Sending {
  method: 'GET' | 'POST';
  path: string;
  cookie?: string;
  key?: string;
  body?: string;
}

export type Source =
  /** Tips, each different in its accused, with or without a key. */
  | { kind: 'tips'; named: boolean }
  /** For each case, acts in their order by whoever may; one connection walks one case. */
  | { kind: 'acts'; cases: string[]; chain: { cookie: string; proceeding: string; act: string; form: object }[] }
  /** Reads in turn. */
  | { kind: 'reads'; requests: { path: string; cookie: string }[] };

export interface Job {
  host: string;
  /** Of one API process or of several; each connection keeps to one. */
  ports: number[];
  connections: number;
  source: Source;
  /** Ends after so many seconds; acts end with their cases. */
  seconds: number;
  /** Not counted. */
  warmSeconds: number;
  /** Requests a second, spread evenly; without it each connection sends as soon as it has its answer. */
  rate?: number;
}

export interface Measured {
  requests: number;
  /** Requests before counting began. */
  warmed: number;
  seconds: number;
  perSecond: number;
  statuses: Record<string, number>;
  /** Milliseconds of each request, in the order of their answers. */
  times: number[];
}

const clue = '学员从未到课,仍申领培训补贴;名册上的签名像是同一个人写的,上课的照片是在另一所学校拍的。';
let serial = 0;

function tip(named: boolean): Sending {
  serial += 1;
  const mark = `${process.pid}-${serial}`;
  return {
    method: 'POST',
    path: '/api/tips',
    key: randomUUID(),
    body: JSON.stringify({
      accused: { name: `示例学校 ${mark}`, kind: 'training-body' },
      clue,
      fund: 'training-subsidy',
      conduct: ['subsidy-fraud'],
      concernsStaff: 'no',
      ...(named
        ? { tipster: { name: '示例举报人', idNumber: 'DEMO', email: 'bench@example.invalid', wantsNotice: true } }
        : {}),
    }),
  };
}

function* sendings(source: Source, share: { next: number }): Generator<Sending> {
  if (source.kind === 'tips') for (;;) yield tip(source.named);
  if (source.kind === 'reads') {
    for (;;) {
      const { path, cookie } = source.requests[share.next++ % source.requests.length]!;
      yield { method: 'GET', path, cookie };
    }
  }
  if (source.kind !== 'acts') return;
  for (let i = share.next++; i < source.cases.length; i = share.next++) {
    for (const [n, { cookie, proceeding, act, form }] of source.chain.entries()) {
      yield {
        method: 'POST',
        path: `/api/cases/${source.cases[i]}/acts`,
        cookie,
        key: `bench-act-${source.cases[i]}-${n}`,
        body: JSON.stringify({ proceeding, act, form }),
      };
    }
  }
}

function send(agent: Agent, job: Job, port: number | undefined, s: Sending): Promise<number> {
  return new Promise((resolve, reject) => {
    const req = request(
      {
        agent,
        host: job.host,
        port,
        method: s.method,
        path: s.path,
        headers: {
          ...(s.cookie ? { cookie: s.cookie } : {}),
          ...(s.key ? { 'idempotency-key': s.key } : {}),
          ...(s.body ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(s.body) } : {}),
        },
      },
      (res) => {
        res.on('data', () => {});
        res.on('end', () => resolve(res.statusCode ?? 0));
        res.on('error', reject);
      },
    );
    req.on('error', reject);
    req.end(s.body);
  });
}

const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

async function measure(job: Job): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: job.connections });
  const share = { next: 0 };
  const statuses: Record<string, number> = {};
  const times: number[] = [];
  const begun = performance.now();
  const from = begun + job.warmSeconds * 1000;
  const until = from + job.seconds * 1000;
  let warmed = 0;
  let first = 0;
  let last = 0;
  async function one(s: Sending, turn: number, asked = performance.now()): Promise<void> {
    const status = await send(agent, job, job.ports[turn % job.ports.length], s).catch(() => 0);
    const now = performance.now();
    if (asked < from) {
      warmed += 1;
      return;
    }
    if (first === 0) first = asked;
    last = now;
    times.push(now - asked);
    statuses[status] = (statuses[status] ?? 0) + 1;
  }
  if (job.rate) {
    // At a fixed rate the time counts from when a request was due, so that a stall is not hidden.
    const source = sendings(job.source, share);
    const waiting: Promise<void>[] = [];
    for (let i = 0; ; i++) {
      const due = begun + (i * 1000) / job.rate;
      if (due >= until) break;
      const wait = due - performance.now();
      if (wait > 0) await sleep(wait);
      const s = source.next();
      if (s.done) break;
      waiting.push(one(s.value, i, due));
    }
    await Promise.all(waiting);
  } else {
    await Promise.all(
      Array.from({ length: job.connections }, async (_, connection) => {
        for (const s of sendings(job.source, share)) {
          if (performance.now() >= until) return;
          await one(s, connection);
        }
      }),
    );
  }
  agent.destroy();
  const seconds = Math.max(0.001, (last - first) / 1000);
  return { requests: times.length, warmed, seconds, perSecond: times.length / seconds, statuses, times };
}

process.on('message', (job: Job) => {
  measure(job).then(
    (measured) => process.send?.(measured),
    (error: Error) => {
      process.stderr.write(`${error.stack}\n`);
      process.exit(1);
    },
  );
});
