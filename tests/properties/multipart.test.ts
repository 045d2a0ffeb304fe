import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boundaryOf, MalformedMultipart, partsOf } from '../../api/multipart.ts';

const B = 'x-boundary';

/** A body as browsers write it. */
function bodyOf(parts: { name: string; filename?: string | undefined; bytes: Uint8Array }[]): Buffer {
  const chunks = parts.flatMap(({ name, filename, bytes }) => [
    Buffer.from(
      `--${B}\r\nContent-Disposition: form-data; name="${name}"${filename === undefined ? '' : `; filename="${filename}"`}\r\n${filename === undefined ? '' : 'Content-Type: application/octet-stream\r\n'}\r\n`,
    ),
    Buffer.from(bytes),
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...chunks, Buffer.from(`--${B}--\r\n`)]);
}

async function* inChunks(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? bytes.length;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function read(bytes: Buffer, sizes: readonly number[] = [bytes.length || 1]) {
  const found: { name: string; filename: string | undefined; bytes: Buffer }[] = [];
  for await (const { name, filename, body } of partsOf(inChunks(bytes, sizes), B)) {
    const chunks: Buffer[] = [];
    for await (const chunk of body) chunks.push(chunk);
    found.push({ name, filename, bytes: Buffer.concat(chunks) });
  }
  return found;
}
const reasonOf = (bytes: Buffer, sizes?: readonly number[]) =>
  read(bytes, sizes).then(
    () => 'read',
    (error: unknown) => (error instanceof MalformedMultipart ? error.reason : String(error)),
  );

const letters = fc.stringMatching(/^[a-z-]{1,12}$/);
const nasty = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc
    .array(fc.constantFrom('\r', '\n', '\r\n', '-', '--', `\r\n--${B.slice(0, 6)}`, `--${B} `, 'a', '\0'), {
      maxLength: 40,
    })
    .map((x) => Buffer.from(x.join('')))
    .filter((x) => !x.includes(`--${B}`)),
);
const part = fc.record({ name: letters, filename: fc.option(letters, { nil: undefined }), bytes: nasty });
const sizes = fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 8 });

test('whatever parts are written come back byte for byte, however the body is cut into chunks', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 6 }), sizes, async (parts, cut) => {
      const found = await read(bodyOf(parts), cut);
      expect(found.map((f) => [f.name, f.filename, f.bytes.toString('hex')])).toEqual(
        parts.map((p) => [p.name, p.filename, Buffer.from(p.bytes).toString('hex')]),
      );
    }),
    { numRuns: 400 },
  );
});

test('a body cut at any byte before its end is malformed, and says so once', async () => {
  const whole = bodyOf([
    { name: 'tip', bytes: Buffer.from('{"a":1}') },
    { name: 'evidence', filename: 'a.pdf', bytes: Buffer.from('%PDF-1.4\r\n--x-bound\r\n') },
    { name: 'evidence', filename: 'b.pdf', bytes: Buffer.alloc(0) },
  ]);
  for (let at = 0; at < whole.length - 2; at++) {
    expect([at, await reasonOf(whole.subarray(0, at))]).toEqual([at, 'cut']);
  }
  expect(await reasonOf(whole.subarray(0, whole.length - 2))).toBe('read');
});

test('a body of any bytes ends in parts or in a malformed body, never otherwise', async () => {
  const whole = bodyOf([
    { name: 'tip', bytes: Buffer.from('text') },
    { name: 'evidence', filename: 'a.pdf', bytes: Buffer.from('%PDF-1.4') },
  ]);
  const mutated = fc
    .array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 })
    .map((changes) => {
      const bytes = Buffer.from(whole);
      for (const [at, byte] of changes) bytes[at] = byte;
      return bytes;
    });
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        mutated,
        fc.uint8Array({ maxLength: 400 }).map((x) => Buffer.from(x)),
      ),
      sizes,
      async (bytes, cut) => {
        expect(['read', 'cut', 'boundary', 'header', 'parts']).toContain(await reasonOf(bytes, cut));
      },
    ),
    { numRuns: 600 },
  );
});

describe('a part', () => {
  const one = (head: string) => Buffer.from(`--${B}\r\n${head}\r\n\r\nx\r\n--${B}--\r\n`);
  const named = (rest: string) => one(`Content-Disposition: form-data; name="evidence"; ${rest}`);

  test.each([
    ['a bare quote in its name', named('filename="a"b.pdf"')],
    ['a name without an end', named('filename="a.pdf')],
    ['two names', named('filename="a.pdf"; filename="b.pdf"')],
    ['a name of another alphabet, malformed', named("filename*=UTF-8''%zz")],
    ['no name of its field', one('Content-Disposition: form-data; filename="a.pdf"')],
    ['no disposition', one('Content-Type: application/pdf')],
    ['two dispositions', one('Content-Disposition: form-data; name="a"\r\nContent-Disposition: form-data; name="b"')],
    ['another disposition', one('Content-Disposition: attachment; name="a"')],
    ['a header that is none', one('Content-Disposition form-data')],
    ['a header on two lines', one('Content-Disposition: form-data;\r\n name="a"')],
    ['a file in base64', named('filename="a.pdf"\r\nContent-Transfer-Encoding: base64')],
    ['a header without end', Buffer.from(`--${B}\r\nX: ${'x'.repeat(20_000)}`)],
    ['no header', Buffer.from(`--${B}\r\n\r\nx\r\n--${B}--\r\n`)],
  ])('with %s is refused, not dropped', async (_what, bytes) => {
    expect(await reasonOf(bytes)).toBe('header');
  });

  test.each([
    ['a quote as browsers write it', 'filename="a%22b.pdf"', 'a"b.pdf'],
    ['a quote as programs write it', 'filename="a\\"b.pdf"', 'a"b.pdf'],
    ['the path of an old browser', 'filename="C:\\dir\\a.pdf"', 'C:\\dir\\a.pdf'],
    ['characters of any alphabet', 'filename="名册；甲.pdf"', '名册；甲.pdf'],
    ['both ways of naming', `filename="x.pdf"; filename*=UTF-8''%E5%90%8D.pdf`, '名.pdf'],
    ['a name without quotes', 'filename=a.pdf', 'a.pdf'],
    ['a semicolon at the end', 'filename="a.pdf";', 'a.pdf'],
    ['no name', 'filename=""', ''],
  ])('with %s is kept', async (_what, rest, name) => {
    expect((await read(named(rest))).map((p) => p.filename)).toEqual([name]);
  });

  test('without a body, whose boundary stands right behind its header, is empty', async () => {
    const bytes = Buffer.from(`--${B}\r\nContent-Disposition: form-data; name="a"\r\n\r\n--${B}--\r\n`);
    for (const size of [1, 3, bytes.length]) {
      expect((await read(bytes, [size])).map((p) => p.bytes.length)).toEqual([0]);
    }
  });

  test('that nobody reads is passed over, and the next one found', async () => {
    const bytes = bodyOf([
      { name: 'a', filename: 'a', bytes: Buffer.alloc(5_000, 7) },
      { name: 'b', bytes: Buffer.from('b') },
    ]);
    const names: string[] = [];
    for await (const { name } of partsOf(inChunks(bytes, [100]), B)) names.push(name);
    expect(names).toEqual(['a', 'b']);
  });
});

test('nothing is pulled before it is wanted, and at most a chunk is held', async () => {
  let pulled = 0;
  async function* source() {
    yield Buffer.from(`--${B}\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\n`);
    for (;;) {
      pulled += 1;
      yield Buffer.alloc(1_000, 7);
    }
  }
  let read = 0;
  for await (const { body } of partsOf(source(), B)) {
    for await (const chunk of body) {
      read += chunk.length;
      expect(pulled * 1_000 - read).toBeLessThan(1_000);
      if (read > 50_000) break;
    }
    break;
  }
  expect(pulled).toBeLessThan(60);
});

test('thousands of empty parts are too many', async () => {
  expect(await reasonOf(bodyOf(Array.from({ length: 2_001 }, () => ({ name: 'a', bytes: Buffer.alloc(0) }))))).toBe(
    'parts',
  );
});

test.each([
  ['multipart/form-data; boundary=abc', 'abc'],
  ['Multipart/Form-Data; charset=utf-8; boundary="a b"', 'a b'],
  ['multipart/form-data', null],
  ['multipart/form-data; boundary=', null],
  ['multipart/form-data; boundary=""', null],
  [`multipart/form-data; boundary=${'x'.repeat(71)}`, null],
  ['multipart/mixed; boundary=abc', null],
  ['multipart/form-data; boundary=a; boundary=b', null],
  [undefined, null],
])('the boundary of %s is %s', (type, boundary) => {
  expect(boundaryOf(type)).toBe(boundary);
});
