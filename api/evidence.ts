import type { Request } from 'express';
import type { Bilingual } from '../domain/law/types.ts';
import { refuse } from '../domain/refusal.ts';
import { EVIDENCE_LIMITS } from '../domain/tip.ts';
import { HEAD, kindOf, type NotTaken } from '../files/kinds.ts';
import { savedName, shownName } from '../files/names.ts';
import type { EvidenceInput, Originals } from '../ledger/types.ts';
import type { Deps } from './deps.ts';
import { boundaryOf, Gathered, MalformedMultipart, type Part, partsOf } from './multipart.ts';
import { hold } from './patience.ts';
import { fieldError, type KeptFile, Problem, problem, problemOf } from './problem.ts';
import type { ProblemKey } from './problems.ts';

const MB = 1024 * 1024;
const { files: MOST_FILES, bytes: MOST_BYTES, total: MOST_TOTAL } = EVIDENCE_LIMITS;
/** Text of one field, and of all. */
const MOST_FIELD = 256 * 1024;
const MOST_TEXT = 512 * 1024;
const MOST_FIELDS = 200;
/** What is too much is read on and thrown away, because a browser shows no answer before it has sent all; up to here. */
const MOST_READ = 1024 * MB;

/** The name under which files come; under any other they are an unknown field. */
const FILES = 'evidence';
/** The name of the field that carries, in place of files, those that wait already; several times. */
const KEPT = 'kept';

/** One thing wrong with what was sent. */
export interface Fault {
  problem: Problem;
  /** `evidence:<name>` for one file. */
  field: string;
}

/** What a multipart body held. Text fields are there also when a file is refused, so that a form comes back as typed. */
export interface Multipart {
  fields: Record<string, string>;
  /** Sealed and waiting for an act: those of this request that were taken, and those of before that the form carried on. */
  files: EvidenceInput[];
  faults: Fault[];
  /** All faults as one answer, or why no files are taken just now; null where there is none. */
  problem: Problem | null;
  /** No files are taken just now. */
  shut: boolean;
  /** Lets the good files wait for an hour, and gives what a form carries in their place. Without it they go with the request. */
  keep(): KeptFile[];
}

const about = (name: string) => `${FILES}:${name}`;

/** Whether a fault is that of one file alone, so that all else can be taken. */
const ofOneFile = (f: Fault) => f.field === FILES || f.field.startsWith(`${FILES}:`);

/** The file that a fault is about. */
export const fileOf = (f: Fault): string | null =>
  f.field.startsWith(`${FILES}:`) ? f.field.slice(FILES.length + 1) : null;

const KINDS = {
  empty: 'file-not-accepted/empty',
  'not-accepted': 'file-not-accepted',
  'not-what-it-says': 'file-not-accepted/not-what-it-says',
} as const satisfies Record<NotTaken['refused'], ProblemKey>;

const TOGETHER = { put: { mb: MOST_TOTAL / MB } };
const FAULTS = {
  kind: (name: string, why: NotTaken['refused']): Fault => ({ problem: problem(KINDS[why]), field: about(name) }),
  size: (name: string): Fault => ({
    problem: problem('too-large/file', { put: { mb: MOST_BYTES / MB } }),
    field: about(name),
  }),
  total: (name: string): Fault => ({ problem: problem('too-large/together', TOGETHER), field: about(name) }),
  number: (chosen: number): Fault => ({
    problem: problem('too-large/files', { put: { most: MOST_FILES, chosen } }),
    field: FILES,
  }),
  field: (field: string): Fault => ({ problem: problem('too-large/field'), field }),
  fields: (): Fault => ({ problem: problem('too-large/fields'), field: 'fields' }),
  letters: (field: string): Fault => ({ problem: problem('input-invalid/letters'), field }),
  place: (field: string): Fault => ({ problem: problem('input-invalid/place', { put: { name: FILES } }), field }),
  kept: (): Fault => ({ problem: problemOf(refuse('upload-gone')), field: KEPT }),
};

/** All faults as one answer: a sentence for each kind, and each with the field that it is about. */
function answerTo(faults: readonly Fault[], kept: readonly KeptFile[] = []): Problem | null {
  const [first] = faults;
  if (!first) return null;
  const told = (lang: keyof Bilingual) => [...new Set(faults.map((f) => f.problem.sentence[lang]))];
  const remedy = faults.find((f) => f.problem.extra.remedy)?.problem.extra.remedy;
  return first.problem.saying(
    { zh: told('zh').join(''), en: told('en').join(' ') },
    {
      errors: faults.map((f) => fieldError(f.field, f.problem.sentence)),
      ...(remedy ? { remedy } : {}),
      ...(kept.length > 0 ? { kept: [...kept] } : {}),
    },
  );
}

const MALFORMED = {
  cut: 'malformed-multipart/cut',
  boundary: 'malformed-multipart',
  header: 'malformed-multipart/header',
  parts: 'malformed-multipart/parts',
} as const satisfies Record<MalformedMultipart['reason'], ProblemKey>;

const malformed = (reason: MalformedMultipart['reason']) => problem(MALFORMED[reason], { fields: [''] });
/** What is more than is read on and thrown away. */
const beyond = () => problem('too-large/together', { ...TOGETHER, headers: { Connection: 'close' } });

/** Ends the reading of one file; its fault is what is wrong with it. */
class Beyond extends Error {
  readonly fault: Fault;
  constructor(found: Fault) {
    super(found.problem.code);
    this.fault = found;
  }
}

const isAborted = (error: unknown) =>
  error instanceof Error &&
  ['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE'].includes((error as { code?: string }).code ?? '');

/** The body, chunk by chunk, and no further than is bearable. Left early it stays open, so that an answer can still be sent. */
async function* bodyOf(req: Request, { turn }: Deps['uploads']): AsyncGenerator<Buffer, void> {
  let read = 0;
  try {
    for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      read += chunk.length;
      if (read > MOST_READ) throw beyond();
      yield chunk;
      await turn();
    }
  } catch (error) {
    throw isAborted(error) ? malformed('cut') : error;
  }
}

/** The first bytes of a file, and the whole of it, those included. Whatever becomes of the file, they are to be dropped. */
interface Peeked {
  head: Gathered;
  whole: AsyncGenerator<Buffer, void>;
}

async function peeked(req: Request, body: AsyncIterable<Buffer>): Promise<Peeked> {
  const from = body[Symbol.asyncIterator]();
  const head = new Gathered((bytes) => hold(req, bytes));
  while (head.bytes.length < HEAD) {
    const next = await from.next();
    if (next.done) break;
    head.add(next.value);
  }
  async function* whole() {
    if (head.bytes.length > 0) yield head.bytes;
    head.drop();
    for (let next = await from.next(); !next.done; next = await from.next()) yield next.value;
  }
  return { head, whole: whole() };
}

function lineOf({ socket }: Request) {
  const before = socket.bytesRead;
  return { bytes: () => socket.bytesRead - before, close: () => void socket.destroy() };
}

class Reading {
  readonly fields = new Map<string, string>();
  readonly files: EvidenceInput[] = [];
  readonly faults: Fault[] = [];
  /** Sealed in this request. */
  readonly staged: string[] = [];
  /** Why no files are taken at all. */
  shut: Problem | null = null;
  readonly #deps: Pick<Deps<Originals>, 'ledger' | 'uploads'>;
  #leave: (() => void) | null = null;
  #parts = 0;
  #typed = 0;
  #chosen = 0;
  #bytes = 0;

  readonly #req: Request;

  constructor(req: Request, deps: Pick<Deps<Originals>, 'ledger' | 'uploads'>) {
    this.#req = req;
    this.#deps = deps;
  }

  async read(boundary: string): Promise<void> {
    try {
      for await (const part of partsOf(bodyOf(this.#req, this.#deps.uploads), boundary)) {
        if (part.filename === undefined) await this.#field(part);
        else if (part.name === FILES) await this.#file(part, part.filename);
        else await this.#misplaced(part, part.filename);
      }
      if (this.#chosen > MOST_FILES) this.faults.push(FAULTS.number(this.#chosen));
    } catch (error) {
      throw error instanceof MalformedMultipart ? malformed(error.reason) : error;
    } finally {
      this.#leave?.();
    }
  }

  /** Counts in a part that is no file, with its name. @returns whether there may be one more */
  #another(part: Part): boolean {
    this.#parts += 1;
    if (this.#parts === MOST_FIELDS + 1) this.faults.push(FAULTS.fields());
    if (this.#parts > MOST_FIELDS) return false;
    hold(this.#req, Buffer.byteLength(part.name));
    return true;
  }

  async #field(part: Part): Promise<void> {
    if (!this.#another(part)) return;
    const text = new Gathered((bytes) => hold(this.#req, bytes));
    try {
      await this.#text(part, text);
    } finally {
      text.drop();
    }
  }

  async #text(part: Part, text: Gathered): Promise<void> {
    for await (const chunk of part.body) {
      this.#typed += chunk.length;
      if (text.bytes.length + chunk.length > MOST_FIELD || this.#typed > MOST_TEXT) {
        this.faults.push(FAULTS.field(part.name));
        return;
      }
      text.add(chunk);
    }
    let value: string;
    try {
      value = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(text.bytes);
    } catch {
      this.faults.push(FAULTS.letters(part.name));
      return;
    }
    if (part.name === KEPT) return this.#kept(value);
    hold(this.#req, text.bytes.length);
    // Repeated names are lists in HTML forms.
    const before = this.fields.get(part.name);
    this.fields.set(part.name, before === undefined ? value : `${before}\n${value}`);
  }

  /** A file that was sent before and waits. */
  #kept(ticket: string): void {
    const file = this.#deps.ledger.ofTicket(ticket);
    if (file === null) this.faults.push(FAULTS.kept());
    else if (!this.files.some((f) => f.id === file.id)) this.#take(file);
  }

  /** Counts a good file in. */
  #take(file: EvidenceInput): void {
    this.#chosen += 1;
    if (this.#chosen > MOST_FILES) return;
    this.#bytes += file.size;
    if (this.#bytes > MOST_TOTAL) this.faults.push(FAULTS.total(file.name));
    else this.files.push(file);
  }

  async #misplaced(part: Part, filename: string): Promise<void> {
    if (!this.#another(part)) return;
    for await (const _ of part.body) {
      this.faults.push(FAULTS.place(part.name));
      return;
    }
    if (filename !== '') this.faults.push(FAULTS.place(part.name));
  }

  async #file(part: Part, filename: string): Promise<void> {
    const file = await peeked(this.#req, part.body);
    try {
      await this.#judged(file, filename);
    } finally {
      file.head.drop();
    }
  }

  async #judged({ head, whole }: Peeked, filename: string): Promise<void> {
    const { length } = head.bytes;
    // A file input that was left empty sends an empty part without a name.
    if (length === 0 && filename === '') return;
    if (this.shut || this.#chosen >= MOST_FILES) {
      this.#chosen += 1;
      return;
    }
    hold(this.#req, Buffer.byteLength(filename));
    const found = await kindOf(head.bytes.subarray(0, HEAD), filename, length < HEAD);
    if ('refused' in found) {
      this.#chosen += 1;
      this.faults.push(FAULTS.kind(shownName(filename), found.refused));
      return;
    }
    const name = savedName(filename, found.kind);
    try {
      this.#leave ??= await this.#deps.uploads.enter(this.#deps.ledger, lineOf(this.#req));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.shut = error;
      return;
    }
    const left = MOST_TOTAL - this.#bytes;
    async function* measured() {
      let size = 0;
      for await (const chunk of whole) {
        size += chunk.length;
        if (size > MOST_BYTES) throw new Beyond(FAULTS.size(name));
        if (size > left) throw new Beyond(FAULTS.total(name));
        yield chunk;
      }
    }
    try {
      const staged = await this.#deps.ledger.stageEvidence(measured(), this.#deps.uploads.room);
      this.staged.push(staged.id);
      this.#take({ ...staged, name, type: found.type });
    } catch (error) {
      if (!(error instanceof Beyond)) throw error;
      this.#chosen += 1;
      this.faults.push(error.fault);
    }
  }
}

/**
 * Reads a multipart body, sealing each file while it arrives, and hands what it held to `work`. Whatever ends the request, a file that
 * no act took in by then is thrown away, unless `work` keeps it for the form to come.
 * @throws Problem 400 `malformed-multipart` where the body cannot be read at all
 */
export async function withMultipart<T>(
  req: Request,
  deps: Pick<Deps<Originals>, 'ledger' | 'uploads'>,
  work: (body: Multipart) => Promise<T>,
): Promise<T> {
  const boundary = boundaryOf(req.get('Content-Type'));
  if (boundary === null) throw malformed('boundary');
  if (Number(req.get('Content-Length') ?? 0) > MOST_READ) throw beyond();
  const reading = new Reading(req, deps);
  let keeping = false;
  try {
    await reading.read(boundary);
    const { files, faults } = reading;
    const keep = () => {
      keeping = true;
      return files.map((f) => ({ ticket: deps.ledger.ticketOf(f), name: f.name, size: f.size }));
    };
    return await work({
      fields: Object.fromEntries(reading.fields),
      files,
      faults,
      shut: reading.shut !== null,
      problem: reading.shut ?? answerTo(faults),
      keep,
    });
  } finally {
    const waits = keeping ? reading.files.map((f) => f.id) : [];
    const kept = new Set(waits);
    if (waits.length > 0) await deps.ledger.keepEvidence(waits).catch(() => undefined);
    const gone = reading.staged.filter((id) => !kept.has(id));
    if (gone.length > 0) await deps.ledger.dropEvidence(gone).catch(() => undefined);
    // What was not read goes nowhere, so that the sender comes to the answer.
    if (!req.readableEnded) req.resume();
  }
}

/** Whether only single files are wrong, and others are good. */
export const goesOn = (body: Multipart): boolean => body.files.length > 0 && body.faults.every(ofOneFile) && !body.shut;

/** The answer to a program whose files were refused: which, and what to send in place of those that were good. */
export const refused = (body: Multipart): Problem | null =>
  body.problem && goesOn(body) ? answerTo(body.faults, body.keep()) : body.problem;
