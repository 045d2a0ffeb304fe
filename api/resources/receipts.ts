import { z } from 'zod';
import { anyForm, exact, prose } from '../../domain/text/fields.ts';
import { MOST_TEXT } from '../../domain/tip.ts';
import type { Originals, Progress, Receipts } from '../../ledger/types.ts';
import type { Deps } from '../deps.ts';
import { goesOn, withMultipart } from '../evidence.ts';
import { createGuessCounter } from '../limits.ts';
import { invalid, mediaType, receiptUnknown, storable } from '../problem.ts';
import { type Route, routesOn } from '../route.ts';

const route = routesOn<Receipts & Originals>();

/** As much as a body may hold. */
const MOST_BODY = 1_000_000;

/** Every string is a receipt that may open nothing: even its length must not be told apart. */
const receipt = exact(MOST_BODY);

const known = { 200: { zh: '进展', en: 'Progress' }, 404: { zh: '凭证无效', en: 'No such receipt' } };

/** Without the id of the case: the holder has no use for it. */
function forHolder(progress: Progress): Omit<Progress, 'caseId'> {
  const { caseId: _, ...rest } = progress;
  return rest;
}

/** Routes of the holder of a receipt. One counter per process slows guessing down; it knows nobody. */
export function receiptRoutes(): Route[] {
  let guesses: ReturnType<typeof createGuessCounter> | undefined;

  async function opened(
    progress: Progress | null,
    deps: Pick<Deps, 'clock'>,
  ): Promise<{ body: ReturnType<typeof forHolder> }> {
    guesses ??= createGuessCounter(deps.clock);
    if (progress) return { body: forHolder(progress) };
    const wait = guesses.miss();
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
    throw receiptUnknown();
  }

  return [
    route({
      method: 'post',
      path: '/api/receipts',
      summary: { zh: '凭查询凭证查看进展', en: 'Come back with the receipt' },
      audience: 'holder',
      body: z.strictObject({ receipt }),
      answers: known,
      handle: async ({ body }, deps) => opened(await deps.ledger.progress(body.receipt), deps),
    }),
    route({
      method: 'post',
      path: '/api/receipts/messages',
      summary: { zh: '给承办部门留言', en: 'Write to the department' },
      audience: 'holder',
      idempotency: 'optional',
      body: z.strictObject({ receipt, text: prose(MOST_TEXT) }),
      answers: known,
      handle: async ({ body, key }, deps) => opened(await deps.ledger.addMessage(body.receipt, body.text, key), deps),
    }),
    route({
      method: 'post',
      path: '/api/receipts/evidence',
      summary: { zh: '补充材料', en: 'Add evidence' },
      audience: 'holder',
      idempotency: 'optional',
      streams: true,
      multipart: { receipt: { type: 'string' } },
      answers: known,
      async handle({ req, key }, deps) {
        if (!req.is('multipart/form-data')) throw mediaType();
        return withMultipart(req, deps, async (body) => {
          // What is good is taken at once; a refused file costs the others nothing.
          if (body.problem && !goesOn(body)) throw body.problem;
          storable(body.fields);
          const parsed = z
            .strictObject({ receipt, evidence: z.number().min(1, 'at least one file') })
            .safeParse({ ...body.fields, evidence: body.files.length });
          if (!parsed.success) throw invalid(parsed.error);
          const answer = await opened(await deps.ledger.addEvidence(parsed.data.receipt, body.files, key), deps);
          return { body: { ...answer.body, refused: body.problem?.extra.errors ?? [] } };
        });
      },
    }),
    route({
      method: 'post',
      path: '/api/receipts/withdrawal',
      summary: { zh: '撤回举报', en: 'Withdraw the tip' },
      audience: 'holder',
      idempotency: 'optional',
      body: z.strictObject({ receipt }),
      answers: known,
      handle: async ({ body, key }, deps) =>
        opened(
          await deps.ledger.tipsterAct(body.receipt, {
            proceeding: 'intake-1',
            act: 'withdraw',
            form: {},
            ...(key ? { idempotencyKey: key } : {}),
          }),
          deps,
        ),
    }),
    route({
      method: 'post',
      path: '/api/receipts/acts',
      summary: {
        zh: '举报人的其他办理：申请告知结果、申请回避、补充',
        en: 'Other acts of the holder: ask for the result, for a recusal, supply',
      },
      audience: 'holder',
      idempotency: 'optional',
      body: z.strictObject({
        receipt,
        proceeding: exact(60),
        act: exact(60),
        form: anyForm().default({}),
      }),
      answers: known,
      handle: async ({ body: { receipt: r, ...asking }, key }, deps) =>
        opened(await deps.ledger.tipsterAct(r, { ...asking, ...(key ? { idempotencyKey: key } : {}) }), deps),
    }),
  ];
}
