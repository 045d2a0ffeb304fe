import type { Refusal } from '../../domain/case/types.ts';
import { refuse } from '../../domain/refusal.ts';

/** The ledger says no; nothing was written. */
export class Refused extends Error {
  override name = 'Refused';
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    // Names of fields, never what was written in them.
    super([refusal.code, ...(refusal.fields ?? []).map((f) => f.field)].join(' '));
    this.refusal = refusal;
  }
}

/** A column holds what is no value of its kind (`infinity` in the place of an instant): somebody wrote it who had no act of ours. */
export class Unreadable extends Refused {
  constructor(what: string) {
    super(refuse('case-differs'));
    this.message = what;
  }
}

/** PostgreSQL cannot be reached or gave up; wholly done or not at all, so asking again with the same key is safe. */
export class Unavailable extends Error {
  override name = 'Unavailable';
  /** Seconds after which it is worth asking again. */
  readonly retryAfter: number;
  constructor(cause: unknown, retryAfter = 2) {
    super('the database cannot be reached', { cause });
    this.retryAfter = retryAfter;
  }
}

/** What the house consists of is not what was sealed: nothing is decided by it before a person has looked (`npm run verify`). */
export class HouseDiffers extends Error {
  override name = 'HouseDiffers';
}

/** SQLSTATE classes and socket errors that mean "not now" rather than "wrong". */
const AWAY = /^(08|3D000|53|57P|57014|58|40001|40P01)/;
const SOCKET = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EHOSTUNREACH', 'EAI_AGAIN']);

/** Whether a SQLSTATE or the code of a socket error means that the database is away. */
export const isAwayCode = (code: unknown): boolean => typeof code === 'string' && (AWAY.test(code) || SOCKET.has(code));

/** Whether an error of `pg` means that the database is away. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string') return isAwayCode(code);
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|pool after calling end/i.test(
    error.message,
  );
}

/** SQLSTATE of a `pg` error, and the constraint it names. */
export function sqlState(error: unknown): { code: string; constraint: string } {
  const e = error as { code?: unknown; constraint?: unknown };
  return {
    code: typeof e.code === 'string' ? e.code : '',
    constraint: typeof e.constraint === 'string' ? e.constraint : '',
  };
}

/** A sign-in that is not let try now; some seconds later it may. */
export class Held extends Error {
  override name = 'Held';
  readonly seconds: number;
  /** By what the place is known that is kept for them: whoever comes back with it at once goes on waiting where they were. */
  readonly place: string | null;
  constructor(seconds: number, place: string | null = null) {
    super('too many tries to sign in');
    this.seconds = seconds;
    this.place = place;
  }
}
