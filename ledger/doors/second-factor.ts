import { randomUUID, timingSafeEqual } from 'node:crypto';
import { generateSecret, generateURI, verifySync } from 'otplib';
import { RECOVERY_CODES } from '../../domain/people/second-factor.ts';
import { passCodeOf } from '../../domain/text/typed.ts';
import { millisOf } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { canonical } from '../ground/chain.ts';
import { ask, type Queryable } from '../ground/db.ts';
import { drawn } from '../ground/drawn.ts';
import type { KeyService } from '../ground/keys.ts';
import { whole } from '../ground/sealing.ts';
import { areAsSealed, changeSealed, sealRows } from '../ground/truth.ts';
import { nameFactor } from '../truth/accounts.ts';

/** RFC 6238 as every authenticator has it: six figures, thirty seconds, one step either side for clocks that differ. */
const STEP_SECONDS = 30;
/** 160 bits, as RFC 4226 recommends. */
const SECRET_BYTES = 20;
/** How long a secret that is shown waits for its first code. */
const DRAFT_MS = 10 * 60_000;
/** Who gives the codes, as an authenticator lists it; ASCII, since not all of them show more. */
const ISSUER = 'Mingcha';

/** The step of a code, or null where it is wrong or not later than `after`, that of the last one. */
function stepOf(secret: string, code: string, now: Instant, after: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const epoch = Math.floor(millisOf(now) / 1000);
  const found = verifySync({ secret, token: code, epoch, period: STEP_SECONDS, epochTolerance: STEP_SECONDS });
  return found.valid && 'timeStep' in found && found.timeStep > after ? found.timeStep : null;
}

/** Whose secret it is goes into its seal: one that is moved to another person opens to nobody. */
const secretOf = (staff: string, id: string) => `second factor ${canonical([staff, id])}`;
const recoveryHash = (keys: KeyService, id: string, code: string): string =>
  keys.mac('factor', `recovery\n${canonical([id, code])}`).toString('base64url');

const same = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** A row of `second_factors`, without its secret. */
export interface FactorRow {
  since: Date;
  recovery: string[];
}

export const factorRow = async (db: Queryable, id: string): Promise<FactorRow | undefined> =>
  (await ask<FactorRow>(db, 'SELECT since, recovery FROM second_factors WHERE id = $1', [id]))[0];

/** What came of a code; `differs`: the row of the factor is not the one that was sealed. */
export type CodeTried = 'code' | 'recovery' | 'wrong' | 'differs';

/** Tries a code of the authenticator or a recovery code, and takes it, in the transaction of the caller: it serves this once. */
export async function takeCode(
  db: Queryable,
  keys: KeyService,
  { staff, factor, code, now }: { staff: string; factor: string; code: string; now: Instant },
): Promise<CodeTried> {
  const [row] = await ask<{ secret: Buffer; step: string; recovery: string[] }>(
    db,
    'SELECT secret, step::text AS step, recovery FROM second_factors WHERE id = $1 AND staff = $2 FOR UPDATE',
    [factor, staff],
  );
  const [sealed] = await areAsSealed(db, keys, 'second_factors', [factor]);
  const secret = row && whole(() => keys.unwrap('factor', row.secret, secretOf(staff, factor)).toString());
  if (!row || !secret || sealed !== true) return 'differs';
  const typed = passCodeOf(code);
  const step = stepOf(secret, typed, now, Number(row.step));
  const hashed = recoveryHash(keys, factor, typed);
  // Each is looked at, so that the time tells no place.
  const left = row.recovery.filter((one) => !same(one, hashed));
  if (step === null && left.length === row.recovery.length) return 'wrong';
  await changeSealed(db, keys, 'second_factors', [factor], () =>
    step === null
      ? ask(db, 'UPDATE second_factors SET recovery = $2 WHERE id = $1', [factor, left])
      : ask(db, 'UPDATE second_factors SET step = $2 WHERE id = $1', [factor, step]),
  );
  return step === null ? 'recovery' : 'code';
}

/** Recovery codes as they are shown once, and as they are kept. */
function newRecovery(keys: KeyService, id: string): { codes: string[]; kept: string[] } {
  const codes = Array.from({ length: RECOVERY_CODES }, () => drawn(3));
  return { codes, kept: codes.map((code) => recoveryHash(keys, id, passCodeOf(code))) };
}

/** A secret that is shown and is nobody's factor yet. It waits with its owner, under our seal, and in no table. */
interface Draft {
  secret: string;
  at: number;
  /** The factor that it is to take the place of. */
  factor: string | null;
}

/** Who a draft was made for: it serves nobody else, and no other session. */
export interface DraftFor {
  staff: string;
  session: string;
  factor: string | null;
}

const draftOf = ({ staff, session }: DraftFor) => `draft of a second factor ${canonical([staff, session])}`;

/** A new secret as text, as an address for an authenticator, and under our seal. */
export function newDraft(keys: KeyService, of: DraftFor, login: string, now: Instant) {
  const secret = generateSecret({ length: SECRET_BYTES });
  const draft: Draft = { secret, at: millisOf(now), factor: of.factor };
  return {
    secret,
    uri: generateURI({ issuer: ISSUER, label: login, secret }),
    draft: keys.wrap('factor', Buffer.from(JSON.stringify(draft)), draftOf(of)).toString('base64url'),
  };
}

/**
 * Makes the secret of a draft the factor of its owner, and takes the former one away, in the transaction of the caller.
 * @returns the name of the new factor and its recovery codes; or what is wrong with the draft or the code
 */
export async function becomeFactor(
  db: Queryable,
  keys: KeyService,
  of: DraftFor,
  given: { draft: string; code: string; now: Instant },
): Promise<{ codes: string[] } | 'over' | 'wrong'> {
  const text = whole(() => keys.unwrap('factor', Buffer.from(given.draft, 'base64url'), draftOf(of)).toString());
  const draft = text === null ? null : (JSON.parse(text) as Draft);
  if (draft === null || draft.factor !== of.factor || millisOf(given.now) - draft.at > DRAFT_MS) return 'over';
  const step = stepOf(draft.secret, passCodeOf(given.code), given.now, 0);
  if (step === null) return 'wrong';
  const id = randomUUID();
  const { codes, kept } = newRecovery(keys, id);
  await ask(
    db,
    'INSERT INTO second_factors (id, staff, secret, since, step, recovery) VALUES ($1, $2, $3, $4, $5, $6)',
    [id, of.staff, keys.wrap('factor', Buffer.from(draft.secret), secretOf(of.staff, id)), given.now, step, kept],
  );
  await sealRows(db, keys, 'second_factors', [id]);
  await nameFactor(db, keys, { staff: of.staff, before: of.factor, next: id, at: given.now });
  return { codes };
}

/** Makes recovery codes anew; those of before serve no more. */
export async function renewRecovery(db: Queryable, keys: KeyService, factor: string): Promise<string[]> {
  const { codes, kept } = newRecovery(keys, factor);
  await changeSealed(db, keys, 'second_factors', [factor], () =>
    ask(db, 'UPDATE second_factors SET recovery = $2 WHERE id = $1', [factor, kept]),
  );
  return codes;
}
