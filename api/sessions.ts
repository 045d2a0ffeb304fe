import type { Request } from 'express';
import type { Person } from '../domain/people/types.ts';
import type { Sessions, TimePort } from '../ledger/types.ts';
import type { PublicAddresses } from './addresses.ts';
import { Problem } from './problem.ts';

/** With `__Host-` no other host of the domain can set it, and no page without TLS; browsers take that name from https alone. */
export const cookieName = (https: boolean): string => (https ? '__Host-mingcha_session' : 'mingcha_session');

/** Wrong passwords of one login within the window after which answers slow down; a counter that forgets. */
const PATIENCE = 5;
const WINDOW_MS = 10 * 60_000;
const SLOW_MS = 2_000;
const MOST_LOGINS = 10_000;

function cookieOf(req: Request, name: string): string | null {
  for (const part of (req.headers.cookie ?? '').split(';')) {
    const [own, value] = part.trim().split('=');
    if (own === name && value) return value;
  }
  return null;
}

/** Staff sessions over HTTP: a random token in a cookie that scripts cannot read and other sites cannot send. */
export interface HttpSessions {
  personOf(req: Request): Promise<{ person: Person; session: string } | null>;
  /** @throws Problem 401 `sign-in-failed` */
  signIn(login: string, password: string, req: Request): Promise<{ person: Person; cookie: string }>;
  /** @returns the cookie that forgets the session. */
  signOut(session: string, req: Request): Promise<string>;
}

export function httpSessions(sessions: Sessions, clock: TimePort, addresses: PublicAddresses): HttpSessions {
  const failures = new Map<string, number[]>();
  const https = (req: Request) => addresses.of(req)?.https ?? false;
  const cookie = (req: Request, value: string, seconds: number) =>
    `${cookieName(https(req))}=${value}; Path=/; HttpOnly; SameSite=Strict${https(req) ? '; Secure' : ''}; Max-Age=${seconds}`;

  async function slowDown(login: string): Promise<void> {
    const since = Date.parse(clock.now()) - WINDOW_MS;
    const recent = (failures.get(login) ?? []).filter((t) => t > since);
    if (recent.length === 0) failures.delete(login);
    else failures.set(login, recent);
    if (recent.length >= PATIENCE) await new Promise((done) => setTimeout(done, SLOW_MS));
  }

  return {
    async personOf(req) {
      const token = cookieOf(req, cookieName(https(req)));
      const live = token ? await sessions.session(token) : null;
      return live && token ? { person: live.person, session: token } : null;
    },

    async signIn(login, password, req) {
      await slowDown(login);
      const opened = await sessions.signIn(login, password);
      if (!opened) {
        if (failures.size >= MOST_LOGINS) failures.clear();
        failures.set(login, [...(failures.get(login) ?? []), Date.parse(clock.now())]);
        throw new Problem(401, 'sign-in-failed', {
          zh: '用户名或密码不对。',
          en: 'The name or the password is wrong.',
        });
      }
      failures.delete(login);
      const seconds = Math.max(0, Math.floor((Date.parse(opened.expiresAt) - Date.parse(clock.now())) / 1000));
      return { person: opened.person, cookie: cookie(req, opened.token, seconds) };
    },

    async signOut(session, req) {
      await sessions.signOut(session);
      return cookie(req, '', 0);
    },
  };
}
