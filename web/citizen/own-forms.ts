import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import type { Deps } from '../../api/deps.ts';
import { type Problem, problem } from '../../api/problem.ts';
import { millisOf } from '../../domain/time/day.ts';
import { SIGNED } from './post-form.tsx';

/** A form may be filled in over a night. */
const LIVES_MS = 24 * 3_600_000;

const foreign = () => problem('cross-site/form');

/** Whether a form that arrives was made by us: for every form that a citizen sends, and without a cookie. */
export interface OwnForms {
  /** For the pages that are sent now: when, and a keyed digest of it. */
  signature(): string;
  /**
   * What the browser says of where a request comes from, before its body is read. Browsers send `Origin: null` from our own pages
   * (their referrer policy is `no-referrer`), older ones nothing: those are asked for the signature.
   * @throws Problem 403 for a page of another site
   */
  byHeaders(req: Request): 'ours' | 'unsaid';
  /**
   * The same with the fields of the form.
   * @returns the problem of a form of ours that has lain too long, so that what was typed can be shown again
   * @throws Problem 403 for a form that is not ours
   */
  byFields(req: Request, fields: Record<string, string>): Problem | null;
}

export function ownForms({ addresses, clock, formMac }: Pick<Deps, 'addresses' | 'clock' | 'formMac'>): OwnForms {
  const now = () => millisOf(clock.now());
  const digest = (made: string) => formMac(`form of ${made}`);
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
    signature() {
      const made = now().toString(36);
      return `${made}.${digest(made).toString('base64url')}`;
    },
    byHeaders,
    byFields(req, fields) {
      if (byHeaders(req) === 'ours') return null;
      const [, made = '', mac = ''] = /^([0-9a-z]{1,12})\.([\w-]{43})$/.exec(fields[SIGNED] ?? '') ?? [];
      const given = Buffer.from(mac, 'base64url');
      const right = digest(made);
      if (made === '' || given.length !== right.length || !timingSafeEqual(given, right)) throw foreign();
      return now() - Number.parseInt(made, 36) > LIVES_MS ? problem('form-expired') : null;
    },
  };
}
