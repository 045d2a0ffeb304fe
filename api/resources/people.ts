import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CHANGE_KINDS, changeSchema, MOST_CHANGES } from '../../domain/authority/changes.ts';
import { MOST_FAULTS } from '../../domain/authority/draft.ts';
import { TABLE_COLUMNS } from '../../domain/authority/table.ts';
import { issuesOf } from '../../domain/kernel/form-of.ts';
import { BY_TWO, CONCERNED_BY_TWO } from '../../domain/people/types.ts';
import { INPUT_INVALID } from '../../domain/refusals.ts';
import { anyForm, exact, line, prose, sought } from '../../domain/text/fields.ts';
import type { ChangeFault, PeopleChanges } from '../../ledger/types.ts';
import { routesOn } from '../route.ts';

const route = routesOn<PeopleChanges>();

/** Who enters, approves, reads the log of both, consents; heads of the organ above consent where the principal is concerned. */
const CONCERNED = { role: [...CONCERNED_BY_TWO, ...BY_TWO.above] } as const;
const number = z.object({ number: z.coerce.number().int().min(1).max(1_000_000) });
/** Whose journal is meant, where somebody has a part in several: their own, and those beneath. */
const organ = exact(40, 1).optional().meta({ description: 'Which organ; left out: one’s own' });
const inOrgan = z.strictObject({ organ });
const reason = prose(2000);
/** As many changes as one request may hold, of people with a post and a certificate. */
const LIST_BYTES = 2 * 1024 * 1024;
const REQUESTS = '/api/authority/people/requests';
const NO = {
  403: { zh: '须由另一人办理，或者不是您的岗位', en: 'For another person, or not for your post' },
  409: { zh: '与现状不符，或者已经办理', en: 'Stands against what is so, or was decided' },
} as const;
const FAULTS = {
  422: { zh: '逐项逐栏指出的错误，没有作任何改动', en: 'What is wrong, by row and field; nothing was changed' },
} as const;

export const getPeople = route({
  method: 'get',
  path: '/api/authority/people',
  summary: {
    zh: '本机关的机构、人员、岗位、证件、关系和代理，以及变更申请',
    en: 'Units, people, posts, certificates, relations and deputies of the organ, and what was asked to change',
  },
  audience: CONCERNED,
  query: z.strictObject({
    organ,
    unit: exact(40, 1).optional(),
    q: sought(80).optional(),
    after: exact(120, 1).optional(),
  }),
  answers: { 200: { zh: '机构、一页人员和申请', en: 'Units, a page of people, requests; newest first' } },
  handle: async ({ person, query }, { ledger }) => ({ body: await ledger.people(person, query) }),
});

export const getChangeHistory = route({
  method: 'get',
  path: REQUESTS,
  summary: {
    zh: '已办结的变更申请，可以按种类和人员查找，最近的在前',
    en: 'Requests that were decided, by kind of change and by person, newest first',
  },
  audience: CONCERNED,
  query: z.strictObject({
    organ,
    kind: z.enum(CHANGE_KINDS).optional(),
    person: exact(64, 1).optional(),
    before: z.coerce.number().int().min(1).max(1_000_000).optional(),
  }),
  answers: {
    200: {
      zh: '一页申请；next 用作下一页的 before',
      en: 'A page of requests; `next` is `before` of the next page',
    },
  },
  handle: async ({ person, query }, { ledger }) => ({ body: await ledger.changeHistory(person, query) }),
});

export const getChangeRequest = route({
  method: 'get',
  path: `${REQUESTS}/{number}`,
  summary: { zh: '一项变更申请的全部内容', en: 'One request with all of its changes' },
  audience: CONCERNED,
  params: number,
  query: inOrgan,
  answers: { 200: { zh: '申请', en: 'The request' } },
  handle: async ({ person, params, query }, { ledger }) => ({
    body: await ledger.changeRequest(person, params.number, query.organ),
  }),
});

export const postChangePreview = route({
  method: 'post',
  path: '/api/authority/people/preview',
  summary: {
    zh: '预览变更：逐项逐栏指出错误，以及能否由本人提出；不作任何改动',
    en: 'What is wrong with these changes, by row and field, and whether whoever looks may ask for them; changes nothing',
  },
  audience: CONCERNED,
  bodyBytes: LIST_BYTES,
  body: z.strictObject({ changes: z.array(anyForm()).min(1).max(MOST_CHANGES) }),
  answers: {
    200: { zh: '每项的错误，以及须由谁同意', en: 'Faults of each row, and whose consent it needs' },
    403: NO[403],
  },
  handle: async ({ person, body }, { ledger }) => {
    const read = body.changes.map((raw) => changeSchema.safeParse(raw));
    const faults = read.flatMap(({ error }, row): ChangeFault[] =>
      (error ? issuesOf(error) : []).map(({ at, message }) => ({
        row,
        field: at.join('.'),
        code: INPUT_INVALID,
        message,
      })),
    );
    const rows = read.flatMap(({ data }, row) => (data ? [{ row, change: data }] : []));
    const found = await ledger.previewChanges(person, rows);
    const all = [...faults, ...found.faults].sort((a, b) => a.row - b.row);
    return { body: { ...found, faults: all.slice(0, MOST_FAULTS) } };
  },
});

export const getTable = route({
  method: 'get',
  path: '/api/authority/people/table',
  summary: {
    zh: '机构和人员的表格：每行一个机构，或者一个人的一项职务；不含密码',
    en: 'Units and people as tables: a line for each unit, and for each post of somebody; no passwords',
  },
  audience: CONCERNED,
  answers: { 200: { zh: '两张表，栏目依次为所列名称', en: 'Two tables, cells in the order of the columns' } },
  handle: async ({ person }, { ledger }) => ({
    body: { columns: TABLE_COLUMNS, ...(await ledger.table(person)) },
  }),
});

/** Cells are texts, whatever a spreadsheet takes them for. */
const cells = z.array(exact(500).nullable()).max(60);
const sheet = z.strictObject({ name: exact(100), rows: z.array(cells).max(2 * MOST_CHANGES) });

export const postTable = route({
  method: 'post',
  path: '/api/authority/people/table',
  summary: {
    zh: '读取机构和人员的表格：与现状相比有哪些变更，逐行逐栏指出错误；不作任何改动，变更仍须提出申请',
    en: 'What tables of units and people would change, and what is wrong by line and column; changes nothing: what comes of it is asked for like any change',
  },
  audience: CONCERNED,
  bodyBytes: LIST_BYTES,
  body: z.strictObject({ sheets: z.array(sheet).min(1).max(20) }),
  answers: { 200: { zh: '变更、错误，以及须由谁同意', en: 'Changes, faults, and whose consent it needs' } },
  handle: async ({ person, body }, { ledger }) => ({ body: await ledger.readTable(person, body.sheets) }),
});

export const postChangeRequest = route({
  method: 'post',
  path: REQUESTS,
  summary: {
    zh: '申请变更机构、人员、岗位、证件、关系或者代理：一次可以多项，全部办理或者都不办理',
    en: 'Ask for changes of units, people, posts, certificates, relations or deputies: all of them or none; a second person approves',
  },
  audience: CONCERNED,
  bodyBytes: LIST_BYTES,
  idempotency: 'optional',
  body: z.strictObject({ changes: z.array(changeSchema).min(1).max(MOST_CHANGES), reason }),
  answers: { 202: { zh: '已申请，等待同意或者批准', en: 'Asked; it waits for consent or approval' }, ...NO, ...FAULTS },
  handle: async ({ person, body, key }, { ledger }) => ({
    status: 202,
    body: await ledger.askChanges(person, body, key ?? randomUUID()),
  }),
});

export const postChangeConsent = route({
  method: 'post',
  path: `${REQUESTS}/{number}/consent`,
  summary: {
    zh: '同意：涉及负责人、身份保管员、安全管理员的，由正职负责人；涉及其本人的，由上级机关，或者由安全管理员录入其文号',
    en: 'Consent of the principal, or of the organ above where the principal is concerned; the security administrator enters the number of its document where nobody of it is here',
  },
  audience: CONCERNED,
  params: number,
  query: inOrgan,
  body: z.strictObject({ document: line(120).nullable().optional() }),
  answers: { 200: { zh: '已同意，等待批准', en: 'Consented; it waits for approval' }, ...NO },
  handle: async ({ person, params, query, body }, { ledger }) => ({
    body: await ledger.consentChanges(person, params.number, body.document ?? null, query.organ),
  }),
});

export const postChangeApproval = route({
  method: 'post',
  path: `${REQUESTS}/{number}/approval`,
  summary: {
    zh: '批准：全部即时生效；新增人员的一次性密码只显示这一次',
    en: 'Approve: all of it is so; one-time passwords of people who were added are shown this once',
  },
  audience: CONCERNED,
  params: number,
  query: inOrgan,
  answers: { 200: { zh: '已办理', en: 'Done' }, ...NO, ...FAULTS },
  handle: async ({ person, params, query }, { ledger }) => ({
    body: await ledger.approveChanges(person, params.number, query.organ),
  }),
});

export const postChangeDecline = route({
  method: 'post',
  path: `${REQUESTS}/{number}/decline`,
  summary: { zh: '退回申请；申请人以此撤回', en: 'Decline a request with a reason; who asked withdraws it by this' },
  audience: CONCERNED,
  params: number,
  query: inOrgan,
  body: z.strictObject({ reason }),
  answers: { 200: { zh: '已退回', en: 'Declined; it stays on record' }, ...NO },
  handle: async ({ person, params, query, body }, { ledger }) => ({
    body: await ledger.declineChanges(person, params.number, body.reason, query.organ),
  }),
});
