import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../api/routes.ts';
import { codeAt } from '../support/authenticator.ts';
import { type Asked, PASSWORD, type Product, product } from './support.ts';

let p: Product;
beforeAll(async () => {
  p = await product({ sessions: { pause: async () => undefined } });
});
afterAll(() => p.close());

const signIn = (login: string, password = PASSWORD) => p.post('/api/session', { login, password });
const cookieIn = (answer: { headers: Headers }) => answer.headers.get('set-cookie')!.split(';')[0]!;
const post = (path: string, Cookie: string, json: unknown, more: Asked = {}) =>
  p.post(path, json, { ...more, headers: { Cookie, ...more.headers } });

/** Somebody of the demonstration who chose to have a factor. */
async function chosen(login: string) {
  const cookie = cookieIn(await signIn(login));
  const { body: draft } = await post('/api/session/factor/draft', cookie, {});
  const secret = draft.secret as string;
  const set = await post('/api/session/factor', cookie, {
    draft: draft.draft,
    code: codeAt(secret, p.clock.now()),
  });
  expect(set.status).toBe(201);
  return { cookie, secret, codes: set.body.codes as string[] };
}

describe('a second factor', () => {
  test('is asked of nobody in a demonstration, whatever their post', async () => {
    for (const login of ['admin', 'custodian', 'clerk'])
      expect((await p.get('/api/session', login)).body).toMatchObject({ factorNeeded: false, oneTime: false });
    expect((await p.get('/api/session/factor', 'admin')).body).toEqual({ needed: false, set: null });
  });

  test('comes after the password: until then nothing is open, nor said of who it is', async () => {
    const { secret, codes } = await chosen('legal');
    const half = await signIn('legal');
    expect([half.status, half.body]).toEqual([200, { codeNeeded: true }]);
    // Who has the password alone is not known by it.
    expect(half.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^mingcha_session=.*; HttpOnly; SameSite=Strict; Max-Age=300$/),
    ]);
    const waiting = cookieIn(half);
    const shut = routes().filter((r) => r.audience !== 'anyone' && r.audience !== 'holder');
    expect(shut.length).toBeGreaterThan(30);
    for (const { method, path } of shut) {
      const at = path.replace(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000');
      (await p.ask(method.toUpperCase(), at, { headers: { Cookie: waiting } })).problem(401, 'sign-in-needed');
    }
    p.clock.add(60_000);
    const code = codeAt(secret, p.clock.now());
    (await post('/api/session/code', waiting, { code: codeAt(secret, p.clock.now(), 9) })).problem(401, 'code-failed');
    const opened = await post('/api/session/code', waiting, { code });
    expect(opened.body).toMatchObject({ login: 'legal', factorNeeded: false });
    expect(cookieIn(opened)).not.toBe(waiting);
    expect(opened.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^mingcha_session=.*; HttpOnly; SameSite=Strict; Max-Age=36000$/),
      expect.stringMatching(/^mingcha_known=.*; HttpOnly; SameSite=Strict; Max-Age=7776000$/),
    ]);
    (await p.ask('GET', '/api/session', { headers: { Cookie: waiting } })).problem(401, 'sign-in-needed');
    (await post('/api/session/code', waiting, { code: codes[0] })).problem(401, 'sign-in-over');
    (await p.post('/api/session/code', { code })).problem(401, 'sign-in-over');
  });

  test('does not show in the answer to a wrong password, nor in the work that it takes', async () => {
    await chosen('credit');
    const said = async (login: string) => {
      const from = p.statements.length;
      const answer = await signIn(login, 'wrong password');
      answer.problem(401, 'sign-in-failed');
      return [answer.text.replace(answer.headers.get('x-request-id')!, ''), p.statements.slice(from)];
    };
    // The house is read anew after somebody’s row changed: by this one.
    await signIn('officer2', 'wrong password');
    const [withOne, without, nobody] = [await said('credit'), await said('officer1'), await said('nobody-at-all')];
    expect(withOne).toEqual(without);
    expect(withOne).toEqual(nobody);
  });

  test('is told once and then never: no answer, no line of the log, no row has the secret or a recovery code', async () => {
    const { cookie, secret, codes } = await chosen('disclosure');
    const Cookie = cookie;
    const answers = await Promise.all(
      ['/api/session', '/api/session/factor', '/api/sessions', '/api/session/sign-ins', '/api/staff'].map((path) =>
        p.ask('GET', path, { headers: { Cookie } }),
      ),
    );
    for (const { status } of answers) expect(status).toBe(200);
    const { rows } = await p.owner.query<{ all: string }>(
      "SELECT (SELECT string_agg(f::text, ' ') FROM second_factors f) || (SELECT string_agg(s::text, ' ') FROM sign_ins s) || (SELECT string_agg(s::text, ' ') FROM staff s) AS all",
    );
    const everything = [...answers.map((a) => a.text), ...p.log, rows[0]!.all].join(' ');
    for (const word of [secret, ...codes]) {
      expect(everything).not.toContain(word);
      expect(everything).not.toContain(Buffer.from(word).toString('hex'));
    }
    expect(answers[1]!.body).toMatchObject({ needed: false, set: { codesLeft: 10 } });
  });

  test('and no page of another site sets one, gives a code or takes one away', async () => {
    const { cookie } = await chosen('principal');
    const cross = { headers: { 'Sec-Fetch-Site': 'cross-site' } };
    for (const [path, json] of [
      ['/api/session/code', { code: '123456' }],
      ['/api/session/factor/draft', {}],
      ['/api/session/factor', { draft: 'x', code: '123456' }],
      ['/api/session/factor/removal', { password: PASSWORD, code: '123456' }],
      ['/api/session/factor/codes', { code: '123456' }],
    ] as const) {
      const no = await post(path, cookie, json, cross);
      expect([path, no.status]).toEqual([path, 403]);
    }
  });

  test('is renewed and taken away with password and code, each mistake at its field', async () => {
    const { cookie, secret, codes } = await chosen('checker');
    (await post('/api/session/factor/draft', cookie, {})).wrong(['password', 'code'], 422, 'proof-needed');
    (await post('/api/session/factor/draft', cookie, { password: PASSWORD })).wrong(
      ['password', 'code'],
      422,
      'proof-needed',
    );
    const removal = (password: string, code: string) => post('/api/session/factor/removal', cookie, { password, code });
    (await removal('wrong password', codes[0]!)).wrong(['password'], 422, 'password-wrong');
    (await removal(PASSWORD, '000000')).wrong(['code'], 422, 'code-wrong');
    p.clock.add(60_000);
    const anew = await post('/api/session/factor/codes', cookie, { code: codeAt(secret, p.clock.now()) });
    expect(anew.status).toBe(201);
    (await removal(PASSWORD, codes[0]!)).wrong(['code'], 422, 'code-wrong');
    expect((await removal(PASSWORD, (anew.body.codes as string[])[0]!)).status).toBe(204);
    expect((await signIn('checker')).body).toMatchObject({ login: 'checker' });
    const lines = await p.get<{ items: { outcome: string }[] }>('/api/session/sign-ins', 'checker');
    expect(lines.body.items.map((l) => l.outcome)).toEqual(
      expect.arrayContaining(['factor', 'wrong', 'wrong-code', 'codes', 'factor-gone']),
    );
  });

  test.each([
    ['/api/session/code', {}, ['code']],
    ['/api/session/code', { code: 'x'.repeat(41) }, ['code']],
    ['/api/session/code', { code: '123456', remember: true }, ['remember']],
  ])('%s with %j names the fields', async (path, body, fields) => {
    (await p.post(path, body)).wrong(fields);
  });
});
