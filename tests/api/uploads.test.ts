/** What a stranger may send as files, in any condition: it costs the request that sent it, and nobody else anything. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createUploads, UPLOAD_LIMITS } from '../../api/uploads.ts';
import { EVIDENCE_LIMITS } from '../../domain/tip.ts';
import { verify } from '../../ledger/index.ts';
import { type Chance, chanceOf } from '../chaos/chance.ts';
import { proven, sample } from '../support/proof.ts';
import { newKey, PDF, PNG, type Product, product, TIP } from './support.ts';

let p: Product;
let receipt: string;
beforeAll(async () => {
  p = await product();
  ({ receipt } = await p.tell());
});
afterAll(() => p.close());

const B = 'bbbbbbbb';
const ROUTES = ['/api/tips', '/tell', '/api/receipts/evidence', '/progress/evidence'] as const;

/** A good body of a route: fields before, between and after two files. */
function bodyFor(route: (typeof ROUTES)[number]): Buffer {
  const field = (name: string, value: string) =>
    Buffer.from(`--${B}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  const file = (name: string, type: string, bytes: Buffer) =>
    Buffer.concat([
      Buffer.from(
        `--${B}\r\nContent-Disposition: form-data; name="evidence"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`,
      ),
      bytes,
      Buffer.from('\r\n'),
    ]);
  const fields =
    route === '/api/tips'
      ? [field('tip', JSON.stringify(TIP))]
      : route === '/tell'
        ? [field('accused-name', '某学校'), field('clue', '一句话')]
        : [field('receipt', receipt)];
  return Buffer.concat([
    file('甲.pdf', 'application/pdf', PDF),
    ...fields,
    file('b.png', 'image/png', PNG),
    Buffer.from(`--${B}--\r\n`),
  ]);
}

const send = (route: string, raw: Buffer) =>
  p.ask('POST', route, {
    raw,
    headers: {
      'Content-Type': `multipart/form-data; boundary=${B}`,
      Accept: route.startsWith('/api/') ? 'application/json' : 'text/html',
    },
  });

/** Says more than it sends, and goes. */
const breakOff = (route: string, body: Buffer, whole: number) =>
  new Promise<void>((resolve) => {
    const socket = connect(Number(new URL(p.address).port), '127.0.0.1', () => {
      const head = `POST ${route} HTTP/1.1\r\nHost: ${new URL(p.address).host}\r\nContent-Type: multipart/form-data; boundary=${B}\r\nContent-Length: ${whole}\r\n\r\n`;
      socket.end(Buffer.concat([Buffer.from(head), body]));
    });
    socket.on('error', () => resolve());
    socket.on('close', () => resolve());
    socket.resume();
  });

/** Sealed pieces that belong to nothing. */
const leftovers = async () => {
  const { rows } = await p.owner.query<{ n: number }>(
    'SELECT (SELECT count(*) FROM uploads)::int + (SELECT count(*) FROM evidence_chunks c WHERE NOT EXISTS (SELECT FROM evidence e WHERE e.id = c.evidence))::int AS n',
  );
  return rows[0]!.n;
};

async function inTurn<T>(list: readonly T[], side: number, work: (one: T) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: side }, async () => {
      while (next < list.length) await work(list[next++]!);
    }),
  );
}

test('a body cut at any byte is a 4xx or a closed connection on every route: nothing is stored, nobody else is harmed', async () => {
  const before = await p.rows();
  const step = sample(11, 1);
  const cuts = ROUTES.flatMap((route, r) => {
    const whole = bodyFor(route);
    const ats = Array.from({ length: whole.length - 2 }, (_, at) => at).filter((at) => at % step === r % step);
    return ats.map((at) => ({ route, whole, at }));
  });
  const bad: string[] = [];
  await inTurn(cuts, 8, async ({ route, whole, at }) => {
    const answer = await send(route, whole.subarray(0, at));
    if (answer.status !== 400) bad.push(`${route} cut at ${at}: ${answer.status}`);
    if (at % 5 === 0) await breakOff(route, whole.subarray(0, at), whole.length);
  });
  expect(bad).toEqual([]);
  expect(await p.rows()).toEqual(before);
  await vi.waitFor(async () => expect(await leftovers()).toBe(0));
  expect((await p.tell()).receipt).toBeTruthy();
  expect(p.log.filter((line) => line.includes('unforeseen'))).toEqual([]);
  proven('A valid multipart body cut at every byte costs its own request only', {
    bodies: cuts.length,
    routes: ROUTES.length,
  });
}, 1_800_000);

const TOKENS = [
  '\r\n',
  '\r\n\r\n',
  `--${B}`,
  `\r\n--${B}--`,
  '"',
  '\\',
  ';',
  'filename*=',
  '\0',
  '\ud83d',
  '%',
  ': ',
  '{',
  '名',
];

/** One to four faults in a body. */
function damaged(whole: Buffer, chance: Chance): Buffer {
  let bytes = Buffer.from(whole);
  for (let n = 0; n <= chance() * 4; n++) {
    const at = Math.floor(chance() * bytes.length);
    const length = Math.floor(chance() * chance() * (bytes.length - at));
    const [head, middle, tail] = [bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at + length)];
    switch (Math.floor(chance() * 5)) {
      case 0:
        bytes = Buffer.concat([head, Buffer.from([Math.floor(chance() * 256)]), bytes.subarray(at + 1)]);
        break;
      case 1:
        bytes = Buffer.concat([head, tail]);
        break;
      case 2:
        bytes = Buffer.concat([head, middle, middle, tail]);
        break;
      case 3:
        bytes = Buffer.concat([head, Buffer.from(TOKENS[Math.floor(chance() * TOKENS.length)]!), bytes.subarray(at)]);
        break;
      default:
        bytes = Buffer.concat([tail, middle, head]);
    }
  }
  return bytes;
}

test('damaged bodies on all routes are answered by the same process, never with a 5xx but 503 that says why', async () => {
  const seed = 20_260_301;
  const chance = chanceOf(seed);
  const count = sample(240, 100_000);
  const wholes = ROUTES.map((route) => ({ route, whole: bodyFor(route) }));
  const statuses: Record<string, number> = {};
  const bad: string[] = [];
  await inTurn(
    Array.from({ length: count }, (_, n) => n),
    8,
    async (n) => {
      // Above 600 wrong receipts in a minute answers come ever later: that is another promise.
      if (n % 200 === 0) p.clock.add(60_000);
      const { route, whole } = wholes[n % wholes.length]!;
      const bytes = damaged(whole, chance);
      const answer = await send(route, bytes);
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      if (answer.status >= 500 && answer.status !== 503)
        bad.push(`${route} ${answer.status} ${bytes.toString('base64')}`);
    },
  );
  expect(bad).toEqual([]);
  expect(p.log.filter((line) => line.includes('unforeseen'))).toEqual([]);
  expect((await p.tell()).receipt).toBeTruthy();
  proven('Mutated multipart bodies over all upload routes: the same process answers, no 5xx', {
    seed,
    bodies: count,
    ...Object.fromEntries(Object.entries(statuses).map(([status, n]) => [`answers ${status}`, n])),
  });
}, 7_200_000);

test('a part whose header cannot be read is refused with a sentence that says so, on every route', async () => {
  const before = await p.rows();
  for (const route of ROUTES) {
    const answer = await send(
      route,
      Buffer.from(bodyFor(route).toString('latin1').replace('"b.png"', '"a"b.png"'), 'latin1'),
    );
    expect([route, answer.status]).toEqual([route, 400]);
    expect(answer.text).toContain('文件名');
  }
  expect(await p.rows()).toEqual(before);
});

const form = (fields: Record<string, string>, files: [name: string, bytes: Buffer][], kept: string[] = []) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  for (const ticket of kept) data.append('kept', ticket);
  for (const [name, bytes] of files) data.append('evidence', new Blob([new Uint8Array(bytes)]), name);
  return data;
};
const PROGRAM = Buffer.from('MZ\0\x01');
const namesOf = async (of: string) =>
  (await p.post<{ evidence: { name: string }[] }>('/api/receipts', { receipt: of })).body.evidence.map((e) => e.name);

describe('a refused file never costs the good ones', () => {
  test('a tip over the API is refused with tickets of the good ones, which are sent in their place', async () => {
    const tip = JSON.stringify(TIP);
    const first = await p.ask('POST', '/api/tips', {
      form: form({ tip }, [
        ['好.pdf', PDF],
        ['setup.exe', PROGRAM],
      ]),
    });
    const { kept = [] } = first.wrong(['evidence:setup.exe'], 422, 'file-not-accepted');
    expect(kept.map((k) => [k.name, k.size])).toEqual([['好.pdf', PDF.length]]);
    const tickets = kept.map((k) => k.ticket);
    const key = newKey();
    const again = () =>
      p.ask<{ receipt: string }>('POST', '/api/tips', { form: form({ tip }, [['b.png', PNG]], tickets), key });
    const told = await again();
    expect(told.status).toBe(201);
    // The answer may be lost on its way: sent again it is the same tip, though the files are taken in by now.
    expect((await again()).body.receipt).toBe(told.body.receipt);
    expect((await namesOf(told.body.receipt)).sort()).toEqual(['b.png', '好.pdf']);
    // Whoever came back with the receipt has it: it is told to nobody any more.
    (await again()).problem(409, 'idempotency-expired');
    // A ticket is good once.
    (await p.ask('POST', '/api/tips', { form: form({ tip }, [], tickets) })).problem(422, 'upload-gone');
    (await p.ask('POST', '/api/tips', { form: form({ tip }, [], ['made up']) })).wrong(['kept'], 422, 'upload-gone');
  });

  test('the form of a tip comes back with the good ones, ticked, and they arrive with it', async () => {
    const fields = { 'accused-name': '某学校', clue: '' };
    const back = await p.ask('POST', '/tell', {
      form: form(fields, [
        ['好.pdf', PDF],
        ['setup.exe', PROGRAM],
      ]),
    });
    expect(back.status).toBe(422);
    expect(back.text).toContain('“setup.exe”：不是可以接收的文件类型。');
    const tickets = [...back.text.matchAll(/name="kept" checked="" value="([^"]+)"|name="kept" value="([^"]+)"/g)].map(
      (m) => (m[1] ?? m[2])!,
    );
    expect(tickets).toHaveLength(1);
    expect(back.text).toContain('好.pdf');
    const told = await p.ask('POST', '/tell', { form: form({ ...fields, clue: '一句话' }, [], tickets) });
    expect(told.status).toBe(201);
    expect(await namesOf(/class="receipt"[^>]*>([^<]+)</.exec(told.text)![1]!)).toEqual(['好.pdf']);
  });

  test('files that come after the tip are taken at once, and the others named', async () => {
    const { receipt: mine } = await p.tell();
    const files: [string, Buffer][] = [
      ['a.pdf', PDF],
      ['b.pdf', Buffer.alloc(0)],
    ];
    const api = await p.ask<{ refused: { field: string; messageZh: string }[] }>('POST', '/api/receipts/evidence', {
      form: form({ receipt: mine }, files),
    });
    expect(api.status).toBe(200);
    expect(api.body.refused.map((r) => [r.field, r.messageZh])).toEqual([['evidence:b.pdf', '文件是空的，没有内容。']]);
    const page = await p.ask('POST', '/progress/evidence', {
      form: form({ receipt: mine }, [
        ['c.png', PNG],
        ['b.pdf', Buffer.alloc(0)],
      ]),
    });
    expect(page.text).toContain('“b.pdf”：文件是空的');
    expect((await namesOf(mine)).sort()).toEqual(['a.pdf', 'c.png']);
  });

  test('files that are sent to one receipt at the same moment all arrive', async () => {
    const { receipt: mine } = await p.tell();
    const sent = await Promise.all(
      Array.from({ length: 6 }, (_, n) =>
        p.ask('POST', '/api/receipts/evidence', { form: form({ receipt: mine }, [[`${n}.png`, PNG]]) }),
      ),
    );
    expect(sent.map((a) => a.status)).toEqual(Array(6).fill(200));
    expect((await namesOf(mine)).length).toBe(6);
  });

  test('what no act takes in is gone after an hour, and what is evidence stays', async () => {
    const tip = JSON.stringify(TIP);
    const kept = await p.ask('POST', '/api/tips', {
      form: form({ tip }, [
        ['好.pdf', PDF],
        ['setup.exe', PROGRAM],
      ]),
    });
    const [waiting] = kept.problem(422, 'file-not-accepted').kept ?? [];
    const taken = await p.ask<{ receipt: string }>('POST', '/api/tips', { form: form({ tip }, [['a.pdf', PDF]]) });
    p.clock.add(59 * 60_000);
    await p.ledger.forget();
    expect(await leftovers()).toBeGreaterThan(0);
    p.clock.add(60_000);
    await p.ledger.forget();
    expect(await leftovers()).toBe(0);
    (await p.ask('POST', '/api/tips', { form: form({ tip }, [], [waiting!.ticket]) })).problem(422, 'upload-gone');
    expect(await namesOf(taken.body.receipt)).toEqual(['a.pdf']);
    expect((await verify(p)).findings).toEqual([]);
  });
});

test('no one may throw away what is evidence, the application neither', async () => {
  const told = await p.ask<{ receipt: string }>('POST', '/api/tips', {
    form: form({ tip: JSON.stringify(TIP) }, [['a.pdf', PDF]]),
  });
  const { caseId } = (await p.ledger.openReceipt(told.body.receipt))!;
  const { rows } = await p.owner.query<{ id: string }>('SELECT id FROM evidence WHERE case_id = $1', [caseId]);
  await p.pool.query('INSERT INTO uploads (id, created_at, bytes) VALUES ($1, now(), 0)', [rows[0]!.id]);
  await p.ledger.dropEvidence(rows.map((r) => r.id));
  expect((await p.owner.query('SELECT 1 FROM evidence_chunks WHERE evidence = $1', [rows[0]!.id])).rowCount).toBe(1);
  await expect(p.pool.query('DELETE FROM evidence_chunks')).rejects.toThrow(/permission denied/);
});

describe('limits', () => {
  test('are said before: on the page of a tip, on that of the receipt, in OpenAPI', async () => {
    const said = '一次最多20个文件，每个不超过50 MB，共不超过200 MB；一份凭证一天最多100个、500 MB。';
    expect((await p.get('/tell')).text).toContain(said);
    const page = await p.ask('POST', '/progress', {
      raw: new URLSearchParams({ receipt }).toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    });
    expect(page.text).toContain(said);
    expect((await p.get('/api/openapi.json')).text).toContain(said);
  });

  test('one receipt takes so many files a day, says what is left, and begins anew the next day', async () => {
    const { receipt: mine } = await p.tell();
    const add = (n: number) =>
      p.ask('POST', '/api/receipts/evidence', {
        form: form(
          { receipt: mine },
          Array.from({ length: n }, (_, i) => [`${i}.png`, PNG] as [string, Buffer]),
        ),
      });
    for (let n = 0; n < EVIDENCE_LIMITS.dayFiles - 10; n += 18) expect((await add(18)).status).toBe(200);
    const refused = await add(11);
    expect(refused.problem(409, 'evidence-day-full').detailZh).toContain('今天还可以补交10个');
    expect((await add(10)).status).toBe(200);
    (await add(1)).problem(409, 'evidence-day-full');
    expect((await namesOf(mine)).length).toBe(EVIDENCE_LIMITS.dayFiles);
    p.clock.set('2025-03-05');
    expect((await add(1)).status).toBe(200);
    expect(await leftovers()).toBe(0);
  }, 120_000);
});

describe('limits in bytes', () => {
  test('one receipt takes so many megabytes a day, and says what is left', async () => {
    const { receipt: mine } = await p.tell();
    const add = () => p.ask('POST', '/api/receipts/evidence', { form: form({ receipt: mine }, [['a.png', PNG]]) });
    expect((await add()).status).toBe(200);
    const { caseId } = (await p.ledger.openReceipt(mine))!;
    const saidToBe = (bytes: number) =>
      p.owner.query('UPDATE evidence SET size = $2 WHERE case_id = $1', [caseId, bytes]);
    await saidToBe(EVIDENCE_LIMITS.dayBytes - PNG.length);
    expect((await add()).status).toBe(200);
    await saidToBe(EVIDENCE_LIMITS.dayBytes / 2);
    expect((await add()).problem(409, 'evidence-day-full').detailZh).toContain('今天还可以补交98个、0 MB');
    expect((await namesOf(mine)).length).toBe(2);
  });

  test('the files of one sending together take so many megabytes: what is beyond that is named, the others wait', async () => {
    const each = 41 * 1024 * 1024;
    const big = Buffer.concat([PDF, Buffer.alloc(each - PDF.length)]);
    const files = Array.from({ length: 5 }, (_, n) => [`${n}.pdf`, big] as [string, Buffer]);
    const answer = await p.ask('POST', '/api/tips', { form: form({ tip: JSON.stringify(TIP) }, files) });
    const { kept = [], detailZh } = answer.wrong(['evidence:4.pdf'], 413, 'too-large');
    expect(kept.map((k) => k.name)).toEqual(['0.pdf', '1.pdf', '2.pdf', '3.pdf']);
    expect(detailZh).toBeTruthy();
  });
});

describe('when there is no room for files', () => {
  test('because crawling lines hold every place, the slowest of them makes room for who comes', async () => {
    let at = 0;
    const uploads = createUploads({ ...UPLOAD_LIMITS, atOnce: 3 }, undefined, () => at);
    const closed: string[] = [];
    const comes = (name: string, perSecond: number) => {
      const from = at;
      return uploads.enter(p.ledger, {
        bytes: () => ((at - from) / 1000) * perSecond,
        close: () => void closed.push(name),
      });
    };
    await comes('crawls', 100);
    await comes('walks', 2_000);
    const done = await comes('runs', 500_000);
    // Nobody is judged by a first breath.
    await expect(comes('early', 500_000)).rejects.toMatchObject({ code: 'uploads-busy' });
    at += 30_000;
    await comes('second', 500_000);
    expect(closed).toEqual(['crawls']);
    await comes('third', 500_000);
    expect(closed).toEqual(['crawls', 'walks']);
    at += 30_000;
    await expect(comes('fourth', 500_000)).rejects.toMatchObject({ code: 'uploads-busy' });
    done();
    done();
    await comes('fifth', 500_000);
    expect(closed).toEqual(['crawls', 'walks']);
  });

  const MB = 1024 * 1024;
  test('because of files that wait for a form, the largest of these go: nobody is turned away for what a stranger left there', async () => {
    const small = await product({ uploads: createUploads({ ...UPLOAD_LIMITS, waitingBytes: 3 * MB }) });
    try {
      const of = (mb: number) => Buffer.concat([PDF, Buffer.alloc(mb * MB)]);
      const left = async (files: [string, Buffer][]) => {
        const answer = await small.ask('POST', '/api/tips', {
          form: form({ tip: JSON.stringify(TIP) }, [...files, ['setup.exe', Buffer.from('MZ\x90\x00aaaa')]]),
        });
        return answer.wrong(['evidence:setup.exe'], 422, 'file-not-accepted').kept!.map((k) => k.ticket);
      };
      const comes = (tickets: string[] = []) =>
        small.ask('POST', '/api/tips', { form: form({ tip: JSON.stringify(TIP) }, [['a.pdf', PDF]], tickets) });
      const photo = await left([['好.pdf', PDF]]);
      const much = await left([
        ['1.pdf', of(2)],
        ['2.pdf', of(2)],
      ]);
      for (let n = 0; n < 3; n++) expect((await comes()).status).toBe(201);
      (await comes(much)).problem(422, 'upload-gone');
      // Who left little there finds it again.
      expect((await comes(photo)).status).toBe(201);
      expect((await verify(small)).findings).toEqual([]);
    } finally {
      await small.close();
    }
  });

  test('because lines that brought much crawl by now, the slowest of lately makes room, whatever came before', async () => {
    let at = 0;
    const uploads = createUploads({ ...UPLOAD_LIMITS, waitingBytes: 100 }, undefined, () => at);
    const closed: string[] = [];
    const ledger = { stagedBytes: async () => 200, makeRoom: async () => 0 };
    const comes = (name: string, bytes: () => number) =>
      uploads.enter(ledger, { bytes, close: () => void closed.push(name) });
    const everything = { stagedBytes: async () => 0, makeRoom: async () => 0 };
    await uploads.enter(everything, {
      bytes: () => Math.min(at * 10_000, 200 * MB) + at,
      close: () => void closed.push('stopped'),
    });
    await uploads.enter(everything, { bytes: () => at * 100, close: () => void closed.push('steady') });
    at += 60_000;
    await expect(comes('honest', () => 0)).rejects.toMatchObject({ code: 'no-room-for-files' });
    at += 60_000;
    await comes('honest', () => 0);
    expect(closed).toEqual(['stopped']);
  });

  test.each([
    ['the disk is almost full', { disk: '/', freeBytes: 2 * MB }, 'no-room-for-files'],
    ['the disk cannot be looked at', { disk: '/nowhere' }, 'no-room-for-files', null],
    ['too many wait already', { waitingBytes: -1 }, 'no-room-for-files'],
    ['as many are sent as a process reads at a time', { atOnce: 0 }, 'uploads-busy'],
  ])(
    'because %s, that is said with 503, the words of a form stay, and tips without files are taken',
    async (_why, limits, code, free: number | null = MB) => {
      const full = await product({ uploads: createUploads({ ...UPLOAD_LIMITS, ...limits }, async () => free) });
      try {
        const before = await full.rows();
        const api = await full.ask('POST', '/api/tips', { form: form({ tip: JSON.stringify(TIP) }, [['a.pdf', PDF]]) });
        expect(api.problem(503, code).detailZh).toContain('不带文件的举报和留言照常接收');
        expect(Number(api.headers.get('retry-after'))).toBeGreaterThan(0);
        const page = await full.ask('POST', '/tell', {
          form: form({ 'accused-name': '某学校', clue: '一段话' }, [['a.pdf', PDF]]),
        });
        expect([page.status, page.text.includes('一段话'), page.text.includes('现在')]).toEqual([503, true, true]);
        expect(await full.rows()).toEqual(before);
        const { receipt: mine } = await full.tell();
        const later = await full.ask('POST', '/progress/evidence', { form: form({ receipt: mine }, [['a.pdf', PDF]]) });
        expect([later.status, later.headers.get('retry-after')]).toEqual([503, api.headers.get('retry-after')]);
        expect(later.text).toContain('您选的文件没有收下，到时请重新选择。');
        expect((await full.ask('POST', '/api/tips', { form: form({ tip: JSON.stringify(TIP) }, []) })).status).toBe(
          201,
        );
        expect((await full.tell()).receipt).toBeTruthy();
      } finally {
        await full.close();
      }
    },
  );

  test('because memory is short, pieces become smaller and nobody waits', async () => {
    const tight = await product({ uploads: createUploads({ ...UPLOAD_LIMITS, heldBytes: 0 }) });
    try {
      const big = Buffer.concat([PDF, Buffer.alloc(900_000, 7)]);
      const sent = await Promise.all(
        [1, 2, 3].map(() =>
          tight.ask<{ receipt: string }>('POST', '/api/tips', {
            form: form({ tip: JSON.stringify(TIP) }, [['a.pdf', big]]),
          }),
        ),
      );
      expect(sent.map((a) => a.status)).toEqual([201, 201, 201]);
      const { caseId } = (await tight.ledger.openReceipt(sent[0]!.body.receipt))!;
      const view = await tight.get<{ evidence: { id: string; sha256: string }[] }>(`/api/cases/${caseId}`, 'clerk');
      const { rows } = await tight.owner.query<{ n: number }>('SELECT count(*)::int AS n FROM evidence_chunks');
      expect(rows[0]!.n).toBeGreaterThan(3 * 5);
      const opened = await tight.raw('GET', `/api/cases/${caseId}/evidence/${view.body.evidence[0]!.id}`, {
        as: 'clerk',
      });
      expect(Buffer.from(await opened.arrayBuffer()).equals(big)).toBe(true);
    } finally {
      await tight.close();
    }
  });
});
