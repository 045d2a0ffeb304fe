import { randomBytes, timingSafeEqual } from 'node:crypto';

export interface WaitingLimits {
  /** Requests on one route in a minute after which there is a waiting place. */
  perMinute: number;
  /** The longest that a place waits. */
  longestMs: number;
  /** Places of each route, and as many again for those who come back to it with a ticket. */
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
  /** How many wait: who came, and who came back too early. */
  waiting: number;
  returned: number;
}

/**
 * What comes of a request: it may go on at once; or after `ms`, and `left` is called when that is over or given up; or there is no
 * place, and it may come back after `seconds` with a ticket.
 */
export type Turn = { ms: number; left?: () => void } | { ticket: string; seconds: number };

/**
 * A waiting place for each route, that knows how many come and nothing of who comes; what happens on one route is nothing to another.
 * Up to the free number a minute nobody waits. Beyond it each waits for its turn, which is never further off than the longest wait.
 * Who finds all places of the route taken is given a ticket that says when to come back, within the longest wait too. Who comes back
 * then goes straight on; who comes before is held until then, or, where those places are taken as well, let in at once: what is held in
 * memory stays bounded and a ticket is refused to nobody: it is signed with our keys and says its time by the calendar, so that another
 * process, or this one after a restart, takes it too. So everybody who comes when told is served within the longest wait, and the
 * door smooths a rush; it does not keep one out.
 */
export function createWaiting(
  limits: WaitingLimits,
  sign: (body: string) => Buffer,
  now: () => number = () => performance.now(),
  wall: () => number = Date.now,
) {
  const routes = new Map<string, Route>();
  const used = new Map<string, number>();

  function routeAt(name: string): Route {
    const route = routes.get(name) ?? {
      buckets: Array<number>(BUCKETS).fill(0),
      at: 0,
      last: 0,
      waiting: 0,
      returned: 0,
    };
    routes.set(name, route);
    const bucket = Math.floor(now() / BUCKET_MS);
    for (let n = Math.max(route.at + 1, bucket - BUCKETS + 1); n <= bucket; n++) route.buckets[n % BUCKETS] = 0;
    route.at = Math.max(route.at, bucket);
    return route;
  }
  const countIn = (route: Route) => {
    const bucket = route.at % BUCKETS;
    route.buckets[bucket] = (route.buckets[bucket] ?? 0) + 1;
  };
  const signed = (name: string, body: string) => sign(`place ${name}\n${body}`).toString('base64url').slice(0, 22);

  function newTicket(name: string): string {
    const body = `${Math.ceil(wall() + limits.longestMs)}.${randomBytes(6).toString('base64url')}`;
    return `${body}.${signed(name, body)}`;
  }
  /** How long until the turn of a ticket: one of ours for this route, not too old and not used here yet; it is used up by this. */
  function earlyBy(name: string, ticket: string | undefined): number | null {
    const [, body, due, mac] = /^((\d{1,15})\.[\w-]{8})\.([\w-]{22})$/.exec(ticket ?? '') ?? [];
    if (body === undefined || mac === undefined) return null;
    for (const [old, until] of used) {
      if (until > wall()) break;
      used.delete(old);
    }
    if (!timingSafeEqual(Buffer.from(mac), Buffer.from(signed(name, body))) || used.has(body)) return null;
    const until = Number(due) + TICKET_MS;
    if (until < wall()) return null;
    used.set(body, until);
    // A clock that was set back lets nobody wait longer than a place does.
    return Math.min(Number(due) - wall(), limits.longestMs);
  }
  function held(route: Route, as: 'waiting' | 'returned', ms: number): Turn {
    route[as] += 1;
    let here = true;
    return {
      ms,
      left: () => {
        if (here) route[as] -= 1;
        here = false;
      },
    };
  }

  return {
    /** Takes a turn on a route. */
    turn(name: string, ticket?: string): Turn {
      const route = routeAt(name);
      const at = now();
      const early = earlyBy(name, ticket);
      if (early !== null) {
        countIn(route);
        return early <= 0 || route.returned >= limits.places ? { ms: 0 } : held(route, 'returned', early);
      }
      const count = route.buckets.reduce((sum, n) => sum + n, 0);
      if (count < limits.perMinute && route.last <= at) {
        countIn(route);
        return { ms: 0 };
      }
      if (route.waiting >= limits.places) {
        return { ticket: newTicket(name), seconds: Math.ceil(limits.longestMs / 1000) };
      }
      countIn(route);
      // One after the other at the free rate; where that would be too long for the last, all come closer together.
      const step = 60_000 / limits.perMinute;
      route.last = Math.min(Math.max(route.last, at) + step, at + limits.longestMs);
      return held(route, 'waiting', route.last - at);
    },
    /** How many are held on all routes. */
    waiting: () => [...routes.values()].reduce((sum, r) => sum + r.waiting + r.returned, 0),
  };
}
export type Waiting = ReturnType<typeof createWaiting>;
