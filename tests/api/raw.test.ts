/** Whatever a line carries, to every route that changes something: the answer is one of ours, nothing is stored, the process lives. */
import { connect } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../api/routes.ts';
import { DEMO_STAFF } from '../../prisma/seed.ts';
import { newKey, type Product, product, TIP } from './support.ts';

let p: Product;
let receipt: string;
/** Path of a route → cookie of somebody who may call it at all; null: nobody needs to sign in. */
const cookies = new Map<string, string | null>();
const PAGES = ['/tell', '/tell/kept', '/progress', '/progress/message', '/progress/evidence', '/progress/act'];
const CHANGING = routes().filter((r) => r.method === 'post');
const SESSION = '/api/session';
let targets: { path: string; cookie: string | null }[];
beforeAll(async () => {
  p = await product();
  ({ receipt } = await p.tell());
  for (const r of CHANGING) {
    const staff = r.audience !== 'anyone' && r.audience !== 'holder';
    const roles = typeof r.audience === 'object' ? [r.audience.role].flat() : [];
    const who = DEMO_STAFF.find((s) => roles.length === 0 || s.roles.some((role) => roles.includes(role)))!;
    cookies.set(r.path, staff ? await p.cookieOf(who.login) : null);
  }
  targets = [
    ...CHANGING.map((r) => ({ path: r.path.replace(/\{\w+\}/g, 'x'), cookie: cookies.get(r.path)! })),
    ...PAGES.map((path) => ({ path, cookie: null })),
  ];
});
afterAll(() => p.close());

/** What comes back on a line of its own until it is closed: status of each answer, and the text. */
function onALine(sent: (string | Buffer)[], patience = 30_000): Promise<{ statuses: number[]; text: string }> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(p.address).port), '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.setTimeout(patience, () => socket.destroy());
    socket.once('close', () => {
      const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((m) => Number(m[1]));
      resolve({ statuses: statuses.filter((s) => s !== 100), text });
    });
    socket.once('connect', () => {
      for (const piece of sent) socket.write(piece);
    });
  });
}

const host = () => new URL(p.address).host;
interface Sending {
  method?: string;
  headers?: string[];
  body?: string | Buffer;
  /** Without a length of its own. */
  bare?: boolean;
}
const request = (path: string, cookie: string | null, { method = 'POST', headers = [], body = '', bare }: Sending) => [
  [
    `${method} ${path} HTTP/1.1`,
    `Host: ${host()}`,
    'Connection: close',
    'Sec-Fetch-Site: same-origin',
    `Idempotency-Key: ${newKey()}`,
    ...(cookie ? [`Cookie: ${cookie}`] : []),
    ...headers,
    ...(bare ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
    '',
    '',
  ].join('\r\n'),
  body,
];

const JSON_TYPE = 'Content-Type: application/json';
const FORM_TYPE = 'Content-Type: application/x-www-form-urlencoded';
const MULTIPART = 'Content-Type: multipart/form-data; boundary=b';
const part = (name: string, body: string, more = '') =>
  `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${body}\r\n`;
const fields = (n: number, one: (i: number) => string) => Array.from({ length: n }, (_, i) => one(i)).join('&');
const json = (value: string): Sending => ({ headers: [JSON_TYPE], body: value });
const nameless = '{"__proto__":{"a":1},"constructor":{"prototype":{"a":1}},"toString":"x","hasOwnProperty":1}';

const BOMBS = {
  gzip: gzipSync(`"${'x'.repeat(20_000_000)}"`),
  deflate: deflateSync(`a=${'x'.repeat(20_000_000)}`),
  small: gzipSync(`"${'x'.repeat(250_000)}"`),
  brotli: brotliCompressSync(`"${'x'.repeat(250_000)}"`),
};

/** Ten thousand fields that no form has. */
const MADE_UP = Array.from({ length: 10_000 }, (_, i) => `made-up-${i}`);
/** An answer says what is wrong to somebody who reads it: it does not grow with what was sent. */
const MOST_SAID = 20_000;

const SENDINGS: Record<string, () => Sending> = {
  'ten thousand fields that no form has, in JSON': () => ({
    headers: [JSON_TYPE],
    body: JSON.stringify(Object.fromEntries(MADE_UP.map((name) => [name, 1]))),
  }),
  'ten thousand fields that no form has, in a part of a form': () => ({
    headers: [JSON_TYPE],
    body: JSON.stringify({
      accused: Object.fromEntries(MADE_UP.map((name) => [name, 1])),
      form: Object.fromEntries(MADE_UP.map((name) => [name, 1])),
    }),
  }),
  'ten thousand fields that no form has, as a page sends them': () => ({
    headers: [FORM_TYPE],
    body: MADE_UP.map((name) => `${name}=1`).join('&'),
  }),
  'ten thousand names that cannot be kept, under one of a hundred thousand signs': () => ({
    headers: [JSON_TYPE],
    body: JSON.stringify({
      ['x'.repeat(100_000)]: Object.fromEntries(MADE_UP.map((name) => [`\ufffe${name}`, 1])),
    }),
  }),
  'a field with a name of a hundred thousand signs': () => ({
    headers: [JSON_TYPE],
    body: JSON.stringify({ ['x'.repeat(100_000)]: 1 }),
  }),
  'nothing at all': () => ({}),
  'a picture': () => ({ headers: ['Content-Type: image/png'], body: '\x89PNG' }),
  'no type': () => ({ body: '{"a":1}' }),
  'a type that is none': () => ({ headers: ['Content-Type: ;;;/'], body: '{"a":1}' }),
  'two types': () => ({ headers: [JSON_TYPE, FORM_TYPE], body: '{"a":1}' }),
  'JSON in a character set that is none': () => ({ headers: [`${JSON_TYPE}; charset=klingon`], body: '{}' }),
  'JSON in UTF-16': () => ({ headers: [`${JSON_TYPE}; charset=utf-16`], body: Buffer.from('{"a":1}', 'utf16le') }),
  'a form in UTF-7': () => ({ headers: [`${FORM_TYPE}; charset=utf-7`], body: 'a=1' }),
  'multipart without a boundary': () => ({ headers: ['Content-Type: multipart/form-data'], body: 'x' }),
  'multipart of another kind': () => ({ headers: ['Content-Type: multipart/mixed; boundary=b'], body: 'x' }),
  'an encoding that is none': () => ({ headers: [JSON_TYPE, 'Content-Encoding: zzz'], body: '{}' }),
  'gzip that is none': () => ({ headers: [JSON_TYPE, 'Content-Encoding: gzip'], body: '{"a":1}' }),
  'a bomb of gzip': () => ({
    headers: [JSON_TYPE, 'Content-Encoding: gzip'],
    body: BOMBS.gzip,
  }),
  'a bomb of a form': () => ({
    headers: [FORM_TYPE, 'Content-Encoding: deflate'],
    body: BOMBS.deflate,
  }),
  'a small bomb': () => ({ headers: [JSON_TYPE, 'Content-Encoding: gzip'], body: BOMBS.small }),
  'a bomb of brotli': () => ({ headers: [JSON_TYPE, 'Content-Encoding: br'], body: BOMBS.brotli }),
  'packed parts': () => ({ headers: [MULTIPART, 'Content-Encoding: gzip'], body: BOMBS.gzip }),
  'packed twice': () => ({ headers: [JSON_TYPE, 'Content-Encoding: gzip, gzip'], body: BOMBS.small }),
  'giant JSON': () => json(`{"a":"${'x'.repeat(3_000_000)}"}`),
  'deep JSON': () => json(`${'['.repeat(100_000)}${']'.repeat(100_000)}`),
  'deep objects': () => json(`${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}`),
  'names that every object has': () => json(nameless),
  'names that every object has, in a form': () => ({
    headers: [FORM_TYPE],
    body: '__proto__=x&constructor=y&toString=z&__proto__[a]=1&receipt=x',
  }),
  'names that every object has, in parts': () => ({
    headers: [MULTIPART],
    body: `${part('__proto__', 'x')}${part('constructor', 'y')}${part('toString', 'z')}--b--\r\n`,
  }),
  'JSON that is null': () => json('null'),
  'JSON that is a number': () => json('1'),
  'JSON that is a text': () => json('"x"'),
  'JSON that is a list': () => json('[1,null]'),
  'JSON behind a mark': () => json('\ufeff{"a":1}'),
  'a number beyond all': () => json(`{"a":1e999,"b":${'9'.repeat(5_000)}}`),
  'NUL in JSON': () => json('{"receipt":"a\\u0000b","text":"\\u0000","login":"\\u0000","password":"\\u0000"}'),
  'a raw NUL': () => json('{"a":"\0"}'),
  'half a surrogate': () => json('{"receipt":"\\ud800","text":"\\udfff","login":"\\ud800","password":"x"}'),
  'bytes that are no UTF-8': () => ({ headers: [JSON_TYPE], body: Buffer.from('{"a":"\xff\xfe\xc0"}', 'latin1') }),
  'NUL in a form': () => ({ headers: [FORM_TYPE], body: 'receipt=%00&text=%00&clue=%00&accused-name=%00&key=%00' }),
  'broken percents in a form': () => ({ headers: [FORM_TYPE], body: 'receipt=%E0%A4%A&%=%&text=%ff%zz' }),
  'ten thousand fields': () => ({ headers: [FORM_TYPE], body: fields(10_000, (i) => `f${i}=1`) }),
  'ten thousand parts': () => ({
    headers: [MULTIPART],
    body: `${Array.from({ length: 10_000 }, (_, i) => part(`f${i}`, '1')).join('')}--b--\r\n`,
  }),
  'a field ten thousand times': () => ({ headers: [FORM_TYPE], body: fields(90, () => 'receipt=1&text=2') }),
  'fields twice': () => ({
    headers: [MULTIPART],
    body: `${['tip', 'tip', 'receipt', 'receipt', 'key', 'key', 'clue', 'clue'].map((n) => part(n, '{}')).join('')}--b--\r\n`,
  }),
  'a field twice in JSON': () => json('{"receipt":"a","receipt":{"b":1},"text":1,"text":"x"}'),
  'a header of 100 kB': () => ({ headers: [`X-A: ${'x'.repeat(100_000)}`] }),
  'three thousand headers': () => ({ headers: Array.from({ length: 3_000 }, (_, i) => `X-${i}: 1`) }),
  'a key of 10 kB': () => ({ headers: [JSON_TYPE, `Idempotency-Key: ${'k'.repeat(10_000)}`], body: '{}' }),
  'a broken cookie': () => ({ headers: ['Cookie: %=%; ;=;__Host-mingcha=%00; a="', JSON_TYPE], body: '{}' }),
  'a chunk longer than it says': () => ({
    headers: [JSON_TYPE, 'Transfer-Encoding: chunked'],
    body: '2\r\n{"a":1}\r\n0\r\n\r\n',
    bare: true,
  }),
  'a chunk of no size': () => ({
    headers: [JSON_TYPE, 'Transfer-Encoding: chunked'],
    body: 'zz\r\n{}\r\n0\r\n\r\n',
    bare: true,
  }),
  'a chunk of more than there can be': () => ({
    headers: [JSON_TYPE, 'Transfer-Encoding: chunked'],
    body: 'ffffffffffffffffff\r\n{}\r\n0\r\n\r\n',
    bare: true,
  }),
  'chunks in a multipart body': () => ({
    headers: [MULTIPART, 'Transfer-Encoding: chunked'],
    body: '3\r\n--b\r\n5\r\nzzzz\r\n0\r\n\r\n',
    bare: true,
  }),
  'a length and chunks': () => ({ headers: [JSON_TYPE, 'Transfer-Encoding: chunked'], body: '0\r\n\r\n' }),
  'chunks within something else': () => ({
    headers: [JSON_TYPE, 'Transfer-Encoding: gzip, chunked'],
    body: '2\r\n{}\r\n0\r\n\r\n',
    bare: true,
  }),
  'two lengths': () => ({ headers: [JSON_TYPE, 'Content-Length: 1'], body: '{}' }),
  'a length below nothing': () => ({ headers: [JSON_TYPE, 'Content-Length: -1'], bare: true }),
  'a length beyond all': () => ({ headers: [JSON_TYPE, `Content-Length: ${'9'.repeat(30)}`], bare: true }),
  'a length beyond all, of files': () => ({ headers: [MULTIPART, 'Content-Length: 999999999999'], bare: true }),
  'less than its length says': () => ({ headers: [JSON_TYPE, 'Content-Length: 2'], body: '{}{"a":1}', bare: true }),
  'a header that goes on': () => ({ headers: ['X-A: b', ' c', JSON_TYPE], body: '{}' }),
  'a header with a blank before its colon': () => ({ headers: ['X-A : b', JSON_TYPE], body: '{}' }),
  'a header with a NUL': () => ({ headers: ['X-A: b\0c', JSON_TYPE], body: '{}' }),
  'what is to be waited for': () => ({ headers: ['Expect: 100-continue', JSON_TYPE], body: '{"a":1}' }),
  'what is to be expected of nobody': () => ({ headers: ['Expect: a-miracle', JSON_TYPE], body: '{}' }),
  'a change of protocol': () => ({
    headers: ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Key: eA==', JSON_TYPE],
    body: '{}',
  }),
  'a change to HTTP/2': () => ({
    headers: [
      'Connection: Upgrade, HTTP2-Settings',
      'Upgrade: h2c',
      'HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA',
      JSON_TYPE,
    ],
    body: '{}',
  }),
  'another method in a header': () => ({ headers: ['X-HTTP-Method-Override: DELETE', JSON_TYPE], body: '{}' }),
};

/** One of ours: never an error of ours but 503 with a reason; a problem document or a page. */
function ofOurs(what: unknown, statuses: number[], text: string): void {
  for (const status of statuses) {
    const foreseen = status < 500 || (status === 503 && /"detailZh"|<html/.test(text));
    expect([what, status, foreseen, foreseen ? '' : text.slice(0, 500)]).toEqual([what, status, true, '']);
  }
}

/** All rows but those of the log of sign-ins, where failed ones are on record. */
async function stored() {
  const { sign_ins: _, sign_in_gates: __, ...rows } = await p.rows();
  return rows;
}

describe('every route that changes something answers', () => {
  let before: Record<string, number>;
  beforeAll(async () => {
    before = await stored();
  });
  test.each(Object.entries(SENDINGS))('%s', async (what, sending) => {
    p.log.length = 0;
    await Promise.all(
      targets.map(async ({ path, cookie }) => {
        const { statuses, text } = await onALine(request(path, cookie, sending()));
        expect([path, what, statuses.length]).toEqual([path, what, 1]);
        ofOurs([path, what], statuses, text);
        if (path.startsWith('/api') && statuses[0] !== 200)
          expect([path, text.length < MOST_SAID]).toEqual([path, true]);
        // What is no HTTP is refused by the parser, in its own few words.
        if (path.startsWith('/api') && ![200, 400, 431, 417].includes(statuses[0]!))
          expect(text).toContain('"detailZh"');
      }),
    );
    expect(p.log.filter((line) => line.includes('unforeseen'))).toEqual([]);
    expect((await p.get('/api/ready')).status).toBe(200);
  });

  test('a packed body with 415 and a sentence, on every route, before a byte of it is unpacked; OpenAPI says so', async () => {
    const packed = Object.values(SENDINGS)
      .map((sending) => sending())
      .filter(({ headers = [] }) => headers.some((h) => h.startsWith('Content-Encoding: ')));
    expect(packed.length).toBe(8);
    for (const { path, cookie } of targets) {
      for (const one of packed) {
        const { statuses, text } = await onALine(request(path, cookie, one));
        expect([path, one.headers, statuses]).toEqual([path, one.headers, [415]]);
        if (path.startsWith('/api')) expect(text).toContain('"code":"encoding"');
      }
    }
    const page = await onALine(
      request('/progress', null, { headers: [FORM_TYPE, 'Content-Encoding: gzip', 'Accept: text/html'], body: 'a=b' }),
    );
    expect(page.statuses).toEqual([415]);
    expect(Buffer.from(page.text, 'latin1').toString()).toContain('不接受压缩的内容');
    const as = await onALine(
      request('/api/tips', null, { ...json('{}'), headers: [JSON_TYPE, 'Content-Encoding: identity'] }),
    );
    expect(as.statuses).toEqual([422]);
    const { paths } = (
      await p.get<{ paths: Record<string, Record<string, { requestBody?: object; responses: object }>> }>(
        '/api/openapi.json',
      )
    ).body;
    const taking = Object.values(paths).flatMap((item) => Object.values(item).filter((o) => o.requestBody));
    expect(taking.length).toBeGreaterThan(10);
    for (const operation of taking) expect(operation.responses).toHaveProperty('415');
  });

  test('and nothing was stored by any of it', async () => {
    expect(await stored()).toEqual(before);
  });
});

test('a thousand parameters that no address has with as many mistakes as anybody reads, wherever one asks', async () => {
  const query = MADE_UP.slice(0, 900).join('=&');
  for (const { path, audience } of routes().filter((r) => r.method === 'get')) {
    const role = typeof audience === 'object' ? [audience.role].flat() : [];
    const who = DEMO_STAFF.find((s) => role.length === 0 || s.roles.some((r) => role.includes(r)))!;
    const cookie = audience === 'anyone' || audience === 'holder' ? null : await p.cookieOf(who.login);
    const { statuses, text } = await onALine(
      request(`${path.replace(/\{\w+\}/g, 'x')}?${query}`, cookie, { method: 'GET' }),
    );
    ofOurs([path], statuses, text);
    if (statuses[0] !== 200) expect([path, text.length < MOST_SAID]).toEqual([path, true]);
  }
});

test('every address answers every method, and says which it takes', async () => {
  const paths = [
    ...new Set([
      ...routes().map((r) => r.path.replace(/\{\w+\}/g, 'x')),
      ...PAGES,
      '/',
      '/register',
      '/register/x',
      '/console/',
      '/calculator',
      '/law',
      '/law/x',
      '/nothing',
    ]),
  ];
  for (const method of ['HEAD', 'OPTIONS', 'TRACE', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'LOCK', 'QUERY']) {
    await Promise.all(
      paths.map(async (path) => {
        const { statuses, text } = await onALine(request(path, null, { method }));
        expect([method, path, statuses.length]).toEqual([method, path, 1]);
        ofOurs([method, path], statuses, text);
        if (statuses[0] === 405) expect([path, text]).toEqual([path, expect.stringMatching(/^Allow: /m)]);
        if (method === 'TRACE') expect(text).not.toContain('Sec-Fetch-Site: same-origin');
      }),
    );
  }
  // A tunnel, a method that is none, no HTTP at all.
  for (const line of [
    `CONNECT ${host()} HTTP/1.1\r\nHost: ${host()}\r\n\r\n`,
    `FLY /tell HTTP/1.1\r\nHost: ${host()}\r\n\r\n`,
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    'GET /tell\r\n\r\n',
    'GET /tell HTTP/1.1\r\n\r\n',
    'GET /tell HTTP/1.0\r\n\r\n',
    `OPTIONS * HTTP/1.1\r\nHost: ${host()}\r\nConnection: close\r\n\r\n`,
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
    '\0'.repeat(1_000),
  ]) {
    const { statuses, text } = await onALine([line], 1_500);
    ofOurs(line, statuses, text);
    expect([line, statuses.every((s) => s >= 400)]).toEqual([line, true]);
  }
  expect((await p.tell()).receipt).toBeTruthy();
}, 60_000);

test('an address of broken percents, with a host of its own, or that climbs is answered by 4xx', async () => {
  const before = await p.rows();
  const beneath = [
    '%',
    '%zz',
    '%E0%A4%A',
    '%00',
    '%ff',
    '%2e%2e/%2e%2e/etc/passwd',
    '..%5c..',
    '%0d%0aX-A:b',
    '%C0%AE',
    ';a=b',
    '%25',
  ];
  const paths = [
    ...[
      '/',
      '/tell/',
      '/progress/',
      '/register/',
      '/api/register/',
      '/api/law/deadlines/',
      '/api/cases/',
      '/api/',
      '/console/',
      '/assets/',
      '/.well-known/',
      '/en/',
      '/calculator/',
      '/law/',
    ].flatMap((at) => beneath.map((end) => at + end)),
    '//other.example/tell',
    '/\\other.example',
    '/tell?%',
    '/tell?place=%zz&__proto__=x&a[b]=c',
    '/register?search=%00',
    '/register?cursor=%ff',
    '/calculator?start=%E0%A4%A',
    `/register?search=${'x'.repeat(9_000)}`,
    `http://${host()}/tell`,
    'http://other.example/tell',
    'https://other.example:99999/tell',
    `http://u:p@${host()}/tell`,
    'mailto:x',
    '*',
  ];
  for (const path of paths) {
    for (const method of ['GET', 'POST']) {
      const { statuses, text } = await onALine(request(path, null, { method, headers: ['Accept: text/html'] }));
      ofOurs([method, path], statuses, text);
      expect([path, statuses.length]).toEqual([path, 1]);
      expect(text).not.toMatch(/^X-A: ?b/im);
      expect(text).not.toContain('root:');
      if (/^https?:|^mailto:|^\*/.test(path)) expect([path, statuses[0]! >= 400]).toEqual([path, true]);
    }
  }
  expect(await p.rows()).toEqual(before);
  expect(p.log.filter((line) => line.includes('unforeseen'))).toEqual([]);
}, 60_000);

test('many requests on one line, sent before an answer is read, are answered each in order', async () => {
  const one = (path: string, close = false) =>
    `GET ${path} HTTP/1.1\r\nHost: ${host()}\r\n${close ? 'Connection: close\r\n' : ''}\r\n`;
  const tip = JSON.stringify(TIP);
  const post = `POST /api/tips HTTP/1.1\r\nHost: ${host()}\r\n${JSON_TYPE}\r\nContent-Length: ${Buffer.byteLength(tip)}\r\n\r\n${tip}`;
  const looking = JSON.stringify({ receipt });
  const look = `POST /api/receipts HTTP/1.1\r\nHost: ${host()}\r\n${JSON_TYPE}\r\nContent-Length: ${looking.length}\r\n\r\n${looking}`;
  const lines = Array.from({ length: 6 }, () => [one('/tell'), post, one('/nothing'), look]).flat();
  const { statuses } = await onALine([lines.join('') + one('/api/ready', true)], 20_000);
  expect(statuses).toEqual([...Array.from({ length: 6 }, () => [200, 201, 404, 200]).flat(), 200]);
  // A second request hidden behind the first, whose length says otherwise, is a request of its own or none, never part of another's.
  const hidden = await onALine([
    `POST /api/receipts HTTP/1.1\r\nHost: ${host()}\r\n${JSON_TYPE}\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}${one('/api/openapi.json')}`,
  ]);
  expect(hidden.statuses.every((status) => status >= 400)).toBe(true);
  expect(hidden.text).not.toContain('"openapi"');
});

test(`a sign-in (${SESSION}) is among them, and every route that takes files`, () => {
  expect(targets.map((t) => t.path)).toEqual(
    expect.arrayContaining([SESSION, '/api/tips', '/api/receipts/evidence', '/tell', '/progress/evidence']),
  );
  expect(targets.length).toBe(CHANGING.length + PAGES.length);
});
