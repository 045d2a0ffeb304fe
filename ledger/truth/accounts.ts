import { randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { ONE_TIME_HOURS } from '../../domain/people/types.ts';
import { HOUR_MS, instantOf, millisOf } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { ask, type Queryable } from '../ground/db.ts';
import type { KeyService } from '../ground/keys.ts';
import { lineMac } from '../ground/lines.ts';
import { changeSealed } from '../ground/truth.ts';
import type { SignInView } from '../types.ts';

/** argon2id with the parameters of RFC 9106's second choice, fitted to a shared machine: 19 MiB, two passes. */
const ARGON = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const passwordHash = (password: string): Promise<string> => hash(password, ARGON);

/**
 * Of a password that we drew, of eighty random bits, no guess is shortened by a hash that costs less: two thousand people who come in one
 * request have theirs in a second or two.
 */
const DRAWN = { ...ARGON, memoryCost: 4_096, timeCost: 1 } as const;
export const oneTimeHash = (password: string): Promise<string> => hash(password, DRAWN);
export const isOneTimeHash = (hashed: string): boolean =>
  hashed.includes(`$m=${DRAWN.memoryCost},t=${DRAWN.timeCost},`);

/** When a one-time password that is given now is over. */
export const oneTimeUntil = (given: Instant): Instant => instantOf(millisOf(given) + ONE_TIME_HOURS * HOUR_MS);

/** A line of the log of sign-ins. `tag`: by which a name that is nobody's is known again. */
export async function putSignIn(
  db: Queryable,
  keys: KeyService,
  line: {
    at: Instant;
    login: string | null;
    staff: string | null;
    tag: Buffer | null;
    outcome: SignInView['outcome'];
    by: string | null;
  },
): Promise<void> {
  const { at, login, staff, tag, outcome, by } = line;
  const written = { id: randomUUID(), at, login, staff, tag: tag && `\\x${tag.toString('hex')}`, outcome, by };
  await ask(
    db,
    'INSERT INTO sign_ins (id, at, login, staff, tag, outcome, by, mac) VALUES ($1, $2, $3, $4, $5::text::bytea, $6, $7, $8)',
    [...Object.values(written), lineMac(keys, 'sign_ins', written)],
  );
}

/** Ends every session of a person but one, also those that wait for a code. */
export const endSessions = (db: Queryable, staff: string, besides: string | null, at: Instant) =>
  ask(db, 'UPDATE sessions SET ended_at = $3 WHERE staff = $1 AND id IS DISTINCT FROM $2::uuid AND ended_at IS NULL', [
    staff,
    besides,
    at,
  ]);

/** Says in the row of the person which factor is theirs; of the one of before nothing is left that opens anything. */
export async function nameFactor(
  db: Queryable,
  keys: KeyService,
  { staff, before, next, at }: { staff: string; before: string | null; next: string | null; at: Instant },
): Promise<void> {
  await changeSealed(db, keys, 'staff', [staff], () =>
    ask(db, 'UPDATE staff SET factor = $2 WHERE id = $1', [staff, next]),
  );
  if (before !== null)
    await changeSealed(db, keys, 'second_factors', [before], () =>
      ask(db, "UPDATE second_factors SET secret = '', recovery = '{}', gone_at = $2 WHERE id = $1", [before, at]),
    );
}
