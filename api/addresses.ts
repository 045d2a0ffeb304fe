import type { NextFunction, Request, Response } from 'express';
import { problem } from './problem.ts';

/** The addresses under which people reach the product (setting MINGCHA_PUBLIC_URL). */
export interface PublicAddresses {
  /** As they are set, such as `https://tips.example.gov.cn`; empty: this machine alone. */
  list: readonly string[];
  /** The address that a request names in its Host header, or null where it is none of ours. */
  of(req: Request): { origin: string; https: boolean } | null;
  /** Whether an Origin header names one of ours. */
  isOwn(origin: string, req: Request): boolean;
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * @param list origins; where there is none, the names of this machine with the port on which the request came in
 * @param more further host names for that case, such as the one that is listened on
 */
export function publicAddresses(list: readonly string[], more: readonly string[] = []): PublicAddresses {
  const given = list.map((address) => ours(new URL(address)));
  /** By the port on which a request came in: there are one or two of them. */
  const byPort = new Map<number, Ours[]>();
  const oursFor = (req: Request): readonly Ours[] => {
    const { localPort } = req.socket;
    // A line that broke off has no port any more, and nobody waits for its answer.
    if (given.length > 0 || localPort === undefined) return given;
    const known = byPort.get(localPort);
    if (known) return known;
    const found = [...LOOPBACK, ...more].map((host) => ours(new URL(`http://${host}:${localPort}`)));
    byPort.set(localPort, found);
    return found;
  };
  return {
    list: given.map(({ origin }) => origin),
    of(req) {
      const [host, second] = req.headersDistinct.host ?? [];
      if (host === undefined || second !== undefined) return null;
      const named = host.toLowerCase();
      // TLS ends in front of us: the scheme is known from the setting alone, and wins where one host is set with both.
      const found = oursFor(req).filter(({ hosts }) => hosts.includes(named));
      return found.find(({ https }) => https) ?? found[0] ?? null;
    },
    isOwn: (origin, req) => oursFor(req).some((own) => own.origin === origin.toLowerCase()),
  };
}

/** An address of ours, with the Host headers by which it is meant. */
interface Ours {
  origin: string;
  https: boolean;
  hosts: readonly string[];
}

function ours({ origin, protocol, hostname, port }: URL): Ours {
  const https = protocol === 'https:';
  const whole = `${hostname}:${port === '' ? (https ? '443' : '80') : port}`;
  return { origin, https, hosts: port === '' ? [whole, hostname] : [whole] };
}

/** What a balancer asks by the address of the machine; these say nothing that is not for everybody. */
const FOR_BALANCERS = new Set(['/api/health', '/api/ready']);
const A_YEAR = 365 * 24 * 3_600;

/**
 * Answers under our own addresses only, so that no other name can be pointed at the product and its pages be read there; where the
 * address is https, browsers are told to come by https alone (other names beneath ours belong to other offices: not theirs).
 */
export function onlyOurs(addresses: PublicAddresses) {
  return (req: Request, res: Response, next: NextFunction): void => {
    const address = addresses.of(req);
    if (address?.https) res.setHeader('Strict-Transport-Security', `max-age=${A_YEAR}`);
    // A target with a host of its own (`GET http://other/ HTTP/1.1`) would speak for another Host than the header.
    const plain = req.url.startsWith('/');
    if (plain && (address || FOR_BALANCERS.has(req.path))) {
      next();
      return;
    }
    next(problem('host-unknown'));
  };
}

/** What another site can make a browser send without asking us first. */
const BY_A_FORM = /^\s*(multipart\/form-data|application\/x-www-form-urlencoded|text\/plain)\b/i;

/**
 * Nothing that changes something is taken from a page of another site: not with the cookie of a session, and not a stranger's own words.
 * What browsers say of where a request comes from is asked. Where they say nothing, the cookie is not sent from elsewhere
 * (SameSite=Strict), and an old browser that was led here by a form still asks for a page; programs go on.
 */
export function sameOrigin(req: Request, addresses: PublicAddresses): void {
  if (req.method === 'GET' || req.method === 'HEAD') return;
  const site = req.get('Sec-Fetch-Site');
  const origin = req.get('Origin');
  const ours =
    site === undefined
      ? origin === undefined
        ? !(BY_A_FORM.test(req.get('Content-Type') ?? '') && /text\/html/i.test(req.get('Accept') ?? ''))
        : addresses.isOwn(origin, req)
      : site === 'same-origin' || (site === 'none' && (origin === undefined || addresses.isOwn(origin, req)));
  if (ours) return;
  throw problem('cross-site');
}
