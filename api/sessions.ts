import { parse } from 'cookie';
import type { Request } from 'express';
import type { Person } from '../domain/people/types.ts';
import type { Held } from '../ledger/ground/errors.ts';
import type { Sessions, TimePort } from '../ledger/types.ts';
import type { PublicAddresses } from './addresses.ts';
import { Problem } from './problem.ts';

/** With `__Host-` no other host of the domain can set it, and no page without TLS; browsers take that name from https alone. */
export const cookieName = (https: boolean): string => (https ? '__Host-mingcha_session' : 'mingcha_session');

const cookieOf = (req: Request, name: string): string | null => parse(req.headers.cookie ?? '')[name] || null;

const heldFor = (seconds: number) =>
  new Problem(
    429,
    'sign-in-held',
    {
      zh: `登录尝试过于频繁，请在${seconds}秒后再试。`,
      en: `There were too many tries to sign in. Please try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
    },
    {},
    { 'Retry-After': String(seconds) },
  );

const held = (error: unknown): never => {
  throw error instanceof Error && error.name === 'Held' ? heldFor((error as Held).seconds) : error;
};

/** Staff sessions over HTTP: a random token in a cookie that scripts cannot read and other sites cannot send. */
export interface HttpSessions extends Pick<Sessions, 'sessionsOf' | 'endSession' | 'signIns'> {
  /** `id` names the session, `session` is what it is known by. */
  /** `once`: signed in with a one-time password, to set another. */
  personOf(req: Request): Promise<{ person: Person; session: string; id: string; once: boolean } | null>;
  /** @throws Problem 401 `sign-in-failed`, 429 `sign-in-held` */
  signIn(
    login: string,
    password: string,
    req: Request,
  ): Promise<{ person: Person; cookie: string; others: number; once: boolean }>;
  /** @throws Problem 429 `sign-in-held`; Refused */
  changePassword: Sessions['changePassword'];
  /** @returns the cookie that forgets the session. */
  signOut(session: string, req: Request): Promise<string>;
}

export function httpSessions(sessions: Sessions, clock: TimePort, addresses: PublicAddresses): HttpSessions {
  const https = (req: Request) => addresses.of(req)?.https ?? false;
  const cookie = (req: Request, value: string, seconds: number) =>
    `${cookieName(https(req))}=${value}; Path=/; HttpOnly; SameSite=Strict${https(req) ? '; Secure' : ''}; Max-Age=${seconds}`;

  return {
    sessionsOf: sessions.sessionsOf,
    endSession: sessions.endSession,
    signIns: sessions.signIns,

    async personOf(req) {
      const token = cookieOf(req, cookieName(https(req)));
      const live = token ? await sessions.session(token) : null;
      return live && token ? { person: live.person, session: token, id: live.id, once: live.once } : null;
    },

    async signIn(login, password, req) {
      const done = await sessions.signIn(login, password).catch(held);
      if (!done) {
        throw new Problem(401, 'sign-in-failed', {
          zh: '用户名或密码不对。',
          en: 'The name or the password is wrong.',
        });
      }
      const seconds = Math.max(0, Math.floor((Date.parse(done.expiresAt) - Date.parse(clock.now())) / 1000));
      return { person: done.person, cookie: cookie(req, done.token, seconds), others: done.others, once: done.once };
    },

    changePassword: (...asked) => sessions.changePassword(...asked).catch(held),

    async signOut(session, req) {
      await sessions.signOut(session);
      return cookie(req, '', 0);
    },
  };
}
