import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveOperations } from '../../api/operations.ts';
import { newKey, type Product, product, TIP } from './support.ts';

const TOKEN = 'a token that only operators hold';
let up = { database: true, temporal: true, worker: true };
let backlog = 0;
let takes = true;
/** Without a token, as the demonstration is; and with one. */
let plain: Product;
let guarded: Product;

beforeAll(async () => {
  const vitals = async () => ({ ...up, backlog, late: 0, overdue: 0 });
  plain = await product({ vitals, takes: async () => takes });
  guarded = await product({ vitals, takes: async () => takes, operationsToken: TOKEN });
});
afterAll(() => Promise.all([plain.close(), guarded.close()]));

const PUBLIC = ['/api/health', '/api/ready', '/metrics', '/api/operations', '/operations', '/health', '/ready'];
/** What a passer-by has of it: everything but what differs from answer to answer. */
const passing = async (p: Product) =>
  Promise.all(
    PUBLIC.map(async (path) => {
      const { status, text, headers } = await p.get(path);
      const told = [...headers.entries()].filter(([name]) => !['date', 'x-request-id'].includes(name));
      return [path, status, text.replace(/"requestId":"[^"]*"/, ''), told];
    }),
  );

describe('what a passer-by may know', () => {
  test('is yes or no, and it stays the same while tips arrive, the relay falls behind and memory grows', async () => {
    for (const p of [plain, guarded]) {
      backlog = 0;
      const before = await passing(p);
      const held: Buffer[] = [];
      for (let i = 0; i < 3; i++) {
        expect((await p.post('/api/tips', TIP, { key: newKey() })).status).toBe(201);
        backlog += 1;
        held.push(Buffer.alloc(8_000_000, i));
        expect(await passing(p)).toEqual(before);
      }
      expect(held).toHaveLength(3);
      for (const [path, status, text] of before) {
        if (path === '/api/health' || path === '/api/ready') expect([status, text]).toEqual([200, '{"ready":true}']);
        else expect([404, 401]).toContain(status);
      }
      expect(JSON.stringify(before)).not.toMatch(/backlog|late|overdue|memory|temporal|worker|database/);
    }
  });

  test('which part is down is not said; intake stays open while the drivers sleep', async () => {
    const seen: unknown[] = [];
    for (const down of ['temporal', 'worker', 'database'] as const) {
      up = { database: true, temporal: true, worker: true, [down]: false };
      const { status, text, headers } = await plain.get('/api/health');
      seen.push([status, text, headers.get('retry-after')]);
      takes = down !== 'database';
      const ready = await plain.get('/api/ready');
      expect([ready.status, ready.text]).toEqual(takes ? [200, '{"ready":true}'] : [503, '{"ready":false}']);
    }
    expect(new Set(seen.map((s) => JSON.stringify(s)))).toEqual(
      new Set([JSON.stringify([503, '{"ready":false}', '5'])]),
    );
    up = { database: true, temporal: true, worker: true };
    takes = true;
  });

  test('no citizen leaves a line in the log, and no figure is of a route', async () => {
    plain.log.length = 0;
    const told = await plain.post<{ receipt: string }>('/api/tips', TIP, { key: newKey() });
    for (const path of ['/', '/tell', '/progress', '/register', '/calculator', '/nothing']) await plain.get(path);
    await plain.post('/api/receipts', { receipt: told.body.receipt });
    await plain.post('/api/receipts', { receipt: 'wrong' });
    expect(plain.log).toEqual([]);
    const { text } = await guarded.ask('GET', '/metrics', { headers: { Authorization: `Bearer ${TOKEN}` } });
    expect(text).not.toMatch(/\{|api|receipt|route|http/i);
  });
});

describe('parts and figures', () => {
  test('are for the holder of the token; whoever guesses learns that there is one', async () => {
    for (const path of ['/metrics', '/api/operations']) {
      const { status, text } = await guarded.ask('GET', path, { headers: { Authorization: `Bearer ${TOKEN}` } });
      expect([path, status]).toEqual([path, 200]);
      expect(text).toMatch(/backlog/);
      const wrong: Record<string, string>[] = [
        {},
        { Authorization: 'Bearer ' },
        { Authorization: `Bearer ${TOKEN}x` },
        { Authorization: TOKEN },
      ];
      for (const headers of wrong) {
        (await guarded.ask('GET', path, { headers })).problem(401, 'operations-token');
      }
      (await plain.ask('GET', path, { headers: { Authorization: 'Bearer null' } })).problem(404, 'not-found');
    }
  });

  test('are on the operators’ own address, and nothing else is there', async () => {
    const own = await serveOperations(
      {
        vitals: async () => ({ ...up, backlog: 7, late: 2, overdue: 1 }),
        takes: async () => true,
        log: { info() {}, warn() {}, error() {} },
      },
      { host: '127.0.0.1', port: 0 },
    );
    try {
      const at = (path: string) => fetch(`http://127.0.0.1:${own.port}${path}`);
      expect(await (await at('/metrics')).text()).toContain('mingcha_relay_backlog 7\n');
      expect(await (await at('/metrics')).text()).toContain('mingcha_instants_late 2\n');
      expect(await (await at('/metrics')).text()).toContain('mingcha_effects_overdue 1\n');
      expect(await (await at('/operations')).json()).toMatchObject({
        ready: true,
        takes: true,
        backlog: 7,
        worker: true,
      });
      for (const path of ['/', '/tell', '/api/cases', '/constructor', '/metrics/'])
        expect((await at(path)).status).toBe(404);
    } finally {
      await own.close();
    }
  });
});

describe('a house that is not as it was sealed', () => {
  const CHANGED: [what: string, change: string, back: string][] = [
    [
      'a unit under another',
      'UPDATE units SET parent = id WHERE id = (SELECT min(id) FROM units WHERE parent IS NULL)',
      'UPDATE units SET parent = NULL WHERE parent = id',
    ],
    [
      'a calendar that is none',
      `UPDATE calendars SET data = data || '{"x":1}' WHERE year = 2025`,
      "UPDATE calendars SET data = data - 'x' WHERE year = 2025",
    ],
  ];
  test.each(CHANGED)(
    '%s: takes no tip, and both probes say so at once; mended, at once again',
    async (_, change, back) => {
      const p = await product();
      try {
        const seen = async () => [
          (await p.post('/api/tips', TIP, { key: newKey() })).status,
          (await p.get('/api/ready')).status,
          (await p.get('/api/health')).status,
        ];
        expect(await seen()).toEqual([201, 200, 200]);
        await p.owner.query(change);
        expect((await p.get('/api/ready')).status).toBe(503);
        // The last one by the house as it was known; its answer says that there is a newer one.
        await p.post('/api/tips', TIP, { key: newKey() });
        expect(await seen()).toEqual([503, 503, 503]);
        await p.owner.query(back);
        expect((await p.get('/api/ready')).status).toBe(200);
        expect(await seen()).toEqual([201, 200, 200]);
      } finally {
        await p.close();
      }
    },
  );
});
