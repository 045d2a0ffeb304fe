import type { Deps, PublicLedger } from '../../api/deps.ts';
import { busyOf, withPlace } from '../../api/gate.ts';
import type { Door } from '../../domain/people/door.ts';
import { type Lang, pathIn } from '../page/language.ts';
import { codeOf, faultsOf, html, isAway, said, sentenceOf, statusFor, typedOf } from './answering.ts';
import { choosePage } from './choose.tsx';
import type { Typed } from './fields.tsx';
import type { PageKeys } from './page-keys.ts';
import { notAgainPage, tipOf, toldPage, typedBack, type Wrong } from './tell.tsx';
import { tellPage } from './tell-form.tsx';
import type { WaysIn } from './ways-in.ts';
import { receiverOf, type Whose, whose } from './whose.ts';

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
  const known = new Map<string, readonly Door[]>();
  const doors = async ({ receivers, chosen }: Whose) => {
    // Where none of several was chosen yet, nobody knows.
    if (receivers.length > 1 && !chosen) return null;
    const organ = chosen?.id ?? '';
    const found = await ledger.otherDoors(chosen?.id).catch(() => known.get(organ) ?? null);
    if (found) known.set(organ, found);
    return found;
  };
  get('/tell', async (_req, res, lang) => {
    const of = whose(res);
    if (of.receivers.length > 1 && !of.chosen) return html(res, choosePage(lang, of.receivers));
    html(res, tellPage(lang, newKey(), {}, [], [], await doors(of), of));
  });
  get('/tell/organs', (_req, res, lang) => {
    const { receivers } = whose(res);
    if (receivers.length > 1) html(res, choosePage(lang, receivers));
    else res.redirect(303, pathIn(lang, '/tell'));
  });
  upload('/tell', async (res, lang, late, body) => {
    const typed: Typed = body.fields;
    const key = keyIn(typed) ?? newKey();
    // The page has said who receives it, and so does every page that answers it.
    const { receivers } = whose(res);
    const of: Whose = { receivers, chosen: receivers.length > 1 ? receiverOf(receivers, typed.organ) : null };
    if (of.chosen) res.locals.who = await ledger.whoWeAre(of.chosen.id);
    const busy = busyOf(res);
    if (busy) said(res, busy);
    // A browser does not send a chosen file a second time by itself: what was good waits.
    const again = async (made: string, wrong: Wrong, status: number, kept = body.keep()) =>
      html(
        res,
        tellPage(lang, made, typed, wrong, kept, await doors(of), of, busy ? withPlace('/tell', busy) : '/tell'),
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
      const organ = of.chosen ? { organ: of.chosen.id } : {};
      const told = await ledger.tell({ ...made.tip, ...organ, evidence: body.files }, key);
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
      if (codeOf(error) === 'organ-needed') return again(key, [{ field: 'organ', text: sentence }], statusFor(error));
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
    if (whose(res).receivers.length > 1) res.locals.who = await ledger.whoWeAre(told.organ);
    if (!typedBack(told.receipt, back)) return html(res, toldPage(lang, told, key, 'wrong'), 422);
    await ledger.receiptTyped(told.receipt);
    html(res, toldPage(lang, told, key, 'right'));
  });
}
