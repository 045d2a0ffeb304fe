import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SUSPICION } from '../support/forms.ts';
import { newKey, PDF, PNG, type Product, penaltyOnPaper, product, REGISTRATION, TIP } from './support.ts';

const NOW = '2025-05-06T10:00:00+08:00';
const LETTER = { tip: TIP, channel: 'letter', receivedAt: '2025-05-06T08:30:00+08:00' };

let p: Product;
beforeAll(async () => {
  p = await product({ now: NOW });
  for (const login of [
    'clerk',
    'officer1',
    'officer2',
    'unithead',
    'depthead',
    'principal',
    'legal',
    'credit',
    'disclosure',
    'checker',
    'inspector',
    'admin',
    'superior',
  ]) {
    await p.cookieOf(login);
  }
});
afterAll(() => p.close());

type Entered = { id: string; receipt: string; receivedAt: string; case: { number: string; version: number } };
const enter = (json: unknown, as = 'clerk', key = newKey()) => p.post<Entered>('/api/cases', json, { as, key });
async function storesNothing<T>(work: () => Promise<T>): Promise<T> {
  const before = await p.rows();
  const result = await work();
  expect(await p.rows()).toEqual(before);
  return result;
}

describe('POST /api/cases', () => {
  test('enters what came by letter, with its true time, and gives the receipt to pass on', async () => {
    const answer = await enter(LETTER);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/api/cases/${answer.body.id}`);
    const view = await p.get<{ receivedAt: string; channel: string; tip: { clue: string } }>(
      `/api/cases/${answer.body.id}`,
      'clerk',
    );
    expect(view.body).toMatchObject({ receivedAt: '2025-05-06', channel: 'letter', tip: { clue: TIP.clue } });
    expect((await p.post('/api/receipts', { receipt: answer.body.receipt })).status).toBe(200);
  });

  test('keeps the receipt from who does not see the case; whoever takes it in is shown it when they ask, and not with the case', async () => {
    const { body } = await enter({ ...LETTER, tip: { ...TIP, concernsStaff: 'yes' } });
    expect(body.receipt).toBeNull();
    const path = `/api/cases/${body.id}`;
    const view = await p.get<{ receiptWaits?: true }>(path, 'special');
    expect(view.body.receiptWaits).toBe(true);
    (await storesNothing(() => p.post(`${path}/receipt-showing`, {}, { as: 'clerk' }))).problem(404, 'case-unknown');
    const shown = await p.post<{ receipt: string }>(`${path}/receipt-showing`, {}, { as: 'special' });
    expect(shown.headers.get('cache-control')).toBe('no-store');
    expect(view.text).not.toContain(shown.body.receipt);
    expect((await p.post('/api/receipts', { receipt: shown.body.receipt })).status).toBe(200);
    const form = { aboutMyself: true, passReasons: '本人亲属' };
    const json = { proceeding: 'intake-1', act: 'pass-on', form };
    expect((await p.post(`${path}/acts`, json, { as: 'special', key: newKey() })).status).toBe(200);
    (await p.post('/api/receipts', { receipt: shown.body.receipt })).problem(409, 'receipt-seen-by-outsider');
  });

  test('is the clerk’s alone', async () => {
    for (const login of ['officer1', 'unithead', 'depthead', 'inspector', 'admin', 'superior']) {
      const problem = (await storesNothing(() => enter(LETTER, login))).problem(403, 'not-your-role');
      expect(problem.basis).toEqual({ kind: 'person', clause: null });
    }
  });

  test('of the future is refused', async () => {
    const answer = await storesNothing(() => enter({ ...LETTER, receivedAt: '2025-05-06T10:00:01+08:00' }));
    answer.wrong(['receivedAt'], 409, 'received-in-future');
    expect((await enter({ ...LETTER, receivedAt: '2025-05-06T02:00:00Z' })).status).toBe(201);
  });

  test('sent twice with one key is one case; with another body it is refused', async () => {
    const key = newKey();
    const first = await enter(LETTER, 'clerk', key);
    const second = await storesNothing(() => enter(LETTER, 'clerk', key));
    expect(second.body).toEqual(first.body);
    (await storesNothing(() => enter({ ...LETTER, channel: 'visit' }, 'clerk', key))).problem(
      422,
      'idempotency-mismatch',
    );
    (await storesNothing(() => p.post('/api/cases', LETTER, { as: 'clerk' }))).problem(400, 'idempotency-key-missing');
  });

  test.each<[string, unknown, string[]]>([
    ['nothing', {}, ['channel', 'receivedAt', 'tip']],
    ['the channel of the page, whose receipt nobody of the staff has seen', { ...LETTER, channel: 'web' }, ['channel']],
    ['a channel that is none', { ...LETTER, channel: 'pigeon' }, ['channel']],
    ['a day for the time', { ...LETTER, receivedAt: '2025-05-06' }, ['receivedAt']],
    ['a time without offset', { ...LETTER, receivedAt: '2025-05-06T08:00:00' }, ['receivedAt']],
    ['a tip without a clue', { ...LETTER, tip: { accused: { name: 'x' } } }, ['tip.clue']],
    ['somebody else’s name', { ...LETTER, by: 'depthead' }, ['by']],
    ['acts that are none', { ...LETTER, acts: 'all' }, ['acts']],
    [
      'an act without a name',
      { ...LETTER, acts: [{ proceeding: 'intake-1', by: 'clerk', occurredAt: '2025-05-06' }] },
      ['acts.0.act'],
    ],
    [
      'a document without a number',
      {
        ...LETTER,
        acts: [
          {
            proceeding: 'intake-1',
            act: 'x',
            by: 'clerk',
            occurredAt: '2025-05-06',
            document: { kind: 'x', date: '2025-05-06', pages: 1 },
          },
        ],
      },
      ['acts.0.document.number'],
    ],
    [
      '201 acts',
      {
        ...LETTER,
        acts: Array.from({ length: 201 }, () => ({
          proceeding: 'intake-1',
          act: 'x',
          by: 'clerk',
          occurredAt: '2025-05-06',
        })),
      },
      ['acts'],
    ],
  ])('with %s names the fields', async (_what, json, fields) => {
    (await storesNothing(() => enter(json))).wrong(fields);
  });

  test('takes a paper file with its past acts in one step, each with its own day', async () => {
    const answer = await enter(penaltyOnPaper('示例培训学校'));
    expect(answer.status).toBe(201);
    const view = await p.get<{
      timeline: { name: string; type: string; occurredAt: string; recordedAt: string; actor: object }[];
      details: { kind: string; state: string }[];
    }>(`/api/cases/${answer.body.id}`, 'clerk');
    const states = Object.fromEntries(view.body.details.map((d) => [d.kind, d.state]));
    expect(states).toMatchObject({ intake: 'Accepted', penalty: 'Served', disclosure: 'Published' });
    const acts = view.body.timeline.filter((e) => e.type === 'act');
    expect(acts.find((e) => e.name === 'assign')!.occurredAt).toBe('2025-03-06T10:00:00+08:00');
    expect(new Set(view.body.timeline.map((e) => e.recordedAt))).toEqual(new Set([NOW]));
    // Nothing is sent, nor put on the register, on the strength of it; who entered it stands beside who acted.
    const { rows } = await p.owner.query('SELECT DISTINCT kind FROM effects WHERE case_id = $1', [answer.body.id]);
    expect(rows).toEqual([]);
    expect(acts.find((e) => e.name === 'assign')!.actor).toMatchObject({ id: 'unithead', enteredBy: 'clerk' });
    expect(states.paper).toBe('Unconfirmed');
  });

  test('takes a paper file wholly or not at all, and names the act that does not hold', async () => {
    const file = penaltyOnPaper('示例培训学校');
    const broken = structuredClone(file);
    const at = broken.acts.findIndex((a) => a.act === 'assign');
    broken.acts[at]!.form = { ...broken.acts[at]!.form, officers: ['officer1'], conflictChecked: true };
    const answer = await storesNothing(() => enter(broken));
    const problem = answer.problem(409, 'two-officers');
    expect(problem.basis).toEqual({ kind: 'law', clause: 'APL art. 42; M48 art. 26' });
    expect(problem.errors!.map((e) => e.field)).toContain(`acts.${at}`);

    const early = structuredClone(file);
    early.acts[0]!.occurredAt = '2025-03-02T10:00:00+08:00';
    expect((await storesNothing(() => enter(early))).problem(409, 'before-its-event').errors![0]!.field).toBe('acts.0');
    const late = structuredClone(file);
    late.acts[0]!.occurredAt = '2025-05-07T10:00:00+08:00';
    (await storesNothing(() => enter(late))).problem(409, 'occurred-in-future');
    const nobody = structuredClone(file);
    nobody.acts[0]!.by = 'nobody';
    const unknown = await storesNothing(() => enter(nobody));
    expect([403, 404]).toContain(unknown.status);
    expect(unknown.text).toContain('"field":"acts.0"');
  });

  test('of long ago is taken, its expiries with their own days', async () => {
    const answer = await enter({ ...LETTER, receivedAt: '2024-03-01T09:00:00+08:00' });
    expect(answer.status).toBe(201);
    const view = await p.get<{ timeline: { type: string; occurredAt: string }[] }>(
      `/api/cases/${answer.body.id}`,
      'clerk',
    );
    expect(view.body.timeline.some((e) => e.type === 'expiry' && e.occurredAt.startsWith('2024-03-09T00:00'))).toBe(
      true,
    );
  });
});

describe('a tip against a head of the house', () => {
  let id: string;
  let number: string;
  const NAME = '某处负责人甲';
  beforeAll(async () => {
    const told = await p.tell({ ...TIP, accused: { name: NAME, kind: 'agency-staff' }, concernsStaff: 'yes' });
    ({ id } = told);
    number = (await p.get<{ number: string }>(`/api/cases/${id}`, 'special')).body.number;
  });

  /** Everything that a person could learn of a case: list rows, counts, hits, pages, answers. */
  async function sees(login: string): Promise<Record<string, boolean>> {
    const text = async (path: string) => (await p.get(path, login)).text;
    const has = (t: string) => t.includes(id) || t.includes(number);
    return {
      worklist: has(await text('/api/worklist?limit=200')),
      cases: has(await text('/api/cases?limit=200')),
      open: has(await text('/api/cases?limit=200&open=true')),
      byNumber: has(await text(`/api/cases?number=${number}`)),
      byAccused: has(await text(`/api/cases?accused=${encodeURIComponent(NAME)}`)),
      byKind: has(await text('/api/cases?kind=intake&limit=200')),
      board: has(await text('/api/deadlines?limit=200')),
      view: (await p.get(`/api/cases/${id}`, login)).status === 200,
      acts: (await p.get(`/api/cases/${id}/acts`, login)).status === 200,
      oversight: has(await text('/api/oversight/referrals')),
    };
  }
  const nothing = {
    worklist: false,
    cases: false,
    open: false,
    byNumber: false,
    byAccused: false,
    byKind: false,
    board: false,
    view: false,
    acts: false,
    oversight: false,
  };
  const all = {
    ...nothing,
    cases: true,
    open: true,
    byNumber: true,
    byAccused: true,
    byKind: true,
    board: true,
    view: true,
    acts: true,
  };

  test('is seen by the special intake post alone until it is linked, never by the ordinary reception', async () => {
    expect(await sees('special')).toEqual({ ...all, worklist: true });
    for (const login of [
      'clerk',
      'officer1',
      'unithead',
      'depthead',
      'principal',
      'legal',
      'credit',
      'disclosure',
      'checker',
      'inspector',
      'admin',
      'superior',
    ]) {
      expect([login, await sees(login)]).toEqual([login, nothing]);
    }
  });

  test('linked to the unit head, is seen by special intake, department head and the organ above, and never by the accused', async () => {
    await p.done(id, 'special', 'intake-1', 'register', {
      ...REGISTRATION,
      accusedNatural: true,
      accusedHeads: ['unit-head'],
    });
    expect(await sees('special')).toMatchObject({ view: true, cases: true, byNumber: true, board: true });
    expect(await sees('depthead')).toMatchObject({ view: true, cases: true });
    for (const login of ['clerk', 'unithead', 'officer1', 'officer2', 'principal', 'inspector', 'admin', 'legal']) {
      expect([login, await sees(login)]).toEqual([login, nothing]);
    }
  });

  test('linked to the unit, is shut to everyone of that unit and to the heads above it', async () => {
    const { id: other } = await p.tell({ ...TIP, concernsStaff: 'yes' });
    await p.done(other, 'special', 'intake-1', 'register', { ...REGISTRATION, accusedUnit: 'supervision' });
    for (const login of ['unithead', 'officer1', 'officer2', 'depthead', 'principal']) {
      (await p.get(`/api/cases/${other}`, login)).problem(404, 'case-unknown');
      expect((await p.get('/api/cases?limit=200', login)).text).not.toContain(other);
      expect((await p.get('/api/deadlines?limit=200', login)).text).not.toContain(other);
      expect((await p.get('/api/worklist?limit=200', login)).text).not.toContain(other);
    }
    expect((await p.get(`/api/cases/${other}`, 'special')).status).toBe(200);
  });
});

describe('inspector and administrator', () => {
  test('have empty lists, and the administrator no board either', async () => {
    await p.assigned();
    for (const login of ['inspector', 'admin']) {
      for (const path of ['/api/worklist', '/api/cases', '/api/cases?open=true', '/api/deadlines']) {
        const besides = path === '/api/worklist' ? { besides: [] } : {};
        expect((await p.get(path, login)).body).toEqual({ items: [], ...besides });
      }
    }
    expect((await p.get('/api/oversight/referrals', 'inspector')).status).toBe(200);
    for (const login of ['admin', 'clerk', 'unithead', 'principal', 'superior']) {
      (await p.get('/api/oversight/referrals', login)).problem(403, 'not-your-role');
    }
  });

  test('the board shows a referral by dates, numbers and kinds, and never a word of the tip', async () => {
    const { id } = await p.assigned({ ...TIP, clue: '板上不能有的话' });
    await p.pair(id, ['officer1', 'depthead'], 'investigation-1', 'file-case', {
      standardMet: true,
      actEndedOn: '2025-01-31',
      withOfficer: 'officer2',
    });
    await p.done(id, 'officer1', 'investigation-1', 'suspect-crime', { ...SUSPICION, suspicion: '板上不能有的怀疑' });
    const board = await p.get<{ items: { caseId: string; turn: string; clocks: object[] }[] }>(
      '/api/oversight/referrals',
      'inspector',
    );
    const mine = board.body.items.find((r) => r.caseId === id)!;
    expect(mine.turn).toBe('authority');
    expect(mine.clocks.length).toBeGreaterThan(0);
    expect(board.text).not.toContain('板上不能有');
    expect(board.text).not.toContain(TIP.accused.name);
    (await p.get(`/api/cases/${id}`, 'inspector')).problem(404, 'case-unknown');
  });
});

describe('one damaged piece', () => {
  test('is marked as damaged and closes neither the case page nor the receipt page; what cannot be shown is not recorded as opened', async () => {
    const form = new FormData();
    form.append('tip', JSON.stringify(TIP));
    for (const name of ['一.pdf', '二.pdf', '三.pdf']) form.append('evidence', new Blob([new Uint8Array(PDF)]), name);
    const { receipt } = (await p.ask<{ receipt: string }>('POST', '/api/tips', { form })).body;
    await p.post('/api/receipts/messages', { receipt, text: '第一句' });
    await p.post('/api/receipts/messages', { receipt, text: '第二句' });
    const id = (await p.ledger.openReceipt(receipt))!.caseId;
    type View = {
      evidence: { id: string; name: string; damaged?: boolean }[];
      messages: { text: string; damaged?: boolean }[];
      timeline: { name: string; number: number }[];
    };
    const view = async () => (await p.get<View>(`/api/cases/${id}`, 'clerk')).body;
    const { evidence, timeline } = await view();
    const of = (name: string) => evidence.find((e) => e.name === name)!.id;
    const flipped = (column: string) => `overlay(${column} placing '\\x00ff'::bytea from 20 for 2)`;
    await p.owner.query(`UPDATE evidence SET sealed_about = ${flipped('sealed_about')} WHERE id = $1`, [of('一.pdf')]);
    await p.owner.query(`UPDATE evidence_chunks SET sealed = ${flipped('sealed')} WHERE evidence = $1`, [of('二.pdf')]);
    const message = timeline.find((e) => e.name === 'message')!.number;
    await p.owner.query(`ALTER TABLE events DISABLE TRIGGER USER;
      UPDATE events SET sealed = ${flipped('sealed')} WHERE case_id = '${id}' AND number = ${message};
      ALTER TABLE events ENABLE TRIGGER USER`);

    const after = await view();
    expect(after.evidence.map((e) => e.damaged === true)).toEqual(evidence.map((e) => e.name === '一.pdf'));
    expect(after.messages.map((m) => [m.text, m.damaged === true])).toEqual([
      ['', true],
      ['第二句', false],
    ]);
    for (const [name, status] of [
      ['一.pdf', 409],
      ['二.pdf', 409],
      ['三.pdf', 200],
    ] as const) {
      const answer = await p.get(`/api/cases/${id}/evidence/${of(name)}`, 'clerk');
      expect([name, answer.status]).toEqual([name, status]);
      if (status === 409) answer.problem(409, 'evidence-unreadable');
    }
    expect((await view()).timeline.filter((e) => e.name === 'evidence-opened')).toHaveLength(1);
    const page = await p.ask('POST', '/progress', {
      raw: new URLSearchParams({ receipt }).toString(),
      headers: { Accept: 'text/html', 'Content-Type': 'application/x-www-form-urlencoded' },
    });
    expect(page.status).toBe(200);
    for (const words of ['文件名已损坏', '这条留言已损坏', '二.pdf', '第二句']) expect(page.text).toContain(words);
  });
});

describe('an original', () => {
  test('opens for who reads the tip, in a sandbox, with its hash, and every opening is an event', async () => {
    const form = new FormData();
    form.append('tip', JSON.stringify(TIP));
    form.append('evidence', new Blob([new Uint8Array(PDF)]), '证据 "一".pdf');
    const told = await p.ask<{ receipt: string }>('POST', '/api/tips', { form });
    const id = (await p.ledger.openReceipt(told.body.receipt))!.caseId;
    type View = { evidence: { id: string; sha256: string }[]; timeline: { name: string; actor: { id: string } }[] };
    const view = await p.get<View>(`/api/cases/${id}`, 'clerk');
    const [file] = view.body.evidence;
    const answer = await p.raw('GET', `/api/cases/${id}/evidence/${file!.id}`, { as: 'clerk' });
    expect(Buffer.from(await answer.arrayBuffer()).equals(PDF)).toBe(true);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
    expect(answer.headers.get('x-content-sha256')).toBe(file!.sha256);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-disposition')).not.toMatch(/[^\x20-\x7e]/);
    const after = await p.get<View>(`/api/cases/${id}`, 'clerk');
    expect(after.body.timeline.filter((e) => e.name === 'evidence-opened').map((e) => e.actor.id)).toEqual(['clerk']);
    for (const login of ['officer1', 'unithead', 'admin', 'inspector']) {
      (await p.get(`/api/cases/${id}/evidence/${file!.id}`, login)).problem(404, 'case-unknown');
    }
    const other = await p.tell();
    expect((await p.get(`/api/cases/${other.id}/evidence/${file!.id}`, 'clerk')).status).toBe(404);
  });
});

describe('the identity of a tipster', () => {
  const NAMED = { ...TIP, tipster: { name: '示例举报人', idNumber: 'X0000', phone: '000', wantsNotice: false } };

  test('is asked for, approved by a head outside the case, opened by the custodian, and shown to who asked alone', async () => {
    const { id } = await p.registered(NAMED);
    const why = { ground: 'notice', clause: '示例办法第一条', reason: '告知送达' };
    const path = `/api/cases/${id}/identity-requests`;
    (await p.post(path, { ...why, ground: 'curiosity', clause: '' }, { as: 'clerk', key: newKey() })).wrong([
      'clause',
      'ground',
    ]);
    (await p.post(path, why, { as: 'officer1', key: newKey() })).problem(404, 'case-unknown');
    const asked = await p.post<{ id: string }>(path, why, { as: 'clerk', key: newKey() });
    expect([asked.status, asked.headers.get('cache-control')]).toEqual([201, 'no-store']);
    const request = `/api/identity-requests/${asked.body.id}`;
    const yes = { granted: true, reason: '同意' };
    (await p.post(`${request}/decision`, yes, { as: 'clerk' })).problem(404, 'identity-request-unknown');
    (await p.post(`${request}/opening`, {}, { as: 'principal' })).problem(403, 'not-your-role');
    (
      await p.post(
        `${request}/decision`,
        { ...yes, withheld: { clause: 'x', until: '2099-01-01' } },
        { as: 'principal' },
      )
    ).wrong(['withheld.until'], 422, 'withheld-too-long');
    expect((await p.post(`${request}/decision`, yes, { as: 'principal' })).status).toBe(200);
    const listed = await p.get<{ items: { can: string[] }[] }>('/api/identity-requests', 'custodian');
    expect(listed.body.items.at(0)).toMatchObject({ id: asked.body.id, can: ['open'], clause: why.clause });
    expect(listed.text).not.toContain(id);
    expect((await p.post(`${request}/opening`, {}, { as: 'custodian' })).text).not.toContain('示例举报人');
    for (const login of ['custodian', 'principal', 'unithead', 'officer1']) {
      (await p.get(`${request}/identity`, login)).problem(404, 'identity-request-unknown');
    }
    const shown = await p.get(`${request}/identity`, 'clerk');
    expect(shown.body).toMatchObject({ name: '示例举报人', idNumber: 'X0000' });
    expect(shown.headers.get('cache-control')).toBe('no-store');
  });

  test('is nowhere in the case as staff see it', async () => {
    const { id } = await p.registered(NAMED);
    for (const login of ['clerk', 'unithead', 'depthead']) {
      const view = await p.get(`/api/cases/${id}`, login);
      expect(view.status).toBe(200);
      expect(view.text).not.toContain('示例举报人');
      expect(view.text).not.toContain('X0000');
    }
  });
});

test('two kinds of evidence of one tip keep their names and kinds', async () => {
  const form = new FormData();
  form.append('tip', JSON.stringify(TIP));
  form.append('evidence', new Blob([new Uint8Array(PNG)]), 'a.png');
  form.append('evidence', new Blob([new Uint8Array(PDF)]), 'b.pdf');
  const told = await p.ask<{ receipt: string }>('POST', '/api/tips', { form });
  const { caseId } = (await p.ledger.openReceipt(told.body.receipt))!;
  const view = await p.get<{ evidence: { name: string; type: string }[] }>(`/api/cases/${caseId}`, 'clerk');
  expect(view.body.evidence.map((e) => [e.name, e.type]).sort()).toEqual([
    ['a.png', 'image/png'],
    ['b.pdf', 'application/pdf'],
  ]);
});
