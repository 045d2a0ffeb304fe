import { randomBytes, timingSafeEqual } from 'node:crypto';
import { parse } from 'cookie';
import type { Request, Response } from 'express';
import type { Deps } from '../../api/deps.ts';
import { type Problem, problem } from '../../api/problem.ts';
import { millisOf } from '../../domain/time/day.ts';
import { SIGNED } from './post-form.tsx';

/** A form may be filled in over a night. */
const LIVES_MS = 24 * 3_600_000;

/** By what a browser that says nothing is known again between one form and the next: drawn by chance, kept nowhere here, for an hour. */
const COOKIE = 'mingcha_form';
const COOKIE_SECONDS = 3_600;
const DRAWN = /^[\w-]{22}$/;
/** When; that a page of ours was made then; and, where there is more, for which browser. */
const TOKEN = /^([0-9a-z]{1,12})\.([\w-]{43})(?:\.([\w-]{43}))?$/;

const foreign = () => problem('cross-site/form');

/**
 * What is known of a form that arrives: it is ours, or ours and has lain too long (`late`); or a page of ours was made for it, and nobody
 * knows whose browser got that page (`unproven`): then nothing is done and none of its words is shown before whoever sits there has said that they
 * are theirs.
 */
export type Looked = { late: Problem | null } | { unproven: Problem };

/** Whether a form that arrives was made by us: for every form that a citizen sends. No browser that says where it comes from gets a cookie. */
export interface OwnForms {
  /** For the pages that are sent now, in answer to a request: when, and a keyed digest of it; for a browser that is known again, another one. */
  signature(req: Request): string;
  /**
   * What the browser says of where a request comes from, before its body is read. Our pages with forms let browsers say it (their
   * referrer policy is `same-origin`); who says nothing, or hides it (`Origin: null`), is asked for the signature.
   * @throws Problem 403 for a page of another site
   */
  byHeaders(req: Request): 'ours' | 'unsaid';
  /**
   * The same with the fields of the form.
   * @throws Problem 403 for a form that is not ours
   */
  byFields(req: Request, fields: Record<string, string>): Looked;
  /** Has the browser known again from now on, and signs the page that is sent for it. */
  makeKnown(req: Request, res: Response): void;
}

const same = (given: string, right: Buffer): boolean => {
  const bytes = Buffer.from(given, 'base64url');
  return bytes.length === right.length && timingSafeEqual(bytes, right);
};

export function ownForms({ addresses, clock, formMac }: Pick<Deps, 'addresses' | 'clock' | 'formMac'>): OwnForms {
  const now = () => millisOf(clock.now());
  const digest = (made: string) => formMac(`form of ${made}`);
  const digestIn = (made: string, browser: string) => formMac(`form of ${made} in ${browser}`);
  const https = (req: Request) => addresses.of(req)?.https ?? false;
  const cookieName = (req: Request) => (https(req) ? `__Host-${COOKIE}` : COOKIE);
  const browserOf = (req: Request): string | null => {
    const drawn = parse(req.headers.cookie ?? '')[cookieName(req)] ?? '';
    return DRAWN.test(drawn) ? drawn : null;
  };
  const signatureIn = (browser: string | null) => {
    const made = now().toString(36);
    const own = browser === null ? '' : `.${digestIn(made, browser).toString('base64url')}`;
    return `${made}.${digest(made).toString('base64url')}${own}`;
  };
  const byHeaders: OwnForms['byHeaders'] = (req) => {
    const site = req.get('Sec-Fetch-Site');
    const origin = req.get('Origin');
    const elsewhere = origin !== undefined && origin !== 'null' && !addresses.isOwn(origin, req);
    if (site !== undefined) {
      // `none`: the person themselves, such as a reload after the browser was started again.
      if (site === 'same-origin' || (site === 'none' && !elsewhere)) return 'ours';
      throw foreign();
    }
    if (elsewhere) throw foreign();
    return origin === undefined || origin === 'null' ? 'unsaid' : 'ours';
  };
  return {
    signature: (req) => signatureIn(browserOf(req)),
    byHeaders,
    byFields(req, fields) {
      if (byHeaders(req) === 'ours') return { late: null };
      const [, made, ours, own] = TOKEN.exec(fields[SIGNED] ?? '') ?? [];
      if (made === undefined || ours === undefined || !same(ours, digest(made))) throw foreign();
      const browser = browserOf(req);
      if (own === undefined) return { unproven: problem('form-unsaid') };
      const age = now() - Number.parseInt(made, 36);
      // The page was for a browser that would be known again: where it is not within the hour, it keeps no cookies.
      if (browser === null && age <= COOKIE_SECONDS * 1000) return { unproven: problem('form-unsaid/no-cookie') };
      if (browser === null || !same(own, digestIn(made, browser))) return { unproven: problem('form-unsaid') };
      return { late: age > LIVES_MS ? problem('form-expired') : null };
    },
    makeKnown(req, res) {
      const browser = browserOf(req) ?? randomBytes(16).toString('base64url');
      const secure = https(req) ? '; Secure' : '';
      res.setHeader(
        'Set-Cookie',
        `${cookieName(req)}=${browser}; Path=/; HttpOnly; SameSite=Strict${secure}; Max-Age=${COOKIE_SECONDS}`,
      );
      res.locals.sign = () => signatureIn(browser);
    },
  };
}
