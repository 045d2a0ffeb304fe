import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROBLEMS } from '../../api/problems.ts';
import { routes } from '../../api/routes.ts';
import { createUploads } from '../../api/uploads.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { REFUSALS } from '../../domain/refusals.ts';
import { newKey, type Product, product, TIP } from './support.ts';

let p: Product;
let id: string;
beforeAll(async () => {
  p = await product();
  ({ id } = await p.assigned());
});
afterAll(() => p.close());

const unforeseen = () => p.log.filter((line) => line.includes('unforeseen'));

describe('headers', () => {
  const COMMON = {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'origin-agent-cluster': '?1',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-dns-prefetch-control': 'off',
    'x-download-options': 'noopen',
    'x-permitted-cross-domain-policies': 'none',
    'x-xss-protection': '0',
  };
  const API = {
    ...COMMON,
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none';script-src 'self';style-src 'self' 'unsafe-inline';img-src 'self' data: blob:;media-src data:;font-src 'self' data:;connect-src 'self';frame-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'self'",
    'x-frame-options': 'SAMEORIGIN',
  };
  const PAGE = {
    ...COMMON,
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    'x-frame-options': 'DENY',
  };
  /** With a form: whether it comes from us is said to us, and to nobody else. */
  const FORM = { ...PAGE, 'referrer-policy': 'no-referrer, same-origin' };
  /** What says nothing about safety, or differs from answer to answer. */
  const ORDINARY = [
    'connection',
    'keep-alive',
    'content-length',
    'content-type',
    'date',
    'x-request-id',
    'transfer-encoding',
  ];

  test.each([
    ['/api/health', 200, API],
    ['/api/cases', 401, API],
    ['/api/nothing', 404, API],
    ['/', 200, PAGE],
    ['/en', 200, PAGE],
    ['/tell', 200, FORM],
    ['/progress', 200, FORM],
    ['/register', 200, PAGE],
    ['/calculator', 200, PAGE],
    ['/law', 200, PAGE],
    ['/law/M49', 200, PAGE],
    ['/law/none', 404, PAGE],
    ['/nothing', 404, PAGE],
  ])('of %s are exactly these', async (path, status, headers) => {
    const answer = await p.get(path);
    expect(answer.status).toBe(status);
    const found = Object.fromEntries([...answer.headers.entries()].filter(([name]) => !ORDINARY.includes(name)));
    expect(found).toEqual(headers);
  });

  test('an answer bears the date of legal time, by which screens count what is left', async () => {
    const answer = await fetch(`${p.address}/api/openapi.json`);
    expect(Math.floor(Date.parse(p.clock.now()) / 1000)).toBe(Date.parse(answer.headers.get('date') ?? '') / 1000);
  });

  test('set no cookie for a citizen, name no server, give no validator', async () => {
    for (const path of ['/', '/tell', '/progress', '/register', '/calculator', '/law', '/api/register']) {
      const { headers } = await p.get(path);
      for (const name of ['set-cookie', 'server', 'x-powered-by', 'etag', 'last-modified'])
        expect(headers.get(name)).toBeNull();
    }
  });

  test('each answer has a request id of its own', async () => {
    const ids = await Promise.all(
      Array.from({ length: 20 }, async () => (await p.get('/')).headers.get('x-request-id')),
    );
    expect(new Set(ids).size).toBe(20);
  });
});

describe('an address', () => {
  test.each(['/api/nothing', '/api', '/api/cases/x/y/z', '/api/tips/1', '/api/law', '/api/openapi.yaml'])(
    'that is none (%s) is a 404 problem',
    async (path) => {
      (await p.get(path)).problem(404, 'not-found');
    },
  );

  test.each(['/nothing', '/en/nothing', '/tell/nothing', '/register/a/b', '/law/a/b', '/.env', '/index.html'])(
    'that is no page (%s) is a page that says so, in its language',
    async (path) => {
      const answer = await p.get(path);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
      expect(answer.text).toContain(path.startsWith('/en') ? 'There is no such page' : '没有这个页面');
      expect((await p.ask('GET', path, { headers: { Accept: 'application/json' } })).body.code).toBe('not-found');
    },
  );

  test.each(['/%E0%A4%A', '/api/cases/%E0%A4%A', '/api/register/%FF'])(
    'that cannot be read (%s) is a 4xx',
    async (path) => {
      expect([400, 404]).toContain((await p.get(path)).status);
    },
  );

  test('with a path that climbs leads nowhere', async () => {
    for (const path of ['/assets/../package.json', '/assets/%2e%2e/package.json', '/console/..%2f..%2fpackage.json']) {
      const answer = await p.get(path);
      expect(answer.status).toBe(404);
      expect(answer.text).not.toContain('Apache-2.0');
    }
  });

  test.each(
    routes().map(
      (r) =>
        [
          r.path,
          routes()
            .filter((s) => s.path === r.path)
            .map((s) => s.method.toUpperCase()),
        ] as const,
    ),
  )('%s refuses every method but its own, and names them', async (path, allowed) => {
    const there = path.replaceAll(/\{\w+\}/g, 'x');
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'GET'].filter((m) => !allowed.includes(m))) {
      const answer = await p.ask(method, there, method === 'GET' ? {} : { json: {} });
      answer.problem(405, 'method-not-allowed');
      expect(answer.headers.get('allow')!.split(', ').sort()).toEqual([...allowed].sort());
    }
  });
});

describe('/api/openapi.json', () => {
  type Doc = {
    openapi: string;
    paths: Record<
      string,
      Record<
        string,
        {
          parameters: { name: string; in: string; required: boolean; schema: object }[];
          requestBody?: { content: Record<string, { schema: object }> };
          responses: Record<string, { description: string }>;
          security?: object[];
        }
      >
    >;
    components: { schemas: Record<string, object>; securitySchemes: Record<string, object> };
  };
  let doc: Doc;
  beforeAll(async () => {
    doc = (await p.get<Doc>('/api/openapi.json')).body;
  });

  test('is 3.1 and has every route, and no other', () => {
    expect(doc.openapi).toBe('3.1.0');
    const described = Object.entries(doc.paths).flatMap(([path, item]) => Object.keys(item).map((m) => `${m} ${path}`));
    expect(described.sort()).toEqual(
      routes()
        .map((r) => `${r.method} ${r.path}`)
        .sort(),
    );
  });

  test('names every code that a problem can have, and no other', () => {
    const { properties } = doc.components.schemas.Problem as { properties: { code: { enum: string[] } } };
    const codes = [...Object.keys(REFUSALS), ...Object.keys(PROBLEMS)].map((key) => key.split('/')[0] ?? '');
    expect(properties.code.enum).toEqual([...new Set(codes)].sort());
  });

  test('no body is asked for without what may stand in it, so that whoever reads it alone can send a right one', () => {
    const bare = Object.entries(doc.paths).flatMap(([path, item]) =>
      Object.entries(item).flatMap(([method, { requestBody }]) =>
        Object.values(requestBody?.content ?? {}).flatMap(({ schema }) => {
          const { properties = {}, anyOf, oneOf, $ref } = schema as Record<string, object | undefined>;
          return anyOf || oneOf || $ref || Object.keys(properties).length > 0 ? [] : [`${method} ${path}`];
        }),
      ),
    );
    expect(bare).toEqual([]);
  });

  test('every reference leads to something in it, and no schema names another dialect', () => {
    const seen: string[] = [];
    const walk = (node: unknown): void => {
      if (Array.isArray(node)) node.forEach(walk);
      else if (typeof node === 'object' && node !== null) {
        for (const [key, value] of Object.entries(node)) {
          if (key === '$ref') seen.push(String(value));
          expect(key).not.toBe('$schema');
          walk(value);
        }
      }
    };
    walk(doc);
    expect(seen.length).toBeGreaterThan(0);
    for (const ref of new Set(seen)) {
      expect(ref.startsWith('#/')).toBe(true);
      const target = ref
        .slice(2)
        .split('/')
        .reduce<unknown>(
          (at, part) => (at as Record<string, unknown> | undefined)?.[part.replaceAll('~1', '/').replaceAll('~0', '~')],
          doc,
        );
      expect([ref, typeof target]).toEqual([ref, 'object']);
    }
  });

  test('every parameter of a path is named in it, every operation has an answer in words and a problem', () => {
    for (const [path, item] of Object.entries(doc.paths)) {
      for (const op of Object.values(item)) {
        const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]);
        expect(op.parameters.filter((x) => x.in === 'path').map((x) => x.name)).toEqual(inPath);
        for (const x of op.parameters) if (x.in === 'path') expect(x.required).toBe(true);
        expect(Object.keys(op.responses)).toContain('default');
        for (const { description } of Object.values(op.responses)) expect(description.length).toBeGreaterThan(0);
      }
    }
  });

  test('has the form of every act, by the table that decides', () => {
    for (const table of Object.values(TABLES)) {
      for (const row of table.rows) {
        if (row.act && row.by !== 'system') expect(doc.components.schemas).toHaveProperty([`${table.kind}.${row.act}`]);
      }
    }
    for (const name of Object.keys(doc.components.schemas)) expect(name).toMatch(/^[a-zA-Z0-9._-]+$/);
    expect(doc.components.schemas['intake.register']).toMatchObject({ required: expect.arrayContaining(['regime']) });
  });

  test('says how evidence comes, where a key is needed, and what needs a session', () => {
    const tips = doc.paths['/api/tips']!.post!;
    expect(Object.keys(tips.requestBody!.content)).toEqual(['application/json', 'multipart/form-data']);
    expect(tips.security).toEqual([]);
    const acts = doc.paths['/api/cases/{id}/acts']!.post!;
    expect(acts.security).toBeUndefined();
    expect(acts.parameters.find((x) => x.name === 'Idempotency-Key')).toMatchObject({ in: 'header', required: true });
    expect(Object.keys(doc.paths['/api/receipts/evidence']!.post!.requestBody!.content)).toEqual([
      'multipart/form-data',
    ]);
  });
});

describe('whatever is put into an address or a query is answered with 4xx, never an error of ours', () => {
  const ODD = [
    '',
    'x',
    '%00',
    '%20',
    "'",
    '%22',
    '%25',
    '-1',
    '99999999999999999999',
    '..%2f',
    '{}',
    '[]',
    '%F0%9F%98%80',
    'x'.repeat(500),
    '%EF%BF%BF',
    'constructor',
    '__proto__',
  ];
  const cursors = [
    ['x'],
    ['x', 'y'],
    ['2025-01-01T00:00:00.000Z', 'y'],
    ['2025-02-30T00:00:00.000Z', id],
    ['infinity', 'y', 'z'],
    ['\u0000', '\u0000', '\u0000'],
    {},
    7,
  ].map((c) => Buffer.from(JSON.stringify(c)).toString('base64url'));

  const QUERIES: Record<string, string[]> = {
    '/api/worklist': ['cursor', 'limit'],
    '/api/deadlines': ['cursor', 'limit', 'what-is-this'],
    '/api/cases': ['cursor', 'limit', 'number', 'kind', 'state', 'fund', 'accused', 'open', 'overdue'],
  };
  test.each(Object.entries(QUERIES))('%s', async (path, names) => {
    const asked = [...ODD, ...cursors].flatMap((odd) => names.map((name) => `${path}?${name}=${odd}`));
    for (let n = 0; n < asked.length; n += 8) {
      await Promise.all(
        asked.slice(n, n + 8).map(async (url) => {
          expect([url, (await p.get(url, 'clerk')).status < 500]).toEqual([url, true]);
        }),
      );
    }
    expect(unforeseen()).toEqual([]);
  });

  test('paths', async () => {
    for (const odd of ODD) {
      for (const path of [
        `/api/cases/${odd}`,
        `/api/cases/${id}/clocks/${odd}`,
        `/api/cases/${id}/evidence/${odd}`,
        `/api/register/${odd}`,
        `/api/law/deadlines/${odd}`,
        `/register/${odd}`,
        `/register?search=${odd}&cursor=${odd}`,
        `/calculator?start=${odd}&length=${odd}&unit=${odd}&deadline=${odd}&time=${odd}`,
        `/calculator?start=2025-03-03&length=${odd}&unit=wd`,
      ]) {
        const answer = await p.get(path, 'clerk');
        expect([path, answer.status < 500]).toEqual([path, true]);
      }
      const done = await p.ask('POST', `/api/tasks/${odd}/done`, { as: 'clerk' });
      expect(done.status).toBeLessThan(500);
    }
    for (const cursor of cursors) {
      for (const path of ['/api/register', '/register']) {
        expect((await p.get(`${path}?cursor=${cursor}`)).status).toBeLessThan(500);
      }
      expect((await p.get(`/api/oversight/referrals?cursor=${cursor}`, 'inspector')).status).toBeLessThan(500);
    }
    expect(unforeseen()).toEqual([]);
  });

  test('a cursor that we never gave is refused', async () => {
    for (const cursor of cursors) {
      (await p.get(`/api/cases?cursor=${cursor}`, 'clerk')).problem(422, 'cursor-invalid');
    }
  });
});

test('lists page by cursor, and every item comes once', async () => {
  for (let n = 0; n < 7; n++) await p.tell();
  const all = (await p.get<{ items: { id: string }[] }>('/api/cases?limit=200', 'clerk')).body.items.map((c) => c.id);
  const paged: string[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await p.get<{ items: { id: string }[]; next?: string }>(
      `/api/cases?limit=3${cursor ? `&cursor=${cursor}` : ''}`,
      'clerk',
    );
    expect(body.items.length).toBeLessThanOrEqual(3);
    paged.push(...body.items.map((c) => c.id));
    cursor = body.next;
  } while (cursor);
  expect(paged).toEqual(all);
  expect(new Set(paged).size).toBe(all.length);
});

test('an error that nobody foresaw is a 500 without detail, and the log has its class alone', async () => {
  const boom = Object.assign(new Error('秘密：某甲'), { name: 'Odd' });
  const { createServer } = await import('../../api/server.ts');
  const lines: object[] = [];
  const server = createServer({
    ledger: new Proxy(p.ledger, { get: () => () => Promise.reject(boom) }),
    clock: p.clock,
    addresses: (await import('../../api/addresses.ts')).publicAddresses([]),
    securityContacts: [],
    sessions: {
      personOf: async () => null,
      signIn: () => Promise.reject(boom),
      signOut: () => Promise.reject(boom),
      sessionsOf: () => Promise.reject(boom),
      endSession: () => Promise.reject(boom),
      changePassword: () => Promise.reject(boom),
      signIns: () => Promise.reject(boom),
      secondStep: () => Promise.reject(boom),
      factorOf: () => Promise.reject(boom),
      draftFactor: () => Promise.reject(boom),
      enrolFactor: () => Promise.reject(boom),
      removeFactor: () => Promise.reject(boom),
      renewCodes: () => Promise.reject(boom),
    },
    uploads: createUploads(),
    formMac: () => Buffer.alloc(32),
    vitals: () => Promise.reject(boom),
    takes: () => Promise.reject(boom),
    operations: { token: null },
    log: { info: () => undefined, warn: () => undefined, error: (o) => lines.push(o) },
    demo: null,
    site: (await import('../../web/citizen/mount.ts')).site,
    consoleFolder: null,
    calendars: (await import('../../domain/time/published.ts')).CALENDARS,
  });
  const port = await server.listen(0, '127.0.0.1');
  try {
    const json = await fetch(`http://127.0.0.1:${port}/api/tips`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': newKey() },
      body: JSON.stringify(TIP),
    });
    expect([json.status, ((await json.json()) as { code: string }).code]).toEqual([500, 'internal']);
    const page = await fetch(`http://127.0.0.1:${port}/register`);
    expect([page.status, page.headers.get('content-type')]).toEqual([500, 'text/html; charset=utf-8']);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({ error: 'Odd' });
    expect(`${JSON.stringify(lines)}${await page.text()}`).not.toContain('某甲');
  } finally {
    await server.close();
  }
});
