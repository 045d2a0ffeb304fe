import { z } from 'zod';
import { exact } from '../../domain/text/fields.ts';
import { type Tip, tipSchema } from '../../domain/tip.ts';
import type { EvidenceInput, Intake, Originals } from '../../ledger/types.ts';
import { refused, withMultipart } from '../evidence.ts';
import { invalid, mediaType, problem, storable } from '../problem.ts';
import { routesOn } from '../route.ts';

const route = routesOn<Pick<Intake, 'tell'> & Originals>();

/** Characters of the part `tip`: a clue of the longest, each character written as an escape, with room for the rest. */
const MOST_TIP = 300_000;

/** Text parts of a multipart tip; files come beside it as `evidence`. */
const PARTS = z.strictObject({ tip: exact(MOST_TIP) });

function tipOf(body: unknown): Tip {
  storable(body);
  const tip = tipSchema.safeParse(body);
  if (!tip.success) throw invalid(tip.error);
  return tip.data;
}

export const postTip = route({
  method: 'post',
  path: '/api/tips',
  summary: { zh: '举报', en: 'Tell a tip' },
  audience: 'anyone',
  idempotency: 'optional',
  streams: true,
  multipart: { tip: { type: 'string', contentMediaType: 'application/json' } },
  body: tipSchema,
  answers: {
    201: {
      zh: '已接收，附凭证。一小时内以同一幂等键重发同一内容，得到同一凭证；之后不再显示。',
      en: 'Received, with the receipt. The same content under the same key gets the same receipt for an hour; after that it is shown no more.',
    },
  },
  async handle({ req, key }, deps) {
    const tell = async (body: unknown, evidence: EvidenceInput[]) => {
      const { receipt, receivedAt, named, next } = await deps.ledger.tell({ ...tipOf(body), evidence }, key);
      return { status: 201, body: { receipt, receivedAt, named, next } };
    };
    if (req.is('application/json')) return tell(req.body, []);
    if (!req.is('multipart/form-data')) throw mediaType();
    return withMultipart(req, deps, async (body) => {
      const no = refused(body);
      if (no) throw no;
      const parts = PARTS.safeParse(body.fields);
      if (!parts.success) throw invalid(parts.error);
      let tip: unknown;
      try {
        tip = JSON.parse(parts.data.tip);
      } catch {
        throw problem('malformed-json/tip', { fields: ['tip'] });
      }
      return tell(tip, body.files);
    });
  },
});
