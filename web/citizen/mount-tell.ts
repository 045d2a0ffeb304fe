import type { Deps, PublicLedger } from '../../api/deps.ts';
import { busyOf, withPlace } from '../../api/gate.ts';
import type { Door } from '../../domain/people/door.ts';
import type { Lang } from '../page/language.ts';
import { codeOf, faultsOf, html, isAway, said, sentenceOf, statusFor, typedOf } from './answering.ts';
import type { Typed } from './fields.tsx';
import type { PageKeys } from './page-keys.ts';
import { problemPage } from './plain.tsx';
import { notAgainPage, tipOf, toldPage, typedBack, type Wrong } from './tell.tsx';
import { tellPage } from './tell-form.tsx';
import type { WaysIn } from './ways-in.ts';

const ANOTHER: Record<Lang, string> = {
  zh: '这一页的举报已经收到，凭证当时已显示。补充内容请凭凭证“查看进展”；要另外举报，请再次提交。',
  en: 'The tip of this page has been received and its receipt was shown. To add to it, come back with the receipt; to tell another tip, send once more.',
};

/** Telling a tip, and keeping its receipt. */
export function mountTell(
  { get, post, upload }: WaysIn,
  { ledger }: Deps<PublicLedger>,
  { newKey, keyIn }: PageKeys,
): void {
  /** Doors as last known: the form is shown while the database is away, too. */
  let known: readonly Door[] | null = null;
  const doors = async () => {
    known = await ledger.otherDoors().catch(() => known);
    return known;
  };
  get('/tell', async (_req, res, lang) => {
    if (res.locals.who !== null) return html(res, tellPage(lang, newKey(), {}, [], [], await doors()));
    // Nobody tells a tip to a page that cannot say who receives it.
    const [title, sentence] =
      lang === 'zh'
        ? ['暂不能接收举报', '本系统尚未说明由哪个机关接收举报，请稍后再试，或者拨打12333。']
        : [
            'No tips can be taken yet',
            'This system cannot say yet which authority receives tips: come back shortly, or call 12333.',
          ];
    res.setHeader('Retry-After', '10');
    html(res, problemPage(lang, title, sentence), 503);
  });
  upload('/tell', async (res, lang, late, body) => {
    const typed: Typed = body.fields;
    const key = keyIn(typed) ?? newKey();
    const busy = busyOf(res);
    if (busy) said(res, busy);
    // A browser does not send a chosen file a second time by itself: what was good waits.
    const again = async (made: string, wrong: Wrong, status: number, kept = body.keep()) =>
      html(
        res,
        tellPage(lang, made, typed, wrong, kept, await doors(), busy ? withPlace('/tell', busy) : '/tell'),
        status,
      );
    try {
      if (late) throw late;
      const made = tipOf(typed, lang);
      const files = faultsOf(body.faults, lang) || (body.problem ? sentenceOf(body.problem, lang) : null);
      if (files || 'wrong' in made) {
        if (body.problem) said(res, body.problem);
        const wrong = [...('wrong' in made ? made.wrong : []), ...(files ? [{ field: 'evidence', text: files }] : [])];
        return again(key, wrong, body.problem?.status ?? 422);
      }
      const told = await ledger.tell({ ...made.tip, evidence: body.files }, key);
      html(res, toldPage(lang, told, key), 201);
    } catch (error) {
      const sentence = sentenceOf(error, lang);
      if (sentence === null) throw error;
      if (codeOf(error) === 'idempotency-expired') return html(res, notAgainPage(lang), 410);
      if (codeOf(error) === 'idempotency-mismatch') {
        // Back to the form after the receipt, and something changed: that is another tip, if it is meant.
        return again(newKey(), [{ field: '', text: ANOTHER[lang] }], 409);
      }
      if (codeOf(error) === 'upload-gone') return again(key, [{ field: 'evidence', text: sentence }], 409, []);
      if (isAway(error)) res.setHeader('Retry-After', '10');
      await again(key, [{ field: '', text: sentence }], statusFor(error));
    }
  });
  post('/tell/kept', async (req, res, lang, late) => {
    if (late) throw late;
    const { back = '', ...typed } = typedOf(req.body);
    const key = keyIn(typed) ?? '';
    const told = await ledger.keptAnswer(key);
    if (!told) return html(res, notAgainPage(lang), 410);
    if (!typedBack(told.receipt, back)) return html(res, toldPage(lang, told, key, 'wrong'), 422);
    await ledger.receiptTyped(told.receipt);
    html(res, toldPage(lang, told, key, 'right'));
  });
}
