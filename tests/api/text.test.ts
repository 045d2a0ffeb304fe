import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../api/routes.ts';
import { MOST_TEXT } from '../../domain/tip.ts';
import { newKey, PDF, type Product, product, REGISTRATION, TIP } from './support.ts';

let p: Product;
let id: string;
let receipt: string;
beforeAll(async () => {
  p = await product();
  ({ id, receipt } = await p.tell());
});
afterAll(() => p.close());

const unforeseen = () => p.log.filter((line) => line.includes('unforeseen'));
const act = (body: object, as = 'clerk') => p.post(`/api/cases/${id}/acts`, body, { as, key: newKey() });
const enter = (body: object) => p.post('/api/cases', body, { as: 'clerk', key: newKey() });
const LETTER = { tip: TIP, channel: 'letter', receivedAt: '2025-02-20T08:30:00+08:00' };

describe('text that cannot be stored is refused by field, from whatever side it comes', () => {
  test.each([
    ['/api/session', { login: 'cl\u0000erk', password: 'x' }, undefined, ['login']],
    ['/api/tips', { ...TIP, clue: '好\ud842', where: '\u0001' }, undefined, ['clue', 'where']],
    ['/api/tips', { accused: { name: 'x\u0000' }, clue: 'y' }, undefined, ['accused.name']],
    ['/api/cases', { ...LETTER, tip: { ...TIP, accused: { name: '\udfb7' } } }, 'clerk', ['tip.accused.name']],
    [
      '/api/authority/limits/house-register',
      { value: null, from: '2025-04-01', reason: '\u0000' },
      'principal',
      ['reason'],
    ],
  ])('in the body of %s', async (path, body, as, fields) => {
    if (as) await p.get('/api/session', as);
    const before = await p.rows();
    const answer = await p.post(path, body, { ...(as ? { as } : {}), key: newKey() });
    answer.wrong(fields);
    expect(await p.rows()).toEqual(before);
  });

  test('in the form of an act', async () => {
    const form = { text: '好', paper: { number: '文号\ud842', pages: 2, scan: 'S1', second: 'unithead' } };
    (await act({ proceeding: 'intake-1', act: 'reply', form })).wrong(['form.paper.number']);
  });

  test('in the parts of a multipart body, and in the JSON inside one', async () => {
    for (const [parts, fields] of [
      [{ tip: JSON.stringify({ ...TIP, clue: 'a\u0000' }) }, ['clue']],
      [{ tip: JSON.stringify({ ...TIP, when: '\ud800' }) }, ['when']],
    ] as const) {
      const form = new FormData();
      for (const [name, value] of Object.entries(parts)) form.append(name, value);
      (await p.ask('POST', '/api/tips', { form, key: newKey() })).wrong([...fields]);
    }
  });

  test('a form that is nested without end is refused, from the tipster as from staff', async () => {
    const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    const json = { 'Content-Type': 'application/json' };
    const body = `"proceeding":"intake-1","act":"ask-recusal","form":{"recusalReason":${deep}}}`;
    const told = await p.ask('POST', '/api/receipts/acts', { raw: `{"receipt":"${receipt}",${body}`, headers: json });
    expect(told.problem(422, 'input-invalid').errors).toHaveLength(1);
    const staff = await p.ask('POST', `/api/cases/${id}/acts`, {
      raw: `{${body}`,
      headers: json,
      as: 'clerk',
      key: newKey(),
    });
    expect(staff.problem(422, 'input-invalid').errors).toHaveLength(1);
  });

  test('in an address or a query of a page, in its language', async () => {
    for (const path of ['/register?search=%00', '/register/%00', '/calculator?start=%01', '/en/register?search=a%00']) {
      const answer = await p.get(path);
      expect([path, answer.status]).toEqual([path, 422]);
    }
    expect(unforeseen()).toEqual([]);
  });
});

test('a cursor that a list never gave is refused by every list', async () => {
  const cursors = [
    ['+275760-09-13T00:00:00.000Z', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
    ['-271821-04-20T00:00:00.000Z', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
    ['2026-01-01T00:00:00Z', '\u0000'],
    ['infinity', '\u0000', '\ud800'],
    ['0001-01-01T00:00:00.000Z', id, 'x'],
    ['constructor', '__proto__'],
  ].map((c) => Buffer.from(JSON.stringify(c)).toString('base64url'));
  for (const cursor of ['', ...cursors]) {
    for (const [path, as] of [
      ['/api/cases', 'clerk'],
      ['/api/worklist', 'clerk'],
      ['/api/deadlines', 'clerk'],
      ['/api/oversight/referrals', 'inspector'],
      ['/api/register', undefined],
    ] as const) {
      (await p.get(`${path}?cursor=${cursor}`, as)).wrong(['cursor'], 422, 'cursor-invalid');
    }
    // A page answers what was sent with the same status.
    for (const path of ['/register', '/en/register']) {
      expect((await p.get(`${path}?cursor=${cursor}`)).status, `${path} ${cursor}`).toBe(422);
    }
  }
});

describe('a parameter has an effect or is refused', () => {
  test('one that an address does not know', async () => {
    (await p.get(`/api/cases/${id}?limit=1`, 'clerk')).wrong(['limit']);
    (await p.get('/api/law/deadlines?x=1')).wrong(['x']);
    (await p.get('/api/cases?kinds=intake', 'clerk')).wrong(['kinds']);
  });

  test('a state without its kind, or of another kind', async () => {
    (await p.get('/api/cases?state=Decided', 'clerk')).wrong(['state']);
    (await p.get('/api/cases?kind=intake&state=Decided', 'clerk')).wrong(['state']);
    (await p.get('/api/cases?kind=intake&state=constructor', 'clerk')).wrong(['state']);
    expect(
      (await p.get<{ items: unknown[] }>('/api/cases?kind=intake&state=Received', 'clerk')).body.items,
    ).toHaveLength(1);
  });

  test('a wish left empty chooses nothing; blanks and invisible characters are no wish for everything', async () => {
    const found = async (query: string) =>
      (await p.get<{ items: unknown[] }>(`/api/cases?${query}`, 'clerk')).body.items;
    const all = (await found('')).length;
    expect(all).toBeGreaterThan(0);
    for (const name of ['accused', 'number']) {
      expect(await found(`${name}=`)).toHaveLength(all);
      for (const odd of ['\u200b', ' ', '\u3000\u2060', '\u00ad'])
        (await p.get(`/api/cases?${name}=${encodeURIComponent(odd)}`, 'clerk')).wrong([name]);
    }
    (await p.get(`/api/register?search=${encodeURIComponent('\u200b')}`)).wrong(['search']);
  });

  test('any filters together choose what each of them chooses', async () => {
    const filters = [
      'kind=intake',
      'kind=penalty',
      'number=2025',
      'fund=unknown',
      'fund=pension',
      'open=true',
      'open=false',
      'overdue=true',
      'overdue=false',
      `accused=${encodeURIComponent(TIP.accused.name)}`,
      'accused=x',
    ];
    const found = async (query: string) =>
      (await p.get<{ items: { id: string }[] }>(`/api/cases?${query}`, 'clerk')).body.items.map((c) => c.id);
    const alone = new Map<string, string[]>();
    for (const filter of filters) alone.set(filter, await found(filter));
    for (const [i, one] of filters.entries()) {
      for (const other of filters.slice(i + 1)) {
        if (one.split('=')[0] === other.split('=')[0]) continue;
        const both = alone.get(one)!.filter((x) => alone.get(other)!.includes(x));
        expect([one, other, await found(`${one}&${other}`)]).toEqual([one, other, both]);
      }
    }
  });
});

describe('names that every object has are no units, people, proceedings or acts', () => {
  const NAMES = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'];

  test.each(NAMES)('%s', async (name) => {
    const version = async () => (await p.get<{ version: number }>(`/api/cases/${id}`, 'clerk')).body.version;
    const before = await version();
    const register = (form: object) =>
      act({ proceeding: 'intake-1', act: 'register', form: { ...REGISTRATION, ...form } });
    for (const form of [
      { accusedUnit: name },
      { accusedPersons: [name] },
      { accusedHeads: [name] },
      { regime: name },
      { [name]: 1 },
    ]) {
      const answer = await register(form);
      expect([form, answer.status >= 400 && answer.status < 500]).toEqual([form, true]);
    }
    for (const body of [
      { proceeding: name, act: 'register', form: {} },
      { proceeding: 'intake-1', act: name, form: {} },
      { proceeding: 'intake-1', act: `${name}:propose`, form: {} },
      { proceeding: 'intake-1', act: 'merge-under-review:propose', form: { leading: name, sameSubject: true } },
      { proceeding: name, act: name, form: { leading: name }, occurredAt: '2025-01-02' },
      {
        proceeding: 'intake-1',
        act: 'reply',
        form: { text: 'x', paper: { number: '1', pages: 2, scan: 's', second: name } },
      },
    ]) {
      const answer = await act(body);
      expect([body, answer.status >= 400 && answer.status < 500]).toEqual([body, true]);
      const told = await p.post('/api/receipts/acts', {
        receipt,
        proceeding: body.proceeding,
        act: body.act,
        form: body.form,
      });
      expect([body, told.status >= 400 && told.status < 500]).toEqual([body, true]);
    }
    for (const past of [
      { proceeding: name, act: 'register', by: 'clerk' },
      { proceeding: 'intake-1', act: name, by: 'clerk' },
      { proceeding: 'intake-1', act: 'register', by: name },
    ]) {
      const answer = await enter({
        ...LETTER,
        acts: [{ ...past, occurredAt: '2025-02-21', form: { ...REGISTRATION } }],
      });
      expect([past, answer.status >= 400 && answer.status < 500]).toEqual([past, true]);
    }
    for (const r of routes()) {
      if (!r.path.includes('{')) continue;
      const path = r.path.replace(/\{\w+\}/g, name);
      for (const as of ['clerk', 'legal', 'principal', 'admin']) {
        const answer = await p.ask(r.method.toUpperCase() as 'GET' | 'POST' | 'DELETE', path, {
          as,
          key: newKey(),
          ...(r.method === 'post' ? { json: {} } : {}),
        });
        expect([r.method, path, answer.status >= 400 && answer.status < 500]).toEqual([r.method, path, true]);
      }
    }
    expect((await p.post('/api/session', { login: name, password: name })).status).toBe(401);
    expect((await p.post('/api/law/compute', { deadline: name, start: '2025-03-03' })).status).toBe(422);
    expect(await version()).toBe(before);
    expect(unforeseen()).toEqual([]);
  });
});

describe('a date that cannot be is refused at its field', () => {
  test.each([
    '1900-01-01T00:00:00+08:00',
    '0001-01-01T00:00:00+08:00',
    '9999-12-31T23:59:59+08:00',
    '2025-02-30T00:00:00+08:00',
  ])('as the day of receipt: %s', async (receivedAt) => {
    (await enter({ ...LETTER, receivedAt })).wrong(['receivedAt']);
  });

  test.each(['1900-01-01', '0001-01-01', '9999-12-31', '2300-01-01T00:00:00Z', '2025-02-30', 'yesterday'])(
    'as the day of an act, of a past act, of a document: %s',
    async (day) => {
      const done = await act({ proceeding: 'intake-1', act: 'reply', form: { text: 'x' }, occurredAt: day });
      expect(done.problem(422, 'input-invalid').errors!.map((e) => e.field)).toContain('occurredAt');
      const past = { proceeding: 'intake-1', act: 'register', by: 'clerk', form: {} };
      const entered = await enter({
        ...LETTER,
        acts: [
          { ...past, occurredAt: '2025-02-21', document: { kind: 'x', number: '1', date: day.slice(0, 10), pages: 1 } },
        ],
      });
      expect(entered.problem(422, 'input-invalid').errors!.map((e) => e.field)).toEqual(['acts.0.document.date']);
    },
  );

  test('of before the measures it is asked once whether the year is right, and then taken', async () => {
    const early = { ...LETTER, receivedAt: '2021-05-06T08:30:00+08:00' };
    const before = await p.rows();
    (await enter(early)).wrong(['receivedAt'], 422, 'before-the-law');
    expect(await p.rows()).toEqual(before);
    expect((await enter({ ...early, confirmBeforeLaw: true })).status).toBe(201);
    expect((await enter({ ...LETTER, receivedAt: '2023-05-01T00:00:00+08:00' })).status).toBe(201);
  });

  test('an act of before the measures is one of before its own tip, and is not taken, confirmed or not', async () => {
    const past = { proceeding: 'intake-1', act: 'register', by: 'clerk', form: {}, occurredAt: '2021-05-07' };
    const before = await p.rows();
    for (const confirmed of [{}, { confirmBeforeLaw: true }]) {
      const entered = await enter({ ...LETTER, ...confirmed, acts: [past] });
      expect(entered.status).toBe(409);
      expect(entered.text).toContain('acts.0');
    }
    const { by: _, ...own } = past;
    const dated = await act(own);
    expect(dated.status).toBe(409);
    expect(await p.rows()).toEqual(before);
  });
});

test('a text as long as is taken is taken from every form, however its lines end, and one more character is not', async () => {
  const { receipt } = await p.tell();
  const lines = `${'一二三四五六七八九\r\n'.repeat(1_999)}一二三四五六七八九十`;
  expect([lines.length, lines.replaceAll('\r\n', '\n').length]).toEqual([MOST_TEXT + 1_999, MOST_TEXT]);
  const form = (fields: Record<string, string>) => ({
    raw: new URLSearchParams(fields).toString(),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  });
  const parts = (fields: Record<string, string>) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.append(name, value);
    return data;
  };
  const messages = async () =>
    (await p.post<{ messages: { text: string }[] }>('/api/receipts', { receipt })).body.messages.length;
  const ways: [string, (text: string) => Promise<{ status: number }>, number][] = [
    ['a tip', (clue) => p.ask('POST', '/tell', { form: parts({ 'accused-name': '某学校', clue }) }), 201],
    ['a message', (text) => p.ask('POST', '/progress/message', form({ receipt, text })), 200],
    ['a message over the API', (text) => p.post('/api/receipts/messages', { receipt, text }), 200],
  ];
  const before = await messages();
  for (const [way, send, good] of ways) {
    expect([way, (await send(lines)).status]).toEqual([way, good]);
    expect([way, (await send(`${lines}x`)).status]).toEqual([way, 422]);
  }
  expect(await messages()).toBe(before + 2);
});

test('too many files are told as too many, with how many were chosen, on the page too', async () => {
  const form = new FormData();
  form.append('accused-name', '某学校');
  form.append('clue', '一句话');
  for (let n = 1; n <= 21; n++) form.append('evidence', new Blob([new Uint8Array(PDF)]), `${n}.pdf`);
  const page = await p.ask('POST', '/tell', { form });
  expect(page.text).toContain('一次最多20个文件，您选了21个');
  expect(page.text).toContain('一句话');
});
