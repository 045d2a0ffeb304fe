import { createHmac } from 'node:crypto';
import { refuse } from '../../domain/refusal.ts';
import { instantOf, millisOf } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { canonical, sha256 } from '../ground/chain.ts';
import { ask, type Queryable } from '../ground/db.ts';
import { Refused, sqlState } from '../ground/errors.ts';
import { seal, unseal } from '../ground/keys.ts';
import { type Core, unstorable } from './core.ts';
import { type Bundle, hex } from './write.ts';

/** A request as it is known again when it comes once more; both say nothing to who does not have the key that came with it. */
export interface Asked {
  /** Of the key: of whom and about what it was used, too. */
  hash: Buffer;
  /** Of what was asked. */
  body: Buffer;
}

/** A request that came with a key. */
export const askedUnder = (core: Core, who: string, about: string, key: string, body: unknown): Asked => ({
  hash: core.keys.mac('idempotency', JSON.stringify([who, about, key])),
  body: createHmac('sha256', sha256(`body\n${key}`))
    .update(canonical(body))
    .digest(),
});

/** @throws Refused where the key came with another body before */
function sameBody(asked: Asked, before: Buffer): void {
  if (!before.equals(asked.body)) throw new Refused(refuse('idempotency-mismatch'));
}

/** Somebody with the same key was faster: the next look finds their answer. */
export const cameSecond = (error: unknown): boolean => sqlState(error).constraint === 'idempotency_pkey';

/* ------------------------------------------------------------------------- on a case: events are the answer */

/** The events by which a request was answered before. */
export interface Repeat {
  bodyHash: Buffer;
  first: number | null;
  last: number | null;
}

/** A request on a case that is done once for each key, and what it is answered when it comes again. */
export interface Once<L, T> {
  asked: Asked;
  /** Refuses whom may be told neither what was done nor that it was. */
  admit?(loaded: L, now: Instant): void;
  again(loaded: L, now: Instant, events: Omit<Repeat, 'bodyHash'>): T | Promise<T>;
}

/** The answer to a request that came before; null: it is new. @throws Refused where the key came with another body */
export async function answeredBefore<L extends { repeat: Repeat | null }, T>(
  once: Once<L, T>,
  loaded: L,
  now: Instant,
): Promise<{ done: T } | null> {
  once.admit?.(loaded, now);
  if (!loaded.repeat) return null;
  const { bodyHash, ...events } = loaded.repeat;
  sameBody(once.asked, bodyHash);
  return { done: await once.again(loaded, now, events) };
}

/** What goes with the events, so that they are found by the key. */
export const rememberedBy = (
  asked: Asked,
  caseId: string,
  numbers: { first: number; last: number },
): Pick<Bundle, 'idempotency'> => ({
  idempotency: {
    key_hash: hex(asked.hash),
    body_hash: hex(asked.body),
    sealed_answer: null,
    case_id: caseId,
    first_event: numbers.first,
    last_event: numbers.last,
  },
});

/* --------------------------------------------------------- in the journal of an authority: a number is the answer */

/** Under which number this was recorded before; null: it is new. @throws Refused where the key came with another body */
export async function numberBefore(db: Queryable, asked: Asked): Promise<number | null> {
  const [known] = await ask<{ body_hash: Buffer; first_event: number | null }>(
    db,
    'SELECT body_hash, first_event FROM idempotency WHERE key_hash = $1',
    [asked.hash],
  );
  if (!known) return null;
  sameBody(asked, known.body_hash);
  return known.first_event;
}

/** What goes with the act, so that its number is found by the key. */
export const rememberNumber = (db: Queryable, asked: Asked, number: number, now: Instant): Promise<unknown> =>
  ask(
    db,
    `INSERT INTO idempotency (key_hash, body_hash, sealed_answer, case_id, first_event, last_event, created_at)
     VALUES ($1, $2, NULL, NULL, $3, $3, $4)`,
    [asked.hash, asked.body, number, now],
  );

/* --------------------------------------------------- a new case: the answer itself is kept for an hour, with its receipt */

/** A request for a new case. */
export interface AskedAnew extends Asked {
  /** Key under which the answer lies for an hour at most; made from the idempotency key itself, of which only a hash is kept. */
  answerKey: Buffer;
}

/** A request for a new case that came with a key. */
export const askedAnew = (core: Core, who: string, key: string, body: unknown): AskedAnew => ({
  ...askedUnder(core, who, 'new', key, body),
  answerKey: sha256(`answer\n${key}`),
});

/** A number or a receipt that exists already is drawn again. */
const TRIES = 3;

/**
 * Opens a case, once for each key. What is drawn by chance and exists already is drawn again.
 * @param admit refuses whom the answer of then may not be told to any more
 * @param open is given what keeps the answer, to be found by its key and by the open part of its receipt
 * @param lookFirst whether an earlier answer is looked for before anything is done, and not only where the key turns out to be known
 */
export async function openOnce<T extends object>(
  core: Core,
  asked: AskedAnew | null,
  lookFirst: boolean,
  open: (rememberedBy: (answer: T, lookup: string) => Pick<Bundle, 'idempotency'>) => Promise<T>,
  admit: (answer: T) => Promise<void> = async () => {},
): Promise<T> {
  const before = async () => {
    const told = asked ? await answerBefore<T>(core, asked) : null;
    if (told) await admit(told);
    return told;
  };
  const earlier = lookFirst ? await before() : null;
  if (earlier) return earlier;
  for (let attempt = 1; ; attempt++) {
    try {
      return await open((answer, lookup) => (asked ? { idempotency: answerRow(core, asked, answer, lookup) } : {}));
    } catch (error) {
      const told = cameSecond(error) ? await before() : null;
      if (told) return told;
      const drawAgain = /^(receipts|cases|idempotency)_/.test(sqlState(error).constraint);
      if (attempt >= TRIES || !drawAgain) throw unstorable(error);
    }
  }
}

/** By what the answer with a receipt is found when that receipt is typed; says nothing to whoever has no keys. */
const keptFor = (core: Core, lookup: string): Buffer =>
  core.keys.mac('idempotency', `answer with the receipt ${lookup}`);

const answerRow = (
  core: Core,
  asked: AskedAnew,
  answer: object,
  lookup: string,
): NonNullable<Bundle['idempotency']> => ({
  kept_for: hex(keptFor(core, lookup)),
  key_hash: hex(asked.hash),
  body_hash: hex(asked.body),
  sealed_answer: hex(seal(asked.answerKey, Buffer.from(JSON.stringify(answer)), 'answer')),
  case_id: null,
  first_event: null,
  last_event: null,
});

const opened = <T>(asked: AskedAnew, sealed: Buffer): T =>
  JSON.parse(unseal(asked.answerKey, sealed, 'answer').toString('utf8')) as T;

/** How long the answer to a tip is kept, and with it the receipt; shorter where it was typed back. */
const KEPT_MS = 3_600_000;
/** Answers of before this instant are shown to nobody. */
const answersFrom = (core: Core): Instant => instantOf(millisOf(core.now()) - KEPT_MS);

async function answerBefore<T>(core: Core, asked: AskedAnew): Promise<T | null> {
  const [row] = await ask<{ body_hash: Buffer; sealed_answer: Buffer | null }>(
    core.pool,
    'SELECT body_hash, CASE WHEN created_at > $2 THEN sealed_answer END AS sealed_answer FROM idempotency WHERE key_hash = $1',
    [asked.hash, answersFrom(core)],
  );
  if (!row) return null;
  sameBody(asked, row.body_hash);
  if (row.sealed_answer === null) throw new Refused(refuse('idempotency-expired'));
  return opened(asked, row.sealed_answer);
}

/** The answer that is kept under a key, whatever was asked; null where there is none any more. */
export async function answerKept<T>(core: Core, asked: AskedAnew): Promise<T | null> {
  const [row] = await ask<{ sealed_answer: Buffer }>(
    core.pool,
    'SELECT sealed_answer FROM idempotency WHERE key_hash = $1 AND created_at > $2 AND sealed_answer IS NOT NULL',
    [asked.hash, answersFrom(core)],
  );
  return row ? opened(asked, row.sealed_answer) : null;
}

/** Whoever holds a receipt is known to have it: nobody is shown the answer that told it any more. */
export async function forgetAnswerWith(core: Core, lookup: string): Promise<void> {
  await ask(
    core.pool,
    'UPDATE idempotency SET sealed_answer = NULL, kept_for = NULL WHERE kept_for = $1',
    [keptFor(core, lookup)],
    'receipt-typed',
  );
}

/** Throws away all answers whose hour is over. */
export async function forgetAnswers(core: Core): Promise<void> {
  await ask(
    core.pool,
    'UPDATE idempotency SET sealed_answer = NULL, kept_for = NULL WHERE sealed_answer IS NOT NULL AND created_at <= $1',
    [answersFrom(core)],
  );
}
