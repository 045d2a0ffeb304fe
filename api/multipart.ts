/** A multipart body cannot be read. `reason` says why, in a word; nothing of what was sent is in it. */
export class MalformedMultipart extends Error {
  override name = 'MalformedMultipart';
  readonly reason: 'cut' | 'boundary' | 'header' | 'parts';
  constructor(reason: MalformedMultipart['reason']) {
    super(reason);
    this.reason = reason;
  }
}

/** One part; what is left of its body is thrown away when the next part is asked for. */
export interface Part {
  name: string;
  /** undefined: a text field. Empty: a file input in which nothing was chosen. */
  filename: string | undefined;
  body: AsyncIterable<Buffer>;
}

/**
 * Bytes that come in pieces, gathered in one: a piece of its own for each byte of a slow line takes a hundred times as much.
 * `held` is told how many bytes more, or less, lie in memory for it.
 */
export class Gathered {
  #room = Buffer.alloc(0);
  #length = 0;
  readonly #held: (bytes: number) => void;

  constructor(held: (bytes: number) => void) {
    this.#held = held;
  }

  get bytes(): Buffer {
    return this.#room.subarray(0, this.#length);
  }

  add(chunk: Uint8Array): void {
    const length = this.#length + chunk.length;
    if (length > this.#room.length) this.#move(Buffer.allocUnsafeSlow(Math.max(length, 2 * this.#room.length, 1024)));
    this.#room.set(chunk, this.#length);
    this.#length = length;
  }

  /** Lets go of them; as often as one likes. */
  drop(): void {
    this.#length = 0;
    this.#move(Buffer.alloc(0));
  }

  #move(room: Buffer<ArrayBuffer>): void {
    this.#held(room.length - this.#room.length);
    room.set(this.bytes);
    this.#room = room;
  }
}

/** Bytes of the header lines of one part; a file name of 255 characters, encoded, fits many times over. */
const MOST_HEADER = 16 * 1024;
const MOST_PARTS = 2_000;
/** Characters that may follow a boundary on its line (RFC 2046 5.1.1, transport padding). */
const MOST_PADDING = 256;

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const PARAMETER = new RegExp(`^;[ \\t]*(${TOKEN})=(?:"((?:[^"\\\\]|\\\\.)*)"|(${TOKEN}))[ \\t]*`, 's');
const HEADER = new RegExp(`^(${TOKEN}):[ \\t]*(.*)$`, 's');

/** The parameters of a header value after its first word; null where they cannot be read, one named twice included. */
function parametersOf(text: string): Map<string, string> | null {
  const found = new Map<string, string>();
  let rest = text.trim();
  while (rest !== '' && rest !== ';') {
    const match = PARAMETER.exec(rest);
    const name = match?.[1]?.toLowerCase();
    if (!match || name === undefined || found.has(name)) return null;
    // Old browsers send the backslashes of a path as they are.
    found.set(name, match[3] ?? (match[2] ?? '').replace(/\\(["\\])/g, '$1'));
    rest = rest.slice(match[0].length);
  }
  return found;
}

/** The boundary that a Content-Type names; null where it is none of multipart/form-data or names none. */
export function boundaryOf(contentType: string | undefined): string | null {
  const [, parameters = ''] = /^multipart\/form-data[ \t]*(;.*)$/is.exec(contentType ?? '') ?? [];
  const boundary = parametersOf(parameters)?.get('boundary');
  return boundary !== undefined && /^[\x20-\x7e]{1,70}$/.test(boundary) ? boundary : null;
}

/** A text of its own: one cut out of another keeps the whole of that in memory. */
const apart = (text: string) => Buffer.from(text).toString();

/** What browsers write for a quote and a line end inside a quoted name (HTML, multipart form data). */
const unescaped = (name: string) => apart(name.replace(/%22|%0D|%0A/gi, (code) => decodeURIComponent(code)));

/** A name after RFC 5987, which some programs send beside the plain one; null where it is malformed. */
function extended(value: string): string | null {
  const [, escaped] = /^utf-8'[^']*'(.*)$/is.exec(value) ?? [];
  try {
    return escaped === undefined ? null : decodeURIComponent(escaped);
  } catch {
    return null;
  }
}

/** Name and file name of a part. @throws MalformedMultipart where its header cannot be read: nothing is dropped in silence */
function headOf(block: string): { name: string; filename: string | undefined } {
  let disposition: Map<string, string> | null = null;
  for (const line of block.split('\r\n')) {
    const [, field, value] = HEADER.exec(line) ?? [];
    if (field === undefined || value === undefined) throw new MalformedMultipart('header');
    switch (field.toLowerCase()) {
      case 'content-disposition': {
        const [, parameters] = /^form-data[ \t]*(;.*)$/is.exec(value) ?? [];
        if (parameters === undefined || disposition !== null) throw new MalformedMultipart('header');
        disposition = parametersOf(parameters);
        break;
      }
      case 'content-transfer-encoding':
        // RFC 7578 4.7 does away with it; sealed as it came, an encoded file would be none.
        if (!/^(7bit|8bit|binary)[ \t]*$/i.test(value)) throw new MalformedMultipart('header');
    }
  }
  const name = disposition?.get('name');
  if (!disposition || name === undefined) throw new MalformedMultipart('header');
  const plain = disposition.get('filename');
  const star = disposition.get('filename*');
  if (star === undefined) return { name: unescaped(name), filename: plain === undefined ? plain : unescaped(plain) };
  const filename = extended(star);
  if (filename === null) throw new MalformedMultipart('header');
  return { name: unescaped(name), filename };
}

/**
 * The parts of a multipart/form-data body (RFC 7578), one after the other, as they arrive. Nothing is pulled from `source` before it is
 * wanted, so a slow reader slows the sender; at most one chunk of the source and a header are held.
 * @throws MalformedMultipart from the loop over the parts or over a body, whichever is being read; an error of `source` as it is
 */
export async function* partsOf(source: AsyncIterable<Uint8Array>, boundary: string): AsyncGenerator<Part, void> {
  const from = source[Symbol.asyncIterator]();
  const delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1');
  // The first boundary may stand at the very beginning.
  let held: Buffer = Buffer.from('\r\n');
  let inside = true;

  async function more(): Promise<void> {
    const next = await from.next();
    if (next.done) throw new MalformedMultipart('cut');
    const chunk = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
  }
  /** What comes before `end`, which must come within `most` bytes. */
  async function until(end: string, most: number, reason: MalformedMultipart['reason']): Promise<string> {
    for (;;) {
      const at = held.indexOf(end);
      if (at > most || (at < 0 && held.length > most)) throw new MalformedMultipart(reason);
      if (at >= 0) {
        const text = held.toString('utf8', 0, at);
        held = held.subarray(at + end.length);
        return text;
      }
      await more();
    }
  }
  /** How many of the last bytes held may be the beginning of a delimiter. */
  function begun(): number {
    const from = Math.max(0, held.length - delimiter.length + 1);
    for (let at = held.indexOf('\r', from); at >= 0; at = held.indexOf('\r', at + 1)) {
      if (held.compare(delimiter, 0, held.length - at, at) === 0) return held.length - at;
    }
    return 0;
  }
  async function* body(): AsyncGenerator<Buffer, void> {
    while (inside) {
      const at = held.indexOf(delimiter);
      const length = at >= 0 ? at : held.length - begun();
      const out = held.subarray(0, length);
      held = held.subarray(at >= 0 ? at + delimiter.length : length);
      inside = at < 0;
      if (out.length > 0) yield out;
      if (inside) await more();
    }
  }
  const readOn = async () => {
    for await (const _ of body());
  };

  try {
    for (let n = 0; ; n++) {
      await readOn();
      while (held.length < 2) await more();
      if (held.toString('latin1', 0, 2) === '--') break;
      if (n >= MOST_PARTS) throw new MalformedMultipart('parts');
      const padding = await until('\r\n', MOST_PADDING, 'boundary');
      if (!/^[ \t]*$/.test(padding)) throw new MalformedMultipart('boundary');
      while (held.length < 2) await more();
      if (held.toString('latin1', 0, 2) === '\r\n') throw new MalformedMultipart('header');
      const head = headOf(await until('\r\n\r\n', MOST_HEADER, 'header'));
      // The boundary of a part without a body may stand right behind the header (RFC 2046 5.1.1).
      const bare = delimiter.subarray(2);
      while (held.length < bare.length && bare.subarray(0, held.length).equals(held)) await more();
      inside = !held.subarray(0, bare.length).equals(bare);
      if (!inside) held = held.subarray(bare.length);
      yield { ...head, body: body() };
    }
    while (!(await from.next()).done);
  } finally {
    await from.return?.();
  }
}
