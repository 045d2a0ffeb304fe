import { z } from 'zod';
import { grantsOn } from '../../domain/people/may.ts';
import type { Person } from '../../domain/people/types.ts';
import { dayOf } from '../../domain/time/day.ts';
import { sameOrigin } from '../addresses.ts';
import { route } from '../route.ts';

/** Who somebody is, as the console shows it. */
function whoIs(person: Person, day: string) {
  const grants = grantsOn(person, day);
  return {
    id: person.id,
    login: person.login,
    name: person.name,
    roles: [...new Set(grants.flatMap((g) => g.roles))],
    posts: grants.map((g) => ({ organ: g.organ, unit: g.unit, post: g.post, until: g.until })),
    certificates: person.certificates,
  };
}

export const postSession = route({
  method: 'post',
  path: '/api/session',
  summary: { zh: '登录', en: 'Sign in' },
  audience: 'anyone',
  body: z.strictObject({ login: z.string().min(1).max(64), password: z.string().min(1).max(200) }),
  answers: { 200: { zh: '已登录', en: 'Signed in' }, 401: { zh: '用户名或密码不对', en: 'Wrong name or password' } },
  async handle({ body, req }, { sessions, clock, addresses }) {
    // Whoever signs somebody in from elsewhere makes them work under a name of the other's choice.
    sameOrigin(req, addresses);
    const { person, cookie } = await sessions.signIn(body.login, body.password, req);
    return { body: whoIs(person, dayOf(clock.now())), headers: { 'Set-Cookie': cookie } };
  },
});

export const getSession = route({
  method: 'get',
  path: '/api/session',
  summary: { zh: '我是谁', en: 'Who I am' },
  audience: 'staff',
  answers: { 200: { zh: '本人信息', en: 'Me' } },
  handle: async ({ person }, { clock }) => ({ body: whoIs(person!, dayOf(clock.now())) }),
});

export const deleteSession = route({
  method: 'delete',
  path: '/api/session',
  summary: { zh: '退出', en: 'Sign out' },
  audience: 'staff',
  answers: { 204: { zh: '已退出', en: 'Signed out' } },
  handle: async ({ session, req }, { sessions }) => ({
    status: 204,
    headers: { 'Set-Cookie': await sessions.signOut(session!, req) },
  }),
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
    const organs = new Set(grantsOn(person!, day).map((g) => g.organ));
    return {
      body: {
        items: Object.values(directory.people)
          .filter((p) => grantsOn(p, day).some((g) => organs.has(g.organ)))
          .map((p) => ({
            id: p.id,
            login: p.login,
            name: p.name,
            roles: [...new Set(grantsOn(p, day).flatMap((g) => g.roles))],
          })),
        units: Object.values(directory.units)
          .filter((u) => organs.has(u.organ))
          .map((u) => ({ id: u.id, name: u.name })),
      },
    };
  },
});
