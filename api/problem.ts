import type { NextFunction, Request, Response } from 'express';
import type { z } from 'zod';
import type { Refusal } from '../domain/case/types.ts';
import { zhIssue } from '../domain/kernel/form-of.ts';
import type { Bilingual } from '../domain/law/types.ts';
import { statusOf } from '../domain/refusals.ts';
import { unstorableIn } from '../domain/text/storable.ts';

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
  code: string;
  detail: string;
  detailZh: string;
  basis?: { kind: string; clause: string | null };
  errors?: FieldError[];
  remedy?: { zh: string; en: string };
  kept?: KeptFile[];
  requestId: string;
}

/** An answer that is not the one hoped for. Thrown by handlers, written by `problemHandler`. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly sentence: Bilingual;
  readonly extra: Partial<Pick<ProblemDocument, 'basis' | 'errors' | 'remedy' | 'kept'>>;
  readonly headers: Record<string, string>;
  constructor(
    status: number,
    code: string,
    sentence: Bilingual,
    extra: Problem['extra'] = {},
    headers: Record<string, string> = {},
  ) {
    super(code);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.sentence = sentence;
    this.extra = extra;
    this.headers = headers;
  }
}

/** The problem that a refusal of the domain becomes. */
export function problemOf(refusal: Refusal): Problem {
  return new Problem(statusOf(refusal), refusal.code, refusal.message, {
    basis: refusal.basis,
    ...(refusal.remedy ? { remedy: refusal.remedy } : {}),
    ...(refusal.fields
      ? { errors: refusal.fields.map((f) => ({ field: f.field, message: f.message.en, messageZh: f.message.zh })) }
      : {}),
  });
}

/**
 * The 422 that names every field of a body or query that does not fit its schema. `also`: what is wrong with its other fields; of a
 * field that the schema names already nothing more is said.
 */
export function invalid(error: z.ZodError, also: readonly FieldError[] = []): Problem {
  const named = new Set(error.issues.map((i) => String(i.path[0] ?? '')));
  return inputInvalid([
    ...error.issues.flatMap((i) => {
      const at = i.path.map(String);
      const keys = i.code === 'unrecognized_keys' ? i.keys : [null];
      return keys.map((k) => ({
        field: [...at, ...(k === null ? [] : [k])].join('.'),
        message: i.message,
        messageZh: zhIssue(i),
      }));
    }),
    ...also.filter((e) => !named.has(e.field)),
  ]);
}

/** The 422 that names these fields. */
export const inputInvalid = (errors: FieldError[]): Problem =>
  new Problem(
    422,
    'input-invalid',
    { zh: '提交的内容有误，请按提示更正。', en: 'The input has mistakes: correct the named fields.' },
    { errors },
  );

/** Every string of it is a receipt that may open nothing and is never kept: whatever stands in it, the answer is one and the same. */
const LOOKED_AT: ReadonlySet<string> = new Set(['receipt']);

/**
 * Lets through what can be stored: path, query, body, fields of a form or of a multipart body, before anything looks at it.
 * @throws Problem 422 that names each field with text that cannot be kept, and what is nested too deep
 */
export function storable(input: unknown): void {
  const found = unstorableIn(input, LOOKED_AT);
  if (found.length > 0) {
    throw inputInvalid(found.map(({ field, text }) => ({ field, message: text.en, messageZh: text.zh })));
  }
}

export const mediaType = () =>
  new Problem(
    415,
    'media-type',
    { zh: '请用 JSON 或者（带文件时）multipart/form-data 提交。', en: 'Send JSON, or multipart/form-data with files.' },
    { errors: [{ field: 'Content-Type', message: 'not accepted here', messageZh: '此处不接受' }] },
  );

/** A few bytes of a packed body are as many as one likes: what is bounded is what comes on the line. */
export const encoded = () =>
  new Problem(415, 'encoding', {
    zh: '不接受压缩的内容，请去掉 Content-Encoding，原样提交。',
    en: 'Compressed bodies are not taken: send it as it is, without Content-Encoding.',
  });

/** A path that exists, asked with another method. */
export const methodNotAllowed = (allowed: string[]) =>
  new Problem(
    405,
    'method-not-allowed',
    { zh: '这个地址不支持该方法。', en: 'This address does not take that method.' },
    {},
    { Allow: allowed.join(', ') },
  );

export const notFound = () => new Problem(404, 'not-found', { zh: '没有找到。', en: 'There is nothing here.' });

/** One and the same answer to every receipt that does not open a case (design 8). */
export const receiptUnknown = () =>
  new Problem(404, 'receipt-unknown', {
    zh: '没有与这个凭证对应的举报。请核对后再试。',
    en: 'No tip belongs to this receipt. Please check it and try again.',
  });

const unavailable = () =>
  new Problem(
    503,
    'unavailable',
    {
      zh: '系统暂时不能保存，请稍后再试；您的内容没有被保存。',
      en: 'We cannot save just now; nothing was stored. Please try again shortly.',
    },
    {},
    { 'Retry-After': '10' },
  );

const houseDiffers = () =>
  new Problem(503, 'house-differs', {
    zh: '机构、人员或者日历的登记被人改动过，在核查之前不能办理；您的内容没有被保存。请系统管理员运行 npm run verify。',
    en: 'The records of units, people or calendars were changed by somebody; nothing is done before that is looked into, and nothing was stored. The administrator runs npm run verify.',
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
  if (error instanceof Error && error.name === 'Unavailable') return unavailable();
  if (error instanceof Error && error.name === 'HouseDiffers') return houseDiffers();
  const { type, status, statusCode } = error as HttpError;
  if (type === 'entity.too.large') {
    return new Problem(
      413,
      'too-large',
      { zh: '提交的内容太大。', en: 'The body is too large.' },
      { errors: [{ field: '', message: 'too large', messageZh: '太大' }] },
    );
  }
  if (type === 'entity.parse.failed') {
    return new Problem(
      400,
      'malformed-json',
      { zh: '不是有效的 JSON。', en: 'The body is not valid JSON.' },
      {
        errors: [{ field: '', message: 'not valid JSON', messageZh: '不是有效的 JSON' }],
      },
    );
  }
  const code = status ?? statusCode;
  if (code !== undefined && code >= 400 && code < 500) {
    return new Problem(code, 'bad-request', { zh: '请求有误。', en: 'The request is not understood.' });
  }
  return null;
}

type Log = { error(o: object, m: string): void };

/** What an error is to the caller. What is not foreseen is a 500 without detail; only its class is logged, never content. */
export function foreseen(error: unknown, requestId: string, log: Log): Problem {
  const problem = toProblem(error);
  if (problem) return problem;
  const e = error as Error & { code?: string };
  // The first frame that is a place in a file: the line above it may quote what was sent.
  const at = e?.stack?.split('\n').find((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  log.error({ requestId, error: e?.name ?? 'unknown', code: e?.code, at: at?.trim() }, 'unforeseen error');
  return new Problem(500, 'internal', {
    zh: '出了点问题，内容可能未保存，请稍后再试。',
    en: 'Something went wrong; please try again.',
  });
}

/** Writes problem documents. */
export function problemHandler(log: Log) {
  return (error: unknown, _req: Request, res: Response, next: NextFunction): void => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const requestId = String(res.locals.requestId ?? '');
    const problem = foreseen(error, requestId, log);
    const document: ProblemDocument = {
      type: `urn:mingcha:problem:${problem.code}`,
      title: problem.sentence.en,
      status: problem.status,
      code: problem.code,
      detail: problem.sentence.en,
      detailZh: problem.sentence.zh,
      ...problem.extra,
      requestId,
    };
    for (const [name, value] of Object.entries(problem.headers)) res.setHeader(name, value);
    res.status(problem.status).type('application/problem+json').send(JSON.stringify(document));
  };
}
