import { z } from 'zod';
import { IDENTITY_GROUNDS } from '../../domain/law/identity-grounds.ts';
import { line, prose } from '../../domain/text/fields.ts';
import { legalDay } from '../../domain/time/fields.ts';
import type { IdentityRequests } from '../../ledger/types.ts';
import { routesOn } from '../route.ts';
import { id, oneId } from './params.ts';

const route = routesOn<IdentityRequests>();

/** What the vault holds stays in no cache. */
const headers = { 'Cache-Control': 'no-store' };

export const postIdentityRequest = route({
  method: 'post',
  path: '/api/cases/{id}/identity-requests',
  summary: {
    zh: '申请知悉举报人身份：理由、依据、说明',
    en: 'Ask to learn who told: ground, clause and reason; a head with no act in the case approves',
  },
  audience: 'staff',
  idempotency: 'required',
  params: oneId,
  body: z.strictObject({ ground: z.enum(IDENTITY_GROUNDS), clause: line(200), reason: prose(2000) }),
  answers: { 201: { zh: '申请已记录', en: 'The request; recorded as an event' } },
  handle: async ({ person, params, body, key }, { ledger }) => ({
    status: 201,
    body: await ledger.askIdentity(person, params.id, body, key),
    headers,
  }),
});

export const getIdentityRequests = route({
  method: 'get',
  path: '/api/identity-requests',
  summary: {
    zh: '与我有关的身份知悉申请',
    en: 'Requests that I made, may approve or am to open; never who told',
  },
  audience: 'staff',
  query: z.strictObject({ case: id.optional() }),
  answers: { 200: { zh: '申请', en: 'Requests, newest first' } },
  handle: async ({ person, query }, { ledger }) => ({
    body: { items: await ledger.identityRequests(person, query.case) },
    headers,
  }),
});

export const postIdentityDecision = route({
  method: 'post',
  path: '/api/identity-requests/{id}/decision',
  summary: { zh: '批准或者不同意', en: 'Approve or refuse; not telling the tipster for six months at most' },
  audience: 'staff',
  params: oneId,
  body: z.strictObject({
    granted: z.boolean(),
    reason: prose(2000),
    withheld: z.strictObject({ clause: line(200), until: legalDay() }).optional(),
  }),
  answers: { 200: { zh: '申请', en: 'The request' } },
  handle: async ({ person, params, body }, { ledger }) => ({
    body: await ledger.decideIdentity(person, params.id, body),
    headers,
  }),
});

export const postIdentityOpening = route({
  method: 'post',
  path: '/api/identity-requests/{id}/opening',
  summary: { zh: '为申请人打开（身份保管员）', en: 'The custodian opens it for who asked, and is shown nothing' },
  audience: { role: 'custodian' },
  params: oneId,
  answers: { 200: { zh: '申请', en: 'The request' } },
  handle: async ({ person, params }, { ledger }) => ({
    body: await ledger.openIdentity(person, params.id),
    headers,
  }),
});

export const getIdentity = route({
  method: 'get',
  path: '/api/identity-requests/{id}/identity',
  summary: { zh: '举报人身份（只给申请人看，一天）', en: 'Who told: for who asked alone, for a day from the opening' },
  audience: 'staff',
  params: oneId,
  answers: { 200: { zh: '身份', en: 'The identity' } },
  handle: async ({ person, params }, { ledger }) => ({ body: await ledger.readIdentity(person, params.id), headers }),
});
