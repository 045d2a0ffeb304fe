import { z } from 'zod';
import { MOST_YUAN } from '../../domain/authority/decide.ts';
import { LIMIT_UNITS } from '../../domain/authority/types.ts';
import { MOST_ROTATION } from '../../domain/people/rotation.ts';
import { exact, prose } from '../../domain/text/fields.ts';
import { legalDay } from '../../domain/time/fields.ts';
import type { Intake, Settling } from '../../ledger/types.ts';
import { routesOn } from '../route.ts';

const route = routesOn<Settling>();

export const getAuthority = routesOn<Pick<Intake, 'whoWeAre' | 'receivers'>>()({
  method: 'get',
  path: '/api/authority',
  summary: {
    zh: '本机关名称，以及接收举报的机关',
    en: 'What the authority is called, and the organs that receive tips',
  },
  audience: 'anyone',
  answers: {
    200: {
      zh: '名称、接收举报的各机关，以及是否为示范环境',
      en: 'Its name, null before one was set up; the organs among which whoever tells chooses; whether this is a demonstration',
    },
  },
  handle: async (_call, { ledger, demo }) => ({
    body: {
      name: (await ledger.whoWeAre())?.name ?? null,
      organs: (await ledger.receivers()).map(({ id, name, area }) => ({ id, name, area })),
      demo: demo !== null,
    },
  }),
});

const id = exact(60, 1);
const words = prose(2000);
/** Fewer characters cannot say what was read, and what is recorded stays for ever. */
const LEAST_CITATION = 6;
const citation = prose(2000, 0)
  .refine((text) => text.length >= LEAST_CITATION, {
    error: `at least ${LEAST_CITATION} characters: name, number and clause of what was read`,
    params: { zh: `至少${LEAST_CITATION}个字：文件名称、文号、条款` },
  })
  .meta({ description: 'What was read, and where; at least six characters', minLength: LEAST_CITATION });
const edition = legalDay().nullable().meta({ description: 'In-force day of the edition; null where it is unknown' });
const yuan = z.number().int().min(1).max(MOST_YUAN);
const NO = {
  403: { zh: '不是您的岗位', en: 'Not for your post' },
  409: { zh: '与现状不符', en: 'Stands against what is settled' },
  422: { zh: '填写有误', en: 'The named fields are wrong' },
} as const;

export const getAuthorityLaw = route({
  method: 'get',
  path: '/api/authority/law',
  summary: { zh: '法定期限及本机关的确认', en: 'The catalogue with the confirmations of the authority’s lawyer' },
  audience: 'staff',
  answers: { 200: { zh: '全部期限', en: 'Every row and edition, with confirmation and history' } },
  handle: async ({ person }, { ledger }) => ({ body: await ledger.authorityLaw(person) }),
});

export const getAuthorityLimits = route({
  method: 'get',
  path: '/api/authority/limits',
  summary: { zh: '内部时限和听证数额', en: 'House limits and the amounts of the hearing' },
  audience: 'staff',
  answers: { 200: { zh: '现行的、将施行的和历史', en: 'In force, to come, and history' } },
  handle: async ({ person }, { ledger }) => ({ body: await ledger.authorityLimits(person) }),
});

export const getFirstDays = route({
  method: 'get',
  path: '/api/authority/first-days',
  summary: { zh: '开办之初要办的事项', en: 'What an authority still has to see to in its first days' },
  audience: 'staff',
  answers: { 200: { zh: '各步骤及未办事项', en: 'The steps in order, with what is open of each and whose it is' } },
  handle: async ({ person }, { ledger }) => ({ body: await ledger.firstDays(person) }),
});

export const postConfirmation = route({
  method: 'post',
  path: '/api/authority/law/{deadline}/confirmation',
  summary: {
    zh: '法制审核岗确认未核对原文的期限',
    en: 'The authority’s lawyer confirms a row that was not read, read in a report, or whose reading is open',
  },
  audience: 'staff',
  idempotency: 'required',
  params: z.object({ deadline: id }),
  body: z.strictObject({
    edition,
    citation,
    readOn: legalDay().meta({ description: 'The day on which it was read' }),
  }),
  answers: { 200: { zh: '已记录', en: 'Recorded for ever' }, ...NO },
  handle: async ({ person, params, body, key }, { ledger }) => ({
    body: await ledger.settle(person, { act: 'confirm-row', deadline: params.deadline, ...body }, key),
  }),
});

export const postWithdrawal = route({
  method: 'post',
  path: '/api/authority/law/{deadline}/withdrawal',
  summary: { zh: '撤回确认', en: 'Withdraw the confirmation of a row' },
  audience: 'staff',
  idempotency: 'required',
  params: z.object({ deadline: id }),
  body: z.strictObject({ edition, reason: words }),
  answers: { 200: { zh: '已记录', en: 'Recorded for ever' }, ...NO },
  handle: async ({ person, params, body, key }, { ledger }) => ({
    body: await ledger.settle(person, { act: 'withdraw-confirmation', deadline: params.deadline, ...body }, key),
  }),
});

export const postLimit = route({
  method: 'post',
  path: '/api/authority/limits/{limit}',
  summary: { zh: '正职负责人设定内部时限', en: 'The principal sets a house limit, or sets it to none' },
  audience: 'staff',
  idempotency: 'required',
  params: z.object({ limit: id }),
  body: z.strictObject({
    value: z.strictObject({ length: z.number().int().min(1).max(10_000), unit: z.enum(LIMIT_UNITS) }).nullable(),
    from: legalDay().meta({ description: 'Clocks that start on this day or later' }),
    reason: words,
  }),
  answers: { 200: { zh: '已记录', en: 'Recorded for ever; running clocks keep theirs' }, ...NO },
  handle: async ({ person, params, body, key }, { ledger }) => ({
    body: await ledger.settle(person, { act: 'set-house-limit', limit: params.limit, ...body }, key),
  }),
});

export const postHearingAmounts = route({
  method: 'post',
  path: '/api/authority/hearing-amounts',
  summary: {
    zh: '正职负责人按地方规定设定听证数额',
    en: 'The principal sets the amounts from which a hearing is offered, with their source',
  },
  audience: 'staff',
  idempotency: 'required',
  body: z.strictObject({
    amounts: z
      .strictObject({ person: yuan, unit: yuan })
      .nullable()
      .meta({ description: 'Yuan, for a natural person and for a unit; null: a hearing is always offered' }),
    citation: words.meta({ description: 'The regional rule that sets them (APL art. 63)' }),
    from: legalDay(),
    reason: words,
  }),
  answers: { 200: { zh: '已记录', en: 'Recorded for ever' }, ...NO },
  handle: async ({ person, body, key }, { ledger }) => ({
    body: await ledger.settle(person, { act: 'set-hearing-amounts', ...body }, key),
  }),
});

export const postRotation = route({
  method: 'post',
  path: '/api/authority/rotation',
  summary: {
    zh: '正职负责人设定轮岗年限：任同一职务满几年、提前几个月提示；只提示，不改变岗位',
    en: 'The principal sets after how many years in the same post somebody is announced, and how many months ahead; it announces and takes nothing',
  },
  audience: 'staff',
  idempotency: 'required',
  body: z.strictObject({
    years: z
      .number()
      .int()
      .min(1)
      .max(MOST_ROTATION.years)
      .nullable()
      .meta({ description: 'null: nobody is announced' }),
    ahead: z.number().int().min(0).max(MOST_ROTATION.ahead).meta({ description: 'Months before the years are full' }),
    reason: words,
  }),
  answers: { 200: { zh: '已记录', en: 'Recorded for ever' }, ...NO },
  handle: async ({ person, body, key }, { ledger }) => ({
    body: await ledger.settle(person, { act: 'set-rotation', ...body }, key),
  }),
});
