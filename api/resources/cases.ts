import { z } from 'zod';
import { PROCEEDING_KINDS, type ProceedingKind } from '../../domain/case/types.ts';
import { ENTERED_CHANNELS } from '../../domain/channels.ts';
import { lookUp } from '../../domain/look-up.ts';
import { pageCount } from '../../domain/proceedings/parts/forms.ts';
import { TABLES } from '../../domain/proceedings/tables.ts';
import { anyForm, exact, line, sought } from '../../domain/text/fields.ts';
import { legalDay, legalInstant } from '../../domain/time/fields.ts';
import { tipSchema } from '../../domain/tip.ts';
import { disposition } from '../../files/names.ts';
import type { Acts, CaseReading, Inspection, Lists } from '../../ledger/types.ts';
import { fieldError, inputInvalid } from '../problem.ts';
import { AT_FIELD } from '../problems.ts';
import { routesOn } from '../route.ts';
import { id, oneId } from './params.ts';

const route = routesOn<Acts & CaseReading & Lists & Inspection>();

const cursor = exact(400).optional();
const limit = z.coerce.number().int().min(1).max(200).optional();
const instantOrDay = z.union([legalInstant(), legalDay()]);
const flag = z.stringbool().optional();

export const getWorklist = route({
  method: 'get',
  path: '/api/worklist',
  summary: { zh: '待办，按到期日', en: 'What waits for me, by next due date' },
  audience: 'staff',
  query: z.strictObject({ cursor, limit }),
  answers: {
    200: {
      zh: '待办；第一页另有 besides：待批准的放假安排、人员变更、身份知悉申请',
      en: 'The list; the first page has what waits beside the cases, too (`besides`): calendars, changes of people, identities',
    },
  },
  handle: async ({ person, query }, { ledger }) => ({
    body: {
      ...(await ledger.worklist(person, query.cursor, query.limit)),
      ...(query.cursor === undefined ? { besides: await ledger.waiting(person) } : {}),
    },
  }),
});

export const postTaskDone = route({
  method: 'post',
  path: '/api/tasks/{id}/done',
  summary: { zh: '已处理提醒', en: 'A task was seen to' },
  audience: 'staff',
  params: oneId,
  answers: { 204: { zh: '已记录', en: 'Recorded' } },
  async handle({ person, params }, { ledger }) {
    await ledger.taskDone(person, params.id);
    return { status: 204 };
  },
});

export const getDeadlineBoard = route({
  method: 'get',
  path: '/api/deadlines',
  summary: { zh: '期限看板', en: 'Open clocks, earliest first' },
  audience: 'staff',
  query: z.strictObject({ cursor, limit }),
  answers: { 200: { zh: '期限', en: 'Clocks' } },
  handle: async ({ person, query }, { ledger }) => ({
    body: await ledger.deadlines(person, query.cursor, query.limit),
  }),
});

/** A state is one of a kind of proceeding: alone, or of another kind, it would choose nothing. */
function stateWrong(kind: ProceedingKind | undefined, state: string | undefined) {
  if (state === undefined) return null;
  if (kind === undefined) return AT_FIELD['kind-needed'];
  return lookUp(TABLES[kind].states, state) ? null : AT_FIELD['no-such-state'];
}

export const getCases = route({
  method: 'get',
  path: '/api/cases',
  summary: { zh: '查找案件', en: 'Search cases' },
  audience: 'staff',
  query: z.strictObject({
    cursor,
    limit,
    number: sought(100).optional(),
    kind: z.enum(PROCEEDING_KINDS).optional(),
    state: exact(60).optional(),
    fund: exact(40).optional(),
    accused: sought(200).optional(),
    open: flag,
    overdue: flag,
  }),
  answers: { 200: { zh: '案件', en: 'Cases' } },
  async handle({ person, query: { cursor: from, limit: most, ...search } }, { ledger }) {
    const wrong = stateWrong(search.kind, search.state);
    if (wrong) throw inputInvalid([fieldError('state', wrong)]);
    return { body: await ledger.cases(person, search, from, most) };
  },
});

export const postCase = route({
  method: 'post',
  path: '/api/cases',
  summary: {
    zh: '录入来信、来电、来访或其他机关转来的举报，或纸质案卷',
    en: 'Enter a tip that came otherwise, or a paper file with its past acts',
  },
  audience: { role: ['clerk', 'special'] },
  idempotency: 'required',
  body: z.strictObject({
    tip: tipSchema,
    channel: z.enum(ENTERED_CHANNELS),
    receivedAt: legalInstant(),
    confirmBeforeLaw: z
      .literal(true)
      .optional()
      .meta({ description: 'The file was received before the measures were in force, and that is no slip' }),
    acts: z
      .array(
        z.strictObject({
          proceeding: exact(60),
          act: exact(60),
          by: exact(64),
          occurredAt: instantOrDay,
          form: anyForm().default({}),
          document: z
            .strictObject({
              kind: line(60),
              number: line(100),
              date: legalDay(),
              pages: pageCount(),
            })
            .optional(),
        }),
      )
      .max(200)
      .optional(),
  }),
  answers: { 201: { zh: '已立卷', en: 'Entered' } },
  async handle({ person, body, key }, { ledger }) {
    const { tip, ...rest } = body;
    const {
      receipt,
      caseId,
      receivedAt,
      named,
      next,
      case: summary,
    } = await ledger.enter({ ...tip, ...rest, by: person.login }, key);
    return {
      status: 201,
      body: { id: caseId, receipt, receivedAt, named, next, case: summary },
      headers: { Location: `/api/cases/${caseId}` },
    };
  },
});

export const getCase = route({
  method: 'get',
  path: '/api/cases/{id}',
  summary: { zh: '一个案件', en: 'One case' },
  audience: 'staff',
  params: oneId,
  answers: { 200: { zh: '案件', en: 'The case, as far as this person may see' } },
  handle: async ({ person, params }, { ledger }) => ({ body: await ledger.caseView(person, params.id) }),
});

export const postReceiptShowing = route({
  method: 'post',
  path: '/api/cases/{id}/receipt-showing',
  summary: {
    zh: '出示留存的查询凭证，以便交给举报人（永久留痕）',
    en: 'Show the receipt that was held back, to be handed to the tipster; noted for ever',
  },
  audience: 'staff',
  params: oneId,
  answers: { 200: { zh: '查询凭证', en: 'The receipt; to who was shown it alone it is shown again' } },
  handle: async ({ person, params }, { ledger }) => ({
    body: await ledger.showReceipt(person, params.id),
    headers: { 'Cache-Control': 'no-store' },
  }),
});

export const getActs = route({
  method: 'get',
  path: '/api/cases/{id}/acts',
  summary: { zh: '我现在能办什么，不能办的为什么', en: 'What I may do now, and why not the rest' },
  audience: 'staff',
  params: oneId,
  answers: { 200: { zh: '可办与不可办', en: 'Allowed and refused acts' } },
  handle: async ({ person, params }, { ledger }) => ({ body: await ledger.actsOf(person, params.id) }),
});

export const postAct = route({
  method: 'post',
  path: '/api/cases/{id}/acts',
  summary: { zh: '办理', en: 'Do an act' },
  audience: 'staff',
  idempotency: 'required',
  params: oneId,
  body: z.strictObject({
    proceeding: exact(60, 1),
    act: exact(60, 1),
    occurredAt: instantOrDay.optional(),
    answers: legalInstant().optional().meta({
      description:
        '`proposal.put` of what it decides on, as GET on the same path says it: where something else waits by now, nothing is done. Needed where the same was put forward before in this proceeding, and of what a second person looks at',
    }),
    form: anyForm()
      .default({})
      .meta({ description: 'By the schema `<kind>.<act>` of the components, as GET on the same path offers it' }),
  }),
  answers: { 200: { zh: '新事件与案件', en: 'The new events and the case' } },
  async handle({ person, params, body, key }, { ledger }) {
    return {
      body: await ledger.act({ caseId: params.id, answers: null, ...body, by: person.id, idempotencyKey: key }),
    };
  },
});

export const getClock = route({
  method: 'get',
  path: '/api/cases/{id}/clocks/{clock}',
  summary: { zh: '期限及其说明', en: 'A clock, its ledger and its explanation' },
  audience: 'staff',
  params: z.object({ id, clock: exact(80) }),
  answers: { 200: { zh: '期限', en: 'The clock' } },
  handle: async ({ person, params }, { ledger }) => ({
    body: await ledger.clockView(person, params.id, params.clock),
  }),
});

export const getEvidence = route({
  method: 'get',
  path: '/api/cases/{id}/evidence/{evidence}',
  summary: { zh: '证据原件（在沙箱中查看，留痕）', en: 'An original, for the sandboxed viewer; logged' },
  audience: 'staff',
  params: z.object({ id, evidence: id }),
  answers: { 200: { zh: '原件', en: 'The original' } },
  async handle({ person, params }, { ledger }) {
    const file = await ledger.openEvidence(person, params.id, params.evidence);
    return {
      raw: { type: file.type, size: file.size, pieces: file.bytes },
      headers: {
        'Cache-Control': 'no-store',
        'Content-Disposition': disposition('inline', file.name),
        // Whatever the file holds, it can run nothing and reach nothing.
        'Content-Security-Policy':
          "sandbox; default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'unsafe-inline'",
        'X-Content-SHA256': file.sha256,
      },
    };
  },
});

export const getJournal = route({
  method: 'get',
  path: '/api/oversight/journal',
  summary: { zh: '查阅记录（纪检监察）', en: 'Who read what, without what was read' },
  audience: { role: 'inspector' },
  query: z.strictObject({ cursor, limit }),
  answers: { 200: { zh: '查阅记录', en: 'Readings, newest first' } },
  handle: async ({ person, query }, { ledger }) => ({ body: await ledger.journal(person, query.cursor, query.limit) }),
});

export const getOversight = route({
  method: 'get',
  path: '/api/oversight/referrals',
  summary: { zh: '移送看板（纪检监察）', en: 'Every referral: whose turn, since when, which clock' },
  audience: { role: 'inspector' },
  query: z.strictObject({ cursor, limit }),
  answers: { 200: { zh: '移送', en: 'Referrals; no tip content' } },
  handle: async ({ person, query }, { ledger }) => ({
    body: await ledger.oversight(person, query.cursor, query.limit),
  }),
});
