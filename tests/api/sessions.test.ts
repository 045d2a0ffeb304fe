import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../api/routes.ts';
import { newKey, PASSWORD, type Product, product, REGISTRATION, TIP } from './support.ts';

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
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^mingcha_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=36000$/),
      expect.stringMatching(/^mingcha_known=[0-9a-z]+-[\w-]{22}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=7776000$/),
    ]);
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

describe('a session has a life of its own', () => {
  let q: Product;
  beforeAll(async () => {
    q = await product({ sessions: { life: { totalMs: 10 * 3_600_000, idleMs: 30 * 60_000 } } });
  });
  afterAll(() => q.close());
  const MINUTE = 60_000;
  const enter = async (login: string, headers: Record<string, string> = {}) => {
    const answer = await q.post<{ otherSessions: number }>('/api/session', { login, password: PASSWORD }, { headers });
    expect(answer.status).toBe(200);
    return { cookie: answer.headers.get('set-cookie')!.split(';')[0]!, others: answer.body.otherSessions };
  };
  const me = async (Cookie: string) => (await q.ask('GET', '/api/session', { headers: { Cookie } })).status;
  type Mine = { id: string; since: string; lastSeen: string; until: string; this: boolean };
  const list = async (Cookie: string) =>
    (await q.ask<{ items: Mine[] }>('GET', '/api/sessions', { headers: { Cookie } })).body.items;
  const end = async (Cookie: string, id: string) =>
    (await q.ask('DELETE', `/api/sessions/${id}`, { headers: { Cookie } })).status;

  test('it ends half an hour after it was used last, and goes on while it is used', async () => {
    const { cookie } = await enter('clerk');
    for (let n = 0; n < 4; n++) {
      q.clock.add(29 * MINUTE);
      expect(await me(cookie)).toBe(200);
    }
    q.clock.add(30 * MINUTE);
    expect(await me(cookie)).toBe(401);
    // Nor does it come back with a clock that is put back.
    q.clock.add(-20 * MINUTE);
    expect(await me(cookie)).toBe(401);
    q.clock.add(20 * MINUTE);
  });

  test('it ends ten hours after sign-in however much it is used', async () => {
    const { cookie } = await enter('clerk');
    for (let n = 0; n < 23; n++) {
      q.clock.add(26 * MINUTE);
      expect(await me(cookie)).toBe(200);
    }
    q.clock.add(2 * MINUTE);
    expect(await me(cookie)).toBe(401);
  });

  test('being used is written down once a minute, not with each request', async () => {
    const { cookie } = await enter('officer1');
    q.clock.add(2 * MINUTE);
    const from = q.statements.length;
    for (let n = 0; n < 10; n++) await me(cookie);
    expect(q.statements.slice(from).filter((s) => s.startsWith('UPDATE sessions'))).toHaveLength(1);
  });

  test('a sign-in ends the session of the cookie it came with, whoever’s it was, and not when it fails', async () => {
    const first = await enter('clerk');
    const wrong = { login: 'clerk', password: 'wrong password' };
    (await q.post('/api/session', wrong, { headers: { Cookie: first.cookie } })).problem(401, 'sign-in-failed');
    expect(await me(first.cookie)).toBe(200);
    const second = await enter('clerk', { Cookie: first.cookie });
    expect([await me(first.cookie), await me(second.cookie), second.others]).toEqual([401, 200, 0]);
    const third = await enter('legal', { Cookie: second.cookie });
    expect([await me(second.cookie), await me(third.cookie)]).toEqual([401, 200]);
  });

  test('a second sign-in is seen: it says that another session is open, and both are in the list', async () => {
    const one = await enter('credit');
    const two = await enter('credit');
    expect([one.others, two.others]).toEqual([0, 1]);
    const items = await list(one.cookie);
    expect(items.map((i) => i.this)).toHaveLength(2);
    expect(items.filter((i) => i.this)).toHaveLength(1);
    const other = items.find((i) => !i.this)!;
    expect(await end(one.cookie, other.id)).toBe(204);
    expect([await me(one.cookie), await me(two.cookie)]).toEqual([200, 401]);
    expect((await list(one.cookie)).map((i) => i.this)).toEqual([true]);
  });

  test('nobody ends another’s but the administrator, and then both can read who did', async () => {
    const [clerk, officer, admin] = [await enter('checker'), await enter('officer2'), await enter('admin')];
    const [theirs] = await list(clerk.cookie);
    expect(await end(officer.cookie, theirs!.id)).toBe(404);
    expect(await me(clerk.cookie)).toBe(200);
    const all = await q.ask<{ items: { id: string; person: { login: string } }[] }>('GET', '/api/authority/sessions', {
      headers: { Cookie: admin.cookie },
    });
    expect(all.body.items.find((s) => s.id === theirs!.id)?.person.login).toBe('checker');
    expect(await end(admin.cookie, theirs!.id)).toBe(204);
    expect(await me(clerk.cookie)).toBe(401);
    const again = await enter('checker');
    const lines = await q.ask<{ items: { outcome: string; by: { login: string } | null }[] }>(
      'GET',
      '/api/session/sign-ins',
      { headers: { Cookie: again.cookie } },
    );
    expect(lines.body.items.map((l) => [l.outcome, l.by?.login ?? null]).slice(0, 2)).toEqual([
      ['in', null],
      ['ended', 'admin'],
    ]);
  });

  test('its name is not what it is known by: a list gives no session away', async () => {
    const { cookie } = await enter('disclosure');
    const text = JSON.stringify(await list(cookie));
    expect(text).not.toContain(cookie.split('=')[1]);
    expect(text).toMatch(/"id":"[0-9a-f]{8}-[0-9a-f]{4}-4/);
  });
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

  test('wrongly too often is answered later and then not at all for a while, for that name alone', async () => {
    const q = await product({ sessions: { pause: async () => undefined } });
    try {
      const tried = await Promise.all(
        Array.from({ length: 60 }, () => q.post('/api/session', { login: 'checker', password: 'wrong password' })),
      );
      const refused = tried.filter((a) => a.status === 429);
      expect(tried.filter((a) => a.status === 401).length).toBeLessThanOrEqual(7);
      expect(refused.length).toBeGreaterThanOrEqual(53);
      refused[0]!.problem(429, 'sign-in-held');
      expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await q.post('/api/session', { login: 'disclosure', password: PASSWORD })).status).toBe(200);
    } finally {
      await q.close();
    }
  });

  test('takes one path for a name that is somebody’s and for one that is nobody’s', async () => {
    const asked = async (login: string) => {
      const from = p.statements.length;
      (await signIn(login, 'wrong password')).problem(401, 'sign-in-failed');
      return p.statements.slice(from);
    };
    expect(await asked('superior')).toEqual(await asked('nobody-at-all'));
    // The same for a browser that is known, of somebody else.
    const known = (await signIn('clerk')).headers.getSetCookie()[1]!.split(';')[0]!;
    const asOther = async (login: string) => {
      const from = p.statements.length;
      (await signIn(login, 'wrong password', { Cookie: known })).problem(401, 'sign-in-failed');
      return p.statements.slice(from);
    };
    expect(await asOther('custodian')).toEqual(await asOther('nobody-else'));
  });

  test('is seen by the person and by the administrator of the organ', async () => {
    await signIn('principal', 'wrong password');
    await signIn('nobody-of-this-name', 'wrong password');
    const own = await p.get<{ items: { outcome: string }[] }>('/api/session/sign-ins', 'principal');
    expect(own.body.items.map((i) => i.outcome)).toEqual(['in', 'wrong']);
    type Line = { number: number; outcome: string; person: { login: string } | null; unknown: string | null };
    const all = await p.get<{ items: Line[] }>('/api/authority/sign-ins', 'admin');
    expect(all.body.items).toContainEqual(
      expect.objectContaining({
        outcome: 'wrong',
        person: expect.objectContaining({ login: 'principal' }),
        unknown: null,
      }),
    );
    expect(all.body.items).toContainEqual(
      expect.objectContaining({ outcome: 'wrong', person: null, unknown: expect.stringMatching(/^[0-9a-f]{8}$/) }),
    );
    expect(all.text).not.toContain('nobody-of-this-name');
    const older = await p.get<{ items: Line[] }>(
      `/api/authority/sign-ins?before=${all.body.items[1]!.number}`,
      'admin',
    );
    expect(older.body.items[0]!.number).toBeLessThan(all.body.items[1]!.number);
    (await p.get('/api/authority/sign-ins', 'clerk')).problem(403, 'not-your-role');
    (await p.get('/api/authority/sessions', 'legal')).problem(403, 'not-your-role');
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

  const changing = () => routes().filter((r) => r.method !== 'get');
  const said: [what: string, headers: Record<string, string>][] = [
    ['says so itself', { 'Sec-Fetch-Site': 'cross-site' }],
    ['is a neighbour', { 'Sec-Fetch-Site': 'same-site', Origin: 'https://neighbour.example' }],
    ['names itself', { Origin: 'https://other.example' }],
    ['hides its name', { Origin: 'null' }],
    ['says one thing and is another', { 'Sec-Fetch-Site': 'none', Origin: 'https://other.example' }],
    ['lies in an old browser that says nothing', { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }],
  ];
  test.each(said)(
    'that %s can send no words of its own to any route, in any form that a browser sends',
    async (_w, headers) => {
      const { receipt } = await p.tell();
      const before = await p.rows();
      for (const { method, path } of changing()) {
        const to = path.replace(/\{\w+\}/g, 'x');
        const tip = JSON.stringify({ accused: { name: '请加微信' }, clue: '请加微信' });
        const form = new FormData();
        form.append('tip', tip);
        form.append('receipt', receipt);
        form.append('evidence', new Blob(['%PDF-1.4\n']), 'a.pdf');
        for (const sent of [
          { form, headers },
          { raw: tip, headers: { 'Content-Type': 'text/plain', ...headers } },
          { raw: `receipt=${receipt}`, headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers } },
          ...('Accept' in headers ? [] : [{ json: { receipt, ...(JSON.parse(tip) as object) }, headers }]),
        ]) {
          const answer = await p.ask(method.toUpperCase(), to, sent);
          expect([method, to, Object.keys(sent), answer.status]).toEqual([method, to, Object.keys(sent), 403]);
          answer.problem(403, 'cross-site');
        }
      }
      expect(await p.rows()).toEqual(before);
    },
  );

  test('is no program, which says nothing of where it runs and goes on, nor is a page of ours', async () => {
    const form = () => {
      const data = new FormData();
      data.append('tip', JSON.stringify(TIP));
      data.append('evidence', new Blob(['%PDF-1.4\n']), 'a.pdf');
      return data;
    };
    for (const headers of [
      {},
      { Accept: '*/*' },
      { Accept: 'application/json' },
      { Origin: p.address },
      { 'Sec-Fetch-Site': 'same-origin', Origin: p.address },
      { 'Sec-Fetch-Site': 'none' },
    ] as Record<string, string>[]) {
      expect([headers, (await p.ask('POST', '/api/tips', { form: form(), headers })).status]).toEqual([headers, 201]);
      expect([headers, (await p.post('/api/tips', TIP, { headers })).status]).toEqual([headers, 201]);
    }
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
  ['GET', '/api/session/sign-ins'],
  ['GET', '/api/sessions'],
  ['DELETE', '/api/sessions/0b7b5a3e-2a52-4c44-9a35-5d7b8f0f6a11'],
  ['GET', '/api/authority/sessions'],
  ['GET', '/api/authority/sign-ins'],
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
  ['POST', '/api/cases/x/identity-requests'],
  ['GET', '/api/identity-requests'],
  ['POST', '/api/identity-requests/x/decision'],
  ['POST', '/api/identity-requests/x/opening'],
  ['GET', '/api/identity-requests/x/identity'],
  ['GET', '/api/cases/x/evidence/y'],
  ['GET', '/api/oversight/referrals'],
])('%s %s is for those who signed in', async (method, path) => {
  (await p.ask(method, path)).problem(401, 'sign-in-needed');
});
