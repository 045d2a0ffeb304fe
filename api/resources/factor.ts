import { z } from 'zod';
import { PASSWORD_MOST } from '../../domain/people/password.ts';
import { exact } from '../../domain/text/fields.ts';
import { routesOn } from '../route.ts';

const route = routesOn();

/** A code of the authenticator or a recovery code, with the blanks that people type. */
export const typedCode = () => exact(40, 1);

const HELD = { 429: { zh: '尝试过于频繁', en: 'Too many tries; says when the next is let through' } };
const WRONG = { 422: { zh: '密码或者验证码不对', en: 'The password or the code is wrong' } };
const proof = z.strictObject({ password: exact(PASSWORD_MOST, 1), code: typedCode() });

export const getFactor = route({
  method: 'get',
  path: '/api/session/factor',
  summary: { zh: '我的第二验证因素', en: 'My second factor' },
  audience: 'staff',
  withoutFactor: true,
  answers: { 200: { zh: '是否启用、剩余恢复码', en: 'Whether it is set, and how many recovery codes are left' } },
  handle: async ({ person }, { sessions }) => ({ body: await sessions.factorOf(person) }),
});

export const postFactorDraft = route({
  method: 'post',
  path: '/api/session/factor/draft',
  summary: {
    zh: '生成新的密钥，确认之前不生效；已启用的，须填写密码和验证码',
    en: 'A new secret, which is nothing before it is confirmed; needs password and code where there is a factor',
  },
  audience: 'staff',
  withoutFactor: true,
  body: proof.partial(),
  answers: { 200: { zh: '密钥', en: 'The secret, as text and as an address' }, ...WRONG, ...HELD },
  async handle({ person, sessionId, body: { password, code } }, { sessions }) {
    const given = password !== undefined && code !== undefined ? { password, code } : null;
    return { body: await sessions.draftFactor(person, sessionId, given) };
  },
});

export const postFactor = route({
  method: 'post',
  path: '/api/session/factor',
  summary: {
    zh: '用一个验证码确认密钥，结束自己的其他登录会话',
    en: 'Confirm the secret with a code; one’s other sessions end',
  },
  audience: 'staff',
  withoutFactor: true,
  body: z.strictObject({ draft: exact(1_000, 1), code: typedCode() }),
  answers: { 201: { zh: '恢复码，只显示这一次', en: 'Recovery codes, shown this once' }, ...WRONG, ...HELD },
  handle: async ({ person, sessionId, body }, { sessions }) => ({
    status: 201,
    body: { codes: await sessions.enrolFactor(person, sessionId, body) },
  }),
});

export const postFactorRemoval = route({
  method: 'post',
  path: '/api/session/factor/removal',
  summary: { zh: '停用第二验证因素', en: 'Take one’s second factor away' },
  audience: 'staff',
  body: proof,
  answers: { 204: { zh: '已停用', en: 'Gone' }, ...WRONG, ...HELD },
  async handle({ person, sessionId, body }, { sessions }) {
    await sessions.removeFactor(person, sessionId, body);
    return { status: 204 };
  },
});

export const postRecoveryCodes = route({
  method: 'post',
  path: '/api/session/factor/codes',
  summary: { zh: '重新生成恢复码，原有的作废', en: 'New recovery codes; those of before serve no more' },
  audience: 'staff',
  body: z.strictObject({ code: typedCode() }),
  answers: { 201: { zh: '恢复码，只显示这一次', en: 'Recovery codes, shown this once' }, ...WRONG, ...HELD },
  handle: async ({ person, body: { code } }, { sessions }) => ({
    status: 201,
    body: { codes: await sessions.renewCodes(person, code) },
  }),
});
