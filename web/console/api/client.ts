import { heardFromServer } from '../words/time.ts';
import type { Problem } from './types.ts';

/** Why there is no answer: no network, too slow, or a problem document that says more. */
export class Failure extends Error {
  readonly kind: 'offline' | 'slow' | 'problem';
  readonly problem: Problem | null;
  /** JSON that came with an error status and is no problem document (health). */
  readonly body: unknown;
  /** The place in a line that is kept for whoever asks again at once. */
  readonly place: string | null;
  constructor(kind: Failure['kind'], problem: Problem | null = null, body?: unknown, place: string | null = null) {
    super(problem?.code ?? kind);
    this.name = 'Failure';
    this.kind = kind;
    this.problem = problem;
    this.body = body;
    this.place = place;
  }
}

/** What is said of an error, whatever it is: one that brought no answer is no network. */
export const failureOf = (error: unknown): Failure => (error instanceof Failure ? error : new Failure('offline'));

const READ_SECONDS = 15;
const WRITE_SECONDS = 30;
/** A request that waits in a line is held for three quarters of a minute. */
const LINE_SECONDS = 60;
const PLACE = 'Mingcha-Place';

interface Ask {
  method?: 'GET' | 'POST' | 'DELETE';
  body?: unknown;
  /** Idempotency-Key. */
  key?: string;
  signal?: AbortSignal;
  seconds?: number;
  place?: string;
}

const listeners = new Set<() => void>();

/** Told when the session is over. Returns the way to stop listening. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

async function failureFrom(response: Response): Promise<Failure> {
  let body: unknown;
  try {
    body = await response.json();
    if (typeof body === 'object' && body !== null && 'code' in body) {
      return new Failure('problem', body as Problem, undefined, response.headers.get(PLACE));
    }
  } catch {
    // Not the API's own words: a proxy answered.
  }
  const problem: Problem = {
    status: response.status,
    code: `http-${response.status}`,
    detail: `The server answered ${response.status}.`,
    detailZh: `服务器返回 ${response.status}。`,
    requestId: response.headers.get('X-Request-Id') ?? '',
  };
  return new Failure('problem', problem, body);
}

/** Asks the API. Always ends: with the answer, or with a Failure after at most `seconds`. */
export async function ask(path: string, options: Ask = {}): Promise<Response> {
  const { method = 'GET', body, key, signal, place } = options;
  const seconds = options.seconds ?? (method === 'GET' ? READ_SECONDS : WRITE_SECONDS);
  const timeout = AbortSignal.timeout(seconds * 1000);
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      headers: {
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(key === undefined ? {} : { 'Idempotency-Key': key }),
        ...(place === undefined ? {} : { [PLACE]: place }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Failure(timeout.aborted ? 'slow' : 'offline');
  }
  heardFromServer(response.headers.get('Date'));
  if (response.ok) return response;
  const failure = await failureFrom(response);
  if (failure.problem?.code === 'sign-in-needed') for (const tell of listeners) tell();
  throw failure;
}

/** The JSON answer; undefined for 204. */
export async function call<T>(path: string, options: Ask = {}): Promise<T> {
  const response = await ask(path, options);
  if (response.status === 204) return undefined as T;
  try {
    return (await response.json()) as T;
  } catch {
    throw new Failure('offline');
  }
}

/** The same for what may have to wait in a line: asks again until its turn, and tells how it stands meanwhile. */
export async function callInLine<T>(path: string, options: Ask, waiting: (standing: Failure) => void): Promise<T> {
  let place: string | undefined;
  for (;;) {
    try {
      return await call<T>(path, { ...options, seconds: LINE_SECONDS, ...(place ? { place } : {}) });
    } catch (error) {
      const standing = failureOf(error);
      if (standing.place === null) throw error;
      place = standing.place;
      waiting(standing);
    }
  }
}
