import { randomUUID } from 'node:crypto';
import { createServer as createHttpServer, type Server } from 'node:http';
import { join } from 'node:path';
import express, { type Express } from 'express';
import helmet from 'helmet';
import { onlyOurs } from './addresses.ts';
import type { Deps } from './deps.ts';
import { DOOR, type Door, gate } from './gate.ts';
import { inTurn, watch } from './patience.ts';
import { encoded, notFound, problemHandler } from './problem.ts';
import { mountAll, openApi } from './route.ts';
import { actForms, routes } from './routes.ts';
import { mountSecurityTxt } from './security-txt.ts';
import { cookieName } from './sessions.ts';
import { createWaiting } from './waiting.ts';

/** Bytes of a JSON body: a clue of 20,000 characters of four bytes, with room for the rest. */
const JSON_LIMIT = 256 * 1024;

export interface RunningServer {
  app: Express;
  /** Listens on all interfaces unless `host` is given; resolves with the port. */
  listen(port: number, host?: string): Promise<number>;
  close(): Promise<void>;
}

/** The HTTP side of the product. No address, user agent or referrer of a caller is read or logged anywhere (design 8). */
export function createServer(deps: Deps, door: Door = DOOR): RunningServer {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          // The UI kit writes its styles into the page.
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:', 'blob:'],
          mediaSrc: ['data:'],
          fontSrc: ["'self'", 'data:'],
          connectSrc: ["'self'"],
          frameSrc: ["'self'"],
          formAction: ["'self'"],
          baseUri: ["'none'"],
          frameAncestors: ["'self'"],
        },
      },
      referrerPolicy: { policy: 'no-referrer' },
      // Said where the address is https (addresses.ts).
      strictTransportSecurity: false,
      crossOriginEmbedderPolicy: false,
    }),
  );
  app.use((_req, res, next) => {
    res.locals.requestId = randomUUID();
    res.setHeader('X-Request-Id', res.locals.requestId);
    res.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=()');
    next();
  });
  app.use(onlyOurs(deps.addresses));
  app.use('/api', (_req, res, next) => {
    res.setHeader('Cache-Control', 'no-store');
    // Screens count what is left by this clock, and there is one legal time.
    res.setHeader('Date', new Date(deps.clock.now()).toUTCString());
    next();
  });
  app.use((req, _res, next) => next(/^(identity)?$/i.test(req.get('Content-Encoding') ?? '') ? undefined : encoded()));
  app.use(gate(createWaiting(door.waiting, deps.formMac)));
  const json = (limit: number) => express.json({ inflate: false, limit, strict: false, type: 'application/json' });
  const all = routes();
  for (const { method, path, bodyBytes } of all) if (bodyBytes) app[method](path, json(bodyBytes));
  app.use(json(JSON_LIMIT));

  mountAll(app, all, deps);
  // Large, and the same for all: written once, and sent to everybody out of the same memory.
  let description: Buffer | undefined;
  app.get('/api/openapi.json', (_req, res) => {
    const cookie = cookieName(deps.addresses.list.some((a) => a.startsWith('https:')));
    description ??= Buffer.from(JSON.stringify(openApi(all, actForms(), cookie)));
    res.type('json').send(description);
  });
  app.use('/api', (_req, _res, next) => next(notFound()));

  mountSecurityTxt(app, deps);
  deps.site?.mount(app, deps);

  if (deps.consoleFolder) {
    const folder = deps.consoleFolder;
    app.use('/console', express.static(folder, { index: false, maxAge: '1h' }));
    app.get(/^\/console(\/.*)?$/, (_req, res) => {
      res.setHeader('Cache-Control', 'no-store');
      res.sendFile(join(folder, 'index.html'));
    });
  }
  app.use((_req, _res, next) => next(notFound()));
  if (deps.site) app.use(deps.site.problems(deps.log));
  app.use(problemHandler(deps.log));

  let server: Server | undefined;
  let unwatch: (() => void) | undefined;
  return {
    app,
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        const on = createHttpServer({ connectionsCheckingInterval: door.patience.lookMs }, inTurn(app));
        server = on;
        // An expectation that nobody knows is none (RFC 9110 10.1.1), and who sends one is counted like everybody.
        on.on('checkExpectation', (req, res) => on.emit('request', req, res));
        // Longer than balancers and browsers keep theirs: who closes first must not be us, while a request is on its way.
        server.keepAliveTimeout = 65_000;
        unwatch = watch(server, door.patience);
        server.once('error', reject);
        server.listen(port, host, () => {
          const address = on.address();
          resolve(typeof address === 'object' && address ? address.port : port);
        });
      }),
    close: () =>
      new Promise((resolve) => {
        if (!server) return resolve();
        unwatch?.();
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server?.closeAllConnections(), 5_000).unref();
      }),
  };
}
