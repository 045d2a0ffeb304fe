import type { Response } from 'express';
import type { Deps, PublicLedger } from '../../api/deps.ts';
import { goesOn, type Multipart } from '../../api/evidence.ts';
import { busyOf, withPlace } from '../../api/gate.ts';
import { createGuessCounter } from '../../api/limits.ts';
import { Problem, problem, storable, toProblem } from '../../api/problem.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import { lengthOf, proseOf } from '../../domain/text/typed.ts';
import { MOST_TEXT } from '../../domain/tip.ts';
import type { Progress } from '../../ledger/types.ts';
import type { Lang } from '../page/language.ts';
import { AWAY, codeOf, faultsOf, html, isAway, said, sentenceOf, statusFor, typedOf } from './answering.ts';
import type { Typed } from './fields.tsx';
import type { PageKeys } from './page-keys.ts';
import { sendAgainPage } from './plain.tsx';
import { actFields, askReceiptPage, progressPage, type Said } from './progress.tsx';
import type { WaysIn } from './ways-in.ts';
import { whose } from './whose.ts';

const CHOOSE_AGAIN: Bilingual = {
  zh: '您选的文件没有收下，到时请重新选择。',
  en: ' The files you chose were not taken: please choose them again then.',
};

/** The holder's own page, and what comes of what they do. */
function holdersPage({ ledger, clock }: Deps<PublicLedger>, { newKey }: PageKeys) {
  const guesses = createGuessCounter(clock);
  async function shown(
    res: Response,
    lang: Lang,
    receipt: string,
    progress: Progress | null,
    said: Said = {},
    status = 200,
  ) {
    // Whatever address it was asked at, the page says who has the tip.
    if (progress && whose(res).receivers.length > 1) res.locals.who = await ledger.whoWeAre(progress.organ.id);
    if (progress) return html(res, progressPage(lang, receipt, newKey(), progress, said), status);
    const wait = guesses.miss();
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
    html(res, askReceiptPage(lang, true), 404);
  }
  /** Does something for the holder; a refusal comes back on their own page, with what was typed. */
  async function doing(
    res: Response,
    lang: Lang,
    typed: Typed,
    good: string,
    work: (receipt: string) => Promise<Progress | null>,
    files?: Multipart,
  ) {
    const { receipt = '' } = typed;
    try {
      storable(typed);
      await shown(res, lang, receipt, await work(receipt), { good });
    } catch (error) {
      const sentence = sentenceOf(error, lang);
      if (sentence === null || isAway(error)) throw error;
      const field = toProblem(error)?.extra.errors?.[0]?.field.split(':')[0];
      const at = files ? 'evidence' : field === 'text' ? field : undefined;
      if (error instanceof Problem) said(res, error);
      const progress = await ledger.progress(receipt);
      // A browser does not send a chosen file a second time by itself: what was good waits.
      const kept = progress && files && codeOf(error) !== 'upload-gone' ? files.keep() : [];
      const busy = busyOf(res);
      const to = busy && error === busy ? withPlace('/progress/evidence', busy) : undefined;
      const bad = files?.shut ? `${sentence}${CHOOSE_AGAIN[lang]}` : sentence;
      await shown(
        res,
        lang,
        receipt,
        progress,
        { bad, typed, kept, ...(at ? { at } : {}), ...(to ? { to } : {}) },
        statusFor(error),
      );
    }
  }
  return { shown, doing };
}

/** Coming back with the receipt: where the tip stands, and what its holder may do. */
export function mountProgress({ get, post, upload }: WaysIn, deps: Deps<PublicLedger>, keys: PageKeys): void {
  const { ledger } = deps;
  const { keyIn } = keys;
  const { shown, doing } = holdersPage(deps, keys);
  get('/progress', (_req, res, lang) => html(res, askReceiptPage(lang)));
  post('/progress', async (req, res, lang, late) => {
    if (late) throw late;
    const { receipt = '' } = typedOf(req.body);
    await shown(res, lang, receipt, await ledger.progress(receipt));
  });
  post('/progress/message', async (req, res, lang, late) => {
    const typed = typedOf(req.body);
    const text = proseOf(typed.text ?? '');
    try {
      await doing(
        res,
        lang,
        typed,
        lang === 'zh' ? '留言已送达承办部门。' : 'Your message has reached the department.',
        async (receipt) => {
          if (late) throw late;
          if (text === '') throw problem('input-invalid/no-message', { fields: ['text'] });
          if (lengthOf(text, MOST_TEXT) > MOST_TEXT) {
            throw problem('input-invalid/long-message', { put: { most: MOST_TEXT.toLocaleString('en') } });
          }
          return ledger.addMessage(receipt, text, keyIn(typed));
        },
      );
    } catch (error) {
      if (!isAway(error)) throw error;
      res.setHeader('Retry-After', '10');
      html(res, sendAgainPage(lang, '/progress/message', AWAY[lang], typed), 503);
    }
  });
  upload('/progress/evidence', async (res, lang, late, body) => {
    const zh = lang === 'zh';
    const wrong = faultsOf(body.faults, lang);
    const good = zh ? `材料已收到${body.files.length}份。` : `We have your evidence: ${body.files.length}.`;
    await doing(
      res,
      lang,
      body.fields,
      wrong ? `${good}${zh ? '没有收下的：' : ' Not taken: '}${wrong}` : good,
      async (receipt) => {
        if (late) throw late;
        // What is good is taken at once; a refused file costs the others nothing.
        if (body.problem && !goesOn(body)) {
          throw wrong ? body.problem.saying({ zh: wrong, en: wrong }) : body.problem;
        }
        if (body.files.length === 0) throw problem('input-invalid/no-file', { fields: ['evidence'] });
        return ledger.addEvidence(receipt, body.files, keyIn(body.fields));
      },
      body,
    );
  });
  post('/progress/act', async (req, res, lang, late) => {
    const typed = typedOf(req.body);
    const { proceeding = '', act = '' } = typed;
    const idempotencyKey = keyIn(typed);
    await doing(res, lang, typed, lang === 'zh' ? '已记录。' : 'Recorded.', (receipt) => {
      if (late) throw late;
      return ledger.tipsterAct(receipt, {
        proceeding,
        act,
        form: actFields(typed),
        ...(idempotencyKey ? { idempotencyKey } : {}),
      });
    });
  });
}
