import type { NextFunction, Request, Response } from 'express';
import { type Fault, fileOf } from '../../api/evidence.ts';
import { foreseen, Problem, toProblem } from '../../api/problem.ts';
import { PROBLEMS } from '../../api/problems.ts';
import type { WhoWeAre } from '../../ledger/types.ts';
import { bareOf, type Lang, langOf } from '../page/language.ts';
import { withWho } from '../page/who.tsx';
import type { Typed } from './fields.tsx';
import { problemPage } from './plain.tsx';
import { isSigned, signed } from './post-form.tsx';

/** These pages need no script, so none may run; nobody frames them. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

export const html = (res: Response, page: string, status = 200) => {
  const { sign, who = null } = res.locals as { sign?: () => string; who?: WhoWeAre | null };
  const told = withWho(page, who);
  // A browser that may not say where a form comes from sends `Origin: null`. It is said to us alone: to no other site any more than before.
  // Where the second word is not known, the first one stands.
  if (isSigned(told)) res.setHeader('Referrer-Policy', 'no-referrer, same-origin');
  res.status(status).setHeader('Cache-Control', 'no-store').setHeader('Content-Security-Policy', POLICY);
  res
    .setHeader('X-Frame-Options', 'DENY')
    .type('html')
    .send(sign ? signed(told, sign) : told);
};

export const typedOf = (source: unknown): Typed =>
  Object.fromEntries(
    Object.entries((source ?? {}) as Record<string, unknown>).flatMap(([k, v]) =>
      typeof v === 'string' ? [[k, v]] : [],
    ),
  );

/** On a page nothing typed is lost. */
export const AWAY: Record<Lang, string> = PROBLEMS['unavailable/page'];

/** What is wrong with what was sent: one sentence for each fault, with the files that it is about by name. */
export function faultsOf(faults: readonly Fault[], lang: Lang): string {
  const said = new Map<string, string[]>();
  for (const f of faults) {
    const name = fileOf(f);
    const sentence = f.problem.sentence[lang];
    said.set(sentence, [...(said.get(sentence) ?? []), ...(name === null ? [] : [`“${name}”`])]);
  }
  const zh = lang === 'zh';
  return [...said]
    .map(([text, names]) => (names.length === 0 ? text : `${names.join(zh ? '、' : ', ')}${zh ? '：' : ': '}${text}`))
    .join(zh ? '' : ' ');
}

/** The headers of a problem that is told on a page. */
export function said(res: Response, problem: Problem): void {
  for (const [name, value] of Object.entries(problem.headers)) res.setHeader(name, value);
}

export const codeOf = (error: unknown): string | undefined =>
  error instanceof Problem ? error.code : (error as { refusal?: { code?: string } } | null | undefined)?.refusal?.code;
/** A page answers with the status that the API has for the same error. */
export const statusFor = (error: unknown): number => toProblem(error)?.status ?? 500;
/** Nothing was stored, and it is worth sending again when somebody has seen to it. */
export const isAway = (error: unknown) =>
  error instanceof Error && (error.name === 'Unavailable' || error.name === 'HouseDiffers');
export const sentenceOf = (error: unknown, lang: Lang): string | null => {
  if (error instanceof Problem) return error.sentence[lang];
  if (typeof error === 'object' && error !== null && 'refusal' in error) {
    return (error as { refusal: { message: Record<Lang, string> } }).refusal.message[lang];
  }
  return isAway(error) ? AWAY[lang] : null;
};

/** Where the other language of an address is: the same page; of what was sent, the form of the page that it was sent from. */
export const otherOf = (req: Request): string => {
  const path = bareOf(req.path);
  return req.method === 'POST' ? `/${path.split('/')[1] ?? ''}` : path;
};

/** What went wrong, as a page, for whoever reads pages; problem documents stay with the API. */
export function problemPages(log: { error(o: object, m: string): void }) {
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
