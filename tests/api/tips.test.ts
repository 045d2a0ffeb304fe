import { randomBytes, randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isDrawn } from '../../api/chance.ts';
import { Answer, newKey, PDF, PNG, type Product, product, TIP } from './support.ts';

let p: Product;
beforeAll(async () => {
  p = await product();
  // The first sign-in and the first block of case numbers are none of these tests' business.
  await p.tell();
});
afterAll(() => p.close());

/** Asks, and holds that no row of any table came or went. */
async function storesNothing<T>(work: () => Promise<T>): Promise<T> {
  const before = await p.rows();
  const result = await work();
  expect(await p.rows()).toEqual(before);
  return result;
}

const long = (n: number) => '长'.repeat(n);

describe('a tip that cannot be taken gets a problem document naming each field, and nothing is stored', () => {
  const named: [what: string, tip: unknown, fields: string[]][] = [
    ['nothing', {}, ['accused', 'clue']],
    ['no name', { accused: {}, clue: 'x' }, ['accused.name']],
    ['an unknown field', { ...TIP, urgent: true }, ['urgent']],
    ['several unknown fields', { ...TIP, a: 1, b: 2 }, ['a', 'b']],
    ['an unknown field of the accused', { ...TIP, accused: { name: 'x', age: 4 } }, ['accused.age']],
    ['an unknown field of the tipster', { ...TIP, tipster: { wechat: 'x' } }, ['tipster.wechat']],
    ['a clue that is a number', { ...TIP, clue: 7 }, ['clue']],
    ['an accused that is text', { ...TIP, accused: 'x' }, ['accused']],
    ['an amount that is text', { ...TIP, amount: { cny: '5000' } }, ['amount.cny']],
    ['conduct that is no list', { ...TIP, conduct: 'x' }, ['conduct']],
    ['a wish that is text', { ...TIP, tipster: { wantsNotice: 'yes' } }, ['tipster.wantsNotice']],
    ['null for a name', { ...TIP, accused: { name: null } }, ['accused.name']],
    ['a fund that is none', { ...TIP, fund: 'gold' }, ['fund']],
    ['a kind that is none', { ...TIP, accused: { name: 'x', kind: 'ghost' } }, ['accused.kind']],
    ['conduct that is none', { ...TIP, conduct: ['x'] }, ['conduct.0']],
    [
      'choices that are none',
      { ...TIP, interest: 'x', knownBy: 'y', concernsStaff: 'z' },
      ['concernsStaff', 'interest', 'knownBy'],
    ],
    ['a name of 201', { ...TIP, accused: { name: long(201) } }, ['accused.name']],
    ['a clue of 20,001', { ...TIP, clue: long(20_001) }, ['clue']],
    ['a place of 501', { ...TIP, where: long(501) }, ['where']],
    ['a clue of blanks', { ...TIP, clue: ' \n\t ' }, ['clue']],
    ['a name of blanks', { ...TIP, accused: { name: '   ' } }, ['accused.name']],
    ['an e-mail that is none', { ...TIP, tipster: { email: 'nobody' } }, ['tipster.email']],
    ['a negative amount', { ...TIP, amount: { cny: -1 } }, ['amount.cny']],
    ['an amount beyond all money', { ...TIP, amount: { cny: 1e13 } }, ['amount.cny']],
    ['everything at once', { accused: { name: '' }, clue: '', fund: 1, x: 1 }, ['accused.name', 'clue', 'fund', 'x']],
    ['a list', [], ['']],
    ['text', 'a tip', ['']],
    ['a number', 42, ['']],
    ['null', null, ['']],
  ];
  test.each(named)('%s', async (_what, tip, fields) => {
    const answer = await storesNothing(() => p.post('/api/tips', tip));
    answer.wrong(fields);
  });

  test('JSON that is malformed', async () => {
    for (const raw of ['{"accused":', '{accused:1}', '\u0000', '{"a":1}}']) {
      const answer = await storesNothing(() =>
        p.ask('POST', '/api/tips', { raw, headers: { 'Content-Type': 'application/json' } }),
      );
      answer.wrong([''], 400, 'malformed-json');
    }
  });

  test('names that reach into an object', async () => {
    const raw = `{"accused":{"name":"x"},"clue":"x","__proto__":{"fund":"pension"},"constructor":1}`;
    const answer = await storesNothing(() =>
      p.ask('POST', '/api/tips', { raw, headers: { 'Content-Type': 'application/json' } }),
    );
    expect(answer.problem(422, 'input-invalid').errors!.map((e) => e.field)).toContain('constructor');
  });

  test('a body nested a hundred thousand deep', async () => {
    const raw = `{"clue":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const answer = await storesNothing(() =>
      p.ask('POST', '/api/tips', { raw, headers: { 'Content-Type': 'application/json' } }),
    );
    expect([400, 422]).toContain(answer.status);
    expect(answer.status === 400 ? 'malformed-json' : 'input-invalid').toBe(answer.body.code);
  });

  test('a body over the limit is a 413 problem', async () => {
    const answer = await storesNothing(() => p.post('/api/tips', { ...TIP, clue: 'x'.repeat(300_000) }));
    answer.wrong([''], 413, 'too-large');
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])('a body of %s', async (type) => {
    const answer = await storesNothing(() =>
      p.ask('POST', '/api/tips', { raw: JSON.stringify(TIP), headers: { 'Content-Type': type } }),
    );
    answer.wrong(['Content-Type'], 415, 'media-type');
  });

  test.each([
    ['too short', '1234567'],
    ['that two strangers can have', '12345678'],
    ['that counts', '12345678-12345678'],
    ['that counts for long', '0123456789abcdef0123456789abcdef'],
    ['that counts in pairs', '00112233445566778899aabbccddeeff'],
    ['that counts between letters', 'a1a2a3a4a5a6a7a8a9b1b2b3b4b5b6b7'],
    ['of few letters', 'abcdef-abcdef-abcdef-abcdef'],
    ['of words', 'the-tip-of-this-november-01'],
    ['of a date', '2026-11-29-2026-11-29-001'],
    ['of dates and numbers', '20261129138001380002026112900001'],
    ['of one character', 'a'.repeat(40)],
    ['that is an empty UUID', '00000000-0000-4000-8000-000000000000'],
    ['that is a UUID typed by hand', '12345678-1234-4234-8234-123456789012'],
    ['that is a UUID of the same keys', 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee'],
    ['that is a UUID of a moment', '0190163d-8694-739b-aea5-966c26f8ad91'],
    ['that is a ULID of a moment alone', '01JDVXK6ZQ0000000000000000'],
    ['one short of 128 bits', 'd3b07384d113edec49eaa6238ad5ff0'],
    ['that is no letter or digit', 'aB3-_dE6gH9jK2mN5pQ8r.T'],
    ['with a blank', 'abcd efgh'],
    ['too long', 'k'.repeat(201)],
  ])('an Idempotency-Key %s', async (_what, key) => {
    const answer = await storesNothing(() => p.post('/api/tips', TIP, { key }));
    answer.wrong(['Idempotency-Key'], 400, 'idempotency-key-invalid');
  });
});

test('the smallest tip and the largest are taken', async () => {
  expect((await p.post('/api/tips', { accused: { name: 'x' }, clue: 'y' })).status).toBe(201);
  const largest = {
    accused: { name: long(200), kind: 'employer', address: long(500), code: '9'.repeat(50), representative: long(200) },
    clue: '😀'.repeat(10_000),
    fund: 'pension',
    conduct: ['drawn-after-death'],
    when: long(500),
    where: long(500),
    amount: { cny: 1e12, basis: 'drawn' },
    interest: 'none',
    knownBy: 'saw',
    concernsStaff: 'no',
    tipster: {
      name: long(100),
      idNumber: '1'.repeat(40),
      phone: '1'.repeat(40),
      email: 'a@example.invalid',
      address: long(500),
      wantsNotice: true,
    },
  };
  const answer = await p.post<{ named: boolean; receipt: string; next: unknown[] }>('/api/tips', largest);
  expect(answer.status).toBe(201);
  expect(answer.body.named).toBe(true);
  expect(answer.body.receipt).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(answer.body.next.length).toBeGreaterThan(0);
  // Nothing that names the case leaves with the answer.
  expect(Object.keys(answer.body).sort()).toEqual(['named', 'next', 'receipt', 'receivedAt']);
});

test('characters that PostgreSQL cannot hold or that stand alone are taken or refused, never an error of ours', async () => {
  for (const odd of ['\u0000', 'a\u0000b', '\ud800', '\uffff', '\u202e']) {
    const answer = await p.post('/api/tips', {
      accused: { name: `x${odd}`, address: odd.trim() || 'x' },
      clue: `y${odd}`,
      where: `z${odd}`,
    });
    expect([201, 422]).toContain(answer.status);
  }
  expect(p.log.filter((line) => line.includes('unforeseen'))).toEqual([]);
});

describe('the same tip sent twice with one key', () => {
  test('gets the same receipt and is one case', async () => {
    const key = newKey();
    const before = (await p.rows()).cases!;
    const first = await p.post('/api/tips', TIP, { key });
    p.clock.add(59 * 60_000);
    const second = await p.post('/api/tips', TIP, { key });
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect((await p.rows()).cases).toBe(before + 1);
  });

  test('at the same moment, ten times, is one case too', async () => {
    const key = newKey();
    const before = (await p.rows()).cases!;
    const answers = await Promise.all(Array.from({ length: 10 }, () => p.post('/api/tips', TIP, { key })));
    expect(new Set(answers.map((a) => a.body.receipt)).size).toBe(1);
    expect((await p.rows()).cases).toBe(before + 1);
  });

  test('with another body is refused', async () => {
    const key = newKey();
    await p.tell(TIP, key);
    const answer = await storesNothing(() => p.post('/api/tips', { ...TIP, clue: '另一件事' }, { key }));
    answer.problem(422, 'idempotency-mismatch');
  });

  test('is answered to who drew the key alone: a UUID, a ULID or 128 bits, each of its own, are all taken', async () => {
    const ulid = () =>
      `01JDVXK6ZQ${[...randomBytes(16)].map((b) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[b % 32]).join('')}`;
    const receipts = new Set<string>();
    for (const draw of [
      randomUUID,
      () => randomUUID().toUpperCase(),
      ulid,
      newKey,
      () => randomBytes(40).toString('hex'),
    ]) {
      for (let n = 0; n < 2; n++) receipts.add((await p.tell(TIP, draw())).receipt);
    }
    expect(receipts.size).toBe(10);
    // None that was drawn is taken for one that was made up.
    for (let n = 0; n < 20_000; n++) expect(isDrawn(randomUUID()) && isDrawn(ulid()) && isDrawn(newKey())).toBe(true);
  });

  test('in a page is answered to who has the page alone: a key of one’s own making opens nothing', async () => {
    const fields = { 'accused-name': '某单位', clue: '某事' };
    const told = async (key: string) => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ ...fields, key })) form.append(name, value);
      const { text, status } = await p.ask('POST', '/tell', { form });
      return { status, receipt: /class="receipt"[^>]*>([^<]+)</.exec(text)?.[1] };
    };
    const key = await p.pageKey();
    const [first, again] = [await told(key), await told(key)];
    expect([first.status, again.receipt]).toEqual([201, first.receipt]);
    const swapped = `${key.slice(0, -1)}${key.endsWith('A') ? 'Q' : 'A'}`;
    for (const made of ['k'.repeat(24), 'k'.repeat(46), '12345678-12345678', newKey(), swapped, '']) {
      const [one, other] = [await told(made), await told(made)];
      expect([made, one.status, other.status, one.receipt === other.receipt]).toEqual([made, 201, 201, false]);
      // Nor is anything shown under it.
      const kept = await p.ask('POST', '/tell/kept', {
        raw: new URLSearchParams({ key: made, back: one.receipt!.slice(-4) }).toString(),
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      });
      expect([made, kept.status, kept.text.includes(one.receipt!)]).toEqual([made, 410, false]);
    }
  });

  test('without a key is two cases', async () => {
    const before = (await p.rows()).cases!;
    await p.tell();
    await p.tell();
    expect((await p.rows()).cases).toBe(before + 2);
  });

  test('after an hour the receipt cannot be had again, and the tip stays one case', async () => {
    const key = newKey();
    await p.tell(TIP, key);
    p.clock.add(3_600_000);
    const answer = await storesNothing(() => p.post('/api/tips', TIP, { key }));
    expect(answer.problem(409, 'idempotency-expired').detail).not.toContain('-');
  });
});

describe('evidence', () => {
  const form = (files: [name: string, bytes: Buffer, field?: string][], tip: unknown = TIP) => {
    const data = new FormData();
    data.append('tip', JSON.stringify(tip));
    for (const [name, bytes, field] of files) data.append(field ?? 'evidence', new Blob([new Uint8Array(bytes)]), name);
    return data;
  };
  const send = (data: FormData, key?: string) => p.ask('POST', '/api/tips', { form: data, ...(key ? { key } : {}) });

  test('comes with the tip and is there for the holder by name and size', async () => {
    const told = await send(
      form([
        ['发票.png', PNG],
        ['合同.pdf', PDF],
      ]),
    );
    expect(told.status).toBe(201);
    const progress = await p.post<{ evidence: { name: string; size: number }[] }>('/api/receipts', {
      receipt: told.body.receipt,
    });
    expect(progress.body.evidence.map(({ name, size }) => [name, size]).sort()).toEqual(
      [
        ['发票.png', PNG.length],
        ['合同.pdf', PDF.length],
      ].sort(),
    );
  });

  test('sent twice with one key is one case; with other evidence it is refused', async () => {
    const key = newKey();
    const first = await send(form([['a.png', PNG]]), key);
    const second = await storesNothing(() => send(form([['a.png', PNG]]), key));
    expect(second.body.receipt).toBe(first.body.receipt);
    (await storesNothing(() => send(form([['a.pdf', PDF]]), key))).problem(422, 'idempotency-mismatch');
  });

  const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(400)]);
  test.each<[string, string, Buffer, string]>([
    ['a program called PDF', 'a.pdf', program, '内容与文件名的结尾不符'],
    ['a program', 'setup.exe', program, '不是可以接收的文件类型'],
    ['an empty file', 'a.pdf', Buffer.alloc(0), '文件是空的'],
    ['a cut-off picture', 'a.jpg', Buffer.from([0xff]), '内容与文件名的结尾不符'],
  ])('%s is refused by name with its own reason, nothing stored', async (_what, name, bytes, why) => {
    const answer = await storesNothing(() =>
      send(
        form([
          ['good.png', PNG],
          [name, bytes],
        ]),
      ),
    );
    const { errors } = answer.wrong([`evidence:${name}`], 422, 'file-not-accepted');
    expect(errors![0]!.messageZh).toContain(why);
  });

  test.each<[string, string, Buffer, string]>([
    ['a picture called PDF', '名册.pdf', PNG, '名册.png'],
    ['a PDF called picture', '名册.jpg', PDF, '名册.pdf'],
    ['plain text', '聊天记录.txt', Buffer.from('just words'), '聊天记录.txt'],
    ['a web page', 'a.html', Buffer.from('<!doctype html><script>alert(1)</script>'), '材料.txt'],
    ['a picture that is a program', 'a.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"></svg>'), '材料.txt'],
    ['a name that is shown backwards', 'x\u202efdp.png', PNG, '材料.png'],
    ['a name cut inside a character', `${'证'.repeat(199)}\u{20bb7}.png`, PNG, `${'证'.repeat(83)}.png`],
  ])('%s is taken as what it is, under a name that says so', async (_what, name, bytes, kept) => {
    const told = await send(form([[name, bytes]]));
    expect(told.status).toBe(201);
    const progress = await p.post<{ evidence: { name: string }[] }>('/api/receipts', { receipt: told.body.receipt });
    expect(progress.body.evidence.map((e) => e.name)).toEqual([kept]);
  });

  test('a path in a name is cut off', async () => {
    const told = await send(form([['..\\..\\C:\\x\\a.png', PNG]]));
    const progress = await p.post<{ evidence: { name: string }[] }>('/api/receipts', { receipt: told.body.receipt });
    expect(progress.body.evidence[0]!.name).toBe('a.png');
  });

  test('under another name is an unknown field', async () => {
    (await storesNothing(() => send(form([['a.png', PNG, 'attachment']])))).wrong(['attachment']);
  });

  test('a text part that nobody asked for, or no tip at all', async () => {
    const extra = form([]);
    extra.append('note', 'x');
    (await storesNothing(() => send(extra))).wrong(['note']);
    const none = new FormData();
    none.append('evidence', new Blob([new Uint8Array(PNG)]), 'a.png');
    (await storesNothing(() => send(none))).wrong(['tip']);
    const bad = new FormData();
    bad.append('tip', '{');
    (await storesNothing(() => send(bad))).wrong(['tip'], 400, 'malformed-json');
    (await storesNothing(() => send(form([['a.png', PNG]], { clue: 'x' })))).wrong(['accused']);
  });

  test('twenty files are taken, the twenty-first is too many', async () => {
    const files = (n: number) => form(Array.from({ length: n }, (_, i) => [`${i}.png`, PNG] as [string, Buffer]));
    expect((await send(files(20))).status).toBe(201);
    const answer = await storesNothing(() => send(files(21)));
    expect(answer.wrong(['evidence'], 413, 'too-large').detailZh).toContain('最多20个文件，您选了21个');
  });

  test('a file over 50 MB is a 413 problem', async () => {
    const big = Buffer.alloc(50 * 1024 * 1024 + 1);
    PDF.copy(big);
    (await storesNothing(() => send(form([['a.pdf', big]])))).wrong(['evidence:a.pdf'], 413, 'too-large');
  });

  test('a multipart body that is none, or breaks off', async () => {
    for (const [type, raw] of [
      ['multipart/form-data', 'x'],
      ['multipart/form-data; boundary=b', '--b\r\nContent-Disposition: form-data; name="tip"\r\n\r\n{'],
    ] as const) {
      const answer = await storesNothing(() => p.ask('POST', '/api/tips', { raw, headers: { 'Content-Type': type } }));
      answer.problem(400, 'malformed-multipart');
    }
  });

  test('an upload that is given up in the middle stores nothing and breaks nothing', async () => {
    await storesNothing(async () => {
      const { port } = new URL(p.address);
      await new Promise<void>((resolve) => {
        const socket = connect(Number(port), '127.0.0.1', () => {
          socket.write(
            'POST /api/tips HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n--b\r\nContent-Disposition: form-data; name="tip"\r\n\r\n{"accused"',
            () => socket.destroy(),
          );
        });
        socket.on('close', () => resolve());
      });
      expect((await p.get('/api/health')).status).toBe(200);
    });
    expect(p.log.filter((line) => line.includes('unforeseen'))).toEqual([]);
  });
});

test('a problem names nothing of what was sent', async () => {
  const answer = await p.post('/api/tips', { accused: { name: '某甲' }, clue: '秘密内容', fund: '秘密基金' });
  expect(answer.status).toBe(422);
  expect(answer.text).not.toContain('秘密');
  expect(answer).toBeInstanceOf(Answer);
});
