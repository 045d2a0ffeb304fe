import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export interface WaitingLimits {
  /** Requests on one route in a minute after which there is a waiting place. */
  perMinute: number;
  /** The longest that a place waits. */
  longestMs: number;
  /** Places of all routes together. */
  places: number;
}

export const WAITING: WaitingLimits = { perMinute: 600, longestMs: 45_000, places: 2_000 };

/** Buckets of five seconds: what is older than a minute is forgotten with its bucket. */
const BUCKET_MS = 5_000;
const BUCKETS = 12;
const TICKET_MS = 5 * 60_000;

interface Route {
  buckets: number[];
  /** The number of the newest bucket. */
  at: number;
  /** When the last of those who wait has its turn. */
  last: number;
}

/** What comes of a request: it may go on after `ms`, or there is no place and it may come back with a ticket. */
export type Turn = { ms: number } | { ticket: string; seconds: number };

/**
 * A waiting place that knows how many come and nothing of who comes. Up to the free number a minute nobody waits. Beyond it each waits
 * for its turn, which is never further off than the longest wait; what may lie in memory bounds the places. Who finds none is given a
 * ticket, and who comes back with one finds a place in any case.
 */
export function createWaiting(limits: WaitingLimits = WAITING, now: () => number = () => performance.now()) {
  const routes = new Map<string, Route>();
  const secret = randomBytes(32);
  const used = new Map<string, number>();
  let waiting = 0;
  /** Places beyond the others, for those who were sent away once. */
  const reserved = Math.ceil(limits.places / 4);

  function countOf(route: Route): number {
    const bucket = Math.floor(now() / BUCKET_MS);
    for (let n = Math.max(route.at + 1, bucket - BUCKETS + 1); n <= bucket; n++) route.buckets[n % BUCKETS] = 0;
    route.at = Math.max(route.at, bucket);
    return route.buckets.reduce((sum, n) => sum + n, 0);
  }
  const signed = (body: string) => createHmac('sha256', secret).update(body).digest('base64url').slice(0, 22);

  function newTicket(): string {
    const body = `${Math.floor(now())}.${randomBytes(6).toString('base64url')}`;
    return `${body}.${signed(body)}`;
  }
  /** A ticket of ours, not too old and not used yet; it is used up by this. */
  function fits(ticket: string | undefined): boolean {
    const match = /^((\d{1,15})\.[\w-]{8})\.([\w-]{22})$/.exec(ticket ?? '');
    if (!match) return false;
    for (const [old, until] of used) {
      if (until > now()) break;
      used.delete(old);
    }
    const [, body, at, mac] = match;
    if (!timingSafeEqual(Buffer.from(mac!), Buffer.from(signed(body!))) || used.has(body!)) return false;
    if (Number(at) + TICKET_MS < now()) return false;
    used.set(body!, Number(at) + TICKET_MS);
    return true;
  }

  return {
    /** Takes a turn on a route. Who is given `ms` above zero calls `left` when it is over or given up. */
    turn(name: string, ticket?: string): Turn {
      const route = routes.get(name) ?? { buckets: Array<number>(BUCKETS).fill(0), at: 0, last: 0 };
      routes.set(name, route);
      const count = countOf(route);
      const at = now();
      if (count < limits.perMinute && route.last <= at) {
        route.buckets[route.at % BUCKETS]! += 1;
        return { ms: 0 };
      }
      const most = fits(ticket) ? limits.places + reserved : limits.places;
      if (waiting >= most) return { ticket: newTicket(), seconds: Math.ceil(limits.longestMs / 1000) };
      route.buckets[route.at % BUCKETS]! += 1;
      waiting += 1;
      // One after the other at the free rate; where that would be too long for the last, all come closer together.
      const step = 60_000 / limits.perMinute;
      route.last = Math.min(Math.max(route.last, at) + step, at + limits.longestMs);
      return { ms: route.last - at };
    },
    left(): void {
      waiting -= 1;
    },
    /** How many wait, for operations. */
    waiting: () => waiting,
  };
}
export type Waiting = ReturnType<typeof createWaiting>;
