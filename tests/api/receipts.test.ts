import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGuessCounter } from '../../api/limits.ts';
import { DEMO_DIRECTORY } from '../../prisma/seed.ts';
import { type Answer, newKey, PDF, PNG, type Product, product, REGISTRATION, TIP } from './support.ts';

let p: Product;
let receipt: string;
let id: string;
beforeAll(async () => {
  p = await product();
  ({ receipt, id } = await p.tell());
});
afterAll(() => p.close());

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** A well-formed receipt of nobody: another secret, and the check character that belongs to it. */
function wellFormed(lookup: string, secret: string): string {
  const body = lookup + secret;
  let sum = 0;
  for (let i = 0; i < body.length; i++) sum += (i + 1) * ALPHABET.indexOf(body[i]!);
  return (body + ALPHABET[sum % 31]).match(/.{4}/g)!.join('-');
}
const bare = () => receipt.replaceAll('-', '');
const another = (c: string) => (c === 'A' ? 'B' : 'A');

/** Every kind of receipt that opens nothing. */
function wrongOnes(): Record<string, string> {
  const body = bare();
  return {
    unknown: wellFormed('ZZZZZZZZ', '7'.repeat(19)),
    'another secret of a tip that is there': wellFormed(body.slice(0, 8), another(body[8]!) + body.slice(9, 27)),
    'one character mistyped': receipt.slice(0, 12) + another(receipt[12]!) + receipt.slice(13),
    'two neighbours exchanged':
      body.slice(0, 9) + body[10]! + body[9]! + body.slice(11) === body
        ? body.slice(0, -1)
        : body.slice(0, 9) + body[10]! + body[9]! + body.slice(11),
    'cut short': receipt.slice(0, -1),
    'one too long': `${receipt}A`,
    nothing: '',
    blanks: '   ',
    words: '我忘记了凭证',
    'an id': '0190b8a0-0000-7000-8000-000000000000',
    'very long': 'A'.repeat(100_000),
    'a NUL': 'A\u0000',
    'a quote': "' OR 1=1 --",
  };
}

const WAYS: [path: string, body: (receipt: string) => object][] = [
  ['/api/receipts', (r) => ({ receipt: r })],
  ['/api/receipts/messages', (r) => ({ receipt: r, text: '请问进展如何' })],
  ['/api/receipts/withdrawal', (r) => ({ receipt: r })],
  ['/api/receipts/acts', (r) => ({ receipt: r, proceeding: 'intake-1', act: 'withdraw', form: {} })],
];

describe('a receipt that opens nothing', () => {
  test.each(WAYS)('gets one and the same answer on %s, byte for byte but for the request id', async (path, body) => {
    const before = await p.rows();
    const answers: Answer[] = [];
    for (const wrong of Object.values(wrongOnes())) answers.push(await p.post(path, body(wrong)));
    const shapes = new Set(
      answers.map((a) => {
        a.problem(404, 'receipt-unknown');
        const headers = [...a.headers.entries()].filter(([name]) => !['x-request-id', 'date'].includes(name)).sort();
        return JSON.stringify([a.text.replace(a.headers.get('x-request-id')!, ''), headers]);
      }),
    );
    expect(shapes.size).toBe(1);
    expect(await p.rows()).toEqual(before);
  });

  test('gets it with evidence, too', async () => {
    const before = await p.rows();
    const texts = new Set<string>();
    for (const wrong of Object.values(wrongOnes())) {
      const form = new FormData();
      form.append('receipt', wrong);
      form.append('evidence', new Blob([new Uint8Array(PNG)]), 'a.png');
      const answer = await p.ask('POST', '/api/receipts/evidence', { form });
      answer.problem(404, 'receipt-unknown');
      texts.add(answer.text.replace(answer.headers.get('x-request-id')!, ''));
    }
    expect(texts.size).toBe(1);
    expect(await p.rows()).toEqual(before);
  });

  test('costs the same work whatever is wrong with it: the same statements, the same uses of keys', async () => {
    const work = async (typed: string) => {
      const [s, k] = [p.statements.length, p.uses.length];
      await p.post('/api/receipts', { receipt: typed });
      return JSON.stringify([p.statements.slice(s), p.uses.slice(k)]);
    };
    const works = new Set<string>();
    for (const wrong of Object.values(wrongOnes())) works.add(await work(wrong));
    expect([...works]).toEqual([expect.stringContaining('mac receipt')]);
    // The same lookup and the same keyed hash begin the work of a right one; only then does it go on.
    const right = JSON.parse(await work(receipt)) as [string[], string[]];
    const [[statements, uses]] = [...works].map((w) => JSON.parse(w) as [string[], string[]]) as [[string[], string[]]];
    expect(right[0].slice(0, statements.length)).toEqual(statements);
    expect(right[1].slice(0, uses.length)).toEqual(uses);
  });

  test('on the pages is one page for all', async () => {
    const pages = new Set<string>();
    for (const wrong of Object.values(wrongOnes())) {
      const answer = await p.ask('POST', '/progress', {
        raw: new URLSearchParams({ receipt: wrong }).toString(),
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      });
      expect(answer.status).toBe(404);
      pages.add(answer.text);
    }
    expect(pages.size).toBe(1);
  });

  test('is answered later and later after 600 in a minute, whoever asks; the minute forgets, the right one never waits', async () => {
    const counter = createGuessCounter(p.clock);
    const waits = Array.from({ length: 1_000 }, () => counter.miss());
    expect(waits.slice(0, 600)).toEqual(Array(600).fill(0));
    expect(waits[600]).toBeGreaterThan(0);
    for (let i = 601; i < 1_000; i++) expect(waits[i]).toBeGreaterThanOrEqual(waits[i - 1]!);
    expect(Math.max(...waits)).toBeLessThanOrEqual(3_000);
    p.clock.add(60_000);
    expect(counter.miss()).toBe(0);

    const wrong = wellFormed('ZZZZZZZZ', '7'.repeat(19));
    const guess = () => p.post('/api/receipts', { receipt: wrong });
    for (let n = 0; n < 20; n++) await Promise.all(Array.from({ length: 30 }, guess));
    let answered = 0;
    const late = Array.from({ length: 100 }, () => guess().then(() => answered++));
    expect((await p.post('/api/receipts', { receipt })).status).toBe(200);
    expect(answered).toBeLessThan(100);
    await Promise.all(late);
    p.clock.add(60_000);
  });
});

describe('a receipt is a text', () => {
  test.each([[{}], [{ receipt: 42 }], [{ receipt: null }], [{ receipt: ['x'] }]])('not %j', async (body) => {
    (await p.post('/api/receipts', body)).wrong(['receipt']);
  });
  test('and nothing beside it', async () => {
    (await p.post('/api/receipts', { receipt, caseId: 'x' })).wrong(['caseId']);
  });
});

describe('the holder', () => {
  test('is let in however the receipt was written down', async () => {
    const o = receipt.replaceAll('0', 'o').replaceAll('1', 'l').toLowerCase();
    for (const typed of [receipt, bare(), receipt.toLowerCase(), ` ${receipt} `, receipt.replaceAll('-', ' '), o]) {
      const answer = await p.post('/api/receipts', { receipt: typed });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });

  test('sees dates, thread and what can be done, and no id of the case', async () => {
    const answer = await p.post<{ next: { due: string; basis: string }[]; acts: { act: string }[] }>('/api/receipts', {
      receipt,
    });
    expect(answer.body.next[0]).toMatchObject({ due: '2025-03-10' });
    expect(answer.body.acts.map((a) => a.act)).toContain('withdraw');
    expect(answer.text).not.toContain(id);
    expect(answer.text).not.toMatch(/\d{4}-\d{6}/);
  });

  test('writes once where it is sent twice with one key, and not with another text', async () => {
    const { receipt: mine } = await p.tell();
    const key = newKey();
    const send = (text: string) =>
      p.post<{ messages: unknown[] }>('/api/receipts/messages', { receipt: mine, text }, { key });
    expect((await send('第一句')).body.messages).toHaveLength(1);
    expect((await send('第一句')).body.messages).toHaveLength(1);
    (await send('第二句')).problem(422, 'idempotency-mismatch');
  });

  test.each([
    ['nothing', {}, ['text']],
    ['blanks', { text: ' \n ' }, ['text']],
    ['20,001 characters', { text: 'x'.repeat(20_001) }, ['text']],
    ['a number', { text: 5 }, ['text']],
  ])('writes no message of %s', async (_what, body, fields) => {
    const before = await p.rows();
    (await p.post('/api/receipts/messages', { receipt, ...body })).wrong(fields);
    expect(await p.rows()).toEqual(before);
  });

  test('adds evidence that is what it says, once a key', async () => {
    const { receipt: mine } = await p.tell();
    const key = newKey();
    const send = (name: string, bytes: Buffer) => {
      const form = new FormData();
      form.append('receipt', mine);
      form.append('evidence', new Blob([new Uint8Array(bytes)]), name);
      return p.ask<{ evidence: { name: string }[] }>('POST', '/api/receipts/evidence', { form, key });
    };
    expect((await send('a.png', PNG)).body.evidence).toHaveLength(1);
    expect((await send('a.png', PNG)).body.evidence).toHaveLength(1);
    (await send('b.pdf', PDF)).problem(422, 'idempotency-mismatch');
    const before = await p.rows();
    const form = new FormData();
    form.append('receipt', mine);
    (await p.ask('POST', '/api/receipts/evidence', { form })).wrong(['evidence']);
    form.append('evidence', new Blob(['\0\x01']), 'a.pdf');
    (await p.ask('POST', '/api/receipts/evidence', { form })).wrong(['evidence:a.pdf'], 422, 'file-not-accepted');
    expect(await p.rows()).toEqual(before);
  });

  test('withdraws, and a second time is refused without a new event', async () => {
    const { receipt: mine } = await p.tell();
    expect((await p.post('/api/receipts/withdrawal', { receipt: mine })).status).toBe(200);
    const before = await p.rows();
    const again = await p.post('/api/receipts/withdrawal', { receipt: mine });
    expect(again.problem(409, 'already-withdrawn').basis).toBeDefined();
    expect(await p.rows()).toEqual(before);
  });

  test('does nothing that is for the staff, and nothing in another state', async () => {
    const { receipt: mine } = await p.tell();
    const before = await p.rows();
    const act = (name: string, proceeding = 'intake-1', form = {}) =>
      p.post('/api/receipts/acts', { receipt: mine, proceeding, act: name, form });
    (await act('register')).problem(403, 'not-for-tipster');
    (await act('no-such-act')).problem(404, 'act-unknown');
    (await act('withdraw', 'penalty-1')).problem(404, 'proceeding-unknown');
    (await act('supply', 'intake-1', { text: '' })).wrong(['text'], 422, 'form-invalid');
    (await act('supply', 'intake-1', { text: 'x', more: 1, other: 2 })).wrong(['more', 'other'], 422, 'form-invalid');
    expect(await p.rows()).toEqual(before);
  });

  test('may ask for the result only with a real name', async () => {
    const before = await p.rows();
    const answer = await p.post('/api/receipts/acts', { receipt, proceeding: 'intake-1', act: 'ask-result', form: {} });
    expect([403, 404, 409]).toContain(answer.status);
    expect(await p.rows()).toEqual(before);
  });
});

test('a named tip that lacks its contact counts as anonymous and says so', async () => {
  const told = await p.post<{ named: boolean }>('/api/tips', { ...TIP, tipster: { name: '某甲', idNumber: 'X1' } });
  expect(told.body.named).toBe(false);
});

describe('a receipt that staff handed out', () => {
  let two: Product;
  beforeAll(async () => {
    const { people } = DEMO_DIRECTORY;
    const clerk2 = { ...people.clerk!, id: 'clerk2', login: 'clerk2' };
    two = await product({ directory: { ...DEMO_DIRECTORY, people: { ...people, clerk2 } } });
  });
  afterAll(() => two.close());
  const page = (mine: string) =>
    two.ask('POST', '/progress', {
      raw: new URLSearchParams({ receipt: mine }).toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    });

  test('says that they have seen it, and once one of them is outside, what its holder does instead', async () => {
    const tip = { tip: TIP, channel: 'visit', receivedAt: two.clock.now() };
    const entered = await two.post<{ id: string; receipt: string }>('/api/cases', tip, { as: 'clerk', key: newKey() });
    const { id: caseId, receipt: mine } = entered.body;
    expect((await two.post('/api/receipts', { receipt: mine })).body).toMatchObject({ receiptSeen: true });
    expect((await page(mine)).text).toContain('工作人员交给您，他们看过它');
    await two.done(caseId, 'clerk2', 'intake-1', 'register', REGISTRATION);
    await two.done(caseId, 'clerk2', 'intake-1', 'link-accused', {
      accusedUnit: 'none',
      accusedNatural: true,
      accusedPersons: ['clerk'],
    });
    const before = await two.rows();
    for (const [path, body] of WAYS) (await two.post(path, body(mine))).problem(409, 'receipt-seen-by-outsider');
    expect(await two.rows()).toEqual(before);
    const shown = await page(mine);
    expect([shown.status, shown.text]).toEqual([409, expect.stringContaining('请来访、来电或者来信')]);
  });
});
