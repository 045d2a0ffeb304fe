import type { NextFunction, Request, Response } from 'express';
import { PATIENCE, type Patience } from './patience.ts';
import { type Problem, problem, secondsSaid } from './problem.ts';
import { WAITING, type Waiting, type WaitingLimits } from './waiting.ts';

/** What the door bears: how long it waits for a line, and how many it lets in at a time. */
export interface Door {
  patience: Patience;
  waiting: WaitingLimits;
}
export const DOOR: Door = { patience: PATIENCE, waiting: WAITING };

/** The citizen's routes, each with a waiting place of its own. Staff have signed in, and operations must see what goes on. */
const ROUTES: ReadonlySet<string> = new Set([
  '/',
  '/tell',
  '/tell/kept',
  '/progress',
  '/progress/message',
  '/progress/evidence',
  '/progress/act',
  '/register',
  '/calculator',
  '/calculator.ics',
  '/law',
  '/api/tips',
  '/api/receipts',
  '/api/receipts/messages',
  '/api/receipts/evidence',
  '/api/receipts/withdrawal',
  '/api/receipts/acts',
  '/api/register',
  '/api/law/deadlines',
  '/api/law/compute',
  '/api/calendars',
  '/api/authority',
]);
/** What everybody reads and staff alone change. */
const READ_ONLY = '/api/calendars';
/** What lies beneath one of them and is none of them: entries of the register, rows of the catalogue, addresses that do not exist. */
const BENEATH = /^(\/(?:tell|progress|register|calculator|law|api\/tips|api\/receipts|api\/register|api\/law))(?=[/.])/;

/** The route that a request counts for, as Express finds it (in any case, with or without a stroke at the end); null where nobody waits. */
export function routeOf(method: string, path: string): string | null {
  const bare =
    path
      .toLowerCase()
      .replace(/^\/en(?=\/|$)/, '')
      .replace(/\/$/, '') || '/';
  const beneath = BENEATH.exec(bare)?.[1];
  const name = ROUTES.has(bare) ? bare : beneath === undefined ? null : `${beneath}/…`;
  if (name === null || (name === READ_ONLY && method !== 'GET' && method !== 'HEAD')) return null;
  return `${method === 'HEAD' ? 'GET' : method === 'GET' || method === 'POST' ? method : 'other'} ${name}`;
}

/** Where the ticket of who was sent away stands: in the address of a page's form, or in a header. */
const PLACE = 'place';
export const PLACE_HEADER = 'Mingcha-Place';

const busy = (req: Request, ticket: string, seconds: number) => {
  const page = new URLSearchParams(req.originalUrl.replace(/^[^?]*/, ''));
  page.set(PLACE, ticket);
  // Without scripts, too, a page that was only asked for comes by itself.
  const comes = req.method === 'GET' && !req.path.startsWith('/api');
  return problem(comes ? 'busy/page' : 'busy', {
    put: { wait: secondsSaid(seconds) },
    headers: {
      'Retry-After': String(seconds),
      [PLACE_HEADER]: ticket,
      ...(comes ? { Refresh: `${seconds}; url=${req.path}?${page}` } : {}),
    },
  });
};

/** The problem of a form that found no place; its page is sent once the form has been read, so that nothing typed is lost. */
export const busyOf = (res: Response): Problem | null => (res.locals.busy as Problem | undefined) ?? null;
/** Where the form is to be sent again, with the ticket for the place that is kept. */
export const withPlace = (path: string, { headers }: Problem): string =>
  `${path}?${PLACE}=${headers[PLACE_HEADER] ?? ''}`;

/**
 * Holds a request until its turn comes, before a byte of its body is read: the answer is then the ordinary one, with and without
 * scripts. Who finds no place is told when to come back, with a ticket.
 */
export function gate(waiting: Waiting) {
  return (req: Request, res: Response, next: NextFunction): void => {
    const name = routeOf(req.method, req.path);
    const given = req.get(PLACE_HEADER) ?? req.query[PLACE];
    const turn = name === null ? { ms: 0 } : waiting.turn(name, typeof given === 'string' ? given : undefined);
    if ('ticket' in turn) {
      const sentAway = busy(req, turn.ticket, turn.seconds);
      const form = req.method === 'POST' && !req.path.startsWith('/api');
      if (form) res.locals.busy = sentAway;
      next(form ? undefined : sentAway);
    } else if (turn.ms === 0) {
      next();
    } else {
      let over = false;
      const end = (go: boolean) => {
        if (over) return;
        over = true;
        clearTimeout(timer);
        turn.left?.();
        if (go) next();
      };
      const timer = setTimeout(() => end(true), turn.ms);
      res.once('close', () => end(false));
    }
  };
}
