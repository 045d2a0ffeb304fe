import type { Express } from 'express';
import { instantOf, millisOf } from '../domain/time/day.ts';
import type { Deps } from './deps.ts';

/** RFC 9116 advises less than a year; said anew with each day. */
const VALID_DAYS = 180;
const DAY_MS = 86_400_000;

/** Whom to tell of a weakness, at the place where people who find one look (RFC 9116). */
export function mountSecurityTxt(
  app: Express,
  deps: Pick<Deps, 'addresses' | 'clock' | 'securityContacts' | 'demo'>,
): void {
  const path = '/.well-known/security.txt';
  app.get(path, (req, res) => {
    const today = Math.floor(millisOf(deps.clock.now()) / DAY_MS) * DAY_MS;
    const own = deps.addresses.of(req)?.origin;
    const canonical = deps.addresses.list.length > 0 ? deps.addresses.list : own === undefined ? [] : [own];
    res
      .type('text/plain; charset=utf-8')
      .send(
        [
          ...(deps.demo
            ? ['# A demonstration: nobody reads what is sent there. 演示系统，以下联系方式无人处理。']
            : []),
          ...deps.securityContacts.map((contact) => `Contact: ${contact}`),
          `Expires: ${instantOf(today + VALID_DAYS * DAY_MS)}`,
          'Preferred-Languages: zh, en',
          ...canonical.map((origin) => `Canonical: ${origin}${path}`),
          '',
        ].join('\n'),
      );
  });
}
