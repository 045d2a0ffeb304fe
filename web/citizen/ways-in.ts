import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type { Deps, PublicLedger } from '../../api/deps.ts';
import { type Multipart, withMultipart } from '../../api/evidence.ts';
import { busyOf, withPlace } from '../../api/gate.ts';
import { type KeptFile, type Problem, storable } from '../../api/problem.ts';
import type { Receiver, WhoWeAre } from '../../ledger/types.ts';
import { type Lang, langOf, pathIn } from '../page/language.ts';
import { html, isAway, otherOf, said, sentenceOf, statusFor, typedOf } from './answering.ts';
import type { Typed } from './fields.tsx';
import { ownForms } from './own-forms.ts';
import { confirmPage, problemPage, sendAgainPage, unsaidPage } from './plain.tsx';
import { whoseOf } from './whose.ts';

type Work = (req: Request, res: Response, lang: Lang) => Promise<void> | void;
type FormWork = (req: Request, res: Response, lang: Lang, late: Problem | null) => Promise<void> | void;
type UploadWork = (res: Response, lang: Lang, late: Problem | null, body: Multipart) => Promise<void>;

/** How a page is put under its address, without and with /en. */
export interface WaysIn {
  /** A page that is read. */
  get(path: string, work: Work): void;
  /** A form. `late`: one of ours that has lain too long; what was typed in it can be shown again. */
  post(path: string, work: FormWork): void;
  /** A form with files. */
  upload(path: string, work: UploadWork): void;
  /** A file, asked for by people and by programs: what goes wrong is told to each in their own form. */
  file(path: string, work: Work): void;
}

const FORM = { inflate: false, extended: false, limit: 512 * 1024, parameterLimit: 100 };

const page = (path: string) => [path, path === '/' ? '/en' : `/en${path}`];

const wrap = (work: Work) => (req: Request, res: Response, next: NextFunction) => {
  Promise.resolve(work(req, res, langOf(req))).catch((error: unknown) => {
    const lang = langOf(req);
    const sentence = sentenceOf(error, lang);
    if (sentence === null) return next(error);
    const status = statusFor(error);
    if (status === 503) res.setHeader('Retry-After', '10');
    html(res, problemPage(lang, lang === 'zh' ? '没有办成' : 'That did not work', sentence, otherOf(req)), status);
  });
};

/** The ways in of an application. Every form that comes is looked at before a byte of it is read: it must be one of ours. */
export function waysIn(app: Express, deps: Deps<PublicLedger>): WaysIn {
  const form = express.urlencoded(FORM);
  const ours = ownForms(deps);
  /** As last known: pages are shown while the database is away, too, and where nobody was asked yet without it. */
  let known: WhoWeAre | null | undefined;
  let receivers: readonly Receiver[] = [];
  app.use(async (req, res, next) => {
    res.locals.sign = () => ours.signature(req);
    if (!/^\/api(\/|$)/.test(req.path)) {
      known = await deps.ledger.whoWeAre().catch((error: unknown) => {
        if (!isAway(error)) throw error;
        return known;
      });
      receivers = await deps.ledger.receivers().catch((error: unknown) => {
        if (!isAway(error)) throw error;
        return receivers;
      });
      const of = whoseOf(receivers, req, deps.addresses);
      res.locals.whose = of;
      res.locals.who = of.chosen ? await deps.ledger.whoWeAre(of.chosen.id) : known;
    }
    // For whatever form a citizen sends, before a byte of it is read.
    if (req.method === 'POST' && !/^\/api(\/|$)/.test(req.path)) ours.byHeaders(req);
    next();
  });
  /**
   * Nobody tells a tip to a page that cannot say who receives it. A demonstration receives none. What was typed in a form is answered all
   * the same: it is not lost.
   */
  const unsaid = () => known === null || (known === undefined && deps.demo === null);
  const get = (path: string, work: Work) => {
    app.get(
      page(path),
      wrap((req, res, lang) => {
        storable(req.query);
        if (!unsaid()) return work(req, res, lang);
        res.setHeader('Retry-After', '10');
        html(res, unsaidPage(lang, otherOf(req)), 503);
      }),
    );
  };
  /** An address that only takes forms leads whoever opens it to the page that has the form. */
  const opened = (path: string) => {
    const home = `/${path.split('/')[1]}`;
    if (home !== path) get(path, (_req, res, lang) => res.redirect(303, pathIn(lang, home)));
  };
  /**
   * Where a browser did not say where a form comes from: asks whoever sits there, and shows none of its words; what was typed is in the
   * page, and comes with their answer.
   */
  const confirm = (
    req: Request,
    res: Response,
    lang: Lang,
    {
      unproven,
      to,
      ...sent
    }: { unproven: Problem; to: string; typed: Typed; files?: readonly KeptFile[]; refused?: number },
  ) => {
    ours.makeKnown(req, res);
    html(res, confirmPage(lang, to, unproven.sentence[lang], sent), unproven.status);
  };
  return {
    get,
    post(path, work) {
      opened(path);
      app.post(
        page(path),
        form,
        wrap((req, res, lang) => {
          const typed = typedOf(req.body);
          const looked = ours.byFields(req, typed);
          if ('unproven' in looked) return confirm(req, res, lang, { ...looked, to: path, typed });
          const busy = busyOf(res);
          if (busy === null) return work(req, res, lang, looked.late);
          said(res, busy);
          html(res, sendAgainPage(lang, withPlace(path, busy), busy.sentence[lang], typed), 503);
        }),
      );
    },
    upload(path, work) {
      opened(path);
      app.post(
        page(path),
        wrap((req, res, lang) =>
          withMultipart(req, deps, async (body) => {
            const looked = ours.byFields(req, body.fields);
            if ('unproven' in looked)
              return confirm(req, res, lang, {
                ...looked,
                to: path,
                typed: body.fields,
                files: body.keep(),
                refused: body.faults.length,
              });
            await work(res, lang, looked.late ?? busyOf(res), body);
          }),
        ),
      );
    },
    file(path, work) {
      app.get(page(path), async (req, res) => {
        storable(req.query);
        await work(req, res, langOf(req));
      });
    },
  };
}
