import { parse } from 'cookie';
import type { Request } from 'express';
import { KNOWN_DAYS, type Person } from '../domain/people/types.ts';
import type { Held } from '../ledger/ground/errors.ts';
import type { OwnFactor, Sessions, SignedIn, TimePort, ToDoFirst } from '../ledger/types.ts';
import type { PublicAddresses } from './addresses.ts';
import { PLACE_HEADER } from './gate.ts';
import { problem, secondsSaid } from './problem.ts';

/** With `__Host-` no other host of the domain can set it, and no page without TLS; browsers take that name from https alone. */
export const cookieName = (https: boolean): string => (https ? '__Host-mingcha_session' : 'mingcha_session');

/** By what a browser shows who has signed in from it before; it opens nothing, and no browser of a citizen has one. */
const knownName = (https: boolean): string => (https ? '__Host-mingcha_known' : 'mingcha_known');

const cookieOf = (req: Request, name: string): string | null => parse(req.headers.cookie ?? '')[name] || null;

const heldFor = ({ seconds, place }: Held) =>
  problem(place === null ? 'sign-in-held' : 'sign-in-held/in-line', {
    put: { wait: secondsSaid(seconds) },
    headers: place === null ? { 'Retry-After': String(seconds) } : { 'Retry-After': '1', [PLACE_HEADER]: place },
  });

const held = (error: unknown): never => {
  throw error instanceof Error && error.name === 'Held' ? heldFor(error as Held) : error;
};

/** A sign-in with its cookies, that of the session first. */
export interface CameIn extends Pick<SignedIn, 'person' | 'others' | 'half' | keyof ToDoFirst> {
  cookies: string[];
}

/** Told when whoever asked has gone away, or has been answered. */
function leaving(req: Request): AbortSignal {
  const gone = new AbortController();
  req.res?.once('close', () => gone.abort());
  return gone.signal;
}

/** Staff sessions over HTTP: a random token in a cookie that scripts cannot read and other sites cannot send. */
export interface HttpSessions extends Pick<Sessions, 'sessionsOf' | 'endSession' | 'signIns'>, OwnFactor {
  /** `id` names the session, `session` is what it is known by. */
  personOf(req: Request): Promise<(ToDoFirst & { person: Person; session: string; id: string }) | null>;
  /** `half`: the cookie opens the second step and nothing else. @throws Problem 401 `sign-in-failed`, 429 `sign-in-held` */
  signIn(login: string, password: string, req: Request): Promise<CameIn>;
  /** @throws Problem 401 `code-failed`, `sign-in-over`; 429 `sign-in-held` */
  secondStep(code: string, req: Request): Promise<CameIn>;
  /** @returns the cookie by which the browser is known from now on. @throws Problem 429 `sign-in-held`; Refused */
  changePassword(
    person: Person,
    session: string,
    change: { current: string; next: string },
    req: Request,
  ): Promise<string>;
  /** @returns the cookie that forgets the session. */
  signOut(session: string, req: Request): Promise<string>;
}

export function httpSessions(sessions: Sessions, clock: TimePort, addresses: PublicAddresses): HttpSessions {
  const https = (req: Request) => addresses.of(req)?.https ?? false;
  const cookie = (req: Request, value: string, seconds: number, name = cookieName) =>
    `${name(https(req))}=${value}; Path=/; HttpOnly; SameSite=Strict${https(req) ? '; Secure' : ''}; Max-Age=${seconds}`;
  const knownCookie = (req: Request, known: string) => cookie(req, known, KNOWN_DAYS * 86_400, knownName);
  const knownOf = (req: Request) => cookieOf(req, knownName(https(req))) ?? undefined;

  const cameIn = (signedIn: SignedIn, req: Request): CameIn => {
    const { token, known, expiresAt, person, others, half, once, factorDue } = signedIn;
    const seconds = Math.max(0, Math.floor((Date.parse(expiresAt) - Date.parse(clock.now())) / 1000));
    const cookies = [cookie(req, token, seconds), ...(known === null ? [] : [knownCookie(req, known)])];
    return { person, others, half, once, factorDue, cookies };
  };

  return {
    sessionsOf: sessions.sessionsOf,
    endSession: sessions.endSession,
    signIns: sessions.signIns,

    async personOf(req) {
      const token = cookieOf(req, cookieName(https(req)));
      const live = token ? await sessions.session(token) : null;
      if (!live || !token) return null;
      const { person, id, once, factorDue } = live;
      return { person, session: token, id, once, factorDue };
    },

    async signIn(login, password, req) {
      const came = { known: knownOf(req), place: req.get(PLACE_HEADER), left: leaving(req) };
      const done = await sessions.signIn(login, password, came).catch(held);
      if (!done) throw problem('sign-in-failed');
      return cameIn(done, req);
    },

    async secondStep(code, req) {
      const token = cookieOf(req, cookieName(https(req)));
      const done = token === null ? 'over' : await sessions.secondStep(token, code, knownOf(req)).catch(held);
      if (done === 'over') throw problem('sign-in-over');
      if (!done) throw problem('code-failed');
      return cameIn(done, req);
    },

    factorOf: sessions.factorOf,
    draftFactor: (...asked) => sessions.draftFactor(...asked).catch(held),
    enrolFactor: (...asked) => sessions.enrolFactor(...asked).catch(held),
    removeFactor: (...asked) => sessions.removeFactor(...asked).catch(held),
    renewCodes: (...asked) => sessions.renewCodes(...asked).catch(held),
    changePassword: async (person, session, change, req) =>
      knownCookie(req, await sessions.changePassword(person, session, change, knownOf(req)).catch(held)),

    async signOut(session, req) {
      await sessions.signOut(session);
      return cookie(req, '', 0);
    },
  };
}
