import { z } from 'zod';
import { tipSchema } from '../../domain/tip.ts';
import { readMultipart } from '../evidence.ts';
import { invalid, mediaType, Problem } from '../problem.ts';
import { route } from '../route.ts';

/** Text parts of a multipart tip; files come beside it as `evidence`. */
const PARTS = z.strictObject({ tip: z.string() });

const malformed = () =>
  new Problem(
    400,
    'malformed-json',
    { zh: '“tip” 不是有效的 JSON。', en: 'The part “tip” is not valid JSON.' },
    {
      errors: [{ field: 'tip', message: 'not valid JSON', messageZh: '不是有效的 JSON' }],
    },
  );

export const postTip = route({
  method: 'post',
  path: '/api/tips',
  summary: { zh: '举报', en: 'Tell a tip' },
  audience: 'anyone',
  idempotency: 'optional',
  streams: true,
  multipart: { tip: { type: 'string', contentMediaType: 'application/json' } },
  body: tipSchema,
  answers: { 201: { zh: '已接收，凭证只显示一次。', en: 'Received; the receipt is shown once.' } },
  async handle({ req, key }, { ledger }) {
    let body: unknown = req.body;
    let evidence: Awaited<ReturnType<typeof readMultipart>>['files'] = [];
    if (req.is('multipart/form-data')) {
      const { fields, files, problem } = await readMultipart(req);
      if (problem) throw problem;
      const parts = PARTS.safeParse(fields);
      if (!parts.success) throw invalid(parts.error);
      evidence = files;
      try {
        body = JSON.parse(parts.data.tip);
      } catch {
        throw malformed();
      }
    } else if (!req.is('application/json')) {
      throw mediaType();
    }
    const tip = tipSchema.safeParse(body);
    if (!tip.success) throw invalid(tip.error);
    const { receipt, receivedAt, named, next } = await ledger.tell({ ...tip.data, evidence }, key);
    return { status: 201, body: { receipt, receivedAt, named, next } };
  },
});
