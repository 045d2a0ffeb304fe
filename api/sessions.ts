import { createHash, randomBytes } from 'node:crypto';
import { verify } from '@node-rs/argon2';
import type { Request } from 'express';
import type { Pool } from 'pg';
import { rolesOn } from '../domain/people/may.ts';
import type { Directory, Person, Role } from '../domain/people/types.ts';
import { dayOf } from '../domain/time/day.ts';
import { Problem } from './problem.ts';

export const SESSION_COOKIE = 'mingcha_session';
/** Hours a session lives without a new sign-in. */
const LIFE_HOURS = 12;
/** Wrong passwords of one login within the window after which answers slow down; a counter that forgets. */
const PATIENCE = 5;
const WINDOW_MS = 10 * 60_000;
const SLOW_MS = 2_000;

export interface Sessions {
  /** The signed-in person of a request, or null. */
  personOf(req: Request): Promise<{ person: Person; session: string } | null>;
  holds(person: Person, role: Role): boolean;
  signIn(login: string, password: string): Promise<{ person: Person; cookie: string }>;
  signOut(session: string): Promise<void>;
}

const digest = (token: string) => createHash('sha256').update(token).digest('hex');

function cookieOf(req: Request): string | null {
  const header = req.headers.cookie;
  if (!header) return null;
  for (const part of header.split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === SESSION_COOKIE && value) return value;
  }
  return null;
}

/** Staff sessions in the database: a random token in a cookie, only its hash stored. */
export function createSessions(deps: {
  pool: Pool;
  clock: { now(): string };
  directory: () => Promise<Directory>;
  secure: boolean;
}): Sessions {
  const failures = new Map<string, number[]>();

  /** Same work whether the login exists or not. */
  const DECOY = '$argon2id$v=19$m=19456,t=2,p=1$bWluZ2NoYS1kZWNveS1zYWx0$7G0Q6c1V6tAqm2wqG8oY4e7lqv8i6f4k0mF3m3mV9xU';

  async function slowDown(login: string): Promise<void> {
    const since = Date.parse(deps.clock.now()) - WINDOW_MS;
    const recent = (failures.get(login) ?? []).filter((t) => t > since);
    if (recent.length === 0) failures.delete(login);
    else failures.set(login, recent);
    if (recent.length >= PATIENCE) await new Promise((done) => setTimeout(done, SLOW_MS));
  }

  return {
    holds: (person, role) => person.grants.some((g) => rolesOn(person, g.organ, dayOf(deps.clock.now())).has(role)),

    async personOf(req) {
      const token = cookieOf(req);
      if (!token) return null;
      const { rows } = await deps.pool.query<{ staff_id: string }>(
        'SELECT staff_id FROM sessions WHERE token_hash = $1 AND expires_at > $2',
        [digest(token), deps.clock.now()],
      );
      const id = rows[0]?.staff_id;
      if (!id) return null;
      const person = (await deps.directory()).people[id];
      return person ? { person, session: digest(token) } : null;
    },

    async signIn(login, password) {
      await slowDown(login);
      const { rows } = await deps.pool.query<{ id: string; password_hash: string }>(
        'SELECT id, password_hash FROM staff WHERE login = $1',
        [login],
      );
      const known = rows[0];
      const right = await verify(known?.password_hash ?? DECOY, password).catch(() => false);
      const person = known && right ? (await deps.directory()).people[known.id] : undefined;
      if (!person) {
        failures.set(login, [...(failures.get(login) ?? []), Date.parse(deps.clock.now())]);
        if (failures.size > 10_000) failures.clear();
        throw new Problem(401, 'sign-in-failed', { zh: '用户名或密码不对。', en: 'The name or the password is wrong.' });
      }
      failures.delete(login);
      const token = randomBytes(32).toString('base64url');
      const expires = new Date(Date.parse(deps.clock.now()) + LIFE_HOURS * 3_600_000).toISOString();
      await deps.pool.query('INSERT INTO sessions (token_hash, staff_id, created_at, expires_at) VALUES ($1, $2, $3, $4)', [
        digest(token),
        person.id,
        deps.clock.now(),
        expires,
      ]);
      const secure = deps.secure ? '; Secure' : '';
      return { person, cookie: `${SESSION_COOKIE}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${LIFE_HOURS * 3600}${secure}` };
    },

    async signOut(session) {
      await deps.pool.query('DELETE FROM sessions WHERE token_hash = $1', [session]);
    },
  };
}
