import { z } from 'zod';
import { exact, prose } from '../../domain/text/fields.ts';
import type { Acts, Lists } from '../../ledger/types.ts';
import { routesOn } from '../route.ts';
import { id } from './params.ts';

const route = routesOn<Acts & Lists>();

/** Who names officers: the head of the unit, and who decides in their place. */
const NAMES_OFFICERS = { role: ['unit-head', 'dept-head'] } as const;

/** Cases that are handed over at once. */
const MOST_CASES = 200;

export const getHandover = route({
  method: 'get',
  path: '/api/handover',
  summary: {
    zh: '可以移交承办的人员：名下有几件案件，是否在岗，由谁代理；以及可以接手的人员',
    en: 'Officers whose cases I may hand over: in how many they are named, whether they are away, who stands in; and who can take over',
  },
  audience: NAMES_OFFICERS,
  answers: { 200: { zh: '人员', en: 'Officers, and successors' } },
  handle: async ({ person }, { ledger }) => ({ body: await ledger.handover(person) }),
});

export const getHandedCases = route({
  method: 'get',
  path: '/api/handover/{officer}',
  summary: { zh: '一名承办人名下可以移交的案件', en: 'The cases in which an officer is named, by next due date' },
  audience: NAMES_OFFICERS,
  params: z.object({ officer: exact(64, 1) }),
  query: z.strictObject({
    cursor: exact(400).optional(),
    limit: z.coerce.number().int().min(1).max(MOST_CASES).optional(),
  }),
  answers: { 200: { zh: '案件', en: 'Cases' } },
  handle: async ({ person, params, query }, { ledger }) => ({
    body: await ledger.handedCases(person, params.officer, query.cursor, query.limit),
  }),
});

export const postHandover = route({
  method: 'post',
  path: '/api/handover',
  summary: {
    zh: '批量改派：在每件案件中各办理一次改派，理由相同；不能改派的案件保持不变，并逐件说明',
    en: 'Hand over: an act `reassign` in each of the cases, for one reason; a case in which it is refused stays as it is and is told with why',
  },
  audience: NAMES_OFFICERS,
  idempotency: 'required',
  body: z.strictObject({
    officer: exact(64, 1),
    cases: z
      .array(z.strictObject({ caseId: id, proceeding: exact(60, 1) }))
      .min(1)
      .max(MOST_CASES),
    successors: z.array(exact(64, 1)).min(1).max(10),
    stays: z.boolean().default(false).meta({ description: 'The officer stays named, to go on after a leave' }),
    reason: prose(2000),
    conflictChecked: z.literal(true),
  }),
  answers: { 200: { zh: '逐件结果', en: 'What was done, case by case' } },
  async handle({ person, body: { conflictChecked: _, ...asked }, key }, { ledger }) {
    return { body: await ledger.handOver(person, asked, key) };
  },
});
