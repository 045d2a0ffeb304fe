import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Directory, Person } from '../../domain/people/types.ts';
import { DEMO_DIRECTORY } from '../../prisma/seed.ts';
import { type Answer, MONDAY, newKey, type Product, product, REGISTRATION, TIP } from './support.ts';

/** The demonstration's people, a second clerk, and an officer whose certificate is over. */
function people(): Directory {
  const like = (from: string, id: string, more: Partial<Person>): Person => ({
    ...DEMO_DIRECTORY.people[from]!,
    id,
    login: id,
    ...more,
  });
  return {
    ...DEMO_DIRECTORY,
    people: {
      ...DEMO_DIRECTORY.people,
      clerk2: like('clerk', 'clerk2', {}),
      expired: like('officer1', 'expired', {
        certificates: [{ number: 'X-1', from: '2020-01-01', until: '2024-12-31' }],
      }),
    },
  };
}

let p: Product;
/** Signs everybody in, so that no session is opened while rows are counted. */
async function everybody(): Promise<void> {
  for (const login of [
    'clerk',
    'clerk2',
    'officer1',
    'officer2',
    'unithead',
    'depthead',
    'admin',
    'inspector',
    'credit',
  ]) {
    await p.cookieOf(login);
  }
}
/** Sets the clock; sessions end with it, so everybody signs in again. */
async function at(when: string): Promise<void> {
  p.clock.set(when);
  p.signedOut();
  await everybody();
}
beforeAll(async () => {
  p = await product({ directory: people() });
  await everybody();
});
afterAll(() => p.close());

async function changesNothing<T>(work: () => Promise<T>): Promise<T> {
  const before = await p.rows();
  const result = await work();
  expect(await p.rows()).toEqual(before);
  return result;
}

/** The refusal, with the kind of its basis and its clause; nothing was recorded. */
async function refused(ask: () => Promise<Answer>, status: number, code: string, kind: string, clause: string | null) {
  const answer = await changesNothing(ask);
  const problem = answer.problem(status, code);
  expect(problem.basis).toEqual({ kind, clause });
  return problem;
}

describe('an act that is not allowed is refused with code, sentence and clause, and leaves no event', () => {
  test('by the state', async () => {
    const { id } = await p.tell();
    const accept = await refused(
      () => p.act(id, 'clerk', 'intake-1', 'accept:propose'),
      409,
      'not-in-this-state',
      'state',
      null,
    );
    expect(accept.detailZh).toContain('已接收');
    await refused(() => p.act(id, 'clerk', 'penalty-1', 'decide'), 404, 'proceeding-unknown', 'state', null);
    await refused(() => p.act(id, 'clerk', 'intake-1', 'dance'), 404, 'act-unknown', 'form', null);
  });

  test('by the person: another post, not assigned, outside altogether', async () => {
    const { id } = await p.registered();
    await refused(() => p.act(id, 'clerk', 'intake-1', 'accept'), 403, 'not-your-role', 'person', null);
    for (const login of ['officer1', 'credit', 'admin', 'inspector']) {
      await refused(() => p.act(id, login, 'intake-1', 'accept:propose'), 404, 'case-unknown', 'person', null);
    }
  });

  test('a decision on what nobody proposed', async () => {
    const { id } = await p.registered();
    await refused(() => p.act(id, 'unithead', 'intake-1', 'accept'), 409, 'nothing-proposed', 'house', 'house: pairs');
  });

  test('by the law, with the clause and the way out', async () => {
    const { id } = await p.tell();
    await p.done(id, 'clerk', 'intake-1', 'register', { ...REGISTRATION, regime: 'medical' });
    const problem = await refused(
      () => p.act(id, 'clerk', 'intake-1', 'accept:propose'),
      409,
      'outside-regime',
      'law',
      'SIO art. 4',
    );
    expect(problem.remedy?.zh).toContain('医疗保障');
  });

  test('by the law: one officer, an officer without a certificate, the clerk as officer', async () => {
    const { id } = await p.registered();
    await p.pair(id, ['clerk', 'unithead'], 'intake-1', 'accept');
    const assign = (officers: string[]) => () =>
      p.act(id, 'unithead', 'investigation-1', 'assign', { officers, conflictChecked: true });
    for (const [named, code, clause] of [
      [['officer1'], 'two-officers', 'APL art. 42; M48 art. 26'],
      [['officer1', 'officer1'], 'two-officers', 'APL art. 42; M48 art. 26'],
      [['officer1', 'expired'], 'officer-not-available', 'APL arts. 42–43; M49 art. 35'],
      [['officer1', 'clerk'], 'not-an-officer', 'APL art. 42'],
      [['officer1', 'constructor'], 'not-an-officer', 'APL art. 42'],
    ] as const) {
      const said = await refused(assign([...named]), 409, code, 'law', clause);
      expect(said.errors?.map((e) => e.field)).toEqual(['officers']);
    }
    await p.done(id, 'unithead', 'investigation-1', 'assign', {
      officers: ['officer1', 'officer2'],
      conflictChecked: true,
    });
    await refused(
      () =>
        p.act(id, 'officer1', 'investigation-1', 'file-case:propose', {
          standardMet: true,
          actEndedOn: '2020-01-31',
          withOfficer: 'officer2',
        }),
      409,
      'out-of-time',
      'law',
      'APL art. 36; LSI art. 20',
    );
  });

  test('what is offered is allowed, and what is refused says why with the same words', async () => {
    const { id } = await p.registered();
    const { body } = await p.get<{
      allowed: { proceeding: string; act: string; schema: object }[];
      refused: { proceeding: string; act: string; refusal: { code: string; message: { en: string } } }[];
    }>(`/api/cases/${id}/acts`, 'unithead');
    expect(body.refused.length).toBeGreaterThan(0);
    for (const { proceeding, act, refusal } of body.refused.slice(0, 5)) {
      const answer = await changesNothing(() => p.act(id, 'unithead', proceeding, act));
      expect(answer.problem(answer.status, refusal.code).detail).toBe(refusal.message.en);
    }
  });
});

describe('the form of an act', () => {
  test('names each field that is missing, unknown or of the wrong kind', async () => {
    const { id } = await p.tell();
    const register = (form: Record<string, unknown>) => () => p.act(id, 'clerk', 'intake-1', 'register', form);
    (await changesNothing(register({}))).wrong(
      ['accusedNatural', 'accusedUnit', 'identityStore', 'regime'],
      422,
      'form-invalid',
    );
    (await changesNothing(register({ ...REGISTRATION, x: 1, y: 2 }))).wrong(['x', 'y'], 422, 'form-invalid');
    (
      await changesNothing(register({ ...REGISTRATION, accusedNatural: 'no', regime: 'none', identityStore: false }))
    ).wrong(['accusedNatural', 'identityStore', 'regime'], 422, 'form-invalid');
    (await changesNothing(register({ ...REGISTRATION, accusedUnit: 'x'.repeat(65) }))).wrong(
      ['accusedUnit'],
      422,
      'form-invalid',
    );
    for (const none of ['no-such', 'constructor', '__proto__', 'toString']) {
      for (const [field, form, code] of [
        ['accusedUnit', { accusedUnit: none }, 'unit-unknown'],
        ['accusedPersons', { accusedPersons: [none] }, 'person-unknown'],
      ] as const) {
        const said = await refused(register({ ...REGISTRATION, ...form }), 422, code, 'form', null);
        expect(
          said.errors?.map((e) => e.field),
          none,
        ).toEqual([field]);
      }
    }
  });

  test.each<[string, unknown, string[]]>([
    ['nothing', {}, ['act', 'proceeding']],
    ['an unknown field', { proceeding: 'intake-1', act: 'register', by: 'depthead' }, ['by']],
    ['a form that is a list', { proceeding: 'intake-1', act: 'register', form: [] }, ['form']],
    ['a time that is none', { proceeding: 'intake-1', act: 'register', occurredAt: 'yesterday' }, ['occurredAt']],
    ['a day that is none', { proceeding: 'intake-1', act: 'register', occurredAt: '2025-02-30' }, ['occurredAt']],
    [
      'a time without offset',
      { proceeding: 'intake-1', act: 'register', occurredAt: '2025-03-03T09:00:00' },
      ['occurredAt'],
    ],
    [
      'an hour that is none',
      { proceeding: 'intake-1', act: 'register', occurredAt: '2025-03-03T25:00:00+08:00' },
      ['occurredAt'],
    ],
    ['names of numbers', { proceeding: 1, act: 2 }, ['act', 'proceeding']],
  ])('asked with %s names the fields', async (_what, json, fields) => {
    const { id } = await p.tell();
    const answer = await changesNothing(() => p.post(`/api/cases/${id}/acts`, json, { as: 'clerk', key: newKey() }));
    answer.wrong(fields);
  });

  test('malformed JSON, a body too large, another medium', async () => {
    const path = '/api/cases/x/acts';
    const sent = (raw: string, type = 'application/json') =>
      changesNothing(() => p.ask('POST', path, { raw, as: 'clerk', key: newKey(), headers: { 'Content-Type': type } }));
    (await sent('{')).wrong([''], 400, 'malformed-json');
    (await sent(JSON.stringify({ form: 'x'.repeat(300_000) }))).wrong([''], 413, 'too-large');
    (await sent('a=b', 'text/plain')).wrong(['Content-Type'], 415, 'media-type');
  });

  test('needs an Idempotency-Key', async () => {
    const { id } = await p.registered();
    const json = { proceeding: 'intake-1', act: 'accept:propose' };
    const post = (key?: string) => p.post(`/api/cases/${id}/acts`, json, { as: 'clerk', ...(key ? { key } : {}) });
    (await changesNothing(() => post())).wrong(['Idempotency-Key'], 400, 'idempotency-key-missing');
    (await changesNothing(() => post('short'))).wrong(['Idempotency-Key'], 400, 'idempotency-key-invalid');
  });
});

describe('occurredAt', () => {
  const DOCUMENT = { document: { kind: '回执', number: '收〔2025〕1号', date: '2025-03-03' } };

  /** Transferred on Monday at nine; the other body's receipt is awaited. */
  async function transferred(): Promise<string> {
    await at(MONDAY);
    const { id } = await p.registered();
    await p.pair(id, ['clerk', 'unithead'], 'intake-1', 'transfer', {
      transferTo: 'hrss',
      transferNumber: '移〔2025〕1号',
      transferReasons: '不属于本机关管辖',
    });
    return id;
  }
  const receipt = (id: string, occurredAt: string) => () =>
    p.act(id, 'unithead', 'intake-1', 'receipt', DOCUMENT, { occurredAt });

  test('in the future is refused', async () => {
    const id = await transferred();
    for (const when of ['2025-03-04', '2025-03-03T09:06:00+08:00', '2025-03-03T02:00:00Z', '2099-01-01']) {
      await refused(receipt(id, when), 409, 'occurred-in-future', 'state', 'CC art. 201');
    }
  });

  test('before the event it answers, or before the tip itself, is refused', async () => {
    const id = await transferred();
    for (const when of ['2025-03-02', '2025-03-03T08:50:00+08:00', '2020-01-01']) {
      const answer = await changesNothing(receipt(id, when));
      expect(answer.status).toBe(409);
      expect(answer.text).toMatch(/"code":"(before-its-event|not-in-this-state)"/);
    }
    expect((await receipt(id, '2025-03-03')()).status).toBe(200);
  });

  test('of our own act in the past is refused but as a paper act', async () => {
    await at(MONDAY);
    const { id } = await p.tell();
    await at('2025-03-04T10:00:00+08:00');
    await refused(
      () => p.act(id, 'clerk', 'intake-1', 'register', REGISTRATION, { occurredAt: '2025-03-03T10:00:00+08:00' }),
      409,
      'own-act-backdated',
      'house',
      'house: two times',
    );
    await p.done(
      id,
      'clerk',
      'intake-1',
      'register',
      { ...REGISTRATION, paper: { number: '登〔2025〕1号', pages: 2, scan: 'S-1', second: 'clerk2' } },
      { occurredAt: '2025-03-03T10:00:00+08:00' },
    );
    await at(MONDAY);
  });
});

describe('an extension', () => {
  const form = (days: number) => ({ days, complex: true, extendReasons: '情形复杂', withOfficer: 'officer2' });

  test('beyond its bound is refused with the clause; inside it is granted, and never beyond in two steps', async () => {
    await at(MONDAY);
    const { id } = await p.assigned();
    const propose = (days: number) => () => p.act(id, 'officer1', 'investigation-1', 'extend:propose', form(days));
    await refused(propose(31), 409, 'extension-beyond-bound', 'law', 'M49 art. 27 ¶2');
    await p.pair(id, ['officer1', 'depthead'], 'investigation-1', 'extend', form(20));
    await refused(propose(11), 409, 'extension-beyond-bound', 'law', 'M49 art. 27 ¶2');
    await p.pair(id, ['officer1', 'depthead'], 'investigation-1', 'extend', form(10));
  });

  test('after expiry is refused with the clause, whether or not a timer has fired', async () => {
    await at(MONDAY);
    const { id } = await p.assigned();
    await p.done(id, 'officer1', 'investigation-1', 'extend:propose', form(10));
    await at('2025-06-20T10:00:00+08:00');
    await refused(
      () => p.act(id, 'officer1', 'investigation-1', 'extend:propose', form(10)),
      409,
      'extension-after-expiry',
      'law',
      'M49 art. 27 ¶2',
    );
    await refused(
      () => p.act(id, 'depthead', 'investigation-1', 'extend'),
      409,
      'extension-after-expiry',
      'law',
      'M49 art. 27 ¶2',
    );
    await at(MONDAY);
  });
});

describe('an act sent twice', () => {
  test('with one key is one event; the second gets the first answer and says so', async () => {
    const { id } = await p.tell();
    const key = newKey();
    const send = () => p.act(id, 'clerk', 'intake-1', 'register', REGISTRATION, { key });
    const first = (await send()).body;
    const second = await changesNothing(send);
    expect(second.body.events).toEqual(first.events);
    expect([first.repeated, second.body.repeated]).toEqual([false, true]);
    // Later acts do not change what was answered then.
    await p.done(id, 'clerk', 'intake-1', 'accept:propose');
    expect((await send()).body.case.version).toBe(first.case.version);
  });

  test('ten times at the same moment is one event', async () => {
    const { id } = await p.tell();
    const key = newKey();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => p.act(id, 'clerk', 'intake-1', 'register', REGISTRATION, { key })),
    );
    expect(answers.map((a) => a.status)).toEqual(Array(10).fill(200));
    expect(new Set(answers.map((a) => JSON.stringify(a.body.events.map((e) => e.number)))).size).toBe(1);
    expect(answers.filter((a) => !a.body.repeated)).toHaveLength(1);
  });

  test('with one key and another body is refused; another person’s key is their own', async () => {
    const { id } = await p.tell();
    const key = newKey();
    await p.done(id, 'clerk', 'intake-1', 'register', REGISTRATION, { key });
    const other = await changesNothing(() =>
      p.act(id, 'clerk', 'intake-1', 'register', { ...REGISTRATION, regime: 'other' }, { key }),
    );
    other.problem(422, 'idempotency-mismatch');
    (await changesNothing(() => p.act(id, 'clerk2', 'intake-1', 'register', REGISTRATION, { key }))).problem(
      409,
      'not-in-this-state',
    );
  });
});

describe('two people acting at once', () => {
  test('make one event; the other is refused with what has become of the case', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await p.tell();
      const answers = await Promise.all(
        ['clerk', 'clerk2'].map((login) => p.act(id, login, 'intake-1', 'register', REGISTRATION)),
      );
      expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
      const problem = answers.find((a) => a.status === 409)!.problem(409, 'not-in-this-state');
      expect(problem.detailZh).toContain('审查中');
      expect(problem.detail).toContain('Under review');
      const { rows } = await p.owner.query('SELECT name FROM events WHERE case_id = $1 ORDER BY number', [id]);
      expect(rows.map((r: { name: string }) => r.name)).toEqual(['arrive', 'register']);
    }
  });

  test('the citizen and the clerk at one moment: both are heard, in some order, with no gap in the chain', async () => {
    const { receipt, id } = await p.tell();
    const [a, b] = await Promise.all([
      p.act(id, 'clerk', 'intake-1', 'register', REGISTRATION),
      p.post('/api/receipts/messages', { receipt, text: '补充一句' }),
    ]);
    expect([a.status, b.status]).toEqual([200, 200]);
    const { rows } = await p.owner.query<{ number: number; prev: Buffer; hash: Buffer }>(
      'SELECT number, prev, hash FROM events WHERE case_id = $1 ORDER BY number',
      [id],
    );
    expect(rows.map((r) => r.number)).toEqual([1, 2, 3]);
    for (let i = 1; i < rows.length; i++) expect(rows[i]!.prev.equals(rows[i - 1]!.hash)).toBe(true);
  });
});

test('a case that is not there and one that may not be seen get one answer', async () => {
  const { id } = await p.registered(TIP);
  const bodies = new Set<string>();
  for (const [who, which] of [
    ['officer1', id],
    ['officer1', '0190b8a0-0000-7000-8000-000000000000'],
    ['officer1', 'not-an-id'],
    ['clerk', '0190b8a0-0000-7000-8000-000000000000'],
    ['admin', id],
    ['inspector', id],
  ] as const) {
    for (const path of [`/api/cases/${which}`, `/api/cases/${which}/acts`, `/api/cases/${which}/clocks/tip-review-1`]) {
      const answer = await p.get(path, who);
      answer.problem(404, 'case-unknown');
      bodies.add(answer.text.replace(answer.headers.get('x-request-id')!, ''));
    }
    const answer = await p.act(which, who, 'intake-1', 'register', REGISTRATION);
    answer.problem(404, 'case-unknown');
    bodies.add(answer.text.replace(answer.headers.get('x-request-id')!, ''));
  }
  expect(bodies.size).toBe(1);
});

test('what a second person looks at is confirmed by who says that they have read it, and by nobody else', async () => {
  const { id } = await p.tell({ ...TIP, concernsStaff: 'yes' });
  await p.done(id, 'special', 'intake-1', 'register', { ...REGISTRATION, notOurStaff: true });
  const offered = async () => {
    const { body } = await p.get<{ allowed: { act: string; proposal?: { put: string } }[] }>(
      `/api/cases/${id}/acts`,
      'depthead',
    );
    return body.allowed.find((a) => a.act === 'confirm-not-ours')?.proposal?.put;
  };
  const confirm = (answers?: string) =>
    p.act(id, 'depthead', 'intake-1', 'confirm-not-ours', { tipRead: true }, answers ? { answers } : {});
  const read = await offered();
  // Another link in its place: whoever had the page open before has read that it concerns nobody.
  const link = { accusedUnit: 'none', accusedNatural: true, accusedPersons: ['officer2'], notOurStaff: true };
  await p.done(id, 'special', 'intake-1', 'link-accused', link);
  for (const answers of [undefined, read])
    (await changesNothing(() => confirm(answers))).problem(409, 'changed-since-read');
  expect((await confirm(await offered())).status).toBe(200);
});

test('what was put forward anew is decided by who says that they have read it, and by nobody else', async () => {
  const { id } = await p.registered();
  const to = (transferTo: string) => ({
    transferTo,
    transferNumber: '移〔2025〕1号',
    transferReasons: '不属本机关管辖',
  });
  const offered = async () => {
    const { body } = await p.get<{ allowed: { act: string; proposal?: { put: string } }[] }>(
      `/api/cases/${id}/acts`,
      'unithead',
    );
    return body.allowed.find((a) => a.act === 'transfer')?.proposal?.put;
  };
  const decide = (answers?: string) =>
    p.post(
      `/api/cases/${id}/acts`,
      { proceeding: 'intake-1', act: 'transfer', form: {}, ...(answers ? { answers } : {}) },
      { as: 'unithead', key: newKey() },
    );
  await p.done(id, 'clerk', 'intake-1', 'transfer:propose', to('hrss'));
  const read = await offered();
  await p.done(id, 'clerk', 'intake-1', 'transfer:propose', to('superior'));
  for (const answers of [undefined, read])
    (await changesNothing(() => decide(answers))).problem(409, 'changed-since-read');
  expect((await decide(await offered())).status).toBe(200);
});
