import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newKey, PASSWORD, type Product, product, TIP } from './support.ts';

const PUBLIC = 'https://tips.example.gov.cn';
let local: Product;
let open: Product;
beforeAll(async () => {
  local = await product();
  open = await product({ addresses: [PUBLIC, 'https://jubao.example.gov.cn:8443', 'http://127.0.0.1:4321'] });
});
afterAll(() => Promise.all([local.close(), open.close()]));

interface Got {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}
/** A request with any header, `Host` too, as a browser or a balancer sends it. */
const send = (p: Product, method: string, path: string, headers: Record<string, string>, body = '') =>
  new Promise<Got>((resolve, reject) => {
    const { hostname, port } = new URL(p.address);
    const asked = request(
      { hostname, port, method, path, headers: { ...headers, 'Content-Length': body.length } },
      (res) => {
        const parts: Buffer[] = [];
        res.on('data', (part: Buffer) => parts.push(part));
        res.on('end', () =>
          resolve({ status: res.statusCode ?? 0, headers: res.headers, text: Buffer.concat(parts).toString() }),
        );
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
const JSON_TYPE = { 'Content-Type': 'application/json' };
const signIn = (p: Product, host: string, login = 'clerk', headers: Record<string, string> = {}) =>
  send(
    p,
    'POST',
    '/api/session',
    { Host: host, ...JSON_TYPE, ...headers },
    JSON.stringify({ login, password: PASSWORD }),
  );
const cookieIn = (got: Got) => String(got.headers['set-cookie']).split(';')[0]!;

describe('only the public addresses are answered', () => {
  const port = () => new URL(local.address).port;
  test.each(['localhost', '127.0.0.1', '[::1]', 'LOCALHOST'])(
    'without a setting this machine is one: %s',
    async (name) => {
      expect((await send(local, 'GET', '/api/calendars', { Host: `${name}:${port()}` })).status).toBe(200);
    },
  );

  const WRONG = ['evil.example', 'localhost', 'localhost:1', 'localhost.evil.example', '127.0.0.1.evil.example'];
  test.each(WRONG)('another name is not, on a page as on the API: %j', async (host) => {
    for (const path of ['/', '/tell', '/console/', '/api/calendars', '/api/openapi.json', '/assets/citizen.css']) {
      expect([path, (await send(local, 'GET', path, { Host: host })).status]).toEqual([path, 421]);
    }
    const before = await local.rows();
    const told = await send(local, 'POST', '/api/tips', { Host: host, ...JSON_TYPE }, JSON.stringify({ clue: 'x' }));
    expect(JSON.parse(told.text)).toMatchObject({ status: 421, code: 'host-unknown', detailZh: expect.any(String) });
    expect(await local.rows()).toEqual(before);
  });

  test('several may be set; each answers with its own port or the usual one', async () => {
    for (const host of [
      'tips.example.gov.cn',
      'tips.example.gov.cn:443',
      'jubao.example.gov.cn:8443',
      '127.0.0.1:4321',
    ]) {
      expect([host, (await send(open, 'GET', '/api/calendars', { Host: host })).status]).toEqual([host, 200]);
    }
    for (const host of [
      'tips.example.gov.cn:80',
      'jubao.example.gov.cn',
      new URL(open.address).host,
      'localhost:4321',
    ]) {
      expect([host, (await send(open, 'GET', '/api/calendars', { Host: host })).status]).toEqual([host, 421]);
    }
  });

  test('a forwarded name, a second Host and a target with a host of its own count for nothing', async () => {
    const forwarded = {
      Host: 'evil.example',
      'X-Forwarded-Host': 'tips.example.gov.cn',
      Forwarded: 'host=tips.example.gov.cn',
    };
    expect((await send(open, 'GET', '/api/calendars', forwarded)).status).toBe(421);
    const typed = (lines: string) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect(Number(new URL(open.address).port), '127.0.0.1', () => socket.write(lines));
        let text = '';
        socket.on('data', (part) => {
          text += part.toString();
        });
        socket.on('end', () => resolve(text.split('\r\n')[0]!));
        socket.on('error', reject);
      });
    const close = 'Connection: close\r\n\r\n';
    const twice = `GET /api/calendars HTTP/1.1\r\nHost: tips.example.gov.cn\r\nHost: evil.example\r\n${close}`;
    const absolute = `GET http://evil.example/api/calendars HTTP/1.1\r\nHost: tips.example.gov.cn\r\n${close}`;
    const old = `GET /api/calendars HTTP/1.0\r\n${close}`;
    for (const lines of [twice, absolute, old]) expect(await typed(lines)).toMatch(/^HTTP\/1\.1 4(00|21) /);
  });

  test('a balancer asks for health by the address of the machine', async () => {
    expect((await send(open, 'GET', '/api/health', { Host: '10.0.0.7:3000' })).status).toBe(200);
  });

  test('the page that refuses is a page, and says where the setting is', async () => {
    const { status, text } = await send(local, 'GET', '/tell', { Host: 'evil.example', Accept: 'text/html' });
    expect([status, text]).toEqual([421, expect.stringContaining('本系统不在这个网址提供服务')]);
  });
});

describe('where the address is https', () => {
  test('browsers are told to come by https alone, on every answer; elsewhere nobody is', async () => {
    for (const path of ['/', '/api/calendars', '/api/nothing', '/assets/citizen.css']) {
      const { headers } = await send(open, 'GET', path, { Host: 'tips.example.gov.cn' });
      expect([path, headers['strict-transport-security']]).toEqual([path, 'max-age=31536000']);
    }
    expect(
      (await send(open, 'GET', '/', { Host: '127.0.0.1:4321' })).headers['strict-transport-security'],
    ).toBeUndefined();
    expect((await local.ask('GET', '/')).headers.get('strict-transport-security')).toBeNull();
  });

  test('the session is a cookie of this host alone, never sent without TLS', async () => {
    const got = await signIn(open, 'tips.example.gov.cn');
    expect(got.headers['set-cookie']).toEqual([
      expect.stringMatching(
        /^__Host-mingcha_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure; Max-Age=\d+$/,
      ),
      expect.stringMatching(
        /^__Host-mingcha_known=[0-9a-z]+-[\w-]{22}; Path=\/; HttpOnly; SameSite=Strict; Secure; Max-Age=7776000$/,
      ),
    ]);
    const Cookie = cookieIn(got);
    const me = (cookie: string) => send(open, 'GET', '/api/session', { Host: 'tips.example.gov.cn', Cookie: cookie });
    expect((await me(Cookie)).status).toBe(200);
    // A name that any other host of the domain could set is not read here.
    expect((await me(Cookie.replace('__Host-', ''))).status).toBe(401);
    const out = await send(open, 'DELETE', '/api/session', { Host: 'tips.example.gov.cn', Cookie });
    expect(String(out.headers['set-cookie'])).toBe(
      '__Host-mingcha_session=; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=0',
    );
  });
});

describe('a route of staff', () => {
  const OURS = { 'Sec-Fetch-Site': 'same-origin' };
  test.each<[string, Record<string, string>, number]>([
    ['same-origin', OURS, 204],
    ['a browser that says nothing of the site, from our page', { Origin: PUBLIC }, 204],
    ['a program', {}, 204],
    ['cross-site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['same-site', { 'Sec-Fetch-Site': 'same-site', Origin: 'https://other.example.gov.cn' }, 403],
    ['another origin, from an older browser', { Origin: 'https://other.example' }, 403],
    ['our name without TLS', { Origin: 'http://tips.example.gov.cn' }, 403],
    ['an origin that hides', { Origin: 'null' }, 403],
    ['typed, but from elsewhere', { 'Sec-Fetch-Site': 'none', Origin: 'https://other.example' }, 403],
  ])('asked from %s', async (_from, headers, status) => {
    const Host = 'tips.example.gov.cn';
    const Cookie = cookieIn(await signIn(open, Host, 'officer1'));
    expect((await send(open, 'DELETE', '/api/session', { Host, Cookie, ...headers })).status).toBe(status);
    const left = await send(open, 'GET', '/api/session', { Host, Cookie });
    expect(left.status).toBe(status === 204 ? 401 : 200);
  });

  test('a sign-in too is not taken from another site', async () => {
    const got = await signIn(open, 'tips.example.gov.cn', 'clerk', { 'Sec-Fetch-Site': 'cross-site' });
    expect([got.status, got.headers['set-cookie']]).toEqual([403, undefined]);
  });
});

describe('security.txt', () => {
  test('says whom to tell of a weakness, until when that holds and where it lies', async () => {
    for (const [p, host, canonical] of [
      [local, new URL(local.address).host, [local.address]],
      [open, 'tips.example.gov.cn', [PUBLIC, 'https://jubao.example.gov.cn:8443', 'http://127.0.0.1:4321']],
    ] as const) {
      const { status, headers, text } = await send(p, 'GET', '/.well-known/security.txt', { Host: host });
      expect([status, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
      const fields = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
      const of = (name: string) =>
        fields.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2));
      expect(of('Contact')).toEqual(['mailto:nobody@mingcha.invalid']);
      expect(of('Canonical')).toEqual(canonical.map((origin) => `${origin}/.well-known/security.txt`));
      expect(of('Preferred-Languages')).toEqual(['zh, en']);
      const [expires, ...more] = of('Expires');
      const days = (Date.parse(expires!) - Date.parse(p.clock.now())) / 86_400_000;
      // RFC 9116: in the future, and less than a year away.
      expect([days > 150 && days < 365, more]).toEqual([true, []]);
      // A demonstration says that it is one.
      expect(text).toMatch(/^# A demonstration/);
    }
  });
});

test('a tip under a public address is taken', async () => {
  const key = newKey();
  const headers = { Host: 'tips.example.gov.cn', ...JSON_TYPE, 'Idempotency-Key': key };
  const told = await send(
    open,
    'POST',
    '/api/tips',
    headers,
    JSON.stringify({ clue: 'no courses', accused: TIP.accused }).replace(/[^\x20-\x7e]/g, '?'),
  );
  expect(told.status).toBe(201);
});
