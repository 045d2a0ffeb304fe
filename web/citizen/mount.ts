import { readFileSync } from 'node:fs';
import type { Express } from 'express';
import type { Deps, PublicLedger, Site } from '../../api/deps.ts';
import { storable } from '../../api/problem.ts';
import { dayOf } from '../../domain/time/day.ts';
import { registerEntryPage, registerPage } from '../register/pages.tsx';
import { html, problemPages, typedOf } from './answering.ts';
import { homePage } from './home.tsx';
import { instrumentPage, lawIndexPage, lawOf } from './law.tsx';
import { mountCalculator } from './mount-calculator.ts';
import { mountProgress } from './mount-progress.ts';
import { mountTell } from './mount-tell.ts';
import { pageKeys } from './page-keys.ts';
import { mailPage, problemPage } from './plain.tsx';
import { type WaysIn, waysIn } from './ways-in.ts';

const CSS = readFileSync(new URL('./citizen.css', import.meta.url));
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#8c1d18"/><circle cx="14" cy="14" r="7" fill="none" stroke="#fff" stroke-width="3"/><path d="M19 19l8 8" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>';

/** What the pages load. */
function mountAssets(app: Express): void {
  app.get('/assets/citizen.css', (_req, res) => {
    res.setHeader('Cache-Control', 'public, max-age=3600');
    res.type('css').send(CSS);
  });
  app.get('/assets/icon.svg', (_req, res) => {
    res.setHeader('Cache-Control', 'public, max-age=86400');
    res.type('image/svg+xml').send(ICON);
  });
}

/** What was decided and made public. */
function mountRegister({ get }: WaysIn, { ledger }: Deps<PublicLedger>): void {
  get('/register', async (req, res, lang) => {
    const { search = '', cursor } = typedOf(req.query);
    html(
      res,
      registerPage(
        lang,
        await ledger.register(search.trim() ? { search: search.trim().slice(0, 200) } : {}, cursor),
        search,
      ),
    );
  });
  get('/register/:id', async (req, res, lang) => {
    storable(req.params);
    const entry = await ledger.registerEntry(String(req.params.id));
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
}

/** The law that everything rests on, article by article. */
function mountLaw({ get }: WaysIn, { clock }: Deps<PublicLedger>): void {
  get('/law', (_req, res, lang) => html(res, lawIndexPage(lang, dayOf(clock.now()))));
  get('/law/:short', (req, res, lang) => {
    const law = lawOf(String(req.params.short));
    if (law) return html(res, instrumentPage(lang, law, dayOf(clock.now())));
    const zh = lang === 'zh';
    html(
      res,
      problemPage(
        lang,
        zh ? '没有这件规定' : 'No such instrument',
        zh ? '目录中没有这件规定。' : 'The catalogue has no such instrument.',
        '/law',
      ),
      404,
    );
  });
}

/** The citizen's pages: rendered here, complete without scripts, the same under / and /en. */
function mountCitizen(app: Express, deps: Deps<PublicLedger>): void {
  const ways = waysIn(app, deps);
  const keys = pageKeys(deps.formMac);
  mountAssets(app);
  ways.get('/', (_req, res, lang) => html(res, homePage(lang, dayOf(deps.clock.now()))));
  mountTell(ways, deps, keys);
  mountProgress(ways, deps, keys);
  mountRegister(ways, deps);
  mountCalculator(ways, deps);
  mountLaw(ways, deps);
  if (deps.demo) {
    const { mails } = deps.demo;
    ways.get('/demo/mail', async (_req, res, lang) => html(res, mailPage(lang, await mails())));
  }
}

/** The public's pages: telling, coming back, the register, the calculator, the law. */
export const site: Site = { mount: mountCitizen, problems: problemPages };
