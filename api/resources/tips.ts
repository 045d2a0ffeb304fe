import { tipSchema } from '../../domain/tip.ts';
import { readMultipart } from '../evidence.ts';
import { invalid, Problem } from '../problem.ts';
import { route } from '../route.ts';

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
  body: tipSchema,
  answers: { 201: { zh: '已接收，凭证只显示一次。', en: 'Received; the receipt is shown once.' } },
  async handle({ req, key }, { ledger }) {
    let body: unknown = req.body;
    let evidence: Awaited<ReturnType<typeof readMultipart>>['files'] = [];
    if (req.is('multipart/form-data')) {
      const parts = await readMultipart(req);
      evidence = parts.files;
      try {
        body = JSON.parse(parts.fields.tip ?? '');
      } catch {
        throw malformed();
      }
    } else if (!req.is('application/json')) {
      throw new Problem(415, 'media-type', {
        zh: '请用 JSON 或 multipart/form-data 提交。',
        en: 'Send JSON or multipart/form-data.',
      });
    }
    const tip = tipSchema.safeParse(body);
    if (!tip.success) throw invalid(tip.error);
    const { receipt, receivedAt, named, next } = await ledger.tell({ ...tip.data, evidence }, key);
    return { status: 201, body: { receipt, receivedAt, named, next } };
  },
});
