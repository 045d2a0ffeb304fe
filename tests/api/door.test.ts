import { createHash } from 'node:crypto';
/** How long the door waits for a line, and what happens when very many come at once. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { DOOR, type Door, routeOf } from '../../api/gate.ts';
import { Gathered } from '../../api/multipart.ts';
import { inTurn, watch } from '../../api/patience.ts';
import { routes } from '../../api/routes.ts';
import { createWaiting, WAITING } from '../../api/waiting.ts';
import { type Product, product, TIP } from './support.ts';

let p: Product | undefined;
afterEach(async () => {
  await p?.close();
  p = undefined;
});
const open = async (door: Partial<Door['patience']> & Partial<Door['waiting']>): Promise<Product> => {
  const everybody = { ...DOOR.waiting, perMinute: 1_000_000 };
  p = await product({ door: { patience: { ...DOOR.patience, ...door }, waiting: { ...everybody, ...door } } });
  return p;
};

const line = (on: Product, text: string): Promise<{ socket: Socket; closed: Promise<string> }> =>
  new Promise((resolve) => {
    const socket = connect(Number(new URL(on.address).port), '127.0.0.1', () => {
      socket.write(text.replace('Host: 127.0.0.1', `Host: ${new URL(on.address).host}`));
      let said = '';
      socket.on('data', (chunk) => {
        said += chunk.toString();
      });
      socket.on('error', () => undefined);
      resolve({ socket, closed: new Promise((done) => socket.once('close', () => done(said))) });
    });
  });

describe('many lines that have us hold what they do not finish', () => {
  const text = 'x'.repeat(100_000);
  const multipart = (part: string) =>
    `Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 900000\r\n\r\n--b\r\nContent-Disposition: form-data; ${part}`;
  const began: Record<string, string> = {
    'a text beside files': `POST /api/tips HTTP/1.1\r\nHost: 127.0.0.1\r\n${multipart(`name="tip"\r\n\r\n${text}`)}`,
    'a file of which nothing is known yet': `POST /progress/evidence HTTP/1.1\r\nHost: 127.0.0.1\r\n${multipart(`name="evidence"; filename="a.pdf"\r\n\r\n%PDF-1.4\n${text.slice(0, 60_000)}`)}`,
    JSON: `POST /api/tips HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 200000\r\n\r\n{"clue":"${text}`,
    'a sign-in': `POST /api/session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 250000\r\n\r\n{"login":"${text}`,
    'a form': `POST /tell/kept HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 200000\r\n\r\nback=${text}`,
  };
  const honestly = `--b\r\nContent-Disposition: form-data; name="tip"\r\n\r\n${JSON.stringify(TIP)}\r\n--b\r\nContent-Disposition: form-data; name="evidence"; filename="a.pdf"\r\n\r\n%PDF-1.4\n`;
  const uploadEnd = '\r\n--b--\r\n';
  const upload = `POST /api/tips HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${Buffer.byteLength(honestly + uploadEnd)}\r\n\r\n${honestly}`;

  test('are not those that send files which are refused: nothing of these is held', async () => {
    const on = await open({ idleMs: 60_000, heldBytes: 1_000_000, lookMs: 20 });
    const file = (name: string, filename: string) =>
      `--b\r\nContent-Disposition: form-data; name="${name}"; filename="${filename}"\r\n\r\nMZ\0\x01${'\0'.repeat(65_000)}\r\n`;
    const parts = [
      ...Array(15).fill(file('evidence', 'a.exe')),
      ...Array(15).fill(file('scan', 'b.pdf')),
      ...Array(30).fill(file('evidence', 'c.exe')),
    ].join('');
    const refused = await line(
      on,
      `POST /api/tips HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${parts.length + 7}\r\n\r\n${parts}`,
    );
    await vi.waitFor(() => expect(refused.socket.writableLength).toBe(0), { timeout: 10_000 });
    const lines = await Promise.all(Array.from({ length: 12 }, () => line(on, began.JSON!)));
    await Promise.race(lines.map((one) => one.closed));
    refused.socket.write('--b--\r\n');
    const said = await refused.closed;
    expect(said).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(said).toContain('evidence:a.exe');
    for (const { socket } of lines) socket.destroy();
  });

  const chunk = (bytes: string) => `${bytes.length.toString(16)}\r\n${bytes}\r\n`;
  const chunked = (path: string, type: string, body: string) =>
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: ${type}\r\nTransfer-Encoding: chunked\r\n\r\n${body}`;
  test('byte by byte are counted with what each piece costs, read or unread', async () => {
    const on = await open({
      idleMs: 60_000,
      heldBytes: 1_000_000,
      lookMs: 20,
      perMinute: 1,
      places: 50,
      longestMs: 60_000,
    });
    const bytes = 'x'.repeat(9_000);
    const type = 'multipart/form-data; boundary=b';
    // The first has its turn at once; what comes after it waits, unread.
    const first = await line(on, chunked('/tell', type, chunk(bytes)));
    const json = await line(on, chunked('/api/session', 'application/json', chunk(bytes)));
    const waiting = await line(on, chunked('/tell', type, chunk(bytes)));
    const closed: string[] = [];
    for (const [name, one] of Object.entries({ first, json, waiting })) void one.closed.then(() => closed.push(name));
    await (await line(on, chunked('/api/session', 'application/json', chunk('x').repeat(9_000)))).closed;
    await (await line(on, chunked('/tell', type, chunk('x').repeat(9_000)))).closed;
    // One that cannot be read is refused at once; the others go on.
    expect(closed.filter((name) => name !== 'first')).toEqual([]);
    for (const { socket } of [first, json, waiting]) socket.destroy();
  });

  test('byte by byte are one piece each where they are text beside files, and what is counted is what lies in memory', () => {
    let held = 0;
    const text = new Gathered((more) => {
      held += more;
    });
    for (let n = 0; n < 100_000; n++) text.add(Buffer.from([97 + (n % 26)]));
    expect(text.bytes.toString()).toBe(
      Array.from({ length: 100_000 }, (_, n) => String.fromCharCode(97 + (n % 26))).join(''),
    );
    expect(held).toBe(text.bytes.buffer.byteLength);
    expect(held).toBeLessThan(200_001);
    text.drop();
    text.drop();
    expect([held, text.bytes.length]).toEqual([0, 0]);
  });

  test.each(Object.entries(began))(
    'are left where there is no more room for it, and an honest upload that began before them is not: %s',
    async (_what, start) => {
      const on = await open({ idleMs: 60_000, heldBytes: 1_000_000, lookMs: 50 });
      const honest = await line(on, upload);
      let left = 0;
      const lines = await Promise.all(Array.from({ length: 40 }, () => line(on, start)));
      for (const one of lines) void one.closed.then(() => left++);
      await vi.waitFor(() => expect(left).toBeGreaterThan(20), { timeout: 20_000 });
      honest.socket.write(uploadEnd);
      expect(await honest.closed).toMatch(/^HTTP\/1\.1 201 /);
      expect((await on.tell()).receipt).toBeTruthy();
      expect(on.log.filter((l) => l.includes('unforeseen'))).toEqual([]);
      for (const { socket } of lines) socket.destroy();
    },
  );
});

test('who sends a file more slowly than any telephone is left after a minute, and who sends as one does is not', async () => {
  let at = 0;
  const here: Socket[] = [];
  const server = createServer((req) => void req.resume());
  server.on('connection', (socket) => here.push(socket));
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  const unwatch = watch(server, { ...DOOR.patience, idleMs: 600_000, lookMs: 5 }, () => at);
  const send = async () => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      `POST / HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000000\r\n\r\n`,
    );
    const port = () => socket.localPort ?? 0;
    await vi.waitFor(() => expect(here.at(-1)?.remotePort).toBe(port()));
    return { socket, side: here.at(-1)! };
  };
  const [slow, steady] = [await send(), await send()];
  const closed = new Promise((done) => slow.socket.once('close', done));
  for (let n = 0; n < 4; n++) {
    const before = [slow.side.bytesRead, steady.side.bytesRead] as const;
    slow.socket.write('x');
    steady.socket.write(Buffer.alloc(70_000, 7));
    await vi.waitFor(() => {
      expect(slow.side.destroyed || slow.side.bytesRead > before[0]).toBe(true);
      expect(steady.side.bytesRead).toBe(before[1] + 70_000);
    });
    at += 30_000;
    await new Promise((turn) => setImmediate(turn));
  }
  await closed;
  expect(steady.side.destroyed).toBe(false);
  steady.socket.destroy();
  unwatch();
  server.close();
});

describe('a line on which nothing moves', () => {
  const multipart = 'Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000\r\n\r\n--b\r\nContent-Disp';
  const started = `${multipart}osition: form-data; name="evidence"; filename="a.pdf"\r\n\r\n%PDF-1.4\n`;
  const lines = [
    'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-',
    `POST /api/tips HTTP/1.1\r\nHost: 127.0.0.1\r\n${multipart}`,
    `POST /tell HTTP/1.1\r\nHost: 127.0.0.1\r\n${started}`,
    `POST /progress/evidence HTTP/1.1\r\nHost: 127.0.0.1\r\n${started}`,
    `POST /api/receipts/evidence HTTP/1.1\r\nHost: 127.0.0.1\r\n${started}`,
    'POST /api/tips HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{"a',
    'POST /progress HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 900\r\n\r\nrec',
    'POST /api/session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{',
    'POST /no/such/page HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900\r\n\r\nx',
  ];
  test('is left, on every route', async () => {
    const on = await open({ idleMs: 2_000, lookMs: 50 });
    const before = await on.rows();
    const all = await Promise.all(lines.map(async (text) => (await line(on, text)).closed));
    for (const [i, said] of all.entries()) {
      expect([lines[i], said === '' || /^HTTP\/1\.1 4\d\d/.test(said)]).toEqual([lines[i], true]);
    }
    expect(await on.rows()).toEqual(before);
    expect((await on.tell()).receipt).toBeTruthy();
    expect(on.log.filter((l) => l.includes('unforeseen'))).toEqual([]);
  });

  test('is left also when it moves a byte now and then, once it has taken longer than any honest one', async () => {
    const on = await open({ idleMs: 60_000, totalMs: 2_000, lookMs: 50 });
    const { socket, closed } = await line(
      on,
      'POST /api/tips HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 90000\r\n\r\n',
    );
    const drip = setInterval(() => socket.write(' '), 10);
    await closed;
    clearInterval(drip);
    expect((await on.tell()).receipt).toBeTruthy();
  });

  test('is left by who does not read what was asked for', async () => {
    const on = await open({ idleMs: 2_000, lookMs: 50 });
    const { socket, closed } = await line(on, '');
    socket.pause();
    // More answers than the buffers of both ends hold.
    const ask = `GET /api/openapi.json HTTP/1.1\r\nHost: ${new URL(on.address).host}\r\n\r\n`.repeat(30);
    socket.write(ask);
    // Whoever reads nothing learns of the end when they next send.
    const poke = setInterval(() => socket.write('\r\n'), 20);
    await closed;
    clearInterval(poke);
    expect((await on.tell()).receipt).toBeTruthy();
  });
});

describe('many requests on one line, sent before an answer is read', () => {
  const listen = async (server: Server) => {
    await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.on('error', () => undefined);
    return { socket, closed: new Promise((done) => socket.once('close', done)) };
  };

  test('are answered one after the other, so that one answer at a time lies in memory', async () => {
    const answers: ServerResponse[] = [];
    let done = 0;
    const server = createServer(
      inTurn((_req, res) => {
        answers.push(res);
        res.once('finish', () => done++);
        setImmediate(() => res.end(Buffer.alloc(16_000_000)));
      }),
    );
    const { socket } = await listen(server);
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(8));
    await vi.waitFor(() => expect(answers.length).toBeGreaterThan(0));
    for (let n = 0; n < 50; n++) await new Promise((turn) => setImmediate(turn));
    expect([answers.length, done]).toEqual([1, 0]);
    let read = 0;
    socket.on('data', (chunk) => {
      read += chunk.length;
      expect(answers.length - done).toBeLessThanOrEqual(1);
    });
    await vi.waitFor(() => expect(read).toBeGreaterThan(8 * 16_000_000), { timeout: 20_000 });
    expect(answers.length).toBe(8);
    socket.destroy();
    server.close();
  });

  test('end the line when they are more than any program sends, and none of the others is begun', async () => {
    let begun = 0;
    const server = createServer(
      inTurn((_req, res) => {
        begun++;
        setImmediate(() => res.end());
      }),
    );
    const { socket, closed } = await listen(server);
    socket.resume();
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(1_100));
    await closed;
    expect(begun).toBe(1);
    server.close();
  });

  test.each(['', 'Expect: a-miracle\r\n', 'Expect: 100-continue\r\n'])(
    'cost as little as one: 1,100 on each of many lines that read nothing (%j)',
    async (header) => {
      const on = await open({ lookMs: 50 });
      const ask = `GET /api/openapi.json HTTP/1.1\r\nHost: 127.0.0.1\r\n${header}\r\n`;
      const lines = await Promise.all(Array.from({ length: 12 }, () => line(on, '')));
      const poke = setInterval(() => lines.forEach(({ socket }) => void socket.write('\r\n')), 20);
      const host = new URL(on.address).host;
      for (const { socket } of lines) {
        socket.pause();
        socket.write(ask.replace('127.0.0.1', host).repeat(1_100));
      }
      await Promise.all(lines.map((one) => one.closed));
      clearInterval(poke);
      expect((await on.tell()).receipt).toBeTruthy();
    },
  );
});

describe('answers that nobody takes', () => {
  const MB = 1024 * 1024;
  test('are bounded for the process: the lines that take least are closed, whoever reads gets all of theirs', async () => {
    const server = createServer(inTurn((_req, res) => void res.end(Buffer.alloc(24 * MB))));
    await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
    const unwatch = watch(server, { ...DOOR.patience, owedBytes: 60 * MB, lookMs: 20 });
    const ask = () => {
      const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
      return socket;
    };
    const here = new Set<Socket>();
    let came = 0;
    server.on('connection', (socket) => {
      here.add(socket);
      came++;
      socket.once('close', () => here.delete(socket));
    });
    const silent = Array.from({ length: 8 }, ask);
    await vi.waitFor(() => expect([came, here.size]).toEqual([8, 2]), { timeout: 10_000 });
    const reader = ask();
    let read = 0;
    reader.on('data', (chunk) => {
      read += chunk.length;
    });
    await vi.waitFor(() => expect(read).toBeGreaterThanOrEqual(24 * MB), { timeout: 10_000 });
    for (const socket of [...silent, reader]) socket.destroy();
    unwatch();
    server.close();
  });

  test('are not those that somebody takes slowly: a large one is theirs as long as it moves', async () => {
    let at = 0;
    let looks = 0;
    const server = createServer(inTurn((_req, res) => void res.end(Buffer.alloc(48 * MB))));
    await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
    const unwatch = watch(server, { ...DOOR.patience, totalMs: 600_000, lookMs: 5 }, () => {
      looks++;
      return at;
    });
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    let read = 0;
    let closed = false;
    socket.on('error', () => undefined);
    socket.once('close', () => {
      closed = true;
    });
    socket.on('data', (chunk) => {
      read += chunk.length;
    });
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    for (let n = 1; n <= 4; n++) {
      await vi.waitFor(() => expect(read).toBeGreaterThan(n * 8 * MB), { timeout: 10_000, interval: 1 });
      socket.pause();
      at += DOOR.patience.idleMs - 1;
      const before = looks;
      await vi.waitFor(() => expect(looks).toBeGreaterThan(before + 2));
      expect(closed).toBe(false);
      socket.resume();
    }
    await vi.waitFor(() => expect(read).toBeGreaterThan(48 * MB), { timeout: 10_000 });
    socket.destroy();
    unwatch();
    server.close();
  });
});

test('the description of the API is written once, whoever asks for it however often', async () => {
  const on = await open({});
  const written = vi.spyOn(JSON, 'stringify');
  const one = await on.get('/api/openapi.json');
  const two = await on.get('/api/openapi.json');
  const times = written.mock.calls.filter(([what]) => what !== null && typeof what === 'object' && 'openapi' in what);
  written.mockRestore();
  expect(one.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(two.text).toBe(one.text);
  expect(times.length).toBe(1);
});

describe('a waiting place', () => {
  const sign = (body: string) => createHash('sha256').update(body).digest();
  const clocked = (limits: Partial<typeof WAITING> = {}) => {
    let now = 1_000;
    const place = createWaiting(
      { ...WAITING, ...limits },
      sign,
      () => now,
      () => now,
    );
    const pass = (ms: number) => {
      now += ms;
    };
    return { place, pass };
  };

  test('is not met by anybody on an ordinary day: 600 a minute on one route go straight through', () => {
    const { place, pass } = clocked();
    for (let n = 0; n < 3_000; n++) {
      expect(place.turn('POST tips')).toEqual({ ms: 0 });
      pass(101);
    }
  });

  test('gives everybody a turn within a minute, in order, and forgets who came', () => {
    const { place, pass } = clocked();
    const waits: { ms: number; left?: () => void }[] = [];
    for (let n = 0; n < 2_600; n++) {
      const turn = place.turn('POST tips');
      if ('ms' in turn) waits.push(turn);
    }
    expect(waits.slice(0, 600).every(({ ms }) => ms === 0)).toBe(true);
    expect(waits).toHaveLength(2_600);
    for (let n = 601; n < waits.length; n++) expect(waits[n]!.ms).toBeGreaterThanOrEqual(waits[n - 1]!.ms);
    expect(Math.max(...waits.map(({ ms }) => ms))).toBeLessThanOrEqual(60_000);
    expect(place.waiting()).toBe(2_000);
    for (const { left } of waits) left?.();
    for (const { left } of waits) left?.();
    expect(place.waiting()).toBe(0);
    pass(120_000);
    expect(place.turn('POST tips')).toEqual({ ms: 0 });
  });

  test('is a route’s own: a flood on one leaves every other untouched, whatever it does with its tickets', () => {
    const { place } = clocked({ perMinute: 10, places: 20 });
    const tickets: string[] = [];
    for (let n = 0; n < 5_000; n++) {
      const turn = place.turn('POST /tell/kept', tickets.pop());
      if ('ticket' in turn) tickets.push(turn.ticket);
    }
    expect(place.waiting()).toBe(40);
    const others = [...CITIZENS].filter((name) => name !== 'POST /tell/kept');
    for (const name of others) {
      for (let n = 0; n < 10; n++) expect([name, place.turn(name)]).toEqual([name, { ms: 0 }]);
      for (let n = 0; n < 20; n++) expect(place.turn(name)).toHaveProperty('left');
      expect(place.turn(name)).toHaveProperty('ticket');
    }
  });

  test('serves everybody within a minute who comes when told, however many come', () => {
    const { place, pass } = clocked({ perMinute: 10, places: 20 });
    const told: { ticket: string; seconds: number }[] = [];
    for (let n = 0; n < 500; n++) {
      const turn = place.turn('POST /tell');
      if ('ticket' in turn) told.push(turn);
      else expect(turn.ms).toBeLessThan(60_000);
    }
    expect(told).toHaveLength(470);
    expect(Math.max(...told.map((t) => t.seconds))).toBeLessThan(60);
    // Nobody of those who wait has left, and more have come: the place is as full as it can be.
    pass(told[0]!.seconds * 1_000);
    for (let n = 0; n < 100; n++) place.turn('POST /tell');
    for (const { ticket } of told) expect(place.turn('POST /tell', ticket)).toEqual({ ms: 0 });
  });

  test('takes a ticket of another process with our keys, and of the one before a restart, for as long as it would wait itself', () => {
    let wall = 1_800_000_000_000;
    const limits = { ...WAITING, places: 1, perMinute: 1 };
    const process = (uptime: number) =>
      createWaiting(
        limits,
        sign,
        () => uptime,
        () => wall,
      );
    const sent = process(5_000_000);
    const tickets: string[] = [];
    for (let n = 0; n < 6; n++) {
      const turn = sent.turn('POST tips');
      if ('ticket' in turn) tickets.push(turn.ticket);
    }
    expect(tickets.length).toBeGreaterThan(3);
    const other = process(100);
    expect(other.turn('POST tips', tickets[0])).toMatchObject({ ms: WAITING.longestMs });
    wall -= 3_600_000;
    expect(process(100).turn('POST tips', tickets[1])).toMatchObject({ ms: WAITING.longestMs });
    wall += 3_600_000 + WAITING.longestMs;
    expect(other.turn('POST tips', tickets[2])).toEqual({ ms: 0 });
    const stranger = createWaiting(
      limits,
      (body) => sign(`x${body}`),
      () => 100,
      () => wall,
    );
    for (let n = 0; n < 3; n++) stranger.turn('POST tips');
    expect(stranger.turn('POST tips', tickets[3])).toHaveProperty('ticket');
  });

  test('that is full refuses nobody who has a ticket: early, they are held while there are places, then let in', () => {
    const { place, pass } = clocked({ perMinute: 1, places: 4 });
    const tickets: string[] = [];
    for (let n = 0; n < 100; n++) {
      const turn = place.turn('POST tips');
      if ('ticket' in turn) tickets.push(turn.ticket);
    }
    expect(tickets).toHaveLength(95);
    pass(5_000);
    const turns = tickets.map((ticket) => place.turn('POST tips', ticket) as { ms: number });
    expect(turns.slice(0, 4).map(({ ms }) => ms)).toEqual(Array(4).fill(40_000));
    expect(turns.slice(4).map(({ ms }) => ms)).toEqual(Array(91).fill(0));
    expect(place.waiting()).toBe(8);
  });

  test('keeps a place for who was sent away: a ticket is good once, on its route, for five minutes, and cannot be made up', () => {
    const { place, pass } = clocked({ perMinute: 1, places: 4 });
    for (let n = 0; n < 5; n++) expect(place.turn('POST tips')).toHaveProperty('ms');
    const ticketOf = (turn: object) => ('ticket' in turn ? String(turn.ticket) : '');
    const ticket = ticketOf(place.turn('POST tips'));
    for (const wrong of ['made.up', `${ticket.slice(0, -1)}${ticket.endsWith('A') ? 'B' : 'A'}`, `1${ticket}`]) {
      expect(place.turn('POST tips', wrong)).toHaveProperty('ticket');
    }
    for (let n = 0; n < 5; n++) place.turn('GET /');
    expect(place.turn('GET /', ticket)).toHaveProperty('ticket');
    expect(place.turn('POST tips', ticket)).toHaveProperty('ms');
    expect(place.turn('POST tips', ticket)).toHaveProperty('ticket');
    const late = ticketOf(place.turn('POST tips'));
    pass(45_000 + 5 * 60_000 + 1_001);
    expect(place.turn('POST tips')).toEqual({ ms: 0 });
    expect(place.turn('POST tips', late)).toHaveProperty('ticket');
  });

  test('holds a tip until its turn, longer than a silent line is borne, and then answers it as always', async () => {
    const on = await open({ perMinute: 3, longestMs: 3_000, idleMs: 1_500, lookMs: 50 });
    const answers = await Promise.all(Array.from({ length: 12 }, () => on.post('/api/tips', TIP)));
    expect(answers.map((a) => a.status)).toEqual(Array(12).fill(201));
    expect((await on.rows()).cases).toBe(12);
  });

  test('holds a flood on one route, and a tip by page or program, a message and a look at a receipt go straight on', async () => {
    const on = await open({ perMinute: 4, places: 8, longestMs: 60_000 });
    const { receipt } = await on.tell();
    const flood = new AbortController();
    const held = Array.from({ length: 40 }, () =>
      fetch(`${on.address}/tell`, { signal: flood.signal }).catch(() => undefined),
    );
    const kept = Array.from({ length: 40 }, () =>
      fetch(`${on.address}/tell/kept`, {
        method: 'POST',
        signal: flood.signal,
        headers: { 'Sec-Fetch-Site': 'same-origin' },
      }).catch(() => undefined),
    );
    // Whoever finds no place is answered at once: the places are taken by then.
    await Promise.race(held.map(async (one) => expect((await one)?.status).toBe(200)));
    const form = new FormData();
    for (const [name, value] of Object.entries({ 'accused-name': '某学校', clue: '某事' })) form.append(name, value);
    const urlencoded = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const body = (fields: Record<string, string>) => ({
      raw: new URLSearchParams(fields).toString(),
      headers: urlencoded,
    });
    expect((await on.ask('POST', '/tell', { form })).status).toBe(201);
    expect((await on.post('/api/tips', TIP)).status).toBe(201);
    expect((await on.ask('POST', '/progress', body({ receipt }))).status).toBe(200);
    expect((await on.ask('POST', '/progress/message', body({ receipt, text: '补充' }))).status).toBe(200);
    flood.abort();
    await Promise.all([...held, ...kept]);
  });

  test('that is full sends the words of a form back, and a place is kept for them', async () => {
    const on = await open({ perMinute: 1, places: 1, longestMs: 300 });
    const typed = { 'accused-name': '某学校', clue: '写了很久的一段话' };
    const form = () => {
      const data = new FormData();
      for (const [name, value] of Object.entries(typed)) data.append(name, value);
      data.append('evidence', new Blob(['%PDF-1.4\n']), '名册.pdf');
      return data;
    };
    expect((await on.ask('POST', '/tell', { form: form() })).status).toBe(201);
    const held = on.ask('POST', '/tell', { form: form() });
    const away = await on.ask('POST', '/tell', { form: form() });
    expect((await held).status).toBe(201);
    expect([away.status, away.headers.get('retry-after')]).toEqual([503, '1']);
    for (const words of [...Object.values(typed), '名册.pdf']) expect(away.text).toContain(words);
    const to = /action="(\/tell[^"]*)"/.exec(away.text)![1]!.replaceAll('&amp;', '&');
    expect(to).toMatch(/^\/tell\?place=/);
    expect((await on.ask('POST', to, { form: form() })).status).toBe(201);
  });

  test('that is full keeps the files that were chosen after a tip, and a place for them', async () => {
    const on = await open({ perMinute: 1, places: 1, longestMs: 300 });
    const { receipt } = await on.tell();
    const form = (kept: string[], files: string[]) => {
      const data = new FormData();
      data.append('receipt', receipt);
      for (const ticket of kept) data.append('kept', ticket);
      for (const name of files) data.append('evidence', new Blob(['%PDF-1.4\n']), name);
      return data;
    };
    const send = (to: string, data: FormData) => on.ask('POST', to, { form: data, headers: { Accept: 'text/html' } });
    expect((await send('/progress/evidence', form([], ['甲.pdf']))).status).toBe(200);
    const held = send('/progress/evidence', form([], ['乙.pdf']));
    const away = await send('/progress/evidence', form([], ['丙.pdf', '丁.pdf']));
    expect((await held).status).toBe(200);
    expect([away.status, away.headers.get('retry-after')]).toEqual([503, '1']);
    const tickets = [...away.text.matchAll(/<input[^>]*name="kept"[^>]*>/g)].map(
      (m) => /value="([^"]+)"/.exec(m[0])![1]!,
    );
    expect(tickets).toHaveLength(2);
    const to = /action="(\/progress\/evidence[^"]*)"/.exec(away.text)![1]!.replaceAll('&amp;', '&');
    expect(to).toMatch(/\?place=/);
    expect((await send(to, form(tickets, []))).status).toBe(200);
    const { evidence } = (await on.ledger.progress(receipt))!;
    expect(evidence.map((e) => e.name).sort()).toEqual(['丁.pdf', '丙.pdf', '乙.pdf', '甲.pdf'].sort());
  });

  test('that is full tells programs when to come back, and pages that were only asked for come by themselves', async () => {
    const on = await open({ perMinute: 1, places: 0, longestMs: 300 });
    await on.tell();
    const away = await on.post('/api/tips', TIP);
    away.problem(503, 'busy');
    const place = away.headers.get('mingcha-place')!;
    expect(Number(away.headers.get('retry-after'))).toBeGreaterThan(0);
    await on.get('/register');
    const page = await on.ask('GET', '/register?search=x', { headers: { Accept: 'text/html' } });
    expect([page.status, page.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
    expect(page.headers.get('refresh')).toMatch(/^1; url=\/register\?search=x&place=/);
    // Nothing was typed there, so nothing is asked to be sent again.
    expect(page.text).toMatch(/请稍候.*本页1秒后自动打开/s);
    expect(page.text).not.toMatch(/填写|提交一次/);
    expect(place).toMatch(/^[\w.-]+$/);
  });

  test('that is full answers an address that is none of a page as any other', async () => {
    const on = await open({ perMinute: 1, places: 0, longestMs: 300 });
    await on.get('/');
    for (const path of ['//', '/?', '//?x=1', '/?%', '/en//?place=x'])
      expect([path, (await on.ask('GET', path, { headers: { Accept: 'text/html' } })).status]).toEqual([path, 503]);
  });
});

/** Whatever somebody who has not signed in can ask for, from the routes themselves; operations and the sign-in have no waiting place. */
const OPERATIONS = /^\/(metrics|api\/(health|ready|operations|session(\/code)?))$/;
const CITIZENS: ReadonlySet<string> = new Set([
  ...routes()
    .filter((r) => (r.audience === 'anyone' || r.audience === 'holder') && !OPERATIONS.test(r.path))
    .map((r) => routeOf(r.method.toUpperCase(), r.path.replace(/\{\w+\}/g, 'x'))!),
  ...['/tell', '/tell/kept', '/progress', '/progress/message', '/progress/evidence', '/progress/act'].map(
    (path) => routeOf('POST', path)!,
  ),
  ...['/', '/tell', '/progress', '/register', '/register/x', '/calculator', '/calculator.ics', '/law', '/law/x'].map(
    (path) => routeOf('GET', path)!,
  ),
]);

test('only the citizen’s routes have a waiting place, each its own: staff have signed in, and operations must see', () => {
  for (const path of [
    '/api/health',
    '/metrics',
    '/api/session',
    '/api/cases',
    '/api/cases/x/acts',
    '/console/',
    '/assets/citizen.css',
    '/telling',
  ])
    expect(routeOf('GET', path)).toBeNull();
  expect(routeOf('POST', '/api/calendars')).toBeNull();
  const open = routes().filter((r) => r.audience === 'anyone' || r.audience === 'holder');
  expect(CITIZENS.has(null as never)).toBe(false);
  expect(CITIZENS.size).toBe(open.filter((r) => !OPERATIONS.test(r.path)).length + 15);
  // However the same address is written.
  for (const path of ['/tell', '/tell/', '/TELL', '/en/tell', '/EN/Tell/'])
    expect(routeOf('POST', path)).toBe('POST /tell');
  expect(routeOf('GET', '/en')).toBe('GET /');
  expect(routeOf('HEAD', '/tell')).toBe('GET /tell');
  expect(routeOf('PUT', '/tell')).not.toBe('GET /tell');
  expect(routeOf('GET', '/en/register/x')).toBe(routeOf('GET', '/register/y'));
  expect(routeOf('POST', '/tell/x')).not.toBe('POST /tell');
});

describe('more connections than there is room for', () => {
  const serving = async (connections: number) => {
    const server = createServer(inTurn((req, res) => void req.resume().on('end', () => res.end('here'))));
    await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
    const unwatch = watch(server, { ...DOOR.patience, connections });
    const ask = (text: string) => {
      const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
      const said: string[] = [];
      socket.on('error', () => undefined).on('data', (chunk) => said.push(chunk.toString()));
      socket.write(text);
      return { socket, said, closed: new Promise<void>((done) => socket.once('close', () => done())) };
    };
    const came = (n: number) => vi.waitFor(async () => expect(await present()).toBe(n));
    const present = () => new Promise<number>((done) => server.getConnections((_, n) => done(n)));
    const close = () => {
      unwatch();
      server.closeAllConnections();
      server.close();
    };
    return { ask, came, close };
  };
  const whole = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';
  const began = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n1';
  const file =
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 9\r\n\r\n1';

  test('the one that has been quiet the longest makes place, and everybody who asks is answered', async () => {
    const door = await serving(20);
    const idle = [];
    for (let i = 0; i < 20; i++) {
      idle.push(door.ask(''));
      await door.came(i + 1);
    }
    for (let i = 0; i < 30; i++) {
      const { socket, said, closed } = door.ask(whole);
      await vi.waitFor(() => expect(said.join('')).toContain('here'));
      socket.destroy();
      await closed;
    }
    // One place was needed at a time: the first that came is gone, the others are there.
    await idle[0]!.closed;
    expect(idle.filter((one) => one.socket.closed).length).toBe(1);
    door.close();
  });

  test('of those that all are sending, the one at it for the longest goes, files last; what is said to the end is answered', async () => {
    const door = await serving(3);
    const upload = door.ask(file);
    await door.came(1);
    const slow = [door.ask(began), door.ask(began)];
    await door.came(3);
    const asked = door.ask(whole);
    await vi.waitFor(() => expect(asked.said.join('')).toContain('here'));
    await Promise.race(slow.map((one) => one.closed));
    expect([upload, ...slow].filter((one) => one.socket.closed).length).toBe(1);
    expect(upload.socket.closed).toBe(false);
    door.close();
  });
});
