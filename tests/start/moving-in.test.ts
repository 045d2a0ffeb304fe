import { randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../api/routes.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import { codeAt } from '../support/authenticator.ts';
import { REGISTRATION } from '../support/forms.ts';
import { example, installation } from '../support/moving-in.ts';

let house: Awaited<ReturnType<typeof installation>>;
let db: pg.Pool;
beforeAll(async () => {
  house = await installation();
  db = new pg.Pool({ connectionString: house.database.url, max: 1 });
});
afterAll(async () => {
  await db?.end();
  await house?.close();
});

/** Every row of every table, as PostgreSQL counts them. */
async function rows(): Promise<Record<string, number>> {
  const { rows: tables } = await db.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1",
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows: found } = await db.query<{ n: number }>(`SELECT count(*)::int AS n FROM "${name}"`);
    counts[name] = found[0]!.n;
  }
  return counts;
}

interface Spoken {
  status: number;
  body: Record<string, unknown>;
  cookie?: string;
}
async function ask(method: string, path: string, json?: unknown, cookie?: string): Promise<Spoken> {
  const answer = await fetch(`${house.address}${path}`, {
    method,
    headers: {
      ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(cookie === undefined ? {} : { Cookie: cookie }),
      ...(method === 'POST' && /\/(acts|limits)\b/.test(path) ? { 'Idempotency-Key': randomUUID() } : {}),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
  const text = await answer.text();
  const set = answer.headers.get('set-cookie')?.split(';')[0];
  return {
    status: answer.status,
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    ...(set ? { cookie: set } : {}),
  };
}

describe('an authority moves in', () => {
  test('not where Temporal has no such namespace: a worker would wait for ever, so it is said before, and how to make it', async () => {
    const { code, out } = await house.run('doctor', [], { env: { TEMPORAL_NAMESPACE: 'nobodys' } });
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(/✗ Temporal server +\S+ answers and has no namespace nobodys; make it/),
    ]);
  });

  test('not with a file that has a mistake: each is named by row and field, and nothing is changed', async () => {
    const before = await rows();
    const file = example() as ReturnType<typeof example> & Record<string, unknown>;
    const of = (login: string) => file.people.findIndex((p) => p.login === login);
    file.units.push({ id: 'one', name: '甲', parent: 'two' }, { id: 'two', name: '乙', parent: 'one' });
    Object.assign(file.people[of('clerk')]!, { roles: ['wizard'] });
    Object.assign(file.people[of('unit-head')]!, { login: 'clerk' });
    Object.assign(file.people[of('legal')]!, { unit: 'nowhere' });
    Object.assign(file.people[of('officer1')]!.certificate!, { from: '2020-01-01', until: '2021-01-01' });
    Object.assign(file.people[of('admin')]!, { roles: ['admin', 'approver', 'officer'] });
    file.people = file.people.filter((p) => p.login !== 'principal');
    Object.assign(file, {
      organ: { ...file.organ, region: 'atlantis', superior: file.organ.name },
      publicUrl: 'http://x',
    });
    const { code, out, err } = await house.setUp(file);
    expect([code, out]).toEqual([1, '']);
    const named = [...err.matchAll(/^✗ ([\w.]+):/gm)].map((m) => m[1]);
    const legal = file.people.findIndex((p) => p.login === 'legal');
    const at = file.people.findIndex((p) => p.certificate?.until === '2021-01-01');
    const clerk = file.people.findIndex((p) => (p.roles as string[])[0] === 'wizard');
    expect(named.sort()).toEqual(
      [
        'organ.region',
        'organ.superior',
        'people',
        'people.0.roles',
        'people.0.roles',
        'people.0.roles',
        `people.${at}.certificate`,
        `people.${clerk}.login`,
        `people.${clerk}.roles`,
        `people.${legal}.unit`,
        'publicUrl',
        'units.8.parent',
        'units.9.parent',
      ].sort(),
    );
    expect(await rows()).toEqual(before);
  });

  test('nor while something that it rests on is missing', async () => {
    const before = await rows();
    house.mail.refuses = true;
    const { code, out, err } = await house.setUp(example());
    house.mail.refuses = false;
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/✗ Mail: .*does not let notice@example\.gov\.cn send: .*no such sender/);
    const path = join(house.folder, 'none.json');
    expect((await house.run('setup', ['--from', path], { env: { MINGCHA_KEYS: path } })).err).toMatch(
      /✗ Keys: not usable/,
    );
    expect((await house.run('setup', [], { env: { MINGCHA_DEMO: '1' } })).err).toMatch(/demonstration/);
    expect(await rows()).toEqual(before);
  });

  test('and until then no page is served: none could say who receives a tip', async () => {
    await house.serve();
    for (const path of ['/', '/tell', '/progress', '/register', '/calculator', '/law'])
      for (const [prefix, what] of [
        ['', '尚未开办机关的，请运行npm run setup'],
        ['/en', 'where no authority was set up, run npm run setup'],
      ] as const) {
        const answer = await fetch(`${house.address}${prefix}${path}`, { headers: { Accept: 'text/html' } });
        expect([path, answer.status, await answer.text()]).toEqual([path, 503, expect.stringContaining(what)]);
      }
    expect((await ask('GET', '/api/authority')).body).toEqual({ name: null, organs: [], demo: false });
  });

  const passwords = new Map<string, string>();
  test('from the file that stands in docs/, with a password for each, shown once and kept as a hash', async () => {
    // Two at once: one of them makes it, the other changes nothing.
    const both = await Promise.all([house.setUp(example()), house.setUp(example())]);
    const [{ code, out, err }, other] = both.sort((a, b) => (a.code ?? 9) - (b.code ?? 9)) as [
      (typeof both)[0],
      (typeof both)[0],
    ];
    expect([code, err.includes('✗')]).toEqual([0, false]);
    expect([other.code, other.out, other.err]).toEqual([1, '', expect.stringMatching(/authority here already/)]);
    const told = JSON.parse(out) as { passwords: { login: string; password: string }[] };
    for (const { login, password } of told.passwords) passwords.set(login, password);
    expect([...passwords.keys()]).toEqual(example().people.map(({ login }) => login));
    expect(new Set(passwords.values()).size).toBe(passwords.size);
    for (const password of passwords.values()) expect(password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    // What waits for the posts that nobody holds.
    expect(err).toMatch(/信用管理：不能列入失信名单/);
    expect(err).not.toMatch(/受理员：/);
    const { rows: found } = await db.query<{ all: string }>("SELECT string_agg(s::text, ' ') AS all FROM staff s");
    for (const password of passwords.values()) expect(found[0]!.all).not.toContain(password);
    expect(house.mail.from).toContain('notice@example.gov.cn');
  });

  test('once: the second time is refused and changes nothing', async () => {
    const before = await rows();
    const { code, out, err } = await house.setUp(example());
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/authority here already/);
    expect(await rows()).toEqual(before);
  });

  test('and everything agrees with what was sealed', async () => {
    const { code, out } = await house.run('verify');
    expect([code, out]).toEqual([0, expect.stringMatching(/Everything agrees: 0 cases/)]);
  });

  const cookies = new Map<string, string>();
  const OWN = 'lantern-orbit-gravel-9';
  /** What the posts that guard the system do after their password, and may do nothing before. */
  async function setFactor(login: string, cookie: string) {
    const mine = [
      'get /api/session',
      'delete /api/session',
      'get /api/session/factor',
      'post /api/session/factor/draft',
      'post /api/session/factor',
    ];
    const shut = routes().filter(
      (r) => r.audience !== 'anyone' && r.audience !== 'holder' && !mine.includes(`${r.method} ${r.path}`),
    );
    expect(shut.length).toBeGreaterThan(30);
    for (const { method, path } of shut) {
      const no = await ask(method.toUpperCase(), path.replace(/\{\w+\}/g, randomUUID()), undefined, cookie);
      expect([method, path, no.status, no.body.code]).toEqual([method, path, 403, 'factor-needed']);
    }
    expect((await ask('GET', '/api/session', undefined, cookie)).body).toMatchObject({ login, factorNeeded: true });
    const { body } = await ask('POST', '/api/session/factor/draft', {}, cookie);
    const { secret, draft } = body as { secret: string; draft: string };
    const set = await ask('POST', '/api/session/factor', { draft, code: codeAt(secret, Date.now()) }, cookie);
    expect([set.status, (set.body.codes as string[]).length]).toEqual([201, 10]);
    expect((await ask('GET', '/api/session', undefined, cookie)).body).toMatchObject({ login, factorNeeded: false });
    expect((await ask('POST', '/api/session', { login, password: OWN })).body).toEqual({ codeNeeded: true });
  }
  test('every page says who receives what is told, and how else they are reached, in both languages', async () => {
    const { organ, contact, filings } = example();
    for (const path of ['/', '/tell', '/progress', '/register', '/calculator', '/law', '/nowhere'])
      for (const [prefix, lang] of [['', 'zh'] as const, ['/en', 'en'] as const]) {
        const answer = await fetch(`${house.address}${prefix}${path}`, { headers: { Accept: 'text/html' } });
        const page = await answer.text();
        const said = [organ.name, organ.area, organ.wordmark, contact.address, contact.hours, contact.otherWays].map(
          (text) => (text as Bilingual)[lang],
        );
        for (const text of [...said, contact.telephone, ...Object.values(filings!)])
          expect(page, `${prefix}${path}`).toContain(text);
        expect(page.split((organ.name as Bilingual)[lang]).length - 1).toBeGreaterThanOrEqual(2);
        expect([path, page.match(/示范|演示|demo/i)]).toEqual([path, null]);
      }
    expect((await ask('GET', '/api/authority')).body).toEqual({
      name: organ.name,
      organs: [{ id: 'organ', name: organ.name, area: organ.area }],
      demo: false,
    });
    // Nor is there anything of a demonstration.
    const mail = await fetch(`${house.address}/demo/mail`, { headers: { Accept: 'text/html' } });
    expect(mail.status).toBe(404);
  });

  test('whoever signs in for the first time may do one thing: set a password of their own', async () => {
    for (const login of ['clerk', 'unit-head', 'admin', 'auditor', 'principal']) {
      const { status, body, cookie } = await ask('POST', '/api/session', { login, password: passwords.get(login) });
      expect([login, status, body.oneTime]).toEqual([login, 200, true]);
      const mine = ['get /api/session', 'delete /api/session', 'post /api/session/password'];
      const shut = routes().filter(
        (r) => r.audience !== 'anyone' && r.audience !== 'holder' && !mine.includes(`${r.method} ${r.path}`),
      );
      expect(shut.length).toBeGreaterThan(30);
      for (const { method, path } of shut) {
        const no = await ask(method.toUpperCase(), path.replace(/\{\w+\}/g, randomUUID()), undefined, cookie);
        expect([method, path, no.status, no.body.code]).toEqual([method, path, 403, 'password-needed']);
      }
      expect((await ask('GET', '/api/session', undefined, cookie)).body).toMatchObject({
        login,
        oneTime: true,
        organs: [example().organ.name],
      });
      const change = (current: string, next: string) => ask('POST', '/api/session/password', { current, next }, cookie);
      const once = passwords.get(login)!;
      for (const weak of ['short', once, 'password12345', `${login}-and-some-more`, 'abcabcabcabc', 'qwertyuiop123456'])
        expect([weak, (await change(once, weak)).body.code]).toEqual([weak, 'password-weak']);
      expect((await change('not this one', OWN)).body).toMatchObject({
        code: 'password-wrong',
        errors: [{ field: 'current' }],
      });
      expect((await change(once, OWN)).status).toBe(204);
      if (login === 'admin' || login === 'auditor') await setFactor(login, cookie!);
      // What was said at set-up stands at the beginning of the history, however often it is changed.
      if (login === 'admin') {
        const { body } = await ask('GET', '/api/authority/people', undefined, cookie);
        expect(body.saidFirst).toMatchObject({ wordmark: example().organ.wordmark, ...example().filings });
        expect(body.saidFirst).toEqual(body.about);
      }
      expect((await ask('GET', '/api/staff', undefined, cookie)).status).toBe(200);
      expect((await ask('POST', '/api/session', { login, password: once })).status).toBe(401);
      cookies.set(login, cookie!);
    }
  });

  test('and the first tip is told, registered, and accepted by people who did not exist before', async () => {
    const told = await ask('POST', '/api/tips', {
      accused: { name: '示例职业培训学校', kind: 'training-body' },
      clue: '学员从未到课，仍申领培训补贴。',
      concernsStaff: 'no',
    });
    expect(told.status).toBe(201);
    const list = await ask('GET', '/api/worklist', undefined, cookies.get('clerk'));
    const [item] = list.body.items as { caseId: string }[];
    const act = (login: string, name: string, form: object = {}) =>
      ask('POST', `/api/cases/${item!.caseId}/acts`, { proceeding: 'intake-1', act: name, form }, cookies.get(login));
    expect((await act('clerk', 'register', REGISTRATION)).status).toBe(200);
    expect((await act('clerk', 'accept:propose')).status).toBe(200);
    const accepted = await act('unit-head', 'accept');
    expect([accepted.status, JSON.stringify(accepted.body)]).toEqual([200, expect.stringContaining('accept')]);
    expect((await ask('GET', `/api/cases/${item!.caseId}`, undefined, cookies.get('admin'))).status).toBe(404);
    const { code, out } = await house.run('verify');
    expect([code, out]).toEqual([0, expect.stringMatching(/Everything agrees: 1 cases/)]);
  });

  test('and the journal of the authority goes on from what it said of itself at set-up', async () => {
    const value = { value: { length: 5, unit: 'wd' }, from: '2026-01-01', reason: '试行' };
    const set = await ask('POST', '/api/authority/limits/house-register', value, cookies.get('principal'));
    expect([set.status, set.body]).toEqual([200, expect.objectContaining({ number: 1 })]);
    const { rows: of } = await db.query<{ about: object }>('SELECT about FROM authorities');
    expect(of[0]!.about).toMatchObject({ publicUrl: 'https://tips.example.gov.cn', telephone: '000-00000000' });
    expect((await house.run('verify')).out).toMatch(/Everything agrees: 1 cases, \d+ events, 1 acts of authorities/);
    // The owner of the database writes another address into it, seal and all that he can reach aside.
    const changed = `UPDATE authorities SET about = jsonb_set(about, '{telephone}', to_jsonb($1::text))`;
    await db.query(changed, ['111-11111111']);
    const { code, out } = await house.run('verify');
    expect(code).toBe(1);
    expect(out).toMatch(/authority organ authority-chain: act 1 does not follow/);
    await db.query(changed, ['000-00000000']);
    expect((await house.run('verify')).code).toBe(0);
  });

  test('the auditor reads who signed in, what the administrator did too, and ends nothing', async () => {
    const [admin, auditor, clerk] = ['admin', 'auditor', 'clerk'].map((login) => cookies.get(login));
    const log = await ask('GET', '/api/authority/sign-ins', undefined, auditor);
    const lines = (log.body.items as { person: { login: string }; outcome: string }[]).map(
      ({ person, outcome }) => `${person.login} ${outcome}`,
    );
    expect(lines).toEqual(expect.arrayContaining(['admin in', 'admin wrong', 'admin password', 'clerk in']));
    const { body } = await ask('GET', '/api/authority/sessions', undefined, auditor);
    const theirs = (body.items as { id: string; person: { login: string } }[]).find((s) => s.person.login === 'clerk')!;
    expect((await ask('DELETE', `/api/sessions/${theirs.id}`, undefined, auditor)).status).toBe(404);
    expect((await ask('GET', '/api/session', undefined, clerk)).status).toBe(200);
    expect((await ask('GET', '/api/authority/sign-ins', undefined, admin)).status).toBe(200);
    expect((await ask('GET', '/api/authority/sign-ins', undefined, clerk)).status).toBe(403);
  });

  test('a forgotten password is reset by two of the officers, and neither of them alone', async () => {
    const [admin, auditor] = [cookies.get('admin')!, cookies.get('auditor')!];
    const at = '/api/authority/accounts/requests';
    const asked = await ask('POST', at, { person: 'approver', what: 'password', reason: '密码忘记' }, admin);
    expect([asked.status, asked.body.mayDecide]).toEqual([202, false]);
    const approval = `${at}/${String(asked.body.number)}/approval`;
    expect((await ask('POST', approval, undefined, admin)).status).toBe(403);
    expect((await ask('POST', approval, undefined, cookies.get('clerk'))).body.code).toBe('not-your-role');
    const done = await ask('POST', approval, undefined, auditor);
    expect([done.status, done.body.password]).toEqual([200, expect.stringMatching(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)]);
    expect((await ask('POST', approval, undefined, auditor)).body.code).toBe('request-decided');
    expect((await ask('POST', '/api/session', { login: 'approver', password: passwords.get('approver') })).status).toBe(
      401,
    );
    const { body } = await ask('POST', '/api/session', { login: 'approver', password: done.body.password });
    expect(body).toMatchObject({ login: 'approver', oneTime: true, factorNeeded: true });
    expect(JSON.stringify(await ask('GET', '/api/authority/accounts', undefined, auditor))).not.toContain(
      done.body.password,
    );
    const { code, out } = await house.run('verify');
    expect([code, out]).toEqual([0, expect.stringMatching(/Everything agrees: 1 cases, \d+ events, 3 acts/)]);
  });

  test('a change of password ends the other sessions and stands in the log of sign-ins', async () => {
    const second = await ask('POST', '/api/session', { login: 'clerk', password: OWN });
    const first = cookies.get('clerk')!;
    const next = 'harbour-violet-kettle-3';
    expect((await ask('POST', '/api/session/password', { current: OWN, next }, second.cookie)).status).toBe(204);
    expect((await ask('GET', '/api/session', undefined, first)).status).toBe(401);
    expect((await ask('GET', '/api/session', undefined, second.cookie)).status).toBe(200);
    const log = await ask('GET', '/api/session/sign-ins', undefined, second.cookie);
    expect((log.body.items as { outcome: string }[])[0]).toMatchObject({ outcome: 'password' });
  });
});

describe('without a file', () => {
  let other: Awaited<ReturnType<typeof installation>>;
  beforeAll(async () => {
    other = await installation();
  });
  afterAll(() => other?.close());

  test('it asks, Enter takes what is offered, and what was answered can be kept as a file', async () => {
    const path = join(other.folder, 'answers.json');
    const typed = [
      '示例县人力资源和社会保障局',
      '示例县',
      'hunan',
      // No organ above, no name of the site.
      '',
      '',
      '000-0000',
      '示例路2号',
      '',
      ...Array(80).fill(''),
    ].join('\n');
    const { code, out, err } = await other.run('setup', ['--write', path], { typed });
    expect([code, err]).toEqual([0, expect.stringContaining('机关名称 Name of the authority')]);
    for (const login of ['admin', 'approver', 'auditor', 'custodian', 'principal'])
      expect(out).toMatch(new RegExp(`^${login} +[a-z2-9-]{19}$`, 'm'));
    expect(err).toMatch(/受理员：来件没有人登记/);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      organ: { region: 'hunan' },
      publicUrl: 'https://tips.example.gov.cn',
    });
    expect(statSync(path).mode & 0o077).toBe(0);
  });
});
