import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newKey, PASSWORD, type Product, product, REGISTRATION } from './support.ts';

let p: Product;
beforeAll(async () => {
  p = await product();
});
afterAll(() => p.close());

const signIn = (login: string, password = PASSWORD, headers: Record<string, string> = {}) =>
  p.post<{ login: string; roles: string[] }>('/api/session', { login, password }, { headers });
const withCookie = (cookie: string, method = 'GET', headers: Record<string, string> = {}) =>
  p.ask<{ login: string }>(method, '/api/session', { headers: { Cookie: cookie, ...headers } });

describe('a session', () => {
  test('is a cookie that no script reads and no other site sends, for ten hours', async () => {
    const answer = await signIn('clerk');
    expect(answer.body).toMatchObject({ login: 'clerk', roles: ['clerk'] });
    expect(answer.headers.get('set-cookie')).toMatch(
      /^mingcha_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=36000$/,
    );
    expect(answer.text).not.toContain('password');
  });

  test('knows who it is, ends with sign-out, and is then nothing', async () => {
    const cookie = (await signIn('officer1')).headers.get('set-cookie')!.split(';')[0]!;
    expect((await withCookie(cookie)).body.login).toBe('officer1');
    const out = await withCookie(cookie, 'DELETE');
    expect([out.status, out.headers.get('set-cookie')]).toEqual([
      204,
      'mingcha_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0',
    ]);
    (await withCookie(cookie)).problem(401, 'sign-in-needed');
    (await withCookie(cookie, 'DELETE')).problem(401, 'sign-in-needed');
  });

  test('ends by itself', async () => {
    const cookie = (await signIn('officer2')).headers.get('set-cookie')!.split(';')[0]!;
    p.clock.add(10 * 3_600_000 - 1_000);
    expect((await withCookie(cookie)).status).toBe(200);
    p.clock.add(1_000);
    (await withCookie(cookie)).problem(401, 'sign-in-needed');
  });

  test('is kept as a hash: neither token nor password lies in the database or the log', async () => {
    const token = (await signIn('legal')).headers.get('set-cookie')!.split(/[=;]/)[1]!;
    const { rows } = await p.owner.query(
      "SELECT (SELECT string_agg(s::text, ' ') FROM sessions s) || (SELECT string_agg(s::text, ' ') FROM staff s) AS all",
    );
    const everything = `${(rows[0] as { all: string }).all} ${p.log.join('')}`;
    for (const secret of [token, PASSWORD]) {
      expect(everything).not.toContain(secret);
      expect(everything).not.toContain(Buffer.from(secret).toString('hex'));
    }
    expect(everything).not.toContain(Buffer.from(token, 'base64url').toString('hex'));
    expect(everything).toContain('$argon2id$');
  });

  test.each(['', 'x', 'mingcha_session=', `mingcha_session=${'A'.repeat(43)}`, `other=${'A'.repeat(43)}`])(
    'is not the cookie %j',
    async (cookie) => {
      (await withCookie(cookie)).problem(401, 'sign-in-needed');
    },
  );
});

describe('signing in', () => {
  test('with a wrong password and with a name that is none gets one answer', async () => {
    const [wrong, nobody] = [
      await signIn('credit', 'wrong password'),
      await signIn('nobody-of-that-name', 'wrong password'),
    ];
    const texts = [wrong, nobody].map((a) => {
      a.problem(401, 'sign-in-failed');
      expect(a.headers.get('set-cookie')).toBeNull();
      return a.text.replace(a.headers.get('x-request-id')!, '');
    });
    expect(texts[0]).toBe(texts[1]);
  });

  test.each<[unknown, string[]]>([
    [{}, ['login', 'password']],
    [{ login: 'clerk', password: '' }, ['password']],
    [{ login: 'x'.repeat(65), password: 'x'.repeat(201) }, ['login', 'password']],
    [{ login: 1, password: true }, ['login', 'password']],
    [{ login: 'clerk', password: 'x', remember: true }, ['remember']],
  ])('with %j names the fields', async (body, fields) => {
    (await p.post('/api/session', body)).wrong(fields);
  });

  test('wrongly too often is answered later, for that name alone', async () => {
    for (let n = 0; n < 5; n++) (await signIn('checker', 'wrong password')).problem(401, 'sign-in-failed');
    const order: string[] = [];
    await Promise.all([
      signIn('checker', 'wrong password').then(() => order.push('checker')),
      signIn('disclosure').then(() => order.push('disclosure')),
    ]);
    expect(order).toEqual(['disclosure', 'checker']);
  });
});

describe('another site', () => {
  test.each(['cross-site', 'same-site'])('(%s) cannot act with the session of a member of staff', async (site) => {
    const { id } = await p.tell();
    const headers = { 'Sec-Fetch-Site': site };
    await p.cookieOf('clerk');
    const before = await p.rows();
    const json = { proceeding: 'intake-1', act: 'register', form: REGISTRATION };
    (await p.post(`/api/cases/${id}/acts`, json, { as: 'clerk', key: newKey(), headers })).problem(403, 'cross-site');
    (await p.ask('DELETE', '/api/session', { as: 'clerk', headers })).problem(403, 'cross-site');
    (await p.ask('POST', '/api/tasks/x/done', { as: 'clerk', headers })).problem(403, 'cross-site');
    expect(await p.rows()).toEqual(before);
    expect((await p.get('/api/session', 'clerk')).status).toBe(200);
  });

  test('is told nothing by headers: no page of another origin may read an answer', async () => {
    const answer = await p.ask('GET', '/api/session', { headers: { Origin: 'https://other.example' } });
    for (const [name] of answer.headers.entries()) expect(name).not.toMatch(/^access-control-/);
    (await p.ask('OPTIONS', '/api/tips', { headers: { Origin: 'https://other.example' } })).problem(
      405,
      'method-not-allowed',
    );
  });
});

test.each([
  ['GET', '/api/session'],
  ['DELETE', '/api/session'],
  ['GET', '/api/staff'],
  ['GET', '/api/worklist'],
  ['POST', '/api/tasks/x/done'],
  ['GET', '/api/deadlines'],
  ['GET', '/api/cases'],
  ['POST', '/api/cases'],
  ['GET', '/api/cases/x'],
  ['GET', '/api/cases/x/acts'],
  ['POST', '/api/cases/x/acts'],
  ['GET', '/api/cases/x/clocks/y'],
  ['POST', '/api/cases/x/identity'],
  ['GET', '/api/cases/x/evidence/y'],
  ['GET', '/api/oversight/referrals'],
])('%s %s is for those who signed in', async (method, path) => {
  (await p.ask(method, path)).problem(401, 'sign-in-needed');
});
