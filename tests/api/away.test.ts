import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { newKey, PNG, type Product, product, REGISTRATION, TIP } from './support.ts';

let p: Product;
let known: { id: string; receipt: string };
beforeAll(async () => {
  p = await product({ cuttable: true, connections: 3 });
  await p.cookieOf('clerk');
  known = await p.tell();
});
afterAll(() => p.close());

async function whileAway<T>(work: () => Promise<T>): Promise<T> {
  await p.way!.cut();
  try {
    return await work();
  } finally {
    await p.way!.mend();
  }
}

/** New connections, so that the next statement is sent with its text. */
const freshConnections = () => whileAway(() => vi.waitFor(() => expect(p.pool.totalCount).toBe(0), { interval: 5 }));

const urlencoded = (fields: Record<string, string>) => ({
  raw: new URLSearchParams(fields).toString(),
  headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
});

test('with PostgreSQL away every answer that needs it is a 503 problem with Retry-After, and nothing was stored', async () => {
  const before = await p.rows();
  const as = 'clerk';
  const asked: [string, string, Parameters<Product['ask']>[2]][] = [
    ['POST', '/api/tips', { json: TIP, key: newKey() }],
    ['POST', '/api/tips', { json: TIP }],
    ['POST', '/api/receipts', { json: { receipt: known.receipt } }],
    ['POST', '/api/receipts', { json: { receipt: 'nonsense' } }],
    ['POST', '/api/receipts/messages', { json: { receipt: known.receipt, text: 'x' } }],
    ['POST', '/api/receipts/withdrawal', { json: { receipt: known.receipt } }],
    ['POST', '/api/session', { json: { login: 'clerk', password: 'whatever it is' } }],
    ['GET', '/api/session', { as }],
    ['GET', '/api/worklist', { as }],
    ['GET', '/api/cases', { as }],
    ['GET', `/api/cases/${known.id}`, { as }],
    ['POST', `/api/cases/${known.id}/acts`, { as, key: newKey(), json: { proceeding: 'intake-1', act: 'register' } }],
    ['GET', '/api/register', {}],
    ['GET', '/api/register/x', {}],
  ];
  await whileAway(async () => {
    for (const [method, path, more] of asked) {
      const answer = await p.ask(method, path, more);
      answer.problem(503, 'unavailable');
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
  });
  expect(await p.rows()).toEqual(before);
  expect(p.log.filter((line) => line.includes('unforeseen'))).toEqual([]);
});

test('what needs no database goes on: the pages, the law, the calculator', async () => {
  await whileAway(async () => {
    for (const path of [
      '/',
      '/en',
      '/tell',
      '/progress',
      '/calculator',
      '/law',
      '/law/M49',
      '/api/law/deadlines',
      '/api/openapi.json',
    ]) {
      expect([path, (await p.get(path)).status]).toEqual([path, 200]);
    }
    const due = await p.post<{ due: string }>('/api/law/compute', { unit: 'wd', length: 5, start: '2025-01-24' });
    expect(due.body.due).toBe('2025-02-07');
    expect((await p.get('/calculator?unit=wd&length=5&start=2025-01-24')).text).toContain('2025年2月7日');
  });
});

test('a citizen’s form comes back as it was typed, with its key, and sent again it is one tip', async () => {
  const fields = { key: await p.pageKey(), 'accused-name': '某学校', clue: '写了很久的一段话' };
  const form = () => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.append(name, value);
    return data;
  };
  const away = await whileAway(() => p.ask('POST', '/tell', { form: form() }));
  expect(away.status).toBe(503);
  expect(away.headers.get('retry-after')).toBe('10');
  for (const typed of Object.values(fields)) expect(away.text).toContain(typed);
  const cases = (await p.rows()).cases!;
  const [first, second] = [
    await p.ask('POST', '/tell', { form: form() }),
    await p.ask('POST', '/tell', { form: form() }),
  ];
  expect([first.status, second.status]).toEqual([201, 201]);
  const receiptOf = (text: string) => /class="receipt"[^>]*>([^<]+)</.exec(text)![1];
  expect(receiptOf(second.text)).toBe(receiptOf(first.text));
  expect((await p.rows()).cases).toBe(cases + 1);
});

test('a message comes back as it was typed, with its key, and sent again it is one message', async () => {
  const fields = { receipt: known.receipt, key: await p.pageKey(), text: '一段不能丢的话' };
  const away = await whileAway(() => p.ask('POST', '/progress/message', urlencoded(fields)));
  expect(away.status).toBe(503);
  for (const typed of Object.values(fields)) expect(away.text).toContain(typed);
  for (let n = 0; n < 2; n++) expect((await p.ask('POST', '/progress/message', urlencoded(fields))).status).toBe(200);
  const { body } = await p.post<{ messages: { text: string }[] }>('/api/receipts', { receipt: known.receipt });
  expect(body.messages.filter((m) => m.text === fields.text)).toHaveLength(1);
});

test('an answer lost on its way after PostgreSQL had the tip: sent again it is the same receipt and one case', async () => {
  await freshConnections();
  const key = newKey();
  const cases = (await p.rows()).cases!;
  p.way!.loseAnswerTo('INSERT INTO cases');
  (await p.post('/api/tips', TIP, { key })).problem(503, 'unavailable');
  expect((await p.rows()).cases).toBe(cases + 1);
  const again = await p.post<{ receipt: string }>('/api/tips', TIP, { key });
  expect(again.status).toBe(201);
  expect((await p.rows()).cases).toBe(cases + 1);
  expect((await p.post('/api/receipts', { receipt: again.body.receipt })).status).toBe(200);
});

test('a tip with evidence that breaks off in the middle is wholly gone; lost at the very end it is wholly there', async () => {
  const form = () => {
    const data = new FormData();
    data.append('tip', JSON.stringify(TIP));
    for (const n of [1, 2, 3]) data.append('evidence', new Blob([new Uint8Array(PNG)]), `${n}.png`);
    return data;
  };
  const key = newKey();
  await freshConnections();
  const before = await p.rows();
  p.way!.loseAnswerTo('INSERT INTO evidence_chunks');
  (await p.ask('POST', '/api/tips', { form: form(), key })).problem(503, 'unavailable');
  expect(await p.rows()).toEqual(before);
  await freshConnections();
  p.way!.loseAnswerTo('COMMIT');
  (await p.ask('POST', '/api/tips', { form: form(), key })).problem(503, 'unavailable');
  const after = await p.rows();
  expect([after.cases! - before.cases!, after.evidence! - before.evidence!]).toEqual([1, 3]);
  expect((await p.ask('POST', '/api/tips', { form: form(), key })).status).toBe(201);
  expect(await p.rows()).toEqual(after);
});

test('an act whose answer was lost is one event; sent again it is answered as the first', async () => {
  const { id } = await p.tell();
  await freshConnections();
  const key = newKey();
  const send = () => p.act(id, 'clerk', 'intake-1', 'register', REGISTRATION, { key });
  p.way!.loseAnswerTo('UPDATE cases SET state');
  (await send()).problem(503, 'unavailable');
  const again = await send();
  expect([again.status, again.body.repeated]).toEqual([200, true]);
  const { rows } = await p.owner.query('SELECT name FROM events WHERE case_id = $1 ORDER BY number', [id]);
  expect(rows.map((r: { name: string }) => r.name)).toEqual(['arrive', 'register']);
});

test('fifty requests in the moment of the cut are each wholly done or not at all', async () => {
  const keys = Array.from({ length: 50 }, newKey);
  const before = (await p.rows()).cases!;
  const sent = keys.map((key) => p.post('/api/tips', TIP, { key }));
  await sent[0];
  await p.way!.cut();
  const answers = await Promise.all(sent);
  await p.way!.mend();
  for (const a of answers) expect([201, 503]).toContain(a.status);
  const taken = answers.filter((a) => a.status === 201).length;
  expect((await p.rows()).cases).toBeGreaterThanOrEqual(before + taken);
  const again = await Promise.all(keys.map((key) => p.post('/api/tips', TIP, { key })));
  expect(new Set(again.map((a) => a.body.receipt)).size).toBe(50);
  for (const [i, a] of answers.entries()) if (a.status === 201) expect(again[i]!.body.receipt).toBe(a.body.receipt);
  const after = await p.rows();
  expect(after.cases).toBe(before + 50);
  expect([after.receipts, after.events! >= after.cases!]).toEqual([after.cases, true]);
});
