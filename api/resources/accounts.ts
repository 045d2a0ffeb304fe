import { z } from 'zod';
import { ACCOUNT_CHANGES } from '../../domain/authority/types.ts';
import { OFFICERS_OF_THE_SYSTEM } from '../../domain/people/types.ts';
import { exact, prose, sought } from '../../domain/text/fields.ts';
import type { Accounts } from '../../ledger/types.ts';
import { routesOn } from '../route.ts';

const route = routesOn<Accounts>();

const OFFICERS = { role: OFFICERS_OF_THE_SYSTEM } as const;
const number = z.object({ number: z.coerce.number().int().min(1).max(1_000_000) });
const reason = prose(2000);
const NO = {
  403: { zh: '须由另一人办理，或者不是您的岗位', en: 'For another person, or not for your post' },
  409: { zh: '与现状不符，或者已经办理', en: 'Stands against what is so, or was decided' },
} as const;

export const getAccounts = route({
  method: 'get',
  path: '/api/authority/accounts',
  summary: { zh: '本机关的账号，以及重置、锁定的申请', en: 'Accounts of the organ, and what was asked about them' },
  audience: OFFICERS,
  query: z.strictObject({ q: sought(80).optional() }),
  answers: { 200: { zh: '账号和申请', en: 'Accounts; requests, newest first' } },
  handle: async ({ person, query }, { ledger }) => ({ body: await ledger.accounts(person, query.q) }),
});

export const postAccountRequest = route({
  method: 'post',
  path: '/api/authority/accounts/requests',
  summary: {
    zh: '申请重置密码、第二验证因素，锁定或者解锁账号',
    en: 'Ask to reset a password or second factor, to lock or unlock an account: a second person approves',
  },
  audience: OFFICERS,
  body: z.strictObject({ person: exact(64, 1), what: z.enum(ACCOUNT_CHANGES), reason }),
  answers: { 202: { zh: '已申请，等待批准', en: 'Asked; it waits to be approved' }, ...NO },
  handle: async ({ person, body }, { ledger }) => ({ status: 202, body: await ledger.askAccount(person, body) }),
});

export const postAccountApproval = route({
  method: 'post',
  path: '/api/authority/accounts/requests/{number}/approval',
  summary: {
    zh: '批准：即时生效，结束此人的全部登录会话；一次性密码只显示这一次',
    en: 'Approve: it is done, and every session of the person ends; a one-time password is shown this once',
  },
  audience: OFFICERS,
  params: number,
  answers: { 200: { zh: '已办理', en: 'Done, with the one-time password where one was asked for' }, ...NO },
  handle: async ({ person, params }, { ledger }) => ({ body: await ledger.approveAccount(person, params.number) }),
});

export const postAccountDecline = route({
  method: 'post',
  path: '/api/authority/accounts/requests/{number}/decline',
  summary: { zh: '退回申请', en: 'Decline a request with a reason' },
  audience: OFFICERS,
  params: number,
  body: z.strictObject({ reason }),
  answers: { 200: { zh: '已退回', en: 'Declined; it stays on record' }, ...NO },
  handle: async ({ person, params, body }, { ledger }) => ({
    body: await ledger.declineAccount(person, params.number, body.reason),
  }),
});

export const getOwnAccount = route({
  method: 'get',
  path: '/api/session/account',
  summary: { zh: '他人对我的账号办理的事项', en: 'What two others did about my account' },
  audience: 'staff',
  answers: { 200: { zh: '事项', en: 'With both names, the reason and the moment, newest first' } },
  handle: async ({ person }, { ledger }) => ({ body: { items: await ledger.ownAccount(person) } }),
});
