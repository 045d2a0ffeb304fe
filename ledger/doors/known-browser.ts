/**
 * That somebody has signed in from a browser before. What the browser holds is a list of proofs, one for each who did; each is a moment
 * and a keyed digest of it with the name and the hash of the password. It names nobody, opens nothing and is kept nowhere here.
 */
import { timingSafeEqual } from 'node:crypto';
import { KNOWN_DAYS } from '../../domain/people/types.ts';
import { millisOf } from '../../domain/time/day.ts';
import type { Instant } from '../../domain/time/types.ts';
import { canonical } from '../ground/chain.ts';
import { ask, type Queryable } from '../ground/db.ts';
import type { KeyService } from '../ground/keys.ts';

const KNOWN_MS = KNOWN_DAYS * 86_400_000;
/** Proofs in one browser: offices share their computers. */
const MOST = 16;
/** What a browser may send of them, in characters. */
const LONGEST = MOST * 40;

const DIGEST = 16;
const PROOF = /^([0-9a-z]{1,9})-([\w-]{22})$/;

/** Whose proof it is: their name, and the hash of their password, so that another password ends it. */
interface Of {
  login: string;
  hashed: string;
}

interface Proof {
  text: string;
  at: number;
  digest: Buffer;
}

const digestOf = (keys: KeyService, { login, hashed }: Of, at: number): Buffer =>
  keys.mac('session', `known browser ${canonical([login, hashed, at])}`).subarray(0, DIGEST);

/** What a browser sent, as far as it can be proofs that are not too old. */
function proofsIn(given: string | undefined, now: Instant): Proof[] {
  if (given === undefined || given.length > LONGEST) return [];
  return given.split('.').flatMap((text) => {
    const [, moment, digest] = PROOF.exec(text) ?? [];
    if (moment === undefined || digest === undefined) return [];
    const at = Number.parseInt(moment, 36);
    const age = millisOf(now) - at;
    return age < 0 || age > KNOWN_MS ? [] : [{ text, at, digest: Buffer.from(digest, 'base64url') }];
  });
}

const proves = (keys: KeyService, of: Of, { at, digest }: Proof): boolean =>
  timingSafeEqual(digestOf(keys, of, at), digest);

/** What a browser holds once somebody has signed in from it. `before`: the hash of the password that they have just changed. */
export function withProof(
  keys: KeyService,
  given: string | undefined,
  { login, hashed, before = hashed }: Of & { before?: string },
  now: Instant,
): string {
  const at = millisOf(now);
  const others = proofsIn(given, now).filter(
    (p) => !proves(keys, { login, hashed }, p) && !proves(keys, { login, hashed: before }, p),
  );
  const own = `${at.toString(36)}-${digestOf(keys, { login, hashed }, at).toString('base64url')}`;
  return [own, ...others.map((p) => p.text)].slice(0, MOST).join('.');
}

/** Takes the place of a hash where there is no account, so that the work is the same. */
const NOBODYS = '-'.repeat(97);

/**
 * Whether somebody has signed in with this name from the browser that holds this: by its digest, and not since their password was changed,
 * their account locked or a session of theirs ended by hand.
 */
export async function isKnownHere(
  db: Queryable,
  keys: KeyService,
  { login, given, now }: { login: string; given: string | undefined; now: Instant },
): Promise<boolean> {
  const proofs = proofsIn(given, now);
  if (proofs.length === 0) return false;
  const [row] = await ask<{ id: string; password_hash: string; active: boolean }>(
    db,
    'SELECT id, password_hash, active FROM staff WHERE login = $1',
    [login],
  );
  const hashed = row?.password_hash ?? NOBODYS;
  // Each is looked at, so that the time tells no place; and no more is asked before one is right, so that it tells no name.
  const found = proofs.filter((p) => proves(keys, { login, hashed }, p)).map((p) => p.at);
  if (row === undefined || !row.active || found.length === 0) return false;
  const [since] = await ask(
    db,
    "SELECT 1 FROM sign_ins WHERE staff = $1 AND outcome IN ('locked', 'ended') AND at >= $2 LIMIT 1",
    [row.id, new Date(Math.max(...found))],
  );
  return since === undefined;
}
