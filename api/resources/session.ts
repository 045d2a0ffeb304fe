import { z } from 'zod';
import { lookUp } from '../../domain/look-up.ts';
import { heldBy } from '../../domain/people/held.ts';
import { grantsOn } from '../../domain/people/may.ts';
import { calledOn } from '../../domain/people/organs.ts';
import { PASSWORD_MOST } from '../../domain/people/password.ts';
import { type Directory, hasAccount, type Person } from '../../domain/people/types.ts';
import { exact } from '../../domain/text/fields.ts';
import { dayOf } from '../../domain/time/day.ts';
import type { HouseReading, ToDoFirst } from '../../ledger/types.ts';
import { notFound } from '../problem.ts';
import { routesOn } from '../route.ts';
import type { CameIn } from '../sessions.ts';
import { typedCode } from './factor.ts';

const route = routesOn<Pick<HouseReading, 'directory'>>();

/** Who somebody is, as the console shows it. */
function whoIs(person: Person, { once, factorDue }: ToDoFirst, day: string, organs: Directory['organs']) {
  // What counts in an organ that went into theirs is the same post.
  const grants = grantsOn(person, day).filter((g) => g.via === undefined);
  return {
    id: person.id,
    login: person.login,
    name: person.name,
    roles: [...new Set(grants.flatMap((g) => g.roles))],
    posts: grants.map((g) => ({ organ: g.organ, unit: g.unit, post: g.post, until: g.until })),
    /** The authorities that they work for, by name. */
    organs: [...new Set(grants.map((g) => g.organ))].flatMap((id) => {
      const organ = lookUp(organs, id);
      return organ ? [calledOn(organ, day)] : [];
    }),
    certificates: person.certificates,
    /** They have to set a password of their own before anything else. */
    oneTime: once,
    /** After that they have to set a second factor before anything else. */
    factorNeeded: factorDue,
  };
}

export const postSession = route({
  method: 'post',
  path: '/api/session',
  summary: { zh: '登录', en: 'Sign in' },
  audience: 'anyone',
  body: z.strictObject({ login: exact(64, 1), password: exact(200, 1) }),
  answers: {
    200: {
      zh: '已登录；需要第二步时为 codeNeeded',
      en: 'Signed in; says how many sessions of this person were open already. Or `codeNeeded`, and nothing is open yet',
    },
    401: { zh: '用户名或密码不对', en: 'Wrong name or password' },
    429: {
      zh: '尝试过于频繁；已排队的，立即带上 Mingcha-Place 再发',
      en: 'Too many tries; says when the next is let through. With a header Mingcha-Place the place is kept: send it back at once',
    },
  },
  async handle({ body, req }, { ledger, sessions, clock }) {
    const before = await sessions.personOf(req);
    const came = await sessions.signIn(body.login, body.password, req);
    // A cookie from before a sign-in is worth nothing after it.
    if (before) await sessions.signOut(before.session, req);
    if (came.half) return { body: { codeNeeded: true }, headers: { 'Set-Cookie': came.cookies } };
    const others = came.others - (before?.person.id === came.person.id ? 1 : 0);
    return signedIn(came, others, dayOf(clock.now()), (await ledger.directory()).organs);
  },
});

const signedIn = (came: CameIn, otherSessions: number, day: string, organs: Directory['organs']) => ({
  body: { ...whoIs(came.person, came, day, organs), otherSessions },
  headers: { 'Set-Cookie': came.cookies },
});

export const postCode = route({
  method: 'post',
  path: '/api/session/code',
  summary: { zh: '登录的第二步：验证码或者恢复码', en: 'Second step of a sign-in: a code, or a recovery code' },
  audience: 'anyone',
  body: z.strictObject({ code: typedCode() }),
  answers: {
    200: { zh: '已登录', en: 'Signed in; says how many sessions of this person were open already' },
    401: { zh: '验证码不对，或者登录已过期', en: 'Wrong code, or the first step is over' },
    429: { zh: '尝试过于频繁', en: 'Too many tries; says when the next is let through' },
  },
  async handle({ body, req }, { ledger, sessions, clock }) {
    const came = await sessions.secondStep(body.code, req);
    return signedIn(came, came.others, dayOf(clock.now()), (await ledger.directory()).organs);
  },
});

export const getSession = route({
  method: 'get',
  path: '/api/session',
  summary: { zh: '我是谁', en: 'Who I am' },
  audience: 'staff',
  withOnce: true,
  withoutFactor: true,
  answers: { 200: { zh: '本人信息', en: 'Me' } },
  handle: async ({ person, once, factorDue }, { ledger, clock }) => ({
    body: whoIs(person, { once, factorDue }, dayOf(clock.now()), (await ledger.directory()).organs),
  }),
});

export const deleteSession = route({
  method: 'delete',
  path: '/api/session',
  summary: { zh: '退出', en: 'Sign out' },
  audience: 'staff',
  withOnce: true,
  withoutFactor: true,
  answers: { 204: { zh: '已退出', en: 'Signed out' } },
  handle: async ({ session, req }, { sessions }) => ({
    status: 204,
    headers: { 'Set-Cookie': await sessions.signOut(session, req) },
  }),
});

export const postPassword = route({
  method: 'post',
  path: '/api/session/password',
  summary: {
    zh: '修改自己的密码，结束自己的其他登录会话',
    en: 'Set one’s own password; one’s other sessions end',
  },
  audience: 'staff',
  withOnce: true,
  body: z.strictObject({ current: exact(PASSWORD_MOST, 1), next: exact(PASSWORD_MOST, 1) }),
  answers: {
    204: { zh: '已修改', en: 'Changed' },
    422: { zh: '现在的密码不对，或者新密码太弱', en: 'The present password is wrong, or the new one is weak' },
    429: { zh: '尝试过于频繁', en: 'Too many tries; says when the next is let through' },
  },
  async handle({ person, sessionId, body, req }, { sessions }) {
    return { status: 204, headers: { 'Set-Cookie': await sessions.changePassword(person, sessionId, body, req) } };
  },
});

/** Who a line is about, as the administrator and the auditor read it. */
async function namesOf(ledger: Pick<HouseReading, 'directory'>) {
  const { people } = await ledger.directory();
  return (id: string | null) => {
    const person = id === null ? undefined : people[id];
    return person ? { id: person.id, login: person.login, name: person.name } : null;
  };
}

export const getSessions = route({
  method: 'get',
  path: '/api/sessions',
  summary: { zh: '我的登录会话', en: 'My sessions that are open' },
  audience: 'staff',
  answers: { 200: { zh: '会话', en: 'Newest first; `this` is the one that asks' } },
  async handle({ person, sessionId }, { sessions }) {
    const items = await sessions.sessionsOf(person, 'own');
    return { body: { items: items.map(({ staff: _, ...s }) => ({ ...s, this: s.id === sessionId })) } };
  },
});

export const endSession = route({
  method: 'delete',
  path: '/api/sessions/{id}',
  summary: { zh: '结束登录会话', en: 'End a session: one’s own, as administrator anybody’s of the organ' },
  audience: 'staff',
  params: z.object({ id: z.uuid() }),
  answers: { 204: { zh: '已结束', en: 'Ended' }, 404: { zh: '没有这个会话', en: 'There is no such session' } },
  async handle({ person, params }, { sessions }) {
    if (!(await sessions.endSession(person, params.id))) throw notFound();
    return { status: 204 };
  },
});

export const getSignIns = route({
  method: 'get',
  path: '/api/session/sign-ins',
  summary: { zh: '我的登录记录', en: 'Tries to sign in with my name' },
  audience: 'staff',
  answers: { 200: { zh: '最近的登录', en: 'The latest, newest first, without an address of the caller' } },
  async handle({ person }, { sessions, ledger }) {
    const name = await namesOf(ledger);
    const items = await sessions.signIns(person, 'own');
    return { body: { items: items.map(({ at, outcome, by }) => ({ at, outcome, by: name(by) })) } };
  },
});

export const getAllSessions = route({
  method: 'get',
  path: '/api/authority/sessions',
  summary: { zh: '本机关的登录会话', en: 'Sessions of the organ that are open' },
  audience: { role: ['admin', 'auditor'] },
  answers: { 200: { zh: '会话', en: 'Newest first' } },
  async handle({ person }, { sessions, ledger }) {
    const name = await namesOf(ledger);
    const items = await sessions.sessionsOf(person, 'organ');
    return { body: { items: items.map(({ staff, ...s }) => ({ ...s, person: name(staff) })) } };
  },
});

export const getAllSignIns = route({
  method: 'get',
  path: '/api/authority/sign-ins',
  summary: { zh: '本机关的登录记录', en: 'Tries to sign in to the organ, and with names that are nobody’s' },
  audience: { role: ['admin', 'auditor'] },
  query: z.strictObject({ before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional() }),
  answers: { 200: { zh: '登录记录', en: 'Newest first; `before` the number of the last one goes on' } },
  async handle({ person, query }, { sessions, ledger }) {
    const name = await namesOf(ledger);
    const items = await sessions.signIns(person, 'organ', query.before);
    return {
      body: {
        items: items.map(({ number, at, staff, tag, outcome, by }) => ({
          number,
          at,
          person: name(staff),
          unknown: tag,
          outcome,
          by: name(by),
        })),
      },
    };
  },
});

/** Names for choosing colleagues on forms: officers and second persons of one's own organ. */
export const getStaff = route({
  method: 'get',
  path: '/api/staff',
  summary: { zh: '本机关工作人员', en: 'Staff of my organ' },
  audience: 'staff',
  answers: { 200: { zh: '名单', en: 'The list' } },
  async handle({ person }, { ledger, clock }) {
    const directory = await ledger.directory();
    const day = dayOf(clock.now());
    const organs = new Set(grantsOn(person, day).map((g) => g.organ));
    return {
      body: {
        items: Object.values(directory.people)
          .filter((p) => heldBy(p).some((g) => organs.has(g.organ) && g.from <= day))
          .map((p) => {
            const now = grantsOn(p, day);
            return {
              id: p.id,
              login: hasAccount(p) ? p.login : null,
              name: p.name,
              // Old files name who is here no more: what they held last.
              former: !now.some((g) => organs.has(g.organ)),
              roles: [...new Set((now.length > 0 ? now : heldBy(p).slice(-1)).flatMap((g) => g.roles))],
            };
          }),
        units: Object.values(directory.units)
          .filter((u) => organs.has(u.organ))
          .map((u) => ({ id: u.id, name: u.name })),
      },
    };
  },
});
