import { readFileSync } from 'node:fs';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type { Deps, PublicLedger, Site } from '../../api/deps.ts';
import { type Fault, fileOf, goesOn, type Multipart, withMultipart } from '../../api/evidence.ts';
import { busyOf, withPlace } from '../../api/gate.ts';
import { createGuessCounter } from '../../api/limits.ts';
import { foreseen, Problem, storable, toProblem } from '../../api/problem.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import type { Door } from '../../domain/people/door.ts';
import { lengthOf, proseOf } from '../../domain/text/typed.ts';
import { dayOf } from '../../domain/time/day.ts';
import { answer } from '../../domain/time/request.ts';
import { MOST_TEXT } from '../../domain/tip.ts';
import type { Progress } from '../../ledger/types.ts';
import { icsOf } from '../page/ics.ts';
import { bareOf, type Lang, langOf, pathIn } from '../page/language.ts';
import { registerEntryPage, registerPage } from '../register/pages.tsx';
import { calculatorPage } from './calculator.tsx';
import { calendarEntries } from './calculator-entries.ts';
import { questionOf } from './calculator-question.ts';
import type { Typed } from './fields.tsx';
import { homePage } from './home.tsx';
import { ownForms } from './own-forms.ts';
import { pageKeys } from './page-keys.ts';
import { mailPage, problemPage, sendAgainPage } from './plain.tsx';
import { signed } from './post-form.tsx';
import { actFields, askReceiptPage, progressPage, type Said } from './progress.tsx';
import { notAgainPage, tellPage, tipOf, toldPage, typedBack, type Wrong } from './tell.tsx';

const CSS = readFileSync(new URL('./citizen.css', import.meta.url));
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#8c1d18"/><circle cx="14" cy="14" r="7" fill="none" stroke="#fff" stroke-width="3"/><path d="M19 19l8 8" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>';

/** These pages need no script, so none may run; nobody frames them. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const html = (res: Response, page: string, status = 200) => {
  const { sign } = res.locals as { sign?: () => string };
  res.status(status).setHeader('Cache-Control', 'no-store').setHeader('Content-Security-Policy', POLICY);
  res
    .setHeader('X-Frame-Options', 'DENY')
    .type('html')
    .send(sign ? signed(page, sign) : page);
};

const typedOf = (source: unknown): Typed =>
  Object.fromEntries(
    Object.entries((source ?? {}) as Record<string, unknown>).flatMap(([k, v]) =>
      typeof v === 'string' ? [[k, v]] : [],
    ),
  );

const AWAY: Record<Lang, string> = {
  zh: '系统暂时不能保存，您的内容没有丢失，请稍后再提交一次。',
  en: 'We cannot save just now. What you typed is still here: please send it again shortly.',
};

const ANOTHER: Record<Lang, string> = {
  zh: '这一页的举报已经收到，凭证当时已显示。补充内容请凭凭证“查看进展”；要另外举报，请再次提交。',
  en: 'The tip of this page has been received and its receipt was shown. To add to it, come back with the receipt; to tell another tip, send once more.',
};

/** The same problem, in words that name the files. */
const withSentence = (problem: Problem, said: string) =>
  new Problem(problem.status, problem.code, { zh: said, en: said }, problem.extra, problem.headers);

/** What is wrong with what was sent: one sentence for each fault, with the files that it is about by name. */
function faultsOf(faults: readonly Fault[], lang: Lang): string {
  const said = new Map<string, string[]>();
  for (const f of faults) {
    const name = fileOf(f);
    said.set(f.sentence[lang], [...(said.get(f.sentence[lang]) ?? []), ...(name === null ? [] : [`“${name}”`])]);
  }
  const zh = lang === 'zh';
  return [...said]
    .map(([text, names]) => (names.length === 0 ? text : `${names.join(zh ? '、' : ', ')}${zh ? '：' : ': '}${text}`))
    .join(zh ? '' : ' ');
}

/** The headers of a problem that is told on a page. */
function said(res: Response, problem: Problem): void {
  for (const [name, value] of Object.entries(problem.headers)) res.setHeader(name, value);
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Problem ? error.code : (error as { refusal?: { code?: string } } | null | undefined)?.refusal?.code;
/** A page answers with the status that the API has for the same error. */
const statusFor = (error: unknown): number => toProblem(error)?.status ?? 500;
/** Nothing was stored, and it is worth sending again when somebody has seen to it. */
const isAway = (error: unknown) =>
  error instanceof Error && (error.name === 'Unavailable' || error.name === 'HouseDiffers');
const sentenceOf = (error: unknown, lang: Lang): string | null => {
  if (error instanceof Problem) return error.sentence[lang];
  if (typeof error === 'object' && error !== null && 'refusal' in error) {
    return (error as { refusal: { message: Record<Lang, string> } }).refusal.message[lang];
  }
  return isAway(error) ? AWAY[lang] : null;
};

/** The same question as a query: what was left empty is left out. */
const queryOf = (typed: Typed): string =>
  new URLSearchParams(Object.entries(typed).filter(([name, value]) => value !== '' && name !== 'add')).toString();

const SAY: Bilingual = {
  zh: '没有内容可发送，请先写下留言。',
  en: 'There is nothing to send: please write your message first.',
};
const CHOOSE_AGAIN: Bilingual = {
  zh: '您选的文件没有收下，到时请重新选择。',
  en: ' The files you chose were not taken: please choose them again then.',
};
const CHOOSE_FIRST: Bilingual = { zh: '请先选择文件。', en: 'Please choose a file first.' };

/** Where the other language of an address is: the same page; of what was sent, the form of the page that it was sent from. */
const otherOf = (req: Request): string => {
  const path = bareOf(req.path);
  return req.method === 'POST' ? `/${path.split('/')[1] ?? ''}` : path;
};

/** What went wrong, as a page, for whoever reads pages; problem documents stay with the API. */
function problemPages(log: { error(o: object, m: string): void }) {
  return (error: unknown, req: Request, res: Response, next: NextFunction): void => {
    if (res.headersSent || /^\/(api|metrics)(\/|$)/.test(req.path) || req.accepts(['html', 'json']) !== 'html') {
      next(error);
      return;
    }
    const lang = langOf(req);
    const problem = foreseen(error, String(res.locals.requestId ?? ''), log);
    for (const [name, value] of Object.entries(problem.headers)) res.setHeader(name, value);
    const title =
      problem.status === 404
        ? { zh: '没有这个页面', en: 'There is no such page' }
        : problem.code === 'busy'
          ? { zh: '请稍候', en: 'One moment, please' }
          : { zh: '没有办成', en: 'That did not work' };
    html(res, problemPage(lang, title[lang], problem.sentence[lang], otherOf(req)), problem.status);
  };
}

/** The citizen's pages: rendered here, complete without scripts, the same under / and /en. */
function mountCitizen(app: Express, deps: Deps<PublicLedger>): void {
  const form = express.urlencoded({ inflate: false, extended: false, limit: 512 * 1024, parameterLimit: 100 });
  const guesses = createGuessCounter(deps.clock);
  const { newKey, keyIn } = pageKeys(deps.formMac);

  const page = (path: string) => [path, path === '/' ? '/en' : `/en${path}`];
  type Work = (req: Request, res: Response, lang: Lang) => Promise<void> | void;
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
  const get = (path: string, work: Work) =>
    app.get(
      page(path),
      wrap((req, res, lang) => {
        storable(req.query);
        return work(req, res, lang);
      }),
    );
  const ours = ownForms(deps);
  app.use((req, res, next) => {
    res.locals.sign = ours.signature;
    // For whatever form a citizen sends, before a byte of it is read.
    if (req.method === 'POST' && !/^\/api(\/|$)/.test(req.path)) ours.byHeaders(req);
    next();
  });
  /** An address that only takes forms leads whoever opens it to the page that has the form. */
  const opened = (path: string) => {
    const home = `/${path.split('/')[1]}`;
    if (home !== path) get(path, (_req, res, lang) => res.redirect(303, pathIn(lang, home)));
  };
  type FormWork = (req: Request, res: Response, lang: Lang, late: Problem | null) => Promise<void> | void;
  /** A form. `late`: one of ours that has lain too long; what was typed in it can be shown again. */
  const post = (path: string, work: FormWork) => {
    opened(path);
    app.post(
      page(path),
      form,
      wrap((req, res, lang) => {
        const late = ours.byFields(req, typedOf(req.body));
        const busy = busyOf(res);
        if (busy === null) return work(req, res, lang, late);
        said(res, busy);
        html(res, sendAgainPage(lang, withPlace(path, busy), busy.sentence[lang], typedOf(req.body)), 503);
      }),
    );
  };
  /** A form with files. */
  const upload = (
    path: string,
    work: (res: Response, lang: Lang, late: Problem | null, body: Multipart) => Promise<void>,
  ) => {
    opened(path);
    app.post(
      page(path),
      wrap((req, res, lang) =>
        withMultipart(req, deps, (body) => work(res, lang, ours.byFields(req, body.fields) ?? busyOf(res), body)),
      ),
    );
  };

  app.get('/assets/citizen.css', (_req, res) => {
    res.setHeader('Cache-Control', 'public, max-age=3600');
    res.type('css').send(CSS);
  });
  app.get('/assets/icon.svg', (_req, res) => {
    res.setHeader('Cache-Control', 'public, max-age=86400');
    res.type('image/svg+xml').send(ICON);
  });

  get('/', (_req, res, lang) => html(res, homePage(lang, dayOf(deps.clock.now()))));

  /** Doors as last known: the form is shown while the database is away, too. */
  let known: readonly Door[] | null = null;
  const doors = async () => {
    known = await deps.ledger.otherDoors().catch(() => known);
    return known;
  };
  get('/tell', async (_req, res, lang) => html(res, tellPage(lang, newKey(), {}, [], [], await doors())));
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
      const told = await deps.ledger.tell({ ...made.tip, evidence: body.files }, key);
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
    const told = await deps.ledger.keptAnswer(key);
    if (!told) return html(res, notAgainPage(lang), 410);
    if (!typedBack(told.receipt, back)) return html(res, toldPage(lang, told, key, 'wrong'), 422);
    await deps.ledger.receiptTyped(told.receipt);
    html(res, toldPage(lang, told, key, 'right'));
  });

  async function shown(
    res: Response,
    lang: Lang,
    receipt: string,
    progress: Progress | null,
    said: Said = {},
    status = 200,
  ) {
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
      const progress = await deps.ledger.progress(receipt);
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
  const nothing = (sentence: Bilingual, field: string) =>
    new Problem(422, 'input-invalid', sentence, {
      errors: [{ field, message: sentence.en, messageZh: sentence.zh }],
    });
  const tooLong = () =>
    new Problem(422, 'input-invalid', { zh: '留言太长：最多 20,000 字。', en: 'Too long: at most 20,000 characters.' });

  get('/progress', (_req, res, lang) => html(res, askReceiptPage(lang)));
  post('/progress', async (req, res, lang, late) => {
    if (late) throw late;
    const { receipt = '' } = typedOf(req.body);
    await shown(res, lang, receipt, await deps.ledger.progress(receipt));
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
          if (text === '') throw nothing(SAY, 'text');
          if (lengthOf(text, MOST_TEXT) > MOST_TEXT) throw tooLong();
          return deps.ledger.addMessage(receipt, text, keyIn(typed));
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
        if (body.problem && !goesOn(body)) throw wrong ? withSentence(body.problem, wrong) : body.problem;
        if (body.files.length === 0) throw nothing(CHOOSE_FIRST, 'evidence');
        return deps.ledger.addEvidence(receipt, body.files, keyIn(body.fields));
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
      return deps.ledger.tipsterAct(receipt, {
        proceeding,
        act,
        form: actFields(typed),
        ...(idempotencyKey ? { idempotencyKey } : {}),
      });
    });
  });

  get('/register', async (req, res, lang) => {
    const { search = '', cursor } = typedOf(req.query);
    html(
      res,
      registerPage(
        lang,
        await deps.ledger.register(search.trim() ? { search: search.trim().slice(0, 200) } : {}, cursor),
        search,
      ),
    );
  });
  get('/register/:id', async (req, res, lang) => {
    storable(req.params);
    const entry = await deps.ledger.registerEntry(String(req.params.id));
    if (!entry)
      return html(
        res,
        problemPage(
          lang,
          lang === 'zh' ? '没有这条记录' : 'No such entry',
          lang === 'zh' ? '登记簿中没有这条记录。' : 'The register has no such entry.',
          '/register',
        ),
        404,
      );
    html(res, registerEntryPage(lang, entry));
  });

  const knownCalendars = () => deps.ledger.calendars().catch(() => deps.calendars);
  get('/calculator', async (req, res, lang) => {
    const typed = typedOf(req.query);
    const query = queryOf(typed);
    if (!typed.start || typed.add) return html(res, calculatorPage(lang, typed, { query }));
    const asked = questionOf(typed);
    if ('wrong' in asked) return html(res, calculatorPage(lang, typed, { wrong: asked.wrong, query }), 422);
    const counted = { ...asked.question, answer: answer(asked.question.request, await knownCalendars()) };
    html(res, calculatorPage(lang, typed, { counted, query }));
  });
  // A file, asked for by people and by programs: what goes wrong is told to each in their own form.
  app.get(page('/calculator.ics'), async (req, res) => {
    const lang = langOf(req);
    storable(req.query);
    const asked = questionOf(typedOf(req.query));
    if ('wrong' in asked) {
      throw new Problem(
        422,
        'input-invalid',
        { zh: asked.wrong.map((w) => w.text.zh).join('；'), en: asked.wrong.map((w) => w.text.en).join('; ') },
        { errors: asked.wrong.map(({ field, text }) => ({ field, message: text.en, messageZh: text.zh })) },
      );
    }
    const counted = { ...asked.question, answer: answer(asked.question.request, await knownCalendars()) };
    const entries = calendarEntries(counted, lang);
    if (entries.length === 0) {
      throw new Problem(409, 'no-date', {
        zh: '期限中止中，没有日期。',
        en: 'The period is suspended: there is no date.',
      });
    }
    res.setHeader('Cache-Control', 'no-store');
    res.setHeader('Content-Disposition', 'attachment; filename="deadline.ics"');
    res.type('text/calendar; charset=utf-8').send(icsOf(entries, deps.clock.now()));
  });

  if (deps.demo) {
    const { mails } = deps.demo;
    get('/demo/mail', async (_req, res, lang) => html(res, mailPage(lang, await mails())));
  }
}

/** The public's pages: telling, coming back, the register, the calculator. */
export const site: Site = { mount: mountCitizen, problems: problemPages };
