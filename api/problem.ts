import type { NextFunction, Request, Response } from 'express';
import type { z } from 'zod';
import type { Refusal } from '../domain/case/types.ts';
import { issuesOf } from '../domain/kernel/form-of.ts';
import type { Bilingual } from '../domain/law/types.ts';
import { codeOf, type Put, sentenceOf } from '../domain/refusal.ts';
import { INPUT_INVALID, statusOf } from '../domain/refusals.ts';
import { unstorableIn } from '../domain/text/storable.ts';
import { PROBLEMS, type ProblemCode, type ProblemEntry, type ProblemKey } from './problems.ts';

export interface FieldError {
  field: string;
  message: string;
  messageZh: string;
}

/** A good file of a request that was refused for another: send `ticket` as `kept` within the hour in its place. */
export interface KeptFile {
  ticket: string;
  name: string;
  size: number;
}

/** RFC 9457 problem document with a stable code, both languages and, where law refuses, the clause. */
export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  detail: string;
  detailZh: string;
  basis?: { kind: string; clause: string | null };
  errors?: FieldError[];
  remedy?: { zh: string; en: string };
  kept?: KeptFile[];
  requestId: string;
}

/** An answer that is not the one hoped for, made by `problem` or `problemOf`. Thrown by handlers, written by `problemHandler`. */
export class Problem extends Error {
  readonly status: number;
  readonly code: ProblemCode;
  readonly sentence: Bilingual;
  readonly extra: Partial<Pick<ProblemDocument, 'basis' | 'errors' | 'remedy' | 'kept'>>;
  readonly headers: Record<string, string>;
  constructor({
    status,
    code,
    sentence,
    extra = {},
    headers = {},
  }: Pick<Problem, 'status' | 'code' | 'sentence'> & Partial<Problem>) {
    super(code);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.sentence = sentence;
    this.extra = extra;
    this.headers = headers;
  }

  /** The same problem in a sentence that was put together where it is said: such as one that names the files. */
  saying(sentence: Bilingual, extra: Problem['extra'] = this.extra): Problem {
    return new Problem({ ...this, sentence, extra });
  }
}

/** What is said at a field, as it is sent. */
export const fieldError = (field: string, { zh, en }: Bilingual): FieldError => ({ field, message: en, messageZh: zh });

/**
 * A problem of the register of the edge.
 * @param key its code, or which of the sentences of its code
 * @param said what is known only here: what the sentence names, the fields that it is about (each is told what the register says at a
 *   field), `errors` where each field has its own, headers, the status where the parser of a body has one
 */
export function problem(
  key: ProblemKey,
  said: {
    put?: Put;
    fields?: readonly string[];
    errors?: readonly FieldError[];
    headers?: Record<string, string>;
    status?: number;
  } = {},
): Problem {
  const entry: ProblemEntry = PROBLEMS[key];
  const sentence = sentenceOf(entry, said.put);
  const errors = said.errors ?? said.fields?.map((field) => fieldError(field, entry.at ?? sentence));
  return new Problem({
    status: said.status ?? entry.status,
    code: codeOf(key),
    sentence,
    extra: {
      ...(errors ? { errors: [...errors] } : {}),
      ...(entry.remedy ? { remedy: entry.remedy } : {}),
    },
    headers: said.headers ?? {},
  });
}

/** The problem that a refusal of the domain becomes. */
export const problemOf = (refusal: Refusal): Problem =>
  new Problem({
    status: statusOf(refusal),
    code: refusal.code,
    sentence: refusal.message,
    extra: {
      basis: refusal.basis,
      ...(refusal.remedy ? { remedy: refusal.remedy } : {}),
      ...(refusal.fields ? { errors: refusal.fields.map((f) => fieldError(f.field, f.message)) } : {}),
    },
  });

/**
 * The 422 that names every field of a body or query that does not fit its schema. `also`: what is wrong with its other fields; of a
 * field that the schema names already nothing more is said.
 */
export function invalid(error: z.ZodError, also: readonly FieldError[] = []): Problem {
  const told = issuesOf(error);
  const named = new Set(told.map(({ at }) => at[0] ?? ''));
  return inputInvalid([
    ...told.map(({ at, message }) => fieldError(at.join('.'), message)),
    ...also.filter((e) => !named.has(e.field)),
  ]);
}

/** The 422 that names these fields. */
export const inputInvalid = (errors: readonly FieldError[]): Problem => problem(INPUT_INVALID, { errors });

/** Every string of it is a receipt that may open nothing and is never kept: whatever stands in it, the answer is one and the same. */
const LOOKED_AT: ReadonlySet<string> = new Set(['receipt']);

/**
 * Lets through what can be stored: path, query, body, fields of a form or of a multipart body, before anything looks at it.
 * @throws Problem 422 that names each field with text that cannot be kept, and what is nested too deep
 */
export function storable(input: unknown): void {
  const found = unstorableIn(input, LOOKED_AT);
  if (found.length > 0) {
    throw inputInvalid(found.map(({ field, text }) => fieldError(field, text)));
  }
}

export const mediaType = () => problem('media-type', { fields: ['Content-Type'] });

/** A few bytes of a packed body are as many as one likes: what is bounded is what comes on the line. */
export const encoded = () => problem('encoding');

/** A path that exists, asked with another method. */
export const methodNotAllowed = (allowed: string[]) =>
  problem('method-not-allowed', { headers: { Allow: allowed.join(', ') } });

export const notFound = () => problem('not-found');

/** One and the same answer to every receipt that does not open a case (design 8). */
export const receiptUnknown = () => problem('receipt-unknown');

/** So many seconds, to be put into a sentence. */
export const secondsSaid = (seconds: number): Bilingual => ({
  zh: `${seconds}秒`,
  en: seconds === 1 ? '1 second' : `${seconds} seconds`,
});

interface HttpError {
  status?: number;
  statusCode?: number;
  type?: string;
}

/** The problem that an error is to whoever asked, on a page and over HTTP alike; null: nobody foresaw it. */
export function toProblem(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  if (typeof error !== 'object' || error === null) return null;
  if ('refusal' in error) return problemOf((error as { refusal: Refusal }).refusal);
  if (error instanceof Error && error.name === 'Unavailable') {
    return problem('unavailable', { headers: { 'Retry-After': '10' } });
  }
  if (error instanceof Error && error.name === 'HouseDiffers') return problem('house-differs');
  const { type, status, statusCode } = error as HttpError;
  if (type === 'entity.too.large') return problem('too-large', { fields: [''] });
  if (type === 'entity.parse.failed') return problem('malformed-json', { fields: [''] });
  const code = status ?? statusCode;
  if (code !== undefined && code >= 400 && code < 500) return problem('bad-request', { status: code });
  return null;
}

type Log = { error(o: object, m: string): void };

/** What an error is to the caller. What is not foreseen is a 500 without detail; only its class is logged, never content. */
export function foreseen(error: unknown, requestId: string, log: Log): Problem {
  const known = toProblem(error);
  if (known) return known;
  const e = error as Error & { code?: string };
  // The first frame that is a place in a file: the line above it may quote what was sent.
  const at = e?.stack?.split('\n').find((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  log.error({ requestId, error: e?.name ?? 'unknown', code: e?.code, at: at?.trim() }, 'unforeseen error');
  return problem('internal');
}

/** Writes problem documents. */
export function problemHandler(log: Log) {
  return (error: unknown, _req: Request, res: Response, next: NextFunction): void => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const requestId = String(res.locals.requestId ?? '');
    const { status, code, sentence, extra, headers } = foreseen(error, requestId, log);
    const document: ProblemDocument = {
      type: `urn:mingcha:problem:${code}`,
      title: sentence.en,
      status,
      code,
      detail: sentence.en,
      detailZh: sentence.zh,
      ...extra,
      requestId,
    };
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
    res.status(status).type('application/problem+json').send(JSON.stringify(document));
  };
}
