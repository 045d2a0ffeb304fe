import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { instantOf, millisOf } from '../domain/time/day.ts';
import type { LedgerOptions } from './core.ts';
import { createCore } from './core.ts';
import { ask, instantFrom } from './db.ts';
import type { Sessions } from './types.ts';

/** How long a session lasts from sign-in: one working day. */
const SESSION_HOURS = 10;

/** argon2id with the parameters of RFC 9106's second choice, fitted to a shared machine: 19 MiB, two passes. */
const ARGON = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const passwordHash = (password: string): Promise<string> => hash(password, ARGON);

/** Sign-in of staff. Tokens are 256 random bits, kept as keyed hashes. */
export function createSessions(options: Pick<LedgerOptions, 'pool' | 'keys' | 'clock'>): Sessions {
  const core = createCore(options);
  // A login that does not exist costs the same as a wrong password.
  const nobody = passwordHash(randomBytes(16).toString('hex'));
  const stored = (token: string) => core.keys.mac('session', token);

  return {
    async signIn(login, password) {
      const [row] = await ask<{ id: string; password_hash: string; active: boolean }>(
        core.pool,
        'SELECT id, password_hash, active FROM staff WHERE login = $1',
        [login],
      );
      const right = await verify(row?.password_hash ?? (await nobody), password);
      if (!right || !row?.active) return null;
      const person = (await core.house.fresh()).directory.people[row.id];
      if (!person) return null;
      const token = randomBytes(32).toString('base64url');
      const now = core.now();
      const expiresAt = instantOf(millisOf(now) + SESSION_HOURS * 3_600_000);
      await ask(core.pool, 'INSERT INTO sessions (token_hash, staff, created_at, expires_at) VALUES ($1, $2, $3, $4)', [
        stored(token),
        row.id,
        now,
        expiresAt,
      ]);
      return { token, person, expiresAt };
    },

    async session(token) {
      const [row] = await ask<{ staff: string; expires_at: Date; house: string }>(
        core.pool,
        `SELECT s.staff, s.expires_at, h.version::text AS house
         FROM sessions s JOIN staff p ON p.id = s.staff AND p.active CROSS JOIN house_version h
         WHERE s.token_hash = $1 AND s.expires_at > $2`,
        [stored(token), core.now()],
        'session',
      );
      if (!row) return null;
      const person = (await core.house.at(row.house)).directory.people[row.staff];
      return person ? { person, expiresAt: instantFrom(row.expires_at) } : null;
    },

    async signOut(token) {
      await ask(core.pool, 'DELETE FROM sessions WHERE token_hash = $1', [stored(token)]);
    },
  };
}
